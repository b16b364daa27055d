//! Lines and columns of bytes of a text, counted onwards from the last one asked for.

/// A byte of a text with its line and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// Byte of the text.
    pub at: usize,
    /// Line, from 1.
    pub line: usize,
    /// Character of the line, from 1.
    pub column: usize,
}

impl Position {
    /// The first byte of a text.
    pub const START: Self = Self { at: 0, line: 1, column: 1 };

    /// The position of byte `at` of `text`, counted from here; from the start, if it lies before.
    ///
    /// Files of one long line with a fault in every feature are common: a fault costs the way from its feature, not the way
    /// from the start of its line.
    pub fn onwards(self, text: &str, at: usize) -> Self {
        let from = if at < self.at { Self::START } else { self };
        let at = at.min(text.len());
        let passed = &text.as_bytes()[from.at..at];
        match passed.iter().rposition(|&byte| byte == b'\n') {
            None => Self { at, line: from.line, column: from.column + count_chars(passed) },
            Some(last) => {
                let (before, after) = passed.split_at(last + 1);
                Self { at, line: from.line + count_lines(before), column: 1 + count_chars(after) }
            }
        }
    }
}

/// How many line ends there are.
#[expect(
    clippy::naive_bytecount,
    reason = "a crate for counting bytes would save a millisecond on all of the base map"
)]
pub(super) fn count_lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}

/// How many characters there are: all bytes of UTF-8 but those that continue one.
fn count_chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_wherever_one_stands() {
        let text = "ab\nкд東e\n\nx";
        for (at, line, column) in
            [(0, 1, 1), (2, 1, 3), (3, 2, 1), (7, 2, 3), (10, 2, 4), (12, 3, 1), (13, 4, 1), (14, 4, 2)]
        {
            for from in [0, 2, 3, 7, 12, 14] {
                let start = Position::START.onwards(text, from);
                assert_eq!(start.onwards(text, at), Position { at, line, column }, "{at} from {from}");
            }
        }
        assert_eq!(Position::START.onwards(text, 99).at, text.len());
    }
}

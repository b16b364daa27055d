//! The letters that are shaped where they are not those of the text: capitals set in place of small letters.
//!
//! Keeps the way back, so that a glyph knows the letters of the text that it shows. Places are bytes.

/// The letters that are set, and which letters of the text they stand for.
pub(super) struct SetText {
    pub(super) letters: String,
    /// Where letters and text part: byte in `letters`, byte in the text. Empty if they are the same.
    starts: Vec<(usize, usize)>,
}

impl SetText {
    /// The text as it is written.
    pub(super) fn plain(text: &str) -> Self {
        Self { letters: text.to_owned(), starts: Vec::new() }
    }

    /// The text in capitals.
    pub(super) fn capitals(text: &str) -> Self {
        let mut set = Self { letters: String::with_capacity(text.len()), starts: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices() {
            // A letter may become two: each of them stands for it.
            for capital in c.to_uppercase() {
                set.starts.push((set.letters.len(), at));
                set.letters.push(capital);
            }
        }
        set
    }

    /// The byte of the text for which the letter at byte `at` stands.
    pub(super) fn start_in_text(&self, at: usize) -> u32 {
        let before = self.starts.partition_point(|(start, _)| *start <= at);
        let start = before.checked_sub(1).map_or(at, |i| self.starts[i].1);
        u32::try_from(start).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_know_the_letters_that_they_stand_for() {
        let set = SetText::capitals("Straße");
        assert_eq!(set.letters, "STRASSE");
        let starts: Vec<u32> = (0..7).map(|at| set.start_in_text(at)).collect();
        assert_eq!(starts, [0, 1, 2, 3, 4, 4, 6]);
        assert_eq!(SetText::plain("Straße").start_in_text(6), 6);
    }
}

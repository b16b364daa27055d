//! A cursor over JSON text that finds where values begin and end without building them.
//!
//! It is lenient on purpose: it checks brackets, strings and commas, so that a broken feature can be told from its
//! neighbours, and leaves numbers and words to whoever reads the value. Positions are bytes from the text's start.

use std::ops::Range;

/// What breaks the structure of the text, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    /// The text ends inside a value.
    #[error("the text ends in the middle of it")]
    End {
        /// Byte at which it ends.
        at: usize,
    },
    /// A bracket closes what it did not open.
    #[error("\"{found}\" stands where \"{wanted}\" is due")]
    Bracket {
        /// The bracket that is there.
        found: char,
        /// The bracket that should be there.
        wanted: char,
        /// Byte at which it stands.
        at: usize,
    },
    /// A string is not closed on its line.
    #[error("a text is not closed on its line")]
    OpenString {
        /// Byte at which the line ends.
        at: usize,
    },
    /// Something else stands where a certain character is due.
    #[error("{wanted} is missing")]
    Missing {
        /// What should be there.
        wanted: &'static str,
        /// Byte at which it should be.
        at: usize,
    },
}

impl Fault {
    /// The byte at which it stands.
    pub const fn at(self) -> usize {
        match self {
            Self::End { at } | Self::Bracket { at, .. } | Self::OpenString { at } | Self::Missing { at, .. } => at,
        }
    }
}

/// A position in JSON text.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    pos: usize,
}

impl<'a> Cursor<'a> {
    /// At byte `pos` of `text`.
    pub const fn new(text: &'a str, pos: usize) -> Self {
        Self { text, pos }
    }

    /// The byte at which it stands.
    pub const fn pos(&self) -> usize {
        self.pos
    }

    /// Goes `len` bytes on.
    pub const fn skip(&mut self, len: usize) {
        self.pos += len;
    }

    /// Goes over blanks and says what stands there.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.pos) {
            // A record separator opens each line of a GeoJSON text sequence.
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0x1e) {
                return Some(byte);
            }
            self.pos += 1;
        }
        None
    }

    /// Goes over `wanted` if it stands there.
    #[inline]
    pub fn accept(&mut self, wanted: u8) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.pos += usize::from(is_there);
        is_there
    }

    /// Goes over `wanted`, or faults with its name.
    pub fn expect(&mut self, wanted: u8, name: &'static str) -> Result<(), Fault> {
        if self.accept(wanted) {
            Ok(())
        } else if self.pos >= self.text.len() {
            Err(Fault::End { at: self.pos })
        } else {
            Err(Fault::Missing { wanted: name, at: self.pos })
        }
    }

    /// Goes over a string; the range of what stands between its quotes, escapes as they are.
    pub fn string(&mut self) -> Result<Range<usize>, Fault> {
        self.expect(b'"', "a text in quotes")?;
        let start = self.pos;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.pos) {
                None => return Err(Fault::End { at: bytes.len() }),
                Some(b'"') => break,
                Some(b'\\') => self.pos += 2,
                Some(b'\n') => return Err(Fault::OpenString { at: self.pos }),
                Some(_) => self.pos += 1,
            }
        }
        self.pos += 1;
        Ok(start..self.pos - 1)
    }

    /// Goes over a value of any kind; its range.
    pub fn value(&mut self) -> Result<Range<usize>, Fault> {
        let first = self.peek().ok_or(Fault::End { at: self.pos })?;
        let start = self.pos;
        match first {
            b'"' => {
                self.string()?;
            }
            b'{' | b'[' => self.nested()?,
            b',' | b':' | b'}' | b']' => return Err(Fault::Missing { wanted: "a value", at: self.pos }),
            _ => {
                let rest = &self.text.as_bytes()[self.pos..];
                let len = rest.iter().position(|b| matches!(b, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t'));
                self.pos += len.unwrap_or(rest.len());
                if !is_word(&self.text[start..self.pos]) {
                    return Err(Fault::Missing { wanted: "a value", at: start });
                }
            }
        }
        Ok(start..self.pos)
    }

    /// Goes over an object or a list and all that is in it.
    fn nested(&mut self) -> Result<(), Fault> {
        let bytes = self.text.as_bytes();
        let mut closers = Vec::with_capacity(8);
        loop {
            let Some(&byte) = bytes.get(self.pos) else { return Err(Fault::End { at: self.pos }) };
            match byte {
                b'{' => closers.push(b'}'),
                b'[' => closers.push(b']'),
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'}' | b']' => {
                    let wanted = closers.pop().unwrap_or(byte);
                    if byte != wanted {
                        return Err(Fault::Bracket { found: byte.into(), wanted: wanted.into(), at: self.pos });
                    }
                    if closers.is_empty() {
                        self.pos += 1;
                        return Ok(());
                    }
                }
                _ => {}
            }
            self.pos += 1;
        }
    }

    /// Goes over an object, member by member: its key as written and the range of its value.
    pub fn members(&mut self, mut each: impl FnMut(&'a str, Range<usize>)) -> Result<(), Fault> {
        self.expect(b'{', "\"{\"")?;
        if self.accept(b'}') {
            return Ok(());
        }
        loop {
            let key = self.string()?;
            self.expect(b':', "a colon")?;
            let value = self.value()?;
            each(&self.text[key], value);
            if self.accept(b'}') {
                return Ok(());
            }
            self.expect(b',', "a comma")?;
        }
    }
}

/// True for a number, a truth value, null, and what careless writers put for numbers that are none.
fn is_word(word: &str) -> bool {
    let is_json = || serde_json::from_str::<serde::de::IgnoredAny>(word).is_ok();
    matches!(word, "null" | "true" | "false" | "NaN" | "nan" | "Infinity" | "-Infinity") || is_json()
}

/// Where the next feature begins after byte `from`: the brace of the next `{"type": "Feature"`.
pub(super) fn next_feature(text: &str, from: usize) -> Option<usize> {
    let mut searched = from;
    loop {
        let found = searched + text.get(searched..)?.find("\"Feature\"")?;
        searched = found + 1;
        let before = text[..found].trim_end().strip_suffix(':').map(str::trim_end);
        let before = before.and_then(|b| b.strip_suffix("\"type\"")).map(str::trim_end);
        if let Some(before) = before
            && before.ends_with('{')
            && before.len() > from
        {
            return Some(before.len() - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_where_its_brackets_close() {
        for (text, wanted) in [
            (r#" {"a":[1,{"b":"}]"}]} , 2"#, r#"{"a":[1,{"b":"}]"}]}"#),
            (r#""a\"b" "#, r#""a\"b""#),
            ("-1.5e3]", "-1.5e3"),
            ("NaN,", "NaN"),
            ("null", "null"),
        ] {
            let range = Cursor::new(text, 0).value().unwrap();
            assert_eq!(&text[range], wanted);
        }
    }

    #[test]
    fn a_fault_says_what_and_where() {
        let fault = |text| Cursor::new(text, 0).value().unwrap_err();
        assert_eq!(fault("[1,2"), Fault::End { at: 4 });
        assert_eq!(fault("[1,2}"), Fault::Bracket { found: '}', wanted: ']', at: 4 });
        assert_eq!(fault("[\"a\n\"]"), Fault::OpenString { at: 3 });
        assert_eq!(fault("]"), Fault::Missing { wanted: "a value", at: 0 });
        assert_eq!(fault("\"a\\"), Fault::End { at: 3 });
    }

    #[test]
    fn the_next_feature_is_found_past_a_broken_one() {
        let text = "{\"type\":\"Feature\",\"broken\":[\n{ \"type\" : \"Feature\" }";
        assert_eq!(next_feature(text, 1), Some(text.rfind("{ ").unwrap()));
        assert_eq!(next_feature(text, text.len()), None);
        assert_eq!(next_feature("{\"kind\":\"Feature\"}", 0), None);
    }
}

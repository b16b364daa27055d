//! Bytes of foreign files to text that a JSON reader can take.

use std::borrow::Cow;

use super::position::count_lines;
use super::report::{Diagnostic, Report};
use super::scan::Cursor;

/// The bytes as text, without a byte order mark; `None` if there is nothing to read.
pub(super) fn decode<'a>(file: &str, bytes: &'a [u8], report: &mut Report) -> Option<Cow<'a, str>> {
    const UTF_8: &str = "save it as UTF-8";
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        report.push(Diagnostic::error(file, "the file is in UTF-16").with_cure(UTF_8));
        return None;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let cure = "unpack it, and convert what is in it to GeoJSON";
        report.push(Diagnostic::error(file, "the file is a ZIP archive").with_cure(cure));
        return None;
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(error) => {
            let line = 1 + count_lines(&bytes[..error.valid_up_to()]);
            let found = Diagnostic::warning(file, "some letters are not UTF-8 and are shown as \u{fffd}");
            report.push(found.at_line(line).with_cure(UTF_8));
            Some(String::from_utf8_lossy(bytes))
        }
    }
}

/// The text with the words NaN and Infinity replaced by null, or `None` if it has none outside its strings.
pub(super) fn without_not_a_number(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len() + 8);
    let mut is_changed = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let mut cursor = Cursor::new(rest, 0);
            let end = cursor.string().ok().map(|_| cursor.pos())?;
            mended.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if let Some(word) = ["-Infinity", "Infinity", "NaN", "nan"].iter().find(|word| rest.starts_with(**word))
        {
            mended.push_str("null");
            is_changed = true;
            rest = &rest[word.len()..];
        } else {
            mended.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    is_changed.then_some(mended)
}

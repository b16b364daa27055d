//! Text for people: wrapped to the terminal, in aligned columns; as it is when piped.

use std::io::{IsTerminal, Write};

/// The narrowest that text is wrapped to, and the widest: longer lines are hard to read.
const NARROWEST: usize = 40;
const WIDEST: usize = 110;

/// How wide a reader's lines are, in columns; `None` where standard output is no terminal and lines are left whole.
pub(super) fn width() -> Option<usize> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let (width, _) = terminal_size::terminal_size()?;
    Some(usize::from(width.0).max(NARROWEST))
}

/// Writes to standard output. A reader who has seen enough, such as `head`, is no failure.
///
/// # Errors
/// If standard output cannot be written.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    print_bytes(text.as_bytes())
}

/// The same with bytes.
///
/// # Errors
/// If standard output cannot be written.
pub(super) fn print_bytes(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(anyhow::Error::new(error).context("standard output cannot be written"))
        }
        _ => Ok(()),
    }
}

/// The columns that a text takes on a terminal: two for each Han, kana or Hangul sign, none for a combining mark.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

const fn columns_of(c: char) -> usize {
    match c as u32 {
        0x0300..=0x036f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x2_0000..=0x3_fffd => 2,
        _ => 1,
    }
}

/// `text` behind `first`, later lines behind as many spaces, broken between words at `width` columns.
pub(super) fn wrapped(first: &str, text: &str, width: Option<usize>) -> String {
    let Some(width) = width else { return format!("{first}{text}\n") };
    let indent = columns(first);
    let room = width.min(WIDEST).saturating_sub(indent).max(20);
    let mut out = first.to_owned();
    let mut used = 0;
    for word in text.split(' ') {
        let wide = columns(word);
        if used > 0 && used + 1 + wide > room {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += wide;
    }
    out.push('\n');
    out
}

/// Rows under their headers in aligned columns. On a terminal the last column is cut to fit.
pub(super) fn table(headers: &[&str], rows: &[Vec<String>], width: Option<usize>) -> String {
    let mut widths: Vec<usize> = headers.iter().map(|h| columns(h)).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(columns(cell));
        }
    }
    let mut out = String::new();
    let head: Vec<String> = headers.iter().map(|h| (*h).to_uppercase()).collect();
    for row in std::iter::once(&head).chain(rows) {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width + 2 - columns(cell)));
        }
        out.push_str(cut(line.trim_end(), width));
        out.push('\n');
    }
    out
}

/// As much of `line` as fits.
fn cut(line: &str, width: Option<usize>) -> &str {
    let Some(width) = width else { return line };
    let mut used = 0;
    let end = line.char_indices().find(|(_, c)| {
        used += columns_of(*c);
        used > width
    });
    end.map_or(line, |(at, _)| line[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_hang() {
        let text = wrapped("  06:00  ", "one two three four five six seven", Some(40));
        assert_eq!(text, "  06:00  one two three four five six\n         seven\n");
        assert_eq!(wrapped("- ", "a b", None), "- a b\n");
    }

    #[test]
    fn han_signs_take_two_columns() {
        assert_eq!(columns("奉天 Mukden"), 11);
        let rows = [vec!["奉天".to_owned(), "a".to_owned()], vec!["Moji".to_owned(), "b".to_owned()]];
        assert_eq!(table(&["name", "x"], &rows, None), "NAME  X\n奉天  a\nMoji  b\n");
        assert_eq!(table(&["name", "x"], &rows, Some(5)), "NAME\n奉天\nMoji\n");
    }
}

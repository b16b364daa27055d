//! Lists of plain JSON (`formations.json`, `sources.json`), read entry by entry.
//!
//! As with features, an entry that cannot be read is reported with its line and id, and the others are read. Where people
//! edit such a list each entry begins a line of its own, which is how the next one is found after a break.

use std::ops::Range;

use serde_json::{Map, Value};

use super::decode::decode;
use super::position::Position;
use super::scan::{Cursor, Fault};
use super::spot::{Spot, find_id, id_of_value};
use super::{Diagnostic, Report};

/// An entry of a list.
pub(super) struct Entry {
    /// Its `id`.
    pub id: Option<String>,
    /// All its members.
    pub members: Map<String, Value>,
    /// Line of its first character, from 1.
    pub line: usize,
}

impl Entry {
    /// Where it stands.
    pub fn spot<'a>(&'a self, file: &'a str) -> Spot<'a> {
        Spot { file, line: self.line, id: self.id.as_deref() }
    }
}

/// Reads all entries of the list in `file` that can be read; what is wrong goes to `report`.
pub(super) fn read_entries(file: &str, bytes: &[u8], report: &mut Report) -> Vec<Entry> {
    let Some(text) = decode(file, bytes, report) else { return Vec::new() };
    let mut cursor = Cursor::new(&text, 0);
    if !cursor.accept(b'[') {
        report.push(Diagnostic::error(file, "it is not a list").with_cure("write a list: [{\"id\": ...}, ...]"));
        return Vec::new();
    }
    let mut entries = Vec::new();
    let mut reached = Position::START;
    while cursor.peek() != Some(b']') {
        let start = cursor.pos();
        reached = reached.onwards(&text, start);
        let read = match cursor.value() {
            Ok(range) => members(&text, range),
            Err(fault) => {
                let next = next_entry(&text, start);
                cursor = Cursor::new(&text, next.unwrap_or(text.len()));
                Err(told(fault, start, next))
            }
        };
        match read {
            Ok(members) => {
                let id = members.get("id").and_then(id_of_value);
                entries.push(Entry { id, members, line: reached.line });
            }
            Err((at, message)) => {
                let id = find_id(&text[start..cursor.pos()]);
                let Position { line, column, .. } = reached.onwards(&text, at);
                let found = Spot { file, line, id: id.as_deref() }.error(message).at_column(column);
                report.push(found.with_cure("repair the list there; its other entries are read"));
                if cursor.peek().is_none() {
                    break;
                }
            }
        }
        cursor.accept(b',');
    }
    entries
}

/// The members of the object in this range of the text, or what is wrong and at which byte.
fn members(text: &str, range: Range<usize>) -> Result<Map<String, Value>, (usize, String)> {
    let entry = &text[range.clone()];
    match serde_json::from_str(entry) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err((range.start, "an entry is not an object".to_owned())),
        Err(error) => {
            let lines_before = entry.split_inclusive('\n').take(error.line().saturating_sub(1));
            let at = range.start + lines_before.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            Err((at.min(range.end), format!("its JSON is broken: {what}")))
        }
    }
}

/// Where a break of the entry that starts at byte `start` is to be sought, and how it is told.
fn told(fault: Fault, start: usize, next: Option<usize>) -> (usize, String) {
    match next {
        // A bracket that is never closed shows only in a later entry; what is wrong is in this one.
        Some(next) if next <= fault.at() => {
            (start, "its JSON is broken: a bracket or a quote in it is not closed".to_owned())
        }
        None if matches!(fault, Fault::End { .. }) => (fault.at(), "the file ends before its list does".to_owned()),
        _ => (fault.at(), format!("its JSON is broken: {fault}")),
    }
}

/// Where the next entry begins after byte `from`: a brace at the start of a line with an id behind it.
fn next_entry(text: &str, from: usize) -> Option<usize> {
    let line_ends = text.get(from..)?.match_indices('\n').map(|(at, _)| from + at + 1);
    let mut starts = line_ends.filter_map(|at| Some(at + text[at..].find(|c: char| !c.is_whitespace())?));
    let opens_an_entry = |at: &usize| {
        let line = text[*at..].lines().next().unwrap_or_default();
        line.starts_with('{') && find_id(line).is_some()
    };
    starts.find(opens_an_entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids_of(text: &str) -> (Vec<(String, usize)>, String) {
        let mut report = Report::new();
        let entries = read_entries("list.json", text.as_bytes(), &mut report);
        let ids = entries.into_iter().map(|entry| (entry.id.unwrap_or_default(), entry.line));
        (ids.collect(), report.to_string())
    }

    #[test]
    fn entries_are_read_with_their_lines() {
        let (ids, report) = ids_of("[\n{\"id\": \"a\"},\n\n {\"id\": \"b\",\n\"x\": [1]}]");
        assert_eq!(ids, [("a".to_owned(), 2), ("b".to_owned(), 4)]);
        assert_eq!(report, "");
    }

    #[test]
    fn a_broken_entry_costs_itself_alone() {
        let (ids, report) = ids_of("[{\"id\": \"a\", \"x\": 1,,},\n{\"id\": \"b\", \"x\": [1,\n{\"id\": \"c\"}\n]");
        assert_eq!(ids, [("c".to_owned(), 3)]);
        assert!(report.starts_with("error: list.json:1:21: a: its JSON is broken"), "{report}");
        assert!(report.contains("list.json:2:1: b: its JSON is broken: a bracket"), "{report}");
    }

    #[test]
    fn a_list_without_its_end_is_told_once() {
        let (ids, report) = ids_of("[{\"id\": \"a\"},\n{\"id\": \"b\", \"x\": ");
        assert_eq!(ids, [("a".to_owned(), 1)]);
        assert_eq!(report.matches("error").count(), 1, "{report}");
        assert!(report.contains("the file ends before its list does"), "{report}");
        let (ids, report) = ids_of("[{\"id\": \"a\"}, 7, ");
        assert_eq!((ids.len(), report.matches("error").count()), (1, 2), "{report}");
    }
}

//! `sources.json`: the bibliography in CSL-JSON, as short and full references.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::entries::read_entries;
use super::properties::Properties;
use super::{Report, SourceEntry};

/// Reads the bibliography, in the file's order.
pub(super) fn read_sources(file: &str, bytes: &[u8], report: &mut Report) -> Vec<SourceEntry> {
    let mut entries: Vec<SourceEntry> = Vec::new();
    for listed in read_entries(file, bytes, report) {
        let mut p = Properties::new(&listed.members, listed.spot(file), report);
        let entry = read_entry(&mut p, &listed.members);
        if entries.iter().any(|known| known.id == entry.id) {
            p.fail("its id is there twice", "give each source a key of its own");
        }
        if p.finish() {
            entries.push(entry);
        }
    }
    tell_apart(&mut entries);
    entries
}

/// Letters behind the years of works that author and year do not tell apart: "Glantz 1983a", "Glantz 1983b".
fn tell_apart(entries: &mut [SourceEntry]) {
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, entry) in entries.iter().enumerate().filter(|(_, e)| e.short.ends_with(|c: char| c.is_ascii_digit())) {
        alike.entry(entry.short.clone()).or_default().push(i);
    }
    for (short, list) in alike.iter().filter(|(_, list)| list.len() > 1) {
        let year = short.rsplit(' ').next().unwrap_or_default();
        for (&i, letter) in list.iter().zip('a'..='z') {
            entries[i].short = format!("{short}{letter}");
            entries[i].full = entries[i].full.replacen(&format!("{year}."), &format!("{year}{letter}."), 1);
        }
    }
}

fn read_entry(p: &mut Properties<'_, '_>, map: &Map<String, Value>) -> SourceEntry {
    let id = p.text("id");
    let title = p.text("title");
    let doi = p.optional_text("DOI");
    let url = p.optional_text("URL");
    let link = if doi.is_empty() { url } else { format!("https://doi.org/{doi}") };
    let authors = authors(map);
    let year = year(map);
    let given = p.optional_text("title-short");
    let (short, full) = (short(&authors, &year, &title, &given), full(map, &authors, &year, &title));
    SourceEntry { id, short, full, link, csl: map.clone() }
}

struct Author {
    family: String,
    given: String,
}

fn authors(map: &Map<String, Value>) -> Vec<Author> {
    let people = ["author", "editor"].iter().find_map(|key| map.get(*key).and_then(Value::as_array));
    let text = |person: &Value, key: &str| person.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    people
        .into_iter()
        .flatten()
        .map(|person| {
            let literal = text(person, "literal");
            let family = if literal.is_empty() { text(person, "family") } else { literal };
            Author { family, given: text(person, "given") }
        })
        .collect()
}

fn year(map: &Map<String, Value>) -> String {
    let year = map.get("issued").and_then(|issued| issued.pointer("/date-parts/0/0"));
    match year {
        Some(Value::Number(year)) => year.to_string(),
        Some(Value::String(year)) => year.clone(),
        _ => String::new(),
    }
}

/// "Hasegawa 2011", or a short title where nobody is named: the one that is `given`, else the beginning of the title. A
/// title that is given goes before the author, who may be known by the name of an account alone.
fn short(authors: &[Author], year: &str, title: &str, given: &str) -> String {
    let who = match authors {
        _ if !given.is_empty() => given.to_owned(),
        [] => shortened(title),
        [one] => one.family.clone(),
        [one, two] => format!("{} and {}", one.family, two.family),
        [first, ..] => format!("{} et al.", first.family),
    };
    if year.is_empty() { who } else { format!("{who} {year}") }
}

/// The title up to its first colon, comma or bracket, at most eight words: longer ones want a short title of their own.
fn shortened(title: &str) -> String {
    let head = title.split([':', ',', ';', '(', '?']).next().unwrap_or_default();
    head.split_whitespace().take(8).collect::<Vec<_>>().join(" ")
}

/// "Hasegawa, T., 2011. Title. Cahiers du monde russe 52 (2-3), 245-271. Publisher."
fn full(map: &Map<String, Value>, authors: &[Author], year: &str, title: &str) -> String {
    let text = |key: &str| match map.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let names: Vec<String> = authors
        .iter()
        .map(|a| if a.given.is_empty() { a.family.clone() } else { format!("{}, {}", a.family, a.given) })
        .collect();
    let mut line = names.join("; ");
    if !year.is_empty() {
        line.push_str(if line.is_empty() { "" } else { ", " });
        line.push_str(year);
    }
    line.push_str(match line.as_str() {
        "" => "",
        initials if initials.ends_with('.') => " ",
        _ => ". ",
    });
    line.push_str(title.trim_end_matches('.'));
    let container = text("container-title");
    if !container.is_empty() {
        let _ = write!(line, ". {container}");
        let (volume, issue, page) = (text("volume"), text("issue"), text("page"));
        if !volume.is_empty() {
            let _ = write!(line, " {volume}");
        }
        if !issue.is_empty() {
            let _ = write!(line, " ({issue})");
        }
        if !page.is_empty() {
            let _ = write!(line, ", {page}");
        }
    }
    let publisher = text("publisher");
    if !publisher.is_empty() {
        let _ = write!(line, ". {publisher}");
    }
    line.push('.');
    line
}

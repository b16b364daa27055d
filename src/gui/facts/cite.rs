//! Sources as a reader meets them: short with the place in the source, full on a hover, and what rests on each.

use crate::data::{Citation, Meta, SourceEntry};

use super::{Facts, Line, List, Row, Target};
use crate::gui::state::AppState;
use crate::gui::subject;

/// A source and the places in it that something rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// "Hasegawa 2011, 59, n70".
    pub short: String,
    /// The full reference, with its address if it has one; ends with the places in the source.
    pub full: String,
    /// Address to open; may be empty.
    pub link: String,
    /// The entry of the bibliography.
    pub source: Option<usize>,
}

/// The sources of `citations`, each once, in the order in which they are first cited.
pub fn cited(state: &AppState, citations: &[Citation]) -> Vec<Cited> {
    let mut keys: Vec<&str> = Vec::new();
    for citation in citations {
        if !keys.contains(&citation.key.as_str()) {
            keys.push(&citation.key);
        }
    }
    keys.into_iter().map(|key| of_key(state, key, citations)).collect()
}

fn of_key(state: &AppState, key: &str, citations: &[Citation]) -> Cited {
    let source = state.dataset.sources.iter().position(|s| s.id == key);
    let entry = source.map(|i| &state.dataset.sources[i]);
    let locators: Vec<&str> =
        (citations.iter()).filter(|c| c.key == key && !c.locator.is_empty()).map(|c| c.locator.as_str()).collect();
    let places = if locators.is_empty() { String::new() } else { format!(", {}", locators.join(", ")) };
    let name = entry.map(|e| e.short.as_str()).filter(|short| !short.is_empty()).unwrap_or(key);
    Cited {
        short: format!("{name}{places}"),
        full: format!("{}{places}", entry.map_or_else(|| key.to_owned(), reference)),
        link: entry.map_or_else(String::new, |e| e.link.clone()),
        source,
    }
}

fn reference(entry: &SourceEntry) -> String {
    if entry.link.is_empty() { entry.full.clone() } else { format!("{} {}", entry.full, entry.link) }
}

/// A source as a subject: its reference, and what of the campaign rests on it.
pub fn facts(state: &AppState, entry: &SourceEntry) -> Facts {
    let rests_on_it = |meta: &Meta| meta.sources.iter().any(|c| c.key == entry.id);
    let lines: Vec<Line> = subject::features(&state.dataset)
        .filter(|(_, meta)| rests_on_it(meta))
        .map(|(subject, meta)| Line {
            when: super::when(state, meta),
            text: meta.names.get(state.lang).to_owned(),
            target: Target::to(subject),
            is_now: false,
        })
        .collect();
    let mut facts = Facts {
        kind: "Source".to_owned(),
        title: entry.short.clone(),
        rows: vec![Row::new("Key", entry.id.clone())],
        sources: vec![Cited {
            short: entry.full.clone(),
            full: reference(entry),
            link: entry.link.clone(),
            source: None,
        }],
        ..Facts::default()
    };
    if !lines.is_empty() {
        facts.lists.push(List { title: format!("What rests on it ({})", lines.len()), lines });
    }
    facts
}

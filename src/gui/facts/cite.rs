//! Sources as a reader meets them: short with the place in the source, full on a hover, and what rests on each.

use crate::data::{Citation, Meta, SourceEntry};
use crate::export;

use super::{Facts, Line, List, Row, Target};
use crate::gui::state::AppState;
use crate::gui::subject;

/// A source and the places in it that something rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// "Hasegawa 2011, para. 59, note 70".
    pub short: String,
    /// The full reference, with its address if it has one; ends with the places in the source.
    pub full: String,
    /// Address to open; may be empty.
    pub link: String,
    /// The entry of the bibliography.
    pub source: Option<usize>,
}

/// The sources of `citations`, each once, in the order in which they are first cited.
pub fn cited<'a>(state: &'a AppState, citations: impl IntoIterator<Item = &'a Citation>) -> Vec<Cited> {
    let sources = &state.dataset.sources;
    export::cited(citations, sources).iter().map(|cited| of(cited, sources)).collect()
}

fn of(cited: &export::Cited, sources: &[SourceEntry]) -> Cited {
    let places = cited.short();
    let name = cited.entry.map_or(cited.key, |entry| &entry.short);
    let places = places.strip_prefix(name).filter(|places| !places.is_empty()).map(|p| p.trim_start_matches(", "));
    let reference = cited.reference();
    Cited {
        short: cited.short(),
        full: places.map_or_else(|| reference.clone(), |places| format!("{reference} ({places})")),
        link: cited.entry.map_or_else(String::new, |entry| entry.link.clone()),
        source: sources.iter().position(|source| source.id == cited.key),
    }
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
            full: export::Cited { key: &entry.id, entry: Some(entry), locators: Vec::new() }.reference(),
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

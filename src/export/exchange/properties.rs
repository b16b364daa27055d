//! Properties of features as they are handed on, and a description for programs that show text.

use serde_json::{Map, Value};

use super::super::short_list;
use crate::data::{Citation, Lang, Meta, SourceEntry, Word};

/// The keys of names in other languages.
pub(super) const NAME_KEYS: [(&str, Lang); 6] = [
    ("name:modern", Lang::Modern),
    ("name:ja", Lang::Ja),
    ("name:ru", Lang::Ru),
    ("name:zh", Lang::Zh),
    ("name:ko", Lang::Ko),
    ("name:mn", Lang::Mn),
];

/// Sets a property; an empty text is left out.
pub(super) fn put(properties: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    let value = value.into();
    if value != "" {
        properties.insert(key.to_owned(), value);
    }
}

/// `"hasegawa2011:59"`.
pub(super) fn cited_as(citation: &Citation) -> String {
    if citation.locator.is_empty() { citation.key.clone() } else { format!("{}:{}", citation.key, citation.locator) }
}

/// Dates, certainty, note and sources as a reader wants them in one text.
pub(super) fn described(meta: &Meta, sources: &[SourceEntry]) -> String {
    let dates = match (meta.start_text.as_str(), meta.end_text.as_str()) {
        (start, "" | "..") => start.to_owned(),
        (start, end) if start == end => start.to_owned(),
        (start, end) => format!("{start} to {end}"),
    };
    let mut lines = vec![format!("{dates} ({}, {})", meta.status.word(), meta.certainty.word())];
    lines.extend(Some(meta.note.clone()).filter(|note| !note.is_empty()));
    let cited = short_list(&meta.sources, sources);
    lines.extend(Some(format!("Sources: {cited}")).filter(|_| !cited.is_empty()));
    lines.join("\n")
}

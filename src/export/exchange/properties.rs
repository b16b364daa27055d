//! Properties of features under the keys of `geodata/README.md`, and a description for programs that show text.

use serde_json::{Map, Value};

use super::super::short_list;
use crate::data::{Citation, Event, Landing, Lang, Meta, Movement, Names, SourceEntry, Word};

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

pub(super) fn put_names(properties: &mut Map<String, Value>, names: &Names) {
    put(properties, "name", names.en.clone());
    for (key, lang) in NAME_KEYS {
        put(properties, key, names.others.get(&lang).cloned().unwrap_or_default());
    }
}

/// `"hasegawa2011:59"`.
pub(super) fn cited_as(citation: &Citation) -> String {
    if citation.locator.is_empty() { citation.key.clone() } else { format!("{}:{}", citation.key, citation.locator) }
}

/// What every feature has, but for `kind`: a file with kinds is taken for data of the campaign itself. Its dates as its source gives them are `edtf_start` and `edtf_end`.
pub(super) fn meta_properties(meta: &Meta) -> Map<String, Value> {
    let mut properties = Map::new();
    put(&mut properties, "id", meta.id.clone());
    put_names(&mut properties, &meta.names);
    put(&mut properties, "edtf_start", meta.start_text.clone());
    put(&mut properties, "edtf_end", meta.end_text.clone());
    put(&mut properties, "status", meta.status.word());
    put(&mut properties, "certainty", meta.certainty.word());
    put(&mut properties, "side", meta.side.map_or("", Word::word));
    put(&mut properties, "sources", meta.sources.iter().map(cited_as).collect::<Vec<_>>());
    put(&mut properties, "note", meta.note.clone());
    if let Some(variant) = &meta.variant {
        put(&mut properties, "variant", variant.key.clone());
        put(&mut properties, "variant_of", variant.replaces.clone());
    }
    properties
}

pub(super) fn of_event(event: &Event) -> Map<String, Value> {
    let mut properties = meta_properties(&event.meta);
    put(&mut properties, "event", event.event.word());
    put(&mut properties, "place", event.place.clone());
    put(&mut properties, "text", event.text.clone());
    put(&mut properties, "rank", event.rank);
    put(&mut properties, "prelude", event.prelude);
    put(&mut properties, "clock", event.clock.to_string());
    properties
}

pub(super) fn of_landing(landing: &Landing) -> Map<String, Value> {
    let mut properties = meta_properties(&landing.meta);
    put(&mut properties, "by", landing.by.word());
    put(&mut properties, "strength", landing.troops.strength.clone());
    properties
}

pub(super) fn of_movement(movement: &Movement) -> Map<String, Value> {
    let mut properties = meta_properties(&movement.meta);
    put(&mut properties, "formation", movement.formation.clone());
    put(&mut properties, "mobility", movement.mobility.word());
    put(&mut properties, "role", movement.role.word());
    put(&mut properties, "group", movement.group.clone());
    put(&mut properties, "rank", movement.rank);
    put(&mut properties, "width", movement.width);
    properties
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

//! Citations as a reader meets them: short with the place in the source, and full.
//!
//! Author and date come from the bibliography (CSL-JSON); what a locator counts is said there by `custom.locator`.

use serde_json::Value;

use super::{Page, Picture};
use crate::data::{Citation, SourceEntry};

/// A source and all places of it that something rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited<'a> {
    /// Key of the source.
    pub key: &'a str,
    /// The entry, or `None` if the bibliography has no such key.
    pub entry: Option<&'a SourceEntry>,
    /// Paragraphs, pages, notes in the order of the citations; empty if the source is cited whole.
    pub locators: Vec<&'a str>,
}

impl Cited<'_> {
    /// "Hasegawa 2011, paras. 13–15, note 14".
    #[must_use]
    pub fn short(&self) -> String {
        let name = self.entry.map_or(self.key, |entry| if entry.short.is_empty() { self.key } else { &entry.short });
        let places = self.places();
        if places.is_empty() { name.to_owned() } else { format!("{name}, {places}") }
    }

    /// The places in the source: "paras. 13–15, note 14"; empty if it is cited whole.
    #[must_use]
    pub fn places(&self) -> String {
        let told = self.locators.iter().map(|locator| spoken_locator(self.entry, locator));
        told.collect::<Vec<_>>().join(", ")
    }

    /// The full reference with its address: "Hasegawa, Tsuyoshi, 2011. Soviet policy ... <https://doi.org/...>".
    #[must_use]
    pub fn reference(&self) -> String {
        match self.entry {
            Some(entry) if entry.link.is_empty() => entry.full.clone(),
            Some(entry) => format!("{} {}", entry.full, entry.link),
            None => self.key.to_owned(),
        }
    }
}

/// The sources of citations, each once, in the order in which they are first cited.
#[must_use]
pub fn cited<'a>(citations: impl IntoIterator<Item = &'a Citation>, sources: &'a [SourceEntry]) -> Vec<Cited<'a>> {
    let mut found: Vec<Cited<'a>> = Vec::new();
    for citation in citations {
        let at = found.iter().position(|c| c.key == citation.key).unwrap_or_else(|| {
            let entry = sources.iter().find(|source| source.id == citation.key);
            found.push(Cited { key: &citation.key, entry, locators: Vec::new() });
            found.len() - 1
        });
        if !citation.locator.is_empty() && !found[at].locators.contains(&citation.locator.as_str()) {
            found[at].locators.push(&citation.locator);
        }
    }
    found
}

/// "Hasegawa 2011, para. 59; Glantz 1983", or an empty text.
#[must_use]
pub fn short_list<'a>(citations: impl IntoIterator<Item = &'a Citation>, sources: &'a [SourceEntry]) -> String {
    cited(citations, sources).iter().map(Cited::short).collect::<Vec<_>>().join("; ")
}

/// What a map is and what it rests on: its title, the program, and the full reference of every source of what it shows, a
/// line each.
#[must_use]
pub fn map_citation(picture: &Picture, page: &Page) -> String {
    let sources = &picture.campaign.data().sources;
    let references = page.source_keys.iter().map(|key| {
        let entry = sources.iter().find(|source| source.id == *key);
        Cited { key, entry, locators: Vec::new() }.reference()
    });
    let title = format!("{}. Map made with {}.", page.caption.title, page.about.software);
    let head = if page.source_keys.is_empty() { None } else { Some("Sources:".to_owned()) };
    std::iter::once(title).chain(head).chain(references).collect::<Vec<_>>().join("\n")
}

/// A locator in words: "para. 59", "paras. 13–15", "note 70", "p. 12"; as it is where nobody says what it counts.
fn spoken_locator(entry: Option<&SourceEntry>, locator: &str) -> String {
    let label = entry.and_then(|e| e.csl.get("custom")).and_then(|c| c.get("locator")).and_then(Value::as_str);
    let starts_with_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if let Some(note) = locator.strip_prefix('n').filter(|note| label.is_some() && starts_with_digit(note)) {
        return format!("note {}", with_dash(note));
    }
    let words = match label {
        Some("paragraph") => Some(("para.", "paras.")),
        Some("page") => Some(("p.", "pp.")),
        Some("number") => Some(("no.", "nos.")),
        _ => None,
    };
    match words {
        Some((one, many)) if starts_with_digit(locator) => {
            let word = if locator.contains(['-', ',', '–']) { many } else { one };
            format!("{word} {}", with_dash(locator))
        }
        _ => locator.to_owned(),
    }
}

fn with_dash(range: &str) -> String {
    range.replace('-', "–")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn source(id: &str, short: &str, label: Option<&str>) -> SourceEntry {
        let csl = json!({ "id": id, "custom": { "locator": label } });
        SourceEntry { id: id.into(), short: short.into(), csl: csl.as_object().unwrap().clone(), ..Default::default() }
    }

    fn citation(text: &str) -> Citation {
        let (key, locator) = text.split_once(':').unwrap_or((text, ""));
        Citation { key: key.into(), locator: locator.into() }
    }

    #[test]
    fn a_source_is_named_once_with_all_its_places() {
        let sources = [source("h", "Hasegawa 2011", Some("paragraph")), source("b", "Boiko 1990", None)];
        let citations = ["h:13-15", "b", "h:n14", "h:59", "b:64", "lost:3"].map(citation);
        let told = short_list(&citations, &sources);
        assert_eq!(told, "Hasegawa 2011, paras. 13–15, note 14, para. 59; Boiko 1990, 64; lost, 3");
    }

    #[test]
    fn pages_are_told_as_pages() {
        let sources = [source("t", "Zakharov 1966", Some("page"))];
        assert_eq!(short_list(&[citation("t:12")], &sources), "Zakharov 1966, p. 12");
        assert_eq!(short_list(&[citation("t:12-14")], &sources), "Zakharov 1966, pp. 12–14");
        assert_eq!(short_list(&[citation("t:map 3")], &sources), "Zakharov 1966, map 3");
    }
}

//! The sources of what a page shows of the campaign, for its credits and for what a picture says of itself.
//!
//! Counted by features on the page: what most of it rests on comes first. Base map and gazetteer have credits of their
//! own.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::frame::Frame;
use super::names::Campaigning;
use super::units::Stack;
use super::{MapLayer, Shown};
use crate::data::{Citation, Dataset, SourceEntry};
use crate::model::{FrontState, StretchKind, WorldState};

/// Every how many vertices a front is asked whether it is on the page.
const FRONT_STEP: usize = 8;

/// The keys of the sources that the page rests on, and how many of its features cite each.
pub(super) fn cited_on<'a>(
    frame: &Frame,
    data: &'a Dataset,
    state: &WorldState,
    on_page: &Campaigning,
    stacks: &[Stack],
) -> BTreeMap<String, usize> {
    let mut features: Vec<&'a [Citation]> = Vec::new();
    features.extend(on_page.events.iter().filter_map(|m| data.events.get(m.index)).map(|f| &f.meta.sources[..]));
    features.extend(on_page.arrows.iter().filter_map(|m| data.movements.get(m.index)).map(|f| &f.meta.sources[..]));
    features.extend(on_page.holdouts.iter().filter_map(|m| data.holdouts.get(m.index)).map(|f| &f.meta.sources[..]));
    features.extend(on_page.pockets.iter().filter_map(|&i| data.pockets.get(i)).map(|f| &f.meta.sources[..]));
    features.extend(on_page.landings.iter().filter_map(|m| data.landings.get(m.index)).map(|f| &f.meta.sources[..]));
    features.extend(on_page.islands.iter().filter_map(|m| data.islands.get(m.index)).map(|f| &f.meta.sources[..]));
    features.extend(on_page.zones.iter().filter_map(|m| data.zones.get(m.index)).map(|f| &f.meta.sources[..]));
    // A dated line stands on the page as a phase line, as the front that rests on it, or as both: it counts once.
    let dated = |id: &str| data.fronts.iter().position(|front| front.meta.id == id);
    let mut lines: BTreeSet<usize> = on_page.phases.iter().filter_map(|p| dated(&p.id)).collect();
    if frame.shows(MapLayer::Fronts) || frame.shows(MapLayer::Ground) {
        lines.extend(state.fronts.iter().filter(|f| is_on_page(frame, f)).filter_map(|f| f.earlier.first()));
    }
    features.extend(lines.iter().filter_map(|&i| data.fronts.get(i)).map(|f| &f.meta.sources[..]));
    let formations = stacks.iter().flat_map(Stack::formations);
    features.extend(formations.filter_map(|i| data.formations.get(i)).map(|f| &f.sources[..]));
    counted(&features)
}

/// How many of the features cite each source, once a feature however often it is cited.
fn counted(features: &[&[Citation]]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for citations in features {
        let keys: BTreeSet<&str> = citations.iter().map(|c| c.key.as_str()).collect();
        for key in keys {
            *counts.entry(key.to_owned()).or_default() += 1;
        }
    }
    counts
}

impl Shown {
    /// The keys of the sources that the marks rest on: works before what is nobody's, those of most features first, then
    /// by name.
    #[must_use]
    pub fn source_keys<'a>(&'a self, data: &'a Dataset) -> Vec<&'a str> {
        self.ordered(data).into_iter().map(|(key, _)| key).collect()
    }

    /// The keys in that order, each with the short name of its source.
    fn ordered<'a>(&'a self, data: &'a Dataset) -> Vec<(&'a str, &'a str)> {
        let entries: HashMap<&str, &SourceEntry> =
            data.sources.iter().map(|source| (source.id.as_str(), source)).collect();
        let mut keys: Vec<_> = (self.cited.iter())
            .map(|(key, count)| {
                let entry = entries.get(key.as_str());
                let short = entry.map(|source| source.short.as_str()).filter(|short| !short.is_empty());
                (entry.is_some_and(|source| is_nobodys(source)), Reverse(*count), short.unwrap_or(key), key.as_str())
            })
            .collect();
        keys.sort_unstable();
        keys.into_iter().map(|(_, _, short, key)| (key, short)).collect()
    }

    /// The short names of the sources in the same order, each once.
    #[must_use]
    pub fn source_names<'a>(&'a self, data: &'a Dataset) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for (_, name) in self.ordered(data) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// True for what has neither an author nor a date, such as common knowledge or the atlas's own drawing: works come first.
fn is_nobodys(source: &SourceEntry) -> bool {
    !source.csl.contains_key("author") && !source.csl.contains_key("issued")
}

/// True if some of a front that has moved is on the map.
fn is_on_page(frame: &Frame, front: &FrontState) -> bool {
    let moved = front.stretches.iter().filter(|stretch| stretch.kind != StretchKind::Frontier);
    moved.flat_map(|stretch| stretch.line.iter().step_by(FRONT_STEP)).any(|p| frame.map.contains(frame.place(*p)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::SourceEntry;

    #[test]
    fn the_source_of_most_features_comes_first_and_each_is_named_once() {
        let cite = |keys: &[&str]| -> Vec<Citation> {
            keys.iter().map(|k| Citation { key: (*k).to_owned(), locator: String::new() }).collect()
        };
        let (a, b, c) = (cite(&["lost", "g", "g"]), cite(&["h"]), cite(&["h", "g", "b"]));
        let dated = |id: &str, short: &str| {
            let csl = [("issued".to_owned(), "1945".into())].into_iter().collect();
            SourceEntry { id: id.into(), short: short.into(), csl, ..Default::default() }
        };
        let drawn = SourceEntry { id: "drawn".into(), short: "Drawn".into(), ..Default::default() };
        let data = Dataset {
            sources: vec![dated("g", "Glantz 1983"), drawn, dated("h", "Hasegawa 2011"), dated("b", "Boiko 1990")],
            ..Dataset::default()
        };
        let d = cite(&["drawn"]);
        let mut shown = Shown::default();
        shown.cited = counted(&[&a, &b, &c, &d, &d, &d]);
        let told = shown.source_names(&data);
        assert_eq!(told, ["Glantz 1983", "Hasegawa 2011", "Boiko 1990", "lost", "Drawn"], "works come first");
    }
}

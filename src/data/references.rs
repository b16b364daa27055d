//! What refers to what: citations, places, variants, the order of battle. A word that leads nowhere is an error with the
//! nearest word that does; its feature stays.

use std::collections::{BTreeMap, BTreeSet};

use super::load::spot_of;
use super::nearest::nearest;
use super::spot::Spot;
use super::{Certainty, Citation, Dataset, Formation, Report, Troops};

/// The subject of figures about the whole campaign.
const CAMPAIGN: &str = "campaign";

/// The words that may be referred to.
struct Known<'a> {
    sources: BTreeSet<&'a str>,
    places: BTreeSet<&'a str>,
    defaults: BTreeSet<&'a str>,
    formations: BTreeSet<&'a str>,
    movements: BTreeSet<&'a str>,
    events: BTreeSet<&'a str>,
}

/// References of `data` lead somewhere: to sources and places of `data`, or to features of `data` or `others`.
pub(super) fn check_references(data: &Dataset, others: Option<&Dataset>, report: &mut Report) {
    let sets = || std::iter::once(data).chain(others);
    let metas = sets().flat_map(Dataset::metas).filter(|meta| meta.variant.is_none());
    let known = Known {
        sources: data.sources.iter().map(|source| source.id.as_str()).collect(),
        places: data.places.iter().map(|place| place.id.as_str()).collect(),
        defaults: metas.map(|meta| meta.id.as_str()).collect(),
        formations: sets().flat_map(|set| &set.formations).map(|formation| formation.id.as_str()).collect(),
        movements: sets().flat_map(|set| &set.movements).map(|movement| movement.meta.id.as_str()).collect(),
        events: sets().flat_map(|set| &set.events).map(|event| event.meta.id.as_str()).collect(),
    };
    for meta in data.metas() {
        let spot = spot_of(meta);
        check_sources(spot, meta.sources.iter(), &known, report);
        warn_of_no_source(spot, &meta.sources, report);
        check_memory(spot, meta.certainty, &meta.sources, report);
        if let Some(variant) = &meta.variant {
            check_known(spot, "default feature", &variant.replaces, &known.defaults, report);
        }
    }
    for event in &data.events {
        let spot = spot_of(&event.meta);
        check_if_any(spot, "place", &event.place, &known.places, report);
        event.takes.iter().for_each(|place| check_known(spot, "place", place, &known.places, report));
    }
    for area in data.holdouts.iter().chain(&data.pockets) {
        check_troops(spot_of(&area.meta), &area.troops, &known, report);
        check_if_any(spot_of(&area.meta), "movement", &area.movement, &known.movements, report);
    }
    for landing in &data.landings {
        check_troops(spot_of(&landing.meta), &landing.troops, &known, report);
    }
    for island in &data.islands {
        check_if_any(spot_of(&island.meta), "place", &island.place, &known.places, report);
    }
    for movement in &data.movements {
        let spot = spot_of(&movement.meta);
        let waypoints = movement.waypoints.iter().filter_map(|waypoint| waypoint.source.as_ref());
        let stages = movement.stages.iter().flat_map(|stage| &stage.sources);
        check_sources(spot, waypoints.chain(stages), &known, report);
        check_if_any(spot, "formation", &movement.formation, &known.formations, report);
        check_if_any(spot, "movement", &movement.group, &known.movements, report);
    }
    check_order_of_battle(data, others, &known, report);
    for figure in &data.figures {
        let spot = Spot { file: &figure.origin.file, line: figure.origin.line, id: Some(&figure.id) };
        check_sources(spot, figure.sources.iter(), &known, report);
        warn_of_no_source(spot, &figure.sources, report);
        check_memory(spot, figure.certainty, &figure.sources, report);
        if figure.subject != CAMPAIGN && !known.formations.contains(figure.subject.as_str()) {
            check_known(spot, "formation or event", &figure.subject, &known.events, report);
        }
    }
}

/// Formations name parents, movements and sources that there are, and nobody is above himself.
fn check_order_of_battle(data: &Dataset, others: Option<&Dataset>, known: &Known<'_>, report: &mut Report) {
    let all = std::iter::once(data).chain(others).flat_map(|set| &set.formations);
    let parents: BTreeMap<&str, &str> =
        all.filter_map(|formation| Some((formation.id.as_str(), formation.parent.as_deref()?))).collect();
    for formation in &data.formations {
        let spot = spot_of_formation(formation);
        check_sources(spot, formation.citations(), known, report);
        warn_of_no_source(spot, &formation.sources, report);
        check_memory(spot, formation.certainty, &formation.sources, report);
        for position in &formation.positions {
            check_memory(spot, position.certainty, &position.sources, report);
        }
        let above = formation.parent.iter().chain(formation.parents.iter().map(|under| &under.parent));
        for parent in above.map(String::as_str).collect::<BTreeSet<_>>() {
            check_known(spot, "formation", parent, &known.formations, report);
        }
        for movement in &formation.movements {
            check_known(spot, "movement", movement, &known.movements, report);
        }
        let mut seen = BTreeSet::new();
        let mut at = formation.id.as_str();
        while let Some(&parent) = parents.get(at) {
            if parent == formation.id {
                let message = format!("the parents of \"{parent}\" lead back to it");
                report.push(spot.error(message).with_cure("name the formation that stood above it"));
            }
            if !seen.insert(parent) || parent == formation.id {
                break;
            }
            at = parent;
        }
    }
}

fn check_troops(spot: Spot<'_>, troops: &Troops, known: &Known<'_>, report: &mut Report) {
    check_if_any(spot, "place", &troops.place, &known.places, report);
    for formation in troops.holding.iter().chain(&troops.against) {
        check_known(spot, "formation", formation, &known.formations, report);
    }
}

fn check_sources<'a>(
    spot: Spot<'_>,
    citations: impl Iterator<Item = &'a Citation>,
    known: &Known<'_>,
    report: &mut Report,
) {
    let cited: BTreeSet<&str> = citations.map(|citation| citation.key.as_str()).collect();
    for key in cited {
        check_known(spot, "source", key, &known.sources, report);
    }
}

/// The source that stands for memory of the literature.
const MEMORY: &str = "general-literature";

/// What rests on memory alone is not documented.
fn check_memory(spot: Spot<'_>, certainty: Certainty, sources: &[Citation], report: &mut Report) {
    let is_memory = !sources.is_empty() && sources.iter().all(|source| source.key == MEMORY);
    if is_memory && certainty == Certainty::Documented {
        let message = format!("it is called documented but rests on \"{MEMORY}\" alone");
        report.push(spot.error(message).with_cure("write \"probable\", or cite a source that was consulted"));
    }
}

fn warn_of_no_source(spot: Spot<'_>, sources: &[Citation], report: &mut Report) {
    if sources.is_empty() {
        report.push(spot.warning("it cites no source").with_cure("add \"sources\": [\"key:page\"]"));
    }
}

fn check_if_any(spot: Spot<'_>, what: &str, key: &str, known: &BTreeSet<&str>, report: &mut Report) {
    if !key.is_empty() {
        check_known(spot, what, key, known, report);
    }
}

fn check_known(spot: Spot<'_>, what: &str, key: &str, known: &BTreeSet<&str>, report: &mut Report) {
    if known.contains(key) {
        return;
    }
    let cure = match nearest(key, known.iter().copied()) {
        Some(near) => format!("write \"{near}\", if that is meant"),
        None => format!("add the {what}, or correct the word"),
    };
    report.push(spot.error(format!("there is no {what} \"{key}\"")).with_cure(cure));
}

/// Where a formation stands.
pub(super) fn spot_of_formation(formation: &Formation) -> Spot<'_> {
    Spot { file: &formation.origin.file, line: formation.origin.line, id: Some(&formation.id) }
}

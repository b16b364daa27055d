//! Events, landings, marches, areas, zones and fronts: what each carries besides what all do.

use crate::data::{Certainty, SectorConfig, Troops};

use super::words::{closing, event_kind_name, landing_kind_name, mobility_name, moment, spoken, told};
use super::{Facts, Line, List, Row, Target, figures, from_meta};
use crate::gui::state::AppState;
use crate::gui::subject::Subject;

/// The facts about a feature of the campaign.
pub fn facts(state: &AppState, subject: Subject) -> Option<Facts> {
    let d = &state.dataset;
    Some(match subject {
        Subject::Event(i) => {
            let mut facts = event(state, i)?;
            facts.lists.extend(figures::of(state, &d.events.get(i)?.meta.id));
            facts
        }
        Subject::Landing(i) => {
            let landing = d.landings.get(i)?;
            let mut facts = from_meta(state, &landing.meta, landing_kind_name(landing.by));
            troops(state, &landing.troops, "Landed", &mut facts);
            facts
        }
        Subject::Movement(i) => movement(state, i)?,
        Subject::Holdout(i) => {
            let area = d.holdouts.get(i)?;
            let mut facts = from_meta(state, &area.meta, "Still held by Japanese forces");
            troops(state, &area.troops, "Garrison", &mut facts);
            facts
        }
        Subject::Pocket(i) => {
            let area = d.pockets.get(i)?;
            let mut facts = from_meta(state, &area.meta, "Held ahead of the front");
            troops(state, &area.troops, "Held by", &mut facts);
            facts
        }
        Subject::Island(i) => {
            let island = d.islands.get(i)?;
            let mut facts = from_meta(state, &island.meta, "Island");
            if !island.landing_text.is_empty() {
                facts.rows.insert(0, Row::new("First ashore", told(state, &island.landing_text)));
            }
            facts
        }
        Subject::Zone(i) => {
            let zone = d.zones.get(i)?;
            let mut facts = from_meta(state, &zone.meta, "Zone");
            if !zone.label.is_empty() && zone.label != facts.title {
                facts.rows.insert(0, Row::new("On the map", zone.label.clone()));
            }
            facts
        }
        _ => return None,
    })
}

fn event(state: &AppState, index: usize) -> Option<Facts> {
    let d = &state.dataset;
    let event = d.events.get(index)?;
    let mut facts = from_meta(state, &event.meta, event_kind_name(event.event));
    facts.text.clone_from(&event.text);
    if let Some(i) = d.places.iter().position(|p| p.id == event.place) {
        facts.rows.insert(0, Row::to("Place", d.places[i].names.get(state.lang), Subject::Place(i)));
    }
    // A day has no hour, but it is a day of some clock: told where that is not the reader's.
    if !event.meta.start_text.contains('T') && event.clock != state.offset() {
        facts.rows.push(Row::new("Day of", spoken(state, event.clock)));
    }
    Some(facts)
}

fn movement(state: &AppState, index: usize) -> Option<Facts> {
    let movement = state.dataset.movements.get(index)?;
    let mut facts = from_meta(state, &movement.meta, "Axis of advance");
    let order = state.campaign.formations();
    if let Some(formation) = order.of_movement(index) {
        let name = state.dataset.formations.get(formation)?.names.get(state.lang);
        facts.rows.insert(0, Row::to("Formation", name, Subject::Formation(formation)));
    }
    facts.rows.push(Row::new("Moves", mobility_name(movement.mobility)));
    if !movement.fate.is_empty() {
        facts.rows.push(Row::new("Fate", movement.fate.clone()));
    }
    facts.lists.extend(waypoints(state, index));
    let stages: Vec<Line> = (movement.stages.iter())
        .map(|stage| Line {
            when: told(state, &stage.date.to_string()),
            text: stage.text.clone(),
            target: Target::default(),
            is_now: false,
        })
        .collect();
    if !stages.is_empty() {
        facts.lists.push(List { title: "How the plan went".to_owned(), lines: stages });
    }
    Some(facts)
}

/// The named places of a march, a click goes to the hour.
fn waypoints(state: &AppState, index: usize) -> Option<List> {
    let movement = state.dataset.movements.get(index)?;
    let now = state.playback.now();
    let reached = movement.times.partition_point(|t| *t <= now);
    let named = movement.waypoints.iter().zip(&movement.times).enumerate().filter(|(_, (w, _))| !w.place.is_empty());
    let named: Vec<_> = named.collect();
    let current = named.iter().rposition(|(i, _)| *i < reached);
    let lines: Vec<Line> = (named.iter().enumerate())
        .map(|(row, (_, (waypoint, t)))| Line {
            // An hour of a vertex that is not documented is the drawer's, so its day is told.
            when: match waypoint.certainty {
                Certainty::Documented => moment(state, **t),
                _ => format!("about {}", t.fields(state.offset()).long_date()),
            },
            text: waypoint.place.clone(),
            target: Target { subject: None, at: Some(**t) },
            is_now: current == Some(row),
        })
        .collect();
    (!lines.is_empty()).then(|| List { title: "On the way".to_owned(), lines })
}

/// Place, formations and strength of an area or a landing.
fn troops(state: &AppState, troops: &Troops, holding: &str, facts: &mut Facts) {
    let d = &state.dataset;
    let order = state.campaign.formations();
    let mut rows = Vec::new();
    if let Some(i) = d.places.iter().position(|p| p.id == troops.place) {
        rows.push(Row::to("Place", d.places[i].names.get(state.lang), Subject::Place(i)));
    }
    for (label, ids) in [(holding, &troops.holding), ("Against", &troops.against)] {
        for (n, i) in ids.iter().filter_map(|id| order.by_id(id)).enumerate() {
            let label = if n == 0 { label } else { "" };
            rows.push(Row::to(label, d.formations[i].names.get(state.lang), Subject::Formation(i)));
        }
    }
    if !troops.strength.is_empty() {
        rows.push(Row::new("Strength", troops.strength.clone()));
    }
    facts.rows.splice(0..0, rows);
}

/// A front as it stands: by the last dated line that it reached, and how long until the next.
pub fn front(state: &AppState, sector: &SectorConfig) -> Facts {
    let now = state.playback.now();
    let lines = state.dataset.fronts.iter().filter(|f| f.sector == sector.id && f.meta.variant.is_none());
    let (reached, ahead): (Vec<_>, Vec<_>) = lines.partition(|f| f.stands_at <= now);
    let last = reached.into_iter().max_by_key(|f| f.stands_at);
    let next = ahead.into_iter().min_by_key(|f| f.stands_at);
    let mut facts = last.map_or_else(Facts::default, |line| from_meta(state, &line.meta, "Front"));
    sector.names.get(state.lang).clone_into(&mut facts.title);
    facts.names = super::other_names(&sector.names, state.lang);
    let standing = match (last, next) {
        (Some(last), _) if last.stands_at == now => "On a dated line".to_owned(),
        (_, Some(next)) => format!("Between dated lines; the next stands {}", closing(state, next.stands_at)),
        (_, None) => "At its last line".to_owned(),
    };
    "Front".clone_into(&mut facts.kind);
    facts.rows.insert(0, Row::new("Position", standing));
    facts.when = last.map_or_else(String::new, |line| format!("Line of {}", closing(state, line.stands_at)));
    facts
}

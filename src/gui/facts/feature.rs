//! Events, landings, marches, areas, zones and fronts: what each carries besides what all do.

use crate::data::SectorConfig;

use super::words::{closing, event_kind_name, landing_kind_name, mobility_name, moment, spoken};
use super::{Facts, Row, from_meta};
use crate::gui::state::AppState;
use crate::gui::subject::Subject;

/// The facts about a feature of the campaign.
pub fn facts(state: &AppState, subject: Subject) -> Option<Facts> {
    let d = &state.dataset;
    Some(match subject {
        Subject::Event(i) => event(state, i)?,
        Subject::Landing(i) => {
            let landing = d.landings.get(i)?;
            let mut facts = from_meta(state, &landing.meta, landing_kind_name(landing.by));
            if !landing.strength.is_empty() {
                facts.rows.insert(0, Row::new("Strength", landing.strength.clone()));
            }
            facts
        }
        Subject::Movement(i) => movement(state, i)?,
        Subject::Holdout(i) => from_meta(state, &d.holdouts.get(i)?.meta, "Still held by Japanese forces"),
        Subject::Pocket(i) => from_meta(state, &d.pockets.get(i)?.meta, "Held ahead of the front"),
        Subject::Island(i) => {
            let island = d.islands.get(i)?;
            let mut facts = from_meta(state, &island.meta, "Island");
            if let Some(t) = island.landing {
                facts.rows.insert(0, Row::new("First ashore", moment(state, t)));
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
    facts.rows.push(Row::new("Moves", mobility_name(movement.mobility)));
    Some(facts)
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

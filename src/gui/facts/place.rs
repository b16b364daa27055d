//! A place and the ground: names, who holds it, its history.

use crate::data::{Meta, Place, first_seen};
use crate::geo::LonLat;
use crate::model::{ControlBy, HistoryEntry, Holder};

use super::words::{certainty_name, closing, told};
use super::{Facts, Line, List, Row, Target, cite, other_names, readings};
use crate::gui::state::AppState;
use crate::gui::subject::{self, Subject};
use crate::time::{Edtf, Instant, Precision};

/// A place of the gazetteer.
pub fn facts(state: &AppState, place: &Place) -> Facts {
    let mut facts = Facts {
        kind: super::words::capitalised(&place.kind),
        title: place.names.get(state.lang).to_owned(),
        names: other_names(&place.names, state.lang),
        text: place.note.clone(),
        at: Some(place.at),
        ..Facts::default()
    };
    add_control(state, place.at, &mut facts);
    let index = state.dataset.places.iter().position(|p| p.id == place.id);
    facts.lists.extend(index.and_then(|index| history(state, index)));
    facts
}

/// What happened here in order of time, in the reading shown; a click goes to the time.
fn history(state: &AppState, index: usize) -> Option<List> {
    let entries = state.campaign.history(index, state.reading);
    let now = state.playback.now();
    let later = entries.iter().position(|entry| begins(state, entry).is_some_and(|at| at > now));
    let current = later.unwrap_or(entries.len()).checked_sub(1);
    let lines: Vec<Line> = entries
        .iter()
        .enumerate()
        .map(|(i, entry)| {
            let subject = entry.ids.first().and_then(|id| subject::by_id(&state.dataset, id));
            let mut when = vec![told(state, &entry.date)];
            when.extend(
                subject.and_then(|s| s.meta(&state.dataset)).map_or_else(Vec::new, |m| readings::elsewhere(state, m)),
            );
            let at = begins(state, entry).or(Some(state.playback.range().start()));
            let target = Target { subject, at };
            Line { when: when.join("; "), text: entry.text.clone(), target, is_now: current == Some(i) }
        })
        .collect();
    (lines.len() > 1).then(|| List { title: "What happened here".to_owned(), lines })
}

/// When an entry begins: at its hour, at noon of its day where no hour is known, at the end of its month or year where no
/// day is known; `None` for how it was before.
fn begins(state: &AppState, entry: &HistoryEntry) -> Option<Instant> {
    let text = entry.date.split('/').next().unwrap_or_default();
    let (date, clock) = (text.parse::<Edtf>().ok()?, state.dataset.config.clock);
    match date.precision() {
        Some(Precision::Month | Precision::Year) => Some(date.end_instant(clock)),
        _ => Some(first_seen(text, date.first_instant(clock))),
    }
}

const fn holder_name(who: Holder) -> Option<&'static str> {
    match who {
        Holder::Soviet => Some("Soviet forces"),
        Holder::Japan => Some("Japanese forces"),
        Holder::Contested => Some("both sides"),
        Holder::Other => None,
    }
}

/// The ground at a point.
pub fn ground(state: &AppState, at: LonLat) -> Facts {
    let (ns, ew) = (if at.lat < 0.0 { 'S' } else { 'N' }, if at.lon < 0.0 { 'W' } else { 'E' });
    let mut facts = Facts {
        kind: "Ground".to_owned(),
        title: format!("{:.2}° {ns}, {:.2}° {ew}", at.lat.abs(), at.lon.abs()),
        at: Some(at),
        ..Facts::default()
    };
    add_control(state, at, &mut facts);
    facts
}

/// Who holds a place at the instant shown, since when, and by what.
fn add_control(state: &AppState, at: LonLat, facts: &mut Facts) {
    let d = &state.dataset;
    let control = state.campaign.control_at(at, state.playback.now(), state.reading);
    let Some(who) = holder_name(control.who) else { return };
    facts.rows.push(Row::new("Held by", super::words::capitalised(who)));
    if let Some(since) = control.since {
        facts.rows.push(Row::new("Since", closing(state, since)));
    }
    if let Some(until) = control.until {
        facts.rows.push(Row::new("Until", closing(state, until)));
    }
    let name = |meta: &Meta| meta.names.get(state.lang).to_owned();
    facts.rows.extend(match control.by {
        ControlBy::Front(i) => d.fronts.get(i).map(|f| {
            let sector = d.config.sectors.iter().position(|s| s.id == f.sector);
            Row {
                target: sector.map(Subject::Sector).map(super::Target::to).unwrap_or_default(),
                ..Row::new("By", name(&f.meta))
            }
        }),
        ControlBy::Pocket(i) => d.pockets.get(i).map(|a| Row::to("Pocket", name(&a.meta), Subject::Pocket(i))),
        ControlBy::Holdout(i) => d.holdouts.get(i).map(|a| Row::to("Holdout", name(&a.meta), Subject::Holdout(i))),
        ControlBy::Island(i) => d.islands.get(i).map(|a| Row::to("Island", name(&a.meta), Subject::Island(i))),
        ControlBy::Territory(_) | ControlBy::Sea => None,
    });
    if let Some(unit) = control.territory.and_then(|i| state.campaign.territories().units().get(i)) {
        facts.rows.push(Row::new("Territory", unit.names.get(state.lang)));
    }
    if let Some(certainty) = control.certainty {
        facts.rows.push(Row::new("Certainty", certainty_name(certainty)));
    }
    facts.sources = cite::cited(state, &control.sources);
}

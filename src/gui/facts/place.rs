//! A place and the ground: names, who holds it, its history.

use crate::data::{Meta, Place};
use crate::geo::{LonLat, distance_m};
use crate::model::{ControlBy, Holder};

use super::words::{certainty_name, closing, landing_kind_name};
use super::{Facts, Line, List, Row, Target, cite, other_names, readings, when};
use crate::gui::go::shown_from;
use crate::gui::state::AppState;
use crate::gui::subject::{self, Subject};
use crate::time::Instant;

/// How near a landing belongs to the history of a place, metres.
const LANDING_NEAR_M: f64 = 12_000.0;

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
    facts.lists.extend(history(state, place));
    facts
}

/// What happened here in order of time, in the reading shown: who held the place when, and each event, landing and holdout
/// of it; a click goes to the time.
fn history(state: &AppState, place: &Place) -> Option<List> {
    let d = &state.dataset;
    let mut lines: Vec<(Instant, Line)> = control_lines(state, place.at);
    for (subject, meta) in subject::features(d) {
        let is_here = match subject {
            Subject::Event(i) => d.events[i].place == place.id || d.events[i].takes.contains(&place.id),
            // Parties landed on the airfield or the beach of a town came for the town.
            Subject::Landing(i) => {
                let landing = &d.landings[i];
                landing.troops.place == place.id || distance_m(landing.at, place.at) <= LANDING_NEAR_M
            }
            Subject::Holdout(i) => d.holdouts[i].troops.place == place.id,
            Subject::Pocket(i) => d.pockets[i].troops.place == place.id,
            _ => false,
        };
        if is_here && readings::is_shown(state, meta) {
            let name = meta.names.get(state.lang);
            let what = match subject {
                Subject::Landing(i) => format!("{}: {name}", landing_kind_name(d.landings[i].by)),
                Subject::Holdout(_) => format!("Holdout: {name}"),
                Subject::Pocket(_) => format!("Held ahead of the front: {name}"),
                _ => name.to_owned(),
            };
            let target = Target { subject: Some(subject), at: Some(shown_from(meta)) };
            let mut told = vec![when(state, meta)];
            told.extend(readings::elsewhere(state, meta));
            let line = Line { when: told.join("; "), text: what, target, is_now: false };
            lines.push((meta.period.start(), line));
        }
    }
    lines.sort_by_key(|(t, _)| *t);
    let lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
    (lines.len() > 1).then(|| List { title: "What happened here".to_owned(), lines })
}

/// Who held the place from the start of the campaign to its end.
fn control_lines(state: &AppState, at: LonLat) -> Vec<(Instant, Line)> {
    /// No place of the war changed hands so often.
    const MOST_CHANGES: usize = 8;
    let now = state.playback.now();
    let mut lines: Vec<(Instant, Line)> = Vec::new();
    let mut t = state.playback.range().start();
    for i in 0..MOST_CHANGES {
        let control = state.campaign.control_at(at, t, state.reading);
        let Some(who) = holder_name(control.who) else { break };
        let (when, since) = if i == 0 { (String::new(), Instant::DISTANT_PAST) } else { (closing(state, t), t) };
        let text = if i == 0 { format!("In the hands of {who}") } else { format!("Now in the hands of {who}") };
        lines.push((since, Line { when, text, target: Target { subject: None, at: Some(t) }, is_now: false }));
        match control.until {
            Some(until) if until > t => t = until,
            _ => break,
        }
    }
    if let Some((_, line)) = lines.iter_mut().rev().find(|(since, _)| *since <= now) {
        line.is_now = true;
    }
    lines
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

//! A place and the ground: names, who holds it, its history.

use crate::data::{Meta, Place};
use crate::geo::LonLat;
use crate::model::{ControlBy, Holder};

use super::words::{certainty_name, closing};
use super::{Facts, Row, cite, other_names};
use crate::gui::state::AppState;
use crate::gui::subject::Subject;

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
    facts
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
    let who = match control.who {
        Holder::Soviet => "Soviet forces",
        Holder::Japan => "Japanese forces",
        Holder::Contested => "Contested",
        Holder::Other => return,
    };
    facts.rows.push(Row::new("Held by", who));
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

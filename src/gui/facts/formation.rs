//! A formation: who led it, under whom it stood, with what strength, where it was and how it ended.

use crate::data::{Formation, Level, PositionKind, Status};
use crate::model::SpotBy;

use super::words::{certainty_name, side_name, status_name, told};
use super::{Facts, Line, List, Row, Target, cite, figures, other_names, when};
use crate::gui::state::AppState;
use crate::gui::subject::Subject;

/// The facts about the formation at `index`.
pub fn facts(state: &AppState, index: usize, formation: &Formation) -> Facts {
    let now = state.playback.now();
    let name = |i: usize| state.dataset.formations[i].names.get(state.lang).to_owned();
    let order = state.campaign.formations();
    let mut facts = Facts {
        kind: level_name(formation.level).to_owned(),
        title: formation.names.get(state.lang).to_owned(),
        names: other_names(&formation.names, state.lang),
        note: formation.note.clone(),
        sources: cite::cited(state, formation.citations()),
        ..Facts::default()
    };
    let rows = &mut facts.rows;
    let force = if formation.force.is_empty() { side_name(formation.side).to_owned() } else { formation.force.clone() };
    rows.push(Row::new("Side", force));
    if !formation.commander.is_empty() {
        rows.push(Row::new("Commander", formation.commander.clone()));
    }
    if let Some(parent) = formation.parent_at(now).and_then(|id| order.by_id(id)) {
        rows.push(Row::to("Under", name(parent), Subject::Formation(parent)));
    }
    if let Some(strength) = &formation.strength {
        rows.push(Row::new("Strength", strength.text.clone()));
    }
    rows.extend(standing(state, index, formation));
    if formation.status != Status::Executed {
        rows.push(Row::new("Status", status_name(formation.status)));
    }
    rows.push(Row::new("Certainty", certainty_name(formation.certainty)));
    if let Some(fate) = &formation.fate {
        let date = told(state, &fate.date.to_string());
        let head = if date.is_empty() { String::new() } else { format!("{date}: ") };
        let target = Target { subject: None, at: Some(fate.comes_at) };
        rows.push(Row { target, ..Row::new("End", format!("{head}{}", fate.text)) });
    }
    facts.lists.extend(figures::of(state, &formation.id));
    facts.lists.extend(subordinates(state, index));
    facts.lists.extend(positions(state, formation));
    facts.lists.extend(movements(state, index));
    facts
}

/// Where it stands at the instant shown, and what says so.
fn standing(state: &AppState, index: usize, formation: &Formation) -> Option<Row> {
    let spot = state.campaign.formation_at(index, state.playback.now(), state.reading)?;
    let d = &state.dataset;
    Some(match spot.by {
        SpotBy::Movement(i) | SpotBy::SharedMovement(i) => {
            let how = if spot.is_moving { "on the way: " } else { "" };
            Row::to("Now", format!("{how}{}", d.movements.get(i)?.meta.names.get(state.lang)), Subject::Movement(i))
        }
        SpotBy::Position(i) => Row::new("Now", position_text(formation, i)?),
        SpotBy::Fate => return None,
    })
}

fn position_text(formation: &Formation, index: usize) -> Option<String> {
    let position = formation.positions.get(index)?;
    let what = match position.what {
        PositionKind::Headquarters => "headquarters",
        PositionKind::Troops => "troops",
        PositionKind::Planned => "planned",
    };
    Some(if position.place.is_empty() { what.to_owned() } else { format!("{} ({what})", position.place) })
}

fn subordinates(state: &AppState, index: usize) -> Option<List> {
    let lines: Vec<Line> = (state.campaign.formations().children(index).iter())
        .map(|&i| {
            let child = &state.dataset.formations[i];
            Line {
                when: child.commander.clone(),
                text: child.names.get(state.lang).to_owned(),
                target: Target::to(Subject::Formation(i)),
                is_now: false,
            }
        })
        .collect();
    (!lines.is_empty()).then(|| List { title: "Under it".to_owned(), lines })
}

/// Its dated positions, a click goes to the day.
fn positions(state: &AppState, formation: &Formation) -> Option<List> {
    let now = state.playback.now();
    let current = formation.positions.iter().rposition(|p| p.since <= now);
    let lines: Vec<Line> = (formation.positions.iter().enumerate())
        .filter_map(|(i, position)| {
            Some(Line {
                when: told(state, &position.date.to_string()),
                text: position_text(formation, i)?,
                target: Target { subject: None, at: Some(position.since) },
                is_now: current == Some(i),
            })
        })
        .collect();
    (!lines.is_empty()).then(|| List { title: "Positions".to_owned(), lines })
}

/// Its own marches and those in which it took part, of the reading shown.
fn movements(state: &AppState, index: usize) -> Option<List> {
    let order = state.campaign.formations();
    let lines: Vec<Line> = (order.movements(index).iter().chain(order.shared_movements(index)))
        .filter_map(|&i| {
            let movement = state.dataset.movements.get(i)?;
            Some(Line {
                when: when(state, &movement.meta),
                text: movement.meta.names.get(state.lang).to_owned(),
                target: Target::to(Subject::Movement(i)),
                is_now: false,
            })
        })
        .collect();
    (!lines.is_empty()).then(|| List { title: "Movements".to_owned(), lines })
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Theatre => "High command",
        Level::Front => "Front",
        Level::ArmyGroup => "Area army",
        Level::Fleet => "Fleet",
        Level::Army => "Army",
        Level::AirArmy => "Air army",
        Level::Flotilla => "Flotilla",
        Level::Corps => "Corps",
        Level::Division => "Division",
        Level::Brigade => "Brigade",
        Level::Base => "Base",
        Level::Group => "Group",
        Level::Regiment => "Regiment",
        Level::Battalion => "Battalion",
        Level::Detachment => "Detachment",
        Level::Ship => "Ship",
    }
}

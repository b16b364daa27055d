//! What the inspector says of known things of the built-in campaign.

use super::*;
use crate::gui::command::Command;
use crate::gui::subject;
use crate::model::{Campaign, Reading};

fn state() -> AppState {
    AppState::new(Campaign::builtin(), (1280, 800))
}

fn by_id(state: &AppState, id: &str) -> Subject {
    subject::by_id(&state.dataset, id).unwrap_or_else(|| panic!("there is no {id}"))
}

#[test]
fn both_readings_of_the_landing_at_maoka_stand_side_by_side() {
    let mut state = state();
    let landing = by_id(&state, "landing-maoka");
    let told = |state: &AppState| of(state, landing).unwrap().versions;
    let versions = told(&state);
    assert_eq!(versions.iter().map(|v| v.whose.as_str()).collect::<Vec<_>>(), ["Documented", "Hasegawa"]);
    assert!(versions[0].when.contains("20 August 1945") && versions[0].is_shown, "{versions:?}");
    assert!(versions[1].when.contains("19 August 1945") && !versions[1].is_shown, "{versions:?}");
    assert!(versions[0].why.contains("Hasegawa"), "the reason is told: {versions:?}");
    assert_eq!(versions[1].target.subject, Some(by_id(&state, "landing-maoka-hasegawa")));
    state.apply(Command::ToggleReading);
    assert_eq!(state.reading, Reading::Hasegawa);
    assert!(told(&state)[1].is_shown && !told(&state)[0].is_shown);
}

#[test]
fn a_source_tells_its_place_and_opens_its_address() {
    let state = state();
    let facts = of(&state, by_id(&state, "landing-maoka-hasegawa")).unwrap();
    let cited = &facts.sources[0];
    assert!(cited.short.starts_with("Hasegawa 2011") && cited.short.contains("59"), "{cited:?}");
    assert!(cited.full.contains("Cahiers du monde russe"), "{cited:?}");
    assert!(cited.link.starts_with("https://doi.org/"), "{cited:?}");
    let source = of(&state, Subject::Source(cited.source.unwrap())).unwrap();
    let rests: Vec<&Line> = source.lists.iter().flat_map(|l| &l.lines).collect();
    assert!(rests.iter().any(|line| line.target.subject == Some(by_id(&state, "landing-maoka-hasegawa"))));
}

#[test]
fn names_alike_are_told_once_and_the_title_is_not_repeated() {
    let state = state();
    let place = subject::by_id(&state.dataset, "maoka").unwrap();
    let facts = of(&state, place).unwrap();
    assert_eq!(facts.title, "Maoka");
    assert!(facts.names.iter().any(|(label, name)| *label == "today" && name == "Kholmsk"), "{:?}", facts.names);
    let mut names: Vec<&String> = facts.names.iter().map(|(_, name)| name).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), facts.names.len());
    assert!(facts.at.is_some());
}

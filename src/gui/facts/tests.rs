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
    let place = of(&state, by_id(&state, "maoka")).unwrap();
    let history = &place.lists.iter().find(|l| l.title == "What happened here").unwrap().lines;
    assert!(history.iter().any(|l| l.when.ends_with("; Hasegawa: 19 August 1945")), "{history:?}");
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
    assert_eq!(cited.short, "Hasegawa 2011, para. 59");
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

#[test]
fn the_history_of_mukden_tells_the_air_landing_and_leads_to_its_hour() {
    let mut state = state();
    let mukden = by_id(&state, "mukden");
    let facts = of(&state, mukden).unwrap();
    let history = &facts.lists.iter().find(|l| l.title == "What happened here").unwrap().lines;
    assert_eq!(history[0].text, "Japanese-held");
    let current = |lines: &[Line]| lines.iter().position(|line| line.is_now).unwrap();
    let at_first = current(history);
    assert!(history[at_first + 1].when.contains("8 August 1945"), "nothing of the campaign has come: {history:?}");
    let landing = history.iter().find(|line| line.text.starts_with("Landing by air"));
    let landing = landing.unwrap_or_else(|| panic!("no air landing in {history:?}"));
    assert!(landing.when.contains("19 August 1945"), "{landing:?}");
    state.go(landing.target);
    assert_eq!(state.fields(state.playback.now()).day, 19);
    assert!(matches!(state.selection, Some(Subject::Landing(_))));
    state.apply(Command::ToEnd);
    let later = of(&state, mukden).unwrap();
    let lines = &later.lists[0].lines;
    assert_eq!(current(lines), lines.len() - 1, "the bar moves on with the time: {lines:?}");
}

#[test]
fn a_formation_leads_to_its_superior_its_subordinates_and_its_marches() {
    let state = state();
    let army = by_id(&state, "su-6gta");
    let facts = of(&state, army).unwrap();
    let row = |label: &str| facts.rows.iter().find(|r| r.label == label);
    assert!(row("Commander").unwrap().value.contains("Kravchenko"), "{:?}", facts.rows);
    let above = row("Under").unwrap().target.subject.unwrap();
    assert!(title(&state, above).contains("Transbaikal"), "{}", title(&state, above));
    let list = |title: &str| facts.lists.iter().find(|l| l.title == title).map_or(&[][..], |l| &l.lines);
    assert!(!list("Movements").is_empty() && !list("Under it").is_empty(), "{:?}", facts.lists);
    let below = list("Under it")[0].target.subject.unwrap();
    let back = of(&state, below).unwrap().rows.into_iter().find(|r| r.label == "Under").unwrap();
    assert_eq!(back.target.subject, Some(army));
}

#[test]
fn an_event_says_which_clock_its_source_used() {
    let state = state();
    let declared = subject::features(&state.dataset)
        .find(|(s, meta)| matches!(s, Subject::Event(_)) && meta.start_text == "1945-08-08T17:00:00+03:00");
    let (subject, _) = declared.expect("the declaration of war is dated by the clock of Moscow");
    let when = of(&state, subject).unwrap().when;
    assert!(when.contains("17:00 on 8 August 1945 in Moscow, 23:00 on 8 August 1945 in Tokyo"), "{when}");
}

#[test]
fn a_front_shows_its_strength_as_each_source_counts_it() {
    let state = state();
    let facts = of(&state, by_id(&state, "su-transbaikal-front")).unwrap();
    let figures = &facts.lists.iter().find(|l| l.title.starts_with("Figures")).unwrap().lines;
    assert!(figures.len() > 5, "{figures:?}");
    assert!(figures.iter().any(|l| l.text.contains("654,000")), "{figures:?}");
    assert!(figures.iter().all(|l| l.text.ends_with(']')), "every count names its source: {figures:?}");
}

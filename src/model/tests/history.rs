//! What a place can tell of itself.

use super::formations::{fate, formation};
use super::*;
use crate::data::{PositionKind, Troops, Waypoint};

fn town(id: &str, lon: f64, lat: f64) -> Place {
    Place { at: LonLat::new(lon, lat), ..place(id, id, &[], 1) }
}

/// The history of a place at these degrees, as "date text".
fn told(mut data: Dataset, lon: f64, lat: f64) -> Vec<String> {
    data.places = vec![town("Town", lon, lat)];
    let campaign = Campaign::new(data).with_units(campaign().territories().units().to_vec());
    let history = campaign.history(0, DOCUMENTED);
    assert_eq!(campaign.history(1, DOCUMENTED), []);
    history.into_iter().map(|entry| format!("{} {}", entry.date, entry.text).trim_start().to_owned()).collect()
}

#[test]
fn a_front_that_passes_is_told_by_the_day() {
    assert_eq!(told(dataset(), 120.2, 44.7), ["Japanese-held", "1945-08-09 Behind the line of the west"]);
    assert_eq!(told(dataset(), 120.2, 43.0), ["Japanese-held"]);
    assert_eq!(told(dataset(), 120.2, 46.0), ["Not held by Japan"]);
    let mut sparse = dataset();
    sparse.fronts.remove(4);
    assert_eq!(told(sparse, 120.2, 44.7)[1], "1945-08-09/1945-08-10 Behind the line of the west");
}

#[test]
fn a_capture_and_the_line_of_its_day_are_one_happening() {
    let mut data = dataset();
    data.events[0].meta = meta("event", "1945-08-09", "");
    data.events[0].takes = vec!["Town".into()];
    data.places = vec![town("Town", 120.2, 44.7)];
    let campaign = Campaign::new(data).with_units(campaign().territories().units().to_vec());
    let history = campaign.history(0, DOCUMENTED);
    assert_eq!(history.len(), 2, "{history:?}");
    assert_eq!(
        (history[1].text.as_str(), &history[1].ids[..]),
        ("event", &["event".into(), "west-1945-08-09".into()][..])
    );
    assert_eq!(history[1].sources.len(), 2);
}

#[test]
fn a_landing_its_pocket_and_the_island_are_told_once_for_each_hour() {
    let mut data = dataset();
    data.landings[0].meta.start_text = "1945-08-11T06:00:00+09:00".into();
    data.landings[0].troops = Troops { place: "Town".into(), strength: "one battalion".into(), ..Troops::default() };
    data.islands[0].landing_text = "1945-08-11T07:00:00+10:00".into();
    data.islands[0].meta.start_text = "1945-08-11T18:00:00+09:00".into();
    for (id, from, to) in
        [("one", "1945-08-11T08:00:00+09:00", "1945-08-11T10:00"), ("two", "1945-08-11", "1945-08-11T18:00")]
    {
        let from_at = if id == "one" { "1945-08-11T08:00" } else { "1945-08-11T10:00" };
        let mut pocket = area(meta(id, from_at, to), square(125.0, 42.0, 0.15));
        pocket.meta.start_text = from.into();
        data.pockets.push(pocket);
    }
    assert_eq!(
        told(data, 125.1, 42.1),
        [
            "Japanese-held",
            "1945-08-11T06:00:00+09:00 Landing from the sea: one battalion",
            "1945-08-11T08:00:00+09:00 Held by Soviet forces ahead of the front",
            "1945-08-11T18:00:00+09:00 isle wholly in Soviet hands",
        ]
    );
}

#[test]
fn a_holdout_is_told_with_its_end() {
    let mut data = dataset();
    data.holdouts[0].meta.end_text = "1945-08-11".into();
    let history = told(data, 123.45, 44.75);
    assert!(history.contains(&"1945-08-09 Japanese forces hold out: fort".to_owned()), "{history:?}");
    assert!(history.contains(&"1945-08-11 End of the holdout: fort".to_owned()), "{history:?}");
}

#[test]
fn formations_that_do_the_same_on_one_day_are_told_together_and_without_hours() {
    let mut data = dataset();
    data.events.clear();
    let here = |id: &str, time: &str| {
        let mut there = formation(id, &[(time, 120.2, 43.0)]);
        there.positions[0].place = "Town, north airfield".into();
        there
    };
    let mut near = here("near", "1945-08-10T09:00:00+09:00");
    near.positions[0].place = "south of Town".into();
    let mut staff = here("staff", "1945-08-09T00:00:00+09:00");
    staff.positions[0].what = PositionKind::Headquarters;
    staff.fate = Some(fate("1945-08-10", (120.2, 43.0)));
    staff.fate.as_mut().unwrap().place = "Town".into();
    let ids = ["a", "b", "c", "d", "e"];
    data.formations = ids.iter().map(|id| here(id, "1945-08-10T09:00:00+09:00")).chain([near, staff]).collect();
    assert_eq!(
        told(data, 120.2, 43.0),
        [
            "Japanese-held",
            "1945-08-09 Headquarters of staff",
            "1945-08-10 a, b, c and 2 more there",
            "1945-08-10 staff: surrendered",
        ]
    );
}

#[test]
fn a_march_arrives_once_and_stands_for_the_position_of_its_day() {
    let mut data = dataset();
    data.formations = vec![formation("a", &[("1945-08-10T20:00:00+09:00", 120.2, 43.0)])];
    data.formations[0].positions[0].place = "Town".into();
    let way = [(120.2, 43.2), (120.2, 43.0), (120.2, 43.001)];
    let march = movement("m", &way, &["1945-08-09T06:00", "1945-08-10T06:00", "1945-08-10T20:00"]);
    let waypoint = |place: &str| Waypoint { certainty: Certainty::Probable, place: place.into(), source: None };
    let waypoints = vec![waypoint(""), waypoint("Town"), waypoint("Town (centre)")];
    data.movements = vec![Movement { formation: "a".into(), waypoints, ..march }];
    assert_eq!(told(data, 120.2, 43.0), ["Japanese-held", "1945-08-10 a arrives"]);
}

#[test]
fn a_landing_on_the_airfield_of_a_town_is_told_of_the_town() {
    let mut data = dataset();
    data.landings.truncate(1);
    data.landings[0].by = crate::data::LandingKind::Air;
    data.landings[0].at = LonLat::new(120.25, 43.0);
    data.landings[0].meta.start_text = "1945-08-11".into();
    data.landings[0].troops = Troops { place: "North".into(), strength: "225 men".into(), ..Troops::default() };
    let mut airfield = town("North", 120.25, 43.0);
    airfield.kind = "airfield".into();
    let told = |lon: f64| {
        let mut data = data.clone();
        data.places = vec![town("Town", lon, 43.0), airfield.clone()];
        let history = Campaign::new(data).history(0, DOCUMENTED);
        history.into_iter().map(|entry| format!("{} {}", entry.date, entry.text)).collect::<Vec<_>>()
    };
    let landing = "1945-08-11 Landing by air at North: 225 men".to_owned();
    assert!(told(120.2).contains(&landing), "{:?}", told(120.2));
    assert!(!told(119.9).contains(&landing), "another town, 28 km off");
}

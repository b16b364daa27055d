//! Campaigns that break one invariant each, and what is told of it.

use super::formations::formation;
use super::*;

/// What is told of a campaign as errors.
fn errors(data: Dataset) -> Vec<String> {
    findings(data).into_iter().filter(|(severity, _)| *severity == Severity::Error).map(|(_, told)| told).collect()
}

fn town(id: &str, lon: f64, lat: f64) -> Place {
    Place { at: LonLat::new(lon, lat), ..place(id, id, &[], 1) }
}

/// The campaign with one event of the 10th, 09:00, that takes a town there.
fn taking(lon: f64, lat: f64) -> Dataset {
    let mut data = dataset();
    data.places = vec![town("town", lon, lat)];
    data.events[0].takes = vec!["town".into()];
    data
}

#[test]
fn a_town_taken_lies_behind_the_line_at_the_end_of_the_day_or_near_it() {
    assert_eq!(errors(taking(120.3, 44.5)), [""; 0]);
    // 3 km before the line of the 10th, which runs along 44 N there.
    assert_eq!(errors(taking(120.3, 43.973)), [""; 0]);
    let told = errors(taking(120.3, 43.9));
    assert!(told.len() == 1 && told[0].starts_with("event: it says that town was taken"), "{told:?}");
}

#[test]
fn a_town_taken_on_a_day_shows_when_its_ground_is_held_and_at_the_latest_when_the_day_is_over() {
    let shows = |lon, lat, precision| {
        let mut data = taking(lon, lat);
        data.events[0].meta = meta("event", "1945-08-10", "1945-08-11");
        data.events[0].precision = precision;
        let campaign = Campaign::new(data);
        let from = campaign.event_shows_from(0, DOCUMENTED);
        let is_told = |t| campaign.state_at(t, DOCUMENTED, MOVING).recent_events == [0];
        assert!(is_told(from.plus_secs(10_800)) && (from <= at("1945-08-10") || !is_told(from.plus_secs(-1))));
        from
    };
    let (first, last) = (at("1945-08-10"), at("1945-08-11"));
    let passed = shows(120.3, 44.1, EventPrecision::Day);
    assert!(first < passed && passed < last, "{passed:?}");
    assert_eq!(shows(120.3, 43.9, EventPrecision::Day), last, "it is not held on its day");
    assert_eq!(shows(120.3, 44.5, EventPrecision::Hour), first, "its source gives the hour");
}

#[test]
fn a_town_in_a_pocket_or_on_an_island_landed_on_is_taken() {
    assert_eq!(errors(taking(123.5, 44.6)), [""; 0]);
    let mut data = taking(125.1, 42.1);
    assert_eq!(errors(data.clone()).len(), 1, "nobody has landed by the 10th");
    data.events[0].meta = meta("event", "1945-08-11T09:00", "1945-08-11T10:00");
    assert_eq!(errors(data), [""; 0]);
}

/// One degree of latitude, 111 km, in so many hours.
fn degree_in(hours: i64, mobility: Mobility) -> Dataset {
    let mut data = dataset();
    let mut march = movement("m", &[(120.0, 46.0), (120.0, 47.0)], &["1945-08-09T00:00", "1945-08-09T00:00"]);
    march.times[1] = march.times[0].plus_secs(hours * 3600);
    data.movements = vec![Movement { mobility, role: Role::MainBody, ..march }];
    data
}

#[test]
fn nobody_is_faster_than_his_kind() {
    for (mobility, possible, impossible) in [
        (Mobility::Foot, 45, 42),
        (Mobility::Horse, 27, 25),
        (Mobility::Armour, 14, 12),
        (Mobility::River, 4, 2),
        (Mobility::Ship, 3, 1),
    ] {
        assert_eq!(errors(degree_in(possible, mobility)), [""; 0], "{mobility:?}");
        let told = errors(degree_in(impossible, mobility));
        assert!(told.len() == 1 && told[0].starts_with("m: leg 0 is 111 km in"), "{mobility:?} {told:?}");
    }
}

#[test]
fn a_fast_leg_has_a_note_and_a_slow_one_has_none() {
    let mut data = degree_in(20, Mobility::Foot);
    data.movements[0].pace_notes.insert(0, "in trucks".into());
    assert_eq!(findings(data), []);
    let mut data = degree_in(60, Mobility::Foot);
    data.movements[0].pace_notes.insert(0, "in trucks".into());
    let told = findings(data);
    assert!(told.len() == 1 && told[0].0 == Severity::Warning && told[0].1.contains("nothing unusual"), "{told:?}");
}

/// A formation on a march east along 46 N, a degree a day from 120 E on, with one dated position.
fn marching(time: &str, lon: f64, lat: f64) -> Dataset {
    let mut data = dataset();
    let way = [(120.0, 46.0), (121.0, 46.0), (122.0, 46.0)];
    let march = movement("m", &way, &["1945-08-09T00:00", "1945-08-10T00:00", "1945-08-11T00:00"]);
    data.movements =
        vec![Movement { formation: "a".into(), mobility: Mobility::Armour, role: Role::MainBody, ..march }];
    data.formations = vec![formation("a", &[(time, lon, lat)])];
    data
}

#[test]
fn a_march_reaches_the_dated_positions_of_its_formation() {
    // By the hour, by the day, and outside of the march.
    for (time, lon, lat) in [
        ("1945-08-09T12:00:00+09:00", 120.5, 46.1),
        ("1945-08-09", 120.9, 46.1),
        ("1945-08-15T12:00:00+09:00", 130.0, 40.0),
    ] {
        assert_eq!(errors(marching(time, lon, lat)), [""; 0], "{time}");
    }
    for (time, lon, lat) in [
        ("1945-08-09T12:00:00+09:00", 121.2, 46.0),
        ("1945-08-09T12:00:00+09:00", 120.5, 46.2),
        ("1945-08-10", 120.3, 46.0),
    ] {
        let told = errors(marching(time, lon, lat));
        assert!(told.len() == 1 && told[0].contains("from position 1 of its formation a"), "{time} {lon}: {told:?}");
    }
}

#[test]
fn no_formation_is_in_two_places() {
    let mut data = marching("1945-08-09", 120.0, 46.0);
    let mut other = data.movements[0].clone();
    other.meta = meta("n", "1945-08-09", "");
    other.line = points(&[(120.0, 46.0), (121.0, 46.1), (122.0, 47.0)]);
    data.movements.push(other);
    let told = errors(data.clone());
    assert!(told.len() == 1 && told[0].contains("up to 111 km away on n"), "{told:?}");
    data.movements[1].group = "m".into();
    assert_eq!(errors(data.clone()), [""; 0], "columns of one group part");
    data.movements[1].group.clear();
    data.movements[1].times = vec![at("1945-08-11T00:00"), at("1945-08-12T00:00"), at("1945-08-13T00:00")];
    assert_eq!(errors(data), [""; 0], "one after the other");
}

#[test]
fn the_head_of_an_axis_stands_at_the_line_at_the_end_of_a_day() {
    let mut data = dataset();
    let way = [(120.2, 45.5), (120.2, 44.4), (120.2, 43.7)];
    let march = movement("m", &way, &["1945-08-09T00:00", "1945-08-10T00:00", "1945-08-11T00:00"]);
    data.movements = vec![Movement { mobility: Mobility::Armour, ..march }];
    let told = errors(data.clone());
    assert!(told.len() == 1 && told[0].starts_with("m: at 24:00 of 1945-08-10 its head at 120.2000 E"), "{told:?}");
    data.movements[0].leading_until = Some(at("1945-08-09T24:00"));
    assert_eq!(errors(data.clone()), [""; 0]);
    data.movements[0].leading_until = None;
    data.pockets.push(area(meta("spike", "1945-08-10", ""), square(120.1, 43.6, 0.3)));
    assert_eq!(errors(data), [""; 0]);
}

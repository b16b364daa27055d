//! The built-in campaign keeps its invariants and says what history says.

use august_storm::data::{EventPrecision, Report, Severity};
use august_storm::geo::{LonLat, distance_m, ring_area_km2};
use august_storm::model::{Campaign, Control, Holder, Motion, Reading, StretchKind, check};
use august_storm::time::{Instant, UtcOffset};

const HOUR: i64 = 3600;

fn at(text: &str) -> Instant {
    Instant::parse_at(text, UtcOffset::PLUS_NINE).expect("a time")
}

fn control(place: &str, time: &str, reading: Reading) -> Control {
    let campaign = Campaign::builtin();
    let index = *campaign.places().find(place).first().unwrap_or_else(|| panic!("no place {place}"));
    campaign.control_at(campaign.data().places[index].at, at(time), reading)
}

fn who(place: &str, time: &str) -> Holder {
    control(place, time, Reading::Documented).who
}

#[test]
fn the_built_in_campaign_keeps_its_invariants() {
    let mut report = Report::new();
    check(&Campaign::builtin(), &mut report);
    let grave: Vec<_> = report.diagnostics().iter().filter(|d| d.severity != Severity::Info).collect();
    assert!(grave.is_empty(), "{report}");
}

#[test]
fn an_advance_never_gives_ground_back() {
    let campaign = Campaign::builtin();
    for reading in [Reading::Documented, Reading::Hasegawa] {
        let mut before = vec![0.0; campaign.data().config.sectors.len()];
        let mut t = at("1945-08-08T00:00");
        while t < at("1945-09-06") {
            let state = campaign.state_at(t, reading, Motion::Interpolated);
            for front in &state.fronts {
                let area = ring_area_km2(&front.ground);
                // Rounding alone may take a square metre.
                assert!(area >= before[front.sector] - 1e-3, "sector {} at {t:?}", front.sector);
                before[front.sector] = area;
            }
            t = t.plus_secs(5 * HOUR);
        }
        assert!(before[0] > 1e6 && before[1] > 2e5 && before[2] > 2e5 && before[3] > 3e4, "{before:?} km2");
    }
}

#[test]
fn dated_lines_are_shown_as_they_are() {
    let campaign = Campaign::builtin();
    for line in campaign.data().fronts.iter().filter(|f| f.meta.variant.is_none()) {
        let state = campaign.state_at(line.stands_at, Reading::Documented, Motion::Interpolated);
        let sector = campaign.data().config.sectors.iter().position(|s| s.id == line.sector).expect("its sector");
        let front = &state.fronts[sector];
        assert!(front.is_attested && front.stretches.iter().all(|s| s.kind != StretchKind::Interpolated));
        let mut shown: Vec<LonLat> = Vec::new();
        for stretch in &front.stretches {
            shown.pop();
            shown.extend(&stretch.line);
        }
        assert_eq!(shown, line.line, "{}", line.meta.id);
    }
}

#[test]
fn stretches_of_a_front_hang_together_at_every_hour() {
    let campaign = Campaign::builtin();
    let mut t = at("1945-08-08T21:30");
    while t < at("1945-09-04") {
        for front in campaign.state_at(t, Reading::Documented, Motion::Interpolated).fronts {
            for pair in front.stretches.windows(2) {
                assert_eq!(pair[0].line.last(), pair[1].line.first(), "sector {} at {t:?}", front.sector);
                assert_ne!(pair[0].kind, pair[1].kind);
            }
        }
        t = t.plus_secs(7 * HOUR);
    }
}

#[test]
fn nobody_has_moved_at_zero_hour() {
    let state = Campaign::builtin().state_at(at("1945-08-09T00:00"), Reading::Documented, Motion::Interpolated);
    assert!(
        state.fronts.iter().all(|f| f.ground.is_empty() && f.stretches.iter().all(|s| s.kind == StretchKind::Frontier))
    );
    assert!(state.islands.is_empty() && state.pockets.is_empty());
}

#[test]
fn places_change_hands_when_history_says() {
    for (place, japanese, soviet) in [
        ("Mukden", "1945-08-19T13:00", "1945-08-20T12:00"),
        ("Harbin", "1945-08-18T12:00", "1945-08-19"),
        ("Hsinking", "1945-08-19T08:00", "1945-08-20"),
        ("Mutanchiang", "1945-08-15T12:00", "1945-08-18"),
        ("Seishin", "1945-08-12T12:00", "1945-08-17"),
        ("Dairen", "1945-08-22T12:00", "1945-08-23T12:00"),
        ("Maoka", "1945-08-20T05:00", "1945-08-21"),
        ("Toyohara", "1945-08-23T12:00", "1945-08-26"),
        ("Kunashiri", "1945-08-31T12:00", "1945-09-02"),
    ] {
        assert_eq!(who(place, japanese), Holder::Japan, "{place} at {japanese}");
        assert_eq!(who(place, soviet), Holder::Soviet, "{place} at {soviet}");
    }
    for place in ["Keijo", "Sapporo", "Nemuro", "Tokyo"] {
        assert_eq!(who(place, "1945-09-05"), Holder::Japan, "{place} was never taken");
    }
    for place in ["Vladivostok", "Ulan-Bator", "Chungking", "Washington"] {
        assert_eq!(who(place, "1945-08-20"), Holder::Other, "{place}");
    }
}

#[test]
fn every_answer_for_ground_that_changed_hands_has_its_source() {
    let campaign = Campaign::builtin();
    let mut soviet = 0;
    for place in &campaign.data().places {
        let control = campaign.control_at(place.at, at("1945-09-05"), Reading::Documented);
        if control.who == Holder::Soviet {
            soviet += 1;
            assert!(!control.sources.is_empty() && control.since.is_some(), "{}", place.id);
        }
    }
    assert!(soviet > 120, "{soviet} places");
}

#[test]
fn readings_differ_where_the_sources_do() {
    let shikotan = |reading| control("Shikotan", "1945-09-02", reading).who;
    assert_eq!(shikotan(Reading::Documented), Holder::Soviet);
    assert_eq!(shikotan(Reading::Hasegawa), Holder::Japan);
}

#[test]
fn every_place_of_the_gazetteer_is_found_by_each_of_its_names() {
    let campaign = Campaign::builtin();
    for (i, place) in campaign.data().places.iter().enumerate() {
        let names = [&place.names.en, &place.id].into_iter().chain(place.names.others.values()).chain(&place.aliases);
        for name in names.filter(|n| n.chars().any(char::is_alphanumeric)) {
            assert!(campaign.places().find(name).contains(&i), "{} by {name}", place.id);
        }
    }
}

#[test]
fn the_close_of_a_day_shows_what_happened_on_it_and_not_what_the_next_day_brings() {
    let campaign = Campaign::builtin();
    let close = |day: &str| Instant::parse_rfc3339(&format!("{day}T24:00:00+09:00")).unwrap();
    let events = |day: &str| -> Vec<String> {
        let state = campaign.state_at(close(day), Reading::Documented, Motion::Interpolated);
        state.recent_events.iter().map(|e| campaign.data().events[*e].meta.start_text.clone()).collect()
    };
    for day in ["1945-08-09", "1945-08-16", "1945-08-28"] {
        let shown = events(day);
        assert!(shown.iter().any(|start| start == day), "{day}: {shown:?}");
        let next = close(day).plus_secs(1).fields(UtcOffset::PLUS_NINE).day;
        assert!(!shown.iter().any(|start| *start == format!("{}{next:02}", &day[..8])), "{day}: {shown:?}");
    }
    let eve = campaign.state_at(close("1945-08-08"), Reading::Documented, Motion::Interpolated);
    assert!(eve.landings.is_empty() && eve.holdouts.is_empty(), "nobody has crossed the frontier yet");
}

/// A place shows as taken at most this far from ground that is held, kilometres: lines are drawn no finer.
const TAKEN_WITHIN_KM: f64 = 5.0;

#[test]
fn a_place_shows_as_taken_only_on_ground_that_is_held_or_beside_it() {
    let campaign = Campaign::builtin();
    let data = campaign.data();
    let (mut looked_at, mut outside) = (0, Vec::new());
    for (index, event) in data.events.iter().enumerate() {
        if event.takes.is_empty() || !campaign.shows(&event.meta, Reading::Documented) {
            continue;
        }
        let shown = (0..72 * 4).map(|quarter| event.meta.period.start().plus_secs(quarter * 900));
        let shown: Vec<Instant> = shown
            .filter(|t| event.meta.freshness(*t) > 0.0 && campaign.event_shows_from(index, Reading::Documented) <= *t)
            .collect();
        // A landing that is told by its hour stands under the sign of the landing itself.
        let is_landing = |at: LonLat| distance_m(at, event.at) < 5_000.0;
        if data.landings.iter().any(|l| is_landing(l.at)) && event.precision != EventPrecision::Day {
            continue;
        }
        let first = *shown.first().unwrap_or_else(|| panic!("{} never shows", event.meta.id));
        looked_at += 1;
        // Only its own sign has to lie there: of several places the others may follow.
        let held = |p: LonLat| {
            let who = campaign.control_at(p, first, Reading::Documented).who;
            matches!(who, Holder::Soviet | Holder::Contested)
        };
        if held(event.at) {
            continue;
        }
        let around = (16..96).map(|k| {
            let (angle, km) =
                (f64::from(k % 16) * std::f64::consts::FRAC_PI_8, TAKEN_WITHIN_KM * f64::from(k / 16) / 5.0);
            let (east, north) = (km * angle.cos(), km * angle.sin());
            LonLat::new(event.at.lon + east / (111.2 * event.at.lat.to_radians().cos()), event.at.lat + north / 111.2)
        });
        let away_m = around.filter(|p| held(*p)).map(|p| distance_m(p, event.at)).fold(f64::INFINITY, f64::min);
        if away_m / 1000.0 > TAKEN_WITHIN_KM + 0.1 {
            outside.push(format!("{} from {}", event.meta.id, first.fields(UtcOffset::PLUS_NINE).long_date()));
        }
    }
    assert!(looked_at >= 90, "only {looked_at} events were looked at");
    assert!(outside.is_empty(), "{outside:#?}");
}

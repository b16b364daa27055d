//! The model on a small campaign made up for the purpose: one square country, two sectors, four days.

mod checks;
mod formations;
mod history;

use std::collections::BTreeMap;

use geo::{MultiPolygon, Polygon};

use super::*;
use crate::data::{
    Area, Certainty, Citation, Dataset, Event, EventKind, EventPrecision, FrontLine, Island, Landing, LandingKind,
    Meta, Mobility, Movement, Names, Origin, Place, Report, Role, SectorConfig, Severity, Status, Troops, Unit,
    VariantOf,
};
use crate::geo::LonLat;
use crate::time::{Day, Instant, Period, UtcOffset};

fn at(text: &str) -> Instant {
    Instant::parse_at(text, UtcOffset::PLUS_NINE).unwrap()
}

fn points(list: &[(f64, f64)]) -> Vec<LonLat> {
    list.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect()
}

fn named(en: &str) -> Names {
    Names { en: en.into(), ..Names::default() }
}

fn meta(id: &str, from: &str, to: &str) -> Meta {
    let end = if to.is_empty() { Instant::DISTANT_FUTURE } else { at(to) };
    Meta {
        id: id.into(),
        kind: String::new(),
        names: named(id),
        period: Period::new(at(from), end).unwrap(),
        start_text: from.into(),
        end_text: to.into(),
        status: Status::Executed,
        certainty: Certainty::Probable,
        sources: vec![Citation { key: id.into(), locator: String::new() }],
        note: String::new(),
        side: None,
        variant: None,
        record: serde_json::Map::new(),
        origin: Origin { file: "test.geojson".into(), line: 1 },
    }
}

fn variant(meta: Meta, replaces: &str) -> Meta {
    Meta { variant: Some(VariantOf { key: "hasegawa".into(), replaces: replaces.into() }), ..meta }
}

fn front(sector: &str, day: &str, line: &[(f64, f64)]) -> FrontLine {
    let id = format!("{sector}-{day}");
    let stands_at = at(&format!("{day}T24:00"));
    FrontLine {
        meta: meta(&id, day, ""),
        sector: sector.into(),
        stands_at,
        line: points(line),
        seams: Vec::new(),
        interpolated: Vec::new(),
    }
}

fn square(west: f64, south: f64, size: f64) -> MultiPolygon<f64> {
    let (east, north) = (west + size, south + size);
    let ring = vec![(west, south), (east, south), (east, north), (west, north), (west, south)];
    MultiPolygon(vec![Polygon::new(ring.into(), Vec::new())])
}

fn unit(id: &str, kind: &str, shape: MultiPolygon<f64>) -> Unit {
    Unit { id: id.into(), names: named(id), label: String::new(), kind: kind.into(), shape }
}

fn area(meta: Meta, shape: MultiPolygon<f64>) -> Area {
    Area { meta, shape, troops: Troops::default(), by: None, linkup: None, men: None, movement: String::new() }
}

/// The frontier runs along 45 N from 124 E to 120 E with Japan in the south, on the left. West of 122 E the front goes
/// south by half a degree a day, east of it only on the second day; between 121 E and 122 E nothing happens on the first.
fn dataset() -> Dataset {
    let mut data = Dataset::default();
    let sector = |id: &str| SectorConfig { id: id.into(), names: named(id), side: None };
    data.config.sectors = vec![sector("east"), sector("west")];
    data.config.period = Period::new(at("1945-08-08"), at("1945-09-06")).unwrap();
    data.fronts = vec![
        front("east", "1945-08-10", &[(124.0, 44.5), (123.0, 44.5), (122.0, 45.0)]),
        front("east", "1945-08-08", &[(124.0, 45.0), (123.0, 45.0), (122.0, 45.0)]),
        front("east", "1945-08-09", &[(124.0, 45.0), (123.0, 45.0), (122.0, 45.0)]),
        front("west", "1945-08-08", &[(122.0, 45.0), (121.0, 45.0), (120.5, 45.0), (120.0, 45.0)]),
        front("west", "1945-08-09", &[(122.0, 45.0), (121.0, 45.0), (120.5, 44.5), (120.0, 44.5)]),
        front("west", "1945-08-10", &[(122.0, 45.0), (121.0, 44.5), (120.5, 44.0), (120.0, 44.0)]),
    ];
    data.holdouts = vec![area(meta("fort", "1945-08-09", "1945-08-11T24:00"), square(123.4, 44.7, 0.1))];
    data.pockets = vec![
        area(meta("airfield", "1945-08-09T12:00", "1945-08-10T24:00"), square(123.4, 44.5, 0.15)),
        area(
            variant(meta("airfield-h", "1945-08-10T06:00", "1945-08-10T24:00"), "airfield"),
            square(123.4, 44.5, 0.15),
        ),
    ];
    data.islands = vec![Island {
        meta: meta("isle", "1945-08-11T18:00", ""),
        shape: square(125.0, 42.0, 0.2),
        landing: Some(at("1945-08-11T06:00")),
        landing_text: "1945-08-11T06:00".into(),
        group: String::new(),
        place: String::new(),
        earliest: None,
        latest: None,
    }];
    data.landings = vec![Landing {
        meta: meta("landing", "1945-08-11T06:00", ""),
        at: LonLat::new(125.1, 42.1),
        by: LandingKind::Sea,
        troops: Troops::default(),
    }];
    data.events = vec![Event {
        meta: meta("event", "1945-08-10T09:00", ""),
        at: LonLat::new(121.0, 44.8),
        event: EventKind::Military,
        clock: UtcOffset::PLUS_NINE,
        precision: EventPrecision::Minute,
        place: String::new(),
        takes: Vec::new(),
        text: String::new(),
        rank: 1,
        prelude: false,
    }];
    let way = [(120.0, 46.0), (120.0, 45.0), (121.0, 45.0)];
    let flight = movement("march", &way, &["1945-08-09T00:00", "1945-08-09T10:00", "1945-08-09T12:00"]);
    data.movements = vec![Movement { mobility: Mobility::Air, ..flight }];
    data
}

/// A march on foot.
fn movement(id: &str, way: &[(f64, f64)], times: &[&str]) -> Movement {
    Movement {
        meta: meta(id, times[0], ""),
        line: points(way),
        times: times.iter().map(|time| at(time)).collect(),
        formation: String::new(),
        mobility: Mobility::Foot,
        rank: 1,
        width: 1,
        role: Role::Head,
        group: String::new(),
        waypoints: Vec::new(),
        leading_until: None,
        pace_notes: BTreeMap::new(),
        stages: Vec::new(),
        fate: String::new(),
        force: String::new(),
    }
}

fn campaign() -> Campaign {
    Campaign::new(dataset()).with_units(vec![
        unit("unit-hsingan", "province", square(119.0, 41.0, 4.0)),
        unit("unit-manchukuo", "state", square(119.0, 40.0, 5.0)),
        unit("unit-ussr", "state", square(119.0, 45.0, 5.0)),
        unit("unit-chishima", "province", square(125.0, 42.0, 0.2)),
    ])
}

const DOCUMENTED: Reading = Reading::Documented;
const MOVING: Motion = Motion::Interpolated;

fn kinds(front: &FrontState) -> Vec<StretchKind> {
    front.stretches.iter().map(|s| s.kind).collect()
}

#[test]
fn at_zero_hour_every_front_is_the_frontier() {
    let state = campaign().state_at(at("1945-08-09T00:00"), DOCUMENTED, MOVING);
    assert_eq!(state.fronts.len(), 2);
    for front in &state.fronts {
        assert!(front.is_attested);
        assert_eq!(kinds(front), [StretchKind::Frontier]);
        assert!(front.ground.is_empty() && front.ground_before.is_empty() && front.earlier.is_empty());
    }
    // Lines are taken in the order of their dates, not of the file.
    assert_eq!(state.fronts[0].stretches[0].line[0], LonLat::new(124.0, 45.0));
}

#[test]
fn between_dates_a_front_is_interpolated_where_it_moves() {
    let state = campaign().state_at(at("1945-08-09T12:00"), DOCUMENTED, MOVING);
    let west = &state.fronts[1];
    assert!(!west.is_attested);
    assert_eq!(kinds(west), [StretchKind::Frontier, StretchKind::Interpolated]);
    assert_eq!(west.stretches[0].line, points(&[(122.0, 45.0), (121.0, 45.0)]));
    assert_eq!(west.stretches[0].line.last(), west.stretches[1].line.first());
    assert_eq!(west.stretches[1].line.last(), Some(&LonLat::new(120.0, 44.75)));
    // The other sector has not moved: its line is attested although the date lies between two others.
    assert!(state.fronts[0].is_attested);
}

#[test]
fn on_its_date_a_line_is_attested_where_it_left_the_frontier() {
    let state = campaign().state_at(at("1945-08-10T00:00"), DOCUMENTED, MOVING);
    let west = &state.fronts[1];
    assert!(west.is_attested);
    assert_eq!(kinds(west), [StretchKind::Frontier, StretchKind::Attested]);
    assert_eq!(west.stretches[1].line, points(&[(121.0, 45.0), (120.5, 44.5), (120.0, 44.5)]));
}

#[test]
fn after_the_last_date_the_line_stands() {
    let campaign = campaign();
    let last = campaign.state_at(at("1945-08-10T24:00"), DOCUMENTED, MOVING);
    let later = campaign.state_at(at("1945-09-01"), DOCUMENTED, MOVING);
    assert!(later.fronts.iter().all(|f| f.is_attested));
    assert_eq!(later.fronts[1].stretches, last.fronts[1].stretches);
    assert_eq!(later.fronts[1].ground_before, later.fronts[1].ground);
}

#[test]
fn steps_stand_at_the_last_line_until_the_next() {
    let state = campaign().state_at(at("1945-08-10T23:59"), DOCUMENTED, Motion::Steps);
    assert_eq!(kinds(&state.fronts[1]), [StretchKind::Frontier, StretchKind::Attested]);
    let line: Vec<_> = state.fronts[1].stretches.iter().flat_map(|s| s.line.clone()).collect();
    assert_eq!(line.last(), Some(&LonLat::new(120.0, 44.5)));
}

#[test]
fn ground_is_ringed_by_the_first_line_the_trails_and_the_front() {
    let state = campaign().state_at(at("1945-08-10T24:00"), DOCUMENTED, MOVING);
    let expected = points(&[
        (122.0, 45.0),
        (121.0, 45.0),
        (120.5, 45.0),
        (120.0, 45.0),
        (120.0, 44.5),
        (120.0, 44.0),
        (120.5, 44.0),
        (121.0, 44.5),
        (122.0, 45.0),
    ]);
    assert_eq!(state.fronts[1].ground, expected);
    let a_day_ago = campaign().state_at(at("1945-08-09T24:00"), DOCUMENTED, MOVING);
    assert_eq!(state.fronts[1].ground_before, a_day_ago.fronts[1].ground);
}

#[test]
fn phase_lines_are_the_places_that_the_front_has_left() {
    let campaign = campaign();
    let day = |front: usize| campaign.data().fronts[front].meta.start_text.clone();
    let state = campaign.state_at(at("1945-08-10T12:00"), DOCUMENTED, MOVING);
    let west: Vec<_> = state.fronts[1].earlier.iter().map(|f| day(*f)).collect();
    assert_eq!(west, ["1945-08-09", "1945-08-08"], "newest first");
    // The eastern front stood still for a day: that counts once.
    let east: Vec<_> = state.fronts[0].earlier.iter().map(|f| day(*f)).collect();
    assert_eq!(east, ["1945-08-09"]);
}

#[test]
fn a_reading_puts_its_variants_in_place_of_the_default() {
    let campaign = campaign();
    let ids = |reading, time: &str| -> Vec<String> {
        let state = campaign.state_at(at(time), reading, MOVING);
        state.pockets.iter().map(|p| campaign.data().pockets[*p].meta.id.clone()).collect()
    };
    assert_eq!(ids(DOCUMENTED, "1945-08-10"), ["airfield"]);
    assert!(ids(Reading::Hasegawa, "1945-08-10").is_empty());
    assert_eq!(ids(Reading::Hasegawa, "1945-08-10T12:00"), ["airfield-h"]);
    assert_eq!(ids(DOCUMENTED, "1945-08-10T12:00"), ["airfield"]);
}

#[test]
fn periods_are_half_open_and_events_stay_for_a_day() {
    let campaign = campaign();
    let state = |time: &str| campaign.state_at(at(time), DOCUMENTED, MOVING);
    // Midnight is the close of the day before: what is dated by a day begins behind it.
    assert!(state("1945-08-09").holdouts.is_empty());
    assert_eq!(state("1945-08-09T02:01").holdouts, [0]);
    assert_eq!(state("1945-08-11T23:59").holdouts, [0]);
    assert!(state("1945-08-12").holdouts.is_empty());
    assert!(state("1945-08-10T08:59").recent_events.is_empty());
    assert_eq!(state("1945-08-10T09:00").recent_events, [0]);
    assert_eq!(state("1945-08-11T08:59").recent_events, [0]);
    assert!(state("1945-08-11T09:00").recent_events.is_empty());
    let freshness = |time: &str| campaign.data().events[0].meta.freshness(at(time));
    assert!((freshness("1945-08-10T09:00") - 1.0).abs() < 1e-9 && (freshness("1945-08-10T21:00") - 0.5).abs() < 1e-9);
    assert_eq!(state("1945-09-01").landings, [0]);
    assert!(state("1945-08-11T17:59").islands.is_empty());
    assert_eq!(state("1945-08-11T18:00").islands, [0]);
}

#[test]
fn a_march_is_even_between_its_vertices() {
    let campaign = campaign();
    let head = |time: &str| campaign.movement_at(0, at(time));
    assert_eq!(head("1945-08-08T20:00"), (Vec::new(), LonLat::new(120.0, 46.0)));
    let (travelled, here) = head("1945-08-09T05:00");
    assert_eq!(here, LonLat::new(120.0, 45.5));
    assert_eq!(travelled, points(&[(120.0, 46.0), (120.0, 45.5)]));
    assert_eq!(head("1945-08-09T11:00").1, LonLat::new(120.5, 45.0));
    let (whole, end) = head("1945-08-20");
    assert_eq!((whole.len(), end), (3, LonLat::new(121.0, 45.0)));
}

fn who(p: (f64, f64), time: &str) -> (Holder, Option<Instant>, Option<Instant>) {
    let control = campaign().control_at(LonLat::new(p.0, p.1), at(time), DOCUMENTED);
    (control.who, control.since, control.until)
}

#[test]
fn ground_changes_hands_when_the_front_passes() {
    let p = (120.2, 44.75);
    let (before, none, until) = who(p, "1945-08-09T00:00");
    assert_eq!((before, none), (Holder::Japan, None));
    // Half of the way is done at noon, give or take: the field is harmonic, not a ruler.
    let noon = at("1945-08-09T12:00");
    assert!(until.unwrap().secs_since(noon).abs() < 3 * 3600, "{until:?}");
    let (after, since, none) = who(p, "1945-08-20");
    assert_eq!((after, since, none), (Holder::Soviet, until, None));
    let front = campaign().state_at(until.unwrap(), DOCUMENTED, MOVING);
    let near = front.fronts[1].stretches.iter().flat_map(|s| &s.line).any(|q| (q.lat - p.1).abs() < 0.05);
    assert!(near, "the front is there then");
    // Just before and after it passes both sides are there.
    for secs in [-600, 600] {
        let control = campaign().control_at(LonLat::new(p.0, p.1), until.unwrap().plus_secs(secs), DOCUMENTED);
        assert_eq!((control.who, control.since), (Holder::Contested, None));
    }
}

#[test]
fn home_ground_the_sea_and_far_land_are_other() {
    assert_eq!(who((121.0, 46.0), "1945-08-10T12:00").0, Holder::Other);
    assert_eq!(who((130.0, 42.0), "1945-08-10T12:00").0, Holder::Other);
    assert_eq!(who((121.0, 42.0), "1945-09-05").0, Holder::Japan);
    let far = campaign().control_at(LonLat::new(130.0, 42.0), at("1945-08-10"), DOCUMENTED);
    assert_eq!((far.by, far.territory), (ControlBy::Sea, None));
}

#[test]
fn a_state_goes_before_its_province_and_a_port_counts_to_its_coast() {
    let campaign = campaign();
    let name = |lon, lat| {
        let unit = campaign.control_at(LonLat::new(lon, lat), at("1945-08-08"), DOCUMENTED).territory;
        unit.map(|u| campaign.territories().units()[u].id.as_str())
    };
    assert_eq!(name(120.0, 42.0), Some("unit-manchukuo"));
    assert_eq!(name(124.01, 42.0), Some("unit-manchukuo"));
    assert_eq!(name(124.2, 42.0), None);
}

#[test]
fn a_holdout_is_japanese_until_it_ends() {
    let p = (123.45, 44.75);
    let (held, since, until) = who(p, "1945-08-11T12:00");
    assert_eq!((held, since, until), (Holder::Japan, None, Some(at("1945-08-12"))));
    assert_eq!(who(p, "1945-08-12"), (Holder::Soviet, Some(at("1945-08-12")), None));
}

#[test]
fn a_pocket_is_soviet_before_the_front_arrives_and_remembered_after() {
    let p = (123.5, 44.55);
    assert_eq!(who(p, "1945-08-09T11:00").0, Holder::Japan);
    let (held, since, until) = who(p, "1945-08-09T13:00");
    assert_eq!((held, since, until), (Holder::Soviet, Some(at("1945-08-09T12:00")), None));
    // Later it lies behind the front: Soviet since the landing, by the line.
    let control = campaign().control_at(LonLat::new(p.0, p.1), at("1945-08-20"), DOCUMENTED);
    assert_eq!(control.since, Some(at("1945-08-09T12:00")));
    assert_eq!(control.by, ControlBy::Front(0));
    assert_eq!(control.sources[0].key, "east-1945-08-10");
}

#[test]
fn an_island_is_contested_between_landing_and_surrender() {
    let p = (125.1, 42.1);
    assert_eq!(who(p, "1945-08-10"), (Holder::Japan, None, Some(at("1945-08-11T06:00"))));
    assert_eq!(
        who(p, "1945-08-11T07:00"),
        (Holder::Contested, Some(at("1945-08-11T06:00")), Some(at("1945-08-11T18:00")))
    );
    assert_eq!(who(p, "1945-08-12").0, Holder::Soviet);
}

#[test]
fn a_day_tells_what_it_changed() {
    let campaign = campaign();
    let changes = |day: &str| campaign.changes(day.parse::<Day>().unwrap(), UtcOffset::PLUS_NINE, DOCUMENTED);
    let ninth = changes("1945-08-09");
    assert_eq!(ninth.gained.iter().map(|g| g.sector).collect::<Vec<_>>(), [1]);
    // A trapezium of 0.5 and 1 degrees of longitude at 44.75 N, half a degree high: about 78.9 by 55.6 by 3/4 km.
    assert!((ninth.gained[0].gained_km2 - 3290.0).abs() < 30.0, "{:?}", ninth.gained);
    assert_eq!((ninth.holdouts_formed.len(), ninth.pockets_formed.len(), ninth.movements_begun.len()), (1, 1, 1));
    let tenth = changes("1945-08-10");
    assert_eq!(tenth.gained.len(), 2);
    assert_eq!(tenth.events, [0]);
    assert_eq!(changes("1945-08-11").holdouts_ended, [0], "what ends with the day ends on it");
    assert_eq!(changes("1945-08-11").islands, [0]);
    assert_eq!(changes("1945-08-30"), DayChanges::default());
}

fn findings(data: Dataset) -> Vec<(Severity, String)> {
    let mut report = Report::new();
    let units = campaign().territories().units().to_vec();
    check(&Campaign::new(data).with_units(units), &mut report);
    report
        .diagnostics()
        .iter()
        .map(|d| (d.severity, format!("{}: {}", d.feature.as_deref().unwrap_or(""), d.message)))
        .collect()
}

#[test]
fn a_campaign_that_keeps_the_contract_has_no_findings() {
    assert_eq!(findings(dataset()), []);
}

#[test]
fn a_line_that_gives_ground_back_is_told_with_its_place() {
    let mut data = dataset();
    data.fronts[5].line[2] = LonLat::new(120.5, 44.8);
    let found = findings(data);
    assert!(found.iter().all(|(s, _)| *s == Severity::Error));
    assert!(found[0].1.contains("west-1945-08-10") && found[0].1.contains("west-1945-08-09"), "{found:?}");
}

#[test]
fn a_broken_seam_is_told() {
    let mut data = dataset();
    data.fronts[4].line[0] = LonLat::new(122.0, 44.9);
    let found = findings(data);
    assert!(found.iter().any(|(s, m)| *s == Severity::Error && m.contains("not where its neighbour")), "{found:?}");
    let mut data = dataset();
    data.fronts.remove(5);
    let found = findings(data);
    assert!(found.iter().any(|(s, m)| *s == Severity::Error && m.contains("no line of this date")), "{found:?}");
}

#[test]
fn a_looping_line_and_an_unknown_sector_are_told() {
    let mut data = dataset();
    data.fronts[5].line = points(&[(122.0, 45.0), (120.5, 44.0), (121.0, 44.0), (120.4, 44.4), (120.0, 44.0)]);
    assert!(findings(data).iter().any(|(_, m)| m.contains("crosses itself")));
    let mut data = dataset();
    data.fronts.push(front("north", "1945-08-08", &[(1.0, 1.0), (2.0, 2.0)]));
    assert!(findings(data).iter().any(|(s, m)| *s == Severity::Error && m.contains("no sector \"north\"")));
}

#[test]
fn a_landing_or_a_holdout_far_from_soviet_ground_is_told() {
    let mut data = dataset();
    data.landings[0].at = LonLat::new(121.0, 41.0);
    data.holdouts[0].shape = square(121.0, 42.0, 0.1);
    let found = findings(data);
    let told = |severity, id: &str| found.iter().any(|(s, m)| *s == severity && m.starts_with(id));
    assert!(told(Severity::Warning, "fort") && told(Severity::Info, "landing") && found.len() == 2, "{found:?}");
}

fn place(id: &str, en: &str, aliases: &[&str], rank: u8) -> Place {
    Place {
        id: id.into(),
        names: named(en),
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
        kind: "town".into(),
        rank,
        at: LonLat::new(120.0, 44.0),
        note: String::new(),
    }
}

#[test]
fn a_place_is_found_by_any_name_in_any_spelling() {
    let index = PlaceIndex::new(&[
        place("mukden", "Mukden", &["Fêng-t'ien", "瀋陽", "Мукден", "Hōten"], 1),
        place("port-arthur", "Port Arthur", &["Lüshun"], 2),
        place("lushun-village", "Lushun", &[], 5),
    ]);
    for name in ["Mukden", "mukden", "MUKDEN", "fengtien", "Feng T’ien", "瀋陽", "мукден", "Hoten", "hōten"]
    {
        assert_eq!(index.find(name), [0], "{name}");
    }
    assert_eq!(index.find("port arthur"), index.find("Port-Arthur"));
    assert_eq!(index.find("Lushun"), [2, 1], "a main name goes before an alias, whatever the rank");
    assert!(index.find("Atlantis").is_empty() && index.find("").is_empty());
}

#[test]
fn near_names_are_suggested() {
    let index = PlaceIndex::new(&[place("mukden", "Mukden", &[], 1), place("harbin", "Harbin", &["Pinkiang"], 1)]);
    assert_eq!(index.suggest("Mukdn"), ["Mukden"]);
    assert_eq!(index.suggest("Pinkyang"), ["Harbin"]);
    assert!(index.suggest("Reykjavik").is_empty());
}

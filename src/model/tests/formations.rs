//! Where formations stand, on marches and positions made up for the purpose.

use super::*;
use crate::data::{Branch, Fate, Formation, FormationPosition, Level, PositionKind, Side, Subordination};
use crate::time::Edtf;

pub(super) fn formation(id: &str, positions: &[(&str, f64, f64)]) -> Formation {
    let position = |&(time, lon, lat): &(&str, f64, f64)| {
        let date: Edtf = time.parse().unwrap();
        FormationPosition {
            since: date.first_instant(UtcOffset::PLUS_NINE),
            until: date.end_instant(UtcOffset::PLUS_NINE),
            date,
            at: LonLat::new(lon, lat),
            place: String::new(),
            what: PositionKind::Troops,
            certainty: Certainty::Documented,
            sources: Vec::new(),
        }
    };
    Formation {
        id: id.into(),
        names: named(id),
        short: id.into(),
        side: Side::Soviet,
        force: String::new(),
        level: Level::Division,
        branch: Branch::Infantry,
        parent: None,
        parents: Vec::new(),
        commander: String::new(),
        commander_sources: Vec::new(),
        strength: None,
        positions: positions.iter().map(position).collect(),
        fate: None,
        movements: Vec::new(),
        status: Status::Executed,
        certainty: Certainty::Documented,
        sources: Vec::new(),
        note: String::new(),
        record: serde_json::Map::new(),
        origin: Origin::default(),
    }
}

pub(super) fn fate(date: &str, at: (f64, f64)) -> Fate {
    let date: Edtf = date.parse().unwrap();
    Fate {
        comes_at: date.end_instant(UtcOffset::PLUS_NINE),
        date,
        place: String::new(),
        at: Some(LonLat::new(at.0, at.1)),
        text: "surrendered".into(),
        sources: Vec::new(),
    }
}

fn made_by(formation: &str, movement: Movement) -> Movement {
    Movement { formation: formation.into(), ..movement }
}

fn campaign_of(formations: Vec<Formation>, movements: Vec<Movement>) -> Campaign {
    Campaign::new(Dataset { movements, formations, ..Dataset::default() })
}

fn spot(campaign: &Campaign, formation: usize, time: &str) -> Option<FormationSpot> {
    campaign.formation_at(formation, at(time), DOCUMENTED)
}

fn place(campaign: &Campaign, formation: usize, time: &str) -> Option<(f64, f64)> {
    spot(campaign, formation, time).map(|spot| (spot.at.lon, spot.at.lat))
}

/// A day's march from 120 E to 121 E with a halt from noon to 18:00 at 120.5 E.
fn march(id: &str) -> Movement {
    let way = [(120.0, 45.0), (120.5, 45.0), (120.501, 45.0), (121.0, 45.0)];
    movement(id, &way, &["1945-08-09T00:00", "1945-08-09T12:00", "1945-08-09T18:00", "1945-08-10T00:00"])
}

#[test]
fn a_formation_stands_at_its_latest_dated_position() {
    let campaign = campaign_of(
        vec![formation("a", &[("1945-08-09T06:00:00+09:00", 120.0, 45.0), ("1945-08-11", 121.0, 44.0)])],
        Vec::new(),
    );
    assert_eq!(place(&campaign, 0, "1945-08-09T05:59"), None);
    assert_eq!(place(&campaign, 0, "1945-08-10T23:00"), Some((120.0, 45.0)));
    let there = spot(&campaign, 0, "1945-08-11T00:00").unwrap();
    assert_eq!((there.at, there.by), (LonLat::new(121.0, 44.0), SpotBy::Position(1)));
    assert_eq!((there.certainty, there.is_moving), (Certainty::Documented, false));
    assert_eq!(campaign.formation_at(7, at("1945-08-11"), DOCUMENTED), None);
}

#[test]
fn a_formation_rides_its_own_movement_and_its_way_is_inferred() {
    let positions = [("1945-08-09T03:00:00+09:00", 119.0, 45.0)];
    let campaign = campaign_of(vec![formation("a", &positions)], vec![made_by("a", march("m"))]);
    let on_the_way = spot(&campaign, 0, "1945-08-09T06:00").unwrap();
    assert_eq!((on_the_way.at, on_the_way.by), (LonLat::new(120.25, 45.0), SpotBy::Movement(0)));
    assert_eq!((on_the_way.is_moving, on_the_way.certainty), (true, Certainty::Approximate));
    let halted = spot(&campaign, 0, "1945-08-09T15:00").unwrap();
    assert_eq!(
        (halted.is_moving, halted.certainty, halted.since),
        (false, Certainty::Probable, at("1945-08-09T12:00"))
    );
    let arrived = spot(&campaign, 0, "1945-08-12").unwrap();
    assert_eq!((arrived.at.lon, arrived.is_moving, arrived.since), (121.0, false, at("1945-08-10T00:00")));
}

#[test]
fn a_position_after_the_march_places_a_formation_again() {
    let positions = [("1945-08-11T00:00:00+09:00", 122.0, 45.0)];
    let campaign = campaign_of(vec![formation("a", &positions)], vec![made_by("a", march("m"))]);
    assert_eq!(place(&campaign, 0, "1945-08-10T12:00"), Some((121.0, 45.0)));
    assert_eq!(place(&campaign, 0, "1945-08-11T12:00"), Some((122.0, 45.0)));
}

#[test]
fn of_two_marches_at_once_the_one_of_the_axis_goes_first() {
    let detachment = Movement { rank: 3, ..made_by("a", march("detachment")) };
    let detachment = Movement { line: points(&[(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (3.0, 3.0)]), ..detachment };
    let campaign = campaign_of(vec![formation("a", &[])], vec![detachment, made_by("a", march("axis"))]);
    assert_eq!(spot(&campaign, 0, "1945-08-09T06:00").unwrap().by, SpotBy::Movement(1));
    assert_eq!(campaign.formations().movements(0), [0, 1]);
    assert_eq!(campaign.formations().of_movement(1), Some(0));
}

#[test]
fn a_shared_march_places_those_who_are_nowhere_of_their_own_meanwhile() {
    let shares =
        |positions: &[(&str, f64, f64)]| Formation { movements: vec!["m".into()], ..formation("b", positions) };
    let before = shares(&[("1945-08-08T18:00:00+09:00", 119.0, 45.0)]);
    let meanwhile = shares(&[("1945-08-09T03:00:00+09:00", 119.0, 45.0)]);
    let formations = vec![formation("a", &[]), before, Formation { id: "c".into(), ..meanwhile }];
    let campaign = campaign_of(formations, vec![made_by("a", march("m"))]);
    let riding = spot(&campaign, 1, "1945-08-09T06:00").unwrap();
    assert_eq!((riding.at.lon, riding.by, riding.movement()), (120.25, SpotBy::SharedMovement(0), Some(0)));
    assert_eq!(spot(&campaign, 2, "1945-08-09T06:00").unwrap().by, SpotBy::Position(0));
    assert_eq!(campaign.formations().shared_movements(1), [0]);
    assert_eq!(campaign.formations().movements(1), [0; 0]);
}

#[test]
fn plans_place_nothing() {
    let mut planned = made_by("a", march("m"));
    planned.meta.status = Status::Planned;
    let mut base = formation("b", &[("1945-08-09", 120.0, 45.0)]);
    base.positions[0].what = PositionKind::Planned;
    let unused = Formation { status: Status::Planned, ..formation("c", &[("1945-08-09", 120.0, 45.0)]) };
    let campaign = campaign_of(vec![formation("a", &[]), base, unused], vec![planned]);
    assert_eq!(campaign.formations_at(at("1945-08-10"), DOCUMENTED), []);
}

#[test]
fn each_reading_has_its_own_march() {
    let late = movement("m-h", &[(120.0, 45.0), (121.0, 45.0)], &["1945-08-10T00:00", "1945-08-11T00:00"]);
    let late = Movement { meta: variant(late.meta.clone(), "m"), ..made_by("a", late) };
    let campaign = campaign_of(vec![formation("a", &[])], vec![made_by("a", march("m")), late]);
    assert_eq!(spot(&campaign, 0, "1945-08-09T06:00").unwrap().by, SpotBy::Movement(0));
    assert_eq!(campaign.formation_at(0, at("1945-08-09T06:00"), Reading::Hasegawa), None);
    let there = campaign.formation_at(0, at("1945-08-10T12:00"), Reading::Hasegawa).unwrap();
    assert_eq!((there.by, there.at.lon), (SpotBy::Movement(1), 120.5));
}

#[test]
fn a_fate_dated_by_a_day_has_come_when_the_day_is_over() {
    let mut lost = formation("a", &[("1945-08-09", 120.0, 45.0)]);
    lost.fate = Some(fate("1945-08-18", (121.0, 44.0)));
    let campaign = campaign_of(vec![lost], Vec::new());
    let before = spot(&campaign, 0, "1945-08-18T23:59").unwrap();
    assert_eq!((before.has_ended, before.by), (false, SpotBy::Position(0)));
    let after = spot(&campaign, 0, "1945-08-19T00:00").unwrap();
    assert_eq!((after.has_ended, after.by, after.at), (true, SpotBy::Fate, LonLat::new(121.0, 44.0)));
}

#[test]
fn a_formation_stands_under_whom_it_stood_then() {
    let here = [("1945-08-08", 120.0, 45.0)];
    let under = Subordination { parent: "b".into(), period: Period::new(at("1945-08-12"), at("1945-08-14")).unwrap() };
    let moved = Formation { parent: Some("a".into()), parents: vec![under], ..formation("c", &here) };
    let campaign = campaign_of(vec![formation("a", &here), formation("b", &here), moved], Vec::new());
    let parent = |time: &str| spot(&campaign, 2, time).unwrap().parent;
    assert_eq!([parent("1945-08-11"), parent("1945-08-12"), parent("1945-08-14")], [Some(0), Some(1), Some(0)]);
    assert_eq!((campaign.formations().children(0), campaign.formations().children(1)), (&[2][..], &[][..]));
    assert_eq!(campaign.formations().by_id("b"), Some(1));
}

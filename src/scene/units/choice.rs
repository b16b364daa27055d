//! Which formations a page shows, and which of them share a place.

use std::collections::BTreeMap;

use kurbo::Point;

use super::NEAR_SCALE;
use super::ground::{Camp, Grounds, Standing};
use super::levels::{rank, shown_below};
use super::retreat;
use super::symbol::FrameShape;
use crate::data::{Dataset, Formation, Level};
use crate::model::{FormationSpot, SpotBy, WorldState};
use crate::scene::frame::Frame;
use crate::time::{Instant, Precision};

/// What has laid down its arms stays this long, struck through.
const STRUCK_SECS: i64 = 36 * 3600;
/// Formations this near to each other share a place, points.
pub(super) const SHARED_PT: f64 = 3.0;
/// Most symbols that share a place.
const MOST_SHARING: usize = 3;
/// No chain of command is longer.
const MOST_LEVELS: usize = 12;
/// Smaller maps show fewer formations, square points.
const ROOMY_MAP_PT2: f64 = 250_000.0;
/// Within this distance formations are in each other's way, points.
const CROWD_PT: f64 = 58.0;
/// So many others in the way of the parts of an army, on the average, are a crowd.
const CROWD: usize = 6;
/// An army this near can stand for its parts, points.
const ARMY_PT: f64 = 130.0;
/// No month is longer.
const MONTH_SECS: i64 = 31 * 86_400;

/// A formation with its true point on the page.
type Wanted<'s> = (Point, &'s FormationSpot);

/// The formations to be shown, greatest first, those together that have one place.
pub(super) fn groups<'s>(
    frame: &Frame,
    data: &Dataset,
    state: &'s WorldState,
    grounds: &Grounds,
) -> Vec<(Point, Vec<&'s FormationSpot>)> {
    let map = frame.map.inset(-4.0);
    let mut wanted: Vec<Wanted> = (state.formations.iter())
        .filter(|spot| is_wanted(frame, data, state, spot))
        .map(|spot| (retreat::place(frame, data, state, spot, grounds), spot))
        .filter(|(anchor, spot)| map.contains(*anchor) && !is_overrun(data, state, spot, *anchor, grounds))
        .collect();
    wanted.sort_by_key(|(_, spot)| (rank(data.formations[spot.formation].level), spot.formation));
    let parents: BTreeMap<usize, Option<usize>> = state.formations.iter().map(|s| (s.formation, s.parent)).collect();
    if frame.scale > NEAR_SCALE {
        leave_crowds_to_armies(data, &parents, &mut wanted);
    }
    let mut groups: Vec<(Point, Vec<&FormationSpot>)> = Vec::new();
    let mut shown: BTreeMap<usize, Point> = BTreeMap::new();
    for (anchor, spot) in wanted {
        // An army is not drawn twice, through itself and through those of its parts that march with it.
        let is_part_of_shown = ancestors(spot.parent, &parents)
            .any(|above| shown.get(&above).is_some_and(|at| at.distance(anchor) < SHARED_PT));
        if is_part_of_shown {
            continue;
        }
        shown.insert(spot.formation, anchor);
        let neighbour = groups
            .iter_mut()
            .find(|(at, all)| at.distance(anchor) < SHARED_PT && shape(data, all[0]) == shape(data, spot));
        match neighbour {
            Some((_, all)) if all.len() < MOST_SHARING => all.push(spot),
            Some(_) => {}
            None => groups.push((anchor, vec![spot])),
        }
    }
    groups
}

fn shape(data: &Dataset, spot: &FormationSpot) -> FrameShape {
    FrameShape::of(data.formations[spot.formation].side)
}

/// Leaves out the parts of an army that would stand in a crowd: on a map of a whole front their symbols would hide each
/// other and their ground, and the army beside them says as much. All parts go or none, so that none seems to be missing.
fn leave_crowds_to_armies(data: &Dataset, parents: &BTreeMap<usize, Option<usize>>, wanted: &mut Vec<Wanted>) {
    let armies: BTreeMap<usize, Point> = (wanted.iter())
        .filter(|(_, spot)| data.formations[spot.formation].level == Level::Army)
        .map(|(at, spot)| (spot.formation, *at))
        .collect();
    let army_of = |(at, spot): &Wanted| {
        let near = |army: &usize| armies.get(army).is_some_and(|army| army.distance(*at) < ARMY_PT);
        ancestors(spot.parent, parents).find(near)
    };
    // Parts of each army, and how many others are in their way.
    let mut parts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for one in wanted.iter() {
        let Some(army) = army_of(one) else { continue };
        let in_way = |other: &&Wanted| other.0.distance(one.0) < CROWD_PT && shape(data, other.1) == shape(data, one.1);
        let (count, others) = parts.entry(army).or_default();
        *count += 1;
        *others += wanted.iter().filter(in_way).count() - 1;
    }
    let is_crowd = |army: usize| parts.get(&army).is_some_and(|(count, others)| *others >= CROWD * count);
    wanted.retain(|one| !army_of(one).is_some_and(is_crowd));
}

/// True if a formation is large enough for the scale and has not been gone for long.
fn is_wanted(frame: &Frame, data: &Dataset, state: &WorldState, spot: &FormationSpot) -> bool {
    let Some(formation) = data.formations.get(spot.formation) else { return false };
    // A theme with few names counts as a smaller scale.
    let scale = frame.scale / frame.theme.scale.names.max(0.1).sqrt();
    // So does a small map: it has room for fewer symbols than its ground would bear.
    let scale = scale * (ROOMY_MAP_PT2 / frame.map.area().max(1.0)).sqrt().max(1.0);
    (scale < shown_below(formation.level) || leads_alone(data, formation, spot))
        && struck_since(formation, state.at).is_none_or(|secs| secs < STRUCK_SECS)
}

/// True for one that makes an axis of its own under no army: it counts as one.
fn leads_alone(data: &Dataset, formation: &Formation, spot: &FormationSpot) -> bool {
    let leads = matches!(spot.by, SpotBy::Movement(m) if data.movements.get(m).is_some_and(|m| m.rank == 1));
    let parent = |id: &String| data.formations.iter().find(|f| f.id == *id);
    let mut above =
        std::iter::successors(formation.parent.as_ref().and_then(parent), |f| f.parent.as_ref().and_then(parent));
    leads && !above.by_ref().take(MOST_LEVELS).any(|f| f.level == Level::Army)
}

/// For how long a formation of Japan's side has been out of the war, seconds. The fate of the others is where their
/// campaign ended: they stay.
pub(super) fn struck_since(formation: &Formation, at: Instant) -> Option<i64> {
    let fate = formation.fate.as_ref().filter(|_| FrameShape::of(formation.side) == FrameShape::Lozenge)?;
    Some(at.secs_since(fate.comes_at)).filter(|secs| *secs >= 0)
}

/// The formations above one, the nearest first.
fn ancestors(parent: Option<usize>, parents: &BTreeMap<usize, Option<usize>>) -> impl Iterator<Item = usize> {
    std::iter::successors(parent, |above| parents.get(above).copied().flatten()).take(MOST_LEVELS)
}

/// True for one that is known to have dissolved in the month, on no known day, and whose place the enemy has taken.
fn is_overrun(data: &Dataset, state: &WorldState, spot: &FormationSpot, anchor: Point, grounds: &Grounds) -> bool {
    let formation = &data.formations[spot.formation];
    let is_of_this_month = formation.fate.as_ref().is_some_and(|fate| {
        fate.date.precision() == Some(Precision::Month) && fate.comes_at.secs_since(state.at) < MONTH_SECS
    });
    is_of_this_month && grounds.standing(Camp::of(formation.side), anchor) == Standing::Enemy
}

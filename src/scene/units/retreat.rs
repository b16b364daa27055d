//! Where those stand whose place the enemy has taken.
//!
//! The order of battle knows a formation by dated places. Between one that the front has passed and the next one it was on
//! its way, nobody says where: it is shown where the way straight there comes on to ground of its own.

use kurbo::Point;

use super::ground::{Camp, Grounds, Standing};
use crate::data::{Dataset, Formation, PositionKind};
use crate::geo::{LonLat, distance_m};
use crate::model::{FormationSpot, WorldState};
use crate::scene::frame::Frame;

/// Places nearer than this are one, metres.
const SAME_PLACE_M: f64 = 20_000.0;
/// Step along the way, points.
const STEP_PT: f64 = 3.0;
/// How far behind its own front it stands, points: a symbol's height.
const BEHIND_PT: f64 = 12.0;

/// The point on the page where a formation is shown: where it is known to be, unless it has fallen back.
pub(super) fn place(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    spot: &FormationSpot,
    grounds: &Grounds,
) -> Point {
    let here = frame.place(spot.at);
    let formation = &data.formations[spot.formation];
    let camp = Camp::of(formation.side);
    let is_left_behind = camp == Some(Camp::Japanese)
        && !spot.is_moving
        && !spot.has_ended
        && grounds.standing(camp, here) == Standing::Enemy;
    let next = next_known(formation, state).filter(|next| is_left_behind && distance_m(*next, spot.at) > SAME_PLACE_M);
    let Some(there) = next.map(|next| frame.place(next)) else { return here };
    let way_pt = here.distance(there);
    let on_way = |along_pt: f64| here.lerp(there, (along_pt / way_pt).min(1.0));
    let is_own = |p: &Point| grounds.standing(camp, *p) == Standing::Own;
    let steps = std::iter::successors(Some(0.0), |along| Some(along + STEP_PT)).take_while(|along| *along < way_pt);
    let own = steps.map(|along| (along, on_way(along))).find(|(_, p)| is_own(p));
    let place = own.map(|(along, edge)| Some(on_way(along + BEHIND_PT)).filter(is_own).unwrap_or(edge));
    place.unwrap_or(there)
}

/// The next place where it is known to be.
fn next_known(formation: &Formation, state: &WorldState) -> Option<LonLat> {
    let is_next = |since, what| since > state.at && what != PositionKind::Planned;
    let next = formation.positions.iter().find(|position| is_next(position.since, position.what));
    next.map(|position| position.at).or_else(|| formation.fate.as_ref()?.at)
}

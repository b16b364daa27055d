//! The side of its true point on which a symbol would rather stand.

use kurbo::Vec2;

use super::symbol::FrameShape;
use crate::data::{Dataset, Formation, Movement, Status};
use crate::geo::LonLat;
use crate::scene::frame::Frame;

/// A way of this length on the page has a direction, points.
const FAR_PT: f64 = 12.0;

/// Where its symbol would rather stand: behind its march, taken as a whole; for those of the Allies without a march of
/// their own, towards where they came from; or else away from the frontier of the first day. Little of it changes while
/// time plays.
pub(super) fn favoured_side(frame: &Frame, data: &Dataset, formation: &Formation, at: LonLat) -> Vec2 {
    let here = frame.place(at);
    let own = own_marches(data, formation).next();
    let march = own.and_then(|m| Some(frame.place(*m.line.first()?) - frame.place(*m.line.last()?)));
    let home = || {
        let first = formation.positions.first().filter(|_| FrameShape::of(formation.side) == FrameShape::Rectangle)?;
        Some(frame.place(first.at) - here)
    };
    let away = || Some(here - frame.place(nearest_of_frontier(data, at)?));
    let is_far = |way: &Vec2| way.hypot() > FAR_PT;
    let way = march.filter(is_far).or_else(|| home().filter(is_far)).or_else(away);
    way.filter(|way| way.hypot() > 1e-6).map_or(Vec2::new(1.0, 0.0), Vec2::normalize)
}

/// The marches that a formation made itself.
fn own_marches<'a>(data: &'a Dataset, formation: &'a Formation) -> impl Iterator<Item = &'a Movement> {
    data.movements
        .iter()
        .filter(|m| m.formation == formation.id && m.meta.status == Status::Executed && m.meta.variant.is_none())
}

/// The vertex of the sectors' first lines that is nearest to a place.
fn nearest_of_frontier(data: &Dataset, at: LonLat) -> Option<LonLat> {
    let first = data.fronts.iter().map(|f| f.stands_at).min()?;
    let east = at.lat.to_radians().cos();
    let apart = |p: &LonLat| ((p.lon - at.lon) * east).powi(2) + (p.lat - at.lat).powi(2);
    let lines = data.fronts.iter().filter(|f| f.stands_at == first);
    lines.flat_map(|f| &f.line).min_by(|a, b| apart(a).total_cmp(&apart(b))).copied()
}

//! Where a front faces the enemy, and where it only looks across a sliver of open ground at friends or at the sea.
//!
//! A sliver that is too narrow to be told at the scale of the page is closed: no front is drawn there, and its ground is
//! tinted with the rest. This is a rule of drawing; what is measured keeps its figures. Space: points on the page. Japanese
//! ground lies on the left of a line.

mod trace;

#[cfg(test)]
mod tests;

use kurbo::{Point, Vec2};

use trace::{Moved, Trace};

use super::cells::Cells;
use super::frame::{Frame, bounds};
use super::shapes::resample;
use crate::data::{Dataset, Side, Status};
use crate::model::{FrontState, StretchKind, WorldState};

/// Step at which a bold line is resampled before it is smoothed, points: finer bends than its own width are noise.
pub(super) const FRONT_STEP_PT: f64 = 1.6;
/// Two seams nearer than this are one, points.
const SAME_SEAM_PT: f64 = 7.0;
/// How far before a front that begins, points.
const PROBE_PT: f64 = 3.0;
/// Step of a look ahead, points.
const LOOK_PT: f64 = 2.0;
/// Open ground narrower than this between two parts of the ground held is closed, points: about twice a front with its teeth.
const FRIEND_PT: f64 = 9.0;
/// Open ground narrower than this between a front and the sea is closed, points.
const SEA_PT: f64 = 12.0;
/// Between two places where it is as narrow, wider ground is closed with them up to this, points.
const WIDE_SEA_PT: f64 = 2.2 * SEA_PT;
/// Ground along the sea that is wider than this is open at any scale, metres, unless it is as narrow as a front on the page.
const SEA_M: f64 = 40_000.0;
/// Open ground that is shut in on all sides is closed if it is nowhere wider than this, metres, and not defended.
const ENCLOSED_M: f64 = 40_000.0;
/// The same on a page of large scale, points.
const ENCLOSED_PT: f64 = 64.0;

/// A part of a front that faces the enemy.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Points on the page.
    pub line: Vec<Point>,
    /// True where it stands on a dated line.
    pub is_attested: bool,
}

/// The fronts of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Facing {
    /// Frontiers that nobody has crossed.
    pub frontier: Vec<Vec<Point>>,
    /// What faces the enemy.
    pub parts: Vec<Part>,
    /// Where two advances have met, or are as good as met.
    pub seams: Vec<Vec<Point>>,
    /// Slivers of open ground to be tinted as ground held, triangle by triangle.
    pub closed: Vec<[Point; 3]>,
}

/// What the page is like before anybody holds anything.
pub(super) struct Ground {
    /// Land; lakes are land.
    pub land: Cells,
    /// Lakes.
    pub lakes: Cells,
}

/// What lies before a point of a front.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Look {
    /// The enemy.
    Enemy,
    /// Ground held, this far ahead.
    Friend(f64),
    /// Ground held, farther ahead: a sliver only if it is shut in.
    Far(f64),
    /// The sea, this far ahead.
    Sea(f64),
    /// The sea, farther ahead: a sliver only between two that are narrower.
    FarSea(f64),
    /// The point itself is on water.
    Water,
    /// Not on the page.
    Beyond,
    /// A piece too short to be drawn.
    Crumb,
}

impl Look {
    const fn is_friend(self) -> bool {
        matches!(self, Self::Friend(_))
    }

    /// How far a sliver reaches here, and what part of that is this side's when it bends into the sliver's end.
    fn gap(self) -> Option<(f64, f64)> {
        match self {
            Self::Friend(gap) => Some((gap, 0.5)),
            Self::Sea(gap) => Some((gap, 1.0)),
            _ => None,
        }
    }
}

/// What is known of the ground before fronts.
struct Around<'a> {
    ground: &'a Ground,
    held: &'a Cells,
    defenders: Vec<Point>,
    /// Fronts that stand on a line that was agreed or ordered stand there for good: what lies between them and the sea is
    /// somebody else's.
    limits: Cells,
    enclosed_pt: f64,
    sea_pt: f64,
    wide_sea_pt: f64,
}

/// The fronts of `state` on the page, as far as they face anybody; `held` is the ground behind them.
pub(super) fn facing(frame: &Frame, data: &Dataset, state: &WorldState, ground: &Ground, held: &Cells) -> Facing {
    let is_japanese = |index: usize| {
        let side = data.formations.get(index).map(|f| f.side);
        matches!(side, Some(Side::Japan | Side::Manchukuo | Side::Mengjiang))
    };
    let defenders = state.formations.iter().filter(|spot| !spot.has_ended && is_japanese(spot.formation));
    let around = Around {
        ground,
        held,
        defenders: defenders.map(|spot| frame.place(spot.at)).collect(),
        limits: limits(frame, data, state),
        enclosed_pt: (ENCLOSED_M / frame.metres(1.0)).clamp(FRIEND_PT, ENCLOSED_PT),
        sea_pt: (SEA_M / frame.metres(1.0)).clamp(FRIEND_PT, SEA_PT),
        wide_sea_pt: (SEA_M / frame.metres(1.0)).clamp(FRIEND_PT, WIDE_SEA_PT),
    };
    let (mut facing, mut seen) = (Facing::default(), Cells::new(frame.page()));
    for front in &state.fronts {
        // Two fronts that have met have one seam.
        let mut seams = std::mem::take(&mut facing.seams);
        facing.add(frame, front, &around);
        seams.extend(facing.seams.drain(..).flat_map(|seam| seen.apart(&seam, SAME_SEAM_PT, SAME_SEAM_PT)));
        for seam in &seams {
            seen.put_near(seam, SAME_SEAM_PT);
        }
        facing.seams = seams;
    }
    facing
}

/// How near to a line a front stands on it, points.
const ON_LIMIT_PT: f64 = 5.0;

/// The lines of agreements and orders in force.
fn limits(frame: &Frame, data: &Dataset, state: &WorldState) -> Cells {
    let mut limits = Cells::new(frame.page());
    let in_force = state.zones.iter().filter_map(|&index| data.zones.get(index));
    for zone in in_force.filter(|zone| matches!(zone.meta.status, Status::Agreed | Status::Ordered)) {
        if let geo::Geometry::LineString(line) = &zone.geometry {
            let line = frame.line(&super::base::places(line).collect::<Vec<_>>());
            limits.put_near(&resample(&line, FRONT_STEP_PT), ON_LIMIT_PT);
        }
    }
    limits
}

impl Facing {
    fn add(&mut self, frame: &Frame, front: &FrontState, around: &Around) {
        let mut runs = vec![Moved::default()];
        for stretch in &front.stretches {
            let line = frame.line(&stretch.line);
            if stretch.kind == StretchKind::Frontier {
                if line.len() >= 2 && frame.sees(bounds(&line)) {
                    self.frontier.push(line);
                }
                runs.push(Moved::default());
            } else if let Some(run) = runs.last_mut() {
                run.push(&line, stretch.kind == StretchKind::Attested);
            }
        }
        let traces: Vec<Trace> = runs
            .iter()
            .filter(|run| run.line.len() >= 2 && frame.sees(bounds(&run.line)))
            .map(|run| Trace::new(run, around))
            .collect();
        let longest = traces.iter().map(Trace::longest_pt).fold(0.0, f64::max);
        for mut trace in traces {
            trace.drop_crumbs(longest);
            trace.close(self);
        }
    }
}

impl Around<'_> {
    /// What lies before `p` of a front whose left is `left`.
    fn look(&self, p: Point, left: Vec2) -> Look {
        if !self.held.cover(p) {
            return Look::Beyond;
        }
        if !self.ground.land.hold(p) || self.ground.lakes.hold(p) {
            return Look::Water;
        }
        let mut gap = PROBE_PT;
        while gap <= self.enclosed_pt.max(self.wide_sea_pt) {
            let ahead = p + left * gap;
            if !self.held.cover(ahead) {
                return Look::Enemy;
            }
            if !self.ground.land.hold(ahead) {
                return match gap {
                    _ if self.limits.hold(p) => Look::Enemy,
                    gap if gap <= self.sea_pt => Look::Sea(gap),
                    gap if gap <= self.wide_sea_pt => Look::FarSea(gap),
                    _ => Look::Enemy,
                };
            }
            if self.held.hold(ahead) {
                return self.friend(p, left, gap);
            }
            gap += LOOK_PT;
        }
        Look::Enemy
    }

    /// Ground held lies `gap` ahead: a sliver, unless somebody defends it.
    fn friend(&self, p: Point, left: Vec2, gap: f64) -> Look {
        let middle = p + left * gap * 0.5;
        if gap <= PROBE_PT {
            Look::Friend(gap)
        } else if self.defenders.iter().any(|at| at.distance(middle) < gap * 0.5 + 2.0) {
            Look::Enemy
        } else if gap <= FRIEND_PT {
            Look::Friend(gap)
        } else if gap <= self.enclosed_pt {
            Look::Far(gap)
        } else {
            Look::Enemy
        }
    }
}

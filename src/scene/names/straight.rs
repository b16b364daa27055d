//! Names beside lines: straight, along a piece of the line that is nearly straight, or level beside it.
//!
//! Letters that follow a bend spread on its outer side and pile up on its inner one; a name beside a line of the campaign
//! is never bent. Space: points on the page, y down.

use std::cmp::Reverse;
use std::f64::consts::PI;
use std::sync::Arc;

use kurbo::{Point, Vec2};

use super::{Block, Setting};
use crate::label::{OrientedBox, chain_of};
use crate::scene::frame::Frame;
use crate::scene::shapes::resample;
use crate::text::{AlongPath, ShapedLine, set_along};

/// Distance at which a line is looked at, points.
const STEP_PT: f64 = 2.0;
/// How far inside the map a piece has to lie, points.
const INSIDE_PT: f64 = 4.0;
/// Length over which the direction of a piece is taken, points: less is the line's own unrest.
const REACH_PT: f64 = 14.0;
/// The most that a piece turns as a whole, and the most from one reach to the next, radians.
const MOST_TURN: f64 = 12.0 * PI / 180.0;
const MOST_BEND: f64 = 6.0 * PI / 180.0;
/// The most that a piece strays from its chord to both sides together, points.
const MOST_STRAY_PT: f64 = 4.0;
/// Distance between the letters of a name and its line, points.
pub(super) const NEAR_PT: f64 = 2.2;
/// The part of a font's descent that letters take.
const DROP: f64 = 0.6;
/// Most pieces of one line that are tried.
const MOST_PIECES: usize = 12;
/// Distance of the places along a line at which level names are tried, in steps of looking, and the most of them.
const LEVEL_STEP: usize = 12;
const MOST_LEVEL: usize = 12;
/// Least and greatest distance of a level name from its line, points.
const LEVEL_NEAR_PT: f64 = 2.8;
const LEVEL_FAR_PT: f64 = 12.5;

/// The chord of a nearly straight piece of a line, from left to right (upwards if it stands on end).
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    from: Point,
    along: Vec2,
    long_pt: f64,
    /// How far the line strays above its chord and below it, points.
    stray: [f64; 2],
}

impl Piece {
    /// The middle of the chord.
    pub(super) fn middle(&self) -> Point {
        self.from + self.along * (self.long_pt / 2.0)
    }

    /// How nearly it stands on end: 0 for a level one, 1 for an upright one.
    pub(super) fn steepness(&self) -> f64 {
        self.along.y * self.along.y
    }

    /// A line of text in its middle, above what the line reaches or below it, `gap_pt` between letters and line.
    pub(super) fn beside(
        &self,
        line: &Arc<ShapedLine>,
        gap_pt: f64,
        is_above: bool,
    ) -> Option<(Vec<OrientedBox>, Setting)> {
        self.set(line, if is_above { gap_pt + line.descent_pt * DROP } else { -gap_pt - line.cap_height_pt })
    }

    /// A line of text in its middle, the baseline `rise_pt` above what the line reaches; below it if negative.
    fn set(&self, line: &Arc<ShapedLine>, rise_pt: f64) -> Option<(Vec<OrientedBox>, Setting)> {
        let up = Vec2::new(self.along.y, -self.along.x);
        let rise = if rise_pt > 0.0 { rise_pt + self.stray[0] } else { rise_pt - self.stray[1] };
        let start = self.from + up * rise;
        let curved = set_along(line, &[start, start + self.along * self.long_pt], &AlongPath::default()).ok()?;
        let boxes = chain_of(&curved, line.cap_height_pt, line.descent_pt * DROP);
        Some((boxes, Setting::Curve { line: Arc::clone(line), curved }))
    }

    /// A line of text set into it.
    pub(super) fn set_into(&self, line: &Arc<ShapedLine>) -> Option<(Vec<OrientedBox>, Setting)> {
        Self { stray: [0.0; 2], ..*self }.set(line, -line.x_height_pt / 2.0)
    }
}

/// Every `step`th index up to `last`, the multiples of the greatest powers of two first: while a line moves through the map,
/// the first of them that are on it change as rarely as can be.
fn steady_order(last: usize, step: usize) -> impl Iterator<Item = usize> {
    let mut all: Vec<usize> = (0..=last / step).collect();
    all.sort_by_key(|k| Reverse(k.trailing_zeros()));
    all.into_iter().map(move |k| k * step)
}

/// Nearly straight pieces of a line that are `width_pt` long and lie on the map. They begin at fixed places of the line, so
/// that a name rests on the ground while the map is panned.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "points of a label")]
pub(super) fn pieces(line: &[Point], frame: &Frame, width_pt: f64) -> Vec<Piece> {
    let dense = resample(line, STEP_PT);
    let map = frame.map.inset(-INSIDE_PT);
    let long = ((width_pt + 2.0) / STEP_PT).ceil() as usize;
    let Some(last) = dense.len().checked_sub(long + 1) else { return Vec::new() };
    let runs = steady_order(last, (long / 6).max(1)).map(|start| &dense[start..=start + long]);
    runs.filter(|run| run.iter().all(|p| map.contains(*p))).filter_map(straight).take(MOST_PIECES).collect()
}

/// The chord of a run of points, if it is nearly straight.
fn straight(run: &[Point]) -> Option<Piece> {
    let (first, last) = (*run.first()?, *run.last()?);
    let chord = last - first;
    let long_pt = chord.hypot();
    if long_pt < 1.0 {
        return None;
    }
    let is_backwards = if chord.x.abs() < 0.05 * long_pt { chord.y > 0.0 } else { chord.x < 0.0 };
    let (from, along) = if is_backwards { (last, -chord / long_pt) } else { (first, chord / long_pt) };
    let up = Vec2::new(along.y, -along.x);
    let strays = run.iter().map(|p| (*p - from).dot(up));
    let (low, high) = strays.fold((0.0_f64, 0.0_f64), |(low, high), s| (low.min(s), high.max(s)));
    if high - low > MOST_STRAY_PT || turns(run, chord) {
        return None;
    }
    Some(Piece { from, along, long_pt, stray: [high, -low] })
}

/// True if a run turns by more than a label may.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "points of a reach")]
fn turns(run: &[Point], chord: Vec2) -> bool {
    let reach = (REACH_PT / STEP_PT) as usize;
    let steps = run.iter().step_by(reach).zip(run.iter().skip(reach).step_by(reach));
    let turns: Vec<f64> = steps.map(|(a, b)| chord.cross(*b - *a).atan2(chord.dot(*b - *a))).collect();
    let (least, most) = turns.iter().fold((0.0_f64, 0.0_f64), |(least, most), t| (least.min(*t), most.max(*t)));
    most - least > MOST_TURN || turns.windows(2).any(|w| (w[1] - w[0]).abs() > MOST_BEND)
}

/// Places of a level block beside a line, close to it and clear of it.
pub(super) fn level_beside(line: &[Point], frame: &Frame, block: &Block) -> Vec<(OrientedBox, Setting)> {
    let map = frame.map.inset(-INSIDE_PT);
    let dense = resample(line, STEP_PT);
    let seen: Vec<Point> = dense.iter().copied().filter(|p| map.contains(*p)).collect();
    let (w, h) = block.size();
    let mut found = Vec::new();
    let spots = steady_order(dense.len(), LEVEL_STEP).filter_map(|index| dense.get(index).copied());
    for at in spots.filter(|p| map.contains(*p)).take(MOST_LEVEL) {
        for (side, align) in [
            (Vec2::new(1.0, 0.0), 0.0),
            (Vec2::new(-1.0, 0.0), 1.0),
            (Vec2::new(0.0, -1.0), 0.5),
            (Vec2::new(0.0, 1.0), 0.5),
        ] {
            let mut away = LEVEL_NEAR_PT;
            while away <= LEVEL_FAR_PT {
                let centre = at + Vec2::new(side.x * (away + w / 2.0), side.y * (away + h / 2.0));
                let (area, setting) = block.at(Point::new(centre.x - w / 2.0, centre.y - h / 2.0), align);
                let clear = area.grown(LEVEL_NEAR_PT * 0.8);
                if !seen.windows(2).any(|pair| clear.touches_segment(pair[0], pair[1], 0.0)) {
                    found.push((area, setting));
                    break;
                }
                away += STEP_PT;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bend(turn: f64) -> Vec<Point> {
        let corner = Point::new(100.0, 100.0);
        resample(&[Point::new(0.0, 100.0), corner, corner + Vec2::from_angle(turn) * 100.0], STEP_PT)
    }

    #[test]
    fn a_run_with_a_bend_is_no_piece_and_a_gentle_arc_is_one() {
        assert!(straight(&bend(0.0)).is_some());
        assert!(straight(&bend(0.04)).is_some(), "two degrees can not be seen");
        for turn in [0.15, 0.3, 0.8, 1.6, 2.6, -0.15, -1.6] {
            assert!(straight(&bend(turn)).is_none(), "a bend of {turn}");
        }
        let arc = |radius: f64| {
            (0..60)
                .map(|i| Vec2::from_angle(f64::from(i) * 2.0 / radius))
                .map(move |v| (v * radius).to_point())
                .collect::<Vec<_>>()
        };
        assert!(straight(&arc(900.0)).is_some());
        assert!(straight(&arc(300.0)).is_none(), "twenty degrees are a bend");
    }

    #[test]
    fn a_piece_runs_from_left_to_right_whichever_way_its_line_runs() {
        let there = bend(0.02);
        let back: Vec<Point> = there.iter().rev().copied().collect();
        for run in [there, back] {
            let piece = straight(&run).unwrap();
            assert!(piece.along.x > 0.99 && piece.from.x < 1.0);
            // The line sags above its chord (y down), on the page's upper side.
            assert!(piece.stray[0] > 0.5 && piece.stray[1] < 1e-9, "{piece:?}");
        }
    }
}

//! Places for the symbols of one anchor: beside it, or moved aside with a leader line.
//!
//! Every slot is fixed to the anchor, so that a symbol rides with its formation until its slot is taken.

use kurbo::{Point, Rect, Vec2};

use crate::label::{Candidate, OrientedBox};

/// Distances from the anchor, in heights of a symbol.
const DISTANCES: [f64; 7] = [0.5, 1.2, 2.1, 3.2, 4.4, 5.8, 7.4];
/// Directions tried at each distance: more of them from where a step aside between two is wider than a symbol.
const DIRECTIONS: u32 = 8;
const MORE_DIRECTIONS: u32 = 16;
const MORE_FROM: f64 = 2.0;
/// What it costs to stand one symbol's height further away, and how much dearer every further one is: a long leader is
/// worse than two short ones.
const FAR_COST: f64 = 3.0;
const FARTHER_COST: f64 = 0.45;
/// What it costs to stand on the side opposite to the favoured one; beside it a quarter of that.
const TURN_COST: f64 = 14.0;
/// What it costs to leave one formation of a stack out.
const SHORT_COST: f64 = 60.0;
/// Shorter leaders are not drawn, heights of a symbol: they would look like dirt.
const LEAST_LEADER: f64 = 0.8;
/// From the frame to its label, and between the rows of a stack, heights of a symbol.
const LABEL_GAP: f64 = 0.22;
const ROW_GAP: f64 = 0.2;
/// Half the width of the strip that a leader keeps for itself, points.
const LEADER_HALF_PT: f64 = 0.7;
/// How much of a leader others may touch, and how far beyond its beginning none may go on, points.
const LEADER_FREE_PT: f64 = 2.7;
/// How much of a leader may cross the signs that stand about its true point, points.
const WAY_OUT_PT: f64 = 10.0;
const BEYOND_PT: f64 = 6.0;

/// The measures of one symbol with its label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Half the frame.
    pub half: Vec2,
    /// Room above the frame for the echelon's mark.
    pub mark_pt: f64,
    /// Width of the label.
    pub label_pt: f64,
    /// Height of the label's capitals.
    pub cap_pt: f64,
    /// Depth of its descenders.
    pub drop_pt: f64,
}

impl Row {
    fn height(&self) -> f64 {
        self.mark_pt + self.half.y * 2.0
    }
}

/// Where the first symbols of a stack stand.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// The symbols shown, from the top.
    pub shown: Vec<Seat>,
    /// From the anchor to the stack, unless it stands close by.
    pub leader: Option<(Point, Point)>,
    /// What it costs to stand there, whatever lies there.
    pub cost: f64,
}

/// Where one symbol stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    /// Middle of the frame.
    pub frame: Point,
    /// Left end of the label's baseline.
    pub label: Point,
    /// What the symbol covers with its mark.
    pub body: Rect,
    /// What the label covers.
    pub text: Rect,
}

impl Slot {
    /// The place for a label of this slot at a cost.
    pub fn candidate(&self, cost: f64) -> Candidate {
        let boxes = self.shown.iter().flat_map(|seat| [seat.body, seat.text]).map(OrientedBox::upright).collect();
        let (marks, claims) = self.leader.map_or_else(Default::default, |(from, to)| {
            let (line, claims) = strips(from, to);
            (vec![line], claims.to_vec())
        });
        Candidate { boxes, marks, claims, cost }
    }
}

/// Symbols one above the other, the greatest on top.
pub(super) struct Block {
    /// Rows from the top.
    pub rows: Vec<Row>,
    /// Height of a symbol, points.
    pub size_pt: f64,
}

impl Block {
    /// All places round `anchor` up to `reach_pt` from it, the near ones first, in an order that is the same wherever
    /// `favoured` points, which is where the symbols would rather stand: from picture to picture a place keeps its number.
    pub fn around(&self, anchor: Point, favoured: Vec2, reach_pt: f64) -> Vec<Slot> {
        let mut places = Vec::new();
        for shown in (1..=self.rows.len()).rev() {
            let dearer = Self::spare_cost(self.rows.len() + 1 - shown);
            for distance in DISTANCES.into_iter().filter(|distance| distance * self.size_pt <= reach_pt) {
                let directions = if distance < MORE_FROM { DIRECTIONS } else { MORE_DIRECTIONS };
                for i in 0..directions {
                    let along = Vec2::from_angle(f64::from(i) * std::f64::consts::TAU / f64::from(directions));
                    let turned = TURN_COST * ((1.0 - along.dot(favoured)) / 2.0).powi(2);
                    let far = distance * FAR_COST + distance * distance * FARTHER_COST;
                    places.push(self.at(shown, anchor, along, distance * self.size_pt, dearer + far + turned));
                }
            }
        }
        places
    }

    /// What it costs a stack of `rows` to show one row only.
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    pub fn spare_cost(rows: usize) -> f64 {
        SHORT_COST * rows.saturating_sub(1) as f64
    }

    /// The first `shown` rows at a distance from the anchor.
    fn at(&self, shown: usize, anchor: Point, along: Vec2, gap_pt: f64, cost: f64) -> Slot {
        let rows = &self.rows[..shown];
        let column = rows.iter().map(|r| r.half.x * 2.0).fold(0.0, f64::max);
        let label_gap = self.size_pt * LABEL_GAP;
        let label = rows.iter().map(|r| r.label_pt).fold(0.0, f64::max) + label_gap;
        let between = self.size_pt * ROW_GAP;
        #[expect(clippy::cast_precision_loss, reason = "a few rows")]
        let height = rows.iter().map(Row::height).sum::<f64>() + between * (shown - 1) as f64;
        let half = Vec2::new(column + label, height) / 2.0;
        let out = (half.x / along.x.abs().max(1e-9)).min(half.y / along.y.abs().max(1e-9));
        let mut middle = anchor + along * (gap_pt + out);
        let is_mirrored = along.x < -0.01;
        if along.x.abs() < 0.3 {
            // Above or below: the frames stand over the anchor, not the middle of frames and labels.
            middle.x = anchor.x + if is_mirrored { -label / 2.0 } else { label / 2.0 };
        }
        let frame_x = if is_mirrored { middle.x + half.x - column / 2.0 } else { middle.x - half.x + column / 2.0 };
        let mut slot = Slot { shown: Vec::with_capacity(shown), leader: None, cost };
        let mut y = middle.y - half.y;
        for row in rows {
            let centre = Point::new(frame_x, y + row.mark_pt + row.half.y);
            let body = Rect::new(centre.x - row.half.x, y, centre.x + row.half.x, centre.y + row.half.y);
            let left = if is_mirrored {
                centre.x - column / 2.0 - label_gap - row.label_pt
            } else {
                centre.x + column / 2.0 + label_gap
            };
            let baseline = centre.y + row.cap_pt / 2.0;
            let text = Rect::new(left, baseline - row.cap_pt, left + row.label_pt, baseline + row.drop_pt);
            slot.shown.push(Seat { frame: centre, label: Point::new(left, baseline), body, text });
            y += row.height() + between;
        }
        let end = self.nearest_end(anchor, &slot.shown, is_mirrored);
        slot.leader = (end.distance(anchor) > self.size_pt * LEAST_LEADER).then_some((anchor, end));
        slot
    }

    /// Where a leader from a point meets the frames: on the side without labels, at the foot of the last, or on top of
    /// the first one's mark.
    fn nearest_end(&self, from: Point, shown: &[Seat], is_mirrored: bool) -> Point {
        let side = if is_mirrored { 1.0 } else { -1.0 };
        let placed = || shown.iter().map(|seat| seat.frame).zip(&self.rows);
        let sides = placed().map(|(c, row)| c + (side * row.half.x, 0.0));
        let top = placed().next().map(|(c, row)| c - (0.0, row.half.y + row.mark_pt));
        let foot = placed().next_back().map(|(c, row)| c + (0.0, row.half.y));
        let ends = sides.chain(top).chain(foot);
        ends.min_by(|a, b| a.distance(from).total_cmp(&b.distance(from))).unwrap_or(from)
    }
}

/// What a leader keeps for itself: its line, which should cross nothing, and what it claims besides: its way out of the
/// signs at its beginning, but for the first bit, where others may begin too, and a little beyond its beginning, so that
/// no leader goes on where it ends and both look like one.
fn strips(from: Point, to: Point) -> (OrientedBox, [OrientedBox; 2]) {
    let along = (to - from).normalize();
    let strip = |a: Point, b: Point| OrientedBox {
        centre: a.midpoint(b),
        half: Vec2::new((a.distance(b) / 2.0 - LEADER_HALF_PT).max(0.1), LEADER_HALF_PT),
        turn: along.atan2(),
    };
    let (free, out) = (along * LEADER_FREE_PT, along * WAY_OUT_PT.min(from.distance(to) / 2.0));
    (
        strip(from + out, to),
        [strip(from + free, from + out + along * 2.0 * LEADER_HALF_PT), strip(from - along * BEYOND_PT, from - free)],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(rows: usize) -> Block {
        let row = Row { half: Vec2::new(6.75, 4.5), mark_pt: 4.0, label_pt: 20.0, cap_pt: 4.6, drop_pt: 1.0 };
        Block { rows: vec![row; rows], size_pt: 9.0 }
    }

    #[test]
    fn no_slot_covers_its_anchor_or_its_own_leader() {
        let anchor = Point::new(100.0, 100.0);
        for slot in block(2).around(anchor, Vec2::new(1.0, 0.0), 200.0) {
            let candidate = slot.candidate(slot.cost);
            assert!(candidate.boxes.iter().all(|b| !b.touches_disc(anchor, 1.5)), "{slot:?}");
            for mark in &candidate.marks {
                // A slanting leader that ends on an edge dips into it by no more than half its width.
                assert!(candidate.boxes.iter().all(|b| !b.grown(-LEADER_HALF_PT).overlaps(mark)), "{slot:?}");
            }
        }
    }

    #[test]
    fn slots_ride_with_the_anchor() {
        let by = Vec2::new(3.0, -7.0);
        let (here, there) = (Point::new(10.0, 20.0), Point::new(10.0, 20.0) + by);
        let favoured = Vec2::new(0.0, 1.0);
        for (a, b) in block(1).around(here, favoured, 200.0).iter().zip(block(1).around(there, favoured, 200.0)) {
            assert!((a.shown[0].frame + by).distance(b.shown[0].frame) < 1e-9);
        }
    }

    #[test]
    fn the_favoured_side_is_the_cheapest() {
        let anchor = Point::new(100.0, 100.0);
        for favoured in [Vec2::new(1.0, 0.0), Vec2::new(-1.0, 0.0), Vec2::new(0.0, 1.0)] {
            let places = block(1).around(anchor, favoured, 200.0);
            let first = places.iter().min_by(|a, b| a.cost.total_cmp(&b.cost)).unwrap();
            assert!((first.shown[0].frame - anchor).dot(favoured) > 5.0, "{favoured:?}: {first:?}");
        }
    }
}

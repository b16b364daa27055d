//! Where on the page something stands already: a uniform grid of cells.

use kurbo::{Point, Rect};

use super::OrientedBox;

/// Side of a cell, points: about the length of a town's name.
const CELL_PT: f64 = 40.0;
/// Most cells a side.
const MAX_CELLS: f64 = 256.0;

/// What a label may run into.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Thing {
    Box(OrientedBox),
    Disc { at: Point, radius_pt: f64 },
    Segment { a: Point, b: Point, buffer_pt: f64 },
}

impl Thing {
    pub(super) fn bounds(&self) -> Rect {
        match self {
            Self::Box(b) => b.bounds(),
            Self::Disc { at, radius_pt } => Rect::from_center_size(*at, (2.0 * radius_pt, 2.0 * radius_pt)),
            Self::Segment { a, b, buffer_pt } => Rect::from_points(*a, *b).inflate(*buffer_pt, *buffer_pt),
        }
    }

    pub(super) fn touches(&self, label: &OrientedBox) -> bool {
        match self {
            Self::Box(b) => b.overlaps(label),
            Self::Disc { at, radius_pt } => label.touches_disc(*at, *radius_pt),
            Self::Segment { a, b, buffer_pt } => label.touches_segment(*a, *b, *buffer_pt),
        }
    }
}

/// The wholes that a label touches, each with its price: memory that is used again.
pub(super) type Touched = Vec<(u32, f64)>;

/// Things by the cells that their bounds cover. Things beyond the frame stand in its outermost cells.
#[derive(Debug)]
pub(super) struct Index {
    frame: Rect,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<u32>>,
    things: Vec<Standing>,
    /// Number of the next whole.
    next_whole: u32,
}

/// A thing on the page.
#[derive(Debug)]
struct Standing {
    thing: Thing,
    /// What it is part of: a line of many segments costs once, however many of them are touched.
    whole: u32,
    /// What it costs a label to touch it; not finite if that is forbidden.
    cost: f64,
    /// True for what not even a mark may touch: a placed label.
    is_closed: bool,
}

impl Index {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 256 cells")]
    pub(super) fn new(frame: Rect) -> Self {
        let cells = |length: f64| (length / CELL_PT).ceil().clamp(1.0, MAX_CELLS) as usize;
        let (columns, rows) = (cells(frame.width()), cells(frame.height()));
        Self { frame, columns, rows, cells: vec![Vec::new(); columns * rows], things: Vec::new(), next_whole: 0 }
    }

    /// Adds an obstacle; a cost that is not finite forbids.
    pub(super) fn push(&mut self, thing: Thing, cost: f64) {
        self.push_whole([thing], cost);
    }

    /// Adds an obstacle of many parts that costs once; a cost that is not finite forbids.
    pub(super) fn push_whole(&mut self, parts: impl IntoIterator<Item = Thing>, cost: f64) {
        let whole = self.number();
        parts.into_iter().for_each(|thing| self.add(Standing { thing, whole, cost, is_closed: false }));
    }

    /// Adds an obstacle that not even a mark may touch.
    pub(super) fn close(&mut self, parts: impl IntoIterator<Item = Thing>) {
        let whole = self.number();
        let closed = |thing| Standing { thing, whole, cost: f64::INFINITY, is_closed: true };
        parts.into_iter().for_each(|thing| self.add(closed(thing)));
    }

    fn number(&mut self) -> u32 {
        self.next_whole += 1;
        self.next_whole
    }

    fn add(&mut self, standing: Standing) {
        let Ok(number) = u32::try_from(self.things.len()) else { return };
        let bounds = standing.thing.bounds();
        if !bounds.is_finite() {
            return;
        }
        self.things.push(standing);
        let (columns, rows) = self.cells_of(bounds);
        for row in rows {
            for column in columns.clone() {
                self.cells[row * self.columns + column].push(number);
            }
        }
    }

    /// What it costs a label to stand here: `None` if something forbids it, else the sum over the things touched.
    pub(super) fn cost(&self, boxes: &[OrientedBox], seen: &mut Touched) -> Option<f64> {
        self.sum(boxes, seen, |standing| standing.cost.is_finite().then_some(standing.cost))
    }

    /// What it costs a label's mark to stand here: `None` on what is closed to marks, else the sum over the obstacles touched, none of
    /// them dearer than `most`.
    pub(super) fn mark_cost(&self, boxes: &[OrientedBox], most: f64, seen: &mut Touched) -> Option<f64> {
        self.sum(boxes, seen, |standing| (!standing.is_closed).then_some(standing.cost.min(most)))
    }

    /// The sum of what the things touched cost, each counted once; `None` if one of them has no price.
    fn sum(&self, boxes: &[OrientedBox], seen: &mut Touched, price: impl Fn(&Standing) -> Option<f64>) -> Option<f64> {
        seen.clear();
        for b in boxes {
            let (columns, rows) = self.cells_of(b.bounds());
            for row in rows {
                for column in columns.clone() {
                    for number in &self.cells[row * self.columns + column] {
                        let standing = &self.things[*number as usize];
                        if standing.thing.touches(b) {
                            seen.push((standing.whole, price(standing)?));
                        }
                    }
                }
            }
        }
        seen.sort_by_key(|(whole, _)| *whole);
        seen.dedup_by_key(|(whole, _)| *whole);
        Some(seen.iter().map(|(_, cost)| cost).sum())
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "cell numbers are held between 0 and 256"
    )]
    fn cells_of(&self, bounds: Rect) -> (std::ops::RangeInclusive<usize>, std::ops::RangeInclusive<usize>) {
        let cell = |offset: f64, length: f64, cells: usize| {
            ((offset / length.max(1e-9) * cells as f64).floor().clamp(0.0, (cells - 1) as f64)) as usize
        };
        let column = |x: f64| cell(x - self.frame.x0, self.frame.width(), self.columns);
        let row = |y: f64| cell(y - self.frame.y0, self.frame.height(), self.rows);
        (column(bounds.x0)..=column(bounds.x1), row(bounds.y0)..=row(bounds.y1))
    }
}

//! The map cut into square cells, each with a number: what lies where, to be asked often and cheaply.
//!
//! Space: points on the page, y down. A shape is filled line by line, so that its cost is that of its outline.

use kurbo::{Affine, BezPath, PathEl, Point, Rect, Vec2};

use super::FillRule;
use super::shapes::length;

/// Side of the cells that tell what lies inside an area, points: less than the width of the lines of which it is asked.
const INSIDE_PT: f64 = 2.0;

/// Cells over a rectangle of the page, all 0 at first.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    origin: Point,
    side_pt: f64,
    columns: usize,
    rows: usize,
    /// Row by row from the top.
    values: Vec<u8>,
}

impl Cells {
    /// Cells of `side_pt` over `area`.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundred cells")]
    pub fn over(area: Rect, side_pt: f64) -> Self {
        let cells = |length: f64| (length / side_pt).ceil().max(1.0) as usize;
        let (columns, rows) = (cells(area.width()), cells(area.height()));
        Self { origin: area.origin(), side_pt, columns, rows, values: vec![0; columns * rows] }
    }

    /// Changes the cells whose middles lie within closed rings, which are told by their edges.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "cells are held to the area"
    )]
    pub fn fill(&mut self, edges: impl IntoIterator<Item = (Point, Point)>, rule: FillRule, change: impl Fn(u8) -> u8) {
        let mut crossings: Vec<Vec<(f64, i32)>> = vec![Vec::new(); self.rows];
        for (a, b) in edges {
            // In cells, so that middles of cells have whole numbers.
            let [a, b] = [a, b].map(|p| (p - self.origin) / self.side_pt - Vec2::new(0.5, 0.5));
            let (top, foot, turn) = if a.y < b.y { (a, b, 1) } else { (b, a, -1) };
            let (mut row, last) = (top.y.ceil().max(0.0), foot.y.ceil().min(self.rows as f64));
            while row < last {
                let x = top.x + (foot.x - top.x) * (row - top.y) / (foot.y - top.y);
                crossings[row as usize].push((x, turn));
                row += 1.0;
            }
        }
        for (row, mut along) in crossings.into_iter().enumerate() {
            along.sort_by(|a, b| a.0.total_cmp(&b.0));
            let column = |x: f64| x.ceil().clamp(0.0, self.columns as f64) as usize;
            let mut winding = 0;
            for pair in along.windows(2) {
                winding += if rule == FillRule::NonZero { pair[0].1 } else { 1 };
                let is_inside = if rule == FillRule::NonZero { winding != 0 } else { winding % 2 != 0 };
                let (from, to) = (column(pair[0].0), column(pair[1].0));
                if is_inside && from < to {
                    let start = row * self.columns;
                    self.values[start + from..start + to].iter_mut().for_each(|value| *value = change(*value));
                }
            }
        }
    }

    /// The cell at a point of the page; 0 outside.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells are held to the area")]
    pub fn at(&self, p: Point) -> u8 {
        let cell = (p - self.origin) / self.side_pt;
        if cell.x < 0.0 || cell.y < 0.0 {
            return 0;
        }
        let (column, row) = (cell.x as usize, cell.y as usize);
        if column < self.columns && row < self.rows { self.values[row * self.columns + column] } else { 0 }
    }

    /// Cells of 2 points over `area`, to be 0 outside and 1 inside of something.
    pub fn new(area: Rect) -> Self {
        Self::over(area, INSIDE_PT)
    }

    /// The cells of `area` with those inside whose middle the path holds. Its open ends are joined.
    pub fn of_path(area: Rect, path: &BezPath, to_page: Affine, rule: FillRule) -> Self {
        let mut cells = Self::new(area);
        cells.fill(path_edges(path, to_page), rule, |_| 1);
        cells
    }

    /// True if the cell at `p` is inside; false beyond the cells.
    pub fn hold(&self, p: Point) -> bool {
        self.at(p) != 0
    }

    /// True if the cells know of `p`.
    #[expect(clippy::cast_precision_loss, reason = "some hundred cells")]
    pub fn cover(&self, p: Point) -> bool {
        let size = Vec2::new(self.columns as f64, self.rows as f64) * self.side_pt;
        Rect::from_points(self.origin, self.origin + size).contains(p)
    }

    /// Puts every cell up to `reach_pt` from the points of a line inside.
    pub fn put_near(&mut self, line: &[Point], reach_pt: f64) {
        let reach = index(reach_pt / self.side_pt);
        for p in line {
            if !self.cover(*p) {
                continue;
            }
            let cell = (*p - self.origin) / self.side_pt;
            let (column, row) = (index(cell.x), index(cell.y));
            let columns = column.saturating_sub(reach)..(column + reach + 1).min(self.columns);
            for row in row.saturating_sub(reach)..(row + reach + 1).min(self.rows) {
                self.values[row * self.columns..][columns.clone()].fill(1);
            }
        }
    }

    /// The parts of a line whose points lie outside; a stretch inside is `bridged_pt` long at most where it does not cut the
    /// line. Of a line that is cut, pieces shorter than `least_pt` are left out.
    pub fn apart(&self, line: &[Point], bridged_pt: f64, least_pt: f64) -> Vec<Vec<Point>> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for i in (0..line.len()).filter(|&i| !self.hold(line[i])) {
            match runs.last_mut() {
                Some(last) if last.1 == i || length(&line[last.1 - 1..=i]) < bridged_pt => last.1 = i + 1,
                _ => runs.push((i, i + 1)),
            }
        }
        let is_whole = |run: &(usize, usize)| *run == (0, line.len());
        let parts = runs.iter().map(|run| (is_whole(run), line[run.0..run.1].to_vec()));
        parts.filter(|(is_whole, part)| *is_whole || length(part) >= least_pt).map(|(_, part)| part).collect()
    }

    /// All cells with their middles.
    pub fn all(&self) -> impl Iterator<Item = (Point, u8)> + '_ {
        #[expect(clippy::cast_precision_loss, reason = "some hundred cells")]
        let middle = |cell: usize| {
            let (column, row) = ((cell % self.columns) as f64, (cell / self.columns) as f64);
            self.origin + Vec2::new(column + 0.5, row + 0.5) * self.side_pt
        };
        self.values.iter().enumerate().map(move |(cell, value)| (middle(cell), *value))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of a page, held at 0")]
fn index(value: f64) -> usize {
    value.max(0.0) as usize
}

/// How far a bend may be cut, points.
const BEND_PT: f64 = 0.3;

/// The edges of a path on the page, its bends cut and its open ends joined.
pub(super) fn path_edges(path: &BezPath, to_page: Affine) -> Vec<(Point, Point)> {
    let (mut found, mut start, mut last) = (Vec::new(), Point::ZERO, Point::ZERO);
    kurbo::flatten(path.iter().map(|el| to_page * el), BEND_PT, |el| {
        let to = el.end_point().unwrap_or(start);
        let from = std::mem::replace(&mut last, to);
        if matches!(el, PathEl::MoveTo(_)) {
            found.push((from, start));
            start = to;
        } else {
            found.push((from, to));
        }
    });
    found.push((last, start));
    found
}

/// The edges of a ring, the one that closes it among them.
#[cfg(test)]
pub(super) fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::shapes::push_ring;

    fn square(x: f64, y: f64, side: f64) -> [Point; 4] {
        [Point::new(x, y), Point::new(x + side, y), Point::new(x + side, y + side), Point::new(x, y + side)]
    }

    #[test]
    fn a_ring_fills_the_cells_whose_middles_it_holds() {
        let mut cells = Cells::over(Rect::new(10.0, 10.0, 50.0, 40.0), 2.0);
        cells.fill(edges(&square(20.5, 20.5, 10.0)), FillRule::NonZero, |v| v | 4);
        assert_eq!(cells.all().filter(|(_, v)| *v == 4).count(), 25);
        for (middle, value) in cells.all() {
            let is_inside = Rect::new(20.5, 20.5, 30.5, 30.5).contains(middle);
            assert_eq!((value == 4, cells.at(middle) == 4), (is_inside, is_inside), "{middle:?}");
        }
        assert_eq!(cells.at(Point::new(0.0, 25.0)), 0, "nothing lies outside");
    }

    #[test]
    fn a_hole_is_left_out_by_the_even_odd_rule_and_by_a_ring_turned_round() {
        let area = Rect::new(0.0, 0.0, 40.0, 40.0);
        let (outer, inner) = (square(5.0, 5.0, 30.0), square(15.0, 15.0, 10.0));
        let turned: Vec<Point> = inner.iter().rev().copied().collect();
        for (hole, rule) in [(&inner[..], FillRule::EvenOdd), (&turned[..], FillRule::NonZero)] {
            let mut cells = Cells::over(area, 1.0);
            cells.fill(edges(&outer).chain(edges(hole)), rule, |_| 1);
            assert_eq!(cells.all().filter(|(_, v)| *v == 1).count(), 800, "{rule:?}");
        }
        let mut cells = Cells::over(area, 1.0);
        cells.fill(edges(&outer).chain(edges(&inner)), FillRule::NonZero, |_| 1);
        assert_eq!(cells.all().filter(|(_, v)| *v == 1).count(), 900);
    }

    #[test]
    fn cells_of_a_path_tell_inside_from_outside_by_either_rule() {
        let mut path = BezPath::new();
        push_ring(&mut path, &square(0.0, 10.0, 60.0));
        push_ring(&mut path, &square(20.0, 20.0, 20.0));
        let area = Rect::new(0.0, 0.0, 100.0, 80.0);
        let [full, holed] =
            [FillRule::NonZero, FillRule::EvenOdd].map(|rule| Cells::of_path(area, &path, Affine::IDENTITY, rule));
        for (at, in_full, in_holed) in [
            ((5.0, 30.0), true, true),
            ((30.0, 30.0), true, false),
            ((70.0, 30.0), false, false),
            ((5.0, 5.0), false, false),
        ] {
            assert_eq!((full.hold(at.into()), holed.hold(at.into())), (in_full, in_holed), "{at:?}");
        }
        assert!(!full.hold(Point::new(-5.0, 30.0)) && !full.cover(Point::new(-5.0, 30.0)));
    }
}

//! A page in small cells, each inside an area or not: for quick answers where an outline of thousands of vertices would be
//! slow. Space: points on the page.

use kurbo::{Affine, BezPath, PathEl, Point, Rect};

use super::FillRule;
use super::shapes::length;

/// Side of a cell, points: less than the width of the lines of which it is asked.
const CELL_PT: f64 = 2.0;

/// Cells over a part of the page.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    area: Rect,
    columns: usize,
    rows: usize,
    is_inside: Vec<bool>,
}

impl Cells {
    /// The cells of `area`, none of them inside.
    pub fn new(area: Rect) -> Self {
        let (columns, rows) = (index(area.width() / CELL_PT) + 1, index(area.height() / CELL_PT) + 1);
        Self { area, columns, rows, is_inside: vec![false; columns * rows] }
    }

    /// The cells of `area` with those inside whose middle the path holds. The path has straight edges; its open ends are
    /// joined.
    pub fn of_path(area: Rect, path: &BezPath, to_page: Affine, rule: FillRule) -> Self {
        let mut cells = Self::new(area);
        let mut crossings: Vec<Vec<(f64, i32)>> = vec![Vec::new(); cells.rows];
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            let to = match element {
                PathEl::ClosePath => start,
                other => other.end_point().map_or(start, |p| to_page * p),
            };
            if matches!(element, PathEl::MoveTo(_)) {
                cells.note(last, start, &mut crossings);
                start = to;
            } else {
                cells.note(last, to, &mut crossings);
            }
            last = to;
        }
        cells.note(last, start, &mut crossings);
        for (row, mut crossed) in crossings.into_iter().enumerate() {
            crossed.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut winding = 0;
            for pair in crossed.windows(2) {
                winding += pair[0].1;
                let is_inside = match rule {
                    FillRule::NonZero => winding != 0,
                    FillRule::EvenOdd => winding % 2 != 0,
                };
                if is_inside {
                    let [from, to] = [pair[0].0, pair[1].0].map(|x| first_from(x - area.x0, cells.columns));
                    cells.is_inside[row * cells.columns..][from..to.max(from)].fill(true);
                }
            }
        }
        cells
    }

    /// Notes in which rows an edge crosses the middle line, where and which way.
    fn note(&self, from: Point, to: Point, crossings: &mut [Vec<(f64, i32)>]) {
        let (way, high, low) = if from.y < to.y { (1, from, to) } else { (-1, to, from) };
        let rows = first_from(high.y - self.area.y0, self.rows)..first_from(low.y - self.area.y0, self.rows);
        for (row, crossed) in crossings.iter_mut().enumerate().take(rows.end).skip(rows.start) {
            #[expect(clippy::cast_precision_loss, reason = "rows of a page")]
            let y = self.area.y0 + (row as f64 + 0.5) * CELL_PT;
            crossed.push((high.x + (low.x - high.x) * (y - high.y) / (low.y - high.y), way));
        }
    }

    /// True if the cells know of `p`.
    pub fn cover(&self, p: Point) -> bool {
        self.area.contains(p)
    }

    /// True if the cell at `p` is inside; false beyond the cells.
    pub fn hold(&self, p: Point) -> bool {
        self.at(p).is_some_and(|cell| self.is_inside[cell])
    }

    /// Puts every cell up to `reach_pt` from the points of a line inside.
    pub fn put_near(&mut self, line: &[Point], reach_pt: f64) {
        let reach = index(reach_pt / CELL_PT);
        for p in line.iter().filter(|p| self.area.contains(**p)) {
            let (column, row) = (index((p.x - self.area.x0) / CELL_PT), index((p.y - self.area.y0) / CELL_PT));
            let columns = column.saturating_sub(reach)..(column + reach + 1).min(self.columns);
            for row in row.saturating_sub(reach)..(row + reach + 1).min(self.rows) {
                self.is_inside[row * self.columns..][columns.clone()].fill(true);
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

    fn at(&self, p: Point) -> Option<usize> {
        if !self.area.contains(p) {
            return None;
        }
        let (column, row) = (index((p.x - self.area.x0) / CELL_PT), index((p.y - self.area.y0) / CELL_PT));
        (column < self.columns && row < self.rows).then_some(row * self.columns + column)
    }
}

/// The first cell of a row or column whose middle lies `at` or later, points from the first edge.
fn first_from(at: f64, most: usize) -> usize {
    index((at / CELL_PT - 0.5).ceil()).min(most)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of a page, held at 0")]
fn index(value: f64) -> usize {
    value.max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::shapes::push_ring;

    fn square(x0: f64, y0: f64, x1: f64, y1: f64) -> [Point; 4] {
        [Point::new(x0, y0), Point::new(x1, y0), Point::new(x1, y1), Point::new(x0, y1)]
    }

    #[test]
    fn cells_tell_inside_from_outside_by_either_rule() {
        let mut path = BezPath::new();
        push_ring(&mut path, &square(-50.0, 10.0, 60.0, 50.0));
        push_ring(&mut path, &square(20.0, 20.0, 40.0, 40.0));
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

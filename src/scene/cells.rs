//! The map cut into square cells, each with a number: what lies where, to be asked often and cheaply.
//!
//! Space: points on the page, y down. A shape is filled line by line, so that its cost is that of its outline.

use kurbo::{Point, Rect, Vec2};

use super::FillRule;

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

/// The edges of a ring, the one that closes it among them.
pub(super) fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

#[cfg(test)]
mod tests {
    use super::*;

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
}

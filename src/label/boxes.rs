//! Boxes that labels occupy, and what they touch.

use kurbo::{Point, Rect, Vec2};

/// A rectangle at any angle, page points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrientedBox {
    /// Its middle.
    pub centre: Point,
    /// Half its width and half its height, both positive.
    pub half: Vec2,
    /// Turn about its middle, radians clockwise on the page.
    pub turn: f64,
}

impl OrientedBox {
    /// An upright box.
    #[must_use]
    pub fn upright(rect: Rect) -> Self {
        Self { centre: rect.center(), half: Vec2::new(rect.width().abs() / 2.0, rect.height().abs() / 2.0), turn: 0.0 }
    }

    /// The box with every side moved out by `margin_pt`.
    #[must_use]
    pub fn grown(self, margin_pt: f64) -> Self {
        Self { half: Vec2::new(self.half.x + margin_pt, self.half.y + margin_pt), ..self }
    }

    /// Its corners, in order round it.
    #[must_use]
    pub fn corners(&self) -> [Point; 4] {
        let [x, y] = self.axes();
        let (x, y) = (x * self.half.x, y * self.half.y);
        [self.centre - x - y, self.centre + x - y, self.centre + x + y, self.centre - x + y]
    }

    /// The upright box round it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let [x, y] = self.axes();
        let reach = Vec2::new(
            (x.x * self.half.x).abs() + (y.x * self.half.y).abs(),
            (x.y * self.half.x).abs() + (y.y * self.half.y).abs(),
        );
        Rect::from_points(self.centre - reach, self.centre + reach)
    }

    /// True if the two share more than an edge (separating axes).
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let apart = other.centre - self.centre;
        let (own, others) = (self.axes(), other.axes());
        own.iter().chain(&others).all(|axis| {
            let reach = |b: &Self, axes: &[Vec2; 2]| {
                (axes[0].dot(*axis) * b.half.x).abs() + (axes[1].dot(*axis) * b.half.y).abs()
            };
            apart.dot(*axis).abs() < reach(self, &own) + reach(other, &others)
        })
    }

    /// True if a disc reaches into the box.
    #[must_use]
    pub fn touches_disc(&self, at: Point, radius_pt: f64) -> bool {
        let p = self.local(at);
        let gap = Vec2::new((p.x.abs() - self.half.x).max(0.0), (p.y.abs() - self.half.y).max(0.0));
        gap.hypot2() < radius_pt * radius_pt || (gap == Vec2::ZERO && radius_pt > 0.0)
    }

    /// True if the stroke of a segment, `buffer_pt` to both sides, reaches into the box.
    #[must_use]
    pub fn touches_segment(&self, a: Point, b: Point, buffer_pt: f64) -> bool {
        let (a, b) = (self.local(a), self.local(b));
        let (w, h) = (self.half.x + buffer_pt, self.half.y + buffer_pt);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (from, to, limit) in [(a.x, b.x, w), (a.y, b.y, h)] {
            let d = to - from;
            if d.abs() < 1e-12 {
                if from.abs() >= limit {
                    return false;
                }
                continue;
            }
            let (t0, t1) = ((-limit - from) / d, (limit - from) / d);
            enter = enter.max(t0.min(t1));
            leave = leave.min(t0.max(t1));
        }
        enter < leave
    }

    fn axes(&self) -> [Vec2; 2] {
        let x = Vec2::from_angle(self.turn);
        [x, Vec2::new(-x.y, x.x)]
    }

    /// A point as seen from the box: its middle at zero, its sides upright.
    fn local(&self, p: Point) -> Vec2 {
        let [x, y] = self.axes();
        let d = p - self.centre;
        Vec2::new(d.dot(x), d.dot(y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(x: f64, y: f64, w: f64, h: f64, turn: f64) -> OrientedBox {
        OrientedBox { centre: Point::new(x, y), half: Vec2::new(w / 2.0, h / 2.0), turn }
    }

    #[test]
    fn boxes_that_share_only_an_edge_do_not_overlap() {
        let a = boxed(0.0, 0.0, 10.0, 4.0, 0.0);
        assert!(!a.overlaps(&boxed(10.0, 0.0, 10.0, 4.0, 0.0)));
        assert!(a.overlaps(&boxed(9.9, 0.0, 10.0, 4.0, 0.0)));
    }

    #[test]
    fn turned_boxes_are_told_apart_where_their_bounds_overlap() {
        let diagonal = boxed(0.0, 0.0, 40.0, 2.0, std::f64::consts::FRAC_PI_4);
        let corner = boxed(12.0, -12.0, 6.0, 6.0, 0.0);
        assert!(!diagonal.bounds().intersect(corner.bounds()).is_zero_area());
        assert!(!diagonal.overlaps(&corner));
        assert!(diagonal.overlaps(&boxed(12.0, 12.0, 6.0, 6.0, 0.0)));
    }

    #[test]
    fn discs_and_strokes_touch_within_their_reach() {
        let b = boxed(0.0, 0.0, 10.0, 4.0, 0.0);
        assert!(b.touches_disc(Point::new(7.0, 0.0), 2.1) && !b.touches_disc(Point::new(7.0, 0.0), 1.9));
        assert!(b.touches_disc(Point::ZERO, 0.1));
        let (left, right) = (Point::new(-20.0, 3.0), Point::new(20.0, 3.0));
        assert!(b.touches_segment(left, right, 1.1) && !b.touches_segment(left, right, 0.9));
        assert!(b.touches_segment(Point::new(0.0, 1.0), Point::new(1.0, 1.0), 0.0), "a segment inside touches");
        assert!(!b.touches_segment(Point::new(6.0, -9.0), Point::new(6.0, 9.0), 0.5));
    }

    #[test]
    fn bounds_hold_all_corners() {
        let b = boxed(3.0, 4.0, 10.0, 2.0, 0.7);
        let bounds = b.bounds();
        for corner in b.corners() {
            assert!(bounds.inflate(1e-9, 1e-9).contains(corner));
        }
        assert!(bounds.area() > 20.0);
    }
}

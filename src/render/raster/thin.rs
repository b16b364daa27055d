//! The outline of thin lines, with two points a vertex.
//!
//! A general stroker gives every corner an arc or a mitre on its outer side and a detour through the vertex on its
//! inner side: five elements a vertex, each of which costs when it is filled. On a line of a pixel or so nobody can
//! tell; here both sides are simply mitred.

use kurbo::{BezPath, PathEl, Point, Vec2};

/// Longest mitre in half widths; sharper corners are cut off.
const MITRE_LIMIT: f64 = 1.5;
/// Vertices closer than this, in pixels, are one.
const SAME_PX: f64 = 0.02;

/// The outline, to be filled by the non-zero rule, of a path of straight edges stroked `width` wide. Round ends are
/// drawn square, of the area of the half circle. `None` if the path has a curve.
pub(super) fn outline(path: impl Iterator<Item = PathEl>, width: f64, has_round_ends: bool) -> Option<BezPath> {
    let mut pen = Pen { half: width / 2.0, has_round_ends, line: Vec::new(), back: Vec::new(), out: BezPath::new() };
    for element in path {
        match element {
            PathEl::MoveTo(p) => {
                pen.finish(false);
                pen.line.push(p);
            }
            PathEl::LineTo(p) => {
                if pen.line.last().is_none_or(|last| last.distance_squared(p) > SAME_PX * SAME_PX) {
                    pen.line.push(p);
                }
            }
            PathEl::ClosePath => {
                let start = pen.line.first().copied();
                pen.finish(true);
                // What follows without a move starts where the ring did.
                pen.line.extend(start);
            }
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return None,
        }
    }
    pen.finish(false);
    Some(pen.out)
}

struct Pen {
    half: f64,
    has_round_ends: bool,
    line: Vec<Point>,
    /// The right side, to be walked back.
    back: Vec<Point>,
    out: BezPath,
}

impl Pen {
    /// Draws the collected line and forgets it.
    fn finish(&mut self, is_closed: bool) {
        let mut line = std::mem::take(&mut self.line);
        if is_closed && line.len() > 1 && line[0].distance_squared(line[line.len() - 1]) <= SAME_PX * SAME_PX {
            line.pop();
        }
        if line.len() > 2 && is_closed {
            self.ring(&line);
        } else if line.len() > 1 {
            self.open(&line);
        }
        line.clear();
        self.line = line;
    }

    fn open(&mut self, line: &[Point]) {
        let last = line.len() - 1;
        let reach = if self.has_round_ends { self.half * std::f64::consts::FRAC_PI_4 } else { 0.0 };
        let (first_normal, last_normal) = (normal(line[0], line[1]), normal(line[last - 1], line[last]));
        let start = line[0] - ahead(first_normal) * reach;
        let end = line[last] + ahead(last_normal) * reach;
        self.out.move_to(start + first_normal * self.half);
        self.back.push(start - first_normal * self.half);
        let mut before = first_normal;
        for i in 1..last {
            let after = normal(line[i], line[i + 1]);
            self.corner(line[i], before, after);
            before = after;
        }
        self.out.line_to(end + last_normal * self.half);
        self.out.line_to(end - last_normal * self.half);
        self.walk_back();
        self.out.close_path();
    }

    fn ring(&mut self, line: &[Point]) {
        let n = line.len();
        let mut before = normal(line[n - 1], line[0]);
        for i in 0..n {
            let after = normal(line[i], line[(i + 1) % n]);
            if i == 0 {
                // A place to start from on either side; the corner itself follows.
                self.out.move_to(line[0] + before * self.half);
            }
            self.corner(line[i], before, after);
            before = after;
        }
        self.out.close_path();
        if let Some(p) = self.back.pop() {
            self.out.move_to(p);
        }
        self.walk_back();
        self.out.close_path();
    }

    /// Adds a corner to both sides.
    fn corner(&mut self, at: Point, before: Vec2, after: Vec2) {
        let sum = before + after;
        let squared = sum.hypot2();
        // The mitre's length in half widths is 2 / |sum|.
        if squared * MITRE_LIMIT * MITRE_LIMIT > 4.0 {
            let mitre = sum * (2.0 * self.half / squared);
            self.out.line_to(at + mitre);
            self.back.push(at - mitre);
        } else {
            for side in [before * self.half, after * self.half] {
                self.out.line_to(at + side);
                self.back.push(at - side);
            }
        }
    }

    fn walk_back(&mut self) {
        while let Some(p) = self.back.pop() {
            self.out.line_to(p);
        }
    }
}

/// The unit normal to the left of an edge (on a page, where y runs down).
fn normal(a: Point, b: Point) -> Vec2 {
    let d = b - a;
    let length = d.hypot();
    if length > 0.0 { Vec2::new(d.y / length, -d.x / length) } else { Vec2::new(0.0, -1.0) }
}

/// The direction of an edge from its normal.
fn ahead(normal: Vec2) -> Vec2 {
    Vec2::new(-normal.y, normal.x)
}

#[cfg(test)]
mod tests {
    use kurbo::Shape;
    use proptest::prelude::*;

    use super::*;

    fn path(points: &[(f64, f64)], is_closed: bool) -> BezPath {
        let mut path = BezPath::new();
        path.move_to(points[0]);
        points[1..].iter().for_each(|p| path.line_to(*p));
        if is_closed {
            path.close_path();
        }
        path
    }

    #[test]
    fn a_straight_line_is_a_rectangle() {
        let line = path(&[(0.0, 0.0), (5.0, 0.0), (10.0, 0.0)], false);
        let butt = outline(line.iter(), 1.0, false).unwrap();
        assert!((butt.area().abs() - 10.0).abs() < 1e-9);
        let round = outline(line.iter(), 1.0, true).unwrap();
        assert!((round.area().abs() - 10.0 - std::f64::consts::FRAC_PI_4).abs() < 1e-9);
    }

    #[test]
    fn a_ring_has_an_inner_and_an_outer_side() {
        let ring = path(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)], true);
        let band = outline(ring.iter(), 1.0, false).unwrap();
        assert!(band.contains(Point::new(5.0, 0.4)) && band.contains(Point::new(0.1, 5.0)));
        assert!(band.contains(Point::new(0.3, 0.3)) && band.contains(Point::new(9.8, -0.3)));
        assert!(!band.contains(Point::new(5.0, 0.6)) && !band.contains(Point::new(5.0, 5.0)));
        assert!(!band.contains(Point::new(5.0, -0.6)));
    }

    #[test]
    fn curves_are_left_to_others_and_points_leave_nothing() {
        let mut curve = path(&[(0.0, 0.0), (5.0, 0.0)], false);
        curve.quad_to((6.0, 0.0), (6.0, 1.0));
        assert!(outline(curve.iter(), 1.0, false).is_none());
        let point = path(&[(3.0, 3.0), (3.0, 3.0)], false);
        assert!(outline(point.iter(), 1.0, false).unwrap().elements().is_empty());
    }

    proptest! {
        #[test]
        fn the_outline_covers_its_line_and_stays_near(points in prop::collection::vec((0.0..40.0, 0.0..40.0), 2..30), is_closed: bool) {
            let line = path(&points, is_closed);
            let band = outline(line.iter(), 1.0, false).unwrap();
            for e in line.segments() {
                let kurbo::PathSeg::Line(e) = e else { continue };
                if (e.p1 - e.p0).hypot() > 3.0 {
                    for t in [0.3, 0.5, 0.7] {
                        let p = e.p0.lerp(e.p1, t);
                        prop_assert!(band.winding(p) != 0, "{p:?} on the line is not covered");
                    }
                }
            }
            for element in band.elements() {
                if let Some(p) = element.end_point() {
                    let near = line.segments().map(|s| kurbo::ParamCurveNearest::nearest(&s, p, 1e-6).distance_sq.sqrt());
                    prop_assert!(near.fold(f64::INFINITY, f64::min) <= 0.5 * MITRE_LIMIT + 1e-6);
                }
            }
        }
    }
}

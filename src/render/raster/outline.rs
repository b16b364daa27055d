//! Paths in pixels that give up, band by band, what lies above and below.

use kurbo::{BezPath, PathEl, Point};

/// Elements that share a range of rows.
const RUN: usize = 48;

/// Pixels of a tile's side, as `vello_cpu` cuts a picture.
const TILE_PX: u16 = 4;
/// How far, in pixels, a point keeps from the right edge of the last tile.
const EDGE_PX: f64 = 0.01;

/// The right edge of the last tile of a picture, where no point of a path may lie: `vello_cpu` 0.3 gives a short upright
/// edge that stands exactly there to a tile beyond the picture, and then counts below zero when the path is a clip.
/// Points on it are moved by a hundredth of a pixel, out of sight.
#[derive(Clone, Copy, Debug)]
pub(super) struct RightEdge(f64);

impl RightEdge {
    /// The edge for a picture of a width in pixels.
    pub(super) fn of(width: u16) -> Self {
        Self(f64::from(width.div_ceil(TILE_PX)) * f64::from(TILE_PX))
    }

    fn clear(self, path: &mut BezPath) {
        let clear = |p: &mut Point| {
            if (p.x - self.0).abs() < EDGE_PX {
                p.x = self.0 + EDGE_PX;
            }
        };
        for element in path.elements_mut() {
            match element {
                PathEl::MoveTo(p) | PathEl::LineTo(p) => clear(p),
                PathEl::QuadTo(a, p) => [a, p].into_iter().for_each(clear),
                PathEl::CurveTo(a, b, p) => [a, b, p].into_iter().for_each(clear),
                PathEl::ClosePath => {}
            }
        }
    }
}

/// The rows that something reaches, from the first to the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    pub(super) top: f64,
    pub(super) foot: f64,
}

impl Rows {
    pub(super) const NONE: Self = Self { top: f64::INFINITY, foot: f64::NEG_INFINITY };

    /// True if something of it lies between two rows.
    pub(super) fn reach(self, top: f64, foot: f64) -> bool {
        self.top < foot && self.foot > top
    }

    pub(super) fn with(self, p: Point) -> Self {
        Self { top: self.top.min(p.y), foot: self.foot.max(p.y) }
    }

    fn union(self, other: Self) -> Self {
        Self { top: self.top.min(other.top), foot: self.foot.max(other.foot) }
    }
}

/// A path with the rows of its parts.
#[derive(Debug)]
pub(super) struct Outline {
    path: BezPath,
    pub(super) rows: Rows,
    /// Empty for a short path.
    runs: Vec<Run>,
}

/// Consecutive elements of one subpath.
#[derive(Debug)]
struct Run {
    /// Number of the first element after it.
    end: usize,
    /// Rows of its control points and of the point before it.
    rows: Rows,
    /// Its last point.
    last: Point,
}

impl Outline {
    /// The outline of a path; `None` for an empty path or one with a coordinate that is not finite.
    pub(super) fn new(mut path: BezPath, edge: RightEdge) -> Option<Self> {
        edge.clear(&mut path);
        let mut outline = Self { rows: Rows::NONE, runs: Vec::new(), path };
        let elements = outline.path.elements();
        // Where the pen stands, where its subpath began, and the last point drawn to (a closing edge comes after it).
        let (mut pen, mut first, mut last) = (Point::ZERO, Point::ZERO, Point::ZERO);
        let mut start = 0;
        while start < elements.len() {
            let mut rows = if matches!(elements[start], PathEl::MoveTo(_)) { Rows::NONE } else { Rows::NONE.with(pen) };
            let mut end = start;
            while end < elements.len()
                && (end == start || (end - start < RUN && !matches!(elements[end], PathEl::MoveTo(_))))
            {
                let (points, count) = control_points(&elements[end]);
                for p in &points[..count] {
                    if !p.is_finite() {
                        return None;
                    }
                    rows = rows.with(*p);
                    (pen, last) = (*p, *p);
                }
                match elements[end] {
                    PathEl::MoveTo(p) => first = p,
                    PathEl::ClosePath => pen = first,
                    _ => {}
                }
                end += 1;
            }
            outline.rows = outline.rows.union(rows);
            outline.runs.push(Run { end, rows, last });
            start = end;
        }
        if outline.runs.len() < 4 {
            outline.runs.clear();
        }
        (outline.rows.top <= outline.rows.foot).then_some(outline)
    }

    /// A path that has the same inside between two rows as the whole. A run that lies above or below is replaced by
    /// its chord, which stays there too.
    pub(super) fn between<'a>(&'a self, top: f64, foot: f64, buffer: &'a mut BezPath) -> &'a BezPath {
        if self.runs.iter().all(|run| run.rows.reach(top, foot)) {
            return &self.path;
        }
        let elements = self.path.elements();
        buffer.truncate(0);
        let mut start = 0;
        for run in &self.runs {
            let part = &elements[start..run.end];
            let is_whole = matches!(part.first(), Some(PathEl::MoveTo(_)))
                && elements.get(run.end).is_none_or(|el| matches!(el, PathEl::MoveTo(_)));
            start = run.end;
            if run.rows.reach(top, foot) {
                buffer.extend(part.iter().copied());
            } else if !is_whole {
                if let Some(first @ PathEl::MoveTo(_)) = part.first() {
                    buffer.push(*first);
                }
                buffer.line_to(run.last);
                if matches!(part.last(), Some(PathEl::ClosePath)) {
                    buffer.close_path();
                }
            }
        }
        buffer
    }

    /// Number of elements.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.path.elements().len()
    }
}

/// The points of an element, its end last, and how many there are.
fn control_points(element: &PathEl) -> ([Point; 3], usize) {
    match *element {
        PathEl::MoveTo(p) | PathEl::LineTo(p) => ([p; 3], 1),
        PathEl::QuadTo(a, p) => ([a, p, p], 2),
        PathEl::CurveTo(a, b, p) => ([a, b, p], 3),
        PathEl::ClosePath => ([Point::ZERO; 3], 0),
    }
}

#[cfg(test)]
mod tests {
    use kurbo::Shape;
    use proptest::prelude::*;

    use super::*;

    const EDGE: RightEdge = RightEdge(1e6);

    fn path() -> impl Strategy<Value = BezPath> {
        let point = (0.0..100.0, 0.0..100.0).prop_map(Point::from);
        let near = (point, prop::collection::vec((-3.0..3.0, -3.0..3.0), 1..160));
        prop::collection::vec(near, 1..4).prop_map(|subpaths| {
            let mut path = BezPath::new();
            for (mut at, steps) in subpaths {
                path.move_to(at);
                for (dx, dy) in steps {
                    at += kurbo::Vec2::new(dx, dy);
                    path.line_to(at);
                }
                path.close_path();
            }
            path
        })
    }

    proptest! {
        #[test]
        fn a_part_has_the_inside_of_the_whole(path in path(), top in 0.0..90.0, height in 1.0..40.0,
                                              probes in prop::collection::vec((-10.0..110.0, 0.01..0.99), 30)) {
            let outline = Outline::new(path.clone(), EDGE).unwrap();
            let mut buffer = BezPath::new();
            let part = outline.between(top, top + height, &mut buffer);
            for (x, t) in probes {
                let p = Point::new(x, top + height * t);
                prop_assert_eq!(part.winding(p), path.winding(p));
            }
        }
    }

    #[test]
    fn what_is_outside_costs_next_to_nothing() {
        let mut path = BezPath::new();
        path.move_to((0.0, 0.0));
        for i in 0..1000_u32 {
            path.line_to((f64::from(i % 7), f64::from(i)));
        }
        path.close_path();
        let outline = Outline::new(path, EDGE).unwrap();
        let mut buffer = BezPath::new();
        let part = outline.between(500.0, 520.0, &mut buffer).elements().len();
        assert!(part < 150 && outline.len() > 1000, "{part}");
        assert!(Outline::new(BezPath::new(), EDGE).is_none());
        let mut broken = BezPath::new();
        broken.move_to((0.0, f64::NAN));
        assert!(Outline::new(broken, EDGE).is_none());
    }
}

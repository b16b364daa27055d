//! Geometry projected once and then asked for the part that a view shows.

use std::sync::OnceLock;

use geo::{LineString, Polygon};
use kurbo::BezPath;

use super::{
    DENSIFY_TOLERANCE_M, LonLat, MapPoint, MapRect, Projection, clip_line, clip_outline, clip_ring,
    line_significance_m, ring_significance_m,
};

/// Vertices that share a box, so that far stretches of a long ring are passed over at once.
const CHUNK: usize = 64;

/// How much a view can show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detail {
    /// Vertices that matter less than this many metres are left out; 0 keeps all. A quarter of a pixel is unseen.
    pub tolerance_m: f64,
    /// Parts with a box smaller than this in both directions are left out; 0 keeps all.
    pub min_extent_m: f64,
}

impl Detail {
    /// Every vertex of every part.
    pub const FULL: Self = Self { tolerance_m: 0.0, min_extent_m: 0.0 };

    /// Every part, thinned to `tolerance_m` metres.
    #[must_use]
    pub const fn tolerance_m(tolerance_m: f64) -> Self {
        Self { tolerance_m, min_extent_m: 0.0 }
    }
}

/// Rings or lines on the plane, with a box for each part and for each run of its vertices.
///
/// Paths come out in metres of the plane (y up), ready for an item with the camera's transform. The same question
/// gives the same path.
#[derive(Debug, Default)]
pub struct PathStore {
    parts: Vec<Part>,
    bbox: Option<MapRect>,
}

#[derive(Debug)]
struct Part {
    /// Vertices; a ring does not repeat its first.
    points: Vec<MapPoint>,
    /// For each vertex the largest tolerance at which it is kept; worked out when first asked for.
    significance_m: OnceLock<Vec<f32>>,
    bbox: MapRect,
    chunks: Vec<MapRect>,
    is_ring: bool,
}

impl PathStore {
    /// Areas, given by their rings in degrees; a ring may or may not repeat its first vertex.
    pub fn rings<R>(projection: &Projection, rings: impl IntoIterator<Item = R>) -> Self
    where
        R: IntoIterator<Item = LonLat>,
    {
        Self::build(projection, rings, true)
    }

    /// Lines in degrees.
    pub fn lines<R>(projection: &Projection, lines: impl IntoIterator<Item = R>) -> Self
    where
        R: IntoIterator<Item = LonLat>,
    {
        Self::build(projection, lines, false)
    }

    /// Polygons in degrees: outer rings and holes alike become rings, to be filled by the even-odd rule.
    pub fn polygons<'a>(projection: &Projection, polygons: impl IntoIterator<Item = &'a Polygon<f64>>) -> Self {
        let rings = polygons.into_iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        Self::rings(projection, rings.map(places))
    }

    /// Line strings in degrees.
    pub fn line_strings<'a>(projection: &Projection, lines: impl IntoIterator<Item = &'a LineString<f64>>) -> Self {
        Self::lines(projection, lines.into_iter().map(places))
    }

    fn build<R>(projection: &Projection, parts: impl IntoIterator<Item = R>, is_ring: bool) -> Self
    where
        R: IntoIterator<Item = LonLat>,
    {
        let mut store = Self::default();
        for part in parts {
            let places: Vec<LonLat> = part.into_iter().collect();
            store.push(projection, &places, is_ring);
        }
        store
    }

    fn push(&mut self, projection: &Projection, places: &[LonLat], is_ring: bool) {
        let mut places: Vec<LonLat> =
            places.iter().copied().filter(|p| p.lon.is_finite() && p.lat.is_finite()).collect();
        if is_ring && places.first() != places.last() {
            places.extend(places.first().copied());
        }
        let mut points = projection.project_line(&places, DENSIFY_TOLERANCE_M);
        points.dedup();
        if is_ring {
            points.pop();
        }
        let fewest = if is_ring { 3 } else { 2 };
        let Some(bbox) = MapRect::around(&points).filter(|_| points.len() >= fewest) else { return };
        let chunks = (0..points.len())
            .step_by(CHUNK)
            .filter_map(|first| {
                // A box holds the edge that leads to the next run as well.
                let run = MapRect::around(&points[first..points.len().min(first + CHUNK + 1)])?;
                let is_last = first + CHUNK >= points.len();
                Some(if is_last && is_ring { run.with(points[0]) } else { run })
            })
            .collect();
        self.bbox = Some(self.bbox.map_or(bbox, |b| b.union(&bbox)));
        self.parts.push(Part { points, significance_m: OnceLock::new(), bbox, chunks, is_ring });
    }

    /// The box round everything; `None` if there is nothing.
    #[must_use]
    pub const fn bbox(&self) -> Option<MapRect> {
        self.bbox
    }

    /// Number of vertices in store.
    #[must_use]
    pub fn vertex_count(&self) -> usize {
        self.parts.iter().map(|p| p.points.len()).sum()
    }

    /// What is to be filled to show the areas in `rect`: rings clipped to it, edges along its sides included. Lines
    /// are left out.
    #[must_use]
    pub fn visible_fill(&self, rect: &MapRect, detail: Detail) -> BezPath {
        let mut path = BezPath::new();
        for part in self.shown(rect, detail).filter(|p| p.is_ring) {
            let points = part.thinned(rect, detail.tolerance_m);
            if rect.contains_rect(&part.bbox) {
                push_subpath(&mut path, &points, true);
            } else {
                push_subpath(&mut path, &clip_ring(&points, rect), true);
            }
        }
        path
    }

    /// What is to be stroked to show lines and outlines in `rect`: clipped to it, without edges along its sides. Make
    /// `rect` larger than the page by the stroke's width. Dashes would start at the rectangle's sides and so crawl
    /// when the view moves: use [`Self::visible_whole`] for them.
    #[must_use]
    pub fn visible_stroke(&self, rect: &MapRect, detail: Detail) -> BezPath {
        let mut path = BezPath::new();
        for part in self.shown(rect, detail) {
            let points = part.thinned(rect, detail.tolerance_m);
            if rect.contains_rect(&part.bbox) {
                push_subpath(&mut path, &points, part.is_ring);
                continue;
            }
            let pieces = if part.is_ring { clip_outline(&points, rect) } else { clip_line(&points, rect) };
            for piece in pieces {
                push_subpath(&mut path, &piece, false);
            }
        }
        path
    }

    /// Every part that shows in `rect`, whole.
    #[must_use]
    pub fn visible_whole(&self, rect: &MapRect, detail: Detail) -> BezPath {
        let mut path = BezPath::new();
        for part in self.shown(rect, detail) {
            push_subpath(&mut path, &part.thinned(&part.bbox, detail.tolerance_m), part.is_ring);
        }
        path
    }

    fn shown(&self, rect: &MapRect, detail: Detail) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| {
            part.bbox.intersects(rect) && part.bbox.width().max(part.bbox.height()) >= detail.min_extent_m
        })
    }
}

impl Part {
    /// The vertices that matter in `rect` at a tolerance.
    ///
    /// A run that lies beyond one side of the rectangle is replaced by its ends: the chord stays in the same
    /// half-plane, so nothing inside the rectangle changes, not even how often the ring winds round it.
    fn thinned(&self, rect: &MapRect, tolerance_m: f64) -> Vec<MapPoint> {
        let significance = (tolerance_m > 0.0).then(|| {
            self.significance_m.get_or_init(|| {
                if self.is_ring { ring_significance_m(&self.points) } else { line_significance_m(&self.points) }
            })
        });
        let mut out = Vec::new();
        for (i, chunk) in self.chunks.iter().enumerate() {
            let first = i * CHUNK;
            let next = (first + CHUNK).min(self.points.len());
            if is_beyond_a_side(chunk, rect) {
                let end = self.points
                    [if next < self.points.len() || !self.is_ring { next.min(self.points.len() - 1) } else { 0 }];
                push_new(&mut out, self.points[first]);
                push_new(&mut out, end);
                continue;
            }
            for k in first..next {
                if significance.is_none_or(|s| f64::from(s[k]) >= tolerance_m) {
                    push_new(&mut out, self.points[k]);
                }
            }
        }
        if self.is_ring && out.len() > 1 && out.first() == out.last() {
            out.pop();
        }
        out
    }
}

fn is_beyond_a_side(chunk: &MapRect, rect: &MapRect) -> bool {
    chunk.max.x < rect.min.x || chunk.min.x > rect.max.x || chunk.max.y < rect.min.y || chunk.min.y > rect.max.y
}

fn push_new(out: &mut Vec<MapPoint>, p: MapPoint) {
    if out.last() != Some(&p) {
        out.push(p);
    }
}

fn push_subpath(path: &mut BezPath, points: &[MapPoint], is_closed: bool) {
    let mut rest = points.iter();
    let Some(first) = rest.next() else { return };
    path.move_to(*first);
    for p in rest {
        path.line_to(*p);
    }
    if is_closed {
        path.close_path();
    }
}

/// The vertices of a line string as places.
fn places(line: &LineString<f64>) -> impl Iterator<Item = LonLat> + '_ {
    line.0.iter().map(|c| LonLat::new(c.x, c.y))
}

#[cfg(test)]
mod tests {
    use kurbo::{PathEl, Point, Shape};

    use super::*;

    /// A ring of many vertices with bays, in degrees.
    fn star(vertices: u32) -> Vec<LonLat> {
        (0..vertices)
            .map(|i| {
                let turn = std::f64::consts::TAU * f64::from(i) / f64::from(vertices);
                let r = 4.0 + (turn * 23.0).sin() + 0.1 * (turn * 211.0).cos();
                LonLat::new(132.0 + r * turn.cos(), 45.0 + r * turn.sin())
            })
            .collect()
    }

    fn vertices(path: &BezPath) -> usize {
        path.elements().iter().filter(|e| !matches!(e, PathEl::ClosePath)).count()
    }

    #[test]
    fn a_clipped_fill_covers_what_the_whole_one_covers() {
        let store = PathStore::rings(&Projection::default(), [star(5000)]);
        let all = store.bbox().unwrap();
        let whole = store.visible_fill(&all, Detail::FULL);
        let rect = MapRect { min: MapPoint::new(30e3, -90e3), max: MapPoint::new(330e3, 210e3) };
        let part = store.visible_fill(&rect, Detail::FULL);
        assert!(vertices(&part) < vertices(&whole) / 3);
        let mut inside = 0;
        for i in 0..60 {
            for j in 0..60 {
                let p = Point::new(30e3 + 5e3 * f64::from(i) + 1.0, -90e3 + 5e3 * f64::from(j) + 1.0);
                assert_eq!(part.winding(p), whole.winding(p), "{p:?}");
                inside += i32::from(whole.winding(p) != 0);
            }
        }
        assert!((100..3500).contains(&inside), "{inside} of 3600 probes inside test nothing");
    }

    #[test]
    fn a_tolerance_thins_and_keeps_the_area() {
        let store = PathStore::rings(&Projection::default(), [star(5000)]);
        let all = store.bbox().unwrap();
        let whole = store.visible_fill(&all, Detail::FULL);
        let thin = store.visible_fill(&all, Detail::tolerance_m(500.0));
        assert!(vertices(&thin) < vertices(&whole) / 2, "{} of {}", vertices(&thin), vertices(&whole));
        assert!((thin.area() / whole.area() - 1.0).abs() < 1e-3);
    }

    #[test]
    fn strokes_have_no_edges_along_the_frame() {
        let store = PathStore::rings(&Projection::default(), [star(800)]);
        let rect = MapRect { min: MapPoint::new(0.0, 0.0), max: MapPoint::new(900e3, 900e3) };
        let path = store.visible_stroke(&rect, Detail::FULL);
        for pair in path.elements().windows(2) {
            if let (Some(a), PathEl::LineTo(b)) = (pair[0].end_point(), pair[1]) {
                assert!(!(a.x == 0.0 && b.x == 0.0 || a.y == 0.0 && b.y == 0.0));
            }
        }
        assert!(vertices(&path) > 100);
    }

    #[test]
    fn small_parts_go_when_asked_and_foreign_points_are_skipped() {
        let islet = vec![LonLat::new(130.0, 40.0), LonLat::new(130.01, 40.0), LonLat::new(130.0, 40.01)];
        let broken = vec![LonLat::new(f64::NAN, 40.0), LonLat::new(130.01, 40.0), LonLat::new(130.0, 40.01)];
        let store = PathStore::rings(&Projection::default(), [islet, broken, Vec::new()]);
        let all = store.bbox().unwrap();
        assert_eq!(vertices(&store.visible_fill(&all, Detail::tolerance_m(1e6))), 3);
        let large_only = Detail { tolerance_m: 0.0, min_extent_m: 5_000.0 };
        assert_eq!(vertices(&store.visible_fill(&all, large_only)), 0);
    }

    #[test]
    fn whole_lines_do_not_depend_on_the_view() {
        let store = PathStore::lines(&Projection::default(), [star(800)]);
        let a = MapRect { min: MapPoint::new(0.0, 0.0), max: MapPoint::new(100e3, 900e3) };
        let b = MapRect { min: MapPoint::new(10e3, 0.0), max: MapPoint::new(100e3, 900e3) };
        let detail = Detail::tolerance_m(200.0);
        assert_eq!(store.visible_whole(&a, detail).elements(), store.visible_whole(&b, detail).elements());
        assert!(store.visible_fill(&a, detail).elements().is_empty());
    }
}

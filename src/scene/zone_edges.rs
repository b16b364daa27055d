//! Which edges of the areas of promises and orders are lines of their own.
//!
//! Most edges of such an area mean a coast or a border, and follow it more coarsely than the map draws it: stroked, they
//! would stand beside it as a second one. What is left is what an agreement or an order drew itself. Space: metres of the plane.

use geo::Geometry;
use kurbo::{Affine, BezPath, PathEl, Point, Rect};

use super::FillRule;
use super::base::{BaseStores, CoastLevel, places};
use super::cells::Cells;
use super::shapes::{length, push_polyline, resample};
use crate::data::{Dataset, Zone};
use crate::geo::{Detail, MapPoint, MapRect, Projection};

/// Metres in a unit of the cells.
const UNIT_M: f64 = 2000.0;
/// An edge this near to a coast or a border follows it, units: as far as the areas were drawn from them.
const FOLLOWS: f64 = 8.0;
/// Distance at which an edge is asked, units.
const STEP: f64 = 1.5;
/// A shorter piece is left out, units.
const LEAST: f64 = 12.0;
/// Detail that is enough to tell where coasts and borders run, metres.
const DETAIL_M: f64 = 1000.0;

/// The edges of all areas that are lines of their own, by the zone's index in the dataset.
#[derive(Debug)]
pub(super) struct ZoneEdges(Vec<BezPath>);

impl ZoneEdges {
    /// Looks through all areas of `data`.
    pub fn new(data: &Dataset, base: &BaseStores, projection: &Projection) -> Self {
        let shapes: Vec<Shape> = data.zones.iter().map(|zone| Shape::of(zone, projection)).collect();
        let rings = shapes.iter().flat_map(|shape| &shape.rings);
        let Some(around) = rings
            .flatten()
            .fold(None, |all: Option<Rect>, p| Some(all.map_or(Rect::from_points(*p, *p), |r| r.union_pt(*p))))
        else {
            return Self(vec![BezPath::new(); shapes.len()]);
        };
        let ground = Ground::new(around.inflate(2.0 * FOLLOWS, 2.0 * FOLLOWS), base, &shapes);
        Self(shapes.iter().map(|shape| ground.own_edges(shape)).collect())
    }

    /// The edges of the zone `index` that are lines of their own.
    pub fn of(&self, index: usize) -> Option<&BezPath> {
        self.0.get(index).filter(|path| !path.is_empty())
    }
}

/// A zone in units of the cells.
#[derive(Default)]
struct Shape {
    rings: Vec<Vec<Point>>,
    lines: Vec<Vec<Point>>,
}

impl Shape {
    fn of(zone: &Zone, projection: &Projection) -> Self {
        let mut shape = Self::default();
        shape.push(&zone.geometry, projection);
        shape
    }

    fn push(&mut self, geometry: &Geometry<f64>, projection: &Projection) {
        let line = |line: &geo::LineString<f64>| -> Vec<Point> {
            let on_plane = projection.project_line(&places(line).collect::<Vec<_>>(), DETAIL_M * 0.1);
            on_plane.into_iter().map(|p| Point::new(p.x / UNIT_M, p.y / UNIT_M)).collect()
        };
        match geometry {
            Geometry::Polygon(p) => {
                self.rings.push(line(p.exterior()));
                self.rings.extend(p.interiors().iter().map(line));
            }
            Geometry::MultiPolygon(all) => {
                all.iter().for_each(|p| self.push(&Geometry::Polygon(p.clone()), projection));
            }
            Geometry::LineString(l) => self.lines.push(line(l)),
            Geometry::MultiLineString(all) => self.lines.extend(all.iter().map(line)),
            Geometry::GeometryCollection(all) => all.iter().for_each(|g| self.push(g, projection)),
            _ => {}
        }
    }
}

/// Land, and what runs through it.
struct Ground {
    land: Cells,
    lines: Cells,
}

impl Ground {
    fn new(area: Rect, base: &BaseStores, zones: &[Shape]) -> Self {
        let to_units = Affine::scale(1.0 / UNIT_M);
        let corner = |x: f64, y: f64| MapPoint::new(x * UNIT_M, y * UNIT_M);
        let rect = MapRect { min: corner(area.x0, area.y0), max: corner(area.x1, area.y1) };
        let detail = Detail::tolerance_m(DETAIL_M);
        let land = base.coast(CoastLevel::Overview).visible_fill(&rect, detail);
        let mut lines = Cells::new(area);
        for borders in base.borders().iter().filter(|borders| borders.rank == 1) {
            for line in points(&borders.store.visible_whole(&rect, detail), to_units) {
                lines.put_near(&resample(&line, 2.0), FOLLOWS);
            }
        }
        // Where the limit itself is given as a line, that line is drawn.
        for line in zones.iter().flat_map(|shape| &shape.lines) {
            lines.put_near(&resample(line, 2.0), FOLLOWS);
        }
        Self { land: Cells::of_path(area, &land, to_units, FillRule::NonZero), lines }
    }

    fn own_edges(&self, shape: &Shape) -> BezPath {
        let mut path = BezPath::new();
        for ring in &shape.rings {
            for piece in self.own_pieces(ring) {
                push_polyline(&mut path, &piece);
            }
        }
        path.apply_affine(Affine::scale(UNIT_M));
        path
    }

    fn own_pieces(&self, ring: &[Point]) -> Vec<Vec<Point>> {
        let mut pieces: Vec<Vec<Point>> = vec![Vec::new()];
        for edge in ring.windows(2) {
            // The corners of the outline stay where they are.
            for p in resample(edge, STEP) {
                match pieces.last_mut() {
                    Some(piece) if self.is_own(p) => {
                        if piece.last() != Some(&p) {
                            piece.push(p);
                        }
                    }
                    Some(piece) if !piece.is_empty() => pieces.push(Vec::new()),
                    _ => {}
                }
            }
        }
        pieces.into_iter().filter(|piece| length(piece) >= LEAST).collect()
    }

    /// True on land, off every coast and border.
    fn is_own(&self, p: Point) -> bool {
        const DIAGONAL: f64 = std::f64::consts::FRAC_1_SQRT_2;
        let ways = [(1.0, 0.0), (0.0, 1.0), (DIAGONAL, DIAGONAL), (DIAGONAL, -DIAGONAL)];
        let around =
            ways.into_iter().flat_map(|(x, y)| [-1.0, -0.5, 0.5, 1.0].map(|s| (x * s * FOLLOWS, y * s * FOLLOWS)));
        self.land.hold(p) && !self.lines.hold(p) && around.into_iter().all(|step| self.land.hold(p + step))
    }
}

/// The lines of a path with straight edges.
fn points(path: &BezPath, to_units: Affine) -> Vec<Vec<Point>> {
    let mut lines: Vec<Vec<Point>> = Vec::new();
    for element in path.elements() {
        match element {
            PathEl::MoveTo(p) => lines.push(vec![to_units * *p]),
            other => {
                if let (Some(line), Some(p)) = (lines.last_mut(), other.end_point()) {
                    line.push(to_units * p);
                }
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::shapes::polyline;

    /// Land from 0 to 200 in x and y, with a border along y = 100.
    fn ground() -> Ground {
        let area = Rect::new(-20.0, -20.0, 220.0, 220.0);
        let mut land = polyline(&[(0.0, 0.0), (200.0, 0.0), (200.0, 200.0), (0.0, 200.0)].map(Point::from));
        land.close_path();
        let mut lines = Cells::new(area);
        lines.put_near(&resample(&[Point::new(0.0, 100.0), Point::new(200.0, 100.0)], 2.0), FOLLOWS);
        Ground { land: Cells::of_path(area, &land, Affine::IDENTITY, FillRule::NonZero), lines }
    }

    #[test]
    fn only_what_follows_no_coast_and_no_border_is_a_line_of_its_own() {
        // South along the coast, north along the border, and down through the middle of the land.
        let ring = [(3.0, 3.0), (120.0, 3.0), (120.0, 97.0), (3.0, 97.0), (3.0, 3.0)].map(Point::from);
        let pieces = ground().own_pieces(&ring);
        assert_eq!(pieces.len(), 1, "{pieces:?}");
        assert!(pieces[0].iter().all(|p| (p.x - 120.0).abs() < 1e-9 && p.y > 6.0 && p.y < 94.0), "{pieces:?}");
        assert!(length(&pieces[0]) > 60.0);
    }
}

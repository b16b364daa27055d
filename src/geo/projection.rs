//! Map projections: from degrees on the WGS 84 ellipsoid to metres on a plane and back.
//!
//! `proj4rs` does the mathematics of every projection. This module adds what a map needs round it: straight edges
//! that stay straight in longitude and latitude, the frame of a bounding box, the local scale, and where north is.
//! Every function is total: coordinates that a projection cannot show are moved to the nearest that it can, and only
//! input that is not finite gives output that is not finite.

use std::fmt;

use kurbo::Vec2;
use proj4rs::Proj;
use proj4rs::errors::Result as ProjResult;
use proj4rs::transform::{Transform, TransformClosure, transform};
use thiserror::Error;

use super::{BoundingBox, LonLat, MapPoint, MapRect};

/// First eccentricity squared of WGS 84.
const E2: f64 = 0.006_694_379_990_141_316;
/// Semi-major axis of WGS 84, metres.
const A_METRES: f64 = 6_378_137.0;
/// Longest stretch of an edge, in degrees, that is looked at as a whole when it is densified.
const LONGEST_EDGE_DEG: f64 = 5.0;
/// Edges shorter than this, in degrees, deviate by less than a metre and are never split.
const SHORT_EDGE_DEG: f64 = 0.04;
/// Latitude beyond which a conic projection of the northern hemisphere no longer shows anything, degrees.
const SOUTHERN_LIMIT_DEG: f64 = -75.0;
/// Latitude, north and south, at which Mercator's map ends, degrees.
const MERCATOR_LIMIT_DEG: f64 = 85.0;

/// Distance, in metres on the plane, by which a densified edge may miss the true one.
pub const DENSIFY_TOLERANCE_M: f64 = 5.0;

/// Which projection, with its parameters in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ProjectionKind {
    /// Lambert's conformal conic: true to angles.
    LambertConformalConic(Cone),
    /// Albers' conic: true to areas.
    AlbersEqualArea(Cone),
    /// Mercator's cylinder, true along `lat_ts` north and south.
    Mercator {
        /// Central meridian.
        lon_0: f64,
        /// Latitude of true scale.
        lat_ts: f64,
    },
    /// Degrees as a grid of equal rectangles, true along meridians and along `lat_ts`.
    PlateCarree {
        /// Central meridian.
        lon_0: f64,
        /// Latitude of true scale.
        lat_ts: f64,
    },
}

/// A cone through two parallels, degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cone {
    /// Central meridian.
    pub lon_0: f64,
    /// Latitude of the plane's origin.
    pub lat_0: f64,
    /// Southern standard parallel.
    pub lat_1: f64,
    /// Northern standard parallel.
    pub lat_2: f64,
}

impl Cone {
    /// The cone of the theatre: true along 40 N and 52 N, upright along 132 E.
    pub const THEATRE: Self = Self { lon_0: 132.0, lat_0: 46.0, lat_1: 40.0, lat_2: 52.0 };
}

impl Default for ProjectionKind {
    /// The conformal projection of the theatre.
    fn default() -> Self {
        Self::LambertConformalConic(Cone::THEATRE)
    }
}

impl ProjectionKind {
    /// Projections that suit the theatre, by the names that a reader chooses from.
    pub const NAMED: [(&'static str, Self); 4] = [
        ("conformal", Self::LambertConformalConic(Cone::THEATRE)),
        ("equal-area", Self::AlbersEqualArea(Cone::THEATRE)),
        ("mercator", Self::Mercator { lon_0: 132.0, lat_ts: 46.0 }),
        ("plate-carree", Self::PlateCarree { lon_0: 132.0, lat_ts: 46.0 }),
    ];

    /// The projection of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.into_iter().find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }

    /// The definition as a PROJ string.
    #[must_use]
    pub fn proj_string(&self) -> String {
        let cone = |name: &str, Cone { lon_0, lat_0, lat_1, lat_2 }: &Cone| {
            format!("+proj={name} +lon_0={lon_0} +lat_0={lat_0} +lat_1={lat_1} +lat_2={lat_2}")
        };
        let plane = match self {
            Self::LambertConformalConic(c) => cone("lcc", c),
            Self::AlbersEqualArea(c) => cone("aea", c),
            Self::Mercator { lon_0, lat_ts } => format!("+proj=merc +lon_0={lon_0} +lat_ts={lat_ts}"),
            Self::PlateCarree { lon_0, lat_ts } => format!("+proj=eqc +lon_0={lon_0} +lat_ts={lat_ts}"),
        };
        format!("{plane} +ellps=WGS84 +units=m")
    }

    /// The meridian that is upright on the plane, degrees.
    #[must_use]
    pub const fn central_meridian(&self) -> f64 {
        match self {
            Self::LambertConformalConic(cone) | Self::AlbersEqualArea(cone) => cone.lon_0,
            Self::Mercator { lon_0, .. } | Self::PlateCarree { lon_0, .. } => *lon_0,
        }
    }

    /// The latitudes that the plane shows, degrees.
    const fn latitudes(&self) -> (f64, f64) {
        match self {
            Self::LambertConformalConic(_) | Self::AlbersEqualArea(_) => (SOUTHERN_LIMIT_DEG, 90.0),
            Self::Mercator { .. } => (-MERCATOR_LIMIT_DEG, MERCATOR_LIMIT_DEG),
            Self::PlateCarree { .. } => (-90.0, 90.0),
        }
    }
}

/// Why a projection could not be set up.
#[derive(Debug, Error)]
#[error("the projection \"{definition}\" cannot be set up: {reason}; check its parallels and its central meridian")]
pub struct ProjectionError {
    definition: String,
    reason: String,
}

/// A projection ready for use.
#[derive(Clone)]
pub struct Projection {
    kind: ProjectionKind,
    plane: Proj,
    globe: Proj,
    lon_0: f64,
}

impl fmt::Debug for Projection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Projection").field(&self.kind).finish()
    }
}

impl PartialEq for Projection {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Default for Projection {
    /// The projection of the theatre.
    fn default() -> Self {
        Self::new(ProjectionKind::default()).expect("the theatre's own parameters are sound")
    }
}

/// Points handed to `proj4rs` in one call; it stops at no error, so that one bad point spoils only itself.
struct Batch<'a>(&'a mut [(f64, f64)]);

impl Transform for Batch<'_> {
    fn transform_coordinates<F: TransformClosure>(&mut self, f: &mut F) -> ProjResult<()> {
        for p in self.0.iter_mut() {
            *p = f(p.0, p.1, 0.0).map_or((f64::NAN, f64::NAN), |(x, y, _)| (x, y));
        }
        Ok(())
    }
}

impl Projection {
    /// Sets up a projection.
    ///
    /// # Errors
    /// If the parameters define none, such as two standard parallels on opposite sides of the equator.
    pub fn new(kind: ProjectionKind) -> Result<Self, ProjectionError> {
        let definition = kind.proj_string();
        let set_up = |text: &str| {
            Proj::from_proj_string(text)
                .map_err(|e| ProjectionError { definition: text.to_owned(), reason: e.to_string() })
        };
        Ok(Self {
            kind,
            plane: set_up(&definition)?,
            globe: set_up("+proj=longlat +ellps=WGS84")?,
            lon_0: kind.central_meridian(),
        })
    }

    /// Which projection it is.
    #[must_use]
    pub const fn kind(&self) -> ProjectionKind {
        self.kind
    }

    /// The meridian that is upright on the plane, degrees.
    #[must_use]
    pub const fn central_meridian(&self) -> f64 {
        self.lon_0
    }

    /// Where a place stands on the plane.
    #[must_use]
    pub fn project(&self, p: LonLat) -> MapPoint {
        let mut one = [self.radians(p)];
        self.forward(&mut one);
        MapPoint::new(one[0].0, one[0].1)
    }

    /// Where many places stand on the plane; quicker per point than [`Self::project`].
    #[must_use]
    pub fn project_many(&self, places: &[LonLat]) -> Vec<MapPoint> {
        let mut batch: Vec<_> = places.iter().map(|&p| self.radians(p)).collect();
        self.forward(&mut batch);
        batch.into_iter().map(|(x, y)| MapPoint::new(x, y)).collect()
    }

    /// The place that stands at a point of the plane.
    #[must_use]
    pub fn unproject(&self, p: MapPoint) -> LonLat {
        let mut one = [(p.x, p.y)];
        // A batch never fails as a whole: see `Batch`.
        let _ = transform(&self.plane, &self.globe, &mut Batch(&mut one));
        LonLat::new(one[0].0.to_degrees(), one[0].1.to_degrees())
    }

    /// A line projected so that its edges stay straight in longitude and latitude, as RFC 7946 means them, to
    /// within `tolerance_m` metres on the plane. Vertices of the line are kept.
    #[must_use]
    pub fn project_line(&self, line: &[LonLat], tolerance_m: f64) -> Vec<MapPoint> {
        let corners = self.project_many(line);
        let Some(&first) = corners.first() else { return Vec::new() };
        let mut out = Vec::with_capacity(line.len());
        out.push(first);
        for (places, points) in line.windows(2).zip(corners.windows(2)) {
            self.push_edge(&mut out, [places[0], places[1]], [points[0], points[1]], tolerance_m);
        }
        out
    }

    /// The frame of a box in degrees on the plane: the smallest upright rectangle round its projected outline.
    #[must_use]
    pub fn fit(&self, bbox: BoundingBox) -> MapRect {
        let outline = self.project_line(&bbox.outline(), DENSIFY_TOLERANCE_M);
        MapRect::around(&outline).unwrap_or(MapRect { min: MapPoint::default(), max: MapPoint::default() })
    }

    /// How many metres of the plane a metre of ground takes at a place: 1 where the map is true. For a projection
    /// that is not conformal, the square root of the areal scale.
    #[must_use]
    pub fn scale_factor(&self, at: LonLat) -> f64 {
        let (east, north) = self.axes(at);
        east.cross(north).abs().sqrt()
    }

    /// The direction of north at a place: radians clockwise from the top of an upright page, -pi to pi.
    #[must_use]
    pub fn north(&self, at: LonLat) -> f64 {
        let (_, north) = self.axes(at);
        north.x.atan2(north.y)
    }

    /// Metres of the plane per metre of ground to the east and to the north, by central differences.
    fn axes(&self, at: LonLat) -> (Vec2, Vec2) {
        const STEP_DEG: f64 = 1e-4;
        let (lowest, highest) = self.kind.latitudes();
        let lat = at.lat.clamp(lowest + STEP_DEG, highest.min(89.9));
        let span = |a: LonLat, b: LonLat| {
            let (a, b) = (self.project(a), self.project(b));
            Vec2::new(b.x - a.x, b.y - a.y)
        };
        let sin_lat = lat.to_radians().sin();
        let w2 = 1.0 - E2 * sin_lat * sin_lat;
        // Radii of curvature of the meridian and of the prime vertical: Snyder, Map Projections (1987), 4-18, 4-20.
        let meridian_m = A_METRES * (1.0 - E2) / (w2 * w2.sqrt());
        let parallel_m = A_METRES / w2.sqrt() * lat.to_radians().cos();
        let step = (2.0 * STEP_DEG).to_radians();
        let east = span(LonLat::new(at.lon - STEP_DEG, lat), LonLat::new(at.lon + STEP_DEG, lat));
        let north = span(LonLat::new(at.lon, lat - STEP_DEG), LonLat::new(at.lon, lat + STEP_DEG));
        (east / (step * parallel_m), north / (step * meridian_m))
    }

    /// Appends the inner points and the end of an edge.
    fn push_edge(&self, out: &mut Vec<MapPoint>, places: [LonLat; 2], points: [MapPoint; 2], tolerance_m: f64) {
        let [a, b] = places;
        let length_deg = (b.lon - a.lon).hypot(b.lat - a.lat);
        if length_deg > SHORT_EDGE_DEG && length_deg.is_finite() {
            let spans = (length_deg / LONGEST_EDGE_DEG).ceil();
            let half = self.project(between(a, b, 0.5 / spans));
            let end = if spans > 1.0 { self.project(between(a, b, 1.0 / spans)) } else { points[1] };
            let chord = MapPoint::new(f64::midpoint(points[0].x, end.x), f64::midpoint(points[0].y, end.y));
            let sagitta_m = (half.x - chord.x).hypot(half.y - chord.y);
            // The sagitta falls with the square of the length.
            let pieces = (spans * (sagitta_m / tolerance_m.max(0.01)).sqrt().ceil().clamp(1.0, 1000.0)).max(1.0);
            let mut i = 1.0;
            while i < pieces {
                out.push(self.project(between(a, b, i / pieces)));
                i += 1.0;
            }
        }
        out.push(points[1]);
    }

    /// Radians, with the latitude held where the plane shows it.
    fn radians(&self, p: LonLat) -> (f64, f64) {
        // Within a turn of the central meridian: beyond, `proj4rs` refuses the point.
        let lon = if (p.lon - self.lon_0).abs() <= 360.0 { p.lon } else { p.lon % 360.0 };
        let (lowest, highest) = self.kind.latitudes();
        (lon.to_radians(), p.lat.clamp(lowest, highest).to_radians())
    }

    fn forward(&self, points: &mut [(f64, f64)]) {
        // A batch never fails as a whole: see `Batch`.
        let _ = transform(&self.globe, &self.plane, &mut Batch(points));
    }
}

/// The place at `t` (0 to 1) between two, straight in degrees.
fn between(a: LonLat, b: LonLat, t: f64) -> LonLat {
    LonLat::new(a.lon + (b.lon - a.lon) * t, a.lat + (b.lat - a.lat) * t)
}

/// A line with vertices added so that no edge is longer than `max_step_deg` degrees. Edges stay straight in
/// longitude and latitude; vertices of the line are kept.
#[must_use]
pub fn densify(line: &[LonLat], max_step_deg: f64) -> Vec<LonLat> {
    let mut out: Vec<LonLat> = line.first().copied().into_iter().collect();
    for pair in line.windows(2) {
        let length_deg = (pair[1].lon - pair[0].lon).hypot(pair[1].lat - pair[0].lat);
        let pieces = (length_deg / max_step_deg.max(1e-6)).ceil().clamp(1.0, 1e5);
        let mut i = 1.0;
        while i < pieces {
            out.push(between(pair[0], pair[1], i / pieces));
            i += 1.0;
        }
        out.push(pair[1]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokyo, Vladivostok, Chita, Chabarovsk, Dairen, Shumshu, Keijo: all over the theatre.
    const PLACES: [(f64, f64); 7] = [
        (139.767, 35.681),
        (131.886, 43.116),
        (113.5, 52.033),
        (135.083, 48.483),
        (121.63, 38.92),
        (156.3, 50.75),
        (126.98, 37.57),
    ];

    #[test]
    fn the_origin_of_the_plane_is_where_the_definition_says() {
        let origin = Projection::default().project(LonLat::new(132.0, 46.0));
        assert!(origin.x.abs() < 1e-6 && origin.y.abs() < 1e-6, "{origin:?}");
    }

    #[test]
    fn projecting_there_and_back_changes_no_place_by_a_millimetre() {
        let projection = Projection::default();
        for (lon, lat) in PLACES {
            let back = projection.unproject(projection.project(LonLat::new(lon, lat)));
            assert!((back.lon - lon).abs() < 1e-8 && (back.lat - lat).abs() < 1e-8, "{lon} {lat} became {back:?}");
        }
    }

    #[test]
    fn places_scales_and_north_are_those_of_proj_9_5() {
        // Printed by `pyproj` for the same definition: x, y, scale, convergence of the meridian (counterclockwise).
        let expected = [
            (139.767, 35.681, 709_177.427_38, -1_111_115.373_89, 1.010_234_488_8, 5.597_531_065_8),
            (131.886, 43.116, -9_239.788_45, -318_868.578_28, 0.995_864_181_7, -0.082_157_659_5),
            (113.5, 52.033, -1_258_261.249_93, 815_522.724_93, 1.000_063_017_8, -13.332_602_641_7),
            (156.3, 50.75, 1_684_813.667_35, 785_379.455_55, 0.997_890_228_0, 17.512_553_740_1),
        ];
        let projection = Projection::default();
        for (lon, lat, x, y, scale, convergence_deg) in expected {
            let at = LonLat::new(lon, lat);
            let p = projection.project(at);
            assert!((p.x - x).abs() < 1e-4 && (p.y - y).abs() < 1e-4, "{p:?}");
            assert!((projection.scale_factor(at) - scale).abs() < 1e-6);
            assert!((projection.north(at).to_degrees() + convergence_deg).abs() < 1e-4);
        }
    }

    #[test]
    fn the_cone_agrees_with_snyders_example() {
        // Snyder, Map Projections: A Working Manual (1987), p. 296: Clarke 1866, 33 N and 45 N, 23 N 96 W; the place
        // 35 N 75 W stands at x = 1 894 410.9, y = 1 564 649.5. Only the ellipsoid differs from ours: its larger
        // axis (6 378 206.4) and flattening move the place by less than 300 m.
        let kind = ProjectionKind::LambertConformalConic(Cone { lon_0: -96.0, lat_0: 23.0, lat_1: 33.0, lat_2: 45.0 });
        let p = Projection::new(kind).unwrap().project(LonLat::new(-75.0, 35.0));
        assert!((p.x - 1_894_410.9).abs() < 300.0 && (p.y - 1_564_649.5).abs() < 300.0, "{p:?}");
    }

    #[test]
    fn many_places_are_projected_as_each_alone() {
        let projection = Projection::default();
        let places: Vec<_> = PLACES.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect();
        let alone: Vec<_> = places.iter().map(|&p| projection.project(p)).collect();
        assert_eq!(projection.project_many(&places), alone);
    }

    #[test]
    fn the_scale_is_true_on_the_standard_parallels_and_less_between() {
        let projection = Projection::default();
        for lon in [110.0, 132.0, 160.0] {
            for lat in [40.0, 52.0] {
                assert!((projection.scale_factor(LonLat::new(lon, lat)) - 1.0).abs() < 1e-6);
            }
            let middle = projection.scale_factor(LonLat::new(lon, 46.0));
            assert!((0.993..0.996).contains(&middle), "{middle}");
        }
    }

    #[test]
    fn north_is_up_on_the_central_meridian_and_leans_inwards_beside_it() {
        let projection = Projection::default();
        assert!(projection.north(LonLat::new(132.0, 44.0)).abs() < 1e-9);
        // East of it meridians lean to the left, by the cone's constant times the difference of longitude.
        let east = projection.north(LonLat::new(152.0, 44.0)).to_degrees();
        let west = projection.north(LonLat::new(112.0, 44.0)).to_degrees();
        assert!((-15.0..-14.0).contains(&east), "{east}");
        assert!((east + west).abs() < 1e-6);
    }

    #[test]
    fn long_edges_follow_their_parallel() {
        let projection = Projection::default();
        for lat in [38.0, 50.0] {
            let line =
                projection.project_line(&[LonLat::new(110.0, lat), LonLat::new(150.0, lat)], DENSIFY_TOLERANCE_M);
            let mut worst_m: f64 = 0.0;
            for pair in line.windows(2) {
                for i in 0..=8 {
                    let t = f64::from(i) / 8.0;
                    let on_edge =
                        MapPoint::new(pair[0].x + (pair[1].x - pair[0].x) * t, pair[0].y + (pair[1].y - pair[0].y) * t);
                    // A degree of latitude is 111 km everywhere.
                    worst_m = worst_m.max((projection.unproject(on_edge).lat - lat).abs() * 111_000.0);
                }
            }
            assert!(worst_m <= DENSIFY_TOLERANCE_M * 1.1, "{lat}: {worst_m} m");
            assert!(line.len() < 400, "{} vertices", line.len());
        }
        // The straight chord that this prevents is tens of kilometres off.
        let chord = projection.unproject(MapPoint::new(0.0, projection.project(LonLat::new(112.0, 38.0)).y));
        assert!((chord.lat - 38.0).abs() > 1.0, "{chord:?}");
    }

    #[test]
    fn the_frame_of_a_box_holds_its_whole_outline() {
        let projection = Projection::default();
        let bbox = BoundingBox::new(110.0, 33.0, 158.0, 56.0).unwrap();
        let frame = projection.fit(bbox);
        // The southern edge hangs lowest on the central meridian, not at the corners.
        let lowest = projection.project(LonLat::new(132.0, 33.0));
        assert!((frame.min.y - lowest.y).abs() < 20.0, "{frame:?} {lowest:?}");
        for place in densify(&bbox.outline(), 0.37) {
            let p = projection.project(place);
            assert!(frame.expanded(DENSIFY_TOLERANCE_M).contains(p));
        }
    }

    #[test]
    fn places_that_no_cone_can_show_stay_finite() {
        let projection = Projection::default();
        for (lon, lat) in [(0.0, -90.0), (720.0, 0.0), (-180.0, 90.0), (180.0, -1e9), (1e12, 45.0)] {
            let p = projection.project(LonLat::new(lon, lat));
            assert!(p.x.is_finite() && p.y.is_finite(), "{lon} {lat}: {p:?}");
        }
        assert!(projection.project(LonLat::new(f64::NAN, 1.0)).x.is_nan());
    }

    #[test]
    fn every_named_projection_comes_back_and_keeps_what_it_promises() {
        for (name, kind) in ProjectionKind::NAMED {
            assert_eq!(ProjectionKind::named(name), Some(kind));
            let projection = Projection::new(kind).unwrap();
            for (lon, lat) in PLACES {
                let at = LonLat::new(lon, lat);
                let back = projection.unproject(projection.project(at));
                assert!((back.lon - lon).abs() < 1e-8 && (back.lat - lat).abs() < 1e-8, "{name}: {back:?}");
                let (east, north) = projection.axes(at);
                match kind {
                    ProjectionKind::AlbersEqualArea(_) => assert!((east.cross(north) - 1.0).abs() < 1e-6, "{name}"),
                    ProjectionKind::PlateCarree { .. } => assert!((north.hypot() - 1.0).abs() < 0.01, "{name}"),
                    _ => {
                        assert!((east.hypot() / north.hypot() - 1.0).abs() < 1e-6, "{name}: {east:?} {north:?}");
                        assert!(east.dot(north).abs() < 1e-6, "{name}");
                    }
                }
            }
            for lat in [-90.0, 90.0] {
                let p = projection.project(LonLat::new(140.0, lat));
                assert!(p.x.is_finite() && p.y.is_finite(), "{name} at {lat}: {p:?}");
            }
        }
        assert_eq!(ProjectionKind::named("globe"), None);
    }

    #[test]
    fn a_projection_without_sense_is_refused_with_a_cure() {
        let kind = ProjectionKind::LambertConformalConic(Cone { lon_0: 0.0, lat_0: 0.0, lat_1: 30.0, lat_2: -30.0 });
        let error = Projection::new(kind).unwrap_err().to_string();
        assert!(error.contains("check its parallels"), "{error}");
    }

    #[test]
    fn densifying_keeps_vertices_and_bounds_the_steps() {
        let line = [LonLat::new(0.0, 0.0), LonLat::new(1.0, 0.0), LonLat::new(1.0, 0.05)];
        let dense = densify(&line, 0.3);
        assert_eq!(dense.len(), 6);
        assert!(line.iter().all(|p| dense.contains(p)));
        assert!(densify(&[], 0.3).is_empty());
    }
}

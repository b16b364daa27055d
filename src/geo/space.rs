//! The coordinate spaces of the atlas.

/// A place on the globe: degrees of longitude east and latitude north, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct LonLat {
    /// Longitude in degrees, -180 to 180, east positive.
    pub lon: f64,
    /// Latitude in degrees, -90 to 90, north positive.
    pub lat: f64,
}

impl LonLat {
    /// The place at `lon`, `lat` degrees.
    #[must_use]
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }
}

/// A place on the projected plane, metres: `x` to the east, `y` to the north.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct MapPoint {
    /// Metres east of the projection's origin.
    pub x: f64,
    /// Metres north of the projection's origin.
    pub y: f64,
}

impl MapPoint {
    /// The place at `x`, `y` metres.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

impl From<MapPoint> for kurbo::Point {
    fn from(p: MapPoint) -> Self {
        Self::new(p.x, p.y)
    }
}

impl From<PagePoint> for kurbo::Point {
    fn from(p: PagePoint) -> Self {
        Self::new(p.x, p.y)
    }
}

/// A place on the page in points (1/72 inch): `x` to the right, `y` **down** from the top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct PagePoint {
    /// Points right of the page's left edge.
    pub x: f64,
    /// Points below the page's top edge.
    pub y: f64,
}

impl PagePoint {
    /// The place at `x`, `y` points.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// The size of a page or of a frame on it, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageSize {
    /// Width in points.
    pub width_pt: f64,
    /// Height in points.
    pub height_pt: f64,
}

impl PageSize {
    /// Pixels per point of a picture of up to 1920 by 1080 pixels: type stays readable however small the picture is.
    pub const LEAST_PX_PER_PT: f64 = 1.6;

    /// The page behind a picture of `width_px` by `height_px`: 1200 by 675 points for every 16:9 picture from 1080p
    /// up, the same area in other shapes, and proportionally less page (not smaller type) for smaller pictures.
    #[must_use]
    pub fn for_pixels(width_px: u32, height_px: u32) -> Self {
        let (w, h) = (f64::from(width_px.max(1)), f64::from(height_px.max(1)));
        let by_area = (w * h / (1200.0 * 675.0)).sqrt();
        let px_per_pt = by_area.max(Self::LEAST_PX_PER_PT);
        Self { width_pt: w / px_per_pt, height_pt: h / px_per_pt }
    }
}

/// A box in degrees; `west < east` and `south < north` (the theatre does not cross the antimeridian).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundingBox {
    /// Western edge, degrees.
    pub west: f64,
    /// Southern edge, degrees.
    pub south: f64,
    /// Eastern edge, degrees.
    pub east: f64,
    /// Northern edge, degrees.
    pub north: f64,
}

impl BoundingBox {
    /// The box, or `None` if it is empty, upside down or not finite.
    #[must_use]
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Option<Self> {
        let finite = [west, south, east, north].iter().all(|v| v.is_finite());
        (finite && west < east && south < north).then_some(Self { west, south, east, north })
    }

    /// Its outline from the south-west corner counterclockwise, closed.
    #[must_use]
    pub const fn outline(&self) -> [LonLat; 5] {
        let Self { west, south, east, north } = *self;
        [
            LonLat::new(west, south),
            LonLat::new(east, south),
            LonLat::new(east, north),
            LonLat::new(west, north),
            LonLat::new(west, south),
        ]
    }

    /// True if the place lies in the box or on its edge.
    #[must_use]
    pub fn contains(&self, p: LonLat) -> bool {
        self.west <= p.lon && p.lon <= self.east && self.south <= p.lat && p.lat <= self.north
    }
}

/// A box on the projected plane, metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapRect {
    /// South-west corner.
    pub min: MapPoint,
    /// North-east corner.
    pub max: MapPoint,
}

impl MapRect {
    /// The smallest box round `points`; `None` if there are none or one is not finite.
    #[must_use]
    pub fn around(points: &[MapPoint]) -> Option<Self> {
        let first = *points.first()?;
        let rect = points.iter().fold(Self { min: first, max: first }, |r, p| r.with(*p));
        points.iter().all(|p| p.x.is_finite() && p.y.is_finite()).then_some(rect)
    }

    /// The box stretched to hold `p` too.
    #[must_use]
    pub fn with(&self, p: MapPoint) -> Self {
        Self {
            min: MapPoint::new(self.min.x.min(p.x), self.min.y.min(p.y)),
            max: MapPoint::new(self.max.x.max(p.x), self.max.y.max(p.y)),
        }
    }

    /// The smallest box round both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.with(other.min).with(other.max)
    }

    /// Metres from west to east.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.max.x - self.min.x
    }

    /// Metres from south to north.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.max.y - self.min.y
    }

    /// Its middle.
    #[must_use]
    pub fn centre(&self) -> MapPoint {
        MapPoint::new(f64::midpoint(self.min.x, self.max.x), f64::midpoint(self.min.y, self.max.y))
    }

    /// The box with every side moved out by `metres`.
    #[must_use]
    pub fn expanded(&self, metres: f64) -> Self {
        Self {
            min: MapPoint::new(self.min.x - metres, self.min.y - metres),
            max: MapPoint::new(self.max.x + metres, self.max.y + metres),
        }
    }

    /// True if `p` lies in the box or on its edge.
    #[must_use]
    pub fn contains(&self, p: MapPoint) -> bool {
        self.min.x <= p.x && p.x <= self.max.x && self.min.y <= p.y && p.y <= self.max.y
    }

    /// True if all of `other` lies in the box.
    #[must_use]
    pub fn contains_rect(&self, other: &Self) -> bool {
        self.contains(other.min) && self.contains(other.max)
    }

    /// True if the two boxes share at least a point.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        self.min.x <= other.max.x && other.min.x <= self.max.x && self.min.y <= other.max.y && other.min.y <= self.max.y
    }
}

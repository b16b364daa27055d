//! The camera: which part of the projected plane stands in the map frame, and at what scale.

use kurbo::Affine;

use super::{MapPoint, MapRect, PagePoint, PageSize};

/// A view of the plane: its centre and its scale. North is up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The plane's point at the middle of the page.
    pub centre: MapPoint,
    /// Metres of the plane per point of the page; greater than zero.
    pub metres_per_pt: f64,
}

/// Metres in a point of 1/72 inch.
const METRES_IN_A_POINT: f64 = 0.0254 / 72.0;

/// Cubic ease in and out on 0 to 1.
#[must_use]
pub fn ease(x: f64) -> f64 {
    let x = x.clamp(0.0, 1.0);
    if x < 0.5 { 4.0 * x.powi(3) } else { 1.0 - (2.0 - 2.0 * x).powi(3) / 2.0 }
}

impl Camera {
    /// The camera that shows all of `rect` in a page of `size`, as large as fits.
    #[must_use]
    pub fn fit(rect: MapRect, size: PageSize) -> Self {
        let centre = MapPoint::new(f64::midpoint(rect.min.x, rect.max.x), f64::midpoint(rect.min.y, rect.max.y));
        let across = (rect.max.x - rect.min.x) / size.width_pt;
        let down = (rect.max.y - rect.min.y) / size.height_pt;
        Self { centre, metres_per_pt: across.max(down) }
    }

    /// The camera over `centre` at a scale of 1 : `denominator`, true where the projection is; `denominator` is above zero.
    #[must_use]
    pub fn at_scale(centre: MapPoint, denominator: f64) -> Self {
        Self { centre, metres_per_pt: denominator * METRES_IN_A_POINT }
    }

    /// The scale denominator: 5e6 for a map of 1:5 000 000, true where the projection is.
    #[must_use]
    pub fn scale_denominator(&self) -> f64 {
        self.metres_per_pt / METRES_IN_A_POINT
    }

    /// The camera at `share` (0 to 1) of the way to another. The scale changes by equal ratios in equal shares; the centre
    /// moves so that the one point that has the same place on the page in both views keeps it all the way.
    #[must_use]
    pub fn towards(&self, to: &Self, share: f64) -> Self {
        let ratio = to.metres_per_pt / self.metres_per_pt;
        let metres_per_pt = self.metres_per_pt * ratio.powf(share);
        let way = if (ratio - 1.0).abs() < 1e-6 { share } else { (ratio.powf(share) - 1.0) / (ratio - 1.0) };
        let mix = |a: f64, b: f64| a + (b - a) * way;
        let centre = MapPoint::new(mix(self.centre.x, to.centre.x), mix(self.centre.y, to.centre.y));
        Self { centre, metres_per_pt }
    }

    /// The transform from the plane (metres, y up) to a page of `size` (points, y down).
    #[must_use]
    pub fn page_from_map(&self, size: PageSize) -> Affine {
        let s = 1.0 / self.metres_per_pt;
        Affine::new([
            s,
            0.0,
            0.0,
            -s,
            size.width_pt / 2.0 - s * self.centre.x,
            size.height_pt / 2.0 + s * self.centre.y,
        ])
    }

    /// Where a point of the plane stands on a page of `size`.
    #[must_use]
    pub fn page_point(&self, p: MapPoint, size: PageSize) -> PagePoint {
        PagePoint::new(
            size.width_pt / 2.0 + (p.x - self.centre.x) / self.metres_per_pt,
            size.height_pt / 2.0 - (p.y - self.centre.y) / self.metres_per_pt,
        )
    }

    /// Which point of the plane stands under `p` on a page of `size`.
    #[must_use]
    pub fn map_point(&self, p: PagePoint, size: PageSize) -> MapPoint {
        MapPoint::new(
            self.centre.x + (p.x - size.width_pt / 2.0) * self.metres_per_pt,
            self.centre.y - (p.y - size.height_pt / 2.0) * self.metres_per_pt,
        )
    }

    /// The part of the plane that a page of `size` shows.
    #[must_use]
    pub fn visible(&self, size: PageSize) -> MapRect {
        let dx = size.width_pt / 2.0 * self.metres_per_pt;
        let dy = size.height_pt / 2.0 * self.metres_per_pt;
        MapRect {
            min: MapPoint::new(self.centre.x - dx, self.centre.y - dy),
            max: MapPoint::new(self.centre.x + dx, self.centre.y + dy),
        }
    }

    /// The camera after the page's content was dragged by `dx`, `dy` points.
    #[must_use]
    pub fn panned(&self, dx: f64, dy: f64) -> Self {
        Self {
            centre: MapPoint::new(self.centre.x - dx * self.metres_per_pt, self.centre.y + dy * self.metres_per_pt),
            ..*self
        }
    }

    /// The camera zoomed in by `factor` (above 1: closer) with the point under `anchor` held in place.
    #[must_use]
    pub fn zoomed(&self, factor: f64, anchor: PagePoint, size: PageSize) -> Self {
        let fixed = self.map_point(anchor, size);
        let closer = Self { metres_per_pt: self.metres_per_pt / factor, ..*self };
        let moved = closer.map_point(anchor, size);
        Self {
            centre: MapPoint::new(closer.centre.x + fixed.x - moved.x, closer.centre.y + fixed.y - moved.y),
            ..closer
        }
    }
}

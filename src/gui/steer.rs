//! How the camera is steered: bounds, zoom, flights, what fits beside the panels, the projection.
//!
//! Metres on the plane and points of the page.

use crate::geo::{Camera, MapRect, PagePoint, PageSize, Projection, ProjectionKind};

use super::glide::Glide;
use super::state::AppState;

/// Closest view, metres per point: about 1:100 000.
const CLOSEST_METRES_PER_PT: f64 = 35.0;
/// How much farther than the theatre the view may go.
const FARTHEST_OF_THEATRE: f64 = 1.6;

impl AppState {
    /// Puts the camera where the theatre is in sight and the scale within bounds.
    pub fn set_camera(&mut self, camera: Camera) {
        let theatre = self.theatre_rect();
        let farthest = Camera::fit(theatre, self.page()).metres_per_pt * FARTHEST_OF_THEATRE;
        let mut camera = camera;
        camera.metres_per_pt = camera.metres_per_pt.clamp(CLOSEST_METRES_PER_PT, farthest.max(CLOSEST_METRES_PER_PT));
        camera.centre.x = camera.centre.x.clamp(theatre.min.x, theatre.max.x);
        camera.centre.y = camera.centre.y.clamp(theatre.min.y, theatre.max.y);
        self.camera = camera;
    }

    /// Zooms by `factor` about a point of the page, unless the scale is at its bound.
    pub fn zoom(&mut self, factor: f64, anchor: PagePoint) {
        let theatre = Camera::fit(self.theatre_rect(), self.page());
        let wanted = self.camera.metres_per_pt / factor;
        let held = wanted.clamp(CLOSEST_METRES_PER_PT, theatre.metres_per_pt * FARTHEST_OF_THEATRE);
        let camera = self.camera.zoomed(self.camera.metres_per_pt / held, anchor, self.page());
        self.set_camera(camera);
    }

    /// Zooms smoothly.
    pub fn fly_zoom(&mut self, factor: f64, anchor: PagePoint) {
        let before = self.camera;
        if let Glide::Flight { to, .. } = self.glide {
            self.camera = to;
        }
        self.zoom(factor, anchor);
        let target = std::mem::replace(&mut self.camera, before);
        self.fly_to(target);
    }

    /// Goes to a camera: in half a second, or at once under reduced motion.
    pub fn fly_to(&mut self, to: Camera) {
        if self.has_reduced_motion {
            self.glide = Glide::Still;
            self.set_camera(to);
        } else {
            self.glide = Glide::Flight { from: self.camera, to, elapsed_secs: 0.0 };
        }
    }

    /// The camera that shows `rect` in the part of the page that panels leave free.
    #[must_use]
    pub fn camera_for(&self, rect: MapRect) -> Camera {
        let page = self.page();
        let c = self.covered;
        let free = PageSize {
            width_pt: (page.width_pt - c.left - c.right).max(page.width_pt * 0.3),
            height_pt: (page.height_pt - c.top - c.bottom).max(page.height_pt * 0.3),
        };
        Camera::fit(rect, free).panned((c.left - c.right) / 2.0, (c.top - c.bottom) / 2.0)
    }

    pub(super) fn theatre_rect(&self) -> MapRect {
        let named = self.dataset.config.views.iter().find(|v| v.id == "theatre").or(self.dataset.config.views.first());
        let theatre = crate::geo::BoundingBox { west: 108.0, south: 34.0, east: 158.0, north: 55.0 };
        self.projection.fit(named.map_or(theatre, |v| v.bbox))
    }

    /// The camera that shows the whole theatre.
    #[must_use]
    pub fn theatre_camera(&self) -> Camera {
        self.camera_for(self.theatre_rect())
    }

    /// Shows the map in another projection: the place in the middle and the scale there stay.
    pub fn set_projection(&mut self, kind: ProjectionKind) {
        let Ok(projection) = Projection::new(kind) else { return };
        let is_whole = self.camera == self.theatre_camera();
        let at = self.projection.unproject(self.camera.centre);
        let scale_before = self.projection.scale_factor(at);
        self.projection = projection;
        self.glide = Glide::Still;
        let metres_per_pt = self.camera.metres_per_pt * self.projection.scale_factor(at) / scale_before.max(1e-6);
        let kept = Camera { centre: self.projection.project(at), metres_per_pt };
        self.set_camera(if is_whole { self.theatre_camera() } else { kept });
    }
}

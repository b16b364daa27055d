//! From the window's logical pixels to the page and back.

use eframe::egui::{Pos2, Rect, pos2};

use crate::geo::{Camera, MapRect, PagePoint, PageSize};

/// How the page lies in the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    /// The window, logical pixels.
    pub rect: Rect,
    /// The page that it shows.
    pub page: PageSize,
}

impl Screen {
    /// Points of the page in one logical pixel.
    #[must_use]
    pub fn pt_per_px(&self) -> f64 {
        self.page.width_pt / f64::from(self.rect.width()).max(1.0)
    }

    /// The point of the page under a position in the window.
    #[must_use]
    pub fn page_point(&self, at: Pos2) -> PagePoint {
        let d = at - self.rect.min;
        PagePoint::new(f64::from(d.x) * self.pt_per_px(), f64::from(d.y) * self.pt_per_px())
    }

    /// Where a point of the page stands in the window.
    #[must_use]
    pub fn position(&self, p: PagePoint) -> Pos2 {
        #[expect(clippy::cast_possible_truncation, reason = "positions on a screen fit f32")]
        let (x, y) = ((p.x / self.pt_per_px()) as f32, (p.y / self.pt_per_px()) as f32);
        pos2(self.rect.min.x + x, self.rect.min.y + y)
    }

    /// Where a picture of `part` of the plane has to stand so that it lies true under `camera`.
    #[must_use]
    pub fn rect_of(&self, part: MapRect, camera: &Camera) -> Rect {
        let corner = |x, y| self.position(camera.page_point(crate::geo::MapPoint::new(x, y), self.page));
        Rect::from_two_pos(corner(part.min.x, part.max.y), corner(part.max.x, part.min.y))
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::vec2;

    use super::*;
    use crate::geo::MapPoint;

    #[test]
    fn a_frame_drawn_for_another_camera_is_laid_where_its_ground_is() {
        let screen = Screen {
            rect: Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0)),
            page: PageSize::for_pixels(1280, 800),
        };
        let old = Camera { centre: MapPoint::new(0.0, 0.0), metres_per_pt: 1000.0 };
        assert!(screen.rect_of(old.visible(screen.page), &old).min.distance(screen.rect.min) < 1e-2);
        let closer = old.zoomed(2.0, PagePoint::new(0.0, 0.0), screen.page);
        let laid = screen.rect_of(old.visible(screen.page), &closer);
        assert!(laid.min.distance(Pos2::ZERO) < 1e-2);
        assert!((laid.width() - 2560.0).abs() < 1e-2);
    }
}

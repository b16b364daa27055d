//! The icon of the window, drawn by the program's own painter: an arrow that bends round a front.

use std::sync::Arc;

use eframe::egui::IconData;
use kurbo::{Affine, BezPath};

use crate::geo::PageSize;
use crate::render::RasterPainter;
use crate::scene::{Colour, Fill, FillRule, Item, Layer, LineCap, LineJoin, Scene, Stroke, StrokeStyle};

const SIDE_PX: u32 = 128;
/// Side of the drawing, points.
const SIDE_PT: f64 = 64.0;

/// The icon, or none if it cannot be painted.
#[must_use]
pub fn window_icon() -> Option<IconData> {
    let image = RasterPainter::once(1).paint(&drawing(), SIDE_PX, SIDE_PX).ok()?;
    let mut rgba = image.rgba;
    for (i, pixel) in (0u32..).zip(rgba.chunks_exact_mut(4)) {
        pixel[3] = cover(i % SIDE_PX, i / SIDE_PX);
    }
    Some(IconData { rgba, width: SIDE_PX, height: SIDE_PX })
}

/// How much of a pixel the card covers, 0 to 255: painters fill the whole page, an icon has round corners.
fn cover(x: u32, y: u32) -> u8 {
    const RADIUS: f64 = 28.0;
    let side = f64::from(SIDE_PX);
    let beyond = |v: u32| {
        let v = f64::from(v) + 0.5;
        (RADIUS - v).max(v - (side - RADIUS)).max(0.0)
    };
    let share = (RADIUS + 0.5 - beyond(x).hypot(beyond(y))).clamp(0.0, 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
    let alpha = (share * 255.0).round() as u8;
    alpha
}

fn drawing() -> Scene {
    let (red, paper) = (Colour::rgb(0xA3, 0x19, 0x19), Colour::rgb(0xFA, 0xF6, 0xEC));
    let mut front = BezPath::new();
    front.move_to((14.0, 8.0));
    front.curve_to((26.0, 24.0), (8.0, 38.0), (22.0, 56.0));
    let mut arrow = BezPath::new();
    arrow.move_to((8.0, 47.0));
    arrow.curve_to((16.0, 34.0), (28.0, 27.0), (41.0, 25.5));
    arrow.line_to((40.0, 16.0));
    arrow.line_to((58.0, 29.5));
    arrow.line_to((42.5, 44.5));
    arrow.line_to((41.8, 35.5));
    arrow.curve_to((29.0, 36.0), (18.0, 40.0), (8.0, 47.0));
    arrow.close_path();
    let fill = |path: BezPath, colour| {
        Item::Fill(Fill { path: Arc::new(path), to_page: Affine::IDENTITY, rule: FillRule::NonZero, colour })
    };
    let style = StrokeStyle { width_pt: 3.0, cap: LineCap::Round, join: LineJoin::Round, dash_pt: vec![5.0, 5.0] };
    let line = Stroke { path: Arc::new(front), to_page: Affine::IDENTITY, style, colour: paper.with_opacity(0.55) };
    Scene {
        size: PageSize { width_pt: SIDE_PT, height_pt: SIDE_PT },
        ground: red,
        layers: vec![Layer { name: "icon", key: None, items: vec![Item::Stroke(line), fill(arrow, paper)] }],
        placed: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_is_a_card_with_clear_corners() {
        let icon = window_icon().unwrap();
        let side = SIDE_PX as usize;
        assert_eq!(icon.rgba.len(), side * side * 4);
        let pixel = |x: usize, y: usize| &icon.rgba[(y * side + x) * 4..][..4];
        assert_eq!(pixel(0, 0)[3], 0, "the corner is clear");
        assert_eq!(pixel(100, 110), [0xA3, 0x19, 0x19, 255], "the card is red");
        assert_eq!(pixel(90, 60), [0xFA, 0xF6, 0xEC, 255], "the arrow is paper");
    }
}

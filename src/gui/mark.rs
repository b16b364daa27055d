//! Marks of events by shape: circle military, diamond diplomatic, square order, triangle political, star atomic, flag
//! surrender, pentagon all else. The same shapes stand on the map, on the time bar and in the list.

use eframe::egui::{self, Color32, Pos2, Shape, Stroke, Vec2, pos2, vec2};

use crate::data::EventKind;

use super::look::Palette;

/// Colour of a sort of event.
#[must_use]
pub fn colour(kind: EventKind, palette: &Palette) -> Color32 {
    let pick = |light: Color32, dark: Color32| if palette.is_dark { dark } else { light };
    match kind {
        EventKind::Military => palette.accent,
        EventKind::Diplomatic => pick(Color32::from_rgb(0x2B, 0x4A, 0x7B), Color32::from_rgb(0x8F, 0xB4, 0xFF)),
        EventKind::Order => pick(Color32::from_rgb(0x7C, 0x4F, 0x9E), Color32::from_rgb(0xC5, 0xA3, 0xE0)),
        EventKind::Political | EventKind::Other => {
            pick(Color32::from_rgb(0x6B, 0x63, 0x5A), Color32::from_rgb(0xC9, 0xC2, 0xB4))
        }
        EventKind::Surrender => pick(Color32::from_rgb(0x2E, 0x7D, 0x7A), Color32::from_rgb(0x7F, 0xD0, 0xCB)),
        EventKind::Atomic => pick(Color32::from_rgb(0xB0, 0x70, 0x2A), Color32::from_rgb(0xF0, 0xB0, 0x60)),
    }
}

/// Draws the mark of `kind` about `centre` with `radius`, over a rim of `paper`.
pub fn paint(painter: &egui::Painter, kind: EventKind, centre: Pos2, radius: f32, fill: Color32, paper: Color32) {
    let rim = Stroke::new(1.0, paper);
    let polygon = |points: Vec<Pos2>| Shape::convex_polygon(points, fill, rim);
    let around = |n: u8, turn: f32, r: f32| -> Vec<Pos2> {
        (0..n).map(|i| centre + r * Vec2::angled(turn + std::f32::consts::TAU * f32::from(i) / f32::from(n))).collect()
    };
    let up = -std::f32::consts::FRAC_PI_2;
    match kind {
        EventKind::Military => {
            painter.circle(centre, radius, fill, rim);
        }
        EventKind::Diplomatic => {
            painter.add(polygon(around(4, up, radius * 1.2)));
        }
        EventKind::Order => {
            painter.add(polygon(around(4, up / 2.0, radius * 1.2)));
        }
        EventKind::Political => {
            painter.add(polygon(around(3, up, radius * 1.25)));
        }
        EventKind::Other => {
            painter.add(polygon(around(5, up, radius * 1.15)));
        }
        EventKind::Atomic => {
            // A star is not convex: five kites about the centre.
            for i in 0..5u8 {
                let a = up + std::f32::consts::TAU * f32::from(i) / 5.0;
                let inner = 0.45 * radius * 1.3;
                let step = std::f32::consts::TAU / 10.0;
                let kite = vec![
                    centre,
                    centre + inner * Vec2::angled(a - step),
                    centre + radius * 1.3 * Vec2::angled(a),
                    centre + inner * Vec2::angled(a + step),
                ];
                painter.add(Shape::convex_polygon(kite, fill, Stroke::NONE));
            }
        }
        EventKind::Surrender => {
            let foot = pos2(centre.x - radius * 0.7, centre.y + radius * 1.2);
            let top = pos2(foot.x, centre.y - radius * 1.2);
            painter.line_segment([foot, top], Stroke::new(1.4, fill));
            let flag = vec![
                top,
                top + vec2(radius * 1.7, radius * 0.1),
                top + vec2(radius * 1.7, radius * 1.25),
                top + vec2(0.0, radius * 1.15),
            ];
            painter.add(Shape::convex_polygon(flag, fill, Stroke::NONE));
        }
    }
}

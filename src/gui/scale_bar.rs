//! The scale bar over the map: a round length in kilometres and in miles, true at the middle of the map.

use eframe::egui::{self, Align2, Area, Id, Order, Sense, Stroke, pos2, vec2};

use super::look::{self, EDGE, Palette};
use super::screen::Screen;
use super::state::AppState;

/// Longest bar, logical pixels.
const LONGEST_PX: f64 = 150.0;
const METRES_IN_A_MILE: f64 = 1609.344;
/// Room that the zoom buttons take at its left.
const AFTER_ZOOM: f32 = 116.0;

/// The largest of 1, 2, 5 times a power of ten that is not above `most`.
#[must_use]
pub fn round_length(most: f64) -> f64 {
    let power = 10f64.powf(most.log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|n| n * power).find(|n| *n <= most).unwrap_or(power)
}

/// Shows the bar at the left, `bottom` logical pixels above the window's edge.
pub fn show(ctx: &egui::Context, state: &AppState, screen: &Screen, bottom: f32) {
    if state.panels.are_hidden {
        return;
    }
    let centre = state.projection.unproject(state.camera.centre);
    // The plane is larger than the ground by the scale factor, and a page point covers so many metres of the plane.
    let metres_per_px =
        state.camera.metres_per_pt * screen.pt_per_px() / state.projection.scale_factor(centre).max(1e-6);
    let km = round_length(LONGEST_PX * metres_per_px / 1000.0);
    let miles = round_length(LONGEST_PX * metres_per_px / METRES_IN_A_MILE);
    #[expect(clippy::cast_possible_truncation, reason = "at most LONGEST_PX")]
    let (km_px, miles_px) = ((km * 1000.0 / metres_per_px) as f32, (miles * METRES_IN_A_MILE / metres_per_px) as f32);
    let window = ctx.content_rect();
    let origin = pos2(window.left() + EDGE + AFTER_ZOOM, window.bottom() - bottom - 4.0);
    Area::new(Id::unique("scale bar"))
        .order(Order::Background)
        .fixed_pos(origin - vec2(0.0, 36.0))
        .interactable(false)
        .show(ctx, |ui| {
            ui.allocate_exact_size(vec2(200.0, 36.0), Sense::hover());
            let palette = Palette::from_ui(ui);
            let painter = ui.painter();
            let middle = origin.y - 16.0;
            let halo = |from: egui::Pos2, to: egui::Pos2| {
                painter.line_segment([from, to], Stroke::new(4.0, palette.card.gamma_multiply(0.7)));
            };
            let bar = |length: f32, tick: f32| {
                let (a, b) = (pos2(origin.x, middle), pos2(origin.x + length, middle));
                for pass in 0..2 {
                    for (from, to) in [(a, b), (a, a + vec2(0.0, tick)), (b, b + vec2(0.0, tick))] {
                        if pass == 0 {
                            halo(from, to);
                        } else {
                            painter.line_segment([from, to], Stroke::new(1.4, palette.text));
                        }
                    }
                }
            };
            bar(km_px, -5.0);
            bar(miles_px, 5.0);
            for (text, x, y, align) in [
                (format!("{km} km"), km_px, middle - 3.0, Align2::LEFT_BOTTOM),
                (format!("{miles} mi"), miles_px, middle + 3.0, Align2::LEFT_TOP),
            ] {
                let at = pos2(origin.x + x + 6.0, y);
                for d in [vec2(-1.0, 0.0), vec2(1.0, 0.0), vec2(0.0, -1.0), vec2(0.0, 1.0)] {
                    painter.text(at + d, align, &text, look::regular(look::LABEL), palette.card.gamma_multiply(0.6));
                }
                painter.text(at, align, &text, look::regular(look::LABEL), palette.text);
            }
        });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_bar_has_a_round_length_that_fits() {
        for (most, length) in [(1.0, 1.0), (1.9, 1.0), (2.0, 2.0), (49.0, 20.0), (731.0, 500.0), (0.3, 0.2)] {
            assert!((round_length(most) - length).abs() < 1e-9, "{most}");
        }
    }
}

//! The line at the foot of the map that says what the ground is made of, as every picture does.

use eframe::egui::{self, Area, Id, Label, Order, RichText, pos2, vec2};

use crate::scene::CREDITS;

use super::look::{self, EDGE, Palette};
use super::state::AppState;

/// Room at the left for the zoom buttons and the scale bar, logical pixels.
const SCALE_BAR_ROOM: f32 = 400.0;
const SIZE: f32 = 11.0;

/// Shows the line at the right, in the gap of one [`EDGE`] that cards leave above `foot` (logical pixels above the window's
/// edge). What does not fit is shown on a hover.
pub fn show(ctx: &egui::Context, state: &AppState, foot: f32) {
    if state.panels.are_hidden {
        return;
    }
    let window = ctx.content_rect();
    let width = window.width() - SCALE_BAR_ROOM - 8.0;
    if width < 120.0 {
        return;
    }
    let palette = if state.is_dark() { &Palette::DARK } else { &Palette::LIGHT };
    let text = RichText::new(CREDITS).font(look::regular(SIZE)).color(palette.quiet);
    Area::new(Id::unique("credits"))
        .order(Order::Background)
        .pivot(egui::Align2::RIGHT_BOTTOM)
        .fixed_pos(pos2(window.right() - 6.0, window.bottom() - foot - 1.0))
        .constrain(false)
        .show(ctx, |ui| {
            ui.set_max_size(vec2(width, EDGE));
            egui::Frame::new()
                .fill(palette.card.gamma_multiply(0.72))
                .corner_radius(3)
                .inner_margin(egui::Margin::symmetric(4, 0))
                .show(ui, |ui| ui.add(Label::new(text).truncate()));
        });
}

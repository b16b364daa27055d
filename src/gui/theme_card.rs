//! What is wrong in the theme file that the reader edits, until it is put right or closed.

use eframe::egui::{self, Align2, Order, vec2};

use super::card::{self, Card};
use super::command::Panel;
use super::look::EDGE;
use super::state::AppState;

const WIDTH: f32 = 420.0;

/// Shows the card above the time panel.
pub fn show(ctx: &egui::Context, state: &mut AppState) {
    let bottom = if state.shows(Panel::Time) { super::time_panel::HEIGHT } else { 0.0 };
    let is_sudden = state.has_reduced_motion;
    // The report on an opened file stands in the same place and is closed first.
    let is_free = state.report.is_none();
    let Some(file) = &mut state.theme_file else { return };
    let Some(error) = &file.error else { return };
    let name = file.name();
    let mut is_closed = false;
    Card::new("theme error", Align2::CENTER_BOTTOM, vec2(0.0, -(bottom + EDGE)), WIDTH)
        .open(is_free && !file.is_error_closed, is_sudden)
        .order(Order::Foreground)
        .show(ctx, |ui| {
            is_closed = card::head(ui, &name);
            ui.add(egui::Label::new(error).wrap().selectable(true));
            ui.add_space(4.0);
            let rest = if file.theme.is_some() { "the last version without an error" } else { "its present colours" };
            card::quiet(ui, format!("The map keeps {rest}. The file is read again as soon as you save it."));
        });
    file.is_error_closed |= is_closed;
}

//! What lies over the map besides the panels: zoom buttons, short messages, the hint for dropped files, the scrim.

use eframe::egui::{self, Align2, Order, vec2};

use super::card::{self, Card};
use super::command::Command;
use super::icon::{Icon, IconButton};
use super::look::{self, EDGE, GRID, Palette};
use super::state::{AppState, Overlay};

/// Closer, farther, all of it: above the time panel at the left.
pub fn zoom_buttons(ctx: &egui::Context, state: &AppState, bottom: f32, asked: &mut Vec<Command>) {
    Card::new("zoom", Align2::LEFT_BOTTOM, vec2(EDGE, -bottom), 0.0)
        .open(!state.panels.are_hidden, state.has_reduced_motion)
        .padded(4)
        .show(ctx, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                for (icon, command) in
                    [(Icon::Minus, Command::ZoomOut), (Icon::Fit, Command::FitTheatre), (Icon::Plus, Command::ZoomIn)]
                {
                    let label = command.label(&state.dataset.config);
                    let button = IconButton::new(icon, &label).shortcut(command.shortcut_text(ui.ctx()));
                    if button.show(ui).clicked() {
                        asked.push(command);
                    }
                }
            });
        });
}

/// Short messages above the time panel.
pub fn show_toasts(ctx: &egui::Context, state: &mut AppState, bottom: f32) {
    let mut dismissed = None;
    let mut y = bottom + GRID;
    for (i, toast) in state.toasts.list().iter().enumerate().rev() {
        let id = format!("toast {i}");
        let shown =
            Card::new(&id, Align2::CENTER_BOTTOM, vec2(0.0, -y), 0.0).order(Order::Foreground).show(ctx, |ui| {
                let palette = Palette::from_ui(ui);
                ui.horizontal(|ui| {
                    let (dot, _) = ui.allocate_exact_size(vec2(10.0, 18.0), egui::Sense::hover());
                    let colour =
                        if toast.is_failure { palette.accent } else { egui::Color32::from_rgb(0x3F, 0x8F, 0x5F) };
                    ui.painter().circle_filled(dot.center(), 4.0, colour);
                    ui.set_max_width(520.0);
                    ui.add(egui::Label::new(&toast.text).wrap());
                    if toast.is_failure && IconButton::new(Icon::Close, "Dismiss").size(22.0).show(ui).clicked() {
                        dismissed = Some(i);
                    }
                });
            });
        y += shown.map_or(0.0, |r| r.height()) + GRID;
    }
    if let Some(i) = dismissed {
        state.toasts.dismiss(i);
    }
}

/// What a file can be dropped for, while one is held over the window.
pub fn show_drop_hint(ctx: &egui::Context) {
    if ctx.input(|i| i.raw.hovered_files.is_empty()) {
        return;
    }
    Card::new("drop", Align2::CENTER_CENTER, vec2(0.0, 0.0), 280.0).order(Order::Foreground).show(ctx, |ui| {
        ui.vertical_centered(|ui| {
            ui.label(egui::RichText::new("Drop to show on the map").font(look::semibold(16.0)));
            card::quiet(ui, "GeoJSON, with or without dates; a theme (TOML)");
        });
    });
}

/// Dims everything under an overlay and takes the clicks beside it; true if there was one.
pub fn scrim(ctx: &egui::Context, state: &AppState) -> bool {
    let id = egui::Id::unique("scrim");
    let is_open = state.overlay != Overlay::None;
    let secs = if state.has_reduced_motion { 0.0 } else { 0.15 };
    let share = ctx.animate_bool_with_time(id, is_open, secs);
    if share <= 0.0 {
        return false;
    }
    let window = ctx.content_rect();
    let area = egui::Area::new(id).order(Order::Middle).fixed_pos(window.min).constrain(false).fade_in(false);
    area.interactable(is_open)
        .show(ctx, |ui| {
            let response = ui.allocate_rect(window, egui::Sense::click());
            ui.painter().rect_filled(window, 0.0, egui::Color32::from_black_alpha(70).gamma_multiply(share));
            response.clicked()
        })
        .inner
}

//! The card of the files in the making: how far each is, and a cross to end it.

use eframe::egui::{self, Align2, Order, Rect, Sense, Ui, pos2, vec2};

use super::threads::{Exports, Running};
use crate::gui::card::Card;
use crate::gui::icon::{Icon, IconButton};
use crate::gui::look::{self, EDGE, Palette};
use crate::gui::state::AppState;

const WIDTH: f32 = 260.0;

/// Shows the card above the time panel at the right while something is in the making.
pub fn show(ctx: &egui::Context, state: &AppState, exports: &Exports, bottom: f32) {
    let mut cancelled = None;
    Card::new("running exports", Align2::RIGHT_BOTTOM, vec2(-EDGE, -bottom), WIDTH)
        .open(!exports.running().is_empty(), state.has_reduced_motion)
        .order(Order::Foreground)
        .show(ctx, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            for running in exports.running() {
                if row(ui, running) {
                    cancelled = Some(running.number);
                }
            }
        });
    if let Some(number) = cancelled {
        exports.cancel(number);
    }
}

/// One file in the making; true if it is to end.
fn row(ui: &mut Ui, running: &Running) -> bool {
    let palette = Palette::from_ui(ui);
    let share = running.share();
    let mut is_ended = false;
    ui.horizontal(|ui| {
        let told = match share {
            _ if running.is_cancelled() => "ending".to_owned(),
            Some(share) => format!("{:.0} %", share * 100.0),
            None => String::new(),
        };
        ui.add(egui::Label::new(egui::RichText::new(&running.name).font(look::semibold(look::LABEL + 1.0))).truncate());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let hint = format!("End {}", running.name);
            is_ended = IconButton::new(Icon::Close, &hint).size(22.0).show(ui).clicked();
            ui.label(egui::RichText::new(told).small().color(palette.quiet));
        });
    });
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    ui.painter().rect_filled(rect, 2.0, palette.well);
    let end = rect.left() + rect.width() * share.unwrap_or(0.0);
    ui.painter().rect_filled(Rect::from_min_max(rect.min, pos2(end, rect.bottom())), 2.0, palette.accent);
    is_ended
}

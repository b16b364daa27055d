//! The card of a comparison: its two dates, the ground between them, tint or swipe.

use eframe::egui::{self, Align2, Rect, Sense, Stroke, Ui, pos2, vec2};

use crate::layout::span_text;
use crate::model::{Comparison as Gained, spoken_km2};

use super::card::{self, Card};
use super::command::Command;
use super::comparison::Manner;
use super::icon::{Icon, IconButton};
use super::look::{self, EDGE, GRID, Palette};
use super::state::AppState;
use super::toolbar;

const WIDTH: f32 = 380.0;

/// Shows the card at the top while there is a comparison; `gained` is what was measured last.
pub fn show(ctx: &egui::Context, state: &AppState, gained: Option<Gained>, asked: &mut Vec<Command>) {
    let is_open = state.comparison.is_some() && !state.panels.are_hidden;
    let top = EDGE + toolbar::BAR_HEIGHT + GRID;
    Card::new("comparison", Align2::CENTER_TOP, vec2(0.0, top), WIDTH)
        .open(is_open, state.has_reduced_motion)
        .padded(10)
        .show(ctx, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            head(ui, state, asked);
            figures(ui, state, gained);
        });
}

fn head(ui: &mut Ui, state: &AppState, asked: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.spacing_mut().interact_size.y = 24.0;
        ui.spacing_mut().button_padding = vec2(9.0, 2.0);
        let title = match state.compared() {
            Some((earlier, later)) => span_text(state.fields(earlier), state.fields(later)),
            None => state
                .comparison
                .map_or_else(String::new, |c| format!("Compare with {}", super::divider::spoken(state, c.with))),
        };
        ui.label(egui::RichText::new(title).font(look::semibold(look::TEXT + 1.0)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let key = Command::CompareOff.shortcut_text(ui.ctx());
            if IconButton::new(Icon::Close, "End the comparison").shortcut(key).size(24.0).show(ui).clicked() {
                asked.push(Command::CompareOff);
            }
            let manner = state.comparison.map(|c| c.manner);
            for (of, text) in [(Manner::Swipe, "Swipe"), (Manner::Tint, "Tint")] {
                let is_chosen = manner == Some(of);
                if card::segment(ui, text, is_chosen, Command::ToggleSwipe.tooltip()) && !is_chosen {
                    asked.push(Command::ToggleSwipe);
                }
            }
        });
    });
}

/// The ground gained, with the tint and the line that stand for it on the map.
fn figures(ui: &mut Ui, state: &AppState, gained: Option<Gained>) {
    let Some(manner) = state.manner() else {
        card::quiet(ui, "Go to another time, or drag one of the two marks on the bar of time.");
        return;
    };
    let is_stale = manner == Manner::Swipe && state.playback.is_playing();
    let text = match gained.filter(|_| !is_stale) {
        Some(g) => format!("{} of land gained, {} per day", spoken_km2(g.gained_km2), spoken_km2(g.km2_per_day)),
        None if is_stale => "The ground gained is measured when time stands".to_owned(),
        None => "Measuring the ground gained…".to_owned(),
    };
    ui.horizontal(|ui| {
        if manner == Manner::Tint {
            swatch(ui, state);
        }
        ui.label(egui::RichText::new(text).small().color(Palette::from_ui(ui).text));
    });
}

/// The ground between the two dates and the front on the earlier one, as on the map.
fn swatch(ui: &mut Ui, state: &AppState) {
    let Some(theme) = state.theme.tokens() else { return };
    let (rect, response) = ui.allocate_exact_size(vec2(30.0, 14.0), Sense::hover());
    let colour = |c: crate::scene::Colour| egui::Color32::from_rgba_unmultiplied(c.r, c.g, c.b, c.a);
    let land = theme.land.height.first().map_or(egui::Color32::WHITE, |(_, c)| colour(*c));
    ui.painter().rect_filled(rect, 3.0, land);
    let ground = &theme.ground;
    ui.painter().rect_filled(rect, 3.0, colour(ground.colour.with_opacity(ground.held_opacity)));
    let between = Rect { min: pos2(rect.left() + 11.0, rect.top()), ..rect };
    ui.painter().rect_filled(between, 3.0, colour(ground.colour.with_opacity(ground.gained_opacity)));
    let line = [between.left_top(), between.left_bottom()];
    ui.painter().line_segment(line, Stroke::new(1.2, colour(theme.front.colour)));
    response.on_hover_text("Darker: gained between the two dates. The thin line is the front on the earlier date.");
}

//! The card that says what was clicked: name, dates, certainty, sources.

use eframe::egui::{self, Align2, Ui, vec2};

use super::card::{self, Card};
use super::command::{Command, Panel};
use super::facts::{self, Facts};
use super::look::{self, EDGE, GRID, Palette};
use super::state::AppState;

/// Shows the inspector at the right, `top` logical pixels below the window's edge, at most `max_height` high. Returns the
/// height that it takes.
pub fn show(ctx: &egui::Context, state: &AppState, top: f32, max_height: f32, asked: &mut Vec<Command>) -> f32 {
    let facts = state.selection.and_then(|s| facts::of(state, s));
    let is_open = state.shows(Panel::Inspector);
    let rect = Card::new("inspector", Align2::RIGHT_TOP, vec2(-EDGE, top), super::events_panel::WIDTH)
        .open(is_open, state.has_reduced_motion)
        .show(ctx, |ui| {
            egui::ScrollArea::vertical().max_height(max_height - 24.0).auto_shrink([false, true]).show(ui, |ui| {
                match &facts {
                    Some(facts) => content(ui, facts, asked),
                    None => nothing(ui, asked),
                }
            });
        });
    rect.filter(|_| is_open).map_or(0.0, |r| r.height())
}

fn nothing(ui: &mut Ui, asked: &mut Vec<Command>) {
    if card::head(ui, "Inspector") {
        asked.push(Command::TogglePanel(Panel::Inspector));
    }
    card::quiet(ui, "Click a front, a place, a landing or a zone on the map to see its dates, certainty and sources.");
}

fn content(ui: &mut Ui, facts: &Facts, asked: &mut Vec<Command>) {
    let palette = Palette::from_ui(ui);
    if card::head(ui, &facts.kind) {
        asked.push(Command::Dismiss);
    }
    ui.add(egui::Label::new(egui::RichText::new(&facts.title).font(look::semibold(18.0))).wrap());
    if !facts.native.is_empty() {
        card::quiet(ui, &facts.native);
    }
    if !facts.when.is_empty() {
        ui.label(egui::RichText::new(&facts.when).color(palette.accent));
    }
    if !facts.text.is_empty() {
        ui.add_space(GRID / 2.0);
        ui.add(egui::Label::new(&facts.text).wrap().selectable(true));
    }
    ui.add_space(GRID / 2.0);
    for (label, value) in &facts.rows {
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(vec2(84.0, 18.0), egui::Layout::left_to_right(egui::Align::Min), |ui| {
                ui.set_min_width(84.0);
                card::quiet(ui, label.as_str());
            });
            ui.add(egui::Label::new(value).wrap().selectable(true));
        });
    }
    if !facts.sources.is_empty() {
        card::section(ui, "Sources");
        for source in &facts.sources {
            ui.add(egui::Label::new(egui::RichText::new(source).small()).wrap().selectable(true));
        }
    }
}

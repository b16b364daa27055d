//! The card that says what was clicked: name, dates, certainty, sources.

use eframe::egui::{self, Align2, Ui, vec2};

use super::card::{self, Card};
use super::command::{Command, Panel};
use super::facts::{self, Facts};
use super::look::{self, EDGE, GRID, Palette};
use super::state::AppState;
use super::subject::Subject;

/// Shows the inspector at the right, `top` logical pixels below the window's edge, at most `max_height` high. Returns the
/// height that it takes.
pub fn show(ctx: &egui::Context, state: &mut AppState, top: f32, max_height: f32, asked: &mut Vec<Command>) -> f32 {
    let facts = state.selection.and_then(|s| facts::of(state, s));
    let is_open = state.shows(Panel::Inspector);
    let others: Vec<(Subject, Facts)> = state
        .also_here
        .iter()
        .filter(|s| state.selection != Some(**s))
        .filter_map(|s| facts::of(state, *s).map(|f| (*s, f)))
        .collect();
    let mut chosen = None;
    let rect = Card::new("inspector", Align2::RIGHT_TOP, vec2(-EDGE, top), super::events_panel::WIDTH)
        .open(is_open, state.has_reduced_motion)
        .show(ctx, |ui| {
            egui::ScrollArea::vertical().max_height(max_height - 24.0).auto_shrink([false, true]).show(ui, |ui| {
                match &facts {
                    Some(facts) => {
                        content(ui, facts, asked);
                        chosen = also_here(ui, &others);
                    }
                    None => nothing(ui, asked),
                }
            });
        });
    if let Some(subject) = chosen {
        state.selection = Some(subject);
    }
    rect.filter(|_| is_open).map_or(0.0, |r| r.height())
}

/// What else lies at the point that was clicked; returns the one that is clicked in the list.
fn also_here(ui: &mut Ui, others: &[(Subject, Facts)]) -> Option<Subject> {
    if others.is_empty() {
        return None;
    }
    card::section(ui, "Also here");
    let mut chosen = None;
    for (subject, facts) in others {
        let palette = Palette::from_ui(ui);
        let response = card::row(ui, 26.0, &facts.title, None);
        let rect = response.rect;
        let kind = ui.painter().layout_no_wrap(facts.kind.clone(), look::regular(look::LABEL), palette.quiet);
        let kind_x = rect.right() - kind.size().x;
        let mut job =
            egui::text::LayoutJob::simple_singleline(facts.title.clone(), look::regular(look::TEXT), palette.text);
        job.wrap = egui::text::TextWrapping::truncate_at_width(kind_x - 8.0 - rect.left());
        let title = ui.painter().layout_job(job);
        let y = |height: f32| rect.center().y - height / 2.0;
        ui.painter().galley(egui::pos2(kind_x, y(kind.size().y)), kind, palette.quiet);
        ui.painter().galley(egui::pos2(rect.left(), y(title.size().y)), title, palette.text);
        if response.clicked() {
            chosen = Some(*subject);
        }
    }
    chosen
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

//! Opening files: the card with a typed path, and the report on what was wrong in a file.

use std::path::PathBuf;

use eframe::egui::{self, Align2, Key, Order, Ui, vec2};

use crate::data::Severity;

use super::ask::{Answer, Asked};
use super::card::{self, Card};
use super::command::{Command, Panel};
use super::look::{self, EDGE, Palette};
use super::state::{AppState, Overlay};
use super::user_file::{OpenedCampaign, UserFile};

const WIDTH: f32 = 420.0;
/// Lines of a report that are shown; the rest is counted.
const MOST_LINES: usize = 60;

/// What the cards remember.
#[derive(Default)]
pub struct OpenCard {
    path: String,
    asked: Option<Asked>,
    note: Option<&'static str>,
}

impl OpenCard {
    /// Asks the desktop for a file, and offers the typed path should it not answer.
    pub fn ask(&mut self, ctx: &egui::Context) {
        if self.asked.is_none() {
            let ctx = ctx.clone();
            self.note = None;
            self.asked = Some(Asked::to_open(move || ctx.request_repaint()));
        }
    }

    /// True while a dialog is awaited.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.asked.is_some()
    }

    /// Lets time pass for a dialog; returns the path that was chosen.
    pub fn advance(&mut self, dt_secs: f64, state: &mut AppState) -> Option<PathBuf> {
        let asked = self.asked.as_mut()?;
        let answer = asked.poll(dt_secs);
        if answer == Answer::Pending {
            if asked.is_slow() && state.overlay == Overlay::None {
                state.overlay = Overlay::Open;
                self.note = Some("If no file dialog has appeared, type the path here.");
            }
            return None;
        }
        self.asked = None;
        if let Answer::Chosen(path) = answer {
            if state.overlay == Overlay::Open {
                state.overlay = Overlay::None;
            }
            return Some(path);
        }
        state.overlay = Overlay::Open;
        self.note = Some("No file was chosen. If no file dialog appeared, type the path, or drop the file on the map.");
        None
    }

    /// Shows the cards; returns a path that was typed.
    pub fn show(&mut self, ctx: &egui::Context, state: &mut AppState, asked: &mut Vec<Command>) -> Option<PathBuf> {
        let typed = self.typed_path(ctx, state, asked);
        report_card(ctx, state, asked);
        typed
    }

    fn typed_path(&mut self, ctx: &egui::Context, state: &mut AppState, asked: &mut Vec<Command>) -> Option<PathBuf> {
        let is_open = state.overlay == Overlay::Open;
        let mut typed = None;
        Card::new("open", Align2::CENTER_TOP, vec2(0.0, 72.0), WIDTH)
            .open(is_open, state.has_reduced_motion)
            .order(Order::Foreground)
            .show(ctx, |ui| {
                if card::head(ui, "Open a file") {
                    asked.push(Command::Dismiss);
                }
                if let Some(note) = self.note {
                    card::quiet(ui, note);
                }
                ui.horizontal(|ui| {
                    let field = egui::TextEdit::singleline(&mut self.path)
                        .hint_text("path/to/file.geojson or theme.toml")
                        .margin(vec2(8.0, 5.0));
                    let response = ui.add(field.desired_width(WIDTH - 116.0));
                    response.widget_info(|| {
                        egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Path of a GeoJSON or theme file")
                    });
                    let is_entered = is_open && response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
                    let is_pressed = card::primary_button(ui, "Open").clicked();
                    if (is_entered || is_pressed) && !self.path.trim().is_empty() {
                        typed = Some(PathBuf::from(self.path.trim()));
                    }
                });
            });
        if typed.is_some() {
            state.overlay = Overlay::None;
        }
        typed
    }
}

/// What was wrong in the file that was opened last, until it is closed.
fn report_card(ctx: &egui::Context, state: &mut AppState, asked: &mut Vec<Command>) {
    let Some(file) = state.report.clone() else { return };
    let mut is_closed = false;
    let bottom = if state.shows(Panel::Time) { super::time_panel::HEIGHT } else { 0.0 };
    Card::new("report", Align2::CENTER_BOTTOM, vec2(0.0, -(bottom + EDGE)), WIDTH)
        .open(!state.panels.are_hidden, state.has_reduced_motion)
        .order(Order::Foreground)
        .show(ctx, |ui| {
            if card::head(ui, file.name()) {
                asked.push(Command::Dismiss);
            }
            if let Some(opened) = &file.campaign {
                is_closed = campaign_lines(ui, state, opened);
            }
            report_lines(ui, &file);
        });
    if is_closed {
        state.close_file(file.number);
    }
}

/// Says that a file is shown in place of the built-in campaign; true if that is to end.
fn campaign_lines(ui: &mut Ui, state: &AppState, opened: &OpenedCampaign) -> bool {
    let what = match opened.as_of {
        Some(t) => {
            let fields = t.closing_fields(state.offset());
            format!("the campaign as it stood at {} on {}", fields.hour_minute(), fields.long_date())
        }
        None => "the whole campaign".to_owned(),
    };
    let text = format!("Shown in place of the built-in campaign: {what}. Close it to return.");
    ui.add(egui::Label::new(text).wrap());
    card::primary_button(ui, "Close the file").clicked()
}

fn report_lines(ui: &mut Ui, file: &UserFile) {
    let palette = Palette::from_ui(ui);
    let errors = file.count(Severity::Error);
    let warnings = file.report.len() - errors;
    let count = |n: usize, what: &str| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
    if file.report.is_empty() {
        return;
    }
    let found = format!("{}, {}", count(errors, "error"), count(warnings, "warning"));
    let summary = match &file.campaign {
        Some(_) => found,
        None => format!("{} shown, {found}", count(file.features().len(), "feature")),
    };
    card::quiet(ui, summary);
    egui::ScrollArea::vertical().max_height(260.0).auto_shrink([false, true]).show(ui, |ui| {
        for line in file.report.iter().take(MOST_LINES) {
            ui.horizontal_top(|ui| {
                let (word, colour) = match line.severity {
                    Severity::Error => ("Error", palette.accent),
                    _ => ("Warning", palette.quiet),
                };
                ui.label(egui::RichText::new(word).font(look::semibold(look::LABEL)).color(colour));
                ui.add(egui::Label::new(egui::RichText::new(finding_text(line)).small()).wrap().selectable(true));
            });
        }
        if file.report.len() > MOST_LINES {
            card::quiet(ui, format!("and {} more", file.report.len() - MOST_LINES));
        }
    });
}

/// Where it is, what is wrong, and what helps.
fn finding_text(found: &crate::data::Diagnostic) -> String {
    let mut text = found.line.map_or_else(String::new, |line| format!("Line {line}: "));
    if let Some(feature) = &found.feature {
        text.push_str(feature);
        text.push_str(": ");
    }
    text.push_str(&found.message);
    if let Some(cure) = &found.cure {
        text.push_str(". To put it right: ");
        text.push_str(cure);
    }
    text.push('.');
    text
}

//! The card that says what was clicked: names, dates, certainty, relations, readings, sources.
//!
//! Laid out as an entry of a reference book: heading, names, date, text, then the small print in order.

use eframe::egui::{self, Align2, FontId, Label, RichText, Sense, Ui, vec2};

use crate::data::Lang;
use crate::geo::LonLat;
use crate::model::Reading;
use crate::time::Instant;

use super::card::{self, Card};
use super::command::{Command, Panel};
use super::facts::{self, Cited, Facts, Line, List, Row, Target, Version};
use super::icon::{Icon, IconButton};
use super::look::{self, EDGE, GRID, Palette};
use super::state::AppState;
use super::subject::Subject;

/// Width of the labels of rows, logical pixels.
const LABEL_WIDTH: f32 = 84.0;
/// Room kept free at the right for the bar of the scroll area.
const BAR_ROOM: f32 = 10.0;
/// Most lines of a list that are shown at once.
const MOST_LINES: usize = 60;

/// Everything that decides what the facts are.
type Key = (Subject, Instant, Reading, usize, Lang);

/// What the panel remembers from frame to frame.
#[derive(Default)]
pub struct Inspector {
    known: Option<(Key, Option<Facts>)>,
    /// What was shown last, to begin at its head when it changes.
    shown: Option<Subject>,
}

impl Inspector {
    /// Shows the inspector at the right, `top` logical pixels below the window's edge, at most `max_height` high. Returns
    /// the height that it takes.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        state: &mut AppState,
        top: f32,
        max_height: f32,
        asked: &mut Vec<Command>,
    ) -> f32 {
        let is_open = state.shows(Panel::Inspector);
        let is_new = self.shown != state.selection;
        self.shown = state.selection;
        let facts = state.selection.and_then(|subject| self.facts(state, subject));
        let others: Vec<Subject> = state.also_here.iter().copied().filter(|s| state.selection != Some(*s)).collect();
        let room = (max_height - 24.0 - 32.0).max(80.0);
        let mut chosen = None;
        let rect = Card::new("inspector", Align2::RIGHT_TOP, vec2(-EDGE, top), super::events_panel::WIDTH)
            .open(is_open, state.has_reduced_motion)
            .show(ctx, |ui| match facts {
                Some(facts) => {
                    if card::head(ui, &facts.kind) {
                        asked.push(Command::Dismiss);
                    }
                    let mut area = egui::ScrollArea::vertical()
                        .max_height(room)
                        .min_scrolled_height(room)
                        .auto_shrink([false, true]);
                    if is_new {
                        area = area.vertical_scroll_offset(0.0);
                    }
                    area.show(ui, |ui| {
                        ui.set_max_width(ui.available_width() - BAR_ROOM);
                        chosen = content(ui, facts).or_else(|| also_here(ui, state, &others));
                    });
                }
                None => nothing(ui, asked),
            });
        if let Some(target) = chosen {
            let kept = std::mem::take(&mut state.also_here);
            state.go(target);
            if target.subject.is_some_and(|s| kept.contains(&s)) {
                state.also_here = kept;
            }
        }
        rect.filter(|_| is_open).map_or(0.0, |r| r.height())
    }

    fn facts(&mut self, state: &AppState, subject: Subject) -> Option<&Facts> {
        let key = (subject, state.playback.now(), state.reading, state.clock, state.lang);
        let is_known = self.known.as_ref().is_some_and(|(known, _)| *known == key);
        if !is_known {
            self.known = Some((key, facts::of(state, subject)));
        }
        self.known.as_ref().and_then(|(_, facts)| facts.as_ref())
    }
}

fn nothing(ui: &mut Ui, asked: &mut Vec<Command>) {
    if card::head(ui, "Inspector") {
        asked.push(Command::TogglePanel(Panel::Inspector));
    }
    card::quiet(ui, "Click a front, a place, a unit or a zone on the map to see its dates, certainty and sources.");
}

/// The entry; returns where a clicked line leads.
fn content(ui: &mut Ui, facts: &Facts) -> Option<Target> {
    let palette = Palette::from_ui(ui);
    let mut chosen = None;
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.add(Label::new(RichText::new(&facts.title).font(look::semibold(18.0))).wrap());
    names(ui, facts);
    if !facts.when.is_empty() {
        ui.add(Label::new(RichText::new(&facts.when).color(palette.accent)).wrap());
    }
    if !facts.versions.is_empty() {
        chosen = versions(ui, facts);
    }
    if !facts.text.is_empty() {
        ui.add_space(GRID / 2.0);
        ui.add(Label::new(&facts.text).wrap().selectable(true));
    }
    // Where sources disagree the note is the reason, told with its version.
    if !facts.note.is_empty() && facts.versions.is_empty() {
        ui.add_space(2.0);
        let note = RichText::new(&facts.note).font(look::italic(look::TEXT)).color(palette.quiet);
        ui.add(Label::new(note).wrap().selectable(true));
    }
    ui.add_space(GRID / 2.0);
    for row in &facts.rows {
        chosen = chosen.or(fact_row(ui, row));
    }
    if let Some(at) = facts.at {
        coordinates(ui, at);
    }
    for list in &facts.lists {
        chosen = chosen.or(list_of(ui, list));
    }
    if !facts.sources.is_empty() {
        card::section(ui, if facts.sources.len() == 1 { "Source" } else { "Sources" });
        for source in &facts.sources {
            chosen = chosen.or(citation(ui, source));
        }
    }
    chosen
}

/// The other names in one paragraph, each told what it is on a hover.
fn names(ui: &mut Ui, facts: &Facts) {
    if facts.names.is_empty() {
        return;
    }
    let palette = Palette::from_ui(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 1.0);
        for (i, (of, name)) in facts.names.iter().enumerate() {
            if i > 0 {
                ui.label(RichText::new("·").small().color(palette.quiet));
            }
            let text = if *of == "today" { format!("{name} today") } else { name.clone() };
            let label = Label::new(RichText::new(text).small().color(palette.quiet)).selectable(true);
            ui.add(label).on_hover_text(*of);
        }
    });
}

/// What the sources say that disagree, one under another, the version on the map marked.
fn versions(ui: &mut Ui, facts: &Facts) -> Option<Target> {
    let palette = Palette::from_ui(ui);
    let mut chosen = None;
    ui.add_space(GRID / 2.0);
    egui::Frame::new().fill(palette.well).corner_radius(6).inner_margin(egui::Margin::symmetric(10, 8)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            let head = RichText::new("Sources disagree").font(look::semibold(look::LABEL)).color(palette.accent);
            ui.label(head);
            for version in &facts.versions {
                chosen = chosen.or(version_of(ui, version));
            }
        },
    );
    chosen
}

fn version_of(ui: &mut Ui, version: &Version) -> Option<Target> {
    let palette = Palette::from_ui(ui);
    ui.add_space(3.0);
    let response = ui
        .horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let (dot, _) = ui.allocate_exact_size(vec2(8.0, 16.0), Sense::hover());
            if version.is_shown {
                ui.painter().circle_filled(dot.center(), 3.5, palette.accent);
            } else {
                ui.painter().circle_stroke(dot.center(), 3.5, egui::Stroke::new(1.2, palette.quiet));
            }
            let text = format!("{}: {}", version.whose, version.when);
            let font = if version.is_shown { look::semibold(look::TEXT) } else { look::regular(look::TEXT) };
            ui.add(Label::new(RichText::new(text).font(font)).wrap().sense(Sense::click()))
        })
        .inner;
    let hint = if version.is_shown { "This version is on the map" } else { "Show this version's entry" };
    let clicked = link_feel(ui, &response, version.target).then_some(version.target);
    response.on_hover_text(hint);
    if !version.why.is_empty() {
        card::quiet(ui, &version.why);
    }
    let sources: Vec<&str> = version.sources.iter().map(|s| s.short.as_str()).collect();
    if !sources.is_empty() {
        let text = RichText::new(sources.join("; ")).font(look::italic(look::LABEL)).color(palette.quiet);
        ui.add(Label::new(text).wrap());
    }
    clicked
}

/// A label and its value; a value that leads somewhere is underlined under the pointer.
fn fact_row(ui: &mut Ui, row: &Row) -> Option<Target> {
    let mut clicked = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.allocate_ui_with_layout(vec2(LABEL_WIDTH, 18.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(LABEL_WIDTH);
            ui.add_space(1.5);
            card::quiet(ui, row.label.as_str());
        });
        ui.vertical(|ui| {
            if row.target.is_nowhere() {
                ui.add(Label::new(&row.value).wrap().selectable(true));
            } else if link(ui, &row.value, look::regular(look::TEXT), row.target) {
                clicked = Some(row.target);
            }
        });
    });
    clicked
}

/// Text in the accent that leads somewhere; true if it was clicked.
fn link(ui: &mut Ui, text: &str, font: FontId, target: Target) -> bool {
    let palette = Palette::from_ui(ui);
    let label = Label::new(RichText::new(text).font(font).color(palette.accent)).wrap().sense(Sense::click());
    let response = ui.add(label);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, text));
    link_feel(ui, &response, target)
}

fn link_feel(ui: &Ui, response: &egui::Response, target: Target) -> bool {
    if target.is_nowhere() {
        return false;
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        let y = response.rect.bottom() - 1.0;
        let stroke = egui::Stroke::new(1.0, Palette::from_ui(ui).accent.gamma_multiply(0.6));
        ui.painter().line_segment([egui::pos2(response.rect.left(), y), egui::pos2(response.rect.right(), y)], stroke);
    }
    response.clicked()
}

/// Latitude and longitude, with a button that copies them.
fn coordinates(ui: &mut Ui, at: LonLat) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.allocate_ui_with_layout(vec2(LABEL_WIDTH, 22.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_width(LABEL_WIDTH);
            card::quiet(ui, "Position");
        });
        ui.label(degrees(at));
        if IconButton::new(Icon::Copy, "Copy coordinates").size(22.0).show(ui).clicked() {
            ui.ctx().copy_text(format!("{:.5}, {:.5}", at.lat, at.lon));
        }
    });
}

/// "44.58° N, 129.60° E".
fn degrees(at: LonLat) -> String {
    let (ns, ew) = (if at.lat < 0.0 { 'S' } else { 'N' }, if at.lon < 0.0 { 'W' } else { 'E' });
    format!("{:.2}° {ns}, {:.2}° {ew}", at.lat.abs(), at.lon.abs())
}

fn list_of(ui: &mut Ui, list: &List) -> Option<Target> {
    let palette = Palette::from_ui(ui);
    card::section(ui, &list.title);
    let mut chosen = None;
    for line in list.lines.iter().take(MOST_LINES) {
        if list_line(ui, line) {
            chosen = Some(line.target);
        }
    }
    if list.lines.len() > MOST_LINES {
        let more = format!("and {} more", list.lines.len() - MOST_LINES);
        ui.label(RichText::new(more).small().color(palette.quiet));
    }
    chosen
}

/// A line of a list: when, then what; the one that holds now carries a bar at its left.
fn list_line(ui: &mut Ui, line: &Line) -> bool {
    let palette = Palette::from_ui(ui);
    let mut job = egui::text::LayoutJob::default();
    job.wrap.max_width = ui.available_width() - 8.0;
    if !line.when.is_empty() {
        let when = egui::TextFormat::simple(look::regular(look::LABEL), palette.quiet);
        job.append(&line.when, 0.0, when);
        job.append("\n", 0.0, egui::TextFormat::simple(look::regular(look::LABEL), palette.quiet));
    }
    job.append(&line.text, 0.0, egui::TextFormat::simple(look::regular(look::TEXT), palette.text));
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y + 4.0), Sense::click());
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{} {}", line.when, line.text)));
    let leads = !line.target.is_nowhere();
    if leads && response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), 4.0, palette.hover);
    }
    if line.is_now {
        let bar = egui::Rect::from_min_size(rect.min + vec2(0.0, 4.0), vec2(3.0, rect.height() - 8.0));
        ui.painter().rect_filled(bar, 1.5, palette.accent);
    }
    ui.painter().galley(rect.min + vec2(8.0, 2.0), galley, palette.text);
    leads && response.clicked()
}

/// A citation: a click shows the source, the whole reference is on a hover, buttons copy it and open its address.
fn citation(ui: &mut Ui, cited: &Cited) -> Option<Target> {
    let palette = Palette::from_ui(ui);
    let target = cited.source.map(Subject::Source).map(Target::to).unwrap_or_default();
    let mut clicked = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let buttons = if cited.link.is_empty() { 22.0 } else { 46.0 };
        let width = ui.available_width() - buttons - 4.0;
        ui.allocate_ui_with_layout(vec2(width, 20.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(width);
            ui.add_space(2.0);
            let text = RichText::new(&cited.short).font(look::regular(look::LABEL + 1.0)).color(palette.text);
            let response = ui.add(Label::new(text).wrap().sense(Sense::click()));
            if link_feel(ui, &response, target) {
                clicked = Some(target);
            }
            response.on_hover_ui(|ui| {
                ui.set_max_width(360.0);
                ui.add(Label::new(&cited.full).wrap());
            });
        });
        if IconButton::new(Icon::Copy, "Copy citation").size(22.0).show(ui).clicked() {
            ui.ctx().copy_text(cited.full.clone());
        }
        if !cited.link.is_empty() {
            let button = IconButton::new(Icon::Link, "Open in the browser").size(22.0).show(ui);
            if button.on_hover_text(&cited.link).clicked() {
                ui.ctx().open_url(egui::OpenUrl::new_tab(&cited.link));
            }
        }
    });
    clicked
}

/// What else lies at the point that was clicked; returns the one that is clicked in the list.
fn also_here(ui: &mut Ui, state: &AppState, others: &[Subject]) -> Option<Target> {
    if others.is_empty() {
        return None;
    }
    card::section(ui, "Also here");
    let mut chosen = None;
    for &subject in others {
        let palette = Palette::from_ui(ui);
        let name = facts::title(state, subject);
        let response = card::row(ui, 26.0, &name, None);
        let rect = response.rect;
        let kind = ui.painter().layout_no_wrap(subject.kind().to_owned(), look::regular(look::LABEL), palette.quiet);
        let kind_x = rect.right() - kind.size().x;
        let mut job = egui::text::LayoutJob::simple_singleline(name, look::regular(look::TEXT), palette.text);
        job.wrap = egui::text::TextWrapping::truncate_at_width(kind_x - 8.0 - rect.left());
        let title = ui.painter().layout_job(job);
        let y = |height: f32| rect.center().y - height / 2.0;
        ui.painter().galley(egui::pos2(kind_x, y(kind.size().y)), kind, palette.quiet);
        ui.painter().galley(egui::pos2(rect.left(), y(title.size().y)), title, palette.text);
        if response.clicked() {
            chosen = Some(Target::to(subject));
        }
    }
    chosen
}

//! The diary of the day that is shown: ground gained by each front, then what happened, in sentences.
//!
//! Measuring ground takes a moment, so a day is written on a thread of its own and the last one stays until it is there.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use eframe::egui::{self, Align2, Label, RichText, ScrollArea, Sense, Ui, pos2, vec2};

use crate::export::short_list;
use crate::model::{Campaign, Diary, DiaryEntry, Heading, Reading, spoken_km2};
use crate::time::{Clock, Day};

use super::card;
use super::facts::Target;
use super::look::{self, Palette};
use super::mark;
use super::state::AppState;
use super::subject::{self, Subject};

/// Which diary: everything that decides what is in it.
type Key = (Day, Clock, Reading);

/// The diary and what is being written.
#[derive(Default)]
pub struct DiaryView {
    /// The campaign that all of it is from.
    campaign: Option<Arc<Campaign>>,
    diary: Option<(Key, Diary)>,
    writing: Option<(Key, Receiver<Diary>)>,
    /// The day that the list was last scrolled to the top for.
    followed: Option<Day>,
}

impl DiaryView {
    /// The day shown at the instant of `state`, on its main clock: at midnight the day that closes.
    #[must_use]
    pub fn day(state: &AppState) -> Option<Day> {
        let fields = state.fields(state.playback.now());
        Day::from_ymd(fields.year, fields.month, fields.day)
    }

    /// Asks for the diary of the day shown if it is another, and takes one that is ready.
    fn keep_up(&mut self, ctx: &egui::Context, state: &AppState) {
        if self.campaign.as_ref().is_none_or(|campaign| !Arc::ptr_eq(campaign, &state.campaign)) {
            *self = Self { campaign: Some(Arc::clone(&state.campaign)), ..Self::default() };
        }
        if let Some((key, receiver)) = &self.writing {
            match receiver.try_recv() {
                Ok(diary) => self.diary = Some((key.clone(), diary)),
                Err(std::sync::mpsc::TryRecvError::Empty) => return,
                Err(std::sync::mpsc::TryRecvError::Disconnected) => {}
            }
            self.writing = None;
        }
        let (Some(day), Some(clock)) = (Self::day(state), state.clocks.get(state.clock)) else { return };
        let key = (day, clock.clone(), state.reading);
        if self.diary.as_ref().is_some_and(|(known, _)| *known == key) {
            return;
        }
        let (send, receive) = channel();
        let (campaign, ctx, wanted) = (Arc::clone(&state.campaign), ctx.clone(), key.clone());
        std::thread::spawn(move || {
            // A window that was closed in the meantime waits for nothing.
            let _ = send.send(campaign.diary(wanted.0, &wanted.1, wanted.2));
            ctx.request_repaint();
        });
        self.writing = Some((key, receive));
    }

    /// Shows the diary in `height` logical pixels; returns where a clicked line leads.
    pub fn show(&mut self, ui: &mut Ui, state: &AppState, height: f32) -> Option<Target> {
        self.keep_up(ui.ctx(), state);
        let Some((_, diary)) = &self.diary else {
            card::quiet(ui, "Measuring the day …");
            return None;
        };
        let palette = Palette::from_ui(ui);
        let fields = diary.day.fields();
        let title = format!("{} {}", fields.weekday.name(), fields.long_date());
        ui.label(RichText::new(title).font(look::semibold(look::TEXT)).color(palette.accent));
        let mut area = ScrollArea::vertical()
            .max_height(height - 22.0)
            .min_scrolled_height(height - 22.0)
            .auto_shrink([false, true]);
        if self.followed != Some(diary.day) {
            self.followed = Some(diary.day);
            area = area.vertical_scroll_offset(0.0);
        }
        let mut chosen = None;
        area.show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 10.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            if diary.sections.is_empty() {
                card::quiet(ui, "Nothing is recorded for this day.");
            }
            ground(ui, state, diary);
            for section in diary.sections.iter().filter(|s| s.heading != Heading::Ground) {
                card::section(ui, section.heading.title());
                for entry in &section.entries {
                    chosen = chosen.or(entry_of(ui, state, entry));
                }
            }
        });
        chosen
    }
}

/// Square kilometres gained by each front, with a bar that compares them.
fn ground(ui: &mut Ui, state: &AppState, diary: &Diary) {
    let mut gains: Vec<(String, f64)> = (diary.fronts.iter())
        .filter_map(|front| {
            let sector = state.dataset.config.sectors.get(front.sector)?;
            Some((sector.names.get(state.lang).to_owned(), front.gained_km2))
        })
        .collect();
    gains.push(("Islands".to_owned(), diary.islands_gained_km2));
    gains.retain(|(_, km2)| *km2 >= 0.5);
    let Some(most) = gains.iter().map(|(_, km2)| *km2).reduce(f64::max) else { return };
    card::section(ui, "Ground gained");
    let palette = Palette::from_ui(ui);
    for (name, km2) in &gains {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
        let told = spoken_km2(*km2);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{name}: {told}")));
        #[expect(clippy::cast_possible_truncation, reason = "a share of a width in pixels")]
        let width = rect.width() * (km2 / most) as f32;
        let bar = egui::Rect::from_min_size(pos2(rect.left(), rect.bottom() - 4.0), vec2(width.max(2.0), 2.5));
        ui.painter().rect_filled(bar, 1.0, palette.accent.gamma_multiply(0.55));
        let font = look::regular(look::LABEL + 1.0);
        ui.painter().text(rect.left_top(), Align2::LEFT_TOP, name, font.clone(), palette.text);
        ui.painter().text(rect.right_top(), Align2::RIGHT_TOP, told, font, palette.text);
    }
    if gains.len() > 1 {
        ui.add_space(2.0);
        let whole = format!("{} in all, {} held", spoken_km2(diary.gained_km2()), spoken_km2(diary.held_km2()));
        card::quiet(ui, whole);
    }
}

/// A thing that is told; a click goes to what it tells of.
fn entry_of(ui: &mut Ui, state: &AppState, entry: &DiaryEntry) -> Option<Target> {
    let palette = Palette::from_ui(ui);
    let subject = entry.ids.iter().find_map(|id| subject::by_id(&state.dataset, id));
    let indent = 18.0;
    let mut job = egui::text::LayoutJob::default();
    job.wrap.max_width = ui.available_width() - indent;
    if !entry.when.text.is_empty() {
        let small = egui::TextFormat::simple(look::regular(look::LABEL), palette.quiet);
        job.append(&entry.when.text, 0.0, small.clone());
        job.append("\n", 0.0, small);
    }
    let font = if entry.rank == 1 { look::semibold(look::TEXT) } else { look::regular(look::TEXT) };
    job.append(&entry.text, 0.0, egui::TextFormat::simple(font, palette.text));
    for other in &entry.other_readings {
        let text = format!("\n{}: {}", other.whose, other.when);
        job.append(&text, 0.0, egui::TextFormat::simple(look::italic(look::LABEL), palette.accent));
    }
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y + 6.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &entry.text));
    if subject.is_some() && response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), 4.0, palette.hover);
    }
    if subject.is_some() && subject == state.selection {
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), 4.0, palette.chosen);
    }
    let dot = pos2(rect.left() + 6.0, rect.top() + 12.0);
    match subject {
        Some(Subject::Event(i)) => {
            let kind = state.dataset.events[i].event;
            let radius = if entry.rank == 1 { 5.0 } else { 3.8 };
            mark::paint(ui.painter(), kind, dot, radius, mark::colour(kind, palette), palette.card);
        }
        _ => {
            ui.painter().circle_filled(dot, 2.0, palette.quiet);
        }
    }
    ui.painter().galley(rect.min + vec2(indent, 3.0), galley, palette.text);
    let clicked = response.clicked();
    let sources = short_list(&entry.citations, &state.dataset.sources);
    if !(sources.is_empty() && entry.note.is_empty()) {
        response.on_hover_ui(|ui| {
            ui.set_max_width(320.0);
            if !entry.note.is_empty() {
                ui.add(Label::new(&entry.note).wrap());
            }
            ui.add(Label::new(RichText::new(sources).font(look::italic(look::LABEL)).color(palette.quiet)).wrap());
        });
    }
    subject.filter(|_| clicked).map(|subject| Target { subject: Some(subject), at: entry.when.at })
}

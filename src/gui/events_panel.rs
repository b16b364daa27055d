//! What happened: the diary of the day shown, or the list of all events. Both follow the time; a click goes there.

use eframe::egui::{self, Align2, Rect, ScrollArea, Ui, pos2, vec2};

use super::card::{self, Card};
use super::command::{Command, Panel};
use super::diary_view::DiaryView;
use super::facts;
use super::go::event_instant;
use super::look::{self, EDGE, Palette};
use super::mark;
use super::state::AppState;
use super::subject::Subject;

/// Width of the card's content.
pub const WIDTH: f32 = 296.0;
const ROW: f32 = 46.0;
/// Height of the choice between day and list.
const TABS: f32 = 28.0;

/// What the panel remembers from frame to frame.
#[derive(Default)]
pub struct EventsPanel {
    /// The row that the list was last scrolled to.
    followed: Option<usize>,
    /// True for the list of all events in place of the day's diary.
    shows_all: bool,
    diary: DiaryView,
}

impl EventsPanel {
    /// Shows the list between `top` and `bottom` (logical pixels from the window's edges).
    pub fn show(&mut self, ctx: &egui::Context, state: &mut AppState, top: f32, bottom: f32, asked: &mut Vec<Command>) {
        let height = ctx.content_rect().height() - top - bottom - 24.0;
        let (mut clicked, mut target) = (None, None);
        Card::new("events", Align2::RIGHT_TOP, vec2(-EDGE, top), WIDTH)
            .open(state.shows(Panel::Events) && height > 120.0, state.has_reduced_motion)
            .show(ctx, |ui| {
                if card::head(ui, "Events") {
                    asked.push(Command::TogglePanel(Panel::Events));
                }
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 2.0;
                    for (text, all, hint) in [
                        ("This day", false, "What happened on the day shown, with the ground gained"),
                        ("All events", true, "The whole list, following the time"),
                    ] {
                        if card::segment(ui, text, self.shows_all == all, hint) {
                            (self.shows_all, self.followed) = (all, None);
                        }
                    }
                });
                if self.shows_all {
                    clicked = self.list(ui, state, height - 36.0 - TABS);
                } else {
                    target = self.diary.show(ui, state, height - 36.0 - TABS);
                }
            });
        if let Some(target) = target {
            state.go(target);
        }
        if let Some(index) = clicked {
            state.go_to_event(index);
        }
    }

    fn list(&mut self, ui: &mut Ui, state: &AppState, height: f32) -> Option<usize> {
        let rows = state.timeline();
        let now = state.playback.now();
        let current = rows.iter().rposition(|&i| event_instant(&state.dataset.events[i]) <= now);
        let mut area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
        if current != self.followed {
            self.followed = current;
            #[expect(clippy::cast_precision_loss, reason = "some hundreds of rows")]
            let target = current.unwrap_or(0) as f32 * ROW - height * 0.35;
            area = area.vertical_scroll_offset(target.max(0.0));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut clicked = None;
        area.show_rows(ui, ROW, rows.len(), |ui, range| {
            for row in range {
                let is_current = Some(row) == current;
                let is_past = current.is_some_and(|c| row <= c);
                if event_row(ui, state, rows[row], is_current, is_past) {
                    clicked = Some(rows[row]);
                }
            }
        });
        clicked
    }
}

fn event_row(ui: &mut Ui, state: &AppState, index: usize, is_current: bool, is_past: bool) -> bool {
    let palette = Palette::from_ui(ui);
    let event = &state.dataset.events[index];
    let title = event.meta.names.get(state.lang);
    let response = card::row(ui, ROW, title, None);
    let rect = response.rect;
    let painter = ui.painter();
    if is_current || state.selection == Some(Subject::Event(index)) {
        painter.rect_filled(rect.expand2(vec2(6.0, 0.0)).shrink2(vec2(0.0, 1.0)), 6.0, palette.chosen);
    }
    if is_current {
        let bar = Rect::from_min_size(pos2(rect.left() - 6.0, rect.top() + 8.0), vec2(3.0, rect.height() - 16.0));
        painter.rect_filled(bar, 1.5, palette.accent);
    }
    let fade = if is_past || is_current { 1.0 } else { 0.55 };
    let mark_colour = mark::colour(event.event, palette).gamma_multiply(fade);
    let radius = if event.rank == 1 { 5.5 } else { 4.0 };
    mark::paint(painter, event.event, pos2(rect.left() + 11.0, rect.center().y), radius, mark_colour, palette.card);
    let text_x = rect.left() + 28.0;
    let when = facts::when(state, &event.meta);
    painter.text(
        pos2(text_x, rect.top() + 6.0),
        Align2::LEFT_TOP,
        when,
        look::regular(look::LABEL),
        palette.quiet.gamma_multiply(fade.max(0.75)),
    );
    let font = if event.rank == 1 { look::semibold(look::TEXT) } else { look::regular(look::TEXT) };
    let mut job =
        egui::text::LayoutJob::simple_singleline(title.to_owned(), font, palette.text.gamma_multiply(fade.max(0.7)));
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.right() - text_x);
    let galley = painter.layout_job(job);
    let is_cut = galley.elided;
    painter.galley(pos2(text_x, rect.top() + 22.0), galley, palette.text);
    let response = if is_cut { response.on_hover_text(title) } else { response };
    response.clicked()
}

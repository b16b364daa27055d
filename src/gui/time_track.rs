//! The bar of time: day ticks, event marks, the curve of ground held, and the playhead that is dragged along it.

use eframe::egui::{self, Align2, Color32, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

use crate::time::{Instant, Period, UtcOffset, month_name};

use super::go::event_instant;
use super::look::{self, Palette};
use super::mark;
use super::state::AppState;
use super::worker::HeldSample;

/// Where the axis lies below the panel's top, logical pixels.
const AXIS_Y: f32 = 54.0;
/// Where the curve of ground held begins and ends above it.
const CURVE_TOP: f32 = 12.0;
/// Least distance of two dates.
const DATE_GAP: f32 = 34.0;
/// How near the pointer has to be to a mark to name it.
const NEAR: f32 = 5.0;
/// How near to the mark of a comparison a press takes hold of it.
const GRASP: f32 = 10.0;
/// Most events that a hint names.
const MOST_NAMED: usize = 6;
const DAY_SECS: i64 = 24 * 3600;

/// The bar of time in its place.
pub struct Track<'a> {
    /// Where it stands; as high as the panel.
    pub rect: Rect,
    /// The curve, as far as it is measured.
    pub held: &'a [HeldSample],
}

/// The instant at a share of the range, to the whole hour.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a slider's resolution is far coarser"
)]
pub fn snapped(range: Period, share: f64) -> Instant {
    let length = range.end().secs_since(range.start()) as f64;
    let hours = (share.clamp(0.0, 1.0) * length / 3600.0).round() as i64;
    range.start().plus_secs(hours * 3600)
}

impl Track<'_> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "pixels of a bar")]
    fn x(&self, range: Period, t: Instant) -> f32 {
        let length = range.end().secs_since(range.start()).max(1) as f64;
        let share = t.secs_since(range.start()) as f64 / length;
        self.rect.left() + (share * f64::from(self.rect.width())) as f32
    }

    fn axis_y(&self) -> f32 {
        self.rect.top() + AXIS_Y
    }

    /// Shows the bar and takes clicks and drags on it.
    pub fn show(&self, ui: &mut Ui, state: &mut AppState) {
        let range = state.playback.range();
        let response =
            ui.interact(self.rect.expand2(vec2(8.0, 0.0)), ui.scope_id().with("track"), Sense::click_and_drag());
        response.widget_info(|| egui::WidgetInfo::slider(true, state.playback.fraction(), "Time"));
        let is_mark_held = self.take_pointer(ui, &response, state, range);
        let is_held = response.is_pointer_button_down_on();
        let now_x = self.x(range, state.playback.now());
        let mark_x = state.comparison.map(|c| self.x(range, c.with));
        if let Some(mark_x) = mark_x {
            self.paint_span(ui, mark_x, now_x);
        }
        self.paint_curve(ui, range, now_x);
        self.paint_days(ui, state, range);
        self.paint_axis(ui, now_x);
        self.paint_events(ui, state, range);
        if let Some(mark_x) = mark_x {
            self.paint_mark(ui, mark_x, is_held && is_mark_held);
        }
        self.paint_playhead(ui, now_x, is_held && !is_mark_held);
        if let Some(pointer) = response.hover_pos().filter(|_| !is_held) {
            self.hint(ui, state, range, pointer);
        }
    }

    /// Moves the playhead to where the bar is pressed, or the mark of a comparison: if that was pressed, or with Shift, or with
    /// the second button. True if it is the mark that is moved.
    fn take_pointer(&self, ui: &Ui, response: &egui::Response, state: &mut AppState, range: Period) -> bool {
        let id = response.id.with("is the mark held");
        if !response.is_pointer_button_down_on() {
            return false;
        }
        let Some(at) = response.interact_pointer_pos() else { return false };
        let (is_pressed, is_for_mark) = ui.input(|i| {
            (i.pointer.any_pressed(), i.modifiers.shift || i.pointer.button_down(egui::PointerButton::Secondary))
        });
        if is_pressed {
            let is_near = state.comparison.is_some_and(|c| {
                let far = (self.x(range, c.with) - at.x).abs();
                far <= GRASP && far < (self.x(range, state.playback.now()) - at.x).abs()
            });
            ui.data_mut(|d| d.insert_temp(id, is_for_mark || is_near));
        }
        let is_mark = ui.data(|d| d.get_temp(id)).unwrap_or(false);
        let t = snapped(range, f64::from((at.x - self.rect.left()) / self.rect.width()));
        if is_mark {
            state.compare_with(t);
        } else {
            state.seek(t);
        }
        is_mark
    }

    /// The time between the two dates of a comparison.
    fn paint_span(&self, ui: &Ui, mark_x: f32, now_x: f32) {
        let palette = Palette::from_ui(ui);
        let (from, to) = (mark_x.min(now_x), mark_x.max(now_x));
        let rect = Rect::from_min_max(pos2(from, self.rect.top() + 8.0), pos2(to, self.axis_y()));
        ui.painter().rect_filled(rect, 0.0, palette.text.gamma_multiply(0.08));
    }

    /// The second date: a diamond of the text's colour, hollow, so that the playhead stays the one accent.
    fn paint_mark(&self, ui: &Ui, x: f32, is_held: bool) {
        let palette = Palette::from_ui(ui);
        let top = pos2(x, self.rect.top() + 8.0);
        let foot = pos2(x, self.axis_y());
        ui.painter().line_segment([top, foot], Stroke::new(1.4, palette.text));
        let r = if is_held { 9.5 } else { 8.0 };
        let corners = [vec2(0.0, -r), vec2(r, 0.0), vec2(0.0, r), vec2(-r, 0.0)].map(|d| foot + d).to_vec();
        ui.painter().add(Shape::convex_polygon(corners, palette.card, Stroke::new(2.0, palette.text)));
    }

    fn paint_axis(&self, ui: &Ui, now_x: f32) {
        let palette = Palette::from_ui(ui);
        let y = self.axis_y();
        let line = |from: f32, to: f32, width: f32, colour: Color32| {
            ui.painter().line_segment([pos2(from, y), pos2(to, y)], Stroke::new(width, colour));
        };
        line(self.rect.left(), self.rect.right(), 2.0, palette.chosen);
        line(self.rect.left(), now_x, 2.5, palette.accent);
    }

    fn paint_days(&self, ui: &Ui, state: &AppState, range: Period) {
        let palette = Palette::from_ui(ui);
        let offset = state.offset();
        let shift = i64::from(offset.mins()) * 60;
        let per_day = self.x(range, range.start().plus_secs(DAY_SECS)) - self.rect.left();
        let every =
            [1, 2, 4, 7].into_iter().find(|n| f64::from(*n) * f64::from(per_day) >= f64::from(DATE_GAP)).unwrap_or(14);
        let mut day = (range.start().unix_secs() + shift).div_euclid(DAY_SECS);
        let mut count = 0;
        let mut last_month = 0;
        loop {
            let t = Instant::from_unix_secs(day * DAY_SECS - shift);
            if t > range.end() {
                return;
            }
            if t >= range.start() {
                let x = self.x(range, t);
                let is_dated = count % every == 0;
                let length = if is_dated { 7.0 } else { 4.0 };
                let colour = if is_dated { palette.quiet } else { palette.quiet.gamma_multiply(0.5) };
                let y = self.axis_y();
                ui.painter().line_segment([pos2(x, y + 2.0), pos2(x, y + 2.0 + length)], Stroke::new(1.0, colour));
                // A date stands in the middle of its day, so that the close of a day is where its number ends.
                let middle = x + per_day / 2.0;
                if is_dated && middle < self.rect.right() {
                    let text = day_label(t, offset, &mut last_month);
                    ui.painter().text(
                        pos2(middle, y + 10.0),
                        Align2::CENTER_TOP,
                        text,
                        look::regular(look::LABEL),
                        palette.quiet,
                    );
                }
                count += 1;
            }
            day += 1;
        }
    }

    fn paint_curve(&self, ui: &Ui, range: Period, now_x: f32) {
        let palette = Palette::from_ui(ui);
        let Some(most) = self.held.iter().map(|s| s.km2).reduce(f64::max).filter(|m| *m > 0.0) else { return };
        let (bottom, height) = (self.axis_y() - 1.0, AXIS_Y - CURVE_TOP - 1.0);
        #[expect(clippy::cast_possible_truncation, reason = "a share of a height in pixels")]
        let points: Vec<Pos2> =
            self.held.iter().map(|s| pos2(self.x(range, s.at), bottom - height * (s.km2 / most) as f32)).collect();
        let mut mesh = egui::Mesh::default();
        for pair in points.windows(2) {
            for (a, b, colour) in split_at(pair[0], pair[1], now_x, palette) {
                let first = u32::try_from(mesh.vertices.len()).unwrap_or_default();
                for p in [a, pos2(a.x, bottom), b, pos2(b.x, bottom)] {
                    mesh.colored_vertex(p, colour);
                }
                mesh.add_triangle(first, first + 1, first + 2);
                mesh.add_triangle(first + 1, first + 3, first + 2);
            }
        }
        ui.painter().add(mesh);
        ui.painter().add(Shape::line(points, Stroke::new(1.2, palette.accent.gamma_multiply(0.55))));
    }

    fn paint_events(&self, ui: &Ui, state: &AppState, range: Period) {
        let palette = Palette::from_ui(ui);
        let y = self.axis_y();
        // The important ones last, so that they lie on top.
        for rank in [3u8, 2, 1] {
            for &i in state.timeline() {
                let event = &state.dataset.events[i];
                if event.rank.clamp(1, 3) != rank {
                    continue;
                }
                let t = event_instant(event);
                if t < range.start() || t > range.end() {
                    continue;
                }
                let x = self.x(range, t);
                let fill = mark::colour(event.event, palette);
                match rank {
                    1 => mark::paint(ui.painter(), event.event, pos2(x, y), 5.0, fill, palette.card),
                    2 => mark::paint(ui.painter(), event.event, pos2(x, y), 3.2, fill, palette.card),
                    _ => {
                        ui.painter().circle_filled(pos2(x, y), 1.6, fill.gamma_multiply(0.8));
                    }
                }
            }
        }
    }

    fn paint_playhead(&self, ui: &Ui, x: f32, is_held: bool) {
        let palette = Palette::from_ui(ui);
        let top = self.rect.top() + 8.0;
        ui.painter().line_segment([pos2(x, top), pos2(x, self.axis_y())], Stroke::new(1.6, palette.accent));
        let radius = if is_held { 9.0 } else { 7.5 };
        ui.painter().circle(pos2(x, self.axis_y()), radius, palette.accent, Stroke::new(2.0, palette.card));
    }

    /// The moment and the events under the pointer.
    fn hint(&self, ui: &Ui, state: &AppState, range: Period, pointer: Pos2) {
        let palette = Palette::from_ui(ui);
        let share = f64::from((pointer.x - self.rect.left()) / self.rect.width());
        let t = snapped(range, share);
        let x = self.x(range, t);
        ui.painter().line_segment(
            [pos2(x, self.rect.top() + 8.0), pos2(x, self.axis_y())],
            Stroke::new(1.0, palette.quiet.gamma_multiply(0.6)),
        );
        let near: Vec<usize> = state
            .timeline()
            .iter()
            .copied()
            .filter(|&i| (self.x(range, event_instant(&state.dataset.events[i])) - pointer.x).abs() <= NEAR)
            .collect();
        let km2 = held_at(self.held, t);
        let mut tooltip = egui::Tooltip::always_open(
            ui.ctx().clone(),
            ui.layer_id(),
            ui.scope_id().with("track hint"),
            egui::PopupAnchor::Position(pos2(pointer.x, self.rect.top())),
        );
        tooltip.popup = tooltip.popup.align(egui::RectAlign::TOP).gap(6.0);
        tooltip.show(|ui| {
            ui.set_max_width(300.0);
            let fields = state.fields(t);
            let head = format!("{}, {}", fields.long_date(), fields.hour_minute());
            ui.label(egui::RichText::new(head).font(look::semibold(look::TEXT)));
            if let Some(km2) = km2 {
                ui.label(egui::RichText::new(format!("{} km² taken", grouped(km2))).small().color(palette.quiet));
            }
            for &i in near.iter().take(MOST_NAMED) {
                event_line(ui, state, i);
            }
            if near.len() > MOST_NAMED {
                ui.label(
                    egui::RichText::new(format!("and {} more", near.len() - MOST_NAMED)).small().color(palette.quiet),
                );
            }
        });
    }
}

fn event_line(ui: &mut Ui, state: &AppState, index: usize) {
    let palette = Palette::from_ui(ui);
    let event = &state.dataset.events[index];
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(12.0, 16.0), Sense::hover());
        let fill = mark::colour(event.event, palette);
        mark::paint(ui.painter(), event.event, rect.center(), 4.0, fill, palette.card);
        ui.add(egui::Label::new(egui::RichText::new(event.meta.names.get(state.lang)).small()).wrap());
    });
}

/// The two parts of a stretch of the curve: what lies before the playhead is full, what lies after is faint.
fn split_at(a: Pos2, b: Pos2, now_x: f32, palette: &Palette) -> Vec<(Pos2, Pos2, Color32)> {
    let (past, future) = (palette.accent.gamma_multiply(0.30), palette.accent.gamma_multiply(0.10));
    if b.x <= now_x {
        vec![(a, b, past)]
    } else if a.x >= now_x {
        vec![(a, b, future)]
    } else {
        let m = a.lerp(b, (now_x - a.x) / (b.x - a.x));
        vec![(a, m, past), (m, b, future)]
    }
}

fn day_label(t: Instant, offset: UtcOffset, last_month: &mut u8) -> String {
    let fields = t.fields(offset);
    if fields.month == *last_month {
        return fields.day.to_string();
    }
    *last_month = fields.month;
    let month: String = month_name(fields.month).chars().take(3).collect();
    format!("{} {month}", fields.day)
}

/// The curve's value at `t`, between two samples.
fn held_at(held: &[HeldSample], t: Instant) -> Option<f64> {
    let i = held.partition_point(|s| s.at <= t);
    let before = held.get(i.checked_sub(1)?)?;
    let Some(after) = held.get(i) else { return (before.at == t).then_some(before.km2) };
    #[expect(clippy::cast_precision_loss, reason = "hours of a campaign")]
    let share = t.secs_since(before.at) as f64 / after.at.secs_since(before.at).max(1) as f64;
    Some(before.km2 + share * (after.km2 - before.km2))
}

/// "1 234 000", to the nearest hundred.
fn grouped(km2: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an area on the Earth")]
    let digits = (((km2.max(0.0) / 100.0).round() * 100.0) as u64).to_string();
    let mut text = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_on_the_bar_means_a_whole_hour() {
        let start = Instant::from_unix_secs(0);
        let range = Period::new(start, start.plus_secs(10 * DAY_SECS)).unwrap();
        assert_eq!(snapped(range, 0.5), start.plus_secs(5 * DAY_SECS));
        assert_eq!(snapped(range, 0.5013).unix_secs() % 3600, 0);
        assert_eq!(snapped(range, 7.0), range.end());
        assert_eq!(snapped(range, -1.0), range.start());
    }

    #[test]
    fn the_curve_is_read_between_its_samples() {
        let s = |h: i64, km2: f64| HeldSample { at: Instant::from_unix_secs(h * 3600), km2 };
        let held = [s(0, 0.0), s(6, 600.0)];
        assert_eq!(held_at(&held, Instant::from_unix_secs(3 * 3600)), Some(300.0));
        assert_eq!(held_at(&held, Instant::from_unix_secs(7 * 3600)), None);
        assert_eq!(grouped(1_234_567.0), "1\u{202f}234\u{202f}600");
    }
}

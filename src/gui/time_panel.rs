//! The time panel: date and clocks, transport, speed, and the bar of time, over the full width of the window.

use eframe::egui::{self, Area, Id, Key, Order, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::model::Reading;

use super::clocks::ClockReading;
use super::command::{Command, Panel};
use super::date_entry;
use super::icon::{Icon, IconButton};
use super::look::{self, EDGE, Palette};
use super::state::AppState;
use super::time_track::Track;
use super::worker::HeldSample;

/// Height of the panel, logical pixels.
pub const HEIGHT: f32 = 84.0;
/// Where the clocks begin below the panel's top; above them stand date and buttons.
const CLOCKS_Y: f32 = 50.0;
/// Width of the date at the left.
const DATE_WIDTH: f32 = 248.0;
/// Width of the transport buttons.
const TRANSPORT_WIDTH: f32 = 196.0;
/// Width of speed, loop and comparison.
const SPEED_WIDTH: f32 = 124.0;
/// The panel lets go of what it cannot show below this width of the bar of time.
const LEAST_TRACK: f32 = 240.0;

/// What the panel remembers from frame to frame.
#[derive(Default)]
pub struct TimePanel {
    /// What is being typed, while it is.
    typed: Option<String>,
    /// Why it is no date.
    error: Option<String>,
    wants_focus: bool,
    /// The curve of ground held.
    pub held: Vec<HeldSample>,
}

impl TimePanel {
    /// Puts the cursor in the date field, ready to type over what is there.
    pub fn focus_date_field(&mut self) {
        self.typed = Some(String::new());
        self.error = None;
        self.wants_focus = true;
    }

    /// Shows the panel at the bottom edge.
    pub fn show(&mut self, ctx: &egui::Context, state: &mut AppState, asked: &mut Vec<Command>) {
        let is_open = state.shows(Panel::Time);
        let secs = if state.has_reduced_motion { 0.0 } else { 0.15 };
        let share = ctx.animate_bool_with_time(Id::unique("time panel fold"), is_open, secs);
        if share <= 0.0 {
            return;
        }
        let window = ctx.content_rect();
        let top = window.bottom() - HEIGHT * share;
        Area::new(Id::unique("time panel"))
            .order(Order::Middle)
            .fixed_pos(pos2(window.left(), top))
            .constrain(false)
            .fade_in(false)
            .show(ctx, |ui| {
                let rect = Rect::from_min_size(pos2(window.left(), top), vec2(window.width(), HEIGHT));
                ui.allocate_rect(rect, Sense::hover());
                let palette = Palette::from_ui(ui);
                ui.painter().add(shadow_of(rect, palette));
                ui.painter().rect_filled(rect, 0.0, palette.card);
                self.content(ui, rect, state, asked);
            });
    }

    fn content(&mut self, ui: &mut Ui, rect: Rect, state: &mut AppState, asked: &mut Vec<Command>) {
        let x = rect.left() + EDGE;
        let row = |left: f32, width: f32| Rect::from_min_size(pos2(left, rect.top()), vec2(width, CLOCKS_Y));
        let date = row(x, DATE_WIDTH);
        let transport = row(date.right() + 8.0, TRANSPORT_WIDTH);
        let speed = row(transport.right() + 8.0, SPEED_WIDTH);
        let mut track =
            Rect::from_min_max(pos2(speed.right() + 16.0, rect.top()), pos2(rect.right() - 24.0, rect.bottom()));
        let has_speed = track.width() >= LEAST_TRACK;
        if !has_speed {
            track.min.x = speed.left();
        }
        self.date(ui, date, state);
        place(ui, transport, |ui| transport_buttons(ui, state, asked));
        if has_speed {
            place(ui, speed, |ui| speed_and_loop(ui, state, asked));
        }
        let right = if has_speed { speed.right() } else { transport.right() };
        let clocks = Rect::from_min_max(pos2(x, rect.top() + CLOCKS_Y - 4.0), pos2(right, rect.bottom() - 4.0));
        self.below_date(ui, clocks, state, asked);
        if track.width() > 40.0 {
            Track { rect: track, held: &self.held }.show(ui, state);
        }
    }

    fn date(&mut self, ui: &mut Ui, rect: Rect, state: &mut AppState) {
        let palette = Palette::from_ui(ui);
        let fields = state.fields(state.playback.now());
        let line = Rect::from_min_size(pos2(rect.left(), rect.top() + 11.0), vec2(rect.width(), 32.0));
        if self.typed.is_some() {
            self.date_field(ui, line, state);
        } else {
            let response = ui.interact(line, ui.scope_id().with("date"), Sense::click());
            let date = fields.long_date();
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{date} {}", fields.hour_minute()))
            });
            let galley = ui.painter().layout_no_wrap(date, look::semibold(22.0), palette.text);
            let hour = ui.painter().layout_no_wrap(fields.hour_minute(), look::regular(22.0), palette.quiet);
            if response.hovered() {
                ui.painter().rect_filled(line.expand2(vec2(6.0, -1.0)), 6.0, palette.hover);
                ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
            }
            let hour_x = line.left() + galley.size().x + 10.0;
            let y = line.center().y - galley.size().y / 2.0;
            ui.painter().galley(pos2(line.left(), y), galley, palette.text);
            ui.painter().galley(pos2(hour_x, y), hour, palette.quiet);
            let key = Command::TypeDate.shortcut_text(ui.ctx());
            if response.on_hover_text(format!("Type a date   {key}")).clicked() {
                self.focus_date_field();
            }
        }
    }

    fn date_field(&mut self, ui: &mut Ui, line: Rect, state: &mut AppState) {
        let text = self.typed.get_or_insert_default();
        let edit = egui::TextEdit::singleline(text)
            .font(look::regular(18.0))
            .hint_text("20 Aug 12:00")
            .margin(vec2(8.0, 4.0))
            .desired_width(line.width() - 16.0);
        let response = ui.put(line, edit);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Date"));
        if self.wants_focus {
            response.request_focus();
            self.wants_focus = false;
        }
        if response.changed() {
            self.error = None;
        }
        if !response.lost_focus() {
            return;
        }
        if !ui.input(|i| i.key_pressed(Key::Enter)) || text.trim().is_empty() {
            (self.typed, self.error) = (None, None);
            return;
        }
        match date_entry::parse_date(text, state.playback.now(), state.playback.range(), state.offset()) {
            Ok(t) => {
                state.seek(t);
                (self.typed, self.error) = (None, None);
            }
            Err(message) => {
                self.error = Some(message);
                self.wants_focus = true;
                ui.ctx().request_repaint();
            }
        }
    }

    /// Under the date: the weekday and the main clock, then what the others show.
    fn below_date(&self, ui: &mut Ui, rect: Rect, state: &AppState, asked: &mut Vec<Command>) {
        let palette = Palette::from_ui(ui);
        if let Some(error) = &self.error {
            let message = egui::RichText::new(error).small().color(palette.accent);
            ui.put(rect, egui::Label::new(message).wrap().halign(egui::Align::LEFT));
            return;
        }
        let line = |ui: &Ui, y: f32, parts: &[(&str, egui::Color32)]| {
            let mut job = egui::text::LayoutJob::default();
            for (text, colour) in parts {
                job.append(text, 0.0, egui::TextFormat::simple(look::regular(look::LABEL), *colour));
            }
            job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width());
            let galley = ui.painter().layout_job(job);
            let at = pos2(rect.left(), rect.top() + y);
            let drawn = Rect::from_min_size(at, galley.size());
            ui.painter().galley(at, galley, palette.text);
            drawn
        };
        let weekday = state.fields(state.playback.now()).weekday.name();
        let main = super::clocks::main_name(state);
        let response = ui.interact(rect, ui.scope_id().with("clocks"), Sense::click());
        if response.hovered() {
            let ground = Rect::from_min_max(rect.min + vec2(-6.0, 1.0), rect.max + vec2(6.0, 0.0));
            ui.painter().rect_filled(ground, 6.0, palette.hover);
        }
        // Where the switch of readings has no room, the reading that is not the default is told here.
        let is_told = state.reading == Reading::Hasegawa && ui.ctx().content_rect().width() < super::toolbar::ROOMY;
        let reading = if is_told { "As in Hasegawa  ·  " } else { "" };
        let parts =
            [(reading, palette.accent), (weekday, palette.text), ("  ·  ", palette.quiet), (&main, palette.text)];
        let first = line(ui, 0.0, &parts);
        chevron(ui, pos2(first.right() + 9.0, first.center().y + 1.0), palette.quiet);
        let others = super::clocks::others(state);
        let told = others_in(ui, &others, rect.width());
        line(
            ui,
            16.0,
            &told
                .iter()
                .map(|(text, is_hour)| (text.as_str(), if *is_hour { palette.text } else { palette.quiet }))
                .collect::<Vec<_>>(),
        );
        let spoken: Vec<String> = others.iter().map(|c| format!("{} {} {}", c.places, c.hour, c.day)).collect();
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Clock: {main}; {}", spoken.join("; ")))
        });
        clock_menu(&response, state, asked);
        response.on_hover_ui(|ui| clock_hint(ui, &others));
    }
}

/// As many of the other clocks as fit into `width`: names quiet, hours in the colour of text.
fn others_in(ui: &Ui, others: &[ClockReading], width: f32) -> Vec<(String, bool)> {
    let mut parts: Vec<(String, bool)> = Vec::new();
    let mut taken = 0.0;
    for (i, clock) in others.iter().enumerate() {
        let gap = if i == 0 { "" } else { "     " };
        let day = if clock.day.is_empty() { String::new() } else { format!("  {}", clock.day) };
        let part = [(format!("{gap}{}  ", clock.places), false), (clock.hour.clone(), true), (day, false)];
        let whole: String = part.iter().map(|(text, _)| text.as_str()).collect();
        let font = look::regular(look::LABEL);
        taken += ui.painter().layout_no_wrap(whole, font, egui::Color32::BLACK).size().x;
        if taken > width {
            break;
        }
        parts.extend(part);
    }
    parts
}

fn chevron(ui: &Ui, at: egui::Pos2, colour: egui::Color32) {
    let points = vec![at + vec2(-3.5, -2.0), at + vec2(0.0, 1.5), at + vec2(3.5, -2.0)];
    ui.painter().add(egui::Shape::line(points, egui::Stroke::new(1.4, colour)));
}

/// All the other clocks by their whole names.
fn clock_hint(ui: &mut Ui, others: &[ClockReading]) {
    let palette = Palette::from_ui(ui);
    egui::Grid::new("other clocks").num_columns(3).spacing(vec2(14.0, 2.0)).show(ui, |ui| {
        for clock in others {
            ui.label(egui::RichText::new(&clock.names).small().color(palette.quiet));
            ui.label(egui::RichText::new(&clock.hour).small());
            ui.label(egui::RichText::new(&clock.day).small().color(palette.quiet));
            ui.end_row();
        }
    });
    ui.label(egui::RichText::new("Click to choose the main clock").small().color(palette.quiet));
}

fn clock_menu(response: &egui::Response, state: &AppState, asked: &mut Vec<Command>) {
    const WIDTH: f32 = 280.0;
    egui::Popup::menu(response).width(WIDTH).show(|ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        super::card::quiet(ui, "Read the time, count days and date pictures by");
        ui.add_space(4.0);
        for (i, clock) in state.clocks.iter().enumerate() {
            let there = state.playback.now().fields(clock.offset);
            let month: String = crate::time::month_name(there.month).chars().take(3).collect();
            let second = format!("{}  {} {month}", there.hour_minute(), there.day);
            let second = egui::RichText::new(second).small().color(Palette::from_ui(ui).quiet);
            let mark = if i == state.clock { "✓ " } else { "" };
            let button = egui::Button::new(format!("{mark}{}", clock.name)).shortcut_text(second);
            let button = button.min_size(vec2(ui.available_width(), 28.0)).fill(egui::Color32::TRANSPARENT);
            let button = ui.add(button);
            let label = Command::Clock(i).label(&state.dataset.config);
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, label.as_ref()));
            if button.clicked() {
                asked.push(Command::Clock(i));
                ui.close();
            }
        }
    });
}

fn shadow_of(rect: Rect, palette: &Palette) -> egui::Shape {
    egui::epaint::Shadow { offset: [0, -1], blur: 12, spread: 0, color: palette.shadow }.as_shape(rect, 0.0).into()
}

/// Lays `content` into `rect`, centred on its height.
fn place(ui: &mut Ui, rect: Rect, content: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    content(&mut child);
}

fn transport_buttons(ui: &mut Ui, state: &AppState, asked: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.x = 4.0;
    let is_playing = state.playback.is_playing();
    let buttons = [
        (Icon::SkipBack, Command::PreviousEvent, 32.0),
        (Icon::StepBack, Command::DayBack, 32.0),
        (if is_playing { Icon::Pause } else { Icon::Play }, Command::TogglePlay, 44.0),
        (Icon::StepForward, Command::DayForward, 32.0),
        (Icon::SkipForward, Command::NextEvent, 32.0),
    ];
    for (icon, command, size) in buttons {
        let label = match command {
            Command::TogglePlay if is_playing => "Pause".into(),
            Command::TogglePlay => "Play".into(),
            other => other.label(&state.dataset.config),
        };
        let mut button = IconButton::new(icon, &label).shortcut(command.shortcut_text(ui.ctx())).size(size);
        if command == Command::TogglePlay {
            button = button.primary();
        }
        if button.show(ui).clicked() {
            asked.push(command);
        }
    }
}

/// Speeds offered in the menu, campaign hours per second.
const SPEEDS: [(f64, &str); 7] = [
    (1.0, "1 h/s"),
    (3.0, "3 h/s"),
    (6.0, "6 h/s"),
    (12.0, "12 h/s"),
    (24.0, "1 day/s"),
    (48.0, "2 days/s"),
    (96.0, "4 days/s"),
];

fn speed_text(speed: f64) -> String {
    SPEEDS.iter().find(|(s, _)| (s - speed).abs() < 1e-6).map_or_else(
        || if speed >= 24.0 { format!("{:.1} days/s", speed / 24.0) } else { format!("{speed:.2} h/s") },
        |(_, text)| (*text).to_owned(),
    )
}

fn speed_and_loop(ui: &mut Ui, state: &mut AppState, asked: &mut Vec<Command>) {
    use crate::time::PlaybackCommand;
    ui.spacing_mut().item_spacing.x = 4.0;
    let palette = Palette::from_ui(ui);
    let text = egui::RichText::new(speed_text(state.playback.speed())).small().color(palette.text);
    ui.spacing_mut().button_padding = vec2(6.0, 4.0);
    let button = ui.add(egui::Button::new(text).min_size(vec2(56.0, 28.0)));
    let hint =
        format!("Speed   {} {}", Command::Slower.shortcut_text(ui.ctx()), Command::Faster.shortcut_text(ui.ctx()));
    let button = button.on_hover_text(hint);
    egui::Popup::menu(&button).show(|ui| {
        ui.set_min_width(96.0);
        for (speed, label) in SPEEDS {
            let is_chosen = (state.playback.speed() - speed).abs() < 1e-6;
            if ui.selectable_label(is_chosen, label).clicked() {
                state.playback.apply(PlaybackCommand::SetSpeed(speed), &[]);
                ui.close();
            }
        }
    });
    let label = Command::ToggleLoop.label(&state.dataset.config);
    let shortcut = Command::ToggleLoop.shortcut_text(ui.ctx());
    let is_on = state.playback.is_looping();
    if IconButton::new(Icon::Loop, &label).shortcut(shortcut).on(is_on).size(28.0).show(ui).clicked() {
        asked.push(Command::ToggleLoop);
    }
    let is_on = state.comparison.is_some();
    let command = if is_on { Command::CompareOff } else { Command::CompareHere };
    let (label, shortcut) = (state.label(command), command.shortcut_text(ui.ctx()));
    if IconButton::new(Icon::Compare, &label).shortcut(shortcut).on(is_on).size(28.0).show(ui).clicked() {
        asked.push(command);
    }
}

/// Every six hours of the campaign: where the curve of ground held is measured.
#[must_use]
pub fn curve_instants(range: crate::time::Period) -> Vec<crate::time::Instant> {
    const STEP_SECS: i64 = 6 * 3600;
    let length = range.end().secs_since(range.start());
    if length <= 0 || length > 400 * 24 * 3600 {
        return Vec::new();
    }
    (0..=length / STEP_SECS).map(|i| range.start().plus_secs(i * STEP_SECS)).collect()
}

//! The time panel: date and clocks, transport, speed, and the bar of time, over the full width of the window.

use eframe::egui::{self, Align2, Area, Id, Key, Order, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use super::command::{Command, Panel};
use super::date_entry;
use super::icon::{Icon, IconButton};
use super::look::{self, EDGE, Palette};
use super::state::AppState;
use super::time_track::Track;
use super::worker::HeldSample;

/// Height of the panel, logical pixels.
pub const HEIGHT: f32 = 84.0;
/// Width of the date at the left.
const DATE_WIDTH: f32 = 248.0;
/// Width of the transport buttons.
const TRANSPORT_WIDTH: f32 = 196.0;
/// Width of speed and loop.
const SPEED_WIDTH: f32 = 92.0;
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
        let date = Rect::from_min_size(pos2(x, rect.top()), vec2(DATE_WIDTH, HEIGHT));
        let transport = Rect::from_min_size(pos2(date.right() + 8.0, rect.top()), vec2(TRANSPORT_WIDTH, HEIGHT));
        let speed = Rect::from_min_size(pos2(transport.right() + 8.0, rect.top()), vec2(SPEED_WIDTH, HEIGHT));
        let mut track =
            Rect::from_min_max(pos2(speed.right() + 16.0, rect.top()), pos2(rect.right() - 24.0, rect.bottom()));
        self.date(ui, date, state);
        place(ui, transport, |ui| transport_buttons(ui, state, asked));
        if track.width() < LEAST_TRACK {
            track.min.x = speed.left();
        } else {
            place(ui, speed, |ui| speed_and_loop(ui, state, asked));
        }
        if track.width() > 40.0 {
            Track { rect: track, held: &self.held }.show(ui, state);
        }
    }

    fn date(&mut self, ui: &mut Ui, rect: Rect, state: &mut AppState) {
        let palette = Palette::from_ui(ui);
        let fields = state.fields(state.playback.now());
        let line = Rect::from_min_size(pos2(rect.left(), rect.top() + 13.0), vec2(rect.width(), 32.0));
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
        let below = Rect::from_min_max(pos2(rect.left(), rect.top() + 48.0), pos2(rect.right(), rect.bottom() - 8.0));
        self.below_date(ui, below, state);
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

    fn below_date(&self, ui: &mut Ui, rect: Rect, state: &mut AppState) {
        let palette = Palette::from_ui(ui);
        if let Some(error) = &self.error {
            let message = egui::RichText::new(error).small().color(palette.accent);
            ui.put(rect, egui::Label::new(message).wrap().halign(egui::Align::LEFT));
            return;
        }
        let response = ui.interact(rect, ui.scope_id().with("clocks"), Sense::click());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Clock"));
        let chosen = state.clocks.get(state.clock).map_or("", |c| c.name.as_str());
        let colour = if response.hovered() { palette.text } else { palette.quiet };
        let font = look::regular(look::LABEL);
        let weekday = state.fields(state.playback.now()).weekday;
        let first = format!("{}  ·  {chosen}", weekday.name());
        ui.painter().text(rect.left_top(), Align2::LEFT_TOP, first, font.clone(), colour);
        let others: Vec<String> = state
            .clocks
            .iter()
            .enumerate()
            .filter(|(i, c)| *i != state.clock && ["moscow", "tokyo", "washington"].contains(&c.id.as_str()))
            .map(|(_, c)| other_clock(state, c))
            .collect();
        ui.painter().text(
            rect.left_top() + vec2(0.0, 14.0),
            Align2::LEFT_TOP,
            others.join("  ·  "),
            font,
            palette.quiet,
        );
        egui::Popup::menu(&response).show(|ui| {
            ui.set_min_width(220.0);
            for i in 0..state.clocks.len() {
                let clock = &state.clocks[i];
                let there = state.playback.now().fields(clock.offset);
                let label = format!("{}   {}", there.hour_minute(), clock.name);
                if ui.selectable_label(i == state.clock, label).clicked() {
                    state.clock = i;
                    ui.close();
                }
            }
        });
    }
}

/// "Moscow 18:00", with the day where it is another one.
fn other_clock(state: &AppState, clock: &crate::time::Clock) -> String {
    let here = state.fields(state.playback.now());
    let there = state.playback.now().fields(clock.offset);
    let name = clock.name.split(',').next().unwrap_or_default();
    if there.day == here.day {
        format!("{name} {}", there.hour_minute())
    } else {
        let month: String = crate::time::month_name(there.month).chars().take(3).collect();
        format!("{name} {} {month} {}", there.day, there.hour_minute())
    }
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

//! What each [`Command`] does to the state.

use crate::geo::{PagePoint, ProjectionKind};
use crate::model::{Motion, Reading};
use crate::time::PlaybackCommand;

use super::command::{Command, Panel};
use super::comparison::DIVIDER_STEP;
use super::glide::Glide;
use super::map_theme::MapTheme;
use super::state::{AppState, Effect, Overlay};

/// Share of the page's shorter side that one step of the keyboard moves the view.
const PAN_SHARE: f64 = 0.2;
/// Factor of one zoom step of the keyboard.
const ZOOM_STEP: f64 = 1.5;

impl AppState {
    fn play(&mut self, command: PlaybackCommand) {
        self.playback.apply(command, &self.event_times);
    }

    /// Does what `command` says.
    pub fn apply(&mut self, command: Command) {
        match command {
            Command::Open => self.effects.push(Effect::AskForFile),
            Command::Export => self.toggle_overlay(Overlay::Export),
            Command::Copy(what) => self.effects.push(Effect::Copy(what)),
            Command::Quit => self.effects.push(Effect::Quit),
            Command::TogglePlay => self.play(PlaybackCommand::Toggle),
            Command::DayBack => self.play(PlaybackCommand::StepDays(-1)),
            Command::DayForward => self.play(PlaybackCommand::StepDays(1)),
            Command::HoursBack => self.play(PlaybackCommand::StepHours(-6)),
            Command::HoursForward => self.play(PlaybackCommand::StepHours(6)),
            Command::PreviousEvent => self.play(PlaybackCommand::PrevEvent),
            Command::NextEvent => self.play(PlaybackCommand::NextEvent),
            Command::ToStart => self.play(PlaybackCommand::Start),
            Command::ToEnd => self.play(PlaybackCommand::End),
            Command::Slower => self.play(PlaybackCommand::SetSpeed(self.playback.speed() / 2.0)),
            Command::Faster => self.play(PlaybackCommand::SetSpeed(self.playback.speed() * 2.0)),
            Command::ToggleLoop => self.play(PlaybackCommand::SetLoop(!self.playback.is_looping())),
            Command::TypeDate => {
                self.panels.time = true;
                self.panels.are_hidden = false;
                self.effects.push(Effect::FocusDateField);
            }
            Command::CompareHere => self.compare_with(self.playback.now()),
            Command::ToggleSwipe => self.toggle_manner(),
            Command::CompareOff => self.comparison = None,
            Command::DividerLeft => self.move_divider(-DIVIDER_STEP),
            Command::DividerRight => self.move_divider(DIVIDER_STEP),
            Command::NextClock => self.set_clock((self.clock + 1) % self.clocks.len().max(1)),
            Command::Clock(i) => self.set_clock(i),
            Command::ZoomIn | Command::ZoomOut | Command::FitTheatre | Command::View(_) => self.apply_view(command),
            Command::PanWest => self.pan(1.0, 0.0),
            Command::PanEast => self.pan(-1.0, 0.0),
            Command::PanNorth => self.pan(0.0, 1.0),
            Command::PanSouth => self.pan(0.0, -1.0),
            Command::Palette => self.toggle_overlay(Overlay::Palette),
            Command::Help => self.toggle_overlay(Overlay::Help),
            Command::Dismiss => self.dismiss(),
            other => self.apply_look(other),
        }
    }

    /// Commands that change how the map and the window look.
    fn apply_look(&mut self, command: Command) {
        match command {
            Command::Layer(layer) => self.layers = self.layers.with(layer, !self.layers.contains(layer)),
            Command::ToggleTheme => {
                self.set_theme(MapTheme::BuiltIn(if self.is_dark() { "atlas" } else { "projector" }));
            }
            Command::Theme(name) => self.set_theme(MapTheme::BuiltIn(name)),
            Command::ThemeFile => match self.theme_file.as_ref().and_then(|file| file.theme.clone()) {
                Some(theme) => self.set_theme(MapTheme::Own(theme)),
                None => self.effects.push(Effect::AskForFile),
            },
            Command::Projection(name) => {
                if let Some(kind) = ProjectionKind::named(name) {
                    self.set_projection(kind);
                }
            }
            Command::ToggleSteps => {
                self.motion = match self.motion {
                    Motion::Interpolated => Motion::Steps,
                    Motion::Steps => Motion::Interpolated,
                };
            }
            Command::ToggleReading => {
                self.reading = match self.reading {
                    Reading::Documented => Reading::Hasegawa,
                    Reading::Hasegawa => Reading::Documented,
                };
            }
            Command::MorePhaseLines => self.phase_lines = (self.phase_lines + 1).min(9),
            Command::FewerPhaseLines => self.phase_lines = self.phase_lines.saturating_sub(1),
            Command::Language(lang) => {
                self.lang = lang;
                self.second_lang = self.second_lang.filter(|second| *second != lang);
            }
            Command::SecondLanguage(lang) => self.second_lang = lang.filter(|second| *second != self.lang),
            Command::TogglePanel(panel) => self.toggle_panel(panel),
            Command::ToggleAllPanels => self.panels.are_hidden = !self.panels.are_hidden,
            Command::ToggleReducedMotion => self.has_reduced_motion = !self.has_reduced_motion,
            _ => {}
        }
    }

    fn apply_view(&mut self, command: Command) {
        let middle = PagePoint::new(self.page().width_pt / 2.0, self.page().height_pt / 2.0);
        match command {
            Command::ZoomIn => self.fly_zoom(ZOOM_STEP, middle),
            Command::ZoomOut => self.fly_zoom(1.0 / ZOOM_STEP, middle),
            Command::View(i) => {
                if let Some(view) = self.dataset.config.views.get(i) {
                    let rect = self.projection.fit(view.bbox);
                    self.fly_to(self.camera_for(rect));
                }
            }
            _ => self.fly_to(self.theatre_camera()),
        }
    }

    /// Draws in another theme from now on.
    pub fn set_theme(&mut self, theme: MapTheme) {
        self.theme = theme;
        self.effects.push(Effect::ThemeChanged);
    }

    fn pan(&mut self, right: f64, down: f64) {
        let step = PAN_SHARE * self.page().width_pt.min(self.page().height_pt);
        let from = if let Glide::Flight { to, .. } = self.glide { to } else { self.camera };
        self.fly_to(from.panned(right * step, down * step));
    }

    fn toggle_panel(&mut self, panel: Panel) {
        let was_shown = self.shows(panel);
        let flag = match panel {
            Panel::Layers => &mut self.panels.layers,
            Panel::Events => &mut self.panels.events,
            Panel::Inspector => &mut self.panels.inspector,
            Panel::Time => &mut self.panels.time,
        };
        // A panel asked for while all are hidden comes back, and brings the others with it.
        *flag = !was_shown;
        self.panels.are_hidden &= was_shown;
    }

    fn toggle_overlay(&mut self, overlay: Overlay) {
        self.overlay = if self.overlay == overlay { Overlay::None } else { overlay };
    }

    fn dismiss(&mut self) {
        if self.overlay != Overlay::None {
            self.overlay = Overlay::None;
        } else if self.report.is_some() {
            self.report = None;
        } else if let Some(file) = self.theme_file.as_mut().filter(|f| f.error.is_some() && !f.is_error_closed) {
            file.is_error_closed = true;
        } else if self.selection.is_some() {
            self.select(None);
        } else if self.panels.are_hidden {
            self.panels.are_hidden = false;
        }
    }
}

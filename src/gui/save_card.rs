//! The save card: size, theme, furniture and path of a picture. It asks the worker for exactly what `render` writes.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Align2, Key, Order, Ui, vec2};

use crate::export::would_replace;
use crate::scene::FurnitureSet;
use crate::style::NAMES;

use super::ask::{Answer, Asked};
use super::card::{self, Card};
use super::command::Command;
use super::date_grid::{DateGrid, two_numbers};
use super::look::{GRID, Palette};
use super::map_theme::MapTheme;
use super::state::{AppState, Overlay};
use super::worker::Worker;

const WIDTH: f32 = 440.0;

/// Sizes to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PictureSize {
    /// As the window.
    #[default]
    Window,
    /// 1920 by 1080.
    FullHd,
    /// 3840 by 2160.
    FourK,
    /// As typed.
    Typed,
}

/// Largest side of a picture: the painter's limit.
const MOST_PX: u32 = 16_384;

/// What the card remembers.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of the card by itself")]
pub struct SaveCard {
    size: PictureSize,
    typed: String,
    /// Theme, once the reader chose one that differs from the window's.
    theme: Option<MapTheme>,
    is_bare: bool,
    dates: DateGrid,
    path: String,
    asked: Option<Asked>,
    note: Option<&'static str>,
    was_open: bool,
    wants_focus: bool,
    is_saving: bool,
    /// The file that the reader has agreed to replace.
    to_replace: Option<PathBuf>,
}

/// Reads "1920x1080", "1920 1080", "1920 × 1080".
///
/// # Errors
/// A sentence for the reader.
pub fn parse_size(text: &str) -> Result<(u32, u32), String> {
    let cure = || format!("Write a size like 2560x1440, each side from 64 to {MOST_PX} pixels.");
    let (width, height) = two_numbers(text).ok_or_else(cure)?;
    let side = |part: &str| part.parse::<u32>().ok().filter(|n| (64..=MOST_PX).contains(n));
    side(width).zip(side(height)).ok_or_else(cure)
}

/// "august-storm-1945-08-12-0600.png", by the reader's clock.
#[must_use]
pub fn default_name(state: &AppState) -> String {
    let f = state.fields(state.playback.now());
    format!("august-storm-{:04}-{:02}-{:02}-{:02}{:02}.png", f.year, f.month, f.day, f.hour, f.minute)
}

impl SaveCard {
    /// Says that the last save is over.
    pub fn saving_is_over(&mut self) {
        self.is_saving = false;
    }

    fn size_px(&self, state: &AppState) -> Result<(u32, u32), String> {
        match self.size {
            PictureSize::Window => Ok(state.size_px),
            PictureSize::FullHd => Ok((1920, 1080)),
            PictureSize::FourK => Ok((3840, 2160)),
            PictureSize::Typed => parse_size(&self.typed),
        }
    }

    /// Lets time pass for a dialog that was asked for; true while one is awaited.
    pub fn advance(&mut self, dt_secs: f64) -> bool {
        let Some(asked) = &mut self.asked else { return false };
        match asked.poll(dt_secs) {
            Answer::Pending => {
                if asked.is_slow() {
                    self.note = Some("If no file dialog has appeared, type the path and press Save.");
                }
                return true;
            }
            Answer::Chosen(path) => {
                self.path = path.display().to_string();
                self.note = None;
                // The desktop's dialog has asked already.
                self.to_replace = Some(path);
            }
            Answer::Nothing => {
                self.note = Some("No file was chosen. If no file dialog appeared, type the path and press Save.");
            }
        }
        self.asked = None;
        false
    }

    /// Shows the card while it is open.
    pub fn show(&mut self, ctx: &egui::Context, state: &mut AppState, worker: &Worker, asked: &mut Vec<Command>) {
        let is_open = state.overlay == Overlay::Save;
        if is_open && !self.was_open {
            self.wants_focus = true;
            (self.note, self.theme, self.to_replace) = (None, None, None);
            self.dates.opened(state);
            let folder = PathBuf::from(&self.path).parent().map(PathBuf::from).unwrap_or_default();
            self.path = folder.join(default_name(state)).display().to_string();
        }
        self.was_open = is_open;
        let mut is_wanted = false;
        Card::new("save", Align2::CENTER_TOP, vec2(0.0, 72.0), WIDTH)
            .open(is_open, state.has_reduced_motion)
            .order(Order::Foreground)
            .show(ctx, |ui| {
                if card::head(ui, "Save picture") {
                    asked.push(Command::Dismiss);
                }
                is_wanted = self.content(ui, state, is_open);
            });
        if is_wanted {
            self.save(state, worker);
        }
    }

    fn content(&mut self, ui: &mut Ui, state: &AppState, is_open: bool) -> bool {
        card::section(ui, "Size");
        ui.horizontal_wrapped(|ui| {
            let window = format!("Window {} × {}", state.size_px.0, state.size_px.1);
            for (size, text) in [
                (PictureSize::Window, window.as_str()),
                (PictureSize::FullHd, "1080p"),
                (PictureSize::FourK, "4K"),
                (PictureSize::Typed, "Other"),
            ] {
                if card::choice(ui, text, self.size == size) {
                    self.size = size;
                }
            }
        });
        if self.size == PictureSize::Typed {
            let field = egui::TextEdit::singleline(&mut self.typed).hint_text("2560x1440").margin(vec2(8.0, 5.0));
            let response = ui.add(field.desired_width(140.0));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Size in pixels"));
        }
        card::section(ui, "Colours");
        ui.horizontal_wrapped(|ui| {
            let chosen = self.theme.clone().unwrap_or_else(|| state.theme.clone());
            let own = state.theme_file.as_ref().and_then(|f| Some((f.name(), MapTheme::Own(f.theme.clone()?))));
            for (name, theme) in NAMES.map(|name| (name.to_owned(), MapTheme::BuiltIn(name))).into_iter().chain(own) {
                if card::choice(ui, &name, chosen == theme) {
                    self.theme = Some(theme);
                }
            }
        });
        card::section(ui, "Dates");
        self.dates.show(ui, state);
        if !self.dates.is_wanted {
            card::section(ui, "Round the map");
            ui.horizontal(|ui| {
                if card::choice(ui, "Title, date, legend, scale", !self.is_bare) {
                    self.is_bare = false;
                }
                if card::choice(ui, "Map alone", self.is_bare) {
                    self.is_bare = true;
                }
            });
        }
        card::section(ui, "File");
        let is_entered = self.path_row(ui, state, is_open);
        let palette = Palette::from_ui(ui);
        let size = self.size_px(state);
        if let Some(text) = size.as_ref().err().map(String::as_str).or(self.note) {
            let colour = if size.is_err() { palette.accent } else { palette.quiet };
            ui.add(egui::Label::new(egui::RichText::new(text).small().color(colour)).wrap());
        }
        ui.add_space(GRID);
        let has_dates = !self.dates.is_wanted || self.dates.times(state).is_ok();
        let is_ready = size.is_ok() && has_dates && !self.path.trim().is_empty() && !self.is_saving;
        let is_pressed = ui
            .with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_enabled_ui(is_ready, |ui| {
                    card::primary_button(ui, if self.is_saving { "Saving…" } else { "Save" })
                })
                .inner
                .clicked()
            })
            .inner;
        is_ready && (is_pressed || is_entered)
    }

    /// The path and the button that asks the desktop for one; true if Enter was pressed in it.
    fn path_row(&mut self, ui: &mut Ui, state: &AppState, is_open: bool) -> bool {
        let mut is_entered = false;
        ui.horizontal(|ui| {
            let id = egui::Id::unique("save path");
            let field =
                egui::TextEdit::singleline(&mut self.path).id(id).margin(vec2(8.0, 5.0)).desired_width(WIDTH - 116.0);
            let response = ui.add(field);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Path"));
            if self.wants_focus && is_open {
                // Enter saves at once, and typing replaces the suggestion. A card takes no focus in its very first pass.
                self.wants_focus = !response.has_focus();
                response.request_focus();
                let mut cursor = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
                cursor.cursor.set_char_range(Some(egui::text::CCursorRange::select_all_str(&self.path)));
                egui::TextEdit::store_state(ui.ctx(), id, cursor);
            }
            is_entered = is_open && response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            let browse = ui.add_enabled(self.asked.is_none(), egui::Button::new("Browse…").min_size(vec2(88.0, 28.0)));
            if browse.clicked() {
                let ctx = ui.ctx().clone();
                self.note = None;
                self.asked = Some(Asked::to_save(&default_name(state), move || ctx.request_repaint()));
            }
        });
        is_entered
    }

    /// True if nothing is lost by writing `path`, or the reader has agreed; asks otherwise. Saving again is agreement.
    fn may_write(&mut self, path: &Path) -> bool {
        if !would_replace(path) || self.to_replace.as_deref() == Some(path) {
            return true;
        }
        self.note = Some("There is such a file already. Save again to replace it, or choose another name.");
        self.to_replace = Some(path.to_owned());
        false
    }

    fn save(&mut self, state: &mut AppState, worker: &Worker) {
        let Ok(size_px) = self.size_px(state) else { return };
        let theme = self.theme.clone().unwrap_or_else(|| state.theme.clone());
        let furniture = if self.is_bare { FurnitureSet::none() } else { FurnitureSet::all() };
        let mut path = PathBuf::from(self.path.trim());
        if path.extension().is_none() {
            path.set_extension("png");
        }
        if !self.may_write(&path) {
            return;
        }
        let request = if self.dates.is_wanted {
            let Ok((grid, times)) = self.dates.times(state) else { return };
            state.grid_request(size_px, theme, grid, times)
        } else {
            state.picture_request(size_px, theme, furniture)
        };
        worker.request_save(request, path);
        self.is_saving = true;
        state.overlay = Overlay::None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_exists_is_replaced_only_when_saved_again() {
        let folder = tempfile::tempdir().unwrap();
        let (mine, other) = (folder.path().join("mine.png"), folder.path().join("other.png"));
        for path in [&mine, &other] {
            std::fs::write(path, b"precious").unwrap();
        }
        let mut card = SaveCard::default();
        assert!(card.may_write(&folder.path().join("new.png")));
        assert!(!card.may_write(&mine));
        assert!(card.note.is_some_and(|note| note.contains("already")));
        assert!(!card.may_write(&other), "agreement is for one file");
        assert!(card.may_write(&other));
    }

    #[test]
    fn a_size_is_read_in_any_common_form_and_refused_with_its_bounds() {
        for text in ["2560x1440", "2560 1440", "2560 × 1440", " 2560X1440px "] {
            assert_eq!(parse_size(text), Ok((2560, 1440)), "{text}");
        }
        for text in ["", "2560", "10x10", "99999x10", "a x b", "1x2x3"] {
            assert!(parse_size(text).unwrap_err().contains("16384"), "{text}");
        }
    }
}

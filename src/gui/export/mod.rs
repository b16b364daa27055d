//! The export card: pictures, films, slides and batches, with a preview of what will be written. It makes the words of a
//! [`Job`], the same that a job file holds and the command line runs.

mod clipboard;
mod date_grid;
mod draft;
mod exporter;
mod fields;
mod preview;
mod running;
mod threads;

use std::path::{Path, PathBuf};

use eframe::egui::{self, Align2, Key, Order, Ui, vec2};

use self::date_grid::DateGrid;
use self::draft::{Draft, Kind};
use self::preview::PreviewPane;
use crate::export::{Job, Overwrite, would_replace, write_whole};

use super::ask::{Answer, Asked};
use super::card::{self, Card};
use super::command::Command;
use super::look::{GRID, Palette};
use super::state::{AppState, Overlay};

pub use exporter::AtlasExporter;
pub use running::show as show_running;
pub use threads::{Copied, Ended, Exporter, Exports, Outline, Written};

/// Width of the choices, logical pixels.
const CHOICES: f32 = 448.0;
/// Width of the preview beside them.
const PREVIEW: f32 = 400.0;

/// The card and what it remembers.
#[derive(Default)]
pub struct ExportCard {
    draft: Draft,
    dates: DateGrid,
    path: String,
    preview: PreviewPane,
    asked: Option<Asked>,
    note: Option<&'static str>,
    was_open: bool,
    wants_focus: bool,
    /// Files that the reader has agreed to replace.
    to_replace: Vec<PathBuf>,
}

/// What the reader wants done with the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Nothing,
    Do,
    Keep,
}

impl ExportCard {
    /// A card with the choices of the last time.
    #[must_use]
    pub fn new(choices: Option<&str>) -> Self {
        Self { draft: choices.and_then(|text| toml::from_str(text).ok()).unwrap_or_default(), ..Self::default() }
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
                self.to_replace = vec![path];
            }
            Answer::Nothing => {
                self.note = Some("No file was chosen. If no file dialog appeared, type the path and press Save.");
            }
        }
        self.asked = None;
        false
    }

    /// Shows the card while it is open.
    pub fn show(&mut self, ctx: &egui::Context, state: &mut AppState, exports: &mut Exports, asked: &mut Vec<Command>) {
        let is_open = state.overlay == Overlay::Export;
        if is_open && !self.was_open {
            self.wants_focus = true;
            (self.note, self.to_replace) = (None, Vec::new());
            self.dates.opened(state);
            self.suggest_name(state);
        }
        self.was_open = is_open;
        let window = ctx.content_rect();
        let is_wide = window.width() >= CHOICES + PREVIEW + 96.0;
        let width = if is_wide { CHOICES + PREVIEW + 24.0 } else { CHOICES };
        let mut deed = Deed::Nothing;
        Card::new("export", Align2::CENTER_TOP, vec2(0.0, if window.height() > 640.0 { 56.0 } else { 8.0 }), width)
            .open(is_open, state.has_reduced_motion)
            .order(Order::Foreground)
            .show(ctx, |ui| {
                if card::head(ui, "Export") {
                    asked.push(Command::Dismiss);
                }
                let room = window.height() - if window.height() > 640.0 { 250.0 } else { 150.0 };
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(CHOICES);
                        egui::ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
                            let kind = self.draft.kind;
                            let (ending, name) = (self.draft.ending().to_owned(), self.draft.name(state));
                            fields::show(ui, &mut self.draft, &mut self.dates, state);
                            if self.draft.kind == kind && self.draft.ending() != ending {
                                self.path = draft::with_ending(&self.path, self.draft.ending());
                            } else if self.draft.name(state) != name {
                                self.suggest_name(state);
                            }
                        });
                    });
                    if is_wide {
                        ui.add_space(24.0 - ui.spacing().item_spacing.x * 2.0);
                        ui.vertical(|ui| {
                            ui.set_width(PREVIEW);
                            self.preview.show(ui, vec2(PREVIEW, room.min(420.0)));
                        });
                    }
                });
                deed = self.foot(ui, state, is_open);
            });
        if is_open {
            let (words, job) = (self.page_words(state), self.job(state).ok());
            self.preview.ask(ctx, exports, words, job);
        }
        self.preview.take(ctx, exports);
        match deed {
            Deed::Nothing => {}
            Deed::Do => self.start(state, exports),
            Deed::Keep => self.keep_job(state),
        }
    }

    /// Path, what is wrong, and the two deeds.
    fn foot(&mut self, ui: &mut Ui, state: &AppState, is_open: bool) -> Deed {
        card::section(ui, "File");
        let is_entered = self.path_row(ui, state, is_open);
        let palette = Palette::from_ui(ui);
        let job = self.job(state);
        let problem = job.as_ref().err().map(String::as_str);
        let (text, colour) = match (problem, self.note) {
            (Some(text), _) => (text, palette.accent),
            (None, Some(text)) => (text, palette.quiet),
            (None, None) => ("", palette.quiet),
        };
        if !text.is_empty() {
            ui.add(egui::Label::new(egui::RichText::new(text).small().color(colour)).wrap());
        }
        ui.add_space(GRID);
        let is_ready = job.is_ok();
        let mut deed = Deed::Nothing;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_enabled_ui(is_ready, |ui| {
                if card::primary_button(ui, "Save").clicked() || is_entered {
                    deed = Deed::Do;
                }
                let keep = ui.add(egui::Button::new("Keep as job").min_size(vec2(88.0, 32.0)));
                if keep.on_hover_text("Write these choices to a file that `august-storm job FILE` runs again").clicked()
                {
                    deed = Deed::Keep;
                }
            });
        });
        if is_ready { deed } else { Deed::Nothing }
    }

    /// The path and the button that asks the desktop for one; true if Enter was pressed in it.
    fn path_row(&mut self, ui: &mut Ui, state: &AppState, is_open: bool) -> bool {
        let mut is_entered = false;
        ui.horizontal(|ui| {
            let id = egui::Id::unique("save path");
            let room = ui.available_width() - 116.0;
            let field = egui::TextEdit::singleline(&mut self.path).id(id).margin(vec2(8.0, 5.0)).desired_width(room);
            let response = ui.add(field);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Path"));
            if response.changed() {
                self.draft.follow(&self.path);
            }
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
                let name = Path::new(&self.path)
                    .file_name()
                    .map_or_else(|| self.draft.name(state), |n| n.to_string_lossy().into_owned());
                self.asked = Some(Asked::to_save(&name, self.draft.kind.formats(), move || ctx.request_repaint()));
            }
        });
        is_entered
    }

    /// Puts the usual name for what is made into the folder that was used last.
    fn suggest_name(&mut self, state: &AppState) {
        let folder = PathBuf::from(&self.path).parent().map(PathBuf::from).unwrap_or_default();
        self.path = folder.join(self.draft.name(state)).display().to_string();
    }

    /// The page of the preview in words.
    fn page_words(&self, state: &AppState) -> Result<crate::export::PictureSpec, String> {
        if self.draft.kind == Kind::Picture && self.dates.is_wanted {
            let (grid, times) = self.dates.times(state)?;
            return self.draft.grid_words(state, grid, times);
        }
        self.draft.words(state)
    }

    /// What is to be done, in the words of a job file.
    fn job(&self, state: &AppState) -> Result<Job, String> {
        self.draft.job(self.page_words(state)?, &self.path)
    }

    /// True if nothing is lost by writing `files`, or the reader has agreed; asks otherwise. Saving again is agreement.
    fn may_write(&mut self, files: &[PathBuf]) -> bool {
        let taken: Vec<PathBuf> = files.iter().filter(|path| would_replace(path)).cloned().collect();
        if taken.iter().all(|path| self.to_replace.contains(path)) {
            return true;
        }
        self.note = Some(match taken.len() {
            1 => "There is such a file already. Save again to replace it, or choose another name.",
            _ => "Some of these files are there already. Save again to replace them, or choose another name.",
        });
        self.to_replace = taken;
        false
    }

    fn start(&mut self, state: &mut AppState, exports: &mut Exports) {
        let Ok(job) = self.job(state) else { return };
        let path = job.output.clone();
        let files = self.preview.files().unwrap_or_else(|| vec![path.clone()]);
        if !self.may_write(&files) {
            return;
        }
        let overwrite = if self.to_replace.is_empty() { Overwrite::Refuse } else { Overwrite::Replace };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        exports.start(job, name, overwrite);
        self.to_replace.clear();
        if let Ok(text) = toml::to_string(&self.draft) {
            exports.exporter().remember(&text);
        }
        state.overlay = Overlay::None;
    }

    /// Writes the job beside the file that it makes.
    fn keep_job(&mut self, state: &mut AppState) {
        let Ok(job) = self.job(state) else { return };
        let path = job.output.with_extension("toml");
        if !self.may_write(std::slice::from_ref(&path)) {
            return;
        }
        let overwrite = if self.to_replace.is_empty() { Overwrite::Refuse } else { Overwrite::Replace };
        match write_whole(&path, job.to_toml().as_bytes(), overwrite) {
            Ok(()) => state.toasts.success(format!("Saved {}; `august-storm job` runs it", path.display())),
            Err(error) => state.toasts.failure(error.to_string()),
        }
        self.to_replace.clear();
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
        let mut card = ExportCard::default();
        assert!(card.may_write(&[folder.path().join("new.png")]));
        assert!(!card.may_write(std::slice::from_ref(&mine)));
        assert!(card.note.is_some_and(|note| note.contains("already")));
        assert!(!card.may_write(&[mine.clone(), other.clone()]), "agreement is for the files that were told");
        assert!(card.may_write(&[mine, other]));
    }
}

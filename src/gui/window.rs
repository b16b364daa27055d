//! The window's content: takes the news of the worker, the keys and the panels' wishes, and keeps the map drawn.
//!
//! Everything here runs on the interface thread and waits for nothing. [`Window`] needs no eframe: tests drive it through
//! `egui_kittest`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{self, ViewportCommand};

use crate::export::{PictureSpec, Sheet, page_spec};
use crate::geo::{Camera, MapRect};
use crate::model::{Campaign, Comparison as Gained};
use crate::scene::FurnitureSet;
use crate::style::NAMES;

use super::command::{Command, Panel};
use super::export::{self, Copied, Ended, ExportCard, Exporter, Exports};
use super::finder::Finder;
use super::look::{self, EDGE, GRID};
use super::map::MapView;
use super::map_theme::{MapTheme, ThemeFile};
use super::open_card::OpenCard;
use super::request::FrameSource;
use super::state::{AppState, Covered, Effect};
use super::theme_watch::ThemeWatch;
use super::time_panel::{self, TimePanel};
use super::user_file::UserFile;
use super::worker::Worker;
use super::{
    compare_card, events_panel::EventsPanel, help, inspector::Inspector, layers_panel, overlays, scale_bar, theme_card,
    toolbar,
};

/// From these widths on the legend and the list of events are open when the window opens, logical pixels.
const ROOMY_FOR_LEGEND: f32 = 1000.0;
const ROOMY_FOR_EVENTS: f32 = 1500.0;

/// Makes the drawing side on the worker's thread.
pub type MakeSource = Box<dyn FnOnce() -> Result<Box<dyn FrameSource>, String> + Send>;

/// Reads a file from disk.
pub type ReadPath = fn(&Path, u64, &Campaign) -> UserFile;

/// What the window needs of the program round it.
pub struct Services {
    /// The campaign.
    pub campaign: Arc<Campaign>,
    /// Makes what draws; called on the worker's thread.
    pub make_source: MakeSource,
    /// Makes files and what is copied, on threads of their own.
    pub exporter: Arc<dyn Exporter>,
    /// Reads a file from disk; the number tells files apart, the campaign lends its ground to one that is opened.
    pub read_path: ReadPath,
}

/// The window.
pub struct Window {
    /// What it shows.
    pub state: AppState,
    /// The map.
    pub map: MapView,
    worker: Worker,
    time: TimePanel,
    events: EventsPanel,
    inspector: Inspector,
    finder: Finder,
    export: ExportCard,
    exports: Exports,
    open: OpenCard,
    /// The theme file under watch.
    theme_watch: Option<ThemeWatch>,
    ctx: egui::Context,
    /// The ground gained in a comparison, as measured last.
    gained: Option<Gained>,
    read_path: ReadPath,
    builtin: Arc<Campaign>,
    opened_count: u64,
    last_time: Option<f64>,
    /// The camera that the window chose by itself.
    fitted: Option<Camera>,
    /// What an opened picture shows, metres on the plane, until the window has a size to show it in.
    pending_frame: Option<MapRect>,
}

impl Window {
    /// The window at the start of the campaign, with the files that the command line named.
    #[must_use]
    pub fn new(ctx: &egui::Context, services: Services, files: &[PathBuf]) -> Self {
        let state = AppState::new(Arc::clone(&services.campaign), (1280, 800));
        look::install(ctx, state.is_dark());
        let of_worker = ctx.clone();
        let curve = time_panel::curve_instants(state.playback.range());
        let worker = Worker::spawn(services.make_source, curve, move || of_worker.request_repaint());
        let of_exports = ctx.clone();
        let choices = services.exporter.recalled();
        let exports = Exports::new(services.exporter, move || of_exports.request_repaint());
        let mut window = Self {
            state,
            map: MapView::default(),
            worker,
            time: TimePanel::default(),
            events: EventsPanel::default(),
            inspector: Inspector::default(),
            finder: Finder::default(),
            export: ExportCard::new(choices.as_deref()),
            exports,
            open: OpenCard::default(),
            theme_watch: None,
            ctx: ctx.clone(),
            gained: None,
            read_path: services.read_path,
            builtin: services.campaign,
            opened_count: 0,
            last_time: None,
            fitted: None,
            pending_frame: None,
        };
        for file in files {
            window.open_path(file);
        }
        window
    }

    /// Reads a file and shows it as a layer, or in place of the built-in campaign, with its report if something was wrong; a
    /// theme file is put on and watched.
    pub fn open_path(&mut self, path: &Path) {
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) {
            self.watch_theme(path);
            return;
        }
        if picture_ending(path) {
            self.open_picture(path);
            return;
        }
        self.opened_count += 1;
        let file = (self.read_path)(path, self.opened_count, &self.builtin);
        self.add_file(file);
    }

    /// Shows the map and the time that a picture of this program shows, with its files and its theme.
    fn open_picture(&mut self, path: &Path) {
        let read = page_spec(path).map_err(|error| error.to_string()).and_then(|(_, _, spec)| {
            // Files are opened one by one, so that what is wrong with one is told and the rest is shown.
            let words = PictureSpec { layers: Vec::new(), theme: NAMES[0].to_owned(), ..spec.clone() };
            let (picture, _) = words.picture(&self.builtin).map_err(|error| error.to_string())?;
            Ok((spec, picture))
        });
        let (spec, picture) = match read {
            Ok(read) => read,
            Err(sentence) => {
                self.state.toasts.failure(sentence);
                return;
            }
        };
        for (_, is_shown) in &mut self.state.files {
            *is_shown = false;
        }
        for layer in &spec.layers {
            self.open_path(layer);
        }
        self.follow_files();
        self.use_theme(&spec.theme);
        self.pending_frame = Some(self.state.take_picture(&picture));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.state.toasts.success(format!("{name}: its map and time"));
    }

    /// Draws in a built-in theme from now on, or in that of a file.
    pub fn use_theme(&mut self, name_or_path: &str) {
        match NAMES.into_iter().find(|name| *name == name_or_path) {
            Some(name) => self.state.set_theme(MapTheme::BuiltIn(name)),
            None => self.watch_theme(Path::new(name_or_path)),
        }
    }

    fn watch_theme(&mut self, path: &Path) {
        let ctx = self.ctx.clone();
        self.state.theme_file = Some(ThemeFile::new(path.to_owned()));
        self.theme_watch = Some(ThemeWatch::start(path.to_owned(), move || ctx.request_repaint()));
    }

    fn add_file(&mut self, file: UserFile) {
        let file = Arc::new(file);
        if file.report.is_empty() && file.campaign.is_none() {
            self.state.toasts.success(format!("{} opened, {} features", file.name(), file.features().len()));
        } else {
            self.state.report = Some(Arc::clone(&file));
        }
        if file.campaign.is_some() || !file.features().is_empty() {
            self.state.files.push((file, true));
        }
        self.follow_files();
    }

    /// Shows the campaign that the opened files ask for; what the panels know of another one is forgotten.
    fn follow_files(&mut self) {
        if self.state.follow_files() {
            self.map.forget_hover();
            (self.inspector, self.finder) = (Inspector::default(), Finder::default());
            self.time.held.clear();
            self.gained = None;
        }
    }

    /// One pass of the interface.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        self.take_drops(&ctx);
        self.fit_to_window(&ctx, ctx.content_rect());
        self.let_time_pass(&ctx);
        self.take_news(&ctx);
        let mut asked = Vec::new();
        if egui::Popup::is_any_open(&ctx) {
            // An open menu takes Escape for itself; other keys wait until it is closed.
            if ctx.input(|i| i.key_pressed(egui::Key::Escape)) {
                egui::Popup::close_all(&ctx);
            }
        } else if !ctx.text_edit_focused() {
            asked = Command::pressed(&ctx, &self.state.dataset.config);
        } else {
            asked.extend(keys_while_typing(&ctx));
        }
        let screen = self.map.show(ui, &mut self.state, &self.worker);
        self.panels(&ctx, &screen, &mut asked);
        for command in asked {
            self.state.apply(command);
        }
        self.carry_out_effects(&ctx);
        self.follow_files();
        self.map.ask_if_changed(&self.state, &self.worker);
    }

    fn fit_to_window(&mut self, ctx: &egui::Context, rect: egui::Rect) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a window's size in pixels")]
        let px = |logical: f32| (logical * ctx.pixels_per_point()).round().max(1.0) as u32;
        let size_before = self.state.size_px;
        self.state.resize((px(rect.width()), px(rect.height())));
        self.set_covered(rect);
        // Until the reader moves the map, the theatre stays fitted to the window, as when it is maximized at the start.
        if self.fitted.is_none() {
            self.state.panels.layers = rect.width() >= ROOMY_FOR_LEGEND;
            self.state.panels.events = rect.width() >= ROOMY_FOR_EVENTS;
            self.set_covered(rect);
        }
        let is_untouched = self.fitted.is_none_or(|fitted| fitted == self.state.camera);
        if is_untouched && (self.fitted.is_none() || self.state.size_px != size_before) {
            let camera = self.state.theatre_camera();
            self.state.set_camera(camera);
            self.fitted = Some(self.state.camera);
        }
        if let Some(rect) = self.pending_frame.take() {
            self.state.show_whole(rect);
        }
    }

    fn set_covered(&mut self, rect: egui::Rect) {
        let k = self.state.page().width_pt / f64::from(rect.width().max(1.0));
        let pt = |logical: f32, is_there: bool| if is_there { f64::from(logical) * k } else { 0.0 };
        let is_wide = rect.width() > 900.0;
        self.state.covered = Covered {
            left: pt(layers_panel::WIDTH + 24.0 + EDGE, is_wide && self.state.shows(Panel::Layers)),
            top: pt(0.0, false),
            right: pt(super::events_panel::WIDTH + 24.0 + EDGE, is_wide && self.state.shows(Panel::Events)),
            bottom: pt(time_panel::HEIGHT, self.state.shows(Panel::Time)),
        };
    }

    fn let_time_pass(&mut self, ctx: &egui::Context) {
        let (now, stable_dt) = ctx.input(|i| (i.time, f64::from(i.stable_dt)));
        let since_last_pass = now - self.last_time.replace(now).unwrap_or(now);
        if self.state.advance(stable_dt.min(0.1)) {
            ctx.request_repaint();
        }
        if let Some(secs) = self.state.toasts.advance(since_last_pass) {
            ctx.request_repaint_after(Duration::from_secs_f64(secs));
        }
        let waits_to_save = self.export.advance(since_last_pass);
        if let Some(path) = self.open.advance(since_last_pass, &mut self.state) {
            self.open_path(&path);
        }
        if waits_to_save || self.open.is_waiting() {
            // Looks again soon, so that the note on a dialog that does not answer comes in time.
            ctx.request_repaint_after(Duration::from_millis(500));
        }
    }

    fn take_news(&mut self, ctx: &egui::Context) {
        let news = self.worker.take_news();
        if let Some(frame) = news.frame {
            self.map.take(ctx, frame);
        }
        for read in self.theme_watch.iter().flat_map(ThemeWatch::news) {
            self.state.take_theme(read);
        }
        if news.gained.is_some() {
            self.gained = news.gained;
        }
        if let Some(picked) = news.picked.filter(|picked| Arc::ptr_eq(&picked.campaign, &self.state.campaign)) {
            self.map.take_picked(&mut self.state, &picked);
        }
        if let Some(held) = news.held {
            self.time.held = held;
        }
        for ended in self.exports.take_ended() {
            match ended {
                Ended::Well(sentence) | Ended::Cancelled(sentence) => self.state.toasts.success(sentence),
                Ended::Badly(sentence) => self.state.toasts.failure(sentence),
            }
        }
    }

    fn take_drops(&mut self, ctx: &egui::Context) {
        let dropped = ctx.input_mut(|i| std::mem::take(&mut i.raw.dropped_files));
        for file in dropped {
            self.open_path(file.path());
        }
    }

    fn panels(&mut self, ctx: &egui::Context, screen: &super::screen::Screen, asked: &mut Vec<Command>) {
        let state = &mut self.state;
        let top = if state.panels.are_hidden { EDGE } else { EDGE + toolbar::BAR_HEIGHT + GRID };
        let bottom = EDGE + if state.shows(Panel::Time) { time_panel::HEIGHT } else { 0.0 };
        toolbar::show(ctx, state, asked);
        layers_panel::show(ctx, state, top, bottom + 56.0, asked);
        let height = ctx.content_rect().height() - top - bottom;
        let share = if state.shows(Panel::Events) { 0.6 } else { 1.0 };
        let taken = self.inspector.show(ctx, state, top, height * share, asked);
        let events_top = if taken > 0.0 { top + taken + GRID } else { top };
        self.events.show(ctx, state, events_top, bottom, asked);
        scale_bar::show(ctx, state, screen, bottom);
        super::credits::show(ctx, state, bottom - EDGE);
        overlays::zoom_buttons(ctx, state, bottom, asked);
        compare_card::show(ctx, state, self.gained, asked);
        self.time.show(ctx, state, asked);
        if overlays::scrim(ctx, state) {
            asked.push(Command::Dismiss);
        }
        self.finder.show(ctx, state, asked);
        help::show(ctx, state, asked);
        self.export.show(ctx, state, &mut self.exports, asked);
        export::show_running(ctx, state, &self.exports, bottom);
        let typed = self.open.show(ctx, state, asked);
        theme_card::show(ctx, state);
        overlays::show_toasts(ctx, state, bottom);
        overlays::show_drop_hint(ctx);
        if let Some(path) = typed {
            self.open_path(&path);
        }
    }

    /// Copies the picture as the window shows it, with title, date and legend, or what it says.
    fn copy(&mut self, what: Copied) {
        let state = &self.state;
        let (width_px, height_px) = state.size_px;
        let sheet = Sheet { page: state.page(), width_px, height_px };
        match state.picture(sheet, &state.theme, FurnitureSet::all()) {
            Some(picture) => self.exports.copy(what, state.words(&picture, &state.theme)),
            None => self.state.toasts.failure("The theme built into the program cannot be read"),
        }
    }

    fn carry_out_effects(&mut self, ctx: &egui::Context) {
        for effect in std::mem::take(&mut self.state.effects) {
            match effect {
                Effect::AskForFile => self.open.ask(ctx),
                Effect::FocusDateField => {
                    self.time.focus_date_field();
                    ctx.request_repaint();
                }
                Effect::Copy(what) => self.copy(what),
                Effect::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
                Effect::ThemeChanged => look::set_dark(ctx, self.state.is_dark()),
            }
        }
    }
}

/// True if the ending of a file is that of a picture.
fn picture_ending(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    ending.is_some_and(|e| matches!(e.as_str(), "png" | "jpg" | "jpeg" | "webp" | "svg" | "pdf"))
}

/// Keys that work while a text field has the keyboard: those that close it, and those that no text needs.
fn keys_while_typing(ctx: &egui::Context) -> Vec<Command> {
    [Command::Dismiss, Command::Palette, Command::Export, Command::Open, Command::Quit]
        .into_iter()
        .filter(|command| command.shortcuts().iter().any(|s| ctx.input_mut(|i| i.consume_shortcut(s))))
        .collect()
}

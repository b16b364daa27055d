//! What the window shows, as one value: time, camera, layers, panels, selection. Changed by [`Command`]s and by time
//! that passes; knows neither widgets nor threads, so that it is tested without a window.

use std::borrow::Cow;
use std::sync::Arc;

use crate::data::{Dataset, Lang};
use crate::geo::{Camera, PageSize, Projection};
use crate::model::{Campaign, Motion, Reading};
use crate::scene::LayerSet;
use crate::time::{CalendarFields, Clock, Instant, Playback, PlaybackCommand, Teller, UtcOffset};

use super::command::{Command, Panel};
use super::comparison::Comparison;
use super::export::Copied;
use super::glide::Glide;
use super::go::event_instant;
use super::map_theme::{MapTheme, ThemeFile};
use super::subject::Subject;
use super::toast::Toasts;
use super::user_file::UserFile;

/// What covers the map or takes the keyboard, one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The command palette.
    Palette,
    /// The list of keys.
    Help,
    /// The export card.
    Export,
    /// The typed way to open a file.
    Open,
}

/// What the shell round the state has to do: things that need a window, a thread or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask for a file to open.
    AskForFile,
    /// Put the cursor in the date field.
    FocusDateField,
    /// Put the picture, or what it says, on the clipboard.
    Copy(Copied),
    /// Close the window.
    Quit,
    /// Put on the colours of the theme.
    ThemeChanged,
}

/// Which panels are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is the switch of one panel")]
pub struct Panels {
    /// Legend and layers.
    pub layers: bool,
    /// Events.
    pub events: bool,
    /// Inspector; it also opens when something is chosen.
    pub inspector: bool,
    /// Time.
    pub time: bool,
    /// All of them hidden for the moment.
    pub are_hidden: bool,
}

/// Parts of the page that panels cover, page points: a view is fitted into what is left.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Covered {
    /// From the left edge.
    pub left: f64,
    /// From the top edge.
    pub top: f64,
    /// From the right edge.
    pub right: f64,
    /// From the bottom edge.
    pub bottom: f64,
}

/// The state of the window.
pub struct AppState {
    /// What happened: the built-in campaign, or one that was opened in its place.
    pub campaign: Arc<Campaign>,
    /// Its dataset.
    pub dataset: Arc<Dataset>,
    /// From degrees to the plane.
    pub projection: Projection,
    /// When.
    pub playback: Playback,
    /// Where.
    pub camera: Camera,
    /// What the camera is doing by itself.
    pub glide: Glide,
    /// Size of the window in pixels of the screen.
    pub size_px: (u32, u32),
    /// What panels cover.
    pub covered: Covered,
    /// Layers that are shown.
    pub layers: LayerSet,
    /// Language of names.
    pub lang: Lang,
    /// Language of the names beside them, never the first one again.
    pub second_lang: Option<Lang>,
    /// Theme of the map.
    pub theme: MapTheme,
    /// The theme file that the reader opened.
    pub theme_file: Option<ThemeFile>,
    /// Which version where sources disagree.
    pub reading: Reading,
    /// How fronts move.
    pub motion: Motion,
    /// Earlier days shown.
    pub phase_lines: u8,
    /// What the moment is held against.
    pub comparison: Option<Comparison>,
    /// Clocks on which the time can be read.
    pub clocks: Vec<Clock>,
    /// The clock chosen.
    pub clock: usize,
    /// Open panels.
    pub panels: Panels,
    /// What lies over all.
    pub overlay: Overlay,
    /// What was clicked.
    pub selection: Option<Subject>,
    /// An opened file whose report is shown.
    pub report: Option<Arc<UserFile>>,
    /// What else lies there.
    pub also_here: Vec<Subject>,
    /// Opened files and whether they are shown.
    pub files: Vec<(Arc<UserFile>, bool)>,
    /// Short messages.
    pub toasts: Toasts,
    /// No flights, no inertia.
    pub has_reduced_motion: bool,
    /// Things to do for the shell.
    pub effects: Vec<Effect>,
    builtin: Arc<Campaign>,
    pub(super) event_times: Vec<Instant>,
    timeline: Vec<usize>,
}

impl AppState {
    /// The state at the start: first instant, whole theatre, everything shown.
    #[must_use]
    pub fn new(campaign: Arc<Campaign>, size_px: (u32, u32)) -> Self {
        let dataset = Arc::clone(campaign.data());
        let config = &dataset.config;
        let clocks = if config.clocks.is_empty() { Clock::of_1945() } else { config.clocks.clone() };
        let clock = clocks.iter().position(|c| c.offset == config.clock).unwrap_or(0);
        let mut state = Self {
            projection: Projection::new(config.projection).unwrap_or_default(),
            playback: Playback::new(config.period, clocks.get(clock).map_or(config.clock, |c| c.offset)),
            camera: Camera { centre: crate::geo::MapPoint::new(0.0, 0.0), metres_per_pt: 4000.0 },
            glide: Glide::Still,
            size_px,
            covered: Covered::default(),
            layers: LayerSet::usual(),
            lang: Lang::En,
            second_lang: None,
            theme: MapTheme::default(),
            theme_file: None,
            reading: Reading::default(),
            motion: Motion::default(),
            phase_lines: 3,
            comparison: None,
            clocks,
            clock,
            panels: Panels { layers: true, events: true, inspector: false, time: true, are_hidden: false },
            overlay: Overlay::None,
            selection: None,
            report: None,
            also_here: Vec::new(),
            files: Vec::new(),
            toasts: Toasts::default(),
            has_reduced_motion: false,
            effects: Vec::new(),
            builtin: Arc::clone(&campaign),
            event_times: Vec::new(),
            timeline: Vec::new(),
            campaign,
            dataset,
        };
        state.index_events();
        state.camera = state.theatre_camera();
        state
    }

    fn index_events(&mut self) {
        let events = &self.dataset.events;
        self.event_times = events.iter().filter(|e| !e.prelude).map(event_instant).collect();
        self.timeline = (0..events.len()).filter(|&i| !events[i].prelude).collect();
        self.timeline.sort_by_key(|&i| event_instant(&events[i]));
    }

    /// Shows the campaign of the file that was opened last among those switched on, or the built-in one without any; true
    /// if that is another than before. A snapshot is shown at its instant.
    pub fn follow_files(&mut self) -> bool {
        let file =
            self.files.iter().rev().filter(|(_, is_shown)| *is_shown).find_map(|(file, _)| file.campaign.clone());
        let wanted = file.as_ref().map_or(&self.builtin, |file| &file.campaign);
        if Arc::ptr_eq(wanted, &self.campaign) {
            return false;
        }
        (self.campaign, self.dataset) = (Arc::clone(wanted), Arc::clone(wanted.data()));
        self.index_events();
        // What was chosen was chosen in the other campaign.
        self.select(None);
        if let Some(file) = file {
            self.reading = file.reading;
            if let Some(t) = file.as_of {
                self.playback.apply(PlaybackCommand::Pause, &[]);
                self.seek(t);
            }
        }
        true
    }

    /// Closes an opened file.
    pub fn close_file(&mut self, number: u64) {
        self.files.retain(|(file, _)| file.number != number);
        self.report.take_if(|file| file.number == number);
    }

    /// The page behind the window.
    #[must_use]
    pub fn page(&self) -> PageSize {
        PageSize::for_pixels(self.size_px.0, self.size_px.1)
    }

    /// Pixels of the screen per point of the page.
    #[must_use]
    pub fn px_per_pt(&self) -> f64 {
        f64::from(self.size_px.0) / self.page().width_pt
    }

    /// The clock on which the time is read.
    #[must_use]
    pub fn offset(&self) -> UtcOffset {
        self.clocks.get(self.clock).map_or(UtcOffset::PLUS_NINE, |c| c.offset)
    }

    /// Reads the time on another of the clocks: days begin at its midnight, and pictures name it.
    pub fn set_clock(&mut self, clock: usize) {
        if clock < self.clocks.len() {
            self.clock = clock;
            self.playback.apply(PlaybackCommand::SetClock(self.offset()), &[]);
        }
    }

    /// Tells dates as their sources have them, and hours on the main clock besides.
    #[must_use]
    pub fn teller(&self) -> Option<Teller<'_>> {
        Some(Teller { clocks: &self.clocks, main: self.clocks.get(self.clock)?, day: None })
    }

    /// The date and hour to show for an instant on the reader's clock: midnight is the close of the day that it ends, but
    /// for the first instant, as in the page's date block.
    #[must_use]
    pub fn fields(&self, t: Instant) -> CalendarFields {
        if t <= self.playback.range().start() { t.fields(self.offset()) } else { t.closing_fields(self.offset()) }
    }

    /// What menus and palette call a command here: the opened theme file goes by its name.
    #[must_use]
    pub fn label(&self, command: Command) -> Cow<'static, str> {
        match (command, &self.theme_file) {
            (Command::ThemeFile, Some(file)) => Cow::Owned(format!("Colours: {}", file.name())),
            _ => command.label(&self.dataset.config),
        }
    }

    /// Instants of the events on the slider.
    #[must_use]
    pub fn event_times(&self) -> &[Instant] {
        &self.event_times
    }

    /// Events of the campaign by time, as places in the dataset's list.
    #[must_use]
    pub fn timeline(&self) -> &[usize] {
        &self.timeline
    }

    /// True if `panel` is on the screen.
    #[must_use]
    pub fn shows(&self, panel: Panel) -> bool {
        !self.panels.are_hidden
            && match panel {
                Panel::Layers => self.panels.layers,
                Panel::Events => self.panels.events,
                Panel::Inspector => self.panels.inspector,
                Panel::Time => self.panels.time,
            }
    }

    /// True if the map is dark: then the panels are dark as well.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        self.theme.is_dark()
    }

    /// Lets `dt_secs` seconds pass; true if the picture or a message changed and will change again.
    pub fn advance(&mut self, dt_secs: f64) -> bool {
        self.playback.advance(dt_secs);
        if self.glide.is_moving() {
            let camera = self.glide.advance(self.camera, dt_secs);
            self.set_camera(camera);
        }
        self.playback.is_playing() || self.glide.is_moving()
    }

    /// Takes a new size of the window and keeps the middle and the scale of the map.
    pub fn resize(&mut self, size_px: (u32, u32)) {
        self.size_px = (size_px.0.max(1), size_px.1.max(1));
    }

    /// Goes to an instant.
    pub fn seek(&mut self, t: Instant) {
        self.playback.apply(PlaybackCommand::Seek(t), &[]);
    }
}

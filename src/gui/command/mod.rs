//! Everything a reader can ask of the window, each with its label, tooltip, shortcuts and menu in one table.
//!
//! Menus, the palette, the keyboard and the help overlay derive from [`Command::all`]; nothing else names a key. The
//! module knows egui's keys and nothing of how a command is carried out: that is `state`'s.

mod keys;
mod table;

use std::borrow::Cow;

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use crate::data::{CampaignConfig, Lang};
use crate::geo::ProjectionKind;
use crate::scene::MapLayer;
use crate::style::NAMES;

use super::export::Copied;
use super::names::{lang_name, layer_name, projection_name};
use table::{Row, TABLE};

pub use keys::key_text;

/// A panel that floats over the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Panel {
    /// Legend and layers.
    Layers,
    /// List of events.
    Events,
    /// What was clicked.
    Inspector,
    /// The time panel.
    Time,
}

/// A menu of the toolbar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Menu {
    /// Files and pictures.
    File,
    /// What the map shows and how.
    Map,
    /// In which languages names are written.
    Names,
    /// Where the map looks.
    GoTo,
    /// When.
    Time,
    /// Panels and help.
    Window,
}

impl Menu {
    /// Menus from left to right.
    pub const ALL: [Self; 6] = [Self::File, Self::Map, Self::Names, Self::GoTo, Self::Time, Self::Window];

    /// What stands on the toolbar.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Map => "Map",
            Self::Names => "Names",
            Self::GoTo => "Go to",
            Self::Time => "Time",
            Self::Window => "Window",
        }
    }
}

/// One thing that a reader can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Open a GeoJSON file as a layer.
    Open,
    /// Write pictures, films, slides.
    Export,
    /// Put the picture, or what it says, on the clipboard.
    Copy(Copied),
    /// Close the window.
    Quit,
    /// Start or stop time.
    TogglePlay,
    /// A day back.
    DayBack,
    /// A day on.
    DayForward,
    /// Six hours back.
    HoursBack,
    /// Six hours on.
    HoursForward,
    /// To the event before.
    PreviousEvent,
    /// To the event after.
    NextEvent,
    /// To the first instant.
    ToStart,
    /// To the last instant.
    ToEnd,
    /// Half the speed.
    Slower,
    /// Twice the speed.
    Faster,
    /// Begin again at the end, or stop there.
    ToggleLoop,
    /// Put the cursor in the date field.
    TypeDate,
    /// Hold the map against the moment shown.
    CompareHere,
    /// Tint what was gained between two dates, or lay the two maps beside each other.
    ToggleSwipe,
    /// No comparison any more.
    CompareOff,
    /// The divider of a swipe to the left.
    DividerLeft,
    /// The divider of a swipe to the right.
    DividerRight,
    /// Next of the campaign's clocks.
    NextClock,
    /// Closer about the middle.
    ZoomIn,
    /// Farther about the middle.
    ZoomOut,
    /// The whole theatre.
    FitTheatre,
    /// Move the view west.
    PanWest,
    /// Move the view east.
    PanEast,
    /// Move the view north.
    PanNorth,
    /// Move the view south.
    PanSouth,
    /// Fly to a named view, by its place in the campaign's list.
    View(usize),
    /// Show or hide a layer of the map.
    Layer(MapLayer),
    /// Paper or projector colours.
    ToggleTheme,
    /// A built-in theme, by its name.
    Theme(&'static str),
    /// The theme file that the reader opened; asks for one if there is none.
    ThemeFile,
    /// A projection of [`ProjectionKind::NAMED`], by its name.
    Projection(&'static str),
    /// Fronts glide between dated lines, or step.
    ToggleSteps,
    /// Documented reading or Hasegawa's.
    ToggleReading,
    /// One earlier line more.
    MorePhaseLines,
    /// One earlier line fewer.
    FewerPhaseLines,
    /// Read the time on a clock, by its place in the campaign's list.
    Clock(usize),
    /// Language of names.
    Language(Lang),
    /// Language of a second name beside the first, or none.
    SecondLanguage(Option<Lang>),
    /// Fold a panel away or bring it back.
    TogglePanel(Panel),
    /// Hide all panels, or bring them back.
    ToggleAllPanels,
    /// Camera flights and inertia on or off.
    ToggleReducedMotion,
    /// The command palette.
    Palette,
    /// The list of keys.
    Help,
    /// Close what is open, topmost first.
    Dismiss,
}

/// Languages in the order of the menu.
pub const LANGUAGES: [Lang; 6] = [Lang::En, Lang::Modern, Lang::Ja, Lang::Ru, Lang::Zh, Lang::Ko];

impl Command {
    /// Every command that a campaign offers, in the order of menus and palette.
    #[must_use]
    pub fn all(config: &CampaignConfig) -> Vec<Self> {
        let mut all: Vec<Self> = TABLE.iter().map(|r| r.command).collect();
        all.extend((0..config.views.len()).map(Self::View));
        all.extend(MapLayer::ALL.map(Self::Layer));
        all.extend(NAMES.map(Self::Theme));
        all.push(Self::ThemeFile);
        all.extend(ProjectionKind::NAMED.map(|(name, _)| Self::Projection(name)));
        all.extend((0..config.clocks.len()).map(Self::Clock));
        all.extend(LANGUAGES.map(Self::Language));
        all.push(Self::SecondLanguage(None));
        all.extend(LANGUAGES.map(|lang| Self::SecondLanguage(Some(lang))));
        all
    }

    fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|r| r.command == self)
    }

    /// What a menu or the palette calls it.
    #[must_use]
    pub fn label(self, config: &CampaignConfig) -> Cow<'static, str> {
        match self {
            Self::View(i) => config.views.get(i).map_or(Cow::Borrowed("View"), |v| Cow::Owned(v.name.clone())),
            Self::Layer(layer) => Cow::Borrowed(layer_name(layer)),
            Self::Theme(name) => Cow::Owned(format!("Colours: {name}")),
            Self::ThemeFile => Cow::Borrowed("Colours: a file of your own"),
            Self::Projection(name) => Cow::Owned(format!("Projection: {}", projection_name(name))),
            Self::Clock(i) => {
                config.clocks.get(i).map_or(Cow::Borrowed("Clock"), |c| Cow::Owned(format!("Clock of {}", c.name)))
            }
            Self::Language(lang) => Cow::Borrowed(lang_name(lang)),
            Self::SecondLanguage(None) => Cow::Borrowed("No second names"),
            Self::SecondLanguage(Some(lang)) => Cow::Owned(format!("Beside them: {}", lower_first(lang_name(lang)))),
            other => Cow::Borrowed(other.row().map_or("", |r| r.label)),
        }
    }

    /// A sentence on what it does.
    #[must_use]
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::View(_) => "Fly to this view",
            Self::Layer(_) => "Show or hide this layer",
            Self::Theme(_) => "The theme in which the map is drawn and saved",
            Self::ThemeFile => "A theme from a TOML file; it is read again whenever you save it",
            Self::Projection("equal-area") => "Areas true: for comparing ground gained",
            Self::Projection("mercator") => "Angles true, areas growing to the north: for comparison",
            Self::Projection("plate-carree") => "Degrees as a grid of rectangles: for comparison",
            Self::Projection(_) => "Angles true: the campaign's own projection",
            Self::Clock(_) => "Read the time, count the days and write the date on pictures by this clock",
            Self::Language(_) => "Language of names on the map",
            Self::SecondLanguage(_) => "A second name of each place in small type beside the first",
            other => other.row().map_or("", |r| r.tooltip),
        }
    }

    /// The menu it stands in.
    #[must_use]
    pub fn menu(self) -> Option<Menu> {
        match self {
            Self::View(_) => Some(Menu::GoTo),
            Self::Theme(_) | Self::ThemeFile | Self::Projection(_) => Some(Menu::Map),
            Self::Clock(_) => Some(Menu::Time),
            Self::Language(_) | Self::SecondLanguage(_) => Some(Menu::Names),
            Self::Layer(_) => None,
            other => other.row().and_then(|r| r.menu),
        }
    }

    /// Its keys, the one to show first.
    #[must_use]
    pub fn shortcuts(self) -> Vec<KeyboardShortcut> {
        let number_key = |i: usize| {
            const KEYS: [Key; 9] =
                [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
            KEYS.get(i).map(|key| KeyboardShortcut::new(Modifiers::NONE, *key)).into_iter().collect()
        };
        match self {
            Self::View(i) => number_key(i),
            other => other.row().map_or_else(Vec::new, |r| {
                r.keys.iter().map(|&(modifiers, key)| KeyboardShortcut::new(modifiers, key)).collect()
            }),
        }
    }
}

/// "Japanese names" stays; "Names of today" becomes "names of today".
fn lower_first(name: &str) -> String {
    name.strip_prefix("Names").map_or_else(|| name.to_owned(), |rest| format!("names{rest}"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_commands_share_a_key() {
        let config = CampaignConfig::default();
        let mut seen = HashSet::new();
        for command in Command::all(&config) {
            for s in command.shortcuts() {
                assert!(seen.insert((s.modifiers, s.logical_key)), "{command:?} repeats {s:?}");
            }
        }
        assert!(seen.len() > 30);
    }

    #[test]
    fn every_command_says_what_it_is() {
        let config = CampaignConfig::default();
        for command in Command::all(&config) {
            assert!(!command.label(&config).is_empty(), "{command:?}");
            assert!(!command.tooltip().is_empty(), "{command:?}");
        }
    }
}

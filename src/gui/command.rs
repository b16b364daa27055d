//! Everything a reader can ask of the window, each with its label, tooltip, shortcuts and menu in one table.
//!
//! Menus, the palette, the keyboard and the help overlay derive from [`Command::all`]; nothing else names a key. The
//! module knows egui's keys and nothing of how a command is carried out: that is `state`'s.

use std::borrow::Cow;

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

use crate::data::{CampaignConfig, Lang};
use crate::scene::MapLayer;

use super::names::{lang_name, layer_name};

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
    /// Where the map looks.
    GoTo,
    /// When.
    Time,
    /// Panels and help.
    Window,
}

impl Menu {
    /// Menus from left to right.
    pub const ALL: [Self; 5] = [Self::File, Self::Map, Self::GoTo, Self::Time, Self::Window];

    /// What stands on the toolbar.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Map => "Map",
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
    /// Write the picture to a file.
    SavePicture,
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
    /// Fronts glide between dated lines, or step.
    ToggleSteps,
    /// Documented reading or Hasegawa's.
    ToggleReading,
    /// One earlier line more.
    MorePhaseLines,
    /// One earlier line fewer.
    FewerPhaseLines,
    /// Language of names.
    Language(Lang),
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

const NONE: Modifiers = Modifiers::NONE;
const CMD: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const ALT: Modifiers = Modifiers::ALT;

/// A row of the table.
struct Row {
    command: Command,
    menu: Option<Menu>,
    label: &'static str,
    tooltip: &'static str,
    keys: &'static [(Modifiers, Key)],
}

const fn row(
    command: Command,
    menu: Menu,
    label: &'static str,
    tooltip: &'static str,
    keys: &'static [(Modifiers, Key)],
) -> Row {
    Row { command, menu: Some(menu), label, tooltip, keys }
}

/// The table. Order is the order of menus, palette and help.
const TABLE: &[Row] = &[
    row(
        Command::Open,
        Menu::File,
        "Open GeoJSON…",
        "Show a file of your own as a layer; its dates are used where it has any",
        &[(CMD, Key::O)],
    ),
    row(
        Command::SavePicture,
        Menu::File,
        "Save picture…",
        "Write this moment and view as a PNG at any size",
        &[(CMD, Key::S)],
    ),
    row(Command::Quit, Menu::File, "Quit", "Close the atlas", &[(CMD, Key::Q)]),
    row(Command::TogglePlay, Menu::Time, "Play or pause", "Let time run, or stop it", &[(NONE, Key::Space)]),
    row(Command::DayBack, Menu::Time, "Day back", "To the close of the day before", &[(NONE, Key::ArrowLeft)]),
    row(Command::DayForward, Menu::Time, "Day forward", "To the close of the next day", &[(NONE, Key::ArrowRight)]),
    row(Command::HoursBack, Menu::Time, "Six hours back", "Six hours earlier", &[(SHIFT, Key::ArrowLeft)]),
    row(Command::HoursForward, Menu::Time, "Six hours forward", "Six hours later", &[(SHIFT, Key::ArrowRight)]),
    row(
        Command::PreviousEvent,
        Menu::Time,
        "Previous event",
        "Back to the event before this moment",
        &[(CMD, Key::ArrowLeft)],
    ),
    row(Command::NextEvent, Menu::Time, "Next event", "On to the event after this moment", &[(CMD, Key::ArrowRight)]),
    row(Command::ToStart, Menu::Time, "Start of the campaign", "To the first moment", &[(NONE, Key::Home)]),
    row(Command::ToEnd, Menu::Time, "End of the campaign", "To the last moment", &[(NONE, Key::End)]),
    row(Command::Slower, Menu::Time, "Slower", "Play at half the speed", &[(NONE, Key::Comma)]),
    row(Command::Faster, Menu::Time, "Faster", "Play at twice the speed", &[(NONE, Key::Period)]),
    row(Command::ToggleLoop, Menu::Time, "Loop", "Begin again when the end is reached", &[(NONE, Key::R)]),
    row(
        Command::TypeDate,
        Menu::Time,
        "Type a date",
        "Go to a date such as 20 Aug or 1945-08-20 12:00",
        &[(NONE, Key::G), (CMD, Key::G)],
    ),
    row(Command::NextClock, Menu::Time, "Next clock", "Read the time on another clock of 1945", &[(NONE, Key::C)]),
    row(
        Command::FitTheatre,
        Menu::GoTo,
        "Fit the theatre",
        "Show the whole theatre of war",
        &[(NONE, Key::F), (NONE, Key::Num0)],
    ),
    row(
        Command::ZoomIn,
        Menu::GoTo,
        "Zoom in",
        "Closer",
        &[(NONE, Key::Plus), (NONE, Key::Equals), (SHIFT, Key::Plus), (NONE, Key::ArrowUp)],
    ),
    row(Command::ZoomOut, Menu::GoTo, "Zoom out", "Farther", &[(NONE, Key::Minus), (NONE, Key::ArrowDown)]),
    row(Command::PanWest, Menu::GoTo, "Move west", "Move the view west", &[(ALT, Key::ArrowLeft)]),
    row(Command::PanEast, Menu::GoTo, "Move east", "Move the view east", &[(ALT, Key::ArrowRight)]),
    row(Command::PanNorth, Menu::GoTo, "Move north", "Move the view north", &[(ALT, Key::ArrowUp)]),
    row(Command::PanSouth, Menu::GoTo, "Move south", "Move the view south", &[(ALT, Key::ArrowDown)]),
    row(
        Command::ToggleTheme,
        Menu::Map,
        "Paper or projector",
        "Light colours for reading, dark ones for a lecture hall",
        &[(NONE, Key::P)],
    ),
    row(
        Command::ToggleSteps,
        Menu::Map,
        "Glide or step between dated lines",
        "Interpolate fronts between attested positions, or hold each until the next",
        &[(NONE, Key::S)],
    ),
    row(
        Command::ToggleReading,
        Menu::Map,
        "Documented or Hasegawa's reading",
        "Where sources disagree: the best documented version, or that of Hasegawa's paper",
        &[(NONE, Key::V)],
    ),
    row(
        Command::MorePhaseLines,
        Menu::Map,
        "More earlier lines",
        "Show one day more of earlier fronts",
        &[(NONE, Key::CloseBracket)],
    ),
    row(
        Command::FewerPhaseLines,
        Menu::Map,
        "Fewer earlier lines",
        "Show one day less of earlier fronts",
        &[(NONE, Key::OpenBracket)],
    ),
    row(
        Command::TogglePanel(Panel::Layers),
        Menu::Window,
        "Layers and legend",
        "What the marks mean; switch them on and off",
        &[(NONE, Key::L)],
    ),
    row(
        Command::TogglePanel(Panel::Events),
        Menu::Window,
        "Events",
        "What happened, following the time",
        &[(NONE, Key::E)],
    ),
    row(
        Command::TogglePanel(Panel::Inspector),
        Menu::Window,
        "Inspector",
        "Dates, certainty and sources of what was clicked",
        &[(NONE, Key::I)],
    ),
    row(Command::TogglePanel(Panel::Time), Menu::Window, "Time", "The time panel", &[(NONE, Key::T)]),
    row(Command::ToggleAllPanels, Menu::Window, "Hide all panels", "The map alone", &[(NONE, Key::H)]),
    row(
        Command::ToggleReducedMotion,
        Menu::Window,
        "Reduced motion",
        "No flights of the camera, no inertia",
        &[(NONE, Key::M)],
    ),
    row(
        Command::Palette,
        Menu::Window,
        "Find a command…",
        "Every command, view and event by name",
        &[(CMD, Key::K), (Modifiers { shift: true, ..CMD }, Key::P)],
    ),
    row(
        Command::Help,
        Menu::Window,
        "Keys",
        "All keys",
        &[(NONE, Key::F1), (NONE, Key::Questionmark), (SHIFT, Key::Questionmark)],
    ),
    Row {
        command: Command::Dismiss,
        menu: None,
        label: "Close",
        tooltip: "Close what is open, topmost first",
        keys: &[(NONE, Key::Escape)],
    },
];

impl Command {
    /// Every command that a campaign offers, in the order of menus and palette.
    #[must_use]
    pub fn all(config: &CampaignConfig) -> Vec<Self> {
        let mut all: Vec<Self> = TABLE.iter().map(|r| r.command).collect();
        all.extend((0..config.views.len()).map(Self::View));
        all.extend(MapLayer::ALL.map(Self::Layer));
        all.extend(LANGUAGES.map(Self::Language));
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
            Self::Language(lang) => Cow::Borrowed(lang_name(lang)),
            other => Cow::Borrowed(other.row().map_or("", |r| r.label)),
        }
    }

    /// A sentence on what it does.
    #[must_use]
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::View(_) => "Fly to this view",
            Self::Layer(_) => "Show or hide this layer",
            Self::Language(_) => "Language of names on the map",
            other => other.row().map_or("", |r| r.tooltip),
        }
    }

    /// The menu it stands in.
    #[must_use]
    pub fn menu(self) -> Option<Menu> {
        match self {
            Self::View(_) => Some(Menu::GoTo),
            Self::Language(_) => Some(Menu::Map),
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
            KEYS.get(i).map(|key| KeyboardShortcut::new(NONE, *key)).into_iter().collect()
        };
        match self {
            Self::View(i) => number_key(i),
            other => other.row().map_or_else(Vec::new, |r| {
                r.keys.iter().map(|&(modifiers, key)| KeyboardShortcut::new(modifiers, key)).collect()
            }),
        }
    }

    /// The first shortcut as text, such as "Ctrl+S"; empty where there is none.
    #[must_use]
    pub fn shortcut_text(self, ctx: &egui::Context) -> String {
        self.shortcuts().first().map_or_else(String::new, |s| key_text(ctx, *s))
    }

    /// Takes the commands whose keys were pressed out of the input. Keys that carry more modifiers are asked first,
    /// so that Shift+Right is not also Right.
    #[must_use]
    pub fn pressed(ctx: &egui::Context, config: &CampaignConfig) -> Vec<Self> {
        let mut candidates: Vec<(KeyboardShortcut, Self)> = Self::all(config)
            .into_iter()
            .flat_map(|command| command.shortcuts().into_iter().map(move |s| (s, command)))
            .collect();
        candidates.sort_by_key(|(s, _)| std::cmp::Reverse(weight(s.modifiers)));
        ctx.input_mut(|input| {
            candidates.into_iter().filter(|(s, _)| input.consume_shortcut(s)).map(|(_, command)| command).collect()
        })
    }
}

/// A shortcut as it stands on the keys: "Ctrl+→", "]", "?".
#[must_use]
pub fn key_text(ctx: &egui::Context, shortcut: KeyboardShortcut) -> String {
    let sign = match shortcut.logical_key {
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        Key::Plus => "+",
        Key::Minus => "−",
        Key::Equals => "=",
        Key::Comma => ",",
        Key::Period => ".",
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        Key::Questionmark => "?",
        Key::Escape => "Esc",
        _ => return ctx.format_shortcut(&shortcut),
    };
    let whole = ctx.format_shortcut(&shortcut);
    let name = ctx.format_shortcut(&KeyboardShortcut::new(NONE, shortcut.logical_key));
    format!("{}{sign}", whole.strip_suffix(&name).unwrap_or_default())
}

/// How many modifiers a shortcut asks for.
fn weight(modifiers: Modifiers) -> u8 {
    u8::from(modifiers.alt) + u8::from(modifiers.shift) + u8::from(modifiers.command || modifiers.ctrl)
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

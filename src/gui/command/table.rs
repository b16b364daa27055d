//! The table of commands: label, tooltip, menu and keys of each. Nothing else names a key.

use eframe::egui::{Key, Modifiers};

use super::{Command, Menu, Panel};
use crate::gui::export::Copied;

const NONE: Modifiers = Modifiers::NONE;
const CMD: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const ALT: Modifiers = Modifiers::ALT;
const CMD_SHIFT: Modifiers = Modifiers { shift: true, ..CMD };
const CMD_ALT: Modifiers = Modifiers { alt: true, ..CMD };

/// A row of the table.
pub(super) struct Row {
    pub command: Command,
    pub menu: Option<Menu>,
    pub label: &'static str,
    pub tooltip: &'static str,
    pub keys: &'static [(Modifiers, Key)],
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
pub(super) const TABLE: &[Row] = &[
    row(
        Command::Open,
        Menu::File,
        "Open a file…",
        "Show a GeoJSON file of your own as a layer, or draw the map in a theme of your own (TOML)",
        &[(CMD, Key::O)],
    ),
    row(
        Command::Export,
        Menu::File,
        "Export…",
        "Write pictures, films and slides of this view, at any size and in many formats",
        &[(CMD, Key::S), (CMD, Key::E)],
    ),
    row(
        Command::Copy(Copied::Picture),
        Menu::File,
        "Copy picture",
        "Put the map with its title, date and legend on the clipboard",
        &[(CMD, Key::C)],
    ),
    row(
        Command::Copy(Copied::Caption),
        Menu::File,
        "Copy caption",
        "Put what the map shows, in sentences, on the clipboard",
        &[(CMD_SHIFT, Key::C)],
    ),
    row(
        Command::Copy(Copied::Citation),
        Menu::File,
        "Copy citation",
        "Put the map's title and the sources of what it shows on the clipboard",
        &[(CMD_ALT, Key::C)],
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
    row(
        Command::CompareHere,
        Menu::Time,
        "Compare with this time",
        "Mark this moment; the map then shows the ground gained between it and the time shown",
        &[(NONE, Key::B)],
    ),
    row(
        Command::ToggleSwipe,
        Menu::Time,
        "Compare by tint or by swipe",
        "Ground between the two dates tinted, or the earlier map left and the later one right of a divider",
        &[(NONE, Key::W)],
    ),
    row(Command::CompareOff, Menu::Time, "End the comparison", "Show one moment again", &[(SHIFT, Key::B)]),
    row(
        Command::DividerLeft,
        Menu::Time,
        "Divider to the left",
        "Move the divider of a swipe to the left",
        &[(CMD_SHIFT, Key::ArrowLeft)],
    ),
    row(
        Command::DividerRight,
        Menu::Time,
        "Divider to the right",
        "Move the divider of a swipe to the right",
        &[(CMD_SHIFT, Key::ArrowRight)],
    ),
    row(Command::NextClock, Menu::Time, "Next clock", "Read the time on the next clock of 1945", &[(NONE, Key::C)]),
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
        &[(CMD, Key::K), (CMD_SHIFT, Key::P)],
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

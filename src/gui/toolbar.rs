//! The bar at the top: name and menus at the left, switches of panels at the right. All from the command table.

use eframe::egui::{self, Align2, Ui, vec2};

use crate::geo::ProjectionKind;
use crate::model::{Motion, Reading};

use super::card::{self, Card};
use super::command::{Command, Menu, Panel};
use super::comparison::Manner;
use super::icon::{Icon, IconButton};
use super::look::{self, EDGE, GRID, Palette};
use super::map_theme::MapTheme;
use super::state::{AppState, Overlay};

/// Height of the bar's cards.
pub const BAR_HEIGHT: f32 = 40.0;
/// From this width on there is room between menus and switches for the switch of readings.
pub const ROOMY: f32 = 1000.0;

/// Shows the bar and collects what was asked for.
pub fn show(ctx: &egui::Context, state: &AppState, asked: &mut Vec<Command>) {
    let is_open = !state.panels.are_hidden;
    let frame_inset = 5.0;
    let menus = Card::new("menus", Align2::LEFT_TOP, vec2(EDGE, EDGE), 0.0)
        .open(is_open, state.has_reduced_motion)
        .padded(5)
        .show(ctx, |ui| bar(ui, frame_inset, |ui| menus(ui, state, asked)));
    let window = ctx.content_rect().width();
    if let Some(menus) = menus.filter(|_| window >= ROOMY) {
        // Beside the menus, and always in sight: which of two versions the reader is shown.
        Card::new("reading", Align2::LEFT_TOP, vec2(menus.right() + GRID, EDGE), 0.0)
            .open(is_open, state.has_reduced_motion)
            .padded(5)
            .show(ctx, |ui| bar(ui, frame_inset, |ui| reading(ui, state, asked)));
    }
    Card::new("tools", Align2::RIGHT_TOP, vec2(-EDGE, EDGE), 0.0)
        .open(is_open, state.has_reduced_motion)
        .padded(5)
        .show(ctx, |ui| bar(ui, frame_inset, |ui| tools(ui, state, asked)));
}

/// One row of [`BAR_HEIGHT`] in a card that pads by `inset`.
fn bar(ui: &mut Ui, inset: f32, content: impl FnOnce(&mut Ui)) {
    let inner = BAR_HEIGHT - 2.0 * inset;
    ui.allocate_ui_with_layout(vec2(0.0, inner), egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_max_height(inner);
        content(ui);
    });
}

/// As best documented, or as in Hasegawa: the two readings side by side, the one that is shown filled.
fn reading(ui: &mut Ui, state: &AppState, asked: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.x = 2.0;
    ui.spacing_mut().interact_size.y = 24.0;
    ui.spacing_mut().button_padding = vec2(9.0, 2.0);
    for (reading, text) in [(Reading::Documented, "As documented"), (Reading::Hasegawa, "As in Hasegawa")] {
        let is_chosen = state.reading == reading;
        if card::segment(ui, text, is_chosen, Command::ToggleReading.tooltip()) && !is_chosen {
            asked.push(Command::ToggleReading);
        }
    }
}

fn menus(ui: &mut Ui, state: &AppState, asked: &mut Vec<Command>) {
    let palette = Palette::from_ui(ui);
    ui.spacing_mut().item_spacing.x = 2.0;
    ui.spacing_mut().interact_size.y = 24.0;
    ui.spacing_mut().button_padding = vec2(9.0, 2.0);
    ui.add_space(8.0);
    ui.label(egui::RichText::new("August Storm").font(look::semibold(16.0)).color(palette.accent));
    ui.add_space(6.0);
    ui.visuals_mut().widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
    for menu in Menu::ALL {
        ui.menu_button(menu.label(), |ui| menu_content(ui, menu, state, asked));
    }
    if !state.shows(Panel::Time) {
        let fields = state.fields(state.playback.now());
        let text = format!("{}, {}", fields.long_date(), fields.hour_minute());
        ui.add_space(6.0);
        ui.label(egui::RichText::new(text).font(look::semibold(look::TEXT)));
        ui.add_space(6.0);
    }
}

fn menu_content(ui: &mut Ui, menu: Menu, state: &AppState, asked: &mut Vec<Command>) {
    ui.set_width(if matches!(menu, Menu::Map | Menu::Names | Menu::Time) { 272.0 } else { 232.0 });
    ui.spacing_mut().button_padding = vec2(10.0, 4.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let config = &state.dataset.config;
    let commands: Vec<Command> = Command::all(config).into_iter().filter(|c| c.menu() == Some(menu)).collect();
    let mut last = None;
    for command in commands {
        let group = group_of(command);
        if last.replace(group).is_some_and(|last| last != group) {
            ui.separator();
        }
        if menu_item(ui, state, command) {
            asked.push(command);
            ui.close();
        }
    }
}

/// Which of a menu's groups a command belongs to; a line stands between groups.
const fn group_of(command: Command) -> u8 {
    match command {
        Command::CompareHere
        | Command::ToggleSwipe
        | Command::CompareOff
        | Command::DividerLeft
        | Command::DividerRight => 1,
        Command::View(_) | Command::Theme(_) | Command::ThemeFile | Command::Clock(_) | Command::SecondLanguage(_) => 2,
        Command::Projection(_) => 3,
        _ => 0,
    }
}

fn menu_item(ui: &mut Ui, state: &AppState, command: Command) -> bool {
    let palette = Palette::from_ui(ui);
    let shortcut = egui::RichText::new(command.shortcut_text(ui.ctx())).small().color(palette.quiet);
    let mark = if is_on(state, command) == Some(true) { "✓ " } else { "" };
    let label = format!("{mark}{}", state.label(command));
    let button = egui::Button::new(label).shortcut_text(shortcut).min_size(vec2(ui.available_width(), 28.0));
    ui.add(button.fill(egui::Color32::TRANSPARENT)).on_hover_text(command.tooltip()).clicked()
}

/// Whether what a command switches is on; `None` for commands that switch nothing.
#[must_use]
pub fn is_on(state: &AppState, command: Command) -> Option<bool> {
    Some(match command {
        Command::TogglePanel(panel) => state.shows(panel),
        Command::ToggleAllPanels => state.panels.are_hidden,
        Command::ToggleLoop => state.playback.is_looping(),
        Command::TogglePlay => state.playback.is_playing(),
        Command::ToggleTheme => state.is_dark(),
        Command::Theme(name) => state.theme == MapTheme::BuiltIn(name),
        Command::ThemeFile => matches!(state.theme, MapTheme::Own(_)),
        Command::Projection(name) => ProjectionKind::named(name) == Some(state.projection.kind()),
        Command::ToggleSwipe => state.comparison.is_some_and(|c| c.manner == Manner::Swipe),
        Command::ToggleSteps => state.motion == Motion::Steps,
        Command::ToggleReading => state.reading == Reading::Hasegawa,
        Command::ToggleReducedMotion => state.has_reduced_motion,
        Command::Layer(layer) => state.layers.contains(layer),
        Command::Clock(i) => state.clock == i,
        Command::Language(lang) => state.lang == lang,
        Command::SecondLanguage(lang) => state.second_lang == lang,
        _ => return None,
    })
}

fn tools(ui: &mut Ui, state: &AppState, asked: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.x = 2.0;
    let buttons = [
        (Icon::Search, Command::Palette, state.overlay == Overlay::Palette),
        (Icon::Layers, Command::TogglePanel(Panel::Layers), state.shows(Panel::Layers)),
        (Icon::List, Command::TogglePanel(Panel::Events), state.shows(Panel::Events)),
        (Icon::Info, Command::TogglePanel(Panel::Inspector), state.shows(Panel::Inspector)),
        (Icon::Clock, Command::TogglePanel(Panel::Time), state.shows(Panel::Time)),
        (Icon::Open, Command::Open, false),
        (Icon::Save, Command::Export, state.overlay == Overlay::Export),
        (Icon::Contrast, Command::ToggleTheme, false),
        (Icon::Help, Command::Help, state.overlay == Overlay::Help),
    ];
    for (icon, command, is_on) in buttons {
        let label = command.label(&state.dataset.config);
        let shortcut = command.shortcut_text(ui.ctx());
        if IconButton::new(icon, &label).shortcut(shortcut).on(is_on).size(30.0).show(ui).clicked() {
            asked.push(command);
        }
    }
}

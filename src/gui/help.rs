//! The list of keys, made from the command table.

use eframe::egui::{self, Align2, Order, Ui, vec2};

use super::card::{self, Card};
use super::command::{Command, Menu, key_text};
use super::look::{self, Palette};
use super::state::{AppState, Overlay};

const COLUMN: f32 = 250.0;
const GAP: f32 = 32.0;

/// Shows the list while it is open.
pub fn show(ctx: &egui::Context, state: &AppState, asked: &mut Vec<Command>) {
    let width = 3.0 * COLUMN + 2.0 * GAP;
    let window = ctx.content_rect();
    Card::new("help", Align2::CENTER_TOP, vec2(0.0, 72.0), width.min(window.width() - 64.0))
        .open(state.overlay == Overlay::Help, state.has_reduced_motion)
        .order(Order::Foreground)
        .show(ctx, |ui| {
            if card::head(ui, "Keys") {
                asked.push(Command::Dismiss);
            }
            egui::ScrollArea::vertical().max_height(window.height() - 190.0).auto_shrink([false, true]).show(
                ui,
                |ui| {
                    columns(ui, state);
                },
            );
            ui.add_space(8.0);
            card::quiet(
                ui,
                "Drag moves the map, the wheel zooms, a double click zooms in (with Shift out), a click tells what a \
                 thing is. Drop a GeoJSON file on the map to see it as a layer.",
            );
        });
}

fn columns(ui: &mut Ui, state: &AppState) {
    const GROUPS: [&[Menu]; 3] = [&[Menu::Time], &[Menu::GoTo, Menu::File], &[Menu::Map, Menu::Window]];
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for menus in GROUPS {
            ui.vertical(|ui| {
                ui.set_width(COLUMN);
                ui.spacing_mut().item_spacing.y = 3.0;
                for &menu in menus {
                    card::section(ui, menu.label());
                    for command in Command::all(&state.dataset.config).into_iter().filter(|c| c.menu() == Some(menu)) {
                        key_row(ui, state, command);
                    }
                }
            });
        }
    });
}

fn key_row(ui: &mut Ui, state: &AppState, command: Command) {
    let palette = Palette::from_ui(ui);
    let keys: Vec<String> = command.shortcuts().iter().take(2).map(|s| key_text(ui.ctx(), *s)).collect();
    if keys.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(command.label(&state.dataset.config));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            for key in keys.iter().rev() {
                egui::Frame::new()
                    .fill(palette.well)
                    .corner_radius(4)
                    .inner_margin(egui::Margin::symmetric(6, 1))
                    .show(ui, |ui| {
                        ui.label(egui::RichText::new(key).font(look::regular(look::LABEL)).color(palette.text))
                    });
            }
        });
    });
}

//! The layers panel, which is the legend: a swatch drawn as on the map, the name, a switch.

use eframe::egui::{self, Align2, Rect, ScrollArea, Ui, pos2, vec2};

use crate::scene::MapLayer;

use super::card::{self, Card};
use super::command::{Command, Panel};
use super::look::{self, EDGE, Palette};
use super::names;
use super::state::AppState;
use super::swatch;

/// Width of the card's content.
pub const WIDTH: f32 = 216.0;
const ROW: f32 = 26.0;

const CAMPAIGN: [MapLayer; 8] = [
    MapLayer::Ground,
    MapLayer::Fronts,
    MapLayer::Movements,
    MapLayer::Units,
    MapLayer::Landings,
    MapLayer::Holdouts,
    MapLayer::Zones,
    MapLayer::Events,
];
const MAP: [MapLayer; 10] = [
    MapLayer::Places,
    MapLayer::PhysicalNames,
    MapLayer::StateNames,
    MapLayer::Borders,
    MapLayer::ModernBorders,
    MapLayer::Railways,
    MapLayer::Water,
    MapLayer::Terrain,
    MapLayer::Relief,
    MapLayer::Graticule,
];

/// Shows the panel at the left between `top` and `bottom` (logical pixels from the window's edges).
pub fn show(ctx: &egui::Context, state: &mut AppState, top: f32, bottom: f32, asked: &mut Vec<Command>) {
    let height = ctx.content_rect().height() - top - bottom - 24.0;
    let is_open = state.shows(Panel::Layers) && height > 120.0;
    Card::new("layers", Align2::LEFT_TOP, vec2(EDGE, top), WIDTH).open(is_open, state.has_reduced_motion).show(
        ctx,
        |ui| {
            if card::head(ui, "Layers") {
                asked.push(Command::TogglePanel(Panel::Layers));
            }
            ScrollArea::vertical().max_height(height - 36.0).auto_shrink([false, true]).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                group(ui, state, "Campaign", &CAMPAIGN, asked);
                group(ui, state, "Map of 1945", &MAP, asked);
                files(ui, state);
            });
        },
    );
}

fn group(ui: &mut Ui, state: &AppState, title: &str, layers: &[MapLayer], asked: &mut Vec<Command>) {
    let Some(theme) = state.theme.tokens() else { return };
    card::section(ui, title);
    ui.add_space(2.0);
    for &layer in layers {
        let is_on = state.layers.contains(layer);
        let name = names::layer_name(layer);
        let response = card::row(ui, ROW, name, Some(is_on));
        paint_row(ui, response.rect, name, is_on, |painter, rect| {
            swatch::paint(painter, layer, rect, &theme, state.is_dark());
        });
        if response.clicked() {
            asked.push(Command::Layer(layer));
        }
    }
}

fn files(ui: &mut Ui, state: &mut AppState) {
    if state.files.is_empty() {
        return;
    }
    card::section(ui, "Your files");
    ui.add_space(2.0);
    let mut closed = None;
    for (file, is_shown) in &mut state.files {
        let response = card::row(ui, ROW, file.name(), Some(*is_shown));
        paint_row(ui, response.rect, file.name(), *is_shown, swatch::paint_opened);
        let errors = file.count(crate::data::Severity::Error);
        let hint = match &file.campaign {
            Some(_) => format!("In place of the built-in campaign, {errors} errors. Right click closes it."),
            None => format!("{} features, {errors} errors. Right click closes it.", file.features().len()),
        };
        let response = response.on_hover_text(hint);
        if response.clicked() {
            *is_shown = !*is_shown;
        }
        if response.secondary_clicked() {
            closed = Some(file.number);
        }
    }
    if let Some(number) = closed {
        state.close_file(number);
    }
}

fn paint_row(ui: &mut Ui, rect: Rect, name: &str, is_on: bool, paint: impl FnOnce(&egui::Painter, Rect)) {
    let palette = Palette::from_ui(ui);
    let swatch_rect = Rect::from_center_size(pos2(rect.left() + 15.0, rect.center().y), vec2(30.0, 16.0));
    let painter = ui.painter().with_clip_rect(swatch_rect.intersect(ui.clip_rect()));
    let mut faded = painter.clone();
    if !is_on {
        faded.set_opacity(0.35);
    }
    paint(&faded, swatch_rect);
    let colour = if is_on { palette.text } else { palette.quiet };
    let text_x = swatch_rect.right() + 10.0;
    let switch = Rect::from_center_size(pos2(rect.right() - 13.0, rect.center().y), vec2(26.0, 15.0));
    let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), look::regular(look::TEXT), colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(switch.left() - 6.0 - text_x);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(text_x, rect.center().y - galley.size().y / 2.0), galley, colour);
    card::paint_switch(ui, switch, is_on, egui::Id::unique(("switch", name)));
}

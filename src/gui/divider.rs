//! The divider of a swipe: a line over the map that is dragged, with the date of each side at its top.
//!
//! Moving it changes what is clipped and nothing that is drawn.

use eframe::egui::{self, Align2, Color32, CursorIcon, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

use crate::time::Instant;

use super::look::{self, Palette};
use super::screen::Screen;
use super::state::AppState;

/// Width of the strip that can be grasped, logical pixels.
const GRASP: f32 = 20.0;
/// Radius of the knob.
const KNOB: f32 = 14.0;
/// Where the dates stand below the window's top: under the bar and the card of the comparison.
const DATES_Y: f32 = 150.0;

/// Where the divider stands, logical pixels from the window's left edge.
#[must_use]
pub fn x(state: &AppState, screen: &Screen) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a share of the window's width")]
    let share = state.comparison.map_or(0.5, |c| c.divider) as f32;
    egui::lerp(screen.rect.x_range(), share)
}

/// Shows the divider and takes its being dragged.
pub fn show(ui: &Ui, state: &mut AppState, screen: &Screen) {
    let strip = Rect::from_center_size(
        pos2(x(state, screen), screen.rect.center().y),
        vec2(GRASP.max(2.0 * KNOB), screen.rect.height()),
    );
    let response = ui.interact(strip, ui.scope_id().with("divider"), Sense::drag());
    let share = state.comparison.map_or(0.5, |c| c.divider);
    response.widget_info(|| egui::WidgetInfo::slider(true, share, "Divider"));
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        state.set_divider(f64::from((at.x - screen.rect.left()) / screen.rect.width().max(1.0)));
    }
    paint(ui, state, screen, response.hovered() || response.dragged());
}

fn paint(ui: &Ui, state: &AppState, screen: &Screen, is_held: bool) {
    let Some((earlier, later)) = state.compared() else { return };
    let palette = Palette::from_ui(ui);
    let (x, rect) = (x(state, screen), screen.rect);
    let line = [pos2(x, rect.top()), pos2(x, rect.bottom())];
    ui.painter().line_segment(line, Stroke::new(5.0, palette.card.gamma_multiply(0.75)));
    ui.painter().line_segment(line, Stroke::new(2.0, palette.text));
    let y = if state.panels.are_hidden { rect.top() + look::EDGE } else { rect.top() + DATES_Y };
    date(ui, state, earlier, pos2(x - 10.0, y), Align2::RIGHT_TOP);
    date(ui, state, later, pos2(x + 10.0, y), Align2::LEFT_TOP);
    let knob = pos2(x, rect.center().y);
    let shadow = egui::epaint::Shadow { offset: [0, 2], blur: 8, spread: 0, color: palette.shadow };
    ui.painter().add(shadow.as_shape(Rect::from_center_size(knob, egui::Vec2::splat(2.0 * KNOB)), KNOB));
    let (fill, ink) = if is_held { (palette.accent, palette.on_accent) } else { (palette.card, palette.text) };
    ui.painter().circle_filled(knob, KNOB, fill);
    for side in [-1.0, 1.0] {
        let tip = |dx: f32, dy: f32| knob + vec2(side * dx, dy);
        let arrow = vec![tip(8.5, 0.0), tip(3.5, -4.5), tip(3.5, 4.5)];
        ui.painter().add(Shape::convex_polygon(arrow, ink, Stroke::NONE));
    }
}

/// The date of one side on a small card; nothing where the side has no room for it.
fn date(ui: &Ui, state: &AppState, t: Instant, at: Pos2, align: Align2) {
    let palette = Palette::from_ui(ui);
    let text = spoken(state, t);
    let galley = ui.painter().layout_no_wrap(text, look::semibold(look::TEXT), palette.text);
    let card = align.anchor_size(at, galley.size() + vec2(20.0, 10.0));
    let shadow = egui::epaint::Shadow { offset: [0, 1], blur: 6, spread: 0, color: palette.shadow };
    ui.painter().add(shadow.as_shape(card, 6.0));
    ui.painter().rect_filled(card, 6.0, palette.card);
    ui.painter().galley(card.min + vec2(10.0, 5.0), galley, Color32::PLACEHOLDER);
}

/// "15 August"; with the hour where the moment does not close its day.
#[must_use]
pub fn spoken(state: &AppState, t: Instant) -> String {
    let fields = state.fields(t);
    let day = format!("{} {}", fields.day, crate::time::month_name(fields.month));
    if fields.hour == 24 { day } else { format!("{day}, {}", fields.hour_minute()) }
}

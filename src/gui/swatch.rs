//! Swatches of the legend: each layer in the colours and strokes that it has on the map.

use eframe::egui::{self, Color32, Pos2, Rect, Shape, Stroke, pos2, vec2};

use crate::scene::MapLayer;
use crate::style::{Colour, Theme};

use super::look;
use super::mark;

fn colour(c: Colour) -> Color32 {
    Color32::from_rgba_unmultiplied(c.r, c.g, c.b, c.a)
}

/// Draws the swatch of `layer` into `rect`.
pub fn paint(painter: &egui::Painter, layer: MapLayer, rect: Rect, theme: &Theme, is_dark: bool) {
    let at = |x: f32, y: f32| pos2(egui::lerp(rect.x_range(), x), egui::lerp(rect.y_range(), y));
    let land = theme.land.height.first().map_or(Color32::WHITE, |(_, c)| colour(*c));
    let ground = |fill: Color32| {
        painter.rect_filled(rect, 3.0, fill);
    };
    match layer {
        MapLayer::Ground => {
            ground(land);
            painter.rect_filled(rect, 3.0, colour(theme.ground.colour.with_opacity(theme.ground.held_opacity)));
            let gained = Rect::from_min_max(at(0.6, 0.0), at(1.0, 1.0));
            painter.rect_filled(gained, 3.0, colour(theme.ground.colour.with_opacity(theme.ground.gained_opacity)));
        }
        MapLayer::Fronts => front(painter, rect, colour(theme.front.colour)),
        MapLayer::Movements => arrow(painter, rect, colour(theme.front.colour)),
        MapLayer::Landings => {
            painter.circle_stroke(rect.center(), 6.5, Stroke::new(1.4, colour(theme.front.colour)));
            let c = rect.center();
            painter
                .line_segment([c - vec2(0.0, 4.0), c + vec2(0.0, 4.0)], Stroke::new(1.4, colour(theme.front.colour)));
            let hook: Vec<Pos2> =
                (0..=8u8).map(|i| c + 3.6 * egui::Vec2::angled(0.3 + 2.55 * f32::from(i) / 8.0)).collect();
            painter.add(Shape::line(hook, Stroke::new(1.4, colour(theme.front.colour))));
        }
        MapLayer::Units => {
            let c = at(0.27, 0.5);
            let own = Stroke::new(1.3, colour(theme.sides.soviet));
            let box_ = Rect::from_center_size(c, vec2(13.0, 9.0));
            painter.rect(box_, 0.0, colour(theme.unit.fill), own, egui::StrokeKind::Middle);
            painter.line_segment([box_.left_top(), box_.right_bottom()], own);
            painter.line_segment([box_.left_bottom(), box_.right_top()], own);
            let c = at(0.76, 0.5);
            let lozenge = [c - vec2(0.0, 6.5), c + vec2(8.5, 0.0), c + vec2(0.0, 6.5), c - vec2(8.5, 0.0)];
            let enemy = Stroke::new(1.3, colour(theme.sides.japan));
            painter.add(Shape::convex_polygon(lozenge.to_vec(), colour(theme.unit.fill), enemy));
        }
        MapLayer::Holdouts => {
            ground(land);
            hatch(painter, rect, colour(theme.sides.japan), 4.0);
            painter.rect_stroke(
                rect.shrink(0.7),
                3.0,
                Stroke::new(1.4, colour(theme.sides.japan)),
                egui::StrokeKind::Inside,
            );
        }
        MapLayer::Zones => {
            let violet = colour(theme.zone.colour);
            hatch(painter, rect, violet.gamma_multiply(0.6), 6.0);
            let corners = [at(0.03, 0.06), at(0.97, 0.06), at(0.97, 0.94), at(0.03, 0.94), at(0.03, 0.06)];
            painter.extend(Shape::dashed_line(&corners, Stroke::new(1.2, violet), 2.5, 2.0));
        }
        MapLayer::Events => {
            use crate::data::EventKind;
            let palette = if is_dark { &look::Palette::DARK } else { &look::Palette::LIGHT };
            for (x, kind) in [(0.18, EventKind::Military), (0.5, EventKind::Diplomatic), (0.82, EventKind::Atomic)] {
                mark::paint(painter, kind, at(x, 0.5), 4.0, mark::colour(kind, palette), palette.card);
            }
        }
        other => paint_base(painter, other, rect, theme),
    }
}

fn paint_base(painter: &egui::Painter, layer: MapLayer, rect: Rect, theme: &Theme) {
    let at = |x: f32, y: f32| pos2(egui::lerp(rect.x_range(), x), egui::lerp(rect.y_range(), y));
    let ink = colour(theme.page.ink);
    match layer {
        MapLayer::Places => {
            painter.circle(at(0.15, 0.5), 3.0, colour(theme.page.paper), Stroke::new(1.4, ink));
            painter.text(at(0.34, 0.5), egui::Align2::LEFT_CENTER, "Abc", look::regular(12.0), ink);
        }
        MapLayer::PhysicalNames => {
            let blue = colour(theme.water.river);
            painter.text(rect.center(), egui::Align2::CENTER_CENTER, "S e a", look::italic(13.0), blue);
        }
        MapLayer::StateNames => {
            let violet = colour(theme.borders.colour);
            painter.text(
                rect.center(),
                egui::Align2::CENTER_CENTER,
                "S T A",
                look::semibold(9.5),
                violet.gamma_multiply(0.8),
            );
        }
        MapLayer::Borders => {
            let c = colour(theme.borders.colour);
            painter.rect_filled(Rect::from_min_max(at(0.0, 0.5), at(1.0, 0.85)), 0.0, c.gamma_multiply(0.18));
            for (from, to) in [(0.0, 0.3), (0.4, 0.46), (0.56, 0.86), (0.95, 1.0)] {
                painter.line_segment([at(from, 0.5), at(to, 0.5)], Stroke::new(1.4, c));
            }
        }
        MapLayer::Railways => {
            let c = colour(theme.railways.colour);
            painter.line_segment([at(0.0, 0.5), at(1.0, 0.5)], Stroke::new(3.0, c));
            for x in [0.1, 0.5, 0.9] {
                let dash = [at(x - 0.1, 0.5), at(x + 0.1, 0.5)];
                painter.line_segment(dash, Stroke::new(1.4, colour(theme.railways.cased_inner)));
            }
        }
        MapLayer::ModernBorders => {
            let c = colour(theme.borders.modern);
            for x in [0.06, 0.19, 0.32, 0.45, 0.58, 0.71, 0.84, 0.97] {
                painter.circle_filled(at(x, 0.5), 1.0, c);
            }
        }
        MapLayer::Terrain => {
            let (blue, sand) = (colour(theme.terrain.marsh), colour(theme.terrain.desert));
            for (x, y) in [(0.02, 0.25), (0.22, 0.5), (0.02, 0.75)] {
                painter.line_segment([at(x, y), at(x + 0.2, y)], Stroke::new(1.0, blue));
            }
            for (x, y) in
                [(0.58, 0.3), (0.75, 0.22), (0.92, 0.35), (0.66, 0.6), (0.84, 0.62), (0.58, 0.82), (0.95, 0.85)]
            {
                painter.circle_filled(at(x, y), 0.9, sand);
            }
        }
        MapLayer::Water => {
            let wave: Vec<Pos2> =
                (0..=16u8).map(|i| f32::from(i) / 16.0).map(|x| at(x, 0.5 + 0.18 * (x * 9.0).sin())).collect();
            painter.add(Shape::line(wave, Stroke::new(1.8, colour(theme.water.river))));
        }
        MapLayer::Relief => {
            let steps = &theme.land.height;
            let n = steps.len().max(1);
            #[expect(clippy::cast_precision_loss, reason = "a handful of steps")]
            for (i, (_, c)) in steps.iter().enumerate() {
                let part = Rect::from_min_max(at(i as f32 / n as f32, 0.0), at((i + 1) as f32 / n as f32, 1.0));
                painter.rect_filled(part, 0.0, colour(*c));
            }
            let shade = colour(theme.land.shade_colour).gamma_multiply(0.45);
            painter.add(Shape::convex_polygon(vec![at(0.55, 0.15), at(0.85, 1.0), at(0.55, 1.0)], shade, Stroke::NONE));
        }
        _ => {
            let c = colour(theme.graticule.colour).gamma_multiply(0.7);
            for y in [0.25, 0.75] {
                painter.line_segment([at(0.0, y), at(1.0, y)], Stroke::new(0.8, c));
            }
            for x in [0.2, 0.5, 0.8] {
                painter.line_segment([at(x, 0.0), at(x, 1.0)], Stroke::new(0.8, c));
            }
        }
    }
}

/// Draws the swatch of an opened file.
pub fn paint_opened(painter: &egui::Painter, rect: Rect) {
    let teal = Color32::from_rgb(0x2E, 0x7D, 0x7A);
    painter.rect_filled(rect.shrink(1.0), 3.0, teal.gamma_multiply(0.25));
    painter.rect_stroke(rect.shrink(1.0), 3.0, Stroke::new(1.4, teal), egui::StrokeKind::Inside);
}

fn front(painter: &egui::Painter, rect: Rect, c: Color32) {
    let at = |x: f32, y: f32| pos2(egui::lerp(rect.x_range(), x), egui::lerp(rect.y_range(), y));
    let line: Vec<Pos2> =
        (0..=12u8).map(|i| f32::from(i) / 12.0).map(|x| at(x, 0.6 - 0.12 * (x * 6.0).sin())).collect();
    for x in [0.15, 0.38, 0.61, 0.84] {
        let y = 0.6 - 0.12 * (x * 6.0_f32).sin();
        painter.add(Shape::convex_polygon(vec![at(x - 0.07, y), at(x, y - 0.36), at(x + 0.07, y)], c, Stroke::NONE));
    }
    painter.add(Shape::line(line, Stroke::new(2.4, c)));
}

fn arrow(painter: &egui::Painter, rect: Rect, c: Color32) {
    let at = |x: f32, y: f32| pos2(egui::lerp(rect.x_range(), x), egui::lerp(rect.y_range(), y));
    let mut tail = egui::Mesh::default();
    let (faint, full) = (c.gamma_multiply(0.15), c);
    for (p, colour) in [(at(0.0, 0.5), faint), (at(0.66, 0.3), full), (at(0.66, 0.7), full)] {
        tail.colored_vertex(p, colour);
    }
    tail.add_triangle(0, 1, 2);
    painter.add(tail);
    painter.add(Shape::convex_polygon(vec![at(0.62, 0.02), at(1.0, 0.5), at(0.62, 0.98)], c, Stroke::NONE));
}

fn hatch(painter: &egui::Painter, rect: Rect, c: Color32, step: f32) {
    let inner = painter.with_clip_rect(rect.shrink(1.0).intersect(painter.clip_rect()));
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        inner.line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], Stroke::new(1.0, c));
        x += step;
    }
}

//! The legend: a swatch and a line for every class that the page shows, and for no other.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::card::card;
use super::{GAP_PT, Placed, sized};
use crate::data::{EventKind, LandingKind, Lang};
use crate::scene::frame::Frame;
use crate::scene::lettering::{set, text_at};
use crate::scene::marks::{event_mark, landing_mark};
use crate::scene::paint::{clip, dashed, fill, ground_hatch, round_stroke, stroke};
use crate::scene::shapes::{ArrowShape, arrow, circle, hatch, polyline, teeth};
use crate::scene::{Class, FillRule, Item, Shown};

/// Space round the rows, points.
const PADDING_PT: f64 = 9.0;
/// Most rows in a column.
const ROWS: usize = 9;

/// Narrower pages explain the campaign alone, points.
const FULL_FROM_PT: f64 = 1000.0;

/// Draws the legend at the bottom left or right.
#[expect(clippy::cast_precision_loss, reason = "a legend has few rows")]
pub(super) fn draw(frame: &Frame, shown: &Shown, is_right: bool, placed: &mut Placed) {
    let is_full = frame.page().width() >= FULL_FROM_PT;
    let is_base = |c: &Class| matches!(c, Class::Railway | Class::Border | Class::Frontier);
    let classes: Vec<Class> = shown.classes().filter(|c| is_full || !is_base(c)).collect();
    if classes.is_empty() {
        return;
    }
    let style = &sized(frame, &frame.theme.lettering.legend, 0.92);
    let swatch = style.size_pt * 3.0;
    let row = style.size_pt * 1.62;
    let columns = classes.len().div_ceil(ROWS);
    let rows = classes.len().div_ceil(columns);
    let lines: Vec<_> = classes.iter().map(|c| set(c.label(), style, Lang::En)).collect();
    let widths: Vec<f64> = lines.chunks(rows).map(|c| c.iter().map(|l| l.width_pt).fold(0.0, f64::max)).collect();
    let gap = swatch + 6.0;
    let between = 14.0;
    let width: f64 = widths.iter().map(|w| w + gap).sum::<f64>() + between * (columns.saturating_sub(1)) as f64;
    let height = row * rows as f64;
    let whole = width + PADDING_PT * 2.0;
    let left = if is_right { frame.map.x1 - GAP_PT - whole } else { frame.map.x0 + GAP_PT };
    let bottom = frame.map.y1 - GAP_PT - if is_right { super::scale_bar::credits_room(frame) } else { 0.0 };
    let rect = Rect::new(left, bottom - height - PADDING_PT * 2.0 + row * 0.3, left + whole, bottom);
    placed.covered.push(rect);
    placed.moving.extend(card(frame, rect));
    let mut x = rect.x0 + PADDING_PT;
    for (column, (classes, lines)) in classes.chunks(rows).zip(lines.chunks(rows)).enumerate() {
        for (i, (class, line)) in classes.iter().zip(lines).enumerate() {
            let middle = rect.y0 + PADDING_PT + row * (i as f64 + 0.5) - row * 0.15;
            let area = Rect::new(x, middle - row * 0.36, x + swatch, middle + row * 0.36);
            placed.moving.extend(sample(frame, *class, area));
            let origin = Point::new(x + gap, middle + line.x_height_pt * 0.58);
            placed.moving.push(text_at(line, origin, style.colour, None));
        }
        x += widths[column] + gap + between;
    }
}

/// A sample of a class in a box.
fn sample(frame: &Frame, class: Class, area: Rect) -> Vec<Item> {
    let theme = frame.theme;
    let at = Affine::IDENTITY;
    let middle = area.center();
    let line = [Point::new(area.x0, middle.y), Point::new(area.x1, middle.y)];
    let size = area.height() * 1.15;
    let front = &theme.front;
    match class {
        Class::Front => {
            let line = [line[0] + (0.0, 1.2), line[1] + (0.0, 1.2)];
            let mut tooth = BezPath::new();
            teeth(&line, front.tooth_gap_pt * 0.8, front.tooth_length_pt * 0.9, &mut tooth);
            vec![fill(tooth, at, front.colour), stroke(polyline(&line), at, front.width_pt, front.colour)]
        }
        Class::FrontInterpolated => {
            vec![dashed(polyline(&line), at, front.width_pt, &front.interpolated_dash_pt, front.colour)]
        }
        Class::Frontier => {
            let colour = front.colour.with_opacity(front.frontier_opacity);
            vec![stroke(polyline(&line), at, front.frontier_width_pt, colour)]
        }
        Class::PhaseLine => {
            let step = |k: f64| [Point::new(area.x0, middle.y + k), Point::new(area.x1, middle.y + k)];
            let opacity = |i: usize| front.phase_opacity.get(i).copied().unwrap_or(0.3);
            [(-2.6, 0), (0.0, 1), (2.6, 2)]
                .map(|(k, i)| {
                    stroke(polyline(&step(k)), at, front.phase_width_pt, front.colour.with_opacity(opacity(i)))
                })
                .to_vec()
        }
        Class::Held | Class::Gained => {
            let ground = &theme.ground;
            let opacity = if class == Class::Held { ground.held_opacity } else { ground.gained_opacity };
            let tint = theme.land.height.first().map_or(theme.page.paper, |s| s.1);
            let path = Arc::new(area.to_path(0.1));
            let ways: &[bool] = if class == Class::Held { &[false] } else { &[false, true] };
            let lines = ways.iter().filter_map(|rising| ground_hatch(ground, area, middle, *rising)).collect();
            vec![
                fill(Arc::clone(&path), at, tint),
                fill(Arc::clone(&path), at, ground.colour.with_opacity(opacity)),
                clip(Arc::clone(&path), at, FillRule::NonZero, lines),
                stroke(path, at, 0.4, theme.page.card_edge),
            ]
        }
        Class::Advance | Class::Planned => arrow_sample(frame, class, area),
        Class::Holdout | Class::Pocket | Class::ZoneProposed | Class::ZoneOrdered => area_sample(frame, class, area),
        Class::LandingSea => landing_mark(frame, LandingKind::Sea, middle, size * 1.1, 1.0),
        Class::LandingAir => landing_mark(frame, LandingKind::Air, middle, size * 1.1, 1.0),
        Class::LandingRiver => landing_mark(frame, LandingKind::River, middle, size * 1.1, 1.0),
        Class::IslandTaken => vec![fill(circle(middle, theme.mark.island_size_pt), at, theme.sides.soviet)],
        Class::IslandJapanese => {
            let disc = circle(middle, theme.mark.island_size_pt);
            vec![stroke(disc, at, theme.mark.island_ring_width_pt, theme.sides.japan)]
        }
        Class::EventMilitary => event_mark(frame, EventKind::Military, middle, size * 0.85),
        Class::EventDiplomatic => event_mark(frame, EventKind::Diplomatic, middle, size * 0.85),
        Class::EventOrder => event_mark(frame, EventKind::Order, middle, size * 0.85),
        Class::EventAtomic => event_mark(frame, EventKind::Atomic, middle, size * 0.85),
        Class::EventSurrender => event_mark(frame, EventKind::Surrender, middle, size * 0.85),
        Class::Railway => {
            let rail = &theme.railways;
            let tick = [rail.main_width_pt, rail.tick_gap_pt - rail.main_width_pt];
            let colour = rail.colour.with_opacity(rail.opacity);
            vec![
                stroke(polyline(&line), at, rail.main_width_pt, colour),
                dashed(polyline(&line), at, rail.tick_length_pt, &tick, colour),
            ]
        }
        Class::Border => {
            let border = &theme.borders;
            vec![
                stroke(polyline(&line), at, border.band_width_pt, border.colour.with_opacity(border.band_opacity)),
                dashed(polyline(&line), at, border.width_pt, &border.dash_pt, border.colour),
            ]
        }
    }
}

fn arrow_sample(frame: &Frame, class: Class, area: Rect) -> Vec<Item> {
    let style = &frame.theme.movement;
    let high = area.height();
    let shape = ArrowShape { tail: high * 0.2, shoulder: high * 0.42, head_length: high * 1.1, head_width: high * 1.0 };
    let line = [Point::new(area.x0, area.center().y), Point::new(area.x1, area.center().y)];
    let path = arrow(&line, shape, 0.0);
    if class == Class::Advance {
        vec![fill(path, Affine::IDENTITY, style.colour)]
    } else {
        vec![dashed(path, Affine::IDENTITY, style.planned_width_pt, &style.planned_dash_pt, style.colour)]
    }
}

fn area_sample(frame: &Frame, class: Class, area: Rect) -> Vec<Item> {
    let theme = frame.theme;
    let at = Affine::IDENTITY;
    let path = Arc::new(area.inset(-0.5).to_path(0.1));
    let (holdout, zone) = (&theme.holdout, &theme.zone);
    match class {
        Class::Holdout => {
            let lines = hatch(area, holdout.hatch_gap_pt, area.center(), true);
            let inside = vec![round_stroke(lines, at, holdout.hatch_width_pt, theme.sides.japan)];
            vec![
                clip(Arc::clone(&path), at, FillRule::NonZero, inside),
                stroke(path, at, holdout.ring_width_pt, theme.sides.japan),
            ]
        }
        Class::Pocket => vec![
            fill(Arc::clone(&path), at, theme.ground.colour.with_opacity(theme.ground.held_opacity + 0.12)),
            stroke(path, at, theme.front.width_pt * 0.5, theme.front.colour),
        ],
        Class::ZoneProposed => {
            let lines = hatch(area, zone.hatch_gap_pt * 0.8, area.center(), false);
            let inside =
                vec![round_stroke(lines, at, zone.hatch_width_pt, zone.colour.with_opacity(zone.hatch_opacity))];
            vec![
                clip(Arc::clone(&path), at, FillRule::NonZero, inside),
                dashed(path, at, zone.proposed_width_pt, &zone.proposed_dash_pt, zone.colour),
            ]
        }
        _ => vec![stroke(path, at, zone.ordered_width_pt, zone.colour)],
    }
}

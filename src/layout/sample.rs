//! Samples of the legend: a class of marks as the map draws it, in a small box.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Point, Rect, Shape};

use crate::data::{Branch, LandingKind, Level, Side};
use crate::scene::frame::Frame;
use crate::scene::ground::{modern_border, railway};
use crate::scene::marks::{EventSign, event_mark, landing_mark};
use crate::scene::movements::{broken, side_colour};
use crate::scene::paint::{clip, dashed, fill, ground_hatch, round_stroke, stroke, zone_hatch};
use crate::scene::phases::BASELINE_SHARE;
use crate::scene::shapes::{ArrowShape, arrow, circle, hatch, polyline, teeth};
use crate::scene::terrain;
use crate::scene::units::symbol::{Badge, FrameShape, Symbol, echelon_strokes};
use crate::scene::{Class, FillRule, Item};

/// A sample for a class of unit symbols: its left end at the origin, its middle at the height of small letters; and its width.
pub(super) fn unit_sample(frame: &Frame, class: Class, type_pt: f64) -> (Vec<Item>, f64) {
    if let Some(mark) = class.echelon() {
        let strokes = echelon_strokes(mark, Point::new(0.0, type_pt * 0.25), type_pt * 1.5);
        let bounds = strokes.bounding_box();
        let shift = Affine::translate((-bounds.x0, 0.0));
        let ink = frame.theme.page.ink;
        return (vec![stroke(shift * strokes, Affine::IDENTITY, frame.theme.unit.mark_width_pt, ink)], bounds.width());
    }
    let side = match class {
        Class::UnitMongolia => Side::Mongolia,
        Class::UnitChina => Side::China,
        Class::UnitJapan | Class::UnitStruck => Side::Japan,
        Class::UnitManchukuo => Side::Manchukuo,
        Class::UnitMengjiang => Side::Mengjiang,
        _ => Side::Soviet,
    };
    let shape = FrameShape::of(side);
    let symbol = Symbol {
        shape,
        badge: Badge::of(side),
        colour: side_colour(frame, side),
        branch: Branch::Combined,
        // No mark above the frame.
        level: Level::Ship,
        size_pt: type_pt * if shape == FrameShape::Rectangle { 1.0 } else { 0.86 },
        is_uncertain: class == Class::UnitUncertain,
        is_struck: class == Class::UnitStruck,
    };
    let half = symbol.half();
    let mut items = Vec::new();
    symbol.draw(frame, Point::new(half.x, 0.0), &mut items);
    (items, half.x * 2.0)
}

/// A sample of a class in a box.
pub(super) fn sample(frame: &Frame, class: Class, area: Rect) -> Vec<Item> {
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
        Class::FrontBefore => vec![stroke(polyline(&line), at, front.phase_width_pt * BASELINE_SHARE, front.colour)],
        Class::Held | Class::Gained | Class::GainedBetween => {
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
        Class::Advance | Class::AdvanceInferred | Class::Planned => arrow_sample(frame, class, area),
        Class::UnitSoviet
        | Class::UnitMongolia
        | Class::UnitChina
        | Class::UnitJapan
        | Class::UnitManchukuo
        | Class::UnitMengjiang
        | Class::UnitUncertain
        | Class::UnitStruck
        | Class::EchelonTheatre
        | Class::EchelonFront
        | Class::EchelonArmy
        | Class::EchelonCorps
        | Class::EchelonDivision
        | Class::EchelonBrigade
        | Class::EchelonRegiment
        | Class::EchelonBattalion => unit_sample(frame, class, area.height()).0,
        Class::Holdout | Class::Pocket | Class::ZoneProposed => area_sample(frame, class, area),
        Class::ZoneOrdered => vec![stroke(polyline(&line), at, theme.zone.ordered_width_pt, theme.zone.colour)],
        Class::LandingSea => landing_mark(frame, LandingKind::Sea, middle, size * 1.1, 1.0),
        Class::LandingAir => landing_mark(frame, LandingKind::Air, middle, size * 1.1, 1.0),
        Class::LandingRiver => landing_mark(frame, LandingKind::River, middle, size * 1.1, 1.0),
        Class::IslandTaken => vec![fill(circle(middle, theme.mark.island_size_pt), at, theme.sides.soviet)],
        Class::IslandJapanese => {
            let disc = circle(middle, theme.mark.island_size_pt);
            vec![stroke(disc, at, theme.mark.island_ring_width_pt, theme.sides.japan)]
        }
        Class::EventClash => event_mark(frame, EventSign::Clash, middle, size * 0.85),
        Class::EventCapture => event_mark(frame, EventSign::Capture, middle, size * 0.85),
        Class::EventDiplomatic => event_mark(frame, EventSign::Diplomatic, middle, size * 0.85),
        Class::EventOrder => event_mark(frame, EventSign::Order, middle, size * 0.85),
        Class::EventAtomic => event_mark(frame, EventSign::Atomic, middle, size * 0.85),
        Class::EventSurrender => event_mark(frame, EventSign::Surrender, middle, size * 0.85),
        Class::EventOther => event_mark(frame, EventSign::Other, middle, size * 0.85),
        Class::Railway => railway(frame, Arc::new(polyline(&line)), at, 1.0, 1.0).to_vec(),
        Class::Border => {
            let border = &theme.borders;
            let inside = line.map(|p| p + (0.0, border.band_width_pt / 2.0));
            vec![
                stroke(polyline(&inside), at, border.band_width_pt, border.colour.with_opacity(border.band_opacity)),
                dashed(polyline(&line), at, border.width_pt, &border.dash_pt, border.colour),
            ]
        }
        Class::BorderModern => vec![modern_border(frame, polyline(&line), at)],
        Class::Marsh | Class::Desert => vec![terrain::sample(frame, class, area)],
    }
}

fn arrow_sample(frame: &Frame, class: Class, area: Rect) -> Vec<Item> {
    let style = &frame.theme.movement;
    let high = area.height();
    let shape = ArrowShape { tail: high * 0.2, shoulder: high * 0.42, head_length: high * 1.1, head_width: high * 1.0 };
    let line = [Point::new(area.x0, area.center().y), Point::new(area.x1, area.center().y)];
    let path = arrow(&line, shape, 0.0);
    match class {
        Class::Planned => {
            vec![dashed(path, Affine::IDENTITY, style.planned_width_pt, &style.planned_dash_pt, style.colour)]
        }
        Class::AdvanceInferred => broken(&line, shape, vec![fill(path, Affine::IDENTITY, style.colour)]),
        _ => vec![fill(path, Affine::IDENTITY, style.colour)],
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
        Class::Pocket => {
            let ground = &theme.ground;
            let lines = ground_hatch(ground, area, area.center(), false).into_iter().collect();
            vec![
                fill(Arc::clone(&path), at, ground.colour.with_opacity(ground.held_opacity + 0.12)),
                clip(Arc::clone(&path), at, FillRule::NonZero, lines),
                stroke(path, at, theme.front.width_pt * 0.5, theme.front.colour),
            ]
        }
        Class::ZoneProposed => {
            let inside = vec![zone_hatch(zone, area, area.center(), 0.8)];
            vec![
                clip(Arc::clone(&path), at, FillRule::NonZero, inside),
                dashed(path, at, zone.proposed_width_pt, &zone.proposed_dash_pt, zone.colour),
            ]
        }
        _ => Vec::new(),
    }
}

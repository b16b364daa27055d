//! Names of towns, with their dots.

use std::sync::Arc;

use kurbo::{Affine, Point, Rect};

use super::{Block, Name, id_of, request};
use crate::data::{Lang, Names, Place};
use crate::label::OrientedBox;
use crate::scene::frame::Frame;
use crate::scene::lettering::{legible, set};
use crate::scene::paint::{fill, stroke};
use crate::scene::shapes::circle;
use crate::scene::{Item, MarkKind};
use crate::style::TypeStyle;

/// How near two towns are neighbours whose names could be taken for each other's, points.
const NEIGHBOUR_PT: f64 = 40.0;
/// How much nearer to its own dot than to a neighbour's a name is to stand, points.
const CLEARLY_PT: f64 = 5.0;
/// What it costs a name to stand no nearer than that.
const NEARER_COST: f64 = 24.0;

/// Greatest rank that a scale shows; a theme with few names counts as a smaller scale.
pub(in crate::scene) fn rank_shown(frame: &Frame) -> u8 {
    match frame.scale / frame.theme.scale.names.max(0.1).sqrt() {
        s if s > 14.0e6 => 1,
        s if s > 5.6e6 => 2,
        s if s > 2.8e6 => 3,
        s if s > 1.3e6 => 4,
        _ => 5,
    }
}

/// The look of a place: type and diameter of its dot.
fn look<'a>(frame: &'a Frame, place: &Place) -> (&'a TypeStyle, f64) {
    let (types, dots) = (&frame.theme.lettering, &frame.theme.place);
    match (place.kind.as_str(), place.rank) {
        ("capital", 1) => (&types.capital, dots.capital_size_pt),
        ("city" | "port", 1) | ("capital", _) => (&types.city, dots.city_size_pt),
        (_, 1 | 2) => (&types.town, dots.town_size_pt),
        (_, 3) if frame.scale < 2.8e6 => (&types.town, dots.town_size_pt),
        _ => (&types.village, dots.village_size_pt),
    }
}

/// Kinds that the physical names write.
fn is_physical(place: &Place) -> bool {
    matches!(place.kind.as_str(), "island" | "cape" | "pass" | "strait" | "bay")
}

/// The lines of a name: one, or a second language below it.
pub(super) fn name_block(frame: &Frame, names: &Names, style: &TypeStyle) -> Block {
    let view = frame.view;
    let first = legible(names, view.lang);
    let mut lines = vec![set(first, style, view.lang)];
    if let Some(second) = view.second_lang {
        let text = names.others.get(&second).map(String::as_str).or((second == Lang::En).then_some(names.en.as_str()));
        if let Some(text) = text.filter(|t| *t != first && !t.is_empty()) {
            let size_pt = (style.size_pt * 0.86).max(frame.theme.scale.least_size_pt);
            let small = TypeStyle { size_pt, ..style.clone() };
            lines.push(set(text, &small, second));
        }
    }
    Block { lines, leading_pt: style.size_pt * 1.08 }
}

/// Places that the view shows, each with its dot.
pub(in crate::scene) fn place_names(frame: &Frame, places: &[Place]) -> Vec<Name> {
    let last = rank_shown(frame);
    let mut names = Vec::new();
    for place in places.iter().filter(|p| p.rank <= last && !is_physical(p)) {
        let at = frame.place(place.at);
        if !frame.map.inset(-2.0).contains(at) {
            continue;
        }
        let (style, dot_pt) = look(frame, place);
        let block = name_block(frame, &place.names, style);
        let (mut candidates, mut settings) = (Vec::new(), Vec::new());
        let rings: &[(f64, f64)] = match place.rank {
            1 => &[(2.2, 0.0), (5.5, 10.0), (9.5, 20.0), (15.0, 34.0)],
            2 => &[(2.2, 0.0), (5.5, 10.0), (9.5, 20.0)],
            _ => &[(2.2, 0.0)],
        };
        for (gap, dearer) in rings {
            for (area, cost, setting) in block.around(at, dot_pt / 2.0, *gap) {
                candidates.push((vec![area], cost + dearer));
                settings.push(setting);
            }
        }
        let is_capital = place.kind == "capital";
        let priority = 900.0 - 100.0 * f64::from(place.rank) + if is_capital { 40.0 } else { 0.0 };
        let mut request = request(id_of("place", &place.id), priority, 0.6, candidates);
        let dot = OrientedBox::upright(Rect::from_center_size(at, (dot_pt, dot_pt)));
        request.candidates.iter_mut().for_each(|c| c.marks.push(dot));
        names.push(Name {
            kind: MarkKind::PlaceName,
            request,
            settings,
            style: style.clone(),
            opacity: 1.0,
            mark: dot_items(frame, at, dot_pt, is_capital),
            dot: Some((at, dot_pt / 2.0)),
            formation: None,
        });
    }
    tell_neighbours_apart(&mut names);
    names
}

/// Makes places dear where a name would not stand clearly nearer to its own dot than to that of another town.
fn tell_neighbours_apart(names: &mut [Name]) {
    let dots: Vec<Point> = names.iter().filter_map(|name| Some(name.dot?.0)).collect();
    for name in names {
        let Some((own, _)) = name.dot else { continue };
        let near: Vec<Point> =
            dots.iter().copied().filter(|dot| *dot != own && dot.distance(own) < NEIGHBOUR_PT).collect();
        for candidate in &mut name.request.candidates {
            let Some(area) = candidate.boxes.first().map(OrientedBox::bounds) else { continue };
            let away = |p: &Point| p.distance(Point::new(p.x.clamp(area.x0, area.x1), p.y.clamp(area.y0, area.y1)));
            if near.iter().any(|dot| away(dot) < away(&own) + CLEARLY_PT) {
                candidate.cost += NEARER_COST;
            }
        }
    }
}

/// A dot: open for towns, with a full middle for capitals.
fn dot_items(frame: &Frame, at: Point, size_pt: f64, is_capital: bool) -> Vec<Item> {
    let style = &frame.theme.place;
    let disc = Arc::new(circle(at, size_pt));
    let mut items = vec![
        fill(Arc::clone(&disc), Affine::IDENTITY, style.dot_fill),
        stroke(disc, Affine::IDENTITY, style.dot_width_pt, style.dot),
    ];
    if is_capital {
        items.push(fill(circle(at, size_pt * 0.45), Affine::IDENTITY, style.dot));
    }
    items
}

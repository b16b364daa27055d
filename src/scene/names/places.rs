//! Names of towns, with their dots.

use std::sync::Arc;

use kurbo::{Affine, Point, Rect};

use super::points::TOWNS;
use super::{Block, Name, id_of, request};
use crate::data::{Lang, Names, Place};
use crate::label::{Candidate, NamedPoint, OrientedBox, Request};
use crate::scene::frame::Frame;
use crate::scene::lettering::{legible, set};
use crate::scene::paint::{fill, stroke};
use crate::scene::shapes::circle;
use crate::scene::{Item, MarkKind, units};
use crate::style::TypeStyle;

/// The kind of a place that is fortified ground and not a town.
const FORTRESS: &str = "fortress";
/// Scale denominator below which towns of the third rank may be named at a distance.
const RINGS_BELOW: f64 = 2.8e6;
/// What it costs the name of a main town to be written in one language where two are asked for.
const ONE_LANGUAGE_COST: f64 = 40.0;
/// What it costs the name of a main town to stand where its dot is covered.
const NO_DOT_COST: f64 = 150.0;
/// How much less a fortress matters than a town of its rank: the town's name comes first.
const FORTRESS_LESS: f64 = 30.0;

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

/// True for the towns that a page is about: they are named if there is any place for it.
fn is_main(frame: &Frame, place: &Place) -> bool {
    let last = match frame.scale {
        s if s > 4.6e6 => 1,
        s if s > 0.8e6 => 2,
        _ => 3,
    };
    place.kind != FORTRESS && (place.rank <= last || (place.kind == "capital" && place.rank <= 2))
}

/// How much a place matters: main towns before symbols, capitals and towns before fortresses.
fn priority_of(frame: &Frame, place: &Place) -> f64 {
    let rank = f64::from(place.rank);
    let by_rank = 900.0 - 100.0 * rank;
    let by_kind = match place.kind.as_str() {
        "capital" => 40.0,
        FORTRESS => -FORTRESS_LESS,
        _ => 0.0,
    };
    // The small towns of a large scale wait for the symbols: those are its subject.
    let is_first = is_main(frame, place) && place.rank <= 2;
    let least = if is_first { units::PRIORITY + 20.0 - rank } else { 0.0 };
    (by_rank + by_kind).max(least)
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
        let mut blocks = vec![(name_block(frame, &place.names, style), 0.0)];
        let (mut candidates, mut settings) = (Vec::new(), Vec::new());
        let is_main = is_main(frame, place);
        let rings: &[(f64, f64)] = match place.rank {
            _ if is_main => &[(2.2, 0.0), (5.5, 10.0), (9.5, 20.0), (15.0, 34.0)],
            1 | 2 => &[(2.2, 0.0), (5.5, 10.0), (9.5, 20.0)],
            3 if frame.scale < RINGS_BELOW => &[(2.2, 0.0), (5.5, 10.0), (9.5, 20.0)],
            _ => &[(2.2, 0.0)],
        };
        if is_main && blocks[0].0.lines.len() > 1 {
            let first = blocks[0].0.lines[..1].to_vec();
            blocks.push((Block { lines: first, ..blocks[0].0 }, ONE_LANGUAGE_COST));
        }
        for (block, rarer) in &blocks {
            for (gap, dearer) in rings {
                for (area, cost, setting) in block.around(at, dot_pt / 2.0, *gap) {
                    candidates.push((vec![area], cost + dearer + rarer));
                    settings.push(setting);
                }
            }
        }
        let priority = priority_of(frame, place);
        let request = request(id_of("place", &place.id), priority, 0.6, candidates);
        let names_it = Some(NamedPoint { at, radius_pt: dot_pt / 2.0, place: at, class: TOWNS, priority });
        let mut request = Request { names: names_it, ..request };
        let covered = is_main.then(|| request.candidates.clone());
        let dot = OrientedBox::upright(Rect::from_center_size(at, (dot_pt, dot_pt)));
        request.candidates.iter_mut().for_each(|c| c.marks.push(dot));
        if let Some(covered) = covered {
            // A symbol or a sign on the dot stands for it.
            let dearer = covered.into_iter().map(|c| Candidate { cost: c.cost + NO_DOT_COST, ..c });
            request.candidates.extend(dearer);
            settings.extend_from_within(..);
        }
        names.push(Name {
            mark: dot_items(frame, at, dot_pt, place.kind == "capital"),
            dot: Some((at, dot_pt / 2.0)),
            ..Name::new(MarkKind::PlaceName, request, settings, style)
        });
    }
    names
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

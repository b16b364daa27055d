//! Fronts: where they face the enemy, how sure they are.
//!
//! Japanese ground lies on the left of a front line: the teeth point there.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Point};

use super::facing::Facing;
use super::frame::Frame;
use super::ground::LandPath;
use super::legend::{Class, Shown};
use super::paint::{clip, dashed, fill, round_stroke, stroke};
use super::shapes::{push_polyline, teeth};
use super::{FillRule, Item};

/// A crumb of the frontier at the edge of the map needs no entry in the legend, points.
const LEAST_EXPLAINED_PT: f64 = 6.0;

/// A line that names may not cross, with the width it takes, points.
#[derive(Clone, Debug)]
pub(super) struct Obstacle {
    /// Points on the page.
    pub line: Vec<Point>,
    /// Half the width of what is drawn there.
    pub reach_pt: f64,
}

/// Fronts with casing and teeth; the lines themselves come back as obstacles for names.
pub(super) fn fronts(frame: &Frame, facing: Facing, land: &LandPath, shown: &mut Shown) -> (Vec<Item>, Vec<Obstacle>) {
    let style = &frame.theme.front;
    let [mut casing, mut solid, mut broken, mut edge, mut tooth] = std::array::from_fn(|_| BezPath::new());
    for line in &facing.frontier {
        push_polyline(&mut edge, line);
    }
    let frontier_pt: f64 = facing.frontier.iter().map(|line| frame.seen_pt(line)).sum();
    if frontier_pt > LEAST_EXPLAINED_PT {
        shown.add(Class::Frontier);
    }
    for part in &facing.parts {
        push_polyline(&mut casing, &part.line);
        if part.is_attested {
            push_polyline(&mut solid, &part.line);
            teeth(&part.line, style.tooth_gap_pt, style.tooth_length_pt, &mut tooth);
        } else {
            push_polyline(&mut broken, &part.line);
        }
        if frame.shows_on_land(&part.line) {
            shown.add(if part.is_attested { Class::Front } else { Class::FrontInterpolated });
        }
    }
    let at = Affine::IDENTITY;
    let items = vec![
        stroke(edge, at, style.frontier_width_pt, style.colour.with_opacity(style.frontier_opacity)),
        round_stroke(casing, at, style.casing_width_pt, style.casing.with_opacity(style.casing_opacity)),
        fill(tooth, at, style.colour),
        round_stroke(solid, at, style.width_pt, style.colour),
        dashed(broken, at, style.width_pt, &style.interpolated_dash_pt, style.colour),
    ];
    let items = items.into_iter().filter(|i| !is_empty(i)).collect();
    let reach_pt = style.casing_width_pt / 2.0;
    let obstacles = facing.parts.into_iter().map(|part| Obstacle { line: part.line, reach_pt }).collect();
    (vec![clip(Arc::clone(&land.path), frame.to_page, FillRule::NonZero, items)], obstacles)
}

fn is_empty(item: &Item) -> bool {
    match item {
        Item::Fill(f) => f.path.is_empty(),
        Item::Stroke(s) => s.path.is_empty(),
        _ => false,
    }
}

//! Holdouts and pockets: ground on the wrong side of the front.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Shape};

use super::frame::{Frame, bounds};
use super::legend::{Class, Shown};
use super::paint::{clip, fill, stroke};
use super::shapes::push_ring;
use super::swept::{Swept, ring_of};
use super::{FillRule, Item};
use crate::data::{Area, Dataset};
use crate::geo::LonLat;
use crate::model::WorldState;

/// A holdout on the page, for its name.
#[derive(Clone, Debug)]
pub(super) struct HoldoutMark {
    /// Index in the dataset's holdouts.
    pub index: usize,
    /// Frame of what is drawn.
    pub bounds: kurbo::Rect,
    /// What is drawn, points on the page.
    pub outline: Arc<BezPath>,
}

/// Holdouts: ringed and hatched, the small ones as rings of a least size.
pub(super) fn holdouts(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    shown: &mut Shown,
) -> (Vec<Item>, Vec<HoldoutMark>) {
    let style = &frame.theme.holdout;
    let colour = frame.theme.sides.japan;
    let anchor = frame.place(LonLat::new(125.0, 45.0));
    let (mut items, mut marks) = (Vec::new(), Vec::new());
    for &index in &state.holdouts {
        let Some(area) = data.holdouts.get(index) else { continue };
        let (path, frame_of_it) = outline(frame, area, style.min_size_pt);
        if path.is_empty() || !frame.sees(frame_of_it) {
            continue;
        }
        if frame.explains(frame_of_it) {
            shown.add(Class::Holdout);
        }
        let path = Arc::new(path);
        let hatch = super::shapes::hatch(frame_of_it.intersect(frame.page()), style.hatch_gap_pt, anchor, true);
        let lines = vec![stroke(hatch, Affine::IDENTITY, style.hatch_width_pt, colour)];
        items.push(fill(Arc::clone(&path), Affine::IDENTITY, colour.with_opacity(style.fill_opacity)));
        items.push(clip(Arc::clone(&path), Affine::IDENTITY, FillRule::NonZero, lines));
        items.push(stroke(Arc::clone(&path), Affine::IDENTITY, style.ring_width_pt, colour));
        marks.push(HoldoutMark { index, bounds: frame_of_it, outline: path });
    }
    (items, marks)
}

/// The outline of an area on the page, or a circle in its place if it is smaller than `least_pt`.
fn outline(frame: &Frame, area: &Area, least_pt: f64) -> (BezPath, kurbo::Rect) {
    let mut path = BezPath::new();
    let mut all: Option<kurbo::Rect> = None;
    for polygon in &area.shape {
        let points = frame.line(&ring_of(polygon));
        let b = bounds(&points);
        all = Some(all.map_or(b, |r| r.union(b)));
        push_ring(&mut path, &points);
    }
    let all = all.unwrap_or_default();
    if all.width().max(all.height()) < least_pt && all != kurbo::Rect::ZERO {
        let path = super::shapes::circle(all.center(), least_pt);
        let b = path.bounding_box();
        return (path, b);
    }
    (path, all)
}

/// How many points of a pocket's outline are asked where they lie, and the share of them behind a front from which the front
/// has caught up with the pocket.
const ASKED: usize = 32;
const CAUGHT_UP: f64 = 0.5;

/// Outlines of pockets: ground held ahead of the front, until the front has caught up with it.
pub(super) fn pockets(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    swept: &Swept,
    shown: &mut Shown,
) -> (Vec<Item>, Vec<usize>) {
    let style = &frame.theme.front;
    let (mut items, mut drawn) = (Vec::new(), Vec::new());
    for (index, area) in state.pockets.iter().filter_map(|&i| Some((i, data.pockets.get(i)?))) {
        let (path, frame_of_it) = outline(frame, area, frame.theme.holdout.min_size_pt);
        if path.is_empty() || !frame.sees(frame_of_it) || has_caught_up(&path, swept) {
            continue;
        }
        if frame.explains(frame_of_it) {
            shown.add(Class::Pocket);
        }
        drawn.push(index);
        let path = Arc::new(path);
        items.push(fill(Arc::clone(&path), Affine::IDENTITY, style.colour.with_opacity(0.12)));
        items.push(stroke(path, Affine::IDENTITY, style.width_pt * 0.5, style.colour));
    }
    (items, drawn)
}

#[expect(clippy::cast_precision_loss, reason = "a few dozen points")]
fn has_caught_up(path: &BezPath, swept: &Swept) -> bool {
    let points: Vec<_> = path.elements().iter().filter_map(kurbo::PathEl::end_point).collect();
    let asked = || points.iter().step_by(points.len().div_ceil(ASKED).max(1));
    let behind = asked().filter(|p| swept.is_behind(**p)).count();
    behind as f64 > asked().count() as f64 * CAUGHT_UP
}

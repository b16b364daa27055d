//! Fronts: where they face the enemy, how sure they are.
//!
//! Japanese ground lies on the left of a front line: the teeth point there.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Point};

use super::frame::{Frame, bounds};
use super::ground::LandPath;
use super::legend::{Class, Shown};
use super::paint::{clip, dashed, fill, round_stroke, stroke};
use super::shapes::{length, push_polyline, resample, smooth, teeth};
use super::swept::Swept;
use super::{FillRule, Item};
use crate::model::{StretchKind, WorldState};

/// Step at which a bold line is resampled before it is smoothed, points: finer bends than its own width are noise.
pub(super) const FRONT_STEP_PT: f64 = 1.6;

/// Parts of a front shorter than this between two seams are left out, points.
const CRUMB_PT: f64 = 7.0;
/// How far before a front it is asked who holds the ground, points.
const PROBE_PT: f64 = 3.0;
/// Every how many points of a smoothed line it is asked.
const PROBE_EVERY: usize = 3;

/// A line that names may not cross, with the width it takes, points.
#[derive(Clone, Debug)]
pub(super) struct Obstacle {
    /// Points on the page.
    pub line: Vec<Point>,
    /// Half the width of what is drawn there.
    pub reach_pt: f64,
}

/// Cuts a line where the ground on its left begins or ceases to be held: where two advances have met there is no
/// front any more. True for the parts that still face the enemy.
fn facing_parts(line: &[Point], held: &Swept) -> Vec<(bool, Vec<Point>)> {
    let faces: Vec<bool> = (0..line.len())
        .step_by(PROBE_EVERY)
        .map(|i| {
            let (a, b) = (line[i.saturating_sub(1)], line[(i + 1).min(line.len() - 1)]);
            let along = b - a;
            let left = kurbo::Vec2::new(along.y, -along.x) / along.hypot().max(1e-9);
            !held.holds(line[i] + left * PROBE_PT)
        })
        .collect();
    let mut parts: Vec<(bool, Vec<Point>)> = Vec::new();
    for (i, &p) in line.iter().enumerate() {
        let face = faces[(i / PROBE_EVERY).min(faces.len() - 1)];
        match parts.last_mut() {
            Some((last, points)) if *last == face => points.push(p),
            Some((_, points)) => {
                points.push(p);
                parts.push((face, vec![p]));
            }
            None => parts.push((face, vec![p])),
        }
    }
    parts
}

/// Fronts with casing and teeth; the lines themselves come back as obstacles for names.
pub(super) fn fronts(
    frame: &Frame,
    state: &WorldState,
    land: &LandPath,
    held: &Swept,
    shown: &mut Shown,
) -> (Vec<Item>, Vec<Obstacle>) {
    let style = &frame.theme.front;
    let [mut casing, mut solid, mut broken, mut edge, mut tooth, mut seam] = std::array::from_fn(|_| BezPath::new());
    let mut obstacles = Vec::new();
    for stretch in state.fronts.iter().flat_map(|f| &f.stretches) {
        let raw = frame.line(&stretch.line);
        if raw.len() < 2 || !frame.sees(bounds(&raw)) {
            continue;
        }
        if stretch.kind == StretchKind::Frontier {
            push_polyline(&mut edge, &raw);
            if frame.crosses(&raw) {
                shown.add(Class::Frontier);
            }
            continue;
        }
        let line = smooth(&resample(&raw, FRONT_STEP_PT), 2);
        for (faces, part) in facing_parts(&line, held) {
            if part.len() < 2 {
                continue;
            }
            // A crumb at a junction is no front.
            if !faces || (length(&part) < CRUMB_PT && length(&line) > CRUMB_PT) {
                push_polyline(&mut seam, &part);
                continue;
            }
            push_polyline(&mut casing, &part);
            if stretch.kind == StretchKind::Attested {
                push_polyline(&mut solid, &part);
                teeth(&part, style.tooth_gap_pt, style.tooth_length_pt, &mut tooth);
                if frame.shows_on_land(&part) {
                    shown.add(Class::Front);
                }
            } else {
                push_polyline(&mut broken, &part);
                if frame.shows_on_land(&part) {
                    shown.add(Class::FrontInterpolated);
                }
            }
            obstacles.push(Obstacle { line: part, reach_pt: style.casing_width_pt / 2.0 });
        }
    }
    let at = Affine::IDENTITY;
    let items = vec![
        stroke(edge, at, style.frontier_width_pt, style.colour.with_opacity(style.frontier_opacity)),
        stroke(seam, at, style.phase_width_pt, style.colour.with_opacity(style.frontier_opacity * 0.6)),
        round_stroke(casing, at, style.casing_width_pt, style.casing.with_opacity(style.casing_opacity)),
        fill(tooth, at, style.colour),
        round_stroke(solid, at, style.width_pt, style.colour),
        dashed(broken, at, style.width_pt, &style.interpolated_dash_pt, style.colour),
    ];
    let items = items.into_iter().filter(|i| !is_empty(i)).collect();
    (vec![clip(Arc::clone(&land.path), frame.to_page, FillRule::NonZero, items)], obstacles)
}

fn is_empty(item: &Item) -> bool {
    match item {
        Item::Fill(f) => f.path.is_empty(),
        Item::Stroke(s) => s.path.is_empty(),
        _ => false,
    }
}

//! Ground held, fronts, phase lines.
//!
//! Japanese ground lies on the left of a front line: the teeth point there.

use std::collections::HashSet;
use std::sync::Arc;

use kurbo::{Affine, BezPath, Point, Shape};

use super::frame::{Frame, bounds};
use super::ground::LandPath;
use super::legend::{Class, Shown};
use super::paint::{clip, dashed, fill, fill_even_odd, ground_hatch, round_stroke, stroke};
use super::shapes::{length, push_polyline, push_ring, resample, signed_area, smooth, teeth};
use super::{FillRule, Item};
use crate::data::Dataset;
use crate::geo::{LonLat, MapPoint, MapRect, clip_ring};
use crate::model::{StretchKind, WorldState};
use crate::time::Instant;

/// Step at which a bold line is resampled before it is smoothed, points: finer bends than its own width are noise.
const FRONT_STEP_PT: f64 = 1.6;

/// Parts of a front shorter than this between two seams are left out, points.
const CRUMB_PT: f64 = 7.0;
/// How far before a front it is asked who holds the ground, points.
const PROBE_PT: f64 = 3.0;
/// Every how many points of a smoothed line it is asked.
const PROBE_EVERY: usize = 3;

/// Ground smaller than this on the page is not spoken of in the legend, square points.
const LEAST_AREA_PT2: f64 = 6.0;

/// A line that names may not cross, with the width it takes, points.
#[derive(Clone, Debug)]
pub(super) struct Obstacle {
    /// Points on the page.
    pub line: Vec<Point>,
    /// Half the width of what is drawn there.
    pub reach_pt: f64,
}

/// Tints the ground: all that is held, and over it what was gained since the earlier instant of the state.
pub(super) fn ground(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    land: &LandPath,
    shown: &mut Shown,
) -> Vec<Item> {
    let style = &frame.theme.ground;
    let mut held = BezPath::new();
    let mut gained = BezPath::new();
    let page = frame.view.camera.visible(frame.view.size);
    let gained_class = if state.compared.is_some() { Class::GainedBetween } else { Class::Gained };
    for front in &state.fronts {
        let now = seen_part(frame, &front.ground);
        let before = seen_part(frame, &front.ground_before);
        if now.len() < 3 {
            continue;
        }
        let area_of = |ring: &[LonLat]| signed_area(&part_in(frame, ring, &page)).abs() / 2.0;
        let (area, area_before) = (area_of(&front.ground), area_of(&front.ground_before));
        if area > LEAST_AREA_PT2 {
            shown.add(Class::Held);
        }
        if area - area_before > LEAST_AREA_PT2 {
            shown.add(gained_class);
        }
        push_upright(now.clone(), &mut held);
        push_ring(&mut gained, &now);
        push_ring(&mut gained, &before);
    }
    let pockets = state.pockets.iter().filter_map(|&i| data.pockets.get(i)).map(|a| &a.shape);
    let islands = state.islands.iter().filter_map(|&i| data.islands.get(i)).map(|a| &a.shape);
    for shape in pockets.chain(islands) {
        for polygon in shape {
            push_upright(frame.line(&ring_of(polygon)), &mut held);
        }
    }
    for island in state.islands.iter().filter_map(|&i| data.islands.get(i)) {
        if island.meta.period.start() > state.since {
            island.shape.iter().for_each(|p| push_ring(&mut gained, &frame.line(&ring_of(p))));
        }
    }
    // On top of the first tint, so that both together have the opacity that the theme asks for.
    let on_top = 1.0 - (1.0 - style.gained_opacity) / (1.0 - style.held_opacity).max(0.01);
    let (held, gained) = (Arc::new(held), Arc::new(gained));
    let mut tints = vec![
        fill(Arc::clone(&held), Affine::IDENTITY, style.colour.with_opacity(style.held_opacity)),
        fill_even_odd(Arc::clone(&gained), Affine::IDENTITY, style.colour.with_opacity(on_top)),
    ];
    let anchor = frame.on_page(MapPoint::default());
    for (area, rule, rising) in [(held, FillRule::NonZero, false), (gained, FillRule::EvenOdd, true)] {
        let lines = ground_hatch(&frame.theme.ground, area.bounding_box().intersect(frame.page()), anchor, rising);
        tints.extend(lines.map(|lines| clip(area, Affine::IDENTITY, rule, vec![lines])));
    }
    let tints = match lifted(frame, data, state) {
        Some(window) => vec![clip(window, Affine::IDENTITY, FillRule::EvenOdd, tints)],
        None => tints,
    };
    vec![clip(Arc::clone(&land.path), frame.to_page, FillRule::NonZero, tints)]
}

/// The page less the holdouts; `None` if there are none on it.
fn lifted(frame: &Frame, data: &Dataset, state: &WorldState) -> Option<BezPath> {
    let mut window = frame.page().inset(40.0).to_path(0.1);
    let mut any = false;
    for area in state.holdouts.iter().filter_map(|&i| data.holdouts.get(i)) {
        for polygon in &area.shape {
            let ring = frame.line(&ring_of(polygon));
            if frame.sees(bounds(&ring)) {
                push_ring(&mut window, &ring);
                any = true;
            }
        }
    }
    any.then_some(window)
}

/// Appends a ring, turned clockwise so that rings add up under the non-zero rule.
fn push_upright(mut points: Vec<Point>, path: &mut BezPath) {
    if signed_area(&points) < 0.0 {
        points.reverse();
    }
    push_ring(path, &points);
}

/// The part of an area that the page shows, on the page.
fn seen_part(frame: &Frame, ring: &[LonLat]) -> Vec<Point> {
    part_in(frame, ring, &frame.visible)
}

fn part_in(frame: &Frame, ring: &[LonLat], rect: &MapRect) -> Vec<Point> {
    let points = frame.projection.project_line(ring, frame.detail.tolerance_m.max(1.0));
    let clipped = clip_ring(&points, rect);
    clipped.into_iter().map(|p| frame.on_page(p)).collect()
}

/// The outer ring of a polygon in degrees.
pub(super) fn ring_of(polygon: &geo::Polygon<f64>) -> Vec<LonLat> {
    super::base::places(polygon.exterior()).collect()
}

/// Soviet ground on the page, to tell where a front has no enemy before it.
struct HeldGround(Vec<(kurbo::Rect, Vec<Point>)>);

impl HeldGround {
    fn new(frame: &Frame, data: &Dataset, state: &WorldState) -> Self {
        let pockets = state.pockets.iter().filter_map(|&i| data.pockets.get(i)).map(|a| &a.shape);
        let islands = state.islands.iter().filter_map(|&i| data.islands.get(i)).map(|a| &a.shape);
        let areas = pockets.chain(islands).flat_map(|s| s.iter().map(ring_of));
        let rings = state.fronts.iter().map(|f| f.ground.clone()).chain(areas);
        let seen = rings.map(|r| seen_part(frame, &r)).filter(|r| r.len() >= 3);
        Self(seen.map(|r| (bounds(&r), r)).collect())
    }

    fn holds(&self, p: Point) -> bool {
        self.0.iter().any(|(b, ring)| b.contains(p) && winding(ring, p) != 0)
    }
}

/// How often a ring winds round a point.
pub(super) fn winding(ring: &[Point], p: Point) -> i32 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).fold(0, |sum, (a, b)| {
        let is_left = (b.x - a.x) * (p.y - a.y) - (p.x - a.x) * (b.y - a.y);
        if a.y <= p.y && b.y > p.y && is_left > 0.0 {
            sum + 1
        } else if a.y > p.y && b.y <= p.y && is_left < 0.0 {
            sum - 1
        } else {
            sum
        }
    })
}

/// Cuts a line where the ground on its left begins or ceases to be held: where two advances have met there is no
/// front any more. True for the parts that still face the enemy.
fn facing_parts(line: &[Point], held: &HeldGround) -> Vec<(bool, Vec<Point>)> {
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
    data: &Dataset,
    state: &WorldState,
    land: &LandPath,
    shown: &mut Shown,
) -> (Vec<Item>, Vec<Obstacle>) {
    let style = &frame.theme.front;
    let [mut casing, mut solid, mut broken, mut edge, mut tooth, mut seam] = std::array::from_fn(|_| BezPath::new());
    let mut obstacles = Vec::new();
    let held = HeldGround::new(frame, data, state);
    for stretch in state.fronts.iter().flat_map(|f| &f.stretches) {
        let raw = frame.line(&stretch.line);
        if raw.len() < 2 || !frame.sees(bounds(&raw)) {
            continue;
        }
        if stretch.kind == StretchKind::Frontier {
            push_polyline(&mut edge, &raw);
            if raw.iter().any(|p| frame.map.contains(*p)) {
                shown.add(Class::Frontier);
            }
            continue;
        }
        let line = smooth(&resample(&raw, FRONT_STEP_PT), 2);
        for (faces, part) in facing_parts(&line, &held) {
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

/// A phase line on the page, for its date.
#[derive(Clone, Debug)]
pub(super) struct PhaseLine {
    /// What tells it from other phase lines: the id of a dated line, or of the sector whose earlier front it is.
    pub id: String,
    /// When the front stood there.
    pub stands_at: Instant,
    /// 0 for the newest.
    pub age: usize,
    /// The parts that have left the frontier, points on the page.
    pub parts: Vec<Vec<Point>>,
}

/// Seconds in a day.
const DAY_SECS: i64 = 86_400;

/// The front at the earlier instant of a comparison: one thin line a sector.
fn baseline(frame: &Frame, data: &Dataset, state: &WorldState, shown: &mut Shown) -> (Vec<Item>, Vec<PhaseLine>) {
    let style = &frame.theme.front;
    let (mut path, mut lines) = (BezPath::new(), Vec::new());
    for front in &state.fronts {
        let moved = front.stretches_before.iter().filter(|s| s.kind != StretchKind::Frontier);
        let drawn = moved.map(|s| smooth(&resample(&frame.line(&s.line), FRONT_STEP_PT), 1));
        let parts: Vec<Vec<Point>> = drawn.filter(|p| p.len() >= 2 && frame.sees(bounds(p))).collect();
        if parts.iter().any(|part| frame.shows_on_land(part)) {
            shown.add(Class::FrontBefore);
        }
        for part in &parts {
            push_polyline(&mut path, part);
        }
        if let (false, Some(sector)) = (parts.is_empty(), data.config.sectors.get(front.sector)) {
            lines.push(PhaseLine { id: sector.id.clone(), stands_at: state.since, age: 0, parts });
        }
    }
    (vec![stroke(path, Affine::IDENTITY, style.phase_width_pt * BASELINE_SHARE, style.colour)], lines)
}

/// Width of the earlier front of a comparison in that of a phase line: it is the only one, and must be found at once.
pub(crate) const BASELINE_SHARE: f64 = 1.5;

/// Earlier positions of the fronts, fading with age; in a comparison the front at the earlier instant alone.
pub(super) fn phase_lines(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    land: &LandPath,
    shown: &mut Shown,
) -> (Vec<Item>, Vec<PhaseLine>) {
    let style = &frame.theme.front;
    let (mut items, mut lines) = match state.compared {
        Some(_) => baseline(frame, data, state, shown),
        None => (Vec::new(), Vec::new()),
    };
    let fading = if state.compared.is_some() { &[][..] } else { &state.fronts[..] };
    for front in fading {
        // A front that stands has no phase lines: those of long ago would tell of haste where there was none.
        let oldest = state.at.plus_secs(-i64::from(frame.view.phase_lines) * DAY_SECS);
        for (age, &index) in front.earlier.iter().take(usize::from(frame.view.phase_lines)).enumerate() {
            let Some(line) = data.fronts.get(index).filter(|line| line.stands_at >= oldest) else { continue };
            let first = data.fronts.iter().find(|f| f.sector == line.sector && f.meta.variant.is_none());
            let frontier: HashSet<(u64, u64)> = first.map(|f| f.line.iter().map(bits).collect()).unwrap_or_default();
            let mut path = BezPath::new();
            let mut parts = Vec::new();
            for part in moved_parts(&line.line, &frontier) {
                let points = smooth(&resample(&frame.line(part), FRONT_STEP_PT), 1);
                if frame.sees(bounds(&points)) {
                    push_polyline(&mut path, &points);
                    parts.push(points);
                }
            }
            if !parts.is_empty() {
                let opacity = style.phase_opacity.get(age).or(style.phase_opacity.last()).copied().unwrap_or(0.3);
                items.push(stroke(path, Affine::IDENTITY, style.phase_width_pt, style.colour.with_opacity(opacity)));
                if parts.iter().any(|p| frame.shows_on_land(p)) {
                    shown.add(Class::PhaseLine);
                }
                lines.push(PhaseLine { id: line.meta.id.clone(), stands_at: line.stands_at, age, parts });
            }
        }
    }
    let items = if items.is_empty() {
        items
    } else {
        vec![clip(Arc::clone(&land.path), frame.to_page, FillRule::NonZero, items)]
    };
    (items, lines)
}

fn bits(p: &LonLat) -> (u64, u64) {
    (p.lon.to_bits(), p.lat.to_bits())
}

/// The runs of a line that have left the frontier: an edge with both ends on it has not moved.
fn moved_parts<'a>(line: &'a [LonLat], frontier: &HashSet<(u64, u64)>) -> Vec<&'a [LonLat]> {
    let on: Vec<bool> = line.iter().map(|p| frontier.contains(&bits(p))).collect();
    let mut parts = Vec::new();
    let mut start = None;
    for i in 1..line.len() {
        let moved = !(on[i - 1] && on[i]);
        match (moved, start) {
            (true, None) => start = Some(i - 1),
            (false, Some(from)) => {
                parts.push(&line[from..i]);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        parts.push(&line[from..]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_left_the_frontier_is_a_phase_line() {
        let p = |x: f64| LonLat::new(x, 0.0);
        let q = |x: f64| LonLat::new(x, 1.0);
        let frontier: HashSet<_> = [p(0.0), p(1.0), p(2.0), p(5.0), p(6.0)].iter().map(bits).collect();
        let line = [p(0.0), p(1.0), p(2.0), q(3.0), q(4.0), p(5.0), p(6.0)];
        let parts = moved_parts(&line, &frontier);
        assert_eq!(parts, vec![&line[2..6]]);
    }
}

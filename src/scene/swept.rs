//! Ground behind the fronts: its tint, and who holds the ground before a front.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::cells::Cells;
use super::frame::{Frame, bounds};
use super::ground::LandPath;
use super::legend::{Class, Shown};
use super::paint::{clip, fill, ground_hatch};
use super::shapes::{push_ring, signed_area};
use super::{FillRule, Item};
use crate::data::Dataset;
use crate::geo::{LonLat, MapPoint, MapRect, clip_ring};
use crate::model::WorldState;
use crate::time::Instant;

/// Ground smaller than this on the page is not spoken of in the legend, square points.
const LEAST_AREA_PT2: f64 = 60.0;

/// The ground under Soviet control at one instant, as far as the page shows it: projected once for all who ask.
pub(super) struct Swept {
    fronts: Vec<SweptFront>,
    areas: Vec<SweptArea>,
    /// All of it under the non-zero rule.
    held: BezPath,
    /// Slivers of open ground next to ground that was gained: they count as gained with it.
    gained_slivers: BezPath,
}

/// The ground behind one front.
struct SweptFront {
    /// Outline now, points on the page.
    now: Vec<Point>,
    /// Outline at the earlier instant of the state, points on the page.
    before: Vec<Point>,
    /// What lies of both inside the map's frame, square points.
    areas_pt2: [f64; 2],
}

/// A pocket or an island.
struct SweptArea {
    outline: Vec<Point>,
    bounds: Rect,
    /// When an island passed; a pocket is told by its own tint.
    since: Option<Instant>,
}

impl Swept {
    /// The ground of `state` on the page of `frame`.
    pub fn new(frame: &Frame, data: &Dataset, state: &WorldState) -> Self {
        let map = frame.on_map();
        let fronts = state.fronts.iter().map(|front| SweptFront::new(frame, &front.ground, &front.ground_before, &map));
        let pockets = state.pockets.iter().filter_map(|&i| data.pockets.get(i)).map(|a| (&a.shape, None));
        let islands = state.islands.iter().filter_map(|&i| data.islands.get(i));
        let islands = islands.map(|island| (&island.shape, Some(island.meta.period.start())));
        let areas = pockets.chain(islands).flat_map(|(shape, since)| shape.iter().map(move |p| (ring_of(p), since)));
        let areas = areas.map(|(ring, since)| {
            let outline = frame.line(&ring);
            SweptArea { bounds: bounds(&outline), outline, since }
        });
        let fronts: Vec<SweptFront> = fronts.filter(|f| f.now.len() >= 3).collect();
        let areas: Vec<SweptArea> = areas.filter(|a| frame.sees(a.bounds)).collect();
        let mut held = BezPath::new();
        let outlines = fronts.iter().map(|front| &front.now).chain(areas.iter().map(|area| &area.outline));
        outlines.for_each(|outline| push_upright(outline, &mut held));
        Self { fronts, areas, held, gained_slivers: BezPath::new() }
    }

    /// The ground in cells of the page.
    pub fn cells(&self, frame: &Frame) -> Cells {
        Cells::of_path(frame.page(), &self.held, Affine::IDENTITY, FillRule::NonZero)
    }

    /// Tints these pieces of open ground with the rest; each begins with a point of the ground next to it.
    pub fn close(&mut self, frame: &Frame, slivers: &[[Point; 3]]) {
        if slivers.is_empty() {
            return;
        }
        let mut before = BezPath::new();
        self.fronts.iter().for_each(|front| push_upright(&front.before, &mut before));
        let before = Cells::of_path(frame.page(), &before, Affine::IDENTITY, FillRule::NonZero);
        for sliver in slivers {
            push_upright(sliver, &mut self.held);
            if !before.hold(sliver[0]) {
                push_upright(sliver, &mut self.gained_slivers);
            }
        }
    }

    /// All of this ground, points on the page under the non-zero rule.
    pub const fn held(&self) -> &BezPath {
        &self.held
    }

    /// True if a point of the page lies behind a front.
    pub fn is_behind(&self, p: Point) -> bool {
        self.fronts.iter().any(|front| winding(&front.now, p) != 0)
    }

    /// Tints the ground: all that is held, and over it what was gained since the earlier instant of the state.
    pub fn tint(
        &self,
        frame: &Frame,
        data: &Dataset,
        state: &WorldState,
        land: &LandPath,
        shown: &mut Shown,
    ) -> Vec<Item> {
        let style = &frame.theme.ground;
        let mut gained = self.gained_slivers.clone();
        let gained_class = if state.compared.is_some() { Class::GainedBetween } else { Class::Gained };
        for front in &self.fronts {
            let [area, area_before] = front.areas_pt2;
            if area > LEAST_AREA_PT2 {
                shown.add(Class::Held);
            }
            if area - area_before > LEAST_AREA_PT2 {
                shown.add(gained_class);
            }
            push_upright(&front.now, &mut gained);
            push_downright(&front.before, &mut gained);
        }
        for area in &self.areas {
            let is_seen = area.bounds.intersect(frame.map).area() > LEAST_AREA_PT2 && frame.explains(area.bounds);
            if is_seen {
                shown.add(Class::Held);
            }
            if area.since.is_some_and(|since| since > state.since) {
                if is_seen {
                    shown.add(gained_class);
                }
                push_upright(&area.outline, &mut gained);
            }
        }
        // On top of the first tint, so that both together have the opacity that the theme asks for.
        let on_top = 1.0 - (1.0 - style.gained_opacity) / (1.0 - style.held_opacity).max(0.01);
        let (held, gained) = (Arc::new(self.held.clone()), Arc::new(gained));
        let mut tints = vec![
            fill(Arc::clone(&held), Affine::IDENTITY, style.colour.with_opacity(style.held_opacity)),
            fill(Arc::clone(&gained), Affine::IDENTITY, style.colour.with_opacity(on_top)),
        ];
        let anchor = frame.on_page(MapPoint::default());
        for (area, rising) in [(held, false), (gained, true)] {
            let lines = ground_hatch(style, area.bounding_box().intersect(frame.page()), anchor, rising);
            tints.extend(lines.map(|lines| clip(area, Affine::IDENTITY, FillRule::NonZero, vec![lines])));
        }
        let tints = match lifted(frame, data, state) {
            Some(window) => vec![clip(window, Affine::IDENTITY, FillRule::EvenOdd, tints)],
            None => tints,
        };
        vec![clip(Arc::clone(&land.path), frame.to_page, FillRule::NonZero, tints)]
    }
}

impl SweptFront {
    fn new(frame: &Frame, now: &[LonLat], before: &[LonLat], map: &MapRect) -> Self {
        let on_plane = |ring: &[LonLat]| frame.projection.project_line(ring, frame.detail.tolerance_m.max(1.0));
        let part = |ring: &[MapPoint], rect: &MapRect| -> Vec<Point> {
            clip_ring(ring, rect).into_iter().map(|p| frame.on_page(p)).collect()
        };
        let rings = [on_plane(now), on_plane(before)];
        let areas_pt2 = [&rings[0], &rings[1]].map(|ring| signed_area(&part(ring, map)).abs() / 2.0);
        let [now, before] = [&rings[0], &rings[1]].map(|ring| part(ring, &frame.visible));
        Self { now, before, areas_pt2 }
    }
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
fn push_upright(points: &[Point], path: &mut BezPath) {
    if signed_area(points) < 0.0 {
        let turned: Vec<Point> = points.iter().rev().copied().collect();
        push_ring(path, &turned);
    } else {
        push_ring(path, points);
    }
}

/// Appends a ring, turned against the clock so that it takes away under the non-zero rule from what was pushed upright.
fn push_downright(points: &[Point], path: &mut BezPath) {
    let turned: Vec<Point> = points.iter().rev().copied().collect();
    push_ring(path, if signed_area(points) > 0.0 { &turned } else { points });
}

/// The outer ring of a polygon in degrees.
pub(super) fn ring_of(polygon: &geo::Polygon<f64>) -> Vec<LonLat> {
    super::base::places(polygon.exterior()).collect()
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

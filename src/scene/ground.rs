//! Layers of the base map: sea, land, water, railways, borders, graticule. Nothing here depends on the instant.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Shape};

use super::base::{BaseStores, CoastLevel, DATA_BOX};
use super::cells::Cells;
use super::facing::Ground;
use super::frame::Frame;
use super::legend::{Class, Shown};
use super::paint::{clip, dashed, fill, fill_even_odd, round_stroke, stroke};
use super::relief::{ReliefImages, Turned, far_tints};
use super::shapes::{push_polyline, push_ring};
use super::{FillRule, ImageItem, Item};
use crate::geo::{Detail, LonLat, PagePoint};

/// Land of the view, for filling and for clipping.
#[derive(Clone, Debug)]
pub(super) struct LandPath {
    /// Metres of the plane, non-zero rule.
    pub path: Arc<BezPath>,
}

/// The land that `frame` shows.
pub(super) fn land_path(frame: &Frame, base: &BaseStores) -> LandPath {
    let store = base.coast(CoastLevel::at(frame.scale));
    LandPath { path: Arc::new(store.visible_fill(&frame.visible, coast_detail(frame))) }
}

/// Least size of an island that is drawn, points; those of the campaign that are smaller have marks of their own.
const LEAST_ISLAND_PT: f64 = 0.7;
/// Scale denominators from which and down to which the coast line grows from its least width to its own.
const COAST_GROWS: (f64, f64) = (16.0e6, 4.0e6);
/// The least width of the coast line, as a share: in an archipelago at small scale ink would swallow the islands.
const LEAST_COAST_SHARE: f64 = 0.7;

/// Land and coast line show the same islands.
fn coast_detail(frame: &Frame) -> Detail {
    Detail { min_extent_m: frame.metres(LEAST_ISLAND_PT), ..frame.detail }
}

/// Share of a page beyond the data from which the map has an edge there, and points looked at, each way.
const MOST_BEYOND: f64 = 0.22;
const BEYOND_STEPS: u32 = 16;
/// A lake smaller than this does not interrupt a front, points.
const LEAST_LAKE_PT: f64 = 14.0;

/// Land and lakes in cells of the page.
pub(super) fn cells(frame: &Frame, base: &BaseStores, land: &LandPath) -> Ground {
    let of = |path: &BezPath, rule| Cells::of_path(frame.page(), path, frame.to_page, rule);
    let detail = Detail { min_extent_m: frame.metres(LEAST_LAKE_PT), ..frame.detail };
    let mut lakes = BezPath::new();
    base.lakes().iter().for_each(|ranked| lakes.extend(ranked.store.visible_fill(&frame.visible, detail)));
    Ground { land: of(&land.path, FillRule::NonZero), lakes: of(&lakes, FillRule::EvenOdd) }
}

/// Detail of a water line as a share of its distance from the coast.
const RIM_GRAIN: f64 = 0.22;

/// The sea with its depths and the lighter rim along the coast.
pub(super) fn sea(frame: &Frame, base: &BaseStores, relief: Option<&ReliefImages>) -> Vec<Item> {
    let theme = frame.theme;
    let shore = theme.sea.depth.first().map_or(theme.page.paper, |s| s.1);
    // Beyond the data the sea goes on as it is far from any coast.
    let ground = if relief.is_some() && !is_within_data(frame) { far_tints(theme)[1] } else { shore };
    let mut items = vec![fill(frame.page().to_path(0.1), Affine::IDENTITY, ground)];
    if let Some(relief) = relief {
        items.push(picture(frame, &relief.sea));
    }
    let colour = theme.sea.rim.with_opacity(theme.sea.rim_opacity);
    let mut rims = Vec::new();
    for &reach_pt in theme.sea.rim_width_pt.iter().filter(|_| theme.sea.rim_opacity > 0.0) {
        // The farther a line runs from the coast, the less it knows of its bends.
        let grain_m = frame.metres(RIM_GRAIN * reach_pt);
        let coarse = Detail { tolerance_m: grain_m, min_extent_m: grain_m };
        let coast = base.coast(CoastLevel::at(frame.scale)).visible_stroke(&frame.visible, coarse);
        rims.push(stroke(coast, frame.to_page, reach_pt * 2.0, colour));
    }
    items.extend(within_data(frame, rims));
    items
}

/// Scale denominator below which the relief begins to fade.
const CALM_BELOW: f64 = 4.2e6;
/// Scale denominators between which it fades away: there a cell of the grid is as large as a town, and its edges show.
const GONE_BETWEEN: (f64, f64) = (9.0e5, 2.5e5);

/// The land with heights and shading.
pub(super) fn land(frame: &Frame, land: &LandPath, relief: Option<&ReliefImages>) -> Vec<Item> {
    let tint = frame.theme.land.height.first().map_or(frame.theme.page.paper, |s| s.1);
    match relief {
        Some(relief) => {
            let mut inside = Vec::new();
            if !is_within_data(frame) {
                let far = far_tints(frame.theme)[0];
                inside.push(fill(frame.page().inset(30.0).to_path(0.1), Affine::IDENTITY, far));
            }
            inside.push(picture(frame, &relief.land));
            // The grid's own grain shows at large scales: there the shading steps back.
            let gone = arrival(frame.scale, GONE_BETWEEN.0, GONE_BETWEEN.1);
            let veil = ((1.0 - frame.scale / CALM_BELOW).clamp(0.0, 1.0) * 0.55).max(gone);
            if veil > 0.02 {
                let calm = frame.theme.land.height.get(1).map_or(tint, |s| s.1);
                inside.push(fill(frame.page().inset(30.0).to_path(0.1), Affine::IDENTITY, calm.with_opacity(veil)));
            }
            vec![clip(Arc::clone(&land.path), frame.to_page, FillRule::NonZero, inside)]
        }
        None => vec![fill(Arc::clone(&land.path), frame.to_page, tint)],
    }
}

fn picture(frame: &Frame, turned: &Turned) -> Item {
    Item::Image(ImageItem { image: Arc::clone(&turned.image), to_page: frame.to_page * turned.to_map })
}

/// How far something has come in at a scale: 0 from `absent` on, 1 up to `present`, in between by the logarithm, so that
/// nothing appears at a stroke while the map is enlarged.
fn arrival(scale: f64, absent: f64, present: f64) -> f64 {
    ((absent / scale).ln() / (absent / present).ln()).clamp(0.0, 1.0)
}

/// Scale denominator at which rivers of rank 2 are shown and those of rank 3 begin to come in; each halving of it
/// brings in another rank.
const RANK_TWO_AT: f64 = 8.0e6;
/// Width of a river at its source, as a share of its width at the mouth.
const SOURCE_SHARE: f64 = 0.35;

/// The rank down to which a scale shows rivers; between two ranks the lower one is coming in.
fn river_depth(scale: f64) -> f64 {
    (2.0 + (RANK_TWO_AT / scale).log2()).clamp(2.0, 5.0)
}

/// Rivers and lakes.
pub(super) fn water(frame: &Frame, base: &BaseStores) -> Vec<Item> {
    let style = &frame.theme.water;
    let mut items = Vec::new();
    // At small scale the least river shown is as thin as a brook at large scale.
    let depth = river_depth(frame.scale);
    for reach in base.rivers().iter().rev() {
        let rank = f64::from(reach.rank.max(1));
        let opacity = (depth - rank + 1.0).clamp(0.0, 1.0);
        if opacity <= 0.02 {
            continue;
        }
        let path = reach.store.visible_stroke(&frame.visible, frame.detail);
        if path.is_empty() {
            continue;
        }
        let share = (1.0 - (rank - 1.0) / depth).max(0.0);
        let full = style.river_min_width_pt + (style.river_max_width_pt - style.river_min_width_pt) * share * share;
        let taper = SOURCE_SHARE + (1.0 - SOURCE_SHARE) * reach.down.sqrt();
        let width = (full * taper).max(style.river_min_width_pt * 0.8);
        items.push(round_stroke(path, frame.to_page, width, style.river.with_opacity(opacity)));
    }
    let detail = Detail { min_extent_m: frame.metres(2.0), ..frame.detail };
    for ranked in base.lakes() {
        let path = ranked.store.visible_fill(&frame.visible, detail);
        if !path.is_empty() {
            items.push(fill_even_odd(path, frame.to_page, style.lake));
            let edge = ranked.store.visible_stroke(&frame.visible, detail);
            items.push(stroke(edge, frame.to_page, style.lake_edge_width_pt, style.lake_edge));
        }
    }
    items
}

/// The coast line, over land and sea.
pub(super) fn coast(frame: &Frame, base: &BaseStores) -> Vec<Item> {
    let store = base.coast(CoastLevel::at(frame.scale));
    let path = store.visible_stroke(&frame.visible, coast_detail(frame));
    let share = LEAST_COAST_SHARE + (1.0 - LEAST_COAST_SHARE) * arrival(frame.scale, COAST_GROWS.0, COAST_GROWS.1);
    let line = stroke(path, frame.to_page, frame.theme.sea.coast_width_pt * share, frame.theme.sea.coast);
    within_data(frame, vec![line])
}

/// The outline of what the base map has data for, on the page.
fn data_outline(frame: &Frame) -> Vec<kurbo::Point> {
    let [west, south, east, north] = DATA_BOX;
    let bbox = crate::geo::BoundingBox::new(west, south, east, north);
    bbox.map_or_else(Vec::new, |bbox| frame.line(&bbox.outline()))
}

/// Paper beyond the data, with the map's edge, on a page of which the data fills too little: an invented sea and land would
/// take up much of it. Elsewhere what lies at the edge goes on.
pub(super) fn beyond(frame: &Frame) -> Vec<Item> {
    let [west, south, east, north] = DATA_BOX;
    let Some(bbox) = crate::geo::BoundingBox::new(west, south, east, north) else { return Vec::new() };
    let map = frame.map;
    let steps = || (0..BEYOND_STEPS).map(|i| (f64::from(i) + 0.5) / f64::from(BEYOND_STEPS));
    let at = |x: f64, y: f64| {
        let p = PagePoint::new(map.x0 + map.width() * x, map.y0 + map.height() * y);
        frame.projection.unproject(frame.view.camera.map_point(p, frame.view.size))
    };
    let is_out = |p: &LonLat| !((west..=east).contains(&p.lon) && (south..=north).contains(&p.lat));
    let out = steps().flat_map(|y| steps().map(move |x| at(x, y))).filter(is_out).count();
    if f64::from(u32::try_from(out).unwrap_or(0)) < f64::from(BEYOND_STEPS * BEYOND_STEPS) * MOST_BEYOND {
        return Vec::new();
    }
    let outline = frame.line(&bbox.outline());
    let mut paper = frame.page().inset(30.0).to_path(0.1);
    push_ring(&mut paper, &outline);
    let mut edge = BezPath::new();
    push_ring(&mut edge, &outline);
    let page = &frame.theme.page;
    vec![
        fill_even_odd(paper, Affine::IDENTITY, page.paper),
        stroke(edge, Affine::IDENTITY, page.neatline_width_pt, page.neatline),
    ]
}

/// Lines along a coast, on a page that reaches beyond the data without those that would only lead out of it.
fn within_data(frame: &Frame, lines: Vec<Item>) -> Vec<Item> {
    if is_within_data(frame) {
        return lines;
    }
    let mut window = BezPath::new();
    super::shapes::push_ring(&mut window, &data_outline(frame));
    vec![clip(window, Affine::IDENTITY, FillRule::NonZero, lines)]
}

/// True if the page shows nothing but what the base map has data for.
fn is_within_data(frame: &Frame) -> bool {
    let outline = data_outline(frame);
    let page = frame.page().inset(30.0);
    let (left, middle, right) = (page.x0, page.center().x, page.x1);
    [left, middle, right]
        .iter()
        .flat_map(|x| [(*x, page.y0), (*x, page.y1)])
        .all(|at| super::swept::winding(&outline, kurbo::Point::from(at)) != 0)
}

/// Scale denominators from which and down to which the dashes of railways grow to their full size.
const RAILS_GROW: (f64, f64) = (8.0e6, 1.6e6);
/// Scale denominators at which branches begin to come in, and are there.
const BRANCHES: (f64, f64) = (7.0e6, 5.0e6);

/// Railways of 1945: a dark line with light dashes in it, smaller at small scales.
pub(super) fn railways(frame: &Frame, base: &BaseStores, shown: &mut Shown) -> Vec<Item> {
    let mut items = Vec::new();
    for ranked in base.railways().iter().rev() {
        let is_main = ranked.rank == 1;
        let opacity = if is_main { 1.0 } else { arrival(frame.scale, BRANCHES.0, BRANCHES.1) };
        if opacity <= 0.02 {
            continue;
        }
        let path = Arc::new(ranked.store.visible_whole(&frame.visible, frame.detail));
        if path.is_empty() {
            continue;
        }
        if frame.crosses_path(&path, frame.to_page) {
            shown.add(Class::Railway);
        }
        let share = if is_main { 1.0 } else { 0.72 };
        items.extend(railway(frame, path, frame.to_page, share, opacity));
    }
    items
}

/// A railway in the size that the frame's scale gives it; `share` of that for a lesser line.
pub(crate) fn railway(frame: &Frame, path: Arc<BezPath>, to_page: Affine, share: f64, opacity: f64) -> [Item; 2] {
    let style = &frame.theme.railways;
    let grown = arrival(frame.scale, RAILS_GROW.0, RAILS_GROW.1);
    let size = style.small_share + (1.0 - style.small_share) * grown;
    // Small lines in full ink would shout: the opacity is for small scales, half of what it takes away for large ones.
    let ink = (style.opacity + (1.0 - style.opacity) * 0.5 * grown) * opacity;
    let (outer, inner) = (style.cased_width_pt * size * share, style.cased_inner_width_pt * size * share);
    let dash = style.cased_dash_pt.map(|d| d * size);
    [
        stroke(Arc::clone(&path), to_page, outer, style.colour.with_opacity(ink)),
        dashed(path, to_page, inner, &dash, style.cased_inner.with_opacity(opacity)),
    ]
}

/// Scale denominators at which borders of rank 2 and 3 begin to come in.
const MINOR_BORDERS: [f64; 2] = [11.0e6, 6.0e6];

/// Borders of 1945 with the tint along them, inside the state.
pub(super) fn borders(frame: &Frame, base: &BaseStores, shown: &mut Shown) -> Vec<Item> {
    let style = &frame.theme.borders;
    let mut items = Vec::new();
    for band in base.bands() {
        let path = band.lines.visible_stroke(&frame.visible, frame.detail);
        if path.is_empty() {
            continue;
        }
        let tint = style.colour.with_opacity(style.band_opacity);
        let inside = vec![stroke(path, frame.to_page, style.band_width_pt * 2.0, tint)];
        let territory = band.territory.visible_fill(&frame.visible, frame.detail);
        items.push(clip(territory, frame.to_page, FillRule::EvenOdd, inside));
    }
    for ranked in base.borders() {
        let opacity = match ranked.rank {
            0 | 1 => 1.0,
            rank => {
                let from = MINOR_BORDERS[usize::from(rank > 2)];
                arrival(frame.scale, from, from * 0.75)
            }
        };
        if opacity <= 0.02 {
            continue;
        }
        let path = ranked.store.visible_whole(&frame.visible, frame.detail);
        if path.is_empty() {
            continue;
        }
        if frame.crosses_path(&path, frame.to_page) {
            shown.add(Class::Border);
        }
        let colour = style.colour.with_opacity(style.opacity * opacity);
        items.push(if ranked.rank == 1 {
            dashed(path, frame.to_page, style.width_pt, &style.dash_pt, colour)
        } else {
            dashed(path, frame.to_page, style.minor_width_pt, &style.minor_dash_pt, colour)
        });
    }
    items
}

/// Borders of today: dots.
pub(super) fn borders_modern(frame: &Frame, base: &BaseStores, shown: &mut Shown) -> Vec<Item> {
    let path = base.borders_modern().visible_whole(&frame.visible, frame.detail);
    if path.is_empty() {
        return Vec::new();
    }
    if frame.crosses_path(&path, frame.to_page) {
        shown.add(Class::BorderModern);
    }
    vec![modern_border(frame, path, frame.to_page)]
}

/// A border of today.
pub(crate) fn modern_border(frame: &Frame, path: impl Into<Arc<BezPath>>, to_page: Affine) -> Item {
    let style = &frame.theme.borders;
    dashed(path, to_page, style.modern_width_pt, &style.modern_dash_pt, style.modern.with_opacity(style.opacity))
}

/// Degrees between lines of the graticule at a scale.
pub(crate) fn graticule_step(scale: f64) -> f64 {
    match scale {
        s if s > 5.0e6 => 5.0,
        s if s > 2.5e6 => 2.0,
        s if s > 1.2e6 => 1.0,
        s if s > 5.0e5 => 0.5,
        _ => 0.25,
    }
}

/// Meridians and parallels of the view: true for a meridian, its degree, its line on the page.
pub(crate) fn graticule_lines(frame: &Frame) -> Vec<(bool, f64, Vec<kurbo::Point>)> {
    let step = graticule_step(frame.scale);
    let corners: Vec<LonLat> = edge_places(frame);
    let low = |value: fn(&LonLat) -> f64| corners.iter().map(value).fold(f64::INFINITY, f64::min);
    let high = |value: fn(&LonLat) -> f64| corners.iter().map(value).fold(f64::NEG_INFINITY, f64::max);
    let (west, east) = (low(|p| p.lon), high(|p| p.lon));
    let (south, north) = (low(|p| p.lat).max(-70.0), high(|p| p.lat).min(88.0));
    let mut lines = Vec::new();
    let mut lon = (west / step).ceil() * step;
    while lon <= east && lines.len() < 400 {
        lines.push((true, lon, frame.line(&[LonLat::new(lon, south), LonLat::new(lon, north)])));
        lon += step;
    }
    let mut lat = (south / step).ceil() * step;
    while lat <= north && lines.len() < 400 {
        lines.push((false, lat, frame.line(&[LonLat::new(west, lat), LonLat::new(east, lat)])));
        lat += step;
    }
    lines
}

/// Places along the edge of the visible part of the plane.
fn edge_places(frame: &Frame) -> Vec<LonLat> {
    let r = &frame.visible;
    let mut out = Vec::new();
    for i in 0..=16 {
        let t = f64::from(i) / 16.0;
        let (x, y) = (r.min.x + r.width() * t, r.min.y + r.height() * t);
        for p in [(x, r.min.y), (x, r.max.y), (r.min.x, y), (r.max.x, y)] {
            out.push(frame.projection.unproject(crate::geo::MapPoint::new(p.0, p.1)));
        }
    }
    out
}

/// The graticule.
pub(super) fn graticule(frame: &Frame) -> Vec<Item> {
    let style = &frame.theme.graticule;
    let mut path = BezPath::new();
    for (_, _, line) in graticule_lines(frame) {
        push_polyline(&mut path, &line);
    }
    vec![stroke(path, Affine::IDENTITY, style.width_pt, style.colour.with_opacity(style.opacity))]
}

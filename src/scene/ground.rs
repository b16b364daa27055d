//! Layers of the base map: sea, land, water, railways, borders, graticule. Nothing here depends on the instant.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Shape};

use super::base::{BaseStores, CoastLevel};
use super::frame::Frame;
use super::legend::{Class, Shown};
use super::paint::{clip, dashed, fill, fill_even_odd, stroke};
use super::relief::{ReliefImages, Turned};
use super::shapes::push_polyline;
use super::{FillRule, ImageItem, Item};
use crate::geo::{Detail, LonLat};

/// Land of the view, for filling and for clipping.
#[derive(Clone, Debug)]
pub(super) struct LandPath {
    /// Metres of the plane, non-zero rule.
    pub path: Arc<BezPath>,
}

/// The land that `frame` shows.
pub(super) fn land_path(frame: &Frame, base: &BaseStores) -> LandPath {
    let store = base.coast(CoastLevel::at(frame.scale));
    // A tiny island must not vanish altogether: half a point is the least that is drawn.
    LandPath { path: Arc::new(store.visible_fill(&frame.visible, frame.detail)) }
}

/// The sea with its depths and the lighter rim along the coast.
pub(super) fn sea(frame: &Frame, base: &BaseStores, relief: Option<&ReliefImages>) -> Vec<Item> {
    let theme = frame.theme;
    let shore = theme.sea.depth.first().map_or(theme.page.paper, |s| s.1);
    let mut items = vec![fill(frame.page().to_path(0.1), Affine::IDENTITY, shore)];
    if let Some(relief) = relief {
        items.push(picture(frame, &relief.sea));
    }
    let coarse = Detail { tolerance_m: frame.metres(0.7), min_extent_m: frame.metres(0.8) };
    let coast = Arc::new(base.coast(CoastLevel::at(frame.scale)).visible_stroke(&frame.visible, coarse));
    for reach in &theme.sea.rim_width_pt {
        let colour = theme.sea.rim.with_opacity(theme.sea.rim_opacity);
        items.push(stroke(Arc::clone(&coast), frame.to_page, reach * 2.0, colour));
    }
    items
}

/// Scale denominator below which the relief begins to fade.
const CALM_BELOW: f64 = 4.2e6;

/// The land with heights and shading.
pub(super) fn land(frame: &Frame, land: &LandPath, relief: Option<&ReliefImages>) -> Vec<Item> {
    let tint = frame.theme.land.height.first().map_or(frame.theme.page.paper, |s| s.1);
    match relief {
        Some(relief) => {
            let mut inside = vec![picture(frame, &relief.land)];
            // The grid's own grain shows at large scales: there the shading steps back.
            let veil = (1.0 - frame.scale / CALM_BELOW).clamp(0.0, 1.0) * 0.55;
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

/// Greatest rank of rivers that a scale shows.
fn river_rank(scale: f64) -> u8 {
    match scale {
        s if s > 6.5e6 => 2,
        s if s > 3.2e6 => 3,
        s if s > 1.6e6 => 4,
        _ => 5,
    }
}

/// Rivers and lakes.
pub(super) fn water(frame: &Frame, base: &BaseStores) -> Vec<Item> {
    let style = &frame.theme.water;
    let mut items = Vec::new();
    // At small scale the least river shown is as thin as a brook at large scale.
    let last = river_rank(frame.scale);
    for ranked in base.rivers().iter().filter(|r| r.rank <= last).rev() {
        let path = ranked.store.visible_stroke(&frame.visible, frame.detail);
        if path.is_empty() {
            continue;
        }
        let share = 1.0 - f64::from(ranked.rank.max(1) - 1) / f64::from(last.max(2));
        let width = style.river_min_width_pt + (style.river_max_width_pt - style.river_min_width_pt) * share * share;
        items.push(stroke(path, frame.to_page, width, style.river));
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
    let path = store.visible_stroke(&frame.visible, frame.detail);
    vec![stroke(path, frame.to_page, frame.theme.sea.coast_width_pt, frame.theme.sea.coast)]
}

/// The box for which the base map has data, degrees: west, south, east, north.
const DATA_BOX: [f64; 4] = [100.0, 30.0, 165.0, 60.0];

/// Paper over what lies beyond the data, so that no sea is shown where nobody has looked.
pub(super) fn beyond(frame: &Frame) -> Vec<Item> {
    let [west, south, east, north] = DATA_BOX;
    let Some(bbox) = crate::geo::BoundingBox::new(west, south, east, north) else { return Vec::new() };
    let outline = frame.line(&bbox.outline());
    let page = frame.page().inset(30.0);
    let holds_page = outline.len() > 4
        && [(page.x0, page.y0), (page.x1, page.y0), (page.x1, page.y1), (page.x0, page.y1)]
            .iter()
            .chain(&[(page.center().x, page.y0), (page.center().x, page.y1)])
            .all(|&(x, y)| super::fronts::winding(&outline, kurbo::Point::new(x, y)) != 0);
    if holds_page {
        return Vec::new();
    }
    let mut paper = page.to_path(0.1);
    super::shapes::push_ring(&mut paper, &outline);
    let mut edge = BezPath::new();
    push_polyline(&mut edge, &outline);
    vec![
        fill_even_odd(paper, Affine::IDENTITY, frame.theme.page.paper),
        stroke(edge, Affine::IDENTITY, frame.theme.page.neatline_width_pt, frame.theme.page.neatline),
    ]
}

/// Scale denominator below which railways are drawn as cased dashes.
const CASED_BELOW: f64 = 2.2e6;
/// Scale denominator above which branches are left out.
const BRANCHES_BELOW: f64 = 6.0e6;

/// Railways of 1945.
pub(super) fn railways(frame: &Frame, base: &BaseStores, shown: &mut Shown) -> Vec<Item> {
    let style = &frame.theme.railways;
    let colour = style.colour.with_opacity(style.opacity);
    let mut items = Vec::new();
    for ranked in base.railways().iter().rev() {
        let is_main = ranked.rank == 1;
        if !is_main && frame.scale > BRANCHES_BELOW {
            continue;
        }
        let path = Arc::new(ranked.store.visible_whole(&frame.visible, frame.detail));
        if path.is_empty() {
            continue;
        }
        shown.add(Class::Railway);
        let thin = if is_main { style.main_width_pt } else { style.branch_width_pt };
        if frame.scale < CASED_BELOW {
            let share = if is_main { 1.0 } else { 0.75 };
            items.push(stroke(Arc::clone(&path), frame.to_page, style.cased_width_pt * share, style.colour));
            let inner = style.cased_inner_width_pt * share;
            items.push(dashed(path, frame.to_page, inner, &style.cased_dash_pt, style.cased_inner));
        } else {
            items.push(stroke(Arc::clone(&path), frame.to_page, thin, colour));
            if is_main {
                // A dash as long as the line is thin, drawn wide, is a tick.
                let tick = [thin, style.tick_gap_pt - thin];
                items.push(dashed(path, frame.to_page, style.tick_length_pt, &tick, colour));
            }
        }
    }
    items
}

/// Borders of 1945 with the tint along them.
pub(super) fn borders(frame: &Frame, base: &BaseStores, shown: &mut Shown) -> Vec<Item> {
    let style = &frame.theme.borders;
    let mut items = Vec::new();
    for ranked in base.borders() {
        if ranked.rank > 1 && frame.scale > 9.0e6 || ranked.rank > 2 && frame.scale > 5.0e6 {
            continue;
        }
        let path = Arc::new(ranked.store.visible_whole(&frame.visible, frame.detail));
        if path.is_empty() {
            continue;
        }
        shown.add(Class::Border);
        let colour = style.colour.with_opacity(style.opacity);
        if ranked.rank == 1 {
            let band = style.colour.with_opacity(style.band_opacity);
            items.push(stroke(Arc::clone(&path), frame.to_page, style.band_width_pt, band));
            items.push(dashed(path, frame.to_page, style.width_pt, &style.dash_pt, colour));
        } else {
            items.push(dashed(path, frame.to_page, style.minor_width_pt, &style.minor_dash_pt, colour));
        }
    }
    items
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

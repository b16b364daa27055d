//! Names of states and territories in spaced small capitals, inside their areas.

use geo::{Contains, MultiPolygon, Simplify};
use kurbo::Point;

use super::{Block, Name, id_of, request};
use crate::data::Unit;
use crate::geo::{LonLat, MapPoint, MapRect, Projection};
use crate::scene::frame::Frame;
use crate::scene::lettering::{legible, set_caps};
use crate::style::TypeStyle;

/// Cells a side of the grid on which a state is sampled.
const CELLS: usize = 36;
/// Degrees by which an outline is thinned before it is sampled.
const THIN_DEG: f64 = 0.05;

/// Where a state lies, sampled once on the plane.
#[derive(Clone, Debug)]
pub(in crate::scene) struct StateGrid {
    /// Index of the unit.
    index: usize,
    frame: MapRect,
    /// Rows from the south.
    inside: Vec<bool>,
}

impl StateGrid {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "grid cells"
    )]
    fn holds(&self, p: MapPoint) -> bool {
        let cell = |offset: f64, extent: f64| (offset / extent * CELLS as f64).floor();
        let (c, r) =
            (cell(p.x - self.frame.min.x, self.frame.width()), cell(p.y - self.frame.min.y, self.frame.height()));
        let ok = |v: f64| v >= 0.0 && v < CELLS as f64;
        ok(c) && ok(r) && self.inside[r as usize * CELLS + c as usize]
    }

    #[expect(clippy::cast_precision_loss, reason = "grid cells")]
    fn centre(&self, cell: usize) -> MapPoint {
        let at = |i: usize| (i as f64 + 0.5) / CELLS as f64;
        MapPoint::new(
            self.frame.min.x + self.frame.width() * at(cell % CELLS),
            self.frame.min.y + self.frame.height() * at(cell / CELLS),
        )
    }
}

/// Samples the states and territories that get a name.
pub(in crate::scene) fn state_grids(projection: &Projection, units: &[Unit]) -> Vec<StateGrid> {
    units
        .iter()
        .enumerate()
        .filter(|(_, u)| matches!(u.kind.as_str(), "state" | "colony" | "leased"))
        .filter_map(|(index, unit)| {
            let thin: MultiPolygon<f64> = unit.shape.simplify(THIN_DEG);
            let outline: Vec<LonLat> =
                thin.iter().flat_map(|p| p.exterior().0.iter().map(|c| LonLat::new(c.x, c.y))).collect();
            let frame = MapRect::around(&projection.project_many(&outline))?;
            let mut grid = StateGrid { index, frame, inside: vec![false; CELLS * CELLS] };
            for cell in 0..CELLS * CELLS {
                let at = projection.unproject(grid.centre(cell));
                grid.inside[cell] = thin.contains(&geo::Point::new(at.lon, at.lat));
            }
            Some(grid)
        })
        .collect()
}

/// Names of the states that the view shows.
pub(in crate::scene) fn state_names(frame: &Frame, grids: &[StateGrid], units: &[Unit]) -> Vec<Name> {
    let style = &frame.theme.lettering.state;
    let mut names = Vec::new();
    for grid in grids.iter().filter(|g| g.frame.intersects(&frame.visible)) {
        let Some(unit) = units.get(grid.index) else { continue };
        let spots = spots(frame, grid);
        let (mut candidates, mut settings) = (Vec::new(), Vec::new());
        for (k, (size, spacing)) in [(1.0, 0.36), (0.78, 0.28), (0.6, 0.2)].into_iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "three sizes")]
            let dearer = 14.0 * k as f64;
            let style = TypeStyle { size_pt: style.size_pt * size, ..style.clone() };
            for is_broken in [false, true] {
                let block = block(frame, unit, &style, spacing, is_broken);
                for (at, cost) in &spots {
                    let (w, h) = block.size();
                    let ends =
                        [-0.5, -0.36, -0.22, -0.08, 0.08, 0.22, 0.36, 0.5].map(|t| Point::new(at.x + w * t, at.y));
                    let out = ends.iter().filter(|p| !grid.holds(on_plane(frame, **p))).count();
                    if out > 3 {
                        continue;
                    }
                    #[expect(clippy::cast_precision_loss, reason = "eight points")]
                    let out = out as f64;
                    let (area, setting) = block.at(Point::new(at.x - w / 2.0, at.y - h / 2.0), 0.5);
                    candidates.push((vec![area], cost + dearer + out * 16.0 + if is_broken { 6.0 } else { 0.0 }));
                    settings.push(setting);
                }
            }
        }
        if !candidates.is_empty() {
            let priority = if unit.kind == "state" { 770.0 } else { 690.0 };
            names.push(Name {
                layer: "state-names",
                request: request(id_of("state", &unit.id), priority, 2.0, candidates),
                settings,
                style: style.clone(),
                opacity: 0.72,
                mark: Vec::new(),
                dot: None,
                formation: None,
            });
        }
    }
    names
}

fn block(frame: &Frame, unit: &Unit, style: &TypeStyle, spacing: f64, is_broken: bool) -> Block {
    let full = legible(&unit.names, frame.view.lang);
    let text = full.split(['(', '（']).next().unwrap_or(full).trim_end();
    let words: Vec<&str> = text.split(' ').collect();
    let middle = words.len().div_ceil(2);
    let parts = if is_broken && words.len() > 1 {
        vec![words[..middle].join(" "), words[middle..].join(" ")]
    } else {
        vec![text.to_owned()]
    };
    let lines = parts.iter().map(|t| set_caps(t, style, frame.view.lang, spacing)).collect();
    Block { lines, leading_pt: style.size_pt * 1.35 }
}

fn on_plane(frame: &Frame, p: Point) -> MapPoint {
    frame.view.camera.map_point(crate::geo::PagePoint::new(p.x, p.y), frame.view.size)
}

/// Spots in the visible part of a state, the nearest to its middle first.
fn spots(frame: &Frame, grid: &StateGrid) -> Vec<(Point, f64)> {
    let map = frame.map.inset(-20.0);
    let seen: Vec<Point> = (0..CELLS * CELLS)
        .filter(|&c| grid.inside[c])
        .map(|c| frame.on_page(grid.centre(c)))
        .filter(|p| map.contains(*p))
        .collect();
    if seen.is_empty() {
        return Vec::new();
    }
    #[expect(clippy::cast_precision_loss, reason = "grid cells")]
    let n = seen.len() as f64;
    let middle = (seen.iter().fold(kurbo::Vec2::ZERO, |s, p| s + p.to_vec2()) / n).to_point();
    let mut spots: Vec<(Point, f64)> = seen.iter().map(|p| (*p, p.distance(middle) * 0.12)).collect();
    spots.sort_by(|a, b| a.1.total_cmp(&b.1));
    // A coarse choice is enough: every few points one.
    let mut out: Vec<(Point, f64)> = Vec::new();
    for spot in spots {
        if out.iter().all(|o| o.0.distance(spot.0) > 16.0) {
            out.push(spot);
        }
        if out.len() >= 60 {
            break;
        }
    }
    out
}

//! Names of states and territories in spaced small capitals, inside their areas: never on the land of a neighbour, and on
//! the sea only where there is no room ashore.

use std::collections::BTreeSet;

use geo::{MultiPolygon, Simplify};
use kurbo::{Point, Rect};

use super::{Block, Name, id_of, request};
use crate::data::Unit;
use crate::geo::{LonLat, MapPoint, MapRect, PagePoint, Projection};
use crate::scene::cells::Cells;
use crate::scene::frame::Frame;
use crate::scene::lettering::{legible, set_caps};
use crate::scene::{FillRule, MarkKind};
use crate::style::TypeStyle;

/// Degrees by which an outline is thinned.
const THIN_DEG: f64 = 0.01;
/// Side of a cell of the page in which one state is looked for, points.
const CELL_PT: f64 = 6.0;
/// Most spots that are tried in a state, and the least distance between them, points.
const MOST_SPOTS: f64 = 60.0;
const LEAST_APART_PT: f64 = 16.0;
/// What it costs a name to stand on the sea with all its cells.
const SEA_COST: f64 = 45.0;
/// A name is no larger than the visible land that it names, times this.
const MOST_OF_LAND: f64 = 1.2;

/// Where a state lies, on the plane.
#[derive(Clone, Debug)]
pub(in crate::scene) struct StateOutline {
    /// Index of the unit.
    index: usize,
    frame: MapRect,
    rings: Vec<Vec<MapPoint>>,
}

/// Projects the states and territories that get a name.
pub(in crate::scene) fn state_outlines(projection: &Projection, units: &[Unit]) -> Vec<StateOutline> {
    let ring = |r: &geo::LineString<f64>| -> Vec<MapPoint> {
        projection.project_many(&r.0.iter().map(|c| LonLat::new(c.x, c.y)).collect::<Vec<_>>())
    };
    units
        .iter()
        .enumerate()
        .filter(|(_, u)| matches!(u.kind.as_str(), "state" | "colony" | "leased"))
        .filter_map(|(index, unit)| {
            let thin: MultiPolygon<f64> = unit.shape.simplify(THIN_DEG);
            let rings: Vec<Vec<MapPoint>> =
                thin.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors())).map(ring).collect();
            let frame = rings.iter().filter_map(|r| MapRect::around(r)).reduce(|all, one| all.union(&one))?;
            Some(StateOutline { index, frame, rings })
        })
        .collect()
}

impl StateOutline {
    /// Index of the state or territory in the list of the base map's units.
    pub(in crate::scene) const fn unit(&self) -> usize {
        self.index
    }

    /// Changes the cells of the map that it holds.
    pub(in crate::scene) fn fill(&self, frame: &Frame, cells: &mut Cells, change: impl Fn(u8) -> u8) {
        if self.frame.intersects(&frame.visible) {
            let on_page = |p: &MapPoint| frame.on_page(*p);
            let edges = self.rings.iter().flat_map(|ring| ring.windows(2).map(|w| (on_page(&w[0]), on_page(&w[1]))));
            cells.fill(edges, FillRule::EvenOdd, change);
        }
    }
}

/// Which state each cell of the map belongs to: number of the outline, counted from 1, or 0 for none.
struct Owners(Cells);

impl Owners {
    fn new(frame: &Frame, outlines: &[StateOutline]) -> Self {
        let mut cells = Cells::over(frame.map, CELL_PT);
        for (number, outline) in (1_u8..).zip(outlines) {
            outline.fill(frame, &mut cells, |_| number);
        }
        Self(cells)
    }

    /// Whose the cell at a point of the page is; 0 outside the map.
    fn at(&self, p: Point) -> u8 {
        self.0.at(p)
    }

    /// Middles of the cells of a state.
    fn middles_of(&self, number: u8) -> impl Iterator<Item = Point> + '_ {
        self.0.all().filter(move |(_, owner)| *owner == number).map(|(middle, _)| middle)
    }

    /// The visible land of a state, square points.
    #[expect(clippy::cast_precision_loss, reason = "some ten thousand cells")]
    fn area_pt2(&self, number: u8) -> f64 {
        self.middles_of(number).count() as f64 * CELL_PT * CELL_PT
    }

    /// Share of a box that belongs to nobody; `None` if part of it belongs to another state than `number`.
    fn share_of_sea(&self, area: Rect, number: u8) -> Option<f64> {
        let (mut all, mut sea) = (0.0, 0.0);
        let steps = |length: f64| (length / CELL_PT).ceil().max(1.0);
        let (across, down) = (steps(area.width()), steps(area.height()));
        let mut j = 0.0;
        while j <= down {
            let mut i = 0.0;
            while i <= across {
                let p = Point::new(area.x0 + area.width() * i / across, area.y0 + area.height() * j / down);
                match self.at(p) {
                    0 => sea += 1.0,
                    owner if owner != number => return None,
                    _ => {}
                }
                all += 1.0;
                i += 1.0;
            }
            j += 1.0;
        }
        Some(sea / all)
    }
}

/// Names of the states that the view shows.
pub(in crate::scene) fn state_names(frame: &Frame, outlines: &[StateOutline], units: &[Unit]) -> Vec<Name> {
    let style = &frame.theme.lettering.state;
    let owners = Owners::new(frame, outlines);
    let mut names = Vec::new();
    for (number, outline) in (1_u8..).zip(outlines) {
        let Some(unit) = units.get(outline.index) else { continue };
        let spots = spots(frame, &owners, number);
        if spots.is_empty() {
            continue;
        }
        let land_pt2 = owners.area_pt2(number);
        let (mut candidates, mut settings) = (Vec::new(), Vec::new());
        for (k, (size, spacing)) in [(1.0, 0.36), (0.78, 0.28), (0.6, 0.2)].into_iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "three sizes")]
            let dearer = 14.0 * k as f64;
            let style =
                TypeStyle { size_pt: (style.size_pt * size).max(frame.theme.scale.least_size_pt), ..style.clone() };
            for is_broken in [false, true] {
                let block = block(frame, unit, &style, spacing, is_broken);
                let (w, h) = block.size();
                if w * h > land_pt2 * MOST_OF_LAND {
                    continue;
                }
                for (at, cost) in &spots {
                    let (area, setting) = block.at(Point::new(at.x - w / 2.0, at.y - h / 2.0), 0.5);
                    let Some(sea) = owners.share_of_sea(area.bounds(), number) else { continue };
                    let cost = cost + dearer + sea * SEA_COST + if is_broken { 6.0 } else { 0.0 };
                    candidates.push((vec![area], cost));
                    settings.push(setting);
                }
            }
        }
        if !candidates.is_empty() {
            let priority = if unit.kind == "state" { 770.0 } else { 690.0 };
            names.push(Name {
                kind: MarkKind::StateName,
                request: request(id_of("state", &unit.id), priority, 2.0, candidates),
                settings,
                style: style.clone(),
                opacity: 1.0,
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

/// Spots in the visible part of a state, the nearest to its middle first. They are fixed to the ground, on a lattice whose
/// step is a power of two metres: while the map is panned a name rests on its spot until another is clearly better.
fn spots(frame: &Frame, owners: &Owners, number: u8) -> Vec<(Point, f64)> {
    let map = frame.map.inset(-20.0);
    let own: Vec<Point> = owners.middles_of(number).filter(|p| map.contains(*p)).collect();
    #[expect(clippy::cast_precision_loss, reason = "some ten thousand cells")]
    let count = own.len() as f64;
    if own.is_empty() {
        return Vec::new();
    }
    let middle = (own.iter().fold(kurbo::Vec2::ZERO, |s, p| s + p.to_vec2()) / count).to_point();
    let apart_pt = (count * CELL_PT * CELL_PT / MOST_SPOTS).sqrt().max(LEAST_APART_PT);
    let on_plane: Vec<MapPoint> =
        own.iter().map(|p| frame.view.camera.map_point(PagePoint::new(p.x, p.y), frame.view.size)).collect();
    let mut step_m = frame.metres(apart_pt).log2().ceil().exp2();
    let mut spots: Vec<(Point, f64)> = Vec::new();
    // A scrap of land may lie between the points of a coarse lattice.
    while spots.is_empty() && step_m > frame.metres(1.0) {
        let nodes = nodes_near(&on_plane, step_m).into_iter().map(|p| frame.on_page(p));
        spots = nodes.filter(|p| owners.at(*p) == number).map(|p| (p, p.distance(middle) * 0.12)).collect();
        step_m /= 2.0;
    }
    spots.sort_by(|a, b| a.1.total_cmp(&b.1));
    spots
}

/// The points of a lattice that are nearest to one of `points`.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "steps of the lattice")]
fn nodes_near(points: &[MapPoint], step_m: f64) -> Vec<MapPoint> {
    let number = |v: f64| (v / step_m).round() as i64;
    let nodes: BTreeSet<(i64, i64)> = points.iter().map(|p| (number(p.x), number(p.y))).collect();
    nodes.into_iter().map(|(x, y)| MapPoint::new(x as f64 * step_m, y as f64 * step_m)).collect()
}

//! Names of states and territories in spaced small capitals, on their own land: level, in up to three lines, smaller, along
//! a narrow land's axis or in short, or left out.

use std::collections::BTreeSet;

use geo::{MultiPolygon, Simplify};
use kurbo::{Point, Rect, Vec2};

use super::{Block, Name, Setting, id_of, request};
use crate::data::{BaseMap, Lang, Unit};
use crate::geo::{LonLat, MapPoint, MapRect, PagePoint, Projection};
use crate::label::{OrientedBox, chain_of};
use crate::scene::cells::Cells;
use crate::scene::frame::Frame;
use crate::scene::lettering::{legible, line_box, set_caps};
use crate::scene::{FillRule, MarkKind};
use crate::style::TypeStyle;
use crate::text::{AlongPath, set_along};

/// Degrees by which an outline is thinned.
const THIN_DEG: f64 = 0.01;
/// Side of a cell of the page in which one state is looked for, points.
const CELL_PT: f64 = 6.0;
/// Most spots that are tried in a state, and the least distance between them, points.
const MOST_SPOTS: f64 = 60.0;
const LEAST_APART_PT: f64 = 16.0;
/// What it costs a name to stand on water with all its cells, and the most of a line that may.
const SEA_COST: f64 = 45.0;
const MOST_SEA: f64 = 0.12;
/// What a name's distance from the middle of its land costs, per point.
const AWAY_COST: f64 = 0.25;
/// Sizes with their spacing, em.
const SIZES: [(f64, f64); 3] = [(1.0, 0.36), (0.78, 0.28), (0.6, 0.2)];
/// What a smaller size costs, a second and a third line, the short form, and a name that is not level.
const SMALLER_COST: f64 = 14.0;
const LINES_COST: [f64; 3] = [0.0, 6.0, 10.0];
const SHORT_COST: f64 = 26.0;
const AXIS_COST: f64 = 12.0;
/// Spots of one way to set a name that are offered.
const MOST_OFFERED: usize = 12;
/// Another state this near to either end of a name may have its own name in line with it, and what that costs.
const IN_LINE_PT: f64 = 70.0;
const IN_LINE_COST: f64 = 18.0;
/// A land this much longer than wide may have its name along its axis.
const NARROW: f64 = 1.9;
/// A name is no larger than the visible land that it names, times this.
const MOST_OF_LAND: f64 = 1.2;

/// Where a state lies, on the plane.
#[derive(Clone, Debug)]
pub(in crate::scene) struct StateOutline {
    /// Index of the unit; none for a lake, which is cut out of its states.
    index: Option<usize>,
    frame: MapRect,
    rings: Vec<Vec<MapPoint>>,
}

/// Projects the states and territories that get a name, and after them the lakes.
pub(in crate::scene) fn state_outlines(projection: &Projection, map: &BaseMap) -> Vec<StateOutline> {
    let ring = |r: &geo::LineString<f64>| -> Vec<MapPoint> {
        projection.project_many(&r.0.iter().map(|c| LonLat::new(c.x, c.y)).collect::<Vec<_>>())
    };
    let states = (map.units.iter().enumerate())
        .filter(|(_, u)| matches!(u.kind.as_str(), "state" | "colony" | "leased"))
        .map(|(index, unit)| (Some(index), &unit.shape));
    states
        .chain(map.lakes.iter().map(|lake| (None, &lake.shape)))
        .filter_map(|(index, shape)| {
            let thin: MultiPolygon<f64> = shape.simplify(THIN_DEG);
            let rings: Vec<Vec<MapPoint>> =
                thin.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors())).map(ring).collect();
            let frame = rings.iter().filter_map(|r| MapRect::around(r)).reduce(|all, one| all.union(&one))?;
            Some(StateOutline { index, frame, rings })
        })
        .collect()
}

/// The number of a state's cells, by its place in the list; 0 for a lake.
fn number_of(place: usize, outline: &StateOutline) -> u8 {
    if outline.index.is_some() { u8::try_from(place + 1).unwrap_or(0) } else { 0 }
}

impl StateOutline {
    /// Index of the state or territory in the list of the base map's units; none for a lake.
    pub(in crate::scene) const fn unit(&self) -> Option<usize> {
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
        for (place, outline) in outlines.iter().enumerate() {
            let number = number_of(place, outline);
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

    /// The direction of the longer axis of a state's cells, if they are much longer than wide.
    fn axis(&self, number: u8) -> Option<Vec2> {
        let (mut count, mut sum) = (0.0, Vec2::ZERO);
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for p in self.middles_of(number) {
            let v = p.to_vec2();
            (count, sum) = (count + 1.0, sum + v);
            (xx, xy, yy) = (xx + v.x * v.x, xy + v.x * v.y, yy + v.y * v.y);
        }
        let mean = sum / count;
        let (a, b, c) = (xx / count - mean.x * mean.x, xy / count - mean.x * mean.y, yy / count - mean.y * mean.y);
        // Eigenvalues of the covariance: the squares of the half axes, but for one factor.
        let (middle, spread) = (f64::midpoint(a, c), ((a - c) / 2.0).hypot(b));
        let is_narrow = (middle + spread).sqrt() > NARROW * (middle - spread).max(0.0).sqrt();
        is_narrow.then(|| Vec2::from_angle(f64::atan2(2.0 * b, a - c) / 2.0))
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
    let owners = Owners::new(frame, outlines);
    let mut names = Vec::new();
    for (place, outline) in outlines.iter().enumerate() {
        let Some(unit) = outline.index.and_then(|index| units.get(index)) else { continue };
        let mut offers = Offers::new(frame, &owners, number_of(place, outline));
        if offers.spots.is_empty() {
            continue;
        }
        offers.gather(unit);
        if !offers.candidates.is_empty() {
            let priority = if unit.kind == "state" { 770.0 } else { 765.0 };
            let request = request(id_of("state", &unit.id), priority, 2.0, offers.candidates);
            names.push(Name::new(MarkKind::StateName, request, offers.settings, &frame.theme.lettering.state));
        }
    }
    names
}

/// The places of one state's name.
struct Offers<'a> {
    frame: &'a Frame<'a>,
    owners: &'a Owners,
    number: u8,
    spots: Vec<(Point, f64)>,
    land_pt2: f64,
    /// Direction of the visible land's longer axis, if it is narrow.
    axis: Option<Vec2>,
    candidates: Vec<(Vec<OrientedBox>, f64)>,
    settings: Vec<Setting>,
}

impl<'a> Offers<'a> {
    fn new(frame: &'a Frame<'a>, owners: &'a Owners, number: u8) -> Self {
        let (spots, land_pt2) = (spots(frame, owners, number), owners.area_pt2(number));
        let axis = if spots.is_empty() { None } else { owners.axis(number) };
        Self { frame, owners, number, spots, land_pt2, axis, candidates: Vec::new(), settings: Vec::new() }
    }

    /// All ways to set the name of `unit`.
    fn gather(&mut self, unit: &Unit) {
        let lang = self.frame.view.lang;
        let full = legible(&unit.names, lang);
        let full = full.split(['(', '（']).next().unwrap_or(full).trim_end();
        let is_shorter = lang == Lang::En && !unit.label.is_empty() && unit.label.len() < full.len();
        let short = is_shorter.then_some((unit.label.as_str(), SHORT_COST));
        for (text, dearer) in std::iter::once((full, 0.0)).chain(short) {
            for (k, (size, spacing)) in SIZES.into_iter().enumerate() {
                #[expect(clippy::cast_precision_loss, reason = "three sizes")]
                let dearer = dearer + SMALLER_COST * k as f64;
                let own = &self.frame.theme.lettering.state;
                let size_pt = (own.size_pt * size).max(self.frame.theme.scale.least_size_pt);
                let style = TypeStyle { size_pt, ..own.clone() };
                for (lines, more) in (1..).zip(LINES_COST) {
                    if let Some(block) = block(self.frame, text, &style, spacing, lines) {
                        self.level(&block, dearer + more);
                    }
                }
                if let Some(axis) = self.axis {
                    self.along(text, &style, spacing, axis, dearer + AXIS_COST);
                }
            }
        }
    }

    /// A block at the first spots that are good.
    fn level(&mut self, block: &Block, dearer: f64) {
        let (w, h) = block.size();
        if w * h > self.land_pt2 * MOST_OF_LAND {
            return;
        }
        let mut offered = 0;
        for (at, cost) in &self.spots {
            let (area, setting) = block.at(Point::new(at.x - w / 2.0, at.y - h / 2.0), 0.5);
            let Setting::Lines(lines) = &setting else { continue };
            let shares = lines.iter().map(|(line, at)| self.owners.share_of_sea(line_box(line, *at), self.number));
            let Some(sea) = shares.reduce(|a, b| Some(a?.max(b?))).flatten().filter(|sea| *sea <= MOST_SEA) else {
                continue;
            };
            let around = area.bounds().inflate(IN_LINE_PT, 0.0);
            let is_in_line = self.owners.share_of_sea(around, self.number).is_none();
            let in_line = if is_in_line { IN_LINE_COST } else { 0.0 };
            self.candidates.push((vec![area], cost + dearer + sea * SEA_COST + in_line));
            self.settings.push(setting);
            offered += 1;
            if offered == MOST_OFFERED {
                break;
            }
        }
    }

    /// One line along the land's axis.
    fn along(&mut self, text: &str, style: &TypeStyle, spacing: f64, axis: Vec2, dearer: f64) {
        let line = set_caps(text, style, self.frame.view.lang, spacing);
        let half = axis * (line.width_pt * 0.55 + 4.0);
        let how = AlongPath { rise_pt: -line.x_height_pt / 2.0, ..AlongPath::default() };
        let mut offered = 0;
        for (at, cost) in &self.spots {
            let Ok(curved) = set_along(&line, &[*at - half, *at, *at + half], &how) else { continue };
            let boxes = chain_of(&curved, line.cap_height_pt, line.descent_pt * 0.4);
            let shares = boxes.iter().map(|b| self.owners.share_of_sea(b.bounds(), self.number));
            let Some(sum) = shares.reduce(|a, b| Some(a? + b?)).flatten() else { continue };
            #[expect(clippy::cast_precision_loss, reason = "a name has few letters")]
            let sea = sum / boxes.len() as f64;
            if sea > MOST_SEA {
                continue;
            }
            self.candidates.push((boxes, cost + dearer + sea * SEA_COST));
            self.settings.push(Setting::Curve { line: std::sync::Arc::clone(&line), curved });
            offered += 1;
            if offered == MOST_OFFERED {
                break;
            }
        }
    }
}

/// A name in so many lines; none if it has fewer words.
fn block(frame: &Frame, text: &str, style: &TypeStyle, spacing: f64, lines: usize) -> Option<Block> {
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() < lines {
        return None;
    }
    let a_line = words.len().div_ceil(lines);
    let parts = words.chunks(a_line).map(|part| part.join(" "));
    let lines = parts.map(|t| set_caps(&t, style, frame.view.lang, spacing)).collect();
    Some(Block { lines, leading_pt: style.size_pt * 1.35 })
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
        spots = nodes.filter(|p| owners.at(*p) == number).map(|p| (p, p.distance(middle) * AWAY_COST)).collect();
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

//! What was promised, proposed, agreed or ordered.
//!
//! A proposal is hatched and its outline dashed; what was agreed or ordered has a solid outline and no hatch. Of an outline
//! only what is a line of its own is drawn: coasts and borders are on the map. Neither
//! ever takes the tints and the bold line of what happened.

use std::sync::Arc;

use geo::Geometry;
use kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::cells::Cells;
use super::frame::{Frame, bounds};
use super::ground::LandPath;
use super::legend::{Class, Shown};
use super::paint::{clip, dashed, stroke, zone_hatch};
use super::shapes::{push_polyline, push_ring};
use super::swept::ring_of;
use super::zone_edges::ZoneEdges;
use super::{FillRule, Item};
use crate::data::{Dataset, Status, Zone, ZoneManner};
use crate::geo::LonLat;
use crate::label::OrientedBox;
use crate::model::WorldState;

/// A zone on the page, for its label and for clicks.
#[derive(Clone, Debug)]
pub(super) struct ZoneMark {
    /// Index in the dataset's zones.
    pub index: usize,
    /// The line of which the map shows most (an outline for an area).
    pub line: Vec<Point>,
    /// True for an area.
    pub is_area: bool,
    /// What the map writes of it.
    pub label: String,
}

/// Which of the two idioms a status calls for; `None` for what was carried out: that is on the map as a fact.
pub(super) const fn class_of(status: Status) -> Option<Class> {
    match status {
        Status::Proposed | Status::Refused | Status::Planned | Status::Cancelled => Some(Class::ZoneProposed),
        Status::Agreed | Status::Ordered => Some(Class::ZoneOrdered),
        Status::Executed => None,
    }
}

/// Scale denominator below which all zones are drawn. At smaller scales they would drown the campaign: only those of
/// rank 1 remain.
const ALL_BELOW: f64 = 6.0e6;

/// Scale denominator below which coarse courses are left out.
const COARSE_BELOW: f64 = 4.0e6;
/// Scale denominator below which areas of agreements and orders are left out: they are coarse.
const HULLS_FROM: f64 = 1.2e6;

/// How many such steps have to find land: on less no hatch can be made out.
const LEAST_SEEN: usize = 10;
/// How closely an area is searched for land, points.
const LOOK_PT: f64 = 3.0;

/// Width of the edge of an area and of a limit of operations in that of a line of surrender.
const QUIET_SHARE: f64 = 0.7;

/// What zones are drawn on.
#[derive(Clone, Copy)]
pub(super) struct Under<'a> {
    /// Areas are areas of land.
    pub land: &'a LandPath,
    /// The same in cells.
    pub cells: &'a Cells,
    /// What of their outlines is drawn.
    pub edges: &'a ZoneEdges,
}

/// Zones in force.
pub(super) fn zones(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    under: Under,
    shown: &mut Shown,
) -> (Vec<Item>, Vec<ZoneMark>) {
    let (mut items, mut marks) = (Vec::new(), Vec::new());
    for (index, class, drawn) in drawn_zones(frame, data, state) {
        let manner = &data.zones[index].drawn;
        let own = under.edges.of(index).filter(|_| !manner.contains(&ZoneManner::Schematic));
        let own = own.map(|edges| Arc::new(edges.clone()));
        let shows_edges = own.as_ref().is_some_and(|edges| frame.crosses_path(edges, frame.to_page));
        let is_hatched = class == Class::ZoneProposed && drawn.is_area && !manner.contains(&ZoneManner::Outline);
        if drawn.shows_line || shows_edges || (is_hatched && drawn.shows_land(frame, under.cells)) {
            shown.add(class);
        }
        if class == Class::ZoneProposed {
            items.extend(proposed(frame, &drawn, own.as_ref(), is_hatched, under.land));
        } else {
            items.extend(ordered(frame, &drawn, own.as_ref(), manner.contains(&ZoneManner::Quiet)));
        }
        marks.push(drawn.mark(index, data, state));
    }
    (items, marks)
}

/// The zones that the page shows, without drawing them.
pub(super) fn marks(frame: &Frame, data: &Dataset, state: &WorldState) -> Vec<ZoneMark> {
    drawn_zones(frame, data, state).map(|(index, _, drawn)| drawn.mark(index, data, state)).collect()
}

/// The zones in force that the page has room for, each with its class and its geometry.
fn drawn_zones<'a>(
    frame: &'a Frame,
    data: &'a Dataset,
    state: &'a WorldState,
) -> impl Iterator<Item = (usize, Class, Drawn)> + 'a {
    state.zones.iter().filter_map(|&index| {
        let zone = data.zones.get(index)?;
        let class = class_of(zone.meta.status)?;
        if frame.scale > ALL_BELOW && zone.rank > 1 {
            return None;
        }
        let drawn = Drawn::new(frame, zone);
        if drawn.longest.len() < 2 || !drawn.is_seen || drawn.bounds.width().max(drawn.bounds.height()) < 3.0 {
            return None;
        }
        let is_too_coarse = (frame.scale < COARSE_BELOW && zone.drawn.contains(&ZoneManner::Coarse))
            || (frame.scale < HULLS_FROM && class == Class::ZoneOrdered && drawn.is_area);
        (!is_too_coarse).then_some((index, class, drawn))
    })
}

/// A proposal: dashes, and a hatch over its land unless it has an outline alone.
fn proposed(frame: &Frame, drawn: &Drawn, own: Option<&Arc<BezPath>>, is_hatched: bool, land: &LandPath) -> Vec<Item> {
    let style = &frame.theme.zone;
    let colour = style.colour.with_opacity(style.opacity);
    let faint = style.colour.with_opacity(style.hatch_opacity);
    let at = Affine::IDENTITY;
    let mut items = Vec::new();
    if is_hatched {
        let anchor = frame.place(LonLat::new(140.0, 43.0));
        let hatched = vec![zone_hatch(style, drawn.bounds.intersect(frame.page()), anchor, 1.0)];
        let hatched = vec![clip(drawn.area.clone(), at, FillRule::EvenOdd, hatched)];
        items.push(clip(Arc::clone(&land.path), frame.to_page, FillRule::NonZero, hatched));
    }
    if let Some(own) = own {
        let (share, colour) = if is_hatched { (0.7, colour) } else { (0.5, faint) };
        items.push(dashed(
            Arc::clone(own),
            frame.to_page,
            style.proposed_width_pt * share,
            &style.proposed_dash_pt,
            colour,
        ));
    }
    if !drawn.lines.is_empty() {
        items.push(dashed(drawn.lines.clone(), at, style.proposed_width_pt * 1.4, &style.proposed_dash_pt, colour));
    }
    items
}

/// What was agreed or ordered: solid lines; of an area those of its edges that are lines of their own.
fn ordered(frame: &Frame, drawn: &Drawn, own: Option<&Arc<BezPath>>, is_quiet: bool) -> Vec<Item> {
    let style = &frame.theme.zone;
    let colour = style.colour.with_opacity(style.opacity);
    let width = style.ordered_width_pt * if is_quiet { QUIET_SHARE } else { 1.0 };
    let own = own.map(|own| stroke(Arc::clone(own), frame.to_page, style.ordered_width_pt * QUIET_SHARE, colour));
    let lines = (!drawn.lines.is_empty()).then(|| stroke(drawn.lines.clone(), Affine::IDENTITY, width, colour));
    own.into_iter().chain(lines).collect()
}

/// A zone's geometry on the page.
struct Drawn {
    area: BezPath,
    lines: BezPath,
    longest: Vec<Point>,
    /// How much of that line lies on the map, points.
    longest_pt: f64,
    bounds: Rect,
    is_area: bool,
    /// True if part of an outline or of a line crosses the map.
    is_seen: bool,
    /// True if part of a line does.
    shows_line: bool,
}

impl Drawn {
    fn new(frame: &Frame, zone: &Zone) -> Self {
        let mut drawn = Self {
            area: BezPath::new(),
            lines: BezPath::new(),
            longest: Vec::new(),
            longest_pt: 0.0,
            bounds: Rect::ZERO,
            is_area: false,
            is_seen: false,
            shows_line: false,
        };
        drawn.push(frame, &zone.geometry);
        drawn
    }

    /// True if enough land of the area lies on the map.
    fn shows_land(&self, frame: &Frame, land: &Cells) -> bool {
        let seen = self.bounds.intersect(frame.map);
        let steps = |from: f64, to: f64| {
            std::iter::successors(Some(from), |at| Some(at + LOOK_PT)).take_while(move |at| *at < to)
        };
        steps(seen.y0, seen.y1)
            .flat_map(|y| steps(seen.x0, seen.x1).map(move |x| Point::new(x, y)))
            .filter(|p| land.hold(*p) && self.area.winding(*p) != 0)
            .nth(LEAST_SEEN)
            .is_some()
    }

    fn mark(self, index: usize, data: &Dataset, state: &WorldState) -> ZoneMark {
        let label = data.zones[index].label_at(state.at).to_owned();
        ZoneMark { index, line: self.longest, is_area: self.is_area, label }
    }

    fn push(&mut self, frame: &Frame, geometry: &Geometry<f64>) {
        match geometry {
            Geometry::Polygon(p) => {
                self.ring(frame, &ring_of(p));
                for hole in p.interiors() {
                    push_ring(&mut self.area, &frame.line(&super::base::places(hole).collect::<Vec<_>>()));
                }
            }
            Geometry::MultiPolygon(all) => all.iter().for_each(|p| self.push(frame, &Geometry::Polygon(p.clone()))),
            Geometry::LineString(l) => self.line(frame, &super::base::places(l).collect::<Vec<_>>()),
            Geometry::MultiLineString(all) => {
                all.iter().for_each(|l| self.line(frame, &super::base::places(l).collect::<Vec<_>>()));
            }
            Geometry::GeometryCollection(all) => all.iter().for_each(|g| self.push(frame, g)),
            _ => {}
        }
    }

    fn ring(&mut self, frame: &Frame, ring: &[LonLat]) {
        let points = frame.line(ring);
        push_ring(&mut self.area, &points);
        self.is_area = true;
        self.note(frame, points);
    }

    fn line(&mut self, frame: &Frame, line: &[LonLat]) {
        let points = frame.line(line);
        push_polyline(&mut self.lines, &points);
        self.shows_line |= frame.crosses(&points);
        self.note(frame, points);
    }

    fn note(&mut self, frame: &Frame, points: Vec<Point>) {
        self.is_seen |= frame.crosses(&points);
        let b = bounds(&points);
        self.bounds = if self.bounds == Rect::ZERO { b } else { self.bounds.union(b) };
        let seen_pt = seen_length(frame, &points);
        if self.longest.is_empty() || seen_pt > self.longest_pt {
            (self.longest, self.longest_pt) = (points, seen_pt);
        }
    }
}

/// Length of those edges of a line that reach into the map, points.
fn seen_length(frame: &Frame, line: &[Point]) -> f64 {
    let map = OrientedBox::upright(frame.map);
    let seen = line.windows(2).filter(|w| map.touches_segment(w[0], w[1], 0.0));
    seen.map(|w| w[0].distance(w[1])).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_refused_looks_agreed() {
        for status in [Status::Proposed, Status::Refused, Status::Planned, Status::Cancelled] {
            assert_eq!(class_of(status), Some(Class::ZoneProposed));
        }
        assert_eq!(class_of(Status::Ordered), Some(Class::ZoneOrdered));
        assert_eq!(class_of(Status::Executed), None);
    }
}

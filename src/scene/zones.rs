//! What was promised, proposed, agreed or ordered.
//!
//! A proposal is hatched and its outline dashed; what was agreed or ordered has a solid outline and no hatch. Neither
//! ever takes the tints and the bold line of what happened.

use std::sync::Arc;

use geo::Geometry;
use kurbo::{Affine, BezPath, Point, Rect};

use super::frame::{Frame, bounds};
use super::ground::LandPath;
use super::legend::{Class, Shown};
use super::paint::{clip, dashed, stroke};
use super::shapes::{hatch, push_polyline, push_ring};
use super::swept::ring_of;
use super::{FillRule, Item};
use crate::data::{Dataset, Status, Zone};
use crate::geo::LonLat;
use crate::model::WorldState;

/// A zone on the page, for its label and for clicks.
#[derive(Clone, Debug)]
pub(super) struct ZoneMark {
    /// Index in the dataset's zones.
    pub index: usize,
    /// Its longest line on the page (an outline for an area).
    pub line: Vec<Point>,
    /// True for an area.
    pub is_area: bool,
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

/// Scale denominator below which courses given by a few points are left out.
const COARSE_BELOW: f64 = 4.0e6;
/// Scale denominator below which areas of agreements and orders are left out: they are coarse hulls round islands.
const HULLS_FROM: f64 = 1.2e6;

/// Zones in force.
pub(super) fn zones(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    land: &LandPath,
    shown: &mut Shown,
) -> (Vec<Item>, Vec<ZoneMark>) {
    let style = &frame.theme.zone;
    let anchor = frame.place(LonLat::new(140.0, 43.0));
    let (mut items, mut marks) = (Vec::new(), Vec::new());
    for &index in &state.zones {
        let Some(zone) = data.zones.get(index) else { continue };
        let Some(class) = class_of(zone.meta.status) else { continue };
        if frame.scale > ALL_BELOW && zone.rank > 1 {
            continue;
        }
        let drawn = Drawn::new(frame, zone);
        if drawn.longest.len() < 2 || !drawn.is_seen || drawn.bounds.width().max(drawn.bounds.height()) < 3.0 {
            continue;
        }
        // Railways and other coarse courses look wrong where the map itself is fine.
        if frame.scale < COARSE_BELOW && zone.zone == "yalta" && !drawn.is_area {
            continue;
        }
        if frame.scale < HULLS_FROM && class == Class::ZoneOrdered && drawn.is_area {
            continue;
        }
        shown.add(class);
        let is_staff_paper = zone.zone == "jwpc";
        let colour = style.colour.with_opacity(style.opacity);
        let at = Affine::IDENTITY;
        let (area, lines) = (Arc::new(drawn.area), Arc::new(drawn.lines));
        if class == Class::ZoneProposed {
            if !area.is_empty() && is_staff_paper {
                // A staff paper that no government adopted stays an outline: hatches of two proposals would mingle.
                let faint = style.colour.with_opacity(style.hatch_opacity);
                items.push(dashed(area, at, style.proposed_width_pt * 0.5, &style.proposed_dash_pt, faint));
            } else if !area.is_empty() {
                let lines = hatch(drawn.bounds.intersect(frame.page()), style.hatch_gap_pt, anchor, false);
                let faint = style.colour.with_opacity(style.hatch_opacity);
                let hatched = vec![stroke(lines, at, style.hatch_width_pt, faint)];
                items.push(clip(Arc::clone(&area), at, FillRule::EvenOdd, hatched));
                items.push(dashed(area, at, style.proposed_width_pt * 0.7, &style.proposed_dash_pt, colour));
            }
            if !lines.is_empty() {
                items.push(dashed(lines, at, style.proposed_width_pt * 1.4, &style.proposed_dash_pt, colour));
            }
        } else {
            // Inside the area only: two neighbours do not paint over each other's outline.
            if !area.is_empty() {
                let inside =
                    vec![stroke(Arc::clone(&area), at, style.ordered_width_pt * 1.3, colour.with_opacity(0.42))];
                let inside = vec![clip(area, at, FillRule::EvenOdd, inside)];
                // Areas of agreements are hulls round coasts: only their land boundaries are lines of the agreement.
                if zone.zone == "potsdam" {
                    items.extend(inside);
                } else {
                    items.push(clip(Arc::clone(&land.path), frame.to_page, FillRule::NonZero, inside));
                }
            }
            if !lines.is_empty() {
                // Limits of operations were no borders: quieter than a line of surrender.
                let quiet = if zone.zone == "potsdam" { 0.6 } else { 1.0 };
                items.push(stroke(lines, at, style.ordered_width_pt * (0.4 + 0.6 * quiet), colour.with_opacity(quiet)));
            }
        }
        marks.push(ZoneMark { index, line: drawn.longest, is_area: drawn.is_area });
    }
    (items, marks)
}

/// The zones that the page shows, without drawing them.
pub(super) fn marks(frame: &Frame, data: &Dataset, state: &WorldState) -> Vec<ZoneMark> {
    let nowhere = LandPath { path: Arc::new(BezPath::new()) };
    zones(frame, data, state, &nowhere, &mut Shown::default()).1
}

/// A zone's geometry on the page.
struct Drawn {
    area: BezPath,
    lines: BezPath,
    longest: Vec<Point>,
    bounds: Rect,
    is_area: bool,
    /// True if part of an outline or of a line crosses the map.
    is_seen: bool,
}

impl Drawn {
    fn new(frame: &Frame, zone: &Zone) -> Self {
        let mut drawn = Self {
            area: BezPath::new(),
            lines: BezPath::new(),
            longest: Vec::new(),
            bounds: Rect::ZERO,
            is_area: false,
            is_seen: false,
        };
        drawn.push(frame, &zone.geometry);
        drawn
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
        self.note(frame, points);
    }

    fn note(&mut self, frame: &Frame, points: Vec<Point>) {
        self.is_seen |= frame.crosses(&points);
        let b = bounds(&points);
        self.bounds = if self.bounds == Rect::ZERO { b } else { self.bounds.union(b) };
        if super::shapes::length(&points) > super::shapes::length(&self.longest) {
            self.longest = points;
        }
    }
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

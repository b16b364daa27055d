//! Invariants of the data that need no model: order in time, simple lines, valid rings, the bounds of the theatre.
//!
//! That ids are unique, citations resolve and periods run forward is seen while loading. That no front gives ground back
//! and that captured places lie behind the line is checked with the model.

use std::collections::BTreeMap;

use geo::{BoundingRect, Coord, Geometry, LineString, MultiPolygon, Polygon, Rect};

use super::load::spot_of;
use super::simple::{SelfContact, self_contact};
use super::spot::Spot;
use super::{BaseMap, CoastRing, Dataset, Diagnostic, Meta, Report, Severity};
use crate::geo::{BoundingBox, LonLat, distance_m};

/// Nothing but events lies outside: 100 to 165 degrees east, 30 to 60 degrees north.
pub const THEATRE: BoundingBox = BoundingBox { west: 100.0, south: 30.0, east: 165.0, north: 60.0 };

/// Checks what was loaded of the campaign; findings go to `report`.
pub fn check_campaign(data: &Dataset, report: &mut Report) {
    check_features(data, report);
    check_places(data, report);
}

/// Checks the features of the campaign alone.
pub(super) fn check_features(data: &Dataset, report: &mut Report) {
    check_order(data, report);
    for front in &data.fronts {
        let line = coords(&front.line);
        check_simple_line(&front.meta, &line, report);
        check_bounds(&front.meta, line.bounding_rect(), report);
    }
    for area in data.holdouts.iter().chain(&data.pockets) {
        check_area(&area.meta, &area.shape, report);
    }
    for island in &data.islands {
        check_area(&island.meta, &island.shape, report);
    }
    for landing in &data.landings {
        check_bounds(&landing.meta, coords(&[landing.at]).bounding_rect(), report);
    }
    for zone in &data.zones {
        check_rings(spot_of(&zone.meta), &zone.geometry, Severity::Error, report);
        check_bounds(&zone.meta, zone.geometry.bounding_rect(), report);
    }
    for movement in &data.movements {
        check_bounds(&movement.meta, coords(&movement.line).bounding_rect(), report);
    }
    check_event_positions(data, report);
}

/// An event stands at its place: a slip of a coordinate shows as a distance.
fn check_event_positions(data: &Dataset, report: &mut Report) {
    const FAR_KM: f64 = 25.0;
    let places: BTreeMap<&str, LonLat> = data.places.iter().map(|place| (place.id.as_str(), place.at)).collect();
    for event in &data.events {
        let Some(&at) = places.get(event.place.as_str()) else { continue };
        let away_km = distance_m(at, event.at) / 1000.0;
        if away_km > FAR_KM {
            let message = format!("it stands {away_km:.0} km from its place \"{}\"", event.place);
            report.push(spot_of(&event.meta).warning(message).with_cure("correct its coordinates or its place"));
        }
    }
}

/// A place outside of the theatre is there for an event; otherwise it is never seen, which harms nothing.
fn check_places(data: &Dataset, report: &mut Report) {
    for place in data.places.iter().filter(|place| !contains(place.at)) {
        if !data.events.iter().any(|event| event.place == place.id) {
            let message = format!("the place {} lies outside of the theatre, and no event names it", place.id);
            report
                .push(Diagnostic::info("base/places.geojson", message).with_cure("delete it, or name it in an event"));
        }
    }
}

/// Checks the shapes of the base map and of the finest coast.
pub fn check_base(base: &BaseMap, coast_full: &[CoastRing], report: &mut Report) {
    let coasts = [
        ("base/coast_overview.geojson", &base.coast_overview[..]),
        ("base/coast_mid.geojson", &base.coast_mid),
        ("base/coast_full.geojson", coast_full),
    ];
    for (file, rings) in coasts {
        for ring in rings {
            check_base_polygon(file, "a ring of the coast", &ring.shape, report);
        }
    }
    for lake in &base.lakes {
        let name = if lake.names.en.is_empty() { "a lake" } else { &lake.names.en };
        lake.shape.iter().for_each(|shape| check_base_polygon("base/lakes.geojson", name, shape, report));
    }
    for unit in &base.units {
        unit.shape.iter().for_each(|shape| check_base_polygon("base/units.geojson", &unit.id, shape, report));
    }
}

const OUTSIDE_CURE: &str = "move it between 100 and 165 E, 30 and 60 N; only events may lie elsewhere";

/// Lines of a sector stand in the order of their dates, each variant for itself.
fn check_order(data: &Dataset, report: &mut Report) {
    let mut last: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (index, front) in data.fronts.iter().enumerate() {
        let variant = front.meta.variant.as_ref().map_or("", |variant| variant.key.as_str());
        if let Some(earlier) = last.insert((&front.sector, variant), index).map(|at| &data.fronts[at])
            && earlier.stands_at >= front.stands_at
        {
            let message = format!(
                "its date {} does not follow {} of the line before it",
                front.meta.start_text, earlier.meta.start_text
            );
            report.push(
                spot_of(&front.meta)
                    .error(message)
                    .with_cure("put the lines of a sector in the order of their dates, one a date"),
            );
        }
    }
}

fn check_simple_line(meta: &Meta, line: &LineString<f64>, report: &mut Report) {
    if let Some(contact) = self_contact(&line.0) {
        let message = format!("its line {}", told(contact));
        report.push(spot_of(meta).error(message).with_cure("take out the loop"));
    }
}

fn check_area(meta: &Meta, shape: &MultiPolygon<f64>, report: &mut Report) {
    shape.iter().for_each(|polygon| check_polygon(spot_of(meta), polygon, Severity::Error, report));
    check_bounds(meta, shape.bounding_rect(), report);
}

/// Checks the rings of areas, also of areas in collections.
pub(super) fn check_rings(spot: Spot<'_>, geometry: &Geometry<f64>, severity: Severity, report: &mut Report) {
    match geometry {
        Geometry::Polygon(polygon) => check_polygon(spot, polygon, severity, report),
        Geometry::MultiPolygon(polygons) => {
            polygons.iter().for_each(|polygon| check_polygon(spot, polygon, severity, report));
        }
        Geometry::GeometryCollection(members) => {
            members.iter().for_each(|member| check_rings(spot, member, severity, report));
        }
        _ => {}
    }
}

fn check_polygon(spot: Spot<'_>, polygon: &Polygon<f64>, severity: Severity, report: &mut Report) {
    for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
        if let Some(contact) = self_contact(&ring.0) {
            report.push(spot.finding(severity, format!("a ring of it {}", told(contact))).with_cure(RING_CURE));
        }
    }
}

const RING_CURE: &str = "split the ring there, or run \"Fix geometries\" in QGIS";

fn check_base_polygon(file: &str, what: &str, polygon: &Polygon<f64>, report: &mut Report) {
    for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
        if let Some(contact) = self_contact(&ring.0) {
            report.push(Diagnostic::error(file, format!("{what} {}", told(contact))).with_cure(RING_CURE));
        }
    }
}

fn told(contact: SelfContact) -> String {
    let does = if contact.is_crossing { "crosses" } else { "touches" };
    let Coord { x: lon, y: lat } = contact.at;
    format!("{does} itself at {lon:.4} E, {lat:.4} N")
}

fn check_bounds(meta: &Meta, bounds: Option<Rect<f64>>, report: &mut Report) {
    let corners = bounds.map(|rect| [rect.min(), rect.max()]);
    if corners.is_some_and(|corners| !corners.iter().all(|c| contains(LonLat::new(c.x, c.y)))) {
        report.push(spot_of(meta).error("it reaches out of the theatre").with_cure(OUTSIDE_CURE));
    }
}

fn contains(p: LonLat) -> bool {
    (THEATRE.west..=THEATRE.east).contains(&p.lon) && (THEATRE.south..=THEATRE.north).contains(&p.lat)
}

fn coords(points: &[LonLat]) -> LineString<f64> {
    points.iter().map(|p| Coord { x: p.lon, y: p.lat }).collect()
}

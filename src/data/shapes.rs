//! Geometry of features as the kind of thing that each needs.

use geo::{Geometry, LineString, MultiPolygon};

use super::properties::Properties;
use crate::geo::LonLat;

/// The vertices of a line.
pub(super) fn vertices(line: &LineString<f64>) -> Vec<LonLat> {
    line.coords().map(|c| LonLat::new(c.x, c.y)).collect()
}

/// Wants a `LineString`.
pub(super) fn one_line(p: &mut Properties<'_, '_>, geometry: Option<Geometry<f64>>) -> Option<LineString<f64>> {
    match geometry {
        Some(Geometry::LineString(line)) => Some(line),
        Some(Geometry::MultiLineString(mut lines)) if lines.0.len() == 1 => lines.0.pop(),
        other => fail(p, other.as_ref(), "a LineString"),
    }
}

/// Wants a `LineString` or a `MultiLineString`.
pub(super) fn lines(p: &mut Properties<'_, '_>, geometry: Option<Geometry<f64>>) -> Option<Vec<LineString<f64>>> {
    match geometry {
        Some(Geometry::LineString(line)) => Some(vec![line]),
        Some(Geometry::MultiLineString(lines)) => Some(lines.0),
        other => fail(p, other.as_ref(), "a LineString or a MultiLineString"),
    }
}

/// Wants a `Polygon` or a `MultiPolygon`.
pub(super) fn area(p: &mut Properties<'_, '_>, geometry: Option<Geometry<f64>>) -> Option<MultiPolygon<f64>> {
    match geometry {
        Some(Geometry::Polygon(polygon)) => Some(MultiPolygon::new(vec![polygon])),
        Some(Geometry::MultiPolygon(polygons)) => Some(polygons),
        other => fail(p, other.as_ref(), "a Polygon or a MultiPolygon"),
    }
}

/// Wants a `Point`.
pub(super) fn point(p: &mut Properties<'_, '_>, geometry: Option<Geometry<f64>>) -> Option<LonLat> {
    match geometry {
        Some(Geometry::Point(point)) => Some(LonLat::new(point.x(), point.y())),
        other => fail(p, other.as_ref(), "a Point"),
    }
}

/// The GeoJSON name of a kind of geometry.
pub(super) const fn kind_of(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "Point",
        Geometry::Line(_) | Geometry::LineString(_) => "LineString",
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "Polygon",
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        Geometry::GeometryCollection(_) => "GeometryCollection",
    }
}

/// Reports the wrong kind of geometry; a missing one has been reported by the reader.
pub(super) fn fail<T>(p: &mut Properties<'_, '_>, found: Option<&Geometry<f64>>, wanted: &str) -> Option<T> {
    match found {
        Some(found) => p.fail(format!("its geometry is a {}", kind_of(found)), format!("make it {wanted}")),
        None => p.fail("it cannot do without a geometry", format!("give it {wanted}")),
    }
    None
}

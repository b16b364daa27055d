//! Geometry as well-known text (OGC 06-103r4), degrees, longitude first.

use geo::{Coord, Geometry, LineString, Polygon};

/// "POINT(123.43 41.8)", "MULTIPOLYGON(((...)))".
pub(super) fn wkt(geometry: &Geometry<f64>) -> String {
    match geometry {
        Geometry::Point(p) => format!("POINT({})", coord(p.0)),
        Geometry::MultiPoint(points) => format!("MULTIPOINT({})", list(&points.0, |p| format!("({})", coord(p.0)))),
        Geometry::LineString(l) => format!("LINESTRING{}", line(l)),
        Geometry::MultiLineString(lines) => format!("MULTILINESTRING({})", list(&lines.0, line)),
        Geometry::Polygon(p) => format!("POLYGON{}", polygon(p)),
        Geometry::MultiPolygon(polygons) => format!("MULTIPOLYGON({})", list(&polygons.0, polygon)),
        Geometry::GeometryCollection(all) => format!("GEOMETRYCOLLECTION({})", list(&all.0, wkt)),
        Geometry::Line(l) => format!("LINESTRING({},{})", coord(l.start), coord(l.end)),
        Geometry::Rect(rect) => format!("POLYGON{}", polygon(&rect.to_polygon())),
        Geometry::Triangle(triangle) => format!("POLYGON{}", polygon(&triangle.to_polygon())),
    }
}

fn list<T>(items: &[T], text: impl Fn(&T) -> String) -> String {
    items.iter().map(text).collect::<Vec<_>>().join(",")
}

fn coord(c: Coord<f64>) -> String {
    format!("{} {}", c.x, c.y)
}

fn line(line: &LineString<f64>) -> String {
    format!("({})", list(&line.0, |c| coord(*c)))
}

fn polygon(polygon: &Polygon<f64>) -> String {
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    format!("({})", rings.map(line).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use geo::{line_string, point, polygon};

    use super::*;

    #[test]
    fn geometry_is_written_longitude_first() {
        assert_eq!(wkt(&point!(x: 123.43, y: 41.8).into()), "POINT(123.43 41.8)");
        assert_eq!(wkt(&line_string![(x: 1.0, y: 2.0), (x: 3.5, y: 4.0)].into()), "LINESTRING(1 2,3.5 4)");
        let square = polygon!(exterior: [(x: 0., y: 0.), (x: 1., y: 0.), (x: 1., y: 1.)], interiors: []);
        assert_eq!(wkt(&square.into()), "POLYGON((0 0,1 0,1 1,0 0))");
    }
}

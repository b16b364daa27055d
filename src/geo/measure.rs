//! Measures on the ellipsoid: distances along geodesics, areas of shapes whose edges are straight in degrees.

use geo::{Distance, Geodesic, LineString, MultiPolygon, Point, Polygon};

use super::LonLat;

/// First eccentricity squared of WGS 84.
const E2: f64 = 0.006_694_379_990_141_316;
/// Semi-minor axis of WGS 84, kilometres.
const B_KM: f64 = 6_356.752_314_245_179;

/// The length of the shortest way between two places, metres (Karney 2013, by `geographiclib`).
#[must_use]
pub fn distance_m(a: LonLat, b: LonLat) -> f64 {
    Geodesic.distance(Point::new(a.lon, a.lat), Point::new(b.lon, b.lat))
}

/// The length of a line of geodesics, metres.
#[must_use]
pub fn length_m(line: &[LonLat]) -> f64 {
    line.windows(2).map(|pair| distance_m(pair[0], pair[1])).sum()
}

/// The area inside a ring in square kilometres, whichever way it runs and whether or not its last vertex repeats the
/// first. Edges are straight in longitude and latitude (RFC 7946), not geodesics; parts wound twice count twice.
#[must_use]
pub fn ring_area_km2(ring: &[LonLat]) -> f64 {
    signed_ring_area_km2(ring.iter().copied()).abs()
}

/// The area of a polygon less its holes, square kilometres, with edges straight in degrees.
#[must_use]
pub fn polygon_area_km2(polygon: &Polygon<f64>) -> f64 {
    let ring = |line: &LineString<f64>| signed_ring_area_km2(line.0.iter().map(|c| LonLat::new(c.x, c.y))).abs();
    ring(polygon.exterior()) - polygon.interiors().iter().map(ring).sum::<f64>()
}

/// The area of all polygons, square kilometres, with edges straight in degrees.
#[must_use]
pub fn multi_polygon_area_km2(shape: &MultiPolygon<f64>) -> f64 {
    shape.iter().map(polygon_area_km2).sum()
}

fn signed_ring_area_km2(ring: impl Iterator<Item = LonLat> + Clone) -> f64 {
    let Some(first) = ring.clone().next() else { return 0.0 };
    let ends = ring.clone().skip(1).chain(std::iter::once(first));
    ring.zip(ends).map(|(a, b)| area_under_edge_km2(a, b)).sum::<f64>()
}

/// The area between an edge and the equator, positive if it runs east in the northern hemisphere.
fn area_under_edge_km2(a: LonLat, b: LonLat) -> f64 {
    const NODES: [(f64, f64); 3] =
        [(0.112_701_665_379_258_3, 5.0 / 18.0), (0.5, 8.0 / 18.0), (0.887_298_334_620_741_7, 5.0 / 18.0)];
    let width = (b.lon - a.lon).to_radians();
    if width == 0.0 {
        return 0.0;
    }
    let rise = b.lat - a.lat;
    // Gauss's rule of three nodes, exact to a square metre on pieces of five degrees of latitude.
    let pieces = (rise.abs() / 5.0).ceil().max(1.0);
    let mut mean = 0.0;
    let mut i = 0.0;
    while i < pieces && i < 40.0 {
        for (node, weight) in NODES {
            mean += weight * strip_km2((a.lat + rise * ((i + node) / pieces)).to_radians());
        }
        i += 1.0;
    }
    width * mean / pieces
}

/// The area between the equator and a latitude (radians) for one radian of longitude: Snyder, Map Projections (1987),
/// formula 3-12: this is `a^2 q / 2`, with the logarithm written as an inverse hyperbolic tangent.
fn strip_km2(lat: f64) -> f64 {
    let e = E2.sqrt();
    let s = lat.sin();
    B_KM * B_KM / 2.0 * (s / (1.0 - E2 * s * s) + (e * s).atanh() / e)
}

#[cfg(test)]
mod tests {
    use geo::GeodesicArea;

    use super::super::densify;
    use super::*;

    #[test]
    fn distances_are_those_of_the_ellipsoid() {
        // PROJ 9.5 for Vladivostok to Harbin.
        let d = distance_m(LonLat::new(131.886, 43.116), LonLat::new(126.642, 45.757));
        assert!((d - 510_152.578_3).abs() < 1e-3, "{d}");
        // A degree of longitude on the equator is a 360th of its length.
        let one = distance_m(LonLat::new(0.0, 0.0), LonLat::new(1.0, 0.0));
        assert!((one - 111_319.490_793).abs() < 1e-3, "{one}");
    }

    #[test]
    fn the_whole_globe_has_its_known_area() {
        let ring = [
            LonLat::new(-180.0, -90.0),
            LonLat::new(180.0, -90.0),
            LonLat::new(180.0, 90.0),
            LonLat::new(-180.0, 90.0),
        ];
        let area = ring_area_km2(&ring);
        assert!((area - 510_065_621.724).abs() < 1.0, "{area}");
    }

    #[test]
    fn areas_agree_with_the_geodesic_area_of_the_densified_ring() {
        let ring = [
            LonLat::new(118.0, 39.0),
            LonLat::new(131.0, 42.5),
            LonLat::new(135.0, 48.0),
            LonLat::new(120.0, 53.0),
            LonLat::new(118.0, 39.0),
        ];
        let dense: LineString<f64> = densify(&ring, 0.02).iter().map(|p| (p.lon, p.lat)).collect();
        let expected = Polygon::new(dense, Vec::new()).geodesic_area_signed() / 1e6;
        let area = ring_area_km2(&ring);
        assert!((area - expected).abs() < 0.01, "{area} {expected}");
        // Backwards and without its closing vertex it is the same area.
        let mut back = ring[..4].to_vec();
        back.reverse();
        assert!((ring_area_km2(&back) - area).abs() < 1e-6);
    }

    #[test]
    fn holes_are_taken_away() {
        let square = |west: f64, east: f64| -> LineString<f64> {
            [(west, 44.0), (east, 44.0), (east, 46.0), (west, 46.0), (west, 44.0)].into_iter().collect()
        };
        let whole = polygon_area_km2(&Polygon::new(square(120.0, 124.0), Vec::new()));
        let holed = polygon_area_km2(&Polygon::new(square(120.0, 124.0), vec![square(121.0, 122.0)]));
        assert!((holed / whole - 0.75).abs() < 1e-12);
    }
}

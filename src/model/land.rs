//! Land and sea: what part of a ground is land, and how large it is.
//!
//! Degrees in, degrees and square kilometres out. Fronts run off the coast into the sea so that the land is covered; only
//! what lies inside a coast counts. Lakes count as land, rivers too.

use geo::bool_ops::FillRule;
use geo::{BooleanOps, BoundingRect, Intersects, LineString, MultiPolygon, Polygon, Rect};

use crate::data::CoastRing;
use crate::geo::{LonLat, multi_polygon_area_km2};

/// Level of the coast rings that divide land from sea.
const SEA_COAST: u8 = 1;

/// The land of a map at one level of detail.
#[derive(Clone, Debug, Default)]
pub struct Land {
    rings: Vec<(Rect<f64>, Polygon<f64>)>,
}

impl Land {
    /// The land inside the coasts of `coast`; its lakes and their islands are land too.
    #[must_use]
    pub fn new(coast: &[CoastRing]) -> Self {
        let of_the_sea = coast.iter().filter(|ring| ring.level == SEA_COAST);
        let rings = of_the_sea.filter_map(|ring| Some((ring.shape.bounding_rect()?, ring.shape.clone())));
        Self { rings: rings.collect() }
    }

    /// The ground inside `ring` that is land, as a valid shape with edges straight in degrees. The ring is filled by the
    /// non-zero rule: edges that run both ways cancel. Land without any coast clips nothing.
    #[must_use]
    pub fn clip(&self, ring: &[LonLat]) -> MultiPolygon<f64> {
        let line: LineString<f64> = ring.iter().map(|p| (p.lon, p.lat)).collect();
        let ground = Polygon::new(line, Vec::new());
        let Some(around) = ground.bounding_rect() else { return MultiPolygon::new(Vec::new()) };
        if self.rings.is_empty() {
            return ground.union_with_fill_rule(&MultiPolygon::new(Vec::new()), FillRule::NonZero);
        }
        let near = self.rings.iter().filter(|(rect, _)| rect.intersects(&around));
        let land: MultiPolygon<f64> = near.map(|(_, ring)| ring.clone()).collect();
        ground.intersection_with_fill_rule(&land, FillRule::NonZero)
    }

    /// The land inside `ring` in square kilometres on the ellipsoid: see [`Self::clip`].
    #[must_use]
    pub fn area_km2(&self, ring: &[LonLat]) -> f64 {
        if ring.len() < 3 { 0.0 } else { multi_polygon_area_km2(&self.clip(ring)) }
    }
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;
    use crate::geo::ring_area_km2;

    fn ring(corners: &[(f64, f64)]) -> Vec<LonLat> {
        corners.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect()
    }

    fn island() -> CoastRing {
        let shape = polygon![(x: 130.0, y: 40.0), (x: 132.0, y: 40.0), (x: 132.0, y: 42.0), (x: 130.0, y: 42.0)];
        CoastRing { level: 1, shape }
    }

    #[test]
    fn sea_behind_a_front_does_not_count() {
        let land = Land::new(&[island()]);
        let out_at_sea = ring(&[(131.0, 39.0), (135.0, 39.0), (135.0, 41.0), (131.0, 41.0)]);
        let half = ring_area_km2(&ring(&[(131.0, 40.0), (132.0, 40.0), (132.0, 41.0), (131.0, 41.0)]));
        assert!((land.area_km2(&out_at_sea) - half).abs() < 1e-3);
        assert!((Land::default().area_km2(&out_at_sea) - ring_area_km2(&out_at_sea)).abs() < 1e-3);
    }

    #[test]
    fn edges_that_run_both_ways_enclose_nothing() {
        let land = Land::new(&[island()]);
        let needle = ring(&[(130.5, 41.0), (131.0, 41.0), (131.0, 41.5), (131.0, 41.0)]);
        assert!(land.area_km2(&needle) < 1e-3);
        assert_eq!(land.clip(&needle), MultiPolygon::new(Vec::new()));
    }

    #[test]
    fn a_lake_is_part_of_the_land() {
        let lake = CoastRing { level: 2, ..island() };
        let around = ring(&[(129.0, 39.0), (133.0, 39.0), (133.0, 43.0), (129.0, 43.0)]);
        assert!(
            (Land::new(&[island(), lake]).area_km2(&around) - Land::new(&[island()]).area_km2(&around)).abs() < 1e-6
        );
    }
}

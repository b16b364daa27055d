//! How much land Soviet forces have taken: what the fronts have overrun, pockets and islands, less the holdouts.
//!
//! Measured on parallels every twentieth of a degree: the rings of the model run off the coast, so each parallel is cut
//! with the land. Good to about a half per cent, which is finer than a curve of 40 pixels shows.

use geo::{LineString, MultiPolygon};

use super::WorldState;
use crate::data::{CoastRing, Dataset};

/// Southern and northern edge of the theatre, degrees, and the distance of two parallels.
const SOUTH: f64 = 30.0;
const NORTH: f64 = 60.0;
const STEP: f64 = 0.05;
/// Kilometres in a degree of a great circle on a sphere with the ellipsoid's area.
const KM_PER_DEGREE: f64 = 111.195;

/// Stretches of one parallel, degrees of longitude, in order and apart.
type Spans = Vec<(f64, f64)>;

/// The land of the theatre, ready to be cut with.
pub struct HeldMeasure {
    land: Vec<Spans>,
}

impl HeldMeasure {
    /// Prepares the land.
    #[must_use]
    pub fn new(coast: &[CoastRing]) -> Self {
        let land = crossings(coast.iter().filter(|c| c.level == 1).map(|c| ring(c.shape.exterior())));
        let lakes = crossings(coast.iter().filter(|c| c.level == 2).map(|c| ring(c.shape.exterior())));
        let dry = land.into_iter().zip(lakes).map(|(land, lakes)| without(&spans(land), &spans(lakes))).collect();
        Self { land: dry }
    }

    /// Square kilometres held in `state`.
    #[must_use]
    pub fn km2(&self, data: &Dataset, state: &WorldState) -> f64 {
        let fronts = state.fronts.iter().map(|f| f.ground.iter().map(|p| (p.lon, p.lat)).collect::<Vec<_>>());
        let pockets = state.pockets.iter().filter_map(|&i| data.pockets.get(i)).flat_map(|a| rings(&a.shape));
        let islands = state.islands.iter().filter_map(|&i| data.islands.get(i)).flat_map(|a| rings(&a.shape));
        let taken = crossings(fronts.chain(pockets).chain(islands));
        let kept = crossings(state.holdouts.iter().filter_map(|&i| data.holdouts.get(i)).flat_map(|a| rings(&a.shape)));
        let mut km2 = 0.0;
        for (row, ((taken, kept), land)) in taken.into_iter().zip(kept).zip(&self.land).enumerate() {
            let held = within(&without(&spans(taken), &spans(kept)), land);
            let degrees: f64 = held.iter().map(|(a, b)| b - a).sum();
            km2 += degrees * KM_PER_DEGREE * latitude(row).to_radians().cos() * STEP * KM_PER_DEGREE;
        }
        km2
    }
}

fn ring(line: &LineString<f64>) -> Vec<(f64, f64)> {
    line.0.iter().map(|c| (c.x, c.y)).collect()
}

fn rings(shape: &MultiPolygon<f64>) -> impl Iterator<Item = Vec<(f64, f64)>> {
    shape.0.iter().map(|p| ring(p.exterior()))
}

#[expect(clippy::cast_precision_loss, reason = "some hundreds of rows")]
fn latitude(row: usize) -> f64 {
    SOUTH + (row as f64 + 0.5) * STEP
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some hundreds of rows, held at their ends"
)]
fn row_above(lat: f64) -> usize {
    ((lat - SOUTH) / STEP - 0.5).ceil().clamp(0.0, (NORTH - SOUTH) / STEP) as usize
}

/// Where rings cross each parallel, and which way: northwards +1, southwards -1.
fn crossings(rings: impl Iterator<Item = Vec<(f64, f64)>>) -> Vec<Vec<(f64, i32)>> {
    let mut rows: Vec<Vec<(f64, i32)>> = vec![Vec::new(); row_above(NORTH)];
    for ring in rings {
        // Every ring counts upwards whichever way it runs, so that rings add up and never cancel each other.
        let turn = if twice_area(&ring) < 0.0 { -1 } else { 1 };
        for (i, &(x0, y0)) in ring.iter().enumerate() {
            let (x1, y1) = ring[(i + 1) % ring.len()];
            let (way, low, high) = if y0 < y1 { (turn, (x0, y0), (x1, y1)) } else { (-turn, (x1, y1), (x0, y0)) };
            for (row, crossed) in rows.iter_mut().enumerate().take(row_above(high.1)).skip(row_above(low.1)) {
                let share = (latitude(row) - low.1) / (high.1 - low.1);
                crossed.push((low.0 + share * (high.0 - low.0), way));
            }
        }
    }
    rows
}

fn twice_area(ring: &[(f64, f64)]) -> f64 {
    (0..ring.len())
        .map(|i| {
            let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
            a.0 * b.1 - b.0 * a.1
        })
        .sum()
}

/// The stretches of a parallel that lie inside by the non-zero rule.
fn spans(mut crossed: Vec<(f64, i32)>) -> Spans {
    crossed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut winding, mut spans) = (0, Spans::new());
    for pair in crossed.windows(2) {
        winding += pair[0].1;
        if winding != 0 {
            match spans.last_mut() {
                Some(last) if last.1 >= pair[0].0 => last.1 = pair[1].0,
                _ => spans.push((pair[0].0, pair[1].0)),
            }
        }
    }
    spans
}

/// What of `a` lies in `b`.
fn within(a: &[(f64, f64)], b: &[(f64, f64)]) -> Spans {
    a.iter()
        .flat_map(|&(a0, a1)| b.iter().map(move |&(b0, b1)| (a0.max(b0), a1.min(b1))))
        .filter(|(from, to)| from < to)
        .collect()
}

/// What of `a` does not lie in `b`.
fn without(a: &[(f64, f64)], b: &[(f64, f64)]) -> Spans {
    let mut rest: Spans = a.to_vec();
    for &(b0, b1) in b {
        rest =
            rest.into_iter().flat_map(|(a0, a1)| [(a0, a1.min(b0)), (a0.max(b1), a1)]).filter(|(x, y)| x < y).collect();
    }
    rest
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;
    use crate::geo::LonLat;
    use crate::model::FrontState;

    #[test]
    fn a_square_of_land_is_measured_and_the_sea_is_left_out() {
        let coast = CoastRing {
            level: 1,
            shape: polygon![(x: 120.0, y: 40.0), (x: 130.0, y: 40.0), (x: 130.0, y: 45.0), (x: 120.0, y: 45.0)],
        };
        let measure = HeldMeasure::new(&[coast]);
        let ground =
            [(118.0, 42.0), (122.0, 42.0), (122.0, 43.0), (118.0, 43.0)].map(|(x, y)| LonLat::new(x, y)).to_vec();
        let state =
            WorldState { fronts: vec![FrontState { ground, ..FrontState::default() }], ..WorldState::default() };
        let km2 = measure.km2(&Dataset::default(), &state);
        // Two degrees by one at 42.5 north.
        let expected = 2.0 * KM_PER_DEGREE * 42.5_f64.to_radians().cos() * KM_PER_DEGREE;
        assert!((km2 / expected - 1.0).abs() < 0.005, "{km2} {expected}");
    }

    #[test]
    fn spans_are_cut_and_joined_as_sets() {
        assert_eq!(within(&[(0.0, 5.0), (6.0, 9.0)], &[(4.0, 7.0)]), [(4.0, 5.0), (6.0, 7.0)]);
        assert_eq!(without(&[(0.0, 9.0)], &[(2.0, 3.0), (8.0, 10.0)]), [(0.0, 2.0), (3.0, 8.0)]);
        let overlapping = vec![(0.0, 1), (2.0, 1), (5.0, -1), (7.0, -1)];
        assert_eq!(spans(overlapping), [(0.0, 7.0)]);
    }
}

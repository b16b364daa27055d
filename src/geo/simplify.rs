//! Leaving out vertices that a map of some scale cannot show, by Douglas and Peucker (1973).
//!
//! The work is split in two: once per line every vertex gets the tolerance up to which it is needed; then the line
//! for any tolerance is a plain filter. A line thinned to `tolerance_m` misses the whole one by no more than that.

use super::MapPoint;

/// For each vertex of a line the largest tolerance in metres at which it is still kept; the ends are kept always
/// (infinity).
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "metres of a tolerance need no more than f32")]
pub fn line_significance_m(line: &[MapPoint]) -> Vec<f32> {
    let mut significance = vec![0.0_f32; line.len()];
    if let Some(last) = line.len().checked_sub(1) {
        significance[0] = f32::INFINITY;
        significance[last] = f32::INFINITY;
        let mut work = vec![(0, last, f64::INFINITY)];
        while let Some((lo, hi, cap)) = work.pop() {
            let Some((k, distance)) = farthest(line, lo, hi) else { continue };
            // No more needed than the vertex that cut its stretch out: then filters at any tolerance nest.
            let needed = distance.min(cap);
            significance[k] = needed as f32;
            work.push((lo, k, needed));
            work.push((k, hi, needed));
        }
    }
    significance
}

/// The same for a ring, given without a repeated last vertex. At least three vertices are kept at any tolerance: the
/// first, the one farthest from it, and the one farthest from the line between them.
#[must_use]
pub fn ring_significance_m(ring: &[MapPoint]) -> Vec<f32> {
    if ring.len() <= 3 {
        return vec![f32::INFINITY; ring.len()];
    }
    let apart = |p: MapPoint| (p.x - ring[0].x).hypot(p.y - ring[0].y);
    let far = (1..ring.len()).max_by(|&a, &b| apart(ring[a]).total_cmp(&apart(ring[b])).then(b.cmp(&a))).unwrap_or(1);
    let mut significance = line_significance_m(&ring[..=far]);
    let mut rest = ring[far..].to_vec();
    rest.push(ring[0]);
    let rest = line_significance_m(&rest);
    significance.extend_from_slice(&rest[1..rest.len() - 1]);
    let third = (0..ring.len())
        .filter(|&i| significance[i].is_finite())
        .max_by(|&a, &b| significance[a].total_cmp(&significance[b]).then(b.cmp(&a)));
    if let Some(third) = third {
        significance[third] = f32::INFINITY;
    }
    significance
}

/// A line thinned to a tolerance in metres.
#[must_use]
pub fn simplify_line(line: &[MapPoint], tolerance_m: f64) -> Vec<MapPoint> {
    let significance = line_significance_m(line);
    line.iter().zip(significance).filter(|(_, s)| f64::from(*s) >= tolerance_m).map(|(p, _)| *p).collect()
}

/// The vertex between `lo` and `hi` farthest from the segment between them, and how far it is.
fn farthest(line: &[MapPoint], lo: usize, hi: usize) -> Option<(usize, f64)> {
    let (a, b) = (line[lo], line[hi]);
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let squared = dx * dx + dy * dy;
    let scale = if squared > 0.0 { 1.0 / squared } else { 0.0 };
    let mut best: Option<(usize, f64)> = None;
    for (i, p) in line.iter().enumerate().take(hi).skip(lo + 1) {
        let t = (((p.x - a.x) * dx + (p.y - a.y) * dy) * scale).clamp(0.0, 1.0);
        let (ex, ey) = (p.x - a.x - dx * t, p.y - a.y - dy * t);
        let d = ex * ex + ey * ey;
        if best.is_none_or(|(_, most)| d > most) {
            best = Some((i, d));
        }
    }
    best.map(|(i, d)| (i, d.sqrt()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn distance(p: MapPoint, line: &[MapPoint]) -> f64 {
        line.windows(2)
            .map(|e| {
                let (dx, dy) = (e[1].x - e[0].x, e[1].y - e[0].y);
                let t = ((p.x - e[0].x) * dx + (p.y - e[0].y) * dy) / (dx * dx + dy * dy).max(1e-30);
                (p.x - e[0].x - dx * t.clamp(0.0, 1.0)).hypot(p.y - e[0].y - dy * t.clamp(0.0, 1.0))
            })
            .fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #[test]
        fn a_thinned_line_misses_no_vertex_by_more_than_the_tolerance(
            line in prop::collection::vec((0.0..100.0, 0.0..100.0).prop_map(|(x, y)| MapPoint::new(x, y)), 2..60),
            tolerance_m in 0.1..50.0,
        ) {
            let thin = simplify_line(&line, tolerance_m);
            prop_assert_eq!(thin.first(), line.first());
            prop_assert_eq!(thin.last(), line.last());
            for p in &line {
                prop_assert!(distance(*p, &thin) <= tolerance_m + 1e-3);
            }
            // Coarser lines use a part of the finer one's vertices.
            let coarse = simplify_line(&line, tolerance_m * 2.0);
            prop_assert!(coarse.iter().all(|p| thin.contains(p)));
        }
    }

    #[test]
    fn vertices_on_a_straight_line_go_first() {
        let line = [(0.0, 0.0), (5.0, 0.0), (10.0, 0.0), (10.0, 8.0)].map(|(x, y)| MapPoint::new(x, y));
        assert_eq!(simplify_line(&line, 0.5), [line[0], line[2], line[3]]);
        assert_eq!(simplify_line(&line, 0.0), line);
    }

    #[test]
    fn a_ring_keeps_a_triangle_at_any_tolerance() {
        let ring = [(0.0, 0.0), (5.0, 1.0), (10.0, 0.0), (11.0, 5.0), (5.0, 9.0)].map(|(x, y)| MapPoint::new(x, y));
        let kept = ring_significance_m(&ring).iter().filter(|s| s.is_infinite()).count();
        assert_eq!(kept, 3);
        assert_eq!(ring_significance_m(&ring[..2]).len(), 2);
        assert!(line_significance_m(&[]).is_empty());
    }
}

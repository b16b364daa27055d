//! Cutting rings and lines to an upright rectangle of the plane, so that painters get only what a page shows.
//!
//! New vertices lie exactly on the rectangle's sides. A clipped ring winds round every point inside the rectangle as
//! often as the whole ring does, so both fill rules stay true; it may run to and fro along the sides.

use super::{MapPoint, MapRect};

/// A side of the rectangle as a half-plane: the inside is where `sign * coordinate <= sign * limit`.
#[derive(Clone, Copy)]
struct Side {
    is_x: bool,
    sign: f64,
    limit: f64,
}

impl Side {
    fn of(rect: &MapRect) -> [Self; 4] {
        [
            Self { is_x: true, sign: -1.0, limit: rect.min.x },
            Self { is_x: true, sign: 1.0, limit: rect.max.x },
            Self { is_x: false, sign: -1.0, limit: rect.min.y },
            Self { is_x: false, sign: 1.0, limit: rect.max.y },
        ]
    }

    /// How far a point lies outside, metres; negative inside.
    fn beyond(self, p: MapPoint) -> f64 {
        self.sign * (if self.is_x { p.x } else { p.y } - self.limit)
    }

    /// Where an edge crosses the side.
    fn crossing(self, a: MapPoint, b: MapPoint) -> MapPoint {
        if self.is_x {
            let t = (self.limit - a.x) / (b.x - a.x);
            MapPoint::new(self.limit, a.y + (b.y - a.y) * t)
        } else {
            let t = (self.limit - a.y) / (b.y - a.y);
            MapPoint::new(a.x + (b.x - a.x) * t, self.limit)
        }
    }
}

/// The part of a ring inside `rect`, by Sutherland and Hodgman (1974). The ring may or may not repeat its first
/// vertex at the end; the result does not. Empty if nothing is inside.
#[must_use]
pub fn clip_ring(ring: &[MapPoint], rect: &MapRect) -> Vec<MapPoint> {
    let mut from = ring.to_vec();
    if from.len() > 1 && from.first() == from.last() {
        from.pop();
    }
    let mut to = Vec::with_capacity(from.len() + 4);
    for side in Side::of(rect) {
        let Some(&last) = from.last() else { break };
        let mut before = (last, side.beyond(last));
        to.clear();
        for &p in &from {
            let here = (p, side.beyond(p));
            if (here.1 > 0.0) != (before.1 > 0.0) && here.1 != 0.0 && before.1 != 0.0 {
                to.push(side.crossing(before.0, p));
            }
            if here.1 <= 0.0 {
                to.push(p);
            }
            before = here;
        }
        std::mem::swap(&mut from, &mut to);
    }
    if from.len() < 3 { Vec::new() } else { from }
}

/// The parts of a line inside `rect`, each with at least two vertices, in order, by Liang and Barsky (1984).
#[must_use]
pub fn clip_line(line: &[MapPoint], rect: &MapRect) -> Vec<Vec<MapPoint>> {
    let mut pieces: Vec<Vec<MapPoint>> = Vec::new();
    let mut is_open = false;
    for pair in line.windows(2) {
        let Some(edge) = clip_edge(pair[0], pair[1], rect) else {
            is_open = false;
            continue;
        };
        if !is_open {
            pieces.push(vec![edge.0]);
        }
        // An edge that only touches a side has no length.
        if let Some(piece) = pieces.last_mut().filter(|piece| piece.last() != Some(&edge.1)) {
            piece.push(edge.1);
        }
        is_open = edge.1 == pair[1];
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

/// The outline of a ring inside `rect` as lines; a ring that lies inside whole comes back closed, with its first
/// vertex repeated.
#[must_use]
pub fn clip_outline(ring: &[MapPoint], rect: &MapRect) -> Vec<Vec<MapPoint>> {
    let Some(&first) = ring.first() else { return Vec::new() };
    let mut closed = ring.to_vec();
    if ring.last() != Some(&first) {
        closed.push(first);
    }
    let mut pieces = clip_line(&closed, rect);
    // A ring that starts inside comes in two pieces that meet at its first vertex.
    if pieces.len() > 1 && pieces[0].first() == Some(&first) && pieces.last().and_then(|p| p.last()) == Some(&first) {
        let head = pieces.remove(0);
        if let Some(tail) = pieces.last_mut() {
            tail.extend_from_slice(&head[1..]);
        }
    }
    pieces
}

/// The part of an edge inside `rect`.
fn clip_edge(a: MapPoint, b: MapPoint, rect: &MapRect) -> Option<(MapPoint, MapPoint)> {
    if rect.contains(a) && rect.contains(b) {
        return Some((a, b));
    }
    let (mut start, mut end) = (a, b);
    for side in Side::of(rect) {
        let (s, e) = (side.beyond(start), side.beyond(end));
        match (s > 0.0, e > 0.0) {
            (true, true) => return None,
            (true, false) => start = side.crossing(start, end),
            (false, true) => end = side.crossing(start, end),
            (false, false) => {}
        }
    }
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RECT: MapRect = MapRect { min: MapPoint::new(-50.0, -30.0), max: MapPoint::new(60.0, 40.0) };

    /// How often a ring winds round a point (Sunday's crossing method).
    fn winding(ring: &[MapPoint], p: MapPoint) -> i32 {
        let mut w = 0;
        for i in 0..ring.len() {
            let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
            let left = (b.x - a.x) * (p.y - a.y) - (p.x - a.x) * (b.y - a.y);
            if a.y <= p.y && b.y > p.y && left > 0.0 {
                w += 1;
            } else if a.y > p.y && b.y <= p.y && left < 0.0 {
                w -= 1;
            }
        }
        w
    }

    fn points(n: std::ops::Range<usize>) -> impl Strategy<Value = Vec<MapPoint>> {
        prop::collection::vec((-100.0..100.0, -100.0..100.0).prop_map(|(x, y)| MapPoint::new(x, y)), n)
    }

    fn inside() -> impl Strategy<Value = MapPoint> {
        (-49.999..59.999, -29.999..39.999).prop_map(|(x, y)| MapPoint::new(x, y))
    }

    fn distance(p: MapPoint, line: &[MapPoint]) -> f64 {
        line.windows(2)
            .map(|e| {
                let (dx, dy) = (e[1].x - e[0].x, e[1].y - e[0].y);
                let t = ((p.x - e[0].x) * dx + (p.y - e[0].y) * dy) / (dx * dx + dy * dy).max(1e-30);
                let t = t.clamp(0.0, 1.0);
                (p.x - e[0].x - dx * t).hypot(p.y - e[0].y - dy * t)
            })
            .fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #[test]
        fn a_clipped_ring_winds_round_inner_points_as_the_whole_one(ring in points(3..20), probes in prop::collection::vec(inside(), 40)) {
            let clipped = clip_ring(&ring, &RECT);
            for p in &clipped {
                prop_assert!(RECT.contains(*p), "{p:?}");
            }
            for p in probes {
                // On an edge the winding number is a matter of rounding.
                let mut closed = ring.clone();
                closed.push(ring[0]);
                if distance(p, &closed) > 1e-6 {
                    prop_assert_eq!(winding(&clipped, p), winding(&ring, p));
                }
            }
        }

        #[test]
        fn a_clipped_line_is_the_line_where_it_is_inside(line in points(2..20), ts in prop::collection::vec(0.0..1.0, 10)) {
            let pieces = clip_line(&line, &RECT);
            prop_assert!(pieces.iter().flatten().all(|p| RECT.contains(*p)));
            prop_assert!(pieces.iter().all(|p| p.len() >= 2));
            for e in line.windows(2) {
                for t in &ts {
                    let p = MapPoint::new(e[0].x + (e[1].x - e[0].x) * t, e[0].y + (e[1].y - e[0].y) * t);
                    let near = pieces.iter().map(|l| distance(p, l)).fold(f64::INFINITY, f64::min);
                    if RECT.contains(p) {
                        prop_assert!(near < 1e-6, "{p:?} is missing");
                    }
                }
            }
            for p in pieces.iter().flatten() {
                prop_assert!(distance(*p, &line) < 1e-6);
            }
        }
    }

    #[test]
    fn a_ring_round_the_rectangle_becomes_the_rectangle() {
        let ring =
            [(-200.0, -200.0), (200.0, -200.0), (200.0, 200.0), (-200.0, 200.0)].map(|(x, y)| MapPoint::new(x, y));
        let clipped = clip_ring(&ring, &RECT);
        assert_eq!(clipped.len(), 4);
        assert_eq!(MapRect::around(&clipped), Some(RECT));
    }

    #[test]
    fn what_is_outside_leaves_nothing() {
        let ring = [(70.0, 0.0), (90.0, 0.0), (80.0, 20.0)].map(|(x, y)| MapPoint::new(x, y));
        assert!(clip_ring(&ring, &RECT).is_empty());
        assert!(clip_line(&ring, &RECT).is_empty());
        assert!(clip_ring(&[], &RECT).is_empty());
        assert!(clip_outline(&[], &RECT).is_empty());
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two_pieces() {
        let line = [(0.0, 0.0), (100.0, 0.0), (100.0, 10.0), (0.0, 10.0)].map(|(x, y)| MapPoint::new(x, y));
        let pieces = clip_line(&line, &RECT);
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces[0], [MapPoint::new(0.0, 0.0), MapPoint::new(60.0, 0.0)]);
        assert_eq!(pieces[1], [MapPoint::new(60.0, 10.0), MapPoint::new(0.0, 10.0)]);
    }

    #[test]
    fn an_outline_that_starts_inside_is_not_cut_at_its_first_vertex() {
        let ring = [(0.0, 0.0), (100.0, 0.0), (100.0, 10.0), (0.0, 10.0)].map(|(x, y)| MapPoint::new(x, y));
        let pieces = clip_outline(&ring, &RECT);
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].len(), 4);
        let whole = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)].map(|(x, y)| MapPoint::new(x, y));
        assert_eq!(clip_outline(&whole, &RECT), vec![vec![whole[0], whole[1], whole[2], whole[0]]]);
    }
}

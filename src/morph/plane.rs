//! Exact predicates on lines of degrees: turns, contacts, simplicity. Space: longitude and latitude taken as a plane in
//! which edges are straight (RFC 7946). Coordinates must be finite.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, coord};

use crate::geo::LonLat;

fn coord_of(p: LonLat) -> Coord<f64> {
    coord! { x: p.lon, y: p.lat }
}

/// 1 if `c` lies left of the way from `a` to `b`, -1 if right, 0 if on its line; exact (Shewchuk 1997).
pub(crate) fn turn(a: LonLat, b: LonLat, c: LonLat) -> i8 {
    match RobustKernel::orient2d(coord_of(a), coord_of(b), coord_of(c)) {
        Orientation::CounterClockwise => 1,
        Orientation::Clockwise => -1,
        Orientation::Collinear => 0,
    }
}

/// Twice the signed area of a ring in square degrees, positive if it runs counterclockwise.
pub(crate) fn doubled_area(ring: &[LonLat]) -> f64 {
    let Some(&o) = ring.first() else { return 0.0 };
    let cross = |p: LonLat, q: LonLat| (p.lon - o.lon) * (q.lat - o.lat) - (q.lon - o.lon) * (p.lat - o.lat);
    ring.windows(2).map(|w| cross(w[0], w[1])).sum()
}

/// True if a ray from `p` to the east crosses the line an odd number of times. `p` lies inside a ring (closed, with its
/// first vertex repeated) if so; on the edge either answer may come.
pub(crate) fn crossings_parity(line: &[LonLat], p: LonLat) -> bool {
    line.windows(2).fold(false, |odd, w| {
        let (a, b) = (w[0], w[1]);
        if (a.lat > p.lat) == (b.lat > p.lat) {
            return odd;
        }
        let (low, high) = if a.lat < b.lat { (a, b) } else { (b, a) };
        odd ^ (turn(low, high, p) > 0)
    })
}

/// A line for [`first_contact`].
#[derive(Clone, Copy)]
pub(crate) struct Track<'a> {
    /// Vertices.
    pub line: &'a [LonLat],
    /// True if an edge leads from the last vertex back to the first.
    pub is_ring: bool,
}

struct Edge {
    track: usize,
    index: usize,
    a: LonLat,
    b: LonLat,
}

impl Edge {
    fn west(&self) -> f64 {
        self.a.lon.min(self.b.lon)
    }
    fn east(&self) -> f64 {
        self.a.lon.max(self.b.lon)
    }
    fn south(&self) -> f64 {
        self.a.lat.min(self.b.lat)
    }
    fn north(&self) -> f64 {
        self.a.lat.max(self.b.lat)
    }
}

/// A place at which the lines touch or cross although they should not, or `None`. Neighbouring edges of one line may
/// meet in their common vertex; edges of two lines may meet in a common vertex or be the same edge.
pub(crate) fn first_contact(tracks: &[Track<'_>]) -> Option<LonLat> {
    let mut edges = Vec::new();
    for (track, t) in tracks.iter().enumerate() {
        edges.extend(t.line.windows(2).enumerate().map(|(index, w)| Edge { track, index, a: w[0], b: w[1] }));
        if let (true, Some(&a), Some(&b)) = (t.is_ring, t.line.last(), t.line.first()) {
            edges.push(Edge { track, index: t.line.len() - 1, a, b });
        }
    }
    edges.sort_by(|e, f| e.west().total_cmp(&f.west()));
    let mut active: Vec<&Edge> = Vec::new();
    for edge in &edges {
        if edge.a == edge.b {
            return Some(edge.a);
        }
        active.retain(|e| e.east() >= edge.west());
        for other in &active {
            if other.south() <= edge.north()
                && edge.south() <= other.north()
                && let Some(at) = forbidden_contact(edge, other, tracks)
            {
                return Some(at);
            }
        }
        active.push(edge);
    }
    None
}

fn forbidden_contact(e: &Edge, f: &Edge, tracks: &[Track<'_>]) -> Option<LonLat> {
    let same_track = e.track == f.track;
    let shared = [e.a, e.b].into_iter().find(|v| *v == f.a || *v == f.b);
    if let Some(v) = shared {
        if (e.a == f.a && e.b == f.b) || (e.a == f.b && e.b == f.a) {
            return same_track.then_some(v);
        }
        let edges = tracks[e.track].line.len();
        let gap = e.index.abs_diff(f.index);
        if same_track && gap != 1 && !(tracks[e.track].is_ring && gap == edges - 1) {
            return Some(v);
        }
        let u = if e.a == v { e.b } else { e.a };
        let w = if f.a == v { f.b } else { f.a };
        let dot = (u.lon - v.lon) * (w.lon - v.lon) + (u.lat - v.lat) * (w.lat - v.lat);
        return (turn(v, u, w) == 0 && dot > 0.0).then_some(v);
    }
    segments_meet(e.a, e.b, f.a, f.b).then(|| meeting_place(e, f))
}

/// True if the closed segments `ab` and `cd` have a point in common.
pub(crate) fn segments_meet(a: LonLat, b: LonLat, c: LonLat, d: LonLat) -> bool {
    let (abc, abd) = (turn(a, b, c), turn(a, b, d));
    let (cda, cdb) = (turn(c, d, a), turn(c, d, b));
    if abc * abd < 0 && cda * cdb < 0 {
        return true;
    }
    let within = |p: LonLat, q: LonLat, r: LonLat| {
        p.lon.min(q.lon) <= r.lon && r.lon <= p.lon.max(q.lon) && p.lat.min(q.lat) <= r.lat && r.lat <= p.lat.max(q.lat)
    };
    (abc == 0 && within(a, b, c))
        || (abd == 0 && within(a, b, d))
        || (cda == 0 && within(c, d, a))
        || (cdb == 0 && within(c, d, b))
}

fn meeting_place(e: &Edge, f: &Edge) -> LonLat {
    let (ux, uy) = (e.b.lon - e.a.lon, e.b.lat - e.a.lat);
    let (vx, vy) = (f.b.lon - f.a.lon, f.b.lat - f.a.lat);
    let det = ux * vy - uy * vx;
    if det == 0.0 {
        return f.a;
    }
    let t = ((f.a.lon - e.a.lon) * vy - (f.a.lat - e.a.lat) * vx) / det;
    LonLat::new(e.a.lon + t.clamp(0.0, 1.0) * ux, e.a.lat + t.clamp(0.0, 1.0) * uy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Vec<LonLat> {
        points.iter().map(|&(x, y)| LonLat::new(x, y)).collect()
    }

    fn contact(line: &[LonLat], is_ring: bool) -> Option<LonLat> {
        first_contact(&[Track { line, is_ring }])
    }

    #[test]
    fn a_zigzag_is_simple_and_a_loop_is_not() {
        assert_eq!(contact(&line(&[(0., 0.), (1., 1.), (2., 0.), (3., 1.)]), false), None);
        let at = contact(&line(&[(0., 0.), (2., 2.), (2., 0.), (0., 2.)]), false).expect("the loop is found");
        assert!((at.lon - 1.0).abs() < 1e-12 && (at.lat - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_line_that_folds_back_on_itself_is_not_simple() {
        assert!(contact(&line(&[(0., 0.), (2., 0.), (1., 0.)]), false).is_some());
        assert!(contact(&line(&[(0., 0.), (1., 0.), (1., 0.), (2., 0.)]), false).is_some());
        assert!(contact(&line(&[(0., 0.), (2., 0.), (2., 2.), (1., 0.)]), false).is_some());
    }

    #[test]
    fn a_ring_may_close_in_its_first_vertex() {
        assert_eq!(contact(&line(&[(0., 0.), (1., 0.), (1., 1.)]), true), None);
        assert!(contact(&line(&[(0., 0.), (1., 0.), (0., 1.), (1., 1.)]), true).is_some());
    }

    #[test]
    fn two_lines_may_share_edges_and_vertices_but_not_cross() {
        let a = line(&[(0., 0.), (1., 0.), (2., 0.), (3., 0.)]);
        let b = line(&[(0., 0.), (1., 0.), (1.5, 1.), (2., 0.), (3., 0.)]);
        let c = line(&[(0., 0.), (1., 0.), (1.5, 1.), (2.2, -1.), (3., 0.)]);
        let both = |p: &[LonLat], q: &[LonLat]| {
            first_contact(&[Track { line: p, is_ring: false }, Track { line: q, is_ring: false }])
        };
        assert_eq!(both(&a, &b), None);
        assert!(both(&a, &c).is_some());
    }

    #[test]
    fn a_ring_contains_its_middle_and_not_its_surroundings() {
        let ring = line(&[(0., 0.), (4., 0.), (4., 4.), (2., 1.), (0., 4.), (0., 0.)]);
        assert!(crossings_parity(&ring, LonLat::new(1.0, 1.0)));
        assert!(!crossings_parity(&ring, LonLat::new(2.0, 2.0)));
        assert!(!crossings_parity(&ring, LonLat::new(5.0, 1.0)));
        assert!(doubled_area(&ring) > 0.0);
    }
}

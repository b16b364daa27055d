//! Whether a line or a ring is simple: it neither crosses nor touches itself. Degrees, treated as a plane.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line};

/// Where a line meets itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SelfContact {
    /// The place, degrees.
    pub at: Coord<f64>,
    /// True if it crosses or runs back along itself, false if it only touches.
    pub is_crossing: bool,
}

/// The first place, from the west, at which the line through `points` meets itself; `None` if it is simple.
///
/// Neighbouring segments share their vertex, a closed line its first one; a vertex that is repeated at once counts once.
/// Segments are swept from west to east, each compared with those that still reach as far (sweep and prune).
pub(super) fn self_contact(points: &[Coord<f64>]) -> Option<SelfContact> {
    let mut points = points.to_vec();
    points.dedup();
    let is_closed = points.len() > 2 && points.first() == points.last();
    let segments: Vec<Line<f64>> = points.windows(2).map(|pair| Line::new(pair[0], pair[1])).collect();
    let mut order: Vec<usize> = (0..segments.len()).collect();
    order.sort_by(|&a, &b| west(&segments[a]).total_cmp(&west(&segments[b])).then(a.cmp(&b)));
    let mut reaching: Vec<usize> = Vec::new();
    for &index in &order {
        let segment = segments[index];
        reaching.retain(|&other| east(&segments[other]) >= west(&segment));
        let contact = reaching.iter().find_map(|&other| {
            let (first, second) = (index.min(other), index.max(other));
            let shared = if second - first == 1 {
                Some(segments[first].end)
            } else if is_closed && first == 0 && second == segments.len() - 1 {
                Some(segments[0].start)
            } else {
                None
            };
            contact(segment, segments[other], shared)
        });
        if contact.is_some() {
            return contact;
        }
        reaching.push(index);
    }
    None
}

/// Where two segments meet other than in the vertex that they share.
fn contact(a: Line<f64>, b: Line<f64>, shared: Option<Coord<f64>>) -> Option<SelfContact> {
    let is_apart = a.start.y.max(a.end.y) < b.start.y.min(b.end.y) || b.start.y.max(b.end.y) < a.start.y.min(a.end.y);
    if is_apart {
        return None;
    }
    match line_intersection(a, b)? {
        LineIntersection::Collinear { intersection } => Some(SelfContact { at: intersection.start, is_crossing: true }),
        LineIntersection::SinglePoint { intersection, is_proper } => {
            (shared != Some(intersection)).then_some(SelfContact { at: intersection, is_crossing: is_proper })
        }
    }
}

const fn west(segment: &Line<f64>) -> f64 {
    segment.start.x.min(segment.end.x)
}

const fn east(segment: &Line<f64>) -> f64 {
    segment.start.x.max(segment.end.x)
}

#[cfg(test)]
mod tests {
    use geo::coord;

    use super::*;

    fn contact_of(points: &[(f64, f64)]) -> Option<(f64, f64, bool)> {
        let points: Vec<_> = points.iter().map(|&(x, y)| coord! { x: x, y: y }).collect();
        self_contact(&points).map(|found| (found.at.x, found.at.y, found.is_crossing))
    }

    #[test]
    fn simple_lines_and_rings_have_no_contact() {
        for points in [
            &[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)][..],
            &[(0.0, 0.0), (1.0, 0.0), (1.0, 0.0), (2.0, 0.0)],
            &[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)],
            &[(0.0, 0.0), (0.0, 5.0), (0.0, 9.0)],
            &[(0.0, 0.0)],
            &[],
        ] {
            assert_eq!(contact_of(points), None, "{points:?}");
        }
    }

    #[test]
    fn crossing_touching_and_running_back_are_told_apart() {
        for (points, wanted) in [
            (&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)][..], (1.0, 1.0, true)),
            (&[(0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (2.0, 0.0), (0.0, 2.0)], (2.0, 0.0, false)),
            (&[(0.0, 0.0), (2.0, 0.0), (1.0, 0.0)], (2.0, 0.0, true)),
            (&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (1.0, 0.0), (2.0, 0.0), (2.0, 5.0), (0.0, 0.0)], (1.0, 0.0, false)),
        ] {
            let found = contact_of(points);
            assert_eq!(found.map(|(_, _, is_crossing)| is_crossing), Some(wanted.2), "{points:?}");
            if !wanted.2 {
                assert_eq!(found, Some(wanted), "{points:?}");
            }
        }
    }
}

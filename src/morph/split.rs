//! Splits the strip between two lines into stretches that they share and lenses between them.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::MorphError;
use crate::geo::LonLat;

/// A part of the strip between an earlier line `a` and a later line `b`; ranges of vertices with both ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The lines are one here: vertices of `a`.
    Shared(RangeInclusive<usize>),
    /// They enclose ground: vertices of `a` and of `b`. First vertices that differ are joined by a seam at the start,
    /// last ones by a seam at the end.
    Lens {
        /// Vertices of the earlier line.
        a: RangeInclusive<usize>,
        /// Vertices of the later line.
        b: RangeInclusive<usize>,
    },
}

fn key(p: LonLat) -> (u64, u64) {
    // Adding zero makes one zero of the two.
    ((p.lon + 0.0).to_bits(), (p.lat + 0.0).to_bits())
}

/// Parts in the order of the lines. Both lines have at least two vertices and are simple.
pub(super) fn split(a: &[LonLat], b: &[LonLat]) -> Result<Vec<Part>, MorphError> {
    let index_in_b: HashMap<_, _> = b.iter().enumerate().map(|(j, p)| (key(*p), j)).collect();
    let common = a.iter().enumerate().filter_map(|(i, p)| Some((i, *index_in_b.get(&key(*p))?)));
    let mut parts: Vec<Part> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for (i, j) in common {
        match last {
            None if i > 0 || j > 0 => parts.push(Part::Lens { a: 0..=i, b: 0..=j }),
            Some((_, last_j)) if j <= last_j => return Err(MorphError::OrderDiffers { at: a[i] }),
            Some((last_i, last_j)) if i == last_i + 1 && j == last_j + 1 => match parts.last_mut() {
                Some(Part::Shared(range)) => *range = *range.start()..=i,
                _ => parts.push(Part::Shared(last_i..=i)),
            },
            Some((last_i, last_j)) => parts.push(Part::Lens { a: last_i..=i, b: last_j..=j }),
            None => {}
        }
        last = Some((i, j));
    }
    let (i, j) = last.unwrap_or((0, 0));
    if last.is_none() || i + 1 < a.len() || j + 1 < b.len() {
        parts.push(Part::Lens { a: i..=a.len() - 1, b: j..=b.len() - 1 });
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Vec<LonLat> {
        points.iter().map(|&(x, y)| LonLat::new(x, y)).collect()
    }

    #[test]
    fn equal_lines_are_one_shared_stretch() {
        let a = line(&[(0., 0.), (1., 0.), (2., 0.)]);
        assert_eq!(split(&a, &a).unwrap(), [Part::Shared(0..=2)]);
    }

    #[test]
    fn a_bulge_lies_between_two_shared_stretches() {
        let a = line(&[(0., 0.), (1., 0.), (2., 0.), (3., 0.), (4., 0.)]);
        let b = line(&[(0., 0.), (1., 0.), (2., 1.), (3., 0.), (4., 0.)]);
        assert_eq!(
            split(&a, &b).unwrap(),
            [Part::Shared(0..=1), Part::Lens { a: 1..=3, b: 1..=3 }, Part::Shared(3..=4)]
        );
    }

    #[test]
    fn lines_without_a_common_vertex_are_one_lens() {
        let a = line(&[(0., 0.), (4., 0.)]);
        let b = line(&[(0., 1.), (2., 1.), (4., 1.)]);
        assert_eq!(split(&a, &b).unwrap(), [Part::Lens { a: 0..=1, b: 0..=2 }]);
    }

    #[test]
    fn a_line_that_runs_on_beyond_the_other_ends_in_a_lens() {
        let a = line(&[(0., 0.), (1., 0.)]);
        let b = line(&[(0., 0.), (1., 0.), (1., 1.)]);
        assert_eq!(split(&a, &b).unwrap(), [Part::Shared(0..=1), Part::Lens { a: 1..=1, b: 1..=2 }]);
    }

    #[test]
    fn common_vertices_in_another_order_are_an_error() {
        let a = line(&[(0., 0.), (1., 0.), (2., 0.)]);
        let b = line(&[(0., 0.), (2., 0.), (1., 0.)]);
        assert!(matches!(split(&a, &b), Err(MorphError::OrderDiffers { .. })));
    }
}

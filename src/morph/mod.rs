//! Interpolation of lines between dated positions, with its invariants. Knows nothing of what the lines mean.
//!
//! A [`Morph`] takes an earlier and a later line of one front, the ground to be taken on the left of both, and gives
//! the line at any fraction of the time between them. It is exact at both ends, the ground behind it only grows, it
//! never crosses itself, and it moves without jumps. Where the lines share vertices they are one; between these places
//! they enclose lenses, and each lens carries a field of the time at which the front passes (see `field.rs`), whose
//! level lines are the front. Space: degrees.

mod field;
mod lens;
mod mesh;
mod plane;
mod split;

use std::ops::RangeInclusive;

use crate::geo::LonLat;
use lens::Lens;
use split::Part;

pub(crate) use plane::{Track, crossings_parity, first_contact};

#[cfg(test)]
mod tests;

/// Why two lines cannot be interpolated.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum MorphError {
    /// One of the lines touches or crosses itself or the other one.
    #[error("the lines touch or cross at {} E, {} N; let them meet only in vertices that both have", .at.lon, .at.lat)]
    LinesCross {
        /// Where, degrees.
        at: LonLat,
    },
    /// The later line lies behind the earlier one.
    #[error("the later line lies behind the earlier one near {} E, {} N", .at.lon, .at.lat)]
    GivesGround {
        /// A vertex of the part that lies behind, degrees.
        at: LonLat,
    },
    /// Vertices that both lines have come in another order on the later one.
    #[error("the lines run through their common vertex {} E, {} N in another order", .at.lon, .at.lat)]
    OrderDiffers {
        /// The vertex, degrees.
        at: LonLat,
    },
    /// A line has fewer than two vertices.
    #[error("a line has fewer than two vertices")]
    TooShort,
    /// The ground between the lines is too thin to be meshed.
    #[error("the ground between the lines near {} E, {} N is too thin", .at.lon, .at.lat)]
    Unmeshable {
        /// A vertex of it, degrees.
        at: LonLat,
    },
}

/// A stretch of a front at a fraction of the time between two dated lines.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Unmoved: these vertices of the earlier line, both ends included.
    Standing(RangeInclusive<usize>),
    /// Moving: vertices in degrees; the first and last are those of the neighbouring pieces.
    Moving(Vec<LonLat>),
}

/// The motion from one dated line to the next.
pub struct Morph {
    parts: Vec<Built>,
    trouble: Vec<MorphError>,
}

enum Built {
    Standing(RangeInclusive<usize>),
    Lens(Box<Lens>),
    /// An edge along which the line grows or shrinks, with no ground on either side: the moving ends before and after.
    Edge {
        earlier: [LonLat; 2],
        later: [LonLat; 2],
    },
    /// A part that could not be built: it stands until the later line is reached.
    Stuck {
        earlier: Vec<LonLat>,
        later: Vec<LonLat>,
    },
}

impl Morph {
    /// Prepares the motion from `earlier` to `later`. Parts that cannot be interpolated stand still until the end and
    /// are told by [`Self::trouble`].
    ///
    /// # Errors
    /// [`MorphError`] if no part can be told apart: a line is too short, or common vertices differ in order.
    pub fn between(earlier: &[LonLat], later: &[LonLat]) -> Result<Self, MorphError> {
        if earlier.len() < 2 || later.len() < 2 {
            return Err(MorphError::TooShort);
        }
        let mut trouble = Vec::new();
        let parts = split::split(earlier, later)?
            .into_iter()
            .map(|part| match part {
                Part::Shared(range) => Built::Standing(range),
                Part::Lens { a, b } if a.clone().count() + b.clone().count() == 3 => Built::Edge {
                    earlier: [earlier[*a.start()], earlier[*a.end()]],
                    later: [later[*b.start()], later[*b.end()]],
                },
                Part::Lens { a, b } => match Lens::new(&earlier[a.clone()], &later[b.clone()]) {
                    Ok(lens) => Built::Lens(Box::new(lens)),
                    Err(error) => {
                        trouble.push(error);
                        Built::Stuck { earlier: earlier[a].to_vec(), later: later[b].to_vec() }
                    }
                },
            })
            .collect();
        Ok(Self { parts, trouble })
    }

    /// What kept parts from being interpolated; empty for lines that keep the contract.
    #[must_use]
    pub fn trouble(&self) -> &[MorphError] {
        &self.trouble
    }

    /// True if the line does not move at all.
    #[must_use]
    pub fn is_still(&self) -> bool {
        self.parts.iter().all(|p| matches!(p, Built::Standing(_)))
    }

    /// The front at fraction `s` of the time (0 the earlier line, 1 the later), in order. Neighbouring pieces share
    /// their end vertices.
    #[must_use]
    pub fn pieces(&self, s: f64) -> Vec<Piece> {
        let piece = |part: &Built| match part {
            Built::Standing(range) => Piece::Standing(range.clone()),
            Built::Lens(lens) => Piece::Moving(lens.level(s)),
            Built::Edge { earlier, later } => {
                let mut ends = [0, 1].map(|k| between(earlier[k], later[k], s)).to_vec();
                ends.dedup();
                Piece::Moving(ends)
            }
            Built::Stuck { earlier, later } => Piece::Moving(if s < 1.0 { earlier.clone() } else { later.clone() }),
        };
        self.parts.iter().map(piece).collect()
    }

    /// When the front passes `p`, as a fraction of the time between the two lines; `None` where it does not pass.
    #[must_use]
    pub fn fraction_at(&self, p: LonLat) -> Option<f64> {
        self.parts.iter().find_map(|part| match part {
            Built::Lens(lens) => lens.fraction_at(p),
            Built::Standing(_) | Built::Edge { .. } | Built::Stuck { .. } => None,
        })
    }

    /// Vertices and triangles of the meshes, for measurements.
    #[must_use]
    pub fn sizes(&self) -> Vec<(usize, usize)> {
        let size = |part: &Built| if let Built::Lens(lens) = part { Some(lens.size()) } else { None };
        self.parts.iter().filter_map(size).collect()
    }
}

/// The place at fraction `s` of the straight way from `a` to `b`; exactly `a` at 0 and exactly `b` at 1.
fn between(a: LonLat, b: LonLat, s: f64) -> LonLat {
    if s >= 1.0 { b } else { LonLat::new(a.lon + (b.lon - a.lon) * s, a.lat + (b.lat - a.lat) * s) }
}

//! The base map on the plane: every line and area projected once, then asked for the part that a view shows.
//!
//! Space: metres of the projected plane.

use std::sync::{Arc, OnceLock};

use crate::data::{BaseMap, CoastRing};
use crate::geo::{LonLat, PathStore, Projection};

/// Scale denominators above which the coarse coast is enough.
const OVERVIEW_FROM: f64 = 6.0e6;
/// Scale denominators below which only the full coast is enough.
const FULL_BELOW: f64 = 1.5e6;

/// Which of the three coasts a view needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum CoastLevel {
    /// Below about 1:6 000 000.
    Overview,
    /// Between.
    Mid,
    /// Above about 1:1 500 000.
    Full,
}

impl CoastLevel {
    /// The coast for a scale.
    pub fn at(scale_denominator: f64) -> Self {
        if scale_denominator > OVERVIEW_FROM {
            Self::Overview
        } else if scale_denominator > FULL_BELOW {
            Self::Mid
        } else {
            Self::Full
        }
    }
}

/// Features of one rank.
#[derive(Debug)]
pub(super) struct Ranked {
    /// Rank, 1 the greatest.
    pub rank: u8,
    /// All of them.
    pub store: PathStore,
}

/// The base map on one plane; each part is projected when a view first needs it.
pub(super) struct BaseStores {
    base: Arc<BaseMap>,
    /// Reads the finest coast; called at most once, by the first view that needs it.
    full_coast: Box<dyn Fn() -> Vec<CoastRing> + Send + Sync>,
    projection: Projection,
    coasts: [OnceLock<PathStore>; 3],
    lakes: OnceLock<Vec<Ranked>>,
    rivers: OnceLock<Vec<Ranked>>,
    railways: OnceLock<Vec<Ranked>>,
    borders: OnceLock<Vec<Ranked>>,
}

impl BaseStores {
    /// The base map on the plane of `projection`.
    pub fn new(base: Arc<BaseMap>, projection: Projection) -> Self {
        Self {
            base,
            full_coast: Box::new(Vec::new),
            projection,
            coasts: [const { OnceLock::new() }; 3],
            lakes: OnceLock::new(),
            rivers: OnceLock::new(),
            railways: OnceLock::new(),
            borders: OnceLock::new(),
        }
    }

    /// Says how the finest coast is read.
    pub fn set_full_coast(&mut self, read: impl Fn() -> Vec<CoastRing> + Send + Sync + 'static) {
        self.full_coast = Box::new(read);
        self.coasts[CoastLevel::Full as usize] = OnceLock::new();
    }

    /// Puts the base map on another plane.
    pub fn set_projection(&mut self, projection: Projection) {
        self.projection = projection;
        self.coasts = [const { OnceLock::new() }; 3];
        (self.lakes, self.rivers) = (OnceLock::new(), OnceLock::new());
        (self.railways, self.borders) = (OnceLock::new(), OnceLock::new());
    }

    /// Land of a level: outer coasts only, to be filled by the non-zero rule.
    pub fn coast(&self, level: CoastLevel) -> &PathStore {
        self.coasts[level as usize].get_or_init(|| {
            let full;
            let rings = match level {
                CoastLevel::Overview => &self.base.coast_overview,
                CoastLevel::Mid => &self.base.coast_mid,
                CoastLevel::Full => {
                    full = (self.full_coast)();
                    if full.is_empty() { &self.base.coast_mid } else { &full }
                }
            };
            let land = rings.iter().filter(|r| r.level == 1).map(|r| places(r.shape.exterior()));
            PathStore::rings(&self.projection, land)
        })
    }

    /// Lakes by rank; even-odd, islands are holes.
    pub fn lakes(&self) -> &[Ranked] {
        self.lakes.get_or_init(|| {
            let lakes = &self.base.lakes;
            by_rank(lakes.iter().map(|l| l.rank), |rank| {
                let of_rank = lakes.iter().filter(|l| l.rank == rank).flat_map(|l| l.shape.iter());
                PathStore::polygons(&self.projection, of_rank)
            })
        })
    }

    /// Rivers by rank.
    pub fn rivers(&self) -> &[Ranked] {
        self.rivers.get_or_init(|| {
            let rivers = &self.base.rivers;
            by_rank(rivers.iter().map(|r| r.rank), |rank| {
                let of_rank = rivers.iter().filter(|r| r.rank == rank).flat_map(|r| r.lines.iter());
                PathStore::line_strings(&self.projection, of_rank)
            })
        })
    }

    /// Railways: rank 1 main lines, 2 branches.
    pub fn railways(&self) -> &[Ranked] {
        self.railways.get_or_init(|| {
            let rank_of = |is_main: bool| if is_main { 1 } else { 2 };
            let lines = &self.base.railways;
            by_rank(lines.iter().map(|r| rank_of(r.is_main)), |rank| {
                let of_rank = lines.iter().filter(|r| rank_of(r.is_main) == rank).map(|r| &r.line);
                PathStore::line_strings(&self.projection, of_rank)
            })
        })
    }

    /// Borders by rank.
    pub fn borders(&self) -> &[Ranked] {
        self.borders.get_or_init(|| {
            let borders = &self.base.borders;
            by_rank(borders.iter().map(|b| b.rank), |rank| {
                let of_rank = borders.iter().filter(|b| b.rank == rank).flat_map(|b| b.lines.iter());
                PathStore::line_strings(&self.projection, of_rank)
            })
        })
    }
}

/// One store for each rank that occurs, the greatest first.
fn by_rank(ranks: impl Iterator<Item = u8>, store: impl Fn(u8) -> PathStore) -> Vec<Ranked> {
    let ranks: std::collections::BTreeSet<u8> = ranks.collect();
    ranks.into_iter().map(|rank| Ranked { rank, store: store(rank) }).collect()
}

/// The vertices of a line in degrees.
pub(super) fn places(line: &geo::LineString<f64>) -> impl Iterator<Item = LonLat> + '_ {
    line.0.iter().map(|c| LonLat::new(c.x, c.y))
}

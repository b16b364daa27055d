//! The base map on the plane: every line and area projected once, then asked for the part that a view shows.
//!
//! Space: metres of the projected plane.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use geo::{BoundingRect, Coord, LineString};

use crate::data::{BaseMap, Border, CoastRing, TerrainKind, Unit};
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

/// Stretches of rivers that are drawn with one width.
#[derive(Debug)]
pub(super) struct Reach {
    /// Rank of the rivers, 1 the greatest.
    pub rank: u8,
    /// How far down the course they lie: 0 at the source, 1 at the mouth.
    pub down: f64,
    /// All of them.
    pub store: PathStore,
}

/// Frontiers with the territory that has its tint along them.
#[derive(Debug)]
pub(super) struct Banded {
    /// The frontiers.
    pub lines: PathStore,
    /// The territory.
    pub territory: PathStore,
}

/// Parts in which a named river is drawn, each a little wider than the one before.
const REACHES: usize = 6;

/// The base map on one plane; each part is projected when a view first needs it.
pub(super) struct BaseStores {
    base: Arc<BaseMap>,
    /// Reads the finest coast; called at most once by each composer, by the first view that needs it.
    full_coast: Arc<dyn Fn() -> Vec<CoastRing> + Send + Sync>,
    projection: Projection,
    coasts: [OnceLock<PathStore>; 3],
    lakes: OnceLock<Vec<Ranked>>,
    rivers: OnceLock<Vec<Reach>>,
    terrain: OnceLock<Vec<(TerrainKind, PathStore)>>,
    railways: OnceLock<Vec<Ranked>>,
    borders: OnceLock<Vec<Ranked>>,
    bands: OnceLock<Vec<Banded>>,
    borders_modern: OnceLock<PathStore>,
}

impl BaseStores {
    /// The base map on the plane of `projection`.
    pub fn new(base: Arc<BaseMap>, projection: Projection) -> Self {
        Self {
            base,
            full_coast: Arc::new(Vec::new),
            projection,
            coasts: [const { OnceLock::new() }; 3],
            lakes: OnceLock::new(),
            rivers: OnceLock::new(),
            terrain: OnceLock::new(),
            railways: OnceLock::new(),
            borders: OnceLock::new(),
            bands: OnceLock::new(),
            borders_modern: OnceLock::new(),
        }
    }

    /// The same base map on the same plane, with nothing projected yet.
    pub fn another(&self) -> Self {
        let full_coast = Arc::clone(&self.full_coast);
        Self { full_coast, ..Self::new(Arc::clone(&self.base), self.projection.clone()) }
    }

    /// Says how the finest coast is read.
    pub fn set_full_coast(&mut self, read: impl Fn() -> Vec<CoastRing> + Send + Sync + 'static) {
        self.full_coast = Arc::new(read);
        self.coasts[CoastLevel::Full as usize] = OnceLock::new();
    }

    /// Puts the base map on another plane.
    pub fn set_projection(&mut self, projection: Projection) {
        self.projection = projection;
        self.coasts = [const { OnceLock::new() }; 3];
        (self.lakes, self.rivers, self.terrain) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        (self.railways, self.borders) = (OnceLock::new(), OnceLock::new());
        (self.bands, self.borders_modern) = (OnceLock::new(), OnceLock::new());
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
            let land = rings.iter().filter(|r| r.level == 1).map(|r| beyond_data(r.shape.exterior()));
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

    /// Rivers by rank and by how far down their course they are. A river without a name is one reach: nobody knows which
    /// of its ends is the source.
    pub fn rivers(&self) -> &[Reach] {
        self.rivers.get_or_init(|| {
            let mut reaches: BTreeMap<(u8, usize), Vec<LineString<f64>>> = BTreeMap::new();
            for river in &self.base.rivers {
                for line in &river.lines {
                    if river.names.en.is_empty() {
                        reaches.entry((river.rank, REACHES / 2)).or_default().push(line.clone());
                        continue;
                    }
                    for (part, piece) in parts_of_equal_length(line, REACHES).into_iter().enumerate() {
                        reaches.entry((river.rank, part)).or_default().push(piece);
                    }
                }
            }
            let of = |((rank, part), lines): ((u8, usize), Vec<LineString<f64>>)| {
                #[expect(clippy::cast_precision_loss, reason = "six reaches")]
                let down = (part as f64 + 0.5) / REACHES as f64;
                Reach { rank, down, store: PathStore::line_strings(&self.projection, &lines) }
            };
            reaches.into_iter().map(of).collect()
        })
    }

    /// Marsh, desert and steppe; even-odd.
    pub fn terrain(&self) -> &[(TerrainKind, PathStore)] {
        self.terrain.get_or_init(|| {
            [TerrainKind::Marsh, TerrainKind::Desert, TerrainKind::Steppe]
                .map(|kind| {
                    let of_kind = self.base.terrain.iter().filter(|t| t.kind == kind).flat_map(|t| t.shape.iter());
                    (kind, PathStore::polygons(&self.projection, of_kind))
                })
                .into()
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

    /// The frontiers of states, each with the territory inside which its tint lies.
    pub fn bands(&self) -> &[Banded] {
        self.bands.get_or_init(|| {
            let inside = |border: &Border| border.between.first().map(|id| format!("unit-{id}"));
            let (units, borders) = (&self.base.units, &self.base.borders);
            let of = |unit: &Unit| {
                let own = borders.iter().filter(|b| b.rank == 1 && inside(b).as_ref() == Some(&unit.id));
                let lines = PathStore::line_strings(&self.projection, own.flat_map(|b| b.lines.iter()));
                lines.bbox()?;
                Some(Banded { lines, territory: PathStore::polygons(&self.projection, unit.shape.iter()) })
            };
            units.iter().filter_map(of).collect()
        })
    }

    /// Borders of today.
    pub fn borders_modern(&self) -> &PathStore {
        self.borders_modern.get_or_init(|| {
            let lines = self.base.borders_modern.iter().flat_map(|b| b.lines.iter());
            PathStore::line_strings(&self.projection, lines)
        })
    }
}

/// A line in `count` parts of equal length, in degrees with the meridians' convergence left out: widths need no more.
#[expect(clippy::cast_precision_loss, reason = "a handful of parts")]
fn parts_of_equal_length(line: &LineString<f64>, count: usize) -> Vec<LineString<f64>> {
    let long = |a: &Coord<f64>, b: &Coord<f64>| (b.x - a.x).hypot(b.y - a.y);
    let whole: f64 = line.0.windows(2).map(|w| long(&w[0], &w[1])).sum();
    let Some(&first) = line.0.first() else { return Vec::new() };
    let (mut parts, mut part, mut gone) = (Vec::with_capacity(count), vec![first], 0.0);
    for w in line.0.windows(2) {
        let span = long(&w[0], &w[1]);
        while parts.len() + 1 < count && span > 0.0 {
            let share = ((parts.len() + 1) as f64 * whole / count as f64 - gone) / span;
            if share >= 1.0 {
                break;
            }
            let cut = w[0] + (w[1] - w[0]) * share.max(0.0);
            part.push(cut);
            parts.push(LineString(std::mem::replace(&mut part, vec![cut])));
        }
        part.push(w[1]);
        gone += span;
    }
    parts.push(LineString(part));
    parts
}

/// The box for which the base map has data, degrees: west, south, east, north. Its coasts are cut there.
pub(super) const DATA_BOX: [f64; 4] = [100.0, 30.0, 165.0, 60.0];
/// How far land that is cut at an edge of the data goes on beyond it, degrees: off every page.
const BEYOND_DEG: f64 = 25.0;
/// How near to an edge a vertex counts as cut there, degrees.
const CUT_DEG: f64 = 0.002;
/// Land smaller than this ends where it is cut, degrees.
const LEAST_CUT_DEG: f64 = 2.0;
/// In a thinned coast the last vertex before a cut may lie as far from the edge, degrees.
const NEAR_CUT_DEG: f64 = 0.5;

/// The place moved out over the edges of the data that lie within `reach` degrees; itself if none does.
fn moved_out(p: LonLat, reach: f64) -> LonLat {
    let [west, south, east, north] = DATA_BOX;
    let out = |at: f64, low: f64, high: f64| match at {
        at if at < low + reach => low - BEYOND_DEG,
        at if at > high - reach => high + BEYOND_DEG,
        at => at,
    };
    LonLat::new(out(p.lon, west, east), out(p.lat, south, north))
}

/// A coast that is cut at the edge of the data, with its cut moved out of sight: no line is drawn where nothing is known,
/// and land does not end there.
fn beyond_data(ring: &LineString<f64>) -> Vec<LonLat> {
    let is_islet = ring.bounding_rect().is_none_or(|r| r.width().max(r.height()) < LEAST_CUT_DEG);
    if is_islet {
        return places(ring).collect();
    }
    let mut out: Vec<LonLat> = Vec::with_capacity(ring.0.len() + 4);
    // Straight out from the coast's end, or, where the cut is long, from the last place before it.
    let foot = |free: LonLat, cut: LonLat| {
        let is_near = (free.lon - cut.lon).hypot(free.lat - cut.lat) < 2.0 * NEAR_CUT_DEG;
        if is_near { cut } else { moved_out(free, NEAR_CUT_DEG) }
    };
    let mut before: Option<(LonLat, bool)> = None;
    for p in places(ring) {
        let far = moved_out(p, CUT_DEG);
        let is_cut = far != p;
        match before {
            Some((last, was_cut)) if was_cut != is_cut => {
                out.push(if is_cut { foot(last, p) } else { foot(p, last) });
            }
            _ => {}
        }
        out.push(far);
        before = Some((p, is_cut));
    }
    out
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

#[cfg(test)]
mod tests {
    use geo::{Euclidean, Length};

    use super::*;

    #[test]
    fn land_cut_at_the_edge_of_the_data_goes_on_beyond_it() {
        let ring = LineString::from(vec![(150.0, 50.0), (150.0, 60.0), (100.0, 60.0), (100.0, 50.0), (150.0, 50.0)]);
        let out: Vec<(f64, f64)> = beyond_data(&ring).into_iter().map(|p| (p.lon, p.lat)).collect();
        let edge = |&(lon, lat): &(f64, f64)| (lon - 100.0).abs() < 1e-9 || (lat - 60.0).abs() < 1e-9;
        assert!(out.windows(2).all(|w| !(edge(&w[0]) && edge(&w[1]))), "a line along the edge: {out:?}");
        assert!(out.contains(&(75.0, 85.0)) && out.contains(&(150.0, 85.0)), "{out:?}");
        let island = LineString::from(vec![(150.0, 50.0), (151.0, 51.0), (150.0, 51.0), (150.0, 50.0)]);
        assert_eq!(beyond_data(&island), places(&island).collect::<Vec<_>>());
    }

    #[test]
    fn a_river_in_parts_is_the_whole_river_in_order() {
        let line = LineString::from(vec![(0.0, 0.0), (3.0, 0.0), (3.0, 9.0), (3.5, 9.0)]);
        let parts = parts_of_equal_length(&line, 5);
        assert_eq!(parts.len(), 5);
        assert!(parts.iter().all(|p| (Euclidean.length(p) - 2.5).abs() < 1e-9), "{parts:?}");
        assert!(parts.windows(2).all(|w| w[0].0.last() == w[1].0.first()));
        assert_eq!((parts[0].0[0], parts[4].0[parts[4].0.len() - 1]), (line.0[0], line.0[3]));
    }
}

//! States and territories of 1945: whose ground a place was before anyone moved.

use geo::{BoundingRect, Contains, Point};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::data::Unit;
use crate::geo::LonLat;

/// Ids of units that neither Japan nor its client states held.
const NOT_JAPANESE: [&str; 3] = ["unit-ussr", "unit-mongolia", "unit-china"];
/// Ids of units from which the Soviet and Mongolian forces came: no front takes ground there.
const SOVIET_SIDE: [&str; 2] = ["unit-ussr", "unit-mongolia"];

type Entry = GeomWithData<Rectangle<[f64; 2]>, (usize, usize)>;

/// Units with an index of their polygons.
#[derive(Debug)]
pub struct Territories {
    units: Vec<Unit>,
    tree: RTree<Entry>,
}

/// What the ground was before the campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Allegiance {
    /// The Soviet Union or the Mongolian People's Republic.
    SovietSide,
    /// Japan, its colonies, and the states that it had set up.
    Japanese,
    /// Another power's.
    Third,
}

impl Allegiance {
    /// Whose ground a unit was.
    #[must_use]
    pub fn of(unit: &Unit) -> Self {
        let id = unit.id.as_str();
        if SOVIET_SIDE.contains(&id) {
            Self::SovietSide
        } else if NOT_JAPANESE.contains(&id) {
            Self::Third
        } else {
            Self::Japanese
        }
    }
}

impl Territories {
    /// Indexes units.
    #[must_use]
    pub fn new(units: Vec<Unit>) -> Self {
        let mut entries = Vec::new();
        for (u, unit) in units.iter().enumerate() {
            for (k, polygon) in unit.shape.iter().enumerate() {
                if let Some(rect) = polygon.bounding_rect() {
                    let corners = Rectangle::from_corners([rect.min().x, rect.min().y], [rect.max().x, rect.max().y]);
                    entries.push(GeomWithData::new(corners, (u, k)));
                }
            }
        }
        Self { units, tree: RTree::bulk_load(entries) }
    }

    /// The units in file order.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit in which `p` lies: a state, colony or leased territory before a province of one. Places up to `slack_km`
    /// off every coast count to the nearest unit. `None` at sea.
    #[must_use]
    pub fn at(&self, p: LonLat, slack_km: f64) -> Option<usize> {
        let point = Point::new(p.lon, p.lat);
        let inside = self
            .tree
            .locate_all_at_point(&[p.lon, p.lat])
            .map(|e| e.data)
            .filter(|(u, k)| self.units[*u].shape.0[*k].contains(&point))
            .map(|(u, _)| u);
        inside.min_by_key(|u| (self.units[*u].kind == "province", *u)).or_else(|| self.nearest(p, slack_km))
    }

    fn nearest(&self, p: LonLat, slack_km: f64) -> Option<usize> {
        let dy = slack_km / KM_PER_DEGREE;
        let dx = dy / p.lat.to_radians().cos().max(0.01);
        let around = AABB::from_corners([p.lon - dx, p.lat - dy], [p.lon + dx, p.lat + dy]);
        let near = self.tree.locate_in_envelope_intersecting(&around).map(|e| {
            let (u, k) = e.data;
            let line = self.units[u].shape.0[k].exterior().0.iter().map(|c| LonLat::new(c.x, c.y));
            (distance_to_line_km(p, line), self.units[u].kind == "province", u)
        });
        let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)))?;
        (nearest.0 <= slack_km).then_some(nearest.2)
    }

    /// Whose ground a unit was.
    ///
    /// # Panics
    /// If `unit` is no index of the units.
    #[must_use]
    pub fn allegiance(&self, unit: usize) -> Allegiance {
        Allegiance::of(&self.units[unit])
    }
}

/// Kilometres in a degree of latitude at the middle of the theatre.
const KM_PER_DEGREE: f64 = 111.13;

/// Kilometres from `p` to a line of straight edges in degrees, in the plane that touches the globe at `p`: good to a
/// per cent up to 50 km. Infinite for an empty line.
pub(super) fn distance_to_line_km(p: LonLat, line: impl IntoIterator<Item = LonLat>) -> f64 {
    nearest_on_line(p, line).map_or(f64::INFINITY, |(km, _)| km)
}

/// The place of a line that is nearest to `p`, and its distance as [`distance_to_line_km`] has it; `None` for an empty
/// line.
pub(super) fn nearest_on_line(p: LonLat, line: impl IntoIterator<Item = LonLat>) -> Option<(f64, LonLat)> {
    let k = p.lat.to_radians().cos();
    let local = |q: LonLat| ((q.lon - p.lon) * k * KM_PER_DEGREE, (q.lat - p.lat) * KM_PER_DEGREE);
    let mut before: Option<LonLat> = None;
    let mut nearest: Option<(f64, LonLat)> = None;
    for q in line {
        let from = before.unwrap_or(q);
        let (a, b) = (local(from), local(q));
        let (ux, uy) = (b.0 - a.0, b.1 - a.1);
        let length_2 = ux * ux + uy * uy;
        let s = if length_2 > 0.0 { (-(a.0 * ux + a.1 * uy) / length_2).clamp(0.0, 1.0) } else { 0.0 };
        let km = (a.0 + s * ux).hypot(a.1 + s * uy);
        if nearest.is_none_or(|(least, _)| km < least) {
            nearest = Some((km, LonLat::new(from.lon + (q.lon - from.lon) * s, from.lat + (q.lat - from.lat) * s)));
        }
        before = Some(q);
    }
    nearest
}

/// The place so many kilometres east and north of `p`, good to a per cent up to 50 km.
pub(super) fn offset_km(p: LonLat, east: f64, north: f64) -> LonLat {
    LonLat::new(p.lon + east / (KM_PER_DEGREE * p.lat.to_radians().cos()), p.lat + north / KM_PER_DEGREE)
}

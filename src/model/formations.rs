//! The order of battle in time: who stands where, under whom, at an instant.
//!
//! Indices point into the dataset's lists. Positions are degrees.

use std::collections::BTreeMap;

use super::{Campaign, Reading};
use crate::data::{Certainty, Dataset, Formation, FormationPosition, Movement, PositionKind, Status};
use crate::geo::{LonLat, distance_m};
use crate::time::Instant;

/// A vertex less than this far from the one before it is a halt there, metres.
pub(super) const HALT_M: f64 = 1000.0;

/// Formations by what one asks for them.
#[derive(Debug, Default)]
pub struct FormationIndex {
    by_id: BTreeMap<String, usize>,
    /// For each formation those that list it as their parent, in file order.
    children: Vec<Vec<usize>>,
    /// For each formation its own movements, then those that it shares.
    own: Vec<Vec<usize>>,
    shared: Vec<Vec<usize>>,
    /// For each movement the formation that makes it.
    of_movement: Vec<Option<usize>>,
}

impl FormationIndex {
    /// Indexes the formations of a dataset.
    #[must_use]
    pub fn new(data: &Dataset) -> Self {
        let by_id: BTreeMap<String, usize> =
            data.formations.iter().enumerate().map(|(index, formation)| (formation.id.clone(), index)).collect();
        let mut children = vec![Vec::new(); data.formations.len()];
        for (index, formation) in data.formations.iter().enumerate() {
            if let Some(&parent) = formation.parent.as_ref().and_then(|parent| by_id.get(parent)) {
                children[parent].push(index);
            }
        }
        let mut own = vec![Vec::new(); data.formations.len()];
        let of_movement: Vec<Option<usize>> =
            data.movements.iter().map(|movement| by_id.get(&movement.formation).copied()).collect();
        for (movement, formation) in of_movement.iter().enumerate() {
            if let Some(formation) = formation {
                own[*formation].push(movement);
            }
        }
        let movements: BTreeMap<&str, usize> =
            data.movements.iter().enumerate().map(|(index, movement)| (movement.meta.id.as_str(), index)).collect();
        let listed = |formation: &Formation| -> Vec<usize> {
            formation.movements.iter().filter_map(|id| movements.get(id.as_str()).copied()).collect()
        };
        let is_of_another = |index: usize, movement: &usize| of_movement[*movement] != Some(index);
        let shared = data.formations.iter().enumerate().map(|(index, formation)| {
            listed(formation).into_iter().filter(|movement| is_of_another(index, movement)).collect()
        });
        Self { shared: shared.collect(), by_id, children, own, of_movement }
    }

    /// The formation with this id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The formation that makes a movement.
    #[must_use]
    pub fn of_movement(&self, movement: usize) -> Option<usize> {
        self.of_movement.get(movement).copied().flatten()
    }

    /// The formations whose `parent` is this one, in file order; those that stood under it for a time only are not
    /// among them, see [`Formation::parent_at`].
    #[must_use]
    pub fn children(&self, formation: usize) -> &[usize] {
        self.children.get(formation).map_or(&[], Vec::as_slice)
    }

    /// The movements that a formation makes itself, of all readings, in file order.
    #[must_use]
    pub fn movements(&self, formation: usize) -> &[usize] {
        self.own.get(formation).map_or(&[], Vec::as_slice)
    }

    /// The movements of others in which a formation takes part: of its corps, or of one of its parts.
    #[must_use]
    pub fn shared_movements(&self, formation: usize) -> &[usize] {
        self.shared.get(formation).map_or(&[], Vec::as_slice)
    }
}

/// What places a formation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpotBy {
    /// A movement of its own: index in the dataset's movements.
    Movement(usize),
    /// A movement of another formation in which it takes part: index in the dataset's movements. It marches with it, at
    /// no place of its own.
    SharedMovement(usize),
    /// A dated position: index in the formation's positions.
    Position(usize),
    /// The place of its fate.
    Fate,
}

/// Where a formation stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FormationSpot {
    /// Index in the dataset's formations.
    pub formation: usize,
    /// Where, degrees.
    pub at: LonLat,
    /// What says so.
    pub by: SpotBy,
    /// Since when it has been known to be there; the instant itself while it moves.
    pub since: Instant,
    /// True while it is on the way between two places, false at a halt.
    pub is_moving: bool,
    /// How well the place is attested: between two vertices of a march it is inferred, which is
    /// [`Certainty::Approximate`].
    pub certainty: Certainty,
    /// True once its fate has come: surrendered, dissolved, at the end of its campaign.
    pub has_ended: bool,
    /// The formation under which it stands then: index in the dataset's formations.
    pub parent: Option<usize>,
}

impl FormationSpot {
    /// The movement that brought it here: its own or a shared one.
    #[must_use]
    pub const fn movement(&self) -> Option<usize> {
        match self.by {
            SpotBy::Movement(movement) | SpotBy::SharedMovement(movement) => Some(movement),
            SpotBy::Position(_) | SpotBy::Fate => None,
        }
    }
}

/// A place with what says so.
#[derive(Clone, Copy)]
struct Found {
    at: LonLat,
    by: SpotBy,
    since: Instant,
    is_moving: bool,
    certainty: Certainty,
}

impl Campaign {
    /// Where a formation stands at `t`, or `None` as long as nothing says it, for a formation that was only planned, and
    /// for an index beyond the list.
    ///
    /// A movement of its own that is under way goes first; of two at once the one of lower rank number, then the one
    /// that began later. Otherwise the latest that is known: the end of a movement of its own, a dated position, the
    /// place of its fate; or the march of others in which it takes part, if that began when or after it was last known to
    /// be somewhere of its own. Plans place nothing.
    #[must_use]
    pub fn formation_at(&self, formation: usize, t: Instant, reading: Reading) -> Option<FormationSpot> {
        let entry = self.data().formations.get(formation)?;
        if entry.status != Status::Executed {
            return None;
        }
        let found = self.own_march(formation, t, reading).or_else(|| {
            let known = self.latest_known(formation, t, reading);
            self.shared_march(formation, t, known.map(|known| known.since), reading).or(known)
        })?;
        Some(FormationSpot {
            formation,
            at: found.at,
            by: found.by,
            since: found.since,
            is_moving: found.is_moving,
            certainty: found.certainty,
            has_ended: entry.fate.as_ref().is_some_and(|fate| fate.comes_at <= t),
            parent: entry.parent_at(t).and_then(|id| self.formations().by_id(id)),
        })
    }

    /// All formations that have a place at `t`, in file order.
    #[must_use]
    pub fn formations_at(&self, t: Instant, reading: Reading) -> Vec<FormationSpot> {
        (0..self.data().formations.len()).filter_map(|index| self.formation_at(index, t, reading)).collect()
    }

    /// The movement of its own that is under way.
    fn own_march(&self, formation: usize, t: Instant, reading: Reading) -> Option<Found> {
        let movements = &self.data().movements;
        let under_way = self.marches(self.formations().movements(formation), t, reading).filter(|&movement| {
            let last = movements[movement].times.last();
            last.is_some_and(|last| t < *last)
        });
        let first = under_way
            .min_by_key(|&movement| (movements[movement].rank, std::cmp::Reverse(movements[movement].times.first())))?;
        march(&movements[first], t, SpotBy::Movement(first))
    }

    /// The last place of its own that is known by `t`.
    fn latest_known(&self, formation: usize, t: Instant, reading: Reading) -> Option<Found> {
        let entry = &self.data().formations[formation];
        let fate = entry.fate.as_ref().filter(|fate| fate.comes_at <= t).and_then(|fate| {
            let (by, since) = (SpotBy::Fate, fate.comes_at);
            Some(Found { at: fate.at?, by, since, is_moving: false, certainty: entry.certainty })
        });
        let is_past = |position: &FormationPosition| position.what != PositionKind::Planned && position.since <= t;
        let position = entry.positions.iter().rposition(is_past).map(|index| {
            let position = &entry.positions[index];
            Found {
                at: position.at,
                by: SpotBy::Position(index),
                since: position.since,
                is_moving: false,
                certainty: position.certainty,
            }
        });
        let marches = self
            .marches(self.formations().movements(formation), t, reading)
            .filter_map(|movement| march(&self.data().movements[movement], t, SpotBy::Movement(movement)));
        fate.into_iter().chain(position).chain(marches).max_by_key(|found| found.since)
    }

    /// The movement of others in which it takes part, if that began at `known` or later.
    fn shared_march(&self, formation: usize, t: Instant, known: Option<Instant>, reading: Reading) -> Option<Found> {
        let movements = &self.data().movements;
        let start = |movement: usize| movements[movement].times.first().copied();
        let last = self
            .marches(self.formations().shared_movements(formation), t, reading)
            .filter(|&movement| known.is_none_or(|known| start(movement) >= Some(known)))
            .max_by_key(|&movement| (start(movement), std::cmp::Reverse(movements[movement].rank)))?;
        march(&movements[last], t, SpotBy::SharedMovement(last))
    }

    /// Those of the movements that the reading shows, that were made, and that have begun by `t`.
    fn marches<'a>(
        &'a self,
        movements: &'a [usize],
        t: Instant,
        reading: Reading,
    ) -> impl Iterator<Item = usize> + use<'a> {
        let shows = &self.shown(reading).shows_movement;
        movements.iter().copied().filter(move |movement| {
            let march = &self.data().movements[*movement];
            march.meta.status == Status::Executed
                && march.times.first().is_some_and(|first| *first <= t)
                && shows[*movement]
        })
    }
}

/// The head of a movement at `t`, once it has begun.
fn march(movement: &Movement, t: Instant, by: SpotBy) -> Option<Found> {
    let done = movement.times.partition_point(|time| *time <= t);
    let last = done.checked_sub(1)?;
    let (at, since) = (head_at(movement, t)?, movement.times[last]);
    let certainty = movement.waypoints.get(last).map_or(movement.meta.certainty, |waypoint| waypoint.certainty);
    let stands = Found { at, by, since, is_moving: false, certainty };
    let (Some(here), Some(next)) = (movement.line.get(last), movement.line.get(done)) else { return Some(stands) };
    Some(if t == since || distance_m(*here, *next) < HALT_M {
        stands
    } else {
        Found { since: t, is_moving: true, certainty: Certainty::Approximate, ..stands }
    })
}

/// Where the head of a movement is at `t`: linear in time between its vertices, at the first vertex before its first
/// instant, at the last one after its last. `None` only for a movement without vertices.
pub(super) fn head_at(movement: &Movement, t: Instant) -> Option<LonLat> {
    let done = movement.times.partition_point(|time| *time <= t).min(movement.line.len());
    let Some(last) = done.checked_sub(1) else { return movement.line.first().copied() };
    let here = movement.line[last];
    let (Some(next), Some(arrives)) = (movement.line.get(done), movement.times.get(done)) else { return Some(here) };
    let share = share_of(movement.times[last], *arrives, t);
    Some(LonLat::new(here.lon + (next.lon - here.lon) * share, here.lat + (next.lat - here.lat) * share))
}

#[expect(clippy::cast_precision_loss, reason = "seconds of a campaign are exact in 53 bits")]
fn share_of(from: Instant, to: Instant, t: Instant) -> f64 {
    let whole = to.secs_since(from);
    if whole <= 0 { 0.0 } else { t.secs_since(from) as f64 / whole as f64 }
}

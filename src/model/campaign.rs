//! The campaign: the dataset with its indices.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::formations::{FormationIndex, head_at};
use super::land::Land;
use super::places::PlaceIndex;
use super::shown::Shown;
use super::territory::Territories;
use super::track::DAY_SECS;
use super::{Motion, Reading, WorldState};
use crate::data::{CoastRing, Dataset, Embedded, EventPrecision, Meta, Report, Unit, load_coast_overview, load_units};
use crate::geo::LonLat;
use crate::time::Instant;

/// What happened, ready to be asked. It never changes; share it by `Arc`.
pub struct Campaign {
    data: Arc<Dataset>,
    documented: Shown,
    hasegawa: Shown,
    places: PlaceIndex,
    formations: FormationIndex,
    territories: OnceLock<Arc<Territories>>,
    load_units: fn() -> Vec<Unit>,
    land: OnceLock<Arc<Land>>,
    load_coast: fn() -> Vec<CoastRing>,
    /// When each event of the dataset shows, told when first asked for: one list a reading.
    shown_from: [Vec<OnceLock<Instant>>; 2],
}

impl fmt::Debug for Campaign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Campaign").field("title", &self.data.config.title).finish_non_exhaustive()
    }
}

impl Campaign {
    /// Indexes a dataset. Without [`Self::with_units`] the campaign knows no territories, and [`Self::control_at`] only
    /// ground that changed hands; without [`Self::with_coast`] it takes the sea behind a front for ground. Nothing is checked here: [`super::check`] does that.
    #[must_use]
    pub fn new(data: Dataset) -> Self {
        Self {
            documented: Shown::new(&data, Reading::Documented),
            hasegawa: Shown::new(&data, Reading::Hasegawa),
            places: PlaceIndex::new(&data.places),
            formations: FormationIndex::new(&data),
            territories: OnceLock::new(),
            load_units: Vec::new,
            land: OnceLock::new(),
            load_coast: Vec::new,
            shown_from: [(), ()].map(|()| data.events.iter().map(|_| OnceLock::new()).collect()),
            data: Arc::new(data),
        }
    }

    /// The same with the states and territories of 1945.
    #[must_use]
    pub fn with_units(self, units: Vec<Unit>) -> Self {
        Self { territories: OnceLock::from(Arc::new(Territories::new(units))), ..self }
    }

    /// The same with coasts, by which ground is told from sea where it is measured.
    #[must_use]
    pub fn with_coast(self, coast: &[CoastRing]) -> Self {
        Self { land: OnceLock::from(Arc::new(Land::new(coast))), ..self }
    }

    /// A campaign of other data on the same ground: territories and coasts are shared.
    #[must_use]
    pub fn with_data(&self, data: Dataset) -> Self {
        let (territories, land) = (self.territories.clone(), self.land.clone());
        let (load_units, load_coast) = (self.load_units, self.load_coast);
        Self { territories, load_units, land, load_coast, ..Self::new(data) }
    }

    /// The campaign that is built into the program, loaded once. Its territories and coasts load when they are
    /// first needed.
    #[must_use]
    pub fn builtin() -> Arc<Self> {
        static BUILTIN: OnceLock<Arc<Campaign>> = OnceLock::new();
        // A test holds the built-in data to a report without findings.
        let load = || {
            let campaign = Self::new(Dataset::load(&Embedded, &mut Report::new()));
            Arc::new(Self {
                load_units: || load_units(&Embedded, &mut Report::new()),
                load_coast: || load_coast_overview(&Embedded, &mut Report::new()),
                ..campaign
            })
        };
        Arc::clone(BUILTIN.get_or_init(load))
    }

    /// The dataset into whose lists all indices point.
    #[must_use]
    pub fn data(&self) -> &Arc<Dataset> {
        &self.data
    }

    /// States and territories of 1945.
    #[must_use]
    pub fn territories(&self) -> &Territories {
        self.territories.get_or_init(|| Arc::new(Territories::new((self.load_units)())))
    }

    /// Land and sea as the overview of the coast has them: exact enough for areas of ground, not for drawing.
    #[must_use]
    pub fn land(&self) -> &Land {
        self.land.get_or_init(|| Arc::new(Land::new(&(self.load_coast)())))
    }

    /// Names of places.
    #[must_use]
    pub fn places(&self) -> &PlaceIndex {
        &self.places
    }

    /// The order of battle, indexed.
    #[must_use]
    pub fn formations(&self) -> &FormationIndex {
        &self.formations
    }

    pub(super) fn shown(&self, reading: Reading) -> &Shown {
        match reading {
            Reading::Documented => &self.documented,
            Reading::Hasegawa => &self.hasegawa,
        }
    }

    /// True for the features that a reading shows: what another version replaces is not among them.
    #[must_use]
    pub fn shows(&self, meta: &Meta, reading: Reading) -> bool {
        self.shown(reading).shows(meta)
    }

    /// What stands where at `t`, and what was gained in the day before.
    #[must_use]
    pub fn state_at(&self, t: Instant, reading: Reading, motion: Motion) -> WorldState {
        self.state_against(t, t.plus_secs(-DAY_SECS), reading, motion)
    }

    /// What stands where at `t`, held against an earlier instant; without measuring.
    pub(super) fn state_against(&self, t: Instant, since: Instant, reading: Reading, motion: Motion) -> WorldState {
        let data = &self.data;
        let shown = self.shown(reading);
        let pick = |list: &[usize], is_wanted: &dyn Fn(usize) -> bool| -> Vec<usize> {
            list.iter().copied().filter(|i| is_wanted(*i)).collect()
        };
        WorldState {
            at: t,
            since,
            compared: None,
            fronts: shown.tracks.iter().map(|track| track.state(t, since, motion, data)).collect(),
            holdouts: pick(&shown.holdouts, &|i| data.holdouts[i].meta.is_in_force(t)),
            pockets: pick(&shown.pockets, &|i| data.pockets[i].meta.is_in_force(t)),
            landings: pick(&shown.landings, &|i| data.landings[i].meta.has_begun(t)),
            islands: pick(&shown.islands, &|i| data.islands[i].meta.has_begun(t)),
            zones: pick(&shown.zones, &|i| data.zones[i].meta.is_in_force(t)),
            movements: pick(&shown.movements, &|i| data.movements[i].times.first().is_none_or(|start| *start <= t)),
            formations: self.formations_at(t, reading),
            recent_events: pick(&shown.events, &|i| {
                data.events[i].meta.freshness(t) > 0.0 && self.event_shows_from(i, reading) <= t
            }),
        }
    }

    /// When an event is first told of on the map. What is dated by days and says that a place was taken waits until the
    /// place lies on ground that is held: at the latest to the end of its last day. All else shows from its start.
    #[must_use]
    pub fn event_shows_from(&self, event: usize, reading: Reading) -> Instant {
        let known = &self.shown_from[usize::from(reading == Reading::Hasegawa)][event];
        *known.get_or_init(|| {
            let event = &self.data.events[event];
            let (start, end) = (event.meta.period.start(), event.meta.period.end());
            if event.takes.is_empty() || event.precision != EventPrecision::Day || end == Instant::DISTANT_FUTURE {
                return start;
            }
            // Where the event stands, if that was taken; else the first of all that were.
            let is_there = event.takes.contains(&event.place);
            let is_asked = |id: &String| if is_there { *id == event.place } else { event.takes.contains(id) };
            let taken = self.data.places.iter().filter(|place| is_asked(&place.id));
            taken.filter_map(|place| self.soviet_from(place.at, start, end, reading)).min().unwrap_or(end)
        })
    }

    /// The part of a movement travelled by `t`, and where its head is then: linear in time between its vertices. Before
    /// its first instant the head waits at the first vertex and nothing is travelled.
    ///
    /// # Panics
    /// If `movement` is no index of the dataset's movements.
    #[must_use]
    pub fn movement_at(&self, movement: usize, t: Instant) -> (Vec<LonLat>, LonLat) {
        let movement = &self.data.movements[movement];
        let Some(head) = head_at(movement, t) else { return (Vec::new(), LonLat::default()) };
        let done = movement.times.partition_point(|time| *time <= t).min(movement.line.len());
        let mut travelled = movement.line[..done].to_vec();
        if travelled.last().is_some_and(|last| *last != head) {
            travelled.push(head);
        }
        (travelled, head)
    }
}

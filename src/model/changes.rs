//! What changes in the course of a day.

use super::track::Track;
use super::{Campaign, Motion, Reading};
use crate::data::{Meta, Status};
use crate::geo::LonLat;
use crate::time::{Day, Instant, Period, UtcOffset};

/// What changes in the course of a day on some clock. Indices point into the dataset's lists, each in order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayChanges {
    /// Ground gained, one entry a sector that gained any.
    pub gained: Vec<SectorGround>,
    /// Events of the day, in order.
    pub events: Vec<usize>,
    /// Landings of the day.
    pub landings: Vec<usize>,
    /// Islands on which the first troops go ashore.
    pub islands_landed: Vec<usize>,
    /// Islands that come under Soviet control.
    pub islands: Vec<usize>,
    /// Pockets formed.
    pub pockets_formed: Vec<usize>,
    /// Pockets that end: the front took them in, or they were lost.
    pub pockets_ended: Vec<usize>,
    /// Holdouts cut off.
    pub holdouts_formed: Vec<usize>,
    /// Holdouts that end.
    pub holdouts_ended: Vec<usize>,
    /// Movements that begin.
    pub movements_begun: Vec<usize>,
    /// Zones that come into force.
    pub zones_begun: Vec<usize>,
    /// Zones that end.
    pub zones_ended: Vec<usize>,
}

/// Ground behind the front of one sector.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SectorGround {
    /// Index of the sector in the configuration.
    pub sector: usize,
    /// Square kilometres by which the ground behind the front grew.
    pub gained_km2: f64,
    /// Square kilometres behind the front at the end.
    pub held_km2: f64,
}

/// A dated line of a sector and what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct DatedFront {
    /// Index of the sector in the configuration.
    pub sector: usize,
    /// Index of the line in the dataset's fronts.
    pub front: usize,
    /// When the front stands there.
    pub since: Instant,
    /// When it stands at the next line; `None` for the last.
    pub until: Option<Instant>,
    /// The ground behind it as a ring to be filled by the non-zero rule, in degrees; it runs off the coasts. Empty for the
    /// first line.
    pub ground: Vec<LonLat>,
}

/// Less than this is no gain, square kilometres.
const LEAST_GAIN_KM2: f64 = 0.5;

impl Campaign {
    /// What changes in the course of `day`, a day of the clock at `clock`.
    ///
    /// What its source dates by a day belongs to that day, whatever the clock; what it dates by an hour belongs to the
    /// day that the clock shows then; what it dates by a month belongs to no day.
    #[must_use]
    pub fn changes(&self, day: Day, clock: UtcOffset, reading: Reading) -> DayChanges {
        let mut gained = self.ground(day.period(clock), reading);
        gained.retain(|ground| ground.gained_km2 >= LEAST_GAIN_KM2);
        DayChanges { gained, ..self.changes_without_ground(day, clock, reading) }
    }

    /// As [`Self::changes`], without measuring ground, which takes longer than all the rest.
    pub(super) fn changes_without_ground(&self, day: Day, clock: UtcOffset, reading: Reading) -> DayChanges {
        let data = self.data();
        let shown = self.shown(reading);
        let of_day = OfDay { day, period: day.period(clock) };
        let pick = |list: &[usize], is_wanted: &dyn Fn(usize) -> bool| -> Vec<usize> {
            list.iter().copied().filter(|i| is_wanted(*i)).collect()
        };
        DayChanges {
            gained: Vec::new(),
            events: pick(&shown.events, &|i| of_day.begins(&data.events[i].meta)),
            landings: pick(&shown.landings, &|i| of_day.begins(&data.landings[i].meta)),
            islands_landed: pick(&shown.islands, &|i| {
                let island = &data.islands[i];
                of_day.is_named_or_holds(&island.landing_text, island.landing)
            }),
            islands: pick(&shown.islands, &|i| of_day.begins(&data.islands[i].meta)),
            pockets_formed: pick(&shown.pockets, &|i| of_day.begins(&data.pockets[i].meta)),
            pockets_ended: pick(&shown.pockets, &|i| of_day.ends(&data.pockets[i].meta)),
            holdouts_formed: pick(&shown.holdouts, &|i| of_day.begins(&data.holdouts[i].meta)),
            holdouts_ended: pick(&shown.holdouts, &|i| of_day.ends(&data.holdouts[i].meta)),
            movements_begun: pick(&shown.movements, &|i| {
                let movement = &data.movements[i];
                // A plan begins when it is made: its times are its timetable.
                match movement.times.first() {
                    Some(first) if movement.meta.status == Status::Executed => of_day.holds(Some(*first)),
                    _ => of_day.begins(&movement.meta),
                }
            }),
            zones_begun: pick(&shown.zones, &|i| of_day.begins(&data.zones[i].meta)),
            zones_ended: pick(&shown.zones, &|i| of_day.ends(&data.zones[i].meta)),
        }
    }

    /// The ground of all sectors at the end of `period` and its growth in the course of it, in the campaign's order.
    ///
    /// Measured is the land between a sector's first line and its front ([`super::Land`]): holdouts behind the front
    /// count, pockets ahead of it and islands do not.
    #[must_use]
    pub fn ground(&self, period: Period, reading: Reading) -> Vec<SectorGround> {
        let measure = |track: &Track| {
            let area = |t| self.land().area_km2(&track.ground(t, Motion::Interpolated, self.data()));
            let stands = |t| track.position(t, Motion::Interpolated);
            let held_km2 = area(period.end());
            // A front that stands, stands: clipping the same ground twice is wasted time.
            let is_still = stands(period.start()) == stands(period.end());
            let gained_km2 = if is_still { 0.0 } else { held_km2 - area(period.start()) };
            SectorGround { sector: track.sector, gained_km2, held_km2 }
        };
        self.shown(reading).tracks.iter().map(measure).collect()
    }

    /// The dated lines of all sectors, sector by sector, in order of time.
    #[must_use]
    pub fn dated_fronts(&self, reading: Reading) -> Vec<DatedFront> {
        let data = self.data();
        let of_track = |track: &Track| -> Vec<DatedFront> {
            let dated = |k: usize| DatedFront {
                sector: track.sector,
                front: track.lines[k].front,
                since: track.lines[k].at,
                until: track.lines.get(k + 1).map(|next| next.at),
                ground: track.ring(k, track.vertices(k, data), data),
            };
            (0..track.lines.len()).map(dated).collect()
        };
        self.shown(reading).tracks.iter().flat_map(of_track).collect()
    }
}

/// A day as its sources name it, and its hours on one clock.
struct OfDay {
    day: Day,
    period: Period,
}

impl OfDay {
    fn begins(&self, meta: &Meta) -> bool {
        self.is_named_or_holds(&meta.start_text, Some(meta.period.start()))
    }

    fn ends(&self, meta: &Meta) -> bool {
        // What ends with the day ends at the first instant of the next one.
        self.is_named_or_holds(&meta.end_text, Some(meta.period.end().plus_secs(-1)))
    }

    /// True if the text names this day, or an hour that the clock shows in the course of it.
    fn is_named_or_holds(&self, text: &str, t: Option<Instant>) -> bool {
        match text.parse::<Day>() {
            Ok(named) => named == self.day,
            Err(_) => text.contains('T') && self.holds(t),
        }
    }

    fn holds(&self, t: Option<Instant>) -> bool {
        t.is_some_and(|t| self.period.contains(t))
    }
}

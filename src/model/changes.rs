//! What changes in the course of a day.

use super::track::Track;
use super::{Campaign, Motion, Reading};
use crate::geo::ring_area_km2;
use crate::time::{Day, Instant};

/// What changes in the course of a day of the campaign's clock. Indices point into the dataset's lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayChanges {
    /// Ground gained, one entry a sector that gained any.
    pub gained: Vec<SectorGain>,
    /// Events of the day, in order.
    pub events: Vec<usize>,
    /// Landings of the day.
    pub landings: Vec<usize>,
    /// Islands that come under Soviet control.
    pub islands: Vec<usize>,
    /// Pockets formed.
    pub pockets_formed: Vec<usize>,
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

/// Ground that one sector gains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SectorGain {
    /// Index of the sector in the configuration.
    pub sector: usize,
    /// Square kilometres by which the ground behind the front grows; where the line runs off a coast, with the sea
    /// between them.
    pub km2: f64,
}

/// Less than this is no gain, square kilometres.
const LEAST_GAIN_KM2: f64 = 0.5;

impl Campaign {
    /// What changes in the course of `day`, a day of the campaign's clock.
    #[must_use]
    pub fn changes(&self, day: Day, reading: Reading) -> DayChanges {
        let data = self.data();
        let shown = self.shown(reading);
        let period = day.period(data.config.clock);
        let on_the_day = |list: &[usize], at: &dyn Fn(usize) -> Instant| -> Vec<usize> {
            list.iter().copied().filter(|i| period.contains(at(*i))).collect()
        };
        // What ends with the day ends at the first instant of the next one.
        let ends = |list: &[usize], end: &dyn Fn(usize) -> Instant| -> Vec<usize> {
            list.iter().copied().filter(|i| period.start() < end(*i) && end(*i) <= period.end()).collect()
        };
        let gain = |track: &Track| {
            let area = |t| ring_area_km2(&track.ground(t, Motion::Interpolated, data));
            let km2 = area(period.end()) - area(period.start());
            (km2 >= LEAST_GAIN_KM2).then_some(SectorGain { sector: track.sector, km2 })
        };
        DayChanges {
            gained: shown.tracks.iter().filter_map(gain).collect(),
            events: on_the_day(&shown.events, &|i| data.events[i].meta.period.start()),
            landings: on_the_day(&shown.landings, &|i| data.landings[i].meta.period.start()),
            islands: on_the_day(&shown.islands, &|i| data.islands[i].meta.period.start()),
            pockets_formed: on_the_day(&shown.pockets, &|i| data.pockets[i].meta.period.start()),
            holdouts_formed: on_the_day(&shown.holdouts, &|i| data.holdouts[i].meta.period.start()),
            holdouts_ended: ends(&shown.holdouts, &|i| data.holdouts[i].meta.period.end()),
            movements_begun: on_the_day(&shown.movements, &|i| {
                data.movements[i].times.first().copied().unwrap_or(Instant::DISTANT_PAST)
            }),
            zones_begun: on_the_day(&shown.zones, &|i| data.zones[i].meta.period.start()),
            zones_ended: ends(&shown.zones, &|i| data.zones[i].meta.period.end()),
        }
    }
}

//! What is at a place and near it at an instant: front, events, holdouts and pockets, zones, formations.
//!
//! Distances are kilometres along geodesics, to outlines in the plane that touches the globe at the place.

use geo::{Contains, MultiPolygon, Point};

use super::territory::{distance_to_line_km, nearest_on_line};
use super::{Campaign, FormationSpot, Motion, Reading};
use crate::data::Area;
use crate::geo::{LonLat, distance_m};
use crate::time::Instant;

/// What is at a place and near it. Indices point into the dataset's lists; with each its distance in kilometres.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// The nearest front.
    pub front: Option<NearFront>,
    /// Events of all times within [`Surroundings::EVENTS_KM`], in order of time.
    pub events: Vec<(usize, f64)>,
    /// Holdouts in force within [`Surroundings::NEAR_KM`], the nearest first; 0 inside.
    pub holdouts: Vec<(usize, f64)>,
    /// Pockets in force within [`Surroundings::NEAR_KM`], the nearest first; 0 inside.
    pub pockets: Vec<(usize, f64)>,
    /// Zones in force in which the place lies.
    pub zones: Vec<usize>,
    /// Formations within [`Surroundings::NEAR_KM`], the nearest first.
    pub formations: Vec<(FormationSpot, f64)>,
}

/// The nearest front.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearFront {
    /// Index of the sector in the configuration.
    pub sector: usize,
    /// Kilometres to its line.
    pub km: f64,
    /// The place of the line that is nearest, degrees.
    pub at: LonLat,
}

impl Surroundings {
    /// Events this near are events of the place, kilometres.
    pub const EVENTS_KM: f64 = 8.0;
    /// What is this near is near, kilometres.
    pub const NEAR_KM: f64 = 50.0;
}

impl Campaign {
    /// What is at `p` and near it at `t`.
    #[must_use]
    pub fn surroundings(&self, p: LonLat, t: Instant, reading: Reading) -> Surroundings {
        let data = self.data();
        let shown = self.shown(reading);
        let km = |at: LonLat| distance_m(p, at) / 1000.0;
        let events = shown.events.iter().map(|i| (*i, km(data.events[*i].at)));
        let areas = |list: &[usize], areas: &[Area]| {
            let in_force = list.iter().filter(|i| areas[**i].meta.is_in_force(t));
            nearest_first(in_force.map(|i| (*i, distance_to_shape_km(p, &areas[*i].shape))).collect())
        };
        let zones = shown.zones.iter().copied().filter(|i| {
            let zone = &data.zones[*i];
            zone.meta.is_in_force(t) && zone.geometry.contains(&Point::new(p.lon, p.lat))
        });
        let formations = self.formations_at(t, reading).into_iter();
        Surroundings {
            front: self.near_front(p, t, reading),
            events: events.filter(|(_, km)| *km <= Surroundings::EVENTS_KM).collect(),
            holdouts: areas(&shown.holdouts, &data.holdouts),
            pockets: areas(&shown.pockets, &data.pockets),
            zones: zones.collect(),
            formations: nearest_first(formations.map(|spot| (spot, km(spot.at))).collect()),
        }
    }

    /// The nearest front at `t`.
    fn near_front(&self, p: LonLat, t: Instant, reading: Reading) -> Option<NearFront> {
        let tracks = self.shown(reading).tracks.iter();
        let near = tracks.filter_map(|track| {
            let stretches = track.stretches(track.position(t, Motion::Interpolated)?, self.data());
            let places = stretches.iter().filter_map(|s| nearest_on_line(p, s.line.iter().copied()));
            let (_, at) = places.min_by(|a, b| a.0.total_cmp(&b.0))?;
            Some(NearFront { sector: track.sector, km: distance_m(p, at) / 1000.0, at })
        });
        near.min_by(|a, b| a.km.total_cmp(&b.km))
    }
}

fn nearest_first<T>(mut list: Vec<(T, f64)>) -> Vec<(T, f64)> {
    list.retain(|(_, km)| *km <= Surroundings::NEAR_KM);
    list.sort_by(|a, b| a.1.total_cmp(&b.1));
    list
}

/// Kilometres to the outline, 0 inside.
fn distance_to_shape_km(p: LonLat, shape: &MultiPolygon<f64>) -> f64 {
    if shape.contains(&Point::new(p.lon, p.lat)) {
        return 0.0;
    }
    let outline = |polygon: &geo::Polygon<f64>| {
        distance_to_line_km(p, polygon.exterior().0.iter().map(|c| LonLat::new(c.x, c.y)))
    };
    shape.iter().map(outline).fold(f64::INFINITY, f64::min)
}

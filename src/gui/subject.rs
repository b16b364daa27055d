//! What can be pointed at: a feature of the campaign, of the base map or of an opened file, by its place in the lists.

use crate::geo::LonLat;

/// A thing on the map. Indices point into the lists of the campaign's dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An entry of the timeline.
    Event(usize),
    /// A landing.
    Landing(usize),
    /// A march.
    Movement(usize),
    /// The front of a sector.
    Sector(usize),
    /// Ground still Japanese behind the front.
    Holdout(usize),
    /// Ground held ahead of the front.
    Pocket(usize),
    /// An island.
    Island(usize),
    /// A promise, proposal, agreement or order.
    Zone(usize),
    /// A place of the gazetteer.
    Place(usize),
    /// The ground at a place, in units of 0.00001 degree: who holds it.
    Ground {
        /// Longitude east.
        lon_e5: i32,
        /// Latitude north.
        lat_e5: i32,
    },
    /// A feature of an opened file: the file's number and the feature's place in it.
    Opened {
        /// Number of the file, counted in the order of opening.
        file: u64,
        /// Place of the feature in the file.
        feature: usize,
    },
}

impl Subject {
    /// The ground at `place`.
    #[must_use]
    pub fn ground(place: LonLat) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "degrees of the globe in units of 0.00001 fit an i32")]
        let e5 = |degrees: f64| (degrees * 1e5).round() as i32;
        Self::Ground { lon_e5: e5(place.lon), lat_e5: e5(place.lat) }
    }
}

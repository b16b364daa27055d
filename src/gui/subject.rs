//! What can be pointed at: a feature of the campaign, of the base map or of an opened file, by its place in the lists.

use geo::Centroid;

use crate::data::{Dataset, Meta, Names};
use crate::geo::LonLat;

use super::state::AppState;

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
    /// A formation of the order of battle.
    Formation(usize),
    /// An entry of the bibliography.
    Source(usize),
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

    /// What a feature of the campaign carries, or `None` for what is none.
    #[must_use]
    pub fn meta(self, data: &Dataset) -> Option<&Meta> {
        match self {
            Self::Event(i) => data.events.get(i).map(|f| &f.meta),
            Self::Landing(i) => data.landings.get(i).map(|f| &f.meta),
            Self::Movement(i) => data.movements.get(i).map(|f| &f.meta),
            Self::Holdout(i) => data.holdouts.get(i).map(|f| &f.meta),
            Self::Pocket(i) => data.pockets.get(i).map(|f| &f.meta),
            Self::Island(i) => data.islands.get(i).map(|f| &f.meta),
            Self::Zone(i) => data.zones.get(i).map(|f| &f.meta),
            _ => None,
        }
    }

    /// Its names, if it has names in several languages.
    #[must_use]
    pub fn names(self, data: &Dataset) -> Option<&Names> {
        match self {
            Self::Place(i) => data.places.get(i).map(|p| &p.names),
            Self::Sector(i) => data.config.sectors.get(i).map(|s| &s.names),
            Self::Formation(i) => data.formations.get(i).map(|f| &f.names),
            other => other.meta(data).map(|meta| &meta.names),
        }
    }

    /// What sort of thing it is, in a word.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Event(_) => "event",
            Self::Landing(_) => "landing",
            Self::Movement(_) => "advance",
            Self::Sector(_) => "front",
            Self::Holdout(_) => "holdout",
            Self::Pocket(_) => "pocket",
            Self::Island(_) => "island",
            Self::Zone(_) => "zone",
            Self::Place(_) => "place",
            Self::Formation(_) => "formation",
            Self::Source(_) => "source",
            Self::Ground { .. } => "ground",
            Self::Opened { .. } => "your file",
        }
    }

    /// Where it is at the instant shown: its point, the head of its march, the middle of its area.
    #[must_use]
    pub fn place(self, state: &AppState) -> Option<LonLat> {
        let d = &state.dataset;
        let middle = |centroid: Option<geo::Point<f64>>| centroid.map(|p| LonLat::new(p.x(), p.y()));
        match self {
            Self::Event(i) => d.events.get(i).map(|e| e.at),
            Self::Landing(i) => d.landings.get(i).map(|l| l.at),
            Self::Movement(i) if i < d.movements.len() => Some(state.campaign.movement_at(i, state.playback.now()).1),
            Self::Holdout(i) => d.holdouts.get(i).and_then(|a| middle(a.shape.centroid())),
            Self::Pocket(i) => d.pockets.get(i).and_then(|a| middle(a.shape.centroid())),
            Self::Island(i) => d.islands.get(i).and_then(|a| middle(a.shape.centroid())),
            Self::Zone(i) => d.zones.get(i).and_then(|z| middle(z.geometry.centroid())),
            Self::Place(i) => d.places.get(i).map(|p| p.at),
            Self::Formation(i) => state.campaign.formation_at(i, state.playback.now(), state.reading).map(|s| s.at),
            Self::Ground { lon_e5, lat_e5 } => Some(LonLat::new(f64::from(lon_e5) / 1e5, f64::from(lat_e5) / 1e5)),
            Self::Movement(_) | Self::Sector(_) | Self::Source(_) | Self::Opened { .. } => None,
        }
    }
}

/// Every feature of the campaign that can be shown, with what it carries, kind by kind in file order.
pub fn features(data: &Dataset) -> impl Iterator<Item = (Subject, &Meta)> {
    type Make = fn(usize) -> Subject;
    let counts: [(usize, Make); 7] = [
        (data.events.len(), Subject::Event),
        (data.landings.len(), Subject::Landing),
        (data.movements.len(), Subject::Movement),
        (data.holdouts.len(), Subject::Holdout),
        (data.pockets.len(), Subject::Pocket),
        (data.islands.len(), Subject::Island),
        (data.zones.len(), Subject::Zone),
    ];
    let subjects = counts.into_iter().flat_map(|(count, subject)| (0..count).map(subject));
    subjects.filter_map(|subject| subject.meta(data).map(|meta| (subject, meta)))
}

/// The thing with an id: a feature, a place or a source.
#[must_use]
pub fn by_id(data: &Dataset, id: &str) -> Option<Subject> {
    features(data)
        .find(|(_, meta)| meta.id == id)
        .map(|(subject, _)| subject)
        .or_else(|| data.places.iter().position(|p| p.id == id).map(Subject::Place))
        .or_else(|| data.formations.iter().position(|f| f.id == id).map(Subject::Formation))
        .or_else(|| data.sources.iter().position(|s| s.id == id).map(Subject::Source))
}

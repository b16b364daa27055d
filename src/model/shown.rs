//! Which features a reading shows.

use std::collections::BTreeSet;

use super::Reading;
use super::track::Track;
use crate::data::{Dataset, Meta};

/// The key of the variants that [`Reading::Hasegawa`] shows.
const HASEGAWA: &str = "hasegawa";

/// Indices of the features that one reading shows, each list ordered by start.
pub(super) struct Shown {
    pub tracks: Vec<Track>,
    pub holdouts: Vec<usize>,
    pub pockets: Vec<usize>,
    pub landings: Vec<usize>,
    pub islands: Vec<usize>,
    pub zones: Vec<usize>,
    pub movements: Vec<usize>,
    /// For each movement of the dataset whether it is among `movements`.
    pub shows_movement: Vec<bool>,
    pub events: Vec<usize>,
}

impl Shown {
    /// Chooses the features of `reading`. A variant replaces the feature that it names, whatever that one's kind; a
    /// variant of another reading is never shown.
    pub fn new(data: &Dataset, reading: Reading) -> Self {
        let wanted = match reading {
            Reading::Documented => None,
            Reading::Hasegawa => Some(HASEGAWA),
        };
        let is_wanted = |meta: &Meta| meta.variant.as_ref().is_some_and(|v| Some(v.key.as_str()) == wanted);
        let replaced: BTreeSet<&str> = data
            .metas()
            .filter(|m| is_wanted(m))
            .filter_map(|m| m.variant.as_ref())
            .map(|v| v.replaces.as_str())
            .collect();
        let is_shown = |meta: &Meta| {
            if meta.variant.is_some() { is_wanted(meta) } else { !replaced.contains(meta.id.as_str()) }
        };
        let choose = |metas: Vec<&Meta>| {
            let mut chosen: Vec<usize> = (0..metas.len()).filter(|i| is_shown(metas[*i])).collect();
            chosen.sort_by_key(|i| metas[*i].period.start());
            chosen
        };
        let tracks = data.config.sectors.iter().enumerate().map(|(sector, config)| {
            let own = data.fronts.iter().enumerate().filter(|(_, f)| f.sector == config.id && is_shown(&f.meta));
            Track::new(sector, own.map(|(i, _)| i), data)
        });
        Self {
            tracks: tracks.collect(),
            holdouts: choose(data.holdouts.iter().map(|f| &f.meta).collect()),
            pockets: choose(data.pockets.iter().map(|f| &f.meta).collect()),
            landings: choose(data.landings.iter().map(|f| &f.meta).collect()),
            islands: choose(data.islands.iter().map(|f| &f.meta).collect()),
            zones: choose(data.zones.iter().map(|f| &f.meta).collect()),
            shows_movement: data.movements.iter().map(|f| is_shown(&f.meta)).collect(),
            movements: choose(data.movements.iter().map(|f| &f.meta).collect()),
            events: choose(data.events.iter().map(|f| &f.meta).collect()),
        }
    }
}

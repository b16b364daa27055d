//! The data that is built into the program: every file of `geodata/` that ships.

use std::borrow::Cow;

use super::{Source, SourceError};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_bytes!(concat!("../../geodata/", $name)).as_slice())),+]
    };
}

/// Name and bytes of each file, sorted by name.
static FILES: [(&str, &[u8]); 23] = files![
    "base/borders.geojson",
    "base/coast_full.geojson",
    "base/coast_mid.geojson",
    "base/coast_overview.geojson",
    "base/height.png",
    "base/labels.geojson",
    "base/lakes.geojson",
    "base/places.geojson",
    "base/railways.geojson",
    "base/relief.json",
    "base/relief.png",
    "base/rivers.geojson",
    "base/units.geojson",
    "campaign.json",
    "campaign/events.geojson",
    "campaign/formations.json",
    "campaign/fronts.geojson",
    "campaign/holdouts.geojson",
    "campaign/islands.geojson",
    "campaign/landings.geojson",
    "campaign/movements.geojson",
    "campaign/zones.geojson",
    "sources.json",
];

/// The files in the binary.
#[derive(Clone, Copy, Debug, Default)]
pub struct Embedded;

impl Source for Embedded {
    fn read(&self, name: &str) -> Result<Cow<'_, [u8]>, SourceError> {
        let found = FILES.binary_search_by(|(known, _)| (*known).cmp(name));
        let at = found.map_err(|_| SourceError::NotFound { name: name.to_owned() })?;
        Ok(Cow::Borrowed(FILES[at].1))
    }

    fn list(&self) -> Result<Vec<String>, SourceError> {
        Ok(FILES.iter().map(|(name, _)| (*name).to_owned()).collect())
    }
}

//! Loads the campaign from a source, file by file, and checks what refers to what.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::base::load_places;
use super::bibliography::read_sources;
use super::campaign::read_feature;
use super::config::read_config;
use super::order_of_battle::read_formations;
use super::reader::read_features;
use super::references::check_references;
use super::spot::Spot;
use super::{Dataset, Diagnostic, Meta, Report, Source};

/// The files of features of the campaign, in drawing order of what is in them.
const FEATURE_FILES: [&str; 7] = [
    "campaign/fronts.geojson",
    "campaign/holdouts.geojson",
    "campaign/landings.geojson",
    "campaign/islands.geojson",
    "campaign/zones.geojson",
    "campaign/events.geojson",
    "campaign/movements.geojson",
];

/// The order of battle.
const FORMATIONS: &str = "campaign/formations.json";

/// The bytes of `file`, or `None` with an error in the report.
pub(super) fn read_file<'a>(source: &'a dyn Source, file: &str, report: &mut Report) -> Option<Cow<'a, [u8]>> {
    match source.read(file) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            report.push(Diagnostic::error(file, error.to_string()).with_cure(error.cure()));
            None
        }
    }
}

/// The ids that were met, and where.
#[derive(Debug, Default)]
pub(super) struct Ids {
    met: BTreeMap<String, (String, usize)>,
}

impl Ids {
    /// True unless the id of `spot` was met before, which is an error. Features without an id are always first.
    pub fn is_first(&mut self, spot: Spot<'_>, report: &mut Report) -> bool {
        let Some((file, line)) = self.met_before(spot) else { return true };
        let message = format!("the id is there twice, first in {file}:{line}; this feature is left out");
        report.push(spot.error(message).with_cure(ID_CURE));
        false
    }

    /// Warns if the id of `spot` was met before.
    pub fn warn_unless_first(&mut self, spot: Spot<'_>, report: &mut Report) {
        if let Some((_, line)) = self.met_before(spot) {
            report.push(spot.warning(format!("the id is there twice, first in line {line}")).with_cure(ID_CURE));
        }
    }

    fn met_before(&mut self, spot: Spot<'_>) -> Option<(String, usize)> {
        let id = spot.id?;
        let met = self.met.get(id).cloned();
        if met.is_none() {
            self.met.insert(id.to_owned(), (spot.file.to_owned(), spot.line));
        }
        met
    }
}

const ID_CURE: &str = "give each feature an id of its own";

impl Dataset {
    /// Loads the campaign. What cannot be read is left out and told in `report`; references that lead nowhere are errors
    /// there, but their features load.
    #[must_use]
    pub fn load(source: &dyn Source, report: &mut Report) -> Self {
        let mut data = Self::default();
        if let Some(bytes) = read_file(source, "campaign.json", report) {
            data.config = read_config("campaign.json", &bytes, report);
        }
        if let Some(bytes) = read_file(source, "sources.json", report) {
            data.sources = read_sources("sources.json", &bytes, report);
        }
        data.places = load_places(source, report);
        let mut ids = Ids::default();
        for file in FEATURE_FILES {
            let Some(bytes) = read_file(source, file, report) else { continue };
            for feature in read_features(file, &bytes, report) {
                let spot = Spot { file, line: feature.line, id: feature.id.as_deref() };
                if ids.is_first(spot, report) {
                    read_feature(file, feature, &mut data, report);
                }
            }
        }
        if let Some(bytes) = read_file(source, FORMATIONS, report) {
            data.formations = read_formations(FORMATIONS, &bytes, data.config.clock, &mut ids, report);
        }
        check_references(&data, None, report);
        data
    }

    /// What every feature of the campaign carries, kind by kind.
    pub fn metas(&self) -> impl Iterator<Item = &Meta> {
        let areas = self.holdouts.iter().chain(&self.pockets).map(|area| &area.meta);
        (self.fronts.iter().map(|front| &front.meta))
            .chain(areas)
            .chain(self.landings.iter().map(|landing| &landing.meta))
            .chain(self.islands.iter().map(|island| &island.meta))
            .chain(self.zones.iter().map(|zone| &zone.meta))
            .chain(self.events.iter().map(|event| &event.meta))
            .chain(self.movements.iter().map(|movement| &movement.meta))
    }
}

/// Where a feature stands.
pub(super) fn spot_of(meta: &Meta) -> Spot<'_> {
    Spot { file: &meta.origin.file, line: meta.origin.line, id: Some(&meta.id) }
}

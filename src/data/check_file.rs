//! One file by itself, as the doctor sees it: a file of the campaign by the contract, any other as a foreign layer.

use super::bibliography::read_sources;
use super::campaign::{KINDS, read_feature};
use super::check::{check_features, check_rings};
use super::config::read_config;
use super::exchanged::Exchanged;
use super::figure::read_figures;
use super::load::Ids;
use super::order_of_battle::read_formations;
use super::reader::{Feature, read_features};
use super::references::check_references;
use super::spot::Spot;
use super::{Dataset, Report, Severity, UserLayer};

/// Checks the file that the user knows as `file`; findings go to `report`.
///
/// A campaign that `export-data` wrote is held to the contract as a whole. Features of the kinds of the campaign are held to its contract; their sectors, sources, places and variants are looked
/// up in `campaign`. Anything else is read as a layer of the reader's own.
pub fn check_file(file: &str, bytes: &[u8], campaign: &Dataset, report: &mut Report) {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    match name {
        "campaign.json" => {
            read_config(file, bytes, report);
        }
        "sources.json" => {
            read_sources(file, bytes, report);
        }
        "formations.json" => {
            let formations = read_formations(file, bytes, campaign.config.clock, &mut Ids::default(), report);
            let data = Dataset { formations, sources: campaign.sources.clone(), ..Dataset::default() };
            check_references(&data, Some(campaign), report);
        }
        "figures.json" => {
            let figures = read_figures(file, bytes, &mut Ids::default(), report);
            let data = Dataset { figures, sources: campaign.sources.clone(), ..Dataset::default() };
            check_references(&data, Some(campaign), report);
        }
        _ => match Exchanged::read(file, bytes, campaign, report) {
            Some(exchanged) => check_features(&exchanged.data, report),
            None => check_features_of(file, read_features(file, bytes, report), campaign, report),
        },
    }
}

fn check_features_of(file: &str, features: Vec<Feature>, campaign: &Dataset, report: &mut Report) {
    let is_of_the_campaign = |feature: &&Feature| {
        let kind = feature.properties.get("kind").and_then(|kind| kind.as_str());
        kind.is_some_and(|kind| KINDS.contains(&kind))
    };
    if features.iter().filter(is_of_the_campaign).count() * 2 > features.len() {
        let mut data = Dataset {
            config: campaign.config.clone(),
            sources: campaign.sources.clone(),
            places: campaign.places.clone(),
            ..Dataset::default()
        };
        let mut ids = Ids::default();
        for feature in features {
            let spot = Spot { file, line: feature.line, id: feature.id.as_deref() };
            if ids.is_first(spot, report) {
                read_feature(file, feature, &mut data, report);
            }
        }
        check_references(&data, Some(campaign), report);
        check_features(&data, report);
    } else {
        for feature in UserLayer::of_features(file, features, report).features {
            let spot = Spot { file, line: feature.line, id: feature.id.as_deref() };
            check_rings(spot, &feature.geometry, Severity::Warning, report);
        }
    }
}

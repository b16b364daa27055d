//! A file that the reader opened: its layer or its campaign, what was wrong with it, and what its features are called.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::data::{Diagnostic, Exchanged, Opened, Report, Severity, UserFeature, UserLayer};
use crate::model::{Campaign, Reading};
use crate::time::Instant;

/// An opened file.
#[derive(Clone, Debug)]
pub struct UserFile {
    /// Counted from 1 in the order of opening.
    pub number: u64,
    /// Where it lies.
    pub path: PathBuf,
    /// What lies over the map; without features in a file that is a campaign.
    pub layer: Arc<UserLayer>,
    /// What takes the place of the built-in campaign.
    pub campaign: Option<OpenedCampaign>,
    /// What was wrong: errors and warnings.
    pub report: Vec<Diagnostic>,
}

/// A campaign that the program wrote for others and reads back.
#[derive(Clone, Debug)]
pub struct OpenedCampaign {
    /// What happened.
    pub campaign: Arc<Campaign>,
    /// The version that it was written for.
    pub reading: Reading,
    /// The instant of a snapshot.
    pub as_of: Option<Instant>,
}

impl UserFile {
    /// A file with what was read of it and what was found while reading; `number` tells files apart. A campaign stands on
    /// the ground of `builtin`.
    #[must_use]
    pub fn new(number: u64, path: &Path, opened: Opened, builtin: &Campaign, report: &Report) -> Self {
        let report = report.diagnostics().iter().filter(|d| d.severity != Severity::Info).cloned().collect();
        let (layer, campaign) = match opened {
            Opened::Layer(layer) => (layer, None),
            Opened::Campaign(file) => {
                let Exchanged { name, head, data } = *file;
                let campaign = OpenedCampaign {
                    campaign: Arc::new(builtin.with_data(data)),
                    reading: Reading::of_id(&head.reading).unwrap_or_default(),
                    as_of: head.as_of,
                };
                (UserLayer { name, ..UserLayer::default() }, Some(campaign))
            }
        };
        Self { number, path: path.to_owned(), layer: Arc::new(layer), campaign, report }
    }

    /// Name without its folder.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.layer.name
    }

    /// Its features, in file order.
    #[must_use]
    pub fn features(&self) -> &[UserFeature] {
        &self.layer.features
    }

    /// How many findings of the report are of `severity`.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.report.iter().filter(|d| d.severity == severity).count()
    }
}

/// What a feature is called: its name, or its id, or its line in the file.
#[must_use]
pub fn title_of(feature: &UserFeature) -> String {
    if feature.name.is_empty() {
        feature.id.clone().unwrap_or_else(|| format!("Feature in line {}", feature.line))
    } else {
        feature.name.clone()
    }
}

/// The properties of a feature as text.
#[must_use]
pub fn rows_of(feature: &UserFeature) -> Vec<(String, String)> {
    let as_text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    feature.properties.iter().map(|(key, value)| (key.clone(), as_text(value))).collect()
}

#[cfg(test)]
mod tests {
    use geo::Geometry;

    use super::*;
    use crate::time::UtcOffset;

    fn read(text: &str) -> UserFile {
        let mut report = Report::new();
        let layer = UserLayer::read("mine.geojson", text.as_bytes(), &mut report);
        UserFile::new(1, Path::new("mine.geojson"), Opened::Layer(layer), &Campaign::builtin(), &report)
    }

    fn tokyo(text: &str) -> Instant {
        Instant::parse_at(text, UtcOffset::PLUS_NINE).unwrap()
    }

    #[test]
    fn a_feature_is_seen_while_it_holds() {
        let file = read(
            r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[125,43]},"properties":{"name":"Camp","start":"1945-08-10","end":"1945-08-12"}}"#,
        );
        let feature = &file.features()[0];
        assert_eq!(title_of(feature), "Camp");
        assert!(feature.seen_at(tokyo("1945-08-09 23:00")).is_none());
        assert!(feature.seen_at(tokyo("1945-08-12 20:00")).is_some());
        assert!(feature.seen_at(tokyo("1945-08-13 01:00")).is_none());
    }

    #[test]
    fn a_line_with_times_grows_from_fix_to_fix() {
        let file = read(
            r#"{"type":"Feature","geometry":{"type":"LineString","coordinates":[[120,45],[122,45]]},"properties":{"times":["1945-08-10T00:00:00+09:00","1945-08-12T00:00:00+09:00"]}}"#,
        );
        let feature = &file.features()[0];
        assert!(feature.seen_at(tokyo("1945-08-09")).is_none());
        let Some(Geometry::LineString(line)) = feature.seen_at(tokyo("1945-08-11")) else { panic!("no line") };
        assert_eq!(line.0.last().map(|c| c.x), Some(121.0));
        let Some(Geometry::LineString(whole)) = feature.seen_at(tokyo("1945-08-12")) else { panic!("no line") };
        assert_eq!(whole.0.len(), 2);
    }

    #[test]
    fn a_feature_without_name_and_dates_is_always_there_and_told_by_its_line() {
        let file = read(r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[125,43]},"properties":{}}"#);
        assert!(file.features()[0].seen_at(tokyo("1945-08-20")).is_some());
        assert_eq!(title_of(&file.features()[0]), "Feature in line 1");
    }
}

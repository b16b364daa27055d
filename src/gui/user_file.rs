//! A file that the reader opened: its features with the times at which they hold, and what was wrong with it.
//!
//! Times are read from the properties that are in use: `start` and `end`, OpenHistoricalMap's `start_date` and
//! `end_date`, `begin`, `time`, `date`, `timestamp`, and `times` with one instant a vertex of a line.

use geo::{Geometry, LineString};
use serde_json::{Map, Value};

use crate::data::{Diagnostic, Feature, Report, Severity};
use crate::time::{Edtf, Instant, Period, UtcOffset};

/// An opened file.
#[derive(Clone, Debug)]
pub struct UserFile {
    /// Counted from 1 in the order of opening.
    pub number: u64,
    /// Name without its folder.
    pub name: String,
    /// What was read, in file order.
    pub features: Vec<UserFeature>,
    /// What was wrong.
    pub report: Vec<Diagnostic>,
}

/// A feature of an opened file.
#[derive(Clone, Debug)]
pub struct UserFeature {
    /// What it is called.
    pub title: String,
    /// Degrees.
    pub geometry: Geometry<f64>,
    /// When it holds; all the time, if it says nothing.
    pub period: Period,
    /// One instant a vertex, on lines that have `times`; never running backwards.
    pub times: Vec<Instant>,
    /// Its properties as text, in file order.
    pub rows: Vec<(String, String)>,
}

impl UserFile {
    /// The file made of what the reader found in it; `number` tells files apart.
    #[must_use]
    pub fn new(number: u64, name: String, features: Vec<Feature>, report: &Report) -> Self {
        let features = features.into_iter().enumerate().filter_map(|(i, feature)| user_feature(i, feature)).collect();
        let report = report.diagnostics().iter().filter(|d| d.severity != Severity::Info).cloned().collect();
        Self { number, name, features, report }
    }

    /// How many findings of the report are of `severity`.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.report.iter().filter(|d| d.severity == severity).count()
    }
}

impl UserFeature {
    /// What of the geometry is to be seen at `t`, or `None`: a line with `times` grows from vertex to vertex.
    #[must_use]
    pub fn at(&self, t: Instant) -> Option<Geometry<f64>> {
        if !self.period.contains(t) && t != self.period.end() {
            return None;
        }
        let (Geometry::LineString(line), Some(_)) = (&self.geometry, self.times.first()) else {
            return Some(self.geometry.clone());
        };
        let reached = self.times.partition_point(|at| *at <= t);
        let mut grown: Vec<_> = line.0.iter().take(reached).copied().collect();
        if let (Some(&from), Some(&to)) = (line.0.get(reached.wrapping_sub(1)), line.0.get(reached)) {
            let (left, right) = (self.times[reached - 1], self.times[reached]);
            #[expect(clippy::cast_precision_loss, reason = "seconds between two fixes")]
            let share = t.secs_since(left) as f64 / right.secs_since(left).max(1) as f64;
            grown.push(from + (to - from) * share);
        }
        Some(Geometry::LineString(LineString(grown)))
    }
}

fn user_feature(index: usize, feature: Feature) -> Option<UserFeature> {
    let geometry = feature.geometry?;
    let p = &feature.properties;
    let title = ["name", "title", "label", "id"]
        .iter()
        .find_map(|key| p.get(*key).map(as_text).filter(|t| !t.is_empty()))
        .or(feature.id)
        .unwrap_or_else(|| format!("Feature {}", index + 1));
    let vertices = if let Geometry::LineString(line) = &geometry { line.0.len() } else { 0 };
    let times = vertex_times(p).filter(|times| times.len() == vertices && times.is_sorted()).unwrap_or_default();
    let period = period_of(p, &times);
    let rows = p.iter().filter(|(key, _)| *key != "times").map(|(key, value)| (key.clone(), as_text(value))).collect();
    Some(UserFeature { title, geometry, period, times, rows })
}

fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn vertex_times(properties: &Map<String, Value>) -> Option<Vec<Instant>> {
    let key = ["times", "coordTimes", "timestamps"].iter().find_map(|key| properties.get(*key))?;
    key.as_array()?.iter().map(|value| span_of(value).map(|span| span.start())).collect()
}

fn period_of(properties: &Map<String, Value>, times: &[Instant]) -> Period {
    let first = |keys: &[&str]| keys.iter().find_map(|key| properties.get(*key).and_then(span_of));
    let start = first(&["start", "start_date", "begin", "time", "date", "datetime", "timestamp", "when"])
        .map(|span| span.start())
        .or(times.first().copied());
    let end = first(&["end", "end_date", "stop"]).map(|span| span.end());
    // A period that would run backwards is no period: such a feature is shown from its start on.
    let start = start.unwrap_or(Instant::DISTANT_PAST);
    Period::new(start, end.unwrap_or(Instant::DISTANT_FUTURE))
        .or_else(|| Period::new(start, Instant::DISTANT_FUTURE))
        .unwrap_or(Period::ALWAYS)
}

/// The stretch of time that a value names: EDTF text, or seconds or milliseconds since 1970.
fn span_of(value: &Value) -> Option<Period> {
    if let Some(text) = value.as_str() {
        return text.trim().parse::<Edtf>().ok().map(|edtf| edtf.period(UtcOffset::PLUS_NINE));
    }
    // No instant of the campaign has so many seconds before 1970: then they are milliseconds.
    const MOST_SECS: i64 = 100_000_000_000;
    let number = value.as_i64().or_else(|| {
        #[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
        value.as_f64().map(|n| n as i64)
    })?;
    let secs = if number.saturating_abs() > MOST_SECS { number / 1000 } else { number };
    let t = Instant::from_unix_secs(secs);
    Period::new(t, t)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> UserFile {
        let mut report = Report::new();
        let features = crate::data::read_features("mine.geojson", text.as_bytes(), &mut report);
        UserFile::new(1, "mine.geojson".to_owned(), features, &report)
    }

    fn tokyo(text: &str) -> Instant {
        Instant::parse_at(text, UtcOffset::PLUS_NINE).unwrap()
    }

    #[test]
    fn a_feature_holds_when_its_own_properties_say() {
        for (start, end) in [("start", "end"), ("start_date", "end_date")] {
            let file = read(&format!(
                r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":[125,43]}},"properties":{{"name":"Camp","{start}":"1945-08-10","{end}":"1945-08-12"}}}}"#
            ));
            let feature = &file.features[0];
            assert_eq!(feature.title, "Camp");
            assert!(feature.at(tokyo("1945-08-09 23:00")).is_none());
            assert!(feature.at(tokyo("1945-08-12 20:00")).is_some());
            assert!(feature.at(tokyo("1945-08-13 01:00")).is_none());
        }
    }

    #[test]
    fn a_line_with_times_grows_from_fix_to_fix() {
        let file = read(
            r#"{"type":"Feature","geometry":{"type":"LineString","coordinates":[[120,45],[122,45]]},"properties":{"times":["1945-08-10T00:00:00+09:00","1945-08-12T00:00:00+09:00"]}}"#,
        );
        assert!(file.features[0].at(tokyo("1945-08-09")).is_none());
        let Some(Geometry::LineString(line)) = file.features[0].at(tokyo("1945-08-11")) else { panic!("no line") };
        assert_eq!(line.0.last().map(|c| c.x), Some(121.0));
        let Some(Geometry::LineString(whole)) = file.features[0].at(tokyo("1945-08-20")) else { panic!("no line") };
        assert_eq!(whole.0.len(), 2);
    }

    #[test]
    fn a_feature_without_dates_is_always_there() {
        let file = read(r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[125,43]},"properties":{}}"#);
        assert!(file.features[0].at(tokyo("1945-08-20")).is_some());
        assert_eq!(file.features[0].title, "Feature 1");
    }
}

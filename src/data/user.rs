//! Layers of the reader's own: GeoJSON of any origin, with its times, names and colours where it has them.

use geo::{CoordsIter, Geometry, LineString};
use serde_json::{Map, Value};

use super::load::Ids;
use super::reader::{Feature, read_features};
use super::report::Report;
use super::spot::Spot;
use super::user_time::find_times;
use crate::time::{Instant, Period, UtcOffset};

/// A file of the reader's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserLayer {
    /// Name of the file.
    pub name: String,
    /// Its features, in the file's order; all have a geometry.
    pub features: Vec<UserFeature>,
}

/// A foreign feature.
#[derive(Clone, Debug, PartialEq)]
pub struct UserFeature {
    /// Its id, if it has one.
    pub id: Option<String>,
    /// What it is called; may be empty.
    pub name: String,
    /// Geometry in degrees.
    pub geometry: Geometry<f64>,
    /// When it holds; always, if the file does not say.
    pub period: Period,
    /// One instant a vertex, never running backwards; empty if the file has none.
    pub times: Vec<Instant>,
    /// `stroke` (simplestyle), as written.
    pub stroke: Option<String>,
    /// `fill`, as written.
    pub fill: Option<String>,
    /// `marker-color`, as written.
    pub marker_colour: Option<String>,
    /// All properties, for display.
    pub properties: Map<String, Value>,
    /// Line in the file, from 1.
    pub line: usize,
}

impl UserLayer {
    /// Reads a GeoJSON file of any origin. `name` is what the user knows it by; findings go to `report`.
    ///
    /// Times are taken from `start` and `end` (also `start_date`, `end_date` as in `OpenHistoricalMap`, `begin`), from
    /// `time`, `timestamp`, `datetime`, `date` or `when`, and from a list of `times`, one a vertex. Times that name no
    /// offset are on the campaign's clock, +09:00.
    #[must_use]
    pub fn read(name: &str, bytes: &[u8], report: &mut Report) -> Self {
        Self::of_features(name, read_features(name, bytes, report), report)
    }

    pub(super) fn of_features(name: &str, features: Vec<Feature>, report: &mut Report) -> Self {
        let mut ids = Ids::default();
        let mut kept = Vec::with_capacity(features.len());
        for Feature { id, geometry, properties, line } in features {
            let spot = Spot { file: name, line, id: id.as_deref() };
            ids.warn_unless_first(spot, report);
            // A feature without a geometry has been reported.
            let Some(geometry) = geometry else { continue };
            let (period, times) = read_times(spot, &geometry, &properties, report);
            let colour = |key: &str| properties.get(key).and_then(Value::as_str).map(str::to_owned);
            kept.push(UserFeature {
                name: name_of(&properties),
                period,
                times,
                stroke: colour("stroke"),
                fill: colour("fill"),
                marker_colour: colour("marker-color"),
                id,
                geometry,
                properties,
                line,
            });
        }
        Self { name: name.to_owned(), features: kept }
    }
}

impl UserFeature {
    /// What of it is to be seen at `t`, or `None`: a line with `times` grows from vertex to vertex.
    #[must_use]
    pub fn seen_at(&self, t: Instant) -> Option<Geometry<f64>> {
        if !self.period.contains(t) && t != self.period.end() {
            return None;
        }
        let Geometry::LineString(line) = &self.geometry else { return Some(self.geometry.clone()) };
        if self.times.len() != line.0.len() {
            return Some(self.geometry.clone());
        }
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

/// The first of the usual keys that holds a text or a number.
fn name_of(properties: &Map<String, Value>) -> String {
    let text = |value: &Value| match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    ["name", "title", "label", "name:en", "Name", "NAME", "Title", "Label", "NAME_EN"]
        .iter()
        .find_map(|key| properties.get(*key).and_then(text))
        .unwrap_or_default()
}

fn read_times(
    spot: Spot<'_>,
    geometry: &Geometry<f64>,
    properties: &Map<String, Value>,
    report: &mut Report,
) -> (Period, Vec<Instant>) {
    let mut found = find_times(properties, UtcOffset::PLUS_NINE);
    for (key, text) in &found.unread {
        let text: String = text.chars().take(40).collect();
        let warning = spot.warning(format!("its \"{key}\" is no time that can be read: {text}"));
        report.push(warning.with_cure("write 1945-08-12, 1945-08-12T18:00:00+09:00 or milliseconds since 1970"));
    }
    if found.is_backwards {
        let warning = spot.warning("it ends before it starts; it is shown always");
        report.push(warning.with_cure("exchange or correct its times"));
    }
    let vertices = geometry.coords_count();
    if !found.times.is_empty() && found.times.len() != vertices {
        let message =
            format!("it has {} times for {vertices} vertices; only the first and the last count", found.times.len());
        report.push(spot.warning(message).with_cure("give each vertex one time"));
        found.times.clear();
    } else if !found.times.is_sorted() {
        let warning = spot.warning("its times run backwards; only the first and the last count");
        report.push(warning.with_cure("put the times in order"));
        found.times.clear();
    }
    (found.period.unwrap_or(Period::ALWAYS), found.times)
}

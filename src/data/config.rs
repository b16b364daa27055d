//! `campaign.json`: title, time range, clocks, sectors, views, chapters.

use serde_json::{Map, Value};

use super::meta::SIDES;
use super::properties::Properties;
use super::spot::Spot;
use super::{CampaignConfig, Chapter, Diagnostic, Report, SectorConfig, View};
use crate::geo::{BoundingBox, ProjectionKind};
use crate::time::{Clock, Period, UtcOffset};

/// The value of a JSON file, or `None` with an error in the report.
pub(super) fn parse_json(file: &str, bytes: &[u8], report: &mut Report) -> Option<Value> {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    match serde_json::from_slice(bytes) {
        Ok(value) => Some(value),
        Err(error) => {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default().to_owned();
            let found = Diagnostic::error(file, what).at_line(error.line()).at_column(error.column());
            report.push(found.with_cure("repair the JSON there"));
            None
        }
    }
}

/// Reads `campaign.json`; what is missing keeps its default.
pub(super) fn read_config(file: &str, bytes: &[u8], report: &mut Report) -> CampaignConfig {
    let mut config = CampaignConfig { clocks: Clock::of_1945(), ..CampaignConfig::default() };
    let Some(value) = parse_json(file, bytes, report) else { return config };
    let Value::Object(root) = value else {
        report.push(Diagnostic::error(file, "it is not an object").with_cure("write {\"title\": ...}"));
        return config;
    };
    let spot = Spot { file, line: 1, id: None };
    let mut p = Properties::new(&root, spot, report);
    config.title = p.text("title");
    config.subtitle = p.optional_text("subtitle");
    config.clock = p.offset("clock", UtcOffset::PLUS_NINE);
    if let Some(period) = period(&mut p, config.clock) {
        config.period = period;
    }
    config.projection = p.optional_word("projection", &ProjectionKind::NAMED).unwrap_or_default();
    let clocks = entries(&mut p, "clocks");
    let sectors = entries(&mut p, "sectors");
    let views = entries(&mut p, "views");
    let chapters = entries(&mut p, "chapters");
    p.finish();
    if !clocks.is_empty() {
        config.clocks = read_each(file, clocks, report, clock);
    }
    config.sectors = read_each(file, sectors, report, sector);
    config.views = read_each(file, views, report, view);
    config.chapters = read_each(file, chapters, report, |p| chapter(p, config.clock));
    check_views(file, &config, report);
    config
}

fn entries<'a>(p: &mut Properties<'a, '_>, key: &'static str) -> &'a [Value] {
    match p.value(key) {
        Some(Value::Array(entries)) => entries,
        None => &[],
        Some(_) => {
            p.fail(format!("its \"{key}\" is not a list"), "write [...]");
            &[]
        }
    }
}

fn read_each<T>(
    file: &str,
    entries: &[Value],
    report: &mut Report,
    read: impl Fn(&mut Properties<'_, '_>) -> Option<T>,
) -> Vec<T> {
    let nothing = Map::new();
    let mut list = Vec::with_capacity(entries.len());
    for entry in entries {
        let map = entry.as_object().unwrap_or(&nothing);
        let id = map.get("id").and_then(Value::as_str);
        let mut p = Properties::new(map, Spot { file, line: 1, id }, report);
        let read = read(&mut p);
        if p.finish() {
            list.extend(read);
        }
    }
    list
}

fn period(p: &mut Properties<'_, '_>, clock: UtcOffset) -> Option<Period> {
    let (start, _) = p.date("start")?;
    let (end, _) = p.date("end")?;
    let period = Period::new(start.first_instant(clock), end.end_instant(clock));
    if period.is_none() {
        p.fail(format!("its end {end} lies before its start {start}"), "exchange or correct them");
    }
    period
}

#[expect(clippy::unnecessary_wraps, reason = "one of several readers with one signature")]
fn clock(p: &mut Properties<'_, '_>) -> Option<Clock> {
    let (id, name) = (p.text("id"), p.text("name"));
    p.text("offset");
    Some(Clock { id, name, offset: p.offset("offset", UtcOffset::UTC) })
}

#[expect(clippy::unnecessary_wraps, reason = "one of several readers with one signature")]
fn sector(p: &mut Properties<'_, '_>) -> Option<SectorConfig> {
    let id = p.text("id");
    let names = p.names();
    if names.en.is_empty() {
        p.fail_missing("name");
    }
    Some(SectorConfig { id, names, side: p.optional_word("side", &SIDES) })
}

fn view(p: &mut Properties<'_, '_>) -> Option<View> {
    let (id, name) = (p.text("id"), p.text("name"));
    let numbers: Vec<f64> = match p.value("bbox") {
        Some(Value::Array(numbers)) => numbers.iter().filter_map(Value::as_f64).collect(),
        _ => Vec::new(),
    };
    let bbox = match numbers[..] {
        [west, south, east, north] => BoundingBox::new(west, south, east, north),
        _ => None,
    };
    if bbox.is_none() {
        p.fail("its bbox is no box", "write \"bbox\": [west, south, east, north] in degrees");
    }
    Some(View { id, name, bbox: bbox? })
}

fn chapter(p: &mut Properties<'_, '_>, clock: UtcOffset) -> Option<Chapter> {
    let (id, title) = (p.text("id"), p.text("title"));
    let period = period(p, clock);
    Some(Chapter { id, title, period: period?, view: p.optional_text("view"), text: p.optional_text("text") })
}

/// Chapters name views that there are.
fn check_views(file: &str, config: &CampaignConfig, report: &mut Report) {
    for chapter in &config.chapters {
        let is_known = chapter.view.is_empty() || config.views.iter().any(|view| view.id == chapter.view);
        if !is_known {
            let spot = Spot { file, line: 1, id: Some(&chapter.id) };
            let near = super::nearest::nearest(&chapter.view, config.views.iter().map(|view| view.id.as_str()));
            let cure = near.map_or_else(|| "add it to \"views\"".to_owned(), |near| format!("write \"{near}\""));
            report.push(spot.error(format!("there is no view \"{}\"", chapter.view)).with_cure(cure));
        }
    }
}

//! When a foreign feature holds: what writers of GeoJSON call its times, and how they write them.
//!
//! Read are EDTF, RFC 3339, `1945/08/12`, years, and seconds or milliseconds since 1970. A time that names no offset is
//! on the campaign's clock. A single time is when a feature appears; it stays. An interval or an end makes it go.

use serde_json::{Map, Value};

use crate::time::{Edtf, Instant, Period, UtcOffset};

/// Keys of the start, best first (`start_date:edtf` is the exact form of `start_date` in `OpenHistoricalMap`).
const START_KEYS: [&str; 9] = [
    "start",
    "start_date:edtf",
    "start_date",
    "start_time",
    "starttime",
    "startdate",
    "begin",
    "begin_date",
    "valid_from",
];
/// Keys of the end, best first.
const END_KEYS: [&str; 8] = ["end", "end_date:edtf", "end_date", "end_time", "endtime", "enddate", "stop", "valid_to"];
/// Keys of one time or one interval.
const TIME_KEYS: [&str; 7] = ["time", "timestamp", "datetime", "date", "when", "date_time", "day"];
/// Keys of a list of times, one a vertex.
const LIST_KEYS: [&str; 4] = ["times", "coordtimes", "timestamps", "linestringtimestamps"];

/// What the properties say of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FoundTimes {
    /// When it holds; `None` if nothing is said.
    pub period: Option<Period>,
    /// Instants of a list, in the file's order.
    pub times: Vec<Instant>,
    /// Key and text of what could not be read.
    pub unread: Vec<(String, String)>,
    /// True if it ends before it starts.
    pub is_backwards: bool,
}

/// Looks for times among `properties`.
pub(super) fn find_times(properties: &Map<String, Value>, clock: UtcOffset) -> FoundTimes {
    let mut found = FoundTimes::default();
    let list = LIST_KEYS.iter().find_map(|key| get(properties, key));
    let list = list.or_else(|| get_nested(properties, "coordinateproperties", "times").map(|value| ("times", value)));
    if let Some((key, Value::Array(values))) = list {
        found.times = read_list(key, values, clock, &mut found.unread);
    }
    let start = first_read(properties, &START_KEYS, clock, &mut found.unread);
    let end = first_read(properties, &END_KEYS, clock, &mut found.unread);
    let has_empty_days = |from: Instant| end.is_some_and(|end| end.is_days() && end.end(clock) == from);
    let (from, to) = if start.is_some() || end.is_some() {
        let from = start.map_or(Instant::DISTANT_PAST, |start| start.first(clock));
        (Some(from), end.map_or(Instant::DISTANT_FUTURE, |end| end.end(clock)))
    } else if let (Some(first), Some(last)) = (found.times.iter().min(), found.times.iter().max()) {
        (Some(*first), *last)
    } else if let Some(time) = first_read(properties, &TIME_KEYS, clock, &mut found.unread) {
        let to = if time.is_interval() { time.end(clock) } else { Instant::DISTANT_FUTURE };
        (Some(time.first(clock)), to)
    } else {
        (None, Instant::DISTANT_FUTURE)
    };
    if let Some(from) = from {
        found.period = Period::new(from, to).filter(|_| !has_empty_days(from));
        found.is_backwards = found.period.is_none();
    }
    found
}

/// A time as it was read.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Time {
    At(Instant),
    Written(Edtf),
    /// From the start of one to the end of the other.
    Between(Instant, Instant),
}

impl Time {
    fn first(self, clock: UtcOffset) -> Instant {
        match self {
            Self::At(t) | Self::Between(t, _) => t,
            Self::Written(edtf) => edtf.first_instant(clock),
        }
    }

    fn end(self, clock: UtcOffset) -> Instant {
        match self {
            Self::At(t) | Self::Between(_, t) => t,
            Self::Written(edtf) => edtf.end_instant(clock),
        }
    }

    /// True for a date without an hour.
    const fn is_days(self) -> bool {
        matches!(self, Self::Written(edtf) if !edtf.is_moment())
    }

    const fn is_interval(self) -> bool {
        matches!(self, Self::Between(..) | Self::Written(Edtf::Interval { .. }))
    }
}

/// The first of `keys` that can be read; what cannot goes to `unread`.
fn first_read(
    properties: &Map<String, Value>,
    keys: &[&str],
    clock: UtcOffset,
    unread: &mut Vec<(String, String)>,
) -> Option<Time> {
    for key in keys {
        let Some((key, value)) = get(properties, key) else { continue };
        match read_time(value, clock) {
            Some(time) => return Some(time),
            None => unread.push((key.to_owned(), value.to_string())),
        }
    }
    None
}

/// The value under `key`, whatever the case of its letters; null and empty texts count as absent.
fn get<'a>(properties: &'a Map<String, Value>, key: &str) -> Option<(&'a str, &'a Value)> {
    let is_said = |value: &&Value| !value.is_null() && *value != "";
    let exact = properties.get_key_value(key).filter(|(_, value)| is_said(value));
    let any_case = || properties.iter().find(|(k, value)| k.eq_ignore_ascii_case(key) && is_said(value));
    exact.or_else(any_case).map(|(key, value)| (key.as_str(), value))
}

fn get_nested<'a>(properties: &'a Map<String, Value>, outer: &str, inner: &str) -> Option<&'a Value> {
    get(properties, outer)?.1.as_object()?.get(inner)
}

fn read_list(key: &str, values: &[Value], clock: UtcOffset, unread: &mut Vec<(String, String)>) -> Vec<Instant> {
    let mut times = Vec::with_capacity(values.len());
    for value in values {
        if let Value::Array(inner) = value {
            // One list a line of a MultiLineString.
            times.extend(read_list(key, inner, clock, unread));
            continue;
        }
        let Some(time) = read_time(value, clock) else {
            unread.push((key.to_owned(), value.to_string()));
            return Vec::new();
        };
        times.push(time.first(clock));
    }
    times
}

fn read_time(value: &Value, clock: UtcOffset) -> Option<Time> {
    match value {
        Value::String(text) => read_text(text.trim()),
        Value::Number(number) => read_number(number.as_f64()?),
        // GeoJSON-T: {"start": ..., "end": ...}, {"timespans": [...]}, {"in": ...}.
        Value::Object(when) => {
            let span = when.get("timespans").and_then(|spans| spans.get(0)).and_then(Value::as_object).unwrap_or(when);
            if let Some(inside) = ["in", "earliest", "latest"].iter().find_map(|key| span.get(*key)) {
                return read_time(inside, clock);
            }
            let part = |key| span.get(key).and_then(|value| read_time(value, clock));
            match (part("start"), part("end")) {
                (None, None) => None,
                (Some(start), None) => Some(start),
                (start, Some(end)) => {
                    let first = start.map_or(Instant::DISTANT_PAST, |start| start.first(clock));
                    Some(Time::Between(first, end.end(clock)))
                }
            }
        }
        _ => None,
    }
}

fn read_text(text: &str) -> Option<Time> {
    let read = |text: &str| text.parse().ok().map(Time::Written);
    // OpenStreetMap puts "about" in front.
    let text = text.strip_prefix('~').unwrap_or(text);
    read(text).or_else(|| read(&with_hyphens(text)?)).or_else(|| read_number(text.parse().ok()?))
}

/// "1945/8/9" as "1945-08-09", with what follows.
fn with_hyphens(text: &str) -> Option<String> {
    let (date, rest) = text.split_at(text.find([' ', 'T']).unwrap_or(text.len()));
    let parts: Vec<&str> = date.split(['/', '-', '.']).collect();
    let [year, month, day] = parts[..] else { return None };
    (year.len() == 4).then(|| format!("{year}-{month:0>2}-{day:0>2}{rest}"))
}

/// A year, or seconds or milliseconds since 1970.
fn read_number(number: f64) -> Option<Time> {
    /// Seconds beyond this are milliseconds: as seconds they would lie after the year 2600.
    const MOST_SECS: f64 = 2e10;
    if !number.is_finite() || number.abs() > 2e14 {
        return None;
    }
    if number.fract() == 0.0 && (1.0..=9998.0).contains(&number) {
        return format!("{number:04}").parse().ok().map(Time::Written);
    }
    let secs = if number.abs() > MOST_SECS { number / 1000.0 } else { number };
    #[expect(clippy::cast_possible_truncation, reason = "below 2e11 by the test above")]
    let secs = secs.floor() as i64;
    Some(Time::At(Instant::from_unix_secs(secs)))
}

//! GeoJSON that `export-data` wrote, read back as a campaign by the readers of `geodata/campaign`.
//!
//! Such a file declares itself by the member [`member::HEAD`] of its collection. Its features are the records of the
//! contract, with other programs' keys beside theirs; lists without geometry are members of the collection with the schema
//! of their file. Degrees (WGS 84). Knows nothing of how the features are chosen.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::bibliography::read_sources;
use super::campaign::read_feature;
use super::decode::decode;
use super::figure::read_figures;
use super::load::Ids;
use super::order_of_battle::read_formations;
use super::reader::{Feature, read_features};
use super::references::check_references;
use super::scan::Cursor;
use super::spot::Spot;
use super::{Dataset, Diagnostic, Directory, Report, Source, UserLayer};
use crate::time::{Instant, UtcOffset};

/// Members of a collection that only this program reads, in the order in which they are written, and marks of features.
pub mod member {
    /// What the file says of itself: the mark by which it is known.
    pub const HEAD: &str = "august_storm";
    /// The bibliography, as `sources.json`.
    pub const SOURCES: &str = "sources";
    /// The order of battle, as `campaign/formations.json`.
    pub const FORMATIONS: &str = "formations";
    /// Strengths and losses, as `campaign/figures.json`.
    pub const FIGURES: &str = "figures";
    /// Features that no other program is to show: versions of other sources, and the dated lines of a snapshot.
    pub const MORE: &str = "more_features";

    /// A property, true for a feature that is derived from others and is no record.
    pub const DERIVED: &str = "derived";
    /// A property: where one of [`MORE`] stands among all records, from 0.
    pub const ORDER: &str = "order";
}

/// The form of the files that this program writes.
const FORMAT: u64 = 1;
/// Keys in the properties of a record that the contract does not have.
const ADDED: [&str; 10] = [
    "description",
    "fill",
    "fill-opacity",
    "layer",
    "marker-color",
    "marker-size",
    "stroke",
    "stroke-opacity",
    "stroke-width",
    member::ORDER,
];
/// Keys of the contract under which other programs look for something else, and how they are called here.
const RENAMED: [(&str, &str); 2] = [("start", "edtf_start"), ("end", "edtf_end")];

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExchangeHead {
    /// The reading whose features other programs see.
    pub reading: String,
    /// The instant of a snapshot; `None` for the whole campaign.
    pub as_of: Option<Instant>,
}

impl ExchangeHead {
    /// The value of [`member::HEAD`].
    #[must_use]
    pub fn to_json(&self, clock: UtcOffset) -> Value {
        json!({ "format": FORMAT, "reading": self.reading, "as_of": self.as_of.map(|t| t.to_rfc3339(clock)) })
    }

    /// What stands in a file, or what is wrong with it and the cure.
    fn read(text: &str) -> Result<Self, (String, &'static str)> {
        const AGAIN: &str = "export the campaign again";
        let head: Value = serde_json::from_str(text).map_err(|error| (format!("cannot be read: {error}"), AGAIN))?;
        match head.get("format").and_then(Value::as_u64) {
            Some(FORMAT) => {}
            Some(other) => {
                return Err((
                    format!("says format {other}; this program reads format {FORMAT}"),
                    "open it with the version of the program that wrote it",
                ));
            }
            None => return Err(("does not say its format".to_owned(), AGAIN)),
        }
        let as_of = match head.get("as_of") {
            None | Some(Value::Null) => None,
            Some(value) => {
                let read = value.as_str().and_then(|text| Instant::parse_rfc3339(text).ok());
                let wanted = "write the instant of the snapshot as 1945-08-12T18:00:00+09:00, or null";
                Some(read.ok_or_else(|| (format!("has {value} for its as_of, which is no time"), wanted))?)
            }
        };
        let reading = head.get("reading").and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Self { reading, as_of })
    }
}

/// A campaign read back.
#[derive(Clone, Debug)]
pub struct Exchanged {
    /// Name of the file.
    pub name: String,
    /// What it says of itself.
    pub head: ExchangeHead,
    /// The campaign; configuration and gazetteer are the program's own.
    pub data: Dataset,
}

impl Exchanged {
    /// Reads a file that declares itself a campaign; `None` for any other, and with an error in `report` for one whose
    /// declaration cannot be read.
    pub(super) fn read(name: &str, bytes: &[u8], builtin: &Dataset, report: &mut Report) -> Option<Self> {
        let text = decode(name, bytes, &mut Report::new())?;
        let members = top_members(&text);
        let range = members.get(member::HEAD)?;
        match ExchangeHead::read(&text[range.clone()]) {
            Ok(head) => {
                let data = Parts { name, text: &text, members: &members }.dataset(bytes, builtin, report);
                Some(Self { name: name.to_owned(), head, data })
            }
            Err((message, cure)) => {
                let message = format!("its \"{}\" {message}; it is read as a layer", member::HEAD);
                let line = 1 + text[..range.start].matches('\n').count();
                report.push(Diagnostic::error(name, message).at_line(line).with_cure(cure));
                None
            }
        }
    }
}

/// What a file that a reader opens turns out to be.
#[derive(Clone, Debug)]
pub enum Opened {
    /// A layer of the reader's own, drawn over the map.
    Layer(UserLayer),
    /// A campaign that takes the place of the built-in one.
    Campaign(Box<Exchanged>),
}

impl Opened {
    /// Reads a file from disk. One that cannot be read is an error in the report and a layer without features.
    #[must_use]
    pub fn open(path: &Path, builtin: &Dataset, report: &mut Report) -> Self {
        let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        match Directory::new(folder).read(&name) {
            Ok(bytes) => Self::read(&name, &bytes, builtin, report),
            Err(error) => {
                report.push(Diagnostic::error(&name, error.to_string()).with_cure(error.cure()));
                Self::Layer(UserLayer { name, ..UserLayer::default() })
            }
        }
    }

    /// Reads the bytes of a file that the user knows as `name`; findings go to `report`. `builtin` lends configuration and
    /// gazetteer, and what features of a snapshot refer to without having it.
    #[must_use]
    pub fn read(name: &str, bytes: &[u8], builtin: &Dataset, report: &mut Report) -> Self {
        match Exchanged::read(name, bytes, builtin, report) {
            Some(campaign) => Self::Campaign(Box::new(campaign)),
            None => Self::Layer(UserLayer::read(name, bytes, report)),
        }
    }
}

/// The members of the object at the top of the text, as far as it can be gone through.
fn top_members(text: &str) -> BTreeMap<&str, Range<usize>> {
    let mut members = BTreeMap::new();
    // Files that do not name the mark are spared the way through them.
    if text.contains(member::HEAD) {
        // What breaks the file off is told by whoever reads its features.
        let _ = Cursor::new(text, 0).members(|key, value| {
            members.insert(key, value);
        });
    }
    members
}

/// The file by its members.
struct Parts<'a> {
    name: &'a str,
    text: &'a str,
    members: &'a BTreeMap<&'a str, Range<usize>>,
}

impl Parts<'_> {
    fn dataset(&self, bytes: &[u8], builtin: &Dataset, report: &mut Report) -> Dataset {
        let name = self.name;
        let mut data = Dataset { config: builtin.config.clone(), places: builtin.places.clone(), ..Dataset::default() };
        if let Some(list) = self.list(member::SOURCES, report) {
            data.sources = read_sources(name, list.as_bytes(), report);
        }
        let mut ids = Ids::default();
        for record in self.records(bytes, report) {
            let spot = Spot { file: name, line: record.line, id: record.id.as_deref() };
            if ids.is_first(spot, report) {
                read_feature(name, record, &mut data, report);
            }
        }
        if let Some(list) = self.list(member::FORMATIONS, report) {
            data.formations = read_formations(name, list.as_bytes(), data.config.clock, &mut ids, report);
        }
        if let Some(list) = self.list(member::FIGURES, report) {
            data.figures = read_figures(name, list.as_bytes(), &mut ids, report);
        }
        check_references(&data, Some(builtin), report);
        data
    }

    /// The value of a member with as many line breaks before it as stand before it in the file, so that lines agree.
    fn list(&self, key: &str, report: &mut Report) -> Option<String> {
        let range = self.members.get(key).cloned();
        if range.is_none() {
            let found = Diagnostic::error(self.name, format!("it has no \"{key}\", or is broken before it"));
            report.push(found.with_cure("repair what is broken there, or export the campaign again"));
        }
        let range = range?;
        let breaks = self.text[..range.start].matches('\n').count();
        Some(format!("{}{}", "\n".repeat(breaks), &self.text[range]))
    }

    /// The records of the contract among the features, in the order in which the campaign had them.
    fn records(&self, bytes: &[u8], report: &mut Report) -> Vec<Feature> {
        let is_record = |feature: &Feature| feature.properties.get(member::DERIVED) != Some(&Value::Bool(true));
        let mut records: Vec<Feature> = read_features(self.name, bytes, report);
        records.retain(is_record);
        if let Some(list) = self.list(member::MORE, report) {
            let lines = list.trim_start_matches('\n');
            let (breaks, list) = list.split_at(list.len() - lines.len());
            let wrapped = format!("{breaks}{{\"type\":\"FeatureCollection\",\"features\":{list}}}");
            let more = read_features(self.name, wrapped.as_bytes(), report);
            let order = |f: &Feature| f.properties.get(member::ORDER).and_then(Value::as_u64).unwrap_or(u64::MAX);
            let mut more: Vec<(u64, Feature)> = more.into_iter().map(|f| (order(&f), f)).collect();
            more.sort_by_key(|(order, _)| *order);
            for (order, feature) in more {
                let at = usize::try_from(order).unwrap_or(usize::MAX).min(records.len());
                records.insert(at, feature);
            }
        }
        for record in &mut records {
            to_contract(&mut record.properties);
        }
        records
    }
}

/// The properties of a record as they are handed on: `start` and `end` make way for what other programs look for there.
#[must_use]
pub fn exchange_properties(record: &Map<String, Value>) -> Map<String, Value> {
    let renamed = |key: &str| RENAMED.iter().find(|(ours, _)| *ours == key).map(|(_, other)| (*other).to_owned());
    record.iter().map(|(key, value)| (renamed(key).unwrap_or_else(|| key.clone()), value.clone())).collect()
}

/// Undoes [`exchange_properties`] and takes out what was added. A feature that someone added by hand may have its `start`
/// and `end` as the contract has them.
fn to_contract(properties: &mut Map<String, Value>) {
    if RENAMED.iter().any(|(_, other)| properties.contains_key(*other)) {
        for (ours, other) in RENAMED {
            properties.remove(ours);
            if let Some(value) = properties.remove(other) {
                properties.insert(ours.to_owned(), value);
            }
        }
    }
    for key in ADDED {
        properties.remove(key);
    }
}

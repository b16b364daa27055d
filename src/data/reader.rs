//! Reads GeoJSON feature by feature over the raw text.
//!
//! A feature that cannot be used is reported with its file, line, id and a cure, and the others load; so do those
//! before and after a break in the file. Read are feature collections, single features and geometries, text sequences
//! (one feature a line), and files with a byte order mark. Knows nothing of the campaign.

use std::ops::Range;

use geo::Geometry;
use serde_json::{Map, Value};

use super::decode::{decode, without_not_a_number};
use super::geometry::{Repairs, read_geometry};
use super::position::Position;
use super::report::{Diagnostic, Report, Severity};
use super::scan::{Cursor, Fault, next_feature};
use super::spot::{Spot, find_id, id_of_value, id_text};

/// A feature as it stands in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Its `id`, or the `id` among its properties.
    pub id: Option<String>,
    /// Its geometry in degrees, rings closed and wound by RFC 7946; `None` if it has no position.
    pub geometry: Option<Geometry<f64>>,
    /// All its properties, known or not.
    pub properties: Map<String, Value>,
    /// Line of its first character, from 1.
    pub line: usize,
}

/// Reads all features of the file `file` that can be read; what is wrong goes to `report`.
pub fn read_features(file: &str, bytes: &[u8], report: &mut Report) -> Vec<Feature> {
    let Some(text) = decode(file, bytes, report) else { return Vec::new() };
    let mut reader =
        Reader { file, text: &text, report, features: Vec::new(), reached: Position::START, turned_rings: 0 };
    reader.file();
    if reader.turned_rings > 0 {
        let message = format!("{} rings ran the wrong way round and were turned", reader.turned_rings);
        let found = Diagnostic::info(file, message)
            .with_cure("let outer rings run counterclockwise and inner ones clockwise (RFC 7946)");
        reader.report.push(found);
    }
    reader.features
}

/// The parts of a feature, as ranges of the text.
#[derive(Default)]
struct Parts {
    kind: Option<Range<usize>>,
    id: Option<Range<usize>>,
    geometry: Option<Range<usize>>,
    properties: Option<Range<usize>>,
    has_crs: bool,
}

impl Parts {
    fn set(&mut self, key: &str, value: Range<usize>) {
        match key {
            "type" => self.kind = Some(value),
            "id" => self.id = Some(value),
            "geometry" => self.geometry = Some(value),
            "properties" => self.properties = Some(value),
            "crs" => self.has_crs = true,
            _ => {}
        }
    }
}

struct Reader<'a, 'r> {
    file: &'a str,
    text: &'a str,
    report: &'r mut Report,
    features: Vec<Feature>,
    /// The start of the last feature.
    reached: Position,
    turned_rings: usize,
}

impl<'a> Reader<'a, '_> {
    /// Reads the whole file: one object, or one after the other.
    fn file(&mut self) {
        let found_before = self.report.diagnostics().len();
        let mut cursor = Cursor::new(self.text, 0);
        match cursor.peek() {
            Some(b'{') => {}
            Some(b'[') => {
                self.push(Severity::Warning, 0, "the file is a bare list", FEATURE_COLLECTION);
                self.elements(&mut cursor);
                return;
            }
            first => return self.report_other_format(first),
        }
        let mut count = 0;
        while cursor.peek() == Some(b'{') {
            if !self.top_object(&mut cursor) {
                return;
            }
            count += 1;
        }
        if cursor.peek().is_some() {
            let message = "what follows the end of the data is left out";
            self.push(Severity::Warning, cursor.pos(), message, "delete it, or put it into the list of features");
        } else if self.features.is_empty() && count == 1 && self.report.diagnostics().len() == found_before {
            self.push(Severity::Warning, 0, "there is no feature in it", "add one");
        }
    }

    fn report_other_format(&mut self, first: Option<u8>) {
        let (message, cure) = match first {
            None => ("the file is empty", "save it again from the program that made it"),
            Some(b'<') => ("the file is XML, not GeoJSON", "export it as GeoJSON (KML, GPX and GML are not read)"),
            Some(_) => ("the file is not GeoJSON", "export it as GeoJSON in WGS 84"),
        };
        self.push(Severity::Error, 0, message, cure);
    }

    /// Reads an object at the top of the file; false if the rest of the file has been dealt with.
    fn top_object(&mut self, cursor: &mut Cursor<'a>) -> bool {
        let start = cursor.pos();
        let mut parts = Parts::default();
        let mut has_features = false;
        let mut breaks_off = false;
        let mut is_topology = false;
        cursor.accept(b'{');
        let walked = loop {
            if cursor.accept(b'}') {
                break Ok(());
            }
            let member = match member(self.text, cursor) {
                Ok(member) => member,
                Err(fault) => break Err(fault),
            };
            if member == "features" && cursor.peek() == Some(b'[') {
                has_features = true;
                breaks_off |= !self.elements(cursor);
            } else {
                match cursor.value() {
                    Ok(value) => {
                        is_topology |= member == "objects" || member == "arcs";
                        self.check_crs(member, &value);
                        parts.set(member, value);
                    }
                    Err(fault) => break Err(fault),
                }
            }
            if cursor.accept(b',') {
                if cursor.peek() == Some(b'}') {
                    self.push(Severity::Warning, cursor.pos(), COMMA_TOO_MANY, "delete it");
                }
            } else if cursor.peek() != Some(b'}') {
                let wanted = "a comma";
                break Err(if cursor.peek().is_none() {
                    Fault::End { at: self.text.len() }
                } else {
                    Fault::Missing { wanted, at: cursor.pos() }
                });
            }
        };
        match walked {
            Ok(()) if has_features => {}
            Ok(()) if is_topology => {
                self.push(
                    Severity::Error,
                    start,
                    "the file is TopoJSON",
                    "convert it to GeoJSON, for example with mapshaper",
                );
            }
            Ok(()) if self.word(parts.kind.as_ref()) == "FeatureCollection" => {
                self.push(Severity::Error, start, "the collection has no list of \"features\"", FEATURE_COLLECTION);
            }
            Ok(()) => self.feature(start..cursor.pos(), &parts),
            // A file that breaks off inside its list has been reported there.
            Err(Fault::End { .. }) if breaks_off => return false,
            Err(Fault::End { at }) if has_features => {
                self.push(Severity::Warning, at, "the bracket that closes the file is missing", "add \"}\" at its end");
                return false;
            }
            Err(fault) => {
                self.report_fault(fault, start, None);
                // Whatever the head of the file lacks, features may follow.
                if !has_features && let Some(next) = next_feature(self.text, start + 1) {
                    self.elements(&mut Cursor::new(self.text, next));
                }
                return false;
            }
        }
        true
    }

    /// Reads the features of a list, from its bracket or from any of its elements on; true if it ended in its bracket,
    /// otherwise that has been reported.
    fn elements(&mut self, cursor: &mut Cursor<'a>) -> bool {
        cursor.accept(b'[');
        loop {
            if cursor.accept(b']') {
                return true;
            }
            if cursor.peek().is_none() {
                let message = "the file ends before its list of features does";
                self.push(Severity::Error, self.text.len(), message, TRUNCATED);
                return false;
            }
            let start = cursor.pos();
            let mut parts = Parts::default();
            let read = cursor.members(|key, value| parts.set(key, value));
            if let Err(fault) = read {
                let next = next_feature(self.text, start + 1);
                self.report_fault(fault, start, next);
                let Some(next) = next else {
                    // Nothing more to be had: go to the end, so that no one trips over the same break again.
                    *cursor = Cursor::new(self.text, self.text.len());
                    return false;
                };
                *cursor = Cursor::new(self.text, next);
                continue;
            }
            self.feature(start..cursor.pos(), &parts);
            match (cursor.accept(b','), cursor.peek()) {
                (false, Some(b'{')) => {
                    self.push(Severity::Warning, cursor.pos(), "a comma is missing between two features", "add it");
                }
                (true, Some(b']')) => self.push(Severity::Warning, cursor.pos(), COMMA_TOO_MANY, "delete it"),
                _ => {}
            }
        }
    }

    /// Reads one feature, or reports why it cannot be used.
    fn feature(&mut self, whole: Range<usize>, parts: &Parts) {
        self.reached = self.reached.onwards(self.text, whole.start);
        let line = self.reached.line;
        let member_id = parts.id.as_ref().and_then(|range| id_text(&self.text[range.clone()]));
        let (properties, has_not_a_number) = match self.properties(parts.properties.as_ref()) {
            Ok(read) => read,
            Err((message, at)) => {
                let found = self.located(Severity::Error, whole.start, at, member_id.as_deref(), message);
                return self.report.push(found.with_cure("repair the JSON there; the rest of the file is read"));
            }
        };
        let has_odd_id = member_id.is_none() && parts.id.as_ref().is_some_and(|range| !self.is_nothing(range));
        let id = member_id.or_else(|| properties.get("id").and_then(id_of_value));
        let kind = self.word(parts.kind.as_ref());
        let spot = Spot { file: self.file, line, id: id.as_deref() };
        let geometry_at = match &parts.geometry {
            Some(range) => Some(range.start),
            None if kind == "Feature" => None,
            // A bare geometry.
            None => Some(whole.start),
        };
        if parts.geometry.is_some() && kind != "Feature" {
            let found = spot.warning(format!("its type is \"{kind}\""));
            self.report.push(found.with_cure("write \"type\": \"Feature\""));
        }
        if has_odd_id {
            let found = spot.warning("its id is neither a text nor a number");
            self.report.push(found.with_cure("write \"id\": \"some-words\""));
        }
        if has_not_a_number {
            let message = "a property is NaN or infinite, which JSON does not know; it is read as null";
            self.report.push(spot.warning(message).with_cure("write null"));
        }
        let mut repairs = Repairs::default();
        let geometry = match geometry_at {
            Some(at) if !self.text[at..].starts_with("null") => {
                match read_geometry(self.text, &mut Cursor::new(self.text, at), &mut repairs) {
                    Ok(geometry) => geometry,
                    Err(fault) => {
                        let message = fault.to_string();
                        let found = self.located(Severity::Error, whole.start, fault.at(), id.as_deref(), message);
                        return self.report.push(found.with_cure(fault.cure()));
                    }
                }
            }
            _ => None,
        };
        if geometry.is_none() {
            self.report.push(spot.warning("it has no geometry").with_cure("give it a geometry, or delete it"));
        }
        self.turned_rings += repairs.turned;
        if repairs.closed > 0 {
            let message = counted(repairs.closed, "ring was not closed", "rings were not closed");
            self.report.push(spot.warning(message).with_cure("end each ring with its first position"));
        }
        if repairs.dropped > 0 {
            let message = counted(
                repairs.dropped,
                "ring of fewer than four positions was left out",
                "rings of fewer than four positions were left out",
            );
            self.report
                .push(spot.warning(message).with_cure("delete it, or give it three corners and the first one again"));
        }
        self.features.push(Feature { id, geometry, properties, line });
    }

    /// Properties as a map and whether NaN stands among them, or what is wrong with them and at which byte.
    fn properties(&self, range: Option<&Range<usize>>) -> Result<(Map<String, Value>, bool), (String, usize)> {
        let Some(range) = range else { return Ok((Map::new(), false)) };
        let text = &self.text[range.clone()];
        if text == "null" {
            return Ok((Map::new(), false));
        }
        let error = match serde_json::from_str(text) {
            Ok(properties) => return Ok((properties, false)),
            Err(error) => error,
        };
        if let Some(properties) = without_not_a_number(text).and_then(|mended| serde_json::from_str(&mended).ok()) {
            return Ok((properties, true));
        }
        let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let at = (range.start + line_start + error.column().saturating_sub(1)).min(range.end);
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        Err((format!("its properties cannot be read: {what}"), at))
    }

    fn check_crs(&mut self, key: &str, value: &Range<usize>) {
        let text = &self.text[value.clone()];
        let is_degrees = ["CRS84", "4326", "null", "4979"].iter().any(|name| text.contains(name));
        if key == "crs" && !is_degrees {
            let message = "the file names a coordinate system other than WGS 84";
            self.push(Severity::Warning, value.start, message, "export it in WGS 84 (EPSG:4326)");
        }
    }

    /// True for null and for an empty text.
    fn is_nothing(&self, value: &Range<usize>) -> bool {
        matches!(&self.text[value.clone()], "null" | "\"\"")
    }

    /// The text of a string value without its quotes; empty if it is none.
    fn word(&self, value: Option<&Range<usize>>) -> &'a str {
        let text = value.and_then(|range| self.text.get(range.clone())).unwrap_or_default();
        text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default()
    }

    /// A finding at byte `at` of the feature that starts at byte `start`.
    fn located(
        &mut self,
        severity: Severity,
        start: usize,
        at: usize,
        id: Option<&str>,
        message: String,
    ) -> Diagnostic {
        self.reached = self.reached.onwards(self.text, start);
        let Position { line, column, .. } = self.reached.onwards(self.text, at.max(start));
        Spot { file: self.file, line, id }.finding(severity, message).at_column(column)
    }

    fn push(&mut self, severity: Severity, at: usize, message: &str, cure: &str) {
        let start = self.reached.at.min(at);
        let found = self.located(severity, start, at, None, message.to_owned());
        self.report.push(found.with_cure(cure));
    }

    /// Reports a break in the structure of what starts at byte `start`.
    fn report_fault(&mut self, fault: Fault, start: usize, next: Option<usize>) {
        // The id is usually before the break: it is what a person searches for.
        let until = fault.at().min(next.unwrap_or(usize::MAX)).min(self.text.len());
        let id = self.text.get(start..until).and_then(find_id);
        let is_truncated = matches!(fault, Fault::End { .. }) && next.is_none();
        let (message, cure) = if is_truncated {
            ("the file ends in the middle of this feature".to_owned(), TRUNCATED)
        } else {
            (format!("its JSON is broken: {fault}"), "repair this feature; the others are read")
        };
        // A bracket that is never closed shows only in a later feature; what is wrong is in this one.
        let runs_over = next.is_some_and(|next| next <= fault.at());
        let (at, message) = if runs_over {
            (start, "its JSON is broken: a bracket or a quote in it is not closed".to_owned())
        } else {
            (fault.at(), message)
        };
        let found = self.located(Severity::Error, start, at, id.as_deref(), message);
        self.report.push(found.with_cure(cure));
    }
}

const FEATURE_COLLECTION: &str = "write {\"type\": \"FeatureCollection\", \"features\": [...]}";
const COMMA_TOO_MANY: &str = "there is a comma before the bracket";
const TRUNCATED: &str = "copy or export the file again: its end is missing";

/// Goes over a key and its colon.
fn member<'a>(text: &'a str, cursor: &mut Cursor<'a>) -> Result<&'a str, Fault> {
    let key = cursor.string()?;
    cursor.expect(b':', "a colon")?;
    Ok(&text[key])
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

//! `figures.json`: counts of men, losses and arms. One source's count is one row; nothing is added up.

use serde_json::{Map, Value};

use super::entries::read_entries;
use super::load::Ids;
use super::meta::{CERTAINTIES, SIDES};
use super::properties::Properties;
use super::{Certainty, Citation, Origin, Report, Side};
use crate::time::Edtf;

/// A count, as one source gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Unique id.
    pub id: String,
    /// What it tells, in a few words.
    pub name: String,
    /// Whose men and arms are counted.
    pub side: Side,
    /// `campaign`, or the id of the formation or event that it belongs to.
    pub subject: String,
    /// What is counted, and its unit: `men`, `killed`, `captured`, `tanks_spg`, `died_in_captivity_percent` ...
    pub measure: String,
    /// The least number that the source allows.
    pub low: u64,
    /// The greatest number that the source allows; the same as `low` where it gives one number.
    pub high: u64,
    /// The time that the count describes; for counts made long afterwards the year of the count.
    pub as_of: Edtf,
    /// What exactly is counted, in a sentence.
    pub scope: String,
    /// How well it is attested.
    pub certainty: Certainty,
    /// What it rests on.
    pub sources: Vec<Citation>,
    /// Doubts and other counts; may be empty.
    pub note: String,
    /// The entry as it was read, so that it can be handed on whole.
    pub record: Map<String, Value>,
    /// Where it was read.
    pub origin: Origin,
}

/// Reads the figures, in the file's order; `ids` are those met in other files.
pub(super) fn read_figures(file: &str, bytes: &[u8], ids: &mut Ids, report: &mut Report) -> Vec<Figure> {
    let mut figures = Vec::new();
    for entry in read_entries(file, bytes, report) {
        let spot = entry.spot(file);
        if !ids.is_first(spot, report) {
            continue;
        }
        let mut p = Properties::new(&entry.members, spot, report);
        let read = figure(&mut p);
        if p.finish_all() {
            figures.extend(read);
        }
    }
    figures
}

fn figure(p: &mut Properties<'_, '_>) -> Option<Figure> {
    let id = p.text("id");
    let name = p.text("name");
    let side = p.word("side", &SIDES);
    let (subject, measure) = (p.text("subject"), p.text("measure"));
    let (low, high) = bounds(p);
    let as_of = p.date("as_of").map(|(date, _)| date);
    let scope = p.text("scope");
    let certainty = p.word("certainty", &CERTAINTIES);
    let (sources, note) = (p.citations("sources"), p.optional_text("note"));
    let origin = Origin { file: p.spot.file.to_owned(), line: p.spot.line };
    Some(Figure {
        id,
        name,
        subject,
        measure,
        low,
        high,
        scope,
        sources,
        note,
        record: p.record().clone(),
        origin,
        side: side?,
        as_of: as_of?,
        certainty: certainty?,
    })
}

/// `value`, or `low` and `high`: one of the two ways, never both.
fn bounds(p: &mut Properties<'_, '_>) -> (u64, u64) {
    let number = |value: Option<&Value>| value.map(Value::as_u64);
    let found = (number(p.value("value")), number(p.value("low")), number(p.value("high")));
    match found {
        (Some(Some(value)), None, None) => (value, value),
        (None, Some(Some(low)), Some(Some(high))) if low <= high => (low, high),
        _ => {
            p.fail(
                "its number cannot be read",
                "write a whole number as \"value\", or two as \"low\" and \"high\", the lower one first",
            );
            (0, 0)
        }
    }
}

//! `figures.json`: strengths, losses and other numbers, one count of one source a row. Rows are never summed here.

use super::entries::read_entries;
use super::load::Ids;
use super::meta::{CERTAINTIES, SIDES};
use super::properties::Properties;
use super::{Certainty, Citation, Origin, Report, Side};

/// A number as one source counts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Unique id.
    pub id: String,
    /// What it is, in short.
    pub name: String,
    /// Whose men or things are counted.
    pub side: Side,
    /// Id of the formation or event that it is about, or `campaign`.
    pub subject: String,
    /// What is counted, and its unit: men, killed, tanks_spg, km ...
    pub measure: String,
    /// The least that the source gives; the same as `high` for a single number.
    pub low: u64,
    /// The most that the source gives.
    pub high: u64,
    /// The time that the count describes (EDTF).
    pub as_of: String,
    /// What exactly is counted.
    pub scope: String,
    /// How well it is attested.
    pub certainty: Certainty,
    /// What it rests on.
    pub sources: Vec<Citation>,
    /// Explanation; may be empty.
    pub note: String,
    /// Where it was read.
    pub origin: Origin,
}

/// Reads the figures, in the file's order; `ids` are those met in other files. An unsound row is reported and left out.
pub(super) fn read_figures(file: &str, bytes: &[u8], ids: &mut Ids, report: &mut Report) -> Vec<Figure> {
    let mut figures = Vec::new();
    for entry in read_entries(file, bytes, report) {
        let spot = entry.spot(file);
        if !ids.is_first(spot, report) {
            continue;
        }
        let mut p = Properties::new(&entry.members, spot, report);
        let read = figure(&mut p);
        if p.finish() {
            figures.extend(read);
        }
    }
    figures
}

fn figure(p: &mut Properties<'_, '_>) -> Option<Figure> {
    let number = |p: &mut Properties<'_, '_>, key| p.value(key).and_then(serde_json::Value::as_u64);
    let value = number(p, "value");
    let (low, high) = (value.or_else(|| number(p, "low")), value.or_else(|| number(p, "high")));
    let (Some(low), Some(high)) = (low, high) else {
        p.fail("it has no number", "give it a \"value\", or a \"low\" and a \"high\"");
        return None;
    };
    if low > high {
        p.fail(format!("its low {low} is above its high {high}"), "exchange or correct them");
    }
    Some(Figure {
        id: p.text("id"),
        name: p.text("name"),
        side: p.word("side", &SIDES)?,
        subject: p.text("subject"),
        measure: p.text("measure"),
        low,
        high,
        as_of: p.date("as_of").map(|(_, text)| text)?,
        scope: p.text("scope"),
        certainty: p.word("certainty", &CERTAINTIES)?,
        sources: p.citations("sources"),
        note: p.optional_text("note"),
        origin: Origin { file: p.spot.file.to_owned(), line: p.spot.line },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = r#"{"id":"figure-men","name":"Men","side":"soviet","subject":"campaign","measure":"men",NUMBER,"as_of":"1945-08-09","scope":"All.","certainty":"documented","sources":["a:1"],"note":""}"#;

    fn read(number: &str) -> (Vec<Figure>, String) {
        let mut report = Report::new();
        let text = format!("[{}]", ROW.replace("NUMBER", number));
        (read_figures("figures.json", text.as_bytes(), &mut Ids::default(), &mut report), report.to_string())
    }

    #[test]
    fn a_figure_is_a_number_or_a_range() {
        let (one, report) = read(r#""value":7"#);
        assert_eq!((one[0].low, one[0].high, report.as_str()), (7, 7, ""));
        let (range, _) = read(r#""low":5,"high":9"#);
        assert_eq!((range[0].low, range[0].high), (5, 9));
    }

    #[test]
    fn a_figure_without_a_number_or_with_a_reversed_range_is_left_out() {
        for (number, message) in [(r#""low":5"#, "it has no number"), (r#""low":9,"high":5"#, "above its high")] {
            let (none, report) = read(number);
            assert!(none.is_empty() && report.contains(message), "{report}");
        }
    }
}

//! What every feature of the campaign carries: identity, names, period, status, certainty, sources.

use super::properties::Properties;
use super::{Certainty, Meta, Origin, Side, Status, VariantOf};
use crate::time::{Edtf, Instant, Period, UtcOffset};

/// How far things came to pass, by the words of the files.
pub(super) const STATUSES: [(&str, Status); 7] = [
    ("executed", Status::Executed),
    ("planned", Status::Planned),
    ("proposed", Status::Proposed),
    ("agreed", Status::Agreed),
    ("ordered", Status::Ordered),
    ("refused", Status::Refused),
    ("cancelled", Status::Cancelled),
];

/// How well things are attested, by the words of the files.
pub(super) const CERTAINTIES: [(&str, Certainty); 3] =
    [("documented", Certainty::Documented), ("probable", Certainty::Probable), ("approximate", Certainty::Approximate)];

/// The sides by the words of the files.
pub(super) const SIDES: [(&str, Side); 8] = [
    ("soviet", Side::Soviet),
    ("mongolia", Side::Mongolia),
    ("japan", Side::Japan),
    ("manchukuo", Side::Manchukuo),
    ("mengjiang", Side::Mengjiang),
    ("china", Side::China),
    ("us", Side::Us),
    ("allied", Side::Allied),
];

/// How `start` and `end` of a kind become a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PeriodRule {
    /// From the first instant of `start` to the last one of `end`; without `end`, open.
    Span,
    /// A front stands at the *end* of the day that dates it.
    StandsAtEnd,
    /// Without `end`, the period is what `start` covers.
    Event,
}

/// Reads what every feature carries. Its findings are in `p`: the feature is sound if `p` is.
pub(super) fn read_meta(p: &mut Properties<'_, '_>, rule: PeriodRule, clock: UtcOffset) -> Meta {
    let id = p.spot.id.unwrap_or_default().to_owned();
    p.value("id");
    if id.is_empty() {
        p.fail("it has no id", "give it an id that no other feature has, in lower case: \"front-2fe-1945-08-09\"");
    }
    let kind = p.text("kind");
    let names = p.names();
    if names.en.is_empty() {
        p.fail_missing("name");
    }
    let start = p.date("start");
    let end = p.optional_date("end");
    let period = period_of(p, rule, clock, start.as_ref().map(|(date, _)| date), end.as_ref().map(|(date, _)| date));
    let text_of = |date: Option<(Edtf, String)>| date.map(|(_, text)| text).unwrap_or_default();
    let variant = read_variant(p);
    Meta {
        id,
        kind,
        names,
        period,
        start_text: text_of(start),
        end_text: text_of(end),
        status: p.word("status", &STATUSES).unwrap_or(Status::Executed),
        certainty: p.word("certainty", &CERTAINTIES).unwrap_or(Certainty::Approximate),
        sources: p.citations("sources"),
        note: p.optional_text("note"),
        side: p.optional_word("side", &SIDES),
        variant,
        record: p.record().clone(),
        origin: Origin { file: p.spot.file.to_owned(), line: p.spot.line },
    }
}

fn period_of(
    p: &mut Properties<'_, '_>,
    rule: PeriodRule,
    clock: UtcOffset,
    start: Option<&Edtf>,
    end: Option<&Edtf>,
) -> Period {
    let Some(start) = start else { return Period::ALWAYS };
    let from = match rule {
        PeriodRule::StandsAtEnd => start.end_instant(clock),
        PeriodRule::Span | PeriodRule::Event => start.first_instant(clock),
    };
    let to = match (end, rule) {
        (Some(end), _) => end.end_instant(clock),
        (None, PeriodRule::Event) => start.end_instant(clock),
        (None, _) => Instant::DISTANT_FUTURE,
    };
    // The 14th to the 13th meet at a midnight, but run backwards all the same.
    let is_empty_by_days = from == to && rule != PeriodRule::StandsAtEnd && end.is_some_and(|end| !end.is_moment());
    Period::new(from, to).filter(|_| !is_empty_by_days).unwrap_or_else(|| {
        p.fail(format!("its end {} lies before its start {}", end.unwrap_or(start), start), "exchange or correct them");
        Period::ALWAYS
    })
}

fn read_variant(p: &mut Properties<'_, '_>) -> Option<VariantOf> {
    let key = p.optional_text("variant");
    let replaces = p.optional_text("variant_of");
    match (key.is_empty(), replaces.is_empty()) {
        (true, true) => None,
        (false, false) => Some(VariantOf { key, replaces }),
        (false, true) => {
            p.fail_missing("variant_of");
            None
        }
        (true, false) => {
            p.fail_missing("variant");
            None
        }
    }
}

//! Words for kinds, sides, status, certainty and dates: plain English, one phrase for each.

use crate::data::{Certainty, EventKind, LandingKind, Meta, Mobility, Side, Status};
use crate::time::{Instant, UtcOffset, spoken_date};

use crate::gui::state::AppState;

/// When a feature holds, at the precision of its source: whole days as days, moments with their hour and, where that
/// is not the reader's, the clock of the source.
#[must_use]
pub fn when(state: &AppState, meta: &Meta) -> String {
    let (start, end) = (meta.period.start(), meta.period.end());
    let first = if start == Instant::DISTANT_PAST { String::new() } else { told(state, &meta.start_text) };
    if end == Instant::DISTANT_FUTURE || end <= start || meta.end_text == meta.start_text || meta.end_text.is_empty() {
        return first;
    }
    let last = told(state, &meta.end_text);
    if last == first || last.is_empty() {
        first
    } else if first.is_empty() {
        format!("until {last}")
    } else {
        format!("{first} to {last}")
    }
}

/// A date as its source has it: "20 August 1945", or "18:00 on 8 August 1945 in Moscow, 00:00 on 9 August 1945 in Tokyo".
#[must_use]
pub fn told(state: &AppState, text: &str) -> String {
    state.teller().map_or_else(|| spoken_date(text), |teller| teller.told(text))
}

/// When a feature begins, short enough for the end of a line: "20 August 1945", with the hour on the reader's clock where
/// the source gives one.
#[must_use]
pub fn begins(state: &AppState, meta: &Meta) -> String {
    if meta.start_text.contains('T') { moment(state, meta.period.start()) } else { told(state, &meta.start_text) }
}

/// "12 August 1945, 06:00" on the reader's clock.
#[must_use]
pub fn moment(state: &AppState, t: Instant) -> String {
    let fields = t.fields(state.offset());
    format!("{}, {}", fields.long_date(), fields.hour_minute())
}

/// "12 August 1945, 24:00": lines stand at the close of their day.
#[must_use]
pub fn closing(state: &AppState, t: Instant) -> String {
    let fields = state.fields(t);
    format!("{}, {}", fields.long_date(), fields.hour_minute())
}

/// With its first letter large.
#[must_use]
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// Name of a sort of event.
#[must_use]
pub const fn event_kind_name(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Military => "Military",
        EventKind::Diplomatic => "Diplomatic",
        EventKind::Order => "Order",
        EventKind::Political => "Political",
        EventKind::Surrender => "Surrender",
        EventKind::Atomic => "Atomic bomb",
        EventKind::Other => "Event",
    }
}

/// Name of a way to land.
#[must_use]
pub const fn landing_kind_name(kind: LandingKind) -> &'static str {
    match kind {
        LandingKind::Sea => "Landing from the sea",
        LandingKind::Air => "Landing by air",
        LandingKind::River => "Landing from the river",
    }
}

/// How something moves.
#[must_use]
pub const fn mobility_name(mobility: Mobility) -> &'static str {
    match mobility {
        Mobility::Foot => "On foot",
        Mobility::Horse => "Mounted",
        Mobility::Armour => "Tanks and trucks",
        Mobility::Rail => "By rail",
        Mobility::Ship => "By sea",
        Mobility::Air => "By air",
        Mobility::River => "River craft",
    }
}

/// Name of a side.
#[must_use]
pub const fn side_name(side: Side) -> &'static str {
    match side {
        Side::Soviet => "Soviet Union",
        Side::Mongolia => "Mongolia",
        Side::Japan => "Japan",
        Side::Manchukuo => "Manchukuo",
        Side::Mengjiang => "Mengjiang",
        Side::China => "China",
        Side::Us => "United States",
        Side::Allied => "Allies",
    }
}

/// How far it came to pass.
#[must_use]
pub const fn status_name(status: Status) -> &'static str {
    match status {
        Status::Executed => "Carried out",
        Status::Planned => "Planned, not carried out",
        Status::Proposed => "Proposed",
        Status::Agreed => "Agreed",
        Status::Ordered => "Ordered",
        Status::Refused => "Proposed and refused",
        Status::Cancelled => "Called off",
    }
}

/// How well it is attested, and what that means.
#[must_use]
pub const fn certainty_name(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Documented => "Documented: stated by a source",
        Certainty::Probable => "Probable: one weaker source, or partly inferred",
        Certainty::Approximate => "Approximate: estimated or drawn",
    }
}

/// Whose day a day is: "the clock of Moscow".
#[must_use]
pub fn spoken(state: &AppState, clock: UtcOffset) -> String {
    let named = state.clocks.iter().find(|c| c.offset == clock);
    named.map_or_else(|| format!("the clock {clock}"), |c| format!("the clock of {}", c.place()))
}

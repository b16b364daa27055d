//! What the window says of a thing: title, kind, dates, certainty, sources, in the reader's clock.
//!
//! Turns a [`Subject`] into words; knows no widgets.

use crate::data::{Certainty, EventKind, LandingKind, Meta, Side, Status};
use crate::time::{Instant, UtcOffset};

use super::state::AppState;
use super::subject::Subject;

/// What is said of a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What sort of thing: "Event", "Holdout" ...
    pub kind: String,
    /// Its name.
    pub title: String,
    /// Its name in the script of its country, if it has one.
    pub native: String,
    /// When it holds, in words.
    pub when: String,
    /// A sentence or two.
    pub text: String,
    /// Label and value, in order.
    pub rows: Vec<(String, String)>,
    /// What it rests on.
    pub sources: Vec<String>,
}

/// The facts about a subject, or `None` if it is not there any more.
#[must_use]
pub fn of(state: &AppState, subject: Subject) -> Option<Facts> {
    let d = &state.dataset;
    match subject {
        Subject::Event(i) => d.events.get(i).map(|e| {
            let mut facts = from_meta(state, &e.meta, event_kind_name(e.event));
            facts.text.clone_from(&e.text);
            if let Some(place) = d.places.iter().find(|p| p.id == e.place) {
                facts.rows.insert(0, ("Place".to_owned(), place.names.get(state.lang).to_owned()));
            }
            facts
        }),
        Subject::Landing(i) => d.landings.get(i).map(|l| {
            let kind = match l.by {
                LandingKind::Sea => "Landing from the sea",
                LandingKind::Air => "Landing by air",
                LandingKind::River => "River crossing",
            };
            let mut facts = from_meta(state, &l.meta, kind);
            if !l.strength.is_empty() {
                facts.rows.insert(0, ("Strength".to_owned(), l.strength.clone()));
            }
            facts
        }),
        Subject::Movement(i) => d.movements.get(i).map(|m| from_meta(state, &m.meta, "Axis of advance")),
        Subject::Holdout(i) => d.holdouts.get(i).map(|a| from_meta(state, &a.meta, "Still held by Japanese forces")),
        Subject::Pocket(i) => d.pockets.get(i).map(|a| from_meta(state, &a.meta, "Held ahead of the front")),
        Subject::Island(i) => d.islands.get(i).map(|island| {
            let mut facts = from_meta(state, &island.meta, "Island");
            if let Some(t) = island.landing {
                facts.rows.insert(0, ("First ashore".to_owned(), moment(t, state.offset())));
            }
            facts
        }),
        Subject::Zone(i) => d.zones.get(i).map(|z| {
            let mut facts = from_meta(state, &z.meta, "Zone");
            if !z.label.is_empty() && z.label != facts.title {
                facts.rows.insert(0, ("On the map".to_owned(), z.label.clone()));
            }
            facts
        }),
        Subject::Place(i) => d.places.get(i).map(|p| place_facts(state, p)),
        Subject::Sector(i) => d.config.sectors.get(i).map(|s| Facts {
            kind: "Front".to_owned(),
            title: s.names.get(state.lang).to_owned(),
            rows: s.side.map(|side| ("Side".to_owned(), side_name(side).to_owned())).into_iter().collect(),
            ..Facts::default()
        }),
        Subject::Opened { file, feature } => state.files.iter().find(|(f, _)| f.number == file).map(|(f, _)| Facts {
            kind: f.name.clone(),
            title: f.features.get(feature).map_or_else(String::new, |f| f.title.clone()),
            rows: f.features.get(feature).map_or_else(Vec::new, |f| f.rows.clone()),
            ..Facts::default()
        }),
    }
}

fn place_facts(state: &AppState, place: &crate::data::Place) -> Facts {
    use crate::data::Lang;
    let rows = [
        (Lang::Modern, "Today"),
        (Lang::Ja, "Japanese"),
        (Lang::Ru, "Russian"),
        (Lang::Zh, "Chinese"),
        (Lang::Ko, "Korean"),
    ];
    Facts {
        kind: capitalised(&place.kind),
        title: place.names.get(state.lang).to_owned(),
        text: place.note.clone(),
        rows: rows
            .into_iter()
            .filter_map(|(lang, label)| place.names.others.get(&lang).map(|name| (label.to_owned(), name.clone())))
            .collect(),
        ..Facts::default()
    }
}

fn from_meta(state: &AppState, meta: &Meta, kind: &str) -> Facts {
    let mut rows = Vec::new();
    if let Some(side) = meta.side {
        rows.push(("Side".to_owned(), side_name(side).to_owned()));
    }
    if meta.status != Status::Executed {
        rows.push(("Status".to_owned(), status_name(meta.status).to_owned()));
    }
    rows.push(("Certainty".to_owned(), certainty_name(meta.certainty).to_owned()));
    let native = [crate::data::Lang::Ja, crate::data::Lang::Ru]
        .iter()
        .filter_map(|lang| meta.names.others.get(lang).cloned())
        .collect::<Vec<_>>()
        .join(" · ");
    Facts {
        kind: kind.to_owned(),
        title: meta.names.get(state.lang).to_owned(),
        native,
        when: when(meta, state.offset()),
        text: meta.note.clone(),
        rows,
        sources: meta.sources.iter().map(|c| cite(state, &c.key, &c.locator)).collect(),
    }
}

fn cite(state: &AppState, key: &str, locator: &str) -> String {
    let entry = state.dataset.sources.iter().find(|s| s.id == key);
    let name = entry.map_or(key, |s| if s.short.is_empty() { key } else { &s.short });
    if locator.is_empty() { name.to_owned() } else { format!("{name}: {locator}") }
}

/// When a feature holds: whole days as days, moments with their hour.
#[must_use]
pub fn when(meta: &Meta, offset: UtcOffset) -> String {
    let (start, end) = (meta.period.start(), meta.period.end());
    let has_hour = |text: &str| text.contains('T');
    let first = if start == Instant::DISTANT_PAST {
        String::new()
    } else if has_hour(&meta.start_text) {
        moment(start, offset)
    } else {
        spoken_day(&meta.start_text, start, offset)
    };
    if end == Instant::DISTANT_FUTURE || end <= start || meta.end_text == meta.start_text || meta.end_text.is_empty() {
        return first;
    }
    let last = if has_hour(&meta.end_text) {
        moment(end, offset)
    } else {
        spoken_day(&meta.end_text, end.plus_secs(-1), offset)
    };
    if last == first || last.is_empty() {
        first
    } else if first.is_empty() {
        format!("until {last}")
    } else {
        format!("{first} to {last}")
    }
}

/// "12 August 1945, 06:00".
#[must_use]
pub fn moment(t: Instant, offset: UtcOffset) -> String {
    let fields = t.fields(offset);
    format!("{}, {}", fields.long_date(), fields.hour_minute())
}

fn spoken_day(text: &str, t: Instant, offset: UtcOffset) -> String {
    match text.len() {
        // A month or a year alone is said as it was written.
        1..=7 => {
            let fields = t.fields(offset);
            if text.len() > 4 {
                format!("{} {}", crate::time::month_name(fields.month), fields.year)
            } else {
                text.to_owned()
            }
        }
        // A whole day is a day of the campaign's clock, whatever clock the reader has chosen.
        _ => t.fields(UtcOffset::PLUS_NINE).long_date(),
    }
}

fn capitalised(word: &str) -> String {
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
    }
}

const fn side_name(side: Side) -> &'static str {
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

const fn status_name(status: Status) -> &'static str {
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

const fn certainty_name(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Documented => "Documented",
        Certainty::Probable => "Probable",
        Certainty::Approximate => "Approximate",
    }
}

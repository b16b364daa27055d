//! What the window says of a thing: title, kind, dates, certainty, sources, in the reader's clock.
//!
//! Turns a [`Subject`] into words; knows no widgets.

use crate::data::{Certainty, EventKind, LandingKind, Lang, Meta, SectorConfig, Side, Status};
use crate::geo::LonLat;
use crate::model::{ControlBy, Holder};
use crate::time::{Instant, UtcOffset, spoken_date};

use super::state::AppState;
use super::subject::Subject;
use super::user_file;

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
        Subject::Sector(i) => d.config.sectors.get(i).map(|s| front_facts(state, s)),
        Subject::Ground { lon_e5, lat_e5 } => {
            let place = LonLat::new(f64::from(lon_e5) / 1e5, f64::from(lat_e5) / 1e5);
            let (ns, ew) = (if place.lat < 0.0 { 'S' } else { 'N' }, if place.lon < 0.0 { 'W' } else { 'E' });
            let mut facts = Facts {
                kind: "Ground".to_owned(),
                title: format!("{:.2}° {ns}, {:.2}° {ew}", place.lat.abs(), place.lon.abs()),
                ..Facts::default()
            };
            add_control(state, place, &mut facts);
            Some(facts)
        }
        Subject::Opened { file, feature } => state.files.iter().find(|(f, _)| f.number == file).map(|(f, _)| Facts {
            kind: f.name().to_owned(),
            title: f.features().get(feature).map_or_else(String::new, user_file::title_of),
            rows: f.features().get(feature).map_or_else(Vec::new, user_file::rows_of),
            ..Facts::default()
        }),
    }
}

/// A front as it stands: by the last dated line that it reached, and how long until the next.
fn front_facts(state: &AppState, sector: &SectorConfig) -> Facts {
    let now = state.playback.now();
    let lines = state.dataset.fronts.iter().filter(|f| f.sector == sector.id && f.meta.variant.is_none());
    let (reached, ahead): (Vec<_>, Vec<_>) = lines.partition(|f| f.stands_at <= now);
    let last = reached.into_iter().max_by_key(|f| f.stands_at);
    let next = ahead.into_iter().min_by_key(|f| f.stands_at);
    let mut facts = last.map_or_else(Facts::default, |line| from_meta(state, &line.meta, "Front"));
    sector.names.get(state.lang).clone_into(&mut facts.title);
    facts.native = sector.names.others.get(&Lang::Ru).cloned().unwrap_or_default();
    let standing = match (last, next) {
        (Some(last), _) if last.stands_at == now => "On a dated line".to_owned(),
        (_, Some(next)) => format!("Between dated lines; the next stands {}", closing(state, next.stands_at)),
        (_, None) => "At its last line".to_owned(),
    };
    "Front".clone_into(&mut facts.kind);
    facts.rows.insert(0, ("Position".to_owned(), standing));
    facts.when = last.map_or_else(String::new, |line| format!("Line of {}", closing(state, line.stands_at)));
    facts
}

/// "12 August 1945, 24:00": lines stand at the close of their day.
fn closing(state: &AppState, t: Instant) -> String {
    let fields = state.fields(t);
    format!("{}, {}", fields.long_date(), fields.hour_minute())
}

fn place_facts(state: &AppState, place: &crate::data::Place) -> Facts {
    let rows = [
        (Lang::Modern, "Today"),
        (Lang::Ja, "Japanese"),
        (Lang::Ru, "Russian"),
        (Lang::Zh, "Chinese"),
        (Lang::Ko, "Korean"),
    ];
    let names = rows
        .into_iter()
        .filter_map(|(lang, label)| place.names.others.get(&lang).map(|name| (label.to_owned(), name.clone())));
    let mut facts = Facts {
        kind: capitalised(&place.kind),
        title: place.names.get(state.lang).to_owned(),
        text: place.note.clone(),
        ..Facts::default()
    };
    add_control(state, place.at, &mut facts);
    facts.rows.extend(names);
    facts
}

/// Who holds a place at the instant shown, since when, and by what.
fn add_control(state: &AppState, at: LonLat, facts: &mut Facts) {
    let d = &state.dataset;
    let control = state.campaign.control_at(at, state.playback.now(), state.reading);
    let who = match control.who {
        Holder::Soviet => "Soviet forces",
        Holder::Japan => "Japanese forces",
        Holder::Contested => "Contested",
        Holder::Other => return,
    };
    facts.rows.push(("Held by".to_owned(), who.to_owned()));
    if let Some(since) = control.since {
        facts.rows.push(("Since".to_owned(), closing(state, since)));
    }
    if let Some(until) = control.until {
        facts.rows.push(("Until".to_owned(), closing(state, until)));
    }
    let meta = match control.by {
        ControlBy::Front(i) => d.fronts.get(i).map(|f| ("Front", &f.meta)),
        ControlBy::Pocket(i) => d.pockets.get(i).map(|a| ("Pocket", &a.meta)),
        ControlBy::Holdout(i) => d.holdouts.get(i).map(|a| ("Holdout", &a.meta)),
        ControlBy::Island(i) => d.islands.get(i).map(|a| ("Island", &a.meta)),
        ControlBy::Territory(_) | ControlBy::Sea => None,
    };
    if let Some((label, meta)) = meta {
        facts.rows.push((label.to_owned(), meta.names.get(state.lang).to_owned()));
    }
    if let Some(unit) = control.territory.and_then(|i| state.campaign.territories().units().get(i)) {
        facts.rows.push(("Territory".to_owned(), unit.names.get(state.lang).to_owned()));
    }
    if let Some(certainty) = control.certainty {
        facts.rows.push(("Certainty".to_owned(), certainty_name(certainty).to_owned()));
    }
    facts.sources = control.sources.iter().map(|c| cite(state, &c.key, &c.locator)).collect();
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
    let native = [Lang::Ja, Lang::Ru]
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
        spoken_date(&meta.start_text)
    };
    if end == Instant::DISTANT_FUTURE || end <= start || meta.end_text == meta.start_text || meta.end_text.is_empty() {
        return first;
    }
    let last = if has_hour(&meta.end_text) { moment(end, offset) } else { spoken_date(&meta.end_text) };
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

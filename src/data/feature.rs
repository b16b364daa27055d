//! Typed features of the campaign and of the base map.

use std::collections::BTreeMap;

use geo::{Geometry, MultiPolygon};
use serde_json::{Map, Value};

use crate::geo::LonLat;
use crate::time::{Edtf, Instant, Period, UtcOffset};

/// A language of names: English of 1945 is the default form of every name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English spelling in use in 1945 (`name`).
    En,
    /// English spelling of today (`name:modern`).
    Modern,
    /// Japanese (`name:ja`).
    Ja,
    /// Russian (`name:ru`).
    Ru,
    /// Chinese, traditional characters as in 1945 (`name:zh`).
    Zh,
    /// Korean (`name:ko`).
    Ko,
    /// Mongolian in Cyrillic letters (of formations).
    Mn,
}

impl Lang {
    /// The language of the map that the command line and files call `name`: en, modern, ja, ru, zh, ko.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "en" => Self::En,
            "modern" => Self::Modern,
            "ja" => Self::Ja,
            "ru" => Self::Ru,
            "zh" => Self::Zh,
            "ko" => Self::Ko,
            _ => return None,
        })
    }
}

/// A name and its forms in other languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// English form of 1945.
    pub en: String,
    /// Forms in other languages, where known.
    pub others: BTreeMap<Lang, String>,
}

impl Names {
    /// The form in `lang`, or the English one where there is none.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        self.others.get(&lang).map_or(&self.en, String::as_str)
    }
}

/// How far a feature came to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It happened.
    Executed,
    /// Planned, not done.
    Planned,
    /// Proposed by one party.
    Proposed,
    /// Agreed between parties.
    Agreed,
    /// Ordered.
    Ordered,
    /// Proposed and refused.
    Refused,
    /// Ordered or planned and called off.
    Cancelled,
}

/// How well a feature is attested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Estimated or interpolated.
    Approximate,
    /// One weaker source, or partly inferred.
    Probable,
    /// Stated by a source that was consulted.
    Documented,
}

/// Whose a feature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Soviet forces.
    Soviet,
    /// Mongolian People's Republic.
    Mongolia,
    /// Japanese forces.
    Japan,
    /// Manchukuo forces.
    Manchukuo,
    /// Mengjiang forces.
    Mengjiang,
    /// Chinese forces.
    China,
    /// United States.
    Us,
    /// More than one of the Allies.
    Allied,
}

/// A reference to a source: `hasegawa2011:59` is key `hasegawa2011`, locator `59`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// Key in `geodata/sources.json`.
    pub key: String,
    /// Paragraph, page or note; empty if the source is cited whole.
    pub locator: String,
}

/// Where a feature stands in the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// File, as the user knows it.
    pub file: String,
    /// Line of the feature's first character, from 1.
    pub line: usize,
}

/// What another source says in place of a default feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantOf {
    /// Whose version: `hasegawa` for the seed paper.
    pub key: String,
    /// Id of the default feature that it replaces.
    pub replaces: String,
}

/// When something of a date (EDTF) that begins at `start` is first to be seen: at its hour, or at noon of its day where no
/// hour is known, so that the day that is shown is its day.
#[must_use]
pub fn first_seen(date: &str, start: Instant) -> Instant {
    const HALF_A_DAY_SECS: i64 = 12 * 3600;
    let is_day = date.len() == "1945-08-20".len();
    start.plus_secs(if is_day { HALF_A_DAY_SECS } else { 0 })
}

impl Meta {
    /// When the feature is first to be seen: see [`first_seen`].
    #[must_use]
    pub fn first_seen(&self) -> Instant {
        first_seen(&self.start_text, self.period.start())
    }
}

/// What every feature of the campaign carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Meta {
    /// Unique id.
    pub id: String,
    /// Kind as written in the file.
    pub kind: String,
    /// Name and its forms.
    pub names: Names,
    /// When it holds, by the whole-day rule on the campaign's clock.
    pub period: Period,
    /// `start` and `end` as written (EDTF), for display: a day is shown as a day.
    pub start_text: String,
    /// `end` as written.
    pub end_text: String,
    /// How far it came to pass.
    pub status: Status,
    /// How well it is attested.
    pub certainty: Certainty,
    /// What it rests on.
    pub sources: Vec<Citation>,
    /// Explanation in the atlas's own words; may be empty.
    pub note: String,
    /// Whose it is.
    pub side: Option<Side>,
    /// Set on features that another reading puts in place of a default one.
    pub variant: Option<VariantOf>,
    /// All its properties as they were read, so that it can be handed on whole.
    pub record: Map<String, Value>,
    /// Where it was read.
    pub origin: Origin,
}

/// Seconds by which the easternmost clock of the theatre (the Kurils, +11) runs ahead of the campaign's (+9).
const CLOCKS_AHEAD_SECS: i64 = 2 * 3600;
/// A day in seconds.
const DAY_SECS: i64 = 86_400;

impl Meta {
    /// True if it has begun by `t`. What is dated by a day has no hour: it has begun once that day is reached on every
    /// clock of the theatre, so that midnight still shows the close of the day before.
    #[must_use]
    pub fn has_begun(&self, t: Instant) -> bool {
        let (start, is_dated_by_day) = self.shown_from();
        if is_dated_by_day { start < t } else { start <= t }
    }

    /// True if it has begun by `t` and not yet ended.
    #[must_use]
    pub fn is_in_force(&self, t: Instant) -> bool {
        self.has_begun(t) && t < self.period.end()
    }

    /// How fresh it is at `t` as news: 1 when it begins, 0 a day later and before. What is dated by days is fresh to the
    /// end of the last of them and fades in the next.
    #[must_use]
    pub fn freshness(&self, t: Instant) -> f64 {
        if !self.has_begun(t) {
            return 0.0;
        }
        let (start, is_dated_by_day) = self.shown_from();
        let end = self.period.end();
        let fades_from = match is_dated_by_day {
            true if end < Instant::DISTANT_FUTURE => end.plus_secs(CLOCKS_AHEAD_SECS).max(start.plus_secs(DAY_SECS)),
            true => start.plus_secs(DAY_SECS),
            false => start,
        };
        let faded_secs = t.secs_since(fades_from).clamp(0, DAY_SECS);
        #[expect(clippy::cast_precision_loss, reason = "a day has few seconds")]
        let share = faded_secs as f64 / DAY_SECS as f64;
        1.0 - share
    }

    /// When it begins to be shown, and whether its start is given without an hour.
    fn shown_from(&self) -> (Instant, bool) {
        let is_dated_by_day = !self.start_text.contains('T');
        let later_secs = if is_dated_by_day { CLOCKS_AHEAD_SECS } else { 0 };
        (self.period.start().plus_secs(later_secs), is_dated_by_day)
    }
}

/// One dated position of one sector's front, the ground still held by Japan on its left.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontLine {
    /// Common properties.
    pub meta: Meta,
    /// Sector id.
    pub sector: String,
    /// When the front stands here: the end of the day for a line dated by a day.
    pub stands_at: Instant,
    /// Vertices, degrees.
    pub line: Vec<LonLat>,
    /// Ranges of vertices (first and last, from 0) in which it coincides with the line of another sector on the same date:
    /// two fronts have met, and this is no front against Japan any more.
    pub seams: Vec<(usize, usize)>,
    /// Ranges of vertices (first and last, from 0) that no date attests: the front of a snapshot is drawn there between two
    /// dated lines.
    pub interpolated: Vec<(usize, usize)>,
}

/// A holdout behind the front or a pocket ahead of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Common properties.
    pub meta: Meta,
    /// Outline, degrees.
    pub shape: MultiPolygon<f64>,
    /// Who is in it and before it.
    pub troops: Troops,
    /// How a pocket was won; `None` for holdouts.
    pub by: Option<PocketKind>,
    /// When troops on the ground arrived at a pocket, which lasts until the drawn line has taken it in.
    pub linkup: Option<Edtf>,
    /// Men who held it.
    pub men: Option<u64>,
    /// Id of the movement that made it or that it is part of; empty for none.
    pub movement: String,
}

/// Who holds an area or lands at a place, as far as the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Troops {
    /// Id of the place; empty for none.
    pub place: String,
    /// Ids of the formations that hold it or land there.
    pub holding: Vec<String>,
    /// Ids of the formations before it.
    pub against: Vec<String>,
    /// Strength as the source gives it; may be empty.
    pub strength: String,
}

/// How a party landed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LandingKind {
    /// From the sea.
    Sea,
    /// By aircraft.
    Air,
    /// From river craft.
    River,
}

/// How a pocket was won.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PocketKind {
    /// By a landing.
    Landed(LandingKind),
    /// Overland, by a column far ahead of the drawn line.
    Land,
}

/// A landing as a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Landing {
    /// Common properties.
    pub meta: Meta,
    /// Where, degrees.
    pub at: LonLat,
    /// How.
    pub by: LandingKind,
    /// Who landed, and with what strength.
    pub troops: Troops,
}

/// An island or islet that passes as a whole; its period starts when it is under Soviet control.
#[derive(Clone, Debug, PartialEq)]
pub struct Island {
    /// Common properties.
    pub meta: Meta,
    /// Coast, degrees.
    pub shape: MultiPolygon<f64>,
    /// First troops ashore, where known.
    pub landing: Option<Instant>,
    /// The same as written (EDTF): a day is told as a day. Empty where it is not known.
    pub landing_text: String,
    /// Group: northern, central, southern, habomai ...
    pub group: String,
    /// Id of its place; empty where it has none.
    pub place: String,
    /// The earliest date that a source gives for its end.
    pub earliest: Option<Edtf>,
    /// The latest date that a source gives for its end.
    pub latest: Option<Edtf>,
}

/// What was promised, proposed, agreed or ordered on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// Common properties.
    pub meta: Meta,
    /// Family: `yalta`, `potsdam`, `general-order-1`, `hokkaido`, `jwpc` ...
    pub zone: String,
    /// Short text for the map.
    pub label: String,
    /// What the map writes from a later date on.
    pub later: Option<LaterLabel>,
    /// 1 for what a map of the whole theatre shows, 2 for what only larger scales show.
    pub rank: u8,
    /// How it is drawn, where that does not follow from its status.
    pub drawn: Vec<ZoneManner>,
    /// Any geometry, degrees.
    pub geometry: Geometry<f64>,
}

impl Zone {
    /// What the map writes at `t`.
    #[must_use]
    pub fn label_at(&self, t: Instant) -> &str {
        self.later.as_ref().filter(|later| later.from <= t).map_or(&self.label, |later| &later.label)
    }
}

/// The label of a zone after something had become of it.
#[derive(Clone, Debug, PartialEq)]
pub struct LaterLabel {
    /// From when on.
    pub from: Instant,
    /// Short text for the map.
    pub label: String,
}

/// A manner in which a zone is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ZoneManner {
    /// A paper of staffs that no government adopted: an outline without a hatch.
    Outline,
    /// A course given by a few points: left out where the map is finer than it.
    Coarse,
    /// An area whose edge nobody gave: no outline.
    Schematic,
    /// A limit of operations, no border: thinner than a line of surrender.
    Quiet,
}

/// What sort of event it is; each has its own mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// Fighting, and places taken.
    Military,
    /// Diplomacy.
    Diplomatic,
    /// Orders and directives.
    Order,
    /// Decisions of governments.
    Political,
    /// Surrenders and cease-fires.
    Surrender,
    /// The atomic bombs.
    Atomic,
    /// Whatever else happened: marches, sailings, staffs on the move, what befell civilians.
    Other,
}

/// How much of the time of an event its source gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventPrecision {
    /// The month.
    Month,
    /// The day.
    Day,
    /// The hour, or about.
    Hour,
    /// The minute.
    Minute,
}

/// An entry of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Common properties; the name is the title.
    pub meta: Meta,
    /// Where, degrees (it may lie outside the theatre).
    pub at: LonLat,
    /// What sort.
    pub event: EventKind,
    /// The clock that its source used.
    pub clock: UtcOffset,
    /// How much of its time may be told.
    pub precision: EventPrecision,
    /// Id of its place.
    pub place: String,
    /// Ids of the places that it says were taken, on the ground and by the end of its day.
    pub takes: Vec<String>,
    /// One or two sentences.
    pub text: String,
    /// 1 (a lecture must show it) to 3.
    pub rank: u8,
    /// True for what happened before 8 August 1945.
    pub prelude: bool,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Unique id.
    pub id: String,
    /// Names: of 1945, of today, in other languages.
    pub names: Names,
    /// Other spellings in any script, for look-up.
    pub aliases: Vec<String>,
    /// city, town, village, port, pass, fort, airfield, island ...
    pub kind: String,
    /// 1 (whole theatre) to 5 (one battle).
    pub rank: u8,
    /// Where, degrees.
    pub at: LonLat,
    /// Explanation; may be empty.
    pub note: String,
}

//! What changed in a day, told in sentences: for the command line, the window and captions of slides.
//!
//! A [`Diary`] has sections of entries; an entry is a sentence or two with the time as exact as its source, the ids of the
//! features that it tells of, and what they rest on. English; knows nothing of how it is printed.

mod ground;
mod sentences;
mod versions;

use super::{Campaign, Reading, SectorGround};
use crate::data::{Certainty, Citation};
use crate::time::{Clock, Day, Instant, Teller};
use ground::IslandGround;
pub use ground::{grouped, spoken_km2};
use sentences::Writer;

/// What changed in a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Diary {
    /// The day.
    pub day: Day,
    /// The clock whose day it is, and on which hours are told.
    pub clock: Clock,
    /// The version followed where sources disagree.
    pub reading: Reading,
    /// Ground of each sector, in the campaign's order: see [`Campaign::ground`]. Empty outside the campaign's period.
    pub fronts: Vec<SectorGround>,
    /// Square kilometres of the islands that passed whole in the course of the day.
    pub islands_gained_km2: f64,
    /// Square kilometres of all islands that had passed whole by its end.
    pub islands_held_km2: f64,
    /// What is told, in order; no section is empty.
    pub sections: Vec<DiarySection>,
}

/// Entries of one sort.
#[derive(Clone, Debug, PartialEq)]
pub struct DiarySection {
    /// Of what it tells.
    pub heading: Heading,
    /// Its entries: what has no hour first, the weightiest before the rest, then in order of time.
    pub entries: Vec<DiaryEntry>,
}

/// Of what a section tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heading {
    /// Ground that fronts gained.
    Ground,
    /// Towns and passes, battles, bombs.
    Fighting,
    /// Landings from sea, river and air.
    Landings,
    /// Islands landed on and islands that passed.
    Islands,
    /// Holdouts cut off and ended, pockets formed and reached.
    Holdouts,
    /// Surrenders and cease-fires.
    Surrenders,
    /// Orders, letters, talks, decisions.
    Orders,
    /// Lines and zones promised, proposed, agreed, ordered, dropped.
    Lines,
    /// Movements that began.
    Movements,
    /// What another reading tells of this day, and this one of another.
    Elsewhere,
}

impl Heading {
    /// All headings in the order of a diary.
    pub const ALL: [Self; 10] = [
        Self::Ground,
        Self::Fighting,
        Self::Landings,
        Self::Islands,
        Self::Holdouts,
        Self::Surrenders,
        Self::Orders,
        Self::Lines,
        Self::Movements,
        Self::Elsewhere,
    ];

    /// A stable word for scripts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ground => "ground",
            Self::Fighting => "fighting",
            Self::Landings => "landings",
            Self::Islands => "islands",
            Self::Holdouts => "holdouts",
            Self::Surrenders => "surrenders",
            Self::Orders => "orders",
            Self::Lines => "lines",
            Self::Movements => "movements",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// The heading for readers.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Ground => "Ground",
            Self::Fighting => "Fighting, towns and passes",
            Self::Landings => "Landings",
            Self::Islands => "Islands",
            Self::Holdouts => "Cut off, relieved, given up",
            Self::Surrenders => "Surrenders and cease-fires",
            Self::Orders => "Orders and letters",
            Self::Lines => "Lines on paper",
            Self::Movements => "Movements begun",
            Self::Elsewhere => "Dated otherwise by others",
        }
    }
}

/// One thing that is told.
#[derive(Clone, Debug, PartialEq)]
pub struct DiaryEntry {
    /// When.
    pub when: DiaryWhen,
    /// One or two sentences, without the time.
    pub text: String,
    /// Ids of the features that it tells of, the chief one first.
    pub ids: Vec<String>,
    /// Id of its place in the gazetteer, where it names one.
    pub place: Option<String>,
    /// 1 (a lecture must tell it) to 3.
    pub rank: u8,
    /// How well it is attested.
    pub certainty: Option<Certainty>,
    /// What it rests on.
    pub citations: Vec<Citation>,
    /// Doubts and decisions, in the atlas's own words; may be empty.
    pub note: String,
    /// What another reading says in its place.
    pub other_readings: Vec<OtherReading>,
}

/// The time of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiaryWhen {
    /// As exact as its source: "9 August 1945", or "18:00 on 8 August in Moscow, 00:00 in Tokyo". Empty where the whole
    /// day is meant.
    pub text: String,
    /// The instant, if the source gives an hour.
    pub at: Option<Instant>,
}

/// What another reading says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherReading {
    /// Whose: "Hasegawa", or "Best documented" for the default in the reading of Hasegawa.
    pub whose: &'static str,
    /// When by that reading: "26 August 1945".
    pub when: String,
    /// Id of the feature that says so.
    pub id: String,
}

impl Diary {
    /// Square kilometres gained in the course of the day: land behind the fronts and islands.
    #[must_use]
    pub fn gained_km2(&self) -> f64 {
        self.fronts.iter().map(|front| front.gained_km2).sum::<f64>() + self.islands_gained_km2
    }

    /// Square kilometres held at the end of the day: land behind the fronts and islands.
    #[must_use]
    pub fn held_km2(&self) -> f64 {
        self.fronts.iter().map(|front| front.held_km2).sum::<f64>() + self.islands_held_km2
    }

    /// The entries of a section; none if nothing of the sort happened.
    #[must_use]
    pub fn entries(&self, heading: Heading) -> &[DiaryEntry] {
        self.sections.iter().find(|section| section.heading == heading).map_or(&[], |section| &section.entries)
    }
}

impl Campaign {
    /// What changed in the course of `day`, a day of `clock`. Days outside the campaign's period have their events and
    /// papers alone.
    #[must_use]
    pub fn diary(&self, day: Day, clock: &Clock, reading: Reading) -> Diary {
        let data = self.data();
        let period = day.period(clock.offset);
        let is_in_campaign = period.end() > data.config.period.start() && period.start() < data.config.period.end();
        let fronts = if is_in_campaign { self.ground(period, reading) } else { Vec::new() };
        let islands = IslandGround::measure(self, day, clock, reading);
        let teller = Teller { clocks: &data.config.clocks, main: clock, day: Some(day) };
        let writer = Writer { campaign: self, reading, teller, day };
        let changes = self.changes_without_ground(day, clock.offset, reading);
        let mut sections: Vec<DiarySection> = Vec::new();
        for heading in Heading::ALL {
            let mut entries = writer.entries(heading, &changes, &fronts);
            entries.sort_by_key(|entry| (entry.when.at, entry.rank));
            if !entries.is_empty() {
                sections.push(DiarySection { heading, entries });
            }
        }
        Diary {
            day,
            clock: clock.clone(),
            reading,
            fronts,
            islands_gained_km2: islands.gained_km2,
            islands_held_km2: islands.held_km2,
            sections,
        }
    }
}

//! The sentences of a diary, section by section.

use super::super::{Campaign, DayChanges, Motion, Reading, SectorGround};
use super::ground::spoken_km2;
use super::versions::{counterparts, other, other_readings, whose};
use super::{DiaryEntry, DiaryWhen, Heading};
use crate::data::{
    Certainty, Event, EventKind, Island, Landing, LandingKind, Lang, Meta, Mobility, Movement, Names, Status, Zone,
};
use crate::time::{Day, Edtf, Teller};

/// Writes the entries of one day.
pub(super) struct Writer<'c> {
    pub campaign: &'c Campaign,
    pub reading: Reading,
    pub teller: Teller<'c>,
    pub day: Day,
}

const START: fn(&Meta) -> &str = |meta| &meta.start_text;
const END: fn(&Meta) -> &str = |meta| &meta.end_text;

impl Writer<'_> {
    /// The entries under a heading.
    pub fn entries(&self, heading: Heading, changes: &DayChanges, fronts: &[SectorGround]) -> Vec<DiaryEntry> {
        let data = self.campaign.data();
        let events = |kinds: &[EventKind]| -> Vec<DiaryEntry> {
            let events = changes.events.iter().map(|i| &data.events[*i]);
            events.filter(|event| kinds.contains(&event.event)).map(|event| self.event(event)).collect()
        };
        match heading {
            Heading::Ground => fronts.iter().filter_map(|front| self.ground(*front)).collect(),
            Heading::Fighting => events(&[EventKind::Military, EventKind::Atomic, EventKind::Other]),
            Heading::Landings => changes.landings.iter().map(|i| self.landing(&data.landings[*i])).collect(),
            Heading::Islands => {
                let landed = changes.islands_landed.iter().map(|i| self.island_landed(&data.islands[*i]));
                landed.chain(changes.islands.iter().map(|i| self.island_passed(&data.islands[*i]))).collect()
            }
            Heading::Holdouts => self.areas(changes),
            Heading::Surrenders => events(&[EventKind::Surrender]),
            Heading::Orders => events(&[EventKind::Order, EventKind::Diplomatic, EventKind::Political]),
            Heading::Lines => {
                let begun = changes.zones_begun.iter().map(|i| self.zone_begun(&data.zones[*i]));
                begun.chain(changes.zones_ended.iter().map(|i| self.zone_ended(&data.zones[*i]))).collect()
            }
            Heading::Movements => changes.movements_begun.iter().map(|i| self.movement(&data.movements[*i])).collect(),
            Heading::Elsewhere => self.elsewhere(),
        }
    }

    /// An entry about one feature; the sentence is ended here.
    fn entry(&self, meta: &Meta, date: fn(&Meta) -> &str, rank: u8, text: String) -> DiaryEntry {
        let mut text = text;
        if !text.ends_with(['.', '!', '?']) {
            text.push('.');
        }
        DiaryEntry {
            when: self.when(date(meta)),
            text,
            ids: vec![meta.id.clone()],
            place: None,
            rank,
            certainty: Some(meta.certainty),
            citations: meta.sources.clone(),
            note: meta.note.clone(),
            other_readings: other_readings(self.campaign, meta, self.reading, self.teller, date),
        }
    }

    /// The time of an EDTF text; the whole day goes without saying.
    fn when(&self, text: &str) -> DiaryWhen {
        let at = match text.parse::<Edtf>() {
            Ok(Edtf::Date(date)) if date.has_clock_time() => Some(date.first_instant(self.teller.main.offset)),
            _ => None,
        };
        let is_the_day = text.parse::<Day>().is_ok_and(|day| day == self.day) && !text.ends_with(['?', '~', '%']);
        DiaryWhen { text: if is_the_day { String::new() } else { self.teller.told(text) }, at }
    }

    fn ground(&self, front: SectorGround) -> Option<DiaryEntry> {
        let data = self.campaign.data();
        let sector = data.config.sectors.get(front.sector)?;
        let track = self.campaign.shown(self.reading).tracks.iter().find(|t| t.sector == front.sector)?;
        let end = self.day.end(self.teller.main.offset);
        let line = &data.fronts[track.lines[track.position(end, Motion::Interpolated)?.line].front];
        let gained = if front.gained_km2 >= 0.5 {
            format!("gains {}", spoken_km2(front.gained_km2))
        } else if front.held_km2 >= 0.5 {
            "stands".to_owned()
        } else {
            return None;
        };
        let text = format!("{} {gained}; {} lie behind it.", sector.names.en, spoken_km2(front.held_km2));
        let mut entry = self.entry(&line.meta, START, 1, text);
        // The line stands at the close of the day that dates it.
        entry.when = DiaryWhen { text: String::new(), at: None };
        Some(entry)
    }

    fn event(&self, event: &Event) -> DiaryEntry {
        let places = &self.campaign.data().places;
        let place = places.iter().find(|place| place.id == event.place);
        let name = &event.meta.names.en;
        let at = place.map(|place| place.names.en.as_str()).filter(|at| !name.contains(at) && !event.text.contains(at));
        let title = at.map_or_else(|| name.clone(), |at| format!("{name} ({at})"));
        let stop = if title.ends_with(['.', '!', '?']) { "" } else { "." };
        let text = if event.text.is_empty() { title } else { format!("{title}{stop} {}", event.text) };
        let mut entry = self.entry(&event.meta, START, event.rank, text);
        entry.place = place.map(|place| place.id.clone());
        if !event.meta.start_text.contains('T') {
            return entry;
        }
        // The clock of the source is said by the event, whatever offset its text is written with.
        entry.when.text = self.teller.instant(event.meta.period.start(), event.clock);
        entry
    }

    fn landing(&self, landing: &Landing) -> DiaryEntry {
        let how = match landing.by {
            LandingKind::Sea => "Landing from the sea",
            LandingKind::Air => "Landing by air",
            LandingKind::River => "Landing from the river",
        };
        let strength =
            if landing.troops.strength.is_empty() { String::new() } else { format!(" ({})", landing.troops.strength) };
        self.entry(&landing.meta, START, 2, format!("{how} at {}{strength}", landing.meta.names.en))
    }

    fn island_landed(&self, island: &Island) -> DiaryEntry {
        let text = format!("The first troops go ashore on {}", with_modern(&island.meta.names));
        let mut entry = self.entry(&island.meta, START, 2, text);
        entry.when = self.when(&island.landing_text);
        entry.other_readings.clear();
        entry
    }

    fn island_passed(&self, island: &Island) -> DiaryEntry {
        let text = format!("{} is wholly in Soviet hands", with_modern(&island.meta.names));
        self.entry(&island.meta, START, 2, text)
    }

    fn areas(&self, changes: &DayChanges) -> Vec<DiaryEntry> {
        let data = self.campaign.data();
        let tell = |meta: &Meta, date, text: &str| self.entry(meta, date, 2, text.replace("{}", &meta.names.en));
        let holdouts = |list: &[usize], date: fn(&Meta) -> &str, text: &str| -> Vec<DiaryEntry> {
            list.iter().map(|i| tell(&data.holdouts[*i].meta, date, text)).collect()
        };
        let pockets = |list: &[usize], date: fn(&Meta) -> &str, text: &str| -> Vec<DiaryEntry> {
            list.iter().map(|i| tell(&data.pockets[*i].meta, date, text)).collect()
        };
        [
            holdouts(&changes.holdouts_formed, START, "Cut off, still held by Japanese forces: {}"),
            holdouts(&changes.holdouts_ended, END, "No longer held by Japanese forces: {}"),
            pockets(&changes.pockets_formed, START, "Held by Soviet forces ahead of the front: {}"),
            pockets(&changes.pockets_ended, END, "No longer a pocket ahead of the front: {}"),
        ]
        .concat()
    }

    fn zone_begun(&self, zone: &Zone) -> DiaryEntry {
        let what = match zone.meta.status {
            Status::Executed => "comes into force",
            Status::Planned => "is planned",
            Status::Proposed => "is proposed",
            Status::Agreed => "is agreed",
            Status::Ordered => "is ordered",
            Status::Refused => "is proposed, to be refused",
            Status::Cancelled => "is planned, to be called off",
        };
        self.entry(&zone.meta, START, 2, format!("{} {what}", zone.meta.names.en))
    }

    fn zone_ended(&self, zone: &Zone) -> DiaryEntry {
        let what = match zone.meta.status {
            Status::Executed | Status::Agreed | Status::Ordered => "no longer stands by itself",
            Status::Planned | Status::Proposed => "is no longer on the table",
            Status::Refused => "is off the table: it was refused",
            Status::Cancelled => "is called off",
        };
        self.entry(&zone.meta, END, 3, format!("{} {what}", zone.meta.names.en))
    }

    fn movement(&self, movement: &Movement) -> DiaryEntry {
        let name = &movement.meta.names.en;
        let how = match movement.mobility {
            Mobility::Foot => "on foot",
            Mobility::Horse => "on horseback",
            Mobility::Armour => "by tank and truck",
            Mobility::Rail => "by rail",
            Mobility::Ship => "by sea",
            Mobility::Air => "by air",
            Mobility::River => "on the river",
        };
        let what = if movement.meta.status == Status::Executed { "sets out" } else { "planned," };
        let (text, rank) = (format!("{name}: {what} {how}"), movement.rank);
        let mut entry = self.entry(&movement.meta, START, rank, text);
        // The hours of a march are drawn with its line; few of them are known.
        if movement.waypoints.first().is_none_or(|first| first.certainty != Certainty::Documented) {
            entry.when = DiaryWhen { text: String::new(), at: None };
        }
        entry
    }

    /// Events and islands that the other reading puts on this day, and this one on another.
    fn elsewhere(&self) -> Vec<DiaryEntry> {
        let reading = other(self.reading);
        let there = self.campaign.changes_without_ground(self.day, self.teller.main.offset, reading);
        let data = self.campaign.data();
        let events = there.events.iter().map(|i| &data.events[*i].meta);
        let islands = there.islands.iter().map(|i| &data.islands[*i].meta);
        let tell = |meta: &Meta| {
            let here = counterparts(self.campaign, meta, reading).into_iter().next()?;
            if here.start_text == meta.start_text {
                return None;
            }
            let when = Teller { day: None, ..self.teller }.told(&here.start_text);
            let text = format!("{} has this day for: {} (here {when})", whose(reading), with_modern(&meta.names));
            let mut entry = self.entry(meta, START, 3, text);
            entry.ids.push(here.id.clone());
            entry.other_readings.clear();
            Some(entry)
        };
        events.chain(islands).filter_map(tell).collect()
    }
}

/// "Shumushu (now Shumshu)".
fn with_modern(names: &Names) -> String {
    match names.others.get(&Lang::Modern).filter(|modern| **modern != names.en) {
        Some(modern) => format!("{} (now {modern})", names.en),
        None => names.en.clone(),
    }
}

//! What happened at a place, in order of time: who held it, who came, landed, surrendered.
//!
//! Gathered here from control, events, landings, islands, movements and formations; told by `wording`. A day stays a day:
//! what the drawing adds (the hour at which a front or an arrow passes) orders the entries and is never told.

mod wording;

use std::collections::{BTreeMap, BTreeSet};

use super::control::{ControlBy, FrontPass};
use super::{Campaign, Reading};
use crate::data::{
    Area, Certainty, Citation, Formation, Landing, LandingKind, Level, Meta, Place, PositionKind, Status,
};
use crate::geo::{LonLat, distance_m};
use crate::time::{Day, Edtf, Instant, UtcOffset};
use wording::Deed;

/// Something that happened at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryEntry {
    /// When, as exactly as the data say it (EDTF); empty for how it was before the campaign.
    pub date: String,
    /// A short sentence without a full stop, without the time.
    pub text: String,
    /// Ids of the features and formations that it tells of, the chief one first.
    pub ids: Vec<String>,
    /// How well it is attested.
    pub certainty: Option<Certainty>,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

/// An entry with what orders it.
struct Dated {
    /// When it is taken to have been, for the order alone.
    at: Instant,
    entry: HistoryEntry,
}

/// Names of places in the texts of movements and formations count within this distance of the place, metres: others of
/// the same name lie farther off.
const NAMED_WITHIN_M: f64 = 15_000.0;
/// An airfield this near a town is the town's own, metres: what lands there lands at the town.
const OWN_AIRFIELD_M: f64 = 10_000.0;
/// The kind of such places in the gazetteer.
const AIRFIELD: &str = "airfield";

impl Campaign {
    /// What happened at a place of the gazetteer, in order of time: first who held it before, then what changed that,
    /// what the timeline tells of it, and who came, stood and ended there. Empty for an index beyond the list.
    ///
    /// What two features tell of one happening (a landing, its pocket and the event of the same date) is one entry.
    #[must_use]
    pub fn history(&self, place: usize, reading: Reading) -> Vec<HistoryEntry> {
        let Some(place) = self.data().places.get(place) else { return Vec::new() };
        let mut told = Gathered { campaign: self, place, reading, entries: Vec::new() };
        told.events();
        told.landings();
        told.control();
        told.formations();
        told.entries.sort_by_key(|dated| dated.at);
        let before = self.deciding(place.at, reading).before.map(|who| HistoryEntry {
            date: String::new(),
            text: wording::held_before(who).to_owned(),
            ids: Vec::new(),
            certainty: None,
            sources: Vec::new(),
        });
        before.into_iter().chain(told.entries.into_iter().map(|dated| dated.entry)).collect()
    }
}

/// Collects the entries of one place.
struct Gathered<'c> {
    campaign: &'c Campaign,
    place: &'c Place,
    reading: Reading,
    entries: Vec<Dated>,
}

impl<'c> Gathered<'c> {
    fn push(&mut self, at: Instant, entry: HistoryEntry) {
        self.entries.push(Dated { at, entry });
    }

    fn push_meta(&mut self, meta: &Meta, date: &str, text: String) {
        let Ok(edtf) = date.parse::<Edtf>() else { return };
        let at = edtf.first_instant(self.campaign.data().config.clock);
        let (date, ids, sources) = (date.to_owned(), vec![meta.id.clone()], meta.sources.clone());
        self.push(at, HistoryEntry { date, text, ids, certainty: Some(meta.certainty), sources });
    }

    /// The same happening is told already under the same date: adds to it. True if there is such an entry.
    fn joins(&mut self, meta: &Meta, date: &str, is_same: impl Fn(&HistoryEntry) -> bool) -> bool {
        let is_then = |other: &str| other == date || moment(other).is_some_and(|at| moment(date) == Some(at));
        let found = self.entries.iter_mut().map(|dated| &mut dated.entry);
        let Some(entry) = found.filter(|entry| is_then(&entry.date)).find(|entry| is_same(entry)) else { return false };
        add(entry, meta);
        true
    }

    fn events(&mut self) {
        let data = self.campaign.data();
        for event in self.campaign.shown(self.reading).events.iter().map(|index| &data.events[*index]) {
            if event.place == self.place.id || event.takes.contains(&self.place.id) {
                let (start, end) = (&event.meta.start_text, &event.meta.end_text);
                let date = if end.is_empty() || end == start { start.clone() } else { format!("{start}/{end}") };
                self.push_meta(&event.meta, &date, event.meta.names.en.clone());
            }
        }
    }

    fn landings(&mut self) {
        let data = self.campaign.data();
        for landing in self.campaign.shown(self.reading).landings.iter().map(|index| &data.landings[*index]) {
            let airfield = self.own_airfield_of(landing);
            let is_here = landing.troops.place == self.place.id || airfield.is_some();
            let start = &landing.meta.start_text;
            if is_here && !self.joins(&landing.meta, start, |_| start.contains('T')) {
                let who = landing.troops.holding.first().and_then(|id| self.formation(id));
                self.push_meta(&landing.meta, start, wording::landing(landing, airfield, who));
            }
        }
    }

    /// The airfield of this town on which a party landed.
    fn own_airfield_of(&self, landing: &Landing) -> Option<&'c Place> {
        let is_town = self.place.kind != AIRFIELD && distance_m(landing.at, self.place.at) <= OWN_AIRFIELD_M;
        let campaign: &'c Campaign = self.campaign;
        let mut places = campaign.data().places.iter();
        let airfield = places.find(|place| place.kind == AIRFIELD && place.id == landing.troops.place);
        airfield.filter(|_| is_town && landing.by == LandingKind::Air)
    }

    fn formation(&self, id: &str) -> Option<&Formation> {
        self.campaign.formations().by_id(id).map(|index| &self.campaign.data().formations[index])
    }

    /// Pockets, holdouts, the island, and the passing of a front.
    fn control(&mut self) {
        let data = self.campaign.data();
        let deciding = self.campaign.deciding(self.place.at, self.reading);
        let mut pockets: Vec<&Area> = Vec::new();
        for by in deciding.features {
            match by {
                ControlBy::Pocket(index) => pockets.push(&data.pockets[index]),
                ControlBy::Holdout(index) => {
                    let meta = &data.holdouts[index].meta;
                    self.push_meta(meta, &meta.start_text, wording::holdout(meta));
                    self.push_meta(meta, &meta.end_text, wording::holdout_ends(meta));
                }
                ControlBy::Island(index) => {
                    let island = &data.islands[index];
                    if !self.joins(&island.meta, &island.landing_text, |_| true) {
                        self.push_meta(&island.meta, &island.landing_text, wording::island_landing(island));
                    }
                    self.push_meta(&island.meta, &island.meta.start_text, wording::island_passes(island));
                }
                ControlBy::Front(_) | ControlBy::Territory(_) | ControlBy::Sea => {}
            }
        }
        self.pockets(pockets);
        if let Some(pass) = deciding.pass {
            self.front_passes(pass);
        }
    }

    /// Pockets of which one begins as the last one ends are outlines of one that grows: told once.
    fn pockets(&mut self, mut pockets: Vec<&Area>) {
        pockets.sort_by_key(|pocket| pocket.meta.period.start());
        let mut held_until = Instant::DISTANT_PAST;
        let mut first: Option<String> = None;
        for pocket in pockets {
            let start = &pocket.meta.start_text;
            let goes_on = pocket.meta.period.start() <= held_until;
            let entry = self.entries.iter_mut().map(|dated| &mut dated.entry);
            let told = entry.filter(|_| goes_on).find(|entry| first.as_ref().is_some_and(|id| entry.ids.contains(id)));
            if let Some(entry) = told {
                add(entry, &pocket.meta);
            } else {
                if !self.joins(&pocket.meta, start, |_| start.contains('T')) {
                    self.push_meta(&pocket.meta, start, wording::pocket(pocket));
                }
                first = Some(pocket.meta.id.clone());
            }
            held_until = held_until.max(pocket.meta.period.end());
            let linkup = pocket.linkup.as_ref().map(ToString::to_string).unwrap_or_default();
            if !self.joins(&pocket.meta, &linkup, |_| linkup.contains('T')) {
                self.push_meta(&pocket.meta, &linkup, wording::LINKUP.to_owned());
            }
        }
    }

    /// The front passes in the course of the days between two dated lines, by inference; where an event says that the
    /// place was taken then, that is one happening.
    fn front_passes(&mut self, pass: FrontPass) {
        let data = self.campaign.data();
        let front = &data.fronts[pass.line];
        let clock = data.config.clock;
        let (first, last) = (Day::containing(pass.after, clock), Day::containing(pass.until.plus_secs(-1), clock));
        let date = if first == last { last.to_string() } else { format!("{first}/{last}") };
        let taken: Vec<String> = data
            .events
            .iter()
            .filter(|event| event.takes.contains(&self.place.id) && pass.drawn >= event.meta.period.start())
            .map(|event| event.meta.id.clone())
            .collect();
        if self.joins(&front.meta, &date, |entry| entry.ids.iter().any(|id| taken.contains(id))) {
            return;
        }
        let sector = data.config.sectors.iter().find(|sector| sector.id == front.sector);
        let text = wording::front(sector.map_or(front.sector.as_str(), |sector| sector.names.en.as_str()));
        let (ids, sources) = (vec![front.meta.id.clone()], front.meta.sources.clone());
        self.push(pass.drawn, HistoryEntry { date, text, ids, certainty: Some(front.meta.certainty), sources });
    }

    /// Who came, stood and ended here: one entry for those who did the same on one day.
    fn formations(&mut self) {
        let mut groups: BTreeMap<(String, Deed), Vec<Did>> = BTreeMap::new();
        let mut on_the_march = BTreeSet::new();
        for did in self.marches() {
            on_the_march.extend(did.formation.map(|formation| (formation, did.date.clone())));
            groups.entry((did.date.clone(), did.deed.clone())).or_default().push(did);
        }
        for did in self.positions().chain(self.fates()) {
            // A position on the day of a march is a vertex of it.
            let is_told = did.formation.is_some_and(|at| on_the_march.contains(&(at, did.date.clone())));
            if !is_told || matches!(did.deed, Deed::Ends(_)) {
                groups.entry((did.date.clone(), did.deed.clone())).or_default().push(did);
            }
        }
        for ((date, deed), mut group) in groups {
            group.sort_by_key(|did| (did.level, did.at));
            let names: Vec<&str> = group.iter().map(|did| did.name.as_str()).collect();
            let text = wording::deed(&deed, &names);
            let mut sources: Vec<Citation> = Vec::new();
            for source in group.iter().flat_map(|did| &did.sources) {
                if !sources.contains(source) {
                    sources.push(source.clone());
                }
            }
            let at = group.iter().map(|did| did.at).min().unwrap_or(Instant::DISTANT_PAST);
            let certainty = group.iter().map(|did| did.certainty).max();
            let ids = group.iter().map(|did| did.id.clone()).collect();
            self.push(at, HistoryEntry { date, text, ids, certainty, sources });
        }
    }

    /// Marches with a vertex here.
    fn marches(&self) -> Vec<Did> {
        let data = self.campaign.data();
        let mut deeds = Vec::new();
        for index in self.campaign.shown(self.reading).movements.iter().copied() {
            let movement = &data.movements[index];
            if movement.meta.status != Status::Executed {
                continue;
            }
            let formation = self.campaign.formations().of_movement(index);
            let mut was_here = false;
            for (vertex, waypoint) in movement.waypoints.iter().enumerate() {
                let is_here = self.is_named(&waypoint.place, movement.line[vertex]);
                if is_here && !was_here {
                    let entry = formation.map(|at| &data.formations[at]);
                    let at = movement.times[vertex];
                    deeds.push(Did {
                        deed: if vertex == 0 { Deed::SetsOut } else { Deed::Arrives },
                        date: Day::containing(at, data.config.clock).to_string(),
                        at,
                        name: entry.map_or(&movement.meta.names.en, |entry| &entry.names.en).clone(),
                        level: entry.map(|entry| entry.level),
                        formation,
                        id: movement.meta.id.clone(),
                        certainty: waypoint.certainty,
                        sources: waypoint.source.clone().into_iter().collect(),
                    });
                }
                was_here = is_here;
            }
        }
        deeds
    }

    fn positions(&self) -> impl Iterator<Item = Did> {
        let data = self.campaign.data();
        let executed = data.formations.iter().enumerate().filter(|(_, entry)| entry.status == Status::Executed);
        executed.flat_map(move |(index, entry)| {
            let here = entry.positions.iter().filter(|position| {
                position.what != PositionKind::Planned && self.is_named(&position.place, position.at)
            });
            here.map(move |position| Did {
                deed: if position.what == PositionKind::Headquarters { Deed::Headquarters } else { Deed::Stands },
                date: Day::containing(position.since, data.config.clock).to_string(),
                at: position.since,
                name: entry.names.en.clone(),
                level: Some(entry.level),
                formation: Some(index),
                id: entry.id.clone(),
                certainty: position.certainty,
                sources: position.sources.clone(),
            })
        })
    }

    fn fates(&self) -> impl Iterator<Item = Did> {
        let formations = self.campaign.data().formations.iter().enumerate();
        formations.filter_map(|(index, entry)| {
            let fate = entry.fate.as_ref()?;
            let is_here = self.is_named(&fate.place, fate.at.unwrap_or(self.place.at));
            is_here.then(|| Did {
                deed: Deed::Ends(fate.text.clone()),
                date: fate.date.to_string(),
                // Within its day it is the last to be told.
                at: fate.comes_at.plus_secs(-1),
                name: entry.names.en.clone(),
                level: Some(entry.level),
                formation: Some(index),
                id: entry.id.clone(),
                certainty: entry.certainty,
                sources: fate.sources.clone(),
            })
        })
    }

    /// True if a text such as "Mukden, north airfield" at this position names the place: its words up to the first comma
    /// or bracket are one of its names. "South of Mukden" does not.
    fn is_named(&self, text: &str, at: LonLat) -> bool {
        let name = text.split([',', '(']).next().unwrap_or_default();
        !name.is_empty()
            && distance_m(at, self.place.at) <= NAMED_WITHIN_M
            && (self.campaign.places().find(name).iter())
                .any(|index| self.campaign.data().places[*index].id == self.place.id)
    }
}

/// Adds another feature that tells of the same.
fn add(entry: &mut HistoryEntry, meta: &Meta) {
    if !entry.ids.contains(&meta.id) {
        entry.ids.push(meta.id.clone());
    }
    for source in &meta.sources {
        if !entry.sources.contains(source) {
            entry.sources.push(source.clone());
        }
    }
}

/// The instant of a date with an hour.
fn moment(date: &str) -> Option<Instant> {
    match date.parse().ok()? {
        Edtf::Date(date) if date.has_clock_time() => Some(date.first_instant(UtcOffset::UTC)),
        _ => None,
    }
}

/// What a formation did at the place.
struct Did {
    deed: Deed,
    /// A day, or what the data say (EDTF).
    date: String,
    at: Instant,
    /// Of the formation, or of its movement.
    name: String,
    level: Option<Level>,
    formation: Option<usize>,
    id: String,
    certainty: Certainty,
    sources: Vec<Citation>,
}

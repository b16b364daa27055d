//! Typed entries of the order of battle. Positions are degrees (WGS 84), instants UTC.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Certainty, Citation, Names, Origin, Side, Status};
use crate::geo::LonLat;
use crate::time::{Edtf, Instant, Period};

/// How large a formation is, from the greatest down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// High command of a theatre.
    Theatre,
    /// Soviet front.
    Front,
    /// Japanese area army or general army.
    ArmyGroup,
    /// Fleet.
    Fleet,
    /// Army.
    Army,
    /// Air army.
    AirArmy,
    /// Flotilla.
    Flotilla,
    /// Corps.
    Corps,
    /// Division.
    Division,
    /// Brigade.
    Brigade,
    /// Naval or fortress base.
    Base,
    /// A group put together for one operation.
    Group,
    /// Regiment.
    Regiment,
    /// Battalion.
    Battalion,
    /// A party named after its leader or its task, of any size below a division.
    Detachment,
    /// A single ship.
    Ship,
}

/// What a formation fights with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Branch {
    /// All arms.
    Combined,
    /// Infantry.
    Infantry,
    /// Tanks.
    Armour,
    /// Mechanized troops.
    Mechanized,
    /// Infantry in trucks.
    Motorized,
    /// Cavalry.
    Cavalry,
    /// Artillery.
    Artillery,
    /// Garrisons of fortified regions.
    Fortress,
    /// Air forces.
    Air,
    /// Airborne troops and parties that were flown in.
    Airborne,
    /// Ships.
    Naval,
    /// Naval infantry.
    NavalInfantry,
    /// Submarines.
    Submarine,
    /// Border troops.
    Border,
}

/// What a position of a formation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PositionKind {
    /// Its headquarters.
    Headquarters,
    /// The troops, or their head on the march.
    Troops,
    /// A place that was only planned.
    Planned,
}

/// A formation of the order of battle: front, army, corps, division, detachment, ship.
#[derive(Clone, Debug, PartialEq)]
pub struct Formation {
    /// Unique id; formations share their ids' name space with the features.
    pub id: String,
    /// Name and its forms.
    pub names: Names,
    /// Short form for the map: "6 GTA".
    pub short: String,
    /// Whose it is.
    pub side: Side,
    /// A force within a side, as written: `Manchukuo`, `Mengjiang`, `8th Route Army`; empty for the side's own.
    pub force: String,
    /// How large it is.
    pub level: Level,
    /// What it fights with.
    pub branch: Branch,
    /// Id of the formation under which it stood for most of the campaign, or outside of the periods of `parents`.
    pub parent: Option<String>,
    /// Subordination over time, where it changed.
    pub parents: Vec<Subordination>,
    /// Commander, and others of note; empty where not known.
    pub commander: String,
    /// What `commander` rests on.
    pub commander_sources: Vec<Citation>,
    /// Strength as one source or a few give it.
    pub strength: Option<Strength>,
    /// Where it was, in order of time: each holds from its instant on.
    pub positions: Vec<FormationPosition>,
    /// How it ended, or where its campaign did.
    pub fate: Option<Fate>,
    /// Ids of the movements in which it took part: its own, and those of others with whom it marched.
    pub movements: Vec<String>,
    /// How far it came to be used.
    pub status: Status,
    /// How well it is attested.
    pub certainty: Certainty,
    /// What it rests on.
    pub sources: Vec<Citation>,
    /// Explanation in the atlas's own words; may be empty.
    pub note: String,
    /// The entry as it was read, so that it can be handed on whole.
    pub record: Map<String, Value>,
    /// Where it was read.
    pub origin: Origin,
}

/// Subordination for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subordination {
    /// Id of the parent.
    pub parent: String,
    /// When, by the whole-day rule.
    pub period: Period,
}

/// Strength of a formation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strength {
    /// As the sources give it.
    pub text: String,
    /// Numbers by what they count: `men`, `tanks_spg`, `guns_mortars`, `aircraft` ...
    pub numbers: BTreeMap<String, u64>,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

/// A dated position of a formation.
#[derive(Clone, Debug, PartialEq)]
pub struct FormationPosition {
    /// When it was there, as precisely as the file says; for a day from the day's start on.
    pub date: Edtf,
    /// First instant of `date`.
    pub since: Instant,
    /// Last instant of `date`: the same as `since` unless it is a day or more.
    pub until: Instant,
    /// Where, degrees.
    pub at: LonLat,
    /// Name of the place as the source has it; may be empty.
    pub place: String,
    /// What it is.
    pub what: PositionKind,
    /// How well it is attested.
    pub certainty: Certainty,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

/// The end of a formation, or of its campaign.
#[derive(Clone, Debug, PartialEq)]
pub struct Fate {
    /// When, as precisely as the file says.
    pub date: Edtf,
    /// When it has come: the last instant of `date`.
    pub comes_at: Instant,
    /// Name of the place; may be empty.
    pub place: String,
    /// Where, where that is a point, degrees.
    pub at: Option<LonLat>,
    /// What became of it.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

impl Formation {
    /// Id of the formation under which it stands at `t`.
    #[must_use]
    pub fn parent_at(&self, t: Instant) -> Option<&str> {
        let dated = self.parents.iter().find(|under| under.period.contains(t)).map(|under| &under.parent);
        dated.or(self.parent.as_ref()).map(String::as_str)
    }

    /// All citations: of the formation itself, its commander, strength, positions and fate.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        (self.sources.iter().chain(&self.commander_sources))
            .chain(self.strength.iter().flat_map(|strength| &strength.sources))
            .chain(self.positions.iter().flat_map(|position| &position.sources))
            .chain(self.fate.iter().flat_map(|fate| &fate.sources))
    }
}

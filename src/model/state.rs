//! The state of the campaign at one instant.

use super::FormationSpot;
use crate::geo::LonLat;
use crate::time::Instant;

/// Which version is shown where sources disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Reading {
    /// The best documented version.
    #[default]
    Documented,
    /// The version of Hasegawa's paper.
    Hasegawa,
}

impl Reading {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Documented, Self::Hasegawa];

    /// The word by which files name it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Hasegawa => "hasegawa",
        }
    }

    /// The reading that files name so.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reading| reading.id() == id)
    }
}

/// How a front gets from one dated line to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Motion {
    /// It moves evenly between them.
    #[default]
    Interpolated,
    /// It stands at the last dated line until the next one is reached.
    Steps,
}

/// What stands where at one instant. Indices point into the lists of the campaign's dataset.
#[derive(Clone, Debug, Default)]
pub struct WorldState {
    /// The instant.
    pub at: Instant,
    /// The earlier instant against which ground counts as gained: a day before `at` unless another was asked for.
    pub since: Instant,
    /// The comparison with `since`, measured where it was asked for.
    pub compared: Option<Comparison>,
    /// One entry a sector, in the campaign's order.
    pub fronts: Vec<FrontState>,
    /// Holdouts in force.
    pub holdouts: Vec<usize>,
    /// Pockets in force.
    pub pockets: Vec<usize>,
    /// Landings that have taken place.
    pub landings: Vec<usize>,
    /// Islands under Soviet control.
    pub islands: Vec<usize>,
    /// Zones in force.
    pub zones: Vec<usize>,
    /// Movements that have begun.
    pub movements: Vec<usize>,
    /// Formations that have a place, in file order.
    pub formations: Vec<FormationSpot>,
    /// Events that are still news, oldest first: those of the last 24 hours, and those dated by a day on it and the next.
    pub recent_events: Vec<usize>,
}

/// How much ground was gained between two instants.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Land that lies behind the fronts or on islands under Soviet control at the later instant but not at the earlier
    /// one, square kilometres: what two sectors cover counts once, holdouts behind the front count, pockets ahead of it
    /// do not.
    pub gained_km2: f64,
    /// The same by 24 hours, square kilometres.
    pub km2_per_day: f64,
}

/// One sector's front.
#[derive(Clone, Debug, Default)]
pub struct FrontState {
    /// Index of the sector in the configuration.
    pub sector: usize,
    /// True at an instant for which a dated line exists, and on a front that no longer moves.
    pub is_attested: bool,
    /// The line, in order, cut where its character changes; neighbouring stretches share their end points.
    pub stretches: Vec<Stretch>,
    /// Outline of the ground overrun since the first line: one ring, closed, to be filled by the non-zero rule.
    pub ground: Vec<LonLat>,
    /// The same at the earlier instant of the state (empty at the start): what lies in `ground` but not here was gained
    /// since.
    pub ground_before: Vec<LonLat>,
    /// The line at the earlier instant, as `stretches`.
    pub stretches_before: Vec<Stretch>,
    /// Earlier positions for phase lines, newest first: index of the front line in the dataset.
    pub earlier: Vec<usize>,
}

/// A part of a front line.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Vertices in degrees, Japanese-held ground on the left.
    pub line: Vec<LonLat>,
    /// Its character.
    pub kind: StretchKind,
}

/// What a part of the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StretchKind {
    /// Still on the line of the first date: a frontier that nobody has crossed here.
    Frontier,
    /// Moved from the first line and standing on a dated line.
    Attested,
    /// Between two dated positions.
    Interpolated,
}

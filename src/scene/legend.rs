//! What a page shows, by class: the legend names these and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::units::symbol::echelon_mark;
use crate::data::{LandingKind, Level};

/// A class of marks that the legend can explain, in the legend's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The front on a dated line.
    Front,
    /// The front between dated lines.
    FrontInterpolated,
    /// The frontier where nobody crossed it.
    Frontier,
    /// Ground held.
    Held,
    /// Ground gained in the last day.
    Gained,
    /// Ground gained between the two instants of a comparison.
    GainedBetween,
    /// The front at the earlier instant of a comparison.
    FrontBefore,
    /// Earlier positions.
    PhaseLine,
    /// An axis of advance.
    Advance,
    /// An axis of advance whose course is inferred.
    AdvanceInferred,
    /// A planned move.
    Planned,
    /// A Soviet formation.
    UnitSoviet,
    /// A Mongolian formation.
    UnitMongolia,
    /// A Chinese formation.
    UnitChina,
    /// A Japanese formation.
    UnitJapan,
    /// A formation of Manchukuo.
    UnitManchukuo,
    /// A formation of Mengjiang.
    UnitMengjiang,
    /// A formation whose position is inferred.
    UnitUncertain,
    /// A formation that has laid down its arms.
    UnitStruck,
    /// Echelon: high command.
    EchelonTheatre,
    /// Echelon: front, area army.
    EchelonFront,
    /// Echelon: army.
    EchelonArmy,
    /// Echelon: corps.
    EchelonCorps,
    /// Echelon: division.
    EchelonDivision,
    /// Echelon: brigade.
    EchelonBrigade,
    /// Echelon: regiment.
    EchelonRegiment,
    /// Echelon: battalion.
    EchelonBattalion,
    /// Ground still Japanese behind the front.
    Holdout,
    /// Ground held ahead of the front.
    Pocket,
    /// Landing from the sea.
    LandingSea,
    /// Landing by air.
    LandingAir,
    /// Landing from river craft.
    LandingRiver,
    /// A small island under Soviet control.
    IslandTaken,
    /// A small island that is still Japanese.
    IslandJapanese,
    /// What was proposed or refused.
    ZoneProposed,
    /// What was agreed or ordered.
    ZoneOrdered,
    /// Fighting.
    EventClash,
    /// A place taken.
    EventCapture,
    /// A diplomatic event.
    EventDiplomatic,
    /// An order or a decision.
    EventOrder,
    /// An atomic bomb.
    EventAtomic,
    /// A surrender.
    EventSurrender,
    /// An event that is none of these.
    EventOther,
    /// A railway.
    Railway,
    /// A border.
    Border,
    /// A border of today.
    BorderModern,
    /// Marsh.
    Marsh,
    /// Desert or dry steppe.
    Desert,
}

impl Class {
    /// What the legend calls it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Front => "Front",
            Self::FrontInterpolated => "Front, interpolated",
            Self::Frontier => "Frontier not yet crossed",
            Self::Held => "Ground held by Soviet forces",
            Self::Gained => "Gained in the last 24 hours",
            Self::GainedBetween => "Gained between the two dates",
            Self::FrontBefore => "Front on the earlier date",
            Self::PhaseLine => "Front on earlier days",
            Self::Advance => "Axis of advance",
            Self::AdvanceInferred => "Axis of advance, course inferred",
            Self::Planned => "Planned, not carried out",
            Self::UnitSoviet => "Soviet",
            Self::UnitMongolia => "Mongolian",
            Self::UnitChina => "Chinese",
            Self::UnitJapan => "Japanese",
            Self::UnitManchukuo => "Manchukuo",
            Self::UnitMengjiang => "Mengjiang",
            Self::UnitUncertain => "position inferred",
            Self::UnitStruck => "laid down its arms",
            Self::EchelonTheatre => "high command",
            Self::EchelonFront => "front, area army",
            Self::EchelonArmy => "army",
            Self::EchelonCorps => "corps",
            Self::EchelonDivision => "division",
            Self::EchelonBrigade => "brigade",
            Self::EchelonRegiment => "regiment",
            Self::EchelonBattalion => "battalion",
            Self::Holdout => "Japanese holdout",
            Self::Pocket => "Ground held ahead of the front",
            Self::LandingSea => "Landing by sea",
            Self::LandingAir => "Landing by air",
            Self::LandingRiver => "Landing by river craft",
            Self::IslandTaken => "Small island, Soviet",
            Self::IslandJapanese => "Small island, Japanese",
            Self::ZoneProposed => "Proposed or refused: not carried out",
            Self::ZoneOrdered => "Agreed or ordered",
            Self::EventClash => "Fighting",
            Self::EventCapture => "Place taken",
            Self::EventDiplomatic => "Diplomacy",
            Self::EventOrder => "Order, decision",
            Self::EventAtomic => "Atomic bomb",
            Self::EventSurrender => "Surrender, cease-fire",
            Self::EventOther => "Other event",
            Self::Railway => "Railway",
            Self::Border => "Border of 1945",
            Self::BorderModern => "Border of today",
            Self::Marsh => "Marsh",
            Self::Desert => "Desert, dry steppe",
        }
    }

    /// What a legend with little room calls it.
    #[must_use]
    pub const fn short_label(self) -> &'static str {
        match self {
            Self::FrontInterpolated => "Interpolated",
            Self::Held => "Held",
            Self::Gained => "Gained, 24 h",
            Self::GainedBetween => "Gained between",
            Self::FrontBefore => "Front before",
            Self::PhaseLine => "Earlier days",
            Self::Advance => "Advance",
            Self::AdvanceInferred => "Course inferred",
            Self::Planned => "Planned",
            Self::Pocket => "Held ahead",
            Self::LandingSea => "By sea",
            Self::LandingAir => "By air",
            Self::LandingRiver => "By river",
            Self::IslandTaken => "Island, Soviet",
            Self::IslandJapanese => "Island, Japanese",
            Self::ZoneProposed => "Proposed or refused",
            Self::EventOrder => "Order",
            Self::EventSurrender => "Surrender",
            Self::UnitStruck => "disarmed",
            Self::Holdout => "Holdout",
            _ => self.label(),
        }
    }

    /// True for what explains symbols of formations: such classes stand in lines of their own under the others.
    #[must_use]
    pub const fn is_of_units(self) -> bool {
        self.echelon().is_some()
            || matches!(
                self,
                Self::UnitSoviet
                    | Self::UnitMongolia
                    | Self::UnitChina
                    | Self::UnitJapan
                    | Self::UnitManchukuo
                    | Self::UnitMengjiang
                    | Self::UnitUncertain
                    | Self::UnitStruck
            )
    }

    /// The mark of the echelon that the class explains.
    #[must_use]
    pub const fn echelon(self) -> Option<&'static str> {
        let level = match self {
            Self::EchelonTheatre => Level::Theatre,
            Self::EchelonFront => Level::Front,
            Self::EchelonArmy => Level::Army,
            Self::EchelonCorps => Level::Corps,
            Self::EchelonDivision => Level::Division,
            Self::EchelonBrigade => Level::Brigade,
            Self::EchelonRegiment => Level::Regiment,
            Self::EchelonBattalion => Level::Battalion,
            _ => return None,
        };
        Some(echelon_mark(level))
    }

    /// The class of a landing.
    #[must_use]
    pub const fn of_landing(by: LandingKind) -> Self {
        match by {
            LandingKind::Sea => Self::LandingSea,
            LandingKind::Air => Self::LandingAir,
            LandingKind::River => Self::LandingRiver,
        }
    }
}

/// What a page shows: the classes of its marks, and the sources that they rest on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    classes: BTreeSet<Class>,
    /// Key of each source, and how many features of the campaign cite it.
    pub(super) cited: BTreeMap<String, usize>,
}

impl Shown {
    /// Notes that `class` is on the page.
    pub fn add(&mut self, class: Class) {
        self.classes.insert(class);
    }

    /// True if `class` is on the page.
    #[must_use]
    pub fn has(&self, class: Class) -> bool {
        self.classes.contains(&class)
    }

    /// The classes in the legend's order.
    pub fn classes(&self) -> impl Iterator<Item = Class> + '_ {
        self.classes.iter().copied()
    }

    /// Adds all that `other` shows. A source counts as often as on the page that has most of it, so that what two maps of
    /// one page share is not counted twice.
    pub fn extend(&mut self, other: &Self) {
        self.classes.extend(&other.classes);
        for (key, count) in &other.cited {
            let own = self.cited.entry(key.clone()).or_default();
            *own = (*own).max(*count);
        }
    }
}

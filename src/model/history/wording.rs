//! The sentences of a place's history. No hour and no day is said here: the entry carries its date.

use super::super::Holder;
use crate::data::{Area, Formation, Island, Landing, LandingKind, Meta, Place, PocketKind};

/// What a formation did at a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Deed {
    /// It was there already, with its staff.
    Headquarters,
    /// It was there.
    Stands,
    /// It left.
    SetsOut,
    /// It came.
    Arrives,
    /// It ended there, in the words of the order of battle.
    Ends(String),
}

/// How many formations are named before the rest is counted.
const NAMED: usize = 3;

/// Who held the place before the campaign.
pub(super) const fn held_before(who: Holder) -> &'static str {
    match who {
        Holder::Japan => "Japanese-held",
        Holder::Soviet => "Soviet-held",
        Holder::Contested => "Contested",
        Holder::Other => "Not held by Japan",
    }
}

/// "26th Rifle Corps, 59th Rifle Division and 3 more arrive".
pub(super) fn deed(deed: &Deed, names: &[&str]) -> String {
    let who = listed(names);
    let is_one = names.len() == 1;
    match deed {
        Deed::Headquarters => format!("Headquarters of {who}"),
        Deed::Stands => format!("{who} there"),
        Deed::SetsOut => format!("{who} {} out", if is_one { "sets" } else { "set" }),
        Deed::Arrives => format!("{who} {}", if is_one { "arrives" } else { "arrive" }),
        Deed::Ends(text) => format!("{who}: {}", text.trim_end_matches('.')),
    }
}

/// "A", "A and B", "A, B and C", "A, B, C and 4 more".
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        names if names.len() > NAMED + 1 => {
            format!("{} and {} more", names[..NAMED].join(", "), names.len() - NAMED)
        }
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "Landing from the sea: 113th Rifle Brigade", "Landing by air at North airfield: 225 men".
pub(super) fn landing(landing: &Landing, airfield: Option<&Place>, who: Option<&Formation>) -> String {
    let how = match landing.by {
        LandingKind::Sea => "Landing from the sea",
        LandingKind::Air => "Landing by air",
        LandingKind::River => "Landing from the river",
    };
    let how = airfield.map_or_else(|| how.to_owned(), |airfield| format!("{how} at {}", airfield.names.en));
    match (who, landing.troops.strength.as_str()) {
        (Some(formation), _) => format!("{how}: {}", formation.names.en),
        (None, "") => how,
        (None, strength) => format!("{how}: {strength}"),
    }
}

/// "Held ahead of the front, by a landing from the air".
pub(super) fn pocket(pocket: &Area) -> String {
    let by = match pocket.by {
        Some(PocketKind::Landed(LandingKind::Sea)) => ", by a landing from the sea",
        Some(PocketKind::Landed(LandingKind::Air)) => ", by a landing from the air",
        Some(PocketKind::Landed(LandingKind::River)) => ", by a landing from the river",
        Some(PocketKind::Land) | None => "",
    };
    format!("Held by Soviet forces ahead of the front{by}")
}

/// Troops on the ground reach a pocket.
pub(super) const LINKUP: &str = "Troops on the ground arrive";

/// A holdout begins.
pub(super) fn holdout(meta: &Meta) -> String {
    format!("Japanese forces hold out: {}", meta.names.en)
}

/// A holdout ends.
pub(super) fn holdout_ends(meta: &Meta) -> String {
    format!("End of the holdout: {}", meta.names.en)
}

/// The first troops on an island.
pub(super) fn island_landing(island: &Island) -> String {
    format!("First troops ashore on {}", island.meta.names.en)
}

/// An island passes whole.
pub(super) fn island_passes(island: &Island) -> String {
    format!("{} wholly in Soviet hands", island.meta.names.en)
}

/// The front passes, by the drawing.
pub(super) fn front(sector: &str) -> String {
    format!("Behind the line of the {sector}")
}

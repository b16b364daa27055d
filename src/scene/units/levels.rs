//! What a level of the order of battle means for the map: from which scale on it shows, how large, and who goes first.
//!
//! Tuned by looking: the theatre shows armies and what is above them, in a small panel fronts alone, a front its corps, a battle all that fought in it.

use crate::data::Level;

/// The scale denominator below which a level is shown.
pub(super) const fn shown_below(level: Level) -> f64 {
    match level {
        Level::Theatre | Level::Front | Level::ArmyGroup => f64::INFINITY,
        Level::Army => 3.0e7,
        Level::Corps => 6.6e6,
        Level::Fleet | Level::AirArmy | Level::Flotilla => 4.0e6,
        Level::Division => 2.2e6,
        Level::Brigade | Level::Base | Level::Group => 1.3e6,
        Level::Regiment | Level::Detachment => 0.9e6,
        Level::Battalion | Level::Ship => 0.5e6,
    }
}

/// Height of a symbol as a share of an army's.
pub(super) const fn size_share(level: Level) -> f64 {
    match level {
        Level::Theatre | Level::Front | Level::ArmyGroup => 1.08,
        Level::Army | Level::Fleet | Level::AirArmy => 1.0,
        Level::Corps | Level::Flotilla => 0.92,
        Level::Division => 0.86,
        _ => 0.8,
    }
}

/// Rank of a level in the choice of places, 0 first.
pub(super) const fn rank(level: Level) -> u8 {
    match level {
        Level::Theatre | Level::Front | Level::ArmyGroup => 0,
        Level::Army => 1,
        Level::Corps | Level::Fleet => 2,
        Level::Flotilla | Level::AirArmy | Level::Division => 3,
        Level::Brigade | Level::Base | Level::Group => 4,
        Level::Regiment | Level::Detachment => 5,
        Level::Battalion | Level::Ship => 6,
    }
}

//! What happened: the campaign, indexed by time.
//!
//! Answers [`WorldState`] for any instant, who controls a place, and what changed in a day. Geometry stays in degrees.
//! Knows nothing of colours or pixels.

mod campaign;
mod changes;
mod check;
mod control;
mod formations;
mod places;
mod shown;
mod state;
mod territory;
mod track;

pub use campaign::Campaign;
pub use changes::{DayChanges, SectorGain};
pub use check::check;
pub use control::{CONTESTED_KM, Control, ControlBy, Holder};
pub use formations::{FormationIndex, FormationSpot, SpotBy};
pub use places::PlaceIndex;
pub use state::{FrontState, Motion, Reading, Stretch, StretchKind, WorldState};
pub use territory::{Allegiance, Territories};

#[cfg(test)]
mod tests;

//! What happened: the campaign, indexed by time.
//!
//! Answers [`WorldState`] for any instant, who controls a place, and what changed in a day. Geometry stays in degrees.
//! Knows nothing of colours or pixels.

mod campaign;
mod changes;
mod check;
mod compare;
mod control;
mod diary;
mod formations;
mod held;
mod history;
mod land;
mod places;
mod shown;
mod state;
mod surroundings;
mod territory;
mod track;

pub use campaign::Campaign;
pub use changes::{DatedFront, DayChanges, SectorGround};
pub use check::check;
pub use control::{CONTESTED_KM, Control, ControlBy, Holder};
pub use diary::{Diary, DiaryEntry, DiarySection, DiaryWhen, Heading, OtherReading, grouped, spoken_km2};
pub use formations::{FormationIndex, FormationSpot, SpotBy};
pub use held::HeldMeasure;
pub use history::HistoryEntry;
pub use land::Land;
pub use places::{PlaceIndex, folded_name};
pub use state::{Comparison, FrontState, Motion, Reading, Stretch, StretchKind, WorldState};
pub use surroundings::{NearFront, Surroundings};
pub use territory::{Allegiance, Territories};

#[cfg(test)]
mod tests;

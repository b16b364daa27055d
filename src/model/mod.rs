//! What happened: the campaign, indexed by time.
//!
//! Answers [`WorldState`] for any instant, who controls a place, and what changed in a day. Geometry stays in degrees.
//! Knows nothing of colours or pixels.

mod state;

pub use state::{FrontState, Motion, Reading, Stretch, StretchKind, WorldState};

//! Jobs that write pictures: whole or not at all, with what they know about themselves.
//!
//! Touches files; knows nothing of windows or of command lines.

mod atomic;
mod geojson;
mod studio;

pub use self::geojson::state_as_geojson;
pub use atomic::{Overwrite, WriteError, would_replace, write_whole};
pub use studio::{Still, StillError, Studio};

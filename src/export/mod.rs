//! Jobs that write pictures, data and references: whole or not at all, with what they know about themselves.
//!
//! Touches files; knows nothing of windows or of command lines.

mod atomic;
mod bibtex;
mod citation;
mod geojson;
mod studio;

pub use self::geojson::state_as_geojson;
pub use atomic::{Overwrite, WriteError, would_replace, write_whole};
pub use bibtex::bibtex;
pub use citation::{Cited, cited, short_list};
pub use studio::{Still, StillError, Studio};

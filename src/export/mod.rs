//! Jobs that write pictures: whole or not at all, with what they know about themselves.
//!
//! Touches files; knows nothing of windows or of command lines.

mod atomic;

pub use atomic::{Overwrite, WriteError, write_whole};

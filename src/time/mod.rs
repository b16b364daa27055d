//! Instants, periods, dates as sources give them, the clocks of 1945, and playback.
//!
//! Everything is UTC inside; offsets appear only when text is read or written. The module knows nothing of maps or
//! of the window: playback is a value changed by commands and by elapsed time handed in from outside.

mod instant;

pub use instant::{Instant, Period, UtcOffset};

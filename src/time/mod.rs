//! Instants, periods, dates as sources give them, the clocks of 1945, and playback.
//!
//! Everything is UTC inside; offsets appear only when text is read or written. The module knows nothing of maps or
//! of the window: playback is a value changed by commands and by elapsed time handed in from outside.

mod calendar;
mod clock;
mod edtf;
mod error;
mod instant;
mod playback;
mod rfc3339;
mod spoken;

pub use calendar::{CalendarFields, Day, Weekday, month_name};
pub use clock::Clock;
pub use edtf::{Edtf, EdtfBound, EdtfDate, Precision, Qualifier};
pub use error::TimeError;
pub use instant::{Instant, Period, UtcOffset};
pub use playback::{Direction, MAX_SPEED, MIN_SPEED, Playback, PlaybackCommand};
pub use spoken::{Teller, spoken_date};

#[cfg(test)]
mod tests;

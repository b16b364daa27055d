//! What can be wrong with a written time.

/// A written time that cannot be read; the message names the cure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// The text has not the form of a date.
    #[error("\"{text}\" is not a date: write 1945-08-20, 1945-08-20T12:00 or 1945-08-20T12:00:00+09:00")]
    NotADate {
        /// What was read.
        text: String,
    },
    /// The calendar has no such day.
    #[error("\"{text}\": there is no day {day} in month {month} of {year}")]
    NoSuchDay {
        /// What was read.
        text: String,
        /// Year as written.
        year: i16,
        /// Month as written.
        month: u8,
        /// Day as written.
        day: u8,
    },
    /// The clock has no such hour, minute or second.
    #[error("\"{text}\": there is no such hour; write 00:00 to 23:59, or 24:00 for the end of a day")]
    NoSuchHour {
        /// What was read.
        text: String,
    },
    /// The offset is not of the form `+09:00` or `Z`.
    #[error("\"{text}\" is not an offset from UTC: write Z or +09:00, at most 18 hours")]
    NotAnOffset {
        /// What was read.
        text: String,
    },
    /// An instant needs an offset and has none.
    #[error("\"{text}\" names no offset from UTC: add Z or +09:00")]
    NoOffset {
        /// What was read.
        text: String,
    },
    /// An interval ends before it starts.
    #[error("\"{text}\" ends before it starts: exchange its two dates")]
    Backwards {
        /// What was read.
        text: String,
    },
}

//! RFC 3339 reading and writing, at any offset.
//!
//! Reading is a little wider than RFC 3339: a space for the `T`, no seconds, an offset without a colon, 24:00 as the
//! end of a day. Fractions of a second are dropped: the atlas counts whole seconds.

use std::fmt;
use std::str::FromStr;

use super::{Day, Edtf, Instant, Precision, TimeError, UtcOffset};

impl UtcOffset {
    /// Seconds east of Greenwich.
    #[must_use]
    pub const fn secs(self) -> i64 {
        self.mins() as i64 * 60
    }
}

impl fmt::Display for UtcOffset {
    /// "+09:00"; UTC is "+00:00".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mins = self.mins().unsigned_abs();
        let sign = if self.mins() < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", mins / 60, mins % 60)
    }
}

impl FromStr for UtcOffset {
    type Err = TimeError;

    /// Reads "Z", "+09:00", "+0900", "+09" and "-04:00".
    fn from_str(text: &str) -> Result<Self, TimeError> {
        read_offset(text).ok_or_else(|| TimeError::NotAnOffset { text: text.to_owned() })
    }
}

fn read_offset(text: &str) -> Option<UtcOffset> {
    if matches!(text, "Z" | "z") {
        return Some(UtcOffset::UTC);
    }
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    if !rest.is_ascii() {
        return None;
    }
    let (hours, mins) = match rest.len() {
        2 => (number(rest)?, 0),
        4 => (number(&rest[..2])?, number(&rest[2..])?),
        5 if rest.as_bytes()[2] == b':' => (number(&rest[..2])?, number(&rest[3..])?),
        _ => return None,
    };
    if mins > 59 {
        return None;
    }
    UtcOffset::from_mins(sign * i16::try_from(hours * 60 + mins).ok()?)
}

/// A short run of ASCII digits as a number.
pub(super) fn number(digits: &str) -> Option<u32> {
    if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// Hour, minute, second and offset as written; the hour may be 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ClockTime {
    pub hour: u8,
    pub minute: u8,
    pub second: Option<u8>,
    pub offset: Option<UtcOffset>,
}

/// Reads "18:00", "18:00:30", "18:00:30.5", each with an optional offset.
pub(super) fn read_clock_time(time: &str, whole: &str) -> Result<ClockTime, TimeError> {
    let form = || TimeError::NotADate { text: whole.to_owned() };
    let split = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, offset) = time.split_at_checked(split).ok_or_else(form)?;
    let offset = if offset.is_empty() { None } else { Some(offset.parse()?) };
    let mut parts = clock.split(':');
    let two = |part: &str| (part.len() == 2).then(|| number(part)).flatten().and_then(|n| u8::try_from(n).ok());
    let hour = parts.next().and_then(two).ok_or_else(form)?;
    let minute = parts.next().and_then(two).ok_or_else(form)?;
    let second = match parts.next() {
        None => None,
        Some(part) => {
            let (whole_secs, fraction) = part.split_once(['.', ',']).unwrap_or((part, "0"));
            if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
                return Err(form());
            }
            Some(two(whole_secs).ok_or_else(form)?)
        }
    };
    if parts.next().is_some() {
        return Err(form());
    }
    let is_end_of_day = hour == 24 && minute == 0 && second.unwrap_or(0) == 0;
    // RFC 3339 allows a leap second; the time line has none, so it is the second after.
    if (hour > 23 && !is_end_of_day) || minute > 59 || second.unwrap_or(0) > 60 {
        return Err(TimeError::NoSuchHour { text: whole.to_owned() });
    }
    Ok(ClockTime { hour, minute, second, offset })
}

impl Instant {
    /// Reads an RFC 3339 date and time such as "1945-08-09T00:00:00+09:00".
    ///
    /// # Errors
    /// [`TimeError`] if the text is no such time or names no offset.
    pub fn parse_rfc3339(text: &str) -> Result<Self, TimeError> {
        let Edtf::Date(date) = text.parse()? else {
            return Err(TimeError::NotADate { text: text.to_owned() });
        };
        if !date.has_clock_time() {
            return Err(TimeError::NotADate { text: text.to_owned() });
        }
        if date.offset().is_none() {
            return Err(TimeError::NoOffset { text: text.to_owned() });
        }
        Ok(date.first_instant(UtcOffset::UTC))
    }

    /// Reads a time as a person types it: "1945-08-20" (its 00:00), "1945-08-20T12:00", "1945-08-20 12:00" or a full
    /// RFC 3339 time; `offset` serves where none is named.
    ///
    /// # Errors
    /// [`TimeError`] if the text is no such time.
    pub fn parse_at(text: &str, offset: UtcOffset) -> Result<Self, TimeError> {
        match text.trim().parse()? {
            Edtf::Date(date) => Ok(date.first_instant(offset)),
            Edtf::Open | Edtf::Interval { .. } => Err(TimeError::NotADate { text: text.to_owned() }),
        }
    }

    /// As [`Self::parse_at`], but a day is its close: the moment when the dated lines of the day stand.
    ///
    /// # Errors
    /// [`TimeError`] if the text is no such time.
    pub fn parse_or_close(text: &str, offset: UtcOffset) -> Result<Self, TimeError> {
        match text.parse::<Edtf>() {
            Ok(date) if date.precision() == Some(Precision::Day) => Ok(date.end_instant(offset)),
            _ => Self::parse_at(text, offset),
        }
    }

    /// "1945-08-09T00:00:00+09:00"; the ends of the time line are "..", as in EDTF.
    #[must_use]
    pub fn to_rfc3339(self, offset: UtcOffset) -> String {
        if self == Self::DISTANT_PAST || self == Self::DISTANT_FUTURE {
            return "..".to_owned();
        }
        let there = self.fields(offset);
        let day = Day::containing(self, offset);
        format!("{day}T{:02}:{:02}:{:02}{offset}", there.hour, there.minute, there.second)
    }
}

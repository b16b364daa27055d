//! Calendar and clock fields of an instant at an offset, and whole days.
//!
//! The calendar is the proleptic Gregorian one, years -9999 to 9999; instants beyond it are held at its ends. Offsets
//! are fixed, so every day has 86,400 seconds.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::{Edtf, Instant, Period, Precision, TimeError, UtcOffset};

/// Seconds in a day.
pub(super) const DAY_SECS: i64 = 86_400;

/// First and last instants whose fields exist at every offset: 4 January -9999 and 29 December 9999, UTC.
const FIRST_SECS: i64 = -377_704_857_600;
const LAST_SECS: i64 = 253_402_041_600;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// Its English name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}

/// The English name of a month, 1 to 12; empty for any other number.
#[must_use]
pub const fn month_name(month: u8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        12 => "December",
        _ => "",
    }
}

/// What calendar and clock show at one offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CalendarFields {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Hour, 0 to 23; 24 at the close of a day where [`Instant::closing_fields`] gave it.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59.
    pub second: u8,
    /// Day of the week.
    pub weekday: Weekday,
}

impl CalendarFields {
    /// "12 August 1945".
    #[must_use]
    pub fn long_date(&self) -> String {
        format!("{} {} {}", self.day, month_name(self.month), self.year)
    }

    const fn on_the_hour(self) -> Self {
        Self { minute: 0, second: 0, ..self }
    }

    /// "18:00".
    #[must_use]
    pub fn hour_minute(&self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }
}

impl Instant {
    /// What calendar and clock show at `offset`.
    #[must_use]
    pub fn fields(self, offset: UtcOffset) -> CalendarFields {
        let there = self.civil(offset);
        CalendarFields {
            year: there.year(),
            month: there.month().unsigned_abs(),
            day: there.day().unsigned_abs(),
            hour: there.hour().unsigned_abs(),
            minute: there.minute().unsigned_abs(),
            second: there.second().unsigned_abs(),
            weekday: weekday_of(there.date()),
        }
    }

    /// As [`Self::fields`], but midnight is told as hour 24 of the day that it ends: 12 August, 24:00 is when the lines
    /// dated 12 August stand, and a day that is shown as a whole is shown at its close.
    #[must_use]
    pub fn closing_fields(self, offset: UtcOffset) -> CalendarFields {
        let fields = self.fields(offset);
        if (fields.hour, fields.minute, fields.second) == (0, 0, 0) {
            CalendarFields { hour: 24, ..self.plus_secs(-1).fields(offset) }.on_the_hour()
        } else {
            fields
        }
    }

    /// The instant at which calendar and clock at `offset` show these fields, or `None` if they never do.
    /// Hour 24 with no minutes and seconds is the end of the day.
    #[must_use]
    pub fn from_fields(date: (i16, u8, u8), time: (u8, u8, u8), offset: UtcOffset) -> Option<Self> {
        let (hour, minute, second) = time;
        let is_end_of_day = hour == 24 && minute == 0 && second == 0;
        if !is_end_of_day && (hour > 23 || minute > 59 || second > 59) {
            return None;
        }
        let within_secs = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        Some(Day::from_ymd(date.0, date.1, date.2)?.start(offset).plus_secs(within_secs))
    }

    fn civil(self, offset: UtcOffset) -> DateTime {
        let secs = self.unix_secs().clamp(FIRST_SECS, LAST_SECS) + offset.secs();
        Offset::UTC.to_datetime(Timestamp::from_second(secs).unwrap_or_default())
    }
}

fn weekday_of(date: Date) -> Weekday {
    match date.weekday() {
        jiff::civil::Weekday::Monday => Weekday::Monday,
        jiff::civil::Weekday::Tuesday => Weekday::Tuesday,
        jiff::civil::Weekday::Wednesday => Weekday::Wednesday,
        jiff::civil::Weekday::Thursday => Weekday::Thursday,
        jiff::civil::Weekday::Friday => Weekday::Friday,
        jiff::civil::Weekday::Saturday => Weekday::Saturday,
        jiff::civil::Weekday::Sunday => Weekday::Sunday,
    }
}

/// A whole day of the calendar. Which instants it covers depends on the clock: see [`Day::period`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Days since 1970-01-01.
    number: i32,
}

impl Day {
    /// The day of the calendar, or `None` if there is no such day (or its year is beyond -9998 to 9998).
    #[must_use]
    pub fn from_ymd(year: i16, month: u8, day: u8) -> Option<Self> {
        if !(-9998..=9998).contains(&year) {
            return None;
        }
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let midnight = Offset::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()?;
        Some(Self { number: i32::try_from(midnight.as_second().div_euclid(DAY_SECS)).ok()? })
    }

    /// The day that contains `t` on the clock at `offset`.
    #[must_use]
    pub fn containing(t: Instant, offset: UtcOffset) -> Self {
        let secs = t.unix_secs().clamp(FIRST_SECS, LAST_SECS) + offset.secs();
        Self { number: i32::try_from(secs.div_euclid(DAY_SECS)).unwrap_or_default() }
    }

    /// Its first instant, 00:00, on the clock at `offset`.
    #[must_use]
    pub const fn start(self, offset: UtcOffset) -> Instant {
        Instant::from_unix_secs(self.number as i64 * DAY_SECS - offset.secs())
    }

    /// The first instant after it, 24:00, on the clock at `offset`.
    #[must_use]
    pub const fn end(self, offset: UtcOffset) -> Instant {
        self.start(offset).plus_secs(DAY_SECS)
    }

    /// From 00:00 to 24:00 on the clock at `offset`.
    #[must_use]
    pub fn period(self, offset: UtcOffset) -> Period {
        Period::new(self.start(offset), self.end(offset)).unwrap_or(Period::ALWAYS)
    }

    /// The day `days` later (earlier if negative).
    #[must_use]
    pub const fn plus_days(self, days: i32) -> Self {
        Self { number: self.number.saturating_add(days) }
    }

    /// How many days `self` lies after `earlier`; negative if before.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i32 {
        self.number.saturating_sub(earlier.number)
    }

    /// Year, month (1 to 12), day of the month (1 to 31) and day of the week, as fields at 00:00.
    #[must_use]
    pub fn fields(self) -> CalendarFields {
        self.start(UtcOffset::UTC).fields(UtcOffset::UTC)
    }
}

impl fmt::Display for Day {
    /// "1945-08-12".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let there = self.fields();
        write!(f, "{:04}-{:02}-{:02}", there.year, there.month, there.day)
    }
}

impl FromStr for Day {
    type Err = TimeError;

    /// Reads "1945-08-12".
    fn from_str(text: &str) -> Result<Self, TimeError> {
        if let Edtf::Date(date) = text.parse()?
            && date.precision() == Precision::Day
        {
            return Ok(Self::containing(date.first_instant(UtcOffset::UTC), UtcOffset::UTC));
        }
        Err(TimeError::NotADate { text: text.to_owned() })
    }
}

//! Dates as sources give them: the Extended Date/Time Format (ISO 8601-2), level 0 and what files use of level 1.
//!
//! Read are years, months, days, times, intervals `a/b`, open ends `..`, qualifiers `?` `~` `%`, and unspecified digits
//! (`194X`, `19XX`, `1945-XX`, `1945-08-XX`). Not read: seasons, years beyond four digits, sets, qualified parts.
//! A value of reduced precision covers its whole period: as an end, `1945-08-12` means 24:00 of that day.

use std::fmt;
use std::str::FromStr;

use super::rfc3339::{ClockTime, number, read_clock_time};
use super::{Day, Instant, Period, TimeError, UtcOffset};

/// How exact a date is, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A hundred years: `19XX`.
    Century,
    /// Ten years: `194X`.
    Decade,
    /// A year.
    Year,
    /// A month.
    Month,
    /// A day.
    Day,
    /// A time without seconds.
    Minute,
    /// A time with seconds.
    Second,
}

/// What the source thinks of its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Qualifier {
    /// Stated plainly.
    #[default]
    None,
    /// `?`: uncertain.
    Uncertain,
    /// `~`: approximate.
    Approximate,
    /// `%`: uncertain and approximate.
    Both,
}

/// A date or a time, with its precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EdtfDate {
    year: i16,
    month: u8,
    day: u8,
    time: Option<ClockTime>,
    precision: Precision,
    qualifier: Qualifier,
    /// How many trailing parts are written as `XX`.
    masked_parts: u8,
}

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EdtfBound {
    /// A date.
    Date(EdtfDate),
    /// `..`: it has no end.
    Open,
    /// Nothing: its end is not known.
    Unknown,
}

/// A value of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// A date or a time.
    Date(EdtfDate),
    /// `from/to`, both included.
    Interval {
        /// Where it starts.
        from: EdtfBound,
        /// Where it ends.
        to: EdtfBound,
    },
    /// `..` alone, as the value of a property `start` or `end`: open to that side.
    Open,
}

impl EdtfDate {
    /// How exact it is.
    #[must_use]
    pub const fn precision(&self) -> Precision {
        self.precision
    }

    /// What its source thinks of it.
    #[must_use]
    pub const fn qualifier(&self) -> Qualifier {
        self.qualifier
    }

    /// True if it names an hour.
    #[must_use]
    pub const fn has_clock_time(&self) -> bool {
        self.time.is_some()
    }

    /// The offset that it names.
    #[must_use]
    pub fn offset(&self) -> Option<UtcOffset> {
        self.time.and_then(|time| time.offset)
    }

    /// The first instant that it covers; `offset` serves where it names none.
    #[must_use]
    pub fn first_instant(&self, offset: UtcOffset) -> Instant {
        let offset = self.offset().unwrap_or(offset);
        let midnight = Day::from_ymd(self.year, self.month.max(1), self.day.max(1))
            .map_or(Instant::DISTANT_PAST, |day| day.start(offset));
        let Some(time) = self.time else { return midnight };
        let secs = i64::from(time.hour) * 3600 + i64::from(time.minute) * 60 + i64::from(time.second.unwrap_or(0));
        midnight.plus_secs(secs)
    }

    /// The first instant after what it covers: the end of its day, month, year ...; a time covers nothing and ends when
    /// it starts.
    #[must_use]
    pub fn end_instant(&self, offset: UtcOffset) -> Instant {
        let next_year = |years: i16| Day::from_ymd(self.year + years, 1, 1);
        let next = match self.precision {
            Precision::Century => next_year(100),
            Precision::Decade => next_year(10),
            Precision::Year => next_year(1),
            Precision::Month if self.month == 12 => next_year(1),
            Precision::Month => Day::from_ymd(self.year, self.month + 1, 1),
            Precision::Day => Day::from_ymd(self.year, self.month, self.day).map(|day| day.plus_days(1)),
            Precision::Minute | Precision::Second => return self.first_instant(offset),
        };
        next.map_or(Instant::DISTANT_FUTURE, |day| day.start(offset))
    }

    /// All that it covers.
    #[must_use]
    pub fn period(&self, offset: UtcOffset) -> Period {
        let first = self.first_instant(offset);
        Period::new(first, self.end_instant(offset).max(first)).unwrap_or(Period::ALWAYS)
    }
}

impl EdtfBound {
    /// The date, if it is one.
    #[must_use]
    pub const fn date(&self) -> Option<&EdtfDate> {
        match self {
            Self::Date(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl Edtf {
    /// The first instant that it covers, on a clock at `offset`; open and unknown starts are the distant past.
    #[must_use]
    pub fn first_instant(&self, offset: UtcOffset) -> Instant {
        let date = match self {
            Self::Date(date) => Some(date),
            Self::Interval { from, .. } => from.date(),
            Self::Open => None,
        };
        date.map_or(Instant::DISTANT_PAST, |date| date.first_instant(offset))
    }

    /// The first instant after what it covers, on a clock at `offset`; open and unknown ends are the distant future.
    #[must_use]
    pub fn end_instant(&self, offset: UtcOffset) -> Instant {
        let date = match self {
            Self::Date(date) => Some(date),
            Self::Interval { to, .. } => to.date(),
            Self::Open => None,
        };
        date.map_or(Instant::DISTANT_FUTURE, |date| date.end_instant(offset))
    }

    /// All that it covers on a clock at `offset`.
    #[must_use]
    pub fn period(&self, offset: UtcOffset) -> Period {
        let first = self.first_instant(offset);
        // An interval from a day to a time at another offset can end first on some clocks: it is empty there.
        Period::new(first, self.end_instant(offset).max(first)).unwrap_or(Period::ALWAYS)
    }

    /// True for a single time: it has no length, so a period from it to itself is empty but does not run backwards.
    #[must_use]
    pub const fn is_moment(&self) -> bool {
        matches!(self, Self::Date(date) if date.has_clock_time())
    }

    /// How exact it is: an interval is as exact as its coarser end; `None` for what is open on all sides.
    #[must_use]
    pub fn precision(&self) -> Option<Precision> {
        match self {
            Self::Date(date) => Some(date.precision()),
            Self::Interval { from, to } => {
                [from, to].into_iter().filter_map(EdtfBound::date).map(EdtfDate::precision).min()
            }
            Self::Open => None,
        }
    }
}

impl FromStr for Edtf {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let text = text.trim();
        if text == ".." {
            return Ok(Self::Open);
        }
        let Some((from, to)) = text.split_once('/') else { return Ok(Self::Date(read_date(text, text)?)) };
        let read_bound = |part: &str| match part {
            "" => Ok(EdtfBound::Unknown),
            ".." => Ok(EdtfBound::Open),
            date => read_date(date, text).map(EdtfBound::Date),
        };
        let (from, to) = (read_bound(from)?, read_bound(to)?);
        if from.date().is_none() && to.date().is_none() {
            return Err(TimeError::NotADate { text: text.to_owned() });
        }
        let interval = Self::Interval { from, to };
        let (first, end) = (interval.first_instant(UtcOffset::UTC), interval.end_instant(UtcOffset::UTC));
        // Only an interval between two times may be empty: the 20th to the 19th meet at a midnight, but run backwards.
        let to_is_a_time = to.date().is_some_and(EdtfDate::has_clock_time);
        if first > end || (first == end && !to_is_a_time) {
            return Err(TimeError::Backwards { text: text.to_owned() });
        }
        Ok(interval)
    }
}

/// Reads one date or time of the value `whole`.
fn read_date(text: &str, whole: &str) -> Result<EdtfDate, TimeError> {
    let form = || TimeError::NotADate { text: whole.to_owned() };
    let (rest, qualifier) = match text.as_bytes().last() {
        Some(b'?') => (&text[..text.len() - 1], Qualifier::Uncertain),
        Some(b'~') => (&text[..text.len() - 1], Qualifier::Approximate),
        Some(b'%') => (&text[..text.len() - 1], Qualifier::Both),
        _ => (text, Qualifier::None),
    };
    let (date, time) = match rest.find(['T', 't', ' ']) {
        Some(at) => (&rest[..at], Some(read_clock_time(&rest[at + 1..], whole)?)),
        None => (rest, None),
    };
    let mut read = EdtfDate { qualifier, ..read_calendar_parts(date).ok_or_else(form)? };
    if let Some(clock_time) = time {
        if read.precision != Precision::Day {
            return Err(form());
        }
        read.time = time;
        read.precision = if clock_time.second.is_some() { Precision::Second } else { Precision::Minute };
    }
    if Day::from_ymd(read.year, read.month.max(1), read.day.max(1)).is_none() {
        let EdtfDate { year, month, day, .. } = read;
        return Err(TimeError::NoSuchDay { text: whole.to_owned(), year, month, day });
    }
    Ok(read)
}

/// Reads "1945", "194X", "1945-08", "1945-08-XX" and the like; the day may not exist.
fn read_calendar_parts(date: &str) -> Option<EdtfDate> {
    let mut parts = date.split('-');
    let (year, year_precision) = read_year(parts.next()?)?;
    let mut masked_parts = 0;
    let mut next_part = || match parts.next() {
        None => Some(None),
        Some("XX") => {
            masked_parts += 1;
            Some(None)
        }
        Some(part) if part.len() == 2 => Some(Some(u8::try_from(number(part)?).ok()?)),
        Some(_) => None,
    };
    let (month, day) = (next_part()?, next_part()?);
    if parts.next().is_some() {
        return None;
    }
    let precision = match (month, day) {
        (None, None) => year_precision,
        (Some(1..=12), None) => Precision::Month,
        (Some(_), Some(1..)) => Precision::Day,
        _ => return None,
    };
    if year_precision < Precision::Year && (month.is_some() || masked_parts > 0) {
        return None;
    }
    Some(EdtfDate {
        year,
        month: month.unwrap_or(0),
        day: day.unwrap_or(0),
        time: None,
        precision,
        qualifier: Qualifier::None,
        masked_parts,
    })
}

fn read_year(text: &str) -> Option<(i16, Precision)> {
    if text.len() != 4 {
        return None;
    }
    let (digits, scale, precision) = if let Some(century) = text.strip_suffix("XX") {
        (century, 100, Precision::Century)
    } else if let Some(decade) = text.strip_suffix('X') {
        (decade, 10, Precision::Decade)
    } else {
        (text, 1, Precision::Year)
    };
    let year = i16::try_from(number(digits)? * scale).ok()?;
    Some((year, precision))
}

impl fmt::Display for EdtfDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Century => write!(f, "{:02}XX", self.year / 100)?,
            Precision::Decade => write!(f, "{:03}X", self.year / 10)?,
            _ => write!(f, "{:04}", self.year)?,
        }
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        for _ in 0..self.masked_parts {
            f.write_str("-XX")?;
        }
        if let Some(time) = self.time {
            write!(f, "T{:02}:{:02}", time.hour, time.minute)?;
            if let Some(second) = time.second {
                write!(f, ":{second:02}")?;
            }
            if let Some(offset) = time.offset {
                write!(f, "{offset}")?;
            }
        }
        f.write_str(match self.qualifier {
            Qualifier::None => "",
            Qualifier::Uncertain => "?",
            Qualifier::Approximate => "~",
            Qualifier::Both => "%",
        })
    }
}

impl fmt::Display for EdtfBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Interval { from, to } => write!(f, "{from}/{to}"),
            Self::Open => f.write_str(".."),
        }
    }
}

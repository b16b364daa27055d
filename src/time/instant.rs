//! Instants and periods on the UTC time line.

/// A moment in seconds since 1970-01-01T00:00:00Z, without leap seconds; 1945 is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(i64);

impl Instant {
    /// Before everything: the start of a period that is open to the past.
    pub const DISTANT_PAST: Self = Self(i64::MIN);
    /// After everything: the end of a period that is open to the future.
    pub const DISTANT_FUTURE: Self = Self(i64::MAX);

    /// The instant `secs` seconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_unix_secs(secs: i64) -> Self {
        Self(secs)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix_secs(self) -> i64 {
        self.0
    }

    /// The instant `secs` seconds later (earlier if negative), held at the ends of the time line.
    #[must_use]
    pub const fn plus_secs(self, secs: i64) -> Self {
        Self(self.0.saturating_add(secs))
    }

    /// Seconds from `earlier` to `self`; negative if `self` is the earlier one. Saturates.
    #[must_use]
    pub const fn secs_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A half-open stretch of time `[start, end)`; it cannot be built with its end before its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    start: Instant,
    end: Instant,
}

impl Period {
    /// All of time.
    pub const ALWAYS: Self = Self { start: Instant::DISTANT_PAST, end: Instant::DISTANT_FUTURE };

    /// The period from `start` to `end`, or `None` if it would end before it starts.
    #[must_use]
    pub fn new(start: Instant, end: Instant) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// First instant of the period.
    #[must_use]
    pub const fn start(&self) -> Instant {
        self.start
    }

    /// First instant after the period.
    #[must_use]
    pub const fn end(&self) -> Instant {
        self.end
    }

    /// True if `t` lies in the period: not before its start and before its end.
    #[must_use]
    pub fn contains(&self, t: Instant) -> bool {
        self.start <= t && t < self.end
    }
}

/// An offset from UTC in minutes, positive east of Greenwich; -18 h to +18 h.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UtcOffset {
    mins: i16,
}

impl UtcOffset {
    /// UTC itself.
    pub const UTC: Self = Self { mins: 0 };
    /// The campaign's own clock: Chita, Tokyo, Korea and Manchukuo in 1945.
    pub const PLUS_NINE: Self = Self { mins: 9 * 60 };

    /// The offset of `mins` minutes, or `None` beyond 18 hours.
    #[must_use]
    pub fn from_mins(mins: i16) -> Option<Self> {
        (mins.abs() <= 18 * 60).then_some(Self { mins })
    }

    /// Minutes east of Greenwich.
    #[must_use]
    pub const fn mins(self) -> i16 {
        self.mins
    }
}

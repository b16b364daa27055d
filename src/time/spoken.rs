//! Dates and hours in words, as exact as their source: a day stays a day, an hour is told on the clock of its source.
//!
//! Texts are English; nothing here is read from the machine's clock or language.

use super::{CalendarFields, Clock, Day, Edtf, Instant, Qualifier, UtcOffset, month_name};

/// A day, month or year as the source names it, in words: "20 August 1945". It is a date of the source's own clock, so
/// it is read from its text and not from an instant: on another clock the instant may lie on the day before. Marks of
/// doubt are left out, because how sure a date is is told by the certainty.
#[must_use]
pub fn spoken_date(text: &str) -> String {
    let plain = text.trim_end_matches(['?', '~', '%']);
    if let Ok(day) = plain.parse::<Day>() {
        return day.fields().long_date();
    }
    let month = plain.split_once('-').and_then(|(year, month)| Some((year, month.parse::<u8>().ok()?)));
    match month {
        Some((year, month)) if !month_name(month).is_empty() => format!("{} {year}", month_name(month)),
        _ => text.to_owned(),
    }
}

impl Clock {
    /// The first place of its name: "Tokyo" of "Tokyo, Korea, Manchukuo".
    #[must_use]
    pub fn place(&self) -> &str {
        self.name.split([',', '(']).next().unwrap_or_default().trim()
    }
}

/// Tells dates to readers who look at one clock and, most of the time, at one day.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// All clocks that have names.
    pub clocks: &'a [Clock],
    /// The clock that the reader looks at.
    pub main: &'a Clock,
    /// The day of which is told: its own date goes without saying. `None` where every date is to be named.
    pub day: Option<Day>,
}

impl Teller<'_> {
    /// What an EDTF text says: "9 August 1945" for a day; for an hour the clock of its source and, if that is another
    /// one, the reader's: "18:00 on 8 August in Moscow, 00:00 in Tokyo". "about" stands for EDTF's `~`, "perhaps" for
    /// `?`. What is open is told by an empty text.
    #[must_use]
    pub fn told(&self, text: &str) -> String {
        let Ok(Edtf::Date(date)) = text.parse::<Edtf>() else {
            return match text {
                "" | ".." => String::new(),
                interval => interval.split('/').map(spoken_date).collect::<Vec<_>>().join(" to "),
            };
        };
        let doubt = match date.qualifier() {
            Qualifier::None => "",
            Qualifier::Uncertain => "perhaps ",
            Qualifier::Approximate | Qualifier::Both => "about ",
        };
        if !date.has_clock_time() {
            return format!("{doubt}{}", spoken_date(text));
        }
        let own = date.offset().unwrap_or(self.main.offset);
        let told = self.instant(date.first_instant(own), own);
        format!("{doubt}{told}")
    }

    /// The same for an instant of which the source's clock is known.
    #[must_use]
    pub fn instant(&self, t: Instant, own: UtcOffset) -> String {
        let here = self.hour(t.fields(self.main.offset));
        if own == self.main.offset {
            return here;
        }
        let there = self.hour(t.fields(own));
        let of = match self.clocks.iter().find(|clock| clock.offset == own) {
            Some(clock) => format!("in {}", clock.place()),
            None => format!("({own})"),
        };
        format!("{there} {of}, {here} in {}", self.main.place())
    }

    /// "18:00", with the date where it is not that of the day.
    fn hour(&self, fields: CalendarFields) -> String {
        let time = fields.hour_minute();
        let date = |day: Day| {
            let told = day.fields();
            (told.year, told.month, told.day) == (fields.year, fields.month, fields.day)
        };
        match self.day {
            Some(day) if date(day) => time,
            Some(day) if day.fields().year == fields.year => {
                format!("{time} on {} {}", fields.day, month_name(fields.month))
            }
            _ => format!("{time} on {}", fields.long_date()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_said_as_its_source_names_it() {
        assert_eq!(spoken_date("1945-08-20"), "20 August 1945");
        assert_eq!(spoken_date("1945-08-20~"), "20 August 1945");
        assert_eq!(spoken_date("1945-08"), "August 1945");
        assert_eq!(spoken_date("1945"), "1945");
        assert_eq!(spoken_date(".."), "..");
    }

    #[test]
    fn an_hour_is_told_on_the_clock_of_its_source_and_on_the_readers() {
        let clocks = Clock::of_1945();
        let find = |id: &str| clocks.iter().find(|c| c.id == id).unwrap();
        let day = "1945-08-09".parse().ok();
        let teller = Teller { clocks: &clocks, main: find("chita"), day };
        assert_eq!(teller.told("1945-08-08T18:00:00+03:00"), "18:00 on 8 August in Moscow, 00:00 in Chita");
        assert_eq!(teller.told("1945-08-09T06:00:00+09:00"), "06:00");
        assert_eq!(teller.told("1945-08-09"), "9 August 1945");
        assert_eq!(teller.told("1945-08-09~"), "about 9 August 1945");
        assert_eq!(teller.told("1945-08-09T06:00:00+05:30"), "06:00 (+05:30), 09:30 in Chita");
        assert_eq!(teller.told(".."), "");
        let moscow = Teller { main: find("moscow"), day: None, ..teller };
        assert_eq!(moscow.told("1945-08-08T18:00:00+03:00"), "18:00 on 8 August 1945");
    }
}

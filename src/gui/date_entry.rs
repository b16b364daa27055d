//! Reads a date as a person types it into the date field.
//!
//! "20 Aug", "August 20 12:00", "20.8.", "1945-08-20T12:00+09:00", "14:00" (of the day shown). The year is the
//! campaign's unless one is given; the clock is the one on which the reader reads the time. A day without an hour means
//! its close, when the lines dated by that day stand, as on the command line.

use crate::time::{Instant, Period, UtcOffset};

const DAY_SECS: i64 = 24 * 3600;

/// What to say when the text is no date.
const CURE: &str = "Write it like 20 Aug, 20 Aug 12:00 or 1945-08-20 12:00";

/// The instant that `text` means, on the clock of `offset`; `now` gives the day of a bare time and the year of a date
/// without one, `range` is what the atlas covers.
///
/// # Errors
/// A sentence for the reader: what is wrong and how to write a date.
pub fn parse_date(text: &str, now: Instant, range: Period, offset: UtcOffset) -> Result<Instant, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CURE.to_owned());
    }
    let t = match Instant::parse_at(text, offset) {
        Ok(t) if text.contains(':') => t,
        Ok(t) => t.plus_secs(DAY_SECS),
        Err(error) => match loose(text, now, offset) {
            Some(t) => t,
            None if text.starts_with("19") => return Err(format!("{error}. {CURE}.")),
            None => return Err(format!("\"{text}\" is not a date. {CURE}.")),
        },
    };
    // The close of the last day may lie just past the end.
    let t = if t > range.end() && t.plus_secs(-DAY_SECS) <= range.end() { range.end() } else { t };
    if t < range.start() || t > range.end() {
        let day = |t: Instant| t.fields(offset).long_date();
        let (first, last) = (day(range.start()), day(range.end()));
        return Err(format!("The atlas runs from {first} to {last}; {} lies outside.", day(t)));
    }
    Ok(t)
}

/// Day, month, year and time in any order.
fn loose(text: &str, now: Instant, offset: UtcOffset) -> Option<Instant> {
    let shown = now.fields(offset);
    let (mut day, mut month, mut year, mut time) = (None, None, None, None);
    for token in text.split(|c: char| c.is_whitespace() || c == ',').filter(|t| !t.is_empty()) {
        if let Some(hm) = clock_time(token) {
            fill(&mut time, hm)?;
        } else if let Some((d, m, y)) = dotted(token) {
            fill(&mut day, d)?;
            fill(&mut month, m)?;
            if let Some(y) = y {
                fill(&mut year, y)?;
            }
        } else if let Some(m) = month_of(token) {
            fill(&mut month, m)?;
        } else {
            let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
            let suffix = &token[digits.len()..];
            if !["", ".", "st", "nd", "rd", "th"].contains(&suffix) {
                return None;
            }
            let n: i16 = digits.parse().ok()?;
            if n > 31 { fill(&mut year, n)? } else { fill(&mut day, u8::try_from(n).ok()?)? }
        }
    }
    let date = match (day, month) {
        (Some(d), Some(m)) => (year.unwrap_or(shown.year), m, d),
        (Some(d), None) if year.is_none() => (shown.year, shown.month, d),
        (None, None) if year.is_none() && time.is_some() => (shown.year, shown.month, shown.day),
        _ => return None,
    };
    let (hour, minute) = time.unwrap_or((24, 0));
    Instant::from_fields(date, (hour, minute, 0), offset)
}

/// Puts a value where none was; `None` if the text says it twice.
fn fill<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

fn clock_time(token: &str) -> Option<(u8, u8)> {
    let token = token.trim_end_matches(['h', 'H']);
    let (hour, minute) = token.split_once(':')?;
    Some((hour.parse().ok()?, minute.parse().ok()?))
}

/// "20.8.", "20.8.1945", "20/8": day first.
fn dotted(token: &str) -> Option<(u8, u8, Option<i16>)> {
    let mut parts = token.trim_end_matches('.').split(['.', '/']);
    let (day, month) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let year = parts.next().map(str::parse).transpose().ok()?;
    parts.next().is_none().then_some((day, month, year))
}

fn month_of(token: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let token = token.trim_end_matches('.').to_lowercase();
    let at = MONTHS.iter().position(|m| token.len() >= 3 && m.starts_with(token.as_str()))?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokyo(text: &str) -> Instant {
        Instant::parse_at(text, UtcOffset::PLUS_NINE).unwrap()
    }

    fn parse(text: &str) -> Result<Instant, String> {
        let range = Period::new(tokyo("1945-08-08"), tokyo("1945-09-06")).unwrap();
        parse_date(text, tokyo("1945-08-12 06:00"), range, UtcOffset::PLUS_NINE)
    }

    #[test]
    fn a_date_may_be_typed_in_many_ways() {
        for text in ["20 Aug", "aug 20", "August 20th, 1945", "21 Aug. 00:00", "20.8.", "20/8/1945", "1945-08-20", "20"]
        {
            assert_eq!(parse(text), Ok(tokyo("1945-08-21")), "{text}: the close of the day");
        }
        for text in ["20 Aug 12:30", "12:30 20.8.", "1945-08-20 12:30", "1945-08-20T03:30Z"] {
            assert_eq!(parse(text), Ok(tokyo("1945-08-20 12:30")), "{text}");
        }
        assert_eq!(parse("18:00"), Ok(tokyo("1945-08-12 18:00")));
        assert_eq!(parse("6 Sep"), Ok(tokyo("1945-09-06")), "the end of the atlas, not a day past it");
    }

    #[test]
    fn what_is_no_date_is_told_with_an_example() {
        for text in ["", "yesterday", "Aug", "20 21", "31 Sep", "25:00", "20 Aug Aug", "20 foo", "1945-13-40"] {
            let message = parse(text).unwrap_err();
            assert!(message.contains("20 Aug"), "{text}: {message}");
        }
    }

    #[test]
    fn a_date_outside_the_campaign_is_told_with_its_range() {
        let message = parse("1 Dec").unwrap_err();
        assert!(message.contains("8 August 1945") && message.contains("6 September 1945"), "{message}");
    }
}

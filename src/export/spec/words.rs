//! Words for the parts of a picture, as they stand on the command line, in job files and in pictures: each reader says
//! what it expects when it gets something else.

use thiserror::Error;

use crate::data::{Clock, Lang, nearest_few};
use crate::geo::{BoundingBox, LonLat, ProjectionKind};
use crate::layout::Grid;
use crate::model::{Motion, Reading};
use crate::scene::{CardsFor, Furniture, FurnitureSet, LayerSet, MapLayer};
use crate::time::{Edtf, Instant, Precision, UtcOffset};

/// A word that means nothing here, with what would.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct WordError(pub(super) String);

impl WordError {
    /// An error of this text.
    pub(in crate::export) fn new(text: String) -> Self {
        Self(text)
    }
}

type Result<T> = std::result::Result<T, WordError>;

fn err<T>(text: String) -> Result<T> {
    Err(WordError(text))
}

/// A size as width and height in pixels: 1920x1080, 1080p, a4 ...
///
/// # Errors
/// If it is none.
pub fn size_px(text: &str) -> Result<(u32, u32)> {
    super::sheet::Sheet::named(text, None).map(|sheet| (sheet.width_px, sheet.height_px))
}

/// "3x2" as columns and rows of a page of several maps.
///
/// # Errors
/// If it is not two numbers from 1 to 16.
pub fn grid(text: &str) -> Result<Grid> {
    let read = || {
        let (columns, rows) = text.split_once(['x', 'X', '×'])?;
        Some(Grid { columns: columns.trim().parse().ok()?, rows: rows.trim().parse().ok()? })
    };
    let known = read().filter(|g| (1..=16).contains(&g.columns) && (1..=16).contains(&g.rows));
    known.ok_or_else(|| WordError(format!("\"{text}\" is no grid; write columns x rows, such as 3x2 (16x16 at most)")))
}

/// An instant, or a day: its close, when the dated lines of the day stand.
///
/// # Errors
/// If it is neither.
pub fn instant(text: &str, clock: UtcOffset) -> Result<Instant> {
    let hint = "write a day (1945-08-20) or an instant (1945-08-20T12:00+09:00)";
    if let Ok(date) = text.parse::<Edtf>()
        && date.precision() == Some(Precision::Day)
    {
        return Ok(date.end_instant(clock));
    }
    Instant::parse_at(text, clock).map_err(|why| WordError(format!("\"{text}\" is no time ({why}); {hint}")))
}

/// An instant, or a day: its first instant, where [`instant`] takes its close.
///
/// # Errors
/// If it is neither.
pub fn first_instant(text: &str, clock: UtcOffset) -> Result<Instant> {
    match text.parse::<Edtf>() {
        Ok(date) if date.precision() == Some(Precision::Day) => Ok(date.first_instant(clock)),
        _ => instant(text, clock),
    }
}

/// "1h", "30min", "6h", "1d", "90s" as seconds.
///
/// # Errors
/// If it is no whole number of seconds, minutes, hours or days above zero.
pub fn step_secs(text: &str) -> Result<i64> {
    const UNITS: [(&str, i64); 4] = [("min", 60), ("s", 1), ("h", 3600), ("d", 86_400)];
    let read = || {
        let (digits, unit) = UNITS.iter().find_map(|(word, secs)| Some((text.strip_suffix(word)?, *secs)))?;
        digits.trim().parse::<i64>().ok()?.checked_mul(unit).filter(|secs| *secs > 0)
    };
    read().ok_or_else(|| WordError(format!("\"{text}\" is no step; write 1h, 6h, 30min, 90s or 1d")))
}

/// "2s", "1.5s" or "2" as seconds of a film.
///
/// # Errors
/// If it is no number from 0 to 600.
pub fn film_secs(text: &str) -> Result<f64> {
    let read = text.strip_suffix('s').unwrap_or(text).trim().parse::<f64>().ok();
    read.filter(|secs| (0.0..=600.0).contains(secs))
        .ok_or_else(|| WordError(format!("\"{text}\" is no length; write seconds, such as 2s or 1.5s (600 at most)")))
}

/// "1945-08-09=2s" as an instant or day and the seconds for which a film stands still there.
///
/// # Errors
/// If it is no such pair. The time is read with the campaign.
pub fn pause(text: &str) -> Result<(String, f64)> {
    match text.split_once('=') {
        Some((time, secs)) => Ok((time.trim().to_owned(), film_secs(secs.trim())?)),
        None => err(format!("\"{}\" is no pause; write 1945-08-09=2s", text.trim())),
    }
}

/// "1945-08-12=karafuto" as an instant or day and the view at which the camera of a film is then.
///
/// # Errors
/// If it is no such pair. Time and view are read with the campaign.
pub fn camera(text: &str) -> Result<(String, String)> {
    match text.split_once('=') {
        Some((time, view)) => Ok((time.trim().to_owned(), view.trim().to_owned())),
        None => err(format!("\"{}\" is no place of the camera; write 1945-08-12=karafuto", text.trim())),
    }
}

/// Numbers with commas between them.
#[must_use]
pub fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let read: Vec<f64> =
        text.split(',').map(|n| n.trim().parse().ok().filter(|v: &f64| v.is_finite())).collect::<Option<_>>()?;
    read.try_into().ok()
}

/// "123.43,41.80" as longitude and latitude in degrees.
///
/// # Errors
/// If it is no place on earth; latitude before longitude is told with the right order.
pub fn lon_lat(text: &str) -> Result<LonLat> {
    match numbers::<2>(text) {
        Some([lon, lat]) if lon.abs() <= 180.0 && lat.abs() <= 90.0 => Ok(LonLat::new(lon, lat)),
        Some([lon, lat]) if lat.abs() <= 180.0 && lon.abs() <= 90.0 => {
            err(format!("\"{text}\" has the latitude first; write longitude,latitude: {lat},{lon}"))
        }
        _ => err(format!("\"{text}\" is no place; write longitude,latitude in degrees, such as 123.43,41.80")),
    }
}

/// A projection by its name.
///
/// # Errors
/// If none has it.
pub fn projection(name: &str) -> Result<ProjectionKind> {
    let known = || ProjectionKind::NAMED.map(|(name, _)| name).join(", ");
    ProjectionKind::named(name)
        .ok_or_else(|| WordError(format!("there is no projection \"{name}\"; the projections are {}", known())))
}

/// "108,34,158,56" as a box in degrees.
///
/// # Errors
/// If it is no box between 85 degrees south and north.
pub fn bbox(text: &str) -> Result<BoundingBox> {
    let read = numbers::<4>(text).and_then(|[w, s, e, n]| BoundingBox::new(w, s, e, n));
    read.filter(|b| b.west >= -180.0 && b.east <= 180.0 && b.south >= -85.0 && b.north <= 85.0).ok_or_else(|| {
        WordError(format!("\"{text}\" is no frame; write west,south,east,north in degrees, such as 118,40,135,50"))
    })
}

/// "1:5000000", "1:5 000 000" or "5000000" as a denominator.
///
/// # Errors
/// If it is no number from ten thousand to two hundred million.
pub fn scale_denominator(text: &str) -> Result<f64> {
    let digits: String =
        text.trim().trim_start_matches("1:").chars().filter(|c| !matches!(c, ' ' | '_' | '\u{a0}')).collect();
    match digits.parse::<f64>() {
        Ok(n) if (10_000.0..=200_000_000.0).contains(&n) => Ok(n),
        _ => err(format!("\"{text}\" is no scale; write 1:5000000 (from 1:10 000 to 1:200 000 000)")),
    }
}

const LANGUAGES: [(&str, Lang); 6] = [
    ("en", Lang::En),
    ("modern", Lang::Modern),
    ("ja", Lang::Ja),
    ("ru", Lang::Ru),
    ("zh", Lang::Zh),
    ("ko", Lang::Ko),
];

/// "en" or "ja,en" as one or two languages.
///
/// # Errors
/// If one is not known, or there are more.
pub fn languages(text: &str) -> Result<(Lang, Option<Lang>)> {
    let mut found = text.split(',').map(|name| {
        let name = name.trim();
        let known = LANGUAGES.iter().find(|(word, _)| *word == name);
        known.map(|(_, lang)| *lang).ok_or_else(|| {
            let known = LANGUAGES.map(|(word, _)| word).join(", ");
            WordError(format!("\"{name}\" is no language of the map; the languages are {known}"))
        })
    });
    let first = found.next().unwrap_or_else(|| err("name a language".to_owned()))?;
    let second = found.next().transpose()?;
    if found.next().is_some() {
        return err(format!("\"{text}\" names more than two languages"));
    }
    Ok((first, second))
}

/// One or two languages as a word.
#[must_use]
pub fn of_languages(first: Lang, second: Option<Lang>) -> String {
    let word = |lang: Lang| LANGUAGES.iter().find(|(_, known)| *known == lang).map_or("en", |(word, _)| word);
    second.map_or_else(|| word(first).to_owned(), |second| format!("{},{}", word(first), word(second)))
}

/// The clock with this name, or the campaign's own.
///
/// # Errors
/// If none has it.
pub fn clock(name: Option<&str>, clocks: &[Clock], default: UtcOffset) -> Result<Clock> {
    let Some(name) = name else {
        let own = clocks.iter().find(|c| c.offset == default).cloned();
        return Ok(own.unwrap_or(Clock { id: String::new(), name: String::new(), offset: default }));
    };
    let found = clocks.iter().find(|c| c.id == name).cloned();
    found.ok_or_else(|| WordError(unknown("clock", name, clocks.iter().map(|c| c.id.as_str()))))
}

/// "there is no WHAT "NAME"", with the nearest of the known words, or all where they are few.
pub fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    const FEW: usize = 30;
    let known: Vec<&str> = known.collect();
    let near = nearest_few(name, known.iter().copied(), 5);
    let there_is_none = format!("there is no {what} \"{name}\"");
    match near.as_slice() {
        _ if known.len() <= FEW => format!("{there_is_none}; there are {}", known.join(", ")),
        [] => there_is_none,
        [one] => format!("{there_is_none}; did you mean {one}?"),
        near => format!("{there_is_none}; near are {}", near.join(", ")),
    }
}

/// The version followed where sources disagree, by its name.
///
/// # Errors
/// If none has it.
pub fn reading(name: &str) -> Result<Reading> {
    Reading::of_id(name).ok_or_else(|| WordError(unknown("reading", name, Reading::ALL.into_iter().map(Reading::id))))
}

/// Words for how fronts move.
pub const MOTIONS: [(&str, Motion); 2] = [("interpolated", Motion::Interpolated), ("steps", Motion::Steps)];

/// For what the cards are placed.
pub const CARDS: [(&str, CardsFor); 2] = [("instant", CardsFor::Instant), ("campaign", CardsFor::Campaign)];

/// What a word of a list means.
pub(in crate::export) fn among<T: Copy>(what: &str, name: &str, list: &[(&'static str, T)]) -> Result<T> {
    let known = list.iter().find(|(word, _)| *word == name);
    known.map(|(_, value)| *value).ok_or_else(|| WordError(unknown(what, name, list.iter().map(|(word, _)| *word))))
}

/// The word for a value of a list.
pub(super) fn word_of<T: Copy + PartialEq>(value: T, list: &[(&'static str, T)]) -> String {
    list.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| word).to_owned()
}

/// Puts a layer of the map or a part of the page into its set or takes it out.
///
/// # Errors
/// If none has the name.
pub fn switch(name: &str, is_shown: bool, layers: &mut LayerSet, furniture: &mut FurnitureSet) -> Result<()> {
    if let Some(layer) = MapLayer::ALL.into_iter().find(|l| l.id() == name) {
        *layers = layers.with(layer, is_shown);
        return Ok(());
    }
    if let Some(part) = Furniture::ALL.into_iter().find(|p| p.id() == name) {
        *furniture = furniture.with(part, is_shown);
        return Ok(());
    }
    let layers = MapLayer::ALL.into_iter().map(MapLayer::id);
    let known: Vec<_> = layers.chain(Furniture::ALL.into_iter().map(Furniture::id)).collect();
    err(format!("there is no layer or page part \"{name}\"; there are {}", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_shown_at_its_close_on_the_campaigns_clock() {
        let close = instant("1945-08-12", UtcOffset::PLUS_NINE).unwrap();
        assert_eq!(close, Instant::parse_rfc3339("1945-08-12T15:00:00Z").unwrap());
        assert_eq!(close, instant("1945-08-13T00:00+09:00", UtcOffset::PLUS_NINE).unwrap());
    }

    #[test]
    fn a_film_starts_with_its_first_day_and_ends_with_the_close_of_its_last() {
        let first = first_instant("1945-08-12", UtcOffset::PLUS_NINE).unwrap();
        assert_eq!(first, Instant::parse_rfc3339("1945-08-11T15:00:00Z").unwrap());
        let told = "1945-08-12T06:00";
        assert_eq!(first_instant(told, UtcOffset::PLUS_NINE), instant(told, UtcOffset::PLUS_NINE));
    }

    #[test]
    fn steps_are_whole_and_above_zero() {
        let read: Vec<_> = ["90s", "30min", "6h", "1d"].iter().map(|t| step_secs(t).unwrap()).collect();
        assert_eq!(read, [90, 1800, 21_600, 86_400]);
        for wrong in ["0h", "-1h", "1", "1.5h", "h", "1w", "99999999999999999d"] {
            assert!(step_secs(wrong).unwrap_err().to_string().contains("30min"), "{wrong}");
        }
        assert!(film_secs("-1s").is_err() && film_secs("nan").is_err() && film_secs("1.5s").unwrap() > 1.4);
    }

    #[test]
    fn latitude_before_longitude_is_told_with_the_right_order() {
        let error = lon_lat("41.8,123.4").unwrap_err().to_string();
        assert!(error.contains("123.4,41.8"), "{error}");
    }

    #[test]
    fn wrong_values_are_told_with_what_is_expected() {
        for (error, word) in [
            (bbox("140,30,120,50").unwrap_err(), "west,south,east,north"),
            (scale_denominator("0").unwrap_err(), "1:5000000"),
            (languages("fr").unwrap_err(), "en, modern, ja"),
            (instant("yesterday", UtcOffset::UTC).unwrap_err(), "1945-08-20"),
            (switch("roads", false, &mut LayerSet::all(), &mut FurnitureSet::all()).unwrap_err(), "railways"),
            (reading("hasegava").unwrap_err(), "hasegawa"),
        ] {
            let text = error.to_string();
            assert!(text.contains(word), "{text}");
        }
    }
}

//! Values of arguments: each reader says what it expects when it gets something else.

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::data::{Clock, Lang, Place, nearest_few};
use crate::geo::{BoundingBox, LonLat, Projection, ProjectionKind};
use crate::layout::Grid;
use crate::model::{Campaign, Reading};
use crate::scene::{Furniture, FurnitureSet, LayerSet, MapLayer};
use crate::time::{Instant, UtcOffset};

/// "1920x1080" as width and height in pixels.
pub(super) fn size_px(text: &str) -> Result<(u32, u32)> {
    let named = match text {
        "720p" => Some((1280, 720)),
        "1080p" => Some((1920, 1080)),
        "4k" | "4K" => Some((3840, 2160)),
        _ => None,
    };
    let read = || {
        let (w, h) = text.split_once(['x', 'X', '×'])?;
        Some((w.trim().parse().ok()?, h.trim().parse().ok()?))
    };
    match named.or_else(read) {
        Some((w, h)) if w >= 64 && h >= 64 => Ok((w, h)),
        _ => bail!(
            "\"{text}\" is no picture size; write width x height in pixels, such as 1920x1080 (64 at least), or 720p, 1080p, 4k"
        ),
    }
}

/// "3x2" as columns and rows of a page of several maps.
pub(super) fn grid(text: &str) -> Result<Grid> {
    let read = || {
        let (columns, rows) = text.split_once(['x', 'X', '×'])?;
        Some(Grid { columns: columns.trim().parse().ok()?, rows: rows.trim().parse().ok()? })
    };
    let known = read().filter(|g| (1..=16).contains(&g.columns) && (1..=16).contains(&g.rows));
    known.with_context(|| format!("\"{text}\" is no grid; write columns x rows, such as 3x2 (16x16 at most)"))
}

/// An instant, or a day: its close, when the dated lines of the day stand.
pub(super) fn instant(text: &str, clock: UtcOffset) -> Result<Instant> {
    let hint = "write a day (1945-08-20) or an instant (1945-08-20T12:00+09:00)";
    Instant::parse_or_close(text, clock).with_context(|| format!("\"{text}\" is no time; {hint}"))
}

fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let read: Vec<f64> =
        text.split(',').map(|n| n.trim().parse().ok().filter(|v: &f64| v.is_finite())).collect::<Option<_>>()?;
    read.try_into().ok()
}

/// "123.43,41.80" as longitude and latitude in degrees.
pub(super) fn lon_lat(text: &str) -> Result<LonLat> {
    match numbers::<2>(text) {
        Some([lon, lat]) if lon.abs() <= 180.0 && lat.abs() <= 90.0 => Ok(LonLat::new(lon, lat)),
        Some([lon, lat]) if lat.abs() <= 180.0 && lon.abs() <= 90.0 => {
            bail!("\"{text}\" has the latitude first; write longitude,latitude: {lat},{lon}")
        }
        _ => bail!("\"{text}\" is no place; write longitude,latitude in degrees, such as 123.43,41.80"),
    }
}

/// A projection by its name.
pub(super) fn projection(name: &str) -> Result<Projection> {
    let known = || ProjectionKind::NAMED.map(|(name, _)| name).join(", ");
    let kind = ProjectionKind::named(name)
        .with_context(|| format!("there is no projection \"{name}\"; the projections are {}", known()))?;
    Ok(Projection::new(kind)?)
}

/// The place with this name: the greatest where several have it.
pub(super) fn place<'c>(name: &str, campaign: &'c Campaign) -> Result<&'c Place> {
    if let Some(first) = campaign.places().find(name).first() {
        return Ok(&campaign.data().places[*first]);
    }
    match campaign.places().suggest(name).as_slice() {
        [] => bail!("no place is called \"{name}\"; give longitude,latitude in degrees instead"),
        near => bail!("no place is called \"{name}\"; near are {}", near.join(", ")),
    }
}

/// A place by its name, or longitude and latitude in degrees.
pub(super) fn place_or_degrees(text: &str, campaign: &Campaign) -> Result<LonLat> {
    if numbers::<2>(text).is_some() { lon_lat(text) } else { Ok(place(text, campaign)?.at) }
}

/// "108,34,158,56" as a box in degrees.
pub(super) fn bbox(text: &str) -> Result<BoundingBox> {
    let read = numbers::<4>(text).and_then(|[w, s, e, n]| BoundingBox::new(w, s, e, n));
    let Some(found) = read.filter(|b| b.west >= -180.0 && b.east <= 180.0 && b.south >= -85.0 && b.north <= 85.0)
    else {
        bail!("\"{text}\" is no frame; write west,south,east,north in degrees, such as 118,40,135,50");
    };
    Ok(found)
}

/// "1:5000000", "1:5 000 000" or "5000000" as a denominator.
pub(super) fn scale_denominator(text: &str) -> Result<f64> {
    let digits: String =
        text.trim().trim_start_matches("1:").chars().filter(|c| !matches!(c, ' ' | '_' | '\u{a0}')).collect();
    match digits.parse::<f64>() {
        Ok(n) if (10_000.0..=200_000_000.0).contains(&n) => Ok(n),
        _ => bail!("\"{text}\" is no scale; write 1:5000000 (from 1:10 000 to 1:200 000 000)"),
    }
}

/// "en" or "ja,en" as one or two languages.
pub(super) fn languages(text: &str) -> Result<(Lang, Option<Lang>)> {
    let mut found = text.split(',').map(|name| {
        let name = name.trim();
        let none = || format!("\"{name}\" is no language of the map; the languages are en, modern, ja, ru, zh, ko");
        Lang::named(name).with_context(none)
    });
    let first = found.next().context("name a language")??;
    let second = found.next().transpose()?;
    if found.next().is_some() {
        bail!("\"{text}\" names more than two languages");
    }
    Ok((first, second))
}

/// The clock named on the command line, or the campaign's own.
pub(super) fn clock(name: Option<&str>, clocks: &[Clock], default: UtcOffset) -> Result<Clock> {
    let Some(name) = name else {
        let own = clocks.iter().find(|c| c.offset == default).cloned();
        return Ok(own.unwrap_or(Clock { id: String::new(), name: String::new(), offset: default }));
    };
    let found = clocks.iter().find(|c| c.id == name).cloned();
    found.with_context(|| unknown("clock", name, clocks.iter().map(|c| c.id.as_str())))
}

/// "there is no WHAT "NAME"", with the nearest of the known words, or all where they are few.
pub(super) fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
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

/// Which version is followed where sources disagree.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ReadingArg {
    /// The best documented version.
    Documented,
    /// As in Hasegawa's paper.
    Hasegawa,
}

impl From<ReadingArg> for Reading {
    fn from(reading: ReadingArg) -> Self {
        match reading {
            ReadingArg::Documented => Self::Documented,
            ReadingArg::Hasegawa => Self::Hasegawa,
        }
    }
}

/// Puts a layer of the map or a part of the page into its set or takes it out.
pub(super) fn switch(name: &str, is_shown: bool, layers: &mut LayerSet, furniture: &mut FurnitureSet) -> Result<()> {
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
    bail!("there is no layer or page part \"{name}\"; there are {}", known.join(", "))
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
    fn latitude_before_longitude_is_told_with_the_right_order() {
        let error = lon_lat("41.8,123.4").unwrap_err().to_string();
        assert!(error.contains("123.4,41.8"), "{error}");
    }

    #[test]
    fn wrong_values_are_told_with_what_is_expected() {
        for (error, word) in [
            (size_px("big").unwrap_err(), "1920x1080"),
            (bbox("140,30,120,50").unwrap_err(), "west,south,east,north"),
            (scale_denominator("0").unwrap_err(), "1:5000000"),
            (languages("fr").unwrap_err(), "en, modern, ja"),
            (instant("yesterday", UtcOffset::UTC).unwrap_err(), "1945-08-20"),
            (switch("roads", false, &mut LayerSet::all(), &mut FurnitureSet::all()).unwrap_err(), "railways"),
        ] {
            let text = format!("{error:#}");
            assert!(text.contains(word), "{text}");
        }
    }
}

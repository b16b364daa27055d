//! The list of the gallery's pictures: read from `assets/gallery.toml`, the one definition of what is drawn and tested.
//!
//! Knows dates, frames and themes, not files: the list is built in.

use std::sync::Arc;

use serde::Deserialize;
use thiserror::Error;

use crate::data::{CampaignConfig, Lang, nearest_few};
use crate::export::Still;
use crate::geo::{BoundingBox, Camera, PageSize, Projection};
use crate::model::{Motion, Reading};
use crate::scene::{CardsFor, FurnitureSet, LayerSet, MapLayer, ViewSpec};
use crate::style::{Theme, ThemeError};
use crate::time::{Instant, TimeError};

const LIST: &str = include_str!("../../../assets/gallery.toml");

/// Why the gallery cannot be listed.
#[derive(Debug, Error)]
pub enum GalleryError {
    /// The list is no TOML, or has a key or a value that it must not have.
    #[error("the list of the gallery cannot be read: {0}")]
    Malformed(#[from] toml::de::Error),
    /// A word of the list means nothing.
    #[error("gallery picture \"{picture}\": there is no {what} \"{word}\"{hint}")]
    Unknown {
        /// The picture.
        picture: String,
        /// Kind of the word.
        what: &'static str,
        /// The word.
        word: String,
        /// `; did you mean ...?` or empty.
        hint: String,
    },
    /// A frame is empty or upside down.
    #[error("gallery picture \"{picture}\" has no frame: name a view, or write bbox = [west, south, east, north]")]
    NoFrame {
        /// The picture.
        picture: String,
    },
    /// A date cannot be read.
    #[error("gallery picture \"{picture}\": {source}")]
    Date {
        /// The picture.
        picture: String,
        /// What is wrong with it.
        source: TimeError,
    },
    /// A theme cannot be read.
    #[error(transparent)]
    Theme(#[from] ThemeError),
}

/// One picture of the gallery.
#[derive(Clone, Debug)]
pub struct GalleryPicture {
    /// Name of the frame: a named view or a hard picture.
    pub frame: String,
    /// The date as the list has it.
    pub date: String,
    /// True for one of the hard pictures, which have dates of their own.
    pub is_hard: bool,
    /// What is drawn.
    pub still: Still,
}

impl GalleryPicture {
    /// A name that tells what it shows, fit for a file: `korea_1945-08-15T06-00_atlas`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}_{}_{}", self.frame, self.date.replace(':', "-"), self.still.theme.name)
    }
}

/// The list as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    views: Vec<String>,
    dates: Vec<String>,
    themes: Vec<ListedTheme>,
    hard: Vec<Listed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedTheme {
    name: String,
    size: (u32, u32),
}

/// A frame with its dates.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Listed {
    name: String,
    view: Option<String>,
    bbox: Option<[f64; 4]>,
    heading: Option<String>,
    dates: Vec<String>,
    since: Option<String>,
    second_language: Option<String>,
    #[serde(default)]
    show: Vec<String>,
}

/// Which pictures of the gallery are wanted; what is empty leaves all.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Names of frames.
    pub frames: Vec<String>,
    /// Beginnings of dates as the list has them: `1945-08-15`.
    pub dates: Vec<String>,
    /// Names of themes.
    pub themes: Vec<String>,
    /// Size in pixels in place of the theme's.
    pub size_px: Option<(u32, u32)>,
}

/// The pictures of the gallery, theme by theme, frame by frame, in the order of the list.
///
/// # Errors
/// If the list is at fault, or a word of `wanted` is not in it.
pub fn pictures(
    config: &CampaignConfig,
    projection: &Projection,
    wanted: &Wanted,
) -> Result<Vec<GalleryPicture>, GalleryError> {
    let list: List = toml::from_str(LIST)?;
    let usual = list.views.iter().map(|view| Listed {
        name: view.clone(),
        view: Some(view.clone()),
        dates: list.dates.clone(),
        ..Listed::default()
    });
    let frames: Vec<(bool, Listed)> =
        usual.map(|l| (false, l)).chain(list.hard.into_iter().map(|l| (true, l))).collect();
    let names = |all: &[(bool, Listed)]| all.iter().map(|(_, l)| l.name.clone()).collect::<Vec<_>>();
    known("frame", &wanted.frames, &names(&frames))?;
    known("theme", &wanted.themes, &list.themes.iter().map(|t| t.name.clone()).collect::<Vec<_>>())?;
    let is_wanted = |name: &String, among: &[String]| among.is_empty() || among.contains(name);
    let mut pictures = Vec::new();
    for listed_theme in list.themes.iter().filter(|t| is_wanted(&t.name, &wanted.themes)) {
        let theme = Arc::new(Theme::named(&listed_theme.name)?);
        let size_px = wanted.size_px.unwrap_or(listed_theme.size);
        for (is_hard, listed) in frames.iter().filter(|(_, l)| is_wanted(&l.name, &wanted.frames)) {
            let dates = listed.dates.iter();
            let is_in = |date: &&String| wanted.dates.is_empty() || wanted.dates.iter().any(|w| date.starts_with(w));
            for date in dates.filter(is_in) {
                let still = still(listed, date, config, projection, &theme, size_px)?;
                pictures.push(GalleryPicture {
                    frame: listed.name.clone(),
                    date: date.clone(),
                    is_hard: *is_hard,
                    still,
                });
            }
        }
    }
    Ok(pictures)
}

/// Every one of `words` must be among the known ones.
fn known(what: &'static str, words: &[String], all: &[String]) -> Result<(), GalleryError> {
    words.iter().find(|w| !all.contains(w)).map_or(Ok(()), |word| Err(unknown("wanted", what, word, all)))
}

fn unknown(picture: &str, what: &'static str, word: &str, all: &[String]) -> GalleryError {
    let near = nearest_few(word, all.iter().map(String::as_str), 3);
    let hint = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) };
    GalleryError::Unknown { picture: picture.to_owned(), what, word: word.to_owned(), hint }
}

fn still(
    listed: &Listed,
    date: &str,
    config: &CampaignConfig,
    projection: &Projection,
    theme: &Arc<Theme>,
    (width_px, height_px): (u32, u32),
) -> Result<Still, GalleryError> {
    let picture = || listed.name.clone();
    let instant = |text: &str| {
        Instant::parse_or_close(text, config.clock).map_err(|source| GalleryError::Date { picture: picture(), source })
    };
    let second_lang = match &listed.second_language {
        None => None,
        Some(name) => Some(Lang::named(name).ok_or_else(|| unknown(&picture(), "language", name, &[]))?),
    };
    let mut layers = LayerSet::usual();
    for name in &listed.show {
        let known = || MapLayer::ALL.map(|l| l.id().to_owned());
        let layer = MapLayer::ALL.into_iter().find(|l| l.id() == name);
        layers = layers.with(layer.ok_or_else(|| unknown(&picture(), "layer", name, &known()))?, true);
    }
    let size = PageSize::for_pixels(width_px, height_px);
    let own = config.clocks.iter().find(|c| c.offset == config.clock);
    let view = ViewSpec {
        size,
        camera: Camera::fit(projection.fit(bbox(listed, config)?), size),
        heading: listed.heading.clone(),
        lang: Lang::En,
        second_lang,
        layers,
        furniture: FurnitureSet::all(),
        since: listed.since.as_deref().map(instant).transpose()?,
        phase_lines: 3,
        reading: Reading::Documented,
        motion: Motion::Interpolated,
        clock: (own.map_or_else(String::new, |c| c.name.clone()), config.clock),
        cards: CardsFor::Instant,
    };
    Ok(Still { at: instant(date)?, view, theme: Arc::clone(theme), width_px, height_px, opened: Vec::new() })
}

/// The frame of a listed picture: its own, or that of its view.
fn bbox(listed: &Listed, config: &CampaignConfig) -> Result<BoundingBox, GalleryError> {
    let own = listed.bbox.and_then(|[w, s, e, n]| BoundingBox::new(w, s, e, n));
    match &listed.view {
        Some(view) => {
            let named = config.views.iter().find(|v| v.id == *view).map(|v| v.bbox);
            let all = || config.views.iter().map(|v| v.id.clone()).collect::<Vec<_>>();
            named.ok_or_else(|| unknown(&listed.name, "view", view, &all()))
        }
        None => own.ok_or_else(|| GalleryError::NoFrame { picture: listed.name.clone() }),
    }
}

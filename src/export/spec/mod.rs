//! A picture in words: what the command line takes, what a job file holds, and what a picture carries in itself, so that
//! the same map can be opened or made again from it.
//!
//! [`PictureSpec::picture`] reads the words into a [`Picture`], [`PictureSpec::of`] tells a picture in words. Reads the
//! theme and the layers that a spec names by path; otherwise touches no files.

mod sheet;
#[cfg(test)]
mod tests;
pub mod words;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use self::words::{MOTIONS, WordError};
use super::{Framing, OpenedFiles, Picture, PictureSort, Still};
use crate::data::{CampaignConfig, Report, read_text};
use crate::geo::{BoundingBox, MapPoint, MapRect, PageSize, Projection, ProjectionKind};
use crate::layout::Grid;
use crate::model::{Campaign, Reading};
use crate::scene::{CardsFor, Furniture, FurnitureSet, LayerSet, MapLayer, ViewSpec};
use crate::style::{NAMES, Theme};
use crate::time::Instant;

pub use sheet::{MAX_SIDE_PX, PAPERS, SCREENS, Sheet};

/// A picture in words. What is left out is as `august-storm render` has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PictureSpec {
    /// Instants or days; several make a page of small multiples.
    pub at: Vec<String>,
    /// An earlier instant or day to compare with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// With `since`: where the divider between the two maps stands, as a share of the width.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swipe: Option<f64>,
    /// Columns and rows of small multiples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grid: Option<String>,
    /// A named view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view: Option<String>,
    /// Frame in degrees: west, south, east, north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bbox: Option<[f64; 4]>,
    /// Longitude and latitude of the middle of the map, degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub centre: Option<[f64; 2]>,
    /// Scale denominator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<f64>,
    /// What each of several maps shows at least: west, south, east, north in metres on the plane of the projection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<[f64; 4]>,
    /// Title of the page; that of the view or the campaign if it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// Name of the projection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projection: Option<String>,
    /// Size: pixels, a screen or a sheet of paper.
    pub size: String,
    /// Dots per inch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dpi: Option<f64>,
    /// A built-in theme, or the path of a theme file.
    pub theme: String,
    /// One or two languages.
    pub lang: String,
    /// Id of the main clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// Version shown where sources disagree; that of a campaign among the layers if it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// How fronts move.
    pub motion: String,
    /// Earlier days shown as phase lines, 0 to 9.
    pub phase_lines: u8,
    /// Layers and page parts left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hide: Vec<String>,
    /// Layers shown that are off by default.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub show: Vec<String>,
    /// For what the cards stand where they cover least: `instant` (if it is left out) or `campaign`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cards: Option<String>,
    /// True for a map without paper and sea under it, to lie over others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub transparent: bool,
    /// GeoJSON files drawn over the map; one that is a campaign takes the place of the built-in one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<PathBuf>,
}

impl Default for PictureSpec {
    fn default() -> Self {
        Self {
            at: Vec::new(),
            since: None,
            swipe: None,
            grid: None,
            view: None,
            bbox: None,
            centre: None,
            scale: None,
            ground: None,
            heading: None,
            projection: None,
            size: "1080p".to_owned(),
            dpi: None,
            theme: NAMES[0].to_owned(),
            lang: "en".to_owned(),
            clock: None,
            reading: None,
            motion: MOTIONS[0].0.to_owned(),
            phase_lines: 3,
            hide: Vec::new(),
            show: Vec::new(),
            cards: None,
            transparent: false,
            layers: Vec::new(),
        }
    }
}

/// Why a spec makes no picture.
#[derive(Debug, Error)]
pub enum SpecError {
    /// A word means nothing.
    #[error(transparent)]
    Word(#[from] WordError),
    /// Two things that exclude each other, or one that lacks another.
    #[error("{0}")]
    Conflict(String),
    /// The theme is at fault.
    #[error(transparent)]
    Theme(#[from] crate::style::ThemeError),
    /// A file that the spec names cannot be read.
    #[error("{} cannot be used: {reason}", path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
}

/// The frame of a named view.
///
/// # Errors
/// If none has the name.
pub(super) fn view_box(config: &CampaignConfig, name: &str) -> Result<BoundingBox, WordError> {
    let view = config.views.iter().find(|v| v.id == name);
    let known = || WordError(words::unknown("view", name, config.views.iter().map(|v| v.id.as_str())));
    Ok(view.ok_or_else(known)?.bbox)
}

impl PictureSpec {
    /// The picture in words. `theme` is the name or path of its theme, `layers` are the paths of its opened files.
    #[must_use]
    pub fn of(picture: &Picture, theme: &str, layers: Vec<PathBuf>, config: &CampaignConfig) -> Self {
        let Picture { still, projection, sort, .. } = picture;
        let view = &still.view;
        let words = |t: Instant| t.to_rfc3339(view.clock.1);
        let sheet = Sheet { page: view.size, width_px: still.width_px, height_px: still.height_px };
        let (size, dpi) = sheet.words();
        let (mut hide, mut show) = (Vec::new(), Vec::new());
        for layer in MapLayer::ALL {
            match (LayerSet::usual().contains(layer), view.layers.contains(layer)) {
                (true, false) => hide.push(layer.id().to_owned()),
                (false, true) => show.push(layer.id().to_owned()),
                _ => {}
            }
        }
        hide.extend(Furniture::ALL.into_iter().filter(|p| !view.furniture.contains(*p)).map(|p| p.id().to_owned()));
        let mut spec = Self {
            at: vec![words(still.at)],
            since: view.since.map(words),
            heading: view.heading.clone(),
            cards: (view.cards == CardsFor::Campaign && *sort == PictureSort::Map)
                .then(|| words::word_of(view.cards, &words::CARDS)),
            projection: ProjectionKind::NAMED
                .iter()
                .find(|(_, kind)| kind == projection && *projection != config.projection)
                .map(|(name, _)| (*name).to_owned()),
            size,
            dpi,
            theme: theme.to_owned(),
            lang: words::of_languages(view.lang, view.second_lang),
            clock: config
                .clocks
                .iter()
                .find(|c| (&c.name, c.offset) == (&view.clock.0, view.clock.1))
                .map(|c| c.id.clone()),
            reading: Some(view.reading.id().to_owned()),
            motion: words::word_of(view.motion, &MOTIONS),
            phase_lines: view.phase_lines,
            hide,
            show,
            layers,
            ..Self::default()
        };
        if let Ok(plane) = Projection::new(*projection) {
            let centre = plane.unproject(view.camera.centre);
            (spec.centre, spec.scale) = (Some([centre.lon, centre.lat]), Some(view.camera.scale_denominator()));
        }
        match sort {
            PictureSort::Map => {}
            PictureSort::Swipe { since, divider } => {
                (spec.since, spec.swipe) = (Some(words(*since)), Some(*divider));
            }
            PictureSort::Grid { times, grid, framing } => {
                spec.at = times.iter().map(|t| words(*t)).collect();
                spec.grid = Some(format!("{}x{}", grid.columns, grid.rows));
                (spec.centre, spec.scale) = (None, None);
                match framing {
                    Framing::Centre(at, scale) => (spec.centre, spec.scale) = (Some([at.lon, at.lat]), Some(*scale)),
                    Framing::Box(b) => spec.bbox = Some([b.west, b.south, b.east, b.north]),
                    Framing::Ground(rect) => {
                        spec.ground = Some([rect.min.x, rect.min.y, rect.max.x, rect.max.y]);
                    }
                }
            }
        }
        spec
    }

    /// The picture that the words ask for, and what was found while reading the files that they name. `builtin` is the
    /// campaign unless a layer is one.
    ///
    /// # Errors
    /// If a word means nothing, two of them exclude each other, or a file cannot be read.
    pub fn picture(&self, builtin: &Arc<Campaign>) -> Result<(Picture, Report), SpecError> {
        let mut report = Report::new();
        let opened = OpenedFiles::read(&self.layers, builtin, &mut report).map_err(|path| {
            let found = report.diagnostics().last().map_or_else(String::new, |d| format!(": {d}"));
            SpecError::File { path: path.to_owned(), reason: format!("nothing of it can be shown{found}") }
        });
        let OpenedFiles { layers: opened, campaign } = opened?;
        let (campaign, files_reading) = campaign.unwrap_or((Arc::clone(builtin), Reading::default()));
        let config = &campaign.data().config;
        let times = self.at.iter().map(|at| words::instant(at, config.clock)).collect::<Result<Vec<_>, _>>()?;
        let Some(&at) = times.first() else {
            return Err(SpecError::Conflict("no time is given; give one, such as 1945-08-20".to_owned()));
        };
        let kind = self.projection.as_deref().map_or(Ok(config.projection), words::projection)?;
        let projection = Projection::new(kind).map_err(|why| WordError(why.to_string()))?;
        let sheet = Sheet::named(&self.size, self.dpi)?;
        let (lang, second_lang) = words::languages(&self.lang)?;
        let (mut layers, mut furniture) = (LayerSet::usual(), FurnitureSet::all());
        for (names, is_shown) in [(&self.hide, false), (&self.show, true)] {
            for name in names {
                words::switch(name, is_shown, &mut layers, &mut furniture)?;
            }
        }
        let clock = words::clock(self.clock.as_deref(), &config.clocks, config.clock)?;
        let framing = self.framing(config)?;
        let since = self.since(config, at, &times)?;
        let sort = self.sort(&times, since, framing, (sheet.page, &projection))?;
        let view = ViewSpec {
            size: sheet.page,
            camera: framing.camera(&projection, sheet.page),
            heading: self.heading.clone().filter(|heading| !heading.trim().is_empty()),
            lang,
            second_lang,
            layers,
            furniture,
            since: since.filter(|_| sort == PictureSort::Map),
            phase_lines: self.phase_lines.min(9),
            reading: match &self.reading {
                Some(word) => words::reading(word)?,
                None => files_reading,
            },
            motion: words::among("motion", &self.motion, &MOTIONS)?,
            clock: (clock.name, clock.offset),
            cards: self
                .cards
                .as_ref()
                .map_or(Ok(CardsFor::Instant), |word| words::among("places of the cards", word, &words::CARDS))?,
        };
        let theme = Arc::new(theme(&self.theme)?);
        let (width_px, height_px) = (sheet.width_px, sheet.height_px);
        let still = Still { at, view, theme, width_px, height_px, opened };
        Ok((Picture { campaign, still, projection: kind, sort }, report))
    }

    fn framing(&self, config: &CampaignConfig) -> Result<Framing, SpecError> {
        if let (Some([lon, lat]), Some(scale)) = (self.centre, self.scale) {
            let at = words::lon_lat(&format!("{lon},{lat}"))?;
            return Ok(Framing::Centre(at, words::scale_denominator(&scale.to_string())?));
        }
        if self.centre.is_some() != self.scale.is_some() {
            return Err(SpecError::Conflict(
                "the middle of the map and its scale go together; give both, or a view".to_owned(),
            ));
        }
        if let Some([west, south, east, north]) = self.bbox {
            return Ok(Framing::Box(words::bbox(&format!("{west},{south},{east},{north}"))?));
        }
        if let Some([x0, y0, x1, y1]) = self.ground {
            let rect = MapRect { min: MapPoint::new(x0, y0), max: MapPoint::new(x1, y1) };
            let is_sound = [x0, y0, x1, y1].iter().all(|v| v.is_finite()) && rect.width() > 0.0 && rect.height() > 0.0;
            let told = || WordError("the ground is no rectangle; write west, south, east, north in metres".to_owned());
            return Ok(Framing::Ground(is_sound.then_some(rect).ok_or_else(told)?));
        }
        Ok(Framing::Box(view_box(config, self.view.as_deref().unwrap_or("theatre"))?))
    }

    /// The earlier instant of a comparison with the one at `at`.
    fn since(&self, config: &CampaignConfig, at: Instant, times: &[Instant]) -> Result<Option<Instant>, SpecError> {
        let Some(text) = &self.since else { return Ok(None) };
        let since = words::instant(text, config.clock)?;
        if times.len() > 1 {
            let text = "--since compares one date with another; give one --at";
            return Err(SpecError::Conflict(text.to_owned()));
        }
        if since >= at {
            let text = format!("--since {text} is not before --at {}; give the earlier date to --since", self.at[0]);
            return Err(SpecError::Conflict(text));
        }
        Ok(Some(since))
    }

    fn sort(
        &self,
        times: &[Instant],
        since: Option<Instant>,
        framing: Framing,
        (page, projection): (PageSize, &Projection),
    ) -> Result<PictureSort, SpecError> {
        if times.len() > 1 || self.grid.is_some() {
            if self.transparent {
                let text =
                    "a page of several maps has no transparent ground; give one time, or leave out --transparent";
                return Err(SpecError::Conflict(text.to_owned()));
            }
            let grid = if let Some(text) = &self.grid {
                words::grid(text)?
            } else {
                let many = |_| SpecError::Conflict("a page has no room for so many dates".to_owned());
                Grid::holding(u8::try_from(times.len()).map_err(many)?, page, framing.aspect(projection, page))
            };
            if grid.cells() < times.len() {
                let (columns, rows, dates) = (grid.columns, grid.rows, times.len());
                return Err(SpecError::Conflict(format!(
                    "a grid of {columns}x{rows} has no place for {dates} dates; give fewer dates or a larger grid"
                )));
            }
            return Ok(PictureSort::Grid { times: times.to_vec(), grid, framing });
        }
        match (self.swipe, since) {
            (Some(divider), _) if !(0.0..=1.0).contains(&divider) => Err(SpecError::Conflict(format!(
                "--swipe {divider} is no share of the width; give a number from 0 to 1, such as 0.5"
            ))),
            (Some(_), None) => {
                Err(SpecError::Conflict("--swipe needs the earlier date; give it to --since".to_owned()))
            }
            (Some(divider), Some(since)) => Ok(PictureSort::Swipe { since, divider }),
            (None, _) => Ok(PictureSort::Map),
        }
    }
}

/// True if a theme is named by the path of its file.
pub(super) fn is_theme_file(wanted: &str) -> bool {
    Path::new(wanted).extension().is_some_and(|e| e == "toml")
}

/// A built-in theme by its name, or one read from a file (`mine.toml`).
///
/// # Errors
/// If no theme has the name, or the file cannot be read or is at fault.
pub fn theme(wanted: &str) -> Result<Theme, SpecError> {
    if !is_theme_file(wanted) {
        return Ok(Theme::named(wanted)?);
    }
    let told = |why: crate::data::SourceError| SpecError::File { path: wanted.into(), reason: why.to_string() };
    let text = read_text(Path::new(wanted)).map_err(told)?;
    Ok(Theme::from_toml(wanted, &text)?)
}

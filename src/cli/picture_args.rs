//! Arguments that say what a picture shows, but for its instant: shared by every command that makes pictures.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::parse::ReadingArg;
use crate::export::PictureSpec;
use crate::export::words::{bbox, lon_lat, scale_denominator};
use crate::model::Reading;
use crate::scene::Furniture;

/// View, size, theme, languages, layers.
#[derive(Debug, Args)]
pub(super) struct PictureArgs {
    /// Named view: theatre, karafuto, hokkaido ... (default: theatre).
    #[arg(long, value_name = "NAME", conflicts_with_all = ["bbox", "centre"])]
    view: Option<String>,

    /// Frame in degrees: west,south,east,north.
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true, conflicts_with = "centre")]
    bbox: Option<String>,

    /// Middle of the map in degrees: longitude,latitude. Needs --scale.
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true, requires = "scale")]
    centre: Option<String>,

    /// Scale denominator of the page: 1:5000000 or 5000000. Needs --centre.
    #[arg(long, value_name = "1:N", requires = "centre")]
    scale: Option<String>,

    /// Projection: conformal, equal-area, mercator, plate-carree (default: the campaign's own, conformal).
    #[arg(long, value_name = "NAME")]
    projection: Option<String>,

    /// Size: pixels (1920x1080), a screen (720p, 1080p, 4k, slide, slide-4x3, square) or paper (a5, a4, a3, a2, column;
    /// a4-landscape ...).
    #[arg(long, value_name = "SIZE", default_value = "1080p")]
    size: String,

    /// Dots per inch: how fine a sheet of paper is printed (default: 300), or how large the pixels of a picture are.
    #[arg(long, value_name = "N")]
    dpi: Option<f64>,

    /// Theme: atlas, projector, print, grey, contrast, or a file of your own (mine.toml).
    #[arg(long, default_value = "atlas")]
    theme: String,

    /// Language of names, or two joined by a comma: en, modern, ja, ru, zh, ko.
    #[arg(long, default_value = "en")]
    lang: String,

    /// Clock of the date block: moscow, chita, khabarovsk, tokyo, washington ...
    #[arg(long, value_name = "NAME")]
    clock: Option<String>,

    /// Version shown where sources disagree (default: documented, or that of a campaign given as --layer).
    #[arg(long, value_enum)]
    reading: Option<ReadingArg>,

    /// Let fronts stand at the last dated line instead of moving between lines.
    #[arg(long)]
    steps: bool,

    /// Earlier days shown as phase lines, 0 to 9.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(0..=9))]
    phase_lines: u8,

    /// Layers or page parts to leave out, joined by commas: relief, railways, zones, events, legend, title ...
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    hide: Vec<String>,

    /// A GeoJSON file to draw over the map, with its times and colours where it has them; may be given more than once.
    /// One that export-data wrote is a campaign and is shown in place of the built-in one.
    #[arg(long, value_name = "FILE")]
    layer: Vec<PathBuf>,

    /// Layers to show that are off by default, joined by commas: modern-borders.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    show: Vec<String>,

    /// The map alone, without title, date, legend, scale bar and credits.
    #[arg(long)]
    bare: bool,
}

impl PictureArgs {
    /// What the arguments ask for, in the words of every export; the instants are the caller's.
    ///
    /// # Errors
    /// If a number or a place cannot be read.
    pub(super) fn spec(&self) -> Result<PictureSpec> {
        let mut hide = self.hide.clone();
        if self.bare {
            hide.extend(Furniture::ALL.map(|part| part.id().to_owned()));
        }
        let centre = self.centre.as_deref().map(lon_lat).transpose()?.map(|at| [at.lon, at.lat]);
        let frame = self.bbox.as_deref().map(bbox).transpose()?;
        Ok(PictureSpec {
            view: self.view.clone(),
            bbox: frame.map(|b| [b.west, b.south, b.east, b.north]),
            centre,
            scale: self.scale.as_deref().map(scale_denominator).transpose()?,
            projection: self.projection.clone(),
            size: self.size.clone(),
            dpi: self.dpi,
            theme: self.theme.clone(),
            lang: self.lang.clone(),
            clock: self.clock.clone(),
            reading: self.reading.map(|reading| Reading::from(reading).id().to_owned()),
            motion: if self.steps { "steps" } else { "interpolated" }.to_owned(),
            phase_lines: self.phase_lines,
            hide,
            show: self.show.clone(),
            layers: self.layer.clone(),
            ..PictureSpec::default()
        })
    }
}

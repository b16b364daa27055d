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
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    centre: Option<String>,

    /// Scale denominator of the page: 1:5000000 or 5000000. Needs --centre.
    #[arg(long, value_name = "1:N")]
    scale: Option<String>,

    /// Title on the page (default: the name of the view; for the whole theatre and other frames that of the campaign).
    #[arg(long, value_name = "TEXT")]
    heading: Option<String>,

    /// Projection: conformal, equal-area, mercator, plate-carree (default: the campaign's own, conformal).
    #[arg(long, value_name = "NAME")]
    projection: Option<String>,

    /// Size: pixels (1920x1080), a screen (720p, 1080p, 4k, slide, slide-4x3, square) or paper (a5, a4, a3, a2, column;
    /// a4-landscape ...). Without it 1080p.
    #[arg(long, value_name = "SIZE")]
    size: Option<String>,

    /// Dots per inch: how fine a sheet of paper is printed (default: 300), or how large the pixels of a picture are.
    #[arg(long, value_name = "N")]
    dpi: Option<f64>,

    /// Theme: atlas, projector, print, grey, contrast, or a file of your own (mine.toml). Without it atlas.
    #[arg(long)]
    theme: Option<String>,

    /// Language of names, or two joined by a comma: en, modern, ja, ru, zh, ko. Without it en.
    #[arg(long)]
    lang: Option<String>,

    /// Clock of the date block: moscow, chita, khabarovsk, tokyo, washington ...
    #[arg(long, value_name = "NAME")]
    clock: Option<String>,

    /// Version shown where sources disagree (default: documented, or that of a campaign given as --layer).
    #[arg(long, value_enum)]
    reading: Option<ReadingArg>,

    /// Let fronts stand at the last dated line instead of moving between lines.
    #[arg(long)]
    steps: bool,

    /// Earlier days shown as phase lines, 0 to 9. Without it 3.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=9))]
    phase_lines: Option<u8>,

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

    /// Title, legend, scale bar and inset stand where they cover least: of what the map shows (instant, the default), or of the
    /// whole campaign (campaign), in the same places on every day.
    #[arg(long, value_name = "FOR")]
    cards: Option<String>,

    /// No paper and no sea under the map, so that it can lie over others: land, lines and names stay as they are. For PNG,
    /// WebP, SVG, PDF and GeoTIFF.
    #[arg(long)]
    transparent: bool,

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
        let mut spec = PictureSpec::default();
        self.put_on(&mut spec)?;
        Ok(spec)
    }

    /// Changes `spec` to what the arguments ask for; what they do not name stays.
    ///
    /// # Errors
    /// If a number or a place cannot be read.
    pub(super) fn put_on(&self, spec: &mut PictureSpec) -> Result<()> {
        if self.view.is_some() || self.bbox.is_some() || self.centre.is_some() {
            (spec.view, spec.bbox, spec.centre, spec.scale, spec.ground) = (None, None, None, None, None);
        }
        let frame = self.bbox.as_deref().map(bbox).transpose()?;
        replace(&mut spec.bbox, frame.map(|b| [b.west, b.south, b.east, b.north]));
        replace(&mut spec.centre, self.centre.as_deref().map(lon_lat).transpose()?.map(|at| [at.lon, at.lat]));
        replace(&mut spec.scale, self.scale.as_deref().map(scale_denominator).transpose()?);
        replace(&mut spec.view, self.view.clone());
        replace(&mut spec.heading, self.heading.clone());
        replace(&mut spec.cards, self.cards.clone());
        replace(&mut spec.projection, self.projection.clone());
        if self.size.is_some() {
            spec.dpi = None;
        }
        replace(&mut spec.dpi, self.dpi);
        replace(&mut spec.clock, self.clock.clone());
        replace(&mut spec.reading, self.reading.map(|reading| Reading::from(reading).id().to_owned()));
        for (own, given) in [(&mut spec.size, &self.size), (&mut spec.theme, &self.theme), (&mut spec.lang, &self.lang)]
        {
            if let Some(given) = given {
                given.clone_into(own);
            }
        }
        if self.steps {
            "steps".clone_into(&mut spec.motion);
        }
        spec.phase_lines = self.phase_lines.unwrap_or(spec.phase_lines);
        let bare = Furniture::ALL.iter().filter(|_| self.bare).map(|part| part.id().to_owned());
        for name in self.hide.iter().cloned().chain(bare) {
            spec.show.retain(|shown| *shown != name);
            spec.hide.push(name);
        }
        for name in &self.show {
            spec.hide.retain(|hidden| hidden != name);
            spec.show.push(name.clone());
        }
        spec.transparent |= self.transparent;
        if !self.layer.is_empty() {
            spec.layers.clone_from(&self.layer);
        }
        Ok(())
    }
}

fn replace<T>(own: &mut Option<T>, given: Option<T>) {
    if given.is_some() {
        *own = given;
    }
}

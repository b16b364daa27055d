//! `august-storm render`: one picture of one instant, or of several side by side.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::parse::ReadingArg;
use crate::export::words::{bbox, lon_lat, scale_denominator};
use crate::export::{Overwrite, PictureFormat, PictureSpec, Studio, would_replace, write_whole};
use crate::model::Reading;
use crate::render::{RasterPainter, SvgText};
use crate::scene::Furniture;

/// Make a picture of one instant, or of several side by side.
#[derive(Debug, Args)]
pub struct RenderArgs {
    /// Instant or day: 1945-08-20T12:00+09:00, 1945-08-20T12:00 (campaign clock, +9), or 1945-08-20 (close of the day).
    /// Several, joined by commas or each with its --at, make a page of small multiples: one map each, one legend, one scale bar.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_delimiter = ',', required = true)]
    at: Vec<String>,

    /// An earlier instant or day: shows the ground gained since, with its area and the front then.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, conflicts_with = "grid")]
    since: Option<String>,

    /// With --since: the earlier map left of a divider, the later one at its right. Where the divider stands, as a share of
    /// the width from 0 to 1 (default: in the middle).
    #[arg(long, value_name = "FRACTION", requires = "since", num_args = 0..=1, default_missing_value = "0.5")]
    swipe: Option<f64>,

    /// Columns and rows of the page of several instants: 3x2 (default: as square as their number allows).
    #[arg(long, value_name = "COLUMNSxROWS")]
    grid: Option<String>,

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

    /// What letters are in an SVG file: paths that look the same everywhere, or text that can be searched and edited.
    #[arg(long, value_enum, default_value_t = TextArg::Outlines)]
    text: TextArg,

    /// Where the picture goes; the ending says what it is: .png pixels, .svg or .pdf drawn at any size.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Replace the file if it exists.
    #[arg(long)]
    force: bool,
}

/// What letters are in an SVG file.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum TextArg {
    /// Paths.
    Outlines,
    /// Text, with its fonts in the file.
    Text,
}

impl From<TextArg> for SvgText {
    fn from(arg: TextArg) -> Self {
        match arg {
            TextArg::Outlines => Self::Outlines,
            TextArg::Text => Self::Text,
        }
    }
}

/// Makes the picture and writes it.
///
/// # Errors
/// If an argument names nothing known, or the file cannot be written.
pub fn run(args: &RenderArgs) -> Result<ExitCode> {
    if !args.force && would_replace(&args.output) {
        bail!("{} exists already; choose another name or add --force", args.output.display());
    }
    let format = PictureFormat::of_file(&args.output, args.text.into())?;
    let (mut studio, report) = Studio::builtin(RasterPainter::once(super::threads()));
    if report.has_errors() {
        eprint!("{report}");
    }
    let (picture, report) = args.spec()?.picture(studio.campaign())?;
    if !report.diagnostics().is_empty() {
        eprint!("{report}");
    }
    let scene = studio.scene_of(&picture)?;
    let bytes = studio.file(&scene, &picture.still, format)?;
    let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
    write_whole(&args.output, &bytes, overwrite)?;
    Ok(ExitCode::SUCCESS)
}

impl RenderArgs {
    /// What the arguments ask for, in the words of every export.
    fn spec(&self) -> Result<PictureSpec> {
        let mut hide = self.hide.clone();
        if self.bare {
            hide.extend(Furniture::ALL.map(|part| part.id().to_owned()));
        }
        let centre = self.centre.as_deref().map(lon_lat).transpose()?.map(|at| [at.lon, at.lat]);
        let frame = self.bbox.as_deref().map(bbox).transpose()?;
        Ok(PictureSpec {
            at: self.at.clone(),
            since: self.since.clone(),
            swipe: self.swipe,
            grid: self.grid.clone(),
            view: self.view.clone(),
            bbox: frame.map(|b| [b.west, b.south, b.east, b.north]),
            centre,
            scale: self.scale.as_deref().map(scale_denominator).transpose()?,
            ground: None,
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
        })
    }
}

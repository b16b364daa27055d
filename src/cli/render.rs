//! `august-storm render`: one picture of one instant, or of several side by side.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use super::parse::{self, ReadingArg};
use crate::data::{CampaignConfig, Report, UserLayer};
use crate::export::{Overwrite, PictureFormat, Still, Studio, would_replace, write_whole};
use crate::geo::{BoundingBox, Camera, LonLat, PageSize, Projection};
use crate::layout::Grid;
use crate::model::Motion;
use crate::render::{RasterPainter, SvgText};
use crate::scene::{FurnitureSet, LayerSet, Scene, ViewSpec};
use crate::style::Theme;
use crate::time::Instant;

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

    /// Size in pixels.
    #[arg(long, value_name = "WxH", default_value = "1920x1080")]
    size: String,

    /// Theme: atlas, projector, print, grey, contrast, or a file of your own (mine.toml).
    #[arg(long, default_value = "atlas")]
    theme: String,

    /// Language of names, or two joined by a comma: en, modern, ja, ru, zh, ko.
    #[arg(long, default_value = "en")]
    lang: String,

    /// Clock of the date block: moscow, chita, khabarovsk, tokyo, washington ...
    #[arg(long, value_name = "NAME")]
    clock: Option<String>,

    /// Version shown where sources disagree.
    #[arg(long, value_enum, default_value_t = ReadingArg::Documented)]
    reading: ReadingArg,

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
    if let Some(name) = &args.projection {
        studio = studio.with_projection(parse::projection(name)?);
    }
    let config = &studio.campaign().data().config;
    let times = args.at.iter().map(|at| parse::instant(at, config.clock)).collect::<Result<Vec<_>>>()?;
    let still = still(args, &studio, times[0])?;
    let scene = if times.len() > 1 || args.grid.is_some() {
        multiples(args, &mut studio, &still, &times)?
    } else {
        studio.scene(&still)
    };
    let bytes = studio.file(&scene, &still, format)?;
    let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
    write_whole(&args.output, &bytes, overwrite)?;
    Ok(ExitCode::SUCCESS)
}

/// A page of several instants.
fn multiples(args: &RenderArgs, studio: &mut Studio, still: &Still, times: &[Instant]) -> Result<Scene> {
    let grid = match &args.grid {
        Some(text) => parse::grid(text)?,
        None => Grid::holding(u8::try_from(times.len()).context("a page has no room for so many dates")?),
    };
    if grid.cells() < times.len() {
        let (columns, rows, dates) = (grid.columns, grid.rows, times.len());
        bail!("a grid of {columns}x{rows} has no place for {dates} dates; give fewer dates or a larger grid");
    }
    let frame = Framing::read(args, &studio.campaign().data().config)?;
    Ok(studio.multiples(still, times, grid, &|projection, size| frame.camera(projection, size))?.scene)
}

fn still(args: &RenderArgs, studio: &Studio, at: Instant) -> Result<Still> {
    let config = &studio.campaign().data().config;
    let (width_px, height_px) = parse::size_px(&args.size)?;
    let size = PageSize::for_pixels(width_px, height_px);
    let (lang, second_lang) = parse::languages(&args.lang)?;
    let (mut layers, mut furniture) = (LayerSet::usual(), FurnitureSet::all());
    for (names, is_shown) in [(&args.hide, false), (&args.show, true)] {
        for name in names {
            parse::switch(name, is_shown, &mut layers, &mut furniture)?;
        }
    }
    if args.bare {
        furniture = FurnitureSet::none();
    }
    let clock = parse::clock(args.clock.as_deref(), &config.clocks, config.clock)?;
    let view = ViewSpec {
        size,
        camera: Framing::read(args, config)?.camera(studio.projection(), size),
        lang,
        second_lang,
        layers,
        furniture,
        since: since(args, config, at)?,
        phase_lines: args.phase_lines,
        reading: args.reading.into(),
        motion: if args.steps { Motion::Steps } else { Motion::Interpolated },
        clock: (clock.name, clock.offset),
    };
    let theme = Arc::new(theme(&args.theme)?);
    let opened = args.layer.iter().map(|path| opened_layer(path)).collect::<Result<_>>()?;
    Ok(Still { at, view, theme, width_px, height_px, opened })
}

/// The earlier instant of a comparison with the one at `at`.
fn since(args: &RenderArgs, config: &CampaignConfig, at: Instant) -> Result<Option<Instant>> {
    let Some(text) = &args.since else { return Ok(None) };
    let since = parse::instant(text, config.clock)?;
    if args.at.len() > 1 {
        bail!("--since compares one date with another; give one --at");
    }
    if since >= at {
        bail!("--since {text} is not before --at {}; give the earlier date to --since", args.at[0]);
    }
    Ok(Some(since))
}

/// A built-in theme by its name, or one read from a file.
fn theme(wanted: &str) -> Result<Theme> {
    if Path::new(wanted).extension().is_none_or(|e| e != "toml") {
        return Ok(Theme::named(wanted)?);
    }
    let text = std::fs::read_to_string(wanted).with_context(|| format!("the theme {wanted} cannot be read"))?;
    Ok(Theme::from_toml(wanted, &text)?)
}

/// Reads a file to draw over the map; what is wrong with it is told, and the rest is drawn.
fn opened_layer(path: &Path) -> Result<Arc<UserLayer>> {
    let mut report = Report::new();
    let layer = UserLayer::open(path, &mut report);
    if !report.diagnostics().is_empty() {
        eprint!("{report}");
    }
    if layer.features.is_empty() {
        bail!("nothing of {} can be drawn", path.display());
    }
    Ok(Arc::new(layer))
}

/// What part of the ground is shown, whatever the size of the map.
enum Framing {
    /// This place in the middle, at this scale denominator.
    Centre(LonLat, f64),
    /// All of this box.
    Box(BoundingBox),
}

impl Framing {
    fn read(args: &RenderArgs, config: &CampaignConfig) -> Result<Self> {
        if let (Some(centre), Some(scale)) = (&args.centre, &args.scale) {
            return Ok(Self::Centre(parse::lon_lat(centre)?, parse::scale_denominator(scale)?));
        }
        if let Some(text) = &args.bbox {
            return Ok(Self::Box(parse::bbox(text)?));
        }
        let wanted = args.view.as_deref().unwrap_or("theatre");
        let view = config.views.iter().find(|v| v.id == wanted);
        let known = || parse::unknown("view", wanted, config.views.iter().map(|v| v.id.as_str()));
        Ok(Self::Box(view.with_context(known)?.bbox))
    }

    fn camera(&self, projection: &Projection, size: PageSize) -> Camera {
        match *self {
            Self::Centre(at, denominator) => Camera::at_scale(projection.project(at), denominator),
            Self::Box(bbox) => Camera::fit(projection.fit(bbox), size),
        }
    }
}

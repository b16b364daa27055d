//! `august-storm render`: one picture of one instant, or of several side by side.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;

use super::parse::{self, ReadingArg};
use crate::data::{CampaignConfig, Report, read_text};
use crate::export::{OpenedFiles, Overwrite, Still, Studio, would_replace, write_whole};
use crate::geo::{BoundingBox, Camera, LonLat, PageSize, Projection};
use crate::layout::Grid;
use crate::model::{Motion, Reading};
use crate::render::RasterPainter;
use crate::scene::{FurnitureSet, Image, LayerSet, ViewSpec};
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

    /// Where the picture goes.
    #[arg(short, long, value_name = "FILE.png")]
    output: PathBuf,

    /// Replace the file if it exists.
    #[arg(long)]
    force: bool,
}

/// Makes the picture and writes it.
///
/// # Errors
/// If an argument names nothing known, or the file cannot be written.
pub fn run(args: &RenderArgs) -> Result<ExitCode> {
    if !args.force && would_replace(&args.output) {
        bail!("{} exists already; choose another name or add --force", args.output.display());
    }
    let (mut studio, report) = Studio::builtin(RasterPainter::once(super::threads()));
    if report.has_errors() {
        eprint!("{report}");
    }
    if let Some(name) = &args.projection {
        studio.set_projection(parse::projection(name)?);
    }
    let opened = opened(args, &mut studio)?;
    let config = &studio.campaign().data().config;
    let times = args.at.iter().map(|at| parse::instant(at, config.clock)).collect::<Result<Vec<_>>>()?;
    let still = still(args, &studio, opened, times[0])?;
    let bytes = if times.len() > 1 || args.grid.is_some() {
        let image = multiples(args, &mut studio, &still, &times)?;
        studio.encode(&image, &still)?
    } else if let (Some(divider), Some(since)) = (args.swipe, still.view.since) {
        if !(0.0..=1.0).contains(&divider) {
            bail!("--swipe {divider} is no share of the width; give a number from 0 to 1, such as 0.5");
        }
        let image = studio.swipe(&still, since, divider)?;
        studio.encode(&image, &still)?
    } else {
        studio.png(&still)?
    };
    let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
    write_whole(&args.output, &bytes, overwrite)?;
    Ok(ExitCode::SUCCESS)
}

/// The picture of a page of several instants.
fn multiples(args: &RenderArgs, studio: &mut Studio, still: &Still, times: &[Instant]) -> Result<Image> {
    let grid = match &args.grid {
        Some(text) => parse::grid(text)?,
        None => Grid::holding(u8::try_from(times.len()).context("a page has no room for so many dates")?),
    };
    if grid.cells() < times.len() {
        let (columns, rows, dates) = (grid.columns, grid.rows, times.len());
        bail!("a grid of {columns}x{rows} has no place for {dates} dates; give fewer dates or a larger grid");
    }
    let frame = Framing::read(args, &studio.campaign().data().config)?;
    let page = studio.multiples(still, times, grid, &|projection, size| frame.camera(projection, size))?;
    Ok(studio.paint(&page.scene, still)?)
}

fn still(args: &RenderArgs, studio: &Studio, opened: OpenedFiles, at: Instant) -> Result<Still> {
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
    let written_for = opened.campaign.as_ref().map_or_else(Reading::default, |(_, reading)| *reading);
    let view = ViewSpec {
        size,
        camera: Framing::read(args, config)?.camera(studio.projection(), size),
        lang,
        second_lang,
        layers,
        furniture,
        since: since(args, config, at)?,
        phase_lines: args.phase_lines,
        reading: args.reading.map_or(written_for, Reading::from),
        motion: if args.steps { Motion::Steps } else { Motion::Interpolated },
        clock: (clock.name, clock.offset),
    };
    let theme = Arc::new(theme(&args.theme)?);
    Ok(Still { at, view, theme, width_px, height_px, opened: opened.layers })
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
pub(super) fn theme(wanted: &str) -> Result<Theme> {
    if Path::new(wanted).extension().is_none_or(|e| e != "toml") {
        return Ok(Theme::named(wanted)?);
    }
    let text = read_text(Path::new(wanted))?;
    Ok(Theme::from_toml(wanted, &text)?)
}

/// Reads the files of `--layer`; what is wrong with them is told, and the rest is shown.
fn opened(args: &RenderArgs, studio: &mut Studio) -> Result<OpenedFiles> {
    let mut report = Report::new();
    let files = OpenedFiles::read(&args.layer, studio.own_campaign(), &mut report);
    if !report.diagnostics().is_empty() {
        eprint!("{report}");
    }
    let files = files.map_err(|path| anyhow!("nothing of {} can be drawn", path.display()))?;
    if let Some((campaign, _)) = &files.campaign {
        studio.show(campaign);
    }
    Ok(files)
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

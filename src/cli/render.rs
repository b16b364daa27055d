//! `august-storm render`: one picture of one instant.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use super::parse;
use crate::data::CampaignConfig;
use crate::export::{Overwrite, Still, Studio, would_replace, write_whole};
use crate::geo::{Camera, PageSize, Projection};
use crate::model::{Motion, Reading};
use crate::render::RasterPainter;
use crate::scene::{FurnitureSet, LayerSet, ViewSpec};
use crate::style::Theme;

/// Make a picture of one instant.
#[derive(Debug, Args)]
pub struct RenderArgs {
    /// Instant or day: 1945-08-20T12:00+09:00, 1945-08-20T12:00 (campaign clock, +9), or 1945-08-20 (close of the day).
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: String,

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

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReadingArg {
    /// The best documented version.
    Documented,
    /// As in Hasegawa's paper.
    Hasegawa,
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
        studio = studio.with_projection(parse::projection(name)?);
    }
    let still = still(args, &studio)?;
    let bytes = studio.png(&still)?;
    let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
    write_whole(&args.output, &bytes, overwrite)?;
    Ok(ExitCode::SUCCESS)
}

fn still(args: &RenderArgs, studio: &Studio) -> Result<Still> {
    let config = &studio.campaign().data().config;
    let (width_px, height_px) = parse::size_px(&args.size)?;
    let size = PageSize::for_pixels(width_px, height_px);
    let (lang, second_lang) = parse::languages(&args.lang)?;
    let (mut layers, mut furniture) = (LayerSet::all(), FurnitureSet::all());
    for name in &args.hide {
        parse::hide(name, &mut layers, &mut furniture)?;
    }
    if args.bare {
        furniture = FurnitureSet::none();
    }
    let view = ViewSpec {
        size,
        camera: camera(args, config, studio.projection(), size)?,
        lang,
        second_lang,
        layers,
        furniture,
        phase_lines: args.phase_lines,
        reading: match args.reading {
            ReadingArg::Documented => Reading::Documented,
            ReadingArg::Hasegawa => Reading::Hasegawa,
        },
        motion: if args.steps { Motion::Steps } else { Motion::Interpolated },
        clock: parse::clock(args.clock.as_deref(), &config.clocks, config.clock)?,
    };
    let theme = Arc::new(theme(&args.theme)?);
    let at = parse::instant(&args.at, config.clock)?;
    Ok(Still { at, view, theme, width_px, height_px })
}

/// A built-in theme by its name, or one read from a file.
fn theme(wanted: &str) -> Result<Theme> {
    if Path::new(wanted).extension().is_none_or(|e| e != "toml") {
        return Ok(Theme::named(wanted)?);
    }
    let text = std::fs::read_to_string(wanted).with_context(|| format!("the theme {wanted} cannot be read"))?;
    Ok(Theme::from_toml(wanted, &text)?)
}

fn camera(args: &RenderArgs, config: &CampaignConfig, projection: &Projection, size: PageSize) -> Result<Camera> {
    if let (Some(centre), Some(scale)) = (&args.centre, &args.scale) {
        let centre = projection.project(parse::lon_lat(centre)?);
        return Ok(Camera::at_scale(centre, parse::scale_denominator(scale)?));
    }
    let bbox = if let Some(text) = &args.bbox {
        parse::bbox(text)?
    } else {
        let wanted = args.view.as_deref().unwrap_or("theatre");
        let known = || config.views.iter().map(|v| v.id.as_str()).collect::<Vec<_>>().join(", ");
        let view = config.views.iter().find(|v| v.id == wanted);
        view.with_context(|| format!("there is no view \"{wanted}\"; the views are {}", known()))?.bbox
    };
    Ok(Camera::fit(projection.fit(bbox), size))
}

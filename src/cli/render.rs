//! `august-storm render`: one picture of one instant, or of several side by side.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::beside::Beside;
use super::terminal;

use super::parse::ReadingArg;
use crate::export::words::{bbox, lon_lat, scale_denominator};
use crate::export::{
    Overwrite, Page, Picture, PictureFormat, PictureSpec, Studio, page_spec, would_replace, write_whole,
};
use crate::model::Reading;
use crate::render::{RasterPainter, SvgText};
use crate::scene::Furniture;

/// Make a picture of one instant, or of several side by side.
#[derive(Debug, Args)]
pub struct RenderArgs {
    /// Instant or day: 1945-08-20T12:00+09:00, 1945-08-20T12:00 (campaign clock, +9), or 1945-08-20 (close of the day).
    /// Several, joined by commas or each with its --at, make a page of small multiples: one map each, one legend, one scale bar.
    #[arg(
        long,
        value_name = "TIME",
        allow_hyphen_values = true,
        value_delimiter = ',',
        required_unless_present = "like"
    )]
    at: Vec<String>,

    /// An earlier instant or day: shows the ground gained since, with its area and the front then.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, conflicts_with = "grid")]
    since: Option<String>,

    /// With --since: the earlier map left of a divider, the later one at its right. Where the divider stands, as a share of
    /// the width from 0 to 1 (default: in the middle).
    #[arg(long, value_name = "FRACTION", num_args = 0..=1, default_missing_value = "0.5")]
    swipe: Option<f64>,

    /// Columns and rows of the page of several instants: 3x2 (default: as square as their number allows).
    #[arg(long, value_name = "COLUMNSxROWS")]
    grid: Option<String>,

    /// Make a picture again: one that this program wrote, whose time, view and look are taken; all other options change it.
    #[arg(long, value_name = "PICTURE")]
    like: Option<PathBuf>,

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

    /// The map alone, without title, date, legend, scale bar and credits.
    #[arg(long)]
    bare: bool,

    /// What letters are in an SVG file: paths that look the same everywhere, or text that can be searched and edited.
    #[arg(long, value_enum, default_value_t = TextArg::Outlines)]
    text: TextArg,

    /// Quality of a JPEG, 1 (small) to 100 (true).
    #[arg(long, value_name = "N", default_value_t = 90, value_parser = clap::value_parser!(u8).range(1..=100))]
    quality: u8,

    /// Where the picture goes; the ending says what it is: .png, .jpg or .webp pixels, .svg or .pdf drawn at any size.
    /// With - it goes to standard output, as --format says.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// What is written to standard output: png, jpg, webp, svg, pdf.
    #[arg(long, value_name = "FORMAT", default_value = "png")]
    format: String,

    /// Replace files that exist.
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    beside: Beside,

    /// Write nothing; say what would be written and how large the page is.
    #[arg(long)]
    dry_run: bool,

    /// Report as JSON: path, format, width, height, bytes, sources, caption ...
    #[arg(long)]
    json: bool,
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
/// If an argument names nothing known, or a file cannot be written.
pub fn run(args: &RenderArgs) -> Result<ExitCode> {
    let is_stdout = args.output.as_os_str() == "-";
    if is_stdout && (args.json || args.beside.is_any()) {
        bail!(
            "with -o - standard output is the picture; give -o a file for --json, --caption, --bibtex and --world-file"
        );
    }
    let name = if is_stdout { PathBuf::from(format!("picture.{}", args.format)) } else { args.output.clone() };
    let format = PictureFormat::of_file(&name, args.text.into(), args.quality)?;
    let paths: Vec<PathBuf> = std::iter::once(args.output.clone()).chain(args.beside.paths(&args.output)).collect();
    if let Some(path) = paths.iter().find(|path| !is_stdout && !args.force && would_replace(path)) {
        bail!("{} exists already; choose another name or add --force", path.display());
    }
    let spec = args.spec()?;
    let (mut studio, report) = Studio::builtin(RasterPainter::once(super::threads()));
    if report.has_errors() {
        eprint!("{report}");
    }
    let (picture, report) = spec.picture(studio.campaign())?;
    if !report.diagnostics().is_empty() {
        eprint!("{report}");
    }
    if args.dry_run {
        let report = Report { args, format, picture: &picture, page: None, bytes: None, paths: &paths };
        terminal::print(&report.told())?;
        return Ok(ExitCode::SUCCESS);
    }
    let page = studio.page_of(&picture, &spec)?;
    let beside = args.beside.files(&args.output, &picture, &page, format)?;
    let bytes = studio.file(&page.scene, &picture.still, format, &page.about)?;
    if is_stdout {
        terminal::print_bytes(&bytes)?;
        return Ok(ExitCode::SUCCESS);
    }
    let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
    write_whole(&args.output, &bytes, overwrite)?;
    for (path, text) in beside {
        write_whole(&path, text.as_bytes(), overwrite)?;
    }
    if args.json {
        let bytes = Some(bytes.len());
        let report = Report { args, format, picture: &picture, page: Some(&page), bytes, paths: &paths };
        terminal::print(&report.told())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What was written, or would be.
struct Report<'a> {
    args: &'a RenderArgs,
    format: PictureFormat,
    picture: &'a Picture,
    /// `None` if nothing was drawn.
    page: Option<&'a Page>,
    bytes: Option<usize>,
    paths: &'a [PathBuf],
}

impl Report<'_> {
    fn told(&self) -> String {
        if self.args.json { format!("{:#}\n", self.json()) } else { self.sentences() }
    }

    fn page_mm(&self) -> (f64, f64) {
        let size = self.picture.still.view.size;
        let mm = |points: f64| (points / 72.0 * 25.4).round();
        (mm(size.width_pt), mm(size.height_pt))
    }

    fn sentences(&self) -> String {
        let (still, (width_mm, height_mm)) = (&self.picture.still, self.page_mm());
        let (name, dpi) = (self.format.name(), still.dpi().round());
        let mut out = format!(
            "{}: {name}, {} x {} pixels at {dpi} dots per inch, a page of {width_mm} x {height_mm} mm. Nothing is written.\n",
            self.args.output.display(),
            still.width_px,
            still.height_px,
        );
        for path in &self.paths[1..] {
            out.push_str(&format!("{} beside it.\n", path.display()));
        }
        out
    }

    fn json(&self) -> Value {
        let (still, (width_mm, height_mm)) = (&self.picture.still, self.page_mm());
        let sources = &self.picture.campaign.data().sources;
        let short = |key: &str| sources.iter().find(|s| s.id == key).map_or(key, |s| s.short.as_str()).to_owned();
        let keys = self.page.map(|page| &page.source_keys);
        json!({
            "path": self.args.output,
            "format": self.format.name(),
            "width": still.width_px,
            "height": still.height_px,
            "dpi": still.dpi().round(),
            "page_mm": [width_mm, height_mm],
            "bytes": self.bytes,
            "written": self.bytes.is_some(),
            "beside": &self.paths[1..],
            "title": self.page.map(|page| &page.caption.title),
            "caption": self.page.map(|page| &page.caption.text),
            "alt": self.page.map(|page| &page.caption.alt),
            "sources": keys.map(|keys| keys.iter().map(|k| json!({ "key": k, "short": short(k) })).collect::<Vec<_>>()),
        })
    }
}

impl RenderArgs {
    /// What the arguments ask for, in the words of every export: the picture to be made again, if one is given, with all
    /// that is asked for otherwise.
    fn spec(&self) -> Result<PictureSpec> {
        let mut spec = match &self.like {
            Some(path) => page_spec(path)?.2,
            None => PictureSpec::default(),
        };
        if !self.at.is_empty() {
            // Another time is another page: neither a grid nor a comparison of the old one.
            (spec.at, spec.grid, spec.since, spec.swipe) = (self.at.clone(), None, None, None);
        }
        if self.view.is_some() || self.bbox.is_some() || self.centre.is_some() {
            (spec.view, spec.bbox, spec.centre, spec.scale, spec.ground) = (None, None, None, None, None);
        }
        let frame = self.bbox.as_deref().map(bbox).transpose()?;
        replace(&mut spec.bbox, frame.map(|b| [b.west, b.south, b.east, b.north]));
        replace(&mut spec.centre, self.centre.as_deref().map(lon_lat).transpose()?.map(|at| [at.lon, at.lat]));
        replace(&mut spec.scale, self.scale.as_deref().map(scale_denominator).transpose()?);
        replace(&mut spec.view, self.view.clone());
        replace(&mut spec.since, self.since.clone());
        replace(&mut spec.swipe, self.swipe);
        replace(&mut spec.grid, self.grid.clone());
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
        if !self.layer.is_empty() {
            spec.layers.clone_from(&self.layer);
        }
        Ok(spec)
    }
}

fn replace<T>(own: &mut Option<T>, given: Option<T>) {
    if given.is_some() {
        *own = given;
    }
}

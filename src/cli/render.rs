//! `august-storm render`: one picture of one instant, or of several side by side.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::{Value, json};

use super::beside::{Beside, SvgTextArg};
use super::picture_args::PictureArgs;
use super::{job, terminal};
use crate::export::{Job, JobError, Page, PictureSpec, SpecError, StillPlan, StillWords, Studio, Work, page_spec};
use crate::render::RasterPainter;

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

    /// Columns and rows of the page of several instants: 3x2 (default: those that show the ground largest).
    #[arg(long, value_name = "COLUMNSxROWS")]
    grid: Option<String>,

    /// Make a picture again: one that this program wrote, whose time, view and look are taken; all other options change it.
    #[arg(long, value_name = "PICTURE")]
    like: Option<PathBuf>,

    #[command(flatten)]
    picture: PictureArgs,

    /// What letters are in an SVG file: paths that look the same everywhere, or text that can be searched and edited.
    #[arg(long, value_enum, default_value_t = SvgTextArg::Outlines)]
    text: SvgTextArg,

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

    /// Make no picture; say what would be written and how large the page is.
    #[arg(long)]
    dry_run: bool,

    /// Also write the job as a file for `august-storm job`; with --dry-run nothing else.
    #[arg(long, value_name = "FILE.toml")]
    save_job: Option<PathBuf>,

    /// Report as JSON: path, format, width, height, bytes, sources, caption ...
    #[arg(long)]
    json: bool,
}

/// Makes the picture and writes it.
///
/// # Errors
/// If an argument names nothing known, or a file cannot be written.
pub fn run(args: &RenderArgs) -> Result<ExitCode> {
    let is_stdout = args.output.as_os_str() == "-";
    if is_stdout && (args.json || args.save_job.is_some() || args.beside.is_any()) {
        bail!(
            "with -o - standard output is the picture; give -o a file for --json, --save-job, --caption, --bibtex and \
             --world-file"
        );
    }
    let overwrite = job::overwrite(args.force);
    let asked = args.job()?;
    let (mut studio, report) = Studio::builtin(RasterPainter::once(super::threads()));
    if report.has_errors() {
        eprint!("{report}");
    }
    let planned = asked.plan(studio.campaign()).map_err(|error| match (&args.like, error) {
        (Some(like), error @ JobError::Spec(SpecError::File { .. })) => anyhow::Error::new(error).context(format!(
            "put the files that {} names beside it, or name them with --layer and --theme",
            like.display()
        )),
        (_, error) => error.into(),
    });
    let (whole, report) = planned?;
    if !report.diagnostics().is_empty() {
        eprint!("{report}");
    }
    let Work::Still(plan) = &whole.work else { bail!("{} is no picture", args.output.display()) };
    let paths = whole.files();
    if !is_stdout && !args.dry_run {
        whole.expect_room(overwrite)?;
    }
    job::save(&asked, args.save_job.as_deref(), overwrite)?;
    if args.dry_run {
        let report = Report { args, plan, page: None, bytes: None, paths: &paths };
        terminal::print(&report.told())?;
        return Ok(ExitCode::SUCCESS);
    }
    let cancel = job::cancelled_by_signal();
    if is_stdout {
        terminal::print_bytes(&plan.bytes(&mut studio, None, &cancel)?.1)?;
        return Ok(ExitCode::SUCCESS);
    }
    let page = plan.write(&mut studio, &args.output, overwrite, &cancel, &mut |_| {})?;
    if args.json {
        let bytes = Some(std::fs::metadata(&args.output)?.len());
        let report = Report { args, plan, page: Some(&page), bytes, paths: &paths };
        terminal::print(&report.told())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What was written, or would be.
struct Report<'a> {
    args: &'a RenderArgs,
    plan: &'a StillPlan,
    /// `None` if nothing was drawn.
    page: Option<&'a Page>,
    bytes: Option<u64>,
    paths: &'a [PathBuf],
}

impl Report<'_> {
    fn told(&self) -> String {
        if self.args.json { format!("{:#}\n", self.json()) } else { self.sentences() }
    }

    fn sentences(&self) -> String {
        let mut out = format!("{}: {}. Nothing is written.\n", self.args.output.display(), self.plan.told());
        for path in &self.paths[1..] {
            let _ = writeln!(out, "{} beside it.", path.display());
        }
        out
    }

    fn json(&self) -> Value {
        let StillPlan { picture, format, .. } = self.plan;
        let still = &picture.still;
        let sources = &picture.campaign.data().sources;
        let short = |key: &str| sources.iter().find(|s| s.id == key).map_or(key, |s| s.short.as_str()).to_owned();
        let keys = self.page.map(|page| &page.source_keys);
        json!({
            "path": self.args.output,
            "format": format.name(),
            "width": still.width_px,
            "height": still.height_px,
            "dpi": still.dpi().round(),
            "page_mm": still.page_mm(),
            "bytes": self.bytes,
            "rough_bytes": self.plan.rough_bytes(),
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
    /// The job that the arguments ask for.
    fn job(&self) -> Result<Job> {
        let is_stdout = self.output.as_os_str() == "-";
        let output = if is_stdout { PathBuf::from(format!("picture.{}", self.format)) } else { self.output.clone() };
        let Beside { caption, bibtex, world_file } = self.beside;
        let (text, quality) = (self.text.word().to_owned(), self.quality);
        let still = StillWords { text, quality, caption, bibtex, world_file, picture: self.spec()? };
        Ok(Job::of_still(output, still))
    }

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
        self.picture.put_on(&mut spec)?;
        for (own, given) in [(&mut spec.since, &self.since), (&mut spec.grid, &self.grid)] {
            if given.is_some() {
                own.clone_from(given);
            }
        }
        spec.swipe = self.swipe.or(spec.swipe);
        Ok(spec)
    }
}

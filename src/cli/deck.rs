//! `august-storm deck` and `august-storm batch`: slides or pictures of many moments.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use serde_json::json;

use super::beside::SvgTextArg;
use super::job::{overwrite, report_json, save, told, watched};
use super::moments_args::MomentsArgs;
use super::picture_args::PictureArgs;
use super::terminal;
use crate::export::{Batch, Deck, Job, StillWords, Studio};
use crate::render::RasterPainter;

/// Make slides or a handout: a map for each day, event or chapter, with caption and sources.
///
/// A PPTX opens in PowerPoint, Keynote and LibreOffice and has the day's diary in the speaker's notes; a PDF has several maps on a sheet. Without --view chapters have their own views.
#[derive(Debug, Args)]
pub struct DeckArgs {
    #[command(flatten)]
    moments: MomentsArgs,

    /// What the deck is called (default: the campaign's title).
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// Pictures on a sheet of a handout: 1, 2, 4, 6 or 9.
    #[arg(long, value_name = "N", default_value_t = 2)]
    per_page: u8,

    /// Paper of a handout: a4, a4-landscape, a3 ...
    #[arg(long, value_name = "PAPER", default_value = "a4")]
    paper: String,

    #[command(flatten)]
    picture: PictureArgs,

    #[command(flatten)]
    how: HowArgs,
}

/// Make a picture for each of many moments, in several views, themes and languages if asked for.
#[derive(Debug, Args)]
#[command(after_help = "Fields of a name: {n}, {date}, {time}, {id}, {title}, {view}, {theme}, {lang}.")]
pub struct BatchArgs {
    #[command(flatten)]
    moments: MomentsArgs,

    /// Named views joined by commas, each of which has a picture of every moment.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with_all = ["view", "bbox", "centre"])]
    views: Vec<String>,

    /// The same with themes.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with = "theme")]
    themes: Vec<String>,

    /// The same with languages, pairs as ja+en.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with = "lang")]
    langs: Vec<String>,

    #[command(flatten)]
    picture: PictureArgs,

    /// What letters are in an SVG file.
    #[arg(long, value_enum, default_value_t = SvgTextArg::Outlines)]
    text: SvgTextArg,

    /// Quality of a JPEG, 1 (small) to 100 (true).
    #[arg(long, value_name = "N", default_value_t = 90, value_parser = clap::value_parser!(u8).range(1..=100))]
    quality: u8,

    #[command(flatten)]
    how: HowArgs,
}

/// Where it goes, and how.
#[derive(Debug, Args)]
struct HowArgs {
    /// Where it goes: deck.pptx, handout.pdf, or for a batch a pattern such as maps/{date}-{view}-{theme}.png.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Replace what exists.
    #[arg(long)]
    force: bool,

    /// Make nothing; say what would be made and roughly how large.
    #[arg(long)]
    dry_run: bool,

    /// Also write these arguments as a job file for `august-storm job`.
    #[arg(long, value_name = "FILE.toml")]
    save_job: Option<PathBuf>,

    /// Report as JSON: what is written, how large, where.
    #[arg(long)]
    json: bool,
}

/// Makes the slides.
///
/// # Errors
/// If an argument names nothing known, a page cannot be made, the file cannot be written, or the work was cancelled.
pub fn run_deck(args: &DeckArgs) -> Result<ExitCode> {
    let (title, paper, per_page) = (args.title.clone(), args.paper.clone(), args.per_page);
    let deck = Deck { title, per_page, paper, moments: args.moments.words(), picture: args.picture.spec()? };
    args.how.run(&Job::of_deck(args.how.output.clone(), deck))
}

/// Makes the pictures.
///
/// # Errors
/// As [`run_deck`].
pub fn run_batch(args: &BatchArgs) -> Result<ExitCode> {
    let (text, quality) = (args.text.word().to_owned(), args.quality);
    let still = StillWords { text, quality, picture: args.picture.spec()?, ..StillWords::default() };
    let (views, themes, langs) = (args.views.clone(), args.themes.clone(), args.langs.clone());
    let batch = Batch { views, themes, langs, moments: args.moments.words(), still };
    args.how.run(&Job::of_batch(args.how.output.clone(), batch))
}

impl HowArgs {
    fn run(&self, job: &Job) -> Result<ExitCode> {
        let (mut studio, report) = Studio::builtin(RasterPainter::once(super::threads()));
        if report.has_errors() {
            eprint!("{report}");
        }
        let (plan, report) = job.plan(studio.campaign())?;
        if !report.diagnostics().is_empty() {
            eprint!("{report}");
        }
        save(job, self.save_job.as_deref(), overwrite(self.force))?;
        let done = if self.dry_run { None } else { Some(watched(&plan, &mut studio, overwrite(self.force))?) };
        if self.json {
            terminal::print(&format!("{:#}\n", json!(report_json(&plan, done.as_ref()))))?;
        } else if self.dry_run {
            terminal::print(&told(&plan))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

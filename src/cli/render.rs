//! `august-storm render`: one picture of one instant, or of several side by side.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;

use super::picture_args::PictureArgs;
use crate::export::{Overwrite, PictureSpec, Studio, would_replace, write_whole};
use crate::render::RasterPainter;

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

    #[command(flatten)]
    picture: PictureArgs,

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
    let (picture, report) = args.spec()?.picture(studio.campaign())?;
    if !report.diagnostics().is_empty() {
        eprint!("{report}");
    }
    let image = studio.make(&picture)?;
    let bytes = studio.encode(&image, &picture.still)?;
    let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
    write_whole(&args.output, &bytes, overwrite)?;
    Ok(ExitCode::SUCCESS)
}

impl RenderArgs {
    /// What the arguments ask for, in the words of every export.
    fn spec(&self) -> Result<PictureSpec> {
        let (at, since, swipe, grid) = (self.at.clone(), self.since.clone(), self.swipe, self.grid.clone());
        Ok(PictureSpec { at, since, swipe, grid, ..self.picture.spec()? })
    }
}

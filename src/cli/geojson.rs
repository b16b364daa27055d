//! `august-storm geojson`: what stands at an instant, for QGIS and its kin.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;

use super::parse;
use crate::export::{Overwrite, state_as_geojson, write_whole};
use crate::model::{Campaign, Motion, Reading};

/// Write what stands at an instant as GeoJSON: fronts, ground held, holdouts, pockets, islands.
#[derive(Debug, Args)]
pub struct GeojsonArgs {
    /// Instant or day, as for render.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: String,

    /// Let fronts stand at the last dated line instead of moving between lines.
    #[arg(long)]
    steps: bool,

    /// Where it goes (default: standard output).
    #[arg(short, long, value_name = "FILE.geojson")]
    output: Option<PathBuf>,

    /// Replace the file if it exists.
    #[arg(long)]
    force: bool,
}

/// Writes the collection.
///
/// # Errors
/// If the time is none, or the file or standard output cannot be written.
pub fn run(args: &GeojsonArgs) -> Result<ExitCode> {
    let campaign = Campaign::builtin();
    let at = parse::instant(&args.at, campaign.data().config.clock)?;
    let motion = if args.steps { Motion::Steps } else { Motion::Interpolated };
    let text = format!("{}\n", state_as_geojson(&campaign, at, Reading::Documented, motion));
    match &args.output {
        Some(path) => {
            let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
            write_whole(path, text.as_bytes(), overwrite)?;
        }
        None => std::io::stdout().lock().write_all(text.as_bytes()).context("standard output cannot be written")?,
    }
    Ok(ExitCode::SUCCESS)
}

//! `august-storm check`: reads data as the program does and prints what is wrong, where, and what helps.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use crate::data::{
    BaseMap, Dataset, Diagnostic, Directory, Embedded, Relief, Report, Source, check_base, check_campaign, check_file,
    load_coast_full,
};
use crate::model::{self, Campaign};

/// Check data: GeoJSON files, or a whole folder of campaign data; without FILE the campaign that is built in.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// GeoJSON files, or folders like `geodata`.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Print the report as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Prints the report on standard output; the exit code is 1 if there are errors.
///
/// # Errors
/// If standard output cannot be written.
pub fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let mut report = Report::new();
    let what = if args.files.is_empty() {
        check_all(&Embedded, &mut report);
        "the built-in campaign".to_owned()
    } else {
        check_paths(&args.files, &mut report);
        match &args.files[..] {
            [one] => one.display().to_string(),
            many => format!("{} files", many.len()),
        }
    };
    let text =
        if args.json { format!("{}\n", report.to_json()) } else { format!("{report}{what}: {}\n", report.summary()) };
    std::io::Write::write_all(&mut std::io::stdout().lock(), text.as_bytes())
        .context("the report cannot be printed")?;
    Ok(if report.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Everything that a source holds: campaign, base map, relief.
fn check_all(source: &dyn Source, report: &mut Report) {
    let data = Dataset::load(source, report);
    check_campaign(&data, report);
    let base = BaseMap::load(source, report);
    let coast_full = load_coast_full(source, report);
    check_base(&base, &coast_full, report);
    model::check(&Campaign::new(data).with_units(base.units.clone()), report);
    // The relief has no features: it can be read, or it is an error.
    let _ = Relief::load(source, report);
}

fn check_paths(paths: &[PathBuf], report: &mut Report) {
    // What the built-in campaign gets wrong is its own affair here.
    let campaign = Dataset::load(&Embedded, &mut Report::new());
    for path in paths {
        if path.is_dir() {
            check_all(&Directory::new(path), report);
        } else {
            check_path(path, &campaign, report);
        }
    }
}

fn check_path(path: &Path, campaign: &Dataset, report: &mut Report) {
    let file = path.display().to_string();
    match std::fs::read(path) {
        Ok(bytes) => check_file(&file, &bytes, campaign, report),
        Err(error) => {
            let found = Diagnostic::error(file, format!("the file cannot be read: {error}"));
            report.push(found.with_cure("check its name and its permissions"));
        }
    }
}

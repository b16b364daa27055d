//! `august-storm job`: does what a job file says; and the watch over any job, with progress and Ctrl+C.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use super::meter::Meter;
use super::terminal;
use crate::export::{Job, JobDone, JobPlan, Overwrite, Studio, spoken_bytes, write_whole};
use crate::render::RasterPainter;

/// Do what a job file says: make the picture or the film that it describes, or several under [[jobs]].
///
/// The export dialog and --save-job of render and animate write such files. Paths in it are told from its own folder.
#[derive(Debug, Args)]
#[command(after_help = "Fields of --json: jobs, each with output, files, told, rough_bytes, bytes, written.")]
pub struct JobArgs {
    /// The job file.
    #[arg(value_name = "FILE.toml")]
    file: PathBuf,

    /// Replace files that exist.
    #[arg(long)]
    force: bool,

    /// Make nothing; say what would be made.
    #[arg(long)]
    dry_run: bool,

    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

/// Does the jobs of a file, one after another.
///
/// # Errors
/// If the file is no job, two of its jobs write the same file, a file exists, or one of them fails.
pub fn run(args: &JobArgs) -> Result<ExitCode> {
    let jobs = Job::read_file(&args.file)?;
    let (mut studio, report) = Studio::builtin(RasterPainter::once(super::threads()));
    if report.has_errors() {
        eprint!("{report}");
    }
    // All are looked through before the first is done.
    let mut plans = Vec::new();
    for job in &jobs {
        let planned = job.plan(studio.campaign());
        let (plan, report) = planned.with_context(|| args.file.display().to_string())?;
        if !report.diagnostics().is_empty() {
            eprint!("{report}");
        }
        plans.push(plan);
    }
    let overwrite = overwrite(args.force);
    let mut files = BTreeSet::new();
    for plan in &plans {
        if !args.dry_run {
            plan.expect_room(overwrite)?;
        }
        if let Some(twice) = plan.files().into_iter().find(|file| !files.insert(file.clone())) {
            bail!("{}: two jobs write {}; give one another output", args.file.display(), twice.display());
        }
    }
    let mut made = Vec::new();
    for plan in plans {
        let done = if args.dry_run { None } else { Some(watched(&plan, &mut studio, overwrite)?) };
        if args.dry_run && !args.json {
            terminal::print(&told(&plan))?;
        }
        made.push(report_json(&plan, done.as_ref()));
    }
    if args.json {
        terminal::print(&format!("{:#}\n", json!({ "jobs": made })))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What `--force` means.
pub(super) const fn overwrite(force: bool) -> Overwrite {
    if force { Overwrite::Replace } else { Overwrite::Refuse }
}

/// What would be made.
pub(super) fn told(plan: &JobPlan) -> String {
    format!("{}: {}, roughly {}\n", plan.output.display(), plan.told(), spoken_bytes(plan.rough_bytes()))
}

/// What was made, or would be.
pub(super) fn report_json(plan: &JobPlan, done: Option<&JobDone>) -> Value {
    json!({
        "output": plan.output,
        "files": plan.files(),
        "told": plan.told(),
        "rough_bytes": plan.rough_bytes(),
        "bytes": done.map(|done| done.bytes),
        "written": done.is_some(),
    })
}

/// Does a job with progress on a terminal; Ctrl+C ends it.
///
/// # Errors
/// As [`JobPlan::run`].
pub(super) fn watched(plan: &JobPlan, studio: &mut Studio, overwrite: Overwrite) -> Result<JobDone> {
    plan.expect_room(overwrite)?;
    let cancel = cancelled_by_signal();
    let mut meter = Meter::new();
    let made = plan.run(studio, overwrite, &cancel, &mut |progress| meter.show(progress));
    meter.end();
    let made = made?;
    meter.tell_whole(&plan.output, plan, &made);
    Ok(made)
}

/// A flag that Ctrl+C, or the system's wish that the program end, makes true.
pub(super) fn cancelled_by_signal() -> Arc<AtomicBool> {
    static FLAG: std::sync::LazyLock<Arc<AtomicBool>> = std::sync::LazyLock::new(|| {
        let flag = Arc::new(AtomicBool::new(false));
        let raised = Arc::clone(&flag);
        if let Err(error) = ctrlc::set_handler(move || raised.store(true, Ordering::Relaxed)) {
            eprintln!("august-storm: Ctrl+C may leave a temporary file: {error}");
        }
        flag
    });
    Arc::clone(&FLAG)
}

/// Writes the job that the arguments of a command ask for, if `path` is given.
///
/// # Errors
/// If it is written to standard output, or the job file exists or cannot be written.
pub(super) fn save(job: &Job, path: Option<&Path>, overwrite: Overwrite) -> Result<()> {
    let Some(path) = path else { return Ok(()) };
    let text = job.file_text(path);
    if text.is_empty() {
        bail!("the job cannot be saved: a path in it is no Unicode; rename the file");
    }
    Ok(write_whole(path, text.as_bytes(), overwrite)?)
}

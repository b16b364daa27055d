//! The command line: arguments to jobs and questions, reports and exit codes.
//!
//! Exit code 0 is success, 1 a failure that is told in one message on standard error, 2 a wrong command line.

mod animate;
mod at;
mod beside;
mod check;
mod cite;
mod day;
mod deck;
mod dev;
mod export_data;
mod info;
mod job;
mod json;
mod list;
mod manual;
mod meter;
mod moments_args;
mod parse;
mod picture_args;
mod render;
mod terminal;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// An atlas of the Soviet-Japanese War of 1945. Without a command it opens the window.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,

    /// GeoJSON files to show as layers of your own.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Theme of the map: atlas, projector, print, grey, contrast, or a file of your own (mine.toml), which is read again
    /// whenever it is saved.
    #[arg(long)]
    theme: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Render(Box<render::RenderArgs>),
    Info(info::InfoArgs),
    Open(info::OpenArgs),
    Animate(Box<animate::AnimateArgs>),
    Deck(Box<deck::DeckArgs>),
    Batch(Box<deck::BatchArgs>),
    Job(job::JobArgs),
    At(at::AtArgs),
    Day(day::DayArgs),
    List(list::ListArgs),
    Cite(cite::CiteArgs),
    Check(check::CheckArgs),
    ExportData(export_data::ExportDataArgs),
    Completions(manual::CompletionsArgs),
    Man(manual::ManArgs),
    #[command(hide = true)]
    Dev(dev::DevArgs),
}

/// Runs the program and says how it went.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("august-storm: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    match arguments.command {
        None => open_window(arguments.files, arguments.theme),
        Some(Command::Render(args)) => render::run(&args),
        Some(Command::Info(args)) => info::run(&args),
        Some(Command::Open(args)) => {
            // What is wrong with the picture is told here, before a window opens.
            crate::export::page_spec(&args.picture)?;
            open_window(vec![args.picture], None)
        }
        Some(Command::Animate(args)) => animate::run(&args),
        Some(Command::Deck(args)) => deck::run_deck(&args),
        Some(Command::Batch(args)) => deck::run_batch(&args),
        Some(Command::Job(args)) => job::run(&args),
        Some(Command::At(args)) => at::run(&args),
        Some(Command::Day(args)) => day::run(&args),
        Some(Command::List(args)) => list::run(&args),
        Some(Command::Cite(args)) => cite::run(&args),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::ExportData(args)) => export_data::run(&args),
        Some(Command::Completions(args)) => manual::completions(&args, &Arguments::command()),
        Some(Command::Man(args)) => manual::man(&args, Arguments::command()),
        Some(Command::Dev(args)) => dev::run(&args),
    }
}

#[cfg(feature = "gui")]
fn open_window(files: Vec<PathBuf>, theme: Option<String>) -> anyhow::Result<ExitCode> {
    if let Some(theme) = &theme {
        // A wrong name or a file at fault is told here, where it was typed.
        crate::export::theme(theme)?;
    }
    crate::gui::run(crate::gui::RunOptions { services: Box::new(crate::gui::services), files, theme })?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(not(feature = "gui"))]
fn open_window(_files: Vec<PathBuf>, _theme: Option<String>) -> anyhow::Result<ExitCode> {
    anyhow::bail!(
        "this build has no window; `august-storm render --at 1945-08-12 -o picture.png` makes a picture without one"
    )
}

/// Threads for painting: what the machine has, four at most.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(4)
}

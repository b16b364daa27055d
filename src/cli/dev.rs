//! `august-storm dev`: what only those who work on the program need.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use crate::export::words::size_px;
use crate::export::{GalleryWanted, Studio, gallery_pictures, write_gallery};
use crate::render::RasterPainter;

/// Commands for those who work on the program.
#[derive(Debug, Args)]
pub struct DevArgs {
    #[command(subcommand)]
    command: DevCommand,
}

#[derive(Debug, Subcommand)]
enum DevCommand {
    Gallery(GalleryArgs),
}

/// Draw the pictures by which the maps are judged (assets/gallery.toml), with contact sheets and an index.html.
#[derive(Debug, Args)]
struct GalleryArgs {
    /// Folder for the pictures; those of the same names are replaced.
    dir: PathBuf,

    /// Only these views or hard pictures, joined by commas: theatre, hutou ...
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    view: Vec<String>,

    /// Only dates of the list that begin like these, joined by commas: 1945-08-15 ...
    #[arg(long, value_name = "DATES", value_delimiter = ',')]
    date: Vec<String>,

    /// Only these themes, joined by commas: atlas, projector, print, grey, contrast.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    theme: Vec<String>,

    /// Size in pixels in place of the one that the list gives each theme.
    #[arg(long, value_name = "WxH")]
    size: Option<String>,
}

/// Runs a developer's command.
///
/// # Errors
/// If an argument names nothing known, or a file cannot be written.
pub fn run(args: &DevArgs) -> Result<ExitCode> {
    match &args.command {
        DevCommand::Gallery(args) => gallery(args),
    }
}

fn gallery(args: &GalleryArgs) -> Result<ExitCode> {
    let threads = super::threads();
    let (mut studio, report) = Studio::builtin(RasterPainter::once(threads));
    if report.has_errors() {
        eprint!("{report}");
    }
    let wanted = GalleryWanted {
        frames: args.view.clone(),
        dates: args.date.clone(),
        themes: args.theme.clone(),
        size_px: args.size.as_deref().map(size_px).transpose()?,
    };
    let pictures = gallery_pictures(&studio.campaign().data().config, studio.projection(), &wanted)?;
    if pictures.is_empty() {
        bail!("the gallery has no picture of these views on these dates; leave out --date to see its dates");
    }
    write_gallery(&args.dir, &pictures, &mut studio, threads, &|picture| eprintln!("{}", picture.name()))?;
    println!("{} pictures in {}", pictures.len(), args.dir.display());
    Ok(ExitCode::SUCCESS)
}

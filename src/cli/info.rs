//! `august-storm info` and `open`: what a picture carries, and the window at its map and time.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use serde_json::json;

use super::terminal;
use crate::export::page_words;

/// Print what a picture of this program says about itself: title, caption, sources, credits, and the view.
#[derive(Debug, Args)]
#[command(
    after_help = "Fields of --json: path, format, title, caption, author, software, credits, sources, view (as job \
                        files have it)."
)]
pub struct InfoArgs {
    /// A PNG, JPEG, WebP, SVG or PDF.
    #[arg(value_name = "PICTURE")]
    picture: PathBuf,

    /// Answer as JSON.
    #[arg(long)]
    json: bool,
}

/// Open the window at the map and the time that a picture of this program shows.
#[derive(Debug, Args)]
pub struct OpenArgs {
    /// A PNG, JPEG, WebP, SVG or PDF.
    #[arg(value_name = "PICTURE")]
    pub picture: PathBuf,
}

/// Answers on standard output.
///
/// # Errors
/// If the picture cannot be read or carries nothing.
pub fn run(args: &InfoArgs) -> Result<ExitCode> {
    let (kind, about, spec) = page_words(&args.picture)?;
    let text = if args.json {
        let answer = json!({
            "path": args.picture, "format": kind.name(), "title": about.title, "caption": about.description,
            "author": about.author, "software": about.software, "credits": about.rights, "sources": about.source,
            "view": spec,
        });
        format!("{answer:#}\n")
    } else {
        let width = terminal::width();
        let mut out = format!("{}\n", about.title);
        for (name, told) in [
            ("Caption   ", &about.description),
            ("Sources   ", &about.source),
            ("Base map  ", &about.rights),
            ("Written by", &about.software),
        ] {
            out.push_str(&terminal::wrapped(&format!("{name}  "), told, width));
        }
        let view = toml::to_string(&spec)?;
        out.push_str("\nThe view, as job files have it:\n");
        out.push_str(&view);
        out
    };
    terminal::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

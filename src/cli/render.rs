//! `august-storm render`: one picture of one instant.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

/// Make a picture of one instant.
#[derive(Debug, Args)]
pub struct RenderArgs {
    /// Instant or day: 1945-08-20T12:00+09:00, 1945-08-20T12:00 (campaign clock, +9), or 1945-08-20 (close of the day).
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: String,

    /// Named view: theatre, karafuto, hokkaido ... (default: theatre).
    #[arg(long, value_name = "NAME", conflicts_with_all = ["bbox", "centre"])]
    view: Option<String>,

    /// Frame in degrees: west,south,east,north.
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true, conflicts_with = "centre")]
    bbox: Option<String>,

    /// Middle of the map in degrees: longitude,latitude. Needs --scale.
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true, requires = "scale")]
    centre: Option<String>,

    /// Scale denominator of the page: 1:5000000 or 5000000. Needs --centre.
    #[arg(long, value_name = "1:N", requires = "centre")]
    scale: Option<String>,

    /// Size in pixels.
    #[arg(long, value_name = "WxH", default_value = "1920x1080")]
    size: String,

    /// Theme: atlas, projector.
    #[arg(long, default_value = "atlas")]
    theme: String,

    /// Language of names, or two joined by a comma: en, modern, ja, ru, zh, ko.
    #[arg(long, default_value = "en")]
    lang: String,

    /// Clock of the date block: moscow, chita, khabarovsk, tokyo, washington ...
    #[arg(long, value_name = "NAME")]
    clock: Option<String>,

    /// Version shown where sources disagree.
    #[arg(long, value_enum, default_value_t = ReadingArg::Documented)]
    reading: ReadingArg,

    /// Let fronts stand at the last dated line instead of moving between lines.
    #[arg(long)]
    steps: bool,

    /// Earlier days shown as phase lines, 0 to 9.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(0..=9))]
    phase_lines: u8,

    /// Layers or page parts to leave out, joined by commas: relief, railways, zones, events, legend, title ...
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    hide: Vec<String>,

    /// The map alone, without title, date, legend, scale bar and credits.
    #[arg(long)]
    bare: bool,

    /// Where the picture goes.
    #[arg(short, long, value_name = "FILE.png")]
    output: PathBuf,

    /// Replace the file if it exists.
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReadingArg {
    /// The best documented version.
    Documented,
    /// As in Hasegawa's paper.
    Hasegawa,
}

//! `august-storm export-data`: the campaign for GIS programs, globes and spreadsheets.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::parse::{self, ReadingArg};
use super::terminal;
use crate::export::{
    ExchangeOptions, Overwrite, csv_tables, exchange_features, geojson_text, kml_text, write_folder, write_whole,
};
use crate::model::{Campaign, Motion};
use crate::style::Theme;

const FORMS: &str = "\
GeoJSON: one collection. `start` and `end` are UTC (first and last second in force; `end` is null for what stays): in the \
temporal controller of QGIS take them as separate fields for start and end. `edtf_start` and `edtf_end` are the dates as \
the sources give them, `times` has an instant for each vertex of a march, `layer` is ground, islands, zones, pockets, \
holdouts, fronts, movements, landings or events; stroke, fill and the like are simplestyle. This program opens the file in \
place of its own campaign (`render --layer`, or in the window) and draws the same picture. With --as-of it is a snapshot: \
it opens as it stood at that instant, and has nothing of later days.
KML: a folder for each layer, with time spans; marches grow leg by leg.
CSV: a folder with events, figures, formations, fronts, holdouts, islands, landings, movements, places, pockets, sources \
and zones, geometry in the column wkt; the tables hold the versions of all sources (columns variant and variant_of).
Ground is what lies behind a front, clipped to the overview of the coast.";

/// Write the campaign for other programs.
#[derive(Debug, Args)]
#[command(after_help = FORMS)]
pub struct ExportDataArgs {
    /// What to write.
    #[arg(long, value_enum)]
    format: Format,

    /// Only what stands or has begun at this instant or at the close of this day.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    as_of: Option<String>,

    /// With --as-of: let fronts stand at the last dated line instead of moving between lines.
    #[arg(long, requires = "as_of")]
    steps: bool,

    /// Version followed where sources disagree (GeoJSON and KML).
    #[arg(long, value_enum, default_value_t = ReadingArg::Documented)]
    reading: ReadingArg,

    /// File to write (CSV: folder); - is standard output, where GeoJSON and KML go without it.
    #[arg(short, long, value_name = "FILE|DIR", default_value = "-")]
    output: PathBuf,

    /// Replace what exists.
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For QGIS and other GIS programs, mapping sites, and this program.
    Geojson,
    /// For Google Earth.
    Kml,
    /// For spreadsheets and databases.
    Csv,
}

/// Writes the campaign.
///
/// # Errors
/// If the time is none, or the file or standard output cannot be written.
pub fn run(args: &ExportDataArgs) -> Result<ExitCode> {
    let campaign = Campaign::builtin();
    let data = campaign.data();
    let options = ExchangeOptions {
        reading: args.reading.into(),
        as_of: args.as_of.as_deref().map(|text| parse::instant(text, data.config.clock)).transpose()?,
        motion: if args.steps { Motion::Steps } else { Motion::Interpolated },
    };
    let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
    let is_stdout = args.output == Path::new("-");
    if args.format == Format::Csv {
        if is_stdout {
            bail!("CSV is a folder of tables; name it with -o DIR");
        }
        let tables = csv_tables(data, &options);
        let files: Vec<_> = tables.iter().map(|table| (table.file.to_owned(), table.text().into_bytes())).collect();
        write_folder(&args.output, &files, overwrite)?;
        return Ok(ExitCode::SUCCESS);
    }
    let theme = Theme::named("atlas")?;
    let text = match args.format {
        Format::Geojson => geojson_text(&campaign, &options, &theme),
        Format::Kml | Format::Csv => kml_text(&data.config, &exchange_features(&campaign, &options, &theme)),
    };
    if is_stdout {
        terminal::print(&text)?;
    } else {
        write_whole(&args.output, text.as_bytes(), overwrite)?;
    }
    Ok(ExitCode::SUCCESS)
}

//! Files that go beside a picture on request: its caption, its sources, where it lies on the earth.

use clap::{Args, ValueEnum};

/// What else is written.
#[derive(Clone, Copy, Debug, Args)]
pub struct Beside {
    /// Also write a text file with caption, alternative text and sources: NAME.txt.
    #[arg(long)]
    pub caption: bool,

    /// Also write the sources of what is visible as BibTeX: NAME.bib.
    #[arg(long)]
    pub bibtex: bool,

    /// Also write where the pixels lie, for GIS programs: NAME.pgw or .jgw, and the projection, NAME.prj. For a picture of
    /// one map; --bare leaves out what lies over it.
    #[arg(long)]
    pub world_file: bool,
}

impl Beside {
    /// True if anything is asked for.
    pub fn is_any(self) -> bool {
        self.caption || self.bibtex || self.world_file
    }
}

/// What letters are in an SVG file.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SvgTextArg {
    /// Paths.
    Outlines,
    /// Text, with its fonts in the file.
    Text,
}

impl SvgTextArg {
    /// Its word in a job.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Outlines => "outlines",
            Self::Text => "text",
        }
    }
}

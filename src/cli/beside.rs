//! Files that go beside a picture on request: its caption, its sources, where it lies on the earth.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::export::{Page, Picture, PictureFormat, WorldFile, bibtex};

/// What else is written.
#[derive(Debug, Args)]
pub struct Beside {
    /// Also write a text file with caption, alternative text and sources: NAME.txt.
    #[arg(long)]
    caption: bool,

    /// Also write the sources of what is visible as BibTeX: NAME.bib.
    #[arg(long)]
    bibtex: bool,

    /// Also write where the pixels lie, for GIS programs: NAME.pgw or .jgw, and the projection, NAME.prj. For a picture of
    /// one map; --bare leaves out what lies over it.
    #[arg(long)]
    world_file: bool,
}

impl Beside {
    /// True if anything is asked for.
    pub fn is_any(&self) -> bool {
        self.caption || self.bibtex || self.world_file
    }

    /// The files that are asked for, beside the picture at `picture`.
    pub fn paths(&self, picture: &Path) -> Vec<PathBuf> {
        let endings = [
            (self.caption, "txt".to_owned()),
            (self.bibtex, "bib".to_owned()),
            (self.world_file, world_ending(picture)),
            (self.world_file, "prj".to_owned()),
        ];
        endings.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, e)| picture.with_extension(e)).collect()
    }

    /// The same with what they hold.
    ///
    /// # Errors
    /// If a world file is asked for and the picture is no single map of pixels, or in a projection without one.
    pub fn files(
        &self,
        path: &Path,
        picture: &Picture,
        page: &Page,
        format: PictureFormat,
    ) -> Result<Vec<(PathBuf, String)>> {
        let mut texts = Vec::new();
        if self.caption {
            texts.push(page.caption.file_text(&page.about.source, &page.about.rights));
        }
        if self.bibtex {
            let sources = &picture.campaign.data().sources;
            let entries = page.source_keys.iter().filter_map(|key| sources.iter().find(|s| s.id == *key));
            texts.push(entries.map(bibtex).collect::<Vec<_>>().join("\n"));
        }
        if self.world_file {
            if matches!(format, PictureFormat::Svg(_) | PictureFormat::Pdf) {
                bail!("a world file says where pixels lie; give -o a name that ends in .png, .jpg or .webp");
            }
            let files = WorldFile::of(picture).context(
                "there is a world file only for a picture of one map, and not for the projection plate-carree; give one \
                 --at, no --swipe, and --projection conformal, equal-area or mercator",
            )?;
            texts.extend([files.world, files.prj]);
        }
        Ok(self.paths(path).into_iter().zip(texts).collect())
    }
}

/// "png" becomes "pgw": first and last letter, and w.
fn world_ending(picture: &Path) -> String {
    let ending = picture.extension().map_or_else(String::new, |e| e.to_string_lossy().to_lowercase());
    let ends = ending.chars().next().into_iter().chain(ending.chars().last());
    ends.chain(['w']).collect()
}

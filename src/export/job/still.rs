//! One picture with the files beside it: its caption, its sources, where it lies on the earth.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::super::spec::words::among;
use super::super::{
    Overwrite, Page, PartFile, Picture, PictureFormat, PictureSpec, Progress, SpecError, Still, Studio, WorldFile,
    bibtex,
};
use super::JobError;
use crate::data::Report;
use crate::model::Campaign;
use crate::render::SvgText;

/// What letters are in an SVG file, by the words for it.
const TEXTS: [(&str, SvgText); 2] = [("outlines", SvgText::Outlines), ("text", SvgText::Text)];

/// One picture in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct StillWords {
    /// What letters are in an SVG file: `outlines`, or `text`.
    pub text: String,
    /// Quality of a JPEG, 1 (small) to 100 (true).
    pub quality: u8,
    /// Also a text file with caption, alternative text and sources.
    pub caption: bool,
    /// Also the sources of what is visible as BibTeX.
    pub bibtex: bool,
    /// Also where the pixels lie, for GIS programs.
    pub world_file: bool,
    /// What it shows.
    pub picture: PictureSpec,
}

impl Default for StillWords {
    fn default() -> Self {
        Self {
            text: TEXTS[0].0.to_owned(),
            quality: 90,
            caption: false,
            bibtex: false,
            world_file: false,
            picture: PictureSpec::default(),
        }
    }
}

/// One picture ready to be made.
#[derive(Clone)]
pub struct StillPlan {
    /// The words.
    pub words: StillWords,
    /// What it shows.
    pub picture: Picture,
    /// What kind of file it is.
    pub format: PictureFormat,
    /// Where its pixels lie, if that is asked for.
    world: Option<WorldFile>,
}

impl StillWords {
    /// The picture to be made of these words in the file at `output`.
    ///
    /// # Errors
    /// If a word means nothing, or a world file is asked for and there is none.
    pub fn plan(&self, builtin: &Arc<Campaign>, output: &Path) -> Result<(StillPlan, Report), JobError> {
        let (picture, report) = self.picture.picture(builtin)?;
        Ok((self.of_picture(picture, output)?, report))
    }

    /// The same of a picture that these words describe.
    ///
    /// # Errors
    /// As [`Self::plan`].
    pub(in crate::export) fn of_picture(&self, picture: Picture, output: &Path) -> Result<StillPlan, JobError> {
        let text = among("text", &self.text, &TEXTS).map_err(SpecError::from)?;
        if !(1..=100).contains(&self.quality) {
            let told = format!("a JPEG of quality {} cannot be made; give 1 to 100", self.quality);
            return Err(JobError::Conflict(told));
        }
        let format = PictureFormat::of_file(output, text, self.quality)?;
        refuse(&picture, &self.picture, format)?;
        let world = if self.world_file { Some(world_file(&picture, format)?) } else { None };
        Ok(StillPlan { words: self.clone(), picture, format, world })
    }
}

/// Refuses what a format cannot hold.
fn refuse(picture: &Picture, words: &PictureSpec, format: PictureFormat) -> Result<(), JobError> {
    let told = |text: &str| Err(JobError::Conflict(text.to_owned()));
    match format {
        PictureFormat::Jpeg { .. } if words.transparent => {
            told("a JPEG has no transparent ground; choose a name that ends in .png, .webp, .svg, .pdf or .tif")
        }
        PictureFormat::GeoTiff if WorldFile::of(picture).is_none() => told(
            "a GeoTIFF is a picture of one map, and not in the projection plate-carree; give one time, no swipe, and the \
             projection conformal, equal-area or mercator",
        ),
        _ => Ok(()),
    }
}

/// Where the pixels of a picture lie.
fn world_file(picture: &Picture, format: PictureFormat) -> Result<WorldFile, JobError> {
    let told = |text: &str| JobError::Conflict(text.to_owned());
    if matches!(format, PictureFormat::Svg(_) | PictureFormat::Pdf) {
        return Err(told("a world file says where pixels lie; choose a name that ends in .png, .jpg, .webp or .tif"));
    }
    WorldFile::of(picture).ok_or_else(|| {
        told(
            "there is a world file only for a picture of one map, and not for the projection plate-carree; give one \
             time, no swipe, and the projection conformal, equal-area or mercator",
        )
    })
}

impl StillPlan {
    /// The picture at `output` and the files beside it.
    #[must_use]
    pub fn files(&self, output: &Path) -> Vec<PathBuf> {
        let words = &self.words;
        let endings = [
            (words.caption, "txt".to_owned()),
            (words.bibtex, "bib".to_owned()),
            (words.world_file, world_ending(output)),
            (words.world_file, "prj".to_owned()),
        ];
        let beside = endings.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, e)| output.with_extension(e));
        std::iter::once(output.to_owned()).chain(beside).collect()
    }

    /// The texts of the files beside the picture, in the order of [`Self::files`].
    fn texts(&self, page: &Page) -> Vec<String> {
        let mut texts = Vec::new();
        if self.words.caption {
            texts.push(page.caption.file_text(&page.about.source, &page.about.rights));
        }
        if self.words.bibtex {
            let sources = &self.picture.campaign.data().sources;
            let entries = page.source_keys.iter().filter_map(|key| sources.iter().find(|s| s.id == *key));
            texts.push(entries.map(bibtex).collect::<Vec<_>>().join("\n"));
        }
        texts.extend(self.world.iter().flat_map(|files| [files.world.clone(), files.prj.clone()]));
        texts
    }

    /// About how many bytes the picture takes.
    #[must_use]
    pub fn rough_bytes(&self) -> u64 {
        rough_still_bytes(&self.picture.still, self.format)
    }

    /// "PNG, 1920 x 1080 pixels at 120 dots per inch, a page of 406 x 229 mm".
    #[must_use]
    pub fn told(&self) -> String {
        let still = &self.picture.still;
        let (name, dpi, [width_mm, height_mm]) = (self.format.name(), still.dpi().round(), still.page_mm());
        let (width, height) = (still.width_px, still.height_px);
        format!("{name}, {width} x {height} pixels at {dpi} dots per inch, a page of {width_mm} x {height_mm} mm")
    }

    /// Page and bytes of the picture; `output` is the file to which they go, if they go to one.
    ///
    /// # Errors
    /// If the page cannot be made or encoded, or `cancel` is true.
    pub fn bytes(
        &self,
        studio: &mut Studio,
        output: Option<&Path>,
        cancel: &AtomicBool,
    ) -> Result<(Page, Vec<u8>), JobError> {
        let page = studio.page_at(&self.picture, &self.words.picture, output)?;
        if cancel.load(Ordering::Relaxed) {
            return Err(JobError::Cancelled);
        }
        let bytes = studio.file(&page.scene, &self.picture.still, self.format, &page.about)?;
        if cancel.load(Ordering::Relaxed) {
            return Err(JobError::Cancelled);
        }
        Ok((page, bytes))
    }

    /// Makes the picture at `output` and the files beside it; returns its page.
    ///
    /// # Errors
    /// As [`Self::bytes`], or if the system refuses a file.
    pub fn write(
        &self,
        studio: &mut Studio,
        output: &Path,
        overwrite: Overwrite,
        cancel: &AtomicBool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Page, JobError> {
        progress(Progress { done: 0, total: 1 });
        let (page, bytes) = self.bytes(studio, Some(output), cancel)?;
        let texts = self.texts(&page);
        let all = std::iter::once(bytes.as_slice()).chain(texts.iter().map(String::as_bytes));
        let parts =
            self.files(output).into_iter().zip(all).map(|(path, bytes)| PartFile::with(&path, bytes, overwrite));
        // All are whole before the first takes its name.
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        parts.into_iter().try_for_each(PartFile::finish)?;
        progress(Progress { done: 1, total: 1 });
        Ok(page)
    }
}

/// About how many bytes a picture takes, from pictures of the theatre, of Karafuto and of Mutanchiang at 1080p and 4K: half
/// as many or twice as many are as likely.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rough size")]
pub(in crate::export) fn rough_still_bytes(still: &Still, format: PictureFormat) -> u64 {
    // The lines of a map grow with the sides of a picture, its areas cost little.
    let detail = (f64::from(still.width_px) * f64::from(still.height_px)).powf(2.0 / 3.0);
    let bytes = match format {
        PictureFormat::Png => detail * 70.0,
        PictureFormat::Jpeg { quality } => detail * 26.0 * (f64::from(quality) / 90.0),
        PictureFormat::WebP => detail * 53.0,
        PictureFormat::GeoTiff => detail * 95.0,
        PictureFormat::Svg(_) => 3_900_000.0,
        PictureFormat::Pdf => 2_200_000.0,
    };
    bytes as u64
}

/// "png" becomes "pgw": first and last letter, and w.
fn world_ending(picture: &Path) -> String {
    let ending = picture.extension().map_or_else(String::new, |e| e.to_string_lossy().to_lowercase());
    let ends = ending.chars().next().into_iter().chain(ending.chars().last());
    ends.chain(['w']).collect()
}

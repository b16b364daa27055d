//! Decks: a slide for each moment, with its picture, its caption, its sources, and the day's diary for the speaker.
//!
//! [`Deck`] is a deck in words, [`Deck::plan`] reads it, [`write_deck`] writes it as PPTX (ECMA-376, strict order of elements,
//! no part that is not referred to). The same words give the same bytes.

mod handout;
mod package;
mod parts;
mod slide;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use self::package::Package;
use self::slide::{Slide, SlideSize};
use super::{
    JobError, Moment, Moments, Overwrite, PartFile, Picture, PictureFormat, PictureSpec, Progress, SpecError, Studio,
    WriteError,
};
use crate::data::Report;
use crate::geo::{BoundingBox, PageSize};
use crate::layout::PER_SHEET;
use crate::model::Campaign;
use crate::scene::{CREDITS, CardsFor, Furniture};

/// A deck in words: slides as PPTX, or a handout as PDF, by the ending of its file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Deck {
    /// What the deck is called; without it the campaign's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Pictures on a sheet of a handout: 1, 2, 4, 6 or 9.
    pub per_page: u8,
    /// Paper of a handout: a4, a4-landscape ...
    pub paper: String,
    /// The moments of which there is a slide each.
    pub moments: Moments,
    /// What each slide shows, but for its instant: `at` stays empty. Its size is that of a slide.
    pub picture: PictureSpec,
}

impl Default for Deck {
    fn default() -> Self {
        let (moments, picture) = (Moments::default(), PictureSpec::default());
        Self { title: None, per_page: 2, paper: "a4".to_owned(), moments, picture }
    }
}

/// A moment, the picture that shows it, and the same in words.
pub(super) type MomentPage = (Moment, Picture, PictureSpec);

/// A deck ready to be made.
#[derive(Clone)]
pub struct DeckPlan {
    /// What it is called.
    pub title: String,
    subtitle: String,
    moments: Vec<MomentPage>,
    form: Form,
}

/// What a deck is.
#[derive(Clone, Copy)]
enum Form {
    /// Slides of a size.
    Slides(SlideSize),
    /// Sheets of paper with so many pictures each.
    Handout {
        /// Size of a sheet.
        sheet: PageSize,
        /// Pictures on it.
        per_page: u8,
    },
}

impl Deck {
    /// The slides to be made, and what was found while reading the files that the picture names. `builtin` is the campaign
    /// unless a layer is one.
    ///
    /// # Errors
    /// If a word means nothing, the picture has dates of its own, or `output` is no deck.
    pub fn plan(&self, builtin: &Arc<Campaign>, output: &Path) -> Result<(DeckPlan, Report), JobError> {
        let (pages, report) = moment_pages(&self.moments, &self.picture, builtin)?;
        let (_, first, _) = pages.first().ok_or_else(|| JobError::Conflict("a deck of no slides".to_owned()))?;
        let form = self.form(output, first)?;
        let config = &first.campaign.data().config;
        let (title, subtitle) = (self.title.clone().unwrap_or_else(|| config.title.clone()), config.subtitle.clone());
        let pages = pages.into_iter().map(|(moment, mut picture, mut words)| {
            if let Form::Handout { per_page, .. } = form {
                let share = handout::share_of_page(per_page);
                fit(&mut picture, (share, share));
            }
            if let Form::Slides(size) = form {
                fit(&mut picture, size.picture_share());
                // Nothing jumps from slide to slide.
                picture.still.view.cards = CardsFor::Campaign;
                let still = &picture.still;
                (words.size, words.dpi) = (format!("{}x{}", still.width_px, still.height_px), Some(still.dpi()));
            }
            // Slide and sheet have a title and sources of their own.
            for part in [Furniture::Title, Furniture::Credits] {
                picture.still.view.furniture = picture.still.view.furniture.with(part, false);
                words.hide.push(part.id().to_owned());
            }
            (moment, picture, words)
        });
        Ok((DeckPlan { title, subtitle, moments: pages.collect(), form }, report))
    }

    fn form(&self, output: &Path, first: &Picture) -> Result<Form, JobError> {
        let ending = output.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("pptx") => Ok(Form::Slides(SlideSize::of(first))),
            Some("pdf") if PER_SHEET.contains(&self.per_page) => {
                let sheet = super::Sheet::named(&self.paper, None).map_err(SpecError::from)?.page;
                Ok(Form::Handout { sheet, per_page: self.per_page })
            }
            Some("pdf") => {
                let text = format!("a sheet cannot hold {} pictures; give 1, 2, 4, 6 or 9", self.per_page);
                Err(JobError::Conflict(text))
            }
            _ => {
                let path = output.display();
                let text = format!("{path} is no deck; choose a name that ends in .pptx (slides) or .pdf (a handout)");
                Err(JobError::Conflict(text))
            }
        }
    }
}

/// The picture of each moment with its words: in the view of its chapter, unless the words have a frame of their own.
pub(super) fn moment_pages(
    moments: &Moments,
    words: &PictureSpec,
    builtin: &Arc<Campaign>,
) -> Result<(Vec<MomentPage>, Report), JobError> {
    if !words.at.is_empty() || words.grid.is_some() || words.swipe.is_some() || words.since.is_some() {
        let text = "each picture shows one moment; leave out the dates, the grid, the comparison and the swipe";
        return Err(JobError::Conflict(text.to_owned()));
    }
    let start = builtin.data().config.period.start();
    let at = |t: crate::time::Instant| vec![t.to_rfc3339(builtin.data().config.clock)];
    let (pattern, report) = PictureSpec { at: at(start.plus_secs(1)), ..words.clone() }.picture(builtin)?;
    let config = &pattern.campaign.data().config;
    let view = &pattern.still.view;
    let named = config.clocks.iter().find(|c| (&c.name, c.offset) == (&view.clock.0, view.clock.1));
    let clock =
        named.or(config.clocks.first()).ok_or_else(|| JobError::Conflict("the campaign has no clock".to_owned()))?;
    let moments = moments.of(&pattern.campaign, clock, view.reading).map_err(SpecError::from)?;
    let has_frame = words.view.is_some() || words.bbox.is_some() || words.centre.is_some() || words.ground.is_some();
    let projection = crate::geo::Projection::new(pattern.projection).map_err(super::PictureError::from)?;
    let pages = moments.into_iter().map(|moment| {
        let mut words = PictureSpec { at: at(moment.at), ..words.clone() };
        let mut picture = pattern.clone();
        picture.still.at = moment.at;
        if let Some(view) = moment.view.as_ref().filter(|_| !has_frame) {
            words.view = Some(view.clone());
            let bbox: BoundingBox = super::spec::view_box(config, view).map_err(SpecError::from)?;
            picture.still.view.camera = super::Framing::Box(bbox).camera(&projection, picture.still.view.size);
        }
        Ok((moment, picture, words))
    });
    Ok((pages.collect::<Result<_, JobError>>()?, report))
}

/// Makes a picture smaller, to these shares of its width and height; what it showed is still seen whole.
fn fit(picture: &mut Picture, (across, down): (f64, f64)) {
    let still = &mut picture.still;
    let shown = still.view.camera.visible(still.view.size);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "smaller than a picture")]
    let px = |side: u32, share: f64| (f64::from(side) * share).round().max(1.0) as u32;
    let pt_per_px = still.view.size.width_pt / f64::from(still.width_px);
    (still.width_px, still.height_px) = (px(still.width_px, across), px(still.height_px, down));
    still.view.size =
        PageSize { width_pt: f64::from(still.width_px) * pt_per_px, height_pt: f64::from(still.height_px) * pt_per_px };
    still.view.camera = crate::geo::Camera::fit(shown, still.view.size);
}

impl DeckPlan {
    /// Slides of the deck, with the first and the last; sheets of a handout.
    #[must_use]
    pub fn pages(&self) -> usize {
        match self.form {
            Form::Slides(_) => self.moments.len() + 2,
            Form::Handout { per_page, .. } => self.moments.len().div_ceil(usize::from(per_page)),
        }
    }

    /// About how many bytes the deck takes: its pictures.
    #[must_use]
    pub fn rough_bytes(&self) -> u64 {
        let format = match self.form {
            Form::Slides(_) => PictureFormat::Png,
            Form::Handout { .. } => PictureFormat::Pdf,
        };
        self.moments.iter().map(|(_, picture, _)| super::job::rough_still_bytes(&picture.still, format)).sum()
    }

    /// "31 slides of 16:9, pictures of 1840 x 876 pixels", "15 sheets of 210 x 297 mm, 2 pictures each".
    #[must_use]
    pub fn told(&self) -> String {
        let pages = self.pages();
        match self.form {
            Form::Slides(size) => {
                let still = self.moments.first().map(|(_, picture, _)| &picture.still);
                let (width, height) = still.map_or((0, 0), |still| (still.width_px, still.height_px));
                format!("{pages} slides of {}, pictures of {width} x {height} pixels", size.told())
            }
            Form::Handout { sheet, per_page } => {
                let mm = |points: f64| (points / 72.0 * 25.4).round();
                let (width, height) = (mm(sheet.width_pt), mm(sheet.height_pt));
                format!("{pages} sheets of {width} x {height} mm, {per_page} pictures each")
            }
        }
    }
}

/// Makes a deck and writes it to `path`, whole or not at all.
///
/// # Errors
/// If the file exists and may not be replaced, a page cannot be made, the system refuses the file, or `cancel` came true.
pub fn write_deck(
    studio: &mut Studio,
    plan: &DeckPlan,
    path: &Path,
    overwrite: Overwrite,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), JobError> {
    let part = PartFile::create(path, overwrite)?;
    let size = match plan.form {
        Form::Slides(size) => size,
        Form::Handout { sheet, per_page } => {
            let bytes = handout::bytes(studio, plan, (sheet, per_page), cancel, progress)?;
            part.write(&bytes)?;
            return Ok(part.finish()?);
        }
    };
    let io = |source: std::io::Error| JobError::from(WriteError::Io { path: path.to_owned(), cause: source });
    let total = plan.moments.len() as u64;
    progress(Progress { done: 0, total });
    let theme = plan.moments.first().map(|(_, picture, _)| Arc::clone(&picture.still.theme));
    let Some(theme) = theme else { return Ok(()) };
    let mut package = Package::begin(part.file(), size, &theme, &plan.title).map_err(io)?;
    package.add_title(&plan.title, &plan.subtitle, CREDITS).map_err(io)?;
    // Short names and full references.
    let mut sources: BTreeSet<(String, String)> = BTreeSet::new();
    for (done, (moment, picture, words)) in (1..).zip(&plan.moments) {
        if cancel.load(Ordering::Relaxed) {
            return Err(JobError::Cancelled);
        }
        let page = studio.page_at(picture, words, Some(path))?;
        let png = studio.file(&page.scene, &picture.still, PictureFormat::Png, &page.about)?;
        let bibliography = &picture.campaign.data().sources;
        let entries = page.source_keys.iter().filter_map(|key| bibliography.iter().find(|s| s.id == *key));
        sources.extend(entries.map(|entry| {
            let name = if entry.short.is_empty() { &entry.id } else { &entry.short };
            (name.clone(), entry.full.clone())
        }));
        package.add_slide(&Slide { moment, page: &page, png: &png }).map_err(io)?;
        progress(Progress { done, total });
    }
    let (names, references): (Vec<_>, Vec<_>) = sources.into_iter().unzip();
    package.add_sources(&names, &references, CREDITS).map_err(io)?;
    package.finish().map_err(io)?;
    Ok(part.finish()?)
}

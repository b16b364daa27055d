//! The real [`Exporter`]: jobs are run as the command line runs them, each with a studio of its own.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use super::clipboard::Clipboard;
use super::threads::{Copied, Exporter, Outline, Written};
use crate::export::{Job, Overwrite, Page, Picture, PictureSpec, Progress, Studio, map_citation};
use crate::model::Campaign;
use crate::scene::Image;

/// Threads of the painter of one export: what is left to the atlas keeps it fluid.
const THREADS: usize = 1;

/// Does jobs with studios made after one.
pub struct AtlasExporter {
    /// Only copied, never drawn with.
    studio: Mutex<Studio>,
    /// The studio of previews and of what is copied, which keeps what did not change.
    preview: Mutex<Option<Studio>>,
    builtin: Arc<Campaign>,
    clipboard: Clipboard,
}

impl AtlasExporter {
    /// An exporter whose studios are like `studio`, which shows the built-in campaign.
    #[must_use]
    pub fn new(studio: Studio) -> Self {
        let builtin = Arc::clone(studio.campaign());
        Self { studio: Mutex::new(studio), preview: Mutex::new(None), builtin, clipboard: Clipboard::default() }
    }

    fn another(&self) -> Studio {
        self.studio.lock().unwrap_or_else(PoisonError::into_inner).another(THREADS)
    }

    fn with_preview<T>(&self, work: impl FnOnce(&mut Studio) -> T) -> T {
        let mut kept = self.preview.lock().unwrap_or_else(PoisonError::into_inner);
        work(kept.get_or_insert_with(|| self.another()))
    }

    fn picture(&self, words: &PictureSpec) -> Result<Picture, String> {
        words.picture(&self.builtin).map(|(picture, _)| picture).map_err(|error| error.to_string())
    }

    fn page(&self, words: &PictureSpec) -> Result<(Picture, Page), String> {
        let picture = self.picture(words)?;
        let page = self.with_preview(|studio| studio.page_of(&picture, words)).map_err(|error| error.to_string())?;
        Ok((picture, page))
    }
}

impl Exporter for AtlasExporter {
    fn outline(&self, job: &Job) -> Result<Outline, String> {
        let (plan, _) = job.plan(&self.builtin).map_err(|error| error.to_string())?;
        Ok(Outline { files: plan.files(), told: plan.told(), rough_bytes: plan.rough_bytes() })
    }

    fn preview(&self, words: &PictureSpec, most_px: (u32, u32)) -> Result<Image, String> {
        let mut picture = self.picture(words)?;
        let still = &mut picture.still;
        let (width, height) = (f64::from(still.width_px), f64::from(still.height_px));
        let share = (f64::from(most_px.0) / width).min(f64::from(most_px.1) / height).min(1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size on a screen")]
        let px = |side: f64| (side * share).round().max(1.0) as u32;
        (still.width_px, still.height_px) = (px(width), px(height));
        self.with_preview(|studio| studio.make(&picture)).map_err(|error| error.to_string())
    }

    fn run(
        &self,
        job: &Job,
        overwrite: Overwrite,
        cancel: &AtomicBool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Written, String> {
        let (plan, _) = job.plan(&self.builtin).map_err(|error| error.to_string())?;
        let done = plan.run(&mut self.another(), overwrite, cancel, progress).map_err(|error| error.to_string())?;
        Ok(Written { files: done.files, bytes: done.bytes })
    }

    fn copy(&self, what: Copied, words: &PictureSpec) -> Result<(), String> {
        match what {
            Copied::Picture => {
                let picture = self.picture(words)?;
                let image = self.with_preview(|studio| studio.make(&picture)).map_err(|error| error.to_string())?;
                self.clipboard.put_picture(&image)
            }
            Copied::Caption => self.clipboard.put_text(self.page(words)?.1.caption.text),
            Copied::Citation => {
                let (picture, page) = self.page(words)?;
                self.clipboard.put_text(map_citation(&picture, &page))
            }
        }
    }
}

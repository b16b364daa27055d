//! The real [`Exporter`]: jobs are run as the command line runs them, each with a studio of its own.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use super::clipboard::Clipboard;
use super::threads::{Copied, Exporter, Outline, Written};
use crate::export::{Job, Overwrite, Page, Picture, PictureSpec, Progress, Studio, map_citation, recalled, remember};
use crate::model::Campaign;
use crate::scene::Image;

/// Threads of the painter of one export: what is left to the atlas keeps it fluid.
const THREADS: usize = 1;

/// Under what the choices of the card are kept.
const CHOICES: &str = "export.toml";

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
        // As it will be, ground or none.
        self.with_preview(|studio| {
            let page = studio.page_of(&picture, words).map_err(|error| error.to_string())?;
            studio.paint(&page.scene, &picture.still).map_err(|error| error.to_string())
        })
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

    fn recalled(&self) -> Option<String> {
        recalled(CHOICES)
    }

    fn remember(&self, choices: &str) {
        remember(CHOICES, choices);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{PictureSort, Sheet, StillWords};
    use crate::gui::atlas_source::AtlasSource;
    use crate::gui::map_theme::MapTheme;
    use crate::gui::request::FrameSource;
    use crate::gui::state::AppState;
    use crate::render::RasterPainter;
    use crate::scene::FurnitureSet;

    fn pixels(path: &std::path::Path) -> Vec<u8> {
        let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
        let mut reader = png::Decoder::new(file).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        pixels.truncate(info.buffer_size());
        let channels = info.color_type.samples();
        pixels.chunks_exact(channels).flat_map(|p| [p[0], p[1], p[2]]).collect()
    }

    /// The picture of a state, exported through its words.
    fn exported(exporter: &AtlasExporter, words: PictureSpec) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("map.png");
        let job = Job::of_still(output.clone(), StillWords { picture: words, ..StillWords::default() });
        let written = exporter.run(&job, Overwrite::Refuse, &AtomicBool::new(false), &mut |_| {}).unwrap();
        assert_eq!(written.files, std::slice::from_ref(&output));
        pixels(&output)
    }

    fn opaque(image: &Image) -> Vec<u8> {
        image.rgba.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect()
    }

    #[test]
    fn what_is_exported_is_to_the_pixel_what_the_window_shows() {
        let (studio, _) = Studio::builtin(RasterPainter::new(2));
        let mut state = AppState::new(Arc::clone(studio.campaign()), (640, 400));
        let exporter = AtlasExporter::new(studio.another(1));
        let mut source = AtlasSource::new(studio);
        let start = state.playback.range().start();
        let days = |n: i64| start.plus_secs(n * 24 * 3600);
        for step in 0..4 {
            match step {
                0 => state.seek(days(9)),
                1 => state.compare_with(days(4)),
                2 => {
                    state.comparison = None;
                    state.apply(crate::gui::Command::Theme("grey"));
                    state.apply(crate::gui::Command::View(5));
                }
                _ => state.apply(crate::gui::Command::Projection("mercator")),
            }
            state.panels.are_hidden = true;
            let window = state.request();
            let sheet = Sheet { page: state.page(), width_px: 640, height_px: 400 };
            let theme = state.theme.clone();
            let picture = state.picture(sheet, &theme, window.spec.furniture).unwrap();
            let shown = source.frame(&window).unwrap();
            let words = state.words(&picture, &theme);
            assert!(exported(&exporter, words) == opaque(&shown), "step {step}");
        }
    }

    #[test]
    fn every_sort_of_page_is_exported_as_the_studio_makes_it() {
        let (mut studio, _) = Studio::builtin(RasterPainter::once(1));
        let mut state = AppState::new(Arc::clone(studio.campaign()), (640, 400));
        let exporter = AtlasExporter::new(studio.another(1));
        let start = state.playback.range().start();
        let days = |n: i64| start.plus_secs(n * 24 * 3600);
        state.seek(days(9));
        let sheet = Sheet::named("1600x1000", None).unwrap();
        let theme = MapTheme::default();
        let plain = state.picture(sheet, &theme, FurnitureSet::all()).unwrap();
        let swiped = Picture { sort: PictureSort::Swipe { since: days(4), divider: 0.4 }, ..plain };
        let grid = crate::layout::Grid { columns: 2, rows: 2 };
        let paged = state.grid_picture(sheet, &theme, grid, vec![days(2), days(5), days(9)]).unwrap();
        for picture in [swiped, paged] {
            let made = studio.make(&picture).unwrap();
            assert!(exported(&exporter, state.words(&picture, &theme)) == opaque(&made), "{:?}", picture.sort);
        }
        let words = PictureSpec { at: vec!["1945-08-12".to_owned()], ..PictureSpec::default() };
        let still = StillWords { picture: words, ..StillWords::default() };
        let refused = Job::of_still("no-such-folder/map.png".into(), still);
        let told = exporter.run(&refused, Overwrite::Refuse, &AtomicBool::new(false), &mut |_| {}).unwrap_err();
        assert!(told.contains("no-such-folder"), "{told}");
    }

    #[test]
    fn a_preview_is_the_page_made_small() {
        let (studio, _) = Studio::builtin(RasterPainter::once(1));
        let exporter = AtlasExporter::new(studio);
        let words = PictureSpec { at: vec!["1945-08-12".to_owned()], size: "a4".to_owned(), ..PictureSpec::default() };
        let image = exporter.preview(&words, (400, 300)).unwrap();
        assert_eq!((image.width, image.height), (212, 300));
        let job =
            Job::of_still("map.png".into(), StillWords { caption: true, picture: words, ..StillWords::default() });
        let outline = exporter.outline(&job).unwrap();
        assert_eq!(outline.files.len(), 2);
        assert!(outline.told.contains("2480 x 3508"), "{}", outline.told);
    }
}

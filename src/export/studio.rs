//! From an instant and a view to a picture: the one path that the window, the command line and every export take.

use std::sync::Arc;

use thiserror::Error;

use super::{GeoPlace, GeoTiffError, PictureFormat, encode_geotiff};
use crate::data::{BaseMap, Dataset, Embedded, Relief, Report, Source, UserLayer, load_coast_full};
use crate::geo::Projection;
use crate::model::{Campaign, Comparison, Motion, Reading, WorldState};
use crate::render::{
    About, PdfError, PdfOptions, PhotoError, PngError, PngInfo, RasterError, RasterPainter, SvgError, SvgOptions,
    encode_jpeg, encode_png, encode_png_in_place, encode_png_strips, encode_webp, write_pdf, write_svg,
};
use crate::scene::{Beside, Composer, Image, Scene, Shown, ViewSpec, add_opened};
use crate::style::Theme;
use crate::time::Instant;

/// One picture: everything that decides its pixels.
#[derive(Clone, Debug)]
pub struct Still {
    /// The instant shown.
    pub at: Instant,
    /// The view, its page included.
    pub view: ViewSpec,
    /// The theme.
    pub theme: Arc<Theme>,
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// Files of the reader's own to draw over the map, in drawing order.
    pub opened: Vec<Arc<UserLayer>>,
}

/// Why a picture could not be made.
#[derive(Debug, Error)]
pub enum StillError {
    /// The painter refused.
    #[error(transparent)]
    Raster(#[from] RasterError),
    /// The picture could not be encoded.
    #[error(transparent)]
    Png(#[from] PngError),
    /// The picture could not be encoded for the web.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// The picture could not be written with its place.
    #[error(transparent)]
    GeoTiff(#[from] GeoTiffError),
    /// The page could not be written as SVG.
    #[error(transparent)]
    Svg(#[from] SvgError),
    /// The page could not be written as PDF.
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

/// The campaign with all that draws it. It keeps what does not change from picture to picture.
pub struct Studio {
    campaign: Arc<Campaign>,
    base: Arc<BaseMap>,
    composer: Composer,
    painter: RasterPainter,
    /// The comparison that was measured last.
    compared: Option<(Compared, Comparison)>,
}

/// What decides a comparison: later and earlier instant, reading, motion.
type Compared = (Instant, Instant, Reading, Motion);

impl Studio {
    /// The studio of the built-in campaign, and what was found while reading it.
    #[must_use]
    pub fn builtin(painter: RasterPainter) -> (Self, Report) {
        let (mut studio, report) = Self::open(&Embedded, painter);
        studio.composer = studio.composer.with_full_coast(|| load_coast_full(&Embedded, &mut Report::default()));
        (studio, report)
    }

    /// The studio of the campaign in `source`. What cannot be used is left out and told in the report.
    #[must_use]
    pub fn open(source: &(dyn Source + Sync), painter: RasterPainter) -> (Self, Report) {
        let mut report = Report::default();
        let (base, relief, base_report) = std::thread::scope(|scope| {
            let ground = scope.spawn(|| {
                let mut report = Report::default();
                let base = BaseMap::load(source, &mut report);
                (base, report)
            });
            let mut relief_report = Report::default();
            let relief = Relief::load(source, &mut relief_report);
            let (base, mut base_report) = ground.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            base_report.append(relief_report);
            (base, relief, base_report)
        });
        let data = Dataset::load(source, &mut report);
        report.append(base_report);
        let campaign = Arc::new(Campaign::new(data).with_units(base.units.clone()).with_coast(&base.coast_overview));
        let base = Arc::new(base);
        let composer = Composer::new(Arc::clone(campaign.data()), Arc::clone(&base), relief.map(Arc::new));
        (Self { campaign, base, composer, painter, compared: None }, report)
    }

    /// A studio of the same campaign with caches of its own, for work on several threads; its painter paints on
    /// `threads` threads.
    #[must_use]
    pub fn another(&self, threads: usize) -> Self {
        Self {
            campaign: Arc::clone(&self.campaign),
            base: Arc::clone(&self.base),
            composer: self.composer.another(),
            painter: RasterPainter::new(threads),
            compared: None,
        }
    }

    /// The campaign.
    #[must_use]
    pub fn campaign(&self) -> &Arc<Campaign> {
        &self.campaign
    }

    /// Shows another campaign on the same map; what was drawn of the map stays.
    pub fn show(&mut self, campaign: &Arc<Campaign>) {
        if !Arc::ptr_eq(&self.campaign, campaign) {
            self.composer.show(Arc::clone(campaign.data()));
            self.campaign = Arc::clone(campaign);
            self.compared = None;
        }
    }

    /// The base map.
    #[must_use]
    pub fn base(&self) -> &Arc<BaseMap> {
        &self.base
    }

    /// Takes another projection than the campaign's own.
    pub fn set_projection(&mut self, projection: Projection) {
        if projection != *self.composer.projection() {
            self.composer.set_projection(projection);
        }
    }

    /// The projection of the map.
    #[must_use]
    pub fn projection(&self) -> &Projection {
        self.composer.projection()
    }

    /// The composer, for questions about what a page shows.
    #[must_use]
    pub fn composer(&mut self) -> &mut Composer {
        &mut self.composer
    }

    /// The scene of a picture.
    pub fn scene(&mut self, still: &Still) -> Scene {
        self.scene_classed(still).0
    }

    /// The scene of the next frame of a film, in which labels rather stay where they stood in the frame before it.
    pub fn scene_after(&mut self, still: &Still, before: &Scene) -> Scene {
        self.scene_beside(still, Beside { before: &before.placed, ..Beside::default() }).0
    }

    /// The scene of a picture and the classes of marks that it shows.
    pub(super) fn scene_classed(&mut self, still: &Still) -> (Scene, Shown) {
        self.scene_beside(still, Beside::default())
    }

    /// The same, beside another: as one side of a page of two instants, or as the next frame of a film.
    pub(super) fn scene_beside(&mut self, still: &Still, beside: Beside) -> (Scene, Shown) {
        let (reading, motion) = (still.view.reading, still.view.motion);
        let state = match still.view.since {
            Some(since) => self.state_since(still.at, since, reading, motion),
            None => self.campaign.state_at(still.at, reading, motion),
        };
        let (mut scene, shown) = self.composer.compose_beside(&state, &still.view, &still.theme, beside);
        add_opened(&mut scene, &still.opened, still.at, &still.view, self.composer.projection(), &still.theme);
        (scene, shown)
    }

    fn state_since(&mut self, at: Instant, since: Instant, reading: Reading, motion: Motion) -> WorldState {
        let state = self.campaign.state_since(at, since, reading, motion);
        self.compared = state.compared.map(|compared| ((at, since, reading, motion), compared));
        state
    }

    /// The ground gained between two instants; measured anew only if it is not that of the last picture.
    pub fn gained(&mut self, at: Instant, since: Instant, reading: Reading, motion: Motion) -> Option<Comparison> {
        match self.compared {
            Some((key, compared)) if key == (at, since, reading, motion) => Some(compared),
            _ => self.state_since(at, since, reading, motion).compared,
        }
    }

    /// The pixels of a picture.
    ///
    /// # Errors
    /// If the picture is too large for the painter.
    pub fn picture(&mut self, still: &Still) -> Result<Image, StillError> {
        let scene = self.scene(still);
        self.paint(&scene, still)
    }

    /// The pixels of a scene of the studio to which something may have been added.
    ///
    /// # Errors
    /// If the picture is too large for the painter.
    pub fn paint(&mut self, scene: &Scene, still: &Still) -> Result<Image, StillError> {
        Ok(self.painter.paint(scene, still.width_px, still.height_px)?)
    }

    /// A scene of the studio as the bytes of a file that says `about` itself.
    ///
    /// # Errors
    /// If the page is too large for the format or an encoder fails.
    pub fn file(
        &mut self,
        scene: &Scene,
        still: &Still,
        format: PictureFormat,
        about: &About,
    ) -> Result<Vec<u8>, StillError> {
        Ok(match format {
            PictureFormat::Png if is_large(still) && scene.page_colour().is_some() => {
                let size = (still.width_px, still.height_px);
                let painter = &mut self.painter;
                encode_png_strips::<StillError>(size, &png_info(still, about), |take| {
                    painter.paint_strips(scene, size, take)
                })?
            }
            PictureFormat::Png => encode_png_in_place(self.paint(scene, still)?, &png_info(still, about))?,
            PictureFormat::Jpeg { quality } => self.paint_and(scene, still, |image| {
                Ok(encode_jpeg(image, quality, still.dpi(), still.theme.page.paper, about)?)
            })?,
            PictureFormat::WebP => self.paint_and(scene, still, |image| Ok(encode_webp(image, about)?))?,
            PictureFormat::GeoTiff => {
                let projection = self.projection().kind();
                let place = GeoPlace { projection, shown: still.view.camera.visible(still.view.size) };
                self.paint_and(scene, still, |image| Ok(encode_geotiff(image, &place, about)?))?
            }
            PictureFormat::Svg(text) => {
                let (title, description) = (about.title.clone(), about.description.clone());
                let metadata = if *about == About::default() { String::new() } else { about.xmp_element() };
                write_svg(scene, &SvgOptions { title, description, metadata, text })?.into_bytes()
            }
            PictureFormat::Pdf => {
                let (title, author, subject) = (about.title.clone(), about.author.clone(), about.description.clone());
                let metadata = if *about == About::default() { String::new() } else { about.xmp_packet() };
                write_pdf(scene, &PdfOptions { title, author, subject, keywords: Vec::new(), metadata })?
            }
        })
    }

    fn paint_and(
        &mut self,
        scene: &Scene,
        still: &Still,
        encode: impl FnOnce(&Image) -> Result<Vec<u8>, StillError>,
    ) -> Result<Vec<u8>, StillError> {
        encode(&self.paint(scene, still)?)
    }

    /// The picture as the bytes of a PNG file that says nothing of itself.
    ///
    /// # Errors
    /// If the picture is too large for the painter or the encoder fails.
    pub fn png(&mut self, still: &Still) -> Result<Vec<u8>, StillError> {
        let image = self.picture(still)?;
        self.encode(&image, still)
    }

    /// The pixels of a picture as the bytes of a PNG file that says nothing of itself.
    ///
    /// # Errors
    /// If the encoder fails.
    pub fn encode(&self, image: &Image, still: &Still) -> Result<Vec<u8>, StillError> {
        Ok(encode_png(image, &png_info(still, &About::default()))?)
    }
}

impl Still {
    /// Dots per inch of the page.
    #[must_use]
    pub fn dpi(&self) -> f64 {
        f64::from(self.width_px) / self.view.size.width_pt * 72.0
    }

    /// Width and height of the page, whole millimetres.
    #[must_use]
    pub fn page_mm(&self) -> [f64; 2] {
        let mm = |points: f64| (points / 72.0 * 25.4).round();
        [mm(self.view.size.width_pt), mm(self.view.size.height_pt)]
    }
}

/// True for a picture that is better never whole in memory: from 64 million pixels on, a quarter of a gigabyte.
fn is_large(still: &Still) -> bool {
    u64::from(still.width_px) * u64::from(still.height_px) > 64_000_000
}

fn png_info(still: &Still, about: &About) -> PngInfo {
    PngInfo { dpi: Some(still.dpi()), texts: about.png_entries() }
}

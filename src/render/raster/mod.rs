//! The reference painter: a scene into pixels, by `vello_cpu`, without a GPU.
//!
//! Knows scenes and pixels, not maps. Space: pixels, x right, y down. Same scene and size, same bytes, whatever the
//! number of threads and whatever was painted before: layers with a key are kept as pixels from picture to picture,
//! but a picture is put together from the same parts in the same way whether a part was kept or painted anew.

mod cache;
mod draw;
mod sparse;

use thiserror::Error;
use vello_cpu::color::{AlphaColor, Srgb};
use vello_cpu::{Level, PixmapMut, RasterizerSettings, RenderContext, RenderSettings, Resources, TargetInit};

use self::cache::{PixelCache, RunKey};
use self::draw::{Brush, PictureStore};
use self::sparse::SparsePixels;
use crate::scene::{Colour, Image, Layer, Scene};

/// Largest side of a picture, pixels: `vello_cpu` counts in runs of 128 pixels and in 16 bits.
pub const MAX_SIDE_PX: u32 = 65_408;
/// Largest picture, pixels: 4 GiB of memory.
pub const MAX_PIXELS: u64 = 1 << 30;

/// Memory for kept layers, bytes: three pictures of 4K.
const KEPT_BYTES: usize = 100 << 20;

/// Why a picture cannot be painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RasterError {
    /// A side is longer than the painter can hold.
    #[error(
        "a picture of {width_px} x {height_px} pixels is too large: a side may have {MAX_SIDE_PX} pixels and the whole \
         {MAX_PIXELS}; make it smaller or paint it in parts"
    )]
    TooLarge {
        /// Width asked for, pixels.
        width_px: u32,
        /// Height asked for, pixels.
        height_px: u32,
    },
    /// A side has no pixel, or the page has no extent.
    #[error("a picture needs at least one pixel a side and a page of more than nothing")]
    Empty,
}

/// Paints scenes into pictures.
pub struct RasterPainter {
    context: RenderContext,
    resources: Resources,
    pictures: PictureStore,
    cache: PixelCache,
    scratch: Vec<u8>,
}

impl std::fmt::Debug for RasterPainter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RasterPainter").field("kept_bytes", &self.cache.kept_bytes()).finish_non_exhaustive()
    }
}

impl RasterPainter {
    /// A painter that works on `threads` threads and keeps layers from picture to picture: for windows and films.
    #[must_use]
    pub fn new(threads: usize) -> Self {
        Self::with_memory(threads, KEPT_BYTES)
    }

    /// A painter that keeps nothing: for a single picture, in less memory.
    #[must_use]
    pub fn once(threads: usize) -> Self {
        Self::with_memory(threads, 0)
    }

    /// A painter that keeps layers in at most `kept_bytes` bytes.
    #[must_use]
    pub fn with_memory(threads: usize, kept_bytes: usize) -> Self {
        // One thread needs no pool.
        let num_threads = if threads <= 1 { 0 } else { u16::try_from(threads.min(64)).unwrap_or(64) };
        let level = Level::try_detect().unwrap_or(Level::baseline());
        Self {
            context: RenderContext::new_with(1, 1, RenderSettings { level, num_threads }),
            resources: Resources::new(),
            pictures: PictureStore::default(),
            cache: PixelCache::new(kept_bytes),
            scratch: Vec::new(),
        }
    }

    /// Paints a scene on a picture of `width_px` by `height_px` pixels. The page is stretched to the picture, so keep
    /// their proportions alike. The picture is opaque.
    ///
    /// # Errors
    /// If the picture is too large or has no pixel.
    pub fn paint(&mut self, scene: &Scene, width_px: u32, height_px: u32) -> Result<Image, RasterError> {
        let mut image = Image { width: 0, height: 0, rgba: Vec::new() };
        self.paint_into(scene, width_px, height_px, &mut image)?;
        Ok(image)
    }

    /// As [`Self::paint`], into a picture whose memory is used again.
    ///
    /// # Errors
    /// If the picture is too large or has no pixel; `image` is left as it was.
    pub fn paint_into(
        &mut self,
        scene: &Scene,
        width_px: u32,
        height_px: u32,
        image: &mut Image,
    ) -> Result<(), RasterError> {
        let (width, height) = size(scene, width_px, height_px)?;
        (image.width, image.height) = (width, height);
        image.rgba.resize(usize::from(width) * usize::from(height) * 4, 0);
        self.context.reset_and_resize(width, height);

        let ground = Colour { a: 255, ..scene.ground };
        let mut runs = Runs { layers: &scene.layers };
        let mut is_first = true;
        while let Some(run) = runs.next(is_first) {
            let key = RunKey::new(scene, is_first.then_some(ground), run, (width, height));
            match (is_first, key) {
                (true, key) => self.paint_ground(scene, ground, run, key, image),
                (false, Some(key)) => self.lay_over(scene, run, key, image),
                (false, None) => {
                    self.draw(scene, run, (width, height));
                    self.raster(&mut image.rgba, (width, height), TargetInit::SrcOver);
                }
            }
            is_first = false;
        }
        // Blending in bytes may leave an alpha of 254 on opaque ground.
        for pixel in image.rgba.chunks_exact_mut(4) {
            pixel[3] = 255;
        }
        self.pictures.forget_unused();
        Ok(())
    }

    /// Paints the lowest run on the ground colour. Kept as it is when it was asked for before: the first time it may
    /// be a passing view.
    fn paint_ground(&mut self, scene: &Scene, ground: Colour, run: &[Layer], key: Option<RunKey>, image: &mut Image) {
        if let Some(kept) = key.as_ref().and_then(|key| self.cache.ground(key)) {
            image.rgba.copy_from_slice(kept);
            return;
        }
        self.draw(scene, run, (image.width, image.height));
        self.raster(&mut image.rgba, (image.width, image.height), TargetInit::Clear(colour(ground)));
        if let Some(key) = key {
            self.cache.keep_ground(key, &image.rgba);
        }
    }

    /// Lays a run of keyed layers over the picture: painted on its own on clear ground, then composited.
    fn lay_over(&mut self, scene: &Scene, run: &[Layer], key: RunKey, image: &mut Image) {
        if let Some(kept) = self.cache.sparse(&key) {
            kept.composite(&mut image.rgba);
            return;
        }
        self.draw(scene, run, (image.width, image.height));
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.resize(image.rgba.len(), 0);
        self.raster(&mut scratch, (image.width, image.height), TargetInit::Clear(AlphaColor::TRANSPARENT));
        let pixels = SparsePixels::of(&scratch, usize::from(image.width));
        pixels.composite(&mut image.rgba);
        self.cache.keep_sparse(key, pixels);
        if self.cache.keeps_nothing() {
            scratch = Vec::new();
        }
        self.scratch = scratch;
    }

    fn draw(&mut self, scene: &Scene, run: &[Layer], size: (u16, u16)) {
        self.context.reset();
        let mut brush = Brush::new(&mut self.context, &mut self.pictures, scene.size, size);
        for layer in run {
            brush.items(&layer.items);
        }
    }

    fn raster(&mut self, rgba: &mut [u8], (width, height): (u16, u16), target_init: TargetInit) {
        self.context.flush();
        // The buffer was made for this size, so the view always fits.
        if let Some(target) = PixmapMut::new(width, height, rgba) {
            let settings = RasterizerSettings { target_init, ..RasterizerSettings::default() };
            self.context.render_with(target, &mut self.resources, settings);
        }
    }
}

/// The layers of a scene in runs of keyed and of unkeyed ones.
struct Runs<'a> {
    layers: &'a [Layer],
}

impl<'a> Runs<'a> {
    /// The next run; the first one may be empty, so that a page without layers shows its ground.
    fn next(&mut self, may_be_empty: bool) -> Option<&'a [Layer]> {
        if self.layers.is_empty() && !may_be_empty {
            return None;
        }
        let is_keyed = self.layers.first().is_some_and(|l| l.key.is_some());
        let end = self.layers.iter().position(|l| l.key.is_some() != is_keyed).unwrap_or(self.layers.len());
        let (run, rest) = self.layers.split_at(end);
        self.layers = rest;
        Some(run)
    }
}

fn size(scene: &Scene, width_px: u32, height_px: u32) -> Result<(u16, u16), RasterError> {
    let page = scene.size;
    let has_page =
        page.width_pt > 0.0 && page.height_pt > 0.0 && page.width_pt.is_finite() && page.height_pt.is_finite();
    if width_px == 0 || height_px == 0 || !has_page {
        return Err(RasterError::Empty);
    }
    let too_large = RasterError::TooLarge { width_px, height_px };
    let pixels = u64::from(width_px) * u64::from(height_px);
    if width_px.max(height_px) > MAX_SIDE_PX || pixels > MAX_PIXELS {
        return Err(too_large);
    }
    match (u16::try_from(width_px), u16::try_from(height_px)) {
        (Ok(width), Ok(height)) => Ok((width, height)),
        _ => Err(too_large),
    }
}

fn colour(c: Colour) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(c.r, c.g, c.b, c.a)
}

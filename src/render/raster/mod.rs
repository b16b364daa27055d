//! The reference painter: a scene into pixels, by `vello_cpu`, without a GPU.
//!
//! Knows scenes and pixels, not maps. Space: pixels, x right, y down. Same scene and size, same bytes, whatever the
//! number of threads and whatever was painted before: layers with a key are kept as pixels from picture to picture,
//! but a picture is put together from the same parts in the same way whether a part was kept or painted anew.

mod band;
mod cache;
mod halo;
mod outline;
mod pictures;
mod prepare;
mod sparse;
mod thin;
mod threads;
mod windows;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use thiserror::Error;

use self::band::{Band, BandPainter, bands};
use self::cache::{Found, PixelCache, Pixels, RunKey};
use self::halo::HaloStore;
use self::pictures::PictureStore;
use self::prepare::{Op, Prepare};
use self::sparse::SparsePixels;
use self::threads::share_out;
use self::windows::WindowStore;
use crate::scene::{Colour, Image, Scene};

/// Largest side of a picture, pixels: `vello_cpu` counts in runs of 128 pixels and in 16 bits.
pub const MAX_SIDE_PX: u32 = 65_408;
/// Largest picture, pixels: 4 GiB of memory.
pub const MAX_PIXELS: u64 = 1 << 30;

/// Ground of a page that lies over others.
const CLEAR: Colour = Colour { r: 0, g: 0, b: 0, a: 0 };

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
    /// A fault in the program: the library below gave up. The painter can be used again.
    #[error(
        "the picture could not be painted: a fault of the program (details on standard error); another view or size may work"
    )]
    Fault,
}

/// Paints scenes into pictures.
pub struct RasterPainter {
    painters: Vec<BandPainter>,
    pictures: PictureStore,
    windows: WindowStore,
    halos: HaloStore,
    cache: PixelCache,
}

impl std::fmt::Debug for RasterPainter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RasterPainter")
            .field("threads", &self.painters.len())
            .field("kept_bytes", &self.cache.kept_bytes())
            .finish_non_exhaustive()
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
        Self {
            painters: (0..threads.clamp(1, 64)).map(|_| BandPainter::new()).collect(),
            pictures: PictureStore::default(),
            windows: WindowStore::default(),
            halos: HaloStore::default(),
            cache: PixelCache::new(kept_bytes),
        }
    }

    /// Paints a scene on a picture of `width_px` by `height_px` pixels. The page is stretched to the picture, so keep
    /// their proportions alike. The picture is opaque unless the ground of the scene is clear; then its colours are
    /// multiplied by their alpha.
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
    /// If the picture is too large or has no pixel: then `image` is left as it was. If the painter failed: then it shows
    /// nothing of use.
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

        let runs = self.runs(scene, (width, height));
        let is_opaque = scene.page_colour().is_some();
        let all: Vec<Band> = bands(height).collect();
        let kept = self.paint_bands((&all, 0), &runs, width, is_opaque, &mut image.rgba)?;
        self.keep(&runs, kept);
        self.pictures.forget_unused();
        self.windows.forget_unused();
        Ok(())
    }

    /// As [`Self::paint`], handing out rows from the top as they are painted, a few hundred at a time: for pictures that are
    /// larger than memory should hold at once. Keeps nothing.
    ///
    /// # Errors
    /// As [`Self::paint`], or what `take` says.
    pub fn paint_strips<E: From<RasterError>>(
        &mut self,
        scene: &Scene,
        (width_px, height_px): (u32, u32),
        mut take: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let (width, height) = size(scene, width_px, height_px)?;
        let runs = self.runs(scene, (width, height));
        let is_opaque = scene.page_colour().is_some();
        let all: Vec<Band> = bands(height).collect();
        let at_once = self.painters.len();
        let mut rgba = Vec::new();
        for (strip, of_strip) in all.chunks(at_once).enumerate() {
            let rows: usize = of_strip.iter().map(|band| usize::from(band.rows)).sum();
            rgba.resize(usize::from(width) * rows * 4, 0);
            self.paint_bands((of_strip, strip * at_once), &runs, width, is_opaque, &mut rgba)?;
            take(&rgba)?;
        }
        self.pictures.forget_unused();
        self.windows.forget_unused();
        Ok(())
    }

    /// Paints bands one under another into `rgba`; `first` is the number of the first. Returns what each keeps of each run.
    fn paint_bands(
        &mut self,
        (of, first): (&[Band], usize),
        runs: &[Run],
        width: u16,
        is_opaque: bool,
        rgba: &mut [u8],
    ) -> Result<Vec<Vec<Kept>>, RasterError> {
        let mut jobs: Vec<Job<'_>> = Vec::new();
        let mut rest = rgba;
        for band in of {
            let (rgba, after) = rest.split_at_mut(usize::from(width) * usize::from(band.rows) * 4);
            rest = after;
            let kept = runs.iter().map(|_| Kept::Nothing).collect();
            jobs.push(Job { number: first + jobs.len(), band: *band, rgba, kept });
        }
        let slots: Vec<&mut Job<'_>> = jobs.iter_mut().collect();
        let painters = &mut self.painters;
        let paint = || share_out(slots, painters, |painter, job| job.paint(painter, runs, width, is_opaque));
        // What a panic leaves half done is thrown away: the jobs with their pixels, and the tools.
        if catch_unwind(AssertUnwindSafe(paint)).is_err() {
            self.painters.fill_with(BandPainter::new);
            return Err(RasterError::Fault);
        }
        Ok(jobs.into_iter().map(|job| job.kept).collect())
    }

    /// The runs of a scene: as pixels where they are in the store, else prepared to be painted.
    fn runs(&mut self, scene: &Scene, size: (u16, u16)) -> Vec<Run> {
        let prepare = Prepare::new(&self.halos, &self.pictures, &self.windows, scene.size, size);
        let ground = scene.page_colour().unwrap_or(CLEAR);
        let mut runs = Vec::new();
        let mut rest = &scene.layers[..];
        // The lowest run may be empty, so that a page without layers shows its ground.
        while runs.is_empty() || !rest.is_empty() {
            let is_keyed = rest.first().is_some_and(|l| l.key.is_some());
            let end = rest.iter().position(|l| l.key.is_some() != is_keyed).unwrap_or(rest.len());
            let (layers, after) = rest.split_at(end);
            rest = after;
            let place = if runs.is_empty() { Place::Ground(ground) } else { Place::Above };
            let key = RunKey::new(scene, runs.is_empty().then_some(ground), layers, size);
            let found = key.as_ref().map_or(Found::New, |key| self.cache.get(key));
            runs.push(match found {
                Found::Pixels(pixels) => Run { place, key, is_kept: false, content: Content::Pixels(pixels) },
                found => {
                    // A run above others costs little memory: it is kept at once.
                    let is_kept = key.is_some() && (matches!(place, Place::Above) || matches!(found, Found::Seen));
                    let ops = prepare.run(layers, self.painters.len());
                    Run { place, key, is_kept, content: Content::Ops(ops) }
                }
            });
        }
        runs
    }

    /// Puts what the bands kept into the store.
    fn keep(&mut self, runs: &[Run], kept: Vec<Vec<Kept>>) {
        let mut columns: Vec<_> = kept.into_iter().map(Vec::into_iter).collect();
        for run in runs {
            let bands: Vec<Kept> = columns.iter_mut().filter_map(Iterator::next).collect();
            let Some(key) = run.key.as_ref().filter(|_| run.is_kept) else { continue };
            let (mut whole, mut sparse) = (Vec::new(), Vec::new());
            for band in bands {
                match band {
                    Kept::Whole(rgba) => whole.push(rgba),
                    Kept::Sparse(pixels) => sparse.push(pixels),
                    Kept::Nothing => {}
                }
            }
            let pixels = match run.place {
                Place::Ground(_) => Pixels::Ground(whole.into()),
                Place::Above => Pixels::Sparse(Arc::from(sparse)),
            };
            self.cache.keep(key, pixels);
        }
    }
}

/// Consecutive layers that all have a key, or none.
struct Run {
    place: Place,
    key: Option<RunKey>,
    /// True if its pixels are to be kept.
    is_kept: bool,
    content: Content,
}

#[derive(Clone, Copy)]
enum Place {
    /// Lowest: on the page's colour.
    Ground(Colour),
    /// Above others.
    Above,
}

enum Content {
    Pixels(Pixels),
    Ops(Vec<Op>),
}

/// A band still to be painted, and what it keeps of each run.
struct Job<'a> {
    number: usize,
    band: Band,
    rgba: &'a mut [u8],
    kept: Vec<Kept>,
}

enum Kept {
    Nothing,
    Whole(Vec<u8>),
    Sparse(SparsePixels),
}

impl Job<'_> {
    fn paint(&mut self, painter: &mut BandPainter, runs: &[Run], width: u16, is_opaque: bool) {
        let Self { number, band, rgba, kept } = self;
        for (run, kept) in runs.iter().zip(kept) {
            match (&run.content, run.place) {
                (Content::Pixels(Pixels::Ground(bands)), _) => {
                    if let Some(pixels) = bands.get(*number).filter(|pixels| pixels.len() == rgba.len()) {
                        rgba.copy_from_slice(pixels);
                    }
                }
                (Content::Pixels(Pixels::Sparse(bands)), _) => {
                    if let Some(pixels) = bands.get(*number) {
                        pixels.composite(rgba);
                    }
                }
                (Content::Ops(ops), Place::Ground(colour)) => {
                    painter.paint_on(colour, ops, *band, width, rgba);
                    if run.is_kept {
                        *kept = Kept::Whole(rgba.to_vec());
                    }
                }
                // A keyed run is always painted apart and laid over, whether it is kept or not: so a picture is the
                // same with every store.
                (Content::Ops(ops), Place::Above) if run.key.is_some() => {
                    let of = |rgba: &[u8]| SparsePixels::of(rgba, usize::from(width));
                    let pixels = painter.paint_apart(ops, *band, width, of);
                    pixels.composite(rgba);
                    *kept = Kept::Sparse(pixels);
                }
                (Content::Ops(ops), Place::Above) => painter.paint_over(ops, *band, width, rgba),
            }
        }
        // Blending in bytes may leave an alpha of 254 on opaque ground.
        for pixel in rgba.chunks_exact_mut(4).filter(|_| is_opaque) {
            pixel[3] = 255;
        }
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

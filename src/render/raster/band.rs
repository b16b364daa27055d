//! A band of rows painted from prepared operations. Bands do not know of each other, so they can be painted at the
//! same time; where a picture is cut into bands depends on its size alone.

use kurbo::{Affine, BezPath, Rect};
use vello_cpu::color::{AlphaColor, Srgb};
use vello_cpu::peniko::{Extend, Fill as Winding, ImageBrush, ImageQuality, ImageSampler};
use vello_cpu::{
    ImageSource, Level, PixmapMut, RasterizerSettings, RenderContext, RenderSettings, Resources, TargetInit,
};

use super::prepare::Op;
use crate::scene::{Colour, FillRule};

/// Rows of a band: a multiple of the painter's tiles of four. Few enough bands that looking at every path once a band
/// costs little, enough of them to keep some threads busy.
const BAND_ROWS: u16 = 272;

/// The heights of the bands of a picture, from the top.
pub(super) fn bands(height: u16) -> impl Iterator<Item = Band> {
    (0..height).step_by(usize::from(BAND_ROWS)).map(move |top| Band { top, rows: BAND_ROWS.min(height - top) })
}

/// Some rows of a picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    pub(super) top: u16,
    pub(super) rows: u16,
}

/// Paints bands, one after another.
pub(super) struct BandPainter {
    context: RenderContext,
    resources: Resources,
    scratch: Vec<u8>,
    path: BezPath,
}

impl BandPainter {
    pub(super) fn new() -> Self {
        let level = Level::try_detect().unwrap_or(Level::baseline());
        Self {
            context: RenderContext::new_with(1, 1, RenderSettings { level, num_threads: 0 }),
            resources: Resources::new(),
            scratch: Vec::new(),
            path: BezPath::new(),
        }
    }

    /// Paints operations over a ground colour.
    pub(super) fn paint_on(&mut self, ground: Colour, ops: &[Op], band: Band, width: u16, rgba: &mut [u8]) {
        self.paint(ops, band, width, rgba, TargetInit::Clear(colour(ground)));
    }

    /// Paints operations over what is there.
    pub(super) fn paint_over(&mut self, ops: &[Op], band: Band, width: u16, rgba: &mut [u8]) {
        self.paint(ops, band, width, rgba, TargetInit::SrcOver);
    }

    /// Paints operations on clear ground and hands the pixels to `f`.
    pub(super) fn paint_apart<R>(&mut self, ops: &[Op], band: Band, width: u16, f: impl FnOnce(&[u8]) -> R) -> R {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.resize(usize::from(width) * usize::from(band.rows) * 4, 0);
        self.paint(ops, band, width, &mut scratch, TargetInit::Clear(AlphaColor::TRANSPARENT));
        let result = f(&scratch);
        self.scratch = scratch;
        result
    }

    fn paint(&mut self, ops: &[Op], band: Band, width: u16, rgba: &mut [u8], target_init: TargetInit) {
        self.context.reset_and_resize(width, band.rows);
        let shift = Affine::translate((0.0, -f64::from(band.top)));
        let (top, foot) = (f64::from(band.top), f64::from(band.top) + f64::from(band.rows));
        // Depth of clips that leave nothing of this band.
        let mut hidden = 0_usize;
        for op in ops {
            match op {
                Op::PushClip { outline, .. }
                    if hidden > 0 || !outline.as_ref().is_some_and(|o| o.rows.reach(top, foot)) =>
                {
                    hidden += 1;
                }
                Op::PopClip if hidden > 0 => hidden -= 1,
                _ if hidden > 0 && !matches!(op, Op::PushGroup { .. } | Op::PopGroup) => {}
                Op::Fill { outline, .. } if !outline.rows.reach(top, foot) => {}
                Op::Image { rows, .. } if !rows.reach(top, foot) => {}
                op => self.apply(op, shift, top, foot),
            }
        }
        self.context.flush();
        // The buffer was made for this size, so the view always fits.
        if let Some(target) = PixmapMut::new(width, band.rows, rgba) {
            let settings = RasterizerSettings { target_init, ..RasterizerSettings::default() };
            self.context.render_with(target, &mut self.resources, settings);
        }
    }

    fn apply(&mut self, op: &Op, shift: Affine, top: f64, foot: f64) {
        let context = &mut self.context;
        context.set_transform(shift);
        match op {
            Op::Fill { outline, rule, colour: c } => {
                context.set_fill_rule(winding(*rule));
                context.set_paint(colour(*c));
                context.fill_path(outline.between(top, foot, &mut self.path));
            }
            Op::Image { pixmap, to_px, .. } => {
                let to_band = shift * *to_px;
                let quality = if falls_on_pixels(to_band) { ImageQuality::Low } else { ImageQuality::Medium };
                let sampler = ImageSampler { x_extend: Extend::Pad, y_extend: Extend::Pad, quality, alpha: 1.0 };
                context.set_transform(to_band);
                context.set_paint(ImageBrush { image: ImageSource::Pixmap(pixmap.clone()), sampler });
                context.fill_rect(&Rect::new(0.0, 0.0, pixmap.width().into(), pixmap.height().into()));
            }
            Op::PushClip { outline: Some(outline), rule } => {
                context.set_fill_rule(winding(*rule));
                context.push_clip_path(outline.between(top, foot, &mut self.path));
            }
            Op::PopClip => context.pop_clip(),
            Op::PushGroup { opacity } => context.push_opacity_layer(*opacity),
            Op::PopGroup => context.pop_layer(),
            // A clip without outline is counted as hidden and never comes here.
            Op::PushClip { outline: None, .. } | Op::Nothing => {}
        }
    }
}

fn colour(c: Colour) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(c.r, c.g, c.b, c.a)
}

/// True if a picture's pixels fall on the page's pixels one to one: then nothing has to be interpolated.
fn falls_on_pixels(to_px: Affine) -> bool {
    const NEAR: f64 = 1e-6;
    let [a, b, c, d, e, f] = to_px.as_coeffs();
    let is_upright = (a - 1.0).abs() < NEAR && b.abs() < NEAR && c.abs() < NEAR && (d - 1.0).abs() < NEAR;
    is_upright && (e - e.round()).abs() < NEAR && (f - f.round()).abs() < NEAR
}

const fn winding(rule: FillRule) -> Winding {
    match rule {
        FillRule::NonZero => Winding::NonZero,
        FillRule::EvenOdd => Winding::EvenOdd,
    }
}

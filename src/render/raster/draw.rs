//! Items of a scene as calls of `vello_cpu`.

use std::sync::{Arc, Weak};

use kurbo::{Affine, BezPath, Cap, Join, Rect};
use vello_cpu::peniko::{Extend, Fill as Winding, ImageAlphaType, ImageBrush, ImageQuality, ImageSampler};
use vello_cpu::{ImageSource, PixelMetadata, Pixmap, RenderContext};

use super::colour;
use crate::geo::PageSize;
use crate::scene::{Clip, Fill, FillRule, Group, Image, ImageItem, Item, LineCap, LineJoin, Stroke, Text};
use crate::text::Fonts;

/// Below this width, in pixels, a round corner looks like a mitred one and costs more.
const ROUND_FROM_PX: f64 = 1.6;

/// Draws items into a context.
pub(super) struct Brush<'a> {
    context: &'a mut RenderContext,
    pictures: &'a mut PictureStore,
    px_from_page: Affine,
    /// Pixels in a point.
    px_per_pt: f64,
    path: BezPath,
}

impl<'a> Brush<'a> {
    pub(super) fn new(
        context: &'a mut RenderContext,
        pictures: &'a mut PictureStore,
        page: PageSize,
        (width, height): (u16, u16),
    ) -> Self {
        let (sx, sy) = (f64::from(width) / page.width_pt, f64::from(height) / page.height_pt);
        Self {
            context,
            pictures,
            px_from_page: Affine::scale_non_uniform(sx, sy),
            px_per_pt: (sx * sy).sqrt(),
            path: BezPath::new(),
        }
    }

    pub(super) fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Fill(fill) => self.fill(fill),
                Item::Stroke(stroke) => self.stroke(stroke),
                Item::Image(image) => self.image(image),
                Item::Text(text) => self.text(text),
                Item::Clip(clip) => self.clip(clip),
                Item::Group(group) => self.group(group),
            }
        }
    }

    fn fill(&mut self, fill: &Fill) {
        self.context.set_transform(self.px_from_page * fill.to_page);
        self.context.set_fill_rule(winding(fill.rule));
        self.context.set_paint(colour(fill.colour));
        self.context.fill_path(&fill.path);
    }

    fn stroke(&mut self, stroke: &Stroke) {
        // Stroked in pixels: `vello_cpu` would refine the arcs of a stroke in map metres far too much.
        let to_px = self.px_from_page * stroke.to_page;
        let mut path = std::mem::take(&mut self.path);
        path.truncate(0);
        path.extend(stroke.path.iter().map(|el| to_px * el));
        let width_px = stroke.style.width_pt * self.px_per_pt;
        let is_round = stroke.style.join == LineJoin::Round && width_px >= ROUND_FROM_PX;
        let style = kurbo::Stroke::new(width_px)
            .with_caps(match stroke.style.cap {
                LineCap::Butt => Cap::Butt,
                LineCap::Round => Cap::Round,
            })
            .with_join(if is_round { Join::Round } else { Join::Miter })
            .with_miter_limit(if stroke.style.join == LineJoin::Miter { 4.0 } else { 1.5 })
            .with_dashes(0.0, stroke.style.dash_pt.iter().map(|d| d * self.px_per_pt));
        self.context.set_transform(Affine::IDENTITY);
        self.context.set_paint(colour(stroke.colour));
        self.context.set_stroke(style);
        self.context.stroke_path(&path);
        self.path = path;
    }

    fn image(&mut self, item: &ImageItem) {
        let to_px = self.px_from_page * item.to_page;
        let pixmap = self.pictures.pixmap(&item.image);
        let quality = if falls_on_pixels(to_px) { ImageQuality::Low } else { ImageQuality::Medium };
        let sampler = ImageSampler { x_extend: Extend::Pad, y_extend: Extend::Pad, quality, alpha: 1.0 };
        self.context.set_transform(to_px);
        self.context.set_paint(ImageBrush { image: ImageSource::Pixmap(pixmap), sampler });
        self.context.fill_rect(&Rect::new(0.0, 0.0, f64::from(item.image.width), f64::from(item.image.height)));
    }

    fn text(&mut self, text: &Text) {
        let to_px = self.px_from_page * text.to_page;
        if !to_px.is_finite() {
            return;
        }
        let mut path = std::mem::take(&mut self.path);
        path.truncate(0);
        for glyph in text.glyphs.iter() {
            let Some(outline) = Fonts::bundled().outline(glyph.face, glyph.id) else { continue };
            let place = to_px
                * Affine::translate((glyph.x, glyph.y))
                * Affine::rotate(glyph.turn)
                * Affine::scale(text.size_pt);
            path.extend(outline.path.iter().map(|el| place * el));
        }
        self.context.set_transform(Affine::IDENTITY);
        self.context.set_fill_rule(Winding::NonZero);
        if let Some(halo) = text.halo {
            let width_px = 2.0 * halo.width_pt * self.px_per_pt;
            self.context.set_paint(colour(halo.colour));
            self.context.set_stroke(kurbo::Stroke::new(width_px).with_join(Join::Round).with_caps(Cap::Round));
            self.context.stroke_path(&path);
        }
        self.context.set_paint(colour(text.colour));
        self.context.fill_path(&path);
        self.path = path;
    }

    fn clip(&mut self, clip: &Clip) {
        self.context.set_transform(self.px_from_page * clip.to_page);
        self.context.set_fill_rule(winding(clip.rule));
        self.context.push_clip_path(&clip.path);
        self.items(&clip.items);
        self.context.pop_clip();
    }

    fn group(&mut self, group: &Group) {
        #[expect(clippy::cast_possible_truncation, reason = "an opacity needs no more than f32")]
        let opacity = group.opacity.clamp(0.0, 1.0) as f32;
        self.context.set_transform(Affine::IDENTITY);
        self.context.push_opacity_layer(opacity);
        self.items(&group.items);
        self.context.pop_layer();
    }
}

/// Pictures of the scene in the painter's own form, kept while the scene's picture lives.
#[derive(Debug, Default)]
pub(super) struct PictureStore {
    entries: Vec<(Weak<Image>, Arc<Pixmap>)>,
}

impl PictureStore {
    fn pixmap(&mut self, image: &Arc<Image>) -> Arc<Pixmap> {
        let known = self.entries.iter().find(|(weak, _)| std::ptr::eq(weak.as_ptr(), Arc::as_ptr(image)));
        if let Some((_, pixmap)) = known {
            return Arc::clone(pixmap);
        }
        let mut rgba = image.rgba.clone();
        rgba.resize(usize::from(image.width) * usize::from(image.height) * 4, 0);
        rgba.shrink_to_fit();
        let is_opaque = rgba.chunks_exact(4).all(|p| p[3] == 255);
        let metadata = PixelMetadata::new(ImageAlphaType::AlphaPremultiplied, !is_opaque);
        let pixmap = Arc::new(Pixmap::from_parts(rgba, image.width, image.height, metadata));
        self.entries.push((Arc::downgrade(image), Arc::clone(&pixmap)));
        pixmap
    }

    /// Drops what no scene holds any more.
    pub(super) fn forget_unused(&mut self) {
        self.entries.retain(|(weak, _)| weak.strong_count() > 0);
    }
}

/// True if a picture's pixels fall on the page's pixels one to one: then nothing has to be interpolated.
fn falls_on_pixels(to_px: Affine) -> bool {
    const NEAR: f64 = 1e-6;
    let [a, b, c, d, e, f] = to_px.as_coeffs();
    let is_upright = (a - 1.0).abs() < NEAR && b.abs() < NEAR && c.abs() < NEAR && (d - 1.0).abs() < NEAR;
    is_upright && (e - e.round()).abs() < NEAR && (f - f.round()).abs() < NEAR
}

fn winding(rule: FillRule) -> Winding {
    match rule {
        FillRule::NonZero => Winding::NonZero,
        FillRule::EvenOdd => Winding::EvenOdd,
    }
}

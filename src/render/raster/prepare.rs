//! Items of a scene as plain operations in pixels: transforms applied, strokes expanded, letters gathered.
//!
//! Done once for a picture, whatever the number of bands that it is painted in.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Cap, Join, PathEl, Point, Stroke as KurboStroke, StrokeOpts};
use vello_cpu::Pixmap;

use super::halo::HaloStore;
use super::outline::{Outline, RightEdge, Rows};
use super::pictures::PictureStore;
use super::thin;
use super::threads::map_in_order;
use super::windows::WindowStore;
use crate::geo::PageSize;
use crate::scene::{Colour, Fill, FillRule, Halo, ImageItem, Item, Layer, LineCap, LineJoin, Stroke, Text};
use crate::text::Fonts;

/// Below this width, in pixels, round corners look like mitred ones and cost more.
const THIN_BELOW_PX: f64 = 2.2;
/// How far, in pixels, the outline of a stroke may miss the true one.
const STROKE_TOLERANCE_PX: f64 = 0.2;

/// An operation in pixels of the picture.
#[derive(Debug)]
pub(super) enum Op {
    Fill {
        outline: Outline,
        rule: FillRule,
        colour: Colour,
    },
    Image {
        pixmap: Arc<Pixmap>,
        to_px: Affine,
        rows: Rows,
    },
    /// Without an outline: a clip that leaves nothing.
    PushClip {
        outline: Option<Arc<Outline>>,
        rule: FillRule,
    },
    PopClip,
    PushGroup {
        opacity: f32,
    },
    PopGroup,
    Nothing,
}

/// What preparing needs to know.
#[derive(Clone, Copy)]
pub(super) struct Prepare<'a> {
    pub(super) halos: &'a HaloStore,
    pub(super) pictures: &'a PictureStore,
    pub(super) windows: &'a WindowStore,
    pub(super) px_from_page: Affine,
    /// Pixels in a point.
    pub(super) px_per_pt: f64,
    width_px: u16,
    right_edge: RightEdge,
}

/// Something still to be turned into operations.
#[derive(Clone, Copy)]
enum Task<'a> {
    Fill(&'a Fill),
    Stroke(&'a Stroke),
    Image(&'a ImageItem),
    Letters(&'a Text),
    Halo(&'a Text, Halo),
    PushClip(&'a crate::scene::Clip),
    PopClip,
    PushGroup(f64),
    PopGroup,
}

impl<'a> Prepare<'a> {
    pub(super) fn new(
        halos: &'a HaloStore,
        pictures: &'a PictureStore,
        windows: &'a WindowStore,
        page: PageSize,
        (width, height): (u16, u16),
    ) -> Self {
        let (sx, sy) = (f64::from(width) / page.width_pt, f64::from(height) / page.height_pt);
        Self {
            halos,
            pictures,
            windows,
            px_from_page: Affine::scale_non_uniform(sx, sy),
            px_per_pt: (sx * sy).sqrt(),
            width_px: width,
            right_edge: RightEdge::of(width),
        }
    }

    /// The operations of a run of layers, in drawing order.
    pub(super) fn run(&self, run: &[Layer], threads: usize) -> Vec<Op> {
        let mut tasks = Vec::new();
        for layer in run {
            list(&layer.items, &mut tasks);
        }
        map_in_order(&tasks, threads, |task| self.op(*task))
    }

    fn op(&self, task: Task<'_>) -> Op {
        match task {
            Task::Fill(fill) => self.filled(self.transformed(&fill.path, fill.to_page), fill.rule, fill.colour),
            Task::Stroke(stroke) => self.stroke(stroke),
            Task::Image(item) => self.image(item),
            Task::Letters(text) => {
                let letter = |face, id| Fonts::bundled().outline(face, id).map(|o| Arc::clone(&o.path));
                self.letters(text, text.colour, letter)
            }
            Task::Halo(text, halo) => {
                let size_px = text.size_pt * scale_of(self.px_from_page * text.to_page);
                let outlines = self.halos.of_size(size_px, halo.width_pt * self.px_per_pt / size_px);
                self.letters(text, halo.colour, |face, id| outlines.outline(face, id))
            }
            Task::PushClip(clip) => {
                let prepare = || Outline::new(self.transformed(&clip.path, clip.to_page), self.right_edge);
                let to_px = self.px_from_page * clip.to_page;
                let outline = self.windows.outline(&clip.path, to_px, self.width_px, prepare);
                Op::PushClip { outline, rule: clip.rule }
            }
            Task::PopClip => Op::PopClip,
            #[expect(clippy::cast_possible_truncation, reason = "an opacity needs no more than f32")]
            Task::PushGroup(opacity) => Op::PushGroup { opacity: opacity.clamp(0.0, 1.0) as f32 },
            Task::PopGroup => Op::PopGroup,
        }
    }

    fn filled(&self, path: BezPath, rule: FillRule, colour: Colour) -> Op {
        match Outline::new(path, self.right_edge) {
            Some(outline) if colour.a > 0 => Op::Fill { outline, rule, colour },
            _ => Op::Nothing,
        }
    }

    /// A path in pixels.
    fn transformed(&self, path: &BezPath, to_page: Affine) -> BezPath {
        let to_px = self.px_from_page * to_page;
        BezPath::from_vec(path.elements().iter().map(|el| to_px * *el).collect())
    }

    /// Strokes are expanded in pixels: `vello_cpu` would refine the arcs of a stroke in map metres far too much.
    fn stroke(&self, stroke: &Stroke) -> Op {
        let line = self.transformed(&stroke.path, stroke.to_page);
        let width_px = stroke.style.width_pt * self.px_per_pt;
        let dashes: Vec<f64> = stroke.style.dash_pt.iter().map(|d| d * self.px_per_pt).collect();
        let is_sound = line.is_finite() && width_px > 0.0 && width_px.is_finite();
        let is_dashed = dashes.iter().sum::<f64>() > 0.01;
        if !is_sound || dashes.iter().any(|d| !d.is_finite() || *d < 0.0) {
            return Op::Nothing;
        }
        let has_round_ends = stroke.style.cap == LineCap::Round;
        if width_px < THIN_BELOW_PX {
            let thin = if is_dashed {
                thin::outline(kurbo::dash(line.iter(), 0.0, &dashes), width_px, has_round_ends)
            } else {
                thin::outline(line.iter(), width_px, has_round_ends)
            };
            if let Some(path) = thin {
                return self.filled(path, FillRule::NonZero, stroke.colour);
            }
        }
        let style = KurboStroke::new(width_px)
            .with_caps(if has_round_ends { Cap::Round } else { Cap::Butt })
            .with_join(if stroke.style.join == LineJoin::Round { Join::Round } else { Join::Miter })
            .with_miter_limit(4.0);
        let style = if is_dashed { style.with_dashes(0.0, dashes) } else { style };
        let path = kurbo::stroke(line, &style, &StrokeOpts::default(), STROKE_TOLERANCE_PX);
        self.filled(path, FillRule::NonZero, stroke.colour)
    }

    fn image(&self, item: &ImageItem) -> Op {
        let to_px = self.px_from_page * item.to_page;
        let (w, h) = (f64::from(item.image.width), f64::from(item.image.height));
        let mut rows = Rows::NONE;
        for (x, y) in [(0.0, 0.0), (w, 0.0), (0.0, h), (w, h)] {
            rows = rows.with(to_px * Point::new(x, y));
        }
        match self.pictures.pixmap(&item.image) {
            Some(pixmap) if to_px.is_finite() => Op::Image { pixmap, to_px, rows },
            _ => Op::Nothing,
        }
    }

    /// All letters of a run as one path, so that overlapping ones are united.
    fn letters(
        &self,
        text: &Text,
        colour: Colour,
        outline: impl Fn(crate::text::FontFace, u32) -> Option<Arc<BezPath>>,
    ) -> Op {
        let to_px = self.px_from_page * text.to_page;
        let mut elements: Vec<PathEl> = Vec::new();
        for glyph in text.glyphs.iter() {
            let Some(outline) = outline(glyph.face, glyph.id) else { continue };
            let place = to_px
                * Affine::translate((glyph.x, glyph.y))
                * Affine::rotate(glyph.turn)
                * Affine::scale(text.size_pt);
            elements.extend(outline.elements().iter().map(|el| place * *el));
        }
        self.filled(BezPath::from_vec(elements), FillRule::NonZero, colour)
    }
}

fn list<'a>(items: &'a [Item], tasks: &mut Vec<Task<'a>>) {
    for item in items {
        match item {
            Item::Fill(fill) => tasks.push(Task::Fill(fill)),
            Item::Stroke(stroke) => tasks.push(Task::Stroke(stroke)),
            Item::Image(image) => tasks.push(Task::Image(image)),
            Item::Text(text) => {
                tasks.extend(text.halo.map(|halo| Task::Halo(text, halo)));
                tasks.push(Task::Letters(text));
            }
            Item::Clip(clip) => {
                tasks.push(Task::PushClip(clip));
                list(&clip.items, tasks);
                tasks.push(Task::PopClip);
            }
            Item::Group(group) => {
                tasks.push(Task::PushGroup(group.opacity));
                list(&group.items, tasks);
                tasks.push(Task::PopGroup);
            }
        }
    }
}

/// How much a similarity enlarges.
fn scale_of(affine: Affine) -> f64 {
    affine.determinant().abs().sqrt()
}

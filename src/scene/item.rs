//! Items of the display list.

use std::sync::Arc;

use kurbo::{Affine, BezPath};

use super::PlacedMark;
use crate::geo::PageSize;
use crate::style::Colour;
use crate::text::Glyph;

/// A page: its size, its ground and its layers from bottom to top.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Size of the page in points.
    pub size: PageSize,
    /// Colour of the page under everything.
    pub ground: Colour,
    /// Layers in drawing order.
    pub layers: Vec<Layer>,
    /// What stands on it in a place of its own.
    pub placed: Vec<PlacedMark>,
}

/// The layer that lies under the land.
const UNDER_LAND: &str = "sea";

impl Scene {
    /// Takes away the paper and the sea, so that the page can lie over others. What stands on them stays.
    pub fn clear_ground(&mut self) {
        self.ground.a = 0;
        self.layers.retain(|layer| layer.name != UNDER_LAND);
    }

    /// The colour under everything: opaque, or none.
    #[must_use]
    pub const fn page_colour(&self) -> Option<Colour> {
        if self.ground.a == 0 { None } else { Some(Colour { a: 255, ..self.ground }) }
    }
}

/// A named run of items. Layers with equal `key` on pages of equal size have equal content, so a painter may keep
/// their pixels from frame to frame.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Stable name, kebab-case: becomes the group's name in SVG and PDF.
    pub name: &'static str,
    /// Content key; `None` for a layer that changes with every frame.
    pub key: Option<u64>,
    /// Items in drawing order.
    pub items: Vec<Item>,
}

/// One thing to draw.
#[derive(Clone, Debug)]
pub enum Item {
    /// A filled path.
    Fill(Fill),
    /// A stroked path.
    Stroke(Stroke),
    /// A picture under a transform.
    Image(ImageItem),
    /// A run of glyphs.
    Text(Text),
    /// Items seen through a path.
    Clip(Clip),
    /// Items drawn together with one opacity.
    Group(Group),
}

impl Item {
    /// The item elsewhere: `by`, a similarity, takes points of the page to points of the page. Where it shrinks, lines,
    /// dashes, halos and type shrink with it, so that a picture keeps its look.
    #[must_use]
    pub(crate) fn moved(self, by: Affine) -> Self {
        let scale = by.determinant().abs().sqrt();
        let all = |items: Vec<Self>| items.into_iter().map(|item| item.moved(by)).collect();
        match self {
            Self::Fill(fill) => Self::Fill(Fill { to_page: by * fill.to_page, ..fill }),
            Self::Stroke(stroke) => {
                let style = stroke.style.scaled(scale);
                Self::Stroke(Stroke { to_page: by * stroke.to_page, style, ..stroke })
            }
            Self::Image(image) => Self::Image(ImageItem { to_page: by * image.to_page, ..image }),
            Self::Text(text) => {
                // The size of the letters is that of the run's own space.
                let halo = text.halo.map(|halo| Halo { width_pt: halo.width_pt * scale, ..halo });
                Self::Text(Text { to_page: by * text.to_page, halo, ..text })
            }
            Self::Clip(clip) => Self::Clip(Clip {
                to_page: by * clip.to_page,
                items: all(clip.items),
                path: clip.path,
                rule: clip.rule,
            }),
            Self::Group(group) => Self::Group(Group { items: all(group.items), ..group }),
        }
    }
}

/// Which points a path encloses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum FillRule {
    /// Winding number other than zero.
    #[default]
    NonZero,
    /// Odd crossing number.
    EvenOdd,
}

/// A filled path.
#[derive(Clone, Debug)]
pub struct Fill {
    /// Outline in a space of its own (map metres or page points).
    pub path: Arc<BezPath>,
    /// From the path's space to the page; a similarity.
    pub to_page: Affine,
    /// What is inside.
    pub rule: FillRule,
    /// Colour.
    pub colour: Colour,
}

/// How a stroke ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum LineCap {
    /// At the end point.
    #[default]
    Butt,
    /// With a half circle.
    Round,
}

/// How a stroke turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum LineJoin {
    /// With an arc.
    #[default]
    Round,
    /// With a corner.
    Miter,
}

/// The look of a stroke; all lengths in points on the page.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct StrokeStyle {
    /// Width in points.
    pub width_pt: f64,
    /// Ends.
    pub cap: LineCap,
    /// Corners.
    pub join: LineJoin,
    /// Lengths of dashes and gaps in points; empty for a solid line.
    pub dash_pt: Vec<f64>,
}

impl StrokeStyle {
    /// The same look at another size.
    fn scaled(mut self, scale: f64) -> Self {
        self.width_pt *= scale;
        self.dash_pt.iter_mut().for_each(|dash| *dash *= scale);
        self
    }
}

/// A stroked path.
#[derive(Clone, Debug)]
pub struct Stroke {
    /// Line in a space of its own.
    pub path: Arc<BezPath>,
    /// From the path's space to the page; a similarity. It does not scale the stroke's width.
    pub to_page: Affine,
    /// Look.
    pub style: StrokeStyle,
    /// Colour.
    pub colour: Colour,
}

/// A picture: sRGB with premultiplied alpha, rows from the top.
#[derive(Debug, PartialEq, Eq)]
pub struct Image {
    /// Width in pixels.
    pub width: u16,
    /// Height in pixels.
    pub height: u16,
    /// `width * height` pixels of red, green, blue, alpha (premultiplied).
    pub rgba: Vec<u8>,
}

/// A picture on the page.
#[derive(Clone, Debug)]
pub struct ImageItem {
    /// Pixels.
    pub image: Arc<Image>,
    /// From pixel coordinates (origin at the top left corner of the first pixel) to the page.
    pub to_page: Affine,
}

/// An outline of another colour round the letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halo {
    /// Colour of the outline.
    pub colour: Colour,
    /// Width beyond the letters' edge, points.
    pub width_pt: f64,
}

/// A run of shaped text.
#[derive(Clone, Debug)]
pub struct Text {
    /// What it says, for painters that keep text as text and for tests.
    pub text: String,
    /// Size in points.
    pub size_pt: f64,
    /// Shaped glyphs.
    pub glyphs: Arc<[Glyph]>,
    /// From the run's space (points, y down, origin on the baseline) to the page.
    pub to_page: Affine,
    /// Colour of the letters.
    pub colour: Colour,
    /// Outline, if any.
    pub halo: Option<Halo>,
}

/// Items seen through a path.
#[derive(Clone, Debug)]
pub struct Clip {
    /// The window's outline.
    pub path: Arc<BezPath>,
    /// From the path's space to the page; a similarity.
    pub to_page: Affine,
    /// What is inside.
    pub rule: FillRule,
    /// What is seen.
    pub items: Vec<Item>,
}

/// Items drawn together with one opacity.
#[derive(Clone, Debug)]
pub struct Group {
    /// 0 (unseen) to 1.
    pub opacity: f64,
    /// What is drawn.
    pub items: Vec<Item>,
}

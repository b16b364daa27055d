//! The display list: everything a page shows, in drawing order, in page points.
//!
//! A [`Scene`] knows neither files nor pixels. Every painter (raster, later SVG and PDF) walks the same list, so an
//! export is what the screen showed. Space: points of 1/72 inch, x right, y down, origin at the page's top left.
//! [`Composer`] turns the state of a campaign and a view into a scene.

mod areas;
mod base;
mod cells;
mod compose;
mod content;
mod dump;
mod facing;
pub(crate) mod frame;
mod fronts;
pub(crate) mod ground;
mod hit;
mod item;
mod legend;
pub(crate) mod lettering;
pub(crate) mod marks;
pub(crate) mod movements;
mod names;
mod opened;
pub(crate) mod paint;
pub(crate) mod phases;
mod placed;
mod relief;
pub(crate) mod shapes;
mod sources;
mod swept;
pub(crate) mod terrain;
#[cfg(test)]
mod testing;
pub(crate) mod units;
mod view;
mod zone_edges;
mod zones;

pub use crate::style::Colour;
pub use crate::text::{FontFace, Glyph};
pub use compose::{Beside, CREDITS, Composer, Swipe};
pub use hit::{Hit, HitKind};
pub use item::{
    Clip, Fill, FillRule, Group, Halo, Image, ImageItem, Item, Layer, LineCap, LineJoin, Scene, Stroke, StrokeStyle,
    Text,
};
pub use legend::{Class, Shown};
pub use opened::{add_opened, opened_at};
pub use placed::{MarkKind, PlacedMark};
pub use view::{CardsFor, Furniture, FurnitureSet, LayerSet, MapLayer, ViewSpec};

//! The display list: everything a page shows, in drawing order, in page points.
//!
//! A [`Scene`] knows neither files nor pixels. Every painter (raster, later SVG and PDF) walks the same list, so an
//! export is what the screen showed. Space: points of 1/72 inch, x right, y down, origin at the page's top left.

mod item;
mod view;

pub use crate::style::Colour;
pub use crate::text::{FontFace, Glyph};
pub use item::{
    Clip, Fill, FillRule, Group, Halo, Image, ImageItem, Item, Layer, LineCap, LineJoin, Scene, Stroke, StrokeStyle,
    Text,
};
pub use view::{Furniture, FurnitureSet, LayerSet, MapLayer, ViewSpec};

//! Fonts, shaping, glyph outlines, runs along a path. Space: points on the page, y down.
//!
//! Everything comes from the fonts built into the program, so a picture is the same on every machine. Text runs from
//! left to right; scripts that run the other way are not set.

mod face;
mod fonts;
mod on_path;
mod paragraph;
mod set_text;
mod shape;

pub use face::{FontFace, Glyph};
pub use fonts::{FaceHeights, Fonts, Outline};
pub use on_path::{AlongPath, CurvedText, PathRefusal, set_along};
pub use shape::{Caps, Figures, ShapedLine, TextStyle};

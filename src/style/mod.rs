//! Themes: every colour, width and size that the map uses, read from `assets/themes`.
//!
//! A theme is data. Code asks for tokens (`theme.front.width_pt`) and never holds a colour of its own. Units are in the
//! names: points on the page, metres of height, opacities from 0 to 1. Knows nothing of maps, painters or egui.

mod colour;
mod read;
mod tokens;

pub use colour::Colour;
pub use read::{NAMES, ThemeError};
pub use tokens::{
    Borders, Face, Front, Graticule, Ground, Holdout, Land, Lettering, Mark, Movement, Page, Place, Railways, Scale,
    Sea, Sides, Terrain, Theme, TypeStyle, Water, ZoneStyle,
};

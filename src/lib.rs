//! August Storm: an atlas of the Soviet-Japanese War of 1945.
//!
//! The library turns plain GeoJSON (`geodata/`) into a campaign that can be asked for any instant, a campaign and a
//! view into a [`scene::Scene`] (a display list in page points), and a scene into pixels. The window and the
//! command line are two thin shells round the same path.
//!
//! Modules depend downwards only: `time`, `geo` < `data` < `morph`, `model` < `style`, `text`, `label` < `scene`,
//! `layout` < `render` < `export` < `cli`, `gui`. `tests/layers.rs` holds them to it.

pub mod data;
pub mod export;
pub mod geo;
pub mod label;
pub mod layout;
pub mod model;
pub mod morph;
pub mod render;
pub mod scene;
pub mod style;
pub mod text;
pub mod time;

pub mod cli;
#[cfg(feature = "gui")]
pub mod gui;

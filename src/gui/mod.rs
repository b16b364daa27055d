//! The window: commands, panels, camera, worker. The only module that knows egui.
//!
//! `AppState` holds everything that the window shows and changes by commands and by time alone; panels read it and push
//! commands; the map is drawn on the worker's thread through `FrameSource`, the same path that exports take. Lengths
//! are logical pixels in widgets and points in the camera's world.

mod apply;
mod ask;
mod atlas_source;
mod card;
mod clocks;
mod command;
mod compare_card;
mod comparison;
mod credits;
mod date_entry;
mod diary_view;
mod divider;
mod events_panel;
mod export;
mod facts;
mod finder;
mod glide;
mod go;
mod help;
mod icon;
mod inspector;
mod layers_panel;
mod look;
mod map;
mod map_theme;
mod mark;
mod names;
mod open_card;
mod overlays;
mod pick;
mod request;
mod run;
mod scale_bar;
mod screen;
mod state;
#[cfg(test)]
mod state_tests;
mod steer;
mod subject;
mod swatch;
mod taken;
mod theme_card;
mod theme_watch;
mod time_panel;
mod time_track;
mod toast;
mod toolbar;
mod user_file;
mod wanted;
mod window;
mod window_icon;
mod worker;

pub use atlas_source::{AtlasSource, services};
pub use command::{Command, Menu, Panel};
pub use comparison::{Comparison, Manner};
pub use export::{AtlasExporter, Copied, Exporter, Outline, Written};
pub use map::MapView;
pub use map_theme::{MapTheme, ThemeFile};
pub use request::{FrameRequest, FrameSource};
pub use run::{RunOptions, run};
pub use screen::Screen;
pub use state::{AppState, Covered, Effect, Overlay, Panels};
pub use subject::Subject;
pub use user_file::UserFile;
pub use window::{MakeSource, Services, Window};
pub use worker::{Frame, PickPurpose, Picked, Worker};

//! What the window asks of the atlas behind it, and what it gets: pictures, findings, measures. No egui, no threads.
//!
//! [`FrameSource`] is the only door from the window to composing and painting. The real one draws the same scene that
//! `august-storm render` draws; tests put a simple one in its place.

use std::sync::Arc;

use crate::geo::{PagePoint, ProjectionKind};
use crate::model::{Campaign, Comparison};
use crate::scene::{Image, ViewSpec};
use crate::time::Instant;

use super::map_theme::MapTheme;
use super::subject::Subject;
use super::user_file::UserFile;

/// Everything that decides one frame.
#[derive(Clone)]
pub struct FrameRequest {
    /// What happened.
    pub campaign: Arc<Campaign>,
    /// The instant to show.
    pub at: Instant,
    /// The instant of a second picture of the same view, to be laid beside the first at a divider.
    pub earlier: Option<Instant>,
    /// The view, its page included.
    pub spec: ViewSpec,
    /// From degrees to the plane.
    pub projection: ProjectionKind,
    /// The theme.
    pub theme: MapTheme,
    /// Width of the picture in pixels.
    pub width_px: u32,
    /// Height of the picture in pixels.
    pub height_px: u32,
    /// Files that the reader opened and has switched on, in drawing order.
    pub files: Vec<Arc<UserFile>>,
}

impl PartialEq for FrameRequest {
    /// Two requests are equal when they ask for the same picture; campaigns and opened files are told apart by identity.
    fn eq(&self, other: &Self) -> bool {
        (self.at, self.earlier) == (other.at, other.earlier)
            && Arc::ptr_eq(&self.campaign, &other.campaign)
            && self.projection == other.projection
            && self.theme == other.theme
            && (self.width_px, self.height_px) == (other.width_px, other.height_px)
            && self.spec == other.spec
            && self.files.len() == other.files.len()
            && self.files.iter().zip(&other.files).all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

impl FrameRequest {
    /// True if two instants are held against each other.
    #[must_use]
    pub fn compares(&self) -> bool {
        self.earlier.is_some() || self.spec.since.is_some()
    }

    /// The request for the second picture alone.
    #[must_use]
    pub fn of_earlier(&self) -> Option<Self> {
        self.earlier.map(|at| Self { at, earlier: None, ..self.clone() })
    }
}

impl std::fmt::Debug for FrameRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let size = (self.width_px, self.height_px);
        f.debug_struct("FrameRequest")
            .field("at", &self.at)
            .field("spec", &self.spec)
            .field("theme", &self.theme)
            .field("size_px", &size)
            .field("files", &self.files.len())
            .finish_non_exhaustive()
    }
}

/// What draws, finds and measures for the window. It lives on the worker's thread.
pub trait FrameSource: Send + 'static {
    /// Draws the picture of `request` at its instant.
    ///
    /// # Errors
    /// A sentence for the reader, with what to do.
    fn frame(&mut self, request: &FrameRequest) -> Result<Image, String>;

    /// What lies at `at` on the page of `request`, topmost first; `with_ground` asks for the ground under it too.
    fn pick(&mut self, request: &FrameRequest, at: PagePoint, with_ground: bool) -> Vec<Subject>;

    /// The ground gained between the two instants of a comparison, as `request` has them; `None` if it compares none.
    fn gained(&mut self, request: &FrameRequest) -> Option<Comparison>;

    /// Ground held by Soviet forces at `at` since the campaign began, square kilometres.
    fn held_km2(&mut self, at: Instant) -> f64;
}

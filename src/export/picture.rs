//! A picture to be made, of whatever sort: the one path of the window, the command line and every export.

use std::sync::Arc;

use thiserror::Error;

use super::{NoRoom, Still, StillError, Studio};
use crate::geo::{BoundingBox, Camera, LonLat, MapRect, PageSize, Projection, ProjectionError, ProjectionKind};
use crate::layout::Grid;
use crate::model::Campaign;
use crate::scene::{Image, Scene, Shown};
use crate::time::Instant;

/// A picture to be made: everything that decides its pixels.
#[derive(Clone)]
pub struct Picture {
    /// What happened.
    pub campaign: Arc<Campaign>,
    /// View, size, theme and instant.
    pub still: Still,
    /// The projection.
    pub projection: ProjectionKind,
    /// What sort of page it is.
    pub sort: PictureSort,
}

/// What sort of page a picture is.
#[derive(Clone, Debug, PartialEq)]
pub enum PictureSort {
    /// One map, of one instant.
    Map,
    /// The map of an earlier instant at the left of a divider, that of the picture's at its right.
    Swipe {
        /// The earlier instant.
        since: Instant,
        /// Share of the map's width from the left, 0 to 1.
        divider: f64,
    },
    /// A map for each of several instants.
    Grid {
        /// The instants, row by row.
        times: Vec<Instant>,
        /// Columns and rows.
        grid: Grid,
        /// What each map shows.
        framing: Framing,
    },
}

/// What part of the ground is shown, whatever the size of the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Framing {
    /// This place in the middle, at this scale denominator.
    Centre(LonLat, f64),
    /// All of this box.
    Box(BoundingBox),
    /// All of this part of the plane, metres.
    Ground(MapRect),
}

impl Framing {
    /// The camera for a page of a size.
    #[must_use]
    pub fn camera(&self, projection: &Projection, size: PageSize) -> Camera {
        match *self {
            Self::Centre(at, denominator) => Camera::at_scale(projection.project(at), denominator),
            Self::Box(bbox) => Camera::fit(projection.fit(bbox), size),
            Self::Ground(rect) => Camera::fit(rect, size),
        }
    }

    /// Width of the ground by its height; that of the page where only the middle and the scale are given.
    #[must_use]
    pub(super) fn aspect(&self, projection: &Projection, page: PageSize) -> f64 {
        let rect = match *self {
            Self::Centre(..) => return page.width_pt / page.height_pt,
            Self::Box(bbox) => projection.fit(bbox),
            Self::Ground(rect) => rect,
        };
        rect.width() / rect.height().max(1.0)
    }
}

/// Why a picture could not be made.
#[derive(Debug, Error)]
pub enum PictureError {
    /// The painter or the encoder refused.
    #[error(transparent)]
    Still(#[from] StillError),
    /// The page is too small for its maps.
    #[error(transparent)]
    NoRoom(#[from] NoRoom),
    /// The projection cannot be set up.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
}

impl Studio {
    /// The scene of a picture of any sort.
    ///
    /// # Errors
    /// If the page is too small for its maps.
    pub fn scene_of(&mut self, picture: &Picture) -> Result<Scene, PictureError> {
        Ok(self.classed_scene_of(picture)?.0)
    }

    /// The scene of a picture of any sort, and what it shows.
    ///
    /// # Errors
    /// If the page is too small for its maps.
    pub(super) fn classed_scene_of(&mut self, picture: &Picture) -> Result<(Scene, Shown), PictureError> {
        let still = &picture.still;
        self.show(&picture.campaign);
        self.set_projection(Projection::new(picture.projection)?);
        Ok(match &picture.sort {
            PictureSort::Map => self.scene_classed(still),
            PictureSort::Swipe { since, divider } => self.swipe_classed(still, *since, *divider),
            PictureSort::Grid { times, grid, framing } => {
                let camera = |projection: &Projection, size| framing.camera(projection, size);
                let page = self.multiples(still, times, *grid, &camera)?;
                (page.scene, page.shown)
            }
        })
    }

    /// The pixels of a picture of any sort.
    ///
    /// # Errors
    /// If the picture is too large for the painter, or its page too small for its maps.
    pub fn make(&mut self, picture: &Picture) -> Result<Image, PictureError> {
        let scene = self.scene_of(picture)?;
        Ok(self.paint(&scene, &picture.still)?)
    }
}

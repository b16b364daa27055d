//! A page of several instants: panels composed at their own size and laid out with one legend and one scale bar.

use std::sync::Arc;

use kurbo::Rect;
use thiserror::Error;

use super::{Still, Studio};
use crate::data::CampaignConfig;
use crate::geo::{Camera, PageSize, Projection};
use crate::layout::{Grid, Multiples, Panel, heading, panel_share, shown_by};
use crate::scene::{FurnitureSet, Scene, Shown, ViewSpec};
use crate::time::Instant;

/// A page of small multiples and where its maps stand.
#[derive(Clone, Debug)]
pub struct MultiplesPage {
    /// The page.
    pub scene: Scene,
    /// What any of its maps shows.
    pub shown: Shown,
    /// The maps, in the order of the instants, points.
    pub panels: Vec<Rect>,
}

/// The page has no room for so many maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "a page of {width_px} x {height_px} pixels has no room for {} x {} maps; make it larger or show fewer dates",
    grid.columns,
    grid.rows
)]
pub struct NoRoom {
    /// Width of the picture, pixels.
    pub width_px: u32,
    /// Height of the picture, pixels.
    pub height_px: u32,
    /// The grid asked for.
    pub grid: Grid,
}

impl Studio {
    /// The page that shows `times` in a grid, row by row, each as `still` has it but for the instant. `camera` gives the
    /// camera for the size of a panel; cells without an instant stay empty, instants beyond the grid are left out.
    ///
    /// The legend needs room according to what the maps show, and the maps show according to the room that they have:
    /// the foot grows until it holds the legend of the maps above it.
    ///
    /// # Errors
    /// If the maps would be too small to be read.
    pub fn multiples(
        &mut self,
        still: &Still,
        times: &[Instant],
        grid: Grid,
        camera: &dyn Fn(&Projection, PageSize) -> Camera,
    ) -> Result<MultiplesPage, NoRoom> {
        let no_room = NoRoom { width_px: still.width_px, height_px: still.height_px, grid };
        let projection = self.projection().clone();
        let campaign = Arc::clone(self.campaign());
        let config = &campaign.data().config;
        let times = &times[..times.len().min(grid.cells())];
        let mut page_view = still.view.clone();
        let mut foot_pt = 0.0;
        loop {
            let mut cells = page_of(&page_view, still, &projection, config, grid).panels(foot_pt).ok_or(no_room)?;
            cells.truncate(times.len());
            let size = cells
                .first()
                .map_or(still.view.size, |cell| PageSize { width_pt: cell.width(), height_pt: cell.height() });
            page_view.camera = camera(&projection, size);
            let view = ViewSpec { size, furniture: FurnitureSet::none(), ..page_view.clone() };
            let theme = Arc::new(still.theme.shrunk(panel_share(size)));
            let of_panel = Still { view, theme, ..still.clone() };
            let panels: Vec<Panel> = times.iter().map(|at| self.panel(&of_panel, *at)).collect();
            let of_view = || heading(&projection, page_view.camera, size, config);
            let heading = still.view.heading.as_deref().or_else(of_view);
            let page = Multiples { heading, ..page_of(&page_view, still, &projection, config, grid) };
            let shown = shown_by(&panels);
            let needed_pt = page.foot_pt(&shown);
            if needed_pt <= foot_pt {
                return Ok(MultiplesPage { scene: page.page(panels, foot_pt), shown, panels: cells });
            }
            foot_pt = needed_pt;
        }
    }

    /// One map of the page.
    fn panel(&mut self, still: &Still, at: Instant) -> Panel {
        let still = Still { at, ..still.clone() };
        let (scene, shown) = self.scene_classed(&still);
        Panel { at, scene, shown }
    }
}

fn page_of<'a>(
    view: &'a ViewSpec,
    still: &'a Still,
    projection: &'a Projection,
    config: &'a CampaignConfig,
    grid: Grid,
) -> Multiples<'a> {
    Multiples { view, theme: &still.theme, projection, config, heading: None, grid }
}

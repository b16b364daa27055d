//! What the state wants to see drawn or saved, as requests to the drawing side.

use std::sync::Arc;

use crate::export::{Framing, PictureSort};
use crate::geo::{Camera, PageSize};
use crate::layout::Grid;
use crate::scene::{Furniture, FurnitureSet, ViewSpec};
use crate::time::Instant;

use super::comparison::Manner;
use super::map_theme::MapTheme;
use super::request::{FrameRequest, PictureRequest};
use super::state::AppState;

impl AppState {
    /// What the window asks of the drawing thread now.
    #[must_use]
    pub fn request(&self) -> FrameRequest {
        FrameRequest {
            campaign: Arc::clone(&self.campaign),
            at: self.compared().map_or(self.playback.now(), |(_, later)| later),
            earlier: self.compared().filter(|_| self.manner() == Some(Manner::Swipe)).map(|(earlier, _)| earlier),
            spec: self.spec(self.page(), self.camera, self.window_furniture()),
            projection: self.projection.kind(),
            theme: self.theme.clone(),
            width_px: self.size_px.0,
            height_px: self.size_px.1,
            files: self.files.iter().filter(|(_, is_shown)| *is_shown).map(|(file, _)| Arc::clone(file)).collect(),
        }
    }

    /// The request for a picture of the present view at another size, theme and furniture, compared as the window compares.
    ///
    /// The picture shows at least what the window shows: its middle is the window's middle, its scale the largest that
    /// fits.
    #[must_use]
    pub fn picture_request(&self, size_px: (u32, u32), theme: MapTheme, furniture: FurnitureSet) -> PictureRequest {
        let page = PageSize::for_pixels(size_px.0, size_px.1);
        let camera = Camera::fit(self.camera.visible(self.page()), page);
        let window = self.request();
        let sort = match (window.earlier, self.comparison) {
            (Some(since), Some(comparison)) => {
                // The divider stays over the same ground, whatever the shape of the picture.
                let (shown, wide) = (self.camera.visible(self.page()), camera.visible(page));
                let x = shown.min.x + comparison.divider * shown.width();
                PictureSort::Swipe { since, divider: (x - wide.min.x) / wide.width().max(1.0) }
            }
            _ => PictureSort::Map,
        };
        let spec = self.spec(page, camera, furniture);
        let theme_name = self.theme_name(&theme);
        let layers = window.files.iter().map(|file| file.path.clone()).collect();
        let frame = FrameRequest { earlier: None, spec, theme, width_px: size_px.0, height_px: size_px.1, ..window };
        PictureRequest { frame, sort, theme_name, layers }
    }

    fn theme_name(&self, theme: &MapTheme) -> String {
        match theme {
            MapTheme::BuiltIn(name) => (*name).to_owned(),
            MapTheme::Own(theme) => {
                self.theme_file.as_ref().map_or_else(|| theme.name.clone(), |file| file.path.display().to_string())
            }
        }
    }

    /// The request for a page of several instants, each in a map that shows what the window shows.
    #[must_use]
    pub fn grid_request(
        &self,
        size_px: (u32, u32),
        theme: MapTheme,
        grid: Grid,
        times: Vec<Instant>,
    ) -> PictureRequest {
        let mut request = self.picture_request(size_px, theme, FurnitureSet::all());
        request.frame.spec.since = None;
        let framing = Framing::Ground(self.camera.visible(self.page()));
        PictureRequest { sort: PictureSort::Grid { times, grid, framing }, ..request }
    }

    fn spec(&self, size: PageSize, camera: Camera, furniture: FurnitureSet) -> ViewSpec {
        let name = self.clocks.get(self.clock).map_or_else(String::new, |c| c.name.clone());
        ViewSpec {
            size,
            camera,
            lang: self.lang,
            second_lang: self.second_lang,
            layers: self.layers,
            furniture,
            since: self.tinted_since(),
            phase_lines: self.phase_lines,
            reading: self.reading,
            motion: self.motion,
            clock: (name, self.offset()),
        }
    }

    /// The earlier moment of a comparison that is shown as a tint.
    fn tinted_since(&self) -> Option<Instant> {
        self.compared().filter(|_| self.manner() == Some(Manner::Tint)).map(|(earlier, _)| earlier)
    }

    /// In the window the panels say what the page's furniture says; without them the page says it itself. A swipe has its
    /// dates at the divider.
    fn window_furniture(&self) -> FurnitureSet {
        let is_bare = self.panels.are_hidden;
        let has_date = is_bare && self.manner() != Some(Manner::Swipe);
        FurnitureSet::none().with(Furniture::Date, has_date).with(Furniture::ScaleBar, is_bare)
    }
}

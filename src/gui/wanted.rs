//! What the state wants to see drawn or saved, as requests to the drawing side.

use std::sync::Arc;

use crate::export::{Framing, Picture, PictureSort, PictureSpec, Sheet, Still};
use crate::geo::{Camera, PageSize};
use crate::layout::Grid;
use crate::scene::{CardsFor, Furniture, FurnitureSet, ViewSpec};
use crate::time::Instant;

use super::comparison::Manner;
use super::map_theme::MapTheme;
use super::request::FrameRequest;
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

    /// The picture of the present view on another sheet, in a theme and with furniture, compared as the window compares;
    /// `None` only if the file of a built-in theme is at fault.
    ///
    /// It shows at least what the window shows: its middle is the window's middle, its scale the largest that fits.
    #[must_use]
    pub fn picture(&self, sheet: Sheet, theme: &MapTheme, furniture: FurnitureSet) -> Option<Picture> {
        let window = self.request();
        let shown = self.camera.visible(self.page());
        let camera = Camera::fit(shown, sheet.page);
        let sort = match (window.earlier, self.comparison) {
            (Some(since), Some(comparison)) => {
                // The divider stays over the same ground, whatever the shape of the picture.
                let wide = camera.visible(sheet.page);
                let x = shown.min.x + comparison.divider * shown.width();
                PictureSort::Swipe { since, divider: (x - wide.min.x) / wide.width().max(1.0) }
            }
            _ => PictureSort::Map,
        };
        let mut view = self.spec(sheet.page, camera, furniture);
        if !self.panels.are_hidden {
            // Without the panels the window has the page's cards, and the picture has them as the window has.
            view.cards = CardsFor::Instant;
        }
        let still = Still {
            at: window.at,
            view,
            theme: theme.tokens()?,
            width_px: sheet.width_px,
            height_px: sheet.height_px,
            opened: window.files.iter().map(|file| Arc::clone(&file.layer)).collect(),
        };
        Some(Picture { campaign: window.campaign, still, projection: window.projection, sort })
    }

    /// The picture of a page of several instants, each in a map that shows what the window shows.
    #[must_use]
    pub fn grid_picture(&self, sheet: Sheet, theme: &MapTheme, grid: Grid, times: Vec<Instant>) -> Option<Picture> {
        let mut picture = self.picture(sheet, theme, FurnitureSet::all())?;
        picture.still.view.since = None;
        let framing = Framing::Ground(self.camera.visible(self.page()));
        Some(Picture { sort: PictureSort::Grid { times, grid, framing }, ..picture })
    }

    /// A picture of the window in the words of every export; `theme` is the one in which it is drawn.
    #[must_use]
    pub fn words(&self, picture: &Picture, theme: &MapTheme) -> PictureSpec {
        let shown = self.files.iter().filter(|(_, is_shown)| *is_shown);
        let layers = shown.map(|(file, _)| file.path.clone()).collect();
        PictureSpec::of(picture, &self.theme_name(theme), layers, &picture.campaign.data().config)
    }

    fn theme_name(&self, theme: &MapTheme) -> String {
        match theme {
            MapTheme::BuiltIn(name) => (*name).to_owned(),
            MapTheme::Own(theme) => {
                self.theme_file.as_ref().map_or_else(|| theme.name.clone(), |file| file.path.display().to_string())
            }
        }
    }

    fn spec(&self, size: PageSize, camera: Camera, furniture: FurnitureSet) -> ViewSpec {
        let name = self.clocks.get(self.clock).map_or_else(String::new, |c| c.name.clone());
        ViewSpec {
            size,
            camera,
            heading: None,
            lang: self.lang,
            second_lang: self.second_lang,
            layers: self.layers,
            furniture,
            since: self.tinted_since(),
            phase_lines: self.phase_lines,
            reading: self.reading,
            motion: self.motion,
            clock: (name, self.offset()),
            cards: crate::scene::CardsFor::default(),
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

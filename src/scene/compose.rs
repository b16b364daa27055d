//! From the state of a campaign and a view to a scene.
//!
//! The composer owns what is dear to make: the base map on the plane, the turned relief of each theme, and the layers
//! that did not change since the last page. Asking for the same page again gives an equal scene, whatever was asked
//! for in between.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::base::BaseStores;
use super::frame::Frame;
use super::fronts;
use super::ground::{self, LandPath};
use super::legend::Shown;
use super::relief::ReliefImages;
use super::{Item, Layer, MapLayer, Scene, ViewSpec, marks, movements, zones};
use crate::data::{BaseMap, Dataset, Relief};
use crate::geo::Projection;
use crate::layout::{self, PageText};
use crate::model::WorldState;
use crate::style::Theme;

/// Makes scenes of one campaign.
pub struct Composer {
    data: Arc<Dataset>,
    projection: Projection,
    base: BaseStores,
    relief: Option<Arc<Relief>>,
    turned: Vec<(String, ReliefImages)>,
    fixed: Option<Fixed>,
}

/// What depends on the view alone, of the last page.
struct Fixed {
    key: u64,
    layers: Vec<Layer>,
    land: LandPath,
    shown: Shown,
}

impl Composer {
    /// A composer for a campaign on a base map; without relief land and sea have flat tints.
    #[must_use]
    pub fn new(data: Arc<Dataset>, base: Arc<BaseMap>, relief: Option<Arc<Relief>>) -> Self {
        let projection = Projection::default();
        let base = BaseStores::new(base, projection.clone());
        Self { data, projection, base, relief, turned: Vec::new(), fixed: None }
    }

    /// The projection of the map.
    #[must_use]
    pub const fn projection(&self) -> &Projection {
        &self.projection
    }

    /// The page that shows `state` as `view` asks for it in `theme`.
    pub fn compose(&mut self, state: &WorldState, view: &ViewSpec, theme: &Theme) -> Scene {
        let projection = self.projection.clone();
        let frame = Frame::new(view, theme, &projection);
        let fixed = self.fixed(&frame);
        let (mut layers, land, mut shown) = (fixed.layers.clone(), fixed.land.clone(), fixed.shown.clone());
        let data = Arc::clone(&self.data);

        let mut push = |name, items: Vec<Item>| layers.push(Layer { name, key: None, items });
        if frame.shows(MapLayer::Ground) {
            push("ground", fronts::ground(&frame, &data, state, &land, &mut shown));
        }
        if frame.shows(MapLayer::Zones) {
            let (items, _) = zones::zones(&frame, &data, state, &mut shown);
            push("zones", items);
        }
        if frame.shows(MapLayer::Holdouts) {
            let (items, _) = fronts::holdouts(&frame, &data, state, &mut shown);
            push("holdouts", items);
        }
        if frame.shows(MapLayer::Fronts) {
            let (items, _) = fronts::phase_lines(&frame, &data, state, &land, &mut shown);
            push("phase-lines", items);
            let (items, _) = fronts::fronts(&frame, state, &land, &mut shown);
            push("fronts", items);
        }
        if frame.shows(MapLayer::Movements) {
            let (items, _, _) = movements::movements(&frame, &data, state, &mut shown);
            push("movements", items);
        }
        if frame.shows(MapLayer::Landings) {
            push("pockets", fronts::pockets(&frame, &data, state, &mut shown));
            let (items, _) = marks::islands(&frame, &data, state, &mut shown);
            push("islands", items);
            let (items, _) = marks::landings(&frame, &data, state, &mut shown);
            push("landings", items);
        }
        if frame.shows(MapLayer::Events) {
            let (items, _) = marks::events(&frame, &data, state, &mut shown);
            push("events", items);
        }
        let text = PageText {
            config: &data.config,
            at: state.at,
            is_interpolated: shown.has(super::Class::FrontInterpolated),
            credits: "",
        };
        let placed = layout::furniture(&frame, &text, &shown);
        push("furniture", placed.fixed);
        push("date-and-legend", placed.moving);
        Scene { size: view.size, ground: theme.page.paper, layers }
    }

    /// The layers that depend on the view alone, made anew only when the view has changed.
    fn fixed(&mut self, frame: &Frame) -> &Fixed {
        let key = view_key(frame);
        if self.fixed.as_ref().is_none_or(|f| f.key != key) {
            let fixed = self.make_fixed(frame, key);
            self.fixed = Some(fixed);
        }
        self.fixed.as_ref().expect("just made")
    }

    fn make_fixed(&mut self, frame: &Frame, key: u64) -> Fixed {
        let relief = if frame.shows(MapLayer::Relief) { self.turned(frame.theme) } else { None };
        let base = &self.base;
        let land = ground::land_path(frame, base);
        let mut shown = Shown::default();
        let mut layers = vec![
            ("sea", ground::sea(frame, base, relief.as_ref())),
            ("land", ground::land(frame, &land, relief.as_ref())),
        ];
        if frame.shows(MapLayer::Water) {
            layers.push(("water", ground::water(frame, base)));
        }
        layers.push(("coast", ground::coast(frame, base)));
        if frame.shows(MapLayer::Graticule) {
            layers.push(("graticule", ground::graticule(frame)));
        }
        if frame.shows(MapLayer::Borders) {
            layers.push(("borders", ground::borders(frame, base, &mut shown)));
        }
        if frame.shows(MapLayer::Railways) {
            layers.push(("railways", ground::railways(frame, base, &mut shown)));
        }
        let layers = layers
            .into_iter()
            .map(|(name, items)| {
                let mut hasher = DefaultHasher::new();
                (key, name).hash(&mut hasher);
                Layer { name, key: Some(hasher.finish()), items }
            })
            .collect();
        Fixed { key, layers, land, shown }
    }

    /// The relief turned for a theme.
    fn turned(&mut self, theme: &Theme) -> Option<ReliefImages> {
        if let Some((_, images)) = self.turned.iter().find(|(name, _)| *name == theme.name) {
            return Some(images.clone());
        }
        let relief = self.relief.as_ref()?;
        let images = ReliefImages::new(relief, &self.projection, theme);
        self.turned.push((theme.name.clone(), images.clone()));
        Some(images)
    }
}

/// A number that changes with everything that the fixed layers depend on.
fn view_key(frame: &Frame) -> u64 {
    let (view, camera) = (frame.view, frame.view.camera);
    let mut hasher = DefaultHasher::new();
    for value in
        [view.size.width_pt, view.size.height_pt, camera.centre.x, camera.centre.y, camera.metres_per_pt, frame.map.x0]
    {
        value.to_bits().hash(&mut hasher);
    }
    view.layers.hash(&mut hasher);
    view.lang.hash(&mut hasher);
    view.second_lang.hash(&mut hasher);
    view.furniture.hash(&mut hasher);
    frame.theme.name.hash(&mut hasher);
    hasher.finish()
}

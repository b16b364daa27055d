//! What depends on the view alone: the base map, names of the ground, and where the cards stand.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::{CREDITS, Composer, cards};
use crate::geo::{Detail, MapRect};
use crate::layout::{self, Margin, Precious, Sizes, Stand, Theatre};
use crate::scene::base::{BaseStores, CoastLevel};
use crate::scene::facing::Ground;
use crate::scene::frame::Frame;
use crate::scene::ground::{self, LandPath};
use crate::scene::names::{Name, modern_border_names, physical_names, place_names, state_names, state_outlines};
use crate::scene::phases::PhaseStore;
use crate::scene::relief::ReliefImages;
use crate::scene::units::Homeland;
use crate::scene::zone_edges::ZoneEdges;
use crate::scene::{Item, Layer, MapLayer, Shown, terrain};
use crate::style::Theme;

/// Into how many grains the theatre's width is divided on the small map of the inset: more could not be seen.
const INSET_GRAINS: f64 = 500.0;
/// How many themes keep their relief: all built-in ones and a file under work, whose every version is a theme of its own.
const MOST_TURNED: usize = 6;

/// What depends on the view alone, of the last page.
pub(super) struct Fixed {
    pub key: u64,
    /// Sea and land.
    pub under: Vec<Layer>,
    /// Water, coast, lines: above the tint of the ground held.
    pub over: Vec<Layer>,
    pub land: LandPath,
    pub ground: Ground,
    pub zone_edges: Arc<ZoneEdges>,
    pub phases: PhaseStore,
    pub shown: Shown,
    pub names: Vec<Name>,
    /// Name of the view.
    pub heading: Option<String>,
    /// How large the cards of the page are.
    pub sizes: Sizes,
    /// The ground that the campaign crosses, points of the page.
    pub crossed: Vec<Precious>,
    /// Where the cards stand for the whole campaign.
    pub stand: Stand,
    /// Paper, frame and degrees.
    pub margin: Margin,
    /// What the inset shows.
    pub inset: Vec<Item>,
    pub homeland: Homeland,
}

impl Composer {
    /// Makes the layers that depend on the view alone, if the view has changed.
    pub(super) fn refresh(&mut self, frame: &Frame) {
        let key = view_key(frame);
        if self.fixed.as_ref().is_none_or(|f| f.key != key) {
            self.fixed = Some(self.make_fixed(frame, key));
        }
    }

    fn make_fixed(&mut self, frame: &Frame, key: u64) -> Fixed {
        let inset = self.theatre().and_then(|theatre| layout::inset_size(frame, theatre));
        let of_view = || layout::heading(frame.projection, frame.view.camera, frame.view.size, &self.data.config);
        let heading = frame.view.heading.clone().or_else(|| of_view().map(str::to_owned));
        let sizes = layout::card_sizes(frame, &self.data.config, heading.as_deref(), inset);
        let crossed = cards::on_page(frame, self.crossed());
        let stand = Stand::of(frame, &sizes, &crossed);
        let inset = self.theatre().zip(stand.inset).map(|(theatre, card)| layout::inset(frame, theatre, card));
        let inset = inset.unwrap_or_default();
        let frame = &Frame { cards: &stand.cards, ..*frame };
        let relief = if frame.shows(MapLayer::Relief) { self.turned(frame.theme) } else { None };
        let base = &self.base;
        let land = ground::land_path(frame, base);
        let edges = self.zone_edges.get_or_insert_with(|| Arc::new(ZoneEdges::new(&self.data, base, &self.projection)));
        let zone_edges = Arc::clone(edges);
        let water = ground::cells(frame, base, &land);
        let (under, over, shown) = base_layers(frame, base, &land, relief.as_ref(), key);
        let mut names = Vec::new();
        if frame.shows(MapLayer::Places) {
            names.extend(place_names(frame, &self.data.places));
        }
        if frame.shows(MapLayer::PhysicalNames) {
            names.extend(physical_names(frame, &self.map.labels));
        }
        if frame.shows(MapLayer::ModernBorders) {
            names.extend(modern_border_names(frame, &self.map.borders_modern));
        }
        let outlines = self.states.get_or_insert_with(|| state_outlines(&self.projection, &self.map));
        let homeland = Homeland::new(frame, &land, outlines, &self.map.units);
        if frame.shows(MapLayer::StateNames) {
            names.extend(state_names(frame, outlines, &self.map.units));
        }
        Fixed {
            key,
            under,
            over,
            land,
            ground: water,
            zone_edges,
            phases: PhaseStore::default(),
            shown,
            names,
            heading,
            margin: layout::margin(frame, CREDITS),
            sizes,
            crossed,
            stand,
            inset,
            homeland,
        }
    }

    /// Points of the ground that the campaign crosses, on the plane, with how often it does.
    fn crossed(&mut self) -> &[cards::Crossed] {
        let (data, projection) = (&self.data, &self.projection);
        self.crossed.get_or_insert_with(|| cards::crossed_ground(data, projection))
    }

    /// The theatre as insets show it: what the named views show together. `None` without a view.
    fn theatre(&mut self) -> Option<&Theatre> {
        if self.theatre.is_none() {
            let views = self.data.config.views.iter().map(|view| self.projection.fit(view.bbox));
            let ground = views.reduce(|all, one: MapRect| all.union(&one))?;
            // A frame at the theatre's edge reaches beyond it.
            let around = ground.expanded(ground.width() * 0.5);
            let grain_m = ground.width() / INSET_GRAINS;
            let detail = Detail { tolerance_m: grain_m, min_extent_m: grain_m * 3.0 };
            let coast = self.base.coast(CoastLevel::Overview);
            let borders = self.base.borders().first().map(|greatest| greatest.store.visible_stroke(&around, detail));
            self.theatre = Some(Theatre {
                ground,
                land: Arc::new(coast.visible_fill(&around, detail)),
                lines: [coast.visible_stroke(&around, detail), borders.unwrap_or_default()].map(Arc::new),
            });
        }
        self.theatre.as_ref()
    }

    /// The relief turned for a theme.
    fn turned(&mut self, theme: &Theme) -> Option<ReliefImages> {
        if let Some((_, images)) = self.turned.iter().find(|(theirs, _)| *theirs == theme.fingerprint) {
            return Some(images.clone());
        }
        let relief = self.relief.as_ref()?;
        let images = ReliefImages::new(relief, &self.projection, theme);
        if self.turned.len() >= MOST_TURNED {
            self.turned.remove(0);
        }
        self.turned.push((theme.fingerprint, images.clone()));
        Some(images)
    }
}

/// The layers of the base map under and over the tint of the ground held, and what they show.
fn base_layers(
    frame: &Frame,
    base: &BaseStores,
    land: &LandPath,
    relief: Option<&ReliefImages>,
    key: u64,
) -> (Vec<Layer>, Vec<Layer>, Shown) {
    let mut shown = Shown::default();
    let mut under = vec![("sea", ground::sea(frame, base, relief)), ("land", ground::land(frame, land, relief))];
    if frame.shows(MapLayer::Terrain) {
        under.push(("terrain", terrain::terrain(frame, base, &mut shown)));
    }
    let mut layers = Vec::new();
    if frame.shows(MapLayer::Water) {
        layers.push(("water", ground::water(frame, base)));
    }
    layers.push(("coast", ground::coast(frame, base)));
    if frame.shows(MapLayer::Graticule) {
        layers.push(("graticule", ground::graticule(frame)));
    }
    let beyond = ground::beyond(frame);
    if !beyond.is_empty() {
        layers.push(("beyond-the-data", beyond));
    }
    if frame.shows(MapLayer::ModernBorders) {
        layers.push(("modern-borders", ground::borders_modern(frame, base, &mut shown)));
    }
    if frame.shows(MapLayer::Borders) {
        layers.push(("borders", ground::borders(frame, base, &mut shown)));
    }
    if frame.shows(MapLayer::Railways) {
        layers.push(("railways", ground::railways(frame, base, &mut shown)));
    }
    let keyed = |layers: Vec<(&'static str, Vec<Item>)>| {
        layers.into_iter().map(|(name, items)| Layer { name, key: Some(layer_key(key, name)), items }).collect()
    };
    (keyed(under), keyed(layers), shown)
}

/// The key of a layer that depends on the view alone.
pub(super) fn layer_key(view_key: u64, name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (view_key, name).hash(&mut hasher);
    hasher.finish()
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
    view.heading.hash(&mut hasher);
    view.lang.hash(&mut hasher);
    view.second_lang.hash(&mut hasher);
    view.furniture.hash(&mut hasher);
    // A comparison has a larger title.
    view.since.is_some().hash(&mut hasher);
    frame.theme.fingerprint.hash(&mut hasher);
    frame.projection.kind().proj_string().hash(&mut hasher);
    hasher.finish()
}

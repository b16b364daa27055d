//! From the state of a campaign and a view to a scene.
//!
//! The composer owns what is dear to make: the base map on the plane, the turned relief of each theme, and the layers
//! that did not change since the last page. Asking for the same page again gives an equal scene, whatever was asked
//! for in between.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::base::BaseStores;
use super::base::CoastLevel;
use super::facing::{self, Facing, Ground};
use super::frame::Frame;
use super::fronts;
use super::ground::{self, LandPath};
use super::legend::{Class, Shown};
use super::names::{
    self, Campaigning, Name, StateOutline, campaign_names, modern_border_names, physical_names, place_names,
    state_names, state_outlines,
};
use super::phases::{self, PhaseStore};
use super::relief::ReliefImages;
use super::sources::cited_on;
use super::swept::Swept;
use super::units::{Grounds, Homeland};
use super::zone_edges::ZoneEdges;
use super::{
    Furniture, Item, Layer, MapLayer, MarkKind, PlacedMark, Scene, ViewSpec, areas, marks, movements, shapes, terrain,
    units, zones,
};
use crate::data::{BaseMap, CoastRing, Dataset, Relief};
use crate::geo::{Detail, MapPoint, MapRect, Projection};
use crate::label::{OrientedBox, Placement, Placer};
use crate::layout::{self, PageText, Placed, Stand, Theatre};
use crate::model::{Comparison, WorldState};
use crate::style::Theme;
use crate::time::Instant;

/// Credits of the data, as its licences ask for them.
/// What the base map is made of, with its licences, in one line.
pub const CREDITS: &str = "Coasts, rivers, borders: GSHHG/WDBII (LGPL). Places: GeoNames (CC BY 4.0). \
                       Relief: GMTED2010, ETOPO1, Marble/Natural Earth (public domain).";

/// Into how many grains the theatre's width is divided on the small map of the inset: more could not be seen.
const INSET_GRAINS: f64 = 500.0;
/// How many themes keep their relief: all built-in ones and a file under work, whose every version is a theme of its own.
const MOST_TURNED: usize = 6;
/// Side of the cells in which the ground that the campaign crosses is told, metres of the plane.
const CROSSED_GRAIN_M: f64 = 3000.0;
/// The last rank of the events whose places cards keep clear of, as of ground that the campaign crosses.
const TOLD_TO_RANK: u8 = 2;
/// How near to the divider of a page of two instants nothing is written, points.
const DIVIDER_REACH_PT: f64 = 3.0;
/// What it costs a name to cross a zone's line.
const ZONE_COST: f64 = 20.0;
/// What it costs a name to cover the dot of a town that is not its own.
const DOT_COST: f64 = 14.0;

/// Makes scenes of one campaign.
pub struct Composer {
    data: Arc<Dataset>,
    projection: Projection,
    map: Arc<BaseMap>,
    base: BaseStores,
    relief: Option<Arc<Relief>>,
    turned: Vec<(u64, ReliefImages)>,
    states: Option<Vec<StateOutline>>,
    theatre: Option<Theatre>,
    crossed: Option<Vec<(MapPoint, u32)>>,
    /// Edges of the campaign's zones that are drawn.
    zone_edges: Option<Arc<ZoneEdges>>,
    fixed: Option<Fixed>,
}

/// What stands beside a page, where it does not stand alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// The other side of its divider.
    pub swipe: Option<&'a Swipe>,
    /// The marks of the frame before it in a film, one of the same view and theme: labels that stood there stay where they stood unless another place has
    /// become much better. The same frames in the same order give the same film; one of them alone may have its labels
    /// elsewhere.
    pub before: &'a [PlacedMark],
}

/// What a page says of the other side of its divider, where it shows two instants.
#[derive(Clone, Debug)]
pub struct Swipe {
    /// The instant at the left.
    pub since: Instant,
    /// The instant at the right.
    pub at: Instant,
    /// Where the divider stands: share of the page's width from the left, 0 to 1.
    pub divider: f64,
    /// The ground gained between the two.
    pub gained: Comparison,
    /// The classes of marks that any of the two sides shows.
    pub shown: Shown,
}

/// What depends on the view alone, of the last page.
struct Fixed {
    key: u64,
    /// Sea and land.
    under: Vec<Layer>,
    /// Water, coast, lines: above the tint of the ground held.
    over: Vec<Layer>,
    land: LandPath,
    ground: Ground,
    zone_edges: Arc<ZoneEdges>,
    phases: PhaseStore,
    shown: Shown,
    names: Vec<Name>,
    /// Where the cards of the page stand.
    stand: Stand,
    /// What the inset shows.
    inset: Vec<Item>,
    homeland: Homeland,
}

/// Everything of one page that depends on the instant.
struct Moving {
    layers: Vec<Layer>,
    on_page: Campaigning,
    fronts: Vec<fronts::Obstacle>,
    covered: Vec<kurbo::Rect>,
}

impl Composer {
    /// A composer for a campaign on a base map; without relief land and sea have flat tints.
    #[must_use]
    pub fn new(data: Arc<Dataset>, map: Arc<BaseMap>, relief: Option<Arc<Relief>>) -> Self {
        // The reader of the configuration lets only sound projections through.
        let projection = Projection::new(data.config.projection).unwrap_or_default();
        let base = BaseStores::new(Arc::clone(&map), projection.clone());
        Self {
            data,
            projection,
            map,
            base,
            relief,
            turned: Vec::new(),
            states: None,
            theatre: None,
            crossed: None,
            zone_edges: None,
            fixed: None,
        }
    }

    /// The composer with a reader of the finest coast: called at most once, when a view first comes closer than about
    /// 1:1 500 000. Without one the middle coast serves all large scales.
    #[must_use]
    pub fn with_full_coast(mut self, read: impl Fn() -> Vec<CoastRing> + Send + Sync + 'static) -> Self {
        self.base.set_full_coast(read);
        self
    }

    /// A composer of the same campaign on the same map, which keeps nothing yet: for work on several threads.
    #[must_use]
    pub fn another(&self) -> Self {
        let (data, map) = (Arc::clone(&self.data), Arc::clone(&self.map));
        Self {
            base: self.base.another(),
            projection: self.projection.clone(),
            ..Self::new(data, map, self.relief.clone())
        }
    }

    /// Takes another projection than the campaign's own. What was kept for views is dropped.
    pub fn set_projection(&mut self, projection: Projection) {
        self.base.set_projection(projection.clone());
        self.turned.clear();
        (self.crossed, self.zone_edges) = (None, None);
        (self.states, self.theatre, self.fixed) = (None, None, None);
        self.projection = projection;
    }

    /// Puts another campaign on the same map. What the last view kept of the old one is dropped.
    pub fn show(&mut self, data: Arc<Dataset>) {
        (self.data, self.theatre, self.crossed, self.fixed) = (data, None, None, None);
        self.zone_edges = None;
    }

    /// The projection of the map.
    #[must_use]
    pub const fn projection(&self) -> &Projection {
        &self.projection
    }

    /// The dataset.
    pub(super) fn data(&self) -> &Dataset {
        &self.data
    }

    /// The relief.
    pub(super) fn relief(&self) -> Option<&Relief> {
        self.relief.as_deref()
    }

    /// The page that shows `state` as `view` asks for it in `theme`.
    pub fn compose(&mut self, state: &WorldState, view: &ViewSpec, theme: &Theme) -> Scene {
        self.compose_classed(state, view, theme).0
    }

    /// As [`Self::compose`], and the classes of marks that the page shows, for a legend that stands elsewhere.
    pub fn compose_classed(&mut self, state: &WorldState, view: &ViewSpec, theme: &Theme) -> (Scene, Shown) {
        self.compose_beside(state, view, theme, Beside::default())
    }

    /// As [`Self::compose_classed`], for a page that belongs to others.
    pub fn compose_beside(
        &mut self,
        state: &WorldState,
        view: &ViewSpec,
        theme: &Theme,
        Beside { swipe, before }: Beside,
    ) -> (Scene, Shown) {
        let stood: Placement = before.iter().filter(|m| !m.lines.is_empty()).map(|m| (m.key, m.slot)).collect();
        let (projection, relief) = (self.projection.clone(), self.relief.clone());
        let frame = Frame::new(view, theme, &projection, relief.as_deref());
        self.refresh(&frame);
        let data = Arc::clone(&self.data);
        let Some(fixed) = &mut self.fixed else {
            let empty = Scene { size: view.size, ground: theme.page.paper, layers: Vec::new(), placed: Vec::new() };
            return (empty, Shown::default());
        };
        let mut shown = fixed.shown.clone();
        if let Some(swipe) = swipe {
            shown.extend(&swipe.shown);
        }
        let mut layers = fixed.under.clone();
        let mut swept = Swept::new(&frame, &data, state);
        let facing = facing::facing(&frame, &data, state, &fixed.ground, &swept.cells(&frame));
        swept.close(&frame, &facing.closed);
        if frame.shows(MapLayer::Ground) {
            // Below rivers, borders and railways: a tint lies under the lines, as in print.
            let items = swept.tint(&frame, &data, state, &fixed.land, &mut shown);
            layers.push(Layer { name: "ground", key: None, items });
        }
        layers.extend(fixed.over.iter().cloned());
        let mut moving = draw_campaign(&frame, &data, state, fixed, facing, &mut shown);
        layers.append(&mut moving.layers);

        let grounds = Grounds::new(&fixed.homeland, &swept, &moving.on_page.holdouts);
        let stacks = units::stacks(&frame, &data, state, &grounds);
        let told = Told { state, on_map: &shown, swipe, stood: &stood };
        let lettered = letter(&frame, &data, told, fixed, &moving, stacks);
        layers.extend(lettered.layers);
        if !fixed.inset.is_empty() {
            layers.push(Layer { name: "inset", key: Some(layer_key(fixed.key, "inset")), items: fixed.inset.clone() });
        }
        layers.push(Layer::kept("furniture", lettered.furniture.fixed));
        layers.push(Layer::kept("legend", lettered.furniture.legend));
        layers.push(Layer { name: "date", key: None, items: lettered.furniture.moving });
        let scene = Scene { size: view.size, ground: theme.page.paper, layers, placed: lettered.placed };
        (scene, lettered.shown)
    }

    /// Makes the layers that depend on the view alone, if the view has changed.
    fn refresh(&mut self, frame: &Frame) {
        let key = view_key(frame);
        if self.fixed.as_ref().is_none_or(|f| f.key != key) {
            self.fixed = Some(self.make_fixed(frame, key));
        }
    }

    fn make_fixed(&mut self, frame: &Frame, key: u64) -> Fixed {
        let relief = if frame.shows(MapLayer::Relief) { self.turned(frame.theme) } else { None };
        let base = &self.base;
        let land = ground::land_path(frame, base);
        let edges = self.zone_edges.get_or_insert_with(|| Arc::new(ZoneEdges::new(&self.data, base, &self.projection)));
        let zone_edges = Arc::clone(edges);
        let water = ground::cells(frame, base, &land);
        let mut shown = Shown::default();
        let mut under = vec![
            ("sea", ground::sea(frame, base, relief.as_ref())),
            ("land", ground::land(frame, &land, relief.as_ref())),
        ];
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
        let (under, over) = (keyed(under), keyed(layers));
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
        let inset = self.theatre().and_then(|theatre| layout::inset_size(frame, theatre));
        let sizes = layout::card_sizes(frame, &self.data.config, inset);
        let stand = Stand::of(frame, &sizes, self.crossed());
        let inset = self.theatre().zip(stand.inset).map(|(theatre, card)| layout::inset(frame, theatre, card));
        let inset = inset.unwrap_or_default();
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
            stand,
            inset,
            homeland,
        }
    }

    /// Points of the ground that the campaign crosses, on the plane, with how often it does.
    fn crossed(&mut self) -> &[(MapPoint, u32)] {
        let (data, projection) = (&self.data, &self.projection);
        self.crossed.get_or_insert_with(|| crossed_ground(data, projection))
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

/// Draws what the campaign puts on the page, and notes what names have to keep clear of.
fn draw_campaign(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    fixed: &mut Fixed,
    facing: Facing,
    shown: &mut Shown,
) -> Moving {
    let mut moving =
        Moving { layers: Vec::new(), on_page: Campaigning::default(), fronts: Vec::new(), covered: Vec::new() };
    let Moving { layers, on_page, fronts: obstacles, covered } = &mut moving;
    let land = &fixed.land;
    if frame.shows(MapLayer::Zones) {
        let edges = &fixed.zone_edges;
        let (items, marks) =
            zones::zones(frame, data, state, zones::Under { land, cells: &fixed.ground.land, edges }, shown);
        layers.push(Layer::kept("zones", items));
        on_page.zones = marks;
    }
    if frame.shows(MapLayer::Holdouts) {
        let (items, marks) = areas::holdouts(frame, data, state, shown);
        layers.push(Layer::kept("holdouts", items));
        on_page.holdouts = marks;
    }
    if frame.shows(MapLayer::Fronts) {
        let (items, lines) = phases::phase_lines(
            frame,
            data,
            state,
            phases::Beside { land, lakes: &fixed.ground.lakes, facing: &facing },
            &mut fixed.phases,
            shown,
        );
        // They keep clear of the front that moves: kept, they would spend the layers under them.
        layers.push(Layer { name: "phase-lines", key: None, items });
        on_page.phases = lines;
        let (items, lines) = fronts::fronts(frame, facing, land, shown);
        layers.push(Layer { name: "fronts", key: None, items });
        obstacles.extend(lines);
    }
    if frame.shows(MapLayer::Movements) {
        let (items, marks) = movements::movements(frame, data, state, shown);
        layers.push(Layer { name: "movements", key: None, items });
        on_page.arrows = marks;
    }
    if frame.shows(MapLayer::Landings) {
        let (items, drawn) = areas::pockets(frame, data, state, shown);
        layers.push(Layer { name: "pockets", key: None, items });
        on_page.pockets = drawn;
        let (items, marks) = marks::islands(frame, data, state, shown);
        layers.push(Layer { name: "islands", key: None, items });
        covered.extend(marks.iter().map(|m| m.bounds));
        on_page.islands = marks;
        let (items, marks) = marks::landings(frame, data, state, shown);
        layers.push(Layer { name: "landings", key: None, items });
        covered.extend(marks.iter().map(|m| m.bounds));
        on_page.landings = marks;
    }
    if frame.shows(MapLayer::Events) {
        let (items, marks) = marks::events(frame, data, state, &on_page.landings, shown);
        layers.push(Layer { name: "events", key: None, items });
        on_page.events = marks;
    }
    moving
}

/// What is written on a page and round it, the symbols of formations among it, and where each thing stands.
struct Lettered {
    layers: Vec<Layer>,
    furniture: Placed,
    placed: Vec<PlacedMark>,
    shown: Shown,
}

/// What the page tells besides its map.
#[derive(Clone, Copy)]
struct Told<'a> {
    state: &'a WorldState,
    /// The classes of marks on the map, but for symbols of formations.
    on_map: &'a Shown,
    swipe: Option<&'a Swipe>,
    /// Where labels stood in the frame before.
    stood: &'a Placement,
}

/// Lays out the furniture, places the symbols of formations and all names, and draws them.
fn letter(
    frame: &Frame,
    data: &Dataset,
    Told { state, on_map, swipe, stood }: Told,
    fixed: &Fixed,
    moving: &Moving,
    mut stacks: Vec<units::Stack>,
) -> Lettered {
    loop {
        let classes = units::classes_of(&stacks);
        let mut shown = on_map.clone();
        shown.extend(&classes);
        let mut credited = Shown::default();
        credited.cited = cited_on(frame, data, state, &moving.on_page, &stacks);
        if let Some(swipe) = swipe {
            credited.extend(&swipe.shown);
        }
        shown.extend(&credited);
        let sources = credited.source_names(data);
        let text = PageText {
            config: &data.config,
            at: swipe.map_or(state.at, |swipe| swipe.at),
            is_interpolated: (shown.has(Class::Front) || shown.has(Class::FrontInterpolated))
                .then(|| shown.has(Class::FrontInterpolated)),
            compared: state.compared.map(|gained| (state.since, gained)).or(swipe.map(|s| (s.since, s.gained))),
            divider: swipe.map(|swipe| swipe.divider),
            credits: CREDITS,
            sources: &sources,
            stand: &fixed.stand,
        };
        let furniture = layout::furniture(frame, &text, &shown);
        let is_covered = |at| furniture.covered.iter().any(|(_, card)| card.contains(at));
        if stacks.iter().any(|stack| is_covered(stack.anchor())) {
            // A symbol whose true place nobody sees tells nothing.
            stacks.retain(|stack| !is_covered(stack.anchor()));
            continue;
        }
        let mut placer = placer(frame, data, fixed, moving, &furniture.covered);
        if let Some(swipe) = swipe {
            // What stands across the divider would be cut.
            let x = layout::divider_x(frame.page().width(), swipe.divider);
            let ends = [kurbo::Point::new(x, frame.map.y0), kurbo::Point::new(x, frame.map.y1)];
            placer.close_line(&shapes::resample(&ends, 5.0), DIVIDER_REACH_PT);
        }
        units::keep_anchors(&stacks, &mut placer);
        let campaign = campaign_names(frame, data, &moving.on_page);
        let mut placement = Placement::new();
        // Three rounds of one choice by importance: what is greater than a formation, the formations, the rest.
        let (first, rest): (Vec<&Name>, Vec<&Name>) = (fixed.names.iter().chain(&campaign))
            // A name whose dot, sign or arrow lies under a card would point at nothing.
            .filter(|name| name.belongs_to().is_none_or(|at| !is_covered(at)))
            .partition(|name| name.request.priority > units::PRIORITY);
        names::place(&mut placer, &first, &mut placement, stood);
        placement.extend(placer.place(stacks.iter().map(units::Stack::request), stood));
        if units::placed_classes(&stacks, &placement) != classes {
            // The legend explained what found no room: again without it.
            stacks = units::placed(stacks, &placement);
            continue;
        }
        let (items, mut placed) = units::draw(frame, &stacks, &placement);
        let symbols: Vec<_> =
            units::placed_formations(&stacks, &placement).filter_map(|index| data.formations.get(index)).collect();
        // A formation that has its symbol needs no name along its arrow, nor does a part that goes by its name.
        let has_symbol = |name: &&Name| {
            name.formation.as_ref().is_some_and(|id| symbols.iter().any(|f| f.id == *id || name.says(&f.names.en)))
        };
        let rest: Vec<&Name> = rest.into_iter().filter(|name| !has_symbol(name)).collect();
        names::place(&mut placer, &rest, &mut placement, stood);
        let all: Vec<&Name> = first.into_iter().chain(rest).collect();
        names::say_once(&all, &mut placement);
        // A mark of the campaign stands for the dot of its town.
        let signs: Vec<kurbo::Rect> =
            moving.covered.iter().copied().chain(moving.on_page.events.iter().map(|m| m.bounds)).collect();
        let mut layers = vec![Layer { name: "units", key: None, items }];
        let hatched = moving.on_page.holdouts.iter().map(|m| m.bounds).collect();
        let ground = names::Covered { signs, hatched };
        layers.extend(names::draw_all(&all, &placement, &ground, fixed.key));
        placed.extend(names::marks(&all, &placement, &ground));
        placed.extend(ground.signs.iter().map(|sign| PlacedMark::bare(0, MarkKind::Sign, *sign)));
        placed.extend(furniture.marks());
        return Lettered { layers, furniture, placed, shown };
    }
}

/// The page as far as it is taken: by the furniture, the fronts, and the marks of the campaign.
fn placer(
    frame: &Frame,
    data: &Dataset,
    fixed: &Fixed,
    moving: &Moving,
    covered: &[(Furniture, kurbo::Rect)],
) -> Placer {
    let mut placer = names::placer(frame, covered);
    for obstacle in &moving.fronts {
        placer.avoid_line(&shapes::resample(&obstacle.line, 5.0), obstacle.reach_pt, f64::INFINITY);
    }
    for mark in &moving.covered {
        placer.forbid_box(OrientedBox::upright(*mark));
    }
    moving.on_page.forbid(&mut placer, frame);
    names::add_points(&mut placer, frame, data, &moving.on_page, &fixed.names);
    for (at, radius_pt) in fixed.names.iter().filter_map(|n| n.dot) {
        placer.avoid_disc(at, radius_pt, DOT_COST);
    }
    for zone in &moving.on_page.zones {
        placer.avoid_line(&shapes::resample(&zone.line, 12.0), 0.8, ZONE_COST);
    }
    placer
}

/// Points of all dated fronts and of all axes of advance, thinned out to one in a cell of [`CROSSED_GRAIN_M`], each with the
/// number of lines that cross its cell; and the places of the great events.
fn crossed_ground(data: &Dataset, projection: &Projection) -> Vec<(MapPoint, u32)> {
    let lines = data.fronts.iter().map(|front| &front.line).chain(data.movements.iter().map(|march| &march.line));
    let mut cells = BTreeMap::new();
    for line in lines {
        let corners = projection.project_line(line, CROSSED_GRAIN_M);
        let along = corners.windows(2).flat_map(|w| {
            let (dx, dy) = (w[1].x - w[0].x, w[1].y - w[0].y);
            let steps = (dx.hypot(dy) / CROSSED_GRAIN_M).ceil().max(1.0);
            let at = move |k: f64| MapPoint::new(w[0].x + dx * k / steps, w[0].y + dy * k / steps);
            std::iter::successors(Some(0.0), move |k| (k + 1.0 < steps).then_some(k + 1.0)).map(at)
        });
        #[expect(clippy::cast_possible_truncation, reason = "cells of the Earth")]
        let cell_of = |p: &MapPoint| ((p.x / CROSSED_GRAIN_M).floor() as i64, (p.y / CROSSED_GRAIN_M).floor() as i64);
        let of_line: BTreeMap<_, _> = along.map(|p| (cell_of(&p), p)).collect();
        for (cell, p) in of_line {
            cells.entry(cell).or_insert((p, 0)).1 += 1;
        }
    }
    let places =
        data.events.iter().filter(|event| event.rank <= TOLD_TO_RANK).map(|event| (projection.project(event.at), 1));
    cells.into_values().chain(places).collect()
}

/// The key of a layer that depends on the view alone.
fn layer_key(view_key: u64, name: &str) -> u64 {
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
    view.lang.hash(&mut hasher);
    view.second_lang.hash(&mut hasher);
    view.furniture.hash(&mut hasher);
    // A comparison has a larger title.
    view.since.is_some().hash(&mut hasher);
    frame.theme.fingerprint.hash(&mut hasher);
    frame.projection.kind().proj_string().hash(&mut hasher);
    hasher.finish()
}

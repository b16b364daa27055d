//! From the state of a campaign and a view to a scene.
//!
//! The composer owns what is dear to make: the base map on the plane, the turned relief of each theme, and the layers
//! that did not change since the last page. Asking for the same page again gives an equal scene, whatever was asked
//! for in between.

mod cards;
mod fixed;
mod letter;

use std::sync::Arc;

use kurbo::Rect;

use self::fixed::Fixed;
use self::letter::{Told, letter};
use super::base::BaseStores;
use super::facing::{self, Facing};
use super::frame::Frame;
use super::fronts;
use super::legend::Shown;
use super::names::{Campaigning, StateOutline};
use super::phases;
use super::relief::ReliefImages;
use super::swept::Swept;
use super::units::Grounds;
use super::zone_edges::ZoneEdges;
use super::{CardsFor, Layer, MapLayer, PlacedMark, Scene, ViewSpec, areas, marks, movements, units, zones};
use crate::data::{BaseMap, CoastRing, Dataset, Relief};
use crate::geo::Projection;
use crate::label::Placement;
use crate::layout::{self, Sizes, Stand, Theatre};
use crate::model::{Comparison, WorldState};
use crate::style::Theme;
use crate::time::Instant;

/// What the base map is made of, with its licences, in one line.
pub const CREDITS: &str = "Coasts, rivers, borders: GSHHG/WDBII (LGPL). Places: GeoNames (CC BY 4.0). \
                       Relief: GMTED2010, ETOPO1, Marble/Natural Earth (public domain).";

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
    crossed: Option<Vec<cards::Crossed>>,
    /// Edges of the campaign's zones that are drawn.
    zone_edges: Option<Arc<ZoneEdges>>,
    fixed: Option<Fixed>,
}

/// What stands beside a page, where it does not stand alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// The other side of its divider.
    pub swipe: Option<&'a Swipe>,
    /// The part of the page that the other side covers, points: what lies there is neither explained nor named.
    pub hidden: Option<Rect>,
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
        Beside { swipe, hidden, before }: Beside,
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
        let mut swept = Swept::new(&frame, &data, state);
        let facing = facing::facing(&frame, &data, state, &fixed.ground, &swept.cells(&frame));
        swept.close(&frame, &facing.closed);
        let (stand, inset) = match view.cards {
            CardsFor::Campaign => (fixed.stand.clone(), fixed.inset.clone()),
            CardsFor::Instant => {
                // What the map shows is drawn twice: once to see what the cards have to leave free.
                let mut shown = fixed.shown.clone();
                if frame.shows(MapLayer::Ground) {
                    swept.tint(&frame, &data, state, &fixed.land, &mut shown);
                }
                let moving = draw_campaign(&frame, &data, state, fixed, (&swept, facing.clone()), &mut shown);
                let grounds = Grounds::new(&fixed.homeland, &swept, &moving.on_page.holdouts);
                let stacks = units::stacks(&frame, &data, state, &grounds);
                shown.extend(&units::classes_of(&stacks));
                let sizes = Sizes { legend: layout::legend_sizes(&frame, Some(&shown)), ..fixed.sizes.clone() };
                let stand = Stand::of(&frame, &sizes, &cards::present(&frame, fixed, &moving, &stacks));
                let inset = self.theatre.as_ref().zip(stand.inset).map(|(of, card)| layout::inset(&frame, of, card));
                (stand, inset.unwrap_or_default())
            }
        };
        let covered: Vec<Rect> = stand.cards.iter().copied().chain(hidden).collect();
        let frame = Frame { cards: &covered, ..frame };
        let mut shown = fixed.shown.clone();
        if let Some(swipe) = swipe {
            shown.extend(&swipe.shown);
        }
        let mut layers = fixed.under.clone();
        if frame.shows(MapLayer::Ground) {
            // Below rivers, borders and railways: a tint lies under the lines, as in print.
            let items = swept.tint(&frame, &data, state, &fixed.land, &mut shown);
            layers.push(Layer { name: "ground", key: None, items });
        }
        layers.extend(fixed.over.iter().cloned());
        let mut moving = draw_campaign(&frame, &data, state, fixed, (&swept, facing), &mut shown);
        layers.append(&mut moving.layers);

        let grounds = Grounds::new(&fixed.homeland, &swept, &moving.on_page.holdouts);
        let stacks = units::stacks(&frame, &data, state, &grounds);
        let told = Told { state, on_map: &shown, stand: &stand, swipe, hidden, stood: &stood };
        let lettered = letter(&frame, &data, told, fixed, &moving, stacks);
        layers.extend(lettered.layers);
        if !inset.is_empty() {
            layers.push(Layer::kept("inset", inset));
        }
        layers.push(Layer::kept("furniture", lettered.furniture.fixed));
        layers.push(Layer::kept("legend", lettered.furniture.legend));
        layers.push(Layer { name: "date", key: None, items: lettered.furniture.moving });
        let scene = Scene { size: view.size, ground: theme.page.paper, layers, placed: lettered.placed };
        (scene, lettered.shown)
    }
}

/// Draws what the campaign puts on the page, and notes what names have to keep clear of.
fn draw_campaign(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    fixed: &mut Fixed,
    (swept, facing): (&Swept, Facing),
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
        let (items, drawn) = areas::pockets(frame, data, state, swept, shown);
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

//! Units: which formations a page shows, where their symbols find room, and how they are drawn.
//!
//! A symbol belongs to a true point on the page, its anchor: the head of the formation's march or its dated position.
//! It stands beside that point, moved aside with a leader line where there is no room. The choice rests on this page
//! alone and on slots that ride with the anchor, so that a film is steady and equal pages are equal.

mod choice;
mod draw;
mod favoured;
mod ground;
mod levels;
mod retreat;
mod slots;
pub(crate) mod symbol;

use std::sync::Arc;

use kurbo::Point;

use self::choice::{SHARED_PT, struck_since};
pub(super) use self::draw::draw;
use self::favoured::favoured_side;
use self::ground::WRONG_COST;
pub(super) use self::ground::{Grounds, Homeland};
use self::levels::{rank, size_share};
use self::slots::{Block, Row, Slot};
use self::symbol::{Badge, FrameShape, Symbol, echelon_class};
use super::MapLayer;
use super::frame::Frame;
use super::legend::{Class, Shown};
use super::lettering::{legible, set};
use super::movements::side_colour;
use super::names::id_of;
use crate::data::{Branch, Certainty, Dataset, Formation, Lang, Level, Side};
use crate::label::{Candidate, Placement, Placer, Request};
use crate::model::{FormationSpot, SpotBy, WorldState};
use crate::style::TypeStyle;
use crate::text::ShapedLine;

/// Importance of the greatest formations among the names: behind capitals and states, ahead of the other towns.
pub(super) const PRIORITY: f64 = 750.0;
/// Symbols are this much larger on maps of a battle, where there is room.
const NEAR_GROWTH: f64 = 1.2;
/// The scale denominator below which a map is one of a battle.
const NEAR_SCALE: f64 = 1.5e6;
/// A place that costs more is none: for armies and what is above them, for corps, for what is below; for those who have
/// laid down their arms a nearer one.
const MOST_COST: [f64; 3] = [190.0, 110.0, 80.0];
const MOST_COST_STRUCK: f64 = 80.0;
/// Longest leader as a share of the map's diagonal, for fronts and for what is below them: on a small map a long one leads
/// through half of it.
const MOST_OF_MAP: [f64; 2] = [0.085, 0.065];
/// A true point's surroundings that nothing should cover, and what it costs to do so.
const ANCHOR_PT: f64 = 1.6;
const ANCHOR_COST: f64 = 30.0;
/// Widest full name that stands in place of a short one, in its own size.
const NAME_EM: f64 = 8.6;

/// Formations that want a place together.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    anchor: Point,
    rows: Vec<Unit>,
    request: Request,
    slots: Vec<Slot>,
}

/// One formation with its looks.
#[derive(Clone, Debug)]
struct Unit {
    index: usize,
    level: Level,
    side: Side,
    symbol: Symbol,
    label: Arc<ShapedLine>,
    style: TypeStyle,
    opacity: f64,
}

/// Whose symbol a formation gets: forces within a side have their own colour.
fn side_of(formation: &Formation) -> Side {
    match formation.force.as_str() {
        "Manchukuo" => Side::Manchukuo,
        "Mengjiang" => Side::Mengjiang,
        _ => formation.side,
    }
}

/// The stacks of symbols that want a place on the page, greatest first.
pub(super) fn stacks(frame: &Frame, data: &Dataset, state: &WorldState, grounds: &Grounds) -> Vec<Stack> {
    if !frame.shows(MapLayer::Units) {
        return Vec::new();
    }
    let groups = choice::groups(frame, data, state, grounds);
    groups.into_iter().filter_map(|(anchor, spots)| stack(frame, data, state, grounds, anchor, &spots)).collect()
}

fn stack(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    grounds: &Grounds,
    anchor: Point,
    spots: &[&FormationSpot],
) -> Option<Stack> {
    let rows: Vec<Unit> = spots.iter().map(|spot| unit(frame, data, state, anchor, spot)).collect();
    let first = rows.first()?;
    let block = Block { rows: rows.iter().map(Unit::row).collect(), size_pt: first.symbol.size_pt };
    let formation = &data.formations[first.index];
    let favoured = favoured_side(frame, data, formation, spots.first()?.at);
    let reach_pt = frame.map.width().hypot(frame.map.height()) * MOST_OF_MAP[usize::from(rank(first.level) > 0)];
    let slots = block.around(anchor, favoured, reach_pt);
    let footing = grounds.footing(formation.side, formation.branch, anchor);
    let prices: Vec<f64> = slots.iter().map(|slot| footing.price(slot)).collect();
    // What no place can do better is no reason against any, but a holdout of the enemy is.
    let least = prices.iter().copied().fold(WRONG_COST, f64::min);
    let is_struck = first.symbol.is_struck;
    // Of equals the armour goes first: it leads, far from ground of its own, where there is least room.
    let leads = if matches!(formation.branch, Branch::Armour | Branch::Mechanized) { 1.0 } else { 0.0 };
    let priority = PRIORITY - 4.0 * f64::from(rank(first.level)) + leads - if is_struck { 40.0 } else { 0.0 };
    let max_cost = match (is_struck, rank(first.level)) {
        (true, _) => MOST_COST_STRUCK,
        (_, 0 | 1) => MOST_COST[0],
        (_, 2) => MOST_COST[1],
        _ => MOST_COST[2],
    };
    let id = id_of("unit", &formation.id);
    // What is left out of a stack is dear, but no reason to leave out the stack.
    let spare = Block::spare_cost(rows.len());
    let max_cost = max_cost + spare;
    let candidate = |(slot, price): (&Slot, &f64)| {
        let cost = slot.cost + price - least;
        // A place that is too dear keeps its number and no more.
        if cost > max_cost { Candidate::new(Vec::new(), cost) } else { slot.candidate(cost) }
    };
    let candidates = slots.iter().zip(&prices).map(candidate).collect();
    let request = Request { margin_pt: 1.0, max_cost, ..Request::new(id, priority, candidates) };
    Some(Stack { anchor, rows, request, slots })
}

fn unit(frame: &Frame, data: &Dataset, state: &WorldState, anchor: Point, spot: &FormationSpot) -> Unit {
    let formation = &data.formations[spot.formation];
    let theme = frame.theme;
    let side = side_of(formation);
    let colour = side_colour(frame, side);
    let is_struck = struck_since(formation, state.at).is_some();
    let has_fallen_back = frame.place(spot.at).distance(anchor) > SHARED_PT;
    let growth = if frame.scale < NEAR_SCALE { NEAR_GROWTH } else { 1.0 };
    // Nearer to ink than the frame: light colours of a side are too pale for letters.
    let style = TypeStyle { colour: colour.towards(theme.lettering.unit.colour, 0.35), ..theme.lettering.unit.clone() };
    let symbol = Symbol {
        shape: FrameShape::of(side),
        badge: Badge::of(side),
        colour,
        branch: formation.branch,
        level: formation.level,
        size_pt: theme.unit.size_pt * size_share(formation.level) * growth,
        is_uncertain: is_uncertain(data, spot) || has_fallen_back,
        is_struck,
    };
    Unit {
        index: spot.formation,
        level: formation.level,
        side,
        symbol,
        label: label(formation, frame.view.lang, &style),
        style,
        opacity: if is_struck { 0.7 } else { 1.0 },
    }
}

/// True if where it stands is inferred; a march between its vertices is as certain as the march.
fn is_uncertain(data: &Dataset, spot: &FormationSpot) -> bool {
    let certainty = match spot.by {
        SpotBy::Movement(m) | SpotBy::SharedMovement(m) if spot.is_moving => {
            data.movements.get(m).map(|m| m.meta.certainty)
        }
        _ => None,
    };
    certainty.unwrap_or(spot.certainty) == Certainty::Approximate
}

/// The short name; the full one for the greatest formations and in other languages, if it is short enough.
fn label(formation: &Formation, lang: Lang, style: &TypeStyle) -> Arc<ShapedLine> {
    let is_english = matches!(lang, Lang::En | Lang::Modern);
    let has_full = if is_english { rank(formation.level) == 0 } else { formation.names.others.contains_key(&lang) };
    let full = has_full.then(|| set(legible(&formation.names, lang), style, lang));
    full.filter(|line| line.width_pt <= style.size_pt * NAME_EM)
        .unwrap_or_else(|| set(&formation.short, style, Lang::En))
}

impl Unit {
    fn row(&self) -> Row {
        Row {
            half: self.symbol.half(),
            mark_pt: symbol::mark_room(self.level, self.symbol.size_pt),
            label_pt: self.label.width_pt,
            cap_pt: self.label.cap_height_pt,
            drop_pt: self.label.descent_pt * 0.5,
        }
    }

    fn classes(&self) -> impl Iterator<Item = Class> {
        let frame = match self.side {
            Side::Mongolia => Class::UnitMongolia,
            Side::Japan => Class::UnitJapan,
            Side::Manchukuo => Class::UnitManchukuo,
            Side::Mengjiang => Class::UnitMengjiang,
            Side::China => Class::UnitChina,
            Side::Soviet | Side::Us | Side::Allied => Class::UnitSoviet,
        };
        let uncertain = self.symbol.is_uncertain.then_some(Class::UnitUncertain);
        let struck = self.symbol.is_struck.then_some(Class::UnitStruck);
        [Some(frame), echelon_class(self.level), uncertain, struck].into_iter().flatten()
    }
}

impl Stack {
    /// The true point of its formations.
    pub fn anchor(&self) -> Point {
        self.anchor
    }

    /// Its formations: indices in the dataset's list.
    pub fn formations(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows.iter().map(|unit| unit.index)
    }

    /// What it asks of the placer.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Notes the classes of its first `count` symbols.
    fn show(&self, count: usize, shown: &mut Shown) {
        self.rows.iter().take(count).flat_map(Unit::classes).for_each(|class| shown.add(class));
    }

    /// How many of its symbols got a place.
    fn placed(&self, placement: &Placement) -> usize {
        self.slot(placement).map_or(0, |slot| slot.shown.len())
    }

    /// The slot that it got.
    fn slot(&self, placement: &Placement) -> Option<&Slot> {
        placement.get(&self.request.id).map(|choice| &self.slots[*choice])
    }
}

/// The classes of all symbols that the stacks hold.
pub(super) fn classes_of(stacks: &[Stack]) -> Shown {
    let mut shown = Shown::default();
    for stack in stacks {
        stack.show(stack.rows.len(), &mut shown);
    }
    shown
}

/// The classes of the symbols that got a place.
pub(super) fn placed_classes(stacks: &[Stack], placement: &Placement) -> Shown {
    let mut shown = Shown::default();
    for stack in stacks {
        stack.show(stack.placed(placement), &mut shown);
    }
    shown
}

/// The formations whose symbols got a place: indices in the dataset's list.
pub(super) fn placed_formations(stacks: &[Stack], placement: &Placement) -> impl Iterator<Item = usize> {
    stacks.iter().flat_map(|stack| stack.formations().take(stack.placed(placement)))
}

/// The stacks that got a place, shortened to the symbols that did.
pub(super) fn placed(stacks: Vec<Stack>, placement: &Placement) -> Vec<Stack> {
    let kept = stacks.into_iter().filter_map(|mut stack| {
        let count = stack.slot(placement)?.shown.len();
        stack.rows.truncate(count);
        let places = std::mem::take(&mut stack.request.candidates).into_iter().zip(stack.slots);
        (stack.request.candidates, stack.slots) = places.filter(|(_, slot)| slot.shown.len() <= count).unzip();
        Some(stack)
    });
    kept.collect()
}

/// Keeps other symbols and names from hiding the true points: a leader that ends under one tells nothing.
pub(super) fn keep_anchors(stacks: &[Stack], placer: &mut Placer) {
    for stack in stacks {
        placer.avoid_disc(stack.anchor, ANCHOR_PT, ANCHOR_COST);
    }
}

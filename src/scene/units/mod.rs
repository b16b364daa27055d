//! Units: which formations a page shows, where their symbols find room, and how they are drawn.
//!
//! A symbol belongs to a true point on the page, its anchor: the head of the formation's march or its dated position.
//! It stands beside that point, moved aside with a leader line where there is no room. The choice rests on this page
//! alone and on slots that ride with the anchor, so that a film is steady and equal pages are equal.

mod levels;
mod slots;
pub(crate) mod symbol;

use std::collections::BTreeMap;
use std::sync::Arc;

use kurbo::{Affine, Point, Vec2};

use self::levels::{rank, shown_below, size_share};
use self::slots::{Block, Row, Slot};
use self::symbol::{Badge, FrameShape, Symbol, echelon_class};
use super::frame::Frame;
use super::fronts::Obstacle;
use super::legend::{Class, Shown};
use super::lettering::{halo, legible, set, text_at};
use super::movements::{ArrowMark, side_colour};
use super::names::id_of;
use super::paint::{fill, round_stroke};
use super::shapes::{circle, length, point_at, polyline, resample};
use super::{Group, Item, MapLayer, MarkKind, PlacedMark};
use crate::data::{Certainty, Dataset, Formation, Lang, Level, Movement, Side, Status};
use crate::geo::LonLat;
use crate::label::{Candidate, OrientedBox, Placement, Request};
use crate::model::{FormationSpot, SpotBy, WorldState};
use crate::style::TypeStyle;
use crate::text::ShapedLine;
use crate::time::Instant;

/// Importance of the greatest formations among the names: behind capitals and states, ahead of the other towns.
pub(super) const PRIORITY: f64 = 750.0;
/// What has laid down its arms stays this long, struck through.
const STRUCK_SECS: i64 = 36 * 3600;
/// Formations this near to each other share a place, points.
const SHARED_PT: f64 = 3.0;
/// Most symbols that share a place.
const MOST_SHARING: usize = 3;
/// No chain of command is longer.
const MOST_LEVELS: usize = 12;
/// Symbols are this much larger on maps of a battle, where there is room.
const NEAR_GROWTH: f64 = 1.2;
/// The scale denominator below which a map is one of a battle.
const NEAR_SCALE: f64 = 1.5e6;
/// Step at which fronts are gone along to tell own ground from the enemy's, points.
const FRONT_STEP_PT: f64 = 6.0;
/// A way of this length on the page has a direction, points.
const FAR_PT: f64 = 12.0;
/// A place that costs more is none; for those who have laid down their arms a nearer one.
const MOST_COST: f64 = 90.0;
const MOST_COST_STRUCK: f64 = 22.0;
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
pub(super) fn stacks(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    arrows: &[ArrowMark],
    fronts: &[Obstacle],
) -> Vec<Stack> {
    if !frame.shows(MapLayer::Units) {
        return Vec::new();
    }
    let map = frame.map.inset(-4.0);
    let mut wanted: Vec<(Point, &FormationSpot)> = (state.formations.iter())
        .filter(|spot| is_wanted(frame, data, state, spot))
        .map(|spot| (frame.place(spot.at), spot))
        .filter(|(anchor, _)| map.contains(*anchor))
        .collect();
    wanted.sort_by_key(|(_, spot)| (rank(data.formations[spot.formation].level), spot.formation));
    let parents: BTreeMap<usize, Option<usize>> = state.formations.iter().map(|s| (s.formation, s.parent)).collect();
    let mut groups: Vec<(Point, Vec<&FormationSpot>)> = Vec::new();
    let mut shown: BTreeMap<usize, Point> = BTreeMap::new();
    for (anchor, spot) in wanted {
        // An army is not drawn twice, through itself and through those of its parts that march with it.
        let is_part_of_shown = ancestors(spot.parent, &parents)
            .any(|above| shown.get(&above).is_some_and(|at| at.distance(anchor) < SHARED_PT));
        if is_part_of_shown {
            continue;
        }
        shown.insert(spot.formation, anchor);
        let shape = |spot: &FormationSpot| FrameShape::of(data.formations[spot.formation].side);
        let neighbour =
            groups.iter_mut().find(|(at, all)| at.distance(anchor) < SHARED_PT && shape(all[0]) == shape(spot));
        match neighbour {
            Some((_, all)) if all.len() < MOST_SHARING => all.push(spot),
            Some(_) => {}
            None => groups.push((anchor, vec![spot])),
        }
    }
    let fronts: Vec<(Point, Point)> = (fronts.iter())
        .flat_map(|front| {
            let line = resample(&front.line, FRONT_STEP_PT);
            line.windows(2).map(|w| (w[0], w[1])).collect::<Vec<_>>()
        })
        .collect();
    let page = Page { frame, data, state, arrows, fronts };
    groups.into_iter().filter_map(|(anchor, spots)| stack(&page, anchor, &spots)).collect()
}

/// Smaller maps show fewer formations, square points.
const ROOMY_MAP_PT2: f64 = 250_000.0;

/// True if a formation is large enough for the scale and has not been gone for long.
fn is_wanted(frame: &Frame, data: &Dataset, state: &WorldState, spot: &FormationSpot) -> bool {
    let Some(formation) = data.formations.get(spot.formation) else { return false };
    // A theme with few names counts as a smaller scale.
    let scale = frame.scale / frame.theme.scale.names.max(0.1).sqrt();
    // So does a small map: it has room for fewer symbols than its ground would bear.
    let scale = scale * (ROOMY_MAP_PT2 / frame.map.area().max(1.0)).sqrt().max(1.0);
    (scale < shown_below(formation.level) || leads_alone(data, formation, spot))
        && struck_since(formation, state.at).is_none_or(|secs| secs < STRUCK_SECS)
}

/// True for one that makes an axis of its own under no army: it counts as one.
fn leads_alone(data: &Dataset, formation: &Formation, spot: &FormationSpot) -> bool {
    let leads = matches!(spot.by, SpotBy::Movement(m) if data.movements.get(m).is_some_and(|m| m.rank == 1));
    let parent = |id: &String| data.formations.iter().find(|f| f.id == *id);
    let mut above =
        std::iter::successors(formation.parent.as_ref().and_then(parent), |f| f.parent.as_ref().and_then(parent));
    leads && !above.by_ref().take(MOST_LEVELS).any(|f| f.level == Level::Army)
}

/// For how long a formation of Japan's side has been out of the war, seconds. The fate of the others is where their
/// campaign ended: they stay.
fn struck_since(formation: &Formation, at: Instant) -> Option<i64> {
    let fate = formation.fate.as_ref().filter(|_| FrameShape::of(formation.side) == FrameShape::Lozenge)?;
    Some(at.secs_since(fate.comes_at)).filter(|secs| *secs >= 0)
}

/// The formations above one, the nearest first.
fn ancestors(parent: Option<usize>, parents: &BTreeMap<usize, Option<usize>>) -> impl Iterator<Item = usize> {
    std::iter::successors(parent, |above| parents.get(above).copied().flatten()).take(MOST_LEVELS)
}

/// What stands round the symbols.
struct Page<'a> {
    frame: &'a Frame<'a>,
    data: &'a Dataset,
    state: &'a WorldState,
    arrows: &'a [ArrowMark],
    /// Pieces of the fronts.
    fronts: Vec<(Point, Point)>,
}

fn stack(page: &Page, anchor: Point, spots: &[&FormationSpot]) -> Option<Stack> {
    let Page { frame, data, state, .. } = *page;
    let rows: Vec<Unit> = spots.iter().map(|spot| unit(frame, data, state, spot)).collect();
    let first = rows.first()?;
    let block = Block { rows: rows.iter().map(Unit::row).collect(), size_pt: first.symbol.size_pt };
    let favoured = favoured_side(frame, data, &data.formations[first.index], spots.first()?.at);
    // The head of a march may be beyond the front, or on it: its way came from its own ground.
    let arrow = page.arrows.iter().find(|arrow| spots[0].by == SpotBy::Movement(arrow.index));
    let own = arrow.map_or(anchor + favoured * FAR_PT, |arrow| point_at(&arrow.line, length(&arrow.line) * 0.4));
    let reach = anchor.distance(own) + block.reach();
    let near: Vec<(Point, Point)> =
        page.fronts.iter().copied().filter(|(a, _)| a.distance(anchor) < reach + FRONT_STEP_PT).collect();
    let is_hostile = |p: Point| near.iter().filter(|(a, b)| crosses(own, p, *a, *b)).count() % 2 == 1;
    let (candidates, slots): (Vec<Candidate>, Vec<Slot>) =
        block.around(anchor, favoured, &is_hostile).into_iter().unzip();
    let is_struck = first.symbol.is_struck;
    let priority = PRIORITY - 4.0 * f64::from(rank(first.level)) - if is_struck { 40.0 } else { 0.0 };
    let max_cost = if is_struck { MOST_COST_STRUCK } else { MOST_COST };
    let id = id_of("unit", &data.formations[first.index].id);
    // What is left out of a stack is dear, but no reason to leave out the stack.
    let spare = Block::spare_cost(rows.len());
    let request = Request { margin_pt: 1.0, max_cost: max_cost + spare, ..Request::new(id, priority, candidates) };
    Some(Stack { anchor, rows, request, slots })
}

/// True if the segment from `a` to `b` crosses the one from `c` to `d`.
fn crosses(a: Point, b: Point, c: Point, d: Point) -> bool {
    let is_left = |p: Point, q: Point, r: Point| (q - p).cross(r - p) > 0.0;
    is_left(a, b, c) != is_left(a, b, d) && is_left(c, d, a) != is_left(c, d, b)
}

/// Where its symbol would rather stand: behind its march, taken as a whole; for those of the Allies without a march of
/// their own, towards where they came from; or else away from the frontier of the first day. Little of it changes while
/// time plays.
fn favoured_side(frame: &Frame, data: &Dataset, formation: &Formation, at: LonLat) -> Vec2 {
    let here = frame.place(at);
    let own = own_marches(data, formation).next();
    let march = own.and_then(|m| Some(frame.place(*m.line.first()?) - frame.place(*m.line.last()?)));
    let home = || {
        let first = formation.positions.first().filter(|_| FrameShape::of(formation.side) == FrameShape::Rectangle)?;
        Some(frame.place(first.at) - here)
    };
    let away = || Some(here - frame.place(nearest_of_frontier(data, at)?));
    let is_far = |way: &Vec2| way.hypot() > FAR_PT;
    let way = march.filter(is_far).or_else(|| home().filter(is_far)).or_else(away);
    way.filter(|way| way.hypot() > 1e-6).map_or(Vec2::new(1.0, 0.0), Vec2::normalize)
}

/// The marches that a formation made itself.
fn own_marches<'a>(data: &'a Dataset, formation: &'a Formation) -> impl Iterator<Item = &'a Movement> {
    data.movements
        .iter()
        .filter(|m| m.formation == formation.id && m.meta.status == Status::Executed && m.meta.variant.is_none())
}

/// The vertex of the sectors' first lines that is nearest to a place.
fn nearest_of_frontier(data: &Dataset, at: LonLat) -> Option<LonLat> {
    let first = data.fronts.iter().map(|f| f.stands_at).min()?;
    let east = at.lat.to_radians().cos();
    let apart = |p: &LonLat| ((p.lon - at.lon) * east).powi(2) + (p.lat - at.lat).powi(2);
    let lines = data.fronts.iter().filter(|f| f.stands_at == first);
    lines.flat_map(|f| &f.line).min_by(|a, b| apart(a).total_cmp(&apart(b))).copied()
}

fn unit(frame: &Frame, data: &Dataset, state: &WorldState, spot: &FormationSpot) -> Unit {
    let formation = &data.formations[spot.formation];
    let theme = frame.theme;
    let side = side_of(formation);
    let colour = side_colour(frame, side);
    let is_struck = struck_since(formation, state.at).is_some();
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
        is_uncertain: is_uncertain(data, spot),
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

/// The stacks that got a place, shortened to the symbols that did.
pub(super) fn placed(stacks: &[Stack], placement: &Placement) -> Vec<Stack> {
    let kept = stacks.iter().filter_map(|stack| {
        let count = stack.slot(placement)?.frames.len();
        let mut request = stack.request.clone();
        let places = request.candidates.into_iter().zip(stack.slots.iter().cloned());
        let slots;
        (request.candidates, slots) = places.filter(|(_, slot)| slot.frames.len() <= count).unzip();
        Some(Stack { anchor: stack.anchor, rows: stack.rows[..count].to_vec(), request, slots })
    });
    kept.collect()
}

/// Draws the symbols in their places, leaders below all of them.
pub(super) fn draw(frame: &Frame, stacks: &[Stack], placement: &Placement) -> (Vec<Item>, Vec<PlacedMark>) {
    let style = &frame.theme.unit;
    let (mut leaders, mut items, mut marks) = (Vec::new(), Vec::new(), Vec::new());
    for stack in stacks {
        let Some(slot) = stack.slot(placement) else { continue };
        if let Some((from, to)) = slot.leader {
            let colour = stack.rows[0].symbol.colour;
            let line = Arc::new(polyline(&[from, to]));
            let width = style.leader_width_pt;
            let casing = style.casing.with_opacity(0.85);
            leaders.push(round_stroke(
                Arc::clone(&line),
                Affine::IDENTITY,
                width + style.casing_width_pt * 2.0,
                casing,
            ));
            leaders.push(round_stroke(line, Affine::IDENTITY, width, colour));
            leaders.push(fill(circle(from, width * 3.4), Affine::IDENTITY, colour));
        }
        for (i, unit) in stack.rows.iter().enumerate().take(slot.frames.len()) {
            let mut own = Vec::new();
            unit.symbol.draw(frame, slot.frames[i], &mut own);
            own.push(text_at(&unit.label, slot.labels[i], unit.style.colour, halo(&unit.style)));
            if unit.opacity < 1.0 {
                items.push(Item::Group(Group { opacity: unit.opacity, items: own }));
            } else {
                items.extend(own);
            }
            marks.push(PlacedMark {
                // A stack moves as one: its first symbol has its number.
                key: if i == 0 { stack.request.id } else { id_of("stacked", unit.index) },
                kind: MarkKind::Unit { formation: unit.index, anchor: stack.anchor },
                slot: placement[&stack.request.id],
                boxes: [slot.bodies[i], slot.texts[i]].map(OrientedBox::upright).to_vec(),
                lines: vec![Arc::clone(&unit.label)],
                colour: unit.style.colour.with_opacity(unit.opacity),
                halo: halo(&unit.style),
            });
        }
    }
    leaders.extend(items);
    (leaders, marks)
}

//! What is written on a page: the symbols of formations, all names, and the furniture round the map.

use kurbo::Rect;

use super::fixed::Fixed;
use super::{CREDITS, Moving, Swipe};
use crate::data::Dataset;
use crate::label::{OrientedBox, Placement, Placer};
use crate::layout::{self, PageText, Placed, Stand};
use crate::model::WorldState;
use crate::scene::frame::Frame;
use crate::scene::names::{self, Name, campaign_names};
use crate::scene::sources::cited_on;
use crate::scene::{Class, Furniture, Layer, MarkKind, PlacedMark, Shown, shapes, units};

/// How near to the divider of a page of two instants nothing is written, points.
const DIVIDER_REACH_PT: f64 = 3.0;
/// What it costs a name to cross a zone's line.
const ZONE_COST: f64 = 20.0;
/// What it costs a name to cover the dot of a town that is not its own.
const DOT_COST: f64 = 14.0;

/// What is written on a page and round it, the symbols of formations among it, and where each thing stands.
pub(super) struct Lettered {
    pub layers: Vec<Layer>,
    pub furniture: Placed,
    pub placed: Vec<PlacedMark>,
    pub shown: Shown,
}

/// What the page tells besides its map.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub state: &'a WorldState,
    /// The classes of marks on the map, but for symbols of formations.
    pub on_map: &'a Shown,
    /// Where the cards stand.
    pub stand: &'a Stand,
    pub swipe: Option<&'a Swipe>,
    /// What of the page the other side covers.
    pub hidden: Option<Rect>,
    /// Where labels stood in the frame before.
    pub stood: &'a Placement,
}

/// Lays out the furniture, places the symbols of formations and all names, and draws them.
pub(super) fn letter(
    frame: &Frame,
    data: &Dataset,
    Told { state, on_map, stand, swipe, hidden, stood }: Told,
    fixed: &Fixed,
    moving: &Moving,
    mut stacks: Vec<units::Stack>,
) -> Lettered {
    let (mut aside, mut has_freed) = (Vec::new(), false);
    let campaign = campaign_names(frame, data, &moving.on_page);
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
            heading: fixed.heading.as_deref(),
            at: swipe.map_or(state.at, |swipe| swipe.at),
            is_interpolated: (shown.has(Class::Front) || shown.has(Class::FrontInterpolated))
                .then(|| shown.has(Class::FrontInterpolated)),
            compared: state.compared.map(|gained| (state.since, gained)).or(swipe.map(|s| (s.since, s.gained))),
            divider: swipe.map(|swipe| swipe.divider),
            credits: CREDITS,
            sources: &sources,
            stand,
            margin: &fixed.margin,
        };
        let furniture = layout::furniture(frame, &text, &shown);
        let covers = furniture.covered.iter().map(|(_, card)| *card).chain(hidden);
        let covers: Vec<Rect> = covers.collect();
        let is_covered = |at| covers.iter().any(|card| card.contains(at));
        let (under, clear): (Vec<_>, Vec<_>) = stacks.into_iter().partition(|stack| is_covered(stack.anchor()));
        let is_stable = under.is_empty();
        stacks = clear;
        // A symbol whose true place nobody sees tells nothing.
        aside.extend(under);
        if !is_stable {
            continue;
        }
        // Without them the legend is smaller: those that it frees come back, once, lest they call it back for ever.
        if !has_freed && !aside.is_empty() {
            has_freed = true;
            let (under, freed): (Vec<_>, Vec<_>) = aside.into_iter().partition(|stack| is_covered(stack.anchor()));
            aside = under;
            if !freed.is_empty() {
                stacks.extend(freed);
                continue;
            }
        }
        let mut placer = placer(frame, data, fixed, moving, &furniture.covered);
        if let Some(swipe) = swipe {
            // What stands across the divider would be cut.
            let x = layout::divider_x(frame.page().width(), swipe.divider);
            let ends = [kurbo::Point::new(x, frame.map.y0), kurbo::Point::new(x, frame.map.y1)];
            placer.close_line(&shapes::resample(&ends, 5.0), DIVIDER_REACH_PT);
        }
        units::keep_anchors(&stacks, &mut placer);
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
        let signs: Vec<Rect> =
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
fn placer(frame: &Frame, data: &Dataset, fixed: &Fixed, moving: &Moving, covered: &[(Furniture, Rect)]) -> Placer {
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

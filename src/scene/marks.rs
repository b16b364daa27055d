//! Marks that stand at a place: landings, events, small islands.

use std::sync::Arc;

use geo::BoundingRect;
use kurbo::{Affine, BezPath, Point, Rect};

use super::frame::{Frame, bounds};
use super::legend::{Class, Shown};
use super::names::rank_shown;
use super::paint::{fill, round_stroke, stroke};
use super::shapes::{anchor_strokes, canopy, circle, diamond, flag, pentagon, push_polyline, shrouds, square, star};
use super::{Group, Item};
use crate::data::{Dataset, Event, EventKind, LandingKind};
use crate::geo::LonLat;
use crate::model::WorldState;
use crate::style::Colour;

/// Landings older than this are left to the ground that they took.
const LANDING_SECS: i64 = 4 * 86_400;
/// Landings of this age are drawn in full.
const LANDING_FRESH_SECS: i64 = 86_400;
/// The title of an event stands as long as its sign is no fainter than this, and for events up to a rank: both as in
/// `names::campaign`.
const TITLE_FROM: f64 = 0.3;
/// Marks of events fainter than this are left out.
const FAINTEST: f64 = 0.06;
/// Size of the square of a landing from a river that looks as large as the disc of the others.
const RIVER_BOARD: f64 = 1.1;
/// Side of the square that an event's sign keeps free of names, in its size.
const ROOM: f64 = 1.2;
/// How far from a town's dot a sign stands beside it, to the side and up or down, in its size.
const ASIDE: f64 = 0.7;
/// A sign hides the dot of a town that is nearer than this, in its size.
const HIDES: f64 = 0.55;
/// Towns so many degrees away are not asked.
const FAR_DEG: f64 = 1.0;
/// Islands up to this size on the page get a mark.
const TINY_PT: f64 = 7.0;

/// A mark on the page, for names and clicks.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Index in its list of the dataset.
    pub index: usize,
    /// Where it stands.
    pub at: Point,
    /// What it covers.
    pub bounds: Rect,
    /// Opacity, above 0: it fades as it grows old.
    pub opacity: f64,
}

/// The sign of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventSign {
    /// Fighting.
    Clash,
    /// A place taken.
    Capture,
    /// Diplomacy.
    Diplomatic,
    /// An order or a decision.
    Order,
    /// An atomic bomb.
    Atomic,
    /// A surrender.
    Surrender,
    /// Whatever else happened.
    Other,
}

impl EventSign {
    /// The sign of an event.
    pub fn of(event: &Event) -> Self {
        match event.event {
            EventKind::Military if event.takes.is_empty() => Self::Clash,
            EventKind::Military => Self::Capture,
            EventKind::Diplomatic => Self::Diplomatic,
            EventKind::Atomic => Self::Atomic,
            EventKind::Surrender => Self::Surrender,
            EventKind::Order | EventKind::Political => Self::Order,
            EventKind::Other => Self::Other,
        }
    }

    /// True for what can be read without a title: nothing can be seen of an order where it was given.
    const fn tells_alone(self) -> bool {
        !matches!(self, Self::Order | Self::Diplomatic | Self::Other)
    }

    /// True for what happened near a place rather than to it: its sign leaves the town's dot free. What was taken is the
    /// place itself, and its sign has a dot of its own.
    const fn stands_beside(self) -> bool {
        !matches!(self, Self::Capture | Self::Atomic)
    }

    /// What the legend calls it.
    pub const fn class(self) -> Class {
        match self {
            Self::Clash => Class::EventClash,
            Self::Capture => Class::EventCapture,
            Self::Diplomatic => Class::EventDiplomatic,
            Self::Order => Class::EventOrder,
            Self::Atomic => Class::EventAtomic,
            Self::Surrender => Class::EventSurrender,
            Self::Other => Class::EventOther,
        }
    }

    fn shape(self, at: Point, size: f64) -> BezPath {
        match self {
            Self::Clash | Self::Capture => circle(at, size * 0.96),
            Self::Diplomatic => diamond(at, size),
            Self::Atomic => star(at, size * 1.15),
            Self::Surrender => flag(at + (-size * 0.3, size * 0.55), size * 0.9),
            Self::Order => square(at, size),
            Self::Other => pentagon(at, size),
        }
    }

    fn colour(self, frame: &Frame) -> Colour {
        let mark = &frame.theme.mark;
        match self {
            Self::Clash | Self::Capture => mark.military,
            Self::Diplomatic => mark.diplomatic,
            Self::Atomic => mark.atomic,
            Self::Surrender => mark.surrender,
            Self::Order => mark.order,
            Self::Other => mark.event,
        }
    }
}

/// An event's mark with its casing: two strokes crossed in the disc of a fight, a town's dot in that of a capture.
pub(crate) fn event_mark(frame: &Frame, sign: EventSign, at: Point, size: f64) -> Vec<Item> {
    let mark = &frame.theme.mark;
    let path = Arc::new(sign.shape(at, size));
    let mut items = vec![
        round_stroke(Arc::clone(&path), Affine::IDENTITY, mark.casing_width_pt * 2.0, mark.casing),
        fill(path, Affine::IDENTITY, sign.colour(frame)),
    ];
    match sign {
        EventSign::Clash => {
            let arm = size * 0.21;
            let mut cross = BezPath::new();
            push_polyline(&mut cross, &[at + (-arm, -arm), at + (arm, arm)]);
            push_polyline(&mut cross, &[at + (-arm, arm), at + (arm, -arm)]);
            items.push(round_stroke(cross, Affine::IDENTITY, size * 0.15, mark.casing));
        }
        EventSign::Capture => items.push(fill(circle(at, size * 0.36), Affine::IDENTITY, mark.casing)),
        _ => {}
    }
    items
}

/// True if a sign of this size that stands at a place hides the dot of a town.
fn hides_a_town(frame: &Frame, data: &Dataset, at: LonLat, size: f64) -> bool {
    let here = frame.place(at);
    let is_far = |p: LonLat| (p.lon - at.lon).abs() > FAR_DEG || (p.lat - at.lat).abs() > FAR_DEG;
    let hides = |p: LonLat| !is_far(p) && frame.place(p).distance(here) < size * HIDES;
    let last = rank_shown(frame);
    data.places.iter().any(|place| place.rank <= last && hides(place.at))
}

/// Where a sign stands beside a place: at its corners, first on the side where its name is not.
fn beside(at: Point, size: f64) -> [Point; 8] {
    let corner = |x: f64, y: f64, far: f64| at + (x * size * ASIDE * far, y * size * ASIDE * far);
    let near = [(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)];
    std::array::from_fn(|i| corner(near[i % 4].0, near[i % 4].1, if i < 4 { 1.0 } else { 1.9 }))
}

/// How strongly an event's mark shows at a freshness from 0 to 1: nearly full through the first half of its day, then
/// quickly gone.
fn event_opacity(freshness: f64) -> f64 {
    1.0 - (1.0 - freshness.clamp(0.0, 1.0)).powi(3)
}

/// Events that are still news and lie on the map, the newest on top.
///
/// Where the sign of a landing stands already, it tells of the fight: no second mark is put on it.
pub(super) fn events(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    landings: &[Mark],
    shown: &mut Shown,
) -> (Vec<Item>, Vec<Mark>) {
    let size = frame.theme.mark.size_pt;
    let (last, last_titled) = match frame.scale {
        s if s > 5.0e6 => (2, 1),
        s if s > 1.2e6 => (3, 2),
        _ => (3, 3),
    };
    let mut marks = Vec::<Mark>::new();
    // Where several meet, what was taken keeps its place: it has to lie on the ground that is held.
    let newest = || state.recent_events.iter().rev().filter_map(|&i| Some((i, data.events.get(i)?)));
    let taken = newest().filter(|(_, e)| !e.takes.is_empty());
    for (index, event) in taken.chain(newest().filter(|(_, e)| e.takes.is_empty())) {
        let opacity = event_opacity(event.meta.freshness(state.at));
        let is_titled = event.rank <= last_titled && opacity >= TITLE_FROM;
        if event.rank > last || !(is_titled || EventSign::of(event).tells_alone()) {
            continue;
        }
        let mut at = frame.place(event.at);
        if opacity < FAINTEST || !frame.map.inset(-size).contains(at) {
            continue;
        }
        let is_ashore = matches!(event.event, EventKind::Military | EventKind::Other);
        let landing = landings.iter().find(|l| is_ashore && l.at.distance(at) < size);
        if let Some(landing) = landing {
            marks.push(Mark { index, ..landing.clone() });
            continue;
        }
        // Several events at one place stand side by side; what has nearly faded makes room.
        let is_taken = |at: Point| marks.iter().any(|m| m.at.distance(at) < size * 0.8);
        let is_covered = |at: Point| landings.iter().any(|l| l.at.distance(at) < (l.bounds.width() + size) * 0.5);
        if EventSign::of(event).stands_beside() && (is_covered(at) || hides_a_town(frame, data, event.at, size)) {
            // A town keeps its dot, a landing its sign.
            let free = beside(at, size).into_iter().filter(|p| !is_taken(*p) && !is_covered(*p));
            // A fight on a beach is no fight at sea.
            let ashore = free.clone().find(|p| frame.is_land(*p));
            let aside = || free.clone().next().filter(|_| is_covered(at));
            at = ashore.or_else(aside).unwrap_or(at);
        }
        if is_taken(at) && opacity < 0.5 {
            continue;
        }
        while is_taken(at) {
            at.x += size * 1.15;
        }
        marks.push(Mark { index, at, bounds: Rect::from_center_size(at, (size * ROOM, size * ROOM)), opacity });
    }
    let mut items = Vec::new();
    for mark in marks.iter().rev() {
        let Some(event) = data.events.get(mark.index) else { continue };
        if landings.iter().any(|l| l.bounds == mark.bounds) {
            continue;
        }
        let sign = EventSign::of(event);
        if frame.is_clear(mark.bounds.center()) {
            shown.add(sign.class());
        }
        items.push(Item::Group(Group { opacity: mark.opacity, items: event_mark(frame, sign, mark.at, size) }));
    }
    (items, marks)
}

/// The sign of a landing: an anchor in a disc from the sea, in a square from a river; a parachute in a disc.
pub(crate) fn landing_mark(frame: &Frame, by: LandingKind, at: Point, size: f64, opacity: f64) -> Vec<Item> {
    let mark = &frame.theme.mark;
    let colour = mark.military.with_opacity(opacity);
    let board = Arc::new(if by == LandingKind::River { square(at, size * RIVER_BOARD) } else { circle(at, size) });
    let ink = size * 0.085;
    let mut items = vec![
        fill(Arc::clone(&board), Affine::IDENTITY, mark.casing.with_opacity(0.92 * opacity.max(0.6))),
        stroke(board, Affine::IDENTITY, size * 0.09, colour),
    ];
    match by {
        LandingKind::Sea | LandingKind::River => {
            items.push(round_stroke(anchor_strokes(at, size * 0.74), Affine::IDENTITY, ink, colour));
            if by == LandingKind::River {
                let mut wave = BezPath::new();
                let (w, y) = (size * 0.3, at.y + size * 0.36);
                wave.move_to((at.x - w, y));
                wave.quad_to((at.x - w * 0.5, y - size * 0.1), (at.x, y));
                wave.quad_to((at.x + w * 0.5, y + size * 0.1), (at.x + w, y));
                items.push(round_stroke(wave, Affine::IDENTITY, ink * 0.8, colour));
            }
        }
        LandingKind::Air => {
            items.push(fill(canopy(at + (0.0, size * 0.02), size * 0.78), Affine::IDENTITY, colour));
            items.push(round_stroke(
                shrouds(at + (0.0, size * 0.02), size * 0.78),
                Affine::IDENTITY,
                ink * 0.5,
                colour,
            ));
        }
    }
    items
}

/// Landings of the last days; the fresh ones large.
pub(super) fn landings(frame: &Frame, data: &Dataset, state: &WorldState, shown: &mut Shown) -> (Vec<Item>, Vec<Mark>) {
    let (mut items, mut marks) = (Vec::new(), Vec::<Mark>::new());
    let full = frame.theme.mark.landing_size_pt;
    // The newest on top.
    let mut order = state.landings.clone();
    order.sort_by_key(|&i| (data.landings.get(i).map(|l| l.meta.period.start()), i));
    for index in order {
        let Some(landing) = data.landings.get(index) else { continue };
        let age = state.at.secs_since(landing.meta.period.start());
        let at = frame.place(landing.at);
        if age > LANDING_SECS || !frame.map.inset(-4.0).contains(at) {
            continue;
        }
        let is_fresh = age <= LANDING_FRESH_SECS;
        let (size, opacity) = if is_fresh { (full, 1.0) } else { (full * 0.72, 0.72) };
        if !is_fresh && frame.scale > 5.0e6 && marks.iter().any(|m| m.at.distance(at) < size) {
            continue;
        }
        if frame.is_clear(at) {
            shown.add(Class::of_landing(landing.by));
        }
        items.extend(landing_mark(frame, landing.by, at, size, opacity));
        marks.push(Mark { index, at, bounds: Rect::from_center_size(at, (size, size)), opacity });
    }
    (items, marks)
}

/// Islands too small to show their colour: a full dot in Soviet hands, a ring while they are Japanese.
pub(super) fn islands(frame: &Frame, data: &Dataset, state: &WorldState, shown: &mut Shown) -> (Vec<Item>, Vec<Mark>) {
    let mark = &frame.theme.mark;
    let (mut items, mut marks) = (Vec::new(), Vec::<Mark>::new());
    for (index, island) in data.islands.iter().enumerate() {
        if island.meta.variant.is_some() {
            continue;
        }
        let Some(frame_of_it) = box_on_page(frame, &island.shape) else { continue };
        let at = frame_of_it.center();
        let is_tiny = frame_of_it.width().max(frame_of_it.height()) < TINY_PT;
        let is_crowded = marks.iter().any(|m| m.at.distance(at) < mark.island_size_pt * 0.8);
        if !is_tiny || is_crowded || !frame.map.contains(at) {
            continue;
        }
        let size = mark.island_size_pt;
        let taken = is_taken(data, state, index);
        let disc = Arc::new(circle(at, size));
        if taken {
            if frame.is_clear(at) {
                shown.add(Class::IslandTaken);
            }
            items.push(stroke(Arc::clone(&disc), Affine::IDENTITY, 1.6, mark.casing));
            items.push(fill(disc, Affine::IDENTITY, frame.theme.sides.soviet));
        } else {
            if frame.is_clear(at) {
                shown.add(Class::IslandJapanese);
            }
            items.push(fill(Arc::clone(&disc), Affine::IDENTITY, mark.casing.with_opacity(0.85)));
            items.push(stroke(disc, Affine::IDENTITY, mark.island_ring_width_pt, frame.theme.sides.japan));
        }
        marks.push(Mark { index, at, bounds: Rect::from_center_size(at, (size, size)), opacity: 1.0 });
    }
    (items, marks)
}

/// The box of a shape's degrees on the page: enough to tell whether it is tiny, without projecting its coast.
fn box_on_page(frame: &Frame, shape: &geo::MultiPolygon<f64>) -> Option<Rect> {
    let b = shape.bounding_rect()?;
    let corners = [(b.min().x, b.min().y), (b.max().x, b.min().y), (b.max().x, b.max().y), (b.min().x, b.max().y)];
    Some(bounds(&corners.map(|(lon, lat)| frame.place(LonLat::new(lon, lat)))))
}

/// True if an island, or the version of it that another reading puts in its place, is under Soviet control.
fn is_taken(data: &Dataset, state: &WorldState, index: usize) -> bool {
    let id = &data.islands[index].meta.id;
    state.islands.iter().any(|&i| {
        i == index || data.islands.get(i).and_then(|x| x.meta.variant.as_ref()).is_some_and(|v| &v.replaces == id)
    })
}

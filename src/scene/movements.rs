//! Axes of advance: tapered arrows that grow with time, opaque at the head and fading to the tail.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Point};

use super::frame::{Frame, bounds};
use super::legend::{Class, Shown};
use super::paint::{clip, dashed, fill, stroke};
use super::shapes::{ArrowShape, arrow, breaks, length, resample, smooth, tail_cut};
use super::{FillRule, Group, Item};
use crate::data::{Certainty, Dataset, Movement, Side, Status};
use crate::geo::LonLat;
use crate::model::WorldState;
use crate::style::Colour;
use crate::time::Instant;

/// A finished move stays for this long, fading.
const LINGER_SECS: i64 = 24 * 3600;
/// The tail shows the way of this long.
const TAIL_SECS: i64 = 3 * 86_400;
/// Longest arrow on the page, points.
const LONGEST_PT: f64 = 150.0;
/// Heads that are nearer to each other than this many lengths of a head meet on one spot.
const HEADS_APART: f64 = 1.5;
/// Shorter arrows are blots.
const SHORTEST_PT: f64 = 7.0;
/// Length of the pieces of a broken shaft in its greatest width, and their least length, points.
const PIECE: f64 = 1.1;
const LEAST_PIECE_PT: f64 = 4.5;
/// The gap between two pieces in their length.
const GAP: f64 = 0.42;
/// Layers of one arrow, each shorter than the one below: together they fade towards the tail.
const FADES: usize = 11;

/// Greatest rank of moves that a scale shows.
fn rank_shown(scale: f64) -> u8 {
    match scale {
        s if s > 5.0e6 => 1,
        s if s > 1.8e6 => 2,
        _ => 3,
    }
}

/// An arrow on the page, for its name and for clicks.
#[derive(Clone, Debug)]
pub(super) struct ArrowMark {
    /// Index in the dataset's movements.
    pub index: usize,
    /// Tip of the arrow.
    pub tip: Point,
    /// Where it points: unit vector.
    pub along: kurbo::Vec2,
    /// Its middle line, points on the page.
    pub line: Vec<Point>,
    /// True while it is under way.
    pub is_under_way: bool,
}

/// Step at which the way of an arrow is taken before it is smoothed, in widths of the arrow.
const BRUSH: f64 = 1.1;
/// Step of the rounded way, points.
const FINE_PT: f64 = 2.0;

/// Arrows of all moves that have begun and are fresh.
pub(super) fn movements(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    shown: &mut Shown,
) -> (Vec<Item>, Vec<ArrowMark>) {
    let (mut items, mut marks) = (Vec::new(), Vec::new());
    let mut drawn: Vec<Drawn> = Vec::new();
    let last = rank_shown(frame.scale);
    let mut order: Vec<usize> = state.movements.clone();
    // Lesser moves lie below greater ones.
    order.sort_by_key(|&i| (data.movements.get(i).map_or(0, |m| 255 - m.rank), i));
    for index in order {
        let Some(movement) = data.movements.get(index).filter(|m| m.rank <= last) else { continue };
        let Some((line, freshness)) = way(frame, movement, state.at) else { continue };
        let planned = movement.meta.status != Status::Executed;
        let longest = if planned { 1e6 } else { LONGEST_PT };
        let line = tail_cut(&line, longest);
        // Bends narrower than the arrow would blot: it goes the way of the march as a broad brush would.
        let line = if planned { line } else { brushed(&line, shape_of(frame, movement).shoulder) };
        if line.len() < 2 || length(&line) < SHORTEST_PT || !frame.sees(bounds(&line)) {
            continue;
        }
        drawn.push(Drawn { index, line, freshness });
    }
    part_heads(data, frame.theme.movement.head_length_pt * HEADS_APART, &mut drawn);
    for Drawn { index, line, freshness } in drawn {
        let movement = &data.movements[index];
        let planned = movement.meta.status != Status::Executed;
        let is_inferred = !planned && movement.meta.certainty == Certainty::Approximate;
        let shape = shape_of(frame, movement);
        if frame.crosses_path(&arrow(&line, shape, 0.0), Affine::IDENTITY) {
            shown.add(match (planned, is_inferred) {
                (true, _) => Class::Planned,
                (false, true) => Class::AdvanceInferred,
                (false, false) => Class::Advance,
            });
        }
        let item = if planned {
            hollow(frame, &line, shape, colour_of(frame, movement))
        } else {
            solid(frame, &line, shape, colour_of(frame, movement))
        };
        let item = if is_inferred { broken(&line, shape, item) } else { item };
        items.push(Item::Group(Group { opacity: freshness, items: item }));
        let tip = line[line.len() - 1];
        let before = super::shapes::point_at(&line, (length(&line) - 8.0).max(0.0));
        let along = (tip - before).normalize();
        marks.push(ArrowMark { index, tip, along, line, is_under_way: freshness >= 1.0 });
    }
    (items, marks)
}

/// The way of an arrow of a width as one sweep of a brush: a coarse way, and that rounded.
fn brushed(line: &[Point], width_pt: f64) -> Vec<Point> {
    smooth(&resample(&smooth(&resample(line, width_pt * BRUSH), 2), FINE_PT), 3)
}

/// An arrow to be drawn.
struct Drawn {
    /// Index of the movement.
    index: usize,
    line: Vec<Point>,
    freshness: f64,
}

/// Keeps heads apart. Of those that meet on one spot the arrows under way stay, and of the ended ones the newest of each
/// side alone; where two sides meet head on, both stop short.
fn part_heads(data: &Dataset, apart_pt: f64, drawn: &mut Vec<Drawn>) {
    let tip = |d: &Drawn| d.line[d.line.len() - 1];
    let side = |d: &Drawn| data.movements[d.index].meta.side.unwrap_or(Side::Soviet);
    let is_planned = |d: &Drawn| data.movements[d.index].meta.status != Status::Executed;
    let mut stays = vec![true; drawn.len()];
    for (i, one) in drawn.iter().enumerate() {
        let newer = drawn.iter().enumerate().any(|(j, other)| {
            i != j
                && side(one) == side(other)
                && tip(one).distance(tip(other)) < apart_pt
                && (other.freshness, data.movements[one.index].rank, j)
                    > (one.freshness, data.movements[other.index].rank, i)
        });
        stays[i] = is_planned(one) || one.freshness >= 1.0 || !newer;
    }
    let mut stay = stays.into_iter();
    drawn.retain(|_| stay.next().unwrap_or(true));
    let tips: Vec<(Point, Side)> = drawn.iter().map(|d| (tip(d), side(d))).collect();
    for (one, (at, own)) in drawn.iter_mut().zip(&tips) {
        let against = tips.iter().filter(|(_, other)| is_foe(*own) != is_foe(*other));
        let nearest = against.map(|(other, _)| other.distance(*at)).fold(f64::INFINITY, f64::min);
        let long = length(&one.line);
        if nearest < apart_pt && long > apart_pt * 2.0 {
            one.line.reverse();
            one.line = tail_cut(&one.line, long - (apart_pt - nearest) / 2.0);
            one.line.reverse();
        }
    }
}

/// True for Japan and the states that it had set up.
const fn is_foe(side: Side) -> bool {
    matches!(side, Side::Japan | Side::Manchukuo | Side::Mengjiang)
}

fn shape_of(frame: &Frame, movement: &Movement) -> ArrowShape {
    let style = &frame.theme.movement;
    let by_rank = match movement.rank {
        0 | 1 => 1.0,
        2 => 0.74,
        _ => 0.56,
    };
    let by_width = 0.72 + 0.1 * f64::from(movement.width.clamp(1, 4));
    let grow = by_rank * by_width;
    ArrowShape {
        tail: style.tail_width_pt * grow,
        shoulder: style.shoulder_width_pt * grow,
        head_length: style.head_length_pt * grow,
        head_width: style.shoulder_width_pt * grow * 2.15,
    }
}

fn colour_of(frame: &Frame, movement: &Movement) -> Colour {
    match movement.meta.side {
        None | Some(Side::Soviet) => frame.theme.movement.colour,
        Some(side) => side_colour(frame, side),
    }
}

/// The colour of a side.
pub(crate) fn side_colour(frame: &Frame, side: Side) -> Colour {
    let sides = &frame.theme.sides;
    match side {
        Side::Soviet => sides.soviet,
        Side::Mongolia => sides.mongolia,
        Side::Japan => sides.japan,
        Side::Manchukuo => sides.manchukuo,
        Side::Mengjiang => sides.mengjiang,
        Side::China => sides.china,
        Side::Us => sides.us,
        Side::Allied => sides.allied,
    }
}

/// The way gone in the last days, and how fresh it is (1 under way, fading to 0 after the end).
fn way(frame: &Frame, movement: &Movement, at: Instant) -> Option<(Vec<Point>, f64)> {
    if movement.meta.status != Status::Executed {
        // A plan is on the map while it was one.
        return movement.meta.period.contains(at).then(|| (frame.line(&movement.line), 1.0));
    }
    let end = *movement.times.last()?;
    let since_end = at.secs_since(end);
    if since_end >= LINGER_SECS {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "hours")]
    let freshness = if since_end <= 0 { 1.0 } else { 1.0 - 0.75 * since_end as f64 / LINGER_SECS as f64 };
    let gone = between(movement, at.plus_secs(-TAIL_SECS), at);
    (gone.len() >= 2).then(|| (frame.line(&gone), freshness))
}

/// The part of a march between two instants.
fn between(movement: &Movement, from: Instant, to: Instant) -> Vec<LonLat> {
    let mut out: Vec<LonLat> = Vec::new();
    let legs = movement.line.windows(2).zip(movement.times.windows(2));
    for (places, times) in legs {
        if times[1] < from || times[0] > to {
            continue;
        }
        for (at, fallback) in [(from.max(times[0]), 0), (to.min(times[1]), 1)] {
            let p = along_leg(places, times, at, fallback);
            if out.last() != Some(&p) {
                out.push(p);
            }
        }
    }
    out
}

#[expect(clippy::cast_precision_loss, reason = "a leg lasts days at most")]
fn along_leg(places: &[LonLat], times: &[Instant], at: Instant, fallback: usize) -> LonLat {
    let span = times[1].secs_since(times[0]);
    if span <= 0 {
        return places[fallback];
    }
    let t = at.secs_since(times[0]) as f64 / span as f64;
    let mix = |a: f64, b: f64| a + (b - a) * t;
    LonLat::new(mix(places[0].lon, places[1].lon), mix(places[0].lat, places[1].lat))
}

/// A filled arrow: a pale casing, and layers that together are opaque at the head.
fn solid(frame: &Frame, line: &[Point], shape: ArrowShape, colour: Colour) -> Vec<Item> {
    let style = &frame.theme.movement;
    let at = Affine::IDENTITY;
    let whole = Arc::new(arrow(line, shape, 0.35));
    let mut items = vec![stroke(
        Arc::clone(&whole),
        at,
        style.casing_width_pt * 2.0,
        style.casing.with_opacity(style.casing_opacity),
    )];
    for k in 0..FADES {
        #[expect(clippy::cast_precision_loss, reason = "a handful of layers")]
        let from = k as f64 / FADES as f64 * 0.9;
        let path: BezPath = arrow(line, shape, from);
        let opacity = if k + 1 == FADES { 0.9 } else { 0.17 };
        items.push(fill(path, at, colour.with_opacity(opacity)));
    }
    items
}

/// An arrow whose course no source gives: its shaft in pieces.
pub(crate) fn broken(line: &[Point], shape: ArrowShape, arrow: Vec<Item>) -> Vec<Item> {
    let on = (shape.shoulder * PIECE).max(LEAST_PIECE_PT);
    vec![clip(breaks(line, shape, on, on * GAP), Affine::IDENTITY, FillRule::NonZero, arrow)]
}

/// A planned arrow: outline only, dashed.
fn hollow(frame: &Frame, line: &[Point], shape: ArrowShape, colour: Colour) -> Vec<Item> {
    let style = &frame.theme.movement;
    vec![dashed(arrow(line, shape, 0.0), Affine::IDENTITY, style.planned_width_pt, &style.planned_dash_pt, colour)]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::data::{Mobility, Role};

    fn hour(h: i64) -> Instant {
        Instant::from_unix_secs(h * 3600)
    }

    fn movement(side: Side) -> Movement {
        Movement {
            meta: crate::data::Meta { side: Some(side), ..super::super::testing::meta("m") },
            line: vec![LonLat::new(120.0, 45.0), LonLat::new(122.0, 45.0), LonLat::new(122.0, 47.0)],
            times: vec![hour(0), hour(10), hour(20)],
            formation: String::new(),
            mobility: Mobility::Armour,
            rank: 1,
            width: 2,
            role: Role::Head,
            group: String::new(),
            waypoints: Vec::new(),
            leading_until: None,
            pace_notes: BTreeMap::new(),
            stages: Vec::new(),
            fate: String::new(),
            force: String::new(),
        }
    }

    #[test]
    fn heads_that_meet_on_one_spot_are_parted() {
        let sides = [Side::Soviet, Side::Soviet, Side::Soviet, Side::Japan];
        let data = Dataset { movements: sides.map(movement).to_vec(), ..Dataset::default() };
        let arrow = |index: usize, from_x: f64, freshness: f64| Drawn {
            index,
            line: vec![Point::new(from_x, 0.0), Point::new(100.0, 0.0)],
            freshness,
        };
        // Two that have ended and one under way from the west, one against them from the east.
        let mut drawn = vec![arrow(0, 0.0, 0.4), arrow(1, 10.0, 0.6), arrow(2, 20.0, 1.0), arrow(3, 200.0, 1.0)];
        part_heads(&data, 12.0, &mut drawn);
        assert_eq!(drawn.iter().map(|d| d.index).collect::<Vec<_>>(), [2, 3], "the ended ones make room");
        let tips = drawn.iter().map(|d| d.line[1].x).collect::<Vec<_>>();
        assert!((tips[1] - tips[0] - 12.0).abs() < 1e-9, "{tips:?}");
        assert!((drawn[0].line[0].x, drawn[1].line[0].x) == (20.0, 200.0), "arrows are cut at their heads");
    }

    #[test]
    fn an_arrow_reaches_where_the_march_has_come_to() {
        let movement = movement(Side::Soviet);
        let gone = between(&movement, hour(-50), hour(15));
        assert_eq!(gone, vec![LonLat::new(120.0, 45.0), LonLat::new(122.0, 45.0), LonLat::new(122.0, 46.0)]);
        let late = between(&movement, hour(5), hour(10));
        assert_eq!(late, vec![LonLat::new(121.0, 45.0), LonLat::new(122.0, 45.0)]);
    }
}

//! What the cards of a page had better not cover: the ground that the campaign crosses, or what the map shows at an instant.

use std::collections::BTreeMap;

use kurbo::Point;

use super::{Fixed, Moving};
use crate::data::Dataset;
use crate::geo::{MapPoint, Projection};
use crate::layout::Precious;
use crate::scene::frame::Frame;
use crate::scene::units;

/// Side of the cells in which the ground that the campaign crosses is told, metres of the plane.
const CROSSED_GRAIN_M: f64 = 3000.0;
/// The last rank of the events whose places cards keep clear of, as of ground that the campaign crosses.
const TOLD_TO_RANK: u8 = 2;
/// What it costs to cover a square point of a front, of an axis of advance, of an agreed or proposed line, of a front of an earlier day, of ground that the
/// campaign crosses on other days.
const FRONT_COST: f64 = 9.0;
const ARROW_COST: f64 = 10.0;
const ZONE_COST: f64 = 5.0;
const PHASE_COST: f64 = 2.5;
const ELSEWHERE_COST: f64 = 1.1;
/// The same of a sign or a holdout, of the true place of a symbol, and of a main town, with how far round them it holds,
/// points.
const SIGN: (f64, f64) = (12.0, 26.0);
const SYMBOL: (f64, f64) = (9.0, 22.0);
const TOWN: (f64, f64) = (14.0, 42.0);
/// The same of an island that is no more than a ring, and of whatever else has a name.
const ISLAND: (f64, f64) = (7.0, 14.0);
const NAME: (f64, f64) = (5.0, 20.0);

/// A place that the campaign crosses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crossed {
    /// On the plane.
    at: MapPoint,
    /// How often; `None` for the place of a great event.
    times: Option<u32>,
}

/// The same on a page.
pub(super) fn on_page(frame: &Frame, crossed: &[Crossed]) -> Vec<Precious> {
    let precious = |place: &Crossed| {
        let at = frame.on_page(place.at);
        place.times.map_or(Precious { at, cost: SIGN.0, reach_pt: SIGN.1 }, |times| Precious::crossed(at, times))
    };
    crossed.iter().map(precious).filter(|thing| frame.map.contains(thing.at)).collect()
}

/// What the map shows at one instant, as `moving` and the stacks of symbols have it; of what the campaign crosses on other
/// days little more than the ground.
pub(super) fn present(frame: &Frame, fixed: &Fixed, moving: &Moving, stacks: &[units::Stack]) -> Vec<Precious> {
    let line = |points: &[Point], cost: f64| {
        crate::scene::shapes::resample(points, 10.0)
            .into_iter()
            .map(move |at| Precious { at, cost, reach_pt: 6.0 })
            .collect::<Vec<_>>()
    };
    let point = |at: Point, (cost, reach_pt): (f64, f64)| Precious { at, cost, reach_pt };
    let on_page = &moving.on_page;
    let mut all: Vec<Precious> =
        fixed.crossed.iter().map(|thing| Precious { cost: ELSEWHERE_COST, reach_pt: 0.0, ..*thing }).collect();
    all.extend(moving.fronts.iter().flat_map(|front| line(&front.line, FRONT_COST)));
    all.extend(on_page.arrows.iter().flat_map(|arrow| line(&arrow.line, ARROW_COST)));
    all.extend(on_page.phases.iter().flat_map(|phase| phase.parts.iter().flat_map(|part| line(part, PHASE_COST))));
    let zones = on_page.zones.iter().filter(|zone| !zone.is_area);
    all.extend(zones.flat_map(|zone| line(&zone.line, ZONE_COST)));
    let signs = on_page.landings.iter().chain(&on_page.events).map(|mark| mark.bounds.center());
    let signs = signs.chain(on_page.holdouts.iter().map(|holdout| holdout.bounds.center()));
    all.extend(signs.map(|at| point(at, SIGN)));
    all.extend(stacks.iter().map(|stack| point(stack.anchor(), SYMBOL)));
    let towns = fixed.names.iter().filter(|name| name.request.priority > units::PRIORITY).filter_map(|name| name.dot);
    all.extend(towns.map(|(at, _)| point(at, TOWN)));
    all.extend(on_page.islands.iter().map(|island| point(island.at, ISLAND)));
    let named = fixed.names.iter().filter_map(|name| name.request.candidates.first()?.boxes.first());
    all.extend(named.map(|name| point(name.centre, NAME)));
    all.retain(|thing| frame.map.contains(thing.at));
    all
}

/// Points of all dated fronts and of all axes of advance, thinned out to one in a cell of [`CROSSED_GRAIN_M`], each with the
/// number of lines that cross its cell; and the places of the great events.
pub(super) fn crossed_ground(data: &Dataset, projection: &Projection) -> Vec<Crossed> {
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
    let places = data.events.iter().filter(|event| event.rank <= TOLD_TO_RANK);
    let places = places.map(|event| Crossed { at: projection.project(event.at), times: None });
    cells.into_values().map(|(at, times)| Crossed { at, times: Some(times) }).chain(places).collect()
}

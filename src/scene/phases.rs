//! Phase lines: where the fronts stood on earlier days, with their dates; in a comparison the front at the earlier
//! instant.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use kurbo::{Affine, BezPath, Point};

use super::cells::Cells;
use super::facing::{FRONT_STEP_PT, Facing};
use super::frame::{Frame, bounds};
use super::ground::LandPath;
use super::legend::{Class, Shown};
use super::paint::{clip, stroke};
use super::shapes::{push_polyline, resample, smooth};
use super::{FillRule, Item};
use crate::data::{Dataset, FrontLine};
use crate::geo::LonLat;
use crate::model::{StretchKind, WorldState};
use crate::time::Instant;

/// Seconds in a day.
const DAY_SECS: i64 = 86_400;
/// Width of the earlier front of a comparison in that of a phase line: it is the only one, and must be found at once.
pub(crate) const BASELINE_SHARE: f64 = 1.5;

/// A phase line on the page, for its date.
#[derive(Clone, Debug)]
pub(super) struct PhaseLine {
    /// What tells it from other phase lines: the id of a dated line, or of the sector whose earlier front it is.
    pub id: String,
    /// When the front stood there.
    pub stands_at: Instant,
    /// 0 for the newest.
    pub age: usize,
    /// The parts that have left the frontier, points on the page.
    pub parts: Arc<[Vec<Point>]>,
}

/// The dated lines of one view as they are drawn: they stay the same while only time moves.
#[derive(Debug, Default)]
pub(super) struct PhaseStore(BTreeMap<usize, Arc<[Vec<Point>]>>);

impl PhaseStore {
    /// The parts of the dated line `index` that have left the frontier and that the page shows.
    fn parts(&mut self, frame: &Frame, data: &Dataset, index: usize, line: &FrontLine) -> Arc<[Vec<Point>]> {
        let draw = || {
            let first = data.fronts.iter().find(|f| f.sector == line.sector && f.meta.variant.is_none());
            let frontier: HashSet<(u64, u64)> = first.map(|f| f.line.iter().map(bits).collect()).unwrap_or_default();
            let parts = moved_parts(&line.line, &frontier).into_iter();
            let drawn = parts.map(|part| smooth(&resample(&frame.line(part), FRONT_STEP_PT), 1));
            drawn.filter(|points| frame.sees(bounds(points))).collect()
        };
        Arc::clone(self.0.entry(index).or_insert_with(draw))
    }
}

/// What phase lines keep clear of.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    /// Nothing is drawn at sea.
    pub land: &'a LandPath,
    /// Nor on lakes.
    pub lakes: &'a Cells,
    /// The fronts as they stand.
    pub facing: &'a Facing,
}

/// A piece of a phase line between two others is bridged up to this length where it nears a newer line, points.
const BRIDGED_PT: f64 = 12.0;
/// How far a phase line keeps from a front and from newer phase lines, points.
const CLEAR_PT: f64 = 6.0;
/// A shorter piece of a phase line that was cut tells nothing, points.
const LEAST_PT: f64 = 60.0;

/// Earlier positions of the fronts, fading with age; in a comparison the front at the earlier instant alone.
pub(super) fn phase_lines(
    frame: &Frame,
    data: &Dataset,
    state: &WorldState,
    Beside { land, lakes, facing }: Beside,
    store: &mut PhaseStore,
    shown: &mut Shown,
) -> (Vec<Item>, Vec<PhaseLine>) {
    let style = &frame.theme.front;
    let (mut items, mut lines) = match state.compared {
        Some(_) => baseline(frame, data, state, shown),
        None => (Vec::new(), Vec::new()),
    };
    let fading = if state.compared.is_some() { &[][..] } else { &state.fronts[..] };
    // A front that stands has no phase lines: those of long ago would tell of haste where there was none.
    let oldest = state.at.plus_secs(-i64::from(frame.view.phase_lines) * DAY_SECS);
    let mut earlier: Vec<(usize, usize, &FrontLine)> = Vec::new();
    for front in fading {
        let dated = front.earlier.iter().take(usize::from(frame.view.phase_lines)).enumerate();
        let dated = dated.filter_map(|(age, &index)| Some((age, index, data.fronts.get(index)?)));
        earlier.extend(dated.filter(|(_, _, line)| line.stands_at >= oldest));
    }
    // The newest first: an older line is left out where it would run into a newer one.
    earlier.sort_by_key(|(age, _, _)| *age);
    let mut taken = lakes.clone();
    let standing = facing.parts.iter().map(|part| &part.line).chain(&facing.seams);
    standing.for_each(|line| taken.put_near(line, CLEAR_PT));
    for (age, index, line) in earlier {
        let parts: Arc<[Vec<Point>]> = (store.parts(frame, data, index, line).iter())
            .flat_map(|part| taken.apart(part, BRIDGED_PT, LEAST_PT))
            .collect();
        if parts.is_empty() {
            continue;
        }
        let mut path = BezPath::new();
        for part in &*parts {
            push_polyline(&mut path, part);
            taken.put_near(part, CLEAR_PT);
        }
        let opacity = style.phase_opacity.get(age).or(style.phase_opacity.last()).copied().unwrap_or(0.3);
        items.push(stroke(path, Affine::IDENTITY, style.phase_width_pt, style.colour.with_opacity(opacity)));
        if parts.iter().any(|p| frame.shows_on_land(p)) {
            shown.add(Class::PhaseLine);
        }
        lines.push(PhaseLine { id: line.meta.id.clone(), stands_at: line.stands_at, age, parts });
    }
    let items = if items.is_empty() {
        items
    } else {
        vec![clip(Arc::clone(&land.path), frame.to_page, FillRule::NonZero, items)]
    };
    (items, lines)
}

/// The front at the earlier instant of a comparison: one thin line a sector.
fn baseline(frame: &Frame, data: &Dataset, state: &WorldState, shown: &mut Shown) -> (Vec<Item>, Vec<PhaseLine>) {
    let style = &frame.theme.front;
    let (mut path, mut lines) = (BezPath::new(), Vec::new());
    for front in &state.fronts {
        let moved = front.stretches_before.iter().filter(|s| s.kind != StretchKind::Frontier);
        let drawn = moved.map(|s| smooth(&resample(&frame.line(&s.line), FRONT_STEP_PT), 1));
        let parts: Arc<[Vec<Point>]> = drawn.filter(|p| p.len() >= 2 && frame.sees(bounds(p))).collect();
        if parts.iter().any(|part| frame.shows_on_land(part)) {
            shown.add(Class::FrontBefore);
        }
        for part in &*parts {
            push_polyline(&mut path, part);
        }
        if let (false, Some(sector)) = (parts.is_empty(), data.config.sectors.get(front.sector)) {
            lines.push(PhaseLine { id: sector.id.clone(), stands_at: state.since, age: 0, parts });
        }
    }
    (vec![stroke(path, Affine::IDENTITY, style.phase_width_pt * BASELINE_SHARE, style.colour)], lines)
}

fn bits(p: &LonLat) -> (u64, u64) {
    (p.lon.to_bits(), p.lat.to_bits())
}

/// The runs of a line that have left the frontier: an edge with both ends on it has not moved.
fn moved_parts<'a>(line: &'a [LonLat], frontier: &HashSet<(u64, u64)>) -> Vec<&'a [LonLat]> {
    let on: Vec<bool> = line.iter().map(|p| frontier.contains(&bits(p))).collect();
    let mut parts = Vec::new();
    let mut start = None;
    for i in 1..line.len() {
        let moved = !(on[i - 1] && on[i]);
        match (moved, start) {
            (true, None) => start = Some(i - 1),
            (false, Some(from)) => {
                parts.push(&line[from..i]);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        parts.push(&line[from..]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_left_the_frontier_is_a_phase_line() {
        let p = |x: f64| LonLat::new(x, 0.0);
        let q = |x: f64| LonLat::new(x, 1.0);
        let frontier: HashSet<_> = [p(0.0), p(1.0), p(2.0), p(5.0), p(6.0)].iter().map(bits).collect();
        let line = [p(0.0), p(1.0), p(2.0), q(3.0), q(4.0), p(5.0), p(6.0)];
        let parts = moved_parts(&line, &frontier);
        assert_eq!(parts, vec![&line[2..6]]);
    }
}

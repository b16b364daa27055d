//! One line of a front: where it faces the enemy, and how its ends bend into slivers.

use kurbo::{Point, Vec2};

use super::{Around, FRONT_STEP_PT, Facing, LOOK_PT, Look, Part, SEA_PT};
use crate::scene::shapes::{length, resample, smooth};

/// How often a front is smoothed.
const ROUNDS: usize = 8;
/// How often a seam is smoothed: it lies in the middle between two lines, to the step of a look.
const SEAM_ROUNDS: usize = 24;
/// Every how many points of a line it is asked what lies before it.
const PROBE_EVERY: usize = 3;
/// A front that comes down to the sea aslant is shorter than this within [`SEA_PT`] of it, points.
const DOWN_TO_SEA_PT: f64 = 1.7 * SEA_PT;
/// A shorter piece of a front is left out if its sector has longer ones, points.
const LEAST_PT: f64 = 16.0;
/// A shorter piece is left out in any case, points.
const CRUMB_PT: f64 = 6.0;
/// A shorter piece that is dated, between two that are drawn between dates, is drawn as they are, points; and the other
/// way round.
const LEAST_KIND_PT: f64 = 30.0;
/// Over how many probes a front bends into the end of a sliver.
const BEND: usize = 4;
/// How far a sliver's tint reaches over its far edge, points.
const OVERLAP_PT: f64 = LOOK_PT + 0.5;

/// Stretches of a front that have moved, one after the other, and up to which length each has its kind.
#[derive(Default)]
pub(super) struct Moved {
    /// Points on the page.
    pub line: Vec<Point>,
    length_pt: f64,
    kinds: Vec<(f64, bool)>,
}

impl Moved {
    /// Goes on along `line`.
    pub fn push(&mut self, line: &[Point], is_attested: bool) {
        for p in line {
            match self.line.last() {
                Some(last) if last == p => continue,
                Some(last) => self.length_pt += last.distance(*p),
                None => {}
            }
            self.line.push(*p);
        }
        self.kinds.push((self.length_pt, is_attested));
    }
}

/// A moved line with what lies before it.
pub(super) struct Trace {
    line: Vec<Point>,
    is_attested: Vec<bool>,
    looks: Vec<Look>,
    /// The unit normal to the left at each probe.
    left: Vec<Vec2>,
}

impl Trace {
    /// Looks ahead along a line.
    pub fn new(run: &Moved, around: &Around) -> Self {
        let line = smooth(&resample(&run.line, FRONT_STEP_PT), ROUNDS);
        #[expect(clippy::cast_precision_loss, reason = "points of a line")]
        let kind = |i: usize| run.kinds.partition_point(|(end, _)| *end < (i as f64 + 0.5) * FRONT_STEP_PT);
        let is_attested = (0..line.len()).map(|i| run.kinds[kind(i).min(run.kinds.len() - 1)].1).collect();
        let left: Vec<Vec2> = (0..line.len())
            .step_by(PROBE_EVERY)
            .map(|i| {
                let along = line[(i + 2).min(line.len() - 1)] - line[i.saturating_sub(2)];
                Vec2::new(along.y, -along.x) / along.hypot().max(1e-9)
            })
            .collect();
        let looks = left.iter().enumerate().map(|(k, left)| around.look(line[k * PROBE_EVERY], *left)).collect();
        let mut trace = Self { line, is_attested, looks, left };
        trace.shut_in();
        trace.along_the_sea();
        trace.reach_the_sea();
        trace
    }

    /// Decides which of the wider slivers are shut in by friends.
    fn shut_in(&mut self) {
        for (from, to) in self.runs(|look| matches!(look, Look::Far(_))) {
            let (before, after) = self.beside(from, to);
            let is_end = |look: Option<Look>| look.is_some_and(|look| look.is_friend() || look == Look::Beyond);
            let any = [before, after].iter().any(|look| look.is_some_and(Look::is_friend));
            let is_shut = any && is_end(before) && is_end(after);
            for look in &mut self.looks[from..to] {
                *look = match look {
                    Look::Far(gap) if is_shut => Look::Friend(*gap),
                    _ => Look::Enemy,
                };
            }
        }
    }

    /// Decides which of the wider strips along the sea are closed with their neighbours.
    fn along_the_sea(&mut self) {
        for (from, to) in self.runs(|look| matches!(look, Look::FarSea(_))) {
            let (before, after) = self.beside(from, to);
            let is_narrow = |look: Option<Look>| matches!(look, Some(Look::Sea(_)));
            let is_end =
                |look: Option<Look>| is_narrow(look) || matches!(look, None | Some(Look::Water | Look::Beyond));
            let is_closed = (is_narrow(before) && is_end(after)) || (is_end(before) && is_narrow(after));
            for look in &mut self.looks[from..to] {
                *look = match look {
                    Look::FarSea(gap) if is_closed => Look::Sea(*gap),
                    _ => Look::Enemy,
                };
            }
        }
    }

    /// A front that comes down to the sea faces the enemy to its end; one that passes the head of a creek does not break.
    fn reach_the_sea(&mut self) {
        for (from, to) in self.runs(|look| matches!(look, Look::Sea(_))) {
            let ends = self.beside(from, to);
            let faces = |look: Option<Look>| look == Some(Look::Enemy);
            let is_creek = faces(ends.0) && faces(ends.1) && to - from <= 2;
            let comes_down = faces(ends.0) != faces(ends.1) && pt(to - from) < DOWN_TO_SEA_PT;
            if is_creek || comes_down {
                self.looks[from..to].fill(Look::Enemy);
            }
        }
    }

    /// Runs of probes that are `wanted`: the first of each and the one after it.
    fn runs(&self, wanted: impl Fn(&Look) -> bool) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (k, _) in self.looks.iter().enumerate().filter(|(_, look)| wanted(look)) {
            match runs.last_mut() {
                Some(last) if last.1 == k => last.1 = k + 1,
                _ => runs.push((k, k + 1)),
            }
        }
        runs
    }

    /// What is seen before and after a run of probes.
    fn beside(&self, from: usize, to: usize) -> (Option<Look>, Option<Look>) {
        (from.checked_sub(1).map(|k| self.looks[k]), self.looks.get(to).copied())
    }

    /// Length of the longest piece that faces the enemy, points.
    pub fn longest_pt(&self) -> f64 {
        self.runs(|look| *look == Look::Enemy).into_iter().map(|(from, to)| pt(to - from)).fold(0.0, f64::max)
    }

    /// Takes out what is too short to be told from a mistake; `longest` is the longest piece of the sector on the page.
    pub fn drop_crumbs(&mut self, longest: f64) {
        for (from, to) in self.runs(|look| *look == Look::Enemy) {
            let long = pt(to - from);
            if long < CRUMB_PT || (long < LEAST_PT && long < longest) {
                self.looks[from..to].fill(Look::Crumb);
            }
        }
    }

    /// Closes the slivers and keeps the rest as parts of the front.
    pub fn close(&self, facing: &mut Facing) {
        let reach = self.reach();
        for k in 0..self.looks.len().saturating_sub(1) {
            let (Some(a), Some(b)) = (reach[k], reach[k + 1]) else { continue };
            let [p, q] = [k, k + 1].map(|k| self.line[k * PROBE_EVERY] - self.left[k] * OVERLAP_PT);
            let [r, s] = [self.ahead(k + 1, b), self.ahead(k, a)];
            facing.closed.extend([[p, q, r], [p, r, s]]);
        }
        for (from, to) in self.runs(|look| look.is_friend()) {
            let middle = |k: usize| self.ahead(k, self.looks[k].gap().map_or(0.0, |(gap, _)| gap * 0.5));
            let seam: Vec<Point> = (from..to).map(middle).collect();
            facing.seams.push(smooth(&resample(&seam, FRONT_STEP_PT), SEAM_ROUNDS));
        }
        for (from, to) in self.runs(|look| *look == Look::Enemy) {
            self.part(from, to, &reach, facing);
        }
    }

    /// How far ahead of each probe the ground counts as held: slivers in full, towards their ends as far as the front
    /// bends into them. `None` before the enemy.
    fn reach(&self) -> Vec<Option<f64>> {
        let mut reach: Vec<Option<f64>> =
            self.looks.iter().map(|look| look.gap().map(|(gap, _)| gap + OVERLAP_PT)).collect();
        for (from, to) in self.runs(|look| *look == Look::Crumb) {
            let (before, after) = self.beside(from, to);
            let gap = [before, after].into_iter().flatten().filter_map(|look| Some(look.gap()?.0)).reduce(f64::max);
            reach[from..to].fill(gap.map(|gap| gap + OVERLAP_PT));
        }
        for (from, to) in self.runs(|look| look.gap().is_some()) {
            let ends = self.beside(from, to);
            let bend = self.bend(from, to);
            for j in 0..bend {
                for (k, is_open) in [(from + j, ends.0), (to - 1 - j, ends.1)] {
                    if let (Some(Look::Enemy), Some((gap, share))) = (is_open, self.looks[k].gap()) {
                        reach[k] = Some(gap * share * share_of(j, bend));
                    }
                }
            }
        }
        reach
    }

    /// Over how many probes the front bends into the ends of a sliver.
    fn bend(&self, from: usize, to: usize) -> usize {
        let open = [self.beside(from, to).0, self.beside(from, to).1];
        let both = open.iter().all(|look| *look == Some(Look::Enemy));
        BEND.min(if both { (to - from) / 2 } else { to - from })
    }

    /// The point so far ahead of a probe.
    fn ahead(&self, k: usize, gap: f64) -> Point {
        self.line[k * PROBE_EVERY] + self.left[k] * gap
    }

    /// The part of the front at the probes `from..to`, with its bends into slivers at its ends.
    fn part(&self, from: usize, to: usize, reach: &[Option<f64>], facing: &mut Facing) {
        let bent = |k: usize| self.ahead(k, reach[k].unwrap_or(0.0));
        let is_sliver = |k: &usize| self.looks[*k].gap().is_some();
        let sliver_after = (to..self.looks.len()).take_while(is_sliver).count();
        let sliver_before = (0..from).rev().take_while(is_sliver).count();
        let after = if sliver_after > 0 { self.bend(to, to + sliver_after) } else { 0 };
        let before = if sliver_before > 0 { self.bend(from - sliver_before, from) } else { 0 };
        let last =
            if to < self.looks.len() { (to * PROBE_EVERY).min(self.line.len() - 1) } else { self.line.len() - 1 };
        // Where the front bends away it leaves its line a probe earlier.
        let last = if after > 0 { last - (PROBE_EVERY - 1) } else { last };
        let own = from * PROBE_EVERY..=last;
        let mut line: Vec<Point> = (1..=before).rev().map(|j| bent(from - j)).collect();
        let first_own = line.len();
        line.extend_from_slice(&self.line[own.clone()]);
        line.extend((0..after).map(|j| bent(to + j)));
        let kind = |i: usize| {
            let own_index = i.saturating_sub(first_own) + own.start();
            self.is_attested[own_index.min(*own.end())]
        };
        let kinds: Vec<bool> = (0..line.len()).map(kind).collect();
        push_by_kind(&smooth(&line, 2), &kinds, facing);
    }
}

/// The share of a bend that is made after `j + 1` of `count` probes.
#[expect(clippy::cast_precision_loss, reason = "a few probes")]
fn share_of(j: usize, count: usize) -> f64 {
    (j + 1) as f64 / count.max(1) as f64
}

/// Length of a run of probes.
#[expect(clippy::cast_precision_loss, reason = "probes of a line")]
fn pt(probes: usize) -> f64 {
    (probes * PROBE_EVERY) as f64 * FRONT_STEP_PT
}

/// Cuts a line where its kind changes; a short piece between two of the other kind is of that kind.
pub(super) fn push_by_kind(line: &[Point], kinds: &[bool], facing: &mut Facing) {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    for i in 0..kinds.len() {
        match pieces.last_mut() {
            Some(last) if kinds[last.0] == kinds[i] => last.1 = i,
            _ => pieces.push((i, i)),
        }
    }
    let mut kept: Vec<(usize, usize, bool)> = Vec::new();
    for (n, &(from, to)) in pieces.iter().enumerate() {
        let is_between = n > 0 && n + 1 < pieces.len();
        let least = if is_between { LEAST_KIND_PT } else { LEAST_PT };
        let is_short = pieces.len() > 1 && length(&line[from..=to]) < least;
        let is_attested = match (is_short, kept.last()) {
            (true, Some(before)) => before.2,
            (is_short, _) => kinds[from] != is_short,
        };
        match kept.last_mut() {
            Some(last) if last.2 == is_attested => last.1 = to,
            _ => kept.push((from, to, is_attested)),
        }
    }
    for (from, to, is_attested) in kept {
        let line = line[from..=(to + 1).min(line.len() - 1)].to_vec();
        if line.len() >= 2 {
            facing.parts.push(Part { line, is_attested });
        }
    }
}

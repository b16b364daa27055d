//! One sector's dated lines in one reading, and the motion between them.

use std::sync::OnceLock;

use super::state::{FrontState, Motion, Stretch, StretchKind};
use crate::data::{Dataset, FrontLine};
use crate::geo::LonLat;
use crate::morph::{Morph, MorphError, Piece, crossings_parity};
use crate::time::Instant;

/// A day in seconds.
pub(super) const DAY_SECS: i64 = 86_400;

/// The lines of one sector in the order of their dates; later than the first one, if there is more than one.
pub(super) struct Track {
    /// Index of the sector in the configuration.
    pub sector: usize,
    /// Dated lines, earliest first, no two at the same instant.
    pub lines: Vec<Dated>,
    /// The motion from line `k` to line `k + 1`, prepared when it is first asked for.
    motions: Vec<OnceLock<Result<Morph, MorphError>>>,
}

/// A dated line of a track.
pub(super) struct Dated {
    /// Index in the dataset's fronts.
    pub front: usize,
    /// When the front stands there.
    pub at: Instant,
    /// What each edge is: the first line's own, attested, or drawn between two dated lines.
    kinds: Vec<StretchKind>,
}

/// Where a front is between its dated lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Position {
    /// Index in the track of the last line reached.
    pub line: usize,
    /// Fraction of the way to the next line, at least 0 and below 1.
    pub fraction: f64,
}

impl Track {
    /// The track of `sector` through the fronts with these indices. Of two lines at one instant the first stays.
    pub fn new(sector: usize, fronts: impl Iterator<Item = usize>, data: &Dataset) -> Self {
        let mut order: Vec<usize> = fronts.filter(|f| data.fronts[*f].line.len() >= 2).collect();
        order.sort_by_key(|f| data.fronts[*f].stands_at);
        order.dedup_by_key(|f| data.fronts[*f].stands_at);
        let first_edges = order.first().map_or_else(Vec::new, |f| edges(&data.fronts[*f].line));
        let lines: Vec<Dated> = order
            .into_iter()
            .map(|front| {
                let FrontLine { line, stands_at, interpolated, .. } = &data.fronts[front];
                let kind = |(edge, ends): (usize, &[LonLat])| {
                    if first_edges.binary_search(&edge_key(ends[0], ends[1])).is_ok() {
                        StretchKind::Frontier
                    } else if interpolated.iter().any(|(first, last)| (*first..*last).contains(&edge)) {
                        StretchKind::Interpolated
                    } else {
                        StretchKind::Attested
                    }
                };
                Dated { front, at: *stands_at, kinds: line.windows(2).enumerate().map(kind).collect() }
            })
            .collect();
        let motions = lines.iter().skip(1).map(|_| OnceLock::new()).collect();
        Self { sector, lines, motions }
    }

    /// Where the front is at `t`; `None` for a track without lines. Before the first date the first line stands,
    /// after the last date the last one.
    pub fn position(&self, t: Instant, motion: Motion) -> Option<Position> {
        let reached = self.lines.partition_point(|l| l.at <= t);
        let line = reached.saturating_sub(1);
        let dated = self.lines.get(line)?;
        let fraction = match (motion, self.lines.get(line + 1)) {
            (Motion::Interpolated, Some(next)) if reached > 0 => fraction_between(dated.at, next.at, t),
            _ => 0.0,
        };
        Some(Position { line, fraction })
    }

    /// The motion from line `line` to the next; `None` after the last line or where it cannot be prepared.
    pub fn motion(&self, line: usize, data: &Dataset) -> Option<&Morph> {
        self.motion_or_error(line, data)?.as_ref().ok()
    }

    /// As [`Self::motion`], with the reason why there is none.
    pub fn motion_or_error(&self, line: usize, data: &Dataset) -> Option<&Result<Morph, MorphError>> {
        let cell = self.motions.get(line)?;
        Some(cell.get_or_init(|| Morph::between(self.vertices(line, data), self.vertices(line + 1, data))))
    }

    /// Vertices of a dated line.
    pub fn vertices<'d>(&self, line: usize, data: &'d Dataset) -> &'d [LonLat] {
        &data.fronts[self.lines[line].front].line
    }

    /// The front at a position as stretches.
    pub fn stretches(&self, at: Position, data: &Dataset) -> Vec<Stretch> {
        let dated = &self.lines[at.line];
        let line = self.vertices(at.line, data);
        let mut out = Vec::new();
        let morph = if at.fraction > 0.0 { self.motion(at.line, data) } else { None };
        match morph {
            Some(morph) => {
                for piece in morph.pieces(at.fraction) {
                    match piece {
                        Piece::Standing(range) => dated.cut(line, *range.start(), *range.end(), &mut out),
                        Piece::Moving(moving) => append(&mut out, &moving, StretchKind::Interpolated),
                    }
                }
            }
            None => dated.cut(line, 0, line.len() - 1, &mut out),
        }
        out
    }

    /// The ring round the ground overrun from the first line to `front`, which stands after line `line`: the first
    /// line forward, the trail of the ends, the front backward, the trail of the starts. Empty for the first line.
    pub fn ring(&self, line: usize, front: &[LonLat], data: &Dataset) -> Vec<LonLat> {
        let first = self.vertices(0, data);
        if front == first {
            return Vec::new();
        }
        let mut ring = Vec::with_capacity(first.len() + front.len() + 2 * line + 1);
        let mut push = |p: LonLat| {
            if ring.last() != Some(&p) {
                ring.push(p);
            }
        };
        first.iter().copied().for_each(&mut push);
        (1..=line).filter_map(|k| self.vertices(k, data).last().copied()).for_each(&mut push);
        front.iter().rev().copied().for_each(&mut push);
        (0..=line).rev().filter_map(|k| self.vertices(k, data).first().copied()).for_each(&mut push);
        ring
    }

    /// The state of the front at `t`, held against an earlier instant.
    pub fn state(&self, t: Instant, since: Instant, motion: Motion, data: &Dataset) -> FrontState {
        let Some(position) = self.position(t, motion) else {
            return FrontState { sector: self.sector, ..FrontState::default() };
        };
        let stretches = self.stretches(position, data);
        let ground = self.ring(position.line, &joined(&stretches), data);
        let before = self.position(since, motion);
        let stretches_before = before.map_or_else(Vec::new, |before| self.stretches(before, data));
        let ground_before =
            before.map_or_else(Vec::new, |before| self.ring(before.line, &joined(&stretches_before), data));
        let reached = &self.lines[position.line];
        let stands = position.line + 1 == self.lines.len() || t <= reached.at;
        FrontState {
            sector: self.sector,
            is_attested: if stands {
                !reached.kinds.contains(&StretchKind::Interpolated)
            } else {
                self.motion(position.line, data).is_some_and(Morph::is_still)
            },
            stretches,
            ground,
            ground_before,
            stretches_before,
            earlier: self.earlier(position, data),
        }
    }

    /// The ground overrun at `t` as a ring.
    pub fn ground(&self, t: Instant, motion: Motion, data: &Dataset) -> Vec<LonLat> {
        self.position(t, motion)
            .map_or_else(Vec::new, |position| self.ring(position.line, &joined(&self.stretches(position, data)), data))
    }

    /// The first line of the track (above 0) whose ground holds `p`.
    ///
    /// The ring of line `k` is the first line, the trail of the ends and line `k`: a ray from `p` crosses it as often
    /// as it crosses these together, so each line is counted once for all rings.
    pub fn first_line_beyond(&self, p: LonLat, data: &Dataset) -> Option<usize> {
        let mut before = crossings_parity(self.lines.first().map_or(&[], |_| self.vertices(0, data)), p);
        (1..self.lines.len()).find(|k| {
            let (last, line) = (self.vertices(k - 1, data), self.vertices(*k, data));
            for (a, b) in [(last.first(), line.first()), (last.last(), line.last())] {
                if let (Some(a), Some(b)) = (a, b) {
                    before ^= crossings_parity(&[*a, *b], p);
                }
            }
            before ^ crossings_parity(line, p)
        })
    }

    /// Lines that the front has left behind, newest first; a line that stood for days counts once, with its last date.
    fn earlier(&self, at: Position, data: &Dataset) -> Vec<usize> {
        let passed = at.line + usize::from(at.fraction > 0.0);
        let is_last_of_its_place = |k: &usize| {
            let next = self.lines.get(k + 1);
            next.is_some_and(|n| data.fronts[n.front].line != data.fronts[self.lines[*k].front].line)
        };
        (0..passed).rev().filter(is_last_of_its_place).map(|k| self.lines[k].front).collect()
    }
}

impl Dated {
    /// Appends the vertices `from..=to` of the line, cut where it leaves or joins the first line.
    fn cut(&self, line: &[LonLat], from: usize, to: usize, out: &mut Vec<Stretch>) {
        let mut start = from;
        while start < to {
            let kind = self.kinds[start];
            let end = (start + 1..to).find(|e| self.kinds[*e] != kind).unwrap_or(to);
            append(out, &line[start..=end], kind);
            start = end;
        }
    }
}

/// Adds a stretch, as part of the last one where that is of the same kind.
fn append(out: &mut Vec<Stretch>, line: &[LonLat], kind: StretchKind) {
    match out.last_mut() {
        Some(last) if last.kind == kind => last.line.extend_from_slice(&line[1.min(line.len())..]),
        _ => out.push(Stretch { line: line.to_vec(), kind }),
    }
}

/// The whole line of neighbouring stretches.
pub(super) fn joined(stretches: &[Stretch]) -> Vec<LonLat> {
    let mut line: Vec<LonLat> = Vec::new();
    for stretch in stretches {
        let skip = usize::from(line.last().is_some() && line.last() == stretch.line.first());
        line.extend_from_slice(&stretch.line[skip..]);
    }
    line
}

/// How far `t` is on the way from `a` to `b`, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "seconds of a campaign are exact in 53 bits")]
fn fraction_between(a: Instant, b: Instant, t: Instant) -> f64 {
    let whole = b.secs_since(a);
    if whole <= 0 { 0.0 } else { (t.secs_since(a) as f64 / whole as f64).clamp(0.0, 1.0) }
}

type EdgeKey = [(u64, u64); 2];

fn edge_key(a: LonLat, b: LonLat) -> EdgeKey {
    let bits = |p: LonLat| ((p.lon + 0.0).to_bits(), (p.lat + 0.0).to_bits());
    [bits(a), bits(b)]
}

fn edges(line: &[LonLat]) -> Vec<EdgeKey> {
    let mut edges: Vec<_> = line.windows(2).map(|w| edge_key(w[0], w[1])).collect();
    edges.sort_unstable();
    edges
}

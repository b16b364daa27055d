//! A lens: the ground between an earlier and a later line, with the field that says when the front passes a point.

use super::field;
use super::mesh::{Gate, Mesh, OUTSIDE, Outline, Role};
use super::plane::{Track, doubled_area, first_contact};
use super::{MorphError, between};
use crate::geo::LonLat;

/// Ground between two lines, meshed and solved.
pub(super) struct Lens {
    mesh: Mesh,
    field: Vec<f64>,
    earlier: Vec<LonLat>,
    later: Vec<LonLat>,
    start_triangles: Vec<(u32, usize)>,
}

impl Lens {
    /// Meshes the ground between two lines, both in the direction of the front, that meet at most in their ends.
    pub fn new(earlier: &[LonLat], later: &[LonLat]) -> Result<Self, MorphError> {
        let outline = Outline::new(earlier, later);
        if let Some(at) = first_contact(&[Track { line: &outline.ring, is_ring: true }]) {
            return Err(MorphError::LinesCross { at });
        }
        let closed = [&outline.ring[..], &outline.ring[..1]].concat();
        if doubled_area(&closed) <= 0.0 {
            return Err(MorphError::GivesGround { at: closed[closed.len() / 2] });
        }
        let mesh = Mesh::new(&outline)?;
        let field = field::solve(&mesh);
        let start_triangles = match mesh.start {
            Gate::Tip(tip) => fan(&mesh, tip),
            Gate::Rim(_) => Vec::new(),
        };
        Ok(Self { mesh, field, earlier: earlier.to_vec(), later: later.to_vec(), start_triangles })
    }

    /// The line at fraction `s`, from the start of the lens to its end; exactly the earlier line at 0 and before,
    /// exactly the later one at 1 and after.
    pub fn level(&self, s: f64) -> Vec<LonLat> {
        if s <= 0.0 {
            return self.earlier.clone();
        }
        if s >= 1.0 {
            return self.later.clone();
        }
        self.trace(s).unwrap_or_else(|| if s < 0.5 { self.earlier.clone() } else { self.later.clone() })
    }

    /// Follows the level line from triangle to triangle. `None` cannot come from a solved field.
    fn trace(&self, s: f64) -> Option<Vec<LonLat>> {
        let mut line = Vec::new();
        let mut push = |p: LonLat| {
            if line.last().is_none_or(|last| !is_same(*last, p)) {
                line.push(p);
            }
        };
        let is_behind = |v: u32| self.field[v as usize] < s;
        let (mut triangle, mut side) = self.entrance(s, &mut push)?;
        let tip_at_end = match self.mesh.end {
            Gate::Tip(v) => v,
            Gate::Rim(_) => OUTSIDE,
        };
        for _ in 0..=self.mesh.triangles.len() {
            if triangle == OUTSIDE {
                break;
            }
            let corners = self.mesh.triangles[triangle as usize];
            let [p, q, r] = [0, 1, 2].map(|k| corners[(side + k) % 3]);
            if r == tip_at_end {
                finish(&mut line, *self.earlier.last()?);
                return Some(line);
            }
            // The line leaves through the side whose ends it tells apart.
            let exit = if is_behind(r) == is_behind(p) { side + 1 } else { side + 2 } % 3;
            let (u, v) = if exit == (side + 1) % 3 { (q, r) } else { (r, p) };
            push(self.crossing(u, v, s));
            let next = self.mesh.neighbours[triangle as usize][exit];
            if next == OUTSIDE {
                break;
            }
            side = self.mesh.neighbours[next as usize].iter().position(|t| *t == triangle)?;
            triangle = next;
        }
        match &self.mesh.end {
            Gate::Tip(_) => None,
            Gate::Rim(chain) => {
                // A line that ends on the seam ends exactly where the neighbour's line does.
                line.pop();
                finish(&mut line, self.seam_point(self.earlier.last(), self.later.last(), chain, s)?);
                line.extend(join(self.earlier.last(), self.later.last()));
                Some(line)
            }
        }
    }

    /// The first points of the level line, and the triangle that it enters next with the side through which it does.
    fn entrance(&self, s: f64, push: &mut impl FnMut(LonLat)) -> Option<(u32, usize)> {
        match &self.mesh.start {
            Gate::Tip(_) => {
                push(*self.earlier.first()?);
                let (triangle, side) = *self.start_triangles.iter().find(|(t, side)| {
                    let corners = self.mesh.triangles[*t as usize];
                    let behind = |k: usize| self.field[corners[(side + k) % 3] as usize] < s;
                    behind(0) != behind(1)
                })?;
                let corners = self.mesh.triangles[triangle as usize];
                push(self.crossing(corners[side], corners[(side + 1) % 3], s));
                let next = self.mesh.neighbours[triangle as usize][side];
                if next == OUTSIDE {
                    return Some((OUTSIDE, 0));
                }
                Some((next, self.mesh.neighbours[next as usize].iter().position(|t| *t == triangle)?))
            }
            Gate::Rim(chain) => {
                join(self.earlier.first(), self.later.first()).into_iter().for_each(&mut *push);
                push(self.seam_point(self.earlier.first(), self.later.first(), chain, s)?);
                let pair =
                    chain.windows(2).find(|w| (self.field[w[0] as usize] < s) != (self.field[w[1] as usize] < s))?;
                let triangles = self.mesh.triangles.iter().zip(0_u32..);
                triangles.clone().find_map(|(corners, t)| {
                    let side = (0..3).find(|k| {
                        let ends = [corners[*k], corners[(k + 1) % 3]];
                        ends == [pair[0], pair[1]] || ends == [pair[1], pair[0]]
                    })?;
                    Some((t, side))
                })
            }
        }
    }

    fn seam_point(&self, earlier: Option<&LonLat>, later: Option<&LonLat>, chain: &[u32], s: f64) -> Option<LonLat> {
        let (a, b) = (*earlier?, *later?);
        if a == b {
            return Some(self.crossing(*chain.first()?, *chain.last()?, s));
        }
        Some(between(a, b, s))
    }

    fn crossing(&self, u: u32, v: u32, s: f64) -> LonLat {
        // From the lower to the higher end, so that both triangles compute the same point.
        let (u, v) = if self.field[u as usize] < self.field[v as usize] { (u, v) } else { (v, u) };
        let (low, high) = (self.field[u as usize], self.field[v as usize]);
        let ([ux, uy], [vx, vy]) = (self.mesh.points[u as usize], self.mesh.points[v as usize]);
        let t = ((s - low) / (high - low)).clamp(0.0, 1.0);
        self.mesh.lon_lat([ux + (vx - ux) * t, uy + (vy - uy) * t])
    }

    /// When the front passes `p`, as a fraction of the time between the lines; `None` outside the lens.
    pub fn fraction_at(&self, p: LonLat) -> Option<f64> {
        let (x, y) = (p.lon * self.mesh.lon_scale, p.lat);
        self.mesh.triangles.iter().find_map(|corners| {
            let share = shares(corners.map(|v| self.mesh.points[v as usize]), x, y)?;
            let (mut sum, mut weight) = (0.0, 0.0);
            for (v, share) in corners.iter().zip(share) {
                if self.mesh.roles[*v as usize] != Role::Tip {
                    sum += share * self.field[*v as usize];
                    weight += share;
                }
            }
            Some(if weight > 0.0 { (sum / weight).clamp(0.0, 1.0) } else { 0.0 })
        })
    }

    /// Vertices and triangles of the mesh.
    pub fn size(&self) -> (usize, usize) {
        (self.mesh.points.len(), self.mesh.triangles.len())
    }
}

/// The vertex in which the lines meet although the level line crosses the outline: it starts or ends there.
fn join(earlier: Option<&LonLat>, later: Option<&LonLat>) -> Option<LonLat> {
    if earlier == later { earlier.copied() } else { None }
}

/// True for points within a hundredth of a millimetre, which rounding cannot tell apart.
fn is_same(p: LonLat, q: LonLat) -> bool {
    (p.lon - q.lon).abs() < 1e-10 && (p.lat - q.lat).abs() < 1e-10
}

/// Ends a line exactly in `end`.
fn finish(line: &mut Vec<LonLat>, end: LonLat) {
    if line.len() > 1 && line.last().is_some_and(|last| is_same(*last, end)) {
        line.pop();
    }
    line.push(end);
}

/// Triangles round a tip with the side that faces it.
fn fan(mesh: &Mesh, tip: u32) -> Vec<(u32, usize)> {
    let facing = |(corners, t): (&[u32; 3], u32)| {
        let corner = corners.iter().position(|v| *v == tip)?;
        Some((t, (corner + 1) % 3))
    };
    mesh.triangles.iter().zip(0_u32..).filter_map(facing).collect()
}

/// Barycentric coordinates of a point in a counterclockwise triangle, `None` outside it.
fn shares([[ax, ay], [bx, by], [cx, cy]]: [[f64; 2]; 3], x: f64, y: f64) -> Option<[f64; 3]> {
    let whole = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    let a = (bx - x) * (cy - y) - (by - y) * (cx - x);
    let b = (cx - x) * (ay - y) - (cy - y) * (ax - x);
    let c = whole - a - b;
    let slack = -1e-9 * whole;
    (whole > 0.0 && a >= slack && b >= slack && c >= slack).then(|| [a, b, c].map(|v| (v / whole).clamp(0.0, 1.0)))
}

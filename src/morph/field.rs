//! The field of a lens: at which fraction of the time between two lines the front passes each vertex of the mesh.
//!
//! It is 0 on the earlier line, 1 on the later one, linear along a seam, and at every other vertex a mean of its
//! neighbours with positive weights. So no vertex inside is an extremum, every set `field < s` hangs together with the
//! earlier line and every set `field > s` with the later one, and what lies between them is one line without loops.
//! Tips belong to no equation: there all level lines meet.
//!
//! The weights are those of the Laplacian (cotangents), but for the sides of a salient: the field couples to a line
//! the less, the more the way from the other line runs along it. A spearhead then grows in length and a pocket shrinks
//! in length, evenly, where the plain harmonic field would let them lie and take them in the last or first moment.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::mesh::{Gate, Mesh, Role};

/// Least weight of an edge, in terms of the cotangent weight of a right-angled half square (1/2): keeps the mean
/// positive where an angle of the mesh is obtuse.
const LEAST_WEIGHT: f64 = 0.02;
/// What is left of the coupling to the side of a salient.
const SIDE_COUPLING: f64 = 0.0005;
/// Rounds of smoothing the coupling along a line.
const SMOOTHING_ROUNDS: usize = 3;
/// The solver stops when the residual has shrunk by this factor.
const RESIDUAL: f64 = 1e-10;

/// Neighbours of every vertex in one array.
struct Graph {
    first: Vec<usize>,
    to: Vec<u32>,
    weight: Vec<f64>,
    length: Vec<f64>,
}

impl Graph {
    fn of(mesh: &Mesh) -> Self {
        let mut sides: Vec<(u32, u32, f64)> = Vec::with_capacity(mesh.triangles.len() * 6);
        for corners in &mesh.triangles {
            for k in 0..3 {
                let [p, q, r] = [corners[k], corners[(k + 1) % 3], corners[(k + 2) % 3]];
                let half_cot = cotangent(mesh, r, p, q) / 2.0;
                sides.push((p, q, half_cot));
                sides.push((q, p, half_cot));
            }
        }
        sides.sort_unstable_by_key(|s| (s.0, s.1));
        let mut graph = Self { first: vec![0], to: Vec::new(), weight: Vec::new(), length: Vec::new() };
        let mut from = 0;
        for (p, q, w) in sides {
            while from < p {
                graph.first.push(graph.to.len());
                from += 1;
            }
            let is_twin = graph.to.len() > graph.first[p as usize] && graph.to.last() == Some(&q);
            if let (true, Some(last)) = (is_twin, graph.weight.last_mut()) {
                *last += w;
            } else {
                graph.to.push(q);
                graph.weight.push(w);
                let ([px, py], [qx, qy]) = (mesh.points[p as usize], mesh.points[q as usize]);
                graph.length.push((px - qx).hypot(py - qy));
            }
        }
        while graph.first.len() <= mesh.points.len() {
            graph.first.push(graph.to.len());
        }
        for w in &mut graph.weight {
            *w = w.max(LEAST_WEIGHT);
        }
        graph
    }

    fn edges(&self, v: usize) -> impl Iterator<Item = (usize, f64, f64)> + '_ {
        (self.first[v]..self.first[v + 1]).map(|e| (self.to[e] as usize, self.weight[e], self.length[e]))
    }
}

fn cotangent(mesh: &Mesh, at: u32, p: u32, q: u32) -> f64 {
    let [x, y] = mesh.points[at as usize];
    let [px, py] = mesh.points[p as usize];
    let [qx, qy] = mesh.points[q as usize];
    let (ux, uy, vx, vy) = (px - x, py - y, qx - x, qy - y);
    let cross = ux * vy - uy * vx;
    if cross <= 0.0 { 0.0 } else { (ux * vx + uy * vy) / cross }
}

/// The field at every vertex; `NaN` at the tips.
pub(super) fn solve(mesh: &Mesh) -> Vec<f64> {
    let mut graph = Graph::of(mesh);
    loosen_sides(mesh, &mut graph);
    let mut field: Vec<f64> = mesh
        .roles
        .iter()
        .map(|role| match role {
            Role::Tip => f64::NAN,
            Role::Earlier => 0.0,
            Role::Later => 1.0,
            Role::Seam | Role::Inner => 0.5,
        })
        .collect();
    for gate in [&mesh.start, &mesh.end] {
        if let Gate::Rim(chain) = gate {
            set_seam(mesh, chain, &mut field);
        }
    }
    conjugate_gradients(mesh, &graph, &mut field);
    field
}

fn set_seam(mesh: &Mesh, chain: &[u32], field: &mut [f64]) {
    let point = |v: u32| mesh.points[v as usize];
    let [Some(&from), Some(&to)] = [chain.first(), chain.last()] else { return };
    let ([ax, ay], [bx, by]) = (point(from), point(to));
    let whole = (bx - ax).hypot(by - ay);
    for v in &chain[1..chain.len() - 1] {
        let [x, y] = point(*v);
        field[*v as usize] = (x - ax).hypot(y - ay) / whole;
    }
}

/// Lowers the weights that couple inner vertices to the sides of salients.
fn loosen_sides(mesh: &Mesh, graph: &mut Graph) {
    let from_earlier = distances(mesh, graph, Role::Earlier);
    let from_later = distances(mesh, graph, Role::Later);
    let n = mesh.rim.len();
    let mut facing = vec![1.0; mesh.points.len()];
    for (k, v) in mesh.rim.iter().enumerate() {
        let far = match mesh.roles[*v as usize] {
            Role::Earlier => &from_later,
            Role::Later => &from_earlier,
            _ => continue,
        };
        let (before, after) = (mesh.rim[(k + n - 1) % n] as usize, mesh.rim[(k + 1) % n] as usize);
        let here = *v as usize;
        let step = |a: usize, b: usize| {
            let ([ax, ay], [bx, by]) = (mesh.points[a], mesh.points[b]);
            (ax - bx).hypot(ay - by)
        };
        let slope = (far[after] - far[before]) / (step(before, here) + step(here, after));
        facing[here] = (1.0 - slope * slope).max(0.0).powi(2).max(SIDE_COUPLING);
    }
    smooth_along_rim(mesh, &mut facing);
    for v in 0..mesh.points.len() {
        for e in graph.first[v]..graph.first[v + 1] {
            let w = graph.to[e] as usize;
            graph.weight[e] *= facing[v].min(facing[w]);
        }
    }
}

/// Geometric means over neighbours on the same line: single vertices shall not hold the front back or let it go.
fn smooth_along_rim(mesh: &Mesh, facing: &mut [f64]) {
    let n = mesh.rim.len();
    for _ in 0..SMOOTHING_ROUNDS {
        let before: Vec<f64> = mesh.rim.iter().map(|v| facing[*v as usize].ln()).collect();
        for k in 0..n {
            let role = mesh.roles[mesh.rim[k] as usize];
            let same = |j: usize| if mesh.roles[mesh.rim[j] as usize] == role { before[j] } else { before[k] };
            let mean = (same((k + n - 1) % n) + 2.0 * before[k] + same((k + 1) % n)) / 4.0;
            facing[mesh.rim[k] as usize] = mean.exp();
        }
    }
}

/// Lengths of the shortest ways along the mesh from a line (with the tips) to every vertex.
fn distances(mesh: &Mesh, graph: &Graph, from: Role) -> Vec<f64> {
    let mut distance = vec![f64::INFINITY; mesh.points.len()];
    let mut open = BinaryHeap::new();
    for (v, role) in mesh.roles.iter().enumerate() {
        if *role == from || *role == Role::Tip {
            distance[v] = 0.0;
            open.push(Reverse((0_u64, v)));
        }
    }
    while let Some(Reverse((bits, v))) = open.pop() {
        // Bits of non-negative floats are in the order of the floats.
        if f64::from_bits(bits) > distance[v] {
            continue;
        }
        for (w, _, length) in graph.edges(v) {
            let way = distance[v] + length;
            if way < distance[w] {
                distance[w] = way;
                open.push(Reverse((way.to_bits(), w)));
            }
        }
    }
    distance
}

/// Solves for the inner vertices with all others held (Jacobi-preconditioned conjugate gradients: the matrix is
/// symmetric and positive definite, as every inner vertex hangs together with a line).
fn conjugate_gradients(mesh: &Mesh, graph: &Graph, field: &mut [f64]) {
    let unknown: Vec<usize> = (0..field.len()).filter(|v| mesh.roles[*v] == Role::Inner).collect();
    let is_unknown = |v: usize| mesh.roles[v] == Role::Inner;
    let is_tip = |v: usize| mesh.roles[v] == Role::Tip;
    let n = field.len();
    let mut diagonal = vec![1.0; n];
    let mut residual = vec![0.0; n];
    for &v in &unknown {
        let (mut sum, mut flow) = (0.0, 0.0);
        for (w, weight, _) in graph.edges(v).filter(|(w, ..)| !is_tip(*w)) {
            sum += weight;
            flow += weight * (field[w] - field[v]);
        }
        diagonal[v] = sum;
        residual[v] = flow;
    }
    let dot = |a: &[f64], b: &[f64]| unknown.iter().map(|v| a[*v] * b[*v]).sum::<f64>();
    let mut scaled: Vec<f64> = residual.iter().zip(&diagonal).map(|(r, d)| r / d).collect();
    let mut direction = scaled.clone();
    let mut product = vec![0.0; n];
    let mut rho = dot(&residual, &scaled);
    let goal = rho * RESIDUAL * RESIDUAL;
    for _ in 0..unknown.len() * 2 {
        if rho <= goal || rho <= f64::MIN_POSITIVE {
            break;
        }
        for &v in &unknown {
            product[v] = diagonal[v] * direction[v];
            for (w, weight, _) in graph.edges(v).filter(|(w, ..)| is_unknown(*w)) {
                product[v] -= weight * direction[w];
            }
        }
        let alpha = rho / dot(&direction, &product);
        for &v in &unknown {
            field[v] += alpha * direction[v];
            residual[v] -= alpha * product[v];
            scaled[v] = residual[v] / diagonal[v];
        }
        let next = dot(&residual, &scaled);
        for &v in &unknown {
            direction[v] = scaled[v] + next / rho * direction[v];
        }
        rho = next;
    }
    for &v in &unknown {
        field[v] = field[v].clamp(0.0, 1.0);
    }
}

//! A triangle mesh of a lens: constrained Delaunay, refined, with every edge of the outline kept.
//!
//! Space: a plane of degrees in which longitudes are shortened by the cosine of the lens's middle latitude, so that
//! triangles are well shaped on the ground.

use spade::{
    AngleLimit, ConstrainedDelaunayTriangulation, HasPosition, Point2, RefinementParameters, Triangulation,
    handles::{FixedVertexHandle, VertexHandle},
};

use super::MorphError;
use crate::geo::LonLat;

/// No triangle: the side lies on the outline.
pub(super) const OUTSIDE: u32 = u32::MAX;

/// What a vertex of the mesh stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A vertex in which the two lines part or meet.
    Tip,
    /// The earlier line.
    Earlier,
    /// The later line.
    Later,
    /// The seam between the ends of the lines.
    Seam,
    /// Neither.
    Inner,
}

/// The outline of a lens: the earlier line forward, the later line backward, counterclockwise.
pub(super) struct Outline {
    /// Vertices without repetition.
    pub ring: Vec<LonLat>,
    /// Indices in `ring` of the ends of the earlier line: `0` and this one.
    pub earlier_end: usize,
    /// Index in `ring` of the last vertex of the later line; `earlier_end` if the lines meet there.
    pub later_end: usize,
    /// Index in `ring` of the first vertex of the later line; `ring.len()` if the lines part at vertex 0.
    pub later_start: usize,
}

impl Outline {
    /// The outline between `earlier` and `later`, both in the direction of the line.
    pub fn new(earlier: &[LonLat], later: &[LonLat]) -> Self {
        let meets = earlier.last() == later.last();
        let parts = earlier.first() == later.first();
        let mut ring = earlier.to_vec();
        // One edge between the two tips would leave its line without a vertex of its own.
        if ring.len() == 2 && meets && parts {
            ring.insert(1, midpoint(ring[0], ring[1]));
        }
        let earlier_end = ring.len() - 1;
        let later_end = if meets { earlier_end } else { earlier_end + 1 };
        let own = &later[usize::from(parts).min(later.len())..later.len() - usize::from(meets).min(later.len())];
        if meets && parts && later.len() == 2 {
            ring.push(midpoint(later[0], later[1]));
        }
        ring.extend(own.iter().rev());
        let later_start = if parts { ring.len() } else { ring.len() - 1 };
        Self { ring, earlier_end, later_end, later_start: later_start.max(later_end) }
    }

    fn has_tip_at_start(&self) -> bool {
        self.later_start == self.ring.len() && self.earlier_end > 0 && self.later_end < self.ring.len()
    }

    fn has_tip_at_end(&self) -> bool {
        self.later_end == self.earlier_end && self.earlier_end > 0 && self.later_end < self.later_start
    }
}

fn midpoint(a: LonLat, b: LonLat) -> LonLat {
    LonLat::new(f64::midpoint(a.lon, b.lon), f64::midpoint(a.lat, b.lat))
}

/// How a level line enters or leaves the lens.
#[derive(Clone, Debug)]
pub(super) enum Gate {
    /// All level lines meet in this vertex.
    Tip(u32),
    /// They cross the outline along this chain of vertices, from the earlier line to the later one.
    Rim(Vec<u32>),
}

/// Triangles of a lens, counterclockwise.
pub(super) struct Mesh {
    /// Vertices in the plane: degrees of longitude times `lon_scale`, degrees of latitude.
    pub points: Vec<[f64; 2]>,
    /// Cosine of the middle latitude.
    pub lon_scale: f64,
    /// What each vertex stands on.
    pub roles: Vec<Role>,
    /// The outline counterclockwise with the vertices that refinement put on it, from the earlier line's first vertex.
    pub rim: Vec<u32>,
    /// Corners of the triangles.
    pub triangles: Vec<[u32; 3]>,
    /// The triangle across the side from corner `k` to corner `k + 1`, or [`OUTSIDE`].
    pub neighbours: Vec<[u32; 3]>,
    /// Where lines begin.
    pub start: Gate,
    /// Where lines end.
    pub end: Gate,
}

struct Node {
    at: Point2<f64>,
}

impl HasPosition for Node {
    type Scalar = f64;
    fn position(&self) -> Point2<f64> {
        self.at
    }
}

impl From<Point2<f64>> for Node {
    fn from(at: Point2<f64>) -> Self {
        Self { at }
    }
}

type Cdt = ConstrainedDelaunayTriangulation<Node>;

/// Area that a triangle should have, square degrees of latitude: legs of about 5 km.
const TRIANGLE_AREA: f64 = 0.001;
/// Bounds to the number of triangles that area alone asks for; detail of the outline adds to them.
const TRIANGLES_BY_AREA: (f64, f64) = (80.0, 800.0);
/// No triangle is split for its shape below this part of the largest one's area.
const LEAST_SPLIT_AREA: f64 = 0.02;
/// Smallest angle that refinement aims at, degrees.
const LEAST_ANGLE_DEG: f64 = 22.0;

impl Mesh {
    /// Meshes a lens whose outline is simple and runs counterclockwise.
    pub fn new(outline: &Outline) -> Result<Self, MorphError> {
        let at = outline.ring[0];
        let (south, north) = outline.ring.iter().fold((90.0_f64, -90.0_f64), |(s, n), p| (s.min(p.lat), n.max(p.lat)));
        let lon_scale = f64::midpoint(south, north).to_radians().cos();
        let mut cdt = triangulate(outline, lon_scale)?;
        let rim = walk_rim(&cdt, outline.ring.len()).ok_or(MorphError::Unmeshable { at })?;
        let roles = roles(&cdt, &rim, outline).ok_or(MorphError::Unmeshable { at })?;
        split_chords(&mut cdt, &rim, &roles).map_err(|_| MorphError::Unmeshable { at })?;
        let inner = inner_faces(&cdt, &rim);
        let mut triangles = Vec::new();
        let mut number = vec![OUTSIDE; inner.len()];
        for face in cdt.inner_faces().filter(|f| inner[f.fix().index()]) {
            number[face.fix().index()] = index(triangles.len());
            triangles.push(face.vertices().map(|v| index(v.fix().index())));
        }
        let neighbours = cdt
            .inner_faces()
            .filter(|f| inner[f.fix().index()])
            .map(|face| {
                let corners = face.vertices().map(|v| v.fix());
                let across = face.adjacent_edges().map(|e| {
                    let other = e.rev().face().as_inner().map_or(OUTSIDE, |f| number[f.fix().index()]);
                    (e.from().fix(), other)
                });
                corners.map(|v| across.iter().find(|(from, _)| *from == v).map_or(OUTSIDE, |(_, other)| *other))
            })
            .collect();
        let mut all_roles = roles;
        all_roles.resize(cdt.num_vertices(), Role::Inner);
        let points = cdt.vertices().map(|v| [v.position().x, v.position().y]).collect();
        let (start, end) = gates(outline, &rim);
        Ok(Self { points, lon_scale, roles: all_roles, rim, triangles, neighbours, start, end })
    }

    /// A vertex's place in degrees.
    pub fn lon_lat(&self, [x, y]: [f64; 2]) -> LonLat {
        LonLat::new(x / self.lon_scale, y)
    }
}

/// Vertices are counted in 32 bits; a lens never has as many.
fn index(i: usize) -> u32 {
    u32::try_from(i).unwrap_or(OUTSIDE)
}

fn triangulate(outline: &Outline, lon_scale: f64) -> Result<Cdt, MorphError> {
    let at = outline.ring[0];
    let n = outline.ring.len();
    let nodes = outline.ring.iter().map(|p| Node { at: Point2::new(p.lon * lon_scale, p.lat) }).collect();
    let edges = (0..n).map(|i| [i, (i + 1) % n]).collect();
    let mut conflicts = 0;
    let mut cdt =
        Cdt::try_bulk_load_cdt(nodes, edges, |_| conflicts += 1).map_err(|_| MorphError::Unmeshable { at })?;
    if conflicts > 0 || cdt.num_vertices() != n || cdt.num_constraints() != n {
        return Err(MorphError::Unmeshable { at });
    }
    let area = super::plane::doubled_area(&[&outline.ring[..], &outline.ring[..1]].concat()) / 2.0 * lon_scale;
    let largest = TRIANGLE_AREA.clamp(area / TRIANGLES_BY_AREA.1, area / TRIANGLES_BY_AREA.0);
    cdt.refine(
        RefinementParameters::new()
            .exclude_outer_faces(true)
            .with_max_allowed_area(largest)
            .with_min_required_area(largest * LEAST_SPLIT_AREA)
            .with_angle_limit(AngleLimit::from_deg(LEAST_ANGLE_DEG))
            .with_max_additional_vertices(4 * n + 2000),
    );
    Ok(cdt)
}

fn vertex(i: usize) -> FixedVertexHandle {
    FixedVertexHandle::from_index(i)
}

/// The outline with the vertices that refinement put on its edges. Vertices `0..corners` are those of the outline.
fn walk_rim(cdt: &Cdt, corners: usize) -> Option<Vec<u32>> {
    let first = cdt.vertex(vertex(0));
    let towards = cdt.vertex(vertex(1)).position();
    let along = |v: VertexHandle<'_, Node, (), spade::CdtEdge<()>>| {
        let (dx, dy) = (v.position().x - first.position().x, v.position().y - first.position().y);
        let (ex, ey) = (towards.x - first.position().x, towards.y - first.position().y);
        (dx * ex + dy * ey) / dx.hypot(dy)
    };
    let mut edge =
        first.out_edges().filter(|e| e.is_constraint_edge()).max_by(|e, f| along(e.to()).total_cmp(&along(f.to())))?;
    let mut rim = vec![0];
    while edge.to().fix() != first.fix() {
        rim.push(index(edge.to().fix().index()));
        let back = edge.rev().fix();
        edge = edge.to().out_edges().find(|e| e.is_constraint_edge() && e.fix() != back)?;
        if rim.len() > cdt.num_vertices() {
            return None;
        }
    }
    // Every corner is there, in its order.
    let seen = rim.iter().filter(|v| (**v as usize) < corners);
    seen.copied().eq(0..index(corners)).then_some(rim)
}

fn roles(cdt: &Cdt, rim: &[u32], outline: &Outline) -> Option<Vec<Role>> {
    let place = |corner: usize| rim.iter().position(|v| *v as usize == corner);
    let earlier_end = place(outline.earlier_end)?;
    let later_end = place(outline.later_end).unwrap_or(rim.len());
    let later_start = if outline.later_start == outline.ring.len() { rim.len() } else { place(outline.later_start)? };
    let mut roles = vec![Role::Inner; cdt.num_vertices()];
    for (k, v) in rim.iter().enumerate() {
        roles[*v as usize] = if k <= earlier_end {
            Role::Earlier
        } else if k >= later_end && k <= later_start {
            Role::Later
        } else {
            Role::Seam
        };
    }
    if outline.has_tip_at_start() {
        roles[0] = Role::Tip;
    }
    if outline.has_tip_at_end() {
        roles[outline.earlier_end] = Role::Tip;
    } else if outline.later_end == outline.earlier_end && outline.earlier_end > 0 {
        // The later line is this one vertex.
        roles[outline.earlier_end] = Role::Later;
    } else if outline.later_start == outline.ring.len() && outline.earlier_end > 0 && !outline.has_tip_at_start() {
        roles[0] = Role::Later;
    }
    Some(roles)
}

/// Puts a vertex in the middle of every inner edge that joins a line to itself: a triangle with all corners on one line
/// would be overrun in no time.
fn split_chords(cdt: &mut Cdt, rim: &[u32], roles: &[Role]) -> Result<(), spade::InsertionError> {
    let inner = inner_faces(cdt, rim);
    let on_one_line = |a: Role, b: Role| {
        matches!(
            (a, b),
            (Role::Earlier | Role::Tip, Role::Earlier | Role::Tip) | (Role::Later | Role::Tip, Role::Later | Role::Tip)
        )
    };
    let mut middles = Vec::new();
    for edge in cdt.undirected_edges().filter(|e| !e.is_constraint_edge()) {
        let is_inner = edge.as_directed().face().as_inner().is_some_and(|f| inner[f.fix().index()]);
        let [a, b] = edge.vertices();
        if is_inner && on_one_line(roles[a.fix().index()], roles[b.fix().index()]) {
            let (p, q) = (a.position(), b.position());
            middles.push(Point2::new(f64::midpoint(p.x, q.x), f64::midpoint(p.y, q.y)));
        }
    }
    for at in middles {
        cdt.insert(Node { at })?;
    }
    Ok(())
}

/// For every face whether it lies inside the outline.
fn inner_faces(cdt: &Cdt, rim: &[u32]) -> Vec<bool> {
    let mut inner = vec![false; cdt.num_all_faces()];
    let mut open = Vec::new();
    for (k, v) in rim.iter().enumerate() {
        let next = vertex(rim[(k + 1) % rim.len()] as usize);
        let edge = cdt.get_edge_from_neighbors(vertex(*v as usize), next);
        open.extend(edge.and_then(|e| e.face().as_inner()).map(|f| f.fix()));
    }
    while let Some(face) = open.pop() {
        if std::mem::replace(&mut inner[face.index()], true) {
            continue;
        }
        for edge in cdt.face(face).adjacent_edges().into_iter().filter(|e| !e.is_constraint_edge()) {
            open.extend(edge.rev().face().as_inner().map(|f| f.fix()));
        }
    }
    inner
}

fn gates(outline: &Outline, rim: &[u32]) -> (Gate, Gate) {
    let place = |corner: usize| rim.iter().position(|v| *v as usize == corner).unwrap_or(0);
    let n = rim.len();
    let start = if outline.has_tip_at_start() {
        Gate::Tip(0)
    } else if outline.later_start < outline.ring.len() {
        let from = place(outline.later_start);
        Gate::Rim(std::iter::once(0).chain(rim[from..].iter().rev().copied()).collect())
    } else if outline.earlier_end == 0 {
        Gate::Rim(vec![0, rim[n - 1]])
    } else {
        Gate::Rim(vec![rim[1], 0])
    };
    let end = if outline.has_tip_at_end() {
        Gate::Tip(index(outline.earlier_end))
    } else if outline.later_end != outline.earlier_end {
        let to = if outline.later_end == outline.ring.len() { n } else { place(outline.later_end) };
        let chain = rim[place(outline.earlier_end)..=to.min(n - 1)].iter().copied();
        Gate::Rim(if to == n { chain.chain(std::iter::once(0)).collect() } else { chain.collect() })
    } else if outline.earlier_end == 0 {
        Gate::Rim(vec![0, rim[1]])
    } else {
        let corner = place(outline.earlier_end);
        Gate::Rim(vec![rim[corner - 1], rim[corner]])
    };
    (start, end)
}

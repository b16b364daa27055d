//! Marsh, desert and steppe as light patterns of dashes and dots.
//!
//! Marks have a size on the page and a place on the plane: panning moves them with the land, and enlarging the map brings
//! in new ones between the old, fading, so that nothing swims and nothing jumps.

use kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::Item;
use super::base::BaseStores;
use super::frame::Frame;
use super::legend::{Class, Shown};
use super::paint::{fill, stroke};
use crate::data::TerrainKind;
use crate::geo::{Detail, MapPoint};

/// How far a mark may stray from its node, as a share of the lattice's step.
const STRAY: f64 = 0.42;
/// How many nodes of 256 stay empty: without gaps the rows show.
const EMPTY_OF_256: u64 = 70;

/// Marks on the map that the legend has to explain; a few in a corner explain themselves to nobody.
const LEAST_EXPLAINED: usize = 6;

/// The patterns of the view.
pub(super) fn terrain(frame: &Frame, base: &BaseStores, shown: &mut Shown) -> Vec<Item> {
    let mut items = Vec::new();
    // The edge of a pattern is vague: a point of the page is detail enough.
    let detail = Detail { tolerance_m: frame.metres(1.0), min_extent_m: frame.metres(4.0) };
    for (kind, store) in base.terrain() {
        let area = Area::new(&store.visible_fill(&frame.visible, detail));
        let marks = marks(frame, *kind, &area);
        let on_map = marks.iter().filter(|m| m.opacity > 0.3).flat_map(|m| &m.places).filter(|p| frame.is_clear(**p));
        if on_map.count() >= LEAST_EXPLAINED {
            shown.add(match kind {
                TerrainKind::Marsh => Class::Marsh,
                TerrainKind::Desert | TerrainKind::Steppe => Class::Desert,
            });
        }
        items.extend(marks.iter().filter(|m| m.opacity > 0.02).map(|m| drawn(frame, *kind, m)));
    }
    items
}

/// A sample of marsh or desert in a box of the page.
pub(crate) fn sample(frame: &Frame, class: Class, area: Rect) -> Item {
    let kind = if class == Class::Marsh { TerrainKind::Marsh } else { TerrainKind::Desert };
    let at = |x: f64, y: f64| Point::new(area.x0 + area.width() * x, area.y0 + area.height() * y);
    let places =
        [(0.12, 0.2), (0.5, 0.15), (0.85, 0.25), (0.3, 0.5), (0.68, 0.55), (0.14, 0.8), (0.47, 0.85), (0.88, 0.8)];
    let places = places.map(|(x, y)| at(x, y)).to_vec();
    drawn(frame, kind, &Marks { opacity: 1.0, places })
}

/// Marks of one strength.
struct Marks {
    opacity: f64,
    /// On the page.
    places: Vec<Point>,
}

/// The marks that fall into an area: those of the lattice, and those that are coming in between them.
fn marks(frame: &Frame, kind: TerrainKind, area: &Area) -> [Marks; 2] {
    let style = &frame.theme.terrain;
    let gap_pt = match kind {
        TerrainKind::Marsh => style.marsh_gap_pt,
        TerrainKind::Desert => style.desert_gap_pt,
        TerrainKind::Steppe => style.desert_gap_pt * 1.5,
    };
    // Steps are powers of two in metres: the lattice of each is part of the next finer one, which comes in from half the
    // gap on and is all there at the whole.
    let exponent = frame.metres(gap_pt / 2.0).log2();
    let step = exponent.ceil().exp2();
    let grown = exponent.ceil() - exponent;
    let row_step = step * row_share(kind);
    let mut found = [Vec::new(), Vec::new()];
    for row in span(area.bounds.y0, area.bounds.y1, row_step) {
        for column in span(area.bounds.x0, area.bounds.x1, step) {
            let is_coming = column % 2 != 0 || row % 2 != 0;
            let Some(place) = node(column, row, step, kind) else { continue };
            if area.contains(place) {
                found[usize::from(is_coming)].push(frame.on_page(MapPoint::new(place.x, place.y)));
            }
        }
    }
    let [old, coming] = found;
    [Marks { opacity: 1.0, places: old }, Marks { opacity: grown, places: coming }]
}

/// Indices of lattice lines between two coordinates.
#[expect(clippy::cast_possible_truncation, reason = "the plane has some 10^7 metres, steps are metres at least")]
fn span(low: f64, high: f64, step: f64) -> std::ops::RangeInclusive<i64> {
    ((low / step).floor() as i64)..=((high / step).ceil() as i64)
}

/// The place of a node's mark on the plane, the same at every step that has the node; `None` for the nodes left empty.
#[expect(clippy::cast_precision_loss, reason = "indices of a lattice on the plane")]
fn node(column: i64, row: i64, step: f64, kind: TerrainKind) -> Option<Point> {
    let shared = (column | row | 1 << 40).trailing_zeros();
    let own_step = step * f64::from(shared).exp2();
    let chance = scatter(column >> shared, row >> shared);
    if chance >> 32 & 0xff < EMPTY_OF_256 {
        return None;
    }
    let stray = |bits: u64| ((bits & 0xffff) as f64 / 65_535.0 - 0.5) * 2.0 * STRAY * own_step;
    // Dashes of a marsh stay in their rows, as water does.
    let up = if kind == TerrainKind::Marsh { 0.0 } else { stray(chance >> 16) };
    Some(Point::new(column as f64 * step + stray(chance), row as f64 * step * row_share(kind) + up))
}

/// From row to row, as a share of the step in a row: dashes are long and low.
const fn row_share(kind: TerrainKind) -> f64 {
    match kind {
        TerrainKind::Marsh => 0.5,
        TerrainKind::Desert | TerrainKind::Steppe => 1.0,
    }
}

/// A number for a node that looks random, by the finaliser of `SplitMix64` (Steele, Lea, Flood 2014).
#[expect(clippy::cast_sign_loss, reason = "bits are bits")]
const fn scatter(column: i64, row: i64) -> u64 {
    let mut z = (column as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (row as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn drawn(frame: &Frame, kind: TerrainKind, marks: &Marks) -> Item {
    let style = &frame.theme.terrain;
    let mut path = BezPath::new();
    if kind == TerrainKind::Marsh {
        for p in &marks.places {
            path.move_to(*p - (style.marsh_length_pt / 2.0, 0.0));
            path.line_to(*p + (style.marsh_length_pt / 2.0, 0.0));
        }
        let colour = style.marsh.with_opacity(style.marsh_opacity * marks.opacity);
        return stroke(path, Affine::IDENTITY, style.marsh_width_pt, colour);
    }
    let r = style.desert_width_pt / 2.0;
    for p in &marks.places {
        super::shapes::push_ring(&mut path, &[*p + (0.0, -r), *p + (r, 0.0), *p + (0.0, r), *p + (-r, 0.0)]);
    }
    fill(path, Affine::IDENTITY, style.desert.with_opacity(style.desert_opacity * marks.opacity))
}

/// An area on the plane that answers quickly what lies in it; even-odd.
struct Area {
    edges: Vec<(Point, Point)>,
    bounds: Rect,
}

impl Area {
    fn new(path: &BezPath) -> Self {
        use kurbo::ParamCurve;
        // The path has straight segments only.
        let edges = path.segments().map(|s| (s.eval(0.0), s.eval(1.0))).collect();
        Self { edges, bounds: path.bounding_box() }
    }

    fn contains(&self, p: Point) -> bool {
        let crossed = |&&(a, b): &&(Point, Point)| {
            (a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)
        };
        self.edges.iter().filter(crossed).count() % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finer_pattern_holds_every_mark_of_the_coarser_one() {
        let mut marks = 0;
        for (column, row) in (-30..30).flat_map(|c| (-30..30).map(move |r| (c, r))) {
            for kind in [TerrainKind::Marsh, TerrainKind::Desert] {
                let coarse = node(column, row, 2048.0, kind);
                assert_eq!(coarse, node(column * 2, row * 2, 1024.0, kind));
                assert_eq!(coarse, node(column * 8, row * 8, 256.0, kind));
                marks += i32::from(coarse.is_some());
            }
        }
        assert!((4000..6500).contains(&marks), "{marks} of 7200 nodes");
    }

    #[test]
    fn an_area_with_a_hole_holds_what_lies_between() {
        let mut path = Rect::new(0.0, 0.0, 90.0, 90.0).to_path(0.1);
        path.extend(Rect::new(30.0, 30.0, 60.0, 60.0).to_path(0.1));
        let area = Area::new(&path);
        let asked = [(10.0, 45.0), (45.0, 45.0), (75.0, 45.0), (95.0, 45.0)];
        assert_eq!(asked.map(|p| area.contains(Point::from(p))), [true, false, true, false]);
    }
}

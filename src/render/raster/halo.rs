//! Outlines of letters grown by a halo, worked out once for a letter and a proportion.
//!
//! Stroking every letter anew would cost more than all the rest of a map's lettering; and the stroke of a letter
//! crosses itself in many small loops, which cost again when it is filled. Here the stroke and the letter are united
//! into a few plain rings.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use geo::algorithm::bool_ops::FillRule;
use geo::{BooleanOps, Coord, LineString, MultiPolygon, Polygon, Simplify};
use kurbo::{Affine, BezPath, Cap, Join, PathEl, Stroke, StrokeOpts};

use crate::text::{FontFace, Fonts};

/// Outlines kept before the store is emptied.
const OUTLINES_KEPT: usize = 8192;
/// How far, in pixels, a halo may miss the true one.
const TOLERANCE_PX: f64 = 0.12;

/// What an outline was made from.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    face: FontFace,
    glyph: u32,
    /// Width beyond the letter's edge in em.
    width_em_bits: u64,
    /// Largest size in pixels that it is fine enough for: a power of two.
    class: u32,
}

/// The store.
#[derive(Default)]
pub(super) struct HaloStore {
    outlines: Mutex<HashMap<Key, Arc<BezPath>>>,
}

/// The store for letters of one size.
pub(super) struct HalosOfSize<'a> {
    store: &'a HaloStore,
    width_em: f64,
    class: u32,
}

impl HaloStore {
    /// Halos of `width_em` em round letters of `size_px` pixels.
    pub(super) fn of_size(&self, size_px: f64, width_em: f64) -> HalosOfSize<'_> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 8..=65536")]
        let class = (size_px.clamp(8.0, 65_536.0).ceil() as u32).next_power_of_two();
        // Four digits are enough for any halo, and zooming steps share their outlines.
        HalosOfSize { store: self, width_em: (width_em * 1e4).round() / 1e4, class }
    }
}

impl HalosOfSize<'_> {
    /// The outline of a letter with its halo, in em units; `None` if there is no ink.
    pub(super) fn outline(&self, face: FontFace, glyph: u32) -> Option<Arc<BezPath>> {
        let key = Key { face, glyph, width_em_bits: self.width_em.to_bits(), class: self.class };
        let known = self.store.outlines.lock().ok().and_then(|store| store.get(&key).cloned());
        if known.is_some() {
            return known;
        }
        let letter = &Fonts::bundled().outline(face, glyph)?.path;
        if letter.elements().is_empty() || !self.width_em.is_finite() || self.width_em <= 0.0 {
            return None;
        }
        let grown = Arc::new(grow(letter, self.width_em, TOLERANCE_PX / f64::from(self.class)));
        if let Ok(mut store) = self.store.outlines.lock() {
            if store.len() >= OUTLINES_KEPT {
                store.clear();
            }
            store.insert(key, Arc::clone(&grown));
        }
        Some(grown)
    }
}

/// A letter's outline moved out by `width`, all inside filled but for holes that stay open.
fn grow(letter: &BezPath, width: f64, tolerance: f64) -> BezPath {
    // The overlay counts in integers: give it thousandths of an em to work with.
    const SCALE: f64 = 1000.0;
    let stroke = Stroke::new(2.0 * width).with_join(Join::Round).with_caps(Cap::Round);
    let band = kurbo::stroke(letter.iter(), &stroke, &StrokeOpts::default(), tolerance);
    // Each on its own first: rings of the two may run in opposite directions.
    let band = inside(rings_of(&band, tolerance, SCALE));
    let united = band.union(&inside(rings_of(letter, tolerance, SCALE))).simplify(tolerance * SCALE);
    let mut path = BezPath::new();
    for polygon in united {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            let mut points = ring.0.iter();
            if let Some(first) = points.next() {
                path.move_to((first.x, first.y));
                points.for_each(|p| path.line_to((p.x, p.y)));
                path.close_path();
            }
        }
    }
    path.apply_affine(Affine::scale(1.0 / SCALE));
    path
}

/// What lies inside rings by the non-zero rule.
fn inside(rings: Vec<LineString<f64>>) -> MultiPolygon<f64> {
    let rings = MultiPolygon::new(rings.into_iter().map(|ring| Polygon::new(ring, Vec::new())).collect());
    rings.union_with_fill_rule(&MultiPolygon::new(Vec::new()), FillRule::NonZero)
}

/// The rings of a path, flattened.
fn rings_of(path: &BezPath, tolerance: f64, scale: f64) -> Vec<LineString<f64>> {
    let mut rings: Vec<LineString<f64>> = Vec::new();
    kurbo::flatten(path, tolerance, |element| {
        let at = |p: kurbo::Point| Coord { x: p.x * scale, y: p.y * scale };
        match element {
            PathEl::MoveTo(p) => rings.push(LineString::new(vec![at(p)])),
            PathEl::LineTo(p) => rings.last_mut().into_iter().for_each(|ring| ring.0.push(at(p))),
            _ => {}
        }
    });
    rings.retain(|ring| ring.0.len() > 2);
    rings
}

#[cfg(test)]
mod tests {
    use kurbo::{Point, Shape};

    use super::*;

    fn letter(c: &str) -> (FontFace, u32) {
        let line = Fonts::bundled().shape(c, &crate::text::TextStyle::new(FontFace::SansBold, 1.0));
        (line.glyphs[0].face, line.glyphs[0].id)
    }

    #[test]
    fn a_halo_reaches_its_width_beyond_the_letter_all_round() {
        let store = HaloStore::default();
        for c in ["H", "o", "8", "島", "Ж"] {
            let (face, id) = letter(c);
            let grown = store.of_size(64.0, 0.1).outline(face, id).unwrap();
            let (inner, outer) = (Fonts::bundled().outline(face, id).unwrap().bounds, grown.bounding_box());
            for reach in [inner.x0 - outer.x0, outer.x1 - inner.x1, inner.y0 - outer.y0, outer.y1 - inner.y1] {
                assert!((reach - 0.1).abs() < 0.004, "{c}: {reach}");
            }
        }
    }

    #[test]
    fn the_letter_lies_inside_its_halo_and_far_points_outside() {
        let (face, id) = letter("R");
        let grown = HaloStore::default().of_size(64.0, 0.05).outline(face, id).unwrap();
        let letter = &Fonts::bundled().outline(face, id).unwrap();
        let mut inside = 0;
        for i in 0..60 {
            for j in 0..60 {
                let p = Point::new(f64::from(i) / 50.0 - 0.2, f64::from(j) / 50.0 - 1.0);
                if letter.path.contains(p) {
                    inside += 1;
                    assert!(grown.contains(p), "{p:?}");
                }
                assert!(letter.bounds.inflate(0.06, 0.06).contains(p) || !grown.contains(p));
            }
        }
        assert!(inside > 200);
    }

    #[test]
    fn outlines_are_plain_and_worked_out_once() {
        let store = HaloStore::default();
        let (face, id) = letter("e");
        let first = store.of_size(12.0, 0.2).outline(face, id).unwrap();
        assert!(first.elements().len() < 80, "{}", first.elements().len());
        assert!(Arc::ptr_eq(&first, &store.of_size(13.0, 0.200_01).outline(face, id).unwrap()));
        assert!(!Arc::ptr_eq(&first, &store.of_size(40.0, 0.2).outline(face, id).unwrap()));
        assert!(store.of_size(12.0, 0.2).outline(letter(" ").0, letter(" ").1).is_none());
    }
}

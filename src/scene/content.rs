//! A layer's key from its content: for layers that change now and then, such as the legend, but not with every frame.

use std::hash::{Hash, Hasher};

use kurbo::{Affine, BezPath, PathEl, Point};

use super::{Item, Layer};

impl Layer {
    /// A layer that painters keep until one of its items changes.
    pub(super) fn kept(name: &'static str, items: Vec<Item>) -> Self {
        let mut hasher = Fnv::default();
        add_items(&items, &mut hasher);
        Self { name, key: Some(hasher.finish()), items }
    }
}

/// The hash of Fowler, Noll and Vo over words of 64 bits, folded so that high bits reach low ones: content is many
/// numbers, and hashing them must cost less than painting.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        let mixed = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01b3);
        self.0 = (mixed ^ (mixed >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

fn add_item(item: &Item, hasher: &mut Fnv) {
    std::mem::discriminant(item).hash(hasher);
    match item {
        Item::Fill(fill) => {
            add_path(&fill.path, hasher);
            add_affine(fill.to_page, hasher);
            fill.rule.hash(hasher);
            fill.colour.hash(hasher);
        }
        Item::Stroke(stroke) => {
            add_path(&stroke.path, hasher);
            add_affine(stroke.to_page, hasher);
            let style = &stroke.style;
            add_number(style.width_pt, hasher);
            (style.cap, style.join, style.dash_pt.len()).hash(hasher);
            style.dash_pt.iter().for_each(|&dash| add_number(dash, hasher));
            stroke.colour.hash(hasher);
        }
        Item::Image(image) => {
            image.image.rgba.hash(hasher);
            (image.image.width, image.image.height).hash(hasher);
            add_affine(image.to_page, hasher);
        }
        Item::Text(text) => {
            text.text.hash(hasher);
            add_number(text.size_pt, hasher);
            for glyph in &*text.glyphs {
                (glyph.face, glyph.id).hash(hasher);
                for number in [glyph.x, glyph.y, glyph.turn] {
                    add_number(number, hasher);
                }
            }
            add_affine(text.to_page, hasher);
            text.colour.hash(hasher);
            if let Some(halo) = text.halo {
                halo.colour.hash(hasher);
                add_number(halo.width_pt, hasher);
            }
        }
        Item::Clip(clip) => {
            add_path(&clip.path, hasher);
            add_affine(clip.to_page, hasher);
            clip.rule.hash(hasher);
            add_items(&clip.items, hasher);
        }
        Item::Group(group) => {
            add_number(group.opacity, hasher);
            add_items(&group.items, hasher);
        }
    }
}

/// Items inside another, their number first: no two nestings are taken for each other.
fn add_items(items: &[Item], hasher: &mut Fnv) {
    items.len().hash(hasher);
    for item in items {
        add_item(item, hasher);
    }
}

fn add_path(path: &BezPath, hasher: &mut Fnv) {
    path.elements().len().hash(hasher);
    let mut add = |kind: u64, points: &[Point]| {
        hasher.write_u64(kind);
        for p in points {
            hasher.write_u64(p.x.to_bits());
            hasher.write_u64(p.y.to_bits());
        }
    };
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(a) => add(0, &[a]),
            PathEl::LineTo(a) => add(1, &[a]),
            PathEl::QuadTo(a, b) => add(2, &[a, b]),
            PathEl::CurveTo(a, b, c) => add(3, &[a, b, c]),
            PathEl::ClosePath => add(4, &[]),
        }
    }
}

fn add_affine(affine: Affine, hasher: &mut Fnv) {
    affine.as_coeffs().into_iter().for_each(|number| add_number(number, hasher));
}

fn add_number(number: f64, hasher: &mut Fnv) {
    hasher.write_u64(number.to_bits());
}

#[cfg(test)]
mod tests {
    use kurbo::{Affine, Point};

    use super::*;
    use crate::scene::paint::{fill, stroke};
    use crate::scene::shapes::{diamond, polyline};
    use crate::style::Colour;

    #[test]
    fn a_layer_keeps_its_key_until_an_item_changes() {
        let items = |x: f64, width_pt: f64, colour: Colour| {
            let line = polyline(&[Point::new(0.0, 0.0), Point::new(x, 3.0)]);
            vec![
                stroke(line, Affine::IDENTITY, width_pt, colour),
                fill(diamond(Point::new(2.0, 2.0), 4.0), Affine::translate((x, 0.0)), colour),
            ]
        };
        let red = Colour::rgb(200, 0, 0);
        let key = |items| Layer::kept("islands", items).key;
        assert_eq!(key(items(5.0, 1.0, red)), key(items(5.0, 1.0, red)));
        let others =
            [items(5.001, 1.0, red), items(5.0, 1.1, red), items(5.0, 1.0, Colour::rgb(201, 0, 0)), Vec::new()];
        for other in others {
            assert_ne!(key(items(5.0, 1.0, red)), key(other));
        }
        let mut reversed = items(5.0, 1.0, red);
        reversed.reverse();
        assert_ne!(key(items(5.0, 1.0, red)), key(reversed));
    }
}

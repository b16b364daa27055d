//! A scene as text: stable, rounded, for tests and for the curious.

use std::fmt::Write;

use kurbo::{Affine, BezPath, Rect, Shape};

use super::{Item, Layer, Scene};

impl Scene {
    /// The scene as text, one line an item, lengths to a tenth of a point. Equal scenes give equal text.
    #[must_use]
    pub fn dump(&self) -> String {
        let mut out = String::new();
        let _ =
            writeln!(out, "scene {:.1} x {:.1} on {}", self.size.width_pt, self.size.height_pt, self.ground.to_hex());
        for layer in &self.layers {
            layer.write(&mut out);
        }
        out
    }
}

impl Layer {
    fn write(&self, out: &mut String) {
        let kept = if self.key.is_some() { ", kept" } else { "" };
        let _ = writeln!(out, "layer {} ({} items{kept})", self.name, self.items.len());
        for item in &self.items {
            write_item(item, 1, out);
        }
    }
}

fn write_item(item: &Item, depth: usize, out: &mut String) {
    let pad = "  ".repeat(depth);
    let _ = match item {
        Item::Fill(f) => writeln!(out, "{pad}fill {} {}", f.colour.to_hex(), path(&f.path, f.to_page)),
        Item::Stroke(s) => {
            let dash: Vec<String> = s.style.dash_pt.iter().map(|d| format!("{d:.1}")).collect();
            let dash = if dash.is_empty() { String::new() } else { format!(" dash {}", dash.join("-")) };
            writeln!(
                out,
                "{pad}stroke {} {:.2} pt{dash} {}",
                s.colour.to_hex(),
                s.style.width_pt,
                path(&s.path, s.to_page)
            )
        }
        Item::Image(i) => writeln!(out, "{pad}image {} x {}", i.image.width, i.image.height),
        Item::Text(t) => {
            let at = t.glyphs.first().map_or_else(Default::default, |g| t.to_page * kurbo::Point::new(g.x, g.y));
            writeln!(out, "{pad}text {:?} {:.1} pt {} at {:.1} {:.1}", t.text, t.size_pt, t.colour.to_hex(), at.x, at.y)
        }
        Item::Clip(c) => writeln!(out, "{pad}clip {}", path(&c.path, c.to_page)),
        Item::Group(g) => writeln!(out, "{pad}group {:.2}", g.opacity),
    };
    let inner: &[Item] = match item {
        Item::Clip(c) => &c.items,
        Item::Group(g) => &g.items,
        _ => &[],
    };
    for item in inner {
        write_item(item, depth + 1, out);
    }
}

fn path(path: &BezPath, to_page: Affine) -> String {
    let b = if path.is_empty() { Rect::ZERO } else { to_page.transform_rect_bbox(path.bounding_box()) };
    format!("{} el [{:.1} {:.1} {:.1} {:.1}]", path.elements().len(), b.x0, b.y0, b.x1, b.y1)
}

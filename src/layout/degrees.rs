//! The margin: paper round the map, its frame, and degrees along it.

use kurbo::{Affine, Point, Rect, Shape};

use super::Placed;
use crate::data::Lang;
use crate::scene::frame::Frame;
use crate::scene::ground::graticule_lines;
use crate::scene::lettering::{line_box, set, text_at};
use crate::scene::paint::{fill_even_odd, stroke};
use crate::scene::{Furniture, Item};

/// Paper, frame and degrees: they change only with the view.
#[derive(Clone, Debug, Default)]
pub(crate) struct Margin {
    items: Vec<Item>,
    taken: Vec<Rect>,
}

impl Margin {
    /// Puts the margin on the page.
    pub(super) fn put(&self, placed: &mut Placed) {
        placed.fixed.extend(self.items.iter().cloned());
        placed.in_margin.extend(self.taken.iter().map(|area| (Furniture::GraticuleLabels, *area)));
    }
}

/// The margin of a page; an empty one if the page has none.
pub(crate) fn margin(frame: &Frame, credits: &str) -> Margin {
    if !frame.view.furniture.contains(Furniture::GraticuleLabels) {
        return Margin::default();
    }
    let page = &frame.theme.page;
    let at = Affine::IDENTITY;
    let mut paper = frame.page().inset(1.0).to_path(0.1);
    paper.extend(frame.map.to_path(0.1));
    let mut items = vec![
        fill_even_odd(paper, at, page.paper),
        stroke(frame.map.to_path(0.1), at, page.neatline_width_pt, page.neatline),
        stroke(frame.map.inset(2.0).to_path(0.1), at, page.neatline_width_pt * 0.4, page.neatline),
    ];
    let of_credits = super::credits::margin_box(frame, credits);
    let mut taken = of_credits.into_iter().collect::<Vec<_>>();
    for (is_meridian, degree, line) in graticule_lines(frame) {
        let name = set(&degree_text(is_meridian, degree), &frame.theme.lettering.degrees, Lang::En);
        for p in crossings(frame.map, is_meridian, &line) {
            let origin = if is_meridian {
                let above = p.y < frame.map.center().y;
                let y = if above { frame.map.y0 - 4.2 } else { frame.map.y1 + 4.0 + name.cap_height_pt };
                Point::new(p.x - name.width_pt / 2.0, y)
            } else {
                Point::new(0.0, p.y)
            };
            if is_meridian {
                let b = line_box(&name, origin);
                let room = Rect::new(frame.map.x0 + 12.0, 0.0, frame.map.x1 - 12.0, frame.page().y1);
                if b.x0 < room.x0 || b.x1 > room.x1 || taken.iter().any(|t| t.inset(4.0).overlaps(b)) {
                    continue;
                }
                taken.push(b);
                items.push(text_at(&name, origin, frame.theme.lettering.degrees.colour, None));
            } else {
                items.extend(sideways(frame, &name, p, &mut taken));
            }
        }
    }
    let taken = taken.split_off(usize::from(of_credits.is_some()));
    Margin { items, taken }
}

/// A parallel's degree, turned to run along the left or the right margin.
fn sideways(frame: &Frame, name: &crate::text::ShapedLine, p: Point, taken: &mut Vec<Rect>) -> Option<Item> {
    let is_left = p.x < frame.map.center().x;
    let turn = if is_left { -std::f64::consts::FRAC_PI_2 } else { std::f64::consts::FRAC_PI_2 };
    let half = name.width_pt / 2.0;
    let base = if is_left { frame.map.x0 - 4.2 } else { frame.map.x1 + 4.2 };
    let origin = Point::new(base, if is_left { p.y + half } else { p.y - half });
    let top = if is_left { base - name.cap_height_pt } else { base + name.cap_height_pt };
    let covered = Rect::from_points((base, p.y - half), (top, p.y + half));
    let is_inside = p.y - half > frame.map.y0 + 6.0 && p.y + half < frame.map.y1 - 6.0;
    if !is_inside || taken.iter().any(|t| t.overlaps(covered)) {
        return None;
    }
    taken.push(covered);
    let item = text_at(name, origin, frame.theme.lettering.degrees.colour, None);
    Some(match item {
        Item::Text(mut text) => {
            text.to_page = Affine::translate(origin.to_vec2()) * Affine::rotate(turn);
            Item::Text(text)
        }
        other => other,
    })
}

/// `120° E`, `38° N`, `37° 30′ N`.
fn degree_text(is_meridian: bool, degree: f64) -> String {
    let letter = match (is_meridian, degree < 0.0) {
        (true, false) => "E",
        (true, true) => "W",
        (false, false) => "N",
        (false, true) => "S",
    };
    let minutes = (degree.abs() * 60.0).round();
    let (whole, rest) = ((minutes / 60.0).floor(), minutes % 60.0);
    if rest == 0.0 { format!("{whole}° {letter}") } else { format!("{whole}° {rest}′ {letter}") }
}

/// Where a meridian crosses the top and the bottom of the map, or a parallel its left and right sides.
fn crossings(map: Rect, is_meridian: bool, line: &[Point]) -> Vec<Point> {
    let mut out = Vec::new();
    for w in line.windows(2) {
        let edges = if is_meridian { [map.y0, map.y1] } else { [map.x0, map.x1] };
        for edge in edges {
            let (a, b) = if is_meridian { (w[0].y, w[1].y) } else { (w[0].x, w[1].x) };
            if (a - edge) * (b - edge) < 0.0 {
                let p = w[0].lerp(w[1], (edge - a) / (b - a));
                let within = if is_meridian { p.x > map.x0 && p.x < map.x1 } else { p.y > map.y0 && p.y < map.y1 };
                if within {
                    out.push(p);
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_written_with_minutes_where_needed() {
        assert_eq!(degree_text(true, 120.0), "120° E");
        assert_eq!(degree_text(false, 37.5), "37° 30′ N");
        assert_eq!(degree_text(true, -179.0), "179° W");
    }
}

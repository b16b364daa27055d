//! The scale bar: kilometres above, miles below, true at the middle of the map.

use kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::card::card;
use super::{GAP_PT, Placed};
use crate::data::Lang;
use crate::geo::{PagePoint, distance_m};
use crate::scene::frame::Frame;
use crate::scene::lettering::{set, text_at};
use crate::scene::paint::{fill, stroke};

/// Metres in an international mile.
const MILE_M: f64 = 1609.344;
/// Longest bar, points.
const LONGEST_PT: f64 = 150.0;
/// Space round the bar on its card, points.
const PADDING_PT: f64 = 9.0;

/// One of the two bars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleBar {
    /// Length on the ground in its own unit.
    pub units: f64,
    /// Length on the page in points.
    pub length_pt: f64,
}

/// The longest round bar that fits: kilometres and miles, each with its length on the page at the map's centre.
#[must_use]
pub fn scale_bar(frame_of: &crate::scene::ViewSpec, projection: &crate::geo::Projection) -> [ScaleBar; 2] {
    [1000.0, MILE_M].map(|unit_m| {
        let longest_m = ground_m(frame_of, projection, LONGEST_PT);
        let units = round_length(longest_m / unit_m);
        ScaleBar { units, length_pt: page_length(frame_of, projection, units * unit_m) }
    })
}

/// The ground distance under a horizontal stretch of the page with the page's centre in its middle, along the geodesic.
fn ground_m(view: &crate::scene::ViewSpec, projection: &crate::geo::Projection, length_pt: f64) -> f64 {
    let (x, y) = (view.size.width_pt / 2.0, view.size.height_pt / 2.0);
    let place = |dx: f64| projection.unproject(view.camera.map_point(PagePoint::new(x + dx, y), view.size));
    distance_m(place(-length_pt / 2.0), place(length_pt / 2.0))
}

/// The stretch of the page that covers `metres` of ground: by the secant rule, which is exact after a few steps.
fn page_length(view: &crate::scene::ViewSpec, projection: &crate::geo::Projection, metres: f64) -> f64 {
    let mut length = metres / view.camera.metres_per_pt;
    for _ in 0..6 {
        let there = ground_m(view, projection, length);
        if there <= 0.0 || !there.is_finite() {
            break;
        }
        length *= metres / there;
    }
    length
}

/// The greatest of 1, 2, 5 times a power of ten that is not above `most`.
fn round_length(most: f64) -> f64 {
    let power = 10_f64.powf(most.max(1e-6).log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|m| m * power).find(|v| *v <= most).unwrap_or(power)
}

/// Draws the bar on a card at the bottom, in the corner that the legend leaves.
pub(super) fn draw(frame: &Frame, is_left: bool, placed: &mut Placed) {
    let style = &frame.theme.lettering.scale;
    let [km, miles] = scale_bar(frame.view, frame.projection);
    let name = |bar: ScaleBar, unit: &str| set(&format!("{} {unit}", bar.units), style, Lang::En);
    let (km_name, mile_name) = (name(km, "km"), name(miles, "miles"));
    let zero = set("0", style, Lang::En);
    let bar_h = 3.2;
    let row = style.size_pt * 1.35;
    let overhang = km_name.width_pt / 2.0 + 4.0;
    let width = km.length_pt.max(miles.length_pt) + overhang + mile_name.width_pt / 2.0;
    let height = row * 2.0 + bar_h;
    let whole = width + PADDING_PT * 2.0;
    let right = if is_left { frame.map.x0 + GAP_PT + whole } else { frame.map.x1 - GAP_PT };
    let bottom = frame.map.y1 - GAP_PT - if is_left { 0.0 } else { credits_room(frame) };
    let rect = Rect::new(right - whole, bottom - height - PADDING_PT * 1.4, right, bottom);
    let (x, y) = (rect.x0 + PADDING_PT + 3.0, rect.y0 + PADDING_PT * 0.7 + row);
    let ink = frame.theme.page.ink;
    placed.fixed.extend(card(frame, rect));
    let at = Affine::IDENTITY;
    let box_path = |x0: f64, x1: f64, y0: f64, y1: f64| Rect::new(x0, y0, x1, y1).to_path(0.1);
    let half = bar_h / 2.0;
    let mut filled = BezPath::new();
    let mut outline = box_path(x, x + km.length_pt, y, y + half);
    outline.extend(box_path(x, x + miles.length_pt, y + half, y + bar_h));
    for (bar, y0) in [(km, y), (miles, y + half)] {
        // Quarters: the first and the third are full.
        let q = bar.length_pt / 4.0;
        filled.extend(box_path(x, x + q, y0, y0 + half));
        filled.extend(box_path(x + 2.0 * q, x + 3.0 * q, y0, y0 + half));
    }
    placed.fixed.push(fill(outline.clone(), at, frame.theme.page.card));
    placed.fixed.push(fill(filled, at, ink));
    placed.fixed.push(stroke(outline, at, 0.4, ink));
    let above = y - style.size_pt * 0.42;
    let below = y + bar_h + style.size_pt * 1.02;
    let centred = |line: &crate::text::ShapedLine, at_x: f64, base: f64| {
        text_at(line, Point::new(at_x - line.width_pt / 2.0, base), style.colour, None)
    };
    let half_km = set(&format!("{}", km.units / 2.0), style, Lang::En);
    let half_miles = set(&format!("{}", miles.units / 2.0), style, Lang::En);
    for (line, at_x, base) in [
        (&zero, x, above),
        (&half_km, x + km.length_pt / 2.0, above),
        (&km_name, x + km.length_pt, above),
        (&zero, x, below),
        (&half_miles, x + miles.length_pt / 2.0, below),
        (&mile_name, x + miles.length_pt, below),
    ] {
        placed.fixed.push(centred(line, at_x, base));
    }
    placed.covered.push(rect);
}

/// Where there is no margin the credits stand on the map below the bar.
pub(super) fn credits_room(frame: &Frame) -> f64 {
    use crate::scene::Furniture;
    let furniture = frame.view.furniture;
    let on_map = furniture.contains(Furniture::Credits) && !furniture.contains(Furniture::GraticuleLabels);
    if on_map { frame.theme.lettering.credits.size_pt * 1.6 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_round() {
        assert!((round_length(1230.0) - 1000.0).abs() < 1e-9);
        assert!((round_length(560.0) - 500.0).abs() < 1e-9);
        assert!((round_length(0.27) - 0.2).abs() < 1e-9);
    }
}

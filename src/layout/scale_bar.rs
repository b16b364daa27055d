//! The scale bar: kilometres above, miles below, true at the middle of the map.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Point, Rect, Shape, Size};

use super::card::card;
use super::{north, room};
use crate::data::Lang;
use crate::geo::{PagePoint, distance_m};
use crate::scene::Item;
use crate::scene::frame::Frame;
use crate::scene::lettering::{set, text_at};
use crate::scene::paint::{fill, stroke};
use crate::text::ShapedLine;

/// Metres in an international mile.
const MILE_M: f64 = 1609.344;
/// Longest bar, points.
const LONGEST_PT: f64 = 150.0;
/// The same where the furniture is compact, points.
const COMPACT_LONGEST_PT: f64 = 105.0;
/// Space round the bar on its card, points.
const PADDING_PT: f64 = 9.0;
/// Height of both bars together, points.
const BAR_PT: f64 = 3.2;
/// Room for the left half of the zero at the bars' start, points.
const INDENT_PT: f64 = 3.0;

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
    let longest_pt = if room::is_compact(frame_of.size) { COMPACT_LONGEST_PT } else { LONGEST_PT };
    [1000.0, MILE_M].map(|unit_m| {
        let longest_m = ground_m(frame_of, projection, longest_pt);
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

/// The two bars with what is written at their ends, and the card that holds them.
struct Lettered {
    km: ScaleBar,
    miles: ScaleBar,
    km_name: Arc<ShapedLine>,
    mile_name: Arc<ShapedLine>,
    /// Width of the bars with their lettering and the padding, points.
    width_pt: f64,
}

impl Lettered {
    fn new(frame: &Frame) -> Self {
        let [km, miles] = scale_bar(frame.view, frame.projection);
        let name =
            |bar: ScaleBar, unit: &str| set(&format!("{} {unit}", bar.units), &frame.theme.lettering.scale, Lang::En);
        let (km_name, mile_name) = (name(km, "km"), name(miles, "miles"));
        let overhang = (km.length_pt + km_name.width_pt / 2.0).max(miles.length_pt + mile_name.width_pt / 2.0);
        Self { km, miles, km_name, mile_name, width_pt: overhang + INDENT_PT + PADDING_PT * 2.0 }
    }
}

/// Height of a row of figures on this page.
fn row_pt(frame: &Frame) -> f64 {
    frame.theme.lettering.scale.size_pt * 1.35
}

/// Height of the card, points.
pub(super) fn height_pt(frame: &Frame) -> f64 {
    row_pt(frame) * 2.0 + BAR_PT + PADDING_PT * 1.4
}

/// The size of the card, points; it has room for the north arrow if there is one.
pub(super) fn size_of(frame: &Frame) -> Size {
    let arrow = if north::is_shown(frame) { height_pt(frame) } else { 0.0 };
    Size::new(Lettered::new(frame).width_pt + arrow, height_pt(frame))
}

/// The bars on their card, and the north arrow at its right end.
pub(super) fn draw(frame: &Frame, rect: Rect) -> Vec<Item> {
    let style = &frame.theme.lettering.scale;
    let Lettered { km, miles, km_name, mile_name, .. } = Lettered::new(frame);
    let zero = set("0", style, Lang::En);
    let (x, y) = (rect.x0 + PADDING_PT + INDENT_PT, rect.y0 + PADDING_PT * 0.7 + row_pt(frame));
    let ink = frame.theme.page.ink;
    let mut items = card(frame, rect);
    let at = Affine::IDENTITY;
    let box_path = |x0: f64, x1: f64, y0: f64, y1: f64| Rect::new(x0, y0, x1, y1).to_path(0.1);
    let half = BAR_PT / 2.0;
    let mut filled = BezPath::new();
    let mut outline = box_path(x, x + km.length_pt, y, y + half);
    outline.extend(box_path(x, x + miles.length_pt, y + half, y + BAR_PT));
    for (bar, y0) in [(km, y), (miles, y + half)] {
        // Quarters: the first and the third are full.
        let q = bar.length_pt / 4.0;
        filled.extend(box_path(x, x + q, y0, y0 + half));
        filled.extend(box_path(x + 2.0 * q, x + 3.0 * q, y0, y0 + half));
    }
    items.push(fill(outline.clone(), at, frame.theme.page.card));
    items.push(fill(filled, at, ink));
    items.push(stroke(outline, at, 0.4, ink));
    let above = y - style.size_pt * 0.42;
    let below = y + BAR_PT + style.size_pt * 1.02;
    let centred = |line: &ShapedLine, at_x: f64, base: f64| {
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
        items.push(centred(line, at_x, base));
    }
    if north::is_shown(frame) {
        let square = Rect::new(rect.x1 - rect.height(), rect.y0, rect.x1, rect.y1);
        let rule = Rect::new(square.x0, rect.y0 + 6.0, square.x0 + 0.5, rect.y1 - 6.0).to_path(0.1);
        items.push(fill(rule, at, frame.theme.page.card_edge));
        items.extend(north::needle(frame, square));
    }
    items
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

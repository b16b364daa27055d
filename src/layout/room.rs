//! How much room a page has for its furniture, and which corners of the map it takes.
//!
//! Both depend on the view and the campaign as a whole, never on the instant: nothing jumps while time plays. Space:
//! points on the page, y down.

use kurbo::{Point, Rect, Size};

use crate::geo::{MapPoint, PageSize};
use crate::scene::frame::Frame;

/// Smaller pages than this have compact furniture, square points: a projector's page has 518 000, a screen's 810 000.
const COMPACT_BELOW_PT2: f64 = 700_000.0;
/// Smaller pages have no legend, square points: it would take a third of the map.
const LEGEND_FROM_PT2: f64 = 200_000.0;
/// Columns and rows of the points at which an area is looked through.
const GRID: (u32, u32) = (10, 6);
/// How much worse it is to cover ground that the campaign crosses than other land, as a share of the area.
const CROSSED_COST: f64 = 2.0;
/// The title stands at the left unless it covers ground that the campaign crosses, and more of it than at the right by this
/// share of the corner.
const TITLE_STAYS: f64 = 0.15;

fn area_pt2(size: PageSize) -> f64 {
    size.width_pt * size.height_pt
}

/// True if the furniture of the page is short of words and close set.
pub(super) fn is_compact(size: PageSize) -> bool {
    area_pt2(size) < COMPACT_BELOW_PT2
}

/// True if the page has room for a legend.
pub(super) fn has_legend(size: PageSize) -> bool {
    area_pt2(size) >= LEGEND_FROM_PT2
}

/// On which sides of the map the furniture stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sides {
    /// True if the legend stands at the bottom right and the scale bar at the left.
    pub is_legend_right: bool,
    /// True if the title stands at the top right.
    pub is_title_right: bool,
}

impl Sides {
    /// The sides where the cards cover least of the land, and least of all of the ground that the campaign crosses:
    /// `crossed` are points of it on the plane, those of its whole course.
    pub fn of(frame: &Frame, crossed: &[MapPoint]) -> Self {
        let [left, right] = [false, true].map(|is_right| Under::of(frame, corner(frame, is_right, false), crossed));
        let [above_left, above_right] = [false, true].map(|is_right| {
            let corner = corner(frame, is_right, true);
            Under::of(frame, corner, crossed).crossed
        });
        Self { is_legend_right: right.cost() < left.cost(), is_title_right: above_right + TITLE_STAYS < above_left }
    }
}

/// About the ground that a card takes in a corner of the map.
fn corner(frame: &Frame, is_right: bool, is_top: bool) -> Rect {
    let map = frame.map;
    let (width, height) = if is_top { (280.0_f64, 120.0_f64) } else { (420.0, 150.0) };
    let (width, height) = (width.min(map.width() * 0.45), height.min(map.height() * 0.4));
    let x = if is_right { map.x1 - width } else { map.x0 };
    let y = if is_top { map.y0 } else { map.y1 - height };
    Rect::new(x, y, x + width, y + height)
}

/// What lies under a card, as shares of its area.
struct Under {
    land: f64,
    /// Ground that the campaign crosses.
    crossed: f64,
}

impl Under {
    fn of(frame: &Frame, area: Rect, crossed: &[MapPoint]) -> Self {
        let (columns, rows) = GRID;
        let size = Size::new(area.width() / f64::from(columns), area.height() / f64::from(rows));
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (f64::from(column), f64::from(row))));
        let inside: Vec<Point> = crossed.iter().map(|p| frame.on_page(*p)).filter(|p| area.contains(*p)).collect();
        let mut under = Self { land: 0.0, crossed: 0.0 };
        let share = 1.0 / f64::from(columns * rows);
        for (x, y) in cells {
            let cell = Rect::from_origin_size((area.x0 + x * size.width, area.y0 + y * size.height), size);
            if frame.is_land(cell.center()) {
                under.land += share;
            }
            if inside.iter().any(|p| cell.contains(*p)) {
                under.crossed += share;
            }
        }
        under
    }

    fn cost(&self) -> f64 {
        self.land + self.crossed * CROSSED_COST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_projector_has_compact_furniture_and_a_small_window_no_legend() {
        for (size, compact, legend) in [
            ((1920, 1080), false, true),
            ((1280, 720), true, true),
            ((640, 360), true, false),
            ((1240, 1754), false, true),
        ] {
            let page = PageSize::for_pixels(size.0, size.1);
            assert_eq!((is_compact(page), has_legend(page)), (compact, legend), "{size:?}");
        }
    }
}

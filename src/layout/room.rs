//! How much room a page has for its furniture.

use crate::geo::PageSize;

/// Smaller pages than this have compact furniture, square points: a projector's page has 518 000, a screen's 810 000.
const COMPACT_BELOW_PT2: f64 = 700_000.0;
/// Smaller pages have no legend, square points: it would take a third of the map.
const LEGEND_FROM_PT2: f64 = 200_000.0;
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

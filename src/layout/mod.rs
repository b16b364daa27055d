//! The page round the map: title and date, legend, scale bar, degrees in the margin, credits.
//!
//! Furniture stands on calm cards or in the margin; it tells the composer which parts of the map it covers, so that no
//! name runs under it. Space: points on the page, y down.

mod card;
mod degrees;
mod legend;
mod scale_bar;
mod title;

pub use scale_bar::{ScaleBar, scale_bar};

use kurbo::Rect;

use crate::data::CampaignConfig;
use crate::scene::frame::Frame;
use crate::scene::{Furniture, Item, Shown};
use crate::time::Instant;

/// Distance of cards from the map's frame, points.
const GAP_PT: f64 = 10.0;

/// What the page says beside the map.
#[derive(Clone, Debug)]
pub(crate) struct PageText<'a> {
    /// Title, subtitle, clock.
    pub config: &'a CampaignConfig,
    /// The instant shown.
    pub at: Instant,
    /// True if a front on the page stands between two dated lines; `None` if there is no front on it.
    pub is_interpolated: Option<bool>,
    /// Credits of the data.
    pub credits: &'a str,
}

/// Furniture in place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Placed {
    /// Parts that change only with the view.
    pub fixed: Vec<Item>,
    /// Parts that change with the instant.
    pub moving: Vec<Item>,
    /// What they cover.
    pub covered: Vec<Rect>,
}

/// Lays out the furniture of a page.
pub(crate) fn furniture(frame: &Frame, text: &PageText, shown: &Shown) -> Placed {
    let has = |part| frame.view.furniture.contains(part);
    let mut placed = Placed::default();
    if has(Furniture::GraticuleLabels) {
        placed.fixed.extend(degrees::margin(frame));
    }
    if has(Furniture::Credits) {
        placed.fixed.extend(degrees::credits(frame, text.credits, &mut placed.covered));
    }
    if has(Furniture::Title) || has(Furniture::Date) {
        title::cartouche(frame, text, has(Furniture::Title), has(Furniture::Date), &mut placed);
    }
    if has(Furniture::ScaleBar) {
        scale_bar::draw(frame, &mut placed);
    }
    if has(Furniture::Legend) {
        legend::draw(frame, shown, &mut placed);
    }
    placed
}

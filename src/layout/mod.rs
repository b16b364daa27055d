//! The page round the map: title and date, legend, scale bar, north arrow, inset, degrees in the margin, credits.
//!
//! Furniture stands on calm cards or in the margin; it tells the composer which parts of the map it covers, so that no
//! name runs under it. Space: points on the page, y down.

mod card;
mod credits;
mod degrees;
mod divider;
mod handout;
mod inset;
mod legend;
mod multiples;
mod north;
mod room;
mod scale_bar;
mod title;
mod title_card;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use credits::LEADING as CREDITS_LEADING;
pub(crate) use divider::divider_x;
pub use handout::{Handout, HandoutPicture, PER_SHEET};
pub(crate) use inset::{Inset, Theatre, inset};
pub use multiples::{Grid, Multiples, Panel, shown_by};
pub(crate) use room::Sides;
pub use scale_bar::{ScaleBar, scale_bar};
pub use title::span_text;
pub use title_card::title_card;

use kurbo::Rect;

use crate::data::CampaignConfig;
use crate::model::Comparison;
use crate::scene::frame::Frame;
use crate::scene::{Furniture, Item, MarkKind, PlacedMark, Shown};
use crate::style::TypeStyle;
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
    /// The earlier instant and the ground gained since, in a comparison of two.
    pub compared: Option<(Instant, Comparison)>,
    /// Where the divider of a page with two instants stands: share of its width from the left.
    pub divider: Option<f64>,
    /// Credits of the data.
    pub credits: &'a str,
    /// Short names of the sources of what the page shows of the campaign, those of most of it first.
    pub sources: &'a [&'a str],
    /// The inset's card, if the page has one.
    pub inset: Option<Rect>,
    /// On which sides of the map the cards stand.
    pub sides: Sides,
}

/// Furniture in place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Placed {
    /// Parts that change only with the view.
    pub fixed: Vec<Item>,
    /// Parts that change with the instant.
    pub moving: Vec<Item>,
    /// The legend, which changes with what is shown.
    pub legend: Vec<Item>,
    /// What they cover of the map.
    pub covered: Vec<(Furniture, Rect)>,
    /// What stands in the margin.
    pub in_margin: Vec<(Furniture, Rect)>,
}

impl Placed {
    /// What stands where: cards on the map, and what is in the margin.
    pub fn marks(&self) -> impl Iterator<Item = PlacedMark> + '_ {
        let all = self.covered.iter().chain(&self.in_margin);
        all.map(|(part, area)| PlacedMark::bare(0, MarkKind::Furniture(*part), *area))
    }
}

/// Narrowest page on which furniture has its full size, points.
const FULL_WIDTH_PT: f64 = 1150.0;

/// A type style of the furniture on this page: smaller on a small page, never below `least` of its size or the theme's
/// least size.
fn sized(frame: &Frame, style: &TypeStyle, least: f64) -> TypeStyle {
    let share = (frame.page().width() / FULL_WIDTH_PT).clamp(least, 1.0);
    TypeStyle { size_pt: (style.size_pt * share).max(frame.theme.scale.least_size_pt), ..style.clone() }
}

/// The card at the foot of the map in the corner that the legend leaves: the scale bar's, which the north arrow shares,
/// or the arrow's own.
fn foot_card(frame: &Frame, is_left: bool) -> Option<Rect> {
    let has_bar = frame.view.furniture.contains(Furniture::ScaleBar);
    if has_bar {
        Some(scale_bar::card_of(frame, is_left))
    } else {
        north::is_shown(frame).then(|| north::own_card(frame, is_left, scale_bar::height_pt(frame)))
    }
}

/// Lays out the furniture of a page.
pub(crate) fn furniture(frame: &Frame, text: &PageText, shown: &Shown) -> Placed {
    let has = |part| frame.view.furniture.contains(part);
    let mut placed = Placed::default();
    if let Some(divider) = text.divider {
        placed.fixed.extend(divider::line(frame, divider));
    }
    if has(Furniture::GraticuleLabels) {
        degrees::margin(frame, text.credits, &mut placed);
    }
    if has(Furniture::Credits) {
        credits::draw(frame, text.credits, text.sources, &mut placed);
    }
    if has(Furniture::Title) || has(Furniture::Date) {
        title::cartouche(frame, text, &mut placed);
    }
    if let Some(card) = foot_card(frame, text.sides.is_legend_right) {
        let (part, items) = if has(Furniture::ScaleBar) {
            (Furniture::ScaleBar, scale_bar::draw(frame, card))
        } else {
            (Furniture::NorthArrow, north::draw_card(frame, card))
        };
        placed.covered.push((part, card));
        placed.fixed.extend(items);
    }
    placed.covered.extend(text.inset.map(|card| (Furniture::Inset, card)));
    if has(Furniture::Legend) && room::has_legend(frame.view.size) {
        legend::draw(frame, shown, text.sides.is_legend_right, &mut placed);
    }
    if let (Some(divider), Some((since, _)), true) = (text.divider, text.compared, has(Furniture::Date)) {
        divider::dates(frame, text.config, divider, [since, text.at], &mut placed);
    }
    placed
}

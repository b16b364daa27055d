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
mod sample;
mod scale_bar;
mod stand;
mod title;
mod title_card;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use credits::LEADING as CREDITS_LEADING;
pub(crate) use degrees::{Margin, margin};
pub(crate) use divider::divider_x;
pub use handout::{Handout, HandoutPicture, PER_SHEET};
pub(crate) use inset::{Theatre, inset, inset_size};
pub use multiples::{Grid, Multiples, Panel, panel_share, shown_by};
pub use scale_bar::{ScaleBar, scale_bar};
pub(crate) use stand::{Precious, Sizes, Stand};
pub use title::{heading, span_text};
pub use title_card::title_card;

use kurbo::{Affine, Rect, Size};

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
    /// Name of the view, which is the title then; `None` for the whole theatre and for a view without a name.
    pub heading: Option<&'a str>,
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
    /// Where the cards stand.
    pub stand: &'a Stand,
    /// The margin of the page.
    pub margin: &'a Margin,
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

/// The size of the card of the scale bar, which the north arrow shares, or of the arrow's own, points.
fn foot_size(frame: &Frame) -> Option<Size> {
    let has_bar = frame.view.furniture.contains(Furniture::ScaleBar);
    let side = || Size::new(scale_bar::height_pt(frame), scale_bar::height_pt(frame));
    has_bar.then(|| scale_bar::size_of(frame)).or_else(|| north::is_shown(frame).then(side))
}

/// True if the page has a title or a date.
fn has_cartouche(frame: &Frame) -> bool {
    let furniture = frame.view.furniture;
    furniture.contains(Furniture::Title) || furniture.contains(Furniture::Date)
}

/// The shapes that the page's legend may have: those of `shown`, or without it those of most days. None on a page without a
/// legend.
pub(crate) fn legend_sizes(frame: &Frame, shown: Option<&Shown>) -> Vec<(usize, Size)> {
    let has_legend = frame.view.furniture.contains(Furniture::Legend) && room::has_legend(frame.view.size);
    match shown {
        _ if !has_legend => Vec::new(),
        Some(shown) => legend::sizes(frame, shown),
        None => legend::sizes(frame, &legend::usual(frame.scale)),
    }
}

/// How large the cards of a page are; the legend as it is on most days.
pub(crate) fn card_sizes(frame: &Frame, config: &CampaignConfig, heading: Option<&str>, inset: Option<Size>) -> Sizes {
    let text = PageText {
        config,
        heading,
        at: config.period.start(),
        is_interpolated: Some(true),
        compared: frame.view.since.map(|since| (since, Comparison::default())),
        divider: None,
        credits: "",
        sources: &[],
        stand: &Stand::default(),
        margin: &Margin::default(),
    };
    Sizes {
        title: has_cartouche(frame).then(|| title::cartouche(frame, &text).size),
        legend: legend_sizes(frame, None),
        foot: foot_size(frame),
        inset,
    }
}

/// Lays out the furniture of a page.
pub(crate) fn furniture(frame: &Frame, text: &PageText, shown: &Shown) -> Placed {
    let has = |part| frame.view.furniture.contains(part);
    let mut placed = Placed::default();
    if let Some(divider) = text.divider {
        placed.fixed.extend(divider::line(frame, divider));
    }
    text.margin.put(&mut placed);
    if has(Furniture::Credits) {
        credits::draw(frame, text.credits, text.sources, &mut placed);
    }
    let stand = text.stand;
    if let (true, Some(spot)) = (has_cartouche(frame), stand.title) {
        let title::Cartouche { fixed, moving, size } = title::cartouche(frame, text);
        let rect = spot.rect(size);
        let by = Affine::translate(rect.origin().to_vec2());
        placed.covered.push((if has(Furniture::Title) { Furniture::Title } else { Furniture::Date }, rect));
        placed.fixed.extend(card::card(frame, rect));
        placed.fixed.extend(fixed.into_iter().map(|item| item.moved(by)));
        placed.moving.extend(moving.into_iter().map(|item| item.moved(by)));
    }
    if let Some(card) = stand.foot {
        let (part, items) = if has(Furniture::ScaleBar) {
            (Furniture::ScaleBar, scale_bar::draw(frame, card))
        } else {
            (Furniture::NorthArrow, north::draw_card(frame, card))
        };
        placed.covered.push((part, card));
        placed.fixed.extend(items);
    }
    placed.covered.extend(stand.inset.map(|card| (Furniture::Inset, card)));
    if let Some((spot, rows)) = stand.legend {
        legend::draw(frame, shown, spot, rows, &mut placed);
    }
    if let (Some(divider), Some((since, _)), true) = (text.divider, text.compared, has(Furniture::Date)) {
        divider::dates(frame, text.config, divider, [since, text.at], &mut placed);
    }
    placed
}

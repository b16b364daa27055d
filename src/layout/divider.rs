//! The divider of a page that shows two instants: a line down the map, with the date of each side at it.
//!
//! Space: points on the page, y down.

use kurbo::{Affine, BezPath, Point, Rect};

use super::card::card;
use super::title::shown_fields;
use super::{GAP_PT, Placed, sized};
use crate::data::{CampaignConfig, Lang};
use crate::scene::frame::Frame;
use crate::scene::lettering::{text_at, text_style};
use crate::scene::paint::stroke;
use crate::scene::{Furniture, Item};
use crate::style::TypeStyle;
use crate::text::{Fonts, ShapedLine};
use crate::time::{CalendarFields, Instant, month_name};

/// Width of the line and of its casing, points.
const LINE_PT: (f64, f64) = (1.4, 3.6);
/// Space round a date on its card, points.
const PADDING_PT: (f64, f64) = (7.0, 4.5);
/// Distance of the dates from the line, points.
const ASIDE_PT: f64 = 6.0;

/// Where a divider at `share` of the page's width stands, points from its left edge.
pub(crate) fn divider_x(page_width_pt: f64, share: f64) -> f64 {
    page_width_pt * share.clamp(0.0, 1.0)
}

/// "15 August"; with the hour where the moment does not close its day.
fn told(fields: CalendarFields) -> String {
    let day = format!("{} {}", fields.day, month_name(fields.month));
    if fields.hour == 24 { day } else { format!("{day}, {}", fields.hour_minute()) }
}

fn x_of(frame: &Frame, share: f64) -> f64 {
    divider_x(frame.page().width(), share).clamp(frame.map.x0, frame.map.x1)
}

/// The line, which runs under what stands on the map.
pub(super) fn line(frame: &Frame, share: f64) -> [Item; 2] {
    let x = x_of(frame, share);
    let mut line = BezPath::new();
    line.move_to((x, frame.map.y0));
    line.line_to((x, frame.map.y1));
    let page = &frame.theme.page;
    [(LINE_PT.1, page.card), (LINE_PT.0, page.ink)]
        .map(|(width_pt, colour)| stroke(line.clone(), Affine::IDENTITY, width_pt, colour))
}

/// Draws the dates of the two sides at the top of the map, or below what stands there.
pub(super) fn dates(frame: &Frame, config: &CampaignConfig, share: f64, dates: [Instant; 2], placed: &mut Placed) {
    let x = x_of(frame, share);
    let style = date_style(frame);
    let lines = dates.map(|t| {
        let fields = shown_fields(frame, config, t);
        Fonts::bundled().shape(&told(fields), &text_style(&style, Lang::En).tabular())
    });
    let size = |line: &ShapedLine| (line.width_pt + 2.0 * PADDING_PT.0, line.cap_height_pt + 2.0 * PADDING_PT.1);
    let ([left, right], height) = ([size(&lines[0]), size(&lines[1])], size(&lines[0]).1);
    let both = Rect::new(x - ASIDE_PT - left.0, 0.0, x + ASIDE_PT + right.0, height);
    let covered: Vec<Rect> = placed.covered.iter().map(|(_, area)| *area).collect();
    let y = free_y(frame.map.y0 + GAP_PT, both, &covered);
    for (line, card_x, (width, height)) in [(&lines[0], both.x0, left), (&lines[1], x + ASIDE_PT, right)] {
        let rect = Rect::new(card_x, y, card_x + width, y + height);
        if rect.x0 < frame.map.x0 || rect.x1 > frame.map.x1 {
            // A side too narrow for its date.
            continue;
        }
        placed.moving.extend(card(frame, rect));
        let base = Point::new(rect.x0 + PADDING_PT.0, rect.y1 - PADDING_PT.1);
        placed.moving.push(text_at(line, base, style.colour, None));
        placed.covered.push((Furniture::Date, rect));
    }
}

/// The highest place from `top` down at which `both` lies clear of what is covered.
fn free_y(top: f64, both: Rect, covered: &[Rect]) -> f64 {
    let mut y = top;
    while let Some(in_the_way) =
        covered.iter().find(|card| card.overlaps(Rect::new(both.x0 - GAP_PT, y, both.x1 + GAP_PT, y + both.height())))
    {
        y = in_the_way.y1 + GAP_PT;
    }
    y
}

/// As strong as the page's date, half its size.
fn date_style(frame: &Frame) -> TypeStyle {
    let date = sized(frame, &frame.theme.lettering.date, 0.68);
    TypeStyle { size_pt: (date.size_pt * 0.5).max(frame.theme.scale.least_size_pt), ..date }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_stand_below_what_is_in_their_way() {
        let both = Rect::new(100.0, 0.0, 200.0, 20.0);
        let cards = [Rect::new(0.0, 10.0, 150.0, 90.0), Rect::new(150.0, 95.0, 250.0, 130.0)];
        assert!((free_y(10.0, both, &cards) - 140.0).abs() < 1e-9);
        assert!((free_y(10.0, both, &[]) - 10.0).abs() < 1e-9);
    }
}

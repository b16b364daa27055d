//! The credits: whose data the base map is made of, and under it the sources of what the page shows of the campaign.
//!
//! They stand right-aligned in the lower margin, or at the foot of the map where there is no margin.

use std::sync::Arc;

use kurbo::{Point, Rect};

use super::{GAP_PT, Placed};
use crate::data::Lang;
use crate::scene::frame::Frame;
use crate::scene::lettering::{line_box, set, text_at};
use crate::scene::{Furniture, Halo};
use crate::text::ShapedLine;

/// From the map's edge to the tops of the first line's capitals, points.
const BELOW_MAP_PT: f64 = 4.0;
/// From the last baseline to the map's edge where there is no margin, points.
const ABOVE_EDGE_PT: f64 = 5.0;
/// From line to line, as a share of the type's size.
pub(crate) const LEADING: f64 = 1.3;

/// Draws both lines.
pub(super) fn draw(frame: &Frame, credits: &str, sources: &[&str], placed: &mut Placed) {
    let style = &frame.theme.lettering.credits;
    let has_margin = frame.view.furniture.contains(Furniture::GraticuleLabels);
    let inset = if has_margin { 0.0 } else { 8.0 };
    let halo = (!has_margin).then_some(Halo { colour: style.halo, width_pt: 1.2 });
    let leading = style.size_pt * LEADING;
    let first = set(credits, style, Lang::En);
    let y = if has_margin {
        frame.map.y1 + BELOW_MAP_PT + first.cap_height_pt
    } else {
        frame.map.y1 - ABOVE_EDGE_PT - leading
    };
    let mut covered = Vec::new();
    let mut at = |line: &ShapedLine, y: f64| {
        let origin = Point::new(frame.map.x1 - inset - line.width_pt, y);
        covered.push((Furniture::Credits, line_box(line, origin)));
        text_at(line, origin, style.colour, halo)
    };
    placed.fixed.push(at(&first, y));
    if let Some(second) = sources_line(frame, sources, frame.map.width() - 2.0 * inset) {
        placed.moving.push(at(&second, y + leading));
    }
    if has_margin {
        placed.in_margin.extend(covered);
    } else {
        // The whole strip, so that names keep their places while the sources change with the day.
        let strip = Rect::new(frame.map.x0, frame.map.y1 - strip_pt(frame), frame.map.x1, frame.map.y1);
        placed.covered.push((Furniture::Credits, strip));
    }
}

/// "Campaign: Glantz 1983; Hasegawa 2011; and 12 others": the first of the sources, as many as fit in `width_pt`.
fn sources_line(frame: &Frame, sources: &[&str], width_pt: f64) -> Option<Arc<ShapedLine>> {
    let style = &frame.theme.lettering.credits;
    let width = |text: &str| set(text, style, Lang::En).width_pt;
    let told = |count: usize| {
        let named = sources[..count].join("; ");
        match sources.len() - count {
            0 => format!("Campaign: {named}."),
            1 => format!("Campaign: {named}; and 1 other."),
            others => format!("Campaign: {named}; and {others} others."),
        }
    };
    let ends = width("Campaign: ; and 000 others.");
    let mut taken = 0.0;
    let fitting = sources.iter().take_while(|name| {
        taken += width(name) + width("; ");
        taken + ends <= width_pt
    });
    let count = fitting.count();
    (count > 0).then(|| set(&told(count), style, Lang::En))
}

/// The box of the first line in the lower margin, up to the page's edge, if there are credits.
pub(super) fn margin_box(frame: &Frame, credits: &str) -> Option<Rect> {
    frame.view.furniture.contains(Furniture::Credits).then(|| {
        let width = set(credits, &frame.theme.lettering.credits, Lang::En).width_pt + 6.0;
        Rect::new(frame.map.x1 - width, frame.map.y1, frame.map.x1, frame.page().y1)
    })
}

/// Height of both lines at the foot of the map with the air under them, points.
fn strip_pt(frame: &Frame) -> f64 {
    ABOVE_EDGE_PT + frame.theme.lettering.credits.size_pt * (1.0 + LEADING)
}

/// Height that the credits take at the foot of the map where there is no margin, points.
pub(super) fn room_on_map(frame: &Frame) -> f64 {
    let furniture = frame.view.furniture;
    let on_map = furniture.contains(Furniture::Credits) && !furniture.contains(Furniture::GraticuleLabels);
    // Cards keep their gap from the map's edge; what the strip needs beyond it is asked for here.
    if on_map { (strip_pt(frame) - GAP_PT + 1.0).max(0.0) } else { 0.0 }
}

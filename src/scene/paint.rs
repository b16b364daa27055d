//! Short ways to make items.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Point, Rect};

use super::shapes::hatch;
use super::{Clip, Fill, FillRule, Item, LineCap, LineJoin, Stroke, StrokeStyle};
use crate::style::{Colour, Ground, ZoneStyle};

/// A filled path by the non-zero rule.
pub(crate) fn fill(path: impl Into<Arc<BezPath>>, to_page: Affine, colour: Colour) -> Item {
    Item::Fill(Fill { path: path.into(), to_page, rule: FillRule::NonZero, colour })
}

/// A filled path by the even-odd rule.
pub(crate) fn fill_even_odd(path: impl Into<Arc<BezPath>>, to_page: Affine, colour: Colour) -> Item {
    Item::Fill(Fill { path: path.into(), to_page, rule: FillRule::EvenOdd, colour })
}

/// A solid line.
pub(crate) fn stroke(path: impl Into<Arc<BezPath>>, to_page: Affine, width_pt: f64, colour: Colour) -> Item {
    dashed(path, to_page, width_pt, &[], colour)
}

/// A dashed line with butt ends.
pub(crate) fn dashed(
    path: impl Into<Arc<BezPath>>,
    to_page: Affine,
    width_pt: f64,
    dash_pt: &[f64],
    colour: Colour,
) -> Item {
    let style = StrokeStyle { width_pt, cap: LineCap::Butt, join: LineJoin::Round, dash_pt: dash_pt.to_vec() };
    Item::Stroke(Stroke { path: path.into(), to_page, style, colour })
}

/// A solid line with round ends.
pub(crate) fn round_stroke(path: impl Into<Arc<BezPath>>, to_page: Affine, width_pt: f64, colour: Colour) -> Item {
    let style = StrokeStyle { width_pt, cap: LineCap::Round, join: LineJoin::Round, dash_pt: Vec::new() };
    Item::Stroke(Stroke { path: path.into(), to_page, style, colour })
}

/// Items seen through a path.
pub(crate) fn clip(path: impl Into<Arc<BezPath>>, to_page: Affine, rule: FillRule, items: Vec<Item>) -> Item {
    Item::Clip(Clip { path: path.into(), to_page, rule, items })
}

/// The hatch over the tint of ground in a theme that has one. Ground held takes falling lines, ground gained rising ones
/// besides.
pub(crate) fn ground_hatch(style: &Ground, area: Rect, anchor: Point, rising: bool) -> Option<Item> {
    let colour = style.colour.with_opacity(style.hatch_opacity);
    let lines = || hatch(area, style.hatch_gap_pt, anchor, rising);
    (style.hatch_width_pt > 0.0).then(|| stroke(lines(), Affine::IDENTITY, style.hatch_width_pt, colour))
}

/// The hatch over the land of a proposal: thin lines, or dots where the theme asks for them; `gap_share` is the part of the
/// theme's gap that lies between its lines.
pub(crate) fn zone_hatch(style: &ZoneStyle, area: Rect, anchor: Point, gap_share: f64) -> Item {
    let [on, off] = style.hatch_dash_pt;
    // A dash without length has no round ends in some painters.
    let dash_pt = if on + off > 0.0 { vec![on.max(0.02), off] } else { Vec::new() };
    let path = Arc::new(hatch(area, style.hatch_gap_pt * gap_share, anchor, false));
    let style_of_line =
        StrokeStyle { width_pt: style.hatch_width_pt, cap: LineCap::Round, join: LineJoin::Round, dash_pt };
    let colour = style.colour.with_opacity(style.hatch_opacity);
    Item::Stroke(Stroke { path, to_page: Affine::IDENTITY, style: style_of_line, colour })
}

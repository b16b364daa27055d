//! The inset: where the frame lies in the theatre.
//!
//! A small map of the theatre's coast and frontiers on a card, with the frame as an accent. It depends on the view
//! alone. Space: points on the page, y down; the small map has a camera of its own on the same plane.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::card::card;
use super::{GAP_PT, Sides, foot_card};
use crate::geo::{Camera, MapPoint, MapRect, PagePoint, PageSize};
use crate::scene::frame::Frame;
use crate::scene::paint::{clip, fill, stroke};
use crate::scene::{FillRule, Furniture, Item};

/// A frame whose sides, on the mean, are longer than this share of the theatre's says itself where it lies.
const MOST_SHARE: f64 = 0.4;
/// Smaller maps have no room for an inset, points.
const LEAST_MAP_PT: (f64, f64) = (420.0, 380.0);
/// Width of the small map as a share of the page's, with its least and most, points.
const WIDTH: (f64, f64, f64) = (0.135, 96.0, 150.0);
/// Greatest height of the small map as a share of its width.
const TALLEST: f64 = 0.8;
/// Ground round the theatre, as a share of its width: a frame at its edge keeps its whole outline.
const AIR: f64 = 0.025;
/// Card round the small map, points.
const PADDING_PT: f64 = 3.0;
/// Least size at which the frame is drawn, points.
const LEAST_FRAME_PT: f64 = 5.0;

/// The theatre as the inset shows it: metres of the plane.
#[derive(Clone, Debug)]
pub(crate) struct Theatre {
    /// What the inset shows at least.
    pub ground: MapRect,
    /// Land, to be filled by the non-zero rule.
    pub land: Arc<BezPath>,
    /// Its outline and that of the greater states.
    pub lines: [Arc<BezPath>; 2],
}

/// An inset in place.
#[derive(Clone, Debug)]
pub(crate) struct Inset {
    /// Its card.
    pub rect: Rect,
    /// What is drawn.
    pub items: Vec<Item>,
}

/// The inset of a page, if it is wanted, says something, and has room.
pub(crate) fn inset(frame: &Frame, theatre: &Theatre, sides: Sides) -> Option<Inset> {
    let view = frame.view;
    let has_room = frame.map.width() >= LEAST_MAP_PT.0 && frame.map.height() >= LEAST_MAP_PT.1;
    if !view.furniture.contains(Furniture::Inset) || !has_room {
        return None;
    }
    let corner = |x, y| view.camera.map_point(PagePoint::new(x, y), view.size);
    let shown = MapRect { min: corner(frame.map.x0, frame.map.y1), max: corner(frame.map.x1, frame.map.y0) };
    let whole = theatre.ground;
    let share = (shown.width() * shown.height() / (whole.width() * whole.height())).sqrt();
    if share >= MOST_SHARE || !shown.intersects(&whole) {
        return None;
    }
    let held = whole.union(&shown);
    let ground = held.expanded(held.width() * AIR);
    let (of_page, least, most) = WIDTH;
    let mut width = (frame.page().width() * of_page).clamp(least, most);
    let mut height = width * ground.height() / ground.width();
    if height > width * TALLEST {
        (width, height) = (width * width * TALLEST / height, width * TALLEST);
    }
    let [above_bar, at_top] = corners(frame, sides, width + 2.0 * PADDING_PT, height + 2.0 * PADDING_PT);
    // Where more of the map is sea it covers less.
    let rect = if sea_cells(frame, at_top) > sea_cells(frame, above_bar) { at_top } else { above_bar };
    Some(Inset { rect, items: draw(frame, theatre, rect, &ground, &shown) })
}

/// Where a card may stand: above the scale bar, and in the corner at the top that the title leaves. The legend reaches
/// neither, whatever it holds.
pub(super) fn corners(frame: &Frame, sides: Sides, width: f64, height: f64) -> [Rect; 2] {
    let foot = foot_card(frame, sides.is_legend_right);
    let bottom = foot.map_or(frame.map.y1 - super::credits::room_on_map(frame), |card| card.y0) - GAP_PT;
    let right = frame.map.x1 - GAP_PT;
    let left_at = |is_left: bool| if is_left { frame.map.x0 + GAP_PT } else { right - width };
    let (left, left_at_top) = (left_at(sides.is_legend_right), left_at(sides.is_title_right));
    let top = frame.map.y0 + GAP_PT;
    [
        Rect::new(left, bottom - height, left + width, bottom),
        Rect::new(left_at_top, top, left_at_top + width, top + height),
    ]
}

/// How many of 40 points of an area are sea.
fn sea_cells(frame: &Frame, area: Rect) -> usize {
    let at = |i: u32| {
        let (column, row) = (f64::from(i % 8) + 0.5, f64::from(i / 8) + 0.5);
        Point::new(area.x0 + area.width() * column / 8.0, area.y0 + area.height() * row / 5.0)
    };
    (0..40).filter(|i| !frame.is_land(at(*i))).count()
}

/// The small map on its card with the mark of the frame on it.
fn draw(frame: &Frame, theatre: &Theatre, rect: Rect, ground: &MapRect, shown: &MapRect) -> Vec<Item> {
    let theme = frame.theme;
    let window = rect.inset(-PADDING_PT);
    let size = PageSize { width_pt: window.width(), height_pt: window.height() };
    let to_page = Affine::translate(window.origin().to_vec2()) * Camera::fit(*ground, size).page_from_map(size);
    let sea = theme.sea.depth.get(1).or(theme.sea.depth.first()).map_or(theme.page.paper, |stop| stop.1);
    let land = theme.land.height.first().map_or(theme.page.card, |stop| stop.1);
    let [coast, frontiers] = &theatre.lines;
    let at = Affine::IDENTITY;
    let mark = mark_of(to_page, shown, window);
    let accent = theme.page.accent;
    let inside = vec![
        fill(window.to_path(0.1), at, sea),
        fill(Arc::clone(&theatre.land), to_page, land),
        stroke(Arc::clone(frontiers), to_page, 0.4, theme.borders.colour.with_opacity(0.55)),
        stroke(Arc::clone(coast), to_page, 0.35, theme.sea.coast),
        fill(mark.to_path(0.1), at, accent.with_opacity(0.22)),
        stroke(mark.to_path(0.1), at, 2.2, theme.page.card),
        stroke(mark.to_path(0.1), at, 1.1, accent),
    ];
    let mut items = card(frame, rect);
    items.push(clip(window.to_path(0.1), at, FillRule::NonZero, inside));
    items.push(stroke(window.to_path(0.1), at, 0.4, theme.page.card_edge));
    items
}

/// The frame on the small map, grown to its least size and kept whole inside the window.
fn mark_of(to_page: Affine, shown: &MapRect, window: Rect) -> Rect {
    let on_page = |p: MapPoint| to_page * Point::new(p.x, p.y);
    let mark = Rect::from_points(on_page(shown.min), on_page(shown.max));
    let grow = |length: f64| ((LEAST_FRAME_PT - length) / 2.0).max(0.0);
    mark.inset((grow(mark.width()), grow(mark.height()))).intersect(window)
}

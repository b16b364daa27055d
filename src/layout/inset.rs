//! The inset: where the frame lies in the theatre.
//!
//! A small map of the theatre's coast and frontiers on a card, with the frame as an accent. It depends on the view
//! alone. Space: points on the page, y down; the small map has a camera of its own on the same plane.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Point, Rect, Shape, Size};

use super::card::card;
use crate::geo::{Camera, MapPoint, MapRect, PageSize};
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

/// The size of a page's inset with its card, if it is wanted, says something, and has room.
pub(crate) fn inset_size(frame: &Frame, theatre: &Theatre) -> Option<Size> {
    let has_room = frame.map.width() >= LEAST_MAP_PT.0 && frame.map.height() >= LEAST_MAP_PT.1;
    if !frame.view.furniture.contains(Furniture::Inset) || !has_room {
        return None;
    }
    let (shown, whole) = (frame.on_map(), theatre.ground);
    let share = (shown.width() * shown.height() / (whole.width() * whole.height())).sqrt();
    if share >= MOST_SHARE || !shown.intersects(&whole) {
        return None;
    }
    let ground = ground_of(theatre, &shown);
    let (of_page, least, most) = WIDTH;
    let mut width = (frame.page().width() * of_page).clamp(least, most);
    let mut height = width * ground.height() / ground.width();
    if height > width * TALLEST {
        (width, height) = (width * width * TALLEST / height, width * TALLEST);
    }
    Some(Size::new(width + 2.0 * PADDING_PT, height + 2.0 * PADDING_PT))
}

/// What the small map shows: the theatre and the frame, with some air.
fn ground_of(theatre: &Theatre, shown: &MapRect) -> MapRect {
    let held = theatre.ground.union(shown);
    held.expanded(held.width() * AIR)
}

/// The small map on the card `rect` with the mark of the frame on it.
pub(crate) fn inset(frame: &Frame, theatre: &Theatre, rect: Rect) -> Vec<Item> {
    let theme = frame.theme;
    let shown = frame.on_map();
    let ground = ground_of(theatre, &shown);
    let window = rect.inset(-PADDING_PT);
    let size = PageSize { width_pt: window.width(), height_pt: window.height() };
    let to_page = Affine::translate(window.origin().to_vec2()) * Camera::fit(ground, size).page_from_map(size);
    let sea = theme.sea.depth.get(1).or(theme.sea.depth.first()).map_or(theme.page.paper, |stop| stop.1);
    let land = theme.land.height.first().map_or(theme.page.card, |stop| stop.1);
    let [coast, frontiers] = &theatre.lines;
    let at = Affine::IDENTITY;
    let mark = mark_of(to_page, &shown, window);
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

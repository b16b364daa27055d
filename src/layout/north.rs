//! The north arrow: one thin needle in the scale bar's corner, turned to the meridian under it.
//!
//! Space: points on the page, y down. Meridians of a cone lean away from its own: the arrow is true where it stands.

use kurbo::{Affine, BezPath, Point, Rect, Vec2};

use super::card::card;
use crate::data::Lang;
use crate::geo::PagePoint;
use crate::scene::frame::Frame;
use crate::scene::lettering::{set, text_at};
use crate::scene::paint::{fill, stroke};
use crate::scene::{Furniture, Item, Text};

/// A narrower map has no room for an arrow, points.
const LEAST_MAP_PT: f64 = 400.0;
/// Half the needle's width as a share of its length.
const HALF_WIDTH: f64 = 0.17;
/// How far the needle's foot is cut in, as a share of its length.
const NOTCH: f64 = 0.24;

/// True if the page is to have an arrow and has room for one.
pub(super) fn is_shown(frame: &Frame) -> bool {
    frame.view.furniture.contains(Furniture::NorthArrow) && frame.map.width() >= LEAST_MAP_PT
}

/// Draws the arrow's card.
pub(super) fn draw_card(frame: &Frame, rect: Rect) -> Vec<Item> {
    let mut items = card(frame, rect);
    items.extend(needle(frame, rect));
    items
}

/// The way north at a point of the page: a unit vector.
pub(super) fn north_at(frame: &Frame, at: Point) -> Vec2 {
    let on_plane = frame.view.camera.map_point(PagePoint::new(at.x, at.y), frame.view.size);
    let turn = frame.projection.north(frame.projection.unproject(on_plane));
    Vec2::new(turn.sin(), -turn.cos())
}

/// The needle with its N in a square area.
pub(super) fn needle(frame: &Frame, area: Rect) -> Vec<Item> {
    let page = &frame.theme.page;
    let middle = area.center();
    let north = north_at(frame, middle);
    let across = Vec2::new(-north.y, north.x);
    let letter = set("N", &frame.theme.lettering.scale, Lang::En);
    let above = letter.cap_height_pt + 1.8;
    let length = (area.height() * 0.86 - above).max(8.0);
    let tip = middle + north * ((length - above) / 2.0);
    let foot = tip - north * length;
    let notch = foot + north * (length * NOTCH);
    let half = |side: f64| {
        let mut path = BezPath::new();
        path.move_to(tip);
        path.line_to(foot + across * (side * length * HALF_WIDTH));
        path.line_to(notch);
        path.close_path();
        path
    };
    let (dark, light) = (half(-1.0), half(1.0));
    let mut outline = dark.clone();
    outline.extend(light.iter());
    let turn = north.x.atan2(-north.y);
    let corner = Affine::translate((tip + north * 1.8).to_vec2()) * Affine::rotate(turn);
    let name = match text_at(&letter, Point::ZERO, frame.theme.lettering.scale.colour, None) {
        Item::Text(text) => {
            Item::Text(Text { to_page: corner * Affine::translate((-letter.width_pt / 2.0, 0.0)), ..text })
        }
        other => other,
    };
    let at = Affine::IDENTITY;
    vec![fill(light, at, page.card), fill(dark, at, page.ink), stroke(outline, at, 0.45, page.ink), name]
}

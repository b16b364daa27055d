//! The card that furniture stands on.

use std::sync::Arc;

use kurbo::{Affine, Rect};

use crate::scene::Item;
use crate::scene::frame::Frame;
use crate::scene::paint::{fill, stroke};
use crate::scene::shapes::rounded;

/// A calm card with a thin edge.
pub(super) fn card(frame: &Frame, rect: Rect) -> Vec<Item> {
    let page = &frame.theme.page;
    let path = Arc::new(rounded(rect, page.card_radius_pt));
    vec![
        fill(Arc::clone(&path), Affine::IDENTITY, page.card.with_opacity(page.card_opacity)),
        stroke(path, Affine::IDENTITY, page.card_edge_width_pt, page.card_edge.with_opacity(page.card_edge_opacity)),
    ]
}

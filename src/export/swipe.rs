//! A page of two instants on the two sides of a divider: two scenes of one view, cut and laid side by side.

use kurbo::{Affine, Rect, Shape};

use super::studio::StillError;
use super::{Still, Studio};
use crate::layout::divider_x;
use crate::model::Comparison;
use crate::scene::{Beside, CardsFor, Clip, FillRule, Image, Item, Layer, MarkKind, PlacedMark, Scene, Shown, Swipe};
use crate::time::Instant;

/// Layers of the page round the map: they stand whole, once.
const OF_PAGE: [&str; 4] = ["inset", "furniture", "legend", "date"];

impl Studio {
    /// The page that shows `since` left of a divider and the still's own instant at its right; the divider stands at a share
    /// of the page's width from the left, 0 to 1. Title, date, legend and the rest of the page stand on it once, the legend
    /// for what any of the two sides shows.
    pub fn swipe_scene(&mut self, still: &Still, since: Instant, divider: f64) -> Scene {
        self.swipe_classed(still, since, divider).0
    }

    /// The same, and what the two sides show.
    pub(super) fn swipe_classed(&mut self, still: &Still, since: Instant, divider: f64) -> (Scene, Shown) {
        let (reading, motion) = (still.view.reading, still.view.motion);
        let gained = self.gained(still.at, since, reading, motion);
        let sides = [since, still.at].map(|at| {
            let mut side = Still { at, ..still.clone() };
            side.view.since = None;
            // One page: its cards cannot stand for two instants.
            side.view.cards = CardsFor::Campaign;
            side
        });
        let mut swipe = Swipe {
            since,
            at: still.at,
            divider,
            gained: gained.unwrap_or(Comparison { gained_km2: 0.0, km2_per_day: 0.0 }),
            shown: Shown::default(),
        };
        let size = still.view.size;
        let page = Rect::new(0.0, 0.0, size.width_pt, size.height_pt);
        let x = divider_x(page.width(), divider);
        let halves = [Rect { x1: x, ..page }, Rect { x0: x, ..page }];
        // Each side is covered where the other one shows.
        let hidden = [halves[1], halves[0]];
        for (side, hidden) in sides.iter().zip(hidden) {
            let (_, shown) = self.scene_beside(side, Beside { hidden: Some(hidden), ..Beside::default() });
            swipe.shown.extend(&shown);
        }
        let beside = |hidden| Beside { swipe: Some(&swipe), hidden: Some(hidden), ..Beside::default() };
        let [left, right] = [0, 1].map(|i| self.scene_beside(&sides[i], beside(hidden[i])).0);
        (cut(left, right, halves[0], halves[1]), swipe.shown)
    }

    /// The pixels of that page.
    ///
    /// # Errors
    /// If the picture is too large for the painter.
    pub fn swipe(&mut self, still: &Still, since: Instant, divider: f64) -> Result<Image, StillError> {
        let scene = self.swipe_scene(still, since, divider);
        self.paint(&scene, still)
    }
}

/// The two sides of one page. Both scenes have the same layers, because they have the same view; what does not change with
/// time is equal in both and stays whole.
fn cut(left: Scene, right: Scene, left_half: Rect, right_half: Rect) -> Scene {
    // Furniture and what it covers are equal on both sides.
    let is_left =
        |mark: &PlacedMark| !matches!(mark.kind, MarkKind::Furniture(_)) && mark.bounds().center().x < left_half.x1;
    let mut placed = left.placed;
    placed.retain(is_left);
    placed.extend(right.placed.into_iter().filter(|mark| !is_left(mark)));
    let layers = left.layers.into_iter().zip(right.layers).map(|(earlier, later)| {
        let is_same = later.key.is_some() && later.key == earlier.key;
        if is_same || OF_PAGE.contains(&later.name) {
            return later;
        }
        let items = vec![seen_through(left_half, earlier.items), seen_through(right_half, later.items)];
        Layer { name: later.name, key: None, items }
    });
    Scene { layers: layers.collect(), placed, ..right }
}

fn seen_through(half: Rect, items: Vec<Item>) -> Item {
    let path = std::sync::Arc::new(half.to_path(0.1));
    Item::Clip(Clip { path, to_page: Affine::IDENTITY, rule: FillRule::NonZero, items })
}

//! Two moments held against each other: the second date, and whether the map is tinted between them or swiped.
//!
//! The order of the two does not matter to the reader: the earlier one is always the left side and the "since".

use crate::time::Instant;

use super::state::AppState;

/// How two moments are shown in one frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Manner {
    /// The ground gained between them has a tint of its own.
    #[default]
    Tint,
    /// The earlier map at the left of a divider, the later one at its right.
    Swipe,
}

/// What the moment shown is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The second date.
    pub with: Instant,
    /// How the two are shown.
    pub manner: Manner,
    /// Where the divider of a swipe stands: share of the map's width from the left, 0 to 1.
    pub divider: f64,
}

/// How near the divider comes to the edges of the map, share of its width.
const DIVIDER_EDGE: f64 = 0.02;
/// How far a key moves the divider, share of the map's width.
pub(super) const DIVIDER_STEP: f64 = 0.05;

impl AppState {
    /// The two moments of the comparison, the earlier one first; `None` without one, or while both are the same.
    #[must_use]
    pub fn compared(&self) -> Option<(Instant, Instant)> {
        let (now, with) = (self.playback.now(), self.comparison?.with);
        (now != with).then(|| (now.min(with), now.max(with)))
    }

    /// The manner of the comparison, if there is anything to compare.
    #[must_use]
    pub fn manner(&self) -> Option<Manner> {
        self.compared().and(self.comparison).map(|c| c.manner)
    }

    /// Holds the map against `with` from now on; the manner stays as it was.
    pub fn compare_with(&mut self, with: Instant) {
        let range = self.playback.range();
        let with = with.clamp(range.start(), range.end());
        match &mut self.comparison {
            Some(comparison) => comparison.with = with,
            None => self.comparison = Some(Comparison { with, manner: Manner::default(), divider: 0.5 }),
        }
    }

    /// Puts the divider of a swipe at a share of the map's width.
    pub fn set_divider(&mut self, share: f64) {
        if let Some(comparison) = &mut self.comparison {
            comparison.divider = share.clamp(DIVIDER_EDGE, 1.0 - DIVIDER_EDGE);
        }
    }

    /// Tint to swipe and back. Without a second date the moment shown becomes it.
    pub(super) fn toggle_manner(&mut self) {
        if self.comparison.is_none() {
            self.compare_with(self.playback.now());
        }
        if let Some(comparison) = &mut self.comparison {
            comparison.manner = match comparison.manner {
                Manner::Tint => Manner::Swipe,
                Manner::Swipe => Manner::Tint,
            };
        }
    }

    pub(super) fn move_divider(&mut self, by: f64) {
        if let Some(comparison) = self.comparison.filter(|c| c.manner == Manner::Swipe) {
            self.set_divider(comparison.divider + by);
        }
    }
}

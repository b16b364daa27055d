//! Two instants of the campaign held against each other: the ground between them.
//!
//! Degrees and square kilometres.

use geo::{BooleanOps, MultiPolygon};

use super::state::Comparison;
use super::track::DAY_SECS;
use super::{Campaign, Motion, Reading, WorldState};
use crate::geo::multi_polygon_area_km2;
use crate::time::Instant;

impl Campaign {
    /// As [`Self::state_at`], held against `since` instead of the day before, and the ground gained between the two
    /// measured: that takes some tens of milliseconds. A `since` after `t` counts as `t`.
    #[must_use]
    pub fn state_since(&self, t: Instant, since: Instant, reading: Reading, motion: Motion) -> WorldState {
        let since = since.min(t);
        let mut state = self.state_against(t, since, reading, motion);
        let before = self.state_against(since, since, reading, motion);
        let gained = self.ground_of(&state).difference(&self.ground_of(&before));
        let gained_km2 = multi_polygon_area_km2(&gained);
        #[expect(clippy::cast_precision_loss, reason = "seconds of a campaign are exact in 53 bits")]
        let days = t.secs_since(since) as f64 / DAY_SECS as f64;
        let km2_per_day = if days > 0.0 { gained_km2 / days } else { 0.0 };
        state.compared = Some(Comparison { gained_km2, km2_per_day });
        state
    }

    /// The land behind the fronts of a state and the islands under Soviet control, as one shape in degrees.
    #[must_use]
    pub fn ground_of(&self, state: &WorldState) -> MultiPolygon<f64> {
        let land = self.land();
        let fronts = state.fronts.iter().filter(|front| front.ground.len() >= 3).map(|front| land.clip(&front.ground));
        let islands = state.islands.iter().map(|i| self.data().islands[*i].shape.clone());
        fronts.chain(islands).fold(MultiPolygon::new(Vec::new()), |all, part| all.union(&part))
    }
}

//! Motion of the camera: flights to a view and the glide after a drag. Pure; the caller hands in the time that passed.
//!
//! A flight eases over half a second and moves centre and scale together, so that the target grows in place.

use crate::geo::{Camera, ease};

/// How long a flight takes, seconds.
pub const FLIGHT_SECS: f64 = 0.5;
/// Seconds in which a glide loses all but 1/e of its speed.
const GLIDE_DECAY_SECS: f64 = 0.22;
/// Below this speed a glide ends, page points per second.
const GLIDE_STOPS_BELOW: f64 = 12.0;

/// What the camera is doing by itself.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum Glide {
    /// Nothing.
    #[default]
    Still,
    /// On its way to a view.
    Flight {
        /// Where it started.
        from: Camera,
        /// Where it goes.
        to: Camera,
        /// Seconds since it started.
        elapsed_secs: f64,
    },
    /// Running on after a drag, page points per second.
    Inertia {
        /// To the right.
        vx: f64,
        /// Down.
        vy: f64,
    },
}

impl Glide {
    /// True while the camera moves by itself.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        *self != Self::Still
    }

    /// The camera after `dt_secs` more seconds.
    pub fn advance(&mut self, camera: Camera, dt_secs: f64) -> Camera {
        match *self {
            Self::Still => camera,
            Self::Flight { from, to, elapsed_secs } => {
                let elapsed_secs = elapsed_secs + dt_secs;
                if elapsed_secs >= FLIGHT_SECS {
                    *self = Self::Still;
                    return to;
                }
                *self = Self::Flight { from, to, elapsed_secs };
                from.towards(&to, ease(elapsed_secs / FLIGHT_SECS))
            }
            Self::Inertia { vx, vy } => {
                let decay = (-dt_secs / GLIDE_DECAY_SECS).exp();
                let (next_vx, next_vy) = (vx * decay, vy * decay);
                *self = if next_vx.hypot(next_vy) < GLIDE_STOPS_BELOW {
                    Self::Still
                } else {
                    Self::Inertia { vx: next_vx, vy: next_vy }
                };
                camera.panned(vx * dt_secs, vy * dt_secs)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::MapPoint;

    fn camera(x: f64, metres_per_pt: f64) -> Camera {
        Camera { centre: MapPoint::new(x, 0.0), metres_per_pt }
    }

    #[test]
    fn a_flight_arrives_exactly_and_stops() {
        let (from, to) = (camera(0.0, 1000.0), camera(5.0e5, 100.0));
        let mut glide = Glide::Flight { from, to, elapsed_secs: 0.0 };
        let mut at = from;
        for _ in 0..40 {
            at = glide.advance(at, 1.0 / 60.0);
        }
        assert_eq!(at, to);
        assert!(!glide.is_moving());
    }

    #[test]
    fn a_flight_never_leaves_the_way_between_its_ends() {
        let (from, to) = (camera(0.0, 1000.0), camera(5.0e5, 100.0));
        let mut last = 0.0;
        for i in 0..=50 {
            let at = from.towards(&to, f64::from(i) / 50.0);
            assert!(at.centre.x >= last && at.centre.x <= 5.0e5 + 1e-6);
            assert!(at.metres_per_pt <= 1000.0 + 1e-9 && at.metres_per_pt >= 100.0 - 1e-9);
            last = at.centre.x;
        }
    }

    #[test]
    fn a_glide_slows_down_and_ends() {
        let mut glide = Glide::Inertia { vx: 800.0, vy: 0.0 };
        let mut at = camera(0.0, 1000.0);
        let mut steps = 0;
        while glide.is_moving() && steps < 1000 {
            at = glide.advance(at, 1.0 / 60.0);
            steps += 1;
        }
        assert!(steps < 120, "{steps}");
        assert!(at.centre.x < 0.0, "content dragged right moves the centre west");
    }
}

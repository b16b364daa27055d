//! Nobody moves faster than his kind can, unless the data say why.

use super::push;
use crate::data::{Mobility, Movement, Report, Severity};
use crate::geo::distance_m;
use crate::model::Campaign;

/// A stretch shorter than this is judged as if it had taken this long, seconds: a forced march of an hour is no rule.
const LAND_FLOOR_SECS: i64 = 6 * 3600;
/// The same for ships, boats and aircraft, whose hours are as a rule rounded.
const VESSEL_FLOOR_SECS: i64 = 1800;
/// Rounding of positions and hours may add this much.
const SLACK: f64 = 1.02;

/// Kilometres an hour that a kind keeps up, and the least time over which a leg is judged, seconds.
const fn pace_of(mobility: Mobility) -> (f64, i64) {
    match mobility {
        Mobility::Foot => (60.0 / 24.0, LAND_FLOOR_SECS),
        Mobility::Horse => (100.0 / 24.0, LAND_FLOOR_SECS),
        Mobility::Armour => (200.0 / 24.0, LAND_FLOOR_SECS),
        Mobility::Rail => (700.0 / 24.0, LAND_FLOOR_SECS),
        Mobility::River => (20.0 * 1.852, VESSEL_FLOOR_SECS),
        Mobility::Ship => (30.0 * 1.852, VESSEL_FLOOR_SECS),
        Mobility::Air => (400.0, VESSEL_FLOOR_SECS),
    }
}

/// In words: "60 km a day".
const fn told(mobility: Mobility) -> &'static str {
    match mobility {
        Mobility::Foot => "60 km a day on foot",
        Mobility::Horse => "100 km a day on horseback",
        Mobility::Armour => "200 km a day with tanks and trucks",
        Mobility::Rail => "700 km a day by rail",
        Mobility::River => "20 knots on a river",
        Mobility::Ship => "30 knots at sea",
        Mobility::Air => "400 km an hour in the air",
    }
}

/// Each leg of each movement.
pub(super) fn check(campaign: &Campaign, report: &mut Report) {
    for movement in &campaign.data().movements {
        let legs = movement.line.len().min(movement.times.len()).saturating_sub(1);
        for leg in 0..legs {
            let is_noted = movement.pace_notes.contains_key(&leg);
            match (too_fast(movement, leg), is_noted) {
                (Some((km, hours)), false) => {
                    let message =
                        format!("leg {leg} is {km:.0} km in {hours:.1} h, faster than {}", told(movement.mobility));
                    let cure = "correct its times, or say in \"pace_notes\" why it was so fast";
                    push(report, Severity::Error, &movement.meta, message, cure);
                }
                (None, true) => {
                    let message = format!("leg {leg} has a note on its pace, which is nothing unusual");
                    push(report, Severity::Warning, &movement.meta, message, "delete the note");
                }
                _ => {}
            }
        }
    }
}

/// Length in kilometres along the geodesic and hours of a leg that is too fast.
fn too_fast(movement: &Movement, leg: usize) -> Option<(f64, f64)> {
    let km = distance_m(movement.line[leg], movement.line[leg + 1]) / 1000.0;
    let secs = movement.times[leg + 1].secs_since(movement.times[leg]);
    let (km_per_hour, floor_secs) = pace_of(movement.mobility);
    #[expect(clippy::cast_precision_loss, reason = "seconds of a campaign are exact in 53 bits")]
    let hours = |secs: i64| secs as f64 / 3600.0;
    (km > km_per_hour * hours(secs.max(floor_secs)) * SLACK).then(|| (km, hours(secs)))
}

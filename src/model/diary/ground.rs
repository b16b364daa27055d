//! Areas of the day, measured and in words.

use super::super::{Campaign, Reading};
use crate::geo::multi_polygon_area_km2;
use crate::time::{Clock, Day};

/// Islands that pass whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct IslandGround {
    pub gained_km2: f64,
    pub held_km2: f64,
}

impl IslandGround {
    /// Islands that passed in the course of `day`, and all that had passed by its end.
    pub fn measure(campaign: &Campaign, day: Day, clock: &Clock, reading: Reading) -> Self {
        let data = campaign.data();
        let period = day.period(clock.offset);
        let mut ground = Self::default();
        for island in campaign.shown(reading).islands.iter().map(|i| &data.islands[*i]) {
            let start = island.meta.period.start();
            if start < period.end() {
                let km2 = multi_polygon_area_km2(&island.shape);
                ground.held_km2 += km2;
                ground.gained_km2 += if period.contains(start) { km2 } else { 0.0 };
            }
        }
        ground
    }
}

/// An area in words, "27,100 km²": with three figures, because the lines are no better than that.
#[must_use]
pub fn spoken_km2(km2: f64) -> String {
    let figures = if km2 >= 1.0 { km2.log10().floor() } else { 0.0 };
    let unit = 10f64.powf((figures - 2.0).max(0.0));
    let rounded = (km2 / unit).round() * unit;
    format!("{} km²", grouped(&format!("{rounded:.0}")))
}

/// The digits of a whole number with the thousands apart: "1,577,725".
#[must_use]
pub fn grouped(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(["0", "654", "1000", "1577725"].map(grouped), ["0", "654", "1,000", "1,577,725"]);
    }

    #[test]
    fn areas_are_told_with_three_figures() {
        for (km2, told) in [
            (0.0, "0 km²"),
            (7.4, "7 km²"),
            (123.4, "123 km²"),
            (27_149.0, "27,100 km²"),
            (1_234_567.0, "1,230,000 km²"),
        ] {
            assert_eq!(spoken_km2(km2), told);
        }
    }
}

//! A place that an event says was taken is in Soviet hands when the event's day is over.

use super::{AGREEMENT_KM, is_soviet_near, push};
use crate::data::{Report, Severity};
use crate::model::{Campaign, Reading};
use crate::time::{Day, Instant};

/// Each place of `takes` lies behind the line of the event's last day or within [`AGREEMENT_KM`] of it, in a pocket, or on
/// an island already landed on.
pub(super) fn check(campaign: &Campaign, report: &mut Report) {
    let data = campaign.data();
    for event in campaign.shown(Reading::Documented).events.iter().map(|index| &data.events[*index]) {
        let clock = data.config.clock;
        let (start, end) = (event.meta.period.start(), event.meta.period.end());
        let last = if end == Instant::DISTANT_FUTURE { start } else { start.max(end.plus_secs(-1)) };
        let t = Day::containing(last, clock).end(clock);
        for place in data.places.iter().filter(|place| event.takes.contains(&place.id)) {
            if !is_soviet_near(campaign, place.at, t, true) {
                let message = format!(
                    "it says that {} was taken, which at 24:00 is neither within {AGREEMENT_KM} km of the line or behind \
                     it, nor in a pocket, nor on an island landed on",
                    place.id
                );
                let cure = "correct the date, draw the line or a pocket there, or take the place out of \"takes\"";
                push(report, Severity::Error, &event.meta, message, cure);
            }
        }
    }
}

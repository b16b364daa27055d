//! What another reading says in place of a feature.

use super::super::shown::HASEGAWA;
use super::super::{Campaign, Reading};
use super::OtherReading;
use crate::data::Meta;
use crate::time::Teller;

/// Whose version a reading is.
pub(super) const fn whose(reading: Reading) -> &'static str {
    match reading {
        Reading::Documented => "Best documented",
        Reading::Hasegawa => "Hasegawa",
    }
}

/// The reading that is not followed.
pub(super) const fn other(reading: Reading) -> Reading {
    match reading {
        Reading::Documented => Reading::Hasegawa,
        Reading::Hasegawa => Reading::Documented,
    }
}

/// The features that the other reading has in place of `meta`.
pub(super) fn counterparts<'c>(campaign: &'c Campaign, meta: &Meta, reading: Reading) -> Vec<&'c Meta> {
    let metas = campaign.data().metas();
    match (reading, &meta.variant) {
        (Reading::Documented, None) => {
            metas.filter(|m| m.variant.as_ref().is_some_and(|v| v.key == HASEGAWA && v.replaces == meta.id)).collect()
        }
        (Reading::Hasegawa, Some(variant)) => metas.filter(|m| m.id == variant.replaces).collect(),
        _ => Vec::new(),
    }
}

/// When the other reading has it, where that is another time. `date` picks the date that is told: start or end.
pub(super) fn other_readings(
    campaign: &Campaign,
    meta: &Meta,
    reading: Reading,
    teller: Teller<'_>,
    date: fn(&Meta) -> &str,
) -> Vec<OtherReading> {
    let own = date(meta);
    let others = counterparts(campaign, meta, reading).into_iter();
    others
        .filter(|m| date(m) != own)
        .map(|m| OtherReading {
            whose: whose(other(reading)),
            when: Teller { day: None, ..teller }.told(date(m)),
            id: m.id.clone(),
        })
        .filter(|version| !version.when.is_empty())
        .collect()
}

//! Values of arguments: each reader says what it expects when it gets something else.

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::data::Place;
pub(super) use crate::export::words::{clock, instant, lon_lat, numbers, unknown};
use crate::geo::LonLat;
use crate::model::{Campaign, Reading};

/// The place with this name: the greatest where several have it.
pub(super) fn place<'c>(name: &str, campaign: &'c Campaign) -> Result<&'c Place> {
    if let Some(first) = campaign.places().find(name).first() {
        return Ok(&campaign.data().places[*first]);
    }
    match campaign.places().suggest(name).as_slice() {
        [] => bail!("no place is called \"{name}\"; give longitude,latitude in degrees instead"),
        near => bail!("no place is called \"{name}\"; near are {}", near.join(", ")),
    }
}

/// A place by its name, or longitude and latitude in degrees.
pub(super) fn place_or_degrees(text: &str, campaign: &Campaign) -> Result<LonLat> {
    if numbers::<2>(text).is_some() { Ok(lon_lat(text)?) } else { Ok(place(text, campaign)?.at) }
}

/// Which version is followed where sources disagree.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ReadingArg {
    /// The best documented version.
    Documented,
    /// As in Hasegawa's paper.
    Hasegawa,
}

impl From<ReadingArg> for Reading {
    fn from(reading: ReadingArg) -> Self {
        match reading {
            ReadingArg::Documented => Self::Documented,
            ReadingArg::Hasegawa => Self::Hasegawa,
        }
    }
}

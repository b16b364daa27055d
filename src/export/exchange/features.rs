//! What is handed on: a feature with its layer, span of time, style and properties.

use geo::Geometry;
use serde_json::{Map, Value};

use crate::model::{Motion, Reading};
use crate::style::Colour;
use crate::time::Instant;

/// What of the campaign is handed on.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExchangeOptions {
    /// The version followed where sources disagree.
    pub reading: Reading,
    /// Only what stands, or has begun, at this instant; `None` for the whole campaign.
    pub as_of: Option<Instant>,
    /// Where the fronts stand at that instant, between dated lines.
    pub motion: Motion,
}

/// A layer, from the bottom of the picture up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExchangeLayer {
    /// Land behind the fronts.
    Ground,
    /// Islands in Soviet hands.
    Islands,
    /// Promises, proposals, agreements, orders.
    Zones,
    /// Ground held ahead of the front.
    Pockets,
    /// Ground still Japanese behind the front.
    Holdouts,
    /// Front lines.
    Fronts,
    /// Marches.
    Movements,
    /// Landings.
    Landings,
    /// The timeline.
    Events,
}

impl ExchangeLayer {
    /// All layers from the bottom up.
    pub const ALL: [Self; 9] = [
        Self::Ground,
        Self::Islands,
        Self::Zones,
        Self::Pockets,
        Self::Holdouts,
        Self::Fronts,
        Self::Movements,
        Self::Landings,
        Self::Events,
    ];

    /// A stable word: property `layer`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ground => "ground",
            Self::Islands => "islands",
            Self::Zones => "zones",
            Self::Pockets => "pockets",
            Self::Holdouts => "holdouts",
            Self::Fronts => "fronts",
            Self::Movements => "movements",
            Self::Landings => "landings",
            Self::Events => "events",
        }
    }

    /// Its name for readers.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Ground => "Ground behind the fronts",
            Self::Islands => "Islands in Soviet hands",
            Self::Zones => "Lines and zones",
            Self::Pockets => "Held ahead of the front",
            Self::Holdouts => "Still held by Japanese forces",
            Self::Fronts => "Fronts",
            Self::Movements => "Movements",
            Self::Landings => "Landings",
            Self::Events => "Events",
        }
    }
}

/// Colours and widths, after the theme `atlas`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShapeStyle {
    /// Lines, outlines and marks.
    pub colour: Colour,
    /// Width of lines, points.
    pub width_pt: f64,
    /// Opacity of lines, 0 to 1.
    pub line_opacity: f64,
    /// Opacity of fills, 0 to 1.
    pub fill_opacity: f64,
}

/// A feature as it is handed on.
#[derive(Clone, Debug, PartialEq)]
pub struct ExchangeFeature {
    /// Its layer.
    pub layer: ExchangeLayer,
    /// Unique in the file.
    pub id: String,
    /// English name.
    pub name: String,
    /// Degrees, five decimals.
    pub geometry: Geometry<f64>,
    /// First second in force; `None` for always.
    pub start: Option<Instant>,
    /// Last second in force; `None` for ever after.
    pub end: Option<Instant>,
    /// One instant a vertex of a march; empty for all else.
    pub times: Vec<Instant>,
    /// How it looks.
    pub style: ShapeStyle,
    /// What its file says of it, under the keys that are handed on, and a description; without times and style.
    pub properties: Map<String, Value>,
    /// Whom it is for.
    pub audience: Audience,
}

/// Whom a feature is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Every program: a record of the campaign.
    All,
    /// Programs that cannot derive it themselves: ground, and the stretches of a front between two dates.
    Others,
    /// This program alone, which reads it back: versions of other sources, and the dated lines of a snapshot.
    Own,
}

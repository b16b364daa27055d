//! What a reader asks to see: the view of a scene.

use crate::data::Lang;
use crate::geo::{Camera, PageSize};
use crate::model::{Motion, Reading};
use crate::time::{Instant, UtcOffset};

/// Everything that decides what a page looks like, but for the instant and the theme.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewSpec {
    /// Size of the page in points.
    pub size: PageSize,
    /// Centre and scale of the map.
    pub camera: Camera,
    /// Title of the page; without one the name of the view, or the campaign's title.
    pub heading: Option<String>,
    /// Language of names.
    pub lang: Lang,
    /// A second language set beside the first, if any.
    pub second_lang: Option<Lang>,
    /// Which layers of the map are drawn.
    pub layers: LayerSet,
    /// Which parts of the page round the map are drawn.
    pub furniture: FurnitureSet,
    /// The earlier instant of a comparison: ground gained since and the front then are shown instead of those of the
    /// last day and days.
    pub since: Option<Instant>,
    /// How many earlier days are shown as phase lines, 0 to 9.
    pub phase_lines: u8,
    /// Which version is shown where sources disagree.
    pub reading: Reading,
    /// How fronts get from one dated line to the next.
    pub motion: Motion,
    /// Name of the main clock and its offset, for the date block.
    pub clock: (String, UtcOffset),
    /// For what the places of the cards are chosen.
    pub cards: CardsFor,
}

/// For what the places of title, legend, scale bar and inset are chosen: where they cover least of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CardsFor {
    /// The whole campaign: they stand still while time plays, and from slide to slide.
    #[default]
    Campaign,
    /// What the map shows at this instant: for a picture by itself.
    Instant,
}

/// A layer of the map that the reader can switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MapLayer {
    /// Hill shading and heights.
    Relief,
    /// Marsh, desert, dry steppe.
    Terrain,
    /// Rivers and lakes.
    Water,
    /// Railways of 1945.
    Railways,
    /// Borders of 1945.
    Borders,
    /// Borders of today, off unless asked for.
    ModernBorders,
    /// Meridians and parallels.
    Graticule,
    /// Ground held by Soviet forces.
    Ground,
    /// The front and its phase lines.
    Fronts,
    /// Holdouts.
    Holdouts,
    /// Landings and pockets.
    Landings,
    /// Axes of advance.
    Movements,
    /// Symbols of formations.
    Units,
    /// Proposals, agreements, orders.
    Zones,
    /// Marks of events.
    Events,
    /// Places with their names.
    Places,
    /// Names of seas, ranges, rivers.
    PhysicalNames,
    /// Names of states.
    StateNames,
}

impl MapLayer {
    /// All layers in drawing order.
    pub const ALL: [Self; 18] = [
        Self::Relief,
        Self::Terrain,
        Self::Water,
        Self::Railways,
        Self::ModernBorders,
        Self::Borders,
        Self::Graticule,
        Self::Ground,
        Self::Zones,
        Self::Holdouts,
        Self::Fronts,
        Self::Movements,
        Self::Landings,
        Self::Events,
        Self::Units,
        Self::Places,
        Self::PhysicalNames,
        Self::StateNames,
    ];
}

impl MapLayer {
    /// Its name on the command line and in files, kebab-case.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Relief => "relief",
            Self::Terrain => "terrain",
            Self::Water => "water",
            Self::Railways => "railways",
            Self::Borders => "borders",
            Self::ModernBorders => "modern-borders",
            Self::Graticule => "graticule",
            Self::Ground => "ground",
            Self::Fronts => "fronts",
            Self::Holdouts => "holdouts",
            Self::Landings => "landings",
            Self::Movements => "movements",
            Self::Units => "units",
            Self::Zones => "zones",
            Self::Events => "events",
            Self::Places => "places",
            Self::PhysicalNames => "physical-names",
            Self::StateNames => "state-names",
        }
    }
}

/// A set of map layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LayerSet(u32);

impl LayerSet {
    /// Every layer.
    #[must_use]
    pub const fn all() -> Self {
        Self(u32::MAX)
    }

    /// The layers of a map that nobody has changed: every layer but the borders of today.
    #[must_use]
    pub const fn usual() -> Self {
        Self::all().with(MapLayer::ModernBorders, false)
    }

    /// True if `layer` is in the set.
    #[must_use]
    pub const fn contains(self, layer: MapLayer) -> bool {
        self.0 & (1 << layer as u32) != 0
    }

    /// The set with `layer` in or out.
    #[must_use]
    pub const fn with(self, layer: MapLayer, shown: bool) -> Self {
        let bit = 1 << layer as u32;
        Self(if shown { self.0 | bit } else { self.0 & !bit })
    }
}

/// A part of the page round the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Furniture {
    /// Title and subtitle.
    Title,
    /// The date with its clock.
    Date,
    /// What the marks mean: only what is visible.
    Legend,
    /// Scale bar in kilometres and miles.
    ScaleBar,
    /// North where the arrow stands.
    NorthArrow,
    /// A small map that shows where the frame lies.
    Inset,
    /// Degrees along the edge.
    GraticuleLabels,
    /// Credits of the data, and the sources of what is shown.
    Credits,
}

impl Furniture {
    /// All parts.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Date,
        Self::Legend,
        Self::ScaleBar,
        Self::NorthArrow,
        Self::Inset,
        Self::GraticuleLabels,
        Self::Credits,
    ];

    /// Its name on the command line and in files, kebab-case.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Date => "date",
            Self::Legend => "legend",
            Self::ScaleBar => "scale-bar",
            Self::NorthArrow => "north-arrow",
            Self::Inset => "inset",
            Self::GraticuleLabels => "graticule-labels",
            Self::Credits => "credits",
        }
    }
}

/// A set of page parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FurnitureSet(u32);

impl FurnitureSet {
    /// Every part.
    #[must_use]
    pub const fn all() -> Self {
        Self(u32::MAX)
    }

    /// No part: the map alone.
    #[must_use]
    pub const fn none() -> Self {
        Self(0)
    }

    /// True if `part` is in the set.
    #[must_use]
    pub const fn contains(self, part: Furniture) -> bool {
        self.0 & (1 << part as u32) != 0
    }

    /// The set with `part` in or out.
    #[must_use]
    pub const fn with(self, part: Furniture, shown: bool) -> Self {
        let bit = 1 << part as u32;
        Self(if shown { self.0 | bit } else { self.0 & !bit })
    }
}

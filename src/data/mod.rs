//! The data contract: what `geodata/` and foreign files hold, as typed features.
//!
//! Reads GeoJSON feature by feature, reports what is wrong with file, line, feature and cure, and goes on. Geometry
//! is in degrees (WGS 84) as in the files. Knows nothing of drawing.

mod dataset;
mod feature;
mod relief;

pub use dataset::{
    BaseMap, Border, CampaignConfig, Chapter, CoastRing, Dataset, Lake, PhysicalLabel, Railway, River, SectorConfig,
    SourceEntry, Unit, View,
};
pub use relief::Relief;
pub use feature::{
    Area, Certainty, Citation, Event, EventKind, FrontLine, Island, Landing, LandingKind, Lang, Meta, Mobility,
    Movement, Names, Origin, Place, Side, Status, VariantOf, Zone,
};

pub use crate::time::Clock;

//! The data contract: what `geodata/` and foreign files hold, as typed features.
//!
//! Reads GeoJSON feature by feature, reports what is wrong with file, line, feature and cure, and goes on. Geometry
//! is in degrees (WGS 84) as in the files. Knows nothing of drawing.

mod base;
mod bibliography;
mod campaign;
mod check;
mod check_file;
mod config;
mod dataset;
mod decode;
mod embedded;
mod entries;
mod exchanged;
mod feature;
mod figure;
mod formation;
mod geometry;
mod load;
mod meta;
mod movement;
mod nearest;
mod number;
mod order_of_battle;
mod position;
mod properties;
mod reader;
mod references;
mod relief;
mod report;
mod scan;
mod shapes;
mod simple;
mod source;
mod spot;
mod user;
mod user_time;
mod words;

pub use base::{load_coast_full, load_coast_overview, load_units};
pub use check::{THEATRE, check_base, check_campaign};
pub use check_file::check_file;
pub use dataset::{
    BaseMap, Border, CampaignConfig, Chapter, CoastRing, Dataset, Lake, PhysicalLabel, Railway, River, SectorConfig,
    SourceEntry, Terrain, TerrainKind, Unit, View,
};
pub use embedded::Embedded;
pub use exchanged::{ExchangeHead, Exchanged, Opened, exchange_properties, member};
pub use feature::{
    Area, Certainty, Citation, Event, EventKind, EventPrecision, FrontLine, Island, Landing, LandingKind, Lang,
    LaterLabel, Meta, Names, Origin, Place, PocketKind, Side, Status, Troops, VariantOf, Zone, ZoneManner, first_seen,
};
pub use figure::Figure;
pub use formation::{Branch, Fate, Formation, FormationPosition, Level, PositionKind, Strength, Subordination};
pub use movement::{Mobility, Movement, Role, Stage, Waypoint};
pub use nearest::nearest_few;
pub use reader::{Feature, read_features};
pub use relief::Relief;
pub use report::{Diagnostic, Report, Severity};
pub use source::{Directory, Memory, Source, SourceError, read_text};
pub use user::{UserFeature, UserLayer};
pub use words::Word;

pub use crate::time::Clock;

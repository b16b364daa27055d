//! The campaign for other programs: GeoJSON, KML and CSV from one list of features.
//!
//! Geometry in degrees (WGS 84), five decimals; times in UTC. A `start` is the first second in force, an `end` the last
//! one: programs differ in whether an end belongs to a span, and a second settles it.

mod collect;
mod csv;
mod features;
mod geojson;
mod kml;
mod properties;
mod snapshot;
mod wkt;

pub use collect::exchange_features;
pub use csv::{CsvTable, csv_tables};
pub use features::{Audience, ExchangeFeature, ExchangeLayer, ExchangeOptions, ShapeStyle};
pub use geojson::geojson_text;
pub use kml::kml_text;

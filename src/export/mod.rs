//! Jobs that write pictures, data and references: whole or not at all, with what they know about themselves.
//!
//! Touches files; knows nothing of windows or of command lines.

mod atomic;
mod bibtex;
mod citation;
mod exchange;
mod format;
mod multiples;
mod studio;

pub use atomic::{Overwrite, WriteError, would_replace, write_folder, write_whole};
pub use bibtex::bibtex;
pub use citation::{Cited, cited, short_list};
pub use exchange::{
    CsvTable, ExchangeFeature, ExchangeLayer, ExchangeOptions, ShapeStyle, csv_tables, exchange_features, geojson_text,
    kml_text,
};
pub use format::{PictureFormat, UnknownFormat};
pub use multiples::{MultiplesPage, NoRoom};
pub use studio::{Still, StillError, Studio};

//! Jobs that write pictures, data and references: whole or not at all, with what they know about themselves.
//!
//! Touches files; knows nothing of windows or of command lines.

mod about;
mod atomic;
mod batch;
mod bibtex;
mod caption;
mod citation;
mod deck;
mod exchange;
mod film;
mod format;
mod gallery;
mod geotiff;
mod job;
mod moments;
mod multiples;
mod opened;
mod paths;
mod picture;
mod progress;
mod remembered;
mod spec;
mod studio;
mod swipe;
mod world_file;

pub use about::{NotReadable, Page, page_spec, page_words};
pub use atomic::{Overwrite, PartFile, PartFolder, WriteError, would_replace, write_folder, write_whole};
pub use batch::{Batch, BatchPlan, write_batch};
pub use bibtex::bibtex;
pub use caption::Caption;
pub use citation::{Cited, cited, map_citation, short_list};
pub use deck::{Deck, DeckPlan, write_deck};
pub use exchange::{
    Audience, CsvTable, ExchangeFeature, ExchangeLayer, ExchangeOptions, ShapeStyle, csv_tables, exchange_features,
    geojson_text, kml_text,
};
pub use film::{Film, FilmError, FilmFormat, FilmPlan, Shot, Shown, TITLE_SECS, write_film};
pub use format::{PictureFormat, UnknownFormat};
pub use gallery::{
    GalleryError, GalleryPicture, GalleryWriteError, Wanted as GalleryWanted, pictures as gallery_pictures,
    write_gallery,
};
pub use geotiff::{GeoPlace, GeoTiffError, encode_geotiff};
pub use job::{Job, JobDone, JobError, JobPlan, StillPlan, StillWords, Work};
pub use moments::{Moment, Moments};
pub use multiples::{MultiplesPage, NoRoom};
pub use opened::OpenedFiles;
pub use picture::{Framing, Picture, PictureError, PictureSort};
pub use progress::{Progress, spoken_bytes};
pub use remembered::{recalled, remember};
pub use spec::{MAX_SIDE_PX, PAPERS, PictureSpec, SCREENS, Sheet, SpecError, theme, words};
pub use studio::{Still, StillError, Studio};
pub use world_file::WorldFile;

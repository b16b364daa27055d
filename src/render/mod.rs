//! Painters: one small file each. Knows scenes and pixels, not maps.

mod about;
mod photo;
mod png;
mod raster;

pub use about::{About, AboutError, PictureKind};
pub use photo::{PhotoError, encode_jpeg, encode_webp};
pub use png::{PngError, PngInfo, encode_png};
pub use raster::{MAX_PIXELS, MAX_SIDE_PX, RasterError, RasterPainter};

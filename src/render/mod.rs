//! Painters: one small file each. Knows scenes and pixels, not maps.

mod png;
mod raster;

pub use png::{PngError, PngInfo, encode_png};
pub use raster::{MAX_PIXELS, MAX_SIDE_PX, RasterError, RasterPainter};

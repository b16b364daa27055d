//! Painters: one small file each. Knows scenes and pixels, not maps.

mod pdf;
mod png;
mod raster;
mod svg;
mod vector;

pub use pdf::{PdfError, PdfOptions, write_pdf};
pub use png::{PngError, PngInfo, encode_png};
pub use raster::{MAX_PIXELS, MAX_SIDE_PX, RasterError, RasterPainter};
pub use svg::{SvgError, SvgOptions, SvgText, write_svg};
pub use vector::FontError;

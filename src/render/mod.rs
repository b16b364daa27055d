//! Painters: one small file each. Knows scenes and pixels, not maps.

mod about;
mod escape;
mod pdf;
mod photo;
mod png;
mod raster;
mod svg;
mod vector;

pub(crate) use escape::escaped;
pub(crate) use png::straight;

pub use about::{About, AboutError, PictureKind};
pub use pdf::{PdfError, PdfOptions, write_pdf, write_pdf_pages};
pub use photo::{PhotoError, encode_jpeg, encode_webp};
pub use png::{PngError, PngInfo, encode_png, encode_png_in_place, encode_png_strips};
pub use raster::{MAX_PIXELS, MAX_SIDE_PX, RasterError, RasterPainter};
pub use svg::{SvgError, SvgOptions, SvgText, write_svg};
pub use vector::FontError;

//! What kind of file a picture becomes.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::render::{PictureKind, SvgText};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Pixels, exact.
    Png,
    /// Pixels, nearly exact and small; for the web.
    Jpeg {
        /// 1 (small) to 100 (true).
        quality: u8,
    },
    /// Pixels, exact and small; for the web.
    WebP,
    /// Drawn at any size, for browsers and Inkscape.
    Svg(SvgText),
    /// Drawn at any size, for print and slides.
    Pdf,
    /// Pixels with their place on the earth, for GIS programs.
    GeoTiff,
}

/// A file's ending names no kind of picture.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{} has no ending that says what to write; choose a name that ends in .png, .jpg, .webp, .svg, .pdf or .tif", path.display())]
pub struct UnknownFormat {
    /// The file.
    pub path: PathBuf,
}

impl PictureFormat {
    /// The kind that a file's ending names; `text` is what letters are in an SVG file, `quality` is that of a JPEG.
    ///
    /// # Errors
    /// If the ending names none.
    pub fn of_file(path: &Path, text: SvgText, quality: u8) -> Result<Self, UnknownFormat> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("jpg" | "jpeg") => Ok(Self::Jpeg { quality }),
            Some("webp") => Ok(Self::WebP),
            Some("png") => Ok(Self::Png),
            Some("svg") => Ok(Self::Svg(text)),
            Some("pdf") => Ok(Self::Pdf),
            Some("tif" | "tiff") => Ok(Self::GeoTiff),
            _ => Err(UnknownFormat { path: path.to_owned() }),
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Png => PictureKind::Png.name(),
            Self::Jpeg { .. } => PictureKind::Jpeg.name(),
            Self::WebP => PictureKind::WebP.name(),
            Self::Svg(_) => PictureKind::Svg.name(),
            Self::Pdf => PictureKind::Pdf.name(),
            Self::GeoTiff => PictureKind::GeoTiff.name(),
        }
    }
}

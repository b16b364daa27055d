//! What kind of file a picture becomes.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::render::SvgText;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Pixels.
    Png,
    /// Drawn at any size, for browsers and Inkscape.
    Svg(SvgText),
    /// Drawn at any size, for print and slides.
    Pdf,
}

/// A file's ending names no kind of picture.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{} has no ending that says what to write; choose a name that ends in .png, .svg or .pdf", path.display())]
pub struct UnknownFormat {
    /// The file.
    pub path: PathBuf,
}

impl PictureFormat {
    /// The kind that a file's ending names; `text` is what letters are in an SVG file.
    ///
    /// # Errors
    /// If the ending names none.
    pub fn of_file(path: &Path, text: SvgText) -> Result<Self, UnknownFormat> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("png") => Ok(Self::Png),
            Some("svg") => Ok(Self::Svg(text)),
            Some("pdf") => Ok(Self::Pdf),
            _ => Err(UnknownFormat { path: path.to_owned() }),
        }
    }
}

//! What a picture says about itself, whatever its format: title, caption, credits, sources and the view that it shows.
//!
//! PNG carries it as text chunks, JPEG, WebP, SVG and PDF as an XMP packet. [`About::read`] finds it again in any of them.
//! Knows bytes, not maps: the view is a text whose meaning belongs to others. No date of making is written, so that the
//! same picture has the same bytes.

mod xmp;

use std::io::Cursor;

use thiserror::Error;

/// Keyword of a PNG's entry that holds the view.
const VIEW_KEYWORD: &str = "August Storm";
/// Most bytes of a packed entry of a foreign PNG.
const MOST_ENTRY_BYTES: usize = 1 << 20;

/// What a picture says about itself. Empty texts are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Title: what and when.
    pub title: String,
    /// What is shown, in sentences.
    pub description: String,
    /// Who made it.
    pub author: String,
    /// The program and its version.
    pub software: String,
    /// Whose data it is made of, with their licences.
    pub rights: String,
    /// The sources of what is visible, in short.
    pub source: String,
    /// The view as JSON, from which the picture can be made again.
    pub view: String,
}

/// Kinds of picture files, told apart by their first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    WebP,
    /// SVG.
    Svg,
    /// PDF.
    Pdf,
    /// GeoTIFF.
    GeoTiff,
}

impl PictureKind {
    /// The kind of a file by its content.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            [b'%', b'P', b'D', b'F', ..] => Some(Self::Pdf),
            [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some(Self::GeoTiff),
            _ => {
                let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]);
                head.contains("<svg").then_some(Self::Svg)
            }
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::WebP => "WebP",
            Self::Svg => "SVG",
            Self::Pdf => "PDF",
            Self::GeoTiff => "GeoTIFF",
        }
    }
}

/// Why nothing is known of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AboutError {
    /// No kind of picture.
    #[error("it is no PNG, JPEG, WebP, SVG, PDF or GeoTIFF")]
    NoPicture,
    /// A picture with nothing of ours in it.
    #[error("it carries no description by August Storm; another program made it, or removed the description on saving")]
    Nothing,
    /// Damaged.
    #[error("it is damaged: {0}")]
    Damaged(String),
}

impl About {
    /// What the bytes of a picture say about it.
    ///
    /// # Errors
    /// If it is no picture, is damaged before its description, or carries no view of ours.
    pub fn read(bytes: &[u8]) -> Result<(PictureKind, Self), AboutError> {
        let kind = PictureKind::of(bytes).ok_or(AboutError::NoPicture)?;
        let about = match kind {
            PictureKind::Png => Self::of_png(bytes)?,
            _ => Self::of_xmp(bytes).ok_or(AboutError::Nothing)?,
        };
        if about.view.is_empty() { Err(AboutError::Nothing) } else { Ok((kind, about)) }
    }

    /// The entries of a PNG file, in order: keyword and text.
    #[must_use]
    pub fn png_entries(&self) -> Vec<(String, String)> {
        self.texts().into_iter().map(|(keyword, text)| (keyword.to_owned(), text.clone())).collect()
    }

    fn texts(&self) -> Vec<(&'static str, &String)> {
        let all = [
            ("Title", &self.title),
            ("Description", &self.description),
            ("Author", &self.author),
            ("Software", &self.software),
            ("Copyright", &self.rights),
            ("Source", &self.source),
            (VIEW_KEYWORD, &self.view),
        ];
        all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }

    fn of_png(bytes: &[u8]) -> Result<Self, AboutError> {
        let damaged = |error: png::DecodingError| AboutError::Damaged(error.to_string());
        let reader = png::Decoder::new(Cursor::new(bytes)).read_info().map_err(damaged)?;
        let info = reader.info();
        let mut about = Self::default();
        for entry in &info.uncompressed_latin1_text {
            about.take(&entry.keyword, &entry.text);
        }
        for entry in &info.utf8_text {
            let mut entry = entry.clone();
            if entry.decompress_text_with_limit(MOST_ENTRY_BYTES).is_ok()
                && let Ok(text) = entry.get_text()
            {
                about.take(&entry.keyword, &text);
            }
        }
        Ok(about)
    }

    fn take(&mut self, keyword: &str, text: &str) {
        let slot = match keyword {
            "Title" => &mut self.title,
            "Description" => &mut self.description,
            "Author" => &mut self.author,
            "Software" => &mut self.software,
            "Copyright" => &mut self.rights,
            "Source" => &mut self.source,
            VIEW_KEYWORD => &mut self.view,
            _ => return,
        };
        text.clone_into(slot);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_or_carries_nothing_is_told() {
        assert_eq!(About::read(b"hello"), Err(AboutError::NoPicture));
        assert_eq!(About::read(b""), Err(AboutError::NoPicture));
        assert_eq!(About::read(b"<svg xmlns='x'></svg>"), Err(AboutError::Nothing));
        assert_eq!(About::read(&[0xff, 0xd8, 0xff, 0xe0]), Err(AboutError::Nothing));
        assert!(matches!(About::read(b"\x89PNG\r\n\x1a\nxx"), Err(AboutError::Damaged(_))));
    }
}

//! Sizes of pictures: in pixels for screens, in millimetres for paper.

use super::words::WordError;
use crate::geo::PageSize;

/// Points in a millimetre.
const PT_PER_MM: f64 = 72.0 / 25.4;
/// Dots per inch of a sheet of paper unless another resolution is asked for.
const PAPER_DPI: f64 = 300.0;
/// Longest side of a picture, pixels: more no viewer opens.
pub const MAX_SIDE_PX: u32 = 32_767;

/// Screens by name, pixels.
pub const SCREENS: [(&str, u32, u32); 6] = [
    ("720p", 1280, 720),
    ("1080p", 1920, 1080),
    ("4k", 3840, 2160),
    ("slide", 1920, 1080),
    ("slide-4x3", 1600, 1200),
    ("square", 1080, 1080),
];

/// Paper by name, millimetres, upright; with `-landscape` across. A journal's column is as wide as those of most journals.
pub const PAPERS: [(&str, f64, f64); 5] =
    [("a5", 148.0, 210.0), ("a4", 210.0, 297.0), ("a3", 297.0, 420.0), ("a2", 420.0, 594.0), ("column", 85.0, 64.0)];

/// The size of a picture: the page behind it and its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Points on the page.
    pub page: PageSize,
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
}

impl Sheet {
    /// The sheet that a word names: 1920x1080, 1080p, a4, a3-landscape ... On paper type and lines have their true size, in
    /// pixels they are as large as on a screen, unless `dpi` (30 to 2400) says how large a pixel is.
    ///
    /// # Errors
    /// If the word names no size, or a side would have fewer than 64 or more than 32 767 pixels.
    pub fn named(text: &str, dpi: Option<f64>) -> Result<Self, WordError> {
        if let Some(dpi) = dpi.filter(|dpi| !(30.0..=2400.0).contains(dpi)) {
            return Err(WordError(format!(
                "{dpi} dots per inch are too few or too many; give 30 to 2400, such as 300"
            )));
        }
        let sheet = if let Some((width_mm, height_mm)) = paper_mm(text) {
            let page = PageSize { width_pt: width_mm * PT_PER_MM, height_pt: height_mm * PT_PER_MM };
            let dpi = dpi.unwrap_or(PAPER_DPI);
            Self { page, width_px: pixels(page.width_pt, dpi), height_px: pixels(page.height_pt, dpi) }
        } else {
            let (width_px, height_px) = screen_px(text)?;
            let page = match dpi {
                Some(dpi) => {
                    let points = |px: u32| f64::from(px) * 72.0 / dpi;
                    PageSize { width_pt: points(width_px), height_pt: points(height_px) }
                }
                None => PageSize::for_pixels(width_px, height_px),
            };
            Self { page, width_px, height_px }
        };
        let (least, most) = (sheet.width_px.min(sheet.height_px), sheet.width_px.max(sheet.height_px));
        if least < 64 || most > MAX_SIDE_PX {
            let (w, h) = (sheet.width_px, sheet.height_px);
            return Err(WordError(format!(
                "a picture of {w} x {h} pixels is too small or too large; a side has 64 to {MAX_SIDE_PX} pixels"
            )));
        }
        Ok(sheet)
    }

    /// Dots per inch of the page.
    #[must_use]
    pub fn dpi(&self) -> f64 {
        f64::from(self.width_px) / self.page.width_pt * 72.0
    }

    /// The sheet in words: its pixels, and its resolution where that is not a screen's.
    #[must_use]
    pub fn words(&self) -> (String, Option<f64>) {
        let is_screen = self.page == PageSize::for_pixels(self.width_px, self.height_px);
        (format!("{}x{}", self.width_px, self.height_px), (!is_screen).then(|| self.dpi()))
    }
}

fn paper_mm(text: &str) -> Option<(f64, f64)> {
    let lower = text.to_lowercase();
    let (name, is_across) = match lower.strip_suffix("-landscape") {
        Some(name) => (name, true),
        None => (lower.strip_suffix("-portrait").unwrap_or(&lower), false),
    };
    let (_, w, h) = PAPERS.iter().find(|(known, ..)| *known == name)?;
    Some(if is_across { (*h, *w) } else { (*w, *h) })
}

fn screen_px(text: &str) -> Result<(u32, u32), WordError> {
    let lower = text.to_lowercase();
    if let Some((_, w, h)) = SCREENS.iter().find(|(known, ..)| *known == lower) {
        return Ok((*w, *h));
    }
    let read = || {
        let (w, h) = text.split_once(['x', 'X', '×'])?;
        Some((w.trim().parse().ok()?, h.trim().parse().ok()?))
    };
    read().ok_or_else(|| {
        let screens = SCREENS.map(|(name, ..)| name).join(", ");
        let papers = PAPERS.map(|(name, ..)| name).join(", ");
        WordError(format!(
            "\"{text}\" is no picture size; write width x height in pixels, such as 1920x1080, or one of {screens}, {papers} (paper also with -landscape)"
        ))
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive, and checked against the limit")]
fn pixels(points: f64, dpi: f64) -> u32 {
    (points / 72.0 * dpi).round().min(1e6) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_has_its_size_in_millimetres_and_its_pixels_by_resolution() {
        let a4 = Sheet::named("A4", None).unwrap();
        assert_eq!((a4.width_px, a4.height_px), (2480, 3508));
        assert!((a4.page.width_pt - 595.28).abs() < 0.01, "{a4:?}");
        let across = Sheet::named("a3-landscape", Some(150.0)).unwrap();
        assert_eq!((across.width_px, across.height_px), (2480, 1754));
    }

    #[test]
    fn a_sheet_told_in_words_is_read_back_the_same() {
        for (text, dpi) in [("1080p", None), ("800x600", Some(96.0)), ("a5", Some(600.0)), ("column", None)] {
            let sheet = Sheet::named(text, dpi).unwrap();
            let (words, dpi) = sheet.words();
            let back = Sheet::named(&words, dpi).unwrap();
            assert_eq!((back.width_px, back.height_px), (sheet.width_px, sheet.height_px), "{text}");
            // A sheet of whole pixels differs from the paper by less than a pixel.
            assert!((back.page.width_pt - sheet.page.width_pt).abs() < 1e-9, "{text}: {back:?}");
            assert!((back.page.height_pt - sheet.page.height_pt).abs() < 72.0 / sheet.dpi(), "{text}: {back:?}");
        }
    }

    #[test]
    fn sizes_that_cannot_be_are_told_with_those_that_can() {
        for (text, dpi, word) in [
            ("big", None, "a3"),
            ("40x4000", None, "64"),
            ("a2", Some(2400.0), "32767"),
            ("a4", Some(5.0), "30 to 2400"),
        ] {
            let error = Sheet::named(text, dpi).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}

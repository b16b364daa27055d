//! The bundled fonts, read once, with the outlines of their glyphs.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use harfrust::ShapePlan;
use kurbo::{BezPath, Rect, Shape};
use skrifa::{DrawMemory, Font, GlyphId, PathSink, ScalerFont};

use super::shape::{PlanKey, ShapeKey};
use super::{FontFace, ShapedLine};

/// Shaped lines kept before the store is emptied.
const SHAPED_LINES_KEPT: usize = 8192;

/// The bundled fonts. Nothing of the machine's own fonts is ever looked at.
pub struct Fonts {
    faces: Vec<Face>,
    pub(super) plans: Mutex<HashMap<PlanKey, Arc<ShapePlan>>>,
    shaped: Mutex<HashMap<ShapeKey, Arc<ShapedLine>>>,
}

/// One font.
pub(super) struct Face {
    pub(super) font: Font,
    pub(super) units_per_em: f64,
    /// Heights in em, upwards positive: ascender, descender (below zero), x-height, height of capitals.
    pub(super) ascender: f64,
    pub(super) descender: f64,
    pub(super) x_height: f64,
    pub(super) cap_height: f64,
    glyphs: Vec<OnceLock<Outline>>,
    scaler: ScalerFont,
}

/// Heights of a face above its baseline, em, upwards positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FaceHeights {
    /// Top of its line.
    pub ascender_em: f64,
    /// Foot of its line, below zero.
    pub descender_em: f64,
    /// Small letters.
    pub x_height_em: f64,
    /// Capitals.
    pub cap_height_em: f64,
}

/// The outline of a glyph in em units, y down, origin on the baseline.
#[derive(Debug)]
pub struct Outline {
    /// Outline, to be filled by the non-zero rule; empty for a space.
    pub path: Arc<BezPath>,
    /// Box round the outline.
    pub bounds: Rect,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("faces", &self.faces.len()).finish_non_exhaustive()
    }
}

impl Fonts {
    /// The fonts built into the program.
    ///
    /// # Panics
    /// If a bundled file is no font: a fault of the build that its tests show.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static BUNDLED: LazyLock<Fonts> = LazyLock::new(|| Fonts {
            faces: FontFace::ALL.iter().map(|face| Face::new(bytes(*face)).expect("bundled fonts are sound")).collect(),
            plans: Mutex::default(),
            shaped: Mutex::default(),
        });
        &BUNDLED
    }

    /// The outline of a glyph; `None` if the face has no such glyph.
    #[must_use]
    pub fn outline(&self, face: FontFace, glyph: u32) -> Option<&Outline> {
        self.face(face).outline(glyph)
    }

    /// The bytes of a face's file, for painters that embed fonts.
    #[must_use]
    pub fn file(&self, face: FontFace) -> &'static [u8] {
        bytes(face)
    }

    /// True if the face has a glyph for the character.
    #[must_use]
    pub fn has(&self, face: FontFace, c: char) -> bool {
        self.glyph_of(face, c).is_some()
    }

    /// The number of the glyph that shows the character when nothing else is asked for; `None` if the face has none.
    #[must_use]
    pub fn glyph_of(&self, face: FontFace, c: char) -> Option<u32> {
        self.face(face).font.charmap().map_unicode(c).map(GlyphId::to_u32)
    }

    /// How far a glyph moves the pen, em; 0 if the face has no such glyph.
    #[must_use]
    pub fn advance_em(&self, face: FontFace, glyph: u32) -> f64 {
        self.face(face).advance_em(glyph)
    }

    /// The heights of a face.
    #[must_use]
    pub fn heights(&self, face: FontFace) -> FaceHeights {
        let Face { ascender, descender, x_height, cap_height, .. } = *self.face(face);
        FaceHeights { ascender_em: ascender, descender_em: descender, x_height_em: x_height, cap_height_em: cap_height }
    }

    pub(super) fn face(&self, face: FontFace) -> &Face {
        // `FontFace::ALL` is in the order of the declaration.
        &self.faces[face as usize]
    }

    /// The line from the store, or as `shape` makes it.
    pub(super) fn remembered(&self, key: ShapeKey, shape: impl FnOnce() -> ShapedLine) -> Arc<ShapedLine> {
        if let Some(line) = self.shaped.lock().ok().and_then(|store| store.get(&key).cloned()) {
            return line;
        }
        let line = Arc::new(shape());
        if let Ok(mut store) = self.shaped.lock() {
            if store.len() >= SHAPED_LINES_KEPT {
                store.clear();
            }
            store.insert(key, Arc::clone(&line));
        }
        line
    }
}

impl Face {
    fn new(file: &'static [u8]) -> Option<Self> {
        let font = Font::new(file, 0)?;
        let metrics = font.metrics();
        let units_per_em = f64::from(metrics.units_per_em);
        let em = |value: skrifa::raw::types::F48Dot16| value.to_f64() / units_per_em;
        let line = metrics.typo_line.as_ref().or(metrics.hhea_line.as_ref());
        Some(Self {
            units_per_em,
            ascender: line.map_or(0.8, |l| em(l.ascender)),
            descender: line.map_or(-0.2, |l| em(l.descender)),
            x_height: metrics.x_height.map_or(0.5, em),
            cap_height: metrics.cap_height.map_or(0.7, em),
            glyphs: (0..font.num_glyphs()).map(|_| OnceLock::new()).collect(),
            scaler: ScalerFont::unhinted(font.clone(), None),
            font,
        })
    }

    fn advance_em(&self, glyph: u32) -> f64 {
        self.font.glyph_metrics().h_advance_exact(GlyphId::new(glyph)).to_f64() / self.units_per_em
    }

    fn outline(&self, glyph: u32) -> Option<&Outline> {
        let slot = self.glyphs.get(usize::try_from(glyph).ok()?)?;
        Some(slot.get_or_init(|| {
            let mut pen = EmPen { path: BezPath::new(), scale: 1.0 / self.units_per_em };
            if let Some(outline) = self.scaler.outline(GlyphId::new(glyph)) {
                // A glyph that cannot be drawn stays empty; bundled fonts have none.
                let _ = outline.draw(DrawMemory::Scratch, &mut pen);
            }
            let bounds = if pen.path.elements().is_empty() { Rect::ZERO } else { pen.path.bounding_box() };
            Outline { path: Arc::new(pen.path), bounds }
        }))
    }
}

/// Collects an outline in em units, y down.
struct EmPen {
    path: BezPath,
    scale: f64,
}

impl EmPen {
    fn at(&self, x: f32, y: f32) -> (f64, f64) {
        (f64::from(x) * self.scale, -f64::from(y) * self.scale)
    }
}

impl PathSink for EmPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.at(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.at(x, y));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.path.quad_to(self.at(cx0, cy0), self.at(x, y));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.path.curve_to(self.at(cx0, cy0), self.at(cx1, cy1), self.at(x, y));
    }

    fn close(&mut self) {
        self.path.close_path();
    }
}

fn bytes(face: FontFace) -> &'static [u8] {
    match face {
        FontFace::Sans => include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf"),
        FontFace::SansItalic => include_bytes!("../../assets/fonts/SourceSans3-Italic.ttf"),
        FontFace::SansSemiBold => include_bytes!("../../assets/fonts/SourceSans3-SemiBold.ttf"),
        FontFace::SansBold => include_bytes!("../../assets/fonts/SourceSans3-Bold.ttf"),
        FontFace::SerifItalic => include_bytes!("../../assets/fonts/SourceSerif4-Italic.ttf"),
        FontFace::SerifSemiBoldItalic => include_bytes!("../../assets/fonts/SourceSerif4-SemiBoldItalic.ttf"),
        FontFace::Japanese => include_bytes!("../../assets/fonts/NotoSansJP-subset.ttf"),
        FontFace::JapaneseBold => include_bytes!("../../assets/fonts/NotoSansJP-subset-Bold.ttf"),
        FontFace::Chinese => include_bytes!("../../assets/fonts/NotoSansSC-subset.ttf"),
        FontFace::ChineseBold => include_bytes!("../../assets/fonts/NotoSansSC-subset-Bold.ttf"),
        FontFace::Korean => include_bytes!("../../assets/fonts/NotoSansKR-subset.ttf"),
        FontFace::KoreanBold => include_bytes!("../../assets/fonts/NotoSansKR-subset-Bold.ttf"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_font_is_sound_and_has_its_script() {
        let fonts = Fonts::bundled();
        for face in FontFace::ALL {
            let sample = match face {
                FontFace::Japanese | FontFace::JapaneseBold => '島',
                FontFace::Chinese | FontFace::ChineseBold => '山',
                FontFace::Korean | FontFace::KoreanBold => '강',
                _ => 'Я',
            };
            assert!(fonts.has(face, sample), "{face:?} lacks {sample}");
            let metrics = fonts.face(face);
            assert!((0.4..0.6).contains(&metrics.x_height) && (0.6..0.8).contains(&metrics.cap_height), "{face:?}");
        }
    }

    #[test]
    fn outlines_stand_on_the_baseline_with_y_down() {
        let fonts = Fonts::bundled();
        let id = fonts.face(FontFace::Sans).font.charmap().map_unicode('H').unwrap().to_u32();
        let outline = fonts.outline(FontFace::Sans, id).unwrap();
        assert!(outline.bounds.y1.abs() < 1e-9);
        assert!((outline.bounds.y0 + 0.66).abs() < 0.01, "{:?}", outline.bounds);
        assert!(fonts.outline(FontFace::Sans, 60_000).is_none());
    }
}

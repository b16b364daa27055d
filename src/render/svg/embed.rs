//! Fonts inside an SVG file: the glyphs in use alone, each reached by the letter that it stands for.
//!
//! A letter may have several glyphs (small capitals, figures of one width). Instead of asking for font features, which
//! programs know unequally well, each set of glyphs is a font of its own in which a letter has one glyph.

use std::collections::BTreeMap;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use subsetter::GlyphRemapper;

use crate::render::vector::{FontError, cut_down};
use crate::scene::FontFace;
use crate::text::Fonts;

/// The fonts of a file, in the order of their first use.
#[derive(Debug, Default)]
pub(super) struct Faces {
    fonts: Vec<Font>,
}

/// Glyphs of one face, by letter.
#[derive(Debug)]
struct Font {
    face: FontFace,
    glyphs: BTreeMap<char, u32>,
}

impl Faces {
    /// The class of the letters `set`, each with its glyph: the first font of the face that shows them so. A letter may
    /// not come with two glyphs.
    pub(super) fn class(&mut self, face: FontFace, set: &[(char, u32)]) -> String {
        let fits = |font: &Font| {
            font.face == face && set.iter().all(|(letter, id)| font.glyphs.get(letter).is_none_or(|own| own == id))
        };
        let number = self.fonts.iter().position(fits).unwrap_or(self.fonts.len());
        if number == self.fonts.len() {
            self.fonts.push(Font { face, glyphs: BTreeMap::new() });
        }
        self.fonts[number].glyphs.extend(set.iter().copied());
        class_of(number)
    }

    /// The `style` element with fonts and classes; empty if no font is in use.
    ///
    /// # Errors
    /// If a font cannot be cut down.
    pub(super) fn style(&self) -> Result<String, FontError> {
        if self.fonts.is_empty() {
            return Ok(String::new());
        }
        let mut out = String::from("<style>\n");
        for (number, font) in self.fonts.iter().enumerate() {
            let name = class_of(number);
            let mut look = String::new();
            // Writing to a string cannot fail.
            if font.face.weight() != 400 {
                let _ = write!(look, "font-weight:{};", font.face.weight());
            }
            if font.face.is_italic() {
                look.push_str("font-style:italic;");
            }
            let generic = if matches!(font.face, FontFace::SerifItalic | FontFace::SerifSemiBoldItalic) {
                "serif"
            } else {
                "sans-serif"
            };
            let _ = writeln!(
                out,
                "@font-face{{font-family:{name};{look}src:url(data:font/ttf;base64,{})}}",
                BASE64.encode(font.file()?)
            );
            let _ = writeln!(out, ".{name}{{font-family:{name},'{}',{generic};{look}}}", font.face.family());
        }
        out.push_str("</style>\n");
        Ok(out)
    }
}

fn class_of(number: usize) -> String {
    format!("f{number}")
}

impl Font {
    /// The font as a TrueType file.
    fn file(&self) -> Result<Vec<u8>, FontError> {
        let mut kept = GlyphRemapper::new();
        let mut map = BTreeMap::new();
        for (letter, id) in &self.glyphs {
            if let Ok(id) = u16::try_from(*id) {
                map.insert(*letter, kept.remap(id));
            }
        }
        let bare = cut_down(self.face, &kept)?;
        let mut tables: BTreeMap<[u8; 4], Vec<u8>> =
            tables(&bare).into_iter().map(|(tag, table)| (tag, table.to_vec())).collect();
        let whole = Fonts::bundled().file(self.face);
        // The subsetter leaves out what PDF does without.
        if let Some((tag, table)) = self::tables(whole).into_iter().find(|(tag, _)| tag == b"OS/2") {
            tables.insert(tag, table.to_vec());
        }
        tables.insert(*b"cmap", character_map(&map));
        Ok(assemble(&tables))
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(four)).ok()
}

/// The tables of a TrueType file, by tag.
fn tables(file: &[u8]) -> Vec<([u8; 4], &[u8])> {
    let count = file.get(4..6).map_or(0, |b| usize::from(u16::from_be_bytes([b[0], b[1]])));
    let table = |i: usize| {
        let record = file.get(12 + 16 * i..28 + 16 * i)?;
        let (offset, length) = (u32_at(record, 8)?, u32_at(record, 12)?);
        Some((record[..4].try_into().ok()?, file.get(offset..offset + length)?))
    };
    (0..count).filter_map(table).collect()
}

/// A `cmap` table of format 12: letters to glyph numbers.
fn character_map(map: &BTreeMap<char, u16>) -> Vec<u8> {
    let mut groups: Vec<u8> = Vec::with_capacity(map.len() * 12);
    for (letter, glyph) in map {
        let letter = u32::from(*letter);
        for value in [letter, letter, u32::from(*glyph)] {
            groups.extend(value.to_be_bytes());
        }
    }
    let count = u32::try_from(map.len()).unwrap_or(0);
    let mut out: Vec<u8> = Vec::with_capacity(28 + groups.len());
    // Version 0, one subtable: platform 3 (Windows), encoding 10 (all of Unicode), at byte 12.
    for value in [0_u16, 1, 3, 10] {
        out.extend(value.to_be_bytes());
    }
    out.extend(12_u32.to_be_bytes());
    out.extend([0, 12, 0, 0]);
    for value in [16 + 12 * count, 0, count] {
        out.extend(value.to_be_bytes());
    }
    out.extend(groups);
    out
}

/// A TrueType file of tables.
fn assemble(tables: &BTreeMap<[u8; 4], Vec<u8>>) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap_or(0);
    let selector = count.max(1).ilog2();
    let range = 16 << selector;
    let mut out: Vec<u8> = vec![0, 1, 0, 0];
    for value in [count, range, u16::try_from(selector).unwrap_or(0), count * 16 - range] {
        out.extend(value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut head_at = None;
    let mut body: Vec<u8> = Vec::new();
    for (tag, table) in tables {
        let mut table = table.clone();
        let length = table.len();
        if tag == b"head" && length >= 12 {
            // The sum over the whole file goes here when the file is complete.
            table[8..12].fill(0);
            head_at = Some(offset + 8);
        }
        table.resize(length.next_multiple_of(4), 0);
        out.extend(tag);
        out.extend(sum(&table).to_be_bytes());
        for value in [offset, length] {
            out.extend(u32::try_from(value).unwrap_or(0).to_be_bytes());
        }
        offset += table.len();
        body.extend(table);
    }
    out.extend(body);
    if let Some(at) = head_at {
        let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(sum(&out));
        out[at..at + 4].copy_from_slice(&adjustment.to_be_bytes());
    }
    out
}

/// The sum that TrueType keeps of a table whose length is a multiple of four bytes.
fn sum(bytes: &[u8]) -> u32 {
    bytes.chunks_exact(4).fold(0, |sum, b| sum.wrapping_add(u32::from_be_bytes([b[0], b[1], b[2], b[3]])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(face: FontFace, letter: char) -> u32 {
        Fonts::bundled().glyph_of(face, letter).unwrap()
    }

    #[test]
    fn an_embedded_font_shows_each_letter_as_the_bundled_one_does() {
        let face = FontFace::SansSemiBold;
        let glyphs = "Mukden奉".chars().filter_map(|c| Some((c, Fonts::bundled().glyph_of(face, c)?))).collect();
        let file = Font { face, glyphs }.file().unwrap();
        assert!(file.len() < 12_000, "{}", file.len());
        let embedded = skrifa::Font::new(file, 0).unwrap();
        let whole = skrifa::Font::new(Fonts::bundled().file(face), 0).unwrap();
        for letter in "Mukden".chars() {
            let advance = |font: &skrifa::Font| {
                let id = font.charmap().map_unicode(letter).unwrap();
                font.glyph_metrics().h_advance(id)
            };
            assert!((advance(&embedded) - advance(&whole)).abs() < 1e-6, "{letter}");
        }
        assert!(embedded.charmap().map_unicode('x').is_none());
    }

    #[test]
    fn a_letter_with_two_glyphs_takes_two_fonts() {
        let face = FontFace::Sans;
        let mut faces = Faces::default();
        let (a, b) = (glyph(face, 'a'), glyph(face, 'b'));
        assert_eq!(faces.class(face, &[('a', a)]), "f0");
        assert_eq!(faces.class(face, &[('b', b)]), "f0");
        assert_eq!(faces.class(face, &[('a', b)]), "f1");
        assert_eq!(faces.class(FontFace::SansBold, &[('a', a)]), "f2");
        assert_eq!(faces.class(face, &[('a', b), ('b', b)]), "f1");
        let style = faces.style().unwrap();
        assert_eq!(style.matches("@font-face").count(), 3);
        assert!(style.contains(".f2{font-family:f2,'Source Sans 3',sans-serif;font-weight:700;}"));
    }
}

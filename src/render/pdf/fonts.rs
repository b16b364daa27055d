//! The fonts of a PDF file: the glyphs in use alone, and the letters that they show.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use super::objects::deflated;
use crate::render::vector::{FontError, clusters, cut_down, is_seen};
use crate::scene::{FontFace, Glyph, Item, Scene, Text};
use crate::text::Fonts;

/// How glyphs are told apart in all these fonts.
const IDENTITY: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The fonts of a file.
#[derive(Default)]
pub(super) struct Faces {
    faces: BTreeMap<FontFace, Used>,
}

/// What is used of a font.
#[derive(Default)]
struct Used {
    kept: GlyphRemapper,
    /// For each number in the file the letters, and the advance in thousandths of an em.
    glyphs: BTreeMap<u16, Shown>,
}

#[derive(Default)]
struct Shown {
    letters: String,
    /// True if the font's own map gives this glyph for the letter.
    is_usual: bool,
    advance: f32,
}

impl Faces {
    /// The fonts that the runs of all pages need.
    pub(super) fn used_in(pages: &[Scene]) -> Self {
        let mut faces = Self::default();
        pages.iter().flat_map(|page| &page.layers).for_each(|layer| faces.add_items(&layer.items));
        faces
    }

    fn add_items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Text(text) if is_seen(text) => self.add(text),
                Item::Clip(clip) => self.add_items(&clip.items),
                Item::Group(group) => self.add_items(&group.items),
                _ => {}
            }
        }
    }

    fn add(&mut self, text: &Text) {
        for cluster in clusters(text) {
            for (i, glyph) in cluster.glyphs.iter().enumerate() {
                let Ok(id) = u16::try_from(glyph.id) else { continue };
                let used = self.faces.entry(glyph.face).or_default();
                let number = used.kept.remap(id);
                // The first glyph shows all letters of the cluster.
                let letters = if i == 0 { cluster.letters } else { "" };
                let is_usual = is_usual(glyph, letters);
                let shown = used.glyphs.entry(number).or_insert_with(|| Shown {
                    letters: letters.to_owned(),
                    is_usual,
                    advance: advance(glyph),
                });
                if is_usual && !shown.is_usual {
                    (shown.letters, shown.is_usual) = (letters.to_owned(), true);
                }
            }
        }
    }

    /// The number of a face among the fonts of the file, with the number of a glyph in it and its advance in
    /// thousandths of an em; `None` if it is not in use.
    pub(super) fn glyph(&self, glyph: &Glyph) -> Option<(usize, u16, f32)> {
        let face = self.faces.keys().position(|face| *face == glyph.face)?;
        let used = self.faces.get(&glyph.face)?;
        let number = used.kept.get(u16::try_from(glyph.id).ok()?)?;
        Some((face, number, used.glyphs.get(&number)?.advance))
    }

    /// What a reader copies from the glyphs of a run.
    pub(super) fn copied(&self, text: &Text) -> String {
        let letters = |glyph: &Glyph| {
            let used = self.faces.get(&glyph.face)?;
            Some(used.glyphs.get(&used.kept.get(u16::try_from(glyph.id).ok()?)?)?.letters.as_str())
        };
        text.glyphs.iter().filter_map(letters).collect()
    }

    /// Writes the fonts; `next` is the next free number of an object. The fonts come in the order of their numbers.
    pub(super) fn write(&self, chunk: &mut Chunk, next: &mut i32) -> Result<Vec<Ref>, FontError> {
        let mut written = Vec::new();
        for (number, (face, used)) in self.faces.iter().enumerate() {
            let objects = [0, 1, 2, 3, 4].map(|i| Ref::new(*next + i));
            *next += 5;
            write_font(chunk, objects, &full_name(*face, number), *face, used)?;
            written.push(objects[0]);
        }
        Ok(written)
    }
}

/// True if the glyph is the one that the font's own map gives for the letters.
fn is_usual(glyph: &Glyph, letters: &str) -> bool {
    let mut letters = letters.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Fonts::bundled().glyph_of(glyph.face, letter) == Some(glyph.id),
        _ => false,
    }
}

/// How far a glyph moves the pen, thousandths of an em, to a hundredth of one.
fn advance(glyph: &Glyph) -> f32 {
    let thousandths = Fonts::bundled().advance_em(glyph.face, glyph.id) * 1000.0;
    #[expect(clippy::cast_possible_truncation, reason = "a few thousand")]
    let rounded = (thousandths * 100.0).round() as f32 / 100.0;
    rounded
}

/// The name of a font with the mark of a font that is cut down: six capitals that differ from font to font.
fn full_name(face: FontFace, number: usize) -> String {
    let mark = char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
    let style = match (face.weight(), face.is_italic()) {
        (400, false) => "Regular",
        (400, true) => "Italic",
        (600, false) => "SemiBold",
        (600, true) => "SemiBoldItalic",
        _ => "Bold",
    };
    format!("STORM{mark}+{}-{style}", face.family().replace(' ', ""))
}

fn write_font(
    chunk: &mut Chunk,
    [font, descendant, descriptor, map, file]: [Ref; 5],
    name: &str,
    face: FontFace,
    used: &Used,
) -> Result<(), FontError> {
    let name = Name(name.as_bytes());
    let mut own = chunk.type0_font(font);
    own.base_font(name).encoding_predefined(Name(b"Identity-H")).descendant_font(descendant).to_unicode(map);
    own.finish();

    let mut own = chunk.cid_font(descendant);
    own.subtype(CidFontType::Type2).base_font(name).system_info(IDENTITY).font_descriptor(descriptor);
    own.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
    let mut widths = own.widths();
    for (number, shown) in &used.glyphs {
        widths.consecutive(*number, [shown.advance]);
    }
    widths.finish();
    own.finish();
    write_descriptor(chunk, descriptor, name, face, file);

    let mut letters = UnicodeCmap::<u16>::new(Name(b"letters"), IDENTITY);
    for (number, shown) in used.glyphs.iter().filter(|(_, shown)| !shown.letters.is_empty()) {
        letters.pair_with_multiple(*number, shown.letters.chars());
    }
    chunk.cmap(map, &deflated(&letters.finish())).filter(Filter::FlateDecode);

    let bytes = cut_down(face, &used.kept)?;
    let length = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
    chunk.stream(file, &deflated(&bytes)).filter(Filter::FlateDecode).pair(Name(b"Length1"), length);
    Ok(())
}

fn write_descriptor(chunk: &mut Chunk, descriptor: Ref, name: Name, face: FontFace, file: Ref) {
    let heights = Fonts::bundled().heights(face);
    #[expect(clippy::cast_possible_truncation, reason = "a few thousand")]
    let thousandths = |em: f64| (em * 1000.0).round() as f32;
    let (top, foot) = (thousandths(heights.ascender_em), thousandths(heights.descender_em));
    let mut flags = FontFlags::SYMBOLIC;
    flags.set(FontFlags::ITALIC, face.is_italic());
    flags.set(FontFlags::SERIF, matches!(face, FontFace::SerifItalic | FontFace::SerifSemiBoldItalic));
    let mut own = chunk.font_descriptor(descriptor);
    own.name(name).flags(flags).bbox(Rect::new(-1000.0, foot, 2000.0, top));
    own.italic_angle(if face.is_italic() { -11.0 } else { 0.0 }).ascent(top).descent(foot);
    own.cap_height(thousandths(heights.cap_height_em)).x_height(thousandths(heights.x_height_em));
    // Strokes as wide as their weight suggests; no bundled font says it.
    own.stem_v(f32::from(face.weight()) / 5.0).font_file2(file);
}

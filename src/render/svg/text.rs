//! Letters in SVG: one path a run, or text with a place for each letter.

use std::collections::BTreeMap;
use std::fmt::Write;

use kurbo::{Affine, Vec2};

use super::xml::{number, paint, path_data, transform};
use super::{SvgText, Writer, gathered};
use crate::render::escaped;
use crate::render::vector::{Cluster, clusters, is_seen, outlines, seen_halo};
use crate::scene::{Glyph, Halo, Text};
use crate::text::Fonts;

/// First of the characters that mean nothing but what a font shows; there are 6400.
const PRIVATE_USE: u32 = 0xE000;

impl Writer {
    /// A run of letters and its halo.
    pub(super) fn letters(&mut self, text: &Text) {
        if !is_seen(text) {
            return;
        }
        let halo = seen_halo(text);
        let fill = paint("fill", text.colour);
        let id = self.haloed;
        // With a halo the colour is the group's, so that the same letters can be drawn under themselves in another.
        let look = if halo.is_some() { format!(" id=\"t{id}\"") } else { fill.clone() };
        let letters = match self.text {
            SvgText::Outlines => outlined(text, &look),
            SvgText::Text => Some(self.written(text, &look)),
        };
        match (letters, halo) {
            (Some(letters), Some(halo)) => {
                self.haloed += 1;
                self.line(&format!("<g{fill}>{}{letters}</g>", under(id, text, halo, self.text)));
            }
            (Some(letters), None) => self.line(&letters),
            (None, _) => {}
        }
    }

    /// The run as a `text` element.
    fn written(&mut self, text: &Text, look: &str) -> String {
        let [a, b, c, d, e, f] = text.to_page.as_coeffs();
        let is_shift = Affine::new([a, b, c, d, 0.0, 0.0]) == Affine::IDENTITY;
        let shift = if is_shift { Vec2::new(e, f) } else { Vec2::ZERO };
        let place = if is_shift { String::new() } else { format!(" transform=\"{}\"", transform(text.to_page)) };
        let set: Vec<(char, Glyph)> = clusters(text).flat_map(|cluster| letter_by_letter(&cluster)).collect();
        let mut pieces = String::new();
        let mut rest = &set[..];
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(shown_by_one_font(rest));
            rest = after;
            pieces.push_str(&self.piece(piece, shift));
        }
        // Said on the element itself: browsers do not take it from the root.
        let blanks = if has_blanks_to_keep(&set) { " xml:space=\"preserve\"" } else { "" };
        format!("<text{look} font-size=\"{}\"{place}{blanks}>{pieces}</text>", number(text.size_pt, 3))
    }

    /// Letters that one font shows, as a `tspan`.
    fn piece(&mut self, set: &[(char, Glyph)], shift: Vec2) -> String {
        let letters: Vec<(char, u32)> = set.iter().map(|(letter, glyph)| (*letter, glyph.id)).collect();
        let class = self.faces.class(set[0].1.face, &letters);
        let list = |value: &dyn Fn(&Glyph) -> f64| -> Vec<String> {
            set.iter().map(|(_, glyph)| number(value(glyph), 2)).collect()
        };
        let mut out = format!("<tspan class=\"{class}\" x=\"{}\"", list(&|g| shift.x + g.x).join(" "));
        // Writing to a string cannot fail.
        let _ = write!(out, " y=\"{}\"", shortened(&list(&|g| shift.y + g.y)));
        if set.iter().any(|(_, glyph)| glyph.turn != 0.0) {
            let _ = write!(out, " rotate=\"{}\"", shortened(&list(&|g| g.turn.to_degrees())));
        }
        let said: String = set.iter().map(|(letter, _)| *letter).collect();
        let _ = write!(out, ">{}</tspan>", escaped(&said));
        out
    }
}

/// True if a program would drop blanks, and with them count the places of the letters wrongly: two in a row, or one at
/// an end.
fn has_blanks_to_keep(set: &[(char, Glyph)]) -> bool {
    let is_blank = |(letter, _): &(char, Glyph)| letter.is_ascii_whitespace();
    set.first().is_some_and(is_blank)
        || set.last().is_some_and(is_blank)
        || set.windows(2).any(|w| w.iter().all(is_blank))
}

/// How many of the letters, at least one, a font with one glyph a letter can show.
fn shown_by_one_font(set: &[(char, Glyph)]) -> usize {
    let mut shown: BTreeMap<char, u32> = BTreeMap::new();
    let is_shown = |(letter, glyph): &&(char, Glyph)| {
        glyph.face == set[0].1.face && *shown.entry(*letter).or_insert(glyph.id) == glyph.id
    };
    set.iter().take_while(is_shown).count()
}

/// Letters with one glyph each. The letters of a ligature after its first are blanks where it begins; glyphs beyond the
/// number of letters have private characters.
fn letter_by_letter(cluster: &Cluster) -> Vec<(char, Glyph)> {
    let first = cluster.glyphs[0];
    let blank = Fonts::bundled().glyph_of(first.face, ' ');
    let mut letters = cluster.letters.chars();
    let private = |glyph: &Glyph| char::from_u32(PRIVATE_USE + glyph.id).unwrap_or(char::REPLACEMENT_CHARACTER);
    let mut set: Vec<(char, Glyph)> =
        cluster.glyphs.iter().map(|glyph| (letters.next().unwrap_or_else(|| private(glyph)), *glyph)).collect();
    set.extend(letters.filter_map(|letter| Some((letter, Glyph { id: blank?, ..first }))));
    set
}

/// Values for letter after letter, the last of which holds for the rest where that saves repeating it.
fn shortened(values: &[String]) -> String {
    if values.iter().all(|v| Some(v) == values.first()) {
        return values.first().cloned().unwrap_or_default();
    }
    values.join(" ")
}

/// The run as one path, so that overlapping letters are united.
fn outlined(text: &Text, look: &str) -> Option<String> {
    let parts: Vec<_> = outlines(text).collect();
    let path = gathered(parts.iter().map(|(outline, place)| (&*outline.path, text.to_page * *place)));
    path_data(&path, Affine::IDENTITY).map(|data| format!("<path{look} d=\"{data}\"/>"))
}

/// The halo: the letters once more with a stroke of twice its width, of which the inner half lies under the letters.
fn under(id: usize, text: &Text, halo: Halo, kind: SvgText) -> String {
    let opaque = crate::scene::Colour { a: 255, ..halo.colour };
    // The width is in points of the page; text under a transform strokes in its own space.
    let scale = match kind {
        SvgText::Outlines => 1.0,
        SvgText::Text => text.to_page.determinant().abs().sqrt(),
    };
    let mut out = format!("<use xlink:href=\"#t{id}\"{}{}", paint("fill", opaque), paint("stroke", opaque));
    // Writing to a string cannot fail.
    let _ = write!(out, " stroke-width=\"{}\" stroke-linejoin=\"round\"", number(2.0 * halo.width_pt / scale, 3));
    if text.colour.a < 255 {
        // Not that of the letters, which the group around both hands down.
        out.push_str(" fill-opacity=\"1\"");
    }
    if halo.colour.a < 255 {
        let _ = write!(out, " opacity=\"{}\"", number(f64::from(halo.colour.a) / 255.0, 3));
    }
    out.push_str("/>");
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scene::{Colour, FontFace};
    use crate::text::TextStyle;

    const INK: Colour = Colour { r: 20, g: 30, b: 40, a: 128 };

    fn run(said: &str, halo: Option<Halo>) -> Text {
        let line = Fonts::bundled().shape(said, &TextStyle::new(FontFace::Sans, 10.0));
        let to_page = Affine::translate((100.0, 50.0));
        Text { text: said.to_owned(), size_pt: 10.0, glyphs: Arc::clone(&line.glyphs), to_page, colour: INK, halo }
    }

    fn written(text: &Text, kind: SvgText) -> String {
        let mut writer = Writer::new(kind);
        writer.letters(text);
        writer.body
    }

    #[test]
    fn a_letter_and_its_mark_stay_two_letters_in_one_place() {
        let text = written(&run("o\u{304}x", None), SvgText::Text);
        let places: Vec<&str> = text.split("x=\"").nth(1).unwrap().split('"').next().unwrap().split(' ').collect();
        assert_eq!(places.len(), 3, "{text}");
        assert_eq!((places[0], places[1]), ("100", "100"));
        assert!(text.contains(">o\u{304}x</tspan>") && text.contains("y=\"50\""), "{text}");
    }

    #[test]
    fn glyphs_that_no_letter_is_left_for_have_private_characters() {
        let mut text = run("ab", None);
        text.text = "a".to_owned();
        let set: Vec<char> = clusters(&text).flat_map(|c| letter_by_letter(&c)).map(|(letter, _)| letter).collect();
        assert_eq!(set[0], 'a');
        assert!(('\u{E000}'..='\u{F8FF}').contains(&set[1]), "{set:?}");
    }

    #[test]
    fn a_halo_has_its_own_opacity_and_the_letters_are_written_once() {
        let halo = Halo { colour: Colour { r: 255, g: 255, b: 255, a: 51 }, width_pt: 1.5 };
        for kind in [SvgText::Outlines, SvgText::Text] {
            let text = written(&run("Harbin", Some(halo)), kind);
            assert!(text.starts_with("<g fill=\"#141E28\" fill-opacity=\".502\"><use xlink:href=\"#t0\""), "{text}");
            assert!(
                text.contains("stroke-width=\"3\"") && text.contains("fill-opacity=\"1\" opacity=\".2\"/>"),
                "{text}"
            );
            assert_eq!(text.matches("id=\"t0\"").count(), 1);
        }
    }

    #[test]
    fn blanks_that_programs_drop_are_kept() {
        assert!(!written(&run("a b", None), SvgText::Text).contains("xml:space"));
        for said in ["a  b", " a", "a "] {
            assert!(written(&run(said, None), SvgText::Text).contains("xml:space=\"preserve\""), "{said}");
        }
    }
}

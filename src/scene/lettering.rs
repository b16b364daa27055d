//! Lettering: from a theme's type style to shaped runs and text items.

use std::sync::Arc;

use kurbo::{Affine, Point, Rect};

use super::{FontFace, Halo, Item, Text};
use crate::data::{Lang, Names};
use crate::style::{Colour, Face, TypeStyle};
use crate::text::{Caps, CurvedText, Fonts, ShapedLine, TextStyle};

/// The font of a theme's face.
pub(crate) const fn font_face(face: Face) -> FontFace {
    match face {
        Face::Sans => FontFace::Sans,
        Face::SansItalic => FontFace::SansItalic,
        Face::SansSemiBold => FontFace::SansSemiBold,
        Face::SansBold => FontFace::SansBold,
        Face::SerifItalic => FontFace::SerifItalic,
    }
}

/// The setting of a theme's type style in a language.
pub(crate) const fn text_style(style: &TypeStyle, lang: Lang) -> TextStyle {
    TextStyle::new(font_face(style.face), style.size_pt).lang(lang)
}

/// The form of a name to write: the one in `lang` if the bundled fonts have all its letters, else the English one.
pub(crate) fn legible(names: &Names, lang: Lang) -> &str {
    let text = names.get(lang);
    let fonts = Fonts::bundled();
    let known = |c: char| c.is_whitespace() || FontFace::ALL.iter().any(|face| fonts.has(*face, c));
    if text.chars().all(known) { text } else { &names.en }
}

/// A line in a theme's type style.
pub(crate) fn set(text: &str, style: &TypeStyle, lang: Lang) -> Arc<ShapedLine> {
    Fonts::bundled().shape(text, &text_style(style, lang))
}

/// A line in spaced small capitals.
pub(crate) fn set_caps(text: &str, style: &TypeStyle, lang: Lang, spacing_em: f64) -> Arc<ShapedLine> {
    let style = text_style(style, lang).spaced(spacing_em * style.size_pt).caps(Caps::AllSmall);
    Fonts::bundled().shape(text, &style)
}

/// The halo of a type style, if it has one.
pub(crate) fn halo(style: &TypeStyle) -> Option<Halo> {
    (style.halo_width_pt > 0.0).then_some(Halo { colour: style.halo, width_pt: style.halo_width_pt })
}

/// A line with its baseline's left end at `origin`.
pub(crate) fn text_at(line: &ShapedLine, origin: Point, colour: Colour, halo: Option<Halo>) -> Item {
    Item::Text(Text {
        text: line.text.clone(),
        size_pt: line.size_pt,
        glyphs: Arc::clone(&line.glyphs),
        to_page: Affine::translate(origin.to_vec2()),
        colour,
        halo,
    })
}

/// Text along a curve.
pub(crate) fn text_along(line: &ShapedLine, curved: &CurvedText, colour: Colour, halo: Option<Halo>) -> Item {
    Item::Text(Text {
        text: line.text.clone(),
        size_pt: line.size_pt,
        glyphs: Arc::clone(&curved.glyphs),
        to_page: Affine::IDENTITY,
        colour,
        halo,
    })
}

/// The box that a line takes on the page: its width, from the capitals' height to the descenders.
pub(crate) fn line_box(line: &ShapedLine, origin: Point) -> Rect {
    Rect::new(origin.x, origin.y - line.cap_height_pt, origin.x + line.width_pt, origin.y + line.descent_pt * 0.8)
}

//! What the vector painters share: names of layers, letters with their glyphs, outlines in place, fonts cut down.
//!
//! Space of letters: the run's own, points, y down. Knows scenes and bundled fonts, no file format.

use std::collections::BTreeMap;

use kurbo::Affine;
use subsetter::GlyphRemapper;
use thiserror::Error;

use crate::scene::{FontFace, Glyph, Halo, Layer, Scene, Stroke, Text};
use crate::text::{Fonts, Outline};

/// Longest mitre in widths of the line, as the raster painter cuts them.
pub(super) const MITRE_LIMIT: f64 = 4.0;

/// A font could not be cut down.
#[derive(Debug, Error)]
#[error("the font {family} could not be cut down to the letters in use: {reason}; write letters as outlines instead")]
pub struct FontError {
    /// Family of the font.
    pub family: &'static str,
    /// What the subsetter says.
    pub reason: String,
}

/// The layers that show something, each with a name of its own: a page of several maps has each layer several times.
pub(super) fn named_layers(scene: &Scene) -> Vec<(String, &Layer)> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut name = |layer: &'static str| {
        let count = counts.entry(layer).or_insert(0);
        *count += 1;
        if *count == 1 { layer.to_owned() } else { format!("{layer}-{count}") }
    };
    scene.layers.iter().filter(|l| !l.items.is_empty()).map(|layer| (name(layer.name), layer)).collect()
}

/// A run that leaves ink: letters and places that are sound, and a colour or a halo that is seen.
pub(super) fn is_seen(text: &Text) -> bool {
    let mut places = text.glyphs.iter().flat_map(|g| [g.x, g.y, g.turn]);
    let is_sound = text.to_page.is_finite() && text.size_pt > 0.0 && text.size_pt.is_finite();
    is_sound
        && !text.glyphs.is_empty()
        && places.all(f64::is_finite)
        && (text.colour.a > 0 || seen_halo(text).is_some())
}

/// The halo of a run, if it has one that is seen.
pub(super) fn seen_halo(text: &Text) -> Option<Halo> {
    text.halo.filter(|halo| halo.width_pt > 0.0 && halo.width_pt.is_finite() && halo.colour.a > 0)
}

/// True for a stroke that leaves ink.
pub(super) fn is_drawn(stroke: &Stroke) -> bool {
    let style = &stroke.style;
    let is_sound = style.width_pt > 0.0 && style.width_pt.is_finite();
    is_sound && stroke.colour.a > 0 && style.dash_pt.iter().all(|d| d.is_finite() && *d >= 0.0)
}

/// True if a stroke is broken into dashes.
pub(super) fn is_dashed(stroke: &Stroke) -> bool {
    stroke.style.dash_pt.iter().sum::<f64>() > 0.01
}

/// Glyphs that together show one letter, or several.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cluster<'a> {
    /// What they show; empty if the run does not say.
    pub(super) letters: &'a str,
    /// At least one.
    pub(super) glyphs: &'a [Glyph],
}

/// The letters of a run with their glyphs, from the left.
pub(super) fn clusters(text: &Text) -> impl Iterator<Item = Cluster<'_>> {
    let start = |glyph: &Glyph| usize::try_from(glyph.text_start).unwrap_or(usize::MAX);
    let mut rest = &text.glyphs[..];
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let end = rest.iter().position(|g| g.text_start != first.text_start).unwrap_or(rest.len());
        let (glyphs, after) = rest.split_at(end);
        rest = after;
        let letters = text.text.get(start(first)..after.first().map_or(text.text.len(), start));
        Some(Cluster { letters: letters.unwrap_or(""), glyphs })
    })
}

/// The outlines of a run's glyphs with their places: from em units to the run's space. Blanks are left out.
pub(super) fn outlines(text: &Text) -> impl Iterator<Item = (&'static Outline, Affine)> {
    text.glyphs.iter().filter_map(|glyph| {
        let outline = Fonts::bundled().outline(glyph.face, glyph.id)?;
        let place = turned(glyph) * Affine::scale(text.size_pt);
        (!outline.path.elements().is_empty()).then_some((outline, place))
    })
}

/// From a glyph's own space (points, y down, origin on the baseline) to the run's.
pub(super) fn turned(glyph: &Glyph) -> Affine {
    Affine::translate((glyph.x, glyph.y)) * Affine::rotate(glyph.turn)
}

/// A bundled font with the glyphs of `kept` alone, as TrueType without a character map.
///
/// # Errors
/// If the font is not what the subsetter expects.
pub(super) fn cut_down(face: FontFace, kept: &GlyphRemapper) -> Result<Vec<u8>, FontError> {
    subsetter::subset(Fonts::bundled().file(face), 0, kept)
        .map_err(|reason| FontError { family: face.family(), reason: reason.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Colour;
    use crate::text::TextStyle;

    #[test]
    fn every_letter_of_a_run_is_told_once_and_in_order() {
        for said in ["Mukden 5", "o\u{304}saka", "島とは", "Як-9", "difficult"] {
            let line = Fonts::bundled().shape(said, &TextStyle::new(FontFace::Sans, 9.0));
            let text = Text {
                text: said.to_owned(),
                size_pt: 9.0,
                glyphs: std::sync::Arc::clone(&line.glyphs),
                to_page: Affine::IDENTITY,
                colour: Colour::rgb(0, 0, 0),
                halo: None,
            };
            let told: String = clusters(&text).map(|c| c.letters).collect();
            assert_eq!(told, said);
            assert_eq!(clusters(&text).map(|c| c.glyphs.len()).sum::<usize>(), line.glyphs.len());
        }
    }
}

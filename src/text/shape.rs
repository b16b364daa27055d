//! Shaping: from a string and a style to positioned glyphs on one line.

use std::ops::Range;
use std::sync::Arc;

use harfrust::{Buffer, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use kurbo::Rect;

use super::set_text::SetText;
use super::{FontFace, Fonts, Glyph};
use crate::data::Lang;

/// What figures look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Figures {
    /// Each as wide as it is: for running text.
    #[default]
    Proportional,
    /// All of one width: for dates and tables that change in place.
    Tabular,
}

/// What capitals are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Caps {
    /// As written.
    #[default]
    AsWritten,
    /// Small letters become small capitals. A face without small capitals (the italics) sets full capitals.
    Small,
    /// All letters become small capitals. A face without small capitals sets full capitals.
    AllSmall,
    /// All letters become capitals.
    All,
}

/// How text is set.
#[derive(Clone, Debug, PartialEq)]
pub struct TextStyle {
    /// Face of its western letters; the face of Han, kana and hangul follows from language and weight.
    pub face: FontFace,
    /// Size in points.
    pub size_pt: f64,
    /// Extra space between letters in points; ligatures are off if it is not zero.
    pub letter_spacing_pt: f64,
    /// Language of the text: it decides the form of Han characters.
    pub lang: Lang,
    /// Figures.
    pub figures: Figures,
    /// Capitals.
    pub caps: Caps,
}

impl TextStyle {
    /// Plain text of a face and a size.
    #[must_use]
    pub const fn new(face: FontFace, size_pt: f64) -> Self {
        Self {
            face,
            size_pt,
            letter_spacing_pt: 0.0,
            lang: Lang::En,
            figures: Figures::Proportional,
            caps: Caps::AsWritten,
        }
    }

    /// The style with another language.
    #[must_use]
    pub const fn lang(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    /// The style with extra space between letters, points.
    #[must_use]
    pub const fn spaced(self, letter_spacing_pt: f64) -> Self {
        Self { letter_spacing_pt, ..self }
    }

    /// The style with figures of one width.
    #[must_use]
    pub const fn tabular(self) -> Self {
        Self { figures: Figures::Tabular, ..self }
    }

    /// The style with other capitals.
    #[must_use]
    pub const fn caps(self, caps: Caps) -> Self {
        Self { caps, ..self }
    }
}

/// A line of shaped text: points, y down, origin at the left end of the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapedLine {
    /// What it says.
    pub text: String,
    /// Size in points.
    pub size_pt: f64,
    /// Glyphs in order from the left.
    pub glyphs: Arc<[Glyph]>,
    /// For each glyph how far it moves the pen, points, letter spacing left out.
    pub advances_pt: Vec<f64>,
    /// Length of the line, points, without space after the last letter.
    pub width_pt: f64,
    /// From the baseline up to the top of the font's line, points.
    pub ascent_pt: f64,
    /// From the baseline down to the foot of the font's line, points, positive.
    pub descent_pt: f64,
    /// Height of small letters, points.
    pub x_height_pt: f64,
    /// Height of capitals, points.
    pub cap_height_pt: f64,
    /// Box round the ink, points; empty for blanks.
    pub ink: Rect,
}

impl ShapedLine {
    /// Height of the font's line, points: a sensible distance between baselines is 1.2 times the size.
    #[must_use]
    pub fn height_pt(&self) -> f64 {
        self.ascent_pt + self.descent_pt
    }
}

/// What a line in the store was shaped from.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct ShapeKey {
    text: String,
    face: FontFace,
    size_bits: u64,
    spacing_bits: u64,
    lang: Lang,
    figures: Figures,
    caps: Caps,
}

/// What a plan in the store was made for.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct PlanKey {
    face: FontFace,
    script: Option<[u8; 4]>,
    lang: Lang,
    features: Features,
}

/// The font features that a style asks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Features {
    figures: Figures,
    small_caps: bool,
    all_small: bool,
    ligatures: bool,
}

impl Features {
    fn list(self) -> Vec<Feature> {
        let on = |tag: &[u8; 4], value| Feature::new(Tag::new(tag), value, ..);
        let mut list = vec![match self.figures {
            Figures::Proportional => on(b"pnum", 1),
            Figures::Tabular => on(b"tnum", 1),
        }];
        if self.small_caps {
            list.push(on(b"smcp", 1));
        }
        if self.all_small {
            list.push(on(b"c2sc", 1));
        }
        if !self.ligatures {
            list.extend([on(b"liga", 0), on(b"clig", 0)]);
        }
        list
    }
}

impl Fonts {
    /// Sets a line of text from left to right. Each character comes from the face of its script; one that no bundled
    /// font has shows as the empty box of Source Sans. Lines once set are remembered.
    #[must_use]
    pub fn shape(&self, text: &str, style: &TextStyle) -> Arc<ShapedLine> {
        let key = ShapeKey {
            text: text.to_owned(),
            face: style.face,
            size_bits: style.size_pt.to_bits(),
            spacing_bits: style.letter_spacing_pt.to_bits(),
            lang: style.lang,
            figures: style.figures,
            caps: style.caps,
        };
        self.remembered(key, || self.shape_anew(text, style))
    }

    fn shape_anew(&self, text: &str, style: &TextStyle) -> ShapedLine {
        let western = style.face.western();
        let has_small_caps = matches!(western, FontFace::Sans | FontFace::SansSemiBold | FontFace::SansBold);
        let is_small = matches!(style.caps, Caps::Small | Caps::AllSmall);
        let set = match style.caps {
            Caps::All => SetText::capitals(text),
            Caps::Small | Caps::AllSmall if !has_small_caps => SetText::capitals(text),
            _ => SetText::plain(text),
        };
        let features = Features {
            figures: style.figures,
            small_caps: is_small && has_small_caps,
            all_small: style.caps == Caps::AllSmall && has_small_caps,
            ligatures: style.letter_spacing_pt == 0.0,
        };
        let mut pen = Pen { glyphs: Vec::new(), advances_pt: Vec::new(), x: 0.0, ink: None };
        for (face, range) in self.runs(&set.letters, style) {
            self.shape_run(&mut pen, face, (&set, range), style, features);
        }
        let metrics = self.face(western);
        let width_pt = if pen.glyphs.is_empty() { 0.0 } else { pen.x - style.letter_spacing_pt };
        ShapedLine {
            text: text.to_owned(),
            size_pt: style.size_pt,
            glyphs: pen.glyphs.into(),
            advances_pt: pen.advances_pt,
            width_pt,
            ascent_pt: metrics.ascender * style.size_pt,
            descent_pt: -metrics.descender * style.size_pt,
            x_height_pt: metrics.x_height * style.size_pt,
            cap_height_pt: metrics.cap_height * style.size_pt,
            ink: pen.ink.unwrap_or(Rect::ZERO),
        }
    }

    /// The text cut into stretches of one face.
    fn runs(&self, text: &str, style: &TextStyle) -> Vec<(FontFace, Range<usize>)> {
        let mut runs: Vec<(FontFace, Range<usize>)> = Vec::new();
        for (at, c) in text.char_indices() {
            let face = match runs.last() {
                // Marks and joiners stay with the letter that they belong to.
                Some((face, _)) if is_mark(c) => *face,
                _ => self.face_for(c, style),
            };
            let end = at + c.len_utf8();
            match runs.last_mut() {
                Some((last, range)) if *last == face => range.end = end,
                _ => runs.push((face, at..end)),
            }
        }
        runs
    }

    fn face_for(&self, c: char, style: &TextStyle) -> FontFace {
        let western = style.face.western();
        let eastern = style.face.east_asian(style.lang);
        let plain = if western.is_bold() { FontFace::SansSemiBold } else { FontFace::Sans };
        let found = if is_east_asian(c) {
            eastern.into_iter().chain([western, plain]).find(|face| self.has(*face, c))
        } else {
            [western, plain].into_iter().chain(eastern).find(|face| self.has(*face, c))
        };
        found.unwrap_or(plain)
    }

    fn shape_run(
        &self,
        pen: &mut Pen,
        face: FontFace,
        (set, range): (&SetText, Range<usize>),
        style: &TextStyle,
        features: Features,
    ) {
        let own = self.face(face);
        let mut buffer = Buffer::new();
        buffer.push_str(&set.letters[range.clone()]);
        buffer.set_language(Language::new(language_tag(style.lang)));
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let list = features.list();
        let key = PlanKey { face, script: buffer.script().map(|s| s.tag().to_be_bytes()), lang: style.lang, features };
        let plan = self.plan(key, &own.font, buffer.script(), buffer.language(), &list);
        let options = ShapeOptions::new().features(&list).plan(Some(&plan));
        if harfrust::shape(&ShaperFont::new(&own.font), &mut buffer, options).is_err() {
            return;
        }
        let scale = style.size_pt / own.units_per_em;
        let infos = buffer.glyph_infos();
        for (i, (info, position)) in infos.iter().zip(buffer.glyph_positions()).enumerate() {
            let glyph = Glyph {
                face,
                id: info.glyph_id,
                x: pen.x + f64::from(position.x_offset) * scale,
                y: -f64::from(position.y_offset) * scale,
                turn: 0.0,
                text_start: set.start_in_text(range.start + usize::try_from(info.cluster).unwrap_or(0)),
            };
            let advance = f64::from(position.x_advance) * scale;
            let ends_letter = infos.get(i + 1).is_none_or(|next| next.cluster != info.cluster);
            pen.x += advance + if ends_letter { style.letter_spacing_pt } else { 0.0 };
            if let Some(outline) = self.outline(face, glyph.id).filter(|o| o.bounds.area() > 0.0) {
                let b = outline.bounds;
                let s = style.size_pt;
                let ink = Rect::new(glyph.x + b.x0 * s, glyph.y + b.y0 * s, glyph.x + b.x1 * s, glyph.y + b.y1 * s);
                pen.ink = Some(pen.ink.map_or(ink, |all| all.union(ink)));
            }
            pen.glyphs.push(glyph);
            pen.advances_pt.push(advance);
        }
    }

    fn plan(
        &self,
        key: PlanKey,
        font: &harfrust::Font,
        script: Option<Script>,
        language: Option<&Language>,
        features: &[Feature],
    ) -> Arc<ShapePlan> {
        let make = || Arc::new(ShapePlan::new(font, Direction::LeftToRight, script, language, features));
        match self.plans.lock() {
            Ok(mut plans) => Arc::clone(plans.entry(key).or_insert_with(make)),
            Err(_) => make(),
        }
    }
}

struct Pen {
    glyphs: Vec<Glyph>,
    advances_pt: Vec<f64>,
    x: f64,
    ink: Option<Rect>,
}

fn language_tag(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Modern => "en",
        Lang::Ja => "ja",
        Lang::Ru => "ru",
        Lang::Zh => "zh-Hant",
        Lang::Ko => "ko",
        Lang::Mn => "mn",
    }
}

/// Characters that belong to Han, kana and hangul text: their own blocks, and the wide forms.
pub(super) fn is_east_asian(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11FF | 0x2E80..=0x9FFF | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036F | 0x1AB0..=0x1AFF | 0x200C..=0x200D | 0x20D0..=0x20FF | 0xFE00..=0xFE0F)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, style: &TextStyle) -> Arc<ShapedLine> {
        Fonts::bundled().shape(text, style)
    }

    #[test]
    fn widths_are_those_of_the_font_whatever_the_machine() {
        // Advances of Source Sans 3 Regular in thousandths: H 652, a 504, r 347, b 553, i 246, n 544.
        let line = set("Harbin", &TextStyle::new(FontFace::Sans, 1000.0));
        assert_eq!(line.glyphs.len(), 6);
        assert!((line.width_pt - 2846.0).abs() < 15.0, "{}", line.width_pt);
        let half = set("Harbin", &TextStyle::new(FontFace::Sans, 500.0));
        assert!((half.width_pt * 2.0 - line.width_pt).abs() < 1e-9);
        assert!(line.ink.x0 >= 0.0 && line.ink.x1 <= line.width_pt && line.ink.y0 < -650.0);
    }

    #[test]
    fn kerning_brings_a_pair_together() {
        let style = TextStyle::new(FontFace::Sans, 100.0);
        let apart = set("T", &style).width_pt + set("o", &style).width_pt;
        assert!(set("To", &style).width_pt < apart - 1.0);
    }

    #[test]
    fn letter_spacing_stands_between_letters_only() {
        let style = TextStyle::new(FontFace::Sans, 10.0);
        let (plain, spaced) = (set("SEA", &style), set("SEA", &style.clone().spaced(2.0)));
        assert!((spaced.width_pt - plain.width_pt - 4.0).abs() < 1e-9);
        assert_eq!(spaced.advances_pt, plain.advances_pt);
    }

    #[test]
    fn each_script_comes_from_its_own_face() {
        let faces = |text: &str, lang, face| -> Vec<FontFace> {
            set(text, &TextStyle::new(face, 9.0).lang(lang)).glyphs.iter().map(|g| g.face).collect()
        };
        assert_eq!(faces("島", Lang::Ja, FontFace::Sans), [FontFace::Japanese]);
        assert_eq!(faces("山", Lang::Zh, FontFace::SansSemiBold), [FontFace::ChineseBold]);
        assert_eq!(faces("강", Lang::Ko, FontFace::Sans), [FontFace::Korean]);
        assert_eq!(faces("第5軍", Lang::Ja, FontFace::Sans), [FontFace::Japanese, FontFace::Sans, FontFace::Japanese]);
        assert_eq!(faces("Як", Lang::Ru, FontFace::SerifItalic), [FontFace::SerifItalic; 2]);
        assert_eq!(faces("5", Lang::Ja, FontFace::Japanese), [FontFace::Sans]);
        // No bundled font has it: the empty box.
        let missing = set("\u{12345}", &TextStyle::new(FontFace::Sans, 9.0));
        assert_eq!((missing.glyphs[0].face, missing.glyphs[0].id), (FontFace::Sans, 0));
    }

    #[test]
    fn tabular_figures_are_all_of_one_width() {
        for face in [FontFace::Sans, FontFace::SansSemiBold, FontFace::SerifItalic] {
            let style = TextStyle::new(face, 100.0);
            let (one, eight) = (set("1", &style.clone().tabular()), set("8", &style.clone().tabular()));
            assert!((one.width_pt - eight.width_pt).abs() < 1e-9, "{face:?}");
            assert!(set("1", &style).width_pt < set("8", &style).width_pt, "{face:?}");
        }
    }

    #[test]
    fn small_capitals_stand_between_small_letters_and_capitals() {
        let style = TextStyle::new(FontFace::Sans, 100.0);
        let height = |text: &str, caps| -set(text, &style.clone().caps(caps)).ink.y0;
        let (small, capital) = (height("x", Caps::Small), height("X", Caps::AsWritten));
        assert!(height("x", Caps::AsWritten) < small && small < capital, "{small} {capital}");
        assert!((height("X", Caps::AllSmall) - small).abs() < 1.5);
        assert!((height("X", Caps::Small) - capital).abs() < 1e-9);
        let italic = set("sea", &TextStyle::new(FontFace::SerifItalic, 100.0).caps(Caps::Small));
        assert_eq!(italic.glyphs, set("SEA", &TextStyle::new(FontFace::SerifItalic, 100.0)).glyphs);
    }

    #[test]
    fn each_glyph_knows_the_letters_that_it_shows() {
        let starts = |text: &str, style: &TextStyle| -> Vec<u32> {
            set(text, style).glyphs.iter().map(|g| g.text_start).collect()
        };
        let sans = TextStyle::new(FontFace::Sans, 10.0);
        assert_eq!(starts("Як5", &sans), [0, 2, 4]);
        assert_eq!(starts("a第b", &sans), [0, 1, 4]);
        // A letter and its mark become one glyph.
        assert_eq!(starts("o\u{304}x", &sans), [0, 3]);
        let capitals = TextStyle::new(FontFace::SerifItalic, 10.0).caps(Caps::All);
        assert_eq!(starts("ßay", &capitals), [0, 0, 2, 3]);
    }

    #[test]
    fn nothing_to_set_is_an_empty_line() {
        let line = set("", &TextStyle::new(FontFace::Sans, 9.0));
        assert!(line.glyphs.is_empty() && line.width_pt == 0.0 && line.ink == Rect::ZERO);
        let blank = set(" ", &TextStyle::new(FontFace::Sans, 9.0));
        assert!(blank.width_pt > 1.0 && blank.ink == Rect::ZERO);
    }
}

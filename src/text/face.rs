//! The bundled fonts by name, and glyphs set from them.

use crate::data::Lang;

/// A bundled font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FontFace {
    /// Source Sans 3 Regular.
    Sans,
    /// Source Sans 3 Italic.
    SansItalic,
    /// Source Sans 3 `SemiBold`.
    SansSemiBold,
    /// Source Sans 3 Bold.
    SansBold,
    /// Source Serif 4 Italic: water.
    SerifItalic,
    /// Source Serif 4 `SemiBold` Italic: great water.
    SerifSemiBoldItalic,
    /// Noto Sans JP, subset.
    Japanese,
    /// Noto Sans JP Bold, subset.
    JapaneseBold,
    /// Noto Sans SC, subset; it holds the traditional characters of the names as well.
    Chinese,
    /// Noto Sans SC Bold, subset.
    ChineseBold,
    /// Noto Sans KR, subset.
    Korean,
    /// Noto Sans KR Bold, subset.
    KoreanBold,
}

impl FontFace {
    /// Every face, in the order of the declaration.
    pub const ALL: [Self; 12] = [
        Self::Sans,
        Self::SansItalic,
        Self::SansSemiBold,
        Self::SansBold,
        Self::SerifItalic,
        Self::SerifSemiBoldItalic,
        Self::Japanese,
        Self::JapaneseBold,
        Self::Chinese,
        Self::ChineseBold,
        Self::Korean,
        Self::KoreanBold,
    ];

    /// True for faces whose strokes are heavier than regular.
    #[must_use]
    pub const fn is_bold(self) -> bool {
        matches!(
            self,
            Self::SansSemiBold
                | Self::SansBold
                | Self::SerifSemiBoldItalic
                | Self::JapaneseBold
                | Self::ChineseBold
                | Self::KoreanBold
        )
    }

    /// True for the faces of Han, kana and hangul.
    #[must_use]
    pub const fn is_east_asian(self) -> bool {
        matches!(
            self,
            Self::Japanese | Self::JapaneseBold | Self::Chinese | Self::ChineseBold | Self::Korean | Self::KoreanBold
        )
    }

    /// True for faces that lean.
    #[must_use]
    pub const fn is_italic(self) -> bool {
        matches!(self, Self::SansItalic | Self::SerifItalic | Self::SerifSemiBoldItalic)
    }

    /// Weight of the strokes as PDF, SVG and CSS count it: 400 is regular, 700 bold.
    #[must_use]
    pub const fn weight(self) -> u16 {
        match self {
            Self::SansSemiBold | Self::SerifSemiBoldItalic => 600,
            Self::SansBold | Self::JapaneseBold | Self::ChineseBold | Self::KoreanBold => 700,
            _ => 400,
        }
    }

    /// The face's name as PDF, SVG and CSS know its family.
    #[must_use]
    pub const fn family(self) -> &'static str {
        match self {
            Self::Sans | Self::SansItalic | Self::SansSemiBold | Self::SansBold => "Source Sans 3",
            Self::SerifItalic | Self::SerifSemiBoldItalic => "Source Serif 4",
            Self::Japanese | Self::JapaneseBold => "Noto Sans JP",
            Self::Chinese | Self::ChineseBold => "Noto Sans SC",
            Self::Korean | Self::KoreanBold => "Noto Sans KR",
        }
    }

    /// The face that sets letters of the Latin, Greek and Cyrillic scripts beside this one.
    pub(super) const fn western(self) -> Self {
        match self {
            Self::Japanese | Self::Chinese | Self::Korean => Self::Sans,
            Self::JapaneseBold | Self::ChineseBold | Self::KoreanBold => Self::SansSemiBold,
            face => face,
        }
    }

    /// The faces that may hold a Han, kana or hangul character, the one proper to the language first: Han glyphs
    /// differ by language.
    pub(super) const fn east_asian(self, lang: Lang) -> [Self; 3] {
        let by_script = match self {
            Self::Japanese | Self::JapaneseBold => Lang::Ja,
            Self::Chinese | Self::ChineseBold => Lang::Zh,
            Self::Korean | Self::KoreanBold => Lang::Ko,
            _ => lang,
        };
        match (by_script, self.is_bold()) {
            (Lang::Zh, false) => [Self::Chinese, Self::Japanese, Self::Korean],
            (Lang::Zh, true) => [Self::ChineseBold, Self::JapaneseBold, Self::KoreanBold],
            (Lang::Ko, false) => [Self::Korean, Self::Japanese, Self::Chinese],
            (Lang::Ko, true) => [Self::KoreanBold, Self::JapaneseBold, Self::ChineseBold],
            (_, false) => [Self::Japanese, Self::Chinese, Self::Korean],
            (_, true) => [Self::JapaneseBold, Self::ChineseBold, Self::KoreanBold],
        }
    }
}

/// A glyph on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Font that holds it.
    pub face: FontFace,
    /// Glyph number in that font.
    pub id: u32,
    /// Origin on the baseline, points right of the run's origin (before the run's transform).
    pub x: f64,
    /// Origin on the baseline, points below the run's origin.
    pub y: f64,
    /// Turn about its origin in radians, clockwise on the page.
    pub turn: f64,
    /// Where the letters that it shows begin in the run's text, bytes. Glyphs of one letter or ligature share it; what
    /// follows up to the next glyph's start belongs to it.
    pub text_start: u32,
}

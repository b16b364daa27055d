//! Colours, type and spacing of the window: calm cards over a map, one accent, an 8 px grid.
//!
//! Knows egui and nothing of the atlas. All lengths are logical pixels.

use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle,
    Visuals, vec2,
};

/// Step of the grid on which everything stands, logical pixels.
pub const GRID: f32 = 8.0;
/// Distance between the window's edge and its cards.
pub const EDGE: f32 = 16.0;
/// Text of lists and buttons.
pub const TEXT: f32 = 14.0;
/// Labels and second lines.
pub const LABEL: f32 = 12.0;

/// Colours of the window under one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// True for light text on dark cards.
    pub is_dark: bool,
    /// Ground of the cards.
    pub card: Color32,
    /// Ground of text fields and tracks.
    pub well: Color32,
    /// Text.
    pub text: Color32,
    /// Second lines and labels.
    pub quiet: Color32,
    /// Hairlines inside cards.
    pub hairline: Color32,
    /// Under the pointer.
    pub hover: Color32,
    /// Pressed or chosen.
    pub chosen: Color32,
    /// The one accent.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Under the map until it is drawn, and beyond its edge.
    pub sea: Color32,
    /// Shadow of cards.
    pub shadow: Color32,
}

impl Palette {
    /// Paper.
    pub const LIGHT: Self = Self {
        is_dark: false,
        card: Color32::from_rgb(0xFE, 0xFC, 0xF7),
        well: Color32::from_rgb(0xF3, 0xEE, 0xE2),
        text: Color32::from_rgb(0x2A, 0x26, 0x22),
        quiet: Color32::from_rgb(0x6B, 0x63, 0x5A),
        hairline: Color32::from_rgb(0xE6, 0xDF, 0xD0),
        hover: Color32::from_rgb(0xF4, 0xEF, 0xE4),
        chosen: Color32::from_rgb(0xEB, 0xE2, 0xD0),
        accent: Color32::from_rgb(0xA3, 0x19, 0x19),
        on_accent: Color32::from_rgb(0xFF, 0xFC, 0xF6),
        sea: Color32::from_rgb(0xCF, 0xE0, 0xE9),
        shadow: Color32::from_rgba_premultiplied(0, 0, 0, 40),
    };

    /// Projector.
    pub const DARK: Self = Self {
        is_dark: true,
        card: Color32::from_rgb(0x1B, 0x27, 0x2D),
        well: Color32::from_rgb(0x12, 0x1C, 0x21),
        text: Color32::from_rgb(0xF2, 0xEF, 0xE6),
        quiet: Color32::from_rgb(0xA6, 0xB0, 0xB0),
        hairline: Color32::from_rgb(0x33, 0x42, 0x49),
        hover: Color32::from_rgb(0x26, 0x35, 0x3C),
        chosen: Color32::from_rgb(0x31, 0x42, 0x4A),
        accent: Color32::from_rgb(0xFF, 0x6B, 0x57),
        on_accent: Color32::from_rgb(0x1B, 0x12, 0x10),
        sea: Color32::from_rgb(0x12, 0x20, 0x2A),
        shadow: Color32::from_rgba_premultiplied(0, 0, 0, 110),
    };

    /// The palette that egui's visuals were set to.
    #[must_use]
    pub fn of(visuals: &Visuals) -> &'static Self {
        if visuals.dark_mode { &Self::DARK } else { &Self::LIGHT }
    }

    /// The palette of `ui`.
    #[must_use]
    pub fn from_ui(ui: &egui::Ui) -> &'static Self {
        Self::of(ui.visuals())
    }

    /// The frame of a card.
    pub fn card_frame(&self) -> egui::Frame {
        egui::Frame::new()
            .fill(self.card)
            .corner_radius(CornerRadius::same(8))
            .inner_margin(Margin::same(12))
            .shadow(Shadow { offset: [0, 2], blur: 12, spread: 0, color: self.shadow })
    }
}

/// The semibold face at `size`.
#[must_use]
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("semibold".into()))
}

/// The italic face at `size`.
#[must_use]
pub fn italic(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("italic".into()))
}

/// The regular face at `size`.
#[must_use]
pub fn regular(size: f32) -> FontId {
    FontId::proportional(size)
}

/// Installs fonts, spacing and the colours of the theme.
pub fn install(ctx: &egui::Context, is_dark: bool) {
    ctx.set_fonts(fonts());
    ctx.options_mut(|o| o.zoom_with_keyboard = false);
    set_dark(ctx, is_dark);
}

/// Changes to the light or dark palette.
pub fn set_dark(ctx: &egui::Context, is_dark: bool) {
    let theme = if is_dark { egui::Theme::Dark } else { egui::Theme::Light };
    ctx.set_theme(theme);
    let palette = if is_dark { &Palette::DARK } else { &Palette::LIGHT };
    ctx.all_styles_mut(|style| style_with(style, palette));
}

fn fonts() -> FontDefinitions {
    use crate::text::{FontFace, Fonts};
    const FACES: [(&str, FontFace); 6] = [
        ("sans", FontFace::Sans),
        ("sans-semibold", FontFace::SansSemiBold),
        ("sans-italic", FontFace::SansItalic),
        ("jp", FontFace::Japanese),
        ("sc", FontFace::Chinese),
        ("kr", FontFace::Korean),
    ];
    let mut fonts = FontDefinitions::empty();
    for (name, face) in FACES {
        fonts.font_data.insert(name.to_owned(), FontData::from_static(Fonts::bundled().file(face)).into());
    }
    let chain = |first: &str| [first, "jp", "sc", "kr"].map(str::to_owned).to_vec();
    fonts.families.insert(FontFamily::Proportional, chain("sans"));
    // Figures of Source Sans 3 are all of one width, so it serves where egui asks for a monospaced face.
    fonts.families.insert(FontFamily::Monospace, chain("sans"));
    fonts.families.insert(FontFamily::Name("semibold".into()), chain("sans-semibold"));
    fonts.families.insert(FontFamily::Name("italic".into()), chain("sans-italic"));
    fonts
}

fn style_with(style: &mut egui::Style, palette: &Palette) {
    style.text_styles = [
        (TextStyle::Heading, semibold(16.0)),
        (TextStyle::Body, regular(TEXT)),
        (TextStyle::Button, regular(TEXT)),
        (TextStyle::Small, regular(LABEL)),
        (TextStyle::Monospace, regular(TEXT)),
    ]
    .into();
    style.animation_time = 0.15;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.35;
    style.spacing.item_spacing = vec2(GRID, GRID / 2.0);
    style.spacing.button_padding = vec2(12.0, 5.0);
    style.spacing.interact_size = vec2(32.0, 28.0);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.scroll.floating = true;
    style.spacing.scroll.bar_width = 6.0;
    style.visuals = visuals_of(palette);
}

fn visuals_of(palette: &Palette) -> Visuals {
    let mut v = if palette.is_dark { Visuals::dark() } else { Visuals::light() };
    let shadow = Shadow { offset: [0, 2], blur: 12, spread: 0, color: palette.shadow };
    v.override_text_color = None;
    v.weak_text_color = Some(palette.quiet);
    v.hyperlink_color = palette.accent;
    v.extreme_bg_color = palette.well;
    v.text_edit_bg_color = Some(palette.well);
    v.faint_bg_color = palette.hover;
    v.code_bg_color = palette.well;
    v.warn_fg_color = palette.accent;
    v.error_fg_color = palette.accent;
    v.window_fill = palette.card;
    v.panel_fill = palette.card;
    v.window_stroke = Stroke::NONE;
    v.window_corner_radius = CornerRadius::same(8);
    v.menu_corner_radius = CornerRadius::same(8);
    v.window_shadow = shadow;
    v.popup_shadow = shadow;
    v.selection.bg_fill = palette.accent.gamma_multiply(0.22);
    v.selection.stroke = Stroke::new(1.0, palette.text);
    v.text_cursor.stroke = Stroke::new(1.5, palette.accent);
    // A blinking cursor would wake an idle window twice a second.
    v.text_cursor.blink = false;
    for (widget, fill, text) in [
        (&mut v.widgets.noninteractive, palette.card, palette.text),
        (&mut v.widgets.inactive, palette.well, palette.text),
        (&mut v.widgets.hovered, palette.hover, palette.text),
        (&mut v.widgets.active, palette.chosen, palette.text),
        (&mut v.widgets.open, palette.chosen, palette.text),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::NONE;
        widget.fg_stroke = Stroke::new(1.0, text);
        widget.corner_radius = CornerRadius::same(6);
        widget.expansion = 0.0;
    }
    v.widgets.noninteractive.bg_stroke = Stroke::new(1.0, palette.hairline);
    v
}

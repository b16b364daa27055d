//! Cards that float over the map and the small widgets in them: heads, switches, buttons with the accent.

use eframe::egui::{
    self, Align2, Area, Color32, Id, Order, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use super::icon::{Icon, IconButton};
use super::look::{self, Palette};

/// How long a panel takes to come and go, seconds.
const FOLD_SECS: f32 = 0.15;
/// How far it slides while it does, logical pixels.
const FOLD_SLIDE: f32 = 12.0;

/// A card at a corner of the window.
pub struct Card<'a> {
    /// Unique name.
    pub id: &'a str,
    /// Corner or edge to which it is held.
    pub anchor: Align2,
    /// Distance from there.
    pub offset: Vec2,
    /// Width of its content.
    pub width: f32,
    /// Whether it is to be seen.
    pub is_open: bool,
    /// True if it comes and goes at once.
    pub is_sudden: bool,
    /// Which layer it lies in.
    pub order: Order,
    /// Padding round its content, logical pixels.
    pub padding: i8,
}

impl<'a> Card<'a> {
    /// An open card of the middle layer.
    #[must_use]
    pub fn new(id: &'a str, anchor: Align2, offset: Vec2, width: f32) -> Self {
        Self { id, anchor, offset, width, is_open: true, is_sudden: false, order: Order::Middle, padding: 12 }
    }

    /// Open or folded away; `is_sudden` leaves the motion out.
    #[must_use]
    pub fn open(mut self, is_open: bool, is_sudden: bool) -> Self {
        (self.is_open, self.is_sudden) = (is_open, is_sudden);
        self
    }

    /// In another layer.
    #[must_use]
    pub fn order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    /// With another padding.
    #[must_use]
    pub fn padded(mut self, padding: i8) -> Self {
        self.padding = padding;
        self
    }

    /// Shows the card, if any of it is to be seen, and says where it stands.
    pub fn show(self, ctx: &egui::Context, content: impl FnOnce(&mut Ui)) -> Option<Rect> {
        let id = Id::unique(("card", self.id));
        let secs = if self.is_sudden { 0.0 } else { FOLD_SECS };
        let share = egui::emath::easing::quadratic_out(ctx.animate_bool_with_time(id, self.is_open, secs));
        if share <= 0.0 {
            return None;
        }
        let towards = match self.anchor.x() {
            egui::Align::Min => vec2(-1.0, 0.0),
            egui::Align::Max => vec2(1.0, 0.0),
            egui::Align::Center => vec2(0.0, -1.0),
        };
        let area = Area::new(id)
            .order(self.order)
            .anchor(self.anchor, self.offset + towards * FOLD_SLIDE * (1.0 - share))
            .default_size(vec2(self.width, ctx.content_rect().height()))
            .constrain(false)
            .fade_in(false)
            .interactable(self.is_open);
        let shown = area.show(ctx, |ui| {
            ui.set_opacity(share);
            let palette = Palette::from_ui(ui);
            palette.card_frame().inner_margin(egui::Margin::same(self.padding)).show(ui, |ui| {
                ui.set_width(self.width);
                content(ui);
            });
        });
        Some(shown.response.rect)
    }
}

/// The head of a card: its title and a cross. True if the cross was clicked.
pub fn head(ui: &mut Ui, title: &str) -> bool {
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new(title).font(look::semibold(16.0)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            IconButton::new(Icon::Close, &format!("Close {}", title.to_lowercase())).size(24.0).show(ui).clicked()
        })
        .inner
    })
    .inner
}

/// A small label over a group of rows.
pub fn section(ui: &mut Ui, text: &str) {
    ui.add_space(look::GRID);
    let palette = Palette::from_ui(ui);
    ui.label(egui::RichText::new(text).font(look::semibold(look::LABEL)).color(palette.quiet));
}

/// Text in the quiet colour at label size.
pub fn quiet(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = Palette::from_ui(ui).quiet;
    ui.add(egui::Label::new(egui::RichText::new(text).small().color(colour)).wrap())
}

/// Paints a switch into `rect`.
pub fn paint_switch(ui: &Ui, rect: Rect, is_on: bool, animation: Id) {
    let palette = Palette::from_ui(ui);
    let share = ui.ctx().animate_bool_with_time(animation, is_on, 0.1);
    let track = egui::lerp(egui::Rgba::from(palette.chosen)..=egui::Rgba::from(palette.accent), share);
    ui.painter().rect_filled(rect, rect.height() / 2.0, Color32::from(track));
    let x = egui::lerp(rect.left() + rect.height() / 2.0..=rect.right() - rect.height() / 2.0, share);
    let knob = if is_on { palette.on_accent } else { palette.card };
    ui.painter().circle_filled(egui::pos2(x, rect.center().y), rect.height() / 2.0 - 2.0, knob);
}

/// A row of `height` that can be clicked, with a light ground under the pointer. Returns where it stands.
pub fn row(ui: &mut Ui, height: f32, label: &str, is_on: Option<bool>) -> Response {
    let palette = Palette::from_ui(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| match is_on {
        Some(on) => WidgetInfo::selected(Role::CheckBox, true, on, label),
        None => WidgetInfo::labeled(Role::Button, true, label),
    });
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 6.0, palette.hover);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect.expand2(vec2(6.0, 0.0)),
            6.0,
            Stroke::new(1.5, palette.accent),
            StrokeKind::Inside,
        );
    }
    response
}

/// A button with the accent; the one deed of its card.
pub fn primary_button(ui: &mut Ui, text: &str) -> Response {
    let palette = Palette::from_ui(ui);
    let label = egui::RichText::new(text).font(look::semibold(look::TEXT)).color(palette.on_accent);
    ui.add(egui::Button::new(label).fill(palette.accent).min_size(vec2(88.0, 32.0)))
}

/// One of several ways, as a pill; true if it was clicked.
pub fn choice(ui: &mut Ui, text: &str, is_chosen: bool) -> bool {
    let palette = Palette::from_ui(ui);
    let (fill, colour) = if is_chosen { (palette.text, palette.card) } else { (palette.well, palette.text) };
    let label = egui::RichText::new(text).color(colour);
    let response = ui.add(egui::Button::new(label).fill(fill).min_size(vec2(0.0, 28.0)));
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, text));
    response.clicked()
}

/// A pill that is on or off, with a hint; true if it was clicked.
pub fn choice_hinted(ui: &mut Ui, text: &str, is_on: bool, hint: &str) -> bool {
    let palette = Palette::from_ui(ui);
    let (fill, colour, mark) =
        if is_on { (palette.chosen, palette.text, "✓ ") } else { (palette.well, palette.text, "") };
    let label = egui::RichText::new(format!("{mark}{text}")).color(colour);
    let response = ui.add(egui::Button::new(label).fill(fill).min_size(vec2(0.0, 28.0))).on_hover_text(hint);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, text));
    response.clicked()
}

/// One of several states side by side on a card, the present one filled; true if it was clicked.
pub fn segment(ui: &mut Ui, text: &str, is_chosen: bool, hint: &str) -> bool {
    let palette = Palette::from_ui(ui);
    let (fill, colour, font) = if is_chosen {
        (palette.chosen, palette.text, look::semibold(look::LABEL + 1.0))
    } else {
        (Color32::TRANSPARENT, palette.quiet, look::regular(look::LABEL + 1.0))
    };
    let button = egui::Button::new(egui::RichText::new(text).color(colour).font(font)).fill(fill);
    let response = ui.add(button.min_size(vec2(0.0, 24.0))).on_hover_text(hint);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, text));
    response.clicked()
}

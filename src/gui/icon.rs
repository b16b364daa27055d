//! Icons of one set, drawn as strokes and shapes on a grid of 18, and the buttons that carry them.
//!
//! No font and no picture file is needed, and every icon takes the text's colour.

use eframe::egui::{
    self, Color32, CornerRadius, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use super::look::Palette;

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Run.
    Play,
    /// Stop.
    Pause,
    /// One step back.
    StepBack,
    /// One step on.
    StepForward,
    /// To the mark before.
    SkipBack,
    /// To the mark after.
    SkipForward,
    /// Begin again.
    Loop,
    /// Sheets.
    Layers,
    /// Lines of a list.
    List,
    /// Letter i in a circle.
    Info,
    /// Clock face.
    Clock,
    /// Arrow into a tray.
    Save,
    /// Folder.
    Open,
    /// Looking glass.
    Search,
    /// Plus.
    Plus,
    /// Minus.
    Minus,
    /// Four corners.
    Fit,
    /// Cross.
    Close,
    /// Question mark.
    Help,
    /// Half-filled circle.
    Contrast,
    /// A sheet of which one half is filled.
    Compare,
    /// Two sheets.
    Copy,
    /// Arrow out of a frame.
    Link,
}

impl Icon {
    /// Draws the icon into an 18 by 18 square about `centre`.
    pub fn paint(self, painter: &egui::Painter, centre: Pos2, colour: Color32) {
        let p = |x: f32, y: f32| pos2(centre.x + x, centre.y + y);
        let stroke = Stroke::new(1.6, colour);
        let line = |points: Vec<Pos2>| Shape::line(points, stroke);
        let solid = |points: Vec<Pos2>| Shape::convex_polygon(points, colour, Stroke::NONE);
        let bar = |x: f32| {
            Shape::rect_filled(Rect::from_center_size(p(x, 0.0), vec2(2.0, 10.0)), CornerRadius::same(1), colour)
        };
        let shapes = match self {
            Self::Play => vec![solid(vec![p(-4.0, -6.5), p(6.5, 0.0), p(-4.0, 6.5)])],
            Self::Pause => [-3.5, 3.5]
                .map(|x| Shape::rect_filled(Rect::from_center_size(p(x, 0.0), vec2(3.6, 12.0)), 1.0, colour))
                .to_vec(),
            Self::StepBack => vec![line(vec![p(2.5, -5.0), p(-2.5, 0.0), p(2.5, 5.0)])],
            Self::StepForward => vec![line(vec![p(-2.5, -5.0), p(2.5, 0.0), p(-2.5, 5.0)])],
            Self::SkipBack => vec![solid(vec![p(5.0, -5.0), p(5.0, 5.0), p(-3.0, 0.0)]), bar(-5.0)],
            Self::SkipForward => vec![solid(vec![p(-5.0, -5.0), p(3.0, 0.0), p(-5.0, 5.0)]), bar(5.0)],
            Self::Loop => loop_shapes(&p, stroke, colour),
            Self::Layers => vec![
                line(vec![p(0.0, -7.0), p(7.0, -3.0), p(0.0, 1.0), p(-7.0, -3.0), p(0.0, -7.0)]),
                line(vec![p(-7.0, 0.7), p(0.0, 4.7), p(7.0, 0.7)]),
                line(vec![p(-7.0, 4.2), p(0.0, 8.2), p(7.0, 4.2)]),
            ],
            Self::List => [-5.0, 0.0, 5.0]
                .iter()
                .flat_map(|&y| [Shape::circle_filled(p(-6.0, y), 1.3, colour), line(vec![p(-2.5, y), p(7.0, y)])])
                .collect(),
            Self::Info => vec![
                Shape::circle_stroke(p(0.0, 0.0), 7.2, stroke),
                Shape::circle_filled(p(0.0, -3.3), 1.1, colour),
                line(vec![p(0.0, -0.6), p(0.0, 4.0)]),
            ],
            Self::Clock => {
                vec![Shape::circle_stroke(p(0.0, 0.0), 7.2, stroke), line(vec![p(0.0, -4.0), p(0.0, 0.0), p(3.0, 2.0)])]
            }
            Self::Save => vec![
                line(vec![p(0.0, -7.0), p(0.0, 2.5)]),
                line(vec![p(-3.8, -1.2), p(0.0, 2.6), p(3.8, -1.2)]),
                line(vec![p(-7.0, 3.0), p(-7.0, 7.0), p(7.0, 7.0), p(7.0, 3.0)]),
            ],
            Self::Open => vec![line(vec![
                p(-7.0, 6.0),
                p(-7.0, -5.5),
                p(-2.2, -5.5),
                p(-0.4, -3.2),
                p(7.0, -3.2),
                p(7.0, 6.0),
                p(-7.0, 6.0),
            ])],
            Self::Search => {
                vec![Shape::circle_stroke(p(-1.3, -1.3), 5.2, stroke), line(vec![p(2.6, 2.6), p(7.0, 7.0)])]
            }
            Self::Plus => vec![line(vec![p(-6.0, 0.0), p(6.0, 0.0)]), line(vec![p(0.0, -6.0), p(0.0, 6.0)])],
            Self::Minus => vec![line(vec![p(-6.0, 0.0), p(6.0, 0.0)])],
            Self::Fit => [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
                .iter()
                .map(|&(sx, sy)| line(vec![p(2.4 * sx, 6.5 * sy), p(6.5 * sx, 6.5 * sy), p(6.5 * sx, 2.4 * sy)]))
                .collect(),
            Self::Close => {
                vec![line(vec![p(-4.5, -4.5), p(4.5, 4.5)]), line(vec![p(4.5, -4.5), p(-4.5, 4.5)])]
            }
            Self::Help => help_shapes(&p, stroke, colour),
            Self::Contrast => contrast_shapes(centre, stroke, colour),
            Self::Compare => vec![
                Shape::rect_filled(Rect::from_min_max(p(0.0, -5.5), p(7.0, 5.5)), 1.0, colour),
                Shape::rect_stroke(Rect::from_min_max(p(-7.0, -5.5), p(7.0, 5.5)), 1.5, stroke, StrokeKind::Middle),
                line(vec![p(0.0, -8.0), p(0.0, 8.0)]),
            ],
            Self::Copy => copy_shapes(&p, colour),
            Self::Link => link_shapes(&p, colour),
        };
        painter.extend(shapes);
    }
}

fn arc(centre: Pos2, radius: f32, from: f32, to: f32) -> Vec<Pos2> {
    (0..=20u8)
        .map(|i| {
            let a = from + (to - from) * f32::from(i) / 20.0;
            centre + radius * Vec2::angled(a)
        })
        .collect()
}

fn loop_shapes(p: &dyn Fn(f32, f32) -> Pos2, stroke: Stroke, colour: Color32) -> Vec<Shape> {
    let tip = p(0.0, 0.0) + 6.0 * Vec2::angled(-0.35);
    vec![
        Shape::line(arc(p(0.0, 0.0), 6.0, 0.35, std::f32::consts::TAU - 0.6), stroke),
        Shape::convex_polygon(
            vec![tip + vec2(2.4, -3.4), tip + vec2(1.6, 2.6), tip + vec2(-4.0, 0.2)],
            colour,
            Stroke::NONE,
        ),
    ]
}

fn help_shapes(p: &dyn Fn(f32, f32) -> Pos2, stroke: Stroke, colour: Color32) -> Vec<Shape> {
    let mut hook = arc(p(0.0, -2.6), 3.6, -3.0, 0.9);
    hook.extend([p(0.0, 2.0), p(0.0, 3.0)]);
    vec![Shape::line(hook, stroke), Shape::circle_filled(p(0.0, 6.2), 1.2, colour)]
}

fn contrast_shapes(centre: Pos2, stroke: Stroke, colour: Color32) -> Vec<Shape> {
    use std::f32::consts::FRAC_PI_2;
    vec![
        Shape::circle_stroke(centre, 6.8, stroke),
        Shape::convex_polygon(arc(centre, 6.8, -FRAC_PI_2, FRAC_PI_2), colour, Stroke::NONE),
    ]
}

fn copy_shapes(p: &dyn Fn(f32, f32) -> Pos2, colour: Color32) -> Vec<Shape> {
    let stroke = Stroke::new(1.3, colour);
    vec![
        Shape::rect_stroke(Rect::from_min_max(p(-1.5, -2.0), p(5.0, 6.0)), 1.0, stroke, StrokeKind::Middle),
        Shape::line(vec![p(-2.5, 3.0), p(-5.0, 3.0), p(-5.0, -5.5), p(1.8, -5.5), p(1.8, -3.2)], stroke),
    ]
}

fn link_shapes(p: &dyn Fn(f32, f32) -> Pos2, colour: Color32) -> Vec<Shape> {
    let stroke = Stroke::new(1.3, colour);
    vec![
        Shape::line(vec![p(-0.5, -4.5), p(-5.0, -4.5), p(-5.0, 5.5), p(5.0, 5.5), p(5.0, 1.0)], stroke),
        Shape::line(vec![p(-0.5, 1.0), p(5.5, -5.0)], stroke),
        Shape::line(vec![p(1.5, -5.5), p(5.8, -5.5), p(5.8, -1.2)], stroke),
    ]
}

/// A button that shows `icon`; `label` is its accessible name and the head of its tooltip.
pub struct IconButton<'a> {
    icon: Icon,
    label: &'a str,
    shortcut: String,
    is_on: bool,
    is_primary: bool,
    size: f32,
}

impl<'a> IconButton<'a> {
    /// A button of 32 by 32 pixels.
    #[must_use]
    pub fn new(icon: Icon, label: &'a str) -> Self {
        Self { icon, label, shortcut: String::new(), is_on: false, is_primary: false, size: 32.0 }
    }

    /// The key that does the same, shown in the tooltip.
    #[must_use]
    pub fn shortcut(mut self, shortcut: String) -> Self {
        self.shortcut = shortcut;
        self
    }

    /// Shows that what it switches is on.
    #[must_use]
    pub fn on(mut self, is_on: bool) -> Self {
        self.is_on = is_on;
        self
    }

    /// The one button of its card that carries the accent.
    #[must_use]
    pub fn primary(mut self) -> Self {
        self.is_primary = true;
        self
    }

    /// Another size, logical pixels.
    #[must_use]
    pub fn size(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui) -> Response {
        let palette = Palette::from_ui(ui);
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(self.size), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, self.is_on, self.label));
        let (fill, colour) = if self.is_primary {
            let lift = if response.hovered() { 0.88 } else { 1.0 };
            (palette.accent.gamma_multiply(lift), palette.on_accent)
        } else if self.is_on {
            (palette.chosen, palette.text)
        } else if response.hovered() || response.has_focus() {
            (palette.hover, palette.text)
        } else {
            (Color32::TRANSPARENT, palette.text)
        };
        let radius = if self.is_primary { self.size / 2.0 } else { 6.0 };
        ui.painter().rect_filled(rect, radius, fill);
        if response.has_focus() {
            ui.painter().rect_stroke(rect, radius, Stroke::new(1.5, palette.accent), StrokeKind::Inside);
        }
        self.icon.paint(ui.painter(), rect.center(), colour);
        let hint = if self.shortcut.is_empty() {
            self.label.to_owned()
        } else {
            format!("{}   {}", self.label, self.shortcut)
        };
        response.on_hover_text(hint)
    }
}

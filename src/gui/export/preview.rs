//! The preview of the export card: the page as it will be, what will be written, how large.

use eframe::egui::{self, Rect, Sense, StrokeKind, TextureHandle, TextureOptions, Ui, Vec2, pos2};

use super::threads::{Exports, Outline, Preview, PreviewAsk};
use crate::export::{Job, PictureSpec, spoken_bytes, would_replace};
use crate::gui::card;
use crate::gui::look::Palette;

/// Pixels of the preview in a logical pixel, so that it is sharp on a dense screen.
const SHARP: f32 = 1.5;
/// Files that are named; the rest is counted.
const MOST_NAMED: usize = 4;

/// The preview and the question that it answers.
#[derive(Default)]
pub struct PreviewPane {
    texture: Option<TextureHandle>,
    asked: Option<(PictureSpec, Option<Job>)>,
    number: u64,
    /// The number of the question that the answer is to.
    answered: u64,
    outline: Option<Result<Outline, String>>,
    error: Option<String>,
    room: Vec2,
}

impl PreviewPane {
    /// Asks for the preview of a page and the outline of its job, if they are not those that were asked for last.
    pub fn ask(
        &mut self,
        ctx: &egui::Context,
        exports: &Exports,
        words: Result<PictureSpec, String>,
        job: Option<Job>,
    ) {
        let words = match words {
            Ok(words) => words,
            Err(sentence) => {
                (self.error, self.asked) = (Some(sentence), None);
                return;
            }
        };
        let wanted = (words, job);
        if self.asked.as_ref() == Some(&wanted) {
            return;
        }
        self.number += 1;
        let px = ctx.pixels_per_point() * SHARP;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size on a screen")]
        let most_px = ((self.room.x * px).max(64.0) as u32, (self.room.y * px).max(64.0) as u32);
        let (words, job) = wanted.clone();
        exports.ask_preview(PreviewAsk { number: self.number, words, most_px, job });
        self.asked = Some(wanted);
    }

    /// Takes the answer, if there is one.
    pub fn take(&mut self, ctx: &egui::Context, exports: &Exports) {
        let Some(Preview { number, image, outline }) = exports.take_preview() else { return };
        (self.answered, self.outline) = (number, outline);
        match image {
            Ok(image) => {
                let size = [usize::from(image.width), usize::from(image.height)];
                let image = egui::ColorImage::from_rgba_premultiplied(size, &image.rgba);
                self.error = None;
                match &mut self.texture {
                    Some(texture) => texture.set(image, TextureOptions::LINEAR),
                    None => self.texture = Some(ctx.load_texture("export preview", image, TextureOptions::LINEAR)),
                }
            }
            Err(sentence) => self.error = Some(sentence),
        }
    }

    /// The files that would be written, if the present choices have been looked at.
    #[must_use]
    pub fn files(&self) -> Option<Vec<std::path::PathBuf>> {
        let outline = self.outline.as_ref()?.as_ref().ok()?;
        (self.answered == self.number && self.asked.is_some()).then(|| outline.files.clone())
    }

    /// Shows the page within `room`, and under it what will be written.
    pub fn show(&mut self, ui: &mut Ui, room: Vec2) {
        self.room = egui::vec2(room.x, room.y - 110.0);
        let palette = Palette::from_ui(ui);
        card::section(ui, "Preview");
        ui.add_space(4.0);
        let size = self.texture.as_ref().map_or(egui::vec2(16.0, 9.0), TextureHandle::size_vec2);
        let scale = (self.room.x / size.x).min(self.room.y / size.y);
        let (place, response) = ui.allocate_exact_size(size * scale, Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, "Preview"));
        checks(ui, place, palette);
        if let Some(texture) = &self.texture {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            let is_old = self.error.is_some();
            let tint = if is_old { egui::Color32::from_white_alpha(90) } else { egui::Color32::WHITE };
            ui.painter().image(texture.id(), place, whole, tint);
        }
        ui.painter().rect_stroke(place, 0.0, egui::Stroke::new(1.0, palette.hairline), StrokeKind::Outside);
        ui.add_space(6.0);
        if let Some(error) = &self.error {
            ui.add(egui::Label::new(egui::RichText::new(error).small().color(palette.accent)).wrap());
            return;
        }
        match &self.outline {
            Some(Ok(outline)) => told(ui, outline),
            Some(Err(sentence)) => {
                ui.add(egui::Label::new(egui::RichText::new(sentence).small().color(palette.accent)).wrap());
            }
            None => {}
        }
    }
}

/// A board of squares, which shows through where a picture has no ground.
fn checks(ui: &Ui, place: Rect, palette: &Palette) {
    const SIDE: f32 = 8.0;
    let painter = ui.painter().with_clip_rect(place.intersect(ui.clip_rect()));
    painter.rect_filled(place, 0.0, palette.card);
    let (columns, rows) = ((place.width() / SIDE).ceil(), (place.height() / SIDE).ceil());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "squares on a screen")]
    let (columns, rows) = (columns as u16, rows as u16);
    for row in 0..rows {
        for column in (row % 2..columns).step_by(2) {
            let corner = place.min + egui::vec2(f32::from(column) * SIDE, f32::from(row) * SIDE);
            painter.rect_filled(Rect::from_min_size(corner, Vec2::splat(SIDE)), 0.0, palette.well);
        }
    }
}

/// What will be written, how large, and what it would replace.
fn told(ui: &mut Ui, outline: &Outline) {
    card::quiet(ui, format!("{}; roughly {}", outline.told, spoken_bytes(outline.rough_bytes)));
    let name = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if would_replace(path) { format!("{name} (there already)") } else { name }
    };
    let mut names: Vec<String> = outline.files.iter().take(MOST_NAMED).map(name).collect();
    if outline.files.len() > MOST_NAMED {
        names.push(format!("and {} more", outline.files.len() - MOST_NAMED));
    }
    card::quiet(ui, names.join(", "));
}

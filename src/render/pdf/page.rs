//! The content of a page: items as operators. Space: points of the page, y down.

use std::sync::Arc;

use kurbo::{Affine, BezPath, PathEl, Point};
use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::{Buf, Content, Name, Str, TextStr};

use super::objects::{OPACITY_STEPS, Objects, font_name, layer_name};
use crate::render::vector::{MITRE_LIMIT, is_dashed, is_drawn, is_seen, seen_halo, turned};
use crate::scene::{
    Clip, Colour, Fill, FillRule, Glyph, Group, Halo, ImageItem, Item, LineCap, LineJoin, Stroke, StrokeStyle, Text,
};

/// Steps of a coordinate in a point.
const STEPS_PER_PT: f64 = 100.0;
/// From where on letters stand so far apart, thousandths of an em, that readers would take them for words.
const WIDE_GAP: f32 = 120.0;

/// Writes items as content.
pub(super) struct Painter<'a> {
    objects: &'a mut Objects,
    /// Width and height of the page, points.
    size_pt: (f32, f32),
    content: Content,
    state: State,
}

/// What the graphics state is known to hold.
#[derive(Clone, Default, PartialEq)]
struct State {
    fill: Option<[u8; 3]>,
    stroke: Option<[u8; 3]>,
    /// Opacity in thousandths.
    opacity: Option<u16>,
    line: Option<StrokeStyle>,
}

impl<'a> Painter<'a> {
    /// A painter of a page itself, of a width and a height in points, on its ground.
    pub(super) fn page(objects: &'a mut Objects, size_pt: (f32, f32), ground: Option<Colour>) -> Self {
        let (width, height) = size_pt;
        let mut painter = Self { objects, size_pt, content: Content::new(), state: State::default() };
        painter.content.transform([1.0, 0.0, 0.0, -1.0, 0.0, height]);
        if let Some(ground) = ground {
            painter.set_fill(ground);
            painter.content.rect(0.0, 0.0, width, height).fill_nonzero();
        }
        painter
    }

    /// The content.
    pub(super) fn finish(self) -> Buf {
        self.content.finish()
    }

    /// The items of a layer.
    pub(super) fn layer(&mut self, number: usize, items: &[Item]) {
        let name = layer_name(number);
        self.content.begin_marked_content_with_properties(Name(b"OC")).properties_named(Name(name.as_bytes()));
        self.items(items);
        self.content.end_marked_content();
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Fill(fill) => self.fill(fill),
                Item::Stroke(stroke) => self.stroke(stroke),
                Item::Image(image) => self.image(image),
                Item::Text(text) => self.text(text),
                Item::Clip(clip) => self.clip(clip),
                Item::Group(group) => self.group(group),
            }
        }
    }

    /// What `draw` draws, with the graphics state as it was afterwards.
    fn apart(&mut self, draw: impl FnOnce(&mut Self)) {
        let before = self.state.clone();
        self.content.save_state();
        draw(self);
        self.content.restore_state();
        self.state = before;
    }

    /// What `draw` draws, put on the page as one thing of an opacity.
    fn as_one(&mut self, opacity: f64, draw: impl FnOnce(&mut Painter<'_>)) {
        let size_pt = self.size_pt;
        let mut painter = Painter { objects: self.objects, size_pt, content: Content::new(), state: State::default() };
        draw(&mut painter);
        let content = painter.finish();
        let name = self.objects.group(&content, size_pt);
        self.set_opacity(opacity);
        self.content.x_object(Name(name.as_bytes()));
    }

    fn fill(&mut self, fill: &Fill) {
        if fill.colour.a == 0 || !is_path(&fill.path, fill.to_page) {
            return;
        }
        self.set_fill(fill.colour);
        add_path(&mut self.content, &fill.path, fill.to_page, STEPS_PER_PT);
        match fill.rule {
            FillRule::NonZero => self.content.fill_nonzero(),
            FillRule::EvenOdd => self.content.fill_even_odd(),
        };
    }

    fn stroke(&mut self, stroke: &Stroke) {
        if !is_drawn(stroke) || !is_path(&stroke.path, stroke.to_page) {
            return;
        }
        let dash_pt = if is_dashed(stroke) { stroke.style.dash_pt.clone() } else { Vec::new() };
        self.set_stroke(stroke.colour);
        self.set_line(StrokeStyle { dash_pt, ..stroke.style.clone() });
        add_path(&mut self.content, &stroke.path, stroke.to_page, STEPS_PER_PT);
        self.content.stroke();
    }

    fn image(&mut self, item: &ImageItem) {
        if !item.to_page.is_finite() {
            return;
        }
        let Some(name) = self.objects.image(&item.image) else { return };
        self.set_opacity(1.0);
        // A picture fills the unit square, its first row at the top of it, which is y = 1.
        let (width, height) = (f64::from(item.image.width), f64::from(item.image.height));
        let place = item.to_page * Affine::new([width, 0.0, 0.0, -height, 0.0, height]);
        self.apart(|own| {
            own.content.transform(matrix(place)).x_object(Name(name.as_bytes()));
        });
    }

    fn clip(&mut self, clip: &Clip) {
        // A window without an inside shows nothing.
        if !is_path(&clip.path, clip.to_page) {
            return;
        }
        self.apart(|own| {
            add_path(&mut own.content, &clip.path, clip.to_page, STEPS_PER_PT);
            match clip.rule {
                FillRule::NonZero => own.content.clip_nonzero(),
                FillRule::EvenOdd => own.content.clip_even_odd(),
            };
            own.content.end_path();
            own.items(&clip.items);
        });
    }

    fn group(&mut self, group: &Group) {
        if group.opacity > 0.0 {
            self.as_one(group.opacity, |own| own.items(&group.items));
        }
    }

    fn text(&mut self, text: &Text) {
        if !is_seen(text) {
            return;
        }
        match seen_halo(text) {
            Some(halo) if halo.colour.a < 255 => {
                self.as_one(f64::from(halo.colour.a) / 255.0, |own| own.halo(text, halo));
            }
            Some(halo) => self.halo(text, halo),
            None => {}
        }
        self.letters(text);
    }

    /// Outlines of the letters, filled and with a stroke of twice the halo's width, of which half lies outside.
    fn halo(&mut self, text: &Text, halo: Halo) {
        let colour = Colour { a: 255, ..halo.colour };
        self.set_fill(colour);
        self.set_stroke(colour);
        // Outlines are in em units: the width is measured in those when it is stroked.
        let em_pt = text.size_pt * text.to_page.determinant().abs().sqrt();
        self.apart(|own| {
            own.set_line(StrokeStyle { width_pt: 2.0 * halo.width_pt / em_pt, ..StrokeStyle::default() });
            for glyph in text.glyphs.iter() {
                let Some(name) = own.objects.letter(glyph.face, glyph.id) else { continue };
                let place = text.to_page * turned(glyph) * Affine::scale(text.size_pt);
                own.content.save_state().transform(matrix(place)).x_object(Name(name.as_bytes())).restore_state();
            }
        });
    }

    /// The letters as text.
    fn letters(&mut self, text: &Text) {
        if text.colour.a == 0 {
            return;
        }
        self.set_fill(text.colour);
        let lines = self.lines(text);
        // Readers guess words from gaps and from a font's own letters; where they would guess wrong they are told.
        let is_told =
            lines.len() > 1 || lines.iter().any(|l| l.has_wide_gap) || self.objects.faces.copied(text) != text.text;
        if is_told {
            let mut span = self.content.begin_marked_content_with_properties(Name(b"Span"));
            span.properties().actual_text(TextStr(&text.text));
        }
        self.content.begin_text();
        let mut font = None;
        for line in lines {
            if font != Some(line.font) {
                self.content.set_font(Name(font_name(line.font).as_bytes()), rounded(text.size_pt, 1000.0));
                font = Some(line.font);
            }
            self.content.set_text_matrix(matrix(text.to_page * line.place));
            let mut show = self.content.show_positioned();
            let mut items = show.items();
            for (gap, glyphs) in &line.parts {
                if *gap != 0.0 {
                    items.adjust(-*gap);
                }
                items.show(Str(glyphs));
            }
        }
        self.content.end_text();
        if is_told {
            self.content.end_marked_content();
        }
    }

    /// The glyphs of a run in stretches of one font on one straight line.
    fn lines(&self, text: &Text) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut last: Option<&Glyph> = None;
        for glyph in text.glyphs.iter() {
            let Some((font, number, advance)) = self.objects.faces.glyph(glyph) else { continue };
            let goes_on = last.is_some_and(|l| l.turn == 0.0 && glyph.turn == 0.0 && (l.y - glyph.y).abs() < 1e-6);
            last = Some(glyph);
            match lines.last_mut().filter(|line| goes_on && line.font == font) {
                Some(line) => line.add(glyph, number, advance, text.size_pt),
                None => lines.push(Line {
                    font,
                    // Letters stand upright where y runs up.
                    place: turned(glyph) * Affine::scale_non_uniform(1.0, -1.0),
                    start: glyph.x,
                    pen: f64::from(advance),
                    has_wide_gap: false,
                    parts: vec![(0.0, number.to_be_bytes().to_vec())],
                }),
            }
        }
        lines
    }

    fn set_opacity(&mut self, opacity: f64) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
        let thousandths = (opacity.clamp(0.0, 1.0) * OPACITY_STEPS).round() as u16;
        if self.state.opacity != Some(thousandths) {
            let name = self.objects.opacity(thousandths);
            self.content.set_parameters(Name(name.as_bytes()));
            self.state.opacity = Some(thousandths);
        }
    }

    fn set_fill(&mut self, colour: Colour) {
        self.set_opacity(f64::from(colour.a) / 255.0);
        let rgb = [colour.r, colour.g, colour.b];
        if self.state.fill != Some(rgb) {
            let [r, g, b] = rgb.map(channel);
            self.content.set_fill_rgb(r, g, b);
            self.state.fill = Some(rgb);
        }
    }

    fn set_stroke(&mut self, colour: Colour) {
        self.set_opacity(f64::from(colour.a) / 255.0);
        let rgb = [colour.r, colour.g, colour.b];
        if self.state.stroke != Some(rgb) {
            let [r, g, b] = rgb.map(channel);
            self.content.set_stroke_rgb(r, g, b);
            self.state.stroke = Some(rgb);
        }
    }

    /// Sets width, ends, corners and dashes of the lines that follow.
    fn set_line(&mut self, line: StrokeStyle) {
        let before = self.state.line.as_ref();
        if before.is_none_or(|b| b.width_pt.to_bits() != line.width_pt.to_bits()) {
            self.content.set_line_width(rounded(line.width_pt, 1e4));
        }
        if before.is_none_or(|b| b.cap != line.cap) {
            let cap = if line.cap == LineCap::Round { LineCapStyle::RoundCap } else { LineCapStyle::ButtCap };
            self.content.set_line_cap(cap);
        }
        if before.is_none_or(|b| b.join != line.join) {
            let is_round = line.join == LineJoin::Round;
            self.content.set_line_join(if is_round { LineJoinStyle::RoundJoin } else { LineJoinStyle::MiterJoin });
            self.content.set_miter_limit(rounded(MITRE_LIMIT, 1.0));
        }
        if before.is_none_or(|b| b.dash_pt != line.dash_pt) {
            self.content.set_dash_pattern(line.dash_pt.iter().map(|d| rounded(*d, 1000.0)), 0.0);
        }
        self.state.line = Some(line);
    }
}

/// Glyphs of one font on one straight line.
struct Line {
    font: usize,
    /// From the line's own space (y up, origin at its first glyph) to the run's.
    place: Affine,
    /// Where it begins in the run, points.
    start: f64,
    /// Where its pen stands, thousandths of an em from its start.
    pen: f64,
    has_wide_gap: bool,
    /// Glyphs after a gap in thousandths of an em.
    parts: Vec<(f32, Vec<u8>)>,
}

impl Line {
    fn add(&mut self, glyph: &Glyph, number: u16, advance: f32, size_pt: f64) {
        let gap = rounded((glyph.x - self.start) / size_pt * 1000.0 - self.pen, 1.0);
        match self.parts.last_mut() {
            Some((_, glyphs)) if gap == 0.0 => glyphs.extend(number.to_be_bytes()),
            _ => self.parts.push((gap, number.to_be_bytes().to_vec())),
        }
        self.has_wide_gap |= gap > WIDE_GAP;
        self.pen += f64::from(gap) + f64::from(advance);
    }
}

/// True if a path draws something and all of it is finite.
fn is_path(path: &BezPath, to_page: Affine) -> bool {
    !path.elements().is_empty() && path.elements().iter().all(|el| (to_page * *el).is_finite())
}

/// Adds a path to content, its coordinates in `steps` a unit. Steps of nothing are left out.
pub(super) fn add_path(content: &mut Content, path: &Arc<BezPath>, to_page: Affine, steps: f64) {
    let at = |p: Point| (rounded(p.x, steps), rounded(p.y, steps));
    let (mut pen, mut exact, mut start, mut has_drawn) = ((0.0, 0.0), Point::ZERO, Point::ZERO, false);
    for element in path.elements() {
        match to_page * *element {
            PathEl::MoveTo(p) => {
                pen = at(p);
                content.move_to(pen.0, pen.1);
                (exact, start, has_drawn) = (p, p, false);
            }
            PathEl::LineTo(p) => {
                if at(p) != pen || !has_drawn {
                    pen = at(p);
                    content.line_to(pen.0, pen.1);
                }
                (exact, has_drawn) = (p, true);
            }
            PathEl::QuadTo(a, p) => {
                let (b, c) = (exact.lerp(a, 2.0 / 3.0), p.lerp(a, 2.0 / 3.0));
                curve(content, [at(b), at(c), at(p)]);
                (pen, exact, has_drawn) = (at(p), p, true);
            }
            PathEl::CurveTo(a, b, p) => {
                curve(content, [at(a), at(b), at(p)]);
                (pen, exact, has_drawn) = (at(p), p, true);
            }
            PathEl::ClosePath => {
                content.close_path();
                (pen, exact) = (at(start), start);
            }
        }
    }
}

fn curve(content: &mut Content, [a, b, p]: [(f32, f32); 3]) {
    content.cubic_to(a.0, a.1, b.0, b.1, p.0, p.1);
}

/// A number in whole `steps` a unit, which is what makes it short in the file.
fn rounded(value: f64, steps: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "numbers of a page; seven digits are plenty")]
    let short = ((value * steps).round() / steps) as f32;
    short
}

fn matrix(affine: Affine) -> [f32; 6] {
    let [a, b, c, d, e, f] = affine.as_coeffs();
    [rounded(a, 1e4), rounded(b, 1e4), rounded(c, 1e4), rounded(d, 1e4), rounded(e, 1e3), rounded(f, 1e3)]
}

fn channel(value: u8) -> f32 {
    rounded(f64::from(value) / 255.0, 1000.0)
}

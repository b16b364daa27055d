//! Handouts: sheets of paper with pictures and, beside or under each, what it shows in words.
//!
//! A picture is shrunk whole, lines and type with it, so that it looks as it does on the screen. The grid, and whether
//! the words stand beside or under the pictures, is what makes the pictures largest. Space: points on the sheet, y down.

use std::sync::Arc;

use kurbo::{Affine, Point, Rect, Shape, Size};

use super::words::{LEADING, Words, without_last_sentence};
use crate::data::Lang;
use crate::geo::PageSize;
use crate::scene::lettering::{set, text_at, text_style};
use crate::scene::paint::{clip, fill, stroke};
use crate::scene::{FillRule, Item, Layer, Scene};
use crate::style::{Face, Theme, TypeStyle};
use crate::text::{Fonts, ShapedLine};

/// How many pictures a sheet may hold.
pub const PER_SHEET: [u8; 5] = [1, 2, 4, 6, 9];
/// Space round the sheet, points.
const MARGIN_PT: f64 = 34.0;
/// Space between cells, points.
const GUTTER_PT: f64 = 16.0;
/// Space between a picture and its words, points.
const GAP_PT: f64 = 7.0;
/// The narrowest column of words beside a picture, points.
const LEAST_COLUMN_PT: f64 = 120.0;
/// Words in narrower columns than this are told in more lines, points.
const NARROW_PT: f64 = 260.0;
/// Lines of text that a picture has room for at least, however long the others are.
const LEAST_LINES: f64 = 3.0;
/// Pictures give way to words down to this share of the width that they could have, if all words have room then.
const LEAST_SHARE: f64 = 0.8;
/// If they have not, the last sentences are left out and pictures keep this share.
const FAIR_SHARE: f64 = 0.85;
/// Size of type in the foot, points.
const FOOT_PT: f64 = 6.5;
/// Size of type of the title, points.
const HEAD_PT: f64 = 11.0;
/// Width of the line round a picture, points.
const EDGE_PT: f64 = 0.4;

/// A picture of a handout and what is said of it. Empty texts are left out.
#[derive(Clone, Debug)]
pub struct HandoutPicture {
    /// The picture.
    pub scene: Scene,
    /// Its title.
    pub title: String,
    /// Date and clock.
    pub when: String,
    /// Sentences; the last ones are left out where a sheet has no room for all.
    pub text: String,
    /// What it rests on, joined by semicolons; of a long list its head.
    pub sources: String,
}

/// A handout in the making.
#[derive(Clone, Copy, Debug)]
pub struct Handout<'a> {
    /// Whose paper and inks the sheets have.
    pub theme: &'a Theme,
    /// Size of a sheet.
    pub sheet: PageSize,
    /// Pictures on a sheet, at least 1: one of [`PER_SHEET`], or any other number.
    pub per_sheet: u8,
    /// Stands at the head of every sheet.
    pub title: &'a str,
    /// Stands behind it.
    pub subtitle: &'a str,
    /// Stand at the foot of every sheet.
    pub credits: &'a str,
}

/// Where pictures and words stand in their cells.
#[derive(Clone, Copy, Debug)]
struct Arrangement {
    columns: u8,
    rows: u8,
    is_beside: bool,
    picture: Size,
    /// Width and height that the words may take, points.
    room: Size,
}

impl Handout<'_> {
    /// The sheets, in the order of the pictures.
    #[must_use]
    pub fn sheets(&self, pictures: Vec<HandoutPicture>) -> Vec<Scene> {
        let Some(arrangement) = self.arrangement(&pictures) else { return Vec::new() };
        let count = pictures.len().div_ceil(usize::from(self.per_sheet.max(1)));
        let mut pictures = pictures.into_iter().peekable();
        let mut sheets = Vec::with_capacity(count);
        while pictures.peek().is_some() {
            let own = pictures.by_ref().take(usize::from(self.per_sheet.max(1))).collect();
            sheets.push(self.sheet_of(own, &arrangement, (sheets.len() + 1, count)));
        }
        sheets
    }

    fn sheet_of(&self, pictures: Vec<HandoutPicture>, arrangement: &Arrangement, number: (usize, usize)) -> Scene {
        let page = &self.theme.page;
        let (mut grounds, mut words) = (Vec::new(), self.head());
        let mut layers: Vec<Layer> = Vec::new();
        for (picture, cell) in pictures.into_iter().zip(self.cells(arrangement)) {
            let at = arrangement.picture_at(cell, picture.scene.size);
            let ground = picture.scene.page_colour();
            grounds.extend(ground.map(|ground| fill(at.to_path(0.1), Affine::IDENTITY, ground)));
            words.push(stroke(at.to_path(0.1), Affine::IDENTITY, EDGE_PT, page.neatline));
            let said = self.fitting(&picture, arrangement.room);
            words.extend(said.draw(arrangement.words_at(cell, at)));
            add_layers(&mut layers, picture.scene, at);
        }
        words.extend(self.foot(number));
        layers.insert(0, Layer { name: "picture-grounds", key: None, items: grounds });
        layers.push(Layer { name: "words", key: None, items: words });
        // What can be pointed at stands on pictures of its own size alone.
        Scene { size: self.sheet, ground: page.paper, layers, placed: Vec::new() }
    }

    /// The arrangement with the largest pictures in which all words have room; where that makes the pictures too small, the
    /// one with the largest pictures in which some have. `None` without pictures.
    fn arrangement(&self, pictures: &[HandoutPicture]) -> Option<Arrangement> {
        let size = pictures.first()?.scene.size;
        let all = self.candidates(size);
        let largest = |fits: &dyn Fn(&Arrangement) -> bool| {
            let fitting = all.iter().copied().filter(|one| fits(one));
            fitting.max_by(|a, b| a.picture.area().total_cmp(&b.picture.area()).then(b.is_beside.cmp(&a.is_beside)))
        };
        let has_room_for_some = |one: &Arrangement| one.room.height >= self.least_words_pt();
        let short = largest(&has_room_for_some).or_else(|| largest(&|_| true))?;
        let whole = largest(&|one| {
            one.picture.width >= short.picture.width * LEAST_SHARE
                && has_room_for_some(one)
                && pictures.iter().all(|p| self.words(p, &p.text, one.room.width).height() <= one.room.height)
        });
        let compromise = || {
            let is_wide = |one: &Arrangement| one.picture.width >= short.picture.width * FAIR_SHARE;
            let fitting = all.iter().copied().filter(|one| is_wide(one) && has_room_for_some(one));
            fitting.max_by(|a, b| a.room.area().total_cmp(&b.room.area()))
        };
        Some(whole.or_else(compromise).unwrap_or(short))
    }

    /// Every grid of the sheet with pictures of `size` points in many sizes, words beside or under them.
    fn candidates(&self, size: PageSize) -> Vec<Arrangement> {
        let aspect = size.width_pt / size.height_pt;
        let panels = self.per_sheet.max(1);
        let mut found = Vec::new();
        for columns in (1..=panels).filter(|columns| panels.is_multiple_of(*columns)) {
            let rows = panels / columns;
            let cell = self.cell(columns, rows);
            for share in (4..=40).rev().map(|n| f64::from(n) / 40.0) {
                let picture = Size::new(cell.width * share, cell.width * share / aspect);
                let beside = Size::new(cell.width - picture.width - 2.0 * GAP_PT, cell.height);
                let under = Size::new(cell.width, cell.height - picture.height - GAP_PT);
                for (is_beside, room) in [(false, under), (true, beside)] {
                    let is_wide = room.width >= LEAST_COLUMN_PT;
                    if is_wide && picture.height <= cell.height && room.height > 0.0 {
                        found.push(Arrangement { columns, rows, is_beside, picture, room });
                    }
                }
            }
        }
        found
    }

    /// The part of the sheet between head and foot.
    fn room(&self) -> Rect {
        let PageSize { width_pt, height_pt } = self.sheet;
        let foot = self.foot_lines().len();
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let foot_pt = foot as f64 * FOOT_PT * LEADING + GUTTER_PT * 0.6;
        let top = MARGIN_PT + HEAD_PT + GUTTER_PT * 0.6;
        Rect::new(MARGIN_PT, top, width_pt - MARGIN_PT, height_pt - MARGIN_PT * 0.8 - foot_pt)
    }

    fn cell(&self, columns: u8, rows: u8) -> Size {
        let (room, columns, rows) = (self.room(), f64::from(columns), f64::from(rows));
        let width = (room.width() - (columns - 1.0) * GUTTER_PT) / columns;
        Size::new(width, (room.height() - (rows - 1.0) * GUTTER_PT) / rows)
    }

    /// The cells, row by row.
    fn cells(&self, arrangement: &Arrangement) -> Vec<Rect> {
        let (columns, rows) = (arrangement.columns, arrangement.rows);
        let (cell, origin) = (self.cell(columns, rows), self.room().origin());
        let place = |row: u8, column: u8| {
            let x = origin.x + f64::from(column) * (cell.width + GUTTER_PT);
            Rect::from_origin_size((x, origin.y + f64::from(row) * (cell.height + GUTTER_PT)), cell)
        };
        (0..rows).flat_map(|row| (0..columns).map(move |column| place(row, column))).collect()
    }

    /// Size of type of the words: smaller where more pictures share a sheet, never so small that paper cannot hold it.
    fn words_pt(&self) -> f64 {
        match self.per_sheet {
            0..=2 => 9.0,
            3..=4 => 8.0,
            _ => 7.0,
        }
    }

    /// The height of title, date and a few lines.
    fn least_words_pt(&self) -> f64 {
        self.words_pt() * (1.15 + LEADING * (1.0 + LEAST_LINES))
    }

    fn style(&self, face: Face, size_pt: f64, is_muted: bool) -> TypeStyle {
        let page = &self.theme.page;
        let colour = if is_muted { page.muted_ink } else { page.ink };
        TypeStyle { face, size_pt, colour, halo: page.paper, halo_width_pt: 0.0 }
    }

    /// Title, date, `text` and sources of a picture in lines of a width.
    fn words(&self, picture: &HandoutPicture, text: &str, width_pt: f64) -> Words {
        let size_pt = self.words_pt();
        let mut words = Words::default();
        words.add(&picture.title, &self.style(Face::SansSemiBold, size_pt * 1.15, false), width_pt, 0.0);
        words.add(&picture.when, &self.style(Face::Sans, size_pt, true), width_pt, 0.0);
        words.add(text, &self.style(Face::Sans, size_pt, false), width_pt, size_pt * 0.3);
        let small = self.style(Face::Sans, size_pt * 0.85, true);
        // Narrow columns take more lines for the same sources.
        let most = if width_pt < NARROW_PT { 3 } else { 2 };
        words.add_list(&picture.sources, &small, width_pt, (size_pt * 0.3, most));
        words
    }

    /// As many of the sentences as have room, and the head of the sources if it has.
    fn fitting(&self, picture: &HandoutPicture, room: Size) -> Words {
        let mut text = picture.text.as_str();
        loop {
            let words = self.words(picture, text, room.width);
            if words.height() <= room.height {
                return words;
            }
            if text.is_empty() {
                break;
            }
            text = without_last_sentence(text);
        }
        let bare = HandoutPicture { sources: String::new(), ..picture.clone() };
        let mut words = self.words(&bare, "", room.width);
        // A title that is longer than all the room is cut by lines.
        while words.height() > room.height && words.lines.len() > 1 {
            words.lines.pop();
        }
        words
    }

    /// The head of a sheet: title, and the subtitle where it has room.
    fn head(&self) -> Vec<Item> {
        let room = self.room();
        let (style, second) = (self.style(Face::SansSemiBold, HEAD_PT, false), self.style(Face::Sans, 9.0, true));
        let title = set(self.title, &style, Lang::En);
        let base = MARGIN_PT + title.cap_height_pt;
        let mut items = vec![text_at(&title, Point::new(room.x0, base), style.colour, None)];
        let subtitle = set(self.subtitle, &second, Lang::En);
        let x = room.x0 + title.width_pt + HEAD_PT * 0.7;
        if x + subtitle.width_pt <= room.x1 {
            items.push(text_at(&subtitle, Point::new(x, base), second.colour, None));
        }
        items
    }

    fn foot_lines(&self) -> Vec<Arc<ShapedLine>> {
        let style = text_style(&self.style(Face::Sans, FOOT_PT, true), Lang::En);
        Fonts::bundled().break_lines(self.credits, &style, self.sheet.width_pt - 2.0 * MARGIN_PT - 50.0)
    }

    /// The foot of a sheet: credits at the left, the number of the sheet at the right.
    fn foot(&self, (number, count): (usize, usize)) -> Vec<Item> {
        let (room, style) = (self.room(), self.style(Face::Sans, FOOT_PT, true));
        let mut base = room.y1 + GUTTER_PT * 0.6;
        let mut items = Vec::new();
        for line in self.foot_lines() {
            base += FOOT_PT * LEADING;
            items.push(text_at(&line, Point::new(room.x0, base), style.colour, None));
        }
        let style = self.style(Face::Sans, 8.0, true);
        let number = set(&format!("{number} of {count}"), &style, Lang::En);
        items.push(text_at(&number, Point::new(room.x1 - number.width_pt, base), style.colour, None));
        items
    }
}

impl Arrangement {
    /// Where a picture of a size stands in its cell: as large as the rest, whole.
    fn picture_at(&self, cell: Rect, size: PageSize) -> Rect {
        let scale = (self.picture.width / size.width_pt).min(self.picture.height / size.height_pt);
        let own = Size::new(size.width_pt * scale, size.height_pt * scale);
        Rect::from_origin_size(cell.origin(), own)
    }

    /// The top left corner of the words.
    fn words_at(&self, cell: Rect, picture: Rect) -> Point {
        if self.is_beside {
            return Point::new(cell.x0 + self.picture.width + 2.0 * GAP_PT, cell.y0);
        }
        Point::new(cell.x0, picture.y1 + GAP_PT)
    }
}

/// Puts the layers of a picture, shrunk into `at`, to those of the sheet. Pictures do not touch: layers of one name can be
/// one, so that a reader hides a layer in all pictures at once.
fn add_layers(layers: &mut Vec<Layer>, scene: Scene, at: Rect) {
    let by = Affine::translate(at.origin().to_vec2()) * Affine::scale(at.width() / scene.size.width_pt);
    let mut next = 0;
    for layer in scene.layers.into_iter().filter(|layer| !layer.items.is_empty()) {
        let items = layer.items.into_iter().map(|item| item.moved(by)).collect();
        let seen = clip(at.to_path(0.1), Affine::IDENTITY, FillRule::NonZero, items);
        // Below the ones after it in its own picture: never one that lies lower than the last.
        match layers.iter().skip(next).position(|known| known.name == layer.name) {
            Some(further) => {
                next += further;
                layers[next].items.push(seen);
            }
            None => layers.insert(next, Layer { name: layer.name, key: None, items: vec![seen] }),
        }
        next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::Colour;

    #[test]
    fn layers_of_one_name_become_one_and_keep_their_order() {
        let black = Colour::rgb(0, 0, 0);
        let area = Rect::new(0.0, 0.0, 100.0, 50.0);
        let scene = |names: &[&'static str]| Scene {
            size: PageSize { width_pt: 100.0, height_pt: 50.0 },
            ground: black,
            layers: names
                .iter()
                .map(|name| Layer {
                    name,
                    key: None,
                    items: vec![stroke(area.to_path(0.1), Affine::IDENTITY, 2.0, black)],
                })
                .collect(),
            placed: Vec::new(),
        };
        let mut layers = Vec::new();
        add_layers(&mut layers, scene(&["sea", "rivers", "names"]), Rect::new(0.0, 0.0, 50.0, 25.0));
        add_layers(&mut layers, scene(&["sea", "fronts", "names"]), Rect::new(50.0, 0.0, 100.0, 25.0));
        let found: Vec<_> = layers.iter().map(|layer| (layer.name, layer.items.len())).collect();
        assert_eq!(found, [("sea", 2), ("fronts", 1), ("rivers", 1), ("names", 2)]);
        let Item::Clip(window) = &layers[0].items[1] else { panic!("a picture lies under a window") };
        let Item::Stroke(line) = &window.items[0] else { panic!("its line is a line") };
        assert!((line.style.width_pt - 1.0).abs() < 1e-9, "a line shrinks with its picture");
        assert_eq!(line.to_page * Point::new(100.0, 50.0), Point::new(100.0, 25.0));
    }
}

//! The legend: a swatch and a line for every class that the page shows, and for no other.

use kurbo::{Affine, Point, Rect, Size};

use super::card::card;
use super::sample::{sample, unit_sample};
use super::stand::{Spot, legend_spots};
use super::{GAP_PT, Placed, room, sized};
use crate::data::Lang;
use crate::scene::frame::Frame;
use crate::scene::lettering::{set, text_at};
use crate::scene::{Class, Furniture, Item, Shown};
use crate::style::{Face, TypeStyle};

/// How closely a legend is set.
#[derive(Clone, Copy, Debug)]
struct Form {
    /// Space round the rows, points.
    padding_pt: f64,
    /// Height of a row in the size of the type.
    row_em: f64,
    /// Width of a swatch in the size of the type.
    swatch_em: f64,
    /// From a swatch to its words, points.
    gap_pt: f64,
    /// Between columns, points.
    between_pt: f64,
    /// True for abridged words, and for symbols of formations explained in one run of lines as wide as the page allows.
    is_compact: bool,
}

const FULL: Form =
    Form { padding_pt: 9.0, row_em: 1.62, swatch_em: 3.0, gap_pt: 6.0, between_pt: 14.0, is_compact: false };
/// On a small page the legend is a strip along the foot of the map.
const COMPACT: Form =
    Form { padding_pt: 6.0, row_em: 1.42, swatch_em: 2.1, gap_pt: 4.0, between_pt: 9.0, is_compact: true };

impl Form {
    fn of(frame: &Frame) -> Self {
        if room::is_compact(frame.view.size) { COMPACT } else { FULL }
    }

    fn label(&self, class: Class) -> &'static str {
        if self.is_compact { class.short_label() } else { class.label() }
    }
}

/// How many rows a column may have: from a strip to a single column.
const ROWS: [usize; 7] = [2, 3, 4, 6, 8, 12, 24];

/// What the symbols of formations are called.
const UNIT_NOTE: &str = "Unit symbols after NATO APP-6, a modern convention";
/// The same where words are few.
const SHORT_UNIT_NOTE: &str = "Symbols: NATO APP-6, modern";

/// What a page shows on most days, for a legend whose place is chosen once for all of them.
const USUAL: [Class; 23] = [
    Class::Front,
    Class::FrontInterpolated,
    Class::Held,
    Class::Gained,
    Class::PhaseLine,
    Class::Advance,
    Class::AdvanceInferred,
    Class::Holdout,
    Class::Pocket,
    Class::LandingSea,
    Class::ZoneOrdered,
    Class::EventClash,
    Class::EventCapture,
    Class::EventSurrender,
    Class::Railway,
    Class::Border,
    Class::UnitSoviet,
    Class::UnitJapan,
    Class::UnitManchukuo,
    Class::UnitUncertain,
    Class::EchelonArmy,
    Class::EchelonCorps,
    Class::EchelonDivision,
];

/// Small pages explain the campaign alone, not the base map.
fn is_full(frame: &Frame) -> bool {
    !room::is_compact(frame.view.size)
}

/// What maps of the whole theatre show besides, as they show all forces and all islands.
const USUAL_OF_ALL: [Class; 8] = [
    Class::Frontier,
    Class::LandingAir,
    Class::IslandJapanese,
    Class::EventOrder,
    Class::EventOther,
    Class::Desert,
    Class::UnitMongolia,
    Class::UnitMengjiang,
];
/// Scale denominator from which a map is one of the theatre.
const ALL_FROM: f64 = 9.0e6;

/// What a page of this scale denominator shows on most days.
pub(super) fn usual(scale: f64) -> Shown {
    let mut usual = Shown::default();
    let more = USUAL_OF_ALL.into_iter().filter(|_| scale >= ALL_FROM);
    for class in USUAL.into_iter().chain(more) {
        usual.add(class);
    }
    usual
}

/// The shapes that a legend of `shown` may have on the page, widest first: most rows of a column, and the size.
pub(super) fn sizes(frame: &Frame, shown: &Shown) -> Vec<(usize, Size)> {
    let mut sizes: Vec<(usize, Size)> = Vec::new();
    for rows in ROWS {
        let size = block(frame, shown, is_full(frame), rows).map(|block| block.size);
        sizes.extend(size.filter(|size| sizes.last().is_none_or(|(_, last)| last != size)).map(|size| (rows, size)));
    }
    sizes
}

/// Draws the legend at `spot` in columns of at most `rows` rows; in other columns, and at last elsewhere, where a day that
/// has more to explain than others would have it touch what is placed.
pub(super) fn draw(frame: &Frame, shown: &Shown, spot: Spot, rows: usize, placed: &mut Placed) {
    let map = frame.map.inset(-GAP_PT * 0.5);
    let is_clear = |rect: Rect| {
        let air = rect.inset(GAP_PT * 0.5);
        map.contains_rect(rect) && !placed.covered.iter().any(|(_, card)| card.overlaps(air))
    };
    let spots = std::iter::once(spot).chain(legend_spots(frame));
    // Shapes like the one that was chosen come first.
    let mut shapes: Vec<usize> = std::iter::once(rows).chain(ROWS).collect();
    shapes.sort_by_key(|other| other.abs_diff(rows));
    let forms = spots.flat_map(|spot| shapes.iter().map(move |rows| (spot, *rows)));
    let blocks = forms.filter_map(|(spot, rows)| {
        let block = block(frame, shown, is_full(frame), rows)?;
        Some((spot.rect(block.size), block))
    });
    let Some((rect, block)) = blocks.into_iter().find(|(rect, _)| is_clear(*rect)) else { return };
    placed.covered.push((Furniture::Legend, rect));
    placed.legend.extend(card(frame, rect));
    placed.legend.extend(block.at(rect.origin()));
}

/// A legend with its top left corner at the origin.
pub(super) struct Block {
    items: Vec<Item>,
    /// Its size with the space round it, points.
    pub size: Size,
}

impl Block {
    /// Its items with the top left corner at `corner`.
    pub fn at(self, corner: Point) -> impl Iterator<Item = Item> {
        let by = Affine::translate(corner.to_vec2());
        self.items.into_iter().map(move |item| item.moved(by))
    }
}

/// The legend in as few rows as `room_pt` of width allow; `None` if there is nothing to explain.
pub(super) fn wide_block(frame: &Frame, shown: &Shown, room_pt: f64) -> Option<Block> {
    let most = shown.classes().count().max(1);
    (1..=most)
        .map_while(|rows| block(frame, shown, true, rows))
        .find(|b| b.size.width <= room_pt)
        .or_else(|| block(frame, shown, true, most))
}

/// The legend in columns of at most `most` rows, all about as long; `None` if there is nothing to explain.
#[expect(clippy::cast_precision_loss, reason = "a legend has few rows")]
fn block(frame: &Frame, shown: &Shown, is_full: bool, most: usize) -> Option<Block> {
    let is_base = |c: &Class| {
        use Class::{Border, Desert, Frontier, Marsh, Railway};
        matches!(c, Railway | Border | Marsh | Desert | Frontier)
    };
    let (of_units, classes): (Vec<Class>, Vec<Class>) =
        shown.classes().filter(|c| is_full || !is_base(c)).partition(|c| c.is_of_units());
    if classes.is_empty() {
        return None;
    }
    let form = Form::of(frame);
    let padding = form.padding_pt;
    let style = &sized(frame, &frame.theme.lettering.legend, 0.92);
    let swatch = style.size_pt * form.swatch_em;
    let row = style.size_pt * form.row_em;
    let lines: Vec<_> = classes.iter().map(|c| set(form.label(*c), style, Lang::En)).collect();
    let gap = swatch + form.gap_pt;
    let between = form.between_pt;
    let widths_of = |rows: usize| -> Vec<f64> {
        lines.chunks(rows).map(|c| c.iter().map(|l| l.width_pt).fold(0.0, f64::max) + gap).collect()
    };
    let width_of = |widths: &[f64]| widths.iter().sum::<f64>() + between * widths.len().saturating_sub(1) as f64;
    let rows = classes.len().div_ceil(classes.len().div_ceil(most));
    let widths = widths_of(rows);
    let in_columns = width_of(&widths);
    let foot = if of_units.is_empty() { Foot::default() } else { foot(frame, style, &of_units, in_columns) };
    let whole = in_columns.max(foot.width) + padding * 2.0;
    let height = row * rows as f64 + foot.height + padding * 2.0 - row * 0.3;
    let mut items = Vec::new();
    let mut x = padding;
    for (column, (classes, lines)) in classes.chunks(rows).zip(lines.chunks(rows)).enumerate() {
        for (i, (class, line)) in classes.iter().zip(lines).enumerate() {
            let middle = padding + row * (i as f64 + 0.5) - row * 0.15;
            let area = Rect::new(x, middle - row * 0.36, x + swatch, middle + row * 0.36);
            items.extend(sample(frame, *class, area));
            let origin = Point::new(x + gap, middle + line.x_height_pt * 0.58);
            items.push(text_at(line, origin, style.colour, None));
        }
        x += widths[column] + between;
    }
    let corner = Affine::translate((padding, padding - row * 0.15 + row * rows as f64));
    items.extend(foot.items.into_iter().map(|item| item.moved(corner)));
    Some(Block { items, size: Size::new(whole, height) })
}

/// The lines under the legend's columns, with their top left corner at the origin.
#[derive(Default)]
struct Foot {
    items: Vec<Item>,
    width: f64,
    height: f64,
}

/// What explains the symbols of formations, as much in a line as fits, and under it where the symbols come from.
fn foot(frame: &Frame, style: &TypeStyle, of_units: &[Class], in_columns: f64) -> Foot {
    let form = Form::of(frame);
    let row = style.size_pt * form.row_em;
    let small = TypeStyle {
        size_pt: (style.size_pt * 0.92).max(frame.theme.scale.least_size_pt),
        colour: frame.theme.page.muted_ink,
        face: Face::SansItalic,
        ..style.clone()
    };
    let note = set(if form.is_compact { SHORT_UNIT_NOTE } else { UNIT_NOTE }, &small, Lang::En);
    let width = in_columns.max(note.width_pt);
    let (mut items, mut x, mut y) = (Vec::new(), 0.0, row * 0.62);
    let mut widest = note.width_pt;
    let mut explains_echelons = false;
    for class in of_units {
        let (mut own, mark_pt) = unit_sample(frame, *class, style.size_pt);
        let line = set(form.label(*class), style, Lang::En);
        let room = mark_pt + 4.0 + line.width_pt;
        let begins_echelons = !form.is_compact && class.echelon().is_some() && !explains_echelons;
        explains_echelons |= begins_echelons;
        if x > 0.0 && (x + room > width || begins_echelons) {
            (x, y) = (0.0, y + row);
        }
        own.push(text_at(&line, Point::new(mark_pt + 4.0, line.x_height_pt * 0.58), style.colour, None));
        let by = Affine::translate((x, y));
        items.extend(own.into_iter().map(|item| item.moved(by)));
        widest = widest.max(x + room);
        x += room + 11.0;
    }
    if form.is_compact && x + note.width_pt <= width {
        widest = widest.max(x + note.width_pt);
    } else {
        (x, y) = (0.0, y + row);
    }
    items.push(text_at(&note, Point::new(x, y + note.x_height_pt * 0.58), small.colour, None));
    Foot { items, width: widest, height: y + row * 0.38 }
}

//! Where the cards of a page stand: title, legend, scale bar and inset, chosen together.
//!
//! They stand at the edges of the map, where they cover least of what the reader came for: the ground that the campaign
//! crosses counts most, other land less, sea least. Where time plays the choice depends on the view and the campaign as a
//! whole, never on the instant: nothing jumps. Space: points on the page, y down.

use kurbo::{Point, Rect, Size};

use super::GAP_PT;
use crate::scene::frame::Frame;

/// Side of the cells in which the ground under the cards is looked through, points.
const CELL_PT: f64 = 20.0;
/// What it costs to cover a square point of sea, of land, and of ground that the campaign crosses once; and for each time
/// more, up to the most that count.
const SEA_COST: f64 = 0.1;
const LAND_COST: f64 = 0.7;
const CROSSED_COST: f64 = 2.5;
const AGAIN_COST: f64 = 0.8;
const MOST_AGAIN: f64 = 5.0;
/// What it costs a square point of the card to leave the inset out: less than to cover the campaign with all of it.
const NO_INSET_COST: f64 = 1.6;
/// The same for the legend and the scale bar, which only a page without room goes without.
const NO_CARD_COST: f64 = 40.0;

/// Places at the edges of the map, as shares of its width and height, and what it costs a card to stand there, for each of
/// its square points: readers look for the title at the top, or at least at the foot, and for the rest in the corners.
type Places = &'static [((f64, f64), f64)];
const TITLE: Places =
    &[((0.0, 0.0), 0.0), ((1.0, 0.0), 0.2), ((0.0, 1.0), 0.5), ((1.0, 1.0), 0.55), ((0.5, 1.0), 0.75)];
const LEGEND: Places = &[
    ((1.0, 1.0), 0.0),
    ((0.0, 1.0), 0.0),
    ((0.5, 1.0), 0.5),
    ((1.0, 0.5), 0.15),
    ((0.0, 0.5), 0.2),
    ((1.0, 0.0), 0.2),
    ((0.0, 0.0), 0.25),
    ((0.5, 0.0), 0.55),
];
const FOOT: Places = &[((0.0, 1.0), 0.0), ((1.0, 1.0), 0.0), ((0.5, 1.0), 0.4)];
const INSET: Places = &[
    ((1.0, 0.0), 0.0),
    ((0.0, 0.0), 0.0),
    ((1.0, 1.0), 0.0),
    ((0.0, 1.0), 0.0),
    ((1.0, 0.5), 0.15),
    ((0.0, 0.5), 0.15),
    ((0.5, 1.0), 0.5),
    ((0.5, 0.0), 0.5),
];
/// What it costs a square point of a card to stand against another card instead of at the edge.
const STACKED_COST: f64 = 0.12;
/// A wider card does not stand at the middle of a side, as a share of the map's width: it would cut the map in two.
const WIDEST_AT_SIDE: f64 = 0.3;

/// Where a card may stand besides the edges of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Against {
    /// Nowhere else.
    Nothing,
    /// Above or below another card, in line with its outer side.
    Column,
    /// Beside or above a card at the foot of the map.
    Foot,
}

/// A place for a card of any size: the point of the page, and which point of the card lies there, as shares of the card's
/// width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot {
    at: Point,
    of_card: (f64, f64),
}

impl Spot {
    /// A card of `size` in this place.
    pub fn rect(self, size: Size) -> Rect {
        let (x, y) = self.of_card;
        Rect::from_origin_size(self.at - kurbo::Vec2::new(size.width * x, size.height * y), size)
    }

    /// True at the middle of the left or the right side.
    fn is_at_side(self) -> bool {
        self.of_card.1 > 0.0 && self.of_card.1 < 1.0
    }

    fn at_edge(area: Rect, (x, y): (f64, f64)) -> Self {
        Self { at: Point::new(area.x0 + area.width() * x, area.y0 + area.height() * y), of_card: (x, y) }
    }

    /// The places against a card, in line with the edge of the map that it stands at.
    fn against(card: Rect, area: Rect, how: Against) -> Vec<Self> {
        let (x, side) = if card.center().x > area.center().x { (card.x1, 1.0) } else { (card.x0, 0.0) };
        let above = Self { at: Point::new(x, card.y0 - GAP_PT), of_card: (side, 1.0) };
        let below = Self { at: Point::new(x, card.y1 + GAP_PT), of_card: (side, 0.0) };
        let left = Self { at: Point::new(card.x0 - GAP_PT, card.y1), of_card: (1.0, 1.0) };
        let right = Self { at: Point::new(card.x1 + GAP_PT, card.y1), of_card: (0.0, 1.0) };
        match how {
            Against::Column => vec![above, below],
            Against::Foot if card.y1 > area.y1 - 0.5 => vec![above, left, right],
            Against::Nothing | Against::Foot => Vec::new(),
        }
    }
}

/// A point of the page that the cards had better leave free.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Precious {
    /// Where it is.
    pub at: Point,
    /// What it costs to cover a square point there; sea costs a tenth, land less than one.
    pub cost: f64,
    /// How far round the point this holds, points.
    pub reach_pt: f64,
}

impl Precious {
    /// Ground that the campaign crosses so many times in its course.
    pub fn crossed(at: Point, times: u32) -> Self {
        let again = f64::from(times.saturating_sub(1)).min(MOST_AGAIN);
        Self { at, cost: CROSSED_COST + again * AGAIN_COST, reach_pt: 0.0 }
    }
}

/// How large the cards of a page are; `None` for what it does not have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sizes {
    /// The title's.
    pub title: Option<Size>,
    /// Shapes of the legend: most rows of a column, with its size as it is on most days.
    pub legend: Vec<(usize, Size)>,
    /// The scale bar's, or the north arrow's.
    pub foot: Option<Size>,
    /// The inset's.
    pub inset: Option<Size>,
}

/// Where the cards of a page stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stand {
    /// The title's place.
    pub title: Option<Spot>,
    /// The legend's place and most rows of a column.
    pub legend: Option<(Spot, usize)>,
    /// The card of the scale bar.
    pub foot: Option<Rect>,
    /// The card of the inset.
    pub inset: Option<Rect>,
    /// The cards whose size does not depend on the instant: all but the legend's.
    pub cards: Vec<Rect>,
}

impl Stand {
    /// The places where the cards cover least of the land, and least of all of what is `precious`.
    pub fn of(frame: &Frame, sizes: &Sizes, precious: &[Precious]) -> Self {
        let area = area_of(frame);
        let one = |size: Option<Size>| size.map(|size| vec![(0, size)]).unwrap_or_default();
        let cards = [
            Card { shapes: one(sizes.title), places: TITLE, omitted: 1e4, against: Against::Nothing },
            Card { shapes: sizes.legend.clone(), places: LEGEND, omitted: NO_CARD_COST, against: Against::Column },
            Card { shapes: one(sizes.foot), places: FOOT, omitted: NO_CARD_COST, against: Against::Foot },
            Card { shapes: one(sizes.inset), places: INSET, omitted: NO_INSET_COST, against: Against::Column },
        ];
        let mut search = Search { ground: Ground::of(frame, area, precious), area, best: None };
        search.go(&cards, &mut Vec::new(), 0.0);
        let Some((_, chosen)) = search.best else { return Self::default() };
        let [title, legend, foot, inset] = [0, 1, 2, 3].map(|i| chosen.get(i).copied().flatten());
        Self {
            title: title.map(|c| c.spot),
            legend: legend.map(|c| (c.spot, c.shape)),
            foot: foot.map(|c| c.rect),
            inset: inset.map(|c| c.rect),
            cards: [title, foot, inset].into_iter().flatten().map(|c| c.rect).collect(),
        }
    }
}

/// Where cards may stand: the map without the air at its edges and without the credits, where these stand on it.
fn area_of(frame: &Frame) -> Rect {
    let mut area = frame.map.inset(-GAP_PT);
    area.y1 -= super::credits::room_on_map(frame);
    area
}

/// All places at the edges of the map where a legend may stand.
pub(super) fn legend_spots(frame: &Frame) -> impl Iterator<Item = Spot> {
    let area = area_of(frame);
    LEGEND.iter().map(move |(share, _)| Spot::at_edge(area, *share))
}

/// What is asked of one card.
struct Card {
    /// Its forms: a number of its own, and the size. None for a card that the page does not have.
    shapes: Vec<(usize, Size)>,
    places: Places,
    /// What it costs a square point to leave it out.
    omitted: f64,
    /// How it may stand against the cards before it.
    against: Against,
}

/// A card in place.
#[derive(Clone, Copy, Debug)]
struct Chosen {
    spot: Spot,
    shape: usize,
    rect: Rect,
}

/// The search for the cheapest places of all cards together.
struct Search {
    ground: Ground,
    area: Rect,
    best: Option<(f64, Vec<Option<Chosen>>)>,
}

impl Search {
    /// Tries all places of the first of `cards` and what follows from them; `cost` is that of the `taken`.
    fn go(&mut self, cards: &[Card], taken: &mut Vec<Option<Chosen>>, cost: f64) {
        if self.best.as_ref().is_some_and(|(best, _)| cost >= *best) {
            return;
        }
        let Some((card, rest)) = cards.split_first() else {
            self.best = Some((cost, taken.clone()));
            return;
        };
        let edges = card.places.iter().map(|(share, more)| (Spot::at_edge(self.area, *share), *more));
        let against = taken.iter().flatten().flat_map(|c| Spot::against(c.rect, self.area, card.against));
        let spots: Vec<(Spot, f64)> = edges.chain(against.map(|spot| (spot, STACKED_COST))).collect();
        let mut options: Vec<(f64, Chosen)> = Vec::new();
        for (shape, size) in &card.shapes {
            for (spot, more) in &spots {
                let rect = spot.rect(*size);
                let air = rect.inset(GAP_PT * 0.9);
                if spot.is_at_side() && size.width > self.area.width() * WIDEST_AT_SIDE {
                    continue;
                }
                if self.area.inset(0.5).contains_rect(rect) && !taken.iter().flatten().any(|c| c.rect.overlaps(air)) {
                    let chosen = Chosen { spot: *spot, shape: *shape, rect };
                    options.push((cost + self.ground.cost(rect) + more * rect.area(), chosen));
                }
            }
        }
        options.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (cost, chosen) in options {
            taken.push(Some(chosen));
            self.go(rest, taken, cost);
            taken.pop();
        }
        let least = card.shapes.iter().map(|(_, size)| size.area()).min_by(f64::total_cmp);
        let omitted = least.map_or(0.0, |area| area * card.omitted);
        taken.push(None);
        self.go(rest, taken, cost + omitted);
        taken.pop();
    }
}

/// What it costs to cover the map, cell by cell, summed up from its corner.
struct Ground {
    area: Rect,
    columns: usize,
    rows: usize,
    /// Cost of all cells above and to the left, with one row and column of zeros before the first.
    sums: Vec<f64>,
}

impl Ground {
    #[expect(clippy::cast_precision_loss, reason = "a page has some thousand cells")]
    fn of(frame: &Frame, area: Rect, precious: &[Precious]) -> Self {
        let (columns, rows) = (cells(area.width()), cells(area.height()));
        let mut dear = vec![0.0_f64; columns * rows];
        for thing in precious {
            let around = Rect::from_center_size(thing.at, (thing.reach_pt * 2.0, thing.reach_pt * 2.0))
                - area.origin().to_vec2();
            if around.x1 < 0.0 || around.y1 < 0.0 {
                continue;
            }
            for row in cell_of(around.y0)..=cell_of(around.y1).min(rows - 1) {
                for column in cell_of(around.x0)..=cell_of(around.x1).min(columns - 1) {
                    let cell = &mut dear[row * columns + column];
                    *cell = cell.max(thing.cost);
                }
            }
        }
        let mut sums = vec![0.0; (columns + 1) * (rows + 1)];
        for row in 0..rows {
            let mut of_row = 0.0;
            for column in 0..columns {
                let middle = area.origin() + kurbo::Vec2::new(column as f64 + 0.5, row as f64 + 0.5) * CELL_PT;
                let ground = if frame.is_land(middle) { LAND_COST } else { SEA_COST };
                of_row += dear[row * columns + column].max(ground) * CELL_PT * CELL_PT;
                sums[(row + 1) * (columns + 1) + column + 1] = sums[row * (columns + 1) + column + 1] + of_row;
            }
        }
        Self { area, columns, rows, sums }
    }

    /// What it costs to cover `rect`, whose edges count as those of the cells next to them.
    fn cost(&self, rect: Rect) -> f64 {
        let near = |v: f64, most: usize| cell_of(v + CELL_PT / 2.0).min(most);
        let [x0, x1] = [rect.x0, rect.x1].map(|x| near(x - self.area.x0, self.columns));
        let [y0, y1] = [rect.y0, rect.y1].map(|y| near(y - self.area.y0, self.rows));
        let sum = |x: usize, y: usize| self.sums[y * (self.columns + 1) + x];
        sum(x1, y1) - sum(x0, y1) - sum(x1, y0) + sum(x0, y0)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of a page, counted from zero")]
fn cell_of(distance_pt: f64) -> usize {
    (distance_pt / CELL_PT).max(0.0) as usize
}

fn cells(length_pt: f64) -> usize {
    cell_of((length_pt / CELL_PT).ceil().max(1.0) * CELL_PT + CELL_PT * 0.25)
}

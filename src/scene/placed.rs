//! What stands on a page in a place of its own: names, symbols, signs and furniture, for clicks and for tests.
//!
//! The list says what the composer decided; it draws nothing. Space: points on the page, y down.

use std::sync::Arc;

use kurbo::{Point, Rect, Vec2};

use super::{Furniture, Halo};
use crate::label::OrientedBox;
use crate::style::Colour;
use crate::text::ShapedLine;

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MarkKind {
    /// Symbol of a formation with its label.
    Unit {
        /// Index in the dataset's formations.
        formation: usize,
        /// The true point: the head of the march or the dated position, points.
        anchor: Point,
    },
    /// Name of a state or a territory.
    StateName,
    /// Name of water or of a land form.
    PhysicalName,
    /// Name of a town.
    PlaceName,
    /// Title of an event, name of a holdout or of a march.
    CampaignName,
    /// What is written along the line of a zone or into it: what was proposed, and its fate.
    ZoneLabel,
    /// The date of a phase line.
    PhaseDate,
    /// Sign of an event, a landing or a small island.
    Sign,
    /// A card of furniture, or what stands in the margin.
    Furniture(Furniture),
}

impl MarkKind {
    /// True if a mark may lie over one of kind `other` or under it: signs of one place share it, and a card may hide a sign.
    #[must_use]
    pub const fn may_overlap(self, other: Self) -> bool {
        matches!((self, other), (Self::Sign, Self::Sign | Self::Furniture(_)) | (Self::Furniture(_), Self::Sign))
    }
}

/// A mark in its place.
#[derive(Clone, Debug)]
pub struct PlacedMark {
    /// The same number for the same thing on every page; unique on a page among marks with lettering.
    pub key: u64,
    /// What it is.
    pub kind: MarkKind,
    /// Which of the places that it asked for it got, in its own order; 0 for what has no choice.
    pub slot: usize,
    /// What it covers; of a unit first the symbol with its echelon mark, then the label.
    pub boxes: Vec<OrientedBox>,
    /// What is written; empty for signs and furniture.
    pub lines: Vec<Arc<ShapedLine>>,
    /// Colour of the letters.
    pub colour: Colour,
    /// Outline of the letters.
    pub halo: Option<Halo>,
}

impl PlacedMark {
    /// A mark without lettering that covers upright boxes.
    pub(crate) fn bare(key: u64, kind: MarkKind, area: Rect) -> Self {
        let boxes = vec![OrientedBox::upright(area)];
        Self { key, kind, slot: 0, boxes, lines: Vec::new(), colour: Colour::rgb(0, 0, 0), halo: None }
    }

    /// What is written, lines joined by a blank.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Size of the smallest letters, points; `None` without lettering.
    #[must_use]
    pub fn least_size_pt(&self) -> Option<f64> {
        self.lines.iter().map(|line| line.size_pt).min_by(f64::total_cmp)
    }

    /// The upright box round all that it covers.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        self.boxes.iter().map(OrientedBox::bounds).reduce(|all, one| all.union(one)).unwrap_or(Rect::ZERO)
    }

    /// The mark elsewhere on the page.
    pub(crate) fn moved(&self, by: Vec2) -> Self {
        let mut mark = self.clone();
        mark.boxes.iter_mut().for_each(|b| b.centre += by);
        if let MarkKind::Unit { anchor, .. } = &mut mark.kind {
            *anchor += by;
        }
        mark
    }
}

//! Names: what wants to be written on a page, where it may stand, and what gets a place.
//!
//! Names that depend on the view alone are gathered once a view; those of the campaign with every page. Then the most
//! important chooses first. The choice depends on this page alone: equal pages are equal. Only a film hands in the frame before.

mod borders;
mod campaign;
mod marches;
mod physical;
mod places;
mod points;
mod states;
mod straight;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use kurbo::{Point, Rect};

use super::frame::Frame;
use super::lettering::{halo, text_along, text_at};
use super::{Furniture, Halo, Item, Layer, MarkKind, PlacedMark};
use crate::label::{Candidate, OrientedBox, Placement, Placer, Request};
use crate::style::TypeStyle;
use crate::text::{CurvedText, ShapedLine};

pub(super) use borders::modern_border_names;
pub(super) use campaign::{Campaigning, campaign_names};
pub(super) use physical::physical_names;
pub(super) use places::{place_names, rank_shown};
pub(super) use points::add_points;
pub(super) use states::{StateOutline, state_names, state_outlines};

/// How one name is drawn at one place.
#[derive(Clone, Debug)]
pub(super) enum Setting {
    /// Lines with the left ends of their baselines.
    Lines(Vec<(Arc<ShapedLine>, Point)>),
    /// Along a curve.
    Curve {
        /// What it says.
        line: Arc<ShapedLine>,
        /// Its glyphs on the curve.
        curved: CurvedText,
    },
}

/// A name with the places where it may stand.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// What it names.
    pub kind: MarkKind,
    /// Who it is and how much it matters.
    pub request: Request,
    /// One a candidate of the request.
    pub settings: Vec<Setting>,
    /// Look.
    pub style: TypeStyle,
    /// Opacity of the letters.
    pub opacity: f64,
    /// Drawn below the name if it gets a place: the dot of a town.
    pub mark: Vec<Item>,
    /// Middle and radius of that dot: other names keep off it if they can.
    pub dot: Option<(Point, f64)>,
    /// Tip of the arrow that it names.
    pub tip: Option<Point>,
    /// Id of the formation whose arrow it names.
    pub formation: Option<String>,
}

impl Name {
    /// A name in full strength without a mark.
    pub(super) fn new(kind: MarkKind, request: Request, settings: Vec<Setting>, style: &TypeStyle) -> Self {
        let style = style.clone();
        Self { kind, request, settings, style, opacity: 1.0, mark: Vec::new(), dot: None, tip: None, formation: None }
    }

    /// The point to which it belongs: where that is covered, it would name nothing.
    pub(super) fn belongs_to(&self) -> Option<Point> {
        self.request.names.map(|named| named.place).or(self.tip)
    }

    /// True if it says `text`, or says it before a colon.
    pub(super) fn says(&self, text: &str) -> bool {
        head_of(&self.text()) == text
    }

    /// What it says, lines joined by a blank.
    fn text(&self) -> String {
        match self.settings.first() {
            Some(Setting::Lines(lines)) => {
                lines.iter().map(|(line, _)| line.text.as_str()).collect::<Vec<_>>().join(" ")
            }
            Some(Setting::Curve { line, .. }) => line.text.clone(),
            None => String::new(),
        }
    }
}

/// How much wider the outline of letters is on close hatching, and its least width there, points.
const HATCHED_GROWTH: f64 = 1.5;
const LEAST_HATCHED_PT: f64 = 1.9;

/// Layers of names in drawing order.
const LAYERS: [&str; 4] = ["state-names", "physical-names", "places", CAMPAIGN];
/// The layer whose names change with the instant.
const CAMPAIGN: &str = "campaign-names";

/// The layer into which a name goes.
const fn layer_of(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::StateName => LAYERS[0],
        MarkKind::PhysicalName => LAYERS[1],
        MarkKind::PlaceName => LAYERS[2],
        _ => CAMPAIGN,
    }
}

/// A stable number for a name.
pub(super) fn id_of(kind: &str, id: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, id).hash(&mut hasher);
    hasher.finish()
}

/// Places the names, most important first; `placement` takes up what got a place. Those that `stood` in the frame before
/// of a film rather stay.
pub(super) fn place(placer: &mut Placer, names: &[&Name], placement: &mut Placement, stood: &Placement) {
    placement.extend(placer.place(names.iter().map(|name| &name.request), stood));
}

/// What a name says before its first colon.
fn head_of(text: &str) -> &str {
    text.split(':').next().unwrap_or(text)
}

/// Takes back the place of what says again what a more important name says already: a holdout that is also a place, two
/// parts of one zone. Towns may share a name, and so may the days of several phase lines.
pub(super) fn say_once(names: &[&Name], placement: &mut Placement) {
    let mut by_priority: Vec<&&Name> = names.iter().filter(|n| placement.contains_key(&n.request.id)).collect();
    by_priority.sort_by(|a, b| b.request.priority.total_cmp(&a.request.priority));
    let mut said: Vec<(MarkKind, String)> = Vec::new();
    for name in by_priority {
        let text = name.text().to_lowercase();
        let is_said = match name.kind {
            // "107th Division: Hsikou" says "107th Division"; "Sakhalin (Karafuto)" says the state's name.
            MarkKind::CampaignName => said.iter().any(|(kind, other)| {
                *other == text || (*kind == MarkKind::CampaignName && head_of(other) == head_of(&text))
            }),
            MarkKind::ZoneLabel => said.iter().any(|(_, other)| *other == text),
            MarkKind::PhysicalName => said.iter().any(|(_, other)| text.contains(&format!("({other})"))),
            MarkKind::PlaceName | MarkKind::StateName => false,
            _ => continue,
        };
        if is_said {
            placement.remove(&name.request.id);
        } else {
            said.push((name.kind, text));
        }
    }
}

/// The names that got a place, where they stand.
pub(super) fn marks<'a>(
    names: &'a [&Name],
    placement: &'a Placement,
    ground: &'a Covered,
) -> impl Iterator<Item = PlacedMark> + 'a {
    names.iter().filter_map(|name| {
        let &slot = placement.get(&name.request.id)?;
        let lines = match &name.settings[slot] {
            Setting::Lines(lines) => lines.iter().map(|(line, _)| Arc::clone(line)).collect(),
            Setting::Curve { line, .. } => vec![Arc::clone(line)],
        };
        Some(PlacedMark {
            key: name.request.id,
            kind: name.kind,
            slot,
            boxes: name.request.candidates[slot].boxes.clone(),
            lines,
            colour: name.style.colour.with_opacity(name.opacity),
            halo: ground.halo(name, slot),
        })
    })
}

/// What lies under names on a page.
pub(super) struct Covered {
    /// Signs that stand for the dots of towns.
    pub signs: Vec<Rect>,
    /// Ground hatched so closely that letters are lost in it.
    pub hatched: Vec<Rect>,
}

impl Covered {
    /// True if a name at one of its places lies on close hatching.
    fn is_on_hatching(&self, name: &Name, slot: usize) -> bool {
        let areas = || name.request.candidates[slot].boxes.iter().map(OrientedBox::bounds);
        self.hatched.iter().any(|hatched| areas().any(|area| area.overlaps(*hatched)))
    }

    /// The outline of a name's letters: a wide one on close hatching.
    fn halo(&self, name: &Name, slot: usize) -> Option<Halo> {
        let usual = halo(&name.style);
        if self.is_on_hatching(name, slot) {
            usual.map(|halo| Halo { width_pt: (halo.width_pt * HATCHED_GROWTH).max(LEAST_HATCHED_PT), ..halo })
        } else {
            usual
        }
    }
}

/// Draws the names that got a place. `view_key` stands for all that names of the base map depend on but their places.
/// Dots under signs are left out.
pub(super) fn draw_all(names: &[&Name], placement: &Placement, ground: &Covered, view_key: u64) -> Vec<Layer> {
    LAYERS
        .into_iter()
        .map(|layer| {
            let (mut marks, mut texts) = (Vec::new(), Vec::new());
            let mut hasher = DefaultHasher::new();
            (view_key, layer).hash(&mut hasher);
            for name in names.iter().filter(|n| layer_of(n.kind) == layer) {
                let Some(&choice) = placement.get(&name.request.id) else { continue };
                let is_hidden = name.dot.is_some_and(|(at, _)| ground.signs.iter().any(|s| s.contains(at)));
                let halo = ground.halo(name, choice);
                let is_on_hatching = ground.is_on_hatching(name, choice);
                (name.request.id, choice, is_hidden, is_on_hatching).hash(&mut hasher);
                if !is_hidden && !name.request.candidates[choice].marks.is_empty() {
                    marks.extend(name.mark.iter().cloned());
                }
                draw(name, &name.settings[choice], halo, &mut texts);
            }
            marks.extend(texts);
            let key = (layer != CAMPAIGN).then(|| hasher.finish());
            Layer { name: layer, key, items: marks }
        })
        .collect()
}

fn draw(name: &Name, setting: &Setting, halo: Option<Halo>, into: &mut Vec<Item>) {
    let colour = name.style.colour.with_opacity(name.opacity);
    match setting {
        Setting::Lines(lines) => {
            into.extend(lines.iter().map(|(line, at)| text_at(line, *at, colour, halo)));
        }
        Setting::Curve { line, curved } => {
            into.push(text_along(line, curved, colour, halo));
        }
    }
}

/// A block of lines to be set beside a point.
pub(super) struct Block {
    /// Lines from the top.
    pub lines: Vec<Arc<ShapedLine>>,
    /// From baseline to baseline, points.
    pub leading_pt: f64,
}

impl Block {
    /// The block's width, and its height from the first line's capitals to the last line's descenders.
    fn size(&self) -> (f64, f64) {
        let width = self.lines.iter().map(|l| l.width_pt).fold(0.0, f64::max);
        #[expect(clippy::cast_precision_loss, reason = "a block has few lines")]
        let gaps = self.lines.len().saturating_sub(1) as f64;
        (width, self.cap() + gaps * self.leading_pt + self.drop())
    }

    fn cap(&self) -> f64 {
        self.lines.first().map_or(0.0, |l| l.cap_height_pt)
    }

    fn drop(&self) -> f64 {
        self.lines.last().map_or(0.0, |l| l.descent_pt * 0.62)
    }

    /// The block with its frame's top left corner at `corner`; `align` 0 left, 0.5 centred, 1 right.
    pub(super) fn at(&self, corner: Point, align: f64) -> (OrientedBox, Setting) {
        let (width, height) = self.size();
        let mut y = corner.y + self.cap();
        let mut lines = Vec::new();
        for line in &self.lines {
            lines.push((Arc::clone(line), Point::new(corner.x + (width - line.width_pt) * align, y)));
            y += self.leading_pt;
        }
        let area = Rect::new(corner.x, corner.y, corner.x + width, corner.y + height);
        (OrientedBox::upright(area), Setting::Lines(lines))
    }

    /// The places round a mark, in Imhof's order of preference: right, above right, below right, left, above left,
    /// below left, above, below.
    pub(super) fn around(&self, at: Point, mark_pt: f64, gap_pt: f64) -> Vec<(OrientedBox, f64, Setting)> {
        let (w, h) = self.size();
        let (cap, drop) = (self.cap(), self.drop());
        let reach = mark_pt + gap_pt;
        let corner = reach * 0.62;
        // A single line stands with its small letters at the mark's height, a block with its middle there.
        let beside = if self.lines.len() == 1 {
            at.y - cap * 0.5 - (cap - self.lines[0].x_height_pt) * 0.25
        } else {
            at.y - h / 2.0
        };
        let (above, below) = (at.y - corner - h + drop * 0.5, at.y + corner);
        let places = [
            (at.x + reach, beside, 0.0),
            (at.x + corner, above, 0.0),
            (at.x + corner, below, 0.0),
            (at.x - reach - w, beside, 1.0),
            (at.x - corner - w, above, 1.0),
            (at.x - corner - w, below, 1.0),
            (at.x - w / 2.0, at.y - reach - h + drop * 0.4, 0.5),
            (at.x - w / 2.0, at.y + reach, 0.5),
        ];
        let mut cost = -1.0;
        places
            .into_iter()
            .map(|(x, y, align)| {
                cost += 1.0;
                let (area, setting) = self.at(Point::new(x, y), align);
                (area, cost, setting)
            })
            .collect()
    }
}

/// A page on which names are placed: within the map's frame, clear of the furniture.
pub(super) fn placer(frame: &Frame, covered: &[(Furniture, Rect)]) -> Placer {
    let mut placer = Placer::new(frame.map.inset(-3.0));
    for (_, rect) in covered {
        placer.close_box(OrientedBox::upright(rect.inset(3.0)));
    }
    placer
}

/// A request with one candidate a setting.
pub(super) fn request(id: u64, priority: f64, margin_pt: f64, candidates: Vec<(Vec<OrientedBox>, f64)>) -> Request {
    let candidates = candidates.into_iter().map(|(boxes, cost)| Candidate::new(boxes, cost)).collect();
    Request { margin_pt, ..Request::new(id, priority, candidates) }
}

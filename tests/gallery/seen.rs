//! Which classes of marks a page shows, read from what is drawn on it: colours, dashes and places of the items, and the
//! formations of its symbols. Nothing here asks the composer.

use std::collections::BTreeSet;

use august_storm::data::{Dataset, Level, Side};
use august_storm::export::GalleryPicture;
use august_storm::scene::{Class, Clip, Colour, Fill, FillRule, Furniture, Item, MarkKind, Scene, Stroke};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};

use super::layer;

/// The narrowest page whose legend explains the base map, square points.
const FULL_FROM_PT2: f64 = 700_000.0;

/// All classes that a legend can explain.
const ALL: [Class; 48] = [
    Class::Front,
    Class::FrontInterpolated,
    Class::Frontier,
    Class::Held,
    Class::Gained,
    Class::GainedBetween,
    Class::FrontBefore,
    Class::PhaseLine,
    Class::Advance,
    Class::AdvanceInferred,
    Class::Planned,
    Class::UnitSoviet,
    Class::UnitMongolia,
    Class::UnitChina,
    Class::UnitJapan,
    Class::UnitManchukuo,
    Class::UnitMengjiang,
    Class::UnitUncertain,
    Class::UnitStruck,
    Class::EchelonTheatre,
    Class::EchelonFront,
    Class::EchelonArmy,
    Class::EchelonCorps,
    Class::EchelonDivision,
    Class::EchelonBrigade,
    Class::EchelonRegiment,
    Class::EchelonBattalion,
    Class::Holdout,
    Class::Pocket,
    Class::LandingSea,
    Class::LandingAir,
    Class::LandingRiver,
    Class::IslandTaken,
    Class::IslandJapanese,
    Class::ZoneProposed,
    Class::ZoneOrdered,
    Class::EventClash,
    Class::EventCapture,
    Class::EventDiplomatic,
    Class::EventOrder,
    Class::EventAtomic,
    Class::EventSurrender,
    Class::EventOther,
    Class::Railway,
    Class::Border,
    Class::BorderModern,
    Class::Marsh,
    Class::Desert,
];

/// Length of a line, or side of an area, from which a class is surely seen, points. Less is a crumb at the map's edge,
/// which a legend may explain or leave.
const SURE_PT: f64 = 14.0;
/// Pieces of a pattern from which it is surely seen.
const SURE_PIECES: usize = 40;

/// What a page shows.
#[derive(Debug, Default)]
pub struct Seen {
    /// Surely: the legend must explain it.
    pub sure: BTreeSet<Class>,
    /// At least a little: the legend may explain nothing else.
    pub all: BTreeSet<Class>,
}

impl Seen {
    fn note(&mut self, class: Class, amount_pt: f64) {
        if amount_pt > 0.0 {
            self.all.insert(class);
        }
        if amount_pt >= SURE_PT {
            self.sure.insert(class);
        }
    }
}

/// The classes that the legend of a page explains.
pub fn explained(scene: &Scene) -> BTreeSet<Class> {
    let legend: BTreeSet<&str> = layer(scene, "legend")
        .iter()
        .filter_map(|i| if let Item::Text(t) = i { Some(&*t.text) } else { None })
        .collect();
    ALL.into_iter().filter(|c| legend.contains(c.label()) || legend.contains(c.short_label())).collect()
}

/// The classes that can be seen on the map.
pub fn classes(scene: &Scene, picture: &GalleryPicture, data: &Dataset, map: Rect) -> Seen {
    let furniture =
        scene.placed.iter().filter(|mark| matches!(mark.kind, MarkKind::Furniture(part) if part != Furniture::Legend));
    let cards = furniture.flat_map(|mark| &mark.boxes).map(august_storm::label::OrientedBox::bounds).collect();
    let reader = Reader { map, cards };
    let mut seen = Seen::default();
    campaign(scene, picture, &reader, &mut seen);
    signs(scene, picture, &reader, &mut seen);
    base_map(scene, picture, &reader, &mut seen);
    units(scene, data, &mut seen);
    if scene.size.width_pt * scene.size.height_pt < FULL_FROM_PT2 {
        use Class::{Border, Desert, Frontier, Marsh, Railway};
        let is_left_out = |class: &Class| matches!(class, Railway | Border | Marsh | Desert | Frontier);
        seen.sure.retain(|class| !is_left_out(class));
        seen.all.retain(|class| !is_left_out(class));
    }
    seen
}

fn opaque(colour: Colour) -> Colour {
    Colour { a: 255, ..colour }
}

fn campaign(scene: &Scene, picture: &GalleryPicture, reader: &Reader, seen: &mut Seen) {
    let theme = &picture.still.theme;
    let is_compared = picture.still.view.since.is_some();
    let front = &theme.front;
    for (stroke, long_pt) in reader.strokes(layer(scene, "fronts")) {
        let class = if opaque(stroke.colour) != opaque(front.colour) {
            continue;
        } else if !stroke.style.dash_pt.is_empty() {
            Class::FrontInterpolated
        } else if (stroke.style.width_pt - front.width_pt).abs() < 1e-9 {
            Class::Front
        } else if (stroke.style.width_pt - front.frontier_width_pt).abs() < 1e-9 {
            Class::Frontier
        } else {
            panic!("a line that no legend explains: {:?}", stroke.style)
        };
        seen.note(class, long_pt);
    }
    for (_, long_pt) in reader.strokes(layer(scene, "phase-lines")) {
        seen.note(if is_compared { Class::FrontBefore } else { Class::PhaseLine }, long_pt);
    }
    let gained = if is_compared { Class::GainedBetween } else { Class::Gained };
    // All that is held, and over it what was gained.
    for (class, (_, wide_pt)) in [Class::Held, gained].into_iter().zip(reader.fills(layer(scene, "ground"))) {
        seen.note(class, wide_pt);
    }
    for item in layer(scene, "movements") {
        let Item::Group(group) = item else { continue };
        let is_in_pieces = matches!(group.items.first(), Some(Item::Clip(_)));
        for (stroke, long_pt) in reader.strokes(&group.items) {
            let class = match (stroke.style.dash_pt.is_empty(), is_in_pieces) {
                (false, _) => Class::Planned,
                (true, true) => Class::AdvanceInferred,
                (true, false) => Class::Advance,
            };
            // The tail fades behind the casing, which begins further on.
            let tail_pt = reader.fills(&group.items).iter().map(|(_, wide_pt)| wide_pt.min(1.0)).fold(0.0, f64::max);
            // An outline goes there and back.
            seen.note(class, (long_pt / 2.0).max(tail_pt));
        }
    }
    for (class, name) in [(Class::Holdout, "holdouts"), (Class::Pocket, "pockets")] {
        reader.strokes(layer(scene, name)).iter().for_each(|(_, long_pt)| seen.note(class, *long_pt));
    }
    for (stroke, long_pt) in reader.strokes(layer(scene, "zones")) {
        // A hatch of dots has dashes, one of lines its width.
        let is_dotted = theme.zone.hatch_dash_pt.iter().sum::<f64>() > 0.0;
        let is_hatch = !is_dotted && (stroke.style.width_pt - theme.zone.hatch_width_pt).abs() < 1e-9;
        let is_ordered = stroke.style.dash_pt.is_empty() && !is_hatch;
        seen.note(if is_ordered { Class::ZoneOrdered } else { Class::ZoneProposed }, long_pt);
    }
}

/// Signs of events, landings and islands, told by their shapes.
fn signs(scene: &Scene, picture: &GalleryPicture, reader: &Reader, seen: &mut Seen) {
    let theme = &picture.still.theme;
    let island = |path: &BezPath, to_page: Affine| reader.sign((to_page * path.clone()).bounding_box());
    for (fill, _) in reader.fills(layer(scene, "islands")) {
        if fill.colour == theme.sides.soviet {
            seen.note(Class::IslandTaken, island(&fill.path, fill.to_page));
        }
    }
    for (stroke, _) in reader.strokes(layer(scene, "islands")) {
        if stroke.colour == theme.sides.japan {
            seen.note(Class::IslandJapanese, island(&stroke.path, stroke.to_page));
        }
    }
    for item in layer(scene, "events") {
        let Item::Group(group) = item else { panic!("a sign is a group") };
        let Some(Item::Fill(body)) = group.items.get(1) else { panic!("a casing, then the sign") };
        let elements = body.path.elements();
        let lines = elements.iter().filter(|e| matches!(e, PathEl::LineTo(_))).count();
        let first = elements[0].end_point().expect("a start");
        let bounds = body.path.bounding_box();
        let class = if elements.iter().any(|e| matches!(e, PathEl::CurveTo(..))) && lines == 0 {
            let has_cross = group.items[2..].iter().any(|i| matches!(i, Item::Stroke(_)));
            if has_cross { Class::EventClash } else { Class::EventCapture }
        } else if lines == 4 && !elements.iter().any(|e| matches!(e, PathEl::CurveTo(..))) {
            Class::EventOther
        } else if lines > 6 {
            Class::EventAtomic
        } else if lines != 3 && lines != 4 || !symmetric(elements, bounds) {
            Class::EventSurrender
        } else if (first.x - bounds.center().x).abs() < 0.1 || (first.y - bounds.center().y).abs() < 0.1 {
            Class::EventDiplomatic
        } else {
            Class::EventOrder
        };
        seen.note(class, reader.sign(bounds));
    }
    let discs_of = opaque(theme.mark.casing);
    let is_disc = |item: &Item| matches!(item, Item::Fill(f) if f.colour.a != theme.mark.military.a && opaque(f.colour) == discs_of);
    // Every sign begins with its disc.
    for sign in layer(scene, "landings").chunk_by(|_, next| !is_disc(next)) {
        let Some(Item::Fill(disc)) = sign.first() else { panic!("a disc, then what is on it") };
        seen.note(landing(&sign[1..]), reader.sign((disc.to_page * (*disc.path).clone()).bounding_box()));
    }
}

/// The kind of a landing by what is drawn on its disc: a canopy, an anchor, or an anchor over a wave.
fn landing(on_disc: &[Item]) -> Class {
    let is_wave = |item: &Item| {
        let Item::Stroke(stroke) = item else { return false };
        let elements = stroke.path.elements();
        elements.len() == 3 && elements.iter().any(|e| matches!(e, PathEl::QuadTo(..)))
    };
    if on_disc.iter().any(|item| matches!(item, Item::Fill(_))) {
        Class::LandingAir
    } else if on_disc.iter().any(is_wave) {
        Class::LandingRiver
    } else {
        Class::LandingSea
    }
}

/// True if a closed shape of straight lines is its own mirror image.
fn symmetric(elements: &[PathEl], bounds: Rect) -> bool {
    let points: Vec<Point> = elements.iter().filter_map(PathEl::end_point).collect();
    let mirrored = |p: &Point| Point::new(bounds.x0 + bounds.x1 - p.x, p.y);
    points.iter().all(|p| points.iter().any(|q| mirrored(p).distance(*q) < 0.1))
}

fn base_map(scene: &Scene, picture: &GalleryPicture, reader: &Reader, seen: &mut Seen) {
    let theme = &picture.still.theme;
    for (class, name) in
        [(Class::Railway, "railways"), (Class::Border, "borders"), (Class::BorderModern, "modern-borders")]
    {
        reader.strokes(layer(scene, name)).iter().for_each(|(_, long_pt)| seen.note(class, *long_pt));
    }
    for (class, colour) in [(Class::Marsh, theme.terrain.marsh), (Class::Desert, theme.terrain.desert)] {
        let pieces = reader.pieces(layer(scene, "terrain"), colour);
        seen.note(
            class,
            if pieces >= SURE_PIECES {
                SURE_PT
            } else if pieces > 0 {
                1.0
            } else {
                0.0
            },
        );
    }
}

fn units(scene: &Scene, data: &Dataset, seen: &mut Seen) {
    for mark in &scene.placed {
        let MarkKind::Unit { formation, .. } = mark.kind else { continue };
        let formation = &data.formations[formation];
        let side = match (formation.force.as_str(), formation.side) {
            ("Manchukuo", _) => Class::UnitManchukuo,
            ("Mengjiang", _) => Class::UnitMengjiang,
            (_, Side::Mongolia) => Class::UnitMongolia,
            (_, Side::Japan) => Class::UnitJapan,
            (_, Side::China) => Class::UnitChina,
            _ => Class::UnitSoviet,
        };
        seen.note(side, SURE_PT);
        let echelon = match formation.level {
            Level::Theatre => Class::EchelonTheatre,
            Level::Front | Level::ArmyGroup => Class::EchelonFront,
            Level::Army | Level::AirArmy => Class::EchelonArmy,
            Level::Corps => Class::EchelonCorps,
            Level::Division => Class::EchelonDivision,
            Level::Brigade => Class::EchelonBrigade,
            Level::Regiment => Class::EchelonRegiment,
            Level::Battalion => Class::EchelonBattalion,
            _ => continue,
        };
        seen.note(echelon, SURE_PT);
    }
    // How a symbol is drawn is read from the symbols: dashed frames and struck ones stand in groups of their own.
    seen.all.extend([Class::UnitUncertain, Class::UnitStruck]);
}

/// Reads how much of the items lies on the map and not under a card; the legend's card hides nothing here, since what it
/// explains decides how large it is.
struct Reader {
    map: Rect,
    cards: Vec<Rect>,
}

impl Reader {
    fn sees(&self, p: Point) -> bool {
        self.map.contains(p) && !self.cards.iter().any(|card| card.contains(p))
    }

    /// How much there is of a sign: all if its middle can be seen, nothing if no corner can.
    fn sign(&self, bounds: Rect) -> f64 {
        let corners = [(bounds.x0, bounds.y0), (bounds.x1, bounds.y0), (bounds.x0, bounds.y1), (bounds.x1, bounds.y1)];
        match (self.sees(bounds.center()), corners.into_iter().any(|corner| self.sees(corner.into()))) {
            (true, _) => SURE_PT,
            (false, true) => 1.0,
            (false, false) => 0.0,
        }
    }

    /// Strokes with the length of each on the map, points.
    fn strokes<'a>(&self, items: &'a [Item]) -> Vec<(&'a Stroke, f64)> {
        let mut found = Vec::new();
        walk(items, &mut Vec::new(), &mut |item, clips| {
            if let Item::Stroke(stroke) = item
                && stroke.colour.a > 0
            {
                found.push((stroke, self.length_inside(&stroke.path, stroke.to_page, clips)));
            }
        });
        found
    }

    /// Fills with the side of the square of what is seen of each, points.
    fn fills<'a>(&self, items: &'a [Item]) -> Vec<(&'a Fill, f64)> {
        let mut found = Vec::new();
        walk(items, &mut Vec::new(), &mut |item, clips| {
            if let Item::Fill(fill) = item
                && fill.colour.a > 0
            {
                found.push((fill, self.side_inside(fill, clips)));
            }
        });
        found
    }

    /// How many parts of lines of a colour begin on the map.
    fn pieces(&self, items: &[Item], colour: Colour) -> usize {
        let mut count = 0;
        walk(items, &mut Vec::new(), &mut |item, _| {
            let (path, to_page, own) = match item {
                Item::Stroke(s) => (&s.path, s.to_page, s.colour),
                Item::Fill(f) => (&f.path, f.to_page, f.colour),
                _ => return,
            };
            if opaque(own) == opaque(colour) {
                let starts = path
                    .elements()
                    .iter()
                    .filter_map(|e| if let PathEl::MoveTo(p) = e { Some(to_page * *p) } else { None });
                count += starts.filter(|p| self.sees(*p)).count();
            }
        });
        count
    }

    /// Length of the part of a line that lies on the map and in all windows, measured at steps, points.
    fn length_inside(&self, path: &BezPath, to_page: Affine, clips: &[&Clip]) -> f64 {
        const STEP_PT: f64 = 2.0;
        let (mut start, mut last, mut long_pt) = (Point::ZERO, Point::ZERO, 0.0);
        kurbo::flatten(to_page * path, 0.2, |el| {
            let to = match el {
                PathEl::MoveTo(p) => {
                    (start, last) = (p, p);
                    return;
                }
                PathEl::LineTo(p) => p,
                _ => start,
            };
            let from = std::mem::replace(&mut last, to);
            if long_pt >= SURE_PT || !Rect::from_points(from, to).inflate(0.1, 0.1).overlaps(self.map) {
                return;
            }
            let whole = from.distance(to);
            let steps = (whole / STEP_PT).ceil().max(1.0);
            let mut k = 0.5;
            while k < steps && long_pt < SURE_PT {
                let p = from.lerp(to, k / steps);
                if self.sees(p) && clips.iter().all(|c| is_in(&c.path, c.to_page, c.rule, p)) {
                    long_pt += whole / steps;
                }
                k += 1.0;
            }
        });
        long_pt
    }

    fn side_inside(&self, fill: &Fill, clips: &[&Clip]) -> f64 {
        const STEP_PT: f64 = 7.0;
        let bounds = (fill.to_page * (*fill.path).clone()).bounding_box().intersect(self.map);
        let mut cells = 0.0;
        // A little off the outline: areas beyond the map are cut along its edge.
        let mut y = bounds.y0 + 0.3;
        while y < bounds.y1 {
            let mut x = bounds.x0 + 0.3;
            while x < bounds.x1 {
                let p = Point::new(x, y);
                if self.sees(p)
                    && is_in(&fill.path, fill.to_page, fill.rule, p)
                    && clips.iter().all(|c| is_in(&c.path, c.to_page, c.rule, p))
                {
                    cells += 1.0;
                    if cells * STEP_PT * STEP_PT >= SURE_PT * SURE_PT {
                        return SURE_PT;
                    }
                }
                x += STEP_PT;
            }
            y += STEP_PT;
        }
        let is_crumb = cells == 0.0 && bounds.area() > 0.0 && self.length_inside(&fill.path, fill.to_page, &[]) > 0.0;
        if is_crumb { 0.1 } else { (cells * STEP_PT * STEP_PT).sqrt() }
    }
}

/// Calls `found` with every item that draws, and the windows through which it is seen.
fn walk<'a>(items: &'a [Item], clips: &mut Vec<&'a Clip>, found: &mut dyn FnMut(&'a Item, &[&'a Clip])) {
    for item in items {
        match item {
            Item::Group(group) => walk(&group.items, clips, found),
            Item::Clip(clip) => {
                clips.push(clip);
                walk(&clip.items, clips, found);
                clips.pop();
            }
            other => found(other, clips),
        }
    }
}

fn is_in(path: &BezPath, to_page: Affine, rule: FillRule, p: Point) -> bool {
    let winding = path.winding(to_page.inverse() * p);
    if rule == FillRule::NonZero { winding != 0 } else { winding % 2 != 0 }
}

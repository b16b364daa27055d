//! The symbol of one formation after NATO APP-6: a frame that tells the side by its shape, the sign of the branch in it,
//! the mark of the echelon above it.
//!
//! Pure drawing: no places, no placing. Space: points on the page, y down. The measures of a symbol are shares of its
//! height. The Allies have the upright rectangle that APP-6 gives to one's own side, Japan and the forces under it the
//! lozenge of the enemy: the atlas follows the advance, and a lozenge is told from a box at any size and in any print.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Point, Rect, Shape, Vec2};

use crate::data::{Branch, Level, Side};
use crate::scene::Item;
use crate::scene::frame::Frame;
use crate::scene::legend::Class;
use crate::scene::paint::{dashed, fill, round_stroke, stroke};
use crate::scene::shapes::{anchor_strokes, circle, push_polyline, push_ring};
use crate::style::Colour;

/// The outline of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FrameShape {
    /// An upright rectangle, half as wide again as high.
    Rectangle,
    /// A lozenge of about the same area.
    Lozenge,
}

impl FrameShape {
    /// The shape of a side.
    pub const fn of(side: Side) -> Self {
        match side {
            Side::Japan | Side::Manchukuo | Side::Mengjiang => Self::Lozenge,
            Side::Soviet | Side::Mongolia | Side::China | Side::Us | Side::Allied => Self::Rectangle,
        }
    }

    /// Half the width and half the height of a frame of `size` points.
    pub fn half(self, size: f64) -> Vec2 {
        match self {
            Self::Rectangle => Vec2::new(0.75, 0.5) * size,
            Self::Lozenge => Vec2::new(0.98, 0.72) * size,
        }
    }

    /// The outline.
    pub fn path(self, centre: Point, size: f64) -> BezPath {
        let h = self.half(size);
        let mut path = BezPath::new();
        match self {
            Self::Rectangle => path.extend(Rect::from_center_size(centre, (h.x * 2.0, h.y * 2.0)).path_elements(0.1)),
            Self::Lozenge => {
                push_ring(
                    &mut path,
                    &[centre + (0.0, -h.y), centre + (h.x, 0.0), centre + (0.0, h.y), centre - (h.x, 0.0)],
                );
            }
        }
        path
    }

    /// How far the arms of a diagonal cross reach from the centre to the frame.
    fn diagonal(self, size: f64) -> Vec2 {
        match self {
            Self::Rectangle => self.half(size),
            Self::Lozenge => self.half(size) / 2.0,
        }
    }
}

/// What tells the forces of one shape apart where colours do not: corners of the frame that are filled. Of the atlas's own
/// making, as APP-6 has no sign for allies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Badge {
    /// None: the two great powers, and those who stand for themselves.
    Plain,
    /// A band at the left of a rectangle: the Mongolian army.
    Hoist,
    /// The left and right corners of a lozenge: the army of Manchukuo.
    Flanks,
    /// The upper and lower corners of a lozenge: the army of Mengjiang.
    Poles,
}

/// How far a badge reaches into the frame, as a share of half its width or height: a corner of a lozenge is but a tip, and
/// has to be seen in a legend without colours.
const HOIST_DEPTH: f64 = 0.42;
const CORNER_DEPTH: f64 = 0.55;

impl Badge {
    /// The badge of a side.
    pub const fn of(side: Side) -> Self {
        match side {
            Side::Mongolia => Self::Hoist,
            Side::Manchukuo => Self::Flanks,
            Side::Mengjiang => Self::Poles,
            Side::Soviet | Side::Japan | Side::China | Side::Us | Side::Allied => Self::Plain,
        }
    }

    /// The areas to be filled in a frame that reaches `h` from its centre to its sides.
    fn areas(self, c: Point, h: Vec2) -> BezPath {
        let mut path = BezPath::new();
        let (x, y) = (h.x * CORNER_DEPTH, h.y * CORNER_DEPTH);
        match self {
            Self::Plain => {}
            Self::Hoist => {
                path.extend(
                    Rect::new(c.x - h.x, c.y - h.y, c.x - h.x + h.x * HOIST_DEPTH, c.y + h.y).path_elements(0.1),
                );
            }
            Self::Flanks => {
                for side in [-1.0, 1.0] {
                    let tip = c + (side * h.x, 0.0);
                    push_ring(&mut path, &[tip, tip + (-side * x, y), tip + (-side * x, -y)]);
                }
            }
            Self::Poles => {
                for side in [-1.0, 1.0] {
                    let tip = c + (0.0, side * h.y);
                    push_ring(&mut path, &[tip, tip + (x, -side * y), tip + (-x, -side * y)]);
                }
            }
        }
        path
    }
}

/// The mark of an echelon: its strokes, told as letters.
pub(crate) const fn echelon_mark(level: Level) -> &'static str {
    match level {
        Level::Theatre => "XXXXXX",
        Level::Front | Level::ArmyGroup => "XXXXX",
        Level::Army | Level::AirArmy => "XXXX",
        Level::Corps => "XXX",
        Level::Division => "XX",
        Level::Brigade => "X",
        Level::Regiment => "III",
        Level::Battalion => "II",
        // APP-6 has no mark for fleets, for bases and for parties of unknown strength.
        Level::Fleet | Level::Flotilla | Level::Base | Level::Group | Level::Detachment | Level::Ship => "",
    }
}

/// The class under which the legend explains an echelon's mark.
pub(crate) const fn echelon_class(level: Level) -> Option<Class> {
    match level {
        Level::Theatre => Some(Class::EchelonTheatre),
        Level::Front | Level::ArmyGroup => Some(Class::EchelonFront),
        Level::Army | Level::AirArmy => Some(Class::EchelonArmy),
        Level::Corps => Some(Class::EchelonCorps),
        Level::Division => Some(Class::EchelonDivision),
        Level::Brigade => Some(Class::EchelonBrigade),
        Level::Regiment => Some(Class::EchelonRegiment),
        Level::Battalion => Some(Class::EchelonBattalion),
        Level::Fleet | Level::Flotilla | Level::Base | Level::Group | Level::Detachment | Level::Ship => None,
    }
}

/// Height of an echelon's letters, share of the symbol's size.
const MARK_HEIGHT: f64 = 0.30;
/// From letter to letter.
const MARK_STEP: f64 = 0.41;
/// Between the mark and the frame.
const MARK_GAP: f64 = 0.14;

/// How much of the page an echelon's mark takes above the frame.
pub(crate) fn mark_room(level: Level, size: f64) -> f64 {
    if echelon_mark(level).is_empty() { 0.0 } else { size * (MARK_HEIGHT + MARK_GAP) }
}

/// The strokes of an echelon's mark with the middle of its foot at `foot`.
pub(crate) fn echelon_strokes(mark: &str, foot: Point, size: f64) -> BezPath {
    let mut path = BezPath::new();
    let half = size * MARK_HEIGHT / 2.0;
    // Strokes stand closer than crosses.
    let step = size * if mark.starts_with('X') { MARK_STEP } else { MARK_STEP * 0.5 };
    #[expect(clippy::cast_precision_loss, reason = "six letters at most")]
    let first = foot.x - step * (mark.len() as f64 - 1.0) / 2.0;
    for (letter, i) in mark.chars().zip(0_u32..) {
        let c = Point::new(first + step * f64::from(i), foot.y - half);
        if letter == 'X' {
            push_polyline(&mut path, &[c + (-half, -half), c + (half, half)]);
            push_polyline(&mut path, &[c + (-half, half), c + (half, -half)]);
        } else {
            push_polyline(&mut path, &[c + (0.0, -half), c + (0.0, half)]);
        }
    }
    path
}

/// The sign of a branch: lines to be stroked and areas to be filled.
fn sign(branch: Branch, shape: FrameShape, c: Point, size: f64) -> (BezPath, BezPath) {
    let (mut lines, mut areas) = (BezPath::new(), BezPath::new());
    let d = shape.diagonal(size);
    let slash = [c + (-d.x, d.y), c + (d.x, -d.y)];
    let cross = |lines: &mut BezPath| {
        push_polyline(lines, &slash);
        push_polyline(lines, &[c - d, c + d]);
    };
    let oval = |lines: &mut BezPath| {
        let body = Rect::from_center_size(c, (size * 0.86, size * 0.44));
        lines.extend(body.to_rounded_rect(size * 0.22).path_elements(0.05));
    };
    match branch {
        Branch::Combined => {}
        Branch::Infantry => cross(&mut lines),
        Branch::Cavalry => push_polyline(&mut lines, &slash),
        Branch::Armour => oval(&mut lines),
        Branch::Mechanized => {
            cross(&mut lines);
            oval(&mut lines);
        }
        Branch::Motorized => {
            cross(&mut lines);
            push_polyline(&mut lines, &[c - (0.0, shape.half(size).y), c + (0.0, shape.half(size).y)]);
        }
        Branch::Airborne => {
            cross(&mut lines);
            lines.extend(wings(c + (0.0, d.y * 0.72), size * 0.26));
        }
        Branch::Artillery => areas.extend(circle(c, size * 0.36)),
        Branch::Air => areas.extend(propeller(c, size)),
        Branch::Naval => lines.extend(anchor_strokes(c, size * 0.82)),
        Branch::NavalInfantry => {
            cross(&mut lines);
            lines.extend(anchor_strokes(c, size * 0.8));
        }
        Branch::Submarine => areas.extend(hull(c, size)),
        Branch::Fortress => areas.extend(battlement(c, size)),
        Branch::Border => lines.extend(barrier(c, size)),
    }
    (lines, areas)
}

/// The two arcs of wings seen from ahead.
fn wings(middle: Point, reach: f64) -> BezPath {
    let mut path = BezPath::new();
    path.move_to(middle - (reach, 0.0));
    path.quad_to(middle + (-reach * 0.5, -reach * 0.75), middle);
    path.quad_to(middle + (reach * 0.5, -reach * 0.75), middle + (reach, 0.0));
    path
}

/// Two blades.
fn propeller(c: Point, size: f64) -> BezPath {
    let (w, h) = (size * 0.46, size * 0.2);
    let mut path = BezPath::new();
    for side in [-1.0, 1.0] {
        path.move_to(c);
        path.curve_to(c + (side * w * 0.5, -h * 1.5), c + (side * w * 1.1, -h), c + (side * w, 0.0));
        path.curve_to(c + (side * w * 1.1, h), c + (side * w * 0.5, h * 1.5), c);
        path.close_path();
    }
    path
}

/// A hull with a tower.
fn hull(c: Point, size: f64) -> BezPath {
    let w = size * 0.46;
    let mut path = BezPath::new();
    path.move_to(c - (w, 0.0));
    path.quad_to(c - (0.0, size * 0.22), c + (w, 0.0));
    path.quad_to(c + (0.0, size * 0.26), c - (w, 0.0));
    path.close_path();
    let tower = Rect::new(c.x - size * 0.08, c.y - size * 0.24, c.x + size * 0.08, c.y);
    path.extend(tower.path_elements(0.1));
    path
}

/// A wall with merlons.
fn battlement(c: Point, size: f64) -> BezPath {
    let (w, foot, walk, top) = (size * 0.42, size * 0.24, -size * 0.02, -size * 0.26);
    let n = w * 2.0 / 5.0;
    let at = |i: f64, y: f64| c + (-w + i * n, y);
    let mut path = BezPath::new();
    let ring = [
        at(0.0, foot),
        at(0.0, top),
        at(1.0, top),
        at(1.0, walk),
        at(2.0, walk),
        at(2.0, top),
        at(3.0, top),
        at(3.0, walk),
        at(4.0, walk),
        at(4.0, top),
        at(5.0, top),
        at(5.0, foot),
    ];
    push_ring(&mut path, &ring);
    path
}

/// A barrier across a road: two posts and a bar.
fn barrier(c: Point, size: f64) -> BezPath {
    let (w, h) = (size * 0.36, size * 0.26);
    let mut path = BezPath::new();
    push_polyline(&mut path, &[c + (-w, -h), c + (-w, h)]);
    push_polyline(&mut path, &[c + (w, -h), c + (w, h)]);
    push_polyline(&mut path, &[c + (-w, 0.0), c + (w, 0.0)]);
    path
}

/// What a symbol shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Symbol {
    /// Shape of the frame.
    pub shape: FrameShape,
    /// Which of its corners are filled.
    pub badge: Badge,
    /// Colour of frame and sign.
    pub colour: Colour,
    /// Sign in the frame.
    pub branch: Branch,
    /// Mark above it.
    pub level: Level,
    /// Height of a rectangle, points.
    pub size_pt: f64,
    /// True if its position is inferred: the frame is dashed.
    pub is_uncertain: bool,
    /// True if the formation has laid down its arms: it is struck through.
    pub is_struck: bool,
}

impl Symbol {
    /// Half the width and half the height of its frame.
    pub fn half(&self) -> Vec2 {
        self.shape.half(self.size_pt)
    }

    /// Draws it with the middle of its frame at `centre`.
    pub fn draw(&self, frame: &Frame, centre: Point, into: &mut Vec<Item>) {
        let style = &frame.theme.unit;
        let at = Affine::IDENTITY;
        let (size, colour) = (self.size_pt, self.colour);
        let outline = Arc::new(self.shape.path(centre, size));
        into.push(stroke(
            Arc::clone(&outline),
            at,
            style.frame_width_pt + style.casing_width_pt * 2.0,
            style.casing.with_opacity(0.9),
        ));
        into.push(fill(Arc::clone(&outline), at, style.fill));
        into.push(fill(Arc::clone(&outline), at, colour.with_opacity(style.tint_opacity)));
        let (lines, mut areas) = sign(self.branch, self.shape, centre, size);
        areas.extend(self.badge.areas(centre, self.half()));
        if !lines.is_empty() {
            into.push(stroke(lines, at, style.sign_width_pt, colour));
        }
        if !areas.is_empty() {
            into.push(fill(areas, at, colour));
        }
        let dash: &[f64] = if self.is_uncertain { &style.uncertain_dash_pt } else { &[] };
        into.push(dashed(outline, at, style.frame_width_pt, dash, colour));
        let mark = echelon_mark(self.level);
        if !mark.is_empty() {
            let foot = centre - (0.0, self.half().y + size * MARK_GAP);
            let path = Arc::new(echelon_strokes(mark, foot, size));
            let width = style.mark_width_pt;
            into.push(round_stroke(Arc::clone(&path), at, width + style.casing_width_pt * 2.0, style.casing));
            into.push(stroke(path, at, width, colour));
        }
        if self.is_struck {
            let d = Vec2::new(size * 1.05, size * 0.28);
            let mut line = BezPath::new();
            push_polyline(&mut line, &[centre - d, centre + d]);
            let line = Arc::new(line);
            let width = style.frame_width_pt;
            into.push(stroke(Arc::clone(&line), at, width + style.casing_width_pt * 2.0, style.casing));
            into.push(stroke(line, at, width, colour));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL_BRANCHES: [Branch; 14] = [
        Branch::Combined,
        Branch::Infantry,
        Branch::Armour,
        Branch::Mechanized,
        Branch::Motorized,
        Branch::Cavalry,
        Branch::Artillery,
        Branch::Fortress,
        Branch::Air,
        Branch::Airborne,
        Branch::Naval,
        Branch::NavalInfantry,
        Branch::Submarine,
        Branch::Border,
    ];

    #[test]
    fn the_sides_differ_by_the_shape_of_the_frame() {
        for own in [Side::Soviet, Side::Mongolia, Side::China] {
            for enemy in [Side::Japan, Side::Manchukuo, Side::Mengjiang] {
                assert_ne!(FrameShape::of(own), FrameShape::of(enemy));
            }
        }
        let (rectangle, lozenge) = (FrameShape::Rectangle, FrameShape::Lozenge);
        let area = |shape: FrameShape| shape.path(Point::ORIGIN, 10.0).area().abs();
        assert!((area(rectangle) / area(lozenge) - 1.0).abs() < 0.1, "neither outweighs the other");
    }

    #[test]
    fn every_sign_stays_inside_both_frames() {
        for shape in [FrameShape::Rectangle, FrameShape::Lozenge] {
            let frame = shape.path(Point::ORIGIN, 10.0);
            let grown = Affine::scale(1.001) * frame;
            for branch in ALL_BRANCHES {
                let (lines, areas) = sign(branch, shape, Point::ORIGIN, 10.0);
                assert_eq!(lines.is_empty() && areas.is_empty(), branch == Branch::Combined);
                for path in [lines, areas] {
                    let outside = path.elements().iter().filter_map(kurbo::PathEl::end_point);
                    for p in outside {
                        assert!(grown.contains(p), "{branch:?} in {shape:?} reaches {p:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_two_signs_are_alike() {
        for shape in [FrameShape::Rectangle, FrameShape::Lozenge] {
            let drawn: Vec<String> = ALL_BRANCHES
                .iter()
                .map(|b| {
                    let (lines, areas) = sign(*b, shape, Point::ORIGIN, 10.0);
                    lines.to_svg() + "|" + &areas.to_svg()
                })
                .collect();
            for (i, one) in drawn.iter().enumerate() {
                assert!(!drawn[..i].contains(one), "{:?} in {shape:?}", ALL_BRANCHES[i]);
            }
        }
    }
}

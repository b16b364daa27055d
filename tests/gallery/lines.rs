//! The lines of the campaign on the pictures of the gallery: fronts face an enemy and keep to the land, zones draw nothing
//! that is on the map already, letters do not run into each other.

use august_storm::export::GalleryPicture;
use august_storm::scene::{Item, MarkKind, Scene};
use kurbo::{Affine, BezPath, PathEl, Point, Rect};

use super::{layer, map_of};

/// Two fronts of one side that face each other across less than this, points, are a zip.
const FACING_PT: f64 = 14.0;
/// A line that keeps within this of a coast or a border, points ...
const BESIDE_PT: f64 = 5.0;
/// ... for this long, points, is a second coast or border.
const BESIDE_LONG_PT: f64 = 60.0;
/// The most that the letters of a label along a line turn against each other, radians.
const MOST_TURN: f64 = 0.1;

/// The lines of all strokes of a layer that `is_wanted`, every two points, with points inside `map` alone.
fn lines(items: &[Item], map: Rect, is_wanted: &dyn Fn(&august_storm::scene::Stroke) -> bool) -> Vec<Vec<Point>> {
    let mut found = Vec::new();
    for item in items {
        match item {
            Item::Stroke(stroke) if is_wanted(stroke) => found.extend(dense(&stroke.path, stroke.to_page, map)),
            Item::Clip(clip) => found.extend(lines(&clip.items, map, is_wanted)),
            Item::Group(group) => found.extend(lines(&group.items, map, is_wanted)),
            _ => {}
        }
    }
    found
}

fn dense(path: &BezPath, to_page: Affine, map: Rect) -> Vec<Vec<Point>> {
    let mut lines: Vec<Vec<Point>> = Vec::new();
    let (mut last, mut start) = (Point::ZERO, Point::ZERO);
    for element in path.elements() {
        let to = element.end_point().map_or(start, |p| to_page * p);
        if matches!(element, PathEl::MoveTo(_)) {
            start = to;
            lines.push(Vec::new());
        } else {
            let steps = (last.distance(to) / 2.0).ceil().clamp(1.0, 3000.0);
            let mut step = 0.0;
            while step < steps {
                let p = last.lerp(to, step / steps);
                if map.contains(p) {
                    if let Some(line) = lines.last_mut() {
                        line.push(p);
                    }
                } else if lines.last().is_some_and(|line| !line.is_empty()) {
                    lines.push(Vec::new());
                }
                step += 1.0;
            }
        }
        last = to;
    }
    lines.retain(|line| line.len() > 1);
    lines
}

/// Which points of the page have a line near.
struct Near(std::collections::HashSet<(i64, i64)>);

#[expect(clippy::cast_possible_truncation, reason = "points of a page")]
fn cell(p: Point) -> (i64, i64) {
    ((p.x / BESIDE_PT).floor() as i64, (p.y / BESIDE_PT).floor() as i64)
}

impl Near {
    fn of(lines: &[Vec<Point>]) -> Self {
        let around = |(x, y): (i64, i64)| (-1..=1).flat_map(move |dx| (-1..=1).map(move |dy| (x + dx, y + dy)));
        Self(lines.iter().flatten().flat_map(|p| around(cell(*p))).collect())
    }

    fn holds(&self, p: Point) -> bool {
        self.0.contains(&cell(p))
    }
}

fn front_lines(scene: &Scene, picture: &GalleryPicture, map: Rect) -> Vec<Vec<Point>> {
    let front = &picture.still.theme.front;
    lines(layer(scene, "fronts"), map, &|s| {
        (s.style.width_pt - front.width_pt).abs() < 1e-9 && s.colour == front.colour && s.style.dash_pt.is_empty()
    })
}

/// Places where two solid fronts face each other.
fn zips(scene: &Scene, picture: &GalleryPicture) -> Vec<String> {
    let name = picture.name();
    let fronts = front_lines(scene, picture, map_of(scene, picture));
    let mut found = Vec::new();
    for (i, line) in fronts.iter().enumerate() {
        let mut facing = 0;
        for pair in line.windows(2).filter(|w| w[0].distance(w[1]) > 0.1) {
            let along = (pair[1] - pair[0]).normalize();
            let left = kurbo::Vec2::new(along.y, -along.x);
            let faces = |other: &[Point]| {
                other.windows(2).any(|w| {
                    let across = w[0] - pair[0];
                    let ahead = across.dot(left);
                    let opposed = (w[1] - w[0]).dot(along) < -0.5 * w[0].distance(w[1]);
                    opposed && (1.0..FACING_PT).contains(&ahead) && across.dot(along).abs() < 2.0
                })
            };
            facing += usize::from(fronts.iter().enumerate().any(|(k, other)| k != i && faces(other)));
        }
        // The mouth of a wedge may be as narrow.
        if facing > 12 {
            found.push(format!("{name}: {} points of front face a front from {:?} on", facing * 2, line[0]));
        }
    }
    found
}

/// Outlines of zones that run along a coast or a border.
fn doubled(scene: &Scene, picture: &GalleryPicture) -> Vec<String> {
    let map = map_of(scene, picture);
    let base: Vec<Vec<Point>> =
        ["coast", "borders"].iter().flat_map(|name| lines(layer(scene, name), map, &|_| true)).collect();
    let near = Near::of(&base);
    let theme = &picture.still.theme.zone;
    // What is given as a line is one, wherever it runs; areas come in the map's own space, or as closed outlines.
    let is_area = |path: &BezPath| path.elements().iter().any(|e| matches!(e, PathEl::ClosePath));
    let is_line = |s: &august_storm::scene::Stroke| {
        let is_hatch = (s.style.width_pt - theme.hatch_width_pt).abs() < 1e-9;
        !is_hatch && (s.to_page != Affine::IDENTITY || is_area(&s.path))
    };
    let mut found = Vec::new();
    for line in lines(layer(scene, "zones"), map, &is_line) {
        let mut beside = 0.0;
        for pair in line.windows(2) {
            beside = if near.holds(pair[0]) { beside + pair[0].distance(pair[1]) } else { 0.0 };
            if beside > BESIDE_LONG_PT {
                found.push(format!("{}: beside a coast or a border at {:?}", picture.name(), pair[0]));
                break;
            }
        }
    }
    found
}

/// Labels of zones and dates of earlier fronts whose letters stand on each other, or that are bent.
fn piled(scene: &Scene, picture: &GalleryPicture) -> Vec<String> {
    let labels = scene.placed.iter().filter(|mark| matches!(mark.kind, MarkKind::ZoneLabel | MarkKind::PhaseDate));
    labels
        .filter_map(|mark| {
            let middles: Vec<Point> = mark.boxes.iter().map(|b| b.bounds().center()).collect();
            let near = middles.windows(2).any(|w| w[0].distance(w[1]) < 1.0);
            let bent = mark.boxes.iter().any(|b| (b.turn - mark.boxes[0].turn).abs() > MOST_TURN);
            (near || bent).then(|| format!("{}: {:?}", picture.name(), mark.text()))
        })
        .collect()
}

/// Pieces of fronts that are too short to be told from a mistake.
fn crumbs(scene: &Scene, picture: &GalleryPicture) -> Vec<String> {
    let everywhere = Rect::new(-1e5, -1e5, 1e5, 1e5);
    let long = |line: &Vec<Point>| line.windows(2).map(|w| w[0].distance(w[1])).sum::<f64>();
    let fronts = front_lines(scene, picture, everywhere);
    let crumbs = fronts.iter().filter(|line| long(line) < 4.0);
    crumbs.map(|line| format!("{}: {:.1} pt at {:?}", picture.name(), long(line), line[0])).collect()
}

/// What is wrong with lines.
#[derive(Debug, Default)]
pub struct Faults {
    pub zips: Vec<String>,
    pub crumbs: Vec<String>,
    pub doubled: Vec<String>,
    pub piled: Vec<String>,
}

impl Faults {
    /// What is wrong with the lines of one picture. Those of the other themes are the same.
    pub fn of(scene: &Scene, picture: &GalleryPicture) -> Self {
        if !picture.name().ends_with("_atlas") {
            return Self { piled: piled(scene, picture), ..Self::default() };
        }
        Self {
            zips: zips(scene, picture),
            crumbs: crumbs(scene, picture),
            doubled: doubled(scene, picture),
            piled: piled(scene, picture),
        }
    }

    pub fn append(&mut self, mut other: Self) {
        self.zips.append(&mut other.zips);
        self.crumbs.append(&mut other.crumbs);
        self.doubled.append(&mut other.doubled);
        self.piled.append(&mut other.piled);
    }
}

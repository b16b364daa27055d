//! Symbols of formations: on the right side of the front, their leaders short, clear of each other and of the furniture, and
//! over one front at most.

use august_storm::data::Side;
use august_storm::export::{GalleryPicture, GalleryWanted, Studio};
use august_storm::geo::PagePoint;
use august_storm::model::{ControlBy, Holder, Reading};
use august_storm::scene::{Item, MarkKind, PlacedMark, Scene};
use kurbo::{Line, PathEl, Point};

use super::{assert_none, each_picture, layer, map_of};

/// Symbols that were held against the ground.
#[derive(Debug, Default)]
struct Sides {
    /// Those whose true place is on their own ground.
    all: usize,
    /// Those of them that stand on the enemy's.
    wrong: Vec<String>,
    /// Those whose true place is ahead of the front or behind it, and that stand there.
    ahead: Vec<String>,
    /// Attackers in a holdout.
    in_holdout: Vec<String>,
}

/// What decides who holds a point of the page, and whether it is the enemy's to a side: `None` if that is open, as at sea
/// and close to a moving front.
fn is_enemys(studio: &Studio, picture: &GalleryPicture, side: Side, at: Point) -> (ControlBy, Option<bool>) {
    let view = &picture.still.view;
    let place = studio.projection().unproject(view.camera.map_point(PagePoint::new(at.x, at.y), view.size));
    let control = studio.campaign().control_at(place, picture.still.at, Reading::Documented);
    let is_japanese = match side {
        Side::Soviet | Side::Mongolia => false,
        Side::Japan | Side::Manchukuo | Side::Mengjiang => true,
        _ => return (control.by, None),
    };
    let is_enemys = match control.who {
        Holder::Soviet => Some(is_japanese),
        Holder::Japan => Some(!is_japanese),
        Holder::Contested | Holder::Other => None,
    };
    (control.by, is_enemys)
}

fn sides(studio: &mut Studio, picture: &GalleryPicture) -> Sides {
    let scene = studio.scene(&picture.still);
    let mut found = Sides::default();
    for mark in &scene.placed {
        let MarkKind::Unit { formation, anchor } = mark.kind else { continue };
        let side = studio.campaign().data().formations[formation].side;
        // A holdout has no room for its defenders but by chance.
        let (by, at_anchor) = is_enemys(studio, picture, side, anchor);
        let (frame_by, at_frame) = is_enemys(studio, picture, side, frame_of(mark));
        let told = || format!("{}: {:?} at {:?} for {anchor:?}", picture.name(), mark.text(), frame_of(mark));
        if matches!(frame_by, ControlBy::Holdout(_)) && at_frame == Some(true) {
            found.in_holdout.push(told());
        }
        if at_anchor == Some(true) && at_frame == Some(true) {
            found.ahead.push(told());
        }
        if at_anchor != Some(false) || matches!(by, ControlBy::Holdout(_)) {
            continue;
        }
        found.all += 1;
        if at_frame == Some(true) {
            found.wrong.push(told());
        }
    }
    found
}

/// The middle of a symbol, with its echelon mark.
fn frame_of(mark: &PlacedMark) -> Point {
    mark.boxes[0].centre
}

/// The leaders of a page: lines of two ends that begin at the true point of a symbol.
fn leaders(scene: &Scene) -> Vec<Line> {
    let anchors: Vec<Point> = (scene.placed.iter())
        .filter_map(|mark| if let MarkKind::Unit { anchor, .. } = mark.kind { Some(anchor) } else { None })
        .collect();
    let mut found: Vec<Line> = Vec::new();
    for item in layer(scene, "units") {
        let Item::Stroke(stroke) = item else { continue };
        let [PathEl::MoveTo(from), PathEl::LineTo(to)] = stroke.path.elements() else { continue };
        let line = Line::new(*from, *to);
        // Each is drawn twice, first its casing.
        if anchors.iter().any(|anchor| anchor.distance(*from) < 1e-6) && found.last() != Some(&line) {
            found.push(line);
        }
    }
    found
}

/// Leaders of one crowded place may touch so near to where one of them begins, points.
const BEGINNING_PT: f64 = 4.0;

/// True if two leaders cross, or go on from each other as one line would.
fn collide(a: Line, b: Line) -> bool {
    let [along_a, along_b] = [a, b].map(|line| (line.p1 - line.p0).normalize());
    let crossing = a.crossing_point(b).filter(|p| {
        let is_on = |line: Line| (*p - line.p0).dot(*p - line.p1) < 0.0;
        is_on(a) && is_on(b) && p.distance(a.p0) > BEGINNING_PT && p.distance(b.p0) > BEGINNING_PT
    });
    let goes_on =
        a.p0.distance(b.p0) < BEGINNING_PT && along_a.dot(along_b) < -0.995 && along_a.cross(b.p0 - a.p0).abs() < 1.0;
    crossing.is_some() || goes_on
}

/// The drawn fronts of a page, piece by piece.
fn fronts(scene: &Scene, picture: &GalleryPicture) -> Vec<Line> {
    let style = &picture.still.theme.front;
    let mut found = Vec::new();
    for item in layer(scene, "fronts") {
        let Item::Clip(clip) = item else { continue };
        for item in &clip.items {
            let Item::Stroke(stroke) = item else { continue };
            let is_front = stroke.colour == style.colour && (stroke.style.width_pt - style.width_pt).abs() < 1e-9;
            let pieces = stroke.path.elements().windows(2).filter_map(|two| match two {
                [PathEl::MoveTo(from) | PathEl::LineTo(from), PathEl::LineTo(to)] => Some(Line::new(*from, *to)),
                _ => None,
            });
            found.extend(pieces.filter(|_| is_front));
        }
    }
    found
}

/// How often a leader crosses a front; a bend at the very place is one crossing.
fn crossings(leader: Line, fronts: &[Line]) -> usize {
    let is_on = |line: Line, p: Point| (p - line.p0).dot(p - line.p1) <= 0.0;
    let crossing = |front: &Line| {
        let p = front.crossing_point(leader)?;
        (is_on(*front, p) && is_on(leader, p)).then(|| p.distance(leader.p0))
    };
    let mut along: Vec<f64> = fronts.iter().filter_map(crossing).collect();
    along.sort_by(f64::total_cmp);
    along.dedup_by(|a, b| (*a - *b).abs() < 0.1);
    along.len()
}

/// Longest leader as a share of the map's diagonal.
const LONGEST: f64 = 0.09;

fn tangles(studio: &mut Studio, picture: &GalleryPicture) -> (usize, Vec<String>) {
    let scene = studio.scene(&picture.still);
    let leaders = leaders(&scene);
    let fronts = fronts(&scene, picture);
    let map = map_of(&scene, picture);
    let mut faults = Vec::new();
    for (i, a) in leaders.iter().enumerate() {
        if crossings(*a, &fronts) > 1 {
            faults.push(format!("{}: leader {a:?} crosses fronts", picture.name()));
        }
        if a.p0.distance(a.p1) > LONGEST * map.width().hypot(map.height()) {
            faults.push(format!("{}: leader {a:?} is long", picture.name()));
        }
        for b in leaders[..i].iter().filter(|b| collide(*a, **b)) {
            faults.push(format!("{}: leaders {a:?} and {b:?}", picture.name()));
        }
        for mark in &scene.placed {
            let is_hidden = |b: &august_storm::label::OrientedBox| b.touches_segment(a.p0, a.p1, -0.5);
            let is_card = matches!(mark.kind, MarkKind::Furniture(_));
            if is_card && mark.boxes.iter().any(is_hidden) {
                faults.push(format!("{}: leader {a:?} under {:?}", picture.name(), mark.kind));
            }
        }
    }
    (leaders.len(), faults)
}

#[test]
fn symbols_stand_on_the_ground_of_their_own_side() {
    // A theme of its own for each size of page.
    let wanted = GalleryWanted { themes: vec!["atlas".to_owned(), "contrast".to_owned()], ..GalleryWanted::default() };
    let all = each_picture(&wanted, sides).into_iter().fold(Sides::default(), |mut sum, one| {
        sum.all += one.all;
        sum.wrong.extend(one.wrong);
        sum.ahead.extend(one.ahead);
        sum.in_holdout.extend(one.in_holdout);
        sum
    });
    println!("{} of {} symbols on the enemy's ground, {} ahead", all.wrong.len(), all.all, all.ahead.len());
    assert!(all.all > 1_000, "{} symbols", all.all);
    // One, at a town on a spit of ground held: 393 RD at Seishin on 16 August.
    assert!(all.wrong.len() * 1000 <= all.all, "on the enemy's ground:\n{}", all.wrong.join("\n"));
    // Where there is no ground of their own far and wide: divisions that fight on behind the front, the garrison of an
    // island that has passed on that day.
    assert!(all.ahead.len() * 150 <= all.all, "ahead of the front:\n{}", all.ahead.join("\n"));
    assert_none("attackers in a holdout", &all.in_holdout);
}

#[test]
fn leaders_are_short_and_cross_one_front_at_most_no_other_leader_and_no_card() {
    let found = each_picture(&GalleryWanted::default(), tangles);
    let count: usize = found.iter().map(|(count, _)| count).sum();
    println!("{count} leaders");
    assert!(count > 1_000, "{count} leaders");
    assert_none("tangled leaders", &found.into_iter().flat_map(|(_, faults)| faults).collect::<Vec<_>>());
}

//! Labels from frame to frame: while time plays, and while the map is panned.

use std::collections::BTreeMap;

use august_storm::export::{GalleryPicture, GalleryWanted, Studio};
use august_storm::geo::{Camera, MapPoint};
use august_storm::scene::{MarkKind, PlacedMark};
use kurbo::{Point, Vec2};

use super::{pictures, with_studio};

/// A label moved by less than this stands still, points.
const STILL_PT: f64 = 1.0;

/// Labels that stayed in view from one frame to the next, and those of them that jumped.
#[derive(Debug, Default)]
struct Count {
    stays: usize,
    jumps: usize,
    /// How often each label jumped.
    by_label: BTreeMap<String, usize>,
}

/// Where labels stand, by key: their middles as seen from the point to which they belong.
fn places(marks: &[PlacedMark], origin: Point) -> BTreeMap<u64, (Point, String, bool)> {
    let of = |mark: &PlacedMark| {
        let is_steady = matches!(
            mark.kind,
            MarkKind::PlaceName | MarkKind::StateName | MarkKind::PhysicalName | MarkKind::ZoneLabel
        );
        let middle = mark.bounds().center();
        let (seen_from, is_name) = match mark.kind {
            // A symbol rides with its formation: its label is judged by its place beside it.
            MarkKind::Unit { anchor, .. } => (anchor, false),
            _ if is_steady => (origin, true),
            _ => return None,
        };
        Some((mark.key, (middle - seen_from.to_vec2(), mark.text(), is_name)))
    };
    marks.iter().filter_map(of).collect()
}

/// Names and symbols that jumped over the frames.
fn watch(frames: impl Iterator<Item = (Vec<PlacedMark>, Point)>) -> [Count; 2] {
    let mut counts = [Count::default(), Count::default()];
    let mut before: BTreeMap<u64, (Point, String, bool)> = BTreeMap::new();
    for (marks, origin) in frames {
        let now = places(&marks, origin);
        for (key, (at, text, is_name)) in &now {
            let Some((was, ..)) = before.get(key) else { continue };
            let count = &mut counts[usize::from(!is_name)];
            let moved: Vec2 = *at - *was;
            if moved.hypot() < STILL_PT {
                count.stays += 1;
            } else {
                count.jumps += 1;
                *count.by_label.entry(text.clone()).or_default() += 1;
            }
        }
        before = now;
    }
    counts
}

fn film_of(frame: &str, work: impl FnOnce(&mut Studio, GalleryPicture) -> [Count; 2]) -> [Count; 2] {
    let wanted =
        GalleryWanted { frames: vec![frame.to_owned()], themes: vec!["atlas".to_owned()], ..GalleryWanted::default() };
    let (mut studio, picture) = with_studio(|s| (s.another(1), pictures(s, &wanted).swap_remove(0)));
    work(&mut studio, picture)
}

fn tell(what: &str, counts: &[Count; 2]) {
    for (kind, count) in ["names", "symbols"].iter().zip(counts) {
        let mut worst: Vec<_> = count.by_label.iter().collect();
        worst.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
        worst.truncate(12);
        println!("{what}, {kind}: {} jumps, {} stays; {worst:?}", count.jumps, count.stays);
    }
}

#[test]
fn labels_keep_their_slots_while_a_film_plays() {
    for frame in ["theatre", "first-far-eastern", "transbaikal"] {
        let counts = film_of(frame, |studio, picture| {
            let period = studio.campaign().data().config.period;
            let hours = period.end().secs_since(period.start()) / 3600;
            let mut still = picture.still.clone();
            still.view.cards = august_storm::scene::CardsFor::Campaign;
            let mut before = studio.scene(&still);
            watch((0..=hours).map(|hour| {
                still.at = period.start().plus_secs(hour * 3600);
                before = studio.scene_after(&still, &before);
                (before.placed.clone(), Point::ZERO)
            }))
        });
        tell(frame, &counts);
        let [names, symbols] = &counts;
        assert!(names.stays > 5_000 && names.jumps * 150 < names.stays, "{frame}: {names:?}");
        assert!(symbols.stays > 1_000 && symbols.jumps * 42 < symbols.stays, "{frame}: {symbols:?}");
    }
}

#[test]
fn names_keep_their_slots_while_the_map_is_panned() {
    for frame in ["first-far-eastern", "korea"] {
        let counts = film_of(frame, |studio, picture| {
            let camera = picture.still.view.camera;
            let start = camera.centre;
            let mut still = picture.still.clone();
            watch((0..60).map(|step| {
                // Four points to the east and one to the north with every step.
                let by = f64::from(step) * camera.metres_per_pt;
                still.view.camera = Camera { centre: MapPoint::new(start.x + 4.0 * by, start.y + by), ..camera };
                let origin = still.view.camera.page_point(start, still.view.size);
                (studio.scene(&still).placed, Point::new(origin.x, origin.y))
            }))
        });
        tell(frame, &counts);
        let [names, _] = &counts;
        assert!(names.stays > 1_000 && names.jumps * 40 < names.stays, "{frame}: {names:?}");
    }
}

//! The points of a page that names may be read as naming: towns, signs, holdouts.

use kurbo::Point;

use super::{Campaigning, Name};
use crate::data::Dataset;
use crate::label::{NamedPoint, Placer};
use crate::scene::areas::HoldoutMark;
use crate::scene::frame::Frame;
use crate::scene::marks::Mark;

/// Classes of points: towns and the signs that stand for their dots, signs of events and landings, holdouts.
pub(super) const TOWNS: u8 = 0;
pub(super) const SIGNS: u8 = 1;
pub(super) const HOLDOUTS: u8 = 2;

/// A sign this near to a town's dot stands for it, points.
const AT_TOWN_PT: f64 = 4.0;

/// The sign of an event or a landing at `place`.
pub(super) fn of_sign(mark: &Mark, place: Point) -> NamedPoint {
    NamedPoint { at: mark.at, radius_pt: mark.bounds.width() / 2.0, place, class: SIGNS, priority: 0.0 }
}

/// A holdout.
pub(super) fn of_holdout(mark: &HoldoutMark, frame: &Frame) -> NamedPoint {
    let seen = mark.bounds.intersect(frame.map);
    let (at, width, height) = (seen.center(), seen.width(), seen.height());
    NamedPoint { at, radius_pt: width.min(height) / 2.0, place: at, class: HOLDOUTS, priority: 0.0 }
}

/// Tells the placer all points of the page.
pub(in crate::scene) fn add_points(
    placer: &mut Placer,
    frame: &Frame,
    data: &Dataset,
    on_page: &Campaigning,
    names: &[Name],
) {
    let towns = || names.iter().filter_map(|name| name.request.names.filter(|_| name.dot.is_some()));
    towns().for_each(|town| placer.add_point(town, false));
    let events = on_page.events.iter().filter_map(|mark| Some((mark, data.events.get(mark.index)?.at)));
    let landings = on_page.landings.iter().filter_map(|mark| Some((mark, data.landings.get(mark.index)?.at)));
    for (mark, at) in events.chain(landings) {
        let sign = of_sign(mark, frame.place(at));
        placer.add_point(sign, true);
        if let Some(town) = towns().find(|town| town.at.distance(sign.place) < AT_TOWN_PT) {
            placer.add_point(NamedPoint { class: TOWNS, place: town.place, ..sign }, true);
        }
    }
    on_page.islands.iter().for_each(|mark| placer.add_point(of_sign(mark, mark.at), true));
    on_page.holdouts.iter().for_each(|mark| placer.add_point(of_holdout(mark, frame), true));
}

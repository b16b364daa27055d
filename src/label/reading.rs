//! Which point of the page a label is read as naming: the one to which it stands nearest.
//!
//! Knows points and gaps, not what a point is. Space: points on the page, y down.

use kurbo::{Point, Rect};

use super::OrientedBox;

/// How much nearer to its own point than to another one a label is to stand, points.
const CLEARLY_PT: f64 = 5.0;
/// What it costs a label to stand no nearer than that, and to stand nearer to the other one.
const UNCLEAR_COST: f64 = 24.0;
const WRONG_COST: f64 = 60.0;
/// How much nearer to a point of its own class a label may come by than to its own, points: less can not be told.
const ALIKE_PT: f64 = 0.4;
/// A label that is no further from a point of its own class touches it, points.
const TOUCHES_PT: f64 = 1.2;
/// Points whose priorities differ by less matter about as much.
const EQUALS: f64 = 150.0;
/// Points of one class this near to each other are one spot, and of two classes, points.
const ONE_SPOT_PT: f64 = 2.0;
const ONE_PLACE_PT: f64 = 10.0;

/// A point with a name: a town's dot, a sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NamedPoint {
    /// Middle of what is drawn.
    pub at: Point,
    /// Its radius, points.
    pub radius_pt: f64,
    /// The true point: signs of one place stand side by side.
    pub place: Point,
    /// A label is never read as the name of a thing of another class if there is one of its own.
    pub class: u8,
    /// How much it matters: a label makes no room for a point that may not even be drawn unless that matters about as much.
    pub priority: f64,
}

impl NamedPoint {
    /// Distance from what is drawn to a label, points.
    fn gap(&self, boxes: &[OrientedBox]) -> f64 {
        let away = boxes.iter().map(|b| distance(&b.bounds(), self.at)).fold(f64::INFINITY, f64::min);
        (away - self.radius_pt).max(0.0)
    }

    /// True if a label of `self` can not be taken for one of `other`: they are the same spot.
    fn is_one_with(&self, other: &Self) -> bool {
        let apart = if self.class == other.class { ONE_SPOT_PT } else { ONE_PLACE_PT };
        self.place.distance(other.place) < apart
    }
}

/// True if a label at `gap` from one point and `own_pt` from its own is read as naming the other.
fn is_nearer(gap: f64, own_pt: f64) -> bool {
    gap + ALIKE_PT < own_pt || gap < TOUCHES_PT
}

/// The least distance of a label from what is drawn at a spot, points.
fn gap_to(spot: &[NamedPoint], boxes: &[OrientedBox]) -> f64 {
    spot.iter().map(|point| point.gap(boxes)).fold(f64::INFINITY, f64::min)
}

fn distance(area: &Rect, p: Point) -> f64 {
    p.distance(Point::new(p.x.clamp(area.x0, area.x1), p.y.clamp(area.y0, area.y1)))
}

/// The points of a page, and the labels that stand by them.
#[derive(Debug, Default)]
pub(super) struct Points {
    /// Each with whether it is drawn for certain.
    all: Vec<(NamedPoint, bool)>,
    /// What each placed label names, and its gap.
    labels: Vec<(NamedPoint, Vec<OrientedBox>, f64)>,
}

/// The points that labels of one request might be read as naming.
pub(super) struct Rivals {
    own: NamedPoint,
    /// What is drawn at its spot: a sign may stand for a dot.
    spot: Vec<NamedPoint>,
    others: Vec<(NamedPoint, bool)>,
}

impl Points {
    pub(super) fn push(&mut self, point: NamedPoint, is_sure: bool) {
        self.all.push((point, is_sure));
    }

    /// Takes up a label that got a place: its point is drawn from now on.
    pub(super) fn take(&mut self, point: NamedPoint, boxes: &[OrientedBox]) {
        let gap = gap_to(&self.spot(&point), boxes);
        self.labels.push((point, boxes.to_vec(), gap));
        self.all.push((point, true));
    }

    /// True if a label that stands already would be read as the name of this point.
    pub(super) fn is_named_by_another(&self, point: &NamedPoint) -> bool {
        let spot = self.spot(point);
        self.labels.iter().any(|(named, boxes, gap)| {
            named.class == point.class && !named.is_one_with(point) && is_nearer(gap_to(&spot, boxes), *gap)
        })
    }

    /// What is drawn at the spot of a point, the point with it.
    fn spot(&self, point: &NamedPoint) -> Vec<NamedPoint> {
        let is_there = |other: &NamedPoint| other.class == point.class && other.is_one_with(point);
        let others = self.all.iter().filter(|(other, is_sure)| *is_sure && is_there(other));
        others.map(|(other, _)| *other).chain([*point]).collect()
    }

    /// The points near the places of a label, without those of its own spot.
    pub(super) fn rivals<'b>(&self, own: NamedPoint, boxes: impl Iterator<Item = &'b OrientedBox>) -> Rivals {
        let around = boxes.map(OrientedBox::bounds).fold(Rect::from_points(own.at, own.at), |all, b| all.union(b));
        let reach = around.inflate(2.0 * CLEARLY_PT, 2.0 * CLEARLY_PT);
        let is_rival = |other: &NamedPoint| distance(&reach, other.at) <= other.radius_pt && !own.is_one_with(other);
        let counts = |(other, is_sure): &&(NamedPoint, bool)| {
            (*is_sure || other.priority + EQUALS >= own.priority) && is_rival(other)
        };
        Rivals { own, spot: self.spot(&own), others: self.all.iter().filter(counts).copied().collect() }
    }
}

impl Rivals {
    /// What it costs to be read wrongly at a place; `None` if the label would be read as the name of another thing of its class.
    pub(super) fn cost(&self, boxes: &[OrientedBox]) -> Option<f64> {
        let own_pt = gap_to(&self.spot, boxes);
        let mut most = 0.0_f64;
        for (other, is_sure) in &self.others {
            let gap = other.gap(boxes);
            let is_drawn = *is_sure || other.priority >= self.own.priority;
            if is_drawn && other.class == self.own.class && is_nearer(gap, own_pt) {
                return None;
            }
            if gap < own_pt {
                most = most.max(WRONG_COST);
            } else if gap < own_pt + CLEARLY_PT {
                most = most.max(UNCLEAR_COST);
            }
        }
        Some(most)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Candidate, Placement, Placer, Request};
    use super::*;

    const TOWN: u8 = 0;

    fn point(x: f64, class: u8) -> NamedPoint {
        let at = Point::new(x, 50.0);
        NamedPoint { at, radius_pt: 2.0, place: at, class, priority: 1.0 }
    }

    /// A label of `point` with places that begin at `lefts`.
    fn label(id: u64, point: NamedPoint, lefts: &[f64]) -> Request {
        let at = |x0: &f64| Candidate::new(vec![OrientedBox::upright(Rect::new(*x0, 45.0, x0 + 40.0, 55.0))], 0.0);
        Request { names: Some(point), ..Request::new(id, 1.0, lefts.iter().map(at).collect()) }
    }

    fn placed(points: &[(NamedPoint, bool)], requests: &[Request]) -> Placement {
        let mut placer = Placer::new(Rect::new(0.0, 0.0, 300.0, 100.0));
        for (point, is_sure) in points {
            placer.add_point(*point, *is_sure);
        }
        placer.place(requests, &Placement::new())
    }

    #[test]
    fn a_label_stands_nearer_to_its_own_point_than_to_a_neighbour() {
        let (own, other) = (point(100.0, TOWN), point(120.0, TOWN));
        // Over the neighbour, or on the far side from it.
        let request = label(1, own, &[125.0, 55.0]);
        assert_eq!(placed(&[(other, true)], std::slice::from_ref(&request))[&1], 1);
        assert_eq!(placed(&[(other, false)], std::slice::from_ref(&request))[&1], 1);
        assert_eq!(placed(&[], &[request])[&1], 0);
    }

    #[test]
    fn a_label_that_would_name_another_point_is_left_out() {
        let (own, other) = (point(100.0, TOWN), point(120.0, TOWN));
        assert!(placed(&[(other, true)], &[label(1, own, &[125.0])]).is_empty());
        assert_eq!(placed(&[(point(120.0, TOWN + 1), true)], &[label(1, own, &[125.0])]).len(), 1, "of another class");
        // Nor is a point drawn whose neighbour's label stands by it.
        let later = label(2, other, &[180.0]);
        assert_eq!(placed(&[], &[label(1, own, &[125.0]), later]).len(), 1);
    }

    #[test]
    fn a_sign_on_a_dot_stands_for_it() {
        let own = point(100.0, TOWN);
        let sign = NamedPoint { at: Point::new(112.0, 50.0), radius_pt: 6.0, ..own };
        let request = label(1, own, &[120.0]);
        assert_eq!(placed(&[(sign, true)], &[request])[&1], 0, "the sign of a place is no other place");
    }
}

//! Greedy placement: the most important label chooses first.

use std::collections::{BTreeMap, HashSet};

use kurbo::{Point, Rect};

use super::OrientedBox;
use super::index::{Index, Thing, Touched};
use super::reading::{NamedPoint, Points};

/// How much cheaper another place must be for a label to leave the one where it stood, in the units of cost.
const STAY_BONUS: f64 = 50.0;

/// The most that one obstacle costs a label's mark, even one that a label may not touch.
const MARK_COST: f64 = 24.0;

/// A place where a label may stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What it would occupy: one box, or a chain for text along a curve.
    pub boxes: Vec<OrientedBox>,
    /// What is drawn with it where the label has no choice: a town's dot, a leader line. A mark may cross obstacles at
    /// a price and reach beyond the frame, but no other label and no mark of one, and none comes over it later.
    pub marks: Vec<OrientedBox>,
    /// What else is kept free of other labels and their marks, whatever obstacles lie there: the beginning of a leader
    /// line at a crowded place.
    pub claims: Vec<OrientedBox>,
    /// How bad the place is in itself; 0 is ideal. Each touched soft obstacle adds its own cost.
    pub cost: f64,
}

impl Candidate {
    /// A place of a label without marks.
    #[must_use]
    pub const fn new(boxes: Vec<OrientedBox>, cost: f64) -> Self {
        Self { boxes, marks: Vec::new(), claims: Vec::new(), cost }
    }
}

/// A label that wants a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Unique and stable from picture to picture; decides between equals.
    pub id: u64,
    /// Importance: higher chooses first.
    pub priority: f64,
    /// Space kept free round it, points.
    pub margin_pt: f64,
    /// Places in order of preference; the order must be stable from picture to picture too.
    pub candidates: Vec<Candidate>,
    /// The label is left out rather than stand at a place that costs more than this.
    pub max_cost: f64,
    /// The point that it names, if it is a point: places where it would be read as the name of another one are dear or
    /// forbidden.
    pub names: Option<NamedPoint>,
}

impl Request {
    /// A request without margin and point that takes any place that is not forbidden.
    #[must_use]
    pub const fn new(id: u64, priority: f64, candidates: Vec<Candidate>) -> Self {
        Self { id, priority, margin_pt: 0.0, candidates, max_cost: f64::INFINITY, names: None }
    }
}

/// Which candidate each placed label got, by the label's id.
pub type Placement = BTreeMap<u64, usize>;

/// A page on which labels are placed.
#[derive(Debug)]
pub struct Placer {
    frame: Rect,
    index: Index,
    points: Points,
}

impl Placer {
    /// An empty page; no label will reach beyond `frame`.
    #[must_use]
    pub fn new(frame: Rect) -> Self {
        Self { frame, index: Index::new(frame), points: Points::default() }
    }

    /// Nothing may cover this box.
    pub fn forbid_box(&mut self, b: OrientedBox) {
        self.index.push(Thing::Box(b), f64::INFINITY);
    }

    /// Nothing may cover this box, and no mark of a label may reach into it: a card that lies over the map.
    pub fn close_box(&mut self, b: OrientedBox) {
        self.index.close([Thing::Box(b)]);
    }

    /// Nothing may come within `buffer_pt` of this line, and no mark of a label may cross it: an edge of the picture.
    pub fn close_line(&mut self, line: &[Point], buffer_pt: f64) {
        self.index.close(segments(line, buffer_pt));
    }

    /// Nothing may cover this disc: a town's mark.
    pub fn forbid_disc(&mut self, at: Point, radius_pt: f64) {
        self.index.push(Thing::Disc { at, radius_pt }, f64::INFINITY);
    }

    /// Covering this disc costs.
    pub fn avoid_disc(&mut self, at: Point, radius_pt: f64, cost: f64) {
        self.index.push(Thing::Disc { at, radius_pt }, cost);
    }

    /// Crossing this box costs.
    pub fn avoid_box(&mut self, b: OrientedBox, cost: f64) {
        self.index.push(Thing::Box(b), cost);
    }

    /// Crossing this line within `buffer_pt` costs, once however much of it is touched, so that a line that grows a little
    /// moves no label: a river, an arrow, a front. An infinite cost forbids.
    pub fn avoid_line(&mut self, line: &[Point], buffer_pt: f64, cost: f64) {
        self.index.push_whole(segments(line, buffer_pt), cost);
    }

    /// A point that labels of others are to keep away from; `is_sure` if it is drawn whichever labels get a place.
    pub fn add_point(&mut self, point: NamedPoint, is_sure: bool) {
        self.points.push(point, is_sure);
    }

    /// Places labels one after another, the most important first, each at the cheapest of its places that is free and
    /// inside the frame. A label that stood in `before` comes ahead of its equals and stays where it stood unless
    /// another place is much cheaper. Placed labels are obstacles to those that come later, in this call and the next.
    ///
    /// The result does not depend on the order of the requests; of two with the same id the first is taken.
    pub fn place<'r>(&mut self, requests: impl IntoIterator<Item = &'r Request>, before: &Placement) -> Placement {
        let mut order: Vec<&Request> = requests.into_iter().collect();
        order.sort_by(|a, b| {
            let stood = |r: &Request| before.contains_key(&r.id);
            b.priority.total_cmp(&a.priority).then(stood(b).cmp(&stood(a))).then(a.id.cmp(&b.id))
        });
        let mut placed = Placement::new();
        let mut known = HashSet::new();
        let mut seen = Vec::new();
        for request in order {
            if !known.insert(request.id) {
                continue;
            }
            let Some(choice) = self.choose(request, before.get(&request.id).copied(), &mut seen) else { continue };
            let Candidate { boxes, marks, claims, .. } = &request.candidates[choice];
            let grown = boxes.iter().map(|b| b.grown(request.margin_pt));
            for area in grown.chain(marks.iter().chain(claims).copied()) {
                self.index.close([Thing::Box(area)]);
            }
            if let Some(point) = request.names {
                self.points.take(point, boxes);
            }
            placed.insert(request.id, choice);
        }
        placed
    }

    /// The cheapest free place of a label.
    fn choose(&self, request: &Request, stood: Option<usize>, seen: &mut Touched) -> Option<usize> {
        if request.names.is_some_and(|point| self.points.is_named_by_another(&point)) {
            return None;
        }
        let places = || request.candidates.iter().flat_map(|candidate| &candidate.boxes);
        let rivals = request.names.map(|point| self.points.rivals(point, places()));
        let mut best: Option<(usize, f64)> = None;
        for (i, candidate) in request.candidates.iter().enumerate() {
            let bonus = if stood == Some(i) { STAY_BONUS } else { 0.0 };
            // No place can be cheaper than its own cost.
            let is_too_dear = candidate.cost > request.max_cost;
            if is_too_dear
                || best.is_some_and(|(_, least)| candidate.cost - bonus >= least)
                || !self.is_inside(&candidate.boxes)
            {
                continue;
            }
            let Some(misread) = rivals.as_ref().map_or(Some(0.0), |rivals| rivals.cost(&candidate.boxes)) else {
                continue;
            };
            let grown: Vec<OrientedBox> = candidate.boxes.iter().map(|b| b.grown(request.margin_pt)).collect();
            let Some(touched) = self.index.cost(&grown, seen) else { continue };
            let Some(crossed) = self.index.mark_cost(&candidate.marks, MARK_COST, seen) else { continue };
            if self.index.mark_cost(&candidate.claims, 0.0, seen).is_none() {
                continue;
            }
            let cost = candidate.cost + misread + touched + crossed;
            if cost <= request.max_cost && best.is_none_or(|(_, least)| cost - bonus < least) {
                best = Some((i, cost - bonus));
            }
        }
        best.map(|(i, _)| i)
    }

    fn is_inside(&self, boxes: &[OrientedBox]) -> bool {
        let frame = self.frame;
        let holds = |b: Rect| frame.x0 <= b.x0 && b.x1 <= frame.x1 && frame.y0 <= b.y0 && b.y1 <= frame.y1;
        !boxes.is_empty() && boxes.iter().all(|b| holds(b.bounds()))
    }
}

/// The pieces of a line with its reach.
fn segments(line: &[Point], buffer_pt: f64) -> impl Iterator<Item = Thing> + '_ {
    line.windows(2).map(move |w| Thing::Segment { a: w[0], b: w[1], buffer_pt })
}

#[cfg(test)]
mod tests {
    use kurbo::Vec2;
    use proptest::prelude::*;

    use super::super::around_point;
    use super::*;
    use crate::text::{FontFace, Fonts, TextStyle};

    const FRAME: Rect = Rect::new(0.0, 0.0, 300.0, 200.0);

    fn candidate() -> impl Strategy<Value = Candidate> {
        let one = (-20.0..320.0, -20.0..220.0, 1.0..30.0, 1.0..8.0, -3.0..3.0)
            .prop_map(|(x, y, w, h, turn)| OrientedBox { centre: Point::new(x, y), half: Vec2::new(w, h), turn });
        (prop::collection::vec(one, 1..3), 0.0..100.0).prop_map(|(boxes, cost)| Candidate::new(boxes, cost))
    }

    fn requests() -> impl Strategy<Value = Vec<Request>> {
        let one = (0.0..4.0_f64, prop::collection::vec(candidate(), 0..5), 0.0..3.0);
        prop::collection::vec(one, 0..60).prop_map(|all| {
            all.into_iter()
                .zip(0_u64..)
                .map(|((priority, candidates, margin_pt), id)| Request {
                    margin_pt,
                    ..Request::new(id * 7 % 64, priority.floor(), candidates)
                })
                .collect()
        })
    }

    fn boxes_of<'a>(requests: &'a [Request], placement: &Placement) -> Vec<(f64, &'a [OrientedBox])> {
        placement
            .iter()
            .map(|(id, choice)| {
                let request = requests.iter().find(|r| r.id == *id).unwrap();
                (request.margin_pt, &request.candidates[*choice].boxes[..])
            })
            .collect()
    }

    proptest! {
        #[test]
        fn no_two_placed_labels_overlap_and_none_leaves_the_frame(requests in requests()) {
            let placement = Placer::new(FRAME).place(&requests, &Placement::new());
            let placed = boxes_of(&requests, &placement);
            for (i, (margin, boxes)) in placed.iter().enumerate() {
                for b in *boxes {
                    for corner in b.corners() {
                        prop_assert!(FRAME.inflate(1e-9, 1e-9).contains(corner));
                    }
                    for (_, others) in &placed[..i] {
                        prop_assert!(others.iter().all(|o| !o.overlaps(&b.grown(*margin))));
                    }
                }
            }
        }

        #[test]
        fn the_order_of_requests_does_not_matter(requests in requests()) {
            let placement = Placer::new(FRAME).place(&requests, &Placement::new());
            let mut backwards = requests;
            backwards.reverse();
            prop_assert_eq!(Placer::new(FRAME).place(&backwards, &Placement::new()), placement);
        }

        #[test]
        fn placing_again_changes_nothing(requests in requests()) {
            let first = Placer::new(FRAME).place(&requests, &Placement::new());
            let second = Placer::new(FRAME).place(&requests, &first);
            for (id, choice) in &first {
                prop_assert_eq!(second.get(id), Some(choice));
            }
        }
    }

    fn upright(x: f64, y: f64) -> Candidate {
        Candidate::new(vec![OrientedBox::upright(Rect::new(x, y, x + 40.0, y + 10.0))], 0.0)
    }

    #[test]
    fn the_more_important_label_gets_the_place() {
        let requests =
            [Request::new(1, 1.0, vec![upright(10.0, 10.0)]), Request::new(2, 2.0, vec![upright(20.0, 15.0)])];
        let placement = Placer::new(FRAME).place(&requests, &Placement::new());
        assert_eq!(placement.into_iter().collect::<Vec<_>>(), [(2, 0)]);
    }

    #[test]
    fn a_label_keeps_its_place_until_it_is_taken() {
        let mut places = vec![upright(10.0, 10.0), upright(100.0, 100.0)];
        places[1].cost = 10.0;
        let request = Request::new(1, 1.0, places);
        let stood = Placement::from([(1, 1)]);
        assert_eq!(Placer::new(FRAME).place(std::slice::from_ref(&request), &Placement::new())[&1], 0);
        assert_eq!(Placer::new(FRAME).place(std::slice::from_ref(&request), &stood)[&1], 1);
        let mut placer = Placer::new(FRAME);
        placer.forbid_disc(Point::new(120.0, 105.0), 2.0);
        assert_eq!(placer.place([&request], &stood)[&1], 0);
    }

    #[test]
    fn soft_obstacles_are_avoided_and_bad_places_refused() {
        let mut placer = Placer::new(FRAME);
        placer.avoid_line(&[Point::new(0.0, 15.0), Point::new(300.0, 15.0)], 1.0, 30.0);
        let mut dear = upright(10.0, 60.0);
        dear.cost = 20.0;
        let mut request = Request::new(1, 1.0, vec![upright(10.0, 10.0), dear]);
        assert_eq!(placer.place(std::slice::from_ref(&request), &Placement::new())[&1], 1);
        request.id = 2;
        request.candidates.truncate(1);
        request.max_cost = 25.0;
        assert!(placer.place([&request], &Placement::new()).is_empty());
    }

    #[test]
    fn a_mark_may_cross_a_front_but_no_label_and_nothing_comes_over_it() {
        let leader = OrientedBox::upright(Rect::new(5.0, 59.0, 9.0, 61.0));
        let with_leader = |x: f64| Candidate { marks: vec![leader], ..upright(x, 55.0) };
        let mut placer = Placer::new(FRAME);
        placer.avoid_line(&[Point::new(7.0, 0.0), Point::new(7.0, 200.0)], 0.5, f64::INFINITY);
        let symbol = Request::new(1, 2.0, vec![with_leader(10.0)]);
        assert_eq!(placer.place(&[symbol], &Placement::new()).len(), 1, "a leader crosses the front");
        let over = Request::new(2, 1.0, vec![Candidate::new(vec![leader.grown(0.2)], 0.0)]);
        assert!(placer.place(&[over], &Placement::new()).is_empty(), "no name covers the leader");
        let crossing = Request::new(3, 1.0, vec![with_leader(100.0)]);
        assert!(placer.place(&[crossing], &Placement::new()).is_empty(), "no leader crosses another");
    }

    #[test]
    fn no_mark_reaches_into_a_card_or_over_an_edge() {
        let leader = OrientedBox::upright(Rect::new(50.0, 59.0, 100.0, 61.0));
        let symbol = Request::new(1, 2.0, vec![Candidate { marks: vec![leader], ..upright(100.0, 55.0) }]);
        let place = |placer: &mut Placer| placer.place(std::slice::from_ref(&symbol), &Placement::new()).len();
        let mut carded = Placer::new(FRAME);
        carded.close_box(OrientedBox::upright(Rect::new(60.0, 0.0, 80.0, 100.0)));
        assert_eq!(place(&mut carded), 0);
        let mut divided = Placer::new(FRAME);
        divided.close_line(&[Point::new(70.0, 0.0), Point::new(70.0, 200.0)], 3.0);
        assert_eq!(place(&mut divided), 0);
        assert_eq!(place(&mut Placer::new(FRAME)), 1);
    }

    #[test]
    fn names_round_a_point_do_not_touch_its_mark() {
        let line = Fonts::bundled().shape("Harbin", &TextStyle::new(FontFace::Sans, 7.5));
        let at = Point::new(150.0, 100.0);
        let slots = around_point(at, 1.6, 1.5, &line);
        assert_eq!(slots.len(), 8);
        for slot in &slots {
            assert!(!slot.area.touches_disc(at, 1.6), "{slot:?}");
            assert!(slot.area.touches_disc(at, 12.0), "{slot:?}");
            // The ink at its origin fills the box.
            let ink = line.ink + slot.origin.to_vec2();
            assert!((ink.center() - slot.area.centre).hypot() < 1e-9);
        }
        assert!(slots[0].origin.x > at.x);
    }
}

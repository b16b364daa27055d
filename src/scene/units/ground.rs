//! Whose ground the map shows, cell by cell, and what it costs a symbol to stand there.
//!
//! A symbol on the enemy's ground tells a lie about the front. Asking the outlines themselves for every place that is
//! tried would be dear: they are drawn into cells once a page, and what does not change with time once a view.

use kurbo::{Affine, Point, Rect, Vec2};

use super::slots::{Seat, Slot};
use crate::data::{Branch, Side, Unit};
use crate::geo::MapPoint;
use crate::model::Allegiance;
use crate::scene::FillRule;
use crate::scene::areas::HoldoutMark;
use crate::scene::cells::{Cells, path_edges};
use crate::scene::frame::Frame;
use crate::scene::ground::LandPath;
use crate::scene::names::StateOutline;
use crate::scene::swept::Swept;

/// Side of a cell, points: a third of a symbol's height.
const CELL_PT: f64 = 3.0;

/// Bits of a cell: land; home ground of the Soviet side; ground that it holds; a holdout on that.
const LAND: u8 = 1;
const HOME: u8 = 2;
const HELD: u8 = 4;
const HOLDOUT: u8 = 8;

/// What it costs to stand on the enemy's ground: more than any place may.
pub(super) const WRONG_COST: f64 = 1000.0;
/// What it costs defenders of a holdout to stand outside it: on ground of their own, and on the enemy's.
const OUTSIDE_COST: f64 = 24.0;
const AMONG_ENEMIES_COST: f64 = 40.0;
/// What it costs troops on land to stand on water.
const SEA_COST: f64 = 30.0;
/// What it costs if an end of the symbol or of its label reaches on to the enemy's ground.
const TOUCH_COST: f64 = 3.0;
/// What it costs if the leader crosses the enemy's ground to the sea.
const ACROSS_COST: f64 = 60.0;
/// What it costs besides to stand in one of the enemy's holdouts, and to reach into it: it is too small to share.
const IN_HOLDOUT_COST: f64 = 1000.0;
const INTO_HOLDOUT_COST: f64 = 12.0;
/// What it costs to lead a point farther over the enemy's ground, for those who are on it.
const AHEAD_COST_PER_PT: f64 = 0.5;
/// A march's head may be so far ahead of the front that is drawn, points.
const HEAD_PT: f64 = 10.0;
/// How many times as far as the shortest way out a leader may lead over the enemy's ground, and how many points more.
const DETOUR: f64 = 1.25;
const DETOUR_PT: f64 = 6.0;
/// What it costs to lead a point farther than that: soon more than any place may, and yet not all at once, so that a
/// symbol keeps its place while the front wavers.
const DETOUR_COST_PER_PT: f64 = 15.0;
/// Directions in which a way out is looked for, and how far, points.
const WAYS_OUT: u32 = 16;
const FAR_OUT_PT: f64 = 90.0;

/// Land, and the home ground of the Soviet side, on the map of one view.
pub(in crate::scene) struct Homeland(Cells);

impl Homeland {
    /// The ground of `frame`.
    pub fn new(frame: &Frame, land: &LandPath, outlines: &[StateOutline], units: &[Unit]) -> Self {
        // The cells keep their places on the ground while the map is panned.
        let fixed = frame.on_page(MapPoint::default());
        let back = |v: f64, at: f64| v - (v - at).rem_euclid(CELL_PT);
        let map = frame.map;
        let area = Rect::new(back(map.x0, fixed.x), back(map.y0, fixed.y), map.x1, map.y1);
        let mut cells = Cells::over(area, CELL_PT);
        cells.fill(path_edges(&land.path, frame.to_page), FillRule::NonZero, |v| v | LAND);
        let is_home = |outline: &&StateOutline| {
            outline
                .unit()
                .and_then(|index| units.get(index))
                .is_some_and(|unit| Allegiance::of(unit) == Allegiance::SovietSide)
        };
        outlines.iter().filter(is_home).for_each(|outline| outline.fill(frame, &mut cells, |v| v | HOME));
        Self(cells)
    }
}

/// Whose ground each cell is at one instant.
pub(in crate::scene) struct Grounds(Cells);

/// What a symbol stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Sea,
    Own,
    Enemy,
}

/// The two camps of the war that have a front between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Camp {
    Soviet,
    Japanese,
}

impl Camp {
    /// The camp of a side; `None` for those who stand behind no front of the map.
    pub const fn of(side: Side) -> Option<Self> {
        match side {
            Side::Soviet | Side::Mongolia => Some(Self::Soviet),
            Side::Japan | Side::Manchukuo | Side::Mengjiang => Some(Self::Japanese),
            Side::China | Side::Us | Side::Allied => None,
        }
    }
}

impl Grounds {
    /// The ground behind the fronts and the holdouts on it.
    pub fn new(home: &Homeland, swept: &Swept, holdouts: &[HoldoutMark]) -> Self {
        let mut cells = home.0.clone();
        cells.fill(path_edges(swept.held(), Affine::IDENTITY), FillRule::NonZero, |v| v | HELD);
        for holdout in holdouts {
            cells.fill(path_edges(&holdout.outline, Affine::IDENTITY), FillRule::NonZero, |v| v | HOLDOUT);
        }
        Self(cells)
    }

    /// What a point of the page is to a camp.
    pub(super) fn standing(&self, camp: Option<Camp>, p: Point) -> Standing {
        let cell = self.0.at(p);
        let is_soviet = cell & (HOME | HELD) != 0 && cell & HOLDOUT == 0;
        match camp {
            _ if cell & LAND == 0 => Standing::Sea,
            Some(camp) if is_soviet != (camp == Camp::Soviet) => Standing::Enemy,
            _ => Standing::Own,
        }
    }

    /// True within a holdout that has been left behind the front; the sign of a small one reaches beyond it.
    fn is_holdout(&self, p: Point) -> bool {
        let cell = self.0.at(p);
        cell & HOLDOUT != 0 && cell & HELD != 0
    }

    /// How far it is from a point to ground of a camp's own; infinite beyond [`FAR_OUT_PT`].
    fn way_out(&self, camp: Option<Camp>, from: Point) -> f64 {
        let turn = |i: u32| Vec2::from_angle(f64::from(i) * std::f64::consts::TAU / f64::from(WAYS_OUT));
        let is_out = |far: &f64| (0..WAYS_OUT).any(|i| self.standing(camp, from + turn(i) * *far) == Standing::Own);
        let steps = std::iter::successors(Some(CELL_PT), |far| Some(far + CELL_PT));
        steps.take_while(|far| *far <= FAR_OUT_PT).find(is_out).unwrap_or(f64::INFINITY)
    }

    /// What the ground says to the symbol of one anchor.
    pub(super) fn footing(&self, side: Side, branch: Branch, anchor: Point) -> Footing<'_> {
        let camp = Camp::of(side);
        // Whoever is at the edge of his own ground has room on it.
        let beside = || [(CELL_PT, 0.0), (-CELL_PT, 0.0), (0.0, CELL_PT), (0.0, -CELL_PT)].into_iter();
        let at_anchor = match self.standing(camp, anchor) {
            Standing::Enemy if beside().any(|by| self.standing(camp, anchor + by) == Standing::Own) => Standing::Own,
            standing => standing,
        };
        Footing {
            grounds: self,
            camp,
            at_anchor,
            out_pt: if at_anchor == Standing::Enemy { self.way_out(camp, anchor) } else { 0.0 },
            is_defender: camp == Some(Camp::Japanese) && self.is_holdout(anchor),
            is_afloat: at_anchor == Standing::Sea || matches!(branch, Branch::Naval | Branch::Submarine),
        }
    }
}

/// The ground as the symbols of one anchor see it.
pub(super) struct Footing<'a> {
    grounds: &'a Grounds,
    camp: Option<Camp>,
    /// What the true place is.
    at_anchor: Standing,
    /// How far it is from there to ground of one's own, points; infinite if that is far away.
    out_pt: f64,
    /// True for the defenders of a holdout.
    is_defender: bool,
    /// True for those at home on water.
    is_afloat: bool,
}

impl Footing<'_> {
    /// What it costs to stand in a slot.
    pub fn price(&self, slot: &Slot) -> f64 {
        let frames = slot.shown.iter().map(|seat| self.place(seat.frame)).fold(0.0, f64::max);
        if frames >= WRONG_COST {
            return frames;
        }
        let ends = |Seat { body: b, text: t, .. }: &Seat| {
            [Point::new(b.x0, b.center().y), Point::new(b.x1, b.y1), t.center(), Point::new(t.x1, t.y1)]
        };
        let any = |is: &dyn Fn(Point) -> bool| slot.shown.iter().flat_map(ends).any(is);
        let strays = match () {
            () if any(&|p| self.is_enemys_holdout(p)) => INTO_HOLDOUT_COST,
            () if any(&|p| self.grounds.standing(self.camp, p) == Standing::Enemy) => TOUCH_COST,
            () => 0.0,
        };
        frames + strays + self.way(slot)
    }

    fn is_enemys_holdout(&self, p: Point) -> bool {
        self.camp == Some(Camp::Soviet) && self.grounds.0.at(p) & HOLDOUT != 0
    }

    /// The same of a point or what is next to it: cells are coarse.
    fn is_at_enemys_holdout(&self, p: Point) -> bool {
        let beside = [(0.0, 0.0), (CELL_PT, 0.0), (-CELL_PT, 0.0), (0.0, CELL_PT), (0.0, -CELL_PT)];
        beside.iter().any(|by| self.is_enemys_holdout(p + *by))
    }

    /// What it costs to have the middle of a frame at a point.
    fn place(&self, at: Point) -> f64 {
        match self.grounds.standing(self.camp, at) {
            Standing::Own if self.is_defender && !self.grounds.is_holdout(at) => OUTSIDE_COST,
            Standing::Own => 0.0,
            Standing::Sea if self.is_afloat => 0.0,
            Standing::Sea => SEA_COST,
            Standing::Enemy if self.is_defender => AMONG_ENEMIES_COST,
            Standing::Enemy if self.is_at_enemys_holdout(at) => WRONG_COST + IN_HOLDOUT_COST,
            Standing::Enemy => WRONG_COST,
        }
    }

    /// What it costs to lead from the anchor to the symbol: over one front at most, and not far over the enemy's ground.
    fn way(&self, slot: &Slot) -> f64 {
        let Some((from, to)) = slot.leader else { return 0.0 };
        let length = from.distance(to);
        let first = if self.at_anchor == Standing::Own { HEAD_PT } else { CELL_PT };
        let steps = std::iter::successors(Some(first), |step| Some(step + CELL_PT)).take_while(|step| *step < length);
        let mut last = self.at_anchor;
        let (mut fronts, mut ahead_pt) = (0, 0.0);
        let way = steps.map(|step| from.lerp(to, step / length)).chain(slot.shown.first().map(|seat| seat.frame));
        for standing in way.map(|p| self.grounds.standing(self.camp, p)) {
            if standing == Standing::Enemy {
                ahead_pt += CELL_PT;
            }
            if standing != Standing::Sea {
                fronts += u32::from(last != Standing::Sea && last != standing);
                last = standing;
            }
        }
        match (fronts, self.at_anchor) {
            (0, _) => 0.0,
            (1 | 2, _) if self.is_defender => ahead_pt * AHEAD_COST_PER_PT,
            (1, Standing::Enemy) => {
                let detour_pt = (ahead_pt - self.out_pt * DETOUR - DETOUR_PT).max(0.0);
                ahead_pt * AHEAD_COST_PER_PT + (detour_pt * DETOUR_COST_PER_PT).min(WRONG_COST)
            }
            (1, _) => ACROSS_COST,
            _ => (ahead_pt * DETOUR_COST_PER_PT).min(WRONG_COST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::cells::edges;

    use super::super::slots::{Block, Row};

    /// Land but for a strip of sea at the left; home of the Soviet side from x = 100 on, ground that it holds from 80 on
    /// with a holdout in it.
    fn grounds() -> Grounds {
        let mut cells = Cells::over(Rect::new(0.0, 0.0, 200.0, 200.0), CELL_PT);
        for (x0, x1, y0, y1, bit) in [
            (20.0, 200.0, 0.0, 200.0, LAND),
            (100.0, 200.0, 0.0, 200.0, HOME),
            (80.0, 200.0, 0.0, 200.0, HELD),
            (130.0, 190.0, 80.0, 120.0, HOLDOUT),
        ] {
            let ring = [Point::new(x0, y0), Point::new(x1, y0), Point::new(x1, y1), Point::new(x0, y1)];
            cells.fill(edges(&ring), FillRule::NonZero, |v| v | bit);
        }
        Grounds(cells)
    }

    /// The middles of the frames of all slots round an anchor with the price of the ground there.
    fn prices(side: Side, anchor: Point) -> Vec<(Point, f64)> {
        let row = Row { half: Vec2::new(6.75, 4.5), mark_pt: 4.0, label_pt: 20.0, cap_pt: 4.6, drop_pt: 1.0 };
        let grounds = grounds();
        let footing = grounds.footing(side, Branch::Infantry, anchor);
        let places = Block { rows: vec![row], size_pt: 9.0 }.around(anchor, Vec2::new(1.0, 0.0), 200.0);
        places.iter().map(|slot| (slot.shown[0].frame, footing.price(slot))).collect()
    }

    #[test]
    fn neither_side_stands_on_the_ground_of_the_other() {
        for (side, x, is_wrong) in [
            (
                Side::Soviet,
                90.0,
                (|p: Point| Rect::new(22.0, 2.0, 198.0, 198.0).contains(p) && p.x < 78.0) as fn(Point) -> bool,
            ),
            (Side::Japan, 70.0, |p| Rect::new(81.0, 2.0, 198.0, 76.0).contains(p)),
            (Side::Manchukuo, 70.0, |p| Rect::new(81.0, 2.0, 198.0, 76.0).contains(p)),
        ] {
            let all = prices(side, Point::new(x, 40.0));
            let wrong: Vec<_> = all.iter().filter(|(p, _)| is_wrong(*p)).collect();
            assert!(!wrong.is_empty() && wrong.iter().all(|(_, price)| *price >= WRONG_COST), "{side:?}: {wrong:?}");
            assert!(all.iter().any(|(_, price)| *price == 0.0), "{side:?} has room");
        }
    }

    #[test]
    fn troops_on_land_rather_stay_on_land() {
        let all = prices(Side::Japan, Point::new(24.0, 100.0));
        assert!(all.iter().filter(|(p, _)| p.x < 19.0).all(|(_, price)| *price >= SEA_COST));
        assert!(prices(Side::Soviet, Point::new(10.0, 100.0)).iter().any(|(p, price)| p.x < 19.0 && *price == 0.0));
    }

    #[test]
    fn defenders_of_a_holdout_stand_in_it_and_attackers_do_not() {
        let middle = Point::new(160.0, 100.0);
        let is_in = |p: &Point| Rect::new(133.0, 83.0, 187.0, 117.0).contains(*p);
        let is_out = |p: &Point| !Rect::new(127.0, 77.0, 193.0, 123.0).contains(*p);
        let (inside, outside): (Vec<_>, Vec<_>) =
            prices(Side::Japan, middle).into_iter().filter(|(p, _)| is_in(p) || is_out(p)).partition(|(p, _)| is_in(p));
        assert!(!inside.is_empty() && inside.iter().all(|(_, price)| *price < OUTSIDE_COST), "{inside:?}");
        assert!(!outside.is_empty() && outside.iter().all(|(_, price)| *price >= OUTSIDE_COST), "{outside:?}");
        let beside = prices(Side::Soviet, Point::new(125.0, 100.0));
        assert!(beside.iter().filter(|(p, _)| is_in(p)).all(|(_, price)| *price >= WRONG_COST));
    }

    #[test]
    fn no_leader_crosses_the_enemys_ground_to_more_of_its_own() {
        let is_beyond = |p: &Point| Rect::new(191.0, 85.0, 200.0, 115.0).contains(*p);
        let beyond: Vec<_> =
            prices(Side::Soviet, Point::new(125.0, 95.0)).into_iter().filter(|(p, _)| is_beyond(p)).collect();
        assert!(!beyond.is_empty() && beyond.iter().all(|(_, price)| *price >= WRONG_COST / 2.0), "{beyond:?}");
    }

    #[test]
    fn the_head_of_a_march_beyond_the_front_would_rather_stand_behind_it() {
        let all = prices(Side::Soviet, Point::new(70.0, 40.0))
            .into_iter()
            .filter(|(p, _)| Rect::new(22.0, 2.0, 198.0, 198.0).contains(*p));
        let (ahead, behind): (Vec<_>, Vec<_>) = all.partition(|(p, _)| p.x < 78.0);
        let least = |all: &[(Point, f64)]| all.iter().map(|(_, price)| *price).fold(f64::INFINITY, f64::min);
        assert!(least(&ahead) >= WRONG_COST && least(&behind) < WRONG_COST / 2.0);
    }
}

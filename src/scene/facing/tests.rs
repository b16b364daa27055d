//! Fronts on made ground.

use kurbo::{Affine, BezPath, Rect};

use super::trace::push_by_kind;
use super::*;
use crate::scene::FillRule;
use crate::scene::shapes::push_ring;

const PAGE: Rect = Rect::new(0.0, 0.0, 400.0, 300.0);

fn cells(rings: &[&[(f64, f64)]]) -> Cells {
    let mut path = BezPath::new();
    for ring in rings {
        push_ring(&mut path, &ring.iter().map(|p| Point::from(*p)).collect::<Vec<_>>());
    }
    Cells::of_path(PAGE, &path, Affine::IDENTITY, FillRule::NonZero)
}

fn block(x0: f64, y0: f64, x1: f64, y1: f64) -> [(f64, f64); 4] {
    [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
}

/// The front down the page at x = 100, with the ground before it to the right.
fn down_at_100(land: Cells, held: &Cells, defenders: &[(f64, f64)]) -> Facing {
    down_with_limit(land, held, defenders, &[])
}

fn down_with_limit(land: Cells, held: &Cells, defenders: &[(f64, f64)], limit: &[Point]) -> Facing {
    let mut run = Moved::default();
    run.push(&[Point::new(100.0, 0.0), Point::new(100.0, 299.0)], true);
    let ground = Ground { land, lakes: Cells::new(PAGE) };
    let mut limits = Cells::new(PAGE);
    limits.put_near(&resample(limit, 2.0), ON_LIMIT_PT);
    let mut trace = Trace::new(
        &run,
        &Around {
            ground: &ground,
            held,
            defenders: defenders.iter().map(|p| Point::from(*p)).collect(),
            limits,
            enclosed_pt: 50.0,
            sea_pt: SEA_PT,
            wide_sea_pt: WIDE_SEA_PT,
        },
    );
    let mut facing = Facing::default();
    trace.drop_crumbs(trace.longest_pt());
    trace.close(&mut facing);
    facing
}

fn is_closed(facing: &Facing, at: (f64, f64)) -> bool {
    facing.closed.iter().any(|triangle| crate::scene::swept::winding(triangle, at.into()) != 0)
}

#[test]
fn a_sliver_between_two_advances_has_no_front_and_counts_as_held() {
    let held = cells(&[&block(0.0, 0.0, 100.0, 300.0), &block(107.0, 0.0, 400.0, 300.0)]);
    let facing = down_at_100(cells(&[&block(0.0, 0.0, 400.0, 300.0)]), &held, &[]);
    assert!(facing.parts.is_empty(), "{:?}", facing.parts);
    assert!([10.0, 150.0, 280.0].into_iter().all(|y| is_closed(&facing, (103.5, y))));
    assert!(facing.seams.iter().flatten().all(|p| (p.x - 103.5).abs() < 2.0), "{:?}", facing.seams);
}

#[test]
fn a_sliver_that_is_defended_stays_open() {
    let held = cells(&[&block(0.0, 0.0, 100.0, 300.0), &block(108.0, 0.0, 400.0, 300.0)]);
    let facing = down_at_100(cells(&[&block(0.0, 0.0, 400.0, 300.0)]), &held, &[(104.0, 150.0)]);
    assert!(!is_closed(&facing, (104.0, 150.0)) && is_closed(&facing, (104.0, 40.0)));
}

#[test]
fn a_wider_pocket_is_closed_only_where_friends_shut_it_in() {
    let land = || cells(&[&block(0.0, 0.0, 400.0, 300.0)]);
    let west = block(0.0, 0.0, 100.0, 300.0);
    let lens =
        [(101.0, 0.0), (101.0, 60.0), (136.0, 150.0), (101.0, 240.0), (101.0, 300.0), (400.0, 300.0), (400.0, 0.0)];
    let shut_in = down_at_100(land(), &cells(&[&west, &lens]), &[]);
    assert!(shut_in.parts.is_empty() && is_closed(&shut_in, (120.0, 150.0)), "{:?}", shut_in.parts);
    let wedge = [(101.0, 0.0), (101.0, 60.0), (240.0, 300.0), (400.0, 300.0), (400.0, 0.0)];
    let open = down_at_100(land(), &cells(&[&west, &wedge]), &[]);
    assert_eq!(open.parts.len(), 1);
    assert!(!is_closed(&open, (120.0, 200.0)) && is_closed(&open, (102.0, 40.0)));
    // It bends into the end of the wedge and meets its other side there.
    let first = open.parts[0].line[0];
    assert!(first.x > 101.0 && first.y < 95.0, "{first:?}");
}

#[test]
fn a_front_ends_at_the_coast_and_never_runs_along_it() {
    let held = cells(&[&block(0.0, 0.0, 100.0, 300.0)]);
    let along = down_at_100(cells(&[&block(0.0, 0.0, 108.0, 300.0)]), &held, &[]);
    assert!(along.parts.is_empty() && is_closed(&along, (104.0, 150.0)), "{:?}", along.parts);
    // On a line that was agreed the strip is somebody else's.
    let limit = [Point::new(100.0, 0.0), Point::new(100.0, 299.0)];
    let agreed = down_with_limit(cells(&[&block(0.0, 0.0, 108.0, 300.0)]), &held, &[], &limit);
    assert!(agreed.parts.len() == 1 && agreed.closed.is_empty());
    // Down to a coast that runs across, and to one that runs aslant.
    let across = cells(&[&block(0.0, 0.0, 400.0, 200.0)]);
    let aslant = cells(&[&[(0.0, 0.0), (400.0, 0.0), (400.0, -100.0), (0.0, 300.0)]]);
    for (name, land) in [("across", across), ("aslant", aslant)] {
        let facing = down_at_100(land, &held, &[]);
        assert_eq!(facing.parts.len(), 1, "{name}");
        let last = facing.parts[0].line.last().unwrap();
        assert!((194.0..206.0).contains(&last.y), "{name}: {last:?}");
    }
}

#[test]
fn short_pieces_of_another_kind_are_drawn_like_their_neighbours() {
    let line: Vec<Point> = (0..200).map(|x| Point::new(f64::from(x), 0.0)).collect();
    let kinds: Vec<bool> = (0..200).map(|x| (50..60).contains(&x) || (150..198).contains(&x)).collect();
    let mut facing = Facing::default();
    push_by_kind(&line, &kinds, &mut facing);
    let parts: Vec<(f64, f64, bool)> =
        facing.parts.iter().map(|p| (p.line[0].x, p.line.last().unwrap().x, p.is_attested)).collect();
    assert_eq!(parts, [(0.0, 150.0, false), (150.0, 199.0, true)]);
}

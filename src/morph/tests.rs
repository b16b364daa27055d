//! The invariants of interpolation, on lines made up by chance and on hard cases made by hand.

use proptest::prelude::*;

use super::*;

fn line(points: &[(f64, f64)]) -> Vec<LonLat> {
    points.iter().map(|&(x, y)| LonLat::new(120.0 + x, 45.0 + y)).collect()
}

fn front(morph: &Morph, earlier: &[LonLat], s: f64) -> Vec<LonLat> {
    let mut all: Vec<LonLat> = Vec::new();
    for piece in morph.pieces(s) {
        let part = match piece {
            Piece::Standing(range) => earlier[range].to_vec(),
            Piece::Moving(line) => line,
        };
        if let (Some(end), Some(start)) = (all.pop(), part.first()) {
            assert_eq!(end, *start, "pieces hang together");
        }
        all.extend(part);
    }
    all
}

fn is_simple(line: &[LonLat]) -> bool {
    first_contact(&[Track { line, is_ring: false }]).is_none()
}

fn cross(a: &[LonLat], b: &[LonLat]) -> bool {
    first_contact(&[Track { line: a, is_ring: false }, Track { line: b, is_ring: false }]).is_some()
}

/// Square degrees between an earlier line and a later one.
fn area_between(earlier: &[LonLat], later: &[LonLat]) -> f64 {
    let mut ring = earlier.to_vec();
    ring.extend(later.iter().rev());
    ring.push(earlier[0]);
    plane::doubled_area(&ring) / 2.0
}

fn distance(p: LonLat, line: &[LonLat]) -> f64 {
    let near = |w: &[LonLat]| {
        let (ux, uy) = (w[1].lon - w[0].lon, w[1].lat - w[0].lat);
        let (px, py) = (p.lon - w[0].lon, p.lat - w[0].lat);
        let s = ((px * ux + py * uy) / (ux * ux + uy * uy)).clamp(0.0, 1.0);
        (px - s * ux).hypot(py - s * uy)
    };
    line.windows(2).map(near).fold(f64::INFINITY, f64::min)
}

/// The farthest that a vertex of one line lies from the other line.
fn hausdorff(a: &[LonLat], b: &[LonLat]) -> f64 {
    let one_way = |a: &[LonLat], b: &[LonLat]| a.iter().map(|p| distance(*p, b)).fold(0.0, f64::max);
    one_way(a, b).max(one_way(b, a))
}

/// The least angle that two successive edges enclose, degrees; 180 on a straight line.
fn sharpest_turn_deg(line: &[LonLat]) -> f64 {
    let enclosed = |w: &[LonLat]| {
        let (back, ahead) = ((w[0].lon - w[1].lon, w[0].lat - w[1].lat), (w[2].lon - w[1].lon, w[2].lat - w[1].lat));
        let (cross, dot) = (back.0 * ahead.1 - back.1 * ahead.0, back.0 * ahead.0 + back.1 * ahead.1);
        cross.atan2(dot).abs().to_degrees()
    };
    line.windows(3).map(enclosed).fold(180.0, f64::min)
}

/// A line and a later one: heights over a row of places, with stretches that do not move, then the plane sheared both
/// ways so that bays, fjords and overhangs come about.
#[derive(Debug, Clone)]
struct Pair {
    earlier: Vec<LonLat>,
    later: Vec<LonLat>,
}

impl Pair {
    /// Lines meet in common vertices alone, and so do the seams between their ends; none has a needle, in which the front
    /// would stand until the last moment.
    fn keeps_the_contract(&self) -> bool {
        const LEAST_ANGLE_DEG: f64 = 10.0;
        if [&self.earlier, &self.later].iter().any(|line| sharpest_turn_deg(line) < LEAST_ANGLE_DEG) {
            return false;
        }
        let seams = [
            vec![self.earlier[0], self.later[0]],
            vec![self.earlier[self.earlier.len() - 1], self.later[self.later.len() - 1]],
        ];
        let tracks: Vec<_> = [&self.earlier, &self.later]
            .into_iter()
            .chain(seams.iter().filter(|s| s[0] != s[1]))
            .map(|line| Track { line, is_ring: false })
            .collect();
        first_contact(&tracks).is_none()
    }
}

fn densify(line: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut out = vec![line[0]];
    for w in line.windows(2) {
        out.extend((1..=4).map(|k| {
            let s = f64::from(k) / 4.0;
            if k == 4 { w[1] } else { (w[0].0 + s * (w[1].0 - w[0].0), w[0].1 + s * (w[1].1 - w[0].1)) }
        }));
    }
    out
}

fn pairs() -> impl Strategy<Value = Pair> {
    let places = prop::collection::vec((-0.6..0.6_f64, 0.02..0.8_f64, prop::bool::weighted(0.35)), 5..20);
    (places, -0.5..0.5_f64, -0.5..0.5_f64, any::<bool>(), any::<bool>())
        .prop_map(|(places, across, along, left, right)| {
            let n = places.len();
            let mut earlier = Vec::new();
            let mut later = Vec::new();
            let mut x = 0.0;
            for (i, (height, advance, stays)) in places.iter().enumerate() {
                let is_end = (i == 0 && left) || (i + 1 == n && right);
                let advance = if *stays && !is_end { 0.0 } else { *advance };
                earlier.push((x, *height));
                later.push((x, height + advance));
                x += 0.15 + 0.2 * advance;
            }
            let shear = |line: Vec<(f64, f64)>| -> Vec<LonLat> {
                let sheared = densify(&line).into_iter().map(|(x, y)| {
                    let x = x + across * (3.0 * y).sin();
                    (x, y + along * (2.5 * x).sin())
                });
                line_of(sheared)
            };
            Pair { earlier: shear(earlier), later: shear(later) }
        })
        .prop_filter("the lines keep the contract", Pair::keeps_the_contract)
}

/// Points to the four decimals of the data.
fn line_of(points: impl Iterator<Item = (f64, f64)>) -> Vec<LonLat> {
    let round = |v: f64| (v * 1e4).round() / 1e4;
    points.map(|(x, y)| LonLat::new(round(120.0 + x), round(45.0 + y))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_advance_never_gives_ground_back(pair in pairs(), mut moments in prop::collection::vec(0.0..1.0_f64, 4)) {
        let Pair { earlier, later } = pair;
        let morph = Morph::between(&earlier, &later).unwrap();
        prop_assert_eq!(morph.trouble(), &[]);
        moments.extend([0.0, 1e-3, 0.5, 0.999, 1.0]);
        moments.sort_by(f64::total_cmp);
        let mut before = earlier.clone();
        for s in moments {
            let now = front(&morph, &earlier, s);
            prop_assert!(is_simple(&now), "the front crosses itself at {}", s);
            prop_assert!(!cross(&before, &now), "the front goes back before {}", s);
            prop_assert!(area_between(&before, &now) >= -1e-9, "ground is lost before {}", s);
            before = now;
        }
    }

    #[test]
    fn dated_lines_are_reproduced_exactly(pair in pairs()) {
        let Pair { earlier, later } = pair;
        let morph = Morph::between(&earlier, &later).unwrap();
        prop_assert_eq!(front(&morph, &earlier, 0.0), earlier.clone());
        prop_assert_eq!(front(&morph, &earlier, 1.0), later);
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_front_moves_without_jumps(pair in pairs()) {
        let Pair { earlier, later } = pair;
        let morph = Morph::between(&earlier, &later).unwrap();
        let at = |s: f64| front(&morph, &earlier, s);
        let goal = 0.1 * hausdorff(&earlier, &later);
        // Every step can be cut into smaller ones until each is short; a jump could not.
        let mut open = vec![(0.0, 1.0)];
        while let Some((from, to)) = open.pop() {
            if hausdorff(&at(from), &at(to)) > goal {
                prop_assert!(to - from > 1e-7, "the front jumps at {}", from);
                let middle = f64::midpoint(from, to);
                open.extend([(from, middle), (middle, to)]);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_field_tells_when_the_front_passes(pair in pairs(), s in 0.01..0.99_f64) {
        let Pair { earlier, later } = pair;
        let morph = Morph::between(&earlier, &later).unwrap();
        for piece in morph.pieces(s) {
            let Piece::Moving(line) = piece else { continue };
            for w in line.windows(2).filter(|w| w[0] != line[0] && w[1] != line[line.len() - 1]) {
                let middle = LonLat::new(f64::midpoint(w[0].lon, w[1].lon), f64::midpoint(w[0].lat, w[1].lat));
                let at = morph.fraction_at(middle).unwrap();
                prop_assert!((at - s).abs() < 1e-6, "{} instead of {}", at, s);
            }
        }
    }
}

/// The northernmost point.
fn peak(line: &[LonLat]) -> f64 {
    line.iter().map(|p| p.lat - 45.0).fold(f64::NEG_INFINITY, f64::max)
}

#[test]
fn a_spearhead_grows_in_length() {
    // Ten kilometres wide, a hundred long, from a front that moves little elsewhere.
    let earlier = line(&[(-1.0, 0.0), (0.0, 0.0), (1.0, 0.0)]);
    let later = line(&[(-1.0, 0.1), (-0.06, 0.1), (-0.06, 1.0), (0.06, 1.0), (0.06, 0.1), (1.0, 0.1)]);
    let morph = Morph::between(&earlier, &later).unwrap();
    let peaks: Vec<f64> = [0.25, 0.5, 0.75].iter().map(|s| peak(&front(&morph, &earlier, *s))).collect();
    for (reached, even) in peaks.iter().zip([0.25, 0.5, 0.75]) {
        assert!((reached - even).abs() < 0.2, "the point stands at {peaks:?}");
    }
}

#[test]
fn a_narrow_pocket_shrinks_in_length() {
    let earlier = line(&[(-1.0, 0.0), (-0.06, 0.0), (-0.06, -0.9), (0.06, -0.9), (0.06, 0.0), (1.0, 0.0)]);
    let later = line(&[(-1.0, 0.1), (0.0, 0.1), (1.0, 0.1)]);
    let morph = Morph::between(&earlier, &later).unwrap();
    for s in [0.25, 0.5, 0.75] {
        // The bottom of the pocket in the middle of the half-moved front.
        let line = front(&morph, &earlier, s);
        let bottom = line.iter().map(|p| p.lat - 45.0).fold(f64::INFINITY, f64::min);
        assert!((bottom - (s - 0.9)).abs() < 0.25, "at {s} the bottom lies at {bottom}");
    }
}

#[test]
fn neighbours_meet_on_their_seam_at_every_moment() {
    let (seam, moved) = ((1.0, 0.03), (1.137, 0.711));
    let west = [line(&[(0.0, 0.0), seam]), line(&[(0.0, 0.5), (0.4, 0.9), moved])];
    let east = [line(&[seam, (2.0, 0.2), (3.0, 0.0)]), line(&[moved, (2.0, 1.2), (3.0, 0.7)])];
    let left = Morph::between(&west[0], &west[1]).unwrap();
    let right = Morph::between(&east[0], &east[1]).unwrap();
    for k in 0..=97 {
        let s = f64::from(k) / 97.0;
        assert_eq!(front(&left, &west[0], s).last(), front(&right, &east[0], s).first(), "at {s}");
    }
}

#[test]
fn a_line_may_grow_beyond_its_old_end_and_shrink_into_it() {
    let short = line(&[(0.0, 0.0), (1.0, 0.0), (1.5, -0.4)]);
    let long = line(&[(0.0, 0.0), (1.0, 0.0), (1.2, 0.5), (2.0, 0.5)]);
    let only = line(&[(0.0, 0.0), (1.0, 0.0)]);
    let on = line(&[(0.0, 0.0), (1.0, 0.0), (1.2, 0.5)]);
    for (earlier, later) in [(&short, &long), (&only, &on), (&short, &only)] {
        let morph = Morph::between(earlier, later).unwrap();
        assert_eq!(morph.trouble(), &[]);
        let mut before = 0.0;
        for k in 0..=16 {
            let now = front(&morph, earlier, f64::from(k) / 16.0);
            assert!(is_simple(&now), "step {k}");
            let area = area_between(earlier, &now);
            assert!(area >= before - 1e-9, "step {k}: {before} to {area}");
            before = area;
        }
    }
}

#[test]
fn what_breaks_the_contract_is_named_and_stands_still() {
    let earlier = line(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0), (4.0, 0.0)]);
    let back = line(&[(0.0, 0.0), (1.0, 0.0), (1.5, -0.3), (2.0, 0.0), (2.5, 0.4), (3.0, 0.0), (4.0, 0.0)]);
    let morph = Morph::between(&earlier, &back).unwrap();
    assert!(matches!(morph.trouble(), [MorphError::GivesGround { .. }]), "{:?}", morph.trouble());
    assert_eq!(front(&morph, &earlier, 1.0), back);
    let half = front(&morph, &earlier, 0.5);
    assert!(half.iter().all(|p| p.lat >= 45.0), "the part that goes back waits for its date");
    assert!(peak(&half) > 0.1, "the rest moves");
    let crossing = line(&[(0.0, 0.0), (1.0, 0.3), (3.0, -0.3), (4.0, 0.0)]);
    let morph = Morph::between(&earlier, &crossing).unwrap();
    assert!(matches!(morph.trouble(), [MorphError::LinesCross { .. }]), "{:?}", morph.trouble());
    assert!(matches!(Morph::between(&earlier[..1], &back), Err(MorphError::TooShort)));
}

#[test]
fn the_same_lines_give_the_same_front_to_the_last_bit() {
    let earlier = line(&[(0.0, 0.0), (0.7, -0.2), (1.0, 0.3), (2.0, 0.0)]);
    let later = line(&[(0.0, 0.0), (0.3, 0.6), (1.1, 0.9), (2.0, 0.0)]);
    let first = front(&Morph::between(&earlier, &later).unwrap(), &earlier, 0.37);
    for _ in 0..4 {
        assert_eq!(front(&Morph::between(&earlier, &later).unwrap(), &earlier, 0.37), first);
    }
}

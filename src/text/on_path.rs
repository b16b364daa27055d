//! Text set along a curve of the page: names of seas, ranges and rivers.

use std::f64::consts::PI;
use std::sync::Arc;

use kurbo::{Point, Vec2};
use thiserror::Error;

use super::{Glyph, ShapedLine};

/// How text follows a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlongPath {
    /// How far the baseline stands above the curve, points; negative: below it. Minus half the x-height centres the
    /// letters on the curve.
    pub rise_pt: f64,
    /// Largest turn from one letter to the next, radians. Above a third of a right angle words fall apart.
    pub max_turn: f64,
    /// The part of the curve, 0 to 1, over which letters are spread when the curve is longer than the text.
    pub spread: f64,
    /// Most space that spreading may add after a letter, in em.
    pub max_spread_em: f64,
}

impl Default for AlongPath {
    fn default() -> Self {
        Self { rise_pt: 0.0, max_turn: 0.45, spread: 0.0, max_spread_em: 3.0 }
    }
}

/// Text on a curve, in page points: to be drawn with the identity as the run's transform.
#[derive(Clone, Debug, PartialEq)]
pub struct CurvedText {
    /// Glyphs, each with its turn.
    pub glyphs: Arc<[Glyph]>,
    /// For each glyph the middle of its advance on the baseline, points.
    pub middles: Vec<Point>,
    /// For each glyph its advance, points.
    pub advances_pt: Vec<f64>,
}

/// Why text does not fit a curve.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum PathRefusal {
    /// The curve is shorter than the text.
    #[error(
        "the curve is {available_pt:.1} pt long and the text {needed_pt:.1} pt: set it smaller or on a longer curve"
    )]
    TooShort {
        /// Length of the text, points.
        needed_pt: f64,
        /// Length of the curve, points.
        available_pt: f64,
    },
    /// Two neighbouring letters would run into each other, or fall apart.
    #[error(
        "letters that stand {expected_pt:.1} pt apart on a straight line would stand {actual_pt:.1} pt apart: take a gentler part of the curve"
    )]
    Uneven {
        /// Distance of the middles as shaped, points.
        expected_pt: f64,
        /// Distance on the curve, points.
        actual_pt: f64,
    },
    /// Two neighbouring letters would stand at too large an angle.
    #[error("the curve turns by {turn:.2} radians between two letters: smooth it or set the text smaller")]
    TooSharp {
        /// The turn, radians.
        turn: f64,
    },
}

/// How near two letters may come to each other, and how far they may stand apart, as shares of their distance as shaped:
/// round a bend letters on its inner side pile up.
const EVEN: [f64; 2] = [0.72, 1.4];
/// The largest turn of the curve over a window of [`BEND_EM`], radians: a name is read at one glance.
const MOST_BEND: f64 = 0.9;
/// Length of that window, em.
const BEND_EM: f64 = 2.5;

/// Sets a line along a curve of the page, in its middle, upright: the text reads from left to right whichever way the
/// curve runs. Bends tighter than about an em are smoothed away.
///
/// # Errors
/// If the curve is too short or turns too sharply for the text, or if letters would run into each other.
pub fn set_along(line: &ShapedLine, curve: &[Point], how: &AlongPath) -> Result<CurvedText, PathRefusal> {
    let curve = Curve::smooth(curve, line.size_pt);
    let gaps = line.glyphs.len().saturating_sub(1).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a line has few glyphs")]
    let gaps = gaps as f64;
    let most = how.max_spread_em * line.size_pt;
    let extra = ((curve.length() * how.spread - line.width_pt) / gaps).clamp(0.0, most.max(0.0));
    let length = line.width_pt + extra * gaps;
    if line.glyphs.is_empty() || length > curve.length() {
        return Err(PathRefusal::TooShort { needed_pt: length, available_pt: curve.length() });
    }
    let curve = curve.upright(length);
    let start = (curve.length() - length) / 2.0;

    let mut text = CurvedText { glyphs: Arc::new([]), middles: Vec::new(), advances_pt: Vec::new() };
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(line.glyphs.len());
    let mut shift = start;
    for (i, (glyph, advance)) in line.glyphs.iter().zip(&line.advances_pt).enumerate() {
        if i > 0 && *advance > 0.0 {
            shift += extra;
        }
        let along = shift + glyph.x;
        // The chord under the glyph, and not less than a third of an em, so that turns stay calm.
        let half = (advance / 2.0).max(line.size_pt / 6.0);
        let middle_at = along + advance / 2.0;
        let direction = curve.at(middle_at + half) - curve.at(middle_at - half);
        let turn = direction.y.atan2(direction.x);
        if let Some(before) = glyphs.last() {
            let change = wrapped(turn - before.turn).abs();
            if change > how.max_turn {
                return Err(PathRefusal::TooSharp { turn: change });
            }
        }
        let (ahead, up) = (Vec2::from_angle(turn), Vec2::new(turn.sin(), -turn.cos()));
        let middle = curve.at(middle_at) + up * how.rise_pt;
        let origin = middle - ahead * (advance / 2.0) - up * glyph.y;
        glyphs.push(Glyph { x: origin.x, y: origin.y, turn, ..*glyph });
        text.middles.push(middle);
        text.advances_pt.push(*advance);
    }
    text.glyphs = glyphs.into();
    text.check(line.size_pt, extra)?;
    Ok(text)
}

impl CurvedText {
    /// Refuses letters that do not stand evenly, and a text that is broken at a bend.
    fn check(&self, em_pt: f64, extra: f64) -> Result<(), PathRefusal> {
        for (i, pair) in self.middles.windows(2).enumerate() {
            let expected_pt = f64::midpoint(self.advances_pt[i], self.advances_pt[i + 1]) + extra;
            let actual_pt = pair[0].distance(pair[1]);
            // Marks set over a letter take no room of their own.
            let has_room = self.advances_pt[i] > 0.0 && self.advances_pt[i + 1] > 0.0;
            if has_room && !(EVEN[0] * expected_pt..=EVEN[1] * expected_pt).contains(&actual_pt) {
                return Err(PathRefusal::Uneven { expected_pt, actual_pt });
            }
        }
        let mut first = 0;
        for (i, glyph) in self.glyphs.iter().enumerate() {
            while self.middles[first].distance(self.middles[i]) > BEND_EM * em_pt {
                first += 1;
            }
            let turn = wrapped(glyph.turn - self.glyphs[first].turn).abs();
            if turn > MOST_BEND {
                return Err(PathRefusal::TooSharp { turn });
            }
        }
        Ok(())
    }
}

fn wrapped(angle: f64) -> f64 {
    let turns = (angle / (2.0 * PI)).round();
    angle - turns * 2.0 * PI
}

/// A polyline with the length up to each vertex.
struct Curve {
    points: Vec<Point>,
    lengths: Vec<f64>,
}

impl Curve {
    fn new(points: Vec<Point>) -> Self {
        let mut lengths = Vec::with_capacity(points.len());
        let mut sum = 0.0;
        for (i, p) in points.iter().enumerate() {
            if i > 0 {
                sum += p.distance(points[i - 1]);
            }
            lengths.push(sum);
        }
        Self { points, lengths }
    }

    /// The curve resampled and smoothed over about an em to both sides; its ends stay.
    fn smooth(points: &[Point], em_pt: f64) -> Self {
        let finite: Vec<Point> = points.iter().copied().filter(|p| p.x.is_finite() && p.y.is_finite()).collect();
        let raw = Self::new(finite);
        let step = em_pt.max(1.0) / 3.0;
        let count = (raw.length() / step).ceil().clamp(1.0, 2000.0);
        if raw.points.len() < 2 {
            return raw;
        }
        let mut samples = Vec::new();
        let mut i = 0.0;
        while i <= count {
            samples.push(raw.at(raw.length() * i / count));
            i += 1.0;
        }
        // Three passes of a box of seven samples are close to a bell curve.
        for _ in 0..3 {
            let before = samples.clone();
            let last = before.len() - 1;
            for (i, sample) in samples.iter_mut().enumerate().take(last).skip(1) {
                let reach = i.min(last - i).min(3);
                let run = &before[i - reach..=i + reach];
                let sum = run.iter().fold(Vec2::ZERO, |sum, p| sum + p.to_vec2());
                #[expect(clippy::cast_precision_loss, reason = "at most seven")]
                let mean = sum / run.len() as f64;
                *sample = mean.to_point();
            }
        }
        Self::new(samples)
    }

    fn length(&self) -> f64 {
        self.lengths.last().copied().unwrap_or(0.0)
    }

    /// The point at a length; beyond the ends the curve goes on straight.
    fn at(&self, length: f64) -> Point {
        let Some(&first) = self.points.first() else { return Point::ZERO };
        if self.points.len() == 1 {
            return first;
        }
        let i = self.lengths.partition_point(|l| *l < length).clamp(1, self.points.len() - 1);
        let (a, b) = (self.points[i - 1], self.points[i]);
        let span = self.lengths[i] - self.lengths[i - 1];
        if span <= 0.0 {
            return a;
        }
        a.lerp(b, (length - self.lengths[i - 1]) / span)
    }

    /// The curve in the direction in which text of some length in its middle reads from left to right, or upwards
    /// where it stands upright.
    fn upright(self, length: f64) -> Self {
        let middle = self.length() / 2.0;
        let chord = self.at(middle + length / 2.0) - self.at(middle - length / 2.0);
        let steep = chord.x.abs() < 0.05 * chord.hypot();
        if if steep { chord.y > 0.0 } else { chord.x < 0.0 } {
            let mut points = self.points;
            points.reverse();
            return Self::new(points);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FontFace, Fonts, TextStyle};
    use super::*;

    fn name(text: &str) -> Arc<ShapedLine> {
        Fonts::bundled().shape(text, &TextStyle::new(FontFace::SerifItalic, 10.0))
    }

    fn arc(radius: f64, from: f64, to: f64) -> Vec<Point> {
        (0..=60)
            .map(|i| {
                let angle = from + (to - from) * f64::from(i) / 60.0;
                Point::new(300.0 + radius * angle.cos(), 300.0 + radius * angle.sin())
            })
            .collect()
    }

    #[test]
    fn on_a_straight_line_letters_stand_as_shaped_in_its_middle() {
        let line = name("Sea of Okhotsk");
        let set = set_along(&line, &[Point::new(0.0, 50.0), Point::new(200.0, 50.0)], &AlongPath::default()).unwrap();
        let start = (200.0 - line.width_pt) / 2.0;
        for (curved, flat) in set.glyphs.iter().zip(line.glyphs.iter()) {
            assert!((curved.x - flat.x - start).abs() < 1e-6 && (curved.y - 50.0 - flat.y).abs() < 1e-6);
            assert!(curved.turn.abs() < 1e-9);
        }
    }

    #[test]
    fn letters_turn_with_an_arc_and_read_from_left_to_right_both_ways() {
        let line = name("Kuril Islands");
        let there = arc(200.0, -PI * 0.75, -PI * 0.25);
        let back: Vec<Point> = there.iter().rev().copied().collect();
        for curve in [there, back] {
            let set = set_along(&line, &curve, &AlongPath::default()).unwrap();
            assert!(set.glyphs.first().unwrap().x < set.glyphs.last().unwrap().x);
            assert!(set.glyphs.first().unwrap().turn < -0.05 && set.glyphs.last().unwrap().turn > 0.05);
            for middle in &set.middles {
                assert!((middle.distance(Point::new(300.0, 300.0)) - 200.0).abs() < 1.0);
            }
        }
    }

    #[test]
    fn the_rise_lifts_letters_off_the_curve() {
        let how = AlongPath { rise_pt: 5.0, ..AlongPath::default() };
        let set = set_along(&name("Amur"), &[Point::new(0.0, 50.0), Point::new(100.0, 50.0)], &how).unwrap();
        assert!(set.middles.iter().all(|m| (m.y - 45.0).abs() < 1e-6));
    }

    #[test]
    fn spreading_fills_the_asked_part_of_the_curve_but_not_more_than_allowed() {
        let line = name("Khingan");
        let curve = [Point::new(0.0, 0.0), Point::new(150.0, 0.0)];
        let how = AlongPath { spread: 0.8, max_spread_em: 9.0, ..AlongPath::default() };
        let set = set_along(&line, &curve, &how).unwrap();
        let end = set.glyphs.last().unwrap().x + set.advances_pt.last().unwrap();
        assert!((end - set.glyphs[0].x - 120.0).abs() < 1e-6);
        let tight = AlongPath { spread: 0.8, max_spread_em: 0.1, ..AlongPath::default() };
        let set = set_along(&line, &curve, &tight).unwrap();
        assert!((set.glyphs[1].x - set.glyphs[0].x) < line.glyphs[1].x + 1.0 + 1e-9);
    }

    #[test]
    fn letters_never_run_into_each_other_at_a_bend() {
        let line = name("Order of 18 Aug: western boundary");
        // A bend of a third of a right angle up to more than a right one, with the text on either side of it.
        for (turn, rise_pt) in
            [0.5, 1.0, 1.6, 2.2].into_iter().flat_map(|turn| [(turn, 4.0), (turn, -8.0), (turn, 11.0)])
        {
            let corner = Point::new(150.0, 0.0);
            let curve = [Point::ZERO, corner, corner + Vec2::from_angle(turn) * 150.0];
            let Ok(set) = set_along(&line, &curve, &AlongPath { rise_pt, max_turn: 0.35, ..AlongPath::default() })
            else {
                assert!(turn > 0.4, "a gentle bend of {turn} with a rise of {rise_pt} is refused");
                continue;
            };
            assert!(turn < 1.7, "a bend of {turn} is set");
            for (pair, advances) in set.middles.windows(2).zip(set.advances_pt.windows(2)) {
                let share = pair[0].distance(pair[1]) / f64::midpoint(advances[0], advances[1]);
                assert!((0.7..1.45).contains(&share), "{share} at a bend of {turn} with a rise of {rise_pt}");
            }
        }
    }

    #[test]
    fn a_short_or_kinked_curve_is_refused() {
        let line = name("Tatar Strait");
        let short = [Point::new(0.0, 0.0), Point::new(20.0, 0.0)];
        let refusal = set_along(&line, &short, &AlongPath::default()).unwrap_err();
        assert!(matches!(refusal, PathRefusal::TooShort { .. }), "{refusal}");
        let hairpin = [Point::new(0.0, 0.0), Point::new(60.0, 0.0), Point::new(60.0, 4.0), Point::new(0.0, 4.0)];
        let refusal = set_along(&line, &hairpin, &AlongPath::default()).unwrap_err();
        assert!(matches!(refusal, PathRefusal::TooSharp { .. } | PathRefusal::Uneven { .. }), "{refusal}");
        assert!(set_along(&line, &[], &AlongPath::default()).is_err());
        assert!(set_along(&line, &[Point::new(f64::NAN, 0.0); 3], &AlongPath::default()).is_err());
    }
}

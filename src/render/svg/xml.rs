//! Text of an SVG file: short numbers, path data. Space: points of the page, y down.

use std::fmt::Write;

use kurbo::{Affine, BezPath, PathEl, Point};

use crate::scene::Colour;

/// Steps of a path's coordinates in a point: half a thousandth of a millimetre is lost at most twice over.
const STEPS_PER_PT: f64 = 100.0;

/// A finite number with at most `decimals` decimals and none that are zero.
pub(super) fn number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if matches!(short, "" | "-0") {
        return "0".to_owned();
    }
    match (short.strip_prefix("0."), short.strip_prefix("-0.")) {
        (Some(rest), _) => format!(".{rest}"),
        (_, Some(rest)) => format!("-.{rest}"),
        _ => short.to_owned(),
    }
}

/// The attributes of a colour: `name` is `fill` or `stroke`.
pub(super) fn paint(name: &str, colour: Colour) -> String {
    let hex = Colour { a: 255, ..colour }.to_hex();
    if colour.a == 255 {
        return format!(" {name}=\"{hex}\"");
    }
    format!(" {name}=\"{hex}\" {name}-opacity=\"{}\"", number(f64::from(colour.a) / 255.0, 3))
}

/// The value of a `transform` attribute; a shift is written as such.
pub(super) fn transform(affine: Affine) -> String {
    let [a, b, c, d, e, f] = affine.as_coeffs();
    let (e, f) = (number(e, 3), number(f, 3));
    let turn = [a, b, c, d].map(|v| number(v, 6));
    if turn.iter().eq(["1", "0", "0", "1"]) {
        return format!("translate({e} {f})");
    }
    format!("matrix({} {e} {f})", turn.join(" "))
}

/// Path data of a path on the page: relative, in hundredths of a point. `None` if it draws nothing or has a coordinate
/// that is not finite.
pub(super) fn path_data(path: &BezPath, to_page: Affine) -> Option<String> {
    let mut pen = Pen::default();
    for element in path.elements() {
        let element = to_page * *element;
        if !element.is_finite() {
            return None;
        }
        pen.add(&element);
    }
    (!pen.out.is_empty()).then_some(pen.out)
}

#[derive(Default)]
struct Pen {
    out: String,
    at: (i64, i64),
    start: (i64, i64),
    /// The command that further numbers would belong to.
    command: char,
    /// True if something was drawn since the last move.
    has_drawn: bool,
}

impl Pen {
    fn add(&mut self, element: &PathEl) {
        match *element {
            PathEl::MoveTo(p) => {
                let p = steps(p);
                self.command = ' ';
                self.put('M', &[p]);
                (self.at, self.start, self.has_drawn) = (p, p, false);
            }
            PathEl::LineTo(p) => {
                let p = steps(p);
                // A step of nothing is left out, but for the dot that a line of no length is.
                if p != self.at || !self.has_drawn {
                    self.put('l', &[self.offset_to(p)]);
                    self.at = p;
                }
                self.has_drawn = true;
            }
            PathEl::QuadTo(a, p) => {
                let (a, p) = (steps(a), steps(p));
                self.put('q', &[self.offset_to(a), self.offset_to(p)]);
                (self.at, self.has_drawn) = (p, true);
            }
            PathEl::CurveTo(a, b, p) => {
                let (a, b, p) = (steps(a), steps(b), steps(p));
                self.put('c', &[self.offset_to(a), self.offset_to(b), self.offset_to(p)]);
                (self.at, self.has_drawn) = (p, true);
            }
            PathEl::ClosePath => {
                self.out.push('z');
                self.command = 'z';
                self.at = self.start;
            }
        }
    }

    fn offset_to(&self, p: (i64, i64)) -> (i64, i64) {
        (p.0 - self.at.0, p.1 - self.at.1)
    }

    fn put(&mut self, command: char, points: &[(i64, i64)]) {
        let is_new = self.command != command;
        if is_new {
            self.out.push(command);
            self.command = command;
        }
        for (i, value) in points.iter().flat_map(|p| [p.0, p.1]).enumerate() {
            // A sign or a command parts numbers as a blank would.
            if value >= 0 && !(is_new && i == 0) {
                self.out.push(' ');
            }
            hundredths(value, &mut self.out);
        }
    }
}

fn steps(p: Point) -> (i64, i64) {
    #[expect(clippy::cast_possible_truncation, reason = "a cast of floats to integers stays within their range")]
    let step = |v: f64| (v * STEPS_PER_PT).round().clamp(-1e15, 1e15) as i64;
    (step(p.x), step(p.y))
}

/// Writes `value` hundredths as a decimal number.
fn hundredths(value: i64, out: &mut String) {
    if value < 0 {
        out.push('-');
    }
    let (whole, rest) = (value.unsigned_abs() / 100, value.unsigned_abs() % 100);
    // Writing to a string cannot fail.
    let _ = match (whole, rest) {
        (whole, 0) => write!(out, "{whole}"),
        (0, rest) if rest % 10 == 0 => write!(out, ".{}", rest / 10),
        (0, rest) => write!(out, ".{rest:02}"),
        (whole, rest) if rest % 10 == 0 => write!(out, "{whole}.{}", rest / 10),
        (whole, rest) => write!(out, "{whole}.{rest:02}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let cases = [(0.0, "0"), (-0.0001, "0"), (0.5, ".5"), (-0.25, "-.25"), (10.0, "10"), (2.71449, "2.714")];
        for (value, text) in cases {
            assert_eq!(number(value, 3), text);
        }
        assert_eq!(number(1200.0, 0), "1200");
    }

    #[test]
    fn a_path_is_written_in_steps_that_add_up() {
        let mut path = BezPath::new();
        path.move_to((1.004, 2.0));
        for i in 1..=300_u32 {
            path.line_to((1.004 + f64::from(i) * 0.014, 2.0));
        }
        path.close_path();
        let data = path_data(&path, Affine::IDENTITY).unwrap();
        // The sum of the steps is the rounded end: errors do not add up.
        let steps: f64 = data[data.find('l').unwrap() + 1..data.len() - 1]
            .split_whitespace()
            .map(|n| n.parse::<f64>().unwrap())
            .sum();
        assert!((steps - 4.2).abs() < 0.0051, "{steps}");
        assert!(data.starts_with("M1 2l.02 0 .01 0") && data.ends_with('z'), "{data}");
    }

    #[test]
    fn what_is_not_finite_is_no_path() {
        let mut path = BezPath::new();
        path.move_to((0.0, f64::NAN));
        assert_eq!(path_data(&path, Affine::IDENTITY), None);
        assert_eq!(path_data(&BezPath::new(), Affine::IDENTITY), None);
    }
}

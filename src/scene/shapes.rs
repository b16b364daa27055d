//! Drawn shapes: lines with teeth, tapered arrows, hatches and marks. Space: points on the page, y down.
//!
//! Pure geometry: no colours, no themes, no places.

use kurbo::{Affine, BezPath, Point, Rect, Vec2};

/// A path through `points`.
pub(crate) fn polyline(points: &[Point]) -> BezPath {
    let mut path = BezPath::new();
    push_polyline(&mut path, points);
    path
}

/// Appends a line through `points`.
pub(crate) fn push_polyline(path: &mut BezPath, points: &[Point]) {
    if let Some((first, rest)) = points.split_first() {
        path.move_to(*first);
        for p in rest {
            path.line_to(*p);
        }
    }
}

/// Appends a closed ring through `points`; a repeated last point is dropped.
pub(crate) fn push_ring(path: &mut BezPath, points: &[Point]) {
    let open = match points {
        [first, rest @ .., last] if !rest.is_empty() && first == last => &points[..points.len() - 1],
        _ => points,
    };
    if open.len() >= 3 {
        push_polyline(path, open);
        path.close_path();
    }
}

/// Twice the area inside a ring, positive if it runs clockwise on a page (y down).
pub(crate) fn signed_area(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum()
}

/// Length of a line.
pub(crate) fn length(line: &[Point]) -> f64 {
    line.windows(2).map(|w| w[0].distance(w[1])).sum()
}

/// The line with a point every `step` points of length, ends kept.
pub(crate) fn resample(line: &[Point], step: f64) -> Vec<Point> {
    let Some(&first) = line.first() else { return Vec::new() };
    let mut out = vec![first];
    let mut due = step;
    let mut gone = 0.0;
    for w in line.windows(2) {
        let span = w[0].distance(w[1]);
        while span > 0.0 && gone + span >= due && out.len() < 20_000 {
            out.push(w[0].lerp(w[1], (due - gone) / span));
            due += step;
        }
        gone += span;
    }
    if let Some(&last) = line.last()
        && out.last() != Some(&last)
    {
        if out.len() > 1 && out[out.len() - 1].distance(last) < step * 0.25 {
            out.pop();
        }
        out.push(last);
    }
    out
}

/// The line with corners rounded: each point moved to the weighted mean of its neighbours, `rounds` times; ends kept.
pub(crate) fn smooth(line: &[Point], rounds: usize) -> Vec<Point> {
    let mut now = line.to_vec();
    for _ in 0..rounds {
        let before = now.clone();
        for i in 1..before.len().saturating_sub(1) {
            let v = before[i - 1].to_vec2() * 0.25 + before[i].to_vec2() * 0.5 + before[i + 1].to_vec2() * 0.25;
            now[i] = v.to_point();
        }
    }
    now
}

/// The last `longest` points of length of a line.
pub(crate) fn tail_cut(line: &[Point], longest: f64) -> Vec<Point> {
    let mut out = Vec::new();
    let mut left = longest;
    for w in line.windows(2).rev() {
        if out.is_empty() {
            out.push(w[1]);
        }
        let span = w[0].distance(w[1]);
        if span >= left {
            out.push(w[1].lerp(w[0], left / span.max(1e-9)));
            left = 0.0;
            break;
        }
        left -= span;
        out.push(w[0]);
    }
    let _ = left;
    out.reverse();
    out
}

/// Teeth on the left of a line (as one travels along it), one every `gap`, `height` long: filled triangles.
pub(crate) fn teeth(line: &[Point], gap: f64, height: f64, into: &mut BezPath) {
    let samples = resample(line, 1.0);
    if samples.len() < 4 {
        return;
    }
    let window = 3_usize;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "gaps are a few points")]
    let every = gap.max(2.0).round() as usize;
    let half = height * 0.52;
    let mut at = every / 2;
    while at < samples.len() {
        let (a, b) = (samples[at.saturating_sub(window)], samples[(at + window).min(samples.len() - 1)]);
        let along = b - a;
        if along.hypot() > 2.0 {
            let along = along.normalize();
            let left = Vec2::new(along.y, -along.x);
            let foot = samples[at];
            into.move_to(foot - along * half);
            into.line_to(foot + left * height);
            into.line_to(foot + along * half);
            into.close_path();
        }
        at += every;
    }
}

/// The look of an arrow, in points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ArrowShape {
    /// Width where it begins.
    pub tail: f64,
    /// Width before the head.
    pub shoulder: f64,
    /// Length of the head.
    pub head_length: f64,
    /// Width of the head.
    pub head_width: f64,
}

/// The outline of a tapered arrow along a line, from share `from` (0 to 1) of its length to its tip.
pub(crate) fn arrow(line: &[Point], shape: ArrowShape, from: f64) -> BezPath {
    let samples = smooth(&resample(line, 2.5), 16);
    let total = length(&samples);
    let mut path = BezPath::new();
    if samples.len() < 2 || total < 3.0 {
        return path;
    }
    let head = shape.head_length.min(total * 0.6);
    let scale = (head / shape.head_length).max(0.45);
    let neck_at = total - head;
    let width = |s: f64| (shape.tail + (shape.shoulder - shape.tail) * (s / neck_at.max(1e-6)).clamp(0.0, 1.0)) * scale;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut gone = 0.0;
    for (i, &p) in samples.iter().enumerate() {
        if i > 0 {
            gone += p.distance(samples[i - 1]);
        }
        if gone < from * neck_at - 1e-9 || gone > neck_at {
            continue;
        }
        let across = normal(&samples, i) * (width(gone) / 2.0);
        left.push(p + across);
        right.push(p - across);
    }
    let tip = samples[samples.len() - 1];
    let neck = point_at(&samples, neck_at);
    let along = (tip - neck).normalize();
    let across = Vec2::new(along.y, -along.x);
    left.push(neck + across * (width(neck_at) / 2.0));
    right.push(neck - across * (width(neck_at) / 2.0));
    let barb = neck - along * (head * 0.16);
    let reach = shape.head_width * scale / 2.0;
    push_polyline(&mut path, &left);
    path.line_to(barb + across * reach);
    path.quad_to(neck + along * (head * 0.35) + across * (reach * 0.42), tip);
    path.quad_to(neck + along * (head * 0.35) - across * (reach * 0.42), barb - across * reach);
    for p in right.iter().rev() {
        path.line_to(*p);
    }
    path.close_path();
    path
}

/// A window through which an arrow along `line` looks broken: its head whole, its shaft in pieces `on` long, `off` apart.
pub(crate) fn breaks(line: &[Point], shape: ArrowShape, on: f64, off: f64) -> BezPath {
    let samples = smooth(&resample(line, 2.5), 16);
    let total = length(&samples);
    let head = shape.head_length.min(total * 0.6);
    let mut path = BezPath::new();
    let mut gone = vec![0.0; samples.len()];
    for i in 1..samples.len() {
        gone[i] = gone[i - 1] + samples[i].distance(samples[i - 1]);
    }
    // The first piece carries the head and reaches beyond the tip.
    let (mut end, mut start) = (total + 1.0, total - head - on);
    while end > 0.0 {
        let inside = |&i: &usize| gone[i] > start && gone[i] < end;
        let ends = [start.max(0.0), end.min(total)].map(|at| point_at(&samples, at));
        let middle: Vec<Point> = (0..samples.len()).filter(inside).map(|i| samples[i]).collect();
        let piece: Vec<Point> = std::iter::once(ends[0]).chain(middle).chain([ends[1]]).collect();
        let sides: Vec<Vec2> = (0..piece.len()).map(|i| normal(&piece, i) * shape.head_width).collect();
        let left = piece.iter().zip(&sides).map(|(p, side)| *p + *side);
        let right = piece.iter().zip(&sides).rev().map(|(p, side)| *p - *side);
        push_ring(&mut path, &left.chain(right).collect::<Vec<_>>());
        end = start - off;
        start = end - on;
    }
    path
}

/// The point at arc length `at`.
pub(crate) fn point_at(line: &[Point], at: f64) -> Point {
    let mut gone = 0.0;
    for w in line.windows(2) {
        let span = w[0].distance(w[1]);
        if gone + span >= at && span > 0.0 {
            return w[0].lerp(w[1], ((at - gone) / span).clamp(0.0, 1.0));
        }
        gone += span;
    }
    line.last().copied().unwrap_or_default()
}

/// The unit normal on the left of the line at its point `i`.
fn normal(line: &[Point], i: usize) -> Vec2 {
    let (a, b) = (line[i.saturating_sub(1)], line[(i + 1).min(line.len() - 1)]);
    let along = b - a;
    let long = along.hypot();
    if long < 1e-9 { Vec2::ZERO } else { Vec2::new(along.y, -along.x) / long }
}

/// Hatch lines at 45 degrees over `area`, `gap` apart, held fast to `anchor` so that they do not swim when the map moves.
pub(crate) fn hatch(area: Rect, gap: f64, anchor: Point, rising: bool) -> BezPath {
    let mut path = BezPath::new();
    let step = gap.max(1.0) * std::f64::consts::SQRT_2;
    // A rising line on the page is x + y = c, a falling one x - y = c.
    let (low, high, origin) = if rising {
        (area.x0 + area.y0, area.x1 + area.y1, anchor.x + anchor.y)
    } else {
        (area.x0 - area.y1, area.x1 - area.y0, anchor.x - anchor.y)
    };
    let mut c = origin + ((low - origin) / step).ceil() * step;
    let mut lines = 0;
    while c < high && lines < 4000 {
        if rising {
            path.move_to((c - area.y1, area.y1));
            path.line_to((c - area.y0, area.y0));
        } else {
            path.move_to((c + area.y0, area.y0));
            path.line_to((c + area.y1, area.y1));
        }
        c += step;
        lines += 1;
    }
    path
}

/// A circle.
pub(crate) fn circle(centre: Point, diameter: f64) -> BezPath {
    use kurbo::Shape;
    kurbo::Circle::new(centre, diameter / 2.0).to_path(0.05)
}

/// A rectangle with round corners.
pub(crate) fn rounded(rect: Rect, radius: f64) -> BezPath {
    use kurbo::Shape;
    rect.to_rounded_rect(radius).to_path(0.05)
}

/// A diamond.
pub(crate) fn diamond(centre: Point, size: f64) -> BezPath {
    let r = size * 0.58;
    let mut path = BezPath::new();
    push_ring(&mut path, &[centre + (0.0, -r), centre + (r, 0.0), centre + (0.0, r), centre + (-r, 0.0)]);
    path
}

/// A regular pentagon on its side.
pub(crate) fn pentagon(centre: Point, size: f64) -> BezPath {
    let ring: Vec<Point> = (0..5)
        .map(|i| {
            let a = f64::from(i) * std::f64::consts::TAU / 5.0;
            centre + (a.sin() * size * 0.56, -a.cos() * size * 0.56)
        })
        .collect();
    let mut path = BezPath::new();
    push_ring(&mut path, &ring);
    path
}

/// A star of eight points.
pub(crate) fn star(centre: Point, size: f64) -> BezPath {
    let mut ring = Vec::new();
    for i in 0..16 {
        let r = if i % 2 == 0 { size * 0.66 } else { size * 0.27 };
        let a = f64::from(i) * std::f64::consts::PI / 8.0;
        ring.push(centre + (a.sin() * r, -a.cos() * r));
    }
    let mut path = BezPath::new();
    push_ring(&mut path, &ring);
    path
}

/// A flag on a pole whose foot stands at `foot`.
pub(crate) fn flag(foot: Point, size: f64) -> BezPath {
    let mut path = BezPath::new();
    let (w, h) = (size * 0.13, size * 1.25);
    let ring = [
        foot + (-w / 2.0, 0.0),
        foot + (-w / 2.0, -h),
        foot + (size * 0.85, -h + size * 0.12),
        foot + (size * 0.62, -h + size * 0.36),
        foot + (size * 0.85, -h + size * 0.60),
        foot + (w / 2.0, -h + size * 0.62),
        foot + (w / 2.0, 0.0),
    ];
    push_ring(&mut path, &ring);
    path
}

/// A square stood on its side: orders and decisions.
pub(crate) fn square(centre: Point, size: f64) -> BezPath {
    let r = size * 0.42;
    rounded(Rect::new(centre.x - r, centre.y - r, centre.x + r, centre.y + r), size * 0.08)
}

/// An anchor whose crown stands at the origin, `size` high, shank upwards; to be stroked.
pub(crate) fn anchor_strokes(centre: Point, size: f64) -> BezPath {
    let s = size / 10.0;
    let mut path = BezPath::new();
    path.move_to((0.0, -2.6 * s));
    path.line_to((0.0, 4.4 * s));
    path.move_to((-2.4 * s, -s));
    path.line_to((2.4 * s, -s));
    path.move_to((-4.0 * s, 1.2 * s));
    path.quad_to((-3.4 * s, 4.4 * s), (0.0, 4.5 * s));
    path.quad_to((3.4 * s, 4.4 * s), (4.0 * s, 1.2 * s));
    let mut ring = circle(Point::new(0.0, -3.7 * s), 2.2 * s);
    ring.apply_affine(Affine::translate(centre.to_vec2()));
    path.apply_affine(Affine::translate(centre.to_vec2()));
    path.extend(ring);
    path
}

/// The canopy of a parachute, `size` high with its lines; to be filled.
pub(crate) fn canopy(centre: Point, size: f64) -> BezPath {
    let s = size / 10.0;
    let mut path = BezPath::new();
    path.move_to((-3.9 * s, -0.6 * s));
    path.curve_to((-3.7 * s, -5.0 * s), (3.7 * s, -5.0 * s), (3.9 * s, -0.6 * s));
    path.quad_to((2.6 * s, -1.7 * s), (1.3 * s, -0.6 * s));
    path.quad_to((0.0, -1.7 * s), (-1.3 * s, -0.6 * s));
    path.quad_to((-2.6 * s, -1.7 * s), (-3.9 * s, -0.6 * s));
    path.close_path();
    path.apply_affine(Affine::translate(centre.to_vec2()));
    path
}

/// The lines of a parachute; to be stroked.
pub(crate) fn shrouds(centre: Point, size: f64) -> BezPath {
    let s = size / 10.0;
    let mut path = BezPath::new();
    for x in [-3.9, -1.3, 1.3, 3.9] {
        path.move_to((x * s, -0.6 * s));
        path.line_to((0.0, 4.2 * s));
    }
    path.apply_affine(Affine::translate(centre.to_vec2()));
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teeth_stand_on_the_left_of_the_line() {
        let mut east = BezPath::new();
        teeth(&[Point::new(0.0, 10.0), Point::new(100.0, 10.0)], 9.0, 4.0, &mut east);
        let bounds = kurbo::Shape::bounding_box(&east);
        // Left of a line that runs east is north, which is up: smaller y.
        assert!((bounds.y0 - 6.0).abs() < 1e-9 && (bounds.y1 - 10.0).abs() < 1e-9, "{bounds:?}");
    }

    #[test]
    fn resampling_keeps_the_ends() {
        let line = [Point::new(0.0, 0.0), Point::new(7.3, 0.0), Point::new(7.3, 5.0)];
        let out = resample(&line, 2.0);
        assert_eq!((out[0], out[out.len() - 1]), (line[0], line[2]));
        assert!(out.windows(2).all(|w| w[0].distance(w[1]) <= 2.5));
    }

    #[test]
    fn an_arrow_ends_at_its_tip() {
        let line = [Point::new(0.0, 0.0), Point::new(60.0, 0.0)];
        let shape = ArrowShape { tail: 2.0, shoulder: 8.0, head_length: 16.0, head_width: 18.0 };
        let bounds = kurbo::Shape::bounding_box(&arrow(&line, shape, 0.0));
        assert!((bounds.x1 - 60.0).abs() < 1e-6 && bounds.height() <= 18.0 + 1e-6, "{bounds:?}");
    }

    #[test]
    fn hatch_lines_cross_the_whole_area_and_keep_their_place() {
        let area = Rect::new(10.0, 10.0, 50.0, 30.0);
        let (here, there) =
            (hatch(area, 6.0, Point::ORIGIN, true), hatch(area, 6.0, Point::new(6.0 * 2_f64.sqrt(), 0.0), true));
        assert_eq!(here.elements().len(), there.elements().len());
        assert!(here.elements().len() > 10);
    }
}

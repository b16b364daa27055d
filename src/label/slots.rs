//! Usual places of names: round a point, along a curve.

use kurbo::{Point, Vec2};

use super::OrientedBox;
use crate::text::{CurvedText, ShapedLine};

/// A place for a name beside a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointSlot {
    /// Where the line's baseline begins.
    pub origin: Point,
    /// What the ink covers there.
    pub area: OrientedBox,
    /// How bad the place is, 0 to 8, after Imhof's order of preference.
    pub cost: f64,
}

/// The eight places of a name round a mark of `mark_pt` radius, `gap_pt` away from it, the best first: right, above
/// right, below right, left, above left, below left, above, below (Imhof, Positioning Names on Maps, 1975).
#[must_use]
pub fn around_point(at: Point, mark_pt: f64, gap_pt: f64, line: &ShapedLine) -> [PointSlot; 8] {
    let ink = line.ink;
    let reach = mark_pt + gap_pt;
    // Beside the mark small letters stand at its height; a corner comes closer, at 45 degrees from the mark.
    let corner = reach * std::f64::consts::FRAC_1_SQRT_2;
    let beside = at.y + line.x_height_pt / 2.0;
    let (above, below) = (at.y - corner - ink.y1, at.y + corner - ink.y0);
    let right = |out: f64| at.x + out - ink.x0;
    let left = |out: f64| at.x - out - ink.x1;
    let centred = at.x - f64::midpoint(ink.x0, ink.x1);
    [
        (right(reach), beside),
        (right(corner), above),
        (right(corner), below),
        (left(reach), beside),
        (left(corner), above),
        (left(corner), below),
        (centred, at.y - reach - ink.y1),
        (centred, at.y + reach - ink.y0),
    ]
    .map({
        let mut cost = -1.0;
        move |(x, y)| {
            cost += 1.0;
            let origin = Point::new(x, y);
            PointSlot { origin, area: OrientedBox::upright(ink + origin.to_vec2()), cost }
        }
    })
}

/// The chain of boxes of text along a curve, one a letter, from `descent_pt` below the baseline to `ascent_pt` above.
#[must_use]
pub fn chain_of(text: &CurvedText, ascent_pt: f64, descent_pt: f64) -> Vec<OrientedBox> {
    text.glyphs
        .iter()
        .zip(&text.middles)
        .zip(&text.advances_pt)
        .filter(|(_, advance)| **advance > 0.0)
        .map(|((glyph, middle), advance)| {
            let up = Vec2::new(glyph.turn.sin(), -glyph.turn.cos());
            OrientedBox {
                centre: *middle + up * ((ascent_pt - descent_pt) / 2.0),
                half: Vec2::new(advance / 2.0, f64::midpoint(ascent_pt, descent_pt)),
                turn: glyph.turn,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{AlongPath, FontFace, Fonts, TextStyle, set_along};

    #[test]
    fn the_chain_follows_the_letters() {
        let line = Fonts::bundled().shape("Okhotsk", &TextStyle::new(FontFace::SerifItalic, 12.0));
        let curve = [Point::new(0.0, 100.0), Point::new(80.0, 70.0), Point::new(160.0, 60.0)];
        let text = set_along(&line, &curve, &AlongPath::default()).unwrap();
        let chain = chain_of(&text, line.cap_height_pt, 3.0);
        assert_eq!(chain.len(), 7);
        let height = line.cap_height_pt + 3.0;
        for (b, glyph) in chain.iter().zip(text.glyphs.iter()) {
            assert!((b.half.y * 2.0 - height).abs() < 1e-9);
            // The origin lies on the box's baseline edge.
            let down = Vec2::new(-b.turn.sin(), b.turn.cos());
            let offset = (Point::new(glyph.x, glyph.y) - b.centre).dot(down);
            assert!((offset - (b.half.y - 3.0)).abs() < 1e-6, "{offset}");
        }
        for pair in chain.windows(2) {
            let gap = pair[0].centre.distance(pair[1].centre);
            assert!(gap > (pair[0].half.x + pair[1].half.x) * 0.7);
        }
    }
}

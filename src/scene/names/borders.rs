//! Names of the borders of today, beside them.

use super::campaign::paragraph;
use super::{Name, id_of, request, straight};
use crate::data::{Border, Lang};
use crate::geo::LonLat;
use crate::scene::frame::Frame;
use crate::scene::lettering::set;
use crate::scene::shapes::length;
use crate::scene::{Class, MarkKind};
use crate::style::TypeStyle;

/// Most borders of today that are named on a page.
const MOST_NAMES: usize = 4;
/// A shorter border on the page is not named, in the length of its name.
const LEAST_LONG: f64 = 0.7;
/// Widest line of a name that stands level beside its border, in its own size, and what that costs.
const LEVEL_EM: f64 = 11.0;
const LEVEL_COST: f64 = 16.0;

/// What the map calls a border: lines that are no borders between two states by their own names, lines of control as such.
fn called(border: &Border) -> String {
    let name = &border.names.en;
    match (name.split_once(", "), name.contains(" - ")) {
        (Some((_, what)), true) => {
            let mut letters = what.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
        (_, false) if !name.is_empty() => name.clone(),
        _ => Class::BorderModern.label().to_owned(),
    }
}

/// Names along the longest borders of today, and along those that are called otherwise.
pub(in crate::scene) fn modern_border_names(frame: &Frame, borders: &[Border]) -> Vec<Name> {
    let mut found: Vec<(bool, f64, usize, Name)> = Vec::new();
    let lines = borders.iter().flat_map(|border| border.lines.iter().map(move |line| (border, line)));
    for (index, (border, line)) in lines.enumerate() {
        let points = frame.line(&line.0.iter().map(|c| LonLat::new(c.x, c.y)).collect::<Vec<_>>());
        if !points.is_empty() && frame.crosses(&points) {
            let text = called(border);
            let is_own = text != Class::BorderModern.label();
            found.extend(name(frame, index, &points, &text).map(|name| (is_own, length(&points), index, name)));
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    found.into_iter().take(MOST_NAMES).map(|(.., name)| name).collect()
}

/// The name of one border on either side of it.
fn name(frame: &Frame, index: usize, points: &[kurbo::Point], text: &str) -> Option<Name> {
    let style = &frame.theme.lettering.phase;
    let line = set(text, style, Lang::En);
    if length(points) < line.width_pt * LEAST_LONG {
        return None;
    }
    let (mut candidates, mut settings) = (Vec::new(), Vec::new());
    let mut cost = 0.0;
    let pieces = straight::pieces(points, frame, line.width_pt);
    for is_above in [true, false] {
        for (boxes, setting) in pieces.iter().filter_map(|piece| piece.beside(&line, straight::NEAR_PT, is_above)) {
            candidates.push((boxes, cost));
            settings.push(setting);
            cost += 1.0;
        }
    }
    cost = LEVEL_COST;
    for (area, setting) in straight::level_beside(points, frame, &paragraph(text, style, LEVEL_EM, Lang::En)) {
        candidates.push((vec![area], cost));
        settings.push(setting);
        cost += 0.5;
    }
    (!candidates.is_empty()).then(|| {
        let style = TypeStyle { colour: frame.theme.borders.modern, ..style.clone() };
        Name::new(MarkKind::PhysicalName, request(id_of("border", index), 780.0, 0.8, candidates), settings, &style)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Names;

    #[test]
    fn a_line_that_is_no_border_between_two_states_goes_by_its_own_name() {
        let named = |name: &str| {
            let names = Names { en: name.to_owned(), ..Names::default() };
            called(&Border { names, rank: 1, between: Vec::new(), lines: Vec::new() })
        };
        assert_eq!(named("China - Mongolia"), "Border of today");
        assert_eq!(named("Military Demarcation Line 1953"), "Military Demarcation Line 1953");
        assert_eq!(named("Japan - Russia, line of control"), "Line of control");
        assert_eq!(named(""), "Border of today");
    }
}

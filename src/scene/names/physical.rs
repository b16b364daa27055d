//! Names of water and land forms, along their curves.

use std::sync::Arc;

use kurbo::Point;

use super::places::name_block;
use super::{Name, Setting, id_of, request};
use crate::data::PhysicalLabel;
use crate::label::{OrientedBox, chain_of};
use crate::scene::MarkKind;
use crate::scene::frame::{Frame, bounds};
use crate::scene::lettering::{legible, set, set_caps, text_style};
use crate::scene::shapes::{length, resample};
use crate::style::TypeStyle;
use crate::text::{AlongPath, Fonts, ShapedLine, set_along};

/// Scale denominator below which islands are subjects of the page, their names before symbols; and the greatest rank of such
/// islands.
const SUBJECT_BELOW: f64 = 10.0e6;
const SUBJECT_RANK: u8 = 3;
/// A name of the first rank is written where at least this share of its curve is on the page: else it names another part.
const LEAST_SEEN: f64 = 0.55;

/// Greatest rank that a scale shows.
fn rank_shown(frame: &Frame) -> u8 {
    match frame.scale / frame.theme.scale.names.max(0.1).sqrt() {
        s if s > 18.0e6 => 1,
        s if s > 6.0e6 => 2,
        s if s > 2.8e6 => 3,
        _ => 4,
    }
}

/// How a kind of form is lettered.
struct Manner {
    style: TypeStyle,
    /// Part of the curve over which the letters are spread.
    spread: f64,
    /// Space between letters before spreading, em.
    spacing_em: f64,
    /// Most space that spreading adds, em.
    most_em: f64,
    /// Above the curve rather than on it: rivers.
    is_above: bool,
    priority: f64,
}

fn manner(frame: &Frame, label: &PhysicalLabel) -> Manner {
    let types = &frame.theme.lettering;
    let rank = f64::from(label.rank);
    let sized = |style: &TypeStyle, share: f64| TypeStyle { size_pt: style.size_pt * share, ..style.clone() };
    let of = |style: TypeStyle, spread, spacing_em, most_em, priority: f64| Manner {
        style,
        spread,
        spacing_em,
        most_em,
        is_above: false,
        priority: priority - rank * 10.0,
    };
    match label.kind.as_str() {
        "sea" => of(sized(&types.sea, if label.rank == 1 { 1.0 } else { 0.75 }), 0.62, 0.10, 0.9, 860.0),
        "gulf" | "strait" | "lake" => {
            of(sized(&types.gulf, if label.rank == 1 { 1.2 } else { 1.0 }), 0.5, 0.03, 0.5, 620.0)
        }
        "river" => Manner { is_above: true, ..of(types.river.clone(), 0.0, 0.06, 0.0, 560.0) },
        "range" => of(sized(&types.range, if label.rank == 1 { 1.15 } else { 1.0 }), 0.7, 0.14, 1.6, 640.0),
        // At large scales islands are what the page is about.
        "island" if label.rank > 1 && frame.scale < SUBJECT_BELOW => of(types.island.clone(), 0.45, 0.04, 0.8, 890.0),
        "island" | "peninsula" => of(types.island.clone(), 0.45, 0.04, 0.8, 650.0),
        _ => of(types.range.clone(), 0.6, 0.14, 1.2, 600.0),
    }
}

/// Physical names that the view shows.
pub(in crate::scene) fn physical_names(frame: &Frame, labels: &[PhysicalLabel]) -> Vec<Name> {
    let last = rank_shown(frame);
    let mut names = Vec::new();
    let is_subject = |l: &PhysicalLabel| l.kind == "island" && l.rank <= SUBJECT_RANK && frame.scale < SUBJECT_BELOW;
    for (index, label) in labels.iter().enumerate().filter(|(_, l)| l.rank <= last || is_subject(l)) {
        let points = frame.line(&label.curve);
        if points.is_empty() || !frame.sees(bounds(&points)) {
            continue;
        }
        if label.kind == "island" && label.rank == 1 && share_seen(frame, &points) < LEAST_SEEN {
            continue;
        }
        let manner = manner(frame, label);
        names.extend(if points.len() == 1 {
            spot(frame, label, index, points[0], &manner)
        } else {
            along(frame, label, index, &points, &manner)
        });
    }
    names
}

/// A name beside a spot.
fn spot(frame: &Frame, label: &PhysicalLabel, index: usize, at: Point, manner: &Manner) -> Option<Name> {
    if !frame.map.contains(at) {
        return None;
    }
    let block = name_block(frame, &label.names, &manner.style);
    let (mut candidates, mut settings) = (Vec::new(), Vec::new());
    for (area, cost, setting) in block.around(at, 1.5, 2.0) {
        candidates.push((vec![area], cost));
        settings.push(setting);
    }
    Some(Name::new(
        MarkKind::PhysicalName,
        request(id_of("spot", index), manner.priority - 100.0, 0.6, candidates),
        settings,
        &manner.style,
    ))
}

/// A name along a curve: spread over it, then closer, then on its parts that lie on the page.
fn along(frame: &Frame, label: &PhysicalLabel, index: usize, points: &[Point], manner: &Manner) -> Option<Name> {
    let lang = frame.view.lang;
    let text = legible(&label.names, lang);
    let line = if label.kind == "sea" || manner.spread == 0.0 || !is_region(&label.kind) {
        let style = text_style(&manner.style, lang).spaced(manner.spacing_em * manner.style.size_pt);
        Fonts::bundled().shape(text, &style)
    } else {
        set_caps(text, &manner.style, lang, manner.spacing_em)
    };
    let line = if line.glyphs.is_empty() { set(text, &manner.style, lang) } else { line };
    let (mut candidates, mut settings) = (Vec::new(), Vec::new());
    let curves = stretches(points, frame, line.width_pt * 1.15 + 4.0);
    let mut cost = 0.0;
    for spread in [manner.spread, manner.spread * 0.6, 0.0] {
        for curve in &curves {
            for rise in rises(manner, &line) {
                let how = AlongPath { rise_pt: rise, max_turn: 0.4, spread, max_spread_em: manner.most_em };
                if let Ok(curved) = set_along(&line, curve, &how) {
                    let boxes = chain_of(&curved, line.cap_height_pt, line.descent_pt * 0.4);
                    candidates.push((boxes, cost));
                    settings.push(Setting::Curve { line: Arc::clone(&line), curved });
                    cost += 1.0;
                }
            }
        }
        if manner.spread == 0.0 {
            break;
        }
    }
    if label.kind == "island" && label.rank > 1 && share_seen(frame, points) > 0.5 {
        beside(frame, label, points, manner, &mut candidates, &mut settings);
    }
    (!candidates.is_empty()).then(|| {
        Name::new(
            MarkKind::PhysicalName,
            request(id_of("physical", index), manner.priority, 1.0, candidates),
            settings,
            &manner.style,
        )
    })
}

/// The middle of a curve's ends.
fn middle(points: &[Point]) -> Point {
    points[0].midpoint(points[points.len() - 1])
}

/// The part of a curve that lies on the map.
fn share_seen(frame: &Frame, points: &[Point]) -> f64 {
    let dense = resample(points, STEP_PT);
    let seen = dense.iter().filter(|p| frame.map.contains(**p)).count();
    #[expect(clippy::cast_precision_loss, reason = "points of a curve")]
    let share = seen as f64 / dense.len().max(1) as f64;
    share
}

/// The name of an island beside it, where it is too small to carry it.
fn beside(
    frame: &Frame,
    label: &PhysicalLabel,
    points: &[Point],
    manner: &Manner,
    candidates: &mut Vec<(Vec<OrientedBox>, f64)>,
    settings: &mut Vec<Setting>,
) {
    let block = name_block(frame, &label.names, &manner.style);
    let reach = (length(points) * 0.4).clamp(3.0, 9.0);
    for (gap, dearer) in [(2.0, BESIDE_COST), (7.0, BESIDE_COST + 8.0)] {
        for (area, cost, setting) in block.around(middle(points), reach, gap) {
            candidates.push((vec![area], cost + dearer));
            settings.push(setting);
        }
    }
}

/// Kinds set in small capitals.
fn is_region(kind: &str) -> bool {
    matches!(kind, "range" | "plain" | "steppe" | "desert")
}

/// Heights of the baseline over the curve: on it, or to either side of a river.
fn rises(manner: &Manner, line: &ShapedLine) -> Vec<f64> {
    if manner.is_above { vec![2.2, -2.2 - line.x_height_pt * 1.1] } else { vec![-line.x_height_pt / 2.0] }
}

/// What it costs an island's name to stand beside it.
const BESIDE_COST: f64 = 20.0;
/// Step along a curve at which its stretches begin, points.
const STEP_PT: f64 = 4.0;
/// Most stretches of a curve that are tried.
const MOST_STRETCHES: usize = 12;

/// Stretches of a curve to try, all inside the map, the longest first: the whole, then parts of it, each half as long as
/// the one before, down to the length `need_pt` of the name. They begin at fixed shares of the curve, so that a name
/// rests on the ground while the map is panned.
fn stretches(points: &[Point], frame: &Frame, need_pt: f64) -> Vec<Vec<Point>> {
    let map = frame.map.inset(-6.0);
    let dense = resample(points, STEP_PT);
    // How many points up to each one lie outside the map.
    let mut outside = vec![0_usize];
    outside.extend(dense.iter().scan(0, |count, p| {
        *count += usize::from(!map.contains(*p));
        Some(*count)
    }));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "points of a name")]
    let need = (need_pt / STEP_PT).ceil() as usize + 1;
    let mut found = Vec::new();
    let mut long = dense.len();
    while long >= need.max(2) && found.len() < MOST_STRETCHES {
        let shift = (long / 4).max(1);
        let last = dense.len() - long;
        let mut starts: Vec<usize> = (0..=last / shift).map(|k| k * shift).collect();
        // From the middle of the curve outwards.
        starts.sort_by_key(|start| (start * 2).abs_diff(last));
        let is_inside = |start: &usize| outside[start + long] == outside[*start];
        found.extend(starts.into_iter().filter(is_inside).take(5).map(|start| dense[start..start + long].to_vec()));
        if long == need {
            break;
        }
        long = (long / 2).max(need);
    }
    found
}

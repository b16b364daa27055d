//! Names of marches, beside their arrows: along the shaft or at the head, nearer than to any other arrow.

use kurbo::{Point, Rect, Vec2};

use super::campaign::{SHAFT_COST, paragraph};
use super::{Block, Name, Setting, id_of, request};
use crate::data::{Dataset, Side};
use crate::label::{OrientedBox, Request};
use crate::scene::MarkKind;
use crate::scene::frame::{Frame, bounds};
use crate::scene::lettering::legible;
use crate::scene::movements::{ArrowMark, side_colour};
use crate::scene::shapes::{length, point_at, resample};
use crate::style::TypeStyle;

/// Where along an arrow its name is tried: share of its length from the head, and what that costs.
const BACK: [(f64, f64); 4] = [(0.45, 0.0), (0.3, 3.0), (0.6, 6.0), (0.15, 9.0)];
/// What it costs a name to stand round the head.
const HEAD_COST: f64 = 12.0;
/// Widest line of a name, in its own size.
const WIDEST_EM: f64 = 11.0;
/// Distance at which a shaft is looked at, points.
const STEP_PT: f64 = 4.0;
/// How much nearer to its own arrow than to another one a name is to stand, points.
const CLEARLY_PT: f64 = 3.0;

/// Names of the marches under way.
pub(super) fn march_names(frame: &Frame, data: &Dataset, arrows: &[ArrowMark]) -> Vec<Name> {
    let shafts: Vec<Vec<Point>> = arrows.iter().map(|arrow| resample(&arrow.line, STEP_PT)).collect();
    arrows.iter().enumerate().filter_map(|(own, arrow)| march(frame, data, arrow, own, &shafts)).collect()
}

fn march(frame: &Frame, data: &Dataset, mark: &ArrowMark, own: usize, shafts: &[Vec<Point>]) -> Option<Name> {
    let movement = data.movements.get(mark.index)?;
    let last = if frame.scale > 2.5e6 { 1 } else { 2 };
    // An arrow is told by its head.
    if movement.rank > last || !mark.is_under_way || !frame.map.contains(mark.tip) {
        return None;
    }
    let own_style = &frame.theme.lettering.movement;
    let style = match movement.meta.side {
        None | Some(Side::Soviet) => own_style.clone(),
        Some(side) => TypeStyle { colour: side_colour(frame, side), ..own_style.clone() },
    };
    let block = paragraph(legible(&movement.meta.names, frame.view.lang), &style, WIDEST_EM, frame.view.lang);
    let (mut candidates, mut settings) = (Vec::new(), Vec::new());
    for (area, cost, setting) in places(frame, mark, &block) {
        let box_of = area.bounds();
        let others = shafts.iter().enumerate().filter(|(other, _)| *other != own);
        let nearest = others.map(|(_, shaft)| gap(&box_of, shaft)).fold(f64::INFINITY, f64::min);
        if gap(&box_of, &shafts[own]) + CLEARLY_PT < nearest {
            candidates.push((vec![area], cost));
            settings.push(setting);
        }
    }
    let id = id_of("movement", &movement.meta.id);
    let request = request(id, 740.0 - 30.0 * f64::from(movement.rank), 0.8, candidates);
    // Across another arrow it would be read as that one's name.
    let request = Request { max_cost: SHAFT_COST, ..request };
    Some(Name {
        tip: Some(mark.tip),
        formation: Some(movement.formation.clone()),
        ..Name::new(MarkKind::CampaignName, request, settings, &style)
    })
}

/// Places of a name on both sides of a shaft and round the head.
fn places(frame: &Frame, mark: &ArrowMark, block: &Block) -> Vec<(OrientedBox, f64, Setting)> {
    let (w, h) = block.size();
    let total = length(&mark.line);
    let style = &frame.theme.movement;
    let mut found = Vec::new();
    for (back, cost) in BACK {
        let at = point_at(&mark.line, total * (1.0 - back));
        let ahead = point_at(&mark.line, (total * (1.0 - back) + 6.0).min(total));
        let along = if ahead.distance(at) > 0.1 { (ahead - at).normalize() } else { mark.along };
        for (side, dearer) in [(1.0, 0.0), (-1.0, 1.5)] {
            let across = Vec2::new(along.y, -along.x) * side;
            // Far enough for the box's corner to clear the shaft.
            let reach = style.shoulder_width_pt * 0.7 + 2.0;
            let centre = at + across * (reach + f64::midpoint(across.x.abs() * w, across.y.abs() * h));
            let align = if across.x > 0.35 {
                0.0
            } else if across.x < -0.35 {
                1.0
            } else {
                0.5
            };
            let (area, setting) = block.at(Point::new(centre.x - w / 2.0, centre.y - h / 2.0), align);
            found.push((area, cost + dearer, setting));
        }
    }
    let round = block.around(mark.tip, style.shoulder_width_pt, 2.0).into_iter();
    found.extend(round.map(|(area, cost, setting)| (area, cost * 0.5 + HEAD_COST, setting)));
    found
}

/// Distance of a box from a shaft, points.
fn gap(area: &Rect, shaft: &[Point]) -> f64 {
    if !bounds(shaft).inflate(60.0, 60.0).overlaps(*area) {
        return f64::INFINITY;
    }
    let away = |p: &Point| p.distance(Point::new(p.x.clamp(area.x0, area.x1), p.y.clamp(area.y0, area.y1)));
    shaft.iter().map(away).fold(f64::INFINITY, f64::min)
}

//! Names of the campaign: events, formations on the march, holdouts, zones, dates of phase lines.

use kurbo::Point;

use super::marches::march_names;
use super::places::name_block;
use super::{Block, Name, Setting, id_of, points, request, straight};
use crate::data::{Dataset, Lang};
use crate::label::OrientedBox;
use crate::scene::MarkKind;
use crate::scene::areas::HoldoutMark;
use crate::scene::frame::{Frame, bounds};
use crate::scene::lettering::{legible, set, text_style};
use crate::scene::marks::Mark;
use crate::scene::movements::ArrowMark;
use crate::scene::phases::PhaseLine;
use crate::scene::shapes::{length, resample};
use crate::scene::swept::winding;
use crate::scene::zones::ZoneMark;
use crate::style::TypeStyle;
use crate::text::Fonts;
use crate::time::{UtcOffset, month_name};

/// Scale denominator below which areas of agreements and orders are labelled.
const AREA_LABELS_BELOW: f64 = 2.6e6;

/// What it costs a name to cross the shaft of an arrow.
pub(super) const SHAFT_COST: f64 = 26.0;

/// Where in the frame of an area its label is tried, as shares of width and height.
const AREA_SPOTS: [(f64, f64); 13] = [
    (0.5, 0.5),
    (0.5, 0.3),
    (0.5, 0.7),
    (0.3, 0.5),
    (0.7, 0.5),
    (0.5, 0.12),
    (0.5, 0.88),
    (0.3, 0.3),
    (0.7, 0.3),
    (0.3, 0.7),
    (0.7, 0.7),
    (0.15, 0.5),
    (0.85, 0.5),
];
/// The part of a holdout that the map shows, for it to be named.
const LEAST_SEEN: f64 = 0.4;
/// What it costs the date of a phase line to stand on end.
const STEEP_COST: f64 = 12.0;
/// What it costs a zone's label to be cut short, and to stand level beside a line that is straight elsewhere.
const SHORT_COST: f64 = 20.0;
const LEVEL_COST: f64 = 26.0;
/// Widest line of such a label, in its own size.
const LEVEL_EM: f64 = 13.0;

/// The title of an event goes when its mark is fainter than this.
const TITLE_FROM: f64 = 0.3;
/// A fading title stays as strong as this while it can be read.
const FAINTEST_TITLE: f64 = 0.78;
/// Widest line of an event's title, in its own size.
const TITLE_EM: f64 = 13.0;

/// What of the campaign stands on the page.
#[derive(Clone, Debug, Default)]
pub(in crate::scene) struct Campaigning {
    /// Events.
    pub events: Vec<Mark>,
    /// Arrows.
    pub arrows: Vec<ArrowMark>,
    /// Holdouts.
    pub holdouts: Vec<HoldoutMark>,
    /// Pockets: indices in the dataset's list.
    pub pockets: Vec<usize>,
    /// Landings.
    pub landings: Vec<Mark>,
    /// Small islands with marks of their own.
    pub islands: Vec<Mark>,
    /// Zones.
    pub zones: Vec<ZoneMark>,
    /// Phase lines.
    pub phases: Vec<PhaseLine>,
}

/// Names of what stands on the page.
pub(in crate::scene) fn campaign_names(frame: &Frame, data: &Dataset, on_page: &Campaigning) -> Vec<Name> {
    let mut names = Vec::new();
    names.extend(on_page.events.iter().filter_map(|m| event(frame, data, m)));
    names.extend(march_names(frame, data, &on_page.arrows));
    // A name beside the sign that hides its thing would be read as the sign's.
    let is_hidden = |h: &&HoldoutMark| on_page.landings.iter().any(|sign| sign.bounds.contains(h.bounds.center()));
    names.extend(on_page.holdouts.iter().filter(|h| !is_hidden(h)).filter_map(|h| holdout(frame, data, h)));
    names.extend(on_page.zones.iter().filter_map(|z| zone(frame, data, z)));
    names.extend(on_page.phases.iter().filter_map(|p| phase(frame, p)));
    names
}

/// A paragraph in a type style, balanced.
pub(super) fn paragraph(text: &str, style: &TypeStyle, widest_em: f64, lang: Lang) -> Block {
    let lines = Fonts::bundled().balance_lines(text, &text_style(style, lang), style.size_pt * widest_em);
    Block { lines, leading_pt: style.size_pt * 1.14 }
}

fn around(id: u64, priority: f64, block: &Block, at: Point, mark_pt: f64, style: &TypeStyle) -> Name {
    let (mut candidates, mut settings) = (Vec::new(), Vec::new());
    for (gap, dearer) in [(2.0, 0.0), (8.0, 10.0), (16.0, 22.0)] {
        for (area, cost, setting) in block.around(at, mark_pt, gap) {
            candidates.push((vec![area], cost + dearer));
            settings.push(setting);
        }
    }
    Name::new(MarkKind::CampaignName, request(id, priority, 1.0, candidates), settings, style)
}

fn event(frame: &Frame, data: &Dataset, mark: &Mark) -> Option<Name> {
    let event = data.events.get(mark.index)?;
    let most = match frame.scale {
        s if s > 5.0e6 => 1,
        s if s > 1.2e6 => 2,
        _ => 3,
    };
    if event.rank > most || mark.opacity < TITLE_FROM {
        return None;
    }
    let style = &frame.theme.lettering.event;
    let block = paragraph(legible(&event.meta.names, frame.view.lang), style, TITLE_EM, frame.view.lang);
    let priority = 990.0 - 10.0 * f64::from(event.rank);
    let id = id_of("event", &event.meta.id);
    let reach = (frame.theme.mark.size_pt * 0.62).max(mark.bounds.width() * 0.6);
    let mut name = around(id, priority, &block, mark.at, reach, style);
    name.request.names = Some(points::of_sign(mark, frame.place(event.at)));
    Some(Name { opacity: mark.opacity.max(FAINTEST_TITLE), ..name })
}

fn holdout(frame: &Frame, data: &Dataset, mark: &HoldoutMark) -> Option<Name> {
    let seen = mark.bounds.intersect(frame.map);
    if frame.scale > 4.5e6 || seen.area() < mark.bounds.area() * LEAST_SEEN {
        return None;
    }
    let area = data.holdouts.get(mark.index)?;
    let style = &frame.theme.lettering.holdout;
    let block = name_block(frame, &area.meta.names, style);
    let reach = seen.width().max(seen.height()) / 2.0;
    let id = id_of("holdout", &area.meta.id);
    let mut name = around(id, 560.0, &block, seen.center(), reach.min(40.0), style);
    name.request.names = Some(points::of_holdout(mark, frame));
    Some(name)
}

fn zone(frame: &Frame, data: &Dataset, mark: &ZoneMark) -> Option<Name> {
    let zone = data.zones.get(mark.index)?;
    let is_main = zone.rank == 1;
    if mark.label.is_empty() || (mark.is_area && !is_main && frame.scale > AREA_LABELS_BELOW) {
        return None;
    }
    let style = &frame.theme.lettering.zone;
    let id = id_of("zone", &zone.meta.id);
    let (mut candidates, mut settings) = (Vec::new(), Vec::new());
    if mark.is_area {
        let block = paragraph(&mark.label, style, 14.0, Lang::En);
        let (w, h) = block.size();
        // In its greatest part, and inside that.
        let seen = bounds(&mark.line).intersect(frame.map);
        if seen.width() < w * 0.5 || seen.height() < h {
            return None;
        }
        for (i, (x, y)) in AREA_SPOTS.iter().enumerate() {
            let centre = Point::new(seen.x0 + seen.width() * x, seen.y0 + seen.height() * y);
            if winding(&mark.line, centre) == 0 {
                continue;
            }
            let (area, setting) = block.at(Point::new(centre.x - w / 2.0, centre.y - h / 2.0), 0.5);
            #[expect(clippy::cast_precision_loss, reason = "a few places")]
            candidates.push((vec![area], 2.0 * i as f64));
            settings.push(setting);
        }
    } else {
        beside_line(frame, mark, style, &mut candidates, &mut settings);
    }
    (!candidates.is_empty()).then(|| {
        Name::new(
            MarkKind::ZoneLabel,
            request(id, if is_main { 955.0 } else { 430.0 }, 1.0, candidates),
            settings,
            style,
        )
    })
}

/// Places of a zone's label beside its line: close to it on either side, or clear of a front that stands on it; in full, or
/// where there is no room for that what stands before the colon. Where the line is nowhere straight the label is level.
fn beside_line(
    frame: &Frame,
    mark: &ZoneMark,
    style: &TypeStyle,
    candidates: &mut Vec<(Vec<OrientedBox>, f64)>,
    settings: &mut Vec<Setting>,
) {
    let front = &frame.theme.front;
    let clear = front.casing_width_pt / 2.0 + front.tooth_length_pt + 2.0;
    let short = mark.label.split_once(": ").map(|(short, _)| short);
    for (text, dearer) in std::iter::once((mark.label.as_str(), 0.0)).chain(short.map(|s| (s, SHORT_COST))) {
        let line = set(text, style, Lang::En);
        let pieces = straight::pieces(&mark.line, frame, line.width_pt);
        let mut cost = dearer;
        for (gap, is_above) in [straight::NEAR_PT, clear].into_iter().flat_map(|gap| [(gap, true), (gap, false)]) {
            for (boxes, setting) in pieces.iter().filter_map(|piece| piece.beside(&line, gap, is_above)) {
                candidates.push((boxes, cost));
                settings.push(setting);
                cost += 1.0;
            }
        }
        let block = paragraph(text, style, LEVEL_EM, Lang::En);
        cost = dearer + LEVEL_COST;
        for (area, setting) in straight::level_beside(&mark.line, frame, &block) {
            candidates.push((vec![area], cost));
            settings.push(setting);
            cost += 0.5;
        }
    }
}

/// The date of an earlier line, set into it.
fn phase(frame: &Frame, mark: &PhaseLine) -> Option<Name> {
    let style = &frame.theme.lettering.phase;
    // The close of a day is the first moment of the next: the day is the one before.
    let fields = mark.stands_at.plus_secs(-60).fields(UtcOffset::PLUS_NINE);
    let month: String = month_name(fields.month).chars().take(3).collect();
    let line = set(&format!("{} {month}", fields.day), style, Lang::En);
    let part = mark.parts.iter().max_by(|a, b| length(a).total_cmp(&length(b)))?;
    let (mut candidates, mut settings) = (Vec::new(), Vec::new());
    for piece in straight::pieces(part, frame, line.width_pt).iter().filter(|piece| frame.is_land(piece.middle())) {
        let Some((boxes, setting)) = piece.set_into(&line) else { continue };
        #[expect(clippy::cast_precision_loss, reason = "a few pieces")]
        let cost = candidates.len() as f64 + piece.steepness() * STEEP_COST;
        candidates.push((boxes, cost));
        settings.push(setting);
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of days")]
    let priority = 500.0 - 10.0 * mark.age as f64;
    (!candidates.is_empty()).then(|| Name {
        opacity: 0.85,
        ..Name::new(MarkKind::PhaseDate, request(id_of("phase", &mark.id), priority, 0.4, candidates), settings, style)
    })
}

/// Marks kept out of the way of names.
impl Campaigning {
    /// Everything that no name may cover.
    pub(in crate::scene) fn forbid(&self, placer: &mut crate::label::Placer, frame: &Frame) {
        for mark in &self.events {
            placer.forbid_box(OrientedBox::upright(mark.bounds));
        }
        for mark in self.holdouts.iter().filter(|m| m.bounds.width() < 30.0) {
            placer.forbid_box(OrientedBox::upright(mark.bounds));
        }
        for arrow in &self.arrows {
            let head = frame.theme.movement.head_length_pt;
            placer.forbid_disc(arrow.tip - arrow.along * head * 0.45, head * 0.5);
            let shaft = resample(&arrow.line, 10.0);
            placer.avoid_line(&shaft, frame.theme.movement.shoulder_width_pt * 0.4, SHAFT_COST);
        }
    }
}

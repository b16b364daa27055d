//! Which features of a campaign are handed on, and how each looks.

use std::collections::BTreeMap;

use geo::orient::{Direction, Orient};
use geo::{Geometry, LineString, MapCoords, MultiPolygon};

use super::features::{Audience, ExchangeFeature, ExchangeLayer, ExchangeOptions, ShapeStyle};
use super::properties::{described, put};
use super::snapshot;
use crate::data::{Meta, Movement, Side, Status, exchange_properties};
use crate::geo::LonLat;
use crate::model::Campaign;
use crate::style::{Colour, Theme};
use crate::time::{Instant, Period};

/// An event is shown for a day, seconds.
const EVENT_SHOWN_SECS: i64 = 86_400;

/// The features of the campaign for other programs, layer by layer from the bottom up, each layer in the file's order.
#[must_use]
pub fn exchange_features(campaign: &Campaign, options: &ExchangeOptions, theme: &Theme) -> Vec<ExchangeFeature> {
    let mut features = all_features(campaign, options, theme);
    features.retain(|feature| feature.audience != Audience::Own);
    features
}

/// The same, and among them what only this program reads.
pub(super) fn all_features(campaign: &Campaign, options: &ExchangeOptions, theme: &Theme) -> Vec<ExchangeFeature> {
    let writer = Writer { campaign, options, theme };
    let mut features = writer.dated_fronts();
    if let Some(t) = options.as_of {
        let state = campaign.state_at(t, options.reading, options.motion);
        features.extend(writer.standing_lines(&state));
        features.extend(writer.fronts_at(&state));
    }
    features.extend(writer.areas());
    features.extend(writer.points());
    features.extend(writer.movements());
    features.sort_by_key(|feature| feature.layer);
    features
}

pub(super) struct Writer<'a> {
    pub campaign: &'a Campaign,
    pub options: &'a ExchangeOptions,
    pub theme: &'a Theme,
}

impl Writer<'_> {
    /// Every dated line of every sector with the land behind it, until the next one; those of a snapshot, up to its instant,
    /// are for this program alone.
    fn dated_fronts(&self) -> Vec<ExchangeFeature> {
        let data = self.campaign.data();
        let dated = self.campaign.dated_fronts(self.options.reading);
        let dated: BTreeMap<usize, _> = dated.into_iter().map(|dated| (dated.front, dated)).collect();
        let mut features = Vec::new();
        for (index, front) in data.fronts.iter().enumerate().filter(|(_, f)| self.has_begun(f.meta.period)) {
            let shown = dated.get(&index).filter(|_| self.options.as_of.is_none());
            let span = shown.and_then(|d| Period::new(d.since, d.until.unwrap_or(Instant::DISTANT_FUTURE)));
            let (span, line) = (span.unwrap_or(front.meta.period), line_of(&front.line));
            let mut feature = self.feature(ExchangeLayer::Fronts, &front.meta, &line, span, self.style_of_front());
            let Some(shown) = shown else {
                feature.audience = Audience::Own;
                features.push(feature);
                continue;
            };
            let ground = self.campaign.land().clip(&shown.ground);
            if !ground.0.is_empty() {
                let (shape, style) = (Geometry::MultiPolygon(ground), self.style_of_ground());
                let mut ground = self.feature(ExchangeLayer::Ground, &front.meta, &shape, span, style);
                ground.id = format!("{}-ground", front.meta.id);
                put(&mut ground.properties, "id", ground.id.clone());
                ground.audience = Audience::Others;
                features.push(ground);
            }
            features.push(feature);
        }
        features
    }

    /// Islands, zones, pockets and holdouts.
    fn areas(&self) -> Vec<ExchangeFeature> {
        let data = self.campaign.data();
        let area = |layer, meta: &Meta, shape: &MultiPolygon<f64>, style| {
            self.feature(layer, meta, &Geometry::MultiPolygon(shape.clone()), meta.period, style)
        };
        let islands = data.islands.iter().map(|island| {
            let mut feature = area(ExchangeLayer::Islands, &island.meta, &island.shape, self.style_of_ground());
            // That an island is still Japanese is for this program to draw.
            if !self.has_begun(island.meta.period) {
                feature.audience = Audience::Own;
            }
            feature
        });
        let pockets = data.pockets.iter().filter(|a| self.is_in_force(a.meta.period));
        let pockets = pockets.map(|a| area(ExchangeLayer::Pockets, &a.meta, &a.shape, self.style_of_ground()));
        let holdouts = data.holdouts.iter().filter(|a| self.is_in_force(a.meta.period));
        let holdouts = holdouts.map(|a| area(ExchangeLayer::Holdouts, &a.meta, &a.shape, self.style_of_holdout()));
        let zones = data.zones.iter().filter(|z| self.is_in_force(z.meta.period)).map(|zone| {
            let style = self.style_of_zone(zone.meta.status);
            self.feature(ExchangeLayer::Zones, &zone.meta, &zone.geometry, zone.meta.period, style)
        });
        islands.chain(pockets).chain(holdouts).chain(zones).collect()
    }

    /// Landings and events.
    fn points(&self) -> Vec<ExchangeFeature> {
        let data = self.campaign.data();
        let style = |colour| ShapeStyle { colour, width_pt: 1.0, line_opacity: 1.0, fill_opacity: 1.0 };
        let landings = data.landings.iter().filter(|l| self.has_begun(l.meta.period)).map(|landing| {
            let colour = style(self.colour_of(landing.meta.side));
            self.feature(ExchangeLayer::Landings, &landing.meta, &point(landing.at), landing.meta.period, colour)
        });
        let events = data.events.iter().filter(|e| self.has_begun(e.meta.period)).map(|event| {
            let (start, end) = (event.meta.period.start(), event.meta.period.end());
            // A moment would never be seen: an event is shown for a day at least, as in the program.
            let span = Period::new(start, end.max(start.plus_secs(EVENT_SHOWN_SECS))).unwrap_or(event.meta.period);
            let ink = style(self.theme.page.ink);
            self.feature(ExchangeLayer::Events, &event.meta, &point(event.at), span, ink)
        });
        landings.chain(events).collect()
    }

    /// Marches with an instant a vertex; at an instant as far as they have got.
    fn movements(&self) -> Vec<ExchangeFeature> {
        let data = self.campaign.data();
        let mut features = Vec::new();
        for (index, movement) in data.movements.iter().enumerate() {
            let Some(span) = span_of(movement).filter(|span| self.has_begun(*span)) else { continue };
            let is_plan = movement.meta.status != Status::Executed;
            let style = ShapeStyle {
                colour: self.colour_of(movement.meta.side),
                width_pt: if is_plan { 1.0 } else { 1.0 + f64::from(movement.width) / 2.0 },
                line_opacity: if is_plan { 0.6 } else { 1.0 },
                fill_opacity: 0.0,
            };
            let whole = line_of(&movement.line);
            let mut feature = self.feature(ExchangeLayer::Movements, &movement.meta, &whole, span, style);
            feature.times.clone_from(&movement.times);
            // A plan is on the map as a whole while it is one.
            let is_under_way = |t: &Instant| !is_plan && movement.times.last().is_some_and(|last| t < last);
            if let Some(t) = self.options.as_of.filter(is_under_way) {
                let (travelled, head) = self.campaign.movement_at(index, t);
                snapshot::cut_march(&mut feature, &travelled, head, t);
                if feature.times.len() < 2 {
                    continue;
                }
            }
            features.push(feature);
        }
        features
    }

    pub(super) fn feature(
        &self,
        layer: ExchangeLayer,
        meta: &Meta,
        geometry: &Geometry<f64>,
        span: Period,
        style: ShapeStyle,
    ) -> ExchangeFeature {
        let is_known = |t: &Instant| *t != Instant::DISTANT_PAST && *t != Instant::DISTANT_FUTURE;
        let start = Some(span.start()).filter(is_known);
        // The last second in force; a moment is its own end.
        let last = |end: Instant| end.plus_secs(-1).max(span.start());
        let end = Some(span.end()).filter(is_known).map(last);
        let mut properties = exchange_properties(&meta.record);
        put(&mut properties, "description", described(meta, &self.campaign.data().sources));
        let (id, name, geometry) = (meta.id.clone(), meta.names.en.clone(), rounded(geometry));
        let is_shown = self.campaign.shows(meta, self.options.reading);
        let audience = if is_shown { Audience::All } else { Audience::Own };
        ExchangeFeature { layer, id, name, geometry, start, end, times: Vec::new(), style, properties, audience }
    }

    fn has_begun(&self, span: Period) -> bool {
        self.options.as_of.is_none_or(|t| span.start() <= t)
    }

    fn is_in_force(&self, span: Period) -> bool {
        self.options.as_of.is_none_or(|t| span.contains(t))
    }

    fn colour_of(&self, side: Option<Side>) -> Colour {
        let sides = &self.theme.sides;
        match side {
            None | Some(Side::Soviet) => sides.soviet,
            Some(Side::Mongolia) => sides.mongolia,
            Some(Side::Japan) => sides.japan,
            Some(Side::Manchukuo) => sides.manchukuo,
            Some(Side::Mengjiang) => sides.mengjiang,
            Some(Side::China) => sides.china,
            Some(Side::Us) => sides.us,
            Some(Side::Allied) => sides.allied,
        }
    }

    pub(super) const fn style_of_ground(&self) -> ShapeStyle {
        let ground = &self.theme.ground;
        ShapeStyle { colour: ground.colour, width_pt: 0.5, line_opacity: 0.4, fill_opacity: ground.held_opacity }
    }

    pub(super) const fn style_of_front(&self) -> ShapeStyle {
        let front = &self.theme.front;
        ShapeStyle { colour: front.colour, width_pt: front.width_pt, line_opacity: 1.0, fill_opacity: 0.0 }
    }

    const fn style_of_holdout(&self) -> ShapeStyle {
        let (width_pt, fill_opacity) = (self.theme.holdout.ring_width_pt, 0.35);
        ShapeStyle { colour: self.theme.sides.japan, width_pt, line_opacity: 1.0, fill_opacity }
    }

    const fn style_of_zone(&self, status: Status) -> ShapeStyle {
        let zone = &self.theme.zone;
        // What was never done must not look like ground that is held.
        let fill_opacity = match status {
            Status::Executed | Status::Agreed | Status::Ordered => 0.12,
            Status::Planned | Status::Proposed | Status::Refused | Status::Cancelled => 0.05,
        };
        ShapeStyle { colour: zone.colour, width_pt: zone.ordered_width_pt, line_opacity: zone.opacity, fill_opacity }
    }
}

/// When a march is under way: its times, or its life for one that has none or was only planned.
fn span_of(movement: &Movement) -> Option<Period> {
    match (movement.times.first(), movement.times.last()) {
        (Some(first), Some(last)) if movement.meta.status == Status::Executed => Period::new(*first, last.plus_secs(1)),
        _ => Some(movement.meta.period),
    }
}

pub(super) fn line_of(line: &[LonLat]) -> Geometry<f64> {
    Geometry::LineString(line.iter().map(|p| (p.lon, p.lat)).collect::<LineString<f64>>())
}

fn point(at: LonLat) -> Geometry<f64> {
    Geometry::Point(geo::Point::new(at.lon, at.lat))
}

/// Five decimals are a metre: more would be invented. Outer rings run counterclockwise (RFC 7946).
pub(super) fn rounded(geometry: &Geometry<f64>) -> Geometry<f64> {
    let near = |c: geo::Coord<f64>| geo::Coord { x: (c.x * 1e5).round() / 1e5, y: (c.y * 1e5).round() / 1e5 };
    match geometry.map_coords(near) {
        Geometry::Polygon(polygon) => Geometry::Polygon(polygon.orient(Direction::Default)),
        Geometry::MultiPolygon(polygons) => Geometry::MultiPolygon(polygons.orient(Direction::Default)),
        other => other,
    }
}

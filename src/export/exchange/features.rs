//! What is handed on: every feature with its layer, span of time, style and properties.

use geo::orient::{Direction, Orient};
use geo::{Geometry, LineString, MapCoords, MultiPolygon};
use serde_json::{Map, Value};

use super::properties::{described, meta_properties, of_event, of_landing, of_movement, put};
use crate::data::{Meta, Movement, Side, Status};
use crate::geo::LonLat;
use crate::model::{Campaign, Motion, Reading, StretchKind, WorldState};
use crate::style::{Colour, Theme};
use crate::time::{Instant, Period};

/// What of the campaign is handed on.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExchangeOptions {
    /// The version followed where sources disagree.
    pub reading: Reading,
    /// Only what stands, or has begun, at this instant; `None` for the whole campaign.
    pub as_of: Option<Instant>,
    /// Where the fronts stand at that instant, between dated lines.
    pub motion: Motion,
}

/// A layer, from the bottom of the picture up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExchangeLayer {
    /// Land behind the fronts.
    Ground,
    /// Islands in Soviet hands.
    Islands,
    /// Promises, proposals, agreements, orders.
    Zones,
    /// Ground held ahead of the front.
    Pockets,
    /// Ground still Japanese behind the front.
    Holdouts,
    /// Front lines.
    Fronts,
    /// Marches.
    Movements,
    /// Landings.
    Landings,
    /// The timeline.
    Events,
}

impl ExchangeLayer {
    /// All layers from the bottom up.
    pub const ALL: [Self; 9] = [
        Self::Ground,
        Self::Islands,
        Self::Zones,
        Self::Pockets,
        Self::Holdouts,
        Self::Fronts,
        Self::Movements,
        Self::Landings,
        Self::Events,
    ];

    /// A stable word: property `layer`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ground => "ground",
            Self::Islands => "islands",
            Self::Zones => "zones",
            Self::Pockets => "pockets",
            Self::Holdouts => "holdouts",
            Self::Fronts => "fronts",
            Self::Movements => "movements",
            Self::Landings => "landings",
            Self::Events => "events",
        }
    }

    /// Its name for readers.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Ground => "Ground behind the fronts",
            Self::Islands => "Islands in Soviet hands",
            Self::Zones => "Lines and zones",
            Self::Pockets => "Held ahead of the front",
            Self::Holdouts => "Still held by Japanese forces",
            Self::Fronts => "Fronts",
            Self::Movements => "Movements",
            Self::Landings => "Landings",
            Self::Events => "Events",
        }
    }
}

/// Colours and widths, after the theme `atlas`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShapeStyle {
    /// Lines, outlines and marks.
    pub colour: Colour,
    /// Width of lines, points.
    pub width_pt: f64,
    /// Opacity of lines, 0 to 1.
    pub line_opacity: f64,
    /// Opacity of fills, 0 to 1.
    pub fill_opacity: f64,
}

/// A feature as it is handed on.
#[derive(Clone, Debug, PartialEq)]
pub struct ExchangeFeature {
    /// Its layer.
    pub layer: ExchangeLayer,
    /// Unique in the file.
    pub id: String,
    /// English name.
    pub name: String,
    /// Degrees, five decimals.
    pub geometry: Geometry<f64>,
    /// First second in force; `None` for always.
    pub start: Option<Instant>,
    /// Last second in force; `None` for ever after.
    pub end: Option<Instant>,
    /// One instant a vertex of a march; empty for all else.
    pub times: Vec<Instant>,
    /// How it looks.
    pub style: ShapeStyle,
    /// Names, certainty, sources and what its kind has, without times and style.
    pub properties: Map<String, Value>,
}

/// An event is shown for a day, seconds.
const EVENT_SHOWN_SECS: i64 = 86_400;

/// The features of the campaign, layer by layer from the bottom up, each layer in the file's order.
#[must_use]
pub fn exchange_features(campaign: &Campaign, options: &ExchangeOptions, theme: &Theme) -> Vec<ExchangeFeature> {
    let writer = Writer { campaign, options, theme };
    let mut features = match options.as_of {
        None => writer.dated_fronts(),
        Some(t) => writer.fronts_at(&campaign.state_at(t, options.reading, options.motion)),
    };
    features.extend(writer.areas());
    features.extend(writer.points());
    features.extend(writer.movements());
    features.sort_by_key(|feature| feature.layer);
    features
}

struct Writer<'a> {
    campaign: &'a Campaign,
    options: &'a ExchangeOptions,
    theme: &'a Theme,
}

impl Writer<'_> {
    /// Every dated line of every sector with the land behind it, until the next one.
    fn dated_fronts(&self) -> Vec<ExchangeFeature> {
        let data = self.campaign.data();
        let mut features = Vec::new();
        for dated in self.campaign.dated_fronts(self.options.reading) {
            let front = &data.fronts[dated.front];
            let mut properties = meta_properties(&front.meta);
            put(&mut properties, "sector", front.sector.clone());
            let span = Period::new(dated.since, dated.until.unwrap_or(Instant::DISTANT_FUTURE));
            let span = span.unwrap_or(Period::ALWAYS);
            let line = line_of(&front.line);
            let style = self.style_of_front();
            features.push(self.feature(ExchangeLayer::Fronts, &front.meta, &line, span, style, properties.clone()));
            let ground = self.campaign.land().clip(&dated.ground);
            if !ground.0.is_empty() {
                let shape = Geometry::MultiPolygon(ground);
                let style = self.style_of_ground();
                let mut feature = self.feature(ExchangeLayer::Ground, &front.meta, &shape, span, style, properties);
                feature.id = format!("{}-ground", front.meta.id);
                put(&mut feature.properties, "id", feature.id.clone());
                features.push(feature);
            }
        }
        features
    }

    /// The fronts of one instant, which may lie between two dated lines.
    fn fronts_at(&self, state: &WorldState) -> Vec<ExchangeFeature> {
        let config = &self.campaign.data().config;
        let mut features = Vec::new();
        for front in &state.fronts {
            let Some(sector) = config.sectors.get(front.sector) else { continue };
            let new = |layer, id: String, geometry, style, stretch: &str| {
                let mut properties = Map::new();
                for (key, value) in
                    [("id", id.as_str()), ("name", &sector.names.en), ("sector", &sector.id), ("stretch", stretch)]
                {
                    put(&mut properties, key, value);
                }
                let (name, geometry) = (sector.names.en.clone(), rounded(&geometry));
                let (start, end, times) = (Some(state.at), None, Vec::new());
                ExchangeFeature { layer, id, name, geometry, start, end, times, style, properties }
            };
            let ground = self.campaign.land().clip(&front.ground);
            if !ground.0.is_empty() {
                let (id, shape) = (format!("{}-ground", sector.id), Geometry::MultiPolygon(ground));
                features.push(new(ExchangeLayer::Ground, id, shape, self.style_of_ground(), ""));
            }
            for (k, stretch) in front.stretches.iter().enumerate() {
                let id = format!("{}-front-{}", sector.id, k + 1);
                let word = match stretch.kind {
                    StretchKind::Frontier => "frontier",
                    StretchKind::Attested => "attested",
                    StretchKind::Interpolated => "interpolated",
                };
                let line = line_of(&stretch.line);
                features.push(new(ExchangeLayer::Fronts, id, line, self.style_of_front(), word));
            }
        }
        features
    }

    /// Islands, zones, pockets and holdouts.
    fn areas(&self) -> Vec<ExchangeFeature> {
        let data = self.campaign.data();
        let shown = |meta: &&Meta| self.is_shown(meta);
        let area = |layer, meta: &Meta, shape: &MultiPolygon<f64>, style| {
            let (geometry, properties) = (Geometry::MultiPolygon(shape.clone()), meta_properties(meta));
            self.feature(layer, meta, &geometry, meta.period, style, properties)
        };
        let islands = data.islands.iter().filter(|i| shown(&&i.meta) && self.has_begun(i.meta.period)).map(|island| {
            let mut feature = area(ExchangeLayer::Islands, &island.meta, &island.shape, self.style_of_ground());
            put(&mut feature.properties, "group", island.group.clone());
            put(&mut feature.properties, "landing", island.landing_text.clone());
            feature
        });
        let pockets = data.pockets.iter().filter(|a| shown(&&a.meta) && self.is_in_force(a.meta.period));
        let pockets = pockets.map(|a| area(ExchangeLayer::Pockets, &a.meta, &a.shape, self.style_of_ground()));
        let holdouts = data.holdouts.iter().filter(|a| shown(&&a.meta) && self.is_in_force(a.meta.period));
        let holdouts = holdouts.map(|a| area(ExchangeLayer::Holdouts, &a.meta, &a.shape, self.style_of_holdout()));
        let zones = data.zones.iter().filter(|z| shown(&&z.meta) && self.is_in_force(z.meta.period)).map(|zone| {
            let mut properties = meta_properties(&zone.meta);
            put(&mut properties, "zone", zone.zone.clone());
            put(&mut properties, "label", zone.label.clone());
            let (layer, style) = (ExchangeLayer::Zones, self.style_of_zone(zone.meta.status));
            self.feature(layer, &zone.meta, &zone.geometry, zone.meta.period, style, properties)
        });
        islands.chain(pockets).chain(holdouts).chain(zones).collect()
    }

    /// Landings and events.
    fn points(&self) -> Vec<ExchangeFeature> {
        let data = self.campaign.data();
        let is_wanted = |meta: &Meta| self.is_shown(meta) && self.has_begun(meta.period);
        let style = |colour| ShapeStyle { colour, width_pt: 1.0, line_opacity: 1.0, fill_opacity: 1.0 };
        let landings = data.landings.iter().filter(|l| is_wanted(&l.meta)).map(|landing| {
            let colour = style(self.colour_of(landing.meta.side));
            let (at, period) = (point(landing.at), landing.meta.period);
            self.feature(ExchangeLayer::Landings, &landing.meta, &at, period, colour, of_landing(landing))
        });
        let events = data.events.iter().filter(|e| is_wanted(&e.meta)).map(|event| {
            let (start, end) = (event.meta.period.start(), event.meta.period.end());
            // A moment would never be seen: an event is shown for a day at least, as in the program.
            let span = Period::new(start, end.max(start.plus_secs(EVENT_SHOWN_SECS))).unwrap_or(event.meta.period);
            let (layer, colour) = (ExchangeLayer::Events, style(self.theme.page.ink));
            self.feature(layer, &event.meta, &point(event.at), span, colour, of_event(event))
        });
        landings.chain(events).collect()
    }

    /// Marches with an instant a vertex; at an instant as far as they have got.
    fn movements(&self) -> Vec<ExchangeFeature> {
        let data = self.campaign.data();
        let mut features = Vec::new();
        for (index, movement) in data.movements.iter().enumerate().filter(|(_, m)| self.is_shown(&m.meta)) {
            let Some(span) = span_of(movement).filter(|span| self.has_begun(*span)) else { continue };
            let (mut line, mut times) = (movement.line.clone(), movement.times.clone());
            if let Some(t) = self.options.as_of.filter(|t| movement.times.last().is_some_and(|last| t < last)) {
                line = self.campaign.movement_at(index, t).0;
                times.truncate(line.len());
                times.resize(line.len(), t);
                if let Some(last) = times.last_mut() {
                    *last = t.min(*last);
                }
                if line.len() < 2 {
                    continue;
                }
            }
            let is_plan = movement.meta.status != Status::Executed;
            let style = ShapeStyle {
                colour: self.colour_of(movement.meta.side),
                width_pt: if is_plan { 1.0 } else { 1.0 + f64::from(movement.width) / 2.0 },
                line_opacity: if is_plan { 0.6 } else { 1.0 },
                fill_opacity: 0.0,
            };
            let (layer, properties) = (ExchangeLayer::Movements, of_movement(movement));
            let mut feature = self.feature(layer, &movement.meta, &line_of(&line), span, style, properties);
            feature.times = times;
            features.push(feature);
        }
        features
    }

    fn feature(
        &self,
        layer: ExchangeLayer,
        meta: &Meta,
        geometry: &Geometry<f64>,
        span: Period,
        style: ShapeStyle,
        mut properties: Map<String, Value>,
    ) -> ExchangeFeature {
        let is_known = |t: &Instant| *t != Instant::DISTANT_PAST && *t != Instant::DISTANT_FUTURE;
        let start = Some(span.start()).filter(is_known);
        // The last second in force; a moment is its own end.
        let last = |end: Instant| end.plus_secs(-1).max(span.start());
        let end = Some(span.end()).filter(is_known).map(last);
        let cited = described(meta, &self.campaign.data().sources);
        put(&mut properties, "description", cited);
        let (id, name, geometry) = (meta.id.clone(), meta.names.en.clone(), rounded(geometry));
        ExchangeFeature { layer, id, name, geometry, start, end, times: Vec::new(), style, properties }
    }

    fn is_shown(&self, meta: &Meta) -> bool {
        self.campaign.shows(meta, self.options.reading)
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

    const fn style_of_ground(&self) -> ShapeStyle {
        let ground = &self.theme.ground;
        ShapeStyle { colour: ground.colour, width_pt: 0.5, line_opacity: 0.4, fill_opacity: ground.held_opacity }
    }

    const fn style_of_front(&self) -> ShapeStyle {
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

fn line_of(line: &[LonLat]) -> Geometry<f64> {
    Geometry::LineString(line.iter().map(|p| (p.lon, p.lat)).collect::<LineString<f64>>())
}

fn point(at: LonLat) -> Geometry<f64> {
    Geometry::Point(geo::Point::new(at.lon, at.lat))
}

/// Five decimals are a metre: more would be invented. Outer rings run counterclockwise (RFC 7946).
fn rounded(geometry: &Geometry<f64>) -> Geometry<f64> {
    let near = |c: geo::Coord<f64>| geo::Coord { x: (c.x * 1e5).round() / 1e5, y: (c.y * 1e5).round() / 1e5 };
    match geometry.map_coords(near) {
        Geometry::Polygon(polygon) => Geometry::Polygon(polygon.orient(Direction::Default)),
        Geometry::MultiPolygon(polygons) => Geometry::MultiPolygon(polygons.orient(Direction::Default)),
        other => other,
    }
}

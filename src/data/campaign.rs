//! Features of the campaign by their `kind`. What is missing is reported; an unsound feature is left out.

use std::collections::BTreeMap;

use geo::Geometry;
use serde::Deserialize;

use super::meta::{CERTAINTIES, PeriodRule, read_meta};
use super::nearest::nearest;
use super::properties::Properties;
use super::reader::Feature;
use super::shapes::{area, fail, one_line, point, vertices};
use super::spot::Spot;
use super::{
    Area, CampaignConfig, Certainty, Dataset, Event, EventKind, EventPrecision, FrontLine, Island, Landing,
    LandingKind, LaterLabel, Meta, Mobility, Movement, PocketKind, Report, Role, Stage, Troops, Waypoint, Zone,
    ZoneManner,
};

/// The kinds of features in `campaign/`.
pub(super) const KINDS: [&str; 8] = ["front", "holdout", "pocket", "landing", "island", "zone", "event", "movement"];

pub(super) const LANDING_KINDS: [(&str, LandingKind); 3] =
    [("sea", LandingKind::Sea), ("air", LandingKind::Air), ("river", LandingKind::River)];

const POCKET_KINDS: [(&str, PocketKind); 4] = [
    ("sea", PocketKind::Landed(LandingKind::Sea)),
    ("air", PocketKind::Landed(LandingKind::Air)),
    ("river", PocketKind::Landed(LandingKind::River)),
    ("land", PocketKind::Land),
];

const PRECISIONS: [(&str, EventPrecision); 4] = [
    ("minute", EventPrecision::Minute),
    ("hour", EventPrecision::Hour),
    ("day", EventPrecision::Day),
    ("month", EventPrecision::Month),
];

pub(super) const EVENT_KINDS: [(&str, EventKind); 7] = [
    ("military", EventKind::Military),
    ("diplomatic", EventKind::Diplomatic),
    ("order", EventKind::Order),
    ("political", EventKind::Political),
    ("surrender", EventKind::Surrender),
    ("atomic", EventKind::Atomic),
    ("other", EventKind::Other),
];

const ZONE_MANNERS: [(&str, ZoneManner); 4] = [
    ("outline", ZoneManner::Outline),
    ("coarse", ZoneManner::Coarse),
    ("schematic", ZoneManner::Schematic),
    ("quiet", ZoneManner::Quiet),
];

pub(super) const MOBILITIES: [(&str, Mobility); 7] = [
    ("foot", Mobility::Foot),
    ("horse", Mobility::Horse),
    ("armour", Mobility::Armour),
    ("rail", Mobility::Rail),
    ("ship", Mobility::Ship),
    ("air", Mobility::Air),
    ("river", Mobility::River),
];

pub(super) const ROLES: [(&str, Role); 14] = [
    ("head", Role::Head),
    ("forward_detachment", Role::ForwardDetachment),
    ("main_body", Role::MainBody),
    ("second_echelon", Role::SecondEchelon),
    ("branch", Role::Branch),
    ("siege", Role::Siege),
    ("rail", Role::Rail),
    ("flotilla", Role::Flotilla),
    ("landing", Role::Landing),
    ("airlift", Role::Airlift),
    ("retreat", Role::Retreat),
    ("redeployment", Role::Redeployment),
    ("ally", Role::Ally),
    ("plan", Role::Plan),
];

/// Reads `feature` of the file `file` and puts it where its kind belongs.
pub(super) fn read_feature(file: &str, mut feature: Feature, data: &mut Dataset, report: &mut Report) {
    let geometry = feature.geometry.take();
    let spot = Spot { file, line: feature.line, id: feature.id.as_deref() };
    let kind = feature.properties.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default();
    let mut p = Properties::new(&feature.properties, spot, report);
    let config = &data.config;
    match kind {
        "front" => keep(&mut data.fronts, front(&mut p, geometry, config), p),
        "holdout" => keep(&mut data.holdouts, held_area(&mut p, geometry, config), p),
        "pocket" => keep(&mut data.pockets, held_area(&mut p, geometry, config), p),
        "landing" => keep(&mut data.landings, landing(&mut p, geometry, config), p),
        "island" => keep(&mut data.islands, island(&mut p, geometry, config), p),
        "zone" => keep(&mut data.zones, zone(&mut p, geometry, config), p),
        "event" => keep(&mut data.events, event(&mut p, geometry, config), p),
        "movement" => keep(&mut data.movements, movement(&mut p, geometry, config), p),
        "" => p.fail_missing("kind"),
        other => {
            let cure = match nearest(other, KINDS) {
                Some(near) => format!("write \"{near}\""),
                None => format!("use one of: {}", KINDS.join(", ")),
            };
            p.fail(format!("its kind \"{other}\" is not known"), cure);
        }
    }
}

/// Keeps `read` if nothing was wrong with its properties.
fn keep<T>(list: &mut Vec<T>, read: Option<T>, p: Properties<'_, '_>) {
    if p.finish_all() {
        list.extend(read);
    }
}

fn front(p: &mut Properties<'_, '_>, geometry: Option<Geometry<f64>>, config: &CampaignConfig) -> Option<FrontLine> {
    let meta = read_meta(p, PeriodRule::StandsAtEnd, config.clock);
    let sectors: Vec<_> = config.sectors.iter().map(|sector| (sector.id.as_str(), sector.id.as_str())).collect();
    let sector = p.word("sector", &sectors).unwrap_or_default().to_owned();
    let (seams, interpolated) = (ranges(p, "seam"), ranges(p, "interpolated"));
    let line = vertices(&one_line(p, geometry)?);
    for (key, ranges) in [("seam", &seams), ("interpolated", &interpolated)] {
        if let Some((first, last)) = ranges.iter().find(|(first, last)| first >= last || *last >= line.len()) {
            let message = format!("its {key} [{first}, {last}] is no range of its {} vertices", line.len());
            p.fail(message, "write the first and the last vertex, counted from 0");
        }
    }
    Some(FrontLine { stands_at: meta.period.start(), meta, sector, line, seams, interpolated })
}

/// Pairs of vertex numbers.
fn ranges(p: &mut Properties<'_, '_>, key: &'static str) -> Vec<(usize, usize)> {
    let Some(value) = p.value(key) else { return Vec::new() };
    let ranges = <Vec<(usize, usize)>>::deserialize(value);
    ranges.unwrap_or_else(|_| {
        let cure = format!("write \"{key}\": [[0, 4]] with the first and the last vertex of each");
        p.fail(format!("its {key} is no list of pairs"), cure);
        Vec::new()
    })
}

fn held_area(p: &mut Properties<'_, '_>, geometry: Option<Geometry<f64>>, config: &CampaignConfig) -> Option<Area> {
    let meta = read_meta(p, PeriodRule::Span, config.clock);
    Some(Area {
        troops: troops(p, "garrison"),
        by: p.optional_word("by", &POCKET_KINDS),
        linkup: p.optional_date("linkup").map(|(date, _)| date),
        men: p.value("men").is_some().then(|| p.integer("men", 0, i64::MAX, 0_u64)),
        movement: p.optional_text("movement"),
        meta,
        shape: area(p, geometry)?,
    })
}

/// Who is there; `holding` is the key of those who hold the place: one id or a list of them.
fn troops(p: &mut Properties<'_, '_>, holding: &'static str) -> Troops {
    Troops {
        place: p.optional_text("place"),
        holding: p.texts(holding),
        against: p.texts("against"),
        strength: p.optional_text("strength"),
    }
}

fn landing(p: &mut Properties<'_, '_>, geometry: Option<Geometry<f64>>, config: &CampaignConfig) -> Option<Landing> {
    let meta = read_meta(p, PeriodRule::Span, config.clock);
    let by = p.word("by", &LANDING_KINDS);
    let troops = troops(p, "formation");
    Some(Landing { meta, at: point(p, geometry)?, by: by?, troops })
}

fn island(p: &mut Properties<'_, '_>, geometry: Option<Geometry<f64>>, config: &CampaignConfig) -> Option<Island> {
    let meta = read_meta(p, PeriodRule::Span, config.clock);
    let landing = p.optional_date("landing");
    let landing_text = landing.as_ref().map_or_else(String::new, |(_, text)| text.clone());
    let landing = landing.map(|(date, _)| date.first_instant(config.clock));
    let (group, place) = (p.optional_text("group"), p.optional_text("place"));
    let earliest = p.optional_date("earliest").map(|(date, _)| date);
    let latest = p.optional_date("latest").map(|(date, _)| date);
    Some(Island { meta, shape: area(p, geometry)?, landing, landing_text, group, place, earliest, latest })
}

fn zone(p: &mut Properties<'_, '_>, geometry: Option<Geometry<f64>>, config: &CampaignConfig) -> Option<Zone> {
    let meta = read_meta(p, PeriodRule::Span, config.clock);
    let zone = p.text("zone");
    let label = p.optional_text("label");
    let from = p.optional_date("later").map(|(date, _)| date.first_instant(config.clock));
    let later = p.optional_text("later_label");
    let later = match (from, later.is_empty()) {
        (Some(from), false) => Some(LaterLabel { from, label: later }),
        (None, true) => None,
        _ => {
            p.fail("its later label and its date do not go together", "write both \"later\" and \"later_label\"");
            None
        }
    };
    let rank = p.integer("rank", 1, 2, 2_u8);
    let drawn = p.words("drawn", &ZONE_MANNERS);
    match geometry {
        Some(geometry) => Some(Zone { meta, zone, label, later, rank, drawn, geometry }),
        None => fail(p, None, "any geometry"),
    }
}

fn event(p: &mut Properties<'_, '_>, geometry: Option<Geometry<f64>>, config: &CampaignConfig) -> Option<Event> {
    // A day of an event is a day on the clock that its source used.
    let clock = p.offset("clock", config.clock);
    let place = p.optional_text("place");
    let meta = read_meta(p, PeriodRule::Event, clock);
    let event = p.word("event", &EVENT_KINDS);
    let precision = event_precision(p, &meta);
    let takes = p.texts("takes");
    let text = p.optional_text("text");
    let rank = p.integer("rank", 1, 3, 3_u8);
    let prelude = p.flag("prelude");
    let (at, event) = (point(p, geometry)?, event?);
    Some(Event { meta, at, event, clock, precision, place, takes, text, rank, prelude })
}

/// The precision that is written, or the one of the start.
fn event_precision(p: &mut Properties<'_, '_>, meta: &Meta) -> EventPrecision {
    let of_start = match meta.start_text.len() {
        ..=7 => EventPrecision::Month,
        8..=10 => EventPrecision::Day,
        _ => EventPrecision::Minute,
    };
    let written = p.optional_word("precision", &PRECISIONS).unwrap_or(of_start);
    if written > of_start {
        p.fail("its precision is finer than its start", "give the hour in \"start\", or write \"precision\": \"day\"");
    }
    written
}

fn movement(p: &mut Properties<'_, '_>, geometry: Option<Geometry<f64>>, config: &CampaignConfig) -> Option<Movement> {
    let meta = read_meta(p, PeriodRule::Span, config.clock);
    let times = p.instants("times");
    let formation = p.optional_text("formation");
    let mobility = p.word("mobility", &MOBILITIES);
    let rank = p.integer("rank", 1, 3, 3_u8);
    let width = p.integer("width", 1, 5, 1_u8);
    let line = vertices(&one_line(p, geometry)?);
    if !times.is_empty() && times.len() != line.len() {
        let message = format!("it has {} times for {} vertices", times.len(), line.len());
        p.fail(message, "give each vertex one time");
    }
    if let Some(at) = times.windows(2).position(|pair| pair[1] < pair[0]) {
        let clock = config.clock;
        let (later, earlier) = (times[at].to_rfc3339(clock), times[at + 1].to_rfc3339(clock));
        let message = format!("its times run backwards at vertex {}: {earlier} after {later}", at + 2);
        p.fail(message, "put the times in order");
    }
    let waypoints = waypoints(p, line.len(), meta.certainty);
    let pace_notes = pace_notes(p, line.len());
    Some(Movement {
        role: p.optional_word("role", &ROLES).unwrap_or_default(),
        group: p.optional_text("group"),
        leading_until: p.optional_date("leading_until").map(|(date, _)| date.end_instant(config.clock)),
        stages: p.objects("stages", stage),
        fate: p.optional_text("fate"),
        force: p.optional_text("force"),
        meta,
        line,
        times,
        formation,
        mobility: mobility?,
        rank,
        width,
        waypoints,
        pace_notes,
    })
}

/// What is known of each of `count` vertices; where nothing is said of one it is as certain as its movement.
fn waypoints(p: &mut Properties<'_, '_>, count: usize, otherwise: Certainty) -> Vec<Waypoint> {
    let certainties = p.words("vertex_certainty", &CERTAINTIES);
    let places = p.texts("vertex_place");
    let sources = p.optional_citations("vertex_sources");
    for (key, len) in
        [("vertex_certainty", certainties.len()), ("vertex_place", places.len()), ("vertex_sources", sources.len())]
    {
        if len > 0 && len != count {
            p.fail(
                format!("its {key} has {len} entries for {count} vertices"),
                "give each vertex one, empty if need be",
            );
        }
    }
    let waypoint = |at: usize| Waypoint {
        certainty: certainties.get(at).copied().unwrap_or(otherwise),
        place: places.get(at).cloned().unwrap_or_default(),
        source: sources.get(at).cloned().flatten(),
    };
    (0..count).map(waypoint).collect()
}

/// Sentences by the number of the leg, from 0.
fn pace_notes(p: &mut Properties<'_, '_>, vertices: usize) -> BTreeMap<usize, String> {
    let read = |p: &mut Properties<'_, '_>| {
        let mut notes = BTreeMap::new();
        for (key, value) in p.rest() {
            match (key.parse::<usize>(), value.as_str()) {
                (Ok(leg), Some(note)) if leg + 1 < vertices => {
                    notes.insert(leg, note.to_owned());
                }
                (Ok(_), Some(_)) => p.fail(format!("there is no leg {key}"), "count the legs from \"0\""),
                _ => p.fail(format!("\"{key}\": {value} is no note"), "write the number of a leg and a sentence"),
            }
        }
        notes
    };
    p.object("pace_notes", read).unwrap_or_default()
}

fn stage(p: &mut Properties<'_, '_>) -> Option<Stage> {
    let date = p.date("time").map(|(date, _)| date);
    let text = p.text("text");
    let sources = p.citations("sources");
    Some(Stage { date: date?, text, sources })
}

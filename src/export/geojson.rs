//! The state of an instant as GeoJSON, for GIS users: fronts, ground held, holdouts, pockets, islands.
//!
//! RFC 7946, degrees (WGS 84). The ground is the ring as the model has it, not yet clipped to the coast; its edges along
//! frontiers that have not moved run both ways and cancel.

use geojson::{Feature, FeatureCollection, Geometry, GeometryValue, JsonObject, JsonValue};

use crate::data::Meta;
use crate::geo::LonLat;
use crate::model::{Campaign, Motion, Reading, StretchKind, WorldState};
use crate::time::Instant;

/// Everything that stands at `at`, as one feature collection.
#[must_use]
pub fn state_as_geojson(campaign: &Campaign, at: Instant, reading: Reading, motion: Motion) -> FeatureCollection {
    let state = campaign.state_at(at, reading, motion);
    let data = campaign.data();
    let mut features = fronts(campaign, &state);
    let areas = (state.holdouts.iter().map(|i| (&data.holdouts[*i].meta, &data.holdouts[*i].shape)))
        .chain(state.pockets.iter().map(|i| (&data.pockets[*i].meta, &data.pockets[*i].shape)))
        .chain(state.islands.iter().map(|i| (&data.islands[*i].meta, &data.islands[*i].shape)));
    features.extend(areas.map(|(meta, shape)| feature(GeometryValue::from(shape), described(meta))));
    let mut foreign = JsonObject::new();
    foreign.insert("title".to_owned(), data.config.title.clone().into());
    foreign.insert("at".to_owned(), at.to_rfc3339(data.config.clock).into());
    FeatureCollection { bbox: None, features, foreign_members: Some(foreign) }
}

fn fronts(campaign: &Campaign, state: &WorldState) -> Vec<Feature> {
    let config = &campaign.data().config;
    let mut features = Vec::new();
    for front in &state.fronts {
        let Some(sector) = config.sectors.get(front.sector) else { continue };
        let about = |kind: &str| {
            let mut properties = JsonObject::new();
            properties.insert("kind".to_owned(), kind.into());
            properties.insert("sector".to_owned(), sector.id.clone().into());
            properties.insert("name".to_owned(), sector.names.en.clone().into());
            properties
        };
        if front.ground.len() > 3 {
            let ring = front.ground.iter().copied().map(position).collect();
            features.push(feature(GeometryValue::new_polygon([closed(ring)]), about("ground")));
        }
        for stretch in &front.stretches {
            let mut properties = about("front");
            properties.insert("stretch".to_owned(), word(stretch.kind).into());
            let line = stretch.line.iter().copied().map(position);
            features.push(feature(GeometryValue::new_line_string(line), properties));
        }
    }
    features
}

const fn word(kind: StretchKind) -> &'static str {
    match kind {
        StretchKind::Frontier => "frontier",
        StretchKind::Attested => "attested",
        StretchKind::Interpolated => "interpolated",
    }
}

fn described(meta: &Meta) -> JsonObject {
    let sources = meta.sources.iter().map(|c| {
        JsonValue::from(if c.locator.is_empty() { c.key.clone() } else { format!("{}:{}", c.key, c.locator) })
    });
    let mut properties = JsonObject::new();
    for (key, value) in [
        ("id", meta.id.clone().into()),
        ("kind", meta.kind.clone().into()),
        ("name", meta.names.en.clone().into()),
        ("start", meta.start_text.clone().into()),
        ("end", meta.end_text.clone().into()),
        ("note", meta.note.clone().into()),
        ("sources", JsonValue::Array(sources.collect())),
    ] {
        properties.insert(key.to_owned(), value);
    }
    properties
}

fn feature(value: GeometryValue, properties: JsonObject) -> Feature {
    Feature {
        bbox: None,
        geometry: Some(Geometry::new(value)),
        id: None,
        properties: Some(properties),
        foreign_members: None,
    }
}

fn position(p: LonLat) -> [f64; 2] {
    // Five decimals are a metre: more would be invented.
    [p.lon, p.lat].map(|v| (v * 1e5).round() / 1e5)
}

fn closed(mut ring: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    if ring.first() != ring.last()
        && let Some(first) = ring.first().copied()
    {
        ring.push(first);
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_can_be_read_back_and_names_what_stands() {
        let campaign = Campaign::builtin();
        let at = Instant::parse_rfc3339("1945-08-12T18:00:00+09:00").unwrap();
        let text = state_as_geojson(&campaign, at, Reading::Documented, Motion::Interpolated).to_string();
        let geojson::GeoJson::FeatureCollection(read) = text.parse().unwrap() else { panic!("a collection") };
        let of_kind = |kind: &str| {
            let is_kind = |f: &&Feature| f.property("kind").is_some_and(|k| k == kind);
            read.features.iter().filter(is_kind).count()
        };
        assert_eq!(of_kind("ground"), 4, "one ground for each sector");
        assert!(of_kind("front") >= 4);
        assert!(of_kind("holdout") >= 3);
        assert_eq!(read.foreign_members.unwrap()["at"], "1945-08-12T18:00:00+09:00");
    }
}

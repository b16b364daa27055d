//! GeoJSON (RFC 7946), one feature a line, with the keys of simplestyle 1.1 and times that programs bind to.
//!
//! `start` and `end` are UTC, `1945-08-08T15:00:00Z`: OGR, and so QGIS, reads them as date and time. `times` has one such
//! text a vertex of a march. Members of the collection that other programs pass over make it a campaign that this one
//! reads back: see [`crate::data::member`]. They stand before the features, so that a break in one of these leaves them whole.

use std::fmt::Write as _;

use geojson::GeometryValue;
use serde_json::{Map, Value, json};

use super::collect::all_features;
use super::features::{Audience, ExchangeFeature, ExchangeLayer, ExchangeOptions};
use crate::data::{ExchangeHead, member};
use crate::model::Campaign;
use crate::style::Theme;
use crate::time::{Instant, UtcOffset};

/// The campaign as one collection, ending with a line break.
#[must_use]
pub fn geojson_text(campaign: &Campaign, options: &ExchangeOptions, theme: &Theme) -> String {
    let data = campaign.data();
    let (mut features, mut more) = (Vec::new(), Vec::new());
    let mut order = 0_usize;
    for feature in all_features(campaign, options, theme) {
        let mut value = feature_value(&feature);
        match feature.audience {
            Audience::All => features.push(value),
            Audience::Others => {
                value["properties"][member::DERIVED] = true.into();
                features.push(value);
            }
            Audience::Own => {
                value["properties"][member::ORDER] = order.into();
                more.push(value);
            }
        }
        order += usize::from(feature.audience != Audience::Others);
    }
    let head = ExchangeHead { reading: options.reading.id().to_owned(), as_of: options.as_of };
    let (title, about) = (Value::from(data.config.title.clone()), Value::from(data.config.subtitle.clone()));
    let head = head.to_json(data.config.clock);
    let mut out = String::from("{\"type\":\"FeatureCollection\"");
    for (key, value) in [("title", title), ("description", about), (member::HEAD, head)] {
        let _ = write!(out, ",\"{key}\":{value}");
    }
    push_list(&mut out, member::SOURCES, data.sources.iter().map(|source| source.csl.clone().into()));
    push_list(&mut out, member::FORMATIONS, data.formations.iter().map(|formation| formation.record.clone().into()));
    push_list(&mut out, member::FIGURES, data.figures.iter().map(|figure| figure.record.clone().into()));
    push_list(&mut out, member::MORE, more.into_iter());
    push_list(&mut out, "features", features.into_iter());
    out.push_str("}\n");
    out
}

/// A member that is a list, one entry a line.
fn push_list(out: &mut String, key: &str, entries: impl Iterator<Item = Value>) {
    let lines: Vec<String> = entries.map(|entry| entry.to_string()).collect();
    let _ = write!(out, ",\n\"{key}\":[\n{}\n]", lines.join(",\n"));
}

fn feature_value(feature: &ExchangeFeature) -> Value {
    let geometry = geojson::Geometry::new(GeometryValue::from(&feature.geometry));
    let mut properties = feature.properties.clone();
    let mut set = |key: &str, value: Value| properties.insert(key.to_owned(), value);
    set("layer", feature.layer.id().into());
    set("start", feature.start.map(utc).into());
    set("end", feature.end.map(utc).into());
    if !feature.times.is_empty() {
        set("times", feature.times.iter().map(|t| utc(*t)).collect::<Vec<_>>().into());
    }
    properties.extend(simplestyle(feature));
    json!({ "type": "Feature", "id": feature.id, "properties": properties, "geometry": geometry })
}

/// The style under the keys that mapping sites and this program read.
fn simplestyle(feature: &ExchangeFeature) -> Map<String, Value> {
    let style = &feature.style;
    let mut keys = Map::new();
    let colour = style.colour.to_hex();
    if matches!(feature.layer, ExchangeLayer::Events | ExchangeLayer::Landings) {
        keys.insert("marker-color".to_owned(), colour.into());
        keys.insert("marker-size".to_owned(), "small".into());
        return keys;
    }
    keys.insert("stroke".to_owned(), colour.clone().into());
    keys.insert("stroke-width".to_owned(), style.width_pt.into());
    keys.insert("stroke-opacity".to_owned(), style.line_opacity.into());
    if style.fill_opacity > 0.0 {
        keys.insert("fill".to_owned(), colour.into());
        keys.insert("fill-opacity".to_owned(), style.fill_opacity.into());
    }
    keys
}

/// "1945-08-08T15:00:00Z".
pub(super) fn utc(t: Instant) -> String {
    t.to_rfc3339(UtcOffset::UTC).replace("+00:00", "Z")
}

//! GeoJSON (RFC 7946), one feature a line, with the keys of simplestyle 1.1 and times that programs bind to.
//!
//! `start` and `end` are UTC, `1945-08-08T15:00:00Z`: OGR, and so QGIS, reads them as date and time. `times` has one such
//! text a vertex of a march.

use geojson::GeometryValue;
use serde_json::{Map, Value, json};

use super::{ExchangeFeature, ExchangeLayer};
use crate::data::CampaignConfig;
use crate::time::{Instant, UtcOffset};

/// The features as one collection, ending with a line break.
#[must_use]
pub fn geojson_text(config: &CampaignConfig, features: &[ExchangeFeature]) -> String {
    let title = Value::from(config.title.clone());
    let about = Value::from(config.subtitle.clone());
    let mut out =
        format!("{{\"type\":\"FeatureCollection\",\"title\":{title},\"description\":{about},\"features\":[\n");
    for (i, feature) in features.iter().enumerate() {
        out.push_str(&feature_value(feature).to_string());
        out.push_str(if i + 1 < features.len() { ",\n" } else { "\n" });
    }
    out.push_str("]}\n");
    out
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

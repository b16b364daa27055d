//! KML 2.2 (OGC 07-147r2), elements in the order of its schema: a folder a layer, spans of time, styles.
//!
//! All times are `TimeSpan`s, so that the slider of Google Earth is an instant and not a range. A march is a folder of
//! legs, each there once it is done, so that it grows.

use std::fmt::Write as _;

use geo::{Geometry, LineString, Polygon};
use serde_json::Value;

use super::geojson::utc;
use super::{ExchangeFeature, ExchangeLayer, ShapeStyle};
use crate::data::CampaignConfig;
use crate::render::escaped;
use crate::style::Colour;
use crate::time::Instant;

/// Where one looks from: the middle of the theatre, and metres above it.
const LOOK_AT: (f64, f64, u32) = (132.0, 46.0, 3_800_000);

/// The features as a document.
#[must_use]
pub fn kml_text(config: &CampaignConfig, features: &[ExchangeFeature]) -> String {
    let mut styles: Vec<ShapeStyle> = Vec::new();
    for feature in features {
        if !styles.contains(&feature.style) {
            styles.push(feature.style);
        }
    }
    let (lon, lat, range_m) = LOOK_AT;
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n");
    let _ = write!(
        out,
        "<name>{}</name>\n<open>1</open>\n<description>{}</description>\n<LookAt><longitude>{lon}</longitude>\
         <latitude>{lat}</latitude><altitude>0</altitude><heading>0</heading><tilt>0</tilt><range>{range_m}</range>\
         <altitudeMode>clampToGround</altitudeMode></LookAt>\n",
        escaped(&config.title),
        escaped(&config.subtitle)
    );
    for (i, style) in styles.iter().enumerate() {
        write_style(&mut out, i, style);
    }
    out.push_str(
        "<Style id=\"folded\"><ListStyle><listItemType>checkHideChildren</listItemType></ListStyle></Style>\n",
    );
    for layer in ExchangeLayer::ALL {
        let own: Vec<&ExchangeFeature> = features.iter().filter(|f| f.layer == layer).collect();
        if own.is_empty() {
            continue;
        }
        let _ = writeln!(out, "<Folder>\n<name>{}</name>", escaped(layer.title()));
        for feature in own {
            let style = styles.iter().position(|s| *s == feature.style).unwrap_or_default();
            write_feature(&mut out, feature, style);
        }
        out.push_str("</Folder>\n");
    }
    out.push_str("</Document>\n</kml>\n");
    out
}

fn write_style(out: &mut String, id: usize, style: &ShapeStyle) {
    let line = kml_colour(style.colour, style.line_opacity);
    let fill = kml_colour(style.colour, style.fill_opacity);
    let has_fill = u8::from(style.fill_opacity > 0.0);
    let _ = writeln!(
        out,
        "<Style id=\"s{id}\"><IconStyle><color>{line}</color><scale>0.6</scale></IconStyle><LabelStyle><scale>0.7</scale>\
         </LabelStyle><LineStyle><color>{line}</color><width>{}</width></LineStyle><PolyStyle><color>{fill}</color>\
         <fill>{has_fill}</fill><outline>1</outline></PolyStyle></Style>",
        style.width_pt
    );
}

/// "aabbggrr".
fn kml_colour(colour: Colour, opacity: f64) -> String {
    let Colour { r, g, b, a } = colour.with_opacity(opacity);
    format!("{a:02x}{b:02x}{g:02x}{r:02x}")
}

fn write_feature(out: &mut String, feature: &ExchangeFeature, style: usize) {
    match &feature.geometry {
        Geometry::LineString(line) if feature.times.len() == line.0.len() && line.0.len() > 1 => {
            write_legs(out, feature, line, style);
        }
        geometry => {
            out.push_str("<Placemark>\n");
            write_head(out, feature);
            write_span(out, feature.start, feature.end);
            let _ = writeln!(out, "<styleUrl>#s{style}</styleUrl>");
            write_data(out, feature);
            write_geometry(out, geometry);
            out.push_str("</Placemark>\n");
        }
    }
}

/// A march as legs; a halt has none.
fn write_legs(out: &mut String, feature: &ExchangeFeature, line: &LineString<f64>, style: usize) {
    out.push_str("<Folder>\n");
    write_head(out, feature);
    write_span(out, feature.start, None);
    out.push_str("<styleUrl>#folded</styleUrl>\n");
    write_data(out, feature);
    for (k, leg) in line.0.windows(2).enumerate().filter(|(_, leg)| leg[0] != leg[1]) {
        let _ = writeln!(out, "<Placemark>\n<name>{}</name>", escaped(&feature.name));
        write_span(out, feature.times.get(k + 1).copied(), None);
        let _ = writeln!(out, "<styleUrl>#s{style}</styleUrl>");
        write_geometry(out, &Geometry::LineString(LineString(leg.to_vec())));
        out.push_str("</Placemark>\n");
    }
    out.push_str("</Folder>\n");
}

fn write_head(out: &mut String, feature: &ExchangeFeature) {
    let description = feature.properties.get("description").and_then(Value::as_str).unwrap_or_default();
    let text = feature.properties.get("text").and_then(Value::as_str).unwrap_or_default();
    let whole = [text, description].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    let _ = writeln!(out, "<name>{}</name>", escaped(&feature.name));
    let _ = writeln!(out, "<description>{}</description>", escaped(&whole));
}

fn write_span(out: &mut String, start: Option<Instant>, end: Option<Instant>) {
    if start.is_none() && end.is_none() {
        return;
    }
    let begin = start.map_or_else(String::new, |t| format!("<begin>{}</begin>", utc(t)));
    let end = end.map_or_else(String::new, |t| format!("<end>{}</end>", utc(t)));
    let _ = writeln!(out, "<TimeSpan>{begin}{end}</TimeSpan>");
}

/// All properties but the description, which has been told, and those of single vertices.
fn write_data(out: &mut String, feature: &ExchangeFeature) {
    out.push_str("<ExtendedData>");
    let is_told = |key: &str| key != "description" && key != "times" && key != "seam" && !key.starts_with("vertex_");
    for (key, value) in feature.properties.iter().filter(|(key, value)| is_told(key) && !value.is_null()) {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; "),
            other => other.to_string(),
        };
        let _ = write!(out, "<Data name=\"{}\"><value>{}</value></Data>", escaped(key), escaped(&text));
    }
    out.push_str("</ExtendedData>\n");
}

fn write_geometry(out: &mut String, geometry: &Geometry<f64>) {
    match geometry {
        Geometry::Point(p) => {
            let _ = writeln!(out, "<Point><coordinates>{},{}</coordinates></Point>", p.x(), p.y());
        }
        Geometry::LineString(line) => {
            let _ = writeln!(out, "<LineString><tessellate>1</tessellate>{}</LineString>", coordinates(line));
        }
        Geometry::Polygon(polygon) => write_polygon(out, polygon),
        Geometry::MultiPoint(points) => many(out, points.iter().map(|p| Geometry::Point(*p))),
        Geometry::MultiLineString(lines) => many(out, lines.iter().cloned().map(Geometry::LineString)),
        Geometry::MultiPolygon(polygons) => many(out, polygons.iter().cloned().map(Geometry::Polygon)),
        Geometry::GeometryCollection(all) => many(out, all.iter().cloned()),
        Geometry::Line(line) => write_geometry(out, &Geometry::LineString(LineString(vec![line.start, line.end]))),
        Geometry::Rect(rect) => write_polygon(out, &rect.to_polygon()),
        Geometry::Triangle(triangle) => write_polygon(out, &triangle.to_polygon()),
    }
}

fn many(out: &mut String, parts: impl Iterator<Item = Geometry<f64>>) {
    out.push_str("<MultiGeometry>\n");
    parts.for_each(|part| write_geometry(out, &part));
    out.push_str("</MultiGeometry>\n");
}

fn write_polygon(out: &mut String, polygon: &Polygon<f64>) {
    let ring = |line: &LineString<f64>| format!("<LinearRing>{}</LinearRing>", coordinates(line));
    let _ = write!(out, "<Polygon><tessellate>1</tessellate>");
    let _ = write!(out, "<outerBoundaryIs>{}</outerBoundaryIs>", ring(polygon.exterior()));
    for hole in polygon.interiors() {
        let _ = write!(out, "<innerBoundaryIs>{}</innerBoundaryIs>", ring(hole));
    }
    out.push_str("</Polygon>\n");
}

fn coordinates(line: &LineString<f64>) -> String {
    let places: Vec<String> = line.0.iter().map(|c| format!("{},{}", c.x, c.y)).collect();
    format!("<coordinates>{}</coordinates>", places.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_written_back_to_front() {
        assert_eq!(kml_colour(Colour::rgb(0x12, 0x34, 0x56), 0.5), "80563412");
    }
}

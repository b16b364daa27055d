//! Foreign and broken GeoJSON: what loads, what is reported, and what cures it.

use august_storm::data::{Feature, Report, Severity, read_features};
use geo::{Area, Geometry};
use proptest::prelude::*;

fn read(text: &str) -> (Vec<Feature>, Report) {
    let mut report = Report::new();
    let features = read_features("file.geojson", text.as_bytes(), &mut report);
    (features, report)
}

/// A collection of one good point `a` on line 2, `middle` from line 3 on, and a good point `z`.
fn between(middle: &str) -> String {
    let point = |id| {
        format!(
            r#"{{"type":"Feature","id":"{id}","properties":{{}},"geometry":{{"type":"Point","coordinates":[130.0,45.0]}}}}"#
        )
    };
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{},\n{middle},\n{}\n]}}\n", point("a"), point("z"))
}

fn feature(geometry: &str) -> String {
    format!(r#"{{"type":"Feature","id":"b","properties":{{"name":"B"}},"geometry":{geometry}}}"#)
}

fn ids(features: &[Feature]) -> Vec<&str> {
    features.iter().map(|f| f.id.as_deref().unwrap_or("-")).collect()
}

#[test]
fn a_bad_feature_is_reported_with_its_line_and_cure_and_the_others_load() {
    for (bad, message, cure) in [
        (feature(r#"{"type":"Point","coordinates":[45.0,130.0]}"#), "no such latitude", "swap"),
        (feature(r#"{"type":"Point","coordinates":[14500000,5600000]}"#), "not in degrees", "WGS 84"),
        (feature(r#"{"type":"Point","coordinates":[190.0,60.0]}"#), "beyond 180", "subtract 360"),
        (feature(r#"{"type":"Point","coordinates":[130.0]}"#), "fewer than two numbers", "[longitude, latitude]"),
        (feature(r#"{"type":"Point","coordinates":["130.0","45.0"]}"#), "\"\"130.0\"\" stands where", "plain numbers"),
        (feature(r#"{"type":"Point","coordinates":[130.0,null]}"#), "\"null\" stands where", "plain numbers"),
        (feature(r#"{"type":"Point","coordinates":[NaN,45.0]}"#), "\"NaN\" stands where", "plain numbers"),
        (feature(r#"{"type":"Point","coordinates":[1e999,45.0]}"#), "\"1e999\" stands where", "plain numbers"),
        (
            feature(r#"{"type":"LineString","coordinates":[[130.0,45.0]]}"#),
            "fewer than two positions",
            "second position",
        ),
        (feature(r#"{"type":"LineString","coordinates":[[130.0,45.0] [131.0,45.0]]}"#), "a comma is missing", "commas"),
        (feature(r#"{"type":"Linestring","coordinates":[[130.0,45.0],[131,45]]}"#), "\"Linestring\"", "\"LineString\""),
        (feature(r#"{"type":"Circle","coordinates":[130.0,45.0]}"#), "\"Circle\"", "use one of Point"),
        (feature(r#"{"coordinates":[130.0,45.0]}"#), "no \"type\"", "add \"type\""),
        (feature(r#"{"type":"Point"}"#), "no \"coordinates\"", "add its"),
        (feature(r#"{"type":"Polygon","coordinates":[[[1,1],[2,2]]]}"#), "outer ring has fewer", "three corners"),
        (
            feature(r#"{"type":"MultiPolygon","coordinates":[[[[1,1],[2,2],[1,1]]]]}"#),
            "outer ring has fewer",
            "three corners",
        ),
        (
            r#"{"type":"Feature","id":"b","properties":{"name":B},"geometry":null}"#.to_owned(),
            "its properties cannot be read",
            "repair the JSON",
        ),
        (
            r#"{"type":"Feature","id":"b","properties":{},"geometry":{"type":"Point","coordinates":[130.0,45.0}}"#
                .to_owned(),
            "\"}\" stands where \"]\" is due",
            "repair this feature",
        ),
        (
            r#"{"type":"Feature","id":"b","properties":{"name":"B},"geometry":null}"#.to_owned(),
            "a text is not closed",
            "repair this feature",
        ),
        (
            r#"{"type":"Feature","id":"b","properties":{"name":"B","geometry":null}"#.to_owned(),
            "its JSON is broken",
            "repair this feature",
        ),
        (feature(r#"{"type":"Point","coordinates":[0130.0,45.0]}"#), "\"0130.0\" stands where", "plain numbers"),
        (r#"{"type":"Feature" "id":"b"}"#.to_owned(), "a comma is missing", "repair this feature"),
    ] {
        let (features, report) = read(&between(&bad));
        assert_eq!(ids(&features), ["a", "z"], "{bad}");
        assert_eq!(report.count(Severity::Error), 1, "{bad}\n{report}");
        let found = &report.diagnostics()[0];
        assert_eq!(found.line, Some(3), "{bad}\n{report}");
        assert_eq!(found.feature.as_deref().unwrap_or("b"), "b", "{bad}");
        assert!(found.message.contains(message), "{bad}\n{found}");
        assert!(found.cure.as_deref().unwrap_or_default().contains(cure), "{bad}\n{found}");
    }
}

#[test]
fn a_fault_of_a_coordinate_is_told_with_its_column() {
    let bad = feature(r#"{"type":"LineString","coordinates":[[130.0,45.0],[45.0,130.0]]}"#);
    let (_, report) = read(&between(&bad));
    let found = &report.diagnostics()[0];
    assert_eq!(found.feature.as_deref(), Some("b"));
    assert_eq!(found.column, Some(bad.find("[45.0").expect("the position") + 1));
    let line_column = format!("file.geojson:3:{}: b: ", found.column.unwrap_or_default());
    assert!(found.to_string().contains(&line_column), "{found}");
}

#[test]
fn what_can_be_mended_is_mended_and_told() {
    for (odd, severity, message) in [
        (
            feature(r#"{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2]]]}"#),
            Severity::Warning,
            "1 ring was not closed",
        ),
        (
            feature(r#"{"type":"Polygon","coordinates":[[[1,1],[4,1],[4,4],[1,1]],[[2,2],[3,3],[2,2]]]}"#),
            Severity::Warning,
            "1 ring of fewer than four",
        ),
        (
            feature(r#"{"type":"Polygon","coordinates":[[[1,1],[2,2],[2,1],[1,1]]]}"#),
            Severity::Info,
            "ran the wrong way round",
        ),
        (
            r#"{"type":"Feature","id":"b","properties":{"a":NaN,"b":[-Infinity,"NaN"]},"geometry":{"type":"Point","coordinates":[1,1]}}"#
                .to_owned(),
            Severity::Warning,
            "NaN or infinite",
        ),
        (
            feature(r#"{"type":"Point","coordinates":[1,1]}"#).replacen("Feature", "Featur", 1),
            Severity::Warning,
            "its type is \"Featur\"",
        ),
        (feature("null"), Severity::Warning, "no geometry"),
        (feature(r#"{"type":"LineString","coordinates":[]}"#), Severity::Warning, "no geometry"),
        (feature(r#"{"type":"Point","coordinates":[]}"#), Severity::Warning, "no geometry"),
        (feature(r#"{"type":"MultiPolygon","coordinates":[]}"#), Severity::Warning, "no geometry"),
        (feature(r#"{"type":"Polygon","coordinates":null}"#), Severity::Warning, "no geometry"),
        (feature(r#"{"type":"GeometryCollection","geometries":[]}"#), Severity::Warning, "no geometry"),
    ] {
        let (features, report) = read(&between(&odd));
        assert_eq!(ids(&features), ["a", "b", "z"], "{odd}");
        assert_eq!(report.diagnostics().len(), 1, "{odd}\n{report}");
        let found = &report.diagnostics()[0];
        assert_eq!(found.severity, severity, "{found}");
        assert!(found.message.contains(message), "{odd}\n{found}");
        assert!(found.cure.is_some(), "{found}");
    }
}

#[test]
fn nan_outside_of_texts_is_read_as_null_and_inside_stays() {
    let odd = r#"{"type":"Feature","properties":{"a":NaN,"b":"NaN"},"geometry":{"type":"Point","coordinates":[1,1]}}"#;
    let (features, _) = read(odd);
    assert!(features[0].properties["a"].is_null());
    assert_eq!(features[0].properties["b"], "NaN");
}

#[test]
fn good_files_of_every_form_read_without_a_word() {
    let point = r#"{"type":"Point","coordinates":[130.5,45.25,12.0]}"#;
    let feature = format!(r#"{{"type":"Feature","id":7,"properties":null,"geometry":{point}}}"#);
    let late_type =
        r#"{"geometry":{"coordinates":[130.5,45.25],"type":"Point"},"properties":{},"id":"7","type":"Feature"}"#;
    let named = r#"{"type":"Feature","properties":{"id":"7"},"geometry":{"type":"Point","bbox":[1,1,1,1],"coordinates":[130.5,45.25]}}"#;
    for text in [
        feature.clone(),
        point.to_owned(),
        late_type.to_owned(),
        named.to_owned(),
        format!("\u{feff}{feature}"),
        format!(r#"{{"features":[{feature}],"type":"FeatureCollection"}}"#),
        format!(
            "{{ \"type\" : \"FeatureCollection\" ,\r\n \"features\" : [\r\n {feature} ] ,\r\n \"bbox\" : [1,2,3,4] }}\r\n"
        ),
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}}},"features":[{feature}]}}"#
        ),
        format!("\u{1e}{feature}\n"),
    ] {
        let (features, report) = read(&text);
        assert_eq!(report.to_string(), "", "{text}");
        assert_eq!(features.len(), 1, "{text}");
        assert_eq!(features[0].geometry, Some(Geometry::Point(geo::Point::new(130.5, 45.25))), "{text}");
        assert!(features[0].id.as_deref().is_none_or(|id| id == "7"));
    }
    let (features, report) = read(&format!("{feature}\n{feature}\n"));
    assert_eq!((features.len(), features[1].line, report.to_string()), (2, 2, String::new()));
}

#[test]
fn a_file_that_is_no_geojson_is_told_by_what_it_is() {
    for (bytes, message) in [
        (&b""[..], "empty"),
        (b"   \n", "empty"),
        (b"<kml></kml>", "XML"),
        (b"lon,lat\n1,2\n", "not GeoJSON"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"\xff\xfe{\x00", "UTF-16"),
        (br#"{"type":"Topology","objects":{},"arcs":[]}"#, "TopoJSON"),
        (br#"{"type":"FeatureCollection"}"#, "no list of \"features\""),
        (br#"{"type":"FeatureCollection","features":{}}"#, "no list of \"features\""),
    ] {
        let mut report = Report::new();
        assert!(read_features("x", bytes, &mut report).is_empty());
        assert_eq!(report.count(Severity::Error), 1, "{report}");
        assert!(report.to_string().contains(message), "{message}: {report}");
    }
    let mut report = Report::new();
    let latin_1 = b"{\"type\":\"Feature\",\"properties\":{\"name\":\"Caf\xe9\"},\n\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,1]}}";
    let features = read_features("x", latin_1, &mut report);
    assert_eq!(features[0].properties["name"], "Caf\u{fffd}");
    assert!(report.to_string().contains("UTF-8"));
    let (features, report) = read(r#"{"type":"FeatureCollection","features":[]}"#);
    assert!(features.is_empty() && report.to_string().contains("no feature"), "{report}");
}

#[test]
fn a_file_that_breaks_off_keeps_what_came_before() {
    let whole = between(&feature(r#"{"type":"Point","coordinates":[1,1]}"#));
    // Inside the last feature, after it, and in the middle of the second.
    for (cut, kept, line) in [
        (whole.rfind("\"z\"").expect("z") + 10, vec!["a", "b"], 4),
        (whole.rfind("\n]").expect("end"), vec!["a", "b", "z"], 4),
        (whole.find("\"B\"").expect("b") + 1, vec!["a"], 3),
    ] {
        let (features, report) = read(&whole[..cut]);
        assert_eq!(ids(&features), kept);
        assert_eq!(report.count(Severity::Error), 1, "{report}");
        assert_eq!(report.diagnostics()[0].line, Some(line), "{report}");
        assert!(report.to_string().contains("its end is missing"), "{report}");
    }
}

#[test]
fn a_break_before_the_features_does_not_lose_them() {
    let text = between(&feature(r#"{"type":"Point","coordinates":[1,1]}"#));
    let text = text.replacen("\"FeatureCollection\",", "\"FeatureCollection\" \"name\":,", 1);
    let (features, report) = read(&text);
    assert_eq!(ids(&features), ["a", "b", "z"]);
    assert_eq!(report.count(Severity::Error), 1, "{report}");
}

#[test]
fn a_missing_comma_between_features_is_told_and_loses_nothing() {
    let text = between(&feature(r#"{"type":"Point","coordinates":[1,1]}"#)).replacen("},\n{", "}\n{", 1);
    let (features, report) = read(&text);
    assert_eq!(ids(&features), ["a", "b", "z"]);
    assert_eq!(report.summary(), "no errors, 1 warning");
}

#[test]
fn a_comma_too_many_is_told_and_loses_nothing() {
    for text in [r#"{"type":"FeatureCollection","features":[{}],}"#, r#"{"type":"FeatureCollection","features":[{},]}"#]
    {
        let text = text.replacen("{}", &feature(r#"{"type":"Point","coordinates":[1,1]}"#), 1);
        let (features, report) = read(&text);
        assert_eq!((features.len(), report.summary()), (1, "no errors, 1 warning".to_owned()), "{report}");
    }
}

#[test]
fn rings_come_out_wound_by_the_standard() {
    let odd = feature(
        r#"{"type":"Polygon","coordinates":[[[0,0],[0,9],[9,9],[9,0],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]]}"#,
    );
    let (features, _) = read(&odd);
    let Some(Geometry::Polygon(polygon)) = &features[0].geometry else { panic!("a polygon") };
    let signed = |ring: &geo::LineString<f64>| geo::Polygon::new(ring.clone(), Vec::new()).signed_area();
    assert!(signed(polygon.exterior()) > 0.0);
    assert!(signed(&polygon.interiors()[0]) < 0.0);
}

#[test]
fn another_coordinate_system_is_warned_of() {
    let text = r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[]}"#;
    let (_, report) = read(text);
    assert!(report.to_string().contains("WGS 84"), "{report}");
}

#[test]
fn deeply_nested_input_is_refused_and_not_followed() {
    let mut deep = r#"{"type":"Point","coordinates":[1,1]}"#.to_owned();
    for _ in 0..2000 {
        deep = format!(r#"{{"type":"GeometryCollection","geometries":[{deep}]}}"#);
    }
    let (features, report) = read(&feature(&deep));
    assert!(features.is_empty() && report.to_string().contains("nested"), "{report}");
    let brackets = "[".repeat(100_000);
    let (features, report) = read(&feature(&format!(r#"{{"type":"Polygon","coordinates":{brackets}"#)));
    assert!(features.is_empty() && report.has_errors());
    let (_, report) =
        read(&format!(r#"{{"type":"Feature","properties":{{"a":{}{}}}}}"#, "[".repeat(500), "]".repeat(500)));
    assert!(report.to_string().contains("recursion"), "{report}");
}

#[test]
fn the_report_is_json_for_programs() {
    let (_, report) = read(&between(&feature(r#"{"type":"Point","coordinates":[45.0,130.0]}"#)));
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).expect("JSON");
    assert_eq!(json["errors"], 1);
    let found = &json["diagnostics"][0];
    assert_eq!(found["severity"], "error");
    assert_eq!((found["file"].as_str(), found["line"].as_u64()), (Some("file.geojson"), Some(3)));
    assert_eq!(found["feature"], "b");
}

fn coordinate() -> impl Strategy<Value = (f64, f64)> {
    ((-180.0..=180.0_f64), (-90.0..=90.0_f64), 0_u32..12).prop_map(|(lon, lat, decimals)| {
        let cut =
            |v: f64| (v * f64::from(10_i32.pow(decimals.min(9)))).trunc() / f64::from(10_i32.pow(decimals.min(9)));
        if decimals > 9 { (lon, lat) } else { (cut(lon), cut(lat)) }
    })
}

proptest! {
    #[test]
    fn lines_and_points_read_as_the_geojson_crate_reads_them(line in prop::collection::vec(coordinate(), 2..20)) {
        let positions: Vec<[f64; 2]> = line.iter().map(|&(lon, lat)| [lon, lat]).collect();
        let value = geojson::GeometryValue::new_line_string(positions);
        let text = feature(&serde_json::to_string(&value).expect("JSON"));
        let theirs: geo::Geometry<f64> = value.try_into().expect("a geometry");
        let (features, report) = read(&text);
        prop_assert_eq!(report.to_string(), "");
        prop_assert_eq!(features[0].geometry.as_ref(), Some(&theirs));
    }

    #[test]
    fn numbers_round_trip(value in prop_oneof![-180.0..180.0_f64, any::<f64>().prop_map(|v| v % 90.0), (-900_000_i32..900_000).prop_map(|v| f64::from(v) / 1e4)]) {
        prop_assume!(value.is_finite());
        let (features, _) = read(&format!(r#"{{"type":"Point","coordinates":[{value:?},0]}}"#));
        let Some(Geometry::Point(point)) = &features[0].geometry else { panic!("a point") };
        prop_assert_eq!(point.x().to_bits(), value.to_bits());
    }

    #[test]
    fn damaged_files_never_panic_and_are_always_reported(at in 0_usize..600, len in 0_usize..40, put in "[\\[\\]{}\",:a0é\n]{0,6}") {
        let whole = between(&feature(r#"{"type":"Polygon","coordinates":[[[1,1],[4,1],[4,4],[1,1]]]}"#));
        let near = |i: usize| (i.min(whole.len())..=whole.len()).find(|&i| whole.is_char_boundary(i)).unwrap_or(0);
        let (from, to) = (near(at), near(at + len));
        let damaged = format!("{}{put}{}", &whole[..from], &whole[to..]);
        let (features, report) = read(&damaged);
        let is_whole = serde_json::from_str::<serde_json::Value>(&damaged).is_ok();
        prop_assert!(features.len() <= 4);
        prop_assert!(is_whole || !report.diagnostics().is_empty(), "{damaged}");
    }
}

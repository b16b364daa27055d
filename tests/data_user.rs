//! Foreign GeoJSON as a layer of the reader's own: times, names and colours by whatever key.

use august_storm::data::{Report, UserFeature, UserLayer};
use august_storm::time::{Instant, Period, UtcOffset};
use proptest::prelude::*;

fn read(properties: &str, geometry: &str) -> (UserFeature, Report) {
    let text = format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#);
    let mut report = Report::new();
    let mut layer = UserLayer::read("mine.geojson", text.as_bytes(), &mut report);
    assert_eq!(layer.features.len(), 1, "{report}");
    (layer.features.remove(0), report)
}

const POINT: &str = r#"{"type":"Point","coordinates":[130,45]}"#;
const LINE: &str = r#"{"type":"LineString","coordinates":[[130,45],[131,45],[132,46]]}"#;

fn at(text: &str) -> Instant {
    if text == ".." {
        return Instant::DISTANT_FUTURE;
    }
    Instant::parse_at(text, UtcOffset::PLUS_NINE).expect(text)
}

#[test]
fn times_are_found_under_the_names_that_writers_use() {
    for (properties, start, end) in [
        (r#"{"start":"1945-08-09","end":"1945-08-12"}"#, "1945-08-09", "1945-08-13"),
        (r#"{"start_date":"1945-08-09","end_date":"1945-08"}"#, "1945-08-09", "1945-09-01"),
        (
            r#"{"start_date":"1945","start_date:edtf":"1945-08-09~","end_date":"1945-08-12"}"#,
            "1945-08-09",
            "1945-08-13",
        ),
        (r#"{"START_DATE":"1945/8/9","END_DATE":"1945/08/12 06:00:00"}"#, "1945-08-09", "1945-08-12T06:00"),
        (r#"{"begin":"1945-08-09T12:00:00Z","end":".."}"#, "1945-08-09T21:00", ".."),
        (r#"{"start":"~1945-08","end":null}"#, "1945-08-01", ".."),
        (r#"{"time":"1945-08-09T12:00:00.000Z"}"#, "1945-08-09T21:00", ".."),
        (r#"{"timestamp":-769942800000}"#, "1945-08-09", ".."),
        (r#"{"timestamp":"-769942800"}"#, "1945-08-09", ".."),
        (r#"{"datetime":"1945-08-09 06:30"}"#, "1945-08-09T06:30", ".."),
        (r#"{"date":"1945-08-09/1945-08-10"}"#, "1945-08-09", "1945-08-11"),
        (r#"{"start_date":1945,"end_date":1946}"#, "1945-01-01", "1947-01-01"),
        (r#"{"when":"1945-08-09"}"#, "1945-08-09", ".."),
        (r#"{"when":{"start":{"in":"1945-08-09"},"end":{"in":"1945-08-10"}}}"#, "1945-08-09", "1945-08-11"),
        (
            r#"{"when":{"timespans":[{"start":{"earliest":"1945-08-09"},"end":"1945-08-10"}]}}"#,
            "1945-08-09",
            "1945-08-11",
        ),
    ] {
        let (feature, report) = read(properties, POINT);
        assert_eq!(report.to_string(), "", "{properties}");
        assert_eq!(feature.period, Period::new(at(start), at(end)).expect("a period"), "{properties}");
    }
    for properties in ["{}", r#"{"start":"","name":"x"}"#, "null"] {
        assert_eq!(read(properties, POINT).0.period, Period::ALWAYS, "{properties}");
    }
    assert_eq!(read(r#"{"end":"1945-08-12"}"#, POINT).0.period.start(), Instant::DISTANT_PAST);
}

#[test]
fn a_list_of_times_gives_each_vertex_its_own() {
    for properties in [
        r#"{"times":["1945-08-09","1945-08-10","1945-08-11T12:00:00+09:00"]}"#,
        r#"{"coordTimes":["1945-08-08T15:00:00Z","1945-08-09T15:00:00Z","1945-08-11T03:00:00Z"]}"#,
        r#"{"coordinateProperties":{"times":["1945-08-09","1945-08-10","1945-08-11 12:00"]}}"#,
        r#"{"times":[-769942800000,-769856400000,-769726800000]}"#,
    ] {
        let (feature, report) = read(properties, LINE);
        assert_eq!(report.to_string(), "", "{properties}");
        assert_eq!(feature.times, [at("1945-08-09"), at("1945-08-10"), at("1945-08-11T12:00")], "{properties}");
        assert_eq!(feature.period, Period::new(at("1945-08-09"), at("1945-08-11T12:00")).expect("a period"));
    }
    let two = r#"{"type":"MultiLineString","coordinates":[[[130,45],[131,45]],[[130,46],[131,46]]]}"#;
    let (feature, report) = read(r#"{"times":[["1945-08-09","1945-08-10"],["1945-08-10","1945-08-11"]]}"#, two);
    assert_eq!((feature.times.len(), report.to_string()), (4, String::new()));
}

#[test]
fn times_that_cannot_be_used_are_told_and_the_feature_stays() {
    for (properties, message) in [
        (r#"{"start":"in summer"}"#, "\"start\" is no time that can be read: \"in summer\""),
        (r#"{"start":"1945-08-12","end":"1945-08-09"}"#, "ends before it starts"),
        (r#"{"start":"1945-08-12","end":"1945-08-11"}"#, "ends before it starts"),
        (r#"{"times":["1945-08-09"]}"#, "1 times for 3 vertices"),
        (r#"{"times":["1945-08-09","1945-08-11","1945-08-10"]}"#, "run backwards"),
        (r#"{"times":["1945-08-09","soon","1945-08-10"]}"#, "\"times\" is no time"),
        (r#"{"time":{"hour":3}}"#, "\"time\" is no time"),
    ] {
        let (feature, report) = read(properties, LINE);
        assert!(feature.times.is_empty(), "{properties}");
        assert_eq!(report.summary(), "no errors, 1 warning", "{report}");
        assert!(report.to_string().contains(message), "{report}");
    }
}

#[test]
fn an_unreadable_time_gives_way_to_the_next_key() {
    let (feature, report) = read(r#"{"start_date:edtf":"[1945,1946]","start_date":"1945-08-09"}"#, POINT);
    assert_eq!(feature.period.start(), at("1945-08-09"));
    assert_eq!(report.summary(), "no errors, 1 warning");
}

#[test]
fn names_and_colours_are_kept_as_written() {
    let (feature, _) = read(
        r##"{"Title":"no","title":" The gap ","stroke":"#f00","fill":"rgb(1,2,3)","marker-color":"#00ff00","fill-opacity":0.5}"##,
        POINT,
    );
    assert_eq!(feature.name, "The gap");
    assert_eq!(feature.stroke.as_deref(), Some("#f00"));
    assert_eq!(feature.fill.as_deref(), Some("rgb(1,2,3)"));
    assert_eq!(feature.marker_colour.as_deref(), Some("#00ff00"));
    assert_eq!(feature.properties["fill-opacity"], 0.5);
    assert_eq!(read(r#"{"name":"","label":12}"#, POINT).0.name, "12");
    assert_eq!(read("{}", POINT).0.name, "");
}

#[test]
fn every_kind_of_geometry_is_kept_and_features_without_one_are_left_out() {
    let text = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"a","properties":{},"geometry":null},
{"type":"Feature","id":"b","properties":{},"geometry":{"type":"MultiPoint","coordinates":[[1,1],[2,2]]}},
{"type":"Feature","id":"b","properties":{},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,1]},{"type":"LineString","coordinates":[[1,1],[2,2]]}]}}
]}"#;
    let mut report = Report::new();
    let layer = UserLayer::read("mine.geojson", text.as_bytes(), &mut report);
    assert_eq!(layer.features.len(), 2);
    assert_eq!(layer.features[1].line, 4);
    assert_eq!(report.summary(), "no errors, 2 warnings", "{report}");
    assert!(report.to_string().contains("the id is there twice, first in line 3"), "{report}");
}

proptest! {
    #[test]
    fn any_properties_are_read_without_panic(
        key in "(start|end|times|time|when|date|START|coordTimes)",
        value in prop_oneof![
            ".{0,12}".prop_map(|text| serde_json::json!(text)),
            any::<f64>().prop_map(|number| serde_json::json!(number)),
            any::<i64>().prop_map(|number| serde_json::json!(number)),
            prop::collection::vec(any::<i32>(), 0..4).prop_map(|list| serde_json::json!(list)),
        ],
    ) {
        let properties = serde_json::json!({ key: value }).to_string();
        let (feature, _) = read(&properties, LINE);
        prop_assert!(feature.times.is_empty() || feature.times.len() == 3);
        prop_assert!(feature.period.start() <= feature.period.end());
    }
}

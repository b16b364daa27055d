//! The data contract: what a feature of the campaign must say, and what is told when it does not.

use august_storm::data::{
    BaseMap, Branch, Certainty, Dataset, EventKind, Lang, Level, Memory, Mobility, Report, Severity, Side, Status,
    check_campaign,
};
use august_storm::time::{Instant, UtcOffset};

const CONFIG: &str = r#"{"title":"T","start":"1945-08-08","end":"1945-09-05","clock":"+09:00",
 "clocks":[{"id":"moscow","name":"Moscow","offset":"+03:00"}],
 "sectors":[{"id":"2fe","name":"2nd Far Eastern Front","name:ru":"2-й","side":"soviet"}],
 "views":[{"id":"theatre","name":"Theatre","bbox":[110,34,157,54]}],
 "chapters":[{"id":"c","title":"C","start":"1945-08-08","end":"1945-08-09","view":"theatre","text":"x"}]}"#;

const SOURCES: &str = r#"[{"id":"hasegawa2011","title":"Soviet policy","author":[{"family":"Hasegawa","given":"Tsuyoshi"}],
 "issued":{"date-parts":[[2011]]},"container-title":"Cahiers","volume":"52","issue":"2-3","page":"245-271","DOI":"10.4000/x"},
 {"id":"tass","title":"Communique, August 1945"}]"#;

const PLACES: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"mukden","properties":{"id":"mukden",
 "name":"Mukden","name:modern":"Shenyang","name:zh":"奉天","name:zh-Latn":"Fengtian","aliases":["Hoten"],"kind":"city","rank":1},
 "geometry":{"type":"Point","coordinates":[123.4,41.8]}}]}"#;

const COMMON: &str = r#""name":"N","status":"executed","certainty":"probable","sources":["hasegawa2011:59"],"note":"""#;

fn feature(id: &str, properties: &str, geometry: &str) -> String {
    format!(r#"{{"type":"Feature","id":"{id}","properties":{{"id":"{id}",{properties}}},"geometry":{geometry}}}"#)
}

fn collection(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}", features.join(",\n"))
}

fn front(id: &str, start: &str, line: &str) -> String {
    let properties = format!(r#""kind":"front","sector":"2fe","start":"{start}",{COMMON}"#);
    feature(id, &properties, &format!(r#"{{"type":"LineString","coordinates":{line}}}"#))
}

fn event(properties: &str) -> String {
    let properties = format!(r#""kind":"event",{properties},{COMMON}"#);
    feature("e", &properties, r#"{"type":"Point","coordinates":[123.4,41.8]}"#)
}

/// A whole campaign of one front line, with other features in `file`.
fn load(file: &str, features: &[String]) -> (Dataset, Report) {
    load_with(file, features, "[]")
}

/// The same with an order of battle.
fn load_with(file: &str, features: &[String], formations: &str) -> (Dataset, Report) {
    let mut source =
        Memory::new().with("campaign.json", CONFIG).with("sources.json", SOURCES).with("base/places.geojson", PLACES);
    source = source.with("campaign/formations.json", formations);
    let line = front("f", "1945-08-08", "[[130,48],[131,48]]");
    for kind in ["fronts", "holdouts", "landings", "islands", "zones", "events", "movements"] {
        let name = format!("campaign/{kind}.geojson");
        let mut all = if kind == "fronts" { vec![line.clone()] } else { Vec::new() };
        if kind == file {
            all.extend_from_slice(features);
        }
        // An empty list would be told.
        if all.is_empty() {
            all.push(feature(
                &format!("z-{kind}"),
                &format!(r#""kind":"zone","zone":"z","start":"1945",{COMMON}"#),
                r#"{"type":"Point","coordinates":[130,45]}"#,
            ));
        }
        source = source.with(name, collection(&all));
    }
    let mut report = Report::new();
    let data = Dataset::load(&source, &mut report);
    check_campaign(&data, &mut report);
    (data, report)
}

fn at(text: &str) -> Instant {
    Instant::parse_at(text, UtcOffset::PLUS_NINE).expect(text)
}

#[test]
fn a_front_stands_at_the_end_of_its_day() {
    let (data, report) = load("fronts", &[front("g", "1945-08-09T06:00:00+09:00", "[[130,48],[131,48.5]]")]);
    assert_eq!(report.to_string(), "");
    assert_eq!(data.fronts[0].stands_at, at("1945-08-09T00:00"));
    assert_eq!(data.fronts[1].stands_at, at("1945-08-09T06:00"));
    assert_eq!(data.fronts[0].meta.start_text, "1945-08-08");
    assert_eq!(data.fronts[0].meta.period.end(), Instant::DISTANT_FUTURE);
    assert_eq!((data.fronts[0].meta.certainty, data.fronts[0].meta.status), (Certainty::Probable, Status::Executed));
    assert_eq!(
        (data.fronts[1].meta.origin.file.as_str(), data.fronts[1].meta.origin.line),
        ("campaign/fronts.geojson", 3)
    );
}

#[test]
fn the_configuration_the_bibliography_and_the_gazetteer_are_read() {
    let (data, report) = load("fronts", &[]);
    assert_eq!(report.to_string(), "");
    assert_eq!(data.config.period.end(), at("1945-09-06"));
    assert_eq!(data.config.clocks[0].offset.mins(), 180);
    assert_eq!(data.config.sectors[0].names.get(Lang::Ru), "2-й");
    assert_eq!(data.config.sectors[0].side, Some(Side::Soviet));
    assert_eq!(data.config.chapters[0].view, data.config.views[0].id);
    assert_eq!(data.sources[0].short, "Hasegawa 2011");
    assert_eq!(data.sources[0].full, "Hasegawa, Tsuyoshi, 2011. Soviet policy. Cahiers 52 (2-3), 245-271.");
    assert_eq!(data.sources[0].link, "https://doi.org/10.4000/x");
    assert_eq!(data.sources[1].short, "Communique");
    assert_eq!(data.places[0].names.get(Lang::Zh), "奉天");
    assert_eq!(data.places[0].aliases, ["Hoten", "Fengtian"]);
}

#[test]
fn a_day_of_an_event_is_a_day_of_its_own_clock() {
    let (data, report) = load(
        "events",
        &[event(r#""event":"surrender","start":"1945-08-14","clock":"-04:00","rank":1,"place":"mukden","text":"T""#)],
    );
    assert_eq!(report.to_string(), "");
    let read = &data.events[0];
    assert_eq!(read.meta.period.start(), at("1945-08-14T13:00"));
    assert_eq!(read.meta.period.end(), at("1945-08-15T13:00"));
    assert_eq!((read.event, read.rank, read.clock.mins()), (EventKind::Surrender, 1, -240));
}

#[test]
fn a_movement_has_one_time_a_vertex() {
    let movement = |times: &str| {
        let properties = format!(
            r#""kind":"movement","times":{times},"mobility":"armour","rank":1,"width":5,"start":"1945-08-09",{COMMON}"#
        );
        feature("m", &properties, r#"{"type":"LineString","coordinates":[[120,45],[121,45]]}"#)
    };
    let good = r#"["1945-08-09T00:00:00+09:00","1945-08-09T00:00:00+09:00"]"#;
    let (data, report) = load("movements", &[movement(good)]);
    assert_eq!(report.to_string(), "");
    assert_eq!((data.movements[0].times.len(), data.movements[0].mobility), (2, Mobility::Armour));
    for (times, message) in [
        (r#"["1945-08-09T00:00:00+09:00"]"#, "1 times for 2 vertices"),
        (r#"["1945-08-09T00:00:00+09:00","1945-08-08T23:00:00+09:00"]"#, "run backwards at vertex 2"),
        (r#"["1945-08-09","1945-08-10"]"#, "number 1 of its times"),
        ("[]", "no \"times\""),
    ] {
        let (data, report) = load("movements", &[movement(times)]);
        assert!(data.movements.is_empty(), "{times}");
        assert_eq!(report.count(Severity::Error), 1, "{report}");
        assert!(report.to_string().contains(message), "{report}");
    }
}

#[test]
fn what_is_missing_or_misspelt_is_told_with_the_nearest_word() {
    let whole = r#""event":"order","start":"1945-08-14","rank":1,"place":"mukden""#;
    for (from, to, message, cure) in [
        ("\"event\":", "\"evnt\":", "no \"event\"", "rename \"evnt\""),
        ("\"order\"", "\"ordr\"", "event \"ordr\" is not known", "write \"order\""),
        ("\"order\"", "\"party\"", "event \"party\" is not known", "military, diplomatic"),
        ("\"start\":", "\"stat\":", "no \"start\"", "rename \"stat\""),
        ("\"1945-08-14\"", "\"14.8.45\"", "not a date", "EDTF"),
        (
            "\"1945-08-14\"",
            "\"1945-08-14\",\"end\":\"1945-08-13\"",
            "end 1945-08-13 lies before its start 1945-08-14",
            "exchange",
        ),
        ("\"rank\":1", "\"rank\":9", "\"rank\" is 9", "a whole number from 1 to 3"),
        ("\"executed\"", "\"excuted\"", "status \"excuted\"", "write \"executed\""),
        ("\"probable\"", "null", "no \"certainty\"", "add \"certainty\""),
        ("\"name\":\"N\"", "\"name\":7", "\"name\" is 7", "a text in quotes"),
        ("[\"hasegawa2011:59\"]", "7", "\"sources\" is 7", "a list of texts"),
        ("\"rank\":1", "\"variant\":\"hasegawa\"", "no \"variant_of\"", "add \"variant_of\""),
        ("\"kind\":\"event\"", "\"kind\":\"evnet\"", "kind \"evnet\"", "write \"event\""),
        ("\"kind\":\"event\"", "\"knd\":\"event\"", "no \"kind\"", "rename \"knd\""),
        (
            "\"Point\",\"coordinates\":[123.4,41.8]",
            "\"LineString\",\"coordinates\":[[123.4,41.8],[124,42]]",
            "is a LineString",
            "make it a Point",
        ),
    ] {
        let broken = event(whole).replacen(from, to, 1);
        let (data, report) = load("events", &[broken, event(whole).replace("\"e\"", "\"good\"")]);
        assert_eq!(data.events.len(), 1, "{from} {to}\n{report}");
        let errors: Vec<_> = report.diagnostics().iter().filter(|d| d.severity == Severity::Error).collect();
        assert!(!errors.is_empty(), "{from} {to}");
        let found =
            errors.iter().find(|d| d.message.contains(message)).unwrap_or_else(|| panic!("{message}\n{report}"));
        assert!(found.cure.as_deref().unwrap_or_default().contains(cure), "{found}");
        assert_eq!((found.file.as_str(), found.line), ("campaign/events.geojson", Some(2)), "{found}");
        assert_eq!(found.feature.as_deref(), Some("e"), "{found}");
    }
}

#[test]
fn references_that_lead_nowhere_are_errors_and_the_feature_loads() {
    let whole = r#""event":"order","start":"1945-08-14","rank":1,"place":"mukden""#;
    for (from, to, message, cure) in [
        ("hasegawa2011:59", "hasegawa2001:59", "no source \"hasegawa2001\"", "write \"hasegawa2011\""),
        ("\"mukden\"", "\"mukdn\"", "no place \"mukdn\"", "write \"mukden\""),
        (
            "\"rank\":1",
            "\"variant\":\"h\",\"variant_of\":\"ff\"",
            "no default feature \"ff\"",
            "add the default feature",
        ),
    ] {
        let (data, report) = load("events", &[event(whole).replacen(from, to, 1)]);
        assert_eq!(data.events.len(), 1);
        assert_eq!(report.count(Severity::Error), 1, "{report}");
        let found = &report.diagnostics()[0];
        assert!(found.message.contains(message) && found.cure.as_deref().unwrap_or_default().contains(cure), "{found}");
    }
    let (_, report) = load("events", &[event(whole).replacen("[\"hasegawa2011:59\"]", "[]", 1)]);
    assert!(report.to_string().contains("cites no source"), "{report}");
}

#[test]
fn ids_are_unique_over_the_whole_campaign() {
    let (data, report) = load("events", &[event(r#""event":"order","start":"1945""#).replace("\"e\"", "\"f\"")]);
    assert!(data.events.is_empty());
    assert!(report.to_string().contains("first in campaign/fronts.geojson:2"), "{report}");
}

#[test]
fn the_invariants_of_geometry_and_order_are_checked() {
    for (bad, message) in [
        (front("g", "1945-08-08", "[[130,48],[131,48]]"), "does not follow 1945-08-08"),
        (front("g", "1945-08-07", "[[130,48],[131,48]]"), "does not follow 1945-08-08"),
        (front("g", "1945-08-09", "[[130,48],[131,49],[131,48],[130,49]]"), "crosses itself at 130.5000 E, 48.5000 N"),
        (front("g", "1945-08-09", "[[130,48],[130.5,29]]"), "out of the theatre"),
        (front("g", "1945-08-09", "[[130,48],[131,48]]").replace("\"2fe\"", "\"3fe\""), "sector \"3fe\" is not known"),
    ] {
        let (_, report) = load("fronts", &[bad]);
        assert_eq!(report.count(Severity::Error), 1, "{report}");
        assert!(report.to_string().contains(message), "{report}");
    }
    let properties = format!(r#""kind":"holdout","start":"1945-08-09","end":"1945-08-12",{COMMON}"#);
    let bow_tie = feature(
        "h",
        &properties,
        r#"{"type":"Polygon","coordinates":[[[120,45],[121,46],[121,45],[120,47],[120,45]]]}"#,
    );
    let (data, report) = load("holdouts", &[bow_tie]);
    assert_eq!(data.holdouts[0].meta.period.end(), at("1945-08-13"));
    assert!(report.to_string().contains("a ring of it crosses itself"), "{report}");
}

#[test]
fn an_event_far_from_its_place_is_warned_of() {
    let far = event(r#""event":"order","start":"1945-08-14","place":"mukden""#).replace("123.4,41.8", "123.4,43.8");
    let (_, report) = load("events", &[far]);
    assert!(report.to_string().contains("222 km from its place"), "{report}");
}

#[test]
fn a_misspelt_optional_property_is_warned_of_and_an_unknown_one_is_not() {
    let odd = event(r#""event":"order","start":"1945-08-14","txt":"T","prelud":true,"colour":"red""#);
    let (data, report) = load("events", &[odd]);
    assert_eq!(data.events.len(), 1);
    assert_eq!(report.summary(), "no errors, 2 warnings", "{report}");
    assert!(report.to_string().contains("rename it to \"prelude\""), "{report}");
}

#[test]
fn missing_and_broken_files_are_told_and_the_rest_loads() {
    let mut report = Report::new();
    let source = Memory::new().with("campaign.json", "{\"title\":\n  oops}").with("sources.json", SOURCES);
    let data = Dataset::load(&source, &mut report);
    assert_eq!(data.sources.len(), 2);
    assert_eq!(data.config.clocks[0].id, "tokyo");
    let broken = &report.diagnostics()[0];
    assert_eq!((broken.file.as_str(), broken.line), ("campaign.json", Some(2)));
    assert_eq!(report.count(Severity::Error), 10, "{report}");
    assert!(report.to_string().contains("there is no file campaign/fronts.geojson"));
    let mut report = Report::new();
    assert!(BaseMap::load(&source, &mut report).coast_mid.is_empty());
    assert_eq!(report.count(Severity::Error), 8);
}

#[test]
fn a_bad_configuration_keeps_what_is_good() {
    for (from, to, message) in [
        ("\"view\":\"theatre\"", "\"view\":\"theater\"", "no view \"theater\""),
        ("\"bbox\":[110,34,157,54]", "\"bbox\":[157,34,110,54]", "bbox is no box"),
        ("\"+03:00\"", "\"3 hours\"", "its offset cannot be read"),
        ("\"end\":\"1945-09-05\"", "\"end\":\"1945-07-05\"", "lies before its start"),
        ("\"title\":\"T\"", "\"titel\":\"T\"", "rename \"titel\" to \"title\""),
    ] {
        let mut report = Report::new();
        let source = Memory::new().with("campaign.json", CONFIG.replacen(from, to, 1));
        let data = Dataset::load(&source, &mut report);
        assert!(report.to_string().contains(message), "{message}: {report}");
        assert_eq!(data.config.sectors.len(), 1);
    }
}

/// The whole campaign of one front line with this order of battle and one movement, `m`.
fn load_formations(list: &str) -> (Dataset, Report) {
    let movement = feature(
        "m",
        &format!(
            r#""kind":"movement","start":"1945-08-09","formation":"a","mobility":"foot","times":["1945-08-09T00:00:00+09:00","1945-08-10T00:00:00+09:00"],{COMMON}"#
        ),
        r#"{"type":"LineString","coordinates":[[130,45],[130.2,45]]}"#,
    );
    load_with("movements", &[movement], list)
}

/// An entry of the order of battle with other words in place of some of its own.
fn formation(id: &str, changes: &[(&str, &str)]) -> String {
    let mut text = format!(
        r#"{{"id":"{id}","name":"15th Army","short":"15 A","names":{{"ru":"15-я армия","mn":"15-р арми"}},"side":"soviet","level":"army","branch":"combined","parent":null,"commander":"Lt.-Gen. Mamonov","commander_sources":["tass"],"strength":{{"text":"21 divisions","men":90000,"sources":["tass"]}},"positions":[{{"time":"1945-08-09T01:00:00+09:00","lon":130.5,"lat":47.5,"place":"on the Amur","what":"hq","certainty":"probable","sources":["tass"]}}],"fate":{{"date":"1945-08-20","place":"Harbin","text":"Objectives reached","lon":126.6,"lat":45.8,"sources":["tass"]}},"movements":["m"],"status":"executed","certainty":"documented","sources":["hasegawa2011:59"],"note":""}}"#
    );
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}

fn told(list: &str) -> String {
    load_formations(list).1.to_string()
}

#[test]
fn the_order_of_battle_is_read() {
    let under = r#""parent":"a","parents":[{"parent":"a","start":"1945-08-05","end":"1945-08-11"}]"#;
    let second =
        formation("b", &[(r#""parent":null"#, under), (r#"["m"]"#, "[]"), ("01:00:00+09:00", "01:00:00+10:00")]);
    let (data, report) = load_formations(&format!("[\n{},\n{second}]", formation("a", &[])));
    assert_eq!(report.to_string(), "");
    let [a, b] = &data.formations[..] else { panic!("{} formations", data.formations.len()) };
    assert_eq!((a.names.get(Lang::Ru), a.names.get(Lang::Mn), a.short.as_str()), ("15-я армия", "15-р арми", "15 A"));
    assert_eq!((a.level, a.branch, a.side), (Level::Army, Branch::Combined, Side::Soviet));
    assert_eq!(a.strength.as_ref().and_then(|strength| strength.numbers.get("men")), Some(&90_000));
    assert_eq!(b.positions[0].since, at("1945-08-09T00:00"));
    let fate = a.fate.as_ref().expect("a fate");
    assert_eq!((fate.comes_at, fate.at.is_some()), (at("1945-08-20T24:00"), true));
    assert_eq!((b.parent_at(at("1945-08-06")), a.parent_at(at("1945-08-06"))), (Some("a"), None));
    assert_eq!((b.origin.file.as_str(), b.origin.line), ("campaign/formations.json", 3));
    assert_eq!(a.citations().count(), 5);
}

#[test]
fn a_bad_formation_is_left_out_with_its_line_and_the_cure() {
    for (from, to, wanted) in [
        (r#""level":"army""#, r#""level":"amry""#, "its level \"amry\" is not known\n    write \"army\""),
        (r#""what":"hq""#, r#""what":"headquarter""#, "in number 1 of its positions: its what"),
        (r#","lat":47.5"#, "", "in number 1 of its positions: its \"lon\" and \"lat\" are no place"),
        (r#""date":"1945-08-20""#, r#""date":"1945-08-32""#, "in its fate: its date cannot be read"),
        (r#""men":90000"#, r#""men":"many""#, "in its strength: its \"men\" is \"many\""),
        (r#""branch":"combined","#, "", "it has no \"branch\""),
        (r#""positions":[{"#, r#""positions":[7,{"#, "number 1 of its positions is no object"),
    ] {
        let list = format!("[{},\n{}]", formation("a", &[]), formation("b", &[(from, to)]));
        let (data, report) = load_formations(&list);
        assert_eq!(data.formations.len(), 1, "{to}");
        let text = report.to_string();
        assert!(text.starts_with("error: campaign/formations.json:2: b: ") && text.contains(wanted), "{to}: {text}");
    }
}

#[test]
fn a_broken_formation_costs_itself_alone() {
    let (data, report) = load_formations(&format!("[{{\"id\":\"b\",,}},\n{}]", formation("a", &[])));
    assert_eq!(data.formations.len(), 1);
    assert!(report.to_string().contains("campaign/formations.json:1:12: b: its JSON is broken"), "{report}");
}

#[test]
fn references_of_formations_lead_somewhere() {
    let one = |changes: &[(&str, &str)]| told(&format!("[{}]", formation("a", changes)));
    assert_eq!(one(&[]), "");
    assert!(one(&[(r#"["m"]"#, r#"["march"]"#)]).contains("there is no movement \"march\""));
    assert!(one(&[(r#""parent":null"#, r#""parent":"army-15""#)]).contains("there is no formation \"army-15\""));
    assert!(one(&[(r#""commander_sources":["tass"]"#, r#""commander_sources":["tas"]"#)]).contains("write \"tass\""));
    let text = one(&[(r#""id":"a""#, r#""id":"army-15""#), (r#""parent":null"#, r#""parent":"army-15""#)]);
    assert!(text.contains("the parents of \"army-15\" lead back to it"), "{text}");
    assert!(text.contains("m: there is no formation \"a\""), "{text}");
    assert!(one(&[(r#""id":"a""#, r#""id":"m""#)]).contains("the id is there twice"));
}

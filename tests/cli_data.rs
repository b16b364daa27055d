//! `august-storm day`, `list`, `cite`, `export-data` as processes, on the data that is built in.

use std::path::Path;
use std::process::{Command, Output};

use august_storm::model::Campaign;
use serde_json::Value;

fn august_storm(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_august-storm")).args(args).output().expect("the program starts")
}

fn out(args: &[&str]) -> String {
    let output = august_storm(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&out(&[args, &["--json"]].concat())).expect("JSON")
}

/// The message of a command that fails with this exit code.
fn failure(args: &[&str], code: i32) -> String {
    let output = august_storm(args);
    assert_eq!(output.status.code(), Some(code), "{args:?}");
    assert!(output.stdout.is_empty(), "{args:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

fn section<'v>(diary: &'v Value, id: &str) -> &'v Vec<Value> {
    let all = diary["sections"].as_array().expect("sections");
    let found = all.iter().find(|s| s["id"] == id).unwrap_or_else(|| panic!("no section {id}"));
    found["entries"].as_array().expect("entries")
}

#[test]
fn a_day_names_the_attack_the_ground_and_the_sources() {
    let text = out(&["day", "1945-08-09"]);
    assert!(text.starts_with("Thursday, 9 August 1945\n"), "{text}");
    let attack = text.lines().find(|l| l.contains("Soviet offensive begins")).expect("the attack");
    assert!(attack.contains("18:00") && attack.contains("Moscow") && attack.contains("[Hasegawa 2011"), "{attack}");
    assert!(text.lines().any(|l| l.starts_with("- Transbaikal Front gains ") && l.contains("km²")), "{text}");
    assert!(text.contains("11:02: Atomic bomb on Nagasaki"), "{text}");
    let nagasaki = text.lines().find(|l| l.contains("Nagasaki")).expect("Nagasaki");
    assert!(!nagasaki.contains("in Tokyo"), "the reader's own clock goes without saying: {nagasaki}");
}

#[test]
fn an_hour_is_told_on_the_clock_of_its_source_and_on_the_readers() {
    let shumshu = |args: &[&str]| {
        let text = out(&[&["day", "1945-08-18"], args].concat());
        text.lines().find(|l| l.contains("Landing on Shumshu")).expect("the landing").to_owned()
    };
    assert!(shumshu(&[]).starts_with("- 04:22 in Kamchatka, 02:22 in Tokyo: "), "{}", shumshu(&[]));
    let khabarovsk = shumshu(&["--clock", "khabarovsk"]);
    assert!(khabarovsk.starts_with("- 04:22 in Kamchatka, 03:22 in Khabarovsk: "), "{khabarovsk}");
    let diary = json(&["day", "1945-08-18"]);
    let landing =
        section(&diary, "fighting").iter().find(|e| e["text"].as_str().unwrap().contains("Landing on Shumshu"));
    let clocks = &landing.expect("the landing")["clocks"];
    assert_eq!(clocks["tokyo"], "1945-08-18T02:22:00+09:00");
    assert_eq!(clocks["moscow"], "1945-08-17T20:22:00+03:00");
    assert_eq!(diary["to"]["washington"], "1945-08-18T11:00:00-04:00");
}

#[test]
fn ground_is_land_and_adds_up() {
    let diary = json(&["day", "1945-08-20"]);
    let ground = &diary["ground"];
    let number = |v: &Value| v.as_f64().expect("a number");
    let fronts = ground["fronts"].as_array().expect("fronts");
    let held: f64 = fronts.iter().map(|f| number(&f["held_km2"])).sum();
    assert!((held + number(&ground["islands"]["held_km2"]) - number(&ground["held_km2"])).abs() < 4.0);
    // Sakhalin south of 50 N: 33,260 km² on the finest coast of the base map.
    let karafuto = json(&["day", "1945-08-28"])["ground"]["fronts"][3].clone();
    assert_eq!(karafuto["sector"], "karafuto");
    assert!((number(&karafuto["held_km2"]) - 33_260.0).abs() < 200.0, "{karafuto}");
    assert_eq!(json(&["day", "1945-08-06"])["ground"], Value::Null, "nobody had attacked yet");
}

#[test]
fn a_disagreement_is_named_in_the_entry_and_on_the_day_of_the_other_version() {
    let text = out(&["day", "1945-08-25"]);
    assert!(text.lines().any(|l| l.contains("Otomari") && l.contains("Hasegawa: 26 August 1945.")), "{text}");
    let later = json(&["day", "1945-08-26"]);
    let elsewhere = section(&later, "elsewhere");
    assert!(elsewhere.iter().any(|e| e["text"].as_str().unwrap().starts_with("Hasegawa has this day for: ")));
    let his = out(&["day", "1945-08-26", "--reading", "hasegawa"]);
    assert!(his.lines().any(|l| l.contains("Otomari") && l.contains("Best documented: 25 August 1945.")), "{his}");
}

#[test]
fn days_of_the_prelude_have_their_events() {
    assert!(out(&["day", "1945-07-26"]).contains("Potsdam"));
    assert!(out(&["day", "1945-08-06"]).contains("Hiroshima"));
    assert!(out(&["day", "1944-01-02"]).contains("Nothing is recorded of this day."));
}

#[test]
fn unknown_words_are_answered_with_the_nearest() {
    let message = failure(&["day", "1945-08-09", "--clock", "mosow"], 1);
    assert!(message.contains("moscow"), "{message}");
    let message = failure(&["day", "1945-08-32"], 2);
    assert!(message.contains("1945-08-18"), "{message}");
    let message = failure(&["cite", "hasegawa2001"], 1);
    assert!(message.contains("hasegawa2011"), "{message}");
    let message = failure(&["list", "events", "--kind", "atmic"], 2);
    assert!(message.contains("atomic"), "{message}");
    let message = failure(&["list", "places", "--near", "Mukdn"], 1);
    assert!(message.contains("Mukden"), "{message}");
    let message = failure(&["export-data", "--format", "shp"], 2);
    assert!(message.contains("geojson"), "{message}");
}

#[test]
fn lists_are_filtered_and_searched_in_every_language() {
    let rank_1 = json(&["list", "events", "--from", "1945-08-09", "--to", "1945-08-09", "--rank", "1"]);
    let names: Vec<&str> = rank_1.as_array().unwrap().iter().map(|e| e["names"]["en"].as_str().unwrap()).collect();
    assert!(names.contains(&"Soviet offensive begins") && names.len() < 6, "{names:?}");
    for word in ["奉天", "Shenyang", "mukden"] {
        let found = json(&["list", "places", word]);
        assert!(found.as_array().unwrap().iter().any(|p| p["id"] == "mukden"), "{word}: {found}");
    }
    let armies = json(&["list", "formations", "--side", "japan", "--level", "army"]);
    let armies = armies.as_array().unwrap();
    assert!(armies.len() > 5 && armies.iter().all(|f| f["side"] == "japan" && f["level"] == "army"));
    let near = json(&["list", "places", "--near", "Mukden"]);
    assert_eq!(near[0]["id"], "mukden");
    assert_eq!(near[0]["km"], 0.0);
    let clocks = out(&["list", "clocks"]);
    assert!(clocks.starts_with("ID ") && clocks.contains("\npotsdam     +02:00  Potsdam\n"), "{clocks}");
    for list in ["zones", "movements", "sources", "views", "figures"] {
        let all = json(&["list", list]);
        assert!(all.as_array().unwrap().len() > 5, "{list}");
        assert!(all.as_array().unwrap().iter().all(|entry| entry["id"].is_string()), "{list}");
    }
}

/// The entries of a BibTeX text: type, key, number of fields. Braces balance, every field is `name = {value},`.
fn bibtex_entries(text: &str) -> Vec<(String, String, usize)> {
    let mut entries = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\n@") {
        let entry = &rest[at + 2..];
        let end = entry.find("\n}\n").expect("an entry ends");
        let (head, body) = entry[..end].split_once(",\n").expect("a key");
        let (kind, key) = head.split_once('{').expect("a type");
        for line in body.lines() {
            assert!(line.starts_with("  ") && line.contains(" = {") && line.ends_with("},"), "{line}");
            let bare = line.replace("\\{", "").replace("\\}", "");
            assert_eq!(bare.matches('{').count(), bare.matches('}').count(), "{line}");
        }
        entries.push((kind.to_owned(), key.to_owned(), body.lines().count()));
        rest = &entry[end..];
    }
    entries
}

#[test]
fn a_citation_has_author_date_place_and_bibtex() {
    let text = out(&["cite", "hasegawa2011:59"]);
    assert!(text.starts_with("Hasegawa 2011, "), "{text}");
    assert!(text.contains("https://doi.org/10.4000/monderusse.9333"), "{text}");
    let entries = bibtex_entries(&text);
    assert_eq!((entries.len(), entries[0].0.as_str(), entries[0].1.as_str()), (1, "article", "hasegawa2011"));
    let zone = out(&["cite", "zone-kushiro-rumoi-line"]);
    assert!(zone.contains("Hasegawa 2011") && bibtex_entries(&zone).len() >= 3, "{zone}");
    let csl = json(&["cite", "zone-kushiro-rumoi-line"]);
    assert_eq!(csl[0]["type"], "article-journal");
    assert_eq!(csl[0]["custom"]["cited"], serde_json::json!(["64", "67"]));
}

#[test]
fn every_source_has_sound_bibtex() {
    let campaign = Campaign::builtin();
    for source in &campaign.data().sources {
        let text = format!("\n{}", august_storm::export::bibtex(source));
        let entries = bibtex_entries(&text);
        assert!(entries.len() == 1 && entries[0].1 == source.id && entries[0].2 >= 1, "{text}");
    }
}

#[test]
fn geojson_has_a_start_for_every_feature_that_began_and_binds_by_start_and_end() {
    let text = out(&["export-data", "--format", "geojson"]);
    let all: Value = serde_json::from_str(&text).expect("JSON");
    let features = all["features"].as_array().expect("features");
    assert!(features.len() > 700);
    let is_utc = |v: &Value| v.as_str().is_some_and(|t| t.len() == 20 && t.ends_with('Z') && &t[10..11] == "T");
    for feature in features {
        let p = &feature["properties"];
        assert!(is_utc(&p["start"]), "{}", feature["id"]);
        assert!(p["end"].is_null() || is_utc(&p["end"]), "{}", feature["id"]);
        assert!(p["end"].is_null() || p["end"].as_str() >= p["start"].as_str(), "{}", feature["id"]);
        assert!(p["layer"].is_string() && p["name"].is_string() && p["certainty"].is_string(), "{}", feature["id"]);
        assert!(p["stroke"].is_string() || p["marker-color"].is_string(), "{}", feature["id"]);
    }
    let first = features.iter().find(|f| f["id"] == "front-1fe-1945-08-08").expect("the frontier");
    assert_eq!(first["properties"]["start"], "1945-08-08T15:00:00Z");
    assert_eq!(first["properties"]["end"], "1945-08-09T14:59:59Z");
}

#[test]
fn as_of_holds_what_stands_or_has_begun_by_then() {
    let text = out(&["export-data", "--format", "geojson", "--as-of", "1945-08-12T18:00"]);
    let all: Value = serde_json::from_str(&text).expect("JSON");
    let features = all["features"].as_array().expect("features");
    let of_layer = |layer: &str| features.iter().filter(|f| f["properties"]["layer"] == layer).count();
    assert_eq!(of_layer("ground"), 4, "one ground for each sector");
    assert!(of_layer("fronts") >= 4 && of_layer("holdouts") >= 3);
    let ids: Vec<&str> = features.iter().map(|f| f["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"landing-fuyuan") && !ids.contains(&"event-mukden-air"), "{ids:?}");
    for feature in features {
        assert!(feature["properties"]["start"].as_str() <= Some("1945-08-12T09:00:00Z"), "{}", feature["id"]);
        for time in feature["properties"]["times"].as_array().into_iter().flatten() {
            assert!(time.as_str() <= Some("1945-08-12T09:00:00Z"), "{}", feature["id"]);
        }
    }
}

/// Names of open elements at each step: panics where tags do not match. Enough of XML for what the program writes.
fn assert_well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").expect("a declaration");
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        assert!(!text.contains('>'), "a stray > in {text}");
        let text = ["&amp;", "&lt;", "&gt;", "&quot;"].iter().fold(text.to_owned(), |t, e| t.replace(e, ""));
        assert!(!text.contains('&'), "a stray & in {text}");
        let end = tag.find('>').expect("a tag ends");
        let inner = &tag[1..end];
        let name = inner.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if inner.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !inner.ends_with('/') {
            open.push(name);
        }
        rest = &tag[end + 1..];
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn kml_is_well_formed_and_in_time() {
    let text = out(&["export-data", "--format", "kml"]);
    assert_well_formed(&text);
    assert!(text.matches("<TimeSpan><begin>1945-").count() > 700);
    assert!(text.contains("<begin>1945-08-08T15:00:00Z</begin><end>1945-08-09T14:59:59Z</end>"));
    // The schema wants a placemark's children in this order.
    for placemark in text.split("<Placemark>").skip(1) {
        let placemark = &placemark[..placemark.find("</Placemark>").unwrap()];
        let order = ["<name>", "<description>", "<TimeSpan>", "<styleUrl>", "<ExtendedData>"];
        let places: Vec<usize> = order.iter().filter_map(|tag| placemark.find(tag)).collect();
        assert!(places.is_sorted(), "{placemark}");
    }
    for folder in ["Ground behind the fronts", "Movements", "Events"] {
        assert!(text.contains(&format!("<Folder>\n<name>{folder}</name>")), "{folder}");
    }
}

/// Records of RFC 4180.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let record = records.last_mut().unwrap();
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => record.last_mut().unwrap().push(chars.next().unwrap()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(String::new()),
            '\r' if !is_quoted && chars.peek() == Some(&'\n') => {
                chars.next();
                records.push(vec![String::new()]);
            }
            c => record.last_mut().unwrap().push(c),
        }
    }
    assert_eq!(records.pop(), Some(vec![String::new()]), "the last record ends with a line break");
    records
}

fn table(folder: &Path, name: &str) -> Vec<Vec<String>> {
    records(&std::fs::read_to_string(folder.join(name)).unwrap_or_else(|_| panic!("no {name}")))
}

#[test]
fn tables_have_their_columns_and_geometry() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("tables");
    let args = ["export-data", "--format", "csv", "-o", folder.to_str().unwrap()];
    out(&args);
    let data = Campaign::builtin();
    let data = data.data();
    for (name, rows) in [
        ("events", data.events.len()),
        ("movements", data.movements.len()),
        ("formations", data.formations.len()),
        ("places", data.places.len()),
        ("islands", data.islands.len()),
        ("zones", data.zones.len()),
        ("figures", data.figures.len()),
        ("sources", data.sources.len()),
    ] {
        let table = table(&folder, &format!("{name}.csv"));
        assert_eq!(table.len(), rows + 1, "{name}");
        assert!(table.iter().all(|row| row.len() == table[0].len()), "{name}");
    }
    let events = table(&folder, "events.csv");
    let column = |name: &str| events[0].iter().position(|c| c == name).expect("a column");
    let nagasaki = events.iter().find(|row| row[column("name")].contains("Nagasaki")).expect("Nagasaki");
    assert_eq!(nagasaki[column("start_utc")], "1945-08-09T02:02:00Z");
    assert!(nagasaki[column("wkt")].starts_with("POINT(129."), "{nagasaki:?}");
    let kept = failure(&args, 1);
    assert!(kept.contains("--force"), "{kept}");
    out(&[&args[..], &["--force"]].concat());
    assert!(failure(&["export-data", "--format", "csv"], 1).contains("-o DIR"));
}

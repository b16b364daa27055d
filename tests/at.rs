//! `august-storm at` as a process.

use std::process::{Command, Output};

fn at(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_august-storm")).arg("at").args(args).output().expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[test]
fn it_says_who_holds_a_place_since_when_and_by_which_source() {
    let answer = at(&["1945-08-20T12:00+09:00", "--place", "Mukden"]);
    assert_eq!(answer.status.code(), Some(0));
    let text = out(&answer);
    assert!(text.starts_with("Mukden (now Shenyang), Manchukuo, is in Soviet hands"), "{text}");
    assert!(text.contains("since 13:15 on 19 August 1945 (+09:00)") && text.contains("\nSource: "), "{text}");
}

#[test]
fn json_carries_the_same() {
    let answer = at(&["1945-08-20T12:00+09:00", "--place", "瀋陽", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&answer)).expect("JSON");
    assert_eq!(json["place"], "Mukden");
    assert_eq!(json["control"], "soviet");
    assert_eq!(json["since"], "1945-08-19T13:15:00+09:00");
    assert_eq!(json["by"]["kind"], "pocket");
    assert!(json["sources"].as_array().is_some_and(|s| !s.is_empty()));
}

#[test]
fn degrees_do_as_well_as_a_name() {
    let answer = at(&["1945-08-09T00:00+09:00", "--lonlat", "123.43,41.80", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&answer)).expect("JSON");
    assert_eq!((&json["place"], &json["control"]), (&serde_json::Value::Null, &"japan".into()));
    assert_eq!(json["territory"], "Manchukuo");
}

#[test]
fn the_clock_of_the_question_is_heeded() {
    // 13:15 in Mukden is 07:15 in Moscow.
    let control = |time: &str| {
        let json: serde_json::Value =
            serde_json::from_str(&out(&at(&[time, "--place", "Mukden", "--json"]))).expect("JSON");
        json["control"].clone()
    };
    assert_eq!(control("1945-08-19T07:14+03:00"), "japan");
    assert_eq!(control("1945-08-19T07:15+03:00"), "soviet");
}

#[test]
fn a_clock_reads_and_tells_the_time_and_json_has_them_all() {
    let answer = at(&["1945-08-19T07:15", "--clock", "moscow", "--place", "Mukden", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&answer)).expect("JSON");
    assert_eq!((&json["control"], &json["at"]), (&"soviet".into(), &"1945-08-19T07:15:00+03:00".into()));
    assert_eq!(json["clocks"]["tokyo"], "1945-08-19T13:15:00+09:00");
    assert_eq!(json["clocks"]["washington"], "1945-08-19T00:15:00-04:00");
    let told = out(&at(&["1945-08-19T07:15", "--clock", "moscow", "--place", "Mukden"]));
    assert!(told.contains("at 07:15 on 19 August 1945 (+03:00)"), "{told}");
    let unknown = at(&["1945-08-19", "--clock", "mosow", "--place", "Mukden"]);
    assert!(unknown.status.code() == Some(1) && err(&unknown).contains("moscow"), "{}", err(&unknown));
}

#[test]
fn it_answers_from_front_events_pockets_zones_and_formations() {
    let answer = at(&["1945-08-20T12:00+09:00", "--place", "Mukden", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&answer)).expect("JSON");
    assert_eq!(json["front"]["sector"], "transbaikal");
    assert!(json["front"]["km"].as_f64().is_some_and(|km| km > 10.0 && km < 200.0), "{}", json["front"]);
    let ids = |key: &str| -> Vec<String> {
        let list = json[key].as_array().expect(key);
        list.iter().map(|entry| entry["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert!(ids("events").contains(&"event-mukden-air".to_owned()));
    assert!(ids("pockets").iter().any(|id| id == json["by"]["id"].as_str().unwrap()));
    assert!(!ids("formations").is_empty() && !ids("zones").is_empty());
    let hutou = at(&["1945-08-20T12:00+09:00", "--place", "Hutou", "--json"]);
    let hutou: serde_json::Value = serde_json::from_str(&out(&hutou)).expect("JSON");
    assert!(hutou["holdouts"].as_array().is_some_and(|list| !list.is_empty()), "{hutou}");
}

#[test]
fn an_unknown_place_fails_with_suggestions() {
    let answer = at(&["1945-08-20", "--place", "Mukdn"]);
    assert_eq!(answer.status.code(), Some(1));
    assert!(out(&answer).is_empty() && err(&answer).contains("Mukden"), "{}", err(&answer));
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    for args in [
        &["1945-08-33", "--place", "Mukden"][..],
        &["soon", "--place", "Mukden"],
        &["1945-08-20"],
        &["1945-08-20", "--lonlat", "123"],
        &["1945-08-20", "--lonlat", "41.8,123.4"],
        &["1945-08-20", "--lonlat", "123.4,41.8", "--place", "Mukden"],
    ] {
        let answer = at(args);
        assert_eq!(answer.status.code(), Some(2), "{args:?}");
        assert!(err(&answer).starts_with("error: "), "{}", err(&answer));
    }
}

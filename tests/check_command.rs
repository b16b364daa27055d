//! `august-storm check` as a process: its report and its exit codes.

use std::path::Path;
use std::process::{Command, Output};

fn check(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_august-storm")).arg("check").args(arguments).output().expect("it runs")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("it is written");
    path.display().to_string()
}

const SWAPPED: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"a","properties":{},"geometry":{"type":"Point","coordinates":[43.1,131.9]}}]}"#;

#[test]
fn the_built_in_campaign_passes() {
    let output = check(&[]);
    assert!(output.status.success(), "{}", printed(&output));
    assert!(printed(&output).ends_with("the built-in campaign: no errors, no warnings\n"), "{}", printed(&output));
}

#[test]
fn the_folder_of_the_data_passes() {
    let output = check(&[concat!(env!("CARGO_MANIFEST_DIR"), "/geodata")]);
    assert!(output.status.success(), "{}", printed(&output));
}

#[test]
fn a_file_of_the_campaign_is_held_to_its_contract() {
    let good = check(&[concat!(env!("CARGO_MANIFEST_DIR"), "/geodata/campaign/landings.geojson")]);
    assert!(good.status.success(), "{}", printed(&good));
    let folder = tempfile::tempdir().expect("a folder");
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/geodata/campaign/events.geojson"));
    let broken = text.expect("events").replacen("\"documented\"", "\"documnted\"", 1);
    let output = check(&[&file(folder.path(), "events.geojson", &broken)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).contains("write \"documented\""), "{}", printed(&output));
}

#[test]
fn an_error_gives_exit_code_1_and_a_cure() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = file(folder.path(), "mine.geojson", SWAPPED);
    let output = check(&[&name]);
    assert_eq!(output.status.code(), Some(1));
    let text = printed(&output);
    assert!(text.starts_with(&format!("error: {name}:2:")), "{text}");
    assert!(text.contains("swap the two numbers"), "{text}");
    assert!(text.ends_with("1 error, no warnings\n"), "{text}");
}

#[test]
fn a_warning_gives_exit_code_0() {
    let folder = tempfile::tempdir().expect("a folder");
    let open =
        r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2]]]}}"#;
    let output = check(&[&file(folder.path(), "mine.geojson", open)]);
    assert!(output.status.success());
    assert!(printed(&output).contains("1 ring was not closed"), "{}", printed(&output));
}

#[test]
fn the_report_comes_as_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = check(&["--json", &file(folder.path(), "mine.geojson", SWAPPED), "no-such-file.geojson"]);
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((report["errors"].as_u64(), report["warnings"].as_u64()), (Some(2), Some(0)));
    assert_eq!(report["diagnostics"][0]["line"], 2);
    assert_eq!(report["diagnostics"][1]["file"], "no-such-file.geojson");
}

//! Pictures that know themselves, as a process: what they carry, and how they are made again.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn august_storm(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_august-storm"))
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .args(args)
        .output()
        .unwrap()
}

fn done(folder: &Path, args: &[&str]) -> Output {
    let output = august_storm(folder, args);
    assert!(output.status.success(), "{args:?}: {}", told(&output));
    output
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_format_says_what_it_shows_and_is_made_again_to_the_byte() {
    let dir = tempfile::tempdir().unwrap();
    let view = ["--at", "1945-08-17T12:00+09:00", "--view", "hokkaido", "--lang", "ja,en", "--size", "480x270"];
    for ending in ["png", "jpg", "webp", "svg", "pdf"] {
        let (name, again) = (format!("a.{ending}"), format!("b.{ending}"));
        done(dir.path(), &[&["render"][..], &view, &["-o", &name]].concat());
        let info = json(&done(dir.path(), &["info", &name, "--json"]));
        assert_eq!(info["view"]["view"], "hokkaido", "{ending}");
        assert_eq!(info["view"]["at"][0], "1945-08-17T12:00+09:00", "{ending}");
        let title = info["title"].as_str().unwrap();
        assert!(title.contains("17 August 1945, 12:00"), "{ending}: {title}");
        assert!(info["caption"].as_str().unwrap().contains("Map of "), "{ending}: {info}");
        assert!(
            !info["sources"].as_str().unwrap().is_empty() && info["credits"].as_str().unwrap().contains("GeoNames")
        );
        done(dir.path(), &["render", "--like", &name, "-o", &again]);
        let read = |name: &str| std::fs::read(dir.path().join(name)).unwrap();
        assert!(read(&name) == read(&again), "{ending}: made again, it is another file");
    }
    let larger = done(dir.path(), &["render", "--like", "a.jpg", "--size", "960x540", "-o", "c.png", "--json"]);
    let report = json(&larger);
    assert_eq!((&report["width"], &report["format"]), (&Value::from(960), &Value::from("PNG")));
    assert_eq!(json(&done(dir.path(), &["info", "c.png", "--json"]))["view"]["lang"], "ja,en");
}

#[test]
fn pictures_that_carry_nothing_are_told_with_the_cure() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("x.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    std::fs::write(dir.path().join("x.txt"), "no picture").unwrap();
    for (args, word) in [
        (&["info", "x.svg"][..], "no description"),
        (&["info", "x.txt"][..], "no PNG"),
        (&["info", "missing.png"][..], "missing.png"),
        (&["open", "x.svg"][..], "no description"),
        (&["render", "--like", "x.svg", "-o", "y.png"][..], "--at"),
    ] {
        let refused = august_storm(dir.path(), args);
        assert_eq!(refused.status.code(), Some(1), "{args:?}");
        assert!(told(&refused).contains(word), "{args:?}: {}", told(&refused));
    }
    assert!(!dir.path().join("y.png").exists());
}

#[test]
fn caption_sources_and_place_stand_beside_a_picture_on_request() {
    let dir = tempfile::tempdir().unwrap();
    let view = ["render", "--at", "1945-08-14", "--size", "480x270", "--bare", "-o", "map.png"];
    let dry = done(dir.path(), &[&view[..], &["--dry-run"]].concat());
    assert!(String::from_utf8_lossy(&dry.stdout).contains("480 x 270"));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "a dry run writes nothing");
    done(dir.path(), &[&view[..], &["--caption", "--bibtex", "--world-file"]].concat());
    let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap();
    assert!(read("map.txt").contains("Alternative text") && read("map.txt").contains("km²"), "{}", read("map.txt"));
    assert!(read("map.bib").starts_with('@'), "{}", read("map.bib"));
    let world: Vec<f64> = read("map.pgw").lines().map(|line| line.parse().unwrap()).collect();
    assert!(world.len() == 6 && world[0] > 0.0 && (world[0] + world[3]).abs() < 1e-3, "{world:?}");
    assert!(read("map.prj").contains("Lambert_Conformal_Conic"));
    let refused = august_storm(dir.path(), &["render", "--at", "1945-08-14", "-o", "new.png", "--caption"]);
    assert!(refused.status.success());
    let refused = august_storm(dir.path(), &["render", "--at", "1945-08-15", "-o", "map.jpg", "--caption"]);
    assert!(told(&refused).contains("map.txt"), "{}", told(&refused));
    assert!(!dir.path().join("map.jpg").exists(), "nothing is written if one file would be lost");
}

#[test]
fn a_picture_goes_to_standard_output() {
    let dir = tempfile::tempdir().unwrap();
    let view = ["render", "--at", "1945-08-14", "--size", "160x90", "-o", "-"];
    let piped = done(dir.path(), &[&view[..], &["--format", "webp"]].concat()).stdout;
    assert_eq!(&piped[8..12], b"WEBP");
    assert!(done(dir.path(), &view).stdout.starts_with(b"\x89PNG"));
    assert_eq!(august_storm(dir.path(), &[&view[..], &["--json"]].concat()).status.code(), Some(1));
}

//! `august-storm animate`, `job`, and what pictures tell of their maker's files, as processes.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_august-storm"));
    command.current_dir(folder).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").args(args);
    command
}

fn august_storm(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", told(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const SHORT: [&str; 9] =
    ["animate", "--from", "1945-08-12", "--to", "1945-08-12T02:00", "--hold", "0", "--size", "321x200"];

#[test]
fn a_film_is_made_quietly_in_a_pipe_and_reported_as_json() {
    let dir = tempfile::tempdir().unwrap();
    let made = august_storm(dir.path(), &[&SHORT[..], &["-o", "a.mp4", "--json"]].concat());
    assert!(made.stderr.is_empty(), "{}", told(&made));
    let report = json(&made);
    let of = |key: &str| report[key].as_u64();
    assert_eq!([of("frames"), of("fps"), of("width"), of("height")], [Some(3), Some(30), Some(320), Some(200)]);
    assert_eq!(of("bytes"), Some(std::fs::metadata(dir.path().join("a.mp4")).unwrap().len()));
    assert!(report["told"].as_str().unwrap().contains("321 x 200 asked for"), "{report}");
    let bytes = std::fs::read(dir.path().join("a.mp4")).unwrap();
    assert_eq!(&bytes[4..8], b"ftyp");
    let gif = august_storm(dir.path(), &[&SHORT[..], &["-o", "a.gif"]].concat());
    assert!(gif.status.success() && gif.stdout.is_empty() && gif.stderr.is_empty(), "{}", told(&gif));
    assert_eq!(&std::fs::read(dir.path().join("a.gif")).unwrap()[..6], b"GIF89a");
    assert_eq!(names(dir.path()), ["a.gif", "a.mp4"]);
}

#[test]
fn a_film_tried_dry_makes_nothing_and_one_that_exists_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let dry = august_storm(dir.path(), &[&SHORT[..], &["-o", "a.mp4", "--dry-run"]].concat());
    let text = String::from_utf8_lossy(&dry.stdout).into_owned();
    assert!(dry.status.success() && text.contains("3 frames") && names(dir.path()).is_empty(), "{text}");
    std::fs::write(dir.path().join("a.mp4"), b"mine").unwrap();
    let refused = august_storm(dir.path(), &[&SHORT[..], &["-o", "a.mp4"]].concat());
    assert_eq!(refused.status.code(), Some(1));
    assert!(told(&refused).contains("--force"), "{}", told(&refused));
    assert_eq!(std::fs::read(dir.path().join("a.mp4")).unwrap(), b"mine");
}

/// Sends a signal to a film in the making once its temporary file is there.
#[cfg(unix)]
fn signalled(folder: &Path, signal: &str) -> Output {
    let args = ["animate", "--from", "1945-08-09", "--to", "1945-09-01", "--step", "10min", "-o", "long.mp4"];
    let mut film = command(folder, &args).stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    while names(folder).is_empty() {
        assert!(film.try_wait().unwrap().is_none(), "the film ended before it began");
        std::thread::yield_now();
    }
    let sent = Command::new("kill").args([signal, &film.id().to_string()]).status().unwrap();
    assert!(sent.success());
    film.wait_with_output().unwrap()
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_film_and_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let ended = signalled(dir.path(), "-INT");
    assert_eq!(ended.status.code(), Some(1), "{}", told(&ended));
    assert!(told(&ended).contains("cancelled; nothing was written"), "{}", told(&ended));
    assert!(names(dir.path()).is_empty(), "{:?}", names(dir.path()));
}

#[cfg(unix)]
#[test]
fn a_killed_film_leaves_no_torn_file_of_its_name() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(signalled(dir.path(), "-KILL").status.code(), None);
    assert!(!dir.path().join("long.mp4").exists());
    assert!(names(dir.path()).iter().all(|name| name.starts_with(".august-storm-")), "{:?}", names(dir.path()));
}

/// A disk that takes 4 KiB of any file and no more.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_leaves_no_torn_file() {
    let dir = tempfile::tempdir().unwrap();
    let film = [&SHORT[..], &["-o", "a.mp4"]].concat();
    let still = |name: &'static str| vec!["render", "--at", "1945-08-12", "--size", "640x360", "-o", name];
    let deck = |name: &'static str| {
        vec!["deck", "--from", "1945-08-12", "--to", "1945-08-13", "--size", "640x360", "-o", name]
    };
    let batch =
        ["batch", "--from", "1945-08-12", "--to", "1945-08-13", "--size", "640x360", "-o", "p/{date}.png"].to_vec();
    for (args, name) in [
        (film, "a.mp4"),
        (still("a.png"), "a.png"),
        (still("a.svg"), "a.svg"),
        (still("a.pdf"), "a.pdf"),
        (deck("a.pptx"), "a.pptx"),
        (deck("b.pdf"), "b.pdf"),
        (batch, "p/1945-08-1"),
    ] {
        let mut full = Command::new("sh");
        full.current_dir(dir.path()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        full.args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_august-storm")]);
        let made = full.args(&args).output().unwrap();
        assert_eq!(made.status.code(), Some(1), "{name}: {}", told(&made));
        assert!(told(&made).contains("could not be written") && told(&made).contains(name), "{}", told(&made));
        assert!(told(&made).contains("has room"), "{}", told(&made));
        assert!(names(dir.path()).is_empty(), "{name}: {:?}", names(dir.path()));
    }
}

#[test]
fn a_folder_that_takes_no_file_is_named_with_the_cure() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("file"), b"x").unwrap();
    let picture = ["render", "--at", "1945-08-12", "--size", "320x200", "-o", "file/a.png"];
    let film = [&SHORT[..], &["-o", "file/a.mp4"]].concat();
    for args in [&picture[..], &film] {
        let refused = august_storm(dir.path(), args);
        assert_eq!(refused.status.code(), Some(1));
        assert!(told(&refused).contains("file/a.") && told(&refused).contains("writable"), "{}", told(&refused));
    }
    assert_eq!(names(dir.path()), ["file"]);
}

#[test]
fn a_saved_job_makes_the_same_picture_from_any_folder() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("jobs")).unwrap();
    let at = |name: &str| dir.path().join(name);
    let args = ["render", "--at", "1945-08-12", "--size", "320x200", "--caption", "-o", "a.png"];
    let dry = august_storm(dir.path(), &[&args[..], &["--save-job", "jobs/a.toml", "--dry-run"]].concat());
    assert!(dry.status.success() && !at("a.png").exists(), "{}", told(&dry));
    let report = json(&august_storm(&at("jobs"), &["job", "a.toml", "--dry-run", "--json"]));
    assert_eq!((&report["jobs"][0]["written"], at("a.png").exists()), (&Value::Bool(false), false));
    let report = json(&august_storm(&at("jobs"), &["job", "a.toml", "--json"]));
    assert_eq!(report["jobs"][0]["files"].as_array().unwrap().len(), 2);
    let by_job = std::fs::read(at("a.png")).unwrap();
    assert!(at("a.txt").exists());
    let again = august_storm(&at("jobs"), &["job", "a.toml"]);
    assert!(again.status.code() == Some(1) && told(&again).contains("--force"), "{}", told(&again));
    let by_render = august_storm(dir.path(), &[&args[..], &["--force"]].concat());
    assert!(by_render.status.success() && std::fs::read(at("a.png")).unwrap() == by_job);
}

#[test]
fn two_jobs_of_a_file_may_not_write_the_same_picture() {
    let dir = tempfile::tempdir().unwrap();
    let job = "[[jobs]]\noutput = 'a.png'\n[jobs.still.picture]\nat = ['1945-08-12']\nsize = '320x200'\n";
    std::fs::write(dir.path().join("two.toml"), job.repeat(2)).unwrap();
    let refused = august_storm(dir.path(), &["job", "two.toml"]);
    assert!(told(&refused).contains("a.png") && told(&refused).contains("another output"), "{}", told(&refused));
    assert_eq!(names(dir.path()), ["two.toml"]);
}

#[test]
fn a_picture_names_no_folder_of_its_maker_and_finds_his_files_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let layer = dir.path().join("mine.geojson");
    let point = r#"{"type":"Feature","properties":{"name":"Here"},"geometry":{"type":"Point","coordinates":[130,45]}}"#;
    std::fs::write(&layer, format!(r#"{{"type":"FeatureCollection","features":[{point}]}}"#)).unwrap();
    let args = ["render", "--at", "1945-08-12", "--size", "320x200", "-o", "a.png", "--layer"];
    let made = august_storm(dir.path(), &[&args[..], &[layer.to_str().unwrap()]].concat());
    assert!(made.status.success(), "{}", told(&made));
    let carried = json(&august_storm(dir.path(), &["info", "a.png", "--json"]));
    assert_eq!(carried["view"]["layers"], serde_json::json!(["mine.geojson"]));
    // From another folder, with the file beside the picture, and then without it.
    let elsewhere = tempfile::tempdir().unwrap();
    let like = dir.path().join("a.png");
    let again = ["render", "--like", like.to_str().unwrap(), "-o", "b.png", "--force"];
    assert!(august_storm(elsewhere.path(), &again).status.success());
    std::fs::remove_file(&layer).unwrap();
    let missing = august_storm(elsewhere.path(), &again);
    assert!(missing.status.code() == Some(1) && told(&missing).contains("--layer"), "{}", told(&missing));
}

#[test]
fn slides_and_pictures_of_many_moments_are_made_and_kept_as_jobs() {
    let dir = tempfile::tempdir().unwrap();
    let days = ["--from", "1945-08-09", "--to", "1945-08-10", "--size", "320x200"];
    let deck = [&["deck"][..], &days, &["-o", "a.pptx", "--json", "--save-job", "a.toml"]].concat();
    let report = json(&august_storm(dir.path(), &deck));
    assert_eq!(report["written"], true);
    assert!(report["told"].as_str().unwrap().starts_with("4 slides"), "{report}");
    let first = std::fs::read(dir.path().join("a.pptx")).unwrap();
    assert!(first.starts_with(b"PK"));
    assert!(august_storm(dir.path(), &["job", "a.toml", "--force"]).status.success());
    assert!(std::fs::read(dir.path().join("a.pptx")).unwrap() == first, "the kept job makes the same deck");

    let batch =
        [&["batch"][..], &days, &["--themes", "atlas,grey", "-o", "maps/{date}-{theme}.png", "--json"]].concat();
    let report = json(&august_storm(dir.path(), &batch));
    assert_eq!(report["files"].as_array().unwrap().len(), 4);
    let made = names(&dir.path().join("maps"));
    assert_eq!(made, ["1945-08-09-atlas.png", "1945-08-09-grey.png", "1945-08-10-atlas.png", "1945-08-10-grey.png"]);
    let again = august_storm(dir.path(), &batch);
    assert_eq!(again.status.code(), Some(1));
    assert!(told(&again).contains("1945-08-09-atlas.png exists already"), "{}", told(&again));
    let wrong = [&["batch"][..], &days, &["-o", "{day}.png", "--dry-run"]].concat();
    let refused = august_storm(dir.path(), &wrong);
    assert!(told(&refused).contains("{date}"), "{}", told(&refused));
}

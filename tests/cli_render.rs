//! `august-storm render` as a process.

use std::path::Path;
use std::process::{Command, Output};

fn august_storm(folder: &Path, args: &[&str]) -> Output {
    // Run from an empty folder without a display: everything that is needed is in the binary.
    Command::new(env!("CARGO_BIN_EXE_august-storm"))
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .args(args)
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn size_of_png(path: &Path) -> (u32, u32) {
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let info = png::Decoder::new(file).read_info().unwrap().info().clone();
    (info.width, info.height)
}

#[test]
fn a_picture_has_the_size_asked_for_and_the_same_bytes_every_time() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.png", "b.png"] {
        let made = august_storm(dir.path(), &["render", "--at", "1945-08-16", "--size", "640x360", "-o", name]);
        assert!(made.status.success(), "{}", told(&made));
    }
    assert_eq!(size_of_png(&dir.path().join("a.png")), (640, 360));
    let read = |name| std::fs::read(dir.path().join(name)).unwrap();
    assert!(read("a.png") == read("b.png"), "the same input gave other bytes");
}

#[test]
fn the_ending_says_what_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let render = |more: &[&str]| {
        let args = ["render", "--at", "1945-08-12", "--view", "karafuto", "--size", "640x360"];
        august_storm(dir.path(), &[&args[..], more].concat())
    };
    for more in [&["-o", "a.svg"][..], &["-o", "b.SVG", "--text", "text"], &["-o", "c.pdf"]] {
        let made = render(more);
        assert!(made.status.success(), "{}", told(&made));
    }
    let read = |name| String::from_utf8_lossy(&std::fs::read(dir.path().join(name)).unwrap()).into_owned();
    assert!(read("a.svg").contains("<svg ") && !read("a.svg").contains("<text "));
    assert!(read("b.SVG").contains(">Toyohara</tspan>"));
    assert!(read("a.svg").contains("<title>August Storm: Karafuto, 12 August 1945, 24:00 Tokyo"));
    assert!(read("c.pdf").starts_with("%PDF-1.7"));
    let refused = render(&["-o", "d.docx"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(told(&refused).contains(".png, .jpg, .webp, .svg or .pdf"), "{}", told(&refused));
}

#[test]
fn another_instant_view_or_theme_gives_another_picture() {
    let dir = tempfile::tempdir().unwrap();
    let base = ["render", "--size", "320x180", "--bare"];
    let variants: [&[&str]; 4] = [
        &["--at", "1945-08-09", "-o", "0.png"],
        &["--at", "1945-08-20", "-o", "1.png"],
        &["--at", "1945-08-09", "--view", "karafuto", "-o", "2.png"],
        &["--at", "1945-08-09", "--theme", "projector", "-o", "3.png"],
    ];
    let mut pictures = Vec::new();
    for (i, variant) in variants.iter().enumerate() {
        let made = august_storm(dir.path(), &[&base[..], variant].concat());
        assert!(made.status.success(), "{}", told(&made));
        pictures.push(std::fs::read(dir.path().join(format!("{i}.png"))).unwrap());
    }
    for i in 1..pictures.len() {
        assert!(pictures[0] != pictures[i], "picture {i} is the same as the first");
    }
}

#[test]
fn an_existing_file_is_kept_unless_force_is_given() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("mine.png"), b"precious").unwrap();
    let args = ["render", "--at", "1945-08-16", "--size", "160x90", "-o", "mine.png"];
    let refused = august_storm(dir.path(), &args);
    assert_eq!(refused.status.code(), Some(1));
    assert!(told(&refused).contains("--force"), "{}", told(&refused));
    assert_eq!(std::fs::read(dir.path().join("mine.png")).unwrap(), b"precious");
    let forced = august_storm(dir.path(), &[&args[..], &["--force"]].concat());
    assert!(forced.status.success(), "{}", told(&forced));
    assert_eq!(size_of_png(&dir.path().join("mine.png")), (160, 90));
}

#[test]
fn wrong_values_are_answered_with_what_is_known() {
    let dir = tempfile::tempdir().unwrap();
    for (args, word) in [
        (&["--at", "1945-08-16", "--view", "mars"][..], "theatre"),
        (&["--at", "soon"][..], "1945-08-20"),
        (&["--at", "1945-08-16", "--theme", "neon"][..], "atlas"),
        (&["--at", "1945-08-16", "--size", "huge"][..], "1920x1080"),
        (&["--at", "1945-08-16", "--bbox", "1,2,3"][..], "west,south,east,north"),
    ] {
        let refused = august_storm(dir.path(), &[&["render", "-o", "x.png"], args].concat());
        assert_eq!(refused.status.code(), Some(1), "{args:?}");
        assert!(told(&refused).contains(word), "{args:?}: {}", told(&refused));
    }
    let usage = august_storm(dir.path(), &["render"]);
    assert_eq!(usage.status.code(), Some(2), "{}", told(&usage));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing is left behind");
}

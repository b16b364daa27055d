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
    assert!(told(&refused).contains(".png, .jpg, .webp, .svg, .pdf or .tif"), "{}", told(&refused));
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

fn pixels_of_png(path: &Path) -> (png::ColorType, Vec<u8>) {
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    (reader.info().color_type, pixels)
}

#[test]
fn a_transparent_map_has_clear_sea_and_the_land_of_the_opaque_one() {
    let dir = tempfile::tempdir().unwrap();
    let render = |name: &str, more: &[&str]| {
        let args = ["render", "--at", "1945-08-12", "--size", "640x360", "--bare", "-o", name];
        august_storm(dir.path(), &[&args[..], more].concat())
    };
    for (name, more) in [
        ("opaque.png", &[][..]),
        ("clear.png", &["--transparent"]),
        ("clear.svg", &["--transparent"]),
        ("clear.pdf", &["--transparent"]),
    ] {
        let made = render(name, more);
        assert!(made.status.success(), "{name}: {}", told(&made));
    }
    let again = august_storm(dir.path(), &["render", "--like", "clear.png", "-o", "again.png"]);
    assert!(again.status.success(), "{}", told(&again));
    let (colour, clear) = pixels_of_png(&dir.path().join("clear.png"));
    let (_, opaque) = pixels_of_png(&dir.path().join("opaque.png"));
    assert_eq!(colour, png::ColorType::Rgba);
    assert!(pixels_of_png(&dir.path().join("again.png")).1 == clear, "a picture made again is another");
    let count = |is: &dyn Fn(&[u8]) -> bool| clear.chunks_exact(4).filter(|p| is(p)).count();
    let (none, whole) = (count(&|p| p[3] == 0), count(&|p| p[3] == 255));
    assert!(none > 20_000 && whole > 100_000, "{none} clear and {whole} opaque pixels");
    let pairs = clear.chunks_exact(4).zip(opaque.chunks_exact(3)).filter(|(a, _)| a[3] == 255);
    let other = pairs.filter(|(a, b)| a[..3].iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > 2)).count();
    assert_eq!(other, 0, "opaque pixels that differ from those of the opaque picture");
    let svg = std::fs::read_to_string(dir.path().join("clear.svg")).unwrap();
    assert!(!svg.contains("id=\"page\"") && !svg.contains("id=\"sea\""));
    let refused = render("clear.jpg", &["--transparent"]);
    assert!(refused.status.code() == Some(1) && told(&refused).contains(".png"), "{}", told(&refused));
}

#[test]
fn a_geotiff_has_the_pixels_of_the_png_and_the_corners_of_the_world_file() {
    use tiff::decoder::{Decoder, DecodingResult};
    use tiff::tags::Tag;
    let dir = tempfile::tempdir().unwrap();
    let render = |more: &[&str]| {
        let args = ["render", "--at", "1945-08-12", "--size", "640x360", "--bare"];
        august_storm(dir.path(), &[&args[..], more].concat())
    };
    for more in [&["-o", "map.tif"][..], &["-o", "map.png", "--world-file"]] {
        let made = render(more);
        assert!(made.status.success(), "{}", told(&made));
    }
    let file = std::fs::File::open(dir.path().join("map.tif")).unwrap();
    let mut tif = Decoder::new(std::io::BufReader::new(file)).unwrap();
    let (scale, tie) =
        (tif.get_tag_f64_vec(Tag::ModelPixelScaleTag).unwrap(), tif.get_tag_f64_vec(Tag::ModelTiepointTag).unwrap());
    let world = std::fs::read_to_string(dir.path().join("map.pgw")).unwrap();
    let world: Vec<f64> = world.lines().map(|line| line.parse().unwrap()).collect();
    assert!((scale[0] - world[0]).abs() < 1e-6 && (scale[1] + world[3]).abs() < 1e-6);
    // The world file tells the middle of the first pixel, the GeoTIFF its corner.
    assert!((tie[3] + scale[0] / 2.0 - world[4]).abs() < 1e-5 && (tie[4] - scale[1] / 2.0 - world[5]).abs() < 1e-5);
    let DecodingResult::U8(pixels) = tif.read_image().unwrap() else { panic!("no bytes") };
    assert!(pixels == pixels_of_png(&dir.path().join("map.png")).1);
    let refused = render(&["-o", "b.tif", "--projection", "plate-carree"]);
    assert!(refused.status.code() == Some(1) && told(&refused).contains("conformal"), "{}", told(&refused));
}

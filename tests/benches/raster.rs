//! How long the drawing engine takes on the real coast. Run with `cargo bench --no-default-features --bench raster`.

use std::sync::LazyLock;

use august_storm::geo::{Detail, LonLat, PageSize, Projection};
use august_storm::label::{Candidate, Placement, Placer, Request, around_point};
use august_storm::render::{PngInfo, RasterPainter, encode_png};
use august_storm::scene::{Image, Item, Layer, Scene};
use august_storm::text::{FontFace, Fonts, TextStyle};
use divan::Bencher;
use kurbo::{Affine, PathEl, Point, Rect};

#[path = "../support/coast.rs"]
mod coast;

static THEATRE: LazyLock<coast::Theatre> = LazyLock::new(|| coast::Theatre::read("coast_mid.geojson"));
const PAGE: PageSize = PageSize { width_pt: 1200.0, height_pt: 675.0 };

#[derive(Clone, Copy, Debug)]
enum Size {
    Hd,
    Uhd,
}

impl Size {
    const ALL: [Self; 2] = [Self::Hd, Self::Uhd];

    fn px(self) -> (u32, u32) {
        match self {
            Self::Hd => (1920, 1080),
            Self::Uhd => (3840, 2160),
        }
    }
}

fn main() {
    let scene = THEATRE.scene(PAGE, THEATRE.camera(PAGE), 0.5);
    println!("vertices in store: {} land", THEATRE.land.vertex_count());
    for layer in &scene.layers {
        println!("  layer {:<10} {:>7} path elements", layer.name, layer.items.iter().map(elements).sum::<usize>());
    }
    for size in Size::ALL {
        let (w, h) = size.px();
        let image = RasterPainter::new(1).paint(&scene, w, h).unwrap();
        let file = encode_png(&image, &PngInfo::default()).unwrap();
        #[expect(clippy::cast_precision_loss, reason = "megabytes for people")]
        let mb = |bytes: usize| bytes as f64 / 1e6;
        println!("{w}x{h}: {:.1} MB of pixels, {:.2} MB of PNG", mb(image.rgba.len()), mb(file.len()));
    }
    divan::main();
}

fn elements(item: &Item) -> usize {
    match item {
        Item::Fill(f) => f.path.elements().len(),
        Item::Stroke(s) => s.path.elements().len(),
        Item::Clip(c) => c.path.elements().len() + c.items.iter().map(elements).sum::<usize>(),
        Item::Group(g) => g.items.iter().map(elements).sum(),
        Item::Image(_) => 4,
        Item::Text(t) => t.glyphs.len(),
    }
}

/// The whole theatre painted with nothing kept.
#[divan::bench(args = Size::ALL, consts = [1, 2])]
fn paint_anew<const THREADS: usize>(bencher: Bencher, size: Size) {
    let scene = THEATRE.scene(PAGE, THEATRE.camera(PAGE), 0.5);
    let mut painter = RasterPainter::once(THREADS);
    let mut image = Image { width: 0, height: 0, rgba: Vec::new() };
    let (w, h) = size.px();
    bencher.bench_local(|| painter.paint_into(&scene, w, h, &mut image).unwrap());
}

/// Only what moves has changed: the rest comes from the cache.
#[divan::bench(args = Size::ALL, consts = [1, 2])]
fn paint_with_kept_layers<const THREADS: usize>(bencher: Bencher, size: Size) {
    let scenes: Vec<Scene> =
        (0..20_u32).map(|i| THEATRE.scene(PAGE, THEATRE.camera(PAGE), f64::from(i) / 20.0)).collect();
    let mut painter = RasterPainter::new(THREADS);
    let mut image = Image { width: 0, height: 0, rgba: Vec::new() };
    let (w, h) = size.px();
    let mut i = 0;
    bencher.bench_local(|| {
        i = (i + 1) % scenes.len();
        painter.paint_into(&scenes[i], w, h, &mut image).unwrap();
    });
}

/// One layer alone.
#[divan::bench(args = ["land", "graticule", "ground", "names", "date"])]
fn layer(bencher: Bencher, name: &str) {
    let mut scene = THEATRE.scene(PAGE, THEATRE.camera(PAGE), 0.5);
    scene.layers.retain(|l| l.name == name);
    scene.layers[0].key = None;
    let mut painter = RasterPainter::once(1);
    let mut image = Image { width: 0, height: 0, rgba: Vec::new() };
    bencher.bench_local(|| painter.paint_into(&scene, 1920, 1080, &mut image).unwrap());
}

/// A picture of 1950 by 900 pixels, turned and enlarged.
#[divan::bench(args = Size::ALL, consts = [1, 2])]
fn picture_under_a_transform<const THREADS: usize>(bencher: Bencher, size: Size) {
    let to_page = Affine::scale(0.7) * Affine::rotate(0.05);
    let items = vec![coast::hills(1950, 900, to_page)];
    let scene = Scene {
        size: PAGE,
        ground: august_storm::scene::Colour::rgb(255, 255, 255),
        layers: vec![Layer { name: "hills", key: None, items }],
        placed: Vec::new(),
    };
    let mut painter = RasterPainter::once(THREADS);
    let mut image = Image { width: 0, height: 0, rgba: Vec::new() };
    let (w, h) = size.px();
    bencher.bench_local(|| painter.paint_into(&scene, w, h, &mut image).unwrap());
}

#[divan::bench(args = Size::ALL)]
fn png(bencher: Bencher, size: Size) {
    let scene = THEATRE.scene(PAGE, THEATRE.camera(PAGE), 0.5);
    let (w, h) = size.px();
    let image = RasterPainter::new(1).paint(&scene, w, h).unwrap();
    bencher.bench_local(|| encode_png(&image, &PngInfo::default()).unwrap());
}

/// Names round 400 places, with the coast as an obstacle.
#[divan::bench]
fn place_400_names(bencher: Bencher) {
    let camera = THEATRE.camera(PAGE);
    let coast = THEATRE.land.visible_stroke(&camera.visible(PAGE), Detail::tolerance_m(camera.metres_per_pt));
    let to_page = camera.page_from_map(PAGE);
    let mut lines: Vec<Vec<Point>> = Vec::new();
    for element in coast.elements() {
        match (to_page * *element, lines.last_mut()) {
            (PathEl::MoveTo(p), _) => lines.push(vec![p]),
            (PathEl::LineTo(p), Some(line)) => line.push(p),
            _ => {}
        }
    }
    let name = Fonts::bundled().shape("Mutanchiang", &TextStyle::new(FontFace::Sans, 7.5));
    let requests: Vec<Request> = (0..400_u32)
        .map(|i| {
            let at = Point::new(f64::from(i * 389 % 1200), f64::from(i * 211 % 675));
            let slots = around_point(at, 1.6, 1.5, &name);
            let candidates = slots.iter().map(|s| Candidate::new(vec![s.area], s.cost)).collect();
            Request::new(u64::from(i), f64::from(i % 5), candidates)
        })
        .collect();
    bencher.bench_local(|| {
        let mut placer = Placer::new(Rect::new(0.0, 0.0, PAGE.width_pt, PAGE.height_pt));
        for line in &lines {
            placer.avoid_line(line, 0.5, 2.0);
        }
        placer.place(&requests, &Placement::new())
    });
}

/// The part of the coast that a view shows.
#[divan::bench(args = ["theatre", "karafuto"])]
fn visible_paths(bencher: Bencher, view: &str) {
    let camera = if view == "theatre" { THEATRE.camera(PAGE) } else { THEATRE.camera_at(142.7, 46.9, 300.0) };
    let rect = camera.visible(PAGE);
    let detail = Detail::tolerance_m(0.15 * camera.metres_per_pt);
    bencher.bench_local(|| (THEATRE.land.visible_fill(&rect, detail), THEATRE.land.visible_stroke(&rect, detail)));
}

/// Reading, projecting and preparing the coast.
#[divan::bench(sample_count = 5)]
fn read_and_prepare() -> coast::Theatre {
    let theatre = coast::Theatre::read("coast_mid.geojson");
    let rect = theatre.land.bbox().unwrap();
    divan::black_box(theatre.land.visible_fill(&rect, Detail::tolerance_m(100.0)));
    theatre
}

#[divan::bench]
fn project_100_000_places(bencher: Bencher) {
    let projection = Projection::default();
    let places: Vec<LonLat> = (0..100_000_u32)
        .map(|i| LonLat::new(110.0 + f64::from(i % 400) * 0.1, 33.0 + f64::from(i / 400) * 0.08))
        .collect();
    bencher.bench_local(|| projection.project_many(&places));
}

#[divan::bench]
fn shape_a_new_name(bencher: Bencher) {
    let mut i = 0_u32;
    bencher.bench_local(|| {
        i += 1;
        Fonts::bundled().shape(&format!("Harbin {i}"), &TextStyle::new(FontFace::Sans, 7.5))
    });
}

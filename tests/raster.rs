//! The drawing engine on the real coast: what it paints is right, and always the same.

use std::sync::Arc;

use august_storm::geo::PageSize;
use august_storm::render::{MAX_SIDE_PX, PngInfo, RasterError, RasterPainter, encode_png};
use august_storm::scene::{
    Clip, Colour, Fill, FillRule, FontFace, Group, Halo, Image, ImageItem, Item, Layer, LineCap, LineJoin, Scene,
    Stroke, StrokeStyle, Text,
};
use august_storm::text::{Fonts, TextStyle};
use kurbo::{Affine, BezPath, Rect, Shape};

#[path = "support/coast.rs"]
mod coast;

const PAGE: PageSize = PageSize { width_pt: 200.0, height_pt: 100.0 };
const WHITE: Colour = Colour::rgb(255, 255, 255);
const RED: Colour = Colour::rgb(200, 0, 0);

fn scene(items: Vec<Item>) -> Scene {
    Scene { size: PAGE, ground: WHITE, layers: vec![Layer { name: "test", key: None, items }], placed: Vec::new() }
}

/// One pixel a point.
fn paint(items: Vec<Item>) -> Image {
    RasterPainter::once(1).paint(&scene(items), 200, 100).unwrap()
}

fn pixel(image: &Image, x: usize, y: usize) -> [u8; 4] {
    let at = (y * usize::from(image.width) + x) * 4;
    image.rgba[at..at + 4].try_into().unwrap()
}

fn share(image: &Image, is_such: impl Fn(&[u8]) -> bool) -> usize {
    image.rgba.chunks_exact(4).filter(|p| is_such(p)).count()
}

fn rect(x0: f64, y0: f64, x1: f64, y1: f64) -> Arc<BezPath> {
    Arc::new(Rect::new(x0, y0, x1, y1).to_path(0.1))
}

fn filled(path: Arc<BezPath>, colour: Colour) -> Item {
    Item::Fill(Fill { path, to_page: Affine::IDENTITY, rule: FillRule::NonZero, colour })
}

fn line(to_page: Affine, style: StrokeStyle) -> Item {
    let mut path = BezPath::new();
    path.move_to((0.0, 0.0));
    path.line_to((1.0, 0.0));
    Item::Stroke(Stroke { path: Arc::new(path), to_page, style, colour: RED })
}

#[test]
fn a_page_without_layers_shows_its_opaque_ground_or_none() {
    let ground = Colour { r: 9, g: 90, b: 200, a: 128 };
    let page = Scene { size: PAGE, ground, layers: Vec::new(), placed: Vec::new() };
    let image = RasterPainter::new(1).paint(&page, 20, 10).unwrap();
    assert_eq!((image.width, image.height, image.rgba.len()), (20, 10, 800));
    assert!(image.rgba.chunks_exact(4).all(|p| p == [9, 90, 200, 255]));
    let bare = Scene { ground: Colour { a: 0, ..ground }, ..page };
    let image = RasterPainter::new(1).paint(&bare, 20, 10).unwrap();
    assert!(image.rgba.iter().all(|byte| *byte == 0), "no colour, no ground");
}

#[test]
fn a_picture_painted_in_strips_is_the_picture_painted_whole() {
    let path = rect(10.0, 10.0, 90.0, 90.0);
    let fill = Item::Fill(Fill { path, to_page: Affine::IDENTITY, rule: FillRule::NonZero, colour: RED });
    let ground = Colour { r: 9, g: 90, b: 200, a: 255 };
    let layers = vec![Layer { name: "x", key: Some(7), items: vec![fill] }];
    let page = Scene { size: PAGE, ground, layers, placed: Vec::new() };
    let whole = RasterPainter::new(2).paint(&page, 800, 1000).unwrap();
    let (mut strips, mut count) = (Vec::new(), 0);
    let taken: Result<(), RasterError> = RasterPainter::once(2).paint_strips(&page, (800, 1000), |rgba| {
        strips.extend_from_slice(rgba);
        count += 1;
        Ok(())
    });
    taken.unwrap();
    assert!(count > 1 && strips == whole.rgba);
}

#[test]
fn a_fill_covers_its_inside_by_its_rule() {
    let mut path = (*rect(20.0, 20.0, 80.0, 80.0)).clone();
    path.extend(rect(40.0, 40.0, 60.0, 60.0).iter());
    for (rule, middle) in [(FillRule::NonZero, [200, 0, 0, 255]), (FillRule::EvenOdd, [255; 4])] {
        let fill = Fill { path: Arc::new(path.clone()), to_page: Affine::IDENTITY, rule, colour: RED };
        let image = paint(vec![Item::Fill(fill)]);
        assert_eq!(pixel(&image, 30, 30), [200, 0, 0, 255]);
        assert_eq!(pixel(&image, 50, 50), middle);
        assert_eq!(pixel(&image, 10, 50), [255; 4]);
    }
}

#[test]
fn strokes_are_as_wide_as_they_say_whatever_the_scale_of_their_path() {
    // A line of one unit is stretched to 100 points; its width stays 6 points.
    for scale in [100.0, 1e-3] {
        let mut path = BezPath::new();
        path.move_to((0.0, 0.0));
        path.line_to((100.0 / scale, 0.0));
        let style = StrokeStyle { width_pt: 6.0, ..StrokeStyle::default() };
        let to_page = Affine::translate((50.0, 50.0)) * Affine::scale(scale);
        let image = paint(vec![Item::Stroke(Stroke { path: Arc::new(path), to_page, style, colour: RED })]);
        assert_eq!(share(&image, |p| p[1] == 0), 600);
        assert_eq!((pixel(&image, 100, 47), pixel(&image, 100, 46)), ([200, 0, 0, 255], [255; 4]));
    }
}

#[test]
fn dashes_are_measured_in_points_on_the_page() {
    let style = StrokeStyle { width_pt: 4.0, cap: LineCap::Butt, join: LineJoin::Round, dash_pt: vec![10.0, 5.0] };
    let image = paint(vec![line(Affine::translate((20.0, 50.0)) * Affine::scale(150.0), style)]);
    let row: Vec<bool> = (20..170).map(|x| pixel(&image, x, 50)[1] == 0).collect();
    let expected: Vec<bool> = (0..150).map(|i| i % 15 < 10).collect();
    assert_eq!(row, expected);
}

#[test]
fn round_ends_reach_beyond_the_line() {
    let ends = |cap| {
        let style = StrokeStyle { width_pt: 20.0, cap, ..StrokeStyle::default() };
        let image = paint(vec![line(Affine::translate((50.0, 50.0)) * Affine::scale(100.0), style)]);
        pixel(&image, 45, 50)[1]
    };
    assert_eq!((ends(LineCap::Butt), ends(LineCap::Round)), (255, 0));
}

#[test]
fn the_halo_lies_under_all_letters_and_the_letters_on_top() {
    let line = Fonts::bundled().shape("HH", &TextStyle::new(FontFace::SansBold, 60.0));
    let halo = Halo { colour: Colour::rgb(0, 0, 255), width_pt: 8.0 };
    let text = |halo| {
        Item::Text(Text {
            text: "HH".into(),
            size_pt: 60.0,
            glyphs: Arc::clone(&line.glyphs),
            to_page: Affine::translate((40.0, 70.0)),
            colour: RED,
            halo,
        })
    };
    let (plain, haloed) = (paint(vec![text(None)]), paint(vec![text(Some(halo))]));
    // Every pixel that is all letter without a halo is all letter with one.
    let solid = [200, 0, 0, 255];
    let count = share(&plain, |p| p == solid);
    assert!(count > 500, "{count}");
    for (a, b) in plain.rgba.chunks_exact(4).zip(haloed.rgba.chunks_exact(4)) {
        assert!(a != solid || b == solid);
    }
    let is_halo = |p: &[u8]| p[0] == 0 && p[2] == 255;
    assert!(share(&plain, is_halo) == 0 && share(&haloed, is_halo) > 1000);
    // Eight points beyond the edge of the ink and no more.
    let left = (40.0 + line.ink.x0 - 8.0).floor();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive pixel number")]
    let left = left as usize;
    assert_eq!(pixel(&haloed, left - 1, 50), [255; 4]);
    assert!(is_halo(&pixel(&haloed, left + 2, 50)));
}

#[test]
fn letters_turn_clockwise_about_their_origin() {
    let mut glyphs = Fonts::bundled().shape("I", &TextStyle::new(FontFace::Sans, 60.0)).glyphs.to_vec();
    glyphs[0].turn = std::f64::consts::FRAC_PI_2;
    let text = Text {
        text: "I".into(),
        size_pt: 60.0,
        glyphs: glyphs.into(),
        to_page: Affine::translate((100.0, 50.0)),
        colour: RED,
        halo: None,
    };
    let image = paint(vec![Item::Text(text)]);
    // Upright it stands above its origin; a quarter turn to the right lays it to the right, below the origin's height.
    let ink: Vec<(usize, usize)> =
        (0..100).flat_map(|y| (0..200).map(move |x| (x, y))).filter(|&(x, y)| pixel(&image, x, y)[1] == 0).collect();
    assert!(!ink.is_empty() && ink.iter().all(|&(x, y)| x >= 100 && y >= 50), "{:?}", ink.first());
    assert!(ink.iter().any(|&(x, _)| x > 135));
}

#[test]
fn a_clip_hides_what_is_outside_and_ends_with_its_items() {
    let clip = Clip {
        path: rect(0.0, 0.0, 50.0, 100.0),
        to_page: Affine::IDENTITY,
        rule: FillRule::NonZero,
        items: vec![filled(rect(0.0, 0.0, 200.0, 50.0), RED)],
    };
    let image = paint(vec![Item::Clip(clip), filled(rect(100.0, 60.0, 120.0, 80.0), RED)]);
    assert_eq!(pixel(&image, 25, 25), [200, 0, 0, 255]);
    assert_eq!(pixel(&image, 75, 25), [255; 4]);
    assert_eq!(pixel(&image, 110, 70), [200, 0, 0, 255]);
    let nothing = Clip {
        path: Arc::new(BezPath::new()),
        to_page: Affine::IDENTITY,
        rule: FillRule::NonZero,
        items: vec![filled(rect(0.0, 0.0, 200.0, 50.0), RED)],
    };
    assert!(paint(vec![Item::Clip(nothing)]).rgba.iter().all(|v| *v == 255));
}

/// Upright edges shorter than a tile exactly on the right edge of the picture once made the painter count below zero.
#[test]
fn a_clip_may_end_on_the_edge_of_the_picture() {
    type Case = ((u16, u16), &'static [(f64, f64)], Rect);
    let cases: [Case; 3] = [
        ((8, 23), &[(8.139, -18.942), (8.0, -17.02), (8.0, 19.612), (8.0, 17.0)], Rect::new(-19.0, -10.6, 54.5, 26.9)),
        (
            (52, 5),
            &[
                (66.0, -14.0),
                (27.981, -10.563),
                (12.467, -1.37),
                (52.0, 6.744),
                (-0.228, 24.508),
                (24.748, 22.483),
                (52.0, 0.977),
                (52.0, 2.0),
            ],
            Rect::new(33.0, -7.1, 108.3, 26.1),
        ),
        (
            (24, 22),
            &[
                (-7.177, 40.622),
                (43.047, 27.092),
                (-10.6, 27.5),
                (24.0, 27.724),
                (24.0, 3.494),
                (24.0, 3.0),
                (29.565, -15.024),
            ],
            Rect::new(23.1, -3.0, 30.7, 3.06),
        ),
    ];
    for ((width, height), points, area) in cases {
        let mut path = BezPath::new();
        path.move_to(points[0]);
        points[1..].iter().for_each(|p| path.line_to(*p));
        path.close_path();
        let image = Arc::new(Image { width: 1, height: 1, rgba: vec![200, 0, 0, 255] });
        let to_page =
            Affine::translate(area.origin().to_vec2()) * Affine::scale_non_uniform(area.width(), area.height());
        let items = vec![Item::Image(ImageItem { image, to_page }), filled(Arc::new(area.to_path(0.1)), RED)];
        let clip = Clip { path: Arc::new(path), to_page: Affine::IDENTITY, rule: FillRule::NonZero, items };
        let page = Scene {
            size: PageSize { width_pt: width.into(), height_pt: height.into() },
            ground: WHITE,
            layers: vec![Layer { name: "test", key: None, items: vec![Item::Clip(clip)] }],
            placed: Vec::new(),
        };
        let painted = RasterPainter::once(1).paint(&page, width.into(), height.into());
        assert!(painted.is_ok(), "{width} x {height}: {painted:?}");
    }
}

#[test]
fn a_group_fades_as_one_thing() {
    let black = Colour::rgb(0, 0, 0);
    let items = vec![filled(rect(0.0, 0.0, 60.0, 60.0), black), filled(rect(30.0, 30.0, 90.0, 90.0), black)];
    let image = paint(vec![Item::Group(Group { opacity: 0.5, items })]);
    let (once, twice) = (pixel(&image, 10, 10)[0], pixel(&image, 45, 45)[0]);
    assert_eq!(once, twice);
    assert!((127..=128).contains(&once), "{once}");
}

#[test]
fn pictures_keep_their_pixels_one_to_one_and_are_interpolated_otherwise() {
    let rgba = vec![0, 0, 0, 255, 200, 200, 200, 255, 200, 200, 200, 255, 0, 0, 0, 255];
    let image = Arc::new(Image { width: 2, height: 2, rgba });
    let at = |to_page| Item::Image(ImageItem { image: Arc::clone(&image), to_page });
    let exact = paint(vec![at(Affine::translate((10.0, 10.0)))]);
    assert_eq!(
        (pixel(&exact, 10, 10), pixel(&exact, 11, 10), pixel(&exact, 12, 10)),
        ([0, 0, 0, 255], [200, 200, 200, 255], [255; 4])
    );
    let large = paint(vec![at(Affine::scale(40.0))]);
    let between = pixel(&large, 40, 20)[0];
    assert!((90..=110).contains(&between), "{between}");
    assert!(pixel(&large, 5, 5)[0] < 5);
}

#[test]
fn a_scene_fits_any_size_of_picture_and_none_beyond_the_largest() {
    let page = scene(vec![filled(rect(0.0, 0.0, 100.0, 100.0), RED)]);
    let mut painter = RasterPainter::new(1);
    for (w, h) in [(1, 1), (7, 3), (MAX_SIDE_PX, 2), (2, MAX_SIDE_PX)] {
        let image = painter.paint(&page, w, h).unwrap();
        assert_eq!((u32::from(image.width), u32::from(image.height)), (w, h));
        if w > 1 {
            assert_eq!(pixel(&image, 0, usize::from(image.height) - 1), [200, 0, 0, 255]);
        }
    }
    for (w, h) in [(MAX_SIDE_PX + 1, 1), (1, MAX_SIDE_PX + 1), (60_000, 60_000)] {
        let error = painter.paint(&page, w, h).unwrap_err();
        assert_eq!(error, RasterError::TooLarge { width_px: w, height_px: h });
        assert!(error.to_string().contains("make it smaller"), "{error}");
    }
    assert_eq!(painter.paint(&page, 0, 5).unwrap_err(), RasterError::Empty);
}

#[test]
fn broken_geometry_paints_nothing_and_breaks_nothing() {
    let mut broken = BezPath::new();
    broken.move_to((f64::NAN, 0.0));
    broken.line_to((1.0, f64::INFINITY));
    broken.line_to((5.0, 5.0));
    let mut far = BezPath::new();
    far.move_to((-1e12, -1e12));
    far.line_to((1e12, 1e12));
    let style = StrokeStyle { width_pt: 2.0, dash_pt: vec![0.0, 0.0], ..StrokeStyle::default() };
    let items = vec![
        filled(Arc::new(broken.clone()), RED),
        Item::Stroke(Stroke { path: Arc::new(broken), to_page: Affine::IDENTITY, style: style.clone(), colour: RED }),
        Item::Stroke(Stroke { path: Arc::new(far), to_page: Affine::IDENTITY, style, colour: RED }),
        Item::Image(ImageItem {
            image: Arc::new(Image { width: 3, height: 3, rgba: vec![1; 5] }),
            to_page: Affine::scale(0.0),
        }),
        filled(rect(0.0, 0.0, 10.0, 10.0), RED),
    ];
    assert_eq!(pixel(&paint(items), 5, 5), [200, 0, 0, 255]);
}

#[test]
fn kept_layers_and_threads_change_no_byte() {
    let theatre = coast::Theatre::read("coast_overview.geojson");
    let page = PageSize { width_pt: 480.0, height_pt: 270.0 };
    let views = [theatre.camera(page), theatre.camera_at(142.7, 46.9, 900.0)];
    let mut warm = RasterPainter::new(1);
    let mut threaded = RasterPainter::new(3);
    let mut small = RasterPainter::with_memory(2, 700_000);
    for round in 0..3_u32 {
        for camera in views {
            for (w, h) in [(480, 270), (767, 431)] {
                let scene = theatre.scene(page, camera, f64::from(round) / 3.0);
                let anew = RasterPainter::once(1).paint(&scene, w, h).unwrap();
                for painter in [&mut warm, &mut threaded, &mut small] {
                    let kept = painter.paint(&scene, w, h).unwrap();
                    assert!(anew == kept, "{painter:?} in round {round} at {w} x {h}");
                }
            }
        }
    }
}

#[test]
fn a_layer_with_a_new_key_or_another_ground_is_painted_anew() {
    let mut painter = RasterPainter::new(1);
    let mut page = scene(vec![filled(rect(0.0, 0.0, 100.0, 100.0), RED)]);
    page.layers[0].key = Some(1);
    page.layers.push(Layer { name: "moving", key: None, items: Vec::new() });
    page.layers.push(Layer { name: "upper", key: Some(1), items: vec![filled(rect(150.0, 0.0, 200.0, 100.0), RED)] });
    for _ in 0..3 {
        assert_eq!(pixel(&painter.paint(&page, 200, 100).unwrap(), 10, 10), [200, 0, 0, 255]);
    }
    page.layers[0].items = vec![filled(rect(0.0, 0.0, 100.0, 100.0), Colour::rgb(0, 99, 0))];
    // The same key promises the same content: the painter does not look at it again.
    assert_eq!(pixel(&painter.paint(&page, 200, 100).unwrap(), 10, 10), [200, 0, 0, 255]);
    page.layers[0].key = Some(2);
    assert_eq!(pixel(&painter.paint(&page, 200, 100).unwrap(), 10, 10), [0, 99, 0, 255]);
    page.layers[2].items.clear();
    page.layers[2].key = Some(2);
    assert_eq!(pixel(&painter.paint(&page, 200, 100).unwrap(), 170, 10), [255; 4]);
    page.ground = Colour::rgb(7, 7, 7);
    assert_eq!(pixel(&painter.paint(&page, 200, 100).unwrap(), 170, 10), [7, 7, 7, 255]);
}

#[test]
fn the_theatre_is_painted_with_land_sea_and_names_in_their_places() {
    let theatre = coast::Theatre::read("coast_mid.geojson");
    let page = PageSize { width_pt: 1200.0, height_pt: 675.0 };
    let camera = theatre.camera(page);
    let image = RasterPainter::new(2).paint(&theatre.scene(page, camera, 0.5), 1920, 1080).unwrap();
    if let Ok(folder) = std::env::var("AUGUST_STORM_PICTURES") {
        let file = encode_png(&image, &PngInfo { dpi: Some(115.2), texts: Vec::new() }).unwrap();
        std::fs::write(std::path::Path::new(&folder).join("engine-theatre.png"), file).unwrap();
        let near = theatre.camera_at(142.7, 46.9, 400.0);
        let image = RasterPainter::new(2).paint(&theatre.scene(page, near, 0.5), 1920, 1080).unwrap();
        let file = encode_png(&image, &PngInfo::default()).unwrap();
        std::fs::write(std::path::Path::new(&folder).join("engine-karafuto.png"), file).unwrap();
    }
    let at = |lon: f64, lat: f64| {
        let p = camera.page_point(theatre.projection.project(august_storm::geo::LonLat::new(lon, lat)), page);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "points inside the page")]
        let (x, y) = ((p.x * 1.6) as usize, (p.y * 1.6) as usize);
        pixel(&image, x, y)
    };
    assert_eq!(at(128.3, 46.9), [0xF4, 0xF0, 0xE4, 255], "Manchuria is land");
    assert_eq!(at(134.0, 37.5), [0xDC, 0xE9, 0xEF, 255], "the Sea of Japan is sea");
    assert_eq!(at(132.4, 44.8), [0xCB, 0xE0, 0xEA, 255], "Lake Khanka is water");
    let held = at(112.0, 46.9);
    assert!(held[0] > held[2] && held[1] < 0xE4, "ground in the west is held: {held:?}");
}

/// Every kind of item on one small page.
fn everything() -> Scene {
    let mut wave = BezPath::new();
    wave.move_to((0.0, 0.0));
    wave.curve_to((30.0, -40.0), (60.0, 40.0), (90.0, 0.0));
    let stroke = |y: f64, style: StrokeStyle| {
        Item::Stroke(Stroke {
            path: Arc::new(wave.clone()),
            to_page: Affine::translate((100.0, y)),
            style,
            colour: RED,
        })
    };
    let line = Fonts::bundled().shape("Amur 5", &TextStyle::new(FontFace::SerifItalic, 28.0));
    let text = Text {
        text: line.text.clone(),
        size_pt: 28.0,
        glyphs: Arc::clone(&line.glyphs),
        to_page: Affine::translate((8.0, 80.0)) * Affine::rotate(-0.3),
        colour: Colour::rgb(0x3D, 0x75, 0x95),
        halo: Some(Halo { colour: WHITE, width_pt: 3.0 }),
    };
    let squares = [Colour::rgb(200, 180, 40), Colour::rgb(30, 60, 120)];
    let group = Group {
        opacity: 0.6,
        items: (0..4_u32)
            .map(|i| {
                let at = f64::from(i) * 20.0;
                filled(rect(10.0 + at, 10.0 + at, 50.0 + at, 50.0 + at), squares[(i % 2) as usize])
            })
            .collect(),
    };
    let clip = Clip {
        path: Arc::new(kurbo::Circle::new((55.0, 50.0), 45.0).to_path(0.1)),
        to_page: Affine::IDENTITY,
        rule: FillRule::NonZero,
        items: vec![Item::Group(group)],
    };
    let Item::Image(hills) = coast::hills(40, 20, Affine::translate((110.0, 5.0)) * Affine::scale(2.0)) else {
        unreachable!()
    };
    scene(vec![
        Item::Clip(clip),
        Item::Image(hills),
        stroke(60.0, StrokeStyle { width_pt: 1.0, ..StrokeStyle::default() }),
        stroke(72.0, StrokeStyle { width_pt: 5.0, cap: LineCap::Round, ..StrokeStyle::default() }),
        stroke(88.0, StrokeStyle { width_pt: 3.0, dash_pt: vec![6.0, 3.0], ..StrokeStyle::default() }),
        Item::Text(text),
    ])
}

#[test]
fn one_of_everything_looks_as_it_did() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/everything.png");
    let image = RasterPainter::once(1).paint(&everything(), 400, 200).unwrap();
    if std::env::var_os("AUGUST_STORM_BLESS").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, encode_png(&image, &PngInfo::default()).unwrap()).unwrap();
    }
    let bytes = std::fs::read(&file).expect("the picture is in the repository; AUGUST_STORM_BLESS=1 makes it anew");
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut expected = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut expected).unwrap();
    // Processors round the last bit in their own ways.
    let differs = |a: &[u8], b: &[u8]| a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > 4);
    let wrong = image.rgba.chunks_exact(4).zip(expected.chunks_exact(3)).filter(|(a, b)| differs(&a[..3], b)).count();
    assert_eq!(expected.len(), 400 * 200 * 3);
    assert!(wrong <= 40, "{wrong} pixels differ");
}

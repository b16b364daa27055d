//! SVG and PDF show what the raster painter paints, say what the scene says, and are the same every time.

#[path = "support/pdf.rs"]
mod pdf_reader;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use august_storm::data::{Embedded, Lang};
use august_storm::export::{Still, Studio};
use august_storm::geo::{Camera, PageSize};
use august_storm::model::{Motion, Reading};
use august_storm::render::{
    PdfError, PdfOptions, PngInfo, RasterPainter, SvgError, SvgOptions, SvgText, encode_png, write_pdf, write_svg,
};
use august_storm::scene::{Colour, FurnitureSet, Image, Layer, LayerSet, Scene, ViewSpec};
use august_storm::style::Theme;
use august_storm::time::{Instant, UtcOffset};
use pdf_reader::{difference, painted_pdf, said, told_by_pdf};
use resvg::{tiny_skia, usvg};

/// Size for which the pages are laid out, pixels.
const PAGE_PX: (u32, u32) = (800, 450);
/// Size of the pictures that are compared, pixels.
const SIZE_PX: (u32, u32) = (1600, 900);

/// Painters smooth edges and enlarge pictures in their own ways.
struct Tolerance {
    /// The share of pixels that may differ by more than a fifth of the range in a channel.
    far_share: f64,
    /// The most that a channel may differ by on average, of 255.
    mean: f64,
}

/// Measured: 0.04 % and 1.33; the painter draws lines thinner than a pixel its own way.
const SVG: Tolerance = Tolerance { far_share: 0.0006, mean: 1.6 };
/// Measured: 0.001 % and 0.44.
const PDF: Tolerance = Tolerance { far_share: 0.0001, mean: 0.6 };

/// Pages of different grounds, alphabets and contents.
static SCENES: LazyLock<Vec<(&'static str, Scene)>> = LazyLock::new(|| {
    let (mut studio, _) = Studio::open(&Embedded, RasterPainter::once(1));
    let pages = [
        ("theatre-atlas", "theatre", "atlas", "1945-08-12T12:00", None, (Lang::En, None)),
        (
            "transbaikal-grey",
            "transbaikal",
            "grey",
            "1945-08-15T00:00",
            Some("1945-08-10T00:00"),
            (Lang::Ja, Some(Lang::En)),
        ),
        ("karafuto-projector", "karafuto", "projector", "1945-08-22T00:00", None, (Lang::Ru, None)),
    ];
    pages
        .map(|(name, view, theme, at, since, langs)| (name, scene(&mut studio, view, theme, (at, since), langs)))
        .to_vec()
});

fn instant(text: &str) -> Instant {
    Instant::parse_at(text, UtcOffset::PLUS_NINE).unwrap()
}

fn scene(
    studio: &mut Studio,
    view: &str,
    theme: &str,
    (at, since): (&str, Option<&str>),
    (lang, second_lang): (Lang, Option<Lang>),
) -> Scene {
    let size = PageSize::for_pixels(PAGE_PX.0, PAGE_PX.1);
    let views = &studio.campaign().data().config.views;
    let bbox = views.iter().find(|v| v.id == view).unwrap().bbox;
    let view = ViewSpec {
        size,
        camera: Camera::fit(studio.projection().fit(bbox), size),
        heading: None,
        lang,
        second_lang,
        layers: LayerSet::usual(),
        furniture: FurnitureSet::all(),
        since: since.map(instant),
        phase_lines: 3,
        reading: Reading::Documented,
        motion: Motion::Interpolated,
        clock: ("Tokyo".to_owned(), UtcOffset::PLUS_NINE),
        cards: august_storm::scene::CardsFor::default(),
    };
    let theme = Arc::new(Theme::named(theme).unwrap());
    let (width_px, height_px) = PAGE_PX;
    studio.scene(&Still { at: instant(at), view, theme, width_px, height_px, opened: Vec::new() })
}

fn svg(scene: &Scene, text: SvgText) -> String {
    let options = SvgOptions {
        title: "Manchuria & Karafuto".to_owned(),
        description: "What <is> shown".to_owned(),
        metadata: "<view>{\"at\":\"1945-08-12\"}</view>".to_owned(),
        text,
    };
    write_svg(scene, &options).unwrap()
}

fn pdf(scene: &Scene) -> Vec<u8> {
    let options = PdfOptions {
        title: "Manchuria, 奉天".to_owned(),
        author: "August Storm".to_owned(),
        subject: "The campaign".to_owned(),
        keywords: vec!["map".to_owned(), "1945".to_owned()],
        metadata: String::new(),
    };
    write_pdf(scene, &options).unwrap()
}

/// The fonts within an SVG file, under the names by which its classes know them.
fn fonts_within(svg: &str) -> usvg::fontdb::Database {
    use base64::Engine;
    let mut fonts = usvg::fontdb::Database::new();
    for face in svg.split("@font-face{").skip(1) {
        let of = |key: &str| face.split(key).nth(1).map(|rest| rest.split([';', ')', '}']).next().unwrap().to_owned());
        let bytes = base64::engine::general_purpose::STANDARD.decode(of("base64,").unwrap()).unwrap();
        let ids = fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(bytes)));
        let mut info = fonts.face(ids[0]).unwrap().clone();
        info.families[0].0 = of("font-family:").unwrap();
        fonts.remove_face(ids[0]);
        fonts.push_face_info(info);
    }
    fonts
}

fn painted_svg(svg: &str) -> Image {
    let options = usvg::Options { fontdb: Arc::new(fonts_within(svg)), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).unwrap();
    let mut pixmap = tiny_skia::Pixmap::new(SIZE_PX.0, SIZE_PX.1).unwrap();
    #[expect(clippy::cast_precision_loss, reason = "a small number of pixels")]
    let scale = SIZE_PX.0 as f32 / tree.size().width();
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    image(pixmap.take())
}

fn image(rgba: Vec<u8>) -> Image {
    Image { width: u16::try_from(SIZE_PX.0).unwrap(), height: u16::try_from(SIZE_PX.1).unwrap(), rgba }
}

fn keep(name: &str, image: &Image) {
    if let Ok(folder) = std::env::var("AUGUST_STORM_PICTURES") {
        let file = encode_png(image, &PngInfo::default()).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(name), file).unwrap();
    }
}

fn looks_like_the_raster(kind: &str, within: &Tolerance, paint: impl Fn(&Scene) -> Image) {
    let mut told = Vec::new();
    for (name, scene) in SCENES.iter() {
        let expected = RasterPainter::once(2).paint(scene, SIZE_PX.0, SIZE_PX.1).unwrap();
        let painted = paint(scene);
        keep(&format!("{name}.png"), &expected);
        keep(&format!("{name}-{kind}.png"), &painted);
        let (far, mean) = difference(&expected, &painted);
        told.push((name, far, mean));
    }
    assert!(told.iter().all(|(_, far, mean)| *far <= within.far_share && *mean <= within.mean), "{kind}: {told:?}");
}

#[test]
fn an_svg_of_outlines_looks_as_the_raster_painter_has_it() {
    looks_like_the_raster("svg-outlines", &SVG, |scene| painted_svg(&svg(scene, SvgText::Outlines)));
}

#[test]
fn an_svg_of_text_looks_as_the_raster_painter_has_it() {
    looks_like_the_raster("svg-text", &SVG, |scene| painted_svg(&svg(scene, SvgText::Text)));
}

#[test]
fn a_pdf_looks_as_the_raster_painter_has_it() {
    looks_like_the_raster("pdf", &PDF, |scene| painted_pdf(pdf(scene), 0, SIZE_PX));
}

#[test]
fn an_svg_is_sound_and_names_its_layers() {
    for (name, scene) in SCENES.iter() {
        for kind in [SvgText::Outlines, SvgText::Text] {
            let text = svg(scene, kind);
            let numbers = text.split(" d=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let is_path = |d: &str| d.chars().all(|c| c.is_ascii_digit() || "Mlqcz -.".contains(c));
            let count = numbers.clone().count();
            assert!(
                count > 60 && numbers.clone().all(is_path),
                "{name}: {count} paths, {:?}",
                numbers.clone().find(|d| !is_path(d))
            );
            let file = usvg::roxmltree::Document::parse(&text).unwrap();
            let root = file.root_element();
            assert_eq!(root.attribute("width"), Some("500pt"));
            assert_eq!(root.attribute("viewBox"), Some("0 0 500 281.25"));
            let child = |tag: &str| root.children().find(|n| n.has_tag_name(("http://www.w3.org/2000/svg", tag)));
            assert_eq!(child("title").unwrap().text(), Some("Manchuria & Karafuto"));
            assert_eq!(child("desc").unwrap().text(), Some("What <is> shown"));
            let view = child("metadata").unwrap().first_element_child().unwrap();
            assert_eq!(view.text(), Some("{\"at\":\"1945-08-12\"}"));
            let ids: Vec<&str> = file.descendants().filter_map(|n| n.attribute("id")).collect();
            assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{name}: an id comes twice");
            let inkscape = "http://www.inkscape.org/namespaces/inkscape";
            let layers: Vec<&str> = root.children().filter_map(|n| n.attribute((inkscape, "label"))).collect();
            let expected: Vec<&str> = scene.layers.iter().filter(|l| !l.items.is_empty()).map(|l| l.name).collect();
            assert_eq!(layers, expected, "{name}");
            // Whatever is referred to is there.
            for used in text.split("xlink:href=\"#").skip(1).chain(text.split("url(#").skip(1)) {
                let id = used.split(['"', ')']).next().unwrap();
                assert!(ids.contains(&id), "{name}: {id} is missing");
            }
        }
    }
}

#[test]
fn the_text_of_an_svg_says_what_the_scene_says() {
    for (name, scene) in SCENES.iter() {
        let text = svg(scene, SvgText::Text);
        let file = usvg::roxmltree::Document::parse(&text).unwrap();
        let written: Vec<String> = file
            .descendants()
            .filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", "text")))
            .map(|n| n.descendants().filter(usvg::roxmltree::Node::is_text).filter_map(|d| d.text()).collect())
            .collect();
        assert_eq!(written, said(scene), "{name}");
        let outlines = svg(scene, SvgText::Outlines);
        assert!(!outlines.contains("<text") && !outlines.contains("@font-face"));
    }
    let texts = said(&SCENES[0].1);
    assert!(texts.iter().any(|t| t == "Mukden"), "{texts:?}");
}

#[test]
fn the_text_of_a_pdf_says_what_the_scene_says() {
    for (name, scene) in SCENES.iter() {
        let told = told_by_pdf(pdf(scene), 0);
        let expected: String = said(scene).concat();
        assert!(told == expected, "{name}:\n{told}\n\n{expected}");
    }
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    for (name, scene) in SCENES.iter() {
        for kind in [SvgText::Outlines, SvgText::Text] {
            assert!(svg(scene, kind) == svg(scene, kind), "{name}");
        }
        assert!(pdf(scene) == pdf(scene), "{name}");
    }
}

#[test]
fn a_pdf_tells_its_title_and_its_layers() {
    let (_, scene) = &SCENES[0];
    let bytes = pdf(scene);
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.starts_with("%PDF-1.7"));
    assert!(text.contains("/MediaBox [0 0 500 281.25]"));
    assert!(text.contains("/Author (August Storm)") && text.contains("/Subject (The campaign)"));
    assert!(text.contains("/Keywords (map, 1945)") && !text.contains("/CreationDate"));
    let layers: Vec<&Layer> = scene.layers.iter().filter(|l| !l.items.is_empty()).collect();
    assert!(layers.len() > 8);
    for layer in &layers {
        assert!(text.contains(&format!("/Name ({})", layer.name)), "{}", layer.name);
    }
    assert_eq!(text.matches("/Type /OCG\n").count(), layers.len());
}

#[test]
fn a_page_without_an_extent_is_refused_with_a_cure() {
    let size = PageSize { width_pt: 0.0, height_pt: 100.0 };
    let page = Scene { size, ground: Colour::rgb(255, 255, 255), layers: Vec::new(), placed: Vec::new() };
    let refused = write_svg(&page, &SvgOptions::default()).unwrap_err();
    assert!(matches!(refused, SvgError::Empty { .. }) && refused.to_string().contains("width"));
    let huge = Scene { size: PageSize { width_pt: 20_000.0, height_pt: 100.0 }, ..page };
    let refused = write_pdf(&huge, &PdfOptions::default()).unwrap_err();
    assert!(matches!(refused, PdfError::Size { .. }) && refused.to_string().contains("choose another size"));
    assert!(write_svg(&huge, &SvgOptions::default()).is_ok());
}

//! Handouts: every sheet of the PDF file shows and says what its scene has.

#[path = "support/pdf.rs"]
mod pdf_reader;

use std::sync::{Arc, LazyLock};

use august_storm::data::{Embedded, Lang};
use august_storm::export::{Still, Studio};
use august_storm::geo::{Camera, PageSize};
use august_storm::layout::{Handout, HandoutPicture, PER_SHEET};
use august_storm::model::{Motion, Reading};
use august_storm::render::{PdfError, PdfOptions, PngInfo, RasterPainter, encode_png, write_pdf, write_pdf_pages};
use august_storm::scene::{CREDITS, FurnitureSet, Image, Item, LayerSet, Scene, ViewSpec};
use august_storm::style::Theme;
use august_storm::time::{Instant, UtcOffset};
use kurbo::Shape;
use pdf_reader::{difference, painted_pdf, said, told_by_pdf};

/// A4, points.
const PORTRAIT: PageSize = PageSize { width_pt: 595.28, height_pt: 841.89 };
const LANDSCAPE: PageSize = PageSize { width_pt: 841.89, height_pt: 595.28 };
const TEXT: &str = "Map of the theatre of war, 12 August 1945. In the 24 hours before Soviet forces gained land: 27,100 km² by \
                    the Transbaikal Front and 9,430 km² by the 1st Far Eastern Front. Events of these 24 hours: landing at \
                    Unggi; battle for Mutanchiang; Hailar cut off. Marked are: front; ground held by Soviet forces; holdouts; \
                    landings; railways; formations. Broken lines of the front stand between two dated positions.";

/// Seven days of two views: more than a sheet holds.
static PICTURES: LazyLock<Vec<HandoutPicture>> = LazyLock::new(|| {
    let (mut studio, _) = Studio::open(&Embedded, RasterPainter::once(1));
    let days = 9..16;
    days.map(|day| {
        let view = if day == 12 { "karafuto" } else { "theatre" };
        HandoutPicture {
            scene: scene(&mut studio, view, &format!("1945-08-{day:02}T23:59")),
            title: format!("Day {day}: the armies cross the Khingan and the Amur"),
            when: format!("{day} August 1945, 24:00 Tokyo time"),
            text: TEXT.to_owned(),
            sources: "Glantz 1983, p. 75; Hasegawa 2011, para. 59; 奉天 1950".to_owned(),
        }
    })
    .collect()
});

fn scene(studio: &mut Studio, view: &str, at: &str) -> Scene {
    let size = PageSize::for_pixels(1920, 1080);
    let bbox = studio.campaign().data().config.views.iter().find(|v| v.id == view).unwrap().bbox;
    let view = ViewSpec {
        size,
        camera: Camera::fit(studio.projection().fit(bbox), size),
        heading: None,
        lang: Lang::En,
        second_lang: None,
        layers: LayerSet::usual(),
        furniture: FurnitureSet::all(),
        since: None,
        phase_lines: 3,
        reading: Reading::Documented,
        motion: Motion::Interpolated,
        clock: ("Tokyo".to_owned(), UtcOffset::PLUS_NINE),
        cards: august_storm::scene::CardsFor::default(),
    };
    let theme = Arc::new(Theme::named("print").unwrap());
    let at = Instant::parse_at(at, UtcOffset::PLUS_NINE).unwrap();
    studio.scene(&Still { at, view, theme, width_px: 1920, height_px: 1080, opened: Vec::new() })
}

fn sheets(sheet: PageSize, per_sheet: u8) -> Vec<Scene> {
    let theme = Theme::named("print").unwrap();
    let (title, subtitle) = ("August Storm", "The Soviet-Japanese War, 8 August to 5 September 1945");
    Handout { theme: &theme, sheet, per_sheet, title, subtitle, credits: CREDITS }.sheets(PICTURES.clone())
}

/// Where the pictures of a sheet stand.
fn windows(sheet: &Scene) -> Vec<kurbo::Rect> {
    let grounds = sheet.layers.iter().find(|layer| layer.name == "picture-grounds").unwrap();
    let window = |item: &Item| match item {
        Item::Fill(fill) => fill.path.bounding_box(),
        _ => panic!("the ground of a picture is filled"),
    };
    grounds.items.iter().map(window).collect()
}

fn keep(name: &str, image: &Image) {
    if let Ok(folder) = std::env::var("AUGUST_STORM_PICTURES") {
        let file = encode_png(image, &PngInfo::default()).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(name), file).unwrap();
    }
}

#[test]
fn every_sheet_holds_its_pictures_and_none_touches_another_or_the_edge() {
    for (size, per_sheet) in [PORTRAIT, LANDSCAPE].into_iter().flat_map(|size| PER_SHEET.map(|n| (size, n))) {
        let sheets = sheets(size, per_sheet);
        assert_eq!(sheets.len(), 7_usize.div_ceil(usize::from(per_sheet)));
        let windows: Vec<_> = sheets.iter().map(windows).collect();
        assert_eq!(windows.iter().map(Vec::len).sum::<usize>(), 7);
        assert!(windows.iter().all(|own| own.len() <= usize::from(per_sheet)));
        let page = kurbo::Rect::new(20.0, 20.0, size.width_pt - 20.0, size.height_pt - 20.0);
        for own in &windows {
            for (i, window) in own.iter().enumerate() {
                assert!(page.contains_rect(*window), "{per_sheet}: {window:?}");
                assert!((window.width() / window.height() - 1920.0 / 1080.0).abs() < 1e-3, "a picture keeps its shape");
                assert!(own[..i].iter().all(|other| other.intersect(*window).area() == 0.0), "{per_sheet}: {own:?}");
            }
            // Pictures that are hardly larger than their words are no handout.
            let share = own.iter().map(kurbo::Rect::area).sum::<f64>() / page.area();
            #[expect(clippy::cast_precision_loss, reason = "a few pictures")]
            let full = own.len() as f64 / f64::from(per_sheet);
            assert!(share > 0.2 * full, "{per_sheet} on {size:?}: {share}");
        }
    }
}

#[test]
fn words_stand_within_the_sheet_clear_of_the_pictures_and_tell_all_where_there_is_room() {
    for (size, per_sheet) in [PORTRAIT, LANDSCAPE].into_iter().flat_map(|size| PER_SHEET.map(|n| (size, n))) {
        for (number, sheet) in sheets(size, per_sheet).into_iter().enumerate() {
            if number == 0 && std::env::var("AUGUST_STORM_PICTURES").is_ok() {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small sheet")]
                let [width, height] = [size.width_pt, size.height_pt].map(|side| (side * 2.0) as u32);
                let name = format!("handout-{per_sheet}-{width}.png");
                keep(&name, &RasterPainter::once(2).paint(&sheet, width, height).unwrap());
            }
            let windows = windows(&sheet);
            let words = sheet.layers.iter().find(|layer| layer.name == "words").unwrap();
            for item in &words.items {
                let Item::Text(text) = item else { continue };
                let width = text.glyphs.last().map_or(0.0, |glyph| glyph.x);
                let at = text.to_page * kurbo::Point::ORIGIN;
                assert!(at.x >= 20.0 && at.x + width <= size.width_pt - 20.0, "{per_sheet}: {}", text.text);
                assert!(at.y >= 20.0 && at.y <= size.height_pt - 20.0, "{per_sheet}: {}", text.text);
                let own = kurbo::Rect::new(at.x, at.y - text.size_pt * 0.6, at.x + width, at.y);
                assert!(windows.iter().all(|w| w.intersect(own).area() == 0.0), "{per_sheet}: {}", text.text);
            }
            let told = said(&Scene { layers: vec![words.clone()], ..sheet.clone() }).join(" ");
            assert!(told.contains("August 1945, 24:00 Tokyo time"), "{per_sheet}: {told}");
            if per_sheet <= 4 {
                assert!(
                    told.contains("stand between two dated positions.") && told.contains("奉天"),
                    "{per_sheet}: {told}"
                );
            }
        }
    }
}

#[test]
fn a_sheet_of_the_file_looks_as_the_raster_painter_has_it() {
    // Large sheets, because other painters draw lines thinner than a pixel as wide as one. Measured: 0.15 %, all of it the
    // frames of the maps, and 0.27.
    let sheets = sheets(PageSize { width_pt: 1200.0, height_pt: 1520.0 }, 2);
    let bytes = write_pdf_pages(&sheets, &PdfOptions::default()).unwrap();
    let size = (3000, 3800);
    for number in [0, 1, 3] {
        let expected = RasterPainter::once(2).paint(&sheets[number], size.0, size.1).unwrap();
        let painted = painted_pdf(bytes.clone(), number, size);
        keep(&format!("handout-{number}.png"), &expected);
        keep(&format!("handout-{number}-pdf.png"), &painted);
        let (far, mean) = difference(&expected, &painted);
        assert!(far < 0.002 && mean < 0.4, "sheet {number}: {far} {mean}");
    }
}

#[test]
fn a_sheet_of_the_file_says_what_its_scene_says() {
    let sheets = sheets(PORTRAIT, 6);
    let bytes = write_pdf_pages(&sheets, &PdfOptions::default()).unwrap();
    assert_eq!(sheets.len(), 2);
    for (number, sheet) in sheets.iter().enumerate() {
        let (told, expected) = (told_by_pdf(bytes.clone(), number), said(sheet).concat());
        assert!(told == expected, "sheet {number}:\n{told}\n\n{expected}");
    }
}

#[test]
fn sheets_share_what_they_have_in_common() {
    let sheets = sheets(LANDSCAPE, 1);
    let one = write_pdf(&sheets[0], &PdfOptions::default()).unwrap().len();
    let bytes = write_pdf_pages(&sheets, &PdfOptions::default()).unwrap();
    assert!(bytes == write_pdf_pages(&sheets, &PdfOptions::default()).unwrap(), "the same sheets gave other bytes");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("/Count 7"));
    assert_eq!(text.matches("/Name (railways)").count(), 1, "a layer is hidden on all sheets at once");
    let fonts = text.matches("/FontFile2").count();
    assert!((1..10).contains(&fonts), "{fonts}");
    assert!(bytes.len() < one * 4, "{} of {one}", bytes.len());
    let refused = write_pdf_pages(&[], &PdfOptions::default()).unwrap_err();
    assert!(matches!(refused, PdfError::NoPage), "{refused}");
}

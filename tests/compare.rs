//! Several instants on one page, side by side or one over the other: what stands on it, and where.

use std::sync::Arc;

use august_storm::data::{Embedded, Lang};
use august_storm::export::{MultiplesPage, Still, Studio};
use august_storm::geo::{Camera, PageSize, multi_polygon_area_km2};
use august_storm::layout::Grid;
use august_storm::model::{Campaign, Motion, Reading};
use august_storm::render::RasterPainter;
use august_storm::scene::{FurnitureSet, Item, LayerSet, MapLayer, Scene, ViewSpec};
use august_storm::style::Theme;
use august_storm::time::{Instant, UtcOffset};
use kurbo::{Rect, Shape};

fn instant(text: &str) -> Instant {
    Instant::parse_at(text, UtcOffset::PLUS_NINE).unwrap()
}

fn still(size: (u32, u32), theme: &str) -> Still {
    let view = ViewSpec {
        size: PageSize::for_pixels(size.0, size.1),
        camera: Camera::at_scale(august_storm::geo::MapPoint::default(), 2.0e7),
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
    let theme = Arc::new(Theme::named(theme).unwrap());
    Still { at: instant("1945-08-12T12:00"), view, theme, width_px: size.0, height_px: size.1, opened: Vec::new() }
}

fn multiples(still: &Still, days: &[u8], grid: Grid) -> MultiplesPage {
    let (mut studio, _) = Studio::open(&Embedded, RasterPainter::once(1));
    let bbox = studio.campaign().data().config.views[0].bbox;
    let times: Vec<Instant> = days.iter().map(|day| instant(&format!("1945-08-{day:02}T23:59"))).collect();
    studio.multiples(still, &times, grid, &|projection, size| Camera::fit(projection.fit(bbox), size)).unwrap()
}

fn texts(scene: &Scene, layer: &str) -> Vec<String> {
    fn walk(items: &[Item], out: &mut Vec<String>) {
        for item in items {
            match item {
                Item::Text(text) => out.push(text.text.clone()),
                Item::Clip(clip) => walk(&clip.items, out),
                Item::Group(group) => walk(&group.items, out),
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    scene.layers.iter().filter(|l| l.name == layer).for_each(|l| walk(&l.items, &mut out));
    out
}

/// Size in pixels, theme, days of August, grid.
type Page = ((u32, u32), &'static str, &'static [u8], Grid);

const PAGES: [Page; 3] = [
    ((1920, 1080), "atlas", &[9, 12, 15, 18, 20, 25], Grid { columns: 3, rows: 2 }),
    ((1240, 1754), "print", &[9, 10, 11, 12, 13, 14], Grid { columns: 2, rows: 3 }),
    ((1920, 1080), "grey", &[9, 10, 11, 12, 13, 14, 15, 16], Grid { columns: 3, rows: 3 }),
];

#[test]
fn panels_lie_on_the_page_apart_from_each_other_and_above_the_legend() {
    for (size, theme, days, grid) in PAGES {
        let page = multiples(&still(size, theme), days, grid);
        assert_eq!(page.panels.len(), days.len());
        let whole = Rect::new(0.0, 0.0, page.scene.size.width_pt, page.scene.size.height_pt);
        for (i, panel) in page.panels.iter().enumerate() {
            assert!(whole.inset(-10.0).contains(panel.origin()), "{panel:?}");
            assert!(whole.inset(-10.0).contains((panel.x1, panel.y1)), "{panel:?}");
            assert!((panel.size() - page.panels[0].size()).to_vec2().hypot() < 1e-6);
            assert!(page.panels[i + 1..].iter().all(|other| !other.inset(4.0).overlaps(*panel)), "{theme} {i}");
        }
        let lowest = page.panels.iter().map(|p| p.y1).fold(0.0, f64::max);
        let legend = page.scene.layers.iter().find(|l| l.name == "legend").unwrap();
        for item in &legend.items {
            let bounds = match item {
                Item::Fill(fill) => fill.to_page.transform_rect_bbox(fill.path.bounding_box()),
                Item::Text(text) => Rect::from_origin_size(text.to_page.translation().to_point(), (0.0, 0.0)),
                _ => continue,
            };
            assert!(bounds.y0 > lowest && bounds.y1 <= whole.y1 && bounds.x0 >= 0.0 && bounds.x1 <= whole.x1);
        }
    }
}

#[test]
fn a_page_of_panels_has_a_date_for_each_and_one_title_legend_scale_and_credits() {
    for (size, theme, days, grid) in PAGES {
        let page = multiples(&still(size, theme), days, grid);
        let dates: Vec<String> =
            texts(&page.scene, "dates").into_iter().filter(|t| t.ends_with("August 1945")).collect();
        let expected: Vec<String> = days.iter().map(|day| format!("{day} August 1945")).collect();
        assert_eq!(dates, expected);
        let all: Vec<String> = ["furniture", "legend", "panel"].iter().flat_map(|l| texts(&page.scene, l)).collect();
        let count = |words: &str| all.iter().filter(|t| t.contains(words)).count();
        for words in
            ["August Storm", "Ground held by Soviet forces", "Front on earlier days", "Railway", "miles", "GeoNames"]
        {
            assert_eq!(count(words), 1, "{theme}: {words} in {all:?}");
        }
        assert_eq!(page.scene.layers.iter().filter(|l| l.name == "panel").count(), days.len());
    }
}

#[test]
fn a_page_too_small_for_its_maps_is_refused() {
    let (mut studio, _) = Studio::open(&Embedded, RasterPainter::once(1));
    let times = vec![instant("1945-08-12T12:00"); 30];
    let still = still((640, 360), "atlas");
    let camera = still.view.camera;
    let refused = studio.multiples(&still, &times, Grid { columns: 6, rows: 5 }, &|_, _| camera).unwrap_err();
    assert!(refused.to_string().contains("6 x 5"), "{refused}");
}

#[test]
fn the_ground_between_two_dates_is_the_later_ground_less_the_earlier() {
    let campaign = Campaign::builtin();
    let (reading, motion) = (Reading::Documented, Motion::Interpolated);
    for (from, to, days) in [
        ("1945-08-10T00:00", "1945-08-13T00:00", 3.0),
        ("1945-08-11T00:00", "1945-08-16T00:00", 5.0),
        ("1945-08-16T00:00", "1945-08-21T12:00", 5.5),
    ] {
        let (from, to) = (instant(from), instant(to));
        let km2 = |at| multi_polygon_area_km2(&campaign.ground_of(&campaign.state_at(at, reading, motion)));
        let state = campaign.state_since(to, from, reading, motion);
        let compared = state.compared.unwrap();
        let expected = km2(to) - km2(from);
        assert!(expected > 10_000.0, "{expected}");
        assert!((compared.gained_km2 / expected - 1.0).abs() < 1e-3, "{} {expected}", compared.gained_km2);
        assert!((compared.km2_per_day * days - compared.gained_km2).abs() < 1.0);
        let earlier = campaign.state_at(from, reading, motion);
        for (now, then) in state.fronts.iter().zip(&earlier.fronts) {
            assert_eq!((&now.ground_before, &now.stretches_before), (&then.ground, &then.stretches));
        }
    }
}

#[test]
fn a_comparison_tells_the_area_and_shows_the_earlier_front_alone() {
    let (mut studio, _) = Studio::open(&Embedded, RasterPainter::once(1));
    let bbox = studio.campaign().data().config.views[0].bbox;
    let mut still = still((1920, 1080), "atlas");
    still.at = instant("1945-08-16T00:00");
    still.view.camera = Camera::fit(studio.projection().fit(bbox), still.view.size);
    still.view.since = Some(instant("1945-08-11T00:00"));
    let scene = studio.scene(&still);
    let page = [texts(&scene, "date"), texts(&scene, "legend")].concat();
    let has = |words: &str| page.iter().any(|t| t.contains(words));
    assert!(has("10 to 15 August: ") && has("km² per day"), "{page:?}");
    assert!(has("Gained between the two dates") && has("Front on the earlier date"), "{page:?}");
    assert!(!has("Gained in the last 24 hours") && !has("Front on earlier days"), "{page:?}");
    let names = texts(&scene, "campaign-names");
    assert!(names.iter().any(|t| t == "10 Aug"), "{names:?}");
    assert!(!names.iter().any(|t| t == "13 Aug" || t == "14 Aug"), "{names:?}");
}

#[test]
fn a_swiped_page_is_the_earlier_map_left_of_the_divider_and_the_later_one_right_of_it() {
    use MapLayer::{Events, Movements, PhysicalNames, Places, StateNames, Units, Zones};
    let (mut studio, _) = Studio::open(&Embedded, RasterPainter::once(1));
    let bbox = studio.campaign().data().config.views[0].bbox;
    let mut still = still((1200, 675), "atlas");
    (still.at, still.view.furniture) = (instant("1945-08-16T00:00"), FurnitureSet::none());
    still.view.camera = Camera::fit(studio.projection().fit(bbox), still.view.size);
    // Names and symbols keep clear of the divider, and may stand elsewhere than on a page without one.
    for layer in [Places, PhysicalNames, StateNames, Units, Zones, Events, Movements] {
        still.view.layers = still.view.layers.with(layer, false);
    }
    still.view.phase_lines = 0;
    let since = instant("1945-08-11T00:00");
    let swiped = studio.swipe(&still, since, 0.25).unwrap();
    let later = studio.picture(&still).unwrap();
    let earlier = studio.picture(&Still { at: since, ..still.clone() }).unwrap();
    let width = usize::from(swiped.width);
    // What would be cut by the line keeps clear of it.
    for (name, picture, columns) in [("earlier", &earlier, 0..190), ("later", &later, 410..1200)] {
        let row = |image: &august_storm::scene::Image, y: usize| {
            image.rgba[(y * width + columns.start) * 4..(y * width + columns.end) * 4].to_vec()
        };
        let far: Vec<u8> = (0..675)
            .flat_map(|y| row(&swiped, y).iter().zip(row(picture, y)).map(|(a, b)| a.abs_diff(b)).collect::<Vec<_>>())
            .collect();
        // What is seen through a window of the page is blended once more: edges may be rounded otherwise.
        let rounded = far.iter().filter(|d| **d > 0).count();
        assert!(rounded * 50 < far.len() && far.iter().all(|d| *d <= 6), "{name}: {rounded} of {}", far.len());
    }
    assert!(earlier.rgba != later.rgba);
}

#[test]
fn a_swiped_page_names_both_dates_and_what_is_on_any_of_its_sides() {
    let (mut studio, _) = Studio::open(&Embedded, RasterPainter::once(1));
    let bbox = studio.campaign().data().config.views[0].bbox;
    let mut still = still((1920, 1080), "atlas");
    still.at = instant("1945-08-16T00:00");
    still.view.camera = Camera::fit(studio.projection().fit(bbox), still.view.size);
    // Before the attack: the frontier is not crossed yet, and nothing is held.
    let scene = studio.swipe_scene(&still, instant("1945-08-08T12:00"), 0.5);
    let page = [texts(&scene, "date"), texts(&scene, "legend")].concat();
    let has = |words: &str| page.iter().any(|t| t == words);
    for words in ["8 August, 12:00", "15 August", "Frontier not yet crossed", "Ground held by Soviet forces"] {
        assert!(has(words), "{words}: {page:?}");
    }
    assert!(page.iter().any(|t| t.contains("km² per day")), "{page:?}");
    // Where the earlier side has nothing but the edge of the map, the legend is that of the later map.
    let strip = studio.swipe_scene(&still, instant("1945-08-08T12:00"), 0.005);
    assert_eq!(texts(&strip, "legend"), texts(&studio.scene(&still), "legend"));
}

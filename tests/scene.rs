//! The built-in campaign as a display list: what stands on a page, in which order, and what may never be there.

use std::sync::{Arc, OnceLock};

use august_storm::data::{BaseMap, Dataset, Embedded, Lang, Relief, Report};
use august_storm::geo::{Camera, PagePoint, PageSize, distance_m};
use august_storm::layout::scale_bar;
use august_storm::model::{Campaign, Motion, Reading, WorldState};
use august_storm::scene::{Composer, FurnitureSet, HitKind, Item, LayerSet, Scene, Text, ViewSpec};
use august_storm::style::Theme;
use august_storm::text::Fonts;
use august_storm::time::{Instant, UtcOffset};
use kurbo::Rect;

struct World {
    campaign: Arc<Campaign>,
    base: Arc<BaseMap>,
    relief: Option<Arc<Relief>>,
}

impl World {
    fn composer(&self) -> Composer {
        Composer::new(Arc::clone(self.campaign.data()), Arc::clone(&self.base), self.relief.clone())
    }

    fn state(&self, at: &str) -> WorldState {
        let at = Instant::parse_at(at, UtcOffset::PLUS_NINE).unwrap();
        self.campaign.state_at(at, Reading::Documented, Motion::Interpolated)
    }

    fn view(&self, composer: &Composer, id: &str) -> ViewSpec {
        let bbox = self.campaign.data().config.views.iter().find(|v| v.id == id).expect(id).bbox;
        let size = PageSize::for_pixels(1920, 1080);
        ViewSpec {
            size,
            camera: Camera::fit(composer.projection().fit(bbox), size),
            lang: Lang::En,
            second_lang: None,
            layers: LayerSet::all(),
            furniture: FurnitureSet::all(),
            phase_lines: 3,
            reading: Reading::Documented,
            motion: Motion::Interpolated,
            clock: ("Tokyo".to_owned(), UtcOffset::PLUS_NINE),
        }
    }

    fn scene(&self, at: &str, view: &str) -> Scene {
        let mut composer = self.composer();
        let view = self.view(&composer, view);
        composer.compose(&self.state(at), &view, &atlas())
    }
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let mut report = Report::default();
        let campaign = Arc::new(Campaign::new(Dataset::load(&Embedded, &mut report)));
        let base = Arc::new(BaseMap::load(&Embedded, &mut report));
        // Relief changes pictures, not the list; without it tests are quicker.
        World { campaign, base, relief: None }
    })
}

fn atlas() -> Theme {
    Theme::named("atlas").unwrap()
}

fn walk<'a>(items: &'a [Item], visit: &mut dyn FnMut(&'a Item)) {
    for item in items {
        visit(item);
        match item {
            Item::Clip(clip) => walk(&clip.items, visit),
            Item::Group(group) => walk(&group.items, visit),
            _ => {}
        }
    }
}

fn layer<'a>(scene: &'a Scene, name: &str) -> &'a [Item] {
    scene.layers.iter().find(|l| l.name == name).map_or(&[], |l| &l.items)
}

fn texts<'a>(scene: &'a Scene, layers: &[&str]) -> Vec<&'a Text> {
    let mut out = Vec::new();
    for name in layers {
        walk(layer(scene, name), &mut |item| {
            if let Item::Text(text) = item {
                out.push(text);
            }
        });
    }
    out
}

const NAME_LAYERS: [&str; 4] = ["state-names", "physical-names", "places", "campaign-names"];

/// Boxes of the letters on the page, a little shrunk: rounding is no collision.
fn letters(text: &Text) -> Vec<Rect> {
    let fonts = Fonts::bundled();
    let boxes = text.glyphs.iter().filter_map(|g| {
        let ink = fonts.outline(g.face, g.id)?.bounds;
        let placed = text.to_page
            * kurbo::Affine::translate((g.x, g.y))
            * kurbo::Affine::rotate(g.turn)
            * kurbo::Affine::scale(text.size_pt);
        (ink.area() > 0.0).then(|| placed.transform_rect_bbox(ink.inset(-0.04)))
    });
    boxes.collect()
}

#[test]
fn layers_come_in_drawing_order() {
    let names: Vec<_> = world().scene("1945-08-20T12:00", "theatre").layers.iter().map(|l| l.name).collect();
    let expected = [
        "sea",
        "land",
        "ground",
        "water",
        "coast",
        "beyond-the-data",
        "graticule",
        "borders",
        "railways",
        "zones",
        "holdouts",
        "phase-lines",
        "fronts",
        "movements",
        "pockets",
        "islands",
        "landings",
        "events",
        "state-names",
        "physical-names",
        "places",
        "campaign-names",
        "furniture",
        "date-and-legend",
    ];
    assert_eq!(names, expected);
}

#[test]
fn the_legend_names_what_the_page_shows_and_nothing_else() {
    for (at, view) in [
        ("1945-08-09T06:00", "theatre"),
        ("1945-08-20T12:00", "theatre"),
        ("1945-09-05T12:00", "theatre"),
        ("1945-08-17T12:00", "hokkaido"),
        ("1945-08-18T12:00", "shumshu"),
        ("1945-08-14T12:00", "mutanchiang"),
    ] {
        let scene = world().scene(at, view);
        let legend: Vec<&str> = texts(&scene, &["date-and-legend"]).iter().map(|t| t.text.as_str()).collect();
        let says = |words: &[&str]| words.iter().any(|w| legend.contains(w));
        for (name, words) in [
            ("holdouts", &["Japanese holdout"][..]),
            ("pockets", &["Ground held ahead of the front"]),
            ("movements", &["Axis of advance", "Planned, not carried out"]),
            ("landings", &["Landing by sea", "Landing by air", "Landing by river craft"]),
            ("islands", &["Small island, Soviet", "Small island, Japanese"]),
            ("railways", &["Railway"]),
        ] {
            assert_eq!(says(words), !layer(&scene, name).is_empty(), "{at} {view}: {name} and {legend:?}");
        }
    }
}

#[test]
fn no_name_covers_another_or_leaves_the_map() {
    for (at, view) in [
        ("1945-08-12T12:00", "theatre"),
        ("1945-08-20T12:00", "theatre"),
        ("1945-08-14T12:00", "first-far-eastern"),
        ("1945-08-17T12:00", "hokkaido"),
        ("1945-09-02T12:00", "southern-kurils"),
    ] {
        let scene = world().scene(at, view);
        let names = texts(&scene, &NAME_LAYERS);
        assert!(names.len() > 15, "{at} {view}: only {} names", names.len());
        let boxes: Vec<Vec<Rect>> = names.iter().map(|t| letters(t)).collect();
        let map = Rect::new(13.0, 13.0, scene.size.width_pt - 13.0, scene.size.height_pt - 13.0);
        for (i, own) in boxes.iter().enumerate() {
            for b in own {
                assert!(map.contains(b.origin()) && map.contains((b.x1, b.y1)), "{at} {view}: {}", names[i].text);
            }
            for (j, others) in boxes.iter().enumerate().skip(i + 1) {
                let hit = own.iter().any(|a| others.iter().any(|b| a.intersect(*b).area() > 0.3));
                assert!(!hit, "{at} {view}: {:?} and {:?}", names[i].text, names[j].text);
            }
        }
    }
}

#[test]
fn no_name_stands_under_the_furniture() {
    let scene = world().scene("1945-08-20T12:00", "theatre");
    let title = Rect::new(23.0, 23.0, 280.0, 110.0);
    for text in texts(&scene, &NAME_LAYERS) {
        assert!(letters(text).iter().all(|b| !b.overlaps(title)), "{}", text.text);
    }
}

#[test]
fn a_refused_proposal_is_dashed_and_hatched_and_never_a_fact() {
    let (world, theme) = (world(), atlas());
    let mut composer = world.composer();
    let view = world.view(&composer, "hokkaido");
    let mut state = world.state("1945-08-17T12:00");
    let zones = &world.campaign.data().zones;
    state.zones.retain(|&i| zones[i].zone == "hokkaido");
    assert!(!state.zones.is_empty());
    let scene = composer.compose(&state, &view, &theme);
    let mut strokes = 0;
    for item in layer(&scene, "zones") {
        match item {
            Item::Stroke(stroke) => {
                strokes += 1;
                assert!(!stroke.style.dash_pt.is_empty(), "a proposal has a dashed outline");
                assert_ne!((stroke.colour.r, stroke.colour.g), (theme.front.colour.r, theme.front.colour.g));
            }
            Item::Clip(clip) => {
                assert!(clip.items.iter().all(|i| matches!(i, Item::Stroke(_))), "inside is hatch alone");
            }
            _ => panic!("a proposal has neither tint nor picture"),
        }
    }
    assert!(strokes >= 2, "the line and the outline of the zone are there");
    let legend: Vec<&str> = texts(&scene, &["date-and-legend"]).iter().map(|t| t.text.as_str()).collect();
    assert!(legend.contains(&"Proposed or refused: not carried out") && !legend.contains(&"Agreed or ordered"));
}

#[test]
fn the_scale_bar_is_true_at_the_middle_of_the_map() {
    let world = world();
    let composer = world.composer();
    for id in ["theatre", "korea", "hokkaido", "mutanchiang", "shumshu"] {
        let view = world.view(&composer, id);
        for (bar, unit_m) in scale_bar(&view, composer.projection()).into_iter().zip([1000.0, 1609.344]) {
            let (x, y) = (view.size.width_pt / 2.0, view.size.height_pt / 2.0);
            let place = |dx: f64| {
                let p = view.camera.map_point(PagePoint::new(x + dx, y), view.size);
                composer.projection().unproject(p)
            };
            let ground = distance_m(place(-bar.length_pt / 2.0), place(bar.length_pt / 2.0));
            assert!((ground / (bar.units * unit_m) - 1.0).abs() < 0.005, "{id}: {bar:?} covers {ground} m");
            assert!(bar.length_pt > 50.0 && bar.length_pt <= 151.0, "{id}: {bar:?}");
        }
    }
}

#[test]
fn equal_questions_give_equal_scenes_whatever_was_asked_between() {
    let (world, theme) = (world(), atlas());
    let mut composer = world.composer();
    let (theatre, korea) = (world.view(&composer, "theatre"), world.view(&composer, "korea"));
    let (early, late) = (world.state("1945-08-12T12:00"), world.state("1945-08-20T12:00"));
    let first = composer.compose(&early, &theatre, &theme).dump();
    composer.compose(&late, &theatre, &theme);
    composer.compose(&late, &korea, &Theme::named("projector").unwrap());
    assert_eq!(composer.compose(&early, &theatre, &theme).dump(), first);
    assert_eq!(world.scene("1945-08-12T12:00", "theatre").dump(), first);
}

#[test]
fn when_only_time_moves_the_base_map_keeps_its_keys() {
    let (world, theme) = (world(), atlas());
    let mut composer = world.composer();
    let view = world.view(&composer, "theatre");
    let keys = |scene: &Scene| -> Vec<_> {
        ["sea", "land", "water", "coast", "borders", "railways", "graticule"]
            .iter()
            .map(|n| scene.layers.iter().find(|l| l.name == *n).and_then(|l| l.key))
            .collect()
    };
    let first = keys(&composer.compose(&world.state("1945-08-12T12:00"), &view, &theme));
    let later = keys(&composer.compose(&world.state("1945-08-12T13:00"), &view, &theme));
    assert!(first.iter().all(Option::is_some));
    assert_eq!(first, later);
    let mut moved = view.clone();
    moved.camera = moved.camera.panned(5.0, 0.0);
    let elsewhere = keys(&composer.compose(&world.state("1945-08-12T12:00"), &moved, &theme));
    assert!(first.iter().zip(&elsewhere).all(|(a, b)| a != b));
}

#[test]
fn the_pointer_over_a_town_learns_its_name() {
    let (world, theme) = (world(), atlas());
    let mut composer = world.composer();
    let view = world.view(&composer, "theatre");
    let state = world.state("1945-08-20T12:00");
    let places = &world.campaign.data().places;
    let harbin = places.iter().find(|p| p.names.en == "Harbin").unwrap();
    let at = view.camera.page_point(composer.projection().project(harbin.at), view.size);
    let hits = composer.hit(&state, &view, &theme, at, 4.0);
    assert!(hits.iter().any(|h| h.kind == HitKind::Place && h.title == "Harbin"), "{hits:?}");
    let far = composer.hit(&state, &view, &theme, PagePoint::new(1190.0, 400.0), 4.0);
    assert!(far.iter().all(|h| h.kind != HitKind::Place), "{far:?}");
}

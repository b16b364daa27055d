//! The built-in campaign as a display list: what stands on a page, in which order, and what may never be there.

use std::sync::{Arc, OnceLock};

use august_storm::data::{
    BaseMap, Dataset, Embedded, Event, Formation, Lang, Level, Relief, Report, Side, load_coast_full,
};
use august_storm::geo::{Camera, LonLat, PagePoint, PageSize, distance_m};
use august_storm::layout::scale_bar;
use august_storm::model::{Campaign, Motion, Reading, SpotBy, WorldState};
use august_storm::scene::{
    Composer, FurnitureSet, HitKind, Item, LayerSet, MapLayer, MarkKind, PlacedMark, Scene, Text, ViewSpec,
};
use august_storm::style::Theme;
use august_storm::text::Fonts;
use august_storm::time::{Instant, UtcOffset};
use kurbo::{Point, Rect};

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
        }
    }

    fn scene(&self, at: &str, view: &str) -> Scene {
        let mut composer = self.composer();
        let view = self.view(&composer, view);
        composer.compose(&self.state(at), &view, &atlas())
    }
}

/// A symbol on a page.
#[derive(Debug)]
struct UnitMark {
    index: usize,
    anchor: Point,
    body: Rect,
    label: Rect,
}

fn units(scene: &Scene) -> Vec<UnitMark> {
    let of = |mark: &PlacedMark| {
        let MarkKind::Unit { formation: index, anchor } = mark.kind else { return None };
        Some(UnitMark { index, anchor, body: mark.boxes[0].bounds(), label: mark.boxes[1].bounds() })
    };
    scene.placed.iter().filter_map(of).collect()
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
        "terrain",
        "ground",
        "water",
        "coast",
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
        "units",
        "state-names",
        "physical-names",
        "places",
        "campaign-names",
        "furniture",
        "legend",
        "date",
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
        let legend: Vec<&str> = texts(&scene, &["legend"]).iter().map(|t| t.text.as_str()).collect();
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
fn a_named_view_gives_the_page_its_title_and_any_other_frame_that_of_the_campaign() {
    let world = world();
    let mut composer = world.composer();
    let state = world.state("1945-08-16");
    let mut title = |view: &ViewSpec| {
        let scene = composer.compose(&state, view, &atlas());
        let largest = texts(&scene, &["furniture"]).into_iter().max_by(|a, b| a.size_pt.total_cmp(&b.size_pt));
        largest.map(|text| text.text.clone()).unwrap()
    };
    let mut view = world.view(&world.composer(), "karafuto");
    assert_eq!(title(&view), "Karafuto");
    view.camera.metres_per_pt *= 1.1;
    assert_eq!(title(&view), "Karafuto");
    view.camera.metres_per_pt *= 1.4;
    assert_eq!(title(&view), "August Storm");
    view.heading = Some("The end on Karafuto".to_owned());
    assert_eq!(title(&view), "The end on Karafuto");
    assert_eq!(title(&world.view(&world.composer(), "theatre")), "August Storm");
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
    let cards = scene.placed.iter().filter(|mark| matches!(mark.kind, MarkKind::Furniture(_)));
    let cards: Vec<Rect> = cards.map(PlacedMark::bounds).collect();
    assert!(cards.len() > 2);
    for text in texts(&scene, &NAME_LAYERS) {
        assert!(letters(text).iter().all(|b| cards.iter().all(|card| !b.overlaps(*card))), "{}", text.text);
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
    let (mut strokes, mut hatches) = (0, 0);
    for item in layer(&scene, "zones") {
        match item {
            Item::Stroke(stroke) => {
                strokes += 1;
                assert!(!stroke.style.dash_pt.is_empty(), "a proposal has a dashed outline");
                assert_ne!((stroke.colour.r, stroke.colour.g), (theme.front.colour.r, theme.front.colour.g));
            }
            Item::Clip(clip) => {
                let Item::Clip(inner) = &clip.items[0] else { panic!("on land, inside the area") };
                assert!(inner.items.iter().all(|i| matches!(i, Item::Stroke(_))), "inside is hatch alone");
                hatches += 1;
            }
            _ => panic!("a proposal has neither tint nor picture"),
        }
    }
    assert!(strokes >= 1 && hatches == 1, "the line and the hatch of the zone are there");
    let legend: Vec<&str> = texts(&scene, &["legend"]).iter().map(|t| t.text.as_str()).collect();
    assert!(legend.contains(&"Proposed or refused: not carried out") && !legend.contains(&"Agreed or ordered"));
}

#[test]
fn a_proposal_is_called_refused_only_after_it_was() {
    let world = world();
    let label = |at: &str| -> String {
        let scene = world.scene(at, "hokkaido");
        let labels = scene.placed.iter().filter(|mark| mark.kind == MarkKind::ZoneLabel);
        labels.map(PlacedMark::text).filter(|text| text.starts_with("Soviet proposal")).collect()
    };
    assert_eq!(label("1945-08-17T12:00"), "Soviet proposal, 16 Aug");
    assert_eq!(label("1945-08-20T12:00"), "Soviet proposal, 16 Aug: refused 18 Aug");
}

#[test]
fn the_sea_goes_on_where_the_data_ends() {
    let world = world();
    let scene = world.scene("1945-08-09T12:00", "kurils");
    // Nothing covers the map's corner beyond the data: the last fill under it is the sea's.
    let corner = Point::new(scene.size.width_pt - 60.0, 200.0);
    let covers = |item: &&Item| match item {
        Item::Fill(fill) => kurbo::Shape::winding(&(fill.to_page * (*fill.path).clone()), corner) != 0,
        _ => false,
    };
    let fills: Vec<&str> = scene
        .layers
        .iter()
        .filter(|layer| !["furniture", "legend", "inset"].contains(&layer.name))
        .filter(|layer| layer.items.iter().any(|item| covers(&item)))
        .map(|layer| layer.name)
        .collect();
    assert_eq!(fills, ["sea"]);
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

/// Straight stretches of a layer's paths that touch the page, in points.
fn stretches(scene: &Scene, name: &str) -> Vec<f64> {
    let page = Rect::new(0.0, 0.0, scene.size.width_pt, scene.size.height_pt);
    let mut lengths = Vec::new();
    walk(layer(scene, name), &mut |item| {
        let Item::Stroke(stroke) = item else { return };
        for segment in kurbo::Shape::path_segments(&(stroke.to_page * (*stroke.path).clone()), 0.1) {
            let bounds = kurbo::ParamCurveExtrema::bounding_box(&segment);
            if bounds.x1 >= page.x0 && bounds.x0 <= page.x1 && bounds.y1 >= page.y0 && bounds.y0 <= page.y1 {
                lengths.push(kurbo::ParamCurveArclen::arclen(&segment, 0.01));
            }
        }
    });
    lengths
}

#[test]
fn no_scale_draws_vertices_that_no_pixel_can_show() {
    let mut composer = world().composer().with_full_coast(|| load_coast_full(&Embedded, &mut Report::default()));
    let state = world().state("1945-08-12T12:00");
    // 1920 pixels on 1200 points.
    let (pixel_pt, mut most) = (0.625, 0.0_f64);
    // Ragged coasts, and one round railways and rivers.
    for (lon, lat) in [(126.4, 34.6), (131.9, 43.2), (145.4, 43.4), (126.6, 45.8)] {
        for scale in [20e6, 10e6, 5e6, 2e6, 1e6, 5e5, 2e5] {
            let mut view = world().view(&composer, "theatre");
            view.camera = Camera::at_scale(composer.projection().project(LonLat::new(lon, lat)), scale);
            let scene = composer.compose(&state, &view, &atlas());
            for name in ["coast", "water", "railways", "borders"] {
                let lengths = stretches(&scene, name);
                #[expect(clippy::cast_precision_loss, reason = "counts of a test")]
                let (count, mean) = (lengths.len() as f64, lengths.iter().sum::<f64>() / lengths.len().max(1) as f64);
                // A quarter of a pixel is the least that a vertex moves a line; with that a stretch has a pixel and more.
                let mean_px = mean / pixel_pt;
                assert!(count < 200.0 || mean_px > 1.3, "{name} at {lon} E, 1:{scale}: {mean_px:.2} px a stretch");
                let density = count / (1920.0 * 1080.0);
                assert!(density < 0.011, "{name} at {lon} E, 1:{scale}: {density:.4} vertices a pixel");
                most = most.max(count);
            }
        }
    }
    assert!(most > 5000.0, "{most} stretches at most: nothing was measured");
}

const UNIT_VIEWS: [&str; 7] =
    ["theatre", "transbaikal", "first-far-eastern", "mutanchiang", "korea", "karafuto", "shumshu"];
const UNIT_DAYS: [&str; 4] = ["1945-08-09T12:00", "1945-08-12T12:00", "1945-08-16T12:00", "1945-08-20T12:00"];

#[test]
fn symbols_cover_neither_each_other_nor_a_name_and_stay_on_the_map() {
    let world = world();
    let mut composer = world.composer();
    let mut seen = 0;
    for theme in [atlas(), Theme::named("projector").unwrap()] {
        for id in UNIT_VIEWS {
            let view = world.view(&composer, id);
            for at in UNIT_DAYS {
                let scene = composer.compose(&world.state(at), &view, &theme);
                let map = Rect::new(13.0, 13.0, scene.size.width_pt - 13.0, scene.size.height_pt - 13.0);
                let names = texts(&scene, &NAME_LAYERS);
                seen += units(&scene).len();
                let areas = |unit: &UnitMark| [unit.body.inset(-0.1), unit.label.inset(-0.1)];
                let units = units(&scene);
                for (i, unit) in units.iter().enumerate() {
                    for area in areas(unit) {
                        assert!(map.contains(area.origin()) && map.contains((area.x1, area.y1)), "{at} {id}: {unit:?}");
                        for other in &units[..i] {
                            let is_clear = areas(other).iter().all(|b| !b.overlaps(area));
                            assert!(is_clear, "{at} {id}: {unit:?} and {other:?}");
                        }
                        for name in &names {
                            let is_clear = letters(name).iter().all(|l| !l.overlaps(area));
                            assert!(is_clear, "{at} {id}: {:?} on {unit:?}", name.text);
                        }
                    }
                }
            }
        }
    }
    assert!(seen > 300, "only {seen} symbols on all pages");
}

#[test]
fn a_symbol_belongs_to_the_head_of_its_march() {
    let world = world();
    let mut composer = world.composer();
    let mut marching = 0;
    for id in ["theatre", "first-far-eastern", "karafuto"] {
        let view = world.view(&composer, id);
        for at in UNIT_DAYS {
            let state = world.state(at);
            let scene = composer.compose(&state, &view, &atlas());
            for unit in units(&scene) {
                let spot = state.formations.iter().find(|s| s.formation == unit.index).expect("it has a place");
                let SpotBy::Movement(march) = spot.by else { continue };
                let head = world.campaign.movement_at(march, state.at).1;
                let on_page = view.camera.page_point(composer.projection().project(head), view.size);
                // Symbols that share a place have one anchor.
                let apart = (unit.anchor.x - on_page.x).hypot(unit.anchor.y - on_page.y);
                assert!(apart < 3.0, "{at} {id}: {unit:?} is {apart} pt from the head of its march");
                marching += 1;
            }
        }
    }
    assert!(marching > 30, "only {marching} symbols ride on marches");
}

#[test]
fn the_legend_explains_the_units_and_events_that_the_page_shows_and_no_others() {
    let world = world();
    let mut composer = world.composer();
    let formations = &world.campaign.data().formations;
    for id in UNIT_VIEWS {
        let view = world.view(&composer, id);
        for at in UNIT_DAYS {
            let scene = composer.compose(&world.state(at), &view, &atlas());
            let legend: Vec<&str> = texts(&scene, &["legend"]).iter().map(|t| t.text.as_str()).collect();
            let shows = |is: &dyn Fn(&Formation) -> bool| units(&scene).iter().any(|u| is(&formations[u.index]));
            let checks: [(&str, bool); 9] = [
                ("Soviet", shows(&|f| f.side == Side::Soviet)),
                ("Mongolian", shows(&|f| f.side == Side::Mongolia)),
                ("Japanese", shows(&|f| f.side == Side::Japan && f.force.is_empty())),
                ("Manchukuo", shows(&|f| f.force == "Manchukuo")),
                ("front, area army", shows(&|f| matches!(f.level, Level::Front | Level::ArmyGroup))),
                ("army", shows(&|f| matches!(f.level, Level::Army | Level::AirArmy))),
                ("corps", shows(&|f| f.level == Level::Corps)),
                ("division", shows(&|f| f.level == Level::Division)),
                ("brigade", shows(&|f| f.level == Level::Brigade)),
            ];
            for (word, is_shown) in checks {
                assert_eq!(legend.contains(&word), is_shown, "{at} {id}: {word} in {legend:?}");
            }
            let note = legend.iter().any(|line| line.contains("APP-6"));
            assert_eq!(note, !units(&scene).is_empty(), "{at} {id}");
            let events =
                ["Fighting", "Place taken", "Diplomacy", "Order, decision", "Surrender, cease-fire", "Other event"];
            let explained = events.iter().any(|word| legend.contains(word));
            assert_eq!(explained, !layer(&scene, "events").is_empty(), "{at} {id}: {legend:?}");
        }
    }
}

#[test]
fn symbols_keep_their_side_of_the_anchor_while_time_plays() {
    let world = world();
    let mut composer = world.composer();
    let view = world.view(&composer, "theatre");
    let (mut kept, mut jumped) = (0, 0);
    let mut before: Vec<UnitMark> = Vec::new();
    for hour in 0..24 {
        let state = world.state(&format!("1945-08-11T{hour:02}:00"));
        let now = units(&composer.compose(&state, &view, &atlas()));
        for unit in &now {
            let Some(old) = before.iter().find(|u| u.index == unit.index) else { continue };
            let offset = |u: &UnitMark| u.body.center() - u.anchor;
            if (offset(unit) - offset(old)).hypot() < 1.0 { kept += 1 } else { jumped += 1 }
        }
        before = now;
    }
    assert!(kept > 300 && jumped * 13 < kept * 2, "{jumped} jumps, {kept} stays");
}

#[test]
fn the_pointer_over_a_symbol_learns_the_formation() {
    let (world, theme) = (world(), atlas());
    let mut composer = world.composer();
    let view = world.view(&composer, "theatre");
    let state = world.state("1945-08-12T12:00");
    let units_of_page = units(&composer.compose(&state, &view, &theme));
    let formations = &world.campaign.data().formations;
    let army =
        units_of_page.iter().find(|u| formations[u.index].id == "su-6gta").expect("the tank army has its symbol");
    let at = PagePoint::new(army.body.center().x, army.body.center().y);
    let hits = composer.hit(&state, &view, &theme, at, 1.0);
    assert!(hits[0].kind == HitKind::Unit && hits[0].id == "su-6gta", "{hits:?}");
    let hidden = ViewSpec { layers: LayerSet::all().with(MapLayer::Units, false), ..view };
    assert!(units(&composer.compose(&state, &hidden, &theme)).is_empty());
    assert!(composer.hit(&state, &hidden, &theme, at, 1.0).iter().all(|h| h.kind != HitKind::Unit));
}

#[test]
fn those_who_laid_down_their_arms_are_struck_and_then_gone() {
    let world = world();
    let mut composer = world.composer();
    // Without the events, whose titles may say the same and take the room.
    let mut view = world.view(&composer, "first-far-eastern");
    view.layers = view.layers.with(MapLayer::Events, false);
    let formations = &world.campaign.data().formations;
    let army = formations.iter().position(|f| f.id == "jp-4a").expect("the Japanese 4th Army");
    let ends = formations[army].fate.as_ref().expect("it surrendered").comes_at;
    let mut shown = |hours: i64| {
        let state = world.campaign.state_at(ends.plus_secs(hours * 3600), Reading::Documented, Motion::Interpolated);
        let scene = composer.compose(&state, &view, &atlas());
        let legend = texts(&scene, &["legend"]).iter().any(|t| t.text == "laid down its arms");
        (units(&scene).iter().any(|u| u.index == army), legend)
    };
    assert!(shown(-24).0, "it stands before its end");
    assert_eq!(shown(12), (true, true), "it is struck through for a day and a half");
    assert!(!shown(48).0, "then it is gone");
}

#[test]
fn the_mark_of_an_event_fades_in_the_day_after_it() {
    let world = world();
    let mut composer = world.composer();
    let view = world.view(&composer, "first-far-eastern");
    let events = &world.campaign.data().events;
    let strength = |composer: &mut Composer, event: usize, hours: i64| {
        let at = events[event].meta.period.start().plus_secs(hours * 3600);
        let mut state = world.campaign.state_at(at, Reading::Documented, Motion::Interpolated);
        state.recent_events.retain(|i| *i == event);
        state.landings.clear();
        let scene = composer.compose(&state, &view, &atlas());
        layer(&scene, "events").iter().map(|i| if let Item::Group(g) = i { g.opacity } else { 1.0 }).fold(0.0, f64::max)
    };
    let with_hour = |e: &Event| e.meta.start_text.contains('T');
    let find = |wants_hour: bool| {
        let is_near = |e: &Event| e.at.lon > 129.0 && e.at.lon < 132.0 && e.at.lat > 43.0 && e.at.lat < 45.5;
        // One day, and nothing that waits for its ground to be held.
        let is_of_a_day = |e: &Event| {
            wants_hour || (e.takes.is_empty() && e.meta.period.end().secs_since(e.meta.period.start()) == 86_400)
        };
        let is_ours = |e: &Event| {
            is_near(e) && e.meta.variant.is_none() && !e.prelude && with_hour(e) == wants_hour && is_of_a_day(e)
        };
        events.iter().position(is_ours).expect("an event about Mutanchiang")
    };
    let (hour, day) = (find(true), find(false));
    assert!(strength(&mut composer, hour, 0) > 0.99);
    let half = strength(&mut composer, hour, 18);
    assert!(half > 0.3 && half < 0.8, "{half}");
    assert!(strength(&mut composer, hour, 24) < 1e-9);
    assert!(strength(&mut composer, day, 23) > 0.99, "a day is shown as a day");
    let next = strength(&mut composer, day, 44);
    assert!(next > 0.3 && next < 0.8, "{next}");
}

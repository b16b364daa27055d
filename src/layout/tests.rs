//! The furniture in place: on every shape of page, in every corner.

use std::sync::Arc;

use kurbo::{Point, Rect, Shape, Vec2};

use super::{PageText, Placed, Stand, Theatre, card_sizes, furniture, inset, inset_size, legend, north};
use crate::data::{Dataset, Embedded, Lang, Report};
use crate::geo::{Camera, LonLat, PagePoint, PageSize, Projection, ProjectionKind};
use crate::layout::{Precious, margin};
use crate::model::{Motion, Reading};
use crate::scene::frame::Frame;
use crate::scene::{Class, Furniture, FurnitureSet, Item, LayerSet, Shown, ViewSpec};
use crate::style::Theme;
use crate::time::UtcOffset;

/// Screens, a beamer, sheets upright and across.
const SIZES: [(u32, u32); 6] = [(1280, 720), (1920, 1080), (3840, 2160), (1200, 1700), (2480, 3508), (3508, 2480)];
const VIEWS: [&str; 5] = ["theatre", "korea", "shumshu", "hokkaido", "mutanchiang"];

fn dataset() -> Dataset {
    Dataset::load(&Embedded, &mut Report::default())
}

fn view_of(data: &Dataset, id: &str, (width, height): (u32, u32), projection: &Projection) -> ViewSpec {
    let size = PageSize::for_pixels(width, height);
    let bbox = data.config.views.iter().find(|view| view.id == id).expect(id).bbox;
    ViewSpec {
        size,
        camera: Camera::fit(projection.fit(bbox), size),
        heading: None,
        lang: Lang::En,
        second_lang: None,
        layers: LayerSet::usual(),
        furniture: FurnitureSet::all(),
        phase_lines: 3,
        reading: Reading::Documented,
        motion: Motion::Interpolated,
        clock: ("Tokyo, Korea, Manchukuo".to_owned(), UtcOffset::PLUS_NINE),
        since: None,
        cards: crate::scene::CardsFor::default(),
    }
}

/// The theatre without its coast: where it lies is all that is asked here.
fn theatre(data: &Dataset, projection: &Projection) -> Theatre {
    let views = data.config.views.iter().map(|view| projection.fit(view.bbox));
    let ground = views.reduce(|all, one| all.union(&one)).expect("views");
    Theatre { ground, land: Arc::default(), lines: [Arc::default(), Arc::default()] }
}

/// As much as the fullest page of the campaign has to explain.
fn much() -> Shown {
    let mut shown = Shown::default();
    for class in [
        Class::Front,
        Class::FrontInterpolated,
        Class::Frontier,
        Class::Held,
        Class::Gained,
        Class::PhaseLine,
        Class::Advance,
        Class::Holdout,
        Class::Pocket,
        Class::LandingSea,
        Class::LandingAir,
        Class::LandingRiver,
        Class::IslandTaken,
        Class::IslandJapanese,
        Class::ZoneProposed,
        Class::ZoneOrdered,
        Class::EventClash,
        Class::EventCapture,
        Class::EventOrder,
        Class::EventSurrender,
        Class::EventOther,
        Class::Railway,
        Class::Border,
        Class::Marsh,
        Class::Desert,
        Class::UnitSoviet,
        Class::UnitMongolia,
        Class::UnitJapan,
        Class::UnitMengjiang,
        Class::UnitUncertain,
        Class::UnitStruck,
        Class::EchelonFront,
        Class::EchelonArmy,
        Class::EchelonCorps,
    ] {
        shown.add(class);
    }
    shown
}

/// Where the cards stand on a map that is all land, with a campaign that crosses `crossed`.
fn stand_of(frame: &Frame, data: &Dataset, crossed: &[Precious]) -> Stand {
    let theatre = theatre(data, frame.projection);
    Stand::of(frame, &card_sizes(frame, &data.config, None, inset_size(frame, &theatre)), crossed)
}

fn placed(frame: &Frame, data: &Dataset, stand: &Stand, sources: &[&str]) -> Placed {
    placed_with(frame, data, stand, sources, &much())
}

fn placed_with(frame: &Frame, data: &Dataset, stand: &Stand, sources: &[&str], shown: &Shown) -> Placed {
    let text = PageText {
        config: &data.config,
        heading: None,
        at: data.config.period.start().plus_secs(10 * 86_400),
        is_interpolated: Some(true),
        compared: None,
        divider: None,
        credits: crate::scene::CREDITS,
        sources,
        stand,
        margin: &margin(frame, crate::scene::CREDITS),
    };
    furniture(frame, &text, shown)
}

fn texts(items: &[Item]) -> Vec<&str> {
    items.iter().filter_map(|item| if let Item::Text(text) = item { Some(text.text.as_str()) } else { None }).collect()
}

/// Points of a part of the map that the campaign crosses, given in shares of its width and height.
fn crossed_in(frame: &Frame, (x0, y0, x1, y1): (f64, f64, f64, f64)) -> Vec<Precious> {
    let map = frame.map;
    let at =
        |x: f64, y: f64| Precious::crossed(kurbo::Point::new(map.x0 + map.width() * x, map.y0 + map.height() * y), 1);
    let steps = |from: f64, to: f64| (0..=40).map(move |i| from + (to - from) * f64::from(i) / 40.0);
    steps(y0, y1).flat_map(|y| steps(x0, x1).map(move |x| at(x, y))).collect()
}

#[test]
fn no_furniture_overlaps_other_furniture_or_leaves_the_page() {
    let (data, projection) = (dataset(), Projection::default());
    let many: Vec<String> = (0..80).map(|i| format!("Author {}", 1940 + i)).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let bare = FurnitureSet::all().with(Furniture::GraticuleLabels, false);
    // The campaign crosses nothing, or one side of the map.
    let courses = [(0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.5, 1.0), (0.5, 0.0, 1.0, 1.0), (0.0, 0.5, 1.0, 1.0)];
    let mut insets = 0;
    for (theme, size, id, course, set) in ["atlas", "projector"].into_iter().flat_map(|theme| {
        SIZES.into_iter().flat_map(move |size| {
            VIEWS.into_iter().flat_map(move |id| {
                let both = move |course| [FurnitureSet::all(), bare].map(|set| (theme, size, id, course, set));
                courses.into_iter().flat_map(both)
            })
        })
    }) {
        let theme = Theme::named(theme).unwrap();
        let view = ViewSpec { furniture: set, ..view_of(&data, id, size, &projection) };
        let frame = Frame::new(&view, &theme, &projection, None);
        let stand = stand_of(&frame, &data, &crossed_in(&frame, course));
        assert!(id != "theatre" || stand.inset.is_none(), "the theatre says itself where it lies");
        insets += usize::from(stand.inset.is_some());
        let placed = placed(&frame, &data, &stand, &many);
        let name = format!("{id} {size:?} {} {course:?}", theme.name);
        for part in [Furniture::Title, Furniture::Legend, Furniture::ScaleBar] {
            assert!(placed.covered.iter().any(|(p, _)| *p == part), "{name} has no {part:?}");
        }
        let all: Vec<Rect> = placed.covered.iter().chain(&placed.in_margin).map(|(_, area)| *area).collect();
        for (i, a) in all.iter().enumerate() {
            assert_eq!(frame.page().union(*a), frame.page(), "{name}: {a:?} leaves the page");
            for b in &all[i + 1..] {
                assert!(!a.overlaps(*b), "{name}: {a:?} {b:?}");
            }
        }
    }
    // Four views with an inset, twelve sheets, eight cases; where all is land it may have no place that is cheap.
    assert!(insets > SIZES.len() * 2 * 4 * 8 * 3 / 4, "{insets} insets");
}

#[test]
fn cards_keep_off_the_ground_that_the_campaign_crosses_where_other_ground_is_free() {
    let (data, projection) = (dataset(), Projection::default());
    let theme = Theme::named("projector").unwrap();
    for size in SIZES {
        let view = view_of(&data, "korea", size, &projection);
        let frame = Frame::new(&view, &theme, &projection, None);
        for (x0, y0, x1, y1) in [(0.0, 0.0, 0.45, 1.0), (0.55, 0.0, 1.0, 1.0)] {
            let stand = stand_of(&frame, &data, &crossed_in(&frame, (x0, y0, x1, y1)));
            let placed = placed_with(&frame, &data, &stand, &[], &legend::usual(frame.scale));
            let map = frame.map;
            let course = Rect::new(
                map.x0 + map.width() * x0,
                map.y0 + map.height() * y0,
                map.x0 + map.width() * x1,
                map.y0 + map.height() * y1,
            );
            let cards = placed.covered.iter().filter(|(part, _)| *part != Furniture::Credits);
            let (under, whole) = cards.fold((0.0, 0.0), |(under, whole), (_, card)| {
                (under + card.intersect(course).area(), whole + card.area())
            });
            assert!(under < whole * 0.3, "{size:?}: {under:.0} of {whole:.0} square points on {course:?}");
        }
    }
}

#[test]
fn the_arrow_points_to_what_lies_north_of_it() {
    let data = dataset();
    for kind in ProjectionKind::NAMED.map(|(_, kind)| kind) {
        let projection = Projection::new(kind).unwrap();
        for (id, size) in VIEWS.into_iter().zip(SIZES) {
            let theme = Theme::named("atlas").unwrap();
            let view = view_of(&data, id, size, &projection);
            let frame = Frame::new(&view, &theme, &projection, None);
            let area = Rect::new(700.0, 380.0, 735.0, 415.0);
            let items = north::needle(&frame, area);
            let outline =
                items.iter().find_map(|i| if let Item::Stroke(s) = i { Some(&s.path) } else { None }).unwrap();
            let points: Vec<Point> = outline.elements().iter().filter_map(kurbo::PathEl::end_point).collect();
            let (tip, notch) = (points[0], points[2]);
            let needle = (tip - notch).normalize();
            let under = view.camera.map_point(PagePoint::new(area.center().x, area.center().y), view.size);
            let place = projection.unproject(under);
            let turn = projection.north(place);
            assert!((needle - Vec2::new(turn.sin(), -turn.cos())).length() < 1e-9, "{id}");
            let further = frame.place(LonLat::new(place.lon, place.lat + 1e-3));
            let there = (further - frame.place(place)).normalize();
            assert!((needle - there).length() < 1e-4, "{id}: {needle:?} is not {there:?}");
            assert!(outline.bounding_box().union(area) == area, "the needle stays on its card");
        }
    }
}

#[test]
fn a_page_has_one_arrow_or_none() {
    let (data, projection) = (dataset(), Projection::default());
    let theme = Theme::named("atlas").unwrap();
    let arrows = |furniture: FurnitureSet, size: (u32, u32)| {
        let view = ViewSpec { furniture, ..view_of(&data, "korea", size, &projection) };
        let frame = Frame::new(&view, &theme, &projection, None);
        let placed = placed(&frame, &data, &stand_of(&frame, &data, &[]), &[]);
        texts(&placed.fixed).into_iter().filter(|text| *text == "N").count()
    };
    let all = FurnitureSet::all();
    assert_eq!(arrows(all, (1280, 720)), 1);
    assert_eq!(arrows(all.with(Furniture::ScaleBar, false), (1280, 720)), 1, "on a card of its own");
    assert_eq!(arrows(all.with(Furniture::NorthArrow, false), (1280, 720)), 0);
    assert_eq!(arrows(all, (480, 300)), 0, "no room");
}

#[test]
fn the_mark_on_the_inset_holds_the_corners_of_the_frame() {
    let (data, projection) = (dataset(), Projection::default());
    let (theme, theatre) = (Theme::named("atlas").unwrap(), theatre(&data, &projection));
    for id in ["korea", "shumshu", "hokkaido", "mutanchiang", "northern-kurils"] {
        for size in SIZES {
            let view = view_of(&data, id, size, &projection);
            let frame = Frame::new(&view, &theme, &projection, None);
            let rect = Rect::from_origin_size((40.0, 300.0), inset_size(&frame, &theatre).expect(id));
            let items = inset(&frame, &theatre, rect);
            let Some(Item::Clip(small)) = items.iter().find(|i| matches!(i, Item::Clip(_))) else { panic!("no map") };
            let to_page = small.items.iter().find_map(|i| match i {
                Item::Stroke(stroke) if stroke.to_page != kurbo::Affine::IDENTITY => Some(stroke.to_page),
                _ => None,
            });
            let mark = small.items.iter().rev().find_map(|i| match i {
                Item::Stroke(stroke) if stroke.colour == theme.page.accent => Some(stroke.path.bounding_box()),
                _ => None,
            });
            let (to_page, mark) = (to_page.unwrap(), mark.unwrap());
            for (x, y) in [(frame.map.x0, frame.map.y0), (frame.map.x1, frame.map.y1)] {
                let on_plane = view.camera.map_point(PagePoint::new(x, y), view.size);
                let at = to_page * Point::new(on_plane.x, on_plane.y);
                assert!(mark.inset(1e-6).contains(at), "{id} {size:?}: {at:?} is outside {mark:?}");
            }
            assert_eq!(rect.union(mark), rect, "{id}: the mark lies on the card");
        }
    }
}

#[test]
fn a_line_of_sources_that_is_cut_says_how_many_are_left_out() {
    let (data, projection) = (dataset(), Projection::default());
    let theme = Theme::named("atlas").unwrap();
    let view = view_of(&data, "korea", (1280, 720), &projection);
    let frame = Frame::new(&view, &theme, &projection, None);
    let line = |sources: &[&str]| {
        let placed = placed(&frame, &data, &stand_of(&frame, &data, &[]), sources);
        texts(&placed.moving).into_iter().find(|t| t.starts_with("Campaign: ")).map(ToOwned::to_owned)
    };
    assert_eq!(line(&[]), None);
    assert_eq!(line(&["Glantz 1983", "Boiko 1990"]).as_deref(), Some("Campaign: Glantz 1983; Boiko 1990."));
    let many: Vec<String> = (0..200).map(|i| format!("Author {i}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let told = line(&many).unwrap();
    let named = told.matches("Author").count();
    assert!(named > 5 && told.ends_with(&format!("; and {} others.", 200 - named)), "{told}");
}

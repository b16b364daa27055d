//! The furniture in place: on every shape of page, in every corner.

use std::sync::Arc;

use kurbo::{Point, Rect, Shape, Vec2};

use super::{Inset, PageText, Placed, Sides, Theatre, furniture, inset, north};
use crate::data::{Dataset, Embedded, Lang, Report};
use crate::geo::{Camera, LonLat, PagePoint, PageSize, Projection, ProjectionKind};
use crate::model::{Motion, Reading};
use crate::scene::frame::Frame;
use crate::scene::{Class, Furniture, FurnitureSet, Item, LayerSet, Shown, ViewSpec};
use crate::style::Theme;
use crate::time::UtcOffset;

/// Screens, a beamer, sheets upright and across.
const SIZES: [(u32, u32); 6] = [(1280, 720), (1920, 1080), (3840, 2160), (1200, 1700), (2480, 3508), (3508, 2480)];
/// The legend at the right, the title at the left.
const RIGHT: Sides = Sides { is_legend_right: true, is_title_right: false };
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
        lang: Lang::En,
        second_lang: None,
        layers: LayerSet::usual(),
        furniture: FurnitureSet::all(),
        phase_lines: 3,
        reading: Reading::Documented,
        motion: Motion::Interpolated,
        clock: ("Tokyo, Korea, Manchukuo".to_owned(), UtcOffset::PLUS_NINE),
        since: None,
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

fn placed(frame: &Frame, data: &Dataset, sides: Sides, card: Option<Rect>, sources: &[&str]) -> Placed {
    let text = PageText {
        config: &data.config,
        at: data.config.period.start().plus_secs(10 * 86_400),
        is_interpolated: Some(true),
        compared: None,
        divider: None,
        credits: crate::scene::CREDITS,
        sources,
        inset: card,
        sides,
    };
    furniture(frame, &text, &much())
}

fn texts(items: &[Item]) -> Vec<&str> {
    items.iter().filter_map(|item| if let Item::Text(text) = item { Some(text.text.as_str()) } else { None }).collect()
}

#[test]
fn no_furniture_overlaps_other_furniture_or_leaves_the_page() {
    let (data, projection) = (dataset(), Projection::default());
    let theatre = theatre(&data, &projection);
    let many: Vec<String> = (0..80).map(|i| format!("Author {}", 1940 + i)).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let bare = FurnitureSet::all().with(Furniture::GraticuleLabels, false);
    let mut insets = 0;
    for (theme, size, id, is_right, set) in ["atlas", "projector"].into_iter().flat_map(|theme| {
        SIZES.into_iter().flat_map(move |size| {
            VIEWS.into_iter().flat_map(move |id| {
                [(theme, size, id, true, FurnitureSet::all()), (theme, size, id, false, FurnitureSet::all())]
                    .into_iter()
                    .chain([(theme, size, id, true, bare), (theme, size, id, false, bare)])
            })
        })
    }) {
        let theme = Theme::named(theme).unwrap();
        let view = ViewSpec { furniture: set, ..view_of(&data, id, size, &projection) };
        let frame = Frame::new(&view, &theme, &projection, None);
        let sides = Sides { is_legend_right: is_right, is_title_right: is_right != (id == "korea") };
        let own = inset(&frame, &theatre, sides).map(|Inset { rect, .. }| rect);
        assert_eq!(own.is_some(), id != "theatre", "{id} {size:?}");
        insets += usize::from(own.is_some());
        let cards: Vec<Option<Rect>> = own.map_or(vec![None], |rect| {
            super::inset::corners(&frame, sides, rect.width(), rect.height()).map(Some).to_vec()
        });
        for card in cards {
            let placed = placed(&frame, &data, sides, card, &many);
            let all: Vec<Rect> = placed.covered.iter().chain(&placed.in_margin).map(|(_, area)| *area).collect();
            assert!(placed.covered.len() >= 3 + usize::from(card.is_some()));
            for (i, a) in all.iter().enumerate() {
                assert_eq!(frame.page().union(*a), frame.page(), "{id} {size:?} {}: {a:?} leaves the page", theme.name);
                for b in &all[i + 1..] {
                    assert!(!a.overlaps(*b), "{id} {size:?} {} {is_right}: {a:?} {b:?}", theme.name);
                }
            }
        }
    }
    assert_eq!(insets, 2 * SIZES.len() * 4 * 4);
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
        let placed = placed(&frame, &data, RIGHT, None, &[]);
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
            let Inset { rect, items } = inset(&frame, &theatre, RIGHT).expect(id);
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
        let placed = placed(&frame, &data, RIGHT, None, sources);
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

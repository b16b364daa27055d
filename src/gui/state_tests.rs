//! The state of the window, without a window.

use std::sync::Arc;

use super::command::{Command, Panel};
use super::map_theme::MapTheme;
use super::state::{AppState, Covered, Effect, Overlay};
use crate::data::{Dataset, Lang, View};
use crate::export::Sheet;
use crate::geo::{BoundingBox, LonLat, PagePoint};
use crate::model::{Campaign, Motion, Reading};
use crate::scene::{Furniture, FurnitureSet, MapLayer};
use crate::time::{Instant, Period, UtcOffset};

fn tokyo(text: &str) -> Instant {
    Instant::parse_at(text, UtcOffset::PLUS_NINE).unwrap()
}

fn state() -> AppState {
    let mut data = Dataset::default();
    data.config.period = Period::new(tokyo("1945-08-08"), tokyo("1945-09-06")).unwrap();
    for (id, w, s, e, n) in [("theatre", 110.0, 35.0, 157.0, 54.0), ("karafuto", 140.0, 45.5, 146.0, 51.0)] {
        let bbox = BoundingBox::new(w, s, e, n).unwrap();
        data.config.views.push(View { id: id.to_owned(), name: id.to_owned(), bbox });
    }
    AppState::new(Arc::new(Campaign::new(data)), (1280, 800))
}

/// Lets a flight end.
fn land(state: &mut AppState) {
    for _ in 0..100 {
        state.advance(0.02);
    }
    assert!(!state.glide.is_moving());
}

#[test]
fn a_named_view_stands_whole_in_what_the_panels_leave_free() {
    let mut state = state();
    state.covered = Covered { left: 160.0, top: 0.0, right: 220.0, bottom: 52.0 };
    state.apply(Command::View(1));
    land(&mut state);
    let page = state.page();
    for corner in BoundingBox::new(140.0, 45.5, 146.0, 51.0).unwrap().outline() {
        let p = state.camera.page_point(state.projection.project(corner), page);
        assert!(p.x >= 160.0 - 1e-6 && p.x <= page.width_pt - 220.0 + 1e-6, "{p:?}");
        assert!(p.y >= -1e-6 && p.y <= page.height_pt - 52.0 + 1e-6, "{p:?}");
    }
}

#[test]
fn reduced_motion_arrives_at_once() {
    let mut state = state();
    state.apply(Command::ToggleReducedMotion);
    let before = state.camera;
    state.apply(Command::View(1));
    assert!(!state.glide.is_moving());
    assert!(state.camera.metres_per_pt < before.metres_per_pt / 2.0);
}

#[test]
fn zooming_keeps_within_bounds_and_two_quick_steps_add_up() {
    let mut state = state();
    let theatre = state.theatre_camera().metres_per_pt;
    let before = state.camera.metres_per_pt;
    state.apply(Command::ZoomIn);
    state.apply(Command::ZoomIn);
    land(&mut state);
    assert!((before / state.camera.metres_per_pt - 2.25).abs() < 1e-9);
    for _ in 0..60 {
        state.zoom(2.0, PagePoint::new(10.0, 10.0));
    }
    let closest = state.camera.metres_per_pt;
    assert!(closest > 1.0);
    for _ in 0..60 {
        state.zoom(0.5, PagePoint::new(700.0, 100.0));
    }
    assert!(state.camera.metres_per_pt <= theatre * 2.0 && state.camera.metres_per_pt > closest);
}

#[test]
fn a_picture_shows_at_least_what_the_window_shows() {
    let state = state();
    for size in [(1920, 1080), (1000, 1000), (3840, 2160), (600, 900)] {
        let sheet = Sheet::named(&format!("{}x{}", size.0, size.1), None).unwrap();
        let picture = state.picture(sheet, &MapTheme::BuiltIn("projector"), FurnitureSet::all()).unwrap();
        let still = &picture.still;
        let (wide, window) = (still.view.camera.visible(still.view.size), state.camera.visible(state.page()));
        assert!(wide.expanded(1e-3).contains_rect(&window), "{size:?}");
        assert_eq!((still.width_px, still.height_px, still.theme.name.as_str()), (size.0, size.1, "projector"));
        assert_eq!(still.at, state.playback.now());
    }
}

#[test]
fn what_changes_the_picture_changes_the_request_and_nothing_else_does() {
    let mut state = state();
    let before = state.request();
    for command in
        [Command::Help, Command::Dismiss, Command::ToggleLoop, Command::Faster, Command::TogglePanel(Panel::Layers)]
    {
        state.apply(command);
        assert_eq!(state.request(), before, "{command:?}");
    }
    for command in [
        Command::Layer(MapLayer::Zones),
        Command::ToggleTheme,
        Command::Language(Lang::Ja),
        Command::ToggleSteps,
        Command::ToggleReading,
        Command::MorePhaseLines,
        Command::DayForward,
    ] {
        let last = state.request();
        state.apply(command);
        assert_ne!(state.request(), last, "{command:?}");
    }
    assert_eq!((state.motion, state.reading, state.lang), (Motion::Steps, Reading::Hasegawa, Lang::Ja));
}

#[test]
fn hiding_all_panels_lets_the_page_tell_the_date() {
    let mut state = state();
    assert!(!state.request().spec.furniture.contains(Furniture::Date));
    state.apply(Command::ToggleAllPanels);
    assert!(state.request().spec.furniture.contains(Furniture::Date));
    state.apply(Command::TogglePanel(Panel::Layers));
    assert!(state.shows(Panel::Layers) && state.shows(Panel::Time), "asking for one brings all back");
}

#[test]
fn escape_closes_the_topmost_thing_first() {
    let mut state = state();
    state.select(Some(super::subject::Subject::ground(LonLat::new(125.0, 43.0))));
    state.apply(Command::Export);
    assert_eq!(state.overlay, Overlay::Export);
    state.apply(Command::Dismiss);
    assert_eq!(state.overlay, Overlay::None);
    assert!(state.selection.is_some() && state.shows(Panel::Inspector));
    state.apply(Command::Dismiss);
    assert!(state.selection.is_none() && !state.shows(Panel::Inspector));
}

#[test]
fn what_needs_a_window_is_left_to_the_shell() {
    let mut state = state();
    for command in [Command::Open, Command::TypeDate, Command::ToggleTheme, Command::Quit] {
        state.apply(command);
    }
    assert_eq!(state.effects, [Effect::AskForFile, Effect::FocusDateField, Effect::ThemeChanged, Effect::Quit]);
}

#[test]
fn midnight_is_told_as_the_close_of_a_day_but_for_the_first_instant() {
    let mut state = state();
    let told = |state: &AppState| {
        let fields = state.fields(state.playback.now());
        (fields.day, fields.hour)
    };
    assert_eq!(told(&state), (8, 0));
    state.apply(Command::DayForward);
    assert_eq!(told(&state), (8, 24));
}

#[test]
fn every_theme_can_be_chosen_and_pictures_follow() {
    let mut state = state();
    for name in crate::style::NAMES {
        state.apply(Command::Theme(name));
        assert_eq!(state.request().theme, MapTheme::BuiltIn(name));
        assert_eq!(state.is_dark(), name == "projector");
    }
    state.apply(Command::Theme("grey"));
    state.apply(Command::ToggleTheme);
    assert_eq!(state.theme, MapTheme::BuiltIn("projector"));
    state.apply(Command::ToggleTheme);
    assert_eq!(state.theme, MapTheme::default());
}

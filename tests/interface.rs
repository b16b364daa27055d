//! The interface without a window: keys, panels, palette, files and the requests that follow from them.
#![cfg(feature = "gui")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use august_storm::data::{
    Certainty, Dataset, Event, EventKind, EventPrecision, Lang, Meta, Names, Opened, Origin, Report, Status, View,
};
use august_storm::export::{Job, Overwrite, PictureSpec, Progress};
use august_storm::geo::{BoundingBox, LonLat, PagePoint};
use august_storm::gui::{
    Copied, Exporter, FrameRequest, FrameSource, Outline, Overlay, Services, Subject, UserFile, Window, Written,
};
use august_storm::model::{Campaign, Comparison};
use august_storm::scene::{Image, MapLayer};
use august_storm::time::{Instant, Period, UtcOffset};
use eframe::egui::{self, Key, Modifiers, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// What the window asked of its drawing side.
#[derive(Default)]
struct Log {
    frames: Vec<FrameRequest>,
    jobs: Vec<Job>,
    choices: Option<String>,
    copied: Vec<(Copied, PictureSpec)>,
}

/// A drawing side that paints one colour and remembers what it was asked.
struct Plain {
    log: Arc<Mutex<Log>>,
}

impl FrameSource for Plain {
    fn frame(&mut self, request: &FrameRequest) -> Result<Image, String> {
        self.log.lock().unwrap().frames.push(request.clone());
        let pixels = usize::try_from(request.width_px * request.height_px).unwrap();
        Ok(Image {
            width: u16::try_from(request.width_px).unwrap(),
            height: u16::try_from(request.height_px).unwrap(),
            rgba: [200, 210, 220, 255].repeat(pixels),
        })
    }

    fn pick(&mut self, _request: &FrameRequest, _at: PagePoint, _with_ground: bool) -> Vec<Subject> {
        vec![Subject::Event(1)]
    }

    fn gained(&mut self, request: &FrameRequest) -> Option<Comparison> {
        request.compares().then_some(Comparison { gained_km2: 153_000.0, km2_per_day: 30_600.0 })
    }

    fn held_km2(&mut self, _at: Instant) -> f64 {
        1.0
    }
}

/// What makes files for the window: remembers jobs, and refuses what cannot be.
struct PlainExporter {
    log: Arc<Mutex<Log>>,
}

impl Exporter for PlainExporter {
    fn outline(&self, job: &Job) -> Result<Outline, String> {
        Ok(Outline { files: vec![job.output.clone()], told: "A picture".to_owned(), rough_bytes: 1_200_000 })
    }

    fn preview(&self, _words: &PictureSpec, most_px: (u32, u32)) -> Result<Image, String> {
        let width = u16::try_from(most_px.0.min(160)).unwrap();
        Ok(Image { width, height: 1, rgba: vec![90; usize::from(width) * 4] })
    }

    fn run(
        &self,
        job: &Job,
        _overwrite: Overwrite,
        cancel: &AtomicBool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Written, String> {
        if job.output.starts_with("/no-such-folder") {
            return Err(format!("{} could not be written", job.output.display()));
        }
        self.log.lock().unwrap().jobs.push(job.clone());
        progress(Progress { done: 1, total: 4 });
        // A film is never done before it is cancelled.
        while job.film.is_some() && !cancel.load(Ordering::Relaxed) {
            std::thread::yield_now();
        }
        if cancel.load(Ordering::Relaxed) {
            return Err("cancelled".to_owned());
        }
        Ok(Written { files: vec![job.output.clone()], bytes: 1_234_567 })
    }

    fn recalled(&self) -> Option<String> {
        self.log.lock().unwrap().choices.clone()
    }

    fn remember(&self, choices: &str) {
        self.log.lock().unwrap().choices = Some(choices.to_owned());
    }

    fn copy(&self, what: Copied, words: &PictureSpec) -> Result<(), String> {
        self.log.lock().unwrap().copied.push((what, words.clone()));
        if what == Copied::Caption { Err("the clipboard refuses".to_owned()) } else { Ok(()) }
    }
}

fn tokyo(text: &str) -> Instant {
    Instant::parse_at(text, UtcOffset::PLUS_NINE).unwrap()
}

fn event(id: &str, title: &str, start: &str) -> Event {
    let at = tokyo(start);
    Event {
        meta: Meta {
            id: id.to_owned(),
            kind: "event".to_owned(),
            names: Names { en: title.to_owned(), ..Names::default() },
            period: Period::new(at, at).unwrap(),
            start_text: format!("{}:00+09:00", start.replace(' ', "T")),
            end_text: String::new(),
            status: Status::Executed,
            certainty: Certainty::Documented,
            sources: Vec::new(),
            note: String::new(),
            side: None,
            variant: None,
            record: serde_json::Map::new(),
            origin: Origin::default(),
        },
        at: LonLat::new(129.6, 44.6),
        event: EventKind::Military,
        clock: UtcOffset::PLUS_NINE,
        precision: EventPrecision::Minute,
        place: String::new(),
        takes: Vec::new(),
        text: format!("{title}, in a sentence."),
        rank: 1,
        prelude: false,
    }
}

fn campaign() -> Arc<Campaign> {
    let mut data = Dataset::default();
    data.config.period = Period::new(tokyo("1945-08-08"), tokyo("1945-09-06")).unwrap();
    let theatre = BoundingBox::new(110.0, 35.0, 157.0, 54.0).unwrap();
    let karafuto = BoundingBox::new(140.0, 45.5, 146.0, 51.0).unwrap();
    for (id, name, bbox) in [("theatre", "Whole theatre", theatre), ("karafuto", "Karafuto", karafuto)] {
        data.config.views.push(View { id: id.to_owned(), name: name.to_owned(), bbox });
    }
    data.events.push(event("crossing", "The frontier is crossed", "1945-08-09 00:00"));
    data.events.push(event("mutanchiang", "Mutanchiang falls", "1945-08-16 18:00"));
    Arc::new(Campaign::new(data))
}

fn read_path(path: &Path, number: u64, builtin: &Campaign) -> UserFile {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut report = Report::new();
    let opened = Opened::read(&name, &std::fs::read(path).unwrap(), builtin.data(), &mut report);
    UserFile::new(number, path, opened, builtin, &report)
}

/// The window in a harness, with the log of its drawing side.
struct Bench {
    harness: Harness<'static, Option<Window>>,
    log: Arc<Mutex<Log>>,
}

impl Bench {
    /// Lets the window go on until it shows `text`.
    fn wait_for(&mut self, text: &str) {
        for _ in 0..2000 {
            self.harness.run_ok();
            if self.harness.query_by_label_contains(text).is_some() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        panic!("the window never says {text:?}");
    }

    fn new() -> Self {
        Self::with(campaign())
    }

    fn with(campaign: Arc<Campaign>) -> Self {
        let log = Arc::new(Mutex::new(Log::default()));
        let of_source = Arc::clone(&log);
        let exporter = Arc::new(PlainExporter { log: Arc::clone(&log) });
        let mut services = Some(Services {
            campaign,
            make_source: Box::new(move || Ok(Box::new(Plain { log: of_source }))),
            exporter,
            read_path,
        });
        let harness = Harness::builder().with_size(vec2(1600.0, 900.0)).with_max_steps(200).build_ui_state(
            move |ui, window: &mut Option<Window>| {
                let window =
                    window.get_or_insert_with(|| Window::new(ui.ctx(), services.take().expect("made once"), &[]));
                window.show(ui);
            },
            None,
        );
        let mut bench = Self { harness, log };
        bench.settle();
        bench
    }

    fn window(&self) -> &Window {
        self.harness.state().as_ref().expect("made in the first pass")
    }

    /// Runs passes until the picture on the screen answers the window's last request and nothing moves.
    fn settle(&mut self) {
        for _ in 0..10_000 {
            self.harness.run_ok();
            let window = self.window();
            if window.map.shown() == Some(&window.state.request()) {
                self.harness.run_ok();
                return;
            }
            std::thread::yield_now();
        }
        panic!("the picture never came");
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_ok();
    }

    fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.run_ok();
    }

    fn now(&self) -> Instant {
        self.window().state.playback.now()
    }
}

#[test]
fn space_starts_time_and_stops_it_again() {
    let mut bench = Bench::new();
    let start = bench.now();
    bench.harness.key_press(Key::Space);
    bench.harness.run_steps(10);
    assert!(bench.window().state.playback.is_playing());
    assert!(bench.now() > start);
    bench.press(Modifiers::NONE, Key::Space);
    assert!(!bench.window().state.playback.is_playing());
    let stopped = bench.now();
    bench.harness.run_steps(5);
    assert_eq!(bench.now(), stopped);
}

#[test]
fn arrows_step_by_days_hours_and_events() {
    let mut bench = Bench::new();
    bench.press(Modifiers::NONE, Key::ArrowRight);
    assert_eq!(bench.now(), tokyo("1945-08-09"));
    bench.press(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(bench.now(), tokyo("1945-08-09 06:00"));
    bench.press(Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(bench.now(), tokyo("1945-08-16 18:00"), "the next event");
    bench.press(Modifiers::COMMAND, Key::ArrowLeft);
    assert_eq!(bench.now(), tokyo("1945-08-09"), "the event before");
    bench.press(Modifiers::NONE, Key::End);
    assert_eq!(bench.now(), tokyo("1945-09-06"));
    bench.press(Modifiers::NONE, Key::Home);
    assert_eq!(bench.now(), tokyo("1945-08-08"));
}

#[test]
fn typing_a_date_jumps_there_and_letters_typed_are_no_commands() {
    let mut bench = Bench::new();
    bench.press(Modifiers::NONE, Key::G);
    bench.harness.run_ok();
    for (key, letter) in [(Key::E, "E"), (Key::L, "L")] {
        bench.harness.key_press(key);
        bench.type_text(letter);
    }
    bench.press(Modifiers::NONE, Key::Backspace);
    bench.press(Modifiers::NONE, Key::Backspace);
    bench.type_text("20 Aug 12:00");
    bench.press(Modifiers::NONE, Key::Enter);
    assert_eq!(bench.now(), tokyo("1945-08-20 12:00"));
    assert!(bench.window().state.panels.layers && bench.window().state.panels.events);
    bench.settle();
    assert_eq!(bench.log.lock().unwrap().frames.last().unwrap().at, tokyo("1945-08-20 12:00"));
}

#[test]
fn what_is_no_date_changes_nothing_and_is_told() {
    let mut bench = Bench::new();
    let before = bench.now();
    bench.press(Modifiers::NONE, Key::G);
    bench.type_text("next week");
    bench.press(Modifiers::NONE, Key::Enter);
    assert_eq!(bench.now(), before);
    assert!(bench.harness.query_by_label_contains("is not a date").is_some());
    bench.press(Modifiers::NONE, Key::Escape);
    assert!(bench.harness.query_by_label_contains("is not a date").is_none());
}

#[test]
fn a_switch_of_the_legend_changes_what_is_asked_of_the_map() {
    let mut bench = Bench::new();
    assert!(bench.window().state.request().spec.layers.contains(MapLayer::Railways));
    bench.harness.get_by_label("Railways of 1945").click();
    bench.settle();
    let asked = bench.log.lock().unwrap().frames.last().unwrap().spec.layers;
    assert!(!asked.contains(MapLayer::Railways));
    assert!(asked.contains(MapLayer::Borders));
}

#[test]
fn the_palette_finds_a_command_and_runs_it() {
    let mut bench = Bench::new();
    bench.press(Modifiers::COMMAND, Key::K);
    assert_eq!(bench.window().state.overlay, Overlay::Palette);
    bench.harness.run_ok();
    bench.type_text("hide all");
    bench.press(Modifiers::NONE, Key::Enter);
    assert_eq!(bench.window().state.overlay, Overlay::None);
    assert!(bench.window().state.panels.are_hidden);
}

#[test]
fn the_palette_finds_an_event_and_goes_to_it() {
    let mut bench = Bench::new();
    bench.press(Modifiers::COMMAND, Key::K);
    bench.harness.run_ok();
    bench.type_text("mutan");
    bench.press(Modifiers::NONE, Key::Enter);
    bench.settle();
    assert_eq!(bench.now(), tokyo("1945-08-16 18:00"));
    assert_eq!(bench.window().state.selection, Some(Subject::Event(1)));
    let state = &bench.window().state;
    let there = state.camera.page_point(state.projection.project(LonLat::new(129.6, 44.6)), state.page());
    assert!(there.x > 0.0 && there.x < state.page().width_pt && there.y > 0.0 && there.y < state.page().height_pt);
}

#[test]
fn a_click_on_the_map_opens_the_inspector_and_escape_closes_it() {
    let mut bench = Bench::new();
    let middle = pos2(800.0, 400.0);
    bench.harness.hover_at(middle);
    bench.harness.run_ok();
    bench.harness.drag_at(middle);
    bench.harness.run_ok();
    bench.harness.drop_at(middle);
    for _ in 0..1000 {
        bench.harness.run_ok();
        if bench.window().state.selection.is_some() {
            break;
        }
        std::thread::yield_now();
    }
    bench.harness.run_ok();
    assert_eq!(bench.window().state.selection, Some(Subject::Event(1)));
    assert!(bench.harness.query_by_label_contains("in a sentence").is_some());
    bench.press(Modifiers::NONE, Key::Escape);
    assert_eq!(bench.window().state.selection, None);
}

#[test]
fn a_drag_carries_the_map_along_and_the_wheel_zooms_about_the_pointer() {
    let mut bench = Bench::new();
    let before = bench.window().state.camera;
    bench.harness.drag_at(pos2(800.0, 400.0));
    bench.harness.step();
    bench.harness.hover_at(pos2(700.0, 400.0));
    bench.harness.step();
    let dragged = bench.window().state.camera;
    assert!(dragged.centre.x > before.centre.x, "content dragged to the left moves the view east");
    bench.harness.drop_at(pos2(700.0, 400.0));
    bench.settle();
    let pointer = pos2(900.0, 300.0);
    bench.harness.hover_at(pointer);
    bench.harness.run_ok();
    let (state, k) = (&bench.window().state, 1600.0 / bench.window().state.page().width_pt);
    let under = |state: &august_storm::gui::AppState| {
        state.camera.map_point(PagePoint::new(f64::from(pointer.x) / k, f64::from(pointer.y) / k), state.page())
    };
    let (held, scale) = (under(state), state.camera.metres_per_pt);
    bench.harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: vec2(0.0, 2.0),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    bench.settle();
    let state = &bench.window().state;
    assert!(state.camera.metres_per_pt < scale * 0.9, "{} {scale}", state.camera.metres_per_pt);
    let now = under(state);
    assert!(
        (now.x - held.x).hypot(now.y - held.y) < state.camera.metres_per_pt,
        "the place under the pointer stays: {now:?} {held:?}"
    );
}

#[test]
fn a_bad_file_dropped_on_the_map_shows_what_is_wrong_and_where() {
    let mut bench = Bench::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.geojson");
    let good = r#"{"type":"Feature","properties":{"name":"Camp"},"geometry":{"type":"Point","coordinates":[125,43]}}"#;
    let bad = r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":["east",43]}}"#;
    std::fs::write(&path, format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{good},\n{bad}\n]}}")).unwrap();
    bench.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    bench.settle();
    assert!(bench.harness.query_by_label_contains("Line 3").is_some(), "the report names the line");
    assert!(bench.harness.query_by_label_contains("1 feature shown, 1 error").is_some());
    let asked = bench.log.lock().unwrap().frames.last().unwrap().clone();
    assert_eq!(asked.files.len(), 1, "what could be read is shown");
    assert_eq!(asked.files[0].features()[0].name, "Camp");
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|e| e.to_string())
    }
}

#[test]
fn save_asks_for_the_size_chosen_and_says_how_it_went() {
    let mut bench = Bench::new();
    bench.press(Modifiers::COMMAND, Key::S);
    bench.harness.run_ok();
    bench.harness.get_by_label("4K").click();
    bench.harness.run_ok();
    bench.harness.get_by_label("Save").click();
    bench.wait_for("Saved ");
    assert!(bench.harness.query_by_label_contains("Saved august-storm-1945-08-08-0000.png, 1.2 MB").is_some());
    let job = bench.log.lock().unwrap().jobs[0].clone();
    let still = job.still.unwrap();
    assert_eq!((still.picture.size.as_str(), still.picture.at.len()), ("3840x2160", 1));
    assert_eq!(job.output, PathBuf::from("august-storm-1945-08-08-0000.png"));
}

#[test]
fn the_format_follows_the_choice_and_the_path_that_is_typed() {
    let mut bench = Bench::new();
    bench.press(Modifiers::COMMAND, Key::S);
    bench.harness.run_ok();
    bench.harness.get_by_label("A4").click();
    bench.harness.get_by_label("PDF").click();
    bench.harness.run_ok();
    bench.wait_for("A picture; roughly 1.2 MB");
    bench.harness.get_by_label("Save").click();
    bench.wait_for("Saved august-storm-1945-08-08-0000.pdf");
    let job = bench.log.lock().unwrap().jobs[0].clone();
    let picture = job.still.unwrap().picture;
    assert_eq!((picture.size.as_str(), picture.dpi), ("a4-landscape", Some(300.0)));
    let choices = bench.log.lock().unwrap().choices.clone().expect("choices are kept");
    assert!(choices.contains("a4-landscape") && choices.contains("pdf"), "{choices}");
}

#[test]
fn a_film_goes_on_beside_the_map_until_it_is_ended() {
    let mut bench = Bench::new();
    bench.press(Modifiers::COMMAND, Key::S);
    bench.harness.run_ok();
    bench.harness.get_by_label("Film").click();
    bench.harness.run_ok();
    bench.harness.get_by_label("GIF").click();
    bench.harness.get_by_label("6 h").click();
    bench.harness.run_ok();
    bench.harness.get_by_label("Save").click();
    bench.wait_for("25 %");
    let job = bench.log.lock().unwrap().jobs[0].clone();
    let film = job.film.unwrap();
    assert_eq!((film.step.as_str(), job.output), ("6h", PathBuf::from("august-storm.gif")));
    assert!(film.picture.at.is_empty());
    // Meanwhile another picture is saved.
    bench.press(Modifiers::COMMAND, Key::S);
    bench.harness.run_ok();
    bench.harness.get_by_label("Picture").click();
    bench.harness.run_ok();
    bench.harness.get_by_label("Save").click();
    bench.wait_for("Saved ");
    bench.harness.get_by_label("End august-storm.gif").click();
    bench.wait_for("Cancelled; nothing was written");
}

#[test]
fn slides_and_many_pictures_are_asked_for_with_their_moments() {
    let mut bench = Bench::new();
    for (kind, each, name) in
        [("Slides", "Chapter", "august-storm.pptx"), ("Many pictures", "Event", "august-storm-{date}-{id}.png")]
    {
        bench.press(Modifiers::COMMAND, Key::S);
        bench.harness.run_ok();
        bench.harness.get_by_label(kind).click();
        bench.harness.run_ok();
        bench.harness.get_by_label(each).click();
        bench.harness.run_ok();
        bench.harness.get_by_label("Save").click();
        bench.wait_for(&format!("Saved {name}"));
        let job = bench.log.lock().unwrap().jobs.last().cloned().unwrap();
        let moments = job.deck.map(|deck| deck.moments).or(job.batch.map(|batch| batch.moments)).unwrap();
        assert_eq!(moments.each, each.to_lowercase());
    }
}

#[test]
fn a_batch_of_views_themes_and_languages_and_a_film_with_pauses_are_asked_for() {
    let mut bench = Bench::new();
    let open = |bench: &mut Bench, kind: &str| {
        bench.press(Modifiers::COMMAND, Key::S);
        bench.harness.run_ok();
        bench.harness.get_by_label(kind).click();
        bench.harness.run_ok();
    };
    open(&mut bench, "Many pictures");
    for (menu, wanted) in [("Views:", "Whole theatre"), ("Themes:", "atlas"), ("Languages:", "English 1945")] {
        bench.harness.get_by_label_contains(menu).click();
        bench.harness.run_ok();
        bench.harness.get_by_role_and_label(egui::accesskit::Role::CheckBox, wanted).click();
        bench.harness.run_ok();
        bench.press(Modifiers::NONE, Key::Escape);
        bench.harness.run_ok();
        assert_eq!(bench.window().state.overlay, Overlay::Export, "Escape closes the menu alone");
    }
    bench.harness.get_by_label("Save").click();
    bench.wait_for("Saved august-storm-{date}.png");
    let job = bench.log.lock().unwrap().jobs.last().cloned().unwrap();
    let batch = job.batch.unwrap();
    assert_eq!([batch.views, batch.themes, batch.langs], [["theatre"], ["atlas"], ["en"]]);

    open(&mut bench, "Film");
    for (field, text) in [("Pauses", "1945-08-09=2s, 1945-08-15 = 3"), ("Views on the way", "1945-08-12=karafuto")] {
        bench.harness.get_by_label(field).focus();
        bench.harness.run_ok();
        bench.harness.event(egui::Event::Text(text.to_owned()));
        bench.harness.run_ok();
    }
    bench.harness.get_by_label("Save").click();
    bench.wait_for("25 %");
    let film = bench.log.lock().unwrap().jobs.last().cloned().unwrap().film.unwrap();
    assert_eq!(film.pauses, [("1945-08-09".to_owned(), 2.0), ("1945-08-15".to_owned(), 3.0)]);
    assert_eq!(film.cameras, [("1945-08-12".to_owned(), "karafuto".to_owned())]);

    open(&mut bench, "Slides");
    bench.harness.get_by_label("PDF handout").click();
    bench.harness.run_ok();
    bench.harness.get_by_label("A4 across").click();
    bench.harness.run_ok();
    bench.harness.get_by_label("Save").click();
    bench.wait_for("Saved august-storm.pdf");
    let deck = bench.log.lock().unwrap().jobs.last().cloned().unwrap().deck.unwrap();
    assert_eq!((deck.paper.as_str(), deck.per_page), ("a4-landscape", 2));
}

#[test]
fn the_picture_and_what_it_says_are_copied_and_a_failure_is_told() {
    let mut bench = Bench::new();
    let clock = bench.window().state.clock;
    // So the window's shell tells of Ctrl+C, with the keys perhaps up again.
    bench.harness.event(egui::Event::Copy);
    bench.wait_for("Picture copied");
    assert_eq!(bench.window().state.clock, clock, "C alone is another command");
    bench.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    bench.wait_for("the clipboard refuses");
    let log = bench.log.lock().unwrap();
    let [(first, words), (second, _)] = log.copied.as_slice() else { panic!("{}", log.copied.len()) };
    assert_eq!((*first, *second), (Copied::Picture, Copied::Caption));
    assert_eq!(words.size, "1600x900");
}

#[test]
fn an_idle_window_asks_for_no_pass_and_no_picture() {
    let mut bench = Bench::new();
    // The curve of ground held is measured in the background; when it is whole the window is at rest.
    let mut quiet_passes = 0;
    for _ in 0..10_000 {
        bench.harness.step();
        let is_quiet = !bench.harness.ctx.has_requested_repaint();
        quiet_passes = if is_quiet { quiet_passes + 1 } else { 0 };
        if quiet_passes > 20 {
            break;
        }
    }
    assert!(quiet_passes > 20, "the window never comes to rest: {:?}", bench.harness.ctx.repaint_causes());
    let pictures = bench.log.lock().unwrap().frames.len();
    bench.harness.run_steps(50);
    assert!(!bench.harness.ctx.has_requested_repaint(), "{:?}", bench.harness.ctx.repaint_causes());
    assert_eq!(bench.log.lock().unwrap().frames.len(), pictures);
}

#[test]
fn every_panel_folds_away_with_its_key_and_all_with_one() {
    let mut bench = Bench::new();
    for (key, label) in [(Key::L, "Close layers"), (Key::E, "Close events")] {
        assert!(bench.harness.query_by_label(label).is_some(), "{label}");
        bench.press(Modifiers::NONE, key);
        bench.settle();
        assert!(bench.harness.query_by_label(label).is_none(), "{label}");
    }
    bench.press(Modifiers::NONE, Key::L);
    bench.press(Modifiers::NONE, Key::H);
    bench.settle();
    assert!(bench.harness.query_by_label("Close layers").is_none());
    assert!(bench.harness.query_by_label("Play").is_none());
    bench.press(Modifiers::NONE, Key::H);
    bench.settle();
    assert!(bench.harness.query_by_label("Play").is_some());
}

#[test]
fn the_path_of_a_picture_can_be_typed_at_once_and_a_failure_is_told() {
    let mut bench = Bench::new();
    bench.press(Modifiers::COMMAND, Key::S);
    bench.harness.run_ok();
    bench.type_text("/no-such-folder/map.png");
    bench.press(Modifiers::NONE, Key::Enter);
    bench.wait_for("could not be written");
    assert!(bench.harness.query_by_label_contains("/no-such-folder/map.png could not be written").is_some());
}

/// A bench on the campaign that is built into the program.
fn real_bench() -> Bench {
    Bench::with(Campaign::builtin())
}

/// Opens the palette, types and takes the first offer.
fn find(bench: &mut Bench, text: &str) {
    bench.press(Modifiers::COMMAND, Key::K);
    bench.harness.run_ok();
    bench.type_text(text);
    bench.press(Modifiers::NONE, Key::Enter);
    bench.settle();
}

#[test]
fn the_main_clock_is_chosen_at_the_date_and_the_others_stand_beside_it() {
    let mut bench = real_bench();
    let attack = Instant::parse_rfc3339("1945-08-08T18:00:00+03:00").unwrap();
    bench.harness.state_mut().as_mut().unwrap().state.seek(attack);
    bench.settle();
    bench.harness.get_by_label_contains("Clock: Tokyo").click();
    bench.harness.run_ok();
    bench.harness.get_by_label("Clock of Moscow").click();
    bench.settle();
    assert!(bench.harness.query_by_label("8 August 1945 18:00").is_some(), "the date block is on Moscow's clock");
    for told in ["Clock: Moscow", "Tokyo, Chita 00:00 9 Aug", "Khabarovsk 01:00 9 Aug", "Washington 11:00"] {
        assert!(bench.harness.query_by_label_contains(told).is_some(), "{told}");
    }
    let asked = bench.log.lock().unwrap().frames.last().unwrap().spec.clock.clone();
    assert_eq!(asked.0, "Moscow", "pictures are dated by the same clock");
}

#[test]
fn the_reading_is_switched_in_sight_and_the_map_is_asked_for_it() {
    let mut bench = real_bench();
    assert!(bench.harness.query_by_label("As documented").is_some());
    bench.harness.get_by_label("As in Hasegawa").click();
    bench.settle();
    let asked = bench.log.lock().unwrap().frames.last().unwrap().spec.reading;
    assert_eq!(asked, august_storm::model::Reading::Hasegawa);
}

#[test]
fn a_second_language_is_asked_of_the_map_and_never_the_first_again() {
    let mut bench = real_bench();
    find(&mut bench, "beside them japanese");
    assert_eq!(bench.log.lock().unwrap().frames.last().unwrap().spec.second_lang, Some(Lang::Ja));
    bench.harness.state_mut().as_mut().unwrap().state.apply(august_storm::gui::Command::Language(Lang::Ja));
    bench.settle();
    let spec = bench.log.lock().unwrap().frames.last().unwrap().spec.clone();
    assert_eq!((spec.lang, spec.second_lang), (Lang::Ja, None));
}

#[test]
fn a_place_is_found_by_a_foreign_name_and_its_history_leads_to_the_hour() {
    let mut bench = real_bench();
    find(&mut bench, "Мукден");
    assert!(matches!(bench.window().state.selection, Some(Subject::Place(_))));
    bench.press(Modifiers::NONE, Key::E);
    bench.settle();
    bench.harness.get_by_label_contains("Landing by air").click();
    bench.settle();
    assert_eq!(bench.window().state.fields(bench.now()).day, 19);
    assert!(matches!(bench.window().state.selection, Some(Subject::Landing(_))));
}

#[test]
fn both_versions_of_maoka_are_read_in_the_inspector() {
    let mut bench = real_bench();
    find(&mut bench, "landing-maoka");
    assert!(bench.harness.query_by_label_contains("Sources disagree").is_some());
    for told in ["Documented: 06:00 on 20 August 1945", "Hasegawa: 19 August 1945"] {
        assert!(bench.harness.query_by_label_contains(told).is_some(), "{told}");
    }
}

#[test]
fn the_diary_tells_the_day_shown_with_ground_by_front() {
    let mut bench = real_bench();
    bench.press(Modifiers::NONE, Key::G);
    bench.harness.run_ok();
    bench.type_text("16 Aug 12:00");
    bench.press(Modifiers::NONE, Key::Enter);
    for _ in 0..2000 {
        bench.harness.run_ok();
        if bench.harness.query_by_label_contains("Thursday 16 August 1945").is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert!(bench.harness.query_by_label_contains("Thursday 16 August 1945").is_some());
    let fronts = bench.harness.query_all_by_label_contains("km²").count();
    assert!(fronts >= 3, "{fronts} fronts tell their ground");
}

#[test]
fn a_citation_is_copied_whole() {
    let mut bench = real_bench();
    find(&mut bench, "landing-maoka");
    bench.press(Modifiers::NONE, Key::E);
    bench.settle();
    bench.harness.get_all_by_label("Copy citation").next().unwrap().click();
    bench.harness.step();
    let copied = bench.harness.output().platform_output.commands.iter().find_map(|c| match c {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("something is copied");
    assert!(copied.len() > 40 && copied.contains('.'), "a whole reference: {copied}");
}

fn seek(bench: &mut Bench, text: &str) {
    bench.harness.state_mut().as_mut().unwrap().state.seek(tokyo(text));
    bench.settle();
}

/// Where a moment of the campaign stands on the bar of time.
fn on_track(bench: &Bench, text: &str) -> egui::Pos2 {
    let track =
        bench.harness.get_by_role_and_label(egui::accesskit::Role::Slider, "Time").rect().shrink2(vec2(8.0, 0.0));
    let range = bench.window().state.playback.range();
    let length = range.end().secs_since(range.start());
    #[expect(clippy::cast_precision_loss, reason = "seconds of a campaign")]
    let share = tokyo(text).secs_since(range.start()) as f32 / length as f32;
    pos2(egui::lerp(track.x_range(), share), track.top() + 54.0)
}

fn drag(bench: &mut Bench, from: egui::Pos2, to: egui::Pos2) {
    bench.harness.hover_at(from);
    bench.harness.run_ok();
    bench.harness.drag_at(from);
    bench.harness.run_ok();
    bench.harness.hover_at(to);
    bench.harness.run_ok();
    bench.harness.drop_at(to);
    bench.harness.run_ok();
}

#[test]
fn a_second_date_is_set_by_key_dragged_on_the_bar_and_given_up_again() {
    let mut bench = Bench::new();
    seek(&mut bench, "1945-08-11");
    bench.press(Modifiers::NONE, Key::B);
    bench.settle();
    assert!(bench.harness.query_by_label_contains("Compare with 10 August").is_some());
    assert_eq!(bench.window().state.request().spec.since, None, "a moment is not compared with itself");
    seek(&mut bench, "1945-08-16");
    let asked = bench.log.lock().unwrap().frames.last().unwrap().clone();
    assert_eq!((asked.spec.since, asked.at), (Some(tokyo("1945-08-11")), tokyo("1945-08-16")));
    bench.settle();
    assert!(bench.harness.query_by_label("10 to 15 August").is_some());
    assert!(bench.harness.query_by_label("153,000 km² of land gained, 30,600 km² per day").is_some());

    let (from, to) = (on_track(&bench, "1945-08-11"), on_track(&bench, "1945-08-21"));
    drag(&mut bench, from, to);
    bench.settle();
    let asked = bench.log.lock().unwrap().frames.last().unwrap().clone();
    assert_eq!(bench.now(), tokyo("1945-08-16"), "the playhead stays where it was");
    assert_eq!((asked.spec.since, asked.at), (Some(tokyo("1945-08-16")), tokyo("1945-08-21")), "earlier and later");

    bench.press(Modifiers::SHIFT, Key::B);
    bench.settle();
    let asked = bench.log.lock().unwrap().frames.last().unwrap().clone();
    assert_eq!((asked.spec.since, asked.at), (None, tokyo("1945-08-16")));
    assert!(bench.harness.query_by_label("End the comparison").is_none());
}

#[test]
fn the_divider_of_a_swipe_is_moved_without_a_new_picture_and_time_draws_the_later_side_alone() {
    let mut bench = Bench::new();
    seek(&mut bench, "1945-08-11");
    bench.press(Modifiers::NONE, Key::B);
    bench.press(Modifiers::NONE, Key::W);
    seek(&mut bench, "1945-08-16");
    let drawn = |bench: &Bench| -> Vec<Instant> { bench.log.lock().unwrap().frames.iter().map(|f| f.at).collect() };
    assert!(drawn(&bench).ends_with(&[tokyo("1945-08-11"), tokyo("1945-08-16")]), "{:?}", drawn(&bench));
    let before = drawn(&bench).len();
    let asked_before = bench.window().map.asked_count;

    let share = |bench: &Bench| bench.window().state.comparison.unwrap().divider;
    let camera = bench.window().state.camera;
    let held = bench.harness.get_by_label("Divider").rect().center();
    drag(&mut bench, held, held + vec2(-320.0, 30.0));
    assert!((share(&bench) - 0.3).abs() < 0.01, "{}", share(&bench));
    bench.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    assert!((share(&bench) - 0.35).abs() < 0.01, "{}", share(&bench));
    bench.settle();
    assert_eq!(bench.window().state.camera, camera, "the map under the divider stays");
    assert_eq!((drawn(&bench).len(), bench.window().map.asked_count), (before, asked_before));
    assert_eq!(bench.now(), tokyo("1945-08-16"));

    bench.press(Modifiers::NONE, Key::ArrowRight);
    bench.settle();
    assert_eq!(drawn(&bench)[before..], [tokyo("1945-08-17")], "the earlier side is kept");
    bench.press(Modifiers::ALT, Key::ArrowRight);
    bench.settle();
    let last = drawn(&bench);
    assert!(last.ends_with(&[tokyo("1945-08-11"), tokyo("1945-08-17")]), "a moved view draws both sides: {last:?}");
}

#[test]
fn another_projection_is_asked_of_the_map_and_keeps_the_place_in_the_middle() {
    use august_storm::geo::ProjectionKind;
    let mut bench = Bench::new();
    find(&mut bench, "Karafuto");
    for _ in 0..3 {
        bench.press(Modifiers::NONE, Key::Plus);
    }
    bench.settle();
    let middle = |bench: &Bench| {
        let state = &bench.window().state;
        state.projection.unproject(state.camera.centre)
    };
    let before = middle(&bench);
    find(&mut bench, "mercator");
    let asked = bench.log.lock().unwrap().frames.last().unwrap().projection;
    assert_eq!(Some(asked), ProjectionKind::named("mercator"));
    let after = middle(&bench);
    assert!((after.lon - before.lon).abs() < 1e-6 && (after.lat - before.lat).abs() < 1e-6, "{before:?} {after:?}");
}

/// Runs passes until `is_so`, while another thread does its part.
fn wait_for(bench: &mut Bench, what: &str, is_so: impl Fn(&Bench) -> bool) {
    for _ in 0..4000 {
        bench.harness.run_ok();
        if is_so(bench) {
            bench.settle();
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("never came: {what}");
}

#[test]
fn a_theme_file_is_used_at_once_read_again_when_saved_and_its_errors_leave_the_last_good_one() {
    use august_storm::gui::{Command, MapTheme};
    let mut bench = Bench::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lecture.toml");
    let good = "name = \"lecture\"\nextends = \"projector\"\n[front]\nwidth_pt = 4.0\n";
    std::fs::write(&path, good).unwrap();
    bench.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
    let width = |bench: &Bench| match &bench.window().state.request().theme {
        MapTheme::Own(theme) => theme.front.width_pt,
        MapTheme::BuiltIn(_) => 0.0,
    };
    let is_wide = |wanted: f64| move |bench: &Bench| (width(bench) - wanted).abs() < 1e-9;
    wait_for(&mut bench, "the theme", is_wide(4.0));
    assert!(bench.window().state.is_dark(), "the window goes with the paper of the map");
    let label = bench.window().state.label(Command::ThemeFile).into_owned();
    assert_eq!(label, "Colours: lecture.toml");

    std::fs::write(&path, good.replace("width_pt = 4.0", "widht_pt = 6.0")).unwrap();
    let told = "theme `lecture.toml`, line 4: unknown key `front.widht_pt`; did you mean `width_pt`?";
    wait_for(&mut bench, "the error", |bench| bench.harness.query_by_label(told).is_some());
    assert!((width(&bench) - 4.0).abs() < 1e-9, "the last good theme stays");

    std::fs::write(&path, good.replace("4.0", "6.0")).unwrap();
    wait_for(&mut bench, "the cure", is_wide(6.0));
    assert!(bench.harness.query_by_label(told).is_none());

    bench.harness.state_mut().as_mut().unwrap().state.apply(Command::Theme("print"));
    bench.settle();
    assert_eq!(bench.window().state.request().theme, MapTheme::BuiltIn("print"));
    find(&mut bench, "lecture.toml");
    assert!(is_wide(6.0)(&bench), "the palette knows the file by its name");
}

#[test]
fn a_page_of_several_dates_is_asked_for_with_its_grid_first_date_and_step() {
    use august_storm::export::{Framing, PictureSort};
    use august_storm::layout::Grid;
    let mut bench = Bench::new();
    seek(&mut bench, "1945-08-10");
    bench.press(Modifiers::COMMAND, Key::S);
    bench.harness.run_ok();
    bench.harness.get_by_label("Grid of dates").click();
    bench.harness.run_ok();
    bench.harness.get_by_label("3 × 3").click();
    bench.harness.get_by_label("1 day").click();
    bench.harness.run_ok();
    assert!(bench.harness.query_by_label_contains("9 maps, 9 August to 17 August").is_some());
    bench.harness.get_by_label("Save").click();
    bench.wait_for("Saved ");
    let job = bench.log.lock().unwrap().jobs[0].clone();
    let words = job.still.unwrap().picture;
    let state = &bench.window().state;
    let PictureSort::Grid { times, grid, framing } = words.picture(&state.campaign).unwrap().0.sort else {
        panic!("{words:?}")
    };
    assert_eq!((grid, times.len()), (Grid { columns: 3, rows: 3 }, 9));
    assert_eq!((times[0], times[8]), (tokyo("1945-08-10"), tokyo("1945-08-18")));
    assert_eq!(framing, Framing::Ground(state.camera.visible(state.page())));
}

#[test]
fn a_swipe_is_saved_with_its_divider_over_the_same_ground() {
    use august_storm::export::{PictureSort, Sheet};
    let mut bench = Bench::new();
    seek(&mut bench, "1945-08-11");
    bench.press(Modifiers::NONE, Key::B);
    bench.press(Modifiers::NONE, Key::W);
    seek(&mut bench, "1945-08-16");
    let state = &mut bench.harness.state_mut().as_mut().unwrap().state;
    state.set_divider(0.25);
    let furniture = august_storm::scene::FurnitureSet::all();
    for size in [(1600, 900), (1000, 1000)] {
        let sheet = Sheet::named(&format!("{}x{}", size.0, size.1), None).unwrap();
        let picture = state.picture(sheet, &state.theme, furniture).unwrap();
        let PictureSort::Swipe { since, divider } = picture.sort else { panic!("{:?}", picture.sort) };
        let still = &picture.still;
        assert_eq!((since, still.at, still.view.since), (tokyo("1945-08-11"), tokyo("1945-08-16"), None));
        let at = |visible: august_storm::geo::MapRect, share: f64| visible.min.x + share * visible.width();
        let on_screen = at(state.camera.visible(state.page()), 0.25);
        let saved = at(still.view.camera.visible(still.view.size), divider);
        assert!((on_screen - saved).abs() < 1.0, "{size:?}: {on_screen} {saved}");
    }
}

#[test]
fn an_exported_campaign_takes_the_place_of_the_built_in_one_until_it_is_closed() {
    let mut bench = Bench::new();
    let builtin = Arc::clone(&bench.window().state.campaign);
    let mut other = (**builtin.data()).clone();
    let record = serde_json::json!({
        "id": "harbin", "kind": "event", "event": "military", "name": "Harbin is entered", "place": "",
        "start": "1945-08-18", "status": "executed", "certainty": "documented", "rank": 1, "sources": ["x"],
    });
    let mut entered = event("harbin", "Harbin is entered", "1945-08-18 18:00");
    entered.meta.record = record.as_object().expect("an object").clone();
    other.events = vec![entered];
    let theme = august_storm::style::Theme::named("atlas").unwrap();
    let at = tokyo("1945-08-19 12:00");
    let options = august_storm::export::ExchangeOptions { as_of: Some(at), ..Default::default() };
    let text = august_storm::export::geojson_text(&builtin.with_data(other), &options, &theme);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("campaign.geojson");
    std::fs::write(&path, text).unwrap();

    bench.harness.state_mut().as_mut().unwrap().open_path(&path);
    bench.settle();
    let state = &bench.window().state;
    assert!(!Arc::ptr_eq(&state.campaign, &builtin));
    assert_eq!(state.dataset.events.len(), 1);
    assert_eq!(state.timeline().len(), 1);
    assert_eq!(state.playback.now(), at, "a snapshot opens at its instant");
    assert!(Arc::ptr_eq(&bench.log.lock().unwrap().frames.last().unwrap().campaign, &bench.window().state.campaign));
    assert!(bench.harness.query_by_label_contains("Shown in place of the built-in campaign").is_some());

    bench.harness.get_by_label("Close the file").click();
    bench.settle();
    let state = &bench.window().state;
    assert!(Arc::ptr_eq(&state.campaign, &builtin));
    assert_eq!((state.timeline().len(), state.files.len()), (2, 0));
    assert!(Arc::ptr_eq(&bench.log.lock().unwrap().frames.last().unwrap().campaign, &builtin));
    assert!(bench.harness.query_by_label_contains("Shown in place").is_none());
}

#[test]
fn a_picture_opened_in_the_window_brings_back_its_view_and_time() {
    let mut bench = real_bench();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.svg");
    let spec = august_storm::export::PictureSpec {
        at: vec!["1945-08-17T12:00+09:00".to_owned()],
        since: Some("1945-08-12".to_owned()),
        centre: Some([142.0, 47.0]),
        scale: Some(2_000_000.0),
        size: "1600x900".to_owned(),
        theme: "projector".to_owned(),
        lang: "ja,en".to_owned(),
        reading: Some("hasegawa".to_owned()),
        ..Default::default()
    };
    let view = serde_json::to_string(&spec).unwrap();
    let about = august_storm::render::About { view, ..Default::default() };
    std::fs::write(&path, format!("<svg><metadata>{}</metadata></svg>", about.xmp_element())).unwrap();
    bench.harness.state_mut().as_mut().unwrap().open_path(&path);
    bench.settle();
    let view = bench.window().state.request().spec;
    assert_eq!(bench.now(), tokyo("1945-08-17 12:00"));
    assert_eq!(view.since, Some(tokyo("1945-08-13 00:00")));
    assert_eq!((view.lang, view.second_lang), (Lang::Ja, Some(Lang::En)));
    assert_eq!(view.reading.id(), "hasegawa");
    assert!(bench.window().state.is_dark(), "the theme comes back too");
    let state = &bench.window().state;
    assert!((state.camera.scale_denominator() / 2_000_000.0 - 1.0).abs() < 1e-6, "{:?}", state.camera);
    let centre = state.projection.unproject(state.camera.centre);
    assert!((centre.lon - 142.0).abs() < 1e-6 && (centre.lat - 47.0).abs() < 1e-6, "{centre:?}");

    // A picture that carries nothing changes nothing and says why.
    std::fs::write(&path, "<svg/>").unwrap();
    bench.harness.state_mut().as_mut().unwrap().open_path(&path);
    bench.settle();
    assert_eq!(bench.now(), tokyo("1945-08-17 12:00"));
    let toasts = bench.window().state.toasts.list();
    assert!(toasts.iter().any(|t| t.is_failure && t.text.contains("map.svg")), "{toasts:?}");
}

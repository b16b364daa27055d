//! The campaign as GeoJSON for others, read back: the same data, the same pictures, and clear words where it is damaged.

use std::sync::{Arc, OnceLock};

use august_storm::data::{Dataset, ExchangeHead, Meta, Opened, Origin, Report, UserLayer};
use august_storm::export::{ExchangeOptions, Still, Studio, exchange_features, geojson_text};
use august_storm::geo::{Camera, PageSize};
use august_storm::model::{Campaign, Motion, Reading};
use august_storm::render::RasterPainter;
use august_storm::scene::{FurnitureSet, Image, LayerSet, ViewSpec};
use august_storm::style::Theme;
use august_storm::time::{Instant, UtcOffset};

const SIZE_PX: (u32, u32) = (960, 600);

fn theme() -> Arc<Theme> {
    static THEME: OnceLock<Arc<Theme>> = OnceLock::new();
    Arc::clone(THEME.get_or_init(|| Arc::new(Theme::named("atlas").expect("a theme"))))
}

fn tokyo(text: &str) -> Instant {
    Instant::parse_at(text, UtcOffset::PLUS_NINE).expect("a time")
}

fn exported(options: &ExchangeOptions) -> String {
    geojson_text(&Campaign::builtin(), options, &theme())
}

/// The whole campaign for the documented reading.
fn whole() -> &'static str {
    static WHOLE: OnceLock<String> = OnceLock::new();
    WHOLE.get_or_init(|| exported(&ExchangeOptions::default()))
}

fn read(text: &str) -> (Opened, String) {
    let mut report = Report::new();
    let opened = Opened::read("mine.geojson", text.as_bytes(), Campaign::builtin().data(), &mut report);
    (opened, report.to_string())
}

/// Head and data of a file in which nothing is wrong.
fn campaign_of(text: &str) -> (ExchangeHead, Dataset) {
    let (opened, report) = read(text);
    assert_eq!(report, "", "nothing is wrong with it");
    let Opened::Campaign(file) = opened else { panic!("it is a campaign") };
    (file.head, file.data)
}

fn still(studio: &Studio, at: Instant, view: &str, reading: Reading, phase_lines: u8) -> Still {
    let config = &studio.campaign().data().config;
    let size = PageSize::for_pixels(SIZE_PX.0, SIZE_PX.1);
    let bbox = config.views.iter().find(|v| v.id == view).expect("a view").bbox;
    let view = ViewSpec {
        size,
        camera: Camera::fit(studio.projection().fit(bbox), size),
        heading: None,
        lang: august_storm::data::Lang::En,
        second_lang: None,
        layers: LayerSet::usual(),
        furniture: FurnitureSet::all(),
        since: None,
        phase_lines,
        reading,
        motion: Motion::Interpolated,
        clock: ("Tokyo".to_owned(), UtcOffset::PLUS_NINE),
        cards: august_storm::scene::CardsFor::default(),
    };
    Still { at, view, theme: theme(), width_px: SIZE_PX.0, height_px: SIZE_PX.1, opened: Vec::new() }
}

fn studio() -> Studio {
    Studio::builtin(RasterPainter::once(1)).0
}

/// The share of pixels in which two pictures differ.
fn share_of_difference(a: &Image, b: &Image) -> f64 {
    assert_eq!(a.rgba.len(), b.rgba.len());
    let differ = a.rgba.chunks(4).zip(b.rgba.chunks(4)).filter(|(a, b)| a != b).count();
    #[expect(clippy::cast_precision_loss, reason = "pixels of a small picture")]
    let share = differ as f64 / (a.rgba.len() / 4) as f64;
    share
}

/// A dataset without where it was read and as what: all else must come back.
fn bare(data: &Dataset) -> Dataset {
    fn strip(meta: &mut Meta) {
        (meta.origin, meta.record) = (Origin::default(), serde_json::Map::new());
    }
    let mut data = data.clone();
    data.fronts.iter_mut().for_each(|f| strip(&mut f.meta));
    data.holdouts.iter_mut().chain(&mut data.pockets).for_each(|f| strip(&mut f.meta));
    data.landings.iter_mut().for_each(|f| strip(&mut f.meta));
    data.islands.iter_mut().for_each(|f| strip(&mut f.meta));
    data.zones.iter_mut().for_each(|f| strip(&mut f.meta));
    data.events.iter_mut().for_each(|f| strip(&mut f.meta));
    data.movements.iter_mut().for_each(|f| strip(&mut f.meta));
    data.formations.iter_mut().for_each(|f| f.origin = Origin::default());
    data.figures.iter_mut().for_each(|f| f.origin = Origin::default());
    data
}

fn assert_same(read: &Dataset, builtin: &Dataset) {
    let (read, builtin) = (bare(read), bare(builtin));
    macro_rules! same {
        ($($list:ident),+) => {$(
            assert_eq!(read.$list.len(), builtin.$list.len(), stringify!($list));
            for (a, b) in read.$list.iter().zip(&builtin.$list) {
                assert_eq!(a, b);
            }
        )+};
    }
    same!(fronts, holdouts, pockets, landings, islands, zones, events, movements, formations, figures, sources, places);
}

#[test]
fn the_whole_campaign_comes_back_feature_for_feature_in_its_order() {
    let builtin = Campaign::builtin();
    for reading in Reading::ALL {
        let text = exported(&ExchangeOptions { reading, ..ExchangeOptions::default() });
        let (head, data) = campaign_of(&text);
        assert_eq!((head.reading.as_str(), head.as_of), (reading.id(), None));
        assert_same(&data, builtin.data());
        // And once more, from what was read.
        let again =
            geojson_text(&builtin.with_data(data), &ExchangeOptions { reading, ..Default::default() }, &theme());
        assert!(again == text, "an export of an export is the same");
    }
}

#[test]
fn a_day_comes_back_as_a_day() {
    let (_, data) = campaign_of(whole());
    let event = data
        .events
        .iter()
        .find(|e| e.meta.start_text == "1945-08-16" && e.meta.end_text == "1945-08-16")
        .expect("an event of a day");
    assert_eq!(event.meta.period.end().secs_since(event.meta.period.start()), 86_400);
}

#[test]
fn pictures_of_the_whole_campaign_are_equal_to_the_pixel_in_both_readings() {
    let (mut ours, mut theirs) = (studio(), studio());
    let opened = Arc::new(ours.campaign().with_data(campaign_of(whole()).1));
    theirs.show(&opened);
    let views = ["theatre", "karafuto", "mutanchiang", "shumshu"];
    let instants = ["1945-08-09 06:00", "1945-08-14 12:00", "1945-08-18 12:00", "1945-08-25", "1945-09-03"];
    for reading in Reading::ALL {
        for (k, at) in instants.into_iter().enumerate() {
            // Each instant in the whole theatre and in one of the closer views.
            for view in [views[0], views[1 + k % 3]] {
                let still = still(&ours, tokyo(at), view, reading, 3);
                let (a, b) = (ours.picture(&still).unwrap(), theirs.picture(&still).unwrap());
                assert!(a.rgba == b.rgba, "{view} at {at}, {reading:?}: {}", share_of_difference(&a, &b));
            }
        }
    }
}

/// Unit symbols are placed anew where a march ends at the snapshot: one of them in another slot is a few thousand pixels.
const SNAPSHOT_SHARE: f64 = 0.012;

#[test]
fn a_snapshot_opens_to_nearly_the_same_picture_at_its_instant() {
    let mut ours = studio();
    let builtin = Arc::clone(ours.campaign());
    for (at, view) in [
        ("1945-08-12 18:00", "theatre"),
        ("1945-08-14 12:00", "mutanchiang"),
        ("1945-08-19 09:00", "karafuto"),
        ("1945-08-25 15:00", "karafuto"),
    ] {
        let t = tokyo(at);
        let (head, data) = campaign_of(&exported(&ExchangeOptions { as_of: Some(t), ..ExchangeOptions::default() }));
        assert_eq!(head.as_of, Some(t));
        assert!(data.fronts.iter().all(|front| front.stands_at <= t), "no line of a later day");
        assert!(data.movements.iter().all(|m| m.meta.status != august_storm::data::Status::Executed || m.times.iter().all(|time| *time <= t)));
        for phase_lines in [0, 3] {
            let mut still = still(&ours, t, view, Reading::Documented, phase_lines);
            // In which corners title and legend stand depends on the whole campaign, of which a snapshot has a part.
            still.view.furniture = FurnitureSet::none();
            ours.show(&builtin);
            let wanted = ours.picture(&still).unwrap();
            ours.show(&Arc::new(builtin.with_data(data.clone())));
            let share = share_of_difference(&wanted, &ours.picture(&still).unwrap());
            assert!(share <= SNAPSHOT_SHARE, "{view} at {at}, {phase_lines} phase lines: {share}");
        }
    }
}

#[test]
fn what_is_between_two_dates_in_a_snapshot_is_not_shown_as_attested() {
    let t = tokyo("1945-08-12 18:00");
    let (_, data) = campaign_of(&exported(&ExchangeOptions { as_of: Some(t), ..ExchangeOptions::default() }));
    let snapshot = Campaign::builtin().with_data(data);
    for at in [t, t.plus_secs(5 * 86_400)] {
        let state = snapshot.state_at(at, Reading::Documented, Motion::Interpolated);
        assert!(state.fronts.iter().filter(|front| !front.is_attested).count() >= 3, "at {at:?}");
    }
}

#[test]
fn other_programs_see_one_reading_and_no_line_twice() {
    for as_of in [None, Some(tokyo("1945-08-12 18:00"))] {
        let options = ExchangeOptions { as_of, ..ExchangeOptions::default() };
        let text = exported(&options);
        let mut report = Report::new();
        let layer = UserLayer::read("mine.geojson", text.as_bytes(), &mut report);
        assert_eq!(report.to_string(), "");
        let campaign = Campaign::builtin();
        let shown = exchange_features(&campaign, &options, &theme());
        let ids = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let read = ids(layer.features.iter().filter_map(|f| f.id.as_deref()).collect());
        assert_eq!(read, ids(shown.iter().map(|f| f.id.as_str()).collect()));
        for (read, written) in layer.features.iter().zip(&shown) {
            assert_eq!(read.geometry, written.geometry, "{}", written.id);
            let end = written.end.unwrap_or(Instant::DISTANT_FUTURE);
            assert_eq!((Some(read.period.start()), read.period.end()), (written.start, end), "{}", written.id);
            assert_eq!(read.times, written.times, "{}", written.id);
        }
    }
}

/// The line of `text` that holds all of `words`.
fn line_with<'t>(text: &'t str, words: &[&str]) -> &'t str {
    text.lines().find(|line| words.iter().all(|word| line.contains(word))).unwrap_or_else(|| panic!("{words:?}"))
}

#[test]
fn a_damaged_export_names_file_line_feature_and_cure() {
    let event = line_with(whole(), &["\"id\":\"event-", "\"certainty\":\"documented\"", "\"kind\":\"event\""]);
    let id = event.split("\"id\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
    let line = 1 + whole().lines().position(|line| line == event).expect("a line");
    let misspelt =
        whole().replacen(event, &event.replace("\"certainty\":\"documented\"", "\"certainty\":\"documnted\""), 1);
    let (opened, report) = read(&misspelt);
    assert!(report.starts_with(&format!("error: mine.geojson:{line}: {id}: ")), "{report}");
    assert!(report.contains("write \"documented\""), "{report}");
    let Opened::Campaign(file) = opened else { panic!("it is still a campaign") };
    assert_eq!(file.data.events.len() + 1, Campaign::builtin().data().events.len(), "the others load");

    let broken = whole().replacen(event, &event.replace("\"text\":", "\"text\""), 1);
    let (_, report) = read(&broken);
    assert!(report.contains(&format!("error: mine.geojson:{line}:")) && report.contains(id), "{report}");

    let cut = &whole()[..whole().len() / 2];
    let (opened, report) = read(cut);
    assert!(report.contains("copy or export the file again: its end is missing"), "{report}");
    assert!(matches!(opened, Opened::Campaign(_)));
}

#[test]
fn a_missing_list_and_another_format_are_told() {
    let (_, report) = read(&whole().replacen("\"formations\":[", "\"formation\":[", 1));
    assert!(report.contains("it has no \"formations\""), "{report}");
    let (opened, report) = read(&whole().replacen("\"format\":1", "\"format\":2", 1));
    assert!(report.contains("says format 2; this program reads format 1"), "{report}");
    assert!(report.contains("open it with the version of the program that wrote it"), "{report}");
    assert!(matches!(opened, Opened::Layer(layer) if layer.features.len() > 700), "it is a layer then");
}

#[test]
fn a_file_without_the_mark_is_a_layer_over_the_built_in_campaign() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"august_storm"},"geometry":{"type":"Point","coordinates":[125,43]}}]}"#;
    let (opened, report) = read(text);
    assert_eq!(report, "");
    assert!(matches!(opened, Opened::Layer(layer) if layer.features.len() == 1));
}

//! The campaign that ships reads without a fault.

use std::collections::BTreeSet;

use august_storm::data::{
    BaseMap, Certainty, Citation, Dataset, Directory, Embedded, Relief, Report, Source, SourceEntry, check_base,
    check_campaign, load_coast_full,
};

#[test]
fn the_built_in_campaign_loads_with_nothing_to_report() {
    let mut report = Report::new();
    let data = Dataset::load(&Embedded, &mut report);
    check_campaign(&data, &mut report);
    assert_eq!(report.summary(), "no errors, no warnings", "{report}");
    assert_eq!(data.config.sectors.len(), 4);
    assert!(data.fronts.len() >= 100, "{} fronts", data.fronts.len());
    assert!(data.holdouts.len() >= 40 && data.pockets.len() >= 30 && data.landings.len() >= 50);
    assert!(data.islands.len() >= 50 && data.zones.len() >= 40);
    assert!(data.events.len() >= 120 && data.movements.len() >= 180);
    assert!(data.formations.len() >= 400 && data.figures.len() >= 100);
    assert!(data.places.len() >= 300 && data.sources.len() >= 100);
}

#[test]
fn what_rests_on_memory_alone_is_nowhere_called_documented() {
    let data = Dataset::load(&Embedded, &mut Report::new());
    let note = |csl: &serde_json::Map<String, serde_json::Value>| csl.get("note")?.as_str().map(str::to_owned);
    let says = |text: &str| ["from memory", "No text was consulted", "inferred by"].iter().any(|w| text.contains(w));
    let is_memory = |s: &&SourceEntry| note(&s.csl).is_some_and(|text| says(&text));
    let memory: BTreeSet<&str> = data.sources.iter().filter(is_memory).map(|s| s.id.as_str()).collect();
    assert!(memory.contains("general-literature") && memory.contains("glantz-lp7"), "{memory:?}");

    let is_wrong = |certainty: Certainty, sources: &[Citation]| {
        let is_memory = !sources.is_empty() && sources.iter().all(|s| memory.contains(s.key.as_str()));
        is_memory && certainty == Certainty::Documented
    };
    let mut wrong: Vec<String> = Vec::new();
    wrong.extend(data.metas().filter(|m| is_wrong(m.certainty, &m.sources)).map(|m| m.id.clone()));
    wrong.extend(data.figures.iter().filter(|f| is_wrong(f.certainty, &f.sources)).map(|f| f.id.clone()));
    for formation in &data.formations {
        let positions = formation.positions.iter().filter(|p| is_wrong(p.certainty, &p.sources));
        wrong.extend(positions.map(|p| format!("{} at {}", formation.id, p.place)));
    }
    for movement in &data.movements {
        let own = |source: &Option<Citation>| source.clone().map_or_else(Vec::new, |source| vec![source]);
        let vertices = movement.waypoints.iter().enumerate().filter(|(_, w)| is_wrong(w.certainty, &own(&w.source)));
        wrong.extend(vertices.map(|(vertex, _)| format!("{} vertex {vertex}", movement.meta.id)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_built_in_base_map_loads_with_nothing_to_report() {
    let mut report = Report::new();
    let base = BaseMap::load(&Embedded, &mut report);
    let full = load_coast_full(&Embedded, &mut report);
    let relief = Relief::load(&Embedded, &mut report).expect("a relief");
    check_base(&base, &full, &mut report);
    assert_eq!(report.to_string(), "");
    assert!(base.coast_overview.len() < base.coast_mid.len() && base.coast_mid.len() < full.len());
    assert!(!base.lakes.is_empty() && !base.rivers.is_empty() && !base.borders.is_empty());
    assert!(!base.units.is_empty() && !base.railways.is_empty() && !base.labels.is_empty());
    assert_eq!(relief.shade.len(), relief.width * relief.height);
    assert_eq!(relief.height_m.len(), relief.width * relief.height);
}

#[test]
fn heights_are_those_of_the_theatre() {
    let relief = Relief::load(&Embedded, &mut Report::new()).expect("a relief");
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the places lie in the grid")]
    let height_m = |lon: f64, lat: f64| {
        let column = ((lon - relief.west) / relief.cell_deg) as usize;
        let row = ((relief.north - lat) / relief.cell_deg) as usize;
        relief.height_m[row * relief.width + column]
    };
    // The basin of the Sea of Japan, the plain at Harbin, Mount Changbai, the Kuril Trench.
    assert!(height_m(136.0, 41.5) < -3000);
    assert!((80..250).contains(&height_m(126.6, 45.8)));
    assert!(height_m(128.06, 42.0) > 1500);
    assert!(height_m(155.5, 47.5) < -5000);
}

#[test]
fn every_data_file_that_ships_is_built_in() {
    let built_in = Embedded.list().expect("a list");
    assert!(built_in.is_sorted());
    let folder = Directory::new(concat!(env!("CARGO_MANIFEST_DIR"), "/geodata"));
    // The rest of the folder is for people.
    let is_data = |name: &String| {
        let is_shipped = ["base/", "campaign/"].iter().any(|folder| name.starts_with(folder));
        is_shipped || matches!(name.as_str(), "campaign.json" | "sources.json")
    };
    let on_disk: Vec<String> = folder.list().expect("a list").into_iter().filter(is_data).collect();
    assert_eq!(built_in, on_disk);
    for name in &built_in {
        assert!(Embedded.read(name).expect(name) == folder.read(name).expect(name), "{name} is out of date");
    }
}

#[test]
fn every_source_has_a_short_name_that_can_be_printed() {
    let data = Dataset::load(&Embedded, &mut Report::new());
    for source in &data.sources {
        let short = &source.short;
        let brackets = |open: char, close: char| short.matches(open).count() == short.matches(close).count();
        let is_cut = short.contains("...") || short.contains('\u{2026}') || short.contains('_');
        assert!(!short.is_empty() && !is_cut && brackets('(', ')') && brackets('[', ']'), "{}: {short}", source.id);
        assert!(short.chars().count() <= 48, "{}: {short} is long for a line of credits", source.id);
    }
}

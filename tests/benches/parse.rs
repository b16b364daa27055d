//! How long reading takes, with MB and vertices counted: the base map, the campaign, the finest coast, the relief; and
//! the geojson crate on the same coast for comparison.

use august_storm::data::{BaseMap, Dataset, Embedded, Relief, Report, Source, load_coast_full, read_features};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    let base = BaseMap::load(&Embedded, &mut Report::new());
    let vertices: usize =
        base.coast_overview.iter().chain(&base.coast_mid).map(|ring| ring.shape.exterior().0.len()).sum();
    println!("coast of two levels: {vertices} vertices");
    divan::main();
}

fn bytes(names: &[&str]) -> BytesCount {
    let sum: usize = names.iter().map(|name| Embedded.read(name).map_or(0, |bytes| bytes.len())).sum();
    BytesCount::new(sum)
}

#[divan::bench]
fn base_map(bencher: Bencher) {
    let files = [
        "base/coast_overview.geojson",
        "base/coast_mid.geojson",
        "base/lakes.geojson",
        "base/rivers.geojson",
        "base/borders.geojson",
        "base/units.geojson",
        "base/railways.geojson",
        "base/labels.geojson",
    ];
    bencher.counter(bytes(&files)).bench(|| BaseMap::load(&Embedded, black_box(&mut Report::new())));
}

#[divan::bench]
fn campaign(bencher: Bencher) {
    let files = [
        "campaign.json",
        "sources.json",
        "base/places.geojson",
        "campaign/fronts.geojson",
        "campaign/holdouts.geojson",
        "campaign/landings.geojson",
        "campaign/islands.geojson",
        "campaign/zones.geojson",
        "campaign/events.geojson",
        "campaign/movements.geojson",
    ];
    bencher.counter(bytes(&files)).bench(|| Dataset::load(&Embedded, black_box(&mut Report::new())));
}

#[divan::bench]
fn coast_full(bencher: Bencher) {
    let files = ["base/coast_full.geojson"];
    bencher.counter(bytes(&files)).bench(|| load_coast_full(&Embedded, black_box(&mut Report::new())));
}

#[divan::bench]
fn relief(bencher: Bencher) {
    let files = ["base/relief.png", "base/height.png"];
    bencher.counter(bytes(&files)).bench(|| Relief::load(&Embedded, black_box(&mut Report::new())));
}

#[divan::bench]
fn coast_mid_by_this_reader(bencher: Bencher) {
    let file = "base/coast_mid.geojson";
    let text = Embedded.read(file).unwrap_or_default();
    bencher.counter(bytes(&[file])).bench(|| read_features(file, black_box(&text), &mut Report::new()));
}

#[divan::bench]
fn coast_mid_by_the_geojson_crate(bencher: Bencher) {
    let file = "base/coast_mid.geojson";
    let text = Embedded.read(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    bencher.counter(bytes(&[file])).bench(|| black_box(&text).parse::<geojson::GeoJson>());
}

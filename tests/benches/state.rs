//! How long the model takes on the built-in campaign. Run with `cargo bench --no-default-features --bench state`.

use august_storm::data::{Dataset, Embedded, FrontLine, Report};
use august_storm::geo::LonLat;
use august_storm::model::{Campaign, Motion, Reading, check};
use august_storm::morph::Morph;
use august_storm::time::{Instant, UtcOffset};
use divan::{Bencher, black_box};

fn main() {
    let campaign = Campaign::builtin();
    let vertices: usize = campaign.data().fronts.iter().map(|f| f.line.len()).sum();
    println!("{} dated lines, {vertices} vertices", campaign.data().fronts.len());
    divan::main();
}

fn at(text: &str) -> Instant {
    Instant::parse_at(text, UtcOffset::PLUS_NINE).expect("a time")
}

const NOONS: [&str; 4] = ["1945-08-10T12:00", "1945-08-14T12:00", "1945-08-20T12:00", "1945-08-29T12:00"];

#[divan::bench]
fn load_the_campaign() -> Campaign {
    Campaign::new(Dataset::load(&Embedded, &mut Report::new()))
}

#[divan::bench(args = NOONS)]
fn state_at_warm(bencher: Bencher<'_, '_>, noon: &str) {
    let campaign = Campaign::builtin();
    let t = at(noon);
    let _ = campaign.state_at(t, Reading::Documented, Motion::Interpolated);
    bencher.bench(|| campaign.state_at(black_box(t), Reading::Documented, Motion::Interpolated));
}

/// All sectors' motion from one day to the next, prepared anew: what the first frame in an interval costs.
#[divan::bench(args = NOONS)]
fn cold_interval(bencher: Bencher<'_, '_>, noon: &str) {
    let campaign = Campaign::builtin();
    let t = at(noon);
    let fronts = &campaign.data().fronts;
    let pairs: Vec<(&FrontLine, &FrontLine)> = (fronts
        .iter()
        .filter(|f| f.stands_at <= t && t.secs_since(f.stands_at) < 86_400))
    .filter_map(|a| {
        let next = fronts.iter().filter(|b| b.sector == a.sector && b.stands_at > t).min_by_key(|b| b.stands_at)?;
        Some((a, next))
    })
    .collect();
    bencher.bench(|| pairs.iter().map(|(a, b)| Morph::between(&a.line, &b.line).is_ok()).filter(|ok| *ok).count());
}

#[divan::bench]
fn who_holds_mukden(bencher: Bencher<'_, '_>) {
    let campaign = Campaign::builtin();
    let t = at("1945-08-20T12:00");
    bencher.bench(|| campaign.control_at(black_box(LonLat::new(123.43, 41.8)), t, Reading::Documented));
}

#[divan::bench]
fn check_the_campaign(bencher: Bencher<'_, '_>) {
    let campaign = Campaign::builtin();
    bencher.bench(|| {
        let mut report = Report::new();
        check(&campaign, &mut report);
        report
    });
}

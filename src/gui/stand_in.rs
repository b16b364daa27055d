//! Stand-in.
use std::path::Path;
use std::sync::Arc;

use super::request::{FrameRequest, FrameSource};
use super::subject::Subject;
use super::user_file::UserFile;
use super::window::Services;
use crate::data::{Certainty, Dataset, Event, EventKind, Meta, Names, Origin, Status, View};
use crate::geo::{BoundingBox, LonLat, PagePoint};
use crate::scene::Image;
use crate::time::{Instant, Period, UtcOffset};

struct Flat;

impl FrameSource for Flat {
    fn frame(&mut self, r: &FrameRequest) -> Result<Image, String> {
        let (w, h) = (r.width_px, r.height_px);
        let p = crate::geo::Projection::default();
        let mut rgba = Vec::with_capacity((w * h * 4) as usize);
        for y in 0..h {
            for x in 0..w {
                let at = r.spec.camera.map_point(
                    PagePoint::new(f64::from(x) * r.spec.size.width_pt / f64::from(w), f64::from(y) * r.spec.size.width_pt / f64::from(w)),
                    r.spec.size,
                );
                let _ = &p;
                let c = ((at.x / 200_000.0).floor() as i64 + (at.y / 200_000.0).floor() as i64).rem_euclid(2) == 0;
                rgba.extend_from_slice(if c { &[0xEC, 0xE4, 0xD1, 255] } else { &[0xDC, 0xE9, 0xEF, 255] });
            }
        }
        Ok(Image { width: w as u16, height: h as u16, rgba })
    }
    fn pick(&mut self, _r: &FrameRequest, _at: PagePoint) -> Vec<Subject> {
        vec![Subject::Event(3)]
    }
    fn save(&mut self, _r: &FrameRequest, path: &Path) -> Result<(), String> {
        Err(format!("{} not written", path.display()))
    }
    fn held_km2(&mut self, at: Instant) -> f64 {
        let d = (at.unix_secs() as f64 + 769_800_000.0) / 86400.0;
        1.2e6 / (1.0 + (-(d - 12.0) / 3.0).exp())
    }
}

pub fn services() -> anyhow::Result<Services> {
    let t = |s: &str| Instant::parse_at(s, UtcOffset::PLUS_NINE).unwrap();
    let mut d = Dataset::default();
    d.config.period = Period::new(t("1945-08-08"), t("1945-09-06")).unwrap();
    d.config.title = "August Storm".into();
    for (id, name, b) in [("theatre", "Whole theatre", [108.0, 34.0, 158.0, 55.0]), ("karafuto", "Karafuto", [140.0, 45.5, 146.0, 52.0])] {
        d.config.views.push(View { id: id.into(), name: name.into(), bbox: BoundingBox::new(b[0], b[1], b[2], b[3]).unwrap() });
    }
    let titles = ["The Soviet Union declares war on Japan", "Transbaikal Front crosses the frontier", "Bomb on Nagasaki", "First note of Japan through Switzerland", "Mutanchiang falls after street fighting with the Fifth Army", "Imperial broadcast", "Stalin proposes the Kushiro-Rumoi line to Truman", "Truman refuses Hokkaido", "Kwantung Army surrenders", "Landing on Shumshu", "Landing at Maoka", "Order to halt the Hokkaido operation", "Signing aboard USS Missouri"];
    for (i, title) in titles.iter().enumerate() {
        let start = t("1945-08-09").plus_secs(i as i64 * 172_000);
        let kinds = [EventKind::Diplomatic, EventKind::Military, EventKind::Atomic, EventKind::Political, EventKind::Surrender, EventKind::Order];
        d.events.push(Event {
            meta: Meta {
                id: format!("e{i}"), kind: "event".into(), names: Names { en: (*title).into(), others: Default::default() },
                period: Period::new(start, start).unwrap(), start_text: if i % 2 == 0 { "1945-08-09T11:02:00+09:00".into() } else { "1945-08-11".into() }, end_text: String::new(),
                status: Status::Executed, certainty: Certainty::Documented, sources: vec![], note: String::new(), side: None, variant: None, origin: Origin::default(),
            },
            at: LonLat::new(125.0 + i as f64, 43.0), event: kinds[i % 6], clock: UtcOffset::PLUS_NINE, place: String::new(), text: "One or two sentences of our own about what happened there.".into(), rank: (i % 3) as u8 + 1, prelude: false,
        });
    }
    Ok(Services {
        dataset: Arc::new(d),
        make_source: Box::new(|| Ok(Box::new(Flat))),
        read_path: |p, n| UserFile { number: n, name: p.display().to_string(), feature_count: 0, report: vec![] },
    })
}

//! Whether the names of states lie on the land that they name, asked of the territories themselves.

use std::sync::OnceLock;

use august_storm::data::{BaseMap, Embedded, Report};
use august_storm::export::{GalleryPicture, Studio};
use august_storm::geo::PagePoint;
use august_storm::scene::{MarkKind, PlacedMark, Scene};
use geo::{Contains, MultiPolygon, Simplify};
use kurbo::Point;

/// Least part of a name that lies on its own land.
const LEAST: f64 = 0.8;

/// A state under all names that a map gives it, thinned.
struct Land {
    names: Vec<String>,
    shape: MultiPolygon<f64>,
}

fn lands() -> &'static [Land] {
    static LANDS: OnceLock<Vec<Land>> = OnceLock::new();
    LANDS.get_or_init(|| {
        let units = BaseMap::load(&Embedded, &mut Report::new()).units;
        let states = units.into_iter().filter(|u| matches!(u.kind.as_str(), "state" | "colony" | "leased"));
        states
            .map(|unit| {
                let full = unit.names.en.split('(').next().unwrap_or_default().trim().to_owned();
                Land { names: vec![full, unit.label], shape: unit.shape.simplify(0.01) }
            })
            .collect()
    })
}

/// The names of states of which too much lies elsewhere.
pub fn adrift(studio: &Studio, picture: &GalleryPicture, scene: &Scene) -> Vec<String> {
    let view = &picture.still.view;
    let names = scene.placed.iter().filter(|mark| mark.kind == MarkKind::StateName);
    let faults = names.filter_map(|mark| {
        let text = mark.text();
        let Some(land) = lands().iter().find(|land| land.names.contains(&text)) else {
            return Some(format!("nobody is called {text:?}"));
        };
        let points = along(mark);
        let is_ashore = |p: &&Point| {
            let at = studio.projection().unproject(view.camera.map_point(PagePoint::new(p.x, p.y), view.size));
            land.shape.contains(&geo::Point::new(at.lon, at.lat))
        };
        #[expect(clippy::cast_precision_loss, reason = "a few points")]
        let share = points.iter().filter(is_ashore).count() as f64 / points.len() as f64;
        (share < LEAST).then(|| format!("{text:?} lies with {share:.2} on its land"))
    });
    faults.collect()
}

/// Points along the middle of each line of a name.
fn along(mark: &PlacedMark) -> Vec<Point> {
    if mark.boxes.len() > 1 {
        return mark.boxes.iter().map(|b| b.centre).collect();
    }
    let area = mark.bounds();
    let rows = mark.lines.len();
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let middle = |row: usize| area.y0 + area.height() * (row as f64 + 0.5) / rows as f64;
    let line = |row: usize| {
        let (half, y) = (mark.lines[row].width_pt / 2.0, middle(row));
        (-6..=6).map(move |k| Point::new(area.center().x + half * f64::from(k) / 6.0, y))
    };
    (0..rows).flat_map(line).collect()
}

//! Names beside points: each stands nearer to what it names than to another thing of its kind, asked of the data.

use august_storm::export::{GalleryPicture, Studio};
use august_storm::geo::LonLat;
use august_storm::scene::{MarkKind, PlacedMark, Scene};
use kurbo::Point;

/// How much nearer to another thing than to its own a name may stand, points: less can not be told.
const ALIKE_PT: f64 = 0.6;
/// The radius of a dot at the least, and of a great town's at the most, points.
const DOT_PT: [f64; 2] = [1.0, 3.0];
/// Things this near to each other are one.
const ONE_PT: f64 = 2.0;
/// How far to the right signs of one place stand in a row, and how far a sign stands from its place, points.
const ROW_PT: f64 = 60.0;
const OFF_PT: f64 = 16.0;

/// What names name on one picture.
struct Page<'a> {
    studio: &'a Studio,
    picture: &'a GalleryPicture,
    signs: Vec<(Point, f64)>,
}

impl Page<'_> {
    fn at(&self, place: LonLat) -> Point {
        let view = &self.picture.still.view;
        let p = view.camera.page_point(self.studio.projection().project(place), view.size);
        Point::new(p.x, p.y)
    }

    /// Distance of a name from a sign or a dot.
    fn gap(mark: &PlacedMark, at: Point, radius_pt: f64) -> f64 {
        let b = mark.bounds();
        (at.distance(Point::new(at.x.clamp(b.x0, b.x1), at.y.clamp(b.y0, b.y1))) - radius_pt).max(0.0)
    }

    /// True for signs that may belong to a place: on it, or in the row that begins there.
    fn is_of(at: Point, sign: Point) -> bool {
        sign.distance(at) < OFF_PT || ((sign.y - at.y).abs() < OFF_PT && (0.0..ROW_PT).contains(&(sign.x - at.x)))
    }

    /// The gap between a name and what stands for its place.
    fn own_gap(&self, mark: &PlacedMark, at: Point) -> f64 {
        let signs = self.signs.iter().filter(|(sign, _)| Self::is_of(at, *sign));
        signs.map(|(sign, radius)| Self::gap(mark, *sign, *radius)).fold(Self::gap(mark, at, DOT_PT[1]), f64::min)
    }
}

/// The names of a picture that stand nearer to another thing of their kind.
pub fn misread(studio: &Studio, picture: &GalleryPicture, scene: &Scene) -> Vec<String> {
    let is_sign = |mark: &&PlacedMark| mark.kind == MarkKind::Sign;
    let signs = scene.placed.iter().filter(is_sign).map(|m| (m.bounds().center(), m.bounds().width() / 2.0)).collect();
    let page = Page { studio, picture, signs };
    let mut faults = towns(&page, scene);
    faults.extend(events(&page, scene));
    faults
}

fn towns(page: &Page, scene: &Scene) -> Vec<String> {
    let data = page.studio.campaign().data();
    let named: Vec<(&PlacedMark, Point)> = (scene.placed.iter().filter(|mark| mark.kind == MarkKind::PlaceName))
        .filter_map(|mark| {
            let first = &mark.lines.first()?.text;
            let of_name = data.places.iter().filter(|place| place.names.en == *first).map(|place| page.at(place.at));
            let near = of_name.min_by(|a, b| Page::gap(mark, *a, 0.0).total_cmp(&Page::gap(mark, *b, 0.0)))?;
            Some((mark, near))
        })
        .collect();
    let mut faults = Vec::new();
    for (mark, at) in &named {
        let own = page.own_gap(mark, *at);
        for (other, point) in named.iter().filter(|(_, point)| point.distance(*at) >= ONE_PT) {
            if Page::gap(mark, *point, DOT_PT[0]) + ALIKE_PT < own {
                faults.push(format!(
                    "{:?} stands {own:.1} pt from its own dot and {:.1} pt from that of {:?}",
                    mark.text(),
                    Page::gap(mark, *point, DOT_PT[0]),
                    other.text()
                ));
            }
        }
    }
    faults
}

fn events(page: &Page, scene: &Scene) -> Vec<String> {
    let data = page.studio.campaign().data();
    let mut faults = Vec::new();
    for mark in scene.placed.iter().filter(|mark| mark.kind == MarkKind::CampaignName) {
        let text = mark.text();
        let Some(event) = data.events.iter().find(|event| event.meta.names.en == text) else { continue };
        let at = page.at(event.at);
        let own = page.own_gap(mark, at);
        for (sign, radius) in page.signs.iter().filter(|(sign, _)| !Page::is_of(at, *sign)) {
            if Page::gap(mark, *sign, *radius) + ALIKE_PT < own {
                faults.push(format!("{text:?} stands nearer to the sign at {:.0},{:.0}", sign.x, sign.y));
            }
        }
    }
    faults
}

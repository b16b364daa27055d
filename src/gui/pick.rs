//! What lies under the pointer: marks and lines by their distance on the page, areas by what encloses the place.

use geo::{Contains, Geometry, MultiPolygon};

use crate::geo::{Camera, LonLat, PagePoint, PageSize, Projection};
use crate::model::{Campaign, ControlBy};
use crate::scene::MapLayer;

use super::request::FrameRequest;
use super::subject::Subject;
use super::user_file;

/// How near the pointer has to be to a mark, points on the page.
const MARK_PT: f64 = 7.0;
/// How near to a line.
const LINE_PT: f64 = 4.5;
/// The scale denominators below which places of rank 2, 3, 4 and 5 can be pointed at.
const PLACE_SCALES: [f64; 5] = [f64::INFINITY, 16e6, 9e6, 4.5e6, 2e6];

struct Pointer<'a> {
    projection: &'a Projection,
    camera: Camera,
    size: PageSize,
    at: PagePoint,
    place: geo::Point<f64>,
}

/// What lies at `at` on the page of `request`: marks first, then lines, then areas from small to large. With the ground
/// comes who holds it, and the zones in which it lies: they cover so much that they answer a click only.
#[must_use]
pub fn subjects_at(
    campaign: &Campaign,
    projection: &Projection,
    request: &FrameRequest,
    at: PagePoint,
    with_ground: bool,
) -> Vec<Subject> {
    let spec = &request.spec;
    let place = projection.unproject(spec.camera.map_point(at, spec.size));
    let pointer =
        Pointer { projection, camera: spec.camera, size: spec.size, at, place: geo::Point::new(place.lon, place.lat) };
    let mut found = pointer.marks(campaign, request);
    found.extend(pointer.opened(request));
    found.extend(pointer.lines(campaign, request));
    found.extend(pointer.areas(campaign, request));
    if with_ground {
        found.extend(pointer.ground(campaign, request, place));
    }
    found
}

impl Pointer<'_> {
    fn distance_pt(&self, place: LonLat) -> f64 {
        let p = self.camera.page_point(self.projection.project(place), self.size);
        (p.x - self.at.x).hypot(p.y - self.at.y)
    }

    fn distance_to_line_pt(&self, line: impl IntoIterator<Item = LonLat>) -> f64 {
        let mut nearest = f64::INFINITY;
        let mut last: Option<PagePoint> = None;
        for place in line {
            let p = self.camera.page_point(self.projection.project(place), self.size);
            if let Some(from) = last {
                nearest = nearest.min(distance_to_segment(self.at, from, p));
            }
            last = Some(p);
        }
        nearest
    }

    fn marks(&self, campaign: &Campaign, request: &FrameRequest) -> Vec<Subject> {
        let (data, layers) = (campaign.data(), request.spec.layers);
        let state = campaign.state_at(request.at, request.spec.reading, request.spec.motion);
        let mut found: Vec<(f64, Subject)> = Vec::new();
        if layers.contains(MapLayer::Events) {
            let events = state.recent_events.iter().filter_map(|&i| data.events.get(i).map(|e| (i, e.at)));
            found.extend(events.map(|(i, at)| (self.distance_pt(at), Subject::Event(i))));
        }
        if layers.contains(MapLayer::Landings) {
            let landings = state.landings.iter().filter_map(|&i| data.landings.get(i).map(|l| (i, l.at)));
            found.extend(landings.map(|(i, at)| (self.distance_pt(at), Subject::Landing(i))));
        }
        if layers.contains(MapLayer::Places) {
            let scale = self.camera.scale_denominator();
            for (i, place) in data.places.iter().enumerate() {
                let most = PLACE_SCALES.get(usize::from(place.rank.saturating_sub(1))).copied().unwrap_or(0.0);
                if scale < most {
                    // A mark of the day goes before a town that is always there.
                    found.push((self.distance_pt(place.at) + 1.0, Subject::Place(i)));
                }
            }
        }
        found.retain(|(distance, _)| *distance <= MARK_PT);
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.into_iter().map(|(_, subject)| subject).collect()
    }

    fn lines(&self, campaign: &Campaign, request: &FrameRequest) -> Vec<Subject> {
        let (data, layers) = (campaign.data(), request.spec.layers);
        let state = campaign.state_at(request.at, request.spec.reading, request.spec.motion);
        let mut found = Vec::new();
        if layers.contains(MapLayer::Movements) {
            for &i in &state.movements {
                let (line, _) = campaign.movement_at(i, request.at);
                found.push((self.distance_to_line_pt(line), Subject::Movement(i)));
            }
        }
        if layers.contains(MapLayer::Fronts) {
            for front in &state.fronts {
                for stretch in &front.stretches {
                    let distance = self.distance_to_line_pt(stretch.line.iter().copied());
                    found.push((distance, Subject::Sector(front.sector)));
                }
            }
        }
        if layers.contains(MapLayer::Zones) {
            for &i in &state.zones {
                if let Some(zone) = data.zones.get(i) {
                    found.push((self.distance_to_geometry_pt(&zone.geometry), Subject::Zone(i)));
                }
            }
        }
        found.retain(|(distance, _)| *distance <= LINE_PT);
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.into_iter().map(|(_, subject)| subject).collect()
    }

    fn areas(&self, campaign: &Campaign, request: &FrameRequest) -> Vec<Subject> {
        let (data, layers) = (campaign.data(), request.spec.layers);
        let state = campaign.state_at(request.at, request.spec.reading, request.spec.motion);
        let encloses = |shape: &MultiPolygon<f64>| shape.contains(&self.place);
        let mut found = Vec::new();
        if layers.contains(MapLayer::Holdouts) {
            found.extend(
                state.holdouts.iter().filter(|&&i| encloses(&data.holdouts[i].shape)).map(|&i| Subject::Holdout(i)),
            );
        }
        if layers.contains(MapLayer::Landings) {
            found.extend(
                state.pockets.iter().filter(|&&i| encloses(&data.pockets[i].shape)).map(|&i| Subject::Pocket(i)),
            );
        }
        if layers.contains(MapLayer::Ground) {
            found.extend(
                state.islands.iter().filter(|&&i| encloses(&data.islands[i].shape)).map(|&i| Subject::Island(i)),
            );
        }
        found
    }

    fn ground(&self, campaign: &Campaign, request: &FrameRequest, place: LonLat) -> Vec<Subject> {
        let control = campaign.control_at(place, request.at, request.spec.reading);
        let mut found = Vec::new();
        if control.by != ControlBy::Sea {
            found.push(Subject::ground(place));
        }
        if request.spec.layers.contains(MapLayer::Zones) {
            let state = campaign.state_at(request.at, request.spec.reading, request.spec.motion);
            let zones = &campaign.data().zones;
            let is_inside = |i: usize| zones.get(i).is_some_and(|z| z.geometry.contains(&self.place));
            found.extend(state.zones.iter().filter(|&&i| is_inside(i)).map(|&i| Subject::Zone(i)));
        }
        found
    }

    fn opened(&self, request: &FrameRequest) -> Vec<Subject> {
        let mut found = Vec::new();
        for file in request.files.iter().rev() {
            for (feature, content) in file.features().iter().enumerate() {
                let Some(geometry) = user_file::seen_at(content, request.at) else { continue };
                if self.distance_to_geometry_pt(&geometry) <= MARK_PT || geometry.contains(&self.place) {
                    found.push(Subject::Opened { file: file.number, feature });
                }
            }
        }
        found
    }

    fn distance_to_geometry_pt(&self, geometry: &Geometry<f64>) -> f64 {
        let places = |line: &geo::LineString<f64>| line.0.iter().map(|c| LonLat::new(c.x, c.y)).collect::<Vec<_>>();
        let rings = |polygon: &geo::Polygon<f64>| {
            let inner = polygon.interiors().iter().map(|ring| self.distance_to_line_pt(places(ring)));
            inner.fold(self.distance_to_line_pt(places(polygon.exterior())), f64::min)
        };
        match geometry {
            Geometry::Point(p) => self.distance_pt(LonLat::new(p.x(), p.y())),
            Geometry::MultiPoint(points) => {
                points.0.iter().map(|p| self.distance_pt(LonLat::new(p.x(), p.y()))).fold(f64::INFINITY, f64::min)
            }
            Geometry::LineString(line) => self.distance_to_line_pt(places(line)),
            Geometry::MultiLineString(lines) => {
                lines.0.iter().map(|line| self.distance_to_line_pt(places(line))).fold(f64::INFINITY, f64::min)
            }
            Geometry::Polygon(polygon) => rings(polygon),
            Geometry::MultiPolygon(polygons) => polygons.0.iter().map(rings).fold(f64::INFINITY, f64::min),
            Geometry::GeometryCollection(all) => {
                all.0.iter().map(|g| self.distance_to_geometry_pt(g)).fold(f64::INFINITY, f64::min)
            }
            _ => f64::INFINITY,
        }
    }
}

fn distance_to_segment(p: PagePoint, a: PagePoint, b: PagePoint) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length2 = dx * dx + dy * dy;
    let share = if length2 > 0.0 { (((p.x - a.x) * dx + (p.y - a.y) * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
    (p.x - a.x - share * dx).hypot(p.y - a.y - share * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_to_a_segment_ends_at_its_ends() {
        let p = PagePoint::new;
        assert!((distance_to_segment(p(5.0, 3.0), p(0.0, 0.0), p(10.0, 0.0)) - 3.0).abs() < 1e-12);
        assert!((distance_to_segment(p(13.0, 4.0), p(0.0, 0.0), p(10.0, 0.0)) - 5.0).abs() < 1e-12);
        assert!((distance_to_segment(p(3.0, 4.0), p(0.0, 0.0), p(0.0, 0.0)) - 5.0).abs() < 1e-12);
    }
}

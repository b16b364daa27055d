//! What lies under a point of the page: for hovering and clicking.

use kurbo::{Point, Rect};

use super::compose::Composer;
use super::frame::Frame;
use super::legend::Shown;
use super::{MapLayer, MarkKind, PlacedMark, ViewSpec, marks, swept};
use crate::data::{Certainty, Citation, Dataset, Meta, Status};
use crate::geo::PagePoint;
use crate::model::WorldState;
use crate::style::Theme;

/// Which list of the dataset a hit points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HitKind {
    /// A town: `places`.
    Place,
    /// A formation: `formations`.
    Unit,
    /// An event: `events`.
    Event,
    /// A landing: `landings`.
    Landing,
    /// An island: `islands`.
    Island,
    /// A march: `movements`.
    Movement,
    /// A holdout: `holdouts`.
    Holdout,
    /// A pocket: `pockets`.
    Pocket,
    /// A front or a phase line: `fronts`.
    Front,
    /// A zone: `zones`.
    Zone,
}

/// A feature under the pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// Index in its list of the dataset.
    pub index: usize,
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Lines of text: dates, status and certainty, note, sources.
    pub lines: Vec<String>,
    /// How far it is from the pointer, points.
    pub distance_pt: f64,
}

impl Composer {
    /// What lies within `radius_pt` of `at` on the page that shows `state` in `view`: marks before lines, lines before
    /// areas, the nearest first. Sizes are those of `theme`. Symbols of formations are found where they stand on that
    /// page, which is composed for it.
    pub fn hit(
        &mut self,
        state: &WorldState,
        view: &ViewSpec,
        theme: &Theme,
        at: PagePoint,
        radius_pt: f64,
    ) -> Vec<Hit> {
        let placed = self.compose(state, view, theme).placed;
        let frame = Frame::new(view, theme, self.projection(), self.relief());
        let finder = Finder { frame, data: self.data(), state, at: Point::new(at.x, at.y), radius_pt };
        let mut hits = finder.units(&placed);
        hits.extend(finder.marks());
        hits.extend(finder.lines());
        hits.extend(finder.areas());
        hits
    }
}

struct Finder<'a> {
    frame: Frame<'a>,
    data: &'a Dataset,
    state: &'a WorldState,
    at: Point,
    radius_pt: f64,
}

impl Finder<'_> {
    fn near(&self, p: Point) -> Option<f64> {
        Some(p.distance(self.at)).filter(|d| *d <= self.radius_pt)
    }

    fn near_box(&self, b: Rect) -> Option<f64> {
        let nearest = Point::new(self.at.x.clamp(b.x0, b.x1), self.at.y.clamp(b.y0, b.y1));
        self.near(nearest)
    }

    fn near_line(&self, line: &[Point]) -> Option<f64> {
        line.windows(2)
            .map(|w| distance_to(self.at, w[0], w[1]))
            .min_by(f64::total_cmp)
            .filter(|d| *d <= self.radius_pt)
    }

    fn hit(&self, kind: HitKind, index: usize, meta: &Meta, distance_pt: f64, extra: &str) -> Hit {
        let mut lines = meta_lines(meta, self.data);
        if !extra.is_empty() {
            lines.insert(0, extra.to_owned());
        }
        let title = meta.names.get(self.frame.view.lang).to_owned();
        Hit { kind, index, id: meta.id.clone(), title, lines, distance_pt }
    }

    fn units(&self, placed: &[PlacedMark]) -> Vec<Hit> {
        let found = placed.iter().filter_map(|mark| {
            let MarkKind::Unit { formation: index, .. } = mark.kind else { return None };
            let formation = self.data.formations.get(index)?;
            let near = mark.boxes.iter().filter_map(|area| self.near_box(area.bounds()));
            let distance_pt = near.min_by(f64::total_cmp)?;
            let sources: Vec<String> = formation.sources.iter().map(|c| citation(c, self.data)).collect();
            let lines = [formation.commander.clone(), formation.note.clone(), sources_line(&sources)];
            Some(Hit {
                kind: HitKind::Unit,
                index,
                id: formation.id.clone(),
                title: formation.names.get(self.frame.view.lang).to_owned(),
                lines: lines.into_iter().filter(|l| !l.is_empty()).collect(),
                distance_pt,
            })
        });
        sorted(found.collect())
    }

    fn marks(&self) -> Vec<Hit> {
        let (frame, data, state) = (&self.frame, self.data, self.state);
        let mut hits = Vec::new();
        let mut shown = Shown::default();
        if frame.shows(MapLayer::Landings) {
            for mark in marks::landings(frame, data, state, &mut shown).1 {
                let Some(landing) = data.landings.get(mark.index) else { continue };
                hits.extend(
                    self.near_box(mark.bounds)
                        .map(|d| self.hit(HitKind::Landing, mark.index, &landing.meta, d, &landing.troops.strength)),
                );
            }
            for mark in marks::islands(frame, data, state, &mut shown).1 {
                let Some(island) = data.islands.get(mark.index) else { continue };
                hits.extend(
                    self.near_box(mark.bounds).map(|d| self.hit(HitKind::Island, mark.index, &island.meta, d, "")),
                );
            }
        }
        if frame.shows(MapLayer::Events) {
            for mark in marks::events(frame, data, state, &[], &mut shown).1 {
                let Some(event) = data.events.get(mark.index) else { continue };
                hits.extend(
                    self.near_box(mark.bounds)
                        .map(|d| self.hit(HitKind::Event, mark.index, &event.meta, d, &event.text)),
                );
            }
        }
        if frame.shows(MapLayer::Places) {
            let last = super::names::rank_shown(frame);
            for (index, place) in data.places.iter().enumerate().filter(|(_, p)| p.rank <= last) {
                let Some(d) = self.near(frame.place(place.at)) else { continue };
                let others: Vec<&str> =
                    place.names.others.values().map(String::as_str).filter(|n| *n != place.names.en).collect();
                let lines = [others.join(" · "), place.note.clone()].into_iter().filter(|l| !l.is_empty()).collect();
                let title = place.names.get(frame.view.lang).to_owned();
                hits.push(Hit { kind: HitKind::Place, index, id: place.id.clone(), title, lines, distance_pt: d });
            }
        }
        sorted(hits)
    }

    fn lines(&self) -> Vec<Hit> {
        let (frame, data, state) = (&self.frame, self.data, self.state);
        let mut hits = Vec::new();
        let mut shown = Shown::default();
        if frame.shows(MapLayer::Movements) {
            for arrow in super::movements::movements(frame, data, state, &mut shown).1 {
                let Some(movement) = data.movements.get(arrow.index) else { continue };
                hits.extend(
                    self.near_line(&arrow.line)
                        .map(|d| self.hit(HitKind::Movement, arrow.index, &movement.meta, d, "")),
                );
            }
        }
        if frame.shows(MapLayer::Fronts) {
            for front in &state.fronts {
                let near = front.stretches.iter().filter_map(|s| self.near_line(&frame.line(&s.line)));
                let Some(d) = near.min_by(f64::total_cmp) else { continue };
                // What the sector's line rests on now: the newest dated line that is not later.
                let newest = (data.fronts.iter().enumerate())
                    .filter(|(_, f)| data.config.sectors.get(front.sector).is_some_and(|s| s.id == f.sector))
                    .filter(|(_, f)| f.stands_at <= state.at && f.meta.variant.is_none())
                    .max_by_key(|(_, f)| f.stands_at);
                let Some((index, line)) = newest else { continue };
                let how = if front.is_attested { "" } else { "Interpolated from here to the next dated line." };
                hits.push(self.hit(HitKind::Front, index, &line.meta, d, how));
            }
        }
        sorted(hits)
    }

    fn areas(&self) -> Vec<Hit> {
        let (frame, data, state) = (&self.frame, self.data, self.state);
        let mut hits = Vec::new();
        let inside = |shape: &geo::MultiPolygon<f64>| {
            shape.iter().any(|p| swept::winding(&frame.line(&swept::ring_of(p)), self.at) != 0)
        };
        if frame.shows(MapLayer::Holdouts) {
            for (&index, area) in state.holdouts.iter().filter_map(|i| Some((i, data.holdouts.get(*i)?))) {
                let centre = area.shape.iter().next().map(|p| super::frame::bounds(&frame.line(&swept::ring_of(p))));
                if inside(&area.shape) || centre.is_some_and(|b| self.near(b.center()).is_some()) {
                    hits.push(self.hit(HitKind::Holdout, index, &area.meta, 0.0, ""));
                }
            }
        }
        if frame.shows(MapLayer::Landings) {
            for (&index, area) in state.pockets.iter().filter_map(|i| Some((i, data.pockets.get(*i)?))) {
                if inside(&area.shape) {
                    hits.push(self.hit(HitKind::Pocket, index, &area.meta, 0.0, ""));
                }
            }
            for (index, island) in data.islands.iter().enumerate().filter(|(_, i)| i.meta.variant.is_none()) {
                if inside(&island.shape) {
                    hits.push(self.hit(HitKind::Island, index, &island.meta, 0.0, ""));
                }
            }
        }
        if frame.shows(MapLayer::Zones) {
            for mark in super::zones::marks(frame, data, state) {
                let Some(zone) = data.zones.get(mark.index) else { continue };
                let d = self
                    .near_line(&mark.line)
                    .or_else(|| (mark.is_area && swept::winding(&mark.line, self.at) != 0).then_some(0.0));
                hits.extend(d.map(|d| self.hit(HitKind::Zone, mark.index, &zone.meta, d, &zone.label)));
            }
        }
        hits
    }
}

fn sorted(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by(|a, b| a.distance_pt.total_cmp(&b.distance_pt).then_with(|| a.id.cmp(&b.id)));
    hits
}

/// Distance of a point from a segment.
fn distance_to(p: Point, a: Point, b: Point) -> f64 {
    let along = b - a;
    let t = ((p - a).dot(along) / along.hypot2().max(1e-12)).clamp(0.0, 1.0);
    p.distance(a + along * t)
}

/// Dates, status, certainty, note and sources of a feature.
fn meta_lines(meta: &Meta, data: &Dataset) -> Vec<String> {
    let dates = match (meta.start_text.as_str(), meta.end_text.as_str()) {
        ("" | "..", "" | "..") => String::new(),
        (start, "" | "..") => start.to_owned(),
        (start, end) if start == end => start.to_owned(),
        (start, end) => format!("{start} to {end}"),
    };
    let status = match meta.status {
        Status::Executed => "",
        Status::Planned => "planned, not carried out",
        Status::Proposed => "proposed",
        Status::Agreed => "agreed",
        Status::Ordered => "ordered",
        Status::Refused => "proposed and refused",
        Status::Cancelled => "called off",
    };
    let certainty = match meta.certainty {
        Certainty::Documented => "documented",
        Certainty::Probable => "probable",
        Certainty::Approximate => "approximate",
    };
    let character = [status, certainty].iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join(", ");
    let sources: Vec<String> = meta.sources.iter().map(|c| citation(c, data)).collect();
    [dates, character, meta.note.clone(), sources_line(&sources)].into_iter().filter(|l| !l.is_empty()).collect()
}

fn sources_line(sources: &[String]) -> String {
    if sources.is_empty() { String::new() } else { format!("Sources: {}", sources.join("; ")) }
}

fn citation(citation: &Citation, data: &Dataset) -> String {
    let short = data.sources.iter().find(|s| s.id == citation.key).map_or(citation.key.as_str(), |s| s.short.as_str());
    if citation.locator.is_empty() { short.to_owned() } else { format!("{short}: {}", citation.locator) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_to_a_segment_is_to_its_nearest_point() {
        let (a, b) = (Point::new(0.0, 0.0), Point::new(10.0, 0.0));
        assert!((distance_to(Point::new(5.0, 3.0), a, b) - 3.0).abs() < 1e-12);
        assert!((distance_to(Point::new(13.0, 4.0), a, b) - 5.0).abs() < 1e-12);
    }

    #[test]
    fn a_refused_proposal_says_so() {
        let meta = Meta { status: Status::Refused, ..super::super::testing::meta("z") };
        let lines = meta_lines(&meta, &Dataset::default());
        assert!(lines.iter().any(|l| l.contains("refused")), "{lines:?}");
    }
}

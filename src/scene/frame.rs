//! What every part of the composer needs to know about one page: view, theme, transform, scale.

use kurbo::{Affine, BezPath, PathEl, Point, Rect};

use super::{MapLayer, ViewSpec};
use crate::data::Relief;
use crate::geo::{Detail, LonLat, MapPoint, MapRect, PagePoint, Projection};
use crate::label::OrientedBox;
use crate::layout::CREDITS_LEADING;
use crate::style::Theme;

/// Width of the margin that carries the degrees, points.
const MARGIN_PT: f64 = 13.0;
/// How far beyond the page lines are kept, so that strokes do not show their cut ends, points.
const BLEED_PT: f64 = 24.0;

/// What reaches no further into the map than this is not seen, points.
const EDGE_PT: f64 = 2.0;
/// How far a bend may be cut where it is asked whether a path reaches into the map, in units of the path.
const BEND: f64 = 0.3;

/// One page in the making.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    /// What is asked for.
    pub view: &'a ViewSpec,
    /// How it looks.
    pub theme: &'a Theme,
    /// The plane.
    pub projection: &'a Projection,
    /// From the plane to the page.
    pub to_page: Affine,
    /// Part of the plane on the page, with some bleed.
    pub visible: MapRect,
    /// The map's frame on the page: inside the margin if there is one.
    pub map: Rect,
    /// Scale denominator.
    pub scale: f64,
    /// Detail of lines at this scale.
    pub detail: Detail,
    /// Heights, to tell land from sea.
    pub relief: Option<&'a Relief>,
    /// Where the cards of the page stand: the legend explains nothing that lies under one.
    pub cards: &'a [Rect],
}

impl<'a> Frame<'a> {
    /// The page of `view` in `theme`.
    pub fn new(view: &'a ViewSpec, theme: &'a Theme, projection: &'a Projection, relief: Option<&'a Relief>) -> Self {
        let page = Rect::new(0.0, 0.0, view.size.width_pt, view.size.height_pt);
        let has_margin = view.furniture.contains(super::Furniture::GraticuleLabels);
        let mut map = if has_margin { page.inset(-MARGIN_PT) } else { page };
        if has_margin && view.furniture.contains(super::Furniture::Credits) {
            // The degrees share their line with the first of the two lines of credits.
            map.y1 -= theme.lettering.credits.size_pt * CREDITS_LEADING;
        }
        let metres_per_pt = view.camera.metres_per_pt;
        Self {
            view,
            theme,
            projection,
            to_page: view.camera.page_from_map(view.size),
            visible: view.camera.visible(view.size).expanded(BLEED_PT * metres_per_pt),
            map,
            scale: view.camera.scale_denominator(),
            detail: Detail { tolerance_m: 0.2 * metres_per_pt, min_extent_m: 0.35 * metres_per_pt },
            relief,
            cards: &[],
        }
    }

    /// The whole page.
    pub fn page(&self) -> Rect {
        Rect::new(0.0, 0.0, self.view.size.width_pt, self.view.size.height_pt)
    }

    /// True if the reader wants to see `layer`.
    pub fn shows(&self, layer: MapLayer) -> bool {
        self.view.layers.contains(layer)
    }

    /// A point of the plane on the page.
    pub fn on_page(&self, p: MapPoint) -> Point {
        self.to_page * Point::new(p.x, p.y)
    }

    /// A place on the page.
    pub fn place(&self, p: LonLat) -> Point {
        self.on_page(self.projection.project(p))
    }

    /// A line on the page, its edges straight in degrees to within a fifth of a point.
    pub fn line(&self, line: &[LonLat]) -> Vec<Point> {
        let points = self.projection.project_line(line, self.detail.tolerance_m.max(1.0));
        points.into_iter().map(|p| self.on_page(p)).collect()
    }

    /// True if a point of the page lies on land, to the grain of the relief; without relief everything is land.
    pub fn is_land(&self, p: Point) -> bool {
        let Some(relief) = self.relief else { return true };
        let on_plane = self.view.camera.map_point(PagePoint::new(p.x, p.y), self.view.size);
        let at = self.projection.unproject(on_plane);
        relief.height_at(at.lon, at.lat).is_some_and(|h| h >= 0)
    }

    /// True if part of a line lies on land inside the map: every few points are asked.
    pub fn shows_on_land(&self, line: &[Point]) -> bool {
        line.iter().step_by(4).any(|p| self.is_clear(*p) && self.is_land(*p))
    }

    /// The part of the plane inside the map's frame.
    pub fn on_map(&self) -> MapRect {
        let at = |x, y| self.view.camera.map_point(PagePoint::new(x, y), self.view.size);
        MapRect { min: at(self.map.x0, self.map.y1), max: at(self.map.x1, self.map.y0) }
    }

    /// The map's frame without its edge: what only touches the edge has nothing to say in the legend.
    fn explained(&self) -> OrientedBox {
        OrientedBox::upright(self.map.inset(-EDGE_PT))
    }

    /// True if a point of the page lies inside the map's frame and under no card.
    pub fn is_clear(&self, p: Point) -> bool {
        self.map.contains(p) && !self.cards.iter().any(|card| card.contains(p))
    }

    /// True if something with these bounds can be seen: a part of them lies inside the map's frame and not all of that under one
    /// card.
    pub fn explains(&self, bounds: Rect) -> bool {
        let seen = bounds.intersect(self.map);
        bounds.overlaps(self.map) && !self.cards.iter().any(|card| card.contains_rect(seen))
    }

    /// True if part of a line of the page can be seen: inside the map's frame and under no card.
    pub fn crosses(&self, line: &[Point]) -> bool {
        let map = self.explained();
        line.windows(2).any(|w| self.shows_segment(&map, w[0], w[1]))
    }

    /// How much of a line of the page can be seen, points; a segment counts if its middle can.
    pub fn seen_pt(&self, line: &[Point]) -> f64 {
        let seen = line.windows(2).filter(|w| self.is_clear(w[0].midpoint(w[1])));
        seen.map(|w| w[0].distance(w[1])).sum()
    }

    fn shows_segment(&self, map: &OrientedBox, from: Point, to: Point) -> bool {
        map.touches_segment(from, to, 0.0) && !self.cards.iter().any(|card| card.contains(from) && card.contains(to))
    }

    /// True if part of a path in a space of its own can be seen, as [`Self::crosses`].
    pub fn crosses_path(&self, path: &BezPath, to_page: Affine) -> bool {
        let (map, mut start, mut last, mut is_inside) = (self.explained(), Point::ZERO, Point::ZERO, false);
        kurbo::flatten(path, BEND, |element| {
            let to = element.end_point().map_or(start, |p| to_page * p);
            let from = std::mem::replace(&mut last, to);
            if matches!(element, PathEl::MoveTo(_)) {
                start = to;
            } else {
                is_inside = is_inside || self.shows_segment(&map, from, to);
            }
        });
        is_inside
    }

    /// Metres of the plane for `points` of the page.
    pub fn metres(&self, points: f64) -> f64 {
        points * self.view.camera.metres_per_pt
    }

    /// True if a shape with these bounds can be seen.
    pub fn sees(&self, bounds: Rect) -> bool {
        let page = self.page().inset(BLEED_PT);
        bounds.x0 <= page.x1 && bounds.x1 >= page.x0 && bounds.y0 <= page.y1 && bounds.y1 >= page.y0
    }
}

/// The bounds of points; an empty rectangle at the origin if there are none.
pub(crate) fn bounds(points: &[Point]) -> Rect {
    let Some(&first) = points.first() else { return Rect::ZERO };
    points.iter().fold(Rect::from_points(first, first), |r, p| r.union_pt(*p))
}

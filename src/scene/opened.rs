//! Files that a reader opened, drawn into a scene over the map and under marks, names and the page's furniture, and found
//! again under a point of the page.

use std::sync::Arc;

use geo::{Coord, Distance, Euclidean, Geometry, LineString, MapCoords, Polygon};
use kurbo::{Affine, BezPath, Circle, Point, Shape};

use super::{Colour, Fill, FillRule, Item, Layer, LineCap, LineJoin, Scene, Stroke, StrokeStyle, ViewSpec};
use crate::data::UserLayer;
use crate::geo::{DENSIFY_TOLERANCE_M, LonLat, PagePoint, Projection};
use crate::style::Theme;
use crate::time::Instant;

/// Radius of points and width of lines, points on the page.
const DOT_PT: f64 = 3.4;
const LINE_PT: f64 = 1.6;
const FILL_OPACITY: f64 = 0.22;
/// Opened files lie under the first of these: marks of events, then all lettering and the page's furniture.
const ABOVE: [&str; 4] = ["landings", "events", "names", "furniture"];

/// Adds to the scene of `view` at `t` what is to be seen of `layers` then, in their order.
pub fn add_opened(
    scene: &mut Scene,
    layers: &[Arc<UserLayer>],
    t: Instant,
    view: &ViewSpec,
    projection: &Projection,
    theme: &Theme,
) {
    if layers.is_empty() {
        return;
    }
    let mut pen = Pen {
        projection,
        to_page: view.camera.page_from_map(view.size),
        line: theme.sides.us,
        fill: theme.sides.us,
        mark: theme.sides.us,
        casing: theme.front.casing,
        items: Vec::new(),
    };
    for feature in layers.iter().flat_map(|layer| &layer.features) {
        if let Some(geometry) = feature.seen_at(t) {
            // Colours that the file names itself (simplestyle), else the theme's.
            let named = |text: &Option<String>| text.as_deref().and_then(Colour::from_hex);
            let line = named(&feature.stroke).unwrap_or(theme.sides.us);
            pen.line = line;
            pen.fill = named(&feature.fill).unwrap_or(line);
            pen.mark = named(&feature.marker_colour).unwrap_or(line);
            pen.geometry(&geometry);
        }
    }
    let at = scene.layers.iter().position(|layer| ABOVE.contains(&layer.name)).unwrap_or(scene.layers.len());
    scene.layers.insert(at, Layer { name: "opened-files", key: None, items: pen.items });
}

/// The features of `layer` to be seen at `t` that lie within `radius_pt` of `at` on the page of `view`, or round it: places in
/// the layer's list, in its order.
#[must_use]
pub fn opened_at(
    layer: &UserLayer,
    t: Instant,
    view: &ViewSpec,
    projection: &Projection,
    at: PagePoint,
    radius_pt: f64,
) -> Vec<usize> {
    let to_page = view.camera.page_from_map(view.size);
    let on_page = |c: Coord<f64>| {
        let p = projection.project(LonLat::new(c.x, c.y));
        let p = to_page * Point::new(p.x, p.y);
        Coord { x: p.x, y: p.y }
    };
    let at = geo::Point::new(at.x, at.y);
    let is_near = |geometry: Geometry<f64>| {
        let drawn = geometry.map_coords(on_page);
        // What encloses the point is at no distance.
        Euclidean.distance(&drawn, &at) <= radius_pt
    };
    let seen = layer.features.iter().enumerate().filter_map(|(i, feature)| Some((i, feature.seen_at(t)?)));
    seen.filter(|(_, geometry)| is_near(geometry.clone())).map(|(i, _)| i).collect()
}

struct Pen<'a> {
    projection: &'a Projection,
    to_page: Affine,
    line: Colour,
    fill: Colour,
    mark: Colour,
    casing: Colour,
    items: Vec<Item>,
}

impl Pen<'_> {
    fn geometry(&mut self, geometry: &Geometry<f64>) {
        match geometry {
            Geometry::Point(p) => self.dot(LonLat::new(p.x(), p.y())),
            Geometry::MultiPoint(points) => points.0.iter().for_each(|p| self.dot(LonLat::new(p.x(), p.y()))),
            Geometry::LineString(line) => self.lines(std::slice::from_ref(line)),
            Geometry::MultiLineString(lines) => self.lines(&lines.0),
            Geometry::Polygon(polygon) => self.area(std::slice::from_ref(polygon)),
            Geometry::MultiPolygon(polygons) => self.area(&polygons.0),
            Geometry::GeometryCollection(all) => all.0.iter().for_each(|g| self.geometry(g)),
            Geometry::Line(line) => self.lines(&[LineString(vec![line.start, line.end])]),
            Geometry::Rect(rect) => self.area(&[rect.to_polygon()]),
            Geometry::Triangle(triangle) => self.area(&[triangle.to_polygon()]),
        }
    }

    fn path(&self, path: &mut BezPath, line: &LineString<f64>, is_closed: bool) {
        let places: Vec<LonLat> = line.0.iter().map(|c| LonLat::new(c.x, c.y)).collect();
        for (i, p) in self.projection.project_line(&places, DENSIFY_TOLERANCE_M).into_iter().enumerate() {
            let point = self.to_page * Point::new(p.x, p.y);
            if i == 0 { path.move_to(point) } else { path.line_to(point) }
        }
        if is_closed {
            path.close_path();
        }
    }

    fn dot(&mut self, at: LonLat) {
        let p = self.projection.project(at);
        let centre = self.to_page * Point::new(p.x, p.y);
        self.add_fill(Circle::new(centre, DOT_PT + 1.0).to_path(0.05), self.casing);
        self.add_fill(Circle::new(centre, DOT_PT).to_path(0.05), self.mark);
    }

    fn lines(&mut self, lines: &[LineString<f64>]) {
        let mut path = BezPath::new();
        for line in lines {
            self.path(&mut path, line, false);
        }
        self.add_stroke(path.clone(), LINE_PT + 1.6, self.casing);
        self.add_stroke(path, LINE_PT, self.line);
    }

    fn area(&mut self, polygons: &[Polygon<f64>]) {
        let mut path = BezPath::new();
        for polygon in polygons {
            self.path(&mut path, polygon.exterior(), true);
            polygon.interiors().iter().for_each(|hole| self.path(&mut path, hole, true));
        }
        self.add_fill(path.clone(), self.fill.with_opacity(FILL_OPACITY));
        self.add_stroke(path, LINE_PT, self.line);
    }

    fn add_fill(&mut self, path: BezPath, colour: Colour) {
        self.items.push(Item::Fill(Fill {
            path: path.into(),
            to_page: Affine::IDENTITY,
            rule: FillRule::EvenOdd,
            colour,
        }));
    }

    fn add_stroke(&mut self, path: BezPath, width_pt: f64, colour: Colour) {
        let style = StrokeStyle { width_pt, cap: LineCap::Round, join: LineJoin::Round, dash_pt: Vec::new() };
        self.items.push(Item::Stroke(Stroke { path: path.into(), to_page: Affine::IDENTITY, style, colour }));
    }
}

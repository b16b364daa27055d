//! The files of `base/`: coast, lakes, rivers, borders, territories, terrain, railways, names, places.

use geo::Geometry;

use super::properties::Properties;
use super::reader::Feature;
use super::shapes::{area, fail, lines, one_line, point, vertices};
use super::spot::Spot;
use super::{
    BaseMap, Border, CoastRing, Lake, PhysicalLabel, Place, Railway, Report, River, Source, Terrain, TerrainKind, Unit,
    load::read_file, reader::read_features,
};
use crate::geo::LonLat;

type Shape = Option<Geometry<f64>>;

impl BaseMap {
    /// Loads what a map needs at the start: all but the finest coast, for which see [`load_coast_full`].
    ///
    /// What cannot be read is left out and told in `report`.
    #[must_use]
    pub fn load(source: &dyn Source, report: &mut Report) -> Self {
        Self {
            coast_overview: load_coast_overview(source, report),
            coast_mid: read_all(source, "base/coast_mid.geojson", report, coast_ring),
            lakes: read_all(source, "base/lakes.geojson", report, lake),
            rivers: read_all(source, "base/rivers.geojson", report, river),
            borders: read_all(source, "base/borders.geojson", report, border),
            borders_modern: read_all(source, "base/borders_modern.geojson", report, border),
            terrain: read_all(source, "base/terrain.geojson", report, terrain),
            units: read_all(source, "base/units.geojson", report, unit),
            railways: read_all(source, "base/railways.geojson", report, railway),
            labels: read_all(source, "base/labels.geojson", report, label),
        }
    }
}

/// Loads the finest coast, which only large scales need.
#[must_use]
pub fn load_coast_full(source: &dyn Source, report: &mut Report) -> Vec<CoastRing> {
    read_all(source, "base/coast_full.geojson", report, coast_ring)
}

/// Loads the coarsest coast alone: all that is needed to measure ground.
#[must_use]
pub fn load_coast_overview(source: &dyn Source, report: &mut Report) -> Vec<CoastRing> {
    read_all(source, "base/coast_overview.geojson", report, coast_ring)
}

/// Loads the states and territories alone: all that is needed to say whose ground a place was.
#[must_use]
pub fn load_units(source: &dyn Source, report: &mut Report) -> Vec<Unit> {
    read_all(source, "base/units.geojson", report, unit)
}

/// The gazetteer.
pub(super) fn load_places(source: &dyn Source, report: &mut Report) -> Vec<Place> {
    read_all(source, "base/places.geojson", report, place)
}

/// Every feature of a file, read by `read`; unsound ones and second ones of an id are left out.
fn read_all<T>(
    source: &dyn Source,
    file: &str,
    report: &mut Report,
    read: impl Fn(&mut Properties<'_, '_>, Shape) -> Option<T>,
) -> Vec<T> {
    let Some(bytes) = read_file(source, file, report) else { return Vec::new() };
    let features = read_features(file, &bytes, report);
    let mut ids = super::load::Ids::default();
    let mut list = Vec::with_capacity(features.len());
    for Feature { id, geometry, properties, line } in features {
        let spot = Spot { file, line, id: id.as_deref() };
        let mut p = Properties::new(&properties, spot, report);
        p.value("id");
        let read = read(&mut p, geometry);
        if p.finish() && ids.is_first(spot, report) {
            list.extend(read);
        }
    }
    list
}

fn coast_ring(p: &mut Properties<'_, '_>, geometry: Shape) -> Option<CoastRing> {
    let level = p.integer("lev", 1, 4, 1_u8);
    match geometry {
        Some(Geometry::Polygon(shape)) => Some(CoastRing { level, shape }),
        other => fail(p, other.as_ref(), "a Polygon"),
    }
}

fn lake(p: &mut Properties<'_, '_>, geometry: Shape) -> Option<Lake> {
    let (names, rank) = (p.names(), p.integer("rank", 0, 99, 9_u8));
    Some(Lake { names, rank, shape: area(p, geometry)? })
}

fn river(p: &mut Properties<'_, '_>, geometry: Shape) -> Option<River> {
    let (names, rank) = (p.names(), p.integer("rank", 0, 9, 5_u8));
    Some(River { names, rank, lines: lines(p, geometry)? })
}

fn border(p: &mut Properties<'_, '_>, geometry: Shape) -> Option<Border> {
    let (names, rank) = (p.names(), p.integer("rank", 1, 9, 3_u8));
    let between = p.texts("between");
    Some(Border { names, rank, between, lines: lines(p, geometry)? })
}

fn terrain(p: &mut Properties<'_, '_>, geometry: Shape) -> Option<Terrain> {
    let kinds = [("marsh", TerrainKind::Marsh), ("desert", TerrainKind::Desert), ("steppe", TerrainKind::Steppe)];
    let (names, kind) = (p.names(), p.word("kind", &kinds)?);
    Some(Terrain { names, kind, shape: area(p, geometry)? })
}

fn unit(p: &mut Properties<'_, '_>, geometry: Shape) -> Option<Unit> {
    let (id, names, label, kind) = (id(p), p.names(), p.optional_text("label"), p.text("kind"));
    Some(Unit { id, names, label, kind, shape: area(p, geometry)? })
}

fn railway(p: &mut Properties<'_, '_>, geometry: Shape) -> Option<Railway> {
    let (id, names) = (id(p), p.names());
    let is_main = p.word("kind", &[("main", true), ("branch", false)])?;
    let gauge_mm = p.integer("gauge_mm", 300, 2_000, 1_435_u16);
    let condition = p.optional_text("condition");
    Some(Railway { id, names, is_main, gauge_mm, condition, line: one_line(p, geometry)? })
}

fn label(p: &mut Properties<'_, '_>, geometry: Shape) -> Option<PhysicalLabel> {
    let (names, kind, rank) = (p.names(), p.text("kind"), p.integer("rank", 1, 9, 4_u8));
    let curve = match geometry {
        Some(Geometry::Point(at)) => vec![LonLat::new(at.x(), at.y())],
        other => vertices(&one_line(p, other)?),
    };
    Some(PhysicalLabel { names, kind, rank, curve })
}

fn place(p: &mut Properties<'_, '_>, geometry: Shape) -> Option<Place> {
    let id = id(p);
    if id.is_empty() {
        p.fail("it has no id", "give it an id that no other place has");
    }
    let names = p.names();
    if names.en.is_empty() {
        p.fail_missing("name");
    }
    let mut aliases = p.texts("aliases");
    // Latin and simplified forms are found as well, but never written on the map.
    aliases.extend(["name:ja-Latn", "name:zh-Latn", "name:zh-Hans"].iter().flat_map(|key| p.texts(key)));
    let (kind, rank, note) = (p.text("kind"), p.integer("rank", 1, 5, 5_u8), p.optional_text("note"));
    Some(Place { id, names, aliases, kind, rank, at: point(p, geometry)?, note })
}

fn id(p: &Properties<'_, '_>) -> String {
    p.spot.id.unwrap_or_default().to_owned()
}

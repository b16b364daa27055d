//! Tables of the campaign (RFC 4180, UTF-8, lines end with CR LF), geometry as well-known text in the column `wkt`.
//!
//! Unlike the picture in GeoJSON and KML the tables hold every version: the columns `variant` and `variant_of` tell them.

use geo::{Geometry, LineString, MultiPoint};

use super::ExchangeOptions;
use super::geojson::utc;
use super::properties::{NAME_KEYS, cited_as};
use super::wkt::wkt;
use crate::data::{Area, Citation, Dataset, Formation, Meta, Names, Word};
use crate::geo::LonLat;
use crate::time::Instant;

/// A table: header and rows of equal length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvTable {
    /// Name of the file: `events.csv`.
    pub file: &'static str,
    /// Names of the columns.
    pub header: Vec<&'static str>,
    /// Cells, unquoted.
    pub rows: Vec<Vec<String>>,
}

impl CsvTable {
    /// The bytes of the file. Cells with commas, quotes or line breaks are quoted, quotes in them doubled.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = record(&self.header);
        self.rows.iter().for_each(|row| out.push_str(&record(row)));
        out
    }
}

fn record<T: AsRef<str>>(cells: &[T]) -> String {
    let quoted = |cell: &T| {
        let cell = cell.as_ref();
        if cell.contains([',', '"', '\n', '\r']) || cell != cell.trim() {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let mut line = cells.iter().map(quoted).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// Columns that all features have, before those of their kind.
const COMMON: [&str; 21] = [
    "id",
    "name",
    "name_modern",
    "name_ja",
    "name_ru",
    "name_zh",
    "name_ko",
    "name_mn",
    "start",
    "end",
    "start_utc",
    "end_utc",
    "status",
    "certainty",
    "side",
    "sources",
    "note",
    "variant",
    "variant_of",
    "kind",
    "wkt",
];

/// All tables, in order of their names. Of `options` only the instant counts.
#[must_use]
pub fn csv_tables(data: &Dataset, options: &ExchangeOptions) -> Vec<CsvTable> {
    let as_of = options.as_of;
    vec![
        events(data, as_of),
        figures(data),
        formations(data),
        fronts(data, as_of),
        areas("holdouts.csv", &data.holdouts, as_of),
        islands(data, as_of),
        landings(data, as_of),
        movements(data, as_of),
        places(data),
        areas("pockets.csv", &data.pockets, as_of),
        sources(data),
        zones(data, as_of),
    ]
}

/// True if it has begun by the instant asked for.
fn has_begun(meta: &Meta, as_of: Option<Instant>) -> bool {
    as_of.is_none_or(|t| meta.period.start() <= t)
}

fn is_in_force(meta: &Meta, as_of: Option<Instant>) -> bool {
    as_of.is_none_or(|t| meta.period.contains(t))
}

fn header(own: &[&'static str]) -> Vec<&'static str> {
    COMMON.iter().chain(own).copied().collect()
}

fn named(names: &Names) -> Vec<String> {
    let others = NAME_KEYS.iter().map(|(_, lang)| names.others.get(lang).cloned().unwrap_or_default());
    std::iter::once(names.en.clone()).chain(others).collect()
}

fn cited(citations: &[Citation]) -> String {
    citations.iter().map(cited_as).collect::<Vec<_>>().join("; ")
}

/// An instant in UTC; empty for an open one.
fn instant(t: Instant) -> String {
    if t == Instant::DISTANT_PAST || t == Instant::DISTANT_FUTURE { String::new() } else { utc(t) }
}

fn row<const N: usize>(meta: &Meta, geometry: &Geometry<f64>, own: [String; N]) -> Vec<String> {
    let mut cells = vec![meta.id.clone()];
    cells.extend(named(&meta.names));
    let variant = |get: fn(&crate::data::VariantOf) -> &String| meta.variant.as_ref().map(get).cloned();
    cells.extend([
        meta.start_text.clone(),
        meta.end_text.clone(),
        instant(meta.period.start()),
        instant(meta.period.end()),
        meta.status.word().to_owned(),
        meta.certainty.word().to_owned(),
        meta.side.map_or("", Word::word).to_owned(),
        cited(&meta.sources),
        meta.note.clone(),
        variant(|v| &v.key).unwrap_or_default(),
        variant(|v| &v.replaces).unwrap_or_default(),
        meta.kind.clone(),
        wkt(geometry),
    ]);
    cells.extend(own);
    cells
}

fn point(at: LonLat) -> Geometry<f64> {
    geo::Point::new(at.lon, at.lat).into()
}

fn line(places: &[LonLat]) -> Geometry<f64> {
    places.iter().map(|p| (p.lon, p.lat)).collect::<LineString<f64>>().into()
}

fn events(data: &Dataset, as_of: Option<Instant>) -> CsvTable {
    let rows = data.events.iter().filter(|e| has_begun(&e.meta, as_of)).map(|e| {
        let own = [
            e.event.word().to_owned(),
            e.rank.to_string(),
            e.prelude.to_string(),
            e.clock.to_string(),
            e.place.clone(),
            e.text.clone(),
        ];
        row(&e.meta, &point(e.at), own)
    });
    let header = header(&["event", "rank", "prelude", "clock", "place", "text"]);
    CsvTable { file: "events.csv", header, rows: rows.collect() }
}

fn fronts(data: &Dataset, as_of: Option<Instant>) -> CsvTable {
    let rows = data.fronts.iter().filter(|f| is_in_force(&f.meta, as_of));
    let rows = rows.map(|f| row(&f.meta, &line(&f.line), [f.sector.clone()])).collect();
    CsvTable { file: "fronts.csv", header: header(&["sector"]), rows }
}

fn areas(file: &'static str, areas: &[Area], as_of: Option<Instant>) -> CsvTable {
    let rows = areas.iter().filter(|a| is_in_force(&a.meta, as_of));
    let rows = rows.map(|a| row(&a.meta, &Geometry::MultiPolygon(a.shape.clone()), [])).collect();
    CsvTable { file, header: header(&[]), rows }
}

fn islands(data: &Dataset, as_of: Option<Instant>) -> CsvTable {
    let rows = data.islands.iter().filter(|i| has_begun(&i.meta, as_of)).map(|i| {
        let own = [i.group.clone(), i.landing_text.clone()];
        row(&i.meta, &Geometry::MultiPolygon(i.shape.clone()), own)
    });
    CsvTable { file: "islands.csv", header: header(&["group", "landing"]), rows: rows.collect() }
}

fn landings(data: &Dataset, as_of: Option<Instant>) -> CsvTable {
    let rows = data.landings.iter().filter(|l| has_begun(&l.meta, as_of));
    let rows = rows.map(|l| row(&l.meta, &point(l.at), [l.by.word().to_owned(), l.troops.strength.clone()])).collect();
    CsvTable { file: "landings.csv", header: header(&["by", "strength"]), rows }
}

fn movements(data: &Dataset, as_of: Option<Instant>) -> CsvTable {
    let rows = data.movements.iter().filter(|m| has_begun(&m.meta, as_of)).map(|m| {
        let times = m.times.iter().map(|t| utc(*t)).collect::<Vec<_>>().join("; ");
        let own = [
            m.formation.clone(),
            m.mobility.word().to_owned(),
            m.role.word().to_owned(),
            m.group.clone(),
            m.rank.to_string(),
            m.width.to_string(),
            times,
        ];
        row(&m.meta, &line(&m.line), own)
    });
    let header = header(&["formation", "mobility", "role", "group", "rank", "width", "times"]);
    CsvTable { file: "movements.csv", header, rows: rows.collect() }
}

fn zones(data: &Dataset, as_of: Option<Instant>) -> CsvTable {
    let rows = data.zones.iter().filter(|z| is_in_force(&z.meta, as_of));
    let rows = rows.map(|z| row(&z.meta, &z.geometry, [z.zone.clone(), z.label.clone()])).collect();
    CsvTable { file: "zones.csv", header: header(&["zone", "label"]), rows }
}

fn formations(data: &Dataset) -> CsvTable {
    let mut header = vec!["id"];
    header.extend(&COMMON[1..8]);
    header.extend([
        "short",
        "side",
        "force",
        "level",
        "branch",
        "parent",
        "commander",
        "strength",
        "positions",
        "fate_date",
        "fate_place",
        "fate",
        "movements",
        "status",
        "certainty",
        "sources",
        "note",
        "wkt",
    ]);
    let row = |f: &Formation| {
        let positions = f.positions.iter().map(|p| format!("{} {}", p.date, p.place).trim_end().to_owned());
        let points: MultiPoint<f64> = f.positions.iter().map(|p| (p.at.lon, p.at.lat)).collect();
        let fate = f.fate.as_ref();
        let mut cells = vec![f.id.clone()];
        cells.extend(named(&f.names));
        cells.extend([
            f.short.clone(),
            f.side.word().to_owned(),
            f.force.clone(),
            f.level.word().to_owned(),
            f.branch.word().to_owned(),
            f.parent.clone().unwrap_or_default(),
            f.commander.clone(),
            f.strength.as_ref().map(|s| s.text.clone()).unwrap_or_default(),
            positions.collect::<Vec<_>>().join("; "),
            fate.map(|fate| fate.date.to_string()).unwrap_or_default(),
            fate.map(|fate| fate.place.clone()).unwrap_or_default(),
            fate.map(|fate| fate.text.clone()).unwrap_or_default(),
            f.movements.join("; "),
            f.status.word().to_owned(),
            f.certainty.word().to_owned(),
            cited(&f.sources),
            f.note.clone(),
            if points.0.is_empty() { String::new() } else { wkt(&points.into()) },
        ]);
        cells
    };
    CsvTable { file: "formations.csv", header, rows: data.formations.iter().map(row).collect() }
}

fn places(data: &Dataset) -> CsvTable {
    let mut header = vec!["id"];
    header.extend(&COMMON[1..8]);
    header.extend(["aliases", "kind", "rank", "lon", "lat", "note", "wkt"]);
    let row = |p: &crate::data::Place| {
        let mut cells = vec![p.id.clone()];
        cells.extend(named(&p.names));
        let (lon, lat) = (p.at.lon.to_string(), p.at.lat.to_string());
        let (aliases, rank) = (p.aliases.join("; "), p.rank.to_string());
        cells.extend([aliases, p.kind.clone(), rank, lon, lat, p.note.clone(), wkt(&point(p.at))]);
        cells
    };
    CsvTable { file: "places.csv", header, rows: data.places.iter().map(row).collect() }
}

fn figures(data: &Dataset) -> CsvTable {
    let header = vec![
        "id",
        "name",
        "side",
        "subject",
        "measure",
        "low",
        "high",
        "as_of",
        "scope",
        "certainty",
        "sources",
        "note",
    ];
    let row = |f: &crate::data::Figure| {
        [
            &f.id,
            &f.name,
            f.side.word(),
            &f.subject,
            &f.measure,
            &f.low.to_string(),
            &f.high.to_string(),
            &f.as_of.to_string(),
            &f.scope,
            f.certainty.word(),
            &cited(&f.sources),
            &f.note,
        ]
        .map(str::to_owned)
        .to_vec()
    };
    CsvTable { file: "figures.csv", header, rows: data.figures.iter().map(row).collect() }
}

fn sources(data: &Dataset) -> CsvTable {
    let text = |s: &crate::data::SourceEntry, key: &str| {
        s.csl.get(key).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    };
    let row = |s: &crate::data::SourceEntry| {
        let (kind, title, language, note) = (text(s, "type"), text(s, "title"), text(s, "language"), text(s, "note"));
        vec![s.id.clone(), s.short.clone(), s.full.clone(), kind, title, language, s.link.clone(), note]
    };
    let header = vec!["key", "short", "reference", "type", "title", "language", "link", "note"];
    CsvTable { file: "sources.csv", header, rows: data.sources.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let rows =
            vec![vec!["a".to_owned(), "say \"b\", c".to_owned()], vec!["two\nlines".to_owned(), " d".to_owned()]];
        let table = CsvTable { file: "x.csv", header: vec!["p", "q"], rows };
        assert_eq!(table.text(), "p,q\r\na,\"say \"\"b\"\", c\"\r\n\"two\nlines\",\" d\"\r\n");
    }
}

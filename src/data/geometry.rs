//! GeoJSON geometry from its text, position by position.
//!
//! Written by hand so that a bad number has a place in the file and a cure: the geojson crate, which is as fast, says no
//! more than that a position was expected, and takes open rings as they are. Degrees in, degrees out. Rings come out closed, outer rings counterclockwise
//! and inner ones clockwise (RFC 7946, 3.1.6); heights are dropped.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

use super::nearest::nearest;
use super::number::read_number;
use super::scan::{Cursor, Fault};

/// How deep collections may be nested in each other.
const MAX_DEPTH: usize = 8;

/// The names of the kinds of geometry.
const KINDS: [&str; 7] =
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"];

/// Why a geometry cannot be used. `at` is a byte of the text.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(super) enum GeometryFault {
    /// Its brackets, commas or quotes are broken.
    #[error("its geometry is broken: {0}")]
    Structure(#[from] Fault),
    /// It is of no kind that there is.
    #[error("its geometry has the type \"{kind}\", which there is not")]
    UnknownKind { kind: String, at: usize },
    /// Its kind or its coordinates are not given.
    #[error("its geometry has no \"{key}\"")]
    NoMember { key: &'static str, at: usize },
    /// A coordinate is not a number.
    #[error("\"{found}\" stands where a coordinate is due")]
    NotANumber { found: String, at: usize },
    /// A position has one number only.
    #[error("a position has fewer than two numbers")]
    ShortPosition { at: usize },
    /// Latitude and longitude seem exchanged.
    #[error("the position [{lon}, {lat}] has no such latitude")]
    Swapped { lon: f64, lat: f64, at: usize },
    /// The numbers are no degrees at all.
    #[error("the position [{lon}, {lat}] is not in degrees")]
    NotDegrees { lon: f64, lat: f64, at: usize },
    /// The longitude runs past the antimeridian.
    #[error("the position [{lon}, {lat}] lies beyond 180 degrees")]
    BeyondHalfCircle { lon: f64, lat: f64, at: usize },
    /// A line has fewer than two positions.
    #[error("a line has fewer than two positions")]
    ShortLine { at: usize },
    /// No polygon has an outer ring of four positions.
    #[error("its outer ring has fewer than four positions")]
    ShortRing { at: usize },
    /// Collections are nested too deeply.
    #[error("its collections are nested more than {MAX_DEPTH} deep")]
    TooDeep { at: usize },
}

impl GeometryFault {
    /// The byte of the text at which it stands.
    pub const fn at(&self) -> usize {
        match self {
            Self::Structure(fault) => fault.at(),
            Self::UnknownKind { at, .. }
            | Self::NoMember { at, .. }
            | Self::NotANumber { at, .. }
            | Self::ShortPosition { at }
            | Self::Swapped { at, .. }
            | Self::NotDegrees { at, .. }
            | Self::BeyondHalfCircle { at, .. }
            | Self::ShortLine { at }
            | Self::ShortRing { at }
            | Self::TooDeep { at } => *at,
        }
    }

    /// What helps.
    pub fn cure(&self) -> String {
        match self {
            Self::Structure(_) => "close every bracket and quote, and put commas between numbers".to_owned(),
            Self::UnknownKind { kind, .. } => match nearest(kind, KINDS) {
                Some(near) => format!("write \"{near}\""),
                None => format!("use one of {}", KINDS.join(", ")),
            },
            Self::NoMember { key: "type", .. } => "add \"type\": \"LineString\" or another kind".to_owned(),
            Self::NoMember { .. } => "add its \"coordinates\", or write \"geometry\": null".to_owned(),
            Self::NotANumber { .. } => "write degrees as plain numbers, and leave out what is not known".to_owned(),
            Self::ShortPosition { .. } => "write [longitude, latitude]".to_owned(),
            Self::Swapped { .. } => "swap the two numbers: GeoJSON puts the longitude first".to_owned(),
            Self::NotDegrees { .. } => "reproject the file to WGS 84 longitude and latitude (EPSG:4326)".to_owned(),
            Self::BeyondHalfCircle { .. } => "subtract 360 from longitudes above 180".to_owned(),
            Self::ShortLine { .. } => "give the line a second position, or make it a Point".to_owned(),
            Self::ShortRing { .. } => "a ring needs three corners and the first one again".to_owned(),
            Self::TooDeep { .. } => "put the geometries into one collection".to_owned(),
        }
    }
}

/// How many rings were put right while reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Repairs {
    /// Rings whose last position was not the first one.
    pub closed: usize,
    /// Rings of fewer than four positions, left out.
    pub dropped: usize,
    /// Rings that ran the wrong way round.
    pub turned: usize,
}

/// A geometry of `text` that begins where `cursor` stands; `None` for one without any position.
pub(super) fn read_geometry(
    text: &str,
    cursor: &mut Cursor<'_>,
    repairs: &mut Repairs,
) -> Result<Option<Geometry<f64>>, GeometryFault> {
    GeometryReader { text, repairs }.geometry(cursor, 0)
}

struct GeometryReader<'a> {
    text: &'a str,
    repairs: &'a mut Repairs,
}

type Read<T> = Result<T, GeometryFault>;

impl GeometryReader<'_> {
    fn geometry(&mut self, cursor: &mut Cursor<'_>, depth: usize) -> Read<Option<Geometry<f64>>> {
        cursor.peek();
        let at = cursor.pos();
        if depth > MAX_DEPTH {
            return Err(GeometryFault::TooDeep { at });
        }
        let (mut kind, mut coordinates, mut geometries) = (None, None, None);
        let mut ahead = cursor.clone();
        // Writers put the type first, so the coordinates are usually read in passing and never skipped.
        if ahead.accept(b'{') && self.key(&mut ahead)? == "type" {
            kind = Some(ahead.string()?);
            if ahead.accept(b',') && self.key(&mut ahead)? == "coordinates" {
                let kind = &self.text[kind.clone().unwrap_or_default()];
                let geometry = self.coordinates(kind, &mut ahead, at)?;
                if ahead.accept(b'}') {
                    *cursor = ahead;
                } else {
                    // Foreign members follow; go over them.
                    cursor.value()?;
                }
                return Ok(geometry);
            }
        }
        cursor.members(|key, value| match key {
            "type" => kind = Some(value.start + 1..value.end.saturating_sub(1).max(value.start + 1)),
            "coordinates" => coordinates = Some(value.start),
            "geometries" => geometries = Some(value.start),
            _ => {}
        })?;
        let kind = kind.and_then(|range| self.text.get(range)).ok_or(GeometryFault::NoMember { key: "type", at })?;
        if kind == "GeometryCollection" {
            let start = geometries.ok_or(GeometryFault::NoMember { key: "geometries", at })?;
            return self.collection(&mut Cursor::new(self.text, start), depth);
        }
        let start = coordinates.ok_or(GeometryFault::NoMember { key: "coordinates", at })?;
        self.coordinates(kind, &mut Cursor::new(self.text, start), at)
    }

    fn key(&self, cursor: &mut Cursor<'_>) -> Read<&str> {
        let key = cursor.string()?;
        cursor.expect(b':', "a colon")?;
        Ok(&self.text[key])
    }

    fn collection(&mut self, cursor: &mut Cursor<'_>, depth: usize) -> Read<Option<Geometry<f64>>> {
        let members = self.list(cursor, |reader, cursor| reader.geometry(cursor, depth + 1))?;
        let members: Vec<_> = members.into_iter().flatten().collect();
        Ok((!members.is_empty()).then(|| Geometry::GeometryCollection(GeometryCollection::from(members))))
    }

    fn coordinates(&mut self, kind: &str, cursor: &mut Cursor<'_>, at: usize) -> Read<Option<Geometry<f64>>> {
        cursor.peek();
        if self.text[cursor.pos()..].starts_with("null") {
            cursor.value()?;
            return Ok(None);
        }
        let start = cursor.pos();
        Ok(match kind {
            "Point" => self.point(cursor)?,
            "MultiPoint" => {
                let points = self.list(cursor, Self::position)?;
                some_unless_empty(points).map(|p| MultiPoint::from(p).into())
            }
            "LineString" => self.line(cursor)?.map(Geometry::LineString),
            "MultiLineString" => {
                let lines = self.list(cursor, Self::line)?.into_iter().flatten().collect();
                some_unless_empty(lines).map(|lines| MultiLineString::new(lines).into())
            }
            "Polygon" => match self.polygon(cursor)? {
                Ring::Absent => None,
                Ring::Short => return Err(GeometryFault::ShortRing { at: start }),
                Ring::Whole(polygon) => Some(Geometry::Polygon(polygon)),
            },
            "MultiPolygon" => self.multi_polygon(cursor, start)?,
            _ => return Err(GeometryFault::UnknownKind { kind: kind.to_owned(), at }),
        })
    }

    fn point(&mut self, cursor: &mut Cursor<'_>) -> Read<Option<Geometry<f64>>> {
        let mut ahead = cursor.clone();
        if ahead.accept(b'[') && ahead.accept(b']') {
            *cursor = ahead;
            return Ok(None);
        }
        Ok(Some(Geometry::Point(Point::from(self.position(cursor)?))))
    }

    fn line(&mut self, cursor: &mut Cursor<'_>) -> Read<Option<LineString<f64>>> {
        cursor.peek();
        let at = cursor.pos();
        let positions = self.list(cursor, Self::position)?;
        match positions.len() {
            0 => Ok(None),
            1 => Err(GeometryFault::ShortLine { at }),
            _ => Ok(Some(LineString::new(positions))),
        }
    }

    fn multi_polygon(&mut self, cursor: &mut Cursor<'_>, at: usize) -> Read<Option<Geometry<f64>>> {
        let mut polygons = Vec::new();
        let mut has_short = false;
        for polygon in self.list(cursor, Self::polygon)? {
            match polygon {
                Ring::Absent => {}
                Ring::Short => {
                    has_short = true;
                    self.repairs.dropped += 1;
                }
                Ring::Whole(polygon) => polygons.push(polygon),
            }
        }
        if polygons.is_empty() && has_short {
            return Err(GeometryFault::ShortRing { at });
        }
        Ok(some_unless_empty(polygons).map(|polygons| MultiPolygon::new(polygons).into()))
    }

    fn polygon(&mut self, cursor: &mut Cursor<'_>) -> Read<Ring<Polygon<f64>>> {
        let mut rings = self.list(cursor, Self::ring)?.into_iter();
        let outer = match rings.next() {
            None | Some(Ring::Absent) => return Ok(Ring::Absent),
            Some(Ring::Short) => return Ok(Ring::Short),
            Some(Ring::Whole(ring)) => self.turned(ring, true),
        };
        let mut inner = Vec::new();
        for ring in rings {
            match ring {
                Ring::Absent => {}
                Ring::Short => self.repairs.dropped += 1,
                Ring::Whole(ring) => inner.push(self.turned(ring, false)),
            }
        }
        Ok(Ring::Whole(Polygon::new(outer, inner)))
    }

    fn ring(&mut self, cursor: &mut Cursor<'_>) -> Read<Ring<Vec<Coord<f64>>>> {
        let mut positions = self.list(cursor, Self::position)?;
        let (Some(&first), Some(&last)) = (positions.first(), positions.last()) else { return Ok(Ring::Absent) };
        if first != last {
            positions.push(first);
            self.repairs.closed += usize::from(positions.len() >= 4);
        }
        Ok(if positions.len() < 4 { Ring::Short } else { Ring::Whole(positions) })
    }

    /// The ring, counterclockwise or clockwise as asked.
    fn turned(&mut self, mut ring: Vec<Coord<f64>>, counterclockwise: bool) -> LineString<f64> {
        let twice_area = twice_signed_area(&ring);
        if twice_area != 0.0 && (twice_area > 0.0) != counterclockwise {
            ring.reverse();
            self.repairs.turned += 1;
        }
        LineString::new(ring)
    }

    /// A list in brackets, each element read by `each`.
    fn list<T>(
        &mut self,
        cursor: &mut Cursor<'_>,
        mut each: impl FnMut(&mut Self, &mut Cursor<'_>) -> Read<T>,
    ) -> Read<Vec<T>> {
        cursor.expect(b'[', "\"[\"")?;
        let mut elements = Vec::new();
        if cursor.accept(b']') {
            return Ok(elements);
        }
        loop {
            elements.push(each(self, cursor)?);
            if cursor.accept(b']') {
                return Ok(elements);
            }
            cursor.expect(b',', "a comma")?;
        }
    }

    fn position(&mut self, cursor: &mut Cursor<'_>) -> Read<Coord<f64>> {
        cursor.expect(b'[', "\"[\"")?;
        let at = cursor.pos() - 1;
        if cursor.peek() == Some(b']') {
            return Err(GeometryFault::ShortPosition { at });
        }
        let lon = read_number(self.text, cursor)?;
        if !cursor.accept(b',') {
            return Err(GeometryFault::ShortPosition { at });
        }
        let lat = read_number(self.text, cursor)?;
        while cursor.accept(b',') {
            // A height, or what else a writer put there.
            cursor.value()?;
        }
        cursor.expect(b']', "\"]\"")?;
        if lon.abs() <= 180.0 && lat.abs() <= 90.0 {
            return Ok(Coord { x: lon, y: lat });
        }
        Err(if lon.abs() <= 90.0 && lat.abs() <= 180.0 {
            GeometryFault::Swapped { lon, lat, at }
        } else if lon.abs() <= 360.0 && lat.abs() <= 90.0 {
            GeometryFault::BeyondHalfCircle { lon, lat, at }
        } else {
            GeometryFault::NotDegrees { lon, lat, at }
        })
    }
}

/// What became of a ring, or of a polygon by its outer ring.
enum Ring<T> {
    /// It has no position.
    Absent,
    /// It has fewer than four positions.
    Short,
    /// It is a ring.
    Whole(T),
}

fn some_unless_empty<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// Twice the area of a closed ring, positive if it runs counterclockwise (the shoelace formula about its first vertex).
fn twice_signed_area(ring: &[Coord<f64>]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    ring.windows(2).map(|w| (w[0].x - origin.x) * (w[1].y - origin.y) - (w[1].x - origin.x) * (w[0].y - origin.y)).sum()
}

//! Everything that was read, by kind, in file order.

use geo::{LineString, MultiPolygon, Polygon};
use serde_json::{Map, Value};

use super::{Area, Event, Figure, Formation, FrontLine, Island, Landing, Movement, Names, Place, Side, Zone};
use crate::geo::{BoundingBox, LonLat, ProjectionKind};
use crate::time::{Clock, Period, UtcOffset};

/// The campaign as read: `campaign.json`, `sources.json` and the files of `campaign/`.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// Title, time range, clocks, sectors, views, chapters.
    pub config: CampaignConfig,
    /// Dated lines of all sectors.
    pub fronts: Vec<FrontLine>,
    /// Ground still Japanese behind the front.
    pub holdouts: Vec<Area>,
    /// Ground held ahead of the front.
    pub pockets: Vec<Area>,
    /// Landings by sea, air and river.
    pub landings: Vec<Landing>,
    /// Islands that pass as a whole.
    pub islands: Vec<Island>,
    /// Promises, proposals, agreements, orders.
    pub zones: Vec<Zone>,
    /// The timeline.
    pub events: Vec<Event>,
    /// Axes and marches.
    pub movements: Vec<Movement>,
    /// Order of battle.
    pub formations: Vec<Formation>,
    /// Counts of men, losses and arms, as single sources give them.
    pub figures: Vec<Figure>,
    /// Bibliography.
    pub sources: Vec<SourceEntry>,
    /// Gazetteer.
    pub places: Vec<Place>,
}

/// `geodata/campaign.json`.
#[derive(Clone, Debug)]
pub struct CampaignConfig {
    /// Title of the atlas.
    pub title: String,
    /// Line under the title.
    pub subtitle: String,
    /// From the first to the last instant of the slider.
    pub period: Period,
    /// The campaign's own clock: whole days are days of this clock.
    pub clock: UtcOffset,
    /// Clocks that a reader may choose, the first one the default.
    pub clocks: Vec<Clock>,
    /// The projection in which the map is drawn unless a reader chooses another.
    pub projection: ProjectionKind,
    /// Sectors in drawing order.
    pub sectors: Vec<SectorConfig>,
    /// Named views.
    pub views: Vec<View>,
    /// Chapters of the story.
    pub chapters: Vec<Chapter>,
}

impl Default for CampaignConfig {
    fn default() -> Self {
        Self {
            title: String::new(),
            subtitle: String::new(),
            period: Period::ALWAYS,
            clock: UtcOffset::PLUS_NINE,
            clocks: Vec::new(),
            projection: ProjectionKind::default(),
            sectors: Vec::new(),
            views: Vec::new(),
            chapters: Vec::new(),
        }
    }
}

/// A sector whose front moves as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectorConfig {
    /// Id: `transbaikal`.
    pub id: String,
    /// Name of the front.
    pub names: Names,
    /// Who advances.
    pub side: Option<Side>,
}

/// A named view.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Id: `theatre`.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it shows, degrees.
    pub bbox: BoundingBox,
}

/// A chapter of the story.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// When it plays.
    pub period: Period,
    /// Id of its view.
    pub view: String,
    /// A paragraph of our own.
    pub text: String,
}

/// An entry of the bibliography (CSL-JSON), with what the atlas shows of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceEntry {
    /// Citation key.
    pub id: String,
    /// Short form for a line of credits: "Hasegawa 2011".
    pub short: String,
    /// Full reference in one line.
    pub full: String,
    /// DOI or address; may be empty.
    pub link: String,
    /// The whole entry as written (CSL-JSON).
    pub csl: Map<String, Value>,
}

/// The base map as read. Geometry in degrees; detail levels of the coast from coarse to fine.
#[derive(Clone, Debug, Default)]
pub struct BaseMap {
    /// Coast for scales below about 1:6 000 000.
    pub coast_overview: Vec<CoastRing>,
    /// Coast for middle scales.
    pub coast_mid: Vec<CoastRing>,
    /// Lakes with names.
    pub lakes: Vec<Lake>,
    /// Rivers.
    pub rivers: Vec<River>,
    /// Border lines of 1945.
    pub borders: Vec<Border>,
    /// Border lines of today.
    pub borders_modern: Vec<Border>,
    /// Marsh, desert and dry steppe.
    pub terrain: Vec<Terrain>,
    /// States and territories of 1945.
    pub units: Vec<Unit>,
    /// Railways of 1945.
    pub railways: Vec<Railway>,
    /// Names of seas, ranges, plains, straits ...
    pub labels: Vec<PhysicalLabel>,
}

/// A ring of the coast.
#[derive(Clone, Debug)]
pub struct CoastRing {
    /// 1 land, 2 lake, 3 island in a lake.
    pub level: u8,
    /// Outline, degrees.
    pub shape: Polygon<f64>,
}

/// A lake.
#[derive(Clone, Debug)]
pub struct Lake {
    /// Names; may be empty.
    pub names: Names,
    /// 0 (great) upwards.
    pub rank: u8,
    /// Outline.
    pub shape: MultiPolygon<f64>,
}

/// A river or a stretch of one.
#[derive(Clone, Debug)]
pub struct River {
    /// Names; may be empty.
    pub names: Names,
    /// 1 main stream to 5 brook; 0 for banks of double-line rivers.
    pub rank: u8,
    /// Courses; from source to mouth if the river has a name.
    pub lines: Vec<LineString<f64>>,
}

/// What the ground is like where it hindered the fighting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TerrainKind {
    /// Swamp and flooded lowland.
    Marsh,
    /// Sand, gravel, hardly any water.
    Desert,
    /// Grass without wells for a day's march.
    Steppe,
}

/// A stretch of marsh, desert or steppe; its edge is vague.
#[derive(Clone, Debug)]
pub struct Terrain {
    /// Names.
    pub names: Names,
    /// What it is.
    pub kind: TerrainKind,
    /// Area.
    pub shape: MultiPolygon<f64>,
}

/// A border of 1945 or of today.
#[derive(Clone, Debug)]
pub struct Border {
    /// Names.
    pub names: Names,
    /// 1 international, 2 leased territory or front, 3 province.
    pub rank: u8,
    /// Territories on its two sides, as the ids of [`Unit`] end: `manchukuo`. The tint along the border lies in the first.
    pub between: Vec<String>,
    /// Course.
    pub lines: Vec<LineString<f64>>,
}

/// A state or territory of 1945.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Id: `unit-manchukuo`.
    pub id: String,
    /// Names.
    pub names: Names,
    /// English name for the map, often shorter; may be empty.
    pub label: String,
    /// state, territory, province ...
    pub kind: String,
    /// Area.
    pub shape: MultiPolygon<f64>,
}

/// A railway of 1945.
#[derive(Clone, Debug)]
pub struct Railway {
    /// Id.
    pub id: String,
    /// Names of 1945.
    pub names: Names,
    /// True for a main line, false for a branch.
    pub is_main: bool,
    /// Gauge in millimetres.
    pub gauge_mm: u16,
    /// Condition where the track was lifted or doubtful; usually empty.
    pub condition: String,
    /// Course.
    pub line: LineString<f64>,
}

/// A physical name and the curve on which it stands, in reading direction; a single point for a spot.
#[derive(Clone, Debug)]
pub struct PhysicalLabel {
    /// Names.
    pub names: Names,
    /// sea, strait, range, plain, river ...
    pub kind: String,
    /// 1 (theatre) to 4 (one operation).
    pub rank: u8,
    /// Curve, degrees; at least one point.
    pub curve: Vec<LonLat>,
}

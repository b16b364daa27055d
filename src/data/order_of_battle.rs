//! `formations.json`: the order of battle. An unsound entry is reported and left out.

use std::collections::BTreeMap;

use serde_json::Value;

use super::entries::read_entries;
use super::formation::{Branch, Fate, Formation, FormationPosition, Level, PositionKind, Strength, Subordination};
use super::load::Ids;
use super::meta::{CERTAINTIES, SIDES, STATUSES};
use super::properties::Properties;
use super::{Certainty, Lang, Origin, Report, Status};
use crate::geo::LonLat;
use crate::time::{Instant, Period, UtcOffset};

/// The words of the files for how large a formation is.
pub(super) const LEVELS: [(&str, Level); 16] = [
    ("theatre", Level::Theatre),
    ("front", Level::Front),
    ("army_group", Level::ArmyGroup),
    ("fleet", Level::Fleet),
    ("army", Level::Army),
    ("air_army", Level::AirArmy),
    ("flotilla", Level::Flotilla),
    ("corps", Level::Corps),
    ("division", Level::Division),
    ("brigade", Level::Brigade),
    ("base", Level::Base),
    ("group", Level::Group),
    ("regiment", Level::Regiment),
    ("battalion", Level::Battalion),
    ("detachment", Level::Detachment),
    ("ship", Level::Ship),
];

/// The words of the files for what a formation fights with.
pub(super) const BRANCHES: [(&str, Branch); 14] = [
    ("combined", Branch::Combined),
    ("infantry", Branch::Infantry),
    ("armour", Branch::Armour),
    ("mechanized", Branch::Mechanized),
    ("motorized", Branch::Motorized),
    ("cavalry", Branch::Cavalry),
    ("artillery", Branch::Artillery),
    ("fortress", Branch::Fortress),
    ("air", Branch::Air),
    ("airborne", Branch::Airborne),
    ("naval", Branch::Naval),
    ("naval_infantry", Branch::NavalInfantry),
    ("submarine", Branch::Submarine),
    ("border", Branch::Border),
];

pub(super) const POSITION_KINDS: [(&str, PositionKind); 3] =
    [("hq", PositionKind::Headquarters), ("position", PositionKind::Troops), ("planned", PositionKind::Planned)];

/// Reads the order of battle, in the file's order; `ids` are those met in other files.
pub(super) fn read_formations(
    file: &str,
    bytes: &[u8],
    clock: UtcOffset,
    ids: &mut Ids,
    report: &mut Report,
) -> Vec<Formation> {
    let mut formations = Vec::new();
    for entry in read_entries(file, bytes, report) {
        let spot = entry.spot(file);
        if !ids.is_first(spot, report) {
            continue;
        }
        let mut p = Properties::new(&entry.members, spot, report);
        let read = formation(&mut p, clock);
        if p.finish_all() {
            formations.extend(read);
        }
    }
    formations
}

fn formation(p: &mut Properties<'_, '_>, clock: UtcOffset) -> Option<Formation> {
    let id = p.text("id");
    let mut names = p.names();
    if names.en.is_empty() {
        p.fail_missing("name");
    }
    names.others = p.object("names", names_by_lang).unwrap_or_default();
    let short = p.text("short");
    let side = p.word("side", &SIDES);
    let force = p.optional_text("force");
    let level = p.word("level", &LEVELS);
    let branch = p.word("branch", &BRANCHES);
    let parent = Some(p.optional_text("parent")).filter(|parent| !parent.is_empty());
    let parents = p.objects("parents", |p| subordination(p, clock));
    let commander = p.optional_text("commander");
    let commander_sources = p.citations("commander_sources");
    let strength = p.object("strength", strength);
    let positions = p.objects("positions", |p| position(p, clock));
    let fate = p.object("fate", |p| fate(p, clock)).flatten();
    if let Some(at) = positions.windows(2).position(|pair| pair[1].since < pair[0].since) {
        p.fail(
            format!("position {} is dated before the one ahead of it", at + 2),
            "put its positions in order of time",
        );
    }
    Some(Formation {
        id,
        names,
        short,
        force,
        parent,
        parents,
        commander,
        commander_sources,
        strength,
        positions,
        fate,
        movements: p.texts("movements"),
        status: p.word("status", &STATUSES).unwrap_or(Status::Executed),
        certainty: p.word("certainty", &CERTAINTIES).unwrap_or(Certainty::Approximate),
        sources: p.citations("sources"),
        note: p.optional_text("note"),
        record: p.record().clone(),
        origin: Origin { file: p.spot.file.to_owned(), line: p.spot.line },
        side: side?,
        level: level?,
        branch: branch?,
    })
}

/// Names by language: `{"ja": "第五軍", "ru": "5-я армия"}`.
fn names_by_lang(p: &mut Properties<'_, '_>) -> BTreeMap<Lang, String> {
    p.names_by_lang(&[("ja", Lang::Ja), ("ru", Lang::Ru), ("zh", Lang::Zh), ("ko", Lang::Ko), ("mn", Lang::Mn)])
}

fn subordination(p: &mut Properties<'_, '_>, clock: UtcOffset) -> Option<Subordination> {
    let parent = p.text("parent");
    let (start, _) = p.date("start")?;
    let end = p.optional_date("end").map(|(end, _)| end);
    let until = end.as_ref().map_or(Instant::DISTANT_FUTURE, |end| end.end_instant(clock));
    let period = Period::new(start.first_instant(clock), until);
    if period.is_none() {
        p.fail("its end lies before its start", "exchange or correct them");
    }
    Some(Subordination { parent, period: period? })
}

fn strength(p: &mut Properties<'_, '_>) -> Strength {
    let text = p.text("text");
    let sources = p.citations("sources");
    let mut numbers = BTreeMap::new();
    for (key, value) in p.rest() {
        match value.as_u64() {
            Some(number) => {
                numbers.insert(key.to_owned(), number);
            }
            None => p.fail(format!("its \"{key}\" is {value}"), "write a whole number"),
        }
    }
    Strength { text, numbers, sources }
}

fn position(p: &mut Properties<'_, '_>, clock: UtcOffset) -> Option<FormationPosition> {
    let date = p.date("time").map(|(date, _)| date);
    let at = lon_lat(p);
    let place = p.optional_text("place");
    let what = p.word("what", &POSITION_KINDS);
    let certainty = p.word("certainty", &CERTAINTIES);
    let sources = p.citations("sources");
    let date = date?;
    if at.is_none() {
        p.fail_missing("lon");
    }
    Some(FormationPosition {
        since: date.first_instant(clock),
        until: date.end_instant(clock),
        date,
        at: at?,
        place,
        what: what?,
        certainty: certainty?,
        sources,
    })
}

fn fate(p: &mut Properties<'_, '_>, clock: UtcOffset) -> Option<Fate> {
    let date = p.date("date").map(|(date, _)| date);
    let place = p.optional_text("place");
    let text = p.text("text");
    let at = lon_lat(p);
    let sources = p.citations("sources");
    let date = date?;
    Some(Fate { comes_at: date.end_instant(clock), date, place, at, text, sources })
}

/// The place of `lon` and `lat`, or `None` if neither is there.
fn lon_lat(p: &mut Properties<'_, '_>) -> Option<LonLat> {
    let (lon, lat) = (p.value("lon"), p.value("lat"));
    if lon.is_none() && lat.is_none() {
        return None;
    }
    let number = |value: Option<&Value>, limit: f64| value.and_then(Value::as_f64).filter(|n| n.abs() <= limit);
    let place = number(lon, 180.0).zip(number(lat, 90.0)).map(|(lon, lat)| LonLat::new(lon, lat));
    if place.is_none() {
        p.fail("its \"lon\" and \"lat\" are no place", "write degrees: \"lon\": 123.43, \"lat\": 41.80");
    }
    place
}

//! `august-storm list`: what the campaign holds, as a table or as JSON.

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::json::{meta_json, names_json, sources_json};
use super::{parse, terminal};
use crate::data::{Dataset, EventKind, Formation, Level, Names, Side, Word};
use crate::geo::distance_m;
use crate::model::{Campaign, folded_name};
use crate::time::{Day, UtcOffset};

/// List what the campaign holds. WORD keeps what has it in a name of any language, in its id or in its text.
#[derive(Debug, Args)]
pub struct ListArgs {
    #[command(subcommand)]
    list: List,
}

#[derive(Debug, Subcommand)]
enum List {
    /// The timeline, in order of time.
    #[command(after_help = "Fields of --json: id, names, start, end (EDTF), from (UTC), kind, rank, prelude, clock, \
                            place, lon, lat, text, status, certainty, sources, note, variant, variant_of.")]
    Events(EventArgs),
    /// The gazetteer.
    #[command(after_help = "Fields of --json: id, names, aliases, kind, rank, lon, lat, km (with --near), note.")]
    Places(PlaceArgs),
    /// The order of battle.
    #[command(
        after_help = "Fields of --json: id, names, short, side, force, level, branch, parent, commander, strength \
                            {text, numbers}, positions [{time, lon, lat, place, what, certainty}], fate {date, place, \
                            text}, movements, status, certainty, sources, note."
    )]
    Formations(FormationArgs),
    /// What was promised, proposed, agreed or ordered on the map.
    #[command(after_help = "Fields of --json: id, names, start, end (EDTF), from (UTC), zone, label, side, status, \
                            certainty, sources, note, variant, variant_of.")]
    Zones(Common),
    /// Axes and marches.
    #[command(
        after_help = "Fields of --json: id, names, start, end (EDTF), from (UTC), formation, mobility, role, rank, \
                            side, status, certainty, sources, note, variant, variant_of."
    )]
    Movements(Common),
    /// The bibliography.
    #[command(after_help = "--json is CSL-JSON, as `august-storm cite KEY --json`.")]
    Sources(Common),
    /// Named views, for `render --view`.
    #[command(after_help = "Fields of --json: id, name, bbox [west, south, east, north].")]
    Views(Common),
    /// Strengths and losses, one count of one source a row.
    #[command(after_help = "Fields of --json: id, name, side, subject, measure, low, high, as_of, scope, certainty, \
                            sources, note.")]
    Figures(Common),
    /// Clocks of 1945, for --clock.
    #[command(after_help = "Fields of --json: id, name, offset.")]
    Clocks(Common),
}

#[derive(Debug, Args)]
struct Common {
    /// Keep what has this word in a name, in its id or in its text; case, marks and hyphens do not count.
    #[arg(value_name = "WORD")]
    word: Option<String>,

    /// A JSON list instead of a table.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct EventArgs {
    #[command(flatten)]
    common: Common,

    /// From this day on.
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    from: Option<Day>,

    /// To this day, included.
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    to: Option<Day>,

    /// military, diplomatic, order, political, surrender or atomic.
    #[arg(long, value_name = "KIND", value_parser = parse_word::<EventKind>)]
    kind: Option<EventKind>,

    /// Up to this rank: 1 what a lecture must show, 3 all.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=3))]
    rank: Option<u8>,
}

#[derive(Debug, Args)]
struct PlaceArgs {
    #[command(flatten)]
    common: Common,

    /// The nearest first to this place: a name, or longitude,latitude.
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
    near: Option<String>,

    /// city, town, village, port, pass, fort, island ...
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
}

#[derive(Debug, Args)]
struct FormationArgs {
    #[command(flatten)]
    common: Common,

    /// soviet, mongolia, japan, china ...
    #[arg(long, value_name = "SIDE", value_parser = parse_word::<Side>)]
    side: Option<Side>,

    /// front, army, corps, division, brigade ...
    #[arg(long, value_name = "LEVEL", value_parser = parse_word::<Level>)]
    level: Option<Level>,
}

fn parse_day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|e| format!("{e}; write a day such as 1945-08-18"))
}

fn parse_word<T: Word>(text: &str) -> Result<T, String> {
    let known = || T::WORDS.iter().map(|(word, _)| *word);
    T::of_word(text).ok_or_else(|| format!("it is none of {}", known().collect::<Vec<_>>().join(", ")))
}

/// A list: a table for people, values for scripts.
struct Listing {
    headers: Vec<&'static str>,
    rows: Vec<(Vec<String>, Value)>,
}

/// Prints the list.
///
/// # Errors
/// If a place or kind is not known, or standard output cannot be written.
pub fn run(args: &ListArgs) -> Result<ExitCode> {
    let campaign = Campaign::builtin();
    let data = campaign.data();
    let (common, listing) = match &args.list {
        List::Events(args) => (&args.common, events(args, data)),
        List::Places(args) => (&args.common, places(args, &campaign)?),
        List::Formations(args) => (&args.common, formations(args, data)),
        List::Zones(args) => (args, zones(args, data)),
        List::Movements(args) => (args, movements(args, data)),
        List::Sources(args) => (args, sources(args, data)),
        List::Views(args) => (args, views(args, data)),
        List::Figures(args) => (args, figures(args, data)),
        List::Clocks(args) => (args, clocks(args, data)),
    };
    let text = if common.json {
        let values: Vec<Value> = listing.rows.into_iter().map(|(_, value)| value).collect();
        format!("{:#}\n", Value::Array(values))
    } else {
        let rows: Vec<Vec<String>> = listing.rows.into_iter().map(|(row, _)| row).collect();
        terminal::table(&listing.headers, &rows, terminal::width())
    };
    terminal::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

impl Common {
    /// True if there is no word to look for, or one of the texts has it.
    fn keeps<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        let Some(word) = self.word.as_deref().map(folded_name) else { return true };
        texts.into_iter().any(|text| folded_name(text).contains(&word))
    }

    fn keeps_named(&self, names: &Names, more: &[&str]) -> bool {
        let all = std::iter::once(&names.en).chain(names.others.values()).map(String::as_str);
        self.keeps(all.chain(more.iter().copied()))
    }
}

fn events(args: &EventArgs, data: &Dataset) -> Listing {
    let clock = data.config.clock;
    let mut kept: Vec<_> = data
        .events
        .iter()
        .filter(|e| args.kind.is_none_or(|kind| e.event == kind) && args.rank.is_none_or(|rank| e.rank <= rank))
        .filter(|e| {
            let day = e.meta.start_text.parse().unwrap_or_else(|_| Day::containing(e.meta.period.start(), clock));
            args.from.is_none_or(|from| day >= from) && args.to.is_none_or(|to| day <= to)
        })
        .filter(|e| args.common.keeps_named(&e.meta.names, &[&e.meta.id, &e.text, &e.place]))
        .collect();
    kept.sort_by_key(|e| e.meta.period.start());
    let row = |e: &&crate::data::Event| {
        let cells = [&e.meta.id, &e.meta.start_text, e.event.word(), &e.rank.to_string(), &e.place, &e.meta.names.en];
        let mut value = meta_json(&e.meta, data);
        value["kind"] = e.event.word().into();
        value["rank"] = e.rank.into();
        value["prelude"] = e.prelude.into();
        value["clock"] = e.clock.to_string().into();
        value["place"] = e.place.clone().into();
        value["lon"] = e.at.lon.into();
        value["lat"] = e.at.lat.into();
        value["text"] = e.text.clone().into();
        (cells.map(str::to_owned).to_vec(), value)
    };
    Listing { headers: vec!["id", "date", "kind", "rank", "place", "event"], rows: kept.iter().map(row).collect() }
}

fn places(args: &PlaceArgs, campaign: &Campaign) -> Result<Listing> {
    let data = campaign.data();
    let from = args.near.as_deref().map(|near| parse::place_or_degrees(near, campaign)).transpose()?;
    if let Some(kind) = &args.kind {
        let mut kinds: Vec<&str> = data.places.iter().map(|p| p.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
            .contains(&kind.as_str())
            .then_some(())
            .with_context(|| parse::unknown("kind", kind, kinds.into_iter()))?;
    }
    let km = |place: &crate::data::Place| from.map(|from| distance_m(from, place.at) / 1000.0);
    let mut kept: Vec<_> = data
        .places
        .iter()
        .filter(|p| args.kind.as_ref().is_none_or(|kind| p.kind == *kind))
        .filter(|p| {
            args.common.keeps_named(&p.names, &[&p.id]) || args.common.keeps(p.aliases.iter().map(String::as_str))
        })
        .map(|p| (km(p), p))
        .collect();
    kept.sort_by(|a, b| a.0.unwrap_or(0.0).total_cmp(&b.0.unwrap_or(0.0)));
    let mut headers = vec!["id", "kind", "rank", "lon", "lat", "name", "now", "ja", "ru"];
    if from.is_some() {
        headers.insert(1, "km");
    }
    let row = |(km, p): &(Option<f64>, &crate::data::Place)| {
        let name = |lang| p.names.others.get(&lang).cloned().unwrap_or_default();
        let (rank, lon, lat) = (p.rank.to_string(), format!("{:.3}", p.at.lon), format!("{:.3}", p.at.lat));
        let mut cells = vec![p.id.clone(), p.kind.clone(), rank, lon, lat, p.names.en.clone()];
        cells.extend([crate::data::Lang::Modern, crate::data::Lang::Ja, crate::data::Lang::Ru].map(name));
        let mut value = json!({
            "id": p.id, "names": names_json(&p.names), "aliases": p.aliases, "kind": p.kind, "rank": p.rank,
            "lon": p.at.lon, "lat": p.at.lat, "note": p.note,
        });
        if let Some(km) = km {
            cells.insert(1, format!("{km:.1}"));
            value["km"] = ((km * 10.0).round() / 10.0).into();
        }
        (cells, value)
    };
    Ok(Listing { headers, rows: kept.iter().map(row).collect() })
}

fn formations(args: &FormationArgs, data: &Dataset) -> Listing {
    let kept = data
        .formations
        .iter()
        .filter(|f| args.side.is_none_or(|side| f.side == side) && args.level.is_none_or(|level| f.level == level))
        .filter(|f| args.common.keeps_named(&f.names, &[&f.id, &f.short, &f.commander]));
    let row = |f: &Formation| {
        let parent = f.parent.as_deref().unwrap_or_default();
        let cells = [&f.id, f.side.word(), f.level.word(), parent, &f.short, &f.names.en, &f.commander];
        (cells.map(str::to_owned).to_vec(), formation_json(f, data))
    };
    let headers = vec!["id", "side", "level", "under", "short", "name", "commander"];
    Listing { headers, rows: kept.map(row).collect() }
}

fn formation_json(f: &Formation, data: &Dataset) -> Value {
    let positions = f.positions.iter().map(|p| {
        json!({
            "time": p.date.to_string(), "lon": p.at.lon, "lat": p.at.lat, "place": p.place, "what": p.what.word(),
            "certainty": p.certainty.word(),
        })
    });
    json!({
        "id": f.id, "names": names_json(&f.names), "short": f.short, "side": f.side.word(), "force": f.force,
        "level": f.level.word(), "branch": f.branch.word(), "parent": f.parent, "commander": f.commander,
        "strength": f.strength.as_ref().map(|s| json!({ "text": s.text, "numbers": s.numbers })),
        "positions": positions.collect::<Vec<_>>(),
        "fate": f.fate.as_ref().map(|fate| json!({
            "date": fate.date.to_string(), "place": fate.place, "text": fate.text,
        })),
        "movements": f.movements, "status": f.status.word(), "certainty": f.certainty.word(),
        "sources": sources_json(&f.sources, &data.sources), "note": f.note,
    })
}

fn zones(args: &Common, data: &Dataset) -> Listing {
    let kept = data.zones.iter().filter(|z| args.keeps_named(&z.meta.names, &[&z.meta.id, &z.zone, &z.label]));
    let row = |z: &crate::data::Zone| {
        let meta = &z.meta;
        let cells = [&meta.id, &meta.start_text, &meta.end_text, meta.status.word(), &z.zone, &meta.names.en];
        let mut value = meta_json(meta, data);
        value["zone"] = z.zone.clone().into();
        value["label"] = z.label.clone().into();
        (cells.map(str::to_owned).to_vec(), value)
    };
    let headers = vec!["id", "from", "to", "status", "family", "name"];
    Listing { headers, rows: kept.map(row).collect() }
}

fn movements(args: &Common, data: &Dataset) -> Listing {
    let kept = data.movements.iter().filter(|m| args.keeps_named(&m.meta.names, &[&m.meta.id, &m.formation]));
    let row = |m: &crate::data::Movement| {
        let hours =
            |t: Option<&crate::time::Instant>| t.map_or_else(String::new, |t| t.to_rfc3339(UtcOffset::PLUS_NINE));
        let hour = |t| hours(t).chars().take("1945-08-09T00:00".len()).collect::<String>();
        let (from, to) = (hour(m.times.first()), hour(m.times.last()));
        let cells = [&m.meta.id, &from, &to, m.mobility.word(), m.role.word(), &m.formation, &m.meta.names.en];
        let mut value = meta_json(&m.meta, data);
        value["formation"] = m.formation.clone().into();
        value["mobility"] = m.mobility.word().into();
        value["role"] = m.role.word().into();
        value["rank"] = m.rank.into();
        (cells.map(str::to_owned).to_vec(), value)
    };
    let headers = vec!["id", "from (+09:00)", "to (+09:00)", "by", "role", "formation", "name"];
    Listing { headers, rows: kept.map(row).collect() }
}

fn sources(args: &Common, data: &Dataset) -> Listing {
    let kept = data.sources.iter().filter(|s| args.keeps([s.id.as_str(), &s.full, &s.short]));
    let row = |s: &crate::data::SourceEntry| {
        (vec![s.id.clone(), s.short.clone(), s.full.clone()], Value::Object(s.csl.clone()))
    };
    Listing { headers: vec!["key", "short", "reference"], rows: kept.map(row).collect() }
}

fn views(args: &Common, data: &Dataset) -> Listing {
    let kept = data.config.views.iter().filter(|v| args.keeps([v.id.as_str(), &v.name]));
    let row = |v: &crate::data::View| {
        let bbox = [v.bbox.west, v.bbox.south, v.bbox.east, v.bbox.north];
        let value = json!({ "id": v.id, "name": v.name, "bbox": bbox });
        (vec![v.id.clone(), bbox.map(|b| b.to_string()).join(","), v.name.clone()], value)
    };
    Listing { headers: vec!["id", "west,south,east,north", "name"], rows: kept.map(row).collect() }
}

fn figures(args: &Common, data: &Dataset) -> Listing {
    let kept = data.figures.iter().filter(|f| args.keeps([f.id.as_str(), &f.name, &f.subject, &f.measure, &f.scope]));
    let row = |f: &crate::data::Figure| {
        let number = if f.low == f.high { f.low.to_string() } else { format!("{}-{}", f.low, f.high) };
        let as_of = f.as_of.to_string();
        let cells = [&f.id, f.side.word(), &f.measure, &number, &as_of, &f.subject, &f.name];
        let value = json!({
            "id": f.id, "name": f.name, "side": f.side.word(), "subject": f.subject, "measure": f.measure, "low": f.low,
            "high": f.high, "as_of": as_of, "scope": f.scope, "certainty": f.certainty.word(),
            "sources": sources_json(&f.sources, &data.sources), "note": f.note,
        });
        (cells.map(str::to_owned).to_vec(), value)
    };
    let headers = vec!["id", "side", "measure", "number", "as of", "about", "name"];
    Listing { headers, rows: kept.map(row).collect() }
}

fn clocks(args: &Common, data: &Dataset) -> Listing {
    let kept = data.config.clocks.iter().filter(|c| args.keeps([c.id.as_str(), &c.name]));
    let row = |c: &crate::time::Clock| {
        let value = json!({ "id": c.id, "name": c.name, "offset": c.offset.to_string() });
        (vec![c.id.clone(), c.offset.to_string(), c.name.clone()], value)
    };
    Listing { headers: vec!["id", "offset", "name"], rows: kept.map(row).collect() }
}

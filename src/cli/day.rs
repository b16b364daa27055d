//! `august-storm day`: what changed in the course of a day, in sentences with their sources.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::json::{clocks_json, sources_json};
use super::parse::{self, ReadingArg};
use super::terminal;
use crate::data::Word;
use crate::export::short_list;
use crate::model::{Campaign, Diary, DiaryEntry, Heading, Reading, spoken_km2};
use crate::time::Day;

const FIELDS: &str = "\
Fields of --json: day, weekday, clock {id, name, offset}, reading, from and to (the day's ends on every clock), \
ground {measures, gained_km2, held_km2, fronts [{sector, name, gained_km2, held_km2}], islands {gained_km2, held_km2}} \
(null outside the campaign), sections [{id, title, entries [{when, clocks (null without an hour), text, ids, place, rank, \
certainty, sources [{key, locator, short}], note, other_readings [{reading, when, id}]}]}].";

/// Say what changed in the course of a day, with sources and the ground that was gained.
#[derive(Debug, Args)]
#[command(after_help = FIELDS)]
pub struct DayArgs {
    /// The day: 1945-08-18. Days before the campaign have the events of its prelude.
    #[arg(value_name = "DAY", value_parser = parse_day)]
    day: Day,

    /// Clock whose day it is and on which hours are told: tokyo, moscow, chita, khabarovsk, washington ...
    #[arg(long, value_name = "NAME")]
    clock: Option<String>,

    /// Version followed where sources disagree.
    #[arg(long, value_enum, default_value_t = ReadingArg::Documented)]
    reading: ReadingArg,

    /// Answer as JSON.
    #[arg(long)]
    json: bool,
}

fn parse_day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|e| format!("{e}; write a day such as 1945-08-18"))
}

/// What the figures of ground are.
const MEASURES: &str = "Land between the frontier of 8 August and the front, lakes and holdouts behind it included, \
                        sea, islands and pockets ahead of it not; an island counts when it has passed whole.";

/// Answers on standard output.
///
/// # Errors
/// If there is no such clock, or standard output cannot be written.
pub fn run(args: &DayArgs) -> anyhow::Result<ExitCode> {
    let campaign = Campaign::builtin();
    let config = &campaign.data().config;
    let clock = parse::clock(args.clock.as_deref(), &config.clocks, config.clock)?;
    let diary = campaign.diary(args.day, &clock, args.reading.into());
    let text =
        if args.json { format!("{:#}\n", json(&diary, &campaign)) } else { told(&diary, &campaign, terminal::width()) };
    terminal::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn told(diary: &Diary, campaign: &Campaign, width: Option<usize>) -> String {
    let fields = diary.day.fields();
    let mut out = format!("{}, {}\n", fields.weekday.name(), fields.long_date());
    let reading = match diary.reading {
        Reading::Documented => "",
        Reading::Hasegawa => " Told as in Hasegawa's paper.",
    };
    let clock = format!("Hours without a place are those of {} ({}).{reading}", diary.clock.name, diary.clock.offset);
    out.push_str(&terminal::wrapped("", &clock, width));
    if diary.sections.is_empty() {
        out.push_str("\nNothing is recorded of this day.\n");
    }
    for section in &diary.sections {
        let _ = writeln!(out, "\n{}", section.heading.title());
        for entry in &section.entries {
            out.push_str(&terminal::wrapped("- ", &line(entry, campaign), width));
        }
        if section.heading == Heading::Ground {
            let sum = format!(
                "In all {} gained, {} held. {MEASURES}",
                spoken_km2(diary.gained_km2()),
                spoken_km2(diary.held_km2())
            );
            out.push_str(&terminal::wrapped("  ", &sum, width));
        }
    }
    out
}

/// One entry with its time, doubts and sources.
fn line(entry: &DiaryEntry, campaign: &Campaign) -> String {
    let mut line = String::new();
    if !entry.when.text.is_empty() {
        let _ = write!(line, "{}: ", entry.when.text);
    }
    line.push_str(&entry.text);
    if let Some(word) = entry.certainty.map(Word::word).filter(|word| *word != "documented") {
        let _ = write!(line, " ({word})");
    }
    for other in &entry.other_readings {
        let _ = write!(line, " {}: {}.", other.whose, other.when);
    }
    let sources = short_list(&entry.citations, &campaign.data().sources);
    if !sources.is_empty() {
        let _ = write!(line, " [{sources}]");
    }
    line
}

fn json(diary: &Diary, campaign: &Campaign) -> Value {
    let data = campaign.data();
    let period = diary.day.period(diary.clock.offset);
    let name = |sector: usize| data.config.sectors.get(sector);
    let fronts: Vec<Value> = diary
        .fronts
        .iter()
        .map(|front| {
            json!({
                "sector": name(front.sector).map(|s| &s.id), "name": name(front.sector).map(|s| &s.names.en),
                "gained_km2": front.gained_km2.round(), "held_km2": front.held_km2.round(),
            })
        })
        .collect();
    let ground = json!({
        "measures": MEASURES, "gained_km2": diary.gained_km2().round(), "held_km2": diary.held_km2().round(),
        "fronts": fronts,
        "islands": {
            "gained_km2": diary.islands_gained_km2.round(), "held_km2": diary.islands_held_km2.round(),
        },
    });
    let sections = diary.sections.iter().map(|section| {
        let entries = section.entries.iter().map(|entry| entry_json(entry, campaign));
        json!({
            "id": section.heading.id(), "title": section.heading.title(), "entries": entries.collect::<Vec<_>>(),
        })
    });
    json!({
        "day": diary.day.to_string(),
        "weekday": diary.day.fields().weekday.name(),
        "clock": {
            "id": diary.clock.id, "name": diary.clock.name, "offset": diary.clock.offset.to_string(),
        },
        "reading": match diary.reading {
            Reading::Documented => "documented",
            Reading::Hasegawa => "hasegawa",
        },
        "from": clocks_json(period.start(), &data.config.clocks),
        "to": clocks_json(period.end(), &data.config.clocks),
        "ground": if diary.fronts.is_empty() { Value::Null } else { ground },
        "sections": sections.collect::<Vec<_>>(),
    })
}

fn entry_json(entry: &DiaryEntry, campaign: &Campaign) -> Value {
    let data = campaign.data();
    let others = entry.other_readings.iter().map(|o| json!({ "reading": o.whose, "when": o.when, "id": o.id }));
    json!({
        "when": entry.when.text,
        "clocks": entry.when.at.map(|t| clocks_json(t, &data.config.clocks)),
        "text": entry.text,
        "ids": entry.ids,
        "place": entry.place,
        "rank": entry.rank,
        "certainty": entry.certainty.map(Word::word),
        "sources": sources_json(&entry.citations, &data.sources),
        "note": entry.note,
        "other_readings": others.collect::<Vec<_>>(),
    })
}

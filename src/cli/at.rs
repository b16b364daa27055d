//! `august-storm at`: who holds a place at an instant, since when, by what, and the source.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::parse;
use crate::data::{Certainty, Citation, Lang, Meta, Place};
use crate::geo::LonLat;
use crate::model::{Campaign, Control, ControlBy, Holder, Reading};
use crate::time::{Instant, UtcOffset};

/// Say who holds a place at an instant.
#[derive(Debug, Args)]
pub struct AtArgs {
    /// Instant or day: 1945-08-20T12:00+09:00, 1945-08-20T12:00 (campaign clock, +9), or 1945-08-20 (close of the day).
    #[arg(value_name = "TIME", value_parser = parse_time)]
    time: Instant,

    /// A place by any of its names, old or new, in any script.
    #[arg(long, value_name = "NAME", required_unless_present = "lonlat")]
    place: Option<String>,

    /// A place by its degrees: longitude,latitude.
    #[arg(long, value_name = "LON,LAT", value_parser = parse_lonlat, allow_hyphen_values = true, conflicts_with = "place")]
    lonlat: Option<LonLat>,

    /// Version followed where sources disagree.
    #[arg(long, value_enum, default_value_t = ReadingArg::Documented)]
    reading: ReadingArg,

    /// Answer as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReadingArg {
    /// The best documented version.
    Documented,
    /// As in Hasegawa's paper.
    Hasegawa,
}

fn parse_time(text: &str) -> Result<Instant, String> {
    parse::instant(text, UtcOffset::PLUS_NINE).map_err(|e| format!("{e:#}"))
}

fn parse_lonlat(text: &str) -> Result<LonLat, String> {
    parse::lon_lat(text).map_err(|e| format!("{e:#}"))
}

/// Answers on standard output.
///
/// # Errors
/// If no place has the name; the message offers near ones.
pub fn run(args: &AtArgs) -> anyhow::Result<ExitCode> {
    let campaign = Campaign::builtin();
    let place = match &args.place {
        Some(name) => Some(find(&campaign, name)?),
        None => None,
    };
    let at = place.map_or_else(|| args.lonlat.unwrap_or_default(), |p| p.at);
    let reading = match args.reading {
        ReadingArg::Documented => Reading::Documented,
        ReadingArg::Hasegawa => Reading::Hasegawa,
    };
    let control = campaign.control_at(at, args.time, reading);
    let answer = Answer { campaign: &campaign, place, at, time: args.time, control: &control };
    let text = if args.json { format!("{:#}", serde_json::to_value(answer.json())?) } else { answer.sentence() };
    match writeln!(std::io::stdout().lock(), "{text}") {
        // A reader who has seen enough, such as `head`, is no failure.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn find<'c>(campaign: &'c Campaign, name: &str) -> anyhow::Result<&'c Place> {
    if let Some(first) = campaign.places().find(name).first() {
        return Ok(&campaign.data().places[*first]);
    }
    match campaign.places().suggest(name).as_slice() {
        [] => anyhow::bail!("no place is called \"{name}\"; give its degrees with --lonlat LON,LAT"),
        near => anyhow::bail!("no place is called \"{name}\"; near are {}", near.join(", ")),
    }
}

struct Answer<'a> {
    campaign: &'a Campaign,
    place: Option<&'a Place>,
    at: LonLat,
    time: Instant,
    control: &'a Control,
}

#[derive(Serialize)]
struct JsonAnswer<'a> {
    place: Option<&'a str>,
    id: Option<&'a str>,
    names: BTreeMap<&'static str, &'a str>,
    lon: f64,
    lat: f64,
    at: String,
    control: &'static str,
    since: Option<String>,
    until: Option<String>,
    by: JsonBy<'a>,
    territory: Option<&'a str>,
    certainty: Option<&'static str>,
    sources: Vec<String>,
    note: &'a str,
}

#[derive(Serialize)]
struct JsonBy<'a> {
    kind: &'static str,
    id: Option<&'a str>,
    name: Option<&'a str>,
}

impl<'a> Answer<'a> {
    fn meta(&self) -> Option<&'a Meta> {
        let data = self.campaign.data();
        match self.control.by {
            ControlBy::Front(i) => Some(&data.fronts[i].meta),
            ControlBy::Pocket(i) => Some(&data.pockets[i].meta),
            ControlBy::Holdout(i) => Some(&data.holdouts[i].meta),
            ControlBy::Island(i) => Some(&data.islands[i].meta),
            ControlBy::Territory(_) | ControlBy::Sea => None,
        }
    }

    fn territory(&self) -> Option<&'a str> {
        let unit = self.control.territory?;
        Some(&self.campaign.territories().units()[unit].names.en)
    }

    fn clock(&self) -> UtcOffset {
        self.campaign.data().config.clock
    }

    fn sources(&self) -> Vec<String> {
        let text = |c: &Citation| {
            if c.locator.is_empty() { c.key.clone() } else { format!("{}:{}", c.key, c.locator) }
        };
        self.control.sources.iter().map(text).collect()
    }

    fn json(&self) -> JsonAnswer<'a> {
        let rfc = |t: Instant| t.to_rfc3339(self.clock());
        let meta = self.meta();
        JsonAnswer {
            place: self.place.map(|p| p.names.en.as_str()),
            id: self.place.map(|p| p.id.as_str()),
            names: self.place.map(names).unwrap_or_default(),
            lon: self.at.lon,
            lat: self.at.lat,
            at: rfc(self.time),
            control: match self.control.who {
                Holder::Soviet => "soviet",
                Holder::Japan => "japan",
                Holder::Contested => "contested",
                Holder::Other => "other",
            },
            since: self.control.since.map(rfc),
            until: self.control.until.map(rfc),
            by: JsonBy {
                kind: match self.control.by {
                    ControlBy::Front(_) => "front",
                    ControlBy::Pocket(_) => "pocket",
                    ControlBy::Holdout(_) => "holdout",
                    ControlBy::Island(_) => "island",
                    ControlBy::Territory(_) => "territory",
                    ControlBy::Sea => "sea",
                },
                id: meta.map(|m| m.id.as_str()),
                name: meta.map(|m| m.names.en.as_str()).or_else(|| self.territory()),
            },
            territory: self.territory(),
            certainty: self.control.certainty.map(certainty_word),
            sources: self.sources(),
            note: meta.map_or("", |m| m.note.as_str()),
        }
    }

    fn sentence(&self) -> String {
        let since = self.control.since.map(|t| format!(", since {}", self.when(t))).unwrap_or_default();
        let until = self.control.until.map(|t| format!(", until {}", self.when(t))).unwrap_or_default();
        let land = self.territory().map_or_else(String::new, |t| format!(", {t},"));
        let first = format!("{}{land} {} at {}{since}{until}.", self.where_it_is(), self.state(), self.when(self.time));
        let certainty = self.control.certainty.map(|c| format!("The date is {}.", certainty_word(c)));
        let sources = self.control.sources.iter().map(|c| self.source(c));
        let note = self.meta().filter(|m| !m.note.is_empty()).map(|m| format!("Note: {}", m.note));
        std::iter::once(first).chain(certainty).chain(sources).chain(note).collect::<Vec<_>>().join("\n")
    }

    fn when(&self, t: Instant) -> String {
        let fields = t.closing_fields(self.clock());
        format!("{} on {} ({})", fields.hour_minute(), fields.long_date(), self.clock())
    }

    fn where_it_is(&self) -> String {
        let Some(place) = self.place else {
            return format!("{:.4} E, {:.4} N", self.at.lon, self.at.lat);
        };
        match place.names.others.get(&Lang::Modern).filter(|modern| **modern != place.names.en) {
            Some(modern) => format!("{} (now {modern})", place.names.en),
            None => place.names.en.clone(),
        }
    }

    fn state(&self) -> String {
        let by = self.meta().map_or("", |m| m.names.en.as_str());
        match (self.control.who, self.control.by) {
            (Holder::Soviet, ControlBy::Pocket(_)) => format!("is in Soviet hands (ahead of the front: {by})"),
            (Holder::Soviet, ControlBy::Island(_)) => format!("is in Soviet hands (island: {by})"),
            (Holder::Soviet, _) => format!("is in Soviet hands (behind the line of {by})"),
            (Holder::Japan, ControlBy::Holdout(_)) => format!("is still held by Japanese forces ({by})"),
            (Holder::Japan, _) => "is held by Japan".to_owned(),
            (Holder::Contested, ControlBy::Island(_)) => format!("is contested (landing on {by})"),
            (Holder::Contested, _) => format!("is contested (on the way to the line of {by})"),
            (Holder::Other, ControlBy::Sea) => "is at sea or beyond the map".to_owned(),
            (Holder::Other, _) => "is not Japanese ground".to_owned(),
        }
    }

    fn source(&self, citation: &Citation) -> String {
        let known = self.campaign.data().sources.iter().find(|s| s.id == citation.key);
        let full = known.map_or(citation.key.as_str(), |s| s.full.as_str());
        if citation.locator.is_empty() {
            format!("Source: {full}")
        } else {
            format!("Source: {full} [{}]", citation.locator)
        }
    }
}

fn certainty_word(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Documented => "documented",
        Certainty::Probable => "probable",
        Certainty::Approximate => "approximate",
    }
}

fn names(place: &Place) -> BTreeMap<&'static str, &str> {
    let code = |lang: &Lang| match lang {
        Lang::En => "en",
        Lang::Modern => "modern",
        Lang::Ja => "ja",
        Lang::Ru => "ru",
        Lang::Zh => "zh",
        Lang::Ko => "ko",
        Lang::Mn => "mn",
    };
    let others = place.names.others.iter().map(|(lang, name)| (code(lang), name.as_str()));
    std::iter::once(("en", place.names.en.as_str())).chain(others).collect()
}

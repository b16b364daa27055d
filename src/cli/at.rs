//! `august-storm at`: who holds a place at an instant, since when, by what, what is near, and the sources.

use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::json::{clocks_json, names_json, sources_json};
use super::parse::{self, ReadingArg};
use super::terminal;
use crate::data::{Lang, Meta, Place, Word};
use crate::export::cited;
use crate::geo::LonLat;
use crate::model::{Campaign, Control, ControlBy, Holder, Surroundings};
use crate::time::{Clock, Instant, Teller, UtcOffset};

const FIELDS: &str = "\
Fields of --json: place, id, names, lon, lat, at, clocks (the instant on every clock), control (soviet, japan, contested, \
other), since, until, by {kind, id, name}, territory, certainty, sources [{key, locator, short}], note, front {sector, \
name, km, lon, lat}, events [{id, name, start, km, has_begun}], holdouts and pockets [{id, name, km}], zones [{id, name, \
status}], formations [{id, name, short, side, km, is_moving, has_ended, certainty}].";

/// Say who holds a place at an instant, and what is near.
#[derive(Debug, Args)]
#[command(after_help = FIELDS)]
pub struct AtArgs {
    /// Instant or day: 1945-08-20T12:00+09:00, 1945-08-20T12:00 (on --clock), or 1945-08-20 (close of the day).
    #[arg(value_name = "TIME", value_parser = check_time)]
    time: String,

    /// A place by any of its names, old or new, in any script.
    #[arg(long, value_name = "NAME", required_unless_present = "lonlat")]
    place: Option<String>,

    /// A place by its degrees: longitude,latitude.
    #[arg(long, value_name = "LON,LAT", value_parser = parse_lonlat, allow_hyphen_values = true, conflicts_with = "place")]
    lonlat: Option<LonLat>,

    /// Clock on which times are read and told: tokyo, moscow, chita, khabarovsk, washington ...
    #[arg(long, value_name = "NAME")]
    clock: Option<String>,

    /// Version followed where sources disagree.
    #[arg(long, value_enum, default_value_t = ReadingArg::Documented)]
    reading: ReadingArg,

    /// Answer as JSON.
    #[arg(long)]
    json: bool,
}

/// What no clock can read is a wrong command line; which clock reads it is known later.
fn check_time(text: &str) -> Result<String, String> {
    parse::instant(text, UtcOffset::PLUS_NINE).map(|_| text.to_owned()).map_err(|e| format!("{e:#}"))
}

fn parse_lonlat(text: &str) -> Result<LonLat, String> {
    parse::lon_lat(text).map_err(|e| format!("{e:#}"))
}

/// Answers on standard output.
///
/// # Errors
/// If no place or clock has the name; the message offers near ones.
pub fn run(args: &AtArgs) -> anyhow::Result<ExitCode> {
    let campaign = Campaign::builtin();
    let config = &campaign.data().config;
    let clock = parse::clock(args.clock.as_deref(), &config.clocks, config.clock)?;
    let time = parse::instant(&args.time, clock.offset)?;
    let place = args.place.as_deref().map(|name| parse::place(name, &campaign)).transpose()?;
    let at = place.map_or_else(|| args.lonlat.unwrap_or_default(), |p| p.at);
    let reading = args.reading.into();
    let answer = Answer {
        campaign: &campaign,
        clock: &clock,
        place,
        at,
        time,
        control: campaign.control_at(at, time, reading),
        near: campaign.surroundings(at, time, reading),
    };
    let text = if args.json { format!("{:#}\n", answer.json()) } else { answer.told(terminal::width()) };
    terminal::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

struct Answer<'a> {
    campaign: &'a Campaign,
    clock: &'a Clock,
    place: Option<&'a Place>,
    at: LonLat,
    time: Instant,
    control: Control,
    near: Surroundings,
}

/// How many formations are told; the rest is counted.
const FORMATIONS_TOLD: usize = 8;

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

    fn json(&self) -> Value {
        let data = self.campaign.data();
        let rfc = |t: Instant| t.to_rfc3339(self.clock.offset);
        let meta = self.meta();
        let area = |meta: &Meta, km: f64| json!({ "id": meta.id, "name": meta.names.en, "km": tenths(km) });
        let sector = |i: usize| data.config.sectors.get(i);
        let events = self.near.events.iter().map(|(i, km)| {
            let meta = &data.events[*i].meta;
            json!({
                "id": meta.id, "name": meta.names.en, "start": meta.start_text, "km": tenths(*km),
                "has_begun": meta.has_begun(self.time),
            })
        });
        let formations = self.near.formations.iter().map(|(spot, km)| {
            let f = &data.formations[spot.formation];
            json!({
                "id": f.id, "name": f.names.en, "short": f.short, "side": f.side.word(), "km": tenths(*km),
                "is_moving": spot.is_moving, "has_ended": spot.has_ended, "certainty": spot.certainty.word(),
            })
        });
        let zones = self.near.zones.iter().map(|i| {
            let meta = &data.zones[*i].meta;
            json!({ "id": meta.id, "name": meta.names.en, "status": meta.status.word() })
        });
        json!({
            "place": self.place.map(|p| &p.names.en),
            "id": self.place.map(|p| &p.id),
            "names": self.place.map(|p| names_json(&p.names)),
            "lon": self.at.lon,
            "lat": self.at.lat,
            "at": rfc(self.time),
            "clocks": clocks_json(self.time, &data.config.clocks),
            "control": match self.control.who {
                Holder::Soviet => "soviet",
                Holder::Japan => "japan",
                Holder::Contested => "contested",
                Holder::Other => "other",
            },
            "since": self.control.since.map(rfc),
            "until": self.control.until.map(rfc),
            "by": {
                "kind": match self.control.by {
                    ControlBy::Front(_) => "front",
                    ControlBy::Pocket(_) => "pocket",
                    ControlBy::Holdout(_) => "holdout",
                    ControlBy::Island(_) => "island",
                    ControlBy::Territory(_) => "territory",
                    ControlBy::Sea => "sea",
                },
                "id": meta.map(|m| &m.id),
                "name": meta.map(|m| m.names.en.as_str()).or_else(|| self.territory()),
            },
            "territory": self.territory(),
            "certainty": self.control.certainty.map(Word::word),
            "sources": sources_json(&self.control.sources, &data.sources),
            "note": meta.map_or("", |m| m.note.as_str()),
            "front": self.near.front.map(|front| json!({
                "sector": sector(front.sector).map(|s| &s.id), "name": sector(front.sector).map(|s| &s.names.en),
                "km": tenths(front.km), "lon": degrees(front.at.lon), "lat": degrees(front.at.lat),
            })),
            "events": events.collect::<Vec<_>>(),
            "holdouts": self.near.holdouts.iter().map(|(i, km)| area(&data.holdouts[*i].meta, *km)).collect::<Vec<_>>(),
            "pockets": self.near.pockets.iter().map(|(i, km)| area(&data.pockets[*i].meta, *km)).collect::<Vec<_>>(),
            "zones": zones.collect::<Vec<_>>(),
            "formations": formations.collect::<Vec<_>>(),
        })
    }

    fn told(&self, width: Option<usize>) -> String {
        let since = self.control.since.map(|t| format!(", since {}", self.when(t))).unwrap_or_default();
        let until = self.control.until.map(|t| format!(", until {}", self.when(t))).unwrap_or_default();
        let land = self.territory().map_or_else(String::new, |t| format!(", {t},"));
        let first = format!("{}{land} {} at {}{since}{until}.", self.where_it_is(), self.state(), self.when(self.time));
        let sources = cited(&self.control.sources, &self.campaign.data().sources);
        let mut out = terminal::wrapped("", &first, width);
        if let Some(certainty) = self.control.certainty {
            out.push_str(&terminal::wrapped("", &format!("The date is {}.", certainty.word()), width));
        }
        for source in &sources {
            let places = source.places();
            let places = if places.is_empty() { places } else { format!(" [{places}]") };
            out.push_str(&terminal::wrapped("Source: ", &format!("{}{places}", source.reference()), width));
        }
        if let Some(meta) = self.meta().filter(|meta| !meta.note.is_empty()) {
            out.push_str(&terminal::wrapped("Note: ", &meta.note, width));
        }
        for line in self.near_told() {
            out.push_str(&terminal::wrapped("", &line, width));
        }
        out
    }

    /// What is near, a line each.
    fn near_told(&self) -> Vec<String> {
        let data = self.campaign.data();
        let mut lines = Vec::new();
        if let Some(front) = self.near.front {
            let name = data.config.sectors.get(front.sector).map_or("", |s| s.names.en.as_str());
            let towards = direction(self.at, front.at);
            lines.push(format!("Front: {name}, {:.0} km to the {towards}.", front.km));
        }
        let areas = |what: &str, list: Vec<(&Meta, f64)>| {
            let told: Vec<String> = list
                .into_iter()
                .map(
                    |(meta, km)| {
                        if km > 0.0 { format!("{} ({km:.0} km)", meta.names.en) } else { meta.names.en.clone() }
                    },
                )
                .collect();
            (!told.is_empty()).then(|| format!("{what}: {}.", told.join("; ")))
        };
        let holdouts = self.near.holdouts.iter().map(|(i, km)| (&data.holdouts[*i].meta, *km));
        lines.extend(areas("Japanese holdouts near", holdouts.collect()));
        let pockets = self.near.pockets.iter().map(|(i, km)| (&data.pockets[*i].meta, *km));
        lines.extend(areas("Soviet pockets near", pockets.collect()));
        let zones = self.near.zones.iter().map(|i| (&data.zones[*i].meta, 0.0));
        lines.extend(areas("Lines and zones in force here", zones.collect()));
        lines.extend(self.formations_told());
        let teller = Teller { clocks: &data.config.clocks, main: self.clock, day: None };
        for (i, _) in &self.near.events {
            let event = &data.events[*i];
            let when = if event.meta.start_text.contains('T') {
                teller.instant(event.meta.period.start(), event.clock)
            } else {
                teller.told(&event.meta.start_text)
            };
            let later = if event.meta.has_begun(self.time) { "" } else { " (still to come)" };
            lines.push(format!("Event: {when}: {}{later} [{}].", event.meta.names.en, event.meta.id));
        }
        lines
    }

    fn formations_told(&self) -> Option<String> {
        let data = self.campaign.data();
        let standing: Vec<_> = self.near.formations.iter().filter(|(spot, _)| !spot.has_ended).collect();
        let told = standing.iter().take(FORMATIONS_TOLD).map(|(spot, km)| {
            let formation = &data.formations[spot.formation];
            format!("{} ({km:.0} km)", formation.names.en)
        });
        let told: Vec<String> = told.collect();
        let more = match standing.len().saturating_sub(FORMATIONS_TOLD) {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        (!told.is_empty())
            .then(|| format!("Formations within {:.0} km: {}{more}.", Surroundings::NEAR_KM, told.join("; ")))
    }

    fn when(&self, t: Instant) -> String {
        let fields = t.closing_fields(self.clock.offset);
        format!("{} on {} ({})", fields.hour_minute(), fields.long_date(), self.clock.offset)
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
}

/// Kilometres to a tenth.
fn tenths(km: f64) -> f64 {
    (km * 10.0).round() / 10.0
}

/// Degrees to five decimals, a metre.
fn degrees(value: f64) -> f64 {
    (value * 1e5).round() / 1e5
}

/// Where `to` lies from `from`, as a word of the compass.
fn direction(from: LonLat, to: LonLat) -> &'static str {
    const NAMES: [&str; 8] = ["east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east"];
    let (dx, dy) = ((to.lon - from.lon) * from.lat.to_radians().cos(), to.lat - from.lat);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rounded eighth, 0 to 7")]
    let eighth = (dy.atan2(dx) / std::f64::consts::FRAC_PI_4).round().rem_euclid(8.0) as usize;
    NAMES[eighth % 8]
}

//! Moments of which a deck or a batch has a picture each: every day, event or chapter, or a list of times.

use serde::{Deserialize, Serialize};

use super::citation::short_list;
use super::spec::words::{self, WordError, among};
use crate::data::Event;
use crate::model::{Campaign, Reading};
use crate::time::{Clock, Day, Instant};

/// Of what there is a picture each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Each {
    Day,
    Event,
    Chapter,
}

const EACH: [(&str, Each); 3] = [("day", Each::Day), ("event", Each::Event), ("chapter", Each::Chapter)];

/// Moments in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Moments {
    /// Of what there is one each: `day` (its close), `event` or `chapter` (its close).
    pub each: String,
    /// The first day or instant; without it the campaign's first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day or instant; without it the campaign's last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Events up to this rank: 1 the weightiest, 3 all.
    pub rank: u8,
    /// Days (their close) or instants, in place of all that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<String>,
}

impl Default for Moments {
    fn default() -> Self {
        Self { each: EACH[0].0.to_owned(), from: None, to: None, rank: 3, times: Vec::new() }
    }
}

/// A moment of which there is a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant shown.
    pub at: Instant,
    /// For names of files: `1945-08-20`, or the id of the event or the chapter.
    pub id: String,
    /// Its day on the clock of the picture: `1945-08-20`.
    pub day: String,
    /// For people.
    pub title: String,
    /// Id of the view that a chapter has of its own.
    pub view: Option<String>,
    /// What happened, with sources; lines.
    pub text: String,
}

impl Moments {
    /// The moments in order of time, chapters in the order of the campaign. `clock` is that of dates and days.
    ///
    /// # Errors
    /// If a word means nothing, or there is no moment in the span.
    pub fn of(&self, campaign: &Campaign, clock: &Clock, reading: Reading) -> Result<Vec<Moment>, WordError> {
        let config = &campaign.data().config;
        let teller = Teller { campaign, clock, reading };
        if !self.times.is_empty() {
            return self.times.iter().map(|text| Ok(teller.time(words::instant(text, config.clock)?))).collect();
        }
        let period = config.period;
        let from = self.from.as_ref().map_or(Ok(period.start()), |text| words::first_instant(text, config.clock))?;
        let to = self.to.as_ref().map_or(Ok(period.end()), |text| words::instant(text, config.clock))?;
        let moments: Vec<Moment> = match among("each", &self.each, &EACH)? {
            Each::Day => {
                let first = Day::containing(from, clock.offset);
                let days = (0..).map(|n| first.plus_days(n)).take_while(|day| day.end(clock.offset) <= to);
                days.filter(|day| day.end(clock.offset) > period.start()).map(|day| teller.day(day)).collect()
            }
            Each::Event => {
                let is_wanted = |event: &&Event| !event.prelude && event.rank <= self.rank;
                let events = campaign.data().events.iter().filter(is_wanted);
                let shown = events.filter(|event| campaign.shows(&event.meta, reading));
                let mut moments: Vec<Moment> = shown.map(|event| teller.event(event)).collect();
                moments.retain(|moment| (from..=to).contains(&moment.at));
                moments.sort_by_key(|moment| moment.at);
                moments
            }
            Each::Chapter => {
                let chapters = config.chapters.iter().filter(|c| c.period.start() < to && c.period.end() > from);
                let told = chapters.map(|chapter| Moment {
                    at: chapter.period.end().min(period.end()),
                    id: chapter.id.clone(),
                    day: teller.day_of(chapter.period.end().min(period.end())),
                    title: chapter.title.clone(),
                    view: Some(chapter.view.clone()).filter(|view| !view.is_empty()),
                    text: chapter.text.clone(),
                });
                told.collect()
            }
        };
        if moments.is_empty() {
            let text = format!(
                "there is no {} from {from_text} to {to_text}",
                self.each,
                from_text = self.from.as_deref().unwrap_or("the start"),
                to_text = self.to.as_deref().unwrap_or("the end")
            );
            return Err(WordError::new(text));
        }
        Ok(moments)
    }
}

/// Tells what happened.
struct Teller<'a> {
    campaign: &'a Campaign,
    clock: &'a Clock,
    reading: Reading,
}

impl Teller<'_> {
    fn day(&self, day: Day) -> Moment {
        let at = day.end(self.clock.offset);
        Moment {
            at,
            id: day.to_string(),
            day: day.to_string(),
            title: day.fields().long_date(),
            view: None,
            text: self.diary(day),
        }
    }

    fn day_of(&self, at: Instant) -> String {
        let fields = at.closing_fields(self.clock.offset);
        format!("{:04}-{:02}-{:02}", fields.year, fields.month, fields.day)
    }

    /// A moment of a list: told is the day in which it lies.
    fn time(&self, at: Instant) -> Moment {
        let fields = at.closing_fields(self.clock.offset);
        let day = Day::from_ymd(fields.year, fields.month, fields.day);
        let title = format!("{}, {}", fields.long_date(), fields.hour_minute());
        let date = self.day_of(at);
        let is_close = fields.hour == 24;
        Moment {
            at,
            day: date.clone(),
            id: if is_close { date } else { format!("{date}-{:02}{:02}", fields.hour, fields.minute) },
            title: if is_close { fields.long_date() } else { title },
            view: None,
            text: day.map_or_else(String::new, |day| self.diary(day)),
        }
    }

    fn event(&self, event: &Event) -> Moment {
        let sources = short_list(&event.meta.sources, &self.campaign.data().sources);
        Moment {
            at: event.meta.first_seen(),
            id: event.meta.id.clone(),
            day: self.day_of(event.meta.first_seen()),
            title: event.meta.names.en.clone(),
            view: None,
            text: if sources.is_empty() { event.text.clone() } else { format!("{} [{sources}]", event.text) },
        }
    }

    /// The diary of a day, a line an entry under the headings.
    fn diary(&self, day: Day) -> String {
        let diary = self.campaign.diary(day, self.clock, self.reading);
        let mut lines = Vec::new();
        for section in &diary.sections {
            lines.push(section.heading.title().to_owned());
            for entry in &section.entries {
                let when = if entry.when.text.is_empty() { String::new() } else { format!("{}: ", entry.when.text) };
                let sources = short_list(&entry.citations, &self.campaign.data().sources);
                let sources = if sources.is_empty() { String::new() } else { format!(" [{sources}]") };
                lines.push(format!("- {when}{}{sources}", entry.text));
            }
        }
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(wanted: &Moments) -> Vec<Moment> {
        let campaign = Campaign::builtin();
        let config = &campaign.data().config;
        let clock = config.clocks.iter().find(|c| c.offset == config.clock).unwrap();
        wanted.of(&campaign, clock, Reading::Documented).unwrap()
    }

    #[test]
    fn every_day_of_the_campaign_has_a_moment_at_its_close() {
        let days = moments(&Moments::default());
        assert_eq!(days.len(), 29);
        assert_eq!((days[0].id.as_str(), days[28].id.as_str()), ("1945-08-08", "1945-09-05"));
        assert_eq!(days[12].title, "20 August 1945");
        assert!(days[1].text.contains("Ground\n- ") && days[1].text.contains('['), "{}", days[1].text);
        let some =
            moments(&Moments { from: Some("1945-08-10".into()), to: Some("1945-08-12".into()), ..Moments::default() });
        assert_eq!(some.iter().map(|m| m.id.as_str()).collect::<Vec<_>>(), ["1945-08-10", "1945-08-11", "1945-08-12"]);
    }

    #[test]
    fn chapters_have_their_views_events_their_ranks_and_times_their_days() {
        let chapters = moments(&Moments { each: "chapter".into(), ..Moments::default() });
        assert!(chapters.iter().any(|m| m.view.as_deref() == Some("khingan") && !m.text.is_empty()));
        let of_rank = |rank| moments(&Moments { each: "event".into(), rank, ..Moments::default() });
        let (few, all) = (of_rank(1), of_rank(3));
        assert!(few.len() > 10 && few.len() < all.len() / 2, "{} {}", few.len(), all.len());
        assert!(all.is_sorted_by_key(|m| m.at));
        let times =
            moments(&Moments { times: vec!["1945-08-12".into(), "1945-08-18T06:00".into()], ..Moments::default() });
        assert_eq!(times[1].id, "1945-08-18-0600");
        assert_eq!(times[0].title, "12 August 1945");
    }

    #[test]
    fn a_word_that_means_nothing_and_a_span_without_moments_are_told() {
        let campaign = Campaign::builtin();
        let clock = campaign.data().config.clocks[0].clone();
        for (wanted, word) in [
            (Moments { each: "week".into(), ..Moments::default() }, "chapter"),
            (Moments { from: Some("1946-01-01".into()), ..Moments::default() }, "1946-01-01"),
        ] {
            let error = wanted.of(&campaign, &clock, Reading::Documented).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}

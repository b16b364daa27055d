//! What a picture shows, in plain sentences: title, caption and the short text for those who cannot see it.
//!
//! Says only what is on the page: the frame, the date on the picture's clock, ground gained on the fronts in the frame,
//! the weightiest events of the last day there, and the classes of marks. English, like the legend.

use super::{Picture, PictureSort, PictureSpec};
use crate::data::{CampaignConfig, Event};
use crate::geo::{LonLat, MapRect, Projection};
use crate::model::{Campaign, Reading, StretchKind, WorldState, spoken_km2};
use crate::scene::{Class, MapLayer, Shown};
use crate::time::{Instant, Period};

const DAY_SECS: i64 = 24 * 3600;
/// Most events that a caption names.
const MOST_EVENTS: usize = 3;
/// Most places that stand for a frame without a name.
const MOST_PLACES: usize = 3;

/// What a picture shows, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// What and when, without a full stop.
    pub title: String,
    /// All that is told, in sentences.
    pub text: String,
    /// The sentences that matter most, for those who cannot see the picture.
    pub alt: String,
}

impl Caption {
    /// The caption of a picture; `words` is the picture in words, `shown` what its page shows.
    #[must_use]
    pub fn of(picture: &Picture, words: &PictureSpec, shown: &Shown) -> Self {
        let config = &picture.campaign.data().config;
        let (frame, when) = (frame_text(picture, words), when_text(picture, config));
        let title = match &picture.still.view.heading {
            Some(heading) => format!("{heading}: {when}"),
            None => format!("{}: {frame}, {when}", config.title),
        };
        let mut sentences = vec![match &picture.sort {
            PictureSort::Grid { times, .. } => format!("{} maps of {frame}: {when}.", times.len()),
            PictureSort::Swipe { .. } => format!("Two maps of {frame} on the two sides of a divider: {when}."),
            PictureSort::Map => format!("Map of {frame}, {when}."),
        }];
        let is_one = !matches!(picture.sort, PictureSort::Grid { .. });
        if is_one {
            sentences.extend(gained_text(picture, shown));
        }
        if is_one && picture.still.view.layers.contains(MapLayer::Events) {
            sentences.extend(events_text(picture));
        }
        let alt = sentences.join(" ");
        sentences.extend(classes_text(shown));
        if picture.still.view.reading == Reading::Hasegawa {
            sentences.push("Where sources disagree, the version of Hasegawa's paper is shown.".to_owned());
        }
        if let Some(interpolated) = shown.has(Class::FrontInterpolated).then_some(Class::FrontInterpolated) {
            let name = lower_first(interpolated.label());
            sentences.push(format!("Broken lines of the {name}, stand between two dated positions."));
        }
        Self { title, text: sentences.join(" "), alt }
    }

    /// The caption, the text for those who cannot see the picture, and the sources, as a plain text file.
    #[must_use]
    pub fn file_text(&self, sources: &str, credits: &str) -> String {
        let Self { title, text, alt } = self;
        let sources = if sources.is_empty() { String::new() } else { format!("\nSources\n{sources}\n") };
        format!("{title}\n\nCaption\n{text}\n\nAlternative text\n{alt}\n{sources}\nBase map\n{credits}\n")
    }
}

/// "20 August 1945, 24:00 Tokyo time"; several dates from the first to the last.
fn when_text(picture: &Picture, config: &CampaignConfig) -> String {
    let (name, offset) = &picture.still.view.clock;
    let told = |at: Instant| {
        let fields = if at <= config.period.start() { at.fields(*offset) } else { at.closing_fields(*offset) };
        format!("{}, {}", fields.long_date(), fields.hour_minute())
    };
    let at = picture.still.at;
    let since = match &picture.sort {
        PictureSort::Swipe { since, .. } => Some(*since),
        PictureSort::Map => picture.still.view.since,
        PictureSort::Grid { times, .. } => {
            let dates: Vec<String> = times.iter().map(|t| told(*t)).collect();
            return format!("{} {name} time", dates.join("; "));
        }
    };
    match since {
        Some(since) => format!("{} and {} {name} time compared", told(since), told(at)),
        None => format!("{} {name} time", told(at)),
    }
}

/// What the frame shows: the name of its view, or the land round its greatest places.
fn frame_text(picture: &Picture, words: &PictureSpec) -> String {
    let data = picture.campaign.data();
    let has_frame = words.bbox.is_some() || words.centre.is_some() || words.ground.is_some();
    if !has_frame {
        let wanted = words.view.as_deref().unwrap_or("theatre");
        if let Some(view) = data.config.views.iter().find(|v| v.id == wanted) {
            return match wanted {
                "theatre" => "the theatre of war".to_owned(),
                _ => view.name.clone(),
            };
        }
    }
    let Some(within) = Within::of(picture) else { return "the theatre of war".to_owned() };
    let mut places: Vec<_> = data.places.iter().filter(|place| within.holds(place.at)).collect();
    places.sort_by_key(|place| place.rank);
    let names: Vec<String> = places.iter().take(MOST_PLACES).map(|place| place.names.en.clone()).collect();
    if names.is_empty() {
        let centre = within.projection.unproject(within.rect.centre());
        return format!("the land round {:.1}° N, {:.1}° E", centre.lat, centre.lon);
    }
    format!("the land with {}", listed(&names))
}

/// The ground gained in the day before, on the fronts that the page shows.
fn gained_text(picture: &Picture, shown: &Shown) -> Option<String> {
    let (at, view) = (picture.still.at, &picture.still.view);
    if !(shown.has(Class::Front) || shown.has(Class::FrontInterpolated)) {
        return None;
    }
    let since = match picture.sort {
        PictureSort::Swipe { since, .. } => Some(since),
        _ => view.since,
    };
    let from = since.unwrap_or_else(|| at.plus_secs(-DAY_SECS));
    let state = picture.campaign.state_at(at, view.reading, view.motion);
    let seen = seen_sectors(picture, &state);
    let sectors = &picture.campaign.data().config.sectors;
    let ground = picture.campaign.ground(Period::new(from, at)?, view.reading);
    let mut gains: Vec<(f64, &str)> = ground
        .iter()
        .filter(|g| seen.contains(&g.sector) && g.gained_km2 >= 1.0)
        .filter_map(|g| Some((g.gained_km2, sectors.get(g.sector)?.names.en.as_str())))
        .collect();
    gains.sort_by(|a, b| b.0.total_cmp(&a.0));
    let span = if since.is_some() { "Between the two dates" } else { "In the 24 hours before" };
    if gains.is_empty() {
        let fronts = if seen.len() == 1 { "the front shown" } else { "the fronts shown" };
        return (!seen.is_empty()).then(|| format!("{span} {fronts} gained no ground."));
    }
    let told: Vec<String> = gains.iter().map(|(km2, name)| format!("{} by the {name}", spoken_km2(*km2))).collect();
    Some(format!("{span} Soviet forces gained land: {}.", listed(&told)))
}

/// Sectors of which some moved line is on the page.
fn seen_sectors(picture: &Picture, state: &WorldState) -> Vec<usize> {
    let Some(within) = Within::of(picture) else { return Vec::new() };
    let seen = state.fronts.iter().filter(|front| {
        let moved = front.stretches.iter().filter(|stretch| stretch.kind != StretchKind::Frontier);
        moved.flat_map(|stretch| &stretch.line).any(|p| within.holds(*p))
    });
    seen.map(|front| front.sector).collect()
}

/// The weightiest events of the last day in the frame.
fn events_text(picture: &Picture) -> Option<String> {
    let (at, campaign) = (picture.still.at, &picture.campaign);
    let within = Within::of(picture)?;
    let last_day = |event: &&Event| {
        let start = event.meta.period.start();
        start <= at && start > at.plus_secs(-DAY_SECS) && !event.prelude
    };
    let is_shown = |event: &&Event| shows(campaign, event, picture.still.view.reading) && within.holds(event.at);
    let mut events: Vec<&Event> = campaign.data().events.iter().filter(last_day).filter(is_shown).collect();
    events.sort_by_key(|event| (event.rank, event.meta.period.start()));
    let names: Vec<String> = events.iter().take(MOST_EVENTS).map(|event| event.meta.names.en.clone()).collect();
    (!names.is_empty()).then(|| format!("Events of these 24 hours: {}.", names.join("; ")))
}

fn shows(campaign: &Campaign, event: &Event, reading: Reading) -> bool {
    campaign.shows(&event.meta, reading)
}

/// "Marked are: front, ground held by Soviet forces, railway."
fn classes_text(shown: &Shown) -> Option<String> {
    let classes: Vec<Class> = shown.classes().collect();
    let mut names: Vec<String> =
        classes.iter().filter(|c| !c.is_of_units()).map(|class| lower_first(class.label())).collect();
    if classes.iter().any(|class| class.is_of_units()) {
        names.push("formations".to_owned());
    }
    (!names.is_empty()).then(|| format!("Marked are: {}.", names.join("; ")))
}

/// "Front" becomes "front"; a name such as "Japanese holdout" keeps its capital.
fn lower_first(label: &str) -> String {
    if label.starts_with("Japanese") {
        return label.to_owned();
    }
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// "a", "a and b", "a, b and c".
fn listed(names: &[String]) -> String {
    match names {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.join(""),
    }
}

/// What part of the ground a picture shows.
struct Within {
    projection: Projection,
    rect: MapRect,
}

impl Within {
    fn of(picture: &Picture) -> Option<Self> {
        let view = &picture.still.view;
        let projection = Projection::new(picture.projection).ok()?;
        Some(Self { projection, rect: view.camera.visible(view.size) })
    }

    fn holds(&self, at: LonLat) -> bool {
        let p = self.projection.project(at);
        (self.rect.min.x..=self.rect.max.x).contains(&p.x) && (self.rect.min.y..=self.rect.max.y).contains(&p.y)
    }
}

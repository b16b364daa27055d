//! What the window says of a thing: names, dates, certainty, relations, readings, sources, in the reader's clock.
//!
//! Turns a [`Subject`] into words and into [`Target`]s to go to; knows no widgets.

mod cite;
mod feature;
mod figures;
mod formation;
mod place;
mod readings;
mod words;

use crate::data::{Lang, Meta, Names};
use crate::geo::LonLat;
use crate::time::Instant;

use super::state::AppState;
use super::subject::Subject;
use super::user_file;

pub use cite::Cited;
pub use readings::Version;
pub use words::{begins, when};

/// Where a line of the inspector leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The thing to show, if it leads to one.
    pub subject: Option<Subject>,
    /// The instant to go to, if it leads to one.
    pub at: Option<Instant>,
}

impl Target {
    /// To a thing.
    #[must_use]
    pub const fn to(subject: Subject) -> Self {
        Self { subject: Some(subject), at: None }
    }

    /// True if it leads nowhere.
    #[must_use]
    pub fn is_nowhere(self) -> bool {
        self == Self::default()
    }
}

/// A label and what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// "Commander".
    pub label: String,
    /// Value in words.
    pub value: String,
    /// Where the value leads.
    pub target: Target,
}

impl Row {
    /// A row that leads nowhere.
    #[must_use]
    pub fn new(label: &str, value: impl Into<String>) -> Self {
        Self { label: label.to_owned(), value: value.into(), target: Target::default() }
    }

    /// A row that leads to a thing.
    #[must_use]
    pub fn to(label: &str, value: impl Into<String>, subject: Subject) -> Self {
        Self { target: Target::to(subject), ..Self::new(label, value) }
    }
}

/// A list with a heading: a history, a formation's movements, what cites a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Heading.
    pub title: String,
    /// Its lines, in order.
    pub lines: Vec<Line>,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When, in words; may be empty.
    pub when: String,
    /// What.
    pub text: String,
    /// Where it leads.
    pub target: Target,
    /// True for the line that holds at the instant shown.
    pub is_now: bool,
}

/// What is said of a thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// What sort of thing: "Event", "Holdout" ...
    pub kind: String,
    /// Its name in the reader's language.
    pub title: String,
    /// Its other names: of what, and the name.
    pub names: Vec<(&'static str, String)>,
    /// When it holds, in words.
    pub when: String,
    /// A sentence or two.
    pub text: String,
    /// What the atlas has to say besides: judgement calls, doubts.
    pub note: String,
    /// Label and value, in order.
    pub rows: Vec<Row>,
    /// What the sources say that disagree, the documented version first; empty where they agree.
    pub versions: Vec<Version>,
    /// Lists, in order.
    pub lists: Vec<List>,
    /// Where it is, degrees.
    pub at: Option<LonLat>,
    /// What it rests on.
    pub sources: Vec<Cited>,
}

/// The facts about a subject, or `None` if it is not there any more.
#[must_use]
pub fn of(state: &AppState, subject: Subject) -> Option<Facts> {
    let mut facts = match subject {
        Subject::Place(i) => state.dataset.places.get(i).map(|p| place::facts(state, p)),
        Subject::Sector(i) => state.dataset.config.sectors.get(i).map(|s| feature::front(state, s)),
        Subject::Formation(i) => state.dataset.formations.get(i).map(|f| formation::facts(state, i, f)),
        Subject::Source(i) => state.dataset.sources.get(i).map(|s| cite::facts(state, s)),
        Subject::Ground { lon_e5, lat_e5 } => {
            let at = LonLat::new(f64::from(lon_e5) / 1e5, f64::from(lat_e5) / 1e5);
            Some(place::ground(state, at))
        }
        Subject::Opened { file, feature } => state.files.iter().find(|(f, _)| f.number == file).map(|(f, _)| Facts {
            kind: f.name().to_owned(),
            title: f.features().get(feature).map_or_else(String::new, user_file::title_of),
            rows: f.features().get(feature).map_or_else(Vec::new, |feature| {
                user_file::rows_of(feature).into_iter().map(|(label, value)| Row::new(&label, value)).collect()
            }),
            ..Facts::default()
        }),
        _ => feature::facts(state, subject),
    }?;
    facts.at = facts.at.or_else(|| subject.place(state));
    Some(facts)
}

/// The name and kind of a subject in a line: much cheaper than all its facts.
#[must_use]
pub fn title(state: &AppState, subject: Subject) -> String {
    if let Some(names) = subject.names(&state.dataset) {
        return names.get(state.lang).to_owned();
    }
    match subject {
        Subject::Source(i) => state.dataset.sources.get(i).map_or_else(String::new, |s| s.short.clone()),
        other => of(state, other).map_or_else(String::new, |facts| facts.title),
    }
}

/// Names besides the one in the title, those alike told once.
fn other_names(names: &Names, lang: Lang) -> Vec<(&'static str, String)> {
    const FORMS: [(Lang, &str); 7] = [
        (Lang::En, "English, 1945"),
        (Lang::Modern, "today"),
        (Lang::Ja, "Japanese"),
        (Lang::Ru, "Russian"),
        (Lang::Zh, "Chinese"),
        (Lang::Ko, "Korean"),
        (Lang::Mn, "Mongolian"),
    ];
    let title = names.get(lang);
    let mut others: Vec<(&'static str, String)> = Vec::new();
    for (form, label) in FORMS {
        let name = if form == Lang::En { Some(&names.en) } else { names.others.get(&form) };
        let Some(name) = name.filter(|n| !n.is_empty() && n.as_str() != title) else { continue };
        if !others.iter().any(|(_, known)| known == name) {
            others.push((label, name.clone()));
        }
    }
    others
}

/// What every feature of the campaign carries.
fn from_meta(state: &AppState, meta: &Meta, kind: &str) -> Facts {
    let mut rows = Vec::new();
    if let Some(side) = meta.side {
        rows.push(Row::new("Side", words::side_name(side)));
    }
    if meta.status != crate::data::Status::Executed {
        rows.push(Row::new("Status", words::status_name(meta.status)));
    }
    rows.push(Row::new("Certainty", words::certainty_name(meta.certainty)));
    Facts {
        kind: kind.to_owned(),
        title: meta.names.get(state.lang).to_owned(),
        names: other_names(&meta.names, state.lang),
        when: when(state, meta),
        note: meta.note.clone(),
        rows,
        versions: readings::versions(state, meta),
        sources: cite::cited(state, &meta.sources),
        ..Facts::default()
    }
}

#[cfg(test)]
mod tests;

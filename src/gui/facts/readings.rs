//! Where sources disagree: every version of a feature side by side, and which one the map shows.

use crate::data::Meta;
use crate::model::Reading;

use super::cite::{self, Cited};
use super::{Target, when};
use crate::gui::state::AppState;
use crate::gui::subject;

/// Key of the seed paper's versions.
const HASEGAWA: &str = "hasegawa";

/// What one source or the atlas says.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// "Documented", "Hasegawa", "Fleet order".
    pub whose: String,
    /// When it holds, in words.
    pub when: String,
    /// Why, or what is to be said of it.
    pub why: String,
    /// What it rests on.
    pub sources: Vec<Cited>,
    /// The feature that carries it.
    pub target: Target,
    /// True if the map shows this version.
    pub is_shown: bool,
}

/// All versions of the feature of `meta`, the default first; none if there is only one.
pub fn versions(state: &AppState, meta: &Meta) -> Vec<Version> {
    let default_id = meta.variant.as_ref().map_or(meta.id.as_str(), |v| v.replaces.as_str());
    let is_version = |m: &Meta| m.id == default_id || m.variant.as_ref().is_some_and(|v| v.replaces == default_id);
    let mut found: Vec<_> = subject::features(&state.dataset).filter(|(_, m)| is_version(m)).collect();
    if found.len() < 2 {
        return Vec::new();
    }
    found.sort_by_key(|(_, m)| m.variant.is_some());
    found
        .into_iter()
        .map(|(subject, m)| Version {
            whose: whose(m),
            when: when(state, m),
            why: m.note.clone(),
            sources: cite::cited(state, &m.sources),
            target: Target::to(subject),
            is_shown: is_shown(state, m),
        })
        .collect()
}

/// True if the reader's reading has this version of a feature.
pub fn is_shown(state: &AppState, meta: &Meta) -> bool {
    match (state.reading, key(meta)) {
        (Reading::Documented, key) => key.is_none(),
        (Reading::Hasegawa, Some(key)) => key == HASEGAWA,
        (Reading::Hasegawa, None) => {
            let replaces = |m: &Meta| m.variant.as_ref().is_some_and(|v| v.key == HASEGAWA && v.replaces == meta.id);
            !subject::features(&state.dataset).any(|(_, m)| replaces(m))
        }
    }
}

/// What other versions of a feature say of its time: "Hasegawa: 19 August 1945".
pub fn elsewhere(state: &AppState, meta: &Meta) -> Vec<String> {
    let others = versions(state, meta).into_iter().filter(|v| !v.is_shown && !v.when.is_empty());
    others.map(|v| format!("{}: {}", v.whose, v.when)).collect()
}

fn key(meta: &Meta) -> Option<&str> {
    meta.variant.as_ref().map(|v| v.key.as_str())
}

/// "fleet-order" is told as "Fleet order".
fn whose(meta: &Meta) -> String {
    key(meta).map_or_else(|| "Documented".to_owned(), |key| super::words::capitalised(&key.replace('-', " ")))
}

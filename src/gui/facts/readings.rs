//! Where sources disagree: every version of a feature side by side, and which one the map shows.

use crate::data::Meta;
use crate::model::Reading;

use super::cite::{self, Cited};
use super::{Target, when};
use crate::gui::state::AppState;
use crate::gui::subject;

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
    let has_hasegawa = found.iter().any(|(_, m)| key(m) == Some("hasegawa"));
    let shown_key = if state.reading == Reading::Hasegawa && has_hasegawa { Some("hasegawa") } else { None };
    found
        .into_iter()
        .map(|(subject, m)| Version {
            whose: whose(m),
            when: when(state, m),
            why: m.note.clone(),
            sources: cite::cited(state, &m.sources),
            target: Target::to(subject),
            is_shown: key(m) == shown_key,
        })
        .collect()
}

fn key(meta: &Meta) -> Option<&str> {
    meta.variant.as_ref().map(|v| v.key.as_str())
}

/// "fleet-order" is told as "Fleet order".
fn whose(meta: &Meta) -> String {
    key(meta).map_or_else(|| "Documented".to_owned(), |key| super::words::capitalised(&key.replace('-', " ")))
}

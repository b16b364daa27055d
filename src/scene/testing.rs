//! Small features for tests.

use crate::data::{Certainty, Meta, Names, Origin, Status};
use crate::time::Period;

/// Properties of a feature with nothing but an id.
pub(crate) fn meta(id: &str) -> Meta {
    Meta {
        id: id.to_owned(),
        kind: String::new(),
        names: Names { en: id.to_owned(), ..Names::default() },
        period: Period::ALWAYS,
        start_text: String::new(),
        end_text: String::new(),
        status: Status::Executed,
        certainty: Certainty::Documented,
        sources: Vec::new(),
        note: String::new(),
        side: None,
        variant: None,
        record: serde_json::Map::new(),
        origin: Origin::default(),
    }
}

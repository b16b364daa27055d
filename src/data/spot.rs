//! Features by the id and the line under which people find them.

use serde_json::Value;

use super::report::{Diagnostic, Severity};

/// Where a finding belongs: a feature of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    /// File, as the user knows it.
    pub file: &'a str,
    /// Line of the feature, from 1.
    pub line: usize,
    /// Its id.
    pub id: Option<&'a str>,
}

impl Spot<'_> {
    /// A finding here.
    pub fn finding(&self, severity: Severity, message: impl Into<String>) -> Diagnostic {
        let found = Diagnostic::new(severity, self.file, message).at_line(self.line);
        match self.id {
            Some(id) => found.of_feature(id),
            None => found,
        }
    }

    /// An error here.
    pub fn error(&self, message: impl Into<String>) -> Diagnostic {
        self.finding(Severity::Error, message)
    }

    /// A warning here.
    pub fn warning(&self, message: impl Into<String>) -> Diagnostic {
        self.finding(Severity::Warning, message)
    }
}

/// An id from its JSON text: a string or a number.
pub(super) fn id_text(text: &str) -> Option<String> {
    id_of_value(&serde_json::from_str(text).ok()?)
}

/// An id from a JSON value.
pub(super) fn id_of_value(value: &Value) -> Option<String> {
    match value {
        Value::String(id) if !id.is_empty() => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// The first `"id": "..."` in broken text.
pub(super) fn find_id(text: &str) -> Option<String> {
    let rest = text[text.find("\"id\"")? + 4..].trim_start().strip_prefix(':')?.trim_start();
    let id = rest.strip_prefix('"')?;
    Some(id[..id.find('"')?].to_owned())
}

//! The diagnostics reporter: what is wrong with the data, where, and what helps.
//!
//! Reading never stops at a bad feature: it pushes a [`Diagnostic`] and goes on. A report prints as text for people and
//! as JSON for programs. Lines and columns count from 1, columns in characters.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Info,
    /// Put right or left out in part; the reader should look at it.
    Warning,
    /// Something could not be used.
    Error,
}

impl Severity {
    /// "info", "warning" or "error".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// File, as the user knows it.
    pub file: String,
    /// Line in the file, from 1.
    pub line: Option<usize>,
    /// Character of the line, from 1.
    pub column: Option<usize>,
    /// Id of the feature.
    pub feature: Option<String>,
    /// What is wrong, as a clause without a full stop.
    pub message: String,
    /// What helps, as an imperative without a full stop.
    pub cure: Option<String>,
}

impl Diagnostic {
    /// A finding in `file`.
    #[must_use]
    pub fn new(severity: Severity, file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity,
            file: file.into(),
            line: None,
            column: None,
            feature: None,
            message: message.into(),
            cure: None,
        }
    }

    /// An error in `file`.
    #[must_use]
    pub fn error(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, file, message)
    }

    /// A warning about `file`.
    #[must_use]
    pub fn warning(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, file, message)
    }

    /// A remark on `file`.
    #[must_use]
    pub fn info(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, file, message)
    }

    /// The same with its line, from 1.
    #[must_use]
    pub fn at_line(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }

    /// The same with its column, from 1.
    #[must_use]
    pub fn at_column(self, column: usize) -> Self {
        Self { column: Some(column), ..self }
    }

    /// The same with the id of its feature.
    #[must_use]
    pub fn of_feature(self, id: impl Into<String>) -> Self {
        Self { feature: Some(id.into()), ..self }
    }

    /// The same with what helps.
    #[must_use]
    pub fn with_cure(self, cure: impl Into<String>) -> Self {
        Self { cure: Some(cure.into()), ..self }
    }
}

impl fmt::Display for Diagnostic {
    /// `error: fronts.geojson:12:40: front-1: what is wrong`, and the cure on a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity.name(), self.file)?;
        for number in [self.line, self.column].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        if let Some(feature) = &self.feature {
            write!(f, ": {feature}")?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(cure) = &self.cure {
            write!(f, "\n    {cure}")?;
        }
        Ok(())
    }
}

/// All findings, in the order of reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

/// How many findings of one file the text shows.
const SHOWN_PER_FILE: usize = 100;

impl Report {
    /// A report without findings.
    #[must_use]
    pub const fn new() -> Self {
        Self { diagnostics: Vec::new() }
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Takes over what another report found, behind its own.
    pub fn append(&mut self, mut other: Self) {
        self.diagnostics.append(&mut other.diagnostics);
    }

    /// All findings.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// How many findings matter as much as `severity` says.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// True if something could not be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The report as JSON: `{"errors": 1, "warnings": 0, "infos": 0, "diagnostics": [...]}`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let report = serde_json::json!({
            "errors": self.count(Severity::Error),
            "warnings": self.count(Severity::Warning),
            "infos": self.count(Severity::Info),
            "diagnostics": self.diagnostics,
        });
        format!("{report:#}")
    }

    /// "2 errors, 1 warning".
    #[must_use]
    pub fn summary(&self) -> String {
        let counted = |severity: Severity, one: &str, many: &str| match self.count(severity) {
            0 => format!("no {many}"),
            1 => format!("1 {one}"),
            n => format!("{n} {many}"),
        };
        format!(
            "{}, {}",
            counted(Severity::Error, "error", "errors"),
            counted(Severity::Warning, "warning", "warnings")
        )
    }
}

impl fmt::Display for Report {
    /// One finding after the other, at most a hundred a file, then the count of the rest.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in &self.diagnostics {
            let count = shown.entry(&diagnostic.file).or_default();
            *count += 1;
            if *count <= SHOWN_PER_FILE {
                writeln!(f, "{diagnostic}")?;
            }
        }
        for (file, count) in shown {
            if count > SHOWN_PER_FILE {
                writeln!(f, "{file}: {} more", count - SHOWN_PER_FILE)?;
            }
        }
        Ok(())
    }
}

//! A file that the reader opened: what was read of it and what was wrong with it.

/// How bad a line of the report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The feature or the file could not be used.
    Error,
    /// It was used, and something about it is doubtful.
    Warning,
}

/// One line of the report on a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// How bad it is.
    pub severity: Severity,
    /// What, where, and what to do about it.
    pub text: String,
}

/// An opened file.
#[derive(Clone, Debug)]
pub struct UserFile {
    /// Counted from 1 in the order of opening.
    pub number: u64,
    /// Name without its folder.
    pub name: String,
    /// How many features were read.
    pub feature_count: usize,
    /// What was wrong.
    pub report: Vec<ReportLine>,
}

impl UserFile {
    /// What a feature is called.
    #[must_use]
    pub fn feature_title(&self, feature: usize) -> String {
        format!("Feature {}", feature + 1)
    }

    /// What a feature says of itself.
    #[must_use]
    pub fn feature_rows(&self, _feature: usize) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// How many lines of the report are errors.
    #[must_use]
    pub fn error_count(&self) -> usize {
        self.report.iter().filter(|l| l.severity == Severity::Error).count()
    }
}

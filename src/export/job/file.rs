//! Job files: one job, or several under `[[jobs]]`. Their paths are told from the folder of the file.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::super::paths::{folder_of, told_from};
use super::{Job, JobError};
use crate::data::read_text;

/// A file of several jobs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Several {
    jobs: Vec<Job>,
}

impl Job {
    /// Reads one job; `name` is what errors call the file.
    ///
    /// # Errors
    /// If it is no TOML, has a key that no job has, or a value of the wrong kind; told with its line.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, JobError> {
        read(name, text)
    }

    /// Reads one job, or all under `[[jobs]]`.
    ///
    /// # Errors
    /// As [`Self::from_toml`], or if there is none.
    pub fn all_from_toml(name: &str, text: &str) -> Result<Vec<Self>, JobError> {
        // What is no TOML is told by the reading of one job.
        if !toml::from_str::<toml::Table>(text).is_ok_and(|table| table.contains_key("jobs")) {
            return Ok(vec![Self::from_toml(name, text)?]);
        }
        let Several { jobs } = read(name, text)?;
        if jobs.is_empty() {
            let reason = "there is no job in it; begin each with [[jobs]]".to_owned();
            return Err(JobError::Malformed { name: name.to_owned(), reason });
        }
        Ok(jobs)
    }

    /// The jobs of a file, with their paths as they are found from here.
    ///
    /// # Errors
    /// As [`Self::all_from_toml`], or if the file cannot be read.
    pub fn read_file(path: &Path) -> Result<Vec<Self>, JobError> {
        let text = read_text(path).map_err(|error| JobError::Conflict(format!("{error}; {}", error.cure())))?;
        let mut jobs = Self::all_from_toml(&path.display().to_string(), &text)?;
        for job in &mut jobs {
            job.map_paths(&|told| folder_of(path).join(told));
        }
        Ok(jobs)
    }

    /// The job as a file at `path` has it.
    #[must_use]
    pub fn file_text(&self, path: &Path) -> String {
        let mut job = self.clone();
        job.map_paths(&|own| told_from(own, folder_of(path)));
        job.to_toml()
    }

    /// Changes every path: of the output, of layers and of theme files.
    fn map_paths(&mut self, change: &dyn Fn(&Path) -> PathBuf) {
        self.output = change(&self.output);
        let still = self.still.iter_mut().map(|still| &mut still.picture);
        let film = self.film.iter_mut().map(|film| &mut film.picture);
        let deck = self.deck.iter_mut().map(|deck| &mut deck.picture);
        let batch = self.batch.iter_mut().map(|batch| &mut batch.still.picture);
        still.chain(film).chain(deck).chain(batch).for_each(|picture| picture.map_paths(change));
    }
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, JobError> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        JobError::Malformed { name: name.to_owned(), reason: format!("line {line}: {}", error.message()) }
    })
}

//! A job in words: any export, as the command line, a job file and the window have it, and the path by which it is done.
//!
//! [`Job::plan`] reads the words and refuses early what cannot be; [`JobPlan::run`] makes the files, whole or not at all.

mod file;
mod still;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    Batch, BatchPlan, Deck, DeckPlan, Film, FilmError, FilmFormat, FilmPlan, Overwrite, PictureError, Progress,
    SpecError, StillError, Studio, UnknownFormat, WriteError, would_replace, write_batch, write_deck, write_film,
};
use crate::data::Report;
use crate::model::Campaign;

pub(super) use still::rough_still_bytes;
pub use still::{StillPlan, StillWords};

/// A job in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Job {
    /// The file that is made; its ending says what it is.
    pub output: PathBuf,
    /// One picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub still: Option<StillWords>,
    /// A film.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub film: Option<Film>,
    /// Slides, or a handout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deck: Option<Deck>,
    /// A picture for each of many moments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<Batch>,
}

/// Why a job was not done. Nothing of it is left behind.
#[derive(Debug, Error)]
pub enum JobError {
    /// A job file is no job.
    #[error("{name}: {reason}")]
    Malformed {
        /// The file.
        name: String,
        /// What is wrong, where.
        reason: String,
    },
    /// The parts of the job do not go together.
    #[error("{0}")]
    Conflict(String),
    /// The words make no picture.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// The name of the file says no format.
    #[error(transparent)]
    Format(#[from] UnknownFormat),
    /// The page could not be composed.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The picture could not be painted or encoded.
    #[error(transparent)]
    Still(#[from] StillError),
    /// The film could not be made.
    #[error(transparent)]
    Film(#[from] FilmError),
    /// The system refused a file, or it exists already.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// It was cancelled.
    #[error("cancelled; nothing was written")]
    Cancelled,
}

impl Job {
    /// The job of one picture.
    #[must_use]
    pub fn of_still(output: PathBuf, still: StillWords) -> Self {
        Self { output, still: Some(still), ..Self::default() }
    }

    /// The job of a film.
    #[must_use]
    pub fn of_film(output: PathBuf, film: Film) -> Self {
        Self { output, film: Some(film), ..Self::default() }
    }

    /// The job of a deck.
    #[must_use]
    pub fn of_deck(output: PathBuf, deck: Deck) -> Self {
        Self { output, deck: Some(deck), ..Self::default() }
    }

    /// The job of many pictures; `output` is a pattern of names.
    #[must_use]
    pub fn of_batch(output: PathBuf, batch: Batch) -> Self {
        Self { output, batch: Some(batch), ..Self::default() }
    }

    /// The job as a job file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// What is to be made, and what was found while reading the files that the words name. `builtin` is the campaign unless
    /// a layer is one.
    ///
    /// # Errors
    /// If a word means nothing, or parts of the job do not go together.
    pub fn plan(&self, builtin: &Arc<Campaign>) -> Result<(JobPlan, Report), JobError> {
        let output = self.output.clone();
        let (work, report) = match (&self.still, &self.film, &self.deck, &self.batch) {
            (Some(still), None, None, None) => {
                let (plan, report) = still.plan(builtin, &output)?;
                (Work::Still(Box::new(plan)), report)
            }
            (None, Some(film), None, None) => {
                let (plan, report) = film.plan(builtin, FilmFormat::of(&output)?)?;
                (Work::Film(Box::new(plan)), report)
            }
            (None, None, Some(deck), None) => {
                let (plan, report) = deck.plan(builtin, &output)?;
                (Work::Deck(Box::new(plan)), report)
            }
            (None, None, None, Some(batch)) => {
                let (plan, report) = batch.plan(builtin, &output)?;
                (Work::Batch(Box::new(plan)), report)
            }
            _ => {
                let text = "a job makes one thing; give it one of the tables [still], [film], [deck] and [batch]";
                return Err(JobError::Conflict(text.to_owned()));
            }
        };
        Ok((JobPlan { output, work }, report))
    }
}

/// What a job makes.
#[derive(Clone)]
pub enum Work {
    /// One picture.
    Still(Box<StillPlan>),
    /// A film.
    Film(Box<FilmPlan>),
    /// Slides.
    Deck(Box<DeckPlan>),
    /// Many pictures.
    Batch(Box<BatchPlan>),
}

/// A job ready to be done.
#[derive(Clone)]
pub struct JobPlan {
    /// The file that is made.
    pub output: PathBuf,
    /// What it is.
    pub work: Work,
}

/// What a job has made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobDone {
    /// Every file.
    pub files: Vec<PathBuf>,
    /// Their bytes in all.
    pub bytes: u64,
}

impl JobPlan {
    /// Every file that is written.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        match &self.work {
            Work::Still(plan) => plan.files(&self.output),
            Work::Film(plan) => plan.files(&self.output),
            Work::Deck(_) => vec![self.output.clone()],
            Work::Batch(plan) => plan.files(),
        }
    }

    /// About how many bytes all of it takes.
    #[must_use]
    pub fn rough_bytes(&self) -> u64 {
        match &self.work {
            Work::Still(plan) => plan.rough_bytes(),
            Work::Film(plan) => plan.rough_bytes(),
            Work::Deck(plan) => plan.rough_bytes(),
            Work::Batch(plan) => plan.rough_bytes(),
        }
    }

    /// How large it is and how long, in words: "PNG, 1920 x 1080 pixels at 120 dots per inch".
    #[must_use]
    pub fn told(&self) -> String {
        match &self.work {
            Work::Still(plan) => plan.told(),
            Work::Film(plan) => plan.told(),
            Work::Deck(plan) => plan.told(),
            Work::Batch(plan) => plan.told(),
        }
    }

    /// Looks whether the files may be written: before the work of making them.
    ///
    /// # Errors
    /// [`WriteError::Exists`] if one is there and may not be replaced.
    pub fn expect_room(&self, overwrite: Overwrite) -> Result<(), WriteError> {
        let taken = self.files().into_iter().find(|path| overwrite == Overwrite::Refuse && would_replace(path));
        taken.map_or(Ok(()), |path| Err(WriteError::Exists { path }))
    }

    /// Makes the files, whole or not at all. Once `cancel` is true the work ends soon and nothing remains.
    ///
    /// # Errors
    /// If a file exists and may not be replaced, a page cannot be made, the system refuses a file, or `cancel` came true.
    pub fn run(
        &self,
        studio: &mut Studio,
        overwrite: Overwrite,
        cancel: &AtomicBool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<JobDone, JobError> {
        self.expect_room(overwrite)?;
        match &self.work {
            Work::Still(plan) => {
                plan.write(studio, &self.output, overwrite, cancel, progress)?;
            }
            Work::Film(plan) => write_film(studio, plan, &self.output, overwrite, cancel, progress)?,
            Work::Deck(plan) => write_deck(studio, plan, &self.output, overwrite, cancel, progress)?,
            Work::Batch(plan) => write_batch(studio, plan, overwrite, cancel, progress)?,
        }
        let files = self.files();
        let bytes = files.iter().map(|path| bytes_of(path)).sum();
        Ok(JobDone { files, bytes })
    }
}

fn bytes_of(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}

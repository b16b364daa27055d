//! Films: one page after another, a step of campaign time from frame to frame, as MP4, GIF, animated PNG or PNG frames.
//!
//! [`Film`] is a film in words, as the command line and a job file have it; [`Film::plan`] reads it into the frames to
//! be made, [`write_film`] makes them. What a frame shows follows from its number alone, never from a clock on a wall.

mod apng;
mod gif;
mod h264;
mod mp4;
mod numbered;
mod palette;
mod pipeline;
mod plan;
#[cfg(test)]
mod tests;
mod yuv;

use std::io;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use self::pipeline::{FilmWriter, samples};
use super::spec::words::WordError;
use super::{Overwrite, PartFile, PictureError, PictureSpec, Progress, SpecError, Studio, WriteError, would_replace};
use crate::render::{PngError, RasterError};

pub use plan::{FilmFormat, FilmPlan, Shot, Shown, TITLE_SECS};

/// A film in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Film {
    /// What each frame shows, but for its instant: `at` stays empty, and a grid of several instants is refused.
    pub picture: PictureSpec,
    /// The instant of the first frame; a day means its first instant.
    pub from: String,
    /// The last instant that may be shown; a day means its close.
    pub to: String,
    /// Campaign time from one frame to the next: `1h`, `30min`, `1d`.
    pub step: String,
    /// Frames a second, 1 to 60 (GIF: 50).
    pub fps: u16,
    /// How much longer the first and the last map stand, seconds.
    pub hold_secs: f64,
    /// Instants or days (their close) at which the film stands still, and for how many seconds.
    pub pauses: Vec<(String, f64)>,
    /// A named view, or west,south,east,north in degrees, to which the camera moves from first to last frame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_view: Option<String>,
    /// Instants or days (their close) and the view at which the camera has arrived then. From one to the next it eases.
    pub cameras: Vec<(String, String)>,
    /// What a card before the first map says: the first line large, the others small.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What a card after the last map says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_title: Option<String>,
}

impl Default for Film {
    fn default() -> Self {
        Self {
            picture: PictureSpec::default(),
            from: String::new(),
            to: String::new(),
            step: "1h".to_owned(),
            fps: 30,
            hold_secs: 1.0,
            pauses: Vec::new(),
            to_view: None,
            cameras: Vec::new(),
            title: None,
            end_title: None,
        }
    }
}

/// Why a film was not made. Nothing of it is left behind.
#[derive(Debug, Error)]
pub enum FilmError {
    /// The words make no picture.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// A word means nothing.
    #[error(transparent)]
    Word(#[from] WordError),
    /// The parts of the film do not go together.
    #[error("{0}")]
    Conflict(String),
    /// A page could not be composed.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A page could not be painted.
    #[error(transparent)]
    Raster(#[from] RasterError),
    /// A frame could not be written as PNG.
    #[error(transparent)]
    Png(#[from] PngError),
    /// The file was refused by the system, or exists already.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The encoder of the film gave up.
    #[error("the film could not be encoded ({0}); another size may work, or GIF or PNG frames")]
    Encoder(String),
    /// It was cancelled.
    #[error("cancelled; nothing was written")]
    Cancelled,
}

/// Makes a film and writes it to `path`, whole or not at all. `progress` is told after every picture. Once `cancel` is true
/// the work ends with the next picture and nothing remains.
///
/// # Errors
/// If the file exists and may not be replaced, a page cannot be made, the system refuses the file, or `cancel` came true.
pub fn write_film(
    studio: &mut Studio,
    plan: &FilmPlan,
    path: &Path,
    overwrite: Overwrite,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), FilmError> {
    if let FilmFormat::Frames = plan.format {
        let mut writer = numbered::Numbered::create(path, plan, overwrite)?;
        pipeline::run(studio, plan, &mut writer, cancel, progress).map_err(|failed| failed.at(path))?;
        return Ok(writer.finish()?);
    }
    if overwrite == Overwrite::Refuse && would_replace(path) {
        return Err(WriteError::Exists { path: path.to_owned() }.into());
    }
    let part = PartFile::create(path, overwrite)?;
    let written = write_to(part.file(), studio, plan, cancel, progress);
    written.map_err(|failed| failed.at(path))?;
    Ok(part.finish()?)
}

fn write_to(
    file: &std::fs::File,
    studio: &mut Studio,
    plan: &FilmPlan,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), Failed> {
    let mut work =
        |writer: &mut dyn FilmWriter, studio: &mut Studio| pipeline::run(studio, plan, writer, cancel, progress);
    match plan.format {
        FilmFormat::Mp4 => {
            let mut writer = mp4::Mp4::new(io::BufWriter::new(file), plan)?;
            work(&mut writer, studio)?;
            writer.finish()
        }
        FilmFormat::Gif => {
            let palette = palette::Palette::of(&samples(studio, plan, cancel)?);
            let mut writer = gif::Gif::new(io::BufWriter::new(file), plan, palette)?;
            work(&mut writer, studio)?;
            writer.finish()
        }
        FilmFormat::Apng | FilmFormat::Frames => {
            let mut writer = apng::Apng::new(io::BufWriter::new(file), plan)?;
            work(&mut writer, studio)?;
            writer.finish()
        }
    }
}

/// What went wrong while a film was written, before the file is known.
#[derive(Debug)]
pub(super) enum Failed {
    /// The system refused.
    Io(io::Error),
    /// Everything else.
    Film(FilmError),
}

impl Failed {
    fn at(self, path: &Path) -> FilmError {
        match self {
            Self::Io(source) => WriteError::Io { path: path.to_owned(), cause: source }.into(),
            Self::Film(error) => error,
        }
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl<E: Into<FilmError>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self::Film(error.into())
    }
}

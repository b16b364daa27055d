//! A PNG file for each frame: `name-0001.png`, `name-0002.png` ...

use std::path::Path;

use super::pipeline::FilmWriter;
use super::plan::{FilmPlan, numbered_name, numbering};
use super::{Failed, FilmError};
use crate::export::{Overwrite, PartFolder, WriteError};
use crate::render::{PngInfo, encode_png};
use crate::scene::Image;

pub(super) struct Numbered {
    folder: PartFolder,
    name: String,
    digits: usize,
    next: u64,
    info: PngInfo,
}

impl Numbered {
    pub fn create(path: &Path, plan: &FilmPlan, overwrite: Overwrite) -> Result<Self, FilmError> {
        let Some((name, next, digits)) = numbering(path) else {
            return Err(FilmError::Conflict(format!("{} has no number to count from", path.display())));
        };
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let info = PngInfo { dpi: Some(plan.picture.still.dpi()), ..PngInfo::default() };
        let frames = Self { folder: PartFolder::create(folder, overwrite)?, name, digits, next, info };
        // What would be refused at the end is refused before the work.
        let taken = (0..plan.frames()).map(|n| frames.file_name(next + n));
        frames.folder.expect(taken)?;
        Ok(frames)
    }

    pub fn finish(self) -> Result<(), WriteError> {
        self.folder.finish()
    }

    fn file_name(&self, number: u64) -> String {
        numbered_name(&self.name, number, self.digits)
    }
}

impl FilmWriter for Numbered {
    fn add(&mut self, image: &Image, frames: u32) -> Result<(), Failed> {
        let bytes = encode_png(image, &self.info).map_err(FilmError::from)?;
        for _ in 0..frames {
            let name = self.file_name(self.next);
            self.folder.add(&name, &bytes).map_err(FilmError::from)?;
            self.next += 1;
        }
        Ok(())
    }
}

//! The gallery: the pictures by which the maps are judged, with contact sheets and a page that links them.
//!
//! Touches files: it writes into the folder that it is given. Pictures are drawn frame by frame on as many threads as
//! are asked for, each with a composer and a painter of its own; their bytes do not depend on the number of threads.

mod list;
mod sheet;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use thiserror::Error;

pub use self::list::{GalleryError, GalleryPicture, Wanted, pictures};
use self::sheet::{Thumb, index_html, reduced, sheet};
use super::{Overwrite, Still, StillError, Studio, WriteError, write_whole};

/// Why a gallery could not be written.
#[derive(Debug, Error)]
pub enum GalleryWriteError {
    /// The folder cannot be made.
    #[error("the folder of the gallery cannot be made: {0}")]
    Folder(#[from] std::io::Error),
    /// A picture could not be made.
    #[error("picture {name}: {source}")]
    Picture {
        /// Name of the picture.
        name: String,
        /// What went wrong.
        source: StillError,
    },
    /// A file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Draws `pictures` into the folder `dir`, a contact sheet for each theme (one more for its hard pictures), and an
/// `index.html`. Files of the same names are replaced. `told` hears of each picture when it is written.
///
/// # Errors
/// At the first picture that cannot be made or written; what was written before it stays.
pub fn write_gallery(
    dir: &Path,
    pictures: &[GalleryPicture],
    studio: &mut Studio,
    threads: usize,
    told: &(dyn Fn(&GalleryPicture) + Sync),
) -> Result<(), GalleryWriteError> {
    std::fs::create_dir_all(dir)?;
    let mut themes = Vec::new();
    let mut studios: Vec<Studio> = (0..threads.clamp(1, pictures.len().max(1))).map(|_| studio.another(1)).collect();
    for of_theme in pictures.chunk_by(|a, b| a.still.theme.name == b.still.theme.name) {
        let thumbs = write_pictures(dir, of_theme, &mut studios, told)?;
        let name = &of_theme[0].still.theme.name;
        let mut sheets = Vec::new();
        for (kind, is_hard) in [("sheet", false), ("sheet-hard", true)] {
            let own: Vec<Thumb> =
                of_theme.iter().zip(&thumbs).filter(|(p, _)| p.is_hard == is_hard).map(|(_, t)| t.clone()).collect();
            if own.is_empty() {
                continue;
            }
            let (scene, width_px, height_px) = sheet(&format!("{kind} {name}"), &own, &of_theme[0].still.theme);
            let still = Still { width_px, height_px, ..of_theme[0].still.clone() };
            let failed = |source| GalleryWriteError::Picture { name: format!("{kind}_{name}"), source };
            let image = studio.paint(&scene, &still).map_err(failed)?;
            let bytes = studio.encode(&image, &still).map_err(failed)?;
            write_whole(&dir.join(format!("{kind}_{name}.png")), &bytes, Overwrite::Replace)?;
            sheets.push(format!("{kind}_{name}"));
        }
        themes.push((name.clone(), sheets, thumbs));
    }
    write_whole(&dir.join("index.html"), index_html(&themes).as_bytes(), Overwrite::Replace)?;
    Ok(())
}

/// Draws the pictures of one theme and writes them, on a thread for each studio; the reduced ones in the same order.
fn write_pictures(
    dir: &Path,
    pictures: &[GalleryPicture],
    studios: &mut [Studio],
    told: &(dyn Fn(&GalleryPicture) + Sync),
) -> Result<Vec<Thumb>, GalleryWriteError> {
    // One frame after the other on a thread: what depends on the view alone is drawn once.
    let rows: Vec<&[GalleryPicture]> = pictures.chunk_by(|a, b| a.frame == b.frame).collect();
    let drawn: Vec<Mutex<Vec<Thumb>>> = rows.iter().map(|_| Mutex::new(Vec::new())).collect();
    let next = AtomicUsize::new(0);
    let work = |studio: &mut Studio| {
        loop {
            let row = next.fetch_add(1, Ordering::Relaxed);
            let Some(of_frame) = rows.get(row) else { return Ok(()) };
            for picture in *of_frame {
                let thumb = write_picture(dir, picture, studio)?;
                drawn[row].lock().unwrap_or_else(PoisonError::into_inner).push(thumb);
                told(picture);
            }
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = studios.iter_mut().map(|studio| scope.spawn(|| work(studio))).collect();
        let ends = workers.into_iter().map(|w| w.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        ends.collect::<Result<Vec<()>, GalleryWriteError>>()
    })?;
    let rows = drawn.into_iter().map(|row| row.into_inner().unwrap_or_else(PoisonError::into_inner));
    Ok(rows.flatten().collect())
}

fn write_picture(dir: &Path, picture: &GalleryPicture, studio: &mut Studio) -> Result<Thumb, GalleryWriteError> {
    let name = picture.name();
    let failed = |source| GalleryWriteError::Picture { name: name.clone(), source };
    let image = studio.picture(&picture.still).map_err(failed)?;
    let bytes = studio.encode(&image, &picture.still).map_err(failed)?;
    write_whole(&dir.join(format!("{name}.png")), &bytes, Overwrite::Replace)?;
    let image = Arc::new(reduced(&image));
    Ok(Thumb { frame: picture.frame.clone(), date: picture.date.clone(), name, image })
}

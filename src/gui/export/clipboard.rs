//! The system's clipboard, with errors that can be told.

use std::sync::{Mutex, PoisonError};

use crate::scene::Image;

/// A clipboard that stays open: on some systems what was copied is gone with who copied it.
#[derive(Default)]
pub struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    /// Puts `text` there.
    ///
    /// # Errors
    /// A sentence for the reader.
    pub fn put_text(&self, text: String) -> Result<(), String> {
        self.put(|board| board.set_text(text))
    }

    /// Puts a picture there.
    ///
    /// # Errors
    /// A sentence for the reader.
    pub fn put_picture(&self, image: &Image) -> Result<(), String> {
        let (width, height) = (usize::from(image.width), usize::from(image.height));
        self.put(|board| board.set_image(arboard::ImageData { width, height, bytes: (&image.rgba[..]).into() }))
    }

    fn put(&self, put: impl FnOnce(&mut arboard::Clipboard) -> Result<(), arboard::Error>) -> Result<(), String> {
        let told =
            |error: arboard::Error| format!("Nothing was copied: the clipboard refuses ({error}); save a file instead");
        let mut board = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if board.is_none() {
            *board = Some(arboard::Clipboard::new().map_err(told)?);
        }
        board.as_mut().map_or(Ok(()), put).map_err(told)
    }
}

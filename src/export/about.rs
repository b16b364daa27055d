//! A page that knows itself: scene, caption, sources and the view in words; and the way back, from a file to its view.

use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{Caption, Picture, PictureError, PictureSpec, Studio};
use crate::render::{About, AboutError, PictureKind};
use crate::scene::{CREDITS, Scene};

/// A page and all that it says about itself.
#[derive(Clone, Debug)]
pub struct Page {
    /// What is drawn.
    pub scene: Scene,
    /// Title and sentences.
    pub caption: Caption,
    /// Keys of the sources that its marks rest on, those of most marks first.
    pub source_keys: Vec<String>,
    /// What a file of it carries.
    pub about: About,
}

impl Studio {
    /// The page of a picture of any sort; `words` is the picture in words, as its file shall carry it: of the files that it
    /// names only their names.
    ///
    /// # Errors
    /// If the page is too small for its maps.
    pub fn page_of(&mut self, picture: &Picture, words: &PictureSpec) -> Result<Page, PictureError> {
        self.page_at(picture, words, None)
    }

    /// The same for the file at `output`, which carries also the way from its folder to the files in it and below.
    ///
    /// # Errors
    /// If the page is too small for its maps.
    pub(super) fn page_at(
        &mut self,
        picture: &Picture,
        words: &PictureSpec,
        output: Option<&Path>,
    ) -> Result<Page, PictureError> {
        let (mut scene, shown) = self.classed_scene_of(picture)?;
        if words.transparent {
            scene.clear_ground();
        }
        let data = picture.campaign.data();
        let caption = Caption::of(picture, words, &shown);
        let about = About {
            title: caption.title.clone(),
            description: caption.text.clone(),
            author: "August Storm".to_owned(),
            software: concat!("August Storm ", env!("CARGO_PKG_VERSION")).to_owned(),
            rights: CREDITS.to_owned(),
            source: shown.source_names(data).join("; "),
            view: serde_json::to_string(&words.carried_by(output)).unwrap_or_default(),
        };
        let source_keys = shown.source_keys(data).into_iter().map(str::to_owned).collect();
        Ok(Page { scene, caption, source_keys, about })
    }
}

/// Why a picture cannot be opened or made again.
#[derive(Debug, Error)]
pub enum NotReadable {
    /// The file cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It carries no view.
    #[error("{}: {source}; give a picture as this program wrote it, or name the view with --at and --view", path.display())]
    About {
        /// The file.
        path: PathBuf,
        /// Why.
        source: AboutError,
    },
    /// Its view means nothing to this version.
    #[error(
        "{}: its view cannot be read ({reason}); it was written by \"{software}\": open it with that version",
        path.display()
    )]
    View {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
        /// Which program wrote it.
        software: String,
    },
}

/// What a picture file says about itself, and the picture in words; files that it names are looked for beside it first.
///
/// # Errors
/// If the file cannot be read, is no picture, or carries no view.
pub fn page_spec(path: &Path) -> Result<(PictureKind, About, PictureSpec), NotReadable> {
    let (kind, about, mut spec) = page_words(path)?;
    spec.find_beside(path);
    Ok((kind, about, spec))
}

/// The same in the very words that the file carries.
///
/// # Errors
/// As [`page_spec`].
pub fn page_words(path: &Path) -> Result<(PictureKind, About, PictureSpec), NotReadable> {
    let bytes = std::fs::read(path).map_err(|source| NotReadable::Io { path: path.to_owned(), source })?;
    let read = About::read(&bytes).map_err(|source| NotReadable::About { path: path.to_owned(), source })?;
    let (kind, about) = read;
    let spec = serde_json::from_str(&about.view).map_err(|error| NotReadable::View {
        path: path.to_owned(),
        reason: error.to_string(),
        software: about.software.clone(),
    })?;
    Ok((kind, about, spec))
}

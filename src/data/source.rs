//! Where files come from: the binary itself, a folder, or memory.
//!
//! Names are relative to the root of the data, with `/` between folders: `campaign/fronts.geojson`. This is the one
//! place of the module that touches the disk.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Why a file could not be had.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// There is no such file.
    #[error("there is no file {name}")]
    NotFound {
        /// The name that was asked for.
        name: String,
    },
    /// The name leads out of the data's folder.
    #[error("{name} is not a name inside the data's folder")]
    NotInside {
        /// The name that was asked for.
        name: String,
    },
    /// The file is there but cannot be read.
    #[error("{name} cannot be read: {cause}")]
    Unreadable {
        /// The name that was asked for.
        name: String,
        /// What the system says.
        cause: io::Error,
    },
}

impl SourceError {
    /// What helps.
    #[must_use]
    pub const fn cure(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "put the file there, or point to another folder",
            Self::NotInside { .. } => "use a name without a drive, \"..\" or a leading slash",
            Self::Unreadable { .. } => "check the file's permissions and the disk",
        }
    }
}

/// The text of a file that is no part of a set: one that a reader names.
///
/// # Errors
/// [`SourceError`] if it is not there, cannot be read, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, SourceError> {
    let name = path.display().to_string();
    std::fs::read_to_string(path).map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound => SourceError::NotFound { name },
        _ => SourceError::Unreadable { name, cause },
    })
}

/// A set of named files.
pub trait Source {
    /// The bytes of the file `name`.
    ///
    /// # Errors
    /// [`SourceError`] if it is not there or cannot be read.
    fn read(&self, name: &str) -> Result<Cow<'_, [u8]>, SourceError>;

    /// The names of all files, sorted.
    ///
    /// # Errors
    /// [`SourceError`] if a folder cannot be read.
    fn list(&self) -> Result<Vec<String>, SourceError>;
}

/// The files of a folder and the folders in it.
#[derive(Clone, Debug)]
pub struct Directory {
    root: PathBuf,
}

impl Directory {
    /// The files under `root`.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }
}

impl Source for Directory {
    fn read(&self, name: &str) -> Result<Cow<'_, [u8]>, SourceError> {
        let is_inside = name.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']));
        if !is_inside {
            return Err(SourceError::NotInside { name: name.to_owned() });
        }
        match std::fs::read(self.root.join(name)) {
            Ok(bytes) => Ok(Cow::Owned(bytes)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                Err(SourceError::NotFound { name: name.to_owned() })
            }
            Err(cause) => Err(SourceError::Unreadable { name: name.to_owned(), cause }),
        }
    }

    fn list(&self) -> Result<Vec<String>, SourceError> {
        let mut names = Vec::new();
        collect_names(&self.root, "", &mut names)?;
        names.sort();
        Ok(names)
    }
}

fn collect_names(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Result<(), SourceError> {
    let unreadable = |cause| SourceError::Unreadable { name: folder.display().to_string(), cause };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let Ok(part) = entry.file_name().into_string() else { continue };
        let name = format!("{prefix}{part}");
        if entry.file_type().map_err(unreadable)?.is_dir() {
            collect_names(&entry.path(), &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}

/// Files in memory, for tests and for what comes by paste or drop.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// No files yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { files: BTreeMap::new() }
    }

    /// The same with a file more; one of the same name is replaced.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(name.into(), bytes.into());
        self
    }
}

impl Source for Memory {
    fn read(&self, name: &str) -> Result<Cow<'_, [u8]>, SourceError> {
        let bytes = self.files.get(name).ok_or_else(|| SourceError::NotFound { name: name.to_owned() })?;
        Ok(Cow::Borrowed(bytes))
    }

    fn list(&self) -> Result<Vec<String>, SourceError> {
        Ok(self.files.keys().cloned().collect())
    }
}

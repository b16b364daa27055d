//! Writing a file whole or not at all.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::paths::folder_of;

/// What to do with a file that already exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Leave it and report an error.
    Refuse,
    /// Put the new file in its place.
    Replace,
}

/// Why a file was not written. Nothing of it is left behind, and a file that was there before is as it was.
#[derive(Debug, Error)]
pub enum WriteError {
    /// There is such a file already.
    #[error("{} exists already; choose another name or ask for it to be replaced (--force)", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The folder is missing, read-only or full.
    #[error("{} could not be written: {cause}; check that the folder exists, is writable and has room", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said: part of this error's own words, so no source of it.
        cause: std::io::Error,
    },
}

/// A file in the making: a temporary one beside `path` that takes its name when it is whole, or goes when it is dropped.
#[derive(Debug)]
pub struct PartFile {
    file: tempfile::NamedTempFile,
    path: PathBuf,
    overwrite: Overwrite,
}

impl PartFile {
    /// Begins the file that will be `path`.
    ///
    /// # Errors
    /// [`WriteError::Exists`] if it is there and `overwrite` refuses; [`WriteError::Io`] if the folder takes no file.
    pub fn create(path: &Path, overwrite: Overwrite) -> Result<Self, WriteError> {
        if overwrite == Overwrite::Refuse && would_replace(path) {
            return Err(WriteError::Exists { path: path.to_owned() });
        }
        let file = temporary(0o666).tempfile_in(folder_of(path));
        let file = file.map_err(|cause| WriteError::Io { path: path.to_owned(), cause })?;
        Ok(Self { file, path: path.to_owned(), overwrite })
    }

    /// The file that will be `path` with `bytes` in it.
    ///
    /// # Errors
    /// As [`Self::create`].
    pub fn with(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<Self, WriteError> {
        let part = Self::create(path, overwrite)?;
        part.write(bytes)?;
        Ok(part)
    }

    /// Writes what comes next in the file.
    ///
    /// # Errors
    /// [`WriteError::Io`] if the system refuses.
    pub fn write(&self, bytes: &[u8]) -> Result<(), WriteError> {
        self.file().write_all(bytes).map_err(|cause| WriteError::Io { path: self.path.clone(), cause })
    }

    /// The file to write to.
    #[must_use]
    pub fn file(&self) -> &File {
        self.file.as_file()
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// As [`Self::create`]; then nothing of it remains.
    pub fn finish(self) -> Result<(), WriteError> {
        let Self { file, path, overwrite } = self;
        file.as_file().sync_all().map_err(|cause| WriteError::Io { path: path.clone(), cause })?;
        let persisted = match overwrite {
            Overwrite::Replace => file.persist(&path),
            Overwrite::Refuse => file.persist_noclobber(&path),
        };
        persisted.map(|_| ()).map_err(|e| match e.error.kind() {
            std::io::ErrorKind::AlreadyExists => WriteError::Exists { path },
            _ => WriteError::Io { path, cause: e.error },
        })
    }
}

/// Files in the making for one folder: in a temporary one until all are whole. Dropped before that, it leaves nothing.
#[derive(Debug)]
pub struct PartFolder {
    part: tempfile::TempDir,
    path: PathBuf,
    names: Vec<String>,
    overwrite: Overwrite,
}

impl PartFolder {
    /// Begins files for the folder `path`, which appears with them if it is not there yet.
    ///
    /// # Errors
    /// [`WriteError::Io`] if it, or the folder in which it is to appear, takes no files.
    pub fn create(path: &Path, overwrite: Overwrite) -> Result<Self, WriteError> {
        let inside = if path.exists() { path } else { folder_of(path) };
        let part = temporary(0o777).tempdir_in(inside);
        let part = part.map_err(|cause| WriteError::Io { path: path.to_owned(), cause })?;
        Ok(Self { part, path: path.to_owned(), names: Vec::new(), overwrite })
    }

    /// Looks whether files of these names may be written: before the work of making them.
    ///
    /// # Errors
    /// [`WriteError::Exists`] if one is there and may not be replaced.
    pub fn expect(&self, mut names: impl Iterator<Item = String>) -> Result<(), WriteError> {
        if self.overwrite == Overwrite::Replace {
            return Ok(());
        }
        let taken = names.find(|name| would_replace(&self.path.join(name)));
        taken.map_or(Ok(()), |name| Err(WriteError::Exists { path: self.path.join(name) }))
    }

    /// Writes one file of the folder.
    ///
    /// # Errors
    /// [`WriteError::Io`] if the system refuses.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let written = std::fs::write(self.part.path().join(name), bytes);
        written.map_err(|cause| WriteError::Io { path: self.path.join(name), cause })?;
        self.names.push(name.to_owned());
        Ok(())
    }

    /// Puts the files into their place: all at once if the folder is new, else one after another.
    ///
    /// # Errors
    /// As [`Self::expect`] and [`Self::add`]. If the system refuses a file of a folder that was there before, those before it
    /// in order are in their place already; each file is whole or as it was.
    pub fn finish(self) -> Result<(), WriteError> {
        self.expect(self.names.iter().cloned())?;
        let io = |path: &Path| {
            let path = path.to_owned();
            move |cause| WriteError::Io { path, cause }
        };
        if !self.path.exists() {
            // What is not renamed is removed with the guard.
            std::fs::rename(self.part.path(), &self.path).map_err(io(&self.path))?;
            let _ = self.part.keep();
            return Ok(());
        }
        self.names.iter().try_for_each(|name| {
            let path = self.path.join(name);
            std::fs::rename(self.part.path().join(name), &path).map_err(io(&path))
        })
    }
}

/// Names of temporary files. They are private by default; what is finished has the mode that the user's umask leaves of `mode`.
fn temporary(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".august-storm-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

/// Writes `bytes` to `path` through a temporary file beside it that is renamed when complete.
///
/// # Errors
/// [`WriteError::Exists`] if the file is there and `overwrite` refuses; [`WriteError::Io`] for everything that the
/// system refuses. In both cases no part of the new file remains.
pub fn write_whole(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), WriteError> {
    PartFile::with(path, bytes, overwrite)?.finish()
}

/// Writes files into the folder `path`, which appears with them if it is not there yet; with [`Overwrite::Refuse`] none if
/// one of them is there already.
///
/// # Errors
/// As [`write_whole`].
pub fn write_folder(path: &Path, files: &[(String, Vec<u8>)], overwrite: Overwrite) -> Result<(), WriteError> {
    let mut folder = PartFolder::create(path, overwrite)?;
    folder.expect(files.iter().map(|(name, _)| name.clone()))?;
    files.iter().try_for_each(|(name, bytes)| folder.add(name, bytes))?;
    folder.finish()
}

/// True if a file would be lost by writing to `path`.
#[must_use]
pub fn would_replace(path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_exists_is_left_as_it_was_unless_replacing_is_asked_for() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("map.png");
        write_whole(&path, b"first", Overwrite::Refuse).unwrap();
        let refused = write_whole(&path, b"second", Overwrite::Refuse).unwrap_err();
        assert!(matches!(refused, WriteError::Exists { .. }), "{refused}");
        assert_eq!(std::fs::read(&path).unwrap(), b"first");
        write_whole(&path, b"third", Overwrite::Replace).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"third");
    }

    #[test]
    fn a_folder_of_files_is_new_or_nothing_in_it_is_lost() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("tables");
        let files = |text: &str| vec![("a.csv".to_owned(), text.into()), ("b.csv".to_owned(), text.into())];
        write_folder(&path, &files("1"), Overwrite::Refuse).unwrap();
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "nothing but the folder is left");
        std::fs::remove_file(path.join("a.csv")).unwrap();
        let refused = write_folder(&path, &files("2"), Overwrite::Refuse).unwrap_err().to_string();
        assert!(refused.contains("b.csv") && !path.join("a.csv").exists(), "{refused}");
        write_folder(&path, &files("3"), Overwrite::Replace).unwrap();
        assert_eq!(std::fs::read(path.join("b.csv")).unwrap(), b"3");
    }

    #[test]
    fn a_missing_folder_is_named_and_nothing_is_left_behind() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("no-such-folder").join("map.png");
        let error = write_whole(&path, b"x", Overwrite::Refuse).unwrap_err().to_string();
        assert!(error.contains("no-such-folder") && error.contains("writable"), "{error}");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}

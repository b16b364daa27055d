//! Writing a file whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use thiserror::Error;

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
    #[error("{} could not be written: {source}; check that the folder exists, is writable and has room", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Writes `bytes` to `path` through a temporary file beside it that is renamed when complete.
///
/// # Errors
/// [`WriteError::Exists`] if the file is there and `overwrite` refuses; [`WriteError::Io`] for everything that the
/// system refuses. In both cases no part of the new file remains.
pub fn write_whole(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), WriteError> {
    let io = |source| WriteError::Io { path: path.to_owned(), source };
    let exists = || WriteError::Exists { path: path.to_owned() };
    if overwrite == Overwrite::Refuse && would_replace(path) {
        return Err(exists());
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".august-storm-").suffix(".part");
    #[cfg(unix)]
    {
        // A temporary file is private by default; a finished picture has the mode that the user's umask gives.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(io)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(io)?;
    let persisted = match overwrite {
        Overwrite::Replace => file.persist(path),
        Overwrite::Refuse => file.persist_noclobber(path),
    };
    persisted.map(|_| ()).map_err(|e| match e.error.kind() {
        std::io::ErrorKind::AlreadyExists => exists(),
        _ => io(e.error),
    })
}

/// Writes files into the folder `path`. A folder that is not there yet appears when all of them are complete; in one that
/// is there each file is written as [`write_whole`] does, and with [`Overwrite::Refuse`] none if one is there already.
///
/// # Errors
/// As [`write_whole`].
pub fn write_folder(path: &Path, files: &[(String, Vec<u8>)], overwrite: Overwrite) -> Result<(), WriteError> {
    let io = |source| WriteError::Io { path: path.to_owned(), source };
    if path.exists() {
        let taken = files.iter().map(|(name, _)| path.join(name)).find(|file| would_replace(file));
        if let Some(path) = taken.filter(|_| overwrite == Overwrite::Refuse) {
            return Err(WriteError::Exists { path });
        }
        return files.iter().try_for_each(|(name, bytes)| write_whole(&path.join(name), bytes, overwrite));
    }
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".august-storm-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o777));
    }
    let folder = builder.tempdir_in(parent).map_err(io)?;
    for (name, bytes) in files {
        write_whole(&folder.path().join(name), bytes, Overwrite::Refuse)?;
    }
    // What is not renamed is removed with the guard.
    std::fs::rename(folder.path(), path).map_err(io)?;
    let _ = folder.keep();
    Ok(())
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

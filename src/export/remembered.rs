//! Small texts that the program keeps for its user between runs, in the folder that the system has for that.

use std::path::PathBuf;

use super::{Overwrite, write_whole};

/// The folder of the program's settings: `$XDG_CONFIG_HOME` or `~/.config` on Linux, `%APPDATA%` on Windows,
/// `~/Library/Application Support` on a Mac; `None` if the system names none.
fn folder() -> Option<PathBuf> {
    let of = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let parent = if cfg!(target_os = "windows") {
        of("APPDATA")
    } else if cfg!(target_os = "macos") {
        of("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        of("XDG_CONFIG_HOME").or_else(|| of("HOME").map(|home| home.join(".config")))
    };
    parent.map(|parent| parent.join("august-storm"))
}

/// What was kept under `name` (a file name), if anything was and can be read.
#[must_use]
pub fn recalled(name: &str) -> Option<String> {
    std::fs::read_to_string(folder()?.join(name)).ok()
}

/// Keeps `text` under `name` (a file name). What cannot be kept is forgotten: no work depends on it.
pub fn remember(name: &str, text: &str) {
    let Some(folder) = folder() else { return };
    if std::fs::create_dir_all(&folder).is_ok() {
        let _ = write_whole(&folder.join(name), text.as_bytes(), Overwrite::Replace);
    }
}

//! The theme in which the map is drawn: a built-in one, or one read from a file of the reader's own.
//!
//! Knows tokens and names; the file is read and watched by `theme_watch`.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::style::{Colour, NAMES, Theme};

use super::state::AppState;

/// A theme to draw in.
#[derive(Clone, Debug)]
pub enum MapTheme {
    /// A built-in one, by its name.
    BuiltIn(&'static str),
    /// One from a file, as it was read last.
    Own(Arc<Theme>),
}

impl Default for MapTheme {
    fn default() -> Self {
        Self::BuiltIn(NAMES[0])
    }
}

impl PartialEq for MapTheme {
    /// Themes are equal when they draw alike.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::BuiltIn(a), Self::BuiltIn(b)) => a == b,
            (Self::Own(a), Self::Own(b)) => a.fingerprint == b.fingerprint,
            _ => false,
        }
    }
}

impl MapTheme {
    /// Its tokens; a built-in theme is read once. `None` only if the file of a built-in theme is at fault.
    #[must_use]
    pub fn tokens(&self) -> Option<Arc<Theme>> {
        static THEMES: [OnceLock<Option<Arc<Theme>>>; NAMES.len()] = [const { OnceLock::new() }; NAMES.len()];
        match self {
            Self::BuiltIn(name) => {
                let index = NAMES.iter().position(|known| known == name)?;
                THEMES[index].get_or_init(|| Theme::named(name).ok().map(Arc::new)).clone()
            }
            Self::Own(theme) => Some(Arc::clone(theme)),
        }
    }

    /// True if its paper is dark: then the window is dark as well.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        self.tokens().is_some_and(|theme| brightness(theme.page.paper) < 0.5)
    }
}

/// How light a colour looks, 0 to 1: the luma of Rec. 601.
fn brightness(c: Colour) -> f64 {
    (0.299 * f64::from(c.r) + 0.587 * f64::from(c.g) + 0.114 * f64::from(c.b)) / 255.0
}

/// A theme file that the reader opened.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What was read last without an error.
    pub theme: Option<Arc<Theme>>,
    /// What is wrong with the file as it is now.
    pub error: Option<String>,
    /// True if the reader has closed the note on the error.
    pub is_error_closed: bool,
}

impl ThemeFile {
    /// A file that has not been read yet.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self { path, theme: None, error: None, is_error_closed: false }
    }

    /// Its name without the folder.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.file_name().map_or_else(|| self.path.display().to_string(), |n| n.to_string_lossy().into_owned())
    }
}

impl AppState {
    /// Takes what was read of the theme file: a theme is put on if the file was opened just now or is in use, an error is
    /// noted beside the last good theme.
    pub fn take_theme(&mut self, read: Result<Arc<Theme>, String>) {
        let Some(file) = &mut self.theme_file else { return };
        let theme = match read {
            Ok(theme) => theme,
            Err(error) => {
                (file.error, file.is_error_closed) = (Some(error), false);
                return;
            }
        };
        file.error = None;
        let is_first = file.theme.replace(Arc::clone(&theme)).is_none();
        let name = file.name();
        if is_first {
            self.toasts.success(format!("Colours of {name}; save the file and the map follows"));
        } else {
            self.toasts.success(format!("{name} read again"));
        }
        if is_first || matches!(self.theme, MapTheme::Own(_)) {
            self.set_theme(MapTheme::Own(theme));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_dark_with_the_projector_theme_and_with_what_extends_it() {
        for name in NAMES {
            assert_eq!(MapTheme::BuiltIn(name).is_dark(), name == "projector", "{name}");
        }
        let own = Theme::from_toml("mine", "name = \"mine\"\nextends = \"projector\"\n").unwrap();
        assert!(MapTheme::Own(Arc::new(own)).is_dark());
    }
}

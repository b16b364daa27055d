//! Reading themes: inheritance, unknown keys with a suggestion, places in the file.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use serde::Deserialize;
use toml::{Table, Value};

use super::Theme;

/// Names of the built-in themes.
pub const NAMES: [&str; 5] = ["atlas", "projector", "print", "grey", "contrast"];

/// The theme with all keys.
const ATLAS: &str = include_str!("../../assets/themes/atlas.toml");

/// The file of a built-in theme.
fn built_in(name: &str) -> Option<&'static str> {
    match name {
        "atlas" => Some(ATLAS),
        "projector" => Some(include_str!("../../assets/themes/projector.toml")),
        "print" => Some(include_str!("../../assets/themes/print.toml")),
        "grey" => Some(include_str!("../../assets/themes/grey.toml")),
        "contrast" => Some(include_str!("../../assets/themes/contrast.toml")),
        _ => None,
    }
}

/// Keys that stand in a theme's file but are no tokens.
const EXTENDS: &str = "extends";

/// What can be wrong with a theme.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// No theme has that name.
    #[error("there is no theme `{name}`; built in are {}", NAMES.join(", "))]
    UnknownTheme {
        /// What was asked for.
        name: String,
    },
    /// The file is not TOML, or a value is of the wrong kind.
    #[error("theme `{theme}`: {message}")]
    Malformed {
        /// Which theme.
        theme: String,
        /// What the reader says, with line and column where it knows them.
        message: String,
    },
    /// A key that no theme knows.
    #[error("theme `{theme}`, line {line}: unknown key `{key}`{hint}")]
    UnknownKey {
        /// Which theme.
        theme: String,
        /// Line in the file, from 1; 0 if it cannot be told.
        line: usize,
        /// Dotted path of the key.
        key: String,
        /// `; did you mean ...?` or empty.
        hint: String,
    },
}

impl Theme {
    /// The built-in theme of that name.
    ///
    /// # Errors
    /// If there is none, or the built-in file is at fault.
    pub fn named(name: &str) -> Result<Self, ThemeError> {
        let text = built_in(name).ok_or_else(|| ThemeError::UnknownTheme { name: name.to_owned() })?;
        Self::from_toml(name, text)
    }

    /// The theme written in `text`; `theme` names it in messages.
    ///
    /// # Errors
    /// If the text is not TOML, holds a key that the atlas theme does not have, or a value of the wrong kind.
    pub fn from_toml(theme: &str, text: &str) -> Result<Self, ThemeError> {
        let malformed = |message: String| ThemeError::Malformed { theme: theme.to_owned(), message };
        Self::of(merged(theme, text)?).map_err(|e| malformed(e.to_string()))
    }

    fn of(tokens: Table) -> Result<Self, toml::de::Error> {
        let mut hasher = DefaultHasher::new();
        tokens.to_string().hash(&mut hasher);
        let read = Self::deserialize(Value::Table(tokens.clone()))?;
        Ok(Self { fingerprint: hasher.finish(), tokens, ..read })
    }

    /// The theme with its lengths, type and symbols at a share of their size, and fewer names in the same measure: for a map
    /// that is one of several on its page. Type keeps the least size of the theme.
    #[must_use]
    pub fn shrunk(&self, share: f64) -> Self {
        let mut tokens = self.tokens.clone();
        grow(&mut tokens, share, share);
        if let Some(Value::Table(scale)) = tokens.get_mut("scale") {
            let kept = [("least_size_pt", self.scale.least_size_pt), ("names", self.scale.names * share)];
            scale.extend(kept.map(|(key, value)| (key.to_owned(), Value::Float(value))));
        }
        if let Some(Value::Table(lettering)) = tokens.get_mut("type") {
            for (_, style) in lettering.iter_mut() {
                if let Some(Value::Float(size)) = style.as_table_mut().and_then(|style| style.get_mut("size_pt")) {
                    *size = size.max(self.scale.least_size_pt);
                }
            }
        }
        // Numbers of the same keys: what could be read before can be read again.
        Self::of(tokens).unwrap_or_else(|_| self.clone())
    }
}

/// All values of the theme in `text`: its own over those of the theme that it extends.
fn merged(theme: &str, text: &str) -> Result<Table, ThemeError> {
    let malformed = |message: String| ThemeError::Malformed { theme: theme.to_owned(), message };
    let table = |text: &str| text.parse::<Table>().map_err(|e| malformed(e.to_string()));
    let mut own = table(text)?;
    let extends = own.remove(EXTENDS);
    check_keys(theme, text, &own, &table(ATLAS)?, "")?;
    let base = match extends {
        None => return Ok(own),
        Some(Value::String(base)) => base,
        Some(other) => return Err(malformed(format!("`extends = {other}`: the name of a built-in theme is needed"))),
    };
    // Only built-in themes can be extended, and none of them extends itself: this comes to an end.
    let Some(base_text) = built_in(&base) else {
        return Err(malformed(format!("`extends = \"{base}\"`: built in are {}", NAMES.join(", "))));
    };
    let mut all = merged(&base, base_text)?;
    let factor = |key: &str| own.get("scale").and_then(|s| s.get(key)).and_then(Value::as_float).unwrap_or(1.0);
    grow(&mut all, factor("type"), factor("lines"));
    overlay(&mut all, own);
    Ok(all)
}

/// Finds the first key of `own` that `known` lacks.
fn check_keys(theme: &str, text: &str, own: &Table, known: &Table, path: &str) -> Result<(), ThemeError> {
    for (key, value) in own {
        let full = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match (known.get(key), value) {
            (None, _) => {
                let near = known.keys().map(|k| (distance(k, key), k)).min();
                let hint = near
                    .filter(|(d, _)| *d <= key.len() / 2)
                    .map_or_else(String::new, |(_, k)| format!("; did you mean `{k}`?"));
                return Err(ThemeError::UnknownKey {
                    theme: theme.to_owned(),
                    line: line_of(text, path, key),
                    key: full,
                    hint,
                });
            }
            (Some(Value::Table(sub)), Value::Table(own_sub)) => check_keys(theme, text, own_sub, sub, &full)?,
            _ => {}
        }
    }
    Ok(())
}

/// The line on which `key` of the section `path` is written: the first one that starts with it after `[path]`.
fn line_of(text: &str, path: &str, key: &str) -> usize {
    let section = format!("[{path}]");
    let own_section = if path.is_empty() { format!("[{key}]") } else { format!("[{path}.{key}]") };
    let mut inside = path.is_empty();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line == section {
            inside = true;
        }
        let is_key = inside && line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
        if is_key || line == own_section {
            return number + 1;
        }
    }
    0
}

/// Multiplies the lengths of a theme by the factors of the theme that extends it.
fn grow(table: &mut Table, lettering: f64, lines: f64) {
    for (key, value) in table.iter_mut() {
        let factor = if key.ends_with("size_pt") {
            lettering
        } else if ["width_pt", "gap_pt", "length_pt", "dash_pt"].iter().any(|end| key.ends_with(end)) {
            lines
        } else {
            1.0
        };
        match value {
            Value::Table(sub) => grow(sub, lettering, lines),
            Value::Float(length) => *length *= factor,
            Value::Array(items) => {
                for item in items {
                    if let Value::Float(length) = item {
                        *length *= factor;
                    }
                }
            }
            _ => {}
        }
    }
}

/// Puts the values of `own` over those of `base`.
fn overlay(base: &mut Table, own: Table) {
    for (key, value) in own {
        match (base.get_mut(&key), value) {
            (Some(Value::Table(sub)), Value::Table(own_sub)) => overlay(sub, own_sub),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_built_in_themes_read() {
        for name in NAMES {
            assert_eq!(Theme::named(name).expect(name).name, name);
        }
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_line_and_a_suggestion() {
        let text = "name = \"mine\"\nextends = \"atlas\"\n\n[front]\nwidht_pt = 3.0\n";
        let message = Theme::from_toml("mine", text).unwrap_err().to_string();
        assert_eq!(message, "theme `mine`, line 5: unknown key `front.widht_pt`; did you mean `width_pt`?");
    }

    #[test]
    fn a_colour_that_is_none_is_refused() {
        let text = "name = \"mine\"\nextends = \"atlas\"\n[front]\ncolour = \"red\"\n";
        assert!(Theme::from_toml("mine", text).unwrap_err().to_string().contains("#RRGGBB"));
    }

    #[test]
    fn a_shrunk_theme_has_smaller_lines_and_type_that_can_still_be_read() {
        for name in NAMES {
            let (whole, small) = (Theme::named(name).unwrap(), Theme::named(name).unwrap().shrunk(0.7));
            assert!((small.front.width_pt - whole.front.width_pt * 0.7).abs() < 1e-9, "{name}");
            assert!((small.lettering.date.size_pt - whole.lettering.date.size_pt * 0.7).abs() < 1e-9, "{name}");
            assert!(small.lettering.village.size_pt >= whole.scale.least_size_pt, "{name}");
            assert_ne!(small.fingerprint, whole.fingerprint);
            assert_eq!(small.front.colour, whole.front.colour);
        }
    }

    #[test]
    fn an_extending_theme_grows_what_it_does_not_set() {
        let (atlas, projector) = (Theme::named("atlas").unwrap(), Theme::named("projector").unwrap());
        assert!((projector.lettering.town.size_pt - atlas.lettering.town.size_pt * 1.5).abs() < 1e-9);
        assert!((projector.borders.band_width_pt - atlas.borders.band_width_pt * 1.6).abs() < 1e-9);
        assert!((projector.lettering.date.size_pt - 38.0).abs() < 1e-9);
    }
}

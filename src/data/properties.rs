//! Typed access to the properties of one feature: what is missing or misspelt is reported with the nearest word.
//!
//! A reader asks for each property by its key. Missing and wrong ones are errors, the feature is then left out by its
//! kind's reader. Properties that nobody asked for are told where the contract knows them all, elsewhere only if they look
//! like a misspelt one.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::nearest::{edit_distance, nearest};
use super::spot::Spot;
use super::{Citation, Lang, Names, Report};
use crate::time::{Edtf, Instant, UtcOffset};

/// The properties of one feature, asked for one by one.
pub(super) struct Properties<'a, 'r> {
    map: &'a Map<String, Value>,
    /// Where the feature stands.
    pub spot: Spot<'a>,
    report: &'r mut Report,
    asked: Vec<&'static str>,
    is_sound: bool,
    /// True if properties of any name are welcome.
    takes_all: bool,
    /// What of the feature these are the properties of, for messages: empty, or "in position 2: ".
    part: String,
}

impl<'a, 'r> Properties<'a, 'r> {
    /// The properties `map` of what stands at `spot`.
    pub const fn new(map: &'a Map<String, Value>, spot: Spot<'a>, report: &'r mut Report) -> Self {
        Self { map, spot, report, asked: Vec::new(), is_sound: true, takes_all: false, part: String::new() }
    }

    /// All of them, asked for or not.
    pub const fn record(&self) -> &'a Map<String, Value> {
        self.map
    }

    /// Reports an error: the feature cannot be used.
    pub fn fail(&mut self, message: impl Into<String>, cure: impl Into<String>) {
        self.is_sound = false;
        let message = format!("{}{}", self.part, message.into());
        self.report.push(self.spot.error(message).with_cure(cure));
    }

    /// True if nothing that was asked for was missing or wrong. Warns of properties that look misspelt.
    pub fn finish(mut self) -> bool {
        for (key, near) in self.unasked() {
            let is_a_slip = near.is_some_and(|near| {
                let allowed = if near.len() < 6 { 1 } else { 2 };
                near.len() > 3 && edit_distance(key, near) <= allowed && !self.map.contains_key(near)
            });
            if is_a_slip {
                self.warn_of_unknown(key, near);
            }
        }
        self.is_sound
    }

    /// The same, and warns of every property that nobody asked for.
    pub fn finish_all(mut self) -> bool {
        for (key, near) in self.unasked() {
            self.warn_of_unknown(key, near);
        }
        self.is_sound
    }

    /// The value of `key`; null counts as absent.
    pub fn value(&mut self, key: &'static str) -> Option<&'a Value> {
        self.asked.push(key);
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// What `read` makes of the object under `key`, or `None` if it is absent. A fault in it is a fault of the feature.
    pub fn object<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Properties<'a, '_>) -> T) -> Option<T> {
        match self.value(key)? {
            Value::Object(map) => Some(self.inner(map, &format!("in its {key}: "), read)),
            other => {
                self.fail_type(key, other, "an object {...}");
                None
            }
        }
    }

    /// What `read` makes of each object of the list under `key`; empty if it is absent.
    pub fn objects<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Properties<'a, '_>) -> Option<T>,
    ) -> Vec<T> {
        let values = match self.value(key) {
            None => return Vec::new(),
            Some(Value::Array(values)) => values,
            Some(other) => {
                self.fail_type(key, other, "a list of objects [{...}]");
                return Vec::new();
            }
        };
        let mut list = Vec::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            if let Value::Object(map) = value {
                list.extend(self.inner(map, &format!("in number {} of its {key}: ", index + 1), &mut read));
            } else {
                self.fail(format!("number {} of its {key} is no object", index + 1), "write {...}");
            }
        }
        list
    }

    fn inner<T>(
        &mut self,
        map: &'a Map<String, Value>,
        part: &str,
        read: impl FnOnce(&mut Properties<'a, '_>) -> T,
    ) -> T {
        let mut inner = Properties::new(map, self.spot, self.report);
        inner.part = format!("{}{part}", self.part);
        let read = read(&mut inner);
        self.is_sound &= inner.finish_all();
        read
    }

    /// The properties that nobody asked for so far; they count as asked for now.
    pub fn rest(&mut self) -> Vec<(&'a str, &'a Value)> {
        self.takes_all = true;
        let is_new = |key: &&String| !self.asked.contains(&key.as_str());
        self.map.iter().filter(|(key, _)| is_new(key)).map(|(key, value)| (key.as_str(), value)).collect()
    }

    /// A text that may be absent; empty then.
    pub fn optional_text(&mut self, key: &'static str) -> String {
        match self.value(key) {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => {
                self.fail_type(key, other, "a text in quotes");
                String::new()
            }
        }
    }

    /// A text that must be there; empty, and the feature unsound, if it is not.
    pub fn text(&mut self, key: &'static str) -> String {
        let text = self.optional_text(key);
        if text.trim().is_empty() && self.is_sound {
            self.fail_missing(key);
        }
        text
    }

    /// One of the words of `table`, or `None` if it is absent.
    pub fn optional_word<T: Copy>(&mut self, key: &'static str, table: &[(&str, T)]) -> Option<T> {
        let word = self.optional_text(key);
        if word.is_empty() {
            return None;
        }
        if let Some(&(_, meaning)) = table.iter().find(|(known, _)| *known == word) {
            return Some(meaning);
        }
        self.fail_word(&format!("its {key}"), &word, table);
        None
    }

    /// One of the words of `table`, which must be there.
    pub fn word<T: Copy>(&mut self, key: &'static str, table: &[(&str, T)]) -> Option<T> {
        let is_absent = self.map.get(key).is_none_or(|value| value.is_null() || value == "");
        if is_absent {
            self.asked.push(key);
            self.fail_missing(key);
            return None;
        }
        self.optional_word(key, table)
    }

    /// One of the words of `table` for each text of a list; empty if it is absent.
    pub fn words<T: Copy>(&mut self, key: &'static str, table: &[(&str, T)]) -> Vec<T> {
        let mut meanings = Vec::new();
        for (index, word) in self.texts(key).iter().enumerate() {
            let Some(&(_, meaning)) = table.iter().find(|(known, _)| known == word) else {
                self.fail_word(&format!("number {} of its {key}", index + 1), word, table);
                return Vec::new();
            };
            meanings.push(meaning);
        }
        meanings
    }

    fn fail_word<T>(&mut self, what: &str, word: &str, table: &[(&str, T)]) {
        let words: Vec<&str> = table.iter().map(|(known, _)| *known).collect();
        let cure = match nearest(word, words.iter().copied()) {
            Some(near) => format!("write \"{near}\""),
            None => format!("write one of: {}", words.join(", ")),
        };
        self.fail(format!("{what} \"{word}\" is not known"), cure);
    }

    /// A whole number from `min` to `max`, or `otherwise` if it is absent.
    pub fn integer<T: TryFrom<i64> + Copy>(&mut self, key: &'static str, min: i64, max: i64, otherwise: T) -> T {
        let Some(value) = self.value(key) else { return otherwise };
        let number = value.as_i64().filter(|n| (min..=max).contains(n)).and_then(|n| T::try_from(n).ok());
        if number.is_none() {
            self.fail_type(key, value, &format!("a whole number from {min} to {max}"));
        }
        number.unwrap_or(otherwise)
    }

    /// A truth value, false if it is absent.
    pub fn flag(&mut self, key: &'static str) -> bool {
        match self.value(key) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(other) => {
                self.fail_type(key, other, "true or false");
                false
            }
        }
    }

    /// Texts of a list; a single text counts as a list of one. Empty if absent.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        match self.value(key) {
            None => Vec::new(),
            Some(Value::String(text)) => vec![text.clone()],
            Some(Value::Array(values)) if values.iter().all(Value::is_string) => {
                values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            Some(other) => {
                self.fail_type(key, other, "a list of texts");
                Vec::new()
            }
        }
    }

    /// An offset from UTC, or `otherwise` if it is absent.
    pub fn offset(&mut self, key: &'static str, otherwise: UtcOffset) -> UtcOffset {
        let text = self.optional_text(key);
        if text.is_empty() {
            return otherwise;
        }
        text.parse().unwrap_or_else(|error| {
            self.fail(format!("its {key} cannot be read: {error}"), "write an offset such as +09:00");
            otherwise
        })
    }

    /// A date that may be absent, and its text.
    pub fn optional_date(&mut self, key: &'static str) -> Option<(Edtf, String)> {
        let text = self.optional_text(key);
        if text.is_empty() {
            return None;
        }
        match text.parse() {
            Ok(date) => Some((date, text)),
            Err(error) => {
                self.fail(format!("its {key} cannot be read: {error}"), "write an EDTF date or \"..\"");
                None
            }
        }
    }

    /// A date that must be there, and its text.
    pub fn date(&mut self, key: &'static str) -> Option<(Edtf, String)> {
        let is_absent = self.map.get(key).is_none_or(|value| value.is_null() || value == "");
        if is_absent {
            self.fail_missing(key);
        }
        self.optional_date(key)
    }

    /// The instants of a list of RFC 3339 times.
    pub fn instants(&mut self, key: &'static str) -> Vec<Instant> {
        let texts = self.texts(key);
        if texts.is_empty() {
            self.fail_missing(key);
        }
        let mut instants = Vec::with_capacity(texts.len());
        for (number, text) in texts.iter().enumerate() {
            match Instant::parse_rfc3339(text) {
                Ok(t) => instants.push(t),
                Err(error) => {
                    let cure = "write RFC 3339 times with an offset: 1945-08-09T00:00:00+09:00";
                    self.fail(format!("number {} of its {key} cannot be read: {error}", number + 1), cure);
                    break;
                }
            }
        }
        instants
    }

    /// Citations `"key"` or `"key:locator"`.
    pub fn citations(&mut self, key: &'static str) -> Vec<Citation> {
        self.texts(key).iter().map(|text| citation(text)).collect()
    }

    /// Citations of which some may be empty.
    pub fn optional_citations(&mut self, key: &'static str) -> Vec<Option<Citation>> {
        self.texts(key).iter().map(|text| (!text.is_empty()).then(|| citation(text))).collect()
    }

    /// Its name and the forms of other languages; all may be empty.
    pub fn names(&mut self) -> Names {
        const LANGS: [(&str, Lang); 5] = [
            ("name:modern", Lang::Modern),
            ("name:ja", Lang::Ja),
            ("name:ru", Lang::Ru),
            ("name:zh", Lang::Zh),
            ("name:ko", Lang::Ko),
        ];
        let en = self.optional_text("name");
        Names { en, others: self.names_by_lang(&LANGS) }
    }

    /// The names that are there under the keys of `langs`.
    pub fn names_by_lang(&mut self, langs: &[(&'static str, Lang)]) -> BTreeMap<Lang, String> {
        let named = langs.iter().map(|&(key, lang)| (lang, self.optional_text(key)));
        named.filter(|(_, name)| !name.is_empty()).collect()
    }

    /// Reports that `key` is missing, with the key that was probably meant.
    pub fn fail_missing(&mut self, key: &'static str) {
        let candidates = self.map.keys().map(String::as_str).filter(|k| !self.asked.contains(k) && *k != key);
        let cure = match nearest(key, candidates) {
            Some(near) => format!("rename \"{near}\" to \"{key}\""),
            None => format!("add \"{key}\""),
        };
        self.fail(format!("it has no \"{key}\""), cure);
    }

    fn fail_type(&mut self, key: &str, found: &Value, wanted: &str) {
        let found: String = found.to_string().chars().take(40).collect();
        self.fail(format!("its \"{key}\" is {found}"), format!("write {wanted}"));
    }

    /// The keys that nobody asked for, each with the nearest one that was: among those that are absent, if there is one.
    fn unasked(&self) -> Vec<(&'a str, Option<&'static str>)> {
        let unasked = self.map.keys().filter(|key| !self.takes_all && !self.asked.contains(&key.as_str()));
        let near = |key: &str| {
            let absent = self.asked.iter().copied().filter(|known| !self.map.contains_key(*known));
            nearest(key, absent).or_else(|| nearest(key, self.asked.iter().copied()))
        };
        unasked.map(|key| (key.as_str(), near(key))).collect()
    }

    fn warn_of_unknown(&mut self, key: &str, near: Option<&str>) {
        let found = self.spot.warning(format!("{}its property \"{key}\" is not known", self.part));
        let cure = match near {
            Some(near) => format!("rename it to \"{near}\", if that is meant"),
            None => "delete it, or say it in the note".to_owned(),
        };
        self.report.push(found.with_cure(cure));
    }
}

fn citation(text: &str) -> Citation {
    let (key, locator) = text.split_once(':').unwrap_or((text, ""));
    Citation { key: key.trim().to_owned(), locator: locator.trim().to_owned() }
}

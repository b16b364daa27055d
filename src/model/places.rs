//! Finding places by any of their names, in any script.

use std::collections::BTreeMap;

use crate::data::Place;

/// Names of places in a form that forgives case, marks and punctuation.
#[derive(Debug, Default)]
pub struct PlaceIndex {
    /// Indices of places by folded name, the greatest place first.
    by_key: BTreeMap<String, Vec<usize>>,
    /// English name and folded names of each place, for suggestions.
    names: Vec<(String, Vec<String>)>,
}

/// How many names are suggested for one that is not known.
const SUGGESTIONS: usize = 5;

impl PlaceIndex {
    /// Indexes ids, names and aliases.
    #[must_use]
    pub fn new(places: &[Place]) -> Self {
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut names = Vec::new();
        for (i, place) in places.iter().enumerate() {
            let all = [&place.names.en, &place.id].into_iter().chain(place.names.others.values()).chain(&place.aliases);
            let mut keys: Vec<String> = all.map(|n| folded_name(n)).filter(|k| !k.is_empty()).collect();
            keys.sort();
            keys.dedup();
            for key in &keys {
                by_key.entry(key.clone()).or_default().push(i);
            }
            names.push((place.names.en.clone(), keys));
        }
        for list in by_key.values_mut() {
            // A name that a place bears itself goes before one that is only an alias: the main name decides, then rank.
            list.sort_by_key(|i| places[*i].rank);
        }
        for (key, list) in &mut by_key {
            list.sort_by_key(|i| folded_name(&places[*i].names.en) != *key);
        }
        Self { by_key, names }
    }

    /// Places with this name, case, diacritics, spaces, hyphens and apostrophes set aside: those whose main name it is
    /// first, then by rank. Empty if there is none.
    #[must_use]
    pub fn find(&self, name: &str) -> &[usize] {
        self.by_key.get(&folded_name(name)).map_or(&[], Vec::as_slice)
    }

    /// English names of the places whose names come nearest to `name`, nearest first.
    #[must_use]
    pub fn suggest(&self, name: &str) -> Vec<&str> {
        let wanted = folded_name(name);
        let mut near: Vec<(usize, &str)> = self
            .names
            .iter()
            .filter_map(|(en, keys)| Some((keys.iter().map(|k| unlikeness(&wanted, k)).min()?, en.as_str())))
            .filter(|(d, _)| *d <= (wanted.chars().count() / 3).max(2) * 2)
            .collect();
        near.sort_unstable();
        near.dedup_by(|a, b| a.1 == b.1);
        near.truncate(SUGGESTIONS);
        near.into_iter().map(|(_, en)| en).collect()
    }
}

/// A name as it is compared: lower case without marks, spaces and punctuation.
#[must_use]
pub fn folded_name(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).filter_map(base_letter).collect()
}

/// The letter without its marks; `None` for what does not count in a name.
fn base_letter(c: char) -> Option<char> {
    let base = match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ǎ' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ě' | 'ĕ' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ǐ' | 'ĭ' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ō' | 'ŏ' | 'ǒ' => 'o',
        'ś' | 'š' => 's',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ŭ' | 'ǔ' | 'ǚ' | 'ǜ' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ž' => 'z',
        'ё' => 'е',
        _ => c,
    };
    base.is_alphanumeric().then_some(base)
}

/// Twice the number of letters to change (Levenshtein), one less if one name starts with the other.
fn unlikeness(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    let starts = a.len().min(b.len()) >= 3 && (a.starts_with(&b) || b.starts_with(&a));
    if starts { 1 } else { row[b.len()] * 2 }
}

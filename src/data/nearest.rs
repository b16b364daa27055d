//! The nearest known word to a misspelt one, for "did you mean" cures.

/// The word of `known` that is nearest to `word`, if it is near enough to be meant: at most a third of the letters differ,
/// two at least, upper and lower case counted as equal.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(2);
    let word = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (edit_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, candidate)| distance <= allowed && distance < candidate.chars().count())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// The words of `known` that are nearest to `word`, the nearest first, at most `count`: those that contain it (three letters
/// at least) or that [`nearest`] would take.
#[must_use]
pub fn nearest_few<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, count: usize) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    let allowed = (letters / 3).max(2);
    let unlikeness = |candidate: &str| {
        let candidate = candidate.to_lowercase();
        if letters >= 3 && candidate.contains(&word) {
            return Some(1);
        }
        let distance = edit_distance(&word, &candidate);
        (distance <= allowed && distance < candidate.chars().count()).then_some(distance)
    };
    let mut near: Vec<(usize, &str)> = known.into_iter().filter_map(|c| Some((unlikeness(c)?, c))).collect();
    near.sort_unstable_by_key(|(distance, candidate)| (*distance, candidate.len(), *candidate));
    near.dedup();
    near.into_iter().map(|(_, candidate)| candidate).take(count).collect()
}

/// How many letters must be put in, left out, exchanged with a neighbour or replaced to make `b` of `a`
/// (optimal string alignment distance).
pub(super) fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_letters() {
        for (a, b, wanted) in [
            ("start", "start", 0),
            ("strat", "start", 1),
            ("", "abc", 3),
            ("certanty", "certainty", 1),
            ("東京", "京都", 2),
        ] {
            assert_eq!(edit_distance(a, b), wanted, "{a} {b}");
        }
    }

    #[test]
    fn only_a_near_word_is_suggested() {
        let known = ["executed", "planned", "proposed", "agreed"];
        assert_eq!(nearest("excuted", known), Some("executed"));
        assert_eq!(nearest("Agreed", known), Some("agreed"));
        assert_eq!(nearest("unknown", known), None);
        assert_eq!(nearest("xy", ["ab"]), None);
    }

    #[test]
    fn the_nearest_words_come_first() {
        let known = ["event-t059", "event-t060", "event-t005", "zone-tokyo"];
        assert_eq!(nearest_few("event-t095", known, 2), ["event-t005", "event-t059"]);
        assert_eq!(nearest_few("tokyo", known, 5), ["zone-tokyo"]);
        assert_eq!(nearest_few("", known, 5), [""; 0]);
    }
}

//! The words by which the files name kinds, sides, levels and the like, read both ways.

use super::campaign::{EVENT_KINDS, LANDING_KINDS, MOBILITIES, ROLES};
use super::meta::{CERTAINTIES, SIDES, STATUSES};
use super::order_of_battle::{BRANCHES, LEVELS, POSITION_KINDS};
use super::{Branch, Certainty, EventKind, LandingKind, Level, Mobility, PositionKind, Role, Side, Status};

/// A value that the files name by a word.
pub trait Word: Copy + PartialEq + 'static {
    /// All words with their values.
    const WORDS: &'static [(&'static str, Self)];

    /// The word of the files.
    #[must_use]
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| word)
    }

    /// The value that the files name so.
    #[must_use]
    fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
    }
}

macro_rules! words {
    ($($kind:ty = $table:ident),+ $(,)?) => {
        $(impl Word for $kind {
            const WORDS: &'static [(&'static str, Self)] = &$table;
        })+

        #[cfg(test)]
        mod tests {
            use super::*;

            fn read_both_ways<T: Word + std::fmt::Debug>() {
                for (word, value) in T::WORDS {
                    assert_eq!((value.word(), T::of_word(word)), (*word, Some(*value)));
                }
                assert_eq!(T::of_word("nonsense"), None);
            }

            #[test]
            fn every_word_stands_for_one_value() {
                $(read_both_ways::<$kind>();)+
            }
        }
    };
}

words! {
    Branch = BRANCHES,
    Certainty = CERTAINTIES,
    EventKind = EVENT_KINDS,
    LandingKind = LANDING_KINDS,
    Level = LEVELS,
    Mobility = MOBILITIES,
    PositionKind = POSITION_KINDS,
    Role = ROLES,
    Side = SIDES,
    Status = STATUSES,
}

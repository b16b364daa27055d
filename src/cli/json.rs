//! Pieces of JSON answers that several commands share: words, names, sources, an instant on every clock.

use serde_json::{Map, Value, json};

use crate::data::{Certainty, Citation, Lang, Names, SourceEntry};
use crate::export::cited;
use crate::time::{Clock, Instant};

/// The word of the files for a certainty.
pub(super) const fn certainty_word(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Documented => "documented",
        Certainty::Probable => "probable",
        Certainty::Approximate => "approximate",
    }
}

/// An instant as every clock of the campaign shows it: `{"moscow": "1945-08-08T18:00:00+03:00", ...}`.
pub(super) fn clocks_json(t: Instant, clocks: &[Clock]) -> Value {
    clocks.iter().map(|clock| (clock.id.clone(), Value::from(t.to_rfc3339(clock.offset)))).collect::<Map<_, _>>().into()
}

/// `[{"key": ..., "locator": ..., "short": ...}]`, one entry a citation.
pub(super) fn sources_json(citations: &[Citation], sources: &[SourceEntry]) -> Value {
    let one = |citation: &Citation| {
        let short = cited([citation], sources).first().map(|found| found.short());
        json!({ "key": citation.key, "locator": citation.locator, "short": short })
    };
    citations.iter().map(one).collect::<Vec<_>>().into()
}

/// `{"en": ..., "ja": ...}`: every form of a name.
pub(super) fn names_json(names: &Names) -> Value {
    let others = names.others.iter().map(|(lang, name)| (lang_code(*lang), name.as_str()));
    let all = std::iter::once(("en", names.en.as_str())).chain(others);
    all.map(|(code, name)| (code.to_owned(), Value::from(name))).collect::<Map<_, _>>().into()
}

const fn lang_code(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Modern => "modern",
        Lang::Ja => "ja",
        Lang::Ru => "ru",
        Lang::Zh => "zh",
        Lang::Ko => "ko",
        Lang::Mn => "mn",
    }
}

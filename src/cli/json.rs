//! Pieces of JSON answers that several commands share: words, names, sources, an instant on every clock.

use serde_json::{Map, Value, json};

use crate::data::{Citation, Dataset, Lang, Meta, Names, SourceEntry, Word};
use crate::export::{Cited, cited};
use crate::time::{Clock, Instant, UtcOffset};

/// An instant as every clock of the campaign shows it: `{"moscow": "1945-08-08T18:00:00+03:00", ...}`.
pub(super) fn clocks_json(t: Instant, clocks: &[Clock]) -> Value {
    clocks.iter().map(|clock| (clock.id.clone(), Value::from(t.to_rfc3339(clock.offset)))).collect::<Map<_, _>>().into()
}

/// `[{"key": ..., "locator": ..., "short": ...}]`, one entry a citation.
pub(super) fn sources_json(citations: &[Citation], sources: &[SourceEntry]) -> Value {
    let one = |citation: &Citation| {
        let short = cited([citation], sources).first().map(Cited::short);
        json!({ "key": citation.key, "locator": citation.locator, "short": short })
    };
    citations.iter().map(one).collect::<Vec<_>>().into()
}

/// What every feature of the campaign carries.
pub(super) fn meta_json(meta: &Meta, data: &Dataset) -> Value {
    json!({
        "id": meta.id,
        "names": names_json(&meta.names),
        "start": meta.start_text,
        "end": meta.end_text,
        "from": meta.period.start().to_rfc3339(UtcOffset::UTC),
        "side": meta.side.map(Word::word),
        "status": meta.status.word(),
        "certainty": meta.certainty.word(),
        "sources": sources_json(&meta.sources, &data.sources),
        "note": meta.note,
        "variant": meta.variant.as_ref().map(|v| &v.key),
        "variant_of": meta.variant.as_ref().map(|v| &v.replaces),
    })
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

//! Entries of the bibliography as BibTeX, UTF-8, keys as in `sources.json`.
//!
//! Types follow those of CSL; titles stand in double braces, so that styles keep their capitals. What the atlas notes of
//! a source goes to `annote`, which no style prints.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::data::SourceEntry;

/// An entry as BibTeX, ending with a line break.
#[must_use]
pub fn bibtex(source: &SourceEntry) -> String {
    let csl = &source.csl;
    let kind = entry_type(&text(csl, "type"));
    let container = match kind {
        "article" => "journal",
        "incollection" | "inproceedings" => "booktitle",
        _ => "howpublished",
    };
    let publisher = match kind {
        "techreport" => "institution",
        "phdthesis" => "school",
        "misc" => "organization",
        _ => "publisher",
    };
    let mut fields: Vec<(&str, String)> = vec![
        ("author", names(csl, "author")),
        ("editor", names(csl, "editor")),
        ("translator", names(csl, "translator")),
    ];
    fields.push(("title", wrapped_title(&text(csl, "title"))));
    fields.push((container, escaped(&text(csl, "container-title"))));
    for (field, key) in [("volume", "volume"), ("number", "issue")] {
        fields.push((field, escaped(&text(csl, key))));
    }
    fields.push(("pages", escaped(&text(csl, "page")).replace('-', "--")));
    fields.push((publisher, escaped(&text(csl, "publisher"))));
    fields.push(("address", escaped(&text(csl, "publisher-place"))));
    fields.push(("year", date_part(csl, 0)));
    fields.push(("month", date_part(csl, 1)));
    for (field, key) in [("isbn", "ISBN"), ("issn", "ISSN"), ("language", "language")] {
        fields.push((field, escaped(&text(csl, key))));
    }
    // An address is taken verbatim by `url`, but its braces and per cent signs would end or comment out the field.
    fields.push(("doi", text(csl, "DOI")));
    fields.push(("url", text(csl, "URL").replace('{', "%7B").replace('}', "%7D")));
    fields.push(("annote", escaped(&text(csl, "note"))));
    let mut entry = format!("@{kind}{{{},\n", source.id);
    for (field, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(entry, "  {field} = {{{value}}},");
    }
    entry.push_str("}\n");
    entry
}

/// The BibTeX type of a CSL type.
fn entry_type(csl_type: &str) -> &'static str {
    match csl_type {
        "article-journal" | "article-magazine" | "article-newspaper" | "article" => "article",
        "book" => "book",
        "chapter" | "entry" | "entry-encyclopedia" | "entry-dictionary" => "incollection",
        "paper-conference" => "inproceedings",
        "report" => "techreport",
        "thesis" => "phdthesis",
        _ => "misc",
    }
}

fn text(csl: &Map<String, Value>, key: &str) -> String {
    match csl.get(key) {
        Some(Value::String(text)) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Year (0), month (1) or day (2) of the date of issue.
fn date_part(csl: &Map<String, Value>, part: usize) -> String {
    let date = csl.get("issued").and_then(|issued| issued.pointer(&format!("/date-parts/0/{part}")));
    match date {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => text.clone(),
        _ => String::new(),
    }
}

/// "Wessel, Paul and Smith, Walter H. F."; bodies stand in braces, so that they are not taken apart.
fn names(csl: &Map<String, Value>, key: &str) -> String {
    let people = csl.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let part = |person: &Value, key: &str| escaped(person.get(key).and_then(Value::as_str).unwrap_or_default());
    let name = |person: &Value| {
        let (literal, family, given) = (part(person, "literal"), part(person, "family"), part(person, "given"));
        match (literal.is_empty(), given.is_empty()) {
            (false, _) => format!("{{{literal}}}"),
            (true, true) => format!("{{{family}}}"),
            (true, false) => format!("{family}, {given}"),
        }
    };
    people.iter().map(name).collect::<Vec<_>>().join(" and ")
}

fn wrapped_title(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!("{{{}}}", escaped(title)) }
}

/// The characters of TeX's own made harmless.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry(csl: &Value) -> SourceEntry {
        let id = csl["id"].as_str().unwrap().to_owned();
        SourceEntry { id, csl: csl.as_object().unwrap().clone(), ..SourceEntry::default() }
    }

    #[test]
    fn an_article_has_its_journal_volume_and_pages() {
        let written = bibtex(&entry(&json!({
            "id": "hasegawa2011", "type": "article-journal", "title": "Soviet policy toward Japan",
            "author": [{"family": "Hasegawa", "given": "Tsuyoshi"}], "issued": {"date-parts": [[2011, 6]]},
            "container-title": "Cahiers du monde russe", "volume": "52", "issue": "2-3", "page": "245-271",
            "DOI": "10.4000/monderusse.9333"
        })));
        assert_eq!(
            written,
            "@article{hasegawa2011,\n  author = {Hasegawa, Tsuyoshi},\n  title = {{Soviet policy toward Japan}},\n  \
             journal = {Cahiers du monde russe},\n  volume = {52},\n  number = {2-3},\n  pages = {245--271},\n  \
             year = {2011},\n  month = {6},\n  doi = {10.4000/monderusse.9333},\n}\n"
        );
    }

    #[test]
    fn signs_of_tex_are_escaped_and_bodies_kept_whole() {
        let written = bibtex(&entry(&json!({
            "id": "x", "type": "webpage", "title": "100% of {A & B}: #1_a ~ ^ \\",
            "author": [{"literal": "Army and Navy"}, {"family": "Zavizion"}], "URL": "https://x.org/a_{b}?c=%20"
        })));
        assert!(written.starts_with("@misc{x,\n  author = {{Army and Navy} and {Zavizion}},\n"), "{written}");
        let title = "{{100\\% of \\{A \\& B\\}: \\#1\\_a \\textasciitilde{} \\textasciicircum{} \\textbackslash{}}}";
        assert!(written.contains(&format!("title = {title},")), "{written}");
        assert!(written.contains("url = {https://x.org/a_%7Bb%7D?c=%20},"), "{written}");
    }
}

//! The paper's statements are all accounted for: `geodata/coverage.csv` leads to features that exist, or says why not.

use std::collections::BTreeSet;
use std::path::Path;

use august_storm::data::{Dataset, Embedded, Report};

/// Rows of a CSV text (RFC 4180: fields may be quoted, quotes are doubled).
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match (c, is_quoted) {
            ('"', true) if letters.peek() == Some(&'"') => field.extend(letters.next()),
            ('"', _) => is_quoted = !is_quoted,
            (',', false) => row.push(std::mem::take(&mut field)),
            ('\r', false) => {}
            ('\n', false) => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            (c, _) => field.push(c),
        }
    }
    rows
}

fn known_ids() -> BTreeSet<String> {
    let data = Dataset::load(&Embedded, &mut Report::new());
    let mut ids: BTreeSet<String> = data.metas().map(|m| m.id.clone()).collect();
    ids.extend(data.places.iter().map(|p| p.id.clone()));
    ids.extend(data.figures.iter().map(|f| f.id.clone()));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/campaign/formations.json");
    let formations: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let list = formations.as_array().or_else(|| formations["formations"].as_array()).unwrap();
    ids.extend(list.iter().map(|f| f["id"].as_str().unwrap().to_owned()));
    ids
}

fn coverage() -> Vec<Vec<String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/coverage.csv");
    let mut rows = rows(&std::fs::read_to_string(file).unwrap());
    assert_eq!(rows.remove(0), ["paragraph", "statement", "features", "reason"]);
    rows
}

#[test]
fn every_statement_of_the_paper_has_its_features_or_a_reason() {
    let known = known_ids();
    let mut wrong = Vec::new();
    for row in coverage() {
        let [paragraph, statement, features, reason] = &row[..] else { panic!("four fields: {row:?}") };
        if features.trim().is_empty() && reason.trim().is_empty() {
            wrong.push(format!("{paragraph}: \"{statement}\" has neither feature nor reason"));
        }
        for id in features.split_whitespace().filter(|id| !known.contains(*id)) {
            wrong.push(format!("{paragraph}: there is no feature {id}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_paragraph_of_the_paper_is_passed_over() {
    let seen: BTreeSet<String> = coverage().into_iter().map(|row| row[0].clone()).collect();
    let missing: Vec<_> = (1..=84).map(|n: u32| n.to_string()).filter(|n| !seen.contains(n)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn what_cites_the_paper_is_in_its_index() {
    let data = Dataset::load(&Embedded, &mut Report::new());
    let named: BTreeSet<String> =
        coverage().iter().flat_map(|row| row[2].split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    let figures = data.figures.iter().map(|figure| (&figure.id, &figure.sources));
    let citing = data.metas().map(|m| (&m.id, &m.sources)).chain(figures);
    let citing = citing.filter(|(_, sources)| sources.iter().any(|c| c.key == "hasegawa2011"));
    let left_out: Vec<_> = citing.map(|(id, _)| id).filter(|id| !named.contains(*id)).collect();
    assert!(left_out.is_empty(), "{left_out:?}");
}

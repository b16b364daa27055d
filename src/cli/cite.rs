//! `august-storm cite`: what a source is, or what a feature rests on, as citations, BibTeX or CSL-JSON.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Value, json};

use super::{parse, terminal};
use crate::data::{Citation, Dataset};
use crate::export::{Cited, bibtex, cited};
use crate::model::Campaign;

/// Print the citations of a source, feature, formation or figure, then their BibTeX.
#[derive(Debug, Args)]
#[command(
    after_help = "--json is CSL-JSON, the format of Zotero and its kin; the paragraphs, pages or notes that the \
                        thing rests on stand in custom.cited."
)]
pub struct CiteArgs {
    /// Key of a source (hasegawa2011), with a place in it (hasegawa2011:59), or the id of a feature, formation or figure.
    #[arg(value_name = "ID")]
    id: String,

    /// CSL-JSON instead.
    #[arg(long)]
    json: bool,
}

/// Prints the citations.
///
/// # Errors
/// If nothing has the id; the message offers near ones.
pub fn run(args: &CiteArgs) -> Result<ExitCode> {
    let campaign = Campaign::builtin();
    let data = campaign.data();
    let (title, citations) = find(&args.id, data)?;
    let found = cited(&citations, &data.sources);
    let text = if args.json {
        format!("{:#}\n", Value::Array(found.iter().map(csl).collect()))
    } else {
        told(title.as_deref(), &found, terminal::width())
    };
    terminal::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Name of the thing (`None` for a source) and its citations.
fn find(id: &str, data: &Dataset) -> Result<(Option<String>, Vec<Citation>)> {
    let (key, locator) = id.split_once(':').unwrap_or((id, ""));
    if data.sources.iter().any(|source| source.id == key) {
        return Ok((None, vec![Citation { key: key.to_owned(), locator: locator.to_owned() }]));
    }
    if let Some(meta) = data.metas().find(|meta| meta.id == id) {
        return Ok((Some(meta.names.en.clone()), meta.sources.clone()));
    }
    if let Some(formation) = data.formations.iter().find(|formation| formation.id == id) {
        return Ok((Some(formation.names.en.clone()), formation.citations().cloned().collect()));
    }
    if let Some(figure) = data.figures.iter().find(|figure| figure.id == id) {
        return Ok((Some(figure.name.clone()), figure.sources.clone()));
    }
    let ids = (data.sources.iter().map(|source| source.id.as_str()))
        .chain(data.metas().map(|meta| meta.id.as_str()))
        .chain(data.formations.iter().map(|formation| formation.id.as_str()))
        .chain(data.figures.iter().map(|figure| figure.id.as_str()));
    None.with_context(|| parse::unknown("source, feature, formation or figure", id, ids))
}

fn told(title: Option<&str>, found: &[Cited<'_>], width: Option<usize>) -> String {
    let mut out = String::new();
    if let Some(title) = title {
        let _ = writeln!(out, "{title}\n");
    }
    for source in found {
        out.push_str(&terminal::wrapped("", &source.short(), width));
        out.push_str(&terminal::wrapped("    ", &source.reference(), width));
    }
    for entry in found.iter().filter_map(|source| source.entry) {
        let _ = write!(out, "\n{}", bibtex(entry));
    }
    out
}

fn csl(source: &Cited<'_>) -> Value {
    let Some(entry) = source.entry else { return json!({ "id": source.key }) };
    let mut item = Value::Object(entry.csl.clone());
    if !source.locators.is_empty() {
        if item.get("custom").is_none_or(|custom| !custom.is_object()) {
            item["custom"] = json!({});
        }
        item["custom"]["cited"] = source.locators.clone().into();
    }
    item
}

//! Every file of the campaign is what its JSON Schema in `geodata/schema` says.

use std::path::{Path, PathBuf};

use boon::{Compiler, Schemas};
use serde_json::Value;

fn geodata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata")
}

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The data file that a schema is for.
fn file_of(schema: &str) -> PathBuf {
    let name = schema.strip_suffix(".schema.json").expect("a schema's name");
    let candidates = [
        geodata().join(format!("{name}.json")),
        geodata().join(format!("campaign/{name}.geojson")),
        geodata().join(format!("campaign/{name}.json")),
    ];
    candidates.into_iter().find(|path| path.exists()).unwrap_or_else(|| panic!("{schema} is for no file"))
}

fn complaints(schema: &Path, value: &Value) -> Option<String> {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    let index = compiler.compile(&schema.display().to_string(), &mut schemas).unwrap_or_else(|e| panic!("{e:#}"));
    schemas.validate(value, index).err().map(|e| format!("{e:#}").lines().take(12).collect::<Vec<_>>().join("\n"))
}

#[test]
fn every_file_of_the_campaign_keeps_its_schema() {
    let mut covered = Vec::new();
    for entry in std::fs::read_dir(geodata().join("schema")).unwrap() {
        let schema = entry.unwrap().path();
        let file = file_of(schema.file_name().unwrap().to_str().unwrap());
        if let Some(complaint) = complaints(&schema, &read(&file)) {
            panic!("{}: {complaint}", file.display());
        }
        covered.push(file);
    }
    for entry in std::fs::read_dir(geodata().join("campaign")).unwrap() {
        let file = entry.unwrap().path();
        assert!(covered.contains(&file), "{} has no schema", file.display());
    }
}

#[test]
fn a_schema_refuses_what_is_not_so() {
    let schema = geodata().join("schema/events.schema.json");
    let mut events = read(&geodata().join("campaign/events.geojson"));
    assert_eq!(complaints(&schema, &events), None);
    events["features"][3]["properties"]["certainty"] = "certain".into();
    let complaint = complaints(&schema, &events).expect("a word that is not in the list");
    assert!(complaint.contains("certainty"), "{complaint}");
}

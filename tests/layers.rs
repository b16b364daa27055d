//! Layers point downwards: a module may use only modules below it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the bottom up; modules in one row do not know each other unless [`WITHIN_ROW`] says so.
const ROWS: [&[&str]; 9] = [
    &["time", "geo"],
    &["data"],
    &["morph"],
    &["model"],
    &["style", "text", "label"],
    &["scene", "layout"],
    &["render"],
    &["export"],
    &["cli", "gui"],
];

/// Pairs in one row of which the first may use the second: the window is a client of the scene's layout, the
/// composer calls the page's furniture, and the command line opens the window.
const WITHIN_ROW: [(&str, &str); 5] =
    [("scene", "layout"), ("layout", "scene"), ("cli", "gui"), ("label", "text"), ("style", "text")];

fn row_of(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

fn rust_files(dir: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Modules of the crate that a line of code names, as `crate::name` or inside `use crate::{a, b}`.
fn modules_named(code: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let word = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut item_start = 0;
            for (i, c) in list.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth > 0 => depth -= 1,
                    ',' | '}' if depth == 0 => {
                        named.insert(word(list[item_start..i].trim()));
                        item_start = i + 1;
                        if c == '}' {
                            break;
                        }
                    }
                    _ => {}
                }
            }
        } else {
            named.insert(word(rest));
        }
    }
    named
}

#[test]
fn no_module_uses_a_module_above_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let mut seen = 0;
    let mut upward = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&src).unwrap();
        let module = relative.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        let Some(own_row) = row_of(module) else { continue };
        let code: String = fs::read_to_string(&file)
            .unwrap()
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .fold(String::new(), |all, line| all + line + "\n");
        for used in modules_named(&code) {
            let Some(row) = row_of(&used) else { continue };
            seen += 1;
            let allowed = row < own_row || used == module || WITHIN_ROW.contains(&(module, used.as_str()));
            if !allowed {
                upward.push(format!("{} uses {used}", relative.display()));
            }
        }
    }
    assert!(seen > 10, "the test has to see the program's own imports, saw {seen}");
    assert!(upward.is_empty(), "layers point downwards: {upward:#?}");
}

#[test]
fn the_window_library_appears_in_the_window_alone() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let strays: Vec<_> = files
        .iter()
        .filter(|f| !f.starts_with(src.join("gui")))
        .filter(|f| {
            let text = fs::read_to_string(f).unwrap();
            text.lines().any(|l| !l.trim_start().starts_with("//") && (l.contains("egui::") || l.contains("eframe::")))
        })
        .collect();
    assert!(strays.is_empty(), "egui outside src/gui: {strays:?}");
}

#[test]
fn every_module_of_the_crate_has_its_row() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(src).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(row_of(name).is_some(), "give module {name} its place in ROWS");
        }
    }
}

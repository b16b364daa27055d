//! `august-storm completions` and `man` as processes.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn august_storm(args: &[&str]) -> Output {
    let made = Command::new(env!("CARGO_BIN_EXE_august-storm")).args(args).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    made
}

#[test]
fn completions_of_every_shell_know_the_commands_and_their_options() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = String::from_utf8(august_storm(&["completions", shell]).stdout).unwrap();
        for word in ["render", "animate", "world-file", "save-job"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        assert!(!script.contains("gallery"), "{shell} offers what is for developers");
    }
}

#[cfg(unix)]
#[test]
fn bash_reads_its_completions() {
    let script = august_storm(&["completions", "bash"]).stdout;
    let Ok(mut bash) = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn() else { return };
    bash.stdin.take().unwrap().write_all(&script).unwrap();
    assert!(bash.wait().unwrap().success());
}

#[test]
fn the_man_page_names_the_commands_and_a_folder_takes_a_page_for_each() {
    let page = String::from_utf8(august_storm(&["man"]).stdout).unwrap();
    assert!(page.contains(".TH august-storm 1") && page.contains("august\\-storm\\-render(1)"), "{page}");
    let dir = tempfile::tempdir().unwrap();
    let pages = dir.path().join("man1");
    august_storm(&["man", "--dir", pages.to_str().unwrap()]);
    let render = std::fs::read_to_string(pages.join("august-storm-render.1")).unwrap();
    assert!(render.contains("\\-\\-projection") && render.contains("1945\\-08\\-20"), "{render}");
    assert!(pages.join("august-storm.1").exists() && !pages.join("august-storm-dev.1").exists());
    let again = Command::new(env!("CARGO_BIN_EXE_august-storm")).args(["man", "--dir"]).arg(&pages).output().unwrap();
    assert_eq!(again.status.code(), Some(1));
}

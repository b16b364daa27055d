//! `august-storm completions` and `man`: made from the definitions of the command line itself.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{job, terminal};
use crate::export::write_folder;

/// What the program is called.
const NAME: &str = "august-storm";

/// Print completions for a shell: source them in its start-up file.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Print the man page, or write a page for each command into a folder.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The folder: august-storm.1, august-storm-render.1 ... Without it the page of the program goes to standard output.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,

    /// Replace pages that exist.
    #[arg(long)]
    force: bool,
}

/// Prints the completions of `program`.
///
/// # Errors
/// If standard output cannot be written.
pub fn completions(args: &CompletionsArgs, program: &Command) -> Result<ExitCode> {
    // What is hidden from readers is not offered to them; the generators would.
    let shown = program.get_subcommands().filter(|one| !one.is_hide_set()).cloned();
    let mut offered =
        Command::new(NAME).version(env!("CARGO_PKG_VERSION")).args(program.get_arguments().cloned()).subcommands(shown);
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut offered, NAME, &mut script);
    terminal::print_bytes(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints or writes the pages of `program`.
///
/// # Errors
/// If standard output cannot be written, a page exists, or the folder takes no files.
pub fn man(args: &ManArgs, mut program: Command) -> Result<ExitCode> {
    // Names such as "august-storm-render" are set when the commands are built.
    program.build();
    match &args.dir {
        None => terminal::print_bytes(&page(program)?)?,
        Some(dir) => {
            let mut pages = Vec::new();
            gather(&program, &mut pages)?;
            write_folder(dir, &pages, job::overwrite(args.force))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn gather(command: &Command, pages: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    pages.push((Man::new(command.clone()).get_filename(), page(command.clone())?));
    command.get_subcommands().filter(|one| !one.is_hide_set()).try_for_each(|one| gather(one, pages))
}

fn page(command: Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    Ok(page)
}

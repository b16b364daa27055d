//! The program: hands its arguments to [`august_storm::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    august_storm::cli::main()
}

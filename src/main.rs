//! The program: hands its arguments to [`august_storm::cli`].

use std::process::ExitCode;

/// A page is some ten thousand small vectors, made and dropped sixty times a second.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    august_storm::cli::main()
}

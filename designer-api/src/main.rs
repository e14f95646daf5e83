//! The `weir` binary.
#![deny(clippy::print_stdout, clippy::print_stderr, reason = "they panic where nobody reads: say it by `cli::output`")]
use std::process::ExitCode;

mod cli;

/// Many threads allocate at once; the system's allocator serialises them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}

//! The `weir` binary.
use std::process::ExitCode;

mod cli;

/// Many threads allocate at once; the system's allocator serialises them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}

//! What a command says. A reader that has gone away wants no more and is no failure; anything else that keeps words from
//! being written is one, for somebody believes to have them: a receipt, a token, a report.
use super::{Failed, exit};
use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::sync::{Mutex, PoisonError};

/// Why not all was written, until somebody is told.
static LOST: Mutex<Option<String>> = Mutex::new(None);

/// A line on standard output.
macro_rules! say {
    ($($line:tt)*) => { $crate::cli::output::write(&format!("{}\n", format_args!($($line)*))) };
}
pub(super) use say;

/// Words on standard output, as they are.
pub fn write(text: &str) {
    keep(io::stdout().lock().write_all(text.as_bytes()));
}

/// Words on standard error; where nobody hears them there is nobody else to tell.
pub fn tell(words: Arguments<'_>) {
    let _ = io::stderr().lock().write_fmt(words);
}

/// Has everything been written so far? A failure is told once.
pub fn written() -> Result<(), Failed> {
    keep(io::stdout().lock().flush());
    match LOST.lock().unwrap_or_else(PoisonError::into_inner).take() {
        None => Ok(()),
        Some(why) => Err(Failed::new(exit::STORE, format!("not all that was to be said could be written: {why}"))),
    }
}

fn keep(done: io::Result<()>) {
    if let Some(error) = done.err().filter(|error| error.kind() != ErrorKind::BrokenPipe) {
        LOST.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(|| error.to_string());
    }
}

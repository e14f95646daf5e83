//! Where a password comes from: standard input or a prompt, never an argument, which everybody on the machine can read.
use super::output::tell;
use super::{Failed, exit};
use clap::Args;
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use std::io::{BufRead, IsTerminal, stdin};

#[derive(Args)]
pub struct Password {
    /// Read the password from a line of standard input.
    #[arg(long)]
    password_stdin: bool,
    /// Ask for the password; it is not shown.
    #[arg(long, conflicts_with = "password_stdin")]
    ask_password: bool,
}

impl Password {
    /// The password, if one was asked for or must be.
    pub fn wanted(&self, must: bool) -> Result<Option<String>, Failed> {
        if self.password_stdin {
            line().map(Some)
        } else if self.ask_password || must {
            ask("New password: ").map(Some)
        } else {
            Ok(None)
        }
    }

    /// Another password that is needed too, from where this one comes from; it comes first.
    pub fn before(&self, prompt: &str) -> Result<String, Failed> {
        if self.password_stdin { line() } else { ask(prompt) }
    }
}

fn line() -> Result<String, Failed> {
    let mut text = String::new();
    stdin().lock().read_line(&mut text).map_err(|e| Failed::new(exit::USAGE, e.to_string()))?;
    let text = text.trim_end_matches(['\n', '\r']).to_owned();
    if text.is_empty() { Err(Failed::new(exit::USAGE, "no password came from standard input")) } else { Ok(text) }
}

/// At a terminal, without showing what is typed.
fn ask(prompt: &str) -> Result<String, Failed> {
    if !stdin().is_terminal() {
        return Err(Failed::new(exit::USAGE, "there is no terminal to ask at: say --password-stdin"));
    }
    let shown = tcgetattr(stdin()).map_err(|e| Failed::new(exit::USAGE, e.to_string()))?;
    let mut hidden = shown.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    tell(format_args!("{prompt}"));
    let set = |modes| tcsetattr(stdin(), OptionalActions::Now, modes);
    set(&hidden).map_err(|e| Failed::new(exit::USAGE, e.to_string()))?;
    let typed = line();
    let _ = set(&shown); // the shell sets it right too
    tell(format_args!("\n"));
    typed
}

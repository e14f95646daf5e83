//! `weir repair`: what is broken in a file of another tool, how it can be mended, and a diagram where there is none.
use super::{Failed, exit, input, output};
use clap::Args;
use serde_json::json;
use std::fs;
use std::io;
use std::path::PathBuf;
use weir_core::compile::prepare;
use weir_core::exchange::{draw, repair};
use weir_core::{Problem, Severity};

/// So many errors that are left are told.
const TOLD_MAX: usize = 5;

#[derive(Args)]
pub struct Repair {
    /// The BPMN file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where the repaired file is written; without it the repairs are only shown.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also draw what the diagram lacks.
    #[arg(long)]
    layout: bool,
    /// For machines.
    #[arg(long)]
    json: bool,
}

impl Repair {
    pub fn run(self) -> Result<(), Failed> {
        let unreadable = |e: io::Error| Failed::new(exit::USAGE, format!("{}: {e}", self.file.display()));
        let bytes = input::read(&self.file).map_err(unreadable)?;
        let Some(repaired) = repair(&bytes) else {
            let why = self.lines(&prepare(&bytes).problems);
            let message =
                format!("{why}{}: too large, or its bytes are no text: nothing can be repaired", self.file.display());
            return Err(Failed::new(exit::NO, message));
        };
        let picture = if self.layout { draw(&repaired.text) } else { None };
        let (text, drawn) = picture.map_or((repaired.text, vec![]), |p| (p.text, p.elements));
        if let Some(output) = &self.output {
            fs::write(output, &text).map_err(|e| Failed::new(exit::USAGE, format!("{}: {e}", output.display())))?;
        }
        let said = if self.json {
            let token = (!repaired.repairs.is_empty()).then_some(&repaired.token);
            format!("{:#}\n", json!({ "repairs": repaired.repairs, "token": token, "drawn": drawn }))
        } else {
            self.in_words(&repaired.repairs, &repaired.token, drawn.len())
        };
        output::write(&said);
        let problems = prepare(text.as_bytes()).problems;
        match problems.iter().filter(|problem| problem.severity == Severity::Error).count() {
            0 => Ok(()),
            left => {
                let after = if repaired.repairs.is_empty() { "" } else { "behind the repairs:\n" };
                let why = self.lines(&problems);
                let message = format!(
                    "{after}{why}{}: {left} errors cannot be repaired; `weir check` shows them",
                    self.file.display()
                );
                Err(Failed::new(exit::NO, message))
            }
        }
    }

    /// The first errors: why something is left as it is.
    fn lines(&self, problems: &[Problem]) -> String {
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).take(TOLD_MAX);
        let file = self.file.display();
        let line = |p: &Problem| format!("{file}:{}:{}: {} [{}]\n", p.place.line, p.place.column, p.message, p.code);
        errors.map(line).collect()
    }

    fn in_words(&self, repairs: &[weir_core::exchange::Repair], token: &str, drawn: usize) -> String {
        let file = self.file.display();
        let line = |r: &weir_core::exchange::Repair| {
            format!("{file}:{}:{}: {} [{}]\n", r.place.line, r.place.column, r.message, r.code)
        };
        let lines: String = repairs.iter().map(line).collect();
        let summary = match repairs.len() {
            0 => "nothing to repair".to_owned(),
            n => format!("{n} repairs; deploy the file with --accept-repairs {token} if they are what you mean"),
        };
        let picture = if self.layout { format!("; {drawn} elements drawn") } else { String::new() };
        format!("{lines}{summary}{picture}\n")
    }
}

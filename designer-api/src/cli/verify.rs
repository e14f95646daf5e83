//! `weir verify-store`: is everything in a data directory as it was written?
use super::{Failed, exit};
use clap::Args;
use std::path::{Path, PathBuf};
use weir_engine::store::{BrokenRecord, Receipt, Report, verify_dir};

#[derive(Args)]
pub struct VerifyStore {
    /// The data directory.
    #[arg(value_name = "DIR")]
    directory: PathBuf,
    /// What this command printed on an earlier day: is it the same log, gone on, with nothing taken from its end?
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
}

impl VerifyStore {
    pub fn run(self) -> Result<(), Failed> {
        let receipt = self.receipt.as_deref().map(read).transpose()?;
        let report = verify_dir(&self.directory, receipt.as_ref())
            .map_err(|e| Failed::new(exit::STORE, format!("{}: {e}", self.directory.display())))?;
        let Report { segments, frames, bytes, heads, broken, contradictions, .. } = &report;
        println!("{frames} records, {bytes} bytes in {segments} segments of {} partitions are as written", heads.len());
        // A receipt of a log that is not whole would be worth nothing.
        if let Some(broken) = broken {
            return Err(Failed::new(exit::NO, describe(broken)));
        }
        if !contradictions.is_empty() {
            let lines: Vec<String> = contradictions.iter().map(ToString::to_string).collect();
            return Err(Failed::new(exit::NO, lines.join("\n")));
        }
        if receipt.is_some() {
            println!("it is the log of the receipt, and nothing of it is missing");
        }
        print!("{}", Receipt::of(&report).to_text());
        Ok(())
    }
}

fn read(file: &Path) -> Result<Receipt, Failed> {
    let wrong = |why: String| Failed::new(exit::USAGE, format!("{}: {why}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
    Receipt::parse(&text).map_err(|error| wrong(error.to_string()))
}

fn describe(broken: &BrokenRecord) -> String {
    let whose = match (broken.partition, broken.sequence) {
        (Some(partition), Some(sequence)) => format!(", record {sequence} of partition {partition}"),
        _ => String::new(),
    };
    let advice = if broken.at_tail {
        "nothing valid follows: a crash leaves such an end, and the next start removes it; after an orderly stop it is damage"
    } else {
        "acknowledged data are damaged; restore this file from a backup"
    };
    format!("first broken record: {} at byte {}{whose}: {}\n  {advice}", broken.segment, broken.offset, broken.reason)
}

//! `weir verify-store`: is everything in a data directory as it was written?
use super::{Failed, exit};
use clap::Args;
use std::path::PathBuf;
use weir_engine::store::{BrokenRecord, Report, verify_dir};

#[derive(Args)]
pub struct VerifyStore {
    /// The data directory.
    #[arg(value_name = "DIR")]
    directory: PathBuf,
}

impl VerifyStore {
    pub fn run(self) -> Result<(), Failed> {
        let report = verify_dir(&self.directory)
            .map_err(|e| Failed::new(exit::STORE, format!("{}: {e}", self.directory.display())))?;
        let Report { segments, frames, bytes, heads, broken } = &report;
        println!("{frames} records, {bytes} bytes in {segments} segments of {} partitions are as written", heads.len());
        match broken {
            None => Ok(()),
            Some(broken) => Err(Failed::new(exit::NO, describe(broken))),
        }
    }
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

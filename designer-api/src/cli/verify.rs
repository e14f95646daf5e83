//! `weir verify`: is everything in a log as it was written?
use super::client::Server;
use super::output::{say, write};
use super::work::cell;
use super::{Failed, exit};
use clap::Args;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;
use weir_engine::store::{
    Against, BrokenRecord, Checkpoint, Receipt, Report, parse_checkpoints, public_key_of, verify_dir_with,
};
use weir_engine::{altered_exports, hash_of, manifest_in, manifest_is_signed};

/// How often a server is asked how far it is.
const EVERY: Duration = Duration::from_millis(300);

#[derive(Args)]
pub struct Verify {
    /// The data directory, or an exported file with its manifest beside it; without it a server verifies its own.
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,
    /// What this command printed on an earlier day: is it the same log, gone on, with nothing taken from its end?
    #[arg(long, value_name = "FILE", requires = "directory")]
    receipt: Option<PathBuf>,
    /// Signed checkpoints that were kept elsewhere; without it those in the directory.
    #[arg(long, value_name = "FILE", requires = "directory")]
    checkpoints: Option<PathBuf>,
    /// The public key that must have signed them, kept elsewhere; without it the one in the directory.
    #[arg(long, value_name = "FILE", requires = "directory")]
    public_key: Option<PathBuf>,
    #[command(flatten)]
    server: Server,
}

impl Verify {
    pub fn run(self) -> Result<(), Failed> {
        match &self.directory {
            Some(file) if file.is_file() => self.exported(file),
            Some(directory) => self.offline(directory),
            None => ask(&self.server),
        }
    }

    fn offline(&self, directory: &Path) -> Result<(), Failed> {
        let receipt = self.receipt.as_deref().map(read).transpose()?;
        let checkpoints = self.signed(directory)?;
        let key = self.key(directory)?;
        let against = Against {
            receipt: receipt.as_ref(),
            checkpoints: &checkpoints,
            key,
            until: None,
            progress: &mut |_, _| true,
        };
        let report = verify_dir_with(directory, against)
            .map_err(|e| Failed::new(exit::STORE, format!("{}: {e}", directory.display())))?;
        let Report { segments, frames, bytes, heads, broken, contradictions, .. } = &report;
        say!("{frames} records, {bytes} bytes in {segments} segments of {} partitions are as written", heads.len());
        let mut wrong: Vec<String> = broken.iter().map(describe).collect();
        wrong.extend(report.flaws.iter().map(ToString::to_string));
        wrong.extend(contradictions.iter().map(ToString::to_string));
        // A store signs when it first starts: where the key is and nothing signed by it, somebody took it away.
        if self.checkpoints.is_none() && checkpoints.is_empty() && key.is_some() && *frames > 0 {
            let gone = "the signed checkpoints are gone, and the key that signed them is there: hold the log against a copy \
                        (--checkpoints), or against a receipt";
            wrong.push(gone.to_owned());
        }
        let exports = altered_exports(&directory.join("exports"), key.as_ref());
        wrong.extend(exports.iter().map(|(id, what)| format!("export {id}: {what}")));
        // A receipt of a log that is not whole would be worth nothing.
        if !wrong.is_empty() {
            return Err(Failed::new(exit::NO, wrong.join("\n")));
        }
        if let Some((number, position)) = report.vouched {
            say!("{} signed checkpoints agree, the last is {number}, up to byte {position}", report.checkpoints);
        }
        if receipt.is_some() {
            say!("it is the log of the receipt, and nothing of it is missing");
        }
        write(&Receipt::of(&report).to_text());
        Ok(())
    }

    /// A file that was exported, against the manifest that lies beside it and the key that is said; without one against its own.
    fn exported(&self, path: &Path) -> Result<(), Failed> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".manifest.json");
        let beside = PathBuf::from(beside);
        let wrong = |what: String| Failed::new(exit::NO, what);
        let none = || wrong(format!("{}: this is no manifest of an export", beside.display()));
        let manifest = manifest_in(&beside).ok_or_else(none)?;
        let key = self.public_key.as_deref().map(|_| self.key(Path::new(""))).transpose()?.flatten();
        manifest_is_signed(&manifest, key.as_ref()).map_err(|what| wrong(format!("{}: {what}", beside.display())))?;
        let unread = |error: std::io::Error| Failed::new(exit::USAGE, format!("{}: {error}", path.display()));
        let mut file = std::fs::File::open(path).map_err(unread)?;
        let (sha256, bytes) = hash_of(&mut file).map_err(unread)?;
        if !manifest.files.iter().any(|of| (&of.sha256, of.bytes) == (&sha256, bytes)) {
            return Err(wrong(format!("{}: it is not as its manifest says", path.display())));
        }
        say!("{} is as export {} of {} wrote it", path.display(), manifest.id, manifest.at);
        if key.is_none() {
            say!("signed with {}: is that the public key of the server?", manifest.key);
        }
        Ok(())
    }

    /// The checkpoints that are said, else those of the directory; there may be none.
    fn signed(&self, directory: &Path) -> Result<Vec<Checkpoint>, Failed> {
        let kept = directory.join("checkpoints");
        let file = self.checkpoints.as_ref().unwrap_or(&kept);
        if self.checkpoints.is_none() && !file.exists() {
            return Ok(vec![]);
        }
        let text = text(file)?;
        let read = parse_checkpoints(&text).map(|(all, _)| all);
        read.map_err(|error| Failed::new(exit::NO, format!("{}: {error}", file.display())))
    }

    fn key(&self, directory: &Path) -> Result<Option<[u8; 32]>, Failed> {
        let kept = directory.join("checkpoint.pub");
        let file = self.public_key.as_ref().unwrap_or(&kept);
        if self.public_key.is_none() && !file.exists() {
            return Ok(None);
        }
        let key = public_key_of(&text(file)?);
        let none = || Failed::new(exit::USAGE, format!("{}: this is no public key", file.display()));
        key.map(Some).ok_or_else(none)
    }
}

/// A server verifies its own log.
fn ask(server: &Server) -> Result<(), Failed> {
    let mut told = server.post("audit/verifications", &json!({}))?;
    while told["state"] == "running" {
        std::thread::sleep(EVERY);
        told = server.get(&format!("audit/verifications/{}", cell(&told["id"])))?;
    }
    if server.json {
        say!("{told:#}");
    }
    let receipt = &told["receipt"];
    if receipt.is_null() {
        return Err(Failed::new(exit::NO, format!("it was not done: {}", cell(&told["error"]))));
    }
    if !server.json {
        let one = |name: &str| cell(&receipt[name]);
        say!("{} records, {} bytes are as written, in {} ms", one("records"), one("position"), one("durationMs"));
        say!("{} signed checkpoints agree, the last vouches up to byte {}", one("checkpoints"), one("vouched"));
        say!("root {}", one("root"));
    }
    if receipt["intact"] == true {
        return Ok(());
    }
    let mut wrong: Vec<String> = receipt["flaws"].as_array().into_iter().flatten().map(cell).collect();
    if let Value::Object(_) = &receipt["broken"] {
        wrong.insert(0, format!("first broken record: {}", receipt["broken"]));
    }
    if told["state"] == "cancelled" {
        wrong.push("it was stopped before its end".to_owned());
    }
    Err(Failed::new(exit::NO, wrong.join("\n")))
}

fn text(file: &Path) -> Result<String, Failed> {
    std::fs::read_to_string(file).map_err(|error| Failed::new(exit::USAGE, format!("{}: {error}", file.display())))
}

fn read(file: &Path) -> Result<Receipt, Failed> {
    let wrong = |why: String| Failed::new(exit::USAGE, format!("{}: {why}", file.display()));
    Receipt::parse(&text(file)?).map_err(|error| wrong(error.to_string()))
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
    let mut text = format!(
        "first broken record: {} at byte {}, position {}{whose}: {}",
        broken.segment, broken.offset, broken.position, broken.reason
    );
    for events in weir_engine::events_in(&broken.payload) {
        let last = events.count.map_or("…".to_owned(), |count| (events.seq + count.max(1) - 1).to_string());
        let _ = write!(text, "\n  it holds events {} to {last} of instance {}", events.seq, events.instance);
    }
    format!("{text}\n  {advice}")
}

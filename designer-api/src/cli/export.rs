//! `weir export`: the log of a server as a file, with its signed manifest beside it.
use super::client::Server;
use super::output::say;
use super::work::cell;
use super::{Failed, exit};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use std::time::Duration;

/// How often the server is asked how far it is.
const EVERY: Duration = Duration::from_millis(300);

#[derive(Args)]
pub struct Export {
    /// `xes`, `ocel`, `csv`, `jsonl` (the trace), `caseFiles`, or `parquet` where the server was built with it.
    #[arg(value_name = "FORMAT")]
    format: String,
    /// Where it is written; the manifest is written beside it.
    #[arg(long, short, value_name = "FILE")]
    out: PathBuf,
    /// Only of this process.
    #[arg(long)]
    process: Option<String>,
    /// Only this instance; may be given again.
    #[arg(long = "instance", value_name = "ID")]
    instances: Vec<String>,
    /// Not before this RFC 3339 time.
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// Before this RFC 3339 time.
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// Of the trace: by this person.
    #[arg(long, value_name = "ID")]
    by: Option<String>,
    /// Why it is taken; it stands in the audit.
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    server: Server,
}

impl Export {
    pub fn run(self) -> Result<(), Failed> {
        let server = &self.server;
        let mut told = server.post(
            "audit/exports",
            &json!({ "format": self.format, "process": self.process, "instances": self.instances, "from": self.from,
                "until": self.until, "actor": self.by, "reason": self.reason }),
        )?;
        let path = format!("audit/exports/{}", cell(&told["id"]));
        while told["state"] == "running" {
            std::thread::sleep(EVERY);
            told = server.get(&path)?;
        }
        let Some(file) = told["manifest"]["files"][0]["name"].as_str() else {
            return Err(Failed::new(exit::NO, format!("it was not written: {}", cell(&told["error"]))));
        };
        let bytes = server.download(&format!("{path}/files/{file}"), &self.out)?;
        let mut manifest = self.out.clone().into_os_string();
        manifest.push(".manifest.json");
        server.download(&format!("{path}/files/manifest.json"), manifest.as_ref())?;
        if server.json {
            say!("{told:#}");
        } else {
            let counts = &told["manifest"]["counts"];
            say!("{}: {bytes} bytes, {} instances, {} events", self.out.display(), counts["cases"], counts["events"]);
            say!("sha256 {}", cell(&told["manifest"]["files"][0]["sha256"]));
        }
        Ok(())
    }
}

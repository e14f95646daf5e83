//! How long somebody waits for a page: the first rows of the inbox, and a large diagram, in a browser that has nothing of them.
//!
//! The browser is steered by `designer-api/ui/scripts/bench.mjs`. Without Node, Chromium or the pages in the binary the
//! figures are left out, and it is said why.
use super::report::Report;
use super::server::Server;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Command;

const INBOX: &str = "first rows of the inbox, cold";
const DIAGRAM: &str = "diagram of 400 tasks, cold";
/// Milliseconds.
const INBOX_MOST: f64 = 1000.0;
const DIAGRAM_MOST: f64 = 1500.0;

/// What the browser tells, in milliseconds.
#[derive(Deserialize)]
struct Waited {
    inbox: f64,
    diagram: f64,
}

/// Both.
pub async fn run(directory: &Path, report: &mut Report) {
    let server = Server::start(&directory.join("pages"), None).await;
    match tokio::task::block_in_place(|| waited(&server)) {
        Ok(waited) => {
            report.below(INBOX, waited.inbox, "ms", INBOX_MOST);
            report.below(DIAGRAM, waited.diagram, "ms", DIAGRAM_MOST);
        }
        Err(why) => [INBOX, DIAGRAM].iter().for_each(|name| report.left_out(name, &why)),
    }
}

fn waited(server: &Server) -> Result<Waited, String> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../designer-api/ui");
    let browser = browser().ok_or("Chromium is missing (Debian: apt-get install chromium)")?;
    let mut node = Command::new("node");
    node.current_dir(pages).arg("scripts/bench.mjs").arg(format!("http://{}", server.host)).arg(&server.token);
    let done = node.env("WEIR_CHROMIUM", browser).output().map_err(|error| format!("node cannot be run: {error}"))?;
    if done.status.success() {
        return serde_json::from_slice(&done.stdout).map_err(|error| error.to_string());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    let told = said.lines().find(|line| line.contains("Error"));
    Err(told.map_or_else(|| done.status.to_string(), |line| line.trim().to_owned()))
}

/// The one that is named, else the first that is there.
fn browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("WEIR_CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name))).find(|file| file.is_file())
}

//! The real server in a process of its own.
use super::client::Client;
use crate::trust::binary::command;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A running `weir serve`; killed when dropped.
pub struct Server {
    child: Child,
    /// `127.0.0.1:port`.
    pub host: String,
    /// What opens it.
    pub token: String,
    /// From the start of the process to its first answer.
    pub first_answer: Duration,
}

impl Server {
    /// Starts it on a directory. The token is only told at the first start on it, so later starts are given it.
    pub async fn start(directory: &Path, token: Option<&str>) -> Server {
        let began = Instant::now();
        let mut child = command(binary())
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(directory)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts: build it with `cargo build --release --bin weir`");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut host = None;
        let mut told = token.map(str::to_owned);
        while host.is_none() || told.is_none() {
            let line = lines.next().expect("it says where it listens").expect("text");
            if let Some(rest) = line.split("http://").nth(1) {
                host.get_or_insert(rest.split([',', '/']).next().unwrap_or_default().to_owned());
            }
            if let Some((_, link)) = line.split_once("weir setup ") {
                told = Some(set_up(link.trim_end_matches(")\"")));
            }
        }
        std::thread::spawn(move || lines.for_each(drop));
        let (host, token) = (host.expect("told"), told.expect("told"));
        let mut client = Client::connect(&host, &token).await.expect("it listens");
        client.ask("GET", "/api/v1/definitions", "").await;
        Server { child, host, token, first_answer: began.elapsed() }
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Pulls the plug.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
        self.token.clone()
    }

    /// Waits until it has ended by itself.
    pub fn wait(&mut self) {
        self.child.wait().expect("it ends");
    }

    /// How many instances have ended, by its metrics.
    pub async fn finished(&self) -> u64 {
        let mut client = Client::connect(&self.host, &self.token).await.expect("it listens");
        let metrics = client.text("/metrics").await.expect("metrics");
        let line = metrics.lines().find_map(|line| line.strip_prefix("weir_instances_ended_total "));
        line.and_then(|count| count.trim().parse().ok()).expect("the count of those that ended")
    }

    /// Deploys the workloads.
    pub async fn deploy(&self, file: &str) {
        let edge = "weir-bench-edge";
        let body = format!(
            "--{edge}\r\ncontent-disposition: form-data; name=\"files\"; filename=\"bench.bpmn\"\r\n\
             content-type: application/xml\r\n\r\n{file}\r\n--{edge}--\r\n"
        );
        let kind = format!("multipart/form-data; boundary={edge}");
        let mut client = Client::connect(&self.host, &self.token).await.expect("it listens");
        let (status, answer) =
            client.send("POST", "/api/v1/deployments", &kind, body.as_bytes()).await.expect("an answer");
        assert!(status < 300, "{status} {answer}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Makes the first administrator with the link that the first start printed: their token.
fn set_up(link: &str) -> String {
    let made = command(binary()).args(["setup", link]).output().expect("weir setup");
    let shown = String::from_utf8(made.stdout).expect("text");
    shown.lines().find_map(|line| line.strip_prefix("export WEIR_TOKEN=")).expect("a token").to_owned()
}

/// `weir` beside this program.
fn binary() -> PathBuf {
    let this = std::env::current_exe().expect("a path");
    this.parent().expect("a folder").join("weir")
}

//! The commands that ask a server: deploy, start, tasks, complete, trace.
use super::client::{Server, escape};
use super::output::{say, tell};
use super::{Failed, exit, input, table};
use clap::Args;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::PathBuf;
use weir_engine::{DEPLOYMENT_BYTES_MAX, FILE_BYTES_MAX};

#[derive(Args)]
pub struct Deploy {
    /// BPMN and DMN files; all of them or, when one has an error, none.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Only check and report.
    #[arg(long)]
    dry_run: bool,
    /// The token of repairs that `weir repair` has shown and that are wanted.
    #[arg(long, value_name = "TOKEN")]
    accept_repairs: Vec<String>,
    #[command(flatten)]
    server: Server,
}

#[derive(Args)]
pub struct Start {
    /// The id of a process; `process:version` for a version that is not the latest.
    process: String,
    #[command(flatten)]
    variables: Variables,
    /// What people know the instance by.
    #[arg(long, value_name = "KEY")]
    business_key: Option<String>,
    #[command(flatten)]
    server: Server,
}

#[derive(Args)]
pub struct Tasks {
    /// Only those that this user has.
    #[arg(long, value_name = "ID")]
    assignee: Option<String>,
    /// Only those of this instance.
    #[arg(long, value_name = "ID")]
    instance: Option<String>,
    /// How many at most; where there are more it says so.
    #[arg(long, default_value_t = 100)]
    limit: usize,
    #[command(flatten)]
    server: Server,
}

#[derive(Args)]
pub struct Complete {
    /// The id of the task, as `weir tasks` shows it.
    task: String,
    #[command(flatten)]
    variables: Variables,
    /// With what outcome.
    #[arg(long)]
    outcome: Option<String>,
    #[command(flatten)]
    server: Server,
}

#[derive(Args)]
pub struct Trace {
    /// The id of the instance.
    instance: String,
    #[command(flatten)]
    server: Server,
}

#[derive(Args)]
pub(super) struct Variables {
    /// A variable: `--var amount=12`, `--var name=Ann`, `--var 'items=[1,2]'`. What is no JSON is text.
    #[arg(long = "var", value_name = "NAME=VALUE")]
    given: Vec<String>,
}

/// Separates the files of an upload. A file that holds this line is refused by the server as malformed.
const BOUNDARY: &str = "weir-4a8d5c1b7e9f4c02b6d3";
/// Events asked for at once.
const EVENTS_PAGE: usize = 1000;
/// Tasks asked for at once.
const TASKS_PAGE: usize = 1000;

impl Deploy {
    /// What the server would not take is not even read.
    fn check_sizes(&self) -> Result<(), Failed> {
        let too_large = |what: &str, bytes: u64, most: usize| {
            Failed::new(exit::NO, format!("{what}: {bytes} bytes; no more than {most} are taken (413 too-large)"))
        };
        let mut total = 0;
        for file in &self.files {
            let about = fs::metadata(file).map_err(|e| Failed::new(exit::USAGE, format!("{}: {e}", file.display())))?;
            if about.len() > FILE_BYTES_MAX as u64 {
                return Err(too_large(&file.display().to_string(), about.len(), FILE_BYTES_MAX));
            }
            total += about.len();
        }
        if total > DEPLOYMENT_BYTES_MAX as u64 {
            return Err(too_large("all files together", total, DEPLOYMENT_BYTES_MAX));
        }
        Ok(())
    }

    pub fn run(self) -> Result<(), Failed> {
        self.check_sizes()?;
        let mut body = Vec::new();
        for file in &self.files {
            let bytes = input::read(file).map_err(|e| Failed::new(exit::USAGE, format!("{}: {e}", file.display())))?;
            let name = file.file_name().unwrap_or_default().to_string_lossy().replace(['"', '\r', '\n'], "_");
            let head =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
            body.extend([head.as_bytes(), &bytes, b"\r\n"].concat());
        }
        body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
        let accepted: Vec<String> = self.accept_repairs.iter().map(|token| escape(token)).collect();
        let path = format!("deployments?dryRun={}&acceptRepairs={}", self.dry_run, accepted.join(","));
        let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
        let report = self.server.post_raw(&path, &content_type, body)?;
        show(&self.server, &report, &["definitions"], &["id", "name", "resource", "unchanged"]);
        if !self.server.json {
            for what in ["decisions", "forms"] {
                if report[what].as_array().is_some_and(|all| !all.is_empty()) {
                    show(&self.server, &report, &[what], &["id", "name", "resource", "unchanged"]);
                }
            }
            let doubtful = &report["problems"].as_array().map(Vec::as_slice).unwrap_or_default();
            for p in doubtful.iter().filter(|p| p["severity"] != "note") {
                let line = format!(
                    "{}[{}]: {} ({})",
                    cell(&p["severity"]),
                    cell(&p["code"]),
                    cell(&p["message"]),
                    cell(&p["resource"])
                );
                say!("{}", table::harmless(&line));
            }
        }
        Ok(())
    }
}

impl Start {
    pub fn run(self) -> Result<(), Failed> {
        let which = if self.process.contains(':') { "definition" } else { "process" };
        let mut body = json!({ which: self.process, "variables": self.variables.read()? });
        if let Some(key) = self.business_key {
            body["businessKey"] = Value::String(key);
        }
        let started = self.server.post("instances", &body)?;
        show(&self.server, &started, &[], &["id", "definition", "businessKey", "state"]);
        Ok(())
    }
}

impl Tasks {
    pub fn run(self) -> Result<(), Failed> {
        let mut only = String::new();
        for (name, value) in [("assignee", &self.assignee), ("instance", &self.instance)] {
            if let Some(value) = value {
                only.extend(["&", name, "=", &escape(value)]);
            }
        }
        let (mut all, mut next) = (Vec::new(), None::<String>);
        if self.limit == 0 {
            return Err(Failed::new(exit::USAGE, "--limit 0: at least one"));
        }
        while all.len() < self.limit {
            let cursor = next.take().map(|next| format!("&cursor={}", escape(&next))).unwrap_or_default();
            let path = format!("user-tasks?limit={}{only}{cursor}", (self.limit - all.len()).min(TASKS_PAGE));
            let mut page = self.server.get(&path)?;
            let Value::Array(mut items) = page["items"].take() else { break };
            all.append(&mut items);
            next = page["next"].as_str().map(str::to_owned);
            if next.is_none() {
                break;
            }
        }
        let shown = json!({ "items": all, "next": next });
        show(&self.server, &shown, &["items"], &["id", "name", "element", "assignee", "businessKey", "due"]);
        if next.is_some() {
            tell(format_args!("these are the first {}: there are more, which a higher --limit shows\n", self.limit));
        }
        Ok(())
    }
}

impl Complete {
    pub fn run(self) -> Result<(), Failed> {
        let mut body = json!({ "variables": self.variables.read()? });
        if let Some(outcome) = self.outcome {
            body["outcome"] = Value::String(outcome);
        }
        self.server.post(&format!("user-tasks/{}/complete", escape(&self.task)), &body).map(drop)
    }
}

impl Trace {
    pub fn run(self) -> Result<(), Failed> {
        let (mut all, mut from) = (Vec::new(), Some(0));
        while let Some(first) = from {
            let path = format!("instances/{}/events?limit={EVENTS_PAGE}&from={first}", escape(&self.instance));
            let mut page = self.server.get(&path)?;
            let Value::Array(mut items) = page["items"].take() else { break };
            all.append(&mut items);
            from = page["next"].as_u64();
        }
        for event in all.iter_mut().filter(|_| !self.server.json) {
            event["actor"] = event["actor"]["id"].take();
        }
        let trace = json!({ "items": all });
        show(&self.server, &trace, &["items"], &["seq", "at", "actor", "command", "type", "key", "data"]);
        Ok(())
    }
}

impl Variables {
    pub(super) fn read(&self) -> Result<Map<String, Value>, Failed> {
        let pair = |text: &String| {
            let wrong = || Failed::new(exit::USAGE, format!("--var {text}: write name=value"));
            let (name, value) = text.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(wrong)?;
            Ok((name.to_owned(), serde_json::from_str(value).unwrap_or_else(|_| Value::from(value))))
        };
        let mut all = Map::new();
        for given in &self.given {
            let (name, value) = pair(given)?;
            if all.insert(name.clone(), value).is_some() {
                return Err(Failed::new(exit::USAGE, format!("--var {name} is there twice: which one counts?")));
            }
        }
        Ok(all)
    }
}

/// The answer as it came, or the rows found in it as a table of these fields.
pub(super) fn show(server: &Server, answer: &Value, rows_in: &[&str], fields: &[&str]) {
    if server.json {
        say!("{answer:#}");
        return;
    }
    let rows = rows_in.iter().fold(answer, |value, key| &value[*key]);
    let rows = rows.as_array().map_or_else(|| vec![rows], |many| many.iter().collect());
    let head: Vec<String> = fields.iter().map(|f| f.to_uppercase()).collect();
    let cells = rows.iter().map(|row| fields.iter().map(|f| cell(&row[*f])).collect()).collect();
    table::print(&head.iter().map(String::as_str).collect::<Vec<_>>(), cells);
}

pub(super) fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

//! A real server in a process of its own, to be stopped in every way there is, and a client that notes what it is told.
use super::binary::{command, weir, weir_with_a_fault};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;
use weir_engine::store::Mutant;

/// A server that runs; it is killed when dropped.
pub struct Node {
    process: Child,
    client: Client,
}

/// Asks a server.
#[derive(Clone)]
pub struct Client {
    address: String,
    token: String,
    actor: String,
    agent: ureq::Agent,
}

/// A request that changes something.
#[derive(Debug, Clone)]
pub struct Request {
    /// The path after `/api/v1/`.
    pub path: String,
    /// What is sent.
    pub body: Value,
    /// The idempotency key.
    pub key: String,
}

/// How long an answer may take on a busy machine.
const TIMEOUT: Duration = Duration::from_mins(1);

/// Makes an administrator of this data directory, which no server has open, and a token for them.
pub fn token(directory: &Path) -> String {
    let made = command(weir()).args(["setup", "--data-dir"]).arg(directory).output();
    let made = made.expect("weir setup");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let shown = String::from_utf8(made.stdout).expect("text");
    shown.lines().find_map(|line| line.strip_prefix("export WEIR_TOKEN=")).expect("a token").to_owned()
}

/// Is everything in the directory as it was written?
pub fn verify(directory: &Path) -> Result<(), String> {
    let verified = command(weir()).arg("verify-store").arg(directory).output().map_err(|e| e.to_string())?;
    if verified.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&verified.stderr).into_owned()) }
}

/// The faults that a server can be started with, by name.
pub fn fault_named(name: &str) -> Option<Mutant> {
    let faults = [Mutant::NoFdatasync, Mutant::AnswerBeforeAppend, Mutant::FailedAppendSucceeds];
    faults.into_iter().find(|fault| format!("{fault:?}") == name)
}

impl Node {
    /// Starts a server and waits until it listens.
    pub fn start(directory: &Path, token: &str) -> Result<Node, String> {
        Node::start_with(Mutant::None, directory, token)
    }

    /// The same with a fault in its store; without one it is the real binary.
    pub fn start_with(fault: Mutant, directory: &Path, token: &str) -> Result<Node, String> {
        let mut started = match fault {
            Mutant::None => command(weir()),
            _ => command(weir_with_a_fault()),
        };
        match fault {
            Mutant::None => {
                started.args(["serve", "--listen", "127.0.0.1:0", "--log-level", "error", "--data-dir"]);
            }
            fault => drop(started.arg(format!("{fault:?}"))),
        }
        let started = started.arg(directory).env("TZ", "UTC").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut process = started.map_err(|error| error.to_string())?;
        let mut line = String::new();
        let output = process.stdout.take().ok_or("no output")?;
        BufReader::new(output).read_line(&mut line).map_err(|error| error.to_string())?;
        let address = line.split("http://").nth(1).and_then(|rest| rest.split(',').next());
        let Some(address) = address else {
            let ended = process.wait_with_output().map_err(|error| error.to_string())?;
            let said = String::from_utf8_lossy(&ended.stderr);
            return Err(format!("the server does not start: {}, {line}{said}", ended.status));
        };
        // Nobody reads on: what it says from here on goes where the test's own words go.
        let errors = process.stderr.take().ok_or("no error output")?;
        std::thread::spawn(move || {
            BufReader::new(errors).lines().map_while(Result::ok).for_each(|line| eprintln!("{line}"));
        });
        let agent =
            ureq::Agent::config_builder().proxy(None).http_status_as_error(false).timeout_global(Some(TIMEOUT)).build();
        let client = Client {
            address: address.to_owned(),
            token: token.to_owned(),
            actor: "ann".to_owned(),
            agent: agent.into(),
        };
        Ok(Node { process, client })
    }

    /// Who asks it.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// It stops as it stands: nothing more is written, nothing is lost yet.
    pub fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    /// kill -9.
    pub fn kill(&mut self) {
        let _already_dead = self.process.kill();
        let _status = self.process.wait();
    }

    /// Asks it to stop and waits for an orderly end.
    pub fn stop(mut self) -> Result<(), String> {
        self.signal(Signal::TERM);
        let ended = self.process.wait().map_err(|error| error.to_string())?;
        if ended.success() { Ok(()) } else { Err(format!("no orderly end: {ended}")) }
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.process.id() as i32).expect("a process");
        kill_process(pid, signal).expect("it runs");
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Client {
    /// The same on behalf of somebody else.
    #[must_use]
    pub fn as_actor(&self, actor: &str) -> Client {
        Client { actor: actor.to_owned(), ..self.clone() }
    }

    /// What a list or a thing is now.
    pub fn get(&self, path: &str) -> Result<Value, String> {
        match self.send("GET", path, None, None) {
            Some((200, answer)) => Ok(answer),
            other => Err(format!("GET {path}: {other:?}")),
        }
    }

    /// All entries of a list; it must not be longer than a page.
    pub fn list(&self, path: &str) -> Result<Vec<Value>, String> {
        let mut page = self.get(path)?;
        match (page["items"].take(), &page["next"]) {
            (Value::Array(items), Value::Null) => Ok(items),
            (items, _) => Err(format!("GET {path}: more than a page: {items}")),
        }
    }

    /// Status and answer; none when nobody can know whether it happened.
    pub fn post(&self, request: &Request) -> Option<(u16, Value)> {
        self.send("POST", &request.path, Some(&request.key), Some(&request.body))
    }

    fn send(&self, method: &str, path: &str, key: Option<&str>, body: Option<&Value>) -> Option<(u16, Value)> {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("http://{}/api/v1/{path}", self.address))
            .header("authorization", format!("Bearer {}", self.token))
            .header("x-weir-actor", &self.actor);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = body.map_or(vec![], |body| body.to_string().into_bytes());
        let mut answer = self.agent.run(request.body(body).ok()?).ok()?;
        let text = answer.body_mut().with_config().limit(100 << 20).read_to_string().ok()?;
        Some((answer.status().as_u16(), serde_json::from_str(&text).unwrap_or_default()))
    }

    /// Deploys one file; it happens before anything fails.
    pub fn deploy(&self, file: &str) {
        let (status, report) = self.try_deploy(file);
        assert_eq!(status, 200, "{report}");
    }

    /// Deploys one file: status and answer.
    pub fn try_deploy(&self, file: &str) -> (u16, Value) {
        self.deploy_all(&[("model.bpmn", file.as_bytes())])
    }

    /// Deploys these files together. Status and report.
    pub fn deploy_all(&self, files: &[(&str, &[u8])]) -> (u16, Value) {
        let mut body = vec![];
        for (name, content) in files {
            let head = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/xml\r\n\r\n"
            );
            body.extend([head.as_bytes(), content, b"\r\n"].concat());
        }
        body.extend(b"--edge--\r\n");
        let request = ureq::http::Request::builder()
            .method("POST")
            .uri(format!("http://{}/api/v1/deployments", self.address))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "multipart/form-data; boundary=edge");
        let mut answer = self.agent.run(request.body(body).expect("a request")).expect("an answer");
        let text = answer.body_mut().read_to_string().expect("text");
        (answer.status().as_u16(), serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }
}

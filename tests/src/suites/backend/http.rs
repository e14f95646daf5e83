//! The engine behind its HTTP API: the same engine as behind the facade, but everything is asked over a connection.
//! Only the clock is moved directly.
use super::facade::{House, TIMERS_MAX};
use super::{Backend, ElementView, IncidentView, InstanceView, Message, Refusal, TraceView, WaitView};
use crate::trust::binary::{command, weir};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;
use ureq::Agent;
use ureq::http::Request;
use weir_core::instance::Variables;
use weir_core::{Key, Timestamp};
use weir_designer_api::access::{SetupLink, setup};
use weir_designer_api::config::Config;
use weir_designer_api::http::server::{self, Bounds};
use weir_designer_api::http::{App, router};
use weir_engine::{JOB_LEASE_MS_MAX, JOBS_FETCH_MAX, PAGE_LIMIT_MAX};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// Between the files of an upload.
const BOUNDARY: &str = "weir-harness-boundary";

/// A server of its own on a free port.
pub struct Http {
    house: House,
    agent: Agent,
    url: String,
    token: String,
    leases: BTreeMap<String, u64>,
    /// Deploys with this program instead of by a request.
    weir: Option<PathBuf>,
    directory: TempDir,
}

impl Http {
    /// Opens a fresh engine and serves it.
    pub fn new() -> Result<Http, String> {
        let house = House::new()?;
        let directory = TempDir::new().map_err(|e| e.to_string())?;
        let administrator = setup::administrator(&house.engine, "admin", "Administrator", None, true);
        let token = house.runtime.block_on(administrator).map_err(|e| e.to_string())?;
        let app = App::new(house.engine.clone(), SetupLink::closed(), &Config::default());
        let second = Duration::from_secs(1);
        let bounds = Bounds { connections_max: 64, header_timeout: PATIENCE, shutdown: second };
        let listener = house.runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"));
        let listener = listener.map_err(|e| e.to_string())?;
        let address = listener.local_addr().map_err(|e| e.to_string())?;
        house.runtime.spawn(server::serve(listener, router(app), bounds, std::future::pending()));
        let config =
            Agent::config_builder().proxy(None).http_status_as_error(false).timeout_global(Some(PATIENCE)).build();
        Ok(Http {
            house,
            agent: Agent::new_with_config(config),
            url: format!("http://{address}/api/v1"),
            token,
            leases: BTreeMap::new(),
            weir: None,
            directory,
        })
    }

    /// The same, with files deployed by `weir deploy` as people type it.
    pub fn with_command_line() -> Result<Http, String> {
        Ok(Http { weir: Some(weir()), ..Http::new()? })
    }

    /// What `weir deploy` says; none when it refuses.
    fn typed(&self, weir: &Path, xml: &[u8]) -> Option<Value> {
        let file = self.directory.path().join("model.bpmn");
        std::fs::write(&file, xml).expect("room for a file");
        let server = self.url.trim_end_matches("/api/v1");
        let mut command = command(weir);
        command.arg("deploy").arg(&file).args(["--json", "--url", server, "--token", &self.token]);
        let output = command.output().expect("the program runs");
        output.status.success().then(|| serde_json::from_slice(&output.stdout).expect("JSON"))
    }

    fn get(&self, path: &str) -> Result<Value, Refusal> {
        self.send("GET", path, "application/json", Vec::new(), "harness")
    }

    /// Asks for a change, and waits until nothing moves any more.
    fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, Refusal> {
        let answer = self.send(method, path, "application/json", body.to_string().into_bytes(), "harness");
        self.house.idle();
        answer
    }

    fn send(&self, method: &str, path: &str, kind: &str, body: Vec<u8>, actor: &str) -> Result<Value, Refusal> {
        let broken = |error: &dyn std::fmt::Display| Refusal::new("no-answer", error);
        let request = Request::builder()
            .method(method)
            .uri(format!("{}/{path}", self.url))
            .header("authorization", format!("Bearer {}", self.token))
            .header("x-weir-actor", actor)
            .header("content-type", kind)
            .body(body)
            .map_err(|e| broken(&e))?;
        let mut answer = self.agent.run(request).map_err(|e| broken(&e))?;
        let text = answer.body_mut().read_to_string().map_err(|e| broken(&e))?;
        let value: Value = serde_json::from_str(&text).unwrap_or_default();
        if answer.status().is_success() { Ok(value) } else { Err(refusal(&value, answer.status().as_u16())) }
    }

    /// All pages of a list.
    fn all(&self, path: &str) -> Vec<Value> {
        let (mut list, mut cursor) = (vec![], String::new());
        loop {
            let page = self.get(&format!("{path}?limit={PAGE_LIMIT_MAX}{cursor}")).expect("lists can be read");
            list.extend(page["items"].as_array().cloned().unwrap_or_default());
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return list,
            }
        }
    }

    fn token_of(&mut self, wait: &str) -> Result<u64, Refusal> {
        if let Some(token) = self.leases.get(wait) {
            return Ok(*token);
        }
        let job = self.all("jobs").into_iter().find(|job| job["id"] == wait);
        let job = job.ok_or_else(|| Refusal::new("no-such-job", &wait))?;
        let fetch = json!({"worker": "harness", "types": [job["type"]], "max": JOBS_FETCH_MAX,
            "leaseMs": JOB_LEASE_MS_MAX, "variables": []});
        let fetched = self.ask("POST", "jobs/fetch", &fetch)?;
        for job in fetched["items"].as_array().into_iter().flatten() {
            self.leases.insert(text(&job["id"]), job["token"].as_u64().unwrap_or(0));
        }
        self.leases.get(wait).copied().ok_or_else(|| Refusal::new("no-such-job", &wait))
    }
}

impl Backend for Http {
    fn deploy(&mut self, file: &str, xml: &[u8]) -> Result<Vec<String>, Refusal> {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file}\"\r\n\r\n");
        let body = [head.as_bytes(), xml, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let report = match self.weir.as_ref().and_then(|weir| self.typed(weir, xml)) {
            Some(report) => report,
            // Asked again, a refusal says more than an exit code.
            None => self.send("POST", "deployments", &kind, body, "harness").inspect(|_| {
                assert!(self.weir.is_none(), "`weir deploy` refused `{file}`, and the API takes it");
            })?,
        };
        Ok(report["definitions"].as_array().into_iter().flatten().map(|d| text(&d["process"])).collect())
    }

    fn start(&mut self, process: &str, at: Option<&str>, variables: Variables) -> Result<String, Refusal> {
        let start = json!({"process": process, "startEvent": at, "variables": variables});
        self.ask("POST", "instances", &start).map(|started| text(&started["id"]))
    }

    fn instances(&mut self) -> Vec<InstanceView> {
        let view = |i: &Value| InstanceView {
            id: text(&i["id"]),
            process: text(&i["process"]),
            parent: i["parent"].as_str().map(str::to_owned),
            running: matches!(i["state"].as_str(), Some("created" | "running")),
        };
        self.all("instances").iter().rev().map(view).collect()
    }

    fn elements(&mut self, instance: &str) -> Vec<ElementView> {
        let detail = self.get(&format!("instances/{instance}")).expect("the instance is there");
        let view = |e: &Value| ElementView {
            key: e["key"].as_u64().unwrap_or(0),
            element: text(&e["element"]),
            scope: e["scope"].as_u64(),
            joining: e["phase"] == "joining",
        };
        detail["elements"].as_array().into_iter().flatten().map(view).collect()
    }

    fn variables(&mut self, instance: &str, key: Key) -> Variables {
        let list = self.get(&format!("instances/{instance}/variables?seenFrom={key}")).unwrap_or_default();
        list["items"].as_array().into_iter().flatten().map(|v| (text(&v["name"]), v["value"].clone())).collect()
    }

    fn trace(&mut self, instance: &str) -> Vec<TraceView> {
        let mut trace = vec![];
        loop {
            let path = format!("instances/{instance}/events?limit={PAGE_LIMIT_MAX}&from={}", trace.len());
            let page = self.get(&path).expect("the trace can be read");
            let items = page["items"].as_array().cloned().unwrap_or_default();
            if items.is_empty() {
                return trace;
            }
            let view = |e: Value| TraceView { kind: text(&e["type"]), key: e["key"].as_u64(), data: e["data"].clone() };
            trace.extend(items.into_iter().map(view));
        }
    }

    fn waits(&mut self) -> Vec<WaitView> {
        let view = |w: &Value| WaitView {
            id: text(&w["id"]),
            kind: text(&w["kind"]),
            name: w["name"].as_str().map(str::to_owned),
            due: w["due"].as_str().and_then(Timestamp::parse).map(|due| due.0),
            instance: text(&w["instance"]),
            element: text(&w["element"]),
            key: w["id"].as_str().and_then(|id| id.split('.').nth(1)?.parse().ok()).unwrap_or(0),
        };
        self.all("waits").iter().map(view).collect()
    }

    fn incidents(&mut self) -> Vec<IncidentView> {
        let view = |i: &Value| IncidentView {
            id: text(&i["id"]),
            instance: text(&i["instance"]),
            element: text(&i["element"]),
            code: text(&i["code"]),
            message: text(&i["message"]),
        };
        self.all("incidents").iter().map(view).collect()
    }

    fn complete_task(&mut self, wait: &str, variables: Variables) -> Result<(), Refusal> {
        let task = self.get(&format!("user-tasks/{wait}"))?;
        let who = task["assignee"].as_str().unwrap_or("harness").to_owned();
        let body = json!({ "variables": variables }).to_string().into_bytes();
        let done = self.send("POST", &format!("user-tasks/{wait}/complete"), "application/json", body, &who);
        self.house.idle();
        done.map(drop)
    }

    fn complete_job(&mut self, wait: &str, variables: Variables) -> Result<(), Refusal> {
        let token = self.token_of(wait)?;
        let done = json!({"token": token, "variables": variables});
        self.ask("POST", &format!("jobs/{wait}/complete"), &done).map(drop)
    }

    fn activate(&mut self, wait: &str) -> Result<(), Refusal> {
        self.ask("POST", &format!("enabled-activities/{wait}/activate"), &json!({})).map(drop)
    }

    fn complete_ad_hoc(&mut self, instance: &str, key: Key) -> Result<(), Refusal> {
        self.ask("POST", &format!("ad-hoc-sub-processes/{instance}.{key}/complete"), &json!({})).map(drop)
    }

    fn throw_job_error(&mut self, wait: &str, code: &str) -> Result<(), Refusal> {
        let token = self.token_of(wait)?;
        let error = json!({"token": token, "code": code, "message": "thrown by the harness"});
        self.ask("POST", &format!("jobs/{wait}/error"), &error).map(drop)
    }

    fn publish(&mut self, message: Message) -> Result<(), Refusal> {
        let body = json!({"name": message.name, "correlationKey": message.key, "variables": message.variables,
            "instance": message.instance, "subscription": message.subscription, "matchVariables": message.matching});
        self.ask("POST", "messages", &body).map(drop)
    }

    fn broadcast(&mut self, signal: &str) -> Result<(), Refusal> {
        self.ask("POST", "signals", &json!({ "name": signal })).map(drop)
    }

    fn set_variables(&mut self, instance: &str, variables: Variables) -> Result<(), Refusal> {
        self.ask("PATCH", &format!("instances/{instance}/variables"), &json!({ "variables": variables })).map(drop)
    }

    fn resolve(&mut self, incident: &str) -> Result<(), Refusal> {
        self.leases.clear();
        self.ask("POST", &format!("incidents/{incident}/resolve"), &json!({"retries": 1})).map(drop)
    }

    fn advance(&mut self, ms: i64) {
        let due =
            |http: &mut Http| http.waits().into_iter().filter(|w| w.kind == "timer").filter_map(|w| w.due).collect();
        let end = self.now() + ms;
        for _ in 0..TIMERS_MAX {
            let Some(next) = House::next(due(self), end) else { break };
            self.house.set(next);
        }
        self.house.set(end);
    }

    fn now(&mut self) -> i64 {
        self.house.now()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn refusal(value: &Value, status: u16) -> Refusal {
    let code = value["code"].as_str().map_or_else(|| status.to_string(), str::to_owned);
    let problems = serde_json::from_value(value["problems"].clone()).unwrap_or_default();
    Refusal { code, message: text(&value["detail"]), problems }
}

//! Orders under way, each followed by one client that believes only what was acknowledged.
use super::node::{Client, Request};
use serde_json::{Value, json};

/// The elements of the process, each completed once, and the process itself.
const ELEMENTS: usize = 6;

/// One order, and what its client knows of it.
#[derive(Debug, Clone)]
pub struct Order {
    /// Its business key, unique for ever.
    pub name: String,
    /// Its instance, once that is acknowledged.
    pub id: Option<String>,
    task: Option<String>,
    /// What its client does next; everything before is acknowledged.
    pub next: Step,
    /// The request of the next step was sent and not answered.
    pub unknown: bool,
}

/// What the client of an order does, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Step {
    Start,
    Claim,
    Complete,
    Pay,
    Rest,
}

/// What became of a request.
#[derive(Debug, PartialEq)]
pub enum Told {
    /// It happened.
    Acknowledged,
    /// It did not happen, for a reason that passes.
    Refused(String),
    /// Nobody knows.
    Unknown,
}

impl Order {
    /// An order that nobody knows of yet.
    pub fn new(name: String) -> Self {
        Order { name, id: None, task: None, next: Step::Start, unknown: false }
    }

    /// Does the next step, or asks for it again.
    pub fn advance(&mut self, client: &Client) -> Result<Told, String> {
        if self.next > Step::Start && self.task.is_none() {
            match self.tasks(client) {
                Ok(tasks) if tasks.len() == 1 => self.task = tasks[0]["id"].as_str().map(str::to_owned),
                Ok(tasks) => return Err(format!("{self:?} has not one task: {tasks:?}")),
                Err(_) => return Ok(Told::Unknown),
            }
        }
        let (request, expected) = self.request();
        self.unknown = true;
        let Some((status, answer)) = client.post(&request) else { return Ok(Told::Unknown) };
        self.unknown = false;
        if status == 503 || status == 429 {
            return Ok(Told::Refused(answer["code"].to_string()));
        }
        if status != expected {
            return Err(format!("{request:?} was answered {status}: {answer}; {self:?}"));
        }
        if self.next == Step::Start {
            self.id = answer["id"].as_str().map(str::to_owned);
        }
        self.next = match self.next {
            Step::Start => Step::Claim,
            Step::Claim => Step::Complete,
            Step::Complete => Step::Pay,
            Step::Pay | Step::Rest => Step::Rest,
        };
        Ok(Told::Acknowledged)
    }

    fn request(&self) -> (Request, u16) {
        let task = self.task.clone().unwrap_or_default();
        let (path, body, expected) = match self.next {
            Step::Start => {
                let variables = json!({ "order": self.name });
                let body = json!({ "process": "order", "businessKey": self.name, "variables": variables });
                ("instances".to_owned(), body, 201)
            }
            Step::Claim => (format!("user-tasks/{task}/claim"), json!({}), 204),
            Step::Complete => (format!("user-tasks/{task}/complete"), json!({ "variables": { "ok": true } }), 204),
            Step::Pay | Step::Rest => {
                ("messages".to_owned(), json!({ "name": "paid", "correlationKey": self.name }), 200)
            }
        };
        (Request { path, body, key: format!("{}-{:?}", self.name, self.next) }, expected)
    }

    /// Is everything there that was acknowledged, and what is unknown there wholly or not at all?
    pub fn check(&self, client: &Client) -> Result<(), String> {
        let wrong = |what: &str| Err(format!("{what}: {self:?}"));
        let found = client.list(&format!("instances?businessKey={}", self.name))?;
        let [instance] = found.as_slice() else {
            let may_be_missing = self.next == Step::Start && found.is_empty();
            return if may_be_missing { Ok(()) } else { wrong(&format!("{} instances", found.len())) };
        };
        if self.next == Step::Start && !self.unknown {
            return wrong("nobody asked for it, and it is there");
        }
        if self.id.is_some() && self.id.as_deref() != instance["id"].as_str() {
            return wrong("another instance than was acknowledged");
        }
        let id = instance["id"].as_str().unwrap_or_default();
        // State and waits in one answer: a kept message may be delivered at any moment.
        let detail = client.get(&format!("instances/{id}"))?;
        let waits = |element: &Value| element["waits"].as_array().is_some_and(|waits| !waits.is_empty());
        let is_waiting = detail["elements"].as_array().is_some_and(|elements| elements.iter().any(waits));
        if detail["state"] == "running" && !is_waiting {
            return wrong("half done: it runs and waits for nothing");
        }
        let tasks = client.list(&format!("user-tasks?instance={id}"))?;
        let assignee = tasks.first().map(|task| task["assignee"].as_str());
        let fits = match (self.next, self.unknown) {
            (Step::Start, _) | (Step::Claim, false) => assignee == Some(None),
            (Step::Claim, true) => matches!(assignee, Some(None | Some("ann"))),
            (Step::Complete, false) => assignee == Some(Some("ann")),
            (Step::Complete, true) => matches!(assignee, None | Some(Some("ann"))),
            (Step::Pay | Step::Rest, _) => assignee.is_none(),
        };
        if fits { Ok(()) } else { wrong(&format!("its task is {tasks:?}")) }
    }

    /// Has it ended, with every element done once?
    pub fn ended_once(&self, client: &Client) -> Result<(), String> {
        let id = self.id.as_deref().unwrap_or_default();
        let detail = client.get(&format!("instances/{id}"))?;
        let events = client.list(&format!("instances/{id}/events?limit=1000"))?;
        let count = |kind: &str| events.iter().filter(|event| event["type"] == kind).count();
        let gapless = events.iter().zip(0_u64..).all(|(event, seq)| event["seq"] == seq);
        match (count("elementCompleted"), count("userTaskCompleted"), count("messageReceived")) {
            (ELEMENTS, 1, 1) if detail["state"] == "completed" && gapless => Ok(()),
            counts => Err(format!("{counts:?}, gapless: {gapless}, {}: {self:?}", detail["state"])),
        }
    }

    fn tasks(&self, client: &Client) -> Result<Vec<Value>, String> {
        client.list(&format!("user-tasks?instance={}", self.id.as_deref().unwrap_or_default()))
    }
}

//! A well-known example of another engine runs from start to end as it is: two processes that call each other, a
//! decision, scripts that listen to a user task, and a worker. Skipped where the files are not there.
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use weir_tests::skipped::skipped;
use weir_tests::suites::{absent, folder};
use weir_tests::trust::node::{Client, Node, Request, token};

/// How long something may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);
const FILES: [&str; 3] = ["invoice.v2.bpmn", "reviewInvoice.bpmn", "invoiceBusinessDecisions.dmn"];

#[test]
fn an_invoice_is_approved_after_a_review() {
    let Some(server) = deployed() else { return };
    let ann = server.people("ann");
    let invoice = ann.started(&json!({"amount": 300, "invoiceCategory": "Travel Expenses", "creditor": "Papa Steve"}));

    let task = ann.task("approveInvoice");
    assert_eq!(task["candidateGroups"], json!(["accounting", "sales"]), "the decision says who may approve");
    assert_eq!(task["assignee"], Value::Null, "nobody has approved yet");
    assert_eq!(task["formKey"], json!("embedded:app:forms/approve-invoice.html"));
    assert!(task["due"].is_string(), "in a week: {task}");
    ann.post(&format!("user-tasks/{}/claim", id(&task)), &json!({}));
    assert_eq!(ann.until(|| ann.variable(&invoice, "approver")), json!("ann"), "a script notes who has the task");
    ann.complete(&task, &json!({"approved": false}));

    let demo = server.people("demo");
    demo.complete(&demo.task("assignReviewer"), &json!({"reviewer": "mary"}));
    let mary = server.people("mary");
    let review = mary.task("reviewInvoice");
    assert_eq!(review["assignee"], json!("mary"));
    mary.complete(&review, &json!({"clarified": true}));

    let again = ann.task("approveInvoice");
    assert_eq!(again["assignee"], json!("ann"), "a script gives the task to who had it before");
    ann.complete(&again, &json!({"approved": true}));
    let transfer = ann.task("prepareBankTransfer");
    assert_eq!(transfer["candidateGroups"], json!(["accounting"]));
    ann.complete(&transfer, &json!({}));
    ann.work("org.camunda.bpm.example.invoice.service.ArchiveInvoiceService");
    assert_eq!(ann.until(|| ann.ended(&invoice)), json!("completed"));
    assert_eq!(ann.client.list("incidents").unwrap(), Vec::<Value>::new());
}

#[test]
fn an_invoice_that_is_not_clarified_is_not_processed() {
    let Some(server) = deployed() else { return };
    let ann = server.people("ann");
    let invoice = ann.started(&json!({"amount": 5000, "invoiceCategory": "Misc", "creditor": "Great Pizza"}));
    let task = ann.task("approveInvoice");
    assert_eq!(task["candidateGroups"], json!(["management"]), "an exceptional amount");
    ann.complete(&task, &json!({"approved": false}));
    let demo = server.people("demo");
    demo.complete(&demo.task("assignReviewer"), &json!({"reviewer": "demo"}));
    demo.complete(&demo.task("reviewInvoice"), &json!({"clarified": false}));
    assert_eq!(ann.until(|| ann.ended(&invoice)), json!("completed"));
}

struct Server {
    node: Node,
    _directory: tempfile::TempDir,
}

/// Somebody who asks the server.
struct Person {
    client: Client,
}

/// A server with the files of the example, just as they are; none, with a line that says so, where they are not there.
fn deployed() -> Option<Server> {
    let Some(folder) = folder().map(|suites| suites.join("production/invoice")).filter(|folder| folder.is_dir()) else {
        skipped("the invoice example", &absent());
        return None;
    };
    let files = FILES.map(|name| (name, std::fs::read(folder.join(name)).expect("a file of the example")));
    let directory = tempfile::tempdir().expect("a directory");
    let node = Node::start(directory.path(), &token(directory.path())).expect("a server");
    let (status, report) = node.client().deploy_all(&files.each_ref().map(|(name, bytes)| (*name, bytes.as_slice())));
    assert_eq!(status, 200, "{report:#}");
    Some(Server { node, _directory: directory })
}

impl Server {
    fn people(&self, name: &str) -> Person {
        Person { client: self.node.client().as_actor(name) }
    }
}

impl Person {
    /// Asks for a change that must happen.
    fn post(&self, path: &str, body: &Value) -> Value {
        let request = Request { path: path.to_owned(), body: body.clone(), key: format!("{path}-{body}") };
        match self.client.post(&request) {
            Some((200..=299, answer)) => answer,
            other => panic!("{path}: {other:?}"),
        }
    }

    fn started(&self, variables: &Value) -> String {
        let started = self.post("instances", &json!({"process": "invoice", "variables": variables}));
        started["id"].as_str().expect("an id").to_owned()
    }

    /// The open task of this element, as soon as it is there.
    fn task(&self, element: &str) -> Value {
        self.until(|| {
            let tasks = self.client.list("user-tasks").expect("a list");
            tasks.into_iter().find(|task| task["element"] == element)
        })
    }

    fn complete(&self, task: &Value, variables: &Value) {
        self.post(&format!("user-tasks/{}/complete", id(task)), &json!({ "variables": variables }));
    }

    /// Does a job of this type.
    fn work(&self, job_type: &str) {
        let fetch = json!({"types": [job_type], "worker": "archive", "max": 1, "leaseMs": 60_000, "waitMs": 20_000});
        let fetched = self.post("jobs/fetch", &fetch);
        let job =
            fetched["items"].as_array().and_then(|jobs| jobs.first()).unwrap_or_else(|| panic!("a job: {fetched}"));
        self.post(&format!("jobs/{}/complete", id(job)), &json!({ "token": job["token"] }));
    }

    fn variable(&self, instance: &str, name: &str) -> Option<Value> {
        let variables = self.client.get(&format!("instances/{instance}/variables")).expect("variables");
        variables["items"].as_array()?.iter().find(|one| one["name"] == name).map(|one| one["value"].clone())
    }

    fn ended(&self, instance: &str) -> Option<Value> {
        let state = self.client.get(&format!("instances/{instance}")).expect("an instance")["state"].take();
        (state != "running").then_some(state)
    }

    /// What is there at last.
    fn until<T>(&self, look: impl Fn() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            let incidents = self.client.list("incidents").expect("a list");
            assert!(incidents.is_empty() && begun.elapsed() < PATIENCE, "it does not come: {incidents:?}");
            std::thread::yield_now();
        }
    }
}

fn id(thing: &Value) -> &str {
    thing["id"].as_str().unwrap_or_else(|| panic!("an id: {thing}"))
}

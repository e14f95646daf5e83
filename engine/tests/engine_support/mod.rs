//! An engine on a simulated disk with a clock that stands still, and models in a few words.
#![allow(dead_code)] // each test file uses its own part

use std::fmt::Write;
use std::sync::Arc;
use weir_core::instance::Variables;
use weir_core::{Actor, InstanceId, Timestamp};
use weir_engine::api::{FetchJobs, InstanceFilter, Job, Paging, Resource, StartInstance, UserTask, UserTaskFilter};
use weir_engine::store::sim::Simulation;
use weir_engine::store::{Store, Table};
use weir_engine::{Clock, Context, Engine, IdempotencyKey, ManualClock, Options, Projector};

/// Monday, 5 January 2026, 08:00 UTC.
pub const MONDAY: Timestamp = Timestamp(1_767_600_000_000);

/// A machine on which an engine runs.
pub struct Lab {
    pub simulation: Simulation,
    pub clock: Arc<ManualClock>,
    pub options: Options,
    pub engine: Engine,
    pub store: Arc<dyn Store>,
}

impl Lab {
    /// A new machine with an engine.
    pub fn new() -> Lab {
        Lab::with(|_| {})
    }

    /// The same with other options.
    pub fn with(change: impl FnOnce(&mut Options)) -> Lab {
        let clock = Arc::new(ManualClock::new(MONDAY));
        let mut options = Options { clock: clock.clone(), ..Options::default() };
        change(&mut options);
        let simulation = Simulation::new(7);
        let (engine, store) = start(&simulation, &options);
        Lab { simulation, clock, options, engine, store }
    }

    /// The engine is shut down and started again.
    pub async fn restart(&mut self) {
        self.engine.shutdown().await.unwrap();
        (self.engine, self.store) = start(&self.simulation, &self.options);
    }

    /// The power goes; then the engine is started again.
    pub async fn power_cut(&mut self) {
        self.simulation.crash();
        // What the old engine still tries fails on the dead disk.
        let _ = self.engine.shutdown().await;
        (self.engine, self.store) = start(&self.simulation, &self.options);
    }

    /// The view is lost; the log makes a new one.
    pub async fn rebuild(&mut self) {
        self.engine.shutdown().await.unwrap();
        self.simulation.lose_view();
        (self.engine, self.store) = start(&self.simulation, &self.options);
    }

    /// Deploys one file.
    pub async fn deploy(&self, file: &str) {
        let report = self.engine.deploy(by("ada"), vec![resource("model.bpmn", file)], false).await;
        report.unwrap_or_else(|error| panic!("{error}: {error:?}"));
    }

    /// Starts a process.
    pub async fn start(&self, process: &str, variables: Variables) -> InstanceId {
        let start = StartInstance { process: Some(process.into()), variables, ..StartInstance::default() };
        self.engine.start_instance(by("ada"), start).await.unwrap().id
    }

    /// Lets time pass, in which each timer fires at its own time, and waits until everything due has happened.
    pub async fn pass(&self, ms: i64) {
        let until = Timestamp(self.clock.now().0 + ms);
        while let Some(due) = self.engine.next_due().unwrap().filter(|due| *due > self.clock.now() && *due <= until) {
            self.clock.set(due);
            self.engine.idle().await;
        }
        self.jump(until).await;
    }

    /// The clock jumps.
    pub async fn jump(&self, to: Timestamp) {
        self.clock.set(to);
        self.engine.idle().await;
    }

    /// The only open task.
    pub async fn task(&self) -> UserTask {
        let mut tasks = self.tasks().await;
        assert_eq!(tasks.len(), 1, "{tasks:?}");
        tasks.remove(0)
    }

    /// All open tasks.
    pub async fn tasks(&self) -> Vec<UserTask> {
        self.engine.user_tasks(&UserTaskFilter::default(), &Paging::default()).await.unwrap().items
    }

    /// Jobs of a type for half a minute, without waiting.
    pub async fn fetch(&self, worker: &str, job_type: &str) -> Vec<Job> {
        self.engine.fetch_jobs(by(worker), fetch(worker, job_type)).await.unwrap()
    }

    /// An instance in a few words: `running: task waits for userTask` or `completed`.
    pub async fn told(&self, id: InstanceId) -> String {
        let detail = self.engine.instance(id).await.unwrap();
        let state = format!("{:?}", detail.summary.state).to_lowercase();
        let mut lines = vec![];
        for element in &detail.elements {
            for wait in &element.waits {
                let name = wait.name.as_deref().map_or(String::new(), |name| format!(" {name}"));
                lines.push(format!("{} waits for {}{name}", element.element, wait.kind));
            }
            lines.extend(element.incident.iter().map(|i| format!("{} is stuck: {}", element.element, i.code)));
        }
        if lines.is_empty() { state } else { format!("{state}: {}", lines.join(", ")) }
    }

    /// How many instances there are of a process.
    pub async fn count(&self, process: &str) -> usize {
        let filter = InstanceFilter { process: Some(process.into()), ..InstanceFilter::default() };
        let page = Paging { limit: Some(1000), cursor: None };
        self.engine.instances(&filter, &page).await.unwrap().items.len()
    }

    /// All rows of the view.
    pub fn rows(&self) -> Vec<(Table, Vec<u8>, Vec<u8>)> {
        let rows = |table| {
            let found = self.store.scan(table, &[], &[0xff; 64], usize::MAX).unwrap();
            found.into_iter().map(move |(key, value)| (table, key, value))
        };
        Table::ALL.into_iter().flat_map(rows).collect()
    }
}

fn start(simulation: &Simulation, options: &Options) -> (Engine, Arc<dyn Store>) {
    let projector = Projector::with(options.mutant);
    let store = simulation.open(&|frame, view| projector.project(frame, view)).unwrap();
    let store: Arc<dyn Store> = Arc::new(store);
    (Engine::start(store.clone(), options.clone()).unwrap(), store)
}

/// Somebody asks.
pub fn by(name: &str) -> Context {
    Context::of(Actor::named(name))
}

/// Somebody asks, and may ask again.
pub fn once(name: &str, key: &str, request: u8) -> Context {
    let idempotency = Some(IdempotencyKey { key: key.into(), request_hash: [request; 32] });
    Context { actor: Actor::named(name), idempotency, tenant: None }
}

/// A file.
pub fn resource(name: &str, text: &str) -> Resource {
    Resource { name: name.into(), bytes: text.as_bytes().to_vec() }
}

/// One job for half a minute.
pub fn fetch(worker: &str, job_type: &str) -> FetchJobs {
    let types = vec![job_type.into()];
    FetchJobs { worker: worker.into(), types, max: 10, lease_ms: 30_000, wait_ms: 0, variables: None }
}

/// Variables.
pub fn vars(json: serde_json::Value) -> Variables {
    serde_json::from_value(json).unwrap()
}

/// A file with one process. `ways` are chains of element ids: `start task end; task other`.
pub fn model(id: &str, ways: &str, elements: &str, roots: &str) -> String {
    let mut flows = String::new();
    for way in ways.split(';') {
        let ids: Vec<&str> = way.split_whitespace().collect();
        for pair in ids.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            write!(flows, "<sequenceFlow id='{from}_{to}' sourceRef='{from}' targetRef='{to}'/>").unwrap();
        }
    }
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' xmlns:camunda='http://camunda.org/schema/1.0/bpmn' \
         xmlns:zeebe='http://camunda.org/schema/zeebe/1.0' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
         targetNamespace='t'>{roots}<process id='{id}' isExecutable='true'>{elements}{flows}</process></definitions>"
    )
}

/// start → a person → end.
pub fn approval() -> String {
    let elements = "<startEvent id='start'/><userTask id='approve' name='Approve' camunda:candidateGroups='boss'/>\
                    <endEvent id='end'/>";
    model("approval", "start approve end", elements, "")
}

/// start → a worker → end.
pub fn payment() -> String {
    let elements = "<startEvent id='start'/><serviceTask id='pay' camunda:type='external' camunda:topic='pay'/>\
                    <endEvent id='end'/>";
    model("payment", "start pay end", elements, "")
}

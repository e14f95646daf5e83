//! The engine as a program embeds it, with log, partitions, queues and effects, on a simulated disk and with a clock that
//! is moved by hand.
use super::{Backend, ElementView, IncidentView, InstanceView, Message, Refusal, TraceView, WaitView};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use tokio::runtime::{Builder, Runtime};
use weir_core::instance::{Phase, State, Variables};
use weir_core::{Actor, InstanceId, Key, Timestamp};
use weir_engine::api::{
    CompleteUserTask, FetchJobs, IncidentFilter, InstanceFilter, JobError, Page, Paging, PublishMessage, Resource,
    SetVariables, SignalBroadcast, StartInstance, Wait, WaitAddress, WaitFilter,
};
use weir_engine::store::sim::Simulation;
use weir_engine::{
    Clock, Context, Engine, Error, JOB_LEASE_MS_MAX, JOBS_FETCH_MAX, ManualClock, Options, PAGE_LIMIT_MAX, Projector,
};

/// Timers that one move of the clock fires one after another; a cycle without an end stops here.
pub const TIMERS_MAX: usize = 1000;

/// An engine of its own, with what it stands on.
pub struct House {
    pub engine: Engine,
    pub runtime: Runtime,
    clock: Arc<ManualClock>,
}

/// The engine, asked directly.
pub struct Facade {
    house: House,
    /// The newest leases that the harness has.
    tokens: BTreeMap<WaitAddress, u64>,
}

impl House {
    /// A fresh engine on a fresh disk.
    pub fn new() -> Result<House, String> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().map_err(|e| e.to_string())?;
        let projector = Projector::default();
        let store =
            Simulation::new(1).open(&|frame, view| projector.project(frame, view)).map_err(|e| e.to_string())?;
        let clock = Arc::new(ManualClock::new(Timestamp(0)));
        let options = Options { clock: Arc::clone(&clock) as Arc<dyn Clock>, ..Options::default() };
        let engine = runtime.block_on(async { Engine::start(Arc::new(store), options) }).map_err(|e| e.to_string())?;
        Ok(House { engine, runtime, clock })
    }

    /// Returns when nothing moves any more.
    pub fn idle(&self) {
        self.runtime.block_on(self.engine.idle());
    }

    /// What time it is.
    pub fn now(&self) -> i64 {
        self.clock.now().0
    }

    /// Moves the clock, never back, and fires what is due on the way, each at its own time.
    pub fn set(&self, now: i64) {
        // A store that cannot be read has no timers.
        let next = || self.engine.next_due().ok().flatten().filter(|due| due.0 > self.now() && due.0 <= now);
        while let Some(due) = next() {
            self.clock.set(due);
            self.idle();
        }
        self.clock.set(Timestamp(now.max(self.now())));
        self.idle();
    }

    /// The first of these times that is not after the end: from one timer to the next, each sees its own time.
    pub fn next(due: Vec<i64>, end: i64) -> Option<i64> {
        due.into_iter().filter(|due| *due <= end).min()
    }
}

impl Facade {
    /// Opens a fresh engine.
    pub fn new() -> Result<Facade, String> {
        Ok(Facade { house: House::new()?, tokens: BTreeMap::new() })
    }

    /// Waits for the answer, and then until nothing moves any more.
    fn ask<T>(&self, request: impl Future<Output = Result<T, Error>>) -> Result<T, Refusal> {
        let answer = self.house.runtime.block_on(request);
        self.house.idle();
        answer.map_err(|error| refusal(&error))
    }

    /// All pages of a list.
    fn all<T, F>(&self, mut page: impl FnMut(Paging) -> F) -> Vec<T>
    where
        F: Future<Output = Result<Page<T>, Error>>,
    {
        let (mut list, mut cursor) = (vec![], None);
        loop {
            let paging = Paging { limit: Some(PAGE_LIMIT_MAX), cursor };
            let mut got = self.house.runtime.block_on(page(paging)).expect("lists can be read");
            list.append(&mut got.items);
            cursor = got.next;
            if cursor.is_none() {
                return list;
            }
        }
    }

    fn open(&self, kind: Option<&str>) -> Vec<Wait> {
        let filter = WaitFilter { kind: kind.map(str::to_owned), ..WaitFilter::default() };
        self.all(|paging| {
            let (engine, filter) = (self.house.engine.clone(), filter.clone());
            async move { engine.waits(&filter, &paging).await }
        })
    }

    /// The token of a job's lease; jobs of its type are fetched when the harness has none.
    fn token(&mut self, id: WaitAddress) -> Result<u64, Refusal> {
        if let Some(token) = self.tokens.get(&id) {
            return Ok(*token);
        }
        let job = self.open(Some("job")).into_iter().find(|w| w.id == id);
        let job_type = job.and_then(|w| w.name).ok_or_else(|| Refusal::new("no-such-job", &id))?;
        let fetch = FetchJobs {
            worker: "harness".into(),
            types: vec![job_type],
            max: JOBS_FETCH_MAX,
            lease_ms: JOB_LEASE_MS_MAX,
            wait_ms: 0,
            variables: Some(vec![]),
        };
        let jobs = self.ask(self.house.engine.fetch_jobs(by("harness"), fetch))?;
        self.tokens.extend(jobs.into_iter().filter_map(|job| Some((job.id, job.token?))));
        self.tokens.get(&id).copied().ok_or_else(|| Refusal::new("no-such-job", &id))
    }
}

impl Backend for Facade {
    fn deploy(&mut self, file: &str, xml: &[u8]) -> Result<Vec<String>, Refusal> {
        let files = vec![Resource { name: file.to_owned(), bytes: xml.to_vec() }];
        let report = self.ask(self.house.engine.deploy(by("harness"), files, false))?;
        Ok(report.definitions.into_iter().map(|d| d.definition.process).collect())
    }

    fn start(&mut self, process: &str, at: Option<&str>, variables: Variables) -> Result<String, Refusal> {
        let (process, start_event) = (Some(process.to_owned()), at.map(str::to_owned));
        let start = StartInstance { process, start_event, variables, ..StartInstance::default() };
        self.ask(self.house.engine.start_instance(by("harness"), start)).map(|started| started.id.to_string())
    }

    fn instances(&mut self) -> Vec<InstanceView> {
        let mut list = self.all(|paging| {
            let engine = self.house.engine.clone();
            async move { engine.instances(&InstanceFilter::default(), &paging).await }
        });
        list.reverse();
        let view = |i: weir_engine::api::InstanceSummary| InstanceView {
            id: i.id.to_string(),
            process: i.process,
            parent: i.parent.map(|p| p.to_string()),
            running: matches!(i.state, State::Created | State::Running),
        };
        list.into_iter().map(view).collect()
    }

    fn elements(&mut self, instance: &str) -> Vec<ElementView> {
        let detail =
            self.house.runtime.block_on(self.house.engine.instance(id(instance))).expect("the instance is there");
        let view = |e: weir_engine::api::ElementState| ElementView {
            key: e.key,
            element: e.element.to_string(),
            scope: e.scope,
            joining: e.phase == Phase::Joining,
        };
        detail.elements.into_iter().map(view).collect()
    }

    fn variables(&mut self, instance: &str, key: Key) -> Variables {
        let entries =
            self.house.runtime.block_on(self.house.engine.variables(id(instance), Some(key))).unwrap_or_default();
        entries.into_iter().map(|entry| (entry.name, entry.value)).collect()
    }

    fn trace(&mut self, instance: &str) -> Vec<TraceView> {
        let (mut trace, mut from) = (vec![], Some(0));
        while let Some(first) = from {
            let page = self.house.engine.trace(id(instance), first, Some(PAGE_LIMIT_MAX));
            let (events, next) = self.house.runtime.block_on(page).expect("the trace can be read");
            trace.extend(events.into_iter().map(|e| TraceView { kind: e.kind, key: e.key, data: e.data }));
            from = next;
        }
        trace
    }

    fn waits(&mut self) -> Vec<WaitView> {
        let view = |w: Wait| WaitView {
            id: w.id.to_string(),
            kind: w.kind.to_owned(),
            name: w.name,
            due: w.due.map(|due| due.0),
            instance: w.instance.to_string(),
            element: w.element.to_string(),
            key: w.id.key,
        };
        self.open(None).into_iter().map(view).collect()
    }

    fn incidents(&mut self) -> Vec<IncidentView> {
        let list = self.all(|paging| {
            let engine = self.house.engine.clone();
            async move { engine.incidents(&IncidentFilter::default(), &paging).await }
        });
        let view = |i: weir_engine::api::Incident| IncidentView {
            id: i.id.to_string(),
            instance: i.instance.to_string(),
            element: i.element.to_string(),
            code: i.code,
            message: i.message,
        };
        list.into_iter().map(view).collect()
    }

    fn complete_task(&mut self, wait: &str, variables: Variables) -> Result<(), Refusal> {
        let id = address(wait)?;
        let task = self.ask(self.house.engine.user_task(id))?;
        let who = task.assignee.unwrap_or("harness".into());
        let done = CompleteUserTask { variables, outcome: None, comment: None };
        self.ask(self.house.engine.complete_user_task(by(&who), id, done))
    }

    fn complete_job(&mut self, wait: &str, variables: Variables) -> Result<(), Refusal> {
        let id = address(wait)?;
        let token = self.token(id)?;
        self.ask(self.house.engine.complete_job(by("harness"), id, token, variables))
    }

    fn activate(&mut self, wait: &str) -> Result<(), Refusal> {
        let id = address(wait)?;
        self.ask(self.house.engine.activate_activity(by("harness"), id, Variables::new()))
    }

    fn complete_ad_hoc(&mut self, instance: &str, key: Key) -> Result<(), Refusal> {
        let id = format!("{instance}.{key}").parse().map_err(|e| Refusal::new("no-such-element", &e))?;
        self.ask(self.house.engine.complete_ad_hoc(by("harness"), id))
    }

    fn throw_job_error(&mut self, wait: &str, code: &str) -> Result<(), Refusal> {
        let id = address(wait)?;
        let token = self.token(id)?;
        let error = JobError { code: code.into(), message: "thrown by the harness".into(), ..JobError::default() };
        self.ask(self.house.engine.throw_job_error(by("harness"), id, token, error))
    }

    fn publish(&mut self, message: Message) -> Result<(), Refusal> {
        let publish = PublishMessage {
            name: message.name,
            correlation_key: message.key,
            variables: message.variables,
            instance: message.instance.as_deref().map(id),
            subscription: message.subscription.as_deref().map(address).transpose()?,
            match_variables: message.matching,
            ..PublishMessage::default()
        };
        self.ask(self.house.engine.publish_message(by("harness"), publish)).map(|_| ())
    }

    fn broadcast(&mut self, signal: &str) -> Result<(), Refusal> {
        let signal = SignalBroadcast { name: signal.to_owned(), variables: Variables::new() };
        self.ask(self.house.engine.broadcast_signal(by("harness"), signal)).map(|_| ())
    }

    fn set_variables(&mut self, instance: &str, variables: Variables) -> Result<(), Refusal> {
        let change = SetVariables { scope: 0, variables, local: false, reason: None };
        self.ask(self.house.engine.set_variables(by("harness"), id(instance), change))
    }

    fn resolve(&mut self, incident: &str) -> Result<(), Refusal> {
        let id = incident.parse().map_err(|e| Refusal::new("no-such-incident", &e))?;
        self.tokens.clear();
        self.ask(self.house.engine.resolve_incident(by("harness"), id, Some(1)))
    }

    fn advance(&mut self, ms: i64) {
        let due =
            |facade: &Facade| facade.open(Some("timer")).into_iter().filter_map(|w| w.due).map(|due| due.0).collect();
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

impl Drop for House {
    fn drop(&mut self) {
        // The disk goes with it: whatever could not be flushed is not needed.
        let _ = self.runtime.block_on(self.engine.shutdown());
    }
}

fn by(actor: &str) -> Context {
    Context::of(Actor::named(actor))
}

fn id(instance: &str) -> InstanceId {
    InstanceId(instance.parse().expect("the id of an instance of this engine"))
}

fn address(wait: &str) -> Result<WaitAddress, Refusal> {
    wait.parse().map_err(|e| Refusal::new("no-such-wait", &e))
}

fn refusal(error: &Error) -> Refusal {
    let problems = match error {
        Error::InvalidModel { problems, .. } => problems.iter().map(|p| p.problem.clone()).collect(),
        _ => vec![],
    };
    Refusal { code: error.code().to_owned(), message: error.to_string(), problems }
}

//! One test run: an engine of its own in memory, with the clock in hand, and what it was given.
use super::super::Refusal;
use super::STEPS_MAX;
use super::format::{Begin, Step};
use super::office::settle;
use axum::http::StatusCode;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use weir_core::{Actor, InstanceId, Timestamp, timer};
use weir_engine::api::{
    CompleteUserTask, DecisionFilter, DefinitionFilter, FailJob, FetchJobs, FormFilter, IncidentFilter, JobError,
    Paging, PublishMessage, Resource, SetVariables, SignalBroadcast, StartInstance, UserTaskFilter, WaitAddress,
};
use weir_engine::store::sim::Simulation;
use weir_engine::{Clock, Context, Engine, ManualClock, Options, Projector};

/// Test runs at the same time; the one that rested longest makes room.
pub const RUNS_MAX: usize = 16;
/// Of one person.
pub const RUNS_OF_ONE_MAX: usize = 3;
/// A test run in which nobody does anything is gone after so long.
pub const IDLE: Duration = Duration::from_mins(30);
/// How long a fetched job is kept in hand.
const LEASE_MS: i64 = 86_400_000;
/// Timers that fire in one step.
const TIMERS_MAX: usize = 1_000;
/// Deployed files that a run takes along.
const TAKEN_MAX: usize = 100;

/// All test runs.
#[derive(Default)]
pub struct Houses(Mutex<BTreeMap<String, Arc<House>>>);

/// One test run.
pub struct House {
    pub id: String,
    pub owner: String,
    pub engine: Engine,
    clock: Arc<ManualClock>,
    /// Jobs in hand, with their tokens.
    held: Mutex<BTreeMap<WaitAddress, u64>>,
    /// What was done, as a scenario has it.
    pub done: Mutex<Vec<Step>>,
    /// At which time it began.
    pub began: Timestamp,
    /// The first process of the model.
    process: String,
    used: Mutex<Instant>,
    /// One thing after the other.
    turn: tokio::sync::Mutex<()>,
}

/// With what an instance is started.
pub struct Start {
    pub process: Option<String>,
    pub business_key: Option<String>,
    pub variables: BTreeMap<String, serde_json::Value>,
    pub by: String,
}

impl Houses {
    /// Keeps a run; too many, or too old ones, go.
    pub fn keep(&self, house: House) {
        let mut all = self.lock();
        let oldest = |all: &BTreeMap<String, Arc<House>>, of: Option<&str>| {
            let mine = all.values().filter(|one| of.is_none_or(|owner| owner == one.owner));
            let first = mine.clone().min_by_key(|one| *one.used.lock().unwrap_or_else(PoisonError::into_inner));
            (mine.count(), first.map(|one| one.id.clone()))
        };
        for (owner, max) in [(Some(house.owner.clone()), RUNS_OF_ONE_MAX), (None, RUNS_MAX)] {
            if let (count, Some(first)) = oldest(&all, owner.as_deref())
                && count >= max
            {
                close(all.remove(&first).into_iter().collect());
            }
        }
        all.insert(house.id.clone(), Arc::new(house));
    }

    /// Somebody's run; it is used with that.
    pub fn find(&self, id: &str, owner: &str) -> Option<Arc<House>> {
        let house = self.lock().get(id).filter(|house| house.owner == owner).cloned()?;
        *house.used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        Some(house)
    }

    pub fn end(&self, id: &str) {
        close(self.lock().remove(id).into_iter().collect());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Arc<House>>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let rested = |house: &House| house.used.lock().unwrap_or_else(PoisonError::into_inner).elapsed() >= IDLE;
        let gone: Vec<String> = all.values().filter(|house| rested(house)).map(|house| house.id.clone()).collect();
        close(gone.iter().filter_map(|id| all.remove(id)).collect());
        all
    }
}

/// An engine that ends waits for its threads: nobody who asks for something waits with it.
fn close(gone: Vec<Arc<House>>) {
    if !gone.is_empty() {
        std::thread::spawn(move || drop(gone));
    }
}

impl House {
    /// A fresh engine with these files and what they refer to, as far as it is of the tenant of whoever tries.
    pub async fn open(
        from: &Engine,
        (owner, tenant): (String, Option<&str>),
        files: Vec<(String, String)>,
        now: Option<&str>,
    ) -> Result<House, Refusal> {
        let wrong = || Refusal::bad("test-run-time", "say the time as RFC 3339: 2026-03-02T01:00:00Z");
        let began = now.map(|text| Timestamp::parse(text).ok_or_else(wrong)).transpose()?.unwrap_or_else(|| from.now());
        let projector = Projector::default();
        let opened =
            tokio::task::spawn_blocking(move || Simulation::new(1).open(&|frame, view| projector.project(frame, view)));
        let broken = |why: String| Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "test-run-failed", why);
        let store = opened.await.map_err(|e| broken(e.to_string()))?.map_err(|e| broken(e.to_string()))?;
        let clock = Arc::new(ManualClock::new(began));
        let options = Options { clock: Arc::clone(&clock) as Arc<dyn Clock>, ..from.alike() };
        let engine = Engine::start(Arc::new(store), options)?;
        settle(from, tenant, &engine).await?;
        let process = deploy(from, tenant, &engine, files).await?;
        Ok(House {
            id: fresh_id(),
            owner,
            engine,
            clock,
            held: Mutex::default(),
            done: Mutex::default(),
            began,
            process,
            used: Mutex::new(Instant::now()),
            turn: tokio::sync::Mutex::default(),
        })
    }

    /// The time of the run.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Starts the instance that is tried out.
    pub async fn start(&self, start: Start) -> Result<(), Refusal> {
        let Start { process, business_key, variables, by } = start;
        let process = process.unwrap_or_else(|| self.process.clone());
        self.step(Step::Start(Begin { process, business_key, variables, by: Some(by) })).await
    }

    /// Does something, and waits until nothing moves any more.
    pub async fn step(&self, step: Step) -> Result<(), Refusal> {
        let _turn = self.turn.lock().await;
        if self.done.lock().unwrap_or_else(PoisonError::into_inner).len() >= STEPS_MAX {
            return Err(Refusal::bad("test-run-steps", format!("a test run has at most {STEPS_MAX} steps")));
        }
        let done = self.act(step).await?;
        self.engine.idle().await;
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push(done);
        Ok(())
    }

    async fn act(&self, step: Step) -> Result<Step, Refusal> {
        let engine = &self.engine;
        match &step {
            Step::Start(begin) => {
                let start = StartInstance {
                    process: Some(begin.process.clone()),
                    business_key: begin.business_key.clone(),
                    variables: begin.variables.clone(),
                    ..StartInstance::default()
                };
                engine.start_instance(by(begin.by.as_deref().unwrap_or("somebody")), start).await?;
            }
            Step::Complete(task) => {
                let filter = UserTaskFilter { element: Some(task.element.clone()), ..UserTaskFilter::default() };
                let open = engine.user_tasks(&filter, &all()).await?.items;
                let own = open.iter().find(|one| one.assignee.as_deref() == Some(&task.by));
                let Some(found) = own.or(open.first()) else {
                    return Err(missing(format!("no open task is called `{}`", task.element)));
                };
                let (variables, outcome) = (task.variables.clone(), task.outcome.clone());
                let done = CompleteUserTask { variables, outcome, comment: task.comment.clone() };
                engine.complete_user_task(by(&task.by), found.id, done).await?;
            }
            Step::Job(job) => self.job(job).await?,
            Step::Advance(how) => return self.advance(how).await,
            Step::Message(message) => {
                let publish = PublishMessage {
                    name: message.name.clone(),
                    correlation_key: message.correlation_key.clone(),
                    variables: message.variables.clone(),
                    ..PublishMessage::default()
                };
                engine.publish_message(by("tester"), publish).await?;
            }
            Step::Signal(signal) => {
                let broadcast = SignalBroadcast { name: signal.name.clone(), variables: signal.variables.clone() };
                engine.broadcast_signal(by("tester"), broadcast).await?;
            }
            Step::Set(change) => {
                let set = SetVariables { scope: 0, variables: change.variables.clone(), local: false, reason: None };
                engine.set_variables(by("tester"), self.main().await?, set).await?;
            }
            Step::Resolve(resolve) => {
                let filter = IncidentFilter { element: Some(resolve.element.clone()), ..IncidentFilter::default() };
                let open = engine.incidents(&filter, &all()).await?.items;
                let Some(first) = open.first() else {
                    return Err(missing(format!("`{}` is not stuck", resolve.element)));
                };
                engine.resolve_incident(by("tester"), first.id, resolve.retries).await?;
            }
        }
        Ok(step)
    }

    /// The instance that was started first.
    pub async fn main(&self) -> Result<InstanceId, Refusal> {
        let all = self.engine.instances(&weir_engine::api::InstanceFilter::default(), &all()).await?.items;
        let first = all.iter().filter(|one| one.parent.is_none()).min_by_key(|one| (one.started, one.id));
        first.map(|one| one.id).ok_or_else(|| missing("no instance was started".into()))
    }

    async fn job(&self, job: &super::format::Job) -> Result<(), Refusal> {
        let fetch = FetchJobs {
            worker: "tester".into(),
            types: vec![job.kind.clone()],
            max: 100,
            lease_ms: LEASE_MS,
            wait_ms: 0,
            variables: None,
        };
        let fetched = self.engine.fetch_jobs(by("tester"), fetch).await?;
        let here = self.engine.jobs(Some(&job.kind), &all()).await?.items;
        let held = {
            let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            held.extend(fetched.iter().filter_map(|one| Some((one.id, one.token?))));
            here.iter().filter_map(|one| Some((one.id, *held.get(&one.id)?))).min()
        };
        let Some((id, token)) = held else {
            return Err(missing(format!("no job of type `{}` can be done now", job.kind)));
        };
        match (&job.complete, &job.fail, &job.error) {
            (Some(variables), None, None) => {
                self.engine.complete_job(by("tester"), id, token, variables.clone()).await?;
            }
            (None, Some(fail), None) => {
                let failure = FailJob { retries: fail.retries, backoff_ms: 0, message: fail.message.clone() };
                self.engine.fail_job(by("tester"), id, token, failure).await?;
            }
            (None, None, Some(error)) => {
                let (code, message, variables) = (error.code.clone(), error.message.clone(), error.variables.clone());
                self.engine.throw_job_error(by("tester"), id, token, JobError { code, message, variables }).await?;
            }
            _ => return Err(Refusal::bad("test-run-job", "a job needs exactly one of `complete`, `fail`, `error`")),
        }
        self.held.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        Ok(())
    }

    /// Lets time pass. Each timer on the way fires at its own time. Tells how long it was.
    async fn advance(&self, how: &str) -> Result<Step, Refusal> {
        let now = self.now();
        let until = if how == "next" {
            self.engine.next_due()?.ok_or_else(|| missing("nothing waits for a time".into()))?
        } else {
            let schedule = timer::duration(how, now).filter(|schedule| schedule.due > now);
            schedule.ok_or_else(|| Refusal::bad("test-run-time", "say a duration forwards: P1D, PT4H"))?.due
        };
        for _ in 0..TIMERS_MAX {
            let Some(due) = self.engine.next_due()?.filter(|due| *due > self.now() && *due <= until) else { break };
            self.clock.set(due);
            self.engine.idle().await;
        }
        self.clock.set(until.max(self.now()));
        let passed = until.0.saturating_sub(now.0).max(1);
        Ok(Step::Advance(format!("PT{}.{:03}S", passed / 1000, passed % 1000)))
    }
}

/// Deploys the files, and with them what of their words names something that is deployed in the same tenant: once deployed
/// they would find nothing else either.
async fn deploy(
    from: &Engine,
    tenant: Option<&str>,
    into: &Engine,
    files: Vec<(String, String)>,
) -> Result<String, Refusal> {
    let model = files.first().map(|(name, text)| (name.clone(), weir_core::exchange::outline(text)));
    let texts = files.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
    let names = |id: &str| texts.contains(&format!("\"{id}\""));
    let mut resources: Vec<Resource> =
        files.iter().map(|(name, text)| Resource { name: name.clone(), bytes: text.clone().into_bytes() }).collect();
    let own: BTreeSet<&str> = model.iter().flat_map(|(_, o)| o.processes.iter().map(|(id, _)| id.as_str())).collect();
    let decisions = DecisionFilter { latest: true, ..DecisionFilter::default() };
    let (mut taken, mut seen): (Vec<Resource>, BTreeSet<String>) = (vec![], BTreeSet::new());
    let ours = |theirs: &Option<String>| theirs.as_deref() == tenant;
    for decision in from.decisions(&decisions, &all()).await?.items {
        let given = files
            .iter()
            .any(|(name, text)| has_ending(name, "dmn") && text.contains(&format!("id=\"{}\"", decision.decision)));
        if ours(&decision.tenant) && names(&decision.decision) && !given && seen.insert(decision.checksum.clone()) {
            let bytes = from.decision_xml(&decision.id).await?;
            taken.push(Resource { name: format!("taken-{}-{}", seen.len(), decision.resource), bytes });
        }
    }
    for form in from.forms(&FormFilter { latest: true, ..FormFilter::default() }, &all()).await?.items {
        if ours(&form.tenant) && names(&form.form) && seen.insert(format!("form {}", form.form)) {
            let bytes = from.form_file(&form.id).await?;
            taken.push(Resource { name: format!("taken-{}-{}", seen.len(), form.resource), bytes });
        }
    }
    for called in
        from.definitions(&DefinitionFilter { latest: true, ..DefinitionFilter::default() }, &all()).await?.items
    {
        let wanted = ours(&called.tenant) && names(&called.process) && !own.contains(called.process.as_str());
        if wanted && seen.insert(called.checksum.clone()) {
            let bytes = from.definition_xml(&called.id).await?;
            taken.push(Resource { name: format!("taken-{}-{}", seen.len(), called.resource), bytes });
        }
    }
    taken.truncate(TAKEN_MAX);
    resources.extend(taken);
    let report = into.deploy(by("tester"), resources, false).await?;
    into.idle().await;
    let known: BTreeSet<&str> = report.definitions.iter().map(|one| one.definition.process.as_str()).collect();
    let first =
        model.and_then(|(_, o)| o.processes.into_iter().map(|(id, _)| id).find(|id| known.contains(id.as_str())));
    first.ok_or_else(|| Refusal::bad("test-run-nothing", "the model has no process that could be run"))
}

pub fn all() -> Paging {
    Paging { limit: Some(weir_engine::PAGE_LIMIT_MAX), cursor: None }
}

pub fn by(name: &str) -> Context {
    Context::of(Actor::named(name))
}

fn missing(detail: String) -> Refusal {
    Refusal::new(StatusCode::CONFLICT, "test-run-no-such-thing", detail)
}

fn fresh_id() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

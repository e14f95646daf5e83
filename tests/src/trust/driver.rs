//! Whatever can be done next in an engine, at random: people, workers, messages, signals, time, data and operators.
use super::lab::{ALL, Lab, by, vars};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::instance::{State, Variables};
use weir_core::modification::{Entering, Instruction, Modification, Target, Which};
use weir_core::{InstanceId, Rejection};
use weir_engine::Error;
use weir_engine::api::{
    CompleteUserTask, ElementAddress, FailJob, FetchJobs, IncidentFilter, InstanceFilter, JobError, PublishMessage,
    SetVariables, SignalBroadcast, UserTaskFilter, Wait, WaitAddress, WaitFilter,
};
use weir_engine::store::sim::Random;

/// How far the clock goes when somebody waits for a timer.
const PASS_MS: i64 = 5 * 60_000;
/// How long a worker has a job alone, and how long one that failed rests.
const LEASE_MS: i64 = 1000;

/// Something that can be done.
#[derive(Debug, Clone, PartialEq)]
enum Act {
    Complete(WaitAddress),
    Work {
        job_type: String,
        how: How,
    },
    Message {
        name: String,
        to: WaitAddress,
    },
    Signal(String),
    Pass,
    Change(InstanceId),
    Choose(WaitAddress),
    Enough(ElementAddress),
    Suspend(InstanceId),
    Resume(InstanceId),
    Resolve(ElementAddress),
    /// A token is taken away and put back where it was.
    Again(WaitAddress),
}

/// How a job goes.
#[derive(Debug, Clone, Copy, PartialEq)]
enum How {
    Well,
    Fails,
    Throws,
}

/// Somebody who drives the instances of an engine.
#[derive(Debug)]
pub struct Driver {
    /// What is set when an incident is to be resolved.
    right: Variables,
    /// How often each incident was resolved.
    resolved: BTreeMap<ElementAddress, usize>,
}

/// One that comes back again and again is not a matter of its data.
const RESOLVED_MAX: usize = 3;

impl Driver {
    /// Somebody who knows the values under which every expression fits.
    pub fn new(right: Variables) -> Driver {
        Driver { right, resolved: BTreeMap::new() }
    }

    /// Does one random thing; false when nothing can be done any more.
    pub async fn step(&mut self, lab: &Lab, random: &mut Random) -> Result<bool, Error> {
        let acts = self.possible(lab, false).await?;
        if acts.is_empty() {
            return Ok(false);
        }
        let act = acts[random.below(acts.len() as u64) as usize].clone();
        self.perform(lab, act).await?;
        Ok(true)
    }

    /// Does one thing that leads to the end; false when there is nothing left.
    pub async fn homewards(&mut self, lab: &Lab) -> Result<bool, Error> {
        let Some(act) = self.possible(lab, true).await?.into_iter().next() else { return Ok(false) };
        self.perform(lab, act).await?;
        lab.engine.idle().await;
        Ok(true)
    }

    /// What can be done; what leads to the end soonest comes first. `homewards`: nothing that only makes more work.
    async fn possible(&self, lab: &Lab, homewards: bool) -> Result<Vec<Act>, Error> {
        let engine = &lab.engine;
        let running = InstanceFilter { state: Some(State::Running), ..InstanceFilter::default() };
        let running = engine.instances(&running, &ALL).await?.items;
        let still: BTreeSet<InstanceId> = running.iter().filter(|i| i.suspended.is_some()).map(|i| i.id).collect();
        let mut acts: Vec<Act> = still.iter().map(|id| Act::Resume(*id)).collect();
        let mut tasks = engine.user_tasks(&UserTaskFilter::default(), &ALL).await?.items;
        tasks.retain(|task| !still.contains(&task.instance));
        if !homewards {
            acts.extend(running.iter().find(|i| !still.contains(&i.id)).map(|i| Act::Suspend(i.id)));
            acts.extend(tasks.first().map(|task| Act::Again(task.id)));
        }
        let incidents = engine.incidents(&IncidentFilter::default(), &ALL).await?.items;
        let open = |incident: &ElementAddress| self.resolved.get(incident).is_none_or(|times| *times < RESOLVED_MAX);
        let incidents = incidents.into_iter().map(|i| i.id).filter(|id| open(id) && !still.contains(&id.instance));
        acts.extend(incidents.map(Act::Resolve));
        acts.extend(tasks.into_iter().map(|task| Act::Complete(task.id)));
        let jobs = engine.jobs(None, &ALL).await?.items;
        let types: BTreeSet<String> = jobs.into_iter().filter(|job| job.retries > 0).map(|job| job.job_type).collect();
        for job_type in types {
            acts.push(Act::Work { job_type: job_type.clone(), how: How::Well });
            if !homewards {
                acts.push(Act::Work { job_type: job_type.clone(), how: How::Fails });
                acts.push(Act::Work { job_type, how: How::Throws });
            }
        }
        let mut waits = engine.waits(&WaitFilter::default(), &ALL).await?.items;
        waits.retain(|wait| !still.contains(&wait.instance));
        // What an activity waits for comes before what may happen beside it.
        waits.sort_by_key(|wait| wait.event.is_some());
        acts.extend(waits.iter().flat_map(|wait| of_a_wait(wait, homewards)));
        Ok(acts)
    }

    async fn perform(&mut self, lab: &Lab, act: Act) -> Result<(), Error> {
        let engine = &lab.engine;
        let done = match act {
            Act::Complete(task) => engine.complete_user_task(by("ada"), task, CompleteUserTask::default()).await,
            Act::Work { job_type, how } => work(lab, job_type, how).await,
            Act::Message { name, to } => {
                let (subscription, ttl_ms) = (Some(to), Some(0));
                let message = PublishMessage { name, subscription, ttl_ms, ..PublishMessage::default() };
                engine.publish_message(by("ada"), message).await.map(drop)
            }
            Act::Signal(name) => {
                let signal = SignalBroadcast { name, ..SignalBroadcast::default() };
                engine.broadcast_signal(by("ada"), signal).await.map(drop)
            }
            Act::Change(id) => {
                let counted = engine.variables(id, None).await?.into_iter().find(|entry| entry.name == "counter");
                let counted = counted.and_then(|entry| entry.value.as_i64()).unwrap_or(0);
                let variables = vars(json!({ "counter": counted + 1 }));
                engine
                    .set_variables(by("ada"), id, SetVariables { scope: 0, variables, local: false, reason: None })
                    .await
            }
            Act::Choose(id) => engine.activate_activity(by("ada"), id, Variables::new()).await,
            Act::Enough(id) => engine.complete_ad_hoc(by("ada"), id).await,
            Act::Suspend(id) => engine.suspend_instance(by("ada"), id, None, false).await.map(drop),
            Act::Resume(id) => engine.resume_instance(by("ada"), id, None, false).await.map(drop),
            Act::Resolve(id) => {
                *self.resolved.entry(id).or_default() += 1;
                let set = SetVariables { scope: 0, variables: self.right.clone(), local: false, reason: None };
                engine.set_variables(by("op"), id.instance, set).await?;
                engine.resolve_incident(by("op"), id, None).await
            }
            Act::Again(task) => again(lab, task).await,
            Act::Pass => {
                lab.clock.advance(PASS_MS);
                Ok(())
            }
        };
        match done {
            // It was gone when it was its turn, by what went before; or it is not for us: the instances of a multi-instance
            // activity are its own affair, and a sub-process may say itself when it is done.
            Err(Error::Rejected(
                Rejection::NoSuchWait { .. }
                | Rejection::NoSuchElement { .. }
                | Rejection::NoIncident { .. }
                | Rejection::Ended
                | Rejection::CannotModify { .. }
                | Rejection::HasCompletionCondition { .. },
            )) => Ok(()),
            done => done,
        }
    }
}

/// What brings on what is waited for.
fn of_a_wait(wait: &Wait, homewards: bool) -> Vec<Act> {
    let name = wait.name.clone().unwrap_or_default();
    match wait.kind {
        "message" => vec![Act::Message { name, to: wait.id }],
        "signal" => vec![Act::Signal(name)],
        "timer" => vec![Act::Pass],
        "condition" => vec![Act::Change(wait.instance)],
        "activation" => {
            let enough = Act::Enough(ElementAddress { instance: wait.instance, key: wait.id.key });
            let choose = Act::Choose(wait.id);
            if homewards { vec![choose] } else { vec![choose, enough] }
        }
        _ => vec![],
    }
}

async fn work(lab: &Lab, job_type: String, how: How) -> Result<(), Error> {
    let engine = &lab.engine;
    let (worker, types) = ("w".to_owned(), vec![job_type]);
    let fetch = FetchJobs { worker, types, max: 1, lease_ms: LEASE_MS, wait_ms: 0, variables: None };
    let Some(job) = engine.fetch_jobs(by("w"), fetch).await?.pop() else {
        // All of them rest.
        lab.clock.advance(LEASE_MS);
        return Ok(());
    };
    let token = job.token.unwrap_or_default();
    match how {
        How::Well => engine.complete_job(by("w"), job.id, token, vars(json!({ "n": 1 }))).await,
        How::Fails => {
            let failure = FailJob { retries: Some(3), backoff_ms: LEASE_MS, message: "no".into() };
            engine.fail_job(by("w"), job.id, token, failure).await
        }
        How::Throws => {
            let error = JobError { code: "E1".into(), message: "no".into(), variables: Variables::new() };
            engine.throw_job_error(by("w"), job.id, token, error).await
        }
    }
}

async fn again(lab: &Lab, task: WaitAddress) -> Result<(), Error> {
    let element = lab.engine.user_task(task).await?.element;
    let (from, to) = (Which::Instance(task.key), Entering::at(Target::Before(element)));
    let change = Modification { instructions: vec![Instruction::Move { from, to }], ..Modification::default() };
    lab.engine.modify_instance(by("ada"), task.instance, change, false).await.map(drop)
}

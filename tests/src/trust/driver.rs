//! Whatever can be done next in an engine, at random: people, workers, messages, signals and time.
use super::lab::{ALL, Lab, by, vars};
use serde_json::json;
use std::collections::BTreeSet;
use weir_core::instance::State;
use weir_core::modification::{Entering, Instruction, Modification, Target, Which};
use weir_core::{InstanceId, Rejection};
use weir_engine::Error;
use weir_engine::api::{
    CompleteUserTask, FailJob, FetchJobs, InstanceFilter, PublishMessage, SignalBroadcast, UserTaskFilter, Wait,
    WaitAddress, WaitFilter,
};
use weir_engine::store::sim::Random;

/// Something that can be done.
#[derive(Debug, Clone, PartialEq)]
enum Act {
    Complete(WaitAddress),
    Work {
        fail: bool,
    },
    Message(WaitAddress),
    Signal(String),
    Pass,
    Suspend(InstanceId),
    Resume(InstanceId),
    /// A token is taken away and put back where it was.
    Again(WaitAddress),
}

/// Does one random thing; false when nothing can be done any more.
pub async fn step(lab: &Lab, random: &mut Random) -> Result<bool, Error> {
    let acts = possible(lab, false).await?;
    if acts.is_empty() {
        return Ok(false);
    }
    let act = acts[random.below(acts.len() as u64) as usize].clone();
    perform(lab, act).await?;
    Ok(true)
}

/// Does one thing that leads to the end; false when there is nothing left.
pub async fn homewards(lab: &Lab) -> Result<bool, Error> {
    let Some(act) = possible(lab, true).await?.into_iter().next() else { return Ok(false) };
    perform(lab, act).await?;
    lab.engine.idle().await;
    Ok(true)
}

/// What can be done; what leads to the end soonest comes first. `homewards`: nothing that only makes more work.
async fn possible(lab: &Lab, homewards: bool) -> Result<Vec<Act>, Error> {
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
    acts.extend(tasks.into_iter().map(|task| Act::Complete(task.id)));
    if !engine.jobs(Some("work"), &ALL).await?.items.is_empty() {
        acts.push(Act::Work { fail: false });
        if !homewards {
            acts.push(Act::Work { fail: true });
        }
    }
    let waits = engine.waits(&WaitFilter::default(), &ALL).await?.items;
    for wait in waits.iter().filter(|w| !still.contains(&w.instance) && (!homewards || w.event.is_none())) {
        match wait.kind {
            "message" => acts.push(Act::Message(wait.id)),
            "signal" => acts.push(Act::Signal(name(wait))),
            "timer" => acts.push(Act::Pass),
            _ => {}
        }
    }
    Ok(acts)
}

async fn perform(lab: &Lab, act: Act) -> Result<(), Error> {
    let engine = &lab.engine;
    match act {
        Act::Complete(task) => engine.complete_user_task(by("ada"), task, CompleteUserTask::default()).await,
        Act::Work { fail } => {
            let fetch = FetchJobs {
                worker: "w".into(),
                types: vec!["work".into()],
                max: 1,
                lease_ms: 1000,
                wait_ms: 0,
                variables: None,
            };
            let Some(job) = engine.fetch_jobs(by("w"), fetch).await?.pop() else {
                // All of them rest.
                lab.clock.advance(1000);
                return Ok(());
            };
            let token = job.token.unwrap_or_default();
            if fail {
                let failure = FailJob { retries: Some(3), backoff_ms: 1000, message: "no".into() };
                engine.fail_job(by("w"), job.id, token, failure).await
            } else {
                engine.complete_job(by("w"), job.id, token, vars(json!({ "n": 1 }))).await
            }
        }
        Act::Message(subscription) => {
            let message = PublishMessage {
                name: "m".into(),
                subscription: Some(subscription),
                ttl_ms: Some(0),
                ..PublishMessage::default()
            };
            engine.publish_message(by("ada"), message).await.map(drop)
        }
        Act::Signal(name) => {
            let signal = SignalBroadcast { name, ..SignalBroadcast::default() };
            engine.broadcast_signal(by("ada"), signal).await.map(drop)
        }
        Act::Suspend(id) => engine.suspend_instance(by("ada"), id, None, false).await.map(drop),
        Act::Resume(id) => engine.resume_instance(by("ada"), id, None, false).await.map(drop),
        Act::Again(task) => {
            let element = engine.user_task(task).await?.element;
            let (from, to) = (Which::Instance(task.key), Entering::at(Target::Before(element)));
            let change = Modification { instructions: vec![Instruction::Move { from, to }], ..Modification::default() };
            match engine.modify_instance(by("ada"), task.instance, change, false).await {
                // The instances of a multi-instance activity are its own affair.
                Err(Error::Rejected(Rejection::CannotModify { .. })) => Ok(()),
                done => done.map(drop),
            }
        }
        Act::Pass => {
            lab.clock.advance(5 * 60_000);
            Ok(())
        }
    }
}

fn name(wait: &Wait) -> String {
    wait.name.clone().unwrap_or_default()
}

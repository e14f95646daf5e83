//! A partition: the single writer of its instances. It takes one request after the other, decides, and hands the
//! decision to the committer; it does not wait for the disk. What is much work waits until there is room for it beside the
//! others (`heavy.rs`).
mod access;
mod ahead;
mod alerting;
mod apart;
mod batch;
mod bound;
mod cache;
mod capacity;
mod child;
mod dead_letter;
mod decide;
mod deploy;
mod duties;
mod flood;
mod forget;
mod form;
mod heavy;
mod indicator;
mod intervene;
mod landscape;
mod large;
mod matching;
mod message;
mod model;
mod notes;
mod offering;
mod organisation;
mod outgoing;
mod parameter;
mod request;
mod room;
mod rounds;
mod signal;
mod simulation;
mod start;
mod suggestion;
mod suspend;
mod tally;
mod trial;
mod turn;
#[cfg(test)]
mod turn_tests;
mod upwards;

pub use alerting::AlertTask;
pub use apart::is_apart;
pub use dead_letter::{TakeDeadLetter, Trouble};
pub use decide::refused;
use flood::Calls;
pub use flood::Starts;
pub use heavy::Heavy;
pub use indicator::IndicatorTask;
pub use landscape::LandscapeTask;
pub use model::ModelTask;
pub use notes::Note;
pub use outgoing::OutgoingTask;
pub use parameter::{checked, entry};
pub use request::{
    BatchItem, By, DefinitionChange, Deployment, Keeps, Migration, NewDecision, NewDefinition, NewForm, Once, Reply,
    Request, SetParameter, Task, Want,
};
pub use simulation::SimulationTask;
pub use start::start_at;
pub use suggestion::{Accept, SuggestionTask, read as read_suggestion, reopening};
pub use trial::tried;

use crate::committer::{Answer, Pending};
use crate::error::Error;
use crate::options::Mutant;
use crate::projection::{Answered, Record};
use crate::shell::{Running, Shell, said};
use crate::store::{Commit, PAYLOAD_BYTES_MAX};
use ahead::Ahead;
use cache::Cache;
use heavy::{Leave, beside};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::mpsc;
use turn::{Halt, Turn};
use weir_core::{Actor, InstanceId, Timestamp};

/// How many requests of a partition wait for their turn beside the others.
const PUT_OFF_MAX: usize = 256;

/// One partition at work.
pub struct Partition {
    number: u8,
    shell: Arc<Shell>,
    /// The generation that what is in memory belongs to.
    generation: u64,
    /// The number of the last decision.
    decided: u64,
    cache: Cache,
    ahead: Ahead,
}

impl Partition {
    /// A partition with nothing in memory.
    pub fn new(number: u8, shell: Arc<Shell>) -> Self {
        let cache = Cache::new(shell.cache_bytes);
        Partition { number, shell, generation: 0, decided: 0, cache, ahead: Ahead::default() }
    }

    /// Takes requests until its task is ended. As long as no process is known for heavy turns nothing is put off.
    pub async fn run(mut self, mut requests: mpsc::Receiver<Box<Request>>) {
        let shell = self.shell.clone();
        let mut put_off = VecDeque::new();
        loop {
            if put_off.is_empty() {
                let Some(request) = requests.recv().await else { return };
                self.take_up(request, &mut put_off).await;
                continue;
            }
            // Its place among those who wait for room stays, whatever is served meanwhile.
            let leave = shell.heavy.leave();
            tokio::pin!(leave);
            let leave = loop {
                tokio::select! {
                    leave = &mut leave => break leave,
                    request = requests.recv(), if put_off.len() < PUT_OFF_MAX => {
                        let Some(request) = request else { return };
                        self.take_up(request, &mut put_off).await;
                    }
                }
            };
            if let Some(request) = put_off.pop_front() {
                shell.heavy.taken_up();
                self.handle(request, leave).await;
            }
        }
    }

    /// Carries a request out, or puts it off.
    async fn take_up(&mut self, request: Box<Request>, put_off: &mut VecDeque<Box<Request>>) {
        if !self.shell.heavy.knows_any(|| self.shell.now()) || !self.is_of_heavy(&request.task) {
            return self.handle(request, None).await;
        }
        let shell = self.shell.clone();
        // Those that wait come first.
        if let Some(leave) = put_off.is_empty().then(|| shell.heavy.leave_at_once()).flatten() {
            self.handle(request, Some(leave)).await;
        } else {
            shell.heavy.put_off();
            put_off.push_back(request);
        }
    }

    /// Carries a request out: beside all others, where it has leave for that.
    async fn handle(&mut self, request: Box<Request>, leave: Option<Leave<'_>>) {
        let Request { task, by, answer, work } = *request;
        let goes_on = task.goes_on();
        self.catch_up();
        if matches!(
            task,
            Task::Deploy(_)
                | Task::Note(_)
                | Task::Outgoing(_)
                | Task::Landscape(_)
                | Task::Indicator(_)
                | Task::Simulation(_)
                | Task::Alerting(_)
                | Task::Model(_)
                | Task::Suggestion(_)
                | Task::SetParameter(_)
                | Task::SuspendDefinition(_)
                | Task::ChangeOrganisation(..)
                | Task::ChangeAccess(_)
        ) {
            // Versions are counted from what is on disk.
            self.barrier().await;
        }
        let (reply, mut decision) = match beside(leave.as_ref(), || self.turn(&by.actor, task)) {
            Ok((reply, decision)) => (Ok(reply), decision),
            Err((Halt::Refused(error), half_done)) => {
                if half_done {
                    // What was stepped before the refusal is in memory and will never be in the log.
                    self.barrier().await;
                    self.cache.clear();
                }
                (Err(error), Decision::default())
            }
            Err((Halt::Broken { instance, message }, _)) => {
                self.isolate(instance, message.clone()).await;
                (Err(Error::Broken { message }), Decision::default())
            }
        };
        let (mut reply, mut afterwards) = (reply, vec![]);
        if let Ok(reply) = &reply {
            let answers = by.names.into_iter().map(|name| answered(name, reply, self.shell.now()));
            if self.shell.mutant == Mutant::AnswerAfterCommit {
                afterwards = answers.collect();
            } else {
                decision.records.extend(answers);
            }
        }
        let packed = beside(leave.as_ref(), || decision.pack(&self.shell));
        drop(leave);
        if let Err((instance, message)) = packed {
            self.isolate(instance, message.clone()).await;
            (reply, decision) = (Err(Error::Broken { message }), Decision::default());
        }
        if decision.payload.len() > PAYLOAD_BYTES_MAX {
            reply = Err(self.too_large(decision.payload.len(), goes_on).await);
            decision = Decision::default();
        }
        self.submit(decision, Answer { reply, to: answer, work }).await;
        if !afterwards.is_empty() {
            self.barrier().await;
            let (records, work) = (afterwards, self.shell.busy.begin());
            let answer = Answer { reply: Ok(Reply::Done), to: None, work };
            self.submit(Decision::of(records), answer).await;
        }
    }

    /// One request, all of it or nothing; a refusal says whether something was stepped before it.
    fn turn(&mut self, actor: &Actor, task: Task) -> Result<(Reply, Decision), (Halt, bool)> {
        let now = self.shell.now();
        let counters = &self.shell.counters;
        let mut turn = Turn::new(self.number, &self.shell, now, actor, &mut self.cache, &self.ahead, counters);
        let ran = if self.shell.mutant == Mutant::NoCatchUnwind {
            turn.run(task)
        } else {
            catch_unwind(AssertUnwindSafe(|| turn.run(task))).unwrap_or_else(|panic| match turn.at_work() {
                Some(instance) => Err(Halt::Broken { instance, message: said(&*panic) }),
                // No instance is to blame.
                None => resume_unwind(panic),
            })
        };
        let (weight, stepped) = (turn.weight, turn.has_stepped());
        let decision = turn.into_decision();
        self.note_weight(weight, &decision.touched);
        match ran {
            Ok(reply) => Ok((reply, decision)),
            Err(halt) => Err((halt, stepped)),
        }
    }

    /// Hands a decision to the committer.
    async fn submit(&mut self, decision: Decision, answer: Answer) {
        let Decision { records, payload, changes, effects, touched, gone } = decision;
        let mut commit = None;
        if records.is_empty() {
            // Not when what it rests on was lost meanwhile: then it fails as that does.
            let lane = self.shell.lane(self.number);
            if self.decided == lane.settled.load(Ordering::Acquire)
                && self.generation == lane.generation.load(Ordering::Acquire)
            {
                return answer.give();
            }
        } else {
            self.decided += 1;
            let mut all = changes;
            for record in &records {
                crate::projection::changes_of_record(record, &mut all);
            }
            commit = Some(Commit { partition: self.number.into(), payload, changes: all });
        }
        self.cache.decided(&touched, self.decided);
        self.ahead.gone(gone, self.decided);
        let (partition, generation, number) = (self.number, self.generation, self.decided);
        let pending = Pending { partition, generation, number, commit, records, effects, answer: Some(answer) };
        if let Err(mpsc::error::SendError(Some(pending))) = self.shell.commits.send(Some(Box::new(pending))).await
            && let Some(mut answer) = pending.answer
        {
            answer.reply = Err(Error::Stopped { reason: "it has shut down".to_owned() });
            answer.give();
        }
        self.cache.tidy(self.shell.lane(self.number).settled.load(Ordering::Acquire));
    }

    /// Forgets what was decided on top of something that was lost.
    fn catch_up(&mut self) {
        let lane = self.shell.lane(self.number);
        let generation = lane.generation.load(Ordering::Acquire);
        if generation != self.generation {
            self.generation = generation;
            self.cache.clear();
            self.cache.forget_apart();
            // Which of the calls that were counted are lost nobody knows.
            self.cache.calls = Calls::default();
            self.ahead = Ahead::default();
        }
        self.ahead.settled(lane.settled.load(Ordering::Acquire));
    }

    /// Returns when everything decided so far is on disk, or lost and forgotten; or when the engine has stopped, for then
    /// there may be nobody left who settles anything.
    async fn barrier(&mut self) {
        let shell = self.shell.clone();
        let lane = shell.lane(self.number);
        let mut conditions = shell.conditions();
        loop {
            let moved = lane.moved.notified();
            if lane.settled.load(Ordering::Acquire) >= self.decided {
                break;
            }
            tokio::select! {
                () = moved => {}
                _ = conditions.wait_for(|c| matches!(c, Running::Stopped(_))) => break,
            }
        }
        self.catch_up();
    }
}

/// What a turn leads to.
#[derive(Debug, Default)]
pub struct Decision {
    pub(crate) records: Vec<Record>,
    /// The same as the log keeps them.
    pub(crate) payload: Vec<u8>,
    pub(crate) changes: Vec<crate::store::Change>,
    pub(crate) effects: Box<crate::effects::Effects>,
    /// The instances that took a step.
    pub(crate) touched: Vec<InstanceId>,
    /// Rows that are used up.
    pub(crate) gone: Vec<ahead::Row>,
}

fn answered(once: Once, reply: &Reply, now: Timestamp) -> Record {
    let reply = if once.keeps == Keeps::TheAnswer { reply } else { &Reply::Done };
    Record::Answered(Answered {
        key: once.name,
        request_hash: once.request_hash.into(),
        answer: serde_json::to_vec(reply).expect("replies are plain data").into(),
        until: Timestamp(now.0.saturating_add(once.keep_ms)),
    })
}

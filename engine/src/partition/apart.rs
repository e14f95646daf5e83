//! Instances that break: each is left alone, whatever broke, and its neighbours go on.
//!
//! One that breaks in a step goes into quarantine, which is a step of its own. One that cannot even take that step,
//! because it cannot be read or written down, is set apart: its incident is a record beside its own history.
use super::request::{Reply, Task, Want};
use super::turn::{Halt, Turn};
use super::{Decision, Partition};
use crate::committer::Answer;
use crate::error::Error;
use crate::options::{Mutant, Stage};
use crate::projection::{ElementRow, Record, UNREADABLE, apart_key, encode, header, unpack};
use crate::shell::{Shell, said};
use crate::store::{self, Table};
use std::panic::{AssertUnwindSafe, catch_unwind};
use weir_core::{Actor, Command, InstanceId};

impl Partition {
    /// The turn is given up, the instance goes back to what is on disk and is left alone from now on. Everything else in
    /// memory that the turn may have touched goes too.
    pub(super) async fn isolate(&mut self, instance: InstanceId, message: String) {
        tracing::error!(%instance, message, "an instance broke an invariant");
        self.barrier().await;
        self.cache.clear();
        let command = Command::Quarantine { message: message.clone() };
        let task = Task::Command { instance, command, want: Want::Nothing };
        match self.turn(&Actor::engine(), task) {
            Ok((reply, mut decision)) => match decision.pack(&self.shell) {
                Ok(()) => {
                    self.shell.counters.quarantined.add(1);
                    self.on_its_own(reply, decision).await;
                }
                Err((_, message)) => self.set_apart(instance, message).await,
            },
            Err((Halt::Broken { .. }, _)) => self.set_apart(instance, message).await,
            // An instance that was about to begin is not there: nothing to isolate.
            Err((Halt::Refused(_), _)) => {}
        }
    }

    /// It takes no step any more, not even one into quarantine.
    async fn set_apart(&mut self, instance: InstanceId, message: String) {
        self.cache.clear();
        self.cache.set_apart(instance);
        // Known since an earlier start; or the store is the trouble, and says so to whoever asks.
        if !matches!(is_apart(&self.shell, instance), Ok(false)) {
            return;
        }
        tracing::error!(%instance, message, "an instance cannot be read or written down; it is set apart");
        let read = catch_unwind(AssertUnwindSafe(|| header(&self.shell.view(), instance)));
        let definition = read.ok().and_then(Result::ok).flatten().map(|header| header.definition).unwrap_or_default();
        self.shell.counters.quarantined.add(1);
        let decision = Decision::of(vec![Record::SetApart { instance, definition, at: self.shell.now(), message }]);
        self.on_its_own(Reply::Done, decision).await;
    }

    /// Nobody asked for it and nobody is answered.
    async fn on_its_own(&mut self, reply: Reply, decision: Decision) {
        let answer = Answer { reply: Ok(reply), to: None, work: self.shell.busy.begin() };
        self.submit(decision, answer).await;
    }
}

impl Turn<'_> {
    /// An operator lets an instance back that was set apart. If it can be read now, it goes on where it stood, and what
    /// it waits for finds it again; if not, it stays where it is.
    pub(super) fn take_back(&mut self, id: InstanceId) -> Result<Reply, Halt> {
        self.no_longer_apart(id);
        let hot = self.take(id)?;
        self.looks_again(&hot.instance);
        self.put_back(hot);
        self.records.push(Record::TakenBack { instance: id, at: self.now, actor: self.actor.clone() });
        Ok(Reply::Done)
    }
}

impl Decision {
    /// Records that are no steps.
    pub(super) fn of(records: Vec<Record>) -> Decision {
        let payload = encode(&records);
        Decision { records, payload, ..Decision::default() }
    }

    /// Writes the records down. If that fails, says which instance is to blame, and why.
    pub(super) fn pack(&mut self, shell: &Shell) -> Result<(), (InstanceId, String)> {
        if self.records.is_empty() {
            return Ok(());
        }
        let write = |records: &[Record]| {
            for record in records {
                if let Record::Step(step) = record {
                    (shell.sabotage)(Stage::Encode, step.instance);
                }
            }
            encode(records)
        };
        if shell.mutant == Mutant::NoCatchUnwind {
            self.payload = write(&self.records);
            return Ok(());
        }
        let panic = match catch_unwind(AssertUnwindSafe(|| write(&self.records))) {
            Ok(payload) => {
                self.payload = payload;
                return Ok(());
            }
            Err(panic) => panic,
        };
        let to_blame = self.records.iter().find_map(|record| match record {
            Record::Step(step) => {
                let alone = catch_unwind(AssertUnwindSafe(|| write(std::slice::from_ref(record))));
                alone.is_err().then_some(step.instance)
            }
            _ => None,
        });
        match to_blame {
            Some(instance) => Err((instance, said(&*panic))),
            None => std::panic::resume_unwind(panic),
        }
    }
}

/// Does the incident of the whole say that it is set apart?
pub fn is_apart(shell: &Shell, instance: InstanceId) -> Result<bool, store::Error> {
    let row = shell.store.get(Table::Incident, &apart_key(instance))?;
    let row: Option<ElementRow> = row.map(|row| unpack(&row)).transpose()?;
    Ok(row.is_some_and(|row| row.incident.code == UNREADABLE))
}

/// What whoever wants something of it is told.
pub fn left_alone() -> Error {
    Error::Broken { message: "it cannot be read or written down; its incident says why".to_owned() }
}

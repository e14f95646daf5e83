//! Starting instances: on request, by a message or signal, by a timer.
use super::cache::Hot;
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::error::Error;
use crate::projection::{Loaded, Record, RowKeys, StartTimer};
use std::sync::Arc;
use weir_core::command::{Came, Start};
use weir_core::instance::Variables;
use weir_core::timer::{Cycle, Schedule};
use weir_core::{Command, ElementId, Instance, InstanceId, Process, Timestamp};

impl Turn<'_> {
    pub(super) fn start(&mut self, id: InstanceId, process: Arc<Process>, start: Start) -> Result<(), Halt> {
        let fresh = Loaded { instance: Instance::new(id), rows: RowKeys::default() };
        self.step_hot(Hot::new(fresh, Some(process)), Command::Start(start))
    }

    /// A message, signal or timer starts an instance in this partition.
    pub(super) fn start_at(
        &mut self,
        id: InstanceId,
        definition: &str,
        at: ElementId,
        variables: Variables,
        came: Option<Came>,
        business_key: Option<String>,
    ) -> Result<(), Halt> {
        let process = self.shell.catalogue.process(definition)?;
        let start = Start { business_key, ..start_at(definition, at, variables, came) };
        self.start(id, process, start)
    }

    /// The timer of a start event is due. It is set again in the same commit.
    pub(super) fn fire_start(&mut self, timer: StartTimer) -> Result<Reply, Halt> {
        let row = crate::projection::start_timer_key(&timer);
        let table = crate::store::Table::Timer;
        if timer.due > self.now || self.is_gone(table, &row) || self.shell.store.get(table, &row)?.is_none() {
            return Ok(Reply::Done);
        }
        let last = timer.cycle.as_ref().map(|cycle| caught_up(cycle, timer.due, self.now));
        let next = last.and_then(|last| last.cycle?.advance(last.due)).map(|schedule| StartTimer {
            due: schedule.due,
            cycle: schedule.cycle,
            ..timer.clone()
        });
        if let Some(next) = &next {
            self.effects.timer(next.due);
        }
        let (definition, event) = (timer.definition.clone(), timer.event.clone());
        self.gone(table, row);
        self.records.push(Record::StartTimerFired { timer, next });
        if self.shell.catalogue.find(&definition).is_some_and(|release| release.definition.suspended) {
            // The clock of a suspended definition goes on; the times that pass meanwhile start nothing.
            return Ok(Reply::Done);
        }
        let id = self.shell.new_instance_in(self.partition);
        match self.start_at(id, &definition, event, Variables::new(), Some(Came::Timer), None) {
            // A model that cannot start must not stop the clock.
            Err(Halt::Refused(error @ (Error::Rejected(_) | Error::NotFound { .. }))) => {
                tracing::warn!(definition, %error, "a timer start event could not start its process");
                Ok(Reply::Done)
            }
            Err(Halt::Broken { message, .. }) => {
                tracing::error!(definition, message, "a timer start event breaks an invariant; it has started nothing");
                Ok(Reply::Done)
            }
            done => done.map(|()| Reply::Done),
        }
    }
}

/// Times that passed while nobody looked are caught up one by one, up to this many; beyond it they count as one, for a
/// start date long ago must not start a process for each second since.
const CAUGHT_UP_MAX: usize = 100;

fn caught_up(cycle: &Cycle, due: Timestamp, now: Timestamp) -> Schedule {
    let here = Schedule { due, cycle: Some(cycle.clone()) };
    let mut at = here.clone();
    for _ in 0..CAUGHT_UP_MAX {
        match at.cycle.as_ref().and_then(|cycle| cycle.advance(at.due)) {
            Some(next) if next.due <= now => at = next,
            _ => return here,
        }
    }
    cycle.missed(due, now)
}

/// A start at an event.
pub fn start_at(definition: &str, at: ElementId, variables: Variables, came: Option<Came>) -> Start {
    Start {
        definition: definition.to_owned(),
        business_key: None,
        parent: None,
        root: None,
        depth: 0,
        at: Some(at),
        came,
        variables,
    }
}

//! Starting instances: on request, by a message or signal, by a timer.
use super::cache::Hot;
use super::dead_letter::Trouble;
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::error::Error;
use crate::projection::{Chain, Loaded, Record, StartTimer};
use crate::{STARTS_DEPTH_MAX, STARTS_PAUSE_MS};
use std::sync::Arc;
use weir_core::command::{Came, Start};
use weir_core::instance::{Header, Variables};
use weir_core::timer::Schedule;
use weir_core::{Command, ElementId, InstanceId, Process};

/// The code of a start that comes after too many others.
pub(super) const STARTS_TOO_DEEP: &str = "starts-too-deep";

impl Turn<'_> {
    pub(super) fn start(&mut self, id: InstanceId, process: Arc<Process>, start: Start) -> Result<(), Halt> {
        let fresh = Loaded::fresh(id);
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
        (business_key, conversation, hops): (Option<String>, Option<String>, u32),
    ) -> Result<(), Halt> {
        if hops > STARTS_DEPTH_MAX {
            let message = format!(
                "{STARTS_DEPTH_MAX} instances have started each other without a pause, the last at `{at}`: let \
                 something wait between being started and throwing what starts the next"
            );
            return Err(Error::invalid(STARTS_TOO_DEEP, message).into());
        }
        if let Some(release) = self.shell.catalogue.find(definition) {
            crate::catalogue::startable(&release)?;
        }
        self.shell.starts().add(definition, hops, self.now)?;
        let process = self.shell.catalogue.process(definition)?;
        let start = Start { business_key, conversation, hops, ..start_at(definition, at, variables, came) };
        self.start(id, process, start)
    }

    /// How many have started each other up to this instance without a pause. One that has lasted begins anew: what goes
    /// round slowly, like a process that starts its next run every day, is no flood.
    pub(super) fn hops_from(&self, header: &Header) -> u32 {
        if self.now.0.saturating_sub(header.started.0) < STARTS_PAUSE_MS { header.hops } else { 0 }
    }

    /// How far the chain has come with what this instance throws.
    pub(super) fn chain_on(&self, header: &Header) -> Chain {
        Chain { hops: self.hops_from(header) + 1, answers: self.answering.next() }
    }

    /// The timer of a start event is due. It is set again in the same commit.
    pub(super) fn fire_start(&mut self, timer: StartTimer) -> Result<Reply, Halt> {
        let Some(timer) = self.take_start_timer(timer)? else { return Ok(Reply::Done) };
        if self.shell.catalogue.find(&timer.definition).is_some_and(|release| release.definition.suspended) {
            // The clock of a suspended definition goes on; the times that pass meanwhile start nothing.
            return Ok(Reply::Done);
        }
        let (id, came) = (self.shell.new_instance_in(self.partition), Some(Came::Timer));
        match self.start_at(id, &timer.definition, timer.event.clone(), Variables::new(), came, (None, None, 0)) {
            // A model that cannot start must not stop the clock.
            Err(Halt::Refused(error @ (Error::Rejected(_) | Error::NotFound { .. }))) => {
                self.bury_start(&timer, Trouble::of(&error, 1));
                Ok(Reply::Done)
            }
            done => done.map(|()| Reply::Done),
        }
    }

    /// Sets the timer again, if it is due and was not taken before.
    pub(super) fn take_start_timer(&mut self, timer: StartTimer) -> Result<Option<StartTimer>, Halt> {
        let row = crate::projection::start_timer_key(&timer);
        let table = crate::store::Table::Timer;
        if timer.due > self.now || self.is_gone(table, &row) || self.shell.store.get(table, &row)?.is_none() {
            return Ok(None);
        }
        let next = timer.cycle.as_ref().and_then(|cycle| cycle.go_on(timer.due, self.shell.at(self.now)));
        let next = next.map(|Schedule { due, cycle }| StartTimer { due, cycle, ..timer.clone() });
        if let Some(next) = &next {
            self.effects.timer(next.due);
        }
        self.gone(table, row);
        self.records.push(Record::StartTimerFired { timer: timer.clone(), next });
        Ok(Some(timer))
    }
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
        initiator: None,
        conversation: None,
        hops: 0,
    }
}

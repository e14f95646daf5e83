//! Event by event: what each of them changes, while it can still be seen what was there before it.
use super::{Assigned, Changes, Entered, Forgotten, Left, Migrated, Several, Stuck, Thrown, Token, Undoable, Waiting};
use crate::compensation::{Compensable, Compensating};
use crate::event::{
    Event, EventGathered, GatewayAwaitsReset, GatewayReset, JobExtended, JobFailed, JobLocked, JobRetriesSet,
    LoopGrown, LoopStarted, TokenWithdrawn, UserTaskAssigned, UserTaskDelegated, UserTaskPlanned, UserTaskStarted,
};
use crate::id::{ElementId, Key, WaitId};
use crate::instance::{ElementInstance, Instance, Phase, State, Variables};
use crate::migration::FlowMapping;
use crate::wait::{Fires, Wait, WaitFor};
use serde_json::Value;

impl Changes {
    pub(super) fn none(state: State) -> Self {
        Changes {
            entered: vec![],
            ended: vec![],
            migrated: vec![],
            waits_opened: vec![],
            waits_closed: vec![],
            variables: vec![],
            incidents: vec![],
            thrown: vec![],
            state,
            suspended: false,
            called: vec![],
            more_called: false,
            tokens_arrived: vec![],
            tokens_gone: vec![],
            waits_changed: vec![],
            variables_gone: vec![],
            incidents_gone: vec![],
            compensation_kept: vec![],
            compensation_gone: vec![],
            loops: vec![],
            called_ended: vec![],
            caller: None,
            definition: None,
        }
    }

    /// Adds an event; `instance` is as it was before.
    pub(super) fn note(&mut self, instance: &Instance, event: &Event) {
        let element = |key: &Key| instance.live(*key).map_or_else(|| ElementId::from(""), |e| e.element.clone());
        match event {
            Event::ElementActivating { .. }
            | Event::ElementCompleted { .. }
            | Event::ElementTerminated { .. }
            | Event::CompensationKept { .. }
            | Event::CompensationForgotten(_) => self.note_life(instance, event),
            Event::ElementMigrated { key, element: to, flows, .. } => {
                let renamed = |(from, to): &(ElementId, ElementId)| FlowMapping { from: from.clone(), to: to.clone() };
                let flows = flows.iter().map(renamed).collect();
                self.migrated.push(Migrated { key: *key, from: element(key), to: to.clone(), flows });
            }
            Event::WaitOpened { key, wait } => self.waits_opened.push(waiting(*key, element(key), wait)),
            Event::WaitFired { key, wait }
            | Event::WaitCancelled { key, wait, .. }
            | Event::EventGathered(EventGathered { key, wait, .. }) => self.close(instance, *key, *wait, event),
            Event::VariableSet { scope, name, removed: true, .. } => {
                let was = instance.live(*scope).and_then(|e| e.variables.get(name));
                self.variables_gone.extend(was.map(|value| forgotten(*scope, name, value)));
            }
            Event::VariableSet { scope, name, value, .. } => self.set(instance, *scope, name, value),
            Event::IncidentRaised { key, code, message, sentence } => {
                self.unstuck(instance.live(*key));
                let (code, message, sentence) = (code.clone(), message.clone(), sentence.clone());
                self.incidents.push(Stuck { key: *key, element: element(key), code, message, sentence });
            }
            Event::IncidentResolved { key } => self.unstuck(instance.live(*key)),
            Event::TokenArrived { key, element, flow, .. } => {
                let (element, flow) = (element.clone(), Some(flow.clone()));
                self.tokens_arrived.push(Token { key: *key, element, flow });
            }
            Event::GatewayAwaitsReset(GatewayAwaitsReset { key, element, .. }) => {
                self.tokens_arrived.push(Token { key: *key, element: element.clone(), flow: None });
            }
            Event::TokenWithdrawn(TokenWithdrawn { key, flow }) => {
                self.tokens_gone.push(Token { key: *key, element: element(key), flow: Some(flow.clone()) });
            }
            Event::GatewayReset(GatewayReset { key }) => self.no_tokens(instance.live(*key)),
            Event::LoopStarted(LoopStarted { key, total, .. }) => {
                self.loops.push(Several { key: *key, element: element(key), total: *total });
            }
            Event::LoopGrown(LoopGrown { key, .. }) => {
                let looped = instance.live(*key).and_then(|e| e.looped.as_ref());
                let total = looped.map_or(0, |looped| looped.total) + 1;
                self.loops.push(Several { key: *key, element: element(key), total });
            }
            Event::MessageThrown { key, name, .. } => self.throw(*key, "message", name),
            Event::SignalThrown { key, name, .. } => self.throw(*key, "signal", name),
            Event::ErrorThrown { key, code, .. } => self.throw(*key, "error", code),
            Event::EscalationThrown { key, code, .. } => self.throw(*key, "escalation", code),
            _ => {}
        }
    }

    /// What begins and ends, and what is kept of it for compensation.
    fn note_life(&mut self, instance: &Instance, event: &Event) {
        match event {
            Event::ElementActivating { key, element, scope, variables, compensating, .. } => {
                self.no_tokens(instance.live(*key));
                self.entered.push(Entered { key: *key, element: element.clone(), scope: *scope });
                self.begin_with(*key, variables);
                let compensating = compensating.as_deref().copied();
                let kept = compensating.and_then(Compensating::kept);
                let record = kept.and_then(|kept| instance.live(kept.scope)?.compensable.get(&kept.activity));
                let Some(record) = record else { return };
                // A scope gets back what was kept in it; a handler undoes all of it at once.
                self.undone(record, matches!(compensating, Some(Compensating::Handler(_))));
            }
            Event::ElementCompleted { key, .. } | Event::ElementTerminated { key, .. } => {
                let Some(gone) = instance.live(*key) else { return };
                let completed = matches!(event, Event::ElementCompleted { .. });
                self.ended.push(Left { key: *key, element: gone.element.clone(), completed });
                self.no_tokens(Some(gone));
                self.unstuck(Some(gone));
                if gone.scope.is_some() {
                    self.forget(gone);
                }
                gone.compensable.values().for_each(|record| self.undone(record, true));
            }
            Event::CompensationKept { key, .. } => {
                let Some(leaving) = instance.live(*key) else { return };
                self.forget(leaving);
                self.compensation_kept.push(Undoable { key: *key, element: leaving.element.clone() });
            }
            Event::CompensationForgotten(kept) => {
                let record = instance.live(kept.scope).and_then(|e| e.compensable.get(&kept.activity));
                if let Some(record) = record {
                    self.undone(record, true);
                }
            }
            _ => {}
        }
    }

    /// A wait may be other after an event than it was before.
    pub(super) fn note_wait(&mut self, after: &Instance, key: Key, wait: WaitId, was: &Wait) {
        let (Some(e), Some(now)) = (after.live(key), after.wait(key, wait)) else { return };
        if now != was {
            self.waits_changed.push(waiting(key, e.element.clone(), now));
        }
    }

    /// A wait that is over, and the called instance that ends with it.
    fn close(&mut self, instance: &Instance, key: Key, id: WaitId, event: &Event) {
        let (Some(e), Some(wait)) = (instance.live(key), instance.wait(key, id)) else { return };
        self.waits_closed.push(waiting(key, e.element.clone(), wait));
        if let Event::WaitCancelled { child: Some(child), .. } = event {
            self.called_ended.push(*child);
        }
    }

    /// What it has from its beginning, as what is set in it later.
    fn begin_with(&mut self, scope: Key, variables: &Variables) {
        let set = |(name, value): (&String, &Value)| assigned(scope, name, value, None);
        self.variables.extend(variables.iter().map(set));
    }

    fn set(&mut self, instance: &Instance, scope: Key, name: &str, value: &Value) {
        let old = instance.live(scope).and_then(|e| e.variables.get(name));
        if old != Some(value) {
            self.variables.push(assigned(scope, name, value, old));
        }
    }

    /// Its own variables go.
    fn forget(&mut self, gone: &ElementInstance) {
        self.variables_gone.extend(gone.variables.iter().map(|(name, value)| forgotten(gone.key, name, value)));
    }

    /// No token waits there any more.
    fn no_tokens(&mut self, join: Option<&ElementInstance>) {
        let Some(join) = join.filter(|e| e.phase == Phase::Joining) else { return };
        let flows = join.arrived.iter().map(|token| Some(token.flow.clone())).chain(join.reset.iter().map(|_| None));
        self.tokens_gone.extend(flows.map(|flow| Token { key: join.key, element: join.element.clone(), flow }));
    }

    fn unstuck(&mut self, e: Option<&ElementInstance>) {
        let Some((e, incident)) = e.and_then(|e| Some((e, e.incident.as_deref()?))) else { return };
        let (code, message, sentence) = (incident.code.clone(), incident.message.clone(), incident.sentence.clone());
        self.incidents_gone.push(Stuck { key: e.key, element: e.element.clone(), code, message, sentence });
    }

    /// An activity cannot be compensated any more, and with it what was done in it.
    fn undone(&mut self, record: &Compensable, with_what_is_inside: bool) {
        self.compensation_gone.push(Undoable { key: record.activity, element: record.element.clone() });
        if with_what_is_inside {
            record.inside.iter().for_each(|inside| self.undone(inside, true));
        }
    }

    fn throw(&mut self, key: Key, kind: &str, name: &str) {
        self.thrown.push(Thrown { key, kind: kind.into(), name: name.into() });
    }
}

/// The wait that an event changes and leaves open.
pub(super) fn touched(event: &Event) -> Option<(Key, WaitId)> {
    match event {
        Event::WaitMoved { key, wait } => Some((*key, wait.id)),
        Event::JobLocked(JobLocked { key, wait, .. })
        | Event::JobExtended(JobExtended { key, wait, .. })
        | Event::JobFailed(JobFailed { key, wait, .. })
        | Event::JobRetriesSet(JobRetriesSet { key, wait, .. })
        | Event::UserTaskAssigned(UserTaskAssigned { key, wait, .. })
        | Event::UserTaskDelegated(UserTaskDelegated { key, wait, .. })
        | Event::UserTaskStarted(UserTaskStarted { key, wait })
        | Event::UserTaskOverdue { key, wait }
        | Event::UserTaskPlanned(UserTaskPlanned { key, wait, .. }) => Some((*key, *wait)),
        _ => None,
    }
}

fn assigned(scope: Key, name: &str, value: &Value, old: Option<&Value>) -> Assigned {
    Assigned { scope, name: name.to_owned(), value: value.clone(), old: old.cloned(), added: old.is_none() }
}

fn forgotten(scope: Key, name: &str, value: &Value) -> Forgotten {
    Forgotten { scope, name: name.to_owned(), value: value.clone() }
}

fn waiting(key: Key, element: ElementId, wait: &Wait) -> Waiting {
    let (name, due, holder) = match &wait.on {
        WaitFor::Job(job) => (Some(job.job_type.clone()), None, job.lease.as_ref().map(|l| l.worker.clone())),
        WaitFor::UserTask(task) => (task.name.clone(), task.due, task.assignee.clone()),
        WaitFor::Timer { due, .. } => (None, Some(*due), None),
        WaitFor::Message { name, .. } | WaitFor::Signal { name } => (Some(name.clone()), None, None),
        WaitFor::Error { code } | WaitFor::Escalation { code } => (code.clone(), None, None),
        WaitFor::Child { process, .. } => (Some(process.clone()), None, None),
        WaitFor::Decision { decision, .. } => (Some(decision.clone()), None, None),
        WaitFor::Activation { activity, .. } => (Some(activity.to_string()), None, None),
        WaitFor::Evaluation { expression } => (Some(expression.clone()), None, None),
        WaitFor::Condition { .. } | WaitFor::Cancel => (None, None, None),
    };
    let event = match &wait.fires {
        Fires::Boundary { event, .. } => Some(event.clone()),
        Fires::EventSubProcess { sub_process, .. } => Some(sub_process.clone()),
        _ => None,
    };
    let correlation_key = match &wait.on {
        WaitFor::Message { key, .. } => key.clone(),
        _ => None,
    };
    let kind = wait.on.kind().into();
    Waiting { key, element, wait: wait.id, kind, name, due, holder, event, correlation_key }
}

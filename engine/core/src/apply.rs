//! `apply`: the only function that changes an instance. Dumb on purpose: every decision is already in the event.
//!
//! This file is long because every event has its line here, in one fold.
mod acted;
mod people;

use crate::compensation::{Compensable, Compensating, Kept};
use crate::event::{
    Event, EventGathered, GatewayAwaitsReset, GatewayReset, Intervention, JobExtended, JobFailed, JobLocked,
    JobRetriesSet, LoopCollected, LoopGrown, LoopReported, LoopStarted, ProcessStarted, UserTaskCompleted,
    UserTaskStarted,
};
use crate::id::{ElementId, Key, WaitId};
use crate::instance::{Arrival, ElementInstance, Gathered, Incident, Instance, Loop, Phase, State, Variables};
use crate::past::{Changes, Past};
use crate::script::TaskChange;
use crate::time::Timestamp;
use crate::wait::{Fires, Job, UserTask, Wait, WaitFor};
use serde_json::Value;
use std::collections::BTreeMap;

impl Instance {
    /// Folds one event that happened at `at` into the state. Replaying all events of an instance gives the instance.
    pub fn apply(&mut self, at: Timestamp, event: &Event) {
        self.header.seq += 1;
        self.header.clock = self.header.clock.max(at);
        self.note_acts(event);
        match event {
            Event::ProcessStarted(started) => self.begin(at, started),
            Event::TokenArrived { key, element, scope, flow, from } => {
                let joining = self.create(*key, element, Some(*scope), Phase::Joining);
                joining.arrived.push(Arrival { flow: flow.clone(), from: *from });
            }
            Event::GatewayAwaitsReset(GatewayAwaitsReset { key, element, scope, consumed }) => {
                self.create(*key, element, Some(*scope), Phase::Joining).reset = Some(consumed.clone());
            }
            Event::GatewayReset(GatewayReset { key }) => self.forget(*key),
            Event::ElementActivating { .. }
            | Event::EntryHeld { .. }
            | Event::ElementActivated { .. }
            | Event::WorkDone { .. }
            | Event::ElementEnding { .. }
            | Event::ElementCompleting { .. } => self.apply_life(event),
            Event::ListenerDone { .. } | Event::UserTaskShaped { .. } => {
                self.apply_listening(event);
            }
            Event::ElementCompleted { key, .. } => self.remove(*key, at, true),
            Event::ElementTerminated { key, .. } => self.remove(*key, at, false),
            Event::ElementMigrated { key, element, definition, flows, start } => {
                self.element(*key).go_on_as(element, flows, start.as_ref());
                self.header.definition.clone_from(definition);
            }
            Event::VariableSet { .. } => self.apply_value(event),
            Event::LoopStarted(LoopStarted { key, total, items }) => {
                self.element(*key).looped = Some(Box::new(Loop::of(*total, items.clone())));
            }
            Event::LoopGrown(LoopGrown { key, item }) => {
                if let Some(looped) = &mut self.element(*key).looped {
                    looped.total += 1;
                    looped.items.iter_mut().for_each(|items| items.extend(item.clone()));
                }
            }
            Event::LoopCollected(LoopCollected { key, index, value }) => self.collect(*key, *index as usize, value),
            Event::LoopReported { .. }
            | Event::CompensationKept { .. }
            | Event::CompensationThrown { .. }
            | Event::CompensationForgotten(_)
            | Event::TransactionCancelled { .. } => self.apply_compensation(event),
            Event::EvaluationAnswered { key, expression, answer } => {
                self.element(*key).answers.insert(expression.clone(), answer.clone());
            }
            Event::IncidentRaised { key, code, message, sentence } => {
                self.header.incidents += u32::from(self.element(*key).incident.is_none());
                let (code, message, sentence) = (code.clone(), message.clone(), sentence.clone());
                self.element(*key).incident = Some(Box::new(Incident { code, message, raised: at, sentence }));
            }
            Event::IncidentResolved { key } => {
                let element = self.element(*key);
                // What is tried again is asked again, with the data as they are now.
                element.answers.clear();
                self.header.incidents -= u32::from(self.element(*key).incident.take().is_some());
            }
            Event::ErrorThrown { code, message, caught_by: None, variables, .. } if self.header.parent.is_some() => {
                self.header.escaped = Some(code.clone());
                self.header.escaped_message = Some(message.clone());
                self.header.result = Some(variables.clone());
            }
            Event::ErrorThrown { .. }
            | Event::EscalationThrown { .. }
            | Event::SignalThrown { .. }
            | Event::MessageThrown { .. }
            | Event::MessageReceived { .. }
            | Event::DecisionEvaluated { .. }
            | Event::ListenerFailed { .. }
            | Event::Intervened { .. } => {}
            Event::ConversationJoined { with, conversation } => {
                self.header.conversations.insert(with.clone(), conversation.clone());
            }
            Event::CorrelationKeyFilled(filled) => self.key_filled(filled),
            Event::Suspended { .. } => self.header.suspended = Some(at),
            Event::Resumed { .. } => self.header.suspended = None,
            Event::Reminded { key, by } => self.reminded(*key, at, by),
            Event::UserTaskCompleted(_)
            | Event::Copied { .. }
            | Event::BallotOpened { .. }
            | Event::SeatChanged { .. }
            | Event::BallotDecided { .. }
            | Event::Returned { .. }
            | Event::TokenWithdrawn { .. }
            | Event::ApproversChosen(_)
            | Event::UserTaskAssigned(_)
            | Event::UserTaskDelegated(_) => self.apply_people(at, event),
            waits => self.apply_wait(at, waits),
        }
        if event.may_change_what_is_derived()
            && let Some(key) = event.key()
        {
            self.index(key);
        }
    }

    fn apply_value(&mut self, event: &Event) {
        let Event::VariableSet { scope, name, value, writer, intervention, removed, .. } = event else { return };
        self.note_by_hand(*scope, name, value, *intervention == Some(Intervention::Edit));
        self.remember(*scope, name);
        self.seen_since(*writer, *scope, name);
        let variables = &mut self.element(*scope).variables;
        if *removed {
            variables.remove(name);
        } else {
            variables.insert(name.clone(), (**value).clone());
        }
    }

    fn apply_life(&mut self, event: &Event) {
        match event {
            Event::ElementActivating {
                key,
                element,
                scope,
                triggered,
                variables,
                compensating,
                resume,
                intervention,
                consumed,
                caused_by,
                ..
            } => {
                self.note_entered(element, consumed, *intervention);
                if let (Some(Intervention::Withdraw), [was]) = (intervention, caused_by.as_slice()) {
                    self.reopened(*was, *key);
                }
                let entered = self.create(*key, element, *scope, Phase::Activating);
                entered.resume.clone_from(&**resume);
                entered.phase = Phase::Activating;
                entered.triggered = *triggered;
                entered.arrived.clear();
                entered.variables.extend(variables.iter().map(|(n, v)| (n.clone(), v.clone())));
                if let Some(looped) = scope.and_then(|s| self.elements.get_mut(&s)?.looped.as_mut()) {
                    looped.started += 1;
                }
                self.begin_compensating(*key, compensating.as_deref().copied());
                // A return says itself where somebody has acted; what comes back by it is as it was.
                let by_hand = |how: &Intervention| !matches!(how, Intervention::Return | Intervention::Withdraw);
                if *triggered || intervention.as_ref().is_some_and(by_hand) {
                    self.act_upon(*key);
                }
            }
            Event::ElementActivated { key } => {
                let element = self.element(*key);
                element.phase = Phase::Activated;
                element.listened = 0;
                element.held = None;
            }
            Event::EntryHeld { key, held } => self.element(*key).held = Some(Box::new(held.clone())),
            Event::WorkDone { key } => self.element(*key).triggered = true,
            Event::ElementEnding { key, .. } => {
                let element = self.element(*key);
                (element.ending, element.listened) = (true, 0);
            }
            Event::ElementCompleting { key } => {
                let element = self.element(*key);
                element.phase = Phase::Completing;
                element.listened = 0;
                element.answers.clear();
            }
            other => unreachable!("{other:?} is applied elsewhere"),
        }
    }

    fn apply_wait(&mut self, at: Timestamp, event: &Event) {
        match event {
            Event::WaitOpened { key, wait } => {
                self.header.next_wait = self.header.next_wait.max(wait.id + 1);
                if let WaitFor::UserTask(task) = &wait.on {
                    self.asks(task.assignee.as_deref());
                }
                self.element(*key).waits.push((**wait).clone());
            }
            Event::WaitFired { key, wait } => {
                let fires = self.open_wait(*key, *wait).fires.clone();
                let element = self.element(*key);
                element.triggered |= fires == Fires::Owner;
                element.listened += u32::from(fires == Fires::Listener);
                element.waits.retain(|w| w.id != *wait);
                element.gathered.retain(|g| g.wait.fires != fires);
            }
            Event::WaitCancelled { key, wait, .. } => {
                let fires = self.open_wait(*key, *wait).fires.clone();
                let element = self.element(*key);
                element.waits.retain(|w| w.id != *wait);
                // What was gathered beside the last one goes with it: nothing is left that it could wait for.
                if element.waits.iter().all(|w| w.fires != fires) {
                    element.gathered.retain(|g| g.wait.fires != fires);
                }
            }
            Event::EventGathered(EventGathered { key, wait, variables, locals }) => {
                let wait = self.open_wait(*key, *wait).clone();
                let element = self.element(*key);
                element.waits.retain(|w| w.id != wait.id);
                element.gathered.push(Gathered { wait, variables: variables.clone(), locals: locals.clone() });
            }
            Event::WaitMoved { key, wait } => self.open_wait(*key, wait.id).clone_from(wait),
            Event::JobLocked(JobLocked { key, wait, lease }) => self.job(*key, *wait).lease = Some(lease.clone()),
            Event::JobExtended(JobExtended { key, wait, until }) => {
                if let Some(lease) = &mut self.job(*key, *wait).lease {
                    lease.until = *until;
                }
            }
            Event::JobFailed(JobFailed { key, wait, retries, available, .. })
            | Event::JobRetriesSet(JobRetriesSet { key, wait, retries, available }) => {
                let job = self.job(*key, *wait);
                job.retries = *retries;
                job.available = *available;
                job.lease = None;
            }
            Event::UserTaskOverdue { key, wait } => self.open_task(*key, *wait).overdue = true,
            Event::UserTaskPlanned(plan) => plan.on(self.open_task(plan.key, plan.wait)),
            Event::UserTaskStarted(UserTaskStarted { key, wait }) => {
                let task = self.open_task(*key, *wait);
                (task.started, task.acted) = (Some(at), true);
            }
            other => unreachable!("{other:?} is applied above"),
        }
    }

    fn open_task(&mut self, key: Key, wait: WaitId) -> &mut UserTask {
        match &mut self.open_wait(key, wait).on {
            WaitFor::UserTask(task) => task,
            on => panic!("an event of a task names {on:?}"),
        }
    }

    fn create(&mut self, key: Key, element: &ElementId, scope: Option<Key>, phase: Phase) -> &mut ElementInstance {
        self.header.next_key = self.header.next_key.max(key + 1);
        if let Some(parent) = scope.and_then(|s| self.elements.get_mut(&s)) {
            parent.children.insert(key);
        }
        self.elements.entry(key).or_insert_with(|| Box::new(ElementInstance::new(key, element.clone(), scope, phase)))
    }

    /// An element instance that was never entered is gone.
    fn forget(&mut self, key: Key) {
        let gone = self.elements.remove(&key).expect("an event names a live element instance");
        if let Some(scope) = gone.scope.and_then(|s| self.elements.get_mut(&s)) {
            scope.children.remove(&key);
        }
    }

    /// What listeners did, and what they still need to know.
    fn apply_listening(&mut self, event: &Event) {
        match event {
            Event::ListenerDone { key, answered } => {
                let element = self.element(*key);
                element.listened += 1;
                if let Some(answered) = answered {
                    element.answers.remove(answered);
                }
            }
            Event::UserTaskShaped { key, change } => self.element(*key).task.get_or_insert_default().then(change),
            Event::UserTaskCompleted(UserTaskCompleted { key, wait, .. }) => {
                if let WaitFor::UserTask(task) = &self.open_wait(*key, *wait).on {
                    let was = TaskChange { wait: Some(*wait), ..TaskChange::like(task) };
                    self.element(*key).task = Some(Box::new(was));
                }
            }
            _ => unreachable!("{event:?} is applied elsewhere"),
        }
    }

    fn remove(&mut self, key: Key, at: Timestamp, completed: bool) {
        let gone = self.elements.remove(&key).expect("an event names a live element instance");
        if !gone.compensable.is_empty() {
            self.forget_the_past();
        }
        self.header.incidents -= u32::from(gone.incident.is_some());
        if !completed {
            self.header.by_hand.remove(&gone.element);
        }
        self.header.acted_within.remove(&key);
        if let Some(scope) = gone.scope.and_then(|s| self.elements.get_mut(&s)) {
            scope.children.remove(&key);
            // What was asked about its children so far is asked anew.
            scope.answers.clear();
            if let Some(looped) = &mut scope.looped {
                *(if completed { &mut looped.completed } else { &mut looped.terminated }) += 1;
            }
        } else {
            self.header.ended = Some(at);
            self.header.state = if completed { State::Completed } else { State::Terminated };
            if self.header.parent.is_some() && self.header.escaped.is_none() {
                self.header.result = Some(gone.variables);
            }
        }
    }

    fn begin(&mut self, at: Timestamp, started: &ProcessStarted) {
        let header = &mut self.header;
        header.definition.clone_from(&started.definition);
        header.business_key.clone_from(&started.business_key);
        header.parent.clone_from(&started.parent);
        header.root = started.root;
        header.depth = started.depth;
        header.restart_of = started.restart_of;
        header.initiator.clone_from(&started.initiator);
        header.conversation.clone_from(&started.conversation);
        header.hops = started.hops;
        header.started = at;
        header.state = State::Running;
    }

    fn apply_compensation(&mut self, event: &Event) {
        match event {
            Event::LoopReported(LoopReported { key, completed }) => {
                if let Some(looped) = &mut self.element(*key).looped {
                    looped.reported = *completed;
                }
            }
            Event::CompensationKept { key, scope, complete } => self.keep(*key, *scope, *complete),
            Event::CompensationThrown { key, activities } => {
                for Kept { scope, activity } in activities {
                    let kept = self.element(*scope).compensable.get_mut(activity);
                    kept.expect("an event names what is kept").claimed = Some(*key);
                }
            }
            Event::CompensationForgotten(kept) => {
                self.element(kept.scope).compensable.remove(&kept.activity);
                self.forget_the_past();
            }
            Event::TransactionCancelled { key, .. } => self.element(*key).cancelled = true,
            other => unreachable!("{other:?} is applied above"),
        }
    }

    /// Moves what an activity leaves behind into its scope.
    fn keep(&mut self, key: Key, scope: Key, complete: bool) {
        let now = self.header.seq;
        let leaving = self.element(key);
        // What was interrupted is as old as the newest in it.
        let newest = leaving.compensable.values().map(|inside| inside.seq).max();
        let seq = newest.filter(|_| !complete).unwrap_or(now);
        let kept = Compensable {
            activity: key,
            element: leaving.element.clone(),
            seq,
            variables: std::mem::take(&mut leaving.variables),
            inside: std::mem::take(&mut leaving.compensable).into_values().collect(),
            claimed: None,
            complete,
            past: leaving.past.take().map(|past| past.changed).unwrap_or_default(),
        };
        self.element(scope).compensable.insert(key, kept);
        self.keep_from_now(scope);
    }

    /// What is being compensated is kept no longer; a scope gets back what was kept in it.
    fn begin_compensating(&mut self, key: Key, compensating: Option<Compensating>) {
        self.element(key).compensating = compensating;
        let Some(kept) = compensating.and_then(Compensating::kept) else { return };
        let record = self.element(kept.scope).compensable.remove(&kept.activity).expect("an event names what is kept");
        let then = if record.complete { self.as_it_was(kept.scope, record.seq) } else { Variables::new() };
        let undone = self.element(key);
        let mut past = Past { kept: 0, then, changed: Changes::new() };
        if undone.undoes() {
            past.kept = record.inside.iter().map(|inside| inside.seq).max().unwrap_or(0);
            past.changed = record.past;
            undone.compensable = record.inside.into_iter().map(|r| (r.activity, r)).collect();
        }
        undone.past = Some(Box::new(past));
        self.forget_the_past();
    }

    fn collect(&mut self, key: Key, index: usize, value: &Value) {
        if let Some(looped) = &mut self.element(key).looped {
            if looped.collected.len() <= index {
                looped.collected.resize(index + 1, Value::Null);
            }
            looped.collected[index] = value.clone();
        }
    }

    /// Keeps the two derived sets in step with one element instance.
    pub(crate) fn index(&mut self, key: Key) {
        let element = self.elements.get(&key);
        let joining = element.is_some_and(|e| e.phase == Phase::Joining);
        let conditional = element.is_some_and(|e| e.waits.iter().any(|w| matches!(w.on, WaitFor::Condition { .. })));
        for (set, member) in [(&mut self.joining, joining), (&mut self.conditional, conditional)] {
            if member {
                set.insert(key);
            } else {
                set.remove(&key);
            }
        }
    }

    fn element(&mut self, key: Key) -> &mut ElementInstance {
        self.elements.get_mut(&key).expect("an event names a live element instance")
    }

    fn open_wait(&mut self, key: Key, wait: WaitId) -> &mut Wait {
        self.element(key).waits.iter_mut().find(|w| w.id == wait).expect("an event names an open wait")
    }

    fn job(&mut self, key: Key, wait: WaitId) -> &mut Job {
        match &mut self.open_wait(key, wait).on {
            WaitFor::Job(job) => job,
            other => unreachable!("a job event names a job, not {other:?}"),
        }
    }
}

impl ElementInstance {
    /// It is of another element from now on, and the flows of tokens that wait there have other names.
    fn go_on_as(&mut self, element: &ElementId, flows: &[(ElementId, ElementId)], start: Option<&ElementId>) {
        self.element.clone_from(element);
        if let (Some(held), Some(start)) = (&mut self.held, start) {
            held.start = Some(start.clone());
        }
        let tokens = self.arrived.iter_mut().map(|token| &mut token.flow);
        for flow in tokens.chain(self.reset.iter_mut().flatten()) {
            if let Some((_, after)) = flows.iter().find(|(before, _)| before == flow) {
                flow.clone_from(after);
            }
        }
    }

    fn new(key: Key, element: ElementId, scope: Option<Key>, phase: Phase) -> Self {
        ElementInstance {
            key,
            element,
            scope,
            phase,
            triggered: false,
            arrived: vec![],
            waits: vec![],
            incident: None,
            looped: None,
            answers: BTreeMap::new(),
            variables: BTreeMap::new(),
            children: std::collections::BTreeSet::new(),
            gathered: vec![],
            reset: None,
            listened: 0,
            compensating: None,
            cancelled: false,
            task: None,
            compensable: BTreeMap::new(),
            held: None,
            ballot: None,
            resume: vec![],
            reminded: None,
            past: None,
            ending: false,
            chosen: BTreeMap::new(),
        }
    }
}

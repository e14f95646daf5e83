//! What the records of the log say to an auditor: who, what, when, to what, before and after, why.
use super::admin;
use crate::api::{AuditArea, AuditChange, AuditEntry, AuditObject, UsedParameter, WaitAddress};
use crate::projection::Record;
use crate::shell::Shell;
use crate::store::Frame;
use serde_json::{Value, json};
use std::collections::HashMap;
use weir_core::event::{
    GatewayAwaitsReset, Intervention, JobExtended, JobFailed, JobLocked, JobRetriesSet, UserTaskAssigned,
    UserTaskCompleted, UserTaskDelegated, UserTaskPlanned, UserTaskStarted,
};
use weir_core::event::{Old, Step};
use weir_core::{Actor, ElementId, Event, InstanceId, Timestamp};

/// How many definitions of instances are remembered at once.
const KNOWN_MAX: usize = 10_000;

/// Tells records; remembers which definitions instances run on.
pub struct Teller<'a> {
    pub(super) shell: &'a Shell,
    definitions: HashMap<InstanceId, Option<String>>,
}

impl<'a> Teller<'a> {
    /// Knows nothing yet.
    pub fn new(shell: &'a Shell) -> Self {
        Teller { shell, definitions: HashMap::new() }
    }

    /// The entries of a frame, in order. What only keeps the engine going (answers of idempotency keys, parcels between
    /// instances, drafts of forms, saved filters) is none.
    pub fn frame(&mut self, frame: &Frame, records: &[Record]) -> Result<Vec<AuditEntry>, crate::Error> {
        let mut entries = vec![];
        for record in records {
            match record {
                Record::Step(step) => {
                    let definition = self.definition(step)?;
                    entries.extend(told_step(step, definition.as_deref()));
                }
                record => entries.extend(admin::told(self, record)),
            }
        }
        for (number, entry) in entries.iter_mut().enumerate() {
            entry.id = format!("{}-{number}", frame.position.0);
            (entry.position, entry.partition, entry.record) = (frame.position.0, frame.partition, frame.sequence);
        }
        Ok(entries)
    }

    fn definition(&mut self, step: &Step) -> Result<Option<String>, crate::Error> {
        if let Some(known) = self.definitions.get(&step.instance) {
            return Ok(known.clone());
        }
        if self.definitions.len() >= KNOWN_MAX {
            self.definitions.clear();
        }
        let header = crate::projection::header(&self.shell.view(), step.instance)?;
        let definition = header.map(|header| header.definition);
        self.definitions.insert(step.instance, definition.clone());
        Ok(definition)
    }

    /// The process of an instance, where it is known.
    pub(super) fn process_of(&self, instance: InstanceId) -> Option<String> {
        let header = crate::projection::header(&self.shell.view(), instance).ok()??;
        process_of(&header.definition)
    }
}

/// The process of `process:version`.
pub(super) fn process_of(definition: &str) -> Option<String> {
    definition.rsplit_once(':').map(|(process, _)| process.to_owned())
}

/// An entry that nothing is known of yet but what it is.
pub(super) fn entry(area: AuditArea, action: &str, at: Timestamp, actor: &Actor, object: (&str, String)) -> AuditEntry {
    AuditEntry {
        id: String::new(),
        position: 0,
        partition: 0,
        record: 0,
        at,
        actor: actor.clone(),
        area,
        action: action.to_owned(),
        command: None,
        object: AuditObject { kind: object.0.to_owned(), id: object.1 },
        process: None,
        definition: None,
        instance: None,
        seq: None,
        key: None,
        element: None,
        change: None,
        reason: None,
        intervention: None,
        parameters: vec![],
        data: Value::Null,
    }
}

/// The entries of a step: one for each event.
fn told_step(step: &Step, definition: Option<&str>) -> Vec<AuditEntry> {
    let parameters: Vec<UsedParameter> =
        step.parameters.iter().map(|(name, version)| UsedParameter { name: name.clone(), version: *version }).collect();
    // Somebody who steps in says why once, before what they do.
    let (mut why, mut how) = (None, None);
    let mut entries = vec![];
    for (seq, event) in (step.seq..).zip(&step.events) {
        if let Event::Intervened { intervention, reason } = event {
            (why, how) = (reason.clone(), Some(*intervention));
        }
        let (action, data) = named(event);
        let object = object(step.instance, event);
        let mut entry = entry(area(event), &action, step.at, &step.actor, object);
        entry.command = Some(step.command.clone());
        let started = if let Event::ProcessStarted(started) = event { Some(started.definition.as_str()) } else { None };
        entry.definition = definition.or(started).map(str::to_owned);
        entry.process = entry.definition.as_deref().and_then(process_of);
        entry.instance = Some(step.instance);
        entry.seq = Some(seq);
        entry.key = event.key();
        entry.element = element(event);
        entry.change = change(event);
        entry.intervention = intervention(event).or(how);
        entry.reason = reason(event).or_else(|| why.clone().filter(|_| entry.intervention.is_some()));
        entry.parameters.clone_from(&parameters);
        entry.data = data;
        entries.push(entry);
    }
    entries
}

/// The name of an event, and its fields.
fn named(event: &Event) -> (String, Value) {
    let (mut kind, data) = match serde_json::to_value(event) {
        Ok(Value::Object(tagged)) => tagged.into_iter().next().unwrap_or_default(),
        _ => unreachable!("events are enums of named fields"),
    };
    if let Some(first) = kind.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    (kind, data)
}

fn area(event: &Event) -> AuditArea {
    match event {
        Event::ProcessStarted(_)
        | Event::Suspended { .. }
        | Event::Resumed { .. }
        | Event::ElementMigrated { .. }
        | Event::Intervened { .. }
        | Event::TransactionCancelled { .. }
        | Event::CompensationThrown { .. }
        | Event::CompensationForgotten(_)
        | Event::ElementCompleted { key: 0, .. }
        | Event::ElementTerminated { key: 0, .. } => AuditArea::Instance,
        Event::JobLocked(_)
        | Event::JobExtended(_)
        | Event::JobFailed(_)
        | Event::JobRetriesSet(_)
        | Event::UserTaskAssigned(_)
        | Event::UserTaskStarted(_)
        | Event::UserTaskCompleted(_)
        | Event::UserTaskDelegated(_)
        | Event::UserTaskShaped { .. }
        | Event::UserTaskOverdue { .. }
        | Event::UserTaskPlanned(_) => AuditArea::Work,
        Event::BallotOpened { .. }
        | Event::SeatChanged { .. }
        | Event::BallotDecided { .. }
        | Event::Reminded { .. }
        | Event::Copied { .. }
        | Event::Returned { .. }
        | Event::ApproversChosen(_) => AuditArea::Approval,
        Event::VariableSet { .. } | Event::LoopStarted { .. } | Event::LoopGrown(_) | Event::LoopCollected { .. } => {
            AuditArea::Data
        }
        Event::DecisionEvaluated { .. } | Event::EvaluationAnswered { .. } => AuditArea::Decision,
        Event::IncidentRaised { .. } | Event::IncidentResolved { .. } | Event::ListenerFailed { .. } => {
            AuditArea::Incident
        }
        Event::MessageReceived { .. }
        | Event::MessageThrown { .. }
        | Event::SignalThrown { .. }
        | Event::ErrorThrown { .. }
        | Event::EscalationThrown { .. }
        | Event::ConversationJoined { .. }
        | Event::CorrelationKeyFilled(_) => AuditArea::Message,
        _ => AuditArea::Flow,
    }
}

fn object(instance: InstanceId, event: &Event) -> (&'static str, String) {
    let task = |key: &u64, wait: &u32| ("task", WaitAddress { instance, key: *key, wait: *wait }.to_string());
    let job = |key: &u64, wait: &u32| ("job", WaitAddress { instance, key: *key, wait: *wait }.to_string());
    match event {
        Event::UserTaskAssigned(UserTaskAssigned { key, wait, .. })
        | Event::UserTaskStarted(UserTaskStarted { key, wait })
        | Event::UserTaskCompleted(UserTaskCompleted { key, wait, .. })
        | Event::UserTaskDelegated(UserTaskDelegated { key, wait, .. })
        | Event::UserTaskOverdue { key, wait }
        | Event::UserTaskPlanned(UserTaskPlanned { key, wait, .. }) => task(key, wait),
        Event::JobLocked(JobLocked { key, wait, .. })
        | Event::JobExtended(JobExtended { key, wait, .. })
        | Event::JobFailed(JobFailed { key, wait, .. })
        | Event::JobRetriesSet(JobRetriesSet { key, wait, .. }) => job(key, wait),
        Event::DecisionEvaluated { decision, .. } => ("decision", decision.clone()),
        _ => ("instance", instance.to_string()),
    }
}

fn element(event: &Event) -> Option<ElementId> {
    match event {
        Event::TokenArrived { element, .. }
        | Event::ElementActivating { element, .. }
        | Event::ElementMigrated { element, .. }
        | Event::GatewayAwaitsReset(GatewayAwaitsReset { element, .. }) => Some(element.clone()),
        _ => None,
    }
}

fn change(event: &Event) -> Option<AuditChange> {
    let Event::VariableSet { name, old, value, .. } = event else { return None };
    let old = match old {
        Old::None => Value::Null,
        Old::Value(value) => (**value).clone(),
        Old::Large { bytes, sha256, .. } => json!({ "bytes": bytes, "sha256": sha256 }),
    };
    Some(AuditChange { name: name.clone(), old, new: (**value).clone() })
}

fn intervention(event: &Event) -> Option<Intervention> {
    match event {
        Event::ElementActivating { intervention, .. }
        | Event::ElementTerminated { intervention, .. }
        | Event::VariableSet { intervention, .. }
        | Event::ElementEnding { intervention, .. }
        | Event::UserTaskAssigned(UserTaskAssigned { intervention, .. }) => *intervention,
        Event::Intervened { intervention, .. } => Some(*intervention),
        _ => None,
    }
}

fn reason(event: &Event) -> Option<String> {
    match event {
        Event::Intervened { reason, .. } | Event::UserTaskPlanned(UserTaskPlanned { reason, .. }) => reason.clone(),
        Event::Returned { comment, .. }
        | Event::UserTaskCompleted(UserTaskCompleted { comment, .. })
        | Event::UserTaskDelegated(UserTaskDelegated { comment, .. }) => comment.clone(),
        Event::JobFailed(JobFailed { message, .. })
        | Event::IncidentRaised { message, .. }
        | Event::ListenerFailed { message, .. }
        | Event::ErrorThrown { message, .. } => Some(message.clone()).filter(|message| !message.is_empty()),
        _ => None,
    }
}

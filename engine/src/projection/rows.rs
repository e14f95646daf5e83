//! The rows of an instance: a function of its state. This file is long because all rows of an instance stand in one place.
//!
//! After a step only the rows of touched element instances are made again and compared with the keys that the view
//! has. Variables, and what is kept for compensation, have rows of their own, so that a large one is written when it
//! changes and not with every step.
use super::notices::{changes_of_gone, changes_of_notices, standing};
use super::wait_row::WaitRow;
use super::{pack, weight};
use crate::jobs;
use crate::keys::{Bytes, Reader, space};
use crate::store::{Change, Table};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::compensation::Compensating;
use weir_core::instance::{ElementInstance, Header, Incident};
use weir_core::step::QUARANTINE;
use weir_core::wait::{Wait, WaitFor};
use weir_core::{ElementId, Event, Instance, InstanceId, Key, Step, Timestamp, WaitId};

/// The keys of the rows that the view has for one instance, and about how large in memory is what they stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowKeys {
    /// Of the instance as a whole: indexes of its header.
    header: Vec<RowKey>,
    elements: BTreeMap<Key, ElementKeys>,
    /// The element instances that remember how variables were.
    past: BTreeSet<Key>,
    /// In memory, of its elements with their variables.
    bytes: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct ElementKeys {
    /// None for one that has no rows yet.
    element: Option<ElementId>,
    scope: Option<Key>,
    rows: Vec<RowKey>,
    /// With the bytes of each, like what it keeps.
    variables: BTreeMap<String, usize>,
    /// What it keeps for compensation.
    kept: BTreeMap<Key, usize>,
    /// The changes of its variables that it remembers for that.
    past: BTreeMap<u64, usize>,
    /// All of it, in memory.
    bytes: usize,
}

type RowKey = (Table, Vec<u8>);

/// A row; an empty value stands for an index that only its key matters of.
struct Row {
    table: Table,
    key: Vec<u8>,
    value: Vec<u8>,
}

/// What the index of incidents says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ElementRow {
    /// The definition, `process:version`.
    pub definition: String,
    /// The element.
    pub element: ElementId,
    /// What is wrong.
    pub incident: Incident,
}

impl RowKeys {
    /// The keys of an instance that the view shows as it is.
    pub fn of(instance: &Instance) -> Self {
        let header = keys(&header_rows(&instance.header));
        let mut keys = RowKeys { header, ..RowKeys::default() };
        for (&key, element) in &instance.elements {
            let rows = element_rows(instance, element);
            let variables = element.variables.iter().map(|(name, value)| (name.clone(), weight::of(value))).collect();
            let kept = element.compensable.iter().map(|(key, kept)| (*key, pack(kept).len())).collect();
            let changed = element.changed().into_iter().flatten();
            let past = changed.map(|(seq, before)| (*seq, pack(before).len())).collect();
            if element.past.is_some() {
                keys.past.insert(key);
            }
            let (id, scope) = (Some(element.element.clone()), element.scope);
            let mut element = ElementKeys { element: id, scope, rows: vec![], variables, kept, past, bytes: 0 };
            element.weigh(&rows);
            element.rows = self::keys(&rows);
            keys.bytes += element.bytes;
            keys.elements.insert(key, element);
        }
        keys
    }

    /// About how large the instance is in memory.
    pub fn bytes(&self) -> usize {
        weight::INSTANCE + self.bytes
    }

    /// The element of an element instance that is there.
    pub fn element_of(&self, key: Key) -> Option<&ElementId> {
        self.elements.get(&key)?.element.as_ref()
    }

    /// Its rows of a table that begin like this.
    pub fn beginning<'a>(&'a self, table: Table, prefix: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
        let rows = self.elements.values().flat_map(|element| &element.rows);
        rows.filter(move |(of, key)| *of == table && key.starts_with(prefix)).map(|(_, key)| key.as_slice())
    }

    /// Who has a task, and of which element, by its rows.
    fn holder(&self, id: InstanceId, key: Key, wait: WaitId) -> Option<(String, Option<ElementId>)> {
        let element = self.elements.get(&key)?;
        let assignee = element.rows.iter().filter(|(table, _)| *table == Table::UserTask).find_map(|(_, row)| {
            let mut reader = Reader(row);
            let assignee = reader.byte().filter(|space| *space == space::BY_ASSIGNEE).and_then(|_| reader.text())?;
            (reader.place()? == (id, key, wait)).then_some(assignee)
        });
        Some((assignee?, element.element.clone()))
    }

    #[cfg(test)]
    pub(crate) fn weigh_more(&mut self, bytes: usize) {
        self.bytes += bytes;
    }
}

impl ElementKeys {
    fn weigh(&mut self, rows: &[Row]) {
        let rows: usize = rows.iter().map(|row| row.key.len() + row.value.len()).sum();
        let variables: usize = self.variables.values().sum();
        let kept: usize = self.kept.values().chain(self.past.values()).sum();
        self.bytes = weight::ELEMENT + rows + variables + kept;
    }
}

/// The changes of the view after a step; `instance` is as it is afterwards.
pub fn changes_of_step(instance: &Instance, known: &mut RowKeys, step: &Step) -> Vec<Change> {
    let mut changes = Vec::with_capacity(8);
    let header = &instance.header;
    changes.push(Change::put(Table::Instance, header_key(header.id), pack(header)));
    changes.push(Change::put_position(Table::History, history_key(header.id, step.seq)));
    let rows = header_rows(header);
    replace(&mut changes, &mut known.header, rows);
    changes_of_notices(instance, step, &mut changes);
    changes_of_gone(instance, step, |key, wait| known.holder(header.id, key, wait), &mut changes);
    if known.elements.is_empty() && instance.elements.is_empty() {
        // It began and ended in this step: its parts were never there.
        return changes;
    }
    for (key, Touched { names, kept }) in touched(instance, known, step) {
        let mut before = known.elements.remove(&key).unwrap_or_default();
        known.bytes -= before.bytes;
        let Some(element) = instance.elements.get(&key) else {
            replace(&mut changes, &mut before.rows, vec![]);
            for name in before.variables.into_keys() {
                changes.push(Change::delete(Table::Instance, variable_key(header.id, key, &name)));
            }
            for activity in before.kept.into_keys() {
                changes.push(Change::delete(Table::Instance, kept_key(header.id, key, activity)));
            }
            for seq in before.past.into_keys() {
                changes.push(Change::delete(Table::Instance, before_key(header.id, key, seq)));
            }
            known.past.remove(&key);
            continue;
        };
        before.scope = element.scope;
        before.element = Some(element.element.clone());
        let rows = element_rows(instance, element);
        for name in names {
            let row = variable_key(header.id, key, name);
            match element.variables.get(name) {
                Some(value) => {
                    before.variables.insert(name.to_owned(), weight::of(value));
                    changes.push(Change::put(Table::Instance, row, pack(value)));
                }
                // It was taken away.
                None if before.variables.remove(name).is_some() => changes.push(Change::delete(Table::Instance, row)),
                None => {}
            }
        }
        for activity in kept {
            let row = kept_key(header.id, key, activity);
            match element.compensable.get(&activity) {
                Some(record) => {
                    let record = pack(record);
                    before.kept.insert(activity, record.len());
                    changes.push(Change::put(Table::Instance, row, record));
                }
                None if before.kept.remove(&activity).is_some() => changes.push(Change::delete(Table::Instance, row)),
                None => {}
            }
        }
        remembered(&mut changes, header.id, element, &mut before.past);
        if element.past.is_some() {
            known.past.insert(key);
        } else {
            known.past.remove(&key);
        }
        before.weigh(&rows);
        replace(&mut changes, &mut before.rows, rows);
        known.bytes += before.bytes;
        known.elements.insert(key, before);
    }
    changes
}

/// What is remembered of how variables were grows at its end, or is forgotten as a whole.
fn remembered(changes: &mut Vec<Change>, id: InstanceId, element: &ElementInstance, known: &mut BTreeMap<u64, usize>) {
    let now = element.changed();
    if now.and_then(|changed| changed.keys().next()) != known.keys().next() {
        for seq in std::mem::take(known).into_keys() {
            changes.push(Change::delete(Table::Instance, before_key(id, element.key, seq)));
        }
    }
    let from = known.last_key_value().map_or(0, |(last, _)| last + 1);
    for (seq, before) in now.into_iter().flat_map(|changed| changed.range(from..)) {
        let before = pack(before);
        known.insert(*seq, before.len());
        changes.push(Change::put(Table::Instance, before_key(id, element.key, *seq), before));
    }
}

/// What may have changed of an element instance, beside its own row.
#[derive(Default)]
struct Touched<'a> {
    /// Variables that were set.
    names: BTreeSet<&'a str>,
    /// What it began to keep for compensation, claimed for it or gave away.
    kept: BTreeSet<Key>,
}

/// The element instances whose rows may have changed.
fn touched<'a>(instance: &Instance, known: &RowKeys, step: &'a Step) -> BTreeMap<Key, Touched<'a>> {
    let mut touched: BTreeMap<Key, Touched> = BTreeMap::new();
    let mut scopes: BTreeMap<Key, Option<Key>> = BTreeMap::new();
    for event in &step.events {
        let Some(key) = event.key() else { continue };
        let own = touched.entry(key).or_default();
        match event {
            Event::VariableSet { name, .. } => {
                own.names.insert(name);
            }
            Event::ElementActivating { variables, scope, compensating, .. } => {
                own.names.extend(variables.keys().map(String::as_str));
                scopes.insert(key, *scope);
                if let Some(kept) = compensating.as_deref().copied().and_then(Compensating::kept) {
                    // A completed scope has again what was kept in it.
                    own.kept.extend(instance.elements.get(&key).into_iter().flat_map(|e| e.compensable.keys()));
                    touched.entry(kept.scope).or_default().kept.insert(kept.activity);
                }
            }
            Event::CompensationKept { scope, .. } => {
                touched.entry(*scope).or_default().kept.insert(key);
            }
            Event::CompensationForgotten(kept) => {
                own.kept.insert(kept.activity);
            }
            Event::CompensationThrown { activities, .. } => {
                for kept in activities {
                    touched.entry(kept.scope).or_default().kept.insert(kept.activity);
                }
            }
            Event::TokenArrived { scope, .. } => {
                scopes.insert(key, Some(*scope));
            }
            Event::IncidentRaised { code, .. } if code == QUARANTINE => everything(instance, &mut touched),
            // That of the process may have been its quarantine.
            Event::IncidentResolved { key: 0 } | Event::Suspended { .. } | Event::Resumed { .. } => {
                everything(instance, &mut touched);
            }
            _ => {}
        }
    }
    // How variables were is remembered all along the scopes, and forgotten with what was kept last.
    for key in &known.past {
        touched.entry(*key).or_default();
    }
    if step.events.iter().any(|event| matches!(event, Event::CompensationKept { .. })) {
        for remembering in instance.elements.values().filter(|e| e.past.is_some()) {
            touched.entry(remembering.key).or_default();
        }
    }
    // A multi-instance scope counts its children.
    let keys: Vec<Key> = touched.keys().copied().collect();
    for key in keys {
        let scope = scopes.get(&key).copied().or_else(|| known.elements.get(&key).map(|e| e.scope)).flatten();
        if let Some(scope) = scope.filter(|s| instance.elements.get(s).is_some_and(|e| e.looped.is_some())) {
            touched.entry(scope).or_default();
        }
    }
    touched
}

/// Whether the instance may be found by an index has changed.
fn everything(instance: &Instance, touched: &mut BTreeMap<Key, Touched<'_>>) {
    for element in instance.elements.keys() {
        touched.entry(*element).or_default();
    }
}

/// Puts the rows that are new or say something, deletes those that are gone, remembers the keys.
fn replace(changes: &mut Vec<Change>, known: &mut Vec<RowKey>, rows: Vec<Row>) {
    let before = std::mem::replace(known, keys(&rows));
    for (table, key) in &before {
        if !known.iter().any(|(t, k)| t == table && k == key) {
            changes.push(Change::delete(*table, key.clone()));
        }
    }
    for Row { table, key, value } in rows {
        let was_there = before.iter().any(|(t, k)| *t == table && *k == key);
        if !(was_there && value.is_empty()) {
            changes.push(Change::put(table, key, value));
        }
    }
}

fn keys(rows: &[Row]) -> Vec<RowKey> {
    rows.iter().map(|row| (row.table, row.key.clone())).collect()
}

fn header_rows(header: &Header) -> Vec<Row> {
    let index = |table, key: Bytes| Row { table, key: key.done(), value: vec![] };
    let mut rows = vec![];
    if header.ended.is_none() {
        let (process, _) = header.definition.rsplit_once(':').unwrap_or((&header.definition, ""));
        rows.push(index(Table::ActiveInstance, Bytes::new().text(process).instance(header.id)));
    }
    if let Some(key) = &header.business_key {
        rows.push(index(Table::BusinessKey, Bytes::new().text(key).instance(header.id)));
    }
    let of = |space, person: &str, at: Timestamp| {
        index(Table::Person, Bytes::new().byte(space).text(person).time(at).instance(header.id))
    };
    rows.extend(header.initiator.iter().map(|person| of(space::STARTED, person, header.started)));
    rows.extend(header.handled.iter().map(|(person, last)| of(space::HANDLED, person, last.at)));
    rows.extend(header.copied.iter().map(|(person, last)| of(space::COPIED, person, last.at)));
    if let Some(parent) = &header.parent {
        rows.push(index(Table::Child, Bytes::new().instance(parent.instance).instance(header.id)));
    }
    rows
}

fn element_rows(instance: &Instance, element: &ElementInstance) -> Vec<Row> {
    let id = instance.header.id;
    let mut rows = vec![Row { table: Table::Instance, key: element_key(id, element.key), value: pack(element) }];
    let resting = |space| {
        let key = Bytes::new().byte(space).text(&instance.header.definition).text(element.element.as_str());
        Row { table: Table::Resting, key: key.instance(id).number(element.key).done(), value: vec![] }
    };
    rows.push(resting(space::RESTING));
    rows.extend(element.incident.iter().map(|_| resting(space::STUCK)));
    if let Some(incident) = &element.incident {
        let (definition, element_id) = (instance.header.definition.clone(), element.element.clone());
        let value = pack(&ElementRow { definition, element: element_id, incident: (**incident).clone() });
        rows.push(Row { table: Table::Incident, key: Bytes::new().instance(id).number(element.key).done(), value });
    }
    if !is_quarantined(instance) {
        let stands_still = instance.header.suspended.is_some();
        // While it stands still nobody finds work, receivers or due times there; people still see their tasks.
        for wait in element.waits.iter().filter(|w| !stands_still || matches!(w.on, WaitFor::UserTask(_))) {
            wait_rows(&instance.header, element, wait, &mut rows);
        }
    }
    rows
}

fn is_quarantined(instance: &Instance) -> bool {
    instance.elements.get(&0).and_then(|e| e.incident.as_ref()).is_some_and(|i| i.code == QUARANTINE)
}

fn wait_rows(header: &Header, element: &ElementInstance, wait: &Wait, rows: &mut Vec<Row>) {
    let place = |key: Bytes| key.place(header.id, element.key, wait.id).done();
    let told = || {
        let is_task = matches!(wait.on, WaitFor::UserTask(_));
        pack(&WaitRow {
            definition: header.definition.clone(),
            business_key: header.business_key.clone(),
            element: element.element.clone(),
            wait: wait.clone(),
            initiator: header.initiator.clone().filter(|_| is_task),
            stands_still: is_task.then_some(header.suspended.is_some()),
        })
    };
    let mut row = |table, key: Bytes, value| rows.push(Row { table, key: place(key), value });
    match &wait.on {
        WaitFor::Timer { due, .. } => row(Table::Timer, Bytes::new().byte(space::OF_INSTANCE).time(*due), vec![]),
        // One that is out of retries waits for an operator, not for a worker.
        WaitFor::Job(job) if job.retries > 0 => {
            let from = job.lease.as_ref().map_or(job.available, |lease| lease.until);
            row(Table::Job, jobs::rows_of(&job.job_type).urgency(job.priority).time(from), told());
        }
        WaitFor::UserTask(task) => {
            // Nothing falls due while it stands still.
            if let Some(due) = task.due.filter(|_| !task.overdue && header.suspended.is_none()) {
                row(Table::Timer, Bytes::new().byte(space::OF_INSTANCE).time(due), vec![]);
            }
            row(Table::UserTask, Bytes::new().byte(space::MAIN), told());
            let process = header.definition.rsplit_once(':').map_or(header.definition.as_str(), |(process, _)| process);
            row(Table::UserTask, Bytes::new().byte(space::BY_PROCESS).text(process), vec![]);
            if let Some(due) = task.due {
                row(Table::UserTask, Bytes::new().byte(space::BY_DUE).time(due), vec![]);
            }
            if let Some(assignee) = &task.assignee {
                row(Table::UserTask, Bytes::new().byte(space::BY_ASSIGNEE).text(assignee), vec![]);
            }
            for group in &task.candidate_groups {
                row(Table::UserTask, Bytes::new().byte(space::BY_GROUP).text(group), vec![]);
            }
            for user in &task.candidate_users {
                row(Table::UserTask, Bytes::new().byte(space::BY_USER).text(user), vec![]);
            }
            for told in standing(header.id, wait, task) {
                row(Table::Notice, told, vec![]);
            }
        }
        WaitFor::Message { name, key, conversation } => {
            let prefix = subscription(name, key.as_deref(), conversation.as_deref());
            row(Table::Subscription, prefix, pack(&element.element));
        }
        WaitFor::Signal { name } if !element.is_shadowed(wait) => {
            row(Table::Subscription, Bytes::new().byte(space::SIGNAL).text(name), vec![]);
        }
        WaitFor::Evaluation { expression } => {
            row(Table::Subscription, Bytes::new().byte(space::EVALUATION), pack(expression));
        }
        // Served in the turn that opens it; what is left over needs a killable process.
        WaitFor::Decision { .. } => row(Table::Subscription, Bytes::new().byte(space::EVALUATION), vec![]),
        WaitFor::Condition { parameters, .. } => {
            for (name, version) in parameters {
                row(Table::Subscription, Bytes::new().byte(space::CONDITION).text(name), pack(version));
            }
        }
        WaitFor::Job(_)
        | WaitFor::Error { .. }
        | WaitFor::Escalation { .. }
        | WaitFor::Signal { .. }
        | WaitFor::Child { .. }
        | WaitFor::Activation { .. }
        | WaitFor::Cancel => {}
    }
}

/// The prefix of the subscriptions that take a message with this name and key: those with the key, and those without.
pub fn message_target(name: &str, key: Option<&str>) -> Bytes {
    Bytes::new().byte(space::MESSAGE).text(name).optional(key)
}

/// The prefix of the subscriptions that take messages of any key, of a conversation or of all.
pub fn conversation_target(name: &str, conversation: Option<&str>) -> Bytes {
    let all = Bytes::new().byte(space::CONVERSATION).text(name);
    if let Some(conversation) = conversation { all.text(conversation) } else { all }
}

/// The prefix of one subscription.
pub fn subscription(name: &str, key: Option<&str>, conversation: Option<&str>) -> Bytes {
    if conversation.is_some() { conversation_target(name, conversation) } else { message_target(name, key) }
}

/// The row of a header.
pub(super) fn header_key(id: InstanceId) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).instance(id).done()
}

pub(super) fn parts(id: InstanceId) -> Bytes {
    Bytes::new().byte(space::PARTS).instance(id)
}

fn element_key(id: InstanceId, key: Key) -> Vec<u8> {
    parts(id).byte(0).number(key).done()
}

/// Where a variable of a scope stands.
pub fn variable_key(id: InstanceId, key: Key, name: &str) -> Vec<u8> {
    parts(id).byte(1).number(key).raw(name.as_bytes()).done()
}

fn kept_key(id: InstanceId, scope: Key, activity: Key) -> Vec<u8> {
    parts(id).byte(2).number(scope).number(activity).done()
}

fn before_key(id: InstanceId, scope: Key, seq: u64) -> Vec<u8> {
    parts(id).byte(3).number(scope).number(seq).done()
}

fn history_key(id: InstanceId, seq: u64) -> Vec<u8> {
    Bytes::new().instance(id).number(seq).done()
}

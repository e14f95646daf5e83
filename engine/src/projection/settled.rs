//! The rows of records that are no steps: a function of the record alone.
use super::ElementRow;
use super::alerted::changes_of_alerting;
use super::indicated::{changes_of_index_settings, changes_of_indicator};
use super::landscaped::{changes_of_landscape, template_used};
use super::modelled::changes_of_model;
use super::noted::changes_of_note;
use super::outgoing::changes_of_outgoing;
use super::pack;
use super::record::{Answered, Batch, Deployed, Message, ParcelId, Record, Release, StartTimer};
use super::simulated::changes_of_simulation;
use super::suggested::changes_of_suggestions;
use crate::keys::{Bytes, Reader, TEXT_END_BYTES, after_all, space};
use crate::store::{Change, Table};
use weir_core::instance::Incident;
use weir_core::{ElementId, InstanceId, Timestamp, access, organisation};

/// The code of the incident of an instance that cannot be read or written down.
pub const UNREADABLE: &str = "instance-unreadable";

/// The changes of a record. Steps have none here: theirs need the instance.
pub fn changes_of_record(record: &Record, changes: &mut Vec<Change>) {
    match record {
        Record::Step(_) | Record::FormFilled(_) => {}
        Record::Noted(noted) => changes_of_note(noted, changes),
        Record::Outgoing(outgoing) => changes_of_outgoing(outgoing, changes),
        Record::ModelChanged(change) => changes_of_model(change, changes),
        Record::LandscapeChanged(change) => changes_of_landscape(change, changes),
        Record::SimulationChanged(change) => changes_of_simulation(change, changes),
        Record::SuggestionsChanged(change) => changes_of_suggestions(change, changes),
        Record::TemplateUsed(used) => changes.push(template_used(used)),
        Record::IndicatorChanged(version) => changes_of_indicator(version, changes),
        Record::IndexSettingsChanged(version) => changes_of_index_settings(version, changes),
        Record::Alerting(alerting) => changes_of_alerting(alerting, changes),
        Record::Deployed(deployed) => deploy(deployed, changes),
        Record::Answered(answered) => answer(answered, changes),
        Record::AnswersForgotten(answers) => {
            for (until, key) in answers {
                changes.push(Change::delete(Table::Idempotency, answer_key(key)));
                changes.push(Change::delete(Table::Idempotency, answer_end(key, *until)));
            }
        }
        Record::AnswersOutlived(answers) => {
            for (until, key) in answers {
                changes.push(Change::delete(Table::Idempotency, answer_end(key, *until)));
            }
        }
        Record::MessageBuffered(message) => {
            changes.push(Change::put(Table::Message, message_key(message), pack(message)));
            changes.push(Change::put(Table::Message, message_end(message), pack(message)));
        }
        Record::MessageRemoved(message) => {
            changes.push(Change::delete(Table::Message, message_key(message)));
            changes.push(Change::delete(Table::Message, message_end(message)));
        }
        Record::ReleaseChanged { release, .. } => {
            let key = definition_key(&release.definition.process, release.definition.version);
            changes.push(Change::put(Table::Definition, key, pack(release)));
        }
        Record::BatchBegun(batch) => begin(batch, changes),
        Record::BatchItemDone { batch, instance, failure } => {
            changes.push(Change::delete(Table::Batch, batch_rows(space::PENDING, batch).instance(*instance).done()));
            if let Some(failure) = failure {
                let key = batch_rows(space::FAILED, batch).instance(*instance).done();
                changes.push(Change::put(Table::Batch, key, pack(failure)));
            }
        }
        Record::BatchSteered(steered) => {
            let key = batch_rows(space::STEERED, &steered.batch).done();
            changes.push(Change::put(Table::Batch, key, pack(steered)));
        }
        Record::Sent(sent) => changes.push(Change::put(Table::Inbox, parcel_key(&sent.id), pack(sent))),
        Record::Received(id) => changes.push(Change::delete(Table::Inbox, parcel_key(id))),
        Record::DeadLettered(letter) => {
            changes.push(Change::delete(Table::Inbox, parcel_key(&letter.sent.id)));
            changes.push(Change::put(Table::DeadLetter, dead_letter_key(&letter.sent.id), pack(letter)));
        }
        Record::DeadLetterTaken { id, again, .. } => {
            changes.push(Change::delete(Table::DeadLetter, dead_letter_key(id)));
            changes.extend(again.as_ref().map(|sent| Change::put(Table::Inbox, parcel_key(&sent.id), pack(sent))));
        }
        Record::ParameterSet { parameter, value } => {
            changes.push(Change::put(Table::Parameter, parameter_key(&parameter.name), pack(parameter)));
            changes.push(Change::put(Table::Parameter, value_key(&parameter.name, value.version), pack(value)));
        }
        Record::OrganisationChanged { change, changes: entries } => {
            let key = Bytes::new().byte(space::PARTS).number(change.version).done();
            changes.push(Change::put(Table::Organisation, key, pack(change)));
            changes.extend(entries.iter().map(organisation_row));
        }
        Record::AccessChanged { lines, written } => {
            changes.extend(lines.iter().map(|line| {
                Change::put(Table::AccessAudit, Bytes::new().byte(space::MAIN).number(line.number).done(), pack(line))
            }));
            changes.extend(written.iter().map(access_row));
        }
        Record::StartTimerFired { timer, next } => {
            changes.push(Change::delete(Table::Timer, start_timer_key(timer)));
            changes.extend(next.as_ref().map(arm));
        }
        Record::SetApart { instance, definition, at, message } => {
            changes.push(Change::put(Table::Incident, apart_key(*instance), apart(definition, *at, message)));
        }
        Record::TakenBack { instance, .. } => changes.push(Change::delete(Table::Incident, apart_key(*instance))),
    }
}

/// Where the incident of an instance stands that is left alone: that of the whole.
pub fn apart_key(instance: InstanceId) -> Vec<u8> {
    Bytes::new().instance(instance).number(0).done()
}

fn apart(definition: &str, at: Timestamp, message: &str) -> Vec<u8> {
    let process = definition.rsplit_once(':').map_or(definition, |(process, _)| process);
    let incident = Incident { code: UNREADABLE.to_owned(), message: message.to_owned(), raised: at, sentence: None };
    pack(&ElementRow { definition: definition.to_owned(), element: ElementId::from(process.to_owned()), incident })
}

fn deploy(deployed: &Deployed, changes: &mut Vec<Change>) {
    for (checksum, bytes) in &deployed.files {
        changes.push(Change::put(Table::Resource, checksum.clone().into_bytes(), bytes.to_vec()));
    }
    for timer in &deployed.disarmed {
        changes.push(Change::delete(Table::Timer, start_timer_key(timer)));
    }
    for release in &deployed.decisions {
        let key = definition_key(&release.definition.decision, release.definition.version);
        changes.push(Change::put(Table::Decision, key, pack(release)));
    }
    for form in &deployed.forms {
        changes.push(Change::put(Table::Form, definition_key(&form.form, form.version), pack(form)));
    }
    for release in &deployed.definitions {
        let Release { definition, timers, .. } = release;
        let key = definition_key(&definition.process, definition.version);
        changes.push(Change::put(Table::Definition, key, pack(release)));
        changes.extend(timers.iter().map(arm));
    }
}

fn begin(batch: &Batch, changes: &mut Vec<Change>) {
    let head = Batch { instances: vec![], ..batch.clone() };
    changes.push(Change::put(Table::Batch, batch_key(&batch.id), pack(&head)));
    for instance in &batch.instances {
        let key = batch_rows(space::PENDING, &batch.id).instance(*instance).done();
        changes.push(Change::put(Table::Batch, key, vec![]));
    }
}

/// The row of a batch.
pub fn batch_key(id: &str) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).text(id).done()
}

/// The rows of the instances of a batch: those to be done, or those that could not be done.
pub fn batch_rows(space: u8, id: &str) -> Bytes {
    Bytes::new().byte(space).text(id)
}

fn answer(answered: &Answered, changes: &mut Vec<Change>) {
    changes.push(Change::put(Table::Idempotency, answer_key(&answered.key), pack(answered)));
    changes.push(Change::put(Table::Idempotency, answer_end(&answered.key, answered.until), vec![]));
}

fn arm(timer: &StartTimer) -> Change {
    Change::put(Table::Timer, start_timer_key(timer), pack(timer))
}

/// The row of a definition.
pub fn definition_key(process: &str, version: u32) -> Vec<u8> {
    Bytes::new().text(process).number(version.into()).done()
}

/// The row of a rule parameter's declaration.
pub fn parameter_key(name: &str) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).text(name).done()
}

/// The row of a rule parameter's value.
pub fn value_key(name: &str, version: u64) -> Vec<u8> {
    Bytes::new().byte(space::PARTS).text(name).number(version).done()
}

/// The row of a part of the organisation.
fn organisation_row(change: &organisation::Change) -> Change {
    let key = |kind: organisation::EntryKind, id: &str| Bytes::new().byte(space::MAIN).byte(kind as u8).text(id).done();
    match change {
        organisation::Change::Put(entry) => {
            Change::put(Table::Organisation, key(entry.kind(), entry.id()), pack(entry))
        }
        organisation::Change::Remove { kind, id } => Change::delete(Table::Organisation, key(*kind, id)),
    }
}

/// The row of a part of access.
fn access_row(written: &access::Written) -> Change {
    let key = |kind: access::EntryKind, id: &str| Bytes::new().byte(space::MAIN).byte(kind as u8).text(id).done();
    match written {
        access::Written::Put(entry) => Change::put(Table::Access, key(entry.kind(), entry.id()), pack(entry)),
        access::Written::Gone(kind, id) => Change::delete(Table::Access, key(*kind, id)),
    }
}

/// The row of an answer.
pub fn answer_key(key: &str) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).text(key).done()
}

/// Where the answers stand whose key begins like this.
pub fn answers_range(prefix: &str) -> (Vec<u8>, Vec<u8>) {
    let mut start = answer_key(prefix);
    start.truncate(start.len() - TEXT_END_BYTES);
    let end = after_all(&start);
    (start, end)
}

fn answer_end(key: &str, until: weir_core::Timestamp) -> Vec<u8> {
    Bytes::new().byte(space::BY_END).time(until).text(key).done()
}

/// The row of a command between instances.
pub fn parcel_key(id: &ParcelId) -> Vec<u8> {
    Bytes::new().byte(id.to).instance(id.from).number(id.seq).wait(id.index).done()
}

/// The row of a dead letter.
pub fn dead_letter_key(id: &ParcelId) -> Vec<u8> {
    parcel_key(id)
}

/// The command that a row of it names.
pub fn parcel_id(row: &[u8]) -> Option<ParcelId> {
    let mut reader = Reader(row);
    let to = reader.byte()?;
    let (from, seq, index) = reader.place()?;
    reader.0.is_empty().then_some(ParcelId { to, from, seq, index })
}

/// The row of a kept message.
pub fn message_key(message: &Message) -> Vec<u8> {
    let key = Bytes::new().byte(space::MAIN).text(&message.name).optional(message.correlation_key.as_deref());
    key.time(message.published).text(&message.id).done()
}

/// Where messages are kept that fit a subscription: one without a key takes any.
pub fn kept_messages(name: &str, key: Option<&str>) -> Bytes {
    let named = Bytes::new().byte(space::MAIN).text(name);
    if key.is_some() { named.optional(key) } else { named }
}

fn message_end(message: &Message) -> Vec<u8> {
    Bytes::new().byte(space::BY_END).time(message.until).text(&message.name).text(&message.id).done()
}

/// The row of a start event's timer.
pub fn start_timer_key(timer: &StartTimer) -> Vec<u8> {
    let key = Bytes::new().byte(space::OF_DEFINITION).time(timer.due);
    key.text(&timer.definition).text(timer.event.as_str()).done()
}

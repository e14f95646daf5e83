//! What records beside the steps of instances say to an auditor: deployments, parameters, the organisation, access, notes.
use super::told::{Teller, entry, process_of};
use super::{alerted, planned};
use crate::api::{AuditArea, AuditChange, AuditEntry, BatchOperation, IndexSettingsVersion, IndicatorVersion};
use crate::projection::{Deployed, ModelChange, Noted, Outgoing, Record};
use serde::Serialize;
use serde_json::{Value, json};
use weir_core::access::{AuditLine, Happened};
use weir_core::parameter::{Parameter, ParameterValue};
use weir_core::{Actor, InstanceId, Timestamp};

/// The entries of a record that is no step.
pub(super) fn told(teller: &Teller<'_>, record: &Record) -> Vec<AuditEntry> {
    match record {
        Record::Deployed(deployed) => deployment(deployed),
        Record::ParameterSet { parameter, value } => vec![parameter_set(teller, parameter, value)],
        Record::ReleaseChanged { release, at, actor, reason } => {
            let definition = &release.definition;
            let action = if definition.suspended { "definitionSuspended" } else { "definitionActivated" };
            let mut told = entry(AuditArea::Deployment, action, *at, actor, ("definition", definition.id.clone()));
            told.process = Some(definition.process.clone());
            told.definition = Some(definition.id.clone());
            told.reason.clone_from(reason);
            vec![told]
        }
        Record::OrganisationChanged { change, changes } => {
            let actor = Actor::named(&change.actor);
            let object = ("organisation", change.version.to_string());
            let mut told = entry(AuditArea::Organisation, "organisationChanged", change.at, &actor, object);
            told.reason.clone_from(&change.reason);
            told.data = plain(changes);
            vec![told]
        }
        Record::AccessChanged { lines, .. } => lines.iter().map(access).collect(),
        Record::Noted(noted) => note(teller, noted).into_iter().collect(),
        Record::Outgoing(outgoing) => left(outgoing),
        Record::ModelChanged(change) => vec![model(change)],
        Record::IndicatorChanged(version) => vec![indicator(version)],
        Record::IndexSettingsChanged(version) => vec![index_settings(version)],
        Record::Alerting(alerting) => alerted::told(alerting),
        Record::LandscapeChanged(change) => vec![planned::landscape(change)],
        Record::TemplateUsed(used) => vec![planned::template(used)],
        Record::SuggestionsChanged(change) => planned::suggestions(change),
        Record::SimulationChanged(change) => planned::simulation(change).into_iter().collect(),
        record => operation(teller, record).into_iter().collect(),
    }
}

fn plain(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn deployment(deployed: &Deployed) -> Vec<AuditEntry> {
    let one = |kind: &'static str, id: &str, process: Option<&String>, data: Value| {
        let mut told = entry(AuditArea::Deployment, "deployed", deployed.at, &deployed.actor, (kind, id.to_owned()));
        told.process = process.cloned();
        told.data = data;
        told
    };
    let definitions = deployed.definitions.iter().map(|release| &release.definition);
    let definitions = definitions.map(|of| one("definition", &of.id, Some(&of.process), plain(of)));
    let decisions = deployed.decisions.iter().map(|release| &release.definition);
    let decisions = decisions.map(|of| one("decision", &of.id, None, plain(of)));
    let forms = deployed.forms.iter().map(|of| one("form", &of.id, None, plain(of)));
    definitions.chain(decisions).chain(forms).collect()
}

fn parameter_set(teller: &Teller<'_>, parameter: &Parameter, value: &ParameterValue) -> AuditEntry {
    let object = ("parameter", parameter.name.clone());
    let actor = Actor::named(&value.actor);
    let mut told = entry(AuditArea::Parameter, "parameterSet", value.at, &actor, object);
    let kept = teller.shell.parameters.get(&parameter.name);
    let before = kept.and_then(|(_, values)| values.into_iter().find(|before| before.version + 1 == value.version));
    let old = before.map_or(Value::Null, |before| before.value);
    told.change = Some(AuditChange { name: parameter.name.clone(), old, new: value.value.clone() });
    told.reason = Some(value.reason.clone());
    told.data = json!({ "parameter": parameter, "version": value.version, "from": value.from.to_string() });
    told
}

fn access(line: &AuditLine) -> AuditEntry {
    let area = if matches!(line.happened, Happened::DataRead | Happened::DataExported | Happened::LogVerified) {
        AuditArea::Reading
    } else {
        AuditArea::Access
    };
    let actor = match &line.person {
        Some(person) => Actor { through: Some(line.user.clone()), ..Actor::named(person) },
        None => Actor::named(&line.user),
    };
    let action = plain(&line.happened).as_str().unwrap_or_default().to_owned();
    let mut told = entry(area, &action, line.at, &actor, ("access", line.object.clone().unwrap_or_default()));
    told.reason.clone_from(&line.detail);
    told.data = plain(line);
    told
}

fn note(teller: &Teller<'_>, noted: &Noted) -> Option<AuditEntry> {
    let about = |instance: InstanceId, mut told: AuditEntry, data: Value| {
        told.instance = Some(instance);
        told.process = teller.process_of(instance);
        told.data = data;
        told
    };
    let by = |action: &str, at: Timestamp, by: &str, kind: &'static str, id: &str| {
        entry(AuditArea::Note, action, at, &Actor::named(by), (kind, id.to_owned()))
    };
    Some(match noted {
        Noted::Commented(comment) => {
            let taken_back = comment.deleted_at.zip(comment.deleted_by.as_ref());
            let (action, at, who) = match taken_back {
                Some((at, who)) => ("commentRetracted", at, who),
                None => ("commented", comment.at, &comment.by),
            };
            let mut told = about(comment.instance, by(action, at, who, "comment", &comment.id), plain(comment));
            told.element.clone_from(&comment.element);
            told.key = comment.task.map(|task| task.key);
            told
        }
        Noted::Attached(file) | Noted::StartFileTaken { attachment: file, .. } => {
            about(file.instance, by("attached", file.at, &file.by, "attachment", &file.id), plain(file))
        }
        Noted::Detached { attachment: file, by: who, at } => {
            about(file.instance, by("detached", *at, who, "attachment", &file.id), plain(file))
        }
        Noted::CopyRead { person, instance, at } => {
            let told = by("copyRead", *at, person, "instance", &instance.to_string());
            about(*instance, told, Value::Null)
        }
        _ => return None,
    })
}

fn left(outgoing: &Outgoing) -> Vec<AuditEntry> {
    let engine = Actor::engine();
    let of = |action: &str, at: Timestamp, actor: &Actor, kind: &'static str, id: &str, data: Value| {
        let mut told = entry(AuditArea::Notice, action, at, actor, (kind, id.to_owned()));
        told.data = data;
        told
    };
    match outgoing {
        Outgoing::Queued(deliveries) => {
            let one = |delivery: &crate::api::OutgoingDelivery| {
                let person = &delivery.notice.person;
                let mut told = of("deliveryQueued", delivery.queued, &engine, "person", person, plain(delivery));
                told.instance = Some(delivery.notice.instance);
                told
            };
            deliveries.iter().map(one).collect()
        }
        Outgoing::Changed { before, now, actor, reason } => {
            let mut told = of("deliveryTried", now.due, actor, "person", &before.notice.person, plain(now));
            told.instance = Some(before.notice.instance);
            told.reason.clone_from(reason);
            vec![told]
        }
        Outgoing::Over { before, outcome, at, actor, reason } => {
            let data = json!({ "delivery": before.id, "outcome": outcome });
            let mut told = of("deliveryOver", *at, actor, "person", &before.notice.person, data);
            told.instance = Some(before.notice.instance);
            told.reason.clone_from(reason);
            vec![told]
        }
        Outgoing::WebhookSet { webhook, at, actor } => {
            vec![of("webhookSet", *at, actor, "webhook", &webhook.id, plain(webhook))]
        }
        Outgoing::WebhookRemoved { id, at, actor } => {
            vec![of("webhookRemoved", *at, actor, "webhook", id, Value::Null)]
        }
        Outgoing::PreferencesSet { person, preferences, at, actor } => {
            vec![of("preferencesSet", *at, actor, "person", person, plain(preferences))]
        }
        Outgoing::LeftOut(notices) => {
            let one = |notice: &crate::api::Notice| {
                let mut told = of("leftOutTold", notice.at, &engine, "person", &notice.person, plain(notice));
                told.instance = Some(notice.instance);
                told
            };
            notices.iter().map(one).collect()
        }
    }
}

fn model(change: &ModelChange) -> AuditEntry {
    let action = match (change.removed, change.before) {
        (true, _) => "modelRemoved",
        (_, None) => "modelMade",
        _ => "modelChanged",
    };
    let object = ("model", change.model.id.clone());
    let mut told = entry(AuditArea::Model, action, change.at, &change.actor, object);
    told.process = change.model.processes.first().cloned();
    told.data = json!({ "model": change.model, "version": change.version, "dropped": change.dropped });
    told
}

fn indicator(version: &IndicatorVersion) -> AuditEntry {
    let action = match (version.removed, version.version) {
        (true, _) => "indicatorRemoved",
        (_, 1) => "indicatorDefined",
        _ => "indicatorChanged",
    };
    let object = ("indicator", version.indicator.key.clone());
    let mut told = entry(AuditArea::Parameter, action, version.at, &Actor::named(&version.actor), object);
    told.process.clone_from(&version.indicator.process);
    told.reason = Some(version.reason.clone());
    told.data = plain(version);
    told
}

fn index_settings(version: &IndexSettingsVersion) -> AuditEntry {
    let action = if version.removed { "indexSettingsRemoved" } else { "indexSettingsChanged" };
    let object = ("indexSettings", version.process.clone().unwrap_or_default());
    let mut told = entry(AuditArea::Parameter, action, version.at, &Actor::named(&version.actor), object);
    told.process.clone_from(&version.process);
    told.reason = Some(version.reason.clone());
    told.data = plain(version);
    told
}

fn operation(teller: &Teller<'_>, record: &Record) -> Option<AuditEntry> {
    let engine = Actor::engine();
    let of = |action: &str, at: Timestamp, actor: &Actor, kind: &'static str, id: String| {
        entry(AuditArea::Operation, action, at, actor, (kind, id))
    };
    Some(match record {
        Record::BatchBegun(batch) => {
            let mut told = of("batchBegun", batch.at, &batch.actor, "batch", batch.id.clone());
            told.reason = match &batch.operation {
                BatchOperation::Migrate { reason, .. }
                | BatchOperation::Suspend { reason }
                | BatchOperation::Resume { reason }
                | BatchOperation::Cancel { reason } => reason.clone(),
                BatchOperation::Modify(change) => change.reason.clone(),
            };
            told.data = json!({ "operation": plain(&batch.operation), "total": batch.total });
            told
        }
        Record::BatchItemDone { batch, instance, failure: Some((code, message)) } => {
            // The moment is that of the batch's own steps, which failures have none of: when it began is the nearest known.
            let mut told = of("batchItemFailed", Timestamp(0), &engine, "batch", batch.clone());
            told.instance = Some(*instance);
            told.reason = Some(message.clone());
            told.data = json!({ "code": code });
            told
        }
        Record::DeadLettered(letter) => {
            let id = format!("{:?}", letter.sent.id);
            let mut told = of("deadLettered", letter.at, &engine, "deadLetter", id);
            told.instance = Some(letter.sent.id.from);
            told.process = teller.process_of(letter.sent.id.from);
            told.reason = Some(letter.message.clone());
            told.data = json!({ "code": letter.code, "tries": letter.tries, "command": plain(&letter.sent.parcel) });
            told
        }
        Record::DeadLetterTaken { id, again, at, actor, reason } => {
            let action = if again.is_some() { "deadLetterRetried" } else { "deadLetterDiscarded" };
            let mut told = of(action, *at, actor, "deadLetter", format!("{id:?}"));
            told.reason.clone_from(reason);
            told
        }
        Record::SetApart { instance, definition, at, message } => {
            let mut told = of("setApart", *at, &engine, "instance", instance.to_string());
            told.instance = Some(*instance);
            told.process = process_of(definition);
            told.definition = Some(definition.clone());
            told.reason = Some(message.clone());
            told
        }
        Record::TakenBack { instance, at, actor } => {
            let mut told = of("takenBack", *at, actor, "instance", instance.to_string());
            told.instance = Some(*instance);
            told.process = teller.process_of(*instance);
            told
        }
        Record::MessageBuffered(message) => {
            let mut told = of("messageKept", message.published, &engine, "message", message.id.clone());
            told.area = AuditArea::Message;
            told.data = json!({ "name": message.name, "correlationKey": message.correlation_key });
            told
        }
        Record::StartTimerFired { timer, .. } => {
            let mut told = of("startTimerFired", timer.due, &engine, "definition", timer.definition.clone());
            told.process = process_of(&timer.definition);
            told.element = Some(timer.event.clone());
            told
        }
        _ => return None,
    })
}

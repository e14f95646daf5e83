//! Deployment, as its partition handles it: new versions, and what starts them.
use super::request::{Deployment, NewDefinition, Reply};
use super::turn::{Halt, Turn};
use crate::api::{Definition, DeployedDefinition, DeploymentReport};
use crate::keys::{Bytes, space};
use crate::projection::{Deployed, Record, Release, StartTimer, unpack};
use crate::shell::random_bytes;
use crate::store::Table;
use weir_core::element::first_due;
use weir_core::process::{Binding, Kind, Trigger, Value};
use weir_core::{ElementId, Process, Timestamp};

impl Turn<'_> {
    pub(super) fn deploy(&mut self, deployment: Deployment) -> Result<Reply, Halt> {
        let Deployment { files, definitions, problems, account, dry_run } = deployment;
        let id = uuid::Builder::from_random_bytes(random_bytes()).into_uuid().to_string();
        let (mut report, mut releases, mut disarmed) = (vec![], vec![], vec![]);
        let news = definitions.iter().any(|new| !self.is_known(new));
        for new in &definitions {
            let process = new.process.id().as_str();
            let latest = self.shell.catalogue.latest(process);
            // One that calls what is deployed with it is new when that is.
            let same = self.is_known(new) && !(news && calls_its_deployment(&new.process));
            if let Some(latest) = latest.as_ref().filter(|_| same) {
                report.push(DeployedDefinition { definition: latest.definition.clone(), unchanged: true });
                continue;
            }
            if latest.is_some() {
                disarmed.extend(self.armed(process)?);
            }
            let version = latest.map_or(0, |r| r.definition.version) + 1;
            let release = self.release(new, version, &id);
            report.push(DeployedDefinition { definition: release.definition.clone(), unchanged: false });
            releases.push(release);
        }
        let nothing = releases.is_empty() || dry_run;
        if !nothing {
            for timer in releases.iter().flat_map(|r| &r.timers) {
                self.effects.timer(timer.due);
            }
            self.effects.releases.clone_from(&releases);
            self.effects
                .messages
                .extend(releases.iter().flat_map(|r| r.messages.iter().map(|(_, name)| (name.clone(), None))));
            let used = |checksum: &str| releases.iter().any(|r| r.definition.checksum == checksum);
            let files =
                files.into_iter().filter(|(sum, _)| used(sum)).map(|(sum, bytes)| (sum, bytes.into())).collect();
            let (actor, at, id) = (self.actor.clone(), self.now, id.clone());
            self.records.push(Record::Deployed(Deployed { id, at, actor, files, definitions: releases, disarmed }));
        }
        Ok(Reply::Deployed(DeploymentReport {
            deployment: (!nothing).then_some(id),
            definitions: report,
            problems,
            account,
        }))
    }

    /// Is its file that of the latest version?
    fn is_known(&self, new: &NewDefinition) -> bool {
        let latest = self.shell.catalogue.latest(new.process.id().as_str());
        latest.is_some_and(|r| r.definition.checksum == new.checksum)
    }

    fn release(&self, new: &NewDefinition, version: u32, deployment: &str) -> Release {
        let process = new.process.id().as_str().to_owned();
        let id = format!("{process}:{version}");
        let mut release = Release {
            messages: vec![],
            signals: vec![],
            timers: vec![],
            definition: Definition {
                id: id.clone(),
                name: new.process.graph[new.process.root].name.clone(),
                process,
                version,
                resource: new.resource.clone(),
                checksum: new.checksum.clone(),
                deployment: deployment.to_owned(),
                deployed: self.now,
                deployed_by: self.actor.id.clone(),
                latest: true,
                version_tag: new.process.version_tag.clone(),
            },
        };
        for (event, trigger) in triggers(&new.process) {
            match trigger {
                Trigger::Message(source) => release.messages.extend(fixed(&source.name, self.now).map(|n| (event, n))),
                Trigger::Signal(name) => release.signals.extend(fixed(name, self.now).map(|n| (event, n))),
                Trigger::Timer(source) => release.timers.extend(first_due(source, self.now).map(|schedule| {
                    StartTimer { due: schedule.due, cycle: schedule.cycle, definition: id.clone(), event }
                })),
                _ => {}
            }
        }
        release
    }

    /// The armed start timers of a process.
    fn armed(&self, process: &str) -> Result<Vec<StartTimer>, Halt> {
        let (start, end) = Bytes::new().byte(space::OF_DEFINITION).prefix();
        let mut armed = vec![];
        for (_, value) in self.shell.store.scan(Table::Timer, &start, &end, usize::MAX)? {
            let timer: StartTimer = unpack(&value)?;
            if crate::catalogue::split(&timer.definition).is_some_and(|(p, _)| p == process) {
                armed.push(timer);
            }
        }
        Ok(armed)
    }
}

/// Does it call processes in the version of its own deployment?
fn calls_its_deployment(process: &Process) -> bool {
    let bound = |kind: &Kind| matches!(kind, Kind::CallActivity(call) if call.binding == Binding::Deployment);
    process.graph.node_weights().any(|element| bound(&element.kind))
}

/// The start events of the process itself.
fn triggers(process: &Process) -> impl Iterator<Item = (ElementId, &Trigger)> {
    process.children(process.root).flat_map(|node| {
        let element = &process.graph[node];
        let parts = match &element.kind {
            Kind::Start { trigger, .. } => trigger.parts(),
            _ => &[],
        };
        parts.iter().map(|part| (element.id.clone(), part))
    })
}

/// The name of a message or signal that starts a process: there are no variables yet.
fn fixed(name: &Value, now: Timestamp) -> Option<String> {
    match name {
        Value::Fixed(text) => Some(text.clone()),
        Value::Feel(expression) => {
            let nothing = std::collections::BTreeMap::<String, serde_json::Value>::new();
            match expression.evaluate(&nothing, now.to_jiff()).ok()? {
                serde_json::Value::String(text) => Some(text),
                _ => None,
            }
        }
    }
}

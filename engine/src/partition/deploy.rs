//! Deployment, as its partition handles it: new versions, and what starts them.
use super::request::{Deployment, NewDecision, NewDefinition, Reply};
use super::turn::{Halt, Turn};
use crate::api::{Definition, DeployedDecision, DeployedDefinition, DeploymentReport, ResourceProblem};
use crate::keys::{Bytes, space};
use crate::projection::{DecisionRelease, Deployed, Record, Release, StartTimer, unpack};
use crate::shell::random_bytes;
use crate::store::Table;
use weir_core::element::{Starter, first_due, starters};
use weir_core::process::{Binding, Kind, Trigger, Value};
use weir_core::{Problem, Process, Timestamp};

impl Turn<'_> {
    pub(super) fn deploy(&mut self, deployment: Deployment) -> Result<Reply, Halt> {
        let Deployment { files, definitions, decisions, mut problems, account, dry_run } = deployment;
        let id = uuid::Builder::from_random_bytes(random_bytes()).into_uuid().to_string();
        let (mut report, mut releases, mut disarmed) = (vec![], vec![], vec![]);
        let (decided, fresh) = self.new_decisions(decisions, &id);
        let news = !fresh.is_empty() || definitions.iter().any(|new| !self.is_known(new));
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
            problems.extend(doubtful_times(&release, new, self.now));
            report.push(DeployedDefinition { definition: release.definition.clone(), unchanged: false });
            releases.push(release);
        }
        let nothing = releases.is_empty() && fresh.is_empty() || dry_run;
        if !nothing {
            for timer in releases.iter().flat_map(|r| &r.timers) {
                self.effects.timer(timer.due);
            }
            self.effects.releases.clone_from(&releases);
            self.effects
                .messages
                .extend(releases.iter().flat_map(|r| r.messages.iter().map(|(_, name)| (name.clone(), None))));
            self.effects.decisions.clone_from(&fresh);
            let used = |checksum: &str| {
                releases.iter().any(|r| r.definition.checksum == checksum)
                    || fresh.iter().any(|r| r.files.iter().any(|file| file == checksum))
            };
            let files =
                files.into_iter().filter(|(sum, _)| used(sum)).map(|(sum, bytes)| (sum, bytes.into())).collect();
            let (actor, at, id) = (self.actor.clone(), self.now, id.clone());
            let deployed = Deployed { id, at, actor, files, definitions: releases, disarmed, decisions: fresh };
            self.records.push(Record::Deployed(deployed));
        }
        Ok(Reply::Deployed(DeploymentReport {
            deployment: (!nothing).then_some(id),
            definitions: report,
            problems,
            account,
            decisions: decided,
        }))
    }

    /// What is told of the decisions of a deployment, and those of them that are new.
    fn new_decisions(
        &self,
        decisions: Vec<NewDecision>,
        deployment: &str,
    ) -> (Vec<DeployedDecision>, Vec<DecisionRelease>) {
        let (mut report, mut fresh) = (vec![], vec![]);
        for NewDecision { mut definition, files } in decisions {
            let latest = self.shell.decisions.latest(&definition.decision);
            if let Some(latest) = latest.as_ref().filter(|latest| latest.files == files) {
                report.push(DeployedDecision { definition: latest.definition.clone(), unchanged: true });
                continue;
            }
            definition.version = latest.map_or(0, |latest| latest.definition.version) + 1;
            definition.id = format!("{}:{}", definition.decision, definition.version);
            deployment.clone_into(&mut definition.deployment);
            definition.deployed = self.now;
            definition.deployed_by.clone_from(&self.actor.id);
            report.push(DeployedDecision { definition: definition.clone(), unchanged: false });
            fresh.push(DecisionRelease { definition, files });
        }
        (report, fresh)
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
            conditions: false,
            gathering: vec![],
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
                suspended: false,
                version_tag: new.process.version_tag.clone(),
            },
        };
        for Starter { event, trigger, gathers } in starters(&new.process) {
            if gathers && !release.gathering.contains(&event) {
                release.gathering.push(event.clone());
            }
            match trigger {
                Trigger::Message(source) => release.messages.extend(fixed(&source.name, self.now).map(|n| (event, n))),
                Trigger::Signal(name) => release.signals.extend(fixed(name, self.now).map(|n| (event, n))),
                Trigger::Timer(source) => release.timers.extend(first_due(source, self.now).map(|schedule| {
                    StartTimer { due: schedule.due, cycle: schedule.cycle, definition: id.clone(), event }
                })),
                Trigger::Condition(_) => release.conditions = true,
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

/// Start timers that do not do what their author may think: those whose time has come already, and those that have none.
fn doubtful_times(release: &Release, new: &NewDefinition, now: Timestamp) -> Vec<ResourceProblem> {
    let mut found = vec![];
    for Starter { event, trigger, .. } in starters(&new.process) {
        if !matches!(trigger, Trigger::Timer(_)) {
            continue;
        }
        let (code, message) = match release.timers.iter().find(|timer| timer.event == event) {
            None => {
                ("start-timer-without-time", "its time cannot be told from the model alone: it starts nothing".into())
            }
            Some(timer) if timer.due < now => {
                let message = format!("its time {} is in the past: it starts an instance at once", timer.due);
                ("start-timer-in-the-past", message)
            }
            Some(_) => continue,
        };
        let place = new.process.element(&event).place;
        let problem = Problem::warning(code, Some(&event), place, message);
        found.push(ResourceProblem { resource: new.resource.clone(), problem });
    }
    found
}

/// Does it call processes in the version of its own deployment?
fn calls_its_deployment(process: &Process) -> bool {
    let bound = |kind: &Kind| match kind {
        Kind::CallActivity(call) => call.binding == Binding::Deployment,
        Kind::RuleTask(task) => task.binding == Binding::Deployment,
        _ => false,
    };
    process.graph.node_weights().any(|element| bound(&element.kind))
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

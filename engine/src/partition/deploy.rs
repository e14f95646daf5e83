//! Deployment, as its partition handles it: new versions, and what starts them.
use super::bound;
use super::request::{Deployment, NewDecision, NewDefinition, NewForm, Reply};
use super::turn::{Halt, Turn};
use crate::api::{
    Definition, DeployedDecision, DeployedDefinition, DeployedForm, DeploymentReport, FormDefinition, ResourceProblem,
};
use crate::error::Error;
use crate::keys::{Bytes, space};
use crate::projection::{DecisionRelease, Deployed, Record, Release, StartTimer, unpack};
use crate::shell::random_bytes;
use crate::store::Table;
use weir_core::element::{Awaited, Starter, starters};
use weir_core::failure::Failure;
use weir_core::process::Trigger;
use weir_core::timer::Schedule;
use weir_core::{Problem, Timestamp};

impl Turn<'_> {
    pub(super) fn deploy(&mut self, deployment: Deployment) -> Result<Reply, Halt> {
        let Deployment { files, definitions, decisions, forms, mut problems, account, dry_run, tenant } = deployment;
        let id = uuid::Builder::from_random_bytes(random_bytes()).into_uuid().to_string();
        let (mut report, mut releases, mut disarmed) = (vec![], vec![], vec![]);
        self.owned(&definitions, &decisions, &forms, tenant.as_ref())?;
        let (decided, mut fresh) = self.new_decisions(decisions, &id);
        for release in &mut fresh {
            release.definition.tenant.clone_from(&tenant);
        }
        let (formed, new_forms) = self.new_forms(forms, &id, tenant.as_ref());
        let news = !fresh.is_empty() || !new_forms.is_empty() || definitions.iter().any(|new| !self.is_known(new));
        for new in &definitions {
            let process = new.process.id().as_str();
            let latest = self.shell.catalogue.latest(process);
            // One that calls what is deployed with it is new when that is.
            let same = self.is_known(new) && !(news && bound::to_its_deployment(&new.process));
            if let Some(latest) = latest.as_ref().filter(|_| same) {
                report.push(DeployedDefinition { definition: latest.definition.clone(), unchanged: true });
                continue;
            }
            if latest.is_some() {
                disarmed.extend(self.armed(process)?);
            }
            let version = latest.map_or(0, |r| r.definition.version) + 1;
            let mut release = self.release(new, version, &id)?;
            release.definition.tenant.clone_from(&tenant);
            problems.extend(times_past(&release, new, self.now));
            problems.extend(bound::before(new, &definitions, &decided, &formed));
            report.push(DeployedDefinition { definition: release.definition.clone(), unchanged: false });
            releases.push(release);
        }
        let nothing = releases.is_empty() && fresh.is_empty() && new_forms.is_empty() || dry_run;
        if !nothing {
            for timer in releases.iter().flat_map(|r| &r.timers) {
                self.effects.timer(timer.due);
            }
            self.effects.releases.clone_from(&releases);
            self.effects
                .messages
                .extend(releases.iter().flat_map(|r| r.messages.iter().map(|(_, name)| (name.clone(), None))));
            self.effects.decisions.clone_from(&fresh);
            self.effects.forms.clone_from(&new_forms);
            let used = |checksum: &str| {
                releases.iter().any(|r| r.definition.checksum == checksum)
                    || fresh.iter().any(|r| r.files.iter().any(|file| file == checksum))
                    || new_forms.iter().any(|form| form.checksum == checksum)
            };
            let files =
                files.into_iter().filter(|(sum, _)| used(sum)).map(|(sum, bytes)| (sum, bytes.into())).collect();
            let (actor, at, id) = (self.actor.clone(), self.now, id.clone());
            let (definitions, decisions, forms) = (releases, fresh, new_forms);
            let deployed = Deployed { id, at, actor, files, definitions, disarmed, decisions, forms };
            self.records.push(Record::Deployed(deployed));
        }
        Ok(Reply::Deployed(DeploymentReport {
            deployment: (!nothing).then_some(id),
            definitions: report,
            problems,
            account,
            decisions: decided,
            forms: formed,
        }))
    }

    /// A process or decision belongs to the tenant that deployed its first version.
    fn owned(
        &self,
        definitions: &[NewDefinition],
        decisions: &[NewDecision],
        forms: &[NewForm],
        tenant: Option<&String>,
    ) -> Result<(), Halt> {
        let processes = definitions.iter().filter_map(|new| {
            let latest = self.shell.catalogue.latest(new.process.id().as_str())?;
            Some((latest.definition.process.clone(), latest.definition.tenant.clone()))
        });
        let decisions = decisions.iter().filter_map(|new| {
            let latest = self.shell.decisions.latest(&new.definition.decision)?;
            Some((latest.definition.decision.clone(), latest.definition.tenant.clone()))
        });
        let forms = forms.iter().filter_map(|new| {
            let latest = self.shell.forms.latest(&new.definition.form)?;
            Some((latest.form.clone(), latest.tenant.clone()))
        });
        match processes.chain(decisions).chain(forms).find(|(_, owner)| owner.as_ref() != tenant) {
            None => Ok(()),
            Some((id, _)) => {
                let message = format!("the id `{id}` is taken by somebody else: choose another");
                Err(Error::invalid("id-of-another-tenant", message).into())
            }
        }
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

    /// What is told of the forms of a deployment, and those of them that are new.
    fn new_forms(
        &self,
        forms: Vec<NewForm>,
        deployment: &str,
        tenant: Option<&String>,
    ) -> (Vec<DeployedForm>, Vec<FormDefinition>) {
        let (mut report, mut fresh) = (vec![], vec![]);
        for NewForm { mut definition } in forms {
            let latest = self.shell.forms.latest(&definition.form);
            if let Some(latest) = latest.as_ref().filter(|latest| latest.checksum == definition.checksum) {
                report.push(DeployedForm { definition: (**latest).clone(), unchanged: true });
                continue;
            }
            definition.version = latest.map_or(0, |latest| latest.version) + 1;
            definition.id = format!("{}:{}", definition.form, definition.version);
            deployment.clone_into(&mut definition.deployment);
            definition.deployed = self.now;
            definition.tenant = tenant.cloned();
            definition.deployed_by.clone_from(&self.actor.id);
            report.push(DeployedForm { definition: definition.clone(), unchanged: false });
            fresh.push(definition);
        }
        (report, fresh)
    }

    /// Is its file that of the latest version?
    fn is_known(&self, new: &NewDefinition) -> bool {
        let latest = self.shell.catalogue.latest(new.process.id().as_str());
        latest.is_some_and(|r| r.definition.checksum == new.checksum)
    }

    fn release(&self, new: &NewDefinition, version: u32, deployment: &str) -> Result<Release, Halt> {
        let process = new.process.id().as_str().to_owned();
        let id = format!("{process}:{version}");
        let mut release = Release {
            messages: vec![],
            signals: vec![],
            timers: vec![],
            conditions: false,
            gathering: vec![],
            correlates: Some(new.process.correlated().map(str::to_owned).collect()),
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
                tenant: None,
                version_tag: new.process.version_tag.clone(),
                unlisted: new.process.unlisted,
                template: new.process.template.clone(),
                suggestions: new.process.suggestions.clone(),
            },
        };
        for starter in starters(&new.process) {
            let awaited =
                starter.awaits(self.shell.at(self.now)).map_err(|failure| unheard(new, &starter, &failure))?;
            let Starter { event, gathers, .. } = starter;
            if gathers && !release.gathering.contains(&event) {
                release.gathering.push(event.clone());
            }
            match awaited {
                Awaited::Message(name) => release.messages.push((event, name)),
                Awaited::Signal(name) => release.signals.push((event, name)),
                Awaited::Time(Schedule { due, cycle }) => {
                    release.timers.push(StartTimer { due, cycle, definition: id.clone(), event });
                }
                Awaited::Condition => release.conditions = true,
            }
        }
        Ok(release)
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

/// Start timers whose time has come already.
fn times_past(release: &Release, new: &NewDefinition, now: Timestamp) -> Vec<ResourceProblem> {
    let by_time = starters(&new.process).into_iter().filter(|starter| matches!(starter.trigger, Trigger::Timer(_)));
    let past = |starter: &Starter| release.timers.iter().find(|timer| timer.event == starter.event && timer.due < now);
    let told = |starter: Starter| {
        let timer = past(&starter)?;
        let message = format!("its time {} is in the past: it starts an instance at once", timer.due);
        let place = new.process.element(&starter.event).place;
        let problem = Problem::warning("start-timer-in-the-past", Some(&starter.event), place, message);
        Some(ResourceProblem { resource: new.resource.clone(), problem })
    };
    by_time.filter_map(told).collect()
}

/// What starts a process must be known when it is deployed. A check before has seen to that, except for what depends on
/// the time.
fn unheard(new: &NewDefinition, starter: &Starter<'_>, failure: &Failure) -> Error {
    let place = new.process.element(&starter.event).place;
    let message = format!("nothing can begin here from now on: {failure}");
    let problem = Problem::error("start-never-begins", Some(&starter.event), place, message);
    let problems = vec![ResourceProblem { resource: new.resource.clone(), problem }];
    Error::InvalidModel { problems, account: vec![] }
}

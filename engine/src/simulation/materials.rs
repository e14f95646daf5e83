//! What a simulation is made of beside history: the files of models and decisions, calendars, groups, parameters.
use super::reason;
use crate::api::{AskedSimulation, Reason, Versions};
use crate::error::Error;
use crate::shell::Shell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_core::organisation::UnitKind;
use weir_core::process::Kind;
use weir_core::process::{Binding, Value as Written};
use weir_core::wait::Bound;
use weir_simulation::scenario::Vector;
use weir_simulation::what_if::Changes;
use weir_simulation::{Learn, Model, Scenario};

/// What the name of a draft ends with that is the decision of another one.
pub const DECISION: &str = ".dmn";

/// Models by where they come from: the process as it is deployed, another version, a draft.
pub struct Materials<'a> {
    shell: &'a Shell,
    asked: &'a AskedSimulation,
    as_of: Timestamp,
    /// What everything rests on.
    pub versions: Versions,
}

impl<'a> Materials<'a> {
    /// For what was asked at a time.
    pub fn new(shell: &'a Shell, definition: &str, asked: &'a AskedSimulation, as_of: Timestamp) -> Self {
        let versions = Versions {
            definition: definition.to_owned(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            organisation: shell.organisation.versioned().0,
            drafts: asked.drafts.iter().map(|(id, (revision, _))| (id.clone(), *revision)).collect(),
            decisions: vec![],
        };
        Materials { shell, asked, as_of, versions }
    }

    /// The engine.
    pub fn shell(&self) -> &'a Shell {
        self.shell
    }

    /// What was asked.
    pub fn asked(&self) -> &'a AskedSimulation {
        self.asked
    }

    /// The process.
    pub fn process(&self) -> &str {
        &self.asked.new.process
    }

    /// The model of a definition.
    pub fn deployed(&mut self, definition: &str) -> Result<Model, Vec<Reason>> {
        let release = self.shell.catalogue.find(definition).ok_or_else(|| Error::not_found("definition", definition));
        let release = release.map_err(|error| failed(&error))?;
        let bytes = self.shell.catalogue.file(&release).map_err(|error| failed(&error))?;
        self.model(&release.definition.resource.clone(), &bytes, None, definition)
    }

    /// The model of a draft, as it was when it was asked for.
    pub fn draft(&mut self, id: &str) -> Result<Model, Vec<Reason>> {
        let text = self.asked.drafts.get(id).map(|(_, text)| text.clone().into_bytes());
        let text = text.ok_or_else(|| failed(&Error::not_found("model", id)))?;
        let definition = self.versions.definition.clone();
        let table = self.asked.drafts.get(&format!("{id}{DECISION}")).map(|(_, text)| text.clone().into_bytes());
        self.model(&format!("{id}.bpmn"), &text, table, &definition)
    }

    /// A file with the decisions that it asks; `table` is one that is not deployed yet.
    fn model(
        &mut self,
        name: &str,
        bytes: &[u8],
        table: Option<Vec<u8>>,
        definition: &str,
    ) -> Result<Model, Vec<Reason>> {
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        files.extend(table.map(|table| (format!("{name}{DECISION}"), table)));
        for element in weir_core::compile::prepare(bytes).processes.iter().flat_map(|p| p.graph.node_weights()) {
            let Kind::RuleTask(task) = &element.kind else { continue };
            let (Written::Fixed(id), Some(bound)) = (&task.decision, bound(&task.binding)) else { continue };
            let asker = self.shell.catalogue.find(definition);
            let by = asker.as_ref().map(|release| {
                let d = &release.definition;
                (d.deployment.as_str(), d.deployed, d.tenant.as_deref())
            });
            // What is not there is told by the simulation itself, with its place.
            let Ok(release) = self.shell.decisions.bound(id, &bound, by) else { continue };
            let known = release.definition.id.clone();
            if !self.versions.decisions.contains(&known) {
                self.versions.decisions.push(known);
            }
            let contents = self.shell.decisions.files(&release).map_err(|error| failed(&error))?;
            files.extend(release.files.iter().map(|checksum| format!("{checksum}.dmn")).zip(contents));
        }
        let mut all: Vec<(&str, &[u8])> = vec![(name, bytes)];
        all.extend(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
        Model::read(&all).map_err(|refusals| refusals.into_iter().map(|refusal| reason(None, refusal)).collect())
    }

    /// What is said before anything is learned: the process, calendars and parameters of the installation.
    pub fn given(&self) -> Scenario {
        let organisation = self.shell.organisation.now();
        Scenario {
            name: "as is".to_owned(),
            process: Some(self.asked.new.process.clone()),
            time_zone: self.shell.zone.iana_name().map(str::to_owned),
            calendars: organisation.calendars.values().map(|calendar| (**calendar).clone()).collect(),
            parameters: (*self.shell.parameters.at(self.as_of)).clone(),
            ..Scenario::default()
        }
    }

    /// How it is learned. What is assumed counts only for steps that the model has.
    pub fn learn(&self, model: &Model, vectors: Arc<BTreeMap<String, Vector>>, people: &BTreeSet<String>) -> Learn {
        let new = &self.asked.new;
        let more = |changes: &Changes| changes.arrivals.is_some();
        let by_hour = new.live_until.is_some() || more(&new.assumed) || new.scenarios.iter().any(|s| more(&s.changes));
        let elements = model.elements();
        let mut assumed = new.assumed.clone();
        assumed.steps.retain(|step| elements.contains(&step.step));
        assumed.branches.retain(|branch| elements.contains(&branch.gateway));
        let kinds = new.scenarios.iter().filter_map(|what| self.asked.changes(what).kinds);
        Learn {
            kinds: kinds.collect(),
            size: new.size.clone(),
            by_hour,
            calendar: new.calendar.clone(),
            groups: self.groups(people),
            vectors: Some(vectors),
            assumed,
        }
    }

    /// The candidate groups and roles of those who worked.
    fn groups(&self, people: &BTreeSet<String>) -> BTreeMap<String, Vec<String>> {
        let organisation = self.shell.organisation.now();
        let of = |id: &String| {
            let person = organisation.people.get(id)?;
            let units = [UnitKind::Group, UnitKind::Role]
                .into_iter()
                .flat_map(|kind| organisation.units(person, kind, self.as_of).map(str::to_owned).collect::<Vec<_>>());
            let mut groups: Vec<String> = units.collect();
            groups.sort();
            groups.dedup();
            Some((id.clone(), groups))
        };
        people.iter().filter_map(of).collect()
    }
}

/// A version that the model itself names; none where an expression says which.
fn bound(binding: &Binding) -> Option<Bound> {
    Some(match binding {
        Binding::Latest => Bound::Latest,
        Binding::Deployment => Bound::Deployment,
        Binding::Version(Written::Fixed(number)) => Bound::Version(number.trim().parse().ok()?),
        Binding::VersionTag(Written::Fixed(tag)) => Bound::VersionTag(tag.clone()),
        Binding::Version(_) | Binding::VersionTag(_) => return None,
    })
}

/// What the engine itself says against it.
pub fn failed(error: &Error) -> Vec<Reason> {
    vec![Reason { code: error.code().to_owned(), scenario: None, at: None, message: error.to_string() }]
}

//! Runs a scenario, step by step.
use super::coverage::Coverage;
use super::expect;
use super::format::{Declared, Scenario, Step};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use weir_core::parameter::Parameter;
use weir_core::{Actor, InstanceId, Timestamp};
use weir_engine::api::{
    ElementAddress, IncidentFilter, InstanceFilter, InstanceSummary, Page, Paging, Resource, SetParameter, WaitAddress,
};
use weir_engine::{Context, Engine, Error, ManualClock};

/// A step did not go as the scenario says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Its number, from 1; 0 before the first.
    pub step: usize,
    /// What it does, in a few words.
    pub label: String,
    /// What is different.
    pub difference: String,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {} ({}): {}", self.step, self.label, self.difference)
    }
}

/// A scenario under way.
pub(super) struct Runner<'a> {
    pub(super) engine: &'a Engine,
    pub(super) clock: &'a Arc<ManualClock>,
    /// Instances by the names that the scenario gives them.
    pub(super) named: BTreeMap<String, InstanceId>,
    /// Jobs that were fetched and not yet reported, with their fencing tokens.
    pub(super) held: BTreeMap<WaitAddress, u64>,
    /// Incidents that were there after the step before.
    stuck: BTreeSet<ElementAddress>,
}

/// Why a step could not be done: the engine refused it, or the scenario is at fault.
pub(super) enum Stop {
    Refused(Error),
    Different(String),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Refused(error)
    }
}

impl From<String> for Stop {
    fn from(difference: String) -> Self {
        Stop::Different(difference)
    }
}

/// Deploys the files, which are looked for beside `directory`, and does all steps. Says what was covered on the way.
///
/// The engine should be a fresh one, and its clock must be `clock`.
pub async fn run(
    scenario: &Scenario,
    directory: &Path,
    engine: &Engine,
    clock: &Arc<ManualClock>,
) -> Result<Coverage, Failed> {
    let mut runner = Runner { engine, clock, named: BTreeMap::new(), held: BTreeMap::new(), stuck: BTreeSet::new() };
    let before = |difference| Failed { step: 0, label: "deploy".into(), difference };
    runner.prepare(scenario, directory).await.map_err(before)?;
    for (index, step) in scenario.steps.iter().enumerate() {
        let failed = |difference| Failed { step: index + 1, label: step.label(), difference };
        runner.step(step).await.map_err(failed)?;
    }
    let after = |difference| Failed { step: scenario.steps.len(), label: "trace".into(), difference };
    Coverage::of(&runner).await.map_err(after)
}

impl Runner<'_> {
    async fn prepare(&self, scenario: &Scenario, directory: &Path) -> Result<(), String> {
        let now = Timestamp::parse(&scenario.now).ok_or_else(|| format!("`{}` is not a time", scenario.now))?;
        self.clock.set(now);
        for declared in &scenario.parameters {
            self.declare(declared).await.map_err(|error| refusal(&error))?;
        }
        if let Some(file) = &scenario.organisation {
            self.employ(&directory.join(file)).await?;
        }
        let mut files = vec![];
        for name in &scenario.deploy {
            let path = directory.join(name);
            let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            files.push(Resource { name: name.clone(), bytes });
        }
        self.engine.deploy(by("scenario"), files, false).await.map_err(|error| refusal(&error))?;
        self.engine.idle().await;
        Ok(())
    }

    async fn declare(&self, declared: &Declared) -> Result<(), Error> {
        let Declared { name, kind, unit, minimum, maximum, value } = declared.clone();
        let parameter = Parameter { name: name.clone(), kind, unit, minimum, maximum, description: None };
        let reason = "the first value".to_owned();
        let set = SetParameter { declaration: Some(parameter), value, from: None, reason };
        self.engine.set_parameter(by("scenario"), &name, set).await.map(drop)
    }

    async fn step(&mut self, step: &Step) -> Result<(), String> {
        if let Some(action) = step.action()? {
            let done = self.act(action).await;
            self.engine.idle().await;
            match (done, &step.refused) {
                (Ok(()), None) => {}
                (Ok(()), Some(code)) => return Err(format!("it was to be refused with `{code}`, and was done")),
                (Err(Stop::Refused(error)), Some(code)) if error.code() == code => {}
                (Err(Stop::Refused(error)), _) => return Err(refusal(&error)),
                (Err(Stop::Different(difference)), _) => return Err(difference),
            }
        }
        let expected = step.expect.as_ref();
        self.incidents(expected.is_some_and(|e| e.incidents.is_some())).await?;
        match expected {
            Some(expected) => expect::check(self, expected).await,
            None => Ok(()),
        }
    }

    /// An incident that is new must be expected: nothing gets stuck unseen.
    async fn incidents(&mut self, expected: bool) -> Result<(), String> {
        let found = complete(self.engine.incidents(&IncidentFilter::default(), &all()).await)?;
        let before = std::mem::replace(&mut self.stuck, found.iter().map(|i| i.id).collect());
        match found.iter().find(|incident| !expected && !before.contains(&incident.id)) {
            Some(new) => {
                Err(format!("an incident that was not expected: `{}` {}: {}", new.element, new.code, new.message))
            }
            None => Ok(()),
        }
    }

    /// The instance that a scenario means: by its name, else the only one of a process, else the first that was started.
    pub(super) async fn instance(&self, name: Option<&str>) -> Result<InstanceId, String> {
        let Some(name) = name else {
            return self.named.get("main").copied().ok_or_else(|| "no instance has been started".to_owned());
        };
        if let Some(id) = self.named.get(name) {
            return Ok(*id);
        }
        let of_process: Vec<InstanceId> =
            self.instances().await?.into_iter().filter(|i| i.process == name).map(|i| i.id).collect();
        match of_process.as_slice() {
            [one] => Ok(*one),
            many => {
                Err(format!("no instance is called `{name}`, and {} instances of such a process exist", many.len()))
            }
        }
    }

    pub(super) async fn instances(&self) -> Result<Vec<InstanceSummary>, String> {
        let page = self.engine.instances(&InstanceFilter::default(), &all()).await;
        complete(page)
    }
}

/// The whole of a list; scenarios are small.
pub(super) fn complete<T>(page: Result<Page<T>, Error>) -> Result<Vec<T>, String> {
    let page = page.map_err(|error| refusal(&error))?;
    match page.next {
        None => Ok(page.items),
        Some(_) => Err(format!("there are more than {} of them: too many for a scenario", page.items.len())),
    }
}

pub(super) fn all() -> Paging {
    Paging { limit: Some(weir_engine::PAGE_LIMIT_MAX), cursor: None }
}

pub(super) fn by(name: &str) -> Context {
    Context::of(Actor::named(name))
}

pub(super) fn refusal(error: &Error) -> String {
    match error {
        Error::InvalidModel { problems, .. } => problems
            .iter()
            .map(|p| format!("{}:{} {}: {}", p.resource, p.problem.place.line, p.problem.code, p.problem.message))
            .collect::<Vec<_>>()
            .join("\n"),
        other => format!("refused with `{}`: {other}", other.code()),
    }
}

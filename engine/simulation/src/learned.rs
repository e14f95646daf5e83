//! What a scenario that was learned comes to, for people: what was seen of each step, and what is missing.
use crate::calibrate::{Elements, LEARNED_CALENDAR};
use crate::distribution::Distribution;
use crate::model::Model;
use crate::refusal::Refusal;
use crate::run::{Options, Simulation};
use crate::scenario::{ALWAYS, Scenario};
use crate::what_if::{Team, teams};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Process;
use weir_core::process::{Gateway, Kind, Trigger};
use weir_mining::log::{Log, NO_TIME, Outcome};

/// What is worth a word about what was learned, though it stops nothing. Stable codes with what they mean.
pub const NOTES: &[(&str, &str)] = &[
    ("simulation-calendar-always", "people were seen at work at nearly all hours: they work round the clock"),
    ("simulation-calendar-learned", "no calendar was named: hours are those at which people were seen at work"),
    ("simulation-log-misfit", "a part of the history is of steps that the model does not have"),
    ("simulation-regime", "cases of before the last change of version, decision or rule parameter are left out"),
    (
        "simulation-regime-short",
        "too little has happened since the last change of rules: what was learned is of before it too, and unverified",
    ),
    (
        "simulation-start-assumed",
        "nobody said when work was begun: it is taken to have been when somebody took the task",
    ),
    ("simulation-start-unknown", "of work only the end is known: who does it changes nothing"),
    ("simulation-step-unmeasured", "a step was not seen once in the history"),
];
/// From so many visits of steps that the model does not have on, as a share, it is said.
const MISFIT_SHARE: f64 = 0.05;

/// What was learned.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Learned {
    /// How many cases the history has.
    pub cases: usize,
    /// How many of them are over.
    pub finished: usize,
    /// How many begin in a day.
    pub per_day: f64,
    /// The share of visits that the model has.
    pub fit: f64,
    /// The steps, by id.
    pub steps: Vec<LearnedStep>,
    /// Exclusive gateways with more than one way.
    pub branches: Vec<LearnedBranch>,
    /// Who works.
    pub teams: Vec<Team>,
    /// The calendars that there are.
    pub calendars: Vec<String>,
    /// How many cases' data are drawn from.
    pub vectors: usize,
    /// What is missing, without which it cannot run.
    pub missing: Vec<Refusal>,
    /// What is worth a word.
    pub notes: Vec<Refusal>,
}

/// What was learned of a step.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LearnedStep {
    /// The element.
    pub id: String,
    /// What people call it.
    pub name: Option<String>,
    /// `person`, `system`, `call` or `event`.
    pub kind: &'static str,
    /// How often it was done in the history.
    pub seen: usize,
    /// How long work on it takes on average, ms; of an event, how long after it was waited for it comes.
    pub duration: Option<f64>,
    /// How long it waits on average without a cause in the model, ms.
    pub wait: Option<f64>,
    /// How many people may do it.
    pub people: usize,
}

/// What was learned of a gateway.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LearnedBranch {
    /// The gateway.
    pub id: String,
    /// What people call it.
    pub name: Option<String>,
    /// Are its conditions asked with the data of real cases? Else ways are taken as often as they were.
    pub by_data: bool,
    /// Its flows.
    pub flows: Vec<LearnedFlow>,
}

/// A way of a gateway.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LearnedFlow {
    /// The flow.
    pub id: String,
    /// The element that it leads to.
    pub to: String,
    /// What people call that.
    pub to_name: Option<String>,
    /// How often it is taken; none where data decide.
    pub probability: Option<f64>,
}

/// What a scenario, that was learned from a history, comes to.
pub fn learned(model: &Model, log: &Log, scenario: &Scenario) -> Learned {
    let processes = model.compiled();
    let elements = Elements::new(&processes, log);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut strange: BTreeMap<&str, usize> = BTreeMap::new();
    for row in (0..log.row_count()).filter(|row| log.outcome[*row] == Outcome::Completed && log.ended[*row] != NO_TIME)
    {
        match elements.of(log, row) {
            Some(id) => *seen.entry(id).or_default() += 1,
            None => *strange.entry(log.activities.name(log.activity[row])).or_default() += 1,
        }
    }
    let (fits, misses) = (seen.values().sum::<usize>() as f64, strange.values().sum::<usize>() as f64);
    let fit = if fits + misses > 0.0 { fits / (fits + misses) } else { 0.0 };
    let mut notes = notes(scenario);
    if 1.0 - fit > MISFIT_SHARE {
        let names: Vec<&str> = strange.keys().copied().take(5).collect();
        let message = format!(
            "{:.0} % of the history is of steps that this version does not have ({}): take a window in which it ran",
            100.0 * (1.0 - fit),
            names.join(", ")
        );
        notes.push(Refusal { code: "simulation-log-misfit", at: None, message });
    }
    let steps = steps(&processes, scenario, &seen);
    for step in steps.iter().filter(|step| step.seen == 0 && step.kind != "event") {
        let message = "it was not done once in the history: say how long it takes if it counts".to_owned();
        notes.push(Refusal { code: "simulation-step-unmeasured", at: Some(step.id.clone()), message });
    }
    let starts: Vec<i64> = (0..log.case_count()).filter_map(|case| Some(log.span(case)?.0)).collect();
    let days =
        starts.iter().max().zip(starts.iter().min()).map_or(0.0, |(last, first)| (last - first) as f64 / 86_400_000.0);
    Learned {
        cases: log.case_count(),
        finished: (0..log.case_count()).filter(|case| log.is_finished(*case)).count(),
        per_day: starts.len() as f64 / days.max(1.0),
        fit,
        steps,
        branches: branches(&processes, scenario),
        teams: teams(scenario),
        calendars: scenario.calendars.iter().map(|calendar| calendar.id.clone()).collect(),
        vectors: scenario.property.vectors.len(),
        missing: Simulation::new(model, scenario, &Options::default()).err().unwrap_or_default(),
        notes,
    }
}

fn notes(scenario: &Scenario) -> Vec<Refusal> {
    let by = |name: &str| scenario.resources.iter().any(|person| person.calendar.as_deref() == Some(name));
    let mut notes = vec![];
    if by(LEARNED_CALENDAR) {
        let message =
            "people work at the hours at which they were seen at work: name a calendar if there is one".to_owned();
        notes.push(Refusal { code: "simulation-calendar-learned", at: None, message });
    }
    if by(ALWAYS) {
        let message =
            "people work round the clock, for nothing in the history says otherwise: name a calendar".to_owned();
        notes.push(Refusal { code: "simulation-calendar-always", at: None, message });
    }
    notes
}

fn steps(processes: &[Process], scenario: &Scenario, seen: &BTreeMap<&str, usize>) -> Vec<LearnedStep> {
    let outside =
        |trigger: &Trigger| trigger.parts().iter().any(|t| matches!(t, Trigger::Message(_) | Trigger::Signal(_)));
    let mut steps = vec![];
    for element in processes.iter().flat_map(|process| process.graph.node_weights()) {
        let kind = match &element.kind {
            Kind::UserTask(_) => "person",
            Kind::JobTask(_) => "system",
            Kind::CallActivity(_) => "call",
            Kind::Catch(trigger) | Kind::Boundary { trigger, .. } if outside(trigger) => "event",
            _ => continue,
        };
        let id = element.id.to_string();
        let given = scenario.elements.get(&id);
        let of = |pick: fn(&crate::scenario::ElementParameters) -> &Option<Distribution>| {
            given.and_then(|given| pick(given).as_ref()).map(Distribution::mean)
        };
        let duration =
            if kind == "event" { of(|g| &g.control.inter_trigger_timer) } else { of(|g| &g.time.processing) };
        steps.push(LearnedStep {
            name: element.name.clone(),
            kind,
            seen: seen.get(id.as_str()).copied().unwrap_or(0),
            duration,
            wait: of(|g| &g.time.wait),
            people: given.map_or(0, |given| given.resource.people.iter().collect::<BTreeSet<_>>().len()),
            id,
        });
    }
    steps
}

fn branches(processes: &[Process], scenario: &Scenario) -> Vec<LearnedBranch> {
    let mut branches = vec![];
    for process in processes {
        for node in process.graph.node_indices() {
            let element = &process.graph[node];
            let flows = process.outgoing(node);
            if element.kind != Kind::Gateway(Gateway::Exclusive) || flows.iter().count() < 2 {
                continue;
            }
            let probabilities = scenario.elements.get(element.id.as_str()).map(|given| &given.control.probabilities);
            let probabilities = probabilities.filter(|known| !known.is_empty());
            let flow = |flow: &weir_core::process::Flow| LearnedFlow {
                id: flow.id.to_string(),
                to: process.graph[process.target(&flow.id)].id.to_string(),
                to_name: process.graph[process.target(&flow.id)].name.clone(),
                probability: probabilities.and_then(|known| known.get(flow.id.as_str()).copied()),
            };
            branches.push(LearnedBranch {
                id: element.id.to_string(),
                name: element.name.clone(),
                by_data: probabilities.is_none(),
                flows: flows.iter().map(flow).collect(),
            });
        }
    }
    branches
}

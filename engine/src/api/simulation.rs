//! Simulations: what would happen, asked of a process and its history.
use serde::{Deserialize, Serialize};
use serde_json::Value;
use weir_core::Timestamp;
use weir_simulation::Gate;
use weir_simulation::compare::Metric;
use weir_simulation::what_if::{Changes, null_is_nothing};

/// What is to be simulated.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct NewSimulation {
    /// What people call it.
    pub name: String,
    /// The process.
    pub process: String,
    /// Its version; none is the latest one.
    pub version: Option<u32>,
    /// The history begins here: instances that were started then or later.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub from: Option<Timestamp>,
    /// And ends before; none is now.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub until: Option<Timestamp>,
    /// The number by which small cases are told from large ones: a variable that cases begin with.
    pub size: Option<String>,
    /// The calendar of the organisation by which people work; none is the hours at which they were seen at work.
    pub calendar: Option<String>,
    /// What history does not know, or what is known better.
    #[serde(deserialize_with = "null_is_nothing")]
    pub assumed: Changes,
    /// What is held against things as they are.
    #[serde(deserialize_with = "null_is_nothing")]
    pub scenarios: Vec<WhatIf>,
    /// What is wanted to become less.
    pub wanted: Option<Metric>,
    /// The seed; none is 1.
    pub seed: Option<u64>,
    /// How many replications; none is 30.
    pub replications: Option<u32>,
    /// How many cases each has; none is 10 000.
    pub cases: Option<u64>,
    /// Begin with the instances that run now, and end then.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub live_until: Option<Timestamp>,
}

/// A scenario.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct WhatIf {
    /// What people call it.
    pub name: String,
    /// A draft in place of the model, by id.
    pub draft: Option<String>,
    /// Another version of the process in place of it.
    pub version: Option<u32>,
    /// What is different.
    #[serde(deserialize_with = "null_is_nothing")]
    pub changes: Changes,
    /// The edit of a suggestion in place of the model, by the id of the suggestion: before anybody has accepted it.
    pub suggestion: Option<String>,
}

impl WhatIf {
    /// Under which name its model is kept with the question, where it is neither that of the process nor another version.
    pub(crate) fn kept_as(&self) -> Option<String> {
        let suggested = || self.suggestion.as_ref().map(|id| format!("suggestion {id}"));
        self.draft.clone().or_else(suggested)
    }
}

/// Why something cannot be simulated, or what is worth a word about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// Stable.
    pub code: String,
    /// The scenario that it is about; none is things as they are.
    #[serde(default)]
    pub scenario: Option<String>,
    /// The element, team or calendar.
    pub at: Option<String>,
    /// For people, with what to do.
    pub message: String,
}

/// How far a simulation is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SimulationState {
    /// It has its turn, or waits for it.
    #[default]
    Open,
    /// It is done.
    Done,
    /// Something contradicts itself or is missing: see the reasons.
    Refused,
    /// Somebody ended it.
    Cancelled,
    /// It could not be carried out.
    Failed,
}

/// A simulation. Persisted: grows at its end only.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Simulation {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The process.
    pub process: String,
    /// The definition, `process:version`.
    pub definition: String,
    /// How far it is.
    pub state: SimulationState,
    /// Who asked for it.
    pub by: String,
    /// When. Nothing that happened later counts.
    #[serde(with = "weir_core::time::rfc3339")]
    pub asked: Timestamp,
    /// When it was over.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub over: Option<Timestamp>,
    /// Its seed.
    pub seed: u64,
    /// How many replications each scenario has.
    pub replications: u32,
    /// The scenarios, by name.
    pub scenarios: Vec<String>,
    /// Until when it goes on from what runs now; none is a simulation that begins with nothing.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub live_until: Option<Timestamp>,
    /// Did the as-is gate pass? None as long as nobody knows.
    pub verified: Option<bool>,
    /// The scenarios that are better in what was wanted and not worse in anything else.
    pub ready: Vec<String>,
    /// Why it was refused or failed.
    pub reasons: Vec<Reason>,
    /// The scenario that was accepted.
    pub accepted: Option<Acceptance>,
    /// SHA-256 of what came of it, in hexadecimal: the same question to the same log gives the same.
    pub digest: Option<String>,
    /// The simulation that it repeats.
    #[serde(default)]
    pub repeats: Option<String>,
}

/// That a scenario was accepted. Persisted: grows at its end only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Acceptance {
    /// Which.
    pub scenario: String,
    /// By whom.
    pub by: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// Why, where the simulation alone was not reason enough.
    pub reason: Option<String>,
    /// Had the as-is gate passed?
    pub verified: bool,
    /// Was it better in what was wanted, and not worse in anything else?
    pub ready: bool,
    /// The draft that it was, to be reviewed and deployed.
    pub draft: Option<String>,
}

/// What was asked, as it is kept: the texts of drafts as they were. Persisted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AskedSimulation {
    /// What was asked.
    pub new: NewSimulation,
    /// The text of each draft that a scenario names, with its revision.
    pub drafts: std::collections::BTreeMap<String, (u64, String)>,
    /// What suggestions about people and habits come to, by id: they leave the model as it is.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub suggested: std::collections::BTreeMap<String, Changes>,
    /// The suggestions of which nothing is to become less but a risk, by id.
    #[serde(skip_serializing_if = "std::collections::BTreeSet::is_empty")]
    pub risks: std::collections::BTreeSet<String>,
}

impl AskedSimulation {
    /// Under which name the model of a scenario is kept here; none where it is that of a definition.
    pub(crate) fn kept_as(&self, what: &WhatIf) -> Option<String> {
        what.kept_as().filter(|name| self.drafts.contains_key(name) || what.draft.is_some())
    }

    /// Is a scenario a suggestion that lowers a risk, and nothing beside it?
    pub(crate) fn only_lowers_risk(&self, what: &WhatIf) -> bool {
        what.suggestion.as_ref().is_some_and(|id| self.risks.contains(id)) && what.changes.is_empty()
    }

    /// Everything that is different in a scenario, beside its model.
    pub(crate) fn changes(&self, what: &WhatIf) -> Changes {
        let suggested = what.suggestion.as_ref().and_then(|id| self.suggested.get(id));
        suggested.map_or_else(|| what.changes.clone(), |suggested| suggested.and(&what.changes))
    }
}

/// What it does at the moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SimulationStage {
    /// It waits for its turn.
    #[default]
    Waiting,
    /// It reads the history.
    Reading,
    /// It holds things as they are against the last weeks.
    Judging,
    /// It runs the scenarios.
    Running,
}

/// How far it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SimulationProgress {
    /// What it does.
    pub stage: SimulationStage,
    /// How much of that is done: cases that were read, or replications.
    pub done: u64,
    /// How much there is to do; 0 where nobody knows.
    pub of: u64,
}

/// A simulation with how far it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SimulationView {
    /// It.
    #[serde(flatten)]
    pub simulation: Simulation,
    /// How far it is, as long as it is open.
    pub progress: Option<SimulationProgress>,
}

/// A simulation with everything that was asked and came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SimulationResult {
    /// It.
    #[serde(flatten)]
    pub view: SimulationView,
    /// What was asked.
    pub question: NewSimulation,
    /// What came of it: the verdict, the gate, what was learned, versions.
    pub result: Option<Value>,
}

impl SimulationResult {
    /// Does it show that a suggestion, and nothing beside it, makes a definition better beyond doubt, and nothing else worse? Held
    /// against another version it shows what came between the two as well.
    pub fn shows(&self, suggestion: &str, definition: &str) -> bool {
        let ready = &self.view.simulation.ready;
        let of = |what: &&WhatIf| what.suggestion.as_deref() == Some(suggestion) && what.changes.is_empty();
        self.view.simulation.definition == definition
            && self.question.scenarios.iter().filter(of).any(|what| ready.contains(&what.name))
    }
}

/// What everything rests on, so that it can be repeated.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Versions {
    /// The definition.
    pub definition: String,
    /// The version of the engine.
    pub engine: String,
    /// The change of the organisation up to which it was known.
    pub organisation: u64,
    /// The decisions, `decision:version`.
    pub decisions: Vec<String>,
    /// The drafts with their revisions.
    pub drafts: std::collections::BTreeMap<String, u64>,
}

/// The as-is gate of a process, as it was judged last. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GateOf {
    /// The process.
    pub process: String,
    /// The definition that was judged.
    pub definition: String,
    /// The simulation that judged it.
    pub simulation: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// What it says.
    pub gate: GateTold,
}

/// What the gate says, or why it can say nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GateTold {
    /// Did it pass?
    pub verified: bool,
    /// What it looked at.
    pub gate: Option<Gate>,
    /// Why it could not be judged.
    pub reasons: Vec<Reason>,
}

/// How busy a team is. Nobody is shown alone.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TeamTold {
    /// Its id.
    pub id: String,
    /// How many people.
    pub people: usize,
    /// Its steps.
    pub steps: Vec<String>,
    /// The calendars by which it works.
    pub calendars: Vec<String>,
    /// What an hour of one of them costs, on average.
    pub cost_per_hour: f64,
    /// The share of their time in which they work, by scenario, things as they are first.
    pub busy: Vec<Option<f64>>,
}

/// A case that was running when it began.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LiveCase {
    /// Its id.
    pub instance: weir_core::InstanceId,
    /// How probable it is that it ends in time, by scenario.
    pub ended: Vec<f64>,
    /// When it ends on average, where it does in all replications; by scenario, ms of Unix time.
    pub end: Vec<Option<f64>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_simulation_of_something_else_shows_nothing_of_a_suggestion() {
        let shows_of = |definition: &str, scenario: Value, ready: &[&str]| {
            let question = serde_json::from_value(json!({ "scenarios": [scenario] })).expect("a question");
            let ready = ready.iter().map(|name| (*name).to_owned()).collect();
            let simulation = Simulation { ready, definition: "claim:2".to_owned(), ..Simulation::default() };
            let view = SimulationView { simulation, progress: None };
            SimulationResult { view, question, result: None }.shows("parallelise-1", definition)
        };
        let shows = |scenario, ready: &[&str]| shows_of("claim:2", scenario, ready);
        let itself = json!({ "name": "a", "suggestion": "parallelise-1" });
        assert!(shows(itself.clone(), &["a"]));
        assert!(!shows_of("claim:3", itself.clone(), &["a"]), "another version is in use by now");
        assert!(!shows(itself, &[]), "it is not better beyond doubt");
        assert!(!shows(json!({ "name": "a", "suggestion": "merge-2" }), &["a"]));
        assert!(!shows(json!({ "name": "a", "changes": { "arrivals": 0.5 } }), &["a"]));
        let more = json!({ "name": "a", "suggestion": "parallelise-1", "changes": { "arrivals": 0.5 } });
        assert!(!shows(more, &["a"]), "half the work makes anything better");
    }
}

//! Suggestions: what could be better about a process, what became of it, and what it has brought.
//!
//! What is kept of a suggestion grows with the rules that find them; it is kept as JSON, and every shape here takes
//! `#[serde(default)]` for what it gains.
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use weir_core::{InstanceId, Timestamp};
use weir_mining::statistics::bootstrap::Estimate;
use weir_mining::suggest::{Confidence, Edit, Effects, Gain, Guard, Missing, NotJudged, Realised, Rule};

/// A search for suggestions.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionRun {
    /// Its id.
    pub id: String,
    /// The process.
    pub process: String,
    /// How it stands.
    pub state: super::AuditJobState,
    /// Who asked for it.
    pub by: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub begun: Timestamp,
    /// Parts that are done.
    pub done: u64,
    /// All parts; 0 while the history is still gathered.
    pub of: u64,
    /// On how many ended instances it rests.
    pub cases: u64,
    /// Why it could not be done.
    pub error: Option<String>,
}

/// What is asked of a search.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FindSuggestions {
    /// Instances that ended from here on; a year before the end where nothing is said.
    pub from: Option<Timestamp>,
    /// Until before here; now where nothing is said.
    pub until: Option<Timestamp>,
}

/// What the last search of a process found, beside the suggestions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionReport {
    /// The process.
    pub process: String,
    /// The versions whose instances were looked at: the latest and those before it with the same steps and flows.
    pub versions: Vec<u32>,
    /// Instances that ended from here on.
    #[serde(with = "weir_core::time::rfc3339")]
    pub from: Timestamp,
    /// Until before here.
    #[serde(with = "weir_core::time::rfc3339")]
    pub until: Timestamp,
    /// When it was done.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// Who asked for it.
    pub by: String,
    /// On how many ended instances it rests.
    pub cases: u64,
    /// They, version by version, as handles of evidence.
    pub evidence: Vec<VersionEvidence>,
    /// What could not be judged, and why.
    pub not_judged: Vec<NotJudged>,
    /// Suggestions beyond the limit, which were left out.
    #[serde(default)]
    pub left_out: u64,
}

/// The instances of a version, by a handle of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionEvidence {
    /// The version.
    pub version: u32,
    /// The handle: `/analytics/evidence/{handle}`.
    pub handle: String,
    /// How many there are.
    pub n: u64,
}

/// On what a suggestion rests.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionEvidence {
    /// How many instances.
    pub cases: u64,
    /// Some of them, spread over the whole time.
    pub instances: Vec<InstanceId>,
    /// The question of the drill-down: all instances of the window that went through the first of its steps.
    pub node: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundSuggestion {
    /// The rule that found it.
    pub rule: Rule,
    /// The steps, flows, groups or roles it is about.
    pub places: Vec<String>,
    /// On how many of what the rule counts it rests.
    pub n: u64,
    /// What it would bring.
    pub gain: Gain,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where it helps, and where it costs.
    pub effects: Effects,
    /// The edit of the model.
    pub edit: Edit,
    /// What must be kept in mind.
    pub guards: Vec<Guard>,
    /// What would make it surer.
    pub missing: Vec<Missing>,
    /// On what it rests.
    pub evidence: SuggestionEvidence,
}

/// A suggestion as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// Its id: the same for the same finding, however often it is looked for.
    pub id: String,
    /// The process.
    pub process: String,
    /// The versions whose instances were looked at.
    pub versions: Vec<u32>,
    /// Instances that ended from here on.
    #[serde(with = "weir_core::time::rfc3339")]
    pub from: Timestamp,
    /// Until before here.
    #[serde(with = "weir_core::time::rfc3339")]
    pub until: Timestamp,
    /// How many instances the search looked at.
    pub cases: u64,
    /// When it was found first.
    #[serde(with = "weir_core::time::rfc3339")]
    pub first: Timestamp,
    /// When it was found last.
    #[serde(with = "weir_core::time::rfc3339")]
    pub last: Timestamp,
    /// What was found.
    pub found: FoundSuggestion,
    /// What became of it.
    pub state: SuggestionState,
    /// Acceptances that came to nothing: their drafts were removed before they were deployed, or they were taken back. The oldest
    /// first, and of many the last ones.
    #[serde(default)]
    pub earlier: Vec<SuggestionAcceptance>,
}

impl Suggestion {
    /// That it was taken up, each time: the one that stands is the last.
    pub fn acceptances(&self) -> impl Iterator<Item = &SuggestionAcceptance> {
        let standing = match &self.state {
            SuggestionState::Accepted(acceptance) => Some(&**acceptance),
            _ => None,
        };
        self.earlier.iter().chain(standing)
    }
}

/// What became of a suggestion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum SuggestionState {
    /// Nobody has said anything yet.
    Open,
    /// It is not wanted.
    #[serde(rename_all = "camelCase")]
    Dismissed {
        /// By whom.
        by: String,
        /// When.
        #[serde(with = "weir_core::time::rfc3339")]
        at: Timestamp,
        /// Why.
        reason: String,
    },
    /// It is taken up.
    Accepted(Box<SuggestionAcceptance>),
}

/// How it stands with the simulation of a suggestion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Gate {
    /// Nothing was simulated.
    #[default]
    NotRun,
    /// The simulation of what is fits what was.
    Passed,
    /// It does not.
    Failed,
}

/// That a suggestion was taken up: what was promised then, and what was made of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionAcceptance {
    /// By whom.
    pub by: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// Why, though it was not proved by a simulation.
    pub reason: Option<String>,
    /// The definition that the draft was made of, `process:version`.
    pub base: String,
    /// The drafts: the model, then what it calls. None where it is no matter of the model.
    pub drafts: Vec<String>,
    /// Why the edit is left to people, by code; none where the draft has it.
    pub by_hand: Option<String>,
    /// The simulation that it rests on.
    pub simulation: Option<String>,
    /// How that stands.
    pub gate: Gate,
    /// What was promised.
    pub promised: FoundSuggestion,
    /// On how many instances the promise rests.
    pub cases: u64,
    /// The evidence of the search, version by version.
    pub evidence: Vec<VersionEvidence>,
    /// The first measurement that decided whether it is better or worse; it stays, whatever comes after it.
    #[serde(default)]
    pub decided: Option<DecidedGain>,
    /// That it counts no more.
    #[serde(default)]
    pub ended: Option<AcceptanceEnded>,
}

/// That an accepted suggestion was opened again. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptanceEnded {
    /// By whom.
    pub by: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// Why; what had a draft that was removed needs no reason.
    pub reason: Option<String>,
}

/// The measurement that first decided what a suggestion has brought. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DecidedGain {
    /// When it was measured.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// The versions in which the suggestion was taken up by then.
    pub versions: Vec<u32>,
    /// Newer instances counted that began from here on.
    #[serde(with = "weir_core::time::rfc3339")]
    pub since: Timestamp,
    /// Until before here.
    #[serde(with = "weir_core::time::rfc3339")]
    pub counted_until: Timestamp,
    /// The figures.
    pub measured: Realised,
    /// The versions they were held against.
    #[serde(default)]
    pub before: Vec<u32>,
}

/// What is said when a suggestion is taken up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AcceptSuggestion {
    /// Why; needed where no simulation has shown that the model fits what was.
    pub reason: Option<String>,
    /// The simulation of this process that it rests on.
    pub simulation: Option<String>,
    /// What the draft is called.
    pub name: Option<String>,
    /// Words for the model where the edit is left to people, in the language of whoever accepts.
    pub note: Option<String>,
}

/// The suggestion that a draft was made of. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DraftSuggestion {
    /// The process.
    pub process: String,
    /// The suggestion.
    pub id: String,
    /// The definition that the draft was made of, `process:version`.
    pub base: String,
    /// The simulation that it rests on.
    pub simulation: Option<String>,
    /// The handles of its evidence.
    pub evidence: Vec<String>,
}

/// What suggestions know of a process beside its model.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SuggestionSettings {
    /// The work calendar of its people; where there is one calendar only, that one.
    pub calendar: Option<String>,
    /// What an hour of work costs.
    pub work_hour: Option<f64>,
    /// What an hour costs for which an instance waits.
    pub waiting_hour: Option<f64>,
    /// What it costs to begin with a batch.
    pub batch: Option<f64>,
    /// The variable that says what an instance is worth.
    pub value: Option<String>,
    /// How long work of a group should wait at most on average, ms.
    pub wait_targets: BTreeMap<String, i64>,
    /// Steps that a law or the house demands.
    pub statutory: Vec<String>,
    /// Flows whose order must stay.
    pub pinned: Vec<String>,
    /// Pairs of steps that two people must do.
    pub four_eyes: Vec<(String, String)>,
    /// Pairs of steps that one person must do.
    pub same_person: Vec<(String, String)>,
    /// Decisions that stop a case; words of our own where nothing is said.
    pub rejecting: Vec<String>,
    /// Decisions that send a case back; words of our own where nothing is said.
    pub returning: Vec<String>,
    /// A process that is not changed: what becomes of it meanwhile is what would have come of this one anyway.
    pub control: Option<String>,
}

/// What a suggestion has brought.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionGain {
    /// The versions in which it was taken up; none yet: nothing was deployed.
    pub versions: Vec<u32>,
    /// Since when: the first of them was deployed, or it was accepted where it is no matter of the model.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub since: Option<Timestamp>,
    /// Newer instances count that began before this.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub counted_until: Option<Timestamp>,
    /// What was promised for each instance of the process, concerned or not, with its interval.
    pub promised: Estimate,
    /// What is measured now.
    pub measured: Option<Realised>,
    /// The first measurement that decided, as it is kept.
    pub decided: Option<DecidedGain>,
    /// The versions they are held against: the one that it was accepted for, with those before it of the same steps and flows.
    pub before: Vec<u32>,
    /// Versions deployed between these and the first one with it: what runs in them counts on neither side.
    pub between: Vec<u32>,
    /// The version in which something else was changed; from it on nothing counts.
    pub changed_in: Option<u32>,
}

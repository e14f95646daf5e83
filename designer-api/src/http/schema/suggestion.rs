//! Suggestions, as they are told: what became of them, what they rest on, what they have brought. The file is long because each
//! field is explained where it stands.
pub use super::suggested::{FoundSuggestion, SuggestionInterval, SuggestionPractice, SuggestionSilence};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use weir_engine::api;
use weir_mining::suggest::{Record, Rule};

fn time(at: weir_core::Timestamp) -> String {
    at.to_string()
}

/// A search for suggestions.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionRun {
    /// Its id.
    id: String,
    /// The process.
    process: String,
    /// How it stands.
    state: super::audit_jobs::AuditJobState,
    /// Who asked for it.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    begun: String,
    /// Parts that are done.
    done: u64,
    /// All parts; 0 while the history is still gathered.
    of: u64,
    /// On how many ended instances it rests.
    cases: u64,
    /// Why it could not be done.
    error: Option<String>,
}

/// The instances of a version, by a handle of evidence.
#[derive(Serialize, ToSchema)]
struct SuggestionVersionEvidence {
    /// The version.
    version: u32,
    /// See `/analytics/evidence/{handle}`.
    handle: String,
    /// How many there are.
    n: u64,
}

fn evidence(of: Vec<api::VersionEvidence>) -> Vec<SuggestionVersionEvidence> {
    let told = |of: api::VersionEvidence| SuggestionVersionEvidence { version: of.version, handle: of.handle, n: of.n };
    of.into_iter().map(told).collect()
}

/// What the last search found, beside the suggestions.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionReport {
    /// The versions whose instances were looked at: the latest and those before it with the same steps and flows.
    versions: Vec<u32>,
    /// Instances that ended from here on.
    #[schema(format = DateTime)]
    from: String,
    /// Until before here.
    #[schema(format = DateTime)]
    until: String,
    /// When it was done.
    #[schema(format = DateTime)]
    at: String,
    /// Who asked for it.
    by: String,
    /// On how many ended instances it rests.
    cases: u64,
    /// They, version by version.
    evidence: Vec<SuggestionVersionEvidence>,
    /// What could not be judged, and why.
    not_judged: Vec<SuggestionSilence>,
    /// Suggestions beyond the limit, which were left out.
    left_out: u64,
}

impl From<api::SuggestionReport> for SuggestionReport {
    fn from(of: api::SuggestionReport) -> Self {
        SuggestionReport {
            versions: of.versions,
            from: time(of.from),
            until: time(of.until),
            at: time(of.at),
            by: of.by,
            cases: of.cases,
            evidence: evidence(of.evidence),
            not_judged: of.not_judged.into_iter().map(SuggestionSilence::from).collect(),
            left_out: of.left_out,
        }
    }
}

/// What became of a suggestion.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum SuggestionStateName {
    /// Nobody has said anything yet.
    Open,
    /// It is not wanted.
    Dismissed,
    /// It is taken up.
    Accepted,
}

/// How it stands with the simulation of a suggestion.
#[derive(Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum SuggestionGate {
    /// Nothing was simulated.
    #[default]
    NotRun,
    /// The simulation of what is fits what was.
    Passed,
    /// It does not.
    Failed,
}

impl From<api::Gate> for SuggestionGate {
    fn from(gate: api::Gate) -> Self {
        match gate {
            api::Gate::NotRun => SuggestionGate::NotRun,
            api::Gate::Passed => SuggestionGate::Passed,
            api::Gate::Failed => SuggestionGate::Failed,
        }
    }
}

/// What became of a suggestion, with who said so.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionStanding {
    /// What.
    pub state: SuggestionStateName,
    /// Who said so.
    by: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    at: Option<String>,
    /// Why.
    reason: Option<String>,
    /// What was made of it, where it was accepted.
    accepted: Option<SuggestionAcceptance>,
    /// Whether it may be opened again: it was dismissed, it came to no draft and is taken back with a reason, or the draft that it
    /// came to was removed before it was deployed.
    pub reopens: bool,
}

/// That a suggestion was accepted once and came to nothing.
#[derive(Serialize, ToSchema)]
pub struct SuggestionEarlier {
    /// By whom.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Why.
    reason: Option<String>,
    /// The definition that the draft was made of, `process:version`.
    base: String,
    /// The drafts that there are no more; empty where it was no matter of the model.
    drafts: Vec<String>,
    /// The simulation that it rested on.
    simulation: Option<String>,
    /// How that stood.
    gate: SuggestionGate,
    /// Who opened it again; none where that was not kept yet.
    ended: Option<SuggestionAcceptanceEnded>,
}

/// That an accepted suggestion was opened again.
#[derive(Serialize, ToSchema)]
struct SuggestionAcceptanceEnded {
    /// By whom.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Why.
    reason: Option<String>,
}

impl From<api::SuggestionAcceptance> for SuggestionEarlier {
    fn from(of: api::SuggestionAcceptance) -> Self {
        let api::SuggestionAcceptance { by, at, reason, base, drafts, simulation, gate, ended, .. } = of;
        let told =
            |of: api::AcceptanceEnded| SuggestionAcceptanceEnded { by: of.by, at: time(of.at), reason: of.reason };
        let ended = ended.map(told);
        SuggestionEarlier { by, at: time(at), reason, base, drafts, simulation, gate: gate.into(), ended }
    }
}

/// What was made of an accepted suggestion, and what was promised then.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SuggestionAcceptance {
    /// The definition that the draft was made of, `process:version`.
    base: String,
    /// The drafts: the model, then what it calls. Empty where it is no matter of the model.
    drafts: Vec<String>,
    /// Why the edit is left to people, by code; none where the draft has it.
    by_hand: Option<String>,
    /// The simulation that it rests on.
    simulation: Option<String>,
    /// How that stands.
    gate: SuggestionGate,
    /// What was promised.
    promised: FoundSuggestion,
    /// On how many instances the promise rests.
    cases: u64,
    /// The evidence of the search, version by version.
    evidence: Vec<SuggestionVersionEvidence>,
}

/// What accepted suggestions of a rule have brought of what they promised.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionRecord {
    /// The rule.
    rule: String,
    /// Of how many it was measured that they made it better or worse.
    measured: u64,
    /// Which share of what they promised they brought, drawn towards all of it as long as they are few; 1 is all.
    weight: f64,
}

impl From<(Rule, Record)> for SuggestionRecord {
    fn from((rule, record): (Rule, Record)) -> Self {
        SuggestionRecord { rule: rule.code().to_owned(), measured: record.measured, weight: record.weight }
    }
}

/// A suggestion as it stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// Its id: the same for the same finding, however often it is looked for.
    id: String,
    /// The process.
    process: String,
    /// The versions whose instances were looked at.
    versions: Vec<u32>,
    /// Instances that ended from here on.
    #[schema(format = DateTime)]
    from: String,
    /// Until before here.
    #[schema(format = DateTime)]
    until: String,
    /// How many instances the search looked at.
    cases: u64,
    /// When it was found first.
    #[schema(format = DateTime)]
    first: String,
    /// When it was found last.
    #[schema(format = DateTime)]
    last: String,
    /// What was found.
    found: FoundSuggestion,
    /// What became of it.
    pub state: SuggestionStanding,
    /// Acceptances that came to nothing: what they came to was removed before it was deployed, or they were taken back; the oldest
    /// first.
    earlier: Vec<SuggestionEarlier>,
}

impl From<api::Suggestion> for Suggestion {
    fn from(of: api::Suggestion) -> Self {
        let standing =
            |state| SuggestionStanding { state, by: None, at: None, reason: None, accepted: None, reopens: false };
        let state = match of.state {
            api::SuggestionState::Open => standing(SuggestionStateName::Open),
            api::SuggestionState::Dismissed { by, at, reason } => SuggestionStanding {
                by: Some(by),
                at: Some(time(at)),
                reason: Some(reason),
                ..standing(SuggestionStateName::Dismissed)
            },
            api::SuggestionState::Accepted(accepted) => {
                let api::SuggestionAcceptance { by, at, reason, .. } = &*accepted;
                SuggestionStanding {
                    by: Some(by.clone()),
                    at: Some(time(*at)),
                    reason: reason.clone(),
                    accepted: Some(SuggestionAcceptance {
                        base: accepted.base,
                        drafts: accepted.drafts,
                        by_hand: accepted.by_hand,
                        simulation: accepted.simulation,
                        gate: accepted.gate.into(),
                        promised: accepted.promised.into(),
                        cases: accepted.cases,
                        evidence: evidence(accepted.evidence),
                    }),
                    ..standing(SuggestionStateName::Accepted)
                }
            }
        };
        Suggestion {
            id: of.id,
            process: of.process,
            versions: of.versions,
            from: time(of.from),
            until: time(of.until),
            cases: of.cases,
            first: time(of.first),
            last: time(of.last),
            found: of.found.into(),
            earlier: of.earlier.into_iter().map(SuggestionEarlier::from).collect(),
            state,
        }
    }
}

/// The suggestion that a draft was made of.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftSuggestion {
    /// The process.
    process: String,
    /// The suggestion.
    id: String,
    /// The definition that the draft was made of, `process:version`.
    base: String,
    /// The simulation that it rests on.
    simulation: Option<String>,
    /// The handles of its evidence: `/analytics/evidence/{handle}`.
    evidence: Vec<String>,
}

/// What suggestions know of a process beside its model.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionSettings {
    /// The work calendar of its people; where there is one calendar only, that one.
    calendar: Option<String>,
    /// What an hour of work costs.
    work_hour: Option<f64>,
    /// What an hour costs for which an instance waits.
    waiting_hour: Option<f64>,
    /// What it costs to begin with a batch.
    batch: Option<f64>,
    /// The variable that says what an instance is worth.
    value: Option<String>,
    /// How long work of a group should wait at most on average, ms.
    #[schema(required = false)]
    wait_targets: BTreeMap<String, i64>,
    /// Steps that a law or the house demands.
    #[schema(required = false)]
    statutory: Vec<String>,
    /// Flows whose order must stay.
    #[schema(required = false)]
    pinned: Vec<String>,
    /// Pairs of steps that two people must do.
    #[schema(required = false)]
    four_eyes: Vec<Vec<String>>,
    /// Pairs of steps that one person must do.
    #[schema(required = false)]
    same_person: Vec<Vec<String>>,
    /// Decisions that stop a case; words of our own where nothing is said.
    #[schema(required = false)]
    rejecting: Vec<String>,
    /// Decisions that send a case back; words of our own where nothing is said.
    #[schema(required = false)]
    returning: Vec<String>,
    /// A process that is not changed: what becomes of it meanwhile is what would have come of this one anyway.
    control: Option<String>,
}

/// What can be said of what a suggestion has brought.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum SuggestionVerdict {
    TooEarly,
    StillRunning,
    Better,
    Worse,
    Unclear,
    NotMeasured,
}

/// A gain that was measured.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MeasuredGain {
    /// What can be said.
    verdict: SuggestionVerdict,
    /// How many older instances.
    n_before: u64,
    /// How many newer ones.
    n_after: u64,
    /// How many newer ones still run though they began long enough ago.
    open: u64,
    /// The mean of the older ones.
    before: Option<f64>,
    /// The mean of the newer ones.
    after: Option<f64>,
    /// By how much it is less for each instance; of variance: by which share.
    gain: Option<SuggestionInterval>,
    /// What the mean of the newer ones would have been had the trend of the older ones gone on, or as the process that was not
    /// changed tells; none where they had none.
    expected: Option<f64>,
    /// What became meanwhile of a process that was not changed, where the settings name one.
    control: Option<GainControl>,
}

/// A process that was not changed, before and after.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct GainControl {
    /// How many of its instances began before.
    n_before: u64,
    /// And after.
    n_after: u64,
    /// Their mean before.
    before: Option<f64>,
    /// And after.
    after: Option<f64>,
}

/// What a suggestion has brought.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuggestionGain {
    /// The versions in which it was taken up; none yet: nothing was deployed.
    versions: Vec<u32>,
    /// Since when: the first of them was deployed, or it was accepted where it is no matter of the model.
    #[schema(format = DateTime)]
    since: Option<String>,
    /// Newer instances count that began before this.
    #[schema(format = DateTime)]
    counted_until: Option<String>,
    /// What was promised for each instance of the process, concerned or not.
    promised: SuggestionInterval,
    /// What is measured now.
    measured: Option<MeasuredGain>,
    /// The first measurement that decided whether it is better or worse; it stays, whatever comes after it.
    decided: Option<DecidedGain>,
    /// The versions they are held against: the one that it was accepted for, with those before it of the same steps and flows.
    before: Vec<u32>,
    /// Versions deployed between these and the first one with it: what runs in them counts on neither side.
    between: Vec<u32>,
    /// The version in which something else was changed; from it on nothing counts.
    changed_in: Option<u32>,
}

/// The measurement that first decided what a suggestion has brought.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DecidedGain {
    /// When it was measured.
    #[schema(format = DateTime)]
    at: String,
    /// The versions in which the suggestion was taken up by then.
    versions: Vec<u32>,
    /// Newer instances counted that began from here on.
    #[schema(format = DateTime)]
    since: String,
    /// Until before here.
    #[schema(format = DateTime)]
    counted_until: String,
    /// The figures.
    measured: MeasuredGain,
    /// The versions they were held against.
    before: Vec<u32>,
}

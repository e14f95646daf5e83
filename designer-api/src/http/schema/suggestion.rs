//! Suggestions, as they are told: what the rules name by variants is told by the stable codes that translations depend on.
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use weir_engine::api;
use weir_mining::statistics::bootstrap::Estimate as Interval;
use weir_mining::suggest::{self, Confidence, Guard, Missing, NotJudged, Practice, Sign, Unit};

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

/// A number with its 95 % interval.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub struct SuggestionInterval {
    /// The number.
    value: f64,
    /// Its lower bound.
    low: f64,
    /// Its upper bound.
    high: f64,
}

impl From<Interval> for SuggestionInterval {
    fn from(of: Interval) -> Self {
        SuggestionInterval { value: of.value, low: of.low, high: of.high }
    }
}

/// In what a gain is counted.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum SuggestionUnit {
    /// Time that an instance takes less, ms.
    Time,
    /// Work that an instance takes less, ms.
    Effort,
    /// A share of the variance of times.
    Variance,
    /// A share of instances without the fault.
    Faults,
    /// A risk that goes away; it has no number of its own.
    Risk,
}

/// What a suggestion would bring.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SuggestedGain {
    /// In what it is counted.
    unit: SuggestionUnit,
    /// For each instance concerned.
    per_case: SuggestionInterval,
    /// How many instances are concerned.
    cases: u64,
}

/// The direction of an effect.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum SuggestionSign {
    Worse,
    Same,
    Better,
}

impl From<Sign> for SuggestionSign {
    fn from(sign: Sign) -> Self {
        match sign {
            Sign::Worse => SuggestionSign::Worse,
            Sign::Same => SuggestionSign::Same,
            Sign::Better => SuggestionSign::Better,
        }
    }
}

/// The four sides of redesign: most practices trade one against another.
#[derive(Clone, Copy, Serialize, ToSchema)]
struct SuggestionEffects {
    time: SuggestionSign,
    cost: SuggestionSign,
    quality: SuggestionSign,
    flexibility: SuggestionSign,
}

impl From<suggest::Effects> for SuggestionEffects {
    fn from(of: suggest::Effects) -> Self {
        let (time, cost) = (of.time.into(), of.cost.into());
        SuggestionEffects { time, cost, quality: of.quality.into(), flexibility: of.flexibility.into() }
    }
}

/// What must be kept in mind.
#[derive(Serialize, ToSchema)]
struct SuggestionGuard {
    /// Stable.
    code: String,
    /// A share, a time in ms, a factor: see the code. None where there is no number.
    value: Option<f64>,
}

impl From<Guard> for SuggestionGuard {
    fn from(guard: Guard) -> Self {
        let code = guard.code().to_owned();
        let value = match guard {
            Guard::WastedEffort(value)
            | Guard::AuditShare(value)
            | Guard::ExceptionsAtMost(value)
            | Guard::ValueAtRisk(value)
            | Guard::BatchFactor(value)
            | Guard::Utilisation(value)
            | Guard::AtMost(value) => Some(value),
            Guard::Span(tasks) => Some(f64::from(tasks)),
            Guard::Simulate | Guard::SurvivorsOnly | Guard::StaffCost | Guard::Association => None,
        };
        SuggestionGuard { code, value }
    }
}

/// What a rule would have needed.
#[derive(Serialize, ToSchema)]
struct SuggestionLack {
    /// Stable.
    code: String,
    /// How many it needs, where it is a number of instances or days.
    needed: Option<u64>,
    /// How many there are.
    found: Option<u64>,
    /// Of which steps.
    steps: Vec<String>,
}

impl From<Missing> for SuggestionLack {
    fn from(missing: Missing) -> Self {
        let code = missing.code().to_owned();
        match missing {
            Missing::Cases { needed, found } | Missing::Days { needed, found } => {
                SuggestionLack { code, needed: Some(needed), found: Some(found), steps: vec![] }
            }
            Missing::DataAccess(steps) => SuggestionLack { code, needed: None, found: None, steps },
            _ => SuggestionLack { code, needed: None, found: None, steps: vec![] },
        }
    }
}

/// A rule that could not be judged.
#[derive(Serialize, ToSchema)]
struct SuggestionSilence {
    /// The code of the rule.
    rule: String,
    /// Of what; empty: of the whole process.
    places: Vec<String>,
    /// Why.
    missing: SuggestionLack,
}

impl From<NotJudged> for SuggestionSilence {
    fn from(of: NotJudged) -> Self {
        SuggestionSilence { rule: of.rule.code().to_owned(), places: of.places, missing: of.missing.into() }
    }
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

/// A practice that needs a person.
#[derive(Serialize, ToSchema)]
pub struct SuggestionPractice {
    /// Stable.
    code: String,
    /// Where it helps, and where it costs.
    effects: SuggestionEffects,
}

impl From<&Practice> for SuggestionPractice {
    fn from(of: &Practice) -> Self {
        SuggestionPractice { code: of.code.to_owned(), effects: of.effects.into() }
    }
}

/// On what a suggestion rests.
#[derive(Serialize, ToSchema)]
struct SuggestionEvidence {
    /// How many instances.
    cases: u64,
    /// Some of them, spread over the whole time.
    instances: Vec<String>,
    /// The first of its steps, by which the instances of the window are drilled down to.
    node: Option<String>,
}

/// What was found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct FoundSuggestion {
    /// The code of the rule: `parallelise`.
    rule: String,
    /// The steps, flows, groups or roles it is about.
    places: Vec<String>,
    /// On how many of what the rule counts it rests.
    n: u64,
    /// The least number that the rule asks for.
    least: u64,
    /// What it would bring.
    gain: SuggestedGain,
    /// `firm` where every condition was checked on what is declared; else `indicative`.
    confidence: SuggestionConfidence,
    /// Where it helps, and where it costs.
    effects: SuggestionEffects,
    /// The edit of the model: `edit` says which, beside it what it needs.
    #[schema(value_type = Object)]
    edit: serde_json::Value,
    /// What must be kept in mind.
    guards: Vec<SuggestionGuard>,
    /// What would make it surer.
    missing: Vec<SuggestionLack>,
    /// On what it rests.
    evidence: SuggestionEvidence,
}

/// How sure a suggestion is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum SuggestionConfidence {
    Indicative,
    Firm,
}

impl From<api::FoundSuggestion> for FoundSuggestion {
    fn from(of: api::FoundSuggestion) -> Self {
        let unit = match of.gain.unit {
            Unit::Time => SuggestionUnit::Time,
            Unit::Effort => SuggestionUnit::Effort,
            Unit::Variance => SuggestionUnit::Variance,
            Unit::Faults => SuggestionUnit::Faults,
            Unit::Risk => SuggestionUnit::Risk,
        };
        FoundSuggestion {
            rule: of.rule.code().to_owned(),
            places: of.places,
            n: of.n,
            least: of.rule.n_min(),
            gain: SuggestedGain { unit, per_case: of.gain.per_case.into(), cases: of.gain.cases },
            confidence: match of.confidence {
                Confidence::Firm => SuggestionConfidence::Firm,
                Confidence::Indicative => SuggestionConfidence::Indicative,
            },
            effects: of.effects.into(),
            edit: serde_json::to_value(&of.edit).unwrap_or_default(),
            guards: of.guards.into_iter().map(SuggestionGuard::from).collect(),
            missing: of.missing.into_iter().map(SuggestionLack::from).collect(),
            evidence: SuggestionEvidence {
                cases: of.evidence.cases,
                instances: of.evidence.instances.iter().map(ToString::to_string).collect(),
                node: of.evidence.node,
            },
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

impl From<SuggestionGate> for api::Gate {
    fn from(gate: SuggestionGate) -> Self {
        match gate {
            SuggestionGate::NotRun => api::Gate::NotRun,
            SuggestionGate::Passed => api::Gate::Passed,
            SuggestionGate::Failed => api::Gate::Failed,
        }
    }
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
}

impl From<api::Suggestion> for Suggestion {
    fn from(of: api::Suggestion) -> Self {
        let standing = |state| SuggestionStanding { state, by: None, at: None, reason: None, accepted: None };
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
    /// What was measured.
    measured: Option<MeasuredGain>,
}

//! What a rule found, or would have needed: variants are told by the stable codes that translations depend on.
use serde::Serialize;
use utoipa::ToSchema;
use weir_engine::api;
use weir_mining::statistics::bootstrap::Estimate as Interval;
use weir_mining::suggest::{self, Confidence, Guard, Missing, NotJudged, Practice, Sign, Unit};

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
            | Guard::AtMost(value)
            | Guard::DueFrom(value)
            | Guard::DueUntil(value) => Some(value),
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
            Missing::DataAccess(steps) | Missing::Starts(steps) => {
                SuggestionLack { code, needed: None, found: None, steps }
            }
            _ => SuggestionLack { code, needed: None, found: None, steps: vec![] },
        }
    }
}

/// A rule that could not be judged.
#[derive(Serialize, ToSchema)]
pub struct SuggestionSilence {
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
pub struct FoundSuggestion {
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

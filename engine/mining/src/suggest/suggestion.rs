//! What a suggestion is: what was found, what it would bring, how sure that is, and the edit of the model it comes to.
use super::edit::Edit;
use super::rule::Rule;
use crate::statistics::bootstrap::Estimate;
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

/// A suggestion. It is a proposal: nothing is changed before somebody has accepted the draft it comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The rule that found it.
    pub rule: Rule,
    /// The steps, flows, groups or roles it is about.
    pub places: Vec<String>,
    /// On how many cases (or pairs, batches: see the rule) it rests.
    pub n: u64,
    /// What it would bring.
    pub gain: Gain,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where it helps, and where it costs.
    pub effects: Effects,
    /// The edit of the model.
    pub edit: Edit,
    /// What must be kept in mind, or must be kept to, when it is done.
    pub guards: Vec<Guard>,
    /// What would make it surer.
    pub missing: Vec<Missing>,
    /// The cases on which it rests, by their number in the log.
    #[serde(skip)]
    pub evidence: RoaringBitmap,
}

/// What a gain is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// Time that a case takes less, ms.
    Time,
    /// Work that a case takes less, ms.
    Effort,
    /// A share of the variance of times.
    Variance,
    /// A share of cases that would be without the fault.
    Faults,
    /// A risk that goes away; it has no number of its own.
    Risk,
}

/// What a suggestion would bring.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gain {
    /// In what it is counted.
    pub unit: Unit,
    /// For each case concerned, with its 95 % interval.
    pub per_case: Estimate,
    /// How many cases of the log are concerned.
    pub cases: u64,
}

impl Gain {
    /// Over all cases of the log.
    pub fn total(&self) -> f64 {
        self.per_case.value * self.cases as f64
    }
}

/// How sure a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// Something it rests on was only seen, not declared; or it rests on a part of all cases.
    Indicative,
    /// Every condition was checked on what is known for certain.
    Firm,
}

/// The direction of an effect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sign {
    /// It gets worse.
    Worse,
    /// It stays.
    #[default]
    Same,
    /// It gets better.
    Better,
}

/// The four sides of redesign: most practices trade one against another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effects {
    /// Time.
    pub time: Sign,
    /// Cost.
    pub cost: Sign,
    /// Quality.
    pub quality: Sign,
    /// Flexibility.
    pub flexibility: Sign,
}

/// What must be kept in mind. Each has a code for translations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Guard {
    /// Queues change when the model does: simulate it first.
    Simulate,
    /// So much work for each case is done in vain when a step before would have stopped it, ms.
    WastedEffort(f64),
    /// So large a share is still looked at by a person, at random.
    AuditShare(f64),
    /// At most this share of cases would be decided otherwise by a person.
    ExceptionsAtMost(f64),
    /// The mean worth of the cases that were decided otherwise.
    ValueAtRisk(f64),
    /// The later checks were seen only on what passed the earlier ones.
    SurvivorsOnly,
    /// Service in a batch over service outside of it: work in smaller batches takes longer by this.
    BatchFactor(f64),
    /// It asks for more people: their cost is not in the gain.
    StaffCost,
    /// Utilisation afterwards.
    Utilisation(f64),
    /// It was seen in the past; it may still happen with at most this share.
    AtMost(f64),
    /// It goes together in the log; that one causes the other is not said.
    Association,
    /// So many tasks are joined at most.
    Span(u32),
    /// The due date may be this time as well, ms: the lower bound of the quantile that it is, with 95 %.
    DueFrom(f64),
    /// And its upper bound.
    DueUntil(f64),
}

impl Guard {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            Guard::Simulate => "simulate",
            Guard::WastedEffort(_) => "wasted-effort",
            Guard::AuditShare(_) => "audit-share",
            Guard::ExceptionsAtMost(_) => "exceptions-at-most",
            Guard::ValueAtRisk(_) => "value-at-risk",
            Guard::SurvivorsOnly => "survivors-only",
            Guard::BatchFactor(_) => "batch-factor",
            Guard::StaffCost => "staff-cost",
            Guard::Utilisation(_) => "utilisation",
            Guard::AtMost(_) => "at-most",
            Guard::Association => "association",
            Guard::Span(_) => "span",
            Guard::DueFrom(_) => "due-from",
            Guard::DueUntil(_) => "due-until",
        }
    }
}

/// What a rule would have needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Missing {
    /// More of what the rule counts.
    Cases {
        /// How many it needs.
        needed: u64,
        /// How many there are.
        found: u64,
    },
    /// A longer history, days.
    Days {
        /// How many it needs.
        needed: u64,
        /// How many there are.
        found: u64,
    },
    /// Declared inputs and outputs of these steps.
    DataAccess(Vec<String>),
    /// The nodes and flows of the model.
    Model,
    /// What decisions are called, and rows that hold them.
    Outcomes,
    /// Who may do what.
    Roles,
    /// When people work.
    Calendars,
    /// When work could begin: the log has no such times.
    Enablement,
    /// Attributes of cases by which they could be told apart.
    Attributes,
    /// With whom messages are exchanged.
    Partners,
    /// Causes of rows: the log does not say what led to what.
    Causes,
    /// When work began: people took these steps and were done with them, and nobody said when they began.
    Starts(Vec<String>),
}

impl Missing {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            Missing::Cases { .. } => "too-few-cases",
            Missing::Days { .. } => "too-few-days",
            Missing::DataAccess(_) => "no-data-access",
            Missing::Model => "no-model",
            Missing::Outcomes => "no-outcomes",
            Missing::Roles => "no-roles",
            Missing::Calendars => "no-calendars",
            Missing::Enablement => "no-enablement",
            Missing::Attributes => "no-attributes",
            Missing::Partners => "no-partners",
            Missing::Causes => "no-causes",
            Missing::Starts(_) => "no-starts",
        }
    }
}

/// A rule that could not be judged, of these places, or at all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NotJudged {
    /// The rule.
    pub rule: Rule,
    /// Of what; empty: of the whole process.
    pub places: Vec<String>,
    /// Why.
    pub missing: Missing,
}

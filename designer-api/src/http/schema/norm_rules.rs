//! Rules that instances are held against.
use super::Words;
use super::analytics::Measure;
use serde::Serialize;
use utoipa::ToSchema;

/// What a rule asks for. Activities are named by their ids.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Norm {
    /// It is done at least so often.
    Existence {
        /// The activity.
        activity: String,
        /// How often at least.
        times: u32,
    },
    /// It is done fewer times than this.
    Absence {
        /// The activity.
        activity: String,
        /// How often is too often.
        times: u32,
    },
    /// After each of the one comes the other, within a time where one is said.
    Response {
        /// The activity that asks.
        first: String,
        /// The activity that answers.
        then: String,
        /// Within so many hours from the end of the one to the end of the other; null: whenever.
        #[serde(rename = "withinHours")]
        within_hours: Option<u32>,
    },
    /// The one was done before the other is.
    Precedence {
        /// What must come first.
        first: String,
        /// What may come then.
        then: String,
    },
    /// No instance has both.
    NotCoexistence {
        /// One.
        one: String,
        /// The other.
        other: String,
    },
    /// Whoever does one does the other.
    SamePerson {
        /// One.
        one: String,
        /// The other.
        other: String,
    },
}

/// A rule that every instance of a process is held against.
#[derive(Serialize, ToSchema)]
pub struct NormRule {
    /// Its id within the process.
    id: String,
    /// What people call it.
    name: Words,
    /// What it asks for.
    norm: Norm,
}

/// What became of the rules of a process.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KeptRules {
    /// Ended instances of which everything is held, so that it can be said.
    n: u64,
    /// Ended instances that began so long ago that not all of them is held: nothing is said of them.
    left_out: u64,
    /// The share of instances that broke no rule.
    keeping: Measure,
    /// The share that broke no rule and in which nobody stepped in: the component of management quality.
    conforming: Measure,
    /// The rules, in their order.
    rules: Vec<KeptRule>,
    /// The ended instances.
    evidence: String,
}

/// What became of one of them.
#[derive(Serialize, ToSchema)]
struct KeptRule {
    /// It.
    rule: NormRule,
    /// In how many instances it had something to say.
    concerned: u64,
    /// How many of these broke it.
    broken: u64,
    /// The share of these that kept it.
    kept: Measure,
    /// Those that broke it.
    evidence: String,
}

//! What one replication gave: counts and sums, from which everything shown is a ratio.
use serde::Serialize;
use std::collections::BTreeMap;
use weir_mining::log::Log;

/// One replication.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Measured {
    /// How many cases began.
    pub started: u64,
    /// How many of them ended.
    pub ended: u64,
    /// What those that have not ended wait for, each named: `user task at review`, and how many.
    pub open: BTreeMap<String, u64>,
    /// How many got stuck with an incident, by its code and element.
    pub stuck: BTreeMap<String, u64>,
    /// From begin to end of each counted case that ended, ms, in the order in which they began.
    #[serde(skip)]
    pub sojourn: Vec<f64>,
    /// What each of these cost.
    #[serde(skip)]
    pub cost: Vec<f64>,
    /// Work, by element.
    pub steps: BTreeMap<String, StepMeasure>,
    /// People, by id.
    pub people: BTreeMap<String, PersonMeasure>,
    /// From the first arrival to the last event, ms.
    pub span: f64,
    /// The integral of the number of open cases over that time, ms.
    pub presence: f64,
    /// Events of the core.
    pub events: u64,
    /// Commands of the core.
    pub commands: u64,
    /// Visits of elements.
    pub visits: u64,
    /// When each of the cases ended that were open before it began, ms; none is still open. In their order.
    #[serde(skip)]
    pub live: Vec<Option<i64>>,
    /// Every visit of every case, where that was asked for.
    #[serde(skip)]
    pub log: Option<Log>,
}

/// Work on an element in counted cases: how often, and sums of ms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StepMeasure {
    /// How often it was done.
    pub count: u64,
    /// Waits without a cause in the model.
    pub extraneous: f64,
    /// Waits for a batch to begin.
    pub batching: f64,
    /// Waits for somebody.
    pub queue: f64,
    /// Work, of working time.
    pub service: f64,
    /// How often it was done after its due date.
    pub late: u64,
    /// What it cost.
    pub cost: f64,
}

/// The work of somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonMeasure {
    /// How long they worked, ms.
    pub busy: f64,
    /// How long they were there, ms, times how much they can work on at once.
    pub available: f64,
}

impl Measured {
    /// The mean of the counted cases, ms; none without any.
    pub fn mean_sojourn(&self) -> Option<f64> {
        mean(&self.sojourn)
    }

    /// The mean cost of the counted cases; none without any.
    pub fn mean_cost(&self) -> Option<f64> {
        mean(&self.cost)
    }

    /// The mean of one part of the times of an element, ms.
    pub fn of_step(&self, element: &str, part: impl Fn(&StepMeasure) -> f64) -> Option<f64> {
        let step = self.steps.get(element).filter(|step| step.count > 0)?;
        Some(part(step) / step.count as f64)
    }

    /// The share of their time in which somebody worked.
    pub fn utilisation(&self, person: &str) -> Option<f64> {
        let person = self.people.get(person).filter(|person| person.available > 0.0)?;
        Some(person.busy / person.available)
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

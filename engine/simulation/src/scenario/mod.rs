//! What is simulated, as data: arrivals, staffing, calendars, durations, costs and what work gives.
//!
//! The words are those of BPSim where it has one: the parameters of an element are about its time, control, resource,
//! cost and property. What cannot be so is found by [`check`] before anything runs.
pub(crate) mod against;
pub(crate) mod check;
mod people;
mod size;
mod turn;

pub use crate::span::Span;
pub use people::{ALWAYS, Batch, BatchMode, Discipline, Resource, ResourceParameters};
pub use size::Size;
pub use turn::Turn;

use crate::distribution::Distribution;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::calendar::WorkCalendar;
use weir_core::instance::Variables;
use weir_core::{Parameters, Timestamp, objects};

/// How large a scenario may be, in bytes.
pub const SCENARIO_BYTES_MAX: usize = 64 << 20;
/// How many cases one replication may have.
pub const CASES_MAX: u64 = 10_000_000;
/// How many variable vectors or real arrivals a scenario may carry.
pub const ROWS_MAX: usize = 1_000_000;

/// What is simulated.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Scenario {
    /// What people call it.
    pub name: String,
    /// The id of the process whose cases are counted; none is the only one there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process: Option<String>,
    /// When it begins.
    #[serde(with = "weir_core::time::rfc3339")]
    pub start: Timestamp,
    /// The zone of hours of the week and of times in the model that name none; none is UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// How many cases arrive; none is what is asked for when it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cases: Option<u64>,
    /// How many of the first of them do not count, because the queues were empty before them; none is a tenth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warm_up: Option<u64>,
    /// When cases begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrivals: Option<Arrivals>,
    /// What cases begin with, and what is known later.
    pub property: CaseData,
    /// What is known of each element, by its id.
    pub elements: BTreeMap<String, ElementParameters>,
    /// Who works.
    pub resources: Vec<Resource>,
    /// When they do.
    pub calendars: Vec<WorkCalendar>,
    /// Which work of several goes first.
    pub discipline: Discipline,
    /// The rule parameters in force.
    pub parameters: Parameters,
    /// Another file in place of the model: a variant of it. Whoever reads the scenario reads that file too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
}

/// When cases begin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum Arrivals {
    /// A Poisson stream.
    Poisson {
        /// The mean time between two.
        mean: Span,
    },
    /// Times between two, from any distribution.
    Interval {
        /// The time between two.
        #[serde(deserialize_with = "objects::within")]
        between: Distribution,
    },
    /// A Poisson stream whose rate changes from hour to hour of the week.
    #[serde(rename_all = "camelCase")]
    HourOfWeek {
        /// Cases an hour, for the 168 hours from Monday 00:00.
        per_hour: Vec<f64>,
        /// On its free days nothing arrives.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        calendar: Option<String>,
    },
    /// Real times; when they are over they begin anew, whole weeks later.
    Replay {
        /// The times, in order.
        times: Vec<Time>,
    },
}

/// A point in time as text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(#[serde(with = "weir_core::time::rfc3339")] pub Timestamp);

/// The data of cases.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CaseData {
    /// Whole cases of the past, of which each simulated case gets one.
    pub vectors: Vec<Vector>,
    /// Variables that are drawn, each by itself.
    pub values: BTreeMap<String, Vec<Weighted>>,
}

/// The variables of one real case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Vector {
    /// What it began with.
    pub start: Variables,
    /// What each element gave, visit by visit; later visits give what the last one gave.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub given: BTreeMap<String, Vec<Variables>>,
}

/// One of several values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Weighted {
    /// How probable it is.
    pub probability: f64,
    /// The value.
    pub value: serde_json::Value,
}

/// What is known of an element.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ElementParameters {
    /// How long it takes.
    pub time: TimeParameters,
    /// Which way it goes, and whether its event comes.
    pub control: ControlParameters,
    /// Who does it.
    pub resource: ResourceParameters,
    /// What it costs.
    pub cost: CostParameters,
    /// What it gives.
    pub property: PropertyParameters,
}

/// How long an element takes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct TimeParameters {
    /// Work on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub processing: Option<Distribution>,
    /// A wait that has no cause in the model, before anybody could begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<Distribution>,
    /// The same of tasks that the model gives to one person, where it is not like the rest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<WaitClass>,
    /// In the hours of which calendar waits pass, those of single people too; none is round the clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_calendar: Option<String>,
    /// Does long work come after long waits? Then one number draws both of a visit, else each has its own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub together: bool,
    /// Work on it by people or sizes that are not like the rest: the first that fits counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<DurationClass>,
    /// What tells cases of one class from those of another, as small ones from large ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
    /// No case of the past came here, so nobody knows how long it takes: as long as no case comes here that does not matter.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unseen: bool,
    /// How much of the wait was for others of a batch, of which nobody knows by what rule it is collected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collected: Option<f64>,
}

/// Work by somebody, on cases of a size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DurationClass {
    /// By this resource, or one of this group; none is anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// On cases of this size class, from 0; none is any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<usize>,
    /// How long.
    pub processing: Distribution,
}

/// The wait without a cause for somebody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WaitClass {
    /// This resource.
    pub actor: String,
    /// How long.
    pub wait: Distribution,
}

/// Which way an element goes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ControlParameters {
    /// For a gateway whose data are not known: the flows with their probabilities.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub probabilities: BTreeMap<String, f64>,
    /// For an event from outside: how long it takes to come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inter_trigger_timer: Option<Distribution>,
    /// For an event from outside: how probable it is that it comes at all; none is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
}

/// What an element costs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CostParameters {
    /// Each time.
    pub fixed: f64,
    /// For each hour of work on it, beside what people cost.
    pub per_hour: f64,
}

/// What an element gives.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PropertyParameters {
    /// One of these, each time.
    pub outcomes: Vec<Outcome>,
}

/// One way in which work may end.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Outcome {
    /// How probable it is.
    pub probability: f64,
    /// What is entered or given back.
    #[serde(default, skip_serializing_if = "Variables::is_empty")]
    pub variables: Variables,
    /// For an approval: `approve` or `reject`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// It is sent back (驳回) to this task, where that was done before; else it ends as it does most often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What is sent back comes straight back from there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub come_back: bool,
    /// For a job: the BPMN error it ends by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl TimeParameters {
    /// Is nothing known of it, because nobody was ever there?
    pub fn is_unknown(&self) -> bool {
        self.unseen && self.processing.is_none() && self.classes.is_empty()
    }

    /// The wait without a cause of a task that the model gives to somebody, or to nobody.
    pub fn wait_of(&self, assignee: Option<&str>) -> Option<&Distribution> {
        let own = self.waits.iter().find(|class| Some(class.actor.as_str()) == assignee);
        own.map(|class| &class.wait).or(self.wait.as_ref())
    }

    /// Waits without a cause are so many times as long, whoever is waited for; of 0 nothing is left.
    pub fn scale_waits(&mut self, factor: f64) {
        self.wait = self.wait.take().filter(|_| factor > 0.0).map(|wait| wait.scaled(factor));
        self.waits.retain(|_| factor > 0.0);
        self.waits.iter_mut().for_each(|class| class.wait = class.wait.scaled(factor));
    }

    /// Work on it takes so many times as long, whoever does it.
    pub fn scale(&mut self, factor: f64) {
        let all = self.processing.iter_mut().chain(self.classes.iter_mut().map(|class| &mut class.processing));
        for processing in all {
            *processing = processing.scaled(factor);
        }
    }
}

impl Scenario {
    /// Reads one from JSON.
    pub fn read(bytes: &[u8]) -> Result<Scenario, Refusal> {
        let fault = |message: String| Refusal::new("simulation-scenario-syntax", None, message);
        if bytes.len() > SCENARIO_BYTES_MAX {
            let message = format!("it has more than {SCENARIO_BYTES_MAX} bytes: carry fewer vectors or times");
            return Err(Refusal::new("simulation-limit", None, message));
        }
        objects::read(bytes).map_err(|error| fault(format!("the scenario cannot be read: {error}")))
    }

    /// The calendars in whose hours waits pass.
    pub fn wait_calendars(&self) -> impl Iterator<Item = &WorkCalendar> {
        let named = |of: &&WorkCalendar| {
            self.elements.values().any(|given| given.time.wait_calendar.as_deref() == Some(of.id.as_str()))
        };
        self.calendars.iter().filter(named)
    }

    /// A step that the model of the history does not have could not be seen in it: what it takes is asked for at once.
    pub fn asks_for_new_steps(&mut self, of_history: &BTreeSet<String>) {
        for (_, given) in self.elements.iter_mut().filter(|(id, _)| !of_history.contains(*id)) {
            given.time.unseen = false;
        }
    }

    /// What is known of an element, to change it.
    pub fn element(&mut self, id: &str) -> &mut ElementParameters {
        self.elements.entry(id.to_owned()).or_default()
    }
}

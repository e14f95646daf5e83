//! What suggestions know beside the log: of the model, its data, its people. Everything may be missing; what a rule would
//! have needed is then said.
use crate::measure::intervals::Interval;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// All of it. Steps are named by their element's id, as activities of the log are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The nodes of the model.
    pub steps: BTreeMap<String, Step>,
    /// Its flows.
    pub flows: Vec<Flow>,
    /// What decisions of people are called.
    pub outcomes: Option<Outcomes>,
    /// Who may do what.
    pub roles: Vec<Role>,
    /// When each person works, in intervals that are sorted and apart, ms. Empty: calendars are not known.
    pub hours: BTreeMap<String, Vec<Interval>>,
    /// Pairs of steps with a rule about who does them.
    pub pairs: Vec<PairRule>,
    /// What things cost.
    pub costs: Option<Costs>,
    /// Decision rules with a threshold that send cases to a step.
    pub decisions: Vec<Threshold>,
    /// How long work of a group should wait at most on average, ms.
    pub wait_targets: BTreeMap<String, i64>,
    /// The attribute of cases that says what a case is worth.
    pub value: Option<String>,
    /// Since when the version family is deployed, ms.
    pub deployed: Option<i64>,
    /// Now, ms: ages are counted until here.
    pub now: i64,
    /// Pairs of steps of roles that are not one person's: nobody may be given both, though no rule names the steps.
    pub roles_apart: Vec<(String, String)>,
}

/// What a node of the model is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Work of a person.
    #[default]
    User,
    /// Work of a system.
    Automatic,
    /// Something is sent to a partner.
    Send,
    /// Something of a partner is waited for.
    Receive,
    /// An event that is no message.
    Event,
    /// A gateway.
    Gateway,
}

/// A node that a rule must not touch, or touches otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tag {
    /// A control that a law or the house demands.
    Statutory,
    /// It is there for exceptions.
    Exception,
    /// It undoes something.
    Compensation,
}

/// A node.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    /// What it is.
    pub kind: Kind,
    /// What data it reads and writes.
    pub access: Option<Access>,
    /// The role or group that may do it.
    pub group: Option<String>,
    /// How it is to be treated.
    pub tags: BTreeSet<Tag>,
    /// Has it a timer?
    pub timer: bool,
    /// How long it may take, ms, where it has a due date that is the same for all and no row says its own.
    pub due: Option<i64>,
    /// With whom messages are exchanged.
    pub partner: Option<String>,
}

/// From where it is known what data a step touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Source {
    /// It declares its inputs and outputs.
    Declared,
    /// Its expressions, forms and decisions were read.
    Static,
    /// It was only seen to write; what it reads can then not be known for certain.
    Observed,
}

/// The data of a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Access {
    /// What it reads.
    pub reads: BTreeSet<String>,
    /// What it writes.
    pub writes: BTreeSet<String>,
    /// From where this is known.
    pub source: Source,
}

impl Access {
    /// Can the two be done in any order: does neither write what the other reads or writes?
    pub fn is_independent_of(&self, other: &Access) -> bool {
        self.writes.is_disjoint(&other.reads)
            && self.reads.is_disjoint(&other.writes)
            && self.writes.is_disjoint(&other.writes)
    }
}

/// A flow of the model.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Flow {
    /// Its id.
    pub id: String,
    /// The node it leaves.
    pub from: String,
    /// The node it leads to.
    pub to: String,
    /// What its condition reads.
    pub reads: BTreeSet<String>,
    /// Has the designer said that its order is required?
    pub pinned: bool,
    /// How it is to be treated.
    pub tags: BTreeSet<Tag>,
    /// Is it known to have been taken, though perhaps in no case of the log: one that still runs, or is long over?
    pub taken: bool,
}

/// What decisions of people are called.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcomes {
    /// The attribute of rows that holds the decision.
    pub attribute: String,
    /// The decisions that stop a case.
    pub rejecting: BTreeSet<String>,
    /// The decisions that send it back.
    pub returning: BTreeSet<String>,
    /// The variables that hold a decision; who takes the decision away sets them.
    pub variables: BTreeSet<String>,
}

/// A role: its members, and the steps they may do.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// The people.
    pub members: BTreeSet<String>,
    /// The steps.
    pub granted: BTreeSet<String>,
}

/// A rule about who does two steps of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairRule {
    /// One.
    pub a: String,
    /// The other.
    pub b: String,
    /// Must it be the same person (true), or must it not (false: four eyes)?
    pub same: bool,
}

/// What things cost, in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Costs {
    /// An hour of work.
    pub work_hour: f64,
    /// An hour for which a case waits.
    pub waiting_hour: f64,
    /// Setting up a batch.
    pub batch: f64,
}

/// A decision rule that sends a case to a step where a number is above a threshold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Threshold {
    /// The decision, with its row.
    pub decision: String,
    /// The attribute of cases it reads.
    pub input: String,
    /// Above this the step is done.
    pub above: f64,
    /// The step.
    pub step: String,
}

impl Facts {
    /// Is there a rule that one person does both, or that two do?
    pub(super) fn pair(&self, a: &str, b: &str, same: bool) -> bool {
        let is = |x: &str, y: &str| (x == a && y == b) || (x == b && y == a);
        self.pairs.iter().any(|pair| pair.same == same && is(&pair.a, &pair.b))
            || (!same && self.roles_apart.iter().any(|(x, y)| is(x, y)))
    }

    /// Does a step have this tag?
    pub(super) fn is(&self, step: &str, tag: Tag) -> bool {
        self.steps.get(step).is_some_and(|step| step.tags.contains(&tag))
    }

    pub(super) fn access(&self, step: &str) -> Option<&Access> {
        self.steps.get(step)?.access.as_ref()
    }

    pub(super) fn group(&self, step: &str) -> Option<&str> {
        self.steps.get(step)?.group.as_deref()
    }
}

//! The edits that suggestions come to, as data: a later step makes a draft version of the model of them.
use super::segment::Condition;
use serde::{Deserialize, Serialize};

/// An edit of a model. Steps, flows, groups and roles are named by their ids.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "camelCase")]
pub enum Edit {
    /// Two steps that follow one another go on side by side.
    Parallelise {
        /// The first.
        first: String,
        /// The second.
        second: String,
    },
    /// A step is taken out; its decision is always this.
    RemoveTask {
        /// The step.
        task: String,
        /// What it always decided.
        outcome: String,
        /// The share of cases that a person still looks at.
        audit_share: f64,
    },
    /// A step is passed by where all conditions hold; its decision is then this.
    AutoDecide {
        /// The step.
        task: String,
        /// The conditions.
        when: Vec<Condition>,
        /// What is decided.
        outcome: String,
        /// The share of cases that a person still looks at.
        audit_share: f64,
    },
    /// The threshold of a decision rule moves.
    ChangeThreshold {
        /// The decision with its row.
        decision: String,
        /// Its input.
        input: String,
        /// The step it spares.
        task: String,
        /// From this.
        from: f64,
        /// To this.
        to: f64,
        /// The share of cases that a person still looks at.
        audit_share: f64,
    },
    /// Steps change their order.
    Reorder {
        /// As they are.
        from: Vec<String>,
        /// As they should be.
        to: Vec<String>,
    },
    /// What is asked at one step is asked at an earlier one.
    MoveCheck {
        /// The attribute that is asked for.
        field: String,
        /// Where it leads to returns.
        from: String,
        /// Where it can be asked; none: in the form that begins a case.
        to: Option<String>,
    },
    /// A group gets more people.
    AddStaff {
        /// The group.
        group: String,
        /// How many more.
        more: u32,
    },
    /// Work of a group goes to whoever is free instead of to a person.
    ShareQueue {
        /// The group.
        group: String,
        /// Its steps.
        tasks: Vec<String>,
    },
    /// A batch becomes smaller.
    ChangeBatch {
        /// The step.
        task: String,
        /// Its mean size.
        from: f64,
        /// What it should be; 1: no batch.
        to: u32,
    },
    /// A step gets a due date, and a reminder before it.
    SetDueDate {
        /// The step.
        task: String,
        /// After how long it is due, ms.
        due: i64,
        /// After how long somebody is reminded, ms.
        reminder: Option<i64>,
    },
    /// Steps become one.
    MergeTasks {
        /// The steps, in order.
        tasks: Vec<String>,
    },
    /// Whoever does one step does the other.
    SamePerson {
        /// One.
        first: String,
        /// The other.
        then: String,
    },
    /// Two may no longer be done by one person.
    FourEyes {
        /// One.
        first: String,
        /// The other.
        then: String,
    },
    /// Cases are told apart at a step, and each kind gets a way of its own.
    Triage {
        /// The step; none: the whole process.
        task: Option<String>,
        /// What the one kind is.
        when: Condition,
    },
    /// A flow that is never taken is hidden, or looked at.
    ReviewFlow {
        /// The flow.
        flow: String,
    },
    /// A role loses what it does not use.
    NarrowRole {
        /// The role.
        role: String,
        /// The steps it may no longer do.
        revoke: Vec<String>,
    },
    /// A step of a person becomes a decision table.
    AutomateTask {
        /// The step.
        task: String,
        /// The rows of the table, the first that holds decides.
        table: Vec<DecisionRow>,
    },
    /// A step of a person that only copies goes; what it copied is set in its place.
    CopyData {
        /// The step.
        task: String,
        /// What it copies.
        copies: Vec<Copied>,
    },
    /// What is entered is checked where it is entered.
    AddControl {
        /// The attribute.
        field: String,
        /// The value, or range of values, that goes with the fault.
        value: String,
    },
    /// Several round trips to a partner become one.
    CombineMessages {
        /// The partner.
        partner: String,
        /// The steps that send.
        sends: Vec<String>,
    },
    /// A rare way becomes a sub-process of its own.
    SplitException {
        /// The steps that are only done in it.
        tasks: Vec<String>,
    },
}

/// A variable that is always what another one was before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// What is written.
    pub to: String,
    /// What it is copied from.
    pub from: String,
}

/// A row of a decision table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionRow {
    /// All of these hold; none: always.
    pub when: Vec<Condition>,
    /// What is decided.
    pub outcome: String,
}

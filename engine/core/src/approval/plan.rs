//! What a model says about an approval task.
use super::policy::{Policy, PolicyError};
use crate::expression::Expression;
use crate::id::{ElementId, InstanceId};
use crate::instance::ElementInstance;
use crate::kind::{Kind, Value};
use crate::organisation::Approver;
use crate::process::Process;
use crate::time::Timestamp;
use crate::wait::{Fires, WaitFor};
use serde::{Deserialize, Serialize};

/// The variable that takes the result when the model names none.
pub const RESULT: &str = "outcome";
/// What it is when the matter has passed.
pub const APPROVED: &str = "approved";
/// What it is when the matter is rejected.
pub const REJECTED: &str = "rejected";
/// The variable with those who were chosen for later tasks: a context of lists, by the id of the task.
pub const CHOSEN: &str = "chosenApprovers";

/// One person or a list of them. What is no name is kept in words that are nobody's, so that it is not left out unnoticed.
pub(crate) fn people_in(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::Null => vec![],
        serde_json::Value::Array(all) => all.iter().map(crate::organisation::in_words).collect(),
        one => vec![crate::organisation::in_words(one)],
    }
}

/// An approval task.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Who has to agree, and what is done where nobody can.
    pub policy: Policy,
    /// Who is asked.
    pub approvers: Approvers,
    /// Whose rejection settles the matter.
    pub vetoers: Vec<Approver>,
    /// How much each counts: a context of numbers, by person.
    pub weights: Option<Expression>,
    /// What follows a rejection.
    pub on_reject: OnReject,
    /// 抄送: who is told.
    pub copy: Vec<Approver>,
    /// When they are told.
    pub copy_when: CopyWhen,
    /// The variable that takes the result.
    pub result: String,
    /// What is done when it takes too long.
    pub timeout: Option<Timeout>,
}

/// Who is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Approvers {
    /// Whom rules name.
    Rules(Vec<Approver>),
    /// Whom an expression gives: one id or a list of them.
    Expression(Value),
}

/// What follows a rejection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum OnReject {
    /// The task is done, and the model decides by the result.
    #[default]
    Continue,
    /// The instance ends.
    End,
    /// The matter goes back.
    Return(ReturnTo),
}

/// Where a matter goes back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReturnTo {
    /// To the task that was done last, of those it may go back to; in a called instance where none is, to one of its caller.
    Previous,
    /// To the first task that the initiator did, here or where it was called; where they did none, to the first that was done.
    Initiator,
    /// To this task.
    Element(ElementId),
    /// To this task of an instance that has called this one, however far up.
    Above(InstanceId, ElementId),
}

/// When those are told who get a copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CopyWhen {
    /// When the approval begins.
    Before,
    /// When it has passed.
    #[default]
    After,
}

/// What is done when an approval takes too long.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeout {
    /// After which duration: of work, where there is a calendar.
    pub after: Value,
    /// How often those who are asked are reminded before it is acted, each time after the same duration.
    pub reminders: u32,
    /// What then.
    pub then: Overdue,
    /// The work calendar.
    pub calendar: Option<String>,
}

/// What is done with an approval that took too long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overdue {
    /// Nothing more.
    Rest,
    /// Whoever is still asked is taken to have approved.
    Approve,
    /// It is rejected.
    Reject,
    /// Whoever is still asked is replaced by these.
    Transfer(Vec<Approver>),
    /// An escalation of this code is thrown; the approval goes on.
    Escalate(String),
}

/// What the end of its time brings an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TimeUp {
    /// Those who are asked are reminded.
    Remind,
    /// Whoever is still asked is taken to have approved.
    Approve,
    /// It is rejected.
    Reject,
    /// It goes to somebody else.
    Transfer,
    /// An escalation is thrown.
    Escalate,
}

/// Until when an open approval is to be decided, and what is done then; nothing where its model does not say how long it
/// may take.
#[must_use]
pub fn time_up(process: &Process, e: &ElementInstance) -> Option<(Timestamp, TimeUp)> {
    let Kind::UserTask(task) = &process.graph[process.find(&e.element)?].kind else { return None };
    let timeout = task.approval.as_ref()?.timeout.as_ref()?;
    e.waits.iter().find_map(|wait| match wait.on {
        WaitFor::Timer { due, .. } if wait.fires == Fires::Overdue => Some((due, timeout.next(wait.part))),
        _ => None,
    })
}

impl Timeout {
    /// What is done when its time is over, after that often before.
    #[must_use]
    pub fn next(&self, times: u32) -> TimeUp {
        match &self.then {
            _ if self.reminds(times) => TimeUp::Remind,
            Overdue::Transfer(_) if self.was_transferred(times) => TimeUp::Remind,
            Overdue::Rest => TimeUp::Remind,
            Overdue::Approve => TimeUp::Approve,
            Overdue::Reject => TimeUp::Reject,
            Overdue::Transfer(_) => TimeUp::Transfer,
            Overdue::Escalate(_) => TimeUp::Escalate,
        }
    }

    /// Are they reminded before anything else? Those to whom it was transferred are reminded from the beginning.
    pub(crate) fn reminds(&self, times: u32) -> bool {
        let before = if self.was_transferred(times) { times - self.reminders - 1 } else { times };
        before < self.reminders
    }

    /// It has gone to others by now, and goes to nobody after them.
    pub(crate) fn was_transferred(&self, times: u32) -> bool {
        times > self.reminders
    }
}

impl ReturnTo {
    /// `previous`, `initiator`, or the id of a task.
    pub fn parse(text: &str) -> Self {
        match text.trim() {
            "previous" => ReturnTo::Previous,
            "initiator" => ReturnTo::Initiator,
            id => ReturnTo::Element(id.into()),
        }
    }
}

impl OnReject {
    /// `continue`, `end`, `return(previous)`, `return(initiator)`, `return(taskId)`.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let wanted = "continue, end, return(previous), return(initiator) or return(id of a task)";
        let inner = |text: &str| {
            Some(text.strip_prefix("return")?.trim().strip_prefix('(')?.strip_suffix(')')?.trim().to_owned())
        };
        match text.trim() {
            "continue" => Ok(OnReject::Continue),
            "end" => Ok(OnReject::End),
            other => match inner(other).filter(|to| !to.is_empty()) {
                Some(to) => Ok(OnReject::Return(ReturnTo::parse(&to))),
                None => Err(PolicyError { text: text.into(), what: "way to go on after a rejection", wanted }),
            },
        }
    }
}

impl CopyWhen {
    /// `before`, `after`.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        match text.trim() {
            "before" => Ok(CopyWhen::Before),
            "after" => Ok(CopyWhen::After),
            _ => Err(PolicyError { text: text.into(), what: "time to send copies", wanted: "before or after" }),
        }
    }
}

impl Overdue {
    /// `remind`, `approve`, `reject`, `transfer(superior(initiator))`, `escalate(code)`.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let wanted = "remind, approve, reject, transfer(to whom) or escalate(code)";
        let refused = || PolicyError { text: text.into(), what: "way to go on after a timeout", wanted };
        let inner =
            |word: &str| text.trim().strip_prefix(word)?.trim().strip_prefix('(')?.strip_suffix(')').map(str::trim);
        match text.trim() {
            "remind" => Ok(Overdue::Rest),
            "approve" => Ok(Overdue::Approve),
            "reject" => Ok(Overdue::Reject),
            _ => match (inner("transfer"), inner("escalate")) {
                (Some(rules), _) => {
                    let rules = crate::organisation::parse_rule(rules).ok().filter(|rules| !rules.is_empty());
                    rules.map(Overdue::Transfer).ok_or_else(refused)
                }
                (_, Some(code)) if !code.is_empty() => Ok(Overdue::Escalate(code.to_owned())),
                _ => Err(refused()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TimeUp::{Approve, Remind, Transfer};
    use super::*;

    #[test]
    fn people_are_reminded_first_and_those_to_whom_it_went_from_the_beginning() {
        let told = |reminders, then| {
            let timeout = Timeout { after: Value::Fixed("P1D".into()), reminders, then, calendar: None };
            (0..6).map(|times| timeout.next(times)).collect::<Vec<_>>()
        };
        let to_others = || Overdue::Transfer(vec![]);
        assert_eq!(told(2, Overdue::Approve)[..3], [Remind, Remind, Approve]);
        assert_eq!(told(0, Overdue::Rest)[..1], [Remind]);
        assert_eq!(told(0, to_others())[..2], [Transfer, Remind]);
        assert_eq!(told(2, to_others())[..], [Remind, Remind, Transfer, Remind, Remind, Remind]);
    }
}

//! What people do with tasks beside doing them, and what they look at.
use super::ElementAddress;
use serde::{Deserialize, Serialize};
use weir_core::approval::timeline::What;
use weir_core::approval::{Beside, Policy, Seat, SeatId, TimeUp, Verdict};
use weir_core::{ElementId, InstanceId, Key, Timestamp};

/// 抄送: somebody was told of an instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Copy {
    /// Who.
    pub person: String,
    /// Of which element last.
    pub element: ElementId,
    /// When last.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// When they read it; none when they have not, or got another copy since.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub read: Option<Timestamp>,
}

/// How the signers of an approval change: either some are added, or one is removed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SignersChange {
    /// Who is asked too.
    pub add: Vec<String>,
    /// Before or after the actor; none is beside all others, each with a vote of their own.
    pub beside: Option<Beside>,
    /// The seat that is asked no more.
    pub remove: Option<SeatId>,
    /// In which words those who are added are asked.
    pub comment: Option<String>,
}

/// Where a matter goes back to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ReturnTask {
    /// `previous`, `initiator`, or the id of a task.
    pub to: String,
    /// Does it come back here when that is done, instead of going the whole way again?
    pub come_back: bool,
    /// In which words.
    pub comment: Option<String>,
    /// The instance in which that task is, where it is one that has called this one.
    pub instance: Option<InstanceId>,
}

/// A task that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Involved {
    /// Which.
    pub element: ElementId,
    /// Its name.
    pub name: Option<String>,
    /// By whom.
    pub by: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// The instance in which it was done, where that is one that has called the one that asks.
    pub instance: Option<InstanceId>,
}

/// An open approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalView {
    /// Its id.
    pub id: ElementAddress,
    /// The task.
    pub element: ElementId,
    /// Who has to agree.
    pub policy: Policy,
    /// Who is asked, and what they said.
    pub seats: Vec<SeatView>,
    /// What the votes so far mean.
    pub verdict: Verdict,
    /// Until when it is to be decided, where the model says how long it may take.
    pub timeout: Option<TimeoutView>,
}

/// The end of the time of an approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeoutView {
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// What is done then.
    pub then: TimeUp,
}

/// One opinion that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SeatView {
    /// Who is asked, and what they said.
    #[serde(flatten)]
    pub seat: Seat,
    /// 委派: who has the task at present and prepares it for whoever is asked.
    pub prepared_by: Option<String>,
}

/// One line of an instance's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEntry {
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// The task.
    pub element: ElementId,
    /// Its name.
    pub name: Option<String>,
    /// The element instance.
    pub key: Key,
    /// What happened.
    pub what: What,
    /// Who did it.
    pub by: String,
    /// To whom, or whom it concerns; of a return the task that it goes back to.
    pub to: Vec<String>,
    /// In which words.
    pub comment: Option<String>,
    /// How long the person had been asked, in milliseconds.
    pub took_ms: Option<i64>,
    /// Of a return the name of the task that it goes back to.
    pub to_name: Option<String>,
}

/// How much there is in each list of a person; the size of the largest page stands for as many or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonCounts {
    /// 待办: what they have.
    pub todo: u64,
    /// 待认领: what they may claim.
    pub claimable: u64,
    /// 我发起的: what they started.
    pub started: u64,
    /// 已办: where they did something.
    pub handled: u64,
    /// 抄送我的: what they were told of.
    pub copied: u64,
    /// 逾期: what they have and is past its due date.
    pub overdue: u64,
}

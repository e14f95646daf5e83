//! User tasks.
use super::{ElementAddress, WaitAddress};
use serde::{Deserialize, Serialize};
use weir_core::instance::Variables;
use weir_core::task_plan::PlannedTime;
use weir_core::{ElementId, InstanceId, Timestamp};

/// Which open tasks. All that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UserTaskFilter {
    /// Those that this user has.
    pub assignee: Option<String>,
    /// Those that this user may claim: nobody has them, and the user is a candidate.
    pub candidate_user: Option<String>,
    /// Those that members of one of these groups may claim: nobody has them.
    pub candidate_groups: Vec<String>,
    /// Only those that nobody has, or only those that somebody has.
    pub assigned: Option<bool>,
    /// Of this instance.
    pub instance: Option<InstanceId>,
    /// Of this process, any version.
    pub process: Option<String>,
    /// Of this element.
    pub element: Option<String>,
    /// Due before this.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub due_before: Option<Timestamp>,
    /// To be looked at again before this.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub follow_up_before: Option<Timestamp>,
    /// Only those that nobody who works here could do: whoever has them, or might claim them, is not there or has left.
    pub unreachable: bool,
}

/// An open task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserTask {
    /// Its id.
    pub id: WaitAddress,
    /// The instance.
    pub instance: InstanceId,
    /// The definition, `process:version`.
    pub definition: String,
    /// The element.
    pub element: ElementId,
    /// Its name.
    pub name: Option<String>,
    /// What people know the instance by.
    pub business_key: Option<String>,
    /// When it was opened.
    #[serde(with = "weir_core::time::rfc3339")]
    pub created: Timestamp,
    /// Who has it.
    pub assignee: Option<String>,
    /// Who may claim it.
    pub candidate_users: Vec<String>,
    /// Whose members may claim it.
    pub candidate_groups: Vec<String>,
    /// When it should be done.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub due: Option<Timestamp>,
    /// When to look at it again.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub follow_up: Option<Timestamp>,
    /// 0 to 100.
    pub priority: u8,
    /// Its form.
    pub form_key: Option<String>,
    /// The fields of its form, where the model describes them: a schema in the manner of form-js.
    #[serde(default)]
    pub form: Option<serde_json::Value>,
    /// The approval that it gives an opinion in.
    pub approval: Option<ElementAddress>,
    /// The seat there.
    pub seat: Option<u32>,
    /// 委派: to whom it goes back when it is prepared.
    pub owner: Option<String>,
    /// What the asker may do with it.
    pub allowed_actions: Vec<TaskAction>,
    /// Since when whoever has it is at work.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    pub started: Option<Timestamp>,
    /// What is to be done, where its model or a listener says it.
    #[serde(default)]
    pub description: Option<String>,
    /// Who started the instance.
    #[serde(default)]
    pub initiator: Option<String>,
    /// Does the instance stand still? None where its row does not say so.
    #[serde(skip)]
    pub(crate) stands_still: Option<bool>,
}

/// What somebody may do with a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TaskAction {
    /// Take it.
    Claim,
    /// Put it back.
    Unclaim,
    /// Say that it is done.
    Complete,
    /// Vote for it.
    Approve,
    /// Vote against it.
    Reject,
    /// Vote neither way.
    Abstain,
    /// 转办: give it to somebody else for good.
    Transfer,
    /// 委派: have somebody prepare it.
    Delegate,
    /// Give back what was prepared.
    Resolve,
    /// 加签: ask somebody else for an opinion too.
    AddSigner,
    /// 驳回: send the matter back to an earlier task.
    Return,
    /// 催办: remind whoever has it.
    Remind,
    /// 抄送: tell others of it.
    Copy,
    /// Say that they are at work on it.
    Start,
    /// Say when to look at it again.
    Plan,
    /// 转派: give it to somebody else, whoever has it: a transfer with `force`.
    Reassign,
    /// Say when it is due and how urgent it is, whoever has it.
    Reschedule,
    /// 加签, 减签: ask somebody else, or somebody no more, without being asked: a change of signers with `force`.
    ChangeSigners,
}

/// What somebody who has done a task says.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CompleteUserTask {
    /// What they entered.
    pub variables: Variables,
    /// With what outcome; of an approval: approve, reject or abstain.
    pub outcome: Option<String>,
    /// In which words.
    pub comment: Option<String>,
}

/// When an open task is to be done, and how urgent it is. What is not named stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanUserTask {
    /// When it should be done.
    pub due: PlannedTime,
    /// When to look at it again.
    pub follow_up: PlannedTime,
    /// 0 to 100.
    pub priority: Option<u8>,
    /// Why.
    pub reason: Option<String>,
}

/// In which order tasks are listed; without one the oldest come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TaskOrder {
    /// Those that are due first; those without a due date last.
    Due,
    /// The most urgent first.
    Priority,
    /// Those that were opened last.
    Newest,
    /// Those that are to be looked at again first; those without a time for that last.
    FollowUp,
}

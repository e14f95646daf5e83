//! What people are told of.
use super::{AlertNotice, WaitAddress};
use crate::projection::Standing;
use serde::{Deserialize, Serialize};
use weir_core::{ElementId, InstanceId, Timestamp};

/// Something that somebody is told of, at least once and always under the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// Its id; later ones have greater ids.
    pub id: String,
    /// Who is told.
    pub person: String,
    /// Of what.
    pub kind: NoticeKind,
    /// When it happened.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// Who did it.
    pub by: String,
    /// In this instance.
    pub instance: InstanceId,
    /// Of this definition, `process:version`; none for what was said.
    pub definition: Option<String>,
    /// What people know the instance by.
    pub business_key: Option<String>,
    /// At this element; none is the instance as a whole.
    pub element: Option<ElementId>,
    /// The open task that it is about.
    pub task: Option<WaitAddress>,
    /// In which words.
    pub text: Option<String>,
    /// How an approval was decided: `pass` or `reject`.
    #[serde(default)]
    pub outcome: Option<String>,
    /// The alert that it tells of; then it is about no instance, and the id of one is all zeros.
    #[serde(default)]
    pub alert: Option<Box<AlertNotice>>,
    /// How many were told outside of the application that they may claim a task, and how many were not.
    #[serde(default)]
    pub left_out: Option<LeftOut>,
}

/// A task was offered to more people than are told outside of the application at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    /// So many are told by mail and webhook, where they want it.
    pub told: u64,
    /// So many find it in the application alone.
    pub left: u64,
}

/// What somebody is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NoticeKind {
    /// 待办: they have a task now.
    Assigned,
    /// 催办: somebody urges them.
    Reminded,
    /// 抄送: they get a copy.
    Copied,
    /// Somebody means them in a comment.
    Mentioned,
    /// What they started has ended.
    Ended,
    /// 待认领: they may claim a task.
    Candidate,
    /// 驳回: a matter came back to them.
    Returned,
    /// 逾期: a task of theirs is past its due date.
    Overdue,
    /// An approval of what they started was decided.
    Decided,
    /// 告警: a process is not as it should be, or is well again.
    Alert,
    /// 通知受限: not all who may claim a task were told outside of the application; for administrators.
    LeftOut,
    /// 跟进: the time has come at which they wanted to look at a task of theirs again.
    FollowUp,
    /// 已收回: a task of theirs was taken back with a return, a withdrawal or by an operator.
    Gone,
}

impl Notice {
    /// Is it told to all who may claim a task, and not to whoever has it?
    pub fn is_offered(&self) -> bool {
        matches!(Standing::of(&self.id), Some(Standing::Offer | Standing::LateOffer | Standing::UrgedOffer))
    }
}

impl NoticeKind {
    /// All of them.
    pub const ALL: [NoticeKind; 13] = [
        NoticeKind::Assigned,
        NoticeKind::Reminded,
        NoticeKind::Copied,
        NoticeKind::Mentioned,
        NoticeKind::Ended,
        NoticeKind::Candidate,
        NoticeKind::Returned,
        NoticeKind::Overdue,
        NoticeKind::Decided,
        NoticeKind::Alert,
        NoticeKind::LeftOut,
        NoticeKind::FollowUp,
        NoticeKind::Gone,
    ];

    /// Its name; stable.
    pub fn name(self) -> &'static str {
        match self {
            NoticeKind::Assigned => "assigned",
            NoticeKind::Reminded => "reminded",
            NoticeKind::Copied => "copied",
            NoticeKind::Mentioned => "mentioned",
            NoticeKind::Ended => "ended",
            NoticeKind::Candidate => "candidate",
            NoticeKind::Returned => "returned",
            NoticeKind::Overdue => "overdue",
            NoticeKind::Decided => "decided",
            NoticeKind::Alert => "alert",
            NoticeKind::LeftOut => "leftOut",
            NoticeKind::FollowUp => "followUp",
            NoticeKind::Gone => "gone",
        }
    }
}

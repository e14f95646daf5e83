//! When an open task is to be done, and how urgent it is, changed by hand.
use crate::event::{Actor, UserTaskPlanned};
use crate::id::{Key, WaitId};
use crate::time::Timestamp;
use crate::wait::UserTask;

/// What somebody changes of an open task. What is not named stays as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskPlan {
    /// Which.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
    /// Who.
    pub by: Actor,
    /// May they do it for others, and move what others have set?
    pub force: bool,
    /// When it should be done.
    pub due: PlannedTime,
    /// When to look at it again.
    pub follow_up: PlannedTime,
    /// 0 to 100.
    pub priority: Option<u8>,
    /// Why.
    pub reason: Option<String>,
}

/// What becomes of a time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PlannedTime {
    /// It stays.
    #[default]
    Unchanged,
    /// There is none from now on.
    Never,
    /// It is this one.
    At(Timestamp),
}

impl PlannedTime {
    fn from(self, before: Option<Timestamp>) -> Option<Timestamp> {
        match self {
            PlannedTime::Unchanged => before,
            PlannedTime::Never => None,
            PlannedTime::At(time) => Some(time),
        }
    }
}

impl TaskPlan {
    /// What is so afterwards; none when that changes nothing.
    pub fn of(self, task: &UserTask) -> Option<UserTaskPlanned> {
        let TaskPlan { key, wait, due, follow_up, priority, reason, .. } = self;
        let (due, follow_up) = (due.from(task.due), follow_up.from(task.follow_up));
        let priority = priority.unwrap_or(task.priority).min(100);
        let changes = (due, follow_up, priority) != (task.due, task.follow_up, task.priority);
        changes.then_some(UserTaskPlanned { key, wait, due, follow_up, priority, reason })
    }
}

impl UserTaskPlanned {
    /// A task that is due at another time than before may be overdue once more.
    pub(crate) fn on(&self, task: &mut UserTask) {
        task.overdue &= task.due == self.due;
        (task.due, task.follow_up, task.priority) = (self.due, self.follow_up, self.priority);
    }
}

//! What all events of a step share: when, by whom, by which command; and how somebody stepped in.
use crate::event::Event;
use crate::id::InstanceId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The events of one command on one instance, as persisted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The instance.
    pub instance: InstanceId,
    /// The number of the first event; the others follow without a gap.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who asked for it.
    pub actor: Actor,
    /// The command's name.
    pub command: String,
    /// What happened.
    pub events: Vec<Event>,
    /// The rule parameters that its expressions used, each with its version.
    #[serde(default)]
    pub parameters: Vec<(String, u64)>,
    /// How much less the clock showed than it had shown to the instance before, ms: it was put back, and `at` does not go back.
    #[serde(default)]
    pub behind: u64,
}

/// Who caused a step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// A user, a worker, or `engine`.
    pub id: String,
    /// The role in which.
    pub role: Option<String>,
    /// The candidate group through which.
    pub group: Option<String>,
    /// Who really asked, when they spoke for somebody else.
    #[serde(default)]
    pub through: Option<String>,
}

/// Somebody stepped in: the flow did not go where the model alone would have sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Intervention {
    /// An element was left undone.
    Skip,
    /// A token was put elsewhere.
    Jump,
    /// The instance moved to another version.
    Migrate,
    /// Something was completed, cancelled or retried by an operator.
    Force,
    /// A task was given to somebody else.
    Reassign,
    /// A variable was changed by hand.
    Edit,
    /// 驳回: the matter went back to an earlier task.
    Return,
    /// 撤回, 撤销: somebody took back what they had decided or started.
    Withdraw,
}

impl Intervention {
    /// Does somebody step in from beside the process by it? What those whose work it is send back, or take back, is part of it.
    pub fn is_from_beside(self) -> bool {
        !matches!(self, Intervention::Return | Intervention::Withdraw)
    }

    /// What is known of a visit when one more has happened to it: the first, but sooner one from beside the process.
    pub(crate) fn known(before: Option<Self>, more: Option<Self>) -> Option<Self> {
        let outweighs = more.is_some_and(Self::is_from_beside) && !before.is_some_and(Self::is_from_beside);
        if outweighs { more } else { before.or(more) }
    }
}

/// The id of what does something by itself.
pub(crate) const ENGINE: &str = "engine";

impl Actor {
    /// The engine itself: timers, calls, retries.
    pub fn engine() -> Self {
        Actor::named(ENGINE)
    }

    /// Is it the engine?
    pub fn is_engine(&self) -> bool {
        self.id == ENGINE && self.role.is_none() && self.group.is_none() && self.through.is_none()
    }

    /// Somebody known by id alone.
    pub fn named(id: impl Into<String>) -> Self {
        Actor { id: id.into(), role: None, group: None, through: None }
    }
}

//! Open waits: what instances wait for, for tests and operators.
use super::WaitAddress;
use serde::{Deserialize, Serialize};
use weir_core::wait::WaitFor;
use weir_core::{ElementId, InstanceId, Key, Timestamp};

/// Which open waits. All that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WaitFilter {
    /// Of this instance.
    pub instance: Option<InstanceId>,
    /// Of this process, any version.
    pub process: Option<String>,
    /// Of this element.
    pub element: Option<String>,
    /// Of this kind, see [`Wait::kind`].
    pub kind: Option<String>,
    /// For this name, see [`Wait::name`].
    pub name: Option<String>,
}

/// An open wait.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Wait {
    /// Its id; that of the job, user task or subscription.
    pub id: WaitAddress,
    /// `job`, `userTask`, `timer`, `message`, `signal`, `error`, `escalation`, `condition`, `child`, `evaluation`,
    /// `activation`, `cancel`.
    pub kind: &'static str,
    /// The job type, the name of message or signal, the code of error or escalation, the called process, the
    /// activity to choose.
    pub name: Option<String>,
    /// For messages: the correlation key.
    pub correlation_key: Option<String>,
    /// For timers: when. For jobs: not before.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub due: Option<Timestamp>,
    /// For call activities: the called instance.
    pub child: Option<InstanceId>,
    /// The instance.
    pub instance: InstanceId,
    /// The element that waits.
    pub element: ElementId,
    /// The event that fires when it comes, where that is another: a boundary event, the start of an event sub-process,
    /// the flow of a branch.
    pub event: Option<ElementId>,
    /// The element instance around the one that waits.
    pub scope: Option<Key>,
    /// Since when.
    #[serde(with = "weir_core::time::rfc3339")]
    pub opened: Timestamp,
}

impl Wait {
    /// The kind of a wait, as in [`Wait::kind`].
    pub fn kind_of(on: &WaitFor) -> &'static str {
        on.kind()
    }
}

//! What is other than a moment ago, for those who watch processes while they run.
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use weir_core::{ElementId, InstanceId, Key};

/// Instances of one version that a beat names; with more of them it says so.
const INSTANCES_MAX: usize = 20_000;
/// Incidents of one version that a beat names.
const INCIDENTS_MAX: usize = 200;

/// What happened within a span of the log, by version: `process:version`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beat {
    /// What stands in the log before this position happened before.
    pub from: u64,
    /// What stands in the log from this position on happens later.
    pub to: u64,
    /// The versions in which something happened.
    pub versions: BTreeMap<Arc<str>, VersionBeat>,
    /// The batches that began, went on, or were told to.
    pub batches: BTreeMap<Arc<str>, BatchBeat>,
}

/// How a batch went on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchBeat {
    /// To how many instances it was done.
    pub done: u64,
    /// To how many it could not be done, or was not because it was given up.
    pub failed: u64,
}

impl BatchBeat {
    /// What happened next is part of it.
    pub fn append(&mut self, next: BatchBeat) {
        self.done += next.done;
        self.failed += next.failed;
    }
}

/// What happened in one version of a process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionBeat {
    /// By how much the counts of elements differ from before; the process itself under its own id.
    pub elements: BTreeMap<ElementId, CountsChange>,
    /// Did something happen after which only counting anew says how much there is?
    pub uncertain: bool,
    /// The instances to which something happened.
    pub instances: HashMap<InstanceId, Happened>,
    /// Were there more of them than are named?
    pub more: bool,
    /// What got stuck, and what is not stuck any more, in the order in which it happened.
    pub incidents: Vec<IncidentChange>,
    /// How many incidents there were beyond those.
    pub more_incidents: u64,
    /// What happened to jobs.
    pub jobs: JobsBeat,
}

/// How often something happened to jobs of workers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JobsBeat {
    /// There is one more.
    pub created: u64,
    /// A worker has taken one.
    pub locked: u64,
    /// A worker has done one.
    pub completed: u64,
    /// A worker could not do one, or gave it back.
    pub failed: u64,
    /// Something else after which some may be other than before, or gone: they were given tries or more time, what they
    /// belong to was ended, stands still or goes on, or is in another version.
    pub changed: u64,
}

impl JobsBeat {
    /// All kinds with their names, in the order in which they can happen to one job.
    pub fn all(self) -> [(u64, &'static str); 5] {
        [
            (self.created, "created"),
            (self.locked, "locked"),
            (self.failed, "failed"),
            (self.completed, "completed"),
            (self.changed, "changed"),
        ]
    }

    /// What happened next is part of it.
    pub fn append(&mut self, next: JobsBeat) {
        self.created += next.created;
        self.locked += next.locked;
        self.completed += next.completed;
        self.failed += next.failed;
        self.changed += next.changed;
    }
}

/// By how much the counts of an element differ from before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CountsChange {
    /// What rests there.
    pub active: i64,
    /// What of it is stuck.
    pub incidents: i64,
    /// What was completed there.
    pub completed: u64,
}

/// Something got stuck, or is not stuck any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IncidentChange {
    /// Its instance.
    pub instance: InstanceId,
    /// The element instance.
    pub key: Key,
    /// The element.
    pub element: ElementId,
    /// What is wrong, as a stable code; none where it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// What happened to an instance, each kind once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Happened(u8);

impl Happened {
    /// It began.
    pub const STARTED: Happened = Happened(1);
    /// Something in it is other than before.
    pub const MOVED: Happened = Happened(2);
    /// It stands still.
    pub const SUSPENDED: Happened = Happened(4);
    /// It goes on.
    pub const RESUMED: Happened = Happened(8);
    /// It came to its end.
    pub const COMPLETED: Happened = Happened(16);
    /// It was ended.
    pub const CANCELLED: Happened = Happened(32);

    /// All kinds with their names, in the order in which they can happen to one instance.
    pub const ALL: [(Happened, &'static str); 6] = [
        (Happened::STARTED, "started"),
        (Happened::MOVED, "moved"),
        (Happened::SUSPENDED, "suspended"),
        (Happened::RESUMED, "resumed"),
        (Happened::COMPLETED, "completed"),
        (Happened::CANCELLED, "cancelled"),
    ];

    /// Did this happen too?
    pub fn has(self, other: Happened) -> bool {
        self.0 & other.0 != 0
    }

    /// This happened too.
    pub fn add(&mut self, other: Happened) {
        self.0 |= other.0;
    }
}

impl Beat {
    /// Did nothing happen?
    pub fn is_empty(&self) -> bool {
        self.versions.is_empty() && self.batches.is_empty()
    }

    /// How much of memory it stands for: what it names.
    pub fn weight(&self) -> usize {
        let of = |one: &VersionBeat| 1 + one.elements.len() + one.instances.len() + one.incidents.len();
        self.versions.values().map(of).sum::<usize>() + self.batches.len()
    }

    /// What happened next is part of it.
    pub fn append(&mut self, next: &Beat) {
        self.to = next.to;
        for (version, next) in &next.versions {
            self.versions.entry(Arc::clone(version)).or_default().append(next);
        }
        for (batch, next) in &next.batches {
            self.batches.entry(Arc::clone(batch)).or_default().append(*next);
        }
    }
}

impl VersionBeat {
    fn append(&mut self, next: &VersionBeat) {
        for (element, change) in &next.elements {
            let to = self.elements.entry(element.clone()).or_default();
            to.active += change.active;
            to.incidents += change.incidents;
            to.completed += change.completed;
        }
        self.jobs.append(next.jobs);
        self.uncertain |= next.uncertain;
        self.more |= next.more;
        for (id, happened) in &next.instances {
            self.happened(*id, *happened);
        }
        self.more_incidents += next.more_incidents;
        for one in &next.incidents {
            self.incident(one.clone());
        }
    }

    /// Something happened to an instance.
    pub fn happened(&mut self, id: InstanceId, what: Happened) {
        if self.instances.len() >= INSTANCES_MAX && !self.instances.contains_key(&id) {
            self.more = true;
            return;
        }
        self.instances.entry(id).or_default().add(what);
    }

    /// Something got stuck, or is not any more.
    pub fn incident(&mut self, one: IncidentChange) {
        if self.incidents.len() >= INCIDENTS_MAX {
            self.more_incidents += 1;
        } else {
            self.incidents.push(one);
        }
    }
}

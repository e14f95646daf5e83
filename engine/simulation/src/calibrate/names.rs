//! Which element of the model an activity of a log is: by its id, or by its name where that is of one element alone.
use crate::ready::is_work;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Process;
use weir_core::process::Kind;
use weir_mining::log::Log;

/// Elements by the numbers of activities.
pub(crate) struct Elements {
    /// The id of the element, for each activity of the log.
    pub by_activity: Vec<Option<String>>,
    /// Is it work?
    pub work: BTreeMap<String, Work>,
    /// Tasks that the model gives to one person.
    pub assigned: BTreeSet<String>,
}

/// The kinds of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// By people.
    Person,
    /// By systems.
    System,
}

impl Elements {
    pub fn new(processes: &[Process], log: &Log) -> Self {
        let mut known: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        let (mut work, mut assigned) = (BTreeMap::new(), BTreeSet::new());
        for element in processes.iter().flat_map(|process| process.graph.node_weights()) {
            let id = element.id.as_str();
            if let Some(name) = element.name.as_deref().filter(|name| *name != id) {
                known.entry(name).and_modify(|of| *of = None).or_insert(Some(id));
            }
            if matches!(&element.kind, Kind::UserTask(task) if task.assignee.is_some()) {
                assigned.insert(id.to_owned());
            }
            if is_work(&element.kind) {
                let by = if matches!(element.kind, Kind::UserTask(_)) { Work::Person } else { Work::System };
                work.insert(id.to_owned(), by);
            }
        }
        for element in processes.iter().flat_map(|process| process.graph.node_weights()) {
            known.insert(element.id.as_str(), Some(element.id.as_str()));
        }
        let of = |name: &str| known.get(name).copied().flatten().map(str::to_owned);
        Elements { by_activity: log.activities.iter().map(of).collect(), work, assigned }
    }

    /// The element of a row; none where the model has no such.
    pub fn of(&self, log: &Log, row: usize) -> Option<&str> {
        self.by_activity[log.activity[row] as usize].as_deref()
    }

    /// The same where it is work.
    pub fn work_of(&self, log: &Log, row: usize) -> Option<&str> {
        self.of(log, row).filter(|element| self.work.contains_key(*element))
    }
}

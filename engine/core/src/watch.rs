//! Which changes of variables a condition is looked at for.
use crate::expression::Expression;
use std::collections::BTreeMap;

/// `camunda:variableName` and `camunda:variableEvents` of a conditional event, or `zeebe:conditionalFilter`: without them
/// every change of a variable in the condition counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Only these variables count; none is each in the condition.
    pub names: Vec<String>,
    /// It counts when it is set for the first time.
    pub created: bool,
    /// It counts when it is set again.
    pub updated: bool,
    /// It counts when it is taken away.
    pub deleted: bool,
}

/// How variables have changed since conditions were last looked at.
pub type Changed = BTreeMap<String, Change>;

/// How a variable has changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    /// It was set for the first time.
    pub created: bool,
    /// It was set again.
    pub updated: bool,
    /// It was taken away.
    pub deleted: bool,
}

impl Watch {
    /// Is this condition looked at after these changes?
    pub fn concerns(&self, condition: &Expression, changed: &Changed) -> bool {
        changed.iter().any(|(name, change)| {
            let read = || condition.reads_by_data() || condition.variables().contains(name);
            let meant = if self.names.is_empty() { read() } else { self.names.contains(name) };
            let counts = change.created && self.created || change.updated && self.updated;
            meant && (counts || change.deleted && self.deleted)
        })
    }
}

/// Every change counts.
pub static ALL: Watch = Watch { names: vec![], created: true, updated: true, deleted: true };

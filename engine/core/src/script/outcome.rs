//! What a script gives.
use crate::failure::{Failure, Stop};
use crate::id::WaitId;
use crate::time::Timestamp;
use crate::timer::{self, At};
use crate::wait::UserTask;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a script that does something gives.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Outcome {
    /// The value of its last statement.
    pub value: Value,
    /// The variables that it set, in the order of their names: where each is kept, else in the process.
    pub set: serde_json::Map<String, Value>,
    /// The variables that it set for its element alone.
    pub local: serde_json::Map<String, Value>,
    /// The variables that it took away, where each is nearest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
    /// Those that it took away from its element alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed_local: Vec<String>,
    /// What it changed of the user task.
    pub task: TaskChange,
    /// The BPMN error that it threw.
    pub thrown: Option<Thrown>,
}

/// A BPMN error thrown by a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thrown {
    /// Its code.
    pub code: String,
    /// The words of the script.
    pub message: String,
}

/// What a listener changed of a user task; what is none stays as it was. Nothing is written as an empty text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TaskChange {
    /// Who has it.
    pub assignee: Option<String>,
    /// Who may claim it.
    pub candidate_users: Option<Vec<String>>,
    /// Whose members may claim it.
    pub candidate_groups: Option<Vec<String>>,
    /// When it should be done: a point in time, or a duration from now.
    pub due: Option<String>,
    /// When to look at it again.
    pub follow_up: Option<String>,
    /// 0 to 100.
    pub priority: Option<u8>,
    /// Its name.
    pub name: Option<String>,
    /// What is to be done.
    pub description: Option<String>,
    /// Of a task that is done: which wait it was.
    pub wait: Option<WaitId>,
}

impl TaskChange {
    /// Does it change anything?
    pub fn is_empty(&self) -> bool {
        *self == TaskChange::default()
    }

    /// The change that makes any task one like this.
    pub fn like(task: &UserTask) -> TaskChange {
        let written = |time: Option<Timestamp>| Some(time.map(|time| time.to_string()).unwrap_or_default());
        TaskChange {
            assignee: Some(task.assignee.clone().unwrap_or_default()),
            candidate_users: Some(task.candidate_users.clone()),
            candidate_groups: Some(task.candidate_groups.clone()),
            due: written(task.due),
            follow_up: written(task.follow_up),
            priority: Some(task.priority),
            name: Some(task.name.clone().unwrap_or_default()),
            description: Some(task.description.clone().unwrap_or_default()),
            wait: None,
        }
    }

    /// This one, and then another.
    pub fn then(&mut self, later: &TaskChange) {
        let TaskChange {
            assignee,
            candidate_users,
            candidate_groups,
            due,
            follow_up,
            priority,
            name,
            description,
            wait,
        } = later.clone();
        self.assignee = assignee.or(self.assignee.take());
        self.candidate_users = candidate_users.or(self.candidate_users.take());
        self.candidate_groups = candidate_groups.or(self.candidate_groups.take());
        self.due = due.or(self.due.take());
        self.follow_up = follow_up.or(self.follow_up.take());
        self.priority = priority.or(self.priority);
        self.name = name.or(self.name.take());
        self.description = description.or(self.description.take());
        self.wait = wait.or(self.wait);
    }

    /// The task with it.
    pub fn on(&self, task: &mut UserTask, at: At) -> Result<(), Stop> {
        if let Some(assignee) = &self.assignee {
            task.assignee = Some(assignee.clone()).filter(|assignee| !assignee.is_empty());
        }
        if let Some(users) = &self.candidate_users {
            task.candidate_users.clone_from(users);
        }
        if let Some(groups) = &self.candidate_groups {
            task.candidate_groups.clone_from(groups);
        }
        if let Some(due) = &self.due {
            task.due = point(at, due)?;
        }
        if let Some(follow_up) = &self.follow_up {
            task.follow_up = point(at, follow_up)?;
        }
        let written = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        if let Some(name) = &self.name {
            task.name = written(name);
        }
        if let Some(description) = &self.description {
            task.description = written(description);
        }
        task.priority = self.priority.map_or(task.priority, |priority| priority.min(100));
        Ok(())
    }
}

/// A point in time, or a duration from now; nothing where nothing is written.
pub(crate) fn point(at: At, text: &str) -> Result<Option<Timestamp>, Stop> {
    if text.is_empty() {
        return Ok(None);
    }
    let due = Timestamp::parse_in(text, at.zone).or_else(|| Some(timer::duration(text, at)?.due));
    due.map(Some).ok_or(Stop::Failed(Failure::NotTime { text: text.to_owned() }))
}

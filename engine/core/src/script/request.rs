//! What a script gets: everything that its element sees, as it is now.
use super::{JavaScript, Purpose, TaskChange};
use crate::element::{Seen, View, task_before};
use crate::expression::Variables;
use crate::id::Key;
use crate::instance::Phase;
use crate::juel::Fact;
use crate::kind::Kind;
use crate::time::Timestamp;
use crate::wait::{UserTask, Wait, WaitFor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What the engine counts for the instances of repeated activities.
const COUNTERS: [&str; 4] = ["loopCounter", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances"];

/// One run of a script.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScriptRequest {
    /// The script.
    pub script: String,
    /// What it is there for.
    pub purpose: Purpose,
    /// Is its value kept, beside what it does?
    pub gives: bool,
    /// Every variable that it sees.
    pub variables: Map<String, Value>,
    /// The names of those that its element has itself.
    pub own: Vec<String>,
    /// What it can ask of its instance.
    pub facts: Facts,
    /// The user task that it listens to.
    pub task: Option<TaskSeen>,
    /// The time of the step, which the script sees as the time of the day.
    pub now: Timestamp,
}

/// What a script can ask of its instance.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// The id of the instance.
    pub process_instance_id: Option<Value>,
    /// What people know it by.
    pub process_business_key: Option<Value>,
    /// The id of its definition.
    pub process_definition_id: Option<Value>,
    /// The element at work.
    pub current_activity_id: Option<Value>,
    /// Its name.
    pub current_activity_name: Option<Value>,
    /// The event that a listener runs for.
    pub event_name: Option<Value>,
}

/// A user task as its listeners see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskSeen {
    /// What is known of it.
    #[serde(flatten)]
    pub known: TaskChange,
    /// May it still be changed?
    pub open: bool,
    /// Its id, once it is made.
    pub id: Option<String>,
}

impl ScriptRequest {
    /// What a script of this element instance gets now.
    pub fn of(view: View, key: Key, script: &JavaScript) -> ScriptRequest {
        let e = &view.instance.elements[&key];
        let seen = Seen(view, key);
        let mut variables: Map<String, Value> = view.instance.visible(key).into_iter().collect();
        for name in COUNTERS {
            if let Some(value) = seen.get(name) {
                variables.insert(name.to_owned(), value.into_owned());
            }
        }
        let event = match e.phase {
            Phase::Completing => "end",
            _ => "start",
        };
        ScriptRequest {
            script: script.text().to_owned(),
            purpose: script.purpose(),
            gives: matches!(&view.element(e).kind, Kind::ScriptTask { script: own, result: Some(_) } if own.text() == script.asked()),
            own: e.variables.keys().cloned().collect(),
            variables,
            facts: Facts {
                process_instance_id: seen.fact(Fact::InstanceId),
                process_business_key: seen.fact(Fact::BusinessKey),
                process_definition_id: seen.fact(Fact::DefinitionId),
                current_activity_id: seen.fact(Fact::ElementId),
                current_activity_name: seen.fact(Fact::ElementName),
                event_name: Some(event.into()),
            },
            task: task_of(view, key),
            now: view.now,
        }
    }
}

/// The task as it is, as it will be made, or as it was.
pub(crate) fn task_of(view: View, key: Key) -> Option<TaskSeen> {
    let e = &view.instance.elements[&key];
    let Kind::UserTask(model) = &view.element(e).kind else { return None };
    let made = |wait: &Wait| if let WaitFor::UserTask(task) = &wait.on { Some((task.clone(), wait.id)) } else { None };
    let waiting = e.waits.iter().find_map(made);
    let known = match (&waiting, e.phase) {
        (Some((task, _)), _) => TaskChange::like(task),
        (None, Phase::Completing) => e.task.as_deref().cloned().unwrap_or_default(),
        // What cannot be found out fails when the task is made, and says so there.
        (None, _) => TaskChange::like(&task_before(view, e, model).unwrap_or_else(|_| UserTask::default())),
    };
    let wait = waiting.map(|(_, wait)| wait).or(known.wait);
    let id = wait.map(|wait| format!("{}.{key}.{wait}", view.instance.header.id));
    Some(TaskSeen { known, open: e.phase != Phase::Completing, id })
}

//! What an element knows of itself and of its instance, for expressions of other engines.
use super::View;
use crate::id::Key;
use crate::juel::Fact;
use crate::script::task_of;
use serde_json::Value;

/// A fact; none where there is nothing of the kind.
pub fn of(view: View, key: Key, fact: Fact) -> Option<Value> {
    let header = &view.instance.header;
    let element = || view.process.element(&view.instance.elements[&key].element);
    let name = || element().name.clone().map(Value::String);
    match fact {
        Fact::InstanceId => Some(header.id.to_string().into()),
        Fact::RootId => Some(header.root.to_string().into()),
        // What runs in the process itself is known as its instance; what runs in a scope of it by that scope.
        Fact::ExecutionId => Some(match view.instance.elements[&key].scope {
            None | Some(0) => header.id.to_string().into(),
            Some(scope) => format!("{}.{scope}", header.id).into(),
        }),
        Fact::BusinessKey => header.business_key.clone().map(Value::String),
        Fact::DefinitionId => Some(header.definition.clone().into()),
        Fact::ElementId => Some(element().id.as_str().into()),
        Fact::ElementName => name(),
        Fact::Tenant => view.tenant.map(Value::from),
        Fact::User => view.actor.map(Value::from),
        Fact::TaskName => of_task(view, key, fact).or_else(name),
        Fact::TaskId | Fact::Description | Fact::Assignee | Fact::Due | Fact::FollowUp | Fact::Priority => {
            of_task(view, key, fact)
        }
    }
}

/// A fact of the user task that a listener is told of. Nothing is known as an empty text.
fn of_task(view: View, key: Key, fact: Fact) -> Option<Value> {
    // What the task is made of may ask for it, and gets nothing then.
    let task = view.parameters.once(|| task_of(view, key))?;
    let known = task.known;
    let text = match fact {
        Fact::TaskId => task.id,
        Fact::TaskName => known.name,
        Fact::Description => known.description,
        Fact::Assignee => known.assignee,
        Fact::Due => known.due,
        Fact::FollowUp => known.follow_up,
        _ => return known.priority.map(Value::from),
    };
    text.filter(|text| !text.is_empty()).map(Value::String)
}

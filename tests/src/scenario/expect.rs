//! What is seen after a step, compared with what was expected.
use super::coverage::passed;
use super::format::Expect;
use super::pattern::{difference, fits};
use super::run::{Runner, all, complete, refusal};
use serde::Serialize;
use serde_json::Value;
use weir_core::InstanceId;
use weir_core::instance::Variables;
use weir_engine::api::{IncidentFilter, UserTaskFilter, WaitFilter};

/// Waits that are shown elsewhere, or that only say what would be caught.
const NOT_LISTED: [&str; 4] = ["userTask", "job", "error", "escalation"];

/// The first difference, if there is one.
pub(super) async fn check(runner: &Runner<'_>, expected: &Expect) -> Result<(), String> {
    let engine = runner.engine;
    if let Some(incidents) = &expected.incidents {
        let found = complete(engine.incidents(&IncidentFilter::default(), &all()).await)?;
        difference("incidents", "element", incidents, &values(&found))?;
    }
    if let Some(tasks) = &expected.tasks {
        let found = complete(engine.user_tasks(&UserTaskFilter::default(), &all()).await)?;
        difference("tasks", "element", tasks, &values(&found))?;
    }
    if let Some(jobs) = &expected.jobs {
        let found = complete(engine.jobs(None, &all()).await)?;
        difference("jobs", "type", jobs, &values(&found))?;
    }
    if let Some(waits) = &expected.waits {
        let mut found = complete(engine.waits(&WaitFilter::default(), &all()).await)?;
        found.retain(|wait| !NOT_LISTED.contains(&wait.kind));
        difference("waits", "at", waits, &found.iter().map(wait).collect::<Vec<_>>())?;
    }
    if let Some(messages) = &expected.messages {
        let found = complete(engine.messages(None, &all()).await)?;
        difference("messages", "name", messages, &values(&found))?;
    }
    if let Some(instances) = &expected.instances {
        difference("instances", "process", instances, &values(&runner.instances().await?))?;
    }
    for (person, wanted) in &expected.people {
        let found = runner.lists_of(person).await?;
        if !fits(wanted, &found) {
            return Err(format!("lists of {person}\n    expected: {wanted}\n    found:    {found}"));
        }
    }
    of_instance(runner, expected).await
}

async fn of_instance(runner: &Runner<'_>, expected: &Expect) -> Result<(), String> {
    let looked_at = expected.state.is_some()
        || expected.variables.is_some()
        || !expected.visited.is_empty()
        || !expected.not_visited.is_empty();
    if !looked_at {
        return Ok(());
    }
    let id = runner.instance(expected.instance.as_deref()).await?;
    if let Some(wanted) = &expected.state {
        let found = runner.instances().await?.into_iter().find(|i| i.id == id).map(|i| serde_json::json!(i.state));
        let found = found.as_ref().and_then(Value::as_str).unwrap_or("nowhere");
        if found != wanted {
            return Err(format!("state\n    expected: {wanted}\n    found:    {found}"));
        }
    }
    if let Some(wanted) = &expected.variables {
        variables(runner, id, wanted).await?;
    }
    let visited = passed(runner, id).await?;
    if let Some(missing) = expected.visited.iter().find(|element| !visited.contains(*element)) {
        return Err(format!("`{missing}` was never entered"));
    }
    match expected.not_visited.iter().find(|element| visited.contains(*element)) {
        Some(element) => Err(format!("`{element}` was entered")),
        None => Ok(()),
    }
}

async fn variables(runner: &Runner<'_>, id: InstanceId, wanted: &Variables) -> Result<(), String> {
    let found = runner.engine.variables(id, None).await.map_err(|error| refusal(&error))?;
    for (name, value) in wanted {
        let entry = found.iter().find(|entry| entry.scope == 0 && entry.name == *name);
        let found = entry.map_or(&Value::Null, |entry| &entry.value);
        if !fits(value, found) {
            return Err(format!("variable `{name}`\n    expected: {value}\n    found:    {found}"));
        }
    }
    Ok(())
}

/// A wait, with `at`: the event that fires when it comes, else the element that waits.
fn wait(wait: &weir_engine::api::Wait) -> Value {
    let mut value = serde_json::json!(wait);
    let at = wait.event.as_ref().unwrap_or(&wait.element).to_string();
    if let Value::Object(fields) = &mut value {
        fields.insert("at".into(), at.into());
    }
    value
}

fn values<T: Serialize>(things: &[T]) -> Vec<Value> {
    things.iter().map(|thing| serde_json::json!(thing)).collect()
}

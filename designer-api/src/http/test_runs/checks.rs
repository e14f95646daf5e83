//! What a scenario expects after a step. What cannot be looked at here is no success: it is a difference.
use super::format::{Played, Step};
use super::house::{House, all};
use super::seen;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use weir_core::objects;
use weir_engine::api::{IncidentFilter, UserTaskFilter};

/// Does one step and looks at what is expected then.
pub async fn play(house: &House, step: Played) -> Result<(), String> {
    let mut rest = step.rest;
    rest.remove("say");
    let expected = rest.remove("expect");
    let refused = rest.remove("refused");
    if !rest.is_empty() {
        let step: Step = objects::of(Value::Object(rest)).map_err(|error| error.to_string())?;
        let done = house.step(step).await;
        match (done, refused.as_ref().and_then(Value::as_str)) {
            (Ok(()), None) => {}
            (Ok(()), Some(code)) => return Err(format!("it was to be refused with `{code}`, and was done")),
            (Err(mut refusal), wanted) => {
                let document = refusal.document();
                if wanted != Some(&*document.code) {
                    return Err(format!("refused with `{}`: {}", document.code, document.detail));
                }
            }
        }
    }
    match expected {
        Some(Value::Object(expected)) => compare(house, &expected).await,
        Some(_) => Err("`expect` is an object".into()),
        None => Ok(()),
    }
}

async fn compare(house: &House, expected: &Map<String, Value>) -> Result<(), String> {
    let told = |mut refusal: super::super::Refusal| refusal.document().detail.clone();
    let main = house.main().await.map_err(told)?;
    for (what, wanted) in expected {
        match what.as_str() {
            "state" => {
                let detail = house.engine.instance(main).await.map_err(|error| error.to_string())?;
                let summary = serde_json::to_value(&detail.summary).map_err(|error| error.to_string())?;
                same("state", wanted, summary.get("state").unwrap_or(&Value::Null))?;
            }
            "variables" => {
                let all = house.engine.variables(main, None).await.map_err(|error| error.to_string())?;
                for (name, value) in wanted.as_object().into_iter().flatten() {
                    let is = all
                        .iter()
                        .find(|one| one.name == *name && one.scope == 0)
                        .map_or(&Value::Null, |one| &one.value);
                    same(name, value, is)?;
                }
            }
            "tasks" => {
                let open =
                    house.engine.user_tasks(&UserTaskFilter::default(), &all()).await.map_err(|e| e.to_string())?;
                let open = open.items.iter().map(|task| task.element.to_string()).collect();
                sets("tasks", wanted, "element", &open)?;
            }
            "jobs" => {
                let open = house.engine.jobs(None, &all()).await.map_err(|error| error.to_string())?;
                sets("jobs", wanted, "type", &open.items.into_iter().map(|job| job.job_type).collect())?;
            }
            "incidents" => {
                let open =
                    house.engine.incidents(&IncidentFilter::default(), &all()).await.map_err(|e| e.to_string())?;
                let open = open.items.iter().map(|one| one.element.to_string()).collect();
                sets("incidents", wanted, "element", &open)?;
            }
            "visited" | "notVisited" => {
                let covered = seen::covered(house).await.map_err(told)?;
                for id in wanted.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    if covered.contains(id) != (what == "visited") {
                        return Err(format!("`{id}` was {}visited", if what == "visited" { "not " } else { "" }));
                    }
                }
            }
            other => return Err(format!("`expect.{other}` is not looked at in a test run of a draft")),
        }
    }
    Ok(())
}

fn same(what: &str, wanted: &Value, is: &Value) -> Result<(), String> {
    if wanted == is { Ok(()) } else { Err(format!("`{what}` is {is}, not {wanted}")) }
}

fn sets(what: &str, wanted: &Value, name: &str, open: &BTreeSet<String>) -> Result<(), String> {
    let all = wanted.as_array().into_iter().flatten();
    let wanted: BTreeSet<String> =
        all.filter_map(|one| one.as_str().or_else(|| one.get(name)?.as_str())).map(str::to_owned).collect();
    if wanted == *open { Ok(()) } else { Err(format!("`{what}` are {open:?}, not {wanted:?}")) }
}

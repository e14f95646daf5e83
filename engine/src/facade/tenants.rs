//! Calls over the borders of tenants: what a model says in plain words is refused when it is deployed. What an expression
//! gives is judged when it is evaluated, by the core.
use crate::api::ResourceProblem;
use crate::partition::NewDefinition;
use weir_core::Problem;
use weir_core::process::{Kind, Value};

/// The calls of processes and decisions that are to belong to somebody else than this tenant.
pub fn other_tenants(definitions: &[NewDefinition], tenant: Option<&str>) -> Vec<ResourceProblem> {
    let mut problems = vec![];
    for NewDefinition { resource, process, .. } in definitions {
        for element in process.graph.node_weights() {
            let named = match &element.kind {
                Kind::CallActivity(call) => call.tenant.as_ref(),
                Kind::RuleTask(task) => task.tenant.as_ref(),
                _ => None,
            };
            let Some(Value::Fixed(named)) =
                named.filter(|named| !matches!(named, Value::Fixed(own) if tenant == Some(own)))
            else {
                continue;
            };
            let message = format!(
                "tenant `{named}` is another one: a process calls processes and decisions of its own tenant alone; remove it"
            );
            let problem = Problem::error("tenant-other", Some(&element.id), element.place, message);
            problems.push(ResourceProblem { resource: resource.clone(), problem });
        }
    }
    problems
}

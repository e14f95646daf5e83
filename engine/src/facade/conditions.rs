//! Conditional start events.
use super::Engine;
use crate::api::{StartConditions, StartedByCondition};
use crate::idempotency::once;
use crate::partition::{Reply, Task};
use crate::{Context, Error, START_CONDITIONS_MAX, checks};
use weir_core::element::start_conditions;

impl Engine {
    /// Asks the conditional start events of the latest versions, of one process or all, with these variables, and starts an
    /// instance at each whose condition holds. Nothing is remembered: a condition that holds starts one with every call.
    ///
    /// A condition that cannot be evaluated with these variables refuses the call. Where all processes are asked and some
    /// begin, it is only logged: the variables may well be meant for the others.
    pub async fn evaluate_start_conditions(
        &self,
        by: Context,
        given: StartConditions,
    ) -> Result<Vec<StartedByCondition>, Error> {
        checks::variables(&given.variables)?;
        checks::key("the business key", given.business_key.as_deref())?;
        if let Some(process) = &given.process
            && self.shell().catalogue.latest(process).is_none()
        {
            return Err(Error::not_found("process", process));
        }
        let (shell, tenant) = (self.shell().clone(), by.tenant.clone());
        let run = move |by| async move {
            let (mut starts, mut failed) = (vec![], vec![]);
            let asked = |process: &str| given.process.as_deref().is_none_or(|wanted| wanted == process);
            for release in shell.catalogue.starting() {
                let definition = &release.definition;
                if release.conditions && definition.tenant == tenant && asked(&definition.process) {
                    let process = shell.catalogue.process(&definition.id)?;
                    let met = start_conditions(&process, &given.variables, shell.at(shell.now()));
                    starts.extend(met.hold.into_iter().map(|event| (definition.id.clone(), event)));
                    failed
                        .extend(met.failed.into_iter().map(|(event, failure)| (definition.id.clone(), event, failure)));
                }
            }
            for (definition, event, failure) in failed {
                if given.process.is_some() || starts.is_empty() {
                    let message =
                        format!("the condition of `{event}` in `{definition}` cannot be evaluated: {failure}");
                    return Err(Error::invalid("condition-failed", message));
                }
                tracing::warn!(%definition, %event, %failure, "a start condition could not be evaluated");
            }
            if starts.len() > START_CONDITIONS_MAX {
                let message = format!("more than {START_CONDITIONS_MAX} conditions hold: name the process");
                return Err(Error::invalid("too-many-starts", message));
            }
            let partition = shell.new_instance().partition();
            shell.ask(partition, by, Task::StartConditions(starts, Box::new(given))).await
        };
        match once(self.shell(), by.into(), run).await? {
            Reply::ConditionsMet(started) => Ok(started),
            other => unreachable!("conditions are answered by what they started, not {other:?}"),
        }
    }
}

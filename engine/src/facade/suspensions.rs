//! Definitions that start no more instances, until they are activated again.
use super::Engine;
use super::trials::instances_of_definition;
use crate::api::{BatchSummary, Definition};
use crate::idempotency::once;
use crate::loops::START_TIMERS;
use crate::partition::{DefinitionChange, Task};
use crate::{Context, Error, IdempotencyKey, checks};

impl Engine {
    /// From now on nothing starts an instance of the definition: no request, timer, message, signal or call. With its
    /// instances, those that run stand still too, as a batch.
    pub async fn suspend_definition(
        &self,
        by: Context,
        id: &str,
        with_instances: bool,
        reason: Option<String>,
    ) -> Result<(Definition, Option<BatchSummary>), Error> {
        self.change_definition(by, id, true, with_instances, reason).await
    }

    /// It starts instances again. Times of its start timers that have passed meanwhile start nothing.
    pub async fn activate_definition(
        &self,
        by: Context,
        id: &str,
        with_instances: bool,
        reason: Option<String>,
    ) -> Result<(Definition, Option<BatchSummary>), Error> {
        self.change_definition(by, id, false, with_instances, reason).await
    }

    async fn change_definition(
        &self,
        by: Context,
        id: &str,
        suspended: bool,
        with_instances: bool,
        reason: Option<String>,
    ) -> Result<(Definition, Option<BatchSummary>), Error> {
        let definition = self.release(id)?.definition.id.clone();
        let reason = checks::reason(reason)?;
        // The instances are a request of their own, with a name of their own.
        let instances =
            Context { idempotency: by.idempotency.as_ref().map(IdempotencyKey::of_instances), ..by.clone() };
        let change = DefinitionChange { definition: definition.clone(), suspended, reason: reason.clone() };
        let shell = self.shell().clone();
        let run = move |by| async move { shell.ask(START_TIMERS, by, Task::SuspendDefinition(change)).await };
        once(self.shell(), by.into(), run).await?;
        let batch = if with_instances {
            let (of, operation) = instances_of_definition(&definition, suspended, reason);
            match self.begin_batch(instances, of, operation).await {
                Err(Error::Invalid { code: "no-instances", .. }) => None,
                begun => Some(begun?),
            }
        } else {
            None
        };
        Ok((self.definition(&definition).await?, batch))
    }
}

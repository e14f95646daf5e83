//! Dry runs over many instances, and of a definition. Each instance is tried on a copy, as a dry run of it alone would do.
use super::Engine;
use crate::api::{
    BatchOf, BatchOperation, BatchTrial, DefinitionTrial, InstanceFilter, Paging, StartTrial, TriedInstance,
    TriedRefusal,
};
use crate::paging::{bad_cursor, cursor, limit, place};
use crate::partition::{Migration, Task};
use crate::projection::Release;
use crate::{Context, Error};
use std::sync::Arc;
use weir_core::changes::Changes;
use weir_core::instance::State;
use weir_core::{Command, InstanceId, Rejection};

impl Engine {
    /// What a batch would do to its instances. Ask on while there is a cursor; instances are looked for anew each time.
    pub async fn try_batch(
        &self,
        by: Context,
        of: BatchOf,
        operation: BatchOperation,
        page: &Paging,
    ) -> Result<BatchTrial, Error> {
        self.check_batch(&operation)?;
        let (engine, page) = (self.clone(), page.clone());
        let tried = tokio::task::spawn_blocking(move || engine.tried_batch(&by, of, &operation, &page));
        tried.await.map_err(|_| Error::invalid("dry-run-failed", "the dry run broke down"))?
    }

    /// What suspending a definition would change, or activating it.
    pub async fn try_suspension(
        &self,
        by: Context,
        id: &str,
        suspended: bool,
        with_instances: bool,
        page: &Paging,
    ) -> Result<DefinitionTrial, Error> {
        let release = self.release(id)?;
        let mut definition = self.definition(&release.definition.id).await?;
        let changes = definition.suspended != suspended;
        definition.suspended = suspended;
        let latest = self.shell().catalogue.latest(&definition.process);
        let is_latest = latest.is_some_and(|latest| latest.definition.id == definition.id);
        let starts = if changes && is_latest { starts(&release) } else { vec![] };
        let instances = if with_instances {
            let (of, operation) = instances_of_definition(&definition.id, suspended, None);
            match self.try_batch(by, of, operation, page).await {
                Err(Error::Invalid { code: "no-instances", .. }) => None,
                tried => Some(tried?),
            }
        } else {
            None
        };
        Ok(DefinitionTrial { definition, changes, starts, instances })
    }

    fn tried_batch(
        &self,
        by: &Context,
        of: BatchOf,
        operation: &BatchOperation,
        page: &Paging,
    ) -> Result<BatchTrial, Error> {
        let instances = self.instances_of(of)?;
        if instances.is_empty() {
            return Err(Error::invalid("no-instances", "the batch is for no running instance"));
        }
        let from = match &page.cursor {
            None => 0,
            Some(cursor) => {
                let last = uuid::Uuid::from_slice(&place(b"trial", cursor)?).map_err(|_| bad_cursor())?;
                let last = InstanceId(last);
                instances.partition_point(|id| *id <= last)
            }
        };
        let end = instances.len().min(from + limit(page));
        let mut items = vec![];
        for id in &instances[from..end] {
            items.push(match self.tried_on(by, *id, operation) {
                Ok(changes) => TriedInstance { instance: *id, changes: Some(changes), refused: None },
                Err(error @ Error::Store(_)) => return Err(error),
                Err(error) => TriedInstance { instance: *id, changes: None, refused: Some(refusal(error)) },
            });
        }
        let next = (end < instances.len()).then(|| cursor(b"trial", instances[end - 1].0.as_bytes()));
        Ok(BatchTrial { operation: operation.name().to_owned(), total: instances.len() as u64, items, next })
    }

    fn tried_on(&self, by: &Context, id: InstanceId, operation: &BatchOperation) -> Result<Changes, Error> {
        let command = match operation {
            BatchOperation::Migrate { plan, reason } => {
                self.running(id)?;
                let (source, target) = self.ends_of(plan)?;
                let migration = Migration { source, target, plan: plan.clone(), reason: reason.clone() };
                return self.tried(by, id, Task::Migrate { instance: id, migration: Arc::new(migration) });
            }
            BatchOperation::Modify(change) => Command::Modify(Box::new(change.clone())),
            BatchOperation::Suspend { reason } => Command::Suspend { reason: reason.clone() },
            BatchOperation::Resume { reason } => Command::Resume { reason: reason.clone() },
            BatchOperation::Cancel { reason } => Command::Cancel { reason: reason.clone() },
        };
        self.tried_by_hand(by, id, command)
    }
}

/// The running instances of a definition, and what becomes of them when it is suspended or activated.
pub(super) fn instances_of_definition(
    definition: &str,
    suspended: bool,
    reason: Option<String>,
) -> (BatchOf, BatchOperation) {
    let filter = InstanceFilter {
        definition: Some(definition.to_owned()),
        state: Some(State::Running),
        ..InstanceFilter::default()
    };
    let operation = if suspended { BatchOperation::Suspend { reason } } else { BatchOperation::Resume { reason } };
    (BatchOf::Fitting(filter), operation)
}

fn starts(release: &Release) -> Vec<StartTrial> {
    let named = |kind: &str, event: &weir_core::ElementId, name: String| StartTrial {
        event: Some(event.clone()),
        kind: kind.to_owned(),
        name: Some(name),
    };
    let mut starts: Vec<StartTrial> = vec![];
    starts.extend(release.messages.iter().map(|(event, name)| named("message", event, name.clone())));
    starts.extend(release.signals.iter().map(|(event, name)| named("signal", event, name.clone())));
    starts.extend(release.timers.iter().map(|timer| named("timer", &timer.event, timer.due.to_string())));
    if release.conditions {
        starts.push(StartTrial { event: None, kind: "condition".to_owned(), name: None });
    }
    starts
}

fn refusal(error: Error) -> TriedRefusal {
    let (code, message) = (error.code().to_owned(), error.to_string());
    let obstacles = match error {
        Error::Rejected(Rejection::CannotModify { obstacles } | Rejection::CannotMigrate { obstacles }) => obstacles,
        _ => vec![],
    };
    TriedRefusal { code, message, obstacles }
}

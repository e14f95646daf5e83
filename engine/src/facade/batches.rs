//! Batches: the same for many instances, carried out in the background and kept over a crash.
use super::Engine;
use super::instances::fits;
use super::interventions::check_modification;
use crate::api::{BatchFailure, BatchOf, BatchOperation, BatchState, BatchSummary, InstanceFilter, Page, Paging};
use crate::idempotency::once;
use crate::keys::{Bytes, Reader, space};
use crate::paging::Rows;
use crate::partition::{By, Reply, Task};
use crate::projection::{Batch, BatchSteered, batch_key, batch_rows, header, unpack};
use crate::shell::{partition_of, random_bytes};
use crate::store::Table;
use crate::{BATCH_INSTANCES_MAX, Context, Error, checks};
use std::collections::BTreeSet;
use weir_core::InstanceId;
use weir_core::instance::State;

/// How many rows are read at once.
const CHUNK: usize = 1000;

impl Engine {
    /// Begins a batch; the answer comes when it is on disk, and what is left of it is done whatever happens.
    pub async fn begin_batch(
        &self,
        by: Context,
        of: BatchOf,
        operation: BatchOperation,
    ) -> Result<BatchSummary, Error> {
        self.check_batch(&operation)?;
        let engine = self.clone();
        // Which instances there are is asked once: who asks again gets the batch of the first time.
        let run = move |by: By| async move {
            let instances = engine.instances_of(of)?;
            if instances.is_empty() {
                return Err(Error::invalid("no-instances", "the batch is for no running instance"));
            }
            let id = uuid::Builder::from_random_bytes(random_bytes()).into_uuid().to_string();
            let (at, actor, total) = (engine.shell().now(), by.actor.clone(), instances.len() as u64);
            let (partition, batch) = (partition_of(&id), Batch { id, at, actor, operation, total, instances });
            engine.shell().ask(partition, by, Task::Batch(Box::new(batch))).await
        };
        match once(self.shell(), by.into(), run).await? {
            Reply::Batch(summary) => Ok(*summary),
            other => unreachable!("a batch is answered by its summary, not {other:?}"),
        }
    }

    /// All batches, by id.
    pub async fn batches(&self, page: &Paging) -> Result<Page<BatchSummary>, Error> {
        let range = Bytes::new().byte(space::MAIN).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Batch, range, descending: false };
        rows.page(page, |_, value| {
            let batch: Batch = unpack(value)?;
            self.progress(&batch).map(Some)
        })
    }

    /// A batch and how far it is.
    pub async fn batch(&self, id: &str) -> Result<BatchSummary, Error> {
        let row = self.shell().store.get(Table::Batch, &batch_key(id))?;
        let batch: Batch = unpack(&row.ok_or_else(|| Error::not_found("batch", id))?)?;
        self.progress(&batch)
    }

    /// Lets a batch stand still, go on, or gives it up. What was being done to an instance at that moment is done; one
    /// that was given up lists the rest as not done.
    pub async fn steer_batch(
        &self,
        by: Context,
        id: &str,
        to: BatchState,
        reason: Option<String>,
    ) -> Result<BatchSummary, Error> {
        self.batch(id).await?;
        let (shell, reason) = (self.shell().clone(), checks::reason(reason)?);
        let (partition, batch) = (partition_of(id), id.to_owned());
        let run = move |by: By| async move {
            let steered = BatchSteered { batch, to, at: shell.now(), actor: by.actor.clone(), reason };
            shell.ask(partition, by, Task::SteerBatch(Box::new(steered))).await
        };
        once(self.shell(), by.into(), run).await?;
        self.batch(id).await
    }

    /// Its instances that could not be done, and why.
    pub async fn batch_failures(&self, id: &str, page: &Paging) -> Result<Page<BatchFailure>, Error> {
        self.batch(id).await?;
        let range = batch_rows(space::FAILED, id).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Batch, range, descending: false };
        rows.page(page, |key, value| {
            let instance = key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance());
            let (code, message) = unpack(value)?;
            Ok(instance.map(|instance| BatchFailure { instance, code, message }))
        })
    }

    fn progress(&self, batch: &Batch) -> Result<BatchSummary, Error> {
        let count = |space| -> Result<u64, Error> {
            let (start, end) = batch_rows(space, &batch.id).prefix();
            Ok(self.shell().store.scan(Table::Batch, &start, &end, BATCH_INSTANCES_MAX)?.len() as u64)
        };
        let steered = self.shell().store.get(Table::Batch, &batch_rows(space::STEERED, &batch.id).done())?;
        let steered = steered.map(|row| unpack(&row)).transpose()?;
        Ok(BatchSummary::of(batch, count(space::PENDING)?, count(space::FAILED)?, steered))
    }

    /// Is it something that can be done at all, whatever the instance?
    pub(super) fn check_batch(&self, operation: &BatchOperation) -> Result<(), Error> {
        match operation {
            BatchOperation::Migrate { plan, reason } => {
                checks::reason(reason.clone())?;
                self.ends_of(plan).map(drop)
            }
            BatchOperation::Modify(change) => check_modification(change),
            BatchOperation::Suspend { reason }
            | BatchOperation::Resume { reason }
            | BatchOperation::Cancel { reason } => checks::reason(reason.clone()).map(drop),
        }
    }

    /// Which instances, each once.
    pub(super) fn instances_of(&self, of: BatchOf) -> Result<Vec<InstanceId>, Error> {
        let found: BTreeSet<InstanceId> = match of {
            BatchOf::Instances(instances) => instances.into_iter().collect(),
            BatchOf::Fitting(filter) => self.fitting(&filter)?,
        };
        if found.len() > BATCH_INSTANCES_MAX {
            let message = format!("a batch is for at most {BATCH_INSTANCES_MAX} instances: ask for fewer at once");
            return Err(Error::invalid("too-many-instances", message));
        }
        Ok(found.into_iter().collect())
    }

    /// The running instances that fit at this moment, one more than a batch may have at most.
    fn fitting(&self, filter: &InstanceFilter) -> Result<BTreeSet<InstanceId>, Error> {
        let store = &self.shell().store;
        let (table, (mut start, end)) = match &filter.process {
            Some(process) => (Table::ActiveInstance, Bytes::new().text(process).prefix()),
            None => (Table::ActiveInstance, Bytes::new().prefix()),
        };
        let mut found = BTreeSet::new();
        while found.len() <= BATCH_INSTANCES_MAX {
            let rows = store.scan(table, &start, &end, CHUNK)?;
            let Some((last, _)) = rows.last() else { break };
            start = crate::keys::after(last);
            for (key, _) in rows {
                let Some(id) = key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance()) else {
                    continue;
                };
                let fitting =
                    header(&self.shell().view(), id)?.filter(|h| h.state == State::Running && fits(filter, h));
                found.extend(fitting.map(|h| h.id));
            }
        }
        Ok(found)
    }
}

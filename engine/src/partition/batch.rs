//! Batches: the same for many instances. What is to be done are rows; each is gone in the commit that does it, so that
//! a crash at any moment neither leaves out an instance nor does one twice.
use super::dead_letter::Trouble;
use super::request::{BatchItem, Migration, Reply, Want};
use super::turn::{Halt, Turn};
use crate::api::{BatchOperation, BatchState, BatchSummary};
use crate::error::Error;
use crate::keys::space;
use crate::projection::{Batch, BatchSteered, Record, batch_rows, unpack};
use crate::store::Table;
use weir_core::Command;

impl Turn<'_> {
    pub(super) fn begin_batch(&mut self, batch: Batch) -> Reply {
        let summary = BatchSummary::of(&batch, batch.total, 0, None);
        self.effects.batches = true;
        self.records.push(Record::BatchBegun(batch));
        Reply::Batch(Box::new(summary))
    }

    /// Somebody stops a batch for a while, lets it go on, or gives it up. One that is over, or was given up, stays so.
    pub(super) fn steer_batch(&mut self, steered: Box<BatchSteered>) -> Result<Reply, Halt> {
        let row = batch_rows(space::STEERED, &steered.batch).done();
        if self.is_gone(Table::Batch, &row) {
            let message = "somebody has just paused, resumed or cancelled this batch: look at it again";
            return Err(Error::invalid("batch-changed-meanwhile", message).into());
        }
        let (start, end) = batch_rows(space::PENDING, &steered.batch).prefix();
        let over = self.shell.store.scan(Table::Batch, &start, &end, 1)?.is_empty();
        if over || self.told(&steered.batch)?.is_some_and(|told| told.to == BatchState::Cancelled) {
            let message = "the batch has done all it had to do, or was cancelled: begin another one";
            return Err(Error::invalid("batch-over", message).into());
        }
        self.gone(Table::Batch, row);
        self.effects.batches = true;
        self.records.push(Record::BatchSteered(steered));
        Ok(Reply::Done)
    }

    /// What somebody last told a batch to do.
    fn told(&self, batch: &str) -> Result<Option<BatchSteered>, Error> {
        let row = self.shell.store.get(Table::Batch, &batch_rows(space::STEERED, batch).done())?;
        Ok(row.map(|row| unpack(&row)).transpose()?)
    }

    /// One instance of a batch. What cannot be done is written down, and the batch goes on.
    pub(super) fn batch_item(&mut self, item: &BatchItem) -> Result<Reply, Halt> {
        let row = batch_rows(space::PENDING, &item.batch).instance(item.instance).done();
        if self.is_gone(Table::Batch, &row) || self.shell.store.get(Table::Batch, &row)?.is_none() {
            return Ok(Reply::Done);
        }
        if let Some(Trouble { code, message, .. }) = item.trouble.clone() {
            self.gone(Table::Batch, row);
            let (batch, instance, failure) = (item.batch.clone(), item.instance, Some((code, message)));
            self.records.push(Record::BatchItemDone { batch, instance, failure });
            return Ok(Reply::Done);
        }
        let told = self.told(&item.batch)?;
        let failure = match told.as_ref().map(|told| told.to) {
            Some(BatchState::Paused) => return Ok(Reply::Done),
            Some(BatchState::Cancelled) => {
                let why = told.and_then(|told| told.reason).unwrap_or_default();
                Some(("batch-cancelled".to_owned(), why))
            }
            _ => self.do_item(item)?,
        };
        self.gone(Table::Batch, row);
        self.records.push(Record::BatchItemDone { batch: item.batch.clone(), instance: item.instance, failure });
        Ok(Reply::Done)
    }

    /// Does it to an instance; code and words where that cannot be done.
    fn do_item(&mut self, item: &BatchItem) -> Result<Option<(String, String)>, Halt> {
        let operated = self.operate(item);
        // Nobody asks what has changed.
        self.intervened = None;
        match operated {
            Ok(_) => Ok(None),
            Err(Halt::Refused(
                error @ (Error::Rejected(_)
                | Error::NotFound { .. }
                | Error::Invalid { .. }
                | Error::InvalidModel { .. }),
            )) => Ok(Some((error.code().to_owned(), error.to_string()))),
            Err(halt) => Err(halt),
        }
    }

    fn operate(&mut self, item: &BatchItem) -> Result<Reply, Halt> {
        let id = item.instance;
        match &*item.operation {
            BatchOperation::Migrate { plan, reason } => {
                let source = self.shell.catalogue.process(&plan.source)?;
                let target = self.shell.catalogue.process(&plan.target)?;
                self.migrate(id, &Migration { source, target, plan: plan.clone(), reason: reason.clone() })
            }
            BatchOperation::Modify(change) => {
                self.command(id, Command::Modify(Box::new(change.clone())), Want::Nothing)
            }
            BatchOperation::Suspend { reason } => {
                self.command(id, Command::Suspend { reason: reason.clone() }, Want::Nothing)
            }
            BatchOperation::Resume { reason } => {
                self.command(id, Command::Resume { reason: reason.clone() }, Want::Nothing)
            }
            BatchOperation::Cancel { reason } => {
                self.command(id, Command::Cancel { reason: reason.clone() }, Want::Nothing)
            }
        }
    }
}

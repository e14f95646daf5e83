//! Batches: the same for many instances. What is to be done are rows; each is gone in the commit that does it, so that
//! a crash at any moment neither leaves out an instance nor does one twice.
use super::dead_letter::Trouble;
use super::request::{BatchItem, Migration, Reply, Want};
use super::turn::{Halt, Turn};
use crate::api::{BatchOperation, BatchSummary};
use crate::error::Error;
use crate::keys::space;
use crate::projection::{Batch, Record, batch_rows};
use crate::store::Table;
use weir_core::Command;

impl Turn<'_> {
    pub(super) fn begin_batch(&mut self, batch: Batch) -> Reply {
        let summary = BatchSummary::of(&batch, batch.total, 0);
        self.effects.batches = true;
        self.records.push(Record::BatchBegun(batch));
        Reply::Batch(Box::new(summary))
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
        let failure = match self.operate(item) {
            Ok(_) => None,
            Err(Halt::Refused(
                error @ (Error::Rejected(_)
                | Error::NotFound { .. }
                | Error::Invalid { .. }
                | Error::InvalidModel { .. }),
            )) => Some((error.code().to_owned(), error.to_string())),
            Err(halt) => return Err(halt),
        };
        self.gone(Table::Batch, row);
        self.records.push(Record::BatchItemDone { batch: item.batch.clone(), instance: item.instance, failure });
        Ok(Reply::Done)
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
        }
    }
}

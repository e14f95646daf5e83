//! What a turn completes is counted with it.
use super::turn::Turn;
use crate::projection::{add, tally_change};
use weir_core::ElementId;

impl Turn<'_> {
    /// What was completed is counted, on top of what is not on disk yet.
    pub(super) fn tally(&mut self, definition: &str, done: Vec<ElementId>) {
        if done.is_empty() {
            return;
        }
        match self.cache.tally(&self.shell.view(), definition, self.partition) {
            Ok(counts) => {
                add(counts, done);
                self.changes.push(tally_change(definition, self.partition, counts));
            }
            Err(error) => self.refuse(error.into()),
        }
    }
}

//! What a turn completes is counted with it.
use super::turn::Turn;
use crate::projection::{Completed, add, tally_change};

impl Turn<'_> {
    /// What was completed is counted, on top of what is not on disk yet.
    pub(super) fn tally(&mut self, definition: &str, done: Completed) {
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

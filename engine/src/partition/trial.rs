//! A dry run: the turn that a request would be, on a copy. Nothing that it leads to leaves it, not even a count.
use super::ahead::Ahead;
use super::cache::Cache;
use super::request::{Reply, Task};
use super::turn::{Halt, Turn};
use crate::counters::Counters;
use crate::error::Error;
use crate::shell::Shell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use weir_core::{Actor, InstanceId};

/// What a request to the partition of this instance would be answered now, as far as everything is on disk.
pub fn tried(shell: &Arc<Shell>, actor: &Actor, id: InstanceId, task: Task) -> Result<Reply, Error> {
    let (mut cache, ahead, counters) = (Cache::new(shell.cache_bytes), Ahead::default(), Counters::default());
    let mut turn = Turn::new(id.partition(), shell, shell.now(), actor, &mut cache, &ahead, &counters);
    match catch_unwind(AssertUnwindSafe(|| turn.run(task))) {
        Ok(Ok(reply)) => Ok(reply),
        Ok(Err(Halt::Refused(error))) => Err(error),
        Ok(Err(Halt::Broken { message, .. })) => Err(Error::Broken { message }),
        Err(_) => Err(Error::Broken { message: "it would break an invariant".to_owned() }),
    }
}

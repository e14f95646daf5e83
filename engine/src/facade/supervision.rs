//! Supervision: a part of the engine that dies takes the node down in good order, instead of leaving it half alive.
use crate::shell::Shell;
use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;

/// Runs a part of the engine. One that panics stops the engine: what it kept in memory is not to be trusted, and what is
/// on disk is whole; a restart goes on from there.
pub(super) async fn supervised(shell: Arc<Shell>, part: String, work: impl Future<Output = ()>) {
    let mut work = pin!(work);
    let panic = poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
        Ok(poll) => poll.map(|()| None),
        Err(panic) => std::task::Poll::Ready(Some(panic)),
    });
    if let Some(panic) = panic.await {
        died(&shell, &part, &*panic);
    }
}

/// The same for a part with a thread of its own.
pub(super) fn supervised_thread(shell: &Shell, part: &str, work: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(work)) {
        died(shell, part, &*panic);
    }
}

fn died(shell: &Shell, part: &str, panic: &(dyn Any + Send)) {
    shell.stop(format!("{part} has died: {}", crate::shell::said(panic)));
}

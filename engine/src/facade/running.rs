//! The tasks and the thread of a running engine, and their end.
use super::supervision::{supervised, supervised_thread};
use crate::error::Error;
use crate::options::Options;
use crate::partition::Partition;
use crate::shell::{Parts, Shell};
use crate::store::Store;
use crate::{analytics, committer, loops, simulation};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// How long a shutdown waits for what was begun.
const SHUTDOWN: Duration = Duration::from_secs(9);

/// A running engine. It ends when this is dropped.
pub struct Running {
    pub(super) shell: Arc<Shell>,
    tasks: Mutex<JoinSet<()>>,
    committer: Mutex<Option<JoinHandle<()>>>,
    analytics: Mutex<Option<JoinHandle<()>>>,
}

impl Running {
    pub(super) fn start(store: Arc<dyn Store>, options: Options) -> Result<Self, Error> {
        let Parts { shell, requests, pending } = Shell::parts(store, &options)?;
        let mut tasks = JoinSet::new();
        for (number, queue) in requests.into_iter().enumerate() {
            let partition = Partition::new(number as u8, shell.clone()).run(queue);
            tasks.spawn(supervised(shell.clone(), format!("partition {number}"), partition));
        }
        for name in loops::kept_names(&shell)? {
            shell.hub.matching.add(name);
        }
        supervise(&mut tasks, &shell, "timers", loops::timers(shell.clone()));
        supervise(&mut tasks, &shell, "conditions", loops::conditions(shell.clone()));
        supervise(&mut tasks, &shell, "parcels", loops::parcels(shell.clone()));
        supervise(&mut tasks, &shell, "batches", loops::batches(shell.clone()));
        supervise(&mut tasks, &shell, "matching", loops::matching(shell.clone()));
        supervise(&mut tasks, &shell, "evaluating", loops::evaluating(shell.clone(), options.evaluation));
        supervise(&mut tasks, &shell, "alerting", loops::alerting(shell.clone()));
        supervise(&mut tasks, &shell, "forgetting", loops::forgetting(shell.clone()));
        let every = options.checkpoint_every;
        supervise(&mut tasks, &shell, "checkpoints", loops::checkpoints(shell.clone(), every));
        supervise(&mut tasks, &shell, "simulations", simulation::simulating(shell.clone()));
        tidy_attachments(&mut tasks, &shell);
        let theirs = shell.clone();
        let committer = std::thread::Builder::new().name("weir-committer".to_owned());
        let committer =
            committer.spawn(move || supervised_thread(&theirs, "the committer", || committer::run(&theirs, pending)));
        let committer = committer.map_err(|error| Error::Stopped { reason: format!("no committer: {error}") })?;
        let theirs = shell.clone();
        let analytics = std::thread::Builder::new().name("weir-analytics".to_owned());
        let analytics = analytics.spawn(move || supervised_thread(&theirs, "analytics", || analytics::run(&theirs)));
        let analytics = analytics.map_err(|error| Error::Stopped { reason: format!("no analytics: {error}") })?;
        let (committer, analytics) = (Mutex::new(Some(committer)), Mutex::new(Some(analytics)));
        Ok(Running { shell, tasks: Mutex::new(tasks), committer, analytics })
    }

    /// Takes no more requests, finishes what was begun, ends all tasks.
    pub(super) async fn end(&self) -> Result<(), Error> {
        self.shell.close();
        // What is not done by then is not answered, and may be asked again.
        let _ = tokio::time::timeout(SHUTDOWN, self.shell.busy.quiet()).await;
        self.end_committer();
        let mut tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        tasks.abort_all();
        while tasks.join_next().await.is_some() {}
        let committer = self.committer.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.shell.analytics.end();
        let analytics = self.analytics.lock().unwrap_or_else(PoisonError::into_inner).take();
        let shell = self.shell.clone();
        let written = tokio::task::spawn_blocking(move || {
            if analytics.is_some_and(|thread| thread.join().is_err()) {
                tracing::error!("analytics panicked");
            }
            if committer.is_some_and(|thread| thread.join().is_err()) {
                tracing::error!("the committer panicked");
            }
            if let Some(Err(reason)) = shell.checkpoints.as_ref().map(|book| book.make(&shell)) {
                tracing::warn!(reason, "the last checkpoint of the log could not be signed");
            }
            shell.store.checkpoint()
        });
        written.await.map_err(|panic| Error::Stopped { reason: panic.to_string() })?.map_err(Error::from)
    }

    /// Behind everything that was decided.
    fn end_committer(&self) {
        while let Err(mpsc::error::TrySendError::Full(_)) = self.shell.commits.try_send(None) {
            std::thread::yield_now();
        }
    }
}

/// Removes contents that a process left behind that ended between taking them in and saying whose they are.
fn tidy_attachments(tasks: &mut JoinSet<()>, shell: &Arc<Shell>) {
    let Some(blobs) = shell.blobs.clone() else { return };
    let shell = shell.clone();
    tasks.spawn_blocking(move || match blobs.tidy_all(&*shell.store) {
        Ok(0) => {}
        Ok(removed) => tracing::info!(removed, "contents that nobody refers to were removed"),
        Err(error) => tracing::warn!(%error, "attachments could not be tidied; the next start tries again"),
    });
}

/// A loop, for as long as the engine runs.
fn supervise(tasks: &mut JoinSet<()>, shell: &Arc<Shell>, name: &str, work: impl Future<Output = ()> + Send + 'static) {
    let work = loops::until_stopped(shell.conditions(), work);
    tasks.spawn(supervised(shell.clone(), format!("the loop for {name}"), work));
}

impl Drop for Running {
    fn drop(&mut self) {
        self.shell.close();
        self.shell.analytics.end();
        self.end_committer();
        // The tasks end with their set.
    }
}

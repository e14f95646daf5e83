//! Running the engine: health, figures, shutdown.
use super::Engine;
use crate::api::{Condition, Health, Metrics};
use crate::shell::Running;
use crate::store::Condition as StoreCondition;
use crate::{Error, loops};
use std::time::Duration;
use weir_core::Timestamp;

/// How often "until idle" looks again while nothing is under way but rows are left.
const LOOK_AGAIN: Duration = Duration::from_millis(1);

impl Engine {
    /// Whether the engine takes work.
    pub fn health(&self) -> Health {
        let store = self.shell().store.health();
        let (condition, reason) = match (self.shell().condition(), &store.condition) {
            (Running::Stopped(reason), _) => (Condition::Stopped, Some(reason)),
            (_, StoreCondition::FsyncFailed { reason } | StoreCondition::ViewFailed { reason }) => {
                (Condition::Stopped, Some(reason.clone()))
            }
            (Running::Closing, _) => (Condition::Stopped, Some("it is shutting down".to_owned())),
            (_, StoreCondition::StorageFull { reason }) => (Condition::StorageFull, Some(reason.clone())),
            (_, StoreCondition::Unwritable { reason }) => (Condition::StorageUnwritable, Some(reason.clone())),
            (Running::Full(_) | Running::Unwritable(_) | Running::Yes, StoreCondition::Writable) => {
                (Condition::Running, None)
            }
        };
        let (log_bytes, view_lag_bytes, free_bytes) = (store.log_bytes, store.view_lag_bytes, store.free_bytes);
        Health { condition, reason, log_bytes, view_lag_bytes, free_bytes }
    }

    /// Figures for operators.
    pub fn metrics(&self) -> Metrics {
        let (shell, store) = (self.shell(), self.shell().store.health());
        let (counters, analytics) = (&shell.counters, &shell.analytics);
        let (rows, bytes, aggregates) =
            analytics.look(|ledger| (ledger.held().0, ledger.bytes(), ledger.aggregates().bytes()));
        Metrics {
            commands: counters.commands.get(),
            events: counters.events.get(),
            rejected: counters.rejected(),
            groups: counters.groups.get(),
            commits: counters.commits.get(),
            group_size: counters.group_size.histogram(),
            commit_us: counters.commit_us.histogram(),
            last_fsync_us: store.last_fsync_us,
            queued: shell.queued(),
            timer_late_ms: counters.timer_late_ms.histogram(),
            cache_hits: counters.cache_hits.get(),
            cache_misses: counters.cache_misses.get(),
            instances_started: counters.instances_started.get(),
            instances_ended: counters.instances_ended.get(),
            incidents_raised: counters.incidents_raised.get(),
            open_instances: store.open.instances,
            open_user_tasks: store.open.user_tasks,
            open_jobs: store.open.jobs,
            open_incidents: store.open.incidents,
            jobs_locked: counters.jobs_locked.get(),
            quarantined: counters.quarantined.get(),
            dead_letters: counters.dead_letters.get(),
            evaluations: counters.evaluations.get(),
            evaluations_killed: counters.evaluations_killed.get(),
            log_bytes: store.log_bytes,
            overlay_bytes: store.overlay_bytes,
            view_lag_bytes: store.view_lag_bytes,
            analytics_events: analytics.events.get(),
            analytics_lag_ms: analytics.progress().lag_ms,
            analytics_waited_ms: analytics.lag_ms.histogram(),
            analytics_rows: rows as u64,
            analytics_bytes: bytes as u64,
            analytics_aggregate_bytes: aggregates as u64,
            analytics_told_ns: analytics.told_ns.get(),
        }
    }

    /// When the next timer is due, of an instance or of a start event. For tests and the sandbox, which let time pass from
    /// one to the next.
    pub fn next_due(&self) -> Result<Option<Timestamp>, Error> {
        Ok(loops::next_due(self.shell())?)
    }

    /// Returns when nothing moves by itself any more: no due timer, no command under way between instances, no
    /// expression under evaluation; or when the engine has stopped. For tests and the sandbox.
    pub async fn idle(&self) {
        loop {
            self.shell().busy.quiet().await;
            if matches!(self.shell().condition(), Running::Stopped(_)) {
                return;
            }
            // A store that cannot be read does nothing either.
            if loops::is_done(self.shell()).unwrap_or(true) && self.shell().busy.count() == 0 {
                return;
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Returns when the engine has stopped because its store failed, with the reason; the process should then exit with
    /// a failure.
    pub async fn stopped(&self) -> String {
        let mut conditions = self.shell().conditions();
        match conditions.wait_for(|c| matches!(c, Running::Stopped(_))).await.as_deref() {
            Ok(Running::Stopped(reason)) => reason.clone(),
            _ => unreachable!("the engine is held by whoever waits"),
        }
    }

    /// Writes everything to the view, so that the next start is quick.
    pub async fn checkpoint(&self) -> Result<(), Error> {
        let store = self.shell().store.clone();
        let written = tokio::task::spawn_blocking(move || store.checkpoint()).await;
        written.map_err(|panic| Error::Stopped { reason: panic.to_string() })?.map_err(Error::from)
    }

    /// Takes no more requests, finishes what was begun, flushes. At most ten seconds.
    pub async fn shutdown(&self) -> Result<(), Error> {
        self.running.end().await
    }
}

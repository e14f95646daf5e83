//! Who may do what: look at it, change it, read what was done with it.
use super::Engine;
use crate::api::{AuditFilter, ChangeAccess, Page, Paging};
use crate::idempotency::{asked, once};
use crate::keys::{Bytes, space};
use crate::loops::START_TIMERS;
use crate::paging::Rows;
use crate::partition::{By, Reply, Task};
use crate::projection::unpack;
use crate::store::Table;
use crate::{Context, Error, checks};
use tokio::sync::watch;
use weir_core::access::{Access, AuditLine, Caller};

/// How many changes, and how many lines, one request may have.
const CHANGES_MAX: usize = 10_000;

impl Engine {
    /// Looks at who may do what. Others change nothing meanwhile: look, do not work.
    pub fn access<T>(&self, look: impl FnOnce(&Access) -> T) -> T {
        self.shell().access.look(look)
    }

    /// Somebody who was let in, with the grants that are theirs now.
    pub fn caller(&self, user: &str) -> Option<Caller> {
        let (organisation, now) = (self.shell().organisation.now(), self.shell().now());
        self.shell().access.look(|access| Caller::of(access, &organisation, user, now))
    }

    /// A number that changes with everything that is written down about access.
    pub fn access_changed(&self) -> watch::Receiver<u64> {
        self.shell().access.changed()
    }

    /// The SHA-256 of what was asked under an idempotency key, where its answer is kept for so many milliseconds yet:
    /// whoever asks the same under it gets that answer, and nothing happens.
    pub fn asked_under(&self, key: &str, for_ms: i64) -> Result<Option<[u8; 32]>, Error> {
        asked(self.shell(), key, for_ms)
    }

    /// Changes who may do what: all of it, or nothing. Answered when it is durable; whoever asks from then on is decided
    /// by it.
    pub async fn change_access(&self, by: Context, change: ChangeAccess) -> Result<u64, Error> {
        if change.changes.len() > CHANGES_MAX || change.lines.len() > CHANGES_MAX {
            let message = format!("one request has at most {CHANGES_MAX} changes: send several");
            return Err(Error::invalid("too-many-changes", message));
        }
        let mut change = change;
        for line in &mut change.lines {
            line.object = line.object.take().map(checks::cut);
            line.detail = line.detail.take().map(checks::cut);
        }
        let (shell, task) = (self.shell().clone(), Task::ChangeAccess(Box::new(change)));
        // One partition, so that the lines have no gaps and of two that contradict each other one is refused.
        let run = move |by| async move { shell.ask(START_TIMERS, by, task).await };
        match once(self.shell(), By::from(by), run).await? {
            Reply::Access(number) => Ok(number),
            other => unreachable!("a change of access is answered by its number, not {other:?}"),
        }
    }

    /// What was done with access, the newest first.
    pub async fn access_audit(&self, filter: &AuditFilter, page: &Paging) -> Result<Page<AuditLine>, Error> {
        let range = Bytes::new().byte(space::MAIN).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::AccessAudit, range, descending: true };
        rows.page(page, |_, value| {
            let line: AuditLine = unpack(value)?;
            let user = |user: &String| line.user == *user || line.person.as_ref() == Some(user);
            let fits = filter.user.as_ref().is_none_or(user)
                && filter.happened.is_none_or(|happened| line.happened == happened)
                && filter.from.is_none_or(|from| from <= line.at)
                && filter.until.is_none_or(|until| line.at < until);
            Ok(fits.then_some(line))
        })
    }
}

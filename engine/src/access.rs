//! Who may do what, in memory, as the last commit left it.
use crate::error::Error;
use crate::keys::{Bytes, space};
use crate::projection::unpack;
use crate::store::{Store, Table};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;
use weir_core::access::{Access, AuditLine, Entry, EntryKind, Written};
use weir_core::organisation::Homes;

/// Who may do what, and the number of the last line about it.
#[derive(Debug, Default)]
pub struct AccessBook {
    now: RwLock<Now>,
    changed: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Now {
    number: u64,
    access: Access,
    /// The tenants of users: they rarely change, and every step asks for them.
    homes: Arc<Homes>,
}

impl AccessBook {
    /// Reads it.
    pub fn open(store: &dyn Store) -> Result<Self, Error> {
        let (start, end) = Bytes::new().byte(space::MAIN).prefix();
        let mut now = Now::default();
        for (_, value) in store.scan(Table::Access, &start, &end, usize::MAX)? {
            now.apply(Written::Put(unpack(&value)?));
        }
        let last = store.scan_reverse(Table::AccessAudit, &start, &end, 1)?;
        now.number = last.first().map_or(Ok(0), |(_, value)| unpack::<AuditLine>(value).map(|line| line.number))?;
        Ok(AccessBook { now: RwLock::new(now), changed: watch::Sender::default() })
    }

    /// Looks at it.
    pub fn look<T>(&self, look: impl FnOnce(&Access) -> T) -> T {
        look(&self.now.read().unwrap_or_else(PoisonError::into_inner).access)
    }

    /// Looks at it, and at the number of the last line.
    pub fn look_numbered<T>(&self, look: impl FnOnce(u64, &Access) -> T) -> T {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        look(now.number, &now.access)
    }

    /// The tenants of those users who have one.
    pub fn homes(&self) -> Arc<Homes> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).homes.clone()
    }

    /// It has changed.
    pub fn follow(&self, changed: Option<(u64, Vec<Written>)>) {
        if let Some((number, written)) = changed {
            let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
            now.number = number;
            for one in written {
                now.apply(one);
            }
            drop(now);
            self.changed.send_replace(number);
        }
    }

    /// The number of the last line, as it changes.
    pub fn changed(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}

impl Now {
    fn apply(&mut self, written: Written) {
        match &written {
            Written::Put(Entry::Account(account)) => {
                let (id, tenant) = (&account.user.id, &account.user.tenant);
                // A user changes with each login; whoever steps at that moment keeps the homes that they have.
                if self.homes.get(id) != tenant.as_ref() {
                    let homes = Arc::make_mut(&mut self.homes);
                    match tenant {
                        Some(tenant) => homes.insert(id.clone(), tenant.clone()),
                        None => homes.remove(id),
                    };
                }
            }
            Written::Gone(EntryKind::Account, id) if self.homes.contains_key(id) => {
                Arc::make_mut(&mut self.homes).remove(id);
            }
            _ => {}
        }
        self.access.apply(written);
    }
}

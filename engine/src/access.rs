//! Who may do what, in memory, as the last commit left it.
use crate::error::Error;
use crate::keys::{Bytes, space};
use crate::projection::unpack;
use crate::store::{Store, Table};
use std::sync::{PoisonError, RwLock};
use weir_core::access::{Access, AuditLine, Written};

/// Who may do what, and the number of the last line about it.
#[derive(Debug, Default)]
pub struct AccessBook {
    now: RwLock<(u64, Access)>,
}

impl AccessBook {
    /// Reads it.
    pub fn open(store: &dyn Store) -> Result<Self, Error> {
        let (start, end) = Bytes::new().byte(space::MAIN).prefix();
        let mut access = Access::default();
        for (_, value) in store.scan(Table::Access, &start, &end, usize::MAX)? {
            access.apply(Written::Put(unpack(&value)?));
        }
        let last = store.scan_reverse(Table::AccessAudit, &start, &end, 1)?;
        let number = last.first().map_or(Ok(0), |(_, value)| unpack::<AuditLine>(value).map(|line| line.number))?;
        Ok(AccessBook { now: RwLock::new((number, access)) })
    }

    /// Looks at it.
    pub fn look<T>(&self, look: impl FnOnce(&Access) -> T) -> T {
        look(&self.now.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// Looks at it, and at the number of the last line.
    pub fn look_numbered<T>(&self, look: impl FnOnce(u64, &Access) -> T) -> T {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        look(now.0, &now.1)
    }

    /// It has changed.
    pub fn follow(&self, changed: Option<(u64, Vec<Written>)>) {
        if let Some((number, written)) = changed {
            let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
            now.0 = number;
            for one in written {
                now.1.apply(one);
            }
        }
    }
}

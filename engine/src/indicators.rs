//! The indicators in memory, each as its last version left it.
use crate::api::IndicatorVersion;
use crate::error::Error;
use crate::projection::unpack;
use crate::store::{Store, Table};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The last version of each, also of those that were taken away.
#[derive(Debug, Default)]
pub struct IndicatorBook {
    all: RwLock<BTreeMap<String, Arc<IndicatorVersion>>>,
}

impl IndicatorBook {
    /// Reads them.
    pub fn open(store: &dyn Store) -> Result<Self, Error> {
        let mut all = BTreeMap::new();
        for (_, value) in store.scan(Table::Indicator, &[], &[0xff; 8], usize::MAX)? {
            let version: IndicatorVersion = unpack(&value)?;
            all.insert(version.indicator.key.clone(), Arc::new(version));
        }
        Ok(IndicatorBook { all: RwLock::new(all) })
    }

    /// These have changed.
    pub fn add(&self, versions: Vec<IndicatorVersion>) {
        if versions.is_empty() {
            return;
        }
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        all.extend(versions.into_iter().map(|version| (version.indicator.key.clone(), Arc::new(version))));
    }

    /// The last version of one, taken away or not.
    pub fn last(&self, key: &str) -> Option<Arc<IndicatorVersion>> {
        self.all.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// One that is there.
    pub fn get(&self, key: &str) -> Option<Arc<IndicatorVersion>> {
        self.last(key).filter(|version| !version.removed)
    }

    /// Those that are there, by key.
    pub fn all(&self) -> Vec<Arc<IndicatorVersion>> {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        all.values().filter(|version| !version.removed).cloned().collect()
    }

    /// How many there ever were.
    pub fn len(&self) -> usize {
        self.all.read().unwrap_or_else(PoisonError::into_inner).len()
    }
}

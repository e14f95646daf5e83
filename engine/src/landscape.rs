//! The process landscape in memory, as the last commit left it.
use crate::api::LandscapeVersion;
use crate::error::Error;
use crate::projection::{landscape_versions, unpack};
use crate::store::{Store, Table};
use std::sync::{Arc, PoisonError, RwLock};
use weir_core::landscape::Landscape;

/// The landscape and its version.
#[derive(Debug, Default)]
pub struct LandscapeBook {
    now: RwLock<(u64, Arc<Landscape>)>,
}

impl LandscapeBook {
    /// Reads it.
    pub fn open(store: &dyn Store) -> Result<Self, Error> {
        let mut landscape = Landscape::default();
        for (_, value) in store.scan(Table::Landscape, &[], &[0xff; 8], usize::MAX)? {
            landscape.put(unpack(&value)?);
        }
        let (start, end) = landscape_versions().prefix();
        let last = store.scan_reverse(Table::LandscapeVersion, &start, &end, 1)?;
        let version = last
            .first()
            .map_or(Ok(0), |(_, value)| unpack::<LandscapeVersion>(value).map(|version| version.version))?;
        Ok(LandscapeBook { now: RwLock::new((version, Arc::new(landscape))) })
    }

    /// As it is, and its version.
    pub fn versioned(&self) -> (u64, Arc<Landscape>) {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// It has changed.
    pub fn set(&self, changed: Option<(u64, Arc<Landscape>)>) {
        if let Some(changed) = changed {
            *self.now.write().unwrap_or_else(PoisonError::into_inner) = changed;
        }
    }
}

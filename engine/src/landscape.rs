//! The process landscapes in memory, as the last commit left them: that of the installation itself, and one of each tenant.
use crate::api::LandscapeVersion;
use crate::error::Error;
use crate::keys::Reader;
use crate::projection::{Place, unpack};
use crate::store::{Store, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};
use weir_core::landscape::Landscape;

/// A landscape and its version.
pub type Versioned = (u64, Arc<Landscape>);

/// The landscapes, by tenant; none is that of the installation itself.
#[derive(Debug, Default)]
pub struct LandscapeBook {
    now: RwLock<BTreeMap<Option<String>, Versioned>>,
}

impl LandscapeBook {
    /// Reads them.
    pub fn open(store: &dyn Store) -> Result<Self, Error> {
        let mut all: BTreeMap<Option<String>, Landscape> = BTreeMap::new();
        for (_, value) in store.scan(Table::Landscape, &[], &[0xff; 8], usize::MAX)? {
            all.entry(None).or_default().put(unpack(&value)?);
        }
        for (key, value) in store.scan(Table::TenantLandscape, &[], &[0xff; 8], usize::MAX)? {
            all.entry(Reader(&key).text()).or_default().put(unpack(&value)?);
        }
        // One whose last node was removed has versions, and nothing in it.
        let mut known: BTreeSet<Option<String>> = std::iter::once(None).collect();
        for (key, _) in store.scan(Table::TenantLandscapeVersion, &[], &[0xff; 8], usize::MAX)? {
            known.insert(Reader(&key).text());
        }
        let mut now = BTreeMap::new();
        for tenant in known {
            let place = Place::of(tenant.as_deref());
            let (start, end) = place.all_versions().prefix();
            let last = store.scan_reverse(place.versions, &start, &end, 1)?;
            let version = last
                .first()
                .map_or(Ok(0), |(_, value)| unpack::<LandscapeVersion>(value).map(|version| version.version))?;
            let landscape = all.remove(&tenant).unwrap_or_default();
            now.insert(tenant, (version, Arc::new(landscape)));
        }
        Ok(LandscapeBook { now: RwLock::new(now) })
    }

    /// That of a tenant as it is, and its version.
    pub fn versioned(&self, tenant: Option<&str>) -> Versioned {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        now.get(&tenant.map(str::to_owned)).cloned().unwrap_or_default()
    }

    /// One has changed.
    pub fn set(&self, changed: Option<(Option<String>, u64, Arc<Landscape>)>) {
        if let Some((tenant, version, landscape)) = changed {
            self.now.write().unwrap_or_else(PoisonError::into_inner).insert(tenant, (version, landscape));
        }
    }
}

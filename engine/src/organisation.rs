//! The organisation in memory, as the last commit left it.
use crate::error::Error;
use crate::keys::{Bytes, space};
use crate::projection::unpack;
use crate::shell::Shell;
use crate::store::{Store, Table};
use std::sync::{Arc, PoisonError, RwLock};
use weir_core::organisation::{Change, Homes, Organisation, Workplace};

/// The organisation, and how often it has changed.
#[derive(Debug, Default)]
pub struct OrganisationBook {
    now: RwLock<(u64, Arc<Organisation>)>,
}

impl OrganisationBook {
    /// Reads it.
    pub fn open(store: &dyn Store) -> Result<Self, Error> {
        let (start, end) = Bytes::new().byte(space::MAIN).prefix();
        let mut organisation = Organisation::default();
        for (_, value) in store.scan(Table::Organisation, &start, &end, usize::MAX)? {
            organisation.change(&Change::Put(unpack(&value)?));
        }
        let (start, end) = Bytes::new().byte(space::PARTS).prefix();
        let last = store.scan_reverse(Table::Organisation, &start, &end, 1)?;
        let version = last
            .first()
            .map_or(Ok(0), |(_, value)| unpack::<crate::api::OrganisationChange>(value).map(|c| c.version))?;
        Ok(OrganisationBook { now: RwLock::new((version, Arc::new(organisation))) })
    }

    /// As it is.
    pub fn now(&self) -> Arc<Organisation> {
        self.versioned().1
    }

    /// As it is, and the number of its last change.
    pub fn versioned(&self) -> (u64, Arc<Organisation>) {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// It has changed.
    pub fn set(&self, changed: Option<(u64, Arc<Organisation>)>) {
        if let Some(changed) = changed {
            *self.now.write().unwrap_or_else(PoisonError::into_inner) = changed;
        }
    }
}

/// Who works for the processes of a tenant: the organisation of a moment, without those who belong to others.
#[derive(Debug, Clone)]
pub struct Staff {
    organisation: Arc<Organisation>,
    homes: Arc<Homes>,
    tenant: Option<String>,
}

impl Staff {
    /// As steps and rules see it.
    pub fn workplace(&self) -> Workplace<'_> {
        Workplace::new(&self.organisation, &self.homes, self.tenant.as_deref())
    }

    /// The tenant.
    pub fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }
}

impl Shell {
    /// Who works for a tenant.
    pub(crate) fn staff(&self, tenant: Option<&str>) -> Staff {
        let (organisation, homes) = (self.organisation.now(), self.access.homes());
        Staff { organisation, homes, tenant: tenant.map(str::to_owned) }
    }

    /// Who works for a definition, or for the process of that id.
    pub(crate) fn staff_of(&self, definition: &str) -> Staff {
        // All versions of a process belong to the same tenant.
        let process = definition.rsplit_once(':').map_or(definition, |(process, _)| process);
        let release = self.catalogue.latest(process).or_else(|| self.catalogue.latest(definition));
        self.staff(release.as_ref().and_then(|release| release.definition.tenant.as_deref()))
    }
}

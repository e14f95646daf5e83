//! The forms that are deployed: their descriptions in memory, read when they are first needed.
use crate::api::FormDefinition;
use crate::catalogue::split;
use crate::error::Error;
use crate::keys::Bytes;
use crate::projection::unpack;
use crate::store::{Store, Table};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use weir_core::Timestamp;
use weir_core::form::{Form, FormReference};
use weir_core::wait::Bound;

/// How many forms are kept in memory once they are read.
const READ_MAX: usize = 500;

/// Versions by form.
type Versions = BTreeMap<String, BTreeMap<u32, Arc<FormDefinition>>>;

/// What is deployed.
pub struct FormCatalogue {
    store: Arc<dyn Store>,
    known: RwLock<Versions>,
    /// By the checksum of the file.
    read: Mutex<HashMap<String, Arc<Form>>>,
}

impl FormCatalogue {
    /// Reads the descriptions of all forms.
    pub fn open(store: Arc<dyn Store>) -> Result<Self, Error> {
        let (start, end) = Bytes::new().prefix();
        let rows = store.scan(Table::Form, &start, &end, usize::MAX)?;
        let catalogue = FormCatalogue { store, known: RwLock::default(), read: Mutex::default() };
        let forms: Result<Vec<_>, _> = rows.iter().map(|(_, value)| unpack::<FormDefinition>(value)).collect();
        catalogue.add(forms?);
        Ok(catalogue)
    }

    /// New versions.
    pub fn add(&self, forms: Vec<FormDefinition>) {
        if forms.is_empty() {
            return;
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        for form in forms {
            known.entry(form.form.clone()).or_default().insert(form.version, Arc::new(form));
        }
    }

    /// The latest version of a form.
    pub fn latest(&self, form: &str) -> Option<Arc<FormDefinition>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(form)?.last_key_value().map(|(_, form)| form.clone())
    }

    /// By its id, `form:version`.
    pub fn find(&self, id: &str) -> Option<Arc<FormDefinition>> {
        let (form, version) = split(id)?;
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(form)?.get(&version).cloned()
    }

    /// The version that something names that was opened then. The latest is the one that was the latest when it was
    /// opened, so that whoever looked at a form fills in the same one; only where there was none, the first that came.
    /// Whoever means that of a deployment says which, and when it was. What belongs to another tenant is not there.
    ///
    /// None is a key of somebody else.
    pub fn bound(
        &self,
        named: &FormReference,
        tenant: Option<&str>,
        asker: Option<(&str, Timestamp)>,
        opened: Timestamp,
    ) -> Result<Option<Arc<FormDefinition>>, Error> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let versions = known.get(&named.id);
        let versions = versions.filter(|v| v.values().next().is_some_and(|form| form.tenant.as_deref() == tenant));
        let newest = |fits: &dyn Fn(&FormDefinition) -> bool| {
            versions.and_then(|v| v.values().rev().find(|form| fits(form))).cloned()
        };
        let (found, which) = match &named.bound {
            Bound::Latest => {
                let first = || versions.and_then(|v| v.values().next()).cloned();
                (newest(&|form| form.deployed <= opened).or_else(first), String::new())
            }
            Bound::Version(version) => (newest(&|form| form.version == *version), format!(" in version {version}")),
            Bound::VersionTag(tag) => {
                (newest(&|form| form.version_tag.as_ref() == Some(tag)), format!(" with the version tag `{tag}`"))
            }
            Bound::Deployment => {
                let with = newest(&|form| asker.is_some_and(|(deployment, _)| form.deployment == deployment));
                let before = || newest(&|form| asker.is_some_and(|(_, deployed)| form.deployed <= deployed));
                (with.or_else(before), " together with its process or before it".to_owned())
            }
        };
        if found.is_none() && named.needed {
            let message = format!("form `{}` is not deployed{which}: deploy it, then fill it in", named.id);
            return Err(Error::invalid("form-not-deployed", message));
        }
        Ok(found)
    }

    /// All of them, or the latest versions, by form and version.
    pub fn all(&self, latest: bool) -> Vec<Arc<FormDefinition>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let skip = |versions: &BTreeMap<u32, _>| if latest { versions.len() - 1 } else { 0 };
        known.values().flat_map(|versions| versions.values().skip(skip(versions)).cloned()).collect()
    }

    /// The file of a form.
    pub fn file(&self, form: &FormDefinition) -> Result<Vec<u8>, Error> {
        let found = self.store.get(Table::Resource, form.checksum.as_bytes())?;
        found.ok_or_else(|| Error::not_found("resource", &form.checksum))
    }

    /// A form, ready to be filled in.
    pub fn form(&self, definition: &FormDefinition) -> Result<Arc<Form>, Error> {
        let read = || self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = read().get(&definition.checksum) {
            return Ok(found.clone());
        }
        // It was read when it was deployed; one that a later release refuses is told, never taken in part.
        let form = weir_core::form::read(&self.file(definition)?).0;
        let unreadable = || format!("form `{}` is not read by this release: deploy it again", definition.id);
        let form = Arc::new(form.ok_or_else(|| Error::invalid("form-unreadable", unreadable()))?);
        let mut kept = read();
        if kept.len() >= READ_MAX {
            kept.clear();
        }
        kept.insert(definition.checksum.clone(), form.clone());
        Ok(form)
    }
}

//! What is deployed: the definitions' descriptions in memory, their processes compiled when they are first needed.
use crate::api::Definition;
use crate::error::Error;
use crate::keys::Bytes;
use crate::projection::{Release, unpack};
use crate::store::{Store, Table};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use weir_core::Process;
use weir_core::compile::Prepared;
use weir_core::wait::Bound;

/// How many compiled processes are kept in memory.
const PROCESSES_MAX: usize = 2000;

/// What is deployed.
pub struct Catalogue {
    store: Arc<dyn Store>,
    prepare: fn(&[u8]) -> Prepared,
    /// By process and version.
    releases: RwLock<BTreeMap<String, BTreeMap<u32, Arc<Release>>>>,
    compiled: Mutex<HashMap<String, Arc<Process>>>,
    /// Definitions of which it was not written down whether their messages carry keys, and was found out that none does.
    keyless: Mutex<HashSet<String>>,
}

impl Catalogue {
    /// Reads the descriptions of all definitions.
    pub fn open(store: Arc<dyn Store>, prepare: fn(&[u8]) -> Prepared) -> Result<Self, Error> {
        let (releases, compiled, keyless) = (RwLock::default(), Mutex::default(), Mutex::default());
        let catalogue = Catalogue { store, prepare, releases, compiled, keyless };
        let (start, end) = Bytes::new().prefix();
        let mut releases = vec![];
        for (_, value) in catalogue.store.scan(Table::Definition, &start, &end, usize::MAX)? {
            releases.push(unpack::<Release>(&value)?);
        }
        catalogue.add(releases);
        Ok(catalogue)
    }

    /// New versions.
    pub fn add(&self, releases: Vec<Release>) {
        if releases.is_empty() {
            return;
        }
        let mut known = self.releases.write().unwrap_or_else(PoisonError::into_inner);
        for release in releases {
            let (process, version) = (release.definition.process.clone(), release.definition.version);
            known.entry(process).or_default().insert(version, Arc::new(release));
        }
    }

    /// The latest version of a process.
    pub fn latest(&self, process: &str) -> Option<Arc<Release>> {
        let known = self.releases.read().unwrap_or_else(PoisonError::into_inner);
        known.get(process)?.last_key_value().map(|(_, release)| release.clone())
    }

    /// All versions of a process, the latest first.
    pub fn versions(&self, process: &str) -> Vec<Arc<Release>> {
        let known = self.releases.read().unwrap_or_else(PoisonError::into_inner);
        known.get(process).into_iter().flat_map(BTreeMap::values).rev().cloned().collect()
    }

    /// A definition by its id, `process:version`.
    pub fn find(&self, id: &str) -> Option<Arc<Release>> {
        let (process, version) = split(id)?;
        let known = self.releases.read().unwrap_or_else(PoisonError::into_inner);
        known.get(process)?.get(&version).cloned()
    }

    /// The version of a process that a caller of this definition means.
    pub fn bound(&self, process: &str, bound: &Bound, caller: &str) -> Result<Arc<Release>, Error> {
        let known = self.releases.read().unwrap_or_else(PoisonError::into_inner);
        let asks = split(caller).and_then(|(process, version)| known.get(process)?.get(&version));
        // Nobody calls into another tenant; what is there is not told either.
        let tenant = |r: &Arc<Release>| asks.map(|a| &a.definition.tenant) == Some(&r.definition.tenant);
        let own = |v: &&BTreeMap<u32, Arc<Release>>| v.last_key_value().is_some_and(|(_, release)| tenant(release));
        let versions = known.get(process).filter(own);
        let newest = |fits: &dyn Fn(&Definition) -> bool| {
            versions.and_then(|v| v.values().rev().find(|release| fits(&release.definition))).cloned()
        };
        let (found, which) = match bound {
            Bound::Latest => (newest(&|_| true), String::new()),
            Bound::Version(version) => (newest(&|d| d.version == *version), format!(" in version {version}")),
            Bound::VersionTag(tag) => {
                let tagged = |d: &Definition| d.version_tag.as_ref() == Some(tag);
                (newest(&tagged), format!(" with the version tag `{tag}`"))
            }
            Bound::Deployment => {
                let caller = asks.map(|release| &release.definition);
                let with = newest(&|d| caller.is_some_and(|c| d.deployment == c.deployment));
                let before = || newest(&|d| caller.is_some_and(|c| d.deployed <= c.deployed));
                (with.or_else(before), " together with its caller or before it".to_owned())
            }
        };
        found.ok_or_else(|| {
            let message = format!("process `{process}` is not deployed{which}: deploy it and resolve the incident");
            Error::invalid("process-not-deployed", message)
        })
    }

    /// All definitions, by process and version.
    pub fn all(&self) -> Vec<Arc<Release>> {
        let known = self.releases.read().unwrap_or_else(PoisonError::into_inner);
        known.values().flat_map(BTreeMap::values).cloned().collect()
    }

    /// The latest version of every process, where it is not suspended: what messages, signals and conditions start.
    pub fn starting(&self) -> Vec<Arc<Release>> {
        let mut latest = self.all_latest();
        latest.retain(|release| !release.definition.suspended);
        latest
    }

    /// The latest version of every process.
    pub fn all_latest(&self) -> Vec<Arc<Release>> {
        let known = self.releases.read().unwrap_or_else(PoisonError::into_inner);
        known.values().filter_map(|versions| versions.last_key_value()).map(|(_, r)| r.clone()).collect()
    }

    /// The latest versions of a tenant's processes in which messages of this name carry a correlation key of the standard.
    pub fn correlating(&self, message: &str, tenant: Option<&str>) -> Result<Vec<Arc<Process>>, Error> {
        let mut found = vec![];
        for release in self.all_latest().into_iter().filter(|r| r.definition.tenant.as_deref() == tenant) {
            let id = &release.definition.id;
            match &release.correlates {
                Some(names) if names.iter().any(|name| name == message) => found.push(self.process(id)?),
                Some(_) => {}
                None if self.keyless.lock().unwrap_or_else(PoisonError::into_inner).contains(id) => {}
                None => {
                    let process = self.process(id)?;
                    if process.correlated().next().is_none() {
                        self.keyless.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone());
                    } else if process.correlated().any(|name| name == message) {
                        found.push(process);
                    }
                }
            }
        }
        Ok(found)
    }

    /// The process of a definition, ready to run.
    pub fn process(&self, id: &str) -> Result<Arc<Process>, Error> {
        if let Some(process) = self.compiled.lock().unwrap_or_else(PoisonError::into_inner).get(id) {
            return Ok(process.clone());
        }
        let release = self.find(id).ok_or_else(|| Error::not_found("definition", id))?;
        let prepared = (self.prepare)(&self.file(&release)?);
        let wanted = &release.definition.process;
        let process = prepared.processes.into_iter().find(|p| p.id().as_str() == wanted);
        let process = Arc::new(process.ok_or_else(|| {
            Error::InvalidModel {
                account: vec![],
                problems: prepared
                    .problems
                    .into_iter()
                    .map(|problem| crate::api::ResourceProblem {
                        resource: release.definition.resource.clone(),
                        problem,
                    })
                    .collect(),
            }
        })?);
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if compiled.len() >= PROCESSES_MAX {
            compiled.clear();
        }
        compiled.insert(id.to_owned(), process.clone());
        Ok(process)
    }

    /// The file of a definition.
    pub fn file(&self, release: &Release) -> Result<Vec<u8>, Error> {
        let found = self.store.get(Table::Resource, release.definition.checksum.as_bytes())?;
        found.ok_or_else(|| Error::not_found("resource", &release.definition.checksum))
    }
}

/// Refuses what a suspended definition does not do: start instances.
pub fn startable(release: &Release) -> Result<(), Error> {
    if release.definition.suspended {
        return Err(Error::DefinitionSuspended { definition: release.definition.id.clone() });
    }
    Ok(())
}

/// Process and version of a definition's id.
pub fn split(id: &str) -> Option<(&str, u32)> {
    let (process, version) = id.rsplit_once(':')?;
    Some((process, version.parse().ok()?))
}

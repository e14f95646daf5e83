//! The decisions that are deployed: their descriptions in memory, compiled when they are first needed.
use crate::api::DecisionDefinition;
use crate::catalogue::split;
use crate::error::Error;
use crate::keys::Bytes;
use crate::projection::{DecisionRelease, unpack};
use crate::store::{Store, Table};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};
use weir_core::wait::Bound;

/// How many compiled files are kept in memory.
const COMPILED_MAX: usize = 500;

/// What is deployed.
pub struct DecisionCatalogue {
    store: Arc<dyn Store>,
    /// By decision and version.
    releases: RwLock<BTreeMap<String, BTreeMap<u32, Arc<DecisionRelease>>>>,
    /// By the checksums of the files.
    compiled: Mutex<HashMap<Vec<String>, Decisions>>,
}

impl DecisionCatalogue {
    /// Reads the descriptions of all decisions.
    pub fn open(store: Arc<dyn Store>) -> Result<Self, Error> {
        let (start, end) = Bytes::new().prefix();
        let rows = store.scan(Table::Decision, &start, &end, usize::MAX)?;
        let catalogue = DecisionCatalogue { store, releases: RwLock::default(), compiled: Mutex::default() };
        let releases: Result<Vec<_>, _> = rows.iter().map(|(_, value)| unpack::<DecisionRelease>(value)).collect();
        catalogue.add(releases?);
        Ok(catalogue)
    }

    /// New versions.
    pub fn add(&self, releases: Vec<DecisionRelease>) {
        if releases.is_empty() {
            return;
        }
        let mut known = self.releases.write().unwrap_or_else(PoisonError::into_inner);
        for release in releases {
            let (decision, version) = (release.definition.decision.clone(), release.definition.version);
            known.entry(decision).or_default().insert(version, Arc::new(release));
        }
    }

    /// The latest version of a decision.
    pub fn latest(&self, decision: &str) -> Option<Arc<DecisionRelease>> {
        let known = self.releases.read().unwrap_or_else(PoisonError::into_inner);
        known.get(decision)?.last_key_value().map(|(_, release)| release.clone())
    }

    /// By its id, `decision:version`.
    pub fn find(&self, id: &str) -> Option<Arc<DecisionRelease>> {
        let (decision, version) = split(id)?;
        let known = self.releases.read().unwrap_or_else(PoisonError::into_inner);
        known.get(decision)?.get(&version).cloned()
    }

    /// The version of a decision that somebody means. Whoever means that of a deployment says which, and when it was.
    pub fn bound(
        &self,
        decision: &str,
        bound: &Bound,
        asker: Option<(&str, Timestamp, Option<&str>)>,
    ) -> Result<Arc<DecisionRelease>, Error> {
        let known = self.releases.read().unwrap_or_else(PoisonError::into_inner);
        // A process asks no decision of another tenant.
        let own = |release: &DecisionRelease| {
            asker.is_none_or(|(_, _, tenant)| release.definition.tenant.as_deref() == tenant)
        };
        let versions = known.get(decision).filter(|v| v.last_key_value().is_some_and(|(_, latest)| own(latest)));
        let newest = |fits: &dyn Fn(&DecisionDefinition) -> bool| {
            versions.and_then(|v| v.values().rev().find(|release| fits(&release.definition))).cloned()
        };
        let (found, which) = match bound {
            Bound::Latest => (newest(&|_| true), String::new()),
            Bound::Version(version) => (newest(&|d| d.version == *version), format!(" in version {version}")),
            Bound::VersionTag(tag) => {
                (newest(&|d| d.version_tag.as_ref() == Some(tag)), format!(" with the version tag `{tag}`"))
            }
            Bound::Deployment => {
                let with = newest(&|d| asker.is_some_and(|(deployment, ..)| d.deployment == deployment));
                let before = || newest(&|d| asker.is_some_and(|(_, deployed, _)| d.deployed <= deployed));
                (with.or_else(before), " together with its asker or before it".to_owned())
            }
        };
        found.ok_or_else(|| {
            let message = format!("decision `{decision}` is not deployed{which}: deploy it and resolve the incident");
            Error::invalid("decision-not-deployed", message)
        })
    }

    /// All of them, or the latest versions, by decision and version.
    pub fn all(&self, latest: bool) -> Vec<Arc<DecisionRelease>> {
        let known = self.releases.read().unwrap_or_else(PoisonError::into_inner);
        let skip = |versions: &BTreeMap<u32, _>| if latest { versions.len() - 1 } else { 0 };
        known.values().flat_map(|versions| versions.values().skip(skip(versions)).cloned()).collect()
    }

    /// The file of a decision, then those that it imports.
    pub fn files(&self, release: &DecisionRelease) -> Result<Vec<Vec<u8>>, Error> {
        let file = |checksum: &String| {
            let found = self.store.get(Table::Resource, checksum.as_bytes())?;
            found.ok_or_else(|| Error::not_found("resource", checksum))
        };
        release.files.iter().map(file).collect()
    }

    /// The decisions of a file, ready to be asked.
    pub fn compiled(&self, release: &DecisionRelease) -> Result<Decisions, Error> {
        let compiled = || self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = compiled().get(&release.files) {
            return Ok(found.clone());
        }
        let files = self.files(release)?;
        let files: Vec<File> = files.iter().map(|bytes| File { name: "", bytes }).collect();
        let decisions = Decisions::compile(&files).0;
        let mut kept = compiled();
        if kept.len() >= COMPILED_MAX {
            kept.clear();
        }
        kept.insert(release.files.clone(), decisions.clone());
        Ok(decisions)
    }
}

//! Deploying, and what is deployed.
use super::check_calls::{not_deployed, without_end};
use super::check_decisions::{decisions, unknown_parameter};
use super::check_forms::{Deployable, fields, forms, is_form, named};
use super::check_scripts::scripts;
use super::tenants::other_tenants;
use super::{Engine, mend};
use crate::api::{
    Definition, DefinitionFilter, DeploymentReport, Page, Paging, Resource, ResourceDisposition, ResourceProblem,
};
use crate::idempotency::once;
use crate::loops::START_TIMERS;
use crate::paging::{counted, counting, limit, to_hex};
use crate::partition::{By, Deployment, NewDefinition, Reply, Task};
use crate::projection::Release;
use crate::shell::Shell;
use crate::{Context, DEPLOYMENT_BYTES_MAX, DEPLOYMENT_FILES_MAX, Error, FILE_BYTES_MAX};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use weir_core::compile::{is_set_by, parameters_used};
use weir_core::decision::{Decisions, is_dmn};
use weir_core::read::Became;
use weir_core::{Problem, Severity};

impl Engine {
    /// Checks and deploys files, all or none. A dry run only says what would become of them.
    pub async fn deploy(&self, by: Context, files: Vec<Resource>, dry_run: bool) -> Result<DeploymentReport, Error> {
        self.deploy_repaired(by, files, dry_run, vec![]).await
    }

    /// The same for files that need repairs, which whoever deploys has seen and accepts by their tokens.
    pub async fn deploy_repaired(
        &self,
        by: Context,
        files: Vec<Resource>,
        dry_run: bool,
        accepted: Vec<String>,
    ) -> Result<DeploymentReport, Error> {
        let bytes: usize = files.iter().map(|f| f.bytes.len()).sum();
        if files.is_empty() {
            return Err(Error::invalid("no-files", "a deployment has at least one file"));
        }
        if files.len() > DEPLOYMENT_FILES_MAX {
            return Err(Error::too_many_files());
        }
        if files.iter().any(|file| file.bytes.len() > FILE_BYTES_MAX) {
            return Err(Error::too_large(FILE_BYTES_MAX));
        }
        if bytes > DEPLOYMENT_BYTES_MAX {
            return Err(Error::too_large(DEPLOYMENT_BYTES_MAX));
        }
        let shell = self.shell().clone();
        let tenant = by.tenant.clone();
        let checking = move || check(&shell, files, &accepted, dry_run, tenant.as_deref());
        let checked = tokio::task::spawn_blocking(checking).await;
        let mut deployment = checked.map_err(|_| Error::invalid("model-unreadable", "a file could not be read"))??;
        let foreign = other_tenants(&deployment.definitions, by.tenant.as_deref());
        if !foreign.is_empty() {
            return Err(Error::InvalidModel { problems: foreign, account: vec![] });
        }
        deployment.tenant.clone_from(&by.tenant);
        let mut by = By::from(by);
        if dry_run {
            by.names.clear();
        }
        let shell = self.shell().clone();
        let task = Task::Deploy(Box::new(deployment));
        // Definitions have one partition, so that versions have no gaps and start timers fire once.
        let run = move |by| async move { shell.ask(START_TIMERS, by, task).await };
        match once(self.shell(), by, run).await? {
            Reply::Deployed(report) => Ok(report),
            other => unreachable!("a deployment is answered by a report, not {other:?}"),
        }
    }

    /// What is deployed, by process and version.
    pub async fn definitions(&self, filter: &DefinitionFilter, page: &Paging) -> Result<Page<Definition>, Error> {
        let catalogue = &self.shell().catalogue;
        let releases = if filter.latest { catalogue.all_latest() } else { catalogue.all() };
        let from = counted(b"definitions", page)?;
        let fits = |r: &&Arc<Release>| filter.process.as_ref().is_none_or(|p| *p == r.definition.process);
        let mut rest = releases.iter().filter(fits).skip(from);
        let items: Vec<Definition> = rest.by_ref().take(limit(page)).map(|r| self.described(r)).collect();
        let next = rest.next().map(|_| counting(b"definitions", from + items.len()));
        Ok(Page { items, next })
    }

    /// One definition: `process:version`, or `process` for the latest version.
    pub async fn definition(&self, id: &str) -> Result<Definition, Error> {
        let release = self.release(id)?;
        Ok(self.described(&release))
    }

    /// Its file.
    pub async fn definition_xml(&self, id: &str) -> Result<Vec<u8>, Error> {
        let release = self.release(id)?;
        self.shell().catalogue.file(&release)
    }

    pub(super) fn release(&self, id: &str) -> Result<Arc<Release>, Error> {
        let catalogue = &self.shell().catalogue;
        catalogue.find(id).or_else(|| catalogue.latest(id)).ok_or_else(|| Error::not_found("definition", id))
    }

    fn described(&self, release: &Release) -> Definition {
        let mut definition = release.definition.clone();
        let latest = self.shell().catalogue.latest(&definition.process);
        definition.latest = latest.is_some_and(|l| l.definition.version == definition.version);
        definition
    }
}

/// So many lines of the account stand beside a refusal.
const ACCOUNT_MAX: usize = 1_000;

/// What another engine or tool has written, and what is refused: beside a refusal only that is of use.
fn is_of_others(line: &ResourceDisposition) -> bool {
    let ResourceDisposition { disposition, .. } = line;
    disposition.reason.is_some() || matches!(disposition.became, Became::Mapped(_) | Became::Refused(_))
}

/// Reads and checks all files. Any error in any of them refuses all.
fn check(
    shell: &Shell,
    files: Vec<Resource>,
    accepted: &[String],
    dry_run: bool,
    tenant: Option<&str>,
) -> Result<Deployment, Error> {
    let declared = |name: &str| shell.parameters.knows(name);
    let is_dmn =
        |file: &Resource| !is_form(file) && (file.name.to_ascii_lowercase().ends_with(".dmn") || is_dmn(&file.bytes));
    let (mut problems, mut account, mut definitions, mut kept) = (vec![], vec![], vec![], vec![]);
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    let tables: Vec<&Resource> = files.iter().filter(|file| is_dmn(file)).collect();
    let decisions = decisions(shell, &tables, &declared, &mut problems)?;
    for file in &tables {
        let rows = Decisions::account(&file.bytes).into_iter();
        account.extend(rows.map(|disposition| ResourceDisposition { resource: file.name.clone(), disposition }));
    }
    let drawn: Vec<&Resource> = files.iter().filter(|file| is_form(file)).collect();
    let forms = forms(&drawn, &declared, &mut problems);
    let known = Deployable { shell, tenant, new: &forms };
    for mut file in files {
        if is_dmn(&file) || is_form(&file) {
            let checksum = to_hex(&Sha256::digest(&file.bytes));
            if !kept.iter().any(|(sum, _)| *sum == checksum) {
                kept.push((checksum, file.bytes));
            }
            continue;
        }
        let prepared = mend::check(&mut file, accepted, shell.prepare);
        let checksum = to_hex(&Sha256::digest(&file.bytes));
        let mut found = prepared.problems;
        found.extend(scripts(shell, &file.bytes, &prepared.scripts)?);
        for process in prepared.processes {
            let used = parameters_used(&process);
            let unknown = used.into_iter().filter(|(_, _, name)| !declared(name));
            found.extend(unknown.map(|(element, place, name)| unknown_parameter(&element, place, &name)));
            found.extend(named(&process, &known));
            let filled_in = fields(&process, &known);
            found.retain(|problem| !is_set_by(problem, |variable| filled_in.contains(variable)));
            if let Some(other) = owners.insert(process.id().to_string(), file.name.clone()) {
                let message = format!("process `{}` is also in `{other}`", process.id());
                let place = process.graph[process.root].place;
                found.push(Problem::error("process-twice", Some(process.id()), place, message));
            }
            let (resource, checksum, process) = (file.name.clone(), checksum.clone(), Arc::new(process));
            definitions.push(NewDefinition { resource, checksum, process });
        }
        let resource = || file.name.clone();
        account.extend(
            prepared
                .dispositions
                .into_iter()
                .map(|disposition| ResourceDisposition { resource: resource(), disposition }),
        );
        problems.extend(found.into_iter().map(|problem| ResourceProblem { resource: resource(), problem }));
        if !kept.iter().any(|(sum, _)| *sum == checksum) {
            kept.push((checksum, file.bytes));
        }
    }
    problems.extend(not_deployed(&definitions, shell, tenant));
    problems.extend(without_end(&definitions, shell, tenant));
    if problems.iter().any(|p| p.problem.severity == Severity::Error) {
        account.retain(is_of_others);
        account.truncate(ACCOUNT_MAX);
        return Err(Error::InvalidModel { problems, account });
    }
    let forms = forms.into_iter().map(|(new, _)| new).collect();
    Ok(Deployment { files: kept, definitions, decisions, forms, problems, account, dry_run, tenant: None })
}

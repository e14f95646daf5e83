//! The process landscape: look at it, change it, look back; and templates that drafts are made of.
use super::Engine;
use crate::api::{ChangeLandscape, LandscapeVersion, Page, Paging, TemplateFile, TemplateUse, UseTemplate};
use crate::idempotency::once;
use crate::loops::START_TIMERS;
use crate::paging::Rows;
use crate::partition::{By, LandscapeTask, Reply, Task};
use crate::projection::{Place, template_uses, unpack};
use crate::shell::{partition_of, random_bytes};
use crate::store::Table;
use crate::{COMMENT_BYTES_MAX, Context, Error, FILE_BYTES_MAX, LANDSCAPE_CHANGES_MAX, MODELS_MAX, checks};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weir_core::landscape::{
    Change, Coverage, Entry, Expected, Item, Known, Landscape, Link, LinkKind, Node, NodeIndicator, changed, coverage,
    steps, undone,
};
use weir_core::library::Words;
use weir_core::model::NodeKind;

impl Engine {
    /// The landscape of a tenant, or of the installation itself, and its version.
    pub fn landscape(&self, tenant: Option<&str>) -> (u64, Arc<Landscape>) {
        self.shell().landscape.versioned(tenant)
    }

    /// Changes that of the tenant of whoever asks: all of it, or nothing. What is so already makes no version.
    pub async fn change_landscape(&self, by: Context, asked: ChangeLandscape) -> Result<LandscapeVersion, Error> {
        let reason = reasoned(&asked.reason)?;
        bounded(&asked.changes)?;
        let tenant = by.tenant.clone();
        self.ask_landscape(by, LandscapeTask::Change(ChangeLandscape { reason, ..asked }, None, tenant)).await
    }

    /// What a change would be refused for; nothing is changed.
    pub fn try_landscape(&self, tenant: Option<&str>, changes: &[Change]) -> Result<(), Error> {
        bounded(changes)?;
        let (version, landscape) = self.landscape(tenant);
        changed(&landscape, changes, version + 1).map(drop).map_err(|findings| Error::InvalidLandscape { findings })
    }

    /// Its versions, the latest first.
    pub async fn landscape_versions(
        &self,
        tenant: Option<&str>,
        page: &Paging,
    ) -> Result<Page<LandscapeVersion>, Error> {
        let place = Place::of(tenant);
        let range = place.all_versions().prefix();
        let rows = Rows { store: &*self.shell().store, table: place.versions, range, descending: true };
        rows.page(page, |_, value| Ok(Some(unpack(value)?)))
    }

    /// One version, and the landscape as it was in it. Version 0 is the empty landscape.
    pub async fn landscape_at(
        &self,
        tenant: Option<&str>,
        number: u64,
    ) -> Result<(Option<LandscapeVersion>, Landscape), Error> {
        let (last, landscape) = self.landscape(tenant);
        let (store, place) = (&self.shell().store, Place::of(tenant));
        let missing = || Error::not_found("landscape-version", number);
        if number > last {
            return Err(missing());
        }
        let found = store.get(place.versions, &place.version(number))?;
        let version = found.map(|bytes| unpack(&bytes)).transpose()?;
        let mut then = Landscape::clone(&landscape);
        for later in (number + 1..=last).rev() {
            let bytes = store.get(place.versions, &place.entries(later))?.ok_or_else(missing)?;
            then = undone(then, &unpack::<Vec<Entry>>(&bytes)?);
        }
        Ok((version, then))
    }

    /// Makes it again what it was in a version: a version of its own, so that nothing is lost.
    pub async fn restore_landscape(
        &self,
        by: Context,
        number: u64,
        seen: Option<u64>,
        reason: &str,
    ) -> Result<LandscapeVersion, Error> {
        let reason = reasoned(reason)?;
        let tenant = by.tenant.clone();
        let (last, now) = self.landscape(tenant.as_deref());
        let (_, then) = self.landscape_at(tenant.as_deref(), number).await?;
        let mut changes = now.without(|id| then.nodes.contains_key(id), |id| then.roles.contains_key(id));
        changes.extend(then.items().into_iter().map(|item| match item {
            Item::Node(node) => Change::PutNode(node, Expected::Anything),
            Item::Role(role) => Change::PutRole(role),
        }));
        // Computed from what is there now, so it must be that still.
        let version = Some(seen.unwrap_or(last));
        let asked = ChangeLandscape { changes, version, reason };
        self.ask_landscape(by, LandscapeTask::Change(asked, Some(number), tenant)).await
    }

    /// What links of the landscape of a tenant may lead to, and who may be named in it.
    pub fn landscape_known(&self, tenant: Option<&str>) -> Result<Known, Error> {
        let shell = self.shell();
        let organisation = shell.organisation.now();
        let (_, landscape) = self.landscape(tenant);
        let links = landscape.nodes.values().flat_map(|node| &node.links);
        let mut linked = BTreeSet::new();
        for link in links {
            if !linked.contains(link) && self.is_linked(tenant, link)? {
                linked.insert(link.clone());
            }
        }
        // People of other tenants are nobody to this one.
        let homes = shell.access.homes();
        let here = |id: &&String| homes.get(*id).is_none_or(|home| tenant.is_none_or(|tenant| home == tenant));
        let people = organisation.people.keys().filter(here).cloned();
        Ok(Known { people: people.collect(), roles: organisation.roles.keys().cloned().collect(), linked })
    }

    /// Is what a link of the landscape of a tenant leads to there? What other tenants have is not; the installation itself
    /// knows of all.
    pub fn is_linked(&self, tenant: Option<&str>, link: &Link) -> Result<bool, Error> {
        let shell = self.shell();
        let own = |of: Option<&str>| tenant.is_none() || of == tenant;
        Ok(match link.kind {
            LinkKind::Draft => {
                let found = shell.store.get(Table::Model, &crate::projection::model_key(&link.id))?;
                let found: Option<crate::api::Model> = found.map(|bytes| unpack(&bytes)).transpose()?;
                found.is_some_and(|model| own(model.tenant.as_deref()))
            }
            LinkKind::Process => {
                shell.catalogue.latest(&link.id).is_some_and(|found| own(found.definition.tenant.as_deref()))
            }
            LinkKind::Decision => {
                shell.decisions.latest(&link.id).is_some_and(|found| own(found.definition.tenant.as_deref()))
            }
            LinkKind::Form => shell.forms.latest(&link.id).is_some_and(|found| own(found.tenant.as_deref())),
        })
    }

    /// How far the landscape of a tenant is modelled, automated and monitored.
    pub fn landscape_coverage(&self, tenant: Option<&str>) -> Result<Coverage, Error> {
        let (_, landscape) = self.landscape(tenant);
        let (mut deployed, mut drafts) = (BTreeMap::new(), BTreeSet::new());
        for link in landscape.nodes.values().flat_map(|node| &node.links) {
            match link.kind {
                LinkKind::Process if !deployed.contains_key(&link.id) && self.is_linked(tenant, link)? => {
                    if let Some(release) = self.shell().catalogue.latest(&link.id) {
                        let process = self.shell().catalogue.process(&release.definition.id)?;
                        deployed.insert(link.id.clone(), steps(&process));
                    }
                }
                LinkKind::Draft if !drafts.contains(&link.id) && self.is_linked(tenant, link)? => {
                    drafts.insert(link.id.clone());
                }
                _ => {}
            }
        }
        Ok(coverage(&self.with_defined(&landscape, tenant), &deployed, &drafts))
    }

    /// The landscape with the indicators that are defined for its nodes, and for the processes that these are linked to, beside
    /// those that nodes have themselves: either way somebody looks at them.
    fn with_defined(&self, landscape: &Landscape, tenant: Option<&str>) -> Landscape {
        let mut all = landscape.clone();
        for version in self.indicators() {
            let defined = &version.indicator;
            let of = |node: &&mut Arc<Node>| {
                let process = defined.process.as_deref().is_some_and(|id| node.has_link(LinkKind::Process, id));
                process || (tenant.is_none() && defined.node.as_deref() == Some(node.id.as_str()))
            };
            for node in all.nodes.values_mut().filter(of) {
                Arc::make_mut(node).indicators.push(NodeIndicator {
                    id: defined.key.clone(),
                    name: defined.name.clone(),
                    formula: Some(defined.formula.clone()),
                    unit: defined.unit.clone(),
                    target: defined.target,
                    warn: defined.warn,
                    direction: defined.direction,
                    proposed: false,
                });
            }
        }
        all
    }

    /// Makes drafts of the files of a template, which say where they come from; a node of the landscape takes it over.
    pub async fn use_template(&self, by: Context, asked: UseTemplate) -> Result<TemplateUse, Error> {
        let reason = if asked.node.is_some() { reasoned(&asked.reason)? } else { asked.reason };
        let asked = UseTemplate { reason, ..asked };
        for file in &asked.files {
            checks::name("a model", &file.name)?;
            if file.text.len() > FILE_BYTES_MAX {
                return Err(Error::too_large(FILE_BYTES_MAX));
            }
        }
        self.room_for_models(asked.files.len())?;
        // Drafts are with the partition of their id: those of one template, and the landscape, are in one commit.
        let id = || loop {
            let id = uuid::Builder::from_random_bytes(random_bytes()).into_uuid().to_string();
            if partition_of(&id) == START_TIMERS {
                return id;
            }
        };
        let (ids, tenant, names) = (asked.files.iter().map(|_| id()).collect(), by.tenant.clone(), names(&asked));
        let task = Task::Landscape(Box::new(LandscapeTask::UseTemplate { asked: Box::new(asked), ids, tenant, names }));
        let shell = self.shell().clone();
        let run = move |by| async move { shell.ask(START_TIMERS, by, task).await };
        match once(self.shell(), By::from(by), run).await? {
            Reply::TemplateUsed(used) => Ok(*used),
            other => unreachable!("a template is answered by its use, not {other:?}"),
        }
    }

    /// How often a template was used, and the uses, the latest first; also those whose drafts are gone.
    pub async fn template_uses(&self, template: &str, page: &Paging) -> Result<Page<TemplateUse>, Error> {
        let range = template_uses(template).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::TemplateUse, range, descending: true };
        rows.page(page, |_, value| Ok(Some(unpack(value)?)))
    }

    /// How often a template was used.
    pub fn template_use_count(&self, template: &str) -> Result<u64, Error> {
        let (start, end) = template_uses(template).prefix();
        Ok(self.shell().store.scan(Table::TemplateUse, &start, &end, usize::MAX)?.len() as u64)
    }

    fn room_for_models(&self, more: usize) -> Result<(), Error> {
        let (start, end) = crate::keys::Bytes::new().byte(crate::keys::space::MAIN).prefix();
        if self.shell().store.scan(Table::Model, &start, &end, MODELS_MAX)?.len() + more > MODELS_MAX {
            let message = format!("at most {MODELS_MAX} drafts are kept: remove some");
            return Err(Error::invalid("too-many-models", message));
        }
        Ok(())
    }

    async fn ask_landscape(&self, by: Context, task: LandscapeTask) -> Result<LandscapeVersion, Error> {
        let (shell, task) = (self.shell().clone(), Task::Landscape(Box::new(task)));
        // The landscape has one partition, so that its versions have no gaps.
        let run = move |by| async move { shell.ask(START_TIMERS, by, task).await };
        match once(self.shell(), By::from(by), run).await? {
            Reply::Landscape(version) => Ok(*version),
            other => unreachable!("a change is answered by a version, not {other:?}"),
        }
    }
}

fn bounded(changes: &[Change]) -> Result<(), Error> {
    if changes.len() > LANDSCAPE_CHANGES_MAX {
        let message = format!("at most {LANDSCAPE_CHANGES_MAX} changes are made at once");
        return Err(Error::invalid("landscape-too-large", message));
    }
    Ok(())
}

fn reasoned(reason: &str) -> Result<String, Error> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::invalid("landscape-without-reason", "say why it changes: the reason is kept"));
    }
    if reason.len() > COMMENT_BYTES_MAX {
        let message = format!("a reason has at most {COMMENT_BYTES_MAX} bytes");
        return Err(Error::invalid("comment-too-long", message));
    }
    Ok(reason.to_owned())
}

fn is_model(file: &TemplateFile) -> bool {
    std::path::Path::new(&file.file).extension().is_some_and(|ending| ending == "bpmn")
}

/// What the activities of a template are called: the name in the model, and `weir:name` in other languages.
fn names(asked: &UseTemplate) -> BTreeMap<(String, String), Words> {
    let mut names = BTreeMap::new();
    for file in asked.files.iter().filter(|file| is_model(file)) {
        let model = weir_core::read::read(file.text.as_bytes()).model;
        for process in &model.processes {
            for node in process.nodes.iter().filter(|node| !matches!(node.kind, NodeKind::Gateway(_))) {
                let Some(name) = &node.name else { continue };
                let other = |language: &str| {
                    node.names.iter().find(|(l, _)| l.starts_with(language)).map_or(name, |(_, text)| text).clone()
                };
                let words = Words { zh: other("zh"), en: other("en") };
                names.insert((process.id.to_string(), node.id.to_string()), words);
            }
        }
    }
    names
}

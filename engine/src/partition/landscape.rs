//! The process landscape changes: all of what was asked, or nothing. Templates are used here too, so that the drafts that
//! are made and the node that takes them over are one commit.
use super::model::MadeOf;
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::LANDSCAPE_VERSIONS_MAX;
use crate::api::{ChangeLandscape, DraftOrigin, LandscapeVersion, NewModel, TemplateFile, TemplateUse, UseTemplate};
use crate::error::Error;
use crate::projection::{LandscapeChange, Record};
use std::collections::BTreeMap;
use std::sync::Arc;
use weir_core::exchange::{Origin, with_origin};
use weir_core::landscape::{Adoption, Change, adopt, changed};
use weir_core::library::Words;

/// What is asked of the landscape.
#[derive(Debug)]
pub enum LandscapeTask {
    /// That of a tenant, or of the installation itself, changes; or is made again what it was in a version.
    Change(ChangeLandscape, Option<u64>, Option<String>),
    /// A template is used: the drafts get these ids and this tenant.
    UseTemplate {
        /// What is used.
        asked: Box<UseTemplate>,
        /// Of the drafts, in the order of the files.
        ids: Vec<String>,
        /// Of the drafts.
        tenant: Option<String>,
        /// What its activities are called.
        names: BTreeMap<(String, String), Words>,
    },
}

impl Turn<'_> {
    pub(super) fn landscape(&mut self, task: LandscapeTask) -> Result<Reply, Halt> {
        match task {
            LandscapeTask::Change(asked, restored, tenant) => {
                let version = self.change_landscape(asked, restored, None, tenant)?;
                Ok(Reply::Landscape(Box::new(version)))
            }
            LandscapeTask::UseTemplate { asked, ids, tenant, names } => {
                self.use_template(*asked, ids, tenant.as_ref(), &names)
            }
        }
    }

    fn change_landscape(
        &mut self,
        asked: ChangeLandscape,
        restored: Option<u64>,
        template: Option<String>,
        tenant: Option<String>,
    ) -> Result<LandscapeVersion, Halt> {
        let (last, landscape) = self.shell.landscape.versioned(tenant.as_deref());
        if let Some(expected) = asked.version.filter(|expected| *expected != last) {
            let message = format!("the landscape is in version {last}, not {expected}: look at it again");
            return Err(Error::invalid("landscape-changed-meanwhile", message).into());
        }
        let number = last + 1;
        if number > LANDSCAPE_VERSIONS_MAX {
            let message =
                format!("a landscape has at most {LANDSCAPE_VERSIONS_MAX} versions: export it and begin anew");
            return Err(Error::invalid("too-many-landscape-versions", message).into());
        }
        let new =
            changed(&landscape, &asked.changes, number).map_err(|findings| Error::InvalidLandscape { findings })?;
        let entries = new.entries.len() as u64;
        let (at, actor, reason) = (self.now, self.actor.id.clone(), asked.reason);
        if entries == 0 {
            // It is so already: whoever asks is told so, and no version is made.
            return Ok(LandscapeVersion { version: last, at, actor, reason, entries, restored, template });
        }
        let version = LandscapeVersion { version: number, at, actor, reason, entries, restored, template };
        self.effects.landscape = Some((tenant.clone(), number, Arc::new(new.landscape)));
        let change = LandscapeChange { version: version.clone(), entries: new.entries, tenant };
        self.records.push(Record::LandscapeChanged(Box::new(change)));
        Ok(version)
    }

    fn use_template(
        &mut self,
        asked: UseTemplate,
        ids: Vec<String>,
        tenant: Option<&String>,
        names: &BTreeMap<(String, String), Words>,
    ) -> Result<Reply, Halt> {
        let UseTemplate { card, hash, files, node, reason } = asked;
        let template = Origin { template: card.id.clone(), version: card.version.clone(), hash };
        let version = match &node {
            None => None,
            Some(node) => {
                let (_, landscape) = self.shell.landscape.versioned(tenant.map(String::as_str));
                let changes = adopted(&landscape, node, &Adoption { card: &card, drafts: &ids, names })?;
                let change = ChangeLandscape { changes, version: None, reason };
                Some(self.change_landscape(change, None, Some(card.id.clone()), tenant.cloned())?.version)
            }
        };
        for (id, TemplateFile { file, name, text }) in ids.iter().zip(files) {
            let text = with_origin(&text, &template);
            let comment = Some(format!("{} {}", template.template, template.version));
            let (template, drafts, node) = (template.clone(), ids.clone(), node.clone());
            let origin = DraftOrigin { template, file, drafts, node };
            self.create_model(id.clone(), NewModel { name, text, comment }, tenant.cloned(), MadeOf::Template(origin));
        }
        let (at, actor) = (self.now, self.actor.id.clone());
        let used = TemplateUse { template, drafts: ids, node, at, actor, version };
        self.records.push(Record::TemplateUsed(Box::new(used.clone())));
        Ok(Reply::TemplateUsed(Box::new(used)))
    }
}

/// The changes by which a node takes a template over.
fn adopted(
    landscape: &weir_core::landscape::Landscape,
    node: &str,
    adoption: &Adoption<'_>,
) -> Result<Vec<Change>, Halt> {
    if !landscape.nodes.contains_key(node) {
        return Err(Error::not_found("landscape-node", node).into());
    }
    let fits = adopt(landscape, node, adoption);
    fits.ok_or_else(|| {
        let message = "a template is taken over by a process (L3) or a sub-process (L4); choose one";
        Error::invalid("template-node-level", message).into()
    })
}

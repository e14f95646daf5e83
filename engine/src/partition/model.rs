//! Drafts of models, as their partition takes them: one change after the other, each on top of what its writer has seen.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::api::{DraftLog, DraftOrigin, DraftSuggestion, Model, ModelVersion, NewModel};
use crate::error::Error;
use crate::projection::{ModelChange, Record, model_key, model_versions, text_key, unpack, version_key};
use crate::shell::said;
use crate::store::Table;
use crate::{MODEL_VERSION_MS, MODEL_VERSIONS_KEPT_MAX, MODEL_VERSIONS_MAX};
use std::panic::catch_unwind;
use weir_core::exchange::{Origin, outline};
use weir_core::form;

/// The kind of a text of which nothing is known.
const UNKNOWN: &str = "unknown";

/// What is asked of a draft.
#[derive(Debug)]
pub enum ModelTask {
    /// There is a new one, of this id and tenant.
    Create(String, NewModel, Option<String>),
    /// The same, discovered in a log.
    Discover(String, NewModel, Option<String>, Box<DraftLog>),
    /// It gets another text, if it is still in this revision.
    Save(String, u64, String),
    /// It gets another name.
    Rename(String, u64, String),
    /// Its text is kept as a version, in these words.
    Keep(String, u64, String),
    /// It gets the text back that it had in a revision.
    Restore(String, u64, u64),
    /// It is not wanted any more.
    Remove(String, u64),
}

/// What a draft is made of.
pub(super) enum MadeOf {
    /// Of nothing but what its maker has written.
    Nothing,
    /// Of a template.
    Template(DraftOrigin),
    /// Of a suggestion.
    Suggestion(Box<DraftSuggestion>),
    /// Of a log.
    Log(Box<DraftLog>),
}

impl Turn<'_> {
    pub(super) fn model(&mut self, task: ModelTask) -> Result<Reply, Halt> {
        let (id, expected) = match task {
            ModelTask::Create(id, new, tenant) => return Ok(self.create_model(id, new, tenant, MadeOf::Nothing)),
            ModelTask::Discover(id, new, tenant, log) => {
                return Ok(self.create_model(id, new, tenant, MadeOf::Log(log)));
            }
            ModelTask::Save(id, expected, text) => {
                let model = self.seen_model(&id, expected)?;
                return self.save_model(model, text, None);
            }
            ModelTask::Restore(id, expected, revision) => {
                let model = self.seen_model(&id, expected)?;
                let text = self.shell.store.get(Table::ModelText, &text_key(&id, revision))?;
                let text = text.and_then(|bytes| String::from_utf8(bytes).ok());
                let text = text.ok_or_else(|| Error::not_found("model-version", revision))?;
                return self.save_model(model, text, Some(revision));
            }
            ModelTask::Rename(id, expected, name) => {
                let before = self.seen_model(&id, expected)?;
                let model = Model { name, revision: before.revision + 1, ..self.touched(before.clone()) };
                return Ok(self.keep_model(&before, model, None, None, vec![]));
            }
            ModelTask::Keep(id, expected, comment) => {
                let model = self.seen_model(&id, expected)?;
                return self.keep_version(&model, comment);
            }
            ModelTask::Remove(id, expected) => (id, expected),
        };
        let model = self.seen_model(&id, expected)?;
        let dropped = self.versions(&id)?.iter().map(|version| version.revision).collect();
        let (actor, at, before) = (self.actor.clone(), self.now, Some(model.changed));
        let change = ModelChange { actor, at, model, before, version: None, text: None, dropped, removed: true };
        self.records.push(Record::ModelChanged(Box::new(change)));
        Ok(Reply::Done)
    }

    /// The draft, as long as nobody has changed it since.
    fn seen_model(&self, id: &str, expected: u64) -> Result<Model, Halt> {
        let found = self.shell.store.get(Table::Model, &model_key(id))?;
        let model: Model = unpack(&found.ok_or_else(|| Error::not_found("model", id))?)?;
        if model.revision == expected {
            return Ok(model);
        }
        let Model { changed_by, changed, revision, .. } = model;
        Err(Error::ModelChanged { by: changed_by, at: changed, revision }.into())
    }

    /// A new draft.
    pub(super) fn create_model(&mut self, id: String, new: NewModel, tenant: Option<String>, made_of: MadeOf) -> Reply {
        let NewModel { name, text, comment } = new;
        let (by, now) = (self.actor.id.clone(), self.now);
        let model = Model {
            id,
            name,
            kind: String::new(),
            processes: vec![],
            revision: 1,
            size: 0,
            created: now,
            created_by: by.clone(),
            changed: now,
            changed_by: by.clone(),
            tenant,
            text: 1,
            origin: None,
            suggestion: None,
            discovered: None,
            offers: vec![],
        };
        let model = match made_of {
            MadeOf::Nothing => model,
            MadeOf::Template(origin) => Model { origin: Some(origin), ..model },
            MadeOf::Suggestion(suggestion) => Model { suggestion: Some(suggestion), ..model },
            MadeOf::Log(log) => Model { discovered: Some(log), ..model },
        };
        let model = about(model, &text);
        let size = text.len() as u64;
        let kept = comment.is_some();
        let version = ModelVersion { revision: 1, begun: now, saved: now, by, comment, kept, size, restored: None };
        let (actor, at) = (self.actor.clone(), now);
        let (version, text) = (Some(version), Some(text.into_bytes().into()));
        let change = ModelChange {
            actor,
            at,
            model: model.clone(),
            before: None,
            version,
            text,
            dropped: vec![],
            removed: false,
        };
        self.records.push(Record::ModelChanged(Box::new(change)));
        Reply::Model(Box::new(model))
    }

    /// What one person saves within some minutes is one version; what somebody kept stays as it is.
    fn save_model(&mut self, before: Model, text: String, restored: Option<u64>) -> Result<Reply, Halt> {
        let old = self.shell.store.get(Table::ModelText, &text_key(&before.id, before.text))?;
        if old.as_deref() == Some(text.as_bytes()) {
            return Ok(Reply::Model(Box::new(before)));
        }
        let versions = self.versions(&before.id)?;
        let (now, by, size) = (self.now, self.actor.id.clone(), text.len() as u64);
        let last = versions.last().filter(|last| !last.kept && last.by == by && restored.is_none());
        let last = last.filter(|last| now.0 - last.begun.0 < MODEL_VERSION_MS);
        let revision = before.revision + 1;
        let begun = last.map_or(now, |last| last.begun);
        let version =
            ModelVersion { revision, begun, saved: now, by, comment: None, kept: restored.is_some(), size, restored };
        let mut dropped: Vec<u64> = last.iter().map(|last| last.revision).collect();
        let passing = versions.iter().filter(|v| !v.kept && !dropped.contains(&v.revision)).map(|v| v.revision);
        let passing: Vec<u64> = passing.collect();
        // The text that the draft has now is one of them, and goes last.
        let beyond = passing.len().saturating_sub(MODEL_VERSIONS_MAX - 1);
        dropped.extend(&passing[..beyond]);
        let model = Model { revision, text: revision, ..about(self.touched(before.clone()), &text) };
        Ok(self.keep_model(&before, model, Some(version), Some(text), dropped))
    }

    fn keep_version(&mut self, model: &Model, comment: String) -> Result<Reply, Halt> {
        let versions = self.versions(&model.id)?;
        if versions.iter().filter(|version| version.kept).count() >= MODEL_VERSIONS_KEPT_MAX {
            let message = format!("at most {MODEL_VERSIONS_KEPT_MAX} versions of a draft are kept for good");
            return Err(Error::invalid("too-many-versions", message).into());
        }
        let found = self.shell.store.get(Table::Model, &version_key(&model.id, model.text))?;
        let version: ModelVersion = unpack(&found.ok_or_else(|| Error::not_found("model-version", model.text))?)?;
        let version = ModelVersion { comment: Some(comment), kept: true, ..version };
        // Nothing is other about the draft itself: whoever has seen it has seen this.
        Ok(self.keep_model(model, model.clone(), Some(version), None, vec![]))
    }

    fn keep_model(
        &mut self,
        before: &Model,
        model: Model,
        version: Option<ModelVersion>,
        text: Option<String>,
        dropped: Vec<u64>,
    ) -> Reply {
        let text = text.map(|text| text.into_bytes().into());
        let (actor, at) = (self.actor.clone(), self.now);
        let before = Some(before.changed);
        let change = ModelChange { actor, at, model: model.clone(), before, version, text, dropped, removed: false };
        self.records.push(Record::ModelChanged(Box::new(change)));
        Reply::Model(Box::new(model))
    }

    fn touched(&self, model: Model) -> Model {
        Model { changed: self.now, changed_by: self.actor.id.clone(), ..model }
    }

    /// All versions, the oldest first.
    fn versions(&self, id: &str) -> Result<Vec<ModelVersion>, Halt> {
        let (start, end) = model_versions(id).prefix();
        let rows = self.shell.store.scan(Table::Model, &start, &end, usize::MAX)?;
        Ok(rows.iter().map(|(_, value)| unpack(value)).collect::<Result<_, _>>()?)
    }
}

/// What its text says of a draft. Where it says of which template it was made, as after an import, that is kept like of one
/// that was made here; what was made here is known better.
fn about(model: Model, text: &str) -> Model {
    let Said { kind, processes, offers, template } = said_by(text, read_text);
    let drafts = vec![model.id.clone()];
    let said = template.map(|template| DraftOrigin { template, file: String::new(), drafts, node: None });
    Model { kind, processes, offers, size: text.len() as u64, origin: model.origin.or(said), ..model }
}

/// What a text says of itself: its kind, the ids of what is in it, and what it was made of.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    kind: String,
    processes: Vec<String>,
    offers: Vec<String>,
    template: Option<Origin>,
}

/// A text over which the reader breaks is one of which nothing is known: it is kept, for its writer is at work on it.
fn said_by(text: &str, read: fn(&str) -> Said) -> Said {
    catch_unwind(|| read(text)).unwrap_or_else(|panic| {
        tracing::error!(reason = said(&*panic), "the text of a draft could not be read");
        Said { kind: UNKNOWN.to_owned(), ..Said::default() }
    })
}

fn read_text(text: &str) -> Said {
    let found = outline(text);
    let processes = found.processes.into_iter().map(|(id, _)| id).collect();
    let is_form = || text.trim_start().starts_with('{') && form::read(text.as_bytes()).0.is_some();
    let kind = if found.kind == UNKNOWN && is_form() { "form" } else { found.kind };
    Said { kind: kind.to_owned(), processes, offers: found.offers, template: found.template }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_over_which_the_reader_breaks_is_of_no_known_kind() {
        let breaks = |_: &str| -> Said { panic!("no element `x`") };
        let nothing = Said { kind: "unknown".to_owned(), ..Said::default() };
        assert_eq!(said_by("<definitions/>", breaks), nothing);
        let text = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='p'/></definitions>";
        assert_eq!(said_by(text, read_text).processes, ["p"]);
    }
}

//! Drafts of models: made, edited, kept, compared, and removed.
use super::Engine;
use crate::api::{Model, ModelFilter, ModelOrder, ModelVersion, NewModel, Page, Paging, Resource, ResourceProblem};
use crate::idempotency::once;
use crate::keys::{Bytes, Reader, space};
use crate::paging::{self, Rows};
use crate::partition::{By, ModelTask, Reply, Task};
use crate::projection::{model_key, model_versions, text_key, unpack};
use crate::shell::{partition_of, random_bytes};
use crate::store::Table;
use crate::{COMMENT_BYTES_MAX, Context, Error, FILE_BYTES_MAX, MODELS_MAX, checks};
use std::cmp::Reverse;

impl Engine {
    /// A new draft.
    pub async fn create_model(&self, by: Context, new: NewModel) -> Result<Model, Error> {
        checks::name("a model", &new.name)?;
        bounded(&new.text)?;
        let (start, end) = Bytes::new().byte(space::MAIN).prefix();
        if self.shell().store.scan(Table::Model, &start, &end, MODELS_MAX)?.len() >= MODELS_MAX {
            return Err(Error::invalid(
                "too-many-models",
                format!("at most {MODELS_MAX} drafts are kept: remove some"),
            ));
        }
        let id = uuid::Builder::from_random_bytes(random_bytes()).into_uuid().to_string();
        let tenant = by.tenant.clone();
        self.model_task(by, &id.clone(), ModelTask::Create(id, new, tenant)).await
    }

    /// The drafts, the one that was changed last first.
    pub async fn models(&self, filter: &ModelFilter, page: &Paging) -> Result<Page<Model>, Error> {
        let range = Bytes::new().byte(space::BY_END).prefix();
        let store = &self.shell().store;
        let rows = Rows { store: &**store, table: Table::Model, range, descending: true };
        rows.page(page, |key, _| {
            let mut reader = Reader(key);
            let Some(id) = reader.byte().and_then(|_| reader.time()).and_then(|_| reader.text()) else {
                return Ok(None);
            };
            let Some(found) = store.get(Table::Model, &model_key(&id))? else { return Ok(None) };
            let model: Model = unpack(&found)?;
            Ok(fits(filter, &model).then_some(model))
        })
    }

    /// The drafts in another order: there are never so many that they could not be looked at together.
    pub async fn models_sorted(
        &self,
        filter: &ModelFilter,
        order: ModelOrder,
        page: &Paging,
    ) -> Result<Page<Model>, Error> {
        const LIST: &[u8] = b"models in order";
        let from = paging::counted(LIST, page)?;
        let (start, end) = Bytes::new().byte(space::MAIN).prefix();
        let rows = self.shell().store.scan(Table::Model, &start, &end, MODELS_MAX)?;
        let mut all = rows.iter().map(|(_, row)| Ok(unpack(row)?)).collect::<Result<Vec<Model>, Error>>()?;
        all.retain(|model| fits(filter, model));
        match order {
            ModelOrder::Name => all.sort_by_cached_key(|model| (model.name.to_lowercase(), model.id.clone())),
            ModelOrder::Created => all.sort_by_cached_key(|model| (Reverse(model.created), model.id.clone())),
        }
        let (count, limit) = (all.len(), paging::limit(page));
        let items: Vec<Model> = all.into_iter().skip(from).take(limit).collect();
        let reached = from + items.len();
        Ok(Page { items, next: (reached < count).then(|| paging::counting(LIST, reached)) })
    }

    /// One draft.
    pub async fn model(&self, id: &str) -> Result<Model, Error> {
        let found = self.shell().store.get(Table::Model, &model_key(id))?;
        Ok(unpack(&found.ok_or_else(|| Error::not_found("model", id))?)?)
    }

    /// Its text, or the one that it had in a revision, with the draft as it is.
    pub async fn model_text(&self, id: &str, revision: Option<u64>) -> Result<(Model, String), Error> {
        let model = self.model(id).await?;
        let revision = revision.unwrap_or(model.text);
        let found = self.shell().store.get(Table::ModelText, &text_key(id, revision))?;
        let text = found.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok((model, text.ok_or_else(|| Error::not_found("model-version", revision))?))
    }

    /// Gives it another text, if it is still in the revision that its writer has seen.
    pub async fn save_model(&self, by: Context, id: &str, seen: u64, text: String) -> Result<Model, Error> {
        bounded(&text)?;
        self.model_task(by, id, ModelTask::Save(id.to_owned(), seen, text)).await
    }

    /// Gives it another name.
    pub async fn rename_model(&self, by: Context, id: &str, seen: u64, name: String) -> Result<Model, Error> {
        checks::name("a model", &name)?;
        self.model_task(by, id, ModelTask::Rename(id.to_owned(), seen, name)).await
    }

    /// Its versions, the latest first.
    pub async fn model_versions(&self, id: &str, page: &Paging) -> Result<Page<ModelVersion>, Error> {
        self.model(id).await?;
        let range = model_versions(id).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Model, range, descending: true };
        rows.page(page, |_, value| Ok(Some(unpack(value)?)))
    }

    /// Keeps its text for good, in some words.
    pub async fn keep_model_version(&self, by: Context, id: &str, seen: u64, comment: String) -> Result<Model, Error> {
        if comment.trim().is_empty() {
            return Err(Error::invalid("comment-empty", "say what this version is"));
        }
        if comment.len() > COMMENT_BYTES_MAX {
            return Err(Error::invalid("comment-too-long", format!("a comment has at most {COMMENT_BYTES_MAX} bytes")));
        }
        self.model_task(by, id, ModelTask::Keep(id.to_owned(), seen, comment)).await
    }

    /// Gives it the text back that it had in a revision. What it has now stays among its versions.
    pub async fn restore_model(&self, by: Context, id: &str, seen: u64, revision: u64) -> Result<Model, Error> {
        self.model_task(by, id, ModelTask::Restore(id.to_owned(), seen, revision)).await
    }

    /// Removes it with all its versions.
    pub async fn remove_model(&self, by: Context, id: &str, seen: u64) -> Result<(), Error> {
        self.ask_model(by, id, ModelTask::Remove(id.to_owned(), seen)).await.map(drop)
    }

    /// What deploying these files would say against them, or remark: errors are no failure here.
    pub async fn check(&self, by: Context, files: Vec<Resource>) -> Result<Vec<ResourceProblem>, Error> {
        match self.deploy(by, files, true).await {
            Ok(report) => Ok(report.problems),
            Err(Error::InvalidModel { problems, .. }) => Ok(problems),
            Err(error) => Err(error),
        }
    }

    async fn model_task(&self, by: Context, id: &str, task: ModelTask) -> Result<Model, Error> {
        match self.ask_model(by, id, task).await? {
            Reply::Model(model) => Ok(*model),
            other => unreachable!("a draft is answered by itself, not {other:?}"),
        }
    }

    async fn ask_model(&self, by: Context, id: &str, task: ModelTask) -> Result<Reply, Error> {
        let (shell, partition) = (self.shell().clone(), partition_of(id));
        let run = move |by| async move { shell.ask(partition, by, Task::Model(Box::new(task))).await };
        once(self.shell(), By::from(by), run).await
    }
}

fn bounded(text: &str) -> Result<(), Error> {
    if text.len() > FILE_BYTES_MAX { Err(Error::too_large(FILE_BYTES_MAX)) } else { Ok(()) }
}

/// Is it one of those that are asked for?
fn fits(filter: &ModelFilter, model: &Model) -> bool {
    let has = |text: &String| {
        let text = text.to_lowercase();
        let mut names = std::iter::once(&model.name).chain(&model.processes).chain(&model.offers);
        names.any(|name| name.to_lowercase().contains(&text))
    };
    filter.text.as_ref().is_none_or(has)
        && filter.created_by.as_ref().is_none_or(|person| *person == model.created_by)
        && (filter.kinds.is_empty() || filter.kinds.contains(&model.kind))
}

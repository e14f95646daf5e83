//! Comments, drafts and saved filters: what people keep beside their tasks.
use super::Engine;
use crate::api::{Comment, Draft, NewComment, Page, Paging, SavedFilter, SeenDraft, UserTaskFilter, WaitAddress};
use crate::idempotency::once;
use crate::keys::{Bytes, Reader, space};
use crate::paging::Rows;
use crate::partition::{By, Note, Reply, Task};
use crate::projection::{comment_key, draft_key, header, unpack};
use crate::shell::partition_of;
use crate::store::Table;
use crate::{COMMENT_BYTES_MAX, Context, DRAFT_BYTES_MAX, Error, MENTIONS_MAX, checks};
use serde_json::{Map, Value};
use weir_core::{InstanceId, Rejection, Timestamp};

/// The address of a page, in bytes.
const QUERY_BYTES_MAX: usize = 4_000;

impl Engine {
    pub(super) async fn noted(&self, by: Context, partition: u8, note: Note) -> Result<Reply, Error> {
        let (shell, task) = (self.shell().clone(), Task::Note(Box::new(note)));
        let run = move |by| async move { shell.ask(partition, by, task).await };
        once(self.shell(), By::from(by), run).await
    }

    /// Says something about an instance or one of its open tasks. It is never changed.
    pub async fn comment(&self, by: Context, instance: InstanceId, new: NewComment) -> Result<Comment, Error> {
        if new.text.trim().is_empty() {
            return Err(Error::invalid("comment-empty", "say something"));
        }
        if new.text.len() > COMMENT_BYTES_MAX {
            return Err(Error::invalid("comment-too-long", format!("a comment has at most {COMMENT_BYTES_MAX} bytes")));
        }
        if new.mentions.len() > MENTIONS_MAX {
            return Err(Error::invalid("too-many-mentions", format!("at most {MENTIONS_MAX} people are mentioned")));
        }
        new.mentions.iter().try_for_each(|person| checks::name("a person", person))?;
        // Refused in the words in which a stranger is: whether they are somewhere else is nobody's business here.
        if let Err(Error::Rejected(Rejection::NoSuchPerson { person })) =
            self.of_this_house(instance, new.mentions.iter())
        {
            return Err(Error::invalid("no-such-person", format!("nobody here is called `{person}`")));
        }
        match self.noted(by, instance.partition(), Note::Comment(instance, new)).await? {
            Reply::Comment(comment) => Ok(*comment),
            other => unreachable!("a comment is answered by itself, not {other:?}"),
        }
    }

    /// The actor takes back the words of a comment of theirs; that there was one stays.
    pub async fn retract_comment(&self, by: Context, instance: InstanceId, id: &str) -> Result<(), Error> {
        self.noted(by, instance.partition(), Note::Retract(instance, id.to_owned())).await.map(drop)
    }

    /// What was said about an instance, oldest first.
    pub async fn comments(
        &self,
        instance: InstanceId,
        task: Option<WaitAddress>,
        page: &Paging,
    ) -> Result<Page<Comment>, Error> {
        if header(&self.shell().view(), instance)?.is_none() {
            return Err(Error::not_found("instance", instance));
        }
        let range = Bytes::new().byte(space::MAIN).instance(instance).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Comment, range, descending: false };
        rows.page(page, |_, value| {
            let comment: Comment = unpack(value)?;
            Ok(Some(comment).filter(|comment| task.is_none() || comment.task == task))
        })
    }

    /// Where somebody is mentioned, the latest first.
    pub async fn mentions_of(&self, person: &str, page: &Paging) -> Result<Page<Comment>, Error> {
        let range = Bytes::new().byte(space::PARTS).text(person).prefix();
        let store = &self.shell().store;
        let rows = Rows { store: &**store, table: Table::Comment, range, descending: true };
        rows.page(page, |key, _| {
            let mut reader = Reader(key);
            let id = reader.byte().and_then(|_| reader.text()).and_then(|_| reader.text());
            let Some((id, instance)) = id.zip(reader.instance()) else { return Ok(None) };
            let found = store.get(Table::Comment, &comment_key(instance, &id))?;
            Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
        })
    }

    /// Keeps what the actor has entered for an open task. Only when their draft is still what they have seen.
    pub async fn save_draft(
        &self,
        by: Context,
        task: WaitAddress,
        data: Map<String, Value>,
        seen: SeenDraft,
    ) -> Result<Draft, Error> {
        checks::variables(&data.clone().into_iter().collect())?;
        if serde_json::to_vec(&data).map_or(usize::MAX, |text| text.len()) > DRAFT_BYTES_MAX {
            return Err(Error::invalid("draft-too-large", format!("a draft has at most {DRAFT_BYTES_MAX} bytes")));
        }
        match self.noted(by, task.instance.partition(), Note::SaveDraft(task, data, seen)).await? {
            Reply::Draft(draft) => Ok(*draft),
            other => unreachable!("a draft is answered by itself, not {other:?}"),
        }
    }

    /// What somebody has entered for a task; gone when the task is done.
    pub async fn draft(&self, person: &str, task: WaitAddress) -> Result<Draft, Error> {
        let missing = || Error::not_found("draft", task);
        self.find_task(task)?.ok_or_else(missing)?;
        let found = self.shell().store.get(Table::Draft, &draft_key(task, person))?;
        Ok(unpack(&found.ok_or_else(missing)?)?)
    }

    /// The drafts that somebody has for open tasks.
    pub async fn drafts_of(&self, person: &str, page: &Paging) -> Result<Page<Draft>, Error> {
        let range = Bytes::new().byte(space::PARTS).text(person).prefix();
        let store = &self.shell().store;
        let rows = Rows { store: &**store, table: Table::Draft, range, descending: false };
        rows.page(page, |key, _| {
            let place = key.len().checked_sub(super::tasks::PLACE_BYTES).and_then(|from| Reader(&key[from..]).place());
            let Some((instance, key, wait)) = place else { return Ok(None) };
            let task = WaitAddress { instance, key, wait };
            if self.find_task(task)?.is_none() {
                return Ok(None);
            }
            let found = store.get(Table::Draft, &draft_key(task, person))?;
            Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
        })
    }

    /// The actor's draft is not wanted any more.
    pub async fn drop_draft(&self, by: Context, task: WaitAddress) -> Result<(), Error> {
        self.noted(by, task.instance.partition(), Note::DropDraft(task)).await.map(drop)
    }

    /// Keeps a filter of task lists for somebody, under a name.
    pub async fn save_filter(
        &self,
        by: Context,
        person: &str,
        name: &str,
        filter: UserTaskFilter,
    ) -> Result<(), Error> {
        checks::name("a person", person)?;
        checks::name("a filter", name)?;
        let (person, name) = (person.to_owned(), name.to_owned());
        let partition = partition_of(&person);
        let filter = SavedFilter { person, name, filter, at: Timestamp(0), query: None };
        self.noted(by, partition, Note::SaveFilter(filter)).await.map(drop)
    }

    /// Keeps what a page asks under a name, as the address of that page has it.
    pub async fn save_query(&self, by: Context, person: &str, name: &str, query: String) -> Result<(), Error> {
        checks::name("a person", person)?;
        checks::name("a filter", name)?;
        if query.is_empty() || query.len() > QUERY_BYTES_MAX {
            let message = format!("what a page asks has 1 to {QUERY_BYTES_MAX} bytes");
            return Err(Error::invalid("query-too-long", message));
        }
        let (person, name) = (person.to_owned(), name.to_owned());
        let partition = partition_of(&person);
        let filter = UserTaskFilter::default();
        let filter = SavedFilter { person, name, filter, at: Timestamp(0), query: Some(query) };
        self.noted(by, partition, Note::SaveFilter(filter)).await.map(drop)
    }

    /// The filters that somebody keeps, by name.
    pub async fn filters_of(&self, person: &str) -> Result<Vec<SavedFilter>, Error> {
        let (start, end) = Bytes::new().text(person).prefix();
        let rows = self.shell().store.scan(Table::SavedFilter, &start, &end, usize::MAX)?;
        Ok(rows.iter().map(|(_, value)| unpack(value)).collect::<Result<_, _>>()?)
    }

    /// Somebody keeps a filter no more, or what the page that is named asks.
    pub async fn drop_filter(&self, by: Context, person: &str, name: &str, page: Option<String>) -> Result<(), Error> {
        let note = Note::DropFilter(person.to_owned(), name.to_owned(), page);
        self.noted(by, partition_of(person), note).await.map(drop)
    }
}

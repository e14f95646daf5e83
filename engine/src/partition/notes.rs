//! What people keep beside their tasks, as the partition of the instance takes it.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::START_FILES_MAX;
use crate::api::{Attachment, Comment, Draft, NewComment, SavedFilter, SeenDraft, StartFile, WaitAddress};
use crate::error::Error;
use crate::keys::{Bytes, Reader, space};
use crate::projection::{
    Noted, Record, attachment_key, comment_key, draft_key, filter_key, mentions_in, question_key, start_file_key,
    start_files, unpack,
};
use crate::shell::random_bytes;
use crate::store::Table;
use serde_json::Value;
use sha2::{Digest, Sha256};
use weir_core::instance::Instance;
use weir_core::wait::WaitFor;
use weir_core::{ElementId, InstanceId, Timestamp};

/// How many filters somebody may keep.
const FILTERS_MAX: usize = 100;
/// How many digits of an id are its time.
const TIME_DIGITS: usize = 12;
/// How many files an instance may have.
const ATTACHMENTS_MAX: usize = 500;

/// Something to be kept, or kept no more.
#[derive(Debug)]
pub enum Note {
    /// Somebody says something.
    Comment(InstanceId, NewComment),
    /// They take it back.
    Retract(InstanceId, String),
    /// A draft; only when it is still what was seen.
    SaveDraft(WaitAddress, serde_json::Map<String, serde_json::Value>, SeenDraft),
    /// A draft is not wanted any more.
    DropDraft(WaitAddress),
    /// Drafts of tasks that are over.
    SweepDrafts(Vec<(WaitAddress, String)>),
    /// A filter.
    SaveFilter(SavedFilter),
    /// A filter, or what the page that is named asks, is not wanted any more.
    DropFilter(String, String, Option<String>),
    /// Somebody has read what they were told of, up to this; of these processes alone, where some are named.
    ReadNotices(String, String, Vec<String>),
    /// What people were told of a long time ago: person and id.
    ForgetNotices(Vec<(String, String)>),
    /// A file for a start form that is on disk already.
    AddStartFile(StartFile),
    /// One that nothing was started with in time: whose, and which.
    ForgetStartFile(String, String),
    /// Somebody has read the copy that they got of an instance.
    ReadCopy(String, InstanceId),
    /// A file that is on disk already.
    Attach(Attachment),
    /// A file is not wanted any more.
    Detach(InstanceId, String),
}

impl Turn<'_> {
    pub(super) fn note_down(&mut self, note: Note) -> Result<Reply, Halt> {
        match note {
            Note::Comment(instance, new) => return self.comment(instance, new),
            Note::Retract(instance, id) => self.retract(instance, &id)?,
            Note::SaveDraft(task, data, seen) => return self.save_draft(task, data, &seen),
            Note::DropDraft(task) => {
                let person = self.actor.id.clone();
                if self.draft(task, &person)?.is_none() {
                    return Err(Error::not_found("draft", task).into());
                }
                self.noted(Noted::DraftDropped { task, person });
            }
            Note::SweepDrafts(drafts) => {
                for (task, person) in drafts {
                    // A task of an instance that stands still is not in the lists, but open.
                    if self.look(task.instance)?.wait(task.key, task.wait).is_some() {
                        continue;
                    }
                    self.noted(Noted::DraftDropped { task, person });
                }
            }
            Note::SaveFilter(filter) => self.save_filter(SavedFilter { at: self.now, ..filter })?,
            Note::DropFilter(person, name, page) => self.drop_filter(person, name, page)?,
            Note::ReadNotices(person, until, processes) if processes.is_empty() => {
                self.noted(Noted::NoticesRead { person, until });
            }
            Note::ReadNotices(person, until, processes) => {
                self.noted(Noted::NoticesOfRead { person, until, processes });
            }
            Note::ForgetNotices(notices) => self.noted(Noted::NoticesForgotten(notices)),
            Note::AddStartFile(file) => return self.add_start_file(file),
            Note::ForgetStartFile(person, id) => {
                let found = self.shell.store.get(Table::Attachment, &start_file_key(&person, &id))?;
                self.records.extend(
                    found.map(|bytes| unpack(&bytes)).transpose()?.map(|f| Record::Noted(Noted::StartFileForgotten(f))),
                );
            }
            Note::ReadCopy(person, instance) => self.read_copy(person, instance)?,
            Note::Attach(attachment) => return self.attach(attachment),
            Note::Detach(instance, id) => return self.detach(instance, &id),
        }
        Ok(Reply::Done)
    }

    fn noted(&mut self, noted: Noted) {
        self.records.push(Record::Noted(noted));
    }

    fn comment(&mut self, instance: InstanceId, new: NewComment) -> Result<Reply, Halt> {
        let element = self.element_of(instance, new.task)?;
        let organisation = self.shell.organisation.now();
        let stranger = |person: &&String| organisation.person(person, self.now).is_none();
        if let Some(person) = new.mentions.iter().find(stranger).filter(|_| !organisation.people.is_empty()) {
            return Err(Error::invalid("no-such-person", format!("nobody here is called `{person}`")).into());
        }
        let comment = Comment {
            id: self.timed_id(Table::Comment, instance)?,
            instance,
            task: new.task,
            element,
            by: self.actor.id.clone(),
            at: self.now,
            text: Some(new.text),
            mentions: new.mentions,
            deleted_by: None,
            deleted_at: None,
        };
        self.effects.notices |= !comment.mentions.is_empty();
        self.noted(Noted::Commented(comment.clone()));
        self.send_out(mentions_in(&comment));
        Ok(Reply::Comment(Box::new(comment)))
    }

    /// A comment is never changed; whoever said it may take back the words, and that is seen.
    fn retract(&mut self, instance: InstanceId, id: &str) -> Result<(), Halt> {
        let found = self.shell.store.get(Table::Comment, &comment_key(instance, id))?;
        let comment: Comment = unpack(&found.ok_or_else(|| Error::not_found("comment", id))?)?;
        if comment.by != self.actor.id {
            let message = format!("the comment is that of `{}`: only they take it back", comment.by);
            return Err(Error::invalid("not-your-comment", message).into());
        }
        if comment.text.is_some() {
            let (deleted_by, deleted_at) = (Some(self.actor.id.clone()), Some(self.now));
            self.noted(Noted::Commented(Comment { text: None, deleted_by, deleted_at, ..comment }));
        }
        Ok(())
    }

    fn save_draft(
        &mut self,
        task: WaitAddress,
        data: serde_json::Map<String, serde_json::Value>,
        seen: &SeenDraft,
    ) -> Result<Reply, Halt> {
        self.element_of(task.instance, Some(task))?;
        let person = self.actor.id.clone();
        let before = self.draft(task, &person)?;
        let is_as_seen = match (seen, &before) {
            (SeenDraft::Unsaid, _) | (SeenDraft::Nothing, None) => true,
            (SeenDraft::Tagged(tags), Some(draft)) => is_among(&draft.etag, tags),
            (SeenDraft::Nothing, Some(_)) | (SeenDraft::Tagged(_), None) => false,
        };
        if !is_as_seen {
            let message = "the draft has changed meanwhile: look at it again";
            return Err(Error::invalid("draft-changed-meanwhile", message).into());
        }
        let text = serde_json::to_vec(&data).expect("it is plain data");
        let etag = crate::paging::to_hex(&Sha256::digest(&text)[..12]);
        let draft = Draft { task, person, at: self.now, data, etag };
        self.noted(Noted::DraftSaved(draft.clone()));
        Ok(Reply::Draft(Box::new(draft)))
    }

    fn draft(&self, task: WaitAddress, person: &str) -> Result<Option<Draft>, Halt> {
        let found = self.shell.store.get(Table::Draft, &draft_key(task, person))?;
        Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
    }

    fn save_filter(&mut self, filter: SavedFilter) -> Result<(), Halt> {
        let (start, end) = Bytes::new().text(&filter.person).prefix();
        let kept = self.shell.store.scan(Table::SavedFilter, &start, &end, FILTERS_MAX)?;
        let row = filter_key(&filter.person, &filter.name);
        let own = filter.page().map_or_else(|| row.clone(), |page| question_key(&filter.person, page, &filter.name));
        if kept.len() == FILTERS_MAX && kept.iter().all(|(key, _)| *key != own) {
            return Err(Error::invalid("too-many-filters", format!("at most {FILTERS_MAX} filters are kept")).into());
        }
        // What pages ask had the names of filters once: what is still kept so is not overwritten by something else.
        let before = self.filter(&row)?;
        match (filter.page(), before.filter(|before| before.query.is_some())) {
            (Some(page), Some(before)) if before.page() == Some(page) => {
                let (person, name) = (before.person, before.name);
                self.noted(Noted::FilterDropped { person, name });
            }
            (None, Some(before)) => self.noted(Noted::QuestionSaved(before)),
            _ => {}
        }
        self.noted(if filter.query.is_some() { Noted::QuestionSaved(filter) } else { Noted::FilterSaved(filter) });
        Ok(())
    }

    fn drop_filter(&mut self, person: String, name: String, page: Option<String>) -> Result<(), Halt> {
        let old = self.filter(&filter_key(&person, &name))?;
        let question = match &page {
            Some(page) => self.filter(&question_key(&person, page, &name))?,
            None => None,
        };
        match (page, question, old) {
            (Some(page), Some(_), _) => self.noted(Noted::QuestionDropped { person, page, name }),
            (page, _, Some(old)) if page.is_none() || old.page() == page.as_deref() => {
                self.noted(Noted::FilterDropped { person, name });
            }
            _ => return Err(Error::not_found("saved-filter", name).into()),
        }
        Ok(())
    }

    fn filter(&self, row: &[u8]) -> Result<Option<SavedFilter>, Halt> {
        let found = self.shell.store.get(Table::SavedFilter, row)?;
        Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
    }

    /// What was read already stays read at the time when it was, until another copy comes.
    fn read_copy(&mut self, person: String, id: InstanceId) -> Result<(), Halt> {
        let copied = self.look(id)?.header.copied.get(&person).map(|last| last.at);
        let copied = copied.ok_or_else(|| Error::not_found("copy", id))?;
        if self.shell.copy_read(&person, id)?.is_none_or(|read| read < copied) {
            self.noted(Noted::CopyRead { person, instance: id, at: self.now.max(copied) });
        }
        Ok(())
    }

    fn attach(&mut self, attachment: Attachment) -> Result<Reply, Halt> {
        self.element_of(attachment.instance, attachment.task)?;
        let (start, end) = Bytes::new().byte(space::MAIN).instance(attachment.instance).prefix();
        if self.shell.store.scan(Table::Attachment, &start, &end, ATTACHMENTS_MAX)?.len() == ATTACHMENTS_MAX {
            let message = format!("an instance has at most {ATTACHMENTS_MAX} attachments");
            return Err(Error::invalid("too-many-attachments", message).into());
        }
        let (id, by) = (self.timed_id(Table::Attachment, attachment.instance)?, self.actor.id.clone());
        let attachment = Attachment { id, by, at: self.now, ..attachment };
        self.noted(Noted::Attached(attachment.clone()));
        Ok(Reply::Attachment(Box::new(attachment)))
    }

    fn add_start_file(&mut self, file: StartFile) -> Result<Reply, Halt> {
        let by = self.actor.id.clone();
        let (start, end) = start_files(&by).prefix();
        if self.shell.store.scan(Table::Attachment, &start, &end, START_FILES_MAX)?.len() == START_FILES_MAX {
            let message = format!("at most {START_FILES_MAX} files wait for an instance to be started with them");
            return Err(Error::invalid("too-many-attachments", message).into());
        }
        let id = format!("{:012x}{}", self.now.0.max(0), crate::paging::to_hex(&random_bytes::<8>()));
        let file = StartFile { id, by, at: self.now, ..file };
        self.noted(Noted::StartFileAdded(file.clone()));
        Ok(Reply::StartFile(Box::new(file)))
    }

    /// A file for a start form is the instance's from now on.
    pub(super) fn take_start_file(&mut self, instance: InstanceId, file: StartFile) {
        let StartFile { id, name, media_type, size, sha256, by, at, .. } = file.clone();
        let attachment = Attachment { id, instance, task: None, name, media_type, size, sha256, by, at };
        self.noted(Noted::StartFileTaken { file, attachment });
    }

    fn detach(&mut self, instance: InstanceId, id: &str) -> Result<Reply, Halt> {
        let found = self.shell.store.get(Table::Attachment, &attachment_key(instance, id))?;
        let attachment: Attachment = unpack(&found.ok_or_else(|| Error::not_found("attachment", id))?)?;
        if attachment.by != self.actor.id {
            let message = format!("`{}` added it: only they take it away", attachment.by);
            return Err(Error::invalid("not-your-attachment", message).into());
        }
        if is_in_use(self.look(instance)?, &attachment) {
            let message =
                format!("`{}` was submitted, or somebody has decided since it was added: it stays", attachment.name);
            return Err(Error::invalid("attachment-in-use", message).into());
        }
        let (by, at) = (self.actor.id.clone(), self.now);
        self.noted(Noted::Detached { attachment: attachment.clone(), by, at });
        Ok(Reply::Attachment(Box::new(attachment)))
    }

    /// The element of an open task, or nothing for the instance as a whole; an instance that is not there is refused.
    fn element_of(&mut self, id: InstanceId, task: Option<WaitAddress>) -> Result<Option<ElementId>, Halt> {
        let instance = self.look(id)?;
        let Some(task) = task else { return Ok(None) };
        let open = instance.wait(task.key, task.wait).filter(|wait| matches!(wait.on, WaitFor::UserTask(_)));
        if task.instance != id || open.is_none() {
            return Err(Error::not_found("user-task", task).into());
        }
        Ok(Some(instance.elements[&task.key].element.clone()))
    }

    /// An id in a table of this instance, greater than all that are there: it begins with the time, or where several come
    /// in one millisecond with the next one.
    fn timed_id(&self, table: Table, instance: InstanceId) -> Result<String, Halt> {
        let rows = Bytes::new().byte(space::MAIN).instance(instance);
        let length = rows.clone().done().len();
        let (start, end) = rows.prefix();
        let last = self.shell.store.scan_reverse(table, &start, &end, 1)?;
        let last = last.first().and_then(|(key, _)| Reader(&key[length..]).text());
        let last = last.and_then(|id| i64::from_str_radix(id.get(..TIME_DIGITS)?, 16).ok());
        let time = self.now.0.max(last.map_or(0, |last| last + 1));
        Ok(format!("{time:012x}{}", crate::paging::to_hex(&random_bytes::<8>())))
    }
}

/// Has somebody submitted the file, or done anything with a task since it was added? Then others may have decided on it.
fn is_in_use(instance: &Instance, file: &Attachment) -> bool {
    let named =
        instance.elements.values().flat_map(|element| element.variables.values()).any(|value| has(value, &file.id));
    let since = |at: &Timestamp| *at >= file.at;
    let done = instance.header.done.iter().any(|done| since(&done.at));
    named || done || instance.header.handled.values().any(|handled| since(&handled.at))
}

/// Is the text somewhere in the value?
fn has(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own == text,
        Value::Array(items) => items.iter().any(|item| has(item, text)),
        Value::Object(fields) => fields.values().any(|field| has(field, text)),
        _ => false,
    }
}

/// Is the tag one of those of an `If-Match`? `*` stands for whatever is there (RFC 9110 13.1.1).
fn is_among(tag: &str, wanted: &str) -> bool {
    wanted.trim() == "*" || wanted.split(',').any(|one| one.trim().trim_matches('"') == tag)
}

//! What people keep beside their tasks: the records, and the rows that each of them is.
use super::notices::{changes_of_mentions, notice_key, read_key, read_of_key};
use super::pack;
use crate::api::{Attachment, Comment, Draft, SavedFilter, StartFile, WaitAddress};
use crate::keys::{Bytes, space};
use crate::store::{Change, Table};
use serde::{Deserialize, Serialize};
use weir_core::{InstanceId, Timestamp};

/// One thing that somebody keeps, or keeps no more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Noted {
    /// Somebody said something; or took it back, and this is what is left of it.
    Commented(Comment),
    /// A draft was saved.
    DraftSaved(Draft),
    /// A draft is gone.
    DraftDropped {
        /// Of this task.
        task: WaitAddress,
        /// Whose.
        person: String,
    },
    /// A filter was saved.
    FilterSaved(SavedFilter),
    /// A filter is gone.
    FilterDropped {
        /// Whose.
        person: String,
        /// Which.
        name: String,
    },
    /// Somebody has read what they were told of.
    NoticesRead {
        /// Who.
        person: String,
        /// Up to this one.
        until: String,
    },
    /// What people were told of a long time ago is forgotten: person and id.
    NoticesForgotten(Vec<(String, String)>),
    /// A file was added.
    Attached(Attachment),
    /// A file was taken away.
    Detached {
        /// Which.
        attachment: Attachment,
        /// By whom.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// A file for a start form was added.
    StartFileAdded(StartFile),
    /// An instance was started with it: it belongs to that from now on.
    StartFileTaken {
        /// As it was.
        file: StartFile,
        /// What it is now.
        attachment: Attachment,
    },
    /// Nothing was started with it in time.
    StartFileForgotten(StartFile),
    /// Somebody has read the copy that they got of an instance.
    CopyRead {
        /// Who.
        person: String,
        /// Of which.
        instance: InstanceId,
        /// When.
        at: Timestamp,
    },
    /// What a page asks was saved, in the names of that page alone.
    QuestionSaved(SavedFilter),
    /// And is gone.
    QuestionDropped {
        /// Whose.
        person: String,
        /// Of which page.
        page: String,
        /// Which.
        name: String,
    },
    /// Somebody has read what they were told of some processes, and of others perhaps not.
    NoticesOfRead {
        /// Who.
        person: String,
        /// Up to this one.
        until: String,
        /// Of these.
        processes: Vec<String>,
    },
}

/// The changes of a record.
pub fn changes_of_note(noted: &Noted, changes: &mut Vec<Change>) {
    match noted {
        Noted::Commented(comment) => {
            let row = comment_key(comment.instance, &comment.id);
            changes.push(Change::put(Table::Comment, row, pack(comment)));
            for person in &comment.mentions {
                changes.push(Change::put(Table::Comment, mention_key(person, comment), vec![]));
            }
            changes_of_mentions(comment, changes);
        }
        Noted::DraftSaved(draft) => {
            changes.push(Change::put(Table::Draft, draft_key(draft.task, &draft.person), pack(draft)));
            changes.push(Change::put(Table::Draft, own_draft_key(draft.task, &draft.person), vec![]));
        }
        Noted::DraftDropped { task, person } => {
            changes.push(Change::delete(Table::Draft, draft_key(*task, person)));
            changes.push(Change::delete(Table::Draft, own_draft_key(*task, person)));
        }
        Noted::FilterSaved(filter) => {
            changes.push(Change::put(Table::SavedFilter, filter_key(&filter.person, &filter.name), pack(filter)));
        }
        Noted::FilterDropped { person, name } => {
            changes.push(Change::delete(Table::SavedFilter, filter_key(person, name)));
        }
        Noted::QuestionSaved(question) => {
            let page = question.page().unwrap_or_default();
            let row = question_key(&question.person, page, &question.name);
            changes.push(Change::put(Table::SavedFilter, row, pack(question)));
        }
        Noted::QuestionDropped { person, page, name } => {
            changes.push(Change::delete(Table::SavedFilter, question_key(person, page, name)));
        }
        Noted::NoticesRead { person, until } => {
            changes.push(Change::put(Table::Notice, read_key(person), pack(until)));
        }
        Noted::NoticesOfRead { person, until, processes } => {
            for process in processes {
                changes.push(Change::put(Table::Notice, read_of_key(person, process), pack(until)));
            }
        }
        Noted::NoticesForgotten(notices) => {
            for (person, id) in notices {
                changes.push(Change::delete(Table::Notice, notice_key(person, id)));
            }
        }
        Noted::StartFileAdded(file) => {
            changes.push(Change::put(Table::Attachment, start_file_key(&file.by, &file.id), pack(file)));
            changes.push(Change::put(Table::Attachment, start_content_key(file), vec![]));
        }
        Noted::StartFileTaken { file, attachment } => {
            remove(file, changes);
            let row = attachment_key(attachment.instance, &attachment.id);
            changes.push(Change::put(Table::Attachment, row, pack(attachment)));
            changes.push(Change::put(Table::Attachment, content_key(attachment), vec![]));
        }
        Noted::StartFileForgotten(file) => remove(file, changes),
        Noted::CopyRead { person, instance, at } => {
            changes.push(Change::put(Table::Person, copy_read_key(person, *instance), pack(at)));
        }
        Noted::Attached(attachment) => {
            let row = attachment_key(attachment.instance, &attachment.id);
            changes.push(Change::put(Table::Attachment, row, pack(attachment)));
            changes.push(Change::put(Table::Attachment, content_key(attachment), vec![]));
        }
        Noted::Detached { attachment, .. } => {
            changes.push(Change::delete(Table::Attachment, attachment_key(attachment.instance, &attachment.id)));
            changes.push(Change::delete(Table::Attachment, content_key(attachment)));
        }
    }
}

/// The row that says when somebody read a copy.
pub fn copy_read_key(person: &str, instance: InstanceId) -> Vec<u8> {
    Bytes::new().byte(space::COPY_READ).text(person).instance(instance).done()
}

/// The row of a comment.
pub fn comment_key(instance: InstanceId, id: &str) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).instance(instance).text(id).done()
}

/// The row by which somebody finds where they are mentioned: the id of a comment begins with its time.
fn mention_key(person: &str, comment: &Comment) -> Vec<u8> {
    Bytes::new().byte(space::PARTS).text(person).text(&comment.id).instance(comment.instance).done()
}

/// The row of a draft.
pub fn draft_key(task: WaitAddress, person: &str) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).place(task.instance, task.key, task.wait).text(person).done()
}

/// The row by which somebody finds their drafts.
fn own_draft_key(task: WaitAddress, person: &str) -> Vec<u8> {
    Bytes::new().byte(space::PARTS).text(person).place(task.instance, task.key, task.wait).done()
}

/// The row of a saved filter.
pub fn filter_key(person: &str, name: &str) -> Vec<u8> {
    Bytes::new().text(person).text(name).done()
}

/// The row of what a page asks: beside a filter of the same name, and what other pages ask under it.
pub fn question_key(person: &str, page: &str, name: &str) -> Vec<u8> {
    Bytes::new().text(person).text(name).text(page).done()
}

fn remove(file: &StartFile, changes: &mut Vec<Change>) {
    changes.push(Change::delete(Table::Attachment, start_file_key(&file.by, &file.id)));
    changes.push(Change::delete(Table::Attachment, start_content_key(file)));
}

/// The row of a file for a start form.
pub fn start_file_key(person: &str, id: &str) -> Vec<u8> {
    start_files(person).text(id).done()
}

/// The rows of the files that somebody has for start forms.
pub fn start_files(person: &str) -> Bytes {
    Bytes::new().byte(space::FOR_START).text(person)
}

/// The row that says that a file for a start form refers to a content.
fn start_content_key(file: &StartFile) -> Vec<u8> {
    content_rows(&file.sha256).text(&file.by).text(&file.id).done()
}

/// The row of an attachment.
pub fn attachment_key(instance: InstanceId, id: &str) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).instance(instance).text(id).done()
}

/// The row that says that something refers to a content.
fn content_key(attachment: &Attachment) -> Vec<u8> {
    content_rows(&attachment.sha256).instance(attachment.instance).text(&attachment.id).done()
}

/// The rows of those that refer to a content.
pub fn content_rows(sha256: &str) -> Bytes {
    Bytes::new().byte(space::PARTS).text(sha256)
}

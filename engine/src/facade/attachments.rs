//! Attachments: files of an instance, streamed in and out.
use super::Engine;
use crate::START_FILES_MS;
use crate::api::{Attachment, Page, Paging, StartFile, WaitAddress};
use crate::blobs::{Blobs, Held, Upload};
use crate::keys::{Bytes, space};
use crate::paging::Rows;
use crate::partition::{Note, Reply};
use crate::projection::{attachment_key, header, start_file_key, unpack};
use crate::shell::partition_of;
use crate::store::Table;
use crate::{Context, Error};
use std::fs::File;
use std::sync::Arc;
use weir_core::form::FilesTaken;
use weir_core::{InstanceId, Timestamp};

/// The endings that are taken, and what they are. What a browser would run, or a system, is not among them.
const TYPES: &[(&str, &str)] = &[
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("heic", "image/heic"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("bmp", "image/bmp"),
    ("txt", "text/plain"),
    ("csv", "text/csv"),
    ("md", "text/markdown"),
    ("json", "application/json"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ofd", "application/ofd"),
    // WPS Office: texts, tables and slides.
    ("wps", "application/vnd.ms-works"),
    ("et", "application/wps-office.et"),
    ("dps", "application/wps-office.dps"),
    ("zip", "application/zip"),
    ("7z", "application/x-7z-compressed"),
    ("rar", "application/vnd.rar"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("eml", "message/rfc822"),
    ("dwg", "image/vnd.dwg"),
];
/// A name, in bytes.
const NAME_BYTES_MAX: usize = 200;

/// A file on its way in.
#[derive(Debug)]
pub struct NewAttachment {
    belongs: Belongs,
    name: String,
    media_type: &'static str,
    upload: Upload,
    blobs: Arc<Blobs>,
}

/// A file that is there, and not yet said to belong to its instance.
#[derive(Debug)]
pub struct ReceivedAttachment {
    attachment: Attachment,
    /// The process that is to be started with it, where there is no instance yet.
    process: Option<String>,
    held: Held,
}

/// What a file belongs to.
#[derive(Debug)]
enum Belongs {
    /// An instance, and a task of it.
    To(InstanceId, Option<WaitAddress>),
    /// An instance of this process that is yet to be started.
    ToCome(String),
}

impl Engine {
    /// Begins to take a file in. Its name and its type are looked at first.
    pub fn begin_attachment(
        &self,
        instance: InstanceId,
        task: Option<WaitAddress>,
        name: &str,
    ) -> Result<NewAttachment, Error> {
        let name = clean(name)?;
        let media_type = media_type(&name)?;
        if header(&self.shell().view(), instance)?.is_none() {
            return Err(Error::not_found("instance", instance));
        }
        let blobs = self.blobs()?;
        let upload = blobs.begin()?;
        Ok(NewAttachment { belongs: Belongs::To(instance, task), name, media_type, upload, blobs })
    }

    /// Begins to take a file in for a start form: an instance is yet to be started with it.
    pub fn begin_start_file(&self, definition: &str, name: &str) -> Result<NewAttachment, Error> {
        let name = clean(name)?;
        let media_type = media_type(&name)?;
        let process = self.release(definition)?.definition.process.clone();
        let blobs = self.blobs()?;
        let upload = blobs.begin()?;
        Ok(NewAttachment { belongs: Belongs::ToCome(process), name, media_type, upload, blobs })
    }

    /// Says that a received file waits for an instance of the actor's.
    pub async fn add_start_file(&self, by: Context, received: ReceivedAttachment) -> Result<StartFile, Error> {
        let ReceivedAttachment { attachment, process, held } = received;
        let Attachment { name, media_type, size, sha256, at, .. } = attachment;
        let process = process.unwrap_or_default();
        let file = StartFile { id: String::new(), process, name, media_type, size, sha256, by: String::new(), at };
        let partition = partition_of(&by.actor.id);
        let result = self.noted(by, partition, Note::AddStartFile(file)).await;
        let sha256 = held.sha256.clone();
        drop(held);
        match result {
            Ok(Reply::StartFile(file)) => {
                if file.sha256 != sha256 {
                    self.tidy(&sha256).await?;
                }
                Ok(*file)
            }
            Ok(other) => unreachable!("a file is answered by itself, not {other:?}"),
            Err(error) => {
                self.tidy(&sha256).await?;
                Err(error)
            }
        }
    }

    /// Says that a received file belongs to its instance.
    pub async fn attach(&self, by: Context, received: ReceivedAttachment) -> Result<Attachment, Error> {
        let ReceivedAttachment { attachment, held, .. } = received;
        let partition = attachment.instance.partition();
        let result = self.noted(by, partition, Note::Attach(attachment)).await;
        let sha256 = held.sha256.clone();
        drop(held);
        match result {
            Ok(Reply::Attachment(attachment)) => {
                if attachment.sha256 != sha256 {
                    self.tidy(&sha256).await?;
                }
                Ok(*attachment)
            }
            Ok(other) => unreachable!("an attachment is answered by itself, not {other:?}"),
            Err(error) => {
                self.tidy(&sha256).await?;
                Err(error)
            }
        }
    }

    /// The files of an instance, oldest first.
    pub async fn attachments(&self, instance: InstanceId, page: &Paging) -> Result<Page<Attachment>, Error> {
        self.attachments_kept(instance, page, |_| Ok(true))
    }

    /// Those of them that are kept.
    pub(super) fn attachments_kept(
        &self,
        instance: InstanceId,
        page: &Paging,
        keep: impl Fn(&Attachment) -> Result<bool, Error>,
    ) -> Result<Page<Attachment>, Error> {
        if header(&self.shell().view(), instance)?.is_none() {
            return Err(Error::not_found("instance", instance));
        }
        let range = Bytes::new().byte(space::MAIN).instance(instance).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Attachment, range, descending: false };
        rows.page(page, |_, value| {
            let file: Attachment = unpack(value)?;
            Ok(keep(&file)?.then_some(file))
        })
    }

    /// One file, and its content.
    pub async fn attachment(&self, instance: InstanceId, id: &str) -> Result<(Attachment, File), Error> {
        let found = self.shell().attachment(instance, id)?.ok_or_else(|| Error::not_found("attachment", id))?;
        let content = self.blobs()?.read(&found.sha256)?;
        Ok((found, content))
    }

    /// The actor takes a file of theirs away. Its content goes with the last who has it.
    pub async fn detach(&self, by: Context, instance: InstanceId, id: &str) -> Result<(), Error> {
        let note = Note::Detach(instance, id.to_owned());
        match self.noted(by, instance.partition(), note).await? {
            Reply::Attachment(gone) => self.tidy(&gone.sha256).await,
            other => unreachable!("an attachment is answered by itself, not {other:?}"),
        }
    }

    fn blobs(&self) -> Result<Arc<Blobs>, Error> {
        let off =
            || Error::invalid("attachments-off", "this engine keeps no attachments: it has no directory for them");
        self.shell().blobs.clone().ok_or_else(off)
    }

    async fn tidy(&self, sha256: &str) -> Result<(), Error> {
        let (shell, blobs, sha256) = (self.shell().clone(), self.blobs()?, sha256.to_owned());
        let tidied = tokio::task::spawn_blocking(move || blobs.tidy(&sha256, &*shell.store));
        tidied.await.map_err(|_| Error::invalid("attachment-broken", "the content could not be removed"))?.map(drop)
    }
}

impl NewAttachment {
    /// The next piece.
    pub fn write(&mut self, piece: &[u8]) -> Result<(), Error> {
        self.upload.write(piece)
    }

    /// All of it is there; it is on disk when this returns.
    pub fn finish(self) -> Result<ReceivedAttachment, Error> {
        let NewAttachment { belongs, name, media_type, upload, blobs } = self;
        let held = blobs.finish(upload)?;
        let (instance, task, process) = match belongs {
            Belongs::To(instance, task) => (instance, task, None),
            Belongs::ToCome(process) => (InstanceId(uuid::Uuid::nil()), None, Some(process)),
        };
        let attachment = Attachment {
            id: String::new(),
            instance,
            task,
            name,
            media_type: media_type.to_owned(),
            size: held.size,
            sha256: held.sha256.clone(),
            by: String::new(),
            at: Timestamp(0),
        };
        Ok(ReceivedAttachment { attachment, process, held })
    }
}

impl ReceivedAttachment {
    /// SHA-256 of its content, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.held.sha256
    }
}

impl crate::shell::Shell {
    /// A file of an instance.
    pub(crate) fn attachment(&self, instance: InstanceId, id: &str) -> Result<Option<Attachment>, Error> {
        let found = self.store.get(Table::Attachment, &attachment_key(instance, id))?;
        Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
    }

    /// What is wrong with an attachment that a form names: it must be one of the instance, and of a type that is taken.
    pub(crate) fn attachment_fault(&self, instance: InstanceId, id: &str, taken: &FilesTaken) -> Option<String> {
        match self.attachment(instance, id) {
            Ok(None) => Some(format!("the instance has no attachment `{id}`: add it first")),
            Err(error) => Some(error.to_string()),
            Ok(Some(found)) => attachment_fault((&found.name, &found.media_type, found.size), taken),
        }
    }

    /// A file that somebody has added to start this process with, and that is not too old.
    pub(crate) fn start_file(
        &self,
        person: &str,
        process: &str,
        id: &str,
        now: Timestamp,
    ) -> Result<Option<StartFile>, Error> {
        let found = self.store.get(Table::Attachment, &start_file_key(person, id))?;
        let found: Option<StartFile> = found.map(|bytes| unpack(&bytes)).transpose()?;
        Ok(found.filter(|file| file.process == process && now.0 < file.at.0.saturating_add(START_FILES_MS)))
    }
}

/// Is a file, by its name, media type and length, one that is taken? Types are endings like `.pdf`, media types, or groups of
/// them like `image/*`.
pub(crate) fn attachment_fault((name, media_type, size): (&str, &str, u64), taken: &FilesTaken) -> Option<String> {
    let FilesTaken { accept, bytes_max } = taken;
    let lower = name.to_lowercase();
    let fits = |wanted: &String| match wanted.split_once('/') {
        Some((group, "*")) => media_type.starts_with(&format!("{group}/")),
        Some(_) => media_type == *wanted,
        None => lower.ends_with(wanted.as_str()),
    };
    if !accept.is_empty() && !accept.iter().any(fits) {
        return Some(format!("`{name}` is not of a type that is taken: {}", accept.join(", ")));
    }
    let most = bytes_max.filter(|most| size > *most)?;
    Some(format!("`{name}` has {size} bytes; at most {most} are taken"))
}

/// The last part of a name: a client's folders are none of our business, and lead nowhere here.
fn clean(name: &str) -> Result<String, Error> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let wrong = last.is_empty() || last.starts_with('.') || last.len() > NAME_BYTES_MAX;
    // What turns the order of letters round makes one ending look like another.
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if wrong || last.chars().any(hidden) {
        let message = format!("a file has a name of 1 to {NAME_BYTES_MAX} bytes, without hidden letters");
        return Err(Error::invalid("invalid-file-name", message));
    }
    Ok(last.to_owned())
}

fn media_type(name: &str) -> Result<&'static str, Error> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let found = TYPES.iter().find(|(known, _)| *known == ending).map(|(_, media_type)| *media_type);
    found.ok_or_else(|| {
        let endings: Vec<&str> = TYPES.iter().map(|(ending, _)| *ending).collect();
        Error::invalid("attachment-type", format!("`{name}` is not of a type that is taken: {}", endings.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_core::form::SIGNATURE_BYTES_MAX;

    #[test]
    fn names_are_cleaned_and_types_looked_at() {
        assert_eq!(clean("../../etc/发票 1.pdf").unwrap(), "发票 1.pdf");
        assert_eq!(clean("C:\\temp\\a.PDF").unwrap(), "a.PDF");
        for name in ["", "..", "a/..", ".bashrc", "a\0.pdf", "gpj.\u{202e}exe.png", &"a".repeat(300)] {
            assert_eq!(clean(name).unwrap_err().code(), "invalid-file-name", "{name:?}");
        }
        assert_eq!(media_type("a.PDF").unwrap(), "application/pdf");
        for office in ["报表.et", "汇报.DPS", "合同.wps", "slides.odp", "发票.ofd"] {
            assert!(media_type(office).is_ok(), "{office}");
        }
        let tables = FilesTaken { accept: vec![".et".into()], bytes_max: None };
        assert_eq!(attachment_fault(("报表.ET", media_type("报表.ET").unwrap(), 1), &tables), None);
        let signature = FilesTaken::signature();
        let fault = |name: &str, size| attachment_fault((name, media_type(name).unwrap(), size), &signature);
        assert_eq!(fault("signature.png", SIGNATURE_BYTES_MAX), None);
        assert!(fault("signature.png", SIGNATURE_BYTES_MAX + 1).unwrap().contains("at most"));
        assert!(fault("signature.jpg", 1).unwrap().contains("image/png"));
        assert_eq!(attachment_fault(("a.zip", "application/zip", 1 << 30), &FilesTaken::default()), None);
        for name in ["a.exe", "a.pdf.html", "a.svg", "a", "a."] {
            assert_eq!(media_type(name).unwrap_err().code(), "attachment-type", "{name}");
        }
    }
}

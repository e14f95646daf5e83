//! Notices: what people are told of, listed, streamed, and marked as read.
use super::Engine;
use crate::api::{Notice, Page, Paging};
use crate::keys::after;
use crate::paging::Rows;
use crate::partition::Note;
use crate::projection::{notice_key, notice_rows, read_key, unpack};
use crate::shell::partition_of;
use crate::store::Table;
use crate::{Context, Error};
use tokio::sync::watch;

/// How many notices are read at once.
const CHUNK: usize = 200;

impl Engine {
    /// What somebody was told of, the latest first; with `unread` only what is not marked as read.
    pub async fn notices_of(&self, person: &str, unread: bool, page: &Paging) -> Result<Page<Notice>, Error> {
        let (mut start, end) = notice_rows(person).prefix();
        if unread && let Some(id) = self.read_until(person)? {
            start = after(&notice_key(person, &id));
        }
        let rows = Rows { store: &*self.shell().store, table: Table::Notice, range: (start, end), descending: true };
        rows.page(page, |_, value| Ok(Some(unpack(value)?)))
    }

    /// Some of what somebody was told of behind an id, oldest first. It need not be the id of a notice: any text that is
    /// smaller than those of the notices that are wanted will do.
    pub fn notices_behind(&self, person: &str, id: &str) -> Result<Vec<Notice>, Error> {
        let (_, end) = notice_rows(person).prefix();
        let start = after(&notice_key(person, id));
        let rows = self.shell().store.scan(Table::Notice, &start, &end, CHUNK)?;
        Ok(rows.iter().map(|(_, value)| unpack(value)).collect::<Result<_, _>>()?)
    }

    /// Changes whenever somebody may be told something. What it is stands in the rows: nothing is told before it is durable.
    pub fn notices_changed(&self) -> watch::Receiver<u64> {
        self.shell().hub.notices.subscribe()
    }

    /// Marks everything up to a notice as read.
    pub async fn read_notices(&self, by: Context, person: &str, until: &str) -> Result<(), Error> {
        if self.shell().store.get(Table::Notice, &notice_key(person, until))?.is_none() {
            return Err(Error::not_found("notice", until));
        }
        let note = Note::ReadNotices(person.to_owned(), until.to_owned());
        self.noted(by, partition_of(person), note).await.map(drop)
    }

    fn read_until(&self, person: &str) -> Result<Option<String>, Error> {
        let found = self.shell().store.get(Table::Notice, &read_key(person))?;
        Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
    }
}

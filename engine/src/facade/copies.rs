//! Copies (抄送): who was told of an instance, and whether they have read it.
use super::Engine;
use crate::api::{Copy, InstanceFilter, InstanceOrder, InstanceSummary, Page, Paging};
use crate::keys::space;
use crate::partition::Note;
use crate::projection::{copy_read_key, header, unpack};
use crate::shell::Shell;
use crate::store::Table;
use crate::{Context, Error};
use weir_core::instance::Header;
use weir_core::{InstanceId, Timestamp};

impl Engine {
    /// The instances of which somebody was told, the latest first: all, those whose copy they have read, or those whose
    /// copy they have not.
    pub async fn copied_to(
        &self,
        person: &str,
        read: Option<bool>,
        page: &Paging,
    ) -> Result<Page<InstanceSummary>, Error> {
        self.copied_to_that(person, read, &InstanceFilter::default(), None, page).await
    }

    /// Those of them that fit.
    pub async fn copied_to_that(
        &self,
        person: &str,
        read: Option<bool>,
        filter: &InstanceFilter,
        order: Option<InstanceOrder>,
        page: &Paging,
    ) -> Result<Page<InstanceSummary>, Error> {
        let fits = |header: &Header| -> Result<bool, Error> {
            if !super::instances::fits(filter, header) {
                return Ok(false);
            }
            let Some(wanted) = read else { return Ok(true) };
            Ok(self.shell().copy_of(header, person)?.is_some_and(|copy| copy.read.is_some() == wanted))
        };
        self.of_person_that(space::COPIED, person, order, page, &fits)
    }

    /// Who was told of an instance, and whether they have read it.
    pub async fn copies_of(&self, id: InstanceId) -> Result<Vec<Copy>, Error> {
        let header = header(&self.shell().view(), id)?.ok_or_else(|| Error::not_found("instance", id))?;
        let copies = header.copied.keys().filter_map(|person| self.shell().copy_of(&header, person).transpose());
        copies.collect()
    }

    /// Somebody has read the copy that they got of an instance.
    pub async fn read_copy(&self, by: Context, person: &str, id: InstanceId) -> Result<(), Error> {
        self.noted(by, id.partition(), Note::ReadCopy(person.to_owned(), id)).await.map(drop)
    }
}

impl Shell {
    /// When somebody read a copy of an instance last.
    pub(crate) fn copy_read(&self, person: &str, id: InstanceId) -> Result<Option<Timestamp>, Error> {
        let found = self.store.get(Table::Person, &copy_read_key(person, id))?;
        Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
    }

    /// The copy that somebody got of an instance; another one that comes later is not read yet.
    fn copy_of(&self, header: &Header, person: &str) -> Result<Option<Copy>, Error> {
        let Some(last) = header.copied.get(person) else { return Ok(None) };
        let read = self.copy_read(person, header.id)?.filter(|read| *read >= last.at);
        Ok(Some(Copy { person: person.to_owned(), element: last.element.clone(), at: last.at, read }))
    }
}

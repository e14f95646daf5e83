//! Notices: what people are told of, listed, streamed, and marked as read.
use super::Engine;
use super::tasks::PLACE_BYTES;
use crate::api::{Notice, NoticeKind, Page, Paging, WaitAddress};
use crate::keys::{Bytes, Reader, space};
use crate::paging::{bad_cursor, cursor, limit, place};
use crate::partition::Note;
use crate::projection::{
    Offered, Standing, WaitRow, notice_key, notice_rows, offer_rows, read_key, read_of_key, unpack,
};
use crate::shell::partition_of;
use crate::store::Table;
use crate::{Context, Error};
use std::collections::BTreeMap;
use tokio::sync::watch;
use weir_core::wait::WaitFor;

/// How many notices are read at once.
const CHUNK: usize = 200;
/// How far the clock of whoever marks as read may be ahead, in milliseconds.
const AHEAD_MS: i64 = 60_000;
/// Digits of an id that are its time.
const TIME_DIGITS: usize = 12;

/// A row with a notice, or of an offer.
enum Found {
    Told(Vec<u8>),
    Offered(WaitAddress),
}

impl Engine {
    /// What somebody was told of, the latest first; with `unread` only what is not marked as read. Open tasks that they may
    /// claim, by name or by what they belong to, are among them as long as nobody has them.
    pub async fn notices_of(&self, person: &str, unread: bool, page: &Paging) -> Result<Page<Notice>, Error> {
        let behind = if unread { self.read_until(person)? } else { None };
        let mut before = match &page.cursor {
            None => None,
            Some(cursor) => Some(String::from_utf8(place(b"notices", cursor)?).map_err(|_| bad_cursor())?),
        };
        let (sources, limit) = (self.sources(person), limit(page));
        let mut items: Vec<Notice> = vec![];
        loop {
            let (mut found, horizon) = self.round(&sources, behind.as_deref(), before.as_deref(), true)?;
            while let Some((id, row)) = found.pop_last() {
                if items.len() == limit {
                    let next = items.last().map(|last| cursor(b"notices", last.id.as_bytes()));
                    return Ok(Page { items, next });
                }
                let told = self.told(person, &id, row)?;
                if let Some(notice) = told
                    && !(unread && self.is_read_of_process(person, &notice)?)
                {
                    items.push(notice);
                }
            }
            if horizon.is_none() {
                return Ok(Page { items, next: None });
            }
            before = horizon;
        }
    }

    /// Some of what somebody was told of behind an id, oldest first; nothing where there is nothing more. It need not be
    /// the id of a notice: any text that is smaller than those of the notices that are wanted will do.
    pub fn notices_behind(&self, person: &str, id: &str) -> Result<Vec<Notice>, Error> {
        let (sources, mut behind) = (self.sources(person), id.to_owned());
        loop {
            let (found, horizon) = self.round(&sources, Some(&behind), None, false)?;
            let told = found.into_iter().map(|(id, row)| self.told(person, &id, row));
            let items: Vec<Notice> = told.filter_map(Result::transpose).collect::<Result<_, _>>()?;
            match horizon {
                Some(horizon) if items.is_empty() => behind = horizon,
                _ => return Ok(items),
            }
        }
    }

    /// Changes whenever somebody may be told something. What it is stands in the rows: nothing is told before it is durable.
    pub fn notices_changed(&self) -> watch::Receiver<u64> {
        self.shell().hub.notices.subscribe()
    }

    /// Marks everything up to a notice as read. What was offered may be over meanwhile. Where processes are named nothing is
    /// marked but what is of these, and no other notice is there.
    pub async fn read_notices(
        &self,
        by: Context,
        person: &str,
        until: &str,
        processes: &[String],
    ) -> Result<(), Error> {
        let time = || i64::from_str_radix(until.get(..TIME_DIGITS)?, 16).ok();
        let offer =
            Standing::of(until).is_some() && time().is_some_and(|at| at <= self.now().0.saturating_add(AHEAD_MS));
        if !offer {
            let found = self.shell().store.get(Table::Notice, &notice_key(person, until))?;
            let notice = found.map(|bytes| unpack::<Notice>(&bytes)).transpose()?;
            let process = notice.as_ref().map(|notice| self.process_of(notice)).transpose()?.flatten();
            let among = processes.is_empty() || process.is_some_and(|process| processes.contains(&process));
            if notice.is_none() || !among {
                return Err(Error::not_found("notice", until));
            }
        }
        let note = Note::ReadNotices(person.to_owned(), until.to_owned(), processes.to_vec());
        self.noted(by, partition_of(person), note).await.map(drop)
    }

    /// The process that a notice is about.
    fn process_of(&self, notice: &Notice) -> Result<Option<String>, Error> {
        match notice.definition.as_deref() {
            Some(definition) => {
                Ok(Some(definition.rsplit_once(':').map_or(definition, |(process, _)| process).to_owned()))
            }
            None => Ok(self.instance_facts(notice.instance)?.map(|facts| facts.process)),
        }
    }

    /// Is it marked as read among the notices of its process?
    fn is_read_of_process(&self, person: &str, notice: &Notice) -> Result<bool, Error> {
        let Some(process) = self.process_of(notice)? else { return Ok(false) };
        let found = self.shell().store.get(Table::Notice, &read_of_key(person, &process))?;
        let until: Option<String> = found.map(|bytes| unpack(&bytes)).transpose()?;
        Ok(until.is_some_and(|until| notice.id <= until))
    }

    fn read_until(&self, person: &str) -> Result<Option<String>, Error> {
        let found = self.shell().store.get(Table::Notice, &read_key(person))?;
        Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
    }

    /// Where what somebody is told of stands: each is in the order of the ids.
    fn sources(&self, person: &str) -> Vec<Bytes> {
        let units = self.belongs_to(person);
        let units = units.iter().map(|unit| offer_rows(Offered::ToAllOf(unit)));
        [notice_rows(person), offer_rows(Offered::To(person))].into_iter().chain(units).collect()
    }

    /// The next rows of all sources by id, each id once, behind one id and before another; and up to where they were read,
    /// when there are more further on: of what is found no id lies beyond one that was not read yet.
    fn round(
        &self,
        sources: &[Bytes],
        behind: Option<&str>,
        before: Option<&str>,
        descending: bool,
    ) -> Result<(BTreeMap<String, Found>, Option<String>), Error> {
        let store = &self.shell().store;
        let (mut all, mut horizon) = (BTreeMap::new(), None::<String>);
        for source in sources {
            let (mut start, mut end) = source.clone().prefix();
            let prefix = start.len();
            if let Some(behind) = behind {
                // An offer has its place behind its id.
                start = source.clone().text(behind).prefix().1;
            }
            if let Some(before) = before {
                end = source.clone().text(before).done();
            }
            let rows = if start >= end {
                vec![]
            } else if descending {
                store.scan_reverse(Table::Notice, &start, &end, CHUNK)?
            } else {
                store.scan(Table::Notice, &start, &end, CHUNK)?
            };
            let whole = rows.len() < CHUNK;
            let mut last = None;
            for (key, value) in rows {
                let Some(id) = Reader(&key[prefix..]).text() else { continue };
                last = Some(id.clone());
                let row = match key.len().checked_sub(PLACE_BYTES).filter(|_| Standing::of(&id).is_some()) {
                    Some(at) => Reader(&key[at..])
                        .place()
                        .map(|(instance, key, wait)| Found::Offered(WaitAddress { instance, key, wait })),
                    None => Some(Found::Told(value)),
                };
                all.extend(row.map(|row| (id, row)));
            }
            if let Some(last) = last.filter(|_| !whole) {
                let nearer = |one: String| if descending { one.max(last.clone()) } else { one.min(last.clone()) };
                horizon = Some(horizon.map_or_else(|| last.clone(), nearer));
            }
        }
        if let Some(horizon) = &horizon {
            all.retain(|id, _| if descending { id >= horizon } else { id <= horizon });
        }
        Ok((all, horizon))
    }

    /// What somebody is told; nothing of what they did themselves, of another tenant, or that is over.
    fn told(&self, person: &str, id: &str, row: Found) -> Result<Option<Notice>, Error> {
        let told = match row {
            Found::Told(bytes) => Some(unpack::<Notice>(&bytes)?),
            Found::Offered(task) => self.offered(person, id, task)?,
        };
        let tenant = |notice: &Notice| self.tenant_of(notice.definition.as_deref()?.rsplit_once(':')?.0);
        let here = |notice: &Notice| {
            notice.definition.is_none() || !self.shell().is_elsewhere(person, tenant(notice).as_deref())
        };
        Ok(told.filter(here))
    }

    fn offered(&self, person: &str, id: &str, task: WaitAddress) -> Result<Option<Notice>, Error> {
        let row = Bytes::new().byte(space::MAIN).place(task.instance, task.key, task.wait).done();
        let Some(bytes) = self.shell().store.get(Table::UserTask, &row)? else { return Ok(None) };
        let WaitRow { definition, business_key, element, wait, .. } = unpack(&bytes)?;
        let (WaitFor::UserTask(open), Some(standing)) = (wait.on, Standing::of(id)) else { return Ok(None) };
        let (kind, at, by) = match standing {
            Standing::Offer => (NoticeKind::Candidate, Some(wait.opened), open.offered_by.as_deref()),
            Standing::LateOffer => (NoticeKind::Overdue, open.due, None),
            Standing::UrgedOffer => (NoticeKind::Reminded, open.urged, open.urged_by.as_deref()),
            // Nothing is told before its time.
            Standing::FollowUp => (NoticeKind::FollowUp, open.follow_up.filter(|at| *at <= self.now()), None),
        };
        let holds = match standing {
            Standing::Offer => open.assignee.is_none() && open.offered_by.as_deref() != Some(person),
            // Reminded of itself, they are told that.
            Standing::LateOffer => {
                let reminded = open.urged.filter(|_| open.urged_by.as_deref() == Some("engine"));
                open.assignee.is_none() && reminded.is_none_or(|at| open.due.is_some_and(|due| at < due))
            }
            Standing::UrgedOffer => open.assignee.is_none() && open.urged_by.as_deref() != Some(person),
            Standing::FollowUp => open.assignee.as_deref() == Some(person),
        };
        let Some(at) = at.filter(|_| holds) else { return Ok(None) };
        Ok(Some(Notice {
            id: id.to_owned(),
            person: person.to_owned(),
            kind,
            at,
            by: by.unwrap_or("engine").to_owned(),
            instance: task.instance,
            definition: Some(definition),
            business_key,
            element: Some(element),
            task: Some(task),
            text: None,
            outcome: None,
            alert: None,
            left_out: None,
        }))
    }
}

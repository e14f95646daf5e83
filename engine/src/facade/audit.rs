//! The auditor's trace and case files.
use super::Engine;
use crate::api::{AuditArea, AuditEntry, AuditPage, AuditQuery, CaseFile, CheckpointSummary, InstanceFilter, Paging};
use crate::audit::{self, CASE_ENTRIES_MAX, CheckpointBook};
use crate::keys::{Bytes, space};
use crate::projection::{header, unpack};
use crate::store::Table;
use crate::{Error, PAGE_LIMIT_MAX};
use weir_core::InstanceId;

/// How many notices are looked through for those of one instance.
const NOTICES_MAX: usize = 20_000;

impl Engine {
    /// One page of what happened, everywhere: events of instances and administrative records, in the order of the log.
    pub async fn trace_page(&self, query: AuditQuery, page: Paging) -> Result<AuditPage, Error> {
        if let (Some(from), Some(until)) = (query.from, query.until)
            && from > until
        {
            return Err(Error::invalid("bad-window", "the time until which is asked lies before that from which"));
        }
        let shell = self.shell().clone();
        let found = tokio::task::spawn_blocking(move || audit::page(&shell, &query, &page));
        found.await.map_err(|panic| Error::Stopped { reason: panic.to_string() })?
    }

    /// Everything of one instance.
    pub async fn case_file(&self, id: InstanceId) -> Result<CaseFile, Error> {
        let shell = self.shell().clone();
        let summary = self.summary_of(id)?;
        let found = tokio::task::spawn_blocking(move || audit::of_case(&shell, id, CASE_ENTRIES_MAX));
        let found = found.await.map_err(|panic| Error::Stopped { reason: panic.to_string() })??;
        let all = |area: AuditArea| -> Vec<AuditEntry> {
            found.items.iter().filter(|entry| entry.area == area).cloned().collect()
        };
        let page = Paging { limit: Some(PAGE_LIMIT_MAX), cursor: None };
        let called = InstanceFilter { parent: Some(id), ..InstanceFilter::default() };
        let parent = header(&self.shell().view(), id)?.and_then(|header| header.parent);
        Ok(CaseFile {
            at: self.shell().now(),
            timeline: self.timeline(id).await?,
            variables: self.variables(id, None).await?,
            comments: self.comments(id, None, &page).await?.items,
            attachments: self.attachments(id, &page).await?.items,
            decisions: all(AuditArea::Decision),
            incidents: all(AuditArea::Incident),
            interventions: found.items.iter().filter(|entry| entry.intervention.is_some()).cloned().collect(),
            notices: self.notices_about(id)?,
            parent: parent.map(|parent| self.summary_of(parent.instance)).transpose()?,
            called: self.instances(&called, &page).await?.items,
            instance: summary,
            entries: found.items,
            next: found.next,
        })
    }

    pub(super) fn summary_of(&self, id: InstanceId) -> Result<crate::api::InstanceSummary, Error> {
        let header = header(&self.shell().view(), id)?.ok_or_else(|| Error::not_found("instance", id))?;
        Ok(super::instances::summary(&header))
    }

    /// What people were told about an instance, as far as it is still kept: by those who have to do with it.
    fn notices_about(&self, id: InstanceId) -> Result<Vec<crate::api::Notice>, Error> {
        let Some(header) = header(&self.shell().view(), id)? else { return Ok(vec![]) };
        let mut people: std::collections::BTreeSet<String> = header.handled.keys().cloned().collect();
        people.extend(header.copied.keys().cloned());
        people.extend(header.initiator);
        let mut all: Vec<crate::api::Notice> = vec![];
        let mut read = 0;
        for person in people {
            let (start, end) = Bytes::new().byte(space::MAIN).text(&person).prefix();
            let rows = self.shell().store.scan_reverse(Table::Notice, &start, &end, NOTICES_MAX - read)?;
            read += rows.len();
            for (_, value) in rows {
                let notice: crate::api::Notice = unpack(&value)?;
                if notice.instance == id {
                    all.push(notice);
                }
            }
            if read >= NOTICES_MAX {
                break;
            }
        }
        all.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(all)
    }

    /// The signed checkpoints of the log, newest first.
    pub fn checkpoints(&self) -> Result<Vec<CheckpointSummary>, Error> {
        Ok(self.checkpoint_book()?.all())
    }

    /// Their text, as it is kept and signed.
    pub fn checkpoints_text(&self) -> Result<String, Error> {
        let io = |error: std::io::Error| crate::store::Error::io("reading the checkpoints", &error);
        Ok(self.checkpoint_book()?.text().map_err(io)?)
    }

    /// What their signatures are verified with, in hexadecimal.
    pub fn checkpoint_key(&self) -> Result<String, Error> {
        Ok(self.checkpoint_book()?.public_key())
    }

    /// Signs how far the log has come; none when nothing is in it.
    pub async fn make_checkpoint(&self) -> Result<Option<CheckpointSummary>, Error> {
        self.checkpoint_book()?;
        let shell = self.shell().clone();
        let made = tokio::task::spawn_blocking(move || shell.checkpoints.as_ref().map(|book| book.make(&shell)));
        let made = made.await.map_err(|panic| Error::Stopped { reason: panic.to_string() })?;
        made.transpose().map(Option::flatten).map_err(|reason| Error::invalid("no-checkpoint", reason))
    }

    pub(super) fn checkpoint_book(&self) -> Result<&CheckpointBook, Error> {
        let missing = || Error::invalid("no-checkpoints", "this engine keeps no checkpoints of its log");
        self.shell().checkpoints.as_ref().ok_or_else(missing)
    }
}

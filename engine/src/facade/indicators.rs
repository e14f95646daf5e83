//! Indicators as they are defined: looked up, changed with a reason, looked back upon.
use super::Engine;
use crate::api::{ChangeIndicator, IndicatorVersion, Page, Paging};
use crate::idempotency::once;
use crate::loops::START_TIMERS;
use crate::meter::{self, Meter};
use crate::paging::Rows;
use crate::partition::{By, IndicatorTask, Reply, Task};
use crate::projection::{indicator_version_row, indicator_versions, unpack};
use crate::store::Table;
use crate::{COMMENT_BYTES_MAX, Context, Error};
use std::sync::Arc;
use weir_core::indicator::Indicator;
use weir_core::landscape::Party;

impl Engine {
    /// All indicators, by key.
    pub fn indicators(&self) -> Vec<Arc<IndicatorVersion>> {
        self.shell().indicators.all()
    }

    /// One of them.
    pub fn indicator(&self, key: &str) -> Result<Arc<IndicatorVersion>, Error> {
        self.shell().indicators.get(key).ok_or_else(|| Error::not_found("indicator", key))
    }

    /// Its versions, the latest first, also of one that was taken away.
    pub async fn indicator_versions(&self, key: &str, page: &Paging) -> Result<Page<IndicatorVersion>, Error> {
        self.last_version(key)?;
        let range = indicator_versions(key).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::IndicatorVersion, range, descending: true };
        rows.page(page, |_, value| Ok(Some(unpack(value)?)))
    }

    /// The last version of one, also of one that was taken away.
    pub fn last_version(&self, key: &str) -> Result<Arc<IndicatorVersion>, Error> {
        self.shell().indicators.last(key).ok_or_else(|| Error::not_found("indicator", key))
    }

    /// The processes that an indicator is measured in: its own, or those that its node and the nodes below it are linked to.
    /// What is not deployed is left out.
    pub fn indicator_processes(&self, indicator: &Indicator) -> Vec<String> {
        meter::processes(self.shell(), indicator)
    }

    /// Defines, changes or takes away an indicator. Every version stays readable, with who, when and why.
    pub async fn change_indicator(
        &self,
        by: Context,
        change: ChangeIndicator,
        reason: &str,
    ) -> Result<IndicatorVersion, Error> {
        let reason = said(reason)?;
        if let ChangeIndicator::Define(indicator) | ChangeIndicator::Change(indicator, _) = &change {
            self.check_indicator(indicator)?;
        }
        let task = Task::Indicator(Box::new(IndicatorTask::Indicator { change: Box::new(change), reason }));
        let shell = self.shell().clone();
        // Indicators have one partition, so that their versions have no gaps.
        let run = move |by| async move { shell.ask(START_TIMERS, by, task).await };
        match once(self.shell(), By::from(by), run).await? {
            Reply::Indicator(version) => Ok(*version),
            other => unreachable!("an indicator is answered by its version, not {other:?}"),
        }
    }

    /// Can it be kept, and is what it names there?
    pub fn check_indicator(&self, indicator: &Indicator) -> Result<(), Error> {
        indicator.check().map_err(|error| Error::invalid(error.code(), error.to_string()))?;
        if let Some(process) = &indicator.process {
            self.check_process(indicator, process)?;
        }
        if let Some(node) = &indicator.node
            && !self.landscape(None).1.nodes.contains_key(node)
        {
            return Err(Error::not_found("landscape-node", node));
        }
        if let Some(calendar) = &indicator.calendar
            && !self.shell().organisation.now().calendars.contains_key(calendar)
        {
            return Err(Error::not_found("calendar", calendar));
        }
        if Meter::of(self.shell(), indicator.clone())?.lacks_calendar() {
            let message = "there are several work calendars, or none: say in which one working time is counted";
            return Err(Error::invalid("indicator-unit", message));
        }
        let tenant = indicator.process.as_deref().and_then(|process| self.tenant_of(process));
        if self.is_known_party(&indicator.owner, tenant.as_deref()) {
            return Ok(());
        }
        let message = format!("`{}` is nobody: an owner is a person or a role that is there", indicator.owner);
        Err(Error::invalid("indicator-owner", message))
    }

    fn check_process(&self, indicator: &Indicator, process: &str) -> Result<(), Error> {
        let id = indicator.version.map_or_else(|| process.to_owned(), |version| format!("{process}:{version}"));
        if !self.has_process(process) {
            return Err(Error::not_found("process", process));
        }
        let release = self.release(&id)?;
        let Some(element) = indicator.measured().ok().and_then(|formula| formula.of) else { return Ok(()) };
        let compiled = self.shell().catalogue.process(&release.definition.id)?;
        if compiled.graph.node_weights().any(|node| node.id.as_str() == element) {
            return Ok(());
        }
        let message = format!("`{}` has no element `{element}`", release.definition.id);
        Err(Error::invalid("indicator-formula", message))
    }

    /// Is it there? People of other tenants are nobody to a tenant.
    fn is_known_party(&self, party: &Party, tenant: Option<&str>) -> bool {
        let organisation = self.shell().organisation.now();
        match party {
            Party::Person(id) => {
                let known =
                    organisation.people.contains_key(id) || self.access(|access| access.accounts.contains_key(id));
                known && !(tenant.is_some() && self.shell().is_elsewhere(id, tenant))
            }
            Party::Role(id) => {
                let units = [&organisation.roles, &organisation.posts, &organisation.groups];
                units.iter().any(|units| units.contains_key(id)) || self.landscape(None).1.roles.contains_key(id)
            }
        }
    }

    /// One version.
    pub async fn indicator_version(&self, key: &str, version: u64) -> Result<IndicatorVersion, Error> {
        let found = self.shell().store.get(Table::IndicatorVersion, &indicator_version_row(key, version))?;
        let bytes = found.ok_or_else(|| Error::not_found("indicator-version", format!("{key}:{version}")))?;
        Ok(unpack(&bytes)?)
    }
}

/// A reason, which is kept for ever and never empty.
pub(super) fn said(reason: &str) -> Result<String, Error> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::invalid("indicator-without-reason", "say why it changes: the reason is kept"));
    }
    if reason.len() > COMMENT_BYTES_MAX {
        let message = format!("a reason has at most {COMMENT_BYTES_MAX} bytes");
        return Err(Error::invalid("comment-too-long", message));
    }
    Ok(reason.to_owned())
}

//! What indices are scored by: read, set with a reason, looked back upon.
use super::Engine;
use super::indicators::said;
use crate::alerting::duties;
use crate::api::{IndexSettingsVersion, Page, Paging};
use crate::idempotency::once;
use crate::loops::START_TIMERS;
use crate::paging::Rows;
use crate::partition::{By, IndicatorTask, Reply, Task};
use crate::projection::{all_index_settings, index_settings_row, index_settings_versions, unpack};
use crate::store::Table;
use crate::{Context, Error};
use weir_mining::watch::index_settings::IndexSettings;

impl Engine {
    /// What somebody has set for a process, or for all that have nothing of their own; none where nobody has.
    pub fn index_settings(&self, process: Option<&str>) -> Result<Option<IndexSettingsVersion>, Error> {
        Ok(self.last_index_settings(process)?.filter(|version| !version.removed))
    }

    /// The last version, also one that set them aside.
    pub fn last_index_settings(&self, process: Option<&str>) -> Result<Option<IndexSettingsVersion>, Error> {
        let found = self.shell().store.get(Table::IndexSettings, &index_settings_row(process))?;
        Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
    }

    /// What a process is scored by: its own, else those of all; none where what is built in holds.
    pub fn index_settings_of(&self, process: &str) -> Result<Option<IndexSettingsVersion>, Error> {
        match self.index_settings(Some(process))? {
            Some(own) => Ok(Some(own)),
            None => self.index_settings(None),
        }
    }

    /// All that somebody has set, those of all processes first.
    pub fn all_index_settings(&self) -> Result<Vec<IndexSettingsVersion>, Error> {
        let (start, end) = all_index_settings().prefix();
        let rows = self.shell().store.scan(Table::IndexSettings, &start, &end, usize::MAX)?;
        let all: Vec<IndexSettingsVersion> = rows.iter().map(|(_, value)| unpack(value)).collect::<Result<_, _>>()?;
        Ok(all.into_iter().filter(|version| !version.removed).collect())
    }

    /// All versions, the latest first.
    pub async fn index_settings_versions(
        &self,
        process: Option<&str>,
        page: &Paging,
    ) -> Result<Page<IndexSettingsVersion>, Error> {
        let range = index_settings_versions(process).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::IndexSettings, range, descending: true };
        rows.page(page, |_, value| Ok(Some(unpack(value)?)))
    }

    /// Indices are scored by these from now on; none sets aside what was set. `seen` is the version that was looked at, 0 where
    /// there was none. Every version stays readable.
    pub async fn set_index_settings(
        &self,
        by: Context,
        process: Option<String>,
        settings: Option<IndexSettings>,
        seen: u64,
        reason: &str,
    ) -> Result<IndexSettingsVersion, Error> {
        let reason = said(reason)?;
        if let Some(settings) = &settings {
            settings.check().map_err(|error| Error::invalid("index-settings", error.to_string()))?;
        }
        if let Some(process) = process.as_deref().filter(|process| !self.has_process(process)) {
            return Err(Error::not_found("process", process));
        }
        for rule in settings.iter().flat_map(|settings| &settings.rules) {
            let Some(process) = &process else {
                let message = "rules that instances are held against are of one process: set them there";
                return Err(Error::invalid("index-settings", message));
            };
            duties::there(self.shell(), process, rule.norm.activities().into_iter())?;
        }
        let settings = settings.map(Box::new);
        let task = Task::Indicator(Box::new(IndicatorTask::Index { process, settings, seen, reason }));
        let shell = self.shell().clone();
        let run = move |by| async move { shell.ask(START_TIMERS, by, task).await };
        match once(self.shell(), By::from(by), run).await? {
            Reply::IndexSettings(version) => Ok(*version),
            other => unreachable!("settings are answered by their version, not {other:?}"),
        }
    }
}

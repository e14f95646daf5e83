//! Indicators are defined, changed and taken away, and what indices are scored by is set. What they were stays: a value is judged
//! by the version that held then.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::api::{ChangeIndicator, IndexSettingsVersion, IndicatorVersion};
use crate::error::Error;
use crate::projection::{Record, index_settings_row, unpack};
use crate::store::Table;
use crate::{INDICATOR_VERSIONS_MAX, INDICATORS_MAX};
use weir_mining::watch::index_settings::IndexSettings;

/// What is asked, and why.
#[derive(Debug)]
pub enum IndicatorTask {
    /// What becomes of an indicator.
    Indicator {
        /// That.
        change: Box<ChangeIndicator>,
        /// Why.
        reason: String,
    },
    /// What indices are scored by.
    Index {
        /// Of this process; none: of all that have none of their own.
        process: Option<String>,
        /// That; none sets them aside.
        settings: Option<Box<IndexSettings>>,
        /// The version that was seen; 0 where there was none.
        seen: u64,
        /// Why.
        reason: String,
    },
}

impl Turn<'_> {
    pub(super) fn indicator(&mut self, task: IndicatorTask) -> Result<Reply, Halt> {
        match task {
            IndicatorTask::Indicator { change, reason } => self.change_indicator(*change, reason),
            IndicatorTask::Index { process, settings, seen, reason } => {
                self.set_index_settings(process, settings, seen, reason)
            }
        }
    }

    fn set_index_settings(
        &mut self,
        process: Option<String>,
        settings: Option<Box<IndexSettings>>,
        seen: u64,
        reason: String,
    ) -> Result<Reply, Halt> {
        let row = index_settings_row(process.as_deref());
        let last = self.shell.store.get(Table::IndexSettings, &row)?;
        let last: Option<IndexSettingsVersion> = last.map(|bytes| unpack(&bytes)).transpose()?;
        let is = last.as_ref().map_or(0, |last| last.version);
        if is != seen {
            let message = format!("they are in version {is}, not {seen}: look at them again");
            return Err(Error::invalid("index-settings-changed-meanwhile", message).into());
        }
        if is >= INDICATOR_VERSIONS_MAX {
            let message = format!("there are at most {INDICATOR_VERSIONS_MAX} versions");
            return Err(Error::invalid("too-many-indicator-versions", message).into());
        }
        let there = last.filter(|last| !last.removed);
        let removed = settings.is_none();
        let Some(settings) = settings.map(|new| *new).or_else(|| there.as_ref().map(|there| there.settings.clone()))
        else {
            return Err(Error::not_found("index-settings", process.unwrap_or_default()).into());
        };
        if let Some(there) = there.filter(|there| !removed && there.settings == settings) {
            // It is so already: whoever asks is told so, and no version is made.
            return Ok(Reply::IndexSettings(Box::new(there)));
        }
        let (at, actor) = (self.now, self.actor.id.clone());
        let version = IndexSettingsVersion { process, version: is + 1, at, actor, reason, removed, settings };
        self.records.push(Record::IndexSettingsChanged(Box::new(version.clone())));
        Ok(Reply::IndexSettings(Box::new(version)))
    }

    fn change_indicator(&mut self, change: ChangeIndicator, reason: String) -> Result<Reply, Halt> {
        let (key, seen) = match &change {
            ChangeIndicator::Define(indicator) => (indicator.key.clone(), None),
            ChangeIndicator::Change(indicator, seen) => (indicator.key.clone(), Some(*seen)),
            ChangeIndicator::Remove(key, seen) => (key.clone(), Some(*seen)),
        };
        let last = self.shell.indicators.last(&key);
        let there = last.as_ref().filter(|last| !last.removed);
        match (seen, there) {
            (None, Some(_)) => {
                let message = format!("there is an indicator `{key}` already: choose another key, or change that one");
                return Err(Error::invalid("indicator-exists", message).into());
            }
            (Some(_), None) => return Err(Error::not_found("indicator", key).into()),
            (Some(seen), Some(there)) if seen != there.version => {
                let message = format!(
                    "`{key}` is in version {}, by {}, not {seen}: look at it again",
                    there.version, there.actor
                );
                return Err(Error::invalid("indicator-changed-meanwhile", message).into());
            }
            _ => {}
        }
        if last.is_none() && self.shell.indicators.len() >= INDICATORS_MAX {
            let message = format!("there may be {INDICATORS_MAX} indicators, those that were taken away among them");
            return Err(Error::invalid("too-many-indicators", message).into());
        }
        let version = last.as_ref().map_or(0, |last| last.version) + 1;
        if version > INDICATOR_VERSIONS_MAX {
            let message = format!("an indicator has at most {INDICATOR_VERSIONS_MAX} versions: define another one");
            return Err(Error::invalid("too-many-indicator-versions", message).into());
        }
        let removed = matches!(change, ChangeIndicator::Remove(..));
        let indicator = match (change, there) {
            (ChangeIndicator::Define(indicator) | ChangeIndicator::Change(indicator, _), _) => indicator,
            (ChangeIndicator::Remove(..), Some(there)) => there.indicator.clone(),
            (ChangeIndicator::Remove(..), None) => return Err(Error::not_found("indicator", key).into()),
        };
        if let Some(there) = there.filter(|there| !removed && there.indicator == indicator) {
            // It is so already: whoever asks is told so, and no version is made.
            return Ok(Reply::Indicator(Box::new(IndicatorVersion::clone(there))));
        }
        let (at, actor) = (self.now, self.actor.id.clone());
        let version = IndicatorVersion { version, at, actor, reason, removed, indicator };
        self.effects.indicators.push(version.clone());
        self.records.push(Record::IndicatorChanged(Box::new(version.clone())));
        Ok(Reply::Indicator(Box::new(version)))
    }
}

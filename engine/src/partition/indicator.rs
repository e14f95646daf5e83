//! Indicators are defined, changed and taken away. What they were stays: a value is judged by the version that held then.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::api::{ChangeIndicator, IndicatorVersion};
use crate::error::Error;
use crate::projection::Record;
use crate::{INDICATOR_VERSIONS_MAX, INDICATORS_MAX};

/// What is asked, and why.
#[derive(Debug)]
pub struct IndicatorTask {
    /// What becomes of it.
    pub change: ChangeIndicator,
    /// Why.
    pub reason: String,
}

impl Turn<'_> {
    pub(super) fn change_indicator(&mut self, task: IndicatorTask) -> Result<Reply, Halt> {
        let IndicatorTask { change, reason } = task;
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

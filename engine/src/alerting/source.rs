//! What a rule reads its values by: the indicator, the rule of duties or of its process that it watches, and hours of work.
use super::{duties, norms};
use crate::api::AlertRule;
use crate::meter::{self, Meter};
use crate::shell::Shell;
use std::sync::Arc;
use weir_core::calendar::WorkCalendar;
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::watch::norm_rules::Norm;
use weir_mining::watch::office::Office;
use weir_mining::watch::read::{Detector, Missing, Watch};

/// The indicator of a rule, if it is still what it was when the rule was set: lines in another unit, or of another process,
/// would judge something that they were not drawn for.
pub fn watched(shell: &Shell, rule: &AlertRule, key: &str) -> Result<Meter, Missing> {
    let indicator = &shell.indicators.get(key).ok_or(Missing::IndicatorChanged)?.indicator;
    if meter::scope(indicator) != rule.spec.scope || rule.spec.unit.as_ref() != Some(&indicator.unit) {
        return Err(Missing::IndicatorChanged);
    }
    Meter::of(shell, indicator.clone()).map_err(|_| Missing::Unavailable)
}

/// What a rule of duties names, if it is still of the process that the alert rule watches.
pub fn pair(shell: &Shell, rule: &AlertRule, id: &str) -> Result<(String, String), Missing> {
    let found = duties::find(shell, id).ok().flatten().ok_or(Missing::Unavailable)?;
    let spec = found.spec;
    if spec.process.is_none() || spec.process != rule.spec.scope.process {
        return Err(Missing::Unavailable);
    }
    Ok((spec.first, spec.second))
}

/// What a rule that the owner of the process has declared asks for.
pub fn norm(shell: &Shell, rule: &AlertRule, id: &str) -> Result<Norm, Missing> {
    let process = rule.spec.scope.process.as_deref().ok_or(Missing::Unavailable)?;
    norms::find(shell, process, id).ok().flatten().ok_or(Missing::Unavailable)
}

/// The calendar in whose hours a rule counts its window, where it names one; one that is gone counts nothing.
pub fn windows(shell: &Shell, rule: &AlertRule) -> Result<Option<Arc<WorkCalendar>>, Missing> {
    let Some(id) = &rule.spec.window_calendar else { return Ok(None) };
    shell.organisation.now().calendars.get(id).cloned().map(Some).ok_or(Missing::Unavailable)
}

/// The hours that looks between two moments ask for: of windows, and of the weeks before them.
pub fn office(
    watch: &Watch,
    (windows, seasons): (Option<&WorkCalendar>, Option<&WorkCalendar>),
    (first, end): (i64, i64),
) -> Office {
    let (from, until) = watch.reach(first, end);
    let hours = |calendar: &WorkCalendar| WorkingTime::of(calendar, from, until);
    let is_seasonal = matches!(watch.detector, Detector::Seasonal(_));
    Office::new(windows.map(hours), seasons.filter(|_| is_seasonal).map(hours))
}

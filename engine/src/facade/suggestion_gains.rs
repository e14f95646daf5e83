//! What accepted suggestions have brought: measured whenever somebody asks. It is decided by few measurements at times that are
//! set beforehand, and the first of them that says better or worse is kept.
use super::Engine;
use crate::api::{DecidedGain, Suggestion, SuggestionAcceptance, SuggestionGain, SuggestionSettings, SuggestionState};
use crate::loops::START_TIMERS;
use crate::partition::{By, Reply, SuggestionTask, Task, read_suggestion};
use crate::projection::{settings_key, suggestion_rows};
use crate::shell::Shell;
use crate::store::Table;
use crate::{Context, Error};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_mining::ledger::Measured;
use weir_mining::statistics::bootstrap::Estimate;
use weir_mining::suggest::{Beside, Unit, decided_at, realised_beside, settled_after};

impl Engine {
    /// What an accepted suggestion has brought, as far as it can be told by now, beside what was told first.
    pub async fn suggestion_gain(&self, process: &str, id: &str) -> Result<SuggestionGain, Error> {
        let suggestion = self.suggestion(process, id)?;
        let SuggestionState::Accepted(acceptance) = &suggestion.state else {
            return Err(Error::invalid("suggestion-not-accepted", "only what was accepted can bring something"));
        };
        let acceptance = (**acceptance).clone();
        let shell = self.shell().clone();
        shell.analytics.caught_up().await;
        let measured = tokio::task::spawn_blocking(move || measured(&shell, &suggestion, &acceptance));
        let (mut told, decided) = measured.await.map_err(|panic| Error::Stopped { reason: panic.to_string() })?;
        if let Some(gain) = decided {
            told.decided = Some(gain.clone());
            // That it cannot be kept now is no reason not to tell it: it is measured again.
            match keep(self.shell(), process, id, gain).await {
                Ok(Some(kept)) => told.decided = Some(kept),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "what a suggestion has brought could not be kept"),
            }
        }
        Ok(told)
    }
}

/// Measures what the accepted suggestions of a process have brought that were not decided yet, and keeps what is decided now.
pub(super) fn keep_gains(shell: &Arc<Shell>, runtime: &tokio::runtime::Handle, process: &str) {
    let kept = || -> Result<(), Error> {
        runtime.block_on(shell.analytics.caught_up());
        let (start, end) = suggestion_rows(process).prefix();
        for (_, row) in shell.store.scan(Table::Suggestion, &start, &end, usize::MAX)? {
            let suggestion: Suggestion = read_suggestion(&row)?;
            let SuggestionState::Accepted(acceptance) = &suggestion.state else { continue };
            if acceptance.decided.is_some() {
                continue;
            }
            if let (_, Some(gain)) = measured(shell, &suggestion, acceptance) {
                runtime.block_on(keep(shell, process, &suggestion.id, gain))?;
            }
        }
        Ok(())
    };
    if let Err(error) = kept() {
        tracing::warn!(%error, "what suggestions have brought could not be kept");
    }
}

/// What is kept in the end: another measurement may have been first.
async fn keep(shell: &Arc<Shell>, process: &str, id: &str, gain: DecidedGain) -> Result<Option<DecidedGain>, Error> {
    let task = SuggestionTask::Decided(process.to_owned(), id.to_owned(), Box::new(gain));
    let by = By::from(Context::engine());
    match shell.ask(START_TIMERS, by, Task::Suggestion(Box::new(task))).await? {
        Reply::Suggestion(suggestion) => match suggestion.state {
            SuggestionState::Accepted(acceptance) => Ok(acceptance.decided),
            _ => Ok(None),
        },
        other => unreachable!("a suggestion is answered by itself, not {other:?}"),
    }
}

/// What was promised for each instance, concerned or not.
pub(super) fn promised_for_all(acceptance: &SuggestionAcceptance) -> Estimate {
    let promised = &acceptance.promised.gain;
    let share = if acceptance.cases == 0 { 0.0 } else { promised.cases as f64 / acceptance.cases as f64 };
    promised.per_case.times(share)
}

/// The process that the settings name as one that is not changed, with all of its versions.
fn control_of(shell: &Shell, process: &str) -> Option<(String, Vec<u32>)> {
    let kept = shell.store.get(Table::SuggestionSettings, &settings_key(process)).ok().flatten()?;
    let control = read_suggestion::<SuggestionSettings>(&kept).ok()?.control?;
    let releases = shell.catalogue.all().into_iter().filter(|release| release.definition.process == control);
    let versions = releases.map(|release| release.definition.version).collect();
    Some((control, versions))
}

/// Holds the versions in which a suggestion was taken up against those it was found in: as it stands now, and what is decided by
/// now and was not before.
fn measured(
    shell: &Arc<Shell>,
    suggestion: &Suggestion,
    acceptance: &SuggestionAcceptance,
) -> (SuggestionGain, Option<DecidedGain>) {
    let process = suggestion.process.as_str();
    let releases = shell.catalogue.all().into_iter().filter(|release| release.definition.process == process);
    let (mut versions, mut since) = (vec![], None::<Timestamp>);
    for release in releases {
        let definition = &release.definition;
        let outside = acceptance.drafts.is_empty();
        if outside || definition.suggestions.contains(&suggestion.id) {
            versions.push(definition.version);
            let from = if outside { acceptance.at } else { definition.deployed };
            since = Some(since.map_or(from, |since| since.min(from)));
        }
    }
    let promised = &acceptance.promised.gain;
    let mut told = SuggestionGain {
        versions,
        since,
        counted_until: None,
        promised: promised_for_all(acceptance),
        measured: None,
        decided: acceptance.decided.clone(),
    };
    let Some(since) = told.since else { return (told, None) };
    let measured = match promised.unit {
        Unit::Effort => Measured::Busy,
        Unit::Faults => Measured::Fault,
        Unit::Time | Unit::Variance | Unit::Risk => Measured::Sojourn,
    };
    let now = shell.now();
    let control = control_of(shell, process);
    let (measured, decided) = shell.analytics.look(|ledger| {
        let old = &suggestion.versions;
        let before = ledger.arm(process, old, suggestion.from.0, since.0, measured);
        let sojourns = ledger.arm(process, old, suggestion.from.0, since.0, Measured::Sojourn).values;
        let settled = settled_after(&sojourns).unwrap_or(0.0).max(0.0) as i64;
        let counted_until = now.0.saturating_sub(settled);
        told.counted_until = Some(Timestamp(counted_until));
        let unchanged = control.as_ref().map(|(control, versions)| {
            (control, versions, ledger.arm(control, versions, suggestion.from.0, since.0, measured).values)
        });
        let until = |until: i64| {
            let after = ledger.arm(process, &told.versions, since.0, until, measured);
            let beside = unchanged.as_ref().map(|(control, versions, before)| {
                let after = ledger.arm(control, versions, since.0, until, measured);
                Beside { before: before.clone(), after: after.values, open: after.open }
            });
            realised_beside(promised.unit, &before.values, &after.values, after.open, beside.as_ref())
        };
        let mut looks = decided_at(since.0, counted_until).filter(|_| told.decided.is_none());
        let first = looks.find_map(|look| Some((look, until(look))).filter(|(_, of)| of.verdict.is_decided()));
        (until(counted_until), first)
    });
    told.measured = Some(measured);
    let decided = decided.map(|(counted_until, measured)| DecidedGain {
        at: now,
        versions: told.versions.clone(),
        since,
        counted_until: Timestamp(counted_until),
        measured,
    });
    (told, decided)
}

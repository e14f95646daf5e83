//! What accepted suggestions have brought: measured whenever somebody asks. It is decided by few measurements at times that are
//! set beforehand, and the first of them that says better or worse is kept.
use super::Engine;
use crate::api::{DecidedGain, Suggestion, SuggestionAcceptance, SuggestionGain, SuggestionSettings, SuggestionState};
use crate::loops::START_TIMERS;
use crate::partition::{By, Reply, SuggestionTask, Task, read_suggestion};
use crate::projection::{Release, settings_key, suggestion_rows};
use crate::shell::Shell;
use crate::store::Table;
use crate::suggest::alike;
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

/// What is held against what: versions by their numbers, the oldest first.
struct Held {
    /// What the suggestion was taken up in place of: the version that it was accepted for, with those before it that have the
    /// same steps, flows and suggestions.
    before: Vec<u32>,
    /// What was deployed between that and the first one with it: neither of the two, and no cases of it count.
    between: Vec<u32>,
    /// The first one with it, and those after it in which nothing else was changed.
    versions: Vec<u32>,
    /// The one in which something else was.
    changed_in: Option<u32>,
    since: Timestamp,
}

/// None where the suggestion is in no deployed version yet. A version with other steps, or in which another suggestion was taken
/// up, is another process: what became of that is no gain of this one.
fn held(shell: &Shell, suggestion: &Suggestion, acceptance: &SuggestionAcceptance) -> Option<Held> {
    let mut all = shell.catalogue.versions(&suggestion.process);
    all.reverse();
    let base = all.iter().position(|release| release.definition.id == acceptance.base)?;
    let is_taken = |release: &Arc<Release>| release.definition.suggestions.contains(&suggestion.id);
    let (first, since) = if acceptance.drafts.is_empty() {
        (base, acceptance.at)
    } else {
        let first = base + 1 + all[base + 1..].iter().position(is_taken)?;
        (first, all[first].definition.deployed)
    };
    let number = |release: Arc<Release>| release.definition.version;
    let (old, new) = (&all[base].definition, &all[first].definition);
    let with_old = |release: &&Arc<Release>| release.definition.suggestions == old.suggestions;
    let with_new = |release: &&Arc<Release>| release.definition.suggestions == new.suggestions;
    let (was, is) = (shell.catalogue.process(&old.id).ok()?, shell.catalogue.process(&new.id).ok()?);
    let earlier = all[..=base].iter().rev().take_while(with_old).cloned();
    let mut before: Vec<u32> = alike(shell, &was, earlier).map(number).collect();
    before.reverse();
    let versions: Vec<u32> = alike(shell, &is, all[first..].iter().take_while(with_new).cloned()).map(number).collect();
    let between = all.get(base + 1..first).unwrap_or_default().iter().cloned().map(number).collect();
    let changed_in = all.get(first + versions.len()).cloned().map(number);
    Some(Held { before, between, versions, changed_in, since })
}

/// Holds the versions in which a suggestion was taken up against those in use before: as it stands now, and what is decided by
/// now and was not before.
fn measured(
    shell: &Arc<Shell>,
    suggestion: &Suggestion,
    acceptance: &SuggestionAcceptance,
) -> (SuggestionGain, Option<DecidedGain>) {
    let process = suggestion.process.as_str();
    let promised = &acceptance.promised.gain;
    let mut told = SuggestionGain {
        versions: vec![],
        since: None,
        counted_until: None,
        promised: promised_for_all(acceptance),
        measured: None,
        decided: acceptance.decided.clone(),
        before: vec![],
        between: vec![],
        changed_in: None,
    };
    let Some(Held { before: old, between, versions, changed_in, since }) = held(shell, suggestion, acceptance) else {
        return (told, None);
    };
    told = SuggestionGain { versions, since: Some(since), before: old.clone(), between, changed_in, ..told };
    let measured = match promised.unit {
        Unit::Effort => Measured::Busy,
        Unit::Faults => Measured::Fault,
        Unit::Time | Unit::Variance | Unit::Risk => Measured::Sojourn,
    };
    let now = shell.now();
    let control = control_of(shell, process);
    let (measured, decided) = shell.analytics.look(|ledger| {
        let before = ledger.arm(process, &old, suggestion.from.0, since.0, measured);
        let sojourns = ledger.arm(process, &old, suggestion.from.0, since.0, Measured::Sojourn).values;
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
        before: told.before.clone(),
    });
    (told, decided)
}

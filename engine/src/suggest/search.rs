//! A search: the history out of the ledger, the facts beside it, the rules over both.
use super::facts::{decided_by, facts};
use super::family::family;
use crate::api::{
    FindSuggestions, FoundSuggestion, Suggestion, SuggestionEvidence, SuggestionReport, SuggestionSettings,
    SuggestionState, VersionEvidence,
};
use crate::error::Error;
use crate::shell::Shell;
use crate::{SUGGESTION_INSTANCES_MAX, SUGGESTIONS_FOUND_MAX};
use sha2::{Digest, Sha256};
use std::ops::ControlFlow;
use weir_core::{InstanceId, Timestamp};
use weir_mining::aggregate::{DAY_MS, HOUR_MS};
use weir_mining::ledger::{Ask, EvidenceKind};
use weir_mining::log::Log;
use weir_mining::suggest::{self, Progress};

/// How far back a search looks when nobody says.
const WINDOW_MS: i64 = 365 * DAY_MS;

/// What a search has found.
pub type Searched = (SuggestionReport, Vec<Suggestion>);

/// Looks for suggestions about a process. `progress` is told how many cases there are and how far it is, and may end it; then
/// there is nothing.
pub fn look(
    shell: &Shell,
    process: &str,
    by: &str,
    asked: FindSuggestions,
    settings: &SuggestionSettings,
    progress: &mut dyn FnMut(u64, Progress) -> ControlFlow<()>,
) -> Result<Option<Searched>, Error> {
    let family = family(shell, process)?;
    let (release, compiled) = (family.latest(), &*family.process);
    let model = weir_core::read::read(&shell.catalogue.file(release)?).model;
    let now = shell.now();
    let (from, until) = window_of(asked, now);
    let deciding = decided_by(shell, release, compiled);
    let versions = family.versions();
    // Only here the ledger is held, so what is folded meanwhile waits no longer than it takes to copy.
    let (log, evidence, window, taken) = shell.analytics.look(|ledger| -> Result<_, Error> {
        // What is held as sums only is left out by the hour: evidence must be found again row by row.
        let held = ledger
            .forgotten()
            .map_or(from, |forgotten| from.max((forgotten.div_euclid(HOUR_MS) + 1).saturating_mul(HOUR_MS)));
        let ask = |version: u32| {
            let ask = Ask { version: Some(version), ..Ask::of(process, held.min(until - 1), until) };
            ask.checked().map_err(|error| Error::invalid(error.code(), error.to_string()))
        };
        let asks = versions.iter().map(|version| ask(*version)).collect::<Result<Vec<Ask>, Error>>()?;
        let log = ledger.history(&asks, &deciding);
        let of = |ask: &Ask| {
            let version = ask.version.unwrap_or_default();
            let n = log.definitions.iter().filter(|(_, of)| *of == version).count() as u64;
            VersionEvidence { version, handle: ledger.handle(EvidenceKind::Cases, ask), n }
        };
        let window = asks.first().map_or((from, until), |ask| (ask.from, ask.until));
        let evidence: Vec<VersionEvidence> = asks.iter().map(of).collect();
        Ok((log, evidence, window, ledger.flows_taken(process, &versions)))
    })?;
    let window = (Timestamp(window.0), Timestamp(window.1));
    let mut facts = facts(shell, &family, &model, settings, &log, window)?;
    facts.flows.iter_mut().for_each(|flow| flow.taken = taken.contains(&flow.id));
    let cases = log.case_count() as u64;
    let Some(found) = suggest::suggest(&log, &facts, &mut |at| progress(cases, at)) else { return Ok(None) };
    let mut not_judged = found.not_judged;
    not_judged.truncate(SUGGESTIONS_FOUND_MAX);
    let left_out = found.suggestions.len().saturating_sub(SUGGESTIONS_FOUND_MAX) as u64;
    let suggestion = |one: suggest::Suggestion| Suggestion {
        id: id_of(process, &one),
        process: process.to_owned(),
        versions: versions.clone(),
        from: window.0,
        until: window.1,
        cases: found.cases,
        first: now,
        last: now,
        found: told(&log, compiled, one),
        state: SuggestionState::Open,
        earlier: vec![],
    };
    let suggestions = found.suggestions.into_iter().take(SUGGESTIONS_FOUND_MAX).map(suggestion).collect();
    let report = SuggestionReport {
        process: process.to_owned(),
        versions: versions.clone(),
        from: window.0,
        until: window.1,
        at: shell.now(),
        by: by.to_owned(),
        cases: found.cases,
        evidence,
        not_judged,
        left_out,
    };
    Ok(Some((report, suggestions)))
}

/// From where until where, ms; a year until now where nothing is said.
fn window_of(asked: FindSuggestions, now: Timestamp) -> (i64, i64) {
    let until = asked.until.map_or(now.0.saturating_add(1), |until| until.0);
    (asked.from.map_or(until.saturating_sub(WINDOW_MS), |from| from.0), until)
}

fn told(log: &Log, process: &weir_core::Process, one: suggest::Suggestion) -> FoundSuggestion {
    let cases = one.evidence.len();
    // Spread over the whole time: cases are numbered in the order in which they ended.
    let step = (cases as usize).div_ceil(SUGGESTION_INSTANCES_MAX).max(1);
    let instances = one.evidence.iter().step_by(step).filter_map(|case| log.cases.get(case as usize)?.parse().ok());
    let instances: Vec<InstanceId> = instances.map(InstanceId).collect();
    let is_node = |place: &&String| process.find(&place.as_str().into()).is_some();
    let node = one.places.iter().find(is_node).cloned();
    FoundSuggestion {
        rule: one.rule,
        places: one.places,
        n: one.n,
        gain: one.gain,
        confidence: one.confidence,
        effects: one.effects,
        edit: one.edit,
        guards: one.guards,
        missing: one.missing,
        evidence: SuggestionEvidence { cases, instances, node },
    }
}

/// The same finding has the same id whenever it is found: the rule, the places, and what kind of edit it is. Figures differ
/// from search to search and are no part of it.
fn id_of(process: &str, one: &suggest::Suggestion) -> String {
    let edit = serde_json::to_value(&one.edit).unwrap_or_default();
    let mut hash = Sha256::new();
    for part in std::iter::once(process)
        .chain([one.rule.code(), edit["edit"].as_str().unwrap_or_default()])
        .chain(one.places.iter().map(String::as_str))
    {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    format!("{}-{}", one.rule.code(), crate::paging::to_hex(&hash.finalize()[..6]))
}

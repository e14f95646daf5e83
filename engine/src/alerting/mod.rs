//! Watching: rules are read off the history at their moments, what rings is an alert, and people are told.
//!
//! [`field`] reads the history, [`look`] steps the alarm of one rule, [`explain`] says how bad it is and what may help, [`tell`] decides who is
//! told what now, [`words`] writes it in both languages. The loop of `loops::alerting` takes them in turn; what they come to is
//! decided again in partition 0, against what is on disk, so that an alert opens exactly once.
pub mod check;
pub mod duties;
pub mod explain;
pub mod field;
pub mod look;
pub mod norms;
pub mod place;
pub mod precision;
pub mod recommend;
pub mod source;
pub mod tell;
pub mod words;

use crate::api::{Alert, AlertRule, AlertRuleState, AlertScope, AlertSilence};
use crate::error::Error;
use crate::keys::Reader;
use crate::projection::{
    Looked, alert_key, alerts_by_time, looked_key, ringing, rule_key, rule_versions, rules, silence_key, silences,
    unpack,
};
use crate::shell::Shell;
use crate::store::Table;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::watch;
use weir_core::Timestamp;
use weir_core::landscape::LinkKind;
use weir_mining::watch::notify::SILENCE_MS_MAX;

/// Rows that are read at a time.
const PAGE: usize = 100;
/// The bytes behind a text in a key.
const TEXT_END: usize = 2;

/// The partition that rules and alerts belong to.
pub const ALERTS: u8 = 0;

/// How rules stand now, for whoever asks; and how far the loop has come, for whoever waits for it.
#[derive(Debug, Default)]
pub struct Watching {
    now: Mutex<BTreeMap<String, AlertRuleState>>,
    /// What was wanted when the last round began, when the next look is due, and when it began, ms.
    pub(crate) done: watch::Sender<(u64, i64, i64)>,
}

impl Watching {
    /// How a rule stands.
    pub fn of(&self, rule: &str) -> AlertRuleState {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).get(rule).cloned().unwrap_or_default()
    }

    /// A rule stands so now.
    pub fn set(&self, rule: &str, state: AlertRuleState) {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).insert(rule.to_owned(), state);
    }

    /// Only these are watched.
    pub fn keep(&self, is_watched: impl Fn(&str) -> bool) {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).retain(|rule, _| is_watched(rule));
    }
}

/// The rules as they are, by id.
pub fn all_rules(shell: &Shell) -> Result<Vec<AlertRule>, Error> {
    let (start, end) = rules().prefix();
    let rows = shell.store.scan(Table::AlertRule, &start, &end, usize::MAX)?;
    Ok(rows.iter().map(|(_, value)| unpack(value)).collect::<Result<_, _>>()?)
}

/// The rules that are at work at a moment, by id, and when the next version that is still to come will be, ms.
pub fn rules_in_force(shell: &Shell, now: Timestamp) -> Result<(Vec<AlertRule>, Option<i64>), Error> {
    let (mut all, mut next) = (vec![], None);
    for rule in all_rules(shell)? {
        if rule.is_at_work(now) {
            all.push(rule);
            continue;
        }
        let from = rule.effective();
        next = Some(next.map_or(from.0, |next: i64| next.min(from.0)));
        all.extend(before_it(shell, &rule, now)?);
    }
    Ok((all, next))
}

/// The version of a rule that is at work at a moment.
pub fn in_force(shell: &Shell, id: &str, now: Timestamp) -> Result<Option<AlertRule>, Error> {
    let found = shell.store.get(Table::AlertRule, &rule_key(id))?;
    let found: Option<AlertRule> = found.map(|bytes| unpack(&bytes)).transpose()?;
    match found {
        Some(rule) if !rule.is_at_work(now) => before_it(shell, &rule, now),
        other => Ok(other),
    }
}

/// The newest version before one that is still to come which is at work already.
fn before_it(shell: &Shell, rule: &AlertRule, now: Timestamp) -> Result<Option<AlertRule>, Error> {
    let (start, end) = rule_versions(&rule.id).prefix();
    for (_, bytes) in shell.store.scan_reverse(Table::AlertRule, &start, &end, usize::MAX)? {
        let earlier: AlertRule = unpack(&bytes)?;
        if earlier.is_at_work(now) {
            // What was removed before this one was made is gone.
            return Ok(Some(earlier).filter(|earlier| !earlier.removed));
        }
    }
    Ok(None)
}

/// One version of a rule.
pub fn rule_version(shell: &Shell, id: &str, version: u64) -> Result<Option<AlertRule>, Error> {
    let found = shell.store.get(Table::AlertRule, &rule_versions(id).number(version).done())?;
    Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
}

/// The newest version of a rule, also of one that is gone.
pub fn last_version(shell: &Shell, id: &str) -> Result<Option<AlertRule>, Error> {
    let (start, end) = rule_versions(id).prefix();
    let last = shell.store.scan_reverse(Table::AlertRule, &start, &end, 1)?;
    Ok(last.first().map(|(_, value)| unpack(value)).transpose()?)
}

/// The silences that are neither over nor ended at a moment. None lasts longer than 90 days, and ids begin with when they were made.
pub fn active_silences(shell: &Shell, now: Timestamp) -> Result<Vec<AlertSilence>, Error> {
    let (_, end) = silences().prefix();
    let start = silence_key(&format!("{:012x}", (now.0 - SILENCE_MS_MAX - 1).max(0)));
    let rows = shell.store.scan(Table::AlertRule, &start, &end, usize::MAX)?;
    let all: Vec<AlertSilence> = rows.iter().map(|(_, value)| unpack(value)).collect::<Result<_, _>>()?;
    Ok(all.into_iter().filter(|silence| silence.ended.is_none() && silence.until > now).collect())
}

/// The alerts that ring.
pub fn ringing_alerts(shell: &Shell) -> Result<Vec<Alert>, Error> {
    let (start, end) = ringing().prefix();
    let mut all = vec![];
    for (key, _) in shell.store.scan(Table::Alert, &start, &end, usize::MAX)? {
        let Some(id) = Reader(&key[start.len()..]).text() else { continue };
        all.extend(alert(shell, &id)?);
    }
    Ok(all)
}

/// The alerts that opened in a window, the latest so many.
pub fn alerts_between(shell: &Shell, from: i64, until: i64, most: usize) -> Result<Vec<Alert>, Error> {
    let (start, skip) = (alerts_by_time().time(Timestamp(from)).done(), alerts_by_time().done().len());
    let end = alerts_by_time().time(Timestamp(until)).done();
    let mut all = vec![];
    for (key, _) in shell.store.scan_reverse(Table::Alert, &start, &end, most)? {
        let mut reader = Reader(&key[skip..]);
        let Some(id) = reader.time().and_then(|_| reader.text()) else { continue };
        all.extend(alert(shell, &id)?);
    }
    Ok(all)
}

/// An alert.
pub fn alert(shell: &Shell, id: &str) -> Result<Option<Alert>, Error> {
    let found = shell.store.get(Table::Alert, &alert_key(id))?;
    Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
}

/// The alert of a rule that opened last, also where what the rule has seen is forgotten.
pub fn last_alert(shell: &Shell, rule: &str) -> Result<Option<Alert>, Error> {
    if let Some(id) = looked(shell, rule)?.and_then(|looked| looked.alert) {
        return alert(shell, &id);
    }
    // Ids are the rule's and the time at which the alert opened; other rules may begin with the same words.
    let mut start = alert_key(&format!("{rule}-"));
    start.truncate(start.len() - TEXT_END);
    let mut end = [start.as_slice(), &[u8::MAX]].concat();
    loop {
        let page = shell.store.scan_reverse(Table::Alert, &start, &end, PAGE)?;
        for (_, bytes) in &page {
            let found: Alert = unpack(bytes)?;
            if found.rule == rule {
                return Ok(Some(found));
            }
        }
        match page.last() {
            Some((key, _)) if page.len() == PAGE => end.clone_from(key),
            _ => return Ok(None),
        }
    }
}

/// How far a rule was watched.
pub fn looked(shell: &Shell, rule: &str) -> Result<Option<Looked>, Error> {
    let found = shell.store.get(Table::AlertState, &looked_key(rule))?;
    Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
}

/// The processes that a scope is about: one, or all that a node of the landscape and its parts are linked to.
pub fn processes(shell: &Shell, scope: &AlertScope) -> Vec<String> {
    processes_within(shell, None, scope)
}

/// The same, where a node is one of the landscape of a tenant: what is of other tenants is not linked to it.
pub fn processes_within(shell: &Shell, tenant: Option<&str>, scope: &AlertScope) -> Vec<String> {
    let mut all = within(shell, tenant, scope);
    if let Some(tag) = &scope.tag {
        all.retain(|process| !place::tagged(shell, process, tag).is_empty());
    }
    all
}

/// The same, whatever its versions are called.
fn within(shell: &Shell, tenant: Option<&str>, scope: &AlertScope) -> Vec<String> {
    if let Some(process) = &scope.process {
        return vec![process.clone()];
    }
    if scope.landscape.is_none() && (scope.department.is_some() || scope.tag.is_some()) {
        let all = shell.catalogue.all_latest();
        let mut all: Vec<String> = all.iter().map(|latest| latest.definition.process.clone()).collect();
        all.sort_unstable();
        return all;
    }
    let (_, landscape) = shell.landscape.versioned(tenant);
    let Some(node) = scope.landscape.as_ref().and_then(|id| landscape.nodes.get(id)) else { return vec![] };
    let below = landscape.below(&node.id);
    let links = std::iter::once(node).chain(below).flat_map(|node| &node.links);
    let mut all: Vec<String> =
        links.filter(|link| link.kind == LinkKind::Process).map(|link| link.id.clone()).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|process| {
        let latest = shell.catalogue.latest(process);
        latest.is_some_and(|latest| tenant.is_none() || latest.definition.tenant.as_deref() == tenant)
    });
    all
}

/// Is a silence over an alert now?
pub fn covers(silence: &AlertSilence, alert: &Alert, now: Timestamp) -> bool {
    let is = |wanted: &Option<String>, has: Option<&str>| wanted.as_deref().is_none_or(|wanted| has == Some(wanted));
    silence.ended.is_none()
        && (silence.from..silence.until).contains(&now)
        && silence.tenant.as_ref().is_none_or(|tenant| alert.tenant.as_ref() == Some(tenant))
        && is(&silence.rule, Some(&alert.rule))
        && is(&silence.process, alert.scope.process.as_deref())
        && is(&silence.node, alert.scope.node.as_deref())
}

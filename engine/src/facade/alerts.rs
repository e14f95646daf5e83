//! Alerts: what rang, what became of it, and what people do with it.
use super::Engine;
use crate::alerting::words::text;
use crate::alerting::{active_silences, alert, alerts_between, covers, ringing_alerts};
use crate::api::{
    Alert, AlertCounts, AlertFilter, AlertGroup, AlertGroups, AlertLine, AlertSilence, AlertStatus, AlertView, Page,
    Paging, Severity,
};
use crate::keys::Reader;
use crate::paging::Rows;
use crate::partition::{AlertTask, Reply};
use crate::projection::{alert_lines, alerts_by_time, unpack};
use crate::store::Table;
use crate::{ALERT_MEMBERS_MAX, ALERTS_GROUPED_MAX, COMMENT_BYTES_MAX, Context, Error, checks};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use tokio::sync::watch;
use weir_core::Timestamp;

impl Engine {
    /// The alerts that fit and that `keep` leaves, the latest first.
    pub async fn alerts(
        &self,
        filter: &AlertFilter,
        page: &Paging,
        mut keep: impl FnMut(&Alert) -> bool,
    ) -> Result<Page<AlertView>, Error> {
        let (start, end) = alerts_by_time().prefix();
        let skip = start.len();
        let now = self.now();
        let asked_for = active_silences(self.shell(), now)?;
        let rows = Rows { store: &*self.shell().store, table: Table::Alert, range: (start, end), descending: true };
        rows.page(page, |key, _| {
            let mut reader = Reader(&key[skip..]);
            let Some(id) = reader.time().and_then(|_| reader.text()) else { return Ok(None) };
            let Some(found) = alert(self.shell(), &id)? else { return Ok(None) };
            let silenced = is_silenced(&asked_for, &found, now);
            Ok((fits(filter, &found, silenced) && keep(&found)).then(|| view(found, silenced, now)))
        })
    }

    /// How many ring, of those that `keep` leaves.
    pub async fn alert_counts(&self, mut keep: impl FnMut(&Alert) -> bool) -> Result<AlertCounts, Error> {
        let now = self.now();
        let asked_for = active_silences(self.shell(), now)?;
        let mut counts = AlertCounts::default();
        for found in ringing_alerts(self.shell())?.iter().filter(|alert| keep(alert)) {
            if is_silenced(&asked_for, found, now) {
                counts.silenced += 1;
            } else if found.status == AlertStatus::Acknowledged {
                counts.acknowledged += 1;
            } else {
                counts.open += 1;
                counts.critical += u64::from(found.severity == Severity::Critical);
            }
        }
        Ok(counts)
    }

    /// The alerts that fit and that `keep` leaves, those of one place as one; what rings first, then the latest.
    pub async fn alert_groups(
        &self,
        filter: &AlertFilter,
        mut keep: impl FnMut(&Alert) -> bool,
    ) -> Result<AlertGroups, Error> {
        let (shell, now) = (self.shell(), self.now());
        let asked_for = active_silences(shell, now)?;
        // All that ring, and of the others the latest.
        let mut all = ringing_alerts(shell)?;
        let rings_only = filter.ringing || matches!(filter.status, Some(AlertStatus::Open | AlertStatus::Acknowledged));
        let mut more = false;
        if !rings_only {
            let latest = alerts_between(shell, 0, i64::MAX, ALERTS_GROUPED_MAX)?;
            more = latest.len() == ALERTS_GROUPED_MAX;
            all.extend(latest.into_iter().filter(|alert| alert.status == AlertStatus::Resolved));
        }
        let mut groups: BTreeMap<String, Vec<(Alert, bool)>> = BTreeMap::new();
        for found in all {
            let silenced = is_silenced(&asked_for, &found, now);
            if fits(filter, &found, silenced) && keep(&found) {
                groups.entry(found.group()).or_default().push((found, silenced));
            }
        }
        let mut groups: Vec<AlertGroup> = groups.into_iter().filter_map(|(id, all)| group(id, all, now)).collect();
        groups.sort_by_key(|group| {
            (Reverse((group.ringing > 0, group.critical > 0, group.changed)), group.group.clone())
        });
        Ok(AlertGroups { groups, more })
    }

    /// One alert, with its words.
    pub async fn alert(&self, id: &str) -> Result<AlertView, Error> {
        let found = alert(self.shell(), id)?.ok_or_else(|| Error::not_found("alert", id))?;
        let now = self.now();
        let asked_for = active_silences(self.shell(), now)?;
        let silenced = is_silenced(&asked_for, &found, now);
        Ok(view(found, silenced, now))
    }

    /// What happened to it, the latest first.
    pub async fn alert_lines(&self, id: &str, page: &Paging) -> Result<Page<AlertLine>, Error> {
        let range = alert_lines(id).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Alert, range, descending: true };
        rows.page(page, |_, value| Ok(Some(unpack(value)?)))
    }

    /// Somebody takes it on.
    pub async fn acknowledge_alert(&self, by: Context, id: &str, text: Option<String>) -> Result<AlertView, Error> {
        let text = checks::comment(text)?.filter(|text| !text.trim().is_empty());
        self.act(by, AlertTask::Acknowledge(id.to_owned(), text)).await
    }

    /// Somebody says whether it was real or a false alarm, also of one that is well again. A back-test counts it.
    pub async fn judge_alert(
        &self,
        by: Context,
        id: &str,
        real: bool,
        text: Option<String>,
    ) -> Result<AlertView, Error> {
        let text = checks::comment(text)?.filter(|text| !text.trim().is_empty());
        self.act(by, AlertTask::Judge(id.to_owned(), real, text)).await
    }

    /// Somebody says something about it.
    pub async fn comment_alert(&self, by: Context, id: &str, text: &str) -> Result<AlertView, Error> {
        let text = text.trim();
        if text.is_empty() || text.len() > COMMENT_BYTES_MAX {
            let message = format!("a comment has 1 to {COMMENT_BYTES_MAX} bytes");
            return Err(Error::invalid("alert-comment", message));
        }
        self.act(by, AlertTask::Comment(id.to_owned(), text.to_owned())).await
    }

    /// Changes whenever rules, alerts or silences may be other than before.
    pub fn alerts_changed(&self) -> watch::Receiver<u64> {
        self.shell().hub.alerts.subscribe()
    }

    /// Returns when all rules were looked at that are due now. For tests.
    #[doc(hidden)]
    pub async fn alerts_looked_at(&self) {
        let wanted = *self.shell().hub.alerts.borrow();
        let now = self.shell().now().0;
        let mut done = self.shell().watching.done.subscribe();
        // The sender lives as long as the engine, so waiting cannot fail.
        let _ = done.wait_for(|(seen, next, began)| *seen >= wanted && (*began..*next).contains(&now)).await;
    }

    async fn act(&self, by: Context, task: AlertTask) -> Result<AlertView, Error> {
        match self.ask_alerting(by, task).await? {
            Reply::Alert(alert) => {
                let now = self.now();
                let asked_for = active_silences(self.shell(), now)?;
                let silenced = is_silenced(&asked_for, &alert, now);
                Ok(view(*alert, silenced, now))
            }
            other => unreachable!("an alert is answered by itself, not {other:?}"),
        }
    }
}

fn group(id: String, mut all: Vec<(Alert, bool)>, now: Timestamp) -> Option<AlertGroup> {
    let rings = |alert: &Alert| alert.status != AlertStatus::Resolved;
    all.sort_by_key(|(alert, _)| (Reverse((rings(alert), alert.severity, alert.changed)), alert.id.clone()));
    let ringing = all.iter().filter(|(alert, _)| rings(alert)).count();
    let since = all.iter().filter(|(alert, _)| ringing == 0 || rings(alert)).map(|(alert, _)| alert.since).min()?;
    let changed = all.iter().map(|(alert, _)| alert.changed).max()?;
    let critical = all.iter().filter(|(alert, _)| rings(alert) && alert.severity == Severity::Critical).count();
    let count = all.len() as u64;
    let members: Vec<AlertView> =
        all.into_iter().take(ALERT_MEMBERS_MAX).map(|(alert, silenced)| view(alert, silenced, now)).collect();
    let worst = members.first()?.clone();
    let (ringing, critical) = (ringing as u64, critical as u64);
    Some(AlertGroup { group: id, count, ringing, critical, since, changed, worst, members })
}

fn is_silenced(silences: &[AlertSilence], alert: &Alert, now: Timestamp) -> bool {
    alert.status != AlertStatus::Resolved && silences.iter().any(|silence| covers(silence, alert, now))
}

fn view(alert: Alert, silenced: bool, now: Timestamp) -> AlertView {
    let text = text(&alert, now);
    AlertView { alert, silenced, text }
}

fn fits(filter: &AlertFilter, alert: &Alert, silenced: bool) -> bool {
    filter.status.is_none_or(|status| alert.status == status)
        && (!filter.ringing || alert.status != AlertStatus::Resolved)
        && filter.severity.is_none_or(|severity| alert.severity >= severity)
        && filter.process.as_ref().is_none_or(|process| alert.processes.contains(process))
        && filter.rule.as_ref().is_none_or(|rule| alert.rule == *rule)
        && filter.group.as_ref().is_none_or(|group| alert.group() == *group)
        && filter.silenced.is_none_or(|wanted| silenced == wanted)
}

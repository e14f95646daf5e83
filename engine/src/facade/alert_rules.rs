//! Alert rules: set with a reason, looked back upon, tried out over the history; and silences.
use super::Engine;
use crate::alerting::field::{self, Field};
use crate::alerting::look::{TREND_LOOKS, foretell};
use crate::alerting::precision::{is_about, precision};
use crate::alerting::{ALERTS, active_silences, alerts_between, check, in_force, processes};
use crate::api::{
    Alert, AlertAct, AlertBackTest, AlertRule, AlertRuleSpec, AlertRuleState, AlertScope, AlertSilence, Page, Paging,
    Precisions, WatchedRule,
};
use crate::idempotency::once;
use crate::paging::{Rows, to_hex};
use crate::partition::{AlertTask, By, Reply, Task};
use crate::projection::{rule_key, rule_versions, rules, silences, unpack};
use crate::shell::random_bytes;
use crate::store::Table;
use crate::{ALERT_BACK_TEST_DAYS_MAX, ALERTS_JUDGED_MAX, COMMENT_BYTES_MAX, Context, Error, checks};
use weir_core::Timestamp;
use weir_mining::aggregate::DAY_MS;
use weir_mining::watch::notify::{self, SILENCE_MS_MAX};
use weir_mining::watch::read::Missing;

impl Engine {
    /// The rules that `keep` leaves, by id, each with how it stands.
    pub async fn alert_rules(
        &self,
        page: &Paging,
        mut keep: impl FnMut(&AlertRule) -> bool,
    ) -> Result<Page<WatchedRule>, Error> {
        let range = rules().prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::AlertRule, range, descending: false };
        rows.page(page, |_, value| {
            let rule: AlertRule = unpack(value)?;
            if keep(&rule) { self.watched(rule).map(Some) } else { Ok(None) }
        })
    }

    /// One rule, and how it stands.
    pub async fn alert_rule(&self, id: &str) -> Result<WatchedRule, Error> {
        let found = self.shell().store.get(Table::AlertRule, &rule_key(id))?;
        self.watched(unpack(&found.ok_or_else(|| Error::not_found("alert-rule", id))?)?)
    }

    /// All versions of a rule, the latest first; also of one that was removed.
    pub async fn alert_rule_versions(&self, id: &str, page: &Paging) -> Result<Page<AlertRule>, Error> {
        let range = rule_versions(id).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::AlertRule, range, descending: true };
        let found = rows.page(page, |_, value| Ok(Some(unpack(value)?)))?;
        if found.items.is_empty() && page.cursor.is_none() {
            return Err(Error::not_found("alert-rule", id));
        }
        Ok(found)
    }

    /// A rule is to be so. `seen` is the version that was looked at; none where it must not be there yet.
    pub async fn set_alert_rule(
        &self,
        by: Context,
        id: &str,
        spec: AlertRuleSpec,
        seen: Option<u64>,
        reason: &str,
    ) -> Result<AlertRule, Error> {
        check::id(id)?;
        let spec = check::filled(self.shell(), spec);
        check::rule(self.shell(), id, &spec)?;
        let tenant = self.tenant_of_scope(&spec.scope);
        let reason = said(reason)?;
        let task = AlertTask::Rule { id: id.to_owned(), spec: Some(Box::new(spec)), seen, tenant, reason };
        self.ask_rule(by, task).await
    }

    /// A rule goes; its versions stay. An alert that rings by it is over.
    pub async fn remove_alert_rule(&self, by: Context, id: &str, seen: u64, reason: &str) -> Result<AlertRule, Error> {
        let tenant = self.alert_rule(id).await?.rule.tenant;
        let task = AlertTask::Rule { id: id.to_owned(), spec: None, seen: Some(seen), tenant, reason: said(reason)? };
        self.ask_rule(by, task).await
    }

    /// The tenant of what a rule looks at; the landscape is of the installation.
    pub fn tenant_of_scope(&self, scope: &AlertScope) -> Option<String> {
        let latest = scope.process.as_deref().and_then(|process| self.shell().catalogue.latest(process));
        latest.and_then(|latest| latest.definition.tenant.clone())
    }

    /// The processes that a scope is about.
    pub fn processes_of_scope(&self, scope: &AlertScope) -> Vec<String> {
        processes(self.shell(), scope)
    }

    /// What a rule would have done in the last days. Nothing is kept.
    pub async fn back_test_alert_rule(&self, id: &str, spec: AlertRuleSpec, days: u32) -> Result<AlertBackTest, Error> {
        let spec = check::filled(self.shell(), spec);
        check::rule(self.shell(), id, &spec)?;
        if !(1..=ALERT_BACK_TEST_DAYS_MAX).contains(&days) {
            let message = format!("a back-test looks back 1 to {ALERT_BACK_TEST_DAYS_MAX} days");
            return Err(Error::invalid("alert-back-test-days", message));
        }
        self.patiently().await;
        let shell = self.shell().clone();
        let now = shell.now();
        let rule = AlertRule {
            id: id.to_owned(),
            version: 0,
            spec,
            tenant: None,
            at: now,
            by: String::new(),
            reason: String::new(),
            removed: false,
        };
        let played = tokio::task::spawn_blocking(move || {
            let watch = rule.spec.watch();
            let until = watch.tick(now.0);
            let wanted = until - i64::from(days) * DAY_MS;
            let field = Field::of(&shell, &rule, wanted, until);
            // A window that begins where only sums are held cannot be read: it begins with the first that can.
            let shortened = field.held > field.from(&rule, wanted);
            let from = if shortened { field.readable(&rule, wanted, until) } else { wanted };
            // A rule that was not at work in the beginning did nothing then; one that is still to come is tried out as if it were.
            let begins = rule.spec.effective_from.map(|at| at.0).filter(|at| *at < until);
            let from = begins.map_or(from, |at| from.max(at));
            let played = field.play(&rule, from, until);
            let past = alerts_between(&shell, from, until.saturating_add(1), ALERTS_JUDGED_MAX).unwrap_or_default();
            let source = field::source(&rule.spec.source);
            let past: Vec<&Alert> = past.iter().filter(|alert| is_about(&rule, alert, &source)).collect();
            let precision = Precisions {
                less: precision(&played.less, &past, until),
                same: precision(&played.same, &past, until),
                more: precision(&played.more, &past, until),
            };
            let read = field.read(&rule, until);
            let mut state = AlertRuleState {
                at: Some(Timestamp(until)),
                value: read.reading.value.filter(|_| read.missing.is_none()),
                n: read.reading.n,
                missing: read.missing,
                flow: field.flow(&rule, until),
                fault: field.fault(&rule, until).filter(|_| read.missing == Some(Missing::DataFault)),
                ..AlertRuleState::default()
            };
            let every = watch.every_ms();
            let looks = (0..TREND_LOOKS).rev().map(|back| until - back * every);
            let looks = looks.map(|tick| (tick, field.read(&rule, tick))).filter(|(_, read)| read.missing.is_none());
            let recent: Vec<(i64, f64)> = looks.filter_map(|(tick, read)| Some((tick, read.reading.value?))).collect();
            foretell(&mut state, &rule, recent.into_iter());
            let caught_up = shell.analytics.progress().caught_up;
            AlertBackTest {
                from: Timestamp(from),
                until: Timestamp(until),
                shortened,
                caught_up,
                unit: rule.spec.unit(),
                played,
                precision,
                now: state,
            }
        });
        played.await.map_err(|panic| Error::Stopped { reason: panic.to_string() })
    }

    /// Silences that are not over, or all of them, the latest first.
    pub async fn alert_silences(
        &self,
        all: bool,
        page: &Paging,
        mut keep: impl FnMut(&AlertSilence) -> bool,
    ) -> Result<Page<AlertSilence>, Error> {
        let (range, now) = (silences().prefix(), self.now());
        let rows = Rows { store: &*self.shell().store, table: Table::AlertRule, range, descending: true };
        rows.page(page, |_, value| {
            let silence: AlertSilence = unpack(value)?;
            let active = silence.ended.is_none() && silence.until > now;
            Ok(Some(silence).filter(|silence| (all || active) && keep(silence)))
        })
    }

    /// A silence that is not over.
    pub fn alert_silence(&self, id: &str) -> Result<AlertSilence, Error> {
        let found = active_silences(self.shell(), self.now())?.into_iter().find(|silence| silence.id == id);
        found.ok_or_else(|| Error::not_found("alert-silence", id))
    }

    /// Somebody asks for quiet, for a while and for a reason.
    pub async fn silence_alerts(&self, by: Context, silence: AlertSilence) -> Result<AlertSilence, Error> {
        let reason = said(&silence.reason)?;
        checks::name("a person", &silence.owner)?;
        let now = self.now();
        let plain = notify::Silence {
            owner: silence.owner.clone(),
            reason: reason.clone(),
            rule: None,
            scope: notify::Scope::new(),
            from: silence.from.0,
            until: silence.until.0,
        };
        plain.check().map_err(|error| Error::invalid(error.code(), error.to_string()))?;
        if silence.until <= now || silence.until.0 - now.0 > SILENCE_MS_MAX {
            return Err(Error::invalid("silence-expiry", "a silence ends in the future, within 90 days"));
        }
        let id = format!("{:012x}-{}", now.0.max(0), to_hex(&random_bytes::<4>()));
        let made = AlertAct { by: by.actor.id.clone(), at: now };
        let silence = AlertSilence { id, reason, made, ended: None, ..silence };
        match self.ask_alerting(by, AlertTask::Silence(Box::new(silence))).await? {
            Reply::AlertSilence(silence) => Ok(*silence),
            other => unreachable!("a silence is answered by itself, not {other:?}"),
        }
    }

    /// A silence ends before its time.
    pub async fn end_alert_silence(&self, by: Context, id: &str) -> Result<(), Error> {
        self.ask_alerting(by, AlertTask::EndSilence(id.to_owned())).await.map(drop)
    }

    fn watched(&self, rule: AlertRule) -> Result<WatchedRule, Error> {
        let in_force = in_force(self.shell(), &rule.id, self.now())?.map(|held| held.version);
        let now = self.shell().watching.of(&rule.id);
        Ok(WatchedRule { unit: rule.spec.unit(), now, rule, in_force })
    }

    async fn ask_rule(&self, by: Context, task: AlertTask) -> Result<AlertRule, Error> {
        match self.ask_alerting(by, task).await? {
            Reply::AlertRule(rule) => Ok(*rule),
            other => unreachable!("a rule is answered by itself, not {other:?}"),
        }
    }

    pub(super) async fn ask_alerting(&self, by: Context, task: AlertTask) -> Result<Reply, Error> {
        let (shell, task) = (self.shell().clone(), Task::Alerting(Box::new(task)));
        let run = move |by| async move { shell.ask(ALERTS, by, task).await };
        once(self.shell(), By::from(by), run).await
    }
}

/// A reason, which is kept for ever and never empty.
pub(super) fn said(reason: &str) -> Result<String, Error> {
    let reason = reason.trim();
    if reason.is_empty() || reason.len() > COMMENT_BYTES_MAX {
        let message = format!("say why, in at most {COMMENT_BYTES_MAX} bytes: the reason is kept");
        return Err(Error::invalid("alert-reason", message));
    }
    Ok(reason.to_owned())
}

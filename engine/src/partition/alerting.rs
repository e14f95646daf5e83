//! Alert rules and alerts, as their partition takes them: versions are counted, an alert opens once, and what somebody does
//! with it is not lost to a look that happens at the same time.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::alerting::look::Seen;
use crate::alerting::tell::{Call, Mark, Telling};
use crate::alerting::{active_silences, alert, all_rules, check, in_force, last_version, looked};
use crate::api::{
    Alert, AlertAct, AlertHappened, AlertLine, AlertRule, AlertRuleSpec, AlertSilence, AlertStatus, DutyRuleSpec,
    Webhook,
};
use crate::error::Error;
use crate::projection::{Alerting, Record, rule_key, silence_key, unpack};
use crate::store::Table;
use crate::{ALERT_LINES_MAX, ALERT_RULE_VERSIONS_MAX, ALERT_RULES_MAX, ALERT_SILENCES_MAX};

/// What is asked of rules and alerts.
#[derive(Debug)]
pub enum AlertTask {
    /// A rule is to be so, or to be gone.
    Rule {
        /// Which.
        id: String,
        /// What it says; none removes it.
        spec: Option<Box<AlertRuleSpec>>,
        /// The version that was seen; none where it must not be there yet.
        seen: Option<u64>,
        /// The tenant of what it looks at.
        tenant: Option<String>,
        /// Why.
        reason: String,
    },
    /// A look at a rule.
    Seen(Box<Seen>),
    /// Somebody takes an alert on, with some words or none.
    Acknowledge(String, Option<String>),
    /// Somebody says something about it.
    Comment(String, String),
    /// Somebody asks for quiet.
    Silence(Box<AlertSilence>),
    /// A silence ends before its time.
    EndSilence(String),
    /// People are told.
    Tell(Box<Telling>),
    /// A rule of duties is to be so, or to be gone.
    Duty {
        /// Which.
        id: String,
        /// What it says; none removes it.
        spec: Option<Box<DutyRuleSpec>>,
        /// The version that was seen; none where it must not be there yet.
        seen: Option<u64>,
        /// Why.
        reason: String,
    },
    /// Somebody says whether an alert was real.
    Judge(String, bool, Option<String>),
}

impl Turn<'_> {
    pub(super) fn alerting(&mut self, task: AlertTask) -> Result<Reply, Halt> {
        self.effects.alerts = true;
        match task {
            AlertTask::Rule { id, spec, seen, tenant, reason } => self.set_alert_rule(id, spec, seen, tenant, reason),
            AlertTask::Seen(seen) => self.seen(*seen),
            AlertTask::Acknowledge(id, text) => {
                let before = self.find_alert(&id)?;
                if before.status == AlertStatus::Resolved {
                    let message = "it is well again: there is nothing to be taken on";
                    return Err(Error::invalid("alert-resolved", message).into());
                }
                let acknowledged = Some(AlertAct { by: self.actor.id.clone(), at: self.now });
                let alert = Alert { status: AlertStatus::Acknowledged, acknowledged, ..before };
                self.act(alert, AlertHappened::Acknowledged, text)
            }
            AlertTask::Comment(id, text) => {
                let alert = self.find_alert(&id)?;
                self.act(alert, AlertHappened::Commented, Some(text))
            }
            AlertTask::Silence(silence) => self.silence(*silence),
            AlertTask::EndSilence(id) => self.end_silence(&id),
            AlertTask::Tell(telling) => self.tell(*telling),
            AlertTask::Duty { id, spec, seen, reason } => self.set_duty(id, spec.map(|spec| *spec), seen, reason),
            AlertTask::Judge(id, real, text) => {
                let alert = self.find_alert(&id)?;
                self.judge(alert, real, text)
            }
        }
    }

    fn set_alert_rule(
        &mut self,
        id: String,
        spec: Option<Box<AlertRuleSpec>>,
        seen: Option<u64>,
        tenant: Option<String>,
        reason: String,
    ) -> Result<Reply, Halt> {
        let before = self.rule(&id)?;
        let is = before.as_ref().map(|rule| rule.version);
        if is != seen {
            let message = match (is, seen) {
                (Some(is), None) => {
                    format!("there is a rule `{id}` already, in version {is}: look at it, or choose another id")
                }
                (Some(is), Some(seen)) => format!("rule `{id}` is in version {is}, not {seen}: look at it again"),
                (None, _) => return Err(Error::not_found("alert-rule", id).into()),
            };
            return Err(Error::invalid("alert-rule-changed-meanwhile", message).into());
        }
        if let Some(spec) = &spec {
            check::rule(self.shell, &id, spec)?;
        }
        if before.is_none() && all_rules(self.shell)?.len() >= ALERT_RULES_MAX {
            return Err(
                Error::invalid("too-many-alert-rules", format!("there are at most {ALERT_RULES_MAX} rules")).into()
            );
        }
        let last = self.last_version(&id)?;
        if last >= ALERT_RULE_VERSIONS_MAX {
            let message = format!("a rule has at most {ALERT_RULE_VERSIONS_MAX} versions: make a new one");
            return Err(Error::invalid("too-many-versions", message).into());
        }
        let removed = spec.is_none();
        let Some(spec) = spec.map(|spec| *spec).or_else(|| before.as_ref().map(|rule| rule.spec.clone())) else {
            return Err(Error::not_found("alert-rule", id).into());
        };
        let stops = removed || !spec.enabled;
        let later = spec.effective_from.is_some_and(|from| from > self.now);
        if later && !removed && !spec.enabled {
            let message = "a rule is put out of work at once: say no moment from which on";
            return Err(Error::invalid("alert-effective-from", message).into());
        }
        // What is still to come changes nothing before its time; the look that finds it at work then begins anew by itself.
        let held = in_force(self.shell, &id, self.now)?.filter(|_| !later || removed);
        let anew = held.is_some_and(|held| stops || !spec.watches_like(&held.spec));
        let (at, by) = (self.now, self.actor.id.clone());
        let owner = spec.owner.clone().or_else(|| Some(by.clone()));
        let spec = AlertRuleSpec { owner, ..spec };
        let rule = AlertRule { id, version: last + 1, spec, tenant, at, by, reason, removed };
        let ends = if anew { self.ended_with(&rule, stops)? } else { None };
        self.records.push(record(Alerting::RuleSet { rule: Box::new(rule.clone()), anew, alert: ends.map(Box::new) }));
        Ok(Reply::AlertRule(Box::new(rule)))
    }

    /// The alert that ends because its rule watches something else, or nothing.
    fn ended_with(&self, rule: &AlertRule, stops: bool) -> Result<Option<(Alert, AlertLine)>, Halt> {
        let id = looked(self.shell, &rule.id)?.and_then(|looked| looked.alert);
        let Some(before) = id.map(|id| alert(self.shell, &id)).transpose()?.flatten() else { return Ok(None) };
        if before.status == AlertStatus::Resolved {
            return Ok(None);
        }
        let happened = if stops { AlertHappened::RuleStopped } else { AlertHappened::RuleChanged };
        let ended = Alert {
            status: AlertStatus::Resolved,
            resolved: Some(self.now),
            changed: self.now,
            lines: before.lines + 1,
            kept_back: None,
            unwatched: true,
            ..before
        };
        let line = self.alert_line(&ended, happened, Some(rule.reason.clone()));
        Ok(Some((ended, line)))
    }

    /// A look counts once: when what was written down before it is still that, and the rule is still the one that looked.
    fn seen(&mut self, seen: Seen) -> Result<Reply, Halt> {
        let Seen { before, looked: now, alert: change } = seen;
        let row = looked(self.shell, &now.rule)?;
        let rule = in_force(self.shell, &now.rule, self.now)?;
        let is_it = rule.is_some_and(|rule| rule.version == now.version && rule.spec.enabled);
        if row.map(|row| row.tick) != before || !is_it {
            return Err(Error::invalid("alert-look-late", "the rule was changed, or looked at, meanwhile").into());
        }
        let alert = match change {
            None => None,
            Some((mut now, mut lines)) => {
                let known = alert(self.shell, &now.id)?;
                let anew =
                    lines.iter().any(|line| matches!(line.happened, AlertHappened::Opened | AlertHappened::Reopened));
                if let Some(known) = known {
                    // What people have done meanwhile stays.
                    now.lines = known.lines;
                    now.kept_back.clone_from(&known.kept_back);
                    if anew || now.status == AlertStatus::Resolved {
                        // Of what is over, or begins again, nothing is kept back.
                        now.kept_back = None;
                    }
                    now.verdict.clone_from(&known.verdict);
                    if !anew {
                        now.acknowledged.clone_from(&known.acknowledged);
                        if now.status != AlertStatus::Resolved {
                            now.status = known.status;
                        }
                    }
                }
                for line in &mut lines {
                    now.lines += 1;
                    line.number = now.lines;
                }
                Some((now, lines))
            }
        };
        self.records.push(record(Alerting::Looked { looked: now, alert: alert.map(Box::new) }));
        Ok(Reply::Done)
    }

    pub(super) fn act(&mut self, alert: Alert, happened: AlertHappened, text: Option<String>) -> Result<Reply, Halt> {
        if alert.lines >= ALERT_LINES_MAX {
            let message = format!("its history has {ALERT_LINES_MAX} lines, and takes no more");
            return Err(Error::invalid("alert-lines", message).into());
        }
        let alert = Alert { lines: alert.lines + 1, ..alert };
        let line = self.alert_line(&alert, happened, text);
        self.records.push(record(Alerting::Acted { alert: Box::new(alert.clone()), line }));
        Ok(Reply::Alert(Box::new(alert)))
    }

    fn silence(&mut self, silence: AlertSilence) -> Result<Reply, Halt> {
        if active_silences(self.shell, self.now)?.len() >= ALERT_SILENCES_MAX {
            let message = format!("there are at most {ALERT_SILENCES_MAX} silences that are not over: end some");
            return Err(Error::invalid("too-many-silences", message).into());
        }
        let made = AlertAct { by: self.actor.id.clone(), at: self.now };
        let silence = AlertSilence { made, ..silence };
        Ok(self.keep_silence(silence))
    }

    fn end_silence(&mut self, id: &str) -> Result<Reply, Halt> {
        let found = self.shell.store.get(Table::AlertRule, &silence_key(id))?;
        let found: AlertSilence = unpack(&found.ok_or_else(|| Error::not_found("alert-silence", id))?)?;
        if found.ended.is_some() || found.until <= self.now {
            return Err(Error::invalid("alert-silence-over", "this silence is over already").into());
        }
        let ended = Some(AlertAct { by: self.actor.id.clone(), at: self.now });
        Ok(self.keep_silence(AlertSilence { ended, ..found }))
    }

    fn keep_silence(&mut self, silence: AlertSilence) -> Reply {
        let (at, actor) = (self.now, self.actor.clone());
        self.records.push(record(Alerting::Silenced { silence: Box::new(silence.clone()), at, actor }));
        Reply::AlertSilence(Box::new(silence))
    }

    fn tell(&mut self, telling: Telling) -> Result<Reply, Halt> {
        let Telling { dispatcher, notices, calls, marks } = telling;
        let mut alerts = vec![];
        for Mark { alert: id, happened, text, kept_back } in marks {
            let Some(before) = alert(self.shell, &id)? else { continue };
            // The history of one that rings for months says who was told first, and not each time.
            if before.lines >= ALERT_LINES_MAX && before.kept_back == kept_back {
                continue;
            }
            let now = Alert { kept_back, lines: before.lines + 1, ..before };
            let line = self.alert_line(&now, happened, text);
            alerts.push((now, line));
        }
        self.effects.notices |= !notices.is_empty();
        self.send_alerts(&notices, &calls);
        let dispatcher = Box::new(dispatcher);
        self.records.push(record(Alerting::Told { dispatcher, notices, alerts }));
        Ok(Reply::Done)
    }

    fn alert_line(&self, alert: &Alert, happened: AlertHappened, text: Option<String>) -> AlertLine {
        AlertLine {
            number: alert.lines,
            happened,
            at: self.now,
            by: self.actor.id.clone(),
            text,
            value: None,
            n: None,
            severity: None,
            rule_version: None,
            evidence: vec![],
        }
    }

    fn rule(&self, id: &str) -> Result<Option<AlertRule>, Halt> {
        let found = self.shell.store.get(Table::AlertRule, &rule_key(id))?;
        Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
    }

    fn last_version(&self, id: &str) -> Result<u64, Halt> {
        Ok(last_version(self.shell, id)?.map_or(0, |rule| rule.version))
    }

    fn find_alert(&self, id: &str) -> Result<Alert, Halt> {
        Ok(alert(self.shell, id)?.ok_or_else(|| Error::not_found("alert", id))?)
    }
}

/// The webhooks that an alert goes to: those that its rule names, and those that ask for alerts of its processes and tenant.
pub(super) fn called<'a>(call: &'a Call, webhooks: &'a [Webhook]) -> impl Iterator<Item = &'a Webhook> {
    let alert = call.notice.alert.as_deref();
    webhooks.iter().filter(move |webhook| {
        let Some(alert) = alert.filter(|alert| alert.tenant == webhook.tenant) else { return false };
        let asks = call.others
            && !webhook.heeds_preferences
            && (webhook.kinds.is_empty() || webhook.kinds.contains(&call.notice.kind))
            && (webhook.processes.is_empty() || webhook.processes.iter().any(|of| alert.processes.contains(of)));
        asks || call.named.contains(&webhook.id)
    })
}

pub(super) fn record(alerting: Alerting) -> Record {
    Record::Alerting(Box::new(alerting))
}

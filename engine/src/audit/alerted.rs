//! What alert rules and alerts say to an auditor: who set which line and why, what rang, who took it on, who asked for quiet.
use super::told::entry;
use crate::api::{AlertHappened, AlertLine, AuditArea, AuditEntry};
use crate::projection::Alerting;
use serde_json::json;
use weir_core::{Actor, Timestamp};

/// The entries of a record. That a rule was looked at and nothing came of it is none.
pub fn told(alerting: &Alerting) -> Vec<AuditEntry> {
    let of = |action: &str, at: Timestamp, actor: &Actor, kind: &'static str, id: &str| {
        entry(AuditArea::Alert, action, at, actor, (kind, id.to_owned()))
    };
    let line = |alert: &crate::api::Alert, line: &AlertLine| {
        let mut told = of(action(line.happened), line.at, &Actor::named(&line.by), "alert", &alert.id);
        told.process.clone_from(&alert.scope.process);
        told.reason.clone_from(&line.text);
        told.data = json!({ "rule": alert.rule, "line": line });
        told
    };
    match alerting {
        Alerting::RuleSet { rule, alert, .. } => {
            let name = if rule.removed { "alertRuleRemoved" } else { "alertRuleSet" };
            let mut told = of(name, rule.at, &Actor::named(&rule.by), "alertRule", &rule.id);
            told.process.clone_from(&rule.spec.scope.process);
            told.reason = Some(rule.reason.clone());
            told.data = json!({ "version": rule.version, "spec": rule.spec });
            std::iter::once(told).chain(alert.as_deref().map(|(alert, of)| line(alert, of))).collect()
        }
        Alerting::Looked { alert, .. } => {
            let seen = alert.as_deref().into_iter();
            seen.flat_map(|(alert, lines)| lines.iter().map(|of| line(alert, of))).collect()
        }
        Alerting::Acted { alert, line: of } => vec![line(alert, of)],
        Alerting::Silenced { silence, at, actor } => {
            let name = if silence.ended.is_some() { "alertSilenceEnded" } else { "alertSilenced" };
            let mut told = of(name, *at, actor, "alertSilence", &silence.id);
            told.process.clone_from(&silence.process);
            told.reason = Some(silence.reason.clone());
            told.data = json!(silence);
            vec![told]
        }
        Alerting::DutySet { version } => {
            let name = if version.removed { "dutyRuleRemoved" } else { "dutyRuleSet" };
            let mut told = of(name, version.at, &Actor::named(&version.by), "dutyRule", &version.id);
            told.process.clone_from(&version.spec.process);
            told.reason = Some(version.reason.clone());
            told.data = json!({ "version": version.version, "spec": version.spec });
            vec![told]
        }
        Alerting::Told { alerts, .. } => alerts.iter().map(|(alert, of)| line(alert, of)).collect(),
    }
}

fn action(happened: AlertHappened) -> &'static str {
    match happened {
        AlertHappened::Opened => "alertOpened",
        AlertHappened::Reopened => "alertReopened",
        AlertHappened::Worsened => "alertWorsened",
        AlertHappened::Recovering => "alertRecovering",
        AlertHappened::Relapsed => "alertRelapsed",
        AlertHappened::Resolved => "alertResolved",
        AlertHappened::Acknowledged => "alertAcknowledged",
        AlertHappened::Silenced => "alertSilenced",
        AlertHappened::Commented => "alertCommented",
        AlertHappened::Told => "alertTold",
        AlertHappened::KeptBack => "alertKeptBack",
        AlertHappened::Flapping => "alertFlapping",
        AlertHappened::RuleChanged => "alertRuleChanged",
        AlertHappened::RuleStopped => "alertRuleStopped",
        AlertHappened::Released => "alertReleased",
        AlertHappened::Confirmed => "alertConfirmed",
        AlertHappened::Dismissed => "alertDismissed",
    }
}

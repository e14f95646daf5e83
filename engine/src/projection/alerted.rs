//! Alert rules, what they have seen, and alerts: the records, and the rows that each of them is.
//!
//! What a look leads to is one record: how far the rule has been watched, the alert and its history change together. So does
//! what people are told with what is remembered of it. A crash lies before all of it or behind all of it.
use super::duties::changes_of_duty;
use super::notices::row as notice_row;
use super::pack;
use crate::api::{Alert, AlertLine, AlertRule, AlertSilence, AlertStatus, DutyRuleVersion, Notice};
use crate::keys::{Bytes, space};
use crate::store::{Change, Table};
use serde::{Deserialize, Serialize};
use weir_core::{Actor, Timestamp};
use weir_mining::watch::course::Course;
use weir_mining::watch::notify::Dispatcher;

/// One thing that happened to rules and alerts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Alerting {
    /// A rule has a new version; one that stops takes its alert along.
    RuleSet {
        /// The version.
        rule: Box<AlertRule>,
        /// Is it watched anew, because it watches something else or nothing?
        anew: bool,
        /// The alert that ends with it.
        alert: Option<Box<(Alert, AlertLine)>>,
    },
    /// A rule was looked at, and something is other than before.
    Looked {
        /// How far it was watched, and where its alarm stands.
        looked: Looked,
        /// The alert, and what happened to it.
        alert: Option<Box<(Alert, Vec<AlertLine>)>>,
    },
    /// Somebody did something with an alert.
    Acted {
        /// As it is from then on.
        alert: Box<Alert>,
        /// What was done.
        line: AlertLine,
    },
    /// Somebody asked for quiet, or ended it before its time.
    Silenced {
        /// As it is from then on.
        silence: Box<AlertSilence>,
        /// When.
        at: Timestamp,
        /// Who.
        actor: Actor,
    },
    /// People were told, or are not.
    Told {
        /// What is remembered of it.
        dispatcher: Box<Dispatcher>,
        /// What they are told.
        notices: Vec<Notice>,
        /// What that is to the alerts.
        alerts: Vec<(Alert, AlertLine)>,
    },
    /// A rule of duties has a new version.
    DutySet {
        /// That.
        version: Box<DutyRuleVersion>,
    },
}

/// How far a rule was watched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Looked {
    /// The rule.
    pub rule: String,
    /// Its version.
    pub version: u64,
    /// The last look that is counted, ms.
    pub tick: i64,
    /// Where its alarm stood after it.
    pub course: Course,
    /// The alert that rings, or rang last.
    pub alert: Option<String>,
}

/// The changes of a record.
pub fn changes_of_alerting(alerting: &Alerting, changes: &mut Vec<Change>) {
    match alerting {
        Alerting::RuleSet { rule, anew, alert } => {
            changes.push(Change::put(Table::AlertRule, version_key(&rule.id, rule.version), pack(rule)));
            changes.push(if rule.removed {
                Change::delete(Table::AlertRule, rule_key(&rule.id))
            } else {
                Change::put(Table::AlertRule, rule_key(&rule.id), pack(rule))
            });
            if *anew {
                changes.push(Change::delete(Table::AlertState, looked_key(&rule.id)));
            }
            if let Some((alert, line)) = alert.as_deref() {
                put(alert, std::slice::from_ref(line), changes);
            }
        }
        Alerting::Looked { looked, alert } => {
            changes.push(Change::put(Table::AlertState, looked_key(&looked.rule), pack(looked)));
            if let Some((alert, lines)) = alert.as_deref() {
                put(alert, lines, changes);
            }
        }
        Alerting::DutySet { version } => changes_of_duty(version, changes),
        Alerting::Acted { alert, line } => put(alert, std::slice::from_ref(line), changes),
        Alerting::Silenced { silence, .. } => {
            changes.push(Change::put(Table::AlertRule, silence_key(&silence.id), pack(silence)));
        }
        Alerting::Told { dispatcher, notices, alerts } => {
            changes.push(Change::put(Table::AlertState, told_key(), pack(dispatcher)));
            changes.extend(notices.iter().filter(|notice| !notice.person.is_empty()).map(notice_row));
            for (alert, line) in alerts {
                put(alert, std::slice::from_ref(line), changes);
            }
        }
    }
}

fn put(alert: &Alert, lines: &[AlertLine], changes: &mut Vec<Change>) {
    changes.push(Change::put(Table::Alert, alert_key(&alert.id), pack(alert)));
    changes.push(Change::put(Table::Alert, time_id(alert), vec![]));
    let rings = ringing().text(&alert.id).done();
    changes.push(if alert.status == AlertStatus::Resolved {
        Change::delete(Table::Alert, rings)
    } else {
        Change::put(Table::Alert, rings, vec![])
    });
    for line in lines {
        changes.push(Change::put(Table::Alert, alert_lines(&alert.id).number(line.number).done(), pack(line)));
    }
}

/// The row of a rule as it is.
pub fn rule_key(id: &str) -> Vec<u8> {
    rules().text(id).done()
}

/// The rows of the rules as they are.
pub fn rules() -> Bytes {
    Bytes::new().byte(space::MAIN)
}

/// The rows of the versions of a rule.
pub fn rule_versions(id: &str) -> Bytes {
    Bytes::new().byte(space::VERSIONS).text(id)
}

fn version_key(id: &str, version: u64) -> Vec<u8> {
    rule_versions(id).number(version).done()
}

/// The row of a silence.
pub fn silence_key(id: &str) -> Vec<u8> {
    silences().text(id).done()
}

/// The rows of silences; their ids begin with the time they were made.
pub fn silences() -> Bytes {
    Bytes::new().byte(space::SILENCE)
}

/// The row of how far a rule was watched.
pub fn looked_key(rule: &str) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).text(rule).done()
}

/// The row of what everybody was told.
pub fn told_key() -> Vec<u8> {
    Bytes::new().byte(space::PARTS).done()
}

/// The row of an alert.
pub fn alert_key(id: &str) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).text(id).done()
}

/// The row by which an alert is found among all, by when it was opened first: that never changes.
fn time_id(alert: &Alert) -> Vec<u8> {
    alerts_by_time().time(alert.opened).text(&alert.id).done()
}

/// The rows of all alerts by time.
pub fn alerts_by_time() -> Bytes {
    Bytes::new().byte(space::PARTS)
}

/// The rows of those that ring.
pub fn ringing() -> Bytes {
    Bytes::new().byte(space::RINGING)
}

/// The rows of what happened to an alert.
pub fn alert_lines(id: &str) -> Bytes {
    Bytes::new().byte(space::LINES).text(id)
}

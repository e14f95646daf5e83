//! Alerts: what rang, how bad it is, and what became of it. Persisted: all of it grows at its end only.
use super::{AlertMember, AlertScope};
use serde::{Deserialize, Serialize};
use weir_core::Timestamp;
use weir_core::library::Words;
use weir_mining::watch::notify::Trend;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// 预警: past the first line.
    Warning,
    /// 异常: past the second one.
    Critical,
}

/// Where an alert is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AlertStatus {
    /// It rings, and nobody has taken it on.
    Open,
    /// Somebody has.
    Acknowledged,
    /// It is well again.
    Resolved,
}

/// The evidence of a value: the handle of one process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertEvidence {
    /// The process.
    pub process: String,
    /// See `/analytics/evidence/{handle}`.
    pub handle: String,
}

/// Something that goes together with it: an association, not a cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertDriver {
    /// A variable; or one of the factors that drivers have: `version`, `weekday`, `quarterOfDay`, `runningInstances`,
    /// `queueLength`, `timeBefore`, `flow`, `again`, `initiatorDepartment`, `$rule`, `$role`, `$group`, `$batched`, `$channel`.
    pub attribute: String,
    /// Its value, or its range.
    pub value: String,
    /// Of a flow what people call it, or the steps that it leads from and to; of a department its name.
    #[serde(default)]
    pub name: Option<String>,
}

/// What is recommended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertMeasure {
    /// Stable code.
    pub code: String,
    /// Its number: people, ms, an hour of the day, a size, a version.
    pub parameter: Option<f64>,
    /// What it is about, as people call it: a step, or the two duties.
    #[serde(default)]
    pub about: Vec<String>,
}

/// Somebody did something at some time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertAct {
    /// Who.
    pub by: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
}

/// Something that rang.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// Its id: the rule, and the look that opened it.
    pub id: String,
    /// The rule.
    pub rule: String,
    /// The version of the rule that saw what is told here.
    pub rule_version: u64,
    /// What the rule was called.
    pub name: Words,
    /// Where.
    pub scope: AlertScope,
    /// The tenant.
    pub tenant: Option<String>,
    /// The processes that were looked at.
    pub processes: Vec<String>,
    /// What was measured: the name of the measure, or of the indicator.
    pub source: String,
    /// What its value counts: `ms`, `share`, `count`, `deviations`.
    pub unit: String,
    /// Where it is in its life.
    pub status: AlertStatus,
    /// How bad it is, or was last.
    pub severity: Severity,
    /// Since when it rings; again, where it was opened again.
    #[serde(with = "weir_core::time::rfc3339")]
    pub since: Timestamp,
    /// When it rang first.
    #[serde(with = "weir_core::time::rfc3339")]
    pub opened: Timestamp,
    /// When something of it changed last.
    #[serde(with = "weir_core::time::rfc3339")]
    pub changed: Timestamp,
    /// When it was well again.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub resolved: Option<Timestamp>,
    /// Who has taken it on.
    pub acknowledged: Option<AlertAct>,
    /// How often it was opened again.
    pub reopened: u32,
    /// The value when that changed last.
    pub value: f64,
    /// On how many it rests.
    pub n: u64,
    /// The line that it is past.
    pub line: f64,
    /// Is it bad above the line, or below it?
    pub above: bool,
    /// The value that was furthest out.
    pub peak: f64,
    /// How far past the line, in the unit of the value.
    pub past: f64,
    /// As a share of the line; none where the line is 0.
    pub past_share: Option<f64>,
    /// How many robust deviations it lies from what the same hours of earlier weeks were; none where that is not known.
    pub deviations: Option<f64>,
    /// How many cases, or visits, lay beyond by themselves; of a share those that are not as they should be.
    pub affected: u64,
    /// Where it was going.
    pub trend: Option<Trend>,
    /// The node that cost most time.
    pub node: Option<String>,
    /// What it goes together with most, verified on later cases.
    pub drivers: Vec<AlertDriver>,
    /// What is recommended.
    pub measures: Vec<AlertMeasure>,
    /// The evidence of the value.
    pub evidence: Vec<AlertEvidence>,
    /// The window of the value: from here on.
    #[serde(with = "weir_core::time::rfc3339")]
    pub from: Timestamp,
    /// Until before here.
    #[serde(with = "weir_core::time::rfc3339")]
    pub until: Timestamp,
    /// Does it flap (抖动)?
    pub flapping: bool,
    /// Why nobody is told: `inhibited`, `silenced`, `quiet-time`, `rate-limit`.
    pub kept_back: Option<String>,
    /// How many lines its history has.
    pub lines: u64,
    /// Whether it was real, by what somebody said last.
    #[serde(default)]
    pub verdict: Option<AlertVerdict>,
    /// Alerts of the same group are told as one; nothing in those that are older than that.
    #[serde(default)]
    pub group: String,
    /// It is over because its rule is at work no more, or watches something else: whether it is well is not known.
    #[serde(default)]
    pub unwatched: bool,
}

impl Alert {
    /// Alerts of the same group are told as one.
    pub fn group(&self) -> String {
        if self.group.is_empty() { super::alert_rule::alone(&self.rule) } else { self.group.clone() }
    }
}

/// Was an alert real?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertVerdict {
    /// There was something; else it is dismissed as a false alarm.
    pub real: bool,
    /// Who says so.
    pub by: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
}

/// What happened to an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AlertHappened {
    /// It began to ring.
    Opened,
    /// It rings again soon after it was well.
    Reopened,
    /// It became critical.
    Worsened,
    /// It is better, and not yet for long enough.
    Recovering,
    /// It is bad again before it was well for long enough.
    Relapsed,
    /// It is well again.
    Resolved,
    /// Somebody has taken it on.
    Acknowledged,
    /// Somebody has asked for quiet.
    Silenced,
    /// Somebody said something.
    Commented,
    /// People and webhooks were told.
    Told,
    /// Nobody is told, for this reason.
    KeptBack,
    /// It began to flap.
    Flapping,
    /// The rule is another one now, and watches something else.
    RuleChanged,
    /// The rule is at work no more, or gone.
    RuleStopped,
    /// Nothing keeps messages back any more.
    Released,
    /// Somebody says that it was real.
    Confirmed,
    /// Somebody says that it was a false alarm.
    Dismissed,
}

/// A line of the history of an alert.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertLine {
    /// Counts from 1.
    pub number: u64,
    /// What happened.
    pub happened: AlertHappened,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// Who did it.
    pub by: String,
    /// In which words; of `told` who was, of `keptBack` why.
    pub text: Option<String>,
    /// The value then.
    pub value: Option<f64>,
    /// On how many it rests.
    pub n: Option<u64>,
    /// How bad it was.
    pub severity: Option<Severity>,
    /// The version of the rule.
    pub rule_version: Option<u64>,
    /// The evidence of the value.
    pub evidence: Vec<AlertEvidence>,
}

/// Somebody has asked for quiet, for a while.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertSilence {
    /// Its id.
    pub id: String,
    /// The rule; none: every rule.
    pub rule: Option<String>,
    /// The process; none: every place.
    pub process: Option<String>,
    /// The activity of it.
    pub node: Option<String>,
    /// The tenant it is about.
    pub tenant: Option<String>,
    /// Who answers for it.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// From when on.
    #[serde(with = "weir_core::time::rfc3339")]
    pub from: Timestamp,
    /// Until when.
    #[serde(with = "weir_core::time::rfc3339")]
    pub until: Timestamp,
    /// Who made it, and when.
    pub made: AlertAct,
    /// Who ended it before its time.
    pub ended: Option<AlertAct>,
    /// The processes that it was about when it was made; none: all.
    #[serde(default)]
    pub processes: Vec<String>,
}

/// An alert with its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertView {
    /// The alert.
    pub alert: Alert,
    /// Is somebody's silence over it now?
    pub silenced: bool,
    /// What is told of it, in both languages, sentence by sentence.
    pub text: AlertText,
}

/// What is told, in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertText {
    /// Chinese.
    #[serde(rename = "zh-CN")]
    pub zh: Vec<String>,
    /// English.
    pub en: Vec<String>,
}

/// What a notice tells of an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertNotice {
    /// Which.
    pub alert: String,
    /// Its rule.
    pub rule: String,
    /// What the rule is called.
    pub name: Words,
    /// How bad it is.
    pub severity: Severity,
    /// `firing`, `repeated` or `resolved`.
    pub phase: String,
    /// What is told.
    pub text: AlertText,
    /// The processes that it is about.
    pub processes: Vec<String>,
    /// The tenant.
    pub tenant: Option<String>,
    /// What those that are told here have in common, where there are several; see `/alerts/groups`.
    #[serde(default)]
    pub group: Option<String>,
    /// Each of them, the worst first; nothing where it is one alone.
    #[serde(default)]
    pub members: Vec<AlertMember>,
    /// How many there are, those that are not named among them.
    #[serde(default)]
    pub count: u64,
}

/// Which alerts. All that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertFilter {
    /// In this part of their life; `open` and `acknowledged` together are those that ring.
    pub status: Option<AlertStatus>,
    /// Only those that ring.
    pub ringing: bool,
    /// At least so bad.
    pub severity: Option<Severity>,
    /// Of this process.
    pub process: Option<String>,
    /// Of this rule.
    pub rule: Option<String>,
    /// That somebody has silenced, or not.
    pub silenced: Option<bool>,
    /// Of this group.
    pub group: Option<String>,
}

/// How many alerts ring.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertCounts {
    /// Open ones, not silenced.
    pub open: u64,
    /// Those of them that are critical.
    pub critical: u64,
    /// Those that somebody has taken on.
    pub acknowledged: u64,
    /// Those over which there is a silence.
    pub silenced: u64,
}

//! Alerts, what happened to them, and silences.
use super::Words;
use super::alert_rules::AlertScope;
use serde::Serialize;
use utoipa::ToSchema;

/// The evidence of a value: the handle of one process.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AlertEvidence {
    /// The process.
    process: String,
    /// See `/analytics/evidence/{handle}`.
    handle: String,
}

/// Something that goes together with it: an association, not a cause.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AlertDriver {
    /// A variable; or one of the factors that drivers have: `version`, `weekday`, `quarterOfDay`, `runningInstances`,
    /// `queueLength`, `timeBefore`, `flow`, `again`, `initiatorDepartment`, `$rule`, `$role`, `$group`, `$batched`, `$channel`.
    attribute: String,
    /// Its value, or its range.
    value: String,
    /// Of a flow what people call it, or the steps that it leads from and to; of a department its name.
    name: Option<String>,
}

/// What is recommended.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AlertMeasure {
    /// Stable code.
    code: String,
    /// Its number: people, ms, an hour of the day, a size, a version.
    parameter: Option<f64>,
    /// What it is about, as people call it: a step, or the two duties.
    about: Vec<String>,
}

/// Somebody did something at some time.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AlertAct {
    /// Who.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

/// Something that rang.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// Its id: the rule, and the look that opened it.
    id: String,
    /// The rule.
    rule: String,
    /// The version of the rule that saw what is told here.
    rule_version: u64,
    /// What the rule was called.
    name: Words,
    /// Where.
    scope: AlertScope,
    /// The tenant.
    tenant: Option<String>,
    /// The processes that were looked at.
    processes: Vec<String>,
    /// What was measured: the name of the measure, or of the indicator.
    source: String,
    /// What its value counts: `ms`, `share`, `count`, `deviations`; or the unit of an indicator.
    unit: String,
    /// `open`, `acknowledged`, `resolved`.
    status: AlertStatus,
    /// How bad it is, or was last.
    severity: AlertSeverity,
    /// Since when it rings; again, where it was opened again.
    #[schema(format = DateTime)]
    since: String,
    /// When it rang first.
    #[schema(format = DateTime)]
    opened: String,
    /// When something of it changed last.
    #[schema(format = DateTime)]
    changed: String,
    /// When it was well again.
    #[schema(format = DateTime)]
    resolved: Option<String>,
    /// Who has taken it on.
    acknowledged: Option<AlertAct>,
    /// How often it was opened again.
    reopened: u32,
    /// The value when that changed last.
    value: f64,
    /// On how many it rests.
    n: u64,
    /// The line that it is past.
    line: f64,
    /// Is it bad above the line, or below it?
    above: bool,
    /// The value that was furthest out.
    peak: f64,
    /// How far past the line, in the unit of the value.
    past: f64,
    /// As a share of the line; null where the line is 0.
    past_share: Option<f64>,
    /// How many robust deviations it lies from what the same hours of earlier weeks were; null where that is not known.
    deviations: Option<f64>,
    /// How many cases, or visits, lay beyond by themselves; of a share those that are not as they should be.
    affected: u64,
    /// Where it was going: `Worse`, `Steady`, `Better`.
    trend: Option<String>,
    /// The node that cost most time.
    node: Option<String>,
    /// What it goes together with most, verified on later cases.
    drivers: Vec<AlertDriver>,
    /// What is recommended.
    measures: Vec<AlertMeasure>,
    /// The evidence of the value.
    evidence: Vec<AlertEvidence>,
    /// The window of the value: from here on.
    #[schema(format = DateTime)]
    from: String,
    /// Until before here.
    #[schema(format = DateTime)]
    until: String,
    /// Does it flap (抖动)?
    flapping: bool,
    /// Why nobody is told: `inhibited`, `silenced`, `quiet-time`, `rate-limit`; `group-wait`: others of its group
    /// were told a moment ago, and it is told with those that come until then.
    kept_back: Option<String>,
    /// How many lines its history has.
    lines: u64,
    /// Whether it was real, by what somebody said last; null where nobody did.
    verdict: Option<AlertVerdict>,
    /// Alerts of the same group are told as one; empty in those that are older than that.
    group: String,
    /// It is over because its rule is at work no more, or watches something else: whether it is well is not known.
    unwatched: bool,
}

/// Was an alert real?
#[derive(Serialize, ToSchema)]
struct AlertVerdict {
    /// There was something; else it was a false alarm.
    real: bool,
    /// Who says so.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

/// Where an alert is in its life.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum AlertStatus {
    /// It rings, and nobody has taken it on.
    Open,
    /// Somebody has.
    Acknowledged,
    /// It is well again.
    Resolved,
}

/// How bad it is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum AlertSeverity {
    /// 预警: past the first line.
    Warning,
    /// 异常: past the second one.
    Critical,
}

/// What is told, in both languages, sentence by sentence.
#[derive(Serialize, ToSchema)]
struct AlertText {
    /// Chinese.
    #[serde(rename = "zh-CN")]
    zh: Vec<String>,
    /// English.
    en: Vec<String>,
}

/// An alert with its words.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertView {
    /// The alert.
    alert: Alert,
    /// Is somebody's silence over it now?
    silenced: bool,
    /// What is told of it.
    text: AlertText,
}

/// Alerts that are told as one.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AlertGroup {
    /// What they have in common: `process:…`, `node:…/…`, `landscape:…`, or `rule:…` of one that is told alone.
    group: String,
    /// How many there are.
    count: u64,
    /// Those of them that ring.
    ringing: u64,
    /// Those of them that ring and are critical.
    critical: u64,
    /// Since when the first of those that ring does; of groups that are well, when the first began.
    #[schema(format = DateTime)]
    since: String,
    /// When something of one of them changed last.
    #[schema(format = DateTime)]
    changed: String,
    /// The worst of them; of several the one that changed last.
    worst: AlertView,
    /// All, the worst first, up to 100.
    members: Vec<AlertView>,
}

/// Groups of alerts, those that ring first.
#[derive(Serialize, ToSchema)]
pub struct AlertGroups {
    /// They.
    groups: Vec<AlertGroup>,
    /// Were there more alerts than are looked at? Then older ones that do not ring are in no group.
    more: bool,
}

/// One of several alerts that are told as one.
#[derive(Serialize, ToSchema)]
struct AlertMember {
    /// Which.
    alert: String,
    /// Its rule.
    rule: String,
    /// What the rule is called.
    name: Words,
    /// How bad it is.
    severity: AlertSeverity,
    /// `firing`, `repeated` or `resolved`; `still`: it was told before and rings on.
    phase: String,
}

/// A line of the history of an alert.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertLine {
    /// Counts from 1.
    number: u64,
    /// `opened`, `reopened`, `worsened`, `recovering`, `relapsed`, `resolved`, `acknowledged`, `silenced`, `commented`, `told`,
    /// `keptBack`, `flapping`, `ruleChanged`, `ruleStopped`, `released`.
    happened: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Who did it.
    by: String,
    /// In which words; of `told` who was, of `keptBack` why.
    text: Option<String>,
    /// The value then.
    value: Option<f64>,
    /// On how many it rests.
    n: Option<u64>,
    /// How bad it was.
    severity: Option<AlertSeverity>,
    /// The version of the rule.
    rule_version: Option<u64>,
    /// The evidence of the value.
    evidence: Vec<AlertEvidence>,
}

/// How many alerts ring.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertCounts {
    /// Open ones, not silenced.
    open: u64,
    /// Those of them that are critical.
    critical: u64,
    /// Those that somebody has taken on.
    acknowledged: u64,
    /// Those over which there is a silence.
    silenced: u64,
}

/// Somebody has asked for quiet, for a while.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertSilence {
    /// Its id.
    id: String,
    /// The rule; null: every rule.
    rule: Option<String>,
    /// The process; null: every place.
    process: Option<String>,
    /// The activity of it.
    node: Option<String>,
    /// The tenant it is about.
    tenant: Option<String>,
    /// Who answers for it.
    owner: String,
    /// Why.
    reason: String,
    /// From when on.
    #[schema(format = DateTime)]
    from: String,
    /// Until when.
    #[schema(format = DateTime)]
    until: String,
    /// Who made it, and when.
    made: AlertAct,
    /// Who ended it before its time.
    ended: Option<AlertAct>,
    /// The processes that it was about when it was made; none: all.
    processes: Vec<String>,
}

/// What a notice tells of an alert.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertNotice {
    /// Which.
    alert: String,
    /// Its rule.
    rule: String,
    /// What the rule is called.
    name: Words,
    /// How bad it is.
    severity: AlertSeverity,
    /// `firing`, `repeated` or `resolved`.
    phase: String,
    /// What is told.
    text: AlertText,
    /// The processes that it is about.
    processes: Vec<String>,
    /// The tenant.
    tenant: Option<String>,
    /// What those that are told here have in common, where there are several; of webhooks, whose calls are each about one, what it
    /// has in common with others.
    group: Option<String>,
    /// Each of them, the worst first, up to 100; nothing where it is one alone.
    members: Vec<AlertMember>,
    /// How many there are.
    count: u64,
}

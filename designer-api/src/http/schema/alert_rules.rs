//! Alert rules, how they stand, and what they would have done. It is long because each shape of the contract has its words here.
use super::Words;
use super::outgoing::QuietTime;
use serde::Serialize;
use utoipa::ToSchema;

/// What a rule looks at: a process, a version or activity of it, or all processes below a node of the landscape; of these, or of all
/// processes, only the versions with a tag, and only what a department did.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertScope {
    /// The process; null where it is a node of the landscape.
    process: Option<String>,
    /// Only this version of it.
    version: Option<u32>,
    /// Only this activity of it.
    node: Option<String>,
    /// The node of the landscape; all processes that it and its parts are linked to count together.
    landscape: Option<String>,
    /// Only what the people of this department, or of one below it, did at the activity; without an activity the instances that they
    /// began. 5 to 1000 people.
    #[schema(required = false)]
    department: Option<String>,
    /// Only versions that people call so (`weir:versionTag`), those of later deployments among them.
    #[schema(required = false)]
    tag: Option<String>,
}

/// Where the value of a rule comes from.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum AlertSource {
    /// A measure of the history.
    Metric(AlertMetric),
    /// An indicator that somebody has defined, by its key. The rule is of the process, version or node that the indicator is of,
    /// and reads it in the window of the rule.
    Indicator(String),
    /// How often a rule of duties was broken, by its id: one person did both of two activities of the process. It counts the
    /// moments at which that became so, also of instances that still run.
    Duty(String),
    /// How many of the instances that ended in the window broke a rule that the owner of the process has declared, by its id.
    Norm(String),
}

/// A measure. `queue`, `claimed` and `service` are of activities; `rework`, `firstPass`, `sentBack` and `running` of processes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum AlertMetric {
    /// From the beginning to the end, ms.
    Sojourn,
    /// Enabled until taken, ms.
    Queue,
    /// Taken until begun, ms.
    Claimed,
    /// Begun until ended, ms.
    Service,
    /// Of what had a due date, the share that kept it.
    OnTime,
    /// The share in which work was done again.
    Rework,
    /// The share in which nothing was done again and nothing was stuck.
    FirstPass,
    /// Of decisions, the share that sent back or refused.
    SentBack,
    /// The share that was stuck.
    Incidents,
    /// The share in which somebody stepped in.
    Interventions,
    /// The share that was ended from outside.
    Terminated,
    /// How many ended.
    Ended,
    /// How many run.
    Running,
}

/// What is made of the values of a window.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum AlertStatistic {
    /// Their mean; of shares the share, of counts the count.
    Mean,
    /// What 95 % of them do not exceed; of times only.
    P95,
}

/// What the value is held against.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum AlertDetector {
    /// The lines of the rule, as it is.
    Threshold,
    /// The same window of so many weeks before in which as much was worked: the value is how many robust standard deviations it lies
    /// from their median. Hours of work are those of the calendar of the rule, else of the only one.
    Seasonal(u32),
    /// A quantile of the 90 days before the window: the value is the share beyond it; of times only.
    Outliers(f64),
    /// The version before: the value is by how much the version at work lies above it, in the unit of the measure. What is usual is
    /// what the version before had in the 90 days until the other one came to work, of 100 values at least. Of times and shares of one
    /// process.
    Version,
}

/// Which side of the lines is bad.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum AlertSide {
    /// Above them.
    Above,
    /// Below them.
    Below,
}

/// Who is told.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertReceivers {
    /// People.
    people: Vec<String>,
    /// Roles of the organisation: those who have them when something is told.
    roles: Vec<String>,
    /// Webhooks, by id.
    webhooks: Vec<String>,
}

/// What a rule says.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertRuleSpec {
    /// What people call it; in one language at least.
    name: Words,
    /// What it looks at.
    scope: AlertScope,
    /// Where its value comes from.
    source: AlertSource,
    /// What is made of the values of a window.
    #[schema(required = false)]
    statistic: AlertStatistic,
    /// What the value is held against.
    #[schema(required = false)]
    detector: AlertDetector,
    /// How long the window is, in hours, 1 to 2160.
    window_hours: u32,
    /// How often it is looked at, in minutes, 1 to 1440.
    every_minutes: u32,
    /// Which side of the lines is bad.
    side: AlertSide,
    /// The line of a warning, in the unit of the value.
    warn: f64,
    /// The line of what is critical, further out.
    critical: Option<f64>,
    /// The line of return; null: 10 % of the warning line, or one standard error, on the good side.
    clear: Option<f64>,
    /// In how many of the last looks the value must be beyond.
    beyond: u32,
    /// How many looks those are, up to 288.
    of: u32,
    /// For how many looks it must be well again.
    keep: u32,
    /// On how many values it must rest.
    least: u64,
    /// Rules that say it already, where they ring at the same place or a more general one.
    #[schema(required = false)]
    inhibited_by: Vec<String>,
    /// When nobody is told; what comes then waits for the end.
    #[schema(required = false)]
    quiet: Vec<QuietTime>,
    /// Does what is critical break the quiet?
    #[schema(required = false)]
    critical_always: bool,
    /// After how many minutes an alert that still rings is told again; null: never.
    repeat_minutes: Option<u32>,
    /// An alert that rings again within so many hours after it was well is the same one, opened again.
    #[schema(required = false)]
    reopen_hours: u32,
    /// Who is told.
    #[schema(required = false)]
    receivers: AlertReceivers,
    /// Who answers for it; whoever set it where nobody is said.
    owner: Option<String>,
    /// Is it at work?
    enabled: bool,
    /// Of an indicator: the unit of its values, which the lines are in. It is filled in where nobody says it.
    unit: Option<String>,
    /// With which others its alert is told as one: those of its process (or node of the landscape), of its activity, or none.
    #[schema(required = false)]
    together: AlertTogether,
    /// From when on it is at work, within a year; null: at once. Until then the version before it is.
    #[schema(format = DateTime)]
    effective_from: Option<String>,
    /// The work calendar in whose hours the window is counted, which then has at most as many as 2160 hours of the clock hold;
    /// null: as the clock goes.
    window_calendar: Option<String>,
}

/// With which others an alert is told as one.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum AlertTogether {
    /// Those of the same process, or of the same node of the landscape.
    Process,
    /// Those of the same activity; of a rule about no activity those of its process.
    Node,
    /// None.
    Alone,
}

/// A rule in one version. Versions are never changed: alerts name theirs.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertRule {
    /// Its id.
    id: String,
    /// Counts from 1: the `ETag`.
    version: u64,
    /// What it says.
    spec: AlertRuleSpec,
    /// The tenant of what it looks at.
    tenant: Option<String>,
    /// Since when.
    #[schema(format = DateTime)]
    at: String,
    /// Who set it.
    by: String,
    /// Why.
    reason: String,
    /// Is this the version that removed it?
    removed: bool,
}

/// How a rule stands now. None of this is kept: it is read off the history again after a start.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertRuleState {
    /// `ok`, `pending`, `warning`, `critical`, `recovering`; null before it was looked at.
    state: Option<String>,
    /// When it was looked at last.
    #[schema(format = DateTime)]
    at: Option<String>,
    /// What was read.
    value: Option<f64>,
    /// On how many it rests.
    n: u64,
    /// Why there is no value: `noData`, `tooFew`, `noBaseline`, `noSpread`, `forgotten`, `unavailable`,
    /// `indicatorChanged`, `dataFault`.
    missing: Option<String>,
    /// What is wrong with the data of the window, where that is why there is no value.
    fault: Option<super::DataFault>,
    /// Does it flap (抖动)?
    flapping: bool,
    /// Is the clock behind the last look? Then it waits until the clock has come so far again.
    clock_behind: bool,
    /// Why nothing is looked at any more, where that is so.
    stopped: Option<String>,
    /// The alert that is open.
    alert: Option<String>,
    /// How much the value changes with each look; null where fewer than 3 are known.
    slope: Option<f64>,
    /// When the value would reach the line of a warning if it goes on like that.
    #[schema(format = DateTime)]
    breach_at: Option<String>,
    /// Of what runs: how much comes and leaves, and where that leads; null of anything else, and where the window cannot be read.
    flow: Option<AlertFlow>,
}

/// How much comes and leaves, and when the line of a warning is reached if both go on like that: open + λt − μt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AlertFlow {
    /// How many instances began in the window.
    arrived: u64,
    /// How many ended.
    left: u64,
    /// How long the window is, hours.
    hours: u32,
    /// When the line of a warning is reached; null where that is not told.
    #[schema(format = DateTime)]
    breach_at: Option<String>,
    /// Why it is not: `past` (it is past the line already), `tooFew` (too few came and left), `steady` (the difference may be chance),
    /// `away` (it moves away from the line), `tooFar` (the line is further ahead than the window looks back).
    why: Option<String>,
}

/// A rule and how it stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WatchedRule {
    /// The rule.
    rule: AlertRule,
    /// What its value counts: `ms`, `share`, `count`, `deviations`, `ms-more`, `share-more`; or the unit of an indicator.
    unit: String,
    /// How it stands.
    now: AlertRuleState,
    /// The version that is at work: an earlier one while this one is still to come, null where none is.
    in_force: Option<u64>,
}

/// A time in alarm.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AlertEpisode {
    /// From this look on, ms since 1970.
    from: i64,
    /// Until this one; null where it goes on at the end.
    until: Option<i64>,
    /// The value that was furthest out.
    peak: f64,
    /// Was it critical?
    critical: bool,
}

/// A piece of the chart of a back-test.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AlertPoint {
    /// The last look of it, ms since 1970.
    at: i64,
    /// The value in it that was furthest out; null where nothing could be read.
    value: Option<f64>,
    /// On how many it rests.
    n: u64,
    /// 0 it was well, 1 a warning, 2 critical.
    level: u8,
}

/// What a rule would have done.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AlertReplay {
    /// How often it was looked.
    windows: u64,
    /// How far the looks lie apart, ms: more than the rule asks for where the time is too long.
    step_ms: i64,
    /// How often it would have begun to fire.
    firings: u64,
    /// In how many looks it would have been in alarm.
    in_alarm: u64,
    /// In how many looks nothing could be read, by why.
    held: std::collections::BTreeMap<String, u64>,
    /// The last times in alarm, the oldest first.
    episodes: Vec<AlertEpisode>,
    /// The chart.
    points: Vec<AlertPoint>,
    /// Would it fire constantly?
    constant: bool,
}

/// How many alarms were real.
#[derive(Serialize, ToSchema)]
struct AlertPrecision {
    /// Times in alarm that are told one by one.
    alarms: u64,
    /// Those of them of which an alert was said to be real.
    real: u64,
    /// Those of which it was said to be a false alarm.
    dismissed: u64,
    /// Those of which nobody said anything.
    unjudged: u64,
    /// Real ones of those that somebody said something about; null where nobody did.
    share: Option<f64>,
    /// The lower bound of its 95 % interval (Wilson).
    low: Option<f64>,
    /// The upper bound.
    high: Option<f64>,
}

/// With lines that are 10 % less, as they are, and 10 % more.
#[derive(Serialize, ToSchema)]
struct AlertPrecisions {
    /// 10 % less.
    less: AlertPrecision,
    /// As they are.
    same: AlertPrecision,
    /// 10 % more.
    more: AlertPrecision,
}

/// What a rule would have done in the last days, with its lines as they are and 10 % in and out.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertBackTest {
    /// From here on.
    #[schema(format = DateTime)]
    from: String,
    /// Until here.
    #[schema(format = DateTime)]
    until: String,
    /// Was less looked at than was asked for, because what is older is held as sums alone?
    shortened: bool,
    /// Has the history been read as a whole? Until then it says too little.
    caught_up: bool,
    /// What its value counts: `ms`, `share`, `count`, `deviations`, `ms-more`, `share-more`; or the unit of an indicator.
    unit: String,
    /// With lines that are 10 % less.
    less: AlertReplay,
    /// As it is.
    same: AlertReplay,
    /// With lines that are 10 % more.
    more: AlertReplay,
    /// How many of the alarms that are told one by one were real, by what people said of the alerts of this place and measure.
    precision: AlertPrecisions,
    /// What the value is now, and how it moves.
    now: AlertRuleState,
}

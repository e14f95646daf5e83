//! Alert rules: what is watched, where the lines are, and who is told. Persisted: all of it grows at its end only.
use serde::{Deserialize, Serialize};
use weir_core::Timestamp;
use weir_core::library::Words;
use weir_core::quiet::QuietTime;
use weir_mining::ledger::{DataFault, Metric, Unit};
use weir_mining::watch::alert::{Rule, Side};
use weir_mining::watch::fluid::Unforeseen;
use weir_mining::watch::read::{Detector, Missing, Statistic, Watch};
use weir_mining::watch::replay::Sensitivity;

/// What a rule looks at: a process, a version of it, an activity of it, or all processes below a node of the landscape; of these, or
/// of all processes, only the versions with a tag, and only what a department did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AlertScope {
    /// The process; none where it is a node of the landscape.
    #[serde(default)]
    pub process: Option<String>,
    /// Only this version of it.
    #[serde(default)]
    pub version: Option<u32>,
    /// Only this activity of it.
    #[serde(default)]
    pub node: Option<String>,
    /// The node of the landscape; all processes that it and its parts are linked to count together.
    #[serde(default)]
    pub landscape: Option<String>,
    /// Only what the people of this department, or of one below it, did at the activity; without an activity the instances that they
    /// began.
    #[serde(default)]
    pub department: Option<String>,
    /// Only versions that people call so (`weir:versionTag`), those of later deployments among them.
    #[serde(default)]
    pub tag: Option<String>,
}

/// Where the value of a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AlertSource {
    /// A measure of the history.
    Metric(Metric),
    /// An indicator that somebody has defined, by its id.
    Indicator(String),
    /// How often a rule of duties was broken, by its id: one person did both of two activities.
    Duty(String),
    /// How many of the instances that ended in the window broke a rule that the owner of the process has declared, by its id.
    Norm(String),
}

/// Who is told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AlertReceivers {
    /// People.
    #[serde(default)]
    pub people: Vec<String>,
    /// Roles of the organisation: those who have them when something is told.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Webhooks, by id.
    #[serde(default)]
    pub webhooks: Vec<String>,
}

/// With which others an alert is told as one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AlertTogether {
    /// Those of the same process, or of the same node of the landscape.
    #[default]
    Process,
    /// Those of the same activity; of a rule about no activity those of its process.
    Node,
    /// None.
    Alone,
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AlertRuleSpec {
    /// What people call it.
    pub name: Words,
    /// What it looks at.
    pub scope: AlertScope,
    /// Where its value comes from.
    pub source: AlertSource,
    /// What is made of the values of a window.
    #[serde(default)]
    pub statistic: Statistic,
    /// What the value is held against.
    #[serde(default)]
    pub detector: Detector,
    /// How long the window is, in hours: as the clock goes, or of work where a calendar is named.
    pub window_hours: u32,
    /// How often it is looked at, in minutes.
    pub every_minutes: u32,
    /// Which side of the lines is bad.
    pub side: Side,
    /// The line of a warning, in the unit of the value.
    pub warn: f64,
    /// The line of what is critical, further out; none: nothing is.
    #[serde(default)]
    pub critical: Option<f64>,
    /// The line of return; none: 10 % of the warning line, or one standard error, on the good side.
    #[serde(default)]
    pub clear: Option<f64>,
    /// In how many of the last looks the value must be beyond.
    pub beyond: u32,
    /// How many looks those are.
    pub of: u32,
    /// For how many looks it must be well again.
    pub keep: u32,
    /// On how many values it must rest.
    pub least: u64,
    /// Rules that say it already, where they ring at the same place or a more general one.
    #[serde(default)]
    pub inhibited_by: Vec<String>,
    /// When nobody is told; what comes then waits for the end.
    #[serde(default)]
    pub quiet: Vec<QuietTime>,
    /// Does what is critical break the quiet?
    #[serde(default)]
    pub critical_always: bool,
    /// After how many minutes an alert that still rings is told again; none: never.
    #[serde(default)]
    pub repeat_minutes: Option<u32>,
    /// An alert that rings again within so many hours after it was well is the same one, opened again.
    #[serde(default)]
    pub reopen_hours: u32,
    /// Who is told.
    #[serde(default)]
    pub receivers: AlertReceivers,
    /// Who answers for it; whoever set it where nobody is said.
    #[serde(default)]
    pub owner: Option<String>,
    /// Is it at work?
    pub enabled: bool,
    /// Of an indicator: the unit of its values, which its lines are in. The engine fills it in where nobody says it.
    #[serde(default)]
    pub unit: Option<String>,
    /// With which others its alert is told as one.
    #[serde(default)]
    pub together: AlertTogether,
    /// From when on it is at work, where that is not at once; until then the version before it is.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    pub effective_from: Option<Timestamp>,
    /// The work calendar in whose hours the window is counted; none: as the clock goes.
    #[serde(default)]
    pub window_calendar: Option<String>,
}

/// A rule in one version. Versions are never changed: alerts name theirs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertRule {
    /// Its id.
    pub id: String,
    /// Counts from 1; what removed the rule is a version of it too.
    pub version: u64,
    /// What it says.
    pub spec: AlertRuleSpec,
    /// The tenant of what it looks at.
    pub tenant: Option<String>,
    /// Since when.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// Who set it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Is this the version that removed it?
    #[serde(default)]
    pub removed: bool,
}

/// How a rule stands now. None of this is kept: it is read off the history again after a start.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertRuleState {
    /// `ok`, `pending`, `warning`, `critical`, `recovering`; none before it was looked at.
    pub state: Option<weir_mining::watch::alert::State>,
    /// When it was looked at last.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub at: Option<Timestamp>,
    /// What was read.
    pub value: Option<f64>,
    /// On how many it rests.
    pub n: u64,
    /// Why there is no value.
    pub missing: Option<Missing>,
    /// What is wrong with the data of the window, where that is why there is no value.
    pub fault: Option<DataFault>,
    /// Does it flap?
    pub flapping: bool,
    /// Is the clock behind the last look? Then it waits until the clock has come so far again.
    pub clock_behind: bool,
    /// Why nothing is looked at any more, where that is so.
    pub stopped: Option<String>,
    /// The alert that is open.
    pub alert: Option<String>,
    /// How much the value changes with each look (Theil and Sen, over the last 12); none where fewer than 3 are known.
    pub slope: Option<f64>,
    /// When the value would reach the line of a warning if it goes on like that; none where it does not move that way.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub breach_at: Option<Timestamp>,
    /// Of what runs: how much comes and leaves, and where that leads.
    pub flow: Option<AlertFlow>,
}

/// How much comes and leaves, and when the line of a warning is reached if both go on like that.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertFlow {
    /// How many began in the window.
    pub arrived: u64,
    /// How many ended.
    pub left: u64,
    /// How long the window is, hours.
    pub hours: u32,
    /// When the line of a warning is reached.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub breach_at: Option<Timestamp>,
    /// Why that is not told.
    pub why: Option<Unforeseen>,
}

/// A rule and how it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WatchedRule {
    /// The rule.
    pub rule: AlertRule,
    /// What its value counts: `ms`, `share`, `count`, `deviations`, `ms-more`, `share-more`; or the unit of an indicator.
    pub unit: String,
    /// How it stands.
    pub now: AlertRuleState,
    /// The version that is at work: an earlier one while this one is still to come, none where none is.
    pub in_force: Option<u64>,
}

/// How many alarms were real.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertPrecision {
    /// Times in alarm that are told one by one.
    pub alarms: u64,
    /// Those of them of which an alert was said to be real.
    pub real: u64,
    /// Those of which it was said to be a false alarm.
    pub dismissed: u64,
    /// Those of which nobody said anything.
    pub unjudged: u64,
    /// Real ones of those that somebody said something about; none where nobody did.
    pub share: Option<f64>,
    /// The lower bound of its 95 % interval (Wilson).
    pub low: Option<f64>,
    /// The upper bound.
    pub high: Option<f64>,
}

/// With lines that are 10 % less, as they are, and 10 % more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Precisions {
    /// 10 % less.
    pub less: AlertPrecision,
    /// As they are.
    pub same: AlertPrecision,
    /// 10 % more.
    pub more: AlertPrecision,
}

/// What a rule would have done.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertBackTest {
    /// From here on.
    #[serde(with = "weir_core::time::rfc3339")]
    pub from: Timestamp,
    /// Until here.
    #[serde(with = "weir_core::time::rfc3339")]
    pub until: Timestamp,
    /// Was less looked at than was asked for, because what is older is held as sums alone?
    pub shortened: bool,
    /// Has the history been read as a whole? Until then it says too little.
    pub caught_up: bool,
    /// What its value counts: `ms`, `share`, `count`, `deviations`, `ms-more`, `share-more`; or the unit of an indicator.
    pub unit: String,
    /// With its lines as they are, and 10 % in and out.
    #[serde(flatten)]
    pub played: Sensitivity,
    /// How many of the alarms that are told one by one were real, by what people said of the alerts of this place and measure:
    /// with the lines as they are, and 10 % in and out.
    pub precision: Precisions,
    /// What the value is now, and how it moves.
    pub now: AlertRuleState,
}

impl AlertRule {
    /// From when on it is at work: from when it was set on, or later where it says so.
    pub fn effective(&self) -> Timestamp {
        self.spec.effective_from.map_or(self.at, |from| from.max(self.at))
    }

    /// Is it at work then? One that says nothing else is from when it was set, also when the clock is put back behind that.
    pub fn is_at_work(&self, now: Timestamp) -> bool {
        self.spec.effective_from.is_none_or(|from| from <= now)
    }

    /// Alerts of the same group are told as one: what its rules have in common, in words that addresses can hold.
    pub fn group(&self) -> String {
        let AlertScope { process, node, landscape, department, tag, .. } = &self.spec.scope;
        match (self.spec.together, process, node, landscape) {
            (AlertTogether::Alone, ..) => alone(&self.id),
            (AlertTogether::Node, Some(process), Some(node), _) => format!("node:{process}/{node}"),
            (_, Some(process), ..) => format!("process:{process}"),
            (_, None, _, Some(node)) => format!("landscape:{node}"),
            (_, None, _, None) => match (department, tag) {
                (Some(department), _) => format!("department:{department}"),
                (None, Some(tag)) => format!("tag:{tag}"),
                (None, None) => alone(&self.id),
            },
        }
    }
}

/// The group of an alert that is told alone.
pub fn alone(rule: &str) -> String {
    format!("rule:{rule}")
}

impl AlertRuleSpec {
    /// The lines as the alarm takes them.
    pub fn lines(&self) -> Rule {
        Rule {
            side: self.side,
            warn: self.warn,
            critical: self.critical,
            clear: self.clear,
            beyond: self.beyond as usize,
            of: self.of as usize,
            keep: self.keep as usize,
            n_min: self.least,
        }
    }

    /// What is looked at, and when.
    pub fn watch(&self) -> Watch {
        Watch {
            statistic: self.statistic,
            detector: self.detector,
            hours: self.window_hours,
            every: self.every_minutes,
        }
    }

    /// What its value counts.
    pub fn unit(&self) -> String {
        let name = match (self.detector, &self.source) {
            (Detector::Seasonal(_), _) => "deviations",
            (Detector::Outliers(_), _) => "share",
            (Detector::Threshold, AlertSource::Metric(metric)) => match metric.unit() {
                Unit::Ms => "ms",
                Unit::Share => "share",
                Unit::Count | Unit::PerDay => "count",
            },
            (Detector::Version, AlertSource::Metric(metric)) => match metric.unit() {
                Unit::Ms => "ms-more",
                Unit::Share | Unit::Count | Unit::PerDay => "share-more",
            },
            (Detector::Threshold | Detector::Version, AlertSource::Duty(_) | AlertSource::Norm(_)) => "count",
            (Detector::Threshold | Detector::Version, AlertSource::Indicator(_)) => {
                self.unit.as_deref().unwrap_or("count")
            }
        };
        name.to_owned()
    }

    /// Does another version watch the same in the same manner, so that its alarm goes on?
    pub fn watches_like(&self, other: &AlertRuleSpec) -> bool {
        let what =
            |spec: &Self| (spec.scope.clone(), spec.source.clone(), spec.unit.clone(), spec.window_calendar.clone());
        what(self) == what(other) && (self.watch(), self.side) == (other.watch(), other.side)
    }
}

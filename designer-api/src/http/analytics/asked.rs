//! The question in a query.
use super::super::page::Limit;
use super::super::{App, Refusal};
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use weir_core::{Timestamp, objects};
use weir_mining::aggregate::DAY_MS;
use weir_mining::ledger::{Ask, Except, Fact, Left, RangeFilter, VariableFilter};

/// How long a window is when nobody says: 30 days.
const WINDOW_MS: i64 = 30 * DAY_MS;

/// A window.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Window {
    /// From here on, rounded down to the hour; 30 days before its end when it is not said.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<String>,
    /// Until before here, rounded up to the hour; now when it is not said.
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<String>,
}

/// How an instance was left.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Well.
    Completed,
    /// Ended from outside.
    Terminated,
}

/// The same in a body.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Question {
    /// From here on, rounded down to the hour; 30 days before its end when it is not said.
    #[schema(format = DateTime)]
    from: Option<String>,
    /// Until before here, rounded up to the hour; now when it is not said.
    #[schema(format = DateTime)]
    until: Option<String>,
    /// Only this version.
    version: Option<u32>,
    /// Only instances that went through this node.
    node: Option<String>,
    /// Only instances with these variables.
    #[serde(default)]
    variables: BTreeMap<String, serde_json::Value>,
    /// Only what this person did; for auditors.
    actor: Option<String>,
    /// Only instances that were left so.
    outcome: Option<Outcome>,
    /// Only what took at least so many ms.
    longer: Option<i64>,
    /// Only what took at most so many ms.
    shorter: Option<i64>,
    /// Only instances in which work was done again, or was not.
    rework: Option<bool>,
    /// Only instances that were stuck, or were not.
    incidents: Option<bool>,
    /// Only instances in which this flow was taken.
    flow: Option<String>,
    /// Only instances whose numbers lie in these ranges, by variable; or by `$weekday` (Monday is 1) and `$quarterOfDay` (1 to 4)
    /// in which they began, by `$runningInstances` beside them then, by `$sojourn` (ms); where a node is named by `$queueLength`, how
    /// many visits waited there when theirs came, and `$timeBefore` it (ms).
    #[serde(default)]
    ranges: BTreeMap<String, Range>,
    /// Without these instances.
    except: Option<Without>,
    /// Only instances that broke the rule of their process with this id.
    breaks: Option<String>,
    /// Only instances in which somebody did something who belonged to this department then, or to one below it; of visits, only theirs.
    department: Option<String>,
    /// Only instances that were started by somebody who belonged to this department then, or to one below it.
    initiator_department: Option<String>,
}

/// A range of numbers: at least `from`; at most `until`, or below `below`. One bound is enough.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = NumberRange)]
pub struct Range {
    /// At least this.
    from: Option<f64>,
    /// At most this.
    until: Option<f64>,
    /// Less than this.
    below: Option<f64>,
}

/// Instances that are left out: those of which all of this is so.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Without {
    /// They are of this version.
    version: Option<u32>,
    /// This flow was taken in them.
    flow: Option<String>,
    /// They have these variables.
    #[serde(default)]
    variables: BTreeMap<String, serde_json::Value>,
    /// Their numbers lie in these ranges, by variable.
    #[serde(default)]
    ranges: BTreeMap<String, Range>,
}

/// A question: a window and filters.
#[derive(Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// From here on, rounded down to the hour; 30 days before its end when it is not said.
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<String>,
    /// Until before here, rounded up to the hour; now when it is not said.
    #[param(value_type = Option<String>, format = DateTime)]
    pub until: Option<String>,
    /// The window that is compared with: from here on.
    #[param(value_type = Option<String>, format = DateTime)]
    pub compare_from: Option<String>,
    /// Until before here.
    #[param(value_type = Option<String>, format = DateTime)]
    pub compare_until: Option<String>,
    /// The version that is compared with; in the same window, where no other is said.
    pub compare_version: Option<u32>,
    /// Only this version.
    pub version: Option<u32>,
    /// Only instances that went through this node.
    pub node: Option<String>,
    /// Only instances with these variables: a JSON object of names and values, `{"supplier":"north"}`.
    pub variables: Option<String>,
    /// Only what this person did; for auditors.
    pub actor: Option<String>,
    /// Only instances that were left so.
    pub outcome: Option<Outcome>,
    /// Only what took at least so many ms.
    pub longer: Option<i64>,
    /// Only what took at most so many ms.
    pub shorter: Option<i64>,
    /// Only instances in which work was done again, or was not.
    pub rework: Option<bool>,
    /// Only instances that were stuck, or were not.
    pub incidents: Option<bool>,
    /// Only instances in which this flow was taken.
    pub flow: Option<String>,
    /// Only instances whose numbers lie in these ranges: a JSON object of variables and bounds, at least `from`, at most `until` or
    /// below `below`, `{"amount":{"from":100,"below":500}}`. Beside variables there are `$weekday` (Monday is 1) and `$quarterOfDay`
    /// (1 to 4) in which they began, `$runningInstances` beside them then, `$sojourn` (ms); where a node is named `$queueLength`, how
    /// many visits waited there when theirs came, and `$timeBefore` it (ms).
    pub ranges: Option<String>,
    /// Without instances of which all of this is so: a JSON object with any of `version`, `flow`, `variables`, `ranges`,
    /// `{"variables":{"supplier":"north"},"flow":"to-pay"}`.
    pub except: Option<String>,
    /// Only instances that broke the rule of their process with this id.
    pub breaks: Option<String>,
    /// Only instances in which somebody did something who belonged to this department then, or to one below it; of visits, only theirs.
    pub department: Option<String>,
    /// Only instances that were started by somebody who belonged to this department then, or to one below it.
    pub initiator_department: Option<String>,
    /// Entries of a page, where there are pages, 1 to 1000.
    pub limit: Option<Limit>,
    /// The `next` of the page before.
    pub skip: Option<usize>,
    /// Of instances: those that run now rather than those that ended; how long is then asked of them until now.
    pub running: Option<bool>,
    /// Of early warnings: so many ms after its beginning an instance is due.
    pub target: Option<i64>,
}

impl Window {
    /// From and until.
    pub fn span(&self, app: &App) -> Result<(Timestamp, Timestamp), Refusal> {
        span(app, self.from.as_deref(), self.until.as_deref())
    }
}

impl Asked {
    /// How many entries lie before the page, and how many it has.
    pub fn page(&self) -> (usize, usize) {
        (self.skip.unwrap_or(0), Limit::entries(self.limit).unwrap_or(weir_engine::PAGE_LIMIT))
    }

    /// How long after its beginning an instance is due, ms.
    pub fn target(&self) -> Option<i64> {
        self.target
    }

    /// As the ledger takes it, and the window that is compared with.
    pub fn ask(self, app: &App, id: &str) -> Result<(Ask, Option<Ask>), Refusal> {
        let compared = (self.compare_from.as_deref(), self.compare_until.as_deref());
        let compare = match compared {
            (None, None) => None,
            (Some(from), Some(until)) => Some((moment(from)?, moment(until)?)),
            _ => {
                let detail = "a window that is compared with has a beginning and an end";
                return Err(Refusal::bad("analytics-window", detail));
            }
        };
        let variables = self.variables.as_deref().map(named).transpose()?.unwrap_or_default();
        let question = Question {
            from: self.from,
            until: self.until,
            version: self.version,
            node: self.node,
            variables,
            actor: self.actor,
            outcome: self.outcome,
            longer: self.longer,
            shorter: self.shorter,
            rework: self.rework,
            incidents: self.incidents,
            flow: self.flow,
            ranges: self.ranges.as_deref().map(written).transpose()?.unwrap_or_default(),
            except: self.except.as_deref().map(left_out).transpose()?,
            breaks: self.breaks,
            department: self.department,
            initiator_department: self.initiator_department,
        };
        let ask = question.ask(app, id)?;
        let compare = match (compare, self.compare_version) {
            (None, None) => None,
            (window, version) => {
                let (from, until) = window.map_or((ask.from, ask.until), |(from, until)| (from.0, until.0));
                Some(Ask { from, until, version: version.or(ask.version), ..ask.clone() })
            }
        };
        Ok((ask, compare))
    }
}

impl Question {
    /// As the ledger takes it.
    pub fn ask(self, app: &App, id: &str) -> Result<Ask, Refusal> {
        let (from, until) = span(app, self.from.as_deref(), self.until.as_deref())?;
        let versioned = id.rsplit_once(':').and_then(|(process, version)| Some((process, version.parse().ok()?)));
        let (process, of_path) = versioned.map_or((id, None), |(process, version)| (process, Some(version)));
        if of_path.is_some() && self.version.is_some() && of_path != self.version {
            return Err(Refusal::bad("analytics-version", "the path names another version than the query"));
        }
        let breaks = self.breaks.map(|rule| app.engine().norm_rule(process, &rule)).transpose()?;
        let (ranges, except) = (ranges(self.ranges), self.except.map(Without::except).transpose()?);
        let named = ranges.iter().chain(except.iter().flat_map(|except| &except.ranges));
        let days = named.filter_map(|range| Fact::named(&range.name)).any(Fact::is_of_zone);
        Ok(Ask {
            people: None,
            measured: None,
            process: process.to_owned(),
            version: of_path.or(self.version),
            from: from.0,
            until: until.0,
            node: self.node,
            variables: filters(self.variables)?,
            actor: self.actor,
            outcome: self.outcome.map(|outcome| match outcome {
                Outcome::Completed => Left::Completed,
                Outcome::Terminated => Left::Terminated,
            }),
            longer: self.longer,
            shorter: self.shorter,
            rework: self.rework,
            incidents: self.incidents,
            before: None,
            both: None,
            through: None,
            flow: self.flow,
            ranges,
            except,
            breaks,
            department: self.department,
            initiator_department: self.initiator_department,
            zone: if days { Some(app.engine().zone_of_days()?) } else { None },
            without: None,
        })
    }
}

impl Without {
    fn except(self) -> Result<Except, Refusal> {
        let Without { version, flow, .. } = self;
        Ok(Except { version, flow, variables: filters(self.variables)?, ranges: ranges(self.ranges) })
    }
}

fn ranges(named: BTreeMap<String, Range>) -> Vec<RangeFilter> {
    let range = |(name, Range { from, until, below }): (String, Range)| RangeFilter { name, from, below, until };
    named.into_iter().map(range).collect()
}

fn written(text: &str) -> Result<BTreeMap<String, Range>, Refusal> {
    let wrong =
        |_| Refusal::bad("analytics-range", "ranges are an object of variables and their bounds, which are numbers");
    objects::read(text.as_bytes()).map_err(wrong)
}

fn left_out(text: &str) -> Result<Without, Refusal> {
    let wrong = |_| {
        Refusal::bad("analytics-except", "what is left out is an object of a version, a flow, variables and ranges")
    };
    objects::read(text.as_bytes()).map_err(wrong)
}

/// A moment of a query.
pub fn moment(text: &str) -> Result<Timestamp, Refusal> {
    Timestamp::parse(text).ok_or_else(|| Refusal::bad("bad-time", format!("`{text}` is no RFC 3339 date and time")))
}

fn span(app: &App, from: Option<&str>, until: Option<&str>) -> Result<(Timestamp, Timestamp), Refusal> {
    // The hour that runs is a part of the window.
    let until = until.map_or_else(|| Ok(Timestamp(app.engine().now().0.saturating_add(1))), moment)?;
    let from = from.map_or_else(|| Ok(Timestamp(until.0.saturating_sub(WINDOW_MS))), moment)?;
    Ok((from, until))
}

fn wrong() -> Refusal {
    Refusal::bad("analytics-variables", "variables are an object of names and texts, numbers or truth values")
}

fn named(text: &str) -> Result<BTreeMap<String, serde_json::Value>, Refusal> {
    serde_json::from_str(text).map_err(|_| wrong())
}

fn filters(named: BTreeMap<String, serde_json::Value>) -> Result<Vec<VariableFilter>, Refusal> {
    let filter = |(name, value): (String, serde_json::Value)| {
        let value = match value {
            serde_json::Value::String(text) => text,
            serde_json::Value::Bool(flag) => flag.to_string(),
            serde_json::Value::Number(number) => number.as_f64()?.to_string(),
            _ => return None,
        };
        Some(VariableFilter { name, value })
    };
    named.into_iter().map(filter).collect::<Option<_>>().ok_or_else(wrong)
}

//! The question in a query.
use super::super::page::Limit;
use super::super::{App, Refusal};
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use weir_core::Timestamp;
use weir_mining::aggregate::DAY_MS;
use weir_mining::ledger::{Ask, Left, VariableFilter};

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

/// A question: a window and filters.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// From here on, rounded down to the hour; 30 days before its end when it is not said.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<String>,
    /// Until before here, rounded up to the hour; now when it is not said.
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<String>,
    /// The window that is compared with: from here on.
    #[param(value_type = Option<String>, format = DateTime)]
    compare_from: Option<String>,
    /// Until before here.
    #[param(value_type = Option<String>, format = DateTime)]
    compare_until: Option<String>,
    /// Only this version.
    version: Option<u32>,
    /// Only instances that went through this node.
    node: Option<String>,
    /// Only instances with these variables: a JSON object of names and values, `{"supplier":"north"}`.
    variables: Option<String>,
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
    /// Entries of a page, where there are pages, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    skip: Option<usize>,
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

    /// As the ledger takes it, and the window that is compared with.
    pub fn ask(self, app: &App, id: &str) -> Result<(Ask, Option<Ask>), Refusal> {
        let (from, until) = span(app, self.from.as_deref(), self.until.as_deref())?;
        let versioned = id.rsplit_once(':').and_then(|(process, version)| Some((process, version.parse().ok()?)));
        let (process, of_path) = versioned.map_or((id, None), |(process, version)| (process, Some(version)));
        if of_path.is_some() && self.version.is_some() && of_path != self.version {
            return Err(Refusal::bad("analytics-version", "the path names another version than the query"));
        }
        let ask = Ask {
            process: process.to_owned(),
            version: of_path.or(self.version),
            from: from.0,
            until: until.0,
            node: self.node,
            variables: self.variables.as_deref().map(variables).transpose()?.unwrap_or_default(),
            actor: self.actor,
            outcome: self.outcome.map(|outcome| match outcome {
                Outcome::Completed => Left::Completed,
                Outcome::Terminated => Left::Terminated,
            }),
            longer: self.longer,
            shorter: self.shorter,
            rework: self.rework,
            incidents: self.incidents,
        };
        let compare = match (self.compare_from.as_deref(), self.compare_until.as_deref()) {
            (None, None) => None,
            (Some(from), Some(until)) => {
                Some(Ask { from: moment(from)?.0, until: moment(until)?.0, version: self.version.or(of_path), ..ask.clone() })
            }
            _ => return Err(Refusal::bad("analytics-window", "a window that is compared with has a beginning and an end")),
        };
        Ok((ask, compare))
    }
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

fn variables(text: &str) -> Result<Vec<VariableFilter>, Refusal> {
    let wrong = || Refusal::bad("analytics-variables", "`variables` is a JSON object of names and texts, numbers or truth values");
    let named: BTreeMap<String, serde_json::Value> = serde_json::from_str(text).map_err(|_| wrong())?;
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

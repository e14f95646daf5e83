//! What is asked: one object for all levels. Each level adds a filter.
use super::facts::{Fact, facts_in};
use super::node::PERSONS_MIN;
use super::watched::Metric;
use crate::aggregate::{HOUR_MS, Place, Window};
use crate::watch::norm_rules::Norm;
use serde::{Deserialize, Serialize};

/// How many variables one question may name.
pub const FILTERS_MAX: usize = 10;
/// How many people one question may name.
pub const PEOPLE_MAX: usize = 1_000;
/// The longest window: ten years.
pub const WINDOW_MS_MAX: i64 = 3_660 * 24 * HOUR_MS;

/// A variable has this value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VariableFilter {
    /// Its name.
    pub name: String,
    /// Its value in words.
    pub value: String,
}

/// A number lies in a range, of a variable or of a [`Fact`]: at least `from`, at most `until` or below `below`. One bound is enough.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RangeFilter {
    /// The variable.
    pub name: String,
    /// At least this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// Less than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
    /// At most this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<f64>,
}

impl RangeFilter {
    /// Is it a range in which something can lie?
    fn is_one(&self) -> bool {
        let bounds = [self.from, self.below, self.until];
        let least = self.from.unwrap_or(f64::NEG_INFINITY);
        bounds.iter().any(Option::is_some)
            && bounds.iter().flatten().all(|bound| bound.is_finite())
            && (self.below.is_none() || self.until.is_none())
            && self.below.is_none_or(|below| least < below)
            && self.until.is_none_or(|until| least <= until)
    }

    /// Does a number lie in it?
    pub fn holds(&self, value: f64) -> bool {
        self.from.is_none_or(|from| value >= from)
            && self.below.is_none_or(|below| value < below)
            && self.until.is_none_or(|until| value <= until)
    }
}

/// What is left out: cases of which all of this is so.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Except {
    /// They are of this version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// This flow was taken in them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
    /// They have these values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<VariableFilter>,
    /// Their numbers lie in these ranges.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<RangeFilter>,
}

/// See the [module](self). Windows are of whole hours: what is counted ended in them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ask {
    /// The process.
    pub process: String,
    /// Its version; none: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// From here on, ms.
    pub from: i64,
    /// Until before here, ms.
    pub until: i64,
    /// Only what went through this node; of rows, only its.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// Only cases with these values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<VariableFilter>,
    /// Only cases in which they did something; of rows, only theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Only cases that were left so: `completed` or `terminated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Left>,
    /// Only what took at least so long, ms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longer: Option<i64>,
    /// Only what took at most so long, ms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shorter: Option<i64>,
    /// Only cases in which work was done again, or was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rework: Option<bool>,
    /// Only cases that were stuck, or were not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incidents: Option<bool>,
    /// Only what ended before this moment, ms: windows are of whole hours, and a rule looks at every minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// Of visits of another node: only those of cases that went through this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
    /// Only the visits by which one person had done both of these activities; `$initiator` is who started the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub both: Option<(String, String)>,
    /// Only cases in which this flow was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
    /// Only cases whose numbers lie in these ranges.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<RangeFilter>,
    /// Without these cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub except: Option<Except>,
    /// Without the cases of this question about the same window: what is left beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without: Option<Box<Ask>>,
    /// Only cases that broke this rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaks: Option<Norm>,
    /// Only cases that one of these people began, by number; where a node is named what they did there, and the cases in which they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<u32>>,
    /// Only cases that this measure is told of, such as those that had a due date; where a node is named only such visits of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<Metric>,
    /// Only cases in which somebody did something who belonged to this department then, or to one below it; of rows, only theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Only cases that were begun by somebody who belonged to this department then, or to one below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiator_department: Option<String>,
    /// Where days and hours are counted, where it asks for any; UTC where nobody says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

/// How a case was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Left {
    /// Well.
    Completed,
    /// Ended from outside.
    Terminated,
}

/// Why a question is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// It ends before it begins, or is too long.
    #[error("a window begins before it ends and is at most ten years long")]
    Window,
    /// Too many filters.
    #[error("a question names at most {FILTERS_MAX} variables, ranges and what is left out among them")]
    Filters,
    /// A range in which nothing can lie.
    #[error(
        "a range has one finite bound at least, from or until or below, not both of the latter, and does not end before it begins"
    )]
    Range,
    /// It asks for a fact that there is not, or of a visit without naming the node, or in a zone that nobody knows.
    #[error(
        "`$weekday`, `$quarterOfDay`, `$runningInstances` and `$sojourn` are asked of instances, `$queueLength` and \
         `$timeBefore` where a node is named too; days are counted in a zone that has a name"
    )]
    Fact,
    /// Nothing says what is left out.
    #[error("what is left out names a version, a flow, values or ranges")]
    Except,
    /// It names a department that there never was.
    #[error("there never was a department of this id")]
    Department,
    /// The rule that was broken is none.
    #[error("a rule that instances are held against names its activities, and times and hours that can be")]
    Norm,
    /// The window begins where only sums are held.
    #[error("cases that ended before {from} are held as sums only: ask without filters, or begin the window later")]
    Forgotten {
        /// From here on everything is held, ms.
        from: i64,
    },
    /// It names a variable beyond those that are followed.
    #[error(
        "of a process the first {} variables are followed, and one that is named is none of them",
        super::VARIABLES_MAX
    )]
    Variable,
    /// It names a value beyond those that are told apart.
    #[error(
        "of a variable the first {} different texts of up to {} bytes are told apart, and one that is named is none of them",
        super::VALUES_MAX,
        super::TEXT_BYTES_MAX
    )]
    Value,
    /// How a case is left is asked of those that run.
    #[error(
        "how an instance was left, whether work was done again and whether it was stuck are asked of those that ended"
    )]
    Running,
}

impl AskError {
    /// Stable: clients and translations depend on it.
    pub fn code(self) -> &'static str {
        match self {
            AskError::Window => "analytics-window",
            AskError::Filters => "analytics-filters",
            AskError::Range => "analytics-range",
            AskError::Fact => "analytics-fact",
            AskError::Except => "analytics-except",
            AskError::Department => "analytics-department",
            AskError::Norm => "analytics-norm",
            AskError::Forgotten { .. } => "analytics-forgotten",
            AskError::Variable => "analytics-variable-not-followed",
            AskError::Value => "analytics-value-not-followed",
            AskError::Running => "analytics-running",
        }
    }
}

impl Ask {
    /// A question about all that ended in a window.
    pub fn of(process: &str, from: i64, until: i64) -> Self {
        Ask { process: process.to_owned(), from, until, ..Ask::default() }
    }

    /// The window that is asked of, at one place.
    pub(super) fn window(&self, place: Place) -> Window {
        Window { process: self.process.clone(), version: self.version, place, from: self.from, until: self.until }
    }

    /// The question with its window widened to whole hours, if it is one.
    pub fn checked(mut self) -> Result<Self, AskError> {
        if self.from >= self.until || self.until.saturating_sub(self.from) > WINDOW_MS_MAX {
            return Err(AskError::Window);
        }
        let nothing = Except::default();
        let except = self.except.as_ref().unwrap_or(&nothing);
        if self.except.as_ref() == Some(&nothing) {
            return Err(AskError::Except);
        }
        let named = [self.variables.len(), self.ranges.len(), except.variables.len(), except.ranges.len()];
        if named.iter().sum::<usize>() > FILTERS_MAX {
            return Err(AskError::Filters);
        }
        if !self.ranges.iter().chain(&except.ranges).all(RangeFilter::is_one) {
            return Err(AskError::Range);
        }
        let ranges = || self.ranges.iter().chain(&except.ranges);
        let is_none = |range: &RangeFilter| range.name.starts_with('$') && Fact::named(&range.name).is_none();
        let known = self.zone.as_ref().is_none_or(|zone| jiff::tz::TimeZone::get(zone).is_ok());
        if ranges().any(is_none) || !known || (self.node.is_none() && facts_in(&self).any(Fact::is_of_node)) {
            return Err(AskError::Fact);
        }
        if let Some(people) = &mut self.people {
            if people.len() > PEOPLE_MAX {
                return Err(AskError::Filters);
            }
            people.sort_unstable();
            people.dedup();
        }
        if self.breaks.as_ref().is_some_and(|norm| norm.check().is_err()) {
            return Err(AskError::Norm);
        }
        if let Some(without) = self.without.take() {
            // What is left beside a question is beside one of the same process, and of one question only.
            if without.process != self.process || without.without.is_some() {
                return Err(AskError::Except);
            }
            self.without = Some(Box::new(without.checked()?));
        }
        self.from = self.from.div_euclid(HOUR_MS).saturating_mul(HOUR_MS);
        self.until = (self.until - 1).div_euclid(HOUR_MS).saturating_add(1).saturating_mul(HOUR_MS);
        Ok(self)
    }

    /// Is it asked what one person did, or what they did not?
    pub fn is_of_person(&self) -> bool {
        // What a few did says what each of them did.
        self.actor.is_some()
            || self.people.as_ref().is_some_and(|people| (people.len() as u64) < PERSONS_MIN)
            || self.without.as_ref().is_some_and(|without| without.is_of_person())
    }

    /// Does it ask for some of the cases of its process and window only?
    pub fn is_filtered(&self) -> bool {
        self.node.is_some() || self.asks_of_cases()
    }

    /// Is something asked of what cases are, whatever became of them?
    pub(super) fn asks_of_values(&self) -> bool {
        !self.variables.is_empty() || !self.ranges.is_empty() || self.flow.is_some() || self.except.is_some()
    }

    pub(super) fn asks_of_cases(&self) -> bool {
        self.asks_of_values()
            || self.actor.is_some()
            || self.people.is_some()
            || self.department.is_some()
            || self.initiator_department.is_some()
            || self.measured.is_some()
            || self.outcome.is_some()
            || self.longer.is_some()
            || self.shorter.is_some()
            || self.rework.is_some()
            || self.incidents.is_some()
            || self.before.is_some()
            || self.both.is_some()
            || self.through.is_some()
            || self.without.is_some()
            || self.breaks.is_some()
    }

    /// What is left of its window beside it: of its version, where more than that is asked.
    #[must_use]
    pub fn rest(&self) -> Ask {
        let version = self.version.filter(|_| self.is_filtered());
        Ask { version, without: Some(Box::new(self.clone())), ..Ask::of(&self.process, self.from, self.until) }
    }

    /// The question without what the end of a case alone tells.
    pub(super) fn of_beginnings(&self) -> Ask {
        let of_end = |range: &RangeFilter| Fact::named(&range.name).is_some_and(Fact::is_of_end);
        let mut ask = Ask { outcome: None, rework: None, incidents: None, ..self.clone() };
        (ask.longer, ask.shorter, ask.before, ask.breaks, ask.measured) = (None, None, None, None, None);
        ask.ranges.retain(|range| !of_end(range));
        ask.except = ask.except.filter(|except| !except.ranges.iter().any(of_end));
        ask
    }

    /// Is it asked of cases what is known of them at their end alone?
    pub(super) fn asks_of_ends(&self) -> bool {
        self.outcome.is_some()
            || self.longer.is_some()
            || self.shorter.is_some()
            || self.rework.is_some()
            || self.incidents.is_some()
            || self.before.is_some()
            || self.breaks.is_some()
            || (self.measured.is_some() && self.node.is_none())
            || self.asks_of_facts_of_ends()
    }

    /// Is a fact asked for that only the end of a case tells?
    pub(super) fn asks_of_facts_of_ends(&self) -> bool {
        facts_in(self).any(Fact::is_of_end)
    }
}

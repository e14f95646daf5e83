//! How an indicator is computed: a statistic of a measure, of the whole process or of one element of it.
use std::fmt;

/// What a measure yields, and so in which units it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Yields {
    /// A time.
    Duration,
    /// A part of a whole.
    Share,
    /// How often, for each instance.
    Count,
    /// How many in a week.
    Flow,
}

/// What a measure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The instance as a whole.
    Instance,
    /// One element: it must be named.
    Element,
    /// Either.
    Either,
}

/// A measure that history gives.
#[derive(Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its name in formulas.
    pub name: &'static str,
    /// What it yields.
    pub yields: Yields,
    /// What it is of.
    pub of: Scope,
    /// What it is, exactly.
    pub meaning: &'static str,
}

const fn measure(name: &'static str, yields: Yields, of: Scope, meaning: &'static str) -> Measure {
    Measure { name, yields, of, meaning }
}

use Scope::{Either, Element, Instance};
use Yields::{Count, Duration, Flow, Share};

/// All measures that formulas may name.
pub const MEASURES: &[Measure] = &[
    measure("sojourn", Duration, Either, "from the first event to the end; of an element from enabled to ended"),
    measure("wait", Duration, Element, "from enabled to started"),
    measure("queue", Duration, Element, "from enabled to claimed"),
    measure("claim-to-start", Duration, Element, "from claimed to started"),
    measure("service", Duration, Element, "from started to ended, without what it was suspended"),
    measure("busy", Duration, Instance, "the union of all service times of an instance"),
    measure("idle", Duration, Instance, "sojourn without busy time"),
    measure("contribution", Duration, Element, "its part of the critical path; the parts add up to the sojourn"),
    measure("flow-time-efficiency", Share, Instance, "the sum of busy times by the sum of sojourns"),
    measure("on-time", Share, Either, "finished within due, of those finished that have one"),
    measure("first-pass-yield", Share, Instance, "instances without repetition and without incident"),
    measure("rework", Share, Instance, "instances in which an activity was repeated"),
    measure("returned", Share, Either, "returned or rejected decisions, of all decisions"),
    measure("incident", Share, Either, "instances with an incident"),
    measure("intervention", Share, Instance, "instances in which somebody intervened by hand"),
    measure("automation", Share, Instance, "activity instances that the system did, of all"),
    measure("reached", Share, Element, "instances that came to the element, of all finished ones"),
    measure("visits", Count, Element, "how often an instance comes to the element"),
    measure("handovers", Count, Instance, "steps that went from one person to another"),
    measure("throughput", Flow, Instance, "instances that end"),
    measure("arrivals", Flow, Instance, "instances that start"),
];

/// What is made of many values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// The mean.
    Mean,
    /// So many percent are not above it.
    Percentile(u8),
    /// The greatest.
    Max,
    /// The part of all.
    Share,
    /// How many in a week.
    Rate,
}

/// A formula, read.
///
/// ```
/// use weir_core::library::Formula;
/// let formula: Formula = "p90(queue of approve)".parse().unwrap();
/// assert_eq!((formula.measure.name, formula.of.as_deref()), ("queue", Some("approve")));
/// assert!(formula.takes("working-hours") && !formula.takes("%"));
/// assert!("share(queue of approve)".parse::<Formula>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// What is made of the values.
    pub statistic: Statistic,
    /// Of what.
    pub measure: &'static Measure,
    /// Of which element.
    pub of: Option<String>,
}

/// Why a text is no formula.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no formula: {why}")]
pub struct FormulaError {
    /// What was given.
    pub text: String,
    /// What is wrong, and what is taken.
    pub why: String,
}

impl Formula {
    /// May what it yields be given in this unit?
    pub fn takes(&self, unit: &str) -> bool {
        self.measure.yields.units().contains(&unit)
    }
}

impl Yields {
    /// The units in which such figures are given.
    pub fn units(self) -> &'static [&'static str] {
        match self {
            Duration => &["minutes", "hours", "days", "working-hours", "working-days"],
            Share => &["%"],
            Count => &["per-instance"],
            Flow => &["per-week"],
        }
    }

    fn fits(self, statistic: Statistic) -> bool {
        match self {
            Duration | Count => {
                matches!(statistic, Statistic::Mean | Statistic::Percentile(_) | Statistic::Max)
            }
            Share => statistic == Statistic::Share,
            Flow => statistic == Statistic::Rate,
        }
    }
}

impl std::str::FromStr for Formula {
    type Err = FormulaError;

    fn from_str(text: &str) -> Result<Self, FormulaError> {
        let refused = |why: String| FormulaError { text: text.to_owned(), why };
        let parts = text.trim().strip_suffix(')').and_then(|open| open.split_once('('));
        let (statistic, inner) =
            parts.ok_or_else(|| refused("write a statistic and what it is of: mean(sojourn)".into()))?;
        let statistic = Statistic::named(statistic.trim())
            .ok_or_else(|| refused(format!("`{statistic}` is not one of mean, max, p1 to p99, share, rate")))?;
        let (name, of) = match inner.split_once(" of ") {
            Some((name, element)) => (name.trim(), Some(element.trim().to_owned())),
            None => (inner.trim(), None),
        };
        let known = || MEASURES.iter().map(|m| m.name).collect::<Vec<_>>().join(", ");
        let measure = MEASURES.iter().find(|m| m.name == name);
        let measure = measure.ok_or_else(|| refused(format!("`{name}` is no measure; there are {}", known())))?;
        match (measure.of, &of) {
            (Element, None) => return Err(refused(format!("of which element? write {name} of <id>"))),
            (Instance, Some(_)) => return Err(refused(format!("`{name}` is a measure of whole instances"))),
            _ => {}
        }
        if !measure.yields.fits(statistic) {
            return Err(refused(format!("{statistic} cannot be made of `{name}`")));
        }
        Ok(Formula { statistic, measure, of })
    }
}

impl Statistic {
    fn named(name: &str) -> Option<Self> {
        match name {
            "mean" => Some(Statistic::Mean),
            "max" => Some(Statistic::Max),
            "share" => Some(Statistic::Share),
            "rate" => Some(Statistic::Rate),
            _ => {
                let percent = name.strip_prefix('p')?.parse().ok()?;
                (1..=99).contains(&percent).then_some(Statistic::Percentile(percent))
            }
        }
    }
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Statistic::Mean => f.write_str("mean"),
            Statistic::Percentile(percent) => write!(f, "p{percent}"),
            Statistic::Max => f.write_str("max"),
            Statistic::Share => f.write_str("share"),
            Statistic::Rate => f.write_str("rate"),
        }
    }
}

//! What a formula comes to: a statistic of a measure, of one process or of several as if they were one.
//!
//! Each question gives its [`Material`]; materials are put together before anything is made of them, so that a quantile over the
//! processes of a node is that of all their instances, and no mean of means.
use super::ask::{Ask, AskError};
use super::evidence::EvidenceKind;
use super::measured::{Measure, Unit};
use super::timed::Sample;
use super::{Ledger, Metric};
use crate::statistics::{Sketch, Totals};
use weir_core::library::{Formula, Statistic};

/// A time from one moment to another, as a work calendar counts it, ms.
pub type Counts<'a> = &'a (dyn Fn(i64, i64) -> i64 + Sync);

/// What a figure is made by.
#[derive(Clone, Copy)]
pub struct FigureOf<'a> {
    /// What is measured.
    pub formula: &'a Formula,
    /// On how many values it must rest.
    pub least: u64,
    /// How the time between two moments is counted; none: as the clock goes.
    pub counts: Option<Counts<'a>>,
}

/// A figure and the rows behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// It, in ms, as a share, a count for each instance, or so many for each day.
    pub measure: Measure,
    /// For each process the handle of what was counted.
    pub evidence: Vec<(String, String)>,
}

/// What a figure is made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Material {
    /// Values that are held, each with its moment.
    Held(Kind, Vec<Sample>),
    /// Times that are held as sums alone.
    Summed(Totals, Box<Sketch>),
    /// So many ended; how many is all that sums know.
    Counted(u64),
    /// So many are so, of so many.
    Shared(u64, u64),
    /// What is held no more cannot be asked this.
    Unknown,
}

/// What values that are held are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A value each.
    Value(Unit),
    /// A part of a whole each.
    Part,
    /// What is above and what is below the line of a ratio of sums.
    Ratio,
    /// One each; `false` where the process was never seen.
    Flow(bool),
}

impl Ledger {
    /// What a formula comes to for these questions together. What it cannot know it does not say.
    pub fn figure(&self, asks: &[Ask], of: FigureOf<'_>) -> Result<Figure, AskError> {
        let mut whole: Option<Material> = None;
        let mut evidence = vec![];
        for ask in asks {
            let ask = named(ask, of.formula);
            let sample = if self.holds(&ask) {
                self.material(&ask, of)
            } else {
                if ask.asks_of_cases() {
                    self.expect_held(&ask)?;
                }
                self.summed_material(&ask, of)
            };
            evidence.push((ask.process.clone(), self.evidence_of_formula(&ask, of.formula)));
            whole = Some(match whole {
                Some(before) => before.with(sample),
                None => sample,
            });
        }
        let length = asks.first().map_or(1, |ask| ask.until - ask.from);
        let measure = whole.unwrap_or(Material::Held(Kind::Flow(false), vec![])).measure(of, length);
        Ok(Figure { measure, evidence })
    }
}

/// The question of a formula: of its node where it names one.
pub(super) fn named(ask: &Ask, formula: &Formula) -> Ask {
    Ask { node: formula.of.clone().or_else(|| ask.node.clone()), ..ask.clone() }
}

impl Ledger {
    /// The handle of what a formula counts for a question.
    pub fn evidence_of_formula(&self, ask: &Ask, formula: &Formula) -> String {
        let asked = named(ask, formula);
        // Visits of a node are counted where it is named, else whole instances.
        let of_node = if formula.of.is_some() { EvidenceKind::Rows } else { EvidenceKind::Cases };
        let kind = match formula.measure.name {
            "reached" | "visits" | "contribution" => EvidenceKind::Cases,
            "arrivals" => EvidenceKind::Started,
            "automation" => EvidenceKind::Work,
            "returned" if formula.of.is_none() => EvidenceKind::Decisions,
            _ => of_node,
        };
        // Of a share that went there, or of a value for each instance, it is told of all, and of what only some have of those alone.
        let (node, measured) = match formula.measure.name {
            "reached" | "visits" | "contribution" => (None, None),
            "returned" if formula.of.is_none() => (asked.node.clone(), None),
            "on-time" => (asked.node.clone(), Some(Metric::OnTime)),
            "returned" => (asked.node.clone(), Some(Metric::SentBack)),
            "queue" => (asked.node.clone(), Some(Metric::Queue)),
            "claim-to-start" => (asked.node.clone(), Some(Metric::Claimed)),
            "wait" | "service" => (asked.node.clone(), Some(Metric::Service)),
            _ => (asked.node.clone(), None),
        };
        self.handle(kind, &Ask { node, measured, ..asked })
    }
}

impl Kind {
    /// Both together; none where they are of two kinds.
    pub fn with(self, other: Kind) -> Option<Kind> {
        match (self, other) {
            (Kind::Flow(one), Kind::Flow(two)) => Some(Kind::Flow(one || two)),
            (one, two) => (one == two).then_some(one),
        }
    }

    /// What n values come to, of which these are the sums of parts and wholes, in a time of so many ms. The values themselves
    /// are asked for only where sums do not suffice.
    pub fn measure(
        self,
        (statistic, least): (Statistic, u64),
        (n, part, whole): (u64, f64, f64),
        length: i64,
        values: impl FnOnce() -> Vec<f64>,
    ) -> Measure {
        let measure = match (self, statistic) {
            (Kind::Value(unit), Statistic::Percentile(percent)) => {
                Measure { unit, ..Measure::quantile(&mut values(), f64::from(percent) / 100.0) }
            }
            (Kind::Value(unit), Statistic::Max) => Measure::told(unit, n, 1, values().into_iter().reduce(f64::max)),
            (Kind::Value(unit), _) => Measure::told(unit, n, 1, (n > 0).then(|| part / n as f64)),
            (Kind::Part, _) => Measure::share(part.round() as u64, whole.round() as u64),
            (Kind::Ratio, _) => Measure::ratio(part.round() as i64, whole.round() as i64, n),
            // How many there were is the figure itself: it rests on the time that is looked at, not on a number of cases.
            (Kind::Flow(true), _) => return Measure::rate(n, length),
            (Kind::Flow(false), _) => return Measure::told(Unit::PerDay, 0, 1, None),
        };
        measure.at_least(least)
    }
}

impl Material {
    /// Both together. Two of different kinds are of which one is held no more: then nothing is told.
    fn with(self, other: Material) -> Material {
        match (self, other) {
            (Material::Held(kind, mut values), Material::Held(other, more)) => {
                values.extend(more);
                kind.with(other).map_or(Material::Unknown, |kind| Material::Held(kind, values))
            }
            (Material::Held(Kind::Flow(_), values), Material::Counted(n))
            | (Material::Counted(n), Material::Held(Kind::Flow(_), values)) => {
                Material::Counted(n + values.len() as u64)
            }
            (Material::Counted(n), Material::Counted(m)) => Material::Counted(n + m),
            (Material::Held(Kind::Part, values), Material::Shared(part, whole))
            | (Material::Shared(part, whole), Material::Held(Kind::Part, values)) => {
                let sum = |of: fn(&Sample) -> f64| values.iter().map(of).sum::<f64>().round() as u64;
                Material::Shared(part + sum(|one| one.part), whole + sum(|one| one.whole))
            }
            (Material::Shared(part, whole), Material::Shared(more, all)) => Material::Shared(part + more, whole + all),
            (Material::Summed(mut totals, mut sketch), Material::Summed(more, other)) => {
                totals.merge(&more);
                sketch.merge(&other);
                Material::Summed(totals, sketch)
            }
            _ => Material::Unknown,
        }
    }

    fn measure(self, of: FigureOf<'_>, length: i64) -> Measure {
        let measure = match (self, of.formula.statistic) {
            (Material::Held(kind, values), statistic) => {
                let add = |sum: (f64, f64), one: &Sample| (sum.0 + one.part, sum.1 + one.whole);
                let (part, whole) = values.iter().fold((0.0, 0.0), add);
                let n = values.len() as u64;
                let parts = || values.iter().map(|value| value.part).collect();
                return kind.measure((statistic, of.least), (n, part, whole), length, parts);
            }
            (Material::Counted(n), _) => return Measure::rate(n, length),
            (Material::Shared(part, whole), _) => Measure::share(part, whole),
            (Material::Summed(_, sketch), Statistic::Percentile(percent)) => {
                Measure::about(&sketch, f64::from(percent) / 100.0)
            }
            (Material::Summed(totals, _), _) => Measure::mean(totals.sum, totals.n),
            (Material::Unknown, _) => return Measure::unavailable(Unit::Ms),
        };
        measure.at_least(of.least)
    }
}

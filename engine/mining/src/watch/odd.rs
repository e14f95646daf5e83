//! Values that are odd: a number far out for its kind of cases, a text that hardly ever occurs, a jump between two steps.
use super::detect::BASELINE_MIN;
use crate::log::{Attributes, Cell, Log};
use crate::statistics::quantile_of_sorted;
use std::collections::BTreeMap;

/// A text is rare below this share,
pub const RARE_MAX: f64 = 0.005;
/// of at least so many values.
pub const RARE_CASES_MIN: usize = 400;
/// More different texts than this share of values are an id, of which each is rare.
const DISTINCT_MAX: f64 = 0.1;

/// What is odd about a value. All of it has the code `ODD_VALUE`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Odd {
    /// A number beyond the quantiles of its kind of cases.
    Far {
        /// The number.
        value: f64,
        /// The line that it is beyond.
        line: f64,
    },
    /// A text that hardly ever occurs.
    Rare {
        /// Its share.
        share: f64,
    },
    /// A number that changed more between two steps than it ever does.
    Jump {
        /// By how much.
        by: f64,
        /// The line, without sign.
        line: f64,
    },
}

impl Odd {
    /// Stable: clients and translations depend on it.
    pub fn code(self) -> &'static str {
        "ODD_VALUE"
    }
}

/// What is usual of one attribute.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UsualValues {
    /// For each kind of cases its numbers, sorted.
    numbers: BTreeMap<String, Vec<f64>>,
    texts: BTreeMap<String, usize>,
    jumps: Vec<f64>,
    count: usize,
}

impl UsualValues {
    /// Learns an attribute of cases; `kind` is the attribute that tells kinds of cases apart, whose values have nothing in
    /// common otherwise (the amount of a flight and of a taxi).
    pub fn of_cases(log: &Log, cases: &[usize], attribute: &str, kind: Option<&str>) -> Self {
        let mut out = UsualValues::default();
        for case in cases {
            out.learn(&log.case_attributes, attribute, *case, kind_of(log, *case, kind));
        }
        out.sort()
    }

    /// Learns an attribute of rows, and how much it changes from one to the next of a case.
    pub fn of_rows(log: &Log, cases: &[usize], attribute: &str, kind: Option<&str>) -> Self {
        let mut out = UsualValues::default();
        for case in cases {
            let mut before = None;
            for row in log.case(*case) {
                out.learn(&log.attributes, attribute, row, kind_of(log, *case, kind));
                let now = log.attributes.number(attribute, row);
                if let (Some(before), Some(now)) = (before, now) {
                    let by: f64 = now - before;
                    out.jumps.push(by.abs());
                }
                before = now.or(before);
            }
        }
        out.sort()
    }

    fn learn(&mut self, columns: &Attributes, attribute: &str, at: usize, kind: String) {
        if let Some(number) = columns.number(attribute, at).filter(|number| number.is_finite()) {
            self.numbers.entry(kind).or_default().push(number);
        } else if columns.cell(attribute, at) != Cell::None
            && let Some(text) = columns.shown(attribute, at)
        {
            *self.texts.entry(text).or_default() += 1;
            self.count += 1;
        }
    }

    fn sort(mut self) -> Self {
        for numbers in self.numbers.values_mut() {
            numbers.sort_unstable_by(f64::total_cmp);
        }
        self.jumps.sort_unstable_by(f64::total_cmp);
        self
    }

    /// Is the value of a case odd? `q` is the quantile on either side, of both together.
    pub fn case(&self, log: &Log, case: usize, attribute: &str, kind: Option<&str>, q: f64) -> Option<Odd> {
        self.value(&log.case_attributes, attribute, case, &kind_of(log, case, kind), q)
    }

    /// What is odd of an attribute in the rows of a case.
    pub fn rows(&self, log: &Log, case: usize, attribute: &str, kind: Option<&str>, q: f64) -> Vec<(usize, Odd)> {
        let (mut out, mut before) = (vec![], None);
        let kind = kind_of(log, case, kind);
        let line = (self.jumps.len() >= BASELINE_MIN).then(|| quantile_of_sorted(&self.jumps, q)).flatten();
        for row in log.case(case) {
            out.extend(self.value(&log.attributes, attribute, row, &kind, q).map(|odd| (row, odd)));
            let now = log.attributes.number(attribute, row);
            if let (Some(before), Some(now), Some(line)) = (before, now, line) {
                let by: f64 = now - before;
                if by.abs() > line {
                    out.push((row, Odd::Jump { by, line }));
                }
            }
            before = now.or(before);
        }
        out
    }

    fn value(&self, columns: &Attributes, name: &str, at: usize, kind: &str, q: f64) -> Option<Odd> {
        if let Some(value) = columns.number(name, at) {
            let past = self.numbers.get(kind).filter(|past| past.len() >= BASELINE_MIN)?;
            let side = (1.0 - q) / 2.0;
            let (low, high) = (quantile_of_sorted(past, side)?, quantile_of_sorted(past, 1.0 - side)?);
            let line = if value > high { high } else { low };
            return (value > high || value < low).then_some(Odd::Far { value, line });
        }
        let text = columns.shown(name, at)?;
        if self.count < RARE_CASES_MIN || self.texts.len() as f64 > DISTINCT_MAX * self.count as f64 {
            return None;
        }
        let share = self.texts.get(&text).copied().unwrap_or(0) as f64 / self.count as f64;
        (share < RARE_MAX).then_some(Odd::Rare { share })
    }
}

/// The kind of a case; all are of one where no attribute tells them apart.
fn kind_of(log: &Log, case: usize, kind: Option<&str>) -> String {
    kind.and_then(|kind| log.case_attributes.shown(kind, case)).unwrap_or_default()
}

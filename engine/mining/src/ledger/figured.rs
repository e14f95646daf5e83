//! The values behind a figure, copied out so that rules read any window off them while nobody waits for the ledger: each window
//! says what [`Ledger::figure`] says of it.
use super::Ledger;
use super::ask::{Ask, AskError};
use super::figure::{FigureOf, Kind, Material, named};
use super::measured::Measure;
use super::timed::{Sample, Timed};
use weir_core::library::Statistic;

/// See the [module](self).
#[derive(Debug, Clone, PartialEq)]
pub struct Figured {
    kind: Kind,
    statistic: Statistic,
    least: u64,
    values: Timed,
}

impl Ledger {
    /// The values of a formula that ended in the windows of these questions, all of which must be held one by one.
    pub fn figured(&self, asks: &[Ask], of: FigureOf<'_>) -> Result<Figured, AskError> {
        let mut whole: Option<(Kind, Vec<Sample>)> = None;
        for ask in asks {
            let ask = named(ask, of.formula);
            self.expect_held(&ask)?;
            let Material::Held(kind, values) = self.material(&ask, of) else { continue };
            whole = Some(match whole {
                None => (kind, values),
                // The kind is that of the formula: it is the same everywhere.
                Some((before, mut all)) => {
                    all.extend(values);
                    (before.with(kind).unwrap_or(before), all)
                }
            });
        }
        let (kind, values) = whole.unwrap_or((Kind::Flow(false), vec![]));
        Ok(Figured { kind, statistic: of.formula.statistic, least: of.least, values: Timed::new(values) })
    }
}

impl Figured {
    /// What a window says; of times in ms.
    pub fn measure(&self, from: i64, until: i64) -> Measure {
        let [part, whole, _] = self.values.sums(from, until);
        let values = self.values.within(from, until);
        let parts = || values.iter().map(|value| value.part).collect();
        self.kind.measure((self.statistic, self.least), (values.len() as u64, part, whole), until - from, parts)
    }

    /// The standard error of what a window says, 0 where it has none.
    pub fn error(&self, from: i64, until: i64) -> f64 {
        let [part, whole, squares] = self.values.sums(from, until);
        let n = self.values.within(from, until).len() as f64;
        let variance = match (self.kind, self.statistic) {
            (Kind::Value(_), Statistic::Mean) if n > 1.0 => (squares - part * part / n).max(0.0) / (n - 1.0) / n,
            (Kind::Part, _) if whole > 0.0 => (part / whole) * (1.0 - part / whole) / whole,
            _ => 0.0,
        };
        variance.sqrt()
    }

    /// Is it a rate, of which none is a number too?
    pub fn is_rate(&self) -> bool {
        matches!(self.kind, Kind::Flow(_))
    }

    /// Must the values of a window be looked at one by one, because sums do not suffice?
    pub fn needs_values(&self) -> bool {
        matches!(self.statistic, Statistic::Percentile(_) | Statistic::Max)
    }

    /// Is it a share of cases or visits, or something of each of them?
    pub fn is_share(&self) -> bool {
        self.kind == Kind::Part
    }

    /// Has each case or visit a value of its own?
    pub fn has_values(&self) -> bool {
        matches!(self.kind, Kind::Value(_))
    }

    /// Them.
    pub fn values(&self) -> &Timed {
        &self.values
    }
}

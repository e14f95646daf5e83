//! How long a step takes is held against steps in cases like it, where something that was known before it began tells kinds apart in
//! which it takes other times: a large order and a small one.
use super::Ledger;
use super::row::CaseRow;
use super::values::Valued;
use crate::log::{Log, NO_TIME};
use crate::statistics::quantile_of_sorted;
use crate::watch::cohort::{EXPLAINED_MIN, KINDS_MAX, explained_by, ranks};
use crate::watch::detect::{BASELINE_MIN, UNSIZED};
use std::collections::BTreeMap;

/// On so many visits of an activity, the newest, it is looked for what tells them apart.
const LOOKED_AT_MAX: usize = 2_000;
/// Into so many classes with about as many visits each numbers are put at most.
const CLASSES_MAX: usize = 4;
/// The class of visits of which the variable was nothing.
const MISSING: u32 = UNSIZED + 1;

/// Of each activity what tells its visits apart, where something does.
#[derive(Debug, Default)]
pub(super) struct Sizes(BTreeMap<u32, Size>);

/// A variable, and how its values are classes.
#[derive(Debug, Clone)]
struct Size {
    variable: u16,
    name: String,
    classes: Classes,
}

#[derive(Debug, Clone)]
enum Classes {
    /// Numbers, by the greatest of each class but the last.
    Until(Vec<f64>),
    /// Texts and flags.
    Each(Vec<Valued>),
}

impl Classes {
    fn of(&self, value: Option<Valued>) -> u32 {
        let Some(value) = value else { return MISSING };
        match (self, value) {
            (Classes::Until(ends), Valued::Number(number)) => {
                MISSING + 1 + ends.partition_point(|end| *end < number) as u32
            }
            (Classes::Each(known), value) => {
                known.iter().position(|one| *one == value).map_or(UNSIZED, |at| MISSING + 1 + at as u32)
            }
            (Classes::Until(_), Valued::Text(_) | Valued::Flag(_)) => UNSIZED,
        }
    }

    /// The classes of these values; none where they tell no kinds apart.
    fn among(values: &[Option<Valued>]) -> Option<Classes> {
        let mut numbers: Vec<f64> = vec![];
        let mut each: Vec<Valued> = vec![];
        for value in values.iter().flatten() {
            match value {
                Valued::Number(number) if number.is_finite() => numbers.push(*number),
                Valued::Number(_) => {}
                Valued::Text(_) | Valued::Flag(_) if each.contains(value) => {}
                Valued::Text(_) | Valued::Flag(_) if each.len() < KINDS_MAX => each.push(*value),
                Valued::Text(_) | Valued::Flag(_) => return None,
            }
        }
        match (numbers.is_empty(), each.is_empty()) {
            (true, false) => Some(Classes::Each(each)),
            (false, true) => {
                numbers.sort_unstable_by(f64::total_cmp);
                let classes = (numbers.len() / BASELINE_MIN).min(CLASSES_MAX);
                let end = |class: usize| quantile_of_sorted(&numbers, class as f64 / classes as f64);
                let mut ends: Vec<f64> = (1..classes).filter_map(end).collect();
                ends.dedup();
                (!ends.is_empty()).then_some(Classes::Until(ends))
            }
            // Of several kinds of values, or of none, nothing is told apart.
            _ => None,
        }
    }
}

impl Sizes {
    /// The class of each row of a log; nothing where no activity has any.
    pub(super) fn of_rows(&self, log: &Log, cases: &[&CaseRow]) -> Vec<u32> {
        if self.0.is_empty() {
            return vec![];
        }
        let mut out = vec![UNSIZED; log.row_count()];
        for (rows, case) in log.all_cases().zip(cases) {
            for row in rows {
                if let Some(size) = self.0.get(&log.activity[row]) {
                    out[row] = size.classes.of(case.value_at(size.variable, log.enabled[row]));
                }
            }
        }
        out
    }
}

impl Ledger {
    /// What tells apart the visits of each activity in the first so many cases of a log, by what was known when they could begin.
    pub(super) fn sizes(&self, (log, cases): (&Log, &[&CaseRow]), process: &str, learnt: usize) -> Sizes {
        let variables = self.variables.of(process);
        let mut visits: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
        if variables.is_empty() {
            return Sizes::default();
        }
        for case in (0..learnt).rev() {
            for row in log.case(case).filter(|row| log.enabled[*row] != NO_TIME && log.ended[*row] != NO_TIME) {
                let of = visits.entry(log.activity[row]).or_default();
                if of.len() < LOOKED_AT_MAX {
                    of.push((case, row));
                }
            }
        }
        visits.retain(|_, of| of.len() >= 2 * BASELINE_MIN);
        let best = |(activity, of): (u32, Vec<(usize, usize)>)| {
            let mut times: Vec<(f64, usize)> =
                of.iter().zip(0..).map(|((_, row), at)| ((log.ended[*row] - log.enabled[*row]) as f64, at)).collect();
            times.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let ranked = ranks(&times);
            let explained = variables.iter().filter_map(|(variable, name)| {
                let known = of.iter().map(|(case, row)| cases[*case].value_at(*variable, log.enabled[*row]));
                let known: Vec<Option<Valued>> = known.collect();
                let classes = Classes::among(&known)?;
                let by: Vec<(u32, f64)> = ranked.iter().map(|(at, rank)| (classes.of(known[*at]), *rank)).collect();
                Some((explained_by(&by)?, Size { variable: *variable, name: (*name).to_owned(), classes }))
            });
            // Of several that explain as much the first by name: the same history gives the same answer.
            let best = explained.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.name.cmp(&a.1.name)))?;
            (best.0 >= EXPLAINED_MIN).then_some((activity, best.1))
        };
        Sizes(visits.into_iter().filter_map(best).collect())
    }

    /// How a class of an activity is told: the variable, and what it is there.
    pub(super) fn size_of(&self, sizes: &Sizes, activity: u32, class: u32) -> Option<(String, String)> {
        let size = sizes.0.get(&activity).filter(|_| class != UNSIZED)?;
        let at = class.checked_sub(MISSING + 1).map(|at| at as usize);
        let told = match (&size.classes, at) {
            (_, None) => String::new(),
            (Classes::Each(known), Some(at)) => self.variables.shown(size.variable, *known.get(at)?),
            (Classes::Until(ends), Some(at)) => match (at.checked_sub(1).and_then(|at| ends.get(at)), ends.get(at)) {
                (None, Some(until)) => format!("≤ {until}"),
                (Some(from), Some(until)) => format!("> {from}, ≤ {until}"),
                (Some(from), None) => format!("> {from}"),
                (None, None) => return None,
            },
        };
        Some((size.name.clone(), told))
    }
}

//! Kinds of cases: conditions on what is known of them, and the search for those that tell cases apart.
use crate::ledger::OTHER;
use crate::log::{Cell, Log};
use crate::rootcause::{BINS_MAX, DISTINCT_MAX, Item, SUPPORT_MIN};
use crate::statistics::interval::{clopper_pearson_reaches, wilson};
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many conditions a kind of cases has at most.
pub const DEPTH_MAX: usize = 3;
/// A text with more different values is no attribute to tell cases apart by.
pub const VALUES_MAX: usize = 200;

/// The one-sided 95 % quantile of the normal distribution.
const Z95: f64 = 1.644_853_626_951_472;

/// A condition on an attribute of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// The attribute.
    pub attribute: String,
    /// What is asked of it.
    pub test: Test,
}

/// What is asked of an attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Test {
    /// It is this text, or `true`, or `false`.
    Is(String),
    /// It is at most this.
    AtMost(f64),
    /// It is above this.
    Above(f64),
    /// There is none.
    Missing,
}

impl Condition {
    /// Does it hold in a case?
    pub fn holds(&self, log: &Log, case: usize) -> bool {
        let columns = &log.case_attributes;
        match &self.test {
            Test::Missing => columns.cell(&self.attribute, case) == Cell::None,
            Test::Is(value) => match columns.cell(&self.attribute, case) {
                Cell::Flag(flag) => flag.to_string() == *value,
                _ => columns.text(&self.attribute, case) == Some(value),
            },
            Test::AtMost(most) => columns.number(&self.attribute, case).is_some_and(|number| number <= *most),
            Test::Above(least) => columns.number(&self.attribute, case).is_some_and(|number| number > *least),
        }
    }
}

/// Conditions with the cases in which they hold.
pub(super) struct Segments {
    pub conditions: Vec<Condition>,
    pub cases: Vec<RoaringBitmap>,
}

impl Segments {
    /// All that may be said of some cases, each in at least [`SUPPORT_MIN`] of them and missing in as many.
    pub(super) fn of(log: &Log, cases: &[u32]) -> Self {
        let mut out = Segments { conditions: vec![], cases: vec![] };
        for attribute in log.case_attributes.names() {
            out.attribute(log, cases, attribute);
        }
        let all = cases.len() as u64;
        let keep: Vec<bool> =
            out.cases.iter().map(|of| of.len() >= SUPPORT_MIN && all - of.len() >= SUPPORT_MIN).collect();
        let mut kept = keep.iter();
        out.conditions.retain(|_| *kept.next().expect("one for each"));
        let mut kept = keep.iter();
        out.cases.retain(|_| *kept.next().expect("one for each"));
        out
    }

    fn attribute(&mut self, log: &Log, cases: &[u32], attribute: &str) {
        let mut missing = RoaringBitmap::new();
        let mut texts: BTreeMap<u32, RoaringBitmap> = BTreeMap::new();
        let mut flags = [RoaringBitmap::new(), RoaringBitmap::new()];
        let mut numbers: Vec<(f64, u32)> = vec![];
        for case in cases {
            match log.case_attributes.cell(attribute, *case as usize) {
                Cell::None => _ = missing.insert(*case),
                Cell::Text(text) => _ = texts.entry(text).or_default().insert(*case),
                Cell::Flag(flag) => _ = flags[usize::from(flag)].insert(*case),
                Cell::Integer(number) => numbers.push((number as f64, *case)),
                Cell::Real(number) => numbers.push((number, *case)),
                Cell::Time(_) => {}
            }
        }
        self.push(attribute, Test::Missing, missing);
        let [no, yes] = flags;
        self.push(attribute, Test::Is("false".to_owned()), no);
        self.push(attribute, Test::Is("true".to_owned()), yes);
        // Texts beyond the limit of what is followed are one: they are all different for what is known, and no model could ask for it.
        let is_other = |of: &RoaringBitmap| {
            of.min().and_then(|first| log.case_attributes.text(attribute, first as usize)) == Some(OTHER)
        };
        let others: u64 = texts.values().filter(|of| is_other(of)).map(RoaringBitmap::len).sum();
        texts.retain(|_, of| !is_other(of));
        let different = texts.len() as u64 + others;
        if texts.len() <= VALUES_MAX && different as f64 <= DISTINCT_MAX * cases.len() as f64 {
            for of in texts.into_values() {
                let Some(first) = of.min() else { continue };
                let value = log.case_attributes.text(attribute, first as usize).unwrap_or_default().to_owned();
                self.push(attribute, Test::Is(value), of);
            }
        }
        self.numbers(attribute, numbers);
    }

    /// Thresholds at the quantiles of a number.
    fn numbers(&mut self, attribute: &str, mut numbers: Vec<(f64, u32)>) {
        numbers.retain(|(number, _)| number.is_finite());
        numbers.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut thresholds: Vec<f64> = numbers.iter().map(|of| of.0).collect();
        thresholds.dedup_by(|a, b| a.total_cmp(b).is_eq());
        // Few different numbers are all thresholds: a quantile could just miss the one that matters.
        if thresholds.len() > 2 * BINS_MAX {
            thresholds =
                (1..BINS_MAX).filter_map(|bin| numbers.get(bin * numbers.len() / BINS_MAX)).map(|of| of.0).collect();
            thresholds.dedup_by(|a, b| a.total_cmp(b).is_eq());
        }
        for threshold in thresholds {
            let split = numbers.partition_point(|(number, _)| *number <= threshold);
            let cases = |part: &[(f64, u32)]| part.iter().map(|(_, case)| *case).collect::<RoaringBitmap>();
            self.push(attribute, Test::AtMost(threshold), cases(&numbers[..split]));
            self.push(attribute, Test::Above(threshold), cases(&numbers[split..]));
        }
    }

    fn push(&mut self, attribute: &str, test: Test, cases: RoaringBitmap) {
        if !cases.is_empty() {
            self.conditions.push(Condition { attribute: attribute.to_owned(), test });
            self.cases.push(cases);
        }
    }

    /// The numbers of those conditions whose attribute may be used.
    pub(super) fn usable(&self, may: impl Fn(&str) -> bool) -> Vec<usize> {
        let mut known: BTreeMap<&str, bool> = BTreeMap::new();
        let usable = |condition: &Condition| -> bool { may(&condition.attribute) };
        (0..self.conditions.len())
            .filter(|index| {
                let condition = &self.conditions[*index];
                *known.entry(&condition.attribute).or_insert_with(|| usable(condition))
            })
            .collect()
    }

    /// The same as items of the root-cause ranking.
    pub(super) fn items(&self, usable: &[usize]) -> Vec<Item> {
        let item = |index: &usize| Item {
            attribute: self.conditions[*index].attribute.clone(),
            value: match &self.conditions[*index].test {
                Test::Is(value) => value.clone(),
                Test::AtMost(most) => format!("<= {most}"),
                Test::Above(least) => format!("> {least}"),
                Test::Missing => String::new(),
            },
            cases: self.cases[*index].clone(),
        };
        usable.iter().map(item).collect()
    }

    /// The surest kind of cases within `base` of which hardly any is an exception: a bound of at least `sure` (Clopper and
    /// Pearson, one-sided 95 %). Conditions are added one by one, each the one that leaves the smallest share of exceptions.
    pub(super) fn grow(
        &self,
        usable: &[usize],
        base: &RoaringBitmap,
        exceptions: &RoaringBitmap,
        sure: f64,
    ) -> Option<Vec<usize>> {
        let mut of = base.clone();
        let mut chosen: Vec<usize> = vec![];
        for _ in 0..DEPTH_MAX {
            let mut counts: Vec<(u64, u64, usize)> = vec![];
            for index in usable.iter().filter(|index| !chosen.contains(index)) {
                let with = &of & &self.cases[*index];
                if with.len() >= SUPPORT_MIN && with.len() < of.len() {
                    counts.push((with.intersection_len(exceptions), with.len(), *index));
                }
            }
            let pure = counts.iter().filter(|(bad, n, _)| clopper_pearson_reaches(n - bad, *n, sure, 0.95));
            // Not the largest but the surest: one that just passes would hardly pass on other cases too.
            let bound = |(bad, n, _): &(u64, u64, usize)| wilson(n - bad, *n, Z95).0;
            let surest = pure.max_by(|a, b| bound(a).total_cmp(&bound(b)).then(b.2.cmp(&a.2)));
            if let Some((_, _, best)) = surest {
                chosen.push(*best);
                return Some(chosen);
            }
            // A smoothed share: a kind of ten cases without an exception is no better than one of a thousand with one.
            let share = |(bad, n, _): &(u64, u64, usize)| (*bad as f64 + 1.0) / (*n as f64 + 2.0);
            let best = counts.iter().min_by(|a, b| share(a).total_cmp(&share(b)))?.2;
            chosen.push(best);
            of &= &self.cases[best];
        }
        None
    }

    /// The cases of `base` in which all of these hold.
    pub(super) fn all_of(&self, chosen: &[usize], base: &RoaringBitmap) -> RoaringBitmap {
        chosen.iter().fold(base.clone(), |cases, index| cases & &self.cases[*index])
    }

    pub(super) fn named(&self, chosen: &[usize]) -> Vec<Condition> {
        chosen.iter().map(|index| self.conditions[*index].clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{ActivityInstance, Case, LogBuilder, Value};

    /// What was too much to follow is one text in a history: no condition may ask for it.
    #[test]
    fn what_stands_for_many_texts_is_no_kind_of_cases() {
        let conditions = |text: &dyn Fn(usize) -> String| {
            let mut log = LogBuilder::default();
            for number in 0..200 {
                let attributes = vec![("order".to_owned(), Value::Text(text(number)))];
                let rows = vec![ActivityInstance::of("check", number as i64, number as i64 + 1)];
                let case = Case { id: number.to_string(), attributes, rows, ..Case::default() };
                log.case(case).expect("it is small");
            }
            let cases: Vec<u32> = (0..200).collect();
            Segments::of(&log.build(), &cases).conditions.into_iter().map(|of| of.test).collect::<Vec<_>>()
        };
        let is = |text: &str| Test::Is(text.to_owned());
        let others = |number: usize| if number < 60 { "web" } else { OTHER }.to_owned();
        assert_eq!(conditions(&others), [], "so many have a text of their own that it is an id");
        let few = |number: usize| ["web", "shop", "shop", OTHER][number % 4].to_owned();
        assert_eq!(conditions(&few), [is("web"), is("shop")]);
    }
}

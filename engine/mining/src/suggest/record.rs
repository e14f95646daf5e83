//! How far suggestions of a rule have brought what they promised: what the next ones of the rule are believed for.
use super::rule::Rule;
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A rule of which nothing is known yet is believed as if so many of its suggestions had brought what they promised.
const BELIEVED: f64 = 2.0;
/// What one suggestion counts for at most, however much more it has brought, and at least, however much it has cost.
const SHARES: (f64, f64) = (-1.0, 2.0);

/// What is known of the suggestions of a rule that were taken up.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Of how many it was measured that they made it better or worse.
    pub measured: u64,
    /// Which share of what they promised they brought, on average; drawn towards all of it as long as they are few. 1 where
    /// nothing was measured, 0 where they made it worse.
    pub weight: f64,
}

/// The record of a rule: of each of its suggestions what was promised for a case, and what it has brought.
///
/// ```
/// use weir_mining::suggest::record;
/// assert_eq!(record([]).weight, 1.0);
/// // One that brought half: two that are believed and this one.
/// assert!((record([(10.0, 5.0)]).weight - 2.5 / 3.0).abs() < 1e-12);
/// ```
pub fn record(promised_and_brought: impl IntoIterator<Item = (f64, f64)>) -> Record {
    let shares = promised_and_brought.into_iter().filter(|(promised, brought)| *promised > 0.0 && brought.is_finite());
    let (mut measured, mut sum) = (0, BELIEVED);
    for (promised, brought) in shares {
        measured += 1;
        sum += (brought / promised).clamp(SHARES.0, SHARES.1);
    }
    Record { measured, weight: (sum / (BELIEVED + measured as f64)).max(0.0) }
}

/// Which of two rules comes first: the one whose suggestions have brought more of what they promised, else by number.
pub fn believed(one: Rule, other: Rule, records: &BTreeMap<Rule, Record>) -> Ordering {
    let weight = |rule: Rule| records.get(&rule).map_or(1.0, |record| record.weight);
    weight(other).total_cmp(&weight(one)).then(one.cmp(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_kept_its_promise_comes_before_what_has_not() {
        let records = BTreeMap::from([(Rule::R1, record([(1.0, 0.2)])), (Rule::R5, record([(1.0, 1.5)]))]);
        let mut rules = vec![Rule::R1, Rule::R2, Rule::R3, Rule::R5];
        rules.sort_by(|one, other| believed(*one, *other, &records));
        assert_eq!(rules, [Rule::R5, Rule::R2, Rule::R3, Rule::R1]);
    }

    #[test]
    fn the_more_is_measured_the_less_it_is_drawn_to_the_promise() {
        let weight = |n: usize, share: f64| record(vec![(4.0, 4.0 * share); n]).weight;
        assert!((weight(1, 1.0) - 1.0).abs() < 1e-12);
        assert!(weight(1, 0.5) > weight(5, 0.5) && weight(100, 0.5) < 0.52);
        // Ten times as much counts as twice, and what made it much worse as all of it lost.
        assert!((weight(2, 10.0) - 1.5).abs() < 1e-12);
        assert!((weight(1, -7.0) - 1.0 / 3.0).abs() < 1e-12);
        assert!(weight(40, -7.0).abs() < 1e-12);
        // What promised nothing says nothing.
        assert_eq!(record([(0.0, 3.0)]), Record { measured: 0, weight: 1.0 });
    }
}

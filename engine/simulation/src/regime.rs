//! The part of a history that ran by one set of rules: the same version, and the same values of its rule parameters. What
//! came before a change teaches nothing of what comes after it, and is not held against it either.
use crate::calibrate::{CASES_MIN, WEEK};
use weir_mining::log::{Log, Value, of_cases};

/// Less than two weeks tell nothing about the hours of the week.
const LENGTH_MIN: i64 = 2 * WEEK - 3 * DAY;
/// A day, ms: a regime may begin and end with days on which nobody works.
const DAY: i64 = WEEK / 7;

/// The cases of a history that began in the last regime; none where that is all of them. Of several versions it is
/// `version`; where nobody says which, the latest that there is.
pub fn regime(log: &Log, version: Option<u32>, since: Option<i64>) -> Option<Log> {
    let versions: Vec<Option<u32>> = (0..log.case_count()).map(|case| version_of(log, case)).collect();
    let version = version.or_else(|| versions.iter().copied().flatten().max());
    let within = |case: usize| {
        let same = versions[case].is_none_or(|own| version.is_none_or(|wanted| own == wanted));
        same && since.is_none_or(|since| log.span(case).is_some_and(|(from, _)| from >= since))
    };
    ((0..log.case_count()).any(|case| !within(case))).then(|| of_cases(log, within))
}

/// Is there enough in it to learn from it alone?
pub fn teaches(log: &Log) -> bool {
    let finished = (0..log.case_count()).filter(|case| log.is_finished(*case)).filter_map(|case| log.span(case));
    let (n, first, last) =
        finished.fold((0, i64::MAX, i64::MIN), |(n, first, last), (from, _)| (n + 1, first.min(from), last.max(from)));
    n >= CASES_MIN && last.saturating_sub(first) >= LENGTH_MIN
}

/// What a log says of the version that a case followed.
fn version_of(log: &Log, case: usize) -> Option<u32> {
    let named = Some(log.definitions[case].1).filter(|version| *version > 0);
    named.or_else(|| match log.case_attributes.value("version", case)? {
        Value::Integer(number) => u32::try_from(number).ok(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_mining::log::{ActivityInstance, Case, LogBuilder};

    fn log(cases: &[(u32, i64)]) -> Log {
        let mut log = LogBuilder::default();
        for (number, (version, at)) in cases.iter().enumerate() {
            let mut row = ActivityInstance::at("work", at + 1_000);
            row.started = Some(*at);
            let (id, version) = (number.to_string(), *version);
            log.case(Case { id, version, rows: vec![row], ..Case::default() }).unwrap();
        }
        log.build()
    }

    #[test]
    fn a_regime_is_one_version_since_the_last_change() {
        let ids = |log: Option<Log>| log.map(|log| log.cases);
        let mixed = log(&[(1, 0), (1, 10), (2, 20), (2, 30)]);
        assert_eq!(ids(regime(&mixed, None, None)), Some(vec!["2".to_owned(), "3".to_owned()]), "the latest version");
        assert_eq!(ids(regime(&mixed, Some(1), None)), Some(vec!["0".to_owned(), "1".to_owned()]), "the one asked for");
        assert_eq!(ids(regime(&mixed, Some(2), Some(25))), Some(vec!["3".to_owned()]));
        let unsaid = log(&[(0, 0), (0, 10)]);
        assert_eq!(ids(regime(&unsaid, Some(3), None)), None, "a log that says nothing of versions is of one");
        assert_eq!(ids(regime(&unsaid, None, Some(0))), None);
        assert!(!teaches(&unsaid));
        let enough: Vec<(u32, i64)> = (0..30).map(|n| (1, n * DAY)).collect();
        assert!(teaches(&log(&enough)));
        assert!(!teaches(&log(&enough[..11])), "too few, and too short");
    }
}

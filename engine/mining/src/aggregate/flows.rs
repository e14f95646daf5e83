//! Flows that were taken: a row whose end led to another one took the flow between the two. Flows have no times of their own;
//! their cells count how often they were taken, in the hour in which the row behind them could begin.
use crate::log::{Log, NO_TIME};
use std::collections::BTreeMap;

/// The ids of flows by the nodes they join. Flows that join the same two nodes cannot be told apart by what followed what:
/// they are under one name, the first.
pub type FlowNames = BTreeMap<(String, String), String>;

/// A flow that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken<'a> {
    /// The case, by its number in the log.
    pub case: usize,
    /// The id of the flow.
    pub flow: &'a str,
    /// When, ms.
    pub at: i64,
}

/// All flows that were taken in a log, case by case. What leads from one node to another without a flow between them (a
/// boundary event, an event sub-process) is none.
pub fn taken<'a>(log: &'a Log, names: &'a FlowNames) -> impl Iterator<Item = Taken<'a>> + 'a {
    let numbers: BTreeMap<(u32, u32), &str> = names
        .iter()
        .filter_map(|((from, to), flow)| Some(((log.activities.find(from)?, log.activities.find(to)?), flow.as_str())))
        .collect();
    (0..log.case_count()).flat_map(move |case| {
        let mut out = vec![];
        for row in log.case(case) {
            for cause in log.causes_of(row) {
                let pair = (log.activity[*cause as usize], log.activity[row]);
                let times = [log.enabled[row], log.started[row], log.ended[row], log.ended[*cause as usize]];
                let at = times.into_iter().find(|time| *time != NO_TIME);
                if let (Some(flow), Some(at)) = (numbers.get(&pair), at) {
                    out.push(Taken { case, flow, at });
                }
            }
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{ActivityInstance, Case, LogBuilder};

    #[test]
    fn a_join_takes_all_of_its_flows() {
        let row = |key: u64, name: &str, at: i64, causes: Vec<u64>| ActivityInstance {
            key,
            causes: causes.into(),
            enabled: Some(at),
            ..ActivityInstance::at(name, at)
        };
        let rows = vec![
            row(0, "split", 1, vec![]),
            row(1, "a", 2, vec![0]),
            row(2, "b", 3, vec![0]),
            row(3, "join", 3, vec![1, 2]),
        ];
        let mut log = LogBuilder::default();
        log.case(Case { id: "1".to_owned(), rows, ..Case::default() }).unwrap();
        let log = log.build();
        let name = |from: &str, to: &str| ((from.to_owned(), to.to_owned()), format!("{from}-{to}"));
        let names = FlowNames::from([name("split", "a"), name("a", "join"), name("b", "join"), name("x", "y")]);
        let seen: Vec<(&str, i64)> = taken(&log, &names).map(|taken| (taken.flow, taken.at)).collect();
        assert_eq!(seen, [("split-a", 2), ("a-join", 3), ("b-join", 3)]);
    }
}
